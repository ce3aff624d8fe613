//! Groups at work in the window: the return of a group, the comparison, private notes, and
//! choosing between copies.

use super::help::*;
use chapeau::app::{Message, files};
use chapeau::diff::Op;
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// Runs a command by its name.
fn command(test: &mut Test, name: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(Event::Text(name.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
}

#[test]
fn a_coordinator_sends_what_was_decided_and_a_member_compares() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F8);
    press(&mut test, Modifiers::ALT, Key::A);
    speak_as(&mut test, "JUSCANZ");
    command(&mut test, "Send return as the group");
    let path = dir.path().join("j.track");
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.set_text_value_accesskit(&path.display().to_string());
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    let files::Opened::Track(file) = files::open(&path).expect("a return") else { panic!("no return") };
    assert_eq!(file.actor.id, ActorId::new("JUSCANZ"));
    assert_eq!(file.track.proposals().count(), 1);

    let mut test = open(true);
    test.state_mut().app_mut().send(Message::Merge(vec![path]));
    test.run();
    speak_as(&mut test, "EU");
    command(&mut test, "Compare with the group");
    test.event(Event::Text("JUSCANZ".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "EU and the return of JUSCANZ"));
    assert!(shows(&test, "not in the group’s return"));
    let lines =
        test.get_all_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.contains(", insert")));
    lines.last().expect("a line").click();
    test.run();
    assert!(test.state().app().selection().is_some() && !shows(&test, "EU and the return of JUSCANZ"));
}

#[test]
fn a_private_note_is_written_changed_and_deleted_in_its_tab() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::N);
    assert!(shows(&test, "Save the project first"));
    let path = dir.path().join("p.chapeau");
    test.state_mut().app_mut().send(Message::SaveAs(path));
    speak_as(&mut test, "EU");
    go_to(&mut test, "OP1");
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::N);
    test.event(Event::Text("Never.".to_owned()));
    test.run();
    click(&mut test, "Add private note");
    assert!(shows(&test, "Never.") && shows(&test, "Note · OP1"));
    assert!(dir.path().join("p.EU.private").exists() && !test.state().app().is_dirty());
    speak_as(&mut test, "US");
    assert!(!shows(&test, "Never."), "it is the EU’s alone");
    speak_as(&mut test, "EU");
    click(&mut test, "Delete note");
    assert!(!shows(&test, "Never."));
    click(&mut test, "Take back the last change of notes");
    assert!(shows(&test, "Never."));
}

#[test]
fn the_chair_chooses_between_two_copies_and_takes_it_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let copy = dir.path().join("copy.chapeau");
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F8);
    test.state_mut().app_mut().send(Message::SaveAs(copy.clone()));
    press(&mut test, Modifiers::ALT, Key::R);
    test.state_mut().app_mut().send(Message::Save);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    press(&mut test, Modifiers::ALT, Key::A);
    test.state_mut().app_mut().send(Message::Merge(vec![copy]));
    test.run();
    let open_outcomes = test.state().app().outcomes();
    assert!(open_outcomes.len() >= 3, "{open_outcomes:?}");
    let before = test.state().app().project().clone();
    command(&mut test, "Choose between copies");
    let apart = test.state().app().apart();
    let (_, place) = apart.first_key_value().expect("a place");
    assert_eq!(place.outcomes.len(), 2);
    let accepted =
        place.outcomes.iter().find(|(_, made)| made.decided.iter().any(|d| d.starts_with("accepted: ")));
    let (number, made) = accepted.expect("one copy accepted it");
    assert!(
        made.words.iter().flatten().any(|op| !matches!(op, Op::Equal(_))),
        "its words are marked: {made:?}"
    );
    assert!(shows(&test, &made.decided[0]), "what it decided is said in words, not by an identity");
    assert!(!made.decided[0].contains("-"), "{:?}", made.decided);
    click(&mut test, &format!("Take outcome {} of {}", number + 1, place.label));
    assert!(test.state().app().outcomes().is_empty());
    assert!(!shows(&test, "Choose between copies"), "nothing is left to choose");
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(*test.state().app().project(), before);
}
