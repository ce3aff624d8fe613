//! What the alignment in order leaves over: moves, splits, merges, and what is shown side by
//! side though it is no pair.

use super::align::{Class, Pair};
use super::candidates::Postings;
use super::units::{ACCEPT, Unit, Units, shared, without};
use crate::text::Kind;

/// Likeness of a move.
const MOVE: f64 = 0.50;
/// Words that an edited move needs on both sides; formulas are alike everywhere.
const MOVE_WORDS: usize = 12;
/// Words that an unchanged move needs.
const SAME_WORDS: usize = 4;
/// The share of a part that must be found in the paragraph it was cut from or taken into.
const CONTAINED: f64 = 0.80;
/// The share of it that must be found there outside what that paragraph is already paired with.
const OWN: f64 = 0.60;
/// Words of such a part.
const PART_WORDS: usize = 8;
/// Likeness from which two leftovers in one slot are shown side by side.
const BESIDE: f64 = 0.25;
/// Largest product of the sizes of a slot in which such neighbours are sought.
const BESIDE_WORK: usize = 400;

/// Which paragraph goes with which.
pub(super) struct Links {
    /// For each a its b, and whether the pair keeps its order.
    pub of_a: Vec<Option<(usize, bool)>>,
    /// For each b its a, and whether the pair keeps its order.
    pub of_b: Vec<Option<(usize, bool)>>,
    /// Split and merged parts.
    pub extra: Vec<Pair>,
    /// (a, b, likeness) of what is shown side by side.
    pub beside: Vec<(usize, usize, f64)>,
}

impl Links {
    /// No links between so many paragraphs.
    pub(super) fn new(a: usize, b: usize) -> Self {
        Self { of_a: vec![None; a], of_b: vec![None; b], extra: Vec::new(), beside: Vec::new() }
    }

    /// Makes a pair.
    pub(super) fn pair(&mut self, a: usize, b: usize, ordered: bool) {
        if let (Some(x), Some(y)) = (self.of_a.get_mut(a), self.of_b.get_mut(b)) {
            *x = Some((b, ordered));
            *y = Some((a, ordered));
        }
    }

    fn free_a(&self) -> Vec<usize> {
        let taken = |i: &usize| self.extra.iter().any(|p| p.class == Class::Merged && p.a == Some(*i));
        free(&self.of_a).filter(|i| !taken(i)).collect()
    }

    fn free_b(&self) -> Vec<usize> {
        let taken = |i: &usize| self.extra.iter().any(|p| p.class == Class::Split && p.b == Some(*i));
        free(&self.of_b).filter(|i| !taken(i)).collect()
    }

    /// For each a the number of pairs in order that stand before it, or the same for b.
    fn slots(side: &[Option<(usize, bool)>]) -> Vec<usize> {
        let mut slot = 0;
        let mut out = Vec::with_capacity(side.len());
        for link in side {
            out.push(slot);
            slot += usize::from(matches!(link, Some((_, true))));
        }
        out
    }

    /// The deleted ones by the index of b before which they stand: beside the one they resemble,
    /// or after the pair that they followed.
    pub(super) fn deleted_by_place(&self) -> Vec<Vec<usize>> {
        let mut out = vec![Vec::new(); self.of_b.len() + 1];
        let deleted = self.free_a();
        let mut deleted = deleted.into_iter().peekable();
        let mut place = 0;
        for (a, link) in self.of_a.iter().enumerate() {
            if deleted.next_if_eq(&a).is_some() {
                let near = self.beside.iter().find(|(x, ..)| *x == a).map(|(_, b, _)| *b);
                if let Some(list) = out.get_mut(near.unwrap_or(place)) {
                    list.push(a);
                }
            }
            if let Some((b, true)) = link {
                place = b + 1;
            }
        }
        out
    }
}

fn free(side: &[Option<(usize, bool)>]) -> impl Iterator<Item = usize> {
    side.iter().enumerate().filter(|(_, link)| link.is_none()).map(|(i, _)| i)
}

/// The work on what is left over.
pub(super) struct Leftovers<'a, 'b> {
    /// Both sides.
    pub units: &'a Units<'b>,
    /// The links so far, to be added to.
    pub links: &'a mut Links,
}

impl Leftovers<'_, '_> {
    /// Finds moves, then splits and merges, then neighbours.
    pub(super) fn run(mut self) {
        self.moves();
        self.parts(Class::Split);
        self.parts(Class::Merged);
        self.neighbours();
    }

