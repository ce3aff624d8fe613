//! Another wording, words to be kept and words in brackets in the window, by key and by menu.

use super::help::*;
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// What Tuvalu asks for, by kind.
fn asked(test: &Test) -> Vec<&'static str> {
    let track = test.state().app().project().tracks.get(&ActorId::new("Tuvalu"));
    track.into_iter().flat_map(|t| t.proposals().map(|(_, p)| p.wish.name())).collect()
}

fn as_tuvalu(test: &mut Test, label: &str) {
    speak_as(test, "Tuvalu");
    go_to(test, label);
}

#[test]
fn another_wording_is_begun_by_key_typed_in_and_undone() {
    let mut test = open(true);
    as_tuvalu(&mut test, "OP2");
    press(&mut test, Modifiers::ALT, Key::T);
    assert_eq!(asked(&test), ["alternative"]);
    assert!(shows(&test, "OP2 alt (Tuvalu)"));
    let before = test.state().app().project().clone();
    test.event(Event::Text("!".to_owned()));
    test.run();
    assert_eq!(asked(&test), ["alternative"], "what is typed goes into it");
    assert!(*test.state().app().project() != before);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(asked(&test).is_empty());
}

#[test]
fn words_are_kept_by_key_and_by_menu() {
    let mut test = open(true);
    as_tuvalu(&mut test, "OP2");
    press(&mut test, Modifiers::ALT, Key::K);
    assert_eq!(asked(&test), ["retain"]);
    press(&mut test, Modifiers::ALT, Key::K);
    assert!(asked(&test).is_empty(), "again: no longer");
    test.get_by_role_and_label(Role::Button, "Negotiate").click();
    test.run();
    let item = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with("Retain"))
    };
    // In a low window the menu is scrolled.
    test.get_by(item).scroll_to_me();
    test.run();
    test.get_by(item).click();
    test.run();
    assert_eq!(asked(&test), ["retain"]);
}
