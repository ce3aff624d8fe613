//! Which wishes cannot be accepted together. A conflict is found here, never settled.

use super::canon::Form;
use super::group::{Group, GroupId};
use super::placed::Site;
use crate::record::{ProposalId, Wish};
use crate::text::{Fragment, ParagraphId};
use std::collections::BTreeMap;
use std::ops::Range;

/// Why groups were not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Default, thiserror::Error)]
#[error("{} pairs of groups overlap, {} groups do not stand in the text as it is", pairs.len(), adrift.len())]
pub struct Conflict {
    /// Pairs that overlap, each once, sorted.
    pub pairs: Vec<(GroupId, GroupId)>,
    /// Groups whose words were touched, or whose place is gone.
    pub adrift: Vec<GroupId>,
}

/// A wish to be applied.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub id: GroupId,
    pub site: Site,
    pub with: Fragment,
    pub wish: Wish,
    /// The order among those at one place: kind and words.
    pub order: (u8, String),
}

impl Item {
    pub fn of(group: &Group) -> Self {
        let range = match &group.site {
            Site::Span(_, range) => range.clone(),
            _ => 0..0,
        };
        let wish = group.printed.wish.clone();
        let form = Form { range, with: group.with.clone(), from: Vec::new() };
        let order = super::wish::order(&wish, &form);
        Self { id: group.id.clone(), site: group.site.clone(), with: form.with, wish, order }
    }

    pub fn span(&self) -> Option<(ParagraphId, Range<usize>)> {
        match &self.site {
            Site::Span(id, range) => Some((*id, range.clone())),
            _ => None,
        }
    }
}

/// The pairs of groups that cannot both be accepted: overlapping, nested and crossing spans,
/// the same span with other words, changes in a paragraph that goes, two moves of one.
/// Insertions at one place, or at the border of a changed span, are none.
pub fn conflicts(groups: &[&Group]) -> Vec<(GroupId, GroupId)> {
    let items: Vec<Item> = groups.iter().map(|g| Item::of(g)).collect();
    named(&items, &pairs(&items))
}

/// The names of pairs of items, sorted, each once.
pub(super) fn named(items: &[Item], pairs: &[(usize, usize)]) -> Vec<(GroupId, GroupId)> {
    let name = |n: &usize| items.get(*n).map(|i| i.id.clone());
    let mut out: Vec<(GroupId, GroupId)> = pairs
        .iter()
        .filter_map(|(a, b)| Some((name(a)?, name(b)?)))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| if a <= b { (a, b) } else { (b, a) })
        .collect();
    out.sort();
    out.dedup();
    out
}

/// What wishes touch: a paragraph, or the words that a proposal puts in.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Where<'a> {
    Paragraph(ParagraphId),
    Words(&'a ProposalId),
}

/// What wishes do to one paragraph.
#[derive(Default)]
struct Touched {
    words: Vec<(Range<usize>, usize)>,
    gone: Vec<usize>,
    moved: Vec<usize>,
    merged: Vec<usize>,
}

/// Pairs of items that cannot both be applied, by number.
pub(super) fn pairs(items: &[Item]) -> Vec<(usize, usize)> {
    let mut by: BTreeMap<Where, Touched> = BTreeMap::new();
    for (n, item) in items.iter().enumerate() {
        let (at, range) = match &item.site {
            Site::Span(id, range) => (Where::Paragraph(*id), range.clone()),
            Site::Within { of, range, .. } => (Where::Words(of), range.clone()),
            _ => continue,
        };
        let here = by.entry(at).or_default();
        match &item.wish {
            Wish::Replace { .. } | Wish::Amend { .. } => here.words.push((range, n)),
            Wish::Split { .. } => here.words.push((range.start..range.start, n)),
            // Another wording of all of it leaves no room for any other wish.
            Wish::DeleteParagraph { .. } | Wish::Alternative { .. } => here.gone.push(n),
            Wish::Move { .. } => here.moved.push(n),
            Wish::Merge { second, .. } => {
                here.merged.push(n);
                by.entry(Where::Paragraph(*second)).or_default().merged.push(n);
            }
            Wish::InsertParagraph { .. }
            | Wish::Retain { .. }
            | Wish::Doubt { .. }
            | Wish::Reserve { .. }
            | Wish::Placement { .. } => {}
        }
    }
    by.into_values().flat_map(inside).collect()
}

fn inside(mut here: Touched) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let words: Vec<usize> = here.words.iter().map(|(_, n)| *n).collect();
    each(&here.gone, &here.gone, &mut out);
    each(&here.gone, &words, &mut out);
    each(&here.gone, &here.moved, &mut out);
    each(&here.gone, &here.merged, &mut out);
    each(&here.moved, &here.moved, &mut out);
    each(&here.moved, &here.merged, &mut out);
    each(&here.merged, &here.merged, &mut out);
    // An empty span sorts before what begins where it stands, so the inner loop ends at the
    // first that is clear of it.
    here.words.sort_by_key(|(r, n)| (r.start, r.end, *n));
    for (at, (range, n)) in here.words.iter().enumerate() {
        let over = here.words.iter().skip(at + 1).take_while(|(r, _)| r.start < range.end);
        out.extend(over.map(|(_, m)| (*n, *m)));
    }
    out
}

fn each(some: &[usize], others: &[usize], out: &mut Vec<(usize, usize)>) {
    for a in some {
        out.extend(others.iter().filter(|b| a != *b).map(|b| (*a, *b)));
    }
}
