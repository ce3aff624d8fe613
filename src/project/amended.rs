//! Where amendments to others' proposals stand: in the words of the proposal as it is now or,
//! once those went into the text by a decision, in the text.
//!
//! Words are followed through the difference of two versions and through the logged change of the
//! decision, never looked for. What cannot be known exactly is damaged.

use super::project::Project;
use super::stand::{Trail, Trails, placed};
use crate::diff::{carried, key};
use crate::record::{ActorId, Decision, Inside, Origin, Outcome, Proposal, ProposalId, Wish};
use crate::text::{Change, Fragment, Op, ParagraphId, Standing};
use crate::weave::{Fate, Site};
use std::ops::Range;
use std::sync::Arc;

/// How deep amendments of amendments are followed; what lies deeper, or in a circle, is an orphan.
const DEEPEST: usize = 24;

/// How an amendment fares, and where it stands.
pub(super) fn follow(trails: &mut Trails<'_>, at: &Inside, with: &Fragment) -> (Fate, Site) {
    let project = trails.project;
    if !reaches_the_text(project, &at.of) {
        return (Fate::Orphan, Site::Nowhere);
    }
    let Some((actor, origin, target)) = find(project, &at.of) else { return (Fate::Orphan, Site::Nowhere) };
    // As deep as `reaches_the_text` says, and no deeper.
    let host = placed(trails, actor, origin, target, Vec::new());
    let beside = host.site.outermost().clone();
    if let Some(decision) = project.settled(target) {
        return match decision.outcome {
            Outcome::Reject => (Fate::Moot, beside),
            _ => in_text(project, decision, target, at, with).unwrap_or((Fate::Damaged, beside)),
        };
    }
    match host.fate {
        _ if !target.is_open() => (Fate::Moot, beside),
        Fate::Clean => in_words(target, host.site, at, with),
        Fate::Reflected => (Fate::Damaged, beside),
        fate => (fate, beside),
    }
}

/// Whether amending leads to a proposal about the text in a few steps.
fn reaches_the_text(project: &Project, of: &ProposalId) -> bool {
    let mut of = of;
    for _ in 0..DEEPEST {
        match find(project, of).map(|(.., p)| p.wish.amends()) {
            None => return false,
            Some(None) => return true,
            Some(Some(next)) => of = next,
        }
    }
    false
}

/// The proposal of this identity, whosever it is.
pub(super) fn find<'a>(
    project: &'a Project,
    id: &ProposalId,
) -> Option<(&'a ActorId, Origin, &'a Arc<Proposal>)> {
    project.tracks.iter().find_map(|(actor, t)| t.proposal(id).map(|(o, p)| (actor, o, p)))
}

/// In the words of the proposal as it is now.
fn in_words(target: &Proposal, host: Site, at: &Inside, with: &Fragment) -> (Fate, Site) {
    let now = target.wish.fragment().map(Fragment::text).unwrap_or_default();
    let found = carried(&at.words, &now, at.range.clone());
    let piece = |text: &str, range: Range<usize>| {
        text.chars().skip(range.start).take(range.len()).collect::<String>()
    };
    let wanted = key(&with.bare());
    let stands = key(&piece(&now, found.range.clone()));
    let amended = format!(
        "{}{}{}",
        piece(&at.words, 0..at.range.start),
        with.text(),
        piece(&at.words, at.range.end..usize::MAX)
    );
    let says = *at.words != now && key(&amended) == key(&now) || found.touched && stands == wanted;
    let beside = host.outermost().clone();
    match (says, found.touched) {
        (true, _) => (Fate::Reflected, beside),
        (false, true) => (Fate::Damaged, beside),
        (false, false) => {
            let (of, range) = (at.of.clone(), found.range);
            (Fate::Clean, Site::Within { host: Box::new(host), of, range })
        }
    }
}

