//! Edits of the words that a proposal puts in.

use crate::text::{Fragment, Words};
use std::ops::Range;

/// A place in a fragment: line and character.
pub(super) type Spot = (usize, usize);

/// The fragment with `more` put in at a spot, and the spot after it.
pub(super) fn insert(fragment: &Fragment, at: Spot, more: &Fragment) -> (Fragment, Spot) {
    let mut lines = fragment.lines().to_vec();
    let row = at.0.min(lines.len().saturating_sub(1));
    let line = lines.get(row).cloned().unwrap_or_default();
    let (head, tail) = (line.slice(0..at.1), line.slice(at.1..usize::MAX));
    let mut new = more.lines().to_vec();
    let end = (row + new.len() - 1, new.last().map_or(0, Words::len));
    let end = if new.len() == 1 { (end.0, head.len() + end.1) } else { end };
    if let Some(first) = new.first_mut() {
        let mut joined = head;
        joined.push(first);
        *first = joined;
    }
    if let Some(last) = new.last_mut() {
        last.push(&tail);
    }
    lines.splice(row..=row, new);
    let mut notes = fragment.notes().clone();
    notes.extend(more.notes().clone());
    (Fragment::new(lines, notes), end)
}

/// The fragment without a stretch of one line.
pub(super) fn remove(fragment: &Fragment, line: usize, range: Range<usize>) -> Fragment {
    let mut lines = fragment.lines().to_vec();
    if let Some(words) = lines.get_mut(line) {
        *words = words.replaced(range, &Words::default());
    }
    Fragment::new(lines, fragment.notes().clone())
}

/// The fragment with a line joined to the one before it, and the spot where they met.
pub(super) fn join(fragment: &Fragment, line: usize) -> (Fragment, Spot) {
    let mut lines = fragment.lines().to_vec();
    if line == 0 || line >= lines.len() {
        return (fragment.clone(), (line, 0));
    }
    let second = lines.remove(line);
    let mut at = 0;
    if let Some(first) = lines.get_mut(line - 1) {
        at = first.len();
        first.push(&second);
    }
    (Fragment::new(lines, fragment.notes().clone()), (line - 1, at))
}

/// Several fragments one after the other, without breaks between them.
pub(super) fn concat(list: &[Fragment]) -> Fragment {
    let mut out = Fragment::default();
    for fragment in list {
        let end = (out.lines().len() - 1, out.lines().last().map_or(0, Words::len));
        out = insert(&out, end, fragment).0;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits() {
        let (f, at) = insert(&"ab".into(), (0, 1), &Fragment::plain("x\ny"));
        assert_eq!((f.bare().as_str(), at), ("ax\nyb", (1, 1)));
        let (g, at) = join(&f, 1);
        assert_eq!((g.bare().as_str(), at), ("axyb", (0, 2)));
        assert_eq!(remove(&g, 0, 1..3), "ab".into());
        assert_eq!(concat(&["a".into(), "b".into()]), "ab".into());
    }
}
