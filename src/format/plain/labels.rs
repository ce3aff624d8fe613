//! The labels that open a paragraph: "26.", "26 bis.", "A.", "(a)", "(ii)", "OP5.", "PP3.".
//!
//! This file says what a line looks like; whether it is a label there, `join` decides from what
//! came before.

use crate::text::{from_letters, from_roman};

/// A label with the text behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    pub shape: Shape,
    /// The label as it is written.
    pub issued: &'a str,
    /// What follows it.
    pub rest: &'a str,
}

/// What a label looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// "26.", "26 bis.", "OP26."; whether it says itself that it is operative.
    Number { number: u32, said: bool },
    /// "A." (1), "B." (2).
    Letter(u16),
    /// "PP3."
    Preambular,
    /// "(a)", "(i)", "a)".
    Sub,
}

const ORDINALS: [&str; 8] = ["bis", "ter", "quater", "quat", "quinquies", "sexies", "septies", "alt"];

/// From here on four digits at the start of a line are a year, not a label.
const YEARS: u32 = 1900;

/// The label at the start of a line.
pub(super) fn find(text: &str) -> Option<Found<'_>> {
    let found = sub(text).or_else(|| said(text)).or_else(|| number(text)).or_else(|| capital(text))?;
    (!found.rest.is_empty()).then_some(found)
}

/// Whether a line of a compilation begins with the label of a paragraph that somebody puts in, as
/// people type it: "2 bis [", "[2.bis ", "26Abis ".
pub(super) fn is_put_in(text: &str) -> bool {
    let text = text.strip_prefix('[').unwrap_or(text);
    let n = digits(text);
    let rest = text.get(n..).unwrap_or_default();
    let rest = rest.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(rest);
    let (length, stop) = tail(rest);
    let behind = rest.get(length..).unwrap_or_default();
    (1..=4).contains(&n)
        && length > usize::from(stop)
        && (behind.is_empty() || behind.starts_with([' ', '\t', '\u{a0}', '[', '(', ':']))
}

/// The text at `at` after white space, which has to be there.
fn cut(text: &str, at: usize, shape: Shape) -> Option<Found<'_>> {
    let (issued, rest) = (text.get(..at)?, text.get(at..)?);
    rest.starts_with(char::is_whitespace).then(|| Found { shape, issued, rest: rest.trim_start() })
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The length of " bis", "bis." or nothing, and whether a full stop closed it.
fn tail(text: &str) -> (usize, bool) {
    let mut at = 0;
    let after = |at: usize| text.get(at..).unwrap_or_default();
    loop {
        let spaced = after(at).trim_start_matches([' ', '.']);
        let skip = after(at).len() - spaced.len();
        let word = spaced.bytes().take_while(u8::is_ascii_lowercase).count();
        let name = spaced.get(..word).unwrap_or_default();
        if skip > 2 || !ORDINALS.contains(&name) {
            break;
        }
        at += skip + word;
        // "OP5 alt 2": the number of the alternative.
        let numbered =
            after(at).strip_prefix(' ').map(digits).filter(|n| name == "alt" && (1..=2).contains(n));
        at += numbered.map_or(0, |n| 1 + n);
    }
    let stop = after(at).starts_with('.');
    (at + usize::from(stop), stop)
}

fn number(text: &str) -> Option<Found<'_>> {
    let n = digits(text);
    let value: u32 =
        text.get(..n).filter(|_| (1..=4).contains(&n))?.parse().ok().filter(|v| (1..YEARS).contains(v))?;
    let (more, stop) = tail(text.get(n..)?);
    stop.then(|| cut(text, n + more, Shape::Number { number: value, said: false }))?
}

fn said(text: &str) -> Option<Found<'_>> {
    let operative = text.starts_with("OP");
    let rest = text.strip_prefix("OP").or_else(|| text.strip_prefix("PP"))?;
    let space = usize::from(rest.starts_with([' ', '.']));
    let rest = rest.get(space..)?;
    let n = digits(rest);
    let value: u32 = rest.get(..n).filter(|_| (1..=4).contains(&n))?.parse().ok()?;
    let (more, _) = tail(rest.get(n..)?);
    let mut at = 2 + space + n + more;
    at += usize::from(text.get(at..)?.starts_with(':'));
    let shape = if operative { Shape::Number { number: value, said: true } } else { Shape::Preambular };
    cut(text, at, shape)
}

fn capital(text: &str) -> Option<Found<'_>> {
    let first = text.bytes().next().filter(u8::is_ascii_uppercase)?;
    let letter = u16::from(first - b'A') + 1;
    text.get(1..)?.starts_with('.').then(|| cut(text, 2, Shape::Letter(letter)))?
}

