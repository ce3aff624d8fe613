//! The legend: who has which colour and which pattern, in a strip under the page.
//!
//! It returns whose was clicked; it does nothing.

use super::theme::Tokens;
use super::widgets::faint;
use super::{fonts, patterns};
use crate::record::ActorId;
use eframe::egui::{Button, RichText, ScrollArea, Stroke, Ui, vec2};

/// Draws it.
pub fn show<'a>(ui: &mut Ui, t: &Tokens, actors: impl Iterator<Item = &'a ActorId>) -> Option<ActorId> {
    let mut clicked = None;
    ScrollArea::vertical().id_salt("legend").max_height(72.0).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            faint(ui, t, "Proposals by");
            let mut any = false;
            for actor in actors {
                any = true;
                let ink = t.actor(actor);
                let text = RichText::new(actor.as_str()).font(fonts::sans(11.0, true)).color(ink);
                let button =
                    Button::new(text).fill(t.tint(ink)).stroke(Stroke::NONE).min_size(vec2(0.0, 0.0));
                let response = ui.add(button);
                let rect = response.rect;
                let stroke = Stroke::new(1.4, ink);
                patterns::line(
                    ui.painter(),
                    rect.x_range().shrink(4.0),
                    rect.bottom() - 2.0,
                    t.pattern(actor),
                    stroke,
                );
                let said =
                    format!("{} line. Changes this actor’s colour and pattern", t.pattern(actor).name());
                if response.on_hover_text(said).clicked() {
                    clicked = Some(actor.clone());
                }
            }
            if !any {
                faint(ui, t, "nobody yet.");
            }
        });
    });
    clicked
}
