//! Writing: what a key does to the model, as the chair or as an actor.
//!
//! As the chair, typing changes the working text. As an actor, typing makes or extends that
//! actor's proposals and never touches the text. Another's words are never changed. Nothing is
//! applied here: a [`Written`] says what to apply and where the caret goes.

mod actor;
mod chair;
mod draft;
mod extent;
mod fragment;

use super::board::Board;
use super::error::AppError;
use super::page::{Place, Selection};
use crate::project::{Change, Project, keep_step};
use crate::record::{ActorId, CONTEXT, Origin, Proposal, Span};
use crate::text::{Hash, ParagraphId};
use std::ops::Range;

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
    /// Sets what is selected in italics or, where all of it is, upright.
    Italic,
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
    /// The strand that is written to: the actor's own, or that of what is said from the floor.
    pub origin: Origin,
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

/// The span of a paragraph of the working text, with its words and some around.
pub fn span(project: &Project, id: ParagraphId, range: Range<usize>) -> Option<Span> {
    let words = project.working.words_of(id)?;
    let len = words.len();
    let range = range.start.min(len)..range.end.min(len);
    Some(Span {
        paragraph: id,
        quote: words.str(range.clone()).to_owned(),
        before: words.str(range.start.saturating_sub(CONTEXT)..range.start).to_owned(),
        after: words.str(range.end..range.end + CONTEXT).to_owned(),
        range,
    })
}

/// The name of the text as it is now, and the change that keeps it as a step where it has none:
/// what is anchored now is anchored to that.
pub(super) fn present(project: &Project) -> (Hash, Option<Change>) {
    let step = keep_step(project);
    let kept = match &step {
        Some(Change::Text { now, .. }) => now.last().and_then(|e| e.step),
        _ => None,
    };
    (kept.unwrap_or_else(|| project.base()), step)
}

/// A proposal ready to be changed: a version that was sent, or that a decision or a position names,
/// stays as it is and the next one is changed.
pub(super) fn next_version(project: &Project, was: &Proposal) -> Proposal {
    let named = was.sent || project.is_referred_to(was);
    let version = if named { was.version + 1 } else { was.version };
    Proposal { version, sent: false, ..was.clone() }
}

/// Whether somebody may refer to this version of a proposal: then it is never forgotten.
pub(super) fn is_known(project: &Project, p: &Proposal) -> bool {
    p.sent || p.version > 1 || project.is_referred_to(p)
}
