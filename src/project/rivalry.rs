//! Rival outcomes: what copies of a project made differently of the same paragraphs, until a person
//! chooses.
//!
//! They are read out of the log, where copies came together; nothing of them is stored elsewhere.

use super::change::{Change, Put};
use super::edit::edit;
use super::log::{Cause, Entry, Twig};
use super::project::Project;
use super::unite::rebased;
use crate::record::{CONTEXT, Decision, DecisionId};
use crate::text::{self, Document, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What one copy made of the paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The words of each paragraph in that copy, in the order of the text; none of one that is gone
    /// there or was never there.
    pub words: Vec<(ParagraphId, Option<String>)>,
    /// What that copy decided on them.
    pub decisions: Vec<Arc<Decision>>,
    /// The place of the copy among those that came together.
    twig: usize,
}

/// Different outcomes of one and the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rivalry {
    /// What it is about: the label of the first paragraph.
    pub label: String,
    /// The paragraphs that hang together; none where only decisions differ.
    pub paragraphs: BTreeSet<ParagraphId>,
    /// The outcomes, in an order of their own. At least two.
    pub versions: Vec<Version>,
    /// Where in the log the copies came together.
    at: usize,
}

impl Version {
    /// In a few words: what was decided, and the words that resulted, from shortly before the
    /// place in each paragraph where the outcomes begin to differ.
    fn told(&self, alike: &BTreeMap<ParagraphId, usize>) -> String {
        let decided = self.decisions.iter().map(|d| {
            let ids: Vec<&str> = d.about.iter().map(|(_, id, _)| id.0.as_str()).collect();
            format!("{} {}", ids.join(", "), d.outcome.name())
        });
        let words = self.words.iter().map(|(id, words)| match words {
            Some(words) => {
                let from = alike.get(id).copied().unwrap_or(0).saturating_sub(CONTEXT);
                let shown: String = words.chars().skip(from).take(crate::limits::QUOTE).collect();
                format!("“{}{shown}”", if from > 0 { "…" } else { "" })
            }
            None => "not there".to_owned(),
        });
        decided.chain(words).collect::<Vec<_>>().join("; ")
    }
}

impl Rivalry {
    /// The outcomes, a line each.
    pub fn outcomes(&self) -> Vec<String> {
        let mut alike: BTreeMap<ParagraphId, usize> = BTreeMap::new();
        let first = self.versions.first().map(|v| v.words.as_slice()).unwrap_or_default();
        for (id, words) in self.versions.iter().skip(1).flat_map(|v| &v.words) {
            let own = first.iter().find(|(other, _)| other == id).and_then(|(_, w)| w.as_deref());
            let pairs = own.unwrap_or_default().chars().zip(words.as_deref().unwrap_or_default().chars());
            let same = pairs.take_while(|(a, b)| a == b).count();
            alike.entry(*id).and_modify(|n| *n = same.min(*n)).or_insert(same);
        }
        self.versions.iter().map(|v| v.told(&alike)).collect()
    }

    /// In a sentence.
    pub fn told(&self) -> String {
        let all = self.outcomes().into_iter().enumerate().map(|(n, told)| format!("{}: {told}", n + 1));
        format!(
            "{}: the copies made different things of it; it stays as both had it until a person chooses. {}",
            self.label,
            all.collect::<Vec<_>>().join(" · ")
        )
    }
}

/// The rival outcomes that nobody has chosen between, in the order of the text.
pub fn rivalries(project: &Project) -> Vec<Rivalry> {
    let mut out = Vec::new();
    for (at, entry) in project.log.iter().enumerate() {
        let Cause::Copies(together) = &entry.cause else { continue };
        let Some(start) = text_before(project, at.saturating_sub(together.taken())) else { continue };
        let ends: Vec<Document> = together.twigs.iter().map(|t| end(&start, t)).collect();
        let later: BTreeSet<ParagraphId> = project
            .log
            .iter()
            .skip(at + 1)
            .flat_map(|e| &e.changes)
            .flat_map(text::Change::touched)
            .collect();
        for unit in units(together.twigs.iter().map(apart).collect()) {
            if !unit.paragraphs.is_disjoint(&later) || settled(project, together.decided, &unit) {
                continue;
            }
            let mut versions: Vec<Version> = Vec::new();
            for (n, (twig, end)) in together.twigs.iter().zip(&ends).enumerate() {
                let made = version(n, twig, end, &unit);
                let same = |v: &Version| (&v.words, outcomes(v)) == (&made.words, outcomes(&made));
                if !versions.iter().any(same) {
                    versions.push(made);
                }
            }
            if versions.len() > 1 {
                let label = name(project, &ends, &unit);
                out.push(Rivalry { label, paragraphs: unit.paragraphs, versions, at });
            }
        }
    }
    let place = |r: &Rivalry| r.paragraphs.iter().filter_map(|id| project.working.place(*id)).min();
    out.sort_by_cached_key(|r| (place(r), r.label.clone(), r.told()));
    out
}

