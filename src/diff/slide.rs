//! Cleaning up a difference: insertions at clause borders, no islands of a word or two.

use super::fold::{closes, opens};
use super::matching::{Edit, Numbered, push};
use super::tokens::{Shape, Token};
use super::weights;

/// Moves pure insertions and deletions to the best of the places that mean the same, then joins
/// edits where the words between them weigh no more than the lighter of the two.
pub(super) fn clean(a: &Numbered, b: &Numbered, edits: Vec<Edit>) -> Vec<Edit> {
    join(a, b, slide(a, b, edits))
}

fn slide(a: &Numbered, b: &Numbered, edits: Vec<Edit>) -> Vec<Edit> {
    let mut out: Vec<Edit> = Vec::with_capacity(edits.len());
    let starts: Vec<usize> = edits.iter().skip(1).map(|e| e.a.start).collect();
    for (i, edit) in edits.into_iter().enumerate() {
        let low = out.last().map_or(0, |e| e.a.end);
        let high = starts.get(i).copied().unwrap_or(a.numbers.len());
        let moved = if edit.is_pure() {
            // `side` has the words of the edit, the run of equal words is around it.
            let (side, range) = if edit.a.is_empty() { (b, &edit.b) } else { (a, &edit.a) };
            let back = edit.a.start - low;
            let ahead = high - edit.a.end;
            shift(side, range.start, range.end, back, ahead)
        } else {
            0
        };
        let by = |n: usize| n.saturating_add_signed(moved);
        push(&mut out, Edit { a: by(edit.a.start)..by(edit.a.end), b: by(edit.b.start)..by(edit.b.end) });
    }
    out
}

/// By how many tokens the words `start..end` of `side` are best moved, at most `back` to the
/// left and `ahead` to the right.
fn shift(side: &Numbered, start: usize, end: usize, back: usize, ahead: usize) -> isize {
    let same = |x: usize, y: usize| side.numbers.get(x).is_some_and(|n| Some(n) == side.numbers.get(y));
    let mut best = (score(side, start, end), 0_isize);
    let (mut s, mut e, mut moved) = (start, end, 0);
    for _ in 0..back.min(start) {
        if !same(s - 1, e - 1) {
            break;
        }
        (s, e, moved) = (s - 1, e - 1, moved - 1);
        let found = score(side, s, e);
        if found > best.0 {
            best = (found, moved);
        }
    }
    (s, e, moved) = (start, end, 0);
    for _ in 0..ahead {
        if !same(s, e) {
            break;
        }
        (s, e, moved) = (s + 1, e + 1, moved + 1);
        let found = score(side, s, e);
        // To the right also on a tie: one canonical gap whatever the search happened to give.
        if found > best.0 || (found == best.0 && moved > best.1) {
            best = (found, moved);
        }
    }
    best.1
}

/// How natural it is to insert or delete the words `start..end`; more is better.
fn score(side: &Numbered, start: usize, end: usize) -> i32 {
    let text = |i: Option<usize>| i.and_then(|i| side.tokens.get(i)).map(|t| t.text(side.text));
    let first = |s: Option<&str>| s.and_then(|s| s.chars().next());
    let (before, head) = (text(start.checked_sub(1)), text(Some(start)));
    let last = text(end.checked_sub(1));
    let ends_sentence = |s: Option<&str>| matches!(s, Some("." | ";" | ":" | "?" | "!" | "。"));
    let mut score = 0;
    score -= if first(head).is_some_and(closes) { 3 } else { 0 };
    score -= if first(last).is_some_and(opens) { 3 } else { 0 };
    score += if before.is_none() || ends_sentence(before) { 2 } else { 0 };
    score += if ends_sentence(last) && (before.is_none() || ends_sentence(before)) { 2 } else { 0 };
    score += if before == Some(",") && last == Some(",") { 2 } else { 0 };
    score += if head.is_some_and(weights::is_light) { 1 } else { 0 };
    score -= if last.is_some_and(weights::is_light) { 1 } else { 0 };
    score
}

fn join(a: &Numbered, b: &Numbered, edits: Vec<Edit>) -> Vec<Edit> {
    let sum = |side: &Numbered, tokens: Option<&[Token]>| -> f64 {
        tokens.unwrap_or_default().iter().map(|t| weights::plain(t, side.text)).sum()
    };
    // (edit, weight): the weight of what it marks on both sides.
    let mut out: Vec<(Edit, f64)> = Vec::with_capacity(edits.len());
    for edit in edits {
        let weight = sum(a, a.tokens.get(edit.a.clone())) + sum(b, b.tokens.get(edit.b.clone()));
        let mut next = (edit, weight);
        while let Some((last, weight)) = out.last() {
            let between = a.tokens.get(last.a.end..next.0.a.start);
            let island = sum(a, between);
            let limit = weight.min(next.1) * if same_sort(last, &next.0) { 0.5 } else { 1.0 };
            if island > limit || !crosses_no_sentence(a, between) {
                break;
            }
            let whole = Edit { a: last.a.start..next.0.a.end, b: last.b.start..next.0.b.end };
            next = (whole, weight + next.1 + 2.0 * island);
            out.pop();
        }
        out.push(next);
    }
    out.into_iter().map(|(edit, _)| edit).collect()
}

/// Two insertions or two deletions: joined they would strike and repeat the words between, so
/// they need a better reason.
fn same_sort(x: &Edit, y: &Edit) -> bool {
    (x.a.is_empty() && y.a.is_empty()) || (x.b.is_empty() && y.b.is_empty())
}

fn crosses_no_sentence(a: &Numbered, between: Option<&[Token]>) -> bool {
    let ends = |t: &Token| t.shape == Shape::Mark && matches!(t.text(a.text), "." | ";" | "?" | "!" | "。");
    !between.unwrap_or_default().iter().any(ends)
}
