//! What messages do about proposals that were not carried over as they were, and about a next
//! revision that comes from a file. Each is one step of undo.

use super::carrying::{self, Next};
use super::concordance;
use super::error::AppError;
use super::page::Place;
use super::state::{App, NoticeKind};
use crate::project::{
    By, Change, Saying, Take, carried, issue_from, put_by_hand, reaffirm, say_position, set_aside,
    settle_reflected,
};
use crate::record::{ActorId, ProposalId};
use crate::storage::{self, Overwrite};
use crate::text::ParagraphId;
use crate::weave::Fate;
use std::ops::Range;
use std::path::Path;

/// What to do with a proposal that is not clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CarryAct {
    /// Put it on the text as it is now, where it stands.
    Reaffirm(ActorId, ProposalId),
    /// Put it at the caret, or on the selected words.
    PutHere(ActorId, ProposalId),
    /// Take it back: the speaker's own.
    Withdraw(ActorId, ProposalId),
    /// Reject it, for this reason.
    SetAside(ProposalId, String),
    /// Settle all that the text says already.
    Settle,
}

impl App {
    /// How many open proposals were touched, stand nowhere, or are what the text says already.
    pub fn carried_over(&self) -> [usize; 3] {
        let (_, others) = carried(&self.project);
        let of = |fates: &[Fate]| others.iter().filter(|c| fates.contains(&c.placed.fate)).count();
        [of(&[Fate::Damaged, Fate::Moot]), of(&[Fate::Orphan]), of(&[Fate::Reflected])]
    }

    /// A name for the revision that is issued next: "Rev.3" after "Rev.2", and none that is taken.
    pub fn next_revision_name(&self) -> String {
        let last = self.project.revisions.last().map(|r| r.name.as_str()).unwrap_or_default();
        let stem = last.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = last.get(stem.len()..).and_then(|digits| digits.parse::<u32>().ok());
        let (stem, from) = match number {
            Some(number) if !stem.is_empty() => (stem, number.saturating_add(1)),
            _ => ("Rev.", 1),
        };
        let free = |name: &String| self.project.revision(name).is_err();
        (from..=from.saturating_add(1000)).map(|n| format!("{stem}{n}")).find(free).unwrap_or_default()
    }

    /// Says that a place was asked for that is not in the text any more.
    pub fn say_gone(&mut self) {
        let text = "It was settled, its paragraph was taken out, or it stands in an earlier revision only.";
        self.tell(NoticeKind::Warning, "That is not in the text any more", text);
    }

    /// Says that a file could not be taken for the next revision.
    pub fn say_not_done(&mut self, error: &AppError) {
        self.not_done(error);
    }

    pub(super) fn carry(&mut self, act: &CarryAct) -> Result<(), AppError> {
        let (title, change) = match act {
            CarryAct::Settle => {
                ("Settle what the text says", self.as_chair(settle_reflected(&self.project))?)
            }
            CarryAct::SetAside(id, why) => {
                let change = set_aside(&self.project, std::slice::from_ref(id), why.trim());
                ("Set aside", self.as_chair(change)?)
            }
            CarryAct::Withdraw(actor, id) => {
                if self.by(actor)? == By::Chair {
                    return AppError::refuse(
                        "Only its author takes a proposal back; the chair sets it aside.",
                    );
                }
                let saying = Saying { actor: actor.clone(), recorded_by: None, condition: String::new() };
                let change = say_position(&self.project, &saying, Take::Withdraw, std::slice::from_ref(id));
                ("Withdraw", Some(change))
            }
            CarryAct::Reaffirm(actor, id) => {
                ("Re-affirm", reaffirm(&self.project, actor, id, self.by(actor)?))
            }
            CarryAct::PutHere(actor, id) => {
                let Some(to) = self.pointed_at() else {
                    return AppError::refuse(
                        "Put the caret where it is to stand, or select the words, in the text itself.",
                    );
                };
                ("Put here", put_by_hand(&self.project, actor, id, to, self.by(actor)?))
            }
        };
        match change {
            Some(change) => self.make(title, change, None),
            None => AppError::refuse(match act {
                CarryAct::Settle => "The text says nothing yet that is still asked for.",
                CarryAct::PutHere(..) => {
                    "It cannot stand there. What takes words out needs them selected; a place between words takes an insertion."
                }
                CarryAct::Reaffirm(..) => {
                    "Nobody can say where it stands now; put it where it belongs by hand."
                }
                _ => "That proposal is settled already, or no longer there.",
            }),
        }
    }

    fn as_chair(&self, change: Option<Change>) -> Result<Option<Change>, AppError> {
        match self.is_chair() {
            true => Ok(change),
            false => AppError::refuse("Only the chair decides. Speak as the Co-Facilitators to do so."),
        }
    }

    /// In whose name the speaker puts a proposal of this actor on the text.
    fn by(&self, actor: &ActorId) -> Result<By, AppError> {
        match (self.is_chair() || self.is_floor(), self.speaker == *actor) {
            (true, _) => Ok(By::Chair),
            (false, true) => Ok(By::Author),
            _ => AppError::refuse(format!("It is a proposal of {actor}. Speak as {actor}, or as the chair.")),
        }
    }

    /// The words of the working text that are selected, or the place of the caret.
    fn pointed_at(&self) -> Option<(ParagraphId, Range<usize>)> {
        let selection = self.selection.as_ref()?;
        match (&selection.caret, &selection.anchor) {
            (Place::Text { paragraph, at }, Place::Text { paragraph: other, at: from })
                if paragraph == other =>
            {
                Some((*paragraph, *at.min(from)..*at.max(from)))
            }
            (Place::Text { paragraph, at }, _) => Some((*paragraph, *at..*at)),
            _ => None,
        }
    }

    pub(super) fn revise_from(&mut self, next: &Next, name: &str) -> Result<(), AppError> {
        let name = name.trim();
        if name.is_empty() || self.project.revision(name).is_ok() {
            return AppError::refuse("A revision needs a name of its own, such as “Rev.1”.");
        }
        let made = issue_from(&self.project, &next.document, &next.source, name);
        let lines = carrying::undone_lines(&made);
        self.make("Next revision from a file", made.change, None)?;
        let mut text = format!("{} came from {}. {}", name, next.source, carrying::met_text(&made.met));
        if !lines.is_empty() {
            text.push_str(&format!("\nDecided here, and not so in it:\n{}", lines.join("\n")));
        }
        let kind = if lines.is_empty() { NoticeKind::Info } else { NoticeKind::Warning };
        self.tell(kind, "The next revision", &text);
        Ok(())
    }

    /// Writes the table from the revision before the last to the last.
    pub(super) fn write_concordance(&mut self, path: &Path) -> Result<(), AppError> {
        let [.., from, to] = self.project.revisions.as_slice() else {
            return AppError::refuse("There is one revision only; a concordance is between two.");
        };
        let text = concordance::file(&self.project, (&from.name, &to.name), path, self.names())?;
        let between = format!("{} and {}", from.name, to.name);
        storage::write(path, text.as_bytes(), Overwrite::Yes)?;
        let text = format!("The concordance of {between} is in {}.", path.display());
        self.tell(NoticeKind::Info, "Written", &text);
        Ok(())
    }
}