fn sub(text: &str) -> Option<Found<'_>> {
    let (name, _) = text.split_once(')')?;
    let inner = name.strip_prefix('(').unwrap_or(name);
    let known = !inner.is_empty()
        && inner.len() <= 6
        && (from_letters(inner).is_some_and(|_| inner.len() <= 2) || from_roman(inner).is_some());
    known.then(|| cut(text, name.len() + 1, Shape::Sub))?
}

/// The levels of nested sub-paragraphs: which letter or numeral was last on each.
#[derive(Clone, Debug, Default)]
pub(super) struct Nest(Vec<(u16, bool)>);

impl Nest {
    /// Forgets everything: a new numbered paragraph began.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The level from 1 of a sub-paragraph with this label, which then is the last one. `opens`
    /// says that the text before ends in a colon. "(i)" after "(h)" is a letter; below "(a) …:"
    /// it is a numeral one level down.
    pub fn level(&mut self, issued: &str, opens: bool) -> (u8, bool) {
        let name = issued.trim_matches(['(', ')']);
        let (letter, numeral) = (from_letters(name), from_roman(name));
        let due = |(last, roman): &(u16, bool)| (if *roman { numeral } else { letter }) == Some(last + 1);
        if let Some(depth) = self.0.iter().rposition(due) {
            self.0.truncate(depth + 1);
            if let Some(level) = self.0.last_mut() {
                level.0 += 1;
            }
            return (depth as u8 + 1, true);
        }
        let first = [(numeral, true), (letter, false)].into_iter().find(|(n, _)| *n == Some(1));
        match first {
            Some((_, roman)) if self.0.is_empty() || (opens && self.0.len() < 9) => {
                self.0.push((1, roman));
                (self.0.len() as u8, true)
            }
            _ => {
                // Out of its order: on the level that writes it so.
                let roman = letter.is_none();
                let depth = self.0.iter().position(|(_, r)| *r == roman).unwrap_or(self.0.len()).min(8);
                self.0.truncate(depth);
                self.0.push((letter.or(numeral).unwrap_or(1), roman));
                (depth as u8 + 1, false)
            }
        }
    }

    /// Whether this label is the next one at its place.
    pub fn expects(&self, issued: &str, opens: bool) -> bool {
        self.clone().level(issued, opens).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found() {
        for (text, issued, rest) in [
            ("26. We", "26.", "We"),
            ("26 bis. We", "26 bis.", "We"),
            ("26.bis. We", "26.bis.", "We"),
            ("A. We", "A.", "We"),
            ("(a) Enhancing", "(a)", "Enhancing"),
            ("(xii)  So", "(xii)", "So"),
            ("a) So", "a)", "So"),
            ("OP5. Calls", "OP5.", "Calls"),
            ("OP 5bis: Calls", "OP 5bis:", "Calls"),
            ("PP3 Recalling", "PP3", "Recalling"),
        ] {
            assert_eq!(find(text).map(|f| (f.issued, f.rest)), Some((issued, rest)), "{text}");
        }
        for text in [
            "26 We",
            "2015. We",
            "1.5 per cent",
            "80/118. Title",
            "26.",
            "(unless) so",
            "(A) x",
            "A.B. x",
            "",
            "OPEC is",
            "é",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn labels_of_what_is_put_in() {
        for text in
            ["2 bis [Invites", "[2.bis Invites", "26Abis [EU: so]", "5 alt (EU) so", "5 alt 1 [so]", "3bis."]
        {
            assert!(is_put_in(text), "{text}");
        }
        for text in ["2 boats", "2 [boats]", "26A boats", "2. So", "bis dat", "", "[", "2 bison"] {
            assert!(!is_put_in(text), "{text}");
        }
    }

    #[test]
    fn levels() {
        let mut nest = Nest::default();
        let levels: Vec<_> = [("(a)", true), ("(i)", true), ("(ii)", false), ("(b)", false), ("(c)", false)]
            .map(|(l, o)| nest.level(l, o).0)
            .to_vec();
        assert_eq!(levels, [1, 2, 2, 1, 1]);
        let mut nest = Nest::default();
        assert_eq!(["(h)", "(i)", "(j)"].map(|l| nest.level(l, false).0), [1, 1, 1]);
        let mut nest = Nest::default();
        assert_eq!(["(i)", "(ii)"].map(|l| nest.level(l, true).0), [1, 1]);
    }
}
