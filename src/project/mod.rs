//! The aggregate that is saved. [`Change`] wraps each layer's own change.
//!
//! `project` knows no file and no window; it never merges by itself and never asks anybody.

mod amended;
mod change;
mod decide;
mod edit;
mod history;
mod log;
mod merge;
mod position;
mod roster;
mod stand;

#[allow(clippy::module_inception)]
mod project;

pub use change::{ApplyError, Change, Put};
pub use decide::{Decided, accept_placement, decide, set_status};
pub use edit::{edit, issue, keep_step};
pub use history::History;
pub use log::{Cause, Entry, Revision};
pub use merge::{Merged, merge_project, merge_track};
pub use position::{Saying, Take, say_position, unheard, voices_on};
pub use project::{Head, Project, ProjectError, words_hash};
pub use roster::{Amended, Amendment, Listed, RosterError, amend_actor, forget_actor};
pub use stand::{all_placed, open_placed, place, standing_in};
