//! Which units are worth a closer look: an inverted index of one side.
//!
//! The weight of shared tokens, order left aside, bounds the likeness from above, and the index
//! gives it for all units of a gap at the price of what they share.

use super::units::{ACCEPT, Unit, Units};
use super::weights::Weights;
use std::collections::HashMap;
use std::ops::Range;

/// Closer looks a unit.
const LOOKS: usize = 8;
/// Cells of a gap above which only tokens in at most [`RARE`] units are followed.
const WIDE: usize = 4_000_000;
/// See [`WIDE`].
const RARE: usize = 64;

/// Token number -> the units that have it, in order, with their counts.
pub(super) struct Postings(HashMap<u32, Vec<(usize, u32)>>);

impl Postings {
    /// The index of these units, given in increasing order.
    pub(super) fn new<'a>(units: impl Iterator<Item = (usize, &'a Unit)>) -> Self {
        let mut lists: HashMap<u32, Vec<(usize, u32)>> = HashMap::new();
        for (j, unit) in units {
            for (number, count) in &unit.bag {
                lists.entry(*number).or_default().push((j, *count));
            }
        }
        Self(lists)
    }

    /// The units of `b` that may be like `unit`, number `i` of gap `a`; the most promising, and
    /// among equals those nearest to the diagonal.
    pub(super) fn candidates(
        &self,
        units: &Units,
        unit: &Unit,
        i: usize,
        a: &Range<usize>,
        b: &Range<usize>,
    ) -> Vec<usize> {
        let wide = a.len().saturating_mul(b.len()) > WIDE;
        let scores = self.scores(units.weights, unit, b, wide);
        let least = if wide { 0.0 } else { ACCEPT - 0.05 };
        let there = (i - a.start) as f64 / a.len().max(1) as f64;
        let mut found: Vec<(f64, f64, usize)> = scores
            .into_iter()
            .enumerate()
            .filter(|(_, score)| *score > 0.0)
            .filter_map(|(k, score)| {
                let j = b.start + k;
                let bound = 2.0 * score / (unit.weight + units.b.get(j)?.weight);
                let away = (k as f64 / b.len().max(1) as f64 - there).abs();
                (bound >= least).then_some((bound, away, j))
            })
            .collect();
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.total_cmp(&y.1)));
        found.truncate(LOOKS);
        found.into_iter().map(|(_, _, j)| j).collect()
    }

    /// The indexed units that hold at least `part` of the weight of `unit`, best first.
    pub(super) fn holders(&self, weights: &Weights, unit: &Unit, count: usize, part: f64) -> Vec<usize> {
        let scores = self.scores(weights, unit, &(0..count), false);
        let mut found: Vec<(f64, usize)> = scores
            .into_iter()
            .enumerate()
            .filter_map(|(i, score)| (score >= part * unit.weight && score > 0.0).then_some((score, i)))
            .collect();
        found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        found.truncate(LOOKS);
        found.into_iter().map(|(_, i)| i).collect()
    }

    /// The weight that `unit` shares with each unit of `b`.
    fn scores(&self, weights: &Weights, unit: &Unit, b: &Range<usize>, wide: bool) -> Vec<f64> {
        let mut scores = vec![0.0; b.len()];
        for (number, count) in &unit.bag {
            let Some(list) = self.0.get(number) else { continue };
            if wide && list.len() > RARE {
                continue;
            }
            let weight = weights.of(*number);
            let from = list.partition_point(|(j, _)| *j < b.start);
            for (j, other) in list.iter().skip(from).take_while(|(j, _)| *j < b.end) {
                if let Some(score) = scores.get_mut(j - b.start) {
                    *score += weight * f64::from(*count.min(other));
                }
            }
        }
        scores
    }
}
