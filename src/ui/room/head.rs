//! Over the paragraph in the room: its label, how far it has come, where it stands; and what is
//! said where there is no paragraph.
//!
//! It draws what it is given.

use crate::app::{RoomPage, RoomTone};
use crate::ui::fonts;
use crate::ui::theme::Tokens;
use eframe::egui::{
    self, Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Rect, RichText, Stroke, Ui, UiBuilder,
};

/// Draws the head; `unit` is how high its smaller letters are about.
pub fn show(ui: &mut Ui, t: &Tokens, page: &RoomPage, unit: f32) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = unit * 0.7;
        if page.paragraph.is_some() {
            let label = RichText::new(&page.label).font(fonts::sans(unit * 1.35, true)).color(t.ink);
            ui.add(Label::new(label).selectable(false));
            for (said, tone) in &page.status {
                status(ui, t, said, *tone, unit);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let beside = match (page.section.is_empty(), page.paragraph.is_some()) {
                (_, false) => String::new(),
                (true, _) => page.text.clone(),
                (false, _) => format!("{} · {}", page.section, page.text),
            };
            let beside = RichText::new(beside).font(fonts::sans(unit * 0.6, false)).color(t.faint);
            ui.add(Label::new(beside).truncate().selectable(false));
        });
    });
}

fn status(ui: &mut Ui, t: &Tokens, said: &str, tone: RoomTone, unit: f32) {
    let colour = match tone {
        RoomTone::Agreed => t.agreed,
        RoomTone::Pending => t.pending,
        RoomTone::Objected => t.error,
        RoomTone::Proposed => t.accent,
    };
    // What is agreed is seen from the last row.
    let filled = tone == RoomTone::Agreed;
    let (ink, fill) = if filled { (t.paper, colour) } else { (colour, Color32::TRANSPARENT) };
    Frame::NONE
        .fill(fill)
        .stroke(Stroke::new((unit * 0.07).max(1.0), colour))
        .corner_radius(CornerRadius::same((unit * 0.3).min(40.0) as u8))
        .inner_margin(Margin::symmetric((unit * 0.5).min(60.0) as i8, (unit * 0.18).min(30.0) as i8))
        .show(ui, |ui| {
            let said = RichText::new(said).font(fonts::sans(unit * 0.8, true)).color(ink);
            ui.add(Label::new(said).selectable(false));
        });
}

/// What stands where there is no paragraph: the title of the text, and why.
pub fn instead(ui: &mut Ui, t: &Tokens, page: &RoomPage, rect: Rect) {
    let size = (rect.height() / 8.0).clamp(18.0, 72.0);
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space(rect.height() * 0.22);
            for (said, font, ink) in [
                (&page.title, fonts::serif(size, true, false), t.ink),
                (&page.instead, fonts::sans(size * 0.45, false), t.faint),
            ] {
                let said = RichText::new(said).font(font).color(ink);
                ui.add(Label::new(said).wrap().selectable(false).halign(egui::Align::Center));
                ui.add_space(size * 0.3);
            }
        });
    });
}
