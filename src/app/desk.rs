//! What messages do with files: open, save, import, merge, export, send.

use super::error::AppError;
use super::export::{self, Options};
use super::files::{self, Opened, Source};
use super::imports::{Imported, Marks, import};
use super::joint;
use super::page::View;
use super::plan::{Plan, PlanKind};
use super::state::{App, NoticeKind};
use crate::format::page::Labels;
use crate::project::Project;
use crate::record::ActorId;
use crate::revise::marked::Side;
use crate::storage::{self, Overwrite};
use std::path::{Path, PathBuf};

impl App {
    pub(super) fn save(&mut self) -> Result<(), AppError> {
        let Some(path) = self.path.clone() else {
            return AppError::refuse("This project has no file yet. Choose “Save as…” and give it a name.");
        };
        if self.stamp.is_some() && storage::stamp(&path) != self.stamp {
            return changed_elsewhere(&path);
        }
        self.write_to(path)
    }

    /// Writes the project to a file; over its own only as it was read or written last.
    fn write_to(&mut self, path: PathBuf) -> Result<(), AppError> {
        let own = self.is_own(&path);
        // Another program may be updating it just now.
        let _held = storage::hold(&path, std::time::Duration::from_secs(2))?;
        let mode = match (self.stamp.filter(|_| own), storage::stamp(&path)) {
            (Some(read), Some(now)) if read != now => return changed_elsewhere(&path),
            (Some(read), Some(_)) => Overwrite::Same(read),
            _ => Overwrite::Yes,
        };
        let stamp = files::save_project(&self.project, &path, mode)?;
        let before = self.path.clone();
        self.was_saved(path, stamp);
        self.keep_originals(before.as_deref());
        Ok(())
    }

    pub(super) fn save_as(&mut self, path: PathBuf) -> Result<(), AppError> {
        let path = self.completed(&path, "chapeau")?;
        let old = self.path.clone();
        self.write_to(path.clone())?;
        old.map_or(Ok(()), |old| self.copy_private(&old, &path))
    }

    pub(super) fn is_own(&self, path: &Path) -> bool {
        self.path.as_ref().is_some_and(|own| storage::same_file(own, path))
    }

    /// A typed name with its ending. Where that makes it the name of a file that is there, nobody
    /// was asked whether it may be replaced.
    pub(super) fn completed(&self, typed: &Path, ending: &str) -> Result<PathBuf, AppError> {
        if typed.extension().is_some() {
            return Ok(typed.to_owned());
        }
        let path = typed.with_extension(ending);
        if storage::stamp(&path).is_some() && !self.is_own(&path) {
            return AppError::refuse(format!(
                "{} is there already and was not touched. Give another name, or its whole name to replace it.",
                path.display()
            ));
        }
        Ok(path)
    }

    pub(super) fn import(&mut self, path: &Path) -> Result<(), AppError> {
        self.begin_with(import(files::open_source(path)?, Side::Accepted))
    }

    fn begin_with(&mut self, imported: Imported) -> Result<(), AppError> {
        let Imported { parsed, marks } = imported;
        let project = Project::of(parsed, "Zero draft")?;
        self.take(project, None);
        let report = &self.project.report;
        let (repairs, dropped) = (report.repairs.len(), report.dropped.len());
        let count = |n: usize, one: &str, many: &str| match n {
            0 => format!("no {one}"),
            n => crate::lexicon::count(n, one, many),
        };
        let mut text = format!(
            "{}, {}; {} mended and {} left out. The report lists each.",
            count(self.project.working.len(), "paragraph", "paragraphs"),
            count(self.project.working.note_order().len(), "note", "notes"),
            count(repairs, "broken word was", "broken words were"),
            count(dropped, "piece that is no text was", "pieces that are no text were"),
        );
        for line in marks.iter().flat_map(Marks::told) {
            text.push_str(&format!("\n{line}."));
        }
        self.tell(NoticeKind::Info, "Imported", &text);
        Ok(())
    }

    pub(super) fn merge(&mut self, paths: &[PathBuf]) -> Result<(), AppError> {
        if !self.has_text() {
            return AppError::refuse(
                "There is no text yet. Open or import the text that the returns answer.",
            );
        }
        self.plan = Some(Plan::of_files(&self.project, paths)?);
        self.take_plan()
    }

    pub(super) fn merge_copy(&mut self, path: &Path, actor: &ActorId) -> Result<(), AppError> {
        self.preview_copy(path, actor)?;
        self.take_plan()
    }

    /// Takes over a plan that was made elsewhere from this project as it is.
    pub fn show_plan(&mut self, plan: Result<Plan, AppError>) {
        match plan {
            Ok(plan) => self.plan = Some(plan),
            Err(error) => self.not_done(&error),
        }
    }

    /// Begins a project with a text that was read elsewhere.
    pub fn begin(&mut self, source: Source, side: Side) {
        if let Err(error) = self.begin_with(import(source, side)) {
            self.not_done(&error);
        }
    }

