//! [`Proposal`]: one change that an actor asks for. Standoff: an anchor and a wish.
//!
//! A proposal never touches the text and never changes with it. It stays as its author wrote
//! it, on the base it was written on; where it stands now is computed elsewhere.

use crate::text::{Fragment, Hash, Kind, ParagraphId};
use std::fmt;
use std::ops::Range;

/// The identity of a proposal: its author's short name and eight digits, "UPU-3f9a01bc".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProposalId(pub String);

impl ProposalId {
    /// The identity that follows from an author and what is said.
    pub fn of(actor: &str, parts: &[&str]) -> Self {
        let name: String = actor.chars().filter(|c| c.is_alphanumeric()).collect();
        Self(format!("{name}-{}", Hash::of(parts).short(8)))
    }
}

impl fmt::Display for ProposalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A span of a paragraph as its author saw it: the place, the words, and some words around.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// Characters of it; empty for an insertion.
    pub range: Range<usize>,
    /// The words of the range.
    pub quote: String,
    /// Up to [`CONTEXT`] characters before it.
    pub before: String,
    /// Up to [`CONTEXT`] characters after it.
    pub after: String,
}

/// Characters of context that an anchor keeps on each side.
pub const CONTEXT: usize = 24;

/// What a proposal asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Replace a span; an empty span is an insertion, an empty fragment a deletion.
    Replace {
        /// The span.
        at: Span,
        /// What is to stand there.
        with: Fragment,
    },
    /// A new paragraph (bis, ter …); a further line of the fragment is a further paragraph.
    InsertParagraph {
        /// The paragraph it follows; none at the very start.
        after: Option<ParagraphId>,
        /// Its kind.
        kind: Kind,
        /// The label its author gave it: "OP26 bis".
        label: String,
        /// Its words.
        words: Fragment,
    },
    /// Delete a whole paragraph.
    DeleteParagraph {
        /// All of it.
        at: Span,
    },
    /// Move a paragraph.
    Move {
        /// All of it.
        at: Span,
        /// The paragraph it is to follow.
        after: Option<ParagraphId>,
    },
    /// Cut a paragraph in two.
    Split {
        /// The empty span where the second part begins.
        at: Span,
    },
    /// Join a paragraph with the one after it.
    Merge {
        /// All of the first.
        at: Span,
        /// The second.
        second: ParagraphId,
    },
    /// A reservation: changes nothing.
    Reserve {
        /// What is reserved.
        at: Span,
    },
    /// Words that may stand elsewhere too ("possibly also in OP68 or 69"): changes nothing
    /// until a person says where.
    Placement {
        /// Where it is said.
        at: Span,
        /// The words it is about.
        words: Fragment,
        /// What the author wrote between the slashes.
        note: String,
        /// The paragraphs that the note names.
        targets: Vec<ParagraphId>,
        /// Whether the words are to stand in both places ("also").
        copy: bool,
    },
}

impl Wish {
    /// The name of the kind, as JSON has it: an insertion and a deletion are a `replace`.
    pub fn kind(&self) -> &'static str {
        match self {
            Wish::Replace { .. } => "replace",
            other => other.name(),
        }
    }

    /// What is asked, as a person says it: insert, delete, replace ….
    pub fn name(&self) -> &'static str {
        match self {
            Wish::Replace { at, with } => match (at.range.is_empty(), with.is_empty()) {
                (true, _) => "insert",
                (false, true) => "delete",
                _ => "replace",
            },
            Wish::InsertParagraph { .. } => "insert-paragraph",
            Wish::DeleteParagraph { .. } => "delete-paragraph",
            Wish::Move { .. } => "move",
            Wish::Split { .. } => "split",
            Wish::Merge { .. } => "merge",
            Wish::Reserve { .. } => "reserve",
            Wish::Placement { .. } => "placement",
        }
    }

    /// The span it is anchored to; none for a new paragraph, which stands in a gap.
    pub fn span(&self) -> Option<&Span> {
        match self {
            Wish::Replace { at, .. }
            | Wish::DeleteParagraph { at }
            | Wish::Move { at, .. }
            | Wish::Split { at }
            | Wish::Merge { at, .. }
            | Wish::Reserve { at }
            | Wish::Placement { at, .. } => Some(at),
            Wish::InsertParagraph { .. } => None,
        }
    }

    /// The words it puts in, as plain text.
    pub fn new_words(&self) -> String {
        match self {
            Wish::Replace { with, .. } => with.bare(),
            Wish::InsertParagraph { words, .. } | Wish::Placement { words, .. } => words.bare(),
            _ => String::new(),
        }
    }

    /// Whether accepting it changes the text.
    pub fn changes_text(&self) -> bool {
        !matches!(self, Wish::Reserve { .. } | Wish::Placement { .. })
    }
}

/// Whether a proposal still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum State {
    /// It stands.
    #[default]
    Open,
    /// Its author took it back. It is never forgotten.
    Withdrawn,
}

/// One change that an actor asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its identity, for ever.
    pub id: ProposalId,
    /// The version, from 1; raised when a sent one is changed.
    pub version: u32,
    /// Whether this version was sent.
    pub sent: bool,
    /// The state of the text it was written on: the hash of a revision or of a kept step.
    pub base: Hash,
    /// What is asked.
    pub wish: Wish,
    /// Why; may be empty.
    pub rationale: String,
    /// Where the words come from; may be empty.
    pub source: String,
    /// Open or withdrawn.
    pub state: State,
    /// Whether it was worked out by difference, not written by its author's hand.
    pub derived: bool,
    /// The last return that held it; 0 for one that no return has brought.
    pub seen: u32,
    /// Proposals with the same bundle are decided together.
    pub bundle: Option<String>,
}

impl Proposal {
    /// An open, unsent first version without rationale.
    pub fn new(id: ProposalId, base: Hash, wish: Wish) -> Self {
        Self {
            id,
            version: 1,
            sent: false,
            base,
            wish,
            rationale: String::new(),
            source: String::new(),
            state: State::Open,
            derived: false,
            seen: 0,
            bundle: None,
        }
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.state == State::Open
    }
}
