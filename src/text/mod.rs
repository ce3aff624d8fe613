//! The rope document: paragraphs, notes, changes and their mapping, labels.
//!
//! `text` knows nothing of actors, proposals or files. A [`Document`] changes only through a
//! [`Change`], and every change has an inverse.

mod change;
mod changeset;
mod compose;
mod document;
mod fingerprint;
mod fragment;
mod ids;
mod kind;
mod label;
mod mapping;
mod numbering;
mod ranges;
mod words;

pub use change::{Change, ChangeError, apply_all, inverse_all};
pub use changeset::{ChangeSet, Misfit, Op, Side};
pub use compose::{delete, insert, italic, join, move_after, replace, split};
pub use document::{Document, Meta, Paragraph, Source};
pub use fingerprint::Fingerprint;
pub use fragment::Fragment;
pub use ids::{Hash, Hasher, NotAnIdentity, NoteId, ParagraphId};
pub use kind::{Genre, Kind, UnknownKind};
pub use label::{
    Label, NotALabel, Series, counted, from_letters, from_roman, letter, ordinal, roman, sub_number,
};
pub use mapping::{Course, Standing};
pub use numbering::{between, find_label, fresh, resolution};
pub use ranges::Ranges;
pub use words::{NOTE, Words};
