//! Sets of character ranges, for what is italic and what is bold.
//!
//! A [`Ranges`] is sorted, without empty, touching or overlapping members; two equal sets are
//! equal values.

use std::ops::Range;

/// A normal set of half-open character ranges.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Ranges(Vec<Range<usize>>);

impl Ranges {
    /// The set that covers all of `list`, in any order, overlapping or not.
    pub fn new(mut list: Vec<Range<usize>>) -> Self {
        list.retain(|r| r.start < r.end);
        list.sort_by_key(|r| r.start);
        let mut out: Vec<Range<usize>> = Vec::with_capacity(list.len());
        for r in list {
            match out.last_mut() {
                Some(last) if r.start <= last.end => last.end = last.end.max(r.end),
                _ => out.push(r),
            }
        }
        Self(out)
    }

    /// Whether nothing is covered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges, in order.
    pub fn iter(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().cloned()
    }

    /// Whether the character at `at` is covered.
    pub fn contains(&self, at: usize) -> bool {
        self.0.iter().any(|r| r.contains(&at))
    }

    /// Whether all of `range` is covered.
    pub fn covers(&self, range: &Range<usize>) -> bool {
        range.is_empty() || self.0.iter().any(|r| r.start <= range.start && range.end <= r.end)
    }

    /// What is covered inside `range`, counted from its start.
    pub fn slice(&self, range: Range<usize>) -> Self {
        Self::new(
            self.0
                .iter()
                .map(|r| {
                    r.start.clamp(range.start, range.end) - range.start
                        ..r.end.clamp(range.start, range.end) - range.start
                })
                .collect(),
        )
    }

    /// Adds `other`, moved right by `by` characters.
    pub fn extend(&mut self, other: &Ranges, by: usize) {
        let mut all = std::mem::take(&mut self.0);
        all.extend(other.0.iter().map(|r| r.start + by..r.end + by));
        *self = Self::new(all);
    }

    /// The set with `range` covered or not.
    pub fn with(&self, range: Range<usize>, covered: bool) -> Self {
        let mut all = Vec::with_capacity(self.0.len() + 2);
        for r in &self.0 {
            all.push(r.start..r.end.min(range.start));
            all.push(r.start.max(range.end)..r.end);
        }
        if covered {
            all.push(range);
        }
        Self::new(all)
    }

    /// Every start and end, sorted.
    pub fn borders(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().flat_map(|r| [r.start, r.end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_form() {
        let set = Ranges::new(vec![5..7, 1..3, 3..4, 9..9]);
        assert_eq!(set.iter().collect::<Vec<_>>(), vec![1..4, 5..7]);
        assert_eq!(set.slice(2..6), Ranges::new(vec![0..2, 3..4]));
        assert_eq!(set.with(2..6, false), Ranges::new(vec![1..2, 6..7]));
        assert_eq!(set.with(2..6, true), Ranges::new(vec![1..7]));
    }
}
