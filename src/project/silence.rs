//! Silence procedures: begun, objected to, closed, settled, called off, each as one change.
//!
//! While one runs nothing is set; what it leads to is set when a person ends it, on the words
//! that were under silence.

use super::change::{Change, Put};
use super::edit::keep_step;
use super::ladder::{Setting, set_all};
use super::merge::Merged;
use super::project::{Project, words_hash};
use crate::lexicon::count;
use crate::limits;
use crate::record::{ActorId, How, Objection, Silence, SilenceId, SilenceState, Standing};
use crate::text::{Document, Hash, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why a procedure was not begun, objected to or ended.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SilenceError {
    /// There is one already.
    #[error("silence procedure {0} is {state}; end it before another begins", state = .1.name())]
    One(u32, SilenceState),
    /// There is none.
    #[error("no silence procedure runs")]
    None,
    /// No deadline, or a very long one.
    #[error("a silence procedure needs a deadline, in up to {max} characters", max = limits::REASON)]
    Deadline,
    /// Very long words.
    #[error("the reason is longer than {max} characters", max = limits::REASON)]
    Long,
    /// Not a status to end on.
    #[error("after silence the text is “agreed ad ref” or “agreed”, not “{0}”")]
    Then(String),
    /// It was broken.
    #[error(
        "silence was broken by {0}; say which paragraphs reopen, or that none does, or call it off: it cannot pass"
    )]
    Broken(String),
    /// It was not broken.
    #[error("nobody has objected; close the procedure, or call it off")]
    NotBroken,
    /// There is no text.
    #[error("there is no text to put under silence")]
    NoText,
}

/// What differs between the text that is under silence and the working text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// Paragraphs with other words, by label.
    pub changed: Vec<String>,
    /// Paragraphs that came.
    pub came: Vec<String>,
    /// Paragraphs that went.
    pub went: Vec<String>,
    /// Whether headings, notes or the order changed, and nothing of the above.
    pub else_changed: bool,
}

impl Since {
    /// Whether nothing differs.
    pub fn is_nothing(&self) -> bool {
        *self == Since::default()
    }

    /// In words: "the text changed since silence began: OP3, OP5; new: OP6 bis".
    pub fn told(&self) -> String {
        let mut parts = Vec::new();
        for (what, list) in [("", &self.changed), ("new: ", &self.came), ("gone: ", &self.went)] {
            if !list.is_empty() {
                parts.push(format!("{what}{}", list.join(", ")));
            }
        }
        if parts.is_empty() {
            parts.push("headings, notes or the order of paragraphs".to_owned());
        }
        format!("the text changed since silence began: {}", parts.join("; "))
    }
}

impl Project {
    /// The procedure that has not ended; of several, which only two copies can have begun, the
    /// last.
    pub fn silence_now(&self) -> Option<&Arc<Silence>> {
        self.silences.values().rev().find(|s| s.state().is_open())
    }

    /// What changed in the working text since a procedure began.
    pub fn since(&self, silence: &Silence) -> Since {
        let mut out = Since::default();
        if self.base() == silence.base {
            return out;
        }
        let Some((_, before)) = self.text_at(silence.base) else { return out };
        let (old, new) = (labelled_words(&before), labelled_words(&self.working));
        let says = |d: &Document, id: &ParagraphId| d.label_of(*id).unwrap_or_default();
        // In the order of the text.
        for id in self.working.metas().map(|m| m.id) {
            match (old.get(&id), new.get(&id)) {
                (Some(a), Some(b)) if a != b => out.changed.push(says(&self.working, &id)),
                (None, Some(_)) => out.came.push(says(&self.working, &id)),
                _ => {}
            }
        }
        let went = before.metas().map(|m| m.id).filter(|id| old.contains_key(id) && !new.contains_key(id));
        out.went = went.map(|id| says(&before, &id)).collect();
        out.else_changed = out.is_nothing() && self.working.hash() != silence.base;
        out
    }

    /// Who objects to a paragraph under the procedure that has not ended.
    pub fn objections_to(&self, id: ParagraphId) -> impl Iterator<Item = &Objection> {
        let all = self.silence_now().into_iter().flat_map(|s| &s.objections);
        all.filter(move |o| o.paragraph == Some(id))
    }

