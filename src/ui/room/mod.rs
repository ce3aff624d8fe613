//! The projector: a second window in which the room reads the paragraph under discussion.
//!
//! It is drawn on its own: only when what it shows has changed, or somebody touches it. The main
//! window hands it plain data and takes back what was chosen in it; it never sees the project.

mod bar;
mod face;
mod fit;
mod head;

use super::mark::PageMark;
use super::theme::Tokens;
use super::window::Window;
use crate::app::{Names, Place, RoomChoices, RoomPage};
use crate::weave::Of;
use eframe::egui::{self, Context, Id, ViewportBuilder, ViewportId, vec2};
use face::{Shared, held};
use std::sync::{Arc, Mutex};

/// The projector as the main window knows it.
#[derive(Default)]
pub struct Room {
    open: bool,
    given: Option<Given>,
    shared: Arc<Mutex<Shared>>,
}

/// From what the page of the room was made.
struct Given {
    mark: PageMark,
    at: Option<Of>,
    caret: Option<Place>,
    names: Names,
    choices: RoomChoices,
    tokens: Tokens,
}

impl Room {
    fn id() -> ViewportId {
        ViewportId::from_hash_of("projector")
    }

    /// Opens the window, which then follows the caret; or closes it.
    pub fn toggle(&mut self) {
        self.open = !self.open;
        self.given = None;
        let mut shared = held(&self.shared);
        shared.closed = false;
        // What was shown last, with other names perhaps, is not shown again even for a moment.
        shared.page = RoomPage::default();
        if shared.choices.holds() {
            shared.choices.hold(None);
        }
    }

    /// Holds what is shown, or follows the caret again; opens the window where it is not open.
    pub fn hold(&mut self, caret: Option<&Of>) {
        if !self.open {
            self.toggle();
        }
        held(&self.shared).choices.hold(caret);
    }

    /// What the main window says of it: "Projector: OP5".
    pub fn told(&self) -> Option<(String, bool)> {
        let shared = self.open.then(|| held(&self.shared))?;
        let (label, holds) = (&shared.page.label, shared.choices.holds());
        let label = if label.is_empty() { "no paragraph" } else { label };
        Some((format!("Projector{} {label}", if holds { " holds" } else { ":" }), holds))
    }
}

impl Window {
    /// Hands the room what it is to show, if anything of it changed.
    pub(super) fn sync_room(&mut self, ctx: &Context) {
        if !self.room.open {
            return;
        }
        let room = Arc::clone(&self.room.shared);
        let mut shared = held(&room);
        if std::mem::take(&mut shared.closed) {
            self.room.open = false;
            return;
        }
        let names = self.app.names();
        shared.screen = names;
        shared.choices.limit(names);
        let at = shared.choices.which(self.around.of.as_ref()).cloned();
        let caret = self.app.selection().map(|s| s.caret.clone());
        let tokens = Tokens::now(ctx);
        let known = self.room.given.as_ref();
        let same = known.is_some_and(|g| {
            g.mark.is(self.app.page())
                && g.at == at
                && g.names == names
                && g.choices == shared.choices
                && g.tokens == tokens
        });
        if !same {
            shared.page = self.app.room(&shared.choices, at.as_ref());
            shared.notes.clone_from(self.editor.notes());
            shared.tokens = Some(tokens.clone());
        }
        if !same || known.is_some_and(|g| g.caret != caret) {
            shared.caret.clone_from(&caret);
            shared.moved = true;
            let (mark, choices) = (PageMark::of(self.app.page()), shared.choices.clone());
            self.room.given = Some(Given { mark, at, caret, names, choices, tokens });
            ctx.request_repaint_of(Room::id());
        }
    }

    /// Shows the room: a window of its own, or one within this where there can be no other.
    pub(super) fn show_room(&mut self, ctx: &Context) {
        if !self.room.open {
            return;
        }
        let shared = Arc::clone(&self.room.shared);
        let title = "Projector · Chapeau";
        if ctx.embed_viewports() {
            let room = ctx.content_rect();
            let size = vec2((room.width() * 0.5).min(760.0), (room.height() * 0.5).min(460.0));
            let window = egui::Window::new(title).id(Id::unique("projector")).collapsible(false);
            let window = window.default_size(size).default_pos(room.right_bottom() - size - vec2(30.0, 70.0));
            window.show(ctx, |ui| held(&shared).show(ui, true));
            return;
        }
        let builder = ViewportBuilder::default()
            .with_title(title)
            .with_app_id("chapeau")
            .with_inner_size([1280.0, 720.0])
            .with_min_inner_size([580.0, 340.0]);
        ctx.show_viewport_deferred(Room::id(), builder, move |ui, _| held(&shared).show(ui, false));
    }
}
