//! Files in and out, for the window and the command line alike.

use super::error::AppError;
use super::imports::import;
use super::register::{Given, Original};
use crate::format::ron::{self, FileKind, TrackFile};
use crate::format::{docx, html, pdf, plain};
use crate::limits;
use crate::project::{Change, Project, Put};
use crate::record::{ActorId, Track};
use crate::revise::marked::{Marked, Side};
use crate::revise::{Dropped, Parsed};
use crate::storage::{self, Overwrite, Stamp};
use crate::text::{self, Document};
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

/// Files that were read, or why they could not be.
pub type Read = Vec<(Given, Result<Opened, AppError>)>;

/// What a file turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A project.
    Project(Box<Project>),
    /// The return of an actor.
    Track(Box<TrackFile>),
    /// A text to import.
    Source(Box<Parsed>),
    /// A Word file: a text to import, or a return with the marks of its authors.
    Marked(Box<Marked>),
}

/// Reads any file that the program knows, by its content, not by its name.
pub fn open(path: &Path) -> Result<Opened, AppError> {
    understood(path, storage::read_by(path, &most)?)
}

/// Reads a file that was given to be merged, and holds on to its bytes: they are to be kept.
pub fn given(path: &Path) -> (Given, Result<Opened, AppError>) {
    let nothing = || Given { path: path.to_owned(), original: None };
    let bytes = match storage::read_by(path, &most) {
        Ok(bytes) => bytes,
        Err(error) => return (nothing(), Err(error.into())),
    };
    let held = bytes.clone();
    match understood(path, bytes) {
        Ok(Opened::Project(project)) => (nothing(), Ok(Opened::Project(project))),
        opened => {
            let original = Some(Arc::new(Original::of(path, held)));
            (Given { original, ..nothing() }, opened)
        }
    }
}

/// What bytes turn out to be.
fn understood(path: &Path, bytes: Vec<u8>) -> Result<Opened, AppError> {
    if let Some(opened) = binary(path, &bytes)? {
        return Ok(opened);
    }
    let text = storage::text(path, bytes)?;
    let wrong = |cause| AppError::File { path: path.to_owned(), cause };
    match ron::kind_of(&text) {
        Some(FileKind::Project) => Ok(Opened::Project(Box::new(ron::read_project(&text).map_err(wrong)?))),
        Some(FileKind::Track) if text.len() as u64 > limits::TRACK => {
            let limit = limits::TRACK;
            Err(storage::StorageError::TooLarge { path: path.to_owned(), limit }.into())
        }
        Some(FileKind::Private) => private(path),
        Some(FileKind::Track) => Ok(Opened::Track(Box::new(ron::read_track(&text).map_err(wrong)?))),
        None => source(path, &text).map(|p| Opened::Source(Box::new(p))),
    }
}

/// How large a file may be that begins with these bytes.
fn most(head: &[u8]) -> u64 {
    let is = |with: &[u8]| head.starts_with(with);
    match ron::kind_of(&String::from_utf8_lossy(head)) {
        Some(FileKind::Project) => limits::PROJECT,
        Some(FileKind::Track | FileKind::Private) => limits::TRACK,
        // A package, or the old kind of Word file, of which it is said what to do with it.
        None if is(b"PK") || is(OLE) || NOT_READ.iter().any(|(with, _)| is(with)) => limits::WORD,
        None if is(b"%PDF-") => limits::PDF,
        None => limits::SOURCE,
    }
}

/// What bytes that are no text begin with, and what to do with such a file.
const NOT_READ: [(&[u8], &str); 1] =
    [(b"{\\rtf", "this is rich text (.rtf). Open it in Word, save it as .docx, and give that")];

