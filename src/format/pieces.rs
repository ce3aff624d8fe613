//! A woven paragraph as [`Piece`]s: its runs, with brackets, names and tags between them.
//!
//! `[words - EU]` is put in, `[words - G77 delete]` taken out, `[old / new - US]` replaced, and
//! alternatives stand between slashes (field.md, section 2). Signs are never part of a run, so
//! that the words of a proposal are exactly its author's.

use super::page::Piece;
use crate::record::{ActorId, ProposalId, UNATTRIBUTED};
use crate::text::{Fragment, NOTE, Words};
use crate::weave::{
    Arm, Change, CompiledParagraph, From, Group, GroupId, Mark, MarkKind, Node, Of, Run, Tag,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The groups of a compilation, by name.
pub(super) type Groups = BTreeMap<GroupId, Arc<Group>>;

/// The pieces of a paragraph without proposals.
pub(super) fn plain(words: &Words) -> Vec<Piece> {
    runs(words, &[], &From::Text).into_iter().map(Piece::Run).collect()
}

/// The pieces of a woven paragraph.
pub(super) fn woven(paragraph: &CompiledParagraph, groups: &Groups) -> Vec<Piece> {
    let mut weaver = Walk { words: &paragraph.words, groups, out: Vec::new() };
    match &paragraph.of {
        Of::Proposed(id, line) if !says_itself(paragraph, id) => weaver.proposed(paragraph, id, *line),
        _ => weaver.top(paragraph),
    }
    weaver.out
}

/// Whether the nodes of a proposed paragraph already say who proposes it.
fn says_itself(paragraph: &CompiledParagraph, id: &GroupId) -> bool {
    paragraph.nodes.iter().any(|n| matches!(n, Node::Change(c) if c.arms.iter().any(|a| a.group == *id)))
}

struct Walk<'a> {
    words: &'a Words,
    groups: &'a Groups,
    out: Vec<Piece>,
}

