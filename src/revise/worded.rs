//! What differs between the words of two states of one paragraph, and how much it matters.
//!
//! A changed verb matters most; what only follows from other changes, least: "also" and
//! "further", the number of a paragraph that moved up, quotation marks, a note's number. A changed
//! figure is substance. Nothing is left out: what is no difference of words is told as one of
//! printing.

use crate::diff::{Hunk, Shape, Token, key, tokens, words};
use crate::lexicon::{is_auxiliary, is_sequence, is_verb, opening_verb};
use crate::text::NOTE;
use std::collections::BTreeMap;
use std::ops::Range;

/// How much a change matters, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// The verb that a paragraph opens with.
    Opening,
    /// An auxiliary or a verb inside.
    Verb,
    /// A whole paragraph: new, gone, moved, cut up, joined.
    Paragraph,
    /// Other words, figures, marks inside.
    Words,
    /// What follows from other changes.
    Mechanical,
}

impl Weight {
    /// The class in JSON.
    pub fn class(self) -> &'static str {
        match self {
            Weight::Opening | Weight::Verb => "verb",
            Weight::Paragraph | Weight::Words => "substance",
            Weight::Mechanical => "mechanical",
        }
    }
}

/// A difference inside a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Worded {
    pub weight: Weight,
    pub what: &'static str,
    pub old: String,
    pub new: String,
    /// Where it stands in the newer text, in characters.
    pub place: Range<usize>,
    /// Some words before and after it.
    pub before: String,
    pub after: String,
}

/// Words of context on each side.
const CONTEXT: usize = 4;
/// A longer change is told as words, whatever verbs are in it.
const SHORT: usize = 8;

/// The numbers that operative paragraphs had, and what they have become.
pub(super) type Numbers = BTreeMap<u32, u32>;

/// All differences of two texts, in order.
pub(super) fn worded(old: &str, new: &str, numbers: &Numbers) -> Vec<Worded> {
    let mut pair = Pair { old: Side::new(old), new: Side::new(new), numbers, out: Vec::new() };
    let (a, b) = (opening_verb(old), opening_verb(new));
    let (mut x, mut y) = (0, 0);
    if let (Some(a), Some(b)) = (&a, &b) {
        (x, y) = (a.length, b.length);
        if a.phrase != b.phrase {
            let (weight, what) = match a.core == b.core {
                true => (Weight::Mechanical, "sequence"),
                false => (Weight::Opening, "opening"),
            };
            pair.push(weight, what, 0..x, 0..y);
        }
    }
    let rest = |text: &str, n: usize| text.chars().skip(n).collect::<String>();
    // Of two texts of which only one opens with a verb, what changes there is that.
    let opens = |v: &Option<crate::lexicon::Verb>| v.as_ref().map_or(0, |v| v.length);
    let single = if a.is_some() == b.is_some() { (0, 0) } else { (opens(&a), opens(&b)) };
    for Hunk { a, b } in words(&rest(old, x), &rest(new, y)) {
        let (a, b) = (a.start + x..a.end + x, b.start + y..b.end + y);
        let (weight, what) = match a.start < single.0 || b.start < single.1 {
            true => (Weight::Opening, "opening"),
            false => pair.classed(&a, &b),
        };
        pair.push(weight, what, a, b);
    }
    if pair.out.is_empty() && bare(old) != bare(new) {
        pair.push(Weight::Mechanical, "marks", 0..0, 0..0);
    }
    pair.out
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| *c != NOTE).collect()
}

