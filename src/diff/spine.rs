//! The heaviest chain of pairs that increases on both sides.

/// A possible pair: an index on each side and how much it is worth (> 0).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// Index in a.
    pub a: usize,
    /// Index in b.
    pub b: usize,
    /// Likeness or weight.
    pub worth: f64,
}

/// The chain of greatest total worth, strictly increasing in a and in b, in order. Among equal
/// chains it takes the same one each time. Time n log n.
pub(super) fn heaviest(mut points: Vec<Point>) -> Vec<Point> {
    // Within one row from right to left, so that no two of a row can follow each other.
    points.sort_by(|x, y| x.a.cmp(&y.a).then(y.b.cmp(&x.b)));
    let width = points.iter().map(|p| p.b + 1).max().unwrap_or(0);
    // A Fenwick tree over b: the best chain that ends before a column.
    let mut tree: Vec<Option<usize>> = vec![None; width + 1];
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(points.len());
    for (i, point) in points.iter().enumerate() {
        let worth = |i: Option<usize>| i.and_then(|i| best.get(i)).map_or(0.0, |b| b.0);
        let mut from = None;
        let mut at = point.b;
        while at > 0 {
            let here = tree.get(at).copied().flatten();
            if worth(here) > worth(from) {
                from = here;
            }
            at &= at - 1;
        }
        let total = worth(from) + point.worth;
        best.push((total, from));
        let worth = |i: Option<usize>| i.and_then(|i| best.get(i)).map_or(0.0, |b| b.0);
        let mut at = point.b + 1;
        while let Some(slot) = tree.get_mut(at) {
            if total > worth(*slot) {
                *slot = Some(i);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut end: Option<usize> = None;
    for (i, (total, _)) in best.iter().enumerate() {
        if end.and_then(|e| best.get(e)).is_none_or(|(most, _)| total > most) {
            end = Some(i);
        }
    }
    while let Some(i) = end {
        chain.extend(points.get(i).copied());
        end = best.get(i).and_then(|b| b.1);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_heavy_pair_beats_two_light_ones() {
        let p = |a, b, worth| Point { a, b, worth };
        let chain = heaviest(vec![p(0, 2, 5.0), p(1, 0, 1.0), p(2, 1, 1.0), p(3, 3, 1.0), p(3, 2, 0.5)]);
        assert_eq!(chain, vec![p(0, 2, 5.0), p(3, 3, 1.0)]);
        assert!(heaviest(Vec::new()).is_empty());
    }
}
