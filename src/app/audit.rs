//! The audit and the concordance of a project: what `revise` computes, fed from a project.

use super::error::AppError;
use crate::project::{Cause, Entry, Project, Revision, all_placed};
use crate::record::{ActorId, Decision, DecisionId, Outcome};
use crate::revise::{self, Audit, AuditInput, AuditProposal, AuditStep, Contribution, Finding, StepWhy};
use crate::text::ParagraphId;
use crate::weave::Fate;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Two revisions of a project, the earlier first.
struct Between<'a> {
    project: &'a Project,
    /// The project as it was when the later one was issued.
    then: Project,
    from: &'a Revision,
    to: &'a Revision,
    entries: Vec<&'a Entry>,
}

impl<'a> Between<'a> {
    fn new(project: &'a Project, from: &str, to: &str) -> Result<Self, AppError> {
        let (from, to) = (project.revision(from)?, project.revision(to)?);
        let place = |r: &Arc<Revision>| project.revisions.iter().position(|x| Arc::ptr_eq(x, r)).unwrap_or(0);
        let (first, last) = (place(from), place(to));
        if first >= last {
            return AppError::refuse(format!("“{}” does not come before “{}”", from.name, to.name));
        }
        let later = project.revisions.iter().take(last + 1).skip(first + 1);
        let entries = later.flat_map(|r| r.entries.iter().map(Arc::as_ref)).collect();
        Ok(Self { project, then: project.until(last), from, to, entries })
    }

    fn decision(&self, id: DecisionId) -> Option<&'a Decision> {
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
            Cause::Issue => StepWhy::Issue,
            Cause::Decision(id) => {
                let backers = self.decision(*id).map(backers).unwrap_or_default();
                StepWhy::Decision(id.0, backers)
            }
        }
    }

    fn proposals(&self) -> Vec<AuditProposal> {
        let placed = all_placed(&self.then);
        let fates: BTreeMap<_, Fate> = placed.iter().map(|p| (&p.proposal.id, p.fate)).collect();
        let all = self.then.tracks.iter().flat_map(|(a, t)| t.proposals().map(move |(_, p)| (a, p)));
        all.map(|(actor, p)| AuditProposal {
            id: p.id.clone(),
            actor: actor.clone(),
            state: p.state,
            outcome: self
                .then
                .settled(p)
                .or_else(|| self.then.decision_on(&p.id, p.version))
                .map(|d| d.outcome),
            fate: fates.get(&p.id).copied().unwrap_or(Fate::Clean),
            words: p.wish.new_words(),
            quote: p.wish.quote().replace(crate::text::NOTE, ""),
        })
        .collect()
    }
}

fn backers(decision: &Decision) -> Vec<String> {
    let mut names: Vec<String> = decision.about.iter().map(|(a, ..)| a.to_string()).collect();
    names.sort();
    names.dedup();
    names
}

/// Accounts for every word and every proposal between two revisions.
pub fn audit(project: &Project, from: &str, to: &str) -> Result<Audit, AppError> {
    let between = Between::new(project, from, to)?;
    // A step that points to a decision which is not there, or accepted nothing, explains nothing.
    let steps = between.entries.iter().filter(|e| between.holds(&e.cause));
    let steps = steps.map(|e| AuditStep { why: between.why(&e.cause), changes: &e.changes }).collect();
    let input = AuditInput {
        from: &between.from.document,
        to: &between.to.document,
        steps,
        proposals: between.proposals(),
    };
    Ok(revise::audit(&input))
}

/// The audit as JSON; with an actor, only that actor's proposals.
pub fn json(told: &Audit, by: Option<&ActorId>) -> Value {
    let edited = told.edited.iter();
    let unexplained = told.unexplained.iter();
    let proposals = told.proposals.iter().filter(|(_, a, _)| by.is_none_or(|by| a == by));
    json!({
        "kept": told.kept,
        "agreed": told.agreed,
        "moved": told.moved,
        "merged": told.merged,
        "withdrawn": told.withdrawn,
        "rejected": told.rejected,
        "edited": edited.map(|f| json!({"label": f.label, "text": f.text, "why": f.why, "removed": f.removed})).collect::<Vec<_>>(),
        "unexplained": unexplained.map(|f| json!({"label": f.label, "text": f.text, "why": f.why, "removed": f.removed})).collect::<Vec<_>>(),
        "proposals": proposals.map(|(id, a, o)| json!({"id": id.to_string(), "actor": a.as_str(), "outcome": o})).collect::<Vec<_>>(),
    })
}

/// The audit for a person: what nothing explains comes first.
pub fn text(told: &Audit, by: Option<&ActorId>) -> String {
    let mut out = Vec::new();
    match told.unexplained.len() {
        0 => out.push("Every word is explained.".to_owned()),
        n => out.push(format!("{n} places are not explained:")),
    }
    out.extend(told.unexplained.iter().map(finding));
    if !told.edited.is_empty() {
        out.push("Edited by the chair without a decision:".to_owned());
        out.extend(told.edited.iter().map(finding));
    }
    out.push(format!(
        "Words: {} kept, {} by decision, {} moved, {} merged. Words of proposals: {} withdrawn, {} rejected.",
        told.kept, told.agreed, told.moved, told.merged, told.withdrawn, told.rejected
    ));
    let proposals = told.proposals.iter().filter(|(_, a, _)| by.is_none_or(|by| a == by));
    out.extend(proposals.map(|(id, actor, outcome)| format!("  {actor} {id}: {outcome}")));
    out.join("\n")
}

fn finding(f: &Finding) -> String {
    let place = f.label.as_deref().unwrap_or("heading or title");
    let how = if f.removed { "gone" } else { "new" };
    format!("  {place}, {how}: “{}” ({})", f.text.trim(), f.why.trim_end_matches('.'))
}

/// The concordance of two revisions as CSV: old and new label, contributors, what was done, why.
pub fn concordance_csv(project: &Project, from: &str, to: &str) -> Result<String, AppError> {
    let between = Between::new(project, from, to)?;
    let mut known: BTreeMap<ParagraphId, Contribution> = BTreeMap::new();
    for entry in &between.entries {
        let (names, why) = match &entry.cause {
            Cause::Decision(id) => match between.decision(*id) {
                Some(decision) => (backers(decision), rationale(project, decision)),
                None => continue,
            },
            Cause::Chair(why) => (vec![crate::record::CHAIR.to_owned()], why.clone()),
            Cause::Issue => continue,
        };
        for id in entry.changes.iter().flat_map(crate::text::Change::touched) {
            let row = known
                .entry(id)
                .or_insert_with(|| Contribution { contributors: Vec::new(), why: String::new() });
            row.contributors
                .extend(names.iter().filter(|n| !row.contributors.contains(n)).cloned().collect::<Vec<_>>());
            if !why.is_empty() && !row.why.contains(&why) {
                row.why = if row.why.is_empty() { why.clone() } else { format!("{}; {why}", row.why) };
            }
        }
    }
    Ok(revise::csv(&revise::concordance(&between.from.document, &between.to.document, &known)))
}

/// The reasons that the backers of a decision gave.
fn rationale(project: &Project, decision: &Decision) -> String {
    let said = decision.about.iter().filter_map(|(actor, id, _)| {
        let (_, p) = project.tracks.get(actor)?.proposal(id)?;
        (!p.rationale.is_empty()).then(|| format!("{actor}: {}", p.rationale))
    });
    let mut all: Vec<String> = said.chain((!decision.why.is_empty()).then(|| decision.why.clone())).collect();
    all.dedup();
    all.join("; ")
}
