//! The comments of all tracks as the threads of an exported file.
//!
//! A text that is to be issued takes none along. A remark whose words are not where it saw them
//! stands at its whole paragraph; its words are never searched for elsewhere.

use super::names::Veil;
use super::page::View;
use crate::format::docx::{Said, Thread};
use crate::project::Project;
use crate::record::{ActorId, Comment, CommentId};
use crate::text::Document;
use std::collections::BTreeMap;

/// The threads that go with a view of the text.
pub fn of(project: &Project, view: &View, text: &Document, veil: &Veil) -> Vec<Thread> {
    let wanted = |actor: &ActorId| match view {
        View::Compilation => true,
        View::Annotated(only) => only == actor,
        View::Original | View::Clean | View::Final(_) => false,
    };
    let tracks = project.tracks.iter().filter(|(actor, _)| wanted(actor));
    let all = tracks.flat_map(|(actor, track)| track.comments().map(move |c| (actor, c.as_ref())));
    let live: BTreeMap<&CommentId, (&ActorId, &Comment)> =
        all.filter(|(_, c)| !c.withdrawn).map(|(actor, c)| (&c.id, (actor, c))).collect();
    let mut threads: BTreeMap<&CommentId, Thread> = BTreeMap::new();
    let said = |actor: &ActorId, comment: &Comment| Said {
        by: veil.one(actor).to_string(),
        text: comment.text.clone(),
        date: None,
    };
    let heads: BTreeMap<&CommentId, &CommentId> = live.keys().map(|id| (*id, head(&live, id))).collect();
    for (id, (actor, comment)) in live.iter().filter(|(id, _)| heads.get(*id) == Some(*id)) {
        let at = comment.at.as_ref().map(|at| {
            let there = text.words_of(at.paragraph).is_some_and(|w| w.str(at.range.clone()) == at.quote);
            (at.paragraph, if there { at.range.clone() } else { 0..usize::MAX })
        });
        threads.insert(id, Thread { at, resolved: comment.resolved, said: vec![said(actor, comment)] });
    }
    for (id, (actor, comment)) in &live {
        let thread = heads.get(*id).filter(|head| *head != id).and_then(|head| threads.get_mut(*head));
        if let Some(thread) = thread {
            thread.said.push(said(actor, comment));
        }
    }
    let mut threads: Vec<Thread> = threads.into_values().collect();
    if !veil.is_open() {
        // The order of their identities is that of the names of their authors.
        let first = |t: &Thread| t.said.first().map(|s| s.text.clone());
        threads.sort_by_cached_key(|t| (t.at.as_ref().map(|(id, r)| (*id, r.start)), first(t)));
        threads
            .iter_mut()
            .filter_map(|t| t.said.get_mut(1..))
            .for_each(|s| s.sort_by(|a, b| a.text.cmp(&b.text)));
    }
    threads
}

/// The comment that began the thread; one whose thread is gone, or goes in a circle, begins
/// its own.
fn head<'a>(live: &BTreeMap<&'a CommentId, (&ActorId, &'a Comment)>, id: &'a CommentId) -> &'a CommentId {
    let mut at = id;
    for _ in 0..=live.len() {
        let answered = live.get(at).and_then(|(_, c)| c.reply_to.as_ref());
        match answered.filter(|a| live.contains_key(*a)) {
            Some(next) => at = next,
            None => return at,
        }
    }
    id
}
