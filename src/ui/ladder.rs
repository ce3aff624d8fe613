//! [`StatusDialog`]: a status for one paragraph or many, with who is pending, who asked for it and
//! why; and the history of a paragraph in the panel on the right.
//!
//! It returns what is to be sent; it does nothing.

use super::actor::ActorDialog;
use super::dialogs::{Answer, Dialog, entered, take_up, title};
use super::silence::SilenceDialog;
use super::theme::Tokens;
use super::widgets::{clear_marks, faint, heading, main_button};
use super::window::Window;
use crate::app::Message;
use crate::app::ladder::{StatusWish, named, set};
use crate::project::Project;
use crate::record::{ActorId, Standing};
use crate::weave::Of;
use eframe::egui::{self, Response, RichText, TextEdit, Ui};

/// The dialog.
pub struct StatusDialog {
    project: Project,
    labels: String,
    standing: Standing,
    pending: String,
    request: String,
    on: String,
    why: String,
    fresh: bool,
    refused: Option<String>,
}

impl StatusDialog {
    /// Asks for the status of these paragraphs, beginning with one; `named`: those who are pending
    /// now stand in the field, which they do not where they are not to be named.
    pub fn new(project: &Project, labels: &str, standing: Standing, named: bool) -> Self {
        let pending = match project.paragraph(labels).map(|id| project.status(id).0) {
            Ok(Standing::Informals(names)) if named => {
                names.iter().map(|a| a.as_str()).collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        };
        Self {
            project: project.clone(),
            labels: labels.to_owned(),
            standing,
            pending,
            request: String::new(),
            on: String::new(),
            why: String::new(),
            fresh: true,
            refused: None,
        }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        title(ui, "Status");
        faint(ui, t, "Paragraphs by their labels, with commas; a range is two with a dash: OP1-OP7.");
        let paragraphs = field(ui, "Paragraphs", &mut self.labels, "OP5 (a), OP7-OP9");
        ui.scope(|ui| {
            clear_marks(ui, t);
            ui.horizontal_wrapped(|ui| {
                for (standing, name) in [
                    (Standing::Open, "Open"),
                    (Standing::Suggested, "Suggested for closure"),
                    (Standing::Informals(Vec::new()), "Agreed in informals"),
                    (Standing::AdRef, "Agreed ad ref"),
                    (Standing::Agreed, "Agreed"),
                ] {
                    ui.radio_value(&mut self.standing, standing, name);
                }
            });
        });
        let mut enter = entered(ui, &paragraphs);
        let mut first = paragraphs;
        if matches!(self.standing, Standing::Informals(_)) {
            let pending = field(ui, "Pending", &mut self.pending, "who has yet to agree, with commas");
            enter |= entered(ui, &pending);
            first = pending;
        }
        let request = field(ui, "At the request of", &mut self.request, "nobody in particular");
        let on = field(ui, "Date", &mut self.on, "not logged");
        let why = field(ui, "Why", &mut self.why, "");
        enter |= [&request, &on, &why].into_iter().any(|r| entered(ui, r));
        if std::mem::take(&mut self.fresh) {
            let (response, text) = match (&self.standing, self.labels.is_empty()) {
                (Standing::Informals(_), false) => (first, self.pending.as_str()),
                (Standing::Open, false) => (request, ""),
                _ => (first, self.labels.as_str()),
            };
            take_up(ui, &response, text);
        }
        if let Some(why) = &self.refused {
            ui.label(RichText::new(why).color(t.error));
        }
        let mut answer = None;
        ui.horizontal(|ui| {
            if ui.add(main_button(t, "Set status")).clicked() || enter {
                answer = self.answer();
            }
            if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
        });
        answer
    }

    fn answer(&mut self) -> Option<Answer> {
        let informals = matches!(self.standing, Standing::Informals(_));
        let wish = StatusWish {
            labels: split(&self.labels),
            standing: self.standing.clone(),
            pending: if informals { named(&self.project, &self.pending) } else { Vec::new() },
            on: self.on.clone(),
            at_request_of: named(&self.project, &self.request).into_iter().next(),
            why: self.why.clone(),
        };
        if wish.labels.is_empty() {
            self.refused = Some("Name a paragraph: OP5, 26, B or OP5 (a).".to_owned());
            return None;
        }
        match set(&self.project, &wish) {
            Ok(_) => Some(Answer::Send(Box::new(Message::SetStatuses(Box::new(wish))))),
            Err(why) => {
                self.refused = Some(why.to_string());
                None
            }
        }
    }
}

/// A field of one line with its name above it.
pub(super) fn field(ui: &mut Ui, name: &str, text: &mut String, hint: &str) -> Response {
    ui.horizontal(|ui| {
        let side = egui::Layout::left_to_right(egui::Align::Center);
        let room = egui::vec2(140.0, ui.spacing().interact_size.y);
        let label = ui.allocate_ui_with_layout(room, side, |ui| {
            ui.set_min_width(room.x);
            ui.label(name)
        });
        let edit = TextEdit::singleline(text).hint_text(hint).desired_width(f32::INFINITY);
        ui.add(edit).labelled_by(label.inner.id)
    })
    .inner
}

/// Labels that were typed with commas or semicolons between them.
pub(super) fn split(typed: &str) -> Vec<String> {
    let parts = typed.split([',', ';']).map(str::trim).filter(|s| !s.is_empty());
    parts.map(str::to_owned).collect()
}

/// What was set on a paragraph, in order, under its proposals.
pub fn history(ui: &mut Ui, t: &Tokens, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    ui.add_space(8.0);
    heading(ui, t, "History");
    for line in lines {
        faint(ui, t, line.as_str());
    }
}

impl Window {
    /// The label of the paragraph of the text at the caret, if it has one.
    fn label_here(&self) -> Option<String> {
        let par = self.app.page().paragraphs.get(self.around().par?)?;
        (par.kind.is_labelled() && matches!(par.of, Of::Text(_))).then(|| par.label.clone())
    }

    /// Whether the paragraph at the caret is agreed in some way.
    pub(super) fn agreed_here(&self) -> bool {
        let par = self.around().par.and_then(|i| self.app.page().paragraphs.get(i));
        par.is_some_and(|p| p.standing.is_agreed())
    }

    /// Asks for the status of the paragraph at the caret, or of any.
    pub(super) fn ask_status(&mut self, standing: Option<Standing>) {
        let here = self.label_here().unwrap_or_default();
        let (standing, named) = (standing.unwrap_or(Standing::AdRef), self.app.board().veil().is_open());
        let dialog = StatusDialog::new(self.app.project(), &here, standing, named);
        self.dialog = Some(Dialog::Status(Box::new(dialog)));
    }

    /// Shows the silence procedure, or asks for one.
    pub(super) fn ask_silence(&mut self) {
        let here = self.label_here();
        let veil = self.app.board().veil();
        let dialog = SilenceDialog::new(self.app.project(), here.as_deref(), self.app.speaker(), veil);
        self.dialog = Some(Dialog::Silence(Box::new(dialog)));
    }

    /// Asks what is to be known of an actor.
    pub(super) fn ask_actor(&mut self, actor: Option<&ActorId>) {
        let dialog = ActorDialog::new(self.app.project(), actor);
        self.dialog = Some(Dialog::ActorOf(Box::new(dialog)));
    }
}
