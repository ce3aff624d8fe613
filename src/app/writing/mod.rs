//! Writing: what a key does to the model, as the chair or as an actor.
//!
//! As the chair, typing changes the working text. As an actor, typing makes or extends that
//! actor's proposals and never touches the text. Another's words are never changed. Nothing is
//! applied here: a [`Written`] says what to apply and where the caret goes.

mod actor;
mod chair;
mod extent;
mod fragment;

pub use actor::span;

use super::board::Board;
use super::error::AppError;
use super::page::{Place, Selection};
use crate::project::{Change, Project};
use crate::record::ActorId;

/// How far a deletion reaches from the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One grapheme.
    Grapheme,
    /// To the border of a word.
    Word,
    /// To the border of the paragraph.
    Paragraph,
}

/// What is written at the selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Typed or pasted words; line breaks begin paragraphs.
    Insert(String),
    /// Deletes what is selected or, without a selection, what stands before the caret.
    Backspace(Unit),
    /// Deletes what is selected or, without a selection, what stands after the caret.
    Delete(Unit),
    /// Begins a paragraph.
    Break,
}

/// What writing does.
#[derive(Clone, Debug)]
pub struct Written {
    /// The change; none where only the caret moves.
    pub change: Option<Change>,
    /// Where the caret is afterwards.
    pub caret: Place,
    /// What "Undo …" calls it.
    pub title: &'static str,
    /// Writing with the same key in a row is undone together.
    pub key: Option<String>,
}

/// All that writing looks at.
pub struct Hand<'a> {
    /// The project.
    pub project: &'a Project,
    /// What is on the page.
    pub board: &'a Board,
    /// Who writes.
    pub speaker: &'a ActorId,
    /// Where.
    pub selection: &'a Selection,
    /// A number never given before, for a new identity.
    pub fresh: u64,
}

impl Hand<'_> {
    /// What `write` does; an error says in words why it cannot be done here.
    pub fn write(&self, write: &Write) -> Result<Written, AppError> {
        if *self.speaker == ActorId::chair() { self.as_chair(write) } else { self.as_actor(write) }
    }

    fn moved(&self, caret: Place) -> Written {
        Written { change: None, caret, title: "Move", key: None }
    }
}

/// Typed text as it may go in: no carriage returns, no control characters but breaks.
fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " ");
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}