/// What an old or a locked Word file begins with; the reader of Word files tells them apart.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A file of a kind that is told by its first bytes; none where it may be text.
fn binary(path: &Path, bytes: &[u8]) -> Result<Option<Opened>, AppError> {
    let is = |head: &[u8]| bytes.starts_with(head);
    if let Some((_, why)) = NOT_READ.iter().find(|(head, _)| is(head)) {
        return unreadable(path, why);
    }
    if is_open_document(bytes) {
        let why =
            "this is an OpenDocument file (.odt). Open it in LibreOffice, save it as .docx, and give that";
        return unreadable(path, why);
    }
    let parsed = |parsed: Parsed| {
        few(path, parsed.paragraphs.len())?;
        Ok(Some(Opened::Source(Box::new(parsed))))
    };
    if is(b"PK\x03\x04") || is(b"PK\x05\x06") || is(OLE) {
        let marked = docx::read(bytes).or_else(|cause| unreadable(path, cause))?;
        few(path, marked.paragraphs.len())?;
        return Ok(Some(Opened::Marked(Box::new(marked))));
    }
    if is(b"%PDF-") {
        small(path, bytes.len())?;
        return pdf::read(bytes).or_else(|cause| unreadable(path, cause)).and_then(parsed);
    }
    if is_web_page(path, bytes) {
        small(path, bytes.len())?;
        return html::read(&html::decode(bytes)).or_else(|cause| unreadable(path, cause)).and_then(parsed);
    }
    Ok(None)
}

/// Whether this is a web page: by how it begins, or by its name where it is none of our files.
fn is_web_page(path: &Path, bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |with: &str| bytes.get(..with.len()).is_some_and(|b| b.eq_ignore_ascii_case(with.as_bytes()));
    let named = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let named = matches!(named.as_deref(), Some("html" | "htm" | "xhtml"));
    begins("<!doctype html") || begins("<html") || (named && !begins("// Chapeau ") && !bytes.is_empty())
}

/// Whether a package says in its first entry that it is an OpenDocument.
fn is_open_document(bytes: &[u8]) -> bool {
    let name = b"mimetypeapplication/vnd.oasis.opendocument";
    bytes.get(30..30 + name.len()).is_some_and(|b| b == name)
}

fn unreadable<T>(path: &Path, why: impl Display) -> Result<T, AppError> {
    Err(AppError::Unreadable { path: path.to_owned(), why: why.to_string() })
}

/// Refuses a source that is larger than what is read of one.
fn small(path: &Path, bytes: usize) -> Result<(), AppError> {
    let limit = limits::SOURCE;
    match bytes as u64 > limit {
        true => Err(storage::StorageError::TooLarge { path: path.to_owned(), limit }.into()),
        false => Ok(()),
    }
}

/// Refuses a source without a paragraph, and one with too many.
fn few(path: &Path, paragraphs: usize) -> Result<(), AppError> {
    match paragraphs {
        0 => Err(AppError::NoText(path.to_owned())),
        n if n <= limits::PARAGRAPHS => Ok(()),
        _ => unreadable(
            path,
            format!("more than {} paragraphs, which is the most this program takes", limits::PARAGRAPHS),
        ),
    }
}

fn source(path: &Path, text: &str) -> Result<Parsed, AppError> {
    words_of(path, text, plain::read)
}

fn words_of(path: &Path, text: &str, read: fn(&str) -> Parsed) -> Result<Parsed, AppError> {
    small(path, text.len())?;
    let ours = |e: &str| path.extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
    if ours("chapeau") || ours("track") {
        // Named as ours, but the first line is not: better said than imported as text.
        let kind = if ours("track") { ron::read_track(text).err() } else { ron::read_project(text).err() };
        if let Some(cause) = kind {
            return Err(AppError::File { path: path.to_owned(), cause });
        }
    }
    let parsed = read(text);
    few(path, parsed.paragraphs.len())?;
    Ok(parsed)
}

/// Reads a project.
pub fn open_project(path: &Path) -> Result<Project, AppError> {
    match open(path)? {
        Opened::Project(project) => Ok(*project),
        Opened::Track(_) => wrong_kind(path, "return (.track)", "opened as a project"),
        Opened::Source(_) | Opened::Marked(_) => {
            wrong_kind(path, "text", "opened as a project; import it first")
        }
    }
}

/// A text to import.
#[derive(Debug)]
pub enum Source {
    /// A plain one.
    Text(Box<Parsed>),
    /// One with the marks of its authors.
    Marked(Box<Marked>),
}

impl From<Source> for Opened {
    fn from(source: Source) -> Self {
        match source {
            Source::Text(parsed) => Opened::Source(parsed),
            Source::Marked(copy) => Opened::Marked(copy),
        }
    }
}

/// Reads a text to import.
pub fn open_source(path: &Path) -> Result<Source, AppError> {
    as_source(path, open(path)?)
}

