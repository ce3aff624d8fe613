//! Private notes: the file beside the project, and what of it is shown. Where the project lies in a
//! Git repository a new file lies in a folder of the user's own instead: what is committed goes to
//! others.
//!
//! They never enter the project: no change, no undo step, no export, no track knows of them. What
//! is done with them is on disk at once; the last thing done can be taken back.

use super::error::AppError;
use super::state::{App, NoticeKind};
use crate::format::ron;
use crate::limits;
use crate::project::{Project, standing_in};
use crate::record::{ActorId, PrivateAnchor, PrivateKind, PrivateNote, PrivateNotes, Span};
use crate::storage::{self, Overwrite, Stamp};
use crate::text::{Hash, ParagraphId};
use crate::weave::Of;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The ending of the name of such a file.
pub const ENDING: &str = "private";

/// What is done with private notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrivateAct {
    /// A new one, on the paragraph at the caret or on the whole text.
    Add {
        /// What it is.
        kind: PrivateKind,
        /// What it says.
        text: String,
        /// The paragraph; none for the whole text.
        on: Option<ParagraphId>,
    },
    /// One says something else from now on.
    Edit(u32, PrivateKind, String),
    /// One goes.
    Delete(u32),
    /// The last of these is taken back.
    Back,
}

/// A private note where it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateLine {
    /// The note.
    pub note: PrivateNote,
    /// Its paragraph now; none for the whole text, or where that is gone.
    pub on: Option<ParagraphId>,
    /// What its paragraph is called, or was called where it is gone; empty for the whole text.
    pub label: String,
    /// Whether its paragraph is gone.
    pub orphan: bool,
}

/// The notes of one actor in their file.
#[derive(Clone, Debug)]
pub struct PrivateFile {
    /// Where they are kept.
    pub path: PathBuf,
    /// The notes.
    pub notes: PrivateNotes,
    stamp: Option<Stamp>,
}

impl PrivateFile {
    /// Reads the notes of an actor on a project; none where there is no file yet.
    pub fn open(project: &Path, actor: &ActorId) -> Result<Self, AppError> {
        let path = place_of(project, actor);
        let stamp = storage::stamp(&path);
        if stamp.is_none() {
            return Ok(Self { path, notes: PrivateNotes::new(actor.clone()), stamp });
        }
        let text = storage::read_text(&path, limits::TRACK)?;
        let notes = ron::read_private(&text).map_err(|cause| AppError::File { path: path.clone(), cause })?;
        if !notes.actor.meets(actor) {
            return AppError::refuse(format!(
                "{} holds the private notes of {}, not of {actor}. Nothing was read or changed.",
                path.display(),
                notes.actor
            ));
        }
        Ok(Self { path, notes, stamp })
    }

    /// Writes them: read back and compared before the disk is touched, and never over what
    /// another program wrote meanwhile.
    pub fn save(&mut self) -> Result<(), AppError> {
        let text = ron::write_private(&self.notes).map_err(AppError::Write)?;
        if ron::read_private(&text).map_err(AppError::Write)? != self.notes {
            let cause = ron::FileError::Malformed("what was written does not read back equal".into());
            return Err(AppError::Write(cause));
        }
        if let Some(folder) = self.path.parent().filter(|f| f.is_absolute()) {
            storage::folder(folder)?;
        }
        let how = self.stamp.map_or(Overwrite::No, Overwrite::Same);
        self.stamp = storage::write(&self.path, text.as_bytes(), how)?;
        Ok(())
    }

    /// Whether there is no file of them yet.
    pub fn is_new(&self) -> bool {
        self.stamp.is_none()
    }

    /// What a person should know of where they lie: others may get to see that folder. Of a folder
    /// of returns, which most projects have, that is said where the file is `new` only.
    pub fn exposed(&self, project: &Path, new: bool) -> Option<String> {
        let folder = storage::home_of(project);
        if storage::home_of(&self.path) != folder {
            return None;
        }
        let name = self.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if storage::in_repository(&folder) {
            return Some(format!(
                "{name} lies in a Git repository. Name *.private in its .gitignore, or whoever has the repository has the notes."
            ));
        }
        let returns = super::register::folder_of(project).filter(|f| new && f.is_dir());
        returns.map(|_| {
            format!(
                "{name} lies beside a folder of returns. If others share this folder they can read the notes: keep *.private out of what is shared."
            )
        })
    }

    /// The notes where they stand now: of the whole text first, then as the text goes; those
    /// whose paragraph is gone last.
    pub fn lines(&self, project: &Project) -> Vec<PrivateLine> {
        let spans = self.notes.notes.iter().filter_map(|n| n.anchor.as_ref()).map(|a| (a.base, &a.at));
        let mut stands = standing_in(project, spans).into_iter();
        let mut out: Vec<PrivateLine> = Vec::new();
        for note in &self.notes.notes {
            let on = note.anchor.as_ref().and_then(|_| stands.next().flatten());
            let orphan = note.anchor.is_some() && on.is_none();
            let was = note.anchor.as_ref().map(|a| a.label.clone()).unwrap_or_default();
            let label = on.map_or(was, |id| project.working.name_of(id).unwrap_or_default());
            out.push(PrivateLine { note: note.clone(), on, label, orphan });
        }
        let place = |l: &PrivateLine| l.on.and_then(|id| project.working.place(id));
        out.sort_by_key(|l| (l.orphan, place(l), l.note.kind_rank(), l.note.number));
        out
    }
}

impl PrivateNote {
    /// The gravest first.
    fn kind_rank(&self) -> usize {
        PrivateKind::ALL.iter().position(|k| *k == self.kind).unwrap_or(PrivateKind::ALL.len())
    }
}

