//! The texts that a project holds: of a hash, and before a place in the log. Each follows from a
//! revision by the log; none is stored.

use super::project::Project;
use crate::text::{Document, Hash, apply_all};

impl Project {
    /// The text of this hash, and what it is called: a revision, or a step "after" one. Of several
    /// with the same words the latest.
    pub fn text_at(&self, base: Hash) -> Option<(String, Document)> {
        if let Some(revision) = self.revisions.iter().rev().find(|r| r.hash == base) {
            return Some((revision.name.clone(), revision.document.clone()));
        }
        let next = self.revisions.iter().skip(1).map(|r| r.entries.as_slice()).chain([self.log.as_slice()]);
        let mut each = self.revisions.iter().zip(next).collect::<Vec<_>>().into_iter().rev();
        each.find_map(|(revision, entries)| {
            let at = entries.iter().rposition(|e| e.step == Some(base))?;
            let mut document = revision.document.clone();
            for entry in entries.get(..=at)? {
                // A log that does not fit is not taken for a text.
                apply_all(&mut document, &entry.changes).ok()?;
            }
            Some((format!("after {}", revision.name), document))
        })
    }

    /// The text as it was when the log had so many entries.
    pub(super) fn text_before(&self, entries: usize) -> Option<Document> {
        let mut out = self.last()?.document.clone();
        for entry in self.log.get(..entries)? {
            apply_all(&mut out, &entry.changes).ok()?;
        }
        Some(out)
    }
}
