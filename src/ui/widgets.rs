//! Small pieces that panels share: name tags, cards, buttons, headings.
//!
//! They draw what they are given and know nothing of the application.

use super::theme::{Tokens, mix};
use super::{fonts, patterns};
use crate::record::{ActorId, Pattern};
use eframe::egui::{
    self, Button, CornerRadius, Frame, InnerResponse, Margin, Response, RichText, Stroke, Ui, vec2,
};

/// The name of an actor as a small tag.
pub fn name_tag(ui: &mut Ui, t: &Tokens, actor: &ActorId) -> Response {
    let colour = t.actor(actor);
    let response = tag(ui, actor.as_str(), colour, t.tint(colour));
    if t.pattern(actor) != Pattern::Solid {
        let (rect, stroke) = (response.rect, Stroke::new(1.2, colour));
        patterns::line(ui.painter(), rect.x_range().shrink(3.0), rect.bottom(), t.pattern(actor), stroke);
    }
    response
}

/// A small tag.
pub fn tag(ui: &mut Ui, text: &str, ink: egui::Color32, fill: egui::Color32) -> Response {
    // One line, whole: it goes to the next row where this one has no room, and what is wider than
    // any row ends in dots.
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), fonts::sans(10.5, true), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((ui.max_rect().width() - 10.0).max(10.0));
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(10.0, 2.0), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, text));
    ui.painter().rect_filled(rect, 4.0, fill);
    ui.painter().galley(rect.min + vec2(5.0, 1.0), galley, ink);
    response
}

/// A card on a panel.
pub fn card<R>(ui: &mut Ui, t: &Tokens, current: bool, add: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let edge = if current { t.accent } else { t.line };
    Frame::NONE
        .fill(t.paper)
        .stroke(Stroke::new(1.0, edge))
        .corner_radius(CornerRadius::same(7))
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
}

/// The button of the safest or likeliest choice.
pub fn main_button(t: &Tokens, text: &str) -> Button<'static> {
    let ink = if t.dark { t.paper } else { egui::Color32::WHITE };
    Button::new(RichText::new(text.to_owned()).color(ink)).fill(t.accent).stroke(Stroke::new(1.0, t.accent))
}

/// A heading of a panel: small capitals by hand.
pub fn heading(ui: &mut Ui, t: &Tokens, text: &str) {
    ui.label(RichText::new(text.to_uppercase()).font(fonts::sans(10.5, true)).color(t.faint));
}

/// Text of lesser weight.
pub fn faint(ui: &mut Ui, t: &Tokens, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text.into()).size(12.0).color(t.faint))
}

/// A tab: its name, underlined when it is open.
pub fn tab(ui: &mut Ui, t: &Tokens, text: &str, open: bool) -> Response {
    let (ink, bold) = if open { (t.accent, true) } else { (t.faint, false) };
    let label = RichText::new(text).font(fonts::sans(12.5, bold)).color(ink);
    let response = ui.add(Button::new(label).frame(false).selected(open).min_size(vec2(0.0, 30.0)));
    if open {
        let rect = response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom() + 2.0, Stroke::new(2.0, t.accent));
    }
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, open, text));
    response
}

/// One of several that belong together.
pub fn segment(ui: &mut Ui, t: &Tokens, text: &str, chosen: bool) -> Response {
    let (ink, fill) = if chosen { (t.accent, t.accent_soft) } else { (t.ink, t.paper) };
    let label = RichText::new(text).font(fonts::sans(12.5, chosen)).color(ink);
    let edge = if chosen { mix(t.line, t.accent, 0.4) } else { t.line };
    ui.add(Button::new(label).fill(fill).stroke(Stroke::new(1.0, edge)).selected(false).corner_radius(4))
}

/// A button that takes less room than others: beside a heading, or one of many names.
pub fn small(ui: &mut Ui, text: impl Into<RichText>) -> Response {
    ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(7.0, 2.0);
        ui.spacing_mut().interact_size.y = 20.0;
        ui.button(text.into().size(12.0))
    })
    .inner
}

/// A label with as much room as others have, so that what is behind it stands in one line with what is
/// behind them.
pub fn ranged(ui: &mut Ui, width: f32, text: &str) -> Response {
    let size = vec2(width, ui.spacing().interact_size.y);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let named = |ui: &mut Ui| {
        ui.set_min_size(size);
        ui.label(text)
    };
    ui.allocate_ui_with_layout(size, layout, named).inner
}

/// Makes the rings and boxes of choices in this part stand out from the paper.
pub fn clear_marks(ui: &mut Ui, t: &Tokens) {
    ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, t.faint);
}

/// Draws what scrolls with bars that are in sight wherever there is more than is shown.
pub fn always_bars<R>(ui: &mut Ui, t: &Tokens, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().scroll = egui::style::ScrollStyle::solid();
        ui.spacing_mut().scroll.fade.strength = 0.0;
        let visuals = ui.visuals_mut();
        visuals.extreme_bg_color = t.ground;
        visuals.widgets.inactive.bg_fill = mix(t.paper, t.ink, 0.35);
        add(ui)
    })
    .inner
}
