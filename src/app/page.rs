//! [`Page`]: what is on the page, as plain data, in the view that was asked for.
//!
//! The window draws a page and sends messages; it never reads a project itself. A paragraph
//! that did not change keeps its `Arc`, so that its layout can be kept too.

use crate::record::{ActorId, Standing};
use crate::text::{Kind, ParagraphId};
use crate::weave::{GroupId, Of, Run, Tag};
use std::sync::Arc;

/// Which text is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// The revision as it was issued.
    Original,
    /// The working text with everybody's open proposals.
    #[default]
    Compilation,
    /// The working text.
    Clean,
    /// The text as if all open proposals of this actor were accepted.
    Final(ActorId),
    /// The working text with the open proposals of this actor alone.
    Annotated(ActorId),
}

/// One paragraph on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageParagraph {
    /// What it is made from; the key of its layout together with the `Arc` it is in.
    pub of: Of,
    /// Its kind.
    pub kind: Kind,
    /// Whether it is a line of the masthead.
    pub masthead: bool,
    /// What stands in the margin: "26.", "PP3", "(a)", "2 bis (EU)"; may be empty.
    pub margin: String,
    /// The negotiation label or, for a proposed paragraph, its author's; may be empty.
    pub label: String,
    /// The runs to show, in order.
    pub runs: Vec<Run>,
    /// What is asked of it without words of its own.
    pub tags: Vec<Tag>,
    /// Every group that concerns it, in order.
    pub groups: Vec<GroupId>,
    /// How far it has come.
    pub standing: Standing,
    /// Whether its words changed since that was set.
    pub changed_since: bool,
    /// Who objects to it under the silence procedure that has not ended.
    pub objections: Vec<String>,
    /// Comments that are open on it.
    pub comments: usize,
    /// For a proposed paragraph, the proposal whose words are shown.
    pub proposal: Option<crate::record::ProposalId>,
    /// Words of the working text in it.
    pub words: usize,
}

/// The page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The paragraphs, in order.
    pub paragraphs: Vec<Arc<PageParagraph>>,
    /// Changes whenever any paragraph does.
    pub stamp: u64,
}

/// A place for the caret, in the model, not on the screen. Positions count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Before a character of the working text (or at its end).
    Text {
        /// The paragraph.
        paragraph: ParagraphId,
        /// The character.
        at: usize,
    },
    /// Inside words that a proposal puts in.
    Words {
        /// The proposal: the printed one of its group.
        proposal: crate::record::ProposalId,
        /// The line of its fragment.
        line: usize,
        /// The character of that line.
        at: usize,
    },
}

/// A selection: where it began and where the caret is. Equal: a caret alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: Place,
    /// Where the caret is.
    pub caret: Place,
}

impl Selection {
    /// A caret alone.
    pub fn at(place: Place) -> Self {
        Self { anchor: place.clone(), caret: place }
    }

    /// Whether nothing is selected.
    pub fn is_caret(&self) -> bool {
        self.anchor == self.caret
    }
}
