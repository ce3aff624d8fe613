//! What stands behind an actor's name and is no text but says what to do with it: "Delete.",
//! "retain", "reserves its position", "Replace “x” by “y”".
//!
//! Only such forms as nobody writes into a paragraph; what is quoted must stand in the paragraph,
//! once. What looks like an instruction and cannot be read is listed, never put in as words.

use super::super::spans::span;
use super::lines::Line;
use super::maker::Maker;
use crate::record::{ActorId, Wish};
use crate::text::{Fragment, Words};
use crate::weave::bracket::quoted_words;

/// The most words outside of quotation marks that an instruction has.
const LONGEST: usize = 12;

/// What is to be done, with what is quoted.
#[derive(Debug, PartialEq, Eq)]
enum Todo<'a> {
    DeleteParagraph,
    Retain,
    Reserve,
    Delete(&'a str),
    Replace(&'a str, &'a str),
    /// These words go before (false) or after those.
    Insert(&'a str, bool, &'a str),
    /// It says what to do, and not so that it can be read.
    Unread,
}

/// Verbs with which instructions and stances begin.
const VERBS: [&str; 24] = [
    "delete",
    "deletes",
    "deleted",
    "replace",
    "replaces",
    "insert",
    "inserts",
    "add",
    "adds",
    "retain",
    "retains",
    "keep",
    "keeps",
    "reserve",
    "reserves",
    "reservation",
    "support",
    "supports",
    "oppose",
    "opposes",
    "move",
    "merge",
    "agree",
    "agrees",
];

/// Words of an instruction that say nothing more.
const IDLE: [&str; 25] = [
    "the",
    "a",
    "this",
    "entire",
    "whole",
    "full",
    "word",
    "words",
    "phrase",
    "following",
    "new",
    "please",
    "para",
    "paragraph",
    "op",
    "pp",
    "on",
    "its",
    "position",
    "text",
    "original",
    "as",
    "is",
    "to",
    "be",
];

/// What stands in quotation marks, and the words around it with a `Q` for each.
fn parts(text: &str) -> (Vec<&str>, String) {
    let (mut quotes, mut shape, mut at) = (Vec::new(), String::new(), 0);
    let pairs = [('“', "”"), ('"', "\""), ('«', "»"), ('„', "“"), ('‘', "’"), ('\'', "'"), ('”', "”")];
    while let Some(c) = text.get(at..).and_then(|t| t.chars().next()) {
        let behind = at + c.len_utf8();
        let free = shape.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let close = pairs.iter().find(|(open, _)| *open == c && free).and_then(|(_, close)| {
            // An apostrophe inside of a word closes nothing.
            let rest = text.get(behind..)?;
            let ends = |i: &usize| {
                rest.get(i + close.len()..).is_some_and(|t| !t.starts_with(|c: char| c.is_alphanumeric()))
            };
            let end = rest.match_indices(close).map(|(i, _)| i).find(ends)?;
            Some((rest.get(..end)?, behind + end + close.len()))
        });
        match close {
            Some((quote, to)) if !quote.trim().is_empty() => {
                quotes.push(quote.trim());
                shape.push_str(" \u{1} ");
                at = to;
            }
            _ => {
                shape.push(c);
                at = behind;
            }
        }
    }
    (quotes, shape)
}

/// What a text says is to be done; none for a text that is a paragraph.
fn read(text: &str) -> Option<Todo<'_>> {
    let (quotes, shape) = parts(text.trim().trim_matches(['[', ']', '(', ')']));
    let lower = shape.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || ".,;:".contains(c)).filter(|w| !w.is_empty()).collect();
    let first = words.iter().find(|w| !IDLE.contains(w))?;
    let begins = VERBS.contains(first) || (matches!(*first, "after" | "before") && !quotes.is_empty());
    if !begins || words.len() > LONGEST {
        return None;
    }
    let told: Vec<&str> = words.iter().filter(|w| !IDLE.contains(w)).copied().collect();
    let told = told.join(" ");
    Some(match (told.as_str(), quotes.as_slice()) {
        ("delete" | "deletes" | "deleted", []) => Todo::DeleteParagraph,
        ("retain" | "retains" | "keep" | "keeps", []) => Todo::Retain,
        ("reserve" | "reserves" | "reservation", []) => Todo::Reserve,
        ("delete \u{1}" | "deletes \u{1}", [old]) => Todo::Delete(old),
        (
            "replace \u{1} by \u{1}"
            | "replace \u{1} with \u{1}"
            | "replaces \u{1} by \u{1}"
            | "replaces \u{1} with \u{1}",
            [old, new],
        ) => Todo::Replace(old, new),
        ("add \u{1} after \u{1}" | "insert \u{1} after \u{1}", [new, old]) => Todo::Insert(new, true, old),
        ("add \u{1} before \u{1}" | "insert \u{1} before \u{1}", [new, old]) => Todo::Insert(new, false, old),
        ("after \u{1} add \u{1}" | "after \u{1} insert \u{1}", [old, new]) => Todo::Insert(new, true, old),
        ("before \u{1} add \u{1}" | "before \u{1} insert \u{1}", [old, new]) => Todo::Insert(new, false, old),
        // "Supports the work of keepers;" is a paragraph.
        _ if text.trim_end().ends_with([';', ',']) => return None,
        _ if quotes.is_empty() && words.len() > 6 => return None,
        _ => Todo::Unread,
    })
}

