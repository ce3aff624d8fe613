//! [`ExportOptions`]: what is exported and how, beside the name of the file.
//!
//! Only what a format can take is offered. Nothing is written here.

use super::files::ended;
use super::theme::Tokens;
use super::widgets::{clear_marks, faint, ranged};
use crate::app::export::{Options, defaults};
use crate::app::{Names, Style, View};
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

/// How much room the names of the choices have, in points.
const LABEL: f32 = 64.0;
/// The ways to print brackets.
const STYLES: [Style; 4] = [Style::Inline, Style::Prefix, Style::Stacked, Style::Matrix];

const NAMES: [(Names, &str); 3] =
    [(Names::All, "all"), (Names::Groups, "of groups only"), (Names::None, "none")];

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
    /// One text as tracked changes on a revision.
    Against,
    /// A table with a column for comments.
    Table,
}

/// What was chosen.
pub struct ExportOptions {
    project: Project,
    format: Format,
    views: Vec<(String, View)>,
    /// The text that is chosen: with marks, as changes on a revision, beside comments. Each is kept
    /// while another shape is looked at.
    view: usize,
    whole: usize,
    beside: usize,
    labels: usize,
    shape: Shape,
    style: Style,
    names: usize,
    /// The revision that a text is shown on, by its ordinal.
    on: usize,
    comments: bool,
}

impl ExportOptions {
    /// What is shown, in the format that the name of the file says.
    pub fn new(project: &Project, shown: &View, names: Names, actors: &[ActorId], file: &str) -> Self {
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
        let clean = views.iter().position(|(_, v)| *v == View::Clean).unwrap_or_default();
        let whole = if views.get(view).is_some_and(|(_, v)| is_marked(v)) { clean } else { view };
        Self {
            on: project.revisions.len().saturating_sub(1),
            project,
            format,
            views,
            view,
            whole,
            beside: clean,
            labels: 0,
            shape: Shape::Tracked,
            style: Style::Inline,
            names: NAMES.iter().position(|(n, _)| *n == names).unwrap_or_default(),
            comments: true,
        }
    }

    /// The text that is chosen for the shape.
    fn view(&self) -> Option<&View> {
        let at = match self.shape {
            Shape::Against if self.format == Format::Docx => self.whole,
            Shape::Table if self.format == Format::Docx => self.beside,
            _ => self.view,
        };
        self.views.get(at).map(|(_, v)| v)
    }

    /// The text, its labels and how they are written.
    pub fn chosen(&self) -> (View, Labels, Options) {
        let against = match self.shape {
            Shape::Against => self.project.revisions.get(self.on).map(|r| r.document.clone()),
            _ => None,
        };
        let word = self.format == Format::Docx;
        let options = Options {
            format: Some(self.format),
            style: self.is_printed().then_some(self.style),
            names: NAMES.get(self.names).map(|(n, _)| *n).unwrap_or_default(),
            table: word && self.shape == Shape::Table,
            against: against.filter(|_| word),
            silent: !self.comments,
        };
        let (view, fitting) = defaults(&self.project, &options, self.view().cloned());
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

    /// Whether what is chosen is printed in brackets, which can be done in several ways.
    fn is_printed(&self) -> bool {
        let shape = self.format != Format::Docx || self.shape == Shape::Brackets;
        shape && self.view() == Some(&View::Compilation) && self.style.fits(self.format)
    }

    /// The ways in which the format can print the compilation; where it has none, the list stays
    /// and says so.
    fn styles(&mut self, ui: &mut Ui) {
        let fit: Vec<Style> = STYLES.into_iter().filter(|s| s.fits(self.format)).collect();
        let shape = self.format != Format::Docx || self.shape == Shape::Brackets;
        let can = shape && self.view() == Some(&View::Compilation);
        let mut at = fit.iter().position(|s| *s == self.style).unwrap_or_default();
        ui.add_enabled_ui(can, |ui| {
            choice(ui, "Printed", fit.len(), &mut at, |n| fit.get(n).map_or("", |s| s.title()).to_owned());
        });
        self.style = fit.get(at).copied().unwrap_or(Style::Inline);
    }

    /// Draws the choices; changes the ending of the name where another format is chosen.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens, file: &mut String) -> bool {
        let before = self.format;
        ui.horizontal(|ui| {
            ranged(ui, LABEL, "Format");
            clear_marks(ui, t);
            for (format, name) in FORMATS {
                ui.radio_value(&mut self.format, format, name);
            }
        });
        let renamed = before != self.format;
        if renamed && !file.is_empty() {
            let path = PathBuf::from(&*file).with_extension(self.format.name());
            *file = path.display().to_string();
        }
        self.text(ui);
        choice(ui, "Labels", LABELS.len(), &mut self.labels, |n| {
            LABELS.get(n).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
        });
        choice(ui, "Names", NAMES.len(), &mut self.names, |n| {
            NAMES.get(n).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
        });
        self.styles(ui);
        if self.format == Format::Docx {
            ui.scope(|ui| self.word(ui, t));
        }
        renamed
    }

