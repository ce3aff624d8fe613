//! [`Position`]: how an actor stands on another's proposal: support, oppose, reserve, can live
//! with.
//!
//! A position never changes the proposal and never says where it stands. One that was said aloud
//! is kept in the `room` strand with who recorded it, until its actor confirms or supersedes it.

use super::proposal::ProposalId;
use crate::text::Hash;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// How an actor stands on a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Is for it.
    Support,
    /// Is against it.
    Oppose,
    /// Reserves its position.
    Reserve,
    /// Would not have asked for it and does not stand in its way.
    LiveWith,
}

impl Stance {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Stance; 4] = [Stance::Support, Stance::Oppose, Stance::Reserve, Stance::LiveWith];

    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Support => "support",
            Stance::Oppose => "oppose",
            Stance::Reserve => "reserve",
            Stance::LiveWith => "live-with",
        }
    }

    /// What stands after a name in a sentence.
    pub fn verb(self) -> &'static str {
        match self {
            Stance::Support => "supports",
            Stance::Oppose => "opposes",
            Stance::Reserve => "reserves its position",
            Stance::LiveWith => "can live with it",
        }
    }

    /// The same behind several names.
    pub fn verbs(self) -> &'static str {
        match self {
            Stance::Support => "support",
            Stance::Oppose => "oppose",
            Stance::Reserve => "reserve their positions",
            Stance::LiveWith => "can live with it",
        }
    }

    /// What a person asks for to take it.
    pub fn title(self) -> &'static str {
        match self {
            Stance::Support => "Support",
            Stance::Oppose => "Oppose",
            Stance::Reserve => "Reserve",
            Stance::LiveWith => "Can live with",
        }
    }

    /// The most cautious first: where one of two has to be shown, no objection is hidden.
    pub fn caution(self) -> u8 {
        match self {
            Stance::Oppose => 0,
            Stance::Reserve => 1,
            Stance::LiveWith => 2,
            Stance::Support => 3,
        }
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Stance {
    type Err = UnknownStance;
    fn from_str(s: &str) -> Result<Self, UnknownStance> {
        let found = Stance::ALL.into_iter().find(|stance| stance.name() == s);
        found.ok_or_else(|| UnknownStance(s.chars().take(40).collect()))
    }
}

/// A string that names no stance.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no position; say support, oppose, reserve or live-with")]
pub struct UnknownStance(pub String);

/// How an actor stands on one proposal of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The proposal it is about, known here or not.
    pub about: ProposalId,
    /// The version of the proposal that its author saw; 0 for one who went by its name alone.
    pub seen: u32,
    /// How it stands.
    pub stance: Stance,
    /// On what condition: "OP5 if OP12 goes"; may be empty.
    pub condition: String,
    /// Who recorded it, where it was said from the floor.
    pub recorded_by: Option<String>,
    /// The version of the actor's own position that one from the floor was said after: it counts
    /// until the actor sends a later one. 0 where there was none.
    pub after: u32,
    /// Its version, from 1; raised when a sent one is changed.
    pub version: u32,
    /// Whether this version was sent.
    pub sent: bool,
    /// Whether it was taken back. It is never forgotten.
    pub withdrawn: bool,
}

impl Position {
    /// An unsent first version without condition, by the actor's own hand.
    pub fn new(about: ProposalId, seen: u32, stance: Stance) -> Self {
        Self {
            about,
            seen,
            stance,
            condition: String::new(),
            recorded_by: None,
            after: 0,
            version: 1,
            sent: false,
            withdrawn: false,
        }
    }

    /// Whether it is about a proposal in this version. Who went by the name alone means the first.
    pub fn is_on(&self, version: u32) -> bool {
        self.seen.max(1) == version
    }

    /// In words, behind a name: "supports, if OP12 goes (from the floor, recorded by the
    /// Secretariat)".
    pub fn told(&self) -> String {
        let mut out =
            if self.withdrawn { "took its position back".to_owned() } else { self.stance.verb().to_owned() };
        if !self.condition.is_empty() {
            out.push_str(&format!(", on condition: {}", self.condition));
        }
        match self.recorded_by.as_deref() {
            Some("") => out.push_str(" (from the floor)"),
            Some(by) => out.push_str(&format!(" (from the floor, recorded by {by})")),
            None => {}
        }
        out
    }
}

/// The positions of one strand, by the proposal they are about.
pub type Positions = BTreeMap<ProposalId, Arc<Position>>;

/// What a union did to the position on one proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum United {
    /// It came, or came in a higher version.
    New,
    /// It was there as it is.
    Same,
    /// Two contents under one version: both kept.
    Rivals,
}

