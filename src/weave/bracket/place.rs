//! Where a bracket stands in the paragraph, to the space.
//!
//! Brackets bring spaces along, and which of them belong to the words is not written. So a text
//! is tidy when it was read: what is put in has the spaces that stand beside its bracket, what is
//! taken out leaves one space and none before a comma.

use super::super::outside::{closes, opens};
use super::asked::What;
use super::fit::{Choice, Choices, Glyphs, inside, taken};
use super::pieces::{Part, With};
use super::{Node, Reading};
use std::collections::BTreeMap;
use std::ops::Range;

/// The text as the paragraph has it, with a mark where something stands that it has not.
pub(super) struct Flat {
    chars: Vec<char>,
    /// Where each bracket begins and ends in it.
    brackets: BTreeMap<usize, Range<usize>>,
}

/// Stands for what the paragraph does not have.
const GONE: char = '\u{0}';

impl Flat {
    pub fn new(text: &str, reading: &Reading, choices: &Choices) -> Self {
        let mut out = Self { chars: Vec::new(), brackets: BTreeMap::new() };
        out.nodes(text, &reading.nodes, 0..text.len(), choices);
        out
    }

    fn nodes(&mut self, text: &str, nodes: &[Node], clip: Range<usize>, choices: &Choices) {
        for (node, cut) in inside(nodes, clip) {
            let choice = choices.get(&node.span().start).map_or(Choice::Nothing, |c| c.choice);
            let begin = self.chars.len();
            let words = text.get(cut).unwrap_or_default().chars().map(|c| if c == GONE { ' ' } else { c });
            match node {
                Node::Text(_) => self.chars.extend(words),
                Node::Bracket(bracket) => {
                    let literal = choice == Choice::Literal;
                    self.chars.extend(literal.then_some('['));
                    match taken(bracket, choice) {
                        Some(range) => self.nodes(text, &bracket.nodes, range, choices),
                        None => self.chars.push(GONE),
                    }
                    self.chars.extend(literal.then_some(']'));
                    self.brackets.insert(bracket.span.start, begin..self.chars.len());
                }
                _ if choice == Choice::Literal => self.chars.extend(words),
                _ => self.chars.push(GONE),
            }
        }
    }

    /// The place of the bracket that begins at a byte of the text and covers these glyphs.
    pub fn place(&self, start: usize, glyphs: Range<usize>, base: &Glyphs) -> Option<Place> {
        let own = self.brackets.get(&start)?;
        // Beyond what the paragraph does not have, a space may be that one's.
        let space = |all: &mut dyn Iterator<Item = &char>| {
            let (mut near, mut far, mut beyond) = (false, false, false);
            for c in all {
                match *c {
                    GONE => beyond = true,
                    c if c.is_whitespace() => {
                        far = true;
                        near |= !beyond;
                    }
                    _ => return (near, far),
                }
            }
            (false, false)
        };
        let left = space(&mut self.chars.iter().take(own.start).rev());
        let right = space(&mut self.chars.iter().skip(own.end));
        let own = |at: usize| at.checked_sub(1).and_then(|at| base.glyphs.get(at)).map(|g| g.1 + 1);
        let next = |at: usize| base.glyphs.get(at).map(|g| g.1);
        let gap = |at: usize| own(at).is_some_and(|end| next(at).is_some_and(|start| start > end));
        // Words that stand have no space beside them that the paragraph has not.
        let points = glyphs.is_empty();
        let side = |at: usize, (near, far): (bool, bool)| if gap(at) { far } else { near && points };
        let (left, right) = (side(glyphs.start, left), side(glyphs.end, right));
        // No space follows "(" or stands before a comma; there it is that of a bracket beside it.
        let glyph = |at: Option<usize>| base.chars.get(base.glyphs.get(at?)?.1).copied();
        let opened = points && !gap(glyphs.start) && glyph(glyphs.start.checked_sub(1)).is_some_and(opens);
        let closed = points && !gap(glyphs.end) && glyph(Some(glyphs.end)).is_some_and(closes);
        let (left, right) = (left && !opened, right && !closed);
        Some(Place { glyphs, left, right, blank: false })
    }
}

/// Where a bracket stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The glyphs of the paragraph that it covers.
    glyphs: Range<usize>,
    /// Whether a space stands before it and behind it, with words beyond.
    left: bool,
    right: bool,
    /// Whether it stands round the white space between two glyphs.
    pub blank: bool,
}

impl Place {
    pub fn is_empty(&self) -> bool {
        self.glyphs.is_empty()
    }

