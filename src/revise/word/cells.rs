//! Comments typed into a table: a column beside the text, in a sheet of ours or in anybody's.
//!
//! They are taken out of the text before that is compared, and become comments on the paragraph
//! beside them, of whoever tracked them or else of the sender. What a cell asks for is never read
//! as a proposal, and what has no place or no author is listed, never placed by guess.

use super::FromMarked;
use super::ground::Ground;
use super::said::{Anchor, Counts, Places, add, anchor};
use crate::diff::key;
use crate::record::ActorId;
use crate::revise::marked::{Column, Marked, MarkedParagraph, MarkedPlace, MarkedTable};
use crate::revise::spans::span;
use crate::text::{Document, Label, NOTE, ParagraphId, find_label};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What lines of a table are that are no text.
const HEAD: &str = "the head of a table of comments";

/// What somebody typed beside something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Beside {
    place: Place,
    /// Whose it is by another cell of the row.
    named: Option<String>,
    /// Who tracked it.
    tracked: Option<String>,
    text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// The text as a whole.
    Whole,
    /// These paragraphs of the source.
    Text(Range<usize>),
    /// The paragraph of this label.
    Label(String),
    /// Nothing that is in the text.
    Nothing,
}

/// A source and its columns of comments, apart.
pub(super) struct Parted {
    /// The source without them.
    pub copy: Marked,
    /// What they say.
    pub said: Vec<Beside>,
    /// The words of the heads, each with why it is no text.
    pub furniture: Vec<(String, String)>,
}

/// Takes the columns of comments out of a source; none if it has no such column. A table whose
/// heads stand in the base is a part of the text, and is left in it.
pub(super) fn apart(copy: &Marked, base: &Document) -> Option<Parted> {
    let mut said = Vec::new();
    let mut furniture = Vec::new();
    // For each paragraph that is left out the one that it stands beside.
    let mut out: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    let comments = copy.tables.iter().filter(|t| t.columns.contains(&Column::Comment));
    for table in comments.filter(|t| !is_text(copy, t, base)) {
        said.extend(comments_of(copy, table));
        for (n, row) in table.rows.iter().enumerate() {
            let beside = cell(table, row, Column::Text).and_then(|c| c.clone().next());
            for (_, paragraphs) in columns(table, row).filter(|(c, _)| leaves(table, n, *c)) {
                out.extend(paragraphs.clone().map(|p| (p, beside)));
                let text = copy.cell(paragraphs).trim().to_owned();
                furniture.extend((n == 0 && !text.is_empty()).then(|| (text, HEAD.to_owned())));
            }
        }
    }
    if out.is_empty() {
        return None;
    }
    let text = without(copy, &out);
    let moved = |n: usize| n - out.range(..n).count();
    for one in &mut said {
        if let Place::Text(range) = &mut one.place {
            *range = moved(range.start)..moved(range.end);
        }
    }
    Some(Parted { copy: text, said, furniture })
}

/// Whether the head over a column of comments is a paragraph of the base.
fn is_text(copy: &Marked, table: &MarkedTable, base: &Document) -> bool {
    let heads = table.rows.first().map_or(&[][..], Vec::as_slice);
    let head = columns(table, heads).find(|(column, _)| *column == Column::Comment);
    let text = head.map(|(_, cell)| key(copy.cell(cell).trim())).unwrap_or_default();
    !text.is_empty() && (0..base.len()).any(|at| key(base.words(at).bare().trim()) == text)
}

/// Whether the cell of a column in a row is no text. Beside proposals, names say whose they are.
fn leaves(table: &MarkedTable, row: usize, column: Column) -> bool {
    let proposes = table.columns.contains(&Column::Proposal);
    column == Column::Comment
        || (!proposes && (row == 0 || matches!(column, Column::Paragraph | Column::Actor)))
}

fn columns<'t>(
    table: &'t MarkedTable,
    row: &'t [Range<usize>],
) -> impl Iterator<Item = (Column, &'t Range<usize>)> {
    table.columns.iter().copied().zip(row)
}

