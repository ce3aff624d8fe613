//! [`Change`]: one change of a project, with its inverse.
//!
//! Text, tracks, decisions and status alike: undo, journal and tests use the same values. Each
//! says what was and what will be; one that does not find what was is refused whole.

use super::log::{Entry, Revision};
use super::project::{Head, Project};
use crate::record::{
    Actor, ActorId, ByHand, Comment, CommentId, Decision, DecisionId, Filed, LogId, Logged, Marking, Origin,
    Position, Proposal, ProposalId, Silence, SilenceId, Status, Track,
};
use crate::revise::Report;
use crate::text::{self, ChangeError, Fingerprint, ParagraphId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A change of one thing: what was, what will be.
#[derive(Clone, Debug, PartialEq)]
pub struct Put<T> {
    /// As it is; none if it is not there.
    pub was: Option<T>,
    /// As it will be; none if it goes.
    pub now: Option<T>,
}

impl<T> Put<T> {
    fn inverse(self) -> Self {
        Self { was: self.now, now: self.was }
    }
}

/// A change of a project.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The working text, with the tail of its log from `at` on.
    Text {
        /// What happens to the text.
        changes: Vec<text::Change>,
        /// Where the log changes.
        at: usize,
        /// The tail of the log as it is.
        was: Vec<Arc<Entry>>,
        /// The tail of the log as it will be.
        now: Vec<Arc<Entry>>,
    },
    /// A proposal in a strand.
    Proposal(ActorId, Origin, ProposalId, Put<Arc<Proposal>>),
    /// A comment in a strand.
    Comment(ActorId, Origin, CommentId, Put<Arc<Comment>>),
    /// A position in a strand, by the proposal it is about.
    Position(ActorId, Origin, ProposalId, Put<Arc<Position>>),
    /// A whole track, by a merge.
    Track(ActorId, Put<Arc<Track>>),
    /// What is known of an actor.
    Actor(ActorId, Put<Arc<Actor>>),
    /// Who an author of Word files is.
    Author(String, Put<ActorId>),
    /// What the register says of a file.
    Filed(Fingerprint, Put<Arc<Filed>>),
    /// Whether somebody is expected to send a return.
    Expected(ActorId, Put<ByHand<bool>>),
    /// A decision.
    Decision(DecisionId, Put<Arc<Decision>>),
    /// The status of a paragraph.
    Status(ParagraphId, Put<Arc<Status>>),
    /// An entry in the log of the statuses.
    Logged(LogId, Put<Arc<Logged>>),
    /// A silence procedure.
    Silence(SilenceId, Put<Arc<Silence>>),
    /// The colour and pattern given to an actor.
    Marking(ActorId, Put<Marking>),
    /// Title, symbol, genre.
    Head(Put<Head>),
    /// The report of the import.
    Report(Put<Arc<Report>>),
    /// Issuing the working text as a revision; the log goes into it.
    Issue(String),
    /// Taking the last revision back; its log is the log again.
    Recall(String),
    /// Several, in order, as one.
    All(Vec<Change>),
}

