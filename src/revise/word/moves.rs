//! Paragraphs that were moved: their words stand where they were moved to.
//!
//! After this everybody's changes in a moved paragraph are changes of the paragraph itself. A
//! move without its other end is left as a deletion or an insertion.

use super::stream::{Side, Stream, Touch};
use crate::diff::words_exact;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of the rejected side that were moved, with the numbers of the authors who did it.
pub(super) type Moved = BTreeMap<usize, usize>;

/// What one name of a move is about.
#[derive(Default)]
struct Ends {
    /// Rows of the rejected side.
    sources: Vec<usize>,
    /// Paragraphs of the source, each with its end.
    targets: Vec<(usize, usize)>,
}

/// Puts the words of moved paragraphs where they were moved to.
pub(super) fn relocate(stream: &mut Stream, rejected: &[Side]) -> Moved {
    let mut found: BTreeMap<(usize, usize), Ends> = BTreeMap::new();
    for (row, side) in rejected.iter().enumerate() {
        if let Some(key) = source(stream, side) {
            found.entry(key).or_default().sources.push(row);
        }
    }
    for (end, key) in targets(stream) {
        if let Some(from) = stream.atoms.get(end).map(|a| a.from) {
            found.entry(key).or_default().targets.push((from, end));
        }
    }
    let mut moved = Moved::new();
    for ((by, name), ends) in found {
        if ends.sources.len() != ends.targets.len() {
            continue;
        }
        for (row, (from, end)) in ends.sources.into_iter().zip(ends.targets) {
            if let Some(side) = rejected.get(row) {
                carry(stream, side, (by, name), from, end);
                moved.insert(row, by);
            }
        }
    }
    moved
}

/// The author and the name of the move that takes a whole paragraph away.
fn source(stream: &Stream, side: &Side) -> Option<(usize, usize)> {
    let gone = |n: &usize| stream.atoms.get(*n).and_then(|a| a.gone);
    let end = side.end.and_then(|n| gone(&n))?;
    let touches: Vec<Option<Touch>> = side.atoms.iter().map(gone).collect();
    if touches.iter().any(|t| t.is_none_or(|t| t.by != end.by)) {
        return None;
    }
    let name = touches.iter().flatten().find_map(|t| t.moved).or(end.moved)?;
    Some((end.by, name))
}

/// The ends of the paragraphs that moves put in, each with the author and the name of its move.
fn targets(stream: &Stream) -> Vec<(usize, (usize, usize))> {
    let mut out = Vec::new();
    let mut old = BTreeSet::new();
    let mut names: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (n, atom) in stream.atoms.iter().enumerate() {
        match atom.put {
            None => drop(old.insert(atom.from)),
            Some(Touch { by, moved }) => {
                if let Some(name) = moved {
                    names.entry((atom.from, by)).or_insert(name);
                }
                let name = names.get(&(atom.from, by)).filter(|_| atom.is_end() && !old.contains(&atom.from));
                out.extend(name.map(|name| (n, (by, *name))));
            }
        }
    }
    out
}

/// Gives the words of a paragraph of the source the places of the moved ones.
fn carry(stream: &mut Stream, side: &Side, (by, name): (usize, usize), from: usize, end: usize) {
    let carried = Some(Touch { by, moved: Some(name) });
    let is = |n: &usize| stream.atoms.get(*n).is_some_and(|a| !a.is_end() && a.put == carried);
    let new: Vec<usize> = stream.of(from).filter(is).collect();
    let text = |atoms: &[usize]| -> String {
        atoms.iter().filter_map(|n| stream.atoms.get(*n)).map(|a| a.c).collect()
    };
    let hunks = words_exact(&text(&side.atoms), &text(&new));
    let (mut i, mut j) = (0, 0);
    let mut pairs = vec![(side.end, Some(end))];
    for stop in hunks.iter().map(Some).chain([None]) {
        let until = stop.map_or(side.atoms.len(), |h| h.a.start);
        while i < until {
            pairs.push((side.atoms.get(i).copied(), new.get(j).copied()));
            (i, j) = (i + 1, j + 1);
        }
        (i, j) = stop.map_or((i, j), |h| (h.a.end, h.b.end));
    }
    for (old, new) in pairs {
        let (Some(old), Some(new)) = (old, new) else { continue };
        let place = stream.atoms.get_mut(old).and_then(|a| {
            a.stood = a.base.take();
            a.stood
        });
        if let Some(atom) = stream.atoms.get_mut(new) {
            (atom.put, atom.base) = (None, place);
        }
    }
}
