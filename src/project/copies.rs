//! Two copies of a project come together: what each decided and edited on its own.
//!
//! What does not collide is in the result, with its decisions. Where two copies made different
//! things of one paragraph, its words stay as both had them before, both outcomes are kept whole
//! beside it, and a person chooses one. The result follows from the copies alone, whichever is
//! merged into which, and merging one again changes nothing.

use super::change::{Change, Put};
use super::log::{Cause, Entry, Meeting, Twig};
use super::project::Project;
use super::standings;
use super::unite::unite;
use crate::record::{Decision, DecisionId};
use crate::text::{self, Document, Hash, inverse_all};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What coming together does, and what a person should know of it.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
}

type Decisions = BTreeMap<DecisionId, Arc<Decision>>;

/// What one copy did on its own: entries and decisions.
#[derive(Clone, PartialEq)]
pub(super) struct Own {
    pub entries: Vec<Arc<Entry>>,
    pub decisions: Vec<Arc<Decision>>,
}

impl Own {
    fn of(twig: &Twig) -> Self {
        Self { entries: twig.entries.clone(), decisions: twig.decisions.clone() }
    }

    /// Whether another did all of this, and perhaps more.
    fn is_in(&self, other: &Own) -> bool {
        let pairs = self.entries.iter().zip(&other.entries);
        self.entries.len() <= other.entries.len()
            && pairs.clone().all(|(a, b)| is_within(a, b))
            && other.decisions.starts_with(&self.decisions)
    }

    fn rank(&self) -> Hash {
        Hash::of(&[&format!("{:?}", self.entries), &format!("{:?}", self.decisions)])
    }
}

/// Whether two entries did the same for the same reason: that one was kept as a step, because
/// something is anchored to it, changed nothing.
fn is_same(a: &Entry, b: &Entry) -> bool {
    (&a.cause, &a.changes) == (&b.cause, &b.changes)
}

fn is_within(a: &Entry, b: &Entry) -> bool {
    is_same(a, b) && (a.step.is_none() || a.step == b.step)
}

/// Joins the texts, decisions and statuses of two copies.
pub(super) fn join(ours: &Project, theirs: &Project) -> Joined {
    let mut out = Joined::default();
    if ours.revisions != theirs.revisions {
        ahead(ours, theirs, &mut out);
        return out;
    }
    statuses(ours, theirs, None, &mut out);
    if (&ours.log, &ours.decisions) == (&theirs.log, &theirs.decisions) {
        return out;
    }
    let (cut, decided) = common(ours, theirs);
    let (a, b) = (own(ours, cut, decided), own(theirs, cut, decided));
    if b.is_in(&a) || held(ours, cut).iter().any(|t| b.is_in(t)) {
        let tail = ours.log.get(cut..).unwrap_or_default().to_vec();
        replace(ours, theirs, cut, &tail, &mut out);
        return out;
    }
    let Some(start) = ours.text_before(cut) else {
        out.warnings
            .push("the log of this project cannot be followed; the other copy’s text was not merged".into());
        return out;
    };
    let newer = a.is_in(&b) || held(theirs, cut).iter().any(|t| a.is_in(t));
    let (entries, decisions) = match newer {
        true => (b.entries, b.decisions),
        false => {
            let mut all = [pure(ours, cut, decided, &start), pure(theirs, cut, decided, &start)].concat();
            let known = all.clone();
            all.retain(|one| !known.iter().any(|other| one != other && one.is_in(other)));
            all.sort_by_cached_key(Own::rank);
            all.dedup();
            let made = unite(&start, decided, &all);
            (made.entries, made.decisions)
        }
    };
    replace(ours, theirs, cut, &entries, &mut out);
    let kept: Decisions =
        ours.decisions.range(..=DecisionId(decided)).map(|(k, v)| (*k, v.clone())).collect();
    let now: Decisions = kept.into_iter().chain(decisions.into_iter().map(|d| (d.id, d))).collect();
    let ids: BTreeSet<DecisionId> = ours.decisions.keys().chain(now.keys()).copied().collect();
    for id in ids {
        let put = Put { was: ours.decisions.get(&id).cloned(), now: now.get(&id).cloned() };
        if put.was != put.now {
            out.changes.push(Change::Decision(id, put));
        }
    }
    out
}

/// The tail of the log replaced by another, and before it the steps that either copy kept.
fn replace(ours: &Project, theirs: &Project, cut: usize, entries: &[Arc<Entry>], out: &mut Joined) {
    let both = ours.log.iter().zip(&theirs.log).take(cut);
    let kept = both.map(|(a, b)| if a.step.is_some() { a.clone() } else { b.clone() });
    let whole: Vec<Arc<Entry>> = kept.chain(entries.iter().cloned()).collect();
    let at = ours.log.iter().zip(&whole).take_while(|(a, b)| a == b).count();
    let was = ours.log.get(at..).unwrap_or_default().to_vec();
    let entries = whole.get(at..).unwrap_or_default();
    if was == entries {
        return;
    }
    let done: Vec<text::Change> = was.iter().flat_map(|e| e.changes.iter().cloned()).collect();
    let mut changes = inverse_all(&done);
    changes.extend(entries.iter().flat_map(|e| e.changes.iter().cloned()));
    out.changes.push(Change::Text { changes, at, was, now: entries.to_vec() });
}

