//! The register in the window: originals that wait to be kept, looks at the folder, what a person
//! says of returns.
//!
//! A [`Look`] is made here and carried out elsewhere, off the frame; what came of it is handed
//! back. No look changes the project.

use super::given::{Original, is_date};
use super::overview::{Overview, overview};
use super::shelf::{Lying, Shelf, folder_of, keep, look};
use super::waiting::{Waiting, waiting};
use crate::app::error::AppError;
use crate::app::message::Message;
use crate::app::returns::Who;
use crate::app::state::{App, NoticeKind};
use crate::project::{Change, Project, expect, publish, received};
use crate::record::{Class, known_names};
use crate::text::Fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Seconds between two looks at the folder.
const EVERY: f64 = 4.0;

/// What the window knows of the folder of returns.
#[derive(Default)]
pub struct Watch {
    /// Originals of merges that are not saved yet.
    held: BTreeMap<Fingerprint, Arc<Original>>,
    shelf: Option<Shelf>,
    waiting: Vec<Waiting>,
    /// For which folder and which state of the project that is.
    of: Option<(PathBuf, u64)>,
    /// When the folder is to be looked at next, in seconds.
    next: f64,
    /// Whether a look is under way.
    looking: bool,
}

/// A look at the folder, to be carried out off the frame.
pub struct Look {
    folder: PathBuf,
    project: Project,
    state: u64,
    /// What was found last, and what waited, if the register is the same.
    before: Option<(Shelf, Option<Vec<Waiting>>)>,
}

/// What came of a look.
pub struct Looked {
    folder: PathBuf,
    state: u64,
    found: Result<(Shelf, Vec<Waiting>), AppError>,
}

impl Look {
    /// Looks. What is as it was is not read again.
    pub fn run(self) -> Looked {
        let shelf = look(&self.folder, self.before.as_ref().map(|(shelf, _)| shelf));
        let found = shelf.map(|shelf| {
            let same = self.before.filter(|(was, _)| *was == shelf).and_then(|(_, waiting)| waiting);
            let waiting = same.unwrap_or_else(|| waiting(&self.project, &shelf, &Who::default()));
            (shelf, waiting)
        });
        Looked { folder: self.folder, state: self.state, found }
    }
}

impl App {
    fn returns_folder(&self) -> Option<PathBuf> {
        self.path().and_then(folder_of)
    }

    /// The look at the folder that is due now, if any. Its result is to be handed to
    /// [`App::looked`].
    pub fn look_due(&mut self) -> Option<Look> {
        let folder = self.returns_folder()?;
        let state = self.history.state();
        let watch = &mut self.watch;
        let known = watch.of.as_ref().is_some_and(|(of, _)| *of == folder);
        if watch.looking || (known && self.now < watch.next) {
            return None;
        }
        watch.looking = true;
        let same = watch.of.as_ref() == Some(&(folder.clone(), state));
        let waiting = same.then(|| watch.waiting.clone());
        let before = watch.shelf.clone().filter(|_| known).map(|shelf| (shelf, waiting));
        Some(Look { folder, project: self.project.clone(), state, before })
    }

    /// Takes over what a look found. One at another folder is of no use any more.
    pub fn looked(&mut self, looked: Looked) {
        self.watch.looking = false;
        self.watch.next = self.now + EVERY;
        if self.returns_folder().as_ref() != Some(&looked.folder) {
            return;
        }
        self.watch.of = Some((looked.folder, looked.state));
        // A folder that cannot be read now may be readable at the next look.
        (self.watch.shelf, self.watch.waiting) = match looked.found {
            Ok((shelf, waiting)) => (Some(shelf), waiting),
            Err(_) => (None, Vec::new()),
        };
    }

    /// A look came to no end: the next one is due after a while.
    pub fn look_lost(&mut self) {
        self.watch.looking = false;
        self.watch.next = self.now + EVERY;
    }

    /// Seconds until the folder is looked at again; none where there is none.
    pub fn next_look(&self) -> Option<f64> {
        self.returns_folder().map(|_| (self.watch.next - self.now).clamp(0.1, EVERY))
    }

