//! [`from_copy`]: an edited copy of a text becomes the proposals of one actor.
//!
//! The same copy gives the same proposals with the same identities. What a copy does not hold is
//! never a deletion unless it is struck or plainly left out, and nothing of it is lost without a
//! word: what is no proposal is listed as furniture, absent or a warning.

use super::asides::placements;
use super::furniture;
use super::intake::Parsed;
use super::noise::{faint, meant};
use super::pairing::{Pairing, pair};
use super::placement::Note;
use super::rows::{Row, rows};
use super::spans::{Notes, content, span};
use super::{reshape, structure};
use crate::diff::{Hunk, words};
use crate::record::{Actor, Proposal, ProposalId, Strand, Wish};
use crate::text::{Document, Hash, ParagraphId, Words};
use std::collections::BTreeMap;
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
    let (rows, notes) = prepared(input);
    let pairing = pair(input.base, &rows);
    made(input, rows, notes, pairing)
}

/// The paragraphs of a copy as they are understood, and their placement notes.
pub(super) fn prepared(input: &CopyInput) -> (Vec<Row>, Vec<Vec<Note>>) {
    let mut rows = rows(input.copy);
    let notes = placements(input.base, &mut rows);
    (rows, notes)
}

/// What a copy says whose paragraphs have been found in the base.
pub(super) fn made(input: &CopyInput, rows: Vec<Row>, slashes: Vec<Vec<Note>>, pairing: Pairing) -> FromCopy {
    let mut maker = Maker::new(input, rows, pairing);
    maker.slashes = slashes;
    maker.out.strand.return_number = input.return_number;
    maker.weigh();
    structure::paragraphs(&mut maker);
    for row in 0..maker.rows.len() {
        maker.paragraph(row);
    }
    structure::gone(&mut maker);
    maker.report_notes();
    maker.out
}

/// So many differences in marks alone are taken for somebody's in any copy; beyond, one in twenty
/// paragraphs.
const FEW: usize = 2;

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
    pub slashes: Vec<Vec<Note>>,
    /// The highest number that a note can have.
    numbers: usize,
    /// The words that differ in each row that is one paragraph of the base.
    hunks: BTreeMap<usize, Vec<Hunk>>,
    /// Whether hyphens and quotation marks that differ are meant.
    faithful: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn new(input: &'a CopyInput<'a>, rows: Vec<Row>, pairing: Pairing) -> Self {
        let notes = Notes::new(input.base, input.copy);
        let numbers = input.base.notes().count().max(input.copy.notes.len());
        Self {
            input,
            rows,
            pairing,
            notes,
            out: FromCopy::default(),
            slashes: Vec::new(),
            numbers,
            hunks: BTreeMap::new(),
            faithful: false,
        }
    }

    /// Adds a proposal. Its identity follows from the whole content of the wish, spelling and
    /// italics too: two spellings under one identity and version would be rivals.
    pub(super) fn propose(&mut self, wish: Wish) {
        self.propose_with(wish, None);
    }

    /// As [`Self::propose`], for one of several proposals that are one gesture.
    pub(super) fn propose_with(&mut self, wish: Wish, bundle: Option<String>) {
        let place = match &wish {
            Wish::InsertParagraph { after, .. } => *after,
            wish => wish.span().map(|s| s.paragraph),
        };
        let place = place.map(|id| id.to_string()).unwrap_or_default();
        let base = self.input.hash.to_string();
        let mut parts = vec![base, place, wish.name().to_owned()];
        parts.extend(said(&wish));
        parts.extend(bundle.clone());
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let id = ProposalId::of(self.input.actor.id.as_str(), &parts);
        let proposal = Proposal {
            sent: true,
            derived: true,
            seen: self.input.return_number,
            bundle,
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
            reshape::reshaped(self, row, &bases);
            return self.place_notes(row, at, &[]);
        }
        let Some((id, base)) = self.base(at) else { return };
        let hunks = self.hunks.remove(&row).unwrap_or_default();
        let hunks = self.meant(at, &base, &words, hunks);
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
        self.meant(at, base, copy, words(base.text(), copy.text()))
    }

    fn meant(&self, at: usize, base: &Words, copy: &Words, hunks: Vec<Hunk>) -> Vec<Hunk> {
        let label = self.input.base.meta(at).and_then(|m| m.label.as_ref());
        meant((base.text(), copy.text()), hunks, label, self.numbers, self.faithful)
    }

    /// Compares each paragraph with the one row it is in, and says whether what was done to the copy
    /// on its way left it whole. Where hyphens, quotation marks and spaces differ all over, copying
    /// did that, and it is said how often: none of it is asked for. Where they differ in few places,
    /// somebody changed them.
    fn weigh(&mut self) {
        let (mut compared, mut count) = (0, 0);
        let mut first: Vec<String> = Vec::new();
        for row in 0..self.rows.len() {
            let bases = self.pairing.bases(row);
            let (&[at], Some(own)) = (bases.as_slice(), self.rows.get(row)) else { continue };
            compared += 1;
            let (base, copy) = (self.input.base.words(at), own.words.text());
            let hunks = if base.text() == copy { continue } else { words(base.text(), copy) };
            let marks = faint(base.text(), copy, &hunks);
            count += marks.len();
            let room = FEW.saturating_sub(first.len());
            let told =
                marks.iter().take(room).map(|(old, new)| format!("{} “{old}” – “{new}”", self.name(at)));
            first.extend(told);
            self.hunks.insert(row, hunks);
        }
        self.faithful = count <= FEW.max(compared / 20);
        if !self.faithful {
            self.out.warnings.push(format!(
                "{count} differences in hyphens, quotation marks and spaces inside words are so many that \
                 they come from copying; none of them is proposed: {} …",
                first.join(", ")
            ));
        }
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
}

/// The content of a wish beside its paragraph and its name.
pub(super) fn said(wish: &Wish) -> Vec<String> {
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
        Wish::Alternative { label, words, .. } => out.extend([label.clone(), content(words)]),
        Wish::Amend { at, with } => {
            let place = format!("{} {} {:?}", at.of, at.version, at.range);
            out.extend([place, at.words.clone(), content(with)]);
        }
        Wish::DeleteParagraph { .. }
        | Wish::Split { .. }
        | Wish::Retain { .. }
        | Wish::Doubt { .. }
        | Wish::Reserve { .. } => {}
    }
    out
}

#[cfg(test)]
#[path = "copy_tests.rs"]
mod tests;
