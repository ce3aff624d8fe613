//! What the chair decides, and how far a paragraph has come.

use super::actor::ActorId;
use super::proposal::ProposalId;
use crate::text::Hash;
use std::fmt;
use std::str::FromStr;

/// The number of a decision, from 1, in the order they were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId(pub u32);

/// What was decided about a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The words go into the text.
    Accept,
    /// Other words go in, in the same place; the backers stay.
    AcceptAs,
    /// They do not.
    Reject,
    /// They stay in brackets in the next revision.
    Bracket,
    /// Put off.
    Defer,
}

impl Outcome {
    /// The name used in JSON and files.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Accept => "accepted",
            Outcome::AcceptAs => "accepted as modified",
            Outcome::Reject => "rejected",
            Outcome::Bracket => "kept in brackets",
            Outcome::Defer => "deferred",
        }
    }

    /// Whether the group is settled by it.
    pub fn settles(self) -> bool {
        matches!(self, Outcome::Accept | Outcome::AcceptAs | Outcome::Reject)
    }
}

/// A decision on a group of proposals: which, in which versions, and the words that resulted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its number.
    pub id: DecisionId,
    /// What was decided.
    pub outcome: Outcome,
    /// Whom it was about: author, proposal, version.
    pub about: Vec<(ActorId, ProposalId, u32)>,
    /// The words that went in; empty where none did.
    pub words: String,
    /// Why; may be empty.
    pub why: String,
}

/// How far a paragraph has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Standing {
    /// Open.
    #[default]
    Open,
    /// Suggested for closure.
    Suggested,
    /// Agreed in informals, pending these actors.
    Informals(Vec<ActorId>),
    /// Agreed ad referendum.
    AdRef,
    /// Agreed.
    Agreed,
}

impl Standing {
    /// Whether a change of the words needs to be flagged.
    pub fn is_agreed(&self) -> bool {
        matches!(self, Standing::Informals(_) | Standing::AdRef | Standing::Agreed)
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Standing::Open => f.write_str("open"),
            Standing::Suggested => f.write_str("suggested for closure"),
            Standing::Informals(pending) if pending.is_empty() => f.write_str("agreed in informals"),
            Standing::Informals(pending) => {
                let names: Vec<&str> = pending.iter().map(ActorId::as_str).collect();
                write!(f, "agreed in informals (pending {})", names.join(", "))
            }
            Standing::AdRef => f.write_str("agreed ad ref"),
            Standing::Agreed => f.write_str("agreed"),
        }
    }
}

impl FromStr for Standing {
    type Err = UnknownStatus;
    /// Reads the words of the ladder; those pending are set apart from it.
    fn from_str(s: &str) -> Result<Self, UnknownStatus> {
        Ok(match s.trim().to_lowercase().as_str() {
            "open" => Standing::Open,
            "suggested for closure" | "suggested" => Standing::Suggested,
            "agreed in informals" => Standing::Informals(Vec::new()),
            "agreed ad ref" | "ad ref" | "agreed ad referendum" => Standing::AdRef,
            "agreed" => Standing::Agreed,
            _ => return Err(UnknownStatus(s.chars().take(60).collect())),
        })
    }
}

/// A string that is no step of the ladder.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no status; say open, suggested for closure, agreed in informals, agreed ad ref or agreed")]
pub struct UnknownStatus(pub String);

/// The status of a paragraph as a person set it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The step.
    pub standing: Standing,
    /// The hash of the words it was set on: other words are "changed since agreed".
    pub words: Hash,
}
