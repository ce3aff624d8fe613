//! [`Outline`]: headings and paragraphs on the left, with labels, first words, open groups and a
//! dot for how far each has come. A click goes there.
//!
//! Its rows are made when the page changes; only visible ones are drawn.

use super::fonts;
use super::mark::PageMark;
use super::theme::Tokens;
use super::widgets::heading;
use crate::app::{Page, PageParagraph};
use crate::record::Standing;
use crate::text::Kind;
use crate::weave::{From, Run};
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align2, Color32, FontId, Pos2, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};
use std::collections::HashMap;
use std::sync::Arc;

const ROW: f32 = 24.0;

struct Row {
    heading: bool,
    labelled: bool,
    indent: f32,
    label: String,
    words: String,
    groups: usize,
    standing: Standing,
    changed: bool,
    objections: usize,
}

/// The outline.
#[derive(Default)]
pub struct Outline {
    mark: PageMark,
    /// With the paragraphs that they were made of.
    rows: Vec<(Arc<PageParagraph>, Row)>,
    current: Option<usize>,
    seen: std::ops::Range<f32>,
    scroll: f32,
    /// Whether the current row is to take the keyboard.
    pub take_focus: bool,
}

impl Outline {
    fn sync(&mut self, page: &Page) {
        if self.mark.is(page) {
            return;
        }
        self.mark = PageMark::of(page);
        // The rows of paragraphs that are as they were are kept.
        let mut old: HashMap<*const PageParagraph, (Arc<PageParagraph>, Row)> =
            self.rows.drain(..).map(|(par, row)| (Arc::as_ptr(&par), (par, row))).collect();
        let kept = |par: &Arc<PageParagraph>| match old.remove(&Arc::as_ptr(par)) {
            Some(kept) => kept,
            None => (Arc::clone(par), row(par)),
        };
        self.rows = page.paragraphs.iter().map(kept).collect();
    }

    /// What to call a paragraph in a list: its label and first words.
    pub fn name(par: &PageParagraph) -> String {
        let row = row(par);
        format!("{}  {}", row.label, row.words).trim().to_owned()
    }

    /// Draws it. Returns the paragraph that was clicked.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens, page: &Page, current: Option<usize>) -> Option<usize> {
        self.sync(page);
        let mut clicked = None;
        ui.add_space(4.0);
        heading(ui, t, "Outline");
        ui.add_space(2.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut area = ScrollArea::vertical().id_salt("outline").auto_shrink(false);
        if self.current != current {
            self.current = current;
            let y = current.unwrap_or(0) as f32 * ROW;
            let height = self.seen.end - self.seen.start;
            if height > 0.0 && !(self.scroll..=self.scroll + height - ROW).contains(&y) {
                area = area.vertical_scroll_offset((y - height * 0.4).max(0.0));
            }
        }
        let take = std::mem::take(&mut self.take_focus);
        let out = area.show_rows(ui, ROW, self.rows.len(), |ui, range| {
            for i in range {
                if let Some((_, row)) = self.rows.get(i)
                    && draw(ui, t, row, current == Some(i), take && i == current.unwrap_or(0))
                {
                    clicked = Some(i);
                }
            }
        });
        self.scroll = out.state.clamped_offset().y;
        self.seen = out.inner_rect.top()..out.inner_rect.bottom();
        clicked
    }
}

fn row(par: &PageParagraph) -> Row {
    let mut words = String::new();
    // The words of the text, not those that somebody would put in.
    let proposed = par.proposal.is_some();
    let shown = |r: &&Run| r.note.is_none() && (proposed || matches!(r.from, From::Text(_)));
    for run in par.runs.iter().filter(shown) {
        words.push_str(&run.text);
        if words.len() > 240 {
            break;
        }
    }
    let words: String = words.replace('\n', " ").chars().take(120).collect();
    let label = if par.label.is_empty() { par.margin.clone() } else { par.label.clone() };
    let label = match par.kind {
        // Under its paragraph the end of the label says enough.
        Kind::Sub(_) => par.margin.clone(),
        _ if proposed => short(&label),
        _ => label,
    };
    Row {
        heading: matches!(par.kind, Kind::Heading | Kind::Title | Kind::Annex),
        labelled: par.kind.is_labelled(),
        indent: f32::from(par.kind.level()) * 12.0,
        label,
        words: words.trim().to_owned(),
        groups: par.groups.len(),
        standing: par.standing.clone(),
        changed: par.changed_since,
        objections: par.objections.len(),
    }
}

