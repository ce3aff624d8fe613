//! [`stacked`]: a sheet with the versions of its paragraphs under them, each under the names of
//! those who want it.
//!
//! Whose versions they are and what they say is decided elsewhere. A version is printed whole: what
//! is put in is bold, what is taken out struck where a format can strike words, and left out where
//! it cannot.

use super::page::{Piece, Sheet, SheetParagraph};
use super::sheet::number;
use crate::text::{Kind, NoteId, ParagraphId};
use crate::weave::Run;
use std::collections::BTreeMap;

/// A paragraph as some would have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// The paragraph that it stands under; none for the place before the first.
    pub under: Option<ParagraphId>,
    /// Their names, as the line above says them.
    pub head: String,
    /// What they would have there, in order.
    pub lines: Vec<StackLine>,
}

/// A line of a version.
#[derive(Clone, Debug, PartialEq)]
pub enum StackLine {
    /// The paragraph, with marks on what differs.
    Words(Vec<Run>),
    /// The paragraph is to go.
    Delete,
    /// Another paragraph behind it.
    New(Vec<Run>),
}

/// The sheet with the versions in it; `notes` are the texts of all notes.
pub fn stacked(mut sheet: Sheet, stacks: Vec<Stack>, notes: &BTreeMap<NoteId, String>) -> Sheet {
    let mut under: BTreeMap<Option<ParagraphId>, Vec<Stack>> = BTreeMap::new();
    for stack in stacks {
        under.entry(stack.under).or_default().push(stack);
    }
    let mut out: Vec<SheetParagraph> = lines(under.remove(&None)).collect();
    for paragraph in std::mem::take(&mut sheet.paragraphs) {
        let id = paragraph.id;
        out.push(paragraph);
        if id.is_some() {
            out.extend(lines(under.remove(&id)));
        }
    }
    // Under a paragraph that the sheet does not show: at the end, not hidden.
    for (_, rest) in under {
        out.extend(lines(Some(rest)));
    }
    sheet.paragraphs = out;
    sheet.notes.clear();
    sheet.note_numbers.clear();
    let texts = notes.iter().map(|(id, text)| (*id, text.as_str())).collect();
    number(&mut sheet, &texts);
    sheet
}

fn lines(stacks: Option<Vec<Stack>>) -> impl Iterator<Item = SheetParagraph> {
    stacks.into_iter().flatten().flat_map(|stack| {
        let head = SheetParagraph {
            pieces: vec![Piece::Text(stack.head)],
            version: true,
            ..SheetParagraph::empty(Kind::Heading)
        };
        std::iter::once(head).chain(stack.lines.into_iter().map(line))
    })
}

fn line(line: StackLine) -> SheetParagraph {
    // No label is counted or printed for it: its kind is that of no paragraph with one.
    let (runs, pieces) = match line {
        StackLine::Words(runs) | StackLine::New(runs) => {
            let pieces = runs.iter().cloned().map(Piece::Run).collect();
            (runs, pieces)
        }
        StackLine::Delete => (Vec::new(), vec![Piece::Sign("[delete]")]),
    };
    SheetParagraph { runs, pieces, version: true, ..SheetParagraph::empty(Kind::Plain) }
}
