//! Choosing between two copies of a project: what each made of a place, side by side with the
//! words that both had.
//!
//! It draws what can be chosen and returns what was chosen; it does nothing.

use super::dialogs::{Answer, Dialog, closing, title};
use super::fonts;
use super::theme::Tokens;
use super::widgets::{always_bars, card, faint};
use super::window::Window;
use crate::app::apart::{Apart, Made};
use crate::diff::Op;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{Button, Context, Label, RichText, Role, ScrollArea, Stroke, Ui, WidgetInfo};
use std::collections::BTreeMap;

/// Decisions that are named with one outcome; of more it is said how many.
const NAMED: usize = 4;

/// The dialog.
pub struct ChooseDialog {
    places: BTreeMap<usize, Apart>,
    fresh: bool,
}

impl ChooseDialog {
    /// Asks about these.
    pub fn new(places: BTreeMap<usize, Apart>) -> Self {
        Self { places, fresh: true }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Choose between copies");
        let says = match self.places.len() {
            0 => {
                "There is nothing to choose between: no merged copy made anything different here.".to_owned()
            }
            1 => format!("One place is open. {STANDS}"),
            n => format!("{n} places are open. {STANDS}"),
        };
        faint(ui, t, says);
        let height = (ui.ctx().content_rect().height() - 210.0).max(160.0);
        let area = ScrollArea::vertical().id_salt("copies").max_height(height).auto_shrink([false, true]);
        let mut answer = None;
        always_bars(ui, t, |ui| {
            area.show(ui, |ui| {
                for (n, one) in &self.places {
                    let fresh = std::mem::take(&mut self.fresh);
                    answer = answer.take().or(place(ui, t, (*n, one), fresh));
                }
            });
        });
        answer.or_else(|| closing(ui))
    }
}

const STANDS: &str = "Until one is taken it stands as both copies had it. What is taken can be undone.";

/// One place: its label, what each copy made of it, and leaving it.
fn place(ui: &mut Ui, t: &Tokens, (n, one): (usize, &Apart), fresh: bool) -> Option<Answer> {
    let mut answer = None;
    ui.push_id(n, |ui| {
        ui.horizontal(|ui| {
            let label = RichText::new(&one.label).font(fonts::sans(13.5, true));
            match &one.of {
                Some(of) => {
                    let go = ui.add(Button::new(label.color(t.accent)).frame(false));
                    if go.on_hover_text("Goes there").clicked() {
                        answer = Some(Answer::Go(of.clone()));
                    }
                }
                None => drop(ui.label(label)),
            }
            let leave = ui.button(first_large(&one.none));
            let named = format!("{}: {}", one.label, one.none);
            leave.widget_info(|| WidgetInfo::labeled(Role::Button, true, &named));
            if leave.clicked() {
                answer = Some(Answer::Outcome(n, None));
            }
        });
        for (nth, (m, made)) in one.outcomes.iter().enumerate() {
            card(ui, t, false, |ui| {
                ui.spacing_mut().item_spacing.y = 5.0;
                ui.horizontal_wrapped(|ui| {
                    let take = ui.button(format!("Take {}", m + 1));
                    let named = format!("Take outcome {} of {}", m + 1, one.label);
                    take.widget_info(|| WidgetInfo::labeled(Role::Button, true, &named));
                    if fresh && nth == 0 {
                        take.request_focus();
                    }
                    if take.clicked() {
                        answer = Some(Answer::Outcome(n, Some(*m)));
                    }
                    ui.vertical(|ui| decided(ui, t, made));
                });
                for words in &made.words {
                    ui.add(Label::new(marked(t, words)).wrap());
                }
            });
        }
        ui.add_space(10.0);
    });
    answer
}

fn first_large(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What that copy decided.
fn decided(ui: &mut Ui, t: &Tokens, made: &Made) {
    if made.decided.is_empty() {
        faint(ui, t, "edited by the chair");
    }
    for line in made.decided.iter().take(NAMED) {
        ui.add(Label::new(RichText::new(line).size(12.0).color(t.faint)).wrap());
    }
    if made.decided.len() > NAMED {
        faint(ui, t, format!("and {} more decisions", made.decided.len() - NAMED));
    }
}

/// The words of a paragraph with what goes struck and what comes bold and underlined.
fn marked(t: &Tokens, ops: &[Op]) -> LayoutJob {
    let mut job = LayoutJob::default();
    if ops.is_empty() {
        job.append("It is not there.", 0.0, TextFormat::simple(fonts::serif(14.5, false, true), t.faint));
    }
    let line = Stroke::new(1.2, t.accent);
    for (n, op) in ops.iter().enumerate() {
        let replaces = n > 0 && matches!(ops.get(n - 1), Some(Op::Delete(_)));
        match op {
            Op::Equal(text) => {
                job.append(text, 0.0, TextFormat::simple(fonts::serif(14.5, false, false), t.ink));
            }
            Op::Delete(text) => {
                let format = TextFormat::simple(fonts::serif(14.5, false, false), t.accent);
                job.append(text, 0.0, TextFormat { strikethrough: line, ..format });
            }
            Op::Insert(text) => {
                let format = TextFormat::simple(fonts::serif(14.5, true, false), t.accent);
                let gap = if replaces { 4.0 } else { 0.0 };
                job.append(text, gap, TextFormat { underline: line, ..format });
            }
        }
    }
    job
}

impl Window {
    /// Asks which outcome of those that copies of the project had is to stand.
    pub(super) fn ask_outcome(&mut self) {
        self.dialog = Some(Dialog::Choose(Box::new(ChooseDialog::new(self.app.apart()))));
    }

    /// Takes an outcome, and asks about the places that are still open.
    pub(super) fn take_outcome(&mut self, ctx: &Context, rivalry: usize, which: Option<usize>) {
        self.send(ctx, crate::app::Message::ChooseOutcome(rivalry, which));
        let open = self.app.apart();
        if !open.is_empty() {
            self.dialog = Some(Dialog::Choose(Box::new(ChooseDialog::new(open))));
        }
    }
}
