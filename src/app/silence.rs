//! Silence procedures for both faces: told as text and JSON; what a person asks becomes a change.

use super::error::AppError;
use super::names::Veil;
use super::state::{App, NoticeKind};
use super::veil_lists::Heard;
use crate::lexicon::count;
use crate::project::{
    Change, Project, SilenceError, begin_silence, call_off_silence, close_silence, object, settle_silence,
    silence_rivalry, take_back,
};
use crate::record::{ActorId, Deadline, How, Objection, Silence, SilenceState, Standing};
use crate::text::ParagraphId;
use serde_json::{Value, json};

/// What is asked of a silence procedure.
#[derive(Clone, Debug, PartialEq)]
pub enum SilenceAct {
    /// Puts the working text under silence.
    Begin {
        /// Until when.
        until: String,
        /// What its paragraphs become if nobody objects.
        then: Standing,
    },
    /// Objects.
    Object {
        /// To these paragraphs, by labels and ranges; to the whole text where there are none.
        labels: Vec<String>,
        /// Who; a delegation without a name where it is empty.
        by: String,
        /// Why.
        why: String,
    },
    /// Takes objections back.
    TakeBack {
        /// Which, as they were made.
        objections: Vec<Objection>,
        /// Why.
        why: String,
    },
    /// Nobody objected: it passed.
    Close {
        /// The date, if it was given.
        on: String,
    },
    /// It was broken: these paragraphs reopen.
    Settle {
        /// Which, by labels and ranges; none if it is empty.
        reopen: Vec<String>,
        /// The date, if it was given.
        on: String,
    },
    /// It is called off.
    CallOff,
}

impl From<SilenceError> for AppError {
    fn from(error: SilenceError) -> Self {
        AppError::Refused(format!("{error}. Nothing was changed."))
    }
}

/// The change of what is asked of a silence procedure.
pub fn act(project: &Project, act: &SilenceAct) -> Result<Change, AppError> {
    Ok(match act {
        SilenceAct::Begin { until, then } => begin_silence(project, until, then.clone())?,
        SilenceAct::Object { labels, by, why } => {
            let paragraphs = project.paragraphs_named(labels)?;
            let by = ActorId::new(by);
            let by = (!by.as_str().is_empty()).then(|| project.actor(by.as_str()).id);
            if by.as_ref().is_some_and(|a| a.as_str().chars().count() > crate::limits::NAME) {
                return AppError::refuse("the name of the actor is too long. Nothing was changed.");
            }
            object(project, &paragraphs, by.as_ref(), why)?
        }
        SilenceAct::TakeBack { objections, why } => take_back(project, objections, why)?,
        SilenceAct::Close { on } => close_silence(project, on)?,
        SilenceAct::Settle { reopen, on } => {
            let paragraphs: Vec<ParagraphId> = project.paragraphs_named(reopen)?;
            settle_silence(project, &paragraphs, on)?
        }
        SilenceAct::CallOff => call_off_silence(project)?,
    })
}

/// The objections that stand and that somebody means who names their paragraphs, none for the
/// whole text, and who made them, nobody for a delegation without a name. Of several such
/// delegations the reason that was given tells which is meant.
pub fn meant(
    project: &Project,
    labels: &[String],
    by: &str,
    given: Option<&str>,
) -> Result<Vec<Objection>, AppError> {
    let by = ActorId::new(by);
    let by = (!by.as_str().is_empty()).then(|| project.actor(by.as_str()).id);
    let open = project.open_silences();
    let all: std::collections::BTreeSet<&Objection> = open.iter().flat_map(|s| s.standing()).collect();
    let mine = |o: &&Objection| o.by == by && given.is_none_or(|g| g.trim() == o.why);
    let mine: Vec<&Objection> = all.into_iter().filter(mine).collect();
    let who = by.as_ref().map_or("a delegation without a name", ActorId::as_str);
    let one = |place: &str, found: Vec<&Objection>| match (by.is_some(), found.as_slice()) {
        (_, []) => AppError::refuse(format!(
            "there is no objection of {who} to {place} that could be taken back. Nothing was changed."
        )),
        (true, all) => Ok(all.iter().copied().cloned().collect::<Vec<_>>()),
        // Those that say the same are told apart by nothing: the last of them.
        (false, [first, .., last]) if first.why != last.why => AppError::refuse(format!(
            "several delegations without names object to {place}; say which with the reason it gave: {}. Nothing was changed.",
            found.iter().map(|o| format!("“{}”", o.why)).collect::<Vec<_>>().join(", ")
        )),
        (false, [.., last]) => Ok(vec![Objection::clone(last)]),
    };
    if labels.is_empty() {
        return one("the whole text", mine.into_iter().filter(|o| o.paragraph.is_none()).collect());
    }
    let mut out = Vec::new();
    for label in labels {
        let gone = |o: &&Objection| {
            o.paragraph.is_some_and(|id| project.working.place(id).is_none())
                && o.label.eq_ignore_ascii_case(label.trim())
        };
        let lost: Vec<&Objection> = mine.iter().copied().filter(gone).collect();
        let each = match project.paragraphs_named(std::slice::from_ref(label)) {
            Err(_) if !lost.is_empty() => vec![(label.clone(), lost)],
            named => {
                let to = |id: ParagraphId| mine.iter().copied().filter(move |o| o.paragraph == Some(id));
                let named = named?.into_iter();
                named.map(|id| (project.working.label_of(id).unwrap_or_default(), to(id).collect())).collect()
            }
        };
        for (place, found) in each {
            out.extend(one(&place, found)?);
        }
    }
    Ok(out)
}

