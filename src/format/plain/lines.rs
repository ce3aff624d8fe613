//! The lines of a source, before anything is known about them.
//!
//! Every kind of line break ends a line; characters that no text can hold are taken out and
//! reported. No line is dropped here except the blank ones, whose place is remembered.

use crate::revise::intake::{Dropped, Why};
use crate::text::NOTE;

/// One line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the source, from 1.
    pub number: usize,
    /// Its text, without white space around it.
    pub text: String,
    /// Whether blank lines stand before it.
    pub gap: bool,
    /// Whether a page ended before it: a form feed, or furniture or notes that were taken out.
    pub broken: bool,
}

/// Splits a source into lines; a carriage return with its line feed is one break.
pub(super) fn split(text: &str, dropped: &mut Vec<Dropped>) -> Vec<Line> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = Vec::new();
    let mut current = String::new();
    let (mut number, mut gap, mut broken) = (1, true, false);
    let mut chars = text.chars().chain(['\n']).peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                let line = clean(&current, number, dropped);
                current.clear();
                if line.is_empty() {
                    gap = true;
                } else {
                    lines.push(Line { number, text: line, gap, broken });
                    (gap, broken) = (false, false);
                }
                broken |= c == '\u{C}';
                // A form feed or a vertical tab ends no line for an editor that counts lines.
                let pair = c == '\r' && chars.peek() == Some(&'\n');
                if !pair && !matches!(c, '\u{B}' | '\u{C}') {
                    number += 1;
                }
                if pair {
                    chars.next();
                    number += 1;
                }
            }
            c => current.push(c),
        }
    }
    lines
}

/// The line without what no text can hold, trimmed.
fn clean(line: &str, number: usize, dropped: &mut Vec<Dropped>) -> String {
    if line.contains(|c: char| c == NOTE || is_command(c)) {
        for (why, wrong) in
            [(Why::ObjectCharacter, (|c| c == NOTE) as fn(char) -> bool), (Why::Control, is_command)]
        {
            let text: String = line.chars().filter(|c| wrong(*c)).collect();
            if !text.is_empty() {
                dropped.push(Dropped { line: number, text, why });
            }
        }
    }
    let keep = |c: &char| *c != NOTE && !is_command(*c);
    line.chars().filter(keep).collect::<String>().trim().to_owned()
}

/// A control character, or a byte order mark where two files were put together.
pub(super) fn is_command(c: char) -> bool {
    c != '\t' && (c.is_control() || c == '\u{FEFF}')
}

/// How the lines of a source are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Whether blank lines mean nothing, because there is one after every line of a wrapped text.
    pub spaced: bool,
    /// The length in characters up to which lines are filled, where the text is wrapped.
    pub width: Option<usize>,
}

/// Finds out how a source is laid out.
pub(super) fn layout(lines: &[Line]) -> Layout {
    let mut lengths: Vec<usize> = lines.iter().map(|l| l.text.chars().take(1000).count()).collect();
    lengths.sort_unstable();
    let long = lengths.get(lengths.len() * 95 / 100).copied().unwrap_or(0);
    let wrapped = (40..=140).contains(&long);
    let (mut gaps, mut torn) = (0, 0);
    for pair in lines.windows(2) {
        if let [a, b] = pair
            && b.gap
        {
            gaps += 1;
            let open = a.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-'));
            // A line that goes on is full; "European Union" above "calls upon" is a name.
            let full = a.text.chars().take(long).count() * 10 >= long * 6;
            torn += usize::from(open && full && b.text.starts_with(char::is_lowercase));
        }
    }
    let spaced = wrapped && torn >= 2 && torn * 4 >= gaps && gaps * 2 >= lines.len();
    Layout { spaced, width: wrapped.then_some(long) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(usize, String, bool)> {
        split(source, &mut Vec::new()).into_iter().map(|l| (l.number, l.text, l.gap)).collect()
    }

    #[test]
    fn breaks_of_every_kind() {
        let line = |n, t: &str, gap| (n, t.to_owned(), gap);
        let expected = vec![line(1, "a", true), line(2, "b", false), line(4, "c", true)];
        assert_eq!(texts("\u{FEFF}a  \r\n\tb\r\n \r\nc"), expected);
        assert_eq!(texts("a\nb\n\nc\n"), expected);
        assert_eq!(texts("a\rb\r\rc"), expected);
        assert_eq!(texts(""), vec![]);
    }

    #[test]
    fn what_no_text_can_hold_is_reported() {
        let mut dropped = Vec::new();
        let lines = split("a\nb\u{FFFC}\u{0}c", &mut dropped);
        assert_eq!(lines.last().map(|l| l.text.as_str()), Some("bc"));
        assert_eq!(dropped.iter().map(|d| d.line).collect::<Vec<_>>(), [2, 2]);
    }

    #[test]
    fn layouts() {
        let line = "the words of a paragraph that runs on\nand on over many lines\nwithout an end\n";
        let plain = layout(&split(&line.repeat(3), &mut Vec::new()));
        let spaced = layout(&split(&line.repeat(3).replace('\n', "\n\n"), &mut Vec::new()));
        let long = layout(&split(&"words ".repeat(100), &mut Vec::new()));
        assert_eq!((plain.spaced, spaced.spaced, long.spaced), (false, false, false));
        let named = format!("{}{}", "words ".repeat(20).trim(), "\n\nThe name\n\nwords and words".repeat(4));
        assert!(!layout(&split(&named, &mut Vec::new())).spaced);
        let wide = line.replace('\n', " and the rest of it\n").repeat(3);
        assert!(layout(&split(&wide.replace('\n', "\n\n"), &mut Vec::new())).spaced);
    }
}
