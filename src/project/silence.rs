//! Silence procedures: begun, objected to, objections taken back, closed, settled, called off, each as one change.
//!
//! While one runs nothing is set; what it leads to is set when a person ends it, on the words
//! that were under silence.

use super::change::{Change, Put};
use super::edit::keep_step;
use super::ladder::{Setting, set_all};
use super::project::{Project, words_hash};
use crate::limits;
use crate::record::{
    ActorId, Deadline, EXAMPLES, How, NotADeadline, Objection, Silence, SilenceState, Standing,
};
use crate::text::{Document, Hash, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why a procedure was not begun, objected to or ended.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SilenceError {
    /// There is one already.
    #[error("silence procedure {0} is {state}; end it before another begins", state = .1.name())]
    One(String, SilenceState),
    /// Two copies began one each.
    #[error(
        "silence procedures {0} are open at once, for the copies began them apart; choose between the copies first"
    )]
    Several(String),
    /// There is none.
    #[error("no silence procedure runs")]
    None,
    /// No deadline, or one that is not understood.
    #[error("{0}; say a deadline so: {EXAMPLES}")]
    Deadline(#[from] NotADeadline),
    /// Nobody said what was to be taken back.
    #[error("there is no such objection; it was taken back already, or never made")]
    NotSaid,
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

    /// The objections of a procedure: to the whole text first, then in the order of the text.
    pub fn objections_in_order<'a>(&self, silence: &'a Silence) -> Vec<&'a Objection> {
        let mut all: Vec<&Objection> = silence.objections.iter().collect();
        let place = |o: &Objection| o.paragraph.map(|id| self.working.place(id).unwrap_or(usize::MAX));
        all.sort_by_key(|o| place(o));
        all
    }

    /// The one procedure that is to be ended: of several nobody can say which is meant.
    fn open_silence(&self) -> Result<&Arc<Silence>, SilenceError> {
        match self.open_silences().as_slice() {
            [] => Err(SilenceError::None),
            [one] => Ok(one),
            several => Err(SilenceError::Several(self.silence_names(several))),
        }
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
        return Err(SilenceError::One(project.silence_name(silence), silence.state()));
    }
    if !matches!(then, Standing::AdRef | Standing::Agreed) {
        return Err(SilenceError::Then(then.to_string()));
    }
    let until: Vec<&str> = until.split_whitespace().collect();
    let until = until.join(" ");
    // Only understood: what is kept are the words that a person typed.
    let _: Deadline = until.chars().take(limits::REASON).collect::<String>().parse()?;
    let revision = project.last().ok_or(SilenceError::NoText)?.name.clone();
    let silence = Silence {
        number: project.silences.keys().next_back().map_or(1, |id| id.number.saturating_add(1)),
        base: project.base(),
        revision,
        until,
        then,
        objections: BTreeSet::new(),
        taken_back: BTreeSet::new(),
        endings: BTreeSet::new(),
    };
    // What is under silence can be looked up by its hash from now on.
    let mut list: Vec<Change> = keep_step(project).into_iter().collect();
    list.push(Change::Silence(silence.id(), Put { was: None, now: Some(Arc::new(silence)) }));
    Ok(Change::All(list))
}

pub(super) fn put(was: &Arc<Silence>, now: Silence) -> Change {
    Change::Silence(was.id(), Put { was: Some(was.clone()), now: Some(Arc::new(now)) })
}

/// Objects to paragraphs, or, where none is named, to the whole text; with a name or without. Where
/// several procedures are open it is an objection to each: none is lost by choosing between them.
pub fn object(
    project: &Project,
    paragraphs: &[ParagraphId],
    by: Option<&ActorId>,
    why: &str,
) -> Result<Change, SilenceError> {
    let open = project.open_silences();
    if open.is_empty() {
        return Err(SilenceError::None);
    }
    if why.chars().count() > limits::REASON {
        return Err(SilenceError::Long);
    }
    let places: Vec<Option<ParagraphId>> = match paragraphs {
        [] => vec![None],
        some => some.iter().copied().map(Some).collect(),
    };
    let list = open.into_iter().map(|silence| {
        let mut now = Silence::clone(silence);
        for paragraph in &places {
            let label = paragraph.and_then(|id| project.working.label_of(id)).unwrap_or_default();
            let why = why.trim().to_owned();
            let said = Objection { paragraph: *paragraph, label, by: by.cloned(), why, nth: 0 };
            // A delegation with a name says one thing once, and again only after taking it back.
            let known = now.standing().any(|o| Objection { nth: 0, ..o.clone() } == said);
            if by.is_none() || !known {
                now = now.with(said);
            }
        }
        put(silence, now)
    });
    Ok(Change::All(list.collect()))
}

/// Takes objections back, in every procedure that is open and has them. They stay in the log, and
/// the silence stays broken: what follows is a person's to say.
pub fn take_back(project: &Project, objections: &[Objection], why: &str) -> Result<Change, SilenceError> {
    let open = project.open_silences();
    if open.is_empty() {
        return Err(SilenceError::None);
    }
    if why.chars().count() > limits::REASON {
        return Err(SilenceError::Long);
    }
    let stands = |o: &Objection| open.iter().any(|s| s.stands(o));
    if objections.is_empty() || !objections.iter().all(stands) {
        return Err(SilenceError::NotSaid);
    }
    let mut list = Vec::new();
    for silence in &open {
        let mut now = Silence::clone(silence);
        for objection in objections.iter().filter(|o| silence.stands(o)) {
            now = now.without(objection, why.trim());
        }
        if now != ***silence {
            list.push(put(silence, now));
        }
    }
    Ok(Change::All(list))
}

/// Closes a procedure to which nobody objected: all its paragraphs become what was said.
pub fn close_silence(project: &Project, on: &str) -> Result<Change, SilenceError> {
    let silence = project.open_silence()?;
    if silence.state() != SilenceState::Running {
        return Err(SilenceError::Broken(silence.heard()));
    }
    let why = format!("silence procedure {} passed, {}", project.silence_name(silence), silence.until);
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
    let name = project.silence_name(silence);
    let why = format!("silence procedure {name} was broken; this was not reopened");
    let open = Setting {
        on: on.to_owned(),
        why: format!("reopened after silence procedure {name} was broken"),
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

#[cfg(test)]
#[path = "silence_tests.rs"]
mod tests;
