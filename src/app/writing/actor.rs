//! Writing as an actor: proposals are made, extended and taken back; the text stays as it is.

use super::draft::{About, Caret, Draft};
use super::extent::{Extent, Stretch};
use super::{Hand, Write, Written, clean};
use crate::app::error::AppError;
use crate::app::page::{PageParagraph, Place};
use crate::app::shown::{Piece, place_at, text_of};
use crate::record::{ProposalId, Wish};
use crate::text::{Fragment, Kind, ParagraphId, Side, between};
use crate::weave::{Of, Placed, Site};

impl Hand<'_> {
    pub(super) fn as_actor(&self, write: &Write) -> Result<Written, AppError> {
        let selected = !self.selection.is_caret();
        match write {
            Write::Insert(typed) => self.actor_insert(&Fragment::plain(&clean(typed)), "Typing"),
            Write::Italic => {
                AppError::refuse("Italics are set by the chair. Say in a comment where they should stand.")
            }
            Write::Break if selected => self.actor_insert(&Fragment::plain("\n"), "New paragraph"),
            Write::Break => self.actor_break(),
            Write::Backspace(_) | Write::Delete(_) if selected => self.actor_delete(self.selected(), false),
            Write::Backspace(unit) => self.actor_delete(self.reached(*unit, false), false),
            Write::Delete(unit) => self.actor_delete(self.reached(*unit, true), true),
        }
    }

    // Inserting.

    /// One gesture: what is selected goes, then the words come.
    fn actor_insert(&self, more: &Fragment, title: &'static str) -> Result<Written, AppError> {
        let mut draft = Draft::new(self);
        let mut caret = Caret::At(self.selection.caret.clone());
        if let (false, Extent::Pieces(stretches, _)) = (self.selection.is_caret(), self.selected()) {
            caret = self.strike(&mut draft, &stretches, false)?.unwrap_or(caret);
        }
        let (n, at) = match caret {
            Caret::In(n, spot) => (n, spot),
            Caret::At(Place::Words { proposal, line, at }) => match draft.shown(&proposal) {
                Ok(n) => (n, draft.spot(n, line, at)),
                // Another's words stay as they are; what is typed inside them amends them.
                Err(why) if self.is_copied(&proposal) || more.lines().len() > 1 => return Err(why),
                Err(why) => draft.amending(&proposal, (line, at)).ok_or(why)?,
            },
            Caret::At(Place::Text { paragraph, at }) => (self.in_text(&mut draft, paragraph, at)?, (0, 0)),
        };
        let spot = draft.insert(n, at, more);
        let key = (more.lines().len() == 1).then(|| draft.own(n).map(|o| format!("type {}", o.id))).flatten();
        let title = if self.selection.is_caret() { title } else { "Replace" };
        Ok(Written { key, ..draft.finish(Caret::In(n, spot), title)? })
    }

    /// The draft that takes words typed at a place of the text: the one that stands there, or a
    /// new one.
    fn in_text(&self, draft: &mut Draft, id: ParagraphId, at: usize) -> Result<usize, AppError> {
        let working = &self.project.working;
        let Some(place) = working.place(id) else {
            return AppError::refuse("That paragraph is no longer in the text.");
        };
        let at = at.min(working.len_of(place));
        let here = draft.spans(id).into_iter().find(|(_, r)| r.start <= at && at <= r.end);
        Ok(here.map_or_else(|| draft.make(About::Span(id, at..at), Fragment::default()), |(n, _)| n))
    }

    // Breaking.

    fn actor_break(&self) -> Result<Written, AppError> {
        let Place::Text { paragraph, at } = &self.selection.caret else {
            return self.actor_insert(&Fragment::plain("\n"), "New paragraph");
        };
        let working = &self.project.working;
        let Some(place) = working.place(*paragraph) else {
            return AppError::refuse("That paragraph is no longer in the text.");
        };
        let len = working.len_of(place);
        if *at > 0 && *at < len {
            return self.split(*paragraph, *at);
        }
        let gap = if *at == 0 && len > 0 { place } else { place + 1 };
        let after = gap.checked_sub(1).and_then(|p| working.meta(p)).map(|m| m.id);
        let empty = |p: &&Placed| p.proposal.wish.new_words().is_empty() && p.origin == self.origin;
        if let Some(held) = self.board.own_in_gap(self.speaker, after).find(empty) {
            let proposal = held.proposal.id.clone();
            return Ok(self.moved(Place::Words { proposal, line: 0, at: 0 }));
        }
        let kind = working.meta(place).map_or(Kind::Operative, |m| m.kind);
        let kind = if kind.is_labelled() { kind } else { Kind::Operative };
        let label = between(working, gap, kind).map(|l| l.to_string()).unwrap_or_default();
        let mut draft = Draft::new(self);
        let n = draft.make(About::New(after, kind, label), Fragment::default());
        draft.finish(Caret::In(n, (0, 0)), "New paragraph")
    }

    fn split(&self, id: ParagraphId, at: usize) -> Result<Written, AppError> {
        let here = Site::Span(id, at..at);
        let asked = |p: &&Placed| matches!(p.proposal.wish, Wish::Split { .. }) && p.site == here;
        let caret = self.selection.caret.clone();
        match (self.asks(id, asked), super::span(self.project, id, at..at)) {
            (false, Some(at)) => self.ask(Wish::Split { at }, caret, "Split paragraph"),
            _ => Ok(self.moved(caret)),
        }
    }

    fn asks(&self, id: ParagraphId, what: impl Fn(&&Placed) -> bool) -> bool {
        self.board.own(self.speaker, id).iter().any(what)
    }

    fn ask(&self, wish: Wish, caret: Place, title: &'static str) -> Result<Written, AppError> {
        let mut draft = Draft::new(self);
        draft.make(About::Wish(wish), Fragment::default());
        draft.finish(Caret::At(caret), title)
    }

    // Deleting.

    fn actor_delete(&self, extent: Extent, forward: bool) -> Result<Written, AppError> {
        match extent {
            Extent::Nothing => Ok(self.moved(self.selection.caret.clone())),
            Extent::Border(second, first) => self.actor_join(&second, first.as_deref(), forward),
            Extent::Pieces(stretches, beyond) => {
                let mut draft = Draft::new(self);
                let caret = self.strike(&mut draft, &stretches, forward)?;
                let key = self.selection.is_caret().then(|| format!("delete {} {forward}", self.speaker));
                let written = draft.finish(caret.unwrap_or(Caret::At(beyond.clone())), "Delete")?;
                // Where nothing could go, the caret passes over it.
                let caret = if written.change.is_some() { written.caret } else { beyond };
                Ok(Written { key, caret, ..written })
            }
        }
    }

    /// Backspace at the start of a paragraph of the page, or delete at the end of the one before.
    fn actor_join(
        &self,
        second: &PageParagraph,
        first: Option<&PageParagraph>,
        forward: bool,
    ) -> Result<Written, AppError> {
        let stay = self.selection.caret.clone();
        let before = || first.map_or(stay.clone(), |p| place_at(p, usize::MAX, Side::Before));
        let over = if forward { place_at(second, 0, Side::After) } else { before() };
        if let (Of::Proposed(_, line), Some(id)) = (&second.of, &second.proposal) {
            return self.join_new(id, *line, before(), over);
        }
        let Some((a, b)) = first.and_then(text_of).zip(text_of(second)) else { return Ok(self.moved(over)) };
        let asked = |p: &&Placed| matches!(&p.proposal.wish, Wish::Merge { second, .. } if *second == b);
        let len = self.project.working.place(a).map_or(0, |p| self.project.working.len_of(p));
        match (self.asks(a, asked), super::span(self.project, a, 0..len)) {
            (false, Some(at)) => self.ask(Wish::Merge { at, second: b }, stay, "Merge paragraphs"),
            _ => Ok(self.moved(over)),
        }
    }

    /// Joins a line of an own new paragraph with the one before it; takes an empty one back.
    fn join_new(
        &self,
        id: &ProposalId,
        line: usize,
        before: Place,
        over: Place,
    ) -> Result<Written, AppError> {
        let mut draft = Draft::new(self);
        let Ok(n) = draft.shown(id) else { return Ok(self.moved(over)) };
        let Some(own) = draft.own(n) else { return Ok(self.moved(over)) };
        match line.checked_sub(1) {
            Some(previous) => {
                let end = own.with.lines().get(previous).map_or(0, |l| l.len());
                draft.remove(n, (previous, end), (line, 0));
                draft.finish(Caret::In(n, (previous, end)), "Join paragraphs")
            }
            None if own.with.is_empty() => {
                draft.take_back(n);
                draft.finish(Caret::At(before), "Delete")
            }
            None => Ok(self.moved(over)),
        }
    }

    /// Strikes the text's words and takes back one's own; another's are passed over. Where the
    /// caret then belongs: behind what was struck going forward, else before it.
    fn strike(
        &self,
        draft: &mut Draft,
        stretches: &[Stretch],
        forward: bool,
    ) -> Result<Option<Caret>, AppError> {
        let (mut caret, mut refused, mut done) = (None, None, false);
        // Another's words are struck where they alone are meant, not where they stand among words
        // of the text that go.
        let of_text = |p: &Piece| matches!(p.place, Place::Text { .. });
        let inner = !stretches.iter().flat_map(|s| &s.pieces).any(of_text);
        // From the last to the first, so that positions hold while words go.
        for (s, stretch) in stretches.iter().enumerate().rev() {
            for piece in stretch.pieces.iter().rev() {
                let (next, gone) = match self.strike_piece(draft, piece, forward, inner) {
                    Ok(struck) => struck,
                    Err(why) => {
                        refused = refused.or(Some(why));
                        (Caret::At(piece.place.clone()), false)
                    }
                };
                done |= gone;
                if caret.is_none() || !forward {
                    caret = Some(next);
                }
            }
            self.close(draft, stretches, s);
        }
        match refused {
            Some(why) if !done => Err(why),
            _ => Ok(caret),
        }
    }

    /// Where the caret belongs once a piece is struck, and whether anything went. Refused only
    /// for one's own words that come from elsewhere.
    fn strike_piece(
        &self,
        draft: &mut Draft,
        piece: &Piece,
        forward: bool,
        inner: bool,
    ) -> Result<(Caret, bool), AppError> {
        let len = piece.shown.len();
        match &piece.place {
            Place::Words { proposal, line, at } => match draft.shown(proposal) {
                Ok(n) => Ok((Caret::In(n, self.take_out(draft, n, (*line, *at), len)), true)),
                Err(why) if self.is_copied(proposal) => Err(why),
                Err(_) if !inner || piece.struck_by.contains(self.speaker) => {
                    Ok((Caret::At(piece.place.clone()), false))
                }
                Err(_) => {
                    let struck = draft.strike_words(proposal, (*line, *at), len).is_some();
                    let at = if forward && struck { at + len } else { *at };
                    Ok((Caret::At(Place::Words { proposal: proposal.clone(), line: *line, at }), struck))
                }
            },
            Place::Text { paragraph, at } => {
                let range = *at..*at + len;
                let to = if forward { range.end } else { range.start };
                let there = Caret::At(Place::Text { paragraph: *paragraph, at: to });
                if piece.struck_by.contains(self.speaker) || draft.strikes(*paragraph, &range) {
                    return Ok((there, false));
                }
                let (n, left) = draft.strike(*paragraph, range);
                let words = draft.own(n).is_some_and(|o| !o.with.is_empty());
                let beside = words && (left != (0, 0) || forward);
                Ok((if beside { Caret::In(n, left) } else { there }, true))
            }
        }
    }

    /// Takes shown words out of a draft, breaks included; the spot where they stood.
    fn take_out(&self, draft: &mut Draft, n: usize, at: (usize, usize), len: usize) -> (usize, usize) {
        let from = draft.spot(n, at.0, at.1);
        let Some(own) = draft.own(n) else { return from };
        let to = super::fragment::spot(&own.with, super::fragment::flat(&own.with, from) + len);
        draft.remove(n, from, to);
        from
    }

    /// Of own new paragraphs inside a selection nothing stays: the break before a line, and the
    /// whole paragraph once it is empty.
    fn close(&self, draft: &mut Draft, stretches: &[Stretch], s: usize) {
        let Some(before) = s.checked_sub(1).and_then(|s| stretches.get(s)) else { return };
        let Some(here) = stretches.get(s).map(|s| &s.paragraph) else { return };
        let (Of::Proposed(group, line), Some(id)) = (&here.of, &here.proposal) else { return };
        let Ok(n) = draft.shown(id) else { return };
        match line.checked_sub(1) {
            Some(previous) if before.paragraph.of == Of::Proposed(group.clone(), previous) => {
                let line_of = |o: &super::draft::Own| o.with.lines().get(previous).map_or(0, |l| l.len());
                let end = draft.own(n).map_or(0, line_of);
                draft.remove(n, (previous, end), (*line, 0));
            }
            None if s + 1 < stretches.len() && draft.own(n).is_some_and(|o| o.with.is_empty()) => {
                draft.take_back(n);
            }
            _ => {}
        }
    }

    fn is_copied(&self, id: &ProposalId) -> bool {
        self.project.tracks.get(self.speaker).is_some_and(|t| t.proposal(id).is_some())
    }
}
