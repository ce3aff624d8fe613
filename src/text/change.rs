//! [`Change`]: one change to a document, with its inverse.
//!
//! Undo, journal, decisions and tests all use these values. A change that does not fit the
//! document is refused whole: after an error the document is as it was.

use super::changeset::{ChangeSet, Misfit};
use super::document::{Document, Meta, Paragraph};
use super::ids::{NoteId, ParagraphId};
use super::ranges::Ranges;
use super::words::Words;

/// A change of the text. Ordinals count paragraphs, positions characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Changes the words of a paragraph.
    Edit {
        /// Which one.
        id: ParagraphId,
        /// How.
        set: ChangeSet,
    },
    /// Puts a paragraph in at an ordinal.
    Insert {
        /// Its ordinal afterwards.
        at: usize,
        /// The paragraph.
        paragraph: Paragraph,
    },
    /// Takes the paragraph at an ordinal out.
    Delete {
        /// Its ordinal.
        at: usize,
        /// The paragraph as it is there, for the inverse.
        paragraph: Paragraph,
    },
    /// Moves a paragraph.
    Move {
        /// Which one.
        id: ParagraphId,
        /// Its ordinal before.
        from: usize,
        /// Its ordinal afterwards.
        to: usize,
    },
    /// Cuts a paragraph in two; the first part keeps the identity.
    Split {
        /// Which one.
        id: ParagraphId,
        /// Characters in the first part.
        at: usize,
        /// What the second part is.
        second: Meta,
    },
    /// Joins a paragraph with the one after it, whose identity goes.
    Join {
        /// The first, which survives.
        id: ParagraphId,
        /// Its length in characters.
        at: usize,
        /// What the second was.
        second: Meta,
    },
    /// Changes the kind or the labels of a paragraph, not its identity.
    SetMeta {
        /// As it is.
        was: Meta,
        /// As it will be.
        now: Meta,
    },
    /// Changes what is italic and what is bold in a paragraph; its words stay.
    Style {
        /// Which one.
        id: ParagraphId,
        /// Italic and bold as they are.
        was: (Ranges, Ranges),
        /// Italic and bold as they will be.
        now: (Ranges, Ranges),
    },
    /// Sets, changes or removes the text of a note.
    Note {
        /// Which one.
        id: NoteId,
        /// Its text before; none if there was none.
        was: Option<String>,
        /// Its text afterwards.
        now: Option<String>,
    },
}

/// Why a change was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ChangeError {
    /// The paragraph is not there.
    #[error("there is no paragraph {0}")]
    NoParagraph(ParagraphId),
    /// The ordinal is past the end, or another paragraph stands there.
    #[error("paragraph {0} is not where the change expects it")]
    Elsewhere(ParagraphId),
    /// An identity that should be new is already there.
    #[error("paragraph {0} is there already")]
    Twice(ParagraphId),
    /// The words differ from those the change was made for.
    #[error("paragraph {0}: {1}")]
    Words(ParagraphId, Misfit),
    /// Other characters are italic or bold than the change expects, or it goes past the end.
    #[error("what is italic or bold in paragraph {0} is not as the change expects it")]
    Style(ParagraphId),
    /// The note has another text than the change expects.
    #[error("note {0} is not as the change expects it")]
    Note(NoteId),
}

impl Change {
    /// The change that undoes this one.
    pub fn inverse(&self) -> Change {
        match self.clone() {
            Change::Edit { id, set } => Change::Edit { id, set: set.inverse() },
            Change::Insert { at, paragraph } => Change::Delete { at, paragraph },
            Change::Delete { at, paragraph } => Change::Insert { at, paragraph },
            Change::Move { id, from, to } => Change::Move { id, from: to, to: from },
            Change::Split { id, at, second } => Change::Join { id, at, second },
            Change::Join { id, at, second } => Change::Split { id, at, second },
            Change::SetMeta { was, now } => Change::SetMeta { was: now, now: was },
            Change::Style { id, was, now } => Change::Style { id, was: now, now: was },
            Change::Note { id, was, now } => Change::Note { id, was: now, now: was },
        }
    }