impl Maker<'_> {
    /// Does what a line says is to be done with a paragraph of the base; whether it says so.
    pub(super) fn instruction(&mut self, line: &Line, by: &[ActorId], at: Option<usize>) -> bool {
        let text = line.words.text();
        let Some(todo) = read(text) else { return false };
        let label = at.map(|at| self.name(at)).unwrap_or_default();
        let names: Vec<&str> = by.iter().map(ActorId::as_str).collect();
        let said = format!("{}: {}", names.join(", "), text.trim());
        let found = at.and_then(|at| Some((self.input.base.meta(at)?.id, self.input.base.words(at))));
        let Some((id, words)) = found else {
            self.lost(&label, &said, "it does not say of which paragraph");
            return true;
        };
        match wish(&todo, words.text(), |range| span(id, &words, range), words.len()) {
            Ok(wish) => drop(self.propose(by, wish, "")),
            Err(why) => self.lost(&label, &said, why),
        }
        true
    }
}

fn wish(
    todo: &Todo,
    base: &str,
    at: impl Fn(std::ops::Range<usize>) -> crate::record::Span,
    len: usize,
) -> Result<Wish, &'static str> {
    let put = |words: &str| Fragment::from(Words::plain(words));
    Ok(match *todo {
        Todo::DeleteParagraph => Wish::DeleteParagraph { at: at(0..len) },
        Todo::Retain => Wish::Retain { at: at(0..len) },
        Todo::Reserve => Wish::Reserve { at: at(0..len) },
        Todo::Delete(old) => {
            let range = quoted_words(base, old)?;
            // One of the two spaces goes along.
            let blank = |at: usize| base.chars().nth(at) == Some(' ');
            let start = match range.start.checked_sub(1) {
                Some(before) if blank(before) && (blank(range.end) || range.end == len) => before,
                _ => range.start,
            };
            Wish::Replace { at: at(start..range.end), with: put("") }
        }
        Todo::Replace(old, new) => Wish::Replace { at: at(quoted_words(base, old)?), with: put(new) },
        Todo::Insert(new, true, old) => {
            let end = quoted_words(base, old)?.end;
            let glued = new.starts_with([',', ';', '.', ':']);
            let new = if glued { new.to_owned() } else { format!(" {new}") };
            Wish::Replace { at: at(end..end), with: put(&new) }
        }
        Todo::Insert(new, false, old) => {
            let start = quoted_words(base, old)?.start;
            Wish::Replace { at: at(start..start), with: put(&format!("{new} ")) }
        }
        Todo::Unread => return Err("it says what to do, but not in a way that is understood"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_told_from_paragraphs() {
        for (text, todo) in [
            ("Delete.", Todo::DeleteParagraph),
            ("Delete this paragraph", Todo::DeleteParagraph),
            ("[to be deleted]", Todo::DeleteParagraph),
            ("retain", Todo::Retain),
            ("Keep as is.", Todo::Retain),
            ("reserves its position on this paragraph.", Todo::Reserve),
            ("Delete “all”.", Todo::Delete("all")),
            ("Delete the word 'all'", Todo::Delete("all")),
            ("replace the words ‘their lamps’ by ‘all lamps’;", Todo::Replace("their lamps", "all lamps")),
            ("Add “, boats” after “ships”", Todo::Insert(", boats", true, "ships")),
            ("Before \"ships\", insert \"old\".", Todo::Insert("old", false, "ships")),
            ("Delete reference to the keepers", Todo::Unread),
            ("Supports the EU.", Todo::Unread),
            ("Delete “a” and “b”", Todo::Unread),
        ] {
            assert_eq!(read(text), Some(todo), "{text}");
        }
        for text in [
            "Supports the work of keepers;",
            "Keeps the matter under review,",
            "Supports the work of the keepers of lamps in all harbours.",
            "Calls upon “all” keepers;",
            "After the tide",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
