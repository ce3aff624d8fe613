//! Files in and out, for the window and the command line alike.

use super::error::AppError;
use crate::format::plain;
use crate::format::ron::{self, FileKind, TrackFile};
use crate::limits;
use crate::project::{Change, Project, Put};
use crate::record::{ActorId, Track};
use crate::revise::Parsed;
use crate::storage::{self, Overwrite, Stamp};
use crate::text::Document;
use std::path::Path;
use std::sync::Arc;

/// What a file turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A project.
    Project(Box<Project>),
    /// The return of an actor.
    Track(Box<TrackFile>),
    /// A text to import.
    Source(Box<Parsed>),
}

/// Reads any file that the program knows, by its content, not by its name.
pub fn open(path: &Path) -> Result<Opened, AppError> {
    let text = storage::read_text(path, limits::PROJECT)?;
    let wrong = |cause| AppError::File { path: path.to_owned(), cause };
    match ron::kind_of(&text) {
        Some(FileKind::Project) => Ok(Opened::Project(Box::new(ron::read_project(&text).map_err(wrong)?))),
        Some(FileKind::Track) if text.len() as u64 > limits::TRACK => {
            let limit = limits::TRACK;
            Err(storage::StorageError::TooLarge { path: path.to_owned(), limit }.into())
        }
        Some(FileKind::Track) => Ok(Opened::Track(Box::new(ron::read_track(&text).map_err(wrong)?))),
        None => source(path, &text).map(|p| Opened::Source(Box::new(p))),
    }
}

fn source(path: &Path, text: &str) -> Result<Parsed, AppError> {
    if text.len() as u64 > limits::SOURCE {
        let limit = limits::SOURCE;
        return Err(storage::StorageError::TooLarge { path: path.to_owned(), limit }.into());
    }
    let ours = |e: &str| path.extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
    if ours("chapeau") || ours("track") {
        // Named as ours, but the first line is not: better said than imported as text.
        let kind = if ours("track") { ron::read_track(text).err() } else { ron::read_project(text).err() };
        if let Some(cause) = kind {
            return Err(AppError::File { path: path.to_owned(), cause });
        }
    }
    let parsed = plain::read(text);
    if parsed.paragraphs.is_empty() {
        return Err(AppError::NoText(path.to_owned()));
    }
    if parsed.paragraphs.len() > limits::PARAGRAPHS {
        return AppError::refuse(format!(
            "{}: more than {} paragraphs, which is the most this program takes. Nothing was changed.",
            path.display(),
            limits::PARAGRAPHS
        ));
    }
    Ok(parsed)
}

/// Reads a project.
pub fn open_project(path: &Path) -> Result<Project, AppError> {
    match open(path)? {
        Opened::Project(project) => Ok(*project),
        Opened::Track(_) => wrong_kind(path, "return (.track)", "opened as a project"),
        Opened::Source(_) => wrong_kind(path, "text", "opened as a project; import it first"),
    }
}

/// Reads a text to import.
pub fn open_source(path: &Path) -> Result<Parsed, AppError> {
    match open(path)? {
        Opened::Source(parsed) => Ok(*parsed),
        Opened::Track(_) => wrong_kind(path, "return (.track)", "imported; merge it"),
        Opened::Project(_) => wrong_kind(path, "project", "imported; open it"),
    }
}

/// The same of a text that is `prepared` before it is read; other sources are read as they are.
pub fn open_source_with(path: &Path, prepared: &dyn Fn(&str) -> String) -> Result<Parsed, AppError> {
    match storage::read_text(path, limits::SOURCE) {
        Ok(text) if ron::kind_of(&text).is_none() => source(path, &prepared(&text)),
        _ => open_source(path),
    }
}

fn wrong_kind<T>(path: &Path, found: &'static str, wanted: &'static str) -> Result<T, AppError> {
    Err(AppError::WrongKind { path: path.to_owned(), found, wanted })
}

/// A text to compare: any source, a project's working text, or one of its revisions
/// (`P@REVISION`; an existing file of that whole name wins).
pub fn open_text(name: &str) -> Result<Document, AppError> {
    let path = Path::new(name);
    if let Some((file, revision)) = name
        .rsplit_once('@')
        .filter(|(f, _)| storage::stamp(path).is_none() && storage::stamp(Path::new(f)).is_some())
    {
        return Ok(open_project(Path::new(file))?.revision(revision)?.document.clone());
    }
    match open(path)? {
        Opened::Project(project) => Ok(project.working),
        Opened::Source(parsed) => Ok(Document::imported(parsed.paragraphs, parsed.notes)),
        Opened::Track(_) => wrong_kind(path, "return (.track)", "compared as a text"),
    }
}

/// Writes a project: the bytes are read back and compared before anything on disk is touched.
pub fn save_project(project: &Project, path: &Path, overwrite: Overwrite) -> Result<Option<Stamp>, AppError> {
    let text = ron::write_project(project).map_err(AppError::Write)?;
    let back = ron::read_project(&text).map_err(AppError::Write)?;
    if back != *project {
        let cause = ron::FileError::Malformed("what was written does not read back equal".into());
        return Err(AppError::Write(cause));
    }
    Ok(storage::write(path, text.as_bytes(), overwrite)?)
}

/// Writes a return, read back and compared in the same way.
pub fn save_track(file: &TrackFile, path: &Path, overwrite: Overwrite) -> Result<Option<Stamp>, AppError> {
    let text = ron::write_track(file).map_err(AppError::Write)?;
    if ron::read_track(&text).map_err(AppError::Write)? != *file {
        let cause = ron::FileError::Malformed("what was written does not read back equal".into());
        return Err(AppError::Write(cause));
    }
    Ok(storage::write(path, text.as_bytes(), overwrite)?)
}

/// The file of a track that answers a project's last revision.
pub fn track_file(project: &Project, track: Track) -> TrackFile {
    let actor = project.actor(track.actor.as_str());
    let last = project.last();
    TrackFile {
        title: project.head.title.clone(),
        base: last.map_or_else(|| project.working.hash(), |r| r.hash),
        revision: last.map(|r| r.name.clone()).unwrap_or_default(),
        actor: crate::record::Actor { id: track.actor.clone(), ..actor },
        track,
    }
}

/// The change that keeps in the project that a track was sent as it is; none where it knows. A
/// later change of what was sent is then a new version of it.
pub fn mark_sent(project: &Project, track: Track) -> Option<Change> {
    let actor = track.actor.clone();
    let was = project.tracks.get(&actor).cloned();
    (was.as_deref() != Some(&track)).then(|| Change::Track(actor, Put { was, now: Some(Arc::new(track)) }))
}

/// The track of an actor as it is sent: everything in it marked as sent.
pub fn sent(project: &Project, actor: &ActorId) -> Option<Track> {
    let mut track = Track::clone(project.tracks.get(actor)?);
    for strand in track.strands.values_mut() {
        for proposal in strand.proposals.values_mut().filter(|p| !p.sent) {
            let mut sent = crate::record::Proposal::clone(proposal);
            sent.sent = true;
            *proposal = Arc::new(sent);
        }
        for comment in strand.comments.values_mut().filter(|c| !c.sent) {
            let mut sent = crate::record::Comment::clone(comment);
            sent.sent = true;
            *comment = Arc::new(sent);
        }
    }
    Some(track)
}
