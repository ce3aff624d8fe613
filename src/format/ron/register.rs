//! The record of the register of returns. It came later than its neighbours: projects without a
//! register stay as they were.

use super::records::{actor_id, is_zero};
use super::text::parse;
use super::{FileError, number};
use crate::limits;
use crate::record::{Answered, ByHand, Filed, Register, plain_name};
use crate::text::Fingerprint;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a person said.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ByHandRecord<T> {
    version: u32,
    values: Vec<T>,
}

impl<T: Ord + Clone> ByHandRecord<T> {
    pub(super) fn of(said: &ByHand<T>) -> Self {
        Self { version: said.version, values: said.values.iter().cloned().collect() }
    }

    pub(super) fn said(&self) -> Result<ByHand<T>, FileError> {
        if self.version == 0 {
            return Err(FileError::Malformed("what a person said has no version".into()));
        }
        Ok(ByHand { version: number(self.version)?, values: self.values.iter().cloned().collect() })
    }

    /// None where nobody has said anything.
    fn maybe(said: &ByHand<T>) -> Option<Self> {
        (!said.is_empty()).then(|| Self::of(said))
    }

    fn perhaps(record: &Option<Self>) -> Result<ByHand<T>, FileError> {
        record.as_ref().map_or_else(|| Ok(ByHand::default()), Self::said)
    }
}

fn none(n: &usize) -> bool {
    *n == 0
}

/// A file that was merged.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FiledRecord {
    hash: String,
    bytes: u64,
    names: Vec<String>,
    kind: String,
    actors: Vec<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    number: u32,
    answers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "none")]
    proposals: usize,
    #[serde(default, skip_serializing_if = "none")]
    comments: usize,
    #[serde(default, skip_serializing_if = "none")]
    positions: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publish: Option<ByHandRecord<bool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    received: Option<ByHandRecord<String>>,
}

impl FiledRecord {
    pub(super) fn of(f: &Filed) -> Self {
        Self {
            hash: f.hash.to_string(),
            bytes: f.bytes,
            names: f.names.iter().cloned().collect(),
            kind: f.kind.to_string(),
            actors: f.actors.iter().map(ToString::to_string).collect(),
            number: f.number,
            answers: f.answers.iter().map(|a| (a.base.to_string(), a.revision.clone())).collect(),
            date: f.date.clone(),
            proposals: f.proposals,
            comments: f.comments,
            positions: f.positions,
            publish: ByHandRecord::maybe(&f.publish),
            received: ByHandRecord::maybe(&f.received),
        }
    }

    pub(super) fn filed(&self) -> Result<Filed, FileError> {
        let names: BTreeSet<String> = self.names.iter().cloned().collect();
        if names.is_empty() || names.iter().any(|n| plain_name(n) != *n) {
            return Err(FileError::Malformed("a return in the register has a name that no file has".into()));
        }
        let long = |s: &str| s.chars().count() > limits::NAME;
        let received = self.received.iter().flat_map(|said| &said.values);
        if self.date.iter().chain(received).any(|date| long(date))
            || self.answers.iter().any(|(_, name)| long(name))
        {
            return Err(FileError::Malformed(
                "a return in the register has a date or a revision that is none".into(),
            ));
        }
        let answer = |(base, revision): &(String, String)| {
            Ok(Answered { base: parse(base)?, revision: revision.clone() })
        };
        Ok(Filed {
            hash: parse(&self.hash)?,
            bytes: self.bytes,
            names,
            kind: parse(&self.kind)?,
            actors: self.actors.iter().map(|a| actor_id(a)).collect::<Result<_, _>>()?,
            number: number(self.number)?,
            answers: self.answers.iter().map(answer).collect::<Result<_, FileError>>()?,
            date: self.date.clone(),
            proposals: self.proposals,
            comments: self.comments,
            positions: self.positions,
            publish: ByHandRecord::perhaps(&self.publish)?,
            received: ByHandRecord::perhaps(&self.received)?,
        })
    }
}

/// The whole register.
#[derive(Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterRecord {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    returns: Vec<FiledRecord>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    expected: BTreeMap<String, ByHandRecord<bool>>,
}

impl RegisterRecord {
    pub(super) fn of(register: &Register) -> Self {
        let expected = register.expected.iter().map(|(a, said)| (a.to_string(), ByHandRecord::of(said)));
        Self {
            returns: register.returns.values().map(|f| FiledRecord::of(f)).collect(),
            expected: expected.collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.returns.is_empty() && self.expected.is_empty()
    }

    pub(super) fn register(&self) -> Result<Register, FileError> {
        let mut out = Register::default();
        for record in &self.returns {
            let filed = record.filed()?;
            out.returns.insert(filed.hash, Arc::new(filed));
        }
        for (actor, record) in &self.expected {
            out.expected.insert(actor_id(actor)?, record.said()?);
        }
        Ok(out)
    }
}

/// The fingerprint of a file, as it was written.
pub(super) fn fingerprint(written: &str) -> Result<Fingerprint, FileError> {
    parse(written)
}

#[cfg(test)]
mod tests {
    use crate::format::ron::{read_change, read_project, write_change, write_project};
    use crate::project::{Change, Project, Put, expect, publish, received, register};
    use crate::record::{ActorId, Answered, Filed, FiledKind};
    use crate::text::{Fingerprint, Hash};
    use std::sync::Arc;

    fn filed() -> Filed {
        let mut filed = Filed::new(Fingerprint::of(b"x"), 1, "EU.track", FiledKind::Word);
        filed.actors.insert(ActorId::new("EU"));
        filed.answers.insert(Answered { base: Hash::of(&["x"]), revision: "Rev.1".into() });
        filed.date = Some("2026-11-22T10:00:00Z".into());
        Filed { number: 2, proposals: 3, comments: 4, positions: 5, ..filed }
    }

    #[test]
    fn what_was_written_reads_back_and_what_is_not_ours_is_refused() {
        let mut project = Project::default();
        let nothing = write_project(&project).unwrap();
        assert!(!nothing.contains("register"), "a project without a register stays as it was");
        let hash = filed().hash;
        for change in [
            |p: &Project| register(p, &filed()),
            |p: &Project| publish(p, filed().hash, Some(false)),
            |p: &Project| publish(p, filed().hash, None),
            |p: &Project| received(p, filed().hash, Some("2026-11-22")),
            |p: &Project| expect(p, &ActorId::new("Japan"), false),
        ] {
            let change = change(&project).unwrap();
            assert_eq!(read_change(&write_change(&change).unwrap()).unwrap(), change);
            change.apply(&mut project).unwrap();
            assert_eq!(read_project(&write_project(&project).unwrap()).unwrap(), project);
        }
        for name in ["", "../EU.track", "a/b", "a\\b"] {
            let wrong = Filed { names: [name.to_owned()].into(), ..filed() };
            let change = Change::Filed(hash, Put { was: None, now: Some(Arc::new(wrong)) });
            assert!(read_change(&write_change(&change).unwrap()).is_err(), "{name}");
        }
    }
}
