//! A placed proposal as key and form: what makes two of them the same, and what is woven.
//!
//! One place for all kinds of wishes. Nothing here looks at more than one proposal.

use super::canon::{Base, Form, glyphs, key, replacement, spell};
use super::flat;
use super::placed::{Fate, Placed, Site};
use crate::record::{ActorId, Origin, Wish};
use crate::text::{Document, ParagraphId};
use std::collections::BTreeMap;
use std::ops::Range;

/// A proposal with what grouping, ordering and weaving need of it.
pub(super) struct Keyed {
    /// Equal keys, equal groups.
    pub key: String,
    /// The rank of its kind among those at one position.
    pub kind: u8,
    /// Its words, unified: the order among those of one position and kind.
    pub words: String,
    /// Where it stands.
    pub site: Site,
    /// What is woven.
    pub form: Form,
    /// Whether it leaves two spaces in a row, or one at an end: a tidier spelling is printed, where there is one.
    pub untidy: bool,
}

/// The key and the form of a proposal. Only a clean one in a paragraph that is there gets a
/// form that can be woven: its words stay where their author put them.
pub(super) fn keyed(document: &Document, base: Option<&Base>, placed: &Placed) -> Keyed {
    match (&placed.site, base) {
        _ if placed.fate != Fate::Clean => adrift(document, placed),
        (Site::Span(id, range), Some(base)) if base.id == *id => span(document, base, placed, range),
        (Site::Gap(after), _) => gap(document, placed, *after),
        _ => adrift(document, placed),
    }
}

/// Wishes of one writer that cannot be told apart by their result, but are asked for in several
/// places ("very very"): each counts by itself.
#[derive(Default)]
pub(super) struct Twins(BTreeMap<(String, ActorId, Origin), Vec<Site>>);

impl Twins {
    /// The number of this wish among those of its writer under its key, from 0. To be asked in
    /// the order of [`in_order`].
    pub fn nth(&mut self, keyed: &Keyed, placed: &Placed) -> usize {
        let sites = self.0.entry((keyed.key.clone(), placed.actor.clone(), placed.origin)).or_default();
        sites.iter().position(|s| *s == keyed.site).unwrap_or_else(|| {
            sites.push(keyed.site.clone());
            sites.len() - 1
        })
    }
}

/// Proposals of one site by their place in it, those at one place by their names: never in the
/// order in which they came.
pub(super) fn in_order<'a>(placed: &[&'a Placed]) -> Vec<&'a Placed> {
    let place = |p: &Placed| match &p.site {
        Site::Span(_, range) => (range.start, range.end),
        _ => (0, 0),
    };
    let mut placed = placed.to_vec();
    placed.sort_by(|a, b| {
        place(a).cmp(&place(b)).then_with(|| (&a.proposal.id, a.origin).cmp(&(&b.proposal.id, b.origin)))
    });
    placed
}

/// Whether a wish is about the words of its span alone: a replacement, in the text or in words
/// that another proposal put there.
pub(super) fn is_words(wish: &Wish) -> bool {
    matches!(wish, Wish::Replace { .. } | Wish::Amend { .. })
}

/// Whether a wish is about words that stay as they are: to be kept, or in brackets.
pub(super) fn is_kept(wish: &Wish) -> bool {
    matches!(wish, Wish::Retain { .. } | Wish::Doubt { .. })
}

/// Whether a clean wish changes the words of its span (and is a change, not a tag).
pub(super) fn is_change(wish: &Wish, form: &Form) -> bool {
    match wish {
        Wish::Replace { .. } | Wish::Amend { .. } => !form.range.is_empty() || !form.with.is_empty(),
        Wish::DeleteParagraph { .. } => !form.range.is_empty(),
        _ => false,
    }
}

fn span(document: &Document, base: &Base, placed: &Placed, range: &Range<usize>) -> Keyed {
    let wish = &placed.proposal.wish;
    let len = base.glyphs.len();
    let clamped = range.start.min(len)..range.end.min(len).max(range.start.min(len));
    let mut untidy = false;
    let (form, own) = match wish {
        Wish::Replace { with, .. } | Wish::Amend { with, .. } => {
            let id = &placed.proposal.id;
            let (form, own, double) = replacement(document, base, &clamped, with, id);
            untidy = double;
            (form, own)
        }
        Wish::DeleteParagraph { .. } => (Form::bare(0..len), String::new()),
        Wish::Move { after, .. } => (Form::bare(0..len), name(*after)),
        Wish::Merge { second, .. } => (Form::bare(0..len), second.to_string()),
        Wish::Split { .. } => (Form::bare(clamped.start..clamped.start), clamped.start.to_string()),
        Wish::Alternative { words, .. } => {
            let from = flat::origins(words, 0..words.len() + 1, &placed.proposal.id);
            (Form { range: 0..len, with: words.clone(), from }, spell(glyphs(document, words)))
        }
        Wish::Retain { .. } | Wish::Doubt { .. } => {
            let range = without_blanks(base, clamped);
            (Form::bare(range.clone()), format!("{range:?}"))
        }
        Wish::Reserve { .. } => (Form::bare(clamped.clone()), format!("{clamped:?}")),
        Wish::Placement { words, note, targets, copy, .. } => {
            let words = spell(glyphs(document, words));
            let own = format!("{clamped:?}\u{1f}{words}\u{1f}{}\u{1f}{targets:?}\u{1f}{copy}", key(note));
            (Form::bare(clamped.clone()), own)
        }
        Wish::InsertParagraph { .. } => return adrift(document, placed),
    };
    let site = Site::Span(base.id, form.range.clone());
    let class = if is_words(wish) { "words" } else { wish.name() };
    let words = format!("{}\u{1f}{own}", spell(glyphs(document, &form.with)));
    let key = format!("{}\u{1f}{class}\u{1f}{own}", base.id);
    Keyed { key, kind: rank(wish, &form), words, site, form, untidy }
}

