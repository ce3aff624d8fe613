//! [`App`]: the state of the application, and what each message does to it.
//!
//! A message is carried out whole or not at all; what went wrong becomes a notice. Nothing
//! here draws, and nothing here waits for a person.

use super::board::Board;
use super::error::AppError;
use super::export::Options;
use super::files;
use super::message::Message;
use super::names::Names;
pub use super::notices::{Notice, NoticeKind};
use super::page::{Page, Selection, View};
use super::plan::Plan;
use crate::project::{Change, History, Project};
use crate::record::{ActorId, Origin};
use crate::storage::Stamp;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};

/// Where the caret was when a state was reached, and when it was left.
#[derive(Default)]
pub(super) struct Carets {
    pub reached: Option<Selection>,
    pub left: Option<Selection>,
}

/// The application.
pub struct App {
    pub(super) project: Project,
    pub(super) history: History,
    pub(super) board: Board,
    pub(super) path: Option<PathBuf>,
    pub(super) stamp: Option<Stamp>,
    pub(super) saved: u64,
    pub(super) view: View,
    names: Names,
    pub(super) speaker: ActorId,
    /// Whether what is said is recorded from the floor.
    floor: bool,
    pub(super) selection: Option<Selection>,
    pub(super) plan: Option<Plan>,
    /// What is to be asked about what was pasted.
    pub(super) asked: Option<Box<super::question::Question>>,
    /// What merges did since the project was opened, each with the state that it led to.
    pub(super) merged: Vec<(u64, String)>,
    /// What merges could not place, each with the state that they led to.
    pub(super) warned: Vec<(u64, String)>,
    /// Those states that were undone.
    pub(super) unmade: std::collections::BTreeSet<u64>,
    /// Where the caret was before and after each state was left and reached.
    pub(super) carets: BTreeMap<u64, Carets>,
    /// What is known of the folder of returns.
    pub(super) watch: super::register::Watch,
    /// The silence procedure of which it was said that the text changes under it.
    pub(super) silence_told: Option<crate::record::SilenceId>,
    /// What waits for a person, while nothing changes.
    pub(super) listed: Option<super::reports::Listed>,
    pub(super) notices: super::notices::Notices,
    fresh: u64,
    pub(super) now: f64,
    pub(super) typed: f64,
    pub(super) private: super::private::Private,
}

impl Default for App {
    fn default() -> Self {
        // The standard library's own seed: no clock, no name of this machine.
        Self::seeded(std::hash::RandomState::new().build_hasher().finish())
    }
}

impl App {
    /// An application without a project; identities follow from `seed`.
    pub fn seeded(seed: u64) -> Self {
        Self {
            project: Project::default(),
            history: History::default(),
            board: Board::default(),
            path: None,
            stamp: None,
            saved: 0,
            view: View::default(),
            names: Names::All,
            speaker: ActorId::chair(),
            floor: false,
            selection: None,
            plan: None,
            asked: None,
            merged: Vec::new(),
            warned: Vec::new(),
            unmade: Default::default(),
            carets: BTreeMap::new(),
            watch: Default::default(),
            silence_told: None,
            listed: None,
            notices: Default::default(),
            fresh: seed,
            now: 0.0,
            typed: 0.0,
            private: Default::default(),
        }
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What is computed from it.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// What is on the page.
    pub fn page(&self) -> &Page {
        self.board.page()
    }

    /// Which text is shown.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Whose names are shown.
    pub fn names(&self) -> Names {
        self.names
    }

    /// Who speaks.
    pub fn speaker(&self) -> &ActorId {
        &self.speaker
    }

    /// Whether the chair speaks.
    pub fn is_chair(&self) -> bool {
        self.speaker == ActorId::chair()
    }

    /// Whether what the speaker says is recorded from the floor. The chair speaks for itself.
    pub fn is_floor(&self) -> bool {
        self.floor && !self.is_chair()
    }

    /// The strand that what the speaker says goes to.
    pub(super) fn origin(&self) -> Origin {
        if self.is_floor() { Origin::Room } else { Origin::Own }
    }

    /// Whether there is a text.
    pub fn has_text(&self) -> bool {
        !self.project.revisions.is_empty()
    }

    /// Everybody who can speak or be shown: the chair first, then by name.
    pub fn actors(&self) -> Vec<ActorId> {
        let others = self.project.actors.keys().chain(self.project.tracks.keys()).chain([&self.speaker]);
        let mut others: Vec<ActorId> = others.filter(|a| **a != ActorId::chair()).cloned().collect();
        others.sort();
        others.dedup();
        others.insert(0, ActorId::chair());
        others
    }

    /// The title of the project, or of its file.
    pub fn title(&self) -> String {
        let name = self.path.as_ref().and_then(|p| p.file_stem()).map(|s| s.to_string_lossy().into_owned());
        match (self.project.head.title.trim(), name) {
            ("", Some(name)) => name,
            ("", None) => "Untitled".to_owned(),
            (title, _) => title.to_owned(),
        }
    }

    /// The name of the last revision.
    pub fn revision_name(&self) -> String {
        self.project.last().map(|r| r.name.clone()).unwrap_or_default()
    }

    /// Where the project is kept.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether anything is not saved.
    pub fn is_dirty(&self) -> bool {
        self.has_text() && (self.history.state() != self.saved)
    }

    /// "Saved", "Not saved", "Never saved".
    pub(super) fn saved(&self) -> &'static str {
        match (self.is_dirty(), &self.path) {
            (_, None) => "Never saved",
            (true, _) => "Not saved",
            (false, _) => "Saved",
        }
    }

