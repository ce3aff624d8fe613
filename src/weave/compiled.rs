//! [`Compilation`]: the text with everybody's open proposals. Computed, never stored.
//!
//! The screen, the bracketed text and every export print the same [`Run`]s.

use super::group::{Group, GroupId};
use crate::record::{ActorId, CHAIR, ProposalId, Stance, UNATTRIBUTED};
use crate::text::{Fragment, Kind, NoteId, ParagraphId, Words};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A text with proposals woven in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compilation {
    /// The paragraphs in order, proposed ones among them.
    pub paragraphs: Vec<Arc<CompiledParagraph>>,
    /// All groups, by name.
    pub groups: BTreeMap<GroupId, Arc<Group>>,
}

/// What a compiled paragraph is made from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    /// A paragraph of the text.
    Text(ParagraphId),
    /// Line `.1` of the words of a proposed paragraph.
    Proposed(GroupId, usize),
}

/// One paragraph with what is asked for in it.
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledParagraph {
    /// What it is made from.
    pub of: Of,
    /// Its kind.
    pub kind: Kind,
    /// The words of the paragraph without any proposal; those proposed for a proposed one.
    pub words: Words,
    /// What is woven, in order, covering `words` exactly once (for [`Of::Text`]).
    pub nodes: Vec<Node>,
    /// What is asked of the paragraph as a whole or at a point, without words of its own.
    pub tags: Vec<Tag>,
    /// Every group that stands in it, damaged ones and tags too, in order of place.
    pub groups: Vec<GroupId>,
}

/// A piece of a woven paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Words of the paragraph that nobody touches here.
    Text(Range<usize>),
    /// Words with one or more wishes about exactly this span.
    Change(Change),
}

/// One or more wishes about one span: an insertion, a deletion, a replacement, alternatives.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The span of the paragraph's words; empty for an insertion.
    pub range: Range<usize>,
    /// The span's own words with what is nested inside them; empty for an insertion.
    pub old: Vec<Node>,
    /// The wishes, sorted by key.
    pub arms: Vec<Arm>,
    /// Whether wishes cross here: then each arm is the whole span as that group wants it. In a
    /// paragraph of its own, whether it is an alternative to the one before it.
    pub crossing: bool,
    /// Who wants the span's words kept, or has them in brackets.
    pub kept: Vec<Kept>,
}

/// A wish about words that stay as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Whose.
    pub group: GroupId,
    /// The backers of the group.
    pub by: Vec<ActorId>,
    /// Whether the words are in doubt; else they are to be kept.
    pub doubt: bool,
    /// What a tag says of it where no brackets are printed.
    pub tag: Tag,
}

impl Kept {
    /// What stands behind its names in brackets; none where plain brackets say all: words in doubt
    /// by nobody in particular, or by the chair for all.
    pub fn action(&self) -> Option<&'static str> {
        let plain = |a: &ActorId| matches!(a.as_str(), UNATTRIBUTED | CHAIR);
        match self.doubt {
            true if self.by.iter().all(plain) => None,
            true => Some("bracket"),
            false => Some("retain"),
        }
    }
}

/// One wish about a span.
#[derive(Clone, Debug, PartialEq)]
pub struct Arm {
    /// Whose.
    pub group: GroupId,
    /// The backers of the group.
    pub by: Vec<ActorId>,
    /// What is to stand there; empty for a deletion.
    pub with: Fragment,
    /// Where the characters of `with` come from: lengths and origins, in order, covering it; a
    /// paragraph break counts one.
    pub from: Vec<(usize, From)>,
    /// Whether a whole paragraph is to go.
    pub whole: bool,
    /// Who supports, opposes and reserves on it, where brackets can say so.
    pub stances: Vec<(Stance, Vec<ActorId>)>,
    /// What others ask of its words, line by line: nodes over the characters of each line. Empty
    /// where nobody asks anything.
    pub nodes: Vec<Vec<Node>>,
}

