//! Words of another's proposal: the speaker's own amendments of them, in a [`Draft`].
//!
//! The other's words stay as they are. Positions are characters of all words of that proposal,
//! a break counting one.

use super::{About, Draft};
use crate::app::writing::fragment::{self, Spot};
use crate::record::{Proposal, ProposalId};
use crate::text::Fragment;
use crate::weave::{Fate, Site};
use std::ops::Range;
use std::sync::Arc;

impl Draft<'_> {
    /// The draft that takes words typed inside another's, and where: the amendment that stands there,
    /// or a new one. None where nobody asks for such words.
    pub(in crate::app::writing) fn amending(&mut self, of: &ProposalId, at: Spot) -> Option<(usize, Spot)> {
        let words = self.others(of)?.wish.fragment()?.clone();
        let place = fragment::flat(&words, at);
        let here = self.amendments(of).into_iter().find(|(_, r)| r.start <= place && place <= r.end);
        Some(match here {
            Some((n, range)) if place >= range.end && !range.is_empty() => {
                (n, self.own(n).map_or((0, 0), |o| fragment::end_of(&o.with)))
            }
            Some((n, _)) => (n, (0, 0)),
            None => {
                let about = About::Inside(of.clone(), place..place);
                (self.make(about, Fragment::default()), (0, 0))
            }
        })
    }

    /// Strikes words of another's, for the speaker alone, as one with its amendments beside them.
    /// None for a break between lines, which is no word.
    pub(in crate::app::writing) fn strike_words(
        &mut self,
        of: &ProposalId,
        at: Spot,
        len: usize,
    ) -> Option<usize> {
        let words = self.others(of)?.wish.fragment()?.clone();
        let line = words.lines().get(at.0)?.len();
        if len == 0 || at.1 + len > line {
            return None;
        }
        let start = fragment::flat(&words, at);
        let mut hull = start..start + len;
        let beside: Vec<(usize, Range<usize>)> = self
            .amendments(of)
            .into_iter()
            .filter(|(_, r)| r.start <= start + len && start <= r.end)
            .collect();
        let mut own = Vec::new();
        for (n, range) in &beside {
            hull = hull.start.min(range.start)..hull.end.max(range.end);
            own.extend(self.own(*n).map(|o| o.with.clone()));
        }
        let with = fragment::concat(&own);
        beside.iter().skip(1).for_each(|(n, _)| self.take_back(*n));
        let about = About::Inside(of.clone(), hull);
        let keep = match beside.first() {
            Some((n, _)) => *n,
            None => self.make(about.clone(), Fragment::default()),
        };
        if let Some(own) = self.list.get_mut(keep) {
            (own.about, own.with) = (about, with);
        }
        Some(keep)
    }

    /// Another's proposal.
    pub(in crate::app::writing) fn others(&self, of: &ProposalId) -> Option<&Arc<Proposal>> {
        let tracks = self.hand.project.tracks.iter().filter(|(actor, _)| *actor != self.hand.speaker);
        tracks.into_iter().find_map(|(_, t)| t.proposal(of)).map(|(_, p)| p)
    }

    /// The speaker's amendments of a proposal, in order of place.
    fn amendments(&mut self, of: &ProposalId) -> Vec<(usize, Range<usize>)> {
        let hand = self.hand;
        let own = hand.board.placed().filter(|p| {
            let here = matches!(&p.site, Site::Within { of: id, .. } if id == of);
            here && p.fate == Fate::Clean && p.actor == *hand.speaker && p.origin == hand.origin
        });
        for placed in own {
            self.load(placed);
        }
        let here = self.list.iter().enumerate().filter(|(_, o)| !o.gone);
        let mut out: Vec<(usize, Range<usize>)> = here
            .filter_map(|(n, o)| match &o.about {
                About::Inside(id, range) if id == of => Some((n, range.clone())),
                _ => None,
            })
            .collect();
        out.sort_by_key(|(n, range)| (range.start, range.end, *n));
        out
    }
}