/// Why a change of a project was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ApplyError {
    /// It does not fit the text.
    #[error(transparent)]
    Text(#[from] ChangeError),
    /// What it says was there is not there.
    #[error("{0} is not as the change expects it")]
    Stale(&'static str),
}

impl Change {
    /// The change that undoes this one.
    pub fn inverse(&self) -> Change {
        match self.clone() {
            Change::Text { changes, at, was, now } => {
                Change::Text { changes: text::inverse_all(&changes), at, was: now, now: was }
            }
            Change::Proposal(a, o, id, put) => Change::Proposal(a, o, id, put.inverse()),
            Change::Comment(a, o, id, put) => Change::Comment(a, o, id, put.inverse()),
            Change::Position(a, o, id, put) => Change::Position(a, o, id, put.inverse()),
            Change::Track(a, put) => Change::Track(a, put.inverse()),
            Change::Actor(a, put) => Change::Actor(a, put.inverse()),
            Change::Author(name, put) => Change::Author(name, put.inverse()),
            Change::Filed(hash, put) => Change::Filed(hash, put.inverse()),
            Change::Expected(a, put) => Change::Expected(a, put.inverse()),
            Change::Decision(d, put) => Change::Decision(d, put.inverse()),
            Change::Status(p, put) => Change::Status(p, put.inverse()),
            Change::Logged(at, put) => Change::Logged(at, put.inverse()),
            Change::Silence(id, put) => Change::Silence(id, put.inverse()),
            Change::Marking(a, put) => Change::Marking(a, put.inverse()),
            Change::Head(put) => Change::Head(put.inverse()),
            Change::Report(put) => Change::Report(put.inverse()),
            Change::Issue(name) => Change::Recall(name),
            Change::Recall(name) => Change::Issue(name),
            Change::All(list) => Change::All(list.iter().rev().map(Change::inverse).collect()),
        }
    }

    /// Applies the change, or fails and touches nothing.
    pub fn apply(&self, project: &mut Project) -> Result<(), ApplyError> {
        match self {
            Change::Text { changes, at, was, now } => {
                if project.log.get(*at..) != Some(was.as_slice()) {
                    return Err(ApplyError::Stale("the log of the text"));
                }
                text::apply_all(&mut project.working, changes)?;
                project.log.truncate(*at);
                project.log.extend(now.iter().cloned());
                Ok(())
            }
            Change::Proposal(actor, origin, id, change) => {
                strand(project, actor, *origin, |s| put(&mut s.proposals, id, change, "the proposal"))
            }
            Change::Comment(actor, origin, id, change) => {
                strand(project, actor, *origin, |s| put(&mut s.comments, id, change, "the comment"))
            }
            Change::Position(actor, origin, id, change) => {
                strand(project, actor, *origin, |s| put(&mut s.positions, id, change, "the position"))
            }
            Change::Track(actor, change) => put(&mut project.tracks, actor, change, "the track"),
            Change::Actor(actor, change) => put(&mut project.actors, actor, change, "the actor"),
            Change::Author(name, change) => put(&mut project.authors, name, change, "the author"),
            Change::Filed(hash, change) => {
                put(&mut project.register.returns, hash, change, "the register of returns")
            }
            Change::Expected(actor, change) => {
                put(&mut project.register.expected, actor, change, "the list of those expected")
            }
            Change::Decision(id, change) => put(&mut project.decisions, id, change, "the decision"),
            Change::Status(id, change) => put(&mut project.statuses, id, change, "the status"),
            Change::Logged(at, change) => put(&mut project.status_log, at, change, "the log of statuses"),
            Change::Silence(id, change) => put(&mut project.silences, id, change, "the silence procedure"),
            Change::Marking(actor, change) => put(&mut project.markings, actor, change, "the colour"),
            Change::Head(change) => set(&mut project.head, change, "the title"),
            Change::Report(change) => set(&mut project.report, change, "the import report"),
            Change::Issue(name) => {
                let entries = std::mem::take(&mut project.log);
                let decided = project.decisions.keys().next_back().copied().or(Some(DecisionId(0)));
                let revision = Revision { decided, ..Revision::new(name, project.working.clone(), entries) };
                project.revisions.push(Arc::new(revision));
                Ok(())
            }
            Change::Recall(name) => {
                let last = project.revisions.last().filter(|r| r.name == *name && project.log.is_empty());
                let entries = last.map(|r| r.entries.clone());
                project.log = entries.ok_or(ApplyError::Stale("the list of revisions"))?;
                project.revisions.pop();
                Ok(())
            }
            Change::All(list) => {
                let before = project.clone();
                for change in list {
                    if let Err(error) = change.apply(project) {
                        *project = before;
                        return Err(error);
                    }
                }
                Ok(())
            }
        }
    }

    /// Adds a change that is applied after this one. A long step stays one flat list.
    pub fn push(&mut self, next: Change) {
        match self {
            Change::All(list) => list.push(next),
            one => {
                let first = std::mem::replace(one, Change::All(Vec::new()));
                *one = Change::All(vec![first, next]);
            }
        }
    }

    /// Whether it changes what an actor says.
    pub fn speaks_for(&self, actor: &ActorId) -> bool {
        match self {
            Change::Proposal(a, ..)
            | Change::Comment(a, ..)
            | Change::Position(a, ..)
            | Change::Track(a, _) => a == actor,
            Change::All(list) => list.iter().any(|c| c.speaks_for(actor)),
            Change::Text { .. }
            | Change::Actor(..)
            | Change::Author(..)
            | Change::Filed(..)
            | Change::Expected(..)
            | Change::Decision(..)
            | Change::Status(..)
            | Change::Logged(..)
            | Change::Silence(..)
            | Change::Marking(..)
            | Change::Head(_)
            | Change::Report(_)
            | Change::Issue(_)
            | Change::Recall(_) => false,
        }
    }

    /// Whether it changes nothing at all.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Change::All(list) if list.iter().all(Change::is_nothing))
    }
}

fn put<K: Ord + Clone, V: Clone + PartialEq>(
    map: &mut BTreeMap<K, V>,
    key: &K,
    change: &Put<V>,
    what: &'static str,
) -> Result<(), ApplyError> {
    if map.get(key) != change.was.as_ref() {
        return Err(ApplyError::Stale(what));
    }
    match &change.now {
        Some(now) => map.insert(key.clone(), now.clone()),
        None => map.remove(key),
    };
    Ok(())
}

fn set<T: Clone + PartialEq>(slot: &mut T, change: &Put<T>, what: &'static str) -> Result<(), ApplyError> {
    match (&change.was, &change.now) {
        (Some(was), Some(now)) if was == slot => {
            *slot = now.clone();
            Ok(())
        }
        _ => Err(ApplyError::Stale(what)),
    }
}

/// Changes one strand of a track; empty strands and tracks are removed, so that an undo leaves
/// nothing behind.
fn strand(
    project: &mut Project,
    actor: &ActorId,
    origin: Origin,
    change: impl FnOnce(&mut crate::record::Strand) -> Result<(), ApplyError>,
) -> Result<(), ApplyError> {
    let shared = project.tracks.get(actor).cloned();
    let mut track = Arc::unwrap_or_clone(shared.unwrap_or_else(|| Arc::new(Track::new(actor.clone()))));
    let mut strand = track.strands.remove(&origin).unwrap_or_default();
    change(&mut strand)?;
    if strand != crate::record::Strand::default() {
        track.strands.insert(origin, strand);
    }
    if track.strands.is_empty() {
        project.tracks.remove(actor);
    } else {
        project.tracks.insert(actor.clone(), Arc::new(track));
    }
    Ok(())
}
