//! The editor: the page on which text is read and written.
//!
//! It draws the page of the application and sends it messages. Only visible paragraphs are laid
//! out; an idle frame never walks over all of them. The caret lives in the application, as
//! places; the editor only knows where they are shown.

mod build;
mod caret;
mod find;
mod heights;
mod input;
mod layout;
mod leaves;
mod motion;
mod paint;
mod pointer;
#[cfg(test)]
mod sample;
mod shown;

use super::theme::{Tokens, page};
use crate::app::{App, Message, Selection};
use crate::weave::{GroupId, Of};
use eframe::egui;
use egui::scroll_area::ScrollSource;
use egui::{Context, Id, Rect, Response, ScrollArea, Sense, Ui, pos2, vec2};
pub use find::Hit;
pub(super) use layout::{Laid, Sheet, caret_rect};
use leaves::{Leaves, Spot};
use motion::Motion;
pub(super) use paint::words;

/// Laid out beyond the visible part, above and below.
const AHEAD: f32 = 600.0;

/// How the page is to follow the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follow {
    /// Just so far that it can be seen.
    Near,
    /// To a good place.
    Upper,
}

/// The editor.
#[derive(Default)]
pub struct Editor {
    leaves: Leaves,
    scroll: f32,
    view: f32,
    /// What stands at the top of the view, and how much of it is above.
    kept: Option<(Of, f32)>,
    hint: Option<(Selection, Spot, Spot)>,
    column: Option<f32>,
    follow: Option<Follow>,
    seen: Option<Selection>,
    preedit: String,
    touched: f64,
    /// Whether the page changed since it was drawn last.
    changed: bool,
}

/// Where the page lies on the screen.
#[derive(Clone, Copy)]
struct Place2d {
    origin: egui::Pos2,
    paper: Rect,
    text_left: f32,
    text_right: f32,
}

impl Editor {
    /// The identity of the editor as a widget.
    pub fn id() -> Id {
        Id::unique("the page")
    }

    /// Whether it has the keyboard.
    pub fn has_focus(ctx: &Context) -> bool {
        ctx.memory(|m| m.has_focus(Self::id()))
    }

    /// Brings the caret into view, in the upper part, at the next frame.
    pub fn reveal(&mut self) {
        self.follow = Some(Follow::Upper);
    }

    /// Takes in the page as it is now, before it is drawn. False before it was drawn at all:
    /// then nothing is known of it yet.
    pub fn sync(&mut self, app: &App) -> bool {
        let Some(sheet) = self.leaves.sheet().cloned() else { return false };
        self.changed |= self.leaves.sync(app.page(), sheet);
        true
    }

    /// The numbers of the notes on the page.
    pub fn notes(&self) -> &std::collections::HashMap<crate::text::NoteId, usize> {
        self.leaves.notes()
    }

    /// Whether words are in the making.
    pub fn is_composing(&self) -> bool {
        !self.preedit.is_empty()
    }

    /// The group whose words the caret stands in.
    pub fn group_at_caret(&mut self, app: &App) -> Option<GroupId> {
        let (_, caret) = self.spots(app.selection()?)?;
        self.leaves.laid(caret.par)?.shown.group_at(caret.at).cloned()
    }

    /// The paragraph at the caret.
    pub fn paragraph_at_caret(&mut self, app: &App) -> Option<usize> {
        self.spots(app.selection()?).map(|(_, caret)| caret.par)
    }

    /// The caret at the start of the words of a paragraph.
    pub fn start_of(&mut self, par: usize) -> Option<Selection> {
        let at = self.leaves.laid(par)?.shown.first_stop()?;
        self.leaves.place(Spot { par, at }).map(Selection::at)
    }

    /// The caret at the first words or marks of a group in a paragraph, else at its start.
    pub fn start_of_group(&mut self, par: usize, group: &GroupId) -> Option<Selection> {
        let laid = self.leaves.laid(par)?;
        let piece = laid.shown.pieces.iter().find(|p| p.look.group.as_ref() == Some(group));
        let Some(piece) = piece else { return self.start_of(par) };
        let at = laid.shown.nearest_stop(piece.chars.start)?;
        let spot = Spot { par, at };
        let selection = Selection::at(self.leaves.place(spot)?);
        self.hint = Some((selection.clone(), spot, spot));
        Some(selection)
    }

