//! Comments that a file only brings back: what their authors said before, under new identities.
//!
//! A Word file keeps no identity of a comment. One of the same author, at the same place, in
//! answer to the same, with the same words is that comment; anything else is a new one.

use crate::project::Project;
use crate::record::{ActorId, Comment, CommentId, Span, Strand};
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
