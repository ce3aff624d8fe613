//! [`redline`]: what became of one text in another, row by row, nothing left out of either.
//!
//! The rows without what is new are the older text exactly, those without what is gone the
//! newer one, words, styles and notes alike: this holds by construction, whatever the alignment
//! finds. Nothing here is a proposal of anybody, and labels are not looked at.

use crate::diff::{self, Class, Item};
use crate::text::{Document, NOTE, NoteId, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// In which of the two texts some words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// In both.
    Both,
    /// In the older one only.
    Was,
    /// In the newer one only.
    Now,
}

/// Words of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where they stand.
    pub side: Side,
    /// The words, in order and never empty.
    pub words: Words,
    /// Their first character in the newer paragraph; none where they are gone.
    pub at: Option<usize>,
}

/// A paragraph of either text, or of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedRow {
    /// Its ordinal in the older text; none where it is new.
    pub was: Option<usize>,
    /// Its ordinal in the newer text; none where it is gone.
    pub now: Option<usize>,
    /// Its words.
    pub words: Vec<Stretch>,
    /// The number of the move that it is one end of: gone here and new there, word for word.
    pub moved: Option<usize>,
}

/// One text as it was and as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redline {
    /// The paragraphs of both.
    pub rows: Vec<RedRow>,
    /// The texts of the notes of both; a note that changed is another note.
    pub notes: BTreeMap<NoteId, String>,
}

/// Compares two texts.
pub fn redline(was: &Document, now: &Document) -> Redline {
    let sides = Sides { was, now };
    let (kept, moves) = pairs(&sides);
    let mut out = Redline { rows: Vec::new(), notes: sides.notes() };
    let (mut a, mut b) = (0, 0);
    for (to_a, to_b) in kept.into_iter().chain([(was.len(), now.len())]) {
        out.rows.extend((a..to_a).map(|n| sides.gone(n, &moves)));
        out.rows.extend((b..to_b).map(|n| sides.new(n, &moves)));
        if to_a < was.len() && to_b < now.len() {
            let words = sides.both(to_a, to_b);
            out.rows.push(RedRow { was: Some(to_a), now: Some(to_b), words, moved: None });
        }
        (a, b) = (to_a + 1, to_b + 1);
    }
    out
}

/// Paragraphs that stay, rising on both sides; and those that moved as they are.
fn pairs(sides: &Sides) -> (Vec<(usize, usize)>, Vec<(usize, usize)>) {
    let texts = |d: &Document| (0..d.len()).map(|n| d.words(n).bare()).collect::<Vec<_>>();
    let (left, right) = (texts(sides.was), texts(sides.now));
    fn items<'t>(d: &Document, texts: &'t [String]) -> Vec<Item<'t>> {
        d.metas().zip(texts).map(|(m, text)| Item { kind: m.kind, text }).collect()
    }
    let found = diff::align(&items(sides.was, &left), &items(sides.now, &right));
    let mut both: Vec<(usize, usize, bool)> = Vec::new();
    for pair in &found.pairs {
        let stays = matches!(pair.class, Class::Same | Class::Edited);
        let moved = matches!(pair.class, Class::Moved | Class::MovedEdited);
        if let (Some(a), Some(b), true) = (pair.a, pair.b, stays || moved) {
            both.push((a, b, stays));
        }
    }
    let (mut kept, mut moves): (Vec<(usize, usize)>, Vec<(usize, usize)>) = Default::default();
    let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
    for (a, b, _) in both.iter().filter(|p| p.2) {
        let rises = kept.last().is_none_or(|(x, y)| a > x && b > y);
        if rises && sides.alike(*a, *b) {
            kept.push((*a, *b));
            used_a.insert(*a);
            used_b.insert(*b);
        }
    }
    for (a, b, _) in both {
        if !used_a.contains(&a) && !used_b.contains(&b) && sides.same(a, b) {
            moves.push((a, b));
            used_a.insert(a);
            used_b.insert(b);
        }
    }
    (kept, moves)
}

/// One character with all that a reader sees of it.
#[derive(PartialEq, Eq)]
struct Glyph<'a> {
    letter: char,
    italic: bool,
    bold: bool,
    note: Option<&'a str>,
}

struct Sides<'a> {
    was: &'a Document,
    now: &'a Document,
}

