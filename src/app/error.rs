//! What can go wrong for a user: what happened, what is safe, what to do.

use crate::format::ron::FileError;
use crate::project::{ApplyError, ProjectError, Unfit};
use crate::storage::StorageError;
use std::path::PathBuf;

/// An error of the application. Its text is written for a person.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// With a file on disk.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// With the content of one of our files.
    #[error("{path}: {cause}.")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        cause: FileError,
    },
    /// What is to be written could not be written down.
    #[error("it could not be written down: {0}. Nothing on disk was touched.")]
    Write(FileError),
    /// With what was asked of the project.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A source without a paragraph.
    #[error("{0}: there is no text in it. Nothing was changed; check that the right file was given.")]
    NoText(PathBuf),
    /// A source that cannot be understood.
    #[error("{path}: {why}. Nothing was changed.")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why, as the reader says it.
        why: String,
    },
    /// Authors of a Word file whom nobody knows.
    #[error(
        "{path}: nobody knows who {names} speaks for. Nothing was changed; say who each is with --author \"{first}=ACTOR\", and it is remembered."
    )]
    UnknownAuthors {
        /// The file.
        path: PathBuf,
        /// Their names, with what each has in the file.
        names: String,
        /// The first of them.
        first: String,
    },
    /// A kind of file that is not read.
    #[error("{path}: a {found} cannot be {wanted}. Nothing was changed.")]
    WrongKind {
        /// The file.
        path: PathBuf,
        /// What it is.
        found: &'static str,
        /// What was to be done with it.
        wanted: &'static str,
    },
    /// With what was to be settled of a paragraph.
    #[error("{0}. Nothing was decided.")]
    Unfit(#[from] Unfit),
    /// A change that did not fit. Nothing was changed.
    #[error("that does not fit the text as it is now ({0}). Nothing was changed.")]
    Apply(#[from] ApplyError),
    /// Anything a person asked that cannot be done, in words.
    #[error("{0}")]
    Refused(String),
}

impl AppError {
    /// Refuses in words.
    pub fn refuse<T>(why: impl Into<String>) -> Result<T, AppError> {
        Err(AppError::Refused(why.into()))
    }
}
