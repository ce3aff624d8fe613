//! [`ChangeSet`]: a change to the words of one paragraph.
//!
//! A list of retain, delete and insert that knows the length it was made for. Deleted words
//! are kept in it, so that its inverse needs no document. Positions count characters.

use super::words::Words;
use std::ops::Range;

/// One operation of a change set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Keep this many characters.
    Retain(usize),
    /// Take these words out.
    Delete(Words),
    /// Put these words in.
    Insert(Words),
}

/// On which side of words inserted exactly at a position that position stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Before them.
    Before,
    /// After them.
    After,
}

/// Why a change set does not fit.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Misfit {
    /// Made for another length.
    #[error("the change was made for {made} characters, the paragraph has {found}")]
    Length {
        /// Characters it was made for.
        made: usize,
        /// Characters found.
        found: usize,
    },
    /// The words to delete are not the words that stand there.
    #[error("the words to delete are not the words that stand there")]
    Words,
}

/// Retain, delete and insert over a paragraph of a known length.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ChangeSet {
    ops: Vec<Op>,
    before: usize,
    after: usize,
}

impl ChangeSet {
    /// An empty list to be filled with [`ChangeSet::push`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces `range` of `words` by `with`. A range past the end is cut.
    pub fn replace(words: &Words, range: Range<usize>, with: Words) -> Self {
        let len = words.len();
        let (start, end) = (range.start.min(len), range.end.min(len));
        let mut set = Self::new();
        set.push(Op::Retain(start));
        set.push(Op::Delete(words.slice(start..end)));
        set.push(Op::Insert(with));
        set.push(Op::Retain(len - end));
        set
    }

    /// Adds an operation at the end; joins it to the last where it can. Between two retains,
    /// deletes always stand before inserts.
    pub fn push(&mut self, op: Op) {
        match &op {
            Op::Retain(n) => {
                self.before += n;
                self.after += n;
            }
            Op::Delete(w) => self.before += w.len(),
            Op::Insert(w) => self.after += w.len(),
        }
        match (self.ops.last_mut(), op) {
            (_, Op::Retain(0)) => {}
            (_, Op::Delete(w) | Op::Insert(w)) if w.is_empty() => {}
            (Some(Op::Retain(a)), Op::Retain(b)) => *a += b,
            (Some(Op::Delete(a)), Op::Delete(b)) => a.push(&b),
            (Some(Op::Insert(a)), Op::Insert(b)) => a.push(&b),
            (Some(Op::Insert(_)), delete @ Op::Delete(_)) => {
                let insert = self.ops.pop();
                match (self.ops.last_mut(), delete) {
                    (Some(Op::Delete(a)), Op::Delete(b)) => a.push(&b),
                    (_, delete) => self.ops.push(delete),
                }
                self.ops.extend(insert);
            }
            (_, op) => self.ops.push(op),
        }
    }

    /// The operations.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// The characters it was made for.
    pub fn len_before(&self) -> usize {
        self.before
    }

    /// The characters that it leaves.
    pub fn len_after(&self) -> usize {
        self.after
    }

    /// Whether it changes nothing.
    pub fn is_identity(&self) -> bool {
        self.ops.iter().all(|op| matches!(op, Op::Retain(_)))
    }

    /// The words after the change. Fails, and touches nothing, where it does not fit.
    pub fn apply(&self, words: &Words) -> Result<Words, Misfit> {
        let found = words.len();
        if found != self.before {
            return Err(Misfit::Length { made: self.before, found });
        }
        let mut out = Words::default();
        let mut at = 0;
        for op in &self.ops {
            match op {
                Op::Retain(n) => {
                    out.push(&words.slice(at..at + n));
                    at += n;
                }
                Op::Delete(gone) => {
                    let end = at + gone.len();
                    if words.str(at..end) != gone.text() {
                        return Err(Misfit::Words);
                    }
                    at = end;
                }
                Op::Insert(new) => out.push(new),
            }
        }
        Ok(out)
    }

    /// The change that undoes this one.
    pub fn inverse(&self) -> ChangeSet {
        let mut out = ChangeSet::new();
        for op in &self.ops {
            out.push(match op {
                Op::Retain(n) => Op::Retain(*n),
                Op::Delete(w) => Op::Insert(w.clone()),
                Op::Insert(w) => Op::Delete(w.clone()),
            });
        }
        out
    }

