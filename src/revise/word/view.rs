//! What a source with tracked changes is with all of them accepted or all of them rejected.
//!
//! Both are plain texts: looks are markup and are not in them. Nothing is decided about who
//! wants what.

use super::Authored;
use super::stream::{Atom, Stream};
use crate::revise::intake::{Parsed, Report, Why};
use crate::revise::marked::{Marked, Side};
use crate::text::{Kind, Ranges, Source, Words};
use std::collections::{BTreeMap, BTreeSet};

impl Marked {
    /// One of its two texts, as Word shows it. Paragraphs without words are not in it, nor notes
    /// that none of its words refer to.
    pub fn view(&self, side: Side) -> Parsed {
        let accepted = (side == Side::Accepted).then(|| self.accepted());
        let copy = accepted.as_ref().unwrap_or(self);
        let stream = Stream::new(copy);
        let there = |atom: &Atom| match side {
            Side::Accepted => atom.gone.is_none(),
            Side::Rejected => atom.put.is_none(),
        };
        let paragraphs = stream.side(copy, there);
        let paragraphs = paragraphs.into_iter().map(|p| Source {
            kind: p.kind,
            issued: p.issued,
            masthead: p.masthead,
            words: set(p.kind, stream.words(&p.atoms)),
        });
        parsed(copy, paragraphs.collect())
    }

    /// With the labels and the notes that it has when every change is accepted.
    fn accepted(&self) -> Marked {
        let mut out = self.clone();
        for paragraph in &mut out.paragraphs {
            if let Some(label) = paragraph.relabelled.take() {
                paragraph.issued = Some(label).filter(|l| !l.is_empty());
            }
        }
        out.notes.extend(std::mem::take(&mut out.notes_after));
        out.dropped.retain(|d| d.why != Why::NoteChange);
        out
    }
}

/// A text with what the source says of it as a whole, and the notes that it refers to.
pub(super) fn parsed(copy: &Marked, paragraphs: Vec<Source>) -> Parsed {
    let cited: BTreeSet<_> = paragraphs.iter().flat_map(|p| p.words.notes().iter().copied()).collect();
    let notes = copy.notes.iter().filter(|(id, _)| cited.contains(id));
    Parsed {
        title: copy.title.clone(),
        symbol: copy.symbol.clone(),
        genre: copy.genre,
        notes: notes.map(|(id, text)| (*id, text.clone())).collect(),
        paragraphs,
        report: Report { repairs: Vec::new(), dropped: copy.dropped.clone() },
    }
}

/// Italics of a whole title or heading are how its kind is set, not content.
fn set(kind: Kind, words: Words) -> Words {
    let all = words.italic().covers(&(0..words.len()));
    match kind {
        Kind::Title | Kind::Heading | Kind::Annex if all => {
            words.restyled(Ranges::default(), Ranges::default())
        }
        _ => words,
    }
}

/// Everybody with changes or comments in a source, by the name that the file has.
pub fn authors(copy: &Marked) -> BTreeMap<String, Authored> {
    let stream = Stream::new(copy);
    let mut out: BTreeMap<String, Authored> = BTreeMap::new();
    let mut before: [Option<usize>; 2] = [None, None];
    for atom in &stream.atoms {
        let now = [atom.put.map(|t| t.by), atom.gone.map(|t| t.by)];
        let new = now.into_iter().flatten().filter(|by| !before.contains(&Some(*by)));
        for by in new.collect::<BTreeSet<usize>>() {
            if let Some(name) = stream.authors.get(by) {
                out.entry(name.clone()).or_default().changes += 1;
            }
        }
        before = now;
    }
    for remark in copy.threads.iter().flat_map(|t| &t.said) {
        out.entry(remark.by.clone()).or_default().comments += 1;
    }
    out
}