    /// Applies the change, or fails and touches nothing.
    pub fn apply(&self, document: &mut Document) -> Result<(), ChangeError> {
        match self {
            Change::Edit { id, set } => {
                let at = document.place(*id).ok_or(ChangeError::NoParagraph(*id))?;
                let words = set.apply(&document.words(at)).map_err(|e| ChangeError::Words(*id, e))?;
                document.set_words(at, words);
            }
            Change::Insert { at, paragraph } => {
                let id = paragraph.meta.id;
                if *at > document.len() {
                    return Err(ChangeError::Elsewhere(id));
                }
                if document.place(id).is_some() {
                    return Err(ChangeError::Twice(id));
                }
                document.insert_row(*at, paragraph.clone());
            }
            Change::Delete { at, paragraph } => {
                if document.paragraph(*at).as_ref() != Some(paragraph) {
                    return Err(ChangeError::Elsewhere(paragraph.meta.id));
                }
                document.remove_row(*at);
            }
            Change::Move { id, from, to } => {
                if document.place(*id) != Some(*from) || *to >= document.len() {
                    return Err(ChangeError::Elsewhere(*id));
                }
                if let Some(paragraph) = document.paragraph(*from) {
                    document.remove_row(*from);
                    document.insert_row(*to, paragraph);
                }
            }
            Change::Split { id, at, second } => split(document, *id, *at, second)?,
            Change::Join { id, at, second } => join(document, *id, *at, second)?,
            Change::SetMeta { was, now } => {
                let at = document.place(was.id).ok_or(ChangeError::NoParagraph(was.id))?;
                if document.meta(at) != Some(was) || was.id != now.id {
                    return Err(ChangeError::Elsewhere(was.id));
                }
                document.set_meta(at, now.clone());
            }
            Change::Style { id, was, now } => style(document, *id, was, now)?,
            Change::Note { id, was, now } => {
                if document.note(*id) != was.as_deref() {
                    return Err(ChangeError::Note(*id));
                }
                document.set_note(*id, now.as_deref());
            }
        }
        Ok(())
    }

    /// The paragraphs whose words, kind or place this touches.
    pub fn touched(&self) -> Vec<ParagraphId> {
        match self {
            Change::Edit { id, .. } | Change::Move { id, .. } | Change::Style { id, .. } => vec![*id],
            Change::Insert { paragraph, .. } | Change::Delete { paragraph, .. } => vec![paragraph.meta.id],
            Change::Split { id, second, .. } | Change::Join { id, second, .. } => vec![*id, second.id],
            Change::SetMeta { was, .. } => vec![was.id],
            Change::Note { .. } => Vec::new(),
        }
    }
}

fn style(
    document: &mut Document,
    id: ParagraphId,
    was: &(Ranges, Ranges),
    now: &(Ranges, Ranges),
) -> Result<(), ChangeError> {
    let at = document.place(id).ok_or(ChangeError::NoParagraph(id))?;
    let words = document.words(at);
    let styled = words.restyled(now.0.clone(), now.1.clone());
    let fits =
        |words: &Words, styles: &(Ranges, Ranges)| (words.italic(), words.bold()) == (&styles.0, &styles.1);
    if !fits(&words, was) || !fits(&styled, now) {
        return Err(ChangeError::Style(id));
    }
    document.set_words(at, styled);
    Ok(())
}

fn split(document: &mut Document, id: ParagraphId, at: usize, second: &Meta) -> Result<(), ChangeError> {
    let place = document.place(id).ok_or(ChangeError::NoParagraph(id))?;
    if document.place(second.id).is_some() {
        return Err(ChangeError::Twice(second.id));
    }
    let words = document.words(place);
    if at > words.len() {
        return Err(ChangeError::Words(id, Misfit::Length { made: at, found: words.len() }));
    }
    document.set_words(place, words.slice(0..at));
    let paragraph = Paragraph { meta: second.clone(), words: words.slice(at..usize::MAX) };
    document.insert_row(place + 1, paragraph);
    Ok(())
}

fn join(document: &mut Document, id: ParagraphId, at: usize, second: &Meta) -> Result<(), ChangeError> {
    let place = document.place(id).ok_or(ChangeError::NoParagraph(id))?;
    if document.meta(place + 1) != Some(second) {
        return Err(ChangeError::Elsewhere(second.id));
    }
    let mut words = document.words(place);
    if words.len() != at {
        return Err(ChangeError::Words(id, Misfit::Length { made: at, found: words.len() }));
    }
    words.push(&document.words(place + 1));
    document.remove_row(place + 1);
    document.set_words(place, words);
    Ok(())
}

/// Applies all changes in order, or fails and touches nothing.
pub fn apply_all(document: &mut Document, changes: &[Change]) -> Result<(), ChangeError> {
    let before = document.clone();
    for change in changes {
        if let Err(error) = change.apply(document) {
            *document = before;
            return Err(error);
        }
    }
    Ok(())
}

/// The changes that undo `changes`, in the order to apply them.
pub fn inverse_all(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}
