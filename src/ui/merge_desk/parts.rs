//! The pieces of the merge desk: its two sides, a wish with its box, words with marks.
//!
//! They draw what they are given and know nothing of the desk.

use super::super::fonts;
use super::super::theme::{Tokens, mix};
use super::super::widgets::{always_bars, faint, name_tag};
use super::DIGITS;
use crate::app::merge_desk::{Choice, Part, Piece, Row, Shape};
use crate::record::ActorId;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Color32, CornerRadius, Frame, Label, Layout, Margin, Response, RichText, ScrollArea, Sense,
    Stroke, Ui, vec2,
};
use std::sync::Arc;

/// The letters of the text on the desk, in points.
pub(super) const TEXT: f32 = 15.5;
/// A side of the desk that scrolls by itself; the height of all that stands in it.
pub(super) fn column(ui: &mut Ui, t: &Tokens, (width, height): (f32, f32), add: impl FnOnce(&mut Ui)) -> f32 {
    ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(vec2(width, height));
        let id = ui.next_auto_id();
        let boxes = ui.visuals().widgets.inactive.bg_fill;
        let area = ScrollArea::vertical().id_salt(id).auto_shrink(false);
        let shown = always_bars(ui, t, |ui| {
            area.show(ui, |ui| {
                ui.set_width(ui.available_width() - 6.0);
                // Only the bars are to stand out.
                ui.visuals_mut().widgets.inactive.bg_fill = boxes;
                add(ui);
            })
        });
        shown.content_size.y
    })
    .inner
}

/// The paper on which a result stands.
pub(super) fn sheet(ui: &mut Ui, t: &Tokens, add: impl FnOnce(&mut Ui)) {
    let fill = mix(t.paper, t.accent, if t.dark { 0.05 } else { 0.03 });
    let frame = Frame::NONE.fill(fill).stroke(Stroke::new(1.0, t.line)).corner_radius(CornerRadius::same(6));
    let drawn = frame.inner_margin(Margin::symmetric(14, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        add(ui);
    });
    let rect = drawn.response.rect;
    let bar = egui::Rect::from_min_max(rect.min, egui::pos2(rect.left() + 3.0, rect.bottom()));
    ui.painter().rect_filled(bar, CornerRadius { nw: 6, sw: 6, ne: 0, se: 0 }, t.accent);
}

/// The label of a paragraph of the result and what happens to it, where there is more to say.
pub(super) fn named(ui: &mut Ui, t: &Tokens, row: &Row) {
    if row.shape == Shape::Stays && row.said.is_empty() {
        return;
    }
    let text = match (row.label.is_empty(), row.said.is_empty()) {
        (true, _) => row.said.clone(),
        (_, true) => row.label.clone(),
        _ => format!("{} · {}", row.label, row.said),
    };
    faint(ui, t, text);
}

/// A wish: its box, who asks, the words, how others stand. The answer is that of the box.
pub(super) fn wish(
    ui: &mut Ui,
    t: &Tokens,
    (n, one): (usize, &Choice),
    job: &Arc<LayoutJob>,
    (on, touches): (bool, bool),
) -> Response {
    let fill = if on { t.accent_soft } else { t.paper };
    let edge = match (touches, on) {
        (true, _) => t.pending,
        (_, true) => mix(t.line, t.accent, 0.5),
        _ => t.line,
    };
    let frame = Frame::NONE.fill(fill).stroke(Stroke::new(1.0, edge)).corner_radius(CornerRadius::same(6));
    let inner = frame.inner_margin(Margin::symmetric(9, 7)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let mut checked = on;
            let able = one.refusal.is_none();
            let check = ui.add_enabled(able, egui::Checkbox::without_text(&mut checked));
            check.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, able, on, one.told()));
            let text = ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                body(ui, t, (n, one), job)
            });
            if able && text.inner.clicked() { text.inner } else { check }
        })
        .inner
    });
    inner.inner
}

