//! Which spaces of a change may stand outside of its brackets.
//!
//! "free [private - EU delete] sector" reads better than "free [private  - EU delete]sector" and
//! says the same: who reads it takes one of the two spaces out with the word. Where that would
//! not be so, the space stays inside, so that what is printed can be read back.

use super::compiled::Change;
use crate::text::Words;

/// Whether a space at the start, and one at the end, of all sides of a change may stand outside.
pub fn outside(words: &Words, change: &Change) -> (bool, bool) {
    let range = &change.range;
    let goes = range.is_empty() || change.arms.iter().any(|a| a.with.is_empty());
    if !goes {
        return (true, true);
    }
    let before = range.start.checked_sub(1).and_then(|at| words.str(at..range.start).chars().next());
    let behind = words.str(range.end..range.end + 1).chars().next();
    (behind.is_none_or(|c| c == ' ' || closes(c)), before.is_none_or(|c| c == ' ' || opens(c)))
}

/// Whether no space stands before a character.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | ')' | '!' | '?' | '”' | '’')
}

/// Whether no space stands behind a character.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '(' | '“' | '‘' | '[')
}
