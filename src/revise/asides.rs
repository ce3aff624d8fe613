//! What a copy says beside the words: placement notes and footnotes.
//!
//! A placement changes nothing until a person says where. A footnote that no proposal brings
//! along is never placed by guess: it is a warning.

use super::copy::Maker;
use super::intake::Why;
use super::noise::{same, squeezed};
use super::placement::{Note, take_out, targets};
use super::rows::Row;
use super::spans::span;
use crate::diff::{Hunk, key, similarity};
use crate::record::{Span, Wish};
use crate::text::{Document, Fragment, Words};

/// Takes the placement notes out of all rows; those that the base has in its own words stay.
pub(super) fn placements(base: &Document, rows: &mut [Row]) -> Vec<Vec<Note>> {
    let known = |note: &str| (0..base.len()).any(|at| key(&base.text(at)).contains(note));
    let each = rows.iter_mut().map(|row| {
        let (words, notes) = take_out(&row.words, known);
        if !notes.is_empty() {
            row.whole = if row.whole == row.words.text().trim() {
                words.text().trim().to_owned()
            } else {
                take_out(&Words::plain(&row.whole), known).0.text().to_owned()
            };
            row.words = words;
        }
        notes
    });
    each.collect()
}

impl Maker<'_> {
    /// Placement notes of a row that stands for a paragraph of the base.
    pub(super) fn place_notes(&mut self, row: usize, at: usize, hunks: &[(Hunk, Fragment)]) {
        let notes = self.slashes.get(row).cloned().unwrap_or_default();
        let Some((id, base)) = self.base(at) else { return };
        for note in notes {
            let before = hunks.iter().rfind(|(h, with)| h.b.start < note.at && !with.is_empty());
            let (range, words) = match before {
                Some((hunk, with)) => (hunk.a.clone(), with.clone()),
                None => {
                    let range = sentence(&base, note.at);
                    (range.clone(), Fragment::from(base.slice(range)))
                }
            };
            self.placement(&note, span(id, &base, range), words);
        }
    }

    /// Notes of a new paragraph, or that are a paragraph of their own.
    pub(super) fn unpaired_notes(&mut self, row: usize) {
        let notes = self.slashes.get(row).cloned().unwrap_or_default();
        let own = self.rows.get(row).map(|r| r.words.clone()).unwrap_or_default();
        let before = (0..row).rev().find_map(|r| self.pairing.bases(r).last().copied().map(|at| (r, at)));
        let Some((from, at)) = before.or(if self.input.base.is_empty() { None } else { Some((row, 0)) })
        else {
            return;
        };
        for note in notes {
            let Some((id, base)) = self.base(at) else { return };
            let words = if own.bare().trim().is_empty() {
                // It speaks of the paragraph above it.
                self.rows.get(from).map(|r| self.notes.line(&r.words)).unwrap_or_default()
            } else {
                self.notes.line(&own)
            };
            let end = base.len();
            self.placement(&note, span(id, &base, end..end), words);
        }
    }

    pub(super) fn placement(&mut self, note: &Note, at: Span, words: Fragment) {
        let (targets, missing) = targets(&note.text, self.input.base);
        for label in missing {
            self.out.warnings.push(format!("“{}” names {label}, which the text does not have.", note.text));
        }
        let words = trimmed(&words);
        self.propose(Wish::Placement { at, words, note: note.text.clone(), targets, copy: note.copies() });
    }

    /// Notes that are new or say something else and that no proposal brings along.
    pub(super) fn report_notes(&mut self) {
        let base: Vec<&str> = self.input.base.notes().map(|(_, text)| text).collect();
        let cited = self.input.copy.notes.iter();
        let cited = cited.filter(|(id, _)| !self.notes.brought.contains(id) && !self.notes.is_known(**id));
        let dropped = self.input.copy.report.dropped.iter().filter(|d| d.why == Why::UnusedNote);
        let texts = cited.map(|(_, t)| t.as_str()).chain(dropped.map(|d| d.text.as_str()));
        let mut found = Vec::new();
        for text in texts.filter(|t| !base.iter().any(|b| is_in(b, t))) {
            let near = base.iter().map(|b| (similarity(b, text), *b)).max_by(|a, b| a.0.total_cmp(&b.0));
            found.push(match near.filter(|(alike, _)| *alike >= 0.5) {
                Some((_, old)) => format!("The note “{}” reads “{}” in the copy.", short(old), short(text)),
                None => format!("The note “{}” is new in the copy and was not placed.", short(text)),
            });
        }
        self.out.warnings.extend(found);
    }
}

/// Whether a note of the base is this text, perhaps with its number before it.
fn is_in(base: &str, text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| !c.is_alphabetic());
    same(base, text)
        || same(base.trim_start_matches(|c: char| !c.is_alphabetic()), bare)
        || squeezed(text).is_empty()
}

fn short(text: &str) -> String {
    text.trim().chars().take(crate::limits::QUOTE).collect()
}

/// Words without white space at their ends.
fn trimmed(words: &Fragment) -> Fragment {
    let line = |w: &Words| {
        let head = w.text().chars().take_while(|c| c.is_whitespace()).count();
        let tail = w.text().chars().rev().take_while(|c| c.is_whitespace()).count();
        w.slice(head..w.len().saturating_sub(tail).max(head))
    };
    Fragment::new(words.lines().iter().map(line).collect(), words.notes().clone())
}

/// The sentence of `words` that ends at or before a character, or holds it.
pub(super) fn sentence(words: &Words, at: usize) -> std::ops::Range<usize> {
    let chars: Vec<char> = words.text().chars().collect();
    let stop = |i: &usize| {
        let mark = chars.get(*i).is_some_and(|c| matches!(c, '.' | '!' | '?'));
        mark && chars.get(i + 1).is_none_or(|c| c.is_whitespace())
    };
    let at = at.min(chars.len());
    let last = at.saturating_sub(1);
    let start = (0..last).rev().find(stop).map_or(0, |i| i + 1);
    let start = (start..at).find(|i| chars.get(*i).is_some_and(|c| !c.is_whitespace())).unwrap_or(start);
    let end = (last..chars.len()).find(stop).map_or(chars.len(), |i| i + 1);
    start..end
}
