//! Every word of two texts put into exactly one class.
//!
//! The newer text is held against what the log made of the older one, word by word; whatever
//! differs is unexplained, whatever the log says.

use super::elements::Key;
pub(super) use super::origins::Fate;
use super::origins::{Made, Origins};
use super::replay::Replay;
use crate::diff::{Class, Hunk, Item, Shape, Token, align, key, tokens, words};
use crate::text::{Document, Kind, NoteId, ParagraphId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

/// Words of one fate, one after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// What became of them.
    pub fate: Fate,
    /// The label of their paragraph; none for headings, titles and mastheads.
    pub label: Option<String>,
    /// The words as they stand, with the marks between them.
    pub text: String,
    /// How many words.
    pub words: usize,
    /// Whether they were taken out: they stood in the older text only.
    pub removed: bool,
}

/// Accounts for all words: of the newer text in its order, then of the older one those that
/// are gone.
pub(super) fn account(from: &Document, to: &Document, mut replay: Replay) -> Vec<Stretch> {
    let pieces = replay.pieces();
    let base: Vec<Vec<Token>> = replay.old.iter().map(|(_, text)| tokens(text)).collect();
    let mut origins = Origins::new(base);
    let made: Vec<Made> = pieces.iter().map(|(key, elements)| origins.read(*key, elements)).collect();
    let mut out = Vec::new();
    let mut whole = Comparison { from, to, made: &made, origins: &mut origins, out: &mut out };
    whole.paragraphs();
    whole.notes();
    let gone = origins.gone(&replay);
    for (piece, (key, text)) in replay.old.iter().enumerate() {
        let (Some(tokens), Some(fates)) = (origins.base.get(piece), gone.get(piece)) else { continue };
        stretches(&name(from, *key), text, tokens, fates, true, &mut out);
    }
    out
}

/// The newer text against what the log made.
struct Comparison<'a> {
    from: &'a Document,
    to: &'a Document,
    made: &'a [Made],
    origins: &'a mut Origins,
    out: &'a mut Vec<Stretch>,
}

impl Comparison<'_> {
    fn paragraphs(&mut self) {
        let pairs = self.pairs();
        let displaced = out_of_order(&pairs);
        let mut missing: HashSet<usize> = (0..self.made.len()).collect();
        for at in 0..self.to.len() {
            let found = pairs.get(at).copied().flatten();
            let name = self.to.label_at(at);
            self.piece(&name, &self.to.text(at), found, displaced.contains(&at));
            if let Some(m) = found {
                missing.remove(&m);
            }
        }
        let mut missing: Vec<usize> = missing.into_iter().collect();
        missing.sort_unstable();
        for m in missing {
            if self.made.get(m).is_some_and(|m| m.key.paragraph().is_some()) {
                self.lost(m, 0..usize::MAX);
            }
        }
    }

    fn notes(&mut self) {
        let by_text =
            |text: &str, made: &[Made]| made.iter().position(|m| m.is_note() && key(&m.text) == key(text));
        let mut missing: Vec<usize> =
            self.made.iter().enumerate().filter(|(_, m)| m.is_note()).map(|(i, _)| i).collect();
        for (number, id) in self.to.note_order().into_iter().enumerate() {
            let text = self.to.note(id).unwrap_or_default().to_owned();
            let own = self.made.iter().position(|m| m.key == Key::Note(id));
            let found = own.or_else(|| by_text(&text, self.made)).filter(|m| missing.contains(m));
            missing.retain(|m| Some(*m) != found);
            self.piece(&Some(format!("note {}", number + 1)), &text, found, false);
        }
        missing.into_iter().for_each(|m| self.lost(m, 0..usize::MAX));
    }

    /// For each paragraph of the newer text the piece that it is.
    fn pairs(&self) -> Vec<Option<usize>> {
        let places: HashMap<ParagraphId, usize> =
            self.made.iter().enumerate().filter_map(|(i, m)| Some((m.key.paragraph()?, i))).collect();
        let mut out: Vec<Option<usize>> = self.to.metas().map(|m| places.get(&m.id).copied()).collect();
        let used: HashSet<usize> = out.iter().flatten().copied().collect();
        let left = |m: &usize| !used.contains(m) && self.made.get(*m).is_some_and(|m| !m.is_note());
        let left: Vec<usize> = (0..self.made.len()).filter(left).collect();
        let open: Vec<usize> = (0..out.len()).filter(|at| out.get(*at) == Some(&None)).collect();
        let kind = |m: &Made| {
            let id = m.key.paragraph();
            id.and_then(|id| self.from.meta_of(id).or(self.to.meta_of(id))).map_or(Kind::Plain, |m| m.kind)
        };
        let texts: Vec<String> = open.iter().map(|at| self.to.text(*at)).collect();
        let a: Vec<Item> = left
            .iter()
            .filter_map(|m| self.made.get(*m))
            .map(|m| Item { kind: kind(m), text: &m.text })
            .collect();
        let kinds = open.iter().map(|at| self.to.meta(*at).map_or(Kind::Plain, |m| m.kind));
        let b: Vec<Item> = kinds.zip(&texts).map(|(kind, text)| Item { kind, text }).collect();
        for pair in align(&a, &b).pairs {
            let one = matches!(pair.class, Class::Same | Class::Edited | Class::Moved | Class::MovedEdited);
            let (Some(a), Some(b), true) = (pair.a, pair.b, one) else { continue };
            if let (Some(made), Some(slot)) = (left.get(a), open.get(b).and_then(|at| out.get_mut(*at))) {
                *slot = Some(*made);
            }
        }
        out
    }

    /// One piece of the newer text against what was made.
    fn piece(&mut self, label: &Option<String>, text: &str, found: Option<usize>, displaced: bool) {
        let tokens = tokens(text);
        let Some((number, made)) = found.and_then(|m| Some((m, self.made.get(m)?))) else {
            let fates = vec![Fate::Appeared; tokens.len()];
            return stretches(label, text, &tokens, &fates, false, self.out);
        };
        let hunks = words(&made.text, text);
        let mut fates = Vec::with_capacity(tokens.len());
        let mut kept = made.fates.iter().zip(&made.tokens).filter(|(_, t)| !is_in(&hunks, t, |h| &h.a));
        for token in &tokens {
            let fate = match is_in(&hunks, token, |h| &h.b) {
                true => Fate::Appeared,
                false => kept.next().map_or(Fate::Appeared, |(fate, _)| *fate),
            };
            fates.push(if displaced && fate == Fate::Kept { Fate::Displaced } else { fate });
        }
        stretches(label, text, &tokens, &fates, false, self.out);
        hunks.into_iter().for_each(|h| self.lost(number, h.a));
    }

    /// Words that the log leaves and the newer text does not have.
    fn lost(&mut self, number: usize, range: Range<usize>) {
        let Some(made) = self.made.get(number) else { return };
        let here = |t: &Token| range.start <= t.range.start && t.range.end <= range.end;
        let mut fates = vec![Fate::Kept; made.tokens.len()];
        for ((slot, token), same) in fates.iter_mut().zip(&made.tokens).zip(&made.same) {
            match same {
                _ if !here(token) => {}
                Some(place) => drop(self.origins.vanished.insert(*place)),
                None => *slot = Fate::Claimed,
            }
        }
        stretches(&name(self.to, made.key), &made.text, &made.tokens, &fates, true, self.out);
    }
}

