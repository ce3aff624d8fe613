//! The same where the text does not hold the paragraph's words exactly: what differs outside of
//! brackets is listed, and what is asked goes along only where its own words are as they were.

use super::asked::{Ask, Asked, Asker, What};
use super::fit::{Choice, Glyphs, Prefer, candidates, fit, inside, standing_by};
use super::{Action, Bracket, Known, Node, Reading};
use crate::diff::{Hunk, words};
use std::ops::Range;

pub(super) fn asked(text: &str, reading: &Reading, base: &str, known: &Known) -> Asked {
    let prefer = prefer(text, reading, base);
    let own = standing_by(text, reading, &prefer);
    let glyphs = Glyphs::new(&own);
    let Some(choices) = fit(text, reading, &glyphs, &prefer) else {
        let why = "its brackets are too many or too tangled to be read";
        return Asked { unplaced: vec![(0..text.len(), why.to_owned())], ..Asked::default() };
    };
    let mut out = Asker::new(text, reading, &glyphs, choices, known).run(reading);
    let hunks = words(&own, base);
    let base: Vec<char> = base.chars().collect();
    let piece =
        |chars: &[char], at: &Range<usize>| chars.get(at.clone()).unwrap_or_default().iter().collect();
    // "5. [EU: delete]" quotes nothing of the paragraph.
    let quotes = hunks.iter().filter(|_| !own.is_empty());
    out.differs = quotes.map(|h| (piece(&glyphs.chars, &h.a), piece(&base, &h.b))).collect();
    let mut asks = Vec::new();
    for ask in std::mem::take(&mut out.asks) {
        let at = ask.at.clone();
        match moved(ask, &hunks) {
            Some(ask) => asks.push(ask),
            None => out.unplaced.push((at, "the paragraph has other words there".to_owned())),
        }
    }
    out.asks = asks;
    out
}

/// An ask in the paragraph's own places; none where its words differ.
fn moved(mut ask: Ask, hunks: &[Hunk]) -> Option<Ask> {
    match &mut ask.what {
        What::Replace { range, .. }
        | What::Reserve { range }
        | What::Retain { range }
        | What::Doubt { range }
        | What::Stance { range, .. } => {
            *range = mapped(range, hunks)?;
        }
        What::Split { at } => *at = mapped(&(*at..*at), hunks)?.start,
        What::DeleteParagraph | What::Move { .. } | What::Merge { .. } | What::Placement { .. } => {}
    }
    Some(ask)
}

fn mapped(range: &Range<usize>, hunks: &[Hunk]) -> Option<Range<usize>> {
    let mut shift = 0_isize;
    for hunk in hunks {
        let point = range.is_empty() || hunk.a.is_empty();
        let before = if point { hunk.a.end < range.start } else { hunk.a.end <= range.start };
        let behind = if point { hunk.a.start > range.end } else { hunk.a.start >= range.end };
        // A hunk that only puts something in beside the words leaves them as they are.
        let beside = !range.is_empty() && hunk.a.is_empty();
        if before || (beside && hunk.a.end == range.start) {
            shift += hunk.b.len() as isize - hunk.a.len() as isize;
        } else if !(behind || (beside && hunk.a.start == range.end)) {
            return None;
        }
    }
    Some(range.start.checked_add_signed(shift)?..range.end.checked_add_signed(shift)?)
}

/// For each bracket the arm whose words all stand in the paragraph, as far as a difference of
/// all words of all arms shows it.
fn prefer(text: &str, reading: &Reading, base: &str) -> Prefer {
    let mut all = All { text, words: String::new(), len: 0, arms: Vec::new() };
    all.nodes(&reading.nodes, 0..text.len());
    let hunks: Vec<Hunk> = words(&all.words, base).into_iter().filter(|h| !h.a.is_empty()).collect();
    let mut out = Prefer::new();
    for (bracket, choice, range) in all.arms {
        let first = hunks.partition_point(|h| h.a.end <= range.start);
        let whole = hunks.get(first).is_none_or(|h| h.a.start >= range.end);
        if whole && !range.is_empty() {
            out.entry(bracket).or_insert(choice);
        }
    }
    out
}

/// The words of all arms in a row.
struct All<'a> {
    text: &'a str,
    words: String,
    len: usize,
    /// A bracket, one of its arms, and its characters in `words`.
    arms: Vec<(usize, Choice, Range<usize>)>,
}

impl All<'_> {
    fn nodes(&mut self, nodes: &[Node], clip: Range<usize>) {
        for (node, cut) in inside(nodes, clip) {
            match node {
                Node::Text(_) => self.push(self.text.get(cut).unwrap_or_default().to_owned()),
                Node::Bracket(bracket) => self.bracket(bracket),
                _ => {}
            }
        }
    }

    fn push(&mut self, words: String) {
        self.len += words.chars().count();
        self.words.push_str(&words);
    }

    fn bracket(&mut self, bracket: &Bracket) {
        let cheapest = candidates(bracket, &Prefer::new());
        let rank =
            |at: usize| cheapest.iter().position(|(c, _)| matches!(c, Choice::Arm { at: a, .. } if *a == at));
        let mut found = Vec::new();
        for (at, arm) in bracket.arms.iter().enumerate() {
            let begin = self.len;
            // Names alone may be words of the paragraph.
            let names = arm.words.is_empty() && arm.said.iter().all(|s| s.action == Action::Words);
            if arm.words.is_empty() && !names {
                continue;
            }
            self.nodes(&bracket.nodes, if names { arm.all.clone() } else { arm.bare.clone() });
            let choice = match names {
                true => Choice::Whole { at },
                false => Choice::Arm { at, bare: arm.bare != arm.words },
            };
            found.push((rank(at), (bracket.span.start, choice, begin..self.len)));
            self.push(" ".to_owned());
        }
        found.sort_by_key(|(rank, _)| *rank);
        self.arms.extend(found.into_iter().map(|(_, arm)| arm));
    }
}
