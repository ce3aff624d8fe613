//! Notices: what happened, what is safe, what to do. Those that need a person stay until they are
//! dismissed, and their words can be copied; what was merely done goes by itself, but not while it
//! is pointed at or has the keyboard. The newest stands on top; Esc dismisses it.

use super::fonts;
use super::theme::Tokens;
use crate::app::{Notice, NoticeKind};
use eframe::egui::{
    Align2, Area, Button, Color32, Context, Frame, Id, Label, Margin, Order, RichText, ScrollArea, Stroke,
    Ui, vec2,
};
use std::time::Duration;

/// Says the newest in a line at the top, over a dialog that is open: it takes no clicks.
pub fn strip(ctx: &Context, t: &Tokens, notice: Option<&Notice>) {
    let Some(notice) = notice else { return };
    let (colour, kind) = looks(t, notice.kind);
    let said = [kind, ": ", &notice.title, ". ", notice.text.lines().next().unwrap_or_default()].concat();
    Area::new(Id::unique("newest notice"))
        .order(Order::Tooltip)
        .interactable(false)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 3.0))
        .show(ctx, |ui| {
            ui.set_max_width((ctx.content_rect().width() - 48.0).min(760.0));
            let frame = Frame::popup(ui.style()).stroke(Stroke::new(1.0, colour));
            frame.inner_margin(Margin::symmetric(10, 3)).show(ui, |ui| {
                ui.add(Label::new(RichText::new(said.trim_end()).color(colour)).truncate());
            });
        });
}

/// What a person does with notices.
#[derive(Default)]
pub struct Shown {
    /// The one that was dismissed.
    pub dismissed: Option<usize>,
    /// Whether they are pointed at, or a control of one has the keyboard.
    pub read: bool,
}

/// How often those are looked at that go by themselves.
const TICK: Duration = Duration::from_secs(1);

/// Draws them in the lower corner; under a dialog where one is open.
pub fn show(ctx: &Context, t: &Tokens, notices: &[Notice], under: bool) -> Shown {
    let mut out = Shown::default();
    if notices.is_empty() {
        return out;
    }
    if notices.iter().any(Notice::passes) {
        ctx.request_repaint_after(TICK);
    }
    let room = ctx.content_rect().size();
    let area = Area::new(Id::unique("notices"))
        .order(if under { Order::Middle } else { Order::Foreground })
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -44.0))
        .show(ctx, |ui| {
            ui.set_width(400.0_f32.min(room.x - 32.0));
            // An area is as high as it was in the frame before: left to itself it never grows.
            ui.set_max_height((room.y - 140.0).max(120.0));
            // Another number of them begins at the top again, where the newest is.
            let area = ScrollArea::vertical().id_salt(("notices", notices.len()));
            area.max_height((room.y - 140.0).max(120.0)).show(ui, |ui| {
                for (i, notice) in notices.iter().enumerate().rev() {
                    // Of what was merely done before, a line is enough: errors keep their words.
                    let short = notice.kind == NoticeKind::Info && i + 1 < notices.len();
                    let (dismissed, held) = ui.push_id(i, |ui| one(ui, t, notice, short)).inner;
                    out.read |= held;
                    if dismissed {
                        out.dismissed = Some(i);
                    }
                }
            });
        });
    out.read |= area.response.contains_pointer();
    out
}

/// One notice. Returns whether it was dismissed, and whether it has the keyboard.
fn one(ui: &mut Ui, t: &Tokens, notice: &Notice, short: bool) -> (bool, bool) {
    let (colour, kind) = looks(t, notice.kind);
    let (mut dismissed, mut held) = (false, false);
    let frame = Frame::popup(ui.style()).stroke(Stroke::new(1.0, colour)).inner_margin(Margin::same(12));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = format!("{kind}: {}", notice.title);
        ui.add(Label::new(RichText::new(title).font(fonts::sans(13.0, true)).color(colour)).wrap());
        match notice.text.as_str() {
            "" => {}
            text if short => {
                let first = text.lines().next().unwrap_or_default();
                ui.add(Label::new(first).truncate()).on_hover_text(text);
            }
            text => {
                // A long report must not push out what stands below it.
                ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
                    ui.add(Label::new(text).wrap().selectable(true));
                });
            }
        }
        ui.horizontal(|ui| {
            let name = format!("Dismiss “{}”", notice.title);
            let dismiss = ui.add(Button::new("Dismiss")).on_hover_text(name);
            let copy = ui.button("Copy");
            dismissed = dismiss.clicked();
            held = dismiss.has_focus() || copy.has_focus();
            if copy.clicked() {
                ui.ctx().copy_text(format!("{}\n{}", notice.title, notice.text));
            }
        });
    });
    (dismissed, held)
}

/// The colour of a kind, and its word.
fn looks(t: &Tokens, kind: NoticeKind) -> (Color32, &'static str) {
    match kind {
        NoticeKind::Error => (t.error, "Error"),
        NoticeKind::Warning => (t.pending, "Warning"),
        NoticeKind::Info => (t.accent, "Done"),
    }
}
