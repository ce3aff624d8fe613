//! [`Report`]: what merges and the import did, line by line, each as high as its words need.
//!
//! Heights are measured when the lines or the width change; only visible lines are drawn.

use super::fonts;
use super::theme::Tokens;
use super::widgets::{faint, heading, small};
use crate::app::{Message, ReportLine};
use eframe::egui::{Context, Label, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The line with the place, and the space below the words.
const HEAD: f32 = 26.0;
const GAP: f32 = 9.0;

/// The list, with where each line begins.
#[derive(Default)]
pub struct Report {
    of: Option<(u64, u32)>,
    /// Where each line begins, and where the last ends.
    tops: Vec<f32>,
}

impl Report {
    /// Draws it. Returns what was asked for.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens, lines: &[ReportLine]) -> Option<Message> {
        if lines.is_empty() {
            let all = "Nothing to report: nothing was merged since this was opened, and every line of the source is in the text as it was.";
            faint(ui, t, all);
            return None;
        }
        let mut message = None;
        ScrollArea::vertical().id_salt("report").auto_shrink(false).show_viewport(ui, |ui, seen| {
            let width = ui.available_width() - 6.0;
            self.measure(ui.ctx(), t, lines, width);
            ui.set_height(self.tops.last().copied().unwrap_or(0.0));
            let corner = ui.min_rect().min;
            let first = self.tops.partition_point(|top| *top <= seen.top()).saturating_sub(1);
            for (line, ends) in lines.iter().zip(self.tops.windows(2)).skip(first) {
                let &[top, bottom] = ends else { break };
                if top > seen.bottom() {
                    break;
                }
                let rect = Rect::from_min_size(corner + vec2(0.0, top), vec2(width, bottom - top));
                ui.scope_builder(UiBuilder::new().id_salt(top.to_bits()).max_rect(rect), |ui| {
                    message = message.take().or(draw(ui, t, line));
                });
            }
        });
        message
    }

    fn measure(&mut self, ctx: &Context, t: &Tokens, lines: &[ReportLine], width: f32) {
        let mut hash = DefaultHasher::new();
        lines.iter().for_each(|l| (&l.place, &l.text).hash(&mut hash));
        let of = Some((hash.finish(), width.to_bits()));
        if self.of == of {
            return;
        }
        self.of = of;
        let mut top = 0.0;
        self.tops = vec![top];
        for line in lines {
            let font = fonts::sans(13.0, false);
            let words = ctx.fonts_mut(|f| f.layout(line.text.clone(), font, t.ink, width));
            top += HEAD + words.size().y + GAP;
            self.tops.push(top);
        }
    }
}

fn draw(ui: &mut Ui, t: &Tokens, line: &ReportLine) -> Option<Message> {
    let mut message = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let corner = ui.max_rect().min;
    ui.horizontal(|ui| {
        ui.set_height(HEAD);
        heading(ui, t, &line.place);
        if let Some(n) = line.repair {
            let undo = small(ui, "Take back");
            let name = format!("Take back the repair in {}", line.place);
            let undo = undo.on_hover_text("Puts the words back as the source had them");
            if undo.accessible_name(name).clicked() {
                message = Some(Message::UndoRepair(n));
            }
        }
    });
    let rest = Rect::from_min_max(pos2(corner.x, corner.y + HEAD), ui.max_rect().max);
    ui.scope_builder(UiBuilder::new().max_rect(rest), |ui| {
        ui.add(Label::new(RichText::new(&line.text).font(fonts::sans(13.0, false))).wrap());
    });
    message
}
