//! The pointer on the page: click, double click for a word, triple click for a paragraph, shift
//! click and drag to extend, scrolling by itself at the edges.

use super::leaves::Spot;
use super::{Editor, Place2d, caret, layout};
use crate::app::App;
use crate::ui::theme::page;
use eframe::egui;
use egui::{Context, CursorIcon, PointerButton, Pos2, Response, Ui, pos2};

impl Editor {
    /// Takes the pointer.
    pub(super) fn pointer(&mut self, ui: &Ui, app: &mut App, response: &Response, place: Place2d) {
        if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
        }
        let Some(pos) = response.interact_pointer_pos() else { return };
        let (pressed, shift, secondary) = ui.input(|i| {
            let p = &i.pointer;
            (
                p.button_pressed(PointerButton::Primary),
                i.modifiers.shift,
                p.button_pressed(PointerButton::Secondary),
            )
        });
        if response.is_pointer_button_down_on() && (pressed || secondary) {
            ui.memory_mut(|m| m.request_focus(Self::id()));
            self.touched = ui.input(|i| i.time);
            self.column = None;
        }
        let Some(spot) = self.spot_at(ui.ctx(), pos, place) else { return };
        let spots = app.selection().cloned().and_then(|s| self.spots(&s));
        if response.is_pointer_button_down_on() && pressed {
            let anchor = spots.map(|(a, _)| a).filter(|_| shift).unwrap_or(spot);
            self.select(app, anchor, spot);
        } else if response.is_pointer_button_down_on() && secondary {
            let within = spots.is_some_and(|(a, c)| a != c && (a.min(c)..=a.max(c)).contains(&spot));
            if !within {
                self.select(app, spot, spot);
            }
        } else if response.triple_clicked() {
            self.select_paragraph(app, spot);
        } else if response.double_clicked() {
            self.select_word(app, spot);
        } else if response.clicked() {
            // Pressed and let go between two frames.
            let anchor = spots.map(|(a, _)| a).filter(|_| shift).unwrap_or(spot);
            self.select(app, anchor, spot);
            ui.memory_mut(|m| m.request_focus(Self::id()));
        } else if response.dragged_by(PointerButton::Primary) {
            if let Some((anchor, caret)) = spots
                && caret != spot
            {
                self.select(app, anchor, spot);
            }
            self.scroll_at_edge(ui, pos);
        }
    }

    fn select_word(&mut self, app: &mut App, spot: Spot) {
        let Some(laid) = self.leaves.laid(spot.par) else { return };
        let word = caret::word_at(&laid.shown, spot.at);
        self.select(app, Spot { at: word.start, ..spot }, Spot { at: word.end, ..spot });
    }

    fn select_paragraph(&mut self, app: &mut App, spot: Spot) {
        let Some(laid) = self.leaves.laid(spot.par) else { return };
        if let (Some(start), Some(end)) = (laid.shown.first_stop(), laid.shown.last_stop()) {
            self.select(app, Spot { at: start, ..spot }, Spot { at: end, ..spot });
        }
    }

    fn scroll_at_edge(&mut self, ui: &Ui, pos: Pos2) {
        let clip = ui.clip_rect();
        let beyond = (pos.y - clip.bottom()).max(0.0) - (clip.top() - pos.y).max(0.0);
        if beyond != 0.0 {
            ui.scroll_with_delta_animation(
                egui::vec2(0.0, -beyond.clamp(-60.0, 60.0) * 0.5),
                egui::style::ScrollAnimation::none(),
            );
            ui.ctx().request_repaint();
        }
    }

    /// The spot nearest to a point of the screen.
    fn spot_at(&mut self, ctx: &Context, pos: Pos2, place: Place2d) -> Option<Spot> {
        let y = pos.y - place.origin.y - page::GROUND - page::TOP;
        let par = self.leaves.heights.at(y);
        let laid = self.leaves.laid(par)?;
        let top = self.leaves.heights.top(par) + laid.padding().0;
        let within = pos2(pos.x - place.text_left - laid.indent, y - top);
        let galley = laid.galley(ctx);
        let y = within.y.clamp(0.0, (galley.size().y - 1.0).max(0.0));
        let at = layout::char_at(&galley, pos2(within.x, y));
        laid.shown.nearest_stop(at).map(|at| Spot { par, at })
    }
}
