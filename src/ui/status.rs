//! The status line: saved or not, open brackets, words, agreed.

use super::tasks::Task;
use super::theme::Tokens;
use crate::app::StatusLine;
use crate::lexicon::count;
use eframe::egui::{Align, Button, Layout, RichText, Ui, vec2};

/// Draws it; `room` is what the projector shows, and whether that is held. Returns which task was
/// clicked.
pub fn show(
    ui: &mut Ui,
    t: &Tokens,
    s: &StatusLine,
    dirty: bool,
    room: Option<(String, bool)>,
) -> Option<Task> {
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 22.0;
        let say = |ui: &mut Ui, text: String, warn: bool| {
            ui.label(RichText::new(text).size(12.0).color(if warn { t.pending } else { t.faint }));
        };
        say(ui, s.saved.to_owned(), dirty);
        say(
            ui,
            format!(
                "{} · {}",
                count(s.open_brackets, "open bracket", "open brackets"),
                count(s.words, "word", "words")
            ),
            false,
        );
        say(ui, s.progress.told(), false);
        if !s.names.is_empty() {
            say(ui, s.names.to_owned(), true);
        }
        if let Some((room, held)) = room {
            say(ui, room, held);
        }
        for task in Task::ALL.into_iter().filter(|task| task.count(s) > 0) {
            let (one, many) = match task {
                Task::Placements => ("placement", "placements"),
                Task::Damaged => ("damaged proposal", "damaged proposals"),
                Task::Orphans => ("orphan", "orphans"),
            };
            let text = RichText::new(count(task.count(s), one, many)).size(12.0).color(t.pending);
            let button = ui.add(Button::new(text).frame(false).min_size(vec2(0.0, 0.0)));
            if button.on_hover_text("Shows them on the right").clicked() {
                clicked = Some(task);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let zoom = (ui.ctx().zoom_factor() * 100.0).round();
            say(ui, format!("{zoom} %"), false);
        });
    });
    clicked
}
