//! [`Mark`]: what proposals do to a paragraph as a whole.
//!
//! A paragraph goes only where all its words go: while others want words in it, its mark stays
//! and those who want it gone are told to the caller, who says so in a comment.

use super::marks::{Cut, kept_from};
use crate::format::page::{Passage, Sheet, SheetParagraph, Way};
use crate::record::ActorId;
use crate::weave::{Arm, Node, Of};

/// Who puts a paragraph in and who takes it out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub put: Vec<ActorId>,
    pub gone: Vec<ActorId>,
    /// The number of the move that it is one end of.
    pub moved: Option<usize>,
}

impl Mark {
    /// The mark of a paragraph, and those who want it gone although it has to stay.
    pub fn of(paragraph: &SheetParagraph, cuts: &[Cut]) -> (Mark, Vec<ActorId>) {
        if let Some(passage) = &paragraph.passage {
            return (Mark::passing(passage), Vec::new());
        }
        let Some(woven) = &paragraph.woven else { return Default::default() };
        let mut arms = Vec::new();
        each(&woven.nodes, &mut arms);
        let by = |some: &mut dyn Iterator<Item = &&Arm>| {
            let mut by: Vec<ActorId> = some.flat_map(|a| a.by.iter().cloned()).collect();
            by.sort();
            by.dedup();
            by
        };
        if matches!(woven.of, Of::Proposed(..)) {
            return (Mark { put: by(&mut arms.iter()), ..Mark::default() }, Vec::new());
        }
        let gone = by(&mut arms.iter().filter(|a| a.whole));
        if cuts.iter().any(|c| c.gone.is_empty() && !c.text.is_empty()) {
            return (Mark::default(), gone);
        }
        (Mark { gone, ..Mark::default() }, Vec::new())
    }

    fn passing(passage: &Passage) -> Mark {
        let (by, moved) = (passage.by.clone(), passage.moved);
        match passage.way {
            Way::Stays => Mark::default(),
            Way::Comes => Mark { put: by, moved, ..Mark::default() },
            Way::Goes => Mark { gone: by, moved, ..Mark::default() },
        }
    }

    /// Whether no proposal touches the paragraph as a whole.
    pub fn stands(&self) -> bool {
        self.put.is_empty() && self.gone.is_empty()
    }
}

/// The runs of a paragraph of a compilation, kept apart from a paragraph that is put in behind it.
pub(super) fn kept_apart(sheet: &Sheet, place: usize, cuts: Vec<Cut>) -> Vec<Cut> {
    let next = sheet.paragraphs.get(place + 1).filter(|_| !sheet.redline);
    match next.map(|next| Mark::of(next, &[]).0.put) {
        Some(put) if !put.is_empty() => kept_from(cuts, &put),
        _ => cuts,
    }
}

fn each<'a>(nodes: &'a [Node], out: &mut Vec<&'a Arm>) {
    for node in nodes {
        if let Node::Change(change) = node {
            out.extend(&change.arms);
            each(&change.old, out);
        }
    }
}
