//! Versions that cross, and a space for a hyphen, are printed as whole words: "[ships in the
//! harbour / ships; boats harbour - US / ships in - EU]", not "ships[ in the harbour / ; boats
//! harbour - US /  in - EU]".
//!
//! So a person reads each as it would stand, and no space is lost where spaces are squeezed. Only
//! what is printed grows; what anybody asks for stays as it is.

use super::overlap::Slot;
use crate::text::{NOTE, Words};
use std::ops::Range;

/// The longest word that is taken in, in characters.
const LONGEST: usize = 40;

/// Takes the rest of the words into the slots that begin or end inside of them: those in which
/// wishes cross, or somebody wants a space for a hyphen. `points` are the places where words are
/// put in; `blank` tells of a member whether it is white space alone that is to stand there.
pub(super) fn widen(slots: &mut [Slot], words: &Words, points: &[usize], blank: impl Fn(usize) -> bool) {
    let wanted: Vec<bool> =
        slots.iter().map(|slot| slot.crossing || slot.members.iter().any(|n| blank(*n))).collect();
    if !wanted.contains(&true) {
        return;
    }
    let chars: Vec<char> = words.text().chars().collect();
    for n in 0..slots.len() {
        let Some(slot) = slots.get(n).filter(|_| wanted.get(n) == Some(&true)) else { continue };
        let old = slot.range.clone();
        let mut new = old.clone();
        let free = |new: &Range<usize>| {
            let other = |(_, o): &(usize, &Slot)| !fits(&o.range, &old, new);
            !slots.iter().enumerate().filter(|(m, _)| *m != n).any(|one| other(&one))
                && !points
                    .iter()
                    .any(|p| (new.start < *p && *p <= old.start) || (old.end <= *p && *p < new.end))
        };
        let front = before(&chars, old.start).map(|start| start..new.end);
        new = front.filter(free).unwrap_or(new);
        let back = behind(&chars, old.end).map(|end| new.start..end);
        new = back.filter(free).unwrap_or(new);
        if let Some(slot) = slots.get_mut(n) {
            slot.range = new;
        }
    }
}

/// Whether another slot stands beside, inside or around one that grows from `old` to `new`.
fn fits(other: &Range<usize>, old: &Range<usize>, new: &Range<usize>) -> bool {
    let beside = other.end <= new.start || new.end <= other.start;
    let inside = old.start <= other.start && other.end <= old.end;
    let around = other.start <= new.start && new.end <= other.end && other != new;
    beside || inside || around
}

/// Where the word begins that reaches up to a place; none where none does.
fn before(chars: &[char], at: usize) -> Option<usize> {
    let (word, rest) = chars.split_at_checked(at)?;
    let last = word.last()?;
    let cut = last.is_alphanumeric() || rest.first().is_some_and(|c| c.is_whitespace());
    let len = word.iter().rev().take_while(|c| is_word(**c)).count();
    (cut && (1..=LONGEST).contains(&len)).then(|| at - len)
}

/// Where the word ends that goes on at a place; none where none does.
fn behind(chars: &[char], at: usize) -> Option<usize> {
    let (before, rest) = chars.split_at_checked(at)?;
    let first = rest.first()?;
    let cut = first.is_alphanumeric() || before.last().is_some_and(|c| c.is_whitespace());
    let len = rest.iter().take_while(|c| is_word(**c)).count();
    (cut && (1..=LONGEST).contains(&len)).then_some(at + len)
}

fn is_word(c: char) -> bool {
    !c.is_whitespace() && c != NOTE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widened(text: &str, slots: &[(Range<usize>, bool)], points: &[usize]) -> Vec<Range<usize>> {
        let slot = |(range, crossing): &(Range<usize>, bool)| Slot {
            range: range.clone(),
            members: Vec::new(),
            crossing: *crossing,
        };
        let mut slots: Vec<Slot> = slots.iter().map(slot).collect();
        widen(&mut slots, &Words::plain(text), points, |_| false);
        slots.into_iter().map(|s| s.range).collect()
    }

    #[test]
    fn what_crosses_is_whole_words() {
        let text = "count the ships in the harbour, once";
        assert_eq!(widened(text, &[(15..19, true)], &[]), [10..22]);
        assert_eq!(widened(text, &[(15..19, false)], &[]), [15..19]);
        // Between words nothing is cut.
        assert_eq!(widened(text, &[(16..18, true)], &[]), [16..18]);
        assert_eq!(widened(text, &[(19..30, true)], &[]), [19..30]);
    }

    #[test]
    fn nothing_else_is_taken_in() {
        let text = "count the ships in the harbour, once";
        assert_eq!(widened(text, &[(15..19, true)], &[12]), [15..22]);
        assert_eq!(widened(text, &[(15..19, true)], &[15, 19]), [15..19]);
        assert_eq!(widened(text, &[(15..19, true)], &[10, 22]), [10..22]);
        assert_eq!(widened(text, &[(11..14, false), (15..19, true)], &[]), [11..14, 15..22]);
        // What lies inside or around stays there.
        assert_eq!(widened(text, &[(15..19, true), (16..18, false)], &[]), [10..22, 16..18]);
        assert_eq!(widened(text, &[(10..22, false), (15..19, true)], &[]), [10..22, 10..19]);
    }
}
