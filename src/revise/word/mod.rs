//! [`from_marked`]: a source with its authors' marks becomes the proposals of each of them.
//!
//! What an author tracked is taken exactly; what somebody changed without tracking is found by
//! difference and is the sender's. Nothing of the source is lost without a word.

mod bundles;
mod cells;
mod fresh;
mod gaps;
mod ground;
mod link;
mod lists;
mod moves;
mod others;
mod remarks;
mod said;
mod stream;
mod take;
mod tell;
mod view;
mod wants;
mod wishes;

use super::marked::Marked;
use crate::record::{Actor, ActorId, Strand};
use crate::text::{Document, Hash, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};

pub use lists::{cut_list, is_cut_list, list_in_full, whole_list};
pub use take::from_marked;
pub use view::authors;

/// How much one author of a source has in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Authored {
    /// Tracked changes, those of one stretch of words by one author counted once.
    pub changes: usize,
    /// Comments and replies.
    pub comments: usize,
}

/// What [`from_marked`] works on.
pub struct MarkedInput<'a> {
    /// The text that the copy was made from.
    pub base: &'a Document,
    /// The hash of the base, which anchors carry.
    pub hash: Hash,
    /// The title of the project; a line of the copy that only repeats it is furniture.
    pub title: &'a str,
    /// The copy as it was read.
    pub copy: &'a Marked,
    /// Who sent it: what was changed without being tracked is theirs. None: nobody knows, and it
    /// is listed instead.
    pub sender: Option<&'a Actor>,
    /// Who each author of the file is; several for words that several want ("EU, Japan").
    /// What authors say who are not here is listed as not taken; so is, without a word on who they
    /// are, what those say who are here with nobody.
    pub authors: &'a BTreeMap<String, BTreeSet<ActorId>>,
    /// The number of this return, from 1.
    pub return_number: u32,
}

/// What a source with marks says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromMarked {
    /// The proposals and comments of each actor, strands of origin [`crate::record::Origin::Copy`].
    pub strands: BTreeMap<ActorId, Strand>,
    /// Lines of the copy that are no text, each with why, to be put in brackets.
    pub furniture: Vec<(String, String)>,
    /// Whole paragraphs that are proposed for deletion, with their labels: for a look.
    pub deletions: Vec<(ParagraphId, String)>,
    /// Paragraphs of the base that the copy does not hold and that are not to be deleted, with
    /// their labels.
    pub absent: Vec<(ParagraphId, String)>,
    /// Changes of looks alone, a line each.
    pub formatting: Vec<String>,
    /// What was not taken, with whose it is and why, a sentence each.
    pub untaken: Vec<String>,
    /// What a person should look at, a sentence each.
    pub warnings: Vec<String>,
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod notation;
#[cfg(test)]
mod tests;