    /// This change and then `next` as one. Fails where `next` was made for another length.
    pub fn then(&self, next: &ChangeSet) -> Result<ChangeSet, Misfit> {
        if self.after != next.before {
            return Err(Misfit::Length { made: next.before, found: self.after });
        }
        let mut out = ChangeSet::new();
        let mut left = self.ops.iter().cloned();
        let mut right = next.ops.iter().cloned();
        let (mut a, mut b) = (left.next(), right.next());
        loop {
            (a, b) = match (a, b) {
                (None, None) => return Ok(out),
                (Some(Op::Delete(w)), b) => {
                    out.push(Op::Delete(w));
                    (left.next(), b)
                }
                (a, Some(Op::Insert(w))) => {
                    out.push(Op::Insert(w));
                    (a, right.next())
                }
                (Some(x), Some(y)) => {
                    let n = op_len(&x).min(op_len(&y));
                    let ((x, x_rest), (y, y_rest)) = (cut(x, n), cut(y, n));
                    match (x, y) {
                        (Op::Retain(_), y) => out.push(y),
                        (Op::Insert(w), Op::Retain(_)) => out.push(Op::Insert(w)),
                        _ => {} // inserted, then deleted: nothing
                    }
                    (x_rest.or_else(|| left.next()), y_rest.or_else(|| right.next()))
                }
                // The lengths agree, so one list cannot end with work left in the other.
                (Some(_), None) | (None, Some(_)) => return Err(Misfit::Words),
            }
        }
    }

    /// Where a position goes. Inside deleted words it goes to where they stood.
    pub fn map(&self, at: usize, side: Side) -> usize {
        let (mut old, mut new) = (0, 0);
        for op in &self.ops {
            match op {
                Op::Retain(n) => {
                    if at < old + n {
                        return new + (at - old);
                    }
                    old += n;
                    new += n;
                }
                Op::Delete(w) => {
                    let n = w.len();
                    if at < old + n {
                        return new;
                    }
                    old += n;
                }
                Op::Insert(w) => {
                    if at < old || (at == old && side == Side::Before) {
                        return new;
                    }
                    new += w.len();
                }
            }
        }
        new + at.saturating_sub(old)
    }

    /// Whether any operation deletes a character of `range` or inserts strictly inside it.
    pub fn touches(&self, range: &Range<usize>) -> bool {
        let mut old = 0;
        for op in &self.ops {
            match op {
                Op::Retain(n) => old += n,
                Op::Delete(w) => {
                    let end = old + w.len();
                    if old < range.end && end > range.start {
                        return true;
                    }
                    old = end;
                }
                Op::Insert(_) => {
                    if old > range.start && old < range.end {
                        return true;
                    }
                }
            }
        }
        false
    }
}

fn op_len(op: &Op) -> usize {
    match op {
        Op::Retain(n) => *n,
        Op::Delete(w) | Op::Insert(w) => w.len(),
    }
}

fn cut(op: Op, at: usize) -> (Op, Option<Op>) {
    let len = op_len(&op);
    if at >= len {
        return (op, None);
    }
    match op {
        Op::Retain(_) => (Op::Retain(at), Some(Op::Retain(len - at))),
        Op::Delete(w) => (Op::Delete(w.slice(0..at)), Some(Op::Delete(w.slice(at..len)))),
        Op::Insert(w) => (Op::Insert(w.slice(0..at)), Some(Op::Insert(w.slice(at..len)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit() -> impl Strategy<Value = (usize, usize, String)> {
        (0usize..12, 0usize..6, "[ab é]{0,4}")
    }

    proptest! {
        #[test]
        fn inverse_undoes_and_composition_is_application(
            text in "[a-d é]{0,12}", edits in prop::collection::vec(edit(), 1..4)
        ) {
            let start = Words::plain(&text);
            let mut words = start.clone();
            let mut all = ChangeSet::replace(&words, 0..0, Words::default());
            for (at, len, with) in edits {
                let set = ChangeSet::replace(&words, at..at + len, Words::plain(&with));
                let next = set.apply(&words).expect("made for it");
                prop_assert_eq!(set.inverse().apply(&next).expect("inverse"), words);
                all = all.then(&set).expect("lengths agree");
                words = next;
            }
            prop_assert_eq!(all.apply(&start).expect("composed"), words.clone());
            prop_assert_eq!(all.inverse().apply(&words).expect("inverse"), start);
        }

        #[test]
        fn mapping_keeps_order(text in "[a-d]{1,12}", at in 0usize..12, len in 0usize..6, with in "[xy]{0,4}") {
            let words = Words::plain(&text);
            let set = ChangeSet::replace(&words, at..at + len, Words::plain(&with));
            let mapped: Vec<_> = (0..=words.len()).map(|p| set.map(p, Side::After)).collect();
            prop_assert!(mapped.windows(2).all(|w| w[0] <= w[1]), "{:?}", mapped);
            prop_assert!(mapped.iter().all(|p| *p <= set.len_after()));
        }
    }

    #[test]
    fn refuses_what_it_was_not_made_for() {
        let set = ChangeSet::replace(&"abc".into(), 0..1, "x".into());
        assert_eq!(set.apply(&"ab".into()), Err(Misfit::Length { made: 3, found: 2 }));
        assert_eq!(set.apply(&"bbc".into()), Err(Misfit::Words));
    }

    #[test]
    fn sides() {
        let set = ChangeSet::replace(&"ab".into(), 1..1, "xy".into());
        assert_eq!((set.map(1, Side::Before), set.map(1, Side::After)), (1, 3));
        assert!(!set.touches(&(0..1)) && !set.touches(&(1..2)) && set.touches(&(0..2)));
    }
}
