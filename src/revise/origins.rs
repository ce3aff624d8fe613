//! What each word of a replayed text was in the older one.
//!
//! A word is the same only where it is whole and all its characters are those of one older word;
//! anything else was put in by the step that last touched it.

use super::elements::{Element, Key};
use super::replay::Replay;
use crate::diff::{Token, tokens};
use std::collections::{HashMap, HashSet};

/// What became of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Fate {
    /// It stands where it stood.
    Kept,
    /// Its paragraph was moved.
    Moved,
    /// Its paragraph was joined to another.
    Merged,
    /// A step of this number put it in or took it out.
    Step(usize),
    /// It is in the newer text and nothing says why.
    Appeared,
    /// It was in the older text and nothing says why it is not in the newer one.
    Vanished,
    /// The log says that it is in the newer text, and it is not.
    Claimed,
    /// It stands elsewhere and nothing says why.
    Displaced,
}

/// A piece as the log made it.
pub(super) struct Made {
    pub key: Key,
    pub text: String,
    pub tokens: Vec<Token>,
    pub fates: Vec<Fate>,
    /// For each token the token of the older text that it is: piece and number.
    pub same: Vec<Option<(usize, usize)>>,
}

/// The words of the older text, and what is known of each.
pub(super) struct Origins {
    pub base: Vec<Vec<Token>>,
    /// By piece and number: the token is in the newer text.
    stands: HashSet<(usize, usize)>,
    /// By piece and number: the step that made another word of it.
    changed: HashMap<(usize, usize), usize>,
    /// Tokens that the log kept and the newer text does not have.
    pub vanished: HashSet<(usize, usize)>,
}

impl Origins {
    pub(super) fn new(base: Vec<Vec<Token>>) -> Self {
        Self { base, stands: HashSet::new(), changed: HashMap::new(), vanished: HashSet::new() }
    }

    /// Finds for each word of a piece what it was.
    pub(super) fn read(&mut self, key: Key, elements: &[Element]) -> Made {
        let text: String = elements.iter().map(|e| e.c).collect();
        let tokens = tokens(&text);
        let (mut fates, mut same) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(tokens.len()));
        for token in &tokens {
            let part = elements.get(token.range.clone()).unwrap_or_default();
            let origin = self.origin(part);
            let step = part.iter().filter_map(|e| e.put.max(e.edge)).max();
            // Some marks decide at a distance where a word ends.
            let step = step.or_else(|| if origin.is_none() { near(elements, &token.range) } else { None });
            fates.push(match (origin, step) {
                (Some(_), _) if part.iter().any(|e| e.joined) => Fate::Merged,
                (Some(_), _) if part.iter().any(|e| e.moved) => Fate::Moved,
                (Some(_), _) => Fate::Kept,
                (None, Some(step)) => Fate::Step(step),
                (None, None) => Fate::Appeared,
            });
            same.push(origin);
            if let (None, Some(step)) = (origin, step) {
                self.touch(part, step);
            }
            self.stands.extend(origin);
        }
        Made { key, text, tokens, fates, same }
    }

    /// The one word of the older text that these characters are.
    fn origin(&self, part: &[Element]) -> Option<(usize, usize)> {
        let (piece, start) = part.first()?.from?;
        let whole = part.iter().enumerate().all(|(i, e)| e.from == Some((piece, start + i)));
        let range = start..start + part.len();
        let number = self.base.get(piece)?.binary_search_by_key(&start, |t| t.range.start).ok()?;
        let token = self.base.get(piece)?.get(number)?;
        (whole && token.range == range).then_some((piece, number))
    }

    /// Remembers the step that made another word of those that had these characters.
    fn touch(&mut self, part: &[Element], step: usize) {
        for (piece, at) in part.iter().filter_map(|e| e.from) {
            let Some(tokens) = self.base.get(piece) else { continue };
            let number = tokens.partition_point(|t| t.range.end <= at);
            let last = self.changed.entry((piece, number)).or_insert(step);
            *last = (*last).max(step);
        }
    }

    /// By piece: what became of each word that is gone; [`Fate::Kept`] for one that is not.
    pub(super) fn gone(&self, replay: &Replay) -> Vec<Vec<Fate>> {
        let fate = |piece: usize, number: usize, token: &Token| {
            let place = (piece, number);
            if self.vanished.contains(&place) {
                return Fate::Vanished;
            }
            if self.stands.contains(&place) {
                return Fate::Kept;
            }
            let slots = replay.removed.get(piece).and_then(|all| all.get(token.range.clone()));
            let step = slots.into_iter().flatten().copied().flatten().max();
            step.max(self.changed.get(&place).copied()).map_or(Fate::Vanished, Fate::Step)
        };
        let each = self.base.iter().enumerate();
        let fates = |(piece, tokens): (usize, &Vec<Token>)| {
            tokens.iter().enumerate().map(|(number, token)| fate(piece, number, token)).collect()
        };
        each.map(fates).collect()
    }
}

/// The step that changed what stands nearest to a range.
fn near(elements: &[Element], range: &std::ops::Range<usize>) -> Option<usize> {
    let step = |e: &Element| e.put.max(e.edge);
    let before = elements.get(..range.start)?.iter().rev().map(step);
    let after = elements.get(range.end..)?.iter().map(step);
    let (a, b) = (before.clone().position(|s| s.is_some()), after.clone().position(|s| s.is_some()));
    match (a, b) {
        (Some(a), Some(b)) if b < a => after.flatten().next(),
        (Some(_), _) => before.flatten().next(),
        (None, _) => after.flatten().next(),
    }
}

impl Made {
    /// Whether it is a note.
    pub(super) fn is_note(&self) -> bool {
        matches!(self.key, Key::Note(_))
    }
}
