//! Amendments in the words of what they amend: each line of those words is woven as a paragraph
//! is, with the amendments as the wishes about it.
//!
//! An amendment names one proposal; it stands in the words of that proposal's group as they are
//! printed. One that cannot be told there, because it is about words that the group has in common
//! with the text or goes over a paragraph break, stands beside the group and is said in words.

use super::canon::{Base, Form};
use super::compiled::From as Origin;
use super::group::{Formed, Group, flat as grouped};
use super::placed::{Placed, Site};
use crate::diff::carried;
use crate::record::{Proposal, ProposalId};
use crate::text::{Document, Fragment, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// How deep amendments of amendments are woven.
const DEEPEST: usize = 24;

/// Amendments by the proposal that they amend.
pub(super) type Amended<'a> = BTreeMap<&'a ProposalId, Vec<&'a Placed>>;

/// What is asked of one line of the words that a group puts in.
pub(super) struct Inside {
    /// The line.
    pub line: usize,
    /// The same as a paragraph to be woven.
    pub base: Base,
    /// What is asked of it.
    pub all: Vec<Formed>,
}

pub(super) fn by_target(within: Vec<&Placed>) -> Amended<'_> {
    let mut out = Amended::new();
    for one in within {
        if let Some(of) = one.proposal.wish.amends() {
            out.entry(of).or_default().push(one);
        }
    }
    out
}

/// Those that amend what is neither among `direct` nor, in turn, amends one of them.
pub(super) fn without_host<'a>(amended: &Amended<'a>, direct: &[&Placed]) -> Vec<&'a Placed> {
    let mut known: BTreeSet<&ProposalId> = BTreeSet::new();
    let mut next: Vec<&ProposalId> = direct.iter().map(|p| &p.proposal.id).collect();
    while let Some(id) = next.pop() {
        if known.insert(id) {
            next.extend(amended.get(id).into_iter().flatten().map(|p| &p.proposal.id));
        }
    }
    let lost = amended.iter().filter(|(of, _)| !known.contains(*of));
    lost.flat_map(|(_, all)| all.iter().copied()).collect()
}

/// A proposal of a group: where the words of its form begin among its own, and those words.
pub(super) fn spelled(proposal: &Proposal, form: &Form) -> (ProposalId, usize, String) {
    let start = form.from.first().map_or(0, |(_, origin)| match origin {
        Origin::Proposal(_, line, at) => {
            let lines = proposal.wish.fragment().map(Fragment::lines).unwrap_or_default();
            lines.iter().take(*line).map(|l| l.len() + 1).sum::<usize>() + at
        }
        Origin::Text(_) => 0,
    });
    (proposal.id.clone(), start, form.with.text())
}

/// Puts what amends the proposals of a group into its words.
pub(super) fn nest(document: &Document, host: &mut Formed, amended: &Amended, depth: usize) {
    let printed = host.group.with.text();
    let mut lines: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
    let mut beside: Vec<&Placed> = Vec::new();
    for (id, start, words) in &host.spelled {
        for one in amended.get(id).into_iter().flatten() {
            let at = range_in(one, *start, words, &printed).filter(|_| depth < DEEPEST);
            match at.and_then(|at| line_of(&host.group.with, at)) {
                Some((line, range)) => {
                    let site = Site::Span(pseudonym(&host.group, line), range);
                    lines.entry(line).or_default().push(Placed { site, ..Placed::clone(one) });
                }
                None => beside.push(one),
            }
        }
    }
    for (line, placed) in lines {
        let Some(words) = host.group.with.lines().get(line) else { continue };
        let base = Base::of_line(document, pseudonym(&host.group, line), words, &host.group.with);
        let mut all = grouped(document, Some(&base), &placed.iter().collect::<Vec<_>>(), amended);
        for one in &mut all {
            resite(&host.group, line, one);
            nest(document, one, amended, depth + 1);
        }
        host.inside.push(Inside { line, base, all });
    }
    host.beside = grouped(document, None, &beside, amended);
    for one in &mut host.beside {
        nest(document, one, amended, DEEPEST);
    }
}

/// A line of a group's words, named as a paragraph is: what is asked in it is a group of its own.
fn pseudonym(group: &Group, line: usize) -> ParagraphId {
    ParagraphId::of(&["words of", &group.id.0, &line.to_string()])
}

/// Where an amendment of one spelling of a group's words stands in the printed one.
fn range_in(one: &Placed, start: usize, words: &str, printed: &str) -> Option<Range<usize>> {
    let Site::Within { range, .. } = &one.site else { return None };
    let own = range.start.checked_sub(start)?..range.end.checked_sub(start)?;
    let unify = |t: &str| t.chars().map(super::canon::unify).collect::<String>();
    if own.end > words.chars().count() || printed.is_empty() {
        return None;
    }
    if unify(words) == unify(printed) {
        return Some(own);
    }
    let found = carried(words, printed, own);
    (!found.touched).then_some(found.range)
}

/// The line of a fragment that holds all of a range, and where in it.
fn line_of(with: &Fragment, range: Range<usize>) -> Option<(usize, Range<usize>)> {
    let mut start = 0;
    for (n, line) in with.lines().iter().enumerate() {
        if range.end <= start + line.len() {
            return Some((n, range.start.checked_sub(start)?..range.end - start));
        }
        start += line.len() + 1;
    }
    None
}

/// Says of a group in a line where that line is.
fn resite(host: &Group, line: usize, one: &mut Formed) {
    let Site::Span(_, range) = &one.group.site else { return };
    let before: usize = host.with.lines().iter().take(line).map(|l| l.len() + 1).sum();
    let range = before + range.start..before + range.end;
    let site = Site::Within { host: Box::new(host.site.clone()), of: host.printed.id.clone(), range };
    one.group = Arc::new(Group { site, ..Group::clone(&one.group) });
}
