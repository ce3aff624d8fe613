//! Changes that follow from others: renumbering, "also" and "further", end punctuation.
//!
//! A reader can hide them. Numbers are among them, sums too, so a difference that is hidden
//! must stay one key away.

use super::fold::fold;
use super::tokens::{Shape, tokens};
use super::weights::SEQUENCE;

/// Whether two pieces of text, the deleted and the inserted words of a hunk or two whole
/// paragraphs, differ in nothing but "also" and "further", numbers and symbols, note numbers,
/// punctuation at the end, quotation marks, and the case of the first letter.
pub fn is_mechanical(a_words: &str, b_words: &str) -> bool {
    essence(a_words) == essence(b_words)
}

fn essence(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for token in tokens(text) {
        let word: String = token.text(text).chars().map(fold).filter(|c| *c != '\u{FFFC}').collect();
        let number = matches!(token.shape, Shape::Number | Shape::Symbol);
        let quote = matches!(word.as_str(), "\"" | "'");
        if !number && !quote && !SEQUENCE.contains(&word.to_lowercase().as_str()) {
            out.push(word);
        }
    }
    while out
        .last()
        .is_some_and(|w| matches!(w.as_str(), "," | "." | ";" | ":" | "؛" | "،" | "。" | "，" | "；"))
    {
        out.pop();
    }
    if let Some(first) = out.first_mut() {
        let mut chars = first.chars();
        if let Some(c) = chars.next() {
            *first = c.to_lowercase().chain(chars).collect();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_other_changes() {
        for (a, b) in [
            ("", " also"),
            ("further", "also"),
            ("77/150", "79/194"),
            (",¹", ",²"),
            (".", ";"),
            ("“sea”", "\"sea\""),
            ("Welcomes the tide", "Also welcomes the tide,"),
        ] {
            assert!(is_mechanical(a, b), "{a} / {b}");
        }
        assert!(is_mechanical("Welcomes the tide;", "welcomes also the tide."));
        assert!(is_mechanical("Notes the tide", "notes the tide"));
    }

    #[test]
    fn what_does_not() {
        for (a, b) in
            [("", " not"), ("shall", "should"), ("sea", "bay"), ("", " and secure"), ("States", "states of")]
        {
            assert!(!is_mechanical(a, b), "{a} / {b}");
        }
    }
}
