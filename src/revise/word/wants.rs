//! What one party wants, in the terms of the rejected side: exact, and blind to all others.
//!
//! Between two characters that the party keeps lies a gap: what it takes out there and what it
//! puts in are one wish. What others put in is not seen, unless the party changes it.

use super::moves::Moved;
use super::stream::{Side, Stream};
use std::collections::BTreeSet;
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
}

/// Who is who: for each author the parties that it speaks for.
pub(super) type Who = [BTreeSet<usize>];

/// What an atom is to a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
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
        kept: None,
        still: None,
        last: None,
        out: Vec::new(),
    };
    for n in 0..stream.atoms.len() {
        match out.class(n) {
            Class::Nothing => {}
            Class::Kept => {
                out.close(Some(n));
                out.pass(n);
                out.kept = Some(n);
            }
            class => out.items.push((n, class)),
        }
    }
    out.close(None);
    out.out
}

pub(super) struct Wants<'a> {
    pub stream: &'a Stream,
    pub rows: &'a [Side],
    moved: &'a Moved,
    who: &'a Who,
    party: usize,
    /// What lies in the gap that is open.
    items: Vec<(usize, Class)>,
    /// The atom that it follows.
    pub kept: Option<usize>,
    /// The last paragraph before it that nobody moves.
    pub still: Option<usize>,
    /// The last paragraph before it.
    last: Option<usize>,
    pub out: Vec<Edit>,
}

impl Wants<'_> {
    fn speaks(&self, by: usize) -> bool {
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

    /// Goes past a kept atom; the end of a moved paragraph says where it is moved to.
    fn pass(&mut self, n: usize) {
        let Some(atom) = self.stream.atoms.get(n).filter(|a| a.is_end()) else { return };
        let Some((row, _)) = atom.base else { return };
        match self.moved.get(&row) {
            Some(by) => {
                if self.speaks(*by) && self.last != row.checked_sub(1) {
                    self.out.push(Edit::Move { row, after: self.last });
                }
            }
            None => self.still = Some(row),
        }
        self.last = Some(row);
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
        let before = (0..n).rev().map(|n| (self.class(n), n)).find(|(c, _)| *c != Class::Nothing);
        let Some((Class::Other, other)) = before else { return false };
        let author = |n: usize| self.stream.atoms.get(n).and_then(|a| a.put).map(|t| t.by);
        let rival = author(other).and_then(|by| self.who.get(by));
        let gap = (0..n).rev().take_while(|n| !matches!(self.class(*n), Class::Kept));
        let mut gone = gap.filter(|n| self.class(*n) == Class::Gone);
        gone.any(|n| {
            let by = self.stream.atoms.get(n).and_then(|a| a.gone).and_then(|t| self.who.get(t.by));
            by.zip(rival).is_some_and(|(by, rival)| rival.is_subset(by) && by.len() > 1)
        })
    }

    fn close(&mut self, next: Option<usize>) {
        let items = std::mem::take(&mut self.items);
        if items.is_empty() {
            return;
        }
        let (items, amended) = self.without_others(items, next);
        if !items.is_empty() {
            self.gap(&items, next, amended);
        }
    }

    /// Decides about the words of others in a gap: they are left out, taken in as far as the
    /// party keeps them, or refused. Each item says whether it is new.
    fn without_others(
        &mut self,
        items: Vec<(usize, Class)>,
        next: Option<usize>,
    ) -> (Vec<(usize, bool)>, bool) {
        let own = items.iter().any(|(_, c)| *c == Class::New);
        let old = items.iter().any(|(_, c)| *c == Class::Gone);
        let mut kept: BTreeSet<usize> = BTreeSet::new();
        for chain in self.chains(&items) {
            let gone = |n: &&usize| {
                let atom = self.stream.atoms.get(**n);
                atom.is_some_and(|a| a.gone.is_some_and(|t| self.speaks(t.by)))
            };
            let refused: Vec<usize> = chain.iter().filter(gone).copied().collect();
            let ends = chain.first().zip(chain.last());
            let inside = |n: usize| ends.is_some_and(|(first, last)| *first < n && n < *last);
            let written = !old && items.iter().any(|(n, c)| *c == Class::New && inside(*n));
            if refused.len() == chain.len() {
                if !own && !old {
                    self.refuse(&refused, next);
                }
            } else if !refused.is_empty() || written {
                kept.extend(chain.iter().filter(|n| !refused.contains(n)));
            }
        }
        let amended = !kept.is_empty();
        let mine = items.into_iter().filter(|(n, c)| *c != Class::Other || kept.contains(n));
        (mine.map(|(n, class)| (n, class != Class::Gone)).collect(), amended)
    }

    /// What one author put in without another's or the text's words between, but for own ones.
    fn chains(&self, items: &[(usize, Class)]) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = Vec::new();
        let mut by = None;
        for (n, class) in items {
            match class {
                Class::Other => {
                    let author = self.stream.atoms.get(*n).and_then(|a| a.put).map(|t| t.by);
                    match out.last_mut() {
                        Some(last) if by.is_some() && by == author => last.push(*n),
                        _ => out.push(vec![*n]),
                    }
                    by = author;
                }
                Class::Gone => by = None,
                _ => {}
            }
        }
        out
    }

    fn refuse(&mut self, words: &[usize], next: Option<usize>) {
        let by = words.first().and_then(|n| self.stream.atoms.get(*n)?.put).map(|t| t.by);
        let inked = words.iter().any(|n| self.stream.atoms.get(*n).is_some_and(|a| !a.c.is_whitespace()));
        let (Some(by), true) = (by, inked) else { return };
        let (row, at) = self.here(next);
        self.out.push(Edit::Refuse { row, at, words: words.to_vec(), by });
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
