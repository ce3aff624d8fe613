//! [`Fragment`]: what a proposal puts in. Words, paragraph breaks, and the notes they bring.

use super::ids::NoteId;
use super::words::Words;
use std::collections::BTreeMap;

/// Words with paragraph breaks and notes. Always has at least one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    lines: Vec<Words>,
    notes: BTreeMap<NoteId, String>,
}

impl Default for Fragment {
    fn default() -> Self {
        Self { lines: vec![Words::default()], notes: BTreeMap::new() }
    }
}

impl Fragment {
    /// A fragment of these lines with the texts of the notes they bring along.
    pub fn new(mut lines: Vec<Words>, notes: BTreeMap<NoteId, String>) -> Self {
        if lines.is_empty() {
            lines.push(Words::default());
        }
        Self { lines, notes }
    }

    /// Plain text; line breaks separate paragraphs.
    pub fn plain(text: &str) -> Self {
        Self::new(text.split('\n').map(Words::plain).collect(), BTreeMap::new())
    }

    /// The lines, at least one.
    pub fn lines(&self) -> &[Words] {
        &self.lines
    }

    /// The first line.
    pub fn first(&self) -> &Words {
        // There is always one: every way to make a fragment sees to it.
        &self.lines[0]
    }

    /// The texts of the notes brought along.
    pub fn notes(&self) -> &BTreeMap<NoteId, String> {
        &self.notes
    }

    /// Whether there is no word and no break.
    pub fn is_empty(&self) -> bool {
        self.lines.len() == 1 && self.first().is_empty()
    }

    /// The plain text without note references; lines joined by a line break.
    pub fn bare(&self) -> String {
        self.lines.iter().map(Words::bare).collect::<Vec<_>>().join("\n")
    }

    /// The text with note references; lines joined by a line break. As long as [`Fragment::len`].
    pub fn text(&self) -> String {
        self.lines.iter().map(Words::text).collect::<Vec<_>>().join("\n")
    }

    /// The length in characters, a break counting one.
    pub fn len(&self) -> usize {
        self.lines.iter().map(Words::len).sum::<usize>() + self.lines.len() - 1
    }
}

impl From<Words> for Fragment {
    fn from(words: Words) -> Self {
        Self::new(vec![words], BTreeMap::new())
    }
}

impl From<&str> for Fragment {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}
