//! What is typed on the page: whether it may be, what it means, where the caret goes.

use super::error::AppError;
use super::page::{Selection, View};
use super::state::App;
use super::writing::{Hand, Write};

impl App {
    pub(super) fn write(&mut self, write: &Write) -> Result<(), AppError> {
        if matches!(self.view, View::Original | View::Final(_)) {
            return AppError::refuse(
                "This view is for reading. Change to the compilation or the clean text to write.",
            );
        }
        if !self.is_chair() && !self.shows_speaker() {
            return AppError::refuse(format!(
                "This view does not show what {} proposes. Change to the compilation to write.",
                self.speaker
            ));
        }
        let Some(selection) = self.selection.clone() else {
            return AppError::refuse("Click into the text first, so that it is clear where the words go.");
        };
        if self.now - self.typed > 1.0 {
            self.history.pause();
        }
        self.typed = self.now;
        let fresh = self.fresh();
        let hand = Hand {
            project: &self.project,
            board: &self.board,
            speaker: &self.speaker,
            origin: self.origin(),
            selection: &selection,
            fresh,
        };
        let written = hand.write(write)?;
        let changed = written.change.is_some();
        if let Some(change) = written.change {
            self.make(written.title, change, written.key)?;
        }
        let home = self.home();
        if *write != Write::Italic {
            self.selection = Some(Selection::at(written.caret));
        }
        self.settle_caret(home);
        if changed {
            self.carets.entry(self.history.state()).or_default().reached = self.selection.clone();
        }
        if matches!(write, Write::Insert(text) if text.ends_with(char::is_whitespace)) {
            self.history.pause();
        }
        Ok(())
    }

    /// Whether the speaker's own proposals are on the page.
    fn shows_speaker(&self) -> bool {
        match &self.view {
            View::Compilation => true,
            View::Annotated(actor) => *actor == self.speaker,
            _ => false,
        }
    }
}
