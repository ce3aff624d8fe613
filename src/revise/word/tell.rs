//! What is not taken, and changes of looks alone, in sentences.
//!
//! Nothing is decided here.

use super::FromMarked;
use super::ground::Ground;
use super::wishes::{Told, short};
use crate::record::Wish;
use crate::revise::copy::FromCopy;
use crate::text::{Document, ParagraphId};

/// A paragraph as it is called in the room, or by its first words.
pub(super) fn called(base: &Document, id: ParagraphId) -> String {
    let label = base.meta_of(id).and_then(|m| m.label.as_ref()).map(|l| l.to_string());
    label.unwrap_or_else(|| format!("“{}”", short(&base.words_of(id).unwrap_or_default().bare())))
}

/// A wish in words: "OP5: “old” becomes “new”".
pub(super) fn wish(base: &Document, wish: &Wish) -> String {
    let place = |id: Option<ParagraphId>| id.map_or("the beginning".to_owned(), |id| called(base, id));
    let own = place(wish.span().map(|at| at.paragraph));
    match wish {
        Wish::Replace { at, with } => match (at.range.is_empty(), with.is_empty()) {
            (true, _) => format!("{own}: “{}” is put in", with.bare().trim()),
            (_, true) => format!("{own}: “{}” is taken out", at.quote.trim()),
            _ => format!("{own}: “{}” becomes “{}”", at.quote.trim(), with.bare().trim()),
        },
        Wish::InsertParagraph { after, words, .. } => {
            format!("“{}” is a new paragraph after {}", words.bare().trim(), place(*after))
        }
        Wish::DeleteParagraph { .. } => format!("{own} is taken out"),
        Wish::Move { after, .. } => format!("{own} is moved after {}", place(*after)),
        Wish::Split { at } => format!("{own} is cut in two before “{}”", short(&at.after)),
        Wish::Merge { second, .. } => format!("{own} is joined with {}", called(base, *second)),
        Wish::Alternative { words, .. } => format!("{own}: “{}” instead of all of it", words.bare().trim()),
        Wish::Amend { at, with } => {
            let (old, new) = (at.quote(), with.bare());
            format!("in {}: “{}” becomes “{}”", at.of, old.trim(), new.trim())
        }
        Wish::Retain { at } => format!("{own}: “{}” is to be kept", at.quote.trim()),
        Wish::Doubt { at } => format!("{own}: “{}” is put in brackets", at.quote.trim()),
        Wish::Reserve { .. } => format!("{own} is reserved"),
        Wish::Placement { note, .. } => format!("{own}: “{}”", note),
    }
}

/// Lists what somebody wants whom nobody has named.
pub(super) fn unknown(ground: &Ground, name: &str, made: &FromCopy, told: &Told, out: &mut FromMarked) {
    let base = ground.input.base;
    let each = made.strand.proposals.values().map(|p| wish(base, &p.wish));
    let refused =
        told.refused.iter().map(|(_, _, words, _)| format!("“{}” is not to be put in", words.trim()));
    let lines = made.furniture.iter().map(|(text, _)| format!("“{text}”"));
    let all: Vec<String> = each.chain(refused).chain(lines).chain(told.lost.iter().cloned()).collect();
    if all.is_empty() {
        return;
    }
    let who =
        if name.trim().is_empty() { "an author without a name".to_owned() } else { format!("“{name}”") };
    let count = all.len();
    let changes = if count == 1 { "change" } else { "changes" };
    if !ground.input.authors.contains_key(name) {
        out.untaken.push(format!("{count} {changes} by {who}, of whom nobody has said who it is."));
    }
    out.untaken.extend(all.into_iter().map(|text| format!("By {who}: {text}.")));
}

/// Lists changes of looks alone, and how many words of the text look like new ones.
pub(super) fn looks(ground: &Ground, out: &mut FromMarked) {
    for one in &ground.input.copy.formatting {
        let place = named(ground, one.paragraph);
        let what = if one.text.is_empty() {
            "the paragraph".to_owned()
        } else {
            format!("“{}”", short(&one.text))
        };
        let by = if one.by.trim().is_empty() { "Somebody" } else { one.by.as_str() };
        out.formatting.push(format!("{place}: {by} changed how {what} looks."));
    }
    let mut passages: Vec<String> = Vec::new();
    for (row, side) in ground.rows.iter().enumerate().filter(|(_, s)| s.kind.is_labelled()) {
        let Some(link) = ground.links.get(row).and_then(Option::as_ref) else { continue };
        let looks = |(at, n): &(usize, &usize)| {
            let atom = ground.stream.atoms.get(**n);
            atom.is_some_and(|a| a.look.marks() && a.gone.is_none()) && !link.is_new(*at)
        };
        let all: Vec<(usize, &usize)> = side.atoms.iter().enumerate().collect();
        for some in all.chunk_by(|a, b| looks(a) == looks(b)) {
            let atoms: Vec<usize> = some.iter().map(|(_, n)| **n).collect();
            let text = ground.stream.text(&atoms);
            if some.first().is_some_and(looks) && !text.trim().is_empty() {
                passages.push(text);
            }
        }
    }
    if let Some(first) = passages.first() {
        let count = match passages.len() {
            1 => "One passage".to_owned(),
            n => format!("{n} passages"),
        };
        out.formatting.push(format!(
            "{count} in bold, colour or underlined that the text has too, first “{}”.",
            short(first)
        ));
    }
}

/// A paragraph of the source by the label of what it is in the base, else by its first words.
fn named(ground: &Ground, paragraph: usize) -> String {
    let atoms = ground.stream.atoms.get(ground.stream.of(paragraph)).unwrap_or_default();
    let row = atoms.iter().find_map(|a| a.base).map(|(row, _)| row);
    let at = row.and_then(|row| ground.links.get(row)?.as_ref()?.first());
    match at.and_then(|at| ground.input.base.meta(at)) {
        Some(meta) => called(ground.input.base, meta.id),
        None => {
            let text = ground.input.copy.paragraphs.get(paragraph).map(|p| p.text()).unwrap_or_default();
            format!("“{}”", short(&text))
        }
    }
}
