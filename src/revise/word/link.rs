//! [`Link`]: where the rejected words of a paragraph stand in the base.
//!
//! As a rule they are the words of the base. Where something was changed without tracking, a
//! place inside it has no place in the base: the whole of it is taken then, never a guess.

use crate::diff::{Hunk, words_exact};
use crate::revise::pairing::Pairing;
use crate::text::Document;
use std::ops::Range;
use std::rc::Rc;

/// Where the words of one paragraph of the rejected side stand.
#[derive(Clone, Debug)]
pub(super) struct Link {
    joined: Rc<Joined>,
    /// Where the paragraph begins in the joined words, and how long it is.
    start: usize,
    len: usize,
}

/// Paragraphs that stand for one another, as a rule one for one.
#[derive(Debug)]
struct Joined {
    /// The paragraphs of the base: ordinal, where each begins, how long it is.
    bases: Vec<(usize, usize, usize)>,
    /// How many rejected paragraphs they stand for.
    parts: usize,
    /// What was changed without tracking: the base against the rejected words.
    hunks: Vec<Hunk>,
}

/// A range of rejected words in the base.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// The range in each paragraph of the base, at least one.
    pub pieces: Vec<(usize, Range<usize>)>,
    /// Words of the rejected paragraph that belong to what is replaced, before and after.
    pub before: Range<usize>,
    pub behind: Range<usize>,
}

/// The links of all paragraphs of the rejected side; none for one that is not in the base.
pub(super) fn links(base: &Document, texts: &[String], pairing: &Pairing) -> Vec<Option<Link>> {
    let mut out: Vec<Option<Link>> = vec![None; texts.len()];
    for row in 0..texts.len() {
        let bases = pairing.bases(row);
        if bases.is_empty() {
            continue;
        }
        let parts: Vec<usize> =
            std::iter::once(row).chain(pairing.split.get(&row).into_iter().flatten().copied()).collect();
        let (old, old_starts) = joined(bases.iter().map(|at| base.text(*at)));
        let (new, new_starts) = joined(parts.iter().map(|r| texts.get(*r).cloned().unwrap_or_default()));
        let bases = bases.iter().zip(old_starts).map(|(at, start)| (*at, start, base.len_of(*at))).collect();
        let all = Rc::new(Joined { bases, parts: parts.len(), hunks: words_exact(&old, &new) });
        for (part, start) in parts.iter().zip(new_starts) {
            let len = texts.get(*part).map_or(0, |t| t.chars().count());
            if let Some(slot) = out.get_mut(*part) {
                *slot = Some(Link { joined: all.clone(), start, len });
            }
        }
    }
    out
}

fn joined(texts: impl Iterator<Item = String>) -> (String, Vec<usize>) {
    let (mut all, mut starts, mut len) = (String::new(), Vec::new(), 0);
    for text in texts {
        if !starts.is_empty() {
            all.push(' ');
            len += 1;
        }
        starts.push(len);
        len += text.chars().count();
        all.push_str(&text);
    }
    (all, starts)
}

impl Link {
    /// The paragraphs of the base, if the words are all of each of them; else none.
    pub fn whole(&self) -> Vec<usize> {
        if self.joined.parts > 1 {
            Vec::new()
        } else {
            self.joined.bases.iter().map(|(at, ..)| *at).collect()
        }
    }

    /// The first paragraph of the base that the words are of.
    pub fn first(&self) -> Option<usize> {
        self.joined.bases.first().map(|(at, ..)| *at)
    }

    /// The last paragraph of the base that the words are of.
    pub fn last(&self) -> Option<usize> {
        self.joined.bases.last().map(|(at, ..)| *at)
    }

    /// Whether a character was put in without tracking.
    pub fn is_new(&self, at: usize) -> bool {
        let (at, hunks) = (self.start + at, &self.joined.hunks);
        let next = hunks.partition_point(|h| h.b.end <= at);
        hunks.get(next).is_some_and(|h| h.b.contains(&at))
    }

    /// Where a range of the paragraph stands.
    pub fn spot(&self, range: Range<usize>) -> Spot {
        let mut new = self.start + range.start.min(self.len)..self.start + range.end.min(self.len);
        // Hunks stand in order and apart: those that the range touches are neighbours.
        let hunks = &self.joined.hunks;
        let first = hunks.partition_point(|h| h.b.end <= new.start);
        let behind = hunks.partition_point(|h| h.b.start < new.end);
        let touched = hunks.get(first..behind).unwrap_or_default();
        if let (Some(first), Some(last)) = (touched.first(), touched.last()) {
            new = new.start.min(first.b.start)..new.end.max(last.b.end);
        }
        let old = self.old(&new);
        // What is taken in of a neighbour that this paragraph was cut from stays there.
        let local = |at: usize| at.clamp(self.start, self.start + self.len) - self.start;
        let (start, end) = (local(new.start), local(new.end));
        Spot {
            pieces: self.pieces(&old),
            before: start..range.start.min(self.len).max(start),
            behind: range.end.min(end)..end,
        }
    }

    /// The range of the base, over all its paragraphs.
    fn old(&self, new: &Range<usize>) -> Range<usize> {
        let after = |h: &Hunk, at: usize| h.a.end + at - h.b.end;
        let hunks = &self.joined.hunks;
        let last = |count: usize| count.checked_sub(1).and_then(|n| hunks.get(n));
        let ends = last(hunks.partition_point(|h| h.b.end <= new.end && h.b.start < new.end));
        let end = ends.map_or(new.end, |h| after(h, new.end));
        if new.is_empty() {
            return end..end;
        }
        let starts = last(hunks.partition_point(|h| h.b.end <= new.start));
        let start = starts.map_or(new.start, |h| after(h, new.start));
        start.min(end)..end
    }

    fn pieces(&self, old: &Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut out = Vec::new();
        for (n, (at, start, len)) in self.joined.bases.iter().enumerate() {
            let last = n + 1 == self.joined.bases.len();
            let range =
                old.start.clamp(*start, start + len) - start..old.end.clamp(*start, start + len) - start;
            let here = if old.is_empty() {
                out.is_empty() && (old.start <= start + len || last)
            } else {
                !range.is_empty()
            };
            if here {
                out.push((*at, range));
            }
        }
        if let (true, Some((at, start, len))) = (out.is_empty(), self.joined.bases.last()) {
            let place = old.start.clamp(*start, start + len) - start;
            out.push((*at, place..place));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Kind, Source};

    fn one(base: &str, copy: &str, range: Range<usize>) -> Spot {
        let source = Source { kind: Kind::Operative, issued: None, masthead: false, words: base.into() };
        let base = Document::imported(vec![source], Default::default());
        let links = links(&base, &[copy.to_owned()], &Pairing::in_order(1));
        links[0].as_ref().expect("paired").spot(range)
    }

    #[test]
    fn untouched_words_stand_where_they_stand() {
        let spot = one("We sail at dawn", "We sail at dawn", 3..7);
        assert_eq!((spot.pieces, spot.before, spot.behind), (vec![(0, 3..7)], 3..3, 7..7));
        assert_eq!(one("We sail at dawn", "We all sail at dawn", 7..11).pieces, [(0, 3..7)]);
        assert_eq!(one("We sail at dawn", "We all sail at dawn", 19..19).pieces, [(0, 15..15)]);
    }

    #[test]
    fn what_was_changed_in_silence_is_taken_whole() {
        let spot = one("We sail at dawn", "We row hard at dawn", 7..14);
        // "hard at": "row" belongs to the same silent change.
        assert_eq!((spot.pieces, spot.before, spot.behind), (vec![(0, 3..10)], 3..7, 14..14));
    }
}