impl Walk<'_> {
    /// A whole paragraph that is proposed.
    fn proposed(&mut self, paragraph: &CompiledParagraph, id: &GroupId, line: usize) {
        let group = self.groups.get(id);
        let by = group.map(|g| g.backers.clone()).unwrap_or_default();
        let mark = Mark { kind: MarkKind::Inserted, by: by.clone(), group: Some(id.clone()) };
        self.sign("[");
        if paragraph.nodes.is_empty() {
            let pid = self.printed(id);
            self.runs(self.words, &[mark], &|at| From::Proposal(pid.clone(), line, at));
        } else {
            self.nodes(&paragraph.nodes, &[mark]);
        }
        self.by(&by, "");
        self.sign("]");
        paragraph.tags.iter().for_each(|t| self.tag(t));
    }

    /// The nodes of a paragraph of the text, with its tags at their places.
    fn top(&mut self, paragraph: &CompiledParagraph) {
        let mut tags: Vec<&Tag> = paragraph.tags.iter().collect();
        tags.sort_by_key(|t| t.range.end);
        let mut tags = tags.into_iter().peekable();
        for node in &paragraph.nodes {
            match node {
                Node::Text(range) => {
                    let mut from = range.start;
                    // A tag stands where its words end, after what is put in there.
                    while let Some(tag) = tags.next_if(|t| t.range.end < range.end) {
                        let to = tag.range.end.max(from);
                        self.text(from..to, &[]);
                        self.tag(tag);
                        from = to;
                    }
                    self.text(from..range.end, &[]);
                }
                Node::Change(change) => {
                    let at = change.range.start;
                    while let Some(tag) =
                        tags.next_if(|t| t.range.end < at || (t.range.end == at && at < change.range.end))
                    {
                        self.tag(tag);
                    }
                    self.change(change, &[]);
                }
            }
        }
        tags.for_each(|t| self.tag(t));
    }

    fn nodes(&mut self, nodes: &[Node], marks: &[Mark]) {
        for node in nodes {
            match node {
                Node::Text(range) => self.text(range.clone(), marks),
                Node::Change(change) => self.change(change, marks),
            }
        }
    }

    fn change(&mut self, change: &Change, marks: &[Mark]) {
        if change.crossing {
            return self.crossing(change, marks);
        }
        if change.range.is_empty() {
            for arm in &change.arms {
                self.sign("[");
                self.arm(arm, MarkKind::Inserted, marks);
                self.sign("]");
            }
            return;
        }
        let mut inner = marks.to_vec();
        inner.extend(change.arms.iter().map(|a| mark(a, MarkKind::Deleted)));
        self.sign("[");
        self.nodes(&change.old, &inner);
        let (gone, new): (Vec<&Arm>, Vec<&Arm>) = change.arms.iter().partition(|a| a.with.is_empty());
        let mut by: Vec<ActorId> = gone.iter().flat_map(|a| a.by.iter().cloned()).collect();
        by.sort();
        by.dedup();
        if !by.is_empty() {
            self.by(&by, " delete");
        }
        for arm in new {
            self.sign(" / ");
            self.arm(arm, MarkKind::Inserted, marks);
        }
        self.sign("]");
    }

    /// Alternatives over the union of crossing wishes; the words as they are come first.
    fn crossing(&mut self, change: &Change, marks: &[Mark]) {
        let mut inner = marks.to_vec();
        inner.push(Mark { kind: MarkKind::Alternative, by: Vec::new(), group: None });
        self.sign("[");
        self.nodes(&change.old, &inner);
        for arm in &change.arms {
            self.sign(" / ");
            self.arm(arm, MarkKind::Alternative, marks);
        }
        self.sign("]");
    }

    fn arm(&mut self, arm: &Arm, kind: MarkKind, marks: &[Mark]) {
        let mut marks = marks.to_vec();
        marks.push(mark(arm, kind));
        self.fragment(&arm.with, &self.printed(&arm.group), &marks);
        self.by(&arm.by, if arm.with.is_empty() { " delete" } else { "" });
    }

    fn fragment(&mut self, fragment: &Fragment, pid: &ProposalId, marks: &[Mark]) {
        for (line, words) in fragment.lines().iter().enumerate() {
            if line > 0 {
                let from = From::Proposal(pid.clone(), line, 0);
                self.out.push(Piece::Run(Run { text: "\n".to_owned(), ..bare(marks, from) }));
            }
            self.runs(words, marks, &|at| From::Proposal(pid.clone(), line, at));
        }
    }

    fn text(&mut self, range: std::ops::Range<usize>, marks: &[Mark]) {
        let start = range.start;
        self.runs(&self.words.slice(range), marks, &|at| From::Text(start + at));
    }

    fn runs(&mut self, words: &Words, marks: &[Mark], from: &dyn Fn(usize) -> From) {
        self.out.extend(runs(words, marks, from).into_iter().map(Piece::Run));
    }

    /// The proposal whose words are printed for a group.
    fn printed(&self, id: &GroupId) -> ProposalId {
        self.groups.get(id).map_or_else(|| ProposalId(id.0.clone()), |g| g.printed.id.clone())
    }

    /// The attribution. Words in brackets without a name stay without one.
    fn by(&mut self, by: &[ActorId], action: &'static str) {
        let named = by.iter().any(|a| a.as_str() != UNATTRIBUTED);
        if named || !action.is_empty() {
            self.sign(" - ");
            self.out.push(Piece::Names(by.to_vec()));
        }
        if !action.is_empty() {
            self.sign(action);
        }
    }

    fn sign(&mut self, sign: &'static str) {
        self.out.push(Piece::Sign(sign));
    }

    fn tag(&mut self, tag: &Tag) {
        self.out.push(Piece::Tag(tag.clone()));
    }
}

fn mark(arm: &Arm, kind: MarkKind) -> Mark {
    Mark { kind, by: arm.by.clone(), group: Some(arm.group.clone()) }
}

fn bare(marks: &[Mark], from: From) -> Run {
    Run { text: String::new(), italic: false, bold: false, note: None, marks: marks.to_vec(), from }
}

/// Words as runs of equal style; every note reference is one of its own.
fn runs(words: &Words, marks: &[Mark], from: &dyn Fn(usize) -> From) -> Vec<Run> {
    let mut out = Vec::new();
    let mut notes = words.notes().iter();
    for (range, italic, bold) in words.styled_runs() {
        let mut at = range.start;
        for part in words.str(range).split_inclusive(NOTE) {
            let text = part.trim_end_matches(NOTE);
            let len = text.chars().count();
            if len > 0 {
                out.push(Run { text: text.to_owned(), italic, bold, ..bare(marks, from(at)) });
            }
            at += len;
            if part.ends_with(NOTE) {
                let note = notes.next().copied();
                out.push(Run { text: NOTE.to_string(), italic, bold, note, ..bare(marks, from(at)) });
                at += 1;
            }
        }
    }
    out
}

/// Joins neighbours that only their place tells apart, after styles were overridden.
pub(super) fn joined(pieces: impl IntoIterator<Item = Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        if let (Some(Piece::Run(last)), Piece::Run(next)) = (out.last_mut(), &piece) {
            let alike = last.italic == next.italic && last.bold == next.bold && last.marks == next.marks;
            let words = |run: &Run| run.note.is_none() && run.text != "\n" && !run.text.contains(NOTE);
            if alike && words(last) && words(next) {
                last.text.push_str(&next.text);
                continue;
            }
        }
        out.push(piece);
    }
    out
}
