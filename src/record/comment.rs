//! [`Comment`]: a remark on a span, a paragraph or the whole text, and the replies to it.

use super::proposal::Span;
use crate::text::Hash;
use std::fmt;

/// The identity of a comment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommentId(pub String);

impl fmt::Display for CommentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A remark. A reply names what it answers and lives in its own author's strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its identity, for ever.
    pub id: CommentId,
    /// The version, from 1.
    pub version: u32,
    /// Whether this version was sent.
    pub sent: bool,
    /// The state of the text it was written on.
    pub base: Hash,
    /// Where; none for the whole text.
    pub at: Option<Span>,
    /// What it answers.
    pub reply_to: Option<CommentId>,
    /// What it says.
    pub text: String,
    /// Whether its author holds the thread for settled.
    pub resolved: bool,
    /// Whether its author took it back.
    pub withdrawn: bool,
}
