//! Merging proposals into a text: groups, compilations, bracket text, application.
//!
//! Pure functions over a document and placed proposals. Weaving never changes either, and
//! nothing here depends on the order in which proposals come.

mod apply;
pub mod bracket;
mod brackets;
mod canon;
mod compile;
mod compiled;
mod conflict;
mod flat;
mod group;
mod inside;
mod outside;
mod overlap;
mod placed;
mod plan;
mod runs;
mod stacked;
mod stances;
mod tags;
mod taken;
mod widen;
mod wish;

pub use apply::{accept, finalize};
pub use brackets::{inline, prefix};
pub use canon::unify;
pub use compile::{compile, paragraph, proposed, whole};
pub use compiled::{
    Arm, Change, Compilation, CompiledParagraph, From, Kept, Mark, MarkKind, Node, Of, Run, Tag,
};
pub use conflict::{Conflict, conflicts};
pub use flat::cut;
pub use group::{Group, GroupId, groups};
pub use outside::outside;
pub use placed::{Fate, Placed, Site};
pub use plan::moves_in_turn;
pub use stacked::{Stacked, Version, stacked};
pub use stances::Voice;

#[cfg(test)]
mod tests;
