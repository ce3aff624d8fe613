//! The plan of a merge: what comes in, from whom, what does not and why, before it is done.
//!
//! It returns what was chosen; it does nothing.

use super::fonts;
use super::theme::Tokens;
use super::widgets::{always_bars, faint, main_button, tag};
use crate::app::{Plan, PlanKind};
use eframe::egui::{Context, Frame, Id, Key, Label, Margin, Modal, Modifiers, RichText, ScrollArea, Ui};

/// Lines that are drawn; of more it is said how many there are.
const MOST: usize = 400;

/// What was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Do it.
    Merge,
    /// Leave it.
    Cancel,
    /// Say first whom the authors of the files speak for.
    Who,
}

/// Draws it. Returns what to do with it. `who`: whether there is anything to say about authors.
pub fn show(ctx: &Context, t: &Tokens, plan: &Plan, who: bool) -> Option<Chosen> {
    let mut answer = None;
    let enter = ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
    let frame = Frame::popup(&ctx.global_style()).inner_margin(Margin::same(18));
    let most = (ctx.content_rect().height() - 260.0).clamp(120.0, 520.0);
    let modal = Modal::new(Id::unique("plan")).frame(frame).show(ctx, |ui| {
        ui.set_width(600.0_f32.min(ctx.content_rect().width() - 60.0));
        ui.set_max_height(most + 200.0);
        ui.spacing_mut().item_spacing.y = 8.0;
        ui.label(RichText::new(&plan.title).font(fonts::sans(16.0, true)));
        faint(ui, t, says(plan));
        let area = ScrollArea::vertical().max_height(most).auto_shrink([false, true]);
        always_bars(ui, t, |ui| area.show(ui, |ui| lines(ui, t, plan)));
        ui.horizontal(|ui| {
            let cancel = ui.button("Cancel");
            let merge = ui.add_enabled(plan.can_apply, main_button(t, "Merge"));
            if ui.memory(|m| m.focused().is_none()) {
                let first = if plan.can_apply { &merge } else { &cancel };
                first.request_focus();
            }
            if cancel.clicked() {
                answer = Some(Chosen::Cancel);
            } else if merge.clicked() || (enter && plan.can_apply) {
                answer = Some(Chosen::Merge);
            } else if who && ui.button("Who is who…").clicked() {
                answer = Some(Chosen::Who);
            }
        });
    });
    if answer.is_none() && modal.should_close() {
        answer = Some(Chosen::Cancel);
    }
    answer
}

/// What will happen, in a sentence.
fn says(plan: &Plan) -> String {
    if !plan.can_apply {
        return "There is nothing here that could be merged. The project stays as it is.".to_owned();
    }
    let count = |kind| plan.lines.iter().filter(|l| l.kind == kind).count();
    let mut parts = Vec::new();
    for (kind, word) in [
        (PlanKind::Adds, "to come in"),
        (PlanKind::Withdraws, "to be withdrawn"),
        (PlanKind::NotPlaced, "not placed"),
        (PlanKind::NotTaken, "not taken"),
        (PlanKind::Look, "to look at"),
    ] {
        match count(kind) {
            0 => {}
            n => parts.push(format!("{n} {word}")),
        }
    }
    let what = if parts.is_empty() { "No new proposals".to_owned() } else { parts.join(", ") };
    format!("{what}. Nothing is merged yet; the text itself is not changed, and Undo takes it back.")
}

/// The lines of a plan.
pub(super) fn lines(ui: &mut Ui, t: &Tokens, plan: &Plan) {
    ui.spacing_mut().item_spacing.y = 5.0;
    for line in plan.read_first().into_iter().take(MOST) {
        let (name, ink) = match line.kind {
            PlanKind::File => {
                ui.add_space(4.0);
                ui.add(Label::new(RichText::new(&line.text).font(fonts::sans(13.0, true))).wrap());
                continue;
            }
            PlanKind::Adds => ("comes in", t.agreed),
            PlanKind::Withdraws => ("withdrawn", t.pending),
            PlanKind::Author => ("who", t.accent),
            PlanKind::NotTaken => ("not taken", t.error),
            PlanKind::Looks => ("only looks", t.faint),
            PlanKind::NotPlaced => ("not placed", t.error),
            PlanKind::Look => ("look", t.accent),
        };
        ui.horizontal_top(|ui| {
            ui.allocate_ui(eframe::egui::vec2(76.0, 18.0), |ui| {
                ui.set_min_width(76.0);
                tag(ui, name, ink, t.ground);
            });
            ui.add(Label::new(&line.text).wrap());
        });
    }
    match plan.lines.len().checked_sub(MOST) {
        None | Some(0) => {}
        Some(more) => drop(faint(ui, t, format!("… and {more} more lines; all of them are merged."))),
    }
}