/// A file that was read as a text to import.
pub fn as_source(path: &Path, opened: Opened) -> Result<Source, AppError> {
    match opened {
        Opened::Source(parsed) => Ok(Source::Text(parsed)),
        Opened::Marked(marked) => Ok(Source::Marked(marked)),
        Opened::Track(_) => wrong_kind(path, "return (.track)", "imported; merge it"),
        Opened::Project(_) => wrong_kind(path, "project", "imported; open it"),
    }
}

/// Reads a text as one that nobody marked: a Word file with its changes accepted. What is plain
/// text is `prepared` before it is understood, a Word file goes through `parted`. What was remarked
/// beside it is listed as left out.
pub fn open_source_with(
    path: &Path,
    prepared: &dyn Fn(&str) -> String,
    parted: &dyn Fn(Marked) -> (Marked, Vec<text::Source>, Vec<Dropped>),
) -> Result<Parsed, AppError> {
    let bytes = storage::read_by(path, &most)?;
    match binary(path, &bytes)? {
        Some(Opened::Marked(marked)) => {
            let (marked, more, dropped) = parted(*marked);
            let mut parsed = import(Source::Marked(Box::new(marked)), Side::Accepted).parsed;
            parsed.paragraphs.extend(more);
            parsed.report.dropped.extend(dropped);
            return Ok(parsed);
        }
        Some(Opened::Source(parsed)) => return Ok(*parsed),
        _ => {}
    }
    let text = storage::text(path, bytes)?;
    match ron::kind_of(&text) {
        None => words_of(path, &prepared(&text), plain::read_compilation),
        Some(FileKind::Project) => wrong_kind(path, "project", "read as a compilation"),
        Some(FileKind::Track) => wrong_kind(path, "return (.track)", "read as a compilation"),
        Some(FileKind::Private) => private(path),
    }
}

/// Private notes are read beside their project and nowhere else: nothing takes them in.
fn private<T>(path: &Path) -> Result<T, AppError> {
    wrong_kind(path, "file of private notes", "opened, merged or imported: it never leaves its actor")
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
        Opened::Marked(marked) => {
            let parsed = marked.view(Side::Accepted);
            Ok(Document::imported(parsed.paragraphs, parsed.notes))
        }
        Opened::Track(_) => wrong_kind(path, "return (.track)", "compared as a text"),
    }
}

/// Refuses to put something else in the place of a project or of private notes: whoever says so has
/// mistaken a name, and what was there could not be had again.
pub fn spare(path: &Path) -> Result<(), AppError> {
    match kind_at(path) {
        Some(FileKind::Project) => wrong_kind(path, "project", "replaced by something else"),
        Some(FileKind::Private) => wrong_kind(path, "file of private notes", "replaced"),
        Some(FileKind::Track) | None => Ok(()),
    }
}

/// Which of our files lies at a place; none where none does.
fn kind_at(path: &Path) -> Option<FileKind> {
    ron::kind_of(&String::from_utf8_lossy(&storage::beginning(path, 64)?))
}

/// Writes a project: the bytes are read back and compared before anything on disk is touched.
pub fn save_project(project: &Project, path: &Path, overwrite: Overwrite) -> Result<Option<Stamp>, AppError> {
    let text = ron::write_project(project).map_err(AppError::Write)?;
    let back = ron::read_project(&text).map_err(AppError::Write)?;
    if back != *project {
        let cause = ron::FileError::Malformed("what was written does not read back equal".into());
        return Err(AppError::Write(cause));
    }
    if kind_at(path) == Some(FileKind::Private) {
        spare(path)?;
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
    spare(path)?;
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
        jointly: Vec::new(),
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
        for position in strand.positions.values_mut().filter(|p| !p.sent) {
            *position = Arc::new(crate::record::Position { sent: true, ..(**position).clone() });
        }
    }
    Some(track)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_file_begins_says_how_much_of_it_is_read() {
        let project = ron::write_project(&Project::default()).unwrap();
        let heads: [(&[u8], u64); 5] = [
            (project.as_bytes(), limits::PROJECT),
            (b"PK\x03\x04", limits::WORD),
            (b"%PDF-1.7", limits::PDF),
            (b"1. Calls upon all.", limits::SOURCE),
            (b"", limits::SOURCE),
        ];
        for (head, limit) in heads {
            assert_eq!(most(head), limit);
        }
    }
}
