//! [`WhoDialog`]: whom the authors of Word files speak for, or who the names in a compilation are,
//! a line each.
//!
//! What is known is filled in. It returns what was answered; it does nothing.

use super::dialogs::{Answer, entered, title};
use super::theme::Tokens;
use super::widgets::{faint, main_button, small};
use crate::app::Question;
use crate::app::authors::{Known, counted, quoted};
use crate::app::files::Opened;
use crate::app::meant::Name;
use crate::project::Project;
use crate::record::known_names;
use eframe::egui::{self, ScrollArea, TextEdit, Ui};
use std::collections::BTreeSet;

/// Names that are offered while one is typed.
const OFFERED: usize = 5;

const AUTHORS: &str = "An actor for each author of changes and comments; several with commas. It is remembered in the project. What an author says who is left empty is not taken, and listed.";
const NAMES: &str = "Nobody here is known by these names. Say for each which actor it is, or that it is a new one. It is remembered in the project. A name that is left empty is no actor’s: what stands by it is kept, as nobody’s.";

/// The question, and what was typed.
pub struct WhoDialog {
    question: Option<Box<Question>>,
    project: Project,
    /// An actor for each author.
    typed: Vec<String>,
    sender: String,
    names: BTreeSet<String>,
    fresh: bool,
    /// Why what was typed is no answer.
    refused: Option<String>,
}

impl WhoDialog {
    /// Asks.
    pub fn new(question: Box<Question>, project: &Project) -> Self {
        let present = project.actors.keys().chain(project.tracks.keys()).map(|a| a.to_string());
        let names = present.chain(known_names().map(str::to_owned)).collect();
        Self {
            typed: question
                .authors
                .iter()
                .map(|a| a.speaks_for())
                .chain(question.names().iter().map(|n| n.proposed()))
                .collect(),
            question: Some(question),
            project: project.clone(),
            sender: String::new(),
            names,
            fresh: true,
            refused: None,
        }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        let question = self.question.as_deref()?;
        title(ui, "Who is who?");
        ui.add(egui::Label::new(egui::RichText::new(asked_about(question)).strong()).wrap());
        faint(ui, t, if question.compiled.is_some() { NAMES } else { AUTHORS });
        let most = (ui.ctx().content_rect().height() - 330.0).clamp(90.0, 420.0);
        let (names, fresh) = (&self.names, &mut self.fresh);
        // Enter goes on: to the next field without an answer, and from the last to the button.
        let mut on = false;
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            for (author, typed) in question.authors.iter().zip(&mut self.typed) {
                let how = match author.known {
                    Known::Remembered => ", remembered",
                    _ => "",
                };
                let label = format!("{}: {}{how}", quoted(&author.name), counted(author.has));
                let first = (*fresh || on) && typed.is_empty();
                (*fresh, on) = (*fresh && !first, on && !first);
                on |= field(ui, &label, typed, "nobody", names, first);
            }
            for (name, typed) in
                question.names().iter().zip(self.typed.iter_mut().skip(question.authors.len()))
            {
                let first = (*fresh || on) && typed.is_empty();
                (*fresh, on) = (*fresh && !first, on && !first);
                on |= named(ui, name, typed, names, first);
            }
            if question.sender {
                let label = "What was changed without being tracked is of";
                let first = std::mem::take(fresh) && question.authors.is_empty();
                let hint =
                    if question.authors.is_empty() { "nobody" } else { "the only actor above, or nobody" };
                on |= field(ui, label, &mut self.sender, hint, names, first);
            }
        });
        if let Some(why) = &self.refused {
            ui.label(why);
        }
        let mut answer = None;
        // A file without tracked changes or comments is of nobody unless that is said.
        let nobody = question.authors.is_empty() && question.names().is_empty();
        let enough = !(nobody && self.sender.trim().is_empty());
        let enter = ui.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter));
        let one = question.one().map(std::path::Path::to_path_buf);
        let mut go = false;
        ui.horizontal(|ui| {
            let button = ui.add_enabled(enough, main_button(t, "Go on"));
            if on && enough {
                button.request_focus();
            }
            go = button.clicked() || (enter && enough);
            if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
            if let Some(path) = one.filter(|_| !question.begins)
                && ui.button("New project with it").clicked()
            {
                answer = Some(Answer::Begin(path));
            }
        });
        if go {
            match question.answer(&self.project, &self.typed, &self.sender) {
                Ok(who) => answer = self.question.take().map(|question| Answer::Who(question, who)),
                Err(why) => self.refused = Some(why.to_string()),
            }
        }
        answer
    }
}

/// A field for the actor that a name in a compilation means, with those that it is nearly and with
/// a new one of that name. Whether Enter was pressed.
fn named(ui: &mut Ui, name: &Name, typed: &mut String, names: &BTreeSet<String>, focus: bool) -> bool {
    let how = if name.known.is_some() { ", remembered" } else { "" };
    let label = format!("{}{how}", name.told());
    let says = |what: &str| format!("{} is {what}", quoted(&name.name));
    let shown = ui.scope(|ui| {
        // The buttons belong to the field above them.
        ui.spacing_mut().item_spacing.y = 4.0;
        let enter = field(ui, &label, typed, "no actor", names, focus);
        ui.horizontal_wrapped(|ui| {
            for near in &name.near {
                if choice(ui, near.as_str(), &says(near.as_str())).clicked() {
                    *typed = near.to_string();
                }
            }
            if choice(ui, "A new actor", &says("a new actor")).clicked() {
                typed.clone_from(&name.name);
            }
            if choice(ui, "No actor", &says("no actor")).clicked() {
                typed.clear();
            }
        });
        enter
    });
    shown.inner
}

/// A small button that says by name whom it is about.
fn choice(ui: &mut Ui, text: &str, says: &str) -> egui::Response {
    let button = small(ui, text);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, says));
    button
}

/// "In return.docx and 2 more files".
fn asked_about(question: &Question) -> String {
    if let Some(compiled) = &question.compiled {
        return format!("In {}", compiled.name);
    }
    let marked = question.files.iter().filter(|(_, opened)| matches!(opened, Ok(Opened::Marked(_))));
    let mut names = marked.filter_map(|(path, _)| path.file_name()).map(|n| n.to_string_lossy());
    let first = names.next().unwrap_or_default();
    match names.count() {
        0 => format!("In {first}"),
        1 => format!("In {first} and 1 more file"),
        more => format!("In {first} and {more} more files"),
    }
}

/// A field for an actor; names that begin as what was typed are offered. Whether Enter was pressed.
pub(super) fn field(
    ui: &mut Ui,
    label: &str,
    typed: &mut String,
    hint: &str,
    names: &BTreeSet<String>,
    focus: bool,
) -> bool {
    let name = ui.label(label);
    let edit = TextEdit::singleline(typed).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(edit).labelled_by(name.id);
    if focus {
        response.request_focus();
    }
    let enter = entered(ui, &response);
    let last = typed.rsplit(',').next().unwrap_or_default().trim().to_lowercase();
    // A whole name wants no help; the buttons stay while one of them is clicked.
    if last.is_empty() || names.iter().any(|n| n.to_lowercase() == last) {
        return enter;
    }
    let like = |n: &&String| n.to_lowercase().starts_with(&last);
    let like: Vec<&String> = names.iter().filter(like).take(OFFERED).collect();
    let before = typed.rsplit_once(',').map(|(before, _)| format!("{before}, ")).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        for name in like {
            if small(ui, name).clicked() {
                *typed = format!("{before}{name}");
            }
        }
    });
    enter
}
