//! The only door to text layout: a shown paragraph becomes a layout job, one section a piece;
//! a laid out one answers where its characters stand.
//!
//! Everything that names egui's text layout in the editor is here, so that another engine can
//! take its place. Nothing here paints.

use super::shown::{Chip, Look, Piece, Shown, What};
use crate::app::PageParagraph;
use crate::text::{Kind, NoteId};
use crate::ui::fonts;
use crate::ui::theme::{Tokens, page};
use eframe::egui;
use egui::epaint::text::cursor::CCursor;
use egui::epaint::text::{CharIndex, Galley};
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, FontId, Pos2, Rect, pos2};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// What a layout depends on besides its paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The width of the text, without indentation.
    pub width: f32,
    /// The colours.
    pub tokens: Tokens,
    /// Pixels of the screen for a point: zoom and screen together.
    pub scale: f32,
    /// How many times as large as on the page everything is.
    pub zoom: f32,
}

/// A paragraph with its layout job.
#[derive(Clone, Debug)]
pub struct Laid {
    /// What is shown.
    pub shown: Shown,
    /// The kind of the paragraph.
    pub kind: Kind,
    /// From the left edge of the text.
    pub indent: f32,
    /// How many times as large as on the page it is.
    pub zoom: f32,
    masthead: bool,
    job: LayoutJob,
}

/// One line of a stretch of characters.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    /// Where it stands, the whole line high.
    pub rect: Rect,
    /// The base line of its letters.
    pub base: f32,
}

impl Laid {
    /// Sets out a paragraph.
    pub fn new(par: &PageParagraph, notes: &HashMap<NoteId, usize>, sheet: &Sheet) -> Self {
        Self::of(Shown::of(par, notes), par.kind, par.masthead, sheet)
    }

    /// The same with words in the making at a character, underlined by whoever paints.
    pub fn with_preedit(&self, at: usize, text: &str, sheet: &Sheet) -> Self {
        Self::of(self.shown.with_preedit(at, text), self.kind, self.masthead, sheet)
    }

    fn of(shown: Shown, kind: Kind, masthead: bool, sheet: &Sheet) -> Self {
        let indent = indent(kind) * sheet.zoom;
        let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
        job.wrap.max_width = (sheet.width - indent).max(80.0);
        let mut rest = shown.text.as_str();
        for piece in &shown.pieces {
            let bytes = rest.char_indices().nth(piece.chars.len()).map_or(rest.len(), |(i, _)| i);
            let (text, after) = rest.split_at(bytes);
            rest = after;
            if !text.is_empty() {
                job.append(text, 0.0, format(piece, kind, masthead, sheet));
            }
        }
        if job.text.is_empty() {
            // An empty paragraph is one line high all the same.
            let words = Piece { chars: 0..0, what: What::Join, look: Look::default() };
            job.append(" ", 0.0, format(&words, kind, masthead, sheet));
        }
        Self { shown, kind, indent, zoom: sheet.zoom, masthead, job }
    }

    /// Its layout: egui keeps it while it is asked for in every frame.
    pub fn galley(&self, ctx: &egui::Context) -> Arc<Galley> {
        ctx.fonts_mut(|f| f.layout_job(self.job.clone()))
    }

    /// The space above and below the words.
    pub fn padding(&self) -> (f32, f32) {
        match self.kind {
            Kind::Heading | Kind::Annex => (page::GAP, page::GAP / 2.0),
            Kind::Title => (page::GAP, page::GAP),
            _ if self.masthead => (0.0, 2.0),
            _ => (page::GAP / 2.0, page::GAP / 2.0),
        }
    }
}

/// From the left edge of the text.
pub fn indent(kind: Kind) -> f32 {
    match kind {
        Kind::Sub(level) => f32::from(level.min(4)) * page::INDENT,
        _ => 0.0,
    }
}

/// A guess at the height of a paragraph that was never laid out.
pub fn estimate(par: &PageParagraph, width: f32) -> f32 {
    let letters: usize = par.runs.iter().map(|r| r.text.len()).sum();
    let marks = par.runs.iter().filter(|r| !r.marks.is_empty()).count() * 8;
    let in_line = ((width - indent(par.kind)).max(80.0) / (page::TEXT * 0.44)).max(8.0);
    let lines = ((letters + marks) as f32 / in_line).ceil().max(1.0);
    lines * page::LINE + page::GAP
}