/// In the text, where the words of the proposal went in; none where that cannot be known.
fn in_text(
    project: &Project,
    decision: &Decision,
    target: &Proposal,
    at: &Inside,
    with: &Fragment,
) -> Option<(Fate, Site)> {
    let words = target.wish.fragment()?.text();
    let found = carried(&at.words, &words, at.range.clone());
    if found.touched {
        return None;
    }
    let of = super::log::Cause::Decision(decision.id);
    let mut entries = project.revisions.iter().flat_map(|r| &r.entries).chain(&project.log);
    let put = entries.find(|e| e.cause == of)?;
    let (paragraph, range) = went_in(&put.changes, target, &words, found.range)?;
    let later = entries.flat_map(|e| &e.changes);
    let stands = Standing::new(paragraph, range);
    Some(Trail::after(project, stands, later, &at.quote(), with))
}

/// The paragraph, and the characters of it, where characters `range` of a proposal's words stand
/// right after these changes put them in.
fn went_in(
    changes: &[Change],
    target: &Proposal,
    words: &str,
    range: Range<usize>,
) -> Option<(ParagraphId, Range<usize>)> {
    if let Wish::InsertParagraph { words: lines, .. } = &target.wish {
        return in_paragraph(changes, lines, range);
    }
    let mut edits = changes.iter().filter(|c| !matches!(c, Change::Note { .. }));
    let (Some(Change::Edit { id, set }), None) = (edits.next(), edits.next()) else { return None };
    let (mut place, mut put, mut gone) = (0, None, None);
    for op in set.ops() {
        match op {
            Op::Retain(len) => place += len,
            Op::Delete(_) => gone = gone.or(Some((place, ""))),
            Op::Insert(new) if put.is_none() => {
                put = Some((place, new.text()));
                place += new.len();
            }
            Op::Insert(_) => return None,
        }
    }
    // Where all of its words stood already, others only went.
    let (place, put) = put.or(gone)?;
    // Words that both have at their ends were there before.
    if let Some(head) = head(&target.wish.quote(), words, put) {
        let start = (place + range.start).checked_sub(head)?;
        return Some((*id, start..start + range.len()));
    }
    // Accepted as modified, or as somebody else spells it.
    let found = carried(words, put, range);
    (!found.touched).then(|| (*id, place + found.range.start..place + found.range.end))
}

/// How many characters of a proposal's words stood before those that went in; none where the
/// words that went in are no part of them that can be told.
fn head(quote: &str, words: &str, put: &str) -> Option<usize> {
    let unify = crate::weave::unify;
    let (quote, new): (Vec<char>, Vec<char>) = (quote.chars().collect(), words.chars().collect());
    let put: Vec<char> = put.chars().collect();
    let same = |(a, b): &(&char, &char)| unify(**a) == unify(**b);
    let most = quote.iter().zip(&new).take_while(same).count();
    let rest = quote.len().min(new.len()) - most;
    let tail = quote.iter().rev().zip(new.iter().rev()).take(rest).take_while(same).count();
    let fits = |h: &usize| {
        let behind = new.len().checked_sub(h + put.len());
        behind.is_some_and(|behind| behind <= tail) && new.get(*h..h + put.len()) == Some(put.as_slice())
    };
    (0..=most).rev().find(fits)
}

/// The same for a proposal of new paragraphs: each line is one.
fn in_paragraph(
    changes: &[Change],
    lines: &Fragment,
    range: Range<usize>,
) -> Option<(ParagraphId, Range<usize>)> {
    let mut put = changes.iter().filter_map(|c| match c {
        Change::Insert { paragraph, .. } => Some(paragraph),
        _ => None,
    });
    let mut start = 0;
    for line in lines.lines() {
        let paragraph = put.next()?;
        if range.end <= start + line.len() {
            let own = range.start.checked_sub(start)?..range.end - start;
            let found = carried(line.text(), paragraph.words.text(), own);
            return (!found.touched).then_some((paragraph.meta.id, found.range));
        }
        start += line.len() + 1;
    }
    None
}
