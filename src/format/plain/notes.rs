//! Takes the notes out of the lines: their markers, their texts, and where they stood.
//!
//! A note is printed at the end of its page, often in the middle of a paragraph. It is known by
//! a superscript number, by a number after a drawn line, or by `[^1]:`.

use super::furniture::Kept;
use super::lines::Line;

/// How the marker of a note is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Marker {
    /// ¹²
    Raised(u32),
    /// A plain number after a drawn line; its references are plain numbers too.
    Plain(u32),
    /// A star after a drawn line: on whose behalf a draft is submitted.
    Star,
    /// `[^name]`
    Named(String),
}

/// A note as it stands in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Definition {
    /// Its marker.
    pub marker: Marker,
    /// The number of the line that it begins on.
    pub line: usize,
    /// The lines of its text with their numbers.
    pub pieces: Vec<(usize, String)>,
}

/// The value of a superscript digit.
pub(super) fn raised(c: char) -> Option<u32> {
    match c {
        '⁰' => Some(0),
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁴'..='⁹' => Some(u32::from(c) - u32::from('⁰')),
        _ => None,
    }
}

/// Takes a superscript number off the start.
pub(super) fn take_raised(text: &str) -> Option<(u32, &str)> {
    let mut number: u32 = 0;
    let mut rest = text;
    while let Some(digit) = rest.chars().next().and_then(raised) {
        number = number.checked_mul(10)?.checked_add(digit)?;
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str();
    }
    (rest.len() < text.len()).then_some((number, rest))
}

/// Takes `[^name]` off the start.
pub(super) fn take_named(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix("[^")?.split_once(']')?;
    let fits =
        !name.is_empty() && name.len() <= 40 && !name.contains(|c: char| c.is_whitespace() || c == '[');
    fits.then_some((name, rest))
}

/// Splits the lines into those of the text and the notes.
pub(super) fn extract(kept: Vec<Kept>, spaced: bool) -> (Vec<Line>, Vec<Definition>) {
    let mut lines: Vec<Line> = Vec::with_capacity(kept.len());
    let mut notes: Vec<Definition> = Vec::new();
    let mut state = State::default();
    let (mut gap, mut broken) = (false, false);
    for Kept { mut line, after_rule } in kept {
        if let Some((marker, rest)) = state.marker(&line.text, after_rule) {
            if let Marker::Plain(n) = marker {
                state.plain = n;
            }
            state.open = true;
            notes.push(Definition {
                marker,
                line: line.number,
                pieces: vec![(line.number, rest.to_owned())],
            });
        } else if state.open
            && let Some(note) = notes.last_mut().filter(|note| continues(note, &line, spaced))
        {
            note.pieces.push((line.number, line.text));
        } else {
            state.open = false;
            line.gap |= gap;
            line.broken |= broken;
            (gap, broken) = (false, false);
            lines.push(line);
            continue;
        }
        (gap, broken) = (true, true);
    }
    (lines, notes)
}

#[derive(Default)]
struct State {
    /// The last note known by a plain number.
    plain: u32,
    /// Whether the line before belongs to a note.
    open: bool,
}

impl State {
    fn marker<'a>(&self, text: &'a str, after_rule: bool) -> Option<(Marker, &'a str)> {
        let (marker, rest) = if let Some((n, rest)) = take_raised(text) {
            (Marker::Raised(n), rest)
        } else if let Some((name, rest)) = take_named(text) {
            (Marker::Named(name.to_owned()), rest.strip_prefix(':')?)
        } else if after_rule && let Some(rest) = text.strip_prefix('*').filter(|r| r.starts_with(' ')) {
            (Marker::Star, rest)
        } else {
            let end = text.find(|c: char| !c.is_ascii_digit())?;
            let (digits, rest) = text.split_at(end);
            let number: u32 = digits.parse().ok()?;
            let text_follows = rest.starts_with(char::is_whitespace)
                && rest.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '*' | '['));
            let next = self.plain.checked_add(1) == Some(number) || (after_rule && number == 1);
            if !(next && text_follows && (after_rule || self.open)) {
                return None;
            }
            (Marker::Plain(number), rest)
        };
        let rest = rest.trim();
        (!rest.is_empty()).then_some((marker, rest))
    }
}

/// Whether a line goes on with the note before it: until its sentence ends, or its block does.
fn continues(note: &Definition, line: &Line, spaced: bool) -> bool {
    let Some((_, last)) = note.pieces.last() else { return false };
    if line.broken || (line.gap && !spaced) || note.pieces.len() > 40 {
        return false;
    }
    if matches!(note.marker, Marker::Named(_)) && !spaced {
        return true;
    }
    let last = last.trim_end_matches(['*', '_', ')', '”', '"']);
    let short =
        ["No.", "vol.", "Vol.", "para.", "paras.", "chap.", "art.", "sect.", "pp.", "p.", "cf.", "Add."];
    !last.ends_with(['.', '?', '!']) || short.iter().any(|s| last.ends_with(s))
}

#[cfg(test)]
mod tests {
    use super::super::{furniture, lines};
    use super::*;

    fn run(source: &str, spaced: bool) -> (Vec<String>, Vec<(Marker, String)>) {
        let mut dropped = Vec::new();
        let kept = furniture::remove(lines::split(source, &mut dropped), &mut dropped);
        let (lines, notes) = extract(kept, spaced);
        let join =
            |d: Definition| (d.marker, d.pieces.into_iter().map(|p| p.1).collect::<Vec<_>>().join(" "));
        (lines.into_iter().map(|l| l.text).collect(), notes.into_iter().map(join).collect())
    }

    #[test]
    fn notes_of_three_kinds() {
        let (lines, notes) = run("text,¹\n\n¹ See A/1.\n\n¹² Two\nlines.\n\nmore[^a]\n\n[^a]: Named.", false);
        assert_eq!(lines, ["text,¹", "more[^a]"]);
        let named = Marker::Named("a".into());
        let expected = [
            (Marker::Raised(1), "See A/1.".to_owned()),
            (Marker::Raised(12), "Two lines.".to_owned()),
            (named, "Named.".to_owned()),
        ];
        assert_eq!(notes, expected);
    }

    #[test]
    fn a_star_after_a_rule() {
        let (lines, notes) = run("Iraq:* draft\n\n____\n* On behalf of\nthe Group.\n\n* a bullet", false);
        assert_eq!(lines, ["Iraq:* draft", "* a bullet"]);
        assert_eq!(notes, [(Marker::Star, "On behalf of the Group.".to_owned())]);
    }

    #[test]
    fn plain_numbers_only_after_a_rule() {
        let source =
            "1 June\n\n____\n\n 1  Resolutions 1/1,\n\n2/2 and 3/3.\n\n 2  See A/1.\n\n 4 Not one.\n\ntext";
        let (lines, notes) = run(source, true);
        assert_eq!(lines, ["1 June", "4 Not one.", "text"]);
        assert_eq!(
            notes.iter().map(|n| n.1.as_str()).collect::<Vec<_>>(),
            ["Resolutions 1/1, 2/2 and 3/3.", "See A/1."]
        );
    }
}
