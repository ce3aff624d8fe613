//! Merging proposals into a text: groups, compilations, bracket text, application.
//!
//! Pure functions over a document and placed proposals. Weaving never changes either, and
//! nothing here depends on the order in which proposals come.

mod compiled;
mod group;
mod placed;

pub use compiled::{Arm, Change, Compilation, CompiledParagraph, From, Mark, MarkKind, Node, Of, Run, Tag};
pub use group::{Group, GroupId};
pub use placed::{Fate, Placed, Site};
/// stub
pub fn groups(
    _: &crate::text::Document,
    _: &[Placed],
) -> std::collections::BTreeMap<GroupId, std::sync::Arc<Group>> {
    Default::default()
}
/// stub
pub fn conflicts(_: &[&Group]) -> Vec<(GroupId, GroupId)> {
    vec![]
}
/// stub
pub fn accept(
    _: &crate::text::Document,
    _: &[&Group],
    _: Option<&crate::text::Fragment>,
    _: &str,
) -> Result<Vec<crate::text::Change>, ()> {
    Ok(vec![])
}
