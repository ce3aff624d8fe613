//! [`Line`]: letters that stand on one line, in the order they are read.
//!
//! A page may draw its letters in any order. Those on one height make a line; small ones that
//! stand a little higher or lower beside it belong to it.

use super::paper::Letter;
use std::collections::BTreeMap;

/// A line of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its letters from left to right.
    pub letters: Vec<Letter>,
    /// The height that it stands on.
    pub y: f64,
    /// The size of its largest letters.
    pub size: f64,
}

impl Line {
    /// A line of letters in any order.
    pub fn new(mut letters: Vec<Letter>, y: f64, size: f64) -> Self {
        letters.sort_by(|a, b| a.x.0.total_cmp(&b.x.0));
        // A letter drawn twice, a little apart, is how some programs make it bold.
        letters.dedup_by(|b, a| {
            let twice = a.text == b.text && b.x.0 - a.x.0 < 0.12 * a.size && !a.text.trim().is_empty();
            a.bold |= twice;
            twice && (a.y - b.y).abs() < 0.1 * a.size
        });
        Self { letters, y, size }
    }

    /// Its left edge.
    pub fn left(&self) -> f64 {
        self.inked().next().map_or(0.0, |l| l.x.0)
    }

    /// Its right edge.
    pub fn right(&self) -> f64 {
        self.inked().map(|l| l.x.1).fold(0.0, f64::max)
    }

    /// Its letters without spaces.
    pub fn inked(&self) -> impl Iterator<Item = &Letter> {
        self.letters.iter().filter(|l| !l.text.trim().is_empty())
    }

    /// Whether a letter of it is set small and above it.
    pub fn is_raised(&self, letter: &Letter) -> bool {
        letter.size <= 0.85 * self.size && letter.y > self.y + 0.12 * self.size
    }

    /// Its words.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (letter, space) in self.spaced() {
            out.extend(space);
            out.push_str(&letter.text);
        }
        out
    }

    /// Its letters without spaces, each with the space before it, if there is one.
    pub fn spaced(&self) -> impl Iterator<Item = (&Letter, Option<char>)> {
        let mut before: Option<&Letter> = None;
        let mut space: Option<char> = None;
        self.letters.iter().filter_map(move |letter| {
            if letter.text.trim().is_empty() {
                space = letter.text.chars().next();
                return None;
            }
            let far = before.is_some_and(|b| letter.x.0 - b.x.1 > 0.2 * b.size.max(letter.size));
            let found = before.and(space.take()).or(far.then_some(' '));
            space = None;
            before = Some(letter);
            Some((letter, found))
        })
    }
}

/// Letters that were drawn one after the other on one height.
struct Stretch {
    letters: Vec<Letter>,
    y: f64,
    size: f64,
    x: (f64, f64),
}

/// The lines of a page, from top to bottom.
pub(super) fn lines(letters: Vec<Letter>) -> Vec<Line> {
    let mut stretches = stretches(letters);
    // Large letters first: small ones find their line then.
    stretches.sort_by(|a, b| b.size.total_cmp(&a.size));
    let mut rows: Vec<Stretch> = Vec::new();
    let mut heights: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    // Letters that may be held against each other: far more than any page needs.
    let mut work = 20_000_000usize;
    for stretch in stretches {
        let key = stretch.y as i64;
        let near = heights
            .range(key.saturating_sub(40)..=key.saturating_add(40))
            .flat_map(|(_, rows)| rows)
            .copied();
        let fits = near.filter_map(|i| Some((i, distance(rows.get(i)?, &stretch, &mut work)?)));
        let found = fits.min_by(|a, b| a.1.total_cmp(&b.1)).map(|f| f.0);
        match found.and_then(|i| rows.get_mut(i)) {
            Some(row) => {
                row.x = (row.x.0.min(stretch.x.0), row.x.1.max(stretch.x.1));
                row.letters.extend(stretch.letters);
            }
            None => {
                heights.entry(key).or_default().push(rows.len());
                rows.push(stretch);
            }
        }
    }
    rows.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.0.total_cmp(&b.x.0)));
    let lines = rows.into_iter().map(|row| Line::new(row.letters, row.y, row.size));
    lines.filter(|line| line.inked().next().is_some()).collect()
}

/// How far a stretch is from a row that it may be part of.
fn distance(row: &Stretch, stretch: &Stretch, work: &mut usize) -> Option<f64> {
    let up = stretch.y - row.y;
    if up.abs() <= 0.2 * row.size.min(stretch.size) {
        return Some(up.abs());
    }
    let small = stretch.size <= 0.85 * row.size && stretch.letters.len() <= 8;
    if !small || !(-0.3 * row.size..=0.75 * row.size).contains(&up) {
        return None;
    }
    *work = work.saturating_sub(row.letters.len());
    let letters = row.letters.iter().filter(|_| *work > 0);
    let beside =
        letters.map(|l| (stretch.x.0 - l.x.1).max(l.x.0 - stretch.x.1).max(0.0)).fold(f64::MAX, f64::min);
    (beside <= 0.6 * row.size).then_some(up.abs() + beside + 0.1)
}

fn stretches(letters: Vec<Letter>) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for letter in letters {
        if let Some(last) = out.last_mut() {
            let level = (letter.y - last.y).abs() <= 0.1 * letter.size;
            let alike = (letter.size - last.size).abs() <= 0.1 * last.size;
            let on = letter.x.0 >= last.x.1 - last.size && letter.x.0 <= last.x.1 + 3.0 * last.size;
            if level && alike && on {
                last.x.1 = last.x.1.max(letter.x.1);
                last.letters.push(letter);
                continue;
            }
        }
        out.push(Stretch { y: letter.y, size: letter.size, x: letter.x, letters: vec![letter] });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: f64, y: f64, size: f64) -> Vec<Letter> {
        let one = |(i, c): (usize, char)| Letter {
            text: c.to_string(),
            x: (x + i as f64 * size / 2.0, x + (i + 1) as f64 * size / 2.0),
            y,
            size,
            ..Letter::default()
        };
        text.chars().enumerate().map(one).collect()
    }

    #[test]
    fn letters_in_any_order_make_lines() {
        let parts = [
            word("second", 10.0, 86.0, 12.0),
            word("words", 45.0, 100.0, 12.0),
            word("2", 75.2, 104.0, 7.0),
            word("first", 10.0, 100.0, 12.0),
            word("two lines", 60.0, 86.0, 12.0),
        ];
        let found = lines(parts.concat());
        assert_eq!(found.iter().map(Line::text).collect::<Vec<_>>(), ["first words2", "second two lines"]);
        let first = &found[0];
        assert!(first.is_raised(first.letters.last().unwrap()) && !first.is_raised(&first.letters[0]));
    }

    #[test]
    fn a_letter_drawn_twice_is_bold() {
        let mut letters = word("ab", 10.0, 50.0, 10.0);
        letters.extend(word("ab", 10.3, 50.0, 10.0));
        let found = lines(letters);
        assert_eq!(found[0].text(), "ab");
        assert!(found[0].letters.iter().all(|l| l.bold));
    }
}