fn format(piece: &Piece, kind: Kind, masthead: bool, sheet: &Sheet) -> TextFormat {
    let (look, t, zoom) = (&piece.look, &sheet.tokens, sheet.zoom);
    let size = zoom
        * match kind {
            Kind::Title => page::TEXT + 3.0,
            _ if masthead => page::TEXT - 3.0,
            _ => page::TEXT,
        };
    let strong = matches!(kind, Kind::Title | Kind::Heading | Kind::Annex);
    let italic = look.italic != matches!(kind, Kind::Formula | Kind::Closing);
    let words = fonts::serif(size, look.bold || strong || look.inserted.is_some(), italic);
    let ink = look.who.as_ref().map_or(if masthead { t.faint } else { t.ink }, |a| t.actor(a));
    let (font_id, color): (FontId, _) = match &piece.what {
        What::Words(_) => (words, ink),
        What::Note(_) => (fonts::serif(size * 0.66, false, false), ink),
        What::Bracket => (fonts::serif(size, true, false), t.bracket),
        What::Join => (fonts::serif(size, false, false), t.bracket),
        What::Name(actor) => (fonts::sans(page::SMALL * zoom, true), t.actor(actor)),
        What::Chip(chip) => {
            let colour = match chip {
                Chip::Agreed => t.agreed,
                Chip::Pending => t.pending,
                Chip::Objected => t.error,
                Chip::Asked(actor) => t.actor(actor),
            };
            (fonts::sans(page::SMALL * zoom, true), colour)
        }
    };
    let note = matches!(piece.what, What::Note(_));
    let line = zoom * if masthead { page::LINE - 5.0 } else { page::LINE };
    TextFormat {
        font_id,
        color,
        line_height: Some(if note { line * 0.62 } else { line }),
        valign: if note { Align::TOP } else { Align::BOTTOM },
        ..TextFormat::default()
    }
}

/// The character nearest to a point, measured from the corner of the galley.
pub fn char_at(galley: &Galley, at: Pos2) -> usize {
    galley.cursor_from_pos(at.to_vec2()).index.0
}

/// Where a caret before this character stands.
pub fn caret_rect(galley: &Galley, at: usize) -> Rect {
    let cursor = CCursor { index: CharIndex(at), prefer_next_row: true };
    galley.pos_from_cursor(clamped(galley, cursor))
}

fn clamped(galley: &Galley, cursor: CCursor) -> CCursor {
    if cursor.index > galley.end().index { galley.end() } else { cursor }
}

/// The characters of the line that a character stands on: from its first to behind its last.
pub fn line_of(galley: &Galley, at: usize) -> Range<usize> {
    let mut start = 0;
    for (i, row) in galley.rows.iter().enumerate() {
        let len = row.char_count_excluding_newline().0;
        let last = i + 1 == galley.rows.len();
        if at < start + len || last || (row.ends_with_newline && at == start + len) {
            // Behind the last letter but before the space that the line broke at.
            let end = if last || row.ends_with_newline { start + len } else { start + len.max(1) - 1 };
            return start..end;
        }
        start += row.char_count_including_newline().0;
    }
    0..0
}

/// Where characters stand, line by line.
pub fn stretches(galley: &Galley, chars: Range<usize>) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut start = 0;
    for row in &galley.rows {
        let len = row.glyphs.len();
        let from = chars.start.max(start);
        let mut to = chars.end.min(start + len);
        // The space that a line breaks at is not marked.
        while to == start + len && from < to && row.glyphs.get(to - start - 1).is_some_and(|g| g.chr == ' ') {
            to -= 1;
        }
        if from < to {
            let left = row.pos.x + row.x_offset(CharIndex(from - start));
            let right = row.pos.x + row.x_offset(CharIndex(to - start));
            let base = row.glyphs.get(from - start).map_or(0.0, |g| g.pos.y) + row.pos.y;
            let rect = Rect::from_min_max(pos2(left, row.min_y()), pos2(right, row.max_y()));
            out.push(Stretch { rect, base });
        }
        start += row.char_count_including_newline().0;
        if start > chars.end {
            break;
        }
    }
    out
}
