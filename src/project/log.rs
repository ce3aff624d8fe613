//! What happened to the text: revisions, and the log of changes that led from one to the next.

use crate::record::{Decision, DecisionId};
use crate::text::{Change, Document, Hash};
use std::sync::Arc;

/// Why the text changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The chair edited it, for this reason; the reason may be empty.
    Chair(String),
    /// A decision put it there.
    Decision(DecisionId),
    /// Issuing a revision gave the paragraphs their new labels.
    Issue,
    /// The next revision was not made here; the name of what it came from.
    Outside(String),
    /// Two or more copies of the project came together: the entries just before it are what they
    /// did apart from each other and does not collide. It changes nothing itself.
    Copies(Meeting),
}

/// Copies of a project that came together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The number of the last decision that all of them know; 0 where there is none.
    pub decided: u32,
    /// What each did on its own, in an order of their own.
    pub twigs: Vec<Twig>,
}

impl Meeting {
    /// How many entries before this one come of the copies.
    pub fn taken(&self) -> usize {
        self.twigs.iter().fold(0, |sum: usize, t| sum.saturating_add(t.taken))
    }
}

/// What one copy of a project did on its own, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twig {
    /// What happened to its text.
    pub entries: Vec<Arc<Entry>>,
    /// What it decided, with its own numbers.
    pub decisions: Vec<Arc<Decision>>,
    /// How many entries of the log before the coming together are its own.
    pub taken: usize,
    /// What leads from its text back over what was not taken, so that anchors can be followed.
    pub undone: Arc<Entry>,
}

/// A change of the working text with its cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Why.
    pub cause: Cause,
    /// What, in order.
    pub changes: Vec<Change>,
    /// The hash of the text after it, where that state was kept as a step, because something
    /// is anchored to it.
    pub step: Option<Hash>,
}

/// A named, immutable state of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// "Zero draft", "Rev.1".
    pub name: String,
    /// The hash of its content.
    pub hash: Hash,
    /// The text.
    pub document: Document,
    /// What led to it from the revision before; empty for the first.
    pub entries: Vec<Arc<Entry>>,
    /// The number of the last decision before it was issued, 0 where there was none; none where
    /// that was not written down.
    pub decided: Option<DecisionId>,
}

impl Revision {
    /// A revision of a text as it is.
    pub fn new(name: &str, document: Document, entries: Vec<Arc<Entry>>) -> Self {
        Self { name: name.to_owned(), hash: document.hash(), document, entries, decided: None }
    }
}
