//! Open brackets over the revisions: a bar for each state of the text, by section or by actor.
//! Every bar says in words what it shows.
//!
//! It returns where to go; it does nothing.

use super::dialogs::{Answer, title, writing_or_closing};
use super::fonts;
use super::theme::{Tokens, mix};
use super::widgets::{always_bars, faint, segment};
use crate::app::Printed;
use crate::app::overview::{Line, Open, Overview};
use crate::weave::Of;
use eframe::egui::{
    Align2, Button, Painter, Rect, RichText, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// What is shown of an overview.
pub struct OverviewDialog {
    made: Box<Overview>,
    actors: bool,
    words: bool,
}

/// The widths of names and of the names of states, the height of a bar and the space between
/// lines, in points.
const NAME: f32 = 240.0;
const STATE: f32 = 96.0;
const BAR: f32 = 15.0;
const GAP: f32 = 9.0;

impl OverviewDialog {
    /// Shows this one, by section.
    pub fn new(made: Box<Overview>) -> Self {
        Self { made, actors: false, words: false }
    }

    fn value(&self, open: &Open) -> usize {
        if self.words { open.words } else { open.brackets }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Overview");
        for (state, progress) in self.made.states.iter().zip(&self.made.progress) {
            ui.label(format!("{state}: {}; {}.", progress.told(), progress.open.told()));
        }
        ui.horizontal(|ui| {
            for (text, actors) in [("By section", false), ("By actor", true)] {
                if segment(ui, t, text, self.actors == actors).clicked() {
                    self.actors = actors;
                }
            }
            ui.add_space(12.0);
            for (text, words) in [("Open brackets", false), ("Words in brackets", true)] {
                if segment(ui, t, text, self.words == words).clicked() {
                    self.words = words;
                }
            }
        });
        let lines = if self.actors { &self.made.actors } else { &self.made.sections };
        let mut answer = None;
        if lines.is_empty() {
            faint(ui, t, "Nothing is in brackets.");
        } else {
            answer = self.plot(ui, t, lines).map(Answer::Go);
        }
        writing_or_closing(ui, || Printed::Overview(self.made.clone())).or(answer)
    }

    fn plot(&self, ui: &mut Ui, t: &Tokens, lines: &[Line]) -> Option<Of> {
        let most = lines.iter().flat_map(|l| &l.open).map(|o| self.value(o)).max().unwrap_or(0).max(1);
        let step = BAR * self.made.states.len() as f32 + GAP;
        let height = (ui.ctx().content_rect().height() * 0.5).max(140.0);
        let salt = if self.actors { "actors" } else { "sections" };
        let area = ScrollArea::vertical().id_salt(salt).max_height(height).auto_shrink([false, true]);
        let mut go = None;
        always_bars(ui, t, |ui| {
            area.show_viewport(ui, |ui, shown| {
                ui.set_height(step * lines.len() as f32);
                let top = ui.max_rect().min;
                let room = (ui.available_width() - NAME - STATE - 60.0).max(60.0);
                let first = ((shown.min.y / step).floor().max(0.0) as usize).saturating_sub(1);
                let many = (shown.height() / step).ceil() as usize + 3;
                for (n, line) in lines.iter().enumerate().skip(first).take(many) {
                    let at = pos2(top.x, top.y + step * n as f32);
                    if name(ui, t, Rect::from_min_size(at, vec2(NAME - 10.0, BAR + 6.0)), line) {
                        go = line.of.clone();
                    }
                    for (k, (state, open)) in self.made.states.iter().zip(&line.open).enumerate() {
                        let value = self.value(open);
                        let wide = room * value as f32 / most as f32;
                        let y = at.y + 2.0 + BAR * k as f32;
                        let rect =
                            Rect::from_min_size(pos2(at.x + NAME, y), vec2(STATE + room + 50.0, BAR - 2.0));
                        let last = k + 1 == self.made.states.len();
                        let said = format!("{}, {state}: {}", line.name, open.told());
                        bar(ui, t, rect, state, (k, last), (wide, value), &said);
                    }
                }
            });
        });
        go
    }
}

/// The name of a line, which leads to its place.
fn name(ui: &mut Ui, t: &Tokens, rect: Rect, line: &Line) -> bool {
    let mut part = ui.new_child(UiBuilder::new().max_rect(rect));
    let text = RichText::new(&line.name).font(fonts::sans(12.5, true)).color(t.accent);
    let button = Button::new(text).frame(false).truncate();
    let response = part.add_enabled(line.of.is_some(), button);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(format!("{}: goes there", line.name)).clicked()
}

/// A bar with the name of its state before it and its value behind it.
fn bar(
    ui: &mut Ui,
    t: &Tokens,
    rect: Rect,
    state: &str,
    (number, last): (usize, bool),
    (wide, value): (f32, usize),
    said: &str,
) {
    let response = ui.allocate_rect(rect, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
    let painter = ui.painter_at(rect);
    let small = fonts::sans(10.5, false);
    let y = rect.center().y;
    let short: String = state.chars().take(16).collect();
    let left = rect.left() + STATE;
    painter.text(pos2(left - 6.0, y), Align2::RIGHT_CENTER, short, small.clone(), t.faint);
    let body = Rect::from_min_max(pos2(left, rect.top()), pos2(left + wide, rect.bottom()));
    if value > 0 {
        if last {
            painter.rect_filled(body, 2.0, t.accent);
        } else {
            painter.rect_filled(body, 2.0, mix(t.paper, t.accent, 0.18));
            hatch(&painter.with_clip_rect(body.intersect(painter.clip_rect())), t, body, number);
            painter.rect_stroke(body, 2.0, Stroke::new(1.0, t.accent), StrokeKind::Inside);
        }
    }
    let ink = if value > 0 { t.ink } else { t.faint };
    painter.text(pos2(left + wide + 5.0, y), Align2::LEFT_CENTER, value, small, ink);
    response.on_hover_text(said);
}

/// Lines by which the states are told apart without colour.
fn hatch(painter: &Painter, t: &Tokens, body: Rect, number: usize) {
    let stroke = Stroke::new(1.0, mix(t.paper, t.accent, 0.55));
    let lean = match number % 3 {
        0 => body.height(),
        1 => 0.0,
        _ => -body.height(),
    };
    let mut x = body.left() - body.height();
    while x < body.right() + body.height() {
        painter.line_segment([pos2(x, body.bottom()), pos2(x + lean, body.top())], stroke);
        x += 5.0;
    }
}
