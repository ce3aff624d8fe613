//! [`outside`]: the changes that turn one text into another that was not made here.
//!
//! The other text is the end of it, word for word; which of its paragraphs is which of ours comes
//! from the alignment alone, and what stays keeps its identity, so that anchors are mapped through
//! these changes as through any others. Nothing here is a proposal, and nobody is said to have
//! made it.

use super::outside_notes::Notes;
use super::outside_order::Ordering;
use super::pairing::{Pairing, pair};
use super::rows::Row;
use crate::diff::{Hunk, similarity, words_exact};
use crate::text::{self, Change, ChangeSet, Document, Meta, NOTE, Op, Paragraph, ParagraphId, Words};
use std::collections::BTreeMap;

/// Likeness from which anchors are carried through a pair. One that is less alike is still a pair,
/// but all its words count as new: what is anchored in it is for a person to look at.
const CARRIES: f64 = 0.6;

/// The share of the shorter one, in characters, that stands in the other from which one was only
/// added to or cut down, however much.
const WHOLE: f64 = 0.8;

/// How many paragraphs fared how; a paragraph counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// As they were.
    pub same: usize,
    /// With other words.
    pub edited: usize,
    /// At another place, perhaps with other words.
    pub moved: usize,
    /// Cut in two or more.
    pub split: usize,
    /// Made of two or more.
    pub merged: usize,
    /// Not there before.
    pub new: usize,
    /// Not there any more.
    pub deleted: usize,
}

/// How one text becomes another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outside {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// What they do, counted.
    pub met: Met,
}

/// The changes that make `now` of `was`. `salt` makes the identities of what is new. Where `now`
/// has neither italics nor bold anywhere, as plain text has not, what stays keeps its own.
pub fn outside(was: &Document, now: &Document, salt: &str) -> Outside {
    let pairing = pair(was, &rows(now));
    let mut maker = Maker {
        was,
        now,
        salt,
        styled: (0..now.len()).any(|at| is_styled(&now.words(at))),
        scratch: was.clone(),
        out: Vec::new(),
        ids: vec![None; now.len()],
    };
    let met = maker.met(&pairing);
    maker.take_out(&pairing);
    let groups = maker.groups(&pairing);
    let mut notes = Notes::new(was, now, salt);
    for group in &groups {
        notes.retain(&group.old, &group.new, &group.hunks);
    }
    for change in notes.changes(0..now.len()) {
        maker.push(change);
    }
    for group in &groups {
        maker.rewrite(group, &notes);
    }
    maker.order(&notes);
    maker.finish(&notes);
    Outside { changes: maker.out, met }
}

fn is_styled(words: &Words) -> bool {
    !words.italic().is_empty() || !words.bold().is_empty()
}

/// The paragraphs of the other text as the pairing wants them: labels take no part, since a
/// revision counts anew.
fn rows(now: &Document) -> Vec<Row> {
    let row = |p: Paragraph| Row {
        kind: p.meta.kind,
        masthead: p.meta.masthead,
        issued: None,
        label: None,
        whole: p.words.text().to_owned(),
        words: p.words,
        struck: false,
    };
    now.paragraphs().map(row).collect()
}

/// What differs between two paragraphs that are one: all of it where they are hardly alike.
fn compared(old: &Words, new: &Words) -> Vec<Hunk> {
    let hunks = words_exact(old.text(), new.text());
    let gone: usize = hunks.iter().map(|h| h.a.len()).sum();
    let kept = old.len().saturating_sub(gone) as f64;
    let share = kept / old.len().min(new.len()).max(1) as f64;
    match share >= WHOLE || similarity(old.text(), new.text()) >= CARRIES {
        true => hunks,
        false => vec![Hunk { a: 0..old.len(), b: 0..new.len() }],
    }
}

/// A paragraph that stays, or what was joined into it, and what it becomes.
struct Group {
    id: ParagraphId,
    /// The rows it becomes: one, or several where it is cut up.
    rows: Vec<usize>,
    old: Words,
    /// The words of all rows, with a space between them.
    new: Words,
    /// Where in them each row begins.
    starts: Vec<usize>,
    hunks: Vec<Hunk>,
}

