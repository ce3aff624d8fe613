//! The notes of a text from outside: which of them are notes that we have already.
//!
//! A reference that stays where it is keeps its note, whatever that says by now; all others are
//! new. Nothing is found by what a note says.

use super::outside::{references, set_of};
use crate::diff::Hunk;
use crate::text::{Change, ChangeSet, Document, NoteId, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The names of the notes of the newer text in ours.
pub(super) struct Notes<'a> {
    was: &'a Document,
    now: &'a Document,
    salt: &'a str,
    names: BTreeMap<NoteId, NoteId>,
    used: BTreeSet<NoteId>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(was: &'a Document, now: &'a Document, salt: &'a str) -> Self {
        Self { was, now, salt, names: BTreeMap::new(), used: BTreeSet::new() }
    }

    /// Takes the references that stay for the same notes.
    pub(super) fn retain(&mut self, old: &Words, new: &Words, hunks: &[Hunk]) {
        let (left, right) = (references(old), references(new));
        for (at, name) in right {
            let Some(own) = staying(hunks, at).and_then(|at| left.get(&at)) else { continue };
            if !self.names.contains_key(&name) && self.used.insert(*own) {
                self.names.insert(name, *own);
            }
        }
    }

    fn name(&self, id: NoteId) -> NoteId {
        self.names.get(&id).copied().unwrap_or_else(|| {
            let said = self.now.note(id).unwrap_or_default();
            match self.was.note(id) {
                None => id,
                Some(own) if own == said && !self.used.contains(&id) => id,
                Some(_) => NoteId::of(&["outside", self.salt, &id.to_string(), said]),
            }
        })
    }

    /// The notes that are new or say something else, as far as these paragraphs refer to them.
    pub(super) fn changes(&self, rows: Range<usize>) -> Vec<Change> {
        let cited: BTreeSet<NoteId> = rows.flat_map(|row| self.now.notes_at(row).to_vec()).collect();
        let each = cited.into_iter().filter_map(|id| {
            let (name, text) = (self.name(id), self.now.note(id).map(str::to_owned));
            let was = self.was.note(name).map(str::to_owned);
            (was != text).then_some(Change::Note { id: name, was, now: text })
        });
        each.collect()
    }

    /// The change from the older words to the newer ones.
    pub(super) fn change(&self, old: &Words, new: &Words, hunks: &[Hunk]) -> ChangeSet {
        let new = self.named(new);
        let (left, right) = (references(old), references(&new));
        set_of(old, &new, hunks, &|a, b| left.get(&a) == right.get(&b))
    }

    /// Words of the newer text with the names that its notes have here.
    pub(super) fn named(&self, words: &Words) -> Words {
        let notes = words.notes().iter().map(|id| self.name(*id)).collect();
        Words::new(words.text(), words.italic().clone(), words.bold().clone(), notes)
    }
}

/// Where a character of the newer text stood in the older one; none for a new one.
fn staying(hunks: &[Hunk], at: usize) -> Option<usize> {
    let next = hunks.partition_point(|h| h.b.end <= at);
    if hunks.get(next).is_some_and(|h| h.b.start <= at) {
        return None;
    }
    let (a, b) = next.checked_sub(1).and_then(|n| hunks.get(n)).map_or((0, 0), |h| (h.a.end, h.b.end));
    Some(a + at.checked_sub(b)?)
}
