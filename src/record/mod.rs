//! What is said about a text: actors, tracks, proposals, positions, comments, decisions.
//!
//! `record` never changes a text and never computes where a proposal stands now.

mod actor;
mod comment;
mod deadline;
mod decision;
mod joint;
mod known;
mod ladder;
mod marking;
mod position;
mod private;
mod proposal;
mod register;
mod silence;
mod track;

pub use crate::lexicon::Class;
pub use actor::{Actor, ActorId, CHAIR, SECRETARIAT, UNATTRIBUTED, UNNAMED, same_name, shades};
pub use comment::{Comment, CommentId};
pub use deadline::{Deadline, EXAMPLES, MONTHS, NotADeadline, days_in};
pub use decision::{Decision, DecisionId, Outcome, Standing, Status, UnknownStatus};
pub use joint::jointly;
pub use known::{
    class_of, find, groups_of, is_known_spelling, known_names, known_spellings, letters_apart, members_of,
    named_in_text, near_names, resolve,
};
pub use ladder::{LogId, Logged};
pub use marking::{CONTRAST, Colour, Ink, Marking, NotAColour, NotAPattern, Pattern, SAFE, inks};
pub use position::{Position, Positions, Stance, UnknownStance};
pub use private::{PrivateAnchor, PrivateKind, PrivateNote, PrivateNotes, UnknownPrivateKind};
pub use proposal::{CONTEXT, Inside, Proposal, ProposalId, Span, State, Wish};
pub use register::{Answered, ByHand, Filed, FiledKind, Register, UnknownFiledKind, plain_name};
pub use silence::{Ending, How, Objection, Silence, SilenceId, SilenceState, TakenBack};
pub use track::{Origin, Strand, Tally, Track, UnknownOrigin};
