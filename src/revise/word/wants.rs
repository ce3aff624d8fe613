//! What one party wants, in the terms of the rejected side: exact, and blind to all others.
//!
//! Between two characters that the party keeps lies a gap: what it takes out there and what it
//! puts in are one wish. What others put in is not seen, unless the party changes it.

use super::moves::Moved;
use super::stream::{Side, Stream};
use crate::text::NOTE;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A wish of a party. Rows are paragraphs of the rejected side, characters are of their words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Words for words.
    Words {
        row: usize,
        range: Range<usize>,
        /// The atoms taken out.
        gone: Vec<usize>,
        /// The atoms put in, by line; at least one line.
        lines: Vec<Vec<usize>>,
    },
    /// New paragraphs after a row, each with the paragraph of the source that it looks like.
    New { after: Option<usize>, lines: Vec<(Vec<usize>, usize)> },
    /// A whole paragraph goes.
    Delete { row: usize },
    /// A paragraph goes on in a later one.
    Merge { row: usize, second: usize },
    /// A paragraph moves.
    Move { row: usize, after: Option<usize> },
    /// All of what an author put in is not to be put in.
    Refuse { row: usize, at: usize, words: Vec<usize>, by: usize },
    /// Words that the party puts in inside of what it and others want otherwise as a whole:
    /// which version they are of cannot be seen.
    Lost { words: Vec<usize> },
}

/// Who is who: for each author the parties that it speaks for.
pub(super) type Who = [BTreeSet<usize>];

/// What an atom is to a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Kept,
    Gone,
    New,
    Other,
    Nothing,
}

/// All wishes of a party.
pub(super) fn wants(stream: &Stream, rows: &[Side], moved: &Moved, who: &Who, party: usize) -> Vec<Edit> {
    let mut out = Wants {
        stream,
        rows,
        moved,
        who,
        party,
        items: Vec::new(),
        line: [false; 2],
        gap: Gap::default(),
        kept: None,
        still: None,
        last: None,
        out: Vec::new(),
    };
    for n in 0..stream.atoms.len() {
        match out.class(n) {
            Class::Nothing => out.blank(n),
            Class::Kept => {
                out.close(Some(n));
                out.pass(n);
                out.kept = Some(n);
            }
            class => {
                // A paragraph that the party takes out is still one that others stand behind.
                if let (Class::Gone, true, Some((row, _))) = (class, out.is_end(n), out.place(n)) {
                    out.last = Some(row);
                }
                out.push(n, class);
            }
        }
    }
    out.close(None);
    let lost: Vec<usize> = (0..stream.atoms.len()).filter(|n| out.is_lost(*n)).collect();
    let lost = lost.chunk_by(|a, b| a + 1 == *b).map(|words| Edit::Lost { words: words.to_vec() });
    out.out.into_iter().chain(lost).collect()
}

/// What the party takes out in a gap.
#[derive(Default)]
struct Gap {
    /// All of it but note references.
    inked: Vec<usize>,
    /// The authors who do so, each with the first atom.
    by: BTreeMap<usize, usize>,
}

pub(super) struct Wants<'a> {
    pub stream: &'a Stream,
    pub rows: &'a [Side],
    moved: &'a Moved,
    who: &'a Who,
    party: usize,
    /// What lies in the gap that is open.
    items: Vec<(usize, Class)>,
    /// Whether the last line of it has words that the party puts in, and such of others.
    line: [bool; 2],
    /// The gap that is being closed.
    gap: Gap,
    /// The atom that it follows.
    pub kept: Option<usize>,
    /// The last paragraph before it that nobody moves.
    pub still: Option<usize>,
    /// The last paragraph before it that the party does not move, gone or not.
    pub last: Option<usize>,
    pub out: Vec<Edit>,
}

