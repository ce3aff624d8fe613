//! Wishes without words of their own, as the program writes them into comments.
//!
//! Only the exact forms are read back, and only where their place says the same: what says
//! nothing of its place by itself ("delete", "reserves") is about a whole paragraph, unless it
//! stands in brackets with its author's name. Everything else stays what it is: a comment.

use crate::record::{Actor, Span, Strand, Wish};
use crate::revise::asides::sentence;
use crate::revise::copy::Maker;
use crate::revise::noise::same;
use crate::revise::placement::Note;
use crate::revise::rows::Row;
use crate::revise::spans::span;
use crate::text::{Document, Fragment, ParagraphId, Words};
use std::ops::Range;

/// What a remark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remarked {
    /// Only an explanation of the file.
    Nothing,
    /// A wish.
    Wish(Wish),
    /// A placement note at a place.
    Placement(Span, String),
}

/// Words quoted of a place that has to be found again.
const QUOTED: usize = 5;

/// The wish that a comment by `by` stands for, if it is certain.
pub(super) fn read(base: &Document, at: Option<&Span>, by: &str, text: &str) -> Option<Remarked> {
    let text = text.trim();
    if super::lists::listed(by, text).is_some() {
        return Some(Remarked::Nothing);
    }
    let at = at?;
    if let Some(note) = text.strip_prefix('/').and_then(|t| t.strip_suffix('/')) {
        let note = note.strip_prefix(by).and_then(|t| t.strip_prefix(": ")).unwrap_or(note).trim();
        let plain = !note.is_empty() && !note.contains('\n');
        return plain.then(|| Remarked::Placement(at.clone(), note.to_owned()));
    }
    let inside = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).and_then(|t| t.strip_prefix(by));
    let inside = inside.and_then(|t| t.strip_prefix(": ").or_else(|| t.strip_prefix(' ')));
    if let Some(asked) = inside {
        return wish(base, at, asked).map(Remarked::Wish);
    }
    // What anybody may write at a word is a remark on that word.
    let bare = matches!(text, "reserves" | "delete" | "Delete this paragraph.");
    // A reservation without words stands at a point, as it is written.
    let point = text == "reserves" && at.range.is_empty();
    if bare && !point && !is_whole(base, at) {
        return None;
    }
    wish(base, at, text).map(Remarked::Wish)
}

/// Whether a place is all of its paragraph, but for white space.
fn is_whole(base: &Document, at: &Span) -> bool {
    let Some(words) = base.words_of(at.paragraph) else { return false };
    let around = [words.str(0..at.range.start), words.str(at.range.end..words.len())];
    !at.range.is_empty() && around.iter().all(|text| text.trim().is_empty())
}

/// A wish about words that stay as they are.
type Quiet = fn(Span) -> Wish;

/// What asks for no other words, by the verb.
const QUIET: [(&str, Quiet); 3] = [
    ("reserves", |at| Wish::Reserve { at }),
    ("retains", |at| Wish::Retain { at }),
    ("brackets", |at| Wish::Doubt { at }),
];

fn wish(base: &Document, at: &Span, asked: &str) -> Option<Wish> {
    let id = at.paragraph;
    let words = base.words_of(id)?;
    let whole = || span(id, &words, 0..words.len());
    let quoted = |text: &str| Some(text.strip_prefix('“')?.strip_suffix('”')?.to_owned());
    for (verb, wish) in QUIET {
        if asked == verb {
            return Some(wish(at.clone()));
        }
        if let Some(quote) = asked.strip_prefix(verb).and_then(|a| a.strip_prefix(" on ")).and_then(quoted) {
            return same(&quote, &at.quote).then(|| wish(at.clone()));
        }
    }
    if asked == "move to the beginning" {
        return Some(Wish::Move { at: whole(), after: None });
    }
    if let Some(after) = asked.strip_prefix("move after ") {
        let after = named(base, after).filter(|after| *after != id)?;
        return Some(Wish::Move { at: whole(), after: Some(after) });
    }
    if let Some(second) = asked.strip_prefix("merge with ") {
        let second = named(base, second).filter(|second| *second != id)?;
        return Some(Wish::Merge { at: whole(), second });
    }
    let rest = || words.slice(at.range.start..usize::MAX).bare();
    let split = || Wish::Split { at: span(id, &words, at.range.start..at.range.start) };
    if let Some(quote) = asked.strip_prefix("split before ").and_then(quoted) {
        return (at.range.is_empty() && first(&rest()) == quote).then(split);
    }
    if asked == "split here" && at.range.is_empty() && rest().trim().is_empty() {
        return Some(split());
    }
    let gone = matches!(asked, "Delete this paragraph." | "delete");
    gone.then(|| Wish::DeleteParagraph { at: whole() })
}

