//! Where a place stands after changes: the exact map from one state of a text to a later one.
//!
//! Mapping goes by paragraph, so a move never loses what is anchored inside. Nothing here
//! searches for words.

use super::change::Change;
use super::changeset::Side;
use super::ids::ParagraphId;
use std::collections::HashMap;
use std::ops::Range;

/// Where a span stands now, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The paragraph that holds it.
    pub paragraph: ParagraphId,
    /// The span without words that were put in at its borders.
    pub inner: Range<usize>,
    /// The span with words that were put in at its borders.
    pub outer: Range<usize>,
    /// Whether any of its characters went or words came inside it.
    pub touched: bool,
    /// Whether its paragraph was joined to another or cut in two: it is no longer the one that
    /// a wish about a whole paragraph was about.
    pub reshaped: bool,
}

impl Standing {
    /// A span where it was made.
    pub fn new(paragraph: ParagraphId, range: Range<usize>) -> Self {
        Self { paragraph, inner: range.clone(), outer: range, touched: false, reshaped: false }
    }

    /// Where it stands after `changes`; none once its paragraph is deleted.
    pub fn after<'a>(self, changes: impl IntoIterator<Item = &'a Change>) -> Option<Self> {
        changes.into_iter().try_fold(self, Self::step)
    }

    fn step(mut self, change: &Change) -> Option<Self> {
        match change {
            Change::Edit { id, set } if *id == self.paragraph => {
                let empty = self.inner.is_empty();
                self.touched |= set.touches(&self.inner)
                    || (empty && (inside_deletion(set, self.inner.start) || leaves_nothing(set)));
                // A place right behind words that others took the place of is right behind those.
                let behind = empty && ends_deletion(set, self.inner.end);
                let end = set.map(self.inner.end, if behind { Side::After } else { Side::Before });
                let start = if empty { end } else { set.map(self.inner.start, Side::After) };
                self.inner = start.min(end)..end.max(start.min(end));
                self.outer = set.map(self.outer.start, Side::Before)..set.map(self.outer.end, Side::After);
                Some(self)
            }
            Change::Delete { paragraph, .. } if paragraph.meta.id == self.paragraph => None,
            Change::Split { id, at, second } if *id == self.paragraph => {
                self.reshaped = true;
                Some(self.split(*at, second.id))
            }
            Change::Join { id, .. } if *id == self.paragraph => {
                self.reshaped = true;
                Some(self)
            }
            Change::Join { id, at, second } if second.id == self.paragraph => {
                self.reshaped = true;
                self.paragraph = *id;
                for range in [&mut self.inner, &mut self.outer] {
                    *range = range.start + at..range.end + at;
                }
                Some(self)
            }
            _ => Some(self),
        }
    }

    fn split(mut self, at: usize, second: ParagraphId) -> Self {
        let goes = self.inner.start >= at && (self.inner.end > at || self.inner.start > at);
        if goes {
            self.paragraph = second;
            for range in [&mut self.inner, &mut self.outer] {
                *range = range.start.saturating_sub(at)..range.end.saturating_sub(at);
            }
        } else if self.inner.end > at {
            // Cut in two: the longer story is told by the caller; the first part is kept.
            self.touched = true;
            for range in [&mut self.inner, &mut self.outer] {
                range.end = range.end.min(at);
            }
        } else {
            self.outer.end = self.outer.end.min(at);
        }
        self
    }
}

/// Changes in order, found by the paragraph they touch: following a span costs what was done to
/// its own paragraphs, however much was done to others.
#[derive(Debug, Default)]
pub struct Course<'a> {
    by: HashMap<ParagraphId, Vec<(usize, &'a Change)>>,
}

impl<'a> Course<'a> {
    /// The course of these changes.
    pub fn of(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut by: HashMap<ParagraphId, Vec<(usize, &Change)>> = HashMap::new();
        for (n, change) in changes.into_iter().enumerate() {
            let (first, second) = match change {
                Change::Edit { id, .. } | Change::Split { id, .. } => (*id, None),
                Change::Delete { paragraph, .. } => (paragraph.meta.id, None),
                Change::Join { id, second, .. } => (*id, Some(second.id)),
                _ => continue,
            };
            for id in [Some(first), second].into_iter().flatten() {
                by.entry(id).or_default().push((n, change));
            }
        }
        Self { by }
    }

    /// Where a span stands after all of them; none once its paragraph is deleted.
    pub fn follow(&self, mut standing: Standing) -> Option<Standing> {
        let mut from = 0;
        loop {
            let list = self.by.get(&standing.paragraph).map(Vec::as_slice).unwrap_or_default();
            let Some((n, change)) = list.get(list.partition_point(|(n, _)| *n < from)) else {
                return Some(standing);
            };
            standing = standing.step(change)?;
            from = n + 1;
        }
    }
}

/// Whether all words that stood there went: then no place between them is left.
fn leaves_nothing(set: &super::changeset::ChangeSet) -> bool {
    set.len_before() > 0 && !set.ops().iter().any(|op| matches!(op, super::changeset::Op::Retain(_)))
}

