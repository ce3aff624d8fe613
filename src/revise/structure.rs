//! Whole paragraphs of a copy: new, moved, gone.
//!
//! A paragraph that is not in the copy is proposed for deletion only where the copy holds nearly
//! everything else and its neighbours stand side by side there; otherwise it is absent.

use super::copy::Maker;
use super::furniture;
use super::rows::Row;
use super::spans::span;
use crate::record::Wish;
use crate::text::{Fragment, Hash, Kind, Label, between};

/// The share of the base's labelled paragraphs, in percent, from which a copy is a whole one.
const WHOLE: usize = 80;
/// More paragraphs in a row than this are proposed for deletion with a warning.
const MANY: usize = 3;
/// Characters from which a line that was taken for a heading is a paragraph.
const LONG: usize = 120;

/// Proposes new paragraphs and moves.
pub(super) fn paragraphs(maker: &mut Maker) {
    let whole = is_whole(maker);
    // New paragraphs hang on one that stays where it is: a move may be decided otherwise.
    let (mut last, mut still): (Option<usize>, Option<usize>) = (None, None);
    let mut run: Vec<usize> = Vec::new();
    // The gesture that the row before is part of, where it goes on here.
    let mut block: Option<String> = None;
    for row in 0..maker.rows.len() {
        if let Some(at) = maker.pairing.bases(row).last().copied() {
            flush(maker, &mut run, still);
            if maker.pairing.is_moved(row) {
                let (next, before) = (goes_on(maker, row), block.take());
                let bundle = before.clone().or_else(|| next.then(|| gesture(maker, at, last)));
                let proposed = moved(maker, row, last, whole, (before.is_some(), bundle.clone()));
                block = bundle.filter(|_| next && proposed);
            } else {
                (still, block) = (Some(at), None);
            }
            last = Some(at);
        } else if !maker.pairing.has_row(row) && (whole || !is_letter(maker, row)) && is_new(maker, row) {
            run.push(row);
        }
    }
    flush(maker, &mut run, still);
}

/// Whether the copy holds nearly all of the base.
fn is_whole(maker: &Maker) -> bool {
    let labelled = |at: &usize| maker.input.base.meta(*at).is_some_and(|m| m.kind.is_labelled());
    let all: Vec<usize> = (0..maker.input.base.len()).filter(labelled).collect();
    let held = all.iter().filter(|at| maker.pairing.row_of(**at).is_some()).count();
    !all.is_empty() && held * 100 >= all.len() * WHOLE
}

/// Whether a row is what a mail says before or after the paragraphs that it is about; lists it.
fn is_letter(maker: &mut Maker, row: usize) -> bool {
    let plain = maker.rows.get(row).filter(|r| !r.kind.is_labelled() && r.label.is_none());
    let Some(text) = plain.map(|r| r.words.bare()) else { return false };
    let inside = (0..row).any(|r| maker.pairing.has_row(r))
        && (row + 1..maker.rows.len()).any(|r| maker.pairing.has_row(r));
    if inside || text.trim().is_empty() {
        return false;
    }
    maker.out.furniture.push((text, furniture::LETTER.to_owned()));
    true
}

/// Whether a row without a pair is a wish; lists it if not.
fn is_new(maker: &mut Maker, row: usize) -> bool {
    let Some(found) = maker.rows.get(row) else { return false };
    let text = found.words.bare();
    if let Some(why) = furniture::why(found, maker.input.actor, maker.input.title) {
        if !text.trim().is_empty() {
            maker.out.furniture.push((text, why.to_owned()));
        }
        return false;
    }
    if found.struck {
        let name = found.issued.clone().unwrap_or_default();
        let words: String = found.whole.chars().take(crate::limits::QUOTE).collect();
        maker.out.warnings.push(format!("Struck in the copy, but not in the text: “{name} {words}”."));
        return false;
    }
    !text.trim().is_empty()
}

/// Whether the next paragraph that the copy has of the base was moved along with that of a row.
fn goes_on(maker: &Maker, row: usize) -> bool {
    let next = (row + 1..maker.rows.len()).find(|r| maker.pairing.has_row(*r));
    let Some(next) = next.filter(|r| maker.pairing.is_moved(*r)) else { return false };
    let (last, first) =
        (maker.pairing.bases(row).last().copied(), maker.pairing.bases(next).first().copied());
    matches!((last, first), (Some(last), Some(first)) if last + 1 == first)
}