/// A span without the white space at its ends; all of the paragraph where nothing is meant.
pub(super) fn without_blanks(base: &Base, range: Range<usize>) -> Range<usize> {
    let blank = |at: &usize| base.glyphs.get(*at).is_some_and(|g| g.0.is_whitespace());
    let start = range.clone().find(|at| !blank(at)).unwrap_or(range.start);
    let end = range.clone().rev().find(|at| !blank(at)).map_or(range.end, |at| at + 1);
    if range.is_empty() { 0..base.glyphs.len() } else { start..end }
}

fn gap(document: &Document, placed: &Placed, after: Option<ParagraphId>) -> Keyed {
    let Wish::InsertParagraph { kind, words, .. } = &placed.proposal.wish else {
        return adrift(document, placed);
    };
    let text = spell(glyphs(document, words));
    let from = flat::origins(words, 0..words.len() + 1, &placed.proposal.id);
    Keyed {
        key: format!("{}\u{1f}insert-paragraph\u{1f}{kind}\u{1f}{text}", name(after)),
        kind: 0,
        words: format!("{kind}\u{1f}{text}"),
        site: Site::Gap(after),
        form: Form { range: 0..0, with: words.clone(), from },
        untidy: false,
    }
}

/// What does not stand cleanly is told apart by what its author saw, in keys of its own.
fn adrift(document: &Document, placed: &Placed) -> Keyed {
    let wish = &placed.proposal.wish;
    let seen = match (wish, wish.span()) {
        (Wish::Amend { at, .. }, _) => {
            format!("{} {} {:?}\u{1f}{}", at.of, at.version, at.range, key(&at.quote()))
        }
        (Wish::InsertParagraph { after, kind, .. }, _) => format!("{} {kind}", name(*after)),
        (_, Some(at)) => format!("{} {:?}\u{1f}{}", at.paragraph, at.range, key(&at.quote)),
        (_, None) => String::new(),
    };
    let asked = match wish {
        Wish::Replace { with: words, .. }
        | Wish::Amend { with: words, .. }
        | Wish::Alternative { words, .. }
        | Wish::InsertParagraph { words, .. } => spell(glyphs(document, words)),
        Wish::Move { after, .. } => name(*after),
        Wish::Merge { second, .. } => second.to_string(),
        Wish::Placement { words, note, targets, copy, .. } => {
            format!("{}\u{1f}{}\u{1f}{targets:?}\u{1f}{copy}", spell(glyphs(document, words)), key(note))
        }
        Wish::DeleteParagraph { .. }
        | Wish::Split { .. }
        | Wish::Retain { .. }
        | Wish::Doubt { .. }
        | Wish::Reserve { .. } => String::new(),
    };
    let (fate, base) = (placed.fate.name(), placed.proposal.base);
    let parts = [fate, &base.to_string(), &format!("{:?}", placed.site), wish.name(), &seen, &asked];
    let range = match &placed.site {
        Site::Span(_, range) => range.clone(),
        _ => 0..0,
    };
    let with = wish.fragment().cloned().unwrap_or_default();
    let form = Form { range, with, from: Vec::new() };
    let (key, site) = (parts.join("\u{1f}"), placed.site.clone());
    Keyed { key, kind: u8::MAX, words: seen, site, form, untidy: false }
}

/// The order among wishes at one place: kind, then words as they are printed.
pub(super) fn order(wish: &Wish, form: &Form) -> (u8, String) {
    let kind = match wish {
        Wish::InsertParagraph { kind, .. } => kind.to_string(),
        _ => String::new(),
    };
    (rank(wish, form), format!("{kind}\u{1f}{}", key(&form.with.bare())))
}

/// Insertions before what else begins there; deletions before replacements.
fn rank(wish: &Wish, form: &Form) -> u8 {
    match wish {
        Wish::Replace { .. } | Wish::Amend { .. } if form.range.is_empty() => 0,
        Wish::DeleteParagraph { .. } => 1,
        Wish::Replace { .. } | Wish::Amend { .. } if form.with.is_empty() => 2,
        Wish::Replace { .. } | Wish::Amend { .. } => 3,
        Wish::Split { .. } => 4,
        Wish::Move { .. } => 5,
        Wish::Merge { .. } => 6,
        Wish::Reserve { .. } => 7,
        Wish::Placement { .. } | Wish::InsertParagraph { .. } => 8,
        Wish::Retain { .. } => 9,
        Wish::Doubt { .. } => 10,
        Wish::Alternative { .. } => 11,
    }
}

fn name(paragraph: Option<ParagraphId>) -> String {
    paragraph.map(|id| id.to_string()).unwrap_or_default()
}
