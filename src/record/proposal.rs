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

/// Words of another's proposal as somebody saw them who wants them otherwise: which proposal, in
/// which version, all of its words then, and which of them are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Inside {
    /// The proposal that is amended.
    pub of: ProposalId,
    /// Its version.
    pub version: u32,
    /// All words that it puts in in that version, lines joined by a break: the words meant, and
    /// their surroundings.
    pub words: String,
    /// Characters of `words`; empty for an insertion.
    pub range: Range<usize>,
}

impl Inside {
    /// Characters `range` of what a proposal puts in; none for one that puts nothing in.
    pub fn new(target: &Proposal, range: Range<usize>) -> Option<Self> {
        let words = target.wish.fragment()?.text();
        let len = words.chars().count();
        let range = range.start.min(len)..range.end.min(len).max(range.start.min(len));
        Some(Self { of: target.id.clone(), version: target.version, words, range })
    }

    /// The words that are meant.
    pub fn quote(&self) -> String {
        self.words.chars().skip(self.range.start).take(self.range.len()).collect()
    }
}

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
    /// Another wording of a whole paragraph (OP6 alt). It stands behind the paragraph until it
    /// is accepted; then the paragraph has these words, and keeps its identity and its label.
    Alternative {
        /// All of the paragraph.
        at: Span,
        /// The label its author gave it: "OP6 alt".
        label: String,
        /// Its words.
        words: Fragment,
    },
    /// Other words inside those that another proposal puts in. Changes the text only where that
    /// one does.
    Amend {
        /// The words of the other proposal.
        at: Inside,
        /// What is to stand there.
        with: Fragment,
    },
    /// Keep the words that others strike or change: changes nothing.
    Retain {
        /// The words to be kept.
        at: Span,
    },
    /// Words that are in doubt, in brackets without a proposal for others: changes nothing.
    Doubt {
        /// The words in brackets.
        at: Span,
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
            Wish::Alternative { .. } => "alternative",
            Wish::Amend { .. } => "amend",
            Wish::Retain { .. } => "retain",
            Wish::Doubt { .. } => "doubt",
            Wish::Reserve { .. } => "reserve",
            Wish::Placement { .. } => "placement",
        }
    }

    /// The span it is anchored to; none for a new paragraph, which stands in a gap, and for an
    /// amendment, which stands in the words of another proposal.
    pub fn span(&self) -> Option<&Span> {
        match self {
            Wish::Replace { at, .. }
            | Wish::DeleteParagraph { at }
            | Wish::Move { at, .. }
            | Wish::Split { at }
            | Wish::Merge { at, .. }
            | Wish::Alternative { at, .. }
            | Wish::Retain { at }
            | Wish::Doubt { at }
            | Wish::Reserve { at }
            | Wish::Placement { at, .. } => Some(at),
            Wish::InsertParagraph { .. } | Wish::Amend { .. } => None,
        }
    }

    /// What it would put into the text; none for one that puts nothing in.
    pub fn fragment(&self) -> Option<&Fragment> {
        match self {
            Wish::Replace { with: words, .. }
            | Wish::Amend { with: words, .. }
            | Wish::InsertParagraph { words, .. }
            | Wish::Alternative { words, .. } => Some(words),
            _ => None,
        }
    }

    /// The proposal that it amends; none for one that is about the text.
    pub fn amends(&self) -> Option<&ProposalId> {
        match self {
            Wish::Amend { at, .. } => Some(&at.of),
            _ => None,
        }
    }

    /// The label that its author gave to a paragraph of its own: a new one, or an alternative.
    pub fn own_label(&self) -> Option<&str> {
        match self {
            Wish::InsertParagraph { label, .. } | Wish::Alternative { label, .. } => Some(label),
            _ => None,
        }
    }

    /// The words that it is about, as its author saw them; empty where it is about none.
    pub fn quote(&self) -> String {
        match self {
            Wish::Amend { at, .. } => at.quote(),
            _ => self.span().map(|at| at.quote.clone()).unwrap_or_default(),
        }
    }

    /// The words it puts in, as plain text.
    pub fn new_words(&self) -> String {
        match self {
            Wish::Placement { words, .. } => words.bare(),
            _ => self.fragment().map(Fragment::bare).unwrap_or_default(),
        }
    }

    /// Whether accepting it changes the text.
    pub fn changes_text(&self) -> bool {
        !matches!(
            self,
            Wish::Reserve { .. } | Wish::Placement { .. } | Wish::Retain { .. } | Wish::Doubt { .. }
        )
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
