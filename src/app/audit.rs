//! The audit of a project: what `revise` computes, fed from a project.

use super::error::AppError;
use super::names::Veil;
use crate::diff::key;
use crate::project::{Cause, Entry, Project, Revision, all_placed};
use crate::record::{ActorId, Decision, DecisionId, Outcome, Proposal, ProposalId, Wish};
use crate::revise::{self, Audit, AuditInput, AuditProposal, AuditStep, StepWhy};
use crate::text::Document;
use crate::weave::Fate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod account;
mod page;
mod print;
mod wishes;

pub use account::{Account, account, account_with};
pub use wishes::{Became, Told};

/// What the working text is called where a revision is asked for.
pub const WORKING: &str = "working";

/// Two states of a project, the earlier first.
pub(super) struct Between<'a> {
    pub project: &'a Project,
    /// The project as it was when the later one was issued.
    then: Project,
    pub from: &'a Revision,
    pub to: &'a Document,
    to_name: String,
    pub entries: Vec<&'a Entry>,
    /// The decisions that were taken before the earlier one was issued.
    earlier: BTreeSet<DecisionId>,
    /// What gives everybody the name that is shown.
    pub veil: Veil,
}

/// The revisions that are compared where none is named: the last one and the working text where
/// that was changed since, else the last two.
pub fn defaults(project: &Project) -> Option<(String, String)> {
    let names: Vec<&String> = project.revisions.iter().map(|r| &r.name).collect();
    match names.as_slice() {
        [] => None,
        [.., before, last] if project.log.is_empty() => Some(((*before).clone(), (*last).clone())),
        [.., last] => Some(((*last).clone(), WORKING.to_owned())),
    }
}

/// Where a revision of this name stands; past the last one for the working text, unless a
/// revision is called so.
fn place(project: &Project, name: &str) -> Result<usize, AppError> {
    if let Some(at) = project.revisions.iter().position(|r| r.name == name) {
        return Ok(at);
    }
    match project.revision(name) {
        Ok(found) => Ok(project.revisions.iter().position(|x| Arc::ptr_eq(x, found)).unwrap_or(0)),
        Err(_) if name.trim().eq_ignore_ascii_case(WORKING) => Ok(project.revisions.len()),
        Err(error) => AppError::refuse(format!("{error}, and “{WORKING}” for the working text")),
    }
}

impl<'a> Between<'a> {
    pub fn new(project: &'a Project, from: &str, to: &str) -> Result<Self, AppError> {
        let (first, last) = (place(project, from)?, place(project, to)?);
        let name = |n: usize| project.revisions.get(n).map_or("the working text", |r| r.name.as_str());
        if first == last {
            return AppError::refuse(format!(
                "“{}” was named twice: name an earlier text and a later one",
                name(first)
            ));
        }
        let Some(from) = project.revisions.get(first).filter(|_| first < last) else {
            return AppError::refuse(format!(
                "“{}” does not come before “{}”: name the earlier text first",
                name(first),
                name(last)
            ));
        };
        let later = project.revisions.iter().take(last + 1).skip(first + 1);
        let mut entries: Vec<&Entry> = later.flat_map(|r| r.entries.iter().map(Arc::as_ref)).collect();
        let (then, to) = match project.revisions.get(last) {
            Some(revision) => (project.until(last), &revision.document),
            None => {
                entries.extend(project.log.iter().map(Arc::as_ref));
                (project.clone(), &project.working)
            }
        };
        let earlier = project.until(first).decisions.into_keys().collect();
        let to_name = project.revisions.get(last).map_or(WORKING, |r| r.name.as_str()).to_owned();
        Ok(Self { project, then, from, to, to_name, entries, earlier, veil: Veil::default() })
    }

    /// The same with the names that are shown.
    pub fn veiled(self, veil: Veil) -> Self {
        Self { veil, ..self }
    }