/// The change that takes one outcome; none: the words stay as both copies had them. An error says
/// why it cannot be taken any more.
pub fn choose(project: &Project, rivalry: &Rivalry, which: Option<usize>) -> Result<Change, String> {
    let entry = project.log.get(rivalry.at).map(|e| &e.cause);
    let Some(Cause::Copies(together)) = entry else { return Err(GONE.to_owned()) };
    let Some(which) = which else {
        let id = rivalry.paragraphs.iter().find_map(|id| project.working.meta_of(*id));
        let Some(meta) = id.cloned() else {
            return Err("nothing of it stands in the text; decide on the proposals themselves".to_owned());
        };
        let same = vec![text::Change::SetMeta { was: meta.clone(), now: meta }];
        return Ok(edit(project, same, Cause::Chair("kept as both copies had it".to_owned())));
    };
    let version = rivalry.versions.get(which).ok_or("there is no such outcome")?;
    let twig = together.twigs.get(version.twig).ok_or(GONE)?;
    let mut there = text_before(project, rivalry.at.saturating_sub(together.taken())).ok_or(GONE)?;
    let mut scratch = project.clone();
    let mut list = Vec::new();
    let mut numbers: BTreeMap<DecisionId, DecisionId> = BTreeMap::new();
    for decision in &version.decisions {
        let id = scratch.next_decision();
        numbers.insert(decision.id, id);
        let now = Some(Arc::new(Decision { id, ..Decision::clone(decision) }));
        take(Change::Decision(id, Put { was: None, now }), &mut scratch, &mut list)?;
    }
    for entry in &twig.entries {
        let mine =
            entry.changes.iter().flat_map(text::Change::touched).any(|id| rivalry.paragraphs.contains(&id));
        let mut changes = Vec::new();
        let mut here = scratch.working.clone();
        for change in &entry.changes {
            if mine
                && entry.cause != Cause::Issue
                && let Some(now) = rebased(change, &there, &here, false)
            {
                now.apply(&mut here).map_err(|e| format!("it does not fit the text any more: {e}"))?;
                changes.push(now);
            }
            let _ = change.apply(&mut there);
        }
        if !changes.is_empty() {
            let cause = match &entry.cause {
                Cause::Decision(id) => Cause::Decision(numbers.get(id).copied().unwrap_or(*id)),
                other => other.clone(),
            };
            let at = scratch.log.len();
            let now = vec![Arc::new(Entry { cause, changes: changes.clone(), step: None })];
            take(Change::Text { changes, at, was: Vec::new(), now }, &mut scratch, &mut list)?;
        }
    }
    let touched = scratch.log.iter().skip(project.log.len()).flat_map(|e| &e.changes).next().is_some();
    let stays = rivalry.paragraphs.iter().find_map(|id| scratch.working.meta_of(*id)).cloned();
    if let (false, Some(meta)) = (touched, stays) {
        // This outcome left the text alone: that is chosen too.
        let same = vec![text::Change::SetMeta { was: meta.clone(), now: meta }];
        take(
            edit(&scratch, same, Cause::Chair("chosen between two copies".to_owned())),
            &mut scratch,
            &mut list,
        )?;
    }
    Ok(Change::All(list))
}

const GONE: &str = "the copies that differed are no longer in this project";

fn take(change: Change, scratch: &mut Project, list: &mut Vec<Change>) -> Result<(), String> {
    change.apply(scratch).map_err(|e| format!("it does not fit the project any more: {e}"))?;
    list.push(change);
    Ok(())
}

fn text_before(project: &Project, cut: usize) -> Option<Document> {
    let mut out = project.last()?.document.clone();
    for entry in project.log.get(..cut)? {
        text::apply_all(&mut out, &entry.changes).ok()?;
    }
    Some(out)
}

