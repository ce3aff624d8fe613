//! Bars and rules become looks of the letters they touch: highlighted, underlined, struck.
//!
//! Only what fits a line of words: a bar about as high as they are, a rule just under them or
//! through their middle. Everything else (boxes of tables, frames) says nothing of words.

use super::colour::Ink;
use super::paper::{Bar, Letter, Paper};

/// Gives the letters of a page the looks that its bars and rules make.
pub(super) fn apply(paper: &mut Paper) {
    let mut order: Vec<usize> = (0..paper.letters.len()).collect();
    let y = |i: &usize| paper.letters.get(*i).map_or(0.0, |l| l.y);
    order.sort_by(|a, b| y(a).total_cmp(&y(b)));
    let heights: Vec<f64> = order.iter().map(y).collect();
    let bars = std::mem::take(&mut paper.bars);
    // Work is bounded: a bar as high as a line of words touches few letters.
    let mut left = 4_000_000usize;
    for bar in &bars {
        let from = heights.partition_point(|h| *h < bar.y.0 - 100.0);
        for (i, height) in order.iter().zip(&heights).skip(from) {
            if *height > bar.y.1 + 100.0 || left == 0 {
                break;
            }
            left -= 1;
            if let Some(letter) = paper.letters.get_mut(*i) {
                touch(bar, letter);
            }
        }
    }
    paper.bars = bars;
}

fn touch(bar: &Bar, letter: &mut Letter) {
    let middle = (letter.x.0 + letter.x.1) / 2.0;
    if !(bar.x.0..=bar.x.1).contains(&middle) || letter.size <= 0.0 {
        return;
    }
    let at = |height: f64| (height - letter.y) / letter.size;
    let (low, high) = (at(bar.y.0), at(bar.y.1));
    if bar.is_rule() {
        let middle = (low + high) / 2.0;
        letter.struck |= (0.15..0.5).contains(&middle);
        letter.underlined |= (-0.35..0.0).contains(&middle);
    } else if bar.ink == Ink::Coloured {
        let behind = low < 0.1 && high > 0.4;
        letter.highlighted |= behind && high - low < 2.5;
    }
}