/// The label of a proposed paragraph with the first of several backers: "OP4 bis (AOSIS +1)".
fn short(label: &str) -> String {
    match (label.split_once(", "), label.matches(", ").count()) {
        (Some((first, _)), more) => format!("{first} +{more})"),
        (None, _) => label.to_owned(),
    }
}

fn draw(ui: &mut Ui, t: &Tokens, row: &Row, current: bool, take: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    response.widget_info(|| {
        let groups = if row.groups > 0 { format!(", {} open", row.groups) } else { String::new() };
        let changed = if row.changed { ", changed since agreed" } else { "" };
        let objections = if row.objections > 0 { ", objected to" } else { "" };
        let label = format!("{} {}, {}{changed}{objections}{groups}", row.label, row.words, row.standing);
        WidgetInfo::selected(Role::Button, true, current, label.trim())
    });
    if take {
        response.request_focus();
    }
    let painter = ui.painter();
    if current {
        painter.rect_filled(rect, 4.0, t.accent_soft);
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 4.0, t.ground);
    }
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, Stroke::new(1.5, t.accent), StrokeKind::Inside);
    }
    let y = rect.center().y;
    if row.heading {
        let at = pos2(rect.left() + 4.0, y);
        cut(ui, at, rect.width() - 8.0, &row.words, fonts::sans(12.5, true), t.ink);
        return response.clicked();
    }
    if row.labelled {
        let at = pos2(rect.left() + 9.0, y);
        dot(ui, t, at, &row.standing);
        if row.changed || row.objections > 0 {
            // A ring round the dot: what it says is no longer all.
            let ink = if row.objections > 0 { t.error } else { t.pending };
            ui.painter().circle_stroke(at, 6.2, Stroke::new(1.6, ink));
        }
    }
    let left = rect.left() + 20.0 + row.indent;
    let room = (rect.right() - left - 40.0).max(58.0);
    let label = cut(ui, pos2(left, y), room, &row.label, fonts::sans(12.0, false), t.faint);
    let words = match (row.labelled, row.indent > 0.0) {
        (false, _) => rect.left() + 4.0,
        (true, true) => left + label.max(24.0) + 6.0,
        (true, false) => left + label.max(40.0) + 8.0,
    };
    let room = rect.right() - words - if row.groups > 0 { 34.0 } else { 4.0 };
    cut(ui, pos2(words, y), room, &row.words, fonts::sans(12.5, false), t.ink);
    if row.groups > 0 {
        let pill = Rect::from_center_size(pos2(rect.right() - 16.0, y), vec2(22.0, 16.0));
        painter.rect_filled(pill, 8.0, if current { t.paper } else { t.pill() });
        painter.text(pill.center(), Align2::CENTER_CENTER, row.groups, fonts::sans(10.5, true), t.ink);
    }
    response.clicked()
}

fn dot(ui: &Ui, t: &Tokens, at: Pos2, standing: &Standing) {
    let painter = ui.painter();
    match standing {
        Standing::Open => {
            painter.circle_stroke(at, 3.2, Stroke::new(1.3, t.faint));
        }
        Standing::Suggested | Standing::Informals(_) => {
            painter.circle(at, 3.8, t.pending, Stroke::NONE);
        }
        Standing::AdRef | Standing::Agreed => {
            painter.circle(at, 3.8, t.agreed, Stroke::NONE);
        }
    }
}

/// One line of text, cut where there is no more room. Returns how wide it became.
fn cut(ui: &Ui, left_middle: Pos2, room: f32, text: &str, font: FontId, colour: Color32) -> f32 {
    if text.is_empty() || room <= 8.0 {
        return 0.0;
    }
    let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, colour));
    job.wrap = TextWrapping::truncate_at_width(room);
    let galley = ui.ctx().fonts_mut(|f| f.layout_job(job));
    let (at, width) = (left_middle - vec2(0.0, galley.size().y / 2.0), galley.size().x);
    ui.painter().galley(at, galley, colour);
    width
}
