//! The status ladder: how far paragraphs have come, set by a person and logged.
//!
//! Nothing here reopens a paragraph by itself: words that change leave the status and mark it.

use super::change::{Change, Put};
use super::project::{Project, words_hash};
use crate::limits;
use crate::record::{ActorId, Logged, Standing, Status};
use crate::text::{Hash, Meta, ParagraphId};
use std::sync::Arc;

/// A status, and what a person says when setting it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The status.
    pub standing: Standing,
    /// The date, as it was given; may be empty.
    pub on: String,
    /// Who asked for it.
    pub at_request_of: Option<ActorId>,
    /// Why; may be empty.
    pub why: String,
}

/// Why a status was not set.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LadderError {
    /// No paragraph is called so.
    #[error(
        "there is no paragraph {0} in this text. A status belongs to paragraphs with a label, such as OP5, 26, B, PP2 or OP5 (a), or to a range of them, such as OP1-OP7"
    )]
    NoParagraph(String),
    /// It is a heading or a title.
    #[error(
        "“{0}” is a {1}, and only paragraphs with a label have a status: OP5, 26, B, PP2 or OP5 (a). Set it on the paragraphs under it, for instance as a range: OP1-OP7"
    )]
    Unlabelled(String, &'static str),
    /// A range whose end stands before its beginning.
    #[error("the range {0} ends before it begins")]
    Backwards(String),
    /// Very long words.
    #[error("the date, the name or the reason is longer than {max} characters", max = limits::REASON)]
    Long,
}

/// How many paragraphs with a label stand on each step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All of them.
    pub total: usize,
    /// Open.
    pub open: usize,
    /// Suggested for closure.
    pub suggested: usize,
    /// Agreed in informals.
    pub informals: usize,
    /// Agreed ad ref.
    pub ad_ref: usize,
    /// Agreed.
    pub agreed: usize,
    /// Those of them whose words changed since.
    pub changed: usize,
}

impl Progress {
    /// Counts one more.
    pub fn count(&mut self, standing: &Standing, changed: bool) {
        self.total += 1;
        self.changed += usize::from(changed);
        *match standing {
            Standing::Open => &mut self.open,
            Standing::Suggested => &mut self.suggested,
            Standing::Informals(_) => &mut self.informals,
            Standing::AdRef => &mut self.ad_ref,
            Standing::Agreed => &mut self.agreed,
        } += 1;
    }

    /// In words: "21 of 148 paragraphs agreed ad ref, 3 agreed".
    pub fn told(&self) -> String {
        let mut out = format!("{} of {} paragraphs agreed ad ref", self.ad_ref, self.total);
        for (n, what) in [
            (self.agreed, "agreed"),
            (self.informals, "agreed in informals"),
            (self.suggested, "suggested for closure"),
            (self.changed, "changed since agreed"),
        ] {
            if n > 0 {
                out.push_str(&format!(", {n} {what}"));
            }
        }
        out
    }
}

impl Project {
    /// How far the working text has come.
    pub fn progress(&self) -> Progress {
        let mut out = Progress::default();
        for meta in self.working.metas().filter(|m| m.kind.is_labelled()) {
            let (standing, changed) = self.status(meta.id);
            out.count(&standing, changed);
        }
        out
    }

    /// What was logged about a paragraph, in order.
    pub fn history_of(&self, id: ParagraphId) -> impl Iterator<Item = (u32, &Logged)> {
        let all = self.status_log.iter().filter(move |(_, l)| l.paragraph == id);
        all.map(|(at, l)| (at.number, l.as_ref()))
    }

    /// The paragraphs that these labels and ranges of labels mean, in the order of the text.
    pub fn paragraphs_named<S: AsRef<str>>(&self, typed: &[S]) -> Result<Vec<ParagraphId>, LadderError> {
        let mut places = std::collections::BTreeSet::new();
        for one in typed {
            let (from, to) = self.range(one.as_ref().trim())?;
            let within = (from..=to).filter(|at| self.working.meta(*at).is_some_and(labelled));
            places.extend(within);
        }
        Ok(places.into_iter().filter_map(|at| self.working.meta(at)).map(|m| m.id).collect())
    }

