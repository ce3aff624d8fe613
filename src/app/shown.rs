//! Between what is shown and the model: shown characters of a paragraph and [`Place`]s.
//!
//! Shown characters count the text of the runs, without labels, brackets and names, which are
//! ornaments of the window. A run of the text and a run of proposed words that meet share a
//! shown position: which of the two places it is depends on the side the caret came from.

use super::page::{PageParagraph, Place};
use crate::text::{ParagraphId, Side};
use crate::weave::{From, MarkKind, Of, Run};

/// Characters of a run.
pub fn len(run: &Run) -> usize {
    run.text.chars().count()
}

/// Characters shown of a paragraph.
pub fn total(paragraph: &PageParagraph) -> usize {
    paragraph.runs.iter().map(len).sum()
}

/// The place at a shown position. Where two runs meet, [`Side::Before`] takes the end of the
/// left one and [`Side::After`] the start of the right one.
pub fn place_at(paragraph: &PageParagraph, shown: usize, side: Side) -> Place {
    let mut start = 0;
    let mut last = None;
    for run in &paragraph.runs {
        let end = start + len(run);
        let inside = shown > start && shown < end;
        let border = (shown == end && side == Side::Before) || (shown == start && side == Side::After);
        if inside || border {
            return place_in(paragraph, run, shown - start);
        }
        last = Some((run, len(run)));
        start = end;
    }
    match (last, paragraph.runs.first()) {
        (Some(_), Some(first)) if shown == 0 => place_in(paragraph, first, 0),
        (Some((run, len)), _) => place_in(paragraph, run, len),
        _ => empty(paragraph),
    }
}

fn place_in(paragraph: &PageParagraph, run: &Run, offset: usize) -> Place {
    match (&run.from, &paragraph.of) {
        (From::Text(start), Of::Text(id)) => Place::Text { paragraph: *id, at: start + offset },
        // A break inside proposed words is a run of its own; its end is the next line's start.
        (From::Proposal(id, line, _), _) if run.text == "\n" && offset > 0 => {
            Place::Words { proposal: id.clone(), line: line + 1, at: 0 }
        }
        (From::Proposal(id, line, start), _) => {
            Place::Words { proposal: id.clone(), line: *line, at: start + offset }
        }
        (From::Text(_), Of::Proposed(..)) => empty(paragraph),
    }
}

/// The place in a paragraph that shows nothing.
fn empty(paragraph: &PageParagraph) -> Place {
    match &paragraph.of {
        Of::Text(id) => Place::Text { paragraph: *id, at: 0 },
        Of::Proposed(_, line) => {
            let proposal = paragraph.proposal.clone();
            let proposal = proposal.unwrap_or_else(|| crate::record::ProposalId(String::new()));
            Place::Words { proposal, line: *line, at: 0 }
        }
    }
}

/// The shown position of a place; none if it is in another paragraph.
pub fn shown_of(paragraph: &PageParagraph, place: &Place) -> Option<usize> {
    let mut start = 0;
    for run in &paragraph.runs {
        let len = len(run);
        match (&run.from, place) {
            (From::Text(from), Place::Text { paragraph: id, at })
                if paragraph.of == Of::Text(*id) && (*from..=from + len).contains(at) =>
            {
                return Some(start + at - from);
            }
            (From::Proposal(id, line, from), Place::Words { proposal, line: at_line, at })
                if id == proposal
                    && line == at_line
                    // A break ends its line: of a line without words it is all there is.
                    && (*from..=from + if run.text == "\n" { 0 } else { len }).contains(at) =>
            {
                return Some(start + at - from);
            }
            (From::Proposal(id, line, _), Place::Words { proposal, line: at_line, at: 0 })
                if id == proposal && run.text == "\n" && line + 1 == *at_line =>
            {
                return Some(start + len);
            }
            _ => {}
        }
        start += len;
    }
    match (&paragraph.of, place) {
        (Of::Text(own), Place::Text { paragraph: id, at: 0 }) if own == id => Some(0),
        (Of::Proposed(_, own), Place::Words { proposal, line, .. })
            if paragraph.proposal.as_ref() == Some(proposal) && own == line =>
        {
            Some(0)
        }
        _ => None,
    }
}

/// The last shown position of a place: behind words put in at its gap, where [`shown_of`] is
/// before them.
pub fn last_shown_of(paragraph: &PageParagraph, place: &Place) -> Option<usize> {
    let Place::Text { paragraph: id, at } = place else { return shown_of(paragraph, place) };
    if paragraph.of != Of::Text(*id) {
        return None;
    }
    let mut end = total(paragraph);
    for run in paragraph.runs.iter().rev() {
        let start = end - len(run);
        if let From::Text(from) = run.from
            && (from..=from + len(run)).contains(at)
        {
            return Some(start + at - from);
        }
        end = start;
    }
    shown_of(paragraph, place)
}

/// Whether a place can be in this paragraph at all.
pub fn holds(paragraph: &PageParagraph, place: &Place) -> bool {
    shown_of(paragraph, place).is_some()
}

/// What a stretch of shown characters is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins and ends among the shown characters.
    pub shown: std::ops::Range<usize>,
    /// The place of its first character.
    pub place: Place,
    /// Whether somebody strikes it already, and who.
    pub struck_by: Vec<crate::record::ActorId>,
}

/// The pieces between two shown positions, in order.
pub fn pieces(paragraph: &PageParagraph, shown: std::ops::Range<usize>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut start = 0;
    for run in &paragraph.runs {
        let end = start + len(run);
        let cut = shown.start.max(start)..shown.end.min(end);
        if cut.start < cut.end {
            let struck = run.marks.iter().filter(|m| m.kind == MarkKind::Deleted);
            out.push(Piece {
                place: place_in(paragraph, run, cut.start - start),
                shown: cut,
                struck_by: struck.flat_map(|m| m.by.iter().cloned()).collect(),
            });
        }
        start = end;
    }
    out
}

/// The paragraph of the working text that a page paragraph is, if it is one.
pub fn text_of(paragraph: &PageParagraph) -> Option<ParagraphId> {
    match paragraph.of {
        Of::Text(id) => Some(id),
        Of::Proposed(..) => None,
    }
}

/// The position in the paragraph's own words that a shown position stands for: behind all of
/// them that are shown before it.
pub fn text_before(paragraph: &PageParagraph, shown: usize) -> usize {
    let mut start = 0;
    let mut out = 0;
    for run in &paragraph.runs {
        let len = len(run);
        if let From::Text(from) = run.from
            && start < shown
        {
            out = out.max(from + len.min(shown - start));
        }
        start += len;
    }
    out
}
