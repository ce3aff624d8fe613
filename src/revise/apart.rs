//! [`apart`]: keeps the changes in a paragraph apart from those of its neighbours.
//!
//! A program that tracks changes may take words put in at the end of a paragraph and a paragraph
//! put in behind it for one change, and then takes the mark between them back with it. So where a
//! whole paragraph comes or goes beside a change of the same side, the word between is part of
//! the change too, and something of the other side stands next to the neighbour.

use super::redline::Side;
use std::ops::Range;

/// Words of one side by their places; a place of the other side's text is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub side: Side,
    /// In the older words.
    pub old: Range<usize>,
    /// In the newer words.
    pub new: Range<usize>,
}

impl Piece {
    fn of(side: Side, old: Range<usize>, new: Range<usize>) -> Self {
        match side {
            Side::Both => Self { side, old, new },
            Side::Was => Self { side, old, new: 0..0 },
            Side::Now => Self { side, old: 0..0, new },
        }
    }

    fn len(&self) -> usize {
        if self.side == Side::Now { self.new.len() } else { self.old.len() }
    }

    /// The piece before its character `at` and the piece from there on.
    fn split(&self, at: usize) -> (Piece, Piece) {
        let cut = |range: &Range<usize>| {
            let middle = (range.start + at).min(range.end);
            (range.start..middle, middle..range.end)
        };
        let ((old, more_old), (new, more_new)) = (cut(&self.old), cut(&self.new));
        (Piece::of(self.side, old, new), Piece::of(self.side, more_old, more_new))
    }
}

/// Keeps the pieces of a paragraph apart from its neighbours; `before` and `behind` are the
/// sides of whole paragraphs that come or go there. `letters` are those of the newer words.
pub(super) fn apart(
    pieces: Vec<Piece>,
    before: Option<Side>,
    behind: Option<Side>,
    letters: &[char],
) -> Vec<Piece> {
    let mut out = gathered(pieces);
    if out.len() > 1 && behind.is_some() && out.last().map(|p| p.side) == behind {
        tail(&mut out, before, letters);
    }
    if out.len() > 1 && before.is_some() && out.first().map(|p| p.side) == before {
        head(&mut out, behind, letters);
    }
    out.retain(|p| p.len() > 0);
    out
}

/// Between words of both sides one piece that is gone and one that is new, in this order.
fn gathered(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for group in pieces.chunk_by(|p, q| p.side != Side::Both && q.side != Side::Both) {
        for side in [Side::Both, Side::Was, Side::Now] {
            let mut some = group.iter().filter(|p| p.side == side);
            let Some(first) = some.next() else { continue };
            let last = some.next_back().unwrap_or(first);
            let (old, new) = (first.old.start..last.old.end, first.new.start..last.new.end);
            out.push(Piece::of(side, old, new));
        }
    }
    out
}

fn tail(out: &mut Vec<Piece>, before: Option<Side>, letters: &[char]) {
    let (Some(last), Some(other)) = (out.pop(), out.pop()) else { return };
    if other.side == Side::Both {
        let word = letters.get(other.new.clone()).unwrap_or_default();
        let len = word.iter().rev().take_while(|c| !c.is_whitespace()).count().max(1);
        let (kept, taken) = other.split(other.len().saturating_sub(len));
        let both = Piece::of(last.side, taken.old.start..last.old.end, taken.new.start..last.new.end);
        let opposite = Piece::of(against(last.side), taken.old, taken.new);
        out.extend([kept, both, opposite]);
    } else if out.is_empty() && before == Some(last.side) && other.len() > 1 {
        let (one, two) = other.split(other.len() - 1);
        out.extend([one, last, two]);
    } else {
        out.extend([last, other]);
    }
}

fn head(out: &mut Vec<Piece>, behind: Option<Side>, letters: &[char]) {
    let rest = out.split_off(2);
    let (Some(other), Some(first)) = (out.pop(), out.pop()) else { return };
    if other.side == Side::Both {
        let word = letters.get(other.new.clone()).unwrap_or_default();
        let len = word.iter().take_while(|c| !c.is_whitespace()).count().max(1);
        let (taken, kept) = other.split(len);
        let both = Piece::of(first.side, first.old.start..taken.old.end, first.new.start..taken.new.end);
        let opposite = Piece::of(against(first.side), taken.old, taken.new);
        out.extend([opposite, both, kept]);
    } else if rest.is_empty() && behind == Some(first.side) && other.len() > 1 {
        let (one, two) = other.split(1);
        out.extend([one, first, two]);
    } else {
        out.extend([other, first]);
    }
    out.extend(rest);
}

fn against(side: Side) -> Side {
    if side == Side::Now { Side::Was } else { Side::Now }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[Piece]) -> String {
        let one = |p: &Piece| match p.side {
            Side::Both => format!("={}", p.len()),
            Side::Was => format!("-{}", p.len()),
            Side::Now => format!("+{}", p.len()),
        };
        pieces.iter().map(one).collect()
    }

    #[test]
    fn what_touches_a_neighbour_of_its_side_is_kept_apart() {
        let both = |old: Range<usize>, new| Piece::of(Side::Both, old, new);
        let (was, now) = (|r| Piece::of(Side::Was, r, 0..0), |r| Piece::of(Side::Now, 0..0, r));
        let letters: Vec<char> = "the lamps; and more".chars().collect();
        let (w, n) = (Some(Side::Was), Some(Side::Now));
        for (pieces, before, behind, then) in [
            (vec![both(0..10, 0..10), now(10..19)], None, n, "=4+15-6"),
            (vec![both(0..10, 0..10), now(10..19)], n, w, "=10+9"),
            (vec![both(0..3, 0..3), was(3..6)], None, w, "-6+3"),
            (vec![now(0..4), both(0..6, 4..10)], n, None, "-6+10"),
            (vec![was(0..4), now(0..4)], n, n, "-3+4-1"),
            (vec![was(0..4), now(0..4)], w, w, "+1-4+3"),
            (vec![now(0..4)], n, n, "+4"),
            (vec![was(0..2), now(0..2), now(2..4), was(2..3), both(3..5, 4..6)], None, None, "-3+4=2"),
        ] {
            assert_eq!(told(&apart(pieces.clone(), before, behind, &letters)), then, "{pieces:?}");
        }
    }
}
