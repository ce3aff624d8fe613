//! What the actors of an invented negotiation ask for.
//!
//! Every paragraph is cut into spots of a few words. An actor asks something at some spots; what
//! is asked at a spot follows from the spot, so that two actors who come to it often say the same.

use super::super::writing::span;
use super::chance::Chance;
use crate::project::Project;
use crate::record::{ActorId, Origin, Position, Proposal, ProposalId, Stance, Strand, Track, Wish};
use crate::text::{Fragment, Hash, Kind, ParagraphId};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

const PUT_IN: &[&str] = &[
    "meaningful",
    "timely",
    "affordable",
    "voluntary",
    "equitable",
    "inclusive",
    "rapid",
    "resilient",
    "safe and secure",
    "as appropriate,",
    "where feasible,",
    "on mutually agreed terms,",
    "in particular in developing countries,",
    "with adequate means of implementation,",
    "upon request,",
    "subject to national law,",
    "including women and young people,",
    "at all levels,",
    "without conditions,",
    "in line with the 2030 Agenda,",
];
/// Of a thousand wishes, those that nobody else has on purpose.
const OWN: usize = 600;
const NEW: &[&str] = &[
    "Requests the Secretary-General to report on the steps taken under this heading;",
    "Stresses that nothing in this resolution prejudices the use of waters by other means;",
    "Invites the regional commissions to gather good practice and to make it known;",
    "Decides to revisit the question of financing at its next session;",
];
const WHY: &[&str] = &[
    "Language of the last session.",
    "Not agreed in our capital.",
    "Too prescriptive.",
    "Strengthens the commitment.",
    "Consistency with the preceding paragraph.",
];

/// A paragraph on the floor: where a wish can start and end, in characters.
struct Ground {
    id: ParagraphId,
    kind: Kind,
    /// The words of the text, without the opening phrase.
    words: Vec<Range<usize>>,
    /// The spots, as ranges of `words`.
    spots: Vec<Range<usize>>,
}

/// The text as the actors see it.
pub struct Floor {
    base: Hash,
    grounds: Vec<Ground>,
    seed: u64,
}

impl Floor {
    /// The paragraphs of a project that can be spoken to.
    pub fn of(project: &Project, seed: u64) -> Self {
        let metas = project.working.metas().enumerate();
        let spoken = metas.filter(|(_, m)| matches!(m.kind, Kind::Preambular | Kind::Operative));
        let grounds = spoken.map(|(at, meta)| {
            let text = project.working.words(at).text().to_owned();
            let words: Vec<Range<usize>> = words(&text).into_iter().skip(2).collect();
            Ground { id: meta.id, kind: meta.kind, spots: spots(words.len(), seed, at), words }
        });
        Self { base: project.base(), grounds: grounds.collect(), seed }
    }

    /// What one actor sends: so many proposals, and a position for every fourth, on another's.
    pub fn track(&self, project: &Project, actor: &ActorId, others: &[ActorId], count: usize) -> Track {
        let number = actor.as_str().bytes().fold(7, |n: usize, b| n.wrapping_mul(31).wrapping_add(b.into()));
        let chance = &mut Chance::of(self.seed, &[3, number]);
        let mut strand = Strand::default();
        let mut taken = BTreeSet::new();
        let mut tries = 0;
        while strand.proposals.len() < count {
            tries += 1;
            let at = chance.below(self.grounds.len());
            let Some(ground) = self.grounds.get(at) else { break };
            let spot = chance.below(ground.spots.len() + 1);
            // Nobody asks twice at one place, as long as there are others.
            if !taken.insert((at, spot)) && tries < count * 8 {
                continue;
            }
            let Some(wish) = self.wish(project, at, ground, spot, chance) else { continue };
            let id = name(actor, strand.proposals.len());
            let mut made = Proposal { sent: true, ..Proposal::new(id.clone(), self.base, wish) };
            if chance.happens(150) {
                made.rationale = chance.one(WHY).to_owned();
            }
            strand.proposals.insert(id, Arc::new(made));
        }
        for _ in 0..count / 4 {
            let other = others.get(chance.below(others.len())).filter(|o| *o != actor);
            let Some(about) = other.map(|o| name(o, chance.below(count))) else { continue };
            let stance = Stance::ALL.get(chance.below(4)).copied().unwrap_or(Stance::Support);
            let position = Position { sent: true, ..Position::new(about.clone(), 1, stance) };
            strand.positions.insert(about, Arc::new(position));
        }
        Track { actor: actor.clone(), strands: [(Origin::Own, strand)].into() }
    }

    /// What is asked at a spot; one beyond the last is the paragraph as a whole.
    fn wish(
        &self,
        project: &Project,
        at: usize,
        ground: &Ground,
        spot: usize,
        chance: &mut Chance,
    ) -> Option<Wish> {
        let Some(words) = ground.spots.get(spot) else { return self.of_whole(project, at, ground, chance) };
        // What everybody who comes here would say; most say something else, near by.
        let usual = &mut Chance::of(self.seed, &[4, at, spot]);
        let mut own = chance.happens(OWN).then_some(*chance);
        let words = match own {
            Some(_) => {
                let start = chance.below(ground.words.len());
                start..(start + 1 + chance.below(3)).min(ground.words.len())
            }
            None => words.clone(),
        };
        let voice = own.as_mut().unwrap_or(usual);
        let first = ground.words.get(words.start)?;
        let last = ground.words.get(words.end.checked_sub(1)?)?;
        let (range, with) = match voice.below(10) {
            0..4 => (first.start..first.start, format!("{} ", voice.one(PUT_IN))),
            4..6 => (first.start..last.end + 1, String::new()),
            _ => (first.start..last.end, voice.one(PUT_IN).trim_end_matches(',').to_owned()),
        };
        Some(Wish::Replace { at: span(project, ground.id, range)?, with: Fragment::plain(&with) })
    }

    fn of_whole(&self, project: &Project, at: usize, ground: &Ground, chance: &mut Chance) -> Option<Wish> {
        let whole = || span(project, ground.id, 0..usize::MAX);
        Some(match chance.below(10) {
            0..5 => Wish::InsertParagraph {
                after: Some(ground.id),
                kind: ground.kind,
                label: String::new(),
                words: Fragment::plain(Chance::of(self.seed, &[5, at]).one(NEW)),
            },
            5..8 => Wish::Reserve { at: whole()? },
            8 => Wish::DeleteParagraph { at: whole()? },
            _ => Wish::Move {
                at: whole()?,
                after: self.grounds.get(chance.below(self.grounds.len())).map(|g| g.id),
            },
        })
    }
}

/// The name of the n-th proposal of an actor, known before it is made.
fn name(actor: &ActorId, n: usize) -> ProposalId {
    ProposalId::of(actor.as_str(), &["invented", &n.to_string()])
}

/// The words of a text, in characters; punctuation is no part of them.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open = None;
    for (at, c) in text.chars().chain([' ']).enumerate() {
        match (c.is_alphanumeric() || c == '-', open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                out.push(start..at);
                open = None;
            }
            _ => {}
        }
    }
    out
}

/// Cuts a row of words into spots of one to four, with a word or two between.
fn spots(words: usize, seed: u64, at: usize) -> Vec<Range<usize>> {
    let chance = &mut Chance::of(seed, &[6, at]);
    let (mut out, mut from) = (Vec::new(), 0);
    while from + 5 < words {
        let end = from + 1 + chance.below(4);
        out.push(from..end);
        from = end + 1 + chance.below(2);
    }
    out
}
