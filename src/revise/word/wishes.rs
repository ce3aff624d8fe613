//! What a party wants becomes its proposals, at exactly the characters of the base.
//!
//! The proposals are made as those of an edited copy are, with the same identities. What has no
//! place in the base is told, never guessed.

use super::ground::Ground;
use super::wants::Edit;
use crate::record::Wish;
use crate::revise::copy::Maker;
use crate::revise::placement::{Note, take_out};
use crate::revise::rows::{Row, rows};
use crate::revise::spans::span;
use crate::revise::{furniture, intake, structure};
use crate::text::{Fragment, Hash, Kind, ParagraphId, Source, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What came of the edits of a party, beside its proposals.
#[derive(Default)]
pub(super) struct Told {
    /// Ranges of the base over which the proposals hold what was changed without tracking.
    pub absorbed: Vec<(usize, Range<usize>)>,
    /// Words of others that are refused: the place, the words, the author's number.
    pub refused: Vec<(usize, usize, String, usize)>,
    /// What has no place, a sentence each without its author.
    pub lost: Vec<String>,
}

/// Proposes what a party wants.
pub(super) fn propose(ground: &Ground, maker: &mut Maker, edits: &[Edit]) -> Told {
    let bundles = bundles(ground, maker, edits);
    let mut work = Work { ground, maker, told: Told::default(), bundle: None };
    for (edit, bundle) in edits.iter().zip(bundles) {
        work.bundle = bundle;
        work.edit(edit);
    }
    work.told
}

/// For each edit the bundle that it is part of: words taken from one place and put in another.
fn bundles(ground: &Ground, maker: &Maker, edits: &[Edit]) -> Vec<Option<String>> {
    let stream = ground.stream;
    let name = |n: &usize, put: bool| {
        let atom = stream.atoms.get(*n)?;
        if put { atom.put } else { atom.gone }?.moved
    };
    let mut sides: BTreeMap<usize, (BTreeSet<usize>, BTreeSet<usize>, Vec<usize>)> = BTreeMap::new();
    for (nth, edit) in edits.iter().enumerate() {
        let (gone, new): (Vec<usize>, Vec<usize>) = match edit {
            Edit::Words { gone, lines, .. } => (gone.clone(), lines.concat()),
            Edit::New { lines, .. } => (Vec::new(), lines.iter().flat_map(|(l, _)| l).copied().collect()),
            Edit::Delete { row } => {
                (ground.rows.get(*row).map(|r| r.atoms.clone()).unwrap_or_default(), vec![])
            }
            _ => continue,
        };
        for (n, name) in gone.iter().filter_map(|n| Some((n, name(n, false)?))) {
            let side = sides.entry(name).or_default();
            side.0.insert(nth);
            side.2.push(*n);
        }
        for name in new.iter().filter_map(|n| name(n, true)) {
            sides.entry(name).or_default().1.insert(nth);
        }
    }
    let mut out = vec![None; edits.len()];
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (from, to, words) in sides.into_values() {
        if from.is_empty() || to.is_empty() || from == to {
            continue;
        }
        let text = stream.text(&words);
        let count = seen.entry(text.clone()).or_default();
        *count += 1;
        let hash = Hash::of(&["move", &ground.input.hash.to_string(), &text, &count.to_string()]);
        let bundle = format!("{}-{}", maker.input.actor.id, hash.short(8));
        for nth in from.into_iter().chain(to) {
            if let Some(slot) = out.get_mut(nth) {
                slot.get_or_insert_with(|| bundle.clone());
            }
        }
    }
    out
}

struct Work<'a, 'm, 'i> {
    ground: &'a Ground<'a>,
    maker: &'m mut Maker<'i>,
    told: Told,
    bundle: Option<String>,
}

impl Work<'_, '_, '_> {
    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Words { row, range, gone, lines } => self.words(*row, range.clone(), gone, lines),
            Edit::New { after, lines } => self.new(*after, lines),
            Edit::Delete { row } => self.delete(*row),
            Edit::Merge { row, second } => self.merge(*row, *second),
            Edit::Move { row, after } => self.moved(*row, *after),
            Edit::Refuse { row, at, words, by } => {
                self.told.refused.push((*row, *at, self.ground.stream.text(words), *by));
            }
        }
    }

    fn wish(&mut self, wish: Wish) {
        self.maker.propose_with(wish, self.bundle.clone());
    }

    /// Lines of a fragment without their placement notes, and the notes.
    fn fragment(&mut self, lines: Vec<Words>) -> (Fragment, Vec<Note>) {
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
            let (old, new) = (ground.stream.text(gone), ground.stream.text(&lines.concat()));
            let text = ground.stream.text(all);
            return self.told.lost.push(format!(
                "“{}” for “{}” in “{}”, which is not in the text",
                short(&new),
                short(&old),
                short(&text)
            ));
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
    fn at_or_before(&self, row: Option<usize>) -> Option<usize> {
        (0..=row?).rev().find_map(|r| self.ground.links.get(r)?.as_ref()?.last())
    }

    fn new(&mut self, after: Option<usize>, lines: &[(Vec<usize>, usize)]) {
        let at = self.at_or_before(after);
        let mut made: Vec<(Kind, Row, Vec<Words>)> = Vec::new();
        for (atoms, like) in lines {
            let Some(like) = self.ground.input.copy.paragraphs.get(*like) else { continue };
            let words = trimmed(&self.ground.stream.words(atoms));
            let (issued, masthead) = (like.issued.clone(), like.masthead);
            let source = Source { kind: like.kind, issued, masthead, words: words.clone() };
            let copy = intake::Parsed { paragraphs: vec![source], ..Default::default() };
            let Some(row) = rows(&copy).into_iter().next() else { continue };
            if let Some(why) = furniture::why(&row, self.maker.input.actor, self.maker.input.title) {
                self.maker.out.furniture.push((words.bare(), why.to_owned()));
                continue;
            }
            let kind = structure::meant_kind(self.maker, like.kind, words.text(), at);
            match made.last_mut() {
                Some((last, _, all)) if *last == kind => all.push(words),
                _ => made.push((kind, row, vec![words])),
            }
        }
        for (kind, row, lines) in made {
            let (words, notes) = self.fragment(lines);
            let found = at.and_then(|at| self.maker.base(at));
            if !words.bare().trim().is_empty() {
                let label = structure::free_label(self.maker, Some(&row), kind, at);
                let after = found.as_ref().map(|(id, _)| *id);
                self.wish(Wish::InsertParagraph { after, kind, label, words: words.clone() });
            }
            let Some((id, base)) = found.or_else(|| self.maker.base(0)) else { continue };
            for note in notes {
                let about =
                    if words.bare().trim().is_empty() { Fragment::from(base.clone()) } else { words.clone() };
                self.maker.placement(&note, span(id, &base, base.len()..base.len()), about);
            }
        }
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

/// Words without white space at their ends.
fn trimmed(words: &Words) -> Words {
    let blank = |c: &char| c.is_whitespace();
    let head = words.text().chars().take_while(blank).count();
    let tail = words.text().chars().rev().take_while(blank).count();
    words.slice(head..words.len().saturating_sub(tail).max(head))
}

/// As many words as a list has room for.
pub(super) fn short(text: &str) -> String {
    text.trim().chars().take(crate::limits::QUOTE).collect()
}
