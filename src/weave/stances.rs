//! [`Voice`]: how somebody stands on a proposal of another, as weaving is given it.
//!
//! A group knows one voice of each actor. Which one that is never depends on the order in which
//! proposals or positions came.

use super::group::Group;
use super::placed::Placed;
use crate::record::{ActorId, Origin, Position, Stance};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The position of an actor on a proposal of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Whose.
    pub actor: ActorId,
    /// In which strand: from the floor or by the actor's own hand.
    pub origin: Origin,
    /// The position, never a withdrawn one.
    pub position: Arc<Position>,
    /// Whether it is about the proposal in the version that stands.
    pub current: bool,
}

impl Voice {
    /// How it stands.
    pub fn stance(&self) -> Stance {
        self.position.stance
    }

    /// Whether it says no more than a stance, by its actor's own hand, on what stands now.
    pub fn is_plain(&self) -> bool {
        let p = &self.position;
        self.current && self.origin != Origin::Room && p.condition.is_empty() && p.recorded_by.is_none()
    }

    /// In words, behind the name: "supports (from the floor, recorded by Co-Facilitators)".
    pub fn told(&self) -> String {
        let mut out = self.position.told();
        if self.origin == Origin::Room && self.position.recorded_by.is_none() {
            out.push_str(" (from the floor)");
        }
        if !self.current {
            out.push_str(match self.position.seen {
                0 | 1 => ", on its first version",
                _ => ", on another version of it",
            });
        }
        out
    }

    /// Of two on one group the lesser is shown: one on what stands now before one on an earlier
    /// version, the actor's own before what others recorded, the later, the more cautious.
    fn rank(&self) -> impl Ord {
        let p = &self.position;
        (!self.current, self.origin, Reverse(p.version), p.stance.caution(), p.about.clone())
    }
}

/// One voice of each actor on the members of a group, by actor. Who backs the group is not said
/// to be for it again.
pub(super) fn voices(members: &[&Placed], backers: &[ActorId]) -> Vec<Voice> {
    let mut out: BTreeMap<&ActorId, &Voice> = BTreeMap::new();
    for voice in members.iter().flat_map(|p| &p.voices) {
        let held = out.entry(&voice.actor).or_insert(voice);
        if voice.rank() < held.rank() {
            *held = voice;
        }
    }
    let again =
        |v: &Voice| matches!(v.stance(), Stance::Support | Stance::LiveWith) && backers.contains(&v.actor);
    out.into_values().filter(|v| !again(v)).cloned().collect()
}

impl Group {
    /// Who takes this stance on the group as it stands now, by name.
    pub fn who(&self, stance: Stance) -> Vec<ActorId> {
        let those = self.voices.iter().filter(|v| v.current && v.stance() == stance);
        those.map(|v| v.actor.clone()).collect()
    }

    /// What brackets can say of it: who supports, opposes and reserves without a condition.
    pub(super) fn printed_stances(&self) -> Vec<(Stance, Vec<ActorId>)> {
        let mut out = Vec::new();
        for stance in [Stance::Support, Stance::Oppose, Stance::Reserve] {
            let those = self.voices.iter().filter(|v| v.current && v.stance() == stance);
            let plain = those.filter(|v| v.position.condition.is_empty());
            let names: Vec<ActorId> = plain.map(|v| v.actor.clone()).collect();
            if !names.is_empty() {
                out.push((stance, names));
            }
        }
        out
    }
}
