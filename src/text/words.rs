//! [`Words`]: the content of one paragraph, or of a piece of one.
//!
//! Words are text with italic and bold ranges and the notes it refers to. A note reference is
//! one U+FFFC in the text with its identity beside it. There is never a line break inside.
//! All positions are characters (Unicode scalar values).

use super::ids::NoteId;
use super::ranges::Ranges;
use std::ops::Range;

/// The character that stands for a note reference: the object replacement character.
pub const NOTE: char = '\u{FFFC}';

/// Text of one line with its styles and note references.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub struct Words {
    text: String,
    italic: Ranges,
    bold: Ranges,
    notes: Vec<NoteId>,
}

impl Words {
    /// Words without styles or notes. Line breaks and stray note characters become spaces or
    /// nothing, so that the result is always one valid line.
    pub fn plain(text: &str) -> Self {
        Self::new(text, Ranges::default(), Ranges::default(), Vec::new())
    }

    /// Words with styles and notes. Line breaks become spaces. Where the notes and the note
    /// characters differ in number, the surplus of either is removed from the end.
    pub fn new(text: &str, italic: Ranges, bold: Ranges, mut notes: Vec<NoteId>) -> Self {
        let held = text.chars().filter(|c| *c == NOTE).count();
        notes.truncate(held);
        let mut seen = 0;
        let mut dropped = Vec::new();
        let mut clean = String::with_capacity(text.len());
        for (i, c) in text.chars().enumerate() {
            match c {
                NOTE if seen == notes.len() => dropped.push(i),
                NOTE => {
                    seen += 1;
                    clean.push(c);
                }
                '\n' | '\r' => clean.push(' '),
                c => clean.push(c),
            }
        }
        let len = clean.chars().count();
        let fit = |ranges: Ranges| {
            let moved = |at: usize| at - dropped.iter().filter(|d| **d < at).count();
            Ranges::new(ranges.iter().map(|r| moved(r.start)..moved(r.end)).collect()).slice(0..len)
        };
        Self { text: clean, italic: fit(italic), bold: fit(bold), notes }
    }

    /// The text, with one [`NOTE`] a reference.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text without note references.
    pub fn bare(&self) -> String {
        self.text.chars().filter(|c| *c != NOTE).collect()
    }

    /// The italic ranges, in characters.
    pub fn italic(&self) -> &Ranges {
        &self.italic
    }

    /// The bold ranges, in characters.
    pub fn bold(&self) -> &Ranges {
        &self.bold
    }

    /// The notes referred to, in the order of their references.
    pub fn notes(&self) -> &[NoteId] {
        &self.notes
    }

    /// The length in characters.
    pub fn len(&self) -> usize {
        self.text.chars().count()
    }

    /// Whether there is no character.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte offset of character `at`, or the end.
    fn byte(&self, at: usize) -> usize {
        self.text.char_indices().nth(at).map_or(self.text.len(), |(b, _)| b)
    }

    /// The text of a character range; a range past the end is cut.
    pub fn str(&self, range: Range<usize>) -> &str {
        let start = self.byte(range.start);
        let rest = self.text.get(start..).unwrap_or_default();
        let count = range.end.saturating_sub(range.start);
        let end = rest.char_indices().nth(count).map_or(rest.len(), |(b, _)| b);
        rest.get(..end).unwrap_or_default()
    }

    /// The words of a character range; a range past the end is cut.
    pub fn slice(&self, range: Range<usize>) -> Words {
        let text = self.str(range.clone()).to_owned();
        let before = self.str(0..range.start).matches(NOTE).count();
        let inside = text.matches(NOTE).count();
        Words {
            text,
            italic: self.italic.slice(range.clone()),
            bold: self.bold.slice(range),
            notes: self.notes.iter().skip(before).take(inside).copied().collect(),
        }
    }

    /// Appends `other`.
    pub fn push(&mut self, other: &Words) {
        let len = self.len();
        self.text.push_str(&other.text);
        self.italic.extend(&other.italic, len);
        self.bold.extend(&other.bold, len);
        self.notes.extend_from_slice(&other.notes);
    }

    /// These words with `range` replaced by `with`.
    pub fn replaced(&self, range: Range<usize>, with: &Words) -> Words {
        let mut out = self.slice(0..range.start);
        out.push(with);
        out.push(&self.slice(range.end..usize::MAX));
        out
    }

    /// These words with other styles.
    pub fn restyled(&self, italic: Ranges, bold: Ranges) -> Words {
        Words::new(&self.text, italic, bold, self.notes.clone())
    }

    /// Runs of equal style: (range, italic, bold), in order, covering everything.
    pub fn styled_runs(&self) -> Vec<(Range<usize>, bool, bool)> {
        let len = self.len();
        let mut cuts: Vec<usize> = self.italic.borders().chain(self.bold.borders()).collect();
        cuts.extend([0, len]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2)
            .filter_map(|w| match w {
                [a, b] => Some((*a..*b, self.italic.contains(*a), self.bold.contains(*a))),
                _ => None,
            })
            .collect()
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Words::plain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Words {
        let n = NoteId::of(&["n"]);
        Words::new("Recalling its\u{FFFC} role", Ranges::new(vec![0..9]), Ranges::default(), vec![n])
    }

    #[test]
    fn slices_put_together_are_the_whole() {
        let words = sample();
        for cut in 0..=words.len() {
            let mut left = words.slice(0..cut);
            left.push(&words.slice(cut..words.len()));
            assert_eq!(left, words);
        }
    }

    #[test]
    fn invalid_content_is_made_valid() {
        let words = Words::new("a\u{FFFC}b\nc", Ranges::new(vec![2..9]), Ranges::default(), vec![]);
        assert_eq!(words.text(), "ab c");
        assert_eq!(words.italic(), &Ranges::new(vec![1..4]));
    }

    #[test]
    fn replacing_keeps_styles_outside() {
        let words = sample().replaced(10..13, &"the".into());
        assert_eq!(words.bare(), "Recalling the role");
        assert_eq!(words.italic(), &Ranges::new(vec![0..9]));
        assert_eq!(words.notes().len(), 1);
    }
}
