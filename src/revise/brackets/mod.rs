//! [`from_brackets`]: a compilation typed by hand becomes what each actor says.
//!
//! Every paragraph is read as bracket text and held against its paragraph of the base. The same
//! compilation gives the same proposals with the same identities. What is read but cannot be
//! placed is listed: a name that nobody knows, a bracket that was mended, words without a name.

mod base;
mod instruction;
mod lines;
mod maker;
mod nested;
mod stacked;
mod stood;
#[cfg(test)]
mod tests;
mod who;

pub use base::standing_text;

use super::intake::Parsed;
use crate::record::{ActorId, ProposalId, Strand};
use crate::text::{Document, Hash};
use std::collections::BTreeMap;

/// What [`from_brackets`] works on.
pub struct BracketsInput<'a> {
    /// The text that the compilation is about.
    pub base: &'a Document,
    /// The hash of the base, which anchors carry.
    pub hash: Hash,
    /// The title of the project; a line that only repeats it is no paragraph.
    pub title: &'a str,
    /// The compilation as it was read.
    pub copy: &'a Parsed,
    /// Who a name means; none for a name that nobody knows.
    pub known: &'a dyn Fn(&str) -> Option<ActorId>,
    /// Who names are that nobody knows, where a person said so; "Unattributed" for a name that is
    /// no actor's.
    pub answers: &'a BTreeMap<String, ActorId>,
}

/// What a compilation says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromBrackets {
    /// What each actor says, strands of origin [`crate::record::Origin::Brackets`]. What has no
    /// name is said by "Unattributed".
    pub strands: BTreeMap<ActorId, Strand>,
    /// Names that nobody knows, with the paragraphs where they stand.
    pub unknown: BTreeMap<String, Vec<String>>,
    /// Names that nobody knows and of which a person said who they are, likewise.
    pub answered: BTreeMap<String, Vec<String>>,
    /// What was mended.
    pub repaired: Vec<Listed>,
    /// What could not be placed.
    pub unplaced: Vec<Listed>,
    /// Words in brackets to which no name stands.
    pub nameless: Vec<Listed>,
    /// How far paragraphs have come; why is empty.
    pub statuses: Vec<Listed>,
    /// How actors stand on what others ask or on words of the text.
    pub positions: Vec<Stood>,
}

/// Something of a compilation, for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The paragraph.
    pub label: String,
    /// The words as they are written.
    pub text: String,
    /// Why it is listed.
    pub why: String,
}

/// How an actor stands on words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// The paragraph.
    pub label: String,
    /// Who.
    pub actor: ActorId,
    /// Retain, support, oppose, delete, reserve.
    pub stance: &'static str,
    /// On which words; empty for the whole paragraph.
    pub text: String,
    /// The proposals that it is a position on; where there are none it is kept as a comment.
    pub about: Vec<ProposalId>,
}

impl FromBrackets {
    /// Whether something needs a person.
    pub fn needs_a_person(&self) -> bool {
        !(self.unknown.is_empty() && self.repaired.is_empty() && self.unplaced.is_empty())
    }
}

/// What a compilation says. Deterministic; about the time of one alignment.
pub fn from_brackets(input: &BracketsInput) -> FromBrackets {
    maker::run(input)
}
