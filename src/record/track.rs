//! [`Track`]: all that one actor says, as a union of strands by origin.
//!
//! One writer a strand. Merging two states of a track is a union: of strands by origin, of
//! proposals by identity; the higher version wins, and two contents under one identity and
//! version are both kept. Any order, any grouping, any repetition gives the same track.

use super::actor::ActorId;
use super::comment::{Comment, CommentId};
use super::proposal::{Proposal, ProposalId, State};
use crate::text::Hash;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Where a strand comes from: who wrote it down, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Typed by the actor.
    Own,
    /// Derived from an edited copy.
    Copy,
    /// Read from a compilation.
    Brackets,
    /// Typed by the chair for the actor, from the floor.
    Room,
}

impl Origin {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Own => "own",
            Origin::Copy => "copy",
            Origin::Brackets => "brackets",
            Origin::Room => "room",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Origin {
    type Err = UnknownOrigin;
    fn from_str(s: &str) -> Result<Self, UnknownOrigin> {
        [Origin::Own, Origin::Copy, Origin::Brackets, Origin::Room]
            .into_iter()
            .find(|o| o.name() == s)
            .ok_or_else(|| UnknownOrigin(s.chars().take(40).collect()))
    }
}

/// A string that names no origin of a strand.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no origin of a strand")]
pub struct UnknownOrigin(pub String);

/// What one writer wrote down of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Strand {
    /// The number of the return it is, for copies; 0 where there was none.
    pub return_number: u32,
    /// The proposals, by identity.
    pub proposals: BTreeMap<ProposalId, Arc<Proposal>>,
    /// Other contents that came under the identity and version of a kept proposal.
    pub rivals: BTreeMap<ProposalId, Vec<Arc<Proposal>>>,
    /// The comments, by identity.
    pub comments: BTreeMap<CommentId, Arc<Comment>>,
}

/// All that one actor says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Who.
    pub actor: ActorId,
    /// The strands, by origin.
    pub strands: BTreeMap<Origin, Strand>,
}

/// What a merge did to a track; numbers of proposals.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    /// New ones.
    pub added: Vec<ProposalId>,
    /// Higher versions.
    pub updated: Vec<ProposalId>,
    /// Those that were there as they are.
    pub unchanged: Vec<ProposalId>,
    /// Those that are withdrawn now and were not before.
    pub withdrawn: Vec<ProposalId>,
    /// Two contents under one identity and version: both kept.
    pub rivals: Vec<ProposalId>,
    /// New comments.
    pub comments: Vec<CommentId>,
}

impl Track {
    /// An actor that has said nothing yet.
    pub fn new(actor: ActorId) -> Self {
        Self { actor, strands: BTreeMap::new() }
    }

    /// Every proposal with the strand it is in.
    pub fn proposals(&self) -> impl Iterator<Item = (Origin, &Arc<Proposal>)> {
        self.strands.iter().flat_map(|(origin, s)| s.proposals.values().map(move |p| (*origin, p)))
    }

    /// Every comment.
    pub fn comments(&self) -> impl Iterator<Item = &Arc<Comment>> {
        self.strands.values().flat_map(|s| s.comments.values())
    }

    /// The proposal with this identity.
    pub fn proposal(&self, id: &ProposalId) -> Option<(Origin, &Arc<Proposal>)> {
        self.strands.iter().find_map(|(o, s)| s.proposals.get(id).map(|p| (*o, p)))
    }

    /// Unites with another state of the same actor's track.
    pub fn unite(&mut self, other: &Track) -> Tally {
        let mut tally = Tally::default();
        for (origin, strand) in &other.strands {
            self.strands.entry(*origin).or_default().unite(strand, &mut tally);
        }
        tally
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.strands.values().all(|s| s.proposals.is_empty() && s.comments.is_empty())
    }
}

impl Strand {
    fn unite(&mut self, other: &Strand, tally: &mut Tally) {
        let open_before: Vec<ProposalId> =
            self.proposals.values().filter(|p| p.is_open()).map(|p| p.id.clone()).collect();
        self.return_number = self.return_number.max(other.return_number);
        for (id, theirs) in &other.proposals {
            self.take(theirs, tally);
            for rival in other.rivals.get(id).into_iter().flatten() {
                self.take(rival, tally);
            }
        }
        for (id, theirs) in &other.comments {
            let newer = self.comments.get(id).is_none_or(|ours| comment_rank(theirs) > comment_rank(ours));
            if newer {
                tally.comments.push(id.clone());
                self.comments.insert(id.clone(), theirs.clone());
            }
        }
        self.settle_returns();
        let gone = |id: &ProposalId| self.proposals.get(id).is_some_and(|p| !p.is_open());
        tally.withdrawn.extend(open_before.into_iter().filter(gone));
    }

    fn take(&mut self, theirs: &Arc<Proposal>, tally: &mut Tally) {
        let id = theirs.id.clone();
        let Some(ours) = self.proposals.get_mut(&id) else {
            self.proposals.insert(id.clone(), theirs.clone());
            return tally.added.push(id);
        };
        // A later return that holds the same proposal again only says that it still stands.
        let seen = ours.seen.max(theirs.seen);
        if same_but_seen(ours, theirs) {
            let revived = ours.seen < theirs.seen && ours.state == State::Withdrawn && theirs.is_open();
            if ours.seen != seen || revived {
                let mut joined = Proposal::clone(ours);
                joined.seen = seen;
                joined.sent |= theirs.sent;
                *ours = Arc::new(joined);
            }
            return tally.unchanged.push(id);
        }
        if theirs.version > ours.version {
            *ours = theirs.clone();
            self.rivals.remove(&id);
            return tally.updated.push(id);
        }
        if theirs.version < ours.version {
            return tally.unchanged.push(id);
        }
        let mut all = self.rivals.remove(&id).unwrap_or_default();
        all.push(ours.clone());
        let new = !all.iter().any(|p| same_but_seen(p, theirs));
        if new {
            all.push(theirs.clone());
            tally.rivals.push(id.clone());
        }
        all.sort_by_key(rank);
        *ours = all.remove(0);
        if !all.is_empty() {
            self.rivals.insert(id, all);
        }
    }

    /// In a strand made of numbered returns, what the latest no longer holds is withdrawn.
    fn settle_returns(&mut self) {
        for proposal in self.proposals.values_mut() {
            if proposal.seen == 0 || self.return_number == 0 {
                continue;
            }
            let state = if proposal.seen < self.return_number { State::Withdrawn } else { State::Open };
            if proposal.state != state {
                let mut changed = Proposal::clone(proposal);
                changed.state = state;
                *proposal = Arc::new(changed);
            }
        }
    }
}

fn same_but_seen(a: &Proposal, b: &Proposal) -> bool {
    // In numbered returns the state follows from the numbers, so it is no part of the content.
    let counted = a.seen > 0 && b.seen > 0;
    a.version == b.version
        && a.wish == b.wish
        && a.base == b.base
        && a.rationale == b.rationale
        && a.source == b.source
        && a.bundle == b.bundle
        && (counted || a.state == b.state)
}

/// A total order on contents, so that which of two rivals comes first does not depend on order.
fn rank(p: &Arc<Proposal>) -> (State, Hash) {
    (p.state, Hash::of(&[&format!("{:?}", p.wish), &p.base.to_string(), &p.rationale, &p.source]))
}

fn comment_rank(c: &Comment) -> (u32, bool, bool, &str) {
    (c.version, c.withdrawn, c.resolved, &c.text)
}
