//! [`Invented`]: a negotiation of any size, made up: a zero draft and the returns of its actors.
//!
//! For trying the program at the size of the real thing, and for measuring. The same sizes and
//! seed give the same bytes. Text and wishes are put together from tables of our own writing; how
//! often wishes coincide, nest or cross follows what was counted on real proposals (most stand
//! apart, about a quarter are shared word for word).

mod chance;
mod draft;
mod wishes;

use super::error::AppError;
use super::files::track_file;
use crate::format::plain;
use crate::format::ron::TrackFile;
use crate::lexicon::{Class, known_actors};
use crate::project::Project;
use crate::record::ActorId;
use wishes::Floor;

/// How large an invented negotiation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Paragraphs with a label, preambular and operative.
    pub paragraphs: usize,
    /// Actors, each with a return.
    pub actors: usize,
    /// Proposals in each return.
    pub proposals: usize,
    /// Another seed, another negotiation.
    pub seed: u64,
}

impl Default for Size {
    /// All Member States, forty proposals each, on a text as long as a long outcome document.
    fn default() -> Self {
        Self { paragraphs: 148, actors: 193, proposals: 40, seed: 1 }
    }
}

/// The most that is made: what takes no longer than a person waits.
pub const MOST: Size = Size { paragraphs: 2_000, actors: 300, proposals: 400, seed: u64::MAX };

/// An invented negotiation.
#[derive(Clone, Debug)]
pub struct Invented {
    /// The zero draft, on which nobody has said anything yet.
    pub project: Project,
    /// What each actor sends.
    pub returns: Vec<TrackFile>,
}

/// Makes up a negotiation; refused where it would be larger than [`MOST`], or empty.
pub fn invent(size: &Size) -> Result<Invented, AppError> {
    let fits = |n: usize, most: usize| (1..=most).contains(&n);
    if !fits(size.paragraphs, MOST.paragraphs)
        || !fits(size.actors, MOST.actors)
        || size.proposals > MOST.proposals
    {
        return AppError::refuse(format!(
            "an invented negotiation has 1 to {} paragraphs, 1 to {} actors and at most {} proposals an actor; nothing was written",
            MOST.paragraphs, MOST.actors, MOST.proposals
        ));
    }
    let project = Project::of(plain::read(&draft::zero_draft(size)), "Zero draft")?;
    let floor = Floor::of(&project, size.seed);
    let all = speakers(size.actors);
    let tracks = all.iter().map(|id| floor.track(&project, id, &all, size.proposals));
    let returns = tracks.map(|track| track_file(&project, track)).collect();
    Ok(Invented { project, returns })
}

/// Who speaks: the Member States in the order of the table, then groups, agencies and others.
fn speakers(count: usize) -> Vec<ActorId> {
    let is_state = |class: Class| class == Class::State;
    let named = |states: bool| {
        let all = known_actors().iter().filter(move |a| is_state(a.class) == states);
        all.filter(|a| a.class != Class::Office).map(|a| ActorId::new(a.short))
    };
    named(true).chain(named(false)).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ron::{write_project, write_track};
    use crate::project::{all_placed, merge_track};
    use crate::text::Kind;
    use crate::weave::{Fate, groups};

    const SMALL: Size = Size { paragraphs: 24, actors: 30, proposals: 12, seed: 7 };

    fn merged(made: &Invented) -> Project {
        let mut project = made.project.clone();
        for file in &made.returns {
            merge_track(&project, &file.track, Some(&file.actor)).change.apply(&mut project).expect("merged");
        }
        project
    }

    #[test]
    fn it_has_the_size_that_was_asked_for_and_every_anchor_is_clean() {
        let made = invent(&SMALL).expect("made");
        let labelled = made.project.working.metas();
        let labelled = labelled.filter(|m| matches!(m.kind, Kind::Preambular | Kind::Operative));
        assert_eq!((labelled.count(), made.returns.len()), (24, 30));
        assert!(made.returns.iter().all(|f| f.track.proposals().count() == 12));
        let placed = all_placed(&merged(&made));
        assert_eq!(placed.len(), 30 * 12);
        assert!(placed.iter().all(|p| p.fate == Fate::Clean));
        // The table gives all Member States when so many are asked for.
        assert_eq!(speakers(193).len(), 193);
        assert!(speakers(250).len() == 250 && speakers(193).contains(&ActorId::new("Zimbabwe")));
    }

    #[test]
    fn the_same_size_and_seed_give_the_same_bytes_and_another_seed_others() {
        let bytes = |size: &Size| {
            let made = invent(size).expect("made");
            let tracks = made.returns.iter().map(|f| write_track(f).expect("written"));
            (write_project(&made.project).expect("written"), tracks.collect::<Vec<_>>())
        };
        assert_eq!(bytes(&SMALL), bytes(&SMALL));
        assert_ne!(bytes(&SMALL), bytes(&Size { seed: 8, ..SMALL }));
    }

    #[test]
    fn wishes_are_shared_as_often_as_in_real_negotiations() {
        let made = invent(&Size { paragraphs: 40, actors: 60, proposals: 20, seed: 3 }).expect("made");
        let project = merged(&made);
        let placed = all_placed(&project);
        let groups = groups(&project.working, &placed);
        let shared: usize = groups.values().map(|g| g.backers.len()).filter(|n| *n > 1).sum();
        let part = shared * 100 / placed.len();
        assert!((15..=45).contains(&part), "{part} of 100 wishes are shared");
    }

    #[test]
    fn what_is_too_large_or_empty_is_refused() {
        let empty = [Size { paragraphs: 0, ..SMALL }, Size { actors: 0, ..SMALL }];
        let large = [Size { paragraphs: 2_001, ..SMALL }, Size { actors: 301, ..SMALL }];
        for size in empty.iter().chain(&large).chain([&Size { proposals: 401, ..SMALL }]) {
            assert!(invent(size).is_err(), "{size:?}");
        }
        assert!(invent(&Size { paragraphs: 1, actors: 1, proposals: 0, seed: 0 }).is_ok());
    }
}
