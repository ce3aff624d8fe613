//! Compilations in tables of a Word file: a row a proposal, with whose it is and of which paragraph.
//!
//! Each row is laid out as a stacked compilation has it, a name and then the words, and is read
//! as such. A row of somebody whom nobody knows is listed, never given to another.

use super::brackets::known;
use crate::project::Project;
use crate::revise::marked::{Column, Marked, MarkedParagraph, MarkedTable};
use crate::revise::{Dropped, Why};
use crate::text::{Kind, NOTE, Source, Words};
use crate::weave::bracket::speakers;
use std::collections::BTreeSet;
use std::ops::Range;

/// A Word file without its tables of proposals, what these say line by line, and what of them is
/// no proposal of somebody known.
pub(super) fn parted(project: &Project, mut marked: Marked) -> (Marked, Vec<Source>, Vec<Dropped>) {
    let (mut lines, mut dropped, mut taken) = (Vec::new(), Vec::new(), BTreeSet::new());
    let is = |t: &&MarkedTable| t.columns.contains(&Column::Proposal) && t.columns.contains(&Column::Actor);
    for table in marked.tables.iter().filter(is) {
        for row in table.rows.iter().skip(1) {
            self::row(project, &marked, table, row, &mut lines, &mut dropped);
        }
        taken.extend(table.rows.iter().flatten().flat_map(Range::clone));
    }
    if !taken.is_empty() {
        let mut at = 0;
        marked.paragraphs.retain(|_| {
            at += 1;
            !taken.contains(&(at - 1))
        });
        marked.tables.clear();
        marked.formatting.clear();
        // They are listed, not placed: where they stood is of no use any more.
        marked.threads.iter_mut().for_each(|thread| thread.at = None);
    }
    (marked, lines, dropped)
}

/// One row: a name, then the words of its proposal.
fn row(
    project: &Project,
    marked: &Marked,
    table: &MarkedTable,
    row: &[Range<usize>],
    lines: &mut Vec<Source>,
    dropped: &mut Vec<Dropped>,
) {
    let cell = |kind: Column| {
        let found = table.columns.iter().zip(row).find(|(column, _)| **column == kind);
        found.map(|(_, cell)| cell.clone()).unwrap_or_default()
    };
    let words = |cell: Range<usize>| marked.cell(&cell).replace(NOTE, "").trim().to_owned();
    let (actor, proposal) = (words(cell(Column::Actor)), cell(Column::Proposal));
    let mut list = |text: String, why: Why| {
        let line = proposal.start + 1;
        dropped.extend((!text.is_empty()).then_some(Dropped { line, text, why }));
    };
    list(words(cell(Column::Comment)), Why::Comment);
    if words(proposal.clone()).is_empty() {
        return;
    }
    let all = |name: &str| known(project, name);
    if speakers(&actor, &all).is_none_or(|(_, end)| end < actor.len()) {
        return list(format!("{actor}: {}", words(proposal.clone())), Why::Unread);
    }
    lines.push(source(Kind::Heading, None, &actor));
    let label = words(cell(Column::Paragraph));
    let own = marked.paragraphs.get(proposal.clone()).unwrap_or_default();
    let notes = own.iter().flat_map(|p| &p.runs).filter_map(|run| marked.notes.get(run.note.as_ref()?));
    notes.for_each(|note| list(format!("a note of {actor}: {note}"), Why::Unread));
    for (n, paragraph) in own.iter().filter(|p| !accepted(p).trim().is_empty()).enumerate() {
        let issued = paragraph.issued.clone().or((n == 0 && !label.is_empty()).then(|| label.clone()));
        let kind = if paragraph.kind == Kind::Heading { Kind::Plain } else { paragraph.kind };
        lines.push(source(kind, issued, &accepted(paragraph)));
    }
}

fn source(kind: Kind, issued: Option<String>, words: &str) -> Source {
    Source { kind, issued, masthead: false, words: Words::plain(words.trim()) }
}

/// The words of a paragraph with all changes accepted, without references to notes.
fn accepted(paragraph: &MarkedParagraph) -> String {
    let runs = paragraph.runs.iter().filter(|r| r.tracked.gone.is_none());
    runs.map(|r| r.text.replace(NOTE, "")).collect()
}
