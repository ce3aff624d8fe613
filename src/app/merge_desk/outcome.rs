//! [`Outcome`]: what results of the wishes that are chosen, with what each brings.
//!
//! Those that touch another chosen one are left out and named as a conflict, as deciding leaves
//! them open. The words are those of `weave`'s acceptance; the marks are its compilation of the
//! chosen wishes alone, poured over those words.

use super::Desk;
use super::pour::{Part, Piece, Source, pour};
use crate::diff;
use crate::project::{result_of, touching_pairs};
use crate::record::{ActorId, Wish};
use crate::text::{Document, NoteId, ParagraphId, Words};
use crate::weave::{self, Group, GroupId, MarkKind, Site};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It stands.
    Stays,
    /// It is new.
    New,
    /// It goes.
    Gone,
}

/// A paragraph of the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub id: ParagraphId,
    /// What it will be called; may be empty.
    pub label: String,
    /// What becomes of it.
    pub shape: Shape,
    /// What else happens to it: "moved after OP4"; may be empty.
    pub said: String,
    /// Its words.
    pub words: Words,
    /// The same with what was taken out, cut by who brings what.
    pub pieces: Vec<Piece>,
}

/// Words before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Words of the paragraph as it stands.
    pub base: usize,
    /// Words of the result.
    pub result: usize,
    /// Words put in.
    pub added: usize,
    /// Words taken out.
    pub removed: usize,
}

/// What results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The paragraphs, in order: the one itself, what is cut from it, new ones.
    pub rows: Vec<Row>,
    /// The pairs of chosen wishes that touch.
    pub conflicts: Vec<(GroupId, GroupId)>,
    /// The words.
    pub count: Count,
    /// The numbers of the notes that are referred to.
    pub notes: BTreeMap<NoteId, usize>,
}

impl Outcome {
    /// The words of the paragraphs that will stand, one after the other.
    pub fn words(&self) -> Vec<&Words> {
        self.standing().map(|r| &r.words).collect()
    }

    pub(super) fn standing(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|r| r.shape != Shape::Gone)
    }
}

/// How many words a text has; a mark by itself is none.
fn words_in(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}

/// The words before and after.
pub(super) fn count(base: &str, result: &str) -> Count {
    let hunks = diff::words_least(base, result);
    let (a, b): (Vec<char>, Vec<char>) = (base.chars().collect(), result.chars().collect());
    let some = |from: &[char], range: std::ops::Range<usize>| {
        words_in(&from.get(range).unwrap_or_default().iter().collect::<String>())
    };
    Count {
        base: words_in(base),
        result: words_in(result),
        added: hunks.iter().map(|h| some(&b, h.b.clone())).sum(),
        removed: hunks.iter().map(|h| some(&a, h.a.clone())).sum(),
    }
}

/// What results of what is chosen on a desk.
pub(super) fn of(desk: &Desk) -> Outcome {
    let chosen = desk.choices.iter().filter(|c| desk.chosen.contains(&c.group.id));
    let chosen: Vec<&Group> = chosen.map(|c| c.group.as_ref()).collect();
    let conflicts = touching_pairs(&chosen);
    let left: BTreeSet<&GroupId> = conflicts.iter().flat_map(|(a, b)| [a, b]).collect();
    let taken: Vec<&Group> = chosen.into_iter().filter(|g| !left.contains(&g.id)).collect();
    // What overlaps is out, so the rest goes; were it not to, the text would simply stand.
    let made = result_of(&desk.document, &taken, desk.paragraph, "desk");
    let (after, ids) = match made {
        Some((after, _, ids)) => (after, ids),
        None => (desk.document.clone(), vec![desk.paragraph]),
    };
    let order = after.note_order();
    let notes: BTreeMap<NoteId, usize> = order.into_iter().zip(1..).collect();
    let mut rows = rows(desk, &taken, &after, &ids);
    mark(desk, &taken, &mut rows);
    if !desk.veil.is_open() {
        let pieces = rows.iter_mut().flat_map(|r| &mut r.pieces);
        pieces.for_each(|p| p.by = desk.veil.named_list(&p.by));
    }
    let result: Vec<String> =
        rows.iter().filter(|r| r.shape != Shape::Gone).map(|r| r.words.bare()).collect();
    let count = count(&desk.base.bare(), &result.join("\n"));
    Outcome { rows, conflicts, count, notes }
}