/// Copies of which one has issued a revision more: the newer state is taken where it holds all of
/// the other; else nothing is, and that is said.
fn ahead(ours: &Project, theirs: &Project, out: &mut Joined) {
    let more = theirs.revisions.get(ours.revisions.len()..).unwrap_or_default();
    let behind = ours.revisions.get(theirs.revisions.len()..).unwrap_or_default();
    let holds = |next: Option<&Arc<super::log::Revision>>, p: &Project, q: &Project| {
        let there = next.is_some_and(|r| r.entries.starts_with(&p.log));
        there && p.decisions.iter().all(|(id, d)| q.decisions.get(id) == Some(d))
    };
    if theirs.revisions.starts_with(&ours.revisions) && holds(more.first(), ours, theirs) {
        let known = more.iter().all(|r| r.decided.is_some());
        let mut left: Decisions = theirs
            .decisions
            .iter()
            .filter(|(id, _)| !ours.decisions.contains_key(id))
            .map(|(k, v)| (*k, v.clone()))
            .collect();
        let mut at = ours.log.len();
        for revision in more.iter().filter(|_| known) {
            let decided = revision.decided.unwrap_or(DecisionId(0));
            let later = left.split_off(&DecisionId(decided.0.saturating_add(1)));
            decide_all(std::mem::replace(&mut left, later), out);
            append(at, revision.entries.get(at..).unwrap_or_default(), out);
            out.changes.push(Change::Issue(revision.name.clone()));
            at = 0;
        }
        if known {
            decide_all(left, out);
            append(0, &theirs.log, out);
            return statuses(ours, theirs, Some(&theirs.working), out);
        }
    }
    if ours.revisions.starts_with(&theirs.revisions) && holds(behind.first(), theirs, ours) {
        return statuses(ours, theirs, Some(&ours.working), out);
    }
    out.warnings.push(
        "the two copies issued different revisions, or one was decided on after the other issued its next: their tracks were merged, their texts and decisions were not. Open both and decide in one of them".into(),
    );
}

fn decide_all(decisions: Decisions, out: &mut Joined) {
    let puts = decisions.into_iter().map(|(id, d)| Change::Decision(id, Put { was: None, now: Some(d) }));
    out.changes.extend(puts);
}

fn append(at: usize, entries: &[Arc<Entry>], out: &mut Joined) {
    if !entries.is_empty() {
        let changes = entries.iter().flat_map(|e| e.changes.iter().cloned()).collect();
        out.changes.push(Change::Text { changes, at, was: Vec::new(), now: entries.to_vec() });
    }
}

/// What each copy set of how far paragraphs have come.
fn statuses(ours: &Project, theirs: &Project, text: Option<&Document>, out: &mut Joined) {
    let (changes, warnings) = standings::join(ours, theirs, text);
    out.changes.extend(changes);
    out.warnings.extend(warnings);
}

/// Up to where two logs are one, and the number of the last decision that both know from then. A
/// coming together that only one knows is never cut through.
fn common(a: &Project, b: &Project) -> (usize, u32) {
    // The same words by two decisions, about other proposals each, are not one thing.
    let decided_alike = |e: &Entry| match e.cause {
        Cause::Decision(id) => a.decisions.get(&id) == b.decisions.get(&id),
        _ => true,
    };
    let same = a.log.iter().zip(&b.log).take_while(|(x, y)| is_same(x, y) && decided_alike(x));
    let mut cut = same.count();
    let same = a.decisions.iter().zip(&b.decisions).take_while(|(x, y)| x == y);
    let mut decided = same.last().map_or(0, |((id, _), _)| id.0);
    for log in [&a.log, &b.log] {
        for (at, entry) in log.iter().enumerate().skip(cut) {
            if let Cause::Copies(together) = &entry.cause {
                let start = at.saturating_sub(together.taken());
                if start <= cut {
                    cut = start;
                    decided = decided.min(together.decided);
                }
            }
        }
    }
    // What a tail brought in was not decided before it, even where both decided alike.
    let tails = [&a.log, &b.log].into_iter().flat_map(|log| log.iter().skip(cut));
    let brought = tails.filter_map(|e| match e.cause {
        Cause::Decision(id) => Some(id.0.saturating_sub(1)),
        _ => None,
    });
    (cut, brought.chain([decided]).min().unwrap_or(decided))
}

fn own(project: &Project, cut: usize, decided: u32) -> Own {
    let decisions = project.decisions.range(DecisionId(decided.saturating_add(1))..).map(|(_, d)| d.clone());
    Own { entries: project.log.get(cut..).unwrap_or_default().to_vec(), decisions: decisions.collect() }
}

/// The first coming together after a place in the log that begins there, and where it stands.
fn together(log: &[Arc<Entry>], cut: usize) -> Option<(usize, &Meeting)> {
    log.iter().enumerate().skip(cut).find_map(|(at, e)| match &e.cause {
        Cause::Copies(t) if at.checked_sub(t.taken()) == Some(cut) => Some((at, t)),
        _ => None,
    })
}

/// What other copies did that came together here.
fn held(project: &Project, cut: usize) -> Vec<Own> {
    let found = together(&project.log, cut);
    found.into_iter().flat_map(|(_, t)| t.twigs.iter().map(Own::of)).collect()
}

/// What a copy did on its own: where it only brought others together, what those did.
fn pure(project: &Project, cut: usize, decided: u32, start: &Document) -> Vec<Own> {
    let whole = own(project, cut, decided);
    let Some((_, known)) = together(&project.log, cut) else { return vec![whole] };
    let mut all = held(project, cut);
    let made = unite(start, known.decided, &all);
    let tail = own(project, cut, known.decided);
    if made.entries != tail.entries || made.decisions != tail.decisions {
        return vec![whole];
    }
    // What all of them decided alike is each one's own beside a copy that did not.
    let before = whole.decisions.iter().take_while(|d| d.id.0 <= known.decided);
    let before: Vec<Arc<Decision>> = before.cloned().collect();
    all.iter_mut().for_each(|one| one.decisions.splice(0..0, before.iter().cloned()).for_each(drop));
    all
}
