//! Makes the changes behind the chair's editing and behind issuing a revision.

use super::change::{Change, Put};
use super::log::{Cause, Entry};
use super::project::Project;
use crate::text::{self, Genre, Kind, Meta};
use std::sync::Arc;

/// A change of the working text, for a reason. A chair's further edit of the paragraph edited
/// last joins the entry of the log before it, unless something is anchored between the two.
pub fn edit(project: &Project, changes: Vec<text::Change>, cause: Cause) -> Change {
    let at = project.log.len();
    let joined = project.log.last().and_then(|last| join(last, &changes, &cause));
    match (joined, project.log.last()) {
        (Some(entry), Some(last)) => {
            Change::Text { changes, at: at - 1, was: vec![last.clone()], now: vec![Arc::new(entry)] }
        }
        _ => {
            let entry = Entry { cause, changes: changes.clone(), step: None };
            Change::Text { changes, at, was: Vec::new(), now: vec![Arc::new(entry)] }
        }
    }
}

fn join(last: &Entry, changes: &[text::Change], cause: &Cause) -> Option<Entry> {
    if last.step.is_some() || last.cause != *cause || !matches!(cause, Cause::Chair(_)) {
        return None;
    }
    match (last.changes.as_slice(), changes) {
        ([text::Change::Edit { id, set }], [text::Change::Edit { id: next, set: then }]) if id == next => {
            let set = set.then(then).ok()?;
            let changes = vec![text::Change::Edit { id: *id, set }];
            Some(Entry { cause: cause.clone(), changes, step: None })
        }
        _ => None,
    }
}

/// Keeps the working text as a step, so that something can be anchored to it. None where the
/// last revision or a step already is that state.
pub fn keep_step(project: &Project) -> Option<Change> {
    let last = project.log.last().filter(|e| e.step.is_none())?;
    let kept = Entry { step: Some(project.working.hash()), ..Entry::clone(last) };
    let at = project.log.len() - 1;
    Some(Change::Text { changes: Vec::new(), at, was: vec![last.clone()], now: vec![Arc::new(kept)] })
}

/// Issues the working text as a revision: labels are allotted anew and become the issued ones.
/// Undecided proposals stay as they are: where they stand follows from the log.
pub fn issue(project: &Project, name: &str) -> Change {
    let relabel = relabel(project);
    let mut list = Vec::new();
    if !relabel.is_empty() {
        let entry = Arc::new(Entry { cause: Cause::Issue, changes: relabel.clone(), step: None });
        let at = project.log.len();
        list.push(Change::Text { changes: relabel, at, was: Vec::new(), now: vec![entry] });
    }
    list.push(Change::Issue(name.to_owned()));
    let settled = project.statuses.iter().filter(|(id, _)| project.working.place(**id).is_none());
    for (id, status) in settled {
        list.push(Change::Status(*id, Put { was: Some(status.clone()), now: None }));
    }
    Change::All(list)
}

/// The label changes of an issue: negotiation labels afresh, issued labels as printed.
fn relabel(project: &Project) -> Vec<text::Change> {
    // Old numbers would be trusted as issued; a revision counts anew.
    let blank: Vec<text::Paragraph> = project
        .working
        .paragraphs()
        .map(|p| text::Paragraph { meta: Meta { issued: None, ..p.meta }, words: p.words })
        .collect();
    let document = text::Document::of(blank, Default::default());
    let fresh = text::fresh(&document);
    let printed = text::resolution(&document);
    let outcome = project.head.genre == Genre::Outcome;
    let rows = project.working.metas().zip(fresh).zip(printed);
    rows.filter_map(|((was, label), printed)| {
        let issued = match (was.kind, &label) {
            (Kind::Preambular, Some(label)) if outcome => Some(format!("{}.", label.outcome())),
            _ if was.kind.is_labelled() => printed,
            _ => was.issued.clone(),
        };
        let now = Meta { label, issued, ..was.clone() };
        (now != *was).then(|| text::Change::SetMeta { was: was.clone(), now })
    })
    .collect()
}