    /// The caret or the selection.
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }

    /// The plan of a merge that waits for a yes.
    pub fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    /// What "Undo" would undo.
    pub fn undo_title(&self) -> Option<&str> {
        self.history.undo_title()
    }

    /// What "Redo" would redo.
    pub fn redo_title(&self) -> Option<&str> {
        self.history.redo_title()
    }

    /// Lets time pass; `now` in seconds. A rest in typing ends the step that undo takes back.
    pub fn logic(&mut self, now: f64) {
        self.age_notices(now);
        self.now = now;
        self.follow_private();
    }

    /// Carries a message out.
    pub fn send(&mut self, message: Message) {
        let saves = self.stir(&message);
        let done = self.carry_out(message);
        self.came_of(saves, done);
        self.follow_private();
    }

    fn carry_out(&mut self, message: Message) -> Result<(), AppError> {
        match message {
            Message::New => self.take(Project::default(), None),
            Message::OpenSample => {
                let sample = super::sample::project()?;
                self.take(sample, None);
                // The sample is there again at any time: leaving it as it is loses nothing.
                self.saved = self.history.state();
            }
            Message::Open(path) => self.open(&path)?,
            Message::Save => self.save()?,
            Message::SaveAs(path) => self.save_as(path)?,
            Message::Import(path) => self.import(&path)?,
            Message::Merge(paths) => self.merge(&paths)?,
            Message::MergeCopy(path, actor) => self.merge_copy(&path, &actor)?,
            Message::Preview(paths) => self.preview(&paths)?,
            Message::PreviewCopy(path, actor) => self.preview_copy(&path, &actor)?,
            Message::TakePlan => self.take_plan()?,
            Message::DropPlan => self.plan = None,
            Message::Export(path, view, labels) => self.export(&path, &view, labels, &Options::default())?,
            Message::ExportAs(path, view, labels, options) => self.export(&path, &view, labels, &options)?,
            Message::SendReturn(path) => self.send_return(&path, "")?,
            Message::SendJointly(path, others) => self.send_return(&path, &others)?,
            Message::WriteReport(path, printed) => self.write_report(&path, &printed)?,
            Message::SendAsGroup(path) => self.send_as_group(&path)?,
            Message::Undo => self.undo()?,
            Message::Redo => self.redo()?,
            Message::SetView(view) => self.set_view(view),
            Message::SetNames(names) => {
                self.names = names;
                self.board.show_names(names);
                self.set_view(self.view.clone());
            }
            Message::SpeakAs(actor) => self.speak_as(actor),
            Message::Floor(floor) => {
                self.history.pause();
                self.floor = floor;
            }
            Message::AddActor(name) => self.add_actor(&name)?,
            Message::Select(selection) => {
                self.selection = Some(selection);
                self.history.pause();
            }
            Message::Write(write) => self.write(&write)?,
            Message::Paste(text) => match super::compiled::pasted(&self.project, &text) {
                Some(parsed) => self.plan_pasted(parsed)?,
                None => self.write(&super::writing::Write::Insert(text))?,
            },
            Message::Dismiss(n) => self.dismiss(n),
            Message::ChooseOutcome(rivalry, which) => self.choose_outcome(rivalry, which)?,
            Message::Private(act) => self.private(act)?,
            Message::Drop(paths) => self.dropped(paths)?,
            said @ (Message::Publish(..)
            | Message::Received(..)
            | Message::Expect(..)
            | Message::ExpectStates) => self.keep_register(said)?,
            other => self.negotiate(other)?,
        }
        Ok(())
    }

    // Changes.

    /// Makes a change: the one way in which the project changes.
    pub(super) fn make(&mut self, title: &str, change: Change, key: Option<String>) -> Result<(), AppError> {
        if change.is_nothing() {
            return Ok(());
        }
        let state = self.history.state();
        let home = self.home();
        self.history.make(&mut self.project, title, change.clone(), key)?;
        self.carets.entry(state).or_default().left = self.selection.clone();
        self.board.apply(&self.project, &self.view, &change);
        self.settle_caret(home);
        self.carets.entry(self.history.state()).or_default().reached = self.selection.clone();
        self.warn_of_silence(&change);
        Ok(())
    }

    /// Makes a change that is known elsewhere at once and cannot be undone.
    pub(super) fn settle(&mut self, actor: &ActorId, change: &Change) -> Result<(), AppError> {
        let home = self.home();
        self.history.settle(&mut self.project, actor, change)?;
        self.carets.clear();
        self.board.apply(&self.project, &self.view, change);
        self.settle_caret(home);
        Ok(())
    }

    fn undo(&mut self) -> Result<(), AppError> {
        let undone = self.history.state();
        if let Some(change) = self.history.undo(&mut self.project)? {
            self.unmade.insert(undone);
            self.board.apply(&self.project, &self.view, &change);
            let held = self.carets.get(&self.history.state());
            self.back_to(held.and_then(|c| c.left.clone()));
        }
        Ok(())
    }

    fn redo(&mut self) -> Result<(), AppError> {
        if let Some(change) = self.history.redo(&mut self.project)? {
            self.unmade.remove(&self.history.state());
            self.board.apply(&self.project, &self.view, &change);
            let held = self.carets.get(&self.history.state());
            self.back_to(held.and_then(|c| c.reached.clone()));
        }
        Ok(())
    }

    fn back_to(&mut self, selection: Option<Selection>) {
        let home = self.home();
        if selection.is_some() {
            self.selection = selection;
        }
        self.settle_caret(home);
    }

    /// A number that was not given before.
    pub(super) fn fresh(&mut self) -> u64 {
        self.fresh = self.fresh.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        self.fresh
    }

    // What is shown.

    fn set_view(&mut self, view: View) {
        self.view = view;
        self.board.refresh(&self.project, &self.view);
        self.settle_caret(self.home());
    }

    fn speak_as(&mut self, actor: ActorId) {
        self.history.pause();
        self.speaker = actor;
    }

    fn add_actor(&mut self, name: &str) -> Result<(), AppError> {
        let actor = self.project.actor(name);
        if actor.id.as_str().is_empty() || name.chars().count() > crate::limits::NAME {
            return AppError::refuse("Type the name of a State, a group or an agency.");
        }
        self.speak_as(actor.id);
        Ok(())
    }

    // Whole projects.

    /// Takes over a project, with nothing to undo.
    pub(super) fn take(&mut self, project: Project, path: Option<PathBuf>) {
        self.project = project;
        self.history = History::default();
        self.carets.clear();
        self.merged.clear();
        self.warned.clear();
        self.unmade.clear();
        self.forget_returns();
        self.stamp = path.as_deref().and_then(crate::storage::stamp);
        // A project that was never saved is dirty from the start, unless there is nothing in it.
        self.saved = if path.is_some() || !self.has_text() { 0 } else { u64::MAX };
        self.path = path;
        self.selection = None;
        self.view = View::Compilation;
        self.speaker = ActorId::chair();
        self.floor = false;
        self.board = Board::default();
        self.listed = None;
        self.board.show_names(self.names);
        self.board.refresh(&self.project, &self.view);
    }

    fn open(&mut self, path: &Path) -> Result<(), AppError> {
        // Before the reading: what changes meanwhile is not what was read.
        let stamp = crate::storage::stamp(path);
        let project = files::open_project(path)?;
        self.take(project, Some(path.to_owned()));
        self.stamp = stamp;
        Ok(())
    }

    pub(super) fn was_saved(&mut self, path: PathBuf, stamp: Option<Stamp>) {
        self.stamp = stamp;
        self.path = Some(path);
        self.saved = self.history.state();
        self.history.pause();
    }
}
