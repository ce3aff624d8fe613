//! The canonical form of a wish within the words of its paragraph.
//!
//! Two wishes with equal keys say the same and become one group. What is shown is a form of
//! its own: the author's words without those common to both ends, never cut inside a word that
//! the author put in whole. Nothing here knows backers or other proposals.

use super::compiled::From as Origin;
use super::flat;
use crate::record::ProposalId;
use crate::text::{Document, Fragment, NoteId, ParagraphId, Words};
use std::ops::Range;

/// A character for comparison: unified, and for a note reference the note by its text.
pub(super) type Glyph = (char, Option<NoteId>);

/// A paragraph with what comparing needs, made once for all its proposals.
pub(super) struct Base {
    pub id: ParagraphId,
    pub words: Words,
    pub glyphs: Vec<Glyph>,
    /// Characters by which wishes are compared: all of a paragraph; of words that are only proposed
    /// those without the white space at their ends, which may stand on either side.
    pub core: Range<usize>,
}

impl Base {
    /// The paragraph at an ordinal; `compare` makes the characters for comparison too.
    pub fn new(document: &Document, at: usize, compare: bool) -> Option<Self> {
        let id = document.meta(at)?.id;
        let words = document.words(at);
        let glyphs = if compare { glyphs(document, &Fragment::from(words.clone())) } else { Vec::new() };
        let core = 0..glyphs.len();
        Some(Self { id, words, glyphs, core })
    }

    /// A line of proposed words, to be woven as a paragraph is.
    pub fn of_line(document: &Document, id: ParagraphId, words: &Words, notes: &Fragment) -> Self {
        let whole = Fragment::new(vec![words.clone()], notes.notes().clone());
        let glyphs = glyphs(document, &whole);
        let blank = |g: &&Glyph| g.0.is_whitespace();
        let start = glyphs.iter().take_while(blank).count();
        let end = glyphs.len() - glyphs.iter().rev().take_while(blank).count();
        Self { id, words: words.clone(), glyphs, core: start..end.max(start) }
    }
}

/// A wish about a span, ready to be woven.
#[derive(Clone, Debug)]
pub(super) struct Form {
    /// Characters of the paragraph; empty for an insertion.
    pub range: Range<usize>,
    /// What is to stand there.
    pub with: Fragment,
    /// Where the characters of `with` come from, a break counting one.
    pub from: Vec<(usize, Origin)>,
}

impl Form {
    /// A form without words.
    pub fn bare(range: Range<usize>) -> Self {
        Self { range, with: Fragment::default(), from: Vec::new() }
    }
}

/// One spelling for all quotation marks, dashes and spaces; for comparison only.
pub fn unify(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‛' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' => '-',
        '\u{A0}' | '\u{202F}' | '\u{2000}'..='\u{200A}' => ' ',
        c => c,
    }
}

/// `text` with quotation marks, dashes and spaces unified.
pub(super) fn key(text: &str) -> String {
    text.chars().map(unify).collect()
}

/// The characters of a fragment for comparison, a break counting one. Notes are compared by
/// their texts: two authors who cite the same document say the same.
pub(super) fn glyphs(document: &Document, fragment: &Fragment) -> Vec<Glyph> {
    let mut out = Vec::new();
    for (n, line) in fragment.lines().iter().enumerate() {
        if n > 0 {
            out.push(('\n', None));
        }
        let mut notes = line.notes().iter();
        for c in line.text().chars() {
            let note = if c == crate::text::NOTE { notes.next() } else { None };
            let text = |id: &NoteId| {
                let own = fragment.notes().get(id).map(String::as_str).or_else(|| document.note(*id));
                own.map_or(*id, |text| NoteId::of(&[&key(text)]))
            };
            out.push((unify(c), note.map(text)));
        }
    }
    out
}

/// The words of a key: notes are told apart by their identity.
pub(super) fn spell(glyphs: impl IntoIterator<Item = Glyph>) -> String {
    let mut out = String::new();
    for (c, note) in glyphs {
        out.push(c);
        if let Some(note) = note {
            out.push_str(&note.to_string());
        }
    }
    out
}

/// A replacement in a paragraph: the words that stand and those that are to stand.
struct Edit<'a> {
    base: &'a [Glyph],
    new: &'a [Glyph],
    /// Characters of `base` replaced, once the common ends are cut.
    old: Range<usize>,
    /// Characters of `new` that replace them.
    with: Range<usize>,
}

