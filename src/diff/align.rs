//! The alignment of two lists of paragraphs.
//!
//! Numbers, symbols and marks take no part in finding pairs, since consecutive resolutions
//! renumber nearly everything; they do count in whether a pair is the same and in its likeness.

use super::fold::key;
use super::interner::Interner;
use super::leftovers::{Leftovers, Links};
use super::tokens::{Shape, tokens};
use super::units::{Unit, Units};
use super::weights::Weights;
use crate::text;
use std::fmt;

/// A paragraph to align.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// What it is.
    pub kind: text::Kind,
    /// Its words without its label; note references are ignored.
    pub text: &'a str,
}

/// What became of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Equal but for quotation marks, dashes and white space.
    Same,
    /// In its place, with other words.
    Edited,
    /// The same elsewhere.
    Moved,
    /// Elsewhere, with other words.
    MovedEdited,
    /// A further part of a paragraph that has been cut up; its first part is a pair of its own.
    Split,
    /// A paragraph taken into another, which is a pair with a paragraph of its own.
    Merged,
    /// Only in b.
    New,
    /// Only in a.
    Deleted,
}

impl Class {
    /// The name used in JSON: `moved+edited`.
    pub fn name(self) -> &'static str {
        match self {
            Class::Same => "same",
            Class::Edited => "edited",
            Class::Moved => "moved",
            Class::MovedEdited => "moved+edited",
            Class::Split => "split",
            Class::Merged => "merged",
            Class::New => "new",
            Class::Deleted => "deleted",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One row of an alignment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Index in a; none for new ones.
    pub a: Option<usize>,
    /// Index in b; none for deleted ones.
    pub b: Option<usize>,
    /// What became of it.
    pub class: Class,
    /// Likeness, 0 to 1, rare words weighing more. For a split or merged part the share of it
    /// that is found in the other.
    pub similarity: f64,
    /// For a deleted or new one, the index on the other side of the somewhat alike paragraph in
    /// the same slot: to be shown side by side, but no pair.
    pub beside: Option<usize>,
}

/// The rows, in the order of b with the deleted ones at their places. Each index of a and each
/// of b is in at least one row, and in more than one only with a row [`Class::Split`] (one a,
/// several b) or [`Class::Merged`] (several a, one b).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The rows.
    pub pairs: Vec<Pair>,
}

/// Aligns paragraphs. Deterministic; a thousand by a thousand takes some tens of milliseconds.
pub fn align(a: &[Item], b: &[Item]) -> Alignment {
    let sides = Sides::new(a, b);
    let units = Units { a: &sides.a, b: &sides.b, weights: &sides.weights };
    let mut links = Links::new(a.len(), b.len());
    for point in units.in_order() {
        links.pair(point.a, point.b, true);
    }
    Leftovers { units: &units, links: &mut links }.run();
    Alignment { pairs: rows(&sides, &units, &links) }
}

/// Both documents, numbered.
struct Sides {
    a: Vec<Unit>,
    b: Vec<Unit>,
    /// All tokens by paragraph, numbers and marks too.
    all: [Vec<Vec<u32>>; 2],
    weights: Weights,
}

impl Sides {
    fn new(a: &[Item], b: &[Item]) -> Self {
        let (mut names, mut interner) = (Interner::default(), Interner::default());
        let mut cut = |items: &[Item]| -> (Vec<u32>, Vec<Vec<u32>>, Vec<Vec<u32>>) {
            let (mut keys, mut all, mut counted) = (Vec::new(), Vec::new(), Vec::new());
            for item in items {
                keys.push(names.number(&key(item.text)));
                let found = tokens(item.text);
                let numbers = interner.all(item.text, &found);
                let words = numbers.iter().zip(&found).filter(|(_, t)| t.shape == Shape::Word);
                let words: Vec<u32> = words.map(|(n, _)| *n).collect();
                counted.push(if words.is_empty() { numbers.clone() } else { words });
                all.push(numbers);
            }
            (keys, all, counted)
        };
        let (left, right) = (cut(a), cut(b));
        let weights = Weights::rarity(interner.len(), [&left.1, &right.1]);
        let units = |items: &[Item], keys: Vec<u32>, counted: Vec<Vec<u32>>| -> Vec<Unit> {
            let parts = items.iter().zip(keys).zip(counted);
            parts.map(|((item, name), words)| Unit::new(name, Some(item.kind), words, &weights)).collect()
        };
        let (ua, ub) = (units(a, left.0, left.2), units(b, right.0, right.2));
        Self { a: ua, b: ub, all: [left.1, right.1], weights }
    }

    /// The likeness of a pair with all its tokens.
    fn similarity(&self, units: &Units, a: usize, b: usize) -> f64 {
        let [left, right] = &self.all;
        let (Some(x), Some(y)) = (left.get(a), right.get(b)) else { return 0.0 };
        let total = self.weights.sum(x) + self.weights.sum(y);
        if total > 0.0 { (2.0 * units.common_run(x, y) / total).min(1.0) } else { 0.0 }
    }
}

fn rows(sides: &Sides, units: &Units, links: &Links) -> Vec<Pair> {
    let mut pairs = Vec::with_capacity(sides.a.len().max(sides.b.len()));
    let before = links.deleted_by_place();
    let emit = |a: usize, pairs: &mut Vec<Pair>| {
        let beside = links.beside.iter().find(|(x, ..)| *x == a);
        let similarity = beside.map_or(0.0, |(.., s)| *s);
        pairs.push(Pair {
            a: Some(a),
            b: None,
            class: Class::Deleted,
            similarity,
            beside: beside.map(|x| x.1),
        });
    };
    for b in 0..=sides.b.len() {
        before.get(b).into_iter().flatten().for_each(|a| emit(*a, &mut pairs));
        if b == sides.b.len() {
            break;
        }
        let mut here: Vec<Pair> = links.extra.iter().filter(|p| p.b == Some(b)).copied().collect();
        if let Some((a, ordered)) = links.of_b.get(b).copied().flatten() {
            let same = matches!((sides.a.get(a), sides.b.get(b)), (Some(x), Some(y)) if x.name == y.name);
            let class = match (same, ordered) {
                (true, true) => Class::Same,
                (false, true) => Class::Edited,
                (true, false) => Class::Moved,
                (false, false) => Class::MovedEdited,
            };
            let similarity = if same { 1.0 } else { sides.similarity(units, a, b) };
            here.push(Pair { a: Some(a), b: Some(b), class, similarity, beside: None });
        }
        if here.is_empty() {
            let beside = links.beside.iter().find(|(_, y, _)| *y == b);
            let similarity = beside.map_or(0.0, |(.., s)| *s);
            here.push(Pair {
                a: None,
                b: Some(b),
                class: Class::New,
                similarity,
                beside: beside.map(|x| x.0),
            });
        }
        here.sort_by_key(|p| p.a);
        pairs.extend(here);
    }
    pairs
}

#[cfg(test)]
#[path = "align_tests.rs"]
mod tests;
