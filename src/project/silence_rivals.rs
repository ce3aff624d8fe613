//! Silence procedures of two copies of a project: united, told apart where they have one number,
//! and put to a person where several are open at once.
//!
//! Nothing of that is stored: names follow from what is there, in whatever order copies were
//! merged. Choosing one calls the others off, which is logged in them as any ending is.

use super::change::{Change, Put};
use super::merge::Merged;
use super::project::Project;
use super::silence::put;
use crate::lexicon::count;
use crate::record::{How, Silence, SilenceId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Procedures that copies of a project began apart from each other, and that are open at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilenceRivalry {
    /// Each with its name and what it is, in the order of the names. At least two.
    pub open: Vec<(SilenceId, String)>,
}

impl SilenceRivalry {
    /// What it is chosen by, as a paragraph is by its label.
    pub const LABEL: &str = "silence";

    /// In a sentence.
    pub fn told(&self) -> String {
        let all = self.open.iter().enumerate().map(|(n, (_, told))| format!("{}: {told}", n + 1));
        format!(
            "{}: the copies began procedures apart from each other; all are kept and open until a person chooses one. {}",
            Self::LABEL,
            all.collect::<Vec<_>>().join(" · ")
        )
    }
}

/// The names of procedures: their numbers, with a letter where several have one number.
fn named(ids: &BTreeSet<SilenceId>) -> BTreeMap<SilenceId, String> {
    let mut out = BTreeMap::new();
    for id in ids {
        let same: Vec<&SilenceId> = ids.iter().filter(|o| o.number == id.number).collect();
        let at = same.iter().position(|o| *o == id).unwrap_or(0);
        let letter = u32::try_from(at).ok().and_then(|at| char::from_u32(u32::from('a') + at));
        let letter = letter.filter(|c| same.len() > 1 && c.is_ascii_lowercase());
        let rest = if same.len() > 1 && letter.is_none() { format!(".{}", at + 1) } else { String::new() };
        out.insert(*id, format!("{}{}{rest}", id.number, letter.map(String::from).unwrap_or_default()));
    }
    out
}

impl Project {
    /// What a procedure is called: "1"; where two copies began one each under that number, "1a" and
    /// "1b", in an order of their own.
    pub fn silence_name(&self, silence: &Silence) -> String {
        let ids: BTreeSet<SilenceId> = self.silences.keys().copied().collect();
        named(&ids).remove(&silence.id()).unwrap_or_else(|| silence.number.to_string())
    }

    /// Several of them: "1a and 1b".
    pub(super) fn silence_names(&self, several: &[&Arc<Silence>]) -> String {
        several.iter().map(|s| self.silence_name(s)).collect::<Vec<_>>().join(" and ")
    }

    /// The procedures that have not ended, in the order of their names; several only where copies
    /// began them apart.
    pub fn open_silences(&self) -> Vec<&Arc<Silence>> {
        self.silences.values().filter(|s| s.state().is_open()).collect()
    }
}

/// What a person has to choose between: several procedures that are open at once.
pub fn silence_rivalry(project: &Project) -> Option<SilenceRivalry> {
    let open = project.open_silences();
    let told = |s: &Silence| {
        let name = project.silence_name(s);
        let heard = if s.objections.is_empty() { "nobody has objected".to_owned() } else { s.heard() };
        format!("procedure {name}, until {} on {}, then {}: {heard}", s.until, s.revision, s.then)
    };
    (open.len() > 1).then(|| SilenceRivalry { open: open.iter().map(|s| (s.id(), told(s))).collect() })
}

/// The change by which one of the open procedures goes on and the others are called off; none: all
/// are called off. Objections to the same text that were made under another are objections to the
/// one that goes on.
pub fn choose_silence(project: &Project, which: Option<usize>) -> Result<Change, String> {
    let open = project.open_silences();
    if open.len() < 2 {
        return Err("there are no procedures to choose between".to_owned());
    }
    let chosen = match which {
        Some(n) => Some(*open.get(n).ok_or("there is no such procedure")?),
        None => None,
    };
    let others = || open.iter().copied().filter(|s| chosen.is_none_or(|c| c.id() != s.id()));
    let mut list: Vec<Change> = others().map(|s| put(s, s.ended(How::CalledOff))).collect();
    if let Some(chosen) = chosen {
        let mut now = Silence::clone(chosen);
        for other in others().filter(|o| o.base == chosen.base) {
            now.objections.extend(other.objections.iter().cloned());
            now.taken_back.extend(other.taken_back.iter().cloned());
        }
        if now != **chosen {
            list.push(put(chosen, now));
        }
    }
    Ok(Change::All(list))
}

/// Takes in the procedures of another copy of the project: a union, with what needs a person
/// said in words.
pub(super) fn unite_silences(project: &Project, other: &Project, all: &mut Merged) {
    let ids: BTreeSet<SilenceId> = project.silences.keys().chain(other.silences.keys()).copied().collect();
    let names = named(&ids);
    for (id, theirs) in &other.silences {
        let was = project.silences.get(id).cloned();
        let now = was.as_ref().map_or_else(|| theirs.clone(), |ours| Arc::new(ours.united(theirs)));
        if was.as_ref() == Some(&now) {
            continue;
        }
        let number = names.get(id).cloned().unwrap_or_default();
        let heard = now.objections.len() - was.as_ref().map_or(0, |s| s.objections.len());
        if heard > 0 {
            all.warnings.push(format!(
                "silence procedure {number}: {} from the other copy",
                count(heard, "objection", "objections")
            ));
        }
        let back = now.taken_back.len() - was.as_ref().map_or(0, |s| s.taken_back.len());
        if back > 0 {
            let what = count(back, "objection was", "objections were");
            all.warnings.push(format!("silence procedure {number}: {what} taken back in the other copy"));
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
    for change in super::standings::log_beside(project, other) {
        all.change.push(change);
    }
}
