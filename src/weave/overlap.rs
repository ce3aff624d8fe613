//! Which spans of one paragraph share, hold or cross one another.
//!
//! Spans that cross become one slot over their union, so that the slots that come out lie
//! beside or inside one another and never cross. No span is ever cut.

use std::collections::BTreeMap;
use std::ops::Range;

/// How deep slots nest; what would lie deeper becomes an alternative of what holds it. Nobody
/// reads brackets that deep, and recursion over nodes stays bounded.
pub(super) const DEEPEST: usize = 24;

/// Spans that are shown as one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Characters; never empty.
    pub range: Range<usize>,
    /// Which of the spans, ascending.
    pub members: Vec<usize>,
    /// Whether they cross.
    pub crossing: bool,
}

/// The slots of nonempty spans: by start, the longer first, so that a slot stands before
/// those inside it.
pub(super) fn slots(spans: &[(usize, Range<usize>)]) -> Vec<Slot> {
    let mut same: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (member, range) in spans {
        same.entry((range.start, usize::MAX - range.end)).or_default().push(*member);
    }
    let all: Vec<Slot> = same
        .into_iter()
        .map(|((start, end), mut members)| {
            members.sort_unstable();
            Slot { range: start..usize::MAX - end, members, crossing: false }
        })
        .collect();
    let ranges: Vec<Range<usize>> = all.iter().map(|s| s.range.clone()).collect();
    let roots = crossing(&ranges);
    let mut joined: BTreeMap<usize, Slot> = BTreeMap::new();
    for (slot, root) in all.into_iter().zip(roots) {
        match joined.get_mut(&root) {
            None => drop(joined.insert(root, slot)),
            Some(into) => absorb(into, slot),
        }
    }
    nested(joined.into_values().collect())
}

fn absorb(into: &mut Slot, slot: Slot) {
    into.crossing |= slot.crossing || into.range != slot.range;
    into.range = into.range.start.min(slot.range.start)..into.range.end.max(slot.range.end);
    into.members.extend(slot.members);
    into.members.sort_unstable();
}

/// For each range, sorted by start and the longer first, a name shared by all that are linked
/// by crossing. A sweep: the ends of what is open, in order.
fn crossing(ranges: &[Range<usize>]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..ranges.len()).collect();
    let mut open: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, range) in ranges.iter().enumerate() {
        open = open.split_off(&(range.start + 1));
        for other in open.range(..range.end).flat_map(|(_, at)| at) {
            let (a, b) = (root(&mut parent, *other), root(&mut parent, n));
            let (low, high) = (a.min(b), a.max(b));
            if let Some(p) = parent.get_mut(high) {
                *p = low;
            }
        }
        open.entry(range.end).or_default().push(n);
    }
    (0..ranges.len()).map(|n| root(&mut parent, n)).collect()
}

fn root(parent: &mut [usize], mut n: usize) -> usize {
    while let Some(up) = parent.get(n).copied().filter(|up| *up != n) {
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(p) = parent.get_mut(n) {
            *p = above;
        }
        n = up;
    }
    n
}

/// Slots over the same characters become one; those nested too deep join what holds them.
fn nested(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.sort_by_key(|s| (s.range.start, usize::MAX - s.range.end));
    let mut out: Vec<Slot> = Vec::with_capacity(slots.len());
    let mut open: Vec<usize> = Vec::new();
    for slot in slots {
        while open.last().and_then(|at| out.get(*at)).is_some_and(|o| o.range.end <= slot.range.start) {
            open.pop();
        }
        let deep = open.len() >= DEEPEST;
        let last = open.last().copied().and_then(|at| out.get_mut(at));
        match last {
            Some(into) if deep || into.range == slot.range => absorb_inside(into, slot),
            _ => {
                open.push(out.len());
                out.push(slot);
            }
        }
    }
    out
}

fn absorb_inside(into: &mut Slot, slot: Slot) {
    let range = into.range.clone();
    absorb(into, slot);
    into.range = range;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(spans: &[Range<usize>]) -> Vec<Slot> {
        slots(&spans.iter().cloned().enumerate().collect::<Vec<_>>())
    }

    #[test]
    fn shapes() {
        assert_eq!(of(&[0..4, 0..4]), [Slot { range: 0..4, members: vec![0, 1], crossing: false }]);
        assert_eq!(of(&[0..4, 4..6]).len(), 2);
        assert_eq!(of(&[1..2, 0..4]).iter().map(|s| s.range.clone()).collect::<Vec<_>>(), [0..4, 1..2]);
        let crossed = of(&[0..10, 5..15, 6..8, 0..15]);
        assert_eq!(crossed[0], Slot { range: 0..15, members: vec![0, 1, 3], crossing: true });
        assert_eq!(crossed[1].range, 6..8);
        assert!(of(&(0..200).map(|n| n..400 - n).collect::<Vec<_>>()).len() <= DEEPEST);
    }

    proptest! {
        /// Slots never cross, hold every span once, and do not depend on order.
        #[test]
        fn slots_lie_beside_or_inside(spans in prop::collection::vec((0usize..30, 1usize..12), 0..14)) {
            let mut spans: Vec<(usize, Range<usize>)> =
                spans.into_iter().enumerate().map(|(n, (a, l))| (n, a..a + l)).collect();
            let slots = slots(&spans);
            let mut all: Vec<usize> = slots.iter().flat_map(|s| s.members.clone()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..spans.len()).collect::<Vec<_>>());
            for (n, a) in slots.iter().enumerate() {
                for b in slots.iter().skip(n + 1) {
                    let inside = a.range.end >= b.range.end && a.range != b.range;
                    prop_assert!(a.range.end <= b.range.start || inside, "{:?} {:?}", a, b);
                }
                for m in &a.members {
                    let own = &spans[*m].1;
                    prop_assert!(a.range.start <= own.start && own.end <= a.range.end);
                    prop_assert!(a.crossing || *own == a.range);
                }
            }
            spans.reverse();
            prop_assert_eq!(super::slots(&spans), slots);
        }
    }
}
