//! Paragraphs that a copy cuts in two or joins.
//!
//! The words are compared over all the parts as one text; the cuts and the joins are proposals
//! of their own. Only parts that stand side by side come here.

use super::copy::Maker;
use super::noise::same;
use super::spans::span;
use crate::diff::Hunk;
use crate::record::Wish;
use crate::text::{Fragment, ParagraphId, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Proposes what becomes of a paragraph that the copy cuts in two or more, or of several that it
/// joins: the words by difference over all of them, then the cuts or the joins.
pub(super) fn reshaped(maker: &mut Maker, row: usize, bases: &[usize]) {
    let parts: Vec<usize> =
        std::iter::once(row).chain(maker.pairing.split.get(&row).into_iter().flatten().copied()).collect();
    let old = Joined::new(bases.iter().map(|at| maker.input.base.words(*at)).collect());
    let new = Joined::new(parts.iter().filter_map(|r| maker.rows.get(*r)).map(|r| r.words.clone()).collect());
    let Some(first) = bases.first().copied() else { return };
    let hunks = maker.differences(first, &old.all, &new.all);
    let mut cuts: BTreeSet<usize> = new.starts.iter().skip(1).copied().collect();
    for hunk in &hunks {
        let inside: Vec<usize> =
            cuts.iter().copied().filter(|c| hunk.b.start < *c && *c <= hunk.b.end).collect();
        cuts.retain(|c| !inside.contains(c));
        replace(maker, bases, &old, &new, hunk, &inside);
    }
    for at in cuts.into_iter().map(|cut| old_place(&hunks, cut)) {
        let Some((which, at)) = old.local(at) else { continue };
        let Some((id, words)) = bases.get(which).and_then(|b| maker.base(*b)) else { continue };
        maker.propose(Wish::Split { at: span(id, &words, at..at) });
    }
    let ids: Vec<(ParagraphId, Words)> = bases.iter().filter_map(|at| maker.base(*at)).collect();
    for pair in ids.windows(2) {
        if let [(id, words), (second, _)] = pair {
            maker.propose(Wish::Merge { at: span(*id, words, 0..words.len()), second: *second });
        }
    }
}

/// Proposes one hunk over joined paragraphs: a piece a paragraph of the base; the new words all
/// in the first, with a break at each of `cuts`.
fn replace(maker: &mut Maker, bases: &[usize], old: &Joined, new: &Joined, hunk: &Hunk, cuts: &[usize]) {
    let mut lines = Vec::new();
    let mut notes = BTreeMap::new();
    let mut from = hunk.b.start;
    for end in cuts.iter().copied().chain([hunk.b.end]) {
        // The space before a cut only joined the parts.
        let until = if cuts.contains(&end) { end.saturating_sub(1).max(from) } else { end };
        let line = maker.notes.line(&new.all.slice(from..until));
        lines.push(line.first().clone());
        notes.extend(line.notes().clone());
        from = end;
    }
    let mut with = Fragment::new(lines, notes);
    for (which, at) in bases.iter().enumerate() {
        let Some((id, words)) = maker.base(*at) else { continue };
        let Some(start) = old.starts.get(which).copied() else { continue };
        let range = hunk.a.start.clamp(start, start + words.len()) - start
            ..hunk.a.end.clamp(start, start + words.len()) - start;
        let last = which + 1 == bases.len();
        let here = hunk.a.start <= start + words.len();
        if !here || (range.is_empty() && with.is_empty()) {
            continue;
        }
        if same(words.str(range.clone()), &with.bare()) && with.lines().len() == 1 && !last {
            continue;
        }
        maker.propose(Wish::Replace { at: span(id, &words, range), with: std::mem::take(&mut with) });
    }
}

/// Where a place between hunks stands in the base.
fn old_place(hunks: &[Hunk], at: usize) -> usize {
    let before = hunks.iter().rfind(|h| h.b.end < at || (h.b.end == at && !h.b.is_empty()));
    before.map_or(at, |h| h.a.end + at - h.b.end)
}

/// Several paragraphs as one, with a space between them.
struct Joined {
    all: Words,
    starts: Vec<usize>,
}

impl Joined {
    fn new(parts: Vec<Words>) -> Self {
        let (mut all, mut starts) = (Words::default(), Vec::new());
        for part in parts {
            if !starts.is_empty() {
                all.push(&Words::plain(" "));
            }
            starts.push(all.len());
            all.push(&part);
        }
        Self { all, starts }
    }

    /// Which part holds a place, and where in it.
    fn local(&self, at: usize) -> Option<(usize, usize)> {
        let which = self.starts.iter().rposition(|start| *start <= at)?;
        self.starts.get(which).map(|start| (which, at - start))
    }
}
