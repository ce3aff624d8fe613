//! Weaving: a text and placed proposals become a [`Compilation`].
//!
//! A paragraph's compilation is a pure function of the paragraph and of what is placed in it,
//! so that callers can keep it. Nothing is hidden here: every open proposal that stands
//! cleanly is part of one arm or one tag.

use super::canon::{Base, Form};
use super::compiled::{Arm, Change, Compilation, CompiledParagraph, From as Origin, Node, Of, Tag};
use super::flat;
use super::group::{Formed, Group, formed};
use super::overlap::{Slot, slots};
use super::placed::{Fate, Placed, Site};
use super::tags;
use super::wish::is_change;
use crate::record::Wish;
use crate::text::{Document, Fragment, Kind, ParagraphId, Words};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

/// Placed proposals by where they stand.
pub(super) struct Sorted<'a> {
    pub spans: BTreeMap<ParagraphId, Vec<&'a Placed>>,
    pub gaps: BTreeMap<Option<ParagraphId>, Vec<&'a Placed>>,
    pub nowhere: Vec<&'a Placed>,
}

impl<'a> Sorted<'a> {
    pub fn new(document: &Document, placed: &'a [Placed]) -> Self {
        let mut out = Self { spans: BTreeMap::new(), gaps: BTreeMap::new(), nowhere: Vec::new() };
        for one in placed {
            match &one.site {
                Site::Span(id, _) if document.place(*id).is_some() => {
                    out.spans.entry(*id).or_default().push(one);
                }
                Site::Gap(after) => out.gaps.entry(*after).or_default().push(one),
                _ => out.nowhere.push(one),
            }
        }
        out
    }
}

/// The text with all these proposals. Neither their order nor repetition matters.
pub fn compile(document: &Document, placed: &[Placed]) -> Compilation {
    let sorted = Sorted::new(document, placed);
    let mut out = Compilation::default();
    let gap = |after: Option<ParagraphId>, out: &mut Compilation| {
        if let Some(some) = sorted.gaps.get(&after) {
            let (paragraphs, groups) = proposed(document, after, some);
            out.paragraphs.extend(paragraphs.into_iter().map(Arc::new));
            out.groups.extend(groups.into_iter().map(|g| (g.id.clone(), g)));
        }
    };
    gap(None, &mut out);
    let ids: Vec<ParagraphId> = document.metas().map(|m| m.id).collect();
    for (at, id) in ids.iter().enumerate() {
        let some = sorted.spans.get(id).map(Vec::as_slice).unwrap_or_default();
        let (woven, groups) = paragraph(document, at, some);
        out.paragraphs.push(Arc::new(woven));
        out.groups.extend(groups.into_iter().map(|g| (g.id.clone(), g)));
        gap(Some(*id), &mut out);
    }
    // What follows a paragraph that is not there any more is shown at the end, not hidden.
    let lost = |after: &&Option<ParagraphId>| after.is_some_and(|id| document.place(id).is_none());
    sorted.gaps.keys().filter(lost).for_each(|after| gap(*after, &mut out));
    let nowhere = formed(document, None, &sorted.nowhere);
    out.groups.extend(nowhere.into_iter().map(|f| (f.group.id.clone(), f.group)));
    out
}

/// The paragraph at an ordinal with the proposals placed in it, and their groups. Past the
/// end an empty plain paragraph.
pub fn paragraph(document: &Document, at: usize, placed: &[&Placed]) -> (CompiledParagraph, Vec<Arc<Group>>) {
    let kind = document.meta(at).map_or(Kind::Plain, |m| m.kind);
    let base = Base::new(document, at, !placed.is_empty());
    let all = formed(document, base.as_ref(), placed);
    let Some(base) = base else {
        let none = ParagraphId::from_number(0);
        let woven = plain(Of::Text(none), kind, Words::default(), Vec::new());
        return (woven, all.into_iter().map(|f| f.group).collect());
    };
    let len = base.words.len();
    let clean = |f: &&Formed| f.group.fate == Fate::Clean;
    let changes: Vec<&Formed> =
        all.iter().filter(clean).filter(|f| is_change(&f.group.printed.wish, &f.form)).collect();
    let numbered = changes.iter().enumerate();
    let (points, spans): (Vec<_>, Vec<_>) = numbered.partition(|(_, f)| f.form.range.is_empty());
    let spans: Vec<_> = spans.into_iter().map(|(n, f)| (n, f.form.range.clone())).collect();
    let slots = slots(&spans);
    let mut weaver = Weaver {
        base: &base,
        changes: &changes,
        slots: slots.iter().peekable(),
        points: points.into_iter().map(|(_, f)| *f).peekable(),
    };
    let nodes = weaver.nodes(0..len, false);
    let others = all.iter().filter(clean).filter(|f| !is_change(&f.group.printed.wish, &f.form));
    let tags: Vec<Tag> = others.map(|f| tags::tag(document, &base, f)).collect();
    let groups = all.iter().map(|f| f.group.id.clone()).collect();
    let woven = CompiledParagraph { of: Of::Text(base.id), kind, words: base.words, nodes, tags, groups };
    (woven, all.into_iter().map(|f| f.group).collect())
}

