//! The next revision came from outside: the working text becomes another text, as one change.
//!
//! Proposals stay as they are: where they stand follows from the log, as after any other change.
//! What was decided and is not in the other text is listed, never put back.

use super::change::{Change, Put};
use super::log::{Cause, Entry};
use super::project::Project;
use crate::diff::key;
use crate::record::{DecisionId, Outcome};
use crate::revise::{Met, outside};
use crate::text::{self, Document, Op, Side, Standing, Words};
use std::sync::Arc;

/// A decision that the other text does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// Which.
    pub decision: DecisionId,
    /// The label of the paragraph in the working text; none for headings and titles, and for a
    /// paragraph that the decision took out.
    pub label: Option<String>,
    /// The words.
    pub text: String,
    /// What became of them: "its words are not in it", "its words are back".
    pub how: &'static str,
}

/// What taking a revision from outside does.
#[derive(Clone, Debug, PartialEq)]
pub struct FromOutside {
    /// The change to apply.
    pub change: Change,
    /// How the paragraphs fared.
    pub met: Met,
    /// What of the decisions taken since the last revision is not in it.
    pub undone: Vec<Undone>,
}

/// Issues `now`, which came from `source`, as the revision of this name. The text of the revision
/// is the other one, with its labels; paragraphs that stay keep their identity.
pub fn issue_from(project: &Project, now: &Document, source: &str, name: &str) -> FromOutside {
    let made = outside(&project.working, now, &project.base().to_string());
    let mut list = Vec::new();
    let undone = undone(project, &made.changes);
    let mut after = project.working.clone();
    // Made for this very text.
    let _ = text::apply_all(&mut after, &made.changes);
    if !made.changes.is_empty() {
        let cause = Cause::Outside(source.to_owned());
        let entry = Arc::new(Entry { cause, changes: made.changes.clone(), step: None });
        let at = project.log.len();
        list.push(Change::Text { changes: made.changes, at, was: Vec::new(), now: vec![entry] });
    }
    list.push(Change::Issue(name.to_owned()));
    let settled = project.statuses.iter().filter(|(id, _)| after.place(**id).is_none());
    list.extend(settled.map(|(id, was)| Change::Status(*id, Put { was: Some(was.clone()), now: None })));
    FromOutside { change: Change::All(list), met: made.met, undone }
}

/// What of the decisions since the last revision the changes take back.
fn undone(project: &Project, changes: &[text::Change]) -> Vec<Undone> {
    let mut after = project.working.clone();
    if text::apply_all(&mut after, changes).is_err() {
        return Vec::new();
    }
    let all: Vec<&text::Change> = project.log.iter().flat_map(|e| &e.changes).chain(changes).collect();
    let mut out = Vec::new();
    let mut done = 0;
    for entry in &project.log {
        for change in &entry.changes {
            done += 1;
            let later = all.get(done..).unwrap_or_default();
            let until = later.len().saturating_sub(changes.len());
            if let Cause::Decision(id) = entry.cause
                && project.decisions.get(&id).is_some_and(|d| accepted(d.outcome))
            {
                let look =
                    Look { project, after: &after, id, ours: later.get(..until).unwrap_or_default(), later };
                look.at(change, &mut out);
            }
        }
    }
    out.dedup();
    out
}

fn accepted(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Accept | Outcome::AcceptAs)
}

/// A change that a decision made, and what came after it.
struct Look<'a> {
    project: &'a Project,
    after: &'a Document,
    id: DecisionId,
    /// What came after it here.
    ours: &'a [&'a text::Change],
    /// And from outside.
    later: &'a [&'a text::Change],
}

impl Look<'_> {
    fn at(&self, change: &text::Change, out: &mut Vec<Undone>) {
        match change {
            text::Change::Edit { id, set } => {
                let mut at = 0;
                for op in set.ops() {
                    match op {
                        Op::Retain(n) => at += n,
                        Op::Insert(words) => {
                            self.put_in(Standing::new(*id, at..at + words.len()), words, out);
                            at += words.len();
                        }
                        Op::Delete(words) => self.taken_out(Standing::new(*id, at..at), words, out),
                    }
                }
                // Where a position is before and after the change follows from the same steps.
                debug_assert!(set.map(set.len_before(), Side::After) == set.len_after());
            }
            text::Change::Insert { paragraph, .. } => {
                let all = Standing::new(paragraph.meta.id, 0..paragraph.words.len());
                self.put_in(all, &paragraph.words, out);
            }
            text::Change::Delete { paragraph, .. } => {
                let back = |d: &Document| {
                    let wanted = key(&paragraph.words.bare());
                    !wanted.is_empty() && (0..d.len()).any(|at| key(&d.words(at).bare()) == wanted)
                };
                if back(self.after) && !back(&self.project.working) {
                    self.tell(None, paragraph.words.bare(), "its words are back", out);
                }
            }
            _ => {}
        }
    }

    /// Words that the decision put in, and that stood untouched until the other text came.
    fn put_in(&self, at: Standing, words: &Words, out: &mut Vec<Undone>) {
        let text = words.bare();
        let Some(here) = at.clone().after(self.ours.iter().copied()) else { return };
        if text.trim().is_empty() || here.touched {
            return;
        }
        let stands = at.after(self.later.iter().copied()).is_some_and(|now| {
            let words = self.after.words_of(now.paragraph).unwrap_or_default();
            !now.touched || key(&words.slice(now.inner).bare()) == key(&text)
        });
        if !stands {
            self.tell(Some(&here), text, "its words are not in it", out);
        }
    }

    /// Words that the decision took out and that the other text has in their place again.
    fn taken_out(&self, at: Standing, words: &Words, out: &mut Vec<Undone>) {
        let text = words.bare();
        let Some(here) = at.clone().after(self.ours.iter().copied()) else { return };
        let said = |d: &Document, s: &Standing| {
            let words = d.words_of(s.paragraph).unwrap_or_default();
            key(&words.slice(s.outer.clone()).bare())
        };
        let wanted = key(&text);
        let back = at.after(self.later.iter().copied()).is_some_and(|now| {
            said(self.after, &now).contains(&wanted) && !said(&self.project.working, &here).contains(&wanted)
        });
        if !wanted.is_empty() && back {
            self.tell(Some(&here), text, "its words are back", out);
        }
    }

    fn tell(&self, at: Option<&Standing>, text: String, how: &'static str, out: &mut Vec<Undone>) {
        let label = at.and_then(|s| self.project.working.label_of(s.paragraph));
        out.push(Undone { decision: self.id, label, text: text.trim().to_owned(), how });
    }
}
