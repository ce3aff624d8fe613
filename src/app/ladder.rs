//! The status ladder for both faces: what a person typed becomes a change; how far each
//! paragraph has come, with its log, becomes text and JSON.

use super::error::AppError;
use super::names::Veil;
use super::register::{is_date, no_day};
use super::state::App;
use crate::project::{Change, LadderError, Progress, Project, Setting, set_standing};
use crate::record::{ActorId, Logged, Standing};
use crate::text::ParagraphId;
use serde_json::{Value, json};

/// A status as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusWish {
    /// Labels and ranges of labels: "OP5 (a)", "OP1-OP7".
    pub labels: Vec<String>,
    /// The status.
    pub standing: Standing,
    /// With “agreed in informals”: who has yet to agree.
    pub pending: Vec<ActorId>,
    /// The date, if it was given.
    pub on: String,
    /// Who asked for it, if anybody did.
    pub at_request_of: Option<ActorId>,
    /// Why; may be empty.
    pub why: String,
}

/// What a status that was typed comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The paragraphs it is about.
    pub paragraphs: Vec<ParagraphId>,
    /// The status, with those who are pending.
    pub standing: Standing,
    /// The change to apply; may change nothing.
    pub change: Change,
    /// How many paragraphs it changes.
    pub changed: usize,
}

impl From<LadderError> for AppError {
    fn from(error: LadderError) -> Self {
        AppError::Refused(format!("{error}. Nothing was changed."))
    }
}

/// The actors that were typed with commas between them, known or not; each once.
pub fn named(project: &Project, typed: &str) -> Vec<ActorId> {
    let mut out: Vec<ActorId> = Vec::new();
    let whole = project.known_actor(typed).map(|a| vec![a.id]);
    let each = || typed.split([',', ';']).map(|name| project.actor(name).id);
    for id in whole.unwrap_or_else(|| each().collect()) {
        let named = !id.as_str().is_empty() && id.as_str().chars().count() <= crate::limits::NAME;
        if named && !out.contains(&id) {
            out.push(id);
        }
    }
    out
}

/// Makes the change of a status that was typed.
pub fn set(project: &Project, wish: &StatusWish) -> Result<Set, AppError> {
    let paragraphs = project.paragraphs_named(&wish.labels)?;
    if !wish.on.is_empty() && !is_date(&wish.on) {
        return AppError::refuse(no_day(&wish.on));
    }
    let standing = match &wish.standing {
        Standing::Informals(_) => Standing::Informals(wish.pending.clone()),
        _ if !wish.pending.is_empty() => {
            return AppError::refuse(
                "those who are pending go with “agreed in informals”. Nothing was changed.",
            );
        }
        other => other.clone(),
    };
    let setting = Setting {
        standing: standing.clone(),
        on: wish.on.clone(),
        at_request_of: wish.at_request_of.clone(),
        why: wish.why.clone(),
    };
    let change = set_standing(project, &paragraphs, &setting)?;
    let changed = match &change {
        Change::All(list) => list.iter().filter(|c| matches!(c, Change::Status(..))).count(),
        _ => 0,
    };
    Ok(Set { paragraphs, standing, change, changed })
}

/// One paragraph on the ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Its label.
    pub label: String,
    /// How far it has come.
    pub standing: Standing,
    /// Whether its words changed since that was set.
    pub changed: bool,
    /// What was set, in order, with its number in the log.
    pub log: Vec<(u32, Logged)>,
}

/// How far these paragraphs have come, with the names that are shown; without any, all that have
/// a label.
pub fn rungs(project: &Project, paragraphs: Option<&[ParagraphId]>, veil: &Veil) -> Vec<Rung> {
    let metas = project.working.metas().filter(|m| m.kind.is_labelled());
    let wanted = metas.filter(|m| paragraphs.is_none_or(|ids| ids.contains(&m.id)));
    let rung = |m: &crate::text::Meta| {
        let (standing, changed) = project.status(m.id);
        let label = m.label.as_ref().map(|l| l.to_string()).unwrap_or_default();
        let log = project.history_of(m.id).map(|(n, l)| (n, veil.logged(l))).collect();
        Rung { label, standing: veil.standing(&standing), changed, log }
    };
    wanted.map(rung).collect()
}

/// The log of paragraphs that are no longer in the text.
fn gone(project: &Project, veil: &Veil) -> Vec<(u32, Logged)> {
    let gone = project.status_log.iter().filter(|(_, l)| project.working.place(l.paragraph).is_none());
    gone.map(|(at, l)| (at.number, veil.logged(l))).collect()
}