/// Takes what one actor's own copy says in brackets behind the words of a paragraph off them:
/// "[UPU reserves]". The wishes that it stands for, the last first.
pub(super) fn behind(base: &Document, at: usize, actor: &Actor, row: &mut Row) -> Vec<Wish> {
    let (Some(id), words) = (base.meta(at).map(|m| m.id), base.words(at)) else { return Vec::new() };
    let mut out = Vec::new();
    loop {
        let text = row.words.text().trim_end().to_owned();
        let Some((kept, tag)) = text.rsplit_once('[') else { break };
        let Some(inside) = tag.strip_suffix(']') else { break };
        let names = |rest: &str| actor.answers_to(inside.strip_suffix(rest).unwrap_or_default());
        let asked = inside.match_indices([' ', ':']).filter_map(|(n, _)| inside.get(n..));
        let Some(rest) = asked.into_iter().find(|rest| names(rest)) else { break };
        let asked = rest.trim_start_matches([':', ' ']);
        let (start, len) = (kept.trim_end().chars().count(), row.words.len());
        if words.text().contains(&format!("[{inside}]")) {
            break;
        }
        let Some(wish) = place(&words, asked).and_then(|range| wish(base, &span(id, &words, range), asked))
        else {
            break;
        };
        row.words = row.words.replaced(start..len, &Words::default());
        row.whole = row.whole.trim_end().trim_end_matches(&format!("[{inside}]")).trim_end().to_owned();
        out.push(wish);
    }
    out
}

/// Where a paragraph is that a remark quotes words of, if it is the only such place; all of it
/// for one without a quotation.
fn place(words: &Words, asked: &str) -> Option<Range<usize>> {
    let quote = asked.split_once('“').and_then(|(_, rest)| rest.strip_suffix('”'));
    let quiet = QUIET.iter().any(|(verb, _)| asked.starts_with(verb));
    let (Some(quote), true) = (quote, quiet || asked.starts_with("split")) else {
        return (!asked.starts_with("split")).then(|| 0..words.len());
    };
    let text = words.text();
    let mut found = text.match_indices(quote).map(|(at, _)| at);
    let at = found.next().filter(|_| found.next().is_none())?;
    let start = text.get(..at)?.chars().count();
    let len = if asked.starts_with("split") { 0 } else { quote.chars().count() };
    Some(start..start + len)
}

/// The one paragraph that is called so: by its label, or by its first words.
fn named(base: &Document, name: &str) -> Option<ParagraphId> {
    let quote = name.strip_prefix('“').and_then(|t| t.strip_suffix('”'));
    let is = |at: &usize| match quote {
        Some(quote) => first(&base.words(*at).bare()) == quote,
        None => base.meta(*at).and_then(|m| m.label.as_ref()).is_some_and(|l| l.to_string() == name),
    };
    let mut found = (0..base.len()).filter(is);
    let at = found.next().filter(|_| found.next().is_none())?;
    base.meta(at).map(|m| m.id)
}

fn first(text: &str) -> String {
    text.split_whitespace().take(QUOTED).collect::<Vec<_>>().join(" ")
}

/// Proposes a placement: it is about the words that its author proposes there, else about those
/// of the text.
pub(super) fn placement(maker: &mut Maker, strand: &Strand, at: &Span, note: &str) {
    let about = |range: &Range<usize>, exact: bool| match exact {
        true => *range == at.range,
        false => range.start <= at.range.end && at.range.start <= range.end,
    };
    let proposed = |exact: bool| {
        strand.proposals.values().find_map(|p| match &p.wish {
            Wish::Replace { at: own, with }
                if own.paragraph == at.paragraph && !with.is_empty() && about(&own.range, exact) =>
            {
                Some(with.clone())
            }
            _ => None,
        })
    };
    let words = maker.input.base.words_of(at.paragraph).unwrap_or_default();
    let standing = || {
        let range = if at.range.is_empty() { sentence(&words, at.range.start) } else { at.range.clone() };
        Fragment::from(words.slice(range))
    };
    let with = proposed(true).or_else(|| proposed(false)).unwrap_or_else(standing);
    maker.placement(&Note { at: at.range.start, text: note.to_owned() }, at.clone(), with);
}
