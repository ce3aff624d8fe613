//! The order in which wishes that do not overlap become changes of the text.
//!
//! Moves first, of whole paragraphs; then words, from right to left; then merges, then new
//! paragraphs, and deletions last, so that a gap after a paragraph that goes can be found.
//! Whether wishes overlap is not asked here.

use super::canon::unify;
use super::conflict::Item;
use super::group::{Group, GroupId};
use super::placed::Site;
use super::wish::is_words;
use crate::record::Wish;
use crate::text::{self, Change, Document, Fragment, Kind, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};

impl Item {
    /// Puts other words in than the group asks for; a paragraph that was to go is kept, with
    /// those words.
    pub fn modify(&mut self, with: &Fragment) {
        self.with = with.clone();
        if let Wish::DeleteParagraph { at } = &self.wish {
            self.wish = Wish::Replace { at: at.clone(), with: with.clone() };
        }
    }

    /// On which side of a cut at its place it comes to stand: before it, or 2 after it. New words
    /// that their author put before words that stand go where those go; 1 is the cut itself.
    fn side(&self) -> u8 {
        match &self.wish {
            Wish::Split { .. } => 1,
            Wish::Replace { at, with } => {
                let first = |text: &str| text.chars().next().map(unify);
                let own = with.lines().first().and_then(|l| first(l.text()));
                if at.range.is_empty() || first(&at.quote) == own { 0 } else { 2 }
            }
            _ => 0,
        }
    }

    /// Which of two spellings is the smaller.
    pub fn rank(&self) -> (usize, String, String) {
        let words = self.with.bare();
        (words.len(), words, format!("{:?}", self.site))
    }
}

/// The changes, to be applied in order.
pub(super) fn plan(document: &Document, items: &[Item], salt: &str) -> Vec<Change> {
    let mut work = Work { scratch: document.clone(), out: Vec::new(), tails: BTreeMap::new(), salt };
    let mut items: Vec<&Item> = items.iter().collect();
    items.sort_by(|a, b| (&a.order, &a.id).cmp(&(&b.order, &b.id)));
    let moves = items.iter().filter_map(|item| moved(&item.wish, &item.site));
    for (id, after) in in_turn(document, moves.collect()) {
        let moves = text::move_after(&work.scratch, id, after);
        work.push(moves);
    }
    work.words(&items);
    for item in &items {
        if let (Wish::Merge { second, .. }, Some((first, _))) = (&item.wish, item.span()) {
            work.merge(first, *second);
        }
    }
    // In the order of their gaps: where two paragraphs were joined, two gaps are one.
    let gap = |item: &&Item| match &item.site {
        Site::Gap(after) => after.and_then(|id| document.place(id)),
        _ => None,
    };
    let mut new: Vec<&Item> = items.clone();
    new.sort_by_key(gap);
    for item in new {
        if let (Wish::InsertParagraph { kind, .. }, Site::Gap(after)) = (&item.wish, &item.site) {
            work.insert(*after, *kind, item);
        }
    }
    for item in &items {
        if let (Wish::DeleteParagraph { .. }, Some((id, _))) = (&item.wish, item.span()) {
            let deletion = text::delete(&work.scratch, id);
            work.push(deletion);
        }
    }
    work.out
}

/// A paragraph that moves, and the one behind which it comes.
type Moved = (ParagraphId, Option<ParagraphId>);

fn moved(wish: &Wish, site: &Site) -> Option<Moved> {
    match (wish, site) {
        (Wish::Move { after, .. }, Site::Span(id, _)) => Some((*id, *after)),
        _ => None,
    }
}

/// Moves in the order in which they are to be made: a paragraph that comes behind one that moves
/// itself goes after that one, and those that come to one place stand there in the order of the
/// text. Those that are to stand behind each other in a circle go last.
fn in_turn(document: &Document, mut moves: Vec<Moved>) -> Vec<Moved> {
    let targets: BTreeMap<ParagraphId, Option<ParagraphId>> = moves.iter().copied().collect();
    let deep = |id: ParagraphId| {
        let next = |id: &ParagraphId| targets.get(id).copied().flatten();
        std::iter::successors(Some(id), next)
            .take(targets.len() + 2)
            .filter(|id| targets.contains_key(id))
            .count()
    };
    moves.sort_by_cached_key(|(id, _)| (deep(*id), std::cmp::Reverse(document.place(*id))));
    moves
}

/// The groups that move paragraphs, in the order in which they are to be accepted.
pub fn moves_in_turn(document: &Document, groups: &[&Group]) -> Vec<GroupId> {
    let moves: BTreeMap<Moved, &GroupId> =
        groups.iter().filter_map(|g| Some((moved(&g.printed.wish, &g.site)?, &g.id))).collect();
    let turns = in_turn(document, moves.keys().copied().collect());
    turns.iter().filter_map(|m| moves.get(m)).map(|id| (*id).clone()).collect()
}