struct Side<'a> {
    text: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Side<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, tokens: tokens(text) }
    }

    fn within(&self, range: &Range<usize>) -> &[Token] {
        let from = self.tokens.partition_point(|t| t.range.end <= range.start);
        let to = self.tokens.partition_point(|t| t.range.start < range.end).max(from);
        self.tokens.get(from..to).unwrap_or_default()
    }

    fn words(&self, range: &Range<usize>) -> String {
        let all = self.text.chars().skip(range.start).take(range.end.saturating_sub(range.start));
        all.filter(|c| *c != NOTE).collect::<String>().trim().to_owned()
    }

    /// The folded tokens of a range without quotation marks and note numbers.
    fn essence(&self, range: &Range<usize>) -> Vec<String> {
        let all = self.within(range).iter().map(|t| (t.shape, key(t.text(self.text))));
        let counts = |(shape, word): &(Shape, String)| {
            let note = *shape == Shape::Number && !word.chars().any(|c| c.is_ascii_digit());
            !note && !word.is_empty() && !matches!(word.as_str(), "\"" | "'")
        };
        all.filter(counts).map(|(_, word)| word).collect()
    }

    fn is_end(&self, range: &Range<usize>) -> bool {
        self.tokens.last().is_none_or(|t| t.range.end <= range.end)
    }

    /// The first word after a place.
    fn next(&self, at: usize) -> Option<&str> {
        let n = self.tokens.partition_point(|t| t.range.start < at);
        self.tokens.get(n).map(|t| t.text(self.text))
    }
}

struct Pair<'a> {
    old: Side<'a>,
    new: Side<'a>,
    numbers: &'a Numbers,
    out: Vec<Worded>,
}

