//! [`Marked`]: a source with the marks its authors left: tracked changes, looks, comments.
//!
//! Plain values, between a reader of files and [`super::from_marked`]. All words of all sides
//! stand here in one order: those that stand, those put in, those taken out. Nothing is decided
//! here about who an author is or what a change asks for.

use super::intake::Dropped;
use crate::text::{Genre, Kind, NoteId, ParagraphId};
use std::collections::BTreeMap;

/// A source with its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The title, where one was found.
    pub title: Option<String>,
    /// The symbol ("A/RES/80/118"), where one was found.
    pub symbol: Option<String>,
    /// Resolution or outcome document.
    pub genre: Genre,
    /// The paragraphs in the order of the source, those put in and those taken out among them.
    pub paragraphs: Vec<MarkedParagraph>,
    /// The texts of the notes that the paragraphs refer to.
    pub notes: BTreeMap<NoteId, String>,
    /// What notes say with every change accepted, where that is something else.
    pub notes_after: BTreeMap<NoteId, String>,
    /// The comments.
    pub threads: Vec<MarkedThread>,
    /// Whether it is a compilation that we printed in brackets: its words are those of many.
    pub bracketed: bool,
    /// What was left out; `line` counts the paragraphs of the source from 1, 0 is none of them.
    pub dropped: Vec<Dropped>,
    /// Changes of looks alone, which are no proposals.
    pub formatting: Vec<Formatting>,
    /// The tables, in the order of their ends; the paragraphs of their cells stand among
    /// `paragraphs`, row by row.
    pub tables: Vec<MarkedTable>,
}

/// A table of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedTable {
    /// What each column holds, where the first row says that this is a table of a compilation;
    /// empty for any other table.
    pub columns: Vec<Column>,
    /// The rows, the first among them: for each cell the ordinals of its paragraphs, from 0; for
    /// a cell that is one with that above it, those of that one.
    pub rows: Vec<Vec<std::ops::Range<usize>>>,
}

/// What a column of a compilation holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// Which paragraph is meant: "OP5".
    Paragraph,
    /// The text as it stands.
    Text,
    /// What is proposed.
    Proposal,
    /// By whom.
    Actor,
    /// What is said about it.
    Comment,
    /// Anything else.
    #[default]
    Other,
}

/// A paragraph with its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedParagraph {
    /// What it is.
    pub kind: Kind,
    /// The label in the source, without the space after it: "26.", "(a)".
    pub issued: Option<String>,
    /// The label with every change accepted, where that is another one; empty for none.
    pub relabelled: Option<String>,
    /// Whether it is a line of the masthead.
    pub masthead: bool,
    /// The paragraph that it says it is, in a file of ours; never believed against its words.
    pub id: Option<ParagraphId>,
    /// The words in order.
    pub runs: Vec<MarkedRun>,
    /// Who put its end in and who took it out: a paragraph whose end is not there goes on in the
    /// next one.
    pub end: Tracked,
}

/// Words of one look that belong to one change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedRun {
    /// The words, without line breaks; for a note reference one [`crate::text::NOTE`].
    pub text: String,
    /// The note that it refers to.
    pub note: Option<NoteId>,
    /// Whether they are italic.
    pub italic: bool,
    /// How else they look.
    pub look: Look,
    /// Who put them in and who took them out.
    pub tracked: Tracked,
}

/// How words look beside italic: in a negotiating text that is markup, never content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// In bold.
    pub bold: bool,
    /// In a colour that is neither black nor automatic.
    pub coloured: bool,
    /// On a ground that is neither white nor automatic.
    pub highlighted: bool,
    /// Struck through.
    pub struck: bool,
    /// Underlined.
    pub underlined: bool,
}

impl Look {
    /// Whether an author may have meant "this is new" by it.
    pub fn marks(self) -> bool {
        self.bold || self.coloured || self.highlighted || self.underlined
    }
}

/// Who put something in and who took it out. Words with both were put in by one and taken out
/// again by another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracked {
    /// Who put it in; none for what stood before all changes.
    pub put: Option<Trace>,
    /// Who took it out; none for what stands after all changes.
    pub gone: Option<Trace>,
}

impl Tracked {
    /// Whether no change touches it.
    pub fn stands(&self) -> bool {
        self.put.is_none() && self.gone.is_none()
    }
}

/// One tracked change on some words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trace {
    /// The author as the file has it.
    pub by: String,
    /// When, as the file has it.
    pub date: Option<String>,
    /// The name of the move that it is one end of; both ends have the same.
    pub moved: Option<String>,
}

/// A comment and the replies to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedThread {
    /// From where to where; none for the whole text.
    pub at: Option<(MarkedPlace, MarkedPlace)>,
    /// Whether it is settled.
    pub resolved: bool,
    /// What was said, in order: first the comment, then the replies.
    pub said: Vec<Remark>,
}

/// A place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkedPlace {
    /// The ordinal of the paragraph, from 0.
    pub paragraph: usize,
    /// Characters before it in all runs of that paragraph, whoever put them in or took them out.
    pub at: usize,
}

/// One contribution to a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// The author as the file has it.
    pub by: String,
    /// When, as the file has it.
    pub date: Option<String>,
    /// What; its paragraphs are lines.
    pub text: String,
}

/// A change of looks alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formatting {
    /// The ordinal of the paragraph, from 0.
    pub paragraph: usize,
    /// The author as the file has it.
    pub by: String,
    /// The words that it is about; empty for the paragraph as a whole.
    pub text: String,
}

impl Marked {
    /// The words of a cell, labels with them, whoever put them in or took them out; its
    /// paragraphs are lines.
    pub fn cell(&self, cell: &std::ops::Range<usize>) -> String {
        let line = |p: &MarkedParagraph| match &p.issued {
            Some(label) => format!("{label} {}", p.text()),
            None => p.text(),
        };
        let some = self.paragraphs.get(cell.clone()).unwrap_or_default();
        some.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// Which of the two texts that a source with tracked changes holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// With every change accepted.
    Accepted,
    /// With every change rejected.
    Rejected,
}

impl MarkedParagraph {
    /// Its words, whoever put them in or took them out.
    pub fn text(&self) -> String {
        self.runs.iter().map(|r| r.text.as_str()).collect()
    }
}
