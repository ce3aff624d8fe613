//! What happened to the text: revisions, and the log of changes that led from one to the next.

use crate::record::DecisionId;
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
