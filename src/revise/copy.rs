//! [`from_copy`]: an edited copy of a text becomes the proposals of one actor.
//!
//! The same copy gives the same proposals with the same identities. What a copy does not hold is
//! never a deletion unless it is struck or plainly left out, and nothing of it is lost without a
//! word: what is no proposal is listed as furniture, absent or a warning.

use super::furniture;
use super::intake::{Parsed, Why};
use super::noise::{meant, same, squeezed};
use super::pairing::{Pairing, pair};
use super::placement::{Note, take_out, targets};
use super::rows::{Row, rows};
use super::spans::{Notes, content, span};
use super::structure;
use crate::diff::{Hunk, key, similarity};
use crate::record::{Actor, Proposal, ProposalId, Span, Strand, Wish};
use crate::text::{Document, Fragment, Hash, ParagraphId, Words};
use std::sync::Arc;

/// What [`from_copy`] works on.
pub struct CopyInput<'a> {
    /// The text that the copy was made from.
    pub base: &'a Document,
    /// The hash of the base, which anchors carry.
    pub hash: Hash,
    /// The title of the project; a line of the copy that only repeats it is furniture.
    pub title: &'a str,
    /// The copy as it was read.
    pub copy: &'a Parsed,
    /// Who edited it.
    pub actor: &'a Actor,
    /// The number of this return of that actor, from 1.
    pub return_number: u32,
}

/// What a copy says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromCopy {
    /// The proposals, a strand of origin [`crate::record::Origin::Copy`].
    pub strand: Strand,
    /// Lines of the copy that are no text, each with why, to be put in brackets.
    pub furniture: Vec<(String, String)>,
    /// Whole paragraphs that are proposed for deletion, with their labels: for a look.
    pub deletions: Vec<(ParagraphId, String)>,
    /// Paragraphs of the base that the copy does not hold and that are not to be deleted, with
    /// their labels.
    pub absent: Vec<(ParagraphId, String)>,
    /// What a person should look at, a sentence each.
    pub warnings: Vec<String>,
}

/// The proposals of an edited copy. Deterministic; about the time of one alignment.
pub fn from_copy(input: &CopyInput) -> FromCopy {
    let mut rows = rows(input.copy);
    let notes = placements(input.base, &mut rows);
    let pairing = pair(input.base, &rows);
    let mut maker = Maker::new(input, rows, pairing);
    maker.slashes = notes;
    maker.out.strand.return_number = input.return_number;
    structure::paragraphs(&mut maker);
    for row in 0..maker.rows.len() {
        maker.paragraph(row);
    }
    structure::gone(&mut maker);
    maker.report_notes();
    maker.out
}

/// Takes the placement notes out of all rows; those that the base has in its own words stay.
fn placements(base: &Document, rows: &mut [Row]) -> Vec<Vec<Note>> {
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

/// Collects what a copy says.
pub(super) struct Maker<'a> {
    /// What is worked on.
    pub input: &'a CopyInput<'a>,
    /// The paragraphs of the copy.
    pub rows: Vec<Row>,
    /// Which of them is which paragraph of the base.
    pub pairing: Pairing,
    /// The notes of the copy.
    pub notes: Notes<'a>,
    /// The result so far.
    pub out: FromCopy,
    /// The placement notes, by row.
    slashes: Vec<Vec<Note>>,
    /// The highest number that a note can have.
    numbers: usize,
}

impl<'a> Maker<'a> {
    fn new(input: &'a CopyInput<'a>, rows: Vec<Row>, pairing: Pairing) -> Self {
        let notes = Notes::new(input.base, input.copy);
        let numbers = input.base.notes().count().max(input.copy.notes.len());
        Self { input, rows, pairing, notes, out: FromCopy::default(), slashes: Vec::new(), numbers }
    }

    /// Adds a proposal. Its identity follows from the whole content of the wish, spelling and
    /// italics too: two spellings under one identity and version would be rivals.
    pub(super) fn propose(&mut self, wish: Wish) {
        let place = match &wish {
            Wish::InsertParagraph { after, .. } => *after,
            wish => wish.span().map(|s| s.paragraph),
        };
        let place = place.map(|id| id.to_string()).unwrap_or_default();
        let base = self.input.hash.to_string();
        let mut parts = vec![base, place, wish.name().to_owned()];
        parts.extend(said(&wish));
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let id = ProposalId::of(self.input.actor.id.as_str(), &parts);
        let proposal = Proposal {
            sent: true,
            derived: true,
            seen: self.input.return_number,
            ..Proposal::new(id.clone(), self.input.hash, wish)
        };
        self.out.strand.proposals.insert(id, Arc::new(proposal));
    }

    /// A paragraph of the base by its ordinal, with its words.
    pub(super) fn base(&self, at: usize) -> Option<(ParagraphId, Words)> {
        Some((self.input.base.meta(at)?.id, self.input.base.words(at)))
    }

