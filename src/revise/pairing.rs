//! Which paragraph of the copy is which paragraph of the base: by text, with labels as a hint.
//!
//! A label never pairs against the text: it chooses between paragraphs that are equally alike,
//! and it pairs what stands in the same gap and is alike to nothing else.

use super::noise::{same, squeezed};
use super::rows::Row;
use crate::diff::{Alignment, Class, Item, align, similarity};
use crate::text::{Document, Kind, Label, ParagraphId};
use std::collections::{BTreeMap, HashMap};

/// The pairs. Ordinals of the base and of the rows of the copy, from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairing {
    /// For each row its paragraph of the base; of a merged one the first.
    pub of_row: Vec<Option<usize>>,
    /// For each paragraph of the base its row; of a split one the first.
    pub of_base: Vec<Option<usize>>,
    /// Rows that stand elsewhere than in the base.
    pub moved: Vec<bool>,
    /// For the first row of a split paragraph the further ones, which follow it directly.
    pub split: BTreeMap<usize, Vec<usize>>,
    /// For a row the further paragraphs of the base, directly after its own, that it takes in.
    pub merged: BTreeMap<usize, Vec<usize>>,
}

/// Likeness below which a label that says otherwise wins.
const UNLIKE: f64 = 0.6;

/// Pairs the rows of a copy with the paragraphs of the base.
pub(super) fn pair(base: &Document, rows: &[Row]) -> Pairing {
    let texts: Vec<String> = (0..base.len()).map(|at| base.text(at)).collect();
    let kinds = base.metas().map(|m| m.kind);
    let a: Vec<Item> = kinds.zip(&texts).map(|(kind, text)| Item { kind, text }).collect();
    let b: Vec<Item> = rows.iter().map(|r| Item { kind: r.kind, text: &r.whole }).collect();
    let mut out = Pairing {
        of_row: vec![None; rows.len()],
        of_base: vec![None; base.len()],
        moved: vec![false; rows.len()],
        ..Pairing::default()
    };
    let alignment = align(&a, &b);
    out.take_pairs(&alignment);
    let labels: Vec<Option<&Label>> = base.metas().map(|m| m.issued.as_ref().and(m.label.as_ref())).collect();
    let mut hints = Hints { texts: &texts, labels, rows, pairing: &mut out };
    hints.separate();
    hints.prefer();
    hints.complete();
    head_lines(base, &texts, rows, &mut out);
    out.take_parts(&alignment, &texts, rows);
    out
}

impl Pairing {
    /// Takes the names that rows have for paragraphs of the base, where the words agree and no
    /// other pair agrees better.
    pub(super) fn named(&mut self, base: &Document, rows: &[Row], names: &[Option<ParagraphId>]) {
        let alike = |at: usize, row: usize| {
            rows.get(row).map_or(0.0, |row| match same(&base.text(at), &row.whole) {
                true => 1.0,
                false => similarity(&base.text(at), &row.whole),
            })
        };
        for (row, name) in names.iter().enumerate() {
            let Some(at) = name.and_then(|id| base.place(id)) else { continue };
            let now = self.of_row.get(row).copied().flatten();
            if now == Some(at) || alike(at, row) < UNLIKE {
                continue;
            }
            let part = |all: &BTreeMap<usize, Vec<usize>>, n: usize| {
                all.iter().any(|(first, rest)| *first == n || rest.contains(&n))
            };
            if part(&self.split, row)
                || part(&self.merged, row)
                || self.merged.values().flatten().any(|a| *a == at)
            {
                continue;
            }
            let other = self.of_base.get(at).copied().flatten();
            let better = now.is_some_and(|now| alike(now, row) > alike(at, row))
                || other.is_some_and(|other| {
                    self.split.contains_key(&other) || alike(at, other) > alike(at, row)
                });
            if better {
                continue;
            }
            now.into_iter().for_each(|now| self.unlink(now, row));
            other.into_iter().for_each(|other| self.unlink(at, other));
            let moved = !self.fits(at, row);
            self.link(at, row, moved);
        }
    }

    /// Each row is the paragraph of the base at the same place.
    pub(super) fn in_order(count: usize) -> Self {
        Self {
            of_row: (0..count).map(Some).collect(),
            of_base: (0..count).map(Some).collect(),
            moved: vec![false; count],
            ..Self::default()
        }
    }

