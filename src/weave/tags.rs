//! What is asked of a paragraph without words of its own, in words.
//!
//! Names are not printed here, only what stands after them.

use super::canon::Base;
use super::compiled::Tag;
use super::group::Formed;
use crate::record::{Inside, Wish};
use crate::text::{Document, ParagraphId};
use std::ops::Range;

/// Words quoted of a place that has to be found again.
const QUOTED: usize = 5;

/// The tag of a group that changes no words of its paragraph.
pub(super) fn tag(document: &Document, base: &Base, one: &Formed) -> Tag {
    let wish = &one.group.printed.wish;
    let range = one.form.range.clone();
    let (what, text) = match wish {
        Wish::Move { after: Some(after), .. } => ("move", format!("move after {}", called(document, *after))),
        Wish::Move { after: None, .. } => ("move", "move to the beginning".into()),
        Wish::Split { .. } => ("split", split(base, range.start)),
        Wish::Merge { second, .. } => ("merge", format!("merge with {}", called(document, *second))),
        Wish::Reserve { .. } => ("reserve", said("reserves", base, &range)),
        Wish::Retain { .. } => ("retain", said("retains", base, &range)),
        Wish::Doubt { .. } => ("doubt", said("brackets", base, &range)),
        Wish::Amend { at, with } => ("amend", amended(at, &with.bare())),
        Wish::Placement { note, .. } => ("placement", note.clone()),
        Wish::DeleteParagraph { .. } => ("delete-paragraph", "delete".into()),
        Wish::Alternative { label, .. } => ("alternative", label.clone()),
        Wish::Replace { .. } | Wish::InsertParagraph { .. } => (wish.name(), "changes nothing".into()),
    };
    Tag { group: one.group.id.clone(), by: one.group.backers.clone(), what, range, text }
}

/// A paragraph as it is called in the room, or by its first words.
fn called(document: &Document, id: ParagraphId) -> String {
    document.label_of(id).unwrap_or_else(|| match document.words_of(id) {
        Some(words) => format!("“{}”", first(&words.bare())),
        None => "a paragraph that is gone".into(),
    })
}

fn first(text: &str) -> String {
    text.split_whitespace().take(QUOTED).collect::<Vec<_>>().join(" ")
}

fn split(base: &Base, at: usize) -> String {
    let rest = base.words.slice(at..usize::MAX).bare();
    if rest.trim().is_empty() { "split here".into() } else { format!("split before “{}”", first(&rest)) }
}

fn said(verb: &str, base: &Base, range: &Range<usize>) -> String {
    let all = range.is_empty() || (range.start == 0 && range.end == base.words.len());
    if all { verb.into() } else { format!("{verb} on “{}”", base.words.slice(range.clone()).bare()) }
}

/// What an amendment asks for where the words that it amends are not shown.
fn amended(at: &Inside, with: &str) -> String {
    let quote = at.quote().replace(crate::text::NOTE, "");
    match (quote.trim(), with.trim()) {
        ("", new) => format!("in {} add “{new}”", at.of),
        (old, "") => format!("in {} delete “{old}”", at.of),
        (old, new) => format!("in {} replace “{old}” by “{new}”", at.of),
    }
}
