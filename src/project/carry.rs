//! What undecided proposals are carried over as, and what a person does about those that are not
//! clean: re-affirm, set aside, settle, place by hand.
//!
//! Nothing is re-anchored by guess: a proposal comes to another place only where a person says so,
//! as a new version of it; the version that its author wrote is never changed.

use super::change::{Change, Put};
use super::edit::keep_step;
use super::project::Project;
use super::stand::{open_placed, stretch};
use crate::record::{ActorId, CONTEXT, Decision, Origin, Outcome, Proposal, ProposalId, Span, Wish};
use crate::text::{self, Document, Hash, Kind, ParagraphId};
use crate::weave::{Fate, Placed, Site};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Words of a paragraph, with what stands before and after them in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Before.
    pub before: String,
    /// The words themselves; empty for a place between words.
    pub words: String,
    /// After.
    pub after: String,
}

/// An undecided proposal, as its author saw the text and as that is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The proposal with where it stands.
    pub placed: Placed,
    /// The name of the revision it was written on, "after Rev.1" for a later step; none where
    /// this project does not hold that text.
    pub base: Option<String>,
    /// The label of its paragraph: as it is now or, where that is gone, as its author saw it.
    pub label: Option<String>,
    /// Its words as its author saw them.
    pub was: Seen,
    /// The words that stand there now; none for an orphan.
    pub now: Option<Seen>,
}

/// Every open proposal that is not clean, in the order of actors and ids, and how many are.
pub fn carried(project: &Project) -> (usize, Vec<Carried>) {
    let placed = open_placed(project);
    let clean = placed.iter().filter(|p| p.fate == Fate::Clean).count();
    let others = placed.into_iter().filter(|p| p.fate != Fate::Clean);
    // Many were written on one text.
    let mut texts: HashMap<Hash, Option<(String, Document)>> = HashMap::new();
    let each = others.map(|p| {
        let base = p.proposal.base;
        let text = texts.entry(base).or_insert_with(|| project.text_at(base));
        carry(project, p, text.as_ref())
    });
    (clean, each.collect())
}

fn carry(project: &Project, placed: Placed, base: Option<&(String, Document)>) -> Carried {
    let (name, document) = (base.map(|(name, _)| name.clone()), base.map(|(_, document)| document));
    let wish = &placed.proposal.wish;
    let about = match wish {
        Wish::InsertParagraph { after, .. } => *after,
        wish => wish.span().map(|s| s.paragraph),
    };
    let here = match placed.site.outermost() {
        Site::Span(id, _) => Some(*id),
        Site::Gap(id) => *id,
        Site::Nowhere | Site::Within { .. } => None,
    };
    let label = |d: &Document, id: Option<ParagraphId>| id.and_then(|id| d.label_of(id));
    let label = label(&project.working, here).or_else(|| document.and_then(|d| label(d, about)));
    let was = match (wish.span(), document) {
        (Some(span), Some(d)) if d.place(span.paragraph).is_some() => {
            seen(d, span.paragraph, span.range.clone())
        }
        (Some(span), _) => {
            let bare = |text: &str| text.replace(text::NOTE, "");
            Seen { before: bare(&span.before), words: bare(&span.quote), after: bare(&span.after) }
        }
        (None, Some(d)) => about.map(|id| seen(d, id, usize::MAX..usize::MAX)).unwrap_or_default(),
        (None, None) => Seen::default(),
    };
    let now = match (&placed.site, target(project, &placed)) {
        (Site::Nowhere, _) => None,
        (_, Some((id, range))) => Some(seen(&project.working, id, range)),
        (Site::Gap(Some(id)), None) => Some(seen(&project.working, *id, usize::MAX..usize::MAX)),
        _ => Some(Seen::default()),
    };
    Carried { placed, base: name, label, was, now }
}

fn seen(document: &Document, id: ParagraphId, range: Range<usize>) -> Seen {
    let words = document.words_of(id).unwrap_or_default();
    let end = range.end.min(words.len());
    let start = range.start.min(end);
    Seen {
        before: words.slice(0..start).bare(),
        words: words.slice(start..end).bare(),
        after: words.slice(end..usize::MAX).bare(),
    }
}

