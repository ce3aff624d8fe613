//! The word difference of two paragraphs, and how alike they are.
//!
//! Changes come out as a reader would mark them: whole words, insertions at clause borders, no
//! islands of one or two words; a text with little in common is replaced as a whole.

use super::cuts::{Cut, Cutter};
use super::fold::key;
use super::interner::Interner;
use super::matching::{Edit, Numbered, difference, edits, kept};
use super::slide::clean;
use super::tokens::tokens;
use super::weights::Weights;
use std::ops::Range;

/// Likeness below which one text simply replaces the other.
const BLOCK: f64 = 0.35;

/// A difference: characters `a` of the older text became characters `b` of the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where in the older text, in characters; empty for an insertion.
    pub a: Range<usize>,
    /// Where in the newer text, in characters; empty for a deletion.
    pub b: Range<usize>,
}

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// In both; spelled as in the newer text.
    Equal(String),
    /// Only in the older text.
    Delete(String),
    /// Only in the newer text.
    Insert(String),
}

/// The words that differ, in order and disjoint, both ranges increasing. Replacing each range of
/// `a` by its words of `b` gives a text with the [`key`] of `b`: what differs only in quotation
/// marks, dashes, white space or note references is no difference. None where the keys are equal.
pub fn words(a: &str, b: &str) -> Vec<Hunk> {
    hunks(&cuts(a, b, false))
}

/// As [`words`], but every byte counts: replacing gives exactly `b`.
pub fn words_exact(a: &str, b: &str) -> Vec<Hunk> {
    hunks(&cuts(a, b, true))
}

/// As [`words_exact`], but no more than the words that differ, however small the islands between
/// them: what is anchored to those islands is not touched.
pub fn words_least(a: &str, b: &str) -> Vec<Hunk> {
    if a == b {
        return Vec::new();
    }
    let (a, b, _) = numbered(a, b);
    let found = difference(&a.numbers, &b.numbers);
    hunks(&Cutter { a: &a, b: &b, exact: true }.cuts(found))
}

/// The difference as a list of steps: equal and inserted ones together are `b` exactly.
pub fn script(a: &str, b: &str) -> Vec<Op> {
    let mut out = Vec::new();
    let mut done = 0;
    let mut push = |text: Option<&str>, op: fn(String) -> Op| {
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            out.push(op(text.to_owned()));
        }
    };
    for cut in cuts(a, b, false) {
        push(b.get(done..cut.b.0.byte), Op::Equal);
        push(a.get(cut.a.0.byte..cut.a.1.byte), Op::Delete);
        push(b.get(cut.b.0.byte..cut.b.1.byte), Op::Insert);
        done = cut.b.1.byte;
    }
    push(b.get(done..), Op::Equal);
    out
}

/// How alike two texts are, 0 to 1: the weight of their common words, taken twice, over that of
/// all their words; light words and marks count less. 1 where their keys are equal.
pub fn similarity(a: &str, b: &str) -> f64 {
    if key(a) == key(b) {
        return 1.0;
    }
    let (a, b, weights) = numbered(a, b);
    let edits = difference(&a.numbers, &b.numbers);
    likeness(&a, &b, &edits, &weights).0
}

fn numbered<'a>(a: &'a str, b: &'a str) -> (Numbered<'a>, Numbered<'a>, Weights) {
    let mut interner = Interner::default();
    let mut number = |text: &'a str| {
        let tokens = tokens(text);
        let numbers = interner.all(text, &tokens);
        Numbered { text, tokens, numbers }
    };
    let (a, b) = (number(a), number(b));
    let weights =
        Weights::plain(interner.len(), [(a.text, &a.tokens, &a.numbers), (b.text, &b.tokens, &b.numbers)]);
    (a, b, weights)
}

/// The likeness that an edit list leaves, and the share that it leaves of the smaller side.
fn likeness(a: &Numbered, b: &Numbered, edits: &[Edit], weights: &Weights) -> (f64, f64) {
    let pairs = kept(edits, a.numbers.len(), b.numbers.len());
    let common: f64 = pairs.filter_map(|(i, _)| a.numbers.get(i)).map(|n| weights.of(*n)).sum();
    let (left, right) = (weights.sum(&a.numbers), weights.sum(&b.numbers));
    let share = |common: f64, all: f64| if all > 0.0 { (common / all).min(1.0) } else { 0.0 };
    (share(2.0 * common, left + right), share(common, left.min(right)))
}

fn cuts(a: &str, b: &str, exact: bool) -> Vec<Cut> {
    if a == b || (!exact && key(a) == key(b)) {
        return Vec::new();
    }
    let (a, b, weights) = numbered(a, b);
    let found = edits(&a, &b, &weights);
    let (alike, part) = likeness(&a, &b, &found, &weights);
    // A short text that was only added to is alike by its share, however much was added.
    let block = alike < BLOCK && part < 0.5 && !a.tokens.is_empty() && !b.tokens.is_empty();
    let found =
        if block { vec![Edit { a: 0..a.tokens.len(), b: 0..b.tokens.len() }] } else { clean(&a, &b, found) };
    Cutter { a: &a, b: &b, exact }.cuts(found)
}

fn hunks(cuts: &[Cut]) -> Vec<Hunk> {
    cuts.iter().map(|c| Hunk { a: c.a.0.at..c.a.1.at, b: c.b.0.at..c.b.1.at }).collect()
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
