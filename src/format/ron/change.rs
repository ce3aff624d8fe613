//! The record of a change of a project: what the journal writes, one line each.

use super::position::PositionRecord;
use super::project::{EntryRecord, HeadRecord, ReportRecord};
use super::records::{
    ActorRecord, CommentRecord, DecisionRecord, ProposalRecord, StatusRecord, TrackRecord, actor_id, author,
};
use super::register::{ByHandRecord, FiledRecord, fingerprint};
use super::text::{TextChangeRecord, parse};
use super::{FileError, malformed, number, options};
use crate::project::{Change, Put};
use crate::record::{CommentId, DecisionId, ProposalId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct PutRecord<T> {
    was: Option<T>,
    now: Option<T>,
}

impl<T> PutRecord<T> {
    fn of<D>(put: &Put<D>, record: impl Fn(&D) -> T) -> Self {
        Self { was: put.was.as_ref().map(&record), now: put.now.as_ref().map(&record) }
    }

    fn put<D>(&self, value: impl Fn(&T) -> Result<D, FileError>) -> Result<Put<D>, FileError> {
        Ok(Put {
            was: self.was.as_ref().map(&value).transpose()?,
            now: self.now.as_ref().map(&value).transpose()?,
        })
    }
}

// Made and dropped one at a time: its size matters to nobody.
#[allow(clippy::large_enum_variant)]
#[derive(Serialize, Deserialize)]
enum ChangeRecord {
    Text { changes: Vec<TextChangeRecord>, at: usize, was: Vec<EntryRecord>, now: Vec<EntryRecord> },
    Proposal(String, String, String, PutRecord<ProposalRecord>),
    Comment(String, String, String, PutRecord<CommentRecord>),
    Position(String, String, String, PutRecord<PositionRecord>),
    Track(String, PutRecord<TrackRecord>),
    Actor(String, PutRecord<ActorRecord>),
    Author(String, PutRecord<String>),
    Filed(String, PutRecord<FiledRecord>),
    Expected(String, PutRecord<ByHandRecord<bool>>),
    Decision(u32, PutRecord<DecisionRecord>),
    Status(String, PutRecord<StatusRecord>),
    Head(PutRecord<HeadRecord>),
    Report(PutRecord<ReportRecord>),
    Issue(String),
    Recall(String),
    All(Vec<ChangeRecord>),
}

/// Writes a change on one line.
pub fn write_change(change: &Change) -> Result<String, FileError> {
    options().to_string(&ChangeRecord::of(change)).map_err(|e| malformed(&e))
}

/// Reads a change from one line.
pub fn read_change(line: &str) -> Result<Change, FileError> {
    options().from_str::<ChangeRecord>(line).map_err(|e| malformed(&e))?.change()
}

impl ChangeRecord {
    fn of(change: &Change) -> Self {
        match change {
            Change::Text { changes, at, was, now } => Self::Text {
                changes: changes.iter().map(TextChangeRecord::of).collect(),
                at: *at,
                was: was.iter().map(|e| EntryRecord::of(e)).collect(),
                now: now.iter().map(|e| EntryRecord::of(e)).collect(),
            },
            Change::Proposal(a, o, id, put) => {
                let put = PutRecord::of(put, |p| ProposalRecord::of(p));
                Self::Proposal(a.to_string(), o.to_string(), id.to_string(), put)
            }
            Change::Comment(a, o, id, put) => {
                let put = PutRecord::of(put, |c| CommentRecord::of(c));
                Self::Comment(a.to_string(), o.to_string(), id.to_string(), put)
            }
            Change::Position(a, o, id, put) => {
                let put = PutRecord::of(put, |p| PositionRecord::of(p));
                Self::Position(a.to_string(), o.to_string(), id.to_string(), put)
            }
            Change::Track(a, put) => Self::Track(a.to_string(), PutRecord::of(put, |t| TrackRecord::of(t))),
            Change::Actor(a, put) => Self::Actor(a.to_string(), PutRecord::of(put, |x| ActorRecord::of(x))),
            Change::Author(name, put) => Self::Author(name.clone(), PutRecord::of(put, |a| a.to_string())),
            Change::Filed(hash, put) => {
                Self::Filed(hash.to_string(), PutRecord::of(put, |f| FiledRecord::of(f)))
            }
            Change::Expected(a, put) => Self::Expected(a.to_string(), PutRecord::of(put, ByHandRecord::of)),
            Change::Decision(d, put) => Self::Decision(d.0, PutRecord::of(put, |x| DecisionRecord::of(x))),
            Change::Status(p, put) => {
                Self::Status(p.to_string(), PutRecord::of(put, |s| StatusRecord::of(s)))
            }
            Change::Head(put) => Self::Head(PutRecord::of(put, HeadRecord::of)),
            Change::Report(put) => Self::Report(PutRecord::of(put, |r| ReportRecord::of(r))),
            Change::Issue(name) => Self::Issue(name.clone()),
            Change::Recall(name) => Self::Recall(name.clone()),
            Change::All(list) => Self::All(list.iter().map(Self::of).collect()),
        }
    }

    fn change(self) -> Result<Change, FileError> {
        let entries =
            |list: Vec<EntryRecord>| list.into_iter().map(EntryRecord::entry).collect::<Result<_, _>>();
        Ok(match self {
            Self::Text { changes, at, was, now } => Change::Text {
                changes: changes.into_iter().map(TextChangeRecord::change).collect::<Result<_, _>>()?,
                at,
                was: entries(was)?,
                now: entries(now)?,
            },
            Self::Proposal(a, o, id, put) => {
                let put = put.put(|p| p.proposal().map(Arc::new))?;
                Change::Proposal(actor_id(&a)?, parse(&o)?, ProposalId(id), put)
            }
            Self::Comment(a, o, id, put) => {
                let put = put.put(|c| c.comment().map(Arc::new))?;
                Change::Comment(actor_id(&a)?, parse(&o)?, CommentId(id), put)
            }
            Self::Position(a, o, id, put) => {
                let put = put.put(|p| p.position().map(Arc::new))?;
                Change::Position(actor_id(&a)?, parse(&o)?, ProposalId(id), put)
            }
            Self::Track(a, put) => Change::Track(actor_id(&a)?, put.put(|t| t.track().map(Arc::new))?),
            Self::Actor(a, put) => Change::Actor(actor_id(&a)?, put.put(|x| x.actor().map(Arc::new))?),
            Self::Author(name, put) => Change::Author(author(&name)?, put.put(|a| actor_id(a))?),
            Self::Filed(hash, put) => {
                Change::Filed(fingerprint(&hash)?, put.put(|f| f.filed().map(Arc::new))?)
            }
            Self::Expected(a, put) => Change::Expected(actor_id(&a)?, put.put(ByHandRecord::said)?),
            Self::Decision(d, put) => {
                Change::Decision(DecisionId(number(d)?), put.put(|x| x.decision().map(Arc::new))?)
            }
            Self::Status(p, put) => Change::Status(parse(&p)?, put.put(|s| s.status().map(Arc::new))?),
            Self::Head(put) => Change::Head(put.put(HeadRecord::head)?),
            Self::Report(put) => Change::Report(put.put(|r| r.report().map(Arc::new))?),
            Self::Issue(name) => Change::Issue(name),
            Self::Recall(name) => Change::Recall(name),
            Self::All(list) => Change::All(list.into_iter().map(Self::change).collect::<Result<_, _>>()?),
        })
    }
}
