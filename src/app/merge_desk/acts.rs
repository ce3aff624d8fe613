//! What messages do with what was worked out on the desk: one step each, undone as one.

use super::{Desk, compromise};
use crate::app::error::AppError;
use crate::app::page::Place;
use crate::app::shown::{holds, text_of};
use crate::app::state::{App, NoticeKind};
use crate::project::{Decided, Together, decide, settle};
use crate::record::Outcome;
use crate::text::{ParagraphId, Words};
use crate::weave::GroupId;

/// What a person settles of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The paragraph.
    pub paragraph: ParagraphId,
    /// The groups that are accepted.
    pub accept: Vec<GroupId>,
    /// The words that were typed for the result, a paragraph each; none: as it is.
    pub words: Option<Vec<Words>>,
    /// The groups that are rejected.
    pub reject: Vec<GroupId>,
}

/// As many groups or pairs are named in a notice.
const NAMED: usize = 6;

impl App {
    /// The merge desk of the paragraph at the caret, of the one before where the caret is in one
    /// that is only proposed.
    pub fn merge_desk(&self) -> Option<Desk> {
        Desk::veiled(self.project(), self.desk_paragraph()?, self.board().veil())
    }

    fn desk_paragraph(&self) -> Option<ParagraphId> {
        let caret = &self.selection()?.caret;
        if let Place::Text { paragraph, .. } = caret {
            return Some(*paragraph);
        }
        let rows = &self.page().paragraphs;
        let at = rows.iter().position(|p| holds(p, caret))?;
        let before = rows.get(..=at)?.iter().rev().find_map(|p| text_of(p));
        before.or_else(|| rows.get(at..)?.iter().find_map(|p| text_of(p)))
    }

    fn only_chair(&self) -> Result<(), AppError> {
        if self.is_chair() {
            return Ok(());
        }
        AppError::refuse("Only the chair decides. Speak as the Co-Facilitators to do so.")
    }

    pub(in crate::app) fn settle_desk(&mut self, verdict: &Verdict) -> Result<(), AppError> {
        self.only_chair()?;
        let what = Together {
            paragraph: verdict.paragraph,
            accept: &verdict.accept,
            words: verdict.words.as_deref(),
            reject: &verdict.reject,
        };
        let decided = settle(&self.project, &what)?;
        let title = match (&verdict.words, verdict.accept.is_empty(), verdict.reject.is_empty()) {
            (_, true, _) => "Reject the rest",
            (Some(_), _, true) => "Accept as modified",
            (Some(_), _, false) => "Accept as modified, reject the rest",
            (None, _, true) => "Accept chosen",
            (None, _, false) => "Accept chosen, reject the rest",
        };
        self.tell_left(&decided);
        self.make(title, decided.change, None)
    }

    pub(in crate::app) fn compromise(&mut self, verdict: &Verdict) -> Result<(), AppError> {
        self.only_chair()?;
        let fresh = format!("{:x}", self.fresh());
        let rows = verdict.words.as_deref().unwrap_or_default();
        let change = compromise(&self.project, verdict.paragraph, &verdict.accept, rows, &fresh)?;
        self.make("Compromise", change, None)
    }

    pub(in crate::app) fn accept_alike(&mut self, groups: &[GroupId]) -> Result<(), AppError> {
        self.only_chair()?;
        let decided = decide(&self.project, groups, Outcome::Accept, None);
        self.tell_left(&decided);
        self.make("Accept all of a kind", decided.change, None)
    }

    /// Says what stays open, in one notice.
    fn tell_left(&mut self, decided: &Decided) {
        let pairs = decided.conflicts.iter().map(|pair| {
            let names: Vec<String> = pair.iter().map(ToString::to_string).collect();
            format!("These touch one another: {}.", names.join(", "))
        });
        let lines: Vec<String> =
            pairs.chain(decided.left.iter().map(|(id, why)| format!("{id}: {why}."))).collect();
        if lines.is_empty() {
            return;
        }
        let mut text = lines.iter().take(NAMED).cloned().collect::<Vec<_>>().join("\n");
        if lines.len() > NAMED {
            text.push_str(&format!("\nand {} more", lines.len() - NAMED));
        }
        self.tell(NoticeKind::Warning, "Left open", &text);
    }
}
