//! [`Message`]: all that a face can ask of the application.

use super::carry_acts::CarryAct;
use super::carrying::Next;
use super::export::Options;
use super::merge_desk::Verdict;
use super::names::Names;
use super::page::{Selection, View};
use super::writing::Write;
use crate::format::page::Labels;
use crate::record::{ActorId, CommentId, Outcome, Stance, Standing};
use crate::text::{Fingerprint, ParagraphId};
use crate::weave::GroupId;
use std::path::PathBuf;

/// What is asked. Errors become notices; nothing is half done.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// An empty project.
    New,
    /// The built-in sample negotiation.
    OpenSample,
    /// Opens a project.
    Open(PathBuf),
    /// Saves where it was opened or saved before.
    Save,
    /// Saves under a name, replacing what is there: the dialog has asked.
    SaveAs(PathBuf),
    /// Imports a text as the first revision of a new project.
    Import(PathBuf),
    /// Merges returns, and copies of the project.
    Merge(Vec<PathBuf>),
    /// Derives the return of an actor from an edited copy, and merges it.
    MergeCopy(PathBuf, ActorId),
    /// Says what merging these files would do: see [`super::Plan`].
    Preview(Vec<PathBuf>),
    /// Says what merging an edited copy would do.
    PreviewCopy(PathBuf, ActorId),
    /// Carries out what was said.
    TakePlan,
    /// Leaves it.
    DropPlan,
    /// Writes the text as it is shown.
    Export(PathBuf, View, Labels),
    /// Writes a text as it was chosen.
    ExportAs(PathBuf, View, Labels, Box<Options>),
    /// Writes the return of whoever speaks.
    SendReturn(PathBuf),
    /// Writes it as one that others send too, by their names.
    SendJointly(PathBuf, String),
    /// Writes a table that is shown.
    WriteReport(PathBuf, Box<super::reports::Printed>),
    /// Writes what was decided as the return of whoever speaks.
    SendAsGroup(PathBuf),
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Shows another text.
    SetView(View),
    /// Shows other names: see [`Names`].
    SetNames(Names),
    /// Lets another speak.
    SpeakAs(ActorId),
    /// Records what is said as said from the floor, or no longer.
    Floor(bool),
    /// Lets somebody speak whose name was typed.
    AddActor(String),
    /// Moves the caret or the selection.
    Select(Selection),
    /// Writes at the selection.
    Write(Write),
    /// Puts in what was copied elsewhere; of a compilation it is planned who says what.
    Paste(String),
    /// Decides on groups.
    Decide {
        /// Which.
        groups: Vec<GroupId>,
        /// How.
        outcome: Outcome,
        /// Other words, when accepted as modified.
        words: Option<String>,
    },
    /// Settles a paragraph as the merge desk says, in one step.
    Settle(Box<Verdict>),
    /// Puts the result of the merge desk in as a proposal of the chair's.
    Compromise(Box<Verdict>),
    /// Accepts all of a kind in one step.
    AcceptAlike(Vec<GroupId>),
    /// Accepts a placement in these paragraphs.
    Place(GroupId, Vec<ParagraphId>),
    /// A comment on the selection, or on the paragraph at the caret.
    Comment(String),
    /// A reply.
    Reply(CommentId, String),
    /// Holds a thread of one's own for settled, or not.
    Resolve(CommentId, bool),
    /// Takes a stance on the proposals of a group.
    Position(GroupId, Stance),
    /// Says on what condition one stands as one does on a group.
    Condition(GroupId, String),
    /// Withdraws one's own proposals of a group or, where there are none, one's position on it.
    Withdraw(GroupId),
    /// Says why, for one's own proposals of a group.
    Explain(GroupId, String),
    /// Asks that the selected words, or the paragraph, are kept; again: no longer.
    Retain,
    /// Puts the selected words in brackets; again: takes the brackets away.
    Brackets,
    /// Begins another wording of the paragraph at the caret.
    Alternative,
    /// Sets the status of the paragraph at the caret.
    SetStatus(Standing),
    /// Sets a status that was typed, on the paragraphs that it names.
    SetStatuses(Box<super::ladder::StatusWish>),
    /// Does something about a silence procedure.
    Silence(super::silence::SilenceAct),
    /// Changes what is known of an actor, and its colour and pattern.
    EditActor(Box<super::roster::ActorWish>),
    /// Dismisses a notice.
    Dismiss(usize),
    /// Takes one of the outcomes that copies of the project had: see [`super::App::outcomes`].
    ChooseOutcome(usize, Option<usize>),
    /// Does something with the private notes of whoever speaks.
    Private(super::private::PrivateAct),
    /// Takes back a repair of the import.
    UndoRepair(usize),
    /// Files were dropped on the window.
    Drop(Vec<PathBuf>),
    /// Says whether a return may be published, or takes that back.
    Publish(Fingerprint, Option<bool>),
    /// Says on which day a return was received, or takes that back.
    Received(Fingerprint, Option<String>),
    /// Says whether a return of somebody is expected.
    Expect(String, bool),
    /// Says that returns of all Member States are expected.
    ExpectStates,
    /// Issues the working text as a revision.
    Revise(String),
    /// Takes a text from outside as the revision of this name.
    ReviseFrom(Box<Next>, String),
    /// Writes the concordance of the last two revisions.
    Concordance(PathBuf),
    /// Does something about a proposal that was not carried over as it was.
    Carry(CarryAct),
}
