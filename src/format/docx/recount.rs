//! Which labels Word counts where one text stands on another.
//!
//! Word counts a paragraph only if it counts it right in both texts: with all changes taken and
//! with all left. If that does not come out even, every label is typed and its change tracked.

use super::numbering::{Plan, counted};
use crate::format::page::{SheetParagraph, Way};
use std::collections::BTreeMap;

/// The labels that Word counts right whichever way the changes go.
pub(super) fn plan(all: &[SheetParagraph]) -> Plan {
    both(all).unwrap_or_else(|| Plan { of: vec![None; all.len()], ..Plan::default() })
}

/// The paragraphs of one of the texts, counted: by ordinal on the sheet.
struct Text {
    of: BTreeMap<usize, Option<(usize, u8)>>,
    lists: Vec<(&'static str, bool)>,
}

fn text(all: &[SheetParagraph], out: Way) -> Text {
    let way = |p: &SheetParagraph| p.passage.as_ref().map_or(Way::Stays, |p| p.way);
    let some: Vec<(usize, &SheetParagraph)> = all.iter().enumerate().filter(|(_, p)| way(p) != out).collect();
    let bare = |p: &SheetParagraph| SheetParagraph {
        label: match &p.passage {
            Some(passage) if out == Way::Comes => passage.was.clone(),
            _ => p.label.clone(),
        },
        ..SheetParagraph::empty(p.kind)
    };
    let sheet: Vec<SheetParagraph> = some.iter().map(|(_, p)| bare(p)).collect();
    let plan = counted(&sheet);
    Text { of: some.iter().map(|(n, _)| *n).zip(plan.of).collect(), lists: plan.lists }
}

fn both(all: &[SheetParagraph]) -> Option<Plan> {
    let (old, new) = (text(all, Way::Comes), text(all, Way::Goes));
    // Each list of a text is one list of the file, shared with at most one of the other text.
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    let mut back: BTreeMap<usize, usize> = BTreeMap::new();
    for n in 0..all.len() {
        match (old.of.get(&n), new.of.get(&n)) {
            (Some(Some((x, level))), Some(Some((y, same)))) => {
                let one = *shared.entry(*x).or_insert(*y) == *y && *back.entry(*y).or_insert(*x) == *x;
                if !one || level != same {
                    return None;
                }
            }
            (Some(x), Some(y)) if x != y => return None,
            _ => {}
        }
    }
    let mut plan = Plan::default();
    let mut named: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    for n in 0..all.len() {
        let (from, list, level) = match (old.of.get(&n).copied().flatten(), new.of.get(&n).copied().flatten())
        {
            (_, Some((list, level))) => (true, list, level),
            (Some((list, level)), None) => match shared.get(&list) {
                Some(other) => (true, *other, level),
                None => (false, list, level),
            },
            (None, None) => {
                plan.of.push(None);
                continue;
            }
        };
        let lists = if from { &new.lists } else { &old.lists };
        let (scheme, _) = *lists.get(list.checked_sub(1)?)?;
        let number = *named.entry((from, list)).or_insert_with(|| {
            plan.lists.push((scheme, true));
            plan.lists.len()
        });
        plan.of.push(Some((number, level)));
    }
    let alike = |(x, y): (&usize, &usize)| {
        let scheme = |lists: &[(&'static str, bool)], n: &usize| lists.get(n.wrapping_sub(1)).map(|l| l.0);
        scheme(&old.lists, x) == scheme(&new.lists, y)
    };
    shared.iter().all(alike).then_some(plan)
}