struct Work<'a> {
    scratch: Document,
    out: Vec<Change>,
    /// The paragraph after which the gap of another begins, where it is not that one itself.
    tails: BTreeMap<Option<ParagraphId>, ParagraphId>,
    salt: &'a str,
}

impl Work<'_> {
    fn push(&mut self, changes: Vec<Change>) {
        for change in changes {
            // Made for this very state, so it fits; one that did not would spoil the rest.
            if change.apply(&mut self.scratch).is_ok() {
                self.out.push(change);
            }
        }
    }

    fn tail(&self, id: ParagraphId) -> ParagraphId {
        self.tails.get(&Some(id)).copied().unwrap_or(id)
    }

    /// Replacements and splits, paragraph by paragraph, from right to left in each. At one
    /// place insertions stand before what begins there, in the order of their keys.
    fn words(&mut self, items: &[&Item]) {
        let mut by: BTreeMap<ParagraphId, Vec<&Item>> = BTreeMap::new();
        let words =
            |wish: &Wish| is_words(wish) || matches!(wish, Wish::Split { .. } | Wish::Alternative { .. });
        for item in items.iter().filter(|i| words(&i.wish)) {
            if let Some((id, _)) = item.span() {
                by.entry(id).or_default().push(item);
            }
        }
        for (id, mut some) in by {
            let Some(place) = self.scratch.place(id) else { continue };
            let next = self.scratch.meta(place + 1).map(|m| m.id);
            let cut = |i: &&&Item| matches!(i.wish, Wish::Split { .. });
            let cuts: BTreeSet<usize> =
                some.iter().filter(cut).filter_map(|i| i.span()).map(|(_, r)| r.start).collect();
            let side = |i: &Item, at: usize| if cuts.contains(&at) { i.side() } else { 0 };
            // Stable: those at one place stay in the order of their keys.
            some.sort_by_key(|i| i.span().map(|(_, r)| (r.start, !r.is_empty(), r.end, side(i, r.start))));
            for item in some.into_iter().rev() {
                let Some((_, range)) = item.span() else { continue };
                let salt = format!("{}/{}", self.salt, item.id);
                if let Wish::Split { .. } = &item.wish {
                    self.split(id, range.start, &salt);
                } else {
                    let changes = text::replace(&self.scratch, id, range, &item.with, &salt);
                    self.push(changes);
                }
            }
            let end = next.and_then(|id| self.scratch.place(id)).unwrap_or(self.scratch.len());
            if let Some(tail) = self.scratch.meta(end.saturating_sub(1)).map(|m| m.id) {
                self.tails.insert(Some(id), tail);
            }
        }
    }

    /// Cuts a paragraph in two; the space before the cut goes, as no paragraph ends in one.
    fn split(&mut self, id: ParagraphId, at: usize, salt: &str) {
        let words = self.scratch.words_of(id).unwrap_or_default();
        let blank = words.str(0..at).chars().rev().take_while(|c| c.is_whitespace()).count();
        if blank > 0 && blank < at {
            let changes = text::replace(&self.scratch, id, at - blank..at, &Fragment::default(), salt);
            self.push(changes);
        }
        let at = if blank < at { at - blank } else { at };
        let changes = text::split(&self.scratch, id, at, salt);
        self.push(changes);
    }

    fn merge(&mut self, first: ParagraphId, second: ParagraphId) {
        let (first_tail, second_tail) = (self.tail(first), self.tail(second));
        if self.scratch.place(second).is_none() || self.scratch.place(first_tail).is_none() {
            return;
        }
        // It is only moved where something came to stand between the two.
        let moves = text::move_after(&self.scratch, second, Some(first_tail));
        self.push(moves);
        let joined = text::join(&self.scratch, first_tail);
        self.push(joined);
        let tail = if second_tail == second { first_tail } else { second_tail };
        // What was to stand between the two stands behind the paragraph that they are now.
        self.tails.insert(Some(first), first_tail);
        self.tails.insert(Some(second), tail);
    }

    fn insert(&mut self, after: Option<ParagraphId>, kind: Kind, item: &Item) {
        let known = self.tails.get(&after).copied().or(after);
        let place = match known {
            None => 0,
            Some(id) => self.scratch.place(id).map_or(self.scratch.len(), |at| at + 1),
        };
        let salt = format!("{}/{}", self.salt, item.id);
        let changes = text::insert(&self.scratch, place, kind, &item.with, &salt);
        let last = changes.iter().rev().find_map(|change| match change {
            Change::Insert { paragraph, .. } => Some(paragraph.meta.id),
            _ => None,
        });
        self.push(changes);
        if let Some(last) = last {
            self.tails.values_mut().filter(|tail| Some(**tail) == known).for_each(|tail| *tail = last);
            self.tails.insert(after, last);
        }
    }
}
