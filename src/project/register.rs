//! The register of returns in a project: what a file adds to it, what a person says of it, and
//! who of those expected has not sent anything yet.
//!
//! Nothing here reads a file or a clock; a date is one that a person gave.

use super::change::{Change, Put};
use super::merge::Merged;
use super::project::Project;
use crate::record::{ActorId, ByHand, CHAIR, Filed, SECRETARIAT, UNATTRIBUTED};
use crate::text::Fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The change that enters a file in the register, or adds what was not known of it; none where
/// nothing is new.
pub fn register(project: &Project, filed: &Filed) -> Option<Change> {
    let was = project.register.returns.get(&filed.hash).cloned();
    let mut now = was.as_deref().cloned().unwrap_or_else(|| filed.clone());
    now.unite(filed);
    put(was, now)
}

/// The change by which a person says whether a file may be published, or takes that back.
pub fn publish(project: &Project, hash: Fingerprint, may: Option<bool>) -> Option<Change> {
    let was = project.register.returns.get(&hash)?.clone();
    let now = Filed { publish: was.publish.said(may), ..Filed::clone(&was) };
    put(Some(was), now)
}

/// The change by which a person says when a file was received, or takes that back.
pub fn received(project: &Project, hash: Fingerprint, date: Option<&str>) -> Option<Change> {
    let was = project.register.returns.get(&hash)?.clone();
    let now = Filed { received: was.received.said(date.map(str::to_owned)), ..Filed::clone(&was) };
    put(Some(was), now)
}

fn put(was: Option<Arc<Filed>>, now: Filed) -> Option<Change> {
    let hash = now.hash;
    (was.as_deref() != Some(&now)).then(|| Change::Filed(hash, Put { was, now: Some(Arc::new(now)) }))
}

/// The change by which a person says that somebody is expected to send a return, or is not.
pub fn expect(project: &Project, actor: &ActorId, expected: bool) -> Option<Change> {
    let was = project.register.expected.get(actor).cloned();
    let now = was.clone().unwrap_or_default().said(Some(expected));
    (was.as_ref() != Some(&now)).then(|| Change::Expected(actor.clone(), Put { was, now: Some(now) }))
}

/// Unites the register of another copy, as part of merging it.
pub(super) fn unite(project: &Project, after: &Project, other: &Project, all: &mut Merged) {
    for theirs in other.register.returns.values() {
        let known = theirs.actors.iter().map(|a| after.known_as(a)).collect();
        let theirs = Filed { actors: known, ..Filed::clone(theirs) };
        let Some(change) = register(project, &theirs) else { continue };
        if let Change::Filed(_, Put { now: Some(now), .. }) = &change {
            let before = project.register.returns.get(&now.hash);
            if now.publish.differs() && !before.is_some_and(|b| b.publish.differs()) {
                let name = now.name();
                all.warnings.push(format!("may {name} be published? One copy says yes, the other no; until a person says which, it may not"));
            }
            if now.received.differs() && !before.is_some_and(|b| b.received.differs()) {
                let dates: Vec<&str> = now.received.values.iter().map(String::as_str).collect();
                let (name, dates) = (now.name(), dates.join(" and "));
                all.warnings.push(format!(
                    "the copies give different dates of receipt for {name}: {dates}; both are kept"
                ));
            }
        }
        all.change.push(change);
    }
    for (actor, theirs) in &other.register.expected {
        let actor = after.known_as(actor);
        let was = project.register.expected.get(&actor).cloned();
        let mut now = was.clone().unwrap_or_default();
        now.unite(theirs);
        if was.as_ref() != Some(&now) {
            all.change.push(Change::Expected(actor, Put { was, now: Some(now) }));
        }
    }
}

/// Who of those expected has sent nothing on the last revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Absent {
    /// Nobody has spoken for them.
    pub missing: Vec<ActorId>,
    /// Of these, those who sent something on an older revision.
    pub late: BTreeSet<ActorId>,
    /// Their groups have: who, and which groups.
    pub spoken_for: Vec<(ActorId, Vec<ActorId>)>,
}

impl Project {
    /// Whether a file answers the last revision.
    pub fn is_on_last(&self, filed: &Filed) -> bool {
        self.last().is_some_and(|last| filed.answers.iter().any(|a| a.base == last.hash))
    }

    /// The name of the revision that a file answers: of several the latest that is known here.
    pub fn answered_by<'a>(&'a self, filed: &'a Filed) -> Option<&'a str> {
        let answers = |hash| filed.answers.iter().any(|a| a.base == hash);
        let known = self.revisions.iter().rev().find(|r| answers(r.hash));
        known.map(|r| r.name.as_str()).or_else(|| filed.answers.first().map(|a| a.revision.as_str()))
    }