/// Unites the positions of two states of a strand. The higher version wins; two contents under
/// one version are both kept, the most cautious first. Any order gives the same.
pub(super) fn unite(
    ours: &mut Positions,
    our_rivals: &mut BTreeMap<ProposalId, Vec<Arc<Position>>>,
    theirs: &Positions,
    their_rivals: &BTreeMap<ProposalId, Vec<Arc<Position>>>,
    mut tell: impl FnMut(&ProposalId, United),
) {
    let ids: BTreeSet<ProposalId> = theirs.keys().chain(their_rivals.keys()).cloned().collect();
    for id in ids {
        let held = |map: &Positions, rivals: &BTreeMap<ProposalId, Vec<Arc<Position>>>| {
            let shown = map.get(&id).cloned();
            shown.into_iter().chain(rivals.get(&id).into_iter().flatten().cloned()).collect::<Vec<_>>()
        };
        let before = held(ours, our_rivals);
        let all = join(before.iter().chain(&held(theirs, their_rivals)));
        let known = |p: &Arc<Position>| before.iter().any(|b| b.version == p.version && same(b, p));
        let raised = before.first().map(|p| p.version) < all.first().map(|p| p.version);
        let new = all.iter().filter(|p| !known(p)).count();
        tell(
            &id,
            match (raised, new, all.len()) {
                (_, 0, _) => United::Same,
                (false, ..) => United::Rivals,
                (true, _, 0 | 1) => United::New,
                (true, ..) => United::Rivals,
            },
        );
        let mut all = all.into_iter();
        ours.extend(all.next().map(|p| (id.clone(), p)));
        let rest: Vec<_> = all.collect();
        our_rivals.remove(&id);
        if !rest.is_empty() {
            our_rivals.insert(id, rest);
        }
    }
}

/// The contents of the highest version, each once, in an order of their own.
fn join<'a>(all: impl Iterator<Item = &'a Arc<Position>> + Clone) -> Vec<Arc<Position>> {
    let version = all.clone().map(|p| p.version).max().unwrap_or_default();
    let mut out: Vec<Arc<Position>> = Vec::new();
    for one in all.filter(|p| p.version == version) {
        match out.iter_mut().find(|p| same(p, one)) {
            Some(held) if one.sent && !held.sent => *held = one.clone(),
            Some(_) => {}
            None => out.push(one.clone()),
        }
    }
    out.sort_by_cached_key(|p| rank(p));
    out
}

/// Whether two positions of one version say the same.
fn same(a: &Position, b: &Position) -> bool {
    Position { sent: b.sent, ..a.clone() } == *b
}

/// A total order on what positions say: which of two rivals is shown depends on nothing else.
fn rank(p: &Position) -> (bool, u8, u32, u32, Hash) {
    let by = format!("{:?}", p.recorded_by);
    (p.withdrawn, p.stance.caution(), p.seen, p.after, Hash::of(&[&p.about.0, &p.condition, &by]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(stance: Stance, version: u32) -> Arc<Position> {
        Arc::new(Position { version, ..Position::new(ProposalId("EU-1".into()), 1, stance) })
    }

    fn united(list: &[Arc<Position>]) -> (Vec<Arc<Position>>, Vec<United>) {
        let (mut ours, mut rivals) = (Positions::new(), BTreeMap::new());
        let mut told = Vec::new();
        for p in list {
            let theirs = BTreeMap::from([(p.about.clone(), p.clone())]);
            unite(&mut ours, &mut rivals, &theirs, &BTreeMap::new(), |_, how| told.push(how));
        }
        (ours.into_values().chain(rivals.into_values().flatten()).collect(), told)
    }

    #[test]
    fn the_higher_version_wins_and_rivals_stay() {
        let (a, b, c) = (one(Stance::Support, 1), one(Stance::Oppose, 1), one(Stance::LiveWith, 2));
        assert_eq!(united(&[a.clone(), a.clone()]), (vec![a.clone()], vec![United::New, United::Same]));
        let both = vec![b.clone(), a.clone()];
        assert_eq!(united(&[a.clone(), b.clone()]), (both.clone(), vec![United::New, United::Rivals]));
        assert_eq!(united(&[b.clone(), a.clone()]).0, both);
        assert_eq!(united(&[a, c.clone(), b]), (vec![c], vec![United::New, United::New, United::Same]));
    }

    #[test]
    fn it_is_told_in_words() {
        let said = Position {
            condition: "OP5 if OP12 goes".into(),
            recorded_by: Some("the Secretariat".into()),
            ..Position::new(ProposalId("EU-1".into()), 1, Stance::LiveWith)
        };
        assert_eq!(
            said.told(),
            "can live with it, on condition: OP5 if OP12 goes (from the floor, recorded by the Secretariat)"
        );
        for stance in Stance::ALL {
            assert_eq!(stance.name().parse(), Ok(stance));
        }
    }
}
