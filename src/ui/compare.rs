//! A member's wishes beside the return of its group, over the page.
//!
//! It returns where to go; it does nothing.

use super::dialogs::{Answer, Dialog, closing, title};
use super::palette::{Choice, Item, Palette};
use super::theme::Tokens;
use super::widgets::{always_bars, faint, heading};
use super::window::Window;
use crate::app::compare::{Compared, Line, compare};
use crate::record::{ActorId, groups_of};
use eframe::egui::{Button, RichText, ScrollArea, Ui};

/// Draws it: what departs first.
pub fn show(ui: &mut Ui, t: &Tokens, made: &Compared) -> Option<Answer> {
    let mut answer = None;
    title(ui, &format!("{} and the return of {}", made.actor, made.with));
    let says = made.text();
    faint(ui, t, says.lines().next().unwrap_or_default());
    let height = (ui.ctx().content_rect().height() * 0.6).max(160.0);
    let area = ScrollArea::vertical().id_salt("compare").max_height(height).auto_shrink([false, true]);
    always_bars(ui, t, |ui| {
        area.show(ui, |ui| {
            for (fares, line, touching) in &made.wishes {
                answer = answer.take().or(go(ui, t, line));
                ui.indent(("with", &line.id.0), |ui| {
                    faint(ui, t, fares.told());
                    for other in touching {
                        faint(ui, t, format!("{}: {}", made.with, other.told()));
                    }
                });
            }
            if !made.more.is_empty() {
                heading(ui, t, &format!("{} asks, and {} does not", made.with, made.actor));
            }
            for line in &made.more {
                answer = answer.take().or(go(ui, t, line));
            }
        });
    });
    answer.or_else(|| closing(ui))
}

/// A wish as a button that goes there.
fn go(ui: &mut Ui, t: &Tokens, line: &Line) -> Option<Answer> {
    let button = Button::new(RichText::new(line.told()).color(t.accent)).frame(false).wrap();
    let clicked = ui.add_enabled(line.of.is_some(), button).on_hover_text("Goes there").clicked();
    line.of.clone().filter(|_| clicked).map(Answer::Go)
}

impl Window {
    /// Asks with which group the speaker's wishes are to be compared: its own groups first.
    pub(super) fn ask_group(&mut self) {
        let speaker = self.app.speaker().clone();
        let own = groups_of(&speaker);
        let tracks = self.app.project().tracks.keys().filter(|a| **a != speaker && **a != ActorId::chair());
        let mut actors: Vec<(bool, &ActorId)> = tracks.map(|a| (!own.contains(a), a)).collect();
        actors.sort();
        let items = actors.into_iter().map(|(other, a)| Item {
            title: a.to_string(),
            hint: if other { String::new() } else { format!("{speaker} is a member") },
            choice: Choice::Compare(a.clone()),
        });
        self.palette = Some(Palette::new("Compare with the return of", "EU, G77 …", items.collect()));
    }

    /// Shows where the speaker's wishes depart from the return of a group.
    pub(super) fn show_compared(&mut self, with: &ActorId) {
        let made = compare(self.app.project(), self.app.speaker(), with);
        self.dialog = Some(Dialog::Compare(Box::new(made)));
    }
}
