//! [`Draft`]: the speaker's own proposals while one gesture changes them.
//!
//! All here is in positions of the working text as it is now. Nothing is woven or applied: a
//! gesture looks only at the paragraphs it touches, and [`Draft::finish`] makes one change of
//! what became of them.

mod finish;
mod inner;

use super::Hand;
use super::fragment::{self, Spot};
use crate::app::error::AppError;
use crate::app::page::Place;
use crate::project::place;
use crate::record::{ActorId, Proposal, ProposalId, Span, Wish};
use crate::text::{Fragment, Kind, ParagraphId};
use crate::weave::{Fate, Placed, Site};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What a proposal with words is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum About {
    /// Characters of a paragraph, which its words replace.
    Span(ParagraphId, Range<usize>),
    /// A new paragraph: what it follows, its kind, its label.
    New(Option<ParagraphId>, Kind, String),
    /// Another wording of a whole paragraph: all of it, and the label of the wording.
    Alternative(Span, String),
    /// Characters of the words of another's proposal, which its words replace.
    Inside(ProposalId, Range<usize>),
    /// Anything without words of its own.
    Wish(Wish),
}

/// One of the speaker's proposals as this gesture leaves it.
pub(super) struct Own {
    /// Its identity.
    pub id: ProposalId,
    /// As it is; none for a new one.
    was: Option<Arc<Proposal>>,
    /// Where the whole of it stands, and the form it was taken up in.
    started: Option<(Range<usize>, About, Fragment)>,
    /// What is added to a position in its words as they are to find it in `with`.
    shift: isize,
    /// Characters of the paragraph that it deals with, words that stay among them.
    free: Range<usize>,
    /// What it is about.
    pub about: About,
    /// The words it puts in.
    pub with: Fragment,
    /// Whether the gesture takes it back.
    pub gone: bool,
}

/// Where the caret goes.
pub(super) enum Caret {
    /// To a place.
    At(Place),
    /// Into the words of one of the drafts.
    In(usize, Spot),
}

/// The speaker's proposals that a gesture looks at.
pub(super) struct Draft<'a> {
    hand: &'a Hand<'a>,
    loaded: BTreeSet<ParagraphId>,
    list: Vec<Own>,
    made: usize,
}

impl<'a> Draft<'a> {
    pub(super) fn new(hand: &'a Hand<'a>) -> Self {
        Self { hand, loaded: BTreeSet::new(), list: Vec::new(), made: 0 }
    }

    /// One of the drafts.
    pub(super) fn own(&self, n: usize) -> Option<&Own> {
        self.list.get(n)
    }

    /// The drafts that stand in a paragraph, in order of place.
    pub(super) fn spans(&mut self, id: ParagraphId) -> Vec<(usize, Range<usize>)> {
        if self.loaded.insert(id) {
            let hand = self.hand;
            for placed in hand.board.own(hand.speaker, id) {
                if placed.origin == hand.origin {
                    self.load(placed);
                }
            }
        }
        let here =
            self.list.iter().enumerate().filter(|(_, o)| !o.gone).filter_map(|(n, o)| match &o.about {
                About::Span(paragraph, range) if *paragraph == id => Some((n, range.clone())),
                _ => None,
            });
        let mut out: Vec<_> = here.collect();
        out.sort_by_key(|(n, range)| (range.start, range.end, *n));
        out
    }

