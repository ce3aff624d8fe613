//! Painting one paragraph: tint, bar, margin label, chips, selection, letters, lines under and
//! through them.
//!
//! It paints what it is given and decides nothing.

use super::layout::{Laid, stretches};
use super::shown::{Chip, What};
use crate::app::PageParagraph;
use crate::record::{Pattern, Standing};
use crate::ui::theme::{Tokens, mix, page};
use crate::ui::{fonts, patterns};
use eframe::egui;
use egui::epaint::text::Galley;
use egui::text::LayoutJob;
use egui::{Align, Align2, Color32, Painter, Pos2, Rangef, Rect, Stroke, StrokeKind, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

/// What there is to paint.
pub struct Painted<'a> {
    /// The paragraph.
    pub par: &'a PageParagraph,
    /// It laid out.
    pub laid: &'a Laid,
    /// Its letters.
    pub galley: Arc<Galley>,
    /// Where its text begins on the screen.
    pub at: Pos2,
    /// All of it, margins and all, on the screen.
    pub rect: Rect,
    /// The right edge of its text.
    pub right: f32,
    /// The selected characters.
    pub selected: Option<Range<usize>>,
    /// Words in the making.
    pub preedit: Option<Range<usize>>,
    /// Whether the caret stands in it.
    pub current: bool,
}

/// Paints a paragraph.
pub fn paragraph(painter: &Painter, t: &Tokens, p: &Painted) {
    background(painter, t, p);
    margin(painter, t, p);
    let offset = p.at.to_vec2();
    if let Some(range) = &p.selected {
        for s in stretches(&p.galley, range.clone()) {
            painter.rect_filled(s.rect.translate(offset), 0.0, t.selection);
        }
    }
    words(painter, t, p.laid, &p.galley, p.at);
    if let Some(range) = &p.preedit {
        for s in stretches(&p.galley, range.clone()) {
            underline(painter, p.at, s.rect, s.base + 3.0, Stroke::new(1.5, t.accent));
        }
    }
}

/// Paints the words of a paragraph with its names, chips and lines, from this corner on.
pub fn words(painter: &Painter, t: &Tokens, laid: &Laid, galley: &Arc<Galley>, at: Pos2) {
    let zoom = laid.zoom;
    for piece in &laid.shown.pieces {
        let (fill, edge) = match &piece.what {
            What::Name(actor) => (t.tint(t.actor(actor)), Color32::TRANSPARENT),
            What::Chip(Chip::Agreed) => (t.paper, mix(t.paper, t.agreed, 0.5)),
            What::Chip(Chip::Pending) => (t.paper, mix(t.paper, t.pending, 0.5)),
            What::Chip(Chip::Objected) => (t.paper, mix(t.paper, t.error, 0.5)),
            What::Chip(Chip::Asked(actor)) => (t.tint(t.actor(actor)), t.actor(actor)),
            _ => continue,
        };
        let who = match &piece.what {
            What::Name(actor) | What::Chip(Chip::Asked(actor)) => Some(actor),
            _ => None,
        };
        for s in stretches(galley, piece.chars.clone()) {
            let around = Rect::from_min_max(
                pos2(s.rect.left() + 2.0 * zoom, s.base - page::SMALL * zoom),
                pos2(s.rect.right() + 0.5 * zoom, s.base + 4.0 * zoom),
            )
            .translate(at.to_vec2());
            painter.rect(around, 3.5 * zoom, fill, Stroke::new(zoom, edge), StrokeKind::Inside);
            if let Some(actor) = who.filter(|a| t.pattern(a) != Pattern::Solid) {
                let stroke = Stroke::new(1.1 * zoom, t.actor(actor));
                let y = around.bottom() - 0.5 * zoom;
                patterns::scaled(painter, around.x_range(), y, t.pattern(actor), stroke, zoom);
            }
        }
    }
    painter.galley(at, Arc::clone(galley), t.ink);
    lines(painter, t, laid, galley, at);
}

fn background(painter: &Painter, t: &Tokens, p: &Painted) {
    let (above, below) = p.laid.padding();
    let right = p.right + 14.0;
    let inner = Rect::from_min_max(
        pos2(p.at.x - 10.0, p.rect.top() + above - 3.0),
        pos2(right, p.rect.bottom() - below + 3.0),
    );
    if matches!(p.par.standing, Standing::AdRef | Standing::Agreed | Standing::Informals(_)) {
        painter.rect_filled(inner, 3.0, t.agreed_soft);
    }
    if p.current {
        if p.par.standing == Standing::Open {
            painter.rect_filled(inner, 3.0, mix(t.paper, t.accent, 0.05));
        }
        let bar = Rect::from_min_max(inner.left_top(), pos2(inner.left() + 3.0, inner.bottom()));
        painter.rect_filled(bar, 1.5, t.accent);
    }
}

fn margin(painter: &Painter, t: &Tokens, p: &Painted) {
    let first = p.galley.rows.first().map_or(page::LINE, |r| r.height());
    let y = p.at.y + first / 2.0;
    let hang = if p.laid.indent > 0.0 { 8.0 } else { 18.0 };
    if !p.par.margin.is_empty() {
        let small = p.par.margin.chars().count() > 10;
        let font = fonts::sans(if small { 10.5 } else { 12.0 }, false);
        let room = p.at.x - hang - p.rect.left() - 8.0;
        let mut job = LayoutJob::simple(p.par.margin.clone(), font, t.faint, room.max(30.0));
        job.halign = Align::RIGHT;
        job.wrap.max_rows = p.galley.rows.len().clamp(2, 3);
        let galley = painter.layout_job(job);
        let first = galley.rows.first().map_or(0.0, |r| r.height());
        painter.galley(pos2(p.at.x - hang, y - first / 2.0), galley, t.faint);
    }
    if p.par.comments > 0 {
        let at = pos2(p.right + 18.0, y);
        let rect = Rect::from_center_size(at + vec2(8.0, 0.0), vec2(19.0, 15.0));
        painter.rect(rect, 4.0, t.accent_soft, Stroke::new(1.0, t.accent), StrokeKind::Inside);
        let count = p.par.comments.to_string();
        painter.text(rect.center(), Align2::CENTER_CENTER, count, fonts::sans(10.0, true), t.accent);
    }
}

/// Lines under words put in, through words taken out.
fn lines(painter: &Painter, t: &Tokens, laid: &Laid, galley: &Arc<Galley>, at: Pos2) {
    let zoom = laid.zoom;
    for piece in &laid.shown.pieces {
        if !matches!(piece.what, What::Words(_) | What::Note(_)) {
            continue;
        }
        let look = &piece.look;
        if look.inserted.is_none() && look.deleted.is_none() {
            continue;
        }
        for s in stretches(galley, piece.chars.clone()) {
            if let Some(actor) = &look.inserted {
                let x = Rangef::new(at.x + s.rect.left(), at.x + s.rect.right());
                let stroke = Stroke::new(1.2 * zoom, t.actor(actor));
                let y = at.y + s.base + 2.5 * zoom;
                patterns::scaled(painter, x, y, t.pattern(actor), stroke, zoom);
            }
            if let Some(actor) = &look.deleted {
                let y = s.base - page::TEXT * zoom * 0.26;
                underline(painter, at, s.rect, y, Stroke::new(1.4 * zoom, t.actor(actor)));
            }
        }
    }
}

fn underline(painter: &Painter, at: Pos2, rect: Rect, y: f32, stroke: Stroke) {
    let x = rect.x_range();
    painter.hline((at.x + x.min)..=(at.x + x.max), at.y + y, stroke);
}
