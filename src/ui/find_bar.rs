//! [`FindBar`]: the field over the page in which one types what to find.
//!
//! It returns which way to look; the editor looks.

use super::editor::Hit;
use super::theme::Tokens;
use super::widgets::faint;
use eframe::egui::{Key, Modifiers, TextEdit, Ui};

/// The field.
#[derive(Default)]
pub struct FindBar {
    /// What is looked for.
    pub words: String,
    /// What was found last.
    pub hit: Option<Hit>,
    fresh: bool,
}

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The first hit from here on: the words changed.
    Here,
    /// The next one.
    Next,
    /// The one before.
    Previous,
    /// Nothing any more.
    Close,
}

impl FindBar {
    /// A field that takes the keyboard, with these words in it.
    pub fn open(words: String) -> Self {
        Self { words, hit: None, fresh: true }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Wanted> {
        let mut wanted = None;
        ui.horizontal(|ui| {
            let label = ui.label("Find");
            let field = TextEdit::singleline(&mut self.words).desired_width(260.0);
            let response = ui.add(field).labelled_by(label.id);
            if std::mem::take(&mut self.fresh) {
                response.request_focus();
            }
            if response.changed() {
                wanted = Some(Wanted::Here);
            }
            if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
                let back = ui.input(|i| i.modifiers.shift);
                wanted = Some(if back { Wanted::Previous } else { Wanted::Next });
                response.request_focus();
            }
            if response.has_focus() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
                wanted = Some(Wanted::Close);
            }
            if ui.button("Previous").clicked() {
                wanted = Some(Wanted::Previous);
            }
            if ui.button("Next").clicked() {
                wanted = Some(Wanted::Next);
            }
            if ui.button("Close").clicked()
                || (response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)))
            {
                wanted = Some(Wanted::Close);
            }
            match self.hit {
                Some(Hit { of: 0, .. }) if !self.words.is_empty() => {
                    faint(ui, t, "Not found");
                }
                Some(hit) if !self.words.is_empty() => {
                    faint(ui, t, format!("{} of {}", hit.at, hit.of));
                }
                _ => {}
            }
        });
        wanted
    }
}
