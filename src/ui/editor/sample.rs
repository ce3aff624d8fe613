//! Paragraphs for the tests of the editor's pieces. Never part of the program.

use crate::app::PageParagraph;
use crate::record::{ActorId, ProposalId, Standing};
use crate::text::{Kind, ParagraphId};
use crate::weave::{From, GroupId, Mark, MarkKind, Of, Run};

/// A mark by actors as part of a group.
pub fn mark(kind: MarkKind, by: &[&str], group: &str) -> Mark {
    Mark { kind, by: by.iter().map(|a| ActorId::new(a)).collect(), group: Some(GroupId(group.into())) }
}

/// Words of the text from a character on.
pub fn text(text: &str, at: usize, marks: &[Mark]) -> Run {
    Run {
        text: text.into(),
        italic: false,
        bold: false,
        note: None,
        marks: marks.to_vec(),
        from: From::Text(at),
    }
}

/// Words that a proposal puts in.
pub fn put(text: &str, id: &str, marks: &[Mark]) -> Run {
    Run {
        text: text.into(),
        italic: false,
        bold: false,
        note: None,
        marks: marks.to_vec(),
        from: From::Proposal(ProposalId(id.into()), 0, 0),
    }
}

/// A paragraph with a deletion that two back, two alternatives and a replacement.
pub fn paragraph() -> PageParagraph {
    use MarkKind::{Deleted, Inserted};
    PageParagraph {
        of: Of::Text(ParagraphId::of(&["sample"])),
        kind: Kind::Operative,
        masthead: false,
        margin: "2.".into(),
        label: "OP2".into(),
        runs: vec![
            Run { italic: true, ..text("Encourages", 0, &[]) },
            text(" the sharing of ", 10, &[]),
            text("private", 26, &[mark(Deleted, &["EU", "Japan"], "g-1")]),
            text(" data, ", 33, &[]),
            put("terms", "a", &[mark(Inserted, &["G77 and China"], "g-2")]),
            put("deals", "b", &[mark(Inserted, &["US"], "g-3")]),
            text(" for ", 40, &[]),
            text("all", 45, &[mark(Deleted, &["US"], "g-4")]),
            put("some", "c", &[mark(Inserted, &["US"], "g-4")]),
            text(";", 48, &[]),
        ],
        tags: Vec::new(),
        groups: Vec::new(),
        standing: Standing::AdRef,
        changed_since: false,
        objections: Vec::new(),
        comments: 0,
        proposal: None,
        words: 0,
    }
}
