//! What others put in, where a party changes it: nobody's words are touched by another's.
//!
//! A party that changes part of another's words wants a version of its own in their place; one
//! that takes out all of them, and nothing else, says so.

use super::wants::{Class, Edit, Wants};
use std::collections::BTreeSet;

impl Wants<'_> {
    /// Decides about the words of others in a gap: they are left out, taken in as far as the
    /// party keeps them, or refused. Each item says whether it is new.
    pub(super) fn without_others(
        &mut self,
        items: Vec<(usize, Class)>,
        next: Option<usize>,
    ) -> (Vec<(usize, bool)>, bool) {
        let own = items.iter().any(|(_, c)| *c == Class::New);
        let old = items.iter().any(|(_, c)| *c == Class::Gone);
        let new: Vec<usize> = items.iter().filter(|(_, c)| *c == Class::New).map(|(n, _)| *n).collect();
        let mut kept: BTreeSet<usize> = BTreeSet::new();
        for chain in self.chains(&items) {
            let gone = |n: &&usize| {
                let atom = self.stream.atoms.get(**n);
                atom.is_some_and(|a| a.gone.is_some_and(|t| self.speaks(t.by)))
            };
            let refused: BTreeSet<usize> = chain.iter().filter(gone).copied().collect();
            let put = |n: &&usize| self.stream.atoms.get(**n).is_some_and(|a| a.put.is_some());
            let ends = chain.first().zip(chain.last());
            // Items stand in the order of the source.
            let inside = |(first, last): (&usize, &usize)| {
                new.get(new.partition_point(|n| n <= first)).is_some_and(|n| n < last)
            };
            let written = !old && ends.is_some_and(inside);
            if refused.len() == chain.iter().filter(put).count() {
                if !own && !old {
                    self.refuse(&refused.into_iter().collect::<Vec<_>>(), next);
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
                    let author = self.stream.atoms.get(*n).and_then(|a| a.put).map_or(by, |t| Some(t.by));
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
}
