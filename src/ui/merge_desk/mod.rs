//! The merge desk: a paragraph's wishes on the left, its words and what results on the right.
//!
//! It draws a [`Desk`] and returns what was decided; it does nothing. What is laid out is kept
//! until something is chosen or typed.

mod parts;

use super::cards::change_words;
use super::dialogs::{Answer, Dialog, title};
use super::fonts;
use super::theme::{Tokens, mix};
use super::widgets::{clear_marks, faint, heading, main_button, small, tag};
use super::window::Window;
use crate::app::Message;
use crate::app::merge_desk::{Choice, Desk, Part, Piece, Row, Shape};
use crate::lexicon::count;
use crate::text::NOTE;
use crate::weave::GroupId;
use eframe::egui::text::LayoutJob;
use eframe::egui::{
    self, Align, Button, CornerRadius, Frame, Key, Label, Layout, Margin, Modifiers, RichText, Sense, Stroke,
    TextEdit, Ui, vec2,
};
use parts::{TEXT, column, marked, named, sheet, wish};
use std::sync::Arc;

/// The share of the wishes of the width, and what stands between the two sides.
const WISHES: f32 = 0.45;
const GUTTER: f32 = 22.0;
/// Keys that choose a wish by its number.
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// The desk while it is open.
pub struct DeskDialog {
    desk: Desk,
    /// Whether the chair holds the pen: others only look.
    chair: bool,
    /// Whether words that go are shown in the result.
    struck: bool,
    fresh: bool,
    /// The height of what stands in the columns: it grows, so that nothing jumps.
    tall: f32,
    laid: Option<Laid>,
}

/// What was laid out, and of what.
struct Laid {
    of: (u64, bool, (bool, bool)),
    base: Arc<LayoutJob>,
    choices: Vec<Arc<LayoutJob>>,
    rows: Vec<Arc<LayoutJob>>,
}

impl Window {
    /// Opens the desk of the paragraph at the caret.
    pub(super) fn show_desk(&mut self) {
        let desk = self.app.merge_desk().map(|desk| DeskDialog::new(desk, self.app.is_chair()));
        if let Some(desk) = desk {
            self.dialog = Some(Dialog::Desk(Box::new(desk)));
        }
    }
}

impl DeskDialog {
    /// The desk of a paragraph.
    pub fn new(desk: Desk, chair: bool) -> Self {
        Self { desk, chair, struck: true, fresh: true, tall: 200.0, laid: None }
    }

    /// Whether words were typed that are not decided yet.
    pub fn is_modified(&self) -> bool {
        self.desk.is_modified()
    }

