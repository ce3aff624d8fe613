//! [`Register`]: which files brought what is said: who sent what, answering which revision.
//!
//! A set by the fingerprint of the files' bytes. Uniting two is a join, field by field: any
//! order, grouping and repetition gives the same. It never holds an order or a time of merging,
//! and knows no path: where the originals lie is asked of the disk.

use super::actor::ActorId;
use crate::lexicon::count;
use crate::limits;
use crate::text::{Fingerprint, Hash};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// What a person said, and may say otherwise later. Of two states the higher version counts; two
/// of one version are both kept, until a person says which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand<T: Ord> {
    /// How often it was said; 0 where nobody has said anything.
    pub version: u32,
    /// What was said last: nothing where it was taken back, several where copies differ.
    pub values: BTreeSet<T>,
}

impl<T: Ord> Default for ByHand<T> {
    fn default() -> Self {
        Self { version: 0, values: BTreeSet::new() }
    }
}

impl<T: Ord + Clone> ByHand<T> {
    /// Whether nobody has ever said anything.
    pub fn is_empty(&self) -> bool {
        self.version == 0
    }

    /// What was said; none where nothing was, and where copies differ.
    pub fn value(&self) -> Option<&T> {
        self.values.first().filter(|_| self.values.len() == 1)
    }

    /// Whether two copies say different things.
    pub fn differs(&self) -> bool {
        self.values.len() > 1
    }

    /// The same after a person says this, or takes back what was said. Saying it again is nothing.
    pub fn said(&self, value: Option<T>) -> Self {
        let values: BTreeSet<T> = value.into_iter().collect();
        if values == self.values {
            return self.clone();
        }
        Self { version: self.version.saturating_add(1).min(limits::NUMBER), values }
    }

    /// Adds what another copy says.
    pub fn unite(&mut self, other: &Self) {
        if other.version > self.version {
            *self = other.clone();
        } else if other.version == self.version {
            self.values.extend(other.values.iter().cloned());
        }
    }
}

/// What kind of file it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FiledKind {
    /// A return, `.track`.
    Track,
    /// A Word file.
    Word,
    /// A text: plain, Markdown, a web page, a PDF.
    Text,
    /// A compilation in brackets, or tracks made of one.
    Compilation,
}

impl FiledKind {
    /// All kinds.
    pub const ALL: [FiledKind; 4] = [Self::Track, Self::Word, Self::Text, Self::Compilation];
}

impl fmt::Display for FiledKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Track => "track",
            Self::Word => "word",
            Self::Text => "text",
            Self::Compilation => "compilation",
        })
    }
}

/// No kind of file has this name.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no kind of return")]
pub struct UnknownFiledKind(pub String);

impl FromStr for FiledKind {
    type Err = UnknownFiledKind;
    fn from_str(s: &str) -> Result<Self, UnknownFiledKind> {
        let unknown = || UnknownFiledKind(s.chars().take(limits::QUOTE).collect());
        Self::ALL.into_iter().find(|k| k.to_string() == s).ok_or_else(unknown)
    }
}

/// A text that a file answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answered {
    /// The hash of the revision.
    pub base: Hash,
    /// Its name, as it was known where the file was made or merged.
    pub revision: String,
}

/// A file that was merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The fingerprint of its bytes: what it is known by.
    pub hash: Fingerprint,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its own names, without a folder. Most files have one.
    pub names: BTreeSet<String>,
    /// What kind of file it is.
    pub kind: FiledKind,
    /// Whom it speaks for.
    pub actors: BTreeSet<ActorId>,
    /// The number of the return; 0 where returns of its kind have none.
    pub number: u32,
    /// The texts that it answers.
    pub answers: BTreeSet<Answered>,
    /// The date that stands in the file, as it stands there.
    pub date: Option<String>,
    /// Proposals that it holds, placements among them; those taken back are not counted.
    pub proposals: usize,
    /// Comments that it holds.
    pub comments: usize,
    /// Positions on others' proposals that it holds.
    pub positions: usize,
    /// Whether it may be published, as far as a person has said so.
    pub publish: ByHand<bool>,
    /// When it was received, "2026-11-22", as far as a person has said so.
    pub received: ByHand<String>,
}

