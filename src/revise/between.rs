//! [`between`]: what has to be asked of a text so that it becomes a later state of itself.
//!
//! The paragraphs of both states are known by their identities: nothing is paired by likeness.
//! What a person asked for is kept in the span in which it was asked; the rest is worked out by
//! word difference. Nothing here knows who asked.

use super::spans::span;
use crate::diff;
use crate::record::Wish;
use crate::text::{Document, Fragment, Kind, Meta, ParagraphId, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A span that somebody asked to change, and what stands there in the later state; characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In the earlier state.
    pub was: Range<usize>,
    /// In the later one.
    pub now: Range<usize>,
    /// Which reason it has, as the caller counts them.
    pub by: usize,
}

/// What is known of the way from one state to the other.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// The spans that were asked for, by paragraph.
    pub pieces: BTreeMap<ParagraphId, Vec<Piece>>,
    /// Why paragraphs came, went or moved.
    pub by: BTreeMap<ParagraphId, usize>,
    /// Paragraphs whose change is asked for as one span.
    pub coarse: BTreeSet<ParagraphId>,
    /// Whether a paragraph that moved goes and comes anew, and new ones side by side are one wish.
    pub whole: bool,
}

/// One thing to ask for, and its reason where one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What.
    pub wish: Wish,
    /// Why, as [`Piece::by`] counts.
    pub by: Option<usize>,
}

/// The wishes that lead from `was` to `now`.
pub fn between(was: &Document, now: &Document, way: &Way) -> Vec<Asked> {
    let kept =
        |m: &Meta| was.meta_of(m.id).is_some_and(|old| (old.kind, old.masthead) == (m.kind, m.masthead));
    let both: Vec<ParagraphId> = now.metas().filter(|m| kept(m)).map(|m| m.id).collect();
    let still = in_order(was, &both);
    let stays = |id: ParagraphId| both.contains(&id) && (!way.whole || still.contains(&id));
    let mut out = Vec::new();
    let mut last: Option<ParagraphId> = None;
    let mut run: Vec<usize> = Vec::new();
    for (at, meta) in now.metas().enumerate() {
        let id = meta.id;
        if !stays(id) {
            run.push(at);
            continue;
        }
        flush(was, now, way, &mut run, last, &mut out);
        let Some(old) = was.words_of(id) else { continue };
        if !still.contains(&id) {
            let wish = Wish::Move { at: span(id, &old, 0..old.len()), after: last };
            out.push(Asked { wish, by: way.by.get(&id).copied() });
        }
        words(was, now, id, way, &mut out);
        last = Some(id);
    }
    flush(was, now, way, &mut run, last, &mut out);
    for id in was.metas().map(|m| m.id).filter(|id| !stays(*id)) {
        let Some(old) = was.words_of(id) else { continue };
        let wish = Wish::DeleteParagraph { at: span(id, &old, 0..old.len()) };
        out.push(Asked { wish, by: way.by.get(&id).copied() });
    }
    out
}

/// Of these paragraphs, in the order of the later state, a longest row that keeps the order of
/// the earlier one: the others moved.
fn in_order(was: &Document, ids: &[ParagraphId]) -> BTreeSet<ParagraphId> {
    let places: Vec<usize> = ids.iter().map(|id| was.place(*id).unwrap_or_default()).collect();
    // The longest rising row that ends at each, and the one before it.
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (n, place) in places.iter().enumerate() {
        let length = tops.partition_point(|top| places.get(*top).is_some_and(|p| p < place));
        before.push(length.checked_sub(1).and_then(|l| tops.get(l)).copied());
        match tops.get_mut(length) {
            Some(slot) => *slot = n,
            None => tops.push(n),
        }
    }
    let mut out = BTreeSet::new();
    let mut next = tops.last().copied();
    while let Some(n) = next {
        out.extend(ids.get(n).copied());
        next = before.get(n).copied().flatten();
    }
    out
}

/// The new paragraphs of one gap: those of one kind and one reason side by side are one wish.
fn flush(
    was: &Document,
    now: &Document,
    way: &Way,
    run: &mut Vec<usize>,
    after: Option<ParagraphId>,
    out: &mut Vec<Asked>,
) {
    let about = |at: usize| -> (Kind, Option<usize>) {
        let meta = now.meta(at);
        let by = meta.and_then(|m| way.by.get(&m.id).copied());
        (meta.map_or(Kind::Plain, |m| m.kind), by)
    };
    let alike = |a: usize, b: usize| {
        let (a, b) = (about(a), about(b));
        a.0 == b.0 && (way.whole || a.1 == b.1)
    };
    for rows in std::mem::take(run).chunk_by(|a, b| alike(*a, *b)) {
        let Some(first) = rows.first().copied() else { continue };
        let (kind, by) = about(first);
        let label = now.label_at(first);
        let lines = rows.iter().map(|at| now.words(*at)).collect();
        let words = fragment(was, now, lines);
        let wish = Wish::InsertParagraph { after, kind, label: label.unwrap_or_default(), words };
        out.push(Asked { wish, by });
    }
}