    /// Best first; the nearer one among equals.
    fn moves(&mut self) {
        let units = self.units;
        let left = self.links.free_a();
        let right = self.links.free_b();
        if left.is_empty() || right.is_empty() {
            return;
        }
        let postings = Postings::new(right.iter().filter_map(|j| Some((*j, units.b.get(*j)?))));
        let mut found = Vec::new();
        for i in left {
            let Some(unit) = units.a.get(i) else { continue };
            for j in postings.candidates(units, unit, i, &(0..units.a.len()), &(0..units.b.len())) {
                let Some(other) = units.b.get(j) else { continue };
                let words = unit.numbers.len().min(other.numbers.len());
                let like = units.likeness(unit, other);
                let enough = if unit.name == other.name { SAME_WORDS } else { MOVE_WORDS };
                if like >= MOVE && words >= enough {
                    found.push((like, i, j));
                }
            }
        }
        found.sort_by(|x, y| {
            y.0.total_cmp(&x.0)
                .then(x.1.abs_diff(x.2).cmp(&y.1.abs_diff(y.2)))
                .then((x.1, x.2).cmp(&(y.1, y.2)))
        });
        for (_, i, j) in found {
            if self.is_free(i, j) {
                let ordered = self.keeps_order(i, j);
                self.links.pair(i, j, ordered);
            }
        }
    }

    fn is_free(&self, i: usize, j: usize) -> bool {
        matches!((self.links.of_a.get(i), self.links.of_b.get(j)), (Some(None), Some(None)))
    }

    /// Whether a pair of leftovers crosses no pair in order.
    fn keeps_order(&self, i: usize, j: usize) -> bool {
        let ordered = |link: &Option<(usize, bool)>| link.and_then(|(b, ordered)| ordered.then_some(b));
        let before = self.links.of_a.iter().take(i).rev().find_map(ordered);
        let after = self.links.of_a.iter().skip(i + 1).find_map(ordered);
        before.is_none_or(|b| b < j) && after.is_none_or(|b| b > j)
    }

    /// Splits: a leftover of b that is part of a paired a. Merges: the same the other way round.
    fn parts(&mut self, class: Class) {
        let split = class == Class::Split;
        let units = self.units;
        let (parts, wholes) = if split { (units.b, units.a) } else { (units.a, units.b) };
        let free = if split { self.links.free_b() } else { self.links.free_a() };
        if free.is_empty() {
            return;
        }
        let postings = Postings::new(wholes.iter().enumerate());
        for i in free {
            let Some(part) = parts.get(i).filter(|p| p.numbers.len() >= PART_WORDS) else { continue };
            let links = if split { &self.links.of_a } else { &self.links.of_b };
            let holders = postings.holders(units.weights, part, wholes.len(), CONTAINED);
            let found = holders.into_iter().find_map(|w| {
                let mate = parts.get(links.get(w).copied().flatten()?.0)?;
                let whole = wholes.get(w)?;
                let own = shared(&without(&whole.bag, &mate.bag), &part.bag, units.weights);
                (own >= OWN * part.weight)
                    .then(|| (w, shared(&whole.bag, &part.bag, units.weights) / part.weight))
            });
            if let Some((whole, similarity)) = found {
                let (a, b) = if split { (whole, i) } else { (i, whole) };
                let pair =
                    Pair { a: Some(a), b: Some(b), class, similarity: similarity.min(1.0), beside: None };
                self.links.extra.push(pair);
            }
        }
    }

    /// Two free titles or two free opening formulas: a text has one, however it was changed.
    fn is_one_of_a_kind(&self, i: usize, j: usize) -> bool {
        let kind = |units: &[Unit], i: usize| units.get(i).and_then(|u| u.kind);
        let kinds = (kind(self.units.a, i), kind(self.units.b, j));
        self.is_free(i, j) && kinds.0 == kinds.1 && matches!(kinds.0, Some(Kind::Title | Kind::Formula))
    }

    /// Leftovers of one slot that are somewhat alike, best first.
    fn neighbours(&mut self) {
        let (left, right) = (self.links.free_a(), self.links.free_b());
        let (slot_a, slot_b) = (Links::slots(&self.links.of_a), Links::slots(&self.links.of_b));
        let mut found = Vec::new();
        let mut from = 0;
        for group in left.chunk_by(|x, y| slot_a.get(*x) == slot_a.get(*y)) {
            let Some(slot) = group.first().and_then(|i| slot_a.get(*i)) else { continue };
            let at = |j: &usize| slot_b.get(*j).copied().unwrap_or(0);
            from += right.iter().skip(from).take_while(|j| at(j) < *slot).count();
            let others: Vec<usize> =
                right.iter().skip(from).take_while(|j| at(j) == *slot).copied().collect();
            if group.len().saturating_mul(others.len()) > BESIDE_WORK {
                continue;
            }
            for i in group {
                for j in &others {
                    let (Some(x), Some(y)) = (self.units.a.get(*i), self.units.b.get(*j)) else { continue };
                    let like = self.units.likeness(x, y);
                    if (BESIDE..ACCEPT).contains(&like) {
                        found.push((*i, *j, like));
                    }
                }
            }
        }
        found.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
        for (i, j, like) in found {
            if self.is_one_of_a_kind(i, j) && self.keeps_order(i, j) {
                self.links.pair(i, j, true);
            } else if self.is_free(i, j) && !self.links.beside.iter().any(|(x, y, _)| *x == i || *y == j) {
                self.links.beside.push((i, j, like));
            }
        }
    }
}
