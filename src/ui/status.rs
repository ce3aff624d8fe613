//! The status line: saved or not, open brackets, words, agreed.

use super::theme::Tokens;
use crate::app::StatusLine;
use eframe::egui::{Align, Layout, RichText, Ui};

/// Draws it.
pub fn show(ui: &mut Ui, t: &Tokens, s: &StatusLine, dirty: bool) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 22.0;
        let say = |ui: &mut Ui, text: String, warn: bool| {
            ui.label(RichText::new(text).size(12.0).color(if warn { t.pending } else { t.faint }));
        };
        say(ui, s.saved.to_owned(), dirty);
        say(ui, format!("{} · {}", count(s.open_brackets, "open bracket"), count(s.words, "word")), false);
        say(ui, format!("{} of {} paragraphs agreed", s.agreed, s.total), false);
        if s.placements > 0 {
            say(ui, format!("{} to settle", count(s.placements, "placement")), true);
        }
        if s.orphans > 0 {
            say(ui, count(s.orphans, "orphan"), true);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let zoom = (ui.ctx().zoom_factor() * 100.0).round();
            say(ui, format!("{zoom} %"), false);
        });
    });
}

fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
