//! What a reader of files hands over: [`Parsed`], with a [`Report`] of all that it changed.
//!
//! Plain values. A reader never fails on content: whatever it repaired or left out is listed
//! here, so that nothing of a source vanishes without a line that says so.

use crate::text::{Genre, NoteId, Source};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A source as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// The title, where one was found.
    pub title: Option<String>,
    /// The symbol ("A/RES/80/118"), where one was found.
    pub symbol: Option<String>,
    /// Resolution or outcome document.
    pub genre: Genre,
    /// The paragraphs, in order.
    pub paragraphs: Vec<Source>,
    /// The texts of the notes that the paragraphs refer to.
    pub notes: BTreeMap<NoteId, String>,
    /// What was repaired and what was left out.
    pub report: Report,
}

/// What a reader changed on the way in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Words mended, in the order of the text.
    pub repairs: Vec<Repair>,
    /// What was left out, in the order of the source.
    pub dropped: Vec<Dropped>,
}

/// Words that the source had broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The ordinal of the paragraph, from 0.
    pub paragraph: usize,
    /// Where `now` begins in its words, in characters.
    pub start: usize,
    /// The words in the source.
    pub was: String,
    /// The words in the paragraph; a note reference is [`crate::text::NOTE`].
    pub now: String,
}

/// The change of a text that takes a repair back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    /// The ordinal of the paragraph, from 0.
    pub paragraph: usize,
    /// What to replace, in characters.
    pub range: Range<usize>,
    /// What to put there.
    pub with: String,
}

impl Report {
    /// What takes `repair` back. Later repairs of the same paragraph are to be taken back first.
    pub fn undo(repair: &Repair) -> Undo {
        let end = repair.start + repair.now.chars().count();
        Undo { paragraph: repair.paragraph, range: repair.start..end, with: repair.was.clone() }
    }

    /// Whether nothing was repaired or left out.
    pub fn is_empty(&self) -> bool {
        self.repairs.is_empty() && self.dropped.is_empty()
    }
}

/// A piece of the source that is in no paragraph and no note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// The line of the source, from 1.
    pub line: usize,
    /// Exactly the characters that were left out.
    pub text: String,
    /// Why.
    pub why: Why,
}

/// Why a piece of a source was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A page number, a running header or a job number.
    PageFurniture,
    /// A web address that stands between or inside paragraphs without belonging there.
    Address,
    /// A drawn line.
    Rule,
    /// The brackets and the target of a link; its text was kept.
    LinkTarget,
    /// An asterisk or underscore that marked italic or bold.
    EmphasisMark,
    /// The backslash before an escaped character.
    EscapeMark,
    /// The mark of a heading, a quotation or a list.
    BlockMark,
    /// A literal U+FFFC, which would look like a note reference.
    ObjectCharacter,
    /// A control character.
    Control,
    /// A note that nothing refers to.
    UnusedNote,
    /// A mark with nothing behind it.
    Blank,
    /// A picture, a drawing or an embedded object.
    Picture,
    /// Words that the file hides.
    Hidden,
    /// What a printer of texts put beside the words: a status, a legend, a line under the title.
    Remark,
    /// A character of a font that has no letter of its own.
    Symbol,
    /// A change that somebody made inside a note.
    NoteChange,
    /// A part of a file that is not understood.
    Unread,
    /// What somebody remarked in the margin.
    Comment,
    /// Words that no reader of the page sees or that cannot be read.
    Unseen,
    /// Words that are struck through, of which nobody says that they are to go.
    Struck,
}

impl Why {
    /// Every reason, for tables and tests.
    pub const ALL: [Why; 20] = [
        Why::PageFurniture,
        Why::Address,
        Why::Rule,
        Why::LinkTarget,
        Why::EmphasisMark,
        Why::EscapeMark,
        Why::BlockMark,
        Why::ObjectCharacter,
        Why::Control,
        Why::UnusedNote,
        Why::Blank,
        Why::Picture,
        Why::Hidden,
        Why::Remark,
        Why::Symbol,
        Why::NoteChange,
        Why::Unread,
        Why::Comment,
        Why::Unseen,
        Why::Struck,
    ];
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::PageFurniture => "This is a page header or a page number, not text.",
            Why::Address => "This web address stands where no sentence leads to it.",
            Why::Rule => "This line is drawn, not written.",
            Why::LinkTarget => "The text of the link was kept, where it leads was not.",
            Why::EmphasisMark => "The mark became italic or bold.",
            Why::EscapeMark => "The mark only protected the character after it.",
            Why::BlockMark => "The mark only said what kind of line this is.",
            Why::ObjectCharacter => "This character stands for note references and cannot be text.",
            Why::Control => "This character is a command to a machine, not text.",
            Why::UnusedNote => "No paragraph refers to this note.",
            Why::Blank => "There is nothing behind this mark.",
            Why::Picture => "This is a picture or an object, or words that stand for one.",
            Why::Hidden => "The file hides these words.",
            Why::Remark => "This was printed beside the text and is not of it.",
            Why::Symbol => "This sign belongs to a font and has no letter.",
            Why::NoteChange => "A change inside a note is not taken as a proposal.",
            Why::Unread => "This part of the file is not understood.",
            Why::Comment => "This is a comment, not text.",
            Why::Unseen => "These words stand where no reader of the page sees them, or cannot be read.",
            Why::Struck => "These words are struck through, and nobody’s name says that they are to go.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoing_names_what_stands_there_now() {
        let repair = Repair { paragraph: 2, start: 4, was: "fol low-up".into(), now: "follow-up".into() };
        assert_eq!(Report::undo(&repair), Undo { paragraph: 2, range: 4..13, with: "fol low-up".into() });
    }

    #[test]
    fn every_reason_is_one_sentence() {
        for why in Why::ALL {
            let text = why.to_string();
            assert!(text.ends_with('.') && text.matches('.').count() == 1, "{text}");
        }
    }
}
