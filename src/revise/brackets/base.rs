//! [`standing_text`]: the text that a compilation is about, where there is no other copy of it.
//!
//! What stands in no bracket stands, and so does what somebody wants deleted or kept or has doubts
//! about; what is only put in does not. Lines of names and what stands under them are versions of
//! the paragraph above. What is taken out here is what [`super::from_brackets`] reads.

use super::super::intake::{Parsed, Repair};
use super::lines::lines;
use super::{BracketsInput, stacked};
use crate::record::ActorId;
use crate::text::{Document, Kind, NoteId, Source, Words, from_letters, from_roman};
use crate::weave::bracket::{Reading, standing_parts};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Bytes that are gone through to cut words with italics or notes; beyond it they stand as they are.
const WORK: usize = 500_000_000;

/// The text without what its brackets put in, and the repairs of its reader that stand in
/// paragraphs with brackets: where they are now is not known. `known` and `answers` are as in
/// [`BracketsInput`].
pub fn standing_text(
    copy: &Parsed,
    known: &dyn Fn(&str) -> Option<ActorId>,
    answers: &BTreeMap<String, ActorId>,
) -> (Parsed, Vec<Repair>) {
    let base = Document::default();
    let hash = base.hash();
    let lines = lines(&BracketsInput { base: &base, hash, title: "", copy, known, answers });
    let own = stacked::own_paragraphs(&lines);
    let mut out = Parsed { paragraphs: Vec::new(), ..copy.clone() };
    for (line, _) in lines.iter().zip(own).filter(|(_, own)| *own) {
        let words = standing_words(&line.words, &line.reading);
        let source =
            Source { kind: line.row.kind, issued: line.issued.clone(), masthead: line.row.masthead, words };
        out.paragraphs.push(subordinate(source, out.paragraphs.last()));
    }
    let used: BTreeSet<NoteId> =
        out.paragraphs.iter().flat_map(|p| p.words.notes().iter().copied()).collect();
    out.notes.retain(|id, _| used.contains(id));
    let mut lost = Vec::new();
    let mut kept = Vec::new();
    for repair in std::mem::take(&mut out.report.repairs) {
        let whole = copy.paragraphs.get(repair.paragraph).map(|p| &p.words);
        match out.paragraphs.iter().position(|p| Some(&p.words) == whole) {
            Some(paragraph) => kept.push(Repair { paragraph, ..repair }),
            None => lost.push(repair),
        }
    }
    out.report.repairs = kept;
    (out, lost)
}

/// The words that stand in a paragraph. One with more brackets than are read stands as it is.
fn standing_words(words: &Words, reading: &Reading) -> Words {
    let text = words.text();
    let many = text.bytes().filter(|b| matches!(b, b'[' | b']')).count() > 2 * crate::limits::BRACKETS;
    let parts = if many { Vec::new() } else { standing_parts(text, reading) };
    let plain = words.italic().is_empty() && words.bold().is_empty() && words.notes().is_empty();
    if many || (!plain && parts.len().saturating_mul(text.len()) > WORK) {
        return words.clone();
    }
    let piece = |part: &Range<usize>| text.get(part.clone()).unwrap_or_default();
    // What was taken out takes the space before a mark that closes with it.
    let closes = |part: &Range<usize>| piece(part).starts_with([',', '.', ';', ':', ')']);
    if plain {
        let mut out = String::with_capacity(text.len());
        for part in &parts {
            if closes(part) && out.ends_with(' ') {
                out.pop();
            }
            out.push_str(piece(part));
        }
        return Words::plain(out.trim());
    }
    let chars = |at: usize| text.get(..at).map_or(0, |t| t.chars().count());
    let mut out = Words::default();
    for part in &parts {
        if closes(part) && out.text().ends_with(' ') {
            out = out.slice(0..out.len() - 1);
        }
        out.push(&words.slice(chars(part.start)..chars(part.end)));
    }
    trimmed(&out)
}

fn trimmed(words: &Words) -> Words {
    let text = words.text();
    let start = text.chars().take_while(|c| c.is_whitespace()).count();
    let end = text.trim_end().chars().count();
    words.slice(start..end.max(start))
}

/// A paragraph whose label a reader left in its words, as names stood above it: "(b) Limits to …"
/// is a sub-paragraph.
fn subordinate(source: Source, above: Option<&Source>) -> Source {
    let text = source.words.text();
    let name = text.strip_prefix('(').and_then(|t| t.split_once(") ")).map(|(name, _)| name.to_owned());
    let Some(name) = name.filter(|_| source.issued.is_none() && !matches!(source.kind, Kind::Sub(_))) else {
        return source;
    };
    let (letter, roman) = (from_letters(&name), from_roman(&name));
    let last = above.and_then(|a| Some((a.kind, a.issued.as_deref()?.trim_matches(['(', ')']).to_owned())));
    let goes_on = |level: u8, number: Option<u16>| {
        let before = last.as_ref().filter(|(kind, _)| *kind == Kind::Sub(level));
        let before = before.and_then(|(_, n)| if level == 1 { from_letters(n) } else { from_roman(n) });
        number.is_some_and(|n| before.and_then(|b| b.checked_add(1)) == Some(n))
    };
    let level = match (letter, roman) {
        _ if goes_on(2, roman) => 2,
        _ if goes_on(1, letter) => 1,
        (_, Some(1)) => 2,
        (Some(_), _) => 1,
        (None, Some(_)) => 2,
        (None, None) => return source,
    };
    let label = name.chars().count() + 3;
    Source {
        kind: Kind::Sub(level),
        issued: Some(format!("({name})")),
        words: source.words.slice(label..usize::MAX),
        ..source
    }
}
