//! Whole paragraphs of a copy: new, moved, cut up, joined, gone.
//!
//! A paragraph that is not in the copy is proposed for deletion only where the copy holds nearly
//! everything else and its neighbours stand side by side there; otherwise it is absent.

use super::copy::Maker;
use super::furniture;
use super::noise::same;
use super::spans::span;
use crate::diff::Hunk;
use crate::record::Wish;
use crate::text::{Fragment, Kind, ParagraphId, Words, between};
use std::collections::BTreeSet;

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
    for row in 0..maker.rows.len() {
        if let Some(at) = maker.pairing.bases(row).last().copied() {
            flush(maker, &mut run, still);
            if maker.pairing.is_moved(row) {
                moved(maker, row, last, whole);
            } else {
                still = Some(at);
            }
            last = Some(at);
        } else if !maker.pairing.has_row(row) && is_new(maker, row) {
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

fn moved(maker: &mut Maker, row: usize, last: Option<usize>, whole: bool) {
    let Some(first) = maker.pairing.bases(row).first().copied() else { return };
    let after = last.and_then(|at| maker.base(at)).map(|(id, _)| id);
    let Some((id, words)) = maker.base(first) else { return };
    let there = first.checked_sub(1) == last;
    let masthead = maker.input.base.meta(first).is_some_and(|m| m.masthead);
    if there || masthead || after == Some(id) {
        return;
    }
    if !whole {
        let name = maker.name(first);
        let text =
            format!("{name} stands elsewhere in the copy, which is only an excerpt: not taken as a move.");
        return maker.out.warnings.push(text);
    }
    maker.propose(Wish::Move { at: span(id, &words, 0..words.len()), after });
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
    let text = found.words.bare();
    let sentence = text.trim_end().ends_with(['.', ';']) || text.chars().count() > LONG;
    if !matches!(found.kind, Kind::Plain | Kind::Heading) || !sentence {
        return found.kind;
    }
    let before = (0..last.map_or(0, |at| at + 1)).rev();
    let mut labelled = before.filter_map(|at| maker.input.base.meta(at)).filter(|m| m.kind.is_labelled());
    labelled.next().map_or(found.kind, |m| m.kind)
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
    let base = maker.input.base;
    if let Some(row) = maker.rows.get(row) {
        let taken = base.metas().any(|m| m.label.is_some() && m.label == row.label);
        if let (Some(issued), Some(_), false) = (&row.issued, &row.label, taken) {
            return issued.clone();
        }
    }
    let label = between(base, at.map_or(0, |at| at + 1), kind);
    label.map(|l| l.to_string()).unwrap_or_default()
}

/// Proposes what becomes of a paragraph that the copy cuts in two or more, or of several that it
/// joins: the words by difference over all of them, then the cuts or the joins.
pub(super) fn reshaped(maker: &mut Maker, row: usize, bases: &[usize]) {
    let parts: Vec<usize> =
        std::iter::once(row).chain(maker.pairing.split.get(&row).into_iter().flatten().copied()).collect();
    let old = Joined::new(bases.iter().map(|at| maker.input.base.words(*at)).collect());
    let new = Joined::new(parts.iter().filter_map(|r| maker.rows.get(*r)).map(|r| r.words.clone()).collect());
    let Some(first) = bases.first().copied() else { return };
    let hunks = maker.differences(first, &old.all, &new.all);
    let mut cuts: BTreeSet<usize> = new.starts.iter().skip(1).copied().collect();
    for hunk in &hunks {
        let inside: Vec<usize> =
            cuts.iter().copied().filter(|c| hunk.b.start < *c && *c <= hunk.b.end).collect();
        cuts.retain(|c| !inside.contains(c));
        replace(maker, bases, &old, &new, hunk, &inside);
    }
    for at in cuts.into_iter().map(|cut| old_place(&hunks, cut)) {
        let Some((which, at)) = old.local(at) else { continue };
        let Some((id, words)) = bases.get(which).and_then(|b| maker.base(*b)) else { continue };
        maker.propose(Wish::Split { at: span(id, &words, at..at) });
    }
    let ids: Vec<(ParagraphId, Words)> = bases.iter().filter_map(|at| maker.base(*at)).collect();
    for pair in ids.windows(2) {
        if let [(id, words), (second, _)] = pair {
            maker.propose(Wish::Merge { at: span(*id, words, 0..words.len()), second: *second });
        }
    }
}

/// Proposes one hunk over joined paragraphs: a piece a paragraph of the base; the new words all
/// in the first, with a break at each of `cuts`.
fn replace(maker: &mut Maker, bases: &[usize], old: &Joined, new: &Joined, hunk: &Hunk, cuts: &[usize]) {
    let mut lines = Vec::new();
    let mut notes = std::collections::BTreeMap::new();
    let mut from = hunk.b.start;
    for end in cuts.iter().copied().chain([hunk.b.end]) {
        // The space before a cut only joined the parts.
        let until = if cuts.contains(&end) { end.saturating_sub(1).max(from) } else { end };
        let line = maker.notes.line(&new.all.slice(from..until));
        lines.push(line.first().clone());
        notes.extend(line.notes().clone());
        from = end;
    }
    let mut with = Fragment::new(lines, notes);
    for (which, at) in bases.iter().enumerate() {
        let Some((id, words)) = maker.base(*at) else { continue };
        let Some(start) = old.starts.get(which).copied() else { continue };
        let range = hunk.a.start.clamp(start, start + words.len()) - start
            ..hunk.a.end.clamp(start, start + words.len()) - start;
        let last = which + 1 == bases.len();
        let here = hunk.a.start <= start + words.len();
        if !here || (range.is_empty() && with.is_empty()) {
            continue;
        }
        if same(words.str(range.clone()), &with.bare()) && with.lines().len() == 1 && !last {
            continue;
        }
        maker.propose(Wish::Replace { at: span(id, &words, range), with: std::mem::take(&mut with) });
    }
}

/// Where a place between hunks stands in the base.
fn old_place(hunks: &[Hunk], at: usize) -> usize {
    let before = hunks.iter().rfind(|h| h.b.end < at || (h.b.end == at && !h.b.is_empty()));
    before.map_or(at, |h| h.a.end + at - h.b.end)
}

/// Several paragraphs as one, with a space between them.
struct Joined {
    all: Words,
    starts: Vec<usize>,
}

impl Joined {
    fn new(parts: Vec<Words>) -> Self {
        let (mut all, mut starts) = (Words::default(), Vec::new());
        for part in parts {
            if !starts.is_empty() {
                all.push(&Words::plain(" "));
            }
            starts.push(all.len());
            all.push(&part);
        }
        Self { all, starts }
    }

    /// Which part holds a place, and where in it.
    fn local(&self, at: usize) -> Option<(usize, usize)> {
        let which = self.starts.iter().rposition(|start| *start <= at)?;
        self.starts.get(which).map(|start| (which, at - start))
    }
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