/// The changes of the words of one paragraph.
fn words(was: &Document, now: &Document, id: ParagraphId, way: &Way, out: &mut Vec<Asked>) {
    let (Some(old), Some(new)) = (was.words_of(id), now.words_of(id)) else { return };
    if old == new {
        return;
    }
    let empty = Vec::new();
    let pieces = way.pieces.get(&id).filter(|_| !way.coarse.contains(&id)).unwrap_or(&empty);
    let mut hunks = cut(&old, &new, &disjoint(pieces));
    if way.coarse.contains(&id) || put_in(&old, &new, &hunks) != new {
        hunks = vec![one(&old, &new)];
    }
    for hunk in hunks {
        let with = fragment(was, now, vec![new.slice(hunk.now.clone())]);
        out.push(Asked { wish: Wish::Replace { at: span(id, &old, hunk.was), with }, by: hunk.by });
    }
}

/// A change of words; characters of both states.
struct Hunk {
    was: Range<usize>,
    now: Range<usize>,
    by: Option<usize>,
}

/// The pieces that stand side by side in both states, in order.
fn disjoint(pieces: &[Piece]) -> Vec<Piece> {
    let mut sorted = pieces.to_vec();
    sorted.sort_by_key(|p| (p.was.start, p.was.end, p.now.start, p.now.end, p.by));
    let mut out: Vec<Piece> = Vec::new();
    for piece in sorted {
        let clear = out.last().is_none_or(|l| l.was.end <= piece.was.start && l.now.end <= piece.now.start);
        if clear && piece.was.start <= piece.was.end && piece.now.start <= piece.now.end {
            out.push(piece);
        }
    }
    out
}

/// The pieces as they are, and what differs between them. Two insertions at one place are one:
/// which stands first is no question any more.
fn cut(old: &Words, new: &Words, pieces: &[Piece]) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    let mut push = |hunk: Hunk| match out.last_mut() {
        Some(l) if l.was.is_empty() && l.was == hunk.was && l.now.end == hunk.now.start => {
            l.now.end = hunk.now.end;
            l.by = l.by.or(hunk.by);
        }
        _ if hunk.was.is_empty() && hunk.now.is_empty() => {}
        _ => out.push(hunk),
    };
    let (mut a, mut b) = (0, 0);
    let end = Piece { was: old.len()..old.len(), now: new.len()..new.len(), by: usize::MAX };
    for piece in pieces.iter().chain([&end]) {
        let (left, right) = (old.str(a..piece.was.start), new.str(b..piece.now.start));
        for h in diff::words_exact(left, right) {
            let was = a + h.a.start..a + h.a.end;
            push(Hunk { was, now: b + h.b.start..b + h.b.end, by: None });
        }
        if piece.by != usize::MAX {
            push(Hunk { was: piece.was.clone(), now: piece.now.clone(), by: Some(piece.by) });
        }
        (a, b) = (piece.was.end, piece.now.end);
    }
    out
}

/// All of the change as one span.
fn one(old: &Words, new: &Words) -> Hunk {
    let hunks = diff::words_exact(old.text(), new.text());
    let whole = Hunk { was: 0..old.len(), now: 0..new.len(), by: None };
    let (Some(first), Some(last)) = (hunks.first(), hunks.last()) else { return whole };
    let hunk = Hunk { was: first.a.start..last.a.end, now: first.b.start..last.b.end, by: None };
    // Looks may differ elsewhere than the words.
    if put_in(old, new, std::slice::from_ref(&hunk)) == *new { hunk } else { whole }
}

/// The older words with these changes.
fn put_in(old: &Words, new: &Words, hunks: &[Hunk]) -> Words {
    let mut out = Words::default();
    let mut at = 0;
    for hunk in hunks {
        out.push(&old.slice(at..hunk.was.start));
        out.push(&new.slice(hunk.now.clone()));
        at = hunk.was.end;
    }
    out.push(&old.slice(at..usize::MAX));
    out
}

/// Words of the later state with the notes that the earlier one does not have.
fn fragment(was: &Document, now: &Document, lines: Vec<Words>) -> Fragment {
    let ids: BTreeSet<_> = lines.iter().flat_map(|w| w.notes().iter().copied()).collect();
    let new = ids.into_iter().filter(|id| was.note(*id).is_none());
    let notes = new.map(|id| (id, now.note(id).unwrap_or_default().to_owned())).collect();
    Fragment::new(lines, notes)
}
