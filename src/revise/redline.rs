//! [`redline`]: what became of one text in another, row by row, nothing left out of either.
//!
//! The rows without what is new are the older text exactly, those without what is gone the
//! newer one, words, styles and notes alike: this holds by construction, whatever the alignment
//! finds. Nothing here is a proposal of anybody, and labels are not looked at.

use super::apart::{Piece, apart};
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
    /// The texts of the notes of both. Where both texts call a note the same but it says
    /// something else, that of the newer text has a name of its own.
    pub notes: BTreeMap<NoteId, String>,
    /// What notes said whose references stand in both texts.
    pub said: BTreeMap<NoteId, String>,
}

/// Compares two texts.
pub fn redline(was: &Document, now: &Document) -> Redline {
    let sides = Sides { was, now };
    let (kept, moves) = pairs(&sides);
    let mut out = Redline { rows: Vec::new(), notes: sides.notes(), said: BTreeMap::new() };
    let ends = kept.iter().copied().chain([(was.len(), now.len())]);
    // What stands last in a gap is new, if anything is; what stands first is gone.
    let (mut a, mut b) = (0, 0);
    for (n, (to_a, to_b)) in ends.enumerate() {
        out.rows.extend((a..to_a).map(|n| sides.gone(n, &moves)));
        out.rows.extend((b..to_b).map(|n| sides.fresh(n, &moves)));
        if to_a < was.len() && to_b < now.len() {
            let before = (b < to_b).then_some(Side::Now).or((a < to_a).then_some(Side::Was));
            let (next_a, next_b) = kept.get(n + 1).copied().unwrap_or((was.len(), now.len()));
            let behind = (to_a + 1 < next_a).then_some(Side::Was);
            let behind = behind.or((to_b + 1 < next_b).then_some(Side::Now));
            let words = sides.both((to_a, to_b), (before, behind), &mut out.said);
            out.rows.push(RedRow { was: Some(to_a), now: Some(to_b), words, moved: None });
        }
        (a, b) = (to_a + 1, to_b + 1);
    }
    out
}

/// Ordinals in the older and in the newer text.
type Pairs = Vec<(usize, usize)>;

/// Paragraphs that stay, rising on both sides; and those that moved as they are.
fn pairs(sides: &Sides) -> (Pairs, Pairs) {
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
    let (mut kept, mut moves): (Pairs, Pairs) = Default::default();
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
struct Glyph<'a> {
    letter: char,
    italic: bool,
    bold: bool,
    /// The note that it refers to, and what that says.
    note: Option<(NoteId, &'a str)>,
}

impl Glyph<'_> {
    fn looks_like(&self, other: &Glyph) -> bool {
        (self.letter, self.italic, self.bold) == (other.letter, other.italic, other.bold)
    }

    fn is(&self, other: &Glyph) -> bool {
        self.looks_like(other) && self.note.map(|n| n.1) == other.note.map(|n| n.1)
    }
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
        let (x, y) = (glyphs(self.was, &x), glyphs(self.now, &y));
        !x.is_empty() && x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| x.is(y))
    }

    fn gone(&self, a: usize, moves: &[(usize, usize)]) -> RedRow {
        let words = stretch(Side::Was, self.was.words(a), None).into_iter().collect();
        let moved = moves.iter().position(|(x, _)| *x == a);
        RedRow { was: Some(a), now: None, words, moved }
    }

    fn fresh(&self, b: usize, moves: &[(usize, usize)]) -> RedRow {
        let words = stretch(Side::Now, self.newer(b), Some(0)).into_iter().collect();
        let moved = moves.iter().position(|(_, y)| *y == b);
        RedRow { was: None, now: Some(b), words, moved }
    }

    /// Whether a reference stays one where it stands in both texts, whatever its note says by
    /// now: a note has said one thing before, wherever else it is referred to.
    fn stays(&self, old: &Glyph, new: &Glyph, said: &mut BTreeMap<NoteId, String>) -> bool {
        match (old.note, new.note) {
            (Some((_, was)), Some((id, _))) if old.looks_like(new) => {
                said.entry(self.name(id)).or_insert_with(|| was.to_owned()) == was
            }
            _ => old.is(new),
        }
    }

    /// The words of a paragraph that stays, between whole paragraphs that come or go.
    fn both(
        &self,
        (a, b): (usize, usize),
        (before, behind): (Option<Side>, Option<Side>),
        said: &mut BTreeMap<NoteId, String>,
    ) -> Vec<Stretch> {
        let (old, new) = (self.was.words(a), self.newer(b));
        let (left, right) = (glyphs(self.was, &old), glyphs(self.now, &self.now.words(b)));
        let mut pieces: Vec<Piece> = Vec::new();
        let mut push = |side, old: Range<usize>, new: Range<usize>| {
            let empty = if side == Side::Now { new.is_empty() } else { old.is_empty() };
            if !empty {
                pieces.push(Piece { side, old, new });
            }
        };
        let (mut x, mut y) = (0, 0);
        let end = diff::Hunk { a: left.len()..left.len(), b: right.len()..right.len() };
        for hunk in diff::words_exact(old.text(), new.text()).into_iter().chain([end]) {
            // Letters that are the same can still look different, or be another note.
            let len = hunk.a.start.saturating_sub(x).min(hunk.b.start.saturating_sub(y));
            let pairs = left.iter().skip(x).zip(right.iter().skip(y)).take(len);
            let same: Vec<bool> = pairs.map(|(old, new)| self.stays(old, new, said)).collect();
            let mut done = 0;
            for run in same.chunk_by(|p, q| p == q) {
                let (from, to) = (done, done + run.len());
                done = to;
                if run.first() == Some(&true) {
                    push(Side::Both, x + from..x + to, y + from..y + to);
                } else {
                    push(Side::Was, x + from..x + to, 0..0);
                    push(Side::Now, 0..0, y + from..y + to);
                }
            }
            // What an exact difference leaves between its hunks is of one length on both sides;
            // should it ever not be, nothing of it is lost.
            push(Side::Was, x + len..hunk.a.end, 0..0);
            push(Side::Now, 0..0, y + len..hunk.b.end);
            (x, y) = (hunk.a.end, hunk.b.end);
        }
        let letters: Vec<char> = right.iter().map(|g| g.letter).collect();
        let made = |piece: Piece| match piece.side {
            Side::Was => stretch(piece.side, old.slice(piece.old), None),
            _ => stretch(piece.side, new.slice(piece.new.clone()), Some(piece.new.start)),
        };
        apart(pieces, before, behind, &letters).into_iter().filter_map(made).collect()
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
    let mut notes = words.notes().iter().peekable();
    let each = words.text().chars().enumerate();
    each.map(|(n, letter)| Glyph {
        letter,
        italic: words.italic().contains(n),
        bold: words.bold().contains(n),
        note: notes.next_if(|_| letter == NOTE).map(|id| (*id, document.note(*id).unwrap_or_default())),
    })
    .collect()
}

#[cfg(test)]
#[path = "redline_tests.rs"]
mod tests;