impl Filed {
    /// An entry of which only the file is known.
    pub fn new(hash: Fingerprint, bytes: u64, name: &str, kind: FiledKind) -> Self {
        Self {
            hash,
            bytes,
            names: BTreeSet::from([plain_name(name)]),
            kind,
            actors: BTreeSet::new(),
            number: 0,
            answers: BTreeSet::new(),
            date: None,
            proposals: 0,
            comments: 0,
            positions: 0,
            publish: ByHand::default(),
            received: ByHand::default(),
        }
    }

    /// The name it is shown under.
    pub fn name(&self) -> &str {
        self.names.first().map(String::as_str).unwrap_or_default()
    }

    /// What it holds, in words: "3 proposals, 1 comment"; empty where that is nothing.
    pub fn holds(&self) -> String {
        let counts = [
            (self.proposals, "proposal", "proposals"),
            (self.comments, "comment", "comments"),
            (self.positions, "position", "positions"),
        ];
        let some = counts.into_iter().filter(|(n, ..)| *n > 0);
        some.map(|(n, one, many)| count(n, one, many)).collect::<Vec<_>>().join(", ")
    }

    /// Adds what another copy knows of the same file.
    pub fn unite(&mut self, other: &Self) {
        self.bytes = self.bytes.max(other.bytes);
        self.names.extend(other.names.iter().cloned());
        self.kind = self.kind.max(other.kind);
        self.actors.extend(other.actors.iter().cloned());
        self.number = self.number.max(other.number);
        self.answers.extend(other.answers.iter().cloned());
        self.date = self.date.take().max(other.date.clone());
        self.proposals = self.proposals.max(other.proposals);
        self.comments = self.comments.max(other.comments);
        self.positions = self.positions.max(other.positions);
        self.publish.unite(&other.publish);
        self.received.unite(&other.received);
    }
}

/// A name of a file that can be used in any folder and leads into no other: what cannot stand in
/// a name is replaced.
pub fn plain_name(name: &str) -> String {
    let odd = |c: char| c.is_control() || "/\\<>:\"|?*".contains(c);
    let plain: String = name.chars().map(|c| if odd(c) { '_' } else { c }).take(limits::NAME).collect();
    match plain.trim().trim_end_matches('.').trim_start_matches('.') {
        "" => "return".to_owned(),
        _ => plain.trim().to_owned(),
    }
}

/// Which files were merged, and who is expected to send one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The files, by their bytes.
    pub returns: BTreeMap<Fingerprint, Arc<Filed>>,
    /// Of whom a person said that a return is expected, or that none is.
    pub expected: BTreeMap<ActorId, ByHand<bool>>,
}

impl Register {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.returns.is_empty() && self.expected.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_into_no_other_folder() {
        for (name, plain) in [
            ("EU.track", "EU.track"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("..", "return"),
            (" ", "return"),
            ("a\\b\n.docx", "a_b_.docx"),
        ] {
            assert_eq!(plain_name(name), plain);
            assert_eq!(plain_name(plain), plain, "once is enough");
        }
        assert_eq!(plain_name(&"x".repeat(5_000)).len(), limits::NAME);
    }

    #[test]
    fn the_last_word_of_a_person_counts_and_two_last_words_are_kept() {
        let none = ByHand::default();
        let (yes, no) = (none.said(Some(true)), none.said(Some(false)));
        assert_eq!((yes.value(), none.value()), (Some(&true), None));
        assert_eq!(yes.said(Some(true)), yes);
        let mut both = yes.clone();
        both.unite(&no);
        assert!(both.differs() && both.value().is_none());
        let settled = both.said(Some(false));
        for other in [&yes, &no, &both] {
            let mut again = settled.clone();
            again.unite(other);
            assert_eq!(again, settled);
        }
    }
}
