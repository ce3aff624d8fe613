//! From tokens that differ to characters that differ: what becomes of the white space.
//!
//! An insertion begins with the space before it and leaves the one after it alone (" and
//! secure"); at the start of a text it ends with the space. A deletion takes one adjoining
//! space in the same way. A replacement touches neither. Only where that would leave glued
//! words or double spaces does a cut take in the white space on both sides.

use super::fold::{is_ignored, space_counts};
use super::matching::{Edit, Numbered, kept, push};
use std::ops::Range;

/// A place in a text, in characters and in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// Characters before it.
    pub at: usize,
    /// Bytes before it.
    pub byte: usize,
}

/// A piece of a that is replaced by a piece of b.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// From here in a
    pub a: (Spot, Spot),
    /// by what stands here in b.
    pub b: (Spot, Spot),
}

/// What stands between two tokens: first ignored characters that belong to the token before
/// (note references), then white space.
struct Gap<'a> {
    start: Spot,
    soft: Spot,
    end: Spot,
    whole: &'a str,
    tail: &'a str,
    rest: &'a str,
}

impl Gap<'_> {
    fn is_spaced(&self) -> bool {
        self.rest.contains(char::is_whitespace)
    }
}

fn gap<'a>(side: &Numbered<'a>, i: usize) -> Gap<'a> {
    let before = i.checked_sub(1).and_then(|i| side.tokens.get(i));
    let start = before.map_or(Spot { at: 0, byte: 0 }, |t| Spot { at: t.range.end, byte: t.bytes.end });
    let byte = side.tokens.get(i).map_or(side.text.len(), |t| t.bytes.start);
    let whole = side.text.get(start.byte..byte).unwrap_or_default();
    let end = ahead(start, whole);
    let tail = match before {
        Some(_) => whole.get(..whole.find(|c| !is_ignored(c)).unwrap_or(whole.len())).unwrap_or_default(),
        None => "",
    };
    let rest = whole.get(tail.len()..).unwrap_or_default();
    Gap { start, soft: ahead(start, tail), end, whole, tail, rest }
}

fn ahead(from: Spot, over: &str) -> Spot {
    Spot { at: from.at + over.chars().count(), byte: from.byte + over.len() }
}

/// Both texts and how exactly they are held against each other.
pub(super) struct Cutter<'a> {
    /// The older text.
    pub a: &'a Numbered<'a>,
    /// The newer text.
    pub b: &'a Numbered<'a>,
    /// Whether every byte counts.
    pub exact: bool,
}

