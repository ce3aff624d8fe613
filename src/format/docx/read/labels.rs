//! The labels that lists give to the paragraphs of a file: [`count`].
//!
//! Two counts run side by side, as [`Numbering`] says. Paragraphs that a change joins are one
//! for that count: it stands where the first words of them stand.

use super::numbering::{Numbered, Numbering, View};
use super::raw::{Raw, Side};

/// The label of each paragraph that is in a list, and that of the text with all changes taken.
/// Those that were no paragraphs before all changes, but the rest of others, are told so; so are
/// those that a change joins with others.
pub(super) fn count(
    paragraphs: &mut [Raw],
    numbering: &mut Numbering,
) -> Vec<(Option<Numbered>, Option<String>)> {
    let (before, after) = (heads(paragraphs, Side::Before), heads(paragraphs, Side::After));
    let mut joined = false;
    for (raw, head) in paragraphs.iter_mut().zip(&before) {
        (raw.tail, raw.joined) = (!head, joined);
        joined = !raw.end.stands();
    }
    let mut out = Vec::with_capacity(paragraphs.len());
    for ((raw, before), after) in paragraphs.iter().zip(before).zip(after) {
        let Some((list, level)) = &raw.list else {
            out.push((None, None));
            continue;
        };
        let was = before.then(|| numbering.step(View::Before, list, *level)).flatten();
        let is = after.then(|| numbering.step(View::After, list, *level)).flatten();
        let label = is.as_ref().map(|n| n.label.clone());
        out.push((was.or(is), label));
    }
    out
}

/// For each paragraph, whether it is one on this side, and not the tail of one or nothing.
fn heads(paragraphs: &[Raw], side: Side) -> Vec<bool> {
    let mut out = vec![false; paragraphs.len()];
    let mut from = 0;
    for (at, raw) in paragraphs.iter().enumerate() {
        let open = match side {
            Side::Before => raw.end.put.is_some(),
            _ => raw.end.gone.is_some(),
        };
        let last = at + 1 == paragraphs.len();
        if open && !last {
            continue;
        }
        let group = paragraphs.get(from..=at).unwrap_or_default();
        let first = group.iter().position(|p| !p.text(side).trim().is_empty()).map(|n| from + n);
        let head = first.or((!open).then_some(at));
        if let Some(slot) = head.and_then(|n| out.get_mut(n)) {
            *slot = true;
        }
        from = at + 1;
    }
    out
}
