//! What stands in lists and tables with the names that are shown: the log of statuses, objections,
//! labels that were typed by hand, the register of returns.
//!
//! As [`Veil`] itself: what is computed with real names is given those that are shown, and words
//! that somebody typed, reasons too, stay as they are.

use super::names::{Veil, numbered};
use super::register::{Overview, Row};
use crate::project::Project;
use crate::record::{ActorId, Filed, Logged, Objection, Silence};
use crate::text::{Label, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// An objection as it was made, as it is shown, and why it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// With the real name: what names it, never what is shown.
    pub said: Objection,
    /// With the name that is shown.
    pub shown: Objection,
    /// For which reasons it was taken back, which may be none; none where it stands.
    pub back: Option<String>,
}

impl Heard {
    /// In words: "OP5, EU: why; taken back".
    pub fn told(&self) -> String {
        let back = match self.back.as_deref() {
            None => String::new(),
            Some("") => "; taken back".to_owned(),
            Some(why) => format!("; taken back: {why}"),
        };
        format!("{}{back}", self.shown.told())
    }
}

impl Veil {
    /// One actor; none where no names are shown.
    pub fn named(&self, actor: &ActorId) -> Option<ActorId> {
        Some(self.one(actor)).filter(|a| !a.is_unnamed())
    }

    /// Several; nobody where no names are shown.
    pub fn named_list(&self, by: &[ActorId]) -> Vec<ActorId> {
        let mut out = self.list(by);
        out.retain(|a| !a.is_unnamed());
        out
    }

    /// A label that somebody may have typed: empty where it cannot be read as one, for it may say
    /// whose it is.
    pub fn typed_label(&self, label: &str) -> String {
        match self.is_open() || label.parse::<Label>().is_ok() {
            true => label.to_owned(),
            false => String::new(),
        }
    }

    /// An entry of the log of statuses.
    pub fn logged(&self, logged: &Logged) -> Logged {
        Logged {
            from: self.standing(&logged.from),
            to: self.standing(&logged.to),
            at_request_of: logged.at_request_of.as_ref().and_then(|a| self.named(a)),
            ..logged.clone()
        }
    }

    /// The objections to a text, as they come in it; in no order of names.
    pub fn objections(&self, project: &Project, silence: &Silence) -> Vec<Heard> {
        let all = project.objections_in_order(silence).into_iter();
        let heard = |o: &Objection| {
            let shown = Objection { by: o.by.as_ref().and_then(|a| self.named(a)), ..o.clone() };
            Heard { said: o.clone(), shown, back: silence.back(o) }
        };
        let mut out: Vec<Heard> = all.map(heard).collect();
        if !self.is_open() {
            let place = |o: &Objection| o.paragraph.map(|id| project.working.place(id).unwrap_or(usize::MAX));
            let key = |h: &Heard| (place(&h.shown), h.shown.by.clone(), h.shown.why.clone(), h.back.clone());
            out.sort_by_cached_key(key);
        }
        out
    }

    /// Who objects to a paragraph and did not take it back; one that is not named is a delegation.
    pub fn objectors(&self, project: &Project, paragraph: ParagraphId) -> Vec<String> {
        let open = project.open_silences();
        let all = open.into_iter().flat_map(|s| self.objections(project, s));
        let here = all.filter(|h| h.shown.paragraph == Some(paragraph) && h.back.is_none());
        let mut seen = BTreeSet::new();
        // One objection to two procedures that are open at once is one.
        here.filter(|h| seen.insert(h.said.clone())).map(|h| h.shown.who().to_owned()).collect()
    }

    /// The register with the names that are shown. Files go by numbers: their own names say whose
    /// they are.
    pub fn register(&self, made: Overview) -> Overview {
        if self.is_open() {
            return made;
        }
        let set = |ids: &BTreeSet<ActorId>| {
            let ids: Vec<ActorId> = ids.iter().cloned().collect();
            self.named_list(&ids).into_iter().collect::<BTreeSet<_>>()
        };
        let hashes: Vec<String> = made.rows.iter().map(|r| r.filed.hash.to_string()).collect();
        let files = numbered("return ", hashes.iter().map(String::as_str));
        let mut rows: Vec<Row> = made
            .rows
            .iter()
            .map(|row| {
                let name = files.get(row.filed.hash.to_string().as_str()).cloned().unwrap_or_default();
                let names = BTreeSet::from([name]);
                let filed = Filed { names, actors: set(&row.filed.actors), ..Filed::clone(&row.filed) };
                Row { filed: Arc::new(filed), ..row.clone() }
            })
            .collect();
        rows.sort_by(|a, b| a.filed.name().cmp(b.filed.name()));
        let mut absent = made.absent.clone();
        absent.missing = self.named_list(&made.absent.missing);
        absent.late = BTreeSet::new();
        let mut groups: BTreeMap<Vec<ActorId>, Vec<ActorId>> = BTreeMap::new();
        for (actor, by) in &made.absent.spoken_for {
            groups.entry(self.named_list(by)).or_default().push(actor.clone());
        }
        let spoken = groups.into_iter().flat_map(|(by, those)| {
            self.named_list(&those).into_iter().map(move |one| (one, by.clone())).collect::<Vec<_>>()
        });
        absent.spoken_for = spoken.filter(|(_, by)| !by.is_empty()).collect();
        let waiting = made.waiting.iter().zip(1..).map(|(one, n)| {
            let mut out = one.clone();
            out.file = format!("file {n}");
            out.path = PathBuf::new();
            out.actors = set(&one.actors);
            out.why = one.why.as_ref().map(|_| "why is shown with all names".to_owned());
            out
        });
        Overview { rows, absent, waiting: waiting.collect(), ..made }
    }
}
