//! What the window does with what somebody says at the caret: one's own proposals, positions on
//! those of others, and the table of them.

use super::dialogs::{Dialog, Words};
use super::side::Tab;
use super::window::Window;
use crate::app::matrix::matrix_with;
use crate::app::{Card, Message};
use crate::record::Stance;
use crate::weave::GroupId;
use eframe::egui::Context;

impl Window {
    /// The group at the caret of which this holds, or the first such one of the paragraph.
    fn group_here(&self, which: impl Fn(&Card) -> bool) -> Option<GroupId> {
        let around = self.around();
        let mut those = around.cards.iter().filter(|c| which(c));
        let first = those.clone().next();
        those.find(|c| Some(&c.group) == self.current_group()).or(first).map(|c| c.group.clone())
    }

    pub(super) fn explain_here(&mut self) {
        if let Some(group) = self.group_here(|c| c.mine) {
            self.explain(group);
        }
    }

    pub(super) fn explain(&mut self, group: GroupId) {
        let speaker = self.app.speaker();
        let card = self.around().cards.iter().find(|c| c.group == group);
        let said =
            card.and_then(|c| c.rationale.iter().find(|(a, _)| a == speaker)).map(|(_, why)| why.clone());
        self.dialog = Some(Dialog::words(Words::Why(group), &said.unwrap_or_default()));
    }

    /// Takes back what was said at the caret itself, else the first of the paragraph.
    pub(super) fn withdraw_here(&mut self, ctx: &Context) {
        if let Some(group) = self.group_here(|c| c.mine || c.stance.is_some()) {
            self.send(ctx, Message::Withdraw(group));
            self.show_cards();
        }
    }

    /// What was said of a proposal is seen on its card alone: by key it would pass unseen while
    /// another tab is open.
    fn show_cards(&mut self) {
        self.side.tab = Tab::Proposals;
    }

    pub(super) fn stand_here(&mut self, ctx: &Context, stance: Stance) {
        // On one's own proposal it is said why not, rather than meant of the next one.
        let cards = &self.around().cards;
        let here = self.current_group().filter(|g| cards.iter().any(|c| c.group == **g)).cloned();
        if let Some(group) = here.or_else(|| self.group_here(Card::takes_positions)) {
            self.send(ctx, Message::Position(group, stance));
            self.show_cards();
        }
    }

    pub(super) fn condition_here(&mut self) {
        if let Some(group) = self.group_here(|c| c.stance.is_some()) {
            self.ask_condition(group);
        }
    }

    pub(super) fn ask_condition(&mut self, group: GroupId) {
        let speaker = self.app.speaker();
        let card = self.around().cards.iter().find(|c| c.group == group);
        let voice = card.and_then(|c| c.voices.iter().find(|v| v.actor == *speaker));
        let said = voice.map(|v| v.position.condition.clone()).unwrap_or_default();
        self.dialog = Some(Dialog::words(Words::Condition(group), &said));
    }

    pub(super) fn show_matrix(&mut self) {
        self.dialog = Some(Dialog::Matrix(Box::new(matrix_with(self.app.project(), self.app.names()))));
    }
}
