//! Which tokens differ: the minimal difference, by sentences where a paragraph is long.
//!
//! The exact search costs tokens × changes. It is held to [`EXACT_WORK`] cells, some 2,000 by
//! 2,000 tokens; above that `coarse` answers, whose difference is right but not minimal.

use super::coarse;
use super::fold::closes;
use super::tokens::Token;
use super::units::{Unit, Units};
use super::weights::Weights;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Largest product of the two lengths, equal ends cut off, that is searched exactly.
const EXACT_WORK: usize = 4_000_000;
/// Tokens above which sentences are aligned first.
const LONG: usize = 120;
/// How much more may be marked so that sentences stay whole.
const SENTENCE_PRICE: f64 = 1.3;

/// Token ranges that differ: `a` is replaced by `b`; one of them may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// Tokens of a.
    pub a: Range<usize>,
    /// Tokens of b.
    pub b: Range<usize>,
}

impl Edit {
    /// Whether it only inserts or only deletes.
    pub(super) fn is_pure(&self) -> bool {
        self.a.is_empty() || self.b.is_empty()
    }
}

/// Appends an edit, joined to the last where they touch.
pub(super) fn push(edits: &mut Vec<Edit>, edit: Edit) {
    if edit.a.is_empty() && edit.b.is_empty() {
        return;
    }
    match edits.last_mut() {
        Some(last) if last.a.end == edit.a.start && last.b.end == edit.b.start => {
            last.a.end = edit.a.end;
            last.b.end = edit.b.end;
        }
        _ => edits.push(edit),
    }
}

/// The difference of two lists of token numbers, within the bounds of this module.
pub(super) fn difference(a: &[u32], b: &[u32]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let (x, y) = trimmed(a, b, 0..a.len(), 0..b.len());
    let (Some(left), Some(right)) = (a.get(x.clone()), b.get(y.clone())) else { return edits };
    if left.len().saturating_mul(right.len()) <= EXACT_WORK {
        exact(left, right, x.start, y.start, &mut edits);
    } else {
        coarse::difference(a, b, &mut edits);
    }
    edits
}

/// The two ranges without the equal tokens at their ends.
pub(super) fn trimmed(
    a: &[u32],
    b: &[u32],
    mut x: Range<usize>,
    mut y: Range<usize>,
) -> (Range<usize>, Range<usize>) {
    let (left, right) = (a.get(x.clone()).unwrap_or_default(), b.get(y.clone()).unwrap_or_default());
    let head = left.iter().zip(right).take_while(|(x, y)| x == y).count();
    let room = left.len().min(right.len()) - head;
    let tail = left.iter().rev().zip(right.iter().rev()).take(room).take_while(|(x, y)| x == y).count();
    x = x.start + head..x.end - tail;
    y = y.start + head..y.end - tail;
    (x, y)
}

/// The minimal difference of two lists that begin at `x` and `y` of the whole.
pub(super) fn exact(a: &[u32], b: &[u32], x: usize, y: usize, edits: &mut Vec<Edit>) {
    if a.is_empty() || b.is_empty() {
        return push(edits, Edit { a: x..x + a.len(), b: y..y + b.len() });
    }
    for op in capture_diff_slices(Algorithm::RawMyers, a, b) {
        if !matches!(op, DiffOp::Equal { .. }) {
            let (a, b) = (op.old_range(), op.new_range());
            push(edits, Edit { a: a.start + x..a.end + x, b: b.start + y..b.end + y });
        }
    }
}

/// The pairs of equal tokens that an edit list leaves, given the length of a.
pub(super) fn kept(edits: &[Edit], a_len: usize, b_len: usize) -> impl Iterator<Item = (usize, usize)> {
    let ends = edits.iter().map(|e| (e.a.clone(), e.b.clone())).chain([(a_len..a_len, b_len..b_len)]);
    let mut from = (0, 0);
    let runs: Vec<_> = ends
        .map(|(a, b)| {
            let run = (from.0..a.start, from.1..b.start);
            from = (a.end, b.end);
            run
        })
        .collect();
    runs.into_iter().flat_map(|(a, b)| a.zip(b))
}