impl Cutter<'_> {
    /// The cuts of these edits, in order and disjoint.
    pub(super) fn cuts(&self, edits: Vec<Edit>) -> Vec<Cut> {
        let edits = if self.exact { self.with_bytes(&edits) } else { edits };
        let mut out = Vec::new();
        let mut done = (0, 0);
        for edit in &edits {
            self.equal_run(done.0..edit.a.start, done.1..edit.b.start, &mut out);
            out.push(self.cut(edit));
            done = (edit.a.end, edit.b.end);
        }
        self.equal_run(done.0..self.a.tokens.len(), done.1..self.b.tokens.len(), &mut out);
        out
    }

    /// Makes edits of the kept pairs that differ in their bytes.
    fn with_bytes(&self, edits: &[Edit]) -> Vec<Edit> {
        let (n, m) = (self.a.tokens.len(), self.b.tokens.len());
        let mut out = Vec::new();
        let mut done = (0, 0);
        for (i, j) in kept(edits, n, m) {
            let text = |side: &Numbered, i: usize| -> Option<Box<str>> {
                side.tokens.get(i).map(|t| t.text(side.text).into())
            };
            if text(self.a, i) == text(self.b, j) {
                push(&mut out, Edit { a: done.0..i, b: done.1..j });
                done = (i + 1, j + 1);
            }
        }
        push(&mut out, Edit { a: done.0..n, b: done.1..m });
        out
    }

    /// White space that differs inside a run of equal tokens, and at an end of the texts.
    fn equal_run(&self, a: Range<usize>, b: Range<usize>, out: &mut Vec<Cut>) {
        let first = usize::from(a.start > 0 || b.start > 0);
        let ends = a.end == self.a.tokens.len() && b.end == self.b.tokens.len();
        let last = a.len() + usize::from(ends && !(first == 1 && a.is_empty()));
        for k in first..last {
            let (x, y) = (gap(self.a, a.start + k), gap(self.b, b.start + k));
            let differs = if self.exact { x.whole != y.whole } else { !self.as_spaced(&x, &y, b.start + k) };
            if differs {
                out.push(self.trimmed(Cut { a: (x.start, x.end), b: (y.start, y.end) }));
            }
        }
    }

    /// Whether the space of a gap of a may stand for gap `y`, number `j` of b.
    fn as_spaced(&self, x: &Gap, y: &Gap, j: usize) -> bool {
        if x.is_spaced() == y.is_spaced() {
            return true;
        }
        let token = |j: Option<usize>| j.and_then(|j| self.b.tokens.get(j)).map(|t| t.text(self.b.text));
        let before = token(j.checked_sub(1)).and_then(|t| t.chars().next_back());
        let after = token(Some(j)).and_then(|t| t.chars().next());
        !space_counts(before, after)
    }

    /// Whether all of gap `x` may stay where b has `y`. At a border of changed words a space
    /// must be a space, or "the sea bed" would become "the sea , wide".
    fn stays(&self, x: &Gap, y: &Gap, j: usize) -> bool {
        if self.exact { x.whole == y.whole } else { self.spaced_alike(x, y, j) }
    }

    fn spaced_alike(&self, x: &Gap, y: &Gap, j: usize) -> bool {
        x.is_spaced() == y.is_spaced() || j == 0 || j == self.b.tokens.len()
    }

    /// Whether the white space of `x` may stay where b has that of `y`.
    fn rest_stays(&self, x: &Gap, y: &Gap, j: usize) -> bool {
        if self.exact { x.rest == y.rest } else { self.spaced_alike(x, y, j) }
    }

    fn cut(&self, edit: &Edit) -> Cut {
        let (a0, a1) = (gap(self.a, edit.a.start), gap(self.a, edit.a.end));
        let (b0, b1) = (gap(self.b, edit.b.start), gap(self.b, edit.b.end));
        let left = self.stays(&a0, &b0, edit.b.start);
        if edit.is_pure() {
            // With the space before, unless there is nothing before.
            let tails = !self.exact || a0.tail == b0.tail;
            if edit.a.start > 0 && tails && self.rest_stays(&a1, &b1, edit.b.end) {
                return Cut { a: (a0.soft, a1.soft), b: (b0.soft, b1.soft) };
            }
            if left {
                return Cut { a: (a0.end, a1.end), b: (b0.end, b1.end) };
            }
            return self.trimmed(self.widest(&a0, &a1, &b0, &b1));
        }
        let mut cut = self.widest(&a0, &a1, &b0, &b1);
        if left {
            (cut.a.0, cut.b.0) = (a0.end, b0.end);
        }
        if self.rest_stays(&a1, &b1, edit.b.end) {
            let note_stays = a1.tail == b1.tail || (!self.exact && b1.tail.is_empty());
            (cut.a.1, cut.b.1) = if note_stays { (a1.start, b1.start) } else { (a1.soft, b1.soft) };
        }
        if left { cut } else { self.trimmed(cut) }
    }

    fn widest(&self, a0: &Gap, a1: &Gap, b0: &Gap, b1: &Gap) -> Cut {
        let (a, b) = if self.exact { (a0.start, b0.start) } else { (a0.soft, b0.soft) };
        Cut { a: (a, a1.end), b: (b, b1.end) }
    }

    /// The cut without equal white space and ignored characters at its ends.
    fn trimmed(&self, cut: Cut) -> Cut {
        let loose = |c: char| c.is_whitespace() || is_ignored(c);
        let a = self.a.text.get(cut.a.0.byte..cut.a.1.byte).unwrap_or_default();
        let b = self.b.text.get(cut.b.0.byte..cut.b.1.byte).unwrap_or_default();
        let same = |(x, y): &(char, char)| x == y && loose(*x);
        let head = a.chars().zip(b.chars()).take_while(same).count();
        let room = a.chars().count().min(b.chars().count()) - head;
        let tail = a.chars().rev().zip(b.chars().rev()).take(room).take_while(same).count();
        let inner = |text: &str, (start, end): (Spot, Spot)| {
            let skip: usize = text.chars().take(head).map(char::len_utf8).sum();
            let drop: usize = text.chars().rev().take(tail).map(char::len_utf8).sum();
            (
                Spot { at: start.at + head, byte: start.byte + skip },
                Spot { at: end.at - tail, byte: end.byte - drop },
            )
        };
        Cut { a: inner(a, cut.a), b: inner(b, cut.b) }
    }
}
