//! [`Group`]: proposals with the same canonical form, shown as one with all their backers.
//!
//! Groups are computed, never stored. Proposals of one group say the same; which of their
//! spellings is printed does not depend on the order they came in.

use super::placed::Site;
use crate::record::{ActorId, Proposal, ProposalId};
use crate::text::Fragment;
use std::fmt;
use std::sync::Arc;

/// The name of a group: "g-" and eight digits of the hash of its canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub String);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Proposals that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub id: GroupId,
    /// Who backs it: sorted, each once.
    pub backers: Vec<ActorId>,
    /// The proposals: actor, identity, version, sorted.
    pub members: Vec<(ActorId, ProposalId, u32)>,
    /// Where it stands: the site of the printed form.
    pub site: Site,
    /// The printed form: the member smallest in bytes.
    pub printed: Arc<Proposal>,
    /// Other spellings among the members, as words.
    pub variants: Vec<Fragment>,
}