fn rows(desk: &Desk, taken: &[&Group], after: &Document, ids: &[ParagraphId]) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    if !ids.contains(&desk.paragraph) {
        out.push(Row {
            id: desk.paragraph,
            label: desk.label.clone(),
            shape: Shape::Gone,
            said: "deleted".to_owned(),
            words: desk.base.clone(),
            pieces: Vec::new(),
        });
    }
    let moved = taken.iter().find_map(|g| match &g.printed.wish {
        Wish::Move { after, .. } => Some(match after {
            Some(id) => format!("moved after {}", super::called(&desk.document, *id)),
            None => "moved to the beginning".to_owned(),
        }),
        _ => None,
    });
    out.extend(ids.iter().filter_map(|id| {
        let label = after.label_of(*id).unwrap_or_default();
        let (shape, said) = match *id == desk.paragraph {
            true => (Shape::Stays, moved.clone().unwrap_or_default()),
            false => (Shape::New, "new paragraph".to_owned()),
        };
        Some(Row { id: *id, label, shape, said, words: after.words_of(*id)?, pieces: Vec::new() })
    }));
    out
}

/// Marks what each of the chosen wishes brings.
fn mark(desk: &Desk, taken: &[&Group], rows: &mut [Row]) {
    // New paragraphs are their authors' word for word.
    let mut own: Vec<usize> = Vec::new();
    let mut lines: Vec<(&Words, &[ActorId])> = Vec::new();
    for group in taken.iter().filter(|g| matches!(g.site, Site::Gap(_))) {
        lines.extend(group.with.lines().iter().map(|l| (l, group.backers.as_slice())));
    }
    for (n, row) in rows.iter_mut().enumerate() {
        let brought = lines.iter().position(|(l, _)| row.shape == Shape::New && **l == row.words);
        match brought.map(|at| lines.remove(at)) {
            Some((words, by)) => row.pieces = Piece::all(words, Part::New, by),
            None if row.shape == Shape::Gone => {
                let by = taken.iter().find(|g| matches!(g.printed.wish, Wish::DeleteParagraph { .. }));
                row.pieces = Piece::all(&row.words, Part::Gone, by.map_or(&[][..], |g| &g.backers));
            }
            None => own.push(n),
        }
    }
    let texts: Vec<Words> = own.iter().filter_map(|n| rows.get(*n)).map(|r| r.words.clone()).collect();
    let poured = pour(&sources(desk, taken), &texts);
    for (n, (words, pieces)) in own.into_iter().zip(texts.iter().zip(poured)) {
        if let Some(row) = rows.get_mut(n) {
            row.pieces = pieces.unwrap_or_else(|| Piece::all(words, Part::Kept, &[]));
        }
    }
}

/// The runs of the paragraph with the chosen wishes alone.
fn sources(desk: &Desk, taken: &[&Group]) -> Vec<Source> {
    let Some(at) = desk.document.place(desk.paragraph) else { return Vec::new() };
    let ids: BTreeSet<_> = taken.iter().flat_map(|g| g.members.iter().map(|(_, id, _)| id)).collect();
    let here = |p: &&weave::Placed| matches!(&p.site, Site::Span(id, _) if *id == desk.paragraph);
    let some: Vec<&weave::Placed> =
        desk.placed.iter().filter(here).filter(|p| ids.contains(&p.proposal.id)).collect();
    let (woven, _) = weave::paragraph(&desk.document, at, &some);
    let each = woven.runs().into_iter().map(|run| {
        let last = run.marks.last();
        let part = match last.map(|m| m.kind) {
            None => Part::Kept,
            Some(MarkKind::Deleted) => Part::Gone,
            Some(_) => Part::New,
        };
        let by = last.map(|m| m.by.clone()).unwrap_or_default();
        Source { text: run.text, part, by, italic: run.italic, bold: run.bold, note: run.note }
    });
    each.collect()
}
