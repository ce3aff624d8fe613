//! Which paragraphs stay where they are when a text takes the order of another.
//!
//! The most that can stay do; only the others are moved. Nothing is moved here.

use crate::text::{Document, ParagraphId};
use std::collections::{BTreeMap, HashSet};

/// The paragraphs that need not be moved.
pub(super) struct Ordering(HashSet<ParagraphId>);

impl Ordering {
    /// A longest run of `wanted` that stands in this order in the text already.
    pub(super) fn of(wanted: &[Option<ParagraphId>], text: &Document) -> Self {
        let known = wanted.iter().flatten().filter_map(|id| Some((*id, text.place(*id)?)));
        let known: Vec<(ParagraphId, usize)> = known.collect();
        // By the least last place of a run of each length: the place, and which of `known`.
        let mut tops: Vec<(usize, usize)> = Vec::new();
        let mut before: BTreeMap<usize, Option<usize>> = BTreeMap::new();
        for (n, (_, place)) in known.iter().enumerate() {
            let length = tops.partition_point(|(top, _)| top < place);
            before.insert(n, length.checked_sub(1).and_then(|l| tops.get(l)).map(|(_, n)| *n));
            match tops.get_mut(length) {
                Some(slot) => *slot = (*place, n),
                None => tops.push((*place, n)),
            }
        }
        let mut out = HashSet::new();
        let mut next = tops.last().map(|(_, n)| *n);
        while let Some(n) = next {
            out.extend(known.get(n).map(|(id, _)| *id));
            next = before.get(&n).copied().flatten();
        }
        Self(out)
    }

    pub(super) fn contains(&self, id: &ParagraphId) -> bool {
        self.0.contains(id)
    }
}
