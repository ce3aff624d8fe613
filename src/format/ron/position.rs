//! The record of a position. It came later than its neighbours: files without positions stay as
//! they were.

use super::records::is_zero;
use super::text::parse;
use super::{FileError, number};
use crate::record::{Position, ProposalId};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PositionRecord {
    about: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    seen: u32,
    stance: String,
    version: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    condition: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recorded_by: Option<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    after: u32,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sent: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    withdrawn: bool,
}

impl PositionRecord {
    pub(super) fn of(p: &Position) -> Self {
        Self {
            about: p.about.to_string(),
            seen: p.seen,
            stance: p.stance.to_string(),
            version: p.version,
            condition: p.condition.clone(),
            recorded_by: p.recorded_by.clone(),
            after: p.after,
            sent: p.sent,
            withdrawn: p.withdrawn,
        }
    }

    pub(super) fn position(&self) -> Result<Position, FileError> {
        if self.about.is_empty() || self.version == 0 {
            return Err(FileError::Malformed("a position is about nothing or has no version".into()));
        }
        Ok(Position {
            about: ProposalId(self.about.clone()),
            seen: number(self.seen)?,
            stance: parse(&self.stance)?,
            condition: self.condition.clone(),
            recorded_by: self.recorded_by.clone(),
            after: number(self.after)?,
            version: number(self.version)?,
            sent: self.sent,
            withdrawn: self.withdrawn,
        })
    }
}