    /// Takes note of the standing words inside: a space there is the paragraph's own, and the one
    /// beside the bracket came with the bracket.
    pub fn holds(&mut self, words: &str) {
        if !self.is_empty() {
            self.left &= !words.starts_with(char::is_whitespace);
            self.right &= !words.ends_with(char::is_whitespace);
        }
    }

    /// Whether it covers all words of a paragraph that has some.
    pub fn is_all(&self, base: &Glyphs) -> bool {
        !base.glyphs.is_empty() && self.glyphs == (0..base.glyphs.len())
    }

    /// The end of the glyph before it and the start of the one behind it, in characters.
    fn gap(&self, base: &Glyphs) -> (usize, usize) {
        let at = |n: usize| base.glyphs.get(n).map(|g| g.1);
        let before = self.glyphs.start.checked_sub(1).and_then(at).map_or(0, |p| p + 1);
        (before, at(self.glyphs.end).unwrap_or(base.chars.len()))
    }

    /// Its own words in the paragraph, without spaces around, in characters.
    pub fn words(&self, base: &Glyphs) -> Range<usize> {
        let (before, behind) = self.gap(base);
        if self.glyphs.is_empty() {
            let at = if self.left { behind } else { before };
            return at..at;
        }
        let at = |n: usize| base.glyphs.get(n).map(|g| g.1);
        at(self.glyphs.start).unwrap_or(before)..at(self.glyphs.end - 1).map_or(behind, |p| p + 1)
    }

    /// The wish for these words in its place.
    pub fn replace(&self, base: &Glyphs, source: &str, with: With) -> What {
        let (before, behind) = self.gap(base);
        let (mut range, with) = if self.glyphs.is_empty() {
            self.insertion(before, behind, source, with)
        } else {
            self.replacement(base, before, behind, source, with)
        };
        range.end = range.end.max(range.start);
        let mut with = with;
        // Words common to both ends are no part of the wish, as far as they are white space.
        let char = |at: usize| base.chars.get(at).copied().filter(|c| c.is_whitespace());
        while range.start < range.end
            && char(range.start).is_some()
            && char(range.start) == with.first(source)
        {
            range.start += 1;
            with.drop_end(source, true);
        }
        while range.start < range.end
            && char(range.end - 1).is_some()
            && char(range.end - 1) == with.last(source)
        {
            range.end -= 1;
            with.drop_end(source, false);
        }
        What::Replace { range, with }
    }

    fn insertion(&self, before: usize, behind: usize, source: &str, with: With) -> (Range<usize>, With) {
        let gap = behind > before;
        if self.blank && gap {
            return (before..behind, with);
        }
        let with = self.spaced(source, with, self.left && !gap, self.right && !gap);
        match (self.left, self.right) {
            _ if !gap => (before..before, with),
            (true, true) => (behind..behind, self.spaced(source, with, false, true)),
            (true, false) => (behind..behind, with),
            (false, true) => (before..before, with),
            (false, false) => (before..behind, with),
        }
    }

    /// Words with the spaces that stand beside the bracket; its own at those ends are surplus.
    fn spaced(&self, source: &str, mut with: With, left: bool, right: bool) -> With {
        while self.left && with.first(source).is_some_and(|c| c == ' ') && with.0.len() < usize::MAX {
            with.drop_end(source, true);
        }
        while self.right && with.last(source).is_some_and(|c| c == ' ') {
            with.drop_end(source, false);
        }
        if with.0.is_empty() {
            return with;
        }
        if left {
            with.0.insert(0, Part::Space);
        }
        if right {
            with.0.push(Part::Space);
        }
        with
    }

    fn replacement(
        &self,
        base: &Glyphs,
        before: usize,
        behind: usize,
        source: &str,
        with: With,
    ) -> (Range<usize>, With) {
        let own = self.words(base);
        // The paragraph's own spaces stay where the text has some too.
        let start = if self.left || own.start == before { own.start } else { before };
        let end = if self.right || own.end == behind { own.end } else { behind };
        let left = self.left && own.start == before && before > 0;
        let right = self.right && own.end == behind && behind < base.chars.len();
        if !with.0.is_empty() {
            return (start..end, self.spaced(source, with, left, right));
        }
        let next = base.chars.get(behind);
        let last = before.checked_sub(1).and_then(|at| base.chars.get(at));
        let closes = next.is_none_or(|c| closes(*c));
        let opens = last.is_none_or(|c| opens(*c));
        match (self.left, self.right) {
            (true, true) => (own.start..behind, with),
            (true, false) if closes => (before..end, with),
            (false, true) if opens => (start..behind, with),
            _ => (start..end, with),
        }
    }
}