fn end(start: &Document, twig: &Twig) -> Document {
    let mut out = start.clone();
    for entry in &twig.entries {
        let _ = text::apply_all(&mut out, &entry.changes);
    }
    out
}

/// Proposals by their versions.
type Named = BTreeSet<(crate::record::ProposalId, u32)>;

/// What hangs together and was not taken: paragraphs, and proposals that were decided on.
#[derive(Clone, Debug, Default)]
struct Unit {
    paragraphs: BTreeSet<ParagraphId>,
    about: Named,
}

impl Unit {
    fn meets(&self, other: &Unit) -> bool {
        !self.paragraphs.is_disjoint(&other.paragraphs) || !self.about.is_disjoint(&other.about)
    }
}

/// What of a copy was not taken, entry by entry and decision by decision.
fn apart(twig: &Twig) -> Vec<Unit> {
    let lost: BTreeSet<ParagraphId> = twig.undone.changes.iter().flat_map(text::Change::touched).collect();
    let mut out = Vec::new();
    let mut taken = BTreeSet::new();
    for entry in twig.entries.iter().filter(|e| e.cause != Cause::Issue) {
        let paragraphs: BTreeSet<ParagraphId> =
            entry.changes.iter().flat_map(text::Change::touched).collect();
        let gone = !paragraphs.is_disjoint(&lost);
        let decision = twig.decisions.iter().find(|d| entry.cause == Cause::Decision(d.id));
        match gone {
            true => out.push(Unit { paragraphs, about: decision.map(named).unwrap_or_default() }),
            false => taken.extend(decision.map(|d| d.id)),
        }
    }
    let rest = twig.decisions.iter().filter(|d| !taken.contains(&d.id));
    out.extend(rest.map(|d| Unit { paragraphs: BTreeSet::new(), about: named(d) }));
    out
}

fn named(decision: &Arc<Decision>) -> Named {
    decision.about.iter().map(|(_, id, version)| (id.clone(), *version)).collect()
}

/// Units that share a paragraph or a proposal are one.
fn units(all: Vec<Vec<Unit>>) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    for unit in all.into_iter().flatten() {
        let (meet, rest): (Vec<Unit>, Vec<Unit>) = out.into_iter().partition(|u| u.meets(&unit));
        let mut one = unit;
        for other in meet {
            one.paragraphs.extend(other.paragraphs);
            one.about.extend(other.about);
        }
        out = rest;
        out.push(one);
    }
    out
}

/// Whether what a unit decided on was decided since, where nothing of it stands in the text. What
/// all copies had decided before they parted settles nothing between them.
fn settled(project: &Project, before: u32, unit: &Unit) -> bool {
    let open = |(id, version): &(crate::record::ProposalId, u32)| {
        project.decision_on(id, *version).is_none_or(|d| d.id.0 <= before)
    };
    let stands = unit.paragraphs.iter().any(|id| project.working.place(*id).is_some());
    !unit.about.is_empty() && !stands && !unit.about.iter().any(open)
}

fn version(n: usize, twig: &Twig, end: &Document, unit: &Unit) -> Version {
    let words = unit.paragraphs.iter().map(|id| (*id, end.words_of(*id).map(|w| w.bare()))).collect();
    let decisions = twig.decisions.iter().filter(|d| !named(d).is_disjoint(&unit.about)).cloned().collect();
    Version { words, decisions, twig: n }
}

fn outcomes(version: &Version) -> Vec<(crate::record::Outcome, &str, Named)> {
    version.decisions.iter().map(|d| (d.outcome, d.words.as_str(), named(d))).collect()
}

fn name(project: &Project, ends: &[Document], unit: &Unit) -> String {
    let texts = std::iter::once(&project.working).chain(ends);
    let metas = texts
        .flat_map(|t| unit.paragraphs.iter().filter_map(move |id| Some((t.place(*id)?, t.meta_of(*id)?))));
    let first = metas.clone().filter(|(_, m)| m.label.is_some()).min_by_key(|(at, _)| *at);
    match first.or_else(|| metas.min_by_key(|(at, _)| *at)) {
        Some((_, meta)) => meta.label.as_ref().map_or(meta.kind.name().to_owned(), ToString::to_string),
        None => unit.about.iter().map(|(id, _)| id.0.clone()).collect::<Vec<_>>().join(", "),
    }
}
