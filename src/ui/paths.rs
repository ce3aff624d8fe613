//! [`PathDialog`]: a path, typed or chosen in the system's own dialog.
//!
//! It returns the files; it opens and writes none.

use super::dialogs::{Answer, accepts, entered, take_up, title};
use super::export::ExportOptions;
use super::files::{Picked, Picker, ended};
use super::theme::Tokens;
use super::who::field as actor_field;
use super::widgets::{faint, main_button};
use eframe::egui::{self, Context, RichText, Ui};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What a path is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A project, or something to import.
    Open,
    /// A text.
    Import,
    /// Returns.
    Merge,
    /// An edited copy.
    MergeCopy,
    /// The project.
    SaveAs,
    /// A return.
    SendReturn,
    /// The return of a group, from what was decided.
    SendAsGroup,
    /// What is shown.
    Export,
    /// The next revision.
    ReviseFrom,
    /// The table of old and new paragraphs.
    Concordance,
    /// A table that is shown.
    Report,
}

impl Purpose {
    /// The title of the dialog.
    pub fn title(self) -> &'static str {
        match self {
            Purpose::Open => "Open",
            Purpose::Import => "Import a text",
            Purpose::Merge => "Merge returns",
            Purpose::MergeCopy => "Merge an edited copy",
            Purpose::SaveAs => "Save as",
            Purpose::SendReturn => "Send return",
            Purpose::SendAsGroup => "Send return as the group",
            Purpose::Export => "Export",
            Purpose::ReviseFrom => "Next revision from a file",
            Purpose::Concordance => "Concordance",
            Purpose::Report => "Save the table",
        }
    }

    fn verb(self) -> &'static str {
        match self {
            Purpose::Open => "Open",
            Purpose::Import => "Import",
            Purpose::Merge => "Merge",
            Purpose::MergeCopy => "Go on",
            Purpose::SaveAs => "Save",
            Purpose::SendReturn | Purpose::SendAsGroup => "Write the return",
            Purpose::Export => "Export",
            Purpose::ReviseFrom => "Go on",
            Purpose::Concordance => "Write the concordance",
            Purpose::Report => "Write the table",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Purpose::Open => "A project, a return, or a text: Word, PDF, web page, plain text or Markdown.",
            Purpose::Import => {
                "A Word file, a PDF, a web page, a text or Markdown file becomes a new project."
            }
            Purpose::Merge => {
                "Returns, Word files with tracked changes, or another copy of the project; several on a line each (Shift+Enter)."
            }
            Purpose::MergeCopy => {
                "A delegation’s copy of the text with its changes: Word, PDF, web page, plain text or Markdown."
            }
            Purpose::SaveAs => "The name of a project ends in .chapeau.",
            Purpose::SendReturn => {
                "Only what you said goes into it. Its name ends in .track. Others who send it as theirs too are named in it; merged, each says the same in its own name."
            }
            Purpose::SendAsGroup => {
                "What was decided and edited here goes into it as your own wishes, and what you ask for yourself: no name of a member, no comment, no reason, nothing that was rejected. Its name ends in .track."
            }
            Purpose::Export => "The ending decides: .docx, .html, .md or .txt.",
            Purpose::ReviseFrom => {
                "The text as it came from outside: Word, PDF, web page, plain text, Markdown, or a project."
            }
            Purpose::Concordance => {
                "Which paragraph of the revision before became which of the last. The ending decides: .html or .csv."
            }
            Purpose::Report => "The ending decides: .html, .csv, .txt or .json.",
        }
    }

    /// The ending of a name that is written, where there is only one.
    pub fn ending(self) -> Option<&'static str> {
        match self {
            Purpose::SaveAs => Some("chapeau"),
            Purpose::SendReturn | Purpose::SendAsGroup => Some("track"),
            Purpose::Report => Some("html"),
            _ => None,
        }
    }

    /// The kinds of files to offer.
    pub fn filters(self) -> &'static [(&'static str, &'static [&'static str])] {
        const TEXTS: &[&str] = &["docx", "pdf", "html", "htm", "txt", "md"];
        const OPEN: &[&str] = &["chapeau", "track", "docx", "pdf", "html", "htm", "txt", "md"];
        match self {
            Purpose::Open => &[("Projects and texts", OPEN), ("All files", &["*"])],
            Purpose::Import | Purpose::MergeCopy => &[("Texts", TEXTS), ("All files", &["*"])],
            Purpose::Merge => {
                &[("Returns and projects", &["track", "docx", "chapeau"]), ("All files", &["*"])]
            }
            Purpose::SaveAs => &[("Project", &["chapeau"])],
            Purpose::SendReturn | Purpose::SendAsGroup => &[("Return", &["track"])],
            Purpose::Export => &[("Documents", &["docx", "html", "md", "txt"])],
            Purpose::ReviseFrom => &[("Texts and projects", OPEN), ("All files", &["*"])],
            Purpose::Concordance => &[("Tables", &["html", "csv"])],
            Purpose::Report => &[("Tables", &["html", "csv", "txt", "json"])],
        }
    }
}

/// A path that is wanted.
pub struct PathDialog {
    purpose: Purpose,
    text: String,
    /// Where a name alone is.
    folder: Option<PathBuf>,
    picker: Option<Picker>,
    opened: f64,
    fresh: bool,
    /// Whether the path names a file that would be replaced; none: not looked yet.
    exists: Option<bool>,
    /// What is exported and how.
    export: Option<Box<ExportOptions>>,
    /// Who else sends a return, as it is typed, and the names that are offered.
    jointly: Option<(String, BTreeSet<String>)>,
}

