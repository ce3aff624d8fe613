//! From marks to a tree: which bracket closes which, and what is done about those that do not.
//!
//! A closing mark without an opening one is stray. Of opening marks that are never closed the
//! last is closed at the end of the paragraph if somebody's name stands there; others are stray.

use super::names::Names;
use super::{Bracket, Known, Node, Reading, arms, aside};
use std::ops::Range;

/// How deep brackets nest; deeper ones are stray marks. Nobody reads brackets that deep.
const DEEPEST: usize = 32;

/// What was mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// An opening mark that nothing closes was set aside.
    Unclosed,
    /// It was closed at the end of the paragraph.
    ClosedAtEnd,
    /// A closing mark that nothing opened was set aside.
    Unopened,
    /// Brackets nested too deep were set aside.
    TooDeep,
}

/// A place that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The mark, or several in a row, in bytes.
    pub at: Range<usize>,
    /// What was done.
    pub what: Mend,
}

/// A bracket mark.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    opens: bool,
    /// The number of its partner among the marks.
    mate: Option<usize>,
    deep: bool,
}

fn marks(text: &str) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, byte) in text.bytes().enumerate().filter(|(_, b)| matches!(b, b'[' | b']')) {
        let n = out.len();
        let mate = if byte == b'[' { None } else { open.pop() };
        out.push(Mark { at, opens: byte == b'[', mate, deep: false });
        match mate.and_then(|m| out.get_mut(m)) {
            Some(partner) => partner.mate = Some(n),
            None if byte == b'[' => open.push(n),
            None => {}
        }
    }
    let mut depth = 0;
    for mark in out.iter_mut().filter(|m| m.mate.is_some()) {
        if mark.opens {
            depth += 1;
        }
        mark.deep = depth > DEEPEST;
        if !mark.opens {
            depth -= 1;
        }
    }
    for mark in out.iter_mut().filter(|m| m.deep) {
        mark.mate = None;
    }
    out
}

pub(super) fn read(text: &str, known: &Known) -> Reading {
    let marks = marks(text);
    let last = marks.iter().rposition(|m| m.opens && m.mate.is_none() && !m.deep);
    let names = Names::new(known);
    let mut reader = Reader { text, marks, next: 0, last, names, out: Reading::default() };
    reader.out.nodes = reader.nodes(0..text.len(), true);
    reader.out
}

struct Reader<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    /// The next mark to look at.
    next: usize,
    /// The last opening mark that nothing closes.
    last: Option<usize>,
    names: Names<'a>,
    out: Reading,
}

impl Reader<'_> {
    /// What stands in a range, at whose start the next mark is not yet passed.
    fn nodes(&mut self, range: Range<usize>, top: bool) -> Vec<Node> {
        let mut out = Vec::new();
        let mut done = range.start;
        while let Some(mark) = self.marks.get(self.next).copied().filter(|m| m.at < range.end) {
            let number = self.next;
            self.next += 1;
            aside::texts(self.text, done..mark.at, top, &mut out);
            done = mark.at + 1;
            match mark.mate.and_then(|m| Some((m, self.marks.get(m)?.at))) {
                Some((mate, end)) => {
                    let inner = mark.at + 1..end;
                    let nodes = self.nodes(inner.clone(), false);
                    self.next = mate + 1;
                    done = end + 1;
                    out.push(self.bracket(mark.at..end + 1, inner, nodes));
                }
                None if self.last == Some(number) => {
                    self.last_open(mark.at, range.end, &mut out);
                    done = range.end;
                }
                None => self.stray(mark, &mut out),
            }
        }
        aside::texts(self.text, done..range.end, top, &mut out);
        out
    }

    fn bracket(&mut self, span: Range<usize>, inner: Range<usize>, nodes: Vec<Node>) -> Node {
        if aside::is_status(self.text.get(inner.clone()).unwrap_or_default()) {
            return Node::Status(span);
        }
        let arms = arms::arms(self.text, &inner, &nodes, &mut self.names);
        Node::Bracket(Bracket { span, inner, nodes, arms })
    }

    /// An opening mark that nothing closes, the last one.
    fn last_open(&mut self, at: usize, end: usize, out: &mut Vec<Node>) {
        let nodes = self.nodes(at + 1..end, false);
        let node = self.bracket(at..end, at + 1..end, nodes);
        let named = |b: &Bracket| b.arms.iter().any(|a| !a.said.is_empty());
        match node {
            Node::Bracket(b) if !named(&b) => {
                self.mend(at, Mend::Unclosed);
                out.push(Node::Stray(at..at + 1));
                out.extend(b.nodes);
            }
            node => {
                self.mend(at, Mend::ClosedAtEnd);
                out.push(node);
            }
        }
    }

    fn stray(&mut self, mark: Mark, out: &mut Vec<Node>) {
        let what = match (mark.deep, mark.opens) {
            (true, _) => Mend::TooDeep,
            (_, true) => Mend::Unclosed,
            (_, false) => Mend::Unopened,
        };
        self.mend(mark.at, what);
        match out.last_mut() {
            Some(Node::Stray(at)) if at.end == mark.at => at.end += 1,
            _ => out.push(Node::Stray(mark.at..mark.at + 1)),
        }
    }

    fn mend(&mut self, at: usize, what: Mend) {
        match self.out.mended.last_mut() {
            Some(last) if last.what == what && last.at.end == at => last.at.end += 1,
            _ => self.out.mended.push(Mended { at: at..at + 1, what }),
        }
    }
}