    /// The places of the first and the last paragraph that a label or a range means.
    fn range(&self, typed: &str) -> Result<(usize, usize), LadderError> {
        let place = |label: &str| {
            let id = self.paragraph(label).ok()?;
            self.working.place(id).filter(|at| self.working.meta(*at).is_some_and(labelled))
        };
        // A range without its end is no label.
        let whole = !typed.ends_with(['-', '–']);
        if let Some(at) = place(typed).filter(|_| whole) {
            return Ok((at, at));
        }
        for dash in ["–", "-", ".."] {
            for (at, _) in typed.match_indices(dash) {
                let (a, b) = (typed.get(..at).unwrap_or_default(), typed.get(at + dash.len()..));
                if let (Some(from), Some(to)) = (place(a.trim()), b.and_then(|b| place(b.trim()))) {
                    let back = || LadderError::Backwards(typed.chars().take(limits::QUOTE).collect());
                    return if from <= to { Ok((from, to)) } else { Err(back()) };
                }
            }
        }
        Err(self.no_paragraph(typed))
    }

    fn no_paragraph(&self, typed: &str) -> LadderError {
        let wanted = typed.to_lowercase();
        let heading = self.working.metas().filter(|m| !labelled(m)).find(|m| {
            let words = self.working.words_of(m.id).map(|w| w.bare().trim().to_lowercase());
            let named = words.is_some_and(|w| !wanted.is_empty() && w == wanted);
            named || m.kind.name() == wanted
        });
        let said = typed.chars().take(limits::QUOTE).collect();
        match heading {
            Some(meta) => LadderError::Unlabelled(said, meta.kind.name()),
            None => LadderError::NoParagraph(said),
        }
    }

    /// The number of the next entry in the log.
    pub(super) fn next_log(&self) -> u32 {
        self.status_log.keys().next_back().map_or(1, |at| at.number.saturating_add(1))
    }
}

fn labelled(meta: &Meta) -> bool {
    meta.kind.is_labelled()
}

/// Sets the status of paragraphs on the words they have now, and logs it. Nothing where all is
/// so already; paragraphs without a label are passed over.
pub fn set_standing(
    project: &Project,
    paragraphs: &[ParagraphId],
    setting: &Setting,
) -> Result<Change, LadderError> {
    let said = [setting.on.as_str(), setting.why.as_str()];
    if said.into_iter().any(|s| s.chars().count() > limits::REASON) {
        return Err(LadderError::Long);
    }
    let each = paragraphs.iter().filter_map(|id| {
        let words = project.working.words_of(*id)?;
        Some((*id, setting.standing.clone(), words_hash(&words.bare())))
    });
    Ok(set_all(project, each, setting))
}

/// Sets a status for each of these paragraphs, on words of this hash.
pub(super) fn set_all(
    project: &Project,
    each: impl IntoIterator<Item = (ParagraphId, Standing, Hash)>,
    said: &Setting,
) -> Change {
    let mut number = project.next_log();
    let mut list = Vec::new();
    for (id, standing, words) in each {
        let Some(meta) = project.working.meta_of(id).filter(|m| labelled(m)) else { continue };
        let was = project.statuses.get(&id).cloned();
        let now = match &standing {
            Standing::Open => None,
            standing => Some(Arc::new(Status { standing: standing.clone(), words })),
        };
        if was == now {
            continue;
        }
        let logged = Logged {
            paragraph: id,
            label: meta.label.as_ref().map(|l| l.to_string()).unwrap_or_default(),
            from: was.as_ref().map(|s| s.standing.clone()).unwrap_or_default(),
            to: standing,
            words,
            on: said.on.trim().to_owned(),
            at_request_of: said.at_request_of.clone(),
            why: said.why.trim().to_owned(),
        };
        list.push(Change::Status(id, Put { was, now }));
        list.push(Change::Logged(logged.id(number), Put { was: None, now: Some(Arc::new(logged)) }));
        number = number.saturating_add(1);
    }
    Change::All(list)
}

/// Sets the status of a paragraph on the words it has now; none where it is so already, or
/// where it is a heading or a title.
pub fn set_status(project: &Project, id: ParagraphId, standing: Standing) -> Option<Change> {
    let setting = Setting { standing, ..Setting::default() };
    set_standing(project, &[id], &setting).ok().filter(|change| !change.is_nothing())
}

#[cfg(test)]
#[path = "ladder_tests.rs"]
pub(super) mod tests;
