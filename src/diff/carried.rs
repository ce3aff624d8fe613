//! Where words of one text stand in a later one, by the word difference of the two.
//!
//! Nothing is searched for: what the difference leaves alone is exactly there, and what it
//! touches is said to be touched.

use super::words::words_exact;
use std::ops::Range;

/// Where a span stands in a later text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Characters of the later text; where the words were touched, what stands there instead.
    pub range: Range<usize>,
    /// Whether any of its words went or others came between them.
    pub touched: bool,
}

/// Where characters `range` of the text `old` stand in `new`. Words put in right beside a span
/// do not touch it.
pub fn carried(old: &str, new: &str, range: Range<usize>) -> Carried {
    if old == new {
        return Carried { range, touched: false };
    }
    let point = range.is_empty();
    let (mut shift, mut out) = (0_isize, range.clone());
    let mut touched = false;
    for hunk in words_exact(old, new) {
        let put = hunk.a.is_empty();
        let grown = hunk.b.len() as isize - hunk.a.len() as isize;
        // What is put in where an insertion stands comes behind it.
        let before = hunk.a.end <= range.start && !(put && point && hunk.a.end == range.start);
        let inside = match put {
            true => hunk.a.start > range.start && hunk.a.start < range.end,
            false => hunk.a.start < range.end && hunk.a.end > range.start,
        };
        if before {
            shift += grown;
            out.start = range.start.saturating_add_signed(shift);
            out.end = range.end.saturating_add_signed(shift);
        } else if inside || (point && hunk.a.start < range.start && hunk.a.end > range.start) {
            if !touched || hunk.a.start < range.start {
                out.start = match hunk.a.start < range.start {
                    true => hunk.b.start,
                    false => range.start.saturating_add_signed(shift),
                };
            }
            touched = true;
            shift += grown;
            out.end = match hunk.a.end > range.end {
                true => hunk.b.end,
                false => range.end.saturating_add_signed(shift),
            };
        }
    }
    let end = out.end.max(out.start);
    Carried { range: out.start..end, touched }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(old: &str, new: &str, range: Range<usize>) -> (Range<usize>, bool) {
        let found = carried(old, new, range);
        (found.range, found.touched)
    }

    #[test]
    fn words_move_along_and_are_touched() {
        let old = "in a safe manner";
        assert_eq!(of(old, "now in a safe manner", 5..9), (9..13, false));
        assert_eq!(of(old, "in a safe and sound manner", 5..9), (5..9, false));
        assert_eq!(of(old, "in a good manner", 5..9), (5..9, true));
        assert_eq!(of(old, "in a manner", 5..10), (4..5, true));
    }

    proptest! {
        /// What is not touched reads as it did.
        #[test]
        fn untouched_words_are_the_same(
            old in "[ab]{1,3}( [abc]{1,3}){0,8}", new in "[ab]{1,3}( [abc]{1,3}){0,8}", at in 0usize..20, len in 0usize..9
        ) {
            let chars = |t: &str, r: Range<usize>| t.chars().skip(r.start).take(r.len()).collect::<String>();
            let most = old.chars().count();
            let range = at.min(most)..(at + len).min(most);
            let found = carried(&old, &new, range.clone());
            prop_assert!(found.range.end <= new.chars().count(), "{:?}", found);
            if !found.touched {
                prop_assert_eq!(chars(&new, found.range), chars(&old, range));
            }
        }
    }
}