    /// How a list calls a paragraph of the base.
    pub(super) fn name(&self, at: usize) -> String {
        let Some(meta) = self.input.base.meta(at) else { return String::new() };
        match (&meta.label, &meta.issued) {
            (Some(label), _) => label.to_string(),
            (None, Some(issued)) => issued.clone(),
            (None, None) => self.input.base.text(at).chars().take(crate::limits::QUOTE).collect(),
        }
    }

    /// The words of one row against its paragraph, and its placement notes.
    fn paragraph(&mut self, row: usize) {
        let bases = self.pairing.bases(row);
        let Some(at) = bases.first().copied() else { return self.unpaired_notes(row) };
        let Some(words) = self.rows.get(row).map(|r| r.words.clone()) else { return };
        if self.rows.get(row).is_some_and(|r| r.struck) {
            bases.iter().for_each(|at| self.delete(*at));
            return;
        }
        if bases.len() > 1 || self.pairing.split.contains_key(&row) {
            structure::reshaped(self, row, &bases);
            return self.place_notes(row, at, &[]);
        }
        let Some((id, base)) = self.base(at) else { return };
        let hunks = self.differences(at, &base, &words);
        let hunks = self.without_furniture(row, at, &words, hunks);
        let mut fragments = Vec::with_capacity(hunks.len());
        for hunk in hunks {
            let with = self.notes.replacement(&base, &words, &hunk);
            self.propose(Wish::Replace { at: span(id, &base, hunk.a.clone()), with: with.clone() });
            fragments.push((hunk, with));
        }
        self.place_notes(row, at, &fragments);
    }

    /// What is meant of the differences between a paragraph of the base and words of the copy.
    pub(super) fn differences(&self, at: usize, base: &Words, copy: &Words) -> Vec<Hunk> {
        let label = self.input.base.meta(at).and_then(|m| m.label.as_ref());
        meant(base.text(), copy.text(), label, self.numbers)
    }

    /// In a line without a label, words that only name the commenter, and any change to a line
    /// of the masthead, are listed instead.
    fn without_furniture(&mut self, row: usize, at: usize, words: &Words, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let Some(meta) = self.input.base.meta(at).filter(|m| !m.kind.is_labelled()) else { return hunks };
        let (masthead, actor) = (meta.masthead, self.input.actor);
        let why = |hunk: &Hunk| {
            let new = words.str(hunk.b.clone());
            let names = hunk.a.is_empty() && furniture::names_commenter(new, actor);
            if names { Some(furniture::COMMENTER) } else { masthead.then_some(furniture::MASTHEAD) }
        };
        let Some(reason) = hunks.iter().find_map(why) else { return hunks };
        if let Some(row) = self.rows.get(row) {
            self.out.furniture.push((row.words.bare(), reason.to_owned()));
        }
        hunks.into_iter().filter(|h| why(h).is_none()).collect()
    }

    /// Proposes to delete a whole paragraph.
    pub(super) fn delete(&mut self, at: usize) {
        let Some((id, words)) = self.base(at) else { return };
        self.out.deletions.push((id, self.name(at)));
        self.propose(Wish::DeleteParagraph { at: span(id, &words, 0..words.len()) });
    }

    /// Placement notes of a row that stands for a paragraph of the base.
    fn place_notes(&mut self, row: usize, at: usize, hunks: &[(Hunk, Fragment)]) {
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
    fn unpaired_notes(&mut self, row: usize) {
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

    fn placement(&mut self, note: &Note, at: Span, words: Fragment) {
        let (targets, missing) = targets(&note.text, self.input.base);
        for label in missing {
            self.out.warnings.push(format!("“{}” names {label}, which the text does not have.", note.text));
        }
        let words = trimmed(&words);
        self.propose(Wish::Placement { at, words, note: note.text.clone(), targets, copy: note.copies() });
    }

    /// Notes that are new or say something else and that no proposal brings along.
    fn report_notes(&mut self) {
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
fn sentence(words: &Words, at: usize) -> std::ops::Range<usize> {
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

/// The content of a wish beside its paragraph and its name.
fn said(wish: &Wish) -> Vec<String> {
    let range = wish.span().map(|s| format!("{}..{}", s.range.start, s.range.end));
    let mut out: Vec<String> = range.into_iter().collect();
    let after = |id: &Option<ParagraphId>| id.map(|id| id.to_string()).unwrap_or_default();
    match wish {
        Wish::Replace { with, .. } => out.push(content(with)),
        Wish::InsertParagraph { kind, label, words, .. } => {
            out.extend([kind.to_string(), label.clone(), content(words)]);
        }
        Wish::Move { after: id, .. } => out.push(after(id)),
        Wish::Merge { second, .. } => out.push(second.to_string()),
        Wish::Placement { words, note, .. } => out.extend([content(words), note.clone()]),
        Wish::DeleteParagraph { .. } | Wish::Split { .. } | Wish::Reserve { .. } => {}
    }
    out
}

#[cfg(test)]
#[path = "copy_tests.rs"]
mod tests;