    /// Takes up a proposal as it stands; none for one that has no words here.
    fn load(&mut self, placed: &Placed) -> Option<usize> {
        let id = &placed.proposal.id;
        if let Some(n) = self.list.iter().position(|o| o.id == *id) {
            return Some(n);
        }
        let (about, with) = match (&placed.proposal.wish, &placed.site) {
            // An amendment whose words are in the text is about the text from now on.
            (Wish::Replace { with, .. } | Wish::Amend { with, .. }, Site::Span(p, range)) => {
                (About::Span(*p, range.clone()), with.clone())
            }
            (Wish::Amend { with, .. }, Site::Within { of, range, .. }) => {
                (About::Inside(of.clone(), range.clone()), with.clone())
            }
            (Wish::Alternative { at, label, words }, Site::Span(..)) => {
                (About::Alternative(at.clone(), label.clone()), words.clone())
            }
            (Wish::DeleteParagraph { .. }, Site::Span(p, range)) => {
                (About::Span(*p, range.clone()), Fragment::default())
            }
            (Wish::InsertParagraph { after, kind, label, words }, Site::Gap(_)) => {
                (About::New(*after, *kind, label.clone()), words.clone())
            }
            _ => return None,
        };
        let was = Some(placed.proposal.clone());
        let n = self.push(Own {
            id: id.clone(),
            was,
            started: None,
            shift: 0,
            free: 0..0,
            about,
            with,
            gone: false,
        });
        self.settle(n);
        Some(n)
    }

    fn push(&mut self, own: Own) -> usize {
        self.list.push(own);
        self.list.len() - 1
    }

    /// Brings a draft that was just taken up into the form in which it is shown.
    fn settle(&mut self, n: usize) {
        self.reform(n);
        let Some(own) = self.list.get_mut(n) else { return };
        own.started = Some((own.free.clone(), own.about.clone(), own.with.clone()));
    }

    /// The spot in a draft of a spot in the words of its proposal as they are.
    pub(super) fn spot(&self, n: usize, line: usize, at: usize) -> Spot {
        let Some(own) = self.list.get(n) else { return (line, at) };
        match own.shift {
            0 => (line, at),
            // What is cut from the start has no break in it.
            shift if line == 0 => (0, at.saturating_add_signed(shift)),
            _ => (line, at),
        }
    }

    /// A new proposal.
    pub(super) fn make(&mut self, about: About, with: Fragment) -> usize {
        let free = match &about {
            About::Span(_, range) => range.clone(),
            _ => 0..0,
        };
        let parts = [format!("{:x}", self.hand.fresh), self.made.to_string()];
        let id = ProposalId::of(self.hand.speaker.as_str(), &[&parts[0], &parts[1]]);
        self.made += 1;
        self.push(Own { id, was: None, started: None, shift: 0, free, about, with, gone: false })
    }

    /// The own proposal whose words are shown: itself or, where a group shows another's
    /// spelling, the own member of the group, which takes that spelling over.
    pub(super) fn shown(&mut self, shown: &ProposalId) -> Result<usize, AppError> {
        if let Some(n) = self.list.iter().position(|o| o.id == *shown && !o.gone) {
            return Ok(n);
        }
        let hand = self.hand;
        let track = hand.project.tracks.get(hand.speaker);
        if let Some((origin, mine)) = track.and_then(|t| t.proposal(shown)) {
            if origin != hand.origin {
                return AppError::refuse(COPIED);
            }
            let placed = place(hand.project, hand.speaker, origin, mine);
            let clean = (placed.fate == Fate::Clean).then(|| self.load(&placed)).flatten();
            return clean.ok_or_else(|| AppError::Refused(NO_WORDS.to_owned()));
        }
        let group = hand.board.groups().find(|g| g.members.iter().any(|(_, id, _)| id == shown));
        let Some(group) = group else { return AppError::refuse(NO_WORDS) };
        let own = group.members.iter().filter(|(a, ..)| a == hand.speaker);
        let own = own.filter_map(|(_, id, _)| track?.proposal(id)).find(|(o, _)| *o == hand.origin);
        let Some((origin, mine)) = own else {
            let whose = group.backers.first().map_or("another delegation", ActorId::as_str);
            return AppError::refuse(format!(
                "These words are proposed by {whose}; only {whose} can change them."
            ));
        };
        let placed = place(hand.project, hand.speaker, origin, mine);
        let n = self.load(&placed).ok_or_else(|| AppError::Refused(NO_WORDS.to_owned()))?;
        self.take_over(n, &group.printed.id);
        Ok(n)
    }

