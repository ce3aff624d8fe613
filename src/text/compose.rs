//! Makes changes for a document: the verbs behind typing, accepting and merging.
//!
//! Each returns a list to be applied in order; none touches the document it is given.

use super::change::Change;
use super::changeset::ChangeSet;
use super::document::{Document, Meta, Paragraph};
use super::fragment::Fragment;
use super::ids::ParagraphId;
use super::kind::Kind;
use super::numbering::between;
use super::words::Words;
use std::ops::Range;

/// Replaces a character range of a paragraph by a fragment. Further lines of the fragment
/// become paragraphs of the same kind; `salt` makes their identities. Nothing for a paragraph
/// that is not there.
pub fn replace(
    document: &Document,
    id: ParagraphId,
    range: Range<usize>,
    with: &Fragment,
    salt: &str,
) -> Vec<Change> {
    let Some(at) = document.place(id) else { return Vec::new() };
    let words = document.words(at);
    let end = range.end.min(words.len());
    let start = range.start.min(end);
    let mut out = notes(document, with);
    let [middle @ .., last] = with.lines() else { return out };
    let Some((first, middle)) = middle.split_first() else {
        let set = ChangeSet::replace(&words, start..end, last.clone());
        if !set.is_identity() {
            out.push(Change::Edit { id, set });
        }
        return out;
    };
    let set = ChangeSet::replace(&words, start..end, first.clone());
    if !set.is_identity() {
        out.push(Change::Edit { id, set });
    }
    let fresh = |n: usize| ParagraphId::of(&[&id.to_string(), salt, &n.to_string()]);
    let kind = document.meta(at).map_or(Kind::Plain, |m| m.kind);
    let mut scratch = document.clone();
    let tail = Meta { label: between(&scratch, at + 1, kind), ..Meta::new(fresh(0), kind) };
    let split = Change::Split { id, at: start + first.len(), second: tail };
    let push = |change: Change, out: &mut Vec<Change>, scratch: &mut Document| {
        // Made for this very state, so it fits; were it not to, the caller's apply says so.
        let _ = change.apply(scratch);
        out.push(change);
    };
    for change in out.clone() {
        let _ = change.apply(&mut scratch);
    }
    push(split, &mut out, &mut scratch);
    for (n, line) in middle.iter().enumerate() {
        let place = at + 1 + n;
        let meta = Meta { label: between(&scratch, place, kind), ..Meta::new(fresh(n + 1), kind) };
        let insert = Change::Insert { at: place, paragraph: Paragraph { meta, words: line.clone() } };
        push(insert, &mut out, &mut scratch);
    }
    let rest = words.slice(end..usize::MAX);
    let set = ChangeSet::replace(&rest, 0..0, last.clone());
    if !set.is_identity() {
        out.push(Change::Edit { id: fresh(0), set });
    }
    out
}

/// Puts the lines of a fragment in as paragraphs of `kind` from ordinal `at` on.
pub fn insert(document: &Document, at: usize, kind: Kind, with: &Fragment, salt: &str) -> Vec<Change> {
    let mut out = notes(document, with);
    let mut scratch = document.clone();
    for (n, line) in with.lines().iter().enumerate() {
        let place = (at + n).min(scratch.len());
        let mut id = ParagraphId::of(&[salt, &n.to_string()]);
        while scratch.place(id).is_some() {
            id = ParagraphId::of(&[&id.to_string()]);
        }
        let meta = Meta { label: between(&scratch, place, kind), ..Meta::new(id, kind) };
        let change = Change::Insert { at: place, paragraph: Paragraph { meta, words: line.clone() } };
        let _ = change.apply(&mut scratch);
        out.push(change);
    }
    out
}

/// Takes a paragraph out.
pub fn delete(document: &Document, id: ParagraphId) -> Vec<Change> {
    let found = document.place(id).and_then(|at| Some((at, document.paragraph(at)?)));
    found.map(|(at, paragraph)| Change::Delete { at, paragraph }).into_iter().collect()
}

/// Sets characters of a paragraph in italics, or upright.
pub fn italic(document: &Document, id: ParagraphId, range: Range<usize>, on: bool) -> Vec<Change> {
    let Some(words) = document.words_of(id) else { return Vec::new() };
    let end = range.end.min(words.len());
    let was = (words.italic().clone(), words.bold().clone());
    let now = (was.0.with(range.start.min(end)..end, on), was.1.clone());
    if now == was { Vec::new() } else { vec![Change::Style { id, was, now }] }
}

/// Moves a paragraph to stand after another (or first of all).
pub fn move_after(document: &Document, id: ParagraphId, after: Option<ParagraphId>) -> Vec<Change> {
    let Some(from) = document.place(id) else { return Vec::new() };
    let gap = match after {
        Some(after) if after == id => return Vec::new(),
        Some(after) => match document.place(after) {
            Some(at) => at + 1,
            None => return Vec::new(),
        },
        None => 0,
    };
    let to = if gap > from { gap - 1 } else { gap };
    if to == from { Vec::new() } else { vec![Change::Move { id, from, to }] }
}

/// Cuts a paragraph in two at a character. At its very start an empty paragraph is put in
/// before it instead, so that the words keep their identity.
pub fn split(document: &Document, id: ParagraphId, at: usize, salt: &str) -> Vec<Change> {
    let Some(place) = document.place(id) else { return Vec::new() };
    let kind = document.meta(place).map_or(Kind::Plain, |m| m.kind);
    if at == 0 {
        return insert(document, place, kind, &Fragment::default(), salt);
    }
    let second = ParagraphId::of(&[&id.to_string(), salt]);
    let meta = Meta { label: between(document, place + 1, kind), ..Meta::new(second, kind) };
    vec![Change::Split { id, at: at.min(document.len_of(place)), second: meta }]
}

/// Joins a paragraph with the one after it; puts one space between the two where neither has
/// one. Nothing for the last paragraph.
pub fn join(document: &Document, id: ParagraphId) -> Vec<Change> {
    let Some(at) = document.place(id) else { return Vec::new() };
    let Some(second) = document.meta(at + 1).cloned() else { return Vec::new() };
    let words = document.words(at);
    let len = words.len();
    let next = document.text(at + 1);
    let glue = !words.is_empty()
        && !next.is_empty()
        && !words.text().ends_with(char::is_whitespace)
        && !next.starts_with(char::is_whitespace);
    let mut out = Vec::new();
    let mut joined = len;
    if glue {
        out.push(Change::Edit { id, set: ChangeSet::replace(&words, len..len, Words::plain(" ")) });
        joined += 1;
    }
    out.push(Change::Join { id, at: joined, second });
    out
}

/// The changes that bring along the notes of a fragment which the document does not have.
fn notes(document: &Document, with: &Fragment) -> Vec<Change> {
    let new = with.notes().iter().filter(|(id, _)| document.note(**id).is_none());
    new.map(|(id, text)| Change::Note { id: *id, was: None, now: Some(text.clone()) }).collect()
}