/// The span of the working text that a proposal is about now: where nothing is left of its words,
/// what came in their place. None for a gap and for what stands nowhere.
fn target(project: &Project, placed: &Placed) -> Option<(ParagraphId, Range<usize>)> {
    let Site::Span(id, range) = &placed.site else { return None };
    let whole =
        matches!(placed.proposal.wish, Wish::DeleteParagraph { .. } | Wish::Move { .. } | Wish::Merge { .. });
    let len = project.working.words_of(*id)?.len();
    if whole {
        return Some((*id, 0..len));
    }
    let span = placed.proposal.wish.span()?;
    if range.is_empty() && !span.range.is_empty() {
        let outer = stretch(project, &placed.proposal).map(|(_, outer)| outer);
        return Some((*id, outer.unwrap_or_else(|| range.clone())));
    }
    Some((*id, range.clone()))
}

/// A span of the working text with its words and some around.
pub(super) fn span(document: &Document, id: ParagraphId, range: Range<usize>) -> Option<Span> {
    let words = document.words_of(id)?;
    let end = range.end.min(words.len());
    let start = range.start.min(end);
    Some(Span {
        paragraph: id,
        range: start..end,
        quote: words.str(start..end).to_owned(),
        before: words.str(start.saturating_sub(CONTEXT)..start).to_owned(),
        after: words.str(end..end + CONTEXT).to_owned(),
    })
}

/// Who puts a proposal on the text as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Its author, in its own strand.
    Author,
    /// The chair, who records it: until its author says it itself.
    Chair,
}

/// Re-affirms a damaged proposal where it stands: a new version of it on the text as it is now.
/// None where it is not damaged, or where a person has to say where it goes.
pub fn reaffirm(project: &Project, actor: &ActorId, id: &ProposalId, by: By) -> Option<Change> {
    let placed = open_placed(project).into_iter().find(|p| p.actor == *actor && p.proposal.id == *id)?;
    if placed.fate != Fate::Damaged {
        return None;
    }
    let document = &project.working;
    let at = || target(project, &placed).and_then(|(id, range)| span(document, id, range));
    let after = |id: &ParagraphId| document.place(*id).is_some();
    let wish = match &placed.proposal.wish {
        Wish::Replace { with, .. } => Wish::Replace { at: at()?, with: with.clone() },
        Wish::DeleteParagraph { .. } => Wish::DeleteParagraph { at: at()? },
        Wish::Split { .. } => Wish::Split { at: at()? },
        Wish::Move { after: to, .. } if to.as_ref().is_none_or(after) => Wish::Move { at: at()?, after: *to },
        Wish::InsertParagraph { kind, label, words, .. } => {
            let Site::Gap(after) = placed.site else { return None };
            Wish::InsertParagraph { after, kind: *kind, label: label.clone(), words: words.clone() }
        }
        Wish::Merge { second, .. } => {
            let at = at()?;
            let next = document.place(at.paragraph).and_then(|p| document.meta(p + 1)).map(|m| m.id);
            (next == Some(*second)).then_some(Wish::Merge { at, second: *second })?
        }
        Wish::Alternative { label, words, .. } => {
            let whole = target(project, &placed).and_then(|(id, _)| span(document, id, 0..usize::MAX));
            Wish::Alternative { at: whole?, label: label.clone(), words: words.clone() }
        }
        Wish::Retain { .. } => Wish::Retain { at: at()? },
        Wish::Doubt { .. } => Wish::Doubt { at: at()? },
        // Its words are in the proposal of another: who asked for it says it again there.
        Wish::Amend { .. } => return None,
        // Where it is to go is gone.
        Wish::Move { .. } | Wish::Reserve { .. } | Wish::Placement { .. } => return None,
    };
    again(project, &placed, wish, by)
}

