//! The projector: a second window in which the room reads the paragraph under discussion.
//!
//! It is drawn on its own: only when what it shows has changed, or somebody touches it. The main
//! window hands it plain data and takes back what was chosen in it; it never sees the project.

mod bar;
mod fit;
mod head;

use super::editor::{caret_rect, words};
use super::mark::PageMark;
use super::theme::{Tokens, mix};
use super::widgets::always_bars;
use super::window::Window;
use super::{fonts, keys};
use crate::app::{Command, Names, Place, RoomChoices, RoomPage, RoomTone};
use crate::text::NoteId;
use crate::weave::Of;
use eframe::egui::{
    self, Area, CentralPanel, Context, Frame, Id, Key, Margin, Modifiers, Order, Panel, Rect, RichText,
    ScrollArea, Sense, Ui, ViewportBuilder, ViewportCommand, ViewportId, pos2, vec2,
};
use fit::Fitted;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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

/// What both windows know.
#[derive(Default)]
struct Shared {
    choices: RoomChoices,
    /// Whose names the screen shows: never fewer than the room.
    screen: Names,
    page: RoomPage,
    notes: HashMap<NoteId, usize>,
    caret: Option<Place>,
    tokens: Option<Tokens>,
    fitted: Option<Fitted>,
    /// Whether the caret has moved since it was shown.
    moved: bool,
    /// How far to scroll, in heights of the window.
    scrolled: f32,
    /// Whether the controls were asked for by keyboard, in full screen.
    bar: bool,
    closed: bool,
}

