//! Bracket text read: what a compilation typed by hand says, and what is printed by us.
//!
//! [`read`] makes a tree of one paragraph's text: what stands in which brackets, who stands by
//! it and what they ask. [`asked`] holds that tree against the words of the paragraph and says
//! what is asked of them. Nothing here knows documents, and no character of the text is lost:
//! the spans of the tree cover it, and what was mended is listed.
//!
//! ```text
//! bracket      '[' (text | bracket)* ']'         nested; a missing or spare mark is mended
//! arms         arm ('/' arm)+                     inside a bracket; a space beside the slash
//! arm          words dash attribution | attribution ':' words | words
//! attribution  names action? ((';' | ',') names action?)*
//! status       '[' agreed ad ref … ']'            also in round brackets
//! source       '(' based on | from | cf. | modified … symbol ')'
//! placement    '/' words that name a place '/'    outside of brackets
//! ```

mod arms;
mod aside;
mod asked;
mod fit;
mod inner;
mod loose;
mod names;
mod pieces;
mod place;
mod scan;
#[cfg(test)]
mod tests;

pub use arms::quoted;
pub use aside::names_a_place;
pub use asked::{Ask, Asked, What, asked, quoted_words};
pub use fit::{standing, standing_parts};
pub use inner::{Own, own_words};
pub use names::{speakers, stranger};
pub use pieces::{Part, With};
pub use scan::{Mend, Mended};

use crate::record::ActorId;
use std::ops::Range;

/// Who a name means; none for a name that nobody knows.
pub type Known<'a> = dyn Fn(&str) -> Option<ActorId> + 'a;

/// One paragraph's text as a tree. All ranges are bytes of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What stands side by side, covering the text.
    pub nodes: Vec<Node>,
    /// What was mended.
    pub mended: Vec<Mended>,
}

/// A piece of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Plain text.
    Text(Range<usize>),
    /// A bracket without a partner.
    Stray(Range<usize>),
    /// A bracket with all that stands in it.
    Bracket(Bracket),
    /// `[Agreed ad ref]`.
    Status(Range<usize>),
    /// `(based on A/RES/77/150, OP3)`.
    Source(Range<usize>),
    /// `/possibly also in OP8/`.
    Placement(Range<usize>),
}

impl Node {
    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        match self {
            Node::Bracket(bracket) => bracket.span.clone(),
            Node::Text(at) | Node::Stray(at) | Node::Status(at) | Node::Source(at) | Node::Placement(at) => {
                at.clone()
            }
        }
    }
}

/// A bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// All of it, with its marks.
    pub span: Range<usize>,
    /// What is between the marks.
    pub inner: Range<usize>,
    /// What stands there, covering `inner`.
    pub nodes: Vec<Node>,
    /// The alternatives, at least one.
    pub arms: Vec<Arm>,
}

/// One alternative of a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    /// All of it, names too.
    pub all: Range<usize>,
    /// Its words; empty where it only says who wants what.
    pub words: Range<usize>,
    /// The same without the quotation marks round all of them, where the names come first.
    pub bare: Range<usize>,
    /// Who says what of them; nobody in a nameless arm.
    pub said: Vec<Said>,
    /// Names among them that nobody knows; in a nameless arm what may be such a name before a
    /// colon.
    pub unknown: Vec<Range<usize>>,
    /// Where the words come from, as it is written.
    pub source: Option<Range<usize>>,
}

/// What some actors say of an arm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who, in the order of the text.
    pub actors: Vec<ActorId>,
    /// What.
    pub action: Action,
    /// What follows the action: "after OP4", "on “words”"; empty as a rule.
    pub detail: Range<usize>,
}

/// What actors ask, or how they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Only the name: these are the words of that actor.
    Words,
    /// These are another wording of the whole paragraph.
    Alternative,
    /// Put in.
    Add,
    /// Take out.
    Delete,
    /// Take all words out of a paragraph, but not the paragraph.
    DeleteWords,
    /// Keep.
    Retain,
    /// Keep in brackets.
    Doubt,
    /// Reserve.
    Reserve,
    /// Support.
    Support,
    /// Oppose.
    Oppose,
    /// Move the paragraph.
    Move,
    /// Merge it with another.
    Merge,
    /// Cut it in two.
    Split,
}

impl Action {
    /// What it is called in lists.
    pub fn name(self) -> &'static str {
        match self {
            Action::Words => "proposes",
            Action::Alternative => "alternative",
            Action::Add => "add",
            Action::Delete => "delete",
            Action::DeleteWords => "delete words",
            Action::Retain => "retain",
            Action::Doubt => "brackets",
            Action::Reserve => "reserve",
            Action::Support => "support",
            Action::Oppose => "oppose",
            Action::Move => "move",
            Action::Merge => "merge",
            Action::Split => "split",
        }
    }

    /// Whether it asks for words that are to stand.
    pub fn proposes(self) -> bool {
        matches!(self, Action::Words | Action::Alternative | Action::Add | Action::Retain)
    }

    /// Whether it asks for no other words, and may quote those that it is about.
    fn is_quiet(self) -> bool {
        matches!(self, Action::Retain | Action::Doubt)
    }

    /// Whether what follows it belongs to it, up to the end.
    fn has_detail(self) -> bool {
        matches!(self, Action::Reserve | Action::Move | Action::Merge | Action::Split)
    }
}

/// The tree of one paragraph's text. Any text has one; the time is about linear.
pub fn read(text: &str, known: &Known) -> Reading {
    scan::read(text, known)
}
