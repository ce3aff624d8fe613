//! Pages set in two columns are read column by column.
//!
//! A page has two columns if some upright strip is free of letters on nearly all of its lines and
//! both sides of it are filled. Lines that cross the strip part the page above from the page
//! below.

use super::lines::Line;

/// The fewest lines on each side of the strip.
const FEWEST: usize = 8;

/// The lines in the order they are read. `lines` go from top to bottom.
pub(super) fn in_order(lines: Vec<Line>) -> Vec<Line> {
    let Some(strip) = strip(&lines) else { return lines };
    let mut out = Vec::with_capacity(lines.len());
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for line in lines {
        match side(&line, strip) {
            Side::Left => left.push(line),
            Side::Right => right.push(line),
            Side::Both => {
                let (y, size) = (line.y, line.size);
                let (a, b) = line.letters.into_iter().partition(|l| (l.x.0 + l.x.1) / 2.0 < strip);
                left.push(Line::new(a, y, size));
                right.push(Line::new(b, y, size));
            }
            Side::Across => {
                out.append(&mut left);
                out.append(&mut right);
                out.push(line);
            }
        }
    }
    out.append(&mut left);
    out.append(&mut right);
    out.retain(|line| line.inked().next().is_some());
    out
}

enum Side {
    Left,
    Right,
    Both,
    Across,
}

fn side(line: &Line, strip: f64) -> Side {
    if line.right() <= strip {
        return Side::Left;
    }
    if line.left() >= strip {
        return Side::Right;
    }
    let free = gaps(line).any(|(from, to)| from <= strip && strip <= to);
    if free { Side::Both } else { Side::Across }
}

/// The wide gaps between the letters of a line.
fn gaps(line: &Line) -> impl Iterator<Item = (f64, f64)> + '_ {
    let mut end: Option<f64> = None;
    line.inked().filter_map(move |letter| {
        let gap = end.map(|end| (end, letter.x.0)).filter(|(a, b)| b - a > 0.9 * line.size);
        end = Some(end.unwrap_or(letter.x.1).max(letter.x.1));
        gap
    })
}

/// Where the strip between two columns is.
fn strip(lines: &[Line]) -> Option<f64> {
    if lines.len() < FEWEST {
        return None;
    }
    let left = lines.iter().map(Line::left).fold(f64::MAX, f64::min);
    let right = lines.iter().map(Line::right).fold(0.0, f64::max);
    let free = |l: &Line| gaps(l).take(20).collect::<Vec<_>>();
    let edges: Vec<_> = lines.iter().map(|l| (l.left(), l.right(), free(l))).collect();
    let step = ((right - left) / 120.0).max(1.0);
    let places = (30..=90).map(|i| left + f64::from(i) * step);
    let judged = places.filter_map(|at| {
        let (mut before, mut after, mut across) = (0usize, 0usize, 0usize);
        for (from, to, gaps) in &edges {
            if *to <= at {
                before += 1;
            } else if *from >= at {
                after += 1;
            } else if gaps.iter().any(|(a, b)| *a <= at && at <= *b) {
                (before, after) = (before + 1, after + 1);
            } else {
                across += 1;
            }
        }
        let fits = before >= FEWEST && after >= FEWEST && across * 4 <= before.min(after);
        fits.then_some((before.min(after) * 4, across, at))
    });
    let best = judged.max_by(|a, b| (a.0, std::cmp::Reverse(a.1)).cmp(&(b.0, std::cmp::Reverse(b.1))));
    best.map(|b| b.2)
}

#[cfg(test)]
mod tests {
    use super::super::paper::Letter;
    use super::*;

    fn line(parts: &[(&str, f64)], y: f64) -> Line {
        let letters = parts.iter().flat_map(|(text, x)| {
            text.chars().enumerate().map(move |(i, c)| Letter {
                text: c.to_string(),
                x: (x + i as f64 * 5.0, x + i as f64 * 5.0 + 5.0),
                y,
                size: 10.0,
                ..Letter::default()
            })
        });
        Line::new(letters.collect(), y, 10.0)
    }

    #[test]
    fn two_columns_one_after_the_other() {
        let mut page = vec![line(&[("A heading across the whole of the page it is", 50.0)], 700.0)];
        for i in 0..10 {
            let y = 680.0 - 12.0 * f64::from(i);
            page.push(line(&[("left words here ok", 50.0), ("right words here ok", 200.0)], y));
        }
        let found: Vec<String> = in_order(page).iter().map(Line::text).collect();
        assert_eq!(found.len(), 21);
        assert!(found[1..11].iter().all(|t| t == "left words here ok"), "{found:?}");
        assert!(found[11..].iter().all(|t| t == "right words here ok"));
    }

    #[test]
    fn one_column_stays_as_it_is() {
        let page: Vec<Line> = (0..30)
            .map(|i| {
                line(
                    &[("1.", 50.0), ("words of a paragraph over the page", 90.0)],
                    700.0 - 12.0 * f64::from(i),
                )
            })
            .collect();
        assert_eq!(in_order(page).len(), 30);
    }
}