impl Edit<'_> {
    /// The character at `at` of the paragraph as the wish wants it.
    fn after(&self, at: usize) -> Option<Glyph> {
        let middle = self.old.start + self.with.len();
        if at < self.old.start {
            self.base.get(at).copied()
        } else if at < middle {
            self.new.get(self.with.start + at - self.old.start).copied()
        } else {
            self.base.get(at - middle + self.old.end).copied()
        }
    }

    /// Whether `at` cuts a word of the paragraph as it is, and as it is wanted at `wanted`.
    fn cuts(&self, at: usize, wanted: usize) -> bool {
        let mid = |before: Option<Glyph>, behind: Option<Glyph>| {
            before.is_some_and(|g| g.0.is_alphanumeric()) && behind.is_some_and(|g| g.0.is_alphanumeric())
        };
        let old = at > 0 && mid(self.base.get(at - 1).copied(), self.base.get(at).copied());
        old || (wanted > 0 && mid(self.after(wanted - 1), self.after(wanted)))
    }

    /// Widens a span to whole words, but not beyond `most`: as it is, and as it is wanted.
    fn widened(&self, from: Range<usize>, most: Range<usize>) -> (Range<usize>, Range<usize>) {
        let (mut start, mut end) = (from.start, from.end);
        let wanted = |end: usize| end + self.with.len() - self.old.len();
        while start > most.start && self.cuts(start, start) {
            start -= 1;
        }
        while end < most.end && self.cuts(end, wanted(end)) {
            end += 1;
        }
        (start..end, start..wanted(end))
    }

    /// For a pure insertion or deletion: the leftmost place where it can stand just as well
    /// without cutting a word; else the leftmost. And whether it cuts one.
    fn slid(&self) -> (usize, bool) {
        let at = self.old.start;
        let insertion = self.old.is_empty();
        let len = self.with.len().max(self.old.len());
        let text = |i: usize| if insertion { self.after(i) } else { self.base.get(i).copied() };
        let left = (0..at).take_while(|i| text(at - 1 - i) == text(at + len - 1 - i)).count();
        let most = if insertion { self.base.len() - at } else { self.base.len() - self.old.end };
        let right = (0..most).take_while(|i| text(at + i) == text(at + len + i)).count();
        let word = |i: usize| text(i).is_some_and(|g| g.0.is_alphanumeric());
        let whole = |q: &usize| {
            let cut = |i: usize| i > 0 && word(i - 1) && word(i);
            !cut(*q) && !cut(q + len)
        };
        match (at - left..=at + right).find(whole) {
            Some(q) => (q, false),
            None => (at - left, true),
        }
    }
}

/// Cuts the characters common to both ends.
fn trimmed<'a>(base: &'a [Glyph], range: &Range<usize>, new: &'a [Glyph]) -> Edit<'a> {
    let old = base.get(range.clone()).unwrap_or_default();
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    Edit { base, new, old: range.start + head..range.end - tail, with: head..new.len() - tail }
}

/// Drops a space from a pure insertion or deletion that would leave two in a row, or one at an end
/// of the paragraph: whoever takes a word out with its space and whoever leaves it mean the same.
/// None where there is none.
fn tidied<'a>(edit: &Edit<'a>) -> Option<Edit<'a>> {
    let space = |g: Option<&Glyph>| g.is_some_and(|g| g.0 == ' ');
    let (old, with) = (&edit.old, &edit.with);
    let before = old.start > 0 && space(edit.base.get(old.start - 1));
    let behind = space(edit.base.get(old.end));
    let (inner, source) = if old.is_empty() { (with, edit.new) } else { (old, edit.base) };
    let first = space(source.get(inner.start));
    let last = space(source.get(inner.end.saturating_sub(1)));
    let kept = Edit { old: old.clone(), with: with.clone(), ..*edit };
    let whole = with.is_empty() && !old.is_empty() && !first && !last;
    let (starts, ends) = (old.start == 0, old.end == edit.base.len());
    if whole && before && (behind || ends) {
        Some(Edit { old: old.start - 1..old.end, ..kept })
    } else if whole && behind && starts {
        Some(Edit { old: old.start..old.end + 1, ..kept })
    } else if old.is_empty() && with.len() > 2 && first && last && behind {
        Some(Edit { with: with.start..with.end - 1, ..kept })
    } else if old.is_empty() && with.len() > 2 && first && last && before {
        Some(Edit { with: with.start + 1..with.end, ..kept })
    } else {
        None
    }
}

/// The key of a replacement: the changed words, whole, and where they stand.
fn keyed(edit: &Edit) -> String {
    let pure = edit.old.is_empty() || edit.with.is_empty();
    let (at, cut) = if pure { edit.slid() } else { (edit.old.start, true) };
    let old = at..at + edit.old.len();
    let wanted = at..at + edit.with.len();
    let (old, wanted) = if cut { edit.widened(old, 0..edit.base.len()) } else { (old, wanted) };
    let words = spell(wanted.filter_map(|i| edit.after(i)));
    format!("{}\u{1f}{}\u{1f}{words}", old.start, old.end)
}

/// The form to show of the replacement of `range` by `with`, its key, and whether it leaves two
/// spaces in a row. The key slides a pure insertion or deletion to one place; the form leaves it
/// where its author put it.
pub(super) fn replacement(
    document: &Document,
    base: &Base,
    range: &Range<usize>,
    with: &Fragment,
    id: &ProposalId,
) -> (Form, String, bool) {
    let new = glyphs(document, with);
    let edit = trimmed(&base.glyphs, range, &new);
    if edit.old.is_empty() && edit.with.is_empty() {
        // Only styles or spellings differ: it is kept as it is, under a key of its own.
        let exact = format!("{}\u{1f}{}\u{1f}same\u{1f}{:?}", range.start, range.end, with.lines());
        return (shown(range.clone(), with, 0..new.len(), id), exact, false);
    }
    let tidy = tidied(&edit);
    let key = if base.core.start <= range.start && range.end <= base.core.end {
        let words = base.glyphs.get(base.core.clone()).unwrap_or_default();
        let own = trimmed(words, &(range.start - base.core.start..range.end - base.core.start), &new);
        keyed(tidied(&own).as_ref().unwrap_or(&own))
    } else {
        format!("beside\u{1f}{}", keyed(tidy.as_ref().unwrap_or(&edit)))
    };
    let pure = edit.old.is_empty() || edit.with.is_empty();
    let form = if pure {
        shown(edit.old.clone(), with, edit.with.clone(), id)
    } else {
        let (old, wanted) = edit.widened(edit.old.clone(), range.clone());
        let first = old.start - range.start;
        shown(old, with, first..first + wanted.len(), id)
    };
    (form, key, tidy.is_some())
}

/// The form that puts characters `part` of `with` in.
fn shown(range: Range<usize>, with: &Fragment, part: Range<usize>, id: &ProposalId) -> Form {
    Form { range, with: flat::cut(with, part.clone()), from: flat::origins(with, part, id) }
}
