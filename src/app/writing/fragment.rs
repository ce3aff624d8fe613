//! Edits of the words that a proposal puts in.

use crate::text::{Fragment, NOTE, NoteId, Words};
use crate::weave::unify;
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

/// The fragment without what stands between two spots, breaks included.
pub(super) fn remove(fragment: &Fragment, from: Spot, to: Spot) -> Fragment {
    let mut lines = fragment.lines().to_vec();
    let last = to.0.min(lines.len() - 1);
    if from.0 > last {
        return fragment.clone();
    }
    let mut joined = lines.get(from.0).map(|l| l.slice(0..from.1)).unwrap_or_default();
    joined.push(&lines.get(last).map(|l| l.slice(to.1..usize::MAX)).unwrap_or_default());
    lines.splice(from.0..=last, [joined]);
    Fragment::new(lines, fragment.notes().clone())
}

/// Several fragments one after the other, without breaks between them.
pub(super) fn concat(list: &[Fragment]) -> Fragment {
    let mut out = Fragment::default();
    for fragment in list {
        out = insert(&out, end_of(&out), fragment).0;
    }
    out
}

/// The spot after the last character.
pub(super) fn end_of(fragment: &Fragment) -> Spot {
    let last = fragment.lines().len() - 1;
    (last, fragment.lines().last().map_or(0, Words::len))
}

/// The characters of a fragment before a spot, a break counting one.
pub(super) fn flat(fragment: &Fragment, spot: Spot) -> usize {
    fragment.lines().iter().take(spot.0).map(|l| l.len() + 1).sum::<usize>() + spot.1
}

/// The spot after so many characters, a break counting one.
pub(super) fn spot(fragment: &Fragment, flat: usize) -> Spot {
    let mut left = flat;
    for (n, line) in fragment.lines().iter().enumerate() {
        if left <= line.len() {
            return (n, left);
        }
        left -= line.len() + 1;
    }
    end_of(fragment)
}

/// A replacement without what only says what stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Normal {
    /// Characters of the paragraph.
    pub range: Range<usize>,
    /// What is to stand there.
    pub with: Fragment,
    /// What is added to a position in the words that were given to find it in `with`.
    pub shift: isize,
}

/// The replacement of `range` of a paragraph by `with` in the form in which it is shown: letters
/// that only go or only come by themselves, one word for another as whole words of `range`.
pub(super) fn shown(all: &Words, range: Range<usize>, with: &Fragment) -> Normal {
    normal(all, range.clone(), with, range, false)
}

/// The form in which it is kept: with the whole words of `free`, which the author dealt with.
pub(super) fn kept(all: &Words, range: Range<usize>, with: &Fragment, free: Range<usize>) -> Normal {
    normal(all, range, with, free, true)
}

fn normal(all: &Words, range: Range<usize>, with: &Fragment, free: Range<usize>, whole: bool) -> Normal {
    let (base, new) = (glyphs(std::slice::from_ref(all)), glyphs(with.lines()));
    let old = base.get(range.clone()).unwrap_or_default();
    let same = |(a, b): &(&Glyph, &Glyph)| unify(a.0) == unify(b.0) && a.1 == b.1;
    let head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let (mut start, mut end) = (range.start + head, range.end - tail);
    if start == end && head + tail == new.len() && old != new {
        // Only the spelling of marks differs: that is what is asked.
        return Normal { range, with: with.clone(), shift: 0 };
    }
    let middle = remove(with, spot(with, new.len() - tail), end_of(with));
    let mut middle = remove(&middle, (0, 0), spot(&middle, head));
    let mut shift = -(head as isize);
    let (goes, comes) = (start < end, !middle.is_empty());
    if (goes && comes) || (whole && (goes || comes)) {
        let (from, to) = (start, end);
        let letter = |g: Option<&Glyph>| g.is_some_and(|g| g.0.is_alphanumeric());
        let at = |i: usize| letter(base.get(i));
        let first = new.get(head).filter(|_| comes);
        let last = new.len().checked_sub(tail + 1).and_then(|i| new.get(i)).filter(|_| comes);
        if start > free.start && at(start - 1) && (at(start) || letter(first)) {
            start -= (1..=start - free.start).take_while(|n| at(start - n)).count();
        }
        if end < free.end && at(end) && ((end > 0 && at(end - 1)) || letter(last)) {
            end += (end..free.end).take_while(|i| at(*i)).count();
        }
        let before = Fragment::from(all.slice(start..from));
        middle = concat(&[before, middle, Fragment::from(all.slice(to..end))]);
        shift += (from - start) as isize;
    }
    Normal { range: start..end, with: middle, shift }
}

type Glyph = (char, Option<NoteId>);

fn glyphs(lines: &[Words]) -> Vec<Glyph> {
    let mut out = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            out.push(('\n', None));
        }
        let mut notes = line.notes().iter().copied();
        out.extend(line.text().chars().map(|c| (c, if c == NOTE { notes.next() } else { None })));
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
        assert_eq!((flat(&f, at), spot(&f, 4), spot(&f, 99)), (4, at, (1, 2)));
        let g = remove(&f, (0, 2), (1, 0));
        assert_eq!(g.bare(), "axyb");
        assert_eq!(remove(&g, (0, 1), (0, 3)), "ab".into());
        assert_eq!(remove(&g, (7, 0), (9, 0)), g);
        assert_eq!(concat(&["a".into(), "b".into()]), "ab".into());
    }

    #[test]
    fn normal_forms() {
        let form = |text: &str, range: Range<usize>, with: &str| {
            let n = shown(&text.into(), range, &Fragment::plain(with));
            (n.range, n.with.bare(), n.shift)
        };
        assert_eq!(form("the cat", 0..7, "the dog"), (4..7, "dog".into(), -4));
        assert_eq!(form("the cat", 0..7, "the cow"), (4..7, "cow".into(), -4));
        assert_eq!(form("the cat", 0..7, "the "), (4..7, "".into(), -4));
        assert_eq!(form("a cat b", 4..5, "r"), (4..5, "r".into(), 0));
        assert_eq!(form("cat", 0..3, "cats"), (3..3, "s".into(), -3));
        assert_eq!(form("cat", 0..3, "c"), (1..3, "".into(), -1));
        assert_eq!(form("same", 0..4, "same"), (4..4, "".into(), -4));
        assert_eq!(form("“a”", 0..3, "\"a\""), (0..3, "\"a\"".into(), 0));
        assert_eq!(form("one two", 3..4, "\n"), (3..4, "\n".into(), 0));
        let form = |with: &str| {
            let n = kept(&"a cat b".into(), 3..5, &Fragment::plain(with), 2..5);
            (n.range, n.with.bare(), n.shift)
        };
        assert_eq!(form(""), (2..5, "c".into(), 1));
        assert_eq!(form("ow"), (2..5, "cow".into(), 1));
        assert_eq!(form("at"), (5..5, "".into(), -2));
    }
}
