//! Private notes: instructions, red lines, fall-backs of one actor.
//!
//! They live in a file of their own and in nothing else: no project holds them, no track, no
//! change. Nothing here knows where that file lies.

use super::actor::ActorId;
use super::proposal::Span;
use crate::text::Hash;
use std::fmt;
use std::str::FromStr;

/// What a private note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PrivateKind {
    /// What the capital says.
    Instruction,
    /// What must not be given up.
    RedLine,
    /// What can be given in the end.
    FallBack,
    /// Anything else.
    #[default]
    Note,
}

impl PrivateKind {
    /// All of them, the gravest first.
    pub const ALL: [PrivateKind; 4] =
        [PrivateKind::RedLine, PrivateKind::Instruction, PrivateKind::FallBack, PrivateKind::Note];

    /// The name used in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            PrivateKind::Instruction => "instruction",
            PrivateKind::RedLine => "red-line",
            PrivateKind::FallBack => "fall-back",
            PrivateKind::Note => "note",
        }
    }

    /// What stands on the screen.
    pub fn title(self) -> &'static str {
        match self {
            PrivateKind::Instruction => "Instruction",
            PrivateKind::RedLine => "Red line",
            PrivateKind::FallBack => "Fall-back",
            PrivateKind::Note => "Note",
        }
    }
}

impl fmt::Display for PrivateKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for PrivateKind {
    type Err = UnknownPrivateKind;
    fn from_str(s: &str) -> Result<Self, UnknownPrivateKind> {
        let found = PrivateKind::ALL.into_iter().find(|kind| kind.name() == s);
        found.ok_or_else(|| UnknownPrivateKind(s.chars().take(40).collect()))
    }
}

/// A string that names no kind of private note.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no kind of private note; say red-line, instruction, fall-back or note")]
pub struct UnknownPrivateKind(pub String);

/// Where a private note is kept to: the start of a paragraph of some state of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateAnchor {
    /// The state of the text it was written on.
    pub base: Hash,
    /// The empty span where the paragraph begins; `after` has its first words.
    pub at: Span,
    /// What the paragraph was called then.
    pub label: String,
}

/// One private note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNote {
    /// Its number in its file, from 1; never given again while the file lives.
    pub number: u32,
    /// What it is.
    pub kind: PrivateKind,
    /// Its paragraph; none for the whole text.
    pub anchor: Option<PrivateAnchor>,
    /// What it says.
    pub text: String,
}

/// All private notes of one actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateNotes {
    /// Whose.
    pub actor: ActorId,
    /// The number of the next note.
    pub next: u32,
    /// The notes, by number.
    pub notes: Vec<PrivateNote>,
}

impl PrivateNotes {
    /// Nothing yet.
    pub fn new(actor: ActorId) -> Self {
        Self { actor, next: 1, notes: Vec::new() }
    }

    /// Adds a note; its number.
    pub fn add(&mut self, kind: PrivateKind, anchor: Option<PrivateAnchor>, text: &str) -> u32 {
        let number = self.next;
        self.next = number.saturating_add(1);
        self.notes.push(PrivateNote { number, kind, anchor, text: text.to_owned() });
        number
    }

    /// Changes a note, where it is there.
    pub fn edit(&mut self, number: u32, kind: PrivateKind, text: &str) -> bool {
        let found = self.notes.iter_mut().find(|n| n.number == number);
        found.map(|n| (n.kind, n.text) = (kind, text.to_owned())).is_some()
    }

    /// Removes a note, where it is there.
    pub fn delete(&mut self, number: u32) -> bool {
        let before = self.notes.len();
        self.notes.retain(|n| n.number != number);
        self.notes.len() < before
    }
}