    /// The text, of those that the shape can take.
    fn text(&mut self, ui: &mut Ui) {
        let word = self.format == Format::Docx;
        let (views, shape) = (&self.views, self.shape);
        let all: Vec<usize> = (0..views.len())
            .filter(|n| {
                !(word && shape == Shape::Against && views.get(*n).is_some_and(|(_, v)| is_marked(v)))
            })
            .collect();
        let chosen = match shape {
            Shape::Against if word => &mut self.whole,
            Shape::Table if word => &mut self.beside,
            _ => &mut self.view,
        };
        let mut at = all.iter().position(|n| n == chosen).unwrap_or_default();
        let name = |n: usize| all.get(n).and_then(|n| views.get(*n)).map(|(name, _)| name.clone());
        choice(ui, "Text", all.len(), &mut at, |n| name(n).unwrap_or_default());
        *chosen = all.get(at).copied().unwrap_or_default();
    }

    fn word(&mut self, ui: &mut Ui, t: &Tokens) {
        clear_marks(ui, t);
        ui.radio_value(&mut self.shape, Shape::Tracked, "Proposals as tracked changes");
        ui.radio_value(&mut self.shape, Shape::Brackets, "Proposals as coloured text in brackets");
        ui.radio_value(&mut self.shape, Shape::Against, "The text as tracked changes on a revision");
        // It is there with every shape, so that nothing moves away under the pointer.
        ui.add_enabled_ui(self.shape == Shape::Against, |ui| {
            let revisions = &self.project.revisions;
            let names = |n: usize| revisions.get(n).map(|r| r.name.clone()).unwrap_or_default();
            ui.horizontal(|ui| {
                ui.add_space(18.0);
                choice(ui, "Revision", revisions.len(), &mut self.on, names);
            });
        });
        ui.radio_value(&mut self.shape, Shape::Table, "A table with a column for comments");
        ui.checkbox(&mut self.comments, "With the comments");
        faint(ui, t, self.says());
    }

    /// What the text that is chosen means for the shape, in a sentence.
    fn says(&self) -> &'static str {
        match (self.shape, self.view().is_some_and(is_marked)) {
            (Shape::Against, _) => "This shows one text, without the proposals.",
            (Shape::Table, true) => "The proposals stand beside their paragraphs.",
            (Shape::Table, false) => {
                "The column is empty but for comments. With the compilation as the text, the proposals stand in it."
            }
            (Shape::Tracked | Shape::Brackets, true) => "The proposals are in it, each with its author.",
            (Shape::Tracked | Shape::Brackets, false) => {
                "The text that is chosen is shown without proposals: none will be in the file."
            }
        }
    }
}

/// Whether proposals are shown in a view.
fn is_marked(view: &View) -> bool {
    matches!(view, View::Compilation | View::Annotated(_))
}

/// A list of which one is chosen.
fn choice(ui: &mut Ui, label: &str, len: usize, chosen: &mut usize, name: impl Fn(usize) -> String) {
    ui.horizontal(|ui| {
        let label = ranged(ui, LABEL, label);
        let list = ComboBox::from_id_salt(label.id).width(300.0).selected_text(name(*chosen));
        let list = list.show_ui(ui, |ui| {
            for n in 0..len {
                ui.selectable_value(chosen, n, name(n));
            }
        });
        list.response.labelled_by(label.id);
    });
}