    /// Takes over a file that was read elsewhere: a project is opened, a text imported.
    pub fn take_opened(&mut self, path: PathBuf, opened: Result<Opened, AppError>) {
        let done = opened.and_then(|opened| match opened {
            Opened::Project(project) => {
                self.take(*project, Some(path));
                Ok(())
            }
            Opened::Source(parsed) => self.begin_with(import(Source::Text(parsed), Side::Accepted)),
            Opened::Marked(copy) => self.begin_with(import(Source::Marked(copy), Side::Accepted)),
            Opened::Track(_) => Err(AppError::WrongKind {
                path,
                found: "return (.track)",
                wanted: "opened by itself; open the project it answers, then merge it",
            }),
        });
        if let Err(error) = done {
            self.not_done(&error);
        }
    }

    pub(super) fn preview(&mut self, paths: &[PathBuf]) -> Result<(), AppError> {
        if !self.has_text() {
            return AppError::refuse(
                "There is no text yet. Open or import the text that the returns answer.",
            );
        }
        self.plan = Some(Plan::of_files(&self.project, paths)?);
        Ok(())
    }

    pub(super) fn preview_copy(&mut self, path: &Path, actor: &ActorId) -> Result<(), AppError> {
        self.plan = Some(Plan::of_copy(&self.project, path, actor)?);
        Ok(())
    }

    /// Carries the plan out. What could not be read or placed is said again.
    pub(super) fn take_plan(&mut self) -> Result<(), AppError> {
        let Some(plan) = self.plan.take() else { return Ok(()) };
        let kind = match plan.lines.iter().any(|l| l.kind == PlanKind::NotPlaced) {
            true => NoticeKind::Warning,
            false => NoticeKind::Info,
        };
        let title = if plan.can_apply { "Merged" } else { "Nothing was merged" };
        let summary = plan.summary();
        let lines = plan.lines.iter().filter(|l| l.kind == PlanKind::NotPlaced);
        let warnings: Vec<String> = lines.map(|l| l.text.clone()).collect();
        self.make(plan.step, plan.change, None)?;
        self.hold(plan.originals);
        if plan.can_apply {
            let state = self.history.state();
            self.merged.push((state, summary.clone()));
            self.warned.extend(warnings.into_iter().map(|text| (state, text)));
        }
        self.tell(kind, title, &summary);
        Ok(())
    }

    pub(super) fn export(
        &mut self,
        path: &Path,
        view: &View,
        labels: Labels,
        options: &Options,
    ) -> Result<(), AppError> {
        let bytes = export::render_with(&self.project, view, labels, path, options)?;
        storage::write(path, &bytes, Overwrite::Yes)?;
        self.tell(NoticeKind::Info, "Exported", &format!("Written to {}.", path.display()));
        Ok(())
    }

    /// Writes the return of whoever speaks; `others` send it too.
    pub(super) fn send_return(&mut self, path: &Path, others: &str) -> Result<(), AppError> {
        let speaker = self.speaker.clone();
        let jointly = joint::senders(&self.project, &speaker, others)?;
        let Some(track) = files::sent(&self.project, &speaker) else {
            return AppError::refuse(format!("{speaker} has said nothing yet, so there is nothing to send."));
        };
        let path = self.completed(path, "track")?;
        if self.is_own(&path) {
            return AppError::refuse(format!(
                "{} is this project’s own file; a return needs a name of its own. Nothing was written.",
                path.display()
            ));
        }
        let file = joint::return_file(&self.project, &track, jointly);
        files::save_track(&file, &path, Overwrite::Yes)?;
        if let Some(change) = files::mark_sent(&self.project, track) {
            // What went out cannot be called back by undoing it here.
            self.settle(&speaker, &change)?;
        }
        let (who, path) = (file.speaks_for(), path.display());
        let text = format!("The return of {who} was written to {path}. It can be mailed as it is.");
        self.tell(NoticeKind::Info, "Return written", &text);
        Ok(())
    }

    /// Files dropped on the window: a project is opened, a return is merged, a text is imported
    /// where there is none yet.
    pub(super) fn dropped(&mut self, paths: Vec<PathBuf>) -> Result<(), AppError> {
        let [path] = paths.as_slice() else { return self.preview(&paths) };
        let stamp = storage::stamp(path);
        match files::open(path)? {
            Opened::Track(_) => self.preview(&paths),
            Opened::Project(_) if self.is_dirty() => AppError::refuse(
                "The project in this window is not saved. Save it first; then drop the file again.",
            ),
            Opened::Project(project) => {
                self.take(*project, Some(path.clone()));
                self.stamp = stamp;
                Ok(())
            }
            Opened::Source(_) | Opened::Marked(_) if !self.has_text() => self.import(path),
            Opened::Marked(_) => self.preview(&paths),
            Opened::Source(_) => AppError::refuse(
                "A text was dropped on an open project. If it is a delegation’s edited copy, choose “Merge an edited copy…” and say whose it is; to begin with it, choose “New” first.",
            ),
        }
    }
}

fn changed_elsewhere<T>(path: &Path) -> Result<T, AppError> {
    AppError::refuse(format!(
        "{} was changed by another program since it was opened here, and was not replaced. Your work is safe in this window: save it under another name, then merge the two.",
        path.display()
    ))
}
