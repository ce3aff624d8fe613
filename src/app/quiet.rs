//! What one asks of words without typing: that they are kept, that they stand in brackets, and
//! another wording of a whole paragraph to begin with.

use super::error::AppError;
use super::page::{Place, Selection};
use super::state::App;
use super::writing::{present, span};
use crate::project::{Change, Put, Saying, Take, say_position};
use crate::record::{Actor, CHAIR, Proposal, ProposalId, Span, Wish};
use crate::text::{Fragment, Label};
use crate::weave::Site;
use std::sync::Arc;

impl App {
    /// Asks that the selected words, or those of the paragraph, are kept; again: no longer.
    pub(super) fn retain(&mut self) -> Result<(), AppError> {
        if self.is_chair() {
            return AppError::refuse(
                "The chair asks for nothing to be kept. Choose at “Speaking as” who does.",
            );
        }
        self.quiet(|at| Wish::Retain { at }, "Retain")
    }

    /// Puts the selected words in brackets; again: takes the brackets away.
    pub(super) fn bracket(&mut self) -> Result<(), AppError> {
        if self.selection().is_none_or(Selection::is_caret) {
            return AppError::refuse("Select the words that are to stand in brackets.");
        }
        self.quiet(|at| Wish::Doubt { at }, "Brackets")
    }

    fn quiet(&mut self, wish: fn(Span) -> Wish, title: &str) -> Result<(), AppError> {
        let of_text = |place: &Place| matches!(place, Place::Text { .. });
        let selected = self.selection().is_some_and(|s| of_text(&s.caret) && of_text(&s.anchor));
        let Some(at) = self.subject().filter(|at| selected && !at.range.is_empty()) else {
            return AppError::refuse("Select words of one paragraph of the text.");
        };
        let own = self.board().own(self.speaker(), at.paragraph);
        let (here, asked) = (Site::Span(at.paragraph, at.range.clone()), wish(at));
        let held = own.iter().find(|p| p.site == here && p.proposal.wish.name() == asked.name());
        match held.map(|p| p.proposal.id.clone()) {
            Some(id) => {
                let recorded_by = self.is_floor().then(|| CHAIR.to_owned());
                let saying = Saying { actor: self.speaker().clone(), recorded_by, condition: String::new() };
                let change = say_position(self.project(), &saying, Take::Withdraw, &[id]);
                self.make("Withdraw", change, None)
            }
            None => self.ask(asked, title).map(drop),
        }
    }

    /// Another wording of the paragraph at the caret, with its words to begin with; the caret goes
    /// to their end.
    pub(super) fn alternative(&mut self) -> Result<(), AppError> {
        if self.is_chair() {
            return AppError::refuse(
                "The chair writes in the text itself. Choose at “Speaking as” whose wording it is.",
            );
        }
        let found = self.row_paragraph().and_then(|id| {
            let words = self.project().working.words_of(id)?;
            Some((id, span(self.project(), id, 0..words.len())?, words))
        });
        let Some((id, at, words)) = found else {
            return AppError::refuse("Put the caret into the paragraph that is to read otherwise.");
        };
        let own = self.board().own(self.speaker(), id);
        let held = own.iter().filter(|p| matches!(p.proposal.wish, Wish::Alternative { .. })).count();
        let meta = self.project().working.meta_of(id);
        let number = u16::try_from(held + 1).unwrap_or(u16::MAX);
        let label = meta.and_then(|m| m.label.as_ref()).map(|l| Label { alternative: number, ..l.clone() });
        let label = label.map(|l| l.to_string()).unwrap_or_default();
        let notes = words.notes().iter();
        let notes = notes.filter_map(|n| Some((*n, self.project().working.note(*n)?.to_owned()))).collect();
        let end = words.len();
        let words = Fragment::new(vec![words], notes);
        let proposal = self.ask(Wish::Alternative { at, label, words }, "Alternative")?;
        let home = self.home();
        self.selection = Some(Selection::at(Place::Words { proposal, line: 0, at: end }));
        // Not every view shows it.
        self.settle_caret(home);
        Ok(())
    }

    /// A new proposal of whoever speaks, on the text as it is.
    fn ask(&mut self, wish: Wish, title: &str) -> Result<ProposalId, AppError> {
        let actor = self.speaker().clone();
        let fresh = format!("{:x}", self.fresh());
        let id = ProposalId::of(actor.as_str(), &[wish.name(), &fresh]);
        let (base, step) = present(self.project());
        let mut steps = Vec::from_iter(step);
        if !self.project().actors.contains_key(&actor) {
            let about = Actor { id: actor.clone(), ..self.project().actor(actor.as_str()) };
            let put = Put { was: None, now: Some(Arc::new(about)) };
            steps.push(Change::Actor(actor.clone(), put));
        }
        let put = Put { was: None, now: Some(Arc::new(Proposal::new(id.clone(), base, wish))) };
        steps.push(Change::Proposal(actor, self.origin(), id.clone(), put));
        self.make(title, Change::All(steps), None)?;
        Ok(id)
    }
}
