//! Our own files: `.chapeau` and `.track`, as versioned RON with a header and a checksum.
//!
//! Two comment lines, then plain RON: pleasant to read, stable to diff. The same content gives
//! the same bytes. The records are plain values of their own, so that the format can grow while
//! the model moves; reading checks everything and trusts nothing.

mod change;
mod inside;
mod label;
mod ladder;
mod position;
mod private;
mod project;
mod records;
mod register;
mod text;

use crate::limits;
use crate::project::Project;
use crate::record::{Actor, Track, jointly};
use crate::text::Hash;
use ron::extensions::Extensions;
use serde::{Serialize, de::DeserializeOwned};
use std::borrow::Cow;

pub use change::{read_change, write_change};
pub use private::{read_private, write_private};

/// Why a file is not accepted. Nothing is ever taken from a file in part.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FileError {
    /// Not one of ours.
    #[error("this is not a Chapeau {0}: its first line does not say so")]
    NotOurs(&'static str),
    /// Written by a newer program.
    #[error(
        "this file has format {found}; this program reads up to format {known}. Open it with a newer Chapeau; it was not touched"
    )]
    Newer {
        /// The number in the file.
        found: u32,
        /// The highest that is known.
        known: u32,
    },
    /// Not what was written.
    #[error(
        "this file is damaged: its content does not match its checksum. Nothing was taken from it; ask its sender for it again, or take a copy"
    )]
    Checksum,
    /// Not well-formed.
    #[error("this file is damaged: {0}. Nothing was taken from it")]
    Malformed(String),
}

/// Which of our files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `.chapeau`.
    Project,
    /// `.track`.
    Track,
    /// `.private`.
    Private,
}

impl FileKind {
    fn name(self) -> &'static str {
        match self {
            FileKind::Project => "project",
            FileKind::Track => "track",
            FileKind::Private => "private notes",
        }
    }
}

/// Which of our files a text is, by its first line; none if it is none.
pub fn kind_of(text: &str) -> Option<FileKind> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    [FileKind::Project, FileKind::Track, FileKind::Private]
        .into_iter()
        .find(|k| text.starts_with(&opening(*k)))
}

/// Writes a project.
pub fn write_project(project: &Project) -> Result<String, FileError> {
    seal(FileKind::Project, &project::Record::of(project))
}

/// Reads a project and checks that its revisions follow from one another.
pub fn read_project(text: &str) -> Result<Project, FileError> {
    open::<project::Record>(FileKind::Project, text)?.into_project()
}

/// The return of one actor: the track, and what is known of its author.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackFile {
    /// What the project that is answered calls itself.
    pub title: String,
    /// The hash of the revision it answers.
    pub base: Hash,
    /// The name of that revision.
    pub revision: String,
    /// Its author.
    pub actor: Actor,
    /// Who else sends it as theirs; none in an ordinary return.
    pub jointly: Vec<Actor>,
    /// What the author says.
    pub track: Track,
}

impl TrackFile {
    /// Everybody it speaks for, with what each says: its author first.
    pub fn tracks(&self) -> Vec<(&Actor, Track)> {
        let others = self.jointly.iter().map(|a| (a, jointly(&self.track, &a.id)));
        std::iter::once((&self.actor, self.track.clone())).chain(others).collect()
    }

    /// Whom it speaks for, in words: "Brazil, Chile and Mexico".
    pub fn speaks_for(&self) -> String {
        let names: Vec<&str> =
            std::iter::once(&self.actor).chain(&self.jointly).map(|a| a.id.as_str()).collect();
        match names.as_slice() {
            [one] => (*one).to_owned(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
            [] => String::new(),
        }
    }
}

/// Writes a return.
pub fn write_track(file: &TrackFile) -> Result<String, FileError> {
    seal(FileKind::Track, &records::TrackFileRecord::of(file))
}

/// Reads a return.
pub fn read_track(text: &str) -> Result<TrackFile, FileError> {
    open::<records::TrackFileRecord>(FileKind::Track, text)?.into_file()
}

/// What some programs put before a text.
const BOM: char = '\u{feff}';

/// A file as it was written, where it went through a program that gives every line another end: a
/// mail, an editor, Git on Windows. Strings in it have no ends of lines of their own.
fn as_written(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    match first.ends_with("\r\n") {
        true => text.replace("\r\n", "\n").into(),
        false => text.into(),
    }
}

fn opening(kind: FileKind) -> String {
    format!("// Chapeau {}, format ", kind.name())
}

fn options() -> ron::Options {
    ron::Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(limits::RON_DEPTH)
}

fn pretty() -> ron::ser::PrettyConfig {
    ron::ser::PrettyConfig::new().indentor(" ".to_owned()).new_line("\n".to_owned()).depth_limit(6)
}

fn seal<T: Serialize>(kind: FileKind, record: &T) -> Result<String, FileError> {
    let mut body = options().to_string_pretty(record, pretty()).map_err(|e| malformed(&e))?;
    body.push('\n');
    Ok(format!("{}{}\n// checksum {}\n{body}", opening(kind), limits::FORMAT, Hash::of(&[&body])))
}

fn open<T: DeserializeOwned>(kind: FileKind, text: &str) -> Result<T, FileError> {
    let text = as_written(text);
    let rest = text.strip_prefix(&opening(kind)).ok_or(FileError::NotOurs(kind.name()))?;
    let (number, rest) = rest.split_once('\n').ok_or(FileError::NotOurs(kind.name()))?;
    let found: u32 = number.parse().map_err(|_| FileError::NotOurs(kind.name()))?;
    if found.to_string() != number || found == 0 {
        return Err(FileError::NotOurs(kind.name()));
    }
    if found > limits::FORMAT {
        return Err(FileError::Newer { found, known: limits::FORMAT });
    }
    let (checksum, body) = rest.split_once('\n').ok_or(FileError::Checksum)?;
    if checksum != format!("// checksum {}", Hash::of(&[body])) {
        return Err(FileError::Checksum);
    }
    options().from_str(body).map_err(|e| malformed(&e))
}

/// The number inside a file must be the one of its first line.
fn format_inside(found: u32) -> Result<(), FileError> {
    match found == limits::FORMAT {
        true => Ok(()),
        false => Err(FileError::Malformed(format!("it says inside that its format is {found}"))),
    }
}

/// A place in a text, where no sum of places can overflow.
fn place(at: usize) -> Result<usize, FileError> {
    match at <= limits::PLACE {
        true => Ok(at),
        false => Err(FileError::Malformed("a place lies beyond every text".into())),
    }
}

/// A number that counts on: a version, a return, a decision.
fn number(n: u32) -> Result<u32, FileError> {
    match n <= limits::NUMBER {
        true => Ok(n),
        false => Err(FileError::Malformed(format!("the number {n} is too high"))),
    }
}

fn malformed(error: &dyn std::fmt::Display) -> FileError {
    FileError::Malformed(error.to_string())
}
