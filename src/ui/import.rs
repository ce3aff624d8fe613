//! [`ImportDialog`]: how the tracked changes of a text are taken that becomes a new project.
//!
//! It returns what was chosen; it does nothing.

use super::dialogs::{Answer, title};
use super::theme::Tokens;
use super::widgets::{clear_marks, faint, main_button};
use crate::app::Side;
use crate::app::authors::{counted, quoted};
use crate::app::imports::Marks;
use crate::revise::marked::Marked;
use eframe::egui::{ScrollArea, Ui};
use std::path::Path;

/// Authors that are drawn; of more it is said how many there are.
const MOST: usize = 200;

/// A text that waits to be imported.
pub struct ImportDialog {
    name: String,
    copy: Option<Box<Marked>>,
    marks: Marks,
}

impl ImportDialog {
    /// Asks about a text that was read.
    pub fn new(path: &Path, copy: Box<Marked>, marks: Marks) -> Self {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Self { name, copy: Some(copy), marks }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Import a text with changes");
        let total = counted(self.marks.total());
        let says = "becomes a new project. Its changes are taken all one way; its comments are not imported, and the report lists each.";
        faint(ui, t, format!("{}, with {total}, {says}", self.name));
        let most = (ui.ctx().content_rect().height() - 320.0).clamp(60.0, 260.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            for (name, has) in self.marks.authors.iter().take(MOST) {
                ui.label(format!("{}: {}", quoted(name), counted(*has)));
            }
            if let Some(more) = self.marks.authors.len().checked_sub(MOST).filter(|n| *n > 0) {
                faint(ui, t, format!("… and {more} more authors"));
            }
        });
        if self.marks.total().changes > 0 {
            ui.scope(|ui| {
                clear_marks(ui, t);
                ui.radio_value(&mut self.marks.side, Side::Accepted, "With everything accepted");
                ui.radio_value(&mut self.marks.side, Side::Rejected, "With everything rejected");
            });
        }
        let mut answer = None;
        ui.horizontal(|ui| {
            let import = ui.add(main_button(t, "Import"));
            if ui.memory(|m| m.focused().is_none()) {
                import.request_focus();
            }
            if import.clicked() {
                answer = self.copy.take().map(|copy| Answer::Import(copy, self.marks.side));
            }
            if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    }
}