fn is_in(hunks: &[Hunk], token: &Token, side: fn(&Hunk) -> &Range<usize>) -> bool {
    let next = hunks.partition_point(|h| side(h).end <= token.range.start);
    hunks.get(next).is_some_and(|h| side(h).start < token.range.end)
}

fn name(document: &Document, key: Key) -> Option<String> {
    let number =
        |id: NoteId| document.note_order().iter().position(|n| *n == id).map(|n| format!("note {}", n + 1));
    match key {
        Key::Paragraph(id) => document.label_of(id),
        Key::Note(id) => number(id),
    }
}

/// Adds the runs of equal fate of a piece; of removed ones only what is gone.
fn stretches(
    label: &Option<String>,
    text: &str,
    tokens: &[Token],
    fates: &[Fate],
    removed: bool,
    out: &mut Vec<Stretch>,
) {
    let all: Vec<(&Token, Fate)> = tokens.iter().zip(fates.iter().copied()).collect();
    for run in all.chunk_by(|a, b| a.1 == b.1) {
        let (Some((first, fate)), Some((last, _))) = (run.first(), run.last()) else { continue };
        if removed && *fate == Fate::Kept {
            continue;
        }
        let words = run.iter().filter(|(t, _)| t.shape != Shape::Mark).count();
        let text = text.get(first.bytes.start..last.bytes.end).unwrap_or_default().to_owned();
        out.push(Stretch { fate: *fate, label: label.clone(), text, words, removed });
    }
}

/// The paragraphs that do not stand in the order of the others: all but a longest rising row.
fn out_of_order(pairs: &[Option<usize>]) -> HashSet<usize> {
    // By the last piece of a row of each length: (piece, paragraph, the one before it).
    let mut tops: Vec<(usize, usize)> = Vec::new();
    let mut before: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for (at, made) in pairs.iter().enumerate().filter_map(|(at, m)| Some((at, (*m)?))) {
        let length = tops.partition_point(|(top, _)| *top < made);
        before.insert(at, length.checked_sub(1).and_then(|l| tops.get(l)).map(|(_, at)| *at));
        match tops.get_mut(length) {
            Some(slot) => *slot = (made, at),
            None => tops.push((made, at)),
        }
    }
    let mut out: HashSet<usize> = before.keys().copied().collect();
    let mut next = tops.last().map(|(_, at)| *at);
    while let Some(at) = next {
        out.remove(&at);
        next = before.get(&at).copied().flatten();
    }
    out
}