    /// Gives a draft the spelling of another's proposal that says the same.
    fn take_over(&mut self, n: usize, printed: &ProposalId) {
        let placed = self.hand.board.placed().find(|p| p.proposal.id == *printed);
        let theirs = placed.and_then(|p| {
            Some(match (&p.proposal.wish, &p.site) {
                (Wish::Replace { with, .. }, Site::Span(id, range)) => {
                    (About::Span(*id, range.clone()), with.clone())
                }
                (Wish::InsertParagraph { words, .. } | Wish::Alternative { words, .. }, _) => {
                    (self.list.get(n)?.about.clone(), words.clone())
                }
                _ => return None,
            })
        });
        let Some((about, with)) = theirs else { return };
        let Some(own) = self.list.get_mut(n) else { return };
        (own.about, own.with) = (about, with);
        self.reform(n);
    }

    fn reform(&mut self, n: usize) {
        let Some(own) = self.list.get_mut(n) else { return };
        let About::Span(id, range) = &mut own.about else { return };
        own.free = range.clone();
        let Some(words) = self.hand.project.working.words_of(*id) else { return };
        let shown = fragment::shown(&words, range.clone(), &own.with);
        (*range, own.with, own.shift) = (shown.range, shown.with, shown.shift);
    }

    /// Puts words into a draft; the spot after them.
    pub(super) fn insert(&mut self, n: usize, at: Spot, more: &Fragment) -> Spot {
        let Some(own) = self.list.get_mut(n) else { return at };
        let (with, spot) = fragment::insert(&own.with, at, more);
        own.with = with;
        spot
    }

    /// Takes words out of a draft.
    pub(super) fn remove(&mut self, n: usize, from: Spot, to: Spot) {
        if let Some(own) = self.list.get_mut(n) {
            own.with = fragment::remove(&own.with, from, to);
        }
    }

    /// Takes a draft back.
    pub(super) fn take_back(&mut self, n: usize) {
        if let Some(own) = self.list.get_mut(n) {
            own.gone = true;
        }
    }

    /// Strikes a range of the text, as one with what the speaker asks for right beside it.
    /// Where own words come to stand left of what was struck, the spot after them.
    pub(super) fn strike(&mut self, id: ParagraphId, range: Range<usize>) -> (usize, Spot) {
        let spans = self.spans(id);
        let beside: Vec<_> =
            spans.into_iter().filter(|(_, at)| at.start <= range.end && range.start <= at.end).collect();
        let mut hull = range.clone();
        let mut words = Vec::new();
        let mut left = Fragment::default();
        for (n, at) in &beside {
            hull = hull.start.min(at.start)..hull.end.max(at.end);
            words.extend(self.list.get(*n).map(|o| o.with.clone()));
            if at.end <= range.start {
                left = fragment::concat(&words);
            }
        }
        let with = fragment::concat(&words);
        let free = beside.iter().filter_map(|(n, _)| self.list.get(*n)).map(|o| o.free.clone());
        let free = free.fold(hull.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
        beside.iter().skip(1).for_each(|(n, _)| self.take_back(*n));
        let keep = match beside.first() {
            Some((n, _)) => *n,
            None => self.make(About::Span(id, hull.clone()), Fragment::default()),
        };
        if let Some(own) = self.list.get_mut(keep) {
            (own.about, own.with, own.free) = (About::Span(id, hull), with, free);
        }
        (keep, fragment::end_of(&left))
    }

    /// Whether the speaker's own proposals strike all of a range already.
    pub(super) fn strikes(&mut self, id: ParagraphId, range: &Range<usize>) -> bool {
        self.spans(id).iter().any(|(_, at)| at.start <= range.start && range.end <= at.end)
    }
}

impl Own {
    fn is_unchanged(&self) -> bool {
        let same = |(_, about, with): &(_, About, Fragment)| *about == self.about && *with == self.with;
        !self.gone && self.started.as_ref().is_some_and(same)
    }
}

const COPIED: &str =
    "These words come from your edited copy. Withdraw the proposal and write it anew, or send another copy.";
const NO_WORDS: &str = "There are no words of yours to change here.";
