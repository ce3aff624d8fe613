//! Finding words in what is shown, whatever their case.
//!
//! Nothing is kept: the page is searched when somebody asks.

use super::leaves::Spot;
use super::{Editor, Follow};
use crate::app::App;

/// What was found: which hit of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Counted from 1; 0 where there is none.
    pub at: usize,
    /// How many there are.
    pub of: usize,
}

impl Editor {
    /// Selects the next place where these words stand, or the one before; round and round.
    /// `stay`: a hit where the selection begins counts, as while somebody types.
    pub fn find(&mut self, app: &mut App, words: &str, on: bool, stay: bool) -> Hit {
        let wanted: Vec<char> = words.chars().map(fold).collect();
        if wanted.is_empty() {
            return Hit { at: 0, of: 0 };
        }
        let mut hits: Vec<(Spot, Spot)> = Vec::new();
        for par in 0..self.leaves.len() {
            let Some(laid) = self.leaves.laid(par) else { continue };
            let text: Vec<char> = laid.shown.text.chars().map(fold).collect();
            for at in 0..(text.len() + 1).saturating_sub(wanted.len()) {
                if text.get(at..at + wanted.len()) == Some(wanted.as_slice()) && laid.shown.is_stop(at) {
                    hits.push((Spot { par, at }, Spot { par, at: at + wanted.len() }));
                }
            }
        }
        let Some(last) = hits.len().checked_sub(1) else { return Hit { at: 0, of: 0 } };
        let here = app.selection().cloned().and_then(|s| self.spots(&s)).map(|(a, c)| a.min(c));
        let here = here.unwrap_or(Spot { par: 0, at: 0 });
        let at = match on {
            true => hits.iter().position(|(s, _)| *s > here || (stay && *s == here)).unwrap_or(0),
            false => hits.iter().rposition(|(s, _)| *s < here).unwrap_or(last),
        };
        if let Some((start, end)) = hits.get(at) {
            self.select(app, *start, *end);
            self.follow = Some(Follow::Upper);
        }
        Hit { at: at + 1, of: hits.len() }
    }
}

/// A letter without its case; a hard space is a space.
fn fold(c: char) -> char {
    match c {
        '\u{a0}' => ' ',
        '’' => '\'',
        '“' | '”' => '"',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}