/// What is understood of a deadline, in words; what is not.
pub fn understood(until: &str) -> Result<String, String> {
    until.parse::<Deadline>().map(|d| d.to_string()).map_err(|e| e.to_string())
}

/// A procedure in one line: "Silence until 2026-11-25 18:00 on Rev.4, then agreed ad ref: nobody
/// has objected."
pub fn headline(silence: &Silence) -> String {
    let Silence { revision, until, then, .. } = silence;
    let heard = silence.heard();
    match silence.state() {
        SilenceState::Running => {
            format!("Silence until {until} on {revision}, then {then}: nobody has objected")
        }
        SilenceState::Broken if silence.standing().next().is_none() => format!(
            "Silence on {revision} (until {until}) was broken: {heard}. It does not heal by itself: choose what reopens, or none"
        ),
        SilenceState::Broken => {
            format!("Silence on {revision} (until {until}) was broken: {heard}. Choose what reopens")
        }
        SilenceState::Passed => format!("Silence on {revision} (until {until}) passed: {then}"),
        SilenceState::Settled => format!(
            "Silence on {revision} (until {until}) was broken: {heard}; {} reopened, the others {then}",
            match reopened(silence).len() {
                0 => "no paragraph".to_owned(),
                n => count(n, "paragraph", "paragraphs"),
            }
        ),
        SilenceState::CalledOff => format!("Silence on {revision} (until {until}) was called off"),
        SilenceState::Contested => format!(
            "Silence on {revision} (until {until}) ended otherwise in two copies of the project, with {heard}. Choose what reopens, or call it off"
        ),
    }
}

/// The paragraphs that reopened.
fn reopened(silence: &Silence) -> Vec<ParagraphId> {
    let all = silence.endings.iter().filter_map(|e| match &e.how {
        How::Reopened(ids) => Some(ids),
        _ => None,
    });
    all.flatten().copied().collect()
}

fn label(project: &Project, id: &ParagraphId) -> String {
    project.working.label_of(*id).unwrap_or_else(|| "a paragraph that is gone".to_owned())
}

fn ending(how: &How) -> &'static str {
    match how {
        How::Passed => "passed",
        How::Reopened(_) => "broken and settled",
        How::CalledOff => "called off",
    }
}

/// All procedures for a terminal, the last one first, with the names that are shown.
pub fn text(project: &Project, veil: &Veil) -> String {
    if project.silences.is_empty() {
        return "No silence procedure was begun.".to_owned();
    }
    let mut out = Vec::new();
    out.extend(silence_rivalry(project).map(|r| r.told()));
    for silence in project.silences.values().rev() {
        out.push(format!("{}. {}.", project.silence_name(silence), headline(silence)));
        for objection in veil.objections(project, silence) {
            out.push(format!("  objection: {}", objection.told()));
        }
        let reopened: Vec<String> = reopened(silence).iter().map(|id| label(project, id)).collect();
        if !reopened.is_empty() {
            out.push(format!("  reopened: {}", reopened.join(", ")));
        }
        if silence.endings.len() > 1 {
            out.extend(silence.endings.iter().map(|e| format!("  one copy: {}", ending(&e.how))));
        }
        if silence.state().is_open() {
            let since = project.since(silence);
            out.extend((!since.is_nothing()).then(|| format!("  {}", since.told())));
        }
    }
    out.join("\n")
}

/// All procedures as JSON, in order.
pub fn json(project: &Project, veil: &Veil) -> Value {
    let objection = |h: &Heard| {
        let o = &h.shown;
        json!({
            "label": o.paragraph.map(|_| &o.label),
            "by": o.by.as_ref().map(ActorId::as_str),
            "why": o.why,
            "taken_back": h.back.is_some(),
            "why_taken_back": h.back,
        })
    };
    let deadline = |s: &Silence| {
        let read: Deadline = s.until.parse().ok()?;
        let place = Some(&read.place).filter(|p| !p.is_empty());
        Some(json!({"date": read.date(), "time": read.clock(), "place": place}))
    };
    let one = |s: &Silence| {
        let since = if s.state().is_open() { project.since(s) } else { Default::default() };
        let labels: Vec<String> = reopened(s).iter().map(|id| label(project, id)).collect();
        json!({
            "number": s.number,
            "name": project.silence_name(s),
            "state": s.state().name(),
            "revision": s.revision,
            "base": s.base.to_string(),
            "until": s.until,
            "deadline": deadline(s),
            "then": s.then.to_string(),
            "objections": veil.objections(project, s).iter().map(objection).collect::<Vec<_>>(),
            "reopened": labels,
            "endings": s.endings.iter().map(|e| ending(&e.how)).collect::<Vec<_>>(),
            "changed": !since.is_nothing(),
            "changes": {"words": since.changed, "new": since.came, "gone": since.went},
        })
    };
    json!({"silences": project.silences.values().map(|s| one(s)).collect::<Vec<_>>()})
}