    /// Whether a row is in some pair.
    pub(super) fn has_row(&self, row: usize) -> bool {
        self.of_row.get(row).copied().flatten().is_some() || self.split.values().flatten().any(|r| *r == row)
    }

    /// The paragraphs of the base that a row stands for, in order.
    pub(super) fn bases(&self, row: usize) -> Vec<usize> {
        let first = self.of_row.get(row).copied().flatten();
        first.into_iter().chain(self.merged.get(&row).into_iter().flatten().copied()).collect()
    }

    /// The row that a paragraph of the base is in, if only as a part.
    pub(super) fn row_of(&self, base: usize) -> Option<usize> {
        let own = self.of_base.get(base).copied().flatten();
        own.or_else(|| self.merged.iter().find(|(_, all)| all.contains(&base)).map(|(row, _)| *row))
    }

    /// Whether a row is moved.
    pub(super) fn is_moved(&self, row: usize) -> bool {
        self.moved.get(row).copied().unwrap_or_default()
    }

    fn link(&mut self, base: usize, row: usize, moved: bool) {
        if let (Some(a), Some(b), Some(m)) =
            (self.of_base.get_mut(base), self.of_row.get_mut(row), self.moved.get_mut(row))
        {
            (*a, *b, *m) = (Some(row), Some(base), moved);
        }
    }

    fn unlink(&mut self, base: usize, row: usize) {
        if let (Some(a), Some(b)) = (self.of_base.get_mut(base), self.of_row.get_mut(row)) {
            (*a, *b) = (None, None);
        }
    }

    fn take_pairs(&mut self, alignment: &Alignment) {
        for p in &alignment.pairs {
            let moved = matches!(p.class, Class::Moved | Class::MovedEdited);
            if let (Some(a), Some(b), true) =
                (p.a, p.b, moved || matches!(p.class, Class::Same | Class::Edited))
            {
                self.link(a, b, moved);
            }
        }
    }

    /// Split and merged paragraphs, where all parts stand side by side and make the whole more
    /// alike; others are no parts: a "26 bis" may well repeat words of 26.
    fn take_parts(&mut self, alignment: &Alignment, texts: &[String], rows: &[Row]) {
        for p in &alignment.pairs {
            let (Some(a), Some(b)) = (p.a, p.b) else { continue };
            match p.class {
                Class::Split if !self.has_row(b) => self.take_split(a, b, texts, rows),
                Class::Merged if self.row_of(a).is_none() => self.take_merged(a, b, texts, rows),
                _ => {}
            }
        }
    }

    fn take_split(&mut self, a: usize, b: usize, texts: &[String], rows: &[Row]) {
        let Some(first) = self.of_base.get(a).copied().flatten() else { return };
        let parts = self.split.get(&first).map_or(0, Vec::len);
        let row = |r: usize| rows.get(r).map(|r| r.whole.as_str()).unwrap_or_default();
        let own: Vec<&str> = (first..=first + parts).map(row).collect();
        let whole = texts.get(a).map(String::as_str).unwrap_or_default();
        if first + parts + 1 == b && gains(whole, &own.join(" "), &[own.join(" ").as_str(), row(b)].join(" "))
        {
            self.split.entry(first).or_default().push(b);
        }
    }

    fn take_merged(&mut self, a: usize, b: usize, texts: &[String], rows: &[Row]) {
        let all = self.bases(b);
        let (Some(first), Some(last)) = (all.first().copied(), all.last().copied()) else { return };
        let text = |at: &usize| texts.get(*at).map(String::as_str).unwrap_or_default();
        let own = all.iter().map(text).collect::<Vec<_>>().join(" ");
        let row = rows.get(b).map(|r| r.whole.as_str()).unwrap_or_default();
        if last + 1 == a && gains(row, &own, &[&own, text(&a)].join(" ")) {
            self.merged.entry(b).or_default().push(a);
        } else if a + 1 == first && gains(row, &own, &[text(&a), &own].join(" ")) {
            self.merged.entry(b).or_default().insert(0, first);
            let moved = self.is_moved(b);
            self.unlink(first, b);
            self.link(a, b, moved);
        }
    }