/// The name of the gesture that moves several paragraphs from one place to another.
fn gesture(maker: &Maker, at: usize, last: Option<usize>) -> String {
    let name = |at: Option<usize>| {
        at.and_then(|at| maker.base(at)).map(|(id, _)| id.to_string()).unwrap_or_default()
    };
    let hash = Hash::of(&["block", &maker.input.hash.to_string(), &name(Some(at)), &name(last)]);
    format!("{}-{}", maker.input.actor.id, hash.short(8))
}

/// Proposes that the paragraph of a row moves, alone or as part of a block; whether it was proposed.
fn moved(
    maker: &mut Maker,
    row: usize,
    last: Option<usize>,
    whole: bool,
    (along, bundle): (bool, Option<String>),
) -> bool {
    let Some(first) = maker.pairing.bases(row).first().copied() else { return false };
    let after = last.and_then(|at| maker.base(at)).map(|(id, _)| id);
    let Some((id, words)) = maker.base(first) else { return false };
    // Behind one that moves it stands as before, and moves.
    let there = first.checked_sub(1) == last && !along;
    let masthead = maker.input.base.meta(first).is_some_and(|m| m.masthead);
    if there || masthead || after == Some(id) {
        return false;
    }
    if !whole {
        let name = maker.name(first);
        let text =
            format!("{name} stands elsewhere in the copy, which is only an excerpt: not taken as a move.");
        maker.out.warnings.push(text);
        return false;
    }
    maker.propose_with(Wish::Move { at: span(id, &words, 0..words.len()), after }, bundle);
    true
}

/// Proposes the new paragraphs of one gap: those of one kind in a row as one proposal.
fn flush(maker: &mut Maker, run: &mut Vec<usize>, last: Option<usize>) {
    let rows = std::mem::take(run);
    let kinds: Vec<Kind> = rows.iter().map(|r| kind(maker, *r, last)).collect();
    let mut done = 0;
    while let Some(kind) = kinds.get(done).copied() {
        let same = kinds.iter().skip(done).take_while(|k| **k == kind).count();
        let part = rows.get(done..done + same).unwrap_or_default();
        insert(maker, part, kind, gap(maker, part, last));
        done += same;
    }
}

/// The kind of a new paragraph: a long line between numbered ones is one of them.
fn kind(maker: &Maker, row: usize, last: Option<usize>) -> Kind {
    let Some(found) = maker.rows.get(row) else { return Kind::Plain };
    meant_kind(maker, found.kind, &found.words.bare(), last)
}

/// The kind of a new paragraph after the one of the base at `last`, which looks like `kind`.
pub(super) fn meant_kind(maker: &Maker, kind: Kind, text: &str, last: Option<usize>) -> Kind {
    let sentence = text.trim_end().ends_with(['.', ';']) || text.chars().count() > LONG;
    if !matches!(kind, Kind::Plain | Kind::Heading) || !sentence {
        return kind;
    }
    let before = (0..last.map_or(0, |at| at + 1)).rev();
    let mut labelled = before.filter_map(|at| maker.input.base.meta(at)).filter(|m| m.kind.is_labelled());
    labelled.next().map_or(kind, |m| m.kind)
}

/// The ordinal that a gap follows: of the paragraph before it in the copy. Where the copy leaves
/// paragraphs out there, an author's "39 bis" says which.
fn gap(maker: &Maker, rows: &[usize], last: Option<usize>) -> Option<usize> {
    let base = maker.input.base;
    let next = rows.last().and_then(|r| {
        let rest = r + 1..maker.rows.len();
        rest.filter(|r| !maker.pairing.is_moved(*r)).find_map(|r| maker.pairing.bases(r).first().copied())
    });
    let from = last.map_or(0, |at| at + 1);
    let end = next.filter(|at| *at >= from).unwrap_or(base.len());
    if from == end {
        return last;
    }
    let own = rows.first().and_then(|r| maker.rows.get(*r)).and_then(|r| r.label.clone());
    if let Some(own) = own.filter(|l| l.ordinal > 0 || l.alternative > 0) {
        let of = |at: &usize| {
            let label = base.meta(*at).and_then(|m| m.label.as_ref());
            label.is_some_and(|l| (l.annex, l.series, l.number) == (own.annex, own.series, own.number))
        };
        let named = (from.saturating_sub(1)..end).rev().find(of);
        if named.is_some() {
            return named;
        }
    }
    // An excerpt that begins with a new paragraph puts it before what follows.
    if last.is_none() { next.map_or(Some(base.len()), Some).and_then(|at| at.checked_sub(1)) } else { last }
}