    pub fn decision(&self, id: DecisionId) -> Option<&'a Decision> {
        self.project.decisions.get(&id).map(Arc::as_ref)
    }

    fn holds(&self, cause: &Cause) -> bool {
        let accepted = |d: &Decision| matches!(d.outcome, Outcome::Accept | Outcome::AcceptAs);
        match cause {
            Cause::Decision(id) => self.decision(*id).is_some_and(accepted),
            _ => true,
        }
    }

    fn why(&self, cause: &Cause) -> StepWhy {
        match cause {
            Cause::Chair(why) => StepWhy::Chair(why.clone()),
            Cause::Issue | Cause::Copies(_) => StepWhy::Issue,
            Cause::Outside(source) => StepWhy::Chair(from_outside(source, &self.veil)),
            Cause::Decision(id) => {
                let backers = self.decision(*id).map(backers).unwrap_or_default();
                StepWhy::Decision(id.0, backers)
            }
        }
    }

    /// The decision on a proposal, as things were then.
    fn decided(&self, proposal: &Proposal) -> Option<&Decision> {
        let decision = self.then.settled(proposal);
        let decision = decision.or_else(|| self.then.decision_on(&proposal.id, proposal.version));
        decision.map(Arc::as_ref)
    }

    /// Whether a proposal was settled before the earlier text was issued.
    fn is_earlier(&self, proposal: &Proposal) -> bool {
        self.decided(proposal).is_some_and(|d| d.outcome.settles() && self.earlier.contains(&d.id))
    }

    /// The proposals that were settled before, with how.
    fn settled_before(&self) -> Vec<(ProposalId, ActorId, String)> {
        let all = self.then.tracks.iter().flat_map(|(a, t)| t.proposals().map(move |(_, p)| (a, p)));
        let those = all.filter(|(_, p)| self.is_earlier(p));
        let how = |p: &Proposal| self.decided(p).map_or("", |d| d.outcome.name()).to_owned();
        those.map(|(a, p)| (p.id.clone(), a.clone(), how(p))).collect()
    }

    /// What nothing explains about proposals: one that was decided on and is in no track, or not
    /// in the version that was decided on; and one that was accepted without anything done for it.
    fn lost(&self) -> Vec<(ProposalId, ActorId, String)> {
        let mut out = Vec::new();
        let done: BTreeSet<DecisionId> = self
            .entries
            .iter()
            .filter_map(|e| if let Cause::Decision(id) = e.cause { Some(id) } else { None })
            .collect();
        let placed = all_placed(&self.then);
        let fates: BTreeMap<_, Fate> = placed.iter().map(|p| (&p.proposal.id, p.fate)).collect();
        for decision in self.then.decisions.values().filter(|d| !self.earlier.contains(&d.id)) {
            let n = decision.id.0;
            for (actor, id, version) in &decision.about {
                // The whole project is asked: what was said later is there all the same.
                let held = self.project.tracks.values().filter_map(|t| t.proposal(id)).map(|(_, p)| p);
                let why = match held.max_by_key(|p| p.version) {
                    None => format!("Decision {n} is about it, and no track holds it."),
                    Some(p) if p.version < *version => {
                        format!(
                            "Decision {n} is about its version {version}, and only version {} is there.",
                            p.version
                        )
                    }
                    Some(p)
                        if decision.outcome == Outcome::Accept
                            && asks(p)
                            && !done.contains(&decision.id)
                            && fates.get(id) == Some(&Fate::Clean) =>
                    {
                        format!("Decision {n} accepted it, and nothing was done for it.")
                    }
                    Some(_) => continue,
                };
                out.push((id.clone(), actor.clone(), why));
            }
        }
        out
    }

    fn proposals(&self) -> Vec<AuditProposal> {
        let placed = all_placed(&self.then);
        let fates: BTreeMap<_, Fate> = placed.iter().map(|p| (&p.proposal.id, p.fate)).collect();
        let all = self.then.tracks.iter().flat_map(|(a, t)| t.proposals().map(move |(_, p)| (a, p)));
        all.filter(|(_, p)| !self.is_earlier(p))
            .map(|(actor, p)| AuditProposal {
                id: p.id.clone(),
                actor: actor.clone(),
                state: p.state,
                outcome: self.decided(p).map(|d| d.outcome),
                fate: fates.get(&p.id).copied().unwrap_or(Fate::Clean),
                words: p.wish.new_words(),
                quote: p.wish.quote().replace(crate::text::NOTE, ""),
            })
            .collect()
    }
}

/// Whether accepting a proposal surely changes words: one that puts the same words in asks for
/// nothing, and one about whole paragraphs may have nothing left to do.
fn asks(proposal: &Proposal) -> bool {
    match &proposal.wish {
        Wish::Replace { at, with } => key(&at.quote) != key(&with.bare()),
        Wish::InsertParagraph { words, .. } => !words.is_empty(),
        _ => false,
    }
}

/// Why words are there that no decision put there.
pub(super) fn from_outside(source: &str, veil: &Veil) -> String {
    if !veil.is_open() {
        // The name of a file may say whose it is.
        return "it came from outside; no decision put it there".to_owned();
    }
    format!("it came from outside, with {source}; no decision put it there")
}

pub(super) fn backers(decision: &Decision) -> Vec<String> {
    let mut names: Vec<String> = decision.about.iter().map(|(a, ..)| a.to_string()).collect();
    names.sort();
    names.dedup();
    names
}

/// Accounts for every word and every proposal between two revisions, or a revision and the
/// working text.
pub fn audit(project: &Project, from: &str, to: &str) -> Result<Audit, AppError> {
    Ok(Between::new(project, from, to)?.audit())
}

impl Between<'_> {
    fn audit(&self) -> Audit {
        // A step that points to a decision which is not there, or accepted nothing, explains nothing.
        let steps = self.entries.iter().filter(|e| self.holds(&e.cause));
        let steps = steps.map(|e| AuditStep { why: self.why(&e.cause), changes: &e.changes }).collect();
        let proposals = self.proposals();
        let told = revise::audit(&AuditInput { from: &self.from.document, to: self.to, steps, proposals });
        Audit { earlier: self.settled_before(), lost: self.lost(), ..told }
    }
}
