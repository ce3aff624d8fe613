//! Words that were moved: taken out in one place and put in in another, decided together.
//!
//! Whole paragraphs are moved elsewhere; nothing is proposed here.

use super::ground::Ground;
use super::wants::Edit;
use crate::revise::copy::Maker;
use crate::text::Hash;
use std::collections::{BTreeMap, BTreeSet};

/// The edits that a move takes words from, those that it puts them in, and the words.
type Carried = (BTreeSet<usize>, BTreeSet<usize>, Vec<usize>);

/// For each edit the bundle that it is part of: words taken from one place and put in another.
pub(super) fn bundles(ground: &Ground, maker: &Maker, edits: &[Edit]) -> Vec<Option<String>> {
    let stream = ground.stream;
    let name = |n: &usize, put: bool| {
        let atom = stream.atoms.get(*n)?;
        if put { atom.put } else { atom.gone }?.moved
    };
    let mut sides: BTreeMap<usize, Carried> = BTreeMap::new();
    for (nth, edit) in edits.iter().enumerate() {
        let (gone, new): (Vec<usize>, Vec<usize>) = match edit {
            Edit::Words { gone, lines, .. } => (gone.clone(), lines.concat()),
            Edit::New { lines, .. } => (Vec::new(), lines.iter().flat_map(|(l, _)| l).copied().collect()),
            Edit::Delete { row } => {
                (ground.rows.get(*row).map(|r| r.atoms.clone()).unwrap_or_default(), vec![])
            }
            _ => continue,
        };
        for (n, name) in gone.iter().filter_map(|n| Some((n, name(n, false)?))) {
            let side = sides.entry(name).or_default();
            side.0.insert(nth);
            side.2.push(*n);
        }
        for name in new.iter().filter_map(|n| name(n, true)) {
            sides.entry(name).or_default().1.insert(nth);
        }
    }
    let mut out = vec![None; edits.len()];
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (from, to, words) in sides.into_values() {
        if from.is_empty() || to.is_empty() || from == to {
            continue;
        }
        let text = stream.text(&words);
        let count = seen.entry(text.clone()).or_default();
        *count += 1;
        let hash = Hash::of(&["move", &ground.input.hash.to_string(), &text, &count.to_string()]);
        let bundle = format!("{}-{}", maker.input.actor.id, hash.short(8));
        for nth in from.into_iter().chain(to) {
            if let Some(slot) = out.get_mut(nth) {
                slot.get_or_insert_with(|| bundle.clone());
            }
        }
    }
    out
}