/// The file of an actor's private notes: `NAME.ACTOR.private` beside the project.
pub fn path_of(project: &Path, actor: &ActorId) -> PathBuf {
    let stem = project.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    project.with_file_name(format!("{stem}.{}.{ENDING}", super::file_name(actor.as_str())))
}

/// Where the notes of an actor on a project are kept: beside it, or in a folder of the user's own
/// where they lie there already, or where the project is in a Git repository and has none beside it.
pub fn place_of(project: &Path, actor: &ActorId) -> PathBuf {
    let beside = path_of(project, actor);
    let away = || {
        let (own, folder) = (storage::own_folder()?, storage::home_of(project));
        let key = Hash::of(&["private", &folder.to_string_lossy()]).to_string();
        Some((own.join(ENDING).join(key).join(beside.file_name()?), folder))
    };
    match away() {
        Some((away, folder))
            if storage::stamp(&beside).is_none()
                && (storage::stamp(&away).is_some() || storage::in_repository(&folder)) =>
        {
            away
        }
        _ => beside,
    }
}

/// Where a note on a paragraph is anchored: the last revision, if it has it, else the text as it
/// is. The project is not changed for it.
pub fn anchor(project: &Project, id: ParagraphId) -> Option<PrivateAnchor> {
    let words = project.working.words_of(id)?;
    let last = project.last().filter(|r| r.document.place(id).is_some());
    let at = Span {
        paragraph: id,
        range: 0..0,
        quote: String::new(),
        before: String::new(),
        after: words.str(0..crate::record::CONTEXT).to_owned(),
    };
    let base = last.map_or_else(|| project.base(), |r| r.hash);
    Some(PrivateAnchor { base, at, label: project.working.name_of(id).unwrap_or_default() })
}

/// The private notes of whoever speaks, as the window holds them.
#[derive(Default)]
pub(super) struct Private {
    /// Whose they are and beside which project they lie.
    of: Option<(PathBuf, ActorId)>,
    file: Option<PrivateFile>,
    /// What they were before the last thing done.
    before: Option<Vec<PrivateNote>>,
    /// The files of which it was said that others may see them.
    told: BTreeSet<PathBuf>,
}

impl App {
    /// The private notes of whoever speaks; none while the project has no file.
    pub fn private_lines(&self) -> Vec<PrivateLine> {
        self.private.file.as_ref().map(|f| f.lines(&self.project)).unwrap_or_default()
    }

    /// The file that they lie in; none while the project has no file, or where it cannot be read.
    pub fn private_path(&self) -> Option<&Path> {
        self.private.file.as_ref().map(|f| f.path.as_path())
    }

    /// Whether the last thing done with private notes can be taken back.
    pub fn can_take_private_back(&self) -> bool {
        self.private.before.is_some()
    }

    /// The paragraph that a private note at the caret would be on.
    pub fn private_place(&self, of: Option<&Of>) -> Option<ParagraphId> {
        match of? {
            Of::Text(id) => Some(*id),
            Of::Proposed(..) => None,
        }
    }

    /// Reads the notes of whoever speaks, where another speaks than before or the project lies
    /// elsewhere.
    pub(super) fn follow_private(&mut self) {
        let same = match (&self.private.of, &self.path) {
            (Some((path, actor)), Some(own)) => path == own && *actor == self.speaker,
            (of, own) => of.is_none() && own.is_none(),
        };
        if same {
            return;
        }
        let of = self.path.clone().map(|path| (path, self.speaker.clone()));
        let told = std::mem::take(&mut self.private.told);
        self.private = Private { of: of.clone(), told, ..Private::default() };
        let Some((path, actor)) = of else { return };
        match PrivateFile::open(&path, &actor) {
            Ok(file) => self.private.file = Some(file),
            Err(error) => self.not_done(&error),
        }
    }

    /// Does something with private notes; it is on disk at once, or not done.
    pub(super) fn private(&mut self, act: PrivateAct) -> Result<(), AppError> {
        let Some(mut file) = self.private.file.clone() else {
            return AppError::refuse(
                "Private notes lie in a file beside the project: save the project first, then write them.",
            );
        };
        let before = file.notes.notes.clone();
        let mut back = Some(before.clone());
        match act {
            PrivateAct::Add { kind, text, on } => {
                let anchor = on.and_then(|id| anchor(&self.project, id));
                file.notes.add(kind, anchor, text.trim());
            }
            PrivateAct::Edit(number, kind, text) => drop(file.notes.edit(number, kind, text.trim())),
            PrivateAct::Delete(number) => drop(file.notes.delete(number)),
            PrivateAct::Back => {
                let Some(was) = self.private.before.clone() else { return Ok(()) };
                file.notes.notes = was;
                back = None;
            }
        }
        if file.notes.notes == before {
            return Ok(());
        }
        let new = file.is_new();
        file.save()?;
        let exposed = self.path.as_deref().and_then(|project| file.exposed(project, new));
        if let Some(text) = exposed.filter(|_| self.private.told.insert(file.path.clone())) {
            self.tell(NoticeKind::Warning, "Others may see private notes", &text);
        }
        self.private.file = Some(file);
        self.private.before = back;
        Ok(())
    }

    /// Takes the private notes along when the project is saved under another name: copies of those
    /// that lie beside the old file, where none lie beside the new one.
    pub(super) fn copy_private(&mut self, old: &Path, new: &Path) -> Result<(), AppError> {
        if storage::same_file(old, new) {
            return Ok(());
        }
        for actor in self.actors() {
            let (from, to) = (place_of(old, &actor), place_of(new, &actor));
            if storage::stamp(&from).is_some() && storage::stamp(&to).is_none() {
                let file = PrivateFile::open(old, &actor)?;
                PrivateFile { path: to, stamp: None, ..file }.save()?;
            }
        }
        Ok(())
    }
}
