//! Units of alignment, paragraphs or sentences, and how alike two of them are.
//!
//! Likeness is the weight of the longest common run of tokens, taken twice, over the weight of
//! both: 0 to 1.

use super::candidates::Postings;
use super::matching::{difference, kept};
use super::spine::{Point, heaviest};
use super::weights::Weights;
use crate::text::Kind;
use std::collections::HashMap;
use std::ops::Range;

/// Likeness from which two units in order are a pair.
pub(super) const ACCEPT: f64 = 0.42;
/// What the same kind adds where pairs compete.
const KIND_BONUS: f64 = 0.03;
/// Largest product of lengths for which the common run is sought among candidates.
const RUN_WORK: usize = 1_000_000;

/// One unit.
pub(super) struct Unit {
    /// Equal in comparison, equal number.
    pub name: u32,
    /// The kind of a paragraph.
    pub kind: Option<Kind>,
    /// Its tokens in order, those that count in alignment.
    pub numbers: Vec<u32>,
    /// Its tokens with their counts, by number.
    pub bag: Vec<(u32, u32)>,
    /// The weight of all its tokens.
    pub weight: f64,
}

impl Unit {
    /// A unit of these tokens.
    pub(super) fn new(name: u32, kind: Option<Kind>, numbers: Vec<u32>, weights: &Weights) -> Self {
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        let bag =
            sorted.chunk_by(|x, y| x == y).filter_map(|c| Some((*c.first()?, c.len() as u32))).collect();
        let weight = weights.sum(&numbers);
        Self { name, kind, numbers, bag, weight }
    }
}

/// Both sides of an alignment.
pub(super) struct Units<'a> {
    /// The older side.
    pub a: &'a [Unit],
    /// The newer side.
    pub b: &'a [Unit],
    /// Token weights.
    pub weights: &'a Weights,
}

impl Units<'_> {
    /// The likeness of two units, 0 to 1; 1 for equal ones.
    pub(super) fn likeness(&self, a: &Unit, b: &Unit) -> f64 {
        if a.name == b.name {
            return 1.0;
        }
        let total = a.weight + b.weight;
        if total <= 0.0 {
            return 0.0;
        }
        let shared = if a.numbers.len().saturating_mul(b.numbers.len()) <= RUN_WORK {
            self.common_run(&a.numbers, &b.numbers)
        } else {
            shared(&a.bag, &b.bag, self.weights)
        };
        (2.0 * shared / total).min(1.0)
    }

    /// The weight of the longest common run of two token lists.
    pub(super) fn common_run(&self, a: &[u32], b: &[u32]) -> f64 {
        let edits = difference(a, b);
        kept(&edits, a.len(), b.len()).filter_map(|(i, _)| a.get(i)).map(|n| self.weights.of(*n)).sum()
    }

    /// The pairs that keep their order: equal unique units are the spine, and between them the
    /// heaviest chain of alike ones. The worth of a pair is its likeness.
    pub(super) fn in_order(&self) -> Vec<Point> {
        let spine = self.spine();
        let postings = Postings::new(self.b.iter().enumerate());
        let mut out = Vec::with_capacity(spine.len());
        let mut done = (0, 0);
        let end = Point { a: self.a.len(), b: self.b.len(), worth: 0.0 };
        for anchor in spine.into_iter().chain([end]) {
            self.gap(done.0..anchor.a, done.1..anchor.b, &postings, &mut out);
            if anchor.a < self.a.len() {
                out.push(Point { worth: 1.0, ..anchor });
            }
            done = (anchor.a + 1, anchor.b + 1);
        }
        out
    }

    /// Units that occur once on each side and are equal, those in the same order; the more text,
    /// the more they count.
    fn spine(&self) -> Vec<Point> {
        let once = |units: &[Unit]| {
            let mut places: HashMap<u32, Option<usize>> = HashMap::with_capacity(units.len());
            for (i, unit) in units.iter().enumerate() {
                places.entry(unit.name).and_modify(|p| *p = None).or_insert(Some(i));
            }
            places
        };
        let (left, right) = (once(self.a), once(self.b));
        let points = self.a.iter().enumerate().filter_map(|(i, unit)| {
            (*left.get(&unit.name)?)?;
            let j = (*right.get(&unit.name)?)?;
            Some(Point { a: i, b: j, worth: unit.weight + 0.01 })
        });
        heaviest(points.collect())
    }

    fn gap(&self, a: Range<usize>, b: Range<usize>, postings: &Postings, out: &mut Vec<Point>) {
        let (mut a, mut b) = (a, b);
        let same = |i: usize, j: usize| match (self.a.get(i), self.b.get(j)) {
            (Some(x), Some(y)) => x.name == y.name,
            _ => false,
        };
        // Equal ends first: they are no spine where they occur more than once.
        while !a.is_empty() && !b.is_empty() && same(a.start, b.start) {
            out.push(Point { a: a.start, b: b.start, worth: 1.0 });
            a.start += 1;
            b.start += 1;
        }
        let mut tail = Vec::new();
        while !a.is_empty() && !b.is_empty() && same(a.end - 1, b.end - 1) {
            tail.push(Point { a: a.end - 1, b: b.end - 1, worth: 1.0 });
            a.end -= 1;
            b.end -= 1;
        }
        if !a.is_empty() && !b.is_empty() {
            let mut points = Vec::new();
            for i in a.clone() {
                let Some(unit) = self.a.get(i) else { continue };
                for j in postings.candidates(self, unit, i, &a, &b) {
                    let Some(other) = self.b.get(j) else { continue };
                    let bonus = if unit.kind == other.kind { KIND_BONUS } else { 0.0 };
                    let worth = self.likeness(unit, other) + bonus;
                    if worth >= ACCEPT {
                        points.push(Point { a: i, b: j, worth });
                    }
                }
            }
            out.extend(heaviest(points).into_iter().map(|p| Point { worth: p.worth.min(1.0), ..p }));
        }
        out.extend(tail.into_iter().rev());
    }
}

/// The weight of the tokens that two bags share, each as often as both have it.
pub(super) fn shared(a: &[(u32, u32)], b: &[(u32, u32)], weights: &Weights) -> f64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some((x, n)), Some((y, m))) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += weights.of(*x) * f64::from(*n.min(m));
                a.next();
                b.next();
            }
        }
    }
    sum
}

/// What is left of bag `a` when `b` is taken out of it.
pub(super) fn without(a: &[(u32, u32)], b: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let left = a.iter().map(|(x, n)| {
        let gone = b.binary_search_by_key(x, |(y, _)| *y).ok().and_then(|i| b.get(i)).map_or(0, |(_, m)| *m);
        (*x, n.saturating_sub(gone))
    });
    left.filter(|(_, n)| *n > 0).collect()
}
