//! Keys, text, clipboard and input methods: events become messages, one after the other, each
//! on the page as the one before left it.
//!
//! Keys that are bound to commands never come here.

use super::caret;
use super::leaves::Spot;
use super::motion::Motion;
use super::{Editor, Follow};
use crate::app::{App, Message, Unit, Write};
use eframe::egui;
use egui::{Context, Event, EventFilter, ImeEvent, Key, Modifiers};

/// Keys that stay with the editor while it has the keyboard. Tab goes on to the next control.
pub fn filter() -> EventFilter {
    EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true }
}

impl Editor {
    /// Takes what was typed since the last frame.
    pub fn keys(&mut self, ctx: &Context, app: &mut App) {
        if !Self::has_focus(ctx) {
            self.preedit.clear();
            return;
        }
        let owns_ime = ctx.memory(|m| m.owns_ime_events(Self::id()));
        for event in ctx.input(|i| i.filtered_events(&filter())) {
            self.sync(app);
            if self.event(ctx, app, &event, owns_ime) {
                self.touched = ctx.input(|i| i.time);
                self.follow.get_or_insert(Follow::Near);
            }
        }
    }

    fn event(&mut self, ctx: &Context, app: &mut App, event: &Event, owns_ime: bool) -> bool {
        match event {
            Event::Text(text) if !text.is_empty() && !text.chars().all(char::is_control) => {
                self.write(app, Write::Insert(text.clone()));
            }
            Event::Paste(text) if !text.is_empty() => self.sent(app, Message::Paste(text.clone())),
            Event::Copy => self.copy(ctx, app),
            Event::Cut => {
                self.copy(ctx, app);
                if app.selection().is_some_and(|s| !s.is_caret()) {
                    self.write(app, Write::Delete(Unit::Grapheme));
                }
            }
            Event::Ime(ime) if owns_ime => return self.ime(app, ime),
            Event::AccessKitActionRequest(request)
                if request.action == egui::accesskit::Action::ReplaceSelectedText
                    && request.target_node == Self::id().accesskit_id() =>
            {
                if let Some(egui::accesskit::ActionData::Value(text)) = &request.data {
                    self.write(app, Write::Insert(text.to_string()));
                }
            }
            Event::Key { key, pressed: true, modifiers, .. } => return self.key(ctx, app, *key, *modifiers),
            _ => return false,
        }
        true
    }

    fn write(&mut self, app: &mut App, write: Write) {
        self.sent(app, Message::Write(write));
    }

    fn sent(&mut self, app: &mut App, message: Message) {
        self.column = None;
        app.send(message);
        self.seen = app.selection().cloned();
        self.follow.get_or_insert(Follow::Near);
    }

    fn key(&mut self, ctx: &Context, app: &mut App, key: Key, m: Modifiers) -> bool {
        let by_word = m.command || m.alt;
        let unit = if by_word { Unit::Word } else { Unit::Grapheme };
        let motion = match key {
            Key::ArrowLeft if by_word => Motion::WordLeft,
            Key::ArrowLeft => Motion::Left,
            Key::ArrowRight if by_word => Motion::WordRight,
            Key::ArrowRight => Motion::Right,
            Key::ArrowUp if m.command => Motion::ParagraphUp,
            Key::ArrowUp => Motion::Up,
            Key::ArrowDown if m.command => Motion::ParagraphDown,
            Key::ArrowDown => Motion::Down,
            Key::Home if m.command => Motion::Top,
            Key::Home => Motion::Home,
            Key::End if m.command => Motion::Bottom,
            Key::End => Motion::End,
            Key::PageUp => Motion::PageUp,
            Key::PageDown => Motion::PageDown,
            Key::Backspace => {
                self.take_out(app, unit, false);
                return true;
            }
            Key::Delete => {
                self.take_out(app, unit, true);
                return true;
            }
            Key::Enter if !m.command => {
                self.write(app, Write::Break);
                return true;
            }
            _ => return false,
        };
        self.go(ctx, app, motion, m.shift);
        true
    }

    /// Deletes from the caret. Where its place is shown twice, before and behind words put in,
    /// what is to go is selected first: only here is it known on which side the caret stands.
    fn take_out(&mut self, app: &mut App, unit: Unit, on: bool) {
        if let Some(selection) = app.selection().cloned()
            && selection.is_caret()
            && self.leaves.spots(&selection.caret).len() > 1
            && let Some((_, caret)) = self.spots(&selection)
            && let Some(laid) = self.leaves.laid(caret.par)
        {
            let shown = &laid.shown;
            let near = if on { shown.words_from(caret.at) } else { shown.words_to(caret.at) };
            let far = near.and_then(|near| match (on, unit) {
                (true, Unit::Grapheme) => caret::next(shown, near),
                (true, _) => caret::next_word(shown, near),
                (false, Unit::Grapheme) => caret::previous(shown, near),
                (false, _) => caret::previous_word(shown, near),
            });
            if let Some((near, far)) = near.zip(far) {
                let spot = |at| Spot { at, ..caret };
                self.select(app, spot(near), spot(far));
            }
        }
        self.write(app, if on { Write::Delete(unit) } else { Write::Backspace(unit) });
    }

    fn ime(&mut self, app: &mut App, event: &ImeEvent) -> bool {
        match event {
            ImeEvent::Preedit { text, .. } => {
                if text == "\n" || text == "\r" {
                    return false;
                }
                self.preedit.clone_from(text);
            }
            ImeEvent::Commit(text) => {
                self.preedit.clear();
                if text.is_empty() || text == "\n" || text == "\r" {
                    return false;
                }
                self.write(app, Write::Insert(text.clone()));
            }
            ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
                for _ in 0..*before_chars {
                    self.write(app, Write::Backspace(Unit::Grapheme));
                }
                for _ in 0..*after_chars {
                    self.write(app, Write::Delete(Unit::Grapheme));
                }
            }
            #[expect(deprecated)]
            ImeEvent::Enabled | ImeEvent::Disabled => return false,
        }
        true
    }

    /// Selects everything.
    pub fn select_all(&mut self, ctx: &Context, app: &mut App) {
        self.go(ctx, app, Motion::Top, false);
        self.go(ctx, app, Motion::Bottom, true);
        self.follow = None;
    }

    /// Copies the selected words.
    pub fn copy(&mut self, ctx: &Context, app: &App) {
        if let Some(text) = self.selected_words(app) {
            ctx.copy_text(text);
        }
    }

    /// Cuts the selected words.
    pub fn cut(&mut self, ctx: &Context, app: &mut App) {
        self.event(ctx, app, &Event::Cut, false);
    }

    /// The selected words, a line a paragraph; none where nothing is selected.
    pub fn selected_words(&mut self, app: &App) -> Option<String> {
        let (anchor, caret) = self.spots(app.selection()?)?;
        let (from, to) = (anchor.min(caret), anchor.max(caret));
        if from == to {
            return None;
        }
        let mut lines = Vec::new();
        for par in from.par..=to.par {
            let laid = self.leaves.laid(par)?;
            let start = if par == from.par { from.at } else { 0 };
            let end = if par == to.par { to.at } else { laid.shown.len() };
            lines.push(laid.shown.words_between(start..end));
        }
        Some(lines.join("\n"))
    }
}
