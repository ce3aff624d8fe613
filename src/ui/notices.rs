//! Notices: what happened, what is safe, what to do. They stay until they are dismissed, and
//! their words can be copied.

use super::fonts;
use super::theme::Tokens;
use crate::app::{Notice, NoticeKind};
use eframe::egui::{
    Align2, Area, Context, Frame, Id, Label, Margin, Order, RichText, ScrollArea, Stroke, vec2,
};

/// Draws them in the lower corner. Returns which was dismissed.
pub fn show(ctx: &Context, t: &Tokens, notices: &[Notice]) -> Option<usize> {
    if notices.is_empty() {
        return None;
    }
    let mut dismissed = None;
    Area::new(Id::unique("notices"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -44.0))
        .show(ctx, |ui| {
            ui.set_width(400.0);
            ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
                for (i, notice) in notices.iter().enumerate() {
                    let (colour, kind) = match notice.kind {
                        NoticeKind::Error => (t.error, "Error"),
                        NoticeKind::Warning => (t.pending, "Warning"),
                        NoticeKind::Info => (t.accent, "Done"),
                    };
                    let frame = Frame::popup(ui.style())
                        .stroke(Stroke::new(1.0, colour))
                        .inner_margin(Margin::same(12));
                    frame.show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        let title = format!("{kind}: {}", notice.title);
                        ui.add(
                            Label::new(RichText::new(title).font(fonts::sans(13.0, true)).color(colour))
                                .wrap(),
                        );
                        if !notice.text.is_empty() {
                            ui.add(Label::new(&notice.text).wrap().selectable(true));
                        }
                        ui.horizontal(|ui| {
                            if ui.button("Dismiss").clicked() {
                                dismissed = Some(i);
                            }
                            if ui.button("Copy").clicked() {
                                ui.ctx().copy_text(format!("{}\n{}", notice.title, notice.text));
                            }
                        });
                    });
                }
            });
        });
    dismissed
}