/// A text cut into numbered tokens.
pub(super) struct Numbered<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Their numbers, shared with the other side.
    pub numbers: Vec<u32>,
}

/// The difference of two paragraphs: minimal, but sentence by sentence where one of them is
/// long and that marks little more.
pub(super) fn edits(a: &Numbered, b: &Numbered, weights: &Weights) -> Vec<Edit> {
    let (n, m) = (a.numbers.len(), b.numbers.len());
    if n.max(m) <= LONG {
        return difference(&a.numbers, &b.numbers);
    }
    let (left, right) = (sentences(a), sentences(b));
    if left.len() < 2 || right.len() < 2 {
        return difference(&a.numbers, &b.numbers);
    }
    let whole = by_sentence(a, b, &left, &right, weights);
    if n.saturating_mul(m) > EXACT_WORK {
        return whole;
    }
    let minimal = difference(&a.numbers, &b.numbers);
    let marked = |edits: &[Edit]| edits.iter().map(|e| e.a.len() + e.b.len()).sum::<usize>() as f64;
    if marked(&whole) <= SENTENCE_PRICE * marked(&minimal) { whole } else { minimal }
}

/// The token ranges of the sentences and of the clauses that end in a semicolon.
fn sentences(text: &Numbered) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, pair) in text.tokens.windows(2).enumerate() {
        let [here, next] = pair else { continue };
        let ends = matches!(here.text(text.text), "." | "?" | "!" | ";" | "؟" | "؛" | "。" | "；");
        let marked = next.text(text.text).chars().next().is_some_and(closes);
        if ends && !marked {
            out.push(start..i + 1);
            start = i + 1;
        }
    }
    out.push(start..text.tokens.len());
    out
}

fn by_sentence(
    a: &Numbered,
    b: &Numbered,
    left: &[Range<usize>],
    right: &[Range<usize>],
    weights: &Weights,
) -> Vec<Edit> {
    let mut names = std::collections::HashMap::new();
    let mut units = |side: &Numbered, ranges: &[Range<usize>]| -> Vec<Unit> {
        let unit = |r: &Range<usize>| {
            let numbers = side.numbers.get(r.clone()).unwrap_or_default().to_vec();
            let fresh = names.len();
            let name = *names.entry(numbers.clone()).or_insert(fresh) as u32;
            Unit::new(name, None, numbers, weights)
        };
        ranges.iter().map(unit).collect()
    };
    let (ua, ub) = (units(a, left), units(b, right));
    let pairs = Units { a: &ua, b: &ub, weights }.in_order();
    let mut out = Vec::new();
    let mut done = (0, 0);
    for point in pairs {
        let (Some(ra), Some(rb)) = (left.get(point.a), right.get(point.b)) else { continue };
        push(&mut out, Edit { a: done.0..ra.start, b: done.1..rb.start });
        let inside = difference(
            a.numbers.get(ra.clone()).unwrap_or_default(),
            b.numbers.get(rb.clone()).unwrap_or_default(),
        );
        for e in inside {
            let a = e.a.start + ra.start..e.a.end + ra.start;
            push(&mut out, Edit { a, b: e.b.start + rb.start..e.b.end + rb.start });
        }
        done = (ra.end, rb.end);
    }
    push(&mut out, Edit { a: done.0..a.numbers.len(), b: done.1..b.numbers.len() });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_equal(a in prop::collection::vec(0u32..5, 0..30), b in prop::collection::vec(0u32..5, 0..30)) {
            let edits = difference(&a, &b);
            for (i, j) in kept(&edits, a.len(), b.len()) {
                prop_assert_eq!(a[i], b[j]);
            }
            let marked: usize = edits.iter().map(|e| e.a.len()).sum();
            prop_assert_eq!(kept(&edits, a.len(), b.len()).count(), a.len() - marked);
        }
    }
}
