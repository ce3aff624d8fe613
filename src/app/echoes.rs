//! What a file only brings back: what its authors said before, under new identities.
//!
//! A Word file keeps no identity of a comment or a proposal. A comment of the same author, at the
//! same place, in answer to the same, with the same words is that comment; a proposal that would
//! be grouped with one of its author's is that proposal. Anything else is new. A thread that the
//! file settles is settled where its own author did that, and is told otherwise: Word does not
//! say who did.

use super::authors::quoted;
use crate::project::{Project, Revision, place as stand};
use crate::record::{ActorId, Comment, CommentId, Origin, Proposal, ProposalId, Span, Strand, Track, Wish};
use crate::text::Document;
use crate::weave::{self, Fate, Placed, Site};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was found among the comments of a file.
#[derive(Default)]
pub(super) struct Echoes {
    /// Whoever has a comment in the file, a known one too.
    pub heard: BTreeSet<ActorId>,
    /// Known comments whose threads their authors settled, by the strand that holds them.
    pub settled: BTreeMap<ActorId, Vec<(Origin, Comment)>>,
    /// What a person should look at, a sentence each.
    pub remarks: Vec<String>,
}

impl Echoes {
    /// Adds to a track what its actor settled.
    pub fn settle(&mut self, track: &mut Track) {
        for (origin, comment) in self.settled.remove(&track.actor).unwrap_or_default() {
            let strand = track.strands.entry(origin).or_default();
            strand.comments.insert(comment.id.clone(), Arc::new(comment));
        }
    }
}

/// Takes out of these strands the comments that the project holds already, and lets replies
/// answer those. What the sender, or who says anything new here, marks as settled is settled.
pub(super) fn without_echoes(
    project: &Project,
    sender: Option<&ActorId>,
    strands: &mut BTreeMap<ActorId, Strand>,
) -> Echoes {
    let heard = strands.iter().filter(|(_, s)| !s.comments.is_empty()).map(|(id, _)| id.clone());
    let mut out = Echoes { heard: heard.collect(), ..Echoes::default() };
    let mut known: BTreeMap<CommentId, CommentId> = BTreeMap::new();
    // What came in a file before has its identity still.
    let again = strands.iter().flat_map(|(actor, s)| s.comments.keys().map(move |id| (actor, id)));
    let again = again.filter(|(actor, id)| held(project, actor, id).is_some());
    let mut taken: BTreeSet<CommentId> = again.map(|(_, id)| id.clone()).collect();
    let same = taken.clone();
    // What is answered has to be found before its answers; each round goes one reply deeper.
    loop {
        let found = next(project, strands, &known, &taken, &same);
        if found.is_empty() {
            break;
        }
        taken.extend(found.values().cloned());
        known.extend(found);
    }
    let mut open = 0;
    for (actor, strand) in strands {
        let old = |id: &CommentId| held(project, actor, known.get(id).unwrap_or(id));
        let echoes: Vec<_> =
            strand.comments.iter().filter_map(|(id, new)| Some((new.clone(), old(id)?))).collect();
        strand.comments.retain(|id, _| !known.contains_key(id));
        for comment in strand.comments.values_mut() {
            if let Some(parent) = comment.reply_to.as_ref().and_then(|id| known.get(id)) {
                let again = Comment { reply_to: Some(parent.clone()), ..Comment::clone(comment) };
                *comment = Arc::new(again);
            }
        }
        let here = sender.is_some_and(|s| project.known_as(s) == project.known_as(actor));
        let own = here || says_anything_new(project, actor, strand);
        for (new, (origin, old)) in echoes {
            // A reply has no state of its own.
            let differs = new.resolved != old.resolved && new.reply_to.is_none() && !old.withdrawn;
            if same.contains(&new.id) {
                strand.comments.insert(old.id.clone(), old.clone());
            }
            match (differs, new.resolved) {
                (true, true) if own => out.settled(actor, origin, &old),
                (true, true) => out.remarks.push(not_settled(project, actor, &old)),
                (true, false) => open += 1,
                (false, _) => {}
            }
        }
    }
    // An older file has them open too: no more than a count.
    if open > 0 {
        let threads = if open == 1 { "1 thread is".to_owned() } else { format!("{open} threads are") };
        out.remarks.push(format!("{threads} settled here and not marked so in the file: left settled"));
    }
    out
}

impl Echoes {
    fn settled(&mut self, actor: &ActorId, origin: Origin, old: &Comment) {
        let now = Comment { version: old.version + 1, resolved: true, sent: true, ..old.clone() };
        self.settled.entry(actor.clone()).or_default().push((origin, now));
    }
}

fn not_settled(project: &Project, actor: &ActorId, old: &Comment) -> String {
    let (place, text) = (place_of(project, old), quoted(old.text.trim()));
    format!(
        "the thread of {actor} on {place}, {text}, was marked as settled in the file; it stays open until {actor} settles it"
    )
}

/// A comment that the project has of an actor, and in which strand.
fn held(project: &Project, actor: &ActorId, id: &CommentId) -> Option<(Origin, Arc<Comment>)> {
    let track = project.tracks.get(&project.known_as(actor))?;
    let all = track.strands.iter().filter_map(|(o, s)| Some((*o, s.comments.get(id)?.clone())));
    all.max_by_key(|(_, c)| c.version)
}

/// "OP5", or the text as a whole.
fn place_of(project: &Project, comment: &Comment) -> String {
    let Some(at) = &comment.at else { return "the text".to_owned() };
    project.working.label_of(at.paragraph).unwrap_or_else(|| quoted(at.quote.trim()))
}

/// Whether an actor says in a file, known comments apart, what the project does not hold.
fn says_anything_new(project: &Project, actor: &ActorId, strand: &Strand) -> bool {
    let track = project.tracks.get(&project.known_as(actor));
    let wants = |id: &_, wish: &_| {
        track.is_some_and(|t| t.proposal(id).is_some() || t.proposals().any(|(_, p)| p.wish == *wish))
    };
    strand.comments.keys().any(|id| held(project, actor, id).is_none())
        || strand.proposals.iter().any(|(id, p)| !wants(id, &p.wish))
}

/// Echoes among the comments that answer nothing or a known echo, with what they echo.
fn next(
    project: &Project,
    strands: &BTreeMap<ActorId, Strand>,
    known: &BTreeMap<CommentId, CommentId>,
    taken: &BTreeSet<CommentId>,
    same: &BTreeSet<CommentId>,
) -> BTreeMap<CommentId, CommentId> {
    let mut out = BTreeMap::new();
    let mut used = taken.clone();
    for (actor, strand) in strands {
        let Some(track) = project.tracks.get(&project.known_as(actor)) else { continue };
        let new = |id: &CommentId| !known.contains_key(id) && !same.contains(id);
        for (id, new) in strand.comments.iter().filter(|(id, _)| new(id)) {
            let parent = new.reply_to.as_ref().map(|id| known.get(id).unwrap_or(id));
            let alike = |old: &&Arc<Comment>| {
                !used.contains(&old.id)
                    && !old.withdrawn
                    && old.text.trim() == new.text.trim()
                    && old.reply_to.as_ref() == parent
                    && (parent.is_some() || place(old) == place(new))
            };
            if let Some(old) = track.comments().find(alike) {
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
