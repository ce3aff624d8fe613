//! [`Heights`]: how high each paragraph is and where it begins, as sums in a Fenwick tree.
//!
//! A height is estimated until it is measured. Setting one and asking where a paragraph begins
//! cost the logarithm of their number; nothing here ever walks over all of them but making one.

/// Heights of all paragraphs.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<f32>,
    measured: Vec<bool>,
    tree: Vec<f64>,
}

impl Heights {
    /// From heights, each with whether it was measured.
    pub fn new(each: Vec<(f32, bool)>) -> Self {
        let (each, measured): (Vec<f32>, Vec<bool>) = each.into_iter().unzip();
        let mut tree = vec![0.0; each.len() + 1];
        for (i, h) in each.iter().enumerate() {
            let at = i + 1;
            tree[at] += f64::from(*h);
            let parent = at + (at & at.wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[at];
            }
        }
        Self { each, measured, tree }
    }

    /// The height of one; nothing past the end.
    pub fn height(&self, i: usize) -> f32 {
        self.each.get(i).copied().unwrap_or(0.0)
    }

    /// Whether it was measured.
    pub fn is_measured(&self, i: usize) -> bool {
        self.measured.get(i).copied().unwrap_or(true)
    }

    /// Sets a measured height. Returns by how much it grew.
    pub fn set(&mut self, i: usize, height: f32) -> f32 {
        let (Some(each), Some(measured)) = (self.each.get_mut(i), self.measured.get_mut(i)) else {
            return 0.0;
        };
        let grown = height - *each;
        *each = height;
        *measured = true;
        let mut at = i + 1;
        while grown != 0.0 && at < self.tree.len() {
            self.tree[at] += f64::from(grown);
            at += at & at.wrapping_neg();
        }
        grown
    }

    /// Where paragraph `i` begins; the total for one past the end.
    pub fn top(&self, i: usize) -> f32 {
        let mut at = i.min(self.each.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.tree[at];
            at -= at & at.wrapping_neg();
        }
        sum as f32
    }

    /// All of it.
    pub fn total(&self) -> f32 {
        self.top(self.each.len())
    }

    /// The paragraph at a height: the last one whose top is not below it.
    pub fn at(&self, y: f32) -> usize {
        let mut rest = f64::from(y.max(0.0));
        let mut at = 0;
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            let next = at + step;
            if next < self.tree.len() && self.tree[next] <= rest {
                rest -= self.tree[next];
                at = next;
            }
            step /= 2;
        }
        at.min(self.each.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_as_if_by_hand() {
        let mut each: Vec<f32> = (0..257).map(|i| 10.0 + (i % 7) as f32).collect();
        let mut heights = Heights::new(each.iter().map(|h| (*h, false)).collect());
        for (i, h) in [(0, 3.0), (100, 99.0), (256, 1.0), (31, 12.5)] {
            assert_eq!(heights.set(i, h), h - each[i]);
            each[i] = h;
        }
        let mut top = 0.0;
        for (i, h) in each.iter().enumerate() {
            assert!((heights.top(i) - top).abs() < 0.01);
            assert_eq!(heights.at(top + 0.1), i);
            top += h;
        }
        assert!((heights.total() - top).abs() < 0.01);
        assert_eq!(heights.at(top + 1000.0), 256);
        assert!(heights.is_measured(31) && !heights.is_measured(32));
    }

    #[test]
    fn nothing_at_all() {
        let mut heights = Heights::default();
        assert_eq!((heights.at(5.0), heights.set(3, 1.0)), (0, 0.0));
        assert_eq!(Heights::new(Vec::new()).total(), 0.0);
    }
}
