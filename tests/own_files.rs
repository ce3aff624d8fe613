//! Our own files: what is written is what is read, and undoing leads back to the same bytes.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::format::ron::{read_change, read_project, read_track, write_change, write_project, write_track};
use chapeau::project::{Change, History, Project};
use common::made::{Act, Made, act, look, parsed};
use proptest::prelude::*;

fn bytes(project: &Project) -> String {
    write_project(project).unwrap()
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), 0..14)
}

#[test]
fn the_sample_is_what_other_tests_take_it_for() {
    let made = Made::sample();
    assert_eq!(made.project.tracks.len(), 2);
    assert_eq!(made.project.decisions.len(), 1);
    assert_eq!(made.project.log.len(), 2);
    assert_eq!(made.project.statuses.len(), 1);
    let text = bytes(&made.project);
    assert!(text.len() < 10_000, "{}", text.len());
    assert!(text.lines().all(|l| l.chars().count() < 400), "a file is pleasant to read:\n{text}");
}

#[test]
fn a_project_of_no_revision_is_written_too() {
    let empty = Project::default();
    assert_eq!(read_project(&bytes(&empty)).unwrap(), empty);
}

#[test]
fn other_ends_of_lines_are_the_same_file() {
    let mut made = Made::sample();
    made.act(&Act::Author { name: "Maria\r\nSilva\r".into(), who: Some(1) }).unwrap();
    let text = bytes(&made.project);
    assert!(!text.contains('\r'), "what stands in strings is escaped");
    let mailed = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(read_project(&mailed).unwrap(), made.project);
    assert_eq!(chapeau::format::ron::kind_of(&mailed), chapeau::format::ron::kind_of(&text));
    let torn = mailed.replacen("Maria", "Mario", 1);
    assert!(read_project(&torn).is_err(), "its checksum still guards it");
}

#[test]
fn authors_of_word_files_are_a_field_of_their_own() {
    let mut made = Made::sample();
    let without = bytes(&made.project);
    assert!(!without.contains("authors"), "a project that knows none is written as before");
    let change = made.act(&Act::Author { name: "Maria Silva".into(), who: Some(1) }).unwrap();
    let with = bytes(&made.project);
    assert_eq!(read_project(&with).unwrap(), made.project);
    assert_eq!(read_change(&write_change(&change).unwrap()).unwrap(), change);
    change.inverse().apply(&mut made.project).unwrap();
    assert_eq!(bytes(&made.project), without);
    assert!(change.inverse().apply(&mut made.project).is_err(), "it does not find what was");
}

proptest! {
    #![proptest_config(common::cases(300))]

    #[test]
    fn what_is_written_is_what_is_read((parsed, acts) in (parsed(), acts())) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        for act in &acts {
            made.act(act);
        }
        let text = bytes(&made.project);
        let back = read_project(&text).unwrap();
        prop_assert_eq!(&back, &made.project);
        prop_assert_eq!(bytes(&back), text.as_str());
        prop_assert_eq!(bytes(&made.project), text);
        for actor in made.project.tracks.keys() {
            let file = made.track_file(actor.as_str());
            let text = write_track(&file).unwrap();
            let back = read_track(&text).unwrap();
            prop_assert_eq!(&back, &file);
            prop_assert_eq!(write_track(&back).unwrap(), text);
        }
        look(&made.project);
    }

    /// Each change is written on one line and read back; the changes read back make the project.
    #[test]
    fn a_journal_of_changes_is_what_was_done((parsed, acts) in (parsed(), acts())) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        let mut replayed = made.project.clone();
        for act in &acts {
            let Some(change) = made.act(act) else { continue };
            let line = write_change(&change).unwrap();
            prop_assert!(!line.contains('\n'), "{line}");
            let back = read_change(&line).unwrap();
            prop_assert_eq!(&back, &change);
            let inverse = change.inverse();
            prop_assert_eq!(read_change(&write_change(&inverse).unwrap()).unwrap(), inverse);
            back.apply(&mut replayed).unwrap();
        }
        prop_assert_eq!(bytes(&replayed), bytes(&made.project));
    }

    /// A change that does not fit is refused whole.
    #[test]
    fn a_change_applies_whole_or_not_at_all((parsed, acts) in (parsed(), acts())) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        let mut all: Vec<Change> = Vec::new();
        for act in &acts {
            all.extend(made.act(act));
        }
        for change in &all {
            let before = made.project.clone();
            let mut after = before.clone();
            match change.apply(&mut after) {
                Err(_) => prop_assert!(after == before, "{change:?}"),
                Ok(()) => {
                    change.inverse().apply(&mut after).unwrap();
                    prop_assert_eq!(bytes(&after), bytes(&before), "{:?}", change);
                }
            }
        }
    }

    #[test]
    fn undo_and_redo_lead_to_the_same_bytes(
        (parsed, acts, walk) in (parsed(), acts(), prop::collection::vec(any::<bool>(), 0..30))
    ) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        let mut history = History::default();
        let mut states = vec![(bytes(&made.project), history.state())];
        for (n, act) in acts.iter().enumerate() {
            let Some(change) = made.change(act) else { continue };
            // Every third act says that it belongs to the one before it.
            let key = (n % 3 != 0).then(|| (n / 3).to_string());
            let joined = n % 3 == 2 && history.undo_title() == Some(&(n - 1).to_string());
            history.make(&mut made.project, &if joined { (n - 1).to_string() } else { n.to_string() }, change, key).unwrap();
            if joined {
                states.pop();
            }
            states.push((bytes(&made.project), history.state()));
        }
        let mut at = states.len() - 1;
        let back = std::iter::repeat_n(false, states.len() + 1);
        let there = std::iter::repeat_n(true, states.len() + 1);
        for forth in back.chain(there).chain(walk) {
            let done = if forth { history.redo(&mut made.project) } else { history.undo(&mut made.project) };
            let moved = done.unwrap().is_some();
            let possible = if forth { at + 1 < states.len() } else { at > 0 };
            prop_assert_eq!(moved, possible);
            if moved {
                at = if forth { at + 1 } else { at - 1 };
            }
            prop_assert_eq!(&(bytes(&made.project), history.state()), &states[at]);
        }
    }
}
