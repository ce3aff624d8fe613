//! [`Block`]: a paragraph in the making: text in bytes, with the line that each part came from.
//!
//! All later steps change a block through [`Block::edit`], which keeps styles, notes, lines and
//! repairs where they belong. An edit only takes text out or puts a note reference in.

use crate::revise::intake::Repair;
use crate::text::{Kind, NOTE, NoteId, Ranges, Source, Words};
use std::ops::Range;

/// A paragraph in the making. All positions are bytes of `text`.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub kind: Kind,
    pub issued: Option<String>,
    pub masthead: bool,
    pub text: String,
    /// Where each line of the source begins in `text`, and its number.
    pub lines: Vec<(usize, usize)>,
    pub italic: Vec<Range<usize>>,
    pub bold: Vec<Range<usize>>,
    pub notes: Vec<NoteId>,
    /// Words mended: where they stand now, as they were, as they are.
    pub fixes: Vec<(usize, String, String)>,
}

/// One change to a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What to take out.
    pub range: Range<usize>,
    /// The note to refer to in its place.
    pub note: Option<NoteId>,
}

impl Block {
    /// An empty block.
    pub fn new(kind: Kind, issued: Option<String>) -> Self {
        Self {
            kind,
            issued,
            masthead: false,
            text: String::new(),
            lines: Vec::new(),
            italic: Vec::new(),
            bold: Vec::new(),
            notes: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Appends a line. Runs of white space become one space. A word that was divided at a hyphen
    /// is joined to its other half; everything else is parted by a space.
    pub fn push_line(&mut self, line: &str, number: usize) {
        let line = line.trim();
        if !self.text.is_empty() && !line.is_empty() && !divided(&self.text, line) {
            self.text.push(' ');
        }
        self.lines.push((self.text.len(), number));
        let mut space = false;
        for c in line.chars() {
            // Spaces of a fixed width are typography and stay.
            let plain = c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}');
            if plain {
                space = true;
                continue;
            }
            if space {
                self.text.push(' ');
                space = false;
            }
            self.text.push(c);
        }
    }

    /// The line of the source that the byte `at` came from.
    pub fn line_of(&self, at: usize) -> usize {
        let i = self.lines.partition_point(|(start, _)| *start <= at);
        i.checked_sub(1).and_then(|i| self.lines.get(i)).or(self.lines.first()).map_or(0, |l| l.1)
    }

    /// Makes the changes, which are sorted, do not overlap and lie between characters. New notes
    /// are put among those that are there by their place.
    pub fn edit(&mut self, edits: &[Edit]) {
        if edits.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut notes = Vec::with_capacity(self.notes.len() + edits.len());
        let mut old_notes = self.notes.iter().copied();
        // (old start, old end, new start) of every piece that stays.
        let mut moves: Vec<(usize, usize, usize)> = Vec::with_capacity(edits.len() + 1);
        let mut at = 0;
        for edit in edits {
            keep(&self.text, at..edit.range.start, &mut text, &mut notes, &mut old_notes, &mut moves);
            if let Some(note) = edit.note {
                text.push(NOTE);
                notes.push(note);
            }
            at = edit.range.end;
        }
        keep(&self.text, at..self.text.len(), &mut text, &mut notes, &mut old_notes, &mut moves);
        let len = text.len();
        let map = |at: usize| {
            let i = moves.partition_point(|(start, _, _)| *start <= at);
            match i.checked_sub(1).and_then(|i| moves.get(i)) {
                Some((start, end, new)) if at <= *end => new + (at - start),
                _ => moves.get(i).map_or(len, |m| m.2),
            }
        };
        for range in self.italic.iter_mut().chain(&mut self.bold) {
            *range = map(range.start)..map(range.end);
        }
        self.lines.iter_mut().for_each(|(start, _)| *start = map(*start));
        self.fixes.iter_mut().for_each(|(start, _, _)| *start = map(*start));
        self.text = text;
        self.notes = notes;
    }

    /// Joins italics and bold that only the end of a line parted.
    pub fn mend_looks(&mut self) {
        let (text, lines) = (&self.text, &self.lines);
        let parted = |a: &Range<usize>, b: &Range<usize>| {
            let between = text.get(a.end..b.start).unwrap_or("-");
            between.trim().is_empty() && lines.binary_search_by_key(&b.start, |l| l.0).is_ok()
        };
        for list in [&mut self.italic, &mut self.bold] {
            list.sort_by_key(|r| (r.start, r.end));
            list.dedup_by(|b, a| {
                let join = parted(a, b);
                if join {
                    a.end = b.end;
                }
                join
            });
        }
    }

    /// The finished paragraph, and what was mended in it as the paragraph `ordinal`.
    pub fn finish(self, ordinal: usize) -> (Source, Vec<Repair>) {
        let mut marks: Vec<usize> =
            self.italic.iter().chain(&self.bold).flat_map(|r| [r.start, r.end]).collect();
        marks.extend(self.fixes.iter().map(|f| f.0));
        marks.sort_unstable();
        marks.dedup();
        let chars = characters(&self.text, &marks);
        let map = |at: usize| marks.binary_search(&at).ok().and_then(|i| chars.get(i)).copied().unwrap_or(0);
        let ranges =
            |list: &[Range<usize>]| Ranges::new(list.iter().map(|r| map(r.start)..map(r.end)).collect());
        let repairs = self.fixes.iter().map(|(at, was, now)| Repair {
            paragraph: ordinal,
            start: map(*at),
            was: was.clone(),
            now: now.clone(),
        });
        let repairs = repairs.collect();
        let words = Words::new(&self.text, ranges(&self.italic), ranges(&self.bold), self.notes);
        (Source { kind: self.kind, issued: self.issued, masthead: self.masthead, words }, repairs)
    }
}

/// Copies a piece that stays, with its notes.
fn keep(
    from: &str,
    range: Range<usize>,
    text: &mut String,
    notes: &mut Vec<NoteId>,
    old: &mut impl Iterator<Item = NoteId>,
    moves: &mut Vec<(usize, usize, usize)>,
) {
    let piece = from.get(range.clone()).unwrap_or_default();
    moves.push((range.start, range.end, text.len()));
    text.push_str(piece);
    notes.extend(old.by_ref().take(piece.matches(NOTE).count()));
}

/// The character positions of sorted byte positions.
fn characters(text: &str, marks: &[usize]) -> Vec<usize> {
    let mut out = Vec::with_capacity(marks.len());
    let mut marks = marks.iter().peekable();
    let places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    for (count, byte) in places.enumerate() {
        while marks.next_if(|m| **m <= byte).is_some() {
            out.push(count);
        }
    }
    out
}

/// Whether a word goes on from one line to the next: "people-" and "centred". A suspended hyphen
/// ("short-" and "and long-term") is none.
fn divided(text: &str, next: &str) -> bool {
    let Some(before) = text.strip_suffix(['-', '\u{2010}']) else { return false };
    let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    before.ends_with(char::is_alphanumeric)
        && next.starts_with(char::is_alphanumeric)
        && !matches!(word, "and" | "or" | "to" | "nor" | "as" | "but")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: &[&str]) -> Block {
        let mut b = Block::new(Kind::Plain, None);
        lines.iter().enumerate().for_each(|(i, line)| b.push_line(line, i + 1));
        b
    }

    #[test]
    fn lines_are_joined() {
        let text = |lines: &[&str]| block(lines).text;
        assert_eq!(text(&["people-", "centred  and", "open"]), "people-centred and open");
        assert_eq!(text(&["short-", "and long-term"]), "short- and long-term");
        assert_eq!(text(&["post-", "2015"]), "post-2015");
        assert_eq!(text(&["a -", "b"]), "a - b");
    }

    #[test]
    fn edits_keep_everything_in_place() {
        let mut b = block(&["é *some*", "words, 6"]);
        b.italic.push(4..8);
        b.fixes = vec![(10, "w".into(), "w".into())];
        let note = NoteId::of(&["n"]);
        let cut = |range, note| Edit { range, note };
        b.edit(&[cut(3..4, None), cut(8..9, None), cut(16..18, Some(note))]);
        assert_eq!(b.text, "é some words,\u{FFFC}");
        assert_eq!((b.line_of(0), b.line_of(8)), (1, 2));
        let (source, repairs) = b.finish(3);
        assert_eq!(source.words.italic(), &Ranges::default().with(2..6, true));
        assert_eq!(source.words.notes(), [note]);
        assert_eq!((repairs[0].paragraph, repairs[0].start), (3, 7));
    }
}
