//! Small pieces that panels share: name tags, cards, buttons, headings.
//!
//! They draw what they are given and know nothing of the application.

use super::fonts;
use super::theme::{Tokens, mix};
use crate::record::ActorId;
use eframe::egui::{
    self, Button, CornerRadius, Frame, InnerResponse, Margin, Response, RichText, Stroke, Ui, vec2,
};

/// The name of an actor as a small tag.
pub fn name_tag(ui: &mut Ui, t: &Tokens, actor: &ActorId) -> Response {
    let colour = t.actor(actor);
    tag(ui, actor.as_str(), colour, t.tint(colour))
}

/// A small tag.
pub fn tag(ui: &mut Ui, text: &str, ink: egui::Color32, fill: egui::Color32) -> Response {
    let frame = Frame::NONE.fill(fill).corner_radius(4).inner_margin(Margin::symmetric(5, 1));
    let text = RichText::new(text).font(fonts::sans(10.5, true)).color(ink);
    frame.show(ui, |ui| ui.add(egui::Label::new(text).selectable(false))).inner
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
pub fn tab(ui: &mut Ui, t: &Tokens, text: &str, open: bool) -> bool {
    let (ink, bold) = if open { (t.accent, true) } else { (t.faint, false) };
    let label = RichText::new(text).font(fonts::sans(12.5, bold)).color(ink);
    let response = ui.add(Button::new(label).frame(false).selected(open).min_size(vec2(0.0, 30.0)));
    if open {
        let rect = response.rect;
        ui.painter().hline(rect.x_range(), rect.bottom() + 2.0, Stroke::new(2.0, t.accent));
    }
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, open, text));
    response.clicked()
}

/// One of several that belong together.
pub fn segment(ui: &mut Ui, t: &Tokens, text: &str, chosen: bool) -> Response {
    let (ink, fill) = if chosen { (t.accent, t.accent_soft) } else { (t.ink, t.paper) };
    let label = RichText::new(text).font(fonts::sans(12.5, chosen)).color(ink);
    let edge = if chosen { mix(t.line, t.accent, 0.4) } else { t.line };
    ui.add(Button::new(label).fill(fill).stroke(Stroke::new(1.0, edge)).selected(false).corner_radius(4))
}

/// Makes the rings and boxes of choices in this part stand out from the paper.
pub fn clear_marks(ui: &mut Ui, t: &Tokens) {
    ui.visuals_mut().widgets.inactive.bg_stroke = Stroke::new(1.0, t.faint);
}

/// Draws what scrolls with bars that are in sight wherever there is more than is shown.
pub fn always_bars<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope(|ui| {
        ui.spacing_mut().scroll = egui::style::ScrollStyle::solid();
        add(ui)
    })
    .inner
}