/// The cell of a row in the first column of this kind, if something stands in it.
fn cell<'t>(table: &'t MarkedTable, row: &'t [Range<usize>], kind: Column) -> Option<&'t Range<usize>> {
    columns(table, row).find(|(column, cell)| *column == kind && !cell.is_empty()).map(|(_, cell)| cell)
}

fn comments_of(copy: &Marked, table: &MarkedTable) -> Vec<Beside> {
    let mut out = Vec::new();
    let mut above: &[Range<usize>] = table.rows.first().map_or(&[], Vec::as_slice);
    for (n, row) in table.rows.iter().enumerate().skip(1) {
        let place = place(copy, table, n, row);
        let named = cell(table, row, Column::Actor).map(|c| copy.cell(c).trim().to_owned());
        for (at, (column, cell)) in columns(table, row).enumerate() {
            // A cell over several rows is said once, of the first of them.
            if column == Column::Comment && !cell.is_empty() && above.get(at) != Some(cell) {
                let lines = copy.paragraphs.get(cell.clone()).unwrap_or_default();
                for (tracked, text) in lines_of(copy, lines) {
                    out.push(Beside { place: place.clone(), named: named.clone(), tracked, text });
                }
            }
        }
        above = row;
    }
    out
}

fn place(copy: &Marked, table: &MarkedTable, n: usize, row: &[Range<usize>]) -> Place {
    let whole = |text: &str| {
        let text = text.trim().to_lowercase();
        text.starts_with("general") || text.starts_with("overall") || text == "the text as a whole"
    };
    let label = cell(table, row, Column::Paragraph).map(|c| copy.cell(c).trim().to_owned());
    match (cell(table, row, Column::Text), label) {
        (Some(cell), _) if whole(&copy.cell(cell)) && copy.cell(cell).len() < 40 => Place::Whole,
        (Some(cell), _) => Place::Text(cell.clone()),
        (None, Some(label)) if whole(&label) => Place::Whole,
        (None, Some(label)) if !label.is_empty() => Place::Label(label),
        // The first row of our sheets is about all of the text.
        _ if n == 1 && table.columns.as_slice() == [Column::Text, Column::Comment] => Place::Whole,
        _ => Place::Nothing,
    }
}

/// What the lines of a cell say, those of one author together.
fn lines_of(copy: &Marked, lines: &[MarkedParagraph]) -> Vec<(Option<String>, String)> {
    let mut out: Vec<(Option<String>, String)> = Vec::new();
    for line in lines {
        let mut text = line.issued.as_ref().map(|label| format!("{label} ")).unwrap_or_default();
        let mut by = BTreeSet::new();
        for run in line.runs.iter().filter(|r| r.tracked.gone.is_none()) {
            match run.note.and_then(|id| copy.notes.get(&id)) {
                Some(note) => text.push_str(&format!(" ({note})")),
                None => text.push_str(&run.text.replace(NOTE, "")),
            }
            if !run.text.trim().is_empty() {
                by.insert(run.tracked.put.as_ref().map(|t| t.by.clone()));
            }
        }
        if text.trim().is_empty() {
            continue;
        }
        let by = by.first().filter(|_| by.len() == 1).cloned().flatten();
        match out.last_mut().filter(|(last, _)| *last == by) {
            Some((_, all)) => *all = format!("{all}\n{}", text.trim()),
            None => out.push((by, text.trim().to_owned())),
        }
    }
    out
}

/// The source without some paragraphs; a thread in one of them stands at what is beside it.
fn without(copy: &Marked, out: &BTreeMap<usize, Option<usize>>) -> Marked {
    let moved = |n: usize| n - out.range(..n).count();
    let mut text = copy.clone();
    let mut n = 0;
    text.paragraphs.retain(|_| {
        n += 1;
        !out.contains_key(&(n - 1))
    });
    for thread in &mut text.threads {
        thread.at = thread.at.and_then(|(start, end)| match out.get(&start.paragraph) {
            Some(beside) => {
                let paragraph = moved((*beside)?);
                Some((MarkedPlace { paragraph, at: 0 }, MarkedPlace { paragraph, at: usize::MAX }))
            }
            None => {
                let start = MarkedPlace { paragraph: moved(start.paragraph), ..start };
                let end = MarkedPlace { paragraph: moved(end.paragraph), ..end };
                Some((start, end.max(start)))
            }
        });
    }
    text.formatting.retain(|f| !out.contains_key(&f.paragraph));
    text.formatting.iter_mut().for_each(|f| f.paragraph = moved(f.paragraph));
    text.tables.clear();
    text
}

