//! Weaving: a text and placed proposals become a [`Compilation`].
//!
//! A paragraph's compilation is a pure function of the paragraph and of what is placed in it,
//! so that callers can keep it. Nothing is hidden here: every open proposal that stands
//! cleanly is part of one arm or one tag.

use super::canon::{Base, Form};
use super::compiled::{
    Arm, Change, Compilation, CompiledParagraph, From as Origin, Kept, Node, Of, Tag, around,
};
use super::flat;
use super::group::{Formed, Group, formed};
use super::overlap::{DEEPEST, Slot, slots};
use super::placed::{Fate, Placed, Site};
use super::tags;
use super::widen::widen;
use super::wish::{is_change, is_kept, without_blanks};
use crate::record::Wish;
use crate::text::{Document, Fragment, Kind, ParagraphId, Words};
use std::collections::{BTreeMap, BTreeSet};
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
            match one.site.outermost() {
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
        let (woven, groups) = whole(document, at, some);
        out.paragraphs.extend(woven.into_iter().map(Arc::new));
        out.groups.extend(groups.into_iter().map(|g| (g.id.clone(), g)));
        gap(Some(*id), &mut out);
    }
    // What follows a paragraph that is not there any more is shown at the end, not hidden.
    let lost = |after: &&Option<ParagraphId>| after.is_some_and(|id| document.place(id).is_none());
    sorted.gaps.keys().filter(lost).for_each(|after| gap(*after, &mut out));
    let nowhere = formed(document, None, &sorted.nowhere);
    out.groups.extend(nowhere.iter().flat_map(Formed::groups).map(|g| (g.id.clone(), g)));
    out
}

/// The paragraph at an ordinal with the proposals placed in it, and their groups; alternatives to
/// all of it are not among its words. Past the end an empty plain paragraph.
pub fn paragraph(document: &Document, at: usize, placed: &[&Placed]) -> (CompiledParagraph, Vec<Arc<Group>>) {
    let (woven, _, groups) = with_alternatives(document, at, placed);
    (woven, groups)
}

/// The same with the alternatives to the paragraph behind it, each line a paragraph.
pub fn whole(
    document: &Document,
    at: usize,
    placed: &[&Placed],
) -> (Vec<CompiledParagraph>, Vec<Arc<Group>>) {
    let (woven, others, groups) = with_alternatives(document, at, placed);
    (std::iter::once(woven).chain(others).collect(), groups)
}

type Whole = (CompiledParagraph, Vec<CompiledParagraph>, Vec<Arc<Group>>);

fn with_alternatives(document: &Document, at: usize, placed: &[&Placed]) -> Whole {
    let kind = document.meta(at).map_or(Kind::Plain, |m| m.kind);
    let base = Base::new(document, at, !placed.is_empty());
    let all = formed(document, base.as_ref(), placed);
    let Some(base) = base else {
        let none = ParagraphId::from_number(0);
        let woven = plain(Of::Text(none), kind, Words::default(), Vec::new());
        return (woven, Vec::new(), all.iter().flat_map(Formed::groups).collect());
    };
    let clean: Vec<&Formed> = all.iter().filter(|f| f.group.fate == Fate::Clean).collect();
    let (own, rest): (Vec<&Formed>, Vec<&Formed>) = clean.iter().partition(|f| is_alternative(f));
    let (nodes, others) = weave(document, &base, &rest);
    let beside = others.into_iter().chain(rest.iter().flat_map(|f| loose(f)));
    let tags: Vec<Tag> = beside.map(|f| tags::tag(document, &base, f)).collect();
    let alternatives = own.iter().flat_map(|f| lines(document, f, kind)).collect();
    let all: Vec<Arc<Group>> = all.iter().flat_map(Formed::groups).collect();
    let groups = all.iter().map(|g| g.id.clone()).collect();
    let woven = CompiledParagraph { of: Of::Text(base.id), kind, words: base.words, nodes, tags, groups };
    (woven, alternatives, all)
}

fn is_alternative(formed: &Formed) -> bool {
    matches!(formed.group.printed.wish, Wish::Alternative { .. })
}

/// What is asked of a group's words and cannot be shown in them, however deep.
fn loose(formed: &Formed) -> Vec<&Formed> {
    let inner = formed.inside.iter().flat_map(|i| &i.all);
    let nothing = inner.clone().filter(|f| !is_change(&f.group.printed.wish, &f.form));
    let deeper = inner.chain(&formed.beside).flat_map(loose);
    formed.beside.iter().chain(nothing).chain(deeper).collect()
}