    /// Who is expected to send a return: those whom a person named, and those who are known here
    /// and of whom nobody said that none is expected.
    pub fn expected(&self) -> BTreeSet<ActorId> {
        let office = |id: &&ActorId| ![CHAIR, SECRETARIAT, UNATTRIBUTED].contains(&id.as_str());
        let here: BTreeMap<&ActorId, bool> =
            self.actors.keys().chain(self.tracks.keys()).filter(office).map(|id| (id, true)).collect();
        let said = |said: &ByHand<bool>| said.values.is_empty() || said.values.contains(&true);
        let mut all = here;
        all.extend(self.register.expected.iter().map(|(id, by_hand)| (id, said(by_hand))));
        all.into_iter().filter(|(_, expected)| *expected).map(|(id, _)| id.clone()).collect()
    }

    /// Who of those expected has sent nothing on the last revision.
    pub fn absent(&self) -> Absent {
        let of = |current: bool| -> BTreeSet<&ActorId> {
            let returns = self.register.returns.values();
            returns.filter(|f| !current || self.is_on_last(f)).flat_map(|f| &f.actors).collect()
        };
        let (now, ever) = (of(true), of(false));
        let mut out = Absent::default();
        for id in self.expected().into_iter().filter(|id| !now.contains(id)) {
            let groups = self.groups_of(&id).into_iter().map(|g| self.known_as(&g));
            let spoken: BTreeSet<ActorId> = groups.filter(|g| now.contains(g)).collect();
            if !spoken.is_empty() {
                out.spoken_for.push((id, spoken.into_iter().collect()));
                continue;
            }
            if ever.contains(&id) {
                out.late.insert(id.clone());
            }
            out.missing.push(id);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Answered, FiledKind};

    fn project() -> Project {
        Project::of(crate::format::plain::read("1. Calls upon all."), "Zero draft").unwrap()
    }

    fn sent(project: &mut Project, actor: &str) -> Fingerprint {
        let last = project.last().unwrap().clone();
        let hash = Fingerprint::of(format!("{actor} {}", last.name).as_bytes());
        let mut filed = Filed::new(hash, 9, &format!("{actor}.track"), FiledKind::Track);
        filed.actors.insert(ActorId::new(actor));
        filed.answers.insert(Answered { base: last.hash, revision: last.name.clone() });
        register(project, &filed).unwrap().apply(project).unwrap();
        assert_eq!(register(project, &filed), None, "a second time is nothing");
        hash
    }

    fn expects(project: &mut Project, names: &[&str], expected: bool) {
        for name in names {
            let change = expect(project, &project.actor(name).id, expected);
            change.unwrap().apply(project).unwrap();
        }
    }

    #[test]
    fn who_is_missing_late_or_spoken_for() {
        let mut p = project();
        sent(&mut p, "Brazil");
        expects(&mut p, &["EU", "Austria", "Japan", "Brazil", "Kenya"], true);
        expects(&mut p, &["Kenya"], false);
        let absent = p.absent();
        assert_eq!(
            absent.missing.iter().map(ActorId::as_str).collect::<Vec<_>>(),
            ["Austria", "EU", "Japan"]
        );
        sent(&mut p, "EU");
        let absent = p.absent();
        assert_eq!(absent.missing, [ActorId::new("Japan")]);
        assert_eq!(absent.spoken_for, [(ActorId::new("Austria"), vec![ActorId::new("EU")])]);
        crate::project::issue(&p, "Rev.1").apply(&mut p).unwrap();
        // Nothing changed in the text: what answers the zero draft answers Rev.1.
        assert_eq!(p.absent().missing, [ActorId::new("Japan")]);
        let undone = project();
        assert!(undone.absent().missing.is_empty());
    }

    #[test]
    fn what_a_person_says_of_a_file_is_one_change_with_an_inverse() {
        let mut p = project();
        let hash = sent(&mut p, "EU");
        let before = p.clone();
        for change in [
            publish(&p, hash, Some(true)),
            received(&p, hash, Some("2026-11-22")),
            expect(&p, &ActorId::new("Japan"), true),
        ] {
            let change = change.unwrap();
            change.apply(&mut p).unwrap();
            assert_ne!(p, before);
            change.inverse().apply(&mut p).unwrap();
            assert_eq!(p, before);
        }
        assert_eq!(publish(&p, Fingerprint::of(b"other"), Some(true)), None);
    }
}