fn inside_deletion(set: &super::changeset::ChangeSet, at: usize) -> bool {
    at > 0 && set.touches(&(at - 1..at)) && set.touches(&(at..at + 1))
}

/// Whether the words right before a place went, and those right behind it stay.
fn ends_deletion(set: &super::changeset::ChangeSet, at: usize) -> bool {
    at > 0 && set.touches(&(at - 1..at)) && !set.touches(&(at..at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::*;
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn doc(texts: &[&str]) -> Document {
        let source = |t: &&str| Source {
            kind: Kind::Operative,
            issued: None,
            masthead: false,
            words: Words::plain(t),
        };
        Document::imported(texts.iter().map(source).collect(), BTreeMap::new())
    }

    fn id(d: &Document, at: usize) -> ParagraphId {
        d.meta(at).expect("there").id
    }

    #[test]
    fn a_span_follows_its_words() {
        let mut d = doc(&["one two three", "four"]);
        let place = Standing::new(id(&d, 0), 4..7);
        let mut all = replace(&d, id(&d, 0), 0..0, &"zero ".into(), "s");
        apply_all(&mut d, &all).expect("fits");
        let moved = move_after(&d, id(&d, 0), Some(id(&d, 1)));
        apply_all(&mut d, &moved).expect("fits");
        all.extend(moved);
        let joined = join(&d, id(&d, 0));
        apply_all(&mut d, &joined).expect("fits");
        all.extend(joined);
        let now = place.after(&all).expect("not deleted");
        let at = d.place(now.paragraph).expect("there");
        assert_eq!(d.words(at).str(now.inner).to_owned(), "two");
        assert!(!now.touched);
    }

    #[test]
    fn words_put_in_at_a_border_are_outside_the_inner_span() {
        let d = doc(&["abcdef"]);
        let change = replace(&d, id(&d, 0), 2..2, &"XY".into(), "s");
        let now = Standing::new(id(&d, 0), 2..4).after(&change).expect("there");
        assert_eq!((now.inner, now.outer, now.touched), (4..6, 2..6, false));
        let point = Standing::new(id(&d, 0), 2..2).after(&change).expect("there");
        assert_eq!((point.inner, point.outer), (2..2, 2..4));
    }

    /// Whoever put a word in behind “shall” meant it behind what stands in its place.
    #[test]
    fn a_place_behind_replaced_words_is_behind_the_new_ones() {
        let d = doc(&["States shall act"]);
        let change = replace(&d, id(&d, 0), 7..12, &"should".into(), "s");
        let at = |n: usize| Standing::new(id(&d, 0), n..n).after(&change).expect("there").inner;
        assert_eq!((at(7), at(12), at(13)), (7..7, 13..13, 14..14));
        let gone = replace(&d, id(&d, 0), 7..12, &Fragment::default(), "s");
        assert_eq!(Standing::new(id(&d, 0), 12..12).after(&gone).expect("there").inner, 7..7);
    }

    fn step() -> impl Strategy<Value = (u8, usize, usize, usize)> {
        (0u8..6, 0usize..4, 0usize..10, 0usize..5)
    }

    proptest! {
        /// Undo of all changes, in reverse, gives the document back; anchors keep their words
        /// unless touched.
        #[test]
        fn changes_invert_and_anchors_hold(steps in prop::collection::vec(step(), 1..12), from in 0usize..6, len in 1usize..5) {
            let start = doc(&["abcdefgh", "ijklmnop", "qrstuvwx"]);
            let mut d = start.clone();
            let anchor = Standing::new(id(&d, 1), from..(from + len).min(8));
            let quote = d.words(1).str(anchor.inner.clone()).to_owned();
            let mut all = Vec::new();
            for (n, (what, at, pos, size)) in steps.into_iter().enumerate() {
                let at = at.min(d.len().saturating_sub(1));
                if d.is_empty() { break }
                let here = id(&d, at);
                let salt = n.to_string();
                let changes = match what {
                    0 => replace(&d, here, pos..pos + size, &"é".into(), &salt),
                    1 => replace(&d, here, pos..pos, &"x\ny\nz".into(), &salt),
                    2 => split(&d, here, pos, &salt),
                    3 => join(&d, here),
                    4 => move_after(&d, here, None),
                    _ if d.len() > 1 => delete(&d, here),
                    _ => Vec::new(),
                };
                apply_all(&mut d, &changes).expect("made for it");
                prop_assert_eq!(d.rope().len_lines(), d.len().max(1));
                all.extend(changes);
            }
            for (at, words) in (0..3).map(|at| (id(&start, at), 0..8)) {
                // By paragraph or through everything: the way is the same.
                let span = Standing::new(at, words);
                prop_assert_eq!(Course::of(&all).follow(span.clone()), span.after(&all));
            }
            if let Some(now) = anchor.after(&all) {
                let at = d.place(now.paragraph).expect("a standing paragraph is there");
                prop_assert!(now.outer.start <= now.inner.start && now.inner.end <= now.outer.end);
                if !now.touched {
                    prop_assert_eq!(d.words(at).str(now.inner).to_owned(), quote);
                }
            }
            apply_all(&mut d, &inverse_all(&all)).expect("inverse fits");
            prop_assert_eq!(d, start);
        }
    }
}
