//! What is said about a text: actors, tracks, proposals, positions, comments, decisions.
//!
//! `record` never changes a text and never computes where a proposal stands now.

mod actor;
mod comment;
mod decision;
mod known;
mod position;
mod proposal;
mod track;

pub use crate::lexicon::Class;
pub use actor::{Actor, ActorId, CHAIR, SECRETARIAT, UNATTRIBUTED, same_name, shades};
pub use comment::{Comment, CommentId};
pub use decision::{Decision, DecisionId, Outcome, Standing, Status, UnknownStatus};
pub use known::{
    class_of, find, groups_of, is_known_spelling, known_names, known_spellings, members_of, named_in_text,
    near_names, resolve,
};
pub use position::{Position, Positions, Stance, UnknownStance};
pub use proposal::{CONTEXT, Inside, Proposal, ProposalId, Span, State, Wish};
pub use track::{Origin, Strand, Tally, Track, UnknownOrigin};