/// The status of a paragraph in words: "agreed ad ref, changed since agreed".
pub fn told(standing: &Standing, changed: bool) -> String {
    if changed { format!("{standing}, changed since agreed") } else { standing.to_string() }
}

/// The ladder for a terminal: the count, then the paragraphs; with `log` what was set.
pub fn text(project: &Project, rungs: &[Rung], named: bool, log: bool, veil: &Veil) -> String {
    let mut out = project.progress().told();
    for rung in rungs {
        let moved = rung.standing != Standing::Open || (log && !rung.log.is_empty());
        if !named && !moved {
            continue;
        }
        out.push_str(&format!("\n{}: {}", rung.label, told(&rung.standing, rung.changed)));
        for (number, logged) in rung.log.iter().filter(|_| log) {
            out.push_str(&format!("\n  {number}. {}", logged.told()));
        }
    }
    let gone = gone(project, veil);
    if log && !named && !gone.is_empty() {
        out.push_str("\nNo longer in the text:");
        gone.iter().for_each(|(n, l)| out.push_str(&format!("\n  {n}. {}: {}", l.label, l.told())));
    }
    out
}

/// The ladder as JSON.
pub fn json(project: &Project, rungs: &[Rung], veil: &Veil) -> Value {
    let rows = rungs.iter().map(|r| {
        json!({
            "label": r.label,
            "status": step(&r.standing),
            "pending": pending(&r.standing),
            "changed": r.changed,
            "log": r.log.iter().map(|(n, l)| logged(*n, l)).collect::<Vec<_>>(),
        })
    });
    let gone: Vec<Value> = gone(project, veil).iter().map(|(n, l)| logged(*n, l)).collect();
    json!({
        "counts": counts(&project.progress()),
        "paragraphs": rows.collect::<Vec<_>>(),
        "gone": gone,
    })
}

fn counts(p: &Progress) -> Value {
    json!({
        "paragraphs": p.total,
        "open": p.open,
        "suggested for closure": p.suggested,
        "agreed in informals": p.informals,
        "agreed ad ref": p.ad_ref,
        "agreed": p.agreed,
        "changed": p.changed,
    })
}

fn logged(number: u32, l: &Logged) -> Value {
    json!({
        "number": number,
        "label": l.label,
        "from": step(&l.from),
        "to": step(&l.to),
        "pending": pending(&l.to),
        "words": l.words.to_string(),
        "on": l.on,
        "at_request_of": l.at_request_of.as_ref().map(ActorId::as_str),
        "why": l.why,
    })
}

/// A status without those who are pending.
fn step(standing: &Standing) -> String {
    match standing {
        Standing::Informals(_) => Standing::Informals(Vec::new()).to_string(),
        other => other.to_string(),
    }
}

fn pending(standing: &Standing) -> Vec<&str> {
    match standing {
        Standing::Informals(names) => names.iter().map(ActorId::as_str).collect(),
        _ => Vec::new(),
    }
}

impl App {
    /// Sets a status that was typed.
    pub(super) fn set_statuses(&mut self, wish: &StatusWish) -> Result<(), AppError> {
        if !self.is_chair() {
            return AppError::refuse("Only the chair sets a status. Speak as the Co-Facilitators to do so.");
        }
        let set = set(&self.project, wish)?;
        self.make("Status", set.change, None)
    }

    /// What was set on a paragraph, in order, and who objects to it: a line each.
    pub fn history(&self, of: &crate::weave::Of) -> Vec<String> {
        let crate::weave::Of::Text(id) = of else { return Vec::new() };
        let veil = self.board().veil();
        let logged = self.project.history_of(*id).map(|(_, l)| veil.logged(l).told());
        let silences = self.project.silences.values().flat_map(|s| {
            let to = veil.objections(&self.project, s).into_iter();
            let name = self.project.silence_name(s);
            to.filter(|h| h.shown.paragraph == Some(*id)).flat_map(move |h| {
                let reason = |why: &str| if why.is_empty() { String::new() } else { format!(": {why}") };
                let who = h.shown.who();
                let said = format!("silence procedure {name}: {who} objects{}", reason(&h.shown.why));
                let back = h.back.as_ref();
                let back = back.map(|why| {
                    format!("silence procedure {name}: {who} took the objection back{}", reason(why))
                });
                std::iter::once(said).chain(back)
            })
        });
        logged.chain(silences).collect()
    }
}
