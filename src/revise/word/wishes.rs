//! What a party wants becomes its proposals, at exactly the characters of the base.
//!
//! The proposals are made as those of an edited copy are, with the same identities. What has no
//! place in the base is told, never guessed.

use super::bundles::bundles;
use super::ground::Ground;
use super::wants::Edit;
use crate::record::Wish;
use crate::revise::copy::Maker;
use crate::revise::furniture;
use crate::revise::placement::{Note, take_out};
use crate::revise::spans::span;
use crate::text::{Fragment, ParagraphId, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// What came of the edits of a party, beside its proposals.
#[derive(Default)]
pub(super) struct Told {
    /// Ranges of the base over which the proposals hold what was changed without tracking.
    pub absorbed: Vec<(usize, Range<usize>)>,
    /// Words of others that are refused: the place, the words, the author's number.
    pub refused: Vec<(usize, usize, String, usize)>,
    /// What became of paragraphs that are not in the base: the row, and its atoms line by line.
    pub rewritten: Vec<(usize, Vec<Vec<usize>>)>,
    /// What has no place, a sentence each without its author.
    pub lost: Vec<String>,
}

/// Proposes what a party wants.
pub(super) fn propose(ground: &Ground, maker: &mut Maker, edits: &[Edit]) -> Told {
    let bundles = bundles(ground, maker, edits);
    let mut work = Work { ground, maker, told: Told::default(), bundle: None, adrift: BTreeMap::new() };
    for (edit, bundle) in edits.iter().zip(bundles) {
        work.bundle = bundle;
        work.edit(edit);
    }
    work.bundle = None;
    work.rewrite();
    work.told
}

/// What is wanted in a paragraph: characters of it, and the atoms put in, by line.
type Wanted = (Range<usize>, Vec<Vec<usize>>);

/// The proposals of a party while they are made.
pub(super) struct Work<'a, 'm, 'i> {
    pub ground: &'a Ground<'a>,
    pub maker: &'m mut Maker<'i>,
    pub told: Told,
    bundle: Option<String>,
    /// What is wanted in paragraphs that are not in the base, by row.
    pub adrift: BTreeMap<usize, Vec<Wanted>>,
}

