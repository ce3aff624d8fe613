//! Placement notes: "/possibly also in the capacity-building section, OP68 or 69/".
//!
//! A pair of slashes is one only at borders of words, outside of square brackets, with a
//! placement word inside; "and/or", "A/80/62-E/2025/12" and "70/125" stay text.

use crate::diff::key;
use crate::text::{Document, Kind, Label, ParagraphId, Series, Words};
use crate::weave::bracket::names_a_place;

/// Longer pairs of slashes are no notes; in characters.
const LONGEST: usize = 240;

/// A note as it stood between its slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// Where it stood in the words that are left, in characters.
    pub at: usize,
    /// The words between the slashes.
    pub text: String,
}

impl Note {
    /// Whether the words are to stand in both places.
    pub(super) fn copies(&self) -> bool {
        lower_words(&self.text).any(|w| w == "also")
    }
}

/// Takes the placement notes out of words; those that `known` has already are text.
pub(super) fn take_out(words: &Words, known: impl Fn(&str) -> bool) -> (Words, Vec<Note>) {
    let (mut words, mut notes) = (words.clone(), Vec::new());
    let mut from = 0;
    if !words.text().contains('/') {
        return (words, notes);
    }
    while let Some((start, end)) = next(&words, from) {
        let text = words.str(start + 1..end).trim().to_owned();
        if known(&key(&text)) {
            from = end + 1;
            continue;
        }
        let blank = |at: usize| words.str(at..at + 1).chars().all(char::is_whitespace);
        let start = if start > 0 && blank(start - 1) && blank(end + 1) { start - 1 } else { start };
        words = words.replaced(start..end + 1, &Words::default());
        notes.push(Note { at: start, text });
        from = start;
    }
    (words, notes)
}

/// The next note from a position on: its two slashes.
fn next(words: &Words, from: usize) -> Option<(usize, usize)> {
    let chars: Vec<char> = words.text().chars().collect();
    let mut depth = 0_i32;
    for (at, c) in chars.iter().enumerate() {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            '/' if at >= from && depth <= 0 && opens(&chars, at) => {
                let far = chars.len().min(at + LONGEST);
                let ends = (at + 2..far).filter(|end| chars.get(*end) == Some(&'/') && closes(&chars, *end));
                let found = ends.into_iter().find(|end| {
                    let inside: String = chars.get(at + 1..*end).unwrap_or_default().iter().collect();
                    names_a_place(&inside)
                });
                if let Some(end) = found {
                    return Some((at, end));
                }
            }
            _ => {}
        }
    }
    None
}

fn opens(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '”' | '"'))
        && chars.get(at + 1).is_some_and(|c| *c != '/')
}

fn closes(chars: &[char], at: usize) -> bool {
    let after = chars.get(at + 1);
    after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')'))
        && chars.get(at - 1).is_some_and(|c| *c != '/')
}

fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// The paragraphs that a note names, in its order, and the labels that the base does not have.
pub(super) fn targets(note: &str, base: &Document) -> (Vec<ParagraphId>, Vec<String>) {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for label in labels(note) {
        match base.metas().find(|m| m.label.as_ref() == Some(&label)) {
            Some(meta) if !found.contains(&meta.id) => found.push(meta.id),
            Some(_) => {}
            None => missing.push(label.to_string()),
        }
    }
    if found.is_empty() && missing.is_empty() {
        found.extend(heading(note, base));
    }
    (found, missing)
}

/// A section named by all the words of its heading.
fn heading(note: &str, base: &Document) -> Option<ParagraphId> {
    let said: Vec<String> = lower_words(note).collect();
    let mut all = base.metas().enumerate().filter(|(at, m)| {
        let text = base.text(*at);
        let mut words = lower_words(&text).peekable();
        m.kind == Kind::Heading && words.peek().is_some() && words.all(|w| said.contains(&w))
    });
    let (_, first) = all.next()?;
    // Two headings that would do are none.
    all.next().is_none().then_some(first.id)
}