    /// Where a selection is shown. Where a place is shown twice, the hint decides, else the
    /// first.
    fn spots(&mut self, selection: &Selection) -> Option<(Spot, Spot)> {
        if let Some((of, anchor, caret)) = self.hint.clone()
            && of == *selection
            && self.leaves.place(anchor).as_ref() == Some(&of.anchor)
            && self.leaves.place(caret).as_ref() == Some(&of.caret)
        {
            return Some((anchor, caret));
        }
        let caret = self.first_spot(&selection.caret)?;
        if selection.is_caret() {
            return Some((caret, caret));
        }
        let anchor = self.leaves.spots(&selection.anchor).first().copied().unwrap_or(caret);
        Some((anchor, caret))
    }

    /// Where a place is shown first; at a split in the second part, which begins there.
    fn first_spot(&mut self, place: &crate::app::Place) -> Option<Spot> {
        let spots = self.leaves.spots(place);
        let first = spots.first().copied()?;
        let split = self.leaves.laid(first.par).is_some_and(|l| l.shown.is_split(first.at));
        spots.get(1).copied().filter(|s| split && s.par == first.par).or(Some(first))
    }

    /// Selects from one spot to another: from the first word character between them to behind
    /// the last, so that it is clear whether words put in at the ends belong to it.
    fn select(&mut self, app: &mut App, anchor: Spot, caret: Spot) {
        let (from, to) = (anchor.min(caret), anchor.max(caret));
        let within = |at: Option<usize>, spot: Spot| Spot { at: at.unwrap_or(spot.at), ..spot };
        let start = within(self.leaves.laid(from.par).and_then(|l| l.shown.words_from(from.at)), from);
        let end = within(self.leaves.laid(to.par).and_then(|l| l.shown.words_to(to.at)), to);
        let (anchor, caret) = match (start < end, anchor < caret) {
            (false, _) => (caret, caret),
            (true, true) => (start, end),
            (true, false) => (end, start),
        };
        let (Some(from), Some(to)) = (self.leaves.place(anchor), self.leaves.place(caret)) else { return };
        let selection = Selection { anchor: from, caret: to };
        self.hint = Some((selection.clone(), anchor, caret));
        self.seen = Some(selection.clone());
        app.send(Message::Select(selection));
    }

    /// Moves the caret, or the end of the selection.
    fn go(&mut self, ctx: &Context, app: &mut App, motion: Motion, extend: bool) {
        self.follow.get_or_insert(Follow::Near);
        let spots = app.selection().cloned().and_then(|s| self.spots(&s));
        let Some((anchor, caret)) = spots else {
            if let Some(start) =
                motion::go(&mut self.leaves, ctx, Spot { par: 0, at: 0 }, Motion::Top, &mut None, 0.0)
            {
                self.select(app, start, start);
            }
            return;
        };
        if anchor != caret && !extend && matches!(motion, Motion::Left | Motion::Right) {
            let end = if motion == Motion::Left { anchor.min(caret) } else { anchor.max(caret) };
            return self.select(app, end, end);
        }
        let mut column = self.column;
        let to = motion::go(&mut self.leaves, ctx, caret, motion, &mut column, self.view * 0.9);
        self.column = column;
        let to = to.unwrap_or(caret);
        self.select(app, if extend { anchor } else { to }, to);
    }

    /// Draws the page and takes the pointer. `menu` fills the context menu.
    pub fn show(&mut self, ui: &mut Ui, app: &mut App, menu: impl FnOnce(&mut Ui, &App)) {
        let tokens = Tokens::now(ui.ctx());
        let room = ui.available_size();
        let narrow = room.x < page::NARROW;
        let ground = if narrow { 0.0 } else { page::GROUND };
        let paper_width = (room.x - 2.0 * ground).clamp(220.0, page::WIDTH);
        let (left_margin, right_margin) =
            if narrow { (page::LEFT * 0.66, page::RIGHT * 0.6) } else { (page::LEFT, page::RIGHT) };
        let width = (paper_width - left_margin - right_margin).max(120.0);
        let sheet = Sheet { width, tokens: tokens.clone(), scale: ui.ctx().pixels_per_point(), zoom: 1.0 };
        let changed = self.leaves.sync(app.page(), sheet) | std::mem::take(&mut self.changed);
        self.view = room.y;
        let target = self.target(ui.ctx(), app, changed);
        let mut area =
            ScrollArea::vertical().id_salt("page").auto_shrink(false).scroll_source(ScrollSource {
                drag: egui::scroll_area::DragScroll::Never,
                ..ScrollSource::default()
            });
        if (target - self.scroll).abs() > 0.05 {
            area = area.vertical_scroll_offset(target);
        }
        let out = area.show_viewport(ui, |ui, viewport| {
            let total = self.leaves.heights.total() + 2.0 * (page::TOP + page::GROUND);
            ui.set_min_size(vec2(room.x, total.max(room.y)));
            let origin = ui.min_rect().min;
            let left = origin.x + (room.x - paper_width) / 2.0;
            let paper = Rect::from_min_max(
                pos2(left, origin.y + page::GROUND),
                pos2(left + paper_width, origin.y + total.max(room.y) - page::GROUND),
            );
            let place = Place2d {
                origin,
                paper,
                text_left: left + left_margin,
                text_right: left + left_margin + width,
            };
            self.page(ui, app, &tokens, viewport, place, menu);
        });
        self.scroll = out.state.clamped_offset().y;
        self.keep();
    }

