//! The aggregate that is saved. [`Change`] wraps each layer's own change.
//!
//! `project` knows no file and no window; it never merges by itself and never asks anybody.

mod amended;
mod carry;
mod change;
mod copies;
mod decide;
mod edit;
mod group_return;
mod history;
mod ladder;
mod log;
mod looks;
mod merge;
mod outside;
mod position;
mod register;
mod reword;
mod rivalry;
mod roster;
mod silence;
mod silence_rivals;
mod stand;
mod standings;
mod texts;
mod together;
mod unite;

#[allow(clippy::module_inception)]
mod project;

pub use carry::{By, Carried, Seen, carried, put_by_hand, reaffirm, set_aside, settle_reflected};
pub use change::{ApplyError, Change, Put};
pub use decide::{Decided, Gestures, accept_placement, decide, refusal, touching_pairs};
pub use edit::{edit, issue, keep_step};
pub use group_return::{GroupAsk, GroupReturn, group_return};
pub use history::History;
pub use ladder::{LadderError, Progress, Setting, set_standing, set_status};
pub use log::{Cause, Entry, Meeting, Revision, Twig};
pub use looks::mark_actor;
pub use merge::{Merged, merge_project, merge_track};
pub use outside::{FromOutside, Undone, issue_from};
pub use position::{Saying, Take, say_position, unheard, voices_on};
pub use project::{Head, Project, ProjectError, words_hash};
pub use register::{Absent, expect, publish, received, register};
pub use reword::{restyled, spelled};
pub use rivalry::{Rivalry, Version, choose, rivalries};
pub use roster::{Amended, Amendment, Listed, RosterError, amend_actor, forget_actor};
pub use silence::{
    SilenceError, Since, begin_silence, call_off_silence, close_silence, object, settle_silence, take_back,
};
pub use silence_rivals::{SilenceRivalry, choose_silence, silence_rivalry};
pub use stand::{all_placed, open_placed, place, place_again, standing_in, stretch, to_date};
pub use together::{Together, Unfit, is_words, result_of, rows_of, settle, stands_at};
