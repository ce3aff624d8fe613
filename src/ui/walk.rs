//! Going from proposal to proposal, and what is asked of the one that is looked at.

use super::cards::Asked;
use super::dialogs::{Dialog, Words};
use super::side::{Out, Tab};
use super::window::Window;
use crate::app::{Message, Selection};
use crate::record::Outcome;
use crate::weave::GroupId;
use eframe::egui::Context;

/// A walk through the proposals.
pub(super) struct Walk {
    /// Which one was gone to, from 1.
    pub at: usize,
    /// Of how many.
    pub of: usize,
    /// Its group: one without words of its own cannot be told from where the caret stands.
    pub group: GroupId,
    /// Where the caret was put.
    pub selection: Option<Selection>,
}

impl Window {
    /// Goes to the next group on the page, or to the one before; round and round.
    pub(super) fn step(&mut self, ctx: &Context, on: bool) {
        self.gather();
        let here = self.around().par;
        let group = self.current_group().cloned();
        let page = self.app.page();
        let all: Vec<(usize, GroupId)> = (page.paragraphs.iter().enumerate())
            .flat_map(|(i, p)| p.groups.iter().map(move |g| (i, g.clone())))
            .collect();
        let Some(last) = all.len().checked_sub(1) else { return };
        let exact = all.iter().position(|(i, g)| Some(*i) == here && Some(g) == group.as_ref());
        let at = match (exact, on) {
            (Some(at), true) => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            (Some(at), false) => at.checked_sub(1).unwrap_or(last),
            (None, true) => all.iter().position(|(i, _)| here.is_none_or(|h| *i >= h)).unwrap_or(0),
            (None, false) => all.iter().rposition(|(i, _)| here.is_some_and(|h| *i < h)).unwrap_or(last),
        };
        if let Some((par, group)) = all.get(at) {
            self.show_group(ctx, *par, group);
            let selection = self.app.selection().cloned();
            self.walk = Some(Walk { at: at + 1, of: all.len(), group: group.clone(), selection });
        }
    }

    pub(super) fn show_group(&mut self, ctx: &Context, par: usize, group: &GroupId) {
        if let Some(selection) = self.editor.start_of_group(par, group) {
            self.send(ctx, Message::Select(selection));
            self.editor.reveal();
            self.side.tab = Tab::Proposals;
            self.to_page = true;
        }
    }

    /// The undecided group at the caret, or the first of the paragraph; with its words.
    pub(super) fn card_here(&self) -> Option<(GroupId, String)> {
        let around = self.around();
        let mut open = around.cards.iter().filter(|c| !c.outcome.is_some_and(Outcome::settles));
        let first = open.clone().next();
        let card = open.find(|c| Some(&c.group) == self.current_group()).or(first)?;
        Some((card.group.clone(), card.new.clone()))
    }

    pub(super) fn decide_here(&mut self, ctx: &Context, outcome: Outcome, go_on: bool) {
        let Some((group, _)) = self.card_here() else { return };
        self.send(ctx, Message::Decide { groups: vec![group], outcome, words: None });
        if go_on {
            self.step(ctx, true);
        }
    }

    /// Follows up what was asked for in the panel on the right.
    pub(super) fn side_out(&mut self, ctx: &Context, out: Option<Out>) {
        match out {
            Some(Out::Message(message)) => self.send(ctx, message),
            Some(Out::Asked(Asked::Decide(group, outcome))) => {
                self.send(ctx, Message::Decide { groups: vec![group], outcome, words: None });
            }
            Some(Out::Asked(Asked::AcceptAs(group, words))) => {
                self.dialog = Some(Dialog::words(Words::Instead(group), &words));
            }
            Some(Out::Asked(Asked::Withdraw(group))) => self.send(ctx, Message::Withdraw(group)),
            Some(Out::Asked(Asked::Explain(group))) => self.explain(group),
            Some(Out::Asked(Asked::Stand(group, stance))) => self.send(ctx, Message::Position(group, stance)),
            Some(Out::Asked(Asked::Condition(group))) => self.ask_condition(group),
            Some(Out::Asked(Asked::Place(group, at))) => self.send(ctx, Message::Place(group, vec![at])),
            Some(Out::Asked(Asked::Desk)) => self.show_desk(),
            Some(Out::Asked(Asked::Alike(group))) => self.show_alike(Some(group)),
            Some(Out::Asked(Asked::Show(group))) => {
                let rows = &self.app.page().paragraphs;
                let here =
                    self.around().par.filter(|i| rows.get(*i).is_some_and(|p| p.groups.contains(&group)));
                match here.or_else(|| rows.iter().position(|p| p.groups.contains(&group))) {
                    Some(par) => self.show_group(ctx, par, &group),
                    None => self.go_where(ctx, |p| p.groups.contains(&group)),
                }
            }
            None => {}
        }
    }
}