    /// The objections of a procedure: to the whole text first, then in the order of the text.
    pub fn objections_in_order<'a>(&self, silence: &'a Silence) -> Vec<&'a Objection> {
        let mut all: Vec<&Objection> = silence.objections.iter().collect();
        let place = |o: &Objection| o.paragraph.map(|id| self.working.place(id).unwrap_or(usize::MAX));
        all.sort_by_key(|o| place(o));
        all
    }

    fn open_silence(&self) -> Result<&Arc<Silence>, SilenceError> {
        self.silence_now().ok_or(SilenceError::None)
    }
}

/// The words of each paragraph that can have a status, as far as their substance goes.
fn labelled_words(document: &Document) -> BTreeMap<ParagraphId, Hash> {
    let metas = document.metas().filter(|m| m.kind.is_labelled());
    metas.filter_map(|m| Some((m.id, words_hash(&document.words_of(m.id)?.bare())))).collect()
}

/// Puts the working text under silence until a deadline. If nobody objects all its paragraphs
/// become `then`.
pub fn begin_silence(project: &Project, until: &str, then: Standing) -> Result<Change, SilenceError> {
    if let Some(silence) = project.silence_now() {
        return Err(SilenceError::One(silence.number, silence.state()));
    }
    if !matches!(then, Standing::AdRef | Standing::Agreed) {
        return Err(SilenceError::Then(then.to_string()));
    }
    let until: Vec<&str> = until.split_whitespace().collect();
    let until = until.join(" ");
    if until.is_empty() || until.chars().count() > limits::REASON {
        return Err(SilenceError::Deadline);
    }
    let revision = project.last().ok_or(SilenceError::NoText)?.name.clone();
    let silence = Silence {
        number: project.silences.keys().next_back().map_or(1, |id| id.number.saturating_add(1)),
        base: project.base(),
        revision,
        until,
        then,
        objections: BTreeSet::new(),
        endings: BTreeSet::new(),
    };
    // What is under silence can be looked up by its hash from now on.
    let mut list: Vec<Change> = keep_step(project).into_iter().collect();
    list.push(Change::Silence(silence.id(), Put { was: None, now: Some(Arc::new(silence)) }));
    Ok(Change::All(list))
}

fn put(was: &Arc<Silence>, now: Silence) -> Change {
    Change::Silence(was.id(), Put { was: Some(was.clone()), now: Some(Arc::new(now)) })
}