    /// Whether a pair of these would stand in the order of its neighbours.
    fn fits(&self, base: usize, row: usize) -> bool {
        let in_order = |r: &usize| !self.is_moved(*r);
        let at = |r: usize| self.of_row.get(r).copied().flatten();
        let before = (0..row).rev().filter(in_order).find_map(at);
        let after = (row + 1..self.of_row.len()).filter(in_order).find_map(at);
        before.is_none_or(|b| b < base) && after.is_none_or(|a| base < a)
    }
}

/// Whether more of a whole is found with a further part than without.
fn gains(whole: &str, without: &str, with: &str) -> bool {
    similarity(whole, with) > similarity(whole, without)
}

/// Pairs by labels.
struct Hints<'a> {
    texts: &'a [String],
    labels: Vec<Option<&'a Label>>,
    rows: &'a [Row],
    pairing: &'a mut Pairing,
}

impl Hints<'_> {
    fn label(&self, base: usize) -> Option<&Label> {
        self.labels.get(base).copied().flatten()
    }

    fn alike(&self, base: usize, row: &Row) -> f64 {
        self.texts.get(base).map_or(0.0, |text| similarity(text, &row.whole))
    }

    fn free(&self) -> HashMap<&Label, usize> {
        let all = self.labels.iter().enumerate().filter_map(|(a, l)| Some(((*l)?, a)));
        all.filter(|(_, a)| self.pairing.row_of(*a).is_none()).collect()
    }

    /// "26 bis" says of itself that it is new: it is not 26, unless it says nearly the same and
    /// no other paragraph is 26.
    fn separate(&mut self) {
        for (b, row) in self.rows.iter().enumerate() {
            let (Some(label), Some(a)) = (&row.label, self.pairing.of_row.get(b).copied().flatten()) else {
                continue;
            };
            let new = label.ordinal > 0 || label.alternative > 0;
            if !new || self.labels.contains(&Some(label)) {
                continue;
            }
            let rival = self.rows.iter().enumerate().any(|(other, r)| {
                r.label.is_some() && r.label.as_ref() == self.label(a) && !self.pairing.has_row(other)
            });
            if rival || self.alike(a, row) < UNLIKE {
                self.pairing.unlink(a, b);
            }
        }
    }

    /// Of paragraphs that are equally alike, the one with the same label.
    fn prefer(&mut self) {
        for (b, row) in self.rows.iter().enumerate() {
            let (Some(label), Some(a)) = (&row.label, self.pairing.of_row.get(b).copied().flatten()) else {
                continue;
            };
            if self.label(a).is_none_or(|own| own == label) {
                continue;
            }
            let better = self.free().get(label).copied();
            if let Some(better) = better.filter(|other| self.alike(*other, row) >= self.alike(a, row)) {
                self.pairing.unlink(a, b);
                let moved = !self.pairing.fits(better, b);
                self.pairing.link(better, b, moved);
            }
        }
    }

    /// What is left over on both sides under one label in one gap was written anew; a struck
    /// one only names its label.
    fn complete(&mut self) {
        for (b, row) in self.rows.iter().enumerate() {
            let Some(label) = row.label.as_ref().filter(|_| !self.pairing.has_row(b)) else { continue };
            let Some(a) = self.free().get(label).copied() else { continue };
            let fits = self.pairing.fits(a, b);
            if fits || row.struck || self.alike(a, row) >= UNLIKE {
                self.pairing.link(a, b, !fits && !row.struck);
            }
        }
    }
}

/// A line before the first numbered paragraph that was only added to is still that line.
fn head_lines(base: &Document, texts: &[String], rows: &[Row], out: &mut Pairing) {
    let labelled = |kind: Kind| kind.is_labelled();
    let heads = base.metas().take_while(|m| !labelled(m.kind)).count();
    for (b, row) in rows.iter().enumerate().take_while(|(_, r)| !labelled(r.kind)) {
        if out.has_row(b) {
            continue;
        }
        let whole = squeezed(&row.whole);
        let begins = |a: &usize| {
            let text = texts.get(*a).map(|t| squeezed(t)).unwrap_or_default();
            !text.is_empty() && whole.starts_with(&text)
        };
        let found = (0..heads).find(|a| out.row_of(*a).is_none() && begins(a) && out.fits(*a, b));
        if let Some(a) = found {
            out.link(a, b, false);
        }
    }
}
