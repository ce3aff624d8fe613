//! All of a kind, as a list to be looked through before it is accepted in one step.
//!
//! It returns what was chosen; it does nothing. Only the lines in view are laid out.

use super::dialogs::{Answer, Dialog, title};
use super::fonts;
use super::theme::Tokens;
use super::widgets::{always_bars, clear_marks, faint, main_button, name_tag, segment, tag};
use super::window::Window;
use crate::app::merge_desk::alike::{Alike, Kind, Line};
use crate::app::{Message, Veil};
use crate::project::Project;
use crate::record::ActorId;
use crate::weave::GroupId;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    self, Align, Button, ComboBox, Key, Label, Layout, Modifiers, RichText, ScrollArea, Stroke, Ui, vec2,
};

/// The height of a line and the width of the label of a paragraph, in points.
const LINE: f32 = 27.0;
const LABEL: f32 = 92.0;
const NAMES: f32 = 170.0;

/// The list while it is open.
pub struct AlikeDialog {
    project: Project,
    /// What gives everybody the name that is shown.
    veil: Veil,
    /// The group at the caret, that others can be like.
    like: Option<GroupId>,
    /// Who backs anything.
    actors: Vec<ActorId>,
    actor: Option<ActorId>,
    chair: bool,
    list: Alike,
}

impl Window {
    /// Opens the list of what is like a group, or of slips.
    pub(super) fn show_alike(&mut self, like: Option<GroupId>) {
        let actors = self.around().backers.iter().cloned().collect();
        let (project, chair) = (self.app.project().clone(), self.app.is_chair());
        self.dialog = Some(Dialog::Alike(Box::new(AlikeDialog::new(
            (project, self.app.board().veil().clone()),
            like,
            actors,
            chair,
        ))));
    }
}

impl AlikeDialog {
    /// The list of what is like a group; of slips where there is none.
    pub fn new(
        (project, veil): (Project, Veil),
        like: Option<GroupId>,
        actors: Vec<ActorId>,
        chair: bool,
    ) -> Self {
        let kind = like.clone().map_or(Kind::Mechanical, Kind::Like);
        let list = Alike::veiled(&project, kind, &veil);
        let actor = list.lines.first().and_then(|l| l.group.backers.first()).or(actors.first()).cloned();
        Self { project, veil, like, actors, actor, chair, list }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Accept all of a kind");
        self.kinds(ui, t);
        faint(ui, t, self.says());
        self.lines(ui, t);
        self.foot(ui, t)
    }

    fn take(&mut self, kind: Kind) {
        if kind != self.list.kind {
            self.list = Alike::veiled(&self.project, kind, &self.veil);
        }
    }