impl Work<'_, '_, '_> {
    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Words { row, range, gone, lines } => self.words(*row, range.clone(), gone, lines),
            Edit::New { after, lines } => self.paragraphs(*after, lines),
            Edit::Delete { row } => self.delete(*row),
            Edit::Merge { row, second } => self.merge(*row, *second),
            Edit::Move { row, after } => self.moved(*row, *after),
            Edit::Refuse { row, at, words, by } => {
                self.told.refused.push((*row, *at, self.ground.stream.text(words), *by));
            }
            Edit::Lost { words } => {
                let text = self.ground.stream.text(words);
                if !text.trim().is_empty() {
                    let text = text.trim();
                    self.told
                        .lost
                        .push(format!("“{text}” is put in where the same author wants other words"));
                }
            }
        }
    }

    pub(super) fn wish(&mut self, wish: Wish) {
        self.maker.propose_with(wish, self.bundle.clone());
    }

    /// Lines of a fragment without their placement notes, and the notes.
    pub(super) fn fragment(&mut self, lines: Vec<Words>) -> (Fragment, Vec<Note>) {
        let mut notes = Vec::new();
        let (mut out, mut texts) = (Vec::new(), BTreeMap::new());
        for line in lines {
            let (line, found) = take_out(&line, |note| self.ground.has(note));
            notes.extend(found);
            let line = self.maker.notes.line(&line);
            out.push(line.first().clone());
            texts.extend(line.notes().clone());
        }
        (Fragment::new(out, texts), notes)
    }

    fn words(&mut self, row: usize, range: Range<usize>, gone: &[usize], lines: &[Vec<usize>]) {
        let ground = self.ground;
        let all = ground.rows.get(row).map(|r| r.atoms.as_slice()).unwrap_or_default();
        let Some(link) = ground.links.get(row).and_then(Option::as_ref) else {
            return self.adrift.entry(row).or_default().push((range, lines.to_vec()));
        };
        let spot = link.spot(range.clone());
        let mut with: Vec<Words> = lines.iter().map(|l| ground.stream.words(l)).collect();
        let around = |range: &Range<usize>| ground.stream.words(all.get(range.clone()).unwrap_or_default());
        if let Some(first) = with.first_mut() {
            let mut words = around(&spot.before);
            words.push(first);
            *first = words;
        }
        if let Some(last) = with.last_mut() {
            last.push(&around(&spot.behind));
        }
        let widened = !(spot.before.is_empty() && spot.behind.is_empty());
        if widened || range.clone().any(|at| link.is_new(at)) {
            self.told.absorbed.extend(spot.pieces.iter().cloned());
        }
        let (with, notes) = self.fragment(with);
        // Versions of crossing wishes are written with the words around them.
        let several = gone.iter().any(|n| ground.speaks_for_several(*n));
        match (widened || several, spot.pieces.as_slice(), with.lines()) {
            (true, [(at, range)], [line]) => {
                let (range, line) = self.narrowed(*at, range, line);
                let with = Fragment::new(vec![line], with.notes().clone());
                self.put(&[(*at, range)], with, notes);
            }
            _ => self.put(&spot.pieces, with, notes),
        }
    }

    /// A replacement without the words that stand at both its ends already.
    fn narrowed(&self, at: usize, range: &Range<usize>, line: &Words) -> (Range<usize>, Words) {
        let old: Vec<char> = self.maker.input.base.words(at).str(range.clone()).chars().collect();
        let new: Vec<char> = line.text().chars().collect();
        let alike = |(a, b): &(&char, &char)| a == b && **a != crate::text::NOTE;
        let cuts = |text: &[char], at: usize| {
            let word = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(|c| c.is_alphanumeric());
            word(at.checked_sub(1)) && word(Some(at))
        };
        let mut head = old.iter().zip(&new).take_while(alike).count();
        while cuts(&old, head) || cuts(&new, head) {
            head -= 1;
        }
        let most = old.len().min(new.len()) - head;
        let mut tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(alike).count();
        while cuts(&old, old.len() - tail) || cuts(&new, new.len() - tail) {
            tail -= 1;
        }
        (range.start + head..range.end - tail, line.slice(head..new.len() - tail))
    }

    /// Proposes words at a place, and the placement notes that stood among them.
    fn put(&mut self, pieces: &[(usize, Range<usize>)], with: Fragment, notes: Vec<Note>) {
        let mut rest = Some(with.clone());
        for (at, range) in pieces {
            let Some((id, words)) = self.maker.base(*at) else { continue };
            let mut range = range.clone();
            let with = rest.take().unwrap_or_default();
            if self.is_furniture(*at, &range, &with) {
                continue;
            }
            let blank = words.str(range.clone()).trim().is_empty();
            if with.lines().len() == 2 && with.lines().iter().all(Words::is_empty) && blank {
                let text: Vec<char> = words.text().chars().collect();
                while text.get(range.end).is_some_and(|c| c.is_whitespace()) {
                    range.end += 1;
                }
                self.wish(Wish::Split { at: span(id, &words, range.end..range.end) });
            } else if !(range.is_empty() && with.is_empty()) {
                self.wish(Wish::Replace { at: span(id, &words, range), with });
            }
        }
        let Some((at, range)) = pieces.first() else { return };
        for note in notes {
            let Some((id, words)) = self.maker.base(*at) else { return };
            let (range, with) = match with.is_empty() {
                false => (range.clone(), with.clone()),
                true => {
                    let range = crate::revise::asides::sentence(&words, range.start);
                    (range.clone(), Fragment::from(words.slice(range)))
                }
            };
            self.maker.placement(&note, span(id, &words, range), with);
        }
    }

    /// Whether words only name who comments, or change the masthead; lists them.
    fn is_furniture(&mut self, at: usize, range: &Range<usize>, with: &Fragment) -> bool {
        let meta = self.maker.input.base.meta(at).filter(|m| !m.kind.is_labelled());
        let Some(masthead) = meta.map(|m| m.masthead) else { return false };
        let names = range.is_empty() && furniture::names_commenter(&with.bare(), self.maker.input.actor);
        let why = if names { Some(furniture::COMMENTER) } else { masthead.then_some(furniture::MASTHEAD) };
        let Some(why) = why else { return false };
        let text = if with.is_empty() { self.maker.name(at) } else { with.bare() };
        self.maker.out.furniture.push((text, why.to_owned()));
        true
    }

    /// The paragraph of the base that a row is, or the nearest before it.
    pub(super) fn at_or_before(&self, row: Option<usize>) -> Option<usize> {
        (0..=row?).rev().find_map(|r| self.ground.links.get(r)?.as_ref()?.last())
    }

    fn delete(&mut self, row: usize) {
        let ground = self.ground;
        let all = ground.rows.get(row).map(|r| r.atoms.as_slice()).unwrap_or_default();
        let bases = ground.links.get(row).and_then(Option::as_ref).map(super::link::Link::whole);
        match bases {
            Some(bases) if !bases.is_empty() => {
                for at in bases {
                    let Some((id, words)) = self.maker.base(at) else { continue };
                    if self.is_furniture(at, &(0..words.len()), &Fragment::default()) {
                        continue;
                    }
                    self.told.absorbed.push((at, 0..words.len()));
                    self.maker.out.deletions.push((id, self.maker.name(at)));
                    self.wish(Wish::DeleteParagraph { at: span(id, &words, 0..words.len()) });
                }
            }
            _ => self.words(row, 0..all.len(), all, &[Vec::new()]),
        }
    }

    fn merge(&mut self, row: usize, second: usize) {
        let link = |row: usize| self.ground.links.get(row).and_then(Option::as_ref);
        let (first, second) = (link(row).and_then(|l| l.last()), link(second).and_then(|l| l.first()));
        let found = |at: Option<usize>| at.and_then(|at| self.maker.base(at));
        match (found(first), found(second)) {
            (Some((id, words)), Some((second, _))) if id != second => {
                self.wish(Wish::Merge { at: span(id, &words, 0..words.len()), second });
            }
            (Some(_), Some(_)) => {}
            _ => {
                let text = self.ground.rows.get(row).map(|r| self.ground.stream.text(&r.atoms));
                let text = short(&text.unwrap_or_default());
                self.told.lost.push(format!(
                    "the paragraph after “{text}” joined to it, which the text does not have so"
                ));
            }
        }
    }

    fn moved(&mut self, row: usize, after: Option<usize>) {
        let bases = self.ground.links.get(row).and_then(Option::as_ref).map(super::link::Link::whole);
        let mut last: Option<ParagraphId> =
            self.at_or_before(after).and_then(|at| self.maker.base(at)).map(|(id, _)| id);
        let bases = bases.unwrap_or_default();
        if bases.is_empty() {
            let text = self.ground.rows.get(row).map(|r| self.ground.stream.text(&r.atoms));
            let text = short(&text.unwrap_or_default());
            self.told.lost.push(format!("“{text}” moved, which is no paragraph of the text"));
        }
        for at in bases {
            let Some((id, words)) = self.maker.base(at) else { continue };
            if last != Some(id) {
                self.wish(Wish::Move { at: span(id, &words, 0..words.len()), after: last });
            }
            last = Some(id);
        }
    }
}

/// As many words as a list has room for.
pub(super) fn short(text: &str) -> String {
    text.trim().chars().take(crate::limits::QUOTE).collect()
}