    /// Where to scroll to before drawing.
    fn target(&mut self, ctx: &Context, app: &App, changed: bool) -> f32 {
        let top = page::TOP + page::GROUND;
        let mut target = self.scroll;
        if changed
            && let Some((of, above)) = self.kept.clone()
            && let Some(par) = self.leaves.find(&of)
        {
            target = self.leaves.heights.top(par) + above + top;
        }
        target = self.measure(ctx, target);
        if self.seen.as_ref() != app.selection() {
            self.seen = app.selection().cloned();
            self.follow.get_or_insert(Follow::Near);
        }
        if let Some(follow) = self.follow.take()
            && let Some(selection) = app.selection().cloned()
            && let Some((_, caret)) = self.spots(&selection)
            && let Some(y) = motion::caret_y(&mut self.leaves, ctx, caret)
        {
            let y = y + top;
            let edge = page::LINE * 1.5;
            // Who is led to a paragraph wants to read more of it than its first line.
            let below = if follow == Follow::Upper { edge.max(self.view * 0.3) } else { edge };
            let seen = (target + edge..=target + self.view - below).contains(&y);
            if !seen {
                target = match follow {
                    Follow::Upper => y - self.view * 0.3,
                    Follow::Near if y < target + edge => y - edge,
                    Follow::Near => y + edge - self.view,
                };
                target = self.measure(ctx, target.max(0.0));
            }
        }
        let most = self.leaves.heights.total() + 2.0 * top - self.view;
        target.min(most).max(0.0)
    }

    /// Lays out what is visible and some beyond. What grows above the view moves it down.
    fn measure(&mut self, ctx: &Context, mut target: f32) -> f32 {
        let top = page::TOP + page::GROUND;
        let mut i = self.leaves.heights.at(target - AHEAD - top);
        while i < self.leaves.len() && self.leaves.heights.top(i) + top < target + self.view + AHEAD {
            let bottom = self.leaves.heights.top(i) + self.leaves.heights.height(i) + top;
            let grown = self.leaves.measure(ctx, i);
            if bottom <= target {
                target += grown;
            }
            i += 1;
        }
        target
    }

    /// Remembers what stands at the top of the view.
    fn keep(&mut self) {
        let y = self.scroll - page::TOP - page::GROUND;
        let mut par = self.leaves.heights.at(y);
        // A proposed paragraph is not in every view: what it follows is.
        while par > 0 && self.leaves.par(par).is_some_and(|p| p.proposal.is_some()) {
            par -= 1;
        }
        let above = y - self.leaves.heights.top(par);
        match (&mut self.kept, self.leaves.par(par)) {
            (Some((of, kept)), Some(p)) if *of == p.of => *kept = above,
            (kept, p) => *kept = p.map(|p| (p.of.clone(), above)),
        }
    }

    fn page(
        &mut self,
        ui: &mut Ui,
        app: &mut App,
        t: &Tokens,
        viewport: Rect,
        place: Place2d,
        menu: impl FnOnce(&mut Ui, &App),
    ) {
        let clip = ui.clip_rect();
        let shadow = place.paper.translate(vec2(0.0, 1.0)).expand(1.0);
        ui.painter().rect_filled(shadow, 2.0, t.line);
        ui.painter().rect_filled(place.paper, 1.0, t.paper);
        let response = ui.interact(clip, Self::id(), Sense::click_and_drag());
        self.pointer(ui, app, &response, place);
        let spots = app.selection().cloned().and_then(|s| self.spots(&s));
        let top = page::TOP + page::GROUND;
        let mut i = self.leaves.heights.at(viewport.top() - top);
        while i < self.leaves.len() && self.leaves.heights.top(i) + top < viewport.bottom() {
            self.paragraph(ui, t, i, place, spots);
            i += 1;
        }
        if response.has_focus() || response.context_menu_opened() {
            ui.memory_mut(|m| m.set_focus_lock_filter(Self::id(), input::filter()));
        }
        self.name(ui, app, &response, spots);
        response.context_menu(|ui| menu(ui, app));
    }