/// What to say when the working text is no longer what is under silence; none where it is.
pub fn warning(project: &Project) -> Option<String> {
    let silence = project.silence_now()?;
    let since = project.since(silence);
    (!since.is_nothing()).then(|| {
        format!(
            "Silence procedure {} runs until {}, and {}. Silence is kept on the text as it was.",
            project.silence_name(silence),
            silence.until,
            since.told()
        )
    })
}

/// What to say when a revision was issued before a procedure ended; none where none is open.
pub fn issued_under(project: &Project) -> Option<String> {
    let silence = project.silence_now()?;
    Some(format!(
        "Silence procedure {} (until {}) is {}, on the text as it was; the new revision is not under it. End it or call it off.",
        project.silence_name(silence),
        silence.until,
        silence.state().name()
    ))
}

impl App {
    /// Does what is asked of a silence procedure.
    pub(super) fn silence(&mut self, asked: &SilenceAct) -> Result<(), AppError> {
        let own = |o: &Objection| o.by.as_ref() == Some(self.speaker());
        if let SilenceAct::TakeBack { objections, .. } = asked
            && !(self.is_chair() || objections.iter().all(own))
        {
            return AppError::refuse("Only who objected takes an objection back, or the chair for it.");
        }
        let objects = matches!(asked, SilenceAct::Object { .. } | SilenceAct::TakeBack { .. });
        if !objects && !self.is_chair() {
            return AppError::refuse(
                "Only the chair runs a silence procedure. Speak as the Co-Facilitators to do so.",
            );
        }
        let change = act(&self.project, asked)?;
        let open = self.board().all_groups().filter(|g| g.printed.wish.changes_text()).count();
        let title = match asked {
            SilenceAct::Begin { .. } => "Begin silence",
            SilenceAct::Object { .. } => "Objection",
            SilenceAct::TakeBack { .. } => "Take an objection back",
            SilenceAct::Close { .. } | SilenceAct::Settle { .. } => "End silence",
            SilenceAct::CallOff => "Call silence off",
        };
        self.make(title, change, None)?;
        if matches!(asked, SilenceAct::Begin { .. }) && open > 0 {
            let what = count(open, "group", "groups");
            let text = format!("{what} of proposals are open; silence is kept on the text without them.");
            self.tell(NoticeKind::Warning, "Silence began", &text);
        }
        Ok(())
    }

    /// The procedure that has not ended, in one line, and what changed in the text since: that takes
    /// the text of then and the text of now.
    pub fn silence_line(&self) -> Option<(String, SilenceState, Option<String>)> {
        let (line, state) = self.silence_head()?;
        let since = self.project.since(self.project.silence_now()?);
        Some((line, state, (!since.is_nothing()).then(|| since.told())))
    }

    /// The procedure that has not ended, in one line.
    pub(super) fn silence_head(&self) -> Option<(String, SilenceState)> {
        let silence = self.project.silence_now()?;
        if silence_rivalry(&self.project).is_some() {
            let line = "Two copies began silence procedures apart from each other. Choose between copies, in the menu Returns".to_owned();
            return Some((line, SilenceState::Contested));
        }
        Some((headline(silence), silence.state()))
    }

    /// Says once that the text is no longer what is under silence.
    pub(super) fn warn_of_silence(&mut self, change: &Change) {
        let Some(silence) = self.project.silence_now().cloned() else {
            self.silence_told = None;
            return;
        };
        if issues(change) {
            if let Some(text) = issued_under(&self.project) {
                self.tell(NoticeKind::Warning, "Issued before silence ended", &text);
            }
        } else if touches_text(change) && self.silence_told != Some(silence.id()) {
            self.silence_told = Some(silence.id());
            let text = format!(
                "Silence procedure {} runs until {}, on the text as it was. What is written now is not under silence; call it off and begin another if the text has to change.",
                self.project.silence_name(&silence),
                silence.until
            );
            self.tell(NoticeKind::Warning, "The text changes under silence", &text);
        }
    }
}

fn touches_text(change: &Change) -> bool {
    match change {
        Change::Text { changes, .. } => !changes.is_empty(),
        Change::All(list) => list.iter().any(touches_text),
        _ => false,
    }
}

fn issues(change: &Change) -> bool {
    match change {
        Change::Issue(_) => true,
        Change::All(list) => list.iter().any(issues),
        _ => false,
    }
}