    /// The files in the folder that could be merged now, those among them of which it is asked first
    /// whom their authors speak for; as of the last look.
    pub fn waiting(&self) -> Vec<PathBuf> {
        // Asked on every frame, and mostly there is nothing.
        if self.watch.waiting.is_empty()
            || self.watch.of.as_ref().map(|(folder, _)| folder) != self.returns_folder().as_ref()
        {
            return Vec::new();
        }
        let ready = self.watch.waiting.iter().filter(|w| w.why.is_none() || w.asks);
        let shelf = self.watch.shelf.iter().flat_map(|s| &s.files);
        let registered =
            |l: &&Lying| l.hash.as_ref().is_ok_and(|hash| self.project.register.returns.contains_key(hash));
        let known: BTreeSet<&PathBuf> = shelf.filter(registered).map(|l| &l.path).collect();
        ready.filter(|w| !known.contains(&w.path)).map(|w| w.path.clone()).collect()
    }

    /// The register as a table with the names that are shown, with the folder as of the last look.
    pub fn overview(&self) -> Overview {
        let waiting = self.watch.waiting.iter();
        let ready: BTreeSet<PathBuf> = self.waiting().into_iter().collect();
        let waiting = waiting.filter(|w| w.why.is_some() || ready.contains(&w.path)).cloned().collect();
        let made = overview(&self.project, self.watch.shelf.as_ref(), &self.watch.held, waiting);
        self.board().veil().register(made)
    }

    /// Holds originals until the project that registers them is saved.
    pub(in crate::app) fn hold(&mut self, originals: Vec<Arc<Original>>) {
        self.watch.held.extend(originals.into_iter().map(|o| (o.hash, o)));
    }

    /// What was known of the folder of another project is forgotten.
    pub(in crate::app) fn forget_returns(&mut self) {
        self.watch = Watch::default();
    }

    /// Keeps the originals of what is registered beside the project, which was saved there; when it
    /// was kept in another folder before, those that lie there too.
    pub(in crate::app) fn keep_originals(&mut self, before: Option<&Path>) {
        let Some(folder) = self.returns_folder() else { return };
        let registered: BTreeSet<Fingerprint> = self.project.register.returns.keys().copied().collect();
        let held = self.watch.held.values().filter(|o| registered.contains(&o.hash)).cloned();
        let mut originals: Vec<Arc<Original>> = held.collect();
        let old = before.and_then(folder_of).filter(|old| *old != folder && !registered.is_empty());
        if let Some(shelf) = old.and_then(|old| look(&old, None).ok()) {
            originals.extend(shelf.originals(&registered).into_iter().map(Arc::new));
        }
        let failed = keep(&folder, originals.iter().map(AsRef::as_ref));
        match failed.is_empty() {
            // Those of merges that were undone may come back by redoing.
            true => self.watch.held.retain(|hash, _| !registered.contains(hash)),
            false => self.tell(NoticeKind::Warning, "The originals were not all kept", &failed.join("\n")),
        }
        self.watch.next = 0.0;
    }

    /// Carries out what a person says of returns.
    pub(in crate::app) fn keep_register(&mut self, message: Message) -> Result<(), AppError> {
        match message {
            Message::Publish(hash, may) => match publish(&self.project, hash, may) {
                Some(change) => self.make("Publish", change, None),
                None => Ok(()),
            },
            Message::Received(_, Some(date)) if !is_date(&date) => AppError::refuse(no_day(&date)),
            Message::Received(hash, date) => match received(&self.project, hash, date.as_deref()) {
                Some(change) => self.make("Date of receipt", change, None),
                None => Ok(()),
            },
            Message::Expect(name, expected) => {
                let actor = self.project.actor(&name);
                if actor.id.as_str().is_empty() || name.chars().count() > crate::limits::NAME {
                    return AppError::refuse("Type the name of a State, a group or an agency.");
                }
                match expect(&self.project, &actor.id, expected) {
                    Some(change) => self.make("Expect a return", change, None),
                    None => Ok(()),
                }
            }
            Message::ExpectStates => {
                let change = expect_states(&self.project);
                self.make("Expect all Member States", change, None)
            }
            _ => Ok(()),
        }
    }
}

/// Says that this is no day of the calendar.
pub fn no_day(date: &str) -> String {
    let date: String = date.chars().take(crate::limits::QUOTE).collect();
    format!("“{date}” is no day of the calendar; give it as 2026-11-22. Nothing was changed.")
}

/// The change by which returns of all Member States are expected.
pub fn expect_states(project: &Project) -> Change {
    let states = known_names().map(|name| project.actor(name).id);
    let states = states.filter(|id| project.class_of(id) == Some(Class::State));
    Change::All(states.filter_map(|id| expect(project, &id, true)).collect())
}