impl Pair<'_> {
    fn push(&mut self, weight: Weight, what: &'static str, a: Range<usize>, b: Range<usize>) {
        let tokens = &self.new.tokens;
        let from = tokens.partition_point(|t| t.range.end <= b.start);
        let to = tokens.partition_point(|t| t.range.start < b.end).max(from);
        let first = tokens.get(from.saturating_sub(CONTEXT)).map_or(b.start, |t| t.range.start);
        let last = tokens.get(..tokens.len().min(to + CONTEXT)).and_then(<[_]>::last);
        let last = last.map_or(b.end, |t| t.range.end).max(b.end);
        self.out.push(Worded {
            weight,
            what,
            old: self.old.words(&a),
            new: self.new.words(&b),
            before: self.new.words(&(first.min(b.start)..b.start)),
            after: self.new.words(&(b.end..last)),
            place: b,
        });
    }

    /// How much the change of some words matters, and what it is.
    fn classed(&self, a: &Range<usize>, b: &Range<usize>) -> (Weight, &'static str) {
        let (mut old, mut new) = (self.old.essence(a), self.new.essence(b));
        if old == new {
            return (Weight::Mechanical, "marks");
        }
        if self.is_renumbered(a, b) {
            return (Weight::Mechanical, "number");
        }
        if self.old.is_end(a) && self.new.is_end(b) {
            let closes = |w: &String| matches!(w.as_str(), "," | ";" | "." | ":");
            while old.last().is_some_and(closes) {
                old.pop();
            }
            while new.last().is_some_and(closes) {
                new.pop();
            }
            // Before a last sub-paragraph stands "and".
            let and =
                |list: &[String]| matches!(list, [] | [_]) && list.iter().all(|w| w == "and" || w == ";");
            if old == new || (and(&old) && and(&new)) {
                return (Weight::Mechanical, "end");
            }
        }
        let plain = |list: &[String]| list.iter().filter(|w| !is_sequence(w)).cloned().collect::<Vec<_>>();
        let verb = |side: &Side, list: &[String], at: usize| {
            let last = list.last().map(String::as_str).filter(|w| !is_sequence(w));
            last.or_else(|| side.next(at)).is_some_and(is_verb)
        };
        if plain(&old) == plain(&new) && (verb(&self.new, &new, b.end) || verb(&self.old, &old, a.end)) {
            return (Weight::Mechanical, "sequence");
        }
        let lower = |list: &[String], is: fn(&str) -> bool| {
            let mut all: Vec<String> = list.iter().map(|w| w.to_lowercase()).filter(|w| is(w)).collect();
            all.sort();
            all
        };
        if old.len().max(new.len()) <= SHORT {
            if lower(&old, is_auxiliary) != lower(&new, is_auxiliary) {
                return (Weight::Verb, "auxiliary");
            }
            if lower(&old, is_verb) != lower(&new, is_verb) {
                return (Weight::Verb, "verb");
            }
        }
        let figures = |w: &String| w.chars().any(|c| c.is_ascii_digit());
        (Weight::Words, if old.iter().chain(&new).any(figures) { "figure" } else { "words" })
    }

    /// Whether it is the number of a paragraph of this text that has another number now.
    fn is_renumbered(&self, a: &Range<usize>, b: &Range<usize>) -> bool {
        let number = |side: &Side, range: &Range<usize>| match side.within(range) {
            [one] if one.shape == Shape::Number => one.text(side.text).parse::<u32>().ok(),
            _ => None,
        };
        let (Some(old), Some(new)) = (number(&self.old, a), number(&self.new, b)) else { return false };
        let before = self
            .new
            .tokens
            .iter()
            .rev()
            .skip_while(|t| t.range.end > b.start)
            .map(|t| (t, t.text(self.new.text)));
        let joins = |t: &Token, w: &str| {
            t.shape == Shape::Number || matches!(w, "," | "and" | "or" | "to" | "–" | "-")
        };
        let named = before.take(8).find(|(t, w)| !joins(t, w)).map(|(_, w)| w.to_lowercase());
        let named =
            named.is_some_and(|w| matches!(w.as_str(), "paragraph" | "paragraphs" | "para" | "paras" | "op"));
        // "paragraph 5 of resolution 79/1" is a paragraph of another text.
        let rest: String = self.new.text.chars().skip(b.end).take(24).collect();
        let other =
            rest.trim_start().starts_with("of ") && !rest.contains("present") && !rest.contains("this");
        named && !other && self.numbers.get(&old) == Some(&new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let numbers = Numbers::from([(5, 6)]);
        let all = worded(old, new, &numbers).into_iter();
        all.map(|w| format!("{} {} {}→{}", w.weight.class(), w.what, w.old, w.new)).collect()
    }

    #[test]
    fn verbs() {
        assert_eq!(
            told("Calls upon all keepers to light lamps;", "Encourages all keepers to light lamps;"),
            ["verb opening Calls upon→Encourages"]
        );
        assert_eq!(
            told("We commit to light lamps.", "We aim to light lamps."),
            ["verb opening We commit→We aim"]
        );
        assert_eq!(
            told("Notes that ships shall stop;", "Notes that ships should stop;"),
            ["verb auxiliary shall→should"]
        );
        assert_eq!(
            told("Notes the tide, and urges care;", "Notes the tide, and requests care;"),
            ["verb verb urges→requests"]
        );
        assert_eq!(
            told("Urges all keepers to stop;", "Keepers are urged to stop;").first().map(|t| &t[..12]),
            Some("verb opening")
        );
    }

    #[test]
    fn what_only_follows_from_other_changes() {
        for (old, new) in [
            ("Further calls upon keepers;", "Calls upon keepers;"),
            ("Recalling its lamps,", "Recalling also its lamps,"),
            ("Notes the “lamp” of old;", "Notes the \"lamp\" of old;"),
            ("Notes the tide;", "Notes the tide."),
            ("Notes paragraph 5 above and the tide;", "Notes paragraph 6 above and the tide;"),
            ("Notes paragraphs 1 and 5 above;", "Notes paragraphs 1 and 6 above;"),
            ("Notes the tide, calls for care;", "Notes the tide, also calls for care;"),
        ] {
            let all = told(old, new);
            assert!(!all.is_empty() && all.iter().all(|t| t.starts_with("mechanical")), "{old}: {all:?}");
        }
        assert!(told("Notes the tide;", "Notes the tide;").is_empty());
    }

    #[test]
    fn figures_and_other_words_are_substance() {
        for (old, new, what) in [
            ("Decides to give 0.7 per cent;", "Decides to give 0.5 per cent;", "figure"),
            ("Decides to end it by 2030;", "Decides to end it by 2035;", "figure"),
            ("Notes paragraph 5 above;", "Notes paragraph 9 above;", "figure"),
            ("Notes paragraph 5 of resolution 1/2;", "Notes paragraph 6 of resolution 1/2;", "figure"),
            ("Decides on the further growth of lamps;", "Decides on the growth of lamps;", "words"),
            ("Decides to light, all lamps;", "Decides to light all lamps;", "words"),
        ] {
            let all = told(old, new);
            assert!(all.len() == 1 && all[0].starts_with(&format!("substance {what}")), "{old}: {all:?}");
        }
    }
}