/// The words of a paragraph with what is asked of them, and those that ask for no other words.
fn weave<'a>(document: &Document, base: &Base, all: &[&'a Formed]) -> (Vec<Node>, Vec<&'a Formed>) {
    // An amendment of words that are not shown here has no words to be shown either.
    let words = |f: &&&Formed| is_change(&f.group.printed.wish, &f.form) && !f.is_adrift();
    let (mut changes, mut others): (Vec<&Formed>, Vec<&Formed>) = all.iter().partition(|f| words(f));
    let numbered = changes.iter().enumerate();
    let (points, spans): (Vec<_>, Vec<_>) = numbered.partition(|(_, f)| f.form.range.is_empty());
    let points: Vec<&Formed> = points.into_iter().map(|(_, f)| *f).collect();
    let mut slots = slots(&spans_of(base, &spans));
    let places: Vec<usize> = points.iter().map(|f| f.form.range.start).collect();
    let blank = |n: usize| changes.get(n).is_some_and(|f| is_blank(&f.form.with));
    widen(&mut slots, &base.words, &places, blank);
    // Words to be kept or in doubt get brackets where those cross no others.
    others.retain(|one| {
        let wish = &one.group.printed.wish;
        // Who strikes a word strikes its space too: it is the same word that others keep.
        let blank = matches!(wish, Wish::Retain { .. }).then_some(base);
        let fits = is_kept(wish) && keep(&mut slots, changes.len(), &one.form.range, blank);
        if fits {
            changes.push(one);
        }
        !fits
    });
    let mut weaver = Weaver {
        document,
        base,
        changes: &changes,
        slots: slots.iter().peekable(),
        points: points.into_iter().peekable(),
    };
    (weaver.nodes(0..base.words.len(), false), others)
}

/// The spans of changes, by number. Who strikes a word strikes a space with it; where somebody has
/// other words for it, both are about the word: "[old - US delete / bright - EU] lamps".
fn spans_of(base: &Base, spans: &[(usize, &&Formed)]) -> Vec<(usize, Range<usize>)> {
    let strikes = |f: &Formed| f.form.with.is_empty();
    let others: BTreeSet<(usize, usize)> = spans
        .iter()
        .filter(|(_, f)| !strikes(f))
        .map(|(_, f)| (f.form.range.start, f.form.range.end))
        .collect();
    let span = |(n, f): &(usize, &&Formed)| {
        let own = f.form.range.clone();
        if !strikes(f) {
            return (*n, own);
        }
        let word = without_blanks(base, own.clone());
        let shared = others.contains(&(word.start, word.end));
        // Only where a space stays between the words beside it, and no two become one.
        let blank =
            |at: Option<usize>| at.and_then(|at| base.glyphs.get(at)).is_none_or(|g| g.0.is_whitespace());
        let front = word.end == own.end || blank(own.start.checked_sub(1));
        let back = word.start == own.start || blank(Some(own.end));
        let one = word.start == own.start || word.end == own.end;
        (*n, if shared && front && back && one { word } else { own })
    };
    spans.iter().map(span).collect()
}

/// Whether words are white space and nothing else.
fn is_blank(words: &Fragment) -> bool {
    let first = words.first().text();
    words.lines().len() == 1 && !first.is_empty() && first.chars().all(|c| c == ' ')
}

/// The new paragraphs that are proposed in a gap, each line a paragraph, and all groups that
/// stand there. Only clean ones are shown as paragraphs.
pub fn proposed(
    document: &Document,
    gap: Option<ParagraphId>,
    placed: &[&Placed],
) -> (Vec<CompiledParagraph>, Vec<Arc<Group>>) {
    let here = |p: &&Placed| *p.site.outermost() == Site::Gap(gap);
    let here: Vec<&Placed> = placed.iter().copied().filter(here).collect();
    let all = formed(document, None, &here);
    let mut out = Vec::new();
    for one in all.iter().filter(|f| f.group.fate == Fate::Clean) {
        let Wish::InsertParagraph { kind, .. } = &one.group.printed.wish else { continue };
        out.extend(lines(document, one, *kind));
    }
    (out, all.iter().flat_map(Formed::groups).collect())
}

/// The lines of a group's words, each a paragraph of its own.
fn lines(document: &Document, one: &Formed, kind: Kind) -> Vec<CompiledParagraph> {
    let mut out = Vec::new();
    let nodes = inner(document, one);
    for (n, line) in one.form.with.lines().iter().enumerate() {
        let with = Fragment::new(vec![line.clone()], one.form.with.notes().clone());
        let from = vec![(line.len(), Origin::Proposal(one.group.printed.id.clone(), n, 0))];
        let own = nodes.get(n).cloned().into_iter().collect();
        let arms = vec![arm(one, with, from, own)];
        let crossing = is_alternative(one);
        let change = Change { range: 0..0, old: Vec::new(), arms, crossing, kept: Vec::new() };
        let of = Of::Proposed(one.group.id.clone(), n);
        let mut woven = plain(of, kind, line.clone(), vec![Node::Change(change)]);
        woven.groups = one.groups().iter().map(|g| g.id.clone()).collect();
        if n == 0 {
            let none = ParagraphId::from_number(0);
            let none = Base::of_line(document, none, &Words::default(), &Fragment::default());
            woven.tags = loose(one).into_iter().map(|f| tags::tag(document, &none, f)).collect();
        }
        out.push(woven);
    }
    out
}