impl Wants<'_> {
    pub(super) fn speaks(&self, by: usize) -> bool {
        self.who.get(by).is_some_and(|parties| parties.contains(&self.party))
    }

    fn class(&self, n: usize) -> Class {
        let Some(atom) = self.stream.atoms.get(n) else { return Class::Nothing };
        let gone = atom.gone.is_some_and(|t| self.speaks(t.by));
        match atom.put {
            None if atom.base.is_none() => Class::Nothing,
            None if gone => Class::Gone,
            None => Class::Kept,
            Some(put) if self.speaks(put.by) => match gone {
                true => Class::Nothing,
                false => Class::New,
            },
            // What its own author took back again was never put in.
            Some(put) if atom.gone.is_some_and(|t| t.by == put.by) => Class::Nothing,
            Some(_) => Class::Other,
        }
    }

    fn is_lost(&self, n: usize) -> bool {
        let touches = self.stream.atoms.get(n).and_then(|a| a.put.zip(a.gone));
        touches.is_some_and(|(put, gone)| {
            let several = self.who.get(gone.by).is_some_and(|all| all.len() > 1);
            put.by != gone.by && several && self.speaks(put.by) && self.speaks(gone.by)
        })
    }

    /// Goes past the end of a paragraph without words of the text: what is put in there is a
    /// new paragraph.
    fn blank(&mut self, n: usize) {
        let stands = |a: &super::stream::Atom| a.is_end() && a.put.is_none() && a.gone.is_none();
        if !self.stream.atoms.get(n).is_some_and(stands) {
            return;
        }
        let class = match self.line {
            [true, _] => Class::New,
            [_, true] => Class::Other,
            _ => return,
        };
        self.push(n, class);
    }

    fn push(&mut self, n: usize, class: Class) {
        let [new, other] = if self.is_end(n) { [false; 2] } else { self.line };
        let inside = !self.is_end(n);
        self.line = [new || (inside && class == Class::New), other || (inside && class == Class::Other)];
        self.items.push((n, class));
    }

    /// Goes past a kept atom; the end of a moved paragraph says where it is moved to.
    fn pass(&mut self, n: usize) {
        let Some(atom) = self.stream.atoms.get(n).filter(|a| a.is_end()) else { return };
        let Some((row, _)) = atom.base else { return };
        match self.moved.get(&row) {
            // Several that move together stand behind one that does not, in their order.
            Some(by) if self.speaks(*by) => {
                let before = row.checked_sub(1);
                let along = before.and_then(|b| self.moved.get(&b)).is_some_and(|by| self.speaks(*by));
                if along || self.last != before {
                    self.out.push(Edit::Move { row, after: self.last });
                }
            }
            // What others move is not there for this party.
            Some(_) => {}
            None => (self.still, self.last) = (Some(row), Some(row)),
        }
    }

    /// The row of an atom of the rejected side and its place there.
    pub fn place(&self, n: usize) -> Option<(usize, usize)> {
        self.stream.atoms.get(n).and_then(|a| a.base)
    }

    pub fn is_end(&self, n: usize) -> bool {
        self.stream.atoms.get(n).is_some_and(|a| a.is_end())
    }

    /// A row that nobody moves; else the last such before it.
    pub fn hold(&self, row: usize) -> Option<usize> {
        if self.moved.contains_key(&row) { self.still } else { Some(row) }
    }

    /// The parties that an atom of a gap is wanted by.
    pub fn wanted_by(&self, n: usize) -> Option<&BTreeSet<usize>> {
        let atom = self.stream.atoms.get(n)?;
        self.who.get(atom.put.or(atom.gone)?.by)
    }

    /// Whether an atom begins a further version of what stands before it: crossing wishes are
    /// written as versions, one after the other, of words that all their authors take out.
    pub fn is_version(&self, n: usize) -> bool {
        if !self.is_after_rival(n) {
            return false;
        }
        let inked = |n: &usize| self.stream.atoms.get(*n).is_some_and(|a| a.c != NOTE);
        let new = (n..self.stream.atoms.len()).take_while(|n| self.class(*n) == Class::New);
        let new: Vec<usize> = new.filter(inked).collect();
        let gone = self.gap.inked.partition_point(|gone| *gone < n);
        let gone = self.gap.inked.get(..gone).unwrap_or_default();
        // Four at each end are enough to tell.
        let ends = |atoms: &[usize]| match atoms.len() > 8 {
            true => [&atoms[..4], &atoms[atoms.len() - 4..]].concat(),
            false => atoms.to_vec(),
        };
        alike(&self.stream.text(&ends(gone)), &self.stream.text(&ends(&new)))
    }

    /// Whether an atom stands behind a rival's version of words that both take out.
    pub fn is_after_rival(&self, n: usize) -> bool {
        let before = (0..n).rev().map(|n| (self.class(n), n)).find(|(c, _)| *c != Class::Nothing);
        let other = before.filter(|(class, _)| *class == Class::Other).map(|(_, n)| n);
        let by = other.and_then(|n| self.stream.atoms.get(n)?.put).and_then(|t| self.who.get(t.by));
        let Some(rival) = by else { return false };
        self.gap.by.iter().any(|(by, first)| {
            let by = self.who.get(*by).filter(|_| *first < n);
            by.is_some_and(|by| rival.is_subset(by) && by.len() > 1)
        })
    }

    fn close(&mut self, next: Option<usize>) {
        let items = std::mem::take(&mut self.items);
        self.line = [false; 2];
        if items.is_empty() {
            return;
        }
        self.gap = Gap::default();
        for (n, _) in items.iter().filter(|(_, class)| *class == Class::Gone) {
            let Some(atom) = self.stream.atoms.get(*n) else { continue };
            if atom.c != NOTE {
                self.gap.inked.push(*n);
            }
            if let Some(touch) = atom.gone {
                self.gap.by.entry(touch.by).or_insert(*n);
            }
        }
        let (items, amended) = self.without_others(items, next);
        if !items.is_empty() {
            self.gap(&items, next, amended);
        }
    }

    /// The place of a gap: before what follows it, else at the end.
    pub fn here(&self, next: Option<usize>) -> (usize, usize) {
        let kept = self.kept.filter(|n| !self.is_end(*n)).and_then(|n| self.place(n));
        match (kept, next.and_then(|n| self.place(n))) {
            (Some((row, at)), _) => (row, at + 1),
            (None, Some(place)) => place,
            (None, None) => {
                let row = self.rows.len().saturating_sub(1);
                (row, self.rows.get(row).map_or(0, |r| r.atoms.len()))
            }
        }
    }
}

/// Whether words are a version of others: they begin or end as those do.
fn alike(old: &str, new: &str) -> bool {
    let head = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let tail = old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).count();
    let least = old.chars().count().min(new.chars().count()).min(4);
    head.max(tail) >= least
}