struct Maker<'a> {
    was: &'a Document,
    now: &'a Document,
    salt: &'a str,
    styled: bool,
    scratch: Document,
    out: Vec<Change>,
    /// The identity of each paragraph of the other text, once it has one.
    ids: Vec<Option<ParagraphId>>,
}

impl Maker<'_> {
    /// Adds a change that was made for this very state; one that did not fit is left out, and the
    /// text then differs from the other one, which the caller sees.
    fn push(&mut self, change: Change) {
        if change.apply(&mut self.scratch).is_ok() {
            self.out.push(change);
        }
    }

    fn met(&self, pairing: &Pairing) -> Met {
        let mut met = Met::default();
        for row in 0..self.now.len() {
            let bases = pairing.bases(row);
            let parts = pairing.split.contains_key(&row);
            match bases.as_slice() {
                [] if pairing.has_row(row) => {}
                [] => met.new += 1,
                [_, _, ..] => met.merged += 1,
                [_] if parts => met.split += 1,
                [_] if pairing.is_moved(row) => met.moved += 1,
                [at] if super::noise::same(&self.was.text(*at), &self.now.text(row)) => met.same += 1,
                [_] => met.edited += 1,
            }
        }
        met.deleted = (0..self.was.len()).filter(|at| pairing.row_of(*at).is_none()).count();
        met
    }

    /// Takes out what is in no pair.
    fn take_out(&mut self, pairing: &Pairing) {
        let gone = (0..self.was.len()).filter(|at| pairing.row_of(*at).is_none());
        let gone: Vec<ParagraphId> = gone.filter_map(|at| self.was.meta(at)).map(|m| m.id).collect();
        for id in gone {
            for change in text::delete(&self.scratch, id) {
                self.push(change);
            }
        }
    }

    /// Joins what was merged, and compares the words of each paragraph that stays.
    fn groups(&mut self, pairing: &Pairing) -> Vec<Group> {
        let mut out = Vec::new();
        for row in 0..self.now.len() {
            let bases = pairing.bases(row);
            let Some(id) = bases.first().and_then(|at| self.was.meta(*at)).map(|m| m.id) else { continue };
            for _ in bases.iter().skip(1) {
                for change in text::join(&self.scratch, id) {
                    self.push(change);
                }
            }
            let rows: Vec<usize> =
                std::iter::once(row).chain(pairing.split.get(&row).into_iter().flatten().copied()).collect();
            let old = self.scratch.words_of(id).unwrap_or_default();
            let (mut new, mut starts) = (Words::default(), Vec::new());
            for part in &rows {
                if !starts.is_empty() {
                    new.push(&Words::plain(" "));
                }
                starts.push(new.len());
                new.push(&self.now.words(*part));
            }
            let hunks = compared(&old, &new);
            if let Some(slot) = self.ids.get_mut(row) {
                *slot = Some(id);
            }
            out.push(Group { id, rows, old, new, starts, hunks });
        }
        out
    }

    /// Gives a paragraph that stays its new words, and cuts it up where it is several now.
    fn rewrite(&mut self, group: &Group, notes: &Notes) {
        let set = notes.change(&group.old, &group.new, &group.hunks);
        if !set.is_identity() {
            self.push(Change::Edit { id: group.id, set });
        }
        let parts = group.rows.iter().zip(&group.starts).enumerate().skip(1);
        for (n, (row, start)) in parts.rev() {
            let id = self.fresh(&[&group.id.to_string(), &n.to_string()]);
            let kind = self.now.meta(*row).map_or(text::Kind::Plain, |m| m.kind);
            self.push(Change::Split { id: group.id, at: *start, second: Meta::new(id, kind) });
            // The space that stood for the cut.
            let words = self.scratch.words_of(group.id).unwrap_or_default();
            let set = ChangeSet::replace(&words, start.saturating_sub(1)..*start, Words::default());
            self.push(Change::Edit { id: group.id, set });
            if let Some(slot) = self.ids.get_mut(*row) {
                *slot = Some(id);
            }
        }
    }

    /// An identity that nothing here has.
    fn fresh(&self, parts: &[&str]) -> ParagraphId {
        let all: Vec<&str> = ["outside", self.salt].into_iter().chain(parts.iter().copied()).collect();
        let mut id = ParagraphId::of(&all);
        while self.scratch.place(id).is_some() || self.was.place(id).is_some() {
            id = ParagraphId::of(&[&id.to_string()]);
        }
        id
    }

    /// Moves what stands elsewhere and puts in what is new, each after the paragraph before it.
    fn order(&mut self, notes: &Notes) {
        let stays = Ordering::of(&self.ids, &self.scratch);
        let mut before: Option<ParagraphId> = None;
        for row in 0..self.now.len() {
            let gap = before.and_then(|id| self.scratch.place(id)).map_or(0, |at| at + 1);
            let id = match self.ids.get(row).copied().flatten() {
                Some(id) if stays.contains(&id) => id,
                Some(id) => {
                    for change in text::move_after(&self.scratch, id, before) {
                        self.push(change);
                    }
                    id
                }
                None => {
                    let Some(meta) = self.now.meta(row) else { continue };
                    let words = notes.named(&self.now.words(row));
                    let id = self.fresh(&[&row.to_string(), &meta.kind.to_string(), words.text()]);
                    let paragraph = Paragraph { meta: Meta { id, ..meta.clone() }, words };
                    self.push(Change::Insert { at: gap, paragraph });
                    if let Some(slot) = self.ids.get_mut(row) {
                        *slot = Some(id);
                    }
                    id
                }
            };
            before = Some(id);
        }
    }

    /// Kinds, labels, italics and bold as the other text has them.
    fn finish(&mut self, notes: &Notes) {
        for row in 0..self.now.len() {
            let (Some(id), Some(meta)) = (self.ids.get(row).copied().flatten(), self.now.meta(row)) else {
                continue;
            };
            let (Some(was), Some(words)) = (self.scratch.meta_of(id).cloned(), self.scratch.words_of(id))
            else {
                continue;
            };
            let now = Meta { id, ..meta.clone() };
            if was != now {
                self.push(Change::SetMeta { was, now });
            }
            let wanted = notes.named(&self.now.words(row));
            let was = (words.italic().clone(), words.bold().clone());
            let now = (wanted.italic().clone(), wanted.bold().clone());
            if self.styled && was != now {
                self.push(Change::Style { id, was, now });
            }
        }
    }
}

