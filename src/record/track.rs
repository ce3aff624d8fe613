//! [`Track`]: all that one actor says, as a union of strands by origin.
//!
//! One writer a strand. Merging two states of a track is a union: of strands by origin, of
//! proposals by identity; the higher version wins, and two contents under one identity and
//! version are both kept. Any order, any grouping, any repetition gives the same track.

use super::actor::ActorId;
use super::comment::{Comment, CommentId};
use super::position::{self, Position, Positions, United};
use super::proposal::{Proposal, ProposalId, State};
use crate::text::Hash;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
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
    /// All of them; the nearer to the actor's own hand, the earlier.
    pub const ALL: [Origin; 4] = [Origin::Own, Origin::Copy, Origin::Brackets, Origin::Room];

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
        Origin::ALL
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
    /// The positions on others' proposals, by the proposal.
    pub positions: Positions,
    /// Other positions that came under the version of a kept one.
    pub rival_positions: BTreeMap<ProposalId, Vec<Arc<Position>>>,
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
    /// Proposals on which the position is new or of a higher version.
    pub positions: Vec<ProposalId>,
    /// Proposals on which two positions came under one version: both kept.
    pub rival_positions: Vec<ProposalId>,
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

    /// Every other content that came under the identity and version of a proposal.
    pub fn rivals(&self) -> impl Iterator<Item = (Origin, &Arc<Proposal>)> {
        let strands = self.strands.iter();
        strands.flat_map(|(origin, s)| s.rivals.values().flatten().map(move |p| (*origin, p)))
    }

    /// Every comment.
    pub fn comments(&self) -> impl Iterator<Item = &Arc<Comment>> {
        self.strands.values().flat_map(|s| s.comments.values())
    }

    /// The proposal with this identity; of several strands that have it, the one that counts.
    pub fn proposal(&self, id: &ProposalId) -> Option<(Origin, &Arc<Proposal>)> {
        let all = self.strands.iter().filter_map(|(o, s)| s.proposals.get(id).map(|p| (*o, p)));
        all.max_by_key(|(o, p)| (p.version, std::cmp::Reverse(*o)))
    }

    /// Whether what a strand says under this identity counts no more: another strand has it in a
    /// higher version, or one that its actor is nearer to in the same.
    pub fn is_superseded(&self, origin: Origin, proposal: &Proposal) -> bool {
        self.strands.len() > 1
            && self.strands.iter().any(|(o, s)| {
                let other = s.proposals.get(&proposal.id).filter(|_| *o != origin);
                other.is_some_and(|p| (p.version, origin) > (proposal.version, *o))
            })
    }

    /// Every position with the strand it is in, rivals too.
    pub fn positions(&self) -> impl Iterator<Item = (Origin, &Arc<Position>)> {
        self.strands.iter().flat_map(|(origin, s)| {
            let all = s.positions.values().chain(s.rival_positions.values().flatten());
            all.map(move |p| (*origin, p))
        })
    }

    /// The position on a proposal that counts, a withdrawn one too: the actor's own before what
    /// others recorded, but one from the floor until the actor says something after it.
    pub fn position(&self, about: &ProposalId) -> Option<(Origin, &Arc<Position>)> {
        let mut all = self.strands.iter().filter_map(|(o, s)| s.positions.get(about).map(|p| (*o, p)));
        let first = all.next()?;
        let room = all.next_back().filter(|(o, _)| *o == Origin::Room);
        Some(room.filter(|(_, p)| p.after >= first.1.version).unwrap_or(first))
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
        let empty = |s: &Strand| s.proposals.is_empty() && s.comments.is_empty() && s.positions.is_empty();
        self.strands.values().all(empty)
    }
}

impl Strand {
    fn unite(&mut self, other: &Strand, tally: &mut Tally) {
        let open_before: Vec<ProposalId> =
            self.proposals.values().filter(|p| p.is_open()).map(|p| p.id.clone()).collect();
        self.return_number = self.return_number.max(other.return_number);
        let ids: BTreeSet<ProposalId> = self.ids().chain(other.ids()).cloned().collect();
        for id in ids {
            let ours: Vec<Arc<Proposal>> = self.contents(&id).cloned().collect();
            let theirs: Vec<Arc<Proposal>> = other.contents(&id).cloned().collect();
            let all = join(ours.iter().chain(&theirs), self.return_number);
            if !theirs.is_empty() {
                tell(&id, &ours, &all, tally);
            }
            let mut all = all.into_iter();
            self.proposals.extend(all.next().map(|p| (id.clone(), p)));
            let rivals: Vec<_> = all.collect();
            self.rivals.remove(&id);
            if !rivals.is_empty() {
                self.rivals.insert(id, rivals);
            }
        }
        for (id, theirs) in &other.comments {
            let ours = self.comments.get(id);
            let joined = ours.map_or_else(|| theirs.clone(), |ours| join_comments(ours, theirs));
            if ours.is_none_or(|ours| comment_rank(ours) != comment_rank(&joined)) {
                tally.comments.push(id.clone());
            }
            self.comments.insert(id.clone(), joined);
        }
        let tell = |id: &ProposalId, how| match how {
            United::New => tally.positions.push(id.clone()),
            United::Rivals => tally.rival_positions.push(id.clone()),
            United::Same => {}
        };
        let (ours, rivals) = (&mut self.positions, &mut self.rival_positions);
        position::unite(ours, rivals, &other.positions, &other.rival_positions, tell);
        let gone = |id: &ProposalId| self.proposals.get(id).is_some_and(|p| !p.is_open());
        tally.withdrawn.extend(open_before.into_iter().filter(gone));
    }

