//! [`ExportOptions`]: what is exported and how, beside the name of the file.
//!
//! Only what a format can take is offered. Nothing is written here.

use super::files::ended;
use super::theme::Tokens;
use super::widgets::faint;
use crate::app::View;
use crate::app::export::{Options, defaults};
use crate::format::page::Labels;
use crate::format::target::Format;
use crate::project::Project;
use crate::record::ActorId;
use eframe::egui::{ComboBox, Ui};
use std::path::PathBuf;

const FORMATS: [(Format, &str); 4] = [
    (Format::Docx, "Word"),
    (Format::Html, "Web page"),
    (Format::Md, "Markdown"),
    (Format::Txt, "Plain text"),
];

const LABELS: [(Option<Labels>, &str); 4] = [
    (None, "as they fit the text"),
    (Some(Labels::Negotiation), "as the room says them"),
    (Some(Labels::Resolution), "as the resolution will have them"),
    (Some(Labels::Issued), "as they were issued"),
];

/// How a Word file shows what was proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// As tracked changes.
    Tracked,
    /// As coloured text in brackets.
    Brackets,
    /// One text as tracked changes on a revision, by its ordinal.
    Against(usize),
    /// A table with a column for comments.
    Table,
}

/// What was chosen.
pub struct ExportOptions {
    project: Project,
    format: Format,
    views: Vec<(String, View)>,
    view: usize,
    labels: usize,
    shape: Shape,
    comments: bool,
}

impl ExportOptions {
    /// What is shown, in the format that the name of the file says.
    pub fn new(project: &Project, shown: &View, actors: &[ActorId], file: &str) -> Self {
        let mut views = vec![
            ("Compilation".to_owned(), View::Compilation),
            ("Clean".to_owned(), View::Clean),
            ("Original".to_owned(), View::Original),
        ];
        for actor in actors.iter().filter(|a| project.tracks.contains_key(*a)) {
            views.push((format!("{actor}: its proposals alone"), View::Annotated(actor.clone())));
            views.push((format!("{actor}: as if all were accepted"), View::Final(actor.clone())));
        }
        let view = views.iter().position(|(_, v)| v == shown).unwrap_or_default();
        let format = Format::of_name(file).unwrap_or(Format::Docx);
        let project = project.clone();
        Self { project, format, views, view, labels: 0, shape: Shape::Tracked, comments: true }
    }

    /// The text, its labels and how they are written.
    pub fn chosen(&self) -> (View, Labels, Options) {
        let against = match self.shape {
            Shape::Against(n) => self.project.revisions.get(n).map(|r| r.document.clone()),
            _ => None,
        };
        let word = self.format == Format::Docx;
        let options = Options {
            format: Some(self.format),
            brackets: word && self.shape == Shape::Brackets,
            table: word && self.shape == Shape::Table,
            against: against.filter(|_| word),
            silent: !self.comments,
        };
        let view = self.views.get(self.view).map(|(_, v)| v.clone());
        let (view, fitting) = defaults(&self.project, &options, view);
        let labels = LABELS.get(self.labels).and_then(|(l, _)| *l).unwrap_or(fitting);
        (view, labels, options)
    }

    /// Takes the format that a typed name says.
    pub fn named(&mut self, file: &str) {
        if let Some(format) = Format::of_name(file).filter(|f| FORMATS.iter().any(|(known, _)| known == f)) {
            self.format = format;
        }
    }

    /// The path with the ending of the format, unless it has one.
    pub fn ended(&self, path: PathBuf) -> PathBuf {
        ended(path, self.format.name())
    }

    /// Draws the choices; changes the ending of the name where another format is chosen.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens, file: &mut String) -> bool {
        let before = self.format;
        ui.horizontal(|ui| {
            ui.label("Format");
            for (format, name) in FORMATS {
                ui.radio_value(&mut self.format, format, name);
            }
        });
        let renamed = before != self.format;
        if renamed && !file.is_empty() {
            let path = PathBuf::from(&*file).with_extension(self.format.name());
            *file = path.display().to_string();
        }
        let names = |n: usize| self.views.get(n).map(|(name, _)| name.clone()).unwrap_or_default();
        choice(ui, "Text", self.views.len(), &mut self.view, names);
        choice(ui, "Labels", LABELS.len(), &mut self.labels, |n| {
            LABELS.get(n).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
        });
        if self.format == Format::Docx {
            self.word(ui, t);
        }
        renamed
    }

    fn word(&mut self, ui: &mut Ui, t: &Tokens) {
        let before = self.shape;
        ui.radio_value(&mut self.shape, Shape::Tracked, "Proposals as tracked changes");
        ui.radio_value(&mut self.shape, Shape::Brackets, "Proposals as coloured text in brackets");
        let last = self.project.revisions.len().saturating_sub(1);
        let mut on = match self.shape {
            Shape::Against(n) => n,
            _ => last,
        };
        let is_on = matches!(self.shape, Shape::Against(_));
        if ui.radio(is_on, "The text as tracked changes on a revision").clicked() {
            self.shape = Shape::Against(on);
        }
        if is_on {
            let names = |n: usize| self.project.revisions.get(n).map(|r| r.name.clone()).unwrap_or_default();
            choice(ui, "Revision", self.project.revisions.len(), &mut on, names);
            self.shape = Shape::Against(on);
        }
        ui.radio_value(&mut self.shape, Shape::Table, "A table with a column for comments");
        let one = matches!(self.shape, Shape::Against(_) | Shape::Table);
        let marked = self
            .views
            .get(self.view)
            .is_some_and(|(_, v)| matches!(v, View::Compilation | View::Annotated(_)));
        if one && marked && before == self.shape {
            // A text with proposals was chosen after that.
            self.shape = Shape::Tracked;
        } else if one && marked {
            self.view = self.views.iter().position(|(_, v)| *v == View::Clean).unwrap_or_default();
        }
        ui.checkbox(&mut self.comments, "With the comments");
        if one {
            faint(ui, t, "This shows one text, without the proposals.");
        }
    }
}

/// A list of which one is chosen.
fn choice(ui: &mut Ui, label: &str, len: usize, chosen: &mut usize, name: impl Fn(usize) -> String) {
    ui.horizontal(|ui| {
        ui.set_min_width(60.0);
        let label = ui.label(label);
        let list = ComboBox::from_id_salt(label.id).width(300.0).selected_text(name(*chosen));
        let list = list.show_ui(ui, |ui| {
            for n in 0..len {
                ui.selectable_value(chosen, n, name(n));
            }
        });
        list.response.labelled_by(label.id);
    });
}
