//! [`Overview`]: the register as a table: who sent what, who is missing, what waits.

use super::given::Original;
use super::shelf::{Shelf, Whereabouts};
use super::waiting::Waiting;
use crate::project::{Absent, Project};
use crate::record::{ActorId, Filed};
use crate::text::Fingerprint;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A return in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the register says of it.
    pub filed: Arc<Filed>,
    /// The revision that it answers.
    pub revision: String,
    /// Whether that is the last one.
    pub current: bool,
    /// Where its original is.
    pub original: Whereabouts,
}

/// The register as a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// The returns, by who sent them, by number and name.
    pub rows: Vec<Row>,
    /// The name of the last revision.
    pub last: String,
    /// How many are missing, whatever names are shown.
    pub missing: usize,
    /// Who is missing.
    pub absent: Absent,
    /// What waits in the folder.
    pub waiting: Vec<Waiting>,
}

/// The table. Without a shelf nobody knows where originals are: they are elsewhere. `held` are those
/// that are kept when the project is saved.
pub fn overview(
    project: &Project,
    shelf: Option<&Shelf>,
    held: &BTreeMap<Fingerprint, Arc<Original>>,
    waiting: Vec<Waiting>,
) -> Overview {
    let row = |filed: &Arc<Filed>| {
        let found = shelf.map_or(Whereabouts::Elsewhere, |s| s.original(filed));
        let original = match found {
            Whereabouts::Kept => found,
            _ if held.contains_key(&filed.hash) => Whereabouts::OnSave,
            _ => found,
        };
        Row {
            filed: filed.clone(),
            revision: project.answered_by(filed).unwrap_or_default().to_owned(),
            current: project.is_on_last(filed),
            original,
        }
    };
    let mut rows: Vec<Row> = project.register.returns.values().map(row).collect();
    rows.sort_by(|a, b| {
        let key = |r: &Row| {
            let f = &r.filed;
            (f.actors.first().cloned(), f.number, f.name().to_owned(), f.hash)
        };
        key(a).cmp(&key(b))
    });
    let last = project.last().map(|r| r.name.clone()).unwrap_or_default();
    let absent = project.absent();
    Overview { rows, last, missing: absent.missing.len(), absent, waiting }
}

impl Overview {
    /// The files that could be merged as they are.
    pub fn ready(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.iter().filter(|w| w.why.is_none())
    }

    /// Whether a person has to see to something: somebody or an original is missing.
    pub fn wants_a_person(&self) -> bool {
        self.missing > 0 || self.rows.iter().any(|r| r.original.is_wrong())
    }

    /// Those of whom something is here on an older revision only.
    pub fn late(&self, actor: &ActorId) -> bool {
        self.absent.late.contains(actor)
    }
}
