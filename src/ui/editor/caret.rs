//! Where the caret goes inside one shown paragraph: by letter as people see it, by word.
//!
//! Positions are characters of the shown text; only stops are ever returned. Lines, pages and
//! other paragraphs are the editor's.

use super::shown::Shown;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation as _;

/// The stop after this one; none at the end.
pub fn next(shown: &Shown, at: usize) -> Option<usize> {
    letters(shown).find(|i| *i > at && shown.is_stop(*i))
}

/// The stop before this one; none at the start.
pub fn previous(shown: &Shown, at: usize) -> Option<usize> {
    letters(shown).take_while(|i| *i < at).filter(|i| shown.is_stop(*i)).last()
}

/// The start of the next word, or the end of the paragraph; none at the end.
pub fn next_word(shown: &Shown, at: usize) -> Option<usize> {
    let word = words(shown).find(|w| w.start > at && shown.is_stop(w.start)).map(|w| w.start);
    word.or_else(|| shown.last_stop().filter(|end| *end > at))
}

/// The start of this word or of the one before it; none at the start.
pub fn previous_word(shown: &Shown, at: usize) -> Option<usize> {
    let word = words(shown).take_while(|w| w.start < at).filter(|w| shown.is_stop(w.start)).last();
    word.map(|w| w.start).or_else(|| shown.first_stop().filter(|start| *start < at))
}

/// The word at a character, or what stands between two words.
pub fn word_at(shown: &Shown, at: usize) -> Range<usize> {
    let mut start = 0;
    for piece in shown.text.split_word_bounds() {
        let end = start + piece.chars().count();
        if at < end {
            let from = shown.nearest_stop(start).unwrap_or(start);
            let to = shown.nearest_stop(end).unwrap_or(end);
            return from..to.max(from);
        }
        start = end;
    }
    let end = shown.last_stop().unwrap_or(shown.len());
    end..end
}

/// The borders of letters as people see them, from 0 to the length.
fn letters(shown: &Shown) -> impl Iterator<Item = usize> {
    let mut at = 0;
    std::iter::once(0).chain(shown.text.graphemes(true).map(move |g| {
        at += g.chars().count();
        at
    }))
}

/// Words: stretches with a letter or a digit in them.
fn words(shown: &Shown) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    let all = shown.text.split_word_bounds().map(move |w| {
        let start = at;
        at += w.chars().count();
        (start..at, w.chars().any(char::is_alphanumeric))
    });
    all.filter(|(_, is_word)| *is_word).map(|(range, _)| range)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::app::PageParagraph;
    use std::collections::HashMap;

    fn shown(text: &str) -> Shown {
        let par = PageParagraph {
            runs: vec![sample::text(text, 0, &[])],
            standing: Default::default(),
            ..sample::paragraph()
        };
        Shown::of(&par, &HashMap::new())
    }

    #[test]
    fn by_letter_there_and_back() {
        let s = shown("e\u{301}tat 👨‍👩‍👧 क्षि");
        let mut there = vec![0];
        while let Some(at) = next(&s, there[there.len() - 1]) {
            there.push(at);
        }
        assert_eq!(there.len() - 1, "e\u{301}tat 👨‍👩‍👧 क्षि".graphemes(true).count());
        let mut back = vec![s.len()];
        while let Some(at) = previous(&s, back[back.len() - 1]) {
            back.push(at);
        }
        back.reverse();
        assert_eq!(there, back);
    }

    #[test]
    fn by_word() {
        let s = shown("The Secretary-General’s report, twice");
        assert_eq!(next_word(&s, 0), Some(4));
        assert_eq!(previous_word(&s, 6), Some(4));
        assert_eq!(next_word(&s, 32), Some(37));
        assert_eq!(next_word(&s, 37), None);
        assert_eq!(word_at(&s, 5), 4..13);
        assert_eq!(previous_word(&s, 0), None);
    }

    #[test]
    fn brackets_and_names_are_stepped_over() {
        let s = Shown::of(&sample::paragraph(), &HashMap::new());
        let mut at = 0;
        let mut stops = 1;
        while let Some(n) = next(&s, at) {
            assert!(s.is_stop(n) && n > at);
            at = n;
            stops += 1;
        }
        assert_eq!(Some(at), s.last_stop());
        // 49 characters of text, 14 put in, each stretch with its two ends.
        assert!(stops > 63, "{stops}");
    }
}