/// Puts a proposal that is not clean where a person points: a place or a span of a paragraph. Wishes
/// about whole paragraphs are about that paragraph, a new paragraph comes after it.
pub fn put_by_hand(
    project: &Project,
    actor: &ActorId,
    id: &ProposalId,
    to: (ParagraphId, Range<usize>),
    by: By,
) -> Option<Change> {
    let placed = open_placed(project).into_iter().find(|p| p.actor == *actor && p.proposal.id == *id)?;
    if !matches!(placed.fate, Fate::Damaged | Fate::Orphan) {
        return None;
    }
    let document = &project.working;
    let (paragraph, range) = to;
    let whole = || span(document, paragraph, 0..usize::MAX);
    let words_at = || span(document, paragraph, range.clone()).filter(|at| !at.range.is_empty());
    let wish = match &placed.proposal.wish {
        Wish::Replace { at, with } => {
            // What takes words out needs words to take out.
            let words = span(document, paragraph, range.clone())?;
            if words.range.is_empty() && !at.range.is_empty() {
                return None;
            }
            Wish::Replace { at: words, with: with.clone() }
        }
        Wish::InsertParagraph { kind, label, words, .. } => {
            let (after, kind) = (Some(paragraph), fitting(document, paragraph, *kind));
            Wish::InsertParagraph { after, kind, label: label.clone(), words: words.clone() }
        }
        Wish::DeleteParagraph { .. } => Wish::DeleteParagraph { at: whole()? },
        Wish::Move { after, .. } if after.is_none_or(|id| document.place(id).is_some()) => {
            Wish::Move { at: whole()?, after: *after }
        }
        Wish::Split { .. } => Wish::Split { at: span(document, paragraph, range.start..range.start)? },
        Wish::Reserve { .. } => Wish::Reserve { at: whole()? },
        Wish::Placement { words, note, targets, copy, .. } => Wish::Placement {
            at: span(document, paragraph, range.clone())?,
            words: words.clone(),
            note: note.clone(),
            targets: targets.clone(),
            copy: *copy,
        },
        Wish::Alternative { label, words, .. } => {
            Wish::Alternative { at: whole()?, label: label.clone(), words: words.clone() }
        }
        Wish::Retain { .. } => Wish::Retain { at: words_at()? },
        Wish::Doubt { .. } => Wish::Doubt { at: words_at()? },
        // They need two places, and a person points at one.
        Wish::Amend { .. } | Wish::Move { .. } | Wish::Merge { .. } => return None,
    };
    again(project, &placed, wish, by)
}

/// A sub-paragraph needs something that it is under.
fn fitting(document: &Document, after: ParagraphId, kind: Kind) -> Kind {
    match (kind, document.meta_of(after).map(|m| m.kind)) {
        (Kind::Sub(_), Some(Kind::Preambular)) => Kind::Preambular,
        _ => kind,
    }
}

/// The same proposal in a new version, on the text as it is now.
fn again(project: &Project, placed: &Placed, wish: Wish, by: By) -> Option<Change> {
    let step = keep_step(project);
    let kept = match &step {
        Some(Change::Text { now, .. }) => now.last().and_then(|e| e.step),
        _ => None,
    };
    let origin = match by {
        By::Author if placed.origin == Origin::Room => Origin::Own,
        By::Author => placed.origin,
        By::Chair => Origin::Room,
    };
    let was = project
        .tracks
        .get(&placed.actor)
        .and_then(|t| t.strands.get(&origin))
        .and_then(|s| s.proposals.get(&placed.proposal.id))
        .cloned();
    let old = placed.proposal.as_ref();
    let now = Proposal {
        version: old.version + 1,
        sent: false,
        base: kept.unwrap_or_else(|| project.base()),
        wish,
        // Written by a hand: a later return that does not hold it says nothing about it.
        derived: false,
        ..old.clone()
    };
    let put = Put { was, now: Some(Arc::new(now)) };
    let change = Change::Proposal(placed.actor.clone(), origin, old.id.clone(), put);
    Some(Change::All(step.into_iter().chain([change]).collect()))
}

/// The decision by which the chair settles proposals without touching the text, whatever became of
/// their places. None where there are none.
fn settle(project: &Project, all: &[Placed], outcome: Outcome, why: &str) -> Option<Change> {
    let mut next = project.next_decision();
    let mut list = Vec::new();
    for placed in all {
        let p = &placed.proposal;
        let words = if outcome == Outcome::Reject { String::new() } else { p.wish.new_words() };
        let about = vec![(placed.actor.clone(), p.id.clone(), p.version)];
        let decision = Decision { id: next, outcome, about, words, why: why.to_owned() };
        list.push(Change::Decision(next, Put { was: None, now: Some(Arc::new(decision)) }));
        next.0 += 1;
    }
    (!list.is_empty()).then_some(Change::All(list))
}

/// Sets proposals aside: rejected, with why. An open one only.
pub fn set_aside(project: &Project, ids: &[ProposalId], why: &str) -> Option<Change> {
    let placed = open_placed(project).into_iter().filter(|p| ids.contains(&p.proposal.id));
    settle(project, &placed.collect::<Vec<_>>(), Outcome::Reject, why)
}

/// Settles all that the text says already: accepted, and no word changes.
pub fn settle_reflected(project: &Project) -> Option<Change> {
    let placed = open_placed(project).into_iter().filter(|p| p.fate == Fate::Reflected);
    settle(project, &placed.collect::<Vec<_>>(), Outcome::Accept, "the text says it already")
}
