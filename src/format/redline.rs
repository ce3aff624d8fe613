//! [`redlined`]: makes a [`Sheet`] of one text on another, for programs that track changes.
//!
//! All that is put in is the newer text, all that is taken out the older one. Labels are those of
//! each text; whether a program counts them is not decided here.

use super::page::{Front, Labels, Markup, Passage, Piece, Sheet, SheetActor, SheetParagraph, Way};
use super::{pieces, sheet};
use crate::record::{ActorId, ProposalId};
use crate::revise::{RedRow, Side, redline};
use crate::text::{Document, Meta, ParagraphId};
use crate::weave::{From, Mark, MarkKind, Run};
use std::collections::BTreeSet;

/// The sheet of `now` on `was`, as changes by one author. The labels asked for are those of the
/// newer text; the older one keeps those it was issued with, but where the room's are asked
/// for, both have them.
pub fn redlined(was: &Document, now: &Document, front: &Front, by: &ActorId) -> Sheet {
    let issued = match front.labels {
        Labels::Negotiation => Labels::Negotiation,
        _ => Labels::Issued,
    };
    let maker = Maker {
        was,
        now,
        by,
        old: sheet::labels(was, &Front { labels: issued, ..front.clone() }),
        new: sheet::labels(now, front),
        known: now.metas().map(|m| m.id).collect(),
    };
    let found = redline(was, now);
    let name = front.names.get(by).cloned().unwrap_or_else(|| by.to_string());
    let mut out = Sheet {
        title: front.title.clone(),
        symbol: front.symbol.clone(),
        revision: front.revision.clone(),
        markup: Markup::Compilation,
        redline: true,
        actors: vec![SheetActor { id: by.clone(), name, proposals: 0 }],
        paragraphs: found.rows.iter().filter_map(|row| maker.paragraph(row)).collect(),
        ..Sheet::default()
    };
    let notes = found.notes.iter().map(|(id, text)| (*id, text.as_str())).collect();
    sheet::number(&mut out, &notes);
    let before = found.said.into_iter().filter_map(|(id, text)| Some((*out.note_numbers.get(&id)?, text)));
    out.notes_before = before.collect();
    out
}

struct Maker<'a> {
    was: &'a Document,
    now: &'a Document,
    by: &'a ActorId,
    /// The labels of each text.
    old: Vec<Option<String>>,
    new: Vec<Option<String>>,
    /// The paragraphs of the newer text.
    known: BTreeSet<ParagraphId>,
}

impl Maker<'_> {
    fn paragraph(&self, row: &RedRow) -> Option<SheetParagraph> {
        let old = row.was.and_then(|n| self.old.get(n).cloned().flatten());
        let new = row.now.and_then(|n| self.new.get(n).cloned().flatten());
        let (meta, way): (&Meta, Way) = match (row.was, row.now) {
            (Some(_), Some(now)) => (self.now.meta(now)?, Way::Stays),
            (None, Some(now)) => (self.now.meta(now)?, Way::Comes),
            (Some(was), None) => (self.was.meta(was)?, Way::Goes),
            (None, None) => return None,
        };
        let runs = self.runs(row);
        Some(SheetParagraph {
            // What is there twice carries its identity where the newer text has it.
            id: Some(meta.id).filter(|id| way != Way::Goes || !self.known.contains(id)),
            masthead: meta.masthead,
            label: if way == Way::Goes { old.clone() } else { new },
            pieces: runs.iter().cloned().map(Piece::Run).collect(),
            runs,
            passage: Some(Passage { way, by: vec![self.by.clone()], was: old, moved: row.moved }),
            ..SheetParagraph::empty(meta.kind)
        })
    }

    fn runs(&self, row: &RedRow) -> Vec<Run> {
        let gone = From::Proposal(ProposalId::of(self.by.as_str(), &["gone"]), 0, 0);
        let mut out = Vec::new();
        for stretch in &row.words {
            let mut at = stretch.at;
            for run in pieces::plain(stretch.words.clone()) {
                let kind = match stretch.side {
                    Side::Both => None,
                    Side::Was => Some(MarkKind::Deleted),
                    Side::Now => Some(MarkKind::Inserted),
                };
                let mark = kind.map(|kind| Mark { kind, by: vec![self.by.clone()], group: None });
                let from = at.map_or_else(|| gone.clone(), From::Text);
                at = at.map(|at| at + run.text.chars().count());
                out.push(Run { marks: mark.into_iter().collect(), from, ..run });
            }
        }
        out
    }
}