    fn ids(&self) -> impl Iterator<Item = &ProposalId> {
        self.proposals.keys().chain(self.rivals.keys())
    }

    /// All that came under an identity in its highest version.
    fn contents(&self, id: &ProposalId) -> impl Iterator<Item = &Arc<Proposal>> {
        self.proposals.get(id).into_iter().chain(self.rivals.get(id).into_iter().flatten())
    }
}

/// The least that holds all of these contents of one identity: those of the highest version, each
/// once, in an order of their own. It does not matter how they came together.
fn join<'a>(all: impl Iterator<Item = &'a Arc<Proposal>> + Clone, latest: u32) -> Vec<Arc<Proposal>> {
    let version = all.clone().map(|p| p.version).max().unwrap_or_default();
    // A later return that holds an older version again still says that it stands.
    let seen = all.clone().map(|p| p.seen).max().unwrap_or_default();
    let mut out: Vec<Arc<Proposal>> = Vec::new();
    for one in all.filter(|p| p.version == version) {
        // What the latest numbered return no longer holds is withdrawn; what was taken back by
        // hand is no longer derived, and stays so.
        let state = match (one.derived && seen > 0, seen < latest) {
            (true, true) => State::Withdrawn,
            (true, false) => State::Open,
            (false, _) => one.state,
        };
        let one = if one.state == state && one.seen == seen {
            one.clone()
        } else {
            Arc::new(Proposal { state, seen, ..Proposal::clone(one) })
        };
        match out.iter_mut().find(|p| same(p, &one)) {
            Some(held) if one.sent && !held.sent => *held = one,
            Some(_) => {}
            None => out.push(one),
        }
    }
    out.sort_by_cached_key(rank);
    out
}

/// What a union did to one identity.
fn tell(id: &ProposalId, ours: &[Arc<Proposal>], all: &[Arc<Proposal>], tally: &mut Tally) {
    let raised = ours.first().map(|p| p.version) < all.first().map(|p| p.version);
    let new = all.iter().filter(|p| !ours.iter().any(|o| o.version == p.version && same(o, p))).count();
    let list = match (ours.is_empty(), raised, new > 0) {
        (true, ..) => &mut tally.added,
        (_, true, _) => &mut tally.updated,
        (.., true) => &mut tally.rivals,
        _ => &mut tally.unchanged,
    };
    list.push(id.clone());
    if all.len() > 1 && (ours.is_empty() || raised) {
        tally.rivals.push(id.clone());
    }
}

/// Whether two proposals of one version say the same. In numbered returns the state follows from
/// the numbers, so it is no part of what is said.
fn same(a: &Proposal, b: &Proposal) -> bool {
    a.wish == b.wish
        && a.base == b.base
        && a.rationale == b.rationale
        && a.source == b.source
        && a.bundle == b.bundle
        && a.derived == b.derived
        && said_state(a) == said_state(b)
}

fn said_state(p: &Proposal) -> Option<State> {
    (!p.derived || p.seen == 0).then_some(p.state)
}

/// A total order on contents, so that which of two rivals comes first does not depend on order.
fn rank(p: &Arc<Proposal>) -> (Option<State>, bool, Hash) {
    let bundle = format!("{:?}", p.bundle);
    let parts = [&format!("{:?}", p.wish), &p.base.to_string(), &p.rationale, &p.source, &bundle];
    (said_state(p), p.derived, Hash::of(&parts.map(String::as_str)))
}

fn join_comments(a: &Arc<Comment>, b: &Arc<Comment>) -> Arc<Comment> {
    match comment_rank(a).cmp(&comment_rank(b)) {
        Ordering::Less => b.clone(),
        Ordering::Greater => a.clone(),
        Ordering::Equal if b.sent => b.clone(),
        Ordering::Equal => a.clone(),
    }
}

/// A total order on what comments say under one identity.
fn comment_rank(c: &Comment) -> (u32, bool, bool, &str, String) {
    (c.version, c.withdrawn, c.resolved, &c.text, format!("{:?} {:?} {:?}", c.base, c.at, c.reply_to))
}