/// The labels in a note: "OP68 or 69" names two, "paragraphs 68 to 70" three.
fn labels(note: &str) -> Vec<Label> {
    let tokens: Vec<&str> = note.split([' ', '\u{a0}', ',', ';']).filter(|t| !t.is_empty()).collect();
    let mut out: Vec<Label> = Vec::new();
    let (mut series, mut range) = (None, false);
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let word = token.trim_matches(['.', ':', '(', ')']).to_lowercase();
        let (head, digits) = word.split_at(word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len()));
        if let Some(named) = series_of(head) {
            series = Some(named);
        }
        let starts = head.is_empty() || series_of(head).is_some();
        let Some(kind) = series.filter(|_| starts && !digits.is_empty() && !digits.contains('/')) else {
            range = matches!(word.as_str(), "to" | "-" | "–" | "through") && !out.is_empty();
            i += 1;
            continue;
        };
        let (first, last) = digits.split_once(['-', '–']).unwrap_or((digits, ""));
        let (label, taken) = longest(kind, first, tokens.get(i + 1..).unwrap_or_default());
        i += 1 + taken;
        let Some(label) = label else { continue };
        let from = out.last().filter(|_| range).map_or(label.number, |l| l.number + 1);
        out.extend((from..label.number).take(50).map(|n| Label::new(kind, n)));
        let end = last.parse::<u32>().unwrap_or(0);
        let tail: Vec<Label> = (label.number + 1..=end).take(50).map(|n| Label::new(kind, n)).collect();
        out.push(label);
        out.extend(tail);
        range = false;
    }
    out
}

fn series_of(head: &str) -> Option<Series> {
    match head {
        "pp" | "pps" => Some(Series::Preambular),
        "op" | "ops" | "para" | "paras" | "paragraph" | "paragraphs" => Some(Series::Operative),
        _ => None,
    }
}

/// A label with as many of the next words as belong to it ("bis", "(a)", "alt 2").
fn longest(series: Series, digits: &str, rest: &[&str]) -> (Option<Label>, usize) {
    let prefix = if series == Series::Preambular { "PP" } else { "OP" };
    let read = |taken: usize| -> Option<Label> {
        let tail = rest.get(..taken)?.join(" ");
        format!("{prefix}{digits} {tail}").trim_end_matches(['.', ':', ' ']).parse().ok()
    };
    (0..=3).rev().find_map(|taken| Some((Some(read(taken)?), taken))).unwrap_or((None, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, Vec<String>) {
        let (words, notes) = take_out(&text.into(), |_| false);
        (words.text().to_owned(), notes.into_iter().map(|n| n.text).collect())
    }

    #[test]
    fn notes_and_slashes_of_the_text() {
        let (text, notes) = taken("We sail. /possibly also in the harbour section, OP6 or 7/");
        assert_eq!(
            (text.as_str(), notes.join("|")),
            ("We sail.", "possibly also in the harbour section, OP6 or 7".into())
        );
        assert_eq!(taken("We /see OP 3/ sail.").0, "We sail.");
        assert_eq!(taken("We sail and/or row (70/125), A/80/62-E/2025/12, see/also and /so on/.").1.len(), 0);
        assert_eq!(taken("[in OP3 - EU / in OP4 - US / delete] here").1.len(), 0);
        assert_eq!(taken("/move to OP3 and/or OP4 of 70/1/ so").1, ["move to OP3 and/or OP4 of 70/1"]);
        assert_eq!(taken("no/ see OP3 /no").1.len(), 0);
    }

    #[test]
    fn labels_resolve_relatively() {
        let read = |s: &str| labels(s).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(read("possibly also in the section, OP68 or 69"), "OP68 OP69");
        assert_eq!(read("move to PP3, after 70/125"), "PP3");
        assert_eq!(read("see OP 5 (a) or OP6 bis"), "OP5 (a) OP6 bis");
        assert_eq!(read("paragraphs 3 to 5 and OP7-8"), "OP3 OP4 OP5 OP7 OP8");
        assert_eq!(read("in 2025, also in the section on tides"), "");
    }
}
