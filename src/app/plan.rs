//! [`Plan`]: what a merge would do, line by line, before it is done.
//!
//! A plan is made from files and holds the one change that carries it out. The command line
//! merges the same way; nothing is merged that a plan did not name.

use super::error::AppError;
use super::files::{self, Opened};
use super::returns::{Copied, from_copy};
use crate::project::{Change, Merged, Project, merge_project, merge_track, unheard};
use crate::record::{ActorId, Proposal, Wish};
use std::path::{Path, PathBuf};

/// What a line of a plan says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlanKind {
    /// A file, and in a few words what it brings.
    File,
    /// Something comes in.
    Adds,
    /// Something is withdrawn.
    Withdraws,
    /// Something cannot be placed or read.
    NotPlaced,
    /// Something for a person to look at.
    Look,
}

/// A line of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// What it says.
    pub kind: PlanKind,
    /// In words.
    pub text: String,
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// "Merge 3 returns".
    pub title: String,
    /// What it would do, in the order of the files.
    pub lines: Vec<PlanLine>,
    /// Whether there is anything that could be merged.
    pub can_apply: bool,
    /// What "Undo …" calls it.
    pub(super) step: &'static str,
    pub(super) change: Change,
}

impl Plan {
    /// The plan for returns and copies of the project. A file that cannot be read is a line;
    /// the others can be merged all the same.
    pub fn of_files(project: &Project, paths: &[PathBuf]) -> Result<Self, AppError> {
        let title = match paths.len() {
            1 => "Merge 1 file".to_owned(),
            n => format!("Merge {n} files"),
        };
        let mut plan = Self::empty(title, "Merge returns");
        let mut scratch = project.clone();
        let mut said = false;
        for path in paths {
            let merged = match files::open(path) {
                Ok(Opened::Track(track)) => merge_track(&scratch, &track.track, Some(&track.actor)),
                Ok(Opened::Project(other)) => merge_project(&scratch, &other),
                Ok(Opened::Source(_)) => {
                    let why = "a text; say whose edited copy it is (“Merge an edited copy…”)";
                    plan.say(PlanKind::NotPlaced, format!("{}: {why}", name(path)));
                    continue;
                }
                Err(error) => {
                    plan.say(PlanKind::NotPlaced, error.to_string());
                    continue;
                }
            };
            merged.change.apply(&mut scratch)?;
            said |= merged.positions > 0;
            plan.merge(&scratch, path, merged);
        }
        for (actor, p) in unheard(&scratch).into_iter().filter(|_| said) {
            let text = format!("{} is not in this project yet; kept: {actor} {}", p.about, p.told());
            plan.say(PlanKind::Look, text);
        }
        Ok(plan)
    }

    /// The plan for the edited copy of an actor.
    pub fn of_copy(project: &Project, path: &Path, actor: &ActorId) -> Result<Self, AppError> {
        let parsed = files::open_source(path)?;
        let Copied { track, remarks } = from_copy(project, &parsed, actor, None)?;
        let about = project.actor(actor.as_str());
        let merged = merge_track(project, &track, Some(&about));
        let mut scratch = project.clone();
        merged.change.apply(&mut scratch)?;
        let mut plan = Self::empty(format!("Merge the edited copy of {actor}"), "Merge edited copy");
        plan.merge(&scratch, path, merged);
        remarks.into_iter().for_each(|r| plan.say(PlanKind::Look, r));
        Ok(plan)
    }

    fn empty(title: String, step: &'static str) -> Self {
        Self { title, step, lines: Vec::new(), can_apply: false, change: Change::All(Vec::new()) }
    }

    fn say(&mut self, kind: PlanKind, text: String) {
        self.lines.push(PlanLine { kind, text });
    }

    /// Adds what one file brings; `after` is the project with it merged.
    fn merge(&mut self, after: &Project, path: &Path, merged: Merged) {
        self.say(PlanKind::File, format!("{}: {}", name(path), merged.told()));
        for (actor, p) in &merged.news {
            self.say(PlanKind::Adds, format!("{actor}: {}", said(after, p)));
        }
        for (actor, p) in &merged.gone {
            self.say(PlanKind::Withdraws, format!("{actor} withdraws: {}", said(after, p)));
        }
        for (actor, p, why) in &merged.orphans {
            self.say(PlanKind::NotPlaced, format!("{actor}: {}: {why}", said(after, p)));
        }
        merged.warnings.into_iter().for_each(|w| self.say(PlanKind::Look, w));
        self.can_apply |= !merged.change.is_nothing();
        if let Change::All(list) = &mut self.change {
            list.push(merged.change);
        }
    }

    /// The lines that say what each file brings and what needs a person: the report afterwards.
    pub fn summary(&self) -> String {
        let told = self.lines.iter().filter(|l| !matches!(l.kind, PlanKind::Adds | PlanKind::Withdraws));
        told.map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A proposal in a line: "OP5, insert “and lakes”".
fn said(project: &Project, p: &Proposal) -> String {
    let label = match &p.wish {
        Wish::InsertParagraph { label, .. } => crate::text::Label::said(label),
        wish => {
            let meta = wish.span().and_then(|s| project.working.meta_of(s.paragraph));
            meta.and_then(|m| m.label.as_ref())
                .map(|l| l.to_string())
                .unwrap_or_else(|| "the text".to_owned())
        }
    };
    let short = |text: &str| {
        let most = crate::limits::QUOTE;
        let cut: String = text.chars().take(most).collect();
        if text.chars().count() > most { format!("{cut}…") } else { cut }
    };
    let quote = p.wish.span().map(|s| s.quote.replace(crate::text::NOTE, "")).unwrap_or_default();
    let words = match (quote.trim(), p.wish.new_words()) {
        ("", new) => format!("“{}”", short(new.trim())),
        (old, new) if new.is_empty() => format!("“{}”", short(old)),
        (old, new) => format!("“{}” by “{}”", short(old), short(new.trim())),
    };
    format!("{label}, {} {words}", p.wish.name())
}
