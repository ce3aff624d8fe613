//! A stacked compilation: under each paragraph the versions of those who want it otherwise.
//!
//! Each version is the whole paragraph as its actors would have it. Reservations, placements,
//! moves, splits and merges have no version; they come back as left out, with what overlaps.

use super::apply::finalize;
use super::placed::{Placed, Site};
use crate::record::{ActorId, ProposalId, Wish};
use crate::text::{Document, ParagraphId, Words};
use std::collections::{BTreeMap, BTreeSet};

/// A paragraph with its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stacked {
    /// The paragraph; none for the place before the first.
    pub paragraph: Option<ParagraphId>,
    /// The versions, sorted by their actors.
    pub versions: Vec<Version>,
}

/// A paragraph as some actors would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Who.
    pub by: Vec<ActorId>,
    /// The paragraph, if it stays but reads otherwise.
    pub words: Option<Words>,
    /// Whether it is to go.
    pub deleted: bool,
    /// The new paragraphs behind it.
    pub new: Vec<Words>,
}

/// The versions of all paragraphs that somebody wants otherwise, in order, and the proposals
/// that are in none of them.
pub fn stacked(document: &Document, placed: &[Placed]) -> (Vec<Stacked>, Vec<(ActorId, ProposalId)>) {
    let mut left = Vec::new();
    let mut by: BTreeMap<&ActorId, Vec<Placed>> = BTreeMap::new();
    for one in placed.iter().filter(|p| p.proposal.is_open()) {
        let words = match one.proposal.wish {
            Wish::Replace { .. }
            | Wish::InsertParagraph { .. }
            | Wish::DeleteParagraph { .. }
            | Wish::Alternative { .. } => true,
            // Only where the words that it amends are in the text.
            Wish::Amend { .. } => matches!(one.site, Site::Span(..)),
            _ => false,
        };
        if words && one.fate == super::placed::Fate::Clean && one.site != Site::Nowhere {
            by.entry(&one.actor).or_default().push(one.clone());
        } else {
            left.push((one.actor.clone(), one.proposal.id.clone()));
        }
    }
    let mut found: BTreeMap<Option<ParagraphId>, Vec<Version>> = BTreeMap::new();
    let base: Base = document.metas().enumerate().map(|(at, m)| (m.id, document.words(at))).collect();
    for (actor, own) in by {
        let (text, overlapping) = finalize(document, &own);
        left.extend(overlapping);
        for (id, version) in versions(&base, &text) {
            let all = found.entry(id).or_default();
            let same = all
                .iter_mut()
                .find(|v| (&v.words, v.deleted, &v.new) == (&version.words, version.deleted, &version.new));
            match same {
                Some(same) => same.by.push(actor.clone()),
                None => all.push(Version { by: vec![actor.clone()], ..version }),
            }
        }
    }
    let places = std::iter::once(None).chain(document.metas().map(|m| Some(m.id)));
    let each = places.filter_map(|id| Some(Stacked { paragraph: id, versions: found.remove(&id)? }));
    (each.collect(), left)
}

/// The paragraphs of a document, in order.
type Base = Vec<(ParagraphId, Words)>;

/// What one actor's text has otherwise, paragraph by paragraph.
fn versions(base: &Base, text: &Document) -> Vec<(Option<ParagraphId>, Version)> {
    let known: BTreeSet<ParagraphId> = base.iter().map(|(id, _)| *id).collect();
    let mut new: BTreeMap<Option<ParagraphId>, Vec<Words>> = BTreeMap::new();
    let mut last = None;
    for (at, meta) in text.metas().enumerate() {
        if known.contains(&meta.id) {
            last = Some(meta.id);
        } else {
            new.entry(last).or_default().push(text.words(at));
        }
    }
    let places = std::iter::once(None).chain(base.iter().map(Some));
    let each = places.filter_map(|place| {
        let id = place.map(|(id, _)| *id);
        let now = id.and_then(|id| text.words_of(id));
        let deleted = id.is_some() && now.is_none();
        let words = now.filter(|now| place.is_none_or(|(_, was)| now != was));
        let new = new.remove(&id).unwrap_or_default();
        let version = Version { by: Vec::new(), words, deleted, new };
        let otherwise = version.words.is_some() || version.deleted || !version.new.is_empty();
        otherwise.then_some((id, version))
    });
    each.collect()
}