/// The characters of the older and the newer text that stay, pair by pair, and the rest.
pub(super) fn set_of(
    old: &Words,
    new: &Words,
    hunks: &[Hunk],
    keeps: &dyn Fn(usize, usize) -> bool,
) -> ChangeSet {
    let mut set = ChangeSet::new();
    let (mut a, mut b) = (0, 0);
    let end = Hunk { a: old.len()..old.len(), b: new.len()..new.len() };
    for hunk in hunks.iter().chain([&end]) {
        while a < hunk.a.start {
            if keeps(a, b) {
                set.push(Op::Retain(1));
            } else {
                set.push(Op::Delete(old.slice(a..a + 1)));
                set.push(Op::Insert(new.slice(b..b + 1)));
            }
            (a, b) = (a + 1, b + 1);
        }
        set.push(Op::Delete(old.slice(hunk.a.clone())));
        set.push(Op::Insert(new.slice(hunk.b.clone())));
        (a, b) = (hunk.a.end, hunk.b.end);
    }
    set
}

/// Where the references to notes stand, by character.
pub(super) fn references(words: &Words) -> BTreeMap<usize, crate::text::NoteId> {
    let at = words.text().chars().enumerate().filter(|(_, c)| *c == NOTE).map(|(at, _)| at);
    at.zip(words.notes().iter().copied()).collect()
}

#[cfg(test)]
#[path = "outside_tests.rs"]
mod tests;
