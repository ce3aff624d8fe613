//! Moves that are proposed, as Word shows them: a paragraph gone here and put in there.
//!
//! Only where nothing else is asked of the paragraph, and where it is to stand is on the sheet
//! and stays: then accepting is the move and rejecting is none. All others stay comments.

use super::extra::Extra;
use crate::format::page::{Markup, Passage, Sheet, SheetParagraph, Way};
use crate::text::ParagraphId;
use crate::weave::{Mark, MarkKind, Node, Of, Tag};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The sheet with its moves as pairs of paragraphs, where they can be.
pub(super) fn shown<'s>(sheet: &'s Sheet, extra: &Extra) -> Cow<'s, Sheet> {
    if sheet.markup != Markup::Compilation || extra.brackets || extra.table || sheet.moves.is_empty() {
        return Cow::Borrowed(sheet);
    }
    let known: BTreeSet<ParagraphId> = sheet.paragraphs.iter().filter_map(|p| p.id).collect();
    let all = sheet.paragraphs.iter().enumerate();
    let mut wanted: Vec<(usize, Option<ParagraphId>)> =
        all.filter_map(|(n, p)| Some((n, target(sheet, &known, p)?))).collect();
    let leaving: BTreeSet<ParagraphId> =
        wanted.iter().filter_map(|(n, _)| sheet.paragraphs.get(*n)?.id).collect();
    // Behind what leaves itself there is no place that all agree on.
    wanted.retain(|(_, after)| after.is_none_or(|id| !leaving.contains(&id)));
    if wanted.is_empty() {
        return Cow::Borrowed(sheet);
    }
    let mut out = sheet.clone();
    out.paragraphs.clear();
    let mut coming: BTreeMap<Option<ParagraphId>, Vec<SheetParagraph>> = BTreeMap::new();
    let mut going = BTreeMap::new();
    for (number, (place, after)) in wanted.into_iter().enumerate() {
        let Some(paragraph) = sheet.paragraphs.get(place) else { continue };
        let mut there = passing(paragraph, Way::Comes, number);
        there.id = None;
        coming.entry(after).or_default().push(there);
        going.insert(place, passing(paragraph, Way::Goes, number));
    }
    out.paragraphs.extend(coming.remove(&None).into_iter().flatten());
    for (place, paragraph) in sheet.paragraphs.iter().enumerate() {
        let id = paragraph.id;
        out.paragraphs.push(going.remove(&place).unwrap_or_else(|| paragraph.clone()));
        if id.is_some() {
            out.paragraphs.extend(coming.remove(&id).into_iter().flatten());
        }
    }
    Cow::Owned(out)
}

/// Where the paragraph is to go, if that is all that is asked of it.
fn target(
    sheet: &Sheet,
    known: &BTreeSet<ParagraphId>,
    paragraph: &SheetParagraph,
) -> Option<Option<ParagraphId>> {
    let woven = paragraph.woven.as_ref().filter(|w| matches!(w.of, Of::Text(_)))?;
    let [tag] = paragraph.tags.as_slice() else { return None };
    let quiet = woven.nodes.iter().all(|n| matches!(n, Node::Text(_))) && !paragraph.runs.is_empty();
    let after = *sheet.moves.get(&tag.group).filter(|_| quiet && tag.what == "move")?;
    let there = after.is_none_or(|id| known.contains(&id) && paragraph.id != Some(id));
    there.then_some(after)
}

/// The paragraph as one end of the move that its tag asks for.
fn passing(paragraph: &SheetParagraph, way: Way, number: usize) -> SheetParagraph {
    let mut out = paragraph.clone();
    let tag: Option<Tag> = out.tags.pop();
    let by = tag.as_ref().map(|t| t.by.clone()).unwrap_or_default();
    let kind = if way == Way::Comes { MarkKind::Inserted } else { MarkKind::Deleted };
    for run in &mut out.runs {
        run.marks = vec![Mark { kind, by: by.clone(), group: tag.as_ref().map(|t| t.group.clone()) }];
    }
    out.passage = Some(Passage { way, by, was: out.label.clone(), moved: Some(number) });
    out
}
