//! What both windows know of the projector, and how its window is drawn: head, paragraph, the line
//! of a silence procedure, controls.
//!
//! It draws what it was handed and writes down what was chosen; it never sees the project.

use super::fit::{self, Fitted, Leaf};
use super::{bar, head};
use crate::app::{Command, Names, Place, RoomChoices, RoomPage, RoomTone};
use crate::text::NoteId;
use crate::ui::editor::{caret_rect, words};
use crate::ui::theme::{Tokens, mix};
use crate::ui::widgets::always_bars;
use crate::ui::{fonts, keys};
use eframe::egui::{
    self, Area, CentralPanel, Context, Frame, Id, Key, Margin, Modifiers, Order, Panel, Pos2, Rect, RichText,
    ScrollArea, Sense, Ui, ViewportCommand, ViewportId, vec2,
};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How much of their colour neighbours keep: they can still be read.
const PALE: f32 = 0.68;

/// What both windows know.
#[derive(Default)]
pub struct Shared {
    /// What was chosen for the room.
    pub choices: RoomChoices,
    /// Whose names the screen shows: never fewer than the room.
    pub screen: Names,
    /// What the room sees.
    pub page: RoomPage,
    /// The numbers of notes.
    pub notes: HashMap<NoteId, usize>,
    /// Where the caret of the main window stands.
    pub caret: Option<Place>,
    /// The colours.
    pub tokens: Option<Tokens>,
    fitted: Option<Fitted>,
    /// Whether the caret has moved since it was shown.
    pub moved: bool,
    /// How far to scroll, in heights of the window.
    scrolled: f32,
    /// Whether the controls were asked for by keyboard, in full screen.
    bar: bool,
    /// Whether the window was closed in itself.
    pub closed: bool,
}

/// Takes it for one of the windows.
pub fn held(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    // Plain data: whoever held it, it can be drawn again.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// Draws it; `within` the main window where there can be no other.
    pub fn show(&mut self, ui: &mut Ui, within: bool) {
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
            keys.filter(|k| ctx.input_mut(|i| i.consume_shortcut(k))).count() > 0
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
        let Some(paragraph) = &self.page.paragraph else {
            return head::instead(ui, t, &self.page, room.shrink(side));
        };
        let size = vec2((room.width() - 2.0 * side).max(80.0), (room.height() - side * 0.4).max(40.0));
        let scale = ui.ctx().pixels_per_point();
        let asked = fit::Asked::of(&self.page, &self.notes, t, size, scale, self.choices.larger());
        if self.fitted.as_ref().is_none_or(|f| f.asked != asked) {
            self.fitted = Some(Fitted::new(ui.ctx(), asked, self.fitted.as_ref()));
            self.moved = true;
        }
        let Some(fitted) = &self.fitted else { return };
        let by = std::mem::take(&mut self.scrolled) * room.height();
        // What is shorter stands a little above the middle.
        let above = ((room.height() - fitted.height) * 0.38).max(0.0);
        // Each paragraph begins at its top.
        let area = ScrollArea::vertical().id_salt(&paragraph.of).auto_shrink(false);
        always_bars(ui, t, |ui| {
            area.show(ui, |ui| {
                ui.set_min_height(fitted.height + above);
                let corner = ui.min_rect().min + vec2(side, above);
                for leaf in &fitted.leaves {
                    let at = corner + vec2(0.0, leaf.top);
                    if leaf.current && agreed {
                        // Alone it has the whole window.
                        let wide = Rect::from_min_size(at, vec2(room.width(), leaf.height));
                        let wide = wide.translate(vec2(-side, 0.0)).expand2(vec2(0.0, fitted.gap / 2.0));
                        let band = if fitted.leaves.len() > 1 { wide } else { ui.clip_rect() };
                        ui.painter().rect_filled(band, 0.0, t.agreed_soft);
                        let bar = band.with_max_x(band.left() + (side * 0.22).max(5.0));
                        ui.painter().rect_filled(bar, 0.0, mix(t.agreed_soft, t.agreed, 0.9));
                    }
                    self.leaf(ui, t, leaf, at, size.x);
                }
                ui.scroll_with_delta(vec2(0.0, by));
            });
        });
        self.moved = false;
    }

    /// One of the paragraphs. Of what is higher than the window the caret is brought into sight.
    fn leaf(&self, ui: &Ui, t: &Tokens, leaf: &Leaf, at: Pos2, width: f32) {
        let mut painter = ui.painter().clone();
        if !leaf.current {
            painter.set_opacity(PALE);
        }
        let galley = leaf.laid.galley(ui.ctx());
        words(&painter, t, &leaf.laid, &galley, at);
        let rect = Rect::from_min_size(at, vec2(width, leaf.height));
        let node = ui.interact(rect, Id::unique(("room", leaf.place)), Sense::hover());
        let said = format!("{}: {}", leaf.said, leaf.laid.shown.spoken());
        node.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &said));
        let hidden = !ui.clip_rect().contains_rect(rect);
        if leaf.current
            && self.moved
            && hidden
            && let Some(place) = self.caret.as_ref().filter(|_| !self.choices.holds())
            && let Some(stop) = leaf.laid.shown.stops_of(place).first()
        {
            let caret = caret_rect(&galley, *stop).translate(at.to_vec2());
            ui.scroll_to_rect(caret.expand(caret.height() / 2.0), None);
        }
    }
}
