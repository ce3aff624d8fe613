//! The difference of very long token lists, where the exact search would not end in time.
//!
//! Runs of tokens that occur equally often on both sides are anchors; the heaviest chain of them is kept
//! and only what lies between is searched, first with long runs, then with shorter ones, then
//! exactly where it has become small. What is still large is replaced as a block. Time n log n;
//! not minimal.

use super::matching::{Edit, exact, push, trimmed};
use super::spine::{Point, heaviest};
use std::collections::HashMap;
use std::ops::Range;

/// Lengths of the anchoring runs, in tokens, from coarse to fine.
const RUNS: [usize; 3] = [8, 3, 1];
/// Occurrences above which a run is no anchor.
const REPEATS: u32 = 64;
/// Largest product of lengths between two anchors that is searched exactly.
const GAP_WORK: usize = 250_000;

/// The difference of two lists of any length.
pub(super) fn difference(a: &[u32], b: &[u32], edits: &mut Vec<Edit>) {
    between(a, b, 0..a.len(), 0..b.len(), &RUNS, edits);
}

fn between(a: &[u32], b: &[u32], x: Range<usize>, y: Range<usize>, runs: &[usize], edits: &mut Vec<Edit>) {
    let (x, y) = trimmed(a, b, x, y);
    let (Some(left), Some(right)) = (a.get(x.clone()), b.get(y.clone())) else { return };
    if x.is_empty() || y.is_empty() {
        return push(edits, Edit { a: x, b: y });
    }
    if left.len().saturating_mul(right.len()) <= GAP_WORK {
        return exact(left, right, x.start, y.start, edits);
    }
    let Some((run, finer)) = runs.split_first() else { return push(edits, Edit { a: x, b: y }) };
    let mut done = (x.start, y.start);
    for anchor in anchors(left, right, *run) {
        let (i, j) = (x.start + anchor.a, y.start + anchor.b);
        // Anchors overlap; one that the last has covered adds nothing.
        if i < done.0 || j < done.1 {
            continue;
        }
        between(a, b, done.0..i, done.1..j, finer, edits);
        done = (i + run, j + run);
    }
    between(a, b, done.0..x.end, done.1..y.end, finer, edits);
}

/// The heaviest chain of runs that occur equally often on both sides: the first with the first,
/// the second with the second.
fn anchors(a: &[u32], b: &[u32], run: usize) -> Vec<Point> {
    fn counts(side: &[u32], run: usize) -> HashMap<&[u32], u32> {
        let mut counts = HashMap::with_capacity(side.len());
        side.windows(run).for_each(|window| *counts.entry(window).or_insert(0) += 1);
        counts
    }
    let (mut left, right) = (counts(a, run), counts(b, run));
    left.retain(|window, n| *n <= REPEATS && right.get(window) == Some(n));
    let mut places: HashMap<(&[u32], u32), usize> = HashMap::with_capacity(left.len());
    let mut seen: HashMap<&[u32], u32> = HashMap::with_capacity(left.len());
    for (j, window) in b.windows(run).enumerate().filter(|(_, w)| left.contains_key(w)) {
        let nth = seen.entry(window).or_insert(0);
        places.insert((window, *nth), j);
        *nth += 1;
    }
    seen.clear();
    let points =
        a.windows(run).enumerate().filter(|(_, w)| left.contains_key(w)).filter_map(|(i, window)| {
            let nth = seen.entry(window).or_insert(0);
            let j = *places.get(&(window, *nth))?;
            *nth += 1;
            Some(Point { a: i, b: j, worth: 1.0 })
        });
    heaviest(points.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::matching::kept;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_equal(
            a in prop::collection::vec(0u32..900, 600..900), from in 0usize..300, with in prop::collection::vec(0u32..900, 0..300)
        ) {
            let mut b = a.clone();
            b.splice(from..from + 200, with);
            b.rotate_left(from / 2);
            let mut edits = Vec::new();
            difference(&a, &b, &mut edits);
            prop_assert!(edits.windows(2).all(|w| w[0].a.end <= w[1].a.start && w[0].b.end <= w[1].b.start));
            let rest: usize = edits.iter().map(|e| e.a.len()).sum();
            let pairs: Vec<_> = kept(&edits, a.len(), b.len()).collect();
            prop_assert_eq!(pairs.len(), a.len() - rest);
            prop_assert!(pairs.into_iter().all(|(i, j)| a[i] == b[j]));
        }
    }

    #[test]
    fn what_has_no_anchor_is_a_block() {
        let (a, b) = ([1, 2].repeat(4000), [2, 3, 1].repeat(3000));
        let mut edits = Vec::new();
        difference(&a, &b, &mut edits);
        assert_eq!(edits, vec![Edit { a: 0..8000, b: 0..9000 }]);
    }
}
