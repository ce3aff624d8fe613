//! The table of paragraphs by actors, over the page. Only the lines in view are laid out.
//!
//! It returns where to go; it does nothing.

use super::dialogs::{Answer, closing, title, writing_or_closing};
use super::theme::Tokens;
use super::widgets::{always_bars, faint, name_tag};
use crate::app::Printed;
use crate::app::matrix::{Cell, Matrix, Row};
use crate::weave::Of;
use eframe::egui::{
    self, Align, Button, Layout, Pos2, Rect, RichText, ScrollArea, Stroke, Ui, UiBuilder, pos2, vec2,
};

/// The widths of the label, the status and of each actor, what stands between them, and the height
/// of a line, in points.
const LABEL: f32 = 150.0;
const STATUS: f32 = 120.0;
const ACTOR: f32 = 110.0;
const GAP: f32 = 8.0;
const LINE: f32 = 22.0;
/// The columns that stay in sight, and from line to line.
const FIXED: f32 = LABEL + STATUS + 2.0 * GAP;
const STEP: f32 = LINE + 2.0;

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
        spacing.interact_size.y = LINE;
        spacing.button_padding = vec2(0.0, 0.0);
        let area = ScrollArea::both().id_salt("matrix").max_height(height).auto_shrink([false, true]);
        always_bars(ui, t, |ui| {
            area.show_viewport(ui, |ui, shown| {
                let columns = made.actors.len() as f32;
                ui.set_width(FIXED + columns * (ACTOR + GAP));
                ui.set_height(STEP * (rows.len() + 1) as f32);
                answer = table(ui, t, made, &rows, shown).map(Answer::Go);
            });
        });
    });
    let print = || Printed::Matrix(Box::new(made.clone()), String::new());
    writing_or_closing(ui, print).or(answer)
}

/// Draws the part that is shown: the lines move under the head, the actors beside the first two
/// columns. Returns where to go.
fn table(ui: &mut Ui, t: &Tokens, made: &Matrix, rows: &[&Row], shown: Rect) -> Option<Of> {
    let all = ui.max_rect().min;
    let seen = Rect::from_min_size(all + shown.min.to_vec2(), shown.size());
    let (corner, end) = (seen.min, seen.max);
    let body = Rect::from_min_max(corner + vec2(FIXED, STEP), end);
    let left = Rect::from_min_max(pos2(corner.x, body.top()), pos2(body.left(), end.y));
    let head = Rect::from_min_max(pos2(body.left(), corner.y), pos2(end.x, body.top()));
    let column = |n: usize| all.x + FIXED + n as f32 * (ACTOR + GAP);
    for (x, width, text) in [(0.0, LABEL, "Paragraph"), (LABEL + GAP, STATUS, "Status")] {
        cell(ui, corner + vec2(x, 0.0), width, seen, |ui| drop(faint(ui, t, text)));
    }
    for (n, actor) in made.actors.iter().enumerate() {
        cell(ui, pos2(column(n), corner.y), ACTOR, head, |ui| drop(name_tag(ui, t, actor)));
    }
    let first = (shown.min.y / STEP).floor().max(0.0) as usize;
    let many = (shown.height() / STEP).ceil() as usize + 1;
    let mut go = None;
    for (n, row) in rows.iter().enumerate().skip(first).take(many) {
        let y = all.y + STEP * (n + 1) as f32;
        cell(ui, pos2(corner.x, y), LABEL, left, |ui| {
            let button = Button::new(RichText::new(&row.name).color(t.accent))
                .frame(false)
                .min_size(vec2(0.0, 0.0))
                .truncate();
            if ui.add_enabled(row.of.is_some(), button).on_hover_text("Goes there").clicked() {
                go = row.of.clone();
            }
        });
        cell(ui, pos2(corner.x + LABEL + GAP, y), STATUS, left, |ui| words(ui, &row.status, None));
        for (n, actor) in made.actors.iter().enumerate() {
            let said = row.cells.get(actor).map(Cell::told).unwrap_or_default();
            if !said.is_empty() {
                let hover = format!("{actor} on {}: {said}", row.name);
                cell(ui, pos2(column(n), y), ACTOR, body, |ui| words(ui, &said, Some(hover)));
            }
        }
    }
    let line = Stroke::new(1.0, t.line);
    ui.painter().hline(seen.x_range(), body.top() - 1.0, line);
    ui.painter().vline(body.left() - GAP / 2.0, seen.y_range(), line);
    go
}

fn words(ui: &mut Ui, text: &str, hover: Option<String>) {
    let label = ui.add(egui::Label::new(RichText::new(text).size(12.0)).truncate());
    if let Some(hover) = hover {
        label.on_hover_text(hover);
    }
}

/// A cell at a place, as far as it is within `clip`.
fn cell(ui: &mut Ui, at: Pos2, width: f32, clip: Rect, add: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_size(at, vec2(width, LINE));
    let layout = Layout::left_to_right(Align::Center);
    let mut part = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    part.set_clip_rect(clip.intersect(rect).intersect(ui.clip_rect()));
    add(&mut part);
}