/// Adds what was typed beside the text as comments of those who typed it.
pub(super) fn comments(ground: &Ground, said: &[Beside], out: &mut FromMarked) {
    if said.is_empty() {
        return;
    }
    let (places, mut counts) = (Places::of(ground.stream), Counts::new());
    for one in said {
        let told = |why: &str| format!("Comment in a table, {why}: “{}”.", one.text);
        let speakers = match speakers(ground, one) {
            Ok(speakers) => speakers,
            Err(why) => {
                out.untaken.push(told(&why));
                continue;
            }
        };
        let anchor = match &one.place {
            Place::Whole => Anchor::default(),
            Place::Text(range) => whole(ground, beside(ground, &places, range)),
            Place::Label(label) => match labelled(ground.input.base, label) {
                Some(id) => all_of(ground.input.base, id),
                None => {
                    out.untaken.push(told(&format!("beside “{label}”, which is no paragraph of the text")));
                    continue;
                }
            },
            Place::Nothing => {
                out.untaken.push(told("beside nothing that is in the text"));
                continue;
            }
        };
        for actor in &speakers {
            add(ground, out, &mut counts, actor, &anchor, (None, &one.text, false));
        }
    }
}

/// Whose a comment is; else why that is not known.
fn speakers(ground: &Ground, one: &Beside) -> Result<BTreeSet<ActorId>, String> {
    let known = |name: &String| ground.input.authors.get(name).filter(|all| !all.is_empty()).cloned();
    let sender = ground.input.sender;
    if let Some(name) = one.named.as_ref().filter(|name| !name.is_empty()) {
        if let Some(sender) = sender.filter(|s| s.answers_to(name)) {
            return Ok(BTreeSet::from([sender.id.clone()]));
        }
        return known(name).ok_or_else(|| format!("of “{name}”, who did not send it"));
    }
    if let Some(name) = &one.tracked {
        return known(name).ok_or_else(|| format!("by “{name}”, of whom nobody has said who it is"));
    }
    let sender = sender.ok_or_else(|| "and nobody is named as the sender".to_owned())?;
    Ok(BTreeSet::from([sender.id.clone()]))
}

/// The one paragraph that is called so.
fn labelled(base: &Document, typed: &str) -> Option<ParagraphId> {
    let found = base.meta_of(find_label(base, typed)?)?;
    let room: Option<Label> = typed.parse().ok();
    let alike = base.metas().filter(|m| m.issued == found.issued).count();
    ((room.is_some() && found.label == room) || alike == 1).then_some(found.id)
}

/// Where paragraphs of the source stand.
fn beside(ground: &Ground, places: &Places, range: &Range<usize>) -> Anchor {
    let start = MarkedPlace { paragraph: range.start, at: 0 };
    let end = MarkedPlace { paragraph: range.end.saturating_sub(1), at: usize::MAX };
    anchor(ground, places, Some((start, end.max(start))))
}

/// All of the paragraph that something stands in.
fn whole(ground: &Ground, anchor: Anchor) -> Anchor {
    match &anchor.at {
        Some(at) if anchor.new.trim().is_empty() => all_of(ground.input.base, at.paragraph),
        _ => anchor,
    }
}

fn all_of(base: &Document, id: ParagraphId) -> Anchor {
    let words = base.words_of(id).unwrap_or_default();
    Anchor { at: Some(span(id, &words, 0..words.len())), new: String::new() }
}

#[cfg(test)]
#[path = "cells_tests.rs"]
mod tests;