fn insert(maker: &mut Maker, rows: &[usize], kind: Kind, at: Option<usize>) {
    let after = at.and_then(|at| maker.base(at)).map(|(id, _)| id);
    let Some(first) = rows.first() else { return };
    let label = label(maker, *first, kind, at);
    let mut lines = Vec::with_capacity(rows.len());
    let mut notes = std::collections::BTreeMap::new();
    for row in rows {
        let Some(words) = maker.rows.get(*row).map(|r| r.words.clone()) else { continue };
        let line = maker.notes.line(&words);
        lines.push(line.first().clone());
        notes.extend(line.notes().clone());
    }
    maker.propose(Wish::InsertParagraph { after, kind, label, words: Fragment::new(lines, notes) });
}

/// The label as the author wrote it, unless the base has it for another paragraph (a copy that
/// was numbered anew); then the next free one.
fn label(maker: &Maker, row: usize, kind: Kind, at: Option<usize>) -> String {
    free_label(maker, maker.rows.get(row), kind, at)
}

/// The label of a new paragraph that looks like `row`.
pub(super) fn free_label(maker: &Maker, row: Option<&Row>, kind: Kind, at: Option<usize>) -> String {
    let base = maker.input.base;
    let free = between(base, at.map_or(0, |at| at + 1), kind);
    if let Some(row) = row {
        let taken = base.metas().any(|m| m.label.is_some() && m.label == row.label);
        // "18" where 17 is free was counted, by Word or by hand, past what else is new.
        let plain = |l: &Label| l.sub.is_empty() && (l.ordinal, l.alternative) == (0, 0);
        let past = |l: &Label| plain(l) && free.as_ref().is_some_and(|f| f.number < l.number);
        if let (Some(issued), Some(label), false) = (&row.issued, &row.label, taken)
            && !past(label)
        {
            return issued.clone();
        }
    }
    free.map(|l| l.to_string()).unwrap_or_default()
}

/// Proposes to delete what the copy plainly leaves out, and lists what else it does not hold.
pub(super) fn gone(maker: &mut Maker) {
    let whole = is_whole(maker);
    let missing: Vec<usize> =
        (0..maker.input.base.len()).filter(|at| maker.pairing.row_of(*at).is_none()).collect();
    for run in missing.chunk_by(|a, b| a + 1 == *b) {
        let masthead = |at: &usize| maker.input.base.meta(*at).is_some_and(|m| m.masthead);
        if whole && are_left_out(maker, run) && !run.iter().any(masthead) {
            if let (true, Some(first), Some(last)) = (run.len() > MANY, run.first(), run.last()) {
                let names = (maker.name(*first), maker.name(*last));
                let text = format!(
                    "{} paragraphs are missing, from {} to {}: is the copy whole?",
                    run.len(),
                    names.0,
                    names.1
                );
                maker.out.warnings.push(text);
            }
            run.iter().for_each(|at| maker.delete(*at));
            continue;
        }
        for at in run {
            if let Some((id, _)) = maker.base(*at) {
                let name = maker.name(*at);
                maker.out.absent.push((id, name));
            }
        }
    }
}

/// Whether the neighbours of missing paragraphs stand side by side in the copy, with at most new
/// ones between them.
fn are_left_out(maker: &Maker, run: &[usize]) -> bool {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
    let row = |at: Option<usize>| at.and_then(|at| maker.pairing.row_of(at));
    let (Some(before), Some(after)) = (row(first.checked_sub(1)), row(Some(last + 1))) else { return false };
    let still = !maker.pairing.is_moved(before) && !maker.pairing.is_moved(after);
    still
        && before < after
        && (before + 1..after).all(|r| maker.pairing.of_row.get(r).copied().flatten().is_none())
}
