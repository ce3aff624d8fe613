//! Writing as an actor: proposals are made, extended and taken back; the text stays as it is.

use super::extent::{Extent, Stretch};
use super::fragment::{self, Spot};
use super::{Hand, Write, Written, clean};
use crate::app::error::AppError;
use crate::app::page::{PageParagraph, Place};
use crate::app::shown::text_of;
use crate::project::{Change, Project, Put, keep_step};
use crate::record::{ActorId, CONTEXT, Origin, Proposal, ProposalId, Span, State, Wish};
use crate::text::{Fragment, Kind, ParagraphId, between};
use crate::weave::{Of, Placed, Site};
use std::ops::Range;
use std::sync::Arc;

/// The span of a paragraph of the working text, with its words and some around.
pub fn span(project: &Project, id: ParagraphId, range: Range<usize>) -> Option<Span> {
    let words = project.working.words_of(id)?;
    let len = words.len();
    let range = range.start.min(len)..range.end.min(len);
    Some(Span {
        paragraph: id,
        quote: words.str(range.clone()).to_owned(),
        before: words.str(range.start.saturating_sub(CONTEXT)..range.start).to_owned(),
        after: words.str(range.end..range.end + CONTEXT).to_owned(),
        range,
    })
}

impl Hand<'_> {
    pub(super) fn as_actor(&self, write: &Write) -> Result<Written, AppError> {
        match write {
            Write::Insert(typed) => self.actor_insert(&clean(typed)),
            Write::Break => self.actor_break(),
            Write::Backspace(_) | Write::Delete(_) if !self.selection.is_caret() => {
                self.actor_delete(self.selected(), false)
            }
            Write::Backspace(unit) => self.actor_delete(self.reached(*unit, false), false),
            Write::Delete(unit) => self.actor_delete(self.reached(*unit, true), true),
        }
    }

    // Inserting.

    fn actor_insert(&self, typed: &str) -> Result<Written, AppError> {
        if !self.selection.is_caret() {
            // Two steps of one gesture: what is selected goes, then the words come.
            let removed = self.actor_delete(self.selected(), false)?;
            return self.then_insert(removed, typed);
        }
        let more = Fragment::plain(typed);
        match &self.selection.caret {
            Place::Text { paragraph, at } => self.insert_in_text(*paragraph, *at, &more),
            Place::Words { proposal, line, at } => {
                let mine = self.mine(proposal)?;
                let (wish, spot) = self.with_words(&mine, |f| fragment::insert(f, (*line, *at), &more))?;
                self.put(Some(&mine), Some(wish), Some(spot), "Typing", true)
            }
        }
    }

    fn then_insert(&self, removed: Written, typed: &str) -> Result<Written, AppError> {
        let mut project = self.project.clone();
        if let Some(change) = &removed.change {
            change.apply(&mut project)?;
        }
        let mut board = super::Board::default();
        board.refresh(&project, &crate::app::View::Annotated(self.speaker.clone()));
        let selection = crate::app::Selection::at(removed.caret);
        let fresh = self.fresh ^ 0x5bd1_e995;
        let hand =
            Hand { project: &project, board: &board, speaker: self.speaker, selection: &selection, fresh };
        let typed = hand.actor_insert(typed)?;
        let both = [removed.change, typed.change].into_iter().flatten().collect();
        Ok(Written { change: Some(Change::All(both)), title: "Replace", key: typed.key, caret: typed.caret })
    }

    fn insert_in_text(&self, id: ParagraphId, at: usize, more: &Fragment) -> Result<Written, AppError> {
        for own in self.own_here(id) {
            let Site::Span(_, range) = &own.site else { continue };
            match &own.proposal.wish {
                Wish::Replace { with, .. } if range.start <= at && at <= range.end => {
                    let before = at == range.start && !range.is_empty() && !with.is_empty();
                    let spot = if before { (0, 0) } else { end_of(with) };
                    let (with, spot) = fragment::insert(with, spot, more);
                    let wish = self.replace(id, range.clone(), with)?;
                    return self.put(Some(&own.proposal), Some(wish), Some(spot), "Typing", true);
                }
                Wish::DeleteParagraph { .. } => {
                    let wish = self.replace(id, range.clone(), more.clone())?;
                    return self.put(Some(&own.proposal), Some(wish), Some(end_of(more)), "Typing", true);
                }
                _ => {}
            }
        }
        let wish = self.replace(id, at..at, more.clone())?;
        self.put(None, Some(wish), Some(end_of(more)), "Typing", true)
    }

    fn replace(&self, id: ParagraphId, range: Range<usize>, with: Fragment) -> Result<Wish, AppError> {
        let at = self.span(id, range)?;
        Ok(Wish::Replace { at, with })
    }

    fn span(&self, id: ParagraphId, range: Range<usize>) -> Result<Span, AppError> {
        let gone = || AppError::Refused("That paragraph is no longer in the text.".to_owned());
        span(self.project, id, range).ok_or_else(gone)
    }

    // Breaking.

    fn actor_break(&self) -> Result<Written, AppError> {
        match &self.selection.caret {
            Place::Words { proposal, line, at } => {
                let mine = self.mine(proposal)?;
                let cut = Fragment::plain("\n");
                let (wish, spot) = self.with_words(&mine, |f| fragment::insert(f, (*line, *at), &cut))?;
                self.put(Some(&mine), Some(wish), Some(spot), "New paragraph", false)
            }
            Place::Text { paragraph, at } => {
                let working = &self.project.working;
                let place = working.place(*paragraph).unwrap_or(0);
                if *at > 0 && *at < working.len_of(place) {
                    let wish = Wish::Split { at: self.span(*paragraph, *at..*at)? };
                    return self.put(None, Some(wish), None, "Split paragraph", false);
                }
                let gap = if *at == 0 { place } else { place + 1 };
                let after = gap.checked_sub(1).and_then(|p| working.meta(p)).map(|m| m.id);
                let kind = working.meta(place).map_or(Kind::Operative, |m| m.kind);
                let kind = if kind.is_labelled() { kind } else { Kind::Operative };
                let label = between(working, gap, kind).map(|l| l.to_string()).unwrap_or_default();
                let words = Fragment::default();
                let wish = Wish::InsertParagraph { after, kind, label, words };
                self.put(None, Some(wish), Some((0, 0)), "New paragraph", false)
            }
        }
    }

    // Deleting.

    fn actor_delete(&self, extent: Extent, forward: bool) -> Result<Written, AppError> {
        match extent {
            Extent::Nothing => Ok(self.moved(self.selection.caret.clone())),
            Extent::Border(second, first) => self.actor_join(&second, first.as_deref()),
            Extent::Pieces(stretches, beyond) => self.strike(&stretches, beyond, forward),
        }
    }

    fn actor_join(&self, second: &PageParagraph, first: Option<&PageParagraph>) -> Result<Written, AppError> {
        let stay = self.moved(self.selection.caret.clone());
        match (&second.of, &second.proposal) {
            (Of::Proposed(_, line), Some(id)) => {
                let mine = self.mine(id)?;
                let empty = mine.wish.new_words().is_empty();
                if *line == 0 && empty {
                    let caret =
                        first.map(|p| crate::app::shown::place_at(p, usize::MAX, crate::text::Side::Before));
                    let written = self.put(Some(&mine), None, None, "Delete", false)?;
                    return Ok(Written { caret: caret.unwrap_or(written.caret.clone()), ..written });
                }
                if *line == 0 {
                    return Ok(stay);
                }
                let (wish, spot) = self.with_words(&mine, |f| fragment::join(f, *line))?;
                self.put(Some(&mine), Some(wish), Some(spot), "Join paragraphs", false)
            }
            _ => {
                let Some((a, b)) = first.and_then(text_of).zip(text_of(second)) else { return Ok(stay) };
                let working = &self.project.working;
                let len = working.place(a).map_or(0, |p| working.len_of(p));
                let wish = Wish::Merge { at: self.span(a, 0..len)?, second: b };
                self.put(None, Some(wish), None, "Merge paragraphs", false)
            }
        }
    }

    /// Strikes the text's words and takes back one's own; another's words are passed over.
    fn strike(&self, stretches: &[Stretch], beyond: Place, forward: bool) -> Result<Written, AppError> {
        let mut list: Vec<Change> = Vec::new();
        let mut project = self.project.clone();
        let mut caret = None;
        for (n, stretch) in stretches.iter().enumerate() {
            for (place, len, struck) in runs_of(stretch, self.speaker) {
                let done = match &place {
                    Place::Words { proposal, line, at } => {
                        let Ok(mine) = self.mine_in(&project, proposal) else { continue };
                        let gone = *at..*at + len;
                        let words = |f: &Fragment| (fragment::remove(f, *line, gone.clone()), (*line, *at));
                        let (wish, spot) = self.with_words(&mine, words)?;
                        self.put_in(&project, Some(&mine), Some(wish), Some(spot), n)?
                    }
                    Place::Text { paragraph, at } if !struck => {
                        // Only a second piece sees proposals that the page does not show yet.
                        let later = (!list.is_empty()).then(|| self.board_of(&project));
                        let board = later.as_ref().unwrap_or(self.board);
                        let hand = Hand { project: &project, board, ..*self };
                        let written = hand.strike_text(*paragraph, *at..*at + len, n)?;
                        let to = if forward { at + len } else { *at };
                        Written { caret: Place::Text { paragraph: *paragraph, at: to }, ..written }
                    }
                    Place::Text { .. } => continue,
                };
                if let Some(change) = done.change {
                    change.apply(&mut project)?;
                    list.push(change);
                }
                if caret.is_none() || forward {
                    caret = Some(done.caret);
                }
            }
        }
        if list.is_empty() {
            return Ok(self.moved(beyond));
        }
        let caret = caret.unwrap_or(beyond);
        let key = self.selection.is_caret().then(|| format!("delete {} {forward}", self.speaker));
        Ok(Written { change: Some(Change::All(list)), caret, title: "Delete", key })
    }

    /// Strikes a range of the text; joins what this actor already asks for right beside it.
    fn strike_text(&self, id: ParagraphId, range: Range<usize>, n: usize) -> Result<Written, AppError> {
        let mut hull = range.clone();
        let mut joined: Vec<(Range<usize>, &Placed)> = Vec::new();
        for own in self.own_here(id) {
            let (Site::Span(_, at), Wish::Replace { .. }) = (&own.site, &own.proposal.wish) else { continue };
            if at.start <= range.end && range.start <= at.end {
                hull = hull.start.min(at.start)..hull.end.max(at.end);
                joined.push((at.clone(), own));
            }
        }
        joined.sort_by_key(|(at, _)| (at.start, at.end));
        let words: Vec<Fragment> = joined
            .iter()
            .filter_map(|(_, p)| match &p.proposal.wish {
                Wish::Replace { with, .. } => Some(with.clone()),
                _ => None,
            })
            .collect();
        let with = fragment::concat(&words);
        let len = self.project.working.words_of(id).map_or(0, |w| w.len());
        let wish = match with.is_empty() && hull == (0..len) && len > 0 {
            true => Wish::DeleteParagraph { at: self.span(id, hull)? },
            false => self.replace(id, hull, with)?,
        };
        let mut list = Vec::new();
        let mut project = self.project.clone();
        let keep = joined.first().map(|(_, p)| p.proposal.clone());
        for (_, gone) in joined.iter().skip(1) {
            let written = self.put_in(&project, Some(&gone.proposal), None, None, n)?;
            if let Some(change) = written.change {
                change.apply(&mut project)?;
                list.push(change);
            }
        }
        let last = self.put_in(&project, keep.as_ref(), Some(wish), None, n)?;
        list.extend(last.change);
        Ok(Written { change: Some(Change::All(list)), ..last })
    }

    // One's own proposals.

    /// The own proposals, typed here, that stand in a paragraph.
    fn own_here(&self, id: ParagraphId) -> Vec<&Placed> {
        let own = self.board.own(self.speaker, id);
        own.into_iter().filter(|p| p.origin == Origin::Own).collect()
    }

    fn mine(&self, shown: &ProposalId) -> Result<Arc<Proposal>, AppError> {
        self.mine_in(self.project, shown)
    }

    /// The own proposal whose words are shown: itself or, where a group shows another's
    /// spelling, the own member with the same words.
    fn mine_in(&self, project: &Project, shown: &ProposalId) -> Result<Arc<Proposal>, AppError> {
        let track = project.tracks.get(self.speaker);
        if let Some((origin, mine)) = track.and_then(|t| t.proposal(shown)) {
            if origin == Origin::Own {
                return Ok(mine.clone());
            }
            return AppError::refuse(
                "These words come from your edited copy. Withdraw the proposal and write it anew, or send another copy.",
            );
        }
        let group = self.board.groups().find(|g| g.members.iter().any(|(_, id, _)| id == shown));
        let own = group.and_then(|g| g.members.iter().find(|(a, ..)| a == self.speaker));
        let mine = own.and_then(|(_, id, _)| track?.proposal(id).map(|(_, p)| p.clone()));
        let words = group.map(|g| g.printed.wish.new_words());
        mine.filter(|p| Some(p.wish.new_words()) == words).ok_or_else(|| {
            let whose = group.and_then(|g| g.backers.first()).map_or("another delegation", ActorId::as_str);
            AppError::Refused(format!("These words are proposed by {whose}; only {whose} can change them."))
        })
    }

    /// The wish of a proposal with other words.
    fn with_words(
        &self,
        proposal: &Proposal,
        change: impl Fn(&Fragment) -> (Fragment, Spot),
    ) -> Result<(Wish, Spot), AppError> {
        Ok(match &proposal.wish {
            Wish::Replace { at, with } => {
                let (with, spot) = change(with);
                (Wish::Replace { at: at.clone(), with }, spot)
            }
            Wish::InsertParagraph { after, kind, label, words } => {
                let (words, spot) = change(words);
                (Wish::InsertParagraph { after: *after, kind: *kind, label: label.clone(), words }, spot)
            }
            _ => return AppError::refuse("There are no words to change here."),
        })
    }

    fn put(
        &self,
        was: Option<&Arc<Proposal>>,
        wish: Option<Wish>,
        spot: Option<Spot>,
        title: &'static str,
        typing: bool,
    ) -> Result<Written, AppError> {
        let mut written = self.put_in(self.project, was, wish, spot, 0)?;
        written.title = title;
        if let (true, Place::Words { proposal, .. }) = (typing, &written.caret) {
            written.key = Some(format!("type {proposal}"));
        }
        Ok(written)
    }

    /// Makes, changes (`was` and `wish`) or takes back (no `wish`) a proposal of the speaker.
    fn put_in(
        &self,
        project: &Project,
        was: Option<&Arc<Proposal>>,
        wish: Option<Wish>,
        spot: Option<Spot>,
        n: usize,
    ) -> Result<Written, AppError> {
        let wish = wish.filter(|w| !says_nothing(w));
        let mut steps: Vec<Change> = Vec::new();
        let mut base = project.base();
        if let Some(step) = keep_step(project) {
            let mut kept = project.clone();
            step.apply(&mut kept)?;
            base = kept.base();
            steps.push(step);
        }
        let id = match was {
            Some(was) => was.id.clone(),
            None => ProposalId::of(self.speaker.as_str(), &[&format!("{:x}", self.fresh), &n.to_string()]),
        };
        let now = match (was, wish) {
            (was, Some(wish)) => {
                // Words alone may change on an old base; a new span is made on the present one.
                let same_span = was.is_some_and(|w| w.wish.span() == wish.span() && w.wish.span().is_some());
                let base = if same_span { was.map_or(base, |w| w.base) } else { base };
                Some(changed(was, Proposal::new(id.clone(), base, wish)))
            }
            (Some(was), None) if was.sent => {
                let mut gone = changed(Some(was), Proposal::clone(was));
                gone.state = State::Withdrawn;
                Some(gone)
            }
            _ => None,
        };
        if was.is_some() || now.is_some() {
            let put = Put { was: was.cloned(), now: now.map(Arc::new) };
            steps.push(Change::Proposal(self.speaker.clone(), Origin::Own, id.clone(), put));
        }
        self.introduce(project, &mut steps);
        let caret = match spot {
            Some((line, at)) => Place::Words { proposal: id, line, at },
            None => self.selection.caret.clone(),
        };
        Ok(Written { change: Some(Change::All(steps)), caret, title: "Typing", key: None })
    }

    /// The first thing an actor says makes it known to the project.
    fn introduce(&self, project: &Project, steps: &mut Vec<Change>) {
        if !project.actors.contains_key(self.speaker) {
            let actor = project.actor(self.speaker.as_str());
            let actor = crate::record::Actor { id: self.speaker.clone(), ..actor };
            let put = Put { was: None, now: Some(Arc::new(actor)) };
            steps.insert(0, Change::Actor(self.speaker.clone(), put));
        }
    }

    fn board_of(&self, project: &Project) -> super::Board {
        let mut board = super::Board::default();
        board.refresh(project, &crate::app::View::Annotated(self.speaker.clone()));
        board
    }
}

/// A new state of a proposal: a sent one gets the next version.
fn changed(was: Option<&Arc<Proposal>>, now: Proposal) -> Proposal {
    let Some(was) = was else { return now };
    let version = if was.sent { was.version + 1 } else { was.version };
    Proposal { version, sent: false, rationale: was.rationale.clone(), source: was.source.clone(), ..now }
}

fn says_nothing(wish: &Wish) -> bool {
    match wish {
        Wish::Replace { at, with } => at.quote == with.bare() && with.lines().len() == 1,
        _ => false,
    }
}

fn end_of(fragment: &Fragment) -> Spot {
    let last = fragment.lines().len() - 1;
    (last, fragment.lines().last().map_or(0, |l| l.len()))
}

/// The pieces of a stretch, from the last to the first, so that offsets hold while words go.
/// The flag says whether `speaker` strikes it already.
fn runs_of(stretch: &Stretch, speaker: &ActorId) -> Vec<(Place, usize, bool)> {
    let pieces = stretch.pieces.iter().rev();
    pieces.map(|p| (p.place.clone(), p.shown.len(), p.struck_by.contains(speaker))).collect()
}
