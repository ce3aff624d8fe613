//! The record of an anchor in the words of another proposal.

use super::{FileError, number, place};
use crate::record::{Inside, ProposalId};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct InsideRecord {
    of: String,
    version: u32,
    words: String,
    range: (usize, usize),
}

impl InsideRecord {
    pub(super) fn of(at: &Inside) -> Self {
        Self {
            of: at.of.to_string(),
            version: at.version,
            words: at.words.clone(),
            range: (at.range.start, at.range.end),
        }
    }

    pub(super) fn inside(&self) -> Result<Inside, FileError> {
        let (start, end) = (place(self.range.0)?, place(self.range.1)?);
        if self.of.is_empty() || self.version == 0 || start > end || end > self.words.chars().count() {
            return Err(FileError::Malformed("an amendment does not fit the words it quotes".into()));
        }
        Ok(Inside {
            of: ProposalId(self.of.clone()),
            version: number(self.version)?,
            words: self.words.clone(),
            range: start..end,
        })
    }
}