/// The new paragraphs that are proposed in a gap, each line a paragraph, and all groups that
/// stand there. Only clean ones are shown as paragraphs.
pub fn proposed(
    document: &Document,
    gap: Option<ParagraphId>,
    placed: &[&Placed],
) -> (Vec<CompiledParagraph>, Vec<Arc<Group>>) {
    let here: Vec<&Placed> = placed.iter().copied().filter(|p| p.site == Site::Gap(gap)).collect();
    let all = formed(document, None, &here);
    let mut out = Vec::new();
    for one in all.iter().filter(|f| f.group.fate == Fate::Clean) {
        let Wish::InsertParagraph { kind, .. } = &one.group.printed.wish else { continue };
        for (n, line) in one.form.with.lines().iter().enumerate() {
            let with = Fragment::new(vec![line.clone()], one.form.with.notes().clone());
            let from = vec![(line.len(), Origin::Proposal(one.group.printed.id.clone(), n, 0))];
            let change =
                Change { range: 0..0, old: Vec::new(), arms: vec![arm(one, with, from)], crossing: false };
            let of = Of::Proposed(one.group.id.clone(), n);
            let mut woven = plain(of, *kind, line.clone(), vec![Node::Change(change)]);
            woven.groups.push(one.group.id.clone());
            out.push(woven);
        }
    }
    (out, all.into_iter().map(|f| f.group).collect())
}

fn plain(of: Of, kind: Kind, words: Words, nodes: Vec<Node>) -> CompiledParagraph {
    CompiledParagraph { of, kind, words, nodes, tags: Vec::new(), groups: Vec::new() }
}

fn arm(formed: &Formed, with: Fragment, from: Vec<(usize, Origin)>) -> Arm {
    let group = &formed.group;
    let whole = matches!(group.printed.wish, Wish::DeleteParagraph { .. });
    let stances = group.printed_stances();
    Arm { group: group.id.clone(), by: group.backers.clone(), with, from, whole, stances }
}

/// Walks the words once, with what stands in them in order of place.
struct Weaver<'a, S: Iterator<Item = &'a Slot>, P: Iterator<Item = &'a Formed>> {
    base: &'a Base,
    changes: &'a [&'a Formed],
    slots: Peekable<S>,
    points: Peekable<P>,
}

impl<'a, S: Iterator<Item = &'a Slot>, P: Iterator<Item = &'a Formed>> Weaver<'a, S, P> {
    /// The nodes over `range`. Inside a changed span, what is put in at its end stands
    /// outside it and is left to the caller; what stands at its start was taken before it.
    fn nodes(&mut self, range: Range<usize>, inside: bool) -> Vec<Node> {
        let mut out = Vec::new();
        let mut at = range.start;
        loop {
            let slot = self.slots.peek().map(|s| s.range.start).filter(|s| *s < range.end);
            let point = self.points.peek().map(|p| p.form.range.start);
            let point = point.filter(|p| *p < range.end || !inside).filter(|p| slot.is_none_or(|s| *p <= s));
            let Some(next) = point.or(slot) else { break };
            if next > at {
                out.push(Node::Text(at..next));
            }
            at = next;
            if point.is_some() {
                out.extend(self.points.next().map(|p| Node::Change(self.insertion(p))));
            } else if let Some(slot) = self.slots.next() {
                let old = self.nodes(slot.range.clone(), true);
                at = slot.range.end;
                out.push(Node::Change(self.change(slot, old)));
            }
        }
        if at < range.end {
            out.push(Node::Text(at..range.end));
        }
        out
    }

    fn insertion(&self, one: &Formed) -> Change {
        let Form { range, with, from } = one.form.clone();
        Change { range, old: Vec::new(), arms: vec![arm(one, with, from)], crossing: false }
    }

    fn change(&self, slot: &Slot, old: Vec<Node>) -> Change {
        let mut members: Vec<&&Formed> = slot.members.iter().filter_map(|n| self.changes.get(*n)).collect();
        members.sort_by(|a, b| (&a.order, &a.group.id).cmp(&(&b.order, &b.group.id)));
        let arms = members.into_iter().map(|one| {
            let Form { range, with, from } = one.form.clone();
            if range == slot.range { arm(one, with, from) } else { self.whole(slot, one) }
        });
        Change { range: slot.range.clone(), arms: arms.collect(), old, crossing: slot.crossing }
    }

    /// The whole of a crossing span as one group wants it.
    fn whole(&self, slot: &Slot, one: &Formed) -> Arm {
        let before = slot.range.start..one.form.range.start;
        let behind = one.form.range.end..slot.range.end;
        let words = |range: &Range<usize>| Fragment::from(self.base.words.slice(range.clone()));
        let mut with = words(&before);
        flat::glue(&mut with, &one.form.with);
        flat::glue(&mut with, &words(&behind));
        let mut from = vec![(before.len(), Origin::Text(before.start))];
        from.extend(one.form.from.iter().cloned());
        from.push((behind.len(), Origin::Text(behind.start)));
        from.retain(|(len, _)| *len > 0);
        arm(one, with, from)
    }
}
