//! What a deletion reaches: the pieces of the page between two places, by paragraph.

use super::{Hand, Unit};
use crate::app::page::{PageParagraph, Place};
use crate::app::shown::{Piece, last_shown_of, pieces, place_at, shown_of, total};
use crate::text::Side;
use std::ops::Range;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

/// The pieces of one paragraph of the page.
pub(super) struct Stretch {
    /// The paragraph.
    pub paragraph: Arc<PageParagraph>,
    /// The shown characters that are reached.
    pub shown: Range<usize>,
    /// What they are.
    pub pieces: Vec<Piece>,
}

/// What is reached.
pub(super) enum Extent {
    /// These pieces, in order. The place is where the caret goes if none of them can go.
    Pieces(Vec<Stretch>, Place),
    /// The border between a paragraph of the page and the one before it.
    Border(Arc<PageParagraph>, Option<Arc<PageParagraph>>),
    /// Nothing: an end of the text.
    Nothing,
}

impl Hand<'_> {
    /// The ordinal on the page and the shown position of a place.
    pub(super) fn locate(&self, place: &Place) -> Option<(usize, usize)> {
        let rows = self.board.page().paragraphs.iter().enumerate();
        rows.into_iter().find_map(|(i, p)| shown_of(p, place).map(|at| (i, at)))
    }

    pub(super) fn row(&self, at: usize) -> Option<&Arc<PageParagraph>> {
        self.board.page().paragraphs.get(at)
    }

    /// What is selected, in the order of the page.
    pub(super) fn selected(&self) -> Extent {
        let ends = self.locate(&self.selection.anchor).zip(self.locate(&self.selection.caret));
        let Some((anchor, caret)) = ends else { return Extent::Nothing };
        let (from, to) = if anchor <= caret { (anchor, caret) } else { (caret, anchor) };
        // Words put in at the gap where a selection of the text begins are not part of it: a
        // selection that is to have them begins inside them.
        let first = if anchor <= caret { &self.selection.anchor } else { &self.selection.caret };
        let last = self.row(from.0).and_then(|p| last_shown_of(p, first));
        let from = (from.0, last.unwrap_or(from.1));
        if from >= to {
            return Extent::Nothing;
        }
        self.between(from, to, self.selection.caret.clone())
    }

    fn between(&self, from: (usize, usize), to: (usize, usize), caret: Place) -> Extent {
        let rows = from.0..=to.0;
        let stretch = |i: usize| {
            let paragraph = self.row(i)?.clone();
            let start = if i == from.0 { from.1 } else { 0 };
            let end = if i == to.0 { to.1 } else { total(&paragraph) };
            let pieces = pieces(&paragraph, start..end);
            Some(Stretch { paragraph, shown: start..end, pieces })
        };
        Extent::Pieces(rows.filter_map(stretch).collect(), caret)
    }

    /// What a backspace or a delete reaches from the caret.
    pub(super) fn reached(&self, unit: Unit, forward: bool) -> Extent {
        let Some((at, shown)) = self.locate(&self.selection.caret) else { return Extent::Nothing };
        let Some(paragraph) = self.row(at).cloned() else { return Extent::Nothing };
        let text: String = paragraph.runs.iter().map(|r| r.text.as_str()).collect();
        if forward {
            let end = shown + after(&text, shown, unit);
            if end == shown {
                return match self.row(at + 1).cloned() {
                    Some(next) => Extent::Border(next, Some(paragraph)),
                    None => Extent::Nothing,
                };
            }
            let caret = place_at(&paragraph, end, Side::After);
            self.between((at, shown), (at, end), caret)
        } else {
            let start = shown - before(&text, shown, unit);
            if start == shown {
                let previous = at.checked_sub(1).and_then(|i| self.row(i).cloned());
                return Extent::Border(paragraph, previous);
            }
            let caret = place_at(&paragraph, start, Side::Before);
            self.between((at, start), (at, shown), caret)
        }
    }
}

/// Characters before a position that a unit takes.
fn before(text: &str, at: usize, unit: Unit) -> usize {
    let head: String = text.chars().take(at).collect();
    match unit {
        Unit::Grapheme => head.graphemes(true).next_back().map_or(0, |g| g.chars().count()),
        Unit::Paragraph => at,
        Unit::Word => {
            let trimmed = head.trim_end();
            let blank = head.chars().count() - trimmed.chars().count();
            blank + trimmed.split_word_bounds().next_back().map_or(0, |w| w.chars().count())
        }
    }
}

/// Characters after a position that a unit takes.
fn after(text: &str, at: usize, unit: Unit) -> usize {
    let tail: String = text.chars().skip(at).collect();
    match unit {
        Unit::Grapheme => tail.graphemes(true).next().map_or(0, |g| g.chars().count()),
        Unit::Paragraph => tail.chars().count(),
        Unit::Word => {
            let word = tail.split_word_bounds().next().map_or(0, |w| w.chars().count());
            let rest: String = tail.chars().skip(word).collect();
            word + (rest.chars().count() - rest.trim_start().chars().count())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        assert_eq!(before("one two  ", 9, Unit::Word), 5);
        assert_eq!(after("one two", 0, Unit::Word), 4);
        assert_eq!(before("e\u{301}", 2, Unit::Grapheme), 2);
        assert_eq!((before("", 0, Unit::Word), after("", 0, Unit::Grapheme)), (0, 0));
    }
}