/// What others ask of the words of a group, line by line; nothing where nobody does.
fn inner(document: &Document, one: &Formed) -> Vec<Vec<Node>> {
    if one.inside.is_empty() {
        return Vec::new();
    }
    let mut out = vec![Vec::new(); one.form.with.lines().len()];
    for inside in &one.inside {
        if let Some(line) = out.get_mut(inside.line) {
            *line = weave(document, &inside.base, &inside.all.iter().collect::<Vec<_>>()).0;
        }
    }
    out
}

fn plain(of: Of, kind: Kind, words: Words, nodes: Vec<Node>) -> CompiledParagraph {
    CompiledParagraph { of, kind, words, nodes, tags: Vec::new(), groups: Vec::new() }
}

/// Makes room for words that stay as they are, as member `n`; false where brackets round them would
/// cross others, or lie too deep. With `blank` white space at the ends of others does not count.
fn keep(slots: &mut Vec<Slot>, n: usize, range: &Range<usize>, blank: Option<&Base>) -> bool {
    let inside = |a: &Range<usize>, b: &Range<usize>| b.start <= a.start && a.end <= b.end;
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    let fits = |s: &Slot| apart(&s.range, range) || inside(&s.range, range) || inside(range, &s.range);
    let around = slots.iter().filter(|s| inside(range, &s.range)).count();
    if range.is_empty() || !slots.iter().all(fits) || around >= DEEPEST {
        return false;
    }
    let same =
        |s: &Slot| s.range == *range || blank.is_some_and(|b| without_blanks(b, s.range.clone()) == *range);
    match slots.iter_mut().find(|s| same(s)) {
        Some(slot) => slot.members.push(n),
        None => {
            let at = slots.partition_point(|s| {
                (s.range.start, usize::MAX - s.range.end) < (range.start, usize::MAX - range.end)
            });
            slots.insert(at, Slot { range: range.clone(), members: vec![n], crossing: false });
        }
    }
    true
}

fn arm(formed: &Formed, with: Fragment, from: Vec<(usize, Origin)>, nodes: Vec<Vec<Node>>) -> Arm {
    let group = &formed.group;
    let whole = matches!(group.printed.wish, Wish::DeleteParagraph { .. });
    let stances = group.printed_stances();
    Arm { group: group.id.clone(), by: group.backers.clone(), with, from, whole, stances, nodes }
}

/// Walks the words once, with what stands in them in order of place.
struct Weaver<'a, S: Iterator<Item = &'a Slot>, P: Iterator<Item = &'a Formed>> {
    document: &'a Document,
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
        let arms = vec![arm(one, with, from, inner(self.document, one))];
        Change { range, old: Vec::new(), arms, crossing: false, kept: Vec::new() }
    }

    fn change(&self, slot: &Slot, old: Vec<Node>) -> Change {
        let mut members: Vec<&&Formed> = slot.members.iter().filter_map(|n| self.changes.get(*n)).collect();
        members.sort_by(|a, b| (&a.order, &a.group.id).cmp(&(&b.order, &b.group.id)));
        let (kept, members): (Vec<&Formed>, Vec<&Formed>) =
            members.into_iter().copied().partition(|f| is_kept(&f.group.printed.wish));
        let arms = members.into_iter().map(|one| {
            let Form { range, with, from } = one.form.clone();
            match range == slot.range {
                true => arm(one, with, from, inner(self.document, one)),
                false => self.whole(slot, one),
            }
        });
        let arms = arms.collect();
        let kept = kept.into_iter().map(|f| self.kept(f)).collect();
        Change { range: slot.range.clone(), arms, old, crossing: slot.crossing, kept }
    }

    fn kept(&self, one: &Formed) -> Kept {
        let group = &one.group;
        let doubt = matches!(group.printed.wish, Wish::Doubt { .. });
        let tag = tags::tag(self.document, self.base, one);
        Kept { group: group.id.clone(), by: group.backers.clone(), doubt, tag }
    }

    /// The whole of a crossing span as one group wants it.
    fn whole(&self, slot: &Slot, one: &Formed) -> Arm {
        // A space that is struck with a word may lie outside.
        let before = slot.range.start..one.form.range.start.max(slot.range.start);
        let behind = one.form.range.end.min(slot.range.end)..slot.range.end;
        let words = |range: &Range<usize>| Fragment::from(self.base.words.slice(range.clone()));
        let mut with = words(&before);
        flat::glue(&mut with, &one.form.with);
        flat::glue(&mut with, &words(&behind));
        let mut from = vec![(before.len(), Origin::Text(before.start))];
        from.extend(one.form.from.iter().cloned());
        from.push((behind.len(), Origin::Text(behind.start)));
        from.retain(|(len, _)| *len > 0);
        let nodes = around(inner(self.document, one), &with, before.len(), behind.len());
        arm(one, with, from, nodes)
    }
}
