//! The colours and patterns that a person gave actors in a project.
//!
//! They belong to the project and never travel in a return: how an actor looks here is not its
//! own to say.

use super::change::{Change, Put};
use super::merge::Merged;
use super::project::Project;
use crate::record::{ActorId, Ink, Marking, Pattern, inks};

impl Project {
    /// The colour and pattern of an actor among those who speak here: what a person said, or what
    /// follows from the name.
    pub fn look_of(&self, id: &ActorId) -> (Ink, Pattern) {
        let ids: Vec<&ActorId> = self.tracks.keys().chain([id]).collect();
        inks(&ids, &self.markings).get(id).copied().unwrap_or((Ink::Safe(0), Pattern::Solid))
    }
}

/// Gives an actor a colour and a pattern, or takes them back; none where it has them already.
pub fn mark_actor(project: &Project, id: &ActorId, marking: Marking) -> Option<Change> {
    let was = project.markings.get(id).copied();
    let now = (!marking.is_nothing()).then_some(marking);
    (was != now).then(|| Change::Marking(id.clone(), Put { was, now }))
}

/// Takes in the markings of another copy of the project. Of two that differ the first in order
/// is kept, whichever copy is merged into which, and it is said.
pub(super) fn unite_markings(project: &Project, other: &Project, all: &mut Merged) {
    for (id, theirs) in &other.markings {
        let id = project.known_as(id);
        let ours = project.markings.get(&id);
        let now = ours.map_or(theirs, |ours| ours.min(theirs));
        if ours.is_some_and(|ours| ours != theirs) {
            all.warnings.push(format!("{id} has another colour or pattern in the other copy; one is kept"));
        }
        if ours != Some(now) {
            all.change.push(Change::Marking(id, Put { was: ours.copied(), now: Some(*now) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Colour;

    #[test]
    fn a_marking_is_given_merged_and_taken_back() {
        let eu = ActorId::new("EU");
        let (blue, dots) = (Some(Colour(0, 0x72, 0xb2)), Some(Pattern::Dots));
        let marked = |colour, pattern| {
            let mut out = Project::default();
            let change = mark_actor(&out, &eu, Marking { colour, pattern }).unwrap();
            change.apply(&mut out).unwrap();
            let mut back = out.clone();
            change.inverse().apply(&mut back).unwrap();
            assert_eq!(back, Project::default());
            out
        };
        let (a, b) = (marked(blue, None), marked(blue, dots));
        assert_eq!(a.look_of(&eu), (Ink::Safe(4), Pattern::Solid));
        assert_eq!(b.look_of(&eu), (Ink::Safe(4), Pattern::Dots));
        assert_eq!(mark_actor(&a, &eu, Marking { colour: blue, pattern: None }), None);
        let merged = |ours: &Project, theirs: &Project| {
            let (mut out, mut all) = (ours.clone(), Merged::nothing());
            unite_markings(ours, theirs, &mut all);
            all.change.apply(&mut out).unwrap();
            (out, all.warnings.len())
        };
        assert_eq!(merged(&a, &b), merged(&b, &a));
        assert_eq!(merged(&a, &a), (a.clone(), 0));
        assert_eq!(merged(&Project::default(), &a), (a.clone(), 0));
        let bare = mark_actor(&a, &eu, Marking::default()).unwrap();
        let mut out = a.clone();
        bare.apply(&mut out).unwrap();
        assert_eq!(out, Project::default());
    }
}
