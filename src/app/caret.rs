//! Keeps the caret on the page: what it stood in may have gone, or be shown otherwise.

use super::page::{Place, Selection};
use super::shown;
use super::state::App;
use crate::project::place;
use crate::record::ProposalId;
use crate::text::Side;
use crate::weave::{Group, Of, Site};
use std::sync::Arc;

impl App {
    fn is_shown(&self, place: &Place) -> bool {
        self.page().paragraphs.iter().any(|p| shown::holds(p, place))
    }

    /// A caret whose place is not on the page goes to the nearest one of its paragraph, or else
    /// `home`.
    pub(super) fn settle_caret(&mut self, home: Option<Place>) {
        let Some(Selection { anchor, caret }) = &self.selection else { return };
        if self.is_shown(caret) && (anchor == caret || self.is_shown(anchor)) {
            return;
        }
        let place = if self.is_shown(caret) { Some(caret.clone()) } else { self.nearest(caret) };
        let place = place.or_else(|| self.nearest(&home?));
        self.selection = place.map(Selection::at);
    }

    /// The nearest place on the page.
    fn nearest(&self, place: &Place) -> Option<Place> {
        match place {
            Place::Text { paragraph, at } => {
                let row = self.page().paragraphs.iter().find(|p| p.of == Of::Text(*paragraph))?;
                let at = (*at).min(shown::text_before(row, shown::total(row)));
                let there = Place::Text { paragraph: *paragraph, at };
                Some(if shown::holds(row, &there) { there } else { shown::place_at(row, 0, Side::After) })
            }
            Place::Words { proposal, line, at } => {
                // Its group may show the same words as another member wrote them.
                let named = |g: &&Arc<Group>| g.members.iter().any(|(_, id, _)| id == proposal);
                let printed = self.board.groups().find(named).map(|g| g.printed.id.clone());
                let same = printed.map(|proposal| Place::Words { proposal, line: *line, at: *at });
                same.filter(|p| self.is_shown(p)).or_else(|| self.nearest(&self.place_of(proposal)?))
            }
        }
    }

    /// The place of the text that the caret would go to, were the words it is in to go.
    pub(super) fn home(&self) -> Option<Place> {
        match &self.selection.as_ref()?.caret {
            Place::Words { proposal, .. } => self.place_of(proposal),
            place => Some(place.clone()),
        }
    }

    /// Where in the text the words of a proposal are, or were.
    fn place_of(&self, id: &ProposalId) -> Option<Place> {
        let tracks = self.project.tracks.iter();
        let held = tracks.filter_map(|(actor, track)| Some((actor, track.proposal(id)?))).next();
        let (actor, (origin, proposal)) = held?;
        let site = place(&self.project, actor, origin, proposal).site;
        if let Site::Within { of, range, .. } = &site {
            let (proposal, mut at) = (of.clone(), range.end);
            let words = self.project.tracks.values().find_map(|t| t.proposal(of))?.1.wish.fragment()?;
            for (line, own) in words.lines().iter().enumerate() {
                if at <= own.len() {
                    return Some(Place::Words { proposal, line, at });
                }
                at -= own.len() + 1;
            }
        }
        match site.outermost() {
            Site::Span(paragraph, range) => Some(Place::Text { paragraph: *paragraph, at: range.end }),
            Site::Gap(Some(paragraph)) => {
                let paragraph = *paragraph;
                let at = self.project.working.place(paragraph)?;
                Some(Place::Text { paragraph, at: self.project.working.len_of(at) })
            }
            _ => None,
        }
    }
}