impl Arm {
    /// The nodes of a line of its words, where somebody asks something of that line.
    pub fn line(&self, n: usize) -> Option<&[Node]> {
        self.nodes.get(n).map(Vec::as_slice).filter(|nodes| !nodes.is_empty())
    }
}

impl CompiledParagraph {
    /// All tags, those too that say of words in its brackets that they are to be kept or in doubt.
    pub fn all_tags(&self) -> Vec<Tag> {
        fn kept(nodes: &[Node], out: &mut Vec<Tag>) {
            for node in nodes {
                if let Node::Change(change) = node {
                    out.extend(change.kept.iter().map(|k| k.tag.clone()));
                    kept(&change.old, out);
                }
            }
        }
        let mut out = Vec::new();
        kept(&self.nodes, &mut out);
        out.extend(self.tags.iter().cloned());
        out
    }
}

/// The nodes of words, line by line, once other words stand before the first line and behind the
/// last; `with` is all of them.
pub(super) fn around(
    mut lines: Vec<Vec<Node>>,
    with: &Fragment,
    before: usize,
    behind: usize,
) -> Vec<Vec<Node>> {
    let last = lines.len().saturating_sub(1);
    for (n, (nodes, words)) in lines.iter_mut().zip(with.lines()).enumerate() {
        if nodes.is_empty() {
            continue;
        }
        if n == 0 && before > 0 {
            nodes.iter_mut().for_each(|node| node.shift(before));
            nodes.insert(0, Node::Text(0..before));
        }
        if n == last && behind > 0 {
            nodes.push(Node::Text(words.len().saturating_sub(behind)..words.len()));
        }
    }
    lines
}

impl Node {
    fn shift(&mut self, by: usize) {
        let moved = |range: &Range<usize>| range.start + by..range.end + by;
        match self {
            Node::Text(range) => *range = moved(range),
            Node::Change(change) => {
                change.range = moved(&change.range);
                change.old.iter_mut().for_each(|node| node.shift(by));
            }
        }
    }
}

/// Something asked of a paragraph that has no words of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Whose.
    pub group: GroupId,
    /// The backers of the group.
    pub by: Vec<ActorId>,
    /// What: move, split, merge, reserve, retain, doubt, placement, delete-paragraph, amend.
    pub what: &'static str,
    /// The span it is about, in characters.
    pub range: Range<usize>,
    /// What to print after the names: "possibly also in OP68 or 69".
    pub text: String,
}

/// How a run differs from the words of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// Put in.
    Inserted,
    /// Taken out.
    Deleted,
    /// One of several crossing versions.
    Alternative,
    /// In nameless brackets.
    Doubt,
}

impl MarkKind {
    /// The name used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            MarkKind::Inserted => "inserted",
            MarkKind::Deleted => "deleted",
            MarkKind::Alternative => "alternative",
            MarkKind::Doubt => "doubt",
        }
    }
}

/// A mark on a run: what, by whom, as part of which group.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// What.
    pub kind: MarkKind,
    /// By whom; empty for the base arm of crossing alternatives.
    pub by: Vec<ActorId>,
    /// As part of which group; none for that base arm.
    pub group: Option<GroupId>,
}

/// Where the characters of a run come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum From {
    /// The paragraph's own words, from this character on.
    Text(usize),
    /// Line `.1` of the words of this proposal (the printed one of its group), from `.2` on.
    Proposal(ProposalId, usize, usize),
}

/// A stretch of equal style, marks and origin. Paragraph breaks inside inserted words are runs
/// of one "\n" of their own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Run {
    /// The text; a note reference is a run of its own with one U+FFFC.
    pub text: String,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether it is bold in the text itself (not as markup).
    pub bold: bool,
    /// The note it refers to.
    pub note: Option<NoteId>,
    /// The marks, outermost first; none = kept.
    pub marks: Vec<Mark>,
    /// Where it comes from.
    pub from: From,
}
