//! Fragments counted flat: a paragraph break is one character between two lines.
//!
//! Cutting and joining only; nothing here compares words.

use super::compiled::From as Origin;
use crate::record::ProposalId;
use crate::text::{Fragment, NoteId, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// Each line with the flat position where it starts and its length in characters.
fn placed(fragment: &Fragment) -> impl Iterator<Item = (usize, usize, &Words)> {
    fragment.lines().iter().scan(0, |at, line| {
        let (start, len) = (*at, line.len());
        *at += len + 1;
        Some((start, len, line))
    })
}

/// The characters `range` of a fragment, with the notes they refer to.
pub fn cut(fragment: &Fragment, range: Range<usize>) -> Fragment {
    let inside = |(start, len, line): (usize, usize, &Words)| {
        let touched = start + len >= range.start && start <= range.end;
        let from = range.start.max(start) - start;
        touched.then(|| line.slice(from..range.end.min(start + len).max(start + from) - start))
    };
    let lines: Vec<Words> = placed(fragment).filter_map(inside).collect();
    let used = |id: &NoteId| lines.iter().any(|l| l.notes().contains(id));
    let notes: BTreeMap<NoteId, String> =
        fragment.notes().iter().filter(|(id, _)| used(id)).map(|(id, t)| (*id, t.clone())).collect();
    Fragment::new(lines, notes)
}

/// Appends `more` to a fragment: its first line continues the last one.
pub(super) fn glue(fragment: &mut Fragment, more: &Fragment) {
    if more.is_empty() {
        return;
    }
    let mut lines = fragment.lines().to_vec();
    let mut new = more.lines().iter();
    if let (Some(last), Some(first)) = (lines.last_mut(), new.next()) {
        last.push(first);
    }
    lines.extend(new.cloned());
    let mut notes = fragment.notes().clone();
    notes.extend(more.notes().iter().map(|(id, text)| (*id, text.clone())));
    *fragment = Fragment::new(lines, notes);
}

/// Where the characters `range` of the words of proposal `id` come from: a piece a line, its
/// break included.
pub(super) fn origins(fragment: &Fragment, range: Range<usize>, id: &ProposalId) -> Vec<(usize, Origin)> {
    let piece = |(n, (start, len, _)): (usize, (usize, usize, &Words))| {
        let (from, to) = (range.start.max(start), range.end.min(start + len + 1));
        (from < to).then(|| (to - from, Origin::Proposal(id.clone(), n, from - start)))
    };
    placed(fragment).enumerate().filter_map(piece).collect()
}
