//! Joint returns: one track that several actors send as theirs.
//!
//! Each of them says the same in its own strand, under identities of its own that follow from
//! those of the one who wrote it down. From then on each goes its own way: a higher version of
//! one changes nothing for the others.

use super::actor::ActorId;
use super::proposal::{Proposal, ProposalId, State};
use super::track::{Origin, Strand, Track};
use std::sync::Arc;

/// What a further sender of a joint return says: the same proposals and positions, as typed by
/// it. Comments stay with the one who wrote them.
pub fn jointly(track: &Track, actor: &ActorId) -> Track {
    let mut own = Strand::default();
    for (origin, p) in track.proposals().filter(|(o, p)| !track.is_superseded(*o, p)) {
        let said = said(track, origin, p, actor);
        own.proposals.insert(said.id.clone(), Arc::new(said));
    }
    for strand in track.strands.values() {
        for (about, position) in &strand.positions {
            own.positions.entry(about.clone()).or_insert_with(|| position.clone());
        }
    }
    let mut out = Track::new(actor.clone());
    if own != Strand::default() {
        out.strands.insert(Origin::Own, own);
    }
    out
}

/// A proposal as another of the senders makes it. What came of numbered returns counts by their
/// numbers: a later one that holds it again says that it stands again.
fn said(track: &Track, origin: Origin, p: &Proposal, actor: &ActorId) -> Proposal {
    let latest = track.strands.get(&origin).map_or(0, |s| s.return_number);
    let gone = p.derived && p.seen > 0 && p.seen < latest;
    let state = if gone { State::Withdrawn } else { p.state };
    let turn = if p.seen == 0 { 0 } else { p.seen.saturating_add(u32::from(state == State::Withdrawn)) };
    Proposal {
        id: ProposalId::of(actor.as_str(), &["jointly", &p.id.0]),
        version: p.version.max(turn).min(crate::limits::NUMBER),
        derived: false,
        seen: 0,
        state,
        ..p.clone()
    }
}