fn held(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    // Plain data: whoever held it, it can be drawn again.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    fn id() -> ViewportId {
        ViewportId::from_hash_of("projector")
    }

    /// Opens the window, or closes it.
    pub fn toggle(&mut self) {
        self.open = !self.open;
        self.given = None;
        held(&self.shared).closed = false;
    }

    /// Holds what is shown, or follows the caret again; opens the window where it is not open.
    pub fn hold(&mut self, caret: Option<&Of>) {
        let mut shared = held(&self.shared);
        if !self.open && shared.choices.holds() {
            shared.choices.hold(None);
        }
        shared.choices.hold(caret);
        drop(shared);
        if !self.open {
            self.toggle();
        }
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

impl Shared {
    fn show(&mut self, ui: &mut Ui, within: bool) {
        let ctx = ui.ctx().clone();
        let before = self.choices.clone();
        let t = self.tokens.clone().unwrap_or_else(|| Tokens::now(&ctx));
        let full = !within && ctx.input(|i| i.viewport().fullscreen) == Some(true);
        if !within {
            self.closed |= ctx.input(|i| i.viewport().close_requested());
            self.keys(&ctx, full);
        }
        let agreed = self.page.status.iter().any(|(_, tone)| *tone == RoomTone::Agreed);
        let alone = self.page.before.is_none() && self.page.after.is_none();
        let ground = if agreed && alone { t.agreed_soft } else { t.paper };
        if !full {
            let frame = Frame::NONE.fill(t.panel).inner_margin(Margin::symmetric(12, 6));
            Panel::bottom("controls").frame(frame).show(ui, |ui| self.bar(ui, &t, false));
        } else if self.wants_bar(&ctx) {
            let area = Area::new(Id::unique("controls of the projector")).order(Order::Foreground);
            let area = area.default_width((ctx.content_rect().width() - 60.0).min(980.0));
            area.anchor(egui::Align2::CENTER_BOTTOM, vec2(0.0, -16.0)).show(&ctx, |ui| {
                Frame::popup(ui.style()).show(ui, |ui| self.bar(ui, &t, true));
            });
        }
        CentralPanel::default().frame(Frame::NONE.fill(ground)).show(ui, |ui| {
            let unit = (ui.available_height() / 26.0).clamp(13.0, 44.0);
            let side = (ui.available_width() * 0.045).clamp(16.0, 110.0);
            let margin = |above: f32, below: f32| Margin {
                left: side as i8,
                right: side as i8,
                top: (above * unit).min(120.0) as i8,
                bottom: (below * unit).min(120.0) as i8,
            };
            let line = Frame::NONE.inner_margin(margin(0.3, 0.6));
            if let Some((silence, person)) = &self.page.silence {
                Panel::bottom("silence").frame(line).show_separator_line(false).show(ui, |ui| {
                    let ink = if *person { t.error } else { t.accent };
                    let said = RichText::new(silence).font(fonts::sans(unit * 0.72, true)).color(ink);
                    ui.add(egui::Label::new(said).wrap().selectable(false));
                });
            }
            let top = Frame::NONE.inner_margin(margin(0.8, 0.3));
            Panel::top("head").frame(top).show_separator_line(false).show(ui, |ui| {
                head::show(ui, &t, &self.page, unit);
            });
            self.body(ui, &t, side, agreed);
        });
        if before != self.choices || self.closed {
            ctx.request_repaint_of(ViewportId::ROOT);
        }
    }

    fn bar(&mut self, ui: &mut Ui, t: &Tokens, full: bool) {
        let shown = self.page.paragraph.as_ref().map(|p| p.of.clone());
        match bar::show(ui, t, &mut self.choices, self.screen, shown.as_ref(), full) {
            Some(bar::Chosen::Full) => ui.ctx().send_viewport_cmd(ViewportCommand::Fullscreen(!full)),
            Some(bar::Chosen::Close) => self.closed = true,
            None => {}
        }
    }

    /// In full screen the controls come when the pointer goes to the lower edge, or with Tab.
    fn wants_bar(&self, ctx: &Context) -> bool {
        let edge = ctx.content_rect().bottom() - 90.0;
        self.bar || ctx.input(|i| i.pointer.latest_pos()).is_some_and(|p| p.y > edge)
    }

    /// The keys of this window: those of the commands that mean the same here, and its own.
    fn keys(&mut self, ctx: &Context, full: bool) {
        let pressed = |command: Command| {
            let keys = command.entry().keys.iter().filter_map(|k| keys::parse(k));
            keys.fold(false, |hit, k| ctx.input_mut(|i| i.consume_shortcut(&k)) || hit)
        };
        if pressed(Command::HoldProjector) {
            let shown = self.page.paragraph.as_ref().map(|p| p.of.clone());
            self.choices.hold(shown.as_ref());
        }
        self.closed |= pressed(Command::Projector);
        for (command, by) in [(Command::ZoomIn, 1), (Command::ZoomOut, -1), (Command::ZoomReset, 0)] {
            if pressed(command) {
                self.choices.enlarge(by);
            }
        }
        let pressed_key = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if pressed_key(Key::F11) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
        }
        if pressed_key(Key::Escape) {
            match full {
                true if self.bar => self.bar = false,
                true => ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false)),
                false => self.closed = true,
            }
        }
        for (key, by) in
            [(Key::ArrowUp, 0.1), (Key::ArrowDown, -0.1), (Key::PageUp, 0.8), (Key::PageDown, -0.8)]
        {
            self.scrolled += if pressed_key(key) { by } else { 0.0 };
        }
        self.bar = full && (self.bar || ctx.input(|i| i.key_pressed(Key::Tab)));
    }

    /// The paragraph, as large as the window allows.
    fn body(&mut self, ui: &mut Ui, t: &Tokens, side: f32, agreed: bool) {
        let room = ui.available_rect_before_wrap();
        let size = vec2((room.width() - 2.0 * side).max(80.0), (room.height() - side * 0.4).max(40.0));
        let scale = ui.ctx().pixels_per_point();
        let asked = fit::Asked::of(&self.page, &self.notes, t, size, scale, self.choices.larger());
        if self.fitted.as_ref().is_none_or(|f| f.asked != asked) {
            self.fitted = Some(Fitted::new(ui.ctx(), asked, self.fitted.as_ref()));
            self.moved = true;
        }
        let Some(fitted) = &self.fitted else { return };
        if self.page.paragraph.is_none() {
            let rect = room.shrink2(vec2(side, side));
            return head::instead(ui, t, &self.page, rect);
        }
        let by = std::mem::take(&mut self.scrolled) * room.height();
        // What is shorter stands a little above the middle.
        let above = ((room.height() - fitted.height) * 0.38).max(0.0);
        always_bars(ui, t, |ui| {
            ScrollArea::vertical().id_salt("paragraph").auto_shrink(false).show(ui, |ui| {
                ui.set_min_height(fitted.height + above);
                let corner = ui.min_rect().min + vec2(side, above);
                for leaf in &fitted.leaves {
                    let at = corner + vec2(0.0, leaf.top);
                    let wide = Rect::from_min_size(
                        pos2(room.left(), at.y - fitted.gap / 2.0),
                        vec2(room.width(), leaf.height + fitted.gap),
                    );
                    let mut painter = ui.painter().clone();
                    match leaf.current {
                        true if agreed => {
                            // Alone it has the whole window.
                            let band = if fitted.leaves.len() > 1 { wide } else { ui.clip_rect() };
                            painter.rect_filled(band, 0.0, t.agreed_soft);
                            let bar =
                                Rect::from_min_size(band.min, vec2((side * 0.22).max(5.0), band.height()));
                            painter.rect_filled(bar, 0.0, mix(t.agreed_soft, t.agreed, 0.9));
                        }
                        true => {}
                        false => painter.set_opacity(0.68),
                    }
                    let galley = leaf.laid.galley(ui.ctx());
                    words(&painter, t, &leaf.laid, &galley, at);
                    let rect = Rect::from_min_size(at, vec2(size.x, leaf.height));
                    let node = ui.interact(rect, Id::unique(("room", leaf.place)), Sense::hover());
                    let said = format!("{}: {}", leaf.said, leaf.laid.shown.spoken());
                    node.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
                    if leaf.current
                        && self.moved
                        && fitted.height > room.height()
                        && let Some(place) = self.caret.as_ref().filter(|_| !self.choices.holds())
                        && let Some(stop) = leaf.laid.shown.stops_of(place).first()
                    {
                        let caret = caret_rect(&galley, *stop).translate(at.to_vec2());
                        ui.scroll_to_rect(caret.expand(fitted.gap), None);
                    }
                }
                ui.scroll_with_delta(vec2(0.0, by));
            });
        });
        self.moved = false;
    }
}
