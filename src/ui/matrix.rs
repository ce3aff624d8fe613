//! The table of paragraphs by actors, over the page. Only the lines in view are laid out.
//!
//! It returns where to go; it does nothing.

use super::dialogs::{Answer, closing, title};
use super::theme::Tokens;
use super::widgets::{faint, name_tag};
use crate::app::matrix::{Cell, Matrix, Row};
use eframe::egui::{self, Button, RichText, ScrollArea, Ui, vec2};

/// The widths of the label, the status and of each actor, what stands between them, and the height
/// of a line, in points.
const LABEL: f32 = 150.0;
const STATUS: f32 = 120.0;
const ACTOR: f32 = 110.0;
const GAP: f32 = 8.0;
const LINE: f32 = 22.0;

/// Draws it: the paragraphs on which something is said.
pub fn show(ui: &mut Ui, t: &Tokens, made: &Matrix) -> Option<Answer> {
    let mut answer = None;
    title(ui, "Positions");
    let rows: Vec<&Row> = made.rows.iter().filter(|r| !r.cells.is_empty()).collect();
    if rows.is_empty() {
        faint(ui, t, "Nothing is asked for.");
        return closing(ui);
    }
    let height = (ui.ctx().content_rect().height() * 0.6).max(160.0);
    ui.scope(|ui| {
        let spacing = ui.spacing_mut();
        spacing.item_spacing = vec2(GAP, 2.0);
        // Every line is as high as the scrolling takes it for.
        spacing.interact_size.y = LINE;
        spacing.button_padding = vec2(0.0, 0.0);
        // The names stay above while the lines are scrolled.
        ScrollArea::horizontal().id_salt("matrix").show(ui, |ui| {
            ui.set_min_width(LABEL + STATUS + 2.0 * GAP + made.actors.len() as f32 * (ACTOR + GAP));
            ui.horizontal(|ui| head(ui, t, made));
            let lines = ScrollArea::vertical().id_salt("lines").max_height(height).auto_shrink([false, true]);
            lines.show_rows(ui, LINE, rows.len(), |ui, range| {
                for row in range.filter_map(|n| rows.get(n)) {
                    if ui.horizontal(|ui| line(ui, t, made, row)).inner {
                        answer = row.of.clone().map(Answer::Go);
                    }
                }
            });
        });
    });
    answer.or_else(|| closing(ui))
}

fn head(ui: &mut Ui, t: &Tokens, made: &Matrix) {
    for (width, text) in [(LABEL, "Paragraph"), (STATUS, "Status")] {
        cell(ui, width, |ui| drop(faint(ui, t, text)));
    }
    for actor in &made.actors {
        cell(ui, ACTOR, |ui| drop(name_tag(ui, t, actor)));
    }
}

/// Whether the paragraph was asked for.
fn line(ui: &mut Ui, t: &Tokens, made: &Matrix, row: &Row) -> bool {
    let mut go = false;
    cell(ui, LABEL, |ui| {
        let button = Button::new(RichText::new(&row.name).color(t.accent))
            .frame(false)
            .min_size(vec2(0.0, 0.0))
            .truncate();
        go = ui.add_enabled(row.of.is_some(), button).on_hover_text("Goes there").clicked();
    });
    cell(ui, STATUS, |ui| drop(ui.add(egui::Label::new(RichText::new(&row.status).size(12.0)).truncate())));
    for actor in &made.actors {
        let said = row.cells.get(actor).map(Cell::told).unwrap_or_default();
        cell(ui, ACTOR, |ui| {
            if !said.is_empty() {
                let label = egui::Label::new(RichText::new(&said).size(12.0)).truncate();
                ui.add(label).on_hover_text(format!("{actor} on {}: {said}", row.name));
            }
        });
    }
    go
}

fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, LINE), |ui| {
        ui.set_width(width);
        add(ui);
    });
}
