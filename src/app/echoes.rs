//! What a file only brings back: what its authors said before, under new identities.
//!
//! A Word file keeps no identity of a comment or a proposal. A comment of the same author, at the
//! same place, in answer to the same, with the same words is that comment; a proposal that would
//! be grouped with one of its author's is that proposal. Anything else is new.

use crate::project::{Project, Revision, place as stand};
use crate::record::{ActorId, Comment, CommentId, Origin, Proposal, ProposalId, Span, Strand, Track, Wish};
use crate::text::Document;
use crate::weave::{self, Fate, Placed, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Takes out of these strands the comments that the project holds already, and lets replies
/// answer those.
pub(super) fn without_echoes(project: &Project, strands: &mut BTreeMap<ActorId, Strand>) {
    let mut known: BTreeMap<CommentId, CommentId> = BTreeMap::new();
    let mut taken: BTreeSet<CommentId> = BTreeSet::new();
    // What is answered has to be found before its answers; each round goes one reply deeper.
    loop {
        let found = next(project, strands, &known, &taken);
        if found.is_empty() {
            break;
        }
        taken.extend(found.values().cloned());
        known.extend(found);
    }
    for strand in strands.values_mut() {
        strand.comments.retain(|id, _| !known.contains_key(id));
        for comment in strand.comments.values_mut() {
            if let Some(parent) = comment.reply_to.as_ref().and_then(|id| known.get(id)) {
                let again = Comment { reply_to: Some(parent.clone()), ..Comment::clone(comment) };
                *comment = Arc::new(again);
            }
        }
    }
}

/// Echoes among the comments that answer nothing or a known echo, with what they echo.
fn next(
    project: &Project,
    strands: &BTreeMap<ActorId, Strand>,
    known: &BTreeMap<CommentId, CommentId>,
    taken: &BTreeSet<CommentId>,
) -> BTreeMap<CommentId, CommentId> {
    let mut out = BTreeMap::new();
    let mut used = taken.clone();
    for (actor, strand) in strands {
        let Some(track) = project.tracks.get(&project.known_as(actor)) else { continue };
        for (id, new) in strand.comments.iter().filter(|(id, _)| !known.contains_key(*id)) {
            let parent = new.reply_to.as_ref().map(|id| known.get(id).unwrap_or(id));
            let same = |old: &&Arc<Comment>| {
                !used.contains(&old.id)
                    && old.id != *id
                    && !old.withdrawn
                    && old.text.trim() == new.text.trim()
                    && old.reply_to.as_ref() == parent
                    && (parent.is_some() || place(old) == place(new))
            };
            if let Some(old) = track.comments().find(same) {
                used.insert(old.id.clone());
                out.insert(id.clone(), old.id.clone());
            }
        }
    }
    out
}

fn place(comment: &Comment) -> Option<(crate::text::ParagraphId, &str)> {
    comment.at.as_ref().map(|at: &Span| (at.paragraph, at.quote.as_str()))
}

/// The proposals of a strand that say what their actor already says, as far as `counts` takes
/// what stands there: in the text that both were made on, or in the text as it is now.
pub(super) fn said_before(
    project: &Project,
    revision: &Revision,
    track: &Track,
    strand: &Strand,
    counts: impl Fn(Origin) -> bool,
) -> BTreeSet<ProposalId> {
    let known = track.proposals().filter(|(o, p)| p.is_open() && counts(*o));
    let known: Vec<(Origin, &Arc<Proposal>)> = known.collect();
    let new = || strand.proposals.values();
    let here = known.iter().filter(|(_, p)| p.base == revision.hash).map(|(_, p)| *p);
    let there = here.chain(new()).map(|p| as_made(&track.actor, p)).collect::<Vec<_>>();
    let now = known.iter().map(|(o, p)| stand(project, &track.actor, *o, p));
    let now: Vec<Placed> = now.chain(new().map(|p| stand(project, &track.actor, Origin::Copy, p))).collect();
    let mut out = both(&revision.document, &there, &known, strand);
    out.extend(both(&project.working, &now, &known, strand));
    out
}

/// The new ones that stand in a group with known ones.
fn both(
    document: &Document,
    placed: &[Placed],
    known: &[(Origin, &Arc<Proposal>)],
    strand: &Strand,
) -> BTreeSet<ProposalId> {
    let old: BTreeSet<&ProposalId> = known.iter().map(|(_, p)| &p.id).collect();
    let mut out = BTreeSet::new();
    for group in weave::groups(document, placed).values() {
        let ids = || group.members.iter().map(|(_, id, _)| id);
        if ids().any(|id| old.contains(id)) {
            out.extend(ids().filter(|id| !old.contains(*id) && strand.proposals.contains_key(*id)).cloned());
        }
    }
    out
}

/// A proposal in the text that it was made on.
fn as_made(actor: &ActorId, proposal: &Arc<Proposal>) -> Placed {
    let site = match (&proposal.wish, proposal.wish.span()) {
        (Wish::InsertParagraph { after, .. }, _) => Site::Gap(*after),
        (_, Some(at)) => Site::Span(at.paragraph, at.range.clone()),
        (_, None) => Site::Nowhere,
    };
    let (actor, proposal) = (actor.clone(), proposal.clone());
    Placed { actor, origin: Origin::Copy, proposal, fate: Fate::Clean, site, voices: Vec::new() }
}