impl Sides<'_> {
    /// Whether two paragraphs can be one in a Word file: a paragraph has one style.
    fn alike(&self, a: usize, b: usize) -> bool {
        let (Some(x), Some(y)) = (self.was.meta(a), self.now.meta(b)) else { return false };
        (x.kind, x.masthead) == (y.kind, y.masthead)
    }

    fn same(&self, a: usize, b: usize) -> bool {
        let (x, y) = (self.was.words(a), self.now.words(b));
        !x.is_empty() && glyphs(self.was, &x) == glyphs(self.now, &y)
    }

    fn gone(&self, a: usize, moves: &[(usize, usize)]) -> RedRow {
        let words = stretch(Side::Was, self.was.words(a), None).into_iter().collect();
        let moved = moves.iter().position(|(x, _)| *x == a);
        RedRow { was: Some(a), now: None, words, moved }
    }

    fn new(&self, b: usize, moves: &[(usize, usize)]) -> RedRow {
        let words = stretch(Side::Now, self.newer(b), Some(0)).into_iter().collect();
        let moved = moves.iter().position(|(_, y)| *y == b);
        RedRow { was: None, now: Some(b), words, moved }
    }

    /// The words of a paragraph that stays.
    fn both(&self, a: usize, b: usize) -> Vec<Stretch> {
        let (old, new) = (self.was.words(a), self.newer(b));
        let (left, right) = (glyphs(self.was, &old), glyphs(self.now, &self.now.words(b)));
        let mut out = Vec::new();
        let mut push = |side, words: &Words, range: Range<usize>, at| {
            out.extend(stretch(side, words.slice(range), at));
        };
        let (mut x, mut y) = (0, 0);
        let end = diff::Hunk { a: left.len()..left.len(), b: right.len()..right.len() };
        for hunk in diff::words_exact(old.text(), new.text()).into_iter().chain([end]) {
            // Letters that are the same can still look different, or be another note.
            let len = hunk.a.start.saturating_sub(x).min(hunk.b.start.saturating_sub(y));
            let same: Vec<bool> = (0..len).map(|n| left.get(x + n) == right.get(y + n)).collect();
            let mut done = 0;
            for run in same.chunk_by(|p, q| p == q) {
                let (from, to) = (done, done + run.len());
                done = to;
                if run.first() == Some(&true) {
                    push(Side::Both, &new, y + from..y + to, Some(y + from));
                } else {
                    push(Side::Was, &old, x + from..x + to, None);
                    push(Side::Now, &new, y + from..y + to, Some(y + from));
                }
            }
            // What an exact difference leaves between its hunks is of one length on both sides;
            // should it ever not be, nothing of it is lost.
            push(Side::Was, &old, x + len..hunk.a.end, None);
            push(Side::Now, &new, y + len..hunk.b.end, Some(y + len));
            (x, y) = (hunk.a.end, hunk.b.end);
        }
        out
    }

    /// The words of the newer text, with notes by their names here.
    fn newer(&self, b: usize) -> Words {
        let words = self.now.words(b);
        let notes = words.notes().iter().map(|id| self.name(*id)).collect();
        Words::new(words.text(), words.italic().clone(), words.bold().clone(), notes)
    }

    /// The name of a note of the newer text: another one where the older text calls another
    /// note so.
    fn name(&self, id: NoteId) -> NoteId {
        let text = self.now.note(id).unwrap_or_default();
        match self.was.note(id) {
            Some(old) if old != text => NoteId::of(&["redline", &id.to_string(), text]),
            _ => id,
        }
    }

    fn notes(&self) -> BTreeMap<NoteId, String> {
        let mut out: BTreeMap<_, _> = self.was.notes().map(|(id, text)| (id, text.to_owned())).collect();
        out.extend(self.now.notes().map(|(id, text)| (self.name(id), text.to_owned())));
        out
    }
}

fn stretch(side: Side, words: Words, at: Option<usize>) -> Option<Stretch> {
    (!words.is_empty()).then_some(Stretch { side, words, at })
}

fn glyphs<'a>(document: &'a Document, words: &Words) -> Vec<Glyph<'a>> {
    let mut notes = words.notes().iter();
    let each = words.text().chars().enumerate();
    each.map(|(n, letter)| Glyph {
        letter,
        italic: words.italic().contains(n),
        bold: words.bold().contains(n),
        note: if letter == NOTE {
            notes.next().map(|id| document.note(*id).unwrap_or_default())
        } else {
            None
        },
    })
    .collect()
}

#[cfg(test)]
#[path = "redline_tests.rs"]
mod tests;
