//! The projector: the paragraph at the caret in large type, in a window of its own. Here, where there
//! can be no other window, it lies within this one.

use super::help::*;
use chapeau::app::Names;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

/// What the room reads: its label and words; nothing where there is no paragraph.
fn read(test: &Test) -> String {
    let said = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.value().is_some_and(|l| l.starts_with("In the room, "))
    };
    test.query_by(said).and_then(|n| n.accesskit_node().value()).unwrap_or_default()
}

/// Whether something in the room says just this.
fn says(test: &Test, words: &str) -> bool {
    let room = test.get_by_role_and_label(Role::Window, "Projector · Chapeau");
    room.query_all_by(|n| n.value().as_deref() == Some(words)).next().is_some()
}

fn choose(test: &mut Test, role: Role, label: &str) {
    test.get_by_role_and_label(role, label).click();
    test.run();
}

#[test]
fn the_projector_follows_the_caret_holds_and_closes() {
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F5);
    assert!(shows(&test, "Projector: no paragraph") && read(&test).is_empty());
    go_to(&mut test, "PP7");
    assert!(read(&test).starts_with("In the room, PP7: Deeply concerned that in [two thirds many"));
    assert!(shows(&test, "Projector: PP7"), "the status line says what the room sees");
    go_to(&mut test, "OP2");
    assert!(read(&test).starts_with("In the room, OP2: "));
    press(&mut test, Modifiers::SHIFT, Key::F5);
    go_to(&mut test, "PP3");
    assert!(read(&test).starts_with("In the room, OP2: ") && shows(&test, "Projector holds OP2"));
    choose(&mut test, Role::CheckBox, "Hold");
    assert!(read(&test).starts_with("In the room, PP3: "));
    choose(&mut test, Role::CheckBox, "Hold");
    go_to(&mut test, "PP4");
    assert!(read(&test).starts_with("In the room, PP3: "));
    click(&mut test, "Close the projector");
    assert!(read(&test).is_empty() && !shows(&test, "Projector holds"));
    // What was held when it was closed is held no longer.
    press(&mut test, Modifiers::NONE, Key::F5);
    assert!(read(&test).starts_with("In the room, PP4: ") && shows(&test, "Projector: PP4"));
    press(&mut test, Modifiers::NONE, Key::F5);
    press(&mut test, Modifiers::SHIFT, Key::F5);
    assert!(read(&test).starts_with("In the room, PP4: ") && shows(&test, "Projector holds PP4"));
    press(&mut test, Modifiers::NONE, Key::F5);
    assert!(read(&test).is_empty());
    assert!(!test.state().app().is_dirty());
}

#[test]
fn the_room_reads_brackets_or_the_clean_text() {
    let mut test = open(true);
    go_to(&mut test, "PP7");
    press(&mut test, Modifiers::NONE, Key::F5);
    assert!(read(&test).contains("many Japan, US"));
    choose(&mut test, Role::RadioButton, "Clean text");
    assert!(read(&test).contains("two thirds of the large") && !read(&test).contains('['));
    press(&mut test, Modifiers::COMMAND, Key::Num3);
    choose(&mut test, Role::RadioButton, "With brackets");
    assert!(read(&test).contains("many Japan, US"), "whatever the screen shows");
    choose(&mut test, Role::RadioButton, "As on screen");
    assert!(!read(&test).contains('['));
    assert!(!shows(&test, "After it: "));
    choose(&mut test, Role::CheckBox, "Neighbours");
    assert!(shows(&test, "Before it: Recognizing also") && shows(&test, "After it: Concerned that"));
}

#[test]
fn what_is_typed_and_agreed_is_read_at_once() {
    let mut test = open(true);
    go_to(&mut test, "OP2");
    press(&mut test, Modifiers::NONE, Key::F5);
    type_text(&mut test, "Tests ");
    assert!(read(&test).contains("Tests "));
    assert!(!says(&test, "agreed ad ref"));
    press(&mut test, Modifiers::ALT, Key::G);
    assert!(says(&test, "agreed ad ref"), "in words too");
    go_to(&mut test, "PP10 bis");
    assert!(says(&test, "proposed"));
}

#[test]
fn letters_grow_and_fill_the_window_again() {
    let mut test = open(true);
    go_to(&mut test, "PP7");
    press(&mut test, Modifiers::NONE, Key::F5);
    let high = |test: &Test| {
        let said = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
            n.value().is_some_and(|l| l.starts_with("In the room, "))
        };
        test.get_by(said).rect().height()
    };
    let fits = high(&test);
    click(&mut test, "Larger letters");
    click(&mut test, "Larger letters");
    assert!(high(&test) > fits);
    click(&mut test, "Fill the window");
    assert_eq!(high(&test), fits);
    click(&mut test, "Smaller letters");
    assert!(high(&test) < fits);
}

#[test]
fn the_room_sees_fewer_names_than_the_screen_and_never_more() {
    let mut test = open(true);
    go_to(&mut test, "PP7");
    press(&mut test, Modifiers::NONE, Key::F5);
    assert!(read(&test).contains("Japan") && read(&test).contains("G77 and China"));
    choose(&mut test, Role::RadioButton, "Names of groups only in the room");
    assert!(read(&test).contains("2 delegations") && read(&test).contains("G77 and China"));
    assert_eq!(test.state().app().names(), Names::All, "the screen keeps its own");
    choose(&mut test, Role::RadioButton, "No names in the room");
    assert!(!read(&test).contains("G77") && !read(&test).contains("delegations"));
    choose(&mut test, Role::RadioButton, "All names in the room");
    assert!(read(&test).contains("Japan"));
    // Fewer on the screen are fewer in the room at once, and stay fewer.
    for names in [Names::Groups, Names::All] {
        test.state_mut().app_mut().send(chapeau::app::Message::SetNames(names));
        test.run();
        assert!(!read(&test).contains("Japan"), "{names:?}");
    }
}
