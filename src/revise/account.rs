//! Every word of two texts put into exactly one class.
//!
//! The newer text is held against what the log made of the older one, word by word; whatever
//! differs is unexplained, whatever the log says.

use super::replay::{Element, Key, Replay};
use crate::diff::{Class, Hunk, Item, Shape, Token, align, key, tokens, words};
use crate::text::{Document, Kind, NoteId, ParagraphId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

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

/// A piece as the log made it.
struct Made {
    key: Key,
    text: String,
    tokens: Vec<Token>,
    fates: Vec<Fate>,
    /// For each token the token of the older text that it is: piece and number.
    same: Vec<Option<(usize, usize)>>,
}

/// The words of the older text, and what is known of each.
struct Origins {
    base: Vec<Vec<Token>>,
    /// By piece and number: the token is in the newer text.
    stands: HashSet<(usize, usize)>,
    /// By piece and number: the step that made another word of it.
    changed: HashMap<(usize, usize), usize>,
    /// Tokens that the log kept and the newer text does not have.
    vanished: HashSet<(usize, usize)>,
}

impl Origins {
    fn new(base: Vec<Vec<Token>>) -> Self {
        Self { base, stands: HashSet::new(), changed: HashMap::new(), vanished: HashSet::new() }
    }

    /// Finds for each word of a piece what it was.
    fn read(&mut self, key: Key, elements: &[Element]) -> Made {
        let text: String = elements.iter().map(|e| e.c).collect();
        let tokens = tokens(&text);
        let (mut fates, mut same) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(tokens.len()));
        for token in &tokens {
            let part = elements.get(token.range.clone()).unwrap_or_default();
            let origin = self.origin(part);
            let step = part.iter().filter_map(|e| e.put.max(e.edge)).max();
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
    fn gone(&self, replay: &Replay) -> Vec<Vec<Fate>> {
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
            let name = name_at(self.to, at);
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

impl Made {
    fn is_note(&self) -> bool {
        matches!(self.key, Key::Note(_))
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
        Key::Paragraph(id) => document.place(id).and_then(|at| name_at(document, at)),
        Key::Note(id) => number(id),
    }
}

fn name_at(document: &Document, at: usize) -> Option<String> {
    document.meta(at).and_then(|m| m.label.as_ref()).map(ToString::to_string)
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