fn body(ui: &mut Ui, t: &Tokens, (n, one): (usize, &Choice), job: &Arc<LayoutJob>) -> Response {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 3.0);
        for actor in &one.backers {
            name_tag(ui, t, actor);
        }
        faint(ui, t, one.what.replace('-', " "));
        if n < DIGITS.len() && one.refusal.is_none() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                faint(ui, t, (n + 1).to_string()).on_hover_text("This key chooses it");
            });
        }
    });
    let words = ui.add(Label::new(job.clone()).wrap().sense(Sense::click()));
    let small = |ui: &mut Ui, text: &str, ink: Color32| {
        ui.add(Label::new(RichText::new(text).size(12.0).color(ink)).wrap());
    };
    one.stances.iter().for_each(|said| small(ui, said, t.ink));
    for (actor, why) in &one.reasons {
        let by = if actor.is_unnamed() { String::new() } else { format!("{actor}: ") };
        small(ui, &format!("{by}{why}"), t.faint);
    }
    if !one.elsewhere.is_empty() {
        small(ui, &format!("One gesture with a wish in {}", one.elsewhere.join(", ")), t.faint);
    }
    if let Some(why) = one.refusal {
        small(ui, why, t.pending);
    }
    words
}

/// Words with what each wish brings in its author's colour, and the name behind it.
pub(super) fn marked(
    t: &Tokens,
    pieces: &[Piece],
    struck: bool,
    number: &dyn Fn(&Piece) -> Option<usize>,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    let shown: Vec<&Piece> = pieces.iter().filter(|p| struck || p.part != Part::Gone).collect();
    for (n, piece) in shown.iter().enumerate() {
        let colour = piece.by.first().map_or(t.ink, |a| t.actor(a));
        let bold = piece.bold || piece.part == Part::New;
        let mut format = TextFormat::simple(fonts::serif(TEXT, bold, piece.italic), t.ink);
        match piece.part {
            Part::Kept => {}
            Part::New => (format.color, format.underline) = (colour, Stroke::new(1.2, colour)),
            Part::Gone => (format.color, format.strikethrough) = (colour, Stroke::new(1.2, colour)),
        }
        match number(piece) {
            Some(number) if piece.note.is_some() => {
                let mut small = TextFormat { font_id: fonts::serif(10.0, false, false), ..format };
                small.valign = Align::TOP;
                job.append(&number.to_string(), 0.0, small);
            }
            _ => {
                let after_gone =
                    n.checked_sub(1).and_then(|n| shown.get(n)).map(|p| p.part) == Some(Part::Gone);
                let gap = if after_gone && piece.part == Part::New { 4.0 } else { 0.0 };
                job.append(&piece.text, gap, format)
            }
        }
        let next = shown.get(n + 1);
        let goes_on = next.is_some_and(|next| next.part != Part::Kept && next.by == piece.by);
        if piece.part != Part::Kept && !goes_on {
            name(t, &mut job, &piece.by, piece.part);
        }
    }
    job
}

/// The names behind what they bring.
fn name(t: &Tokens, job: &mut LayoutJob, by: &[ActorId], part: Part) {
    const MOST: usize = 4;
    let Some(first) = by.first() else { return };
    let mut names: Vec<&str> = by.iter().take(MOST).map(ActorId::as_str).collect();
    let more = format!("+{}", by.len().saturating_sub(MOST));
    if by.len() > MOST {
        names.push(&more);
    }
    let verb = if part == Part::Gone { " delete" } else { "" };
    let colour = t.actor(first);
    let text = format!(" {}{verb} ", names.join(", ")).replace(' ', "\u{a0}");
    let format = TextFormat {
        font_id: fonts::sans(10.5, true),
        color: colour,
        background: t.tint(colour),
        valign: Align::Center,
        ..TextFormat::default()
    };
    let gap = TextFormat::simple(fonts::serif(TEXT, false, false), t.ink);
    job.append("\u{2009}", 0.0, gap.clone());
    job.append(&text, 0.0, format);
    job.append("\u{2009}", 0.0, gap);
}
