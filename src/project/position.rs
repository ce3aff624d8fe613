//! Positions: what each actor says of the proposals of others, and taking one.
//!
//! Nothing here decides anything: a position is shown, counted and kept, about a proposal that
//! nobody knows yet too.

use super::change::{Change, Put};
use super::project::Project;
use crate::record::{ActorId, Origin, Position, Proposal, ProposalId, Stance, State, Track, Wish};
use crate::weave::Voice;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What counts of all positions, by the proposal they are about.
pub(super) struct Voices<'a>(BTreeMap<&'a ProposalId, Vec<Voice>>);

impl<'a> Voices<'a> {
    pub fn of(project: &'a Project) -> Self {
        let mut out: BTreeMap<&ProposalId, Vec<Voice>> = BTreeMap::new();
        for (actor, track) in &project.tracks {
            let ids: BTreeSet<&ProposalId> =
                track.strands.values().flat_map(|s| s.positions.keys()).collect();
            for id in ids {
                out.entry(id).or_default().extend(voice(actor, track, id));
            }
        }
        Self(out)
    }

    /// How others than its author stand on a proposal.
    pub fn on(&self, author: &ActorId, proposal: &Proposal) -> Vec<Voice> {
        let all = self.0.get(&proposal.id).into_iter().flatten();
        let others = all.filter(|v| v.actor != *author).cloned();
        others.map(|v| Voice { current: v.position.is_on(proposal.version), ..v }).collect()
    }
}

/// How others than its author stand on a proposal, by actor.
pub fn voices_on(project: &Project, author: &ActorId, proposal: &Proposal) -> Vec<Voice> {
    let others = project.tracks.iter().filter(|(actor, _)| *actor != author);
    let all = others.filter_map(|(actor, track)| voice(actor, track, &proposal.id));
    all.map(|v| Voice { current: v.position.is_on(proposal.version), ..v }).collect()
}

fn voice(actor: &ActorId, track: &Track, about: &ProposalId) -> Option<Voice> {
    let (origin, position) = track.position(about).filter(|(_, p)| !p.withdrawn)?;
    Some(Voice { actor: actor.clone(), origin, position: position.clone(), current: true })
}

/// The positions that stand on proposals which this project does not hold: kept, and listed.
pub fn unheard(project: &Project) -> Vec<(ActorId, Arc<Position>)> {
    let known: BTreeSet<&ProposalId> =
        project.tracks.values().flat_map(|t| t.proposals().map(|(_, p)| &p.id)).collect();
    let voices = Voices::of(project).0.into_iter().filter(|(id, _)| !known.contains(id));
    voices.flat_map(|(_, all)| all).map(|v| (v.actor, v.position)).collect()
}

/// What an actor does about a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Takes this stance on it.
    Stance(Stance),
    /// Takes back its position or, where it is its own, the proposal itself.
    Withdraw,
}

/// Who says it and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Whose position it is.
    pub actor: ActorId,
    /// Who recorded it, where it was said from the floor; none for the actor's own hand.
    pub recorded_by: Option<String>,
    /// On what condition; may be empty.
    pub condition: String,
}

impl Saying {
    /// The strand it goes to.
    pub fn origin(&self) -> Origin {
        if self.recorded_by.is_some() { Origin::Room } else { Origin::Own }
    }
}

/// The change by which an actor takes a position on proposals, or takes one back; nothing where
/// that is how it stands already. A proposal that is not known here is named all the same.
pub fn say_position(project: &Project, saying: &Saying, take: Take, ids: &[ProposalId]) -> Change {
    let mut list = Vec::new();
    for id in ids {
        let own = project.tracks.get(&saying.actor).and_then(|t| t.proposal(id));
        list.extend(match (take, own) {
            (Take::Withdraw, Some((origin, was))) => take_back(project, saying, origin, was),
            // Nobody supports or opposes what is its own.
            (Take::Stance(_), Some(_)) => None,
            (take, None) => position(project, saying, take, id),
        });
    }
    if !list.is_empty() && !project.actors.contains_key(&saying.actor) {
        let about = crate::record::Actor { id: saying.actor.clone(), ..project.actor(saying.actor.as_str()) };
        let put = Put { was: None, now: Some(Arc::new(about)) };
        list.insert(0, Change::Actor(saying.actor.clone(), put));
    }
    Change::All(list)
}

