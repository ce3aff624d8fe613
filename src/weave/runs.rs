//! [`CompiledParagraph::runs`]: the nodes of a paragraph laid out flat.
//!
//! Every face prints these. Marks say what, by whom and as part of which group; a run holds
//! no names and no brackets.

use super::compiled::{Arm, Change, CompiledParagraph, From as Origin, Kept, Mark, MarkKind, Node, Run};
use crate::text::{NOTE, Words};
use std::ops::Range;

impl CompiledParagraph {
    /// The runs, in order of reading: words that stand, then what is wanted in their place.
    /// Without marks they are the words of the paragraph.
    pub fn runs(&self) -> Vec<Run> {
        let from = vec![(0..self.words.len(), Origin::Text(0))];
        let mut flow = Flow { base: Strip::new(&self.words), from, marks: Vec::new(), out: Vec::new() };
        flow.nodes(&self.nodes);
        flow.out
    }
}

/// Words ready to be cut in many places.
struct Strip<'a> {
    chars: Vec<char>,
    styles: Vec<(Range<usize>, bool, bool)>,
    words: &'a Words,
}

impl<'a> Strip<'a> {
    fn new(words: &'a Words) -> Self {
        Self { chars: words.text().chars().collect(), styles: words.styled_runs(), words }
    }

    /// Adds the runs of `range`; `origin` tells where a character of it comes from.
    fn emit(
        &self,
        range: Range<usize>,
        marks: &[Mark],
        origin: impl Fn(usize) -> Origin,
        out: &mut Vec<Run>,
    ) {
        let before = self.chars.iter().take(range.start).filter(|c| **c == NOTE).count();
        let mut notes = self.words.notes().iter().skip(before);
        for (style, italic, bold) in &self.styles {
            let mut at = style.start.max(range.start);
            let end = style.end.min(range.end);
            while at < end {
                let rest = self.chars.get(at..end).unwrap_or_default();
                let len = rest.iter().position(|c| *c == NOTE).unwrap_or(rest.len()).max(1);
                let text: String = rest.iter().take(len).collect();
                let note = if text.starts_with(NOTE) { notes.next().copied() } else { None };
                let (italic, bold, marks) = (*italic, *bold, marks.to_vec());
                out.push(Run { text, italic, bold, note, marks, from: origin(at) });
                at += len;
            }
        }
    }
}

struct Flow<'a> {
    base: Strip<'a>,
    /// Where the characters of the words come from: ranges side by side, covering them.
    from: Vec<(Range<usize>, Origin)>,
    marks: Vec<Mark>,
    out: Vec<Run>,
}

impl Flow<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(range) => self.text(range),
                Node::Change(change) => self.change(change),
            }
        }
    }

    /// Words, cut where their origin changes.
    fn text(&mut self, range: &Range<usize>) {
        let first = self.from.partition_point(|(piece, _)| piece.end <= range.start);
        for (piece, origin) in self.from.iter().skip(first) {
            let (start, end) = (range.start.max(piece.start), range.end.min(piece.end));
            if start >= end {
                break;
            }
            let at = |i: usize| shifted(origin, i - piece.start);
            self.base.emit(start..end, &self.marks, at, &mut self.out);
        }
    }

    fn change(&mut self, change: &Change) {
        let depth = self.marks.len();
        // The words in doubt are those that stand.
        self.marks.extend(change.kept.iter().filter(|k| k.doubt).map(doubt));
        if change.crossing {
            self.marks.push(Mark { kind: MarkKind::Alternative, by: Vec::new(), group: None });
        }
        // In crossing ones the other versions speak for themselves, but for a plain deletion.
        let takes = change.arms.iter().filter(|a| !change.crossing || a.with.is_empty());
        self.marks.extend(takes.map(|a| mark(MarkKind::Deleted, a)));
        self.nodes(&change.old);
        self.marks.truncate(depth);
        let kind = if change.crossing { MarkKind::Alternative } else { MarkKind::Inserted };
        for arm in &change.arms {
            self.marks.push(mark(kind, arm));
            words(arm, &self.from, &mut self.marks, &mut self.out);
            self.marks.truncate(depth);
        }
    }
}

fn mark(kind: MarkKind, arm: &Arm) -> Mark {
    Mark { kind, by: arm.by.clone(), group: Some(arm.group.clone()) }
}

fn doubt(kept: &Kept) -> Mark {
    Mark { kind: MarkKind::Doubt, by: kept.by.clone(), group: Some(kept.group.clone()) }
}

/// Where the characters of an arm come from, side by side; what it takes from the words that it
/// stands in comes from where those come from.
fn pieces(arm: &Arm, host: &[(Range<usize>, Origin)]) -> Vec<(Range<usize>, Origin)> {
    let mut out = Vec::with_capacity(arm.from.len());
    let mut passed = 0_usize;
    for (len, origin) in &arm.from {
        match origin {
            Origin::Text(at) => {
                for (piece, from) in host.iter().filter(|(p, _)| p.start < at + len && *at < p.end) {
                    let (start, end) = (piece.start.max(*at), piece.end.min(at + len));
                    out.push((passed + start - at..passed + end - at, shifted(from, start - piece.start)));
                }
            }
            own => out.push((passed..passed + len, own.clone())),
        }
        passed += len;
    }
    out
}

/// The words an arm puts in, line by line, with what others ask of them. `host`: where the words
/// come from that it stands in.
fn words(arm: &Arm, host: &[(Range<usize>, Origin)], marks: &mut Vec<Mark>, out: &mut Vec<Run>) {
    let pieces = pieces(arm, host);
    // Characters of `with` before the line, a break counting one.
    let mut start = 0_usize;
    for (n, line) in arm.with.lines().iter().enumerate() {
        if n > 0 {
            let own = pieces.iter().find(|(piece, _)| piece.contains(&(start - 1)));
            let from =
                own.map_or(Origin::Text(0), |(piece, origin)| shifted(origin, start - 1 - piece.start));
            let (italic, bold, note) = (false, false, None);
            out.push(Run { text: "\n".into(), italic, bold, note, marks: marks.clone(), from });
        }
        let end = start + line.len();
        let inside = pieces.iter().filter(|(piece, _)| piece.start < end && piece.end > start);
        let from = inside.map(|(piece, origin)| {
            let cut = piece.start.max(start)..piece.end.min(end);
            (cut.start - start..cut.end - start, shifted(origin, cut.start - piece.start))
        });
        let (base, from) = (Strip::new(line), from.collect());
        let mut flow = Flow { base, from, marks: std::mem::take(marks), out: std::mem::take(out) };
        match arm.line(n) {
            Some(nodes) => flow.nodes(nodes),
            None => flow.text(&(0..line.len())),
        }
        (*marks, *out) = (flow.marks, flow.out);
        start = end + 1;
    }
}

fn shifted(origin: &Origin, by: usize) -> Origin {
    match origin {
        Origin::Text(at) => Origin::Text(at + by),
        Origin::Proposal(id, line, at) => Origin::Proposal(id.clone(), *line, at + by),
    }
}