impl PathDialog {
    /// Asks for a path. `native`: the system's own dialog opens beside the field.
    /// `folder`: where a name alone is.
    pub fn new(
        ctx: &Context,
        purpose: Purpose,
        proposed: &str,
        folder: Option<PathBuf>,
        native: bool,
    ) -> Self {
        let picker = native.then(|| Picker::open(ctx, purpose, proposed));
        Self {
            purpose,
            text: proposed.to_owned(),
            folder,
            picker,
            opened: ctx.input(|i| i.time),
            fresh: true,
            exists: None,
            export: None,
            jointly: None,
        }
    }

    /// The same of a return, which others may send too: these names are offered.
    pub fn jointly(self, names: BTreeSet<String>) -> Self {
        Self { jointly: Some((String::new(), names)), ..self }
    }

    /// Asks what to export, how, and under which name.
    pub fn export(ctx: &Context, proposed: &str, folder: Option<PathBuf>, options: ExportOptions) -> Self {
        Self { export: Some(Box::new(options)), ..Self::new(ctx, Purpose::Export, proposed, folder, false) }
    }

    /// A typed path from the top.
    fn placed(&self, typed: &str) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.join(typed),
            None => PathBuf::from(typed),
        }
    }

    /// Draws it.
    pub fn show(&mut self, ui: &mut Ui, t: &Tokens) -> Option<Answer> {
        match self.picker.as_ref().map(Picker::poll) {
            Some(Picked::Files(files)) => return self.chosen(files),
            Some(Picked::Nothing) => {
                self.picker = None;
                // At once: there is no such dialog here. Later: a person closed it.
                if ui.input(|i| i.time) - self.opened > 1.0 {
                    return Some(Answer::Cancel);
                }
            }
            Some(Picked::Waiting) | None => {}
        }
        title(ui, self.purpose.title());
        faint(ui, t, self.purpose.says());
        let many = self.purpose == Purpose::Merge;
        if let Some(options) = &mut self.export
            && options.show(ui, t, &mut self.text)
        {
            self.exists = None;
        }
        // Paths stand on lines of their own after Shift+Enter, or as they were pasted.
        let accept = accepts(ui, many);
        let label = ui.label("Type a path");
        let field = if many {
            egui::TextEdit::multiline(&mut self.text).desired_rows(3)
        } else {
            egui::TextEdit::singleline(&mut self.text)
        };
        let response = ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
        if std::mem::take(&mut self.fresh) {
            take_up(ui, &response, &self.text);
        }
        let mut enter = accept || (!many && entered(ui, &response));
        if let Some((typed, names)) = &mut self.jointly {
            enter |= actor_field(ui, "Sent jointly with", typed, "nobody; several with commas", names, false);
        }
        // The name is completed before it is asked whether it is there.
        let whole = |line: &str| match (self.purpose.ending(), &self.export) {
            (Some(ending), _) => ended(self.placed(line), ending),
            (None, Some(options)) => options.ended(self.placed(line)),
            (None, None) => self.placed(line),
        };
        let files: Vec<PathBuf> =
            self.text.lines().map(str::trim).filter(|l| !l.is_empty()).map(whole).collect();
        if response.changed()
            && let Some(options) = &mut self.export
        {
            options.named(&self.text);
        }
        if response.changed() || self.exists.is_none() {
            let writes = matches!(
                self.purpose,
                Purpose::SaveAs
                    | Purpose::SendReturn
                    | Purpose::SendAsGroup
                    | Purpose::Export
                    | Purpose::Concordance
                    | Purpose::Report
            );
            let there = |path: &PathBuf| crate::storage::stamp(path).is_some();
            self.exists = Some(writes && files.first().is_some_and(there));
        }
        let exists = self.exists == Some(true);
        if let Some(folder) = &self.folder {
            faint(ui, t, format!("A name alone is in {}.", folder.display()));
        }
        if exists {
            ui.label(RichText::new("There is a file of that name already.").color(t.pending));
        }
        let mut answer = None;
        ui.horizontal(|ui| {
            let verb = if exists { "Replace the file" } else { self.purpose.verb() };
            let go = ui.add_enabled(!files.is_empty(), main_button(t, verb));
            if !files.is_empty() && (go.clicked() || (enter && !exists)) {
                answer = self.chosen(files);
            }
            if ui.button("Cancel").clicked() {
                answer = Some(Answer::Cancel);
            }
            if self.picker.is_none() && ui.button("Browse…").clicked() {
                self.picker = Some(Picker::open(ui.ctx(), self.purpose, &self.text));
                self.opened = ui.input(|i| i.time);
            }
        });
        answer
    }

    /// The answer with these files.
    fn chosen(&mut self, files: Vec<PathBuf>) -> Option<Answer> {
        match (self.export.take(), files.as_slice()) {
            (None, [path, ..])
                if self.jointly.as_ref().is_some_and(|(typed, _)| !typed.trim().is_empty()) =>
            {
                let others = self.jointly.take().map(|(typed, _)| typed).unwrap_or_default();
                Some(Answer::Jointly(path.clone(), others))
            }
            (Some(options), [path, ..]) => Some(Answer::Export(options.ended(path.clone()), options)),
            _ => Some(Answer::Files(self.purpose, files)),
        }
    }
}