fn position(project: &Project, saying: &Saying, take: Take, id: &ProposalId) -> Option<Change> {
    let origin = saying.origin();
    let track = project.tracks.get(&saying.actor);
    let held = |o: Origin| track.and_then(|t| t.strands.get(&o)).and_then(|s| s.positions.get(id));
    let counts = track.and_then(|t| t.position(id)).map(|(_, p)| p);
    let was = held(origin).cloned();
    let others = project.tracks.values().filter_map(|t| t.proposal(id)).map(|(_, p)| p.version).max();
    let seen = others.unwrap_or_default();
    let (stance, withdrawn) = match take {
        Take::Stance(stance) => (stance, false),
        // There has to be something to take back.
        Take::Withdraw => (counts.filter(|p| !p.withdrawn)?.stance, true),
    };
    // What is said from the floor is said after what the actor itself has sent so far, and what
    // the actor says later is a later version than that.
    let by_hand = [Origin::Own, Origin::Copy, Origin::Brackets];
    let after = match origin {
        Origin::Room => by_hand.iter().find_map(|o| held(*o)).map_or(0, |p| p.version),
        _ => 0,
    };
    let heard = held(Origin::Room).filter(|_| origin != Origin::Room).map_or(0, |p| p.after);
    // What was recorded in the room went out with every copy of the project.
    let heard_of = |p: &Position| p.sent || origin == Origin::Room;
    let version = match &was {
        Some(was) if heard_of(was) => was.version + 1,
        Some(was) => was.version,
        None => 1,
    };
    let now = Position {
        about: id.clone(),
        seen: if withdrawn { counts.map_or(seen, |p| p.seen) } else { seen },
        stance,
        condition: if withdrawn { String::new() } else { saying.condition.trim().to_owned() },
        recorded_by: saying.recorded_by.clone(),
        after,
        version: version.max(heard + 1),
        sent: false,
        withdrawn,
    };
    // Nobody may have heard of it yet: then nothing is left of it.
    let forget = withdrawn && was.as_ref().is_some_and(|w| !heard_of(w) && w.version == 1) && {
        let elsewhere = Origin::ALL.into_iter().filter(|o| *o != origin);
        elsewhere.into_iter().all(|o| held(o).is_none())
    };
    let alike = |was: &Position| {
        Position { version: was.version, sent: was.sent, ..now.clone() } == *was && was.version > heard
    };
    if was.as_deref().is_some_and(alike) {
        return None;
    }
    let put = Put { was, now: (!forget).then(|| Arc::new(now)) };
    Some(Change::Position(saying.actor.clone(), origin, id.clone(), put))
}

/// Takes a proposal of the actor's own back. What others keep for it, and what it keeps itself
/// where that was said from the floor, is taken back in the strand of who speaks.
fn take_back(project: &Project, saying: &Saying, held: Origin, was: &Arc<Proposal>) -> Option<Change> {
    if !was.is_open() {
        return None;
    }
    let floor = saying.origin() == Origin::Room;
    let origin = if floor != (held == Origin::Room) { saying.origin() } else { held };
    let strand = project.tracks.get(&saying.actor).and_then(|t| t.strands.get(&origin));
    let before = strand.and_then(|s| s.proposals.get(&was.id)).cloned();
    let known = was.sent || origin != held || project.is_referred_to(was);
    let version = if known { was.version + 1 } else { was.version };
    let now =
        Proposal { version, sent: false, state: State::Withdrawn, derived: false, ..Proposal::clone(was) };
    let gone = !known && was.version == 1;
    let put = Put { was: before, now: (!gone).then(|| Arc::new(now)) };
    Some(Change::Proposal(saying.actor.clone(), origin, was.id.clone(), put))
}

impl Project {
    /// Whether a decision, an amendment or a position of another names this version of a proposal: then it
    /// stays as it is, and a later one is changed.
    pub fn is_referred_to(&self, proposal: &Proposal) -> bool {
        let on = |p: &Position| p.is_on(proposal.version);
        let amends = |p: &Proposal| match &p.wish {
            Wish::Amend { at, .. } => at.of == proposal.id && at.version == proposal.version,
            _ => false,
        };
        self.decision_on(&proposal.id, proposal.version).is_some()
            || self.tracks.values().any(|t| t.proposals().any(|(_, p)| amends(p)))
            || self
                .tracks
                .values()
                .any(|t| t.strands.values().any(|s| s.positions.get(&proposal.id).is_some_and(|p| on(p))))
    }
}