    /// How wide it is in a window of this width.
    pub fn width(window: f32) -> f32 {
        (window - 110.0).clamp(520.0, 1180.0)
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        self.keys(ui);
        let send = self.enter(ui);
        self.lay_out(t);
        self.head(ui, t);
        let most = (ui.ctx().content_rect().height() - 230.0).clamp(160.0, 660.0);
        let (height, before) = (self.tall.min(most), self.tall);
        let width = ui.available_width();
        let left = ((width - GUTTER) * WISHES).floor();
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let first = column(ui, t, (left, height), |ui| self.wishes(ui, t));
            let line = ui.allocate_exact_size(vec2(GUTTER, height), Sense::hover()).0;
            ui.painter().vline(line.center().x, line.y_range(), Stroke::new(1.0, t.line));
            let second = column(ui, t, (width - left - GUTTER, height), |ui| self.outcome(ui, t));
            self.tall = self.tall.max(first.max(second) + 4.0);
        });
        if self.tall.min(most) > before.min(most) {
            ui.ctx().request_repaint();
        }
        self.foot(ui, t).or(send)
    }

    fn keys(&mut self, ui: &Ui) {
        if ui.ctx().text_edit_focused() {
            return;
        }
        let pressed = |n: &usize| {
            let key = DIGITS.get(*n).copied();
            key.is_some_and(|key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)))
        };
        let hit: Vec<GroupId> = (0..DIGITS.len())
            .filter(pressed)
            .filter_map(|n| self.desk.choices().get(n).map(|c| c.group.id.clone()))
            .collect();
        hit.iter().for_each(|id| self.desk.toggle(id));
    }

    /// Ctrl+Enter accepts, with Shift the rest is rejected.
    fn enter(&self, ui: &Ui) -> Option<Answer> {
        let rest = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter));
        let accept = rest || ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        (accept && self.can_accept()).then(|| self.settle(rest))
    }

    fn can_accept(&self) -> bool {
        let able = self.desk.chosen() > 0 && (self.desk.is_modified() || self.untouched() > 0);
        self.chair && able
    }

    /// How many of the chosen wishes touch no other.
    fn untouched(&self) -> usize {
        let pairs = self.desk.conflicts();
        let free = |c: &&Choice| !pairs.iter().any(|(a, b)| *a == c.group.id || *b == c.group.id);
        let chosen = self.desk.choices().iter().filter(|c| self.desk.is_chosen(&c.group.id));
        chosen.filter(free).count()
    }

    fn settle(&self, rest: bool) -> Answer {
        Answer::Send(Box::new(Message::Settle(Box::new(self.desk.verdict(rest)))))
    }

    fn lay_out(&mut self, t: &Tokens) {
        let of = (self.desk.stamp(), self.struck, (t.dark, t.high));
        if self.laid.as_ref().is_some_and(|l| l.of == of) {
            return;
        }
        let notes = &self.desk.result().notes;
        let number = |p: &Piece| p.note.and_then(|id| notes.get(&id)).copied();
        let base = Piece::all(self.desk.base(), Part::Kept, &[]);
        let choice = |c: &Choice| Arc::new(change_words(t, c.backers.first(), c.what, &c.old, &c.new));
        let row = |r: &Row| Arc::new(marked(t, &r.pieces, self.struck || r.shape == Shape::Gone, &number));
        self.laid = Some(Laid {
            of,
            base: Arc::new(marked(t, &base, true, &number)),
            choices: self.desk.choices().iter().map(choice).collect(),
            rows: self.desk.result().rows.iter().map(row).collect(),
        });
    }

    fn head(&mut self, ui: &mut Ui, t: &Tokens) {
        ui.horizontal(|ui| {
            title(ui, &format!("Merge desk: {}", self.desk.label()));
            let all = self.desk.choices();
            let wishes: usize = all.iter().map(|c| c.group.members.len()).sum();
            let said = match (wishes, all.len()) {
                (0, _) => "nothing is asked of it".to_owned(),
                (1, _) => "1 wish".to_owned(),
                (w, g) if w > g => format!("{w} wishes, {g} groups"),
                (w, _) => format!("{w} wishes"),
            };
            faint(ui, t, said);
            if all.is_empty() {
                return;
            }
            ui.spacing_mut().item_spacing.x = 4.0;
            for (text, all) in [("All", true), ("None", false)] {
                let what = if all { "Chooses every wish" } else { "Chooses no wish" };
                if small(ui, text).on_hover_text(what).clicked() {
                    self.desk.choose_all(all);
                }
            }
        });
    }

    fn wishes(&mut self, ui: &mut Ui, t: &Tokens) {
        let mut hit = None;
        clear_marks(ui, t);
        ui.spacing_mut().item_spacing.y = 6.0;
        let jobs = self.laid.as_ref().map(|l| l.choices.as_slice()).unwrap_or_default();
        for (n, (one, job)) in self.desk.choices().iter().zip(jobs).enumerate() {
            let on = self.desk.is_chosen(&one.group.id);
            let touches = self.desk.conflicts().iter().any(|(a, b)| *a == one.group.id || *b == one.group.id);
            let response = wish(ui, t, (n, one), job, (on, touches));
            if std::mem::take(&mut self.fresh) {
                response.request_focus();
            }
            if response.clicked() {
                hit = Some(one.group.id.clone());
            }
        }
        if self.desk.choices().is_empty() {
            faint(
                ui,
                t,
                "Nobody asks for anything here. The words can be edited as a compromise of the chair.",
            );
        }
        if let Some(group) = hit {
            self.desk.toggle(&group);
        }
    }

    fn outcome(&mut self, ui: &mut Ui, t: &Tokens) {
        ui.spacing_mut().item_spacing.y = 7.0;
        let count = self.desk.count();
        heading(ui, t, &format!("{} as it stands · {}", self.desk.label(), words(count.base)));
        if let Some(laid) = &self.laid {
            ui.add(Label::new(laid.base.clone()).wrap());
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let change = match (count.added, count.removed) {
                (0, 0) => "no change".to_owned(),
                (added, removed) => format!("+{added} −{removed}"),
            };
            heading(ui, t, &format!("Result · {} · {change}", words(count.result)));
            if !self.desk.is_editing() {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    clear_marks(ui, t);
                    ui.checkbox(&mut self.struck, RichText::new("With what goes").size(12.0));
                });
            }
        });
        match self.desk.is_editing() {
            true => self.fields(ui, t),
            false => self.rows(ui, t),
        }
        self.conflicts(ui, t);
        ui.horizontal(|ui| {
            let editing = self.desk.is_editing();
            let text = if editing { "Back to what was chosen" } else { "Edit the result…" };
            let can = editing || self.desk.can_edit();
            if ui.add_enabled(can, Button::new(text)).clicked() {
                self.desk.edit(!editing);
            }
            if self.desk.is_modified() {
                tag(ui, "your words", t.accent, t.accent_soft);
            }
        });
    }

    fn rows(&self, ui: &mut Ui, t: &Tokens) {
        let jobs = self.laid.as_ref().map(|l| l.rows.as_slice()).unwrap_or_default();
        for (row, job) in self.desk.result().rows.iter().zip(jobs) {
            sheet(ui, t, |ui| {
                named(ui, t, row);
                let read: String = row.pieces.iter().filter(|p| p.part != Part::Gone).map(said).collect();
                let label = ui.add(Label::new(job.clone()).wrap());
                label.widget_info(|| {
                    let name = format!("Result for {}: {read}", row.label);
                    egui::WidgetInfo::labeled(egui::Role::Label, true, name)
                });
            });
        }
    }

    fn fields(&mut self, ui: &mut Ui, t: &Tokens) {
        let mut lines: Vec<String> = self.desk.lines().to_vec();
        let rows: Vec<&Row> = self.desk.result().rows.iter().collect();
        for (row, line) in rows.into_iter().zip(&mut lines) {
            let name = match row.label.is_empty() {
                true => "Words of the result".to_owned(),
                false => format!("Words of {}", row.label),
            };
            let label = faint(ui, t, name);
            let field = TextEdit::multiline(line).desired_rows(4).font(fonts::serif(TEXT, false, false));
            ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
        }
        for (n, line) in lines.iter().enumerate() {
            self.desk.type_in(n, line);
        }
        if self.desk.result().words().iter().any(|w| !w.notes().is_empty()) {
            faint(ui, t, "[^1] is the reference to note 1.");
        }
    }

    /// What touches, only where both are chosen.
    fn conflicts(&self, ui: &mut Ui, t: &Tokens) {
        /// Pairs that are named; of more it is said how many there are.
        const MOST: usize = 5;
        let pairs = self.desk.conflicts();
        if pairs.is_empty() {
            return;
        }
        let edge = mix(t.line, t.pending, 0.5);
        let frame = Frame::NONE.stroke(Stroke::new(1.0, edge)).corner_radius(CornerRadius::same(6));
        frame.inner_margin(Margin::symmetric(10, 8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            let what = match self.desk.is_modified() {
                true => "These touch one another; your words take the place of both",
                false => "These touch one another and stay open. Choose one, or edit the result",
            };
            ui.label(RichText::new(what).size(12.5).color(t.pending));
            for (a, b) in pairs.iter().take(MOST) {
                let told = |id| self.desk.choice(id).map(Choice::told).unwrap_or_default();
                ui.add(Label::new(RichText::new(format!("{}  ×  {}", told(a), told(b))).size(12.5)).wrap());
            }
            if pairs.len() > MOST {
                faint(ui, t, format!("and {} more pairs", pairs.len() - MOST));
            }
        });
    }

    fn foot(&self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        let mut answer = None;
        ui.separator();
        ui.horizontal(|ui| {
            let able = self.can_accept();
            let (accept, and) = match self.desk.is_modified() {
                true => ("Accept as modified", "Accept as modified, reject the rest"),
                false => ("Accept chosen", "Accept chosen, reject the rest"),
            };
            if ui.add_enabled(able, main_button(t, accept)).on_hover_text("Ctrl+Enter").clicked() {
                answer = Some(self.settle(false));
            }
            let some =
                self.desk.chosen() < self.desk.choices().iter().filter(|c| c.refusal.is_none()).count();
            let rest = ui.add_enabled(able && some, Button::new(and));
            if rest.on_hover_text("Ctrl+Shift+Enter").clicked() {
                answer = Some(self.settle(true));
            }
            let asks = self.chair && (self.desk.chosen() > 0 || self.desk.is_modified());
            let compromise = ui.add_enabled(asks, Button::new("Chair’s compromise"));
            let why = "Puts the result in as a proposal of the Co-Facilitators. Nothing is decided.";
            if compromise.on_hover_text(why).clicked() {
                answer = Some(Answer::Send(Box::new(Message::Compromise(Box::new(self.desk.wording())))));
            }
            if !self.chair {
                faint(ui, t, "Only the chair decides; this is a look.");
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = if self.desk.is_modified() { "Close without my words" } else { "Close" };
                if ui.button(close).clicked() {
                    answer = Some(Answer::Cancel);
                }
            });
        });
        answer
    }
}

fn words(n: usize) -> String {
    count(n, "word", "words")
}

fn said(p: &Piece) -> &str {
    if p.text.starts_with(NOTE) { "" } else { &p.text }
}