/// Objects to paragraphs, or, where none is named, to the whole text; with a name or without.
pub fn object(
    project: &Project,
    paragraphs: &[ParagraphId],
    by: Option<&ActorId>,
    why: &str,
) -> Result<Change, SilenceError> {
    let silence = project.open_silence()?;
    if why.chars().count() > limits::REASON {
        return Err(SilenceError::Long);
    }
    let places: Vec<Option<ParagraphId>> = match paragraphs {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    let mut now = Silence::clone(silence);
    for paragraph in places {
        let label = paragraph.and_then(|id| project.working.label_of(id)).unwrap_or_default();
        let said = Objection { paragraph, label, by: by.cloned(), why: why.trim().to_owned(), nth: 0 };
        // A delegation with a name says one thing once.
        if by.is_none() || !now.objections.contains(&said) {
            now = now.with(said);
        }
    }
    Ok(put(silence, now))
}

/// Closes a procedure to which nobody objected: all its paragraphs become what was said.
pub fn close_silence(project: &Project, on: &str) -> Result<Change, SilenceError> {
    let silence = project.open_silence()?;
    if silence.state() != SilenceState::Running {
        return Err(SilenceError::Broken(count(silence.objections.len(), "objection", "objections")));
    }
    let why = format!("silence procedure {} passed, {}", silence.number, silence.until);
    let list =
        vec![put(silence, silence.ended(How::Passed)), agreed(project, silence, &BTreeSet::new(), on, &why)];
    Ok(Change::All(list))
}

/// Settles a procedure that was broken: these paragraphs reopen, the others become what was said.
pub fn settle_silence(project: &Project, reopened: &[ParagraphId], on: &str) -> Result<Change, SilenceError> {
    let silence = project.open_silence()?;
    if silence.state() == SilenceState::Running {
        return Err(SilenceError::NotBroken);
    }
    let reopened: BTreeSet<ParagraphId> = reopened.iter().copied().collect();
    let why = format!("silence procedure {} was broken; this was not reopened", silence.number);
    let open = Setting {
        on: on.to_owned(),
        why: format!("reopened after silence procedure {} was broken", silence.number),
        ..Setting::default()
    };
    let mut list = vec![put(silence, silence.ended(How::Reopened(reopened.clone())))];
    list.push(agreed(project, silence, &reopened, on, &why));
    // Each part of the log takes its number from a project with the part before in it.
    let mut then = project.clone();
    if list.iter().all(|c| c.apply(&mut then).is_ok()) {
        let words = |id: &ParagraphId| then.working.words_of(*id).map(|w| words_hash(&w.bare()));
        let each: Vec<_> = reopened.iter().filter_map(|id| Some((*id, Standing::Open, words(id)?))).collect();
        list.push(set_all(&then, each, &open));
    }
    Ok(Change::All(list))
}

/// Calls a procedure off: nothing changes but that.
pub fn call_off_silence(project: &Project) -> Result<Change, SilenceError> {
    let silence = project.open_silence()?;
    Ok(put(silence, silence.ended(How::CalledOff)))
}

/// The paragraphs that were under silence become what was said, on the words they had. What is
/// further up the ladder on these words stays there.
fn agreed(project: &Project, silence: &Silence, but: &BTreeSet<ParagraphId>, on: &str, why: &str) -> Change {
    let document = project.text_at(silence.base).map_or_else(|| project.working.clone(), |(_, text)| text);
    let each = labelled_words(&document).into_iter().filter(|(id, words)| {
        let held = project.statuses.get(id);
        let stands = held.is_some_and(|s| {
            s.words == *words && (s.standing == Standing::Agreed || s.standing == silence.then)
        });
        !but.contains(id) && !stands
    });
    let order: BTreeMap<ParagraphId, usize> = document.metas().map(|m| m.id).zip(0..).collect();
    let mut each: Vec<_> = each.map(|(id, words)| (id, silence.then.clone(), words)).collect();
    each.sort_by_key(|(id, ..)| order.get(id).copied());
    let said = Setting { on: on.to_owned(), why: why.to_owned(), ..Setting::default() };
    set_all(project, each, &said)
}

/// Takes in the procedures of another copy of the project: a union, with what needs a person
/// said in words.
pub(super) fn unite_silences(project: &Project, other: &Project, all: &mut Merged) {
    for (id, theirs) in &other.silences {
        let was = project.silences.get(id).cloned();
        let now = was.as_ref().map_or_else(|| theirs.clone(), |ours| Arc::new(ours.united(theirs)));
        if was.as_ref() == Some(&now) {
            continue;
        }
        let number = id.number;
        let heard = now.objections.len() - was.as_ref().map_or(0, |s| s.objections.len());
        if heard > 0 {
            all.warnings.push(format!(
                "silence procedure {number}: {} from the other copy",
                count(heard, "objection", "objections")
            ));
        }
        let (before, after) = (was.as_ref().map(|s| s.state()), now.state());
        if before != Some(after) {
            all.warnings.push(format!(
                "silence procedure {number} (until {}) is {} now; no status was taken over",
                now.until,
                after.name()
            ));
        }
        all.change.push(Change::Silence(*id, Put { was, now: Some(now) }));
    }
    let same_number = |id: &&SilenceId| other.silences.keys().any(|o| o.number == id.number && o != *id);
    if let Some(id) = project.silences.keys().find(same_number) {
        all.warnings.push(format!(
            "the two copies began different silence procedures under the number {}; both are kept",
            id.number
        ));
    }
    for change in super::standings::log_beside(project, other) {
        all.change.push(change);
    }
}

#[cfg(test)]
#[path = "silence_tests.rs"]
mod tests;