    fn paragraph(&mut self, ui: &Ui, t: &Tokens, i: usize, place: Place2d, spots: Option<(Spot, Spot)>) {
        let (Some(par), Some(mut laid)) = (self.leaves.par(i).cloned(), self.leaves.laid(i)) else { return };
        let y = place.origin.y + page::GROUND + page::TOP + self.leaves.heights.top(i);
        let rect = Rect::from_min_size(
            pos2(place.paper.left(), y),
            vec2(place.paper.width(), self.leaves.heights.height(i)),
        );
        let at = pos2(place.text_left + laid.indent, y + laid.padding().0);
        let caret = spots.map(|(_, caret)| caret).filter(|c| c.par == i);
        let mut preedit = None;
        if let Some(caret) = caret.filter(|_| !self.preedit.is_empty())
            && let Some(sheet) = self.leaves.sheet()
        {
            laid = laid.with_preedit(caret.at, &self.preedit, sheet).into();
            preedit = Some(caret.at..caret.at + self.preedit.chars().count());
        }
        let galley = laid.galley(ui.ctx());
        let selected = spots.and_then(|(a, c)| {
            let (from, to) = (a.min(c), a.max(c));
            let within = from != to && from.par <= i && i <= to.par;
            let start = if from.par == i { from.at } else { 0 };
            let end = if to.par == i { to.at } else { laid.shown.last_stop().unwrap_or(0) };
            within.then_some(start..end)
        });
        let painted = paint::Painted {
            par: &par,
            laid: &laid,
            galley: std::sync::Arc::clone(&galley),
            at,
            rect,
            right: place.text_right,
            selected,
            preedit: preedit.clone(),
            current: caret.is_some(),
        };
        paint::paragraph(ui.painter(), t, &painted);
        let node = ui.interact(rect, Self::id().with(&par.of), Sense::hover());
        let said = || {
            let label = if par.label.is_empty() { par.kind.name() } else { &par.label };
            let said = format!("{label}: {}", laid.shown.spoken());
            egui::WidgetInfo::labeled(egui::Role::Label, true, said)
        };
        node.widget_info(said);
        if let Some(caret) = caret {
            let end = preedit.map_or(caret.at, |p| p.end);
            self.caret(ui, layout::caret_rect(&galley, end).translate(at.to_vec2()));
        }
    }

    fn caret(&self, ui: &Ui, rect: Rect) {
        if !Self::has_focus(ui.ctx()) {
            return;
        }
        let rect = Rect::from_center_size(rect.center(), vec2(0.0, page::LINE - 3.0));
        if ui.input(|i| i.focused) {
            let since = ui.input(|i| i.time) - self.touched;
            egui::text_selection::visuals::paint_text_cursor(ui, ui.painter(), rect, since.max(0.0));
        }
        if ui.memory(|m| m.owns_ime_events(Self::id())) {
            let clip = ui.clip_rect();
            ui.output_mut(|o| {
                o.ime = Some(egui::output::IMEOutput {
                    purpose: egui::IMEPurpose::Normal,
                    rect: clip,
                    cursor_rect: rect,
                    should_interrupt_composition: false,
                });
            });
        }
    }

    /// Names the editor for a screen reader, with the words at the caret.
    fn name(&mut self, ui: &Ui, app: &App, response: &Response, spots: Option<(Spot, Spot)>) {
        let laid = spots.and_then(|(_, caret)| self.leaves.laid(caret.par));
        let text = laid.map(|l| l.shown.spoken()).unwrap_or_default();
        response.widget_info(|| egui::WidgetInfo::text_edit(true, &text, &text, ""));
        let title = format!("Text of {}", app.title());
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::MultilineTextInput);
            node.set_label(title);
            node.add_action(egui::accesskit::Action::ReplaceSelectedText);
        });
    }
}
