//! A long list of lines under headings, of which only those in view are laid out. A line leads to
//! its place: by a click, or by Tab, the arrows and Enter.
//!
//! It returns where to go; it does nothing.

use super::fonts;
use super::theme::Tokens;
use super::widgets::always_bars;
use crate::weave::Of;
use eframe::egui::{
    Align2, Button, Color32, FontId, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2,
};

/// A line of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whether it is a heading.
    pub head: bool,
    /// The paragraph, in a column of its own.
    pub place: String,
    /// What it says.
    pub text: String,
    /// Where it leads; none where that stands nowhere.
    pub go: Option<Of>,
}

impl Line {
    /// A heading.
    pub fn head(text: impl Into<String>) -> Self {
        Self { head: true, place: String::new(), text: text.into(), go: None }
    }

    /// A line about a place.
    pub fn of(place: impl Into<String>, text: impl Into<String>, go: Option<Of>) -> Self {
        Self { head: false, place: place.into(), text: text.into(), go }
    }
}

/// The height of a line and the width of the places, in points.
const LINE: f32 = 22.0;
const PLACE: f32 = 150.0;
/// Lines laid out beyond those in view, so that the keyboard finds them.
const MORE: usize = 3;

/// Draws the lines. Returns where to go.
pub fn show(ui: &mut Ui, t: &Tokens, salt: &str, lines: &[Line], height: f32) -> Option<Of> {
    let mut go = None;
    let area = ScrollArea::vertical().id_salt(salt).max_height(height).auto_shrink([false, true]);
    always_bars(ui, t, |ui| {
        area.show_viewport(ui, |ui, shown| {
            let width = ui.available_width();
            ui.set_height(LINE * lines.len() as f32);
            let top = ui.max_rect().min;
            let first = ((shown.min.y / LINE).floor().max(0.0) as usize).saturating_sub(MORE);
            let many = (shown.height() / LINE).ceil() as usize + 1 + 2 * MORE;
            for (n, line) in lines.iter().enumerate().skip(first).take(many) {
                let at = pos2(top.x, top.y + LINE * n as f32);
                let rect = Rect::from_min_size(at, vec2(width, LINE));
                if row(ui, t, (salt, n), rect, line) {
                    go = line.go.clone();
                }
            }
        });
    });
    go
}

fn row(ui: &mut Ui, t: &Tokens, id: (&str, usize), rect: Rect, line: &Line) -> bool {
    if line.head {
        let font = fonts::sans(13.0, true);
        let mut part = ui.new_child(UiBuilder::new().max_rect(rect.with_min_y(rect.top() + 4.0)));
        part.label(RichText::new(&line.text).font(font).color(t.ink));
        return false;
    }
    let builder = UiBuilder::new().max_rect(rect).id_salt(id);
    let mut part = ui.new_child(builder);
    let ink = if line.go.is_some() { t.ink } else { t.faint };
    let name = match line.place.is_empty() {
        true => line.text.clone(),
        false => format!("{}: {}", line.place, line.text),
    };
    let response = part.allocate_rect(rect, if line.go.is_some() { Sense::click() } else { Sense::hover() });
    let role = if line.go.is_some() { eframe::egui::Role::Button } else { eframe::egui::Role::Label };
    response.widget_info(|| eframe::egui::WidgetInfo::labeled(role, true, &name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let painter = part.painter_at(rect);
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 3.0, t.accent_soft);
    }
    if response.has_focus() {
        painter.rect_stroke(
            rect.shrink(1.0),
            3.0,
            Stroke::new(1.0, t.accent),
            eframe::egui::StrokeKind::Inside,
        );
    }
    let font = fonts::sans(12.5, false);
    let mut x = rect.left() + 4.0;
    if !line.place.is_empty() {
        let ink = if line.go.is_some() { t.accent } else { t.faint };
        clipped(
            &part,
            Rect::from_min_max(pos2(x, rect.top()), pos2(x + PLACE - 8.0, rect.bottom())),
            &line.place,
            &font,
            ink,
        );
        x += PLACE;
    }
    clipped(&part, Rect::from_min_max(pos2(x, rect.top()), rect.max), &line.text, &font, ink);
    let clicked = response.clicked();
    response.on_hover_text(name);
    clicked
}

/// A text in one line, as far as it has room.
fn clipped(ui: &Ui, rect: Rect, text: &str, font: &FontId, ink: Color32) {
    let text = text.replace('\n', " ¶ ");
    let mut job = eframe::egui::text::LayoutJob::simple_singleline(text, font.clone(), ink);
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(rect.width().max(10.0));
    let galley = ui.painter().layout_job(job);
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), rect).min;
    ui.painter_at(rect).galley(at, galley, ink);
}

/// A button that sorts by a column.
pub fn sorter(ui: &mut Ui, t: &Tokens, text: &str, chosen: bool) -> bool {
    let ink = if chosen { t.accent } else { t.faint };
    let label = RichText::new(if chosen { format!("{text} ▼") } else { text.to_owned() }).color(ink);
    let response = ui.add(Button::new(label.font(fonts::sans(12.5, chosen))).frame(false));
    let said = format!("Sort by {}", text.to_lowercase());
    response
        .widget_info(|| eframe::egui::WidgetInfo::selected(eframe::egui::Role::Button, true, chosen, &said));
    response.clicked()
}