    fn kinds(&mut self, ui: &mut Ui, t: &Tokens) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let now = self.list.kind.clone();
            if let Some(like) = self.like.clone()
                && segment(ui, t, "The same words", matches!(now, Kind::Like(_))).clicked()
            {
                self.take(Kind::Like(like));
            }
            if segment(ui, t, "Slips and punctuation", now == Kind::Mechanical).clicked() {
                self.take(Kind::Mechanical);
            }
            if let Some(actor) = self.actor.clone() {
                let one = matches!(now, Kind::By(_));
                if segment(ui, t, "One actor", one).clicked() {
                    self.take(Kind::By(actor.clone()));
                }
                if one {
                    let mut chosen = actor.clone();
                    let label = faint(ui, t, "backed by");
                    let list = ComboBox::from_id_salt("actor of a kind").selected_text(chosen.as_str());
                    let shown = list.show_ui(ui, |ui| {
                        for a in &self.actors {
                            ui.selectable_value(&mut chosen, a.clone(), a.as_str());
                        }
                    });
                    shown.response.labelled_by(label.id);
                    if chosen != actor {
                        self.actor = Some(chosen.clone());
                        self.take(Kind::By(chosen));
                    }
                }
            }
        });
    }

    fn says(&self) -> String {
        let (all, chosen, able) = (self.list.lines.len(), self.list.chosen().len(), self.list.able());
        let what = match &self.list.kind {
            Kind::Like(_) => "with the same change of words".to_owned(),
            Kind::Mechanical => {
                "with typing errors, “also” and “further”, punctuation or quotation marks; no figures"
                    .to_owned()
            }
            Kind::By(actor) => format!("that {actor} backs"),
        };
        let open = match chosen - able {
            0 => String::new(),
            n => format!(" {n} of them touch one another and stay open."),
        };
        match all {
            0 => format!("There is no group {what}."),
            1 => format!("1 group {what}; {chosen} chosen.{open}"),
            n => format!("{n} groups {what}; {chosen} chosen.{open}"),
        }
    }

    fn lines(&mut self, ui: &mut Ui, t: &Tokens) {
        let height = (ui.ctx().content_rect().height() - 330.0).clamp(120.0, 520.0);
        let mut hit = None;
        let lines = &self.list.lines;
        let boxes = ui.visuals().widgets.inactive.bg_fill;
        always_bars(ui, t, |ui| {
            clear_marks(ui, t);
            ui.spacing_mut().item_spacing.y = 0.0;
            let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
            area.show_rows(ui, LINE, lines.len(), |ui, shown| {
                ui.visuals_mut().widgets.inactive.bg_fill = boxes;
                for (at, line) in lines.iter().enumerate().take(shown.end).skip(shown.start) {
                    if row(ui, t, line) {
                        hit = Some(at);
                    }
                }
            });
        });
        if let Some(at) = hit {
            self.list.toggle(at);
        }
    }

    fn foot(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        let able = self.chair && self.list.able() > 0;
        let enter = ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Enter));
        let mut answer = None;
        ui.horizontal(|ui| {
            let text = format!("Accept {}", self.list.able());
            let go = ui.add_enabled(able, main_button(t, &text)).on_hover_text("Ctrl+Enter");
            if go.clicked() || (enter && able) {
                answer = Some(Answer::Send(Box::new(Message::AcceptAlike(self.list.chosen()))));
            }
            for (text, on) in [("All", true), ("None", false)] {
                if ui.add_enabled(!self.list.lines.is_empty(), Button::new(text)).clicked() {
                    self.list.choose_all(on);
                }
            }
            if !self.chair {
                faint(ui, t, "Only the chair decides; this is a look.");
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.button("Close").clicked() {
                    answer = Some(Answer::Cancel);
                }
            });
        });
        answer
    }
}

/// A group; whether it was clicked.
fn row(ui: &mut Ui, t: &Tokens, line: &Line) -> bool {
    let names: Vec<&str> = line.backers.iter().map(ActorId::as_str).collect();
    let by = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
    let told = format!("{}{by}: {} → {}", line.label, line.old, line.new);
    let mut clicked = false;
    ui.horizontal(|ui| {
        ui.set_height(LINE);
        ui.spacing_mut().item_spacing.x = 6.0;
        let (mut on, able) = (line.on, line.refusal.is_none());
        let check = ui.add_enabled(able, egui::Checkbox::without_text(&mut on));
        check.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, able, line.on, &told));
        clicked = check.clicked();
        cell(ui, LABEL, |ui| {
            ui.add(Label::new(RichText::new(&line.label).size(12.0).color(t.faint)).truncate());
        });
        cell(ui, NAMES, |ui| {
            ui.spacing_mut().item_spacing.x = 3.0;
            line.backers.iter().take(3).for_each(|a| drop(name_tag(ui, t, a)));
            if line.backers.len() > 3 {
                faint(ui, t, format!("+{}", line.backers.len() - 3));
            }
        });
        if line.touches {
            tag(ui, "touches another", t.pending, t.ground);
        }
        let label = ui.add(Label::new(words(t, line)).truncate());
        if let Some(why) = line.refusal {
            label.on_hover_text(why);
        } else {
            label.on_hover_text(told.clone());
        }
    });
    clicked
}

/// A cell of a width of its own.
fn cell(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, LINE), layout, |ui| {
        ui.set_min_width(width);
        ui.set_max_width(width);
        add(ui);
    });
}

fn words(t: &Tokens, line: &Line) -> LayoutJob {
    let colour = line.backers.first().map_or(t.ink, |a| t.actor(a));
    let plain = |bold| TextFormat::simple(fonts::serif(14.0, bold, false), colour);
    let mut job = LayoutJob::default();
    if !line.behind.is_empty() {
        job.append(&line.behind, 0.0, TextFormat { color: t.ink, ..plain(false) });
    }
    if !line.old.is_empty() {
        let struck = TextFormat { strikethrough: Stroke::new(1.2, colour), ..plain(false) };
        job.append(line.old.trim(), 0.0, struck);
    }
    if !line.new.is_empty() {
        let gap = if job.text.is_empty() { 0.0 } else { 5.0 };
        let new = TextFormat { underline: Stroke::new(1.2, colour), ..plain(true) };
        job.append(line.new.trim(), gap, new);
    }
    job
}
