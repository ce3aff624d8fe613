//! The table of paragraphs by actors, over the page. Only the lines in view are laid out.
//!
//! It returns where to go; it does nothing.

use super::dialogs::{Answer, closing, title};
use super::theme::Tokens;
use super::widgets::{faint, name_tag};
use crate::app::matrix::{Cell, Matrix, Row};
use eframe::egui::{self, Button, RichText, ScrollArea, Ui, vec2};

/// The widths of the label, the status and of each actor, and the height of a line, in points.
const LABEL: f32 = 150.0;
const STATUS: f32 = 120.0;
const ACTOR: f32 = 110.0;
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
    ScrollArea::both().id_salt("matrix").max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        LINE,
        rows.len() + 1,
        |ui, range| {
            for n in range {
                ui.horizontal(|ui| match n.checked_sub(1).and_then(|n| rows.get(n)) {
                    None => head(ui, t, made),
                    Some(row) => {
                        if line(ui, t, made, row) {
                            answer = row.of.clone().map(Answer::Go);
                        }
                    }
                });
            }
        },
    );
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
        let button = Button::new(RichText::new(&row.name).color(t.accent)).frame(false).truncate();
        go = ui.add_enabled(row.of.is_some(), button).on_hover_text("Goes there").clicked();
    });
    cell(ui, STATUS, |ui| drop(ui.add(egui::Label::new(RichText::new(&row.status).size(12.0)).truncate())));
    for actor in &made.actors {
        let said = row.cells.get(actor).map(Cell::told).unwrap_or_default();
        cell(ui, ACTOR, |ui| {
            if !said.is_empty() {
                ui.add(egui::Label::new(RichText::new(&said).size(12.0)).truncate()).on_hover_text(said);
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
