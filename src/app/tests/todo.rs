//! The list of what waits for a person: as it is computed from the project, and only when
//! something changed.

use super::Desk;
use crate::app::invented::{Size, invent};
use crate::app::todo::todo_with;
use crate::app::{App, Message, Names};
use crate::record::ActorId;
use std::sync::Arc;

/// A negotiation of some actors, all merged, with some of the text written over.
fn negotiation(actors: usize, proposals: usize) -> App {
    let size = Size { actors, proposals, paragraphs: actors.min(148), ..Size::default() };
    let made = invent(&size).unwrap();
    let mut project = made.project;
    for one in &made.returns {
        let change = crate::project::merge_track(&project, &one.track, None).change;
        change.apply(&mut project).unwrap();
    }
    // Two paragraphs go, with all that was asked of them.
    for at in [6, 4] {
        let gone = crate::text::Change::Delete { at, paragraph: project.working.paragraph(at).unwrap() };
        let cause = crate::project::Cause::Chair(String::new());
        crate::project::edit(&project, vec![gone], cause).apply(&mut project).unwrap();
    }
    // Of two others the middle is written over.
    for at in [5, 7] {
        let (id, len) = (project.working.meta(at).unwrap().id, project.working.len_of(at));
        let new = crate::text::Fragment::plain("lamps");
        let changes = crate::text::replace(&project.working, id, len / 3..2 * len / 3, &new, "test");
        let cause = crate::project::Cause::Chair(String::new());
        crate::project::edit(&project, changes, cause).apply(&mut project).unwrap();
    }
    let mut app = App::seeded(7);
    app.take(project, None);
    app
}

#[test]
fn what_the_board_knows_is_what_the_project_says() {
    let mut desk = Desk::of(negotiation(9, 12));
    desk.app.send(Message::Comment("Who lights it?".to_owned()));
    for names in Names::ALL {
        desk.app.send(Message::SetNames(names));
        let made = todo_with(desk.app.project(), names);
        assert!(made.len() > 3, "{made:?}");
        assert_eq!(*desk.app.todo(), made);
    }
}

#[test]
fn the_list_is_made_when_something_changed_and_then_kept() {
    let mut desk = Desk::new("One lamp is lit.\nAnother lamp is out.");
    desk.keys("<as EU><at lamp|>s<chair><at lamp|>!");
    let (computed, first) = (desk.app.board().computed, desk.app.todo());
    for _ in 0..3 {
        desk.app.logic(5.0);
        desk.app.send(Message::SpeakAs(ActorId::new("EU")));
        assert!(Arc::ptr_eq(&first, &desk.app.todo()), "nothing changed: it is the same list");
    }
    assert_eq!(desk.app.board().computed, computed, "nothing is placed or grouped for it");
    desk.keys("<chair><at Another|>.");
    assert!(!Arc::ptr_eq(&first, &desk.app.todo()), "the text changed");
    let made = todo_with(desk.app.project(), Names::All);
    assert_eq!(*desk.app.todo(), made);
}
