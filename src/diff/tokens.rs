//! Tokens: what a difference never cuts.
//!
//! Words with their inner hyphens and apostrophes, numbers, symbols and dates whole (70/125,
//! A/C.2/59/3), each punctuation mark by itself, ideographs one by one. White space and ignored
//! characters are never part of a token, save ignored ones inside a word.

use super::fold::{fold, is_ignored};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word, or one ideograph.
    Word,
    /// Digits, superscript note numbers too.
    Number,
    /// A document symbol or a date: digits joined by a slash.
    Symbol,
    /// A punctuation mark or any other sign.
    Mark,
}

/// One token of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in characters.
    pub range: Range<usize>,
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// What it looks like.
    pub shape: Shape,
}

impl Token {
    /// Its words in the text that it was read from.
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.bytes.clone()).unwrap_or_default()
    }
}

/// The tokens of a text, in order. Linear in its length.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 6 + 1);
    let mut cursor = Cursor { text, byte: 0, at: 0 };
    while let Some(c) = cursor.peek() {
        if c.is_whitespace() || is_ignored(c) {
            cursor.bump();
            continue;
        }
        let start = cursor;
        let shape = if is_superscript(c) {
            while cursor.peek().is_some_and(is_superscript) {
                cursor.bump();
            }
            Shape::Number
        } else if is_solo(c) {
            cursor.bump_cluster();
            Shape::Word
        } else if c.is_alphanumeric() {
            cursor.bump_word()
        } else {
            cursor.bump_cluster();
            Shape::Mark
        };
        out.push(Token { range: start.at..cursor.at, bytes: start.byte..cursor.byte, shape });
    }
    out
}

#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.byte..).and_then(|rest| rest.chars().next())
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.byte += c.len_utf8();
        self.at += 1;
        Some(c)
    }

    /// One character with what combines with it: accents, joined emoji, the pair of a flag.
    fn bump_cluster(&mut self) {
        let Some(mut last) = self.bump() else { return };
        let flag = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
        if flag(last) && self.peek().is_some_and(flag) {
            self.bump();
        }
        while let Some(c) = self.peek() {
            let joined = last == '\u{200D}' && !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace();
            if !extends(c) && (!joined || is_ignored(c)) {
                break;
            }
            last = c;
            self.bump();
        }
    }

    /// A run of letters and digits with its joiners. Without a digit it ends at a slash:
    /// "and/or" is three tokens, "70/125" one.
    fn bump_word(&mut self) -> Shape {
        let (mut slash, mut letter, mut digit) = (None, false, false);
        loop {
            let before = self.peek();
            digit |= before.is_some_and(char::is_numeric);
            letter |= before.is_some_and(|c| !c.is_numeric());
            self.bump_cluster();
            if self.peek().is_some_and(is_run) {
                continue;
            }
            let Some((next, joiner)) = self.over_joiner(before) else { break };
            if joiner == Some('/') {
                slash = slash.or(Some(*self));
            }
            *self = next;
        }
        match slash {
            Some(first) if !digit => *self = first,
            Some(_) => return Shape::Symbol,
            None => {}
        }
        if digit && !letter { Shape::Number } else { Shape::Word }
    }

    /// The place of the next letter or digit of the same token behind a joiner, and the joiner.
    fn over_joiner(&self, before: Option<char>) -> Option<(Self, Option<char>)> {
        let mut next = *self;
        let mut joiner = None;
        loop {
            let c = next.peek()?;
            if is_run(c) {
                let digits = before.is_some_and(char::is_numeric) && c.is_numeric();
                let holds = match joiner {
                    Some('.') => c.is_numeric(),
                    Some(',') => digits,
                    _ => true,
                };
                return holds.then_some((next, joiner));
            }
            if !is_ignored(c) {
                let mark = fold(c);
                if joiner.is_some() || !matches!(mark, '-' | '\'' | '/' | '.' | ',') {
                    return None;
                }
                joiner = Some(mark);
            }
            next.bump();
        }
    }
}

fn is_run(c: char) -> bool {
    c.is_alphanumeric() && !is_superscript(c) && !is_solo(c)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// Letters of scripts that put no space between words: one token each.
fn is_solo(c: char) -> bool {
    matches!(
        c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
            | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Whether a character combines with the one before it.
fn extends(c: char) -> bool {
    if c.is_ascii() || is_ignored(c) || c.is_whitespace() || is_superscript(c) || fold(c).is_ascii() {
        return false;
    }
    if c.is_alphanumeric() && !is_solo(c) {
        return false;
    }
    let mut pair = String::from("a");
    pair.push(c);
    pair.graphemes(true).nth(1).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| t.text(text)).collect()
    }

    #[test]
    fn words_and_symbols_are_whole() {
        assert_eq!(
            cut("Notes A/C.2/59/3, 70/125 and/or E/2025/31; the follow-up’s cost."),
            [
                "Notes",
                "A/C.2/59/3",
                ",",
                "70/125",
                "and",
                "/",
                "or",
                "E/2025/31",
                ";",
                "the",
                "follow-up’s",
                "cost",
                "."
            ]
        );
        assert_eq!(
            cut("1,000 of 3.5, issue¹² “so”"),
            ["1,000", "of", "3.5", ",", "issue", "¹²", "“", "so", "”"]
        );
        assert_eq!(cut("the end.Then"), ["the", "end", ".", "Then"]);
    }

    #[test]
    fn clusters_stay_together() {
        assert_eq!(
            cut("e\u{301}te\u{301} 👩\u{200D}💻🇫🇷🇯🇵"),
            ["e\u{301}te\u{301}", "👩\u{200D}💻", "🇫🇷", "🇯🇵"]
        );
        assert_eq!(cut("发展权"), ["发", "展", "权"]);
        assert_eq!(cut("issue\u{FFFC}, so"), ["issue", ",", "so"]);
    }

    #[test]
    fn shapes() {
        let shapes = |t: &str| tokens(t).iter().map(|t| t.shape).collect::<Vec<_>>();
        assert_eq!(shapes("the 12 70/1 ;"), [Shape::Word, Shape::Number, Shape::Symbol, Shape::Mark]);
    }
}
