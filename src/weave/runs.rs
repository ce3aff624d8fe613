//! [`CompiledParagraph::runs`]: the nodes of a paragraph laid out flat.
//!
//! Every face prints these. Marks say what, by whom and as part of which group; a run holds
//! no names and no brackets.

use super::compiled::{Arm, Change, CompiledParagraph, From as Origin, Mark, MarkKind, Node, Run};
use crate::record::ActorId;
use crate::text::{NOTE, Words};
use std::ops::Range;

impl CompiledParagraph {
    /// The runs, in order of reading: words that stand, then what is wanted in their place.
    /// Without marks they are the words of the paragraph.
    pub fn runs(&self) -> Vec<Run> {
        let mut flow = Flow { base: Strip::new(&self.words), marks: Vec::new(), out: Vec::new() };
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
    marks: Vec<Mark>,
    out: Vec<Run>,
}

impl Flow<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(range) => {
                    self.base.emit(range.clone(), &self.marks, Origin::Text, &mut self.out);
                }
                Node::Change(change) => self.change(change),
            }
        }
    }

    fn change(&mut self, change: &Change) {
        let depth = self.marks.len();
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
            words(arm, &self.marks, &mut self.out);
            self.marks.truncate(depth);
        }
    }
}

fn mark(kind: MarkKind, arm: &Arm) -> Mark {
    let by: Vec<ActorId> = arm.by.clone();
    Mark { kind, by, group: Some(arm.group.clone()) }
}

/// The words an arm puts in, line by line, cut where their origin changes.
fn words(arm: &Arm, marks: &[Mark], out: &mut Vec<Run>) {
    let mut pieces = arm.from.iter();
    let mut piece = pieces.next();
    // Characters of `with` before the piece, a break counting one.
    let mut passed = 0_usize;
    let mut start = 0_usize;
    for (n, line) in arm.with.lines().iter().enumerate() {
        let strip = Strip::new(line);
        if n > 0 {
            let from = piece
                .map_or(Origin::Text(0), |(_, origin)| shifted(origin, (start - 1).saturating_sub(passed)));
            out.push(Run {
                text: "\n".into(),
                italic: false,
                bold: false,
                note: None,
                marks: marks.to_vec(),
                from,
            });
        }
        let end = start + line.len();
        while let Some((len, origin)) = piece {
            let (from, to) = (passed.max(start), (passed + len).min(end));
            if from < to {
                let at = |i: usize| shifted(origin, i + start - passed);
                strip.emit(from - start..to - start, marks, at, out);
            }
            if passed + len > end {
                break;
            }
            passed += len;
            piece = pieces.next();
        }
        start = end + 1;
    }
}

fn shifted(origin: &Origin, by: usize) -> Origin {
    match origin {
        Origin::Text(at) => Origin::Text(at + by),
        Origin::Proposal(id, line, at) => Origin::Proposal(id.clone(), *line, at + by),
    }
}
