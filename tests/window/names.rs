//! Whose names are shown, and compilations that are pasted or dropped.

use super::help::*;
use chapeau::app::Names;
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// Chooses a command by its title.
fn choose(test: &mut Test, title: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(Event::Text(title.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
}

#[test]
fn names_are_shown_as_chosen_and_the_status_line_says_so() {
    let mut test = open(true);
    let before = test.state().app().project().clone();
    press(&mut test, Modifiers::NONE, Key::F8);
    go_to(&mut test, "PP7");
    assert!(shows(&test, "G77 and China") && shows(&test, "Japan"));
    choose(&mut test, "Names of groups only");
    assert_eq!(test.state().app().names(), Names::Groups);
    assert!(shows(&test, "Names of groups only") && shows(&test, "2 delegations"));
    assert!(shows(&test, "G77 and China") && !shows(&test, "Japan"));
    choose(&mut test, "No names");
    assert!(shows(&test, "No names") && !shows(&test, "G77 and China") && !shows(&test, "delegations"));
    assert!(!test.state().app().is_dirty());
    // The table of positions and the dialog for exports follow.
    press(&mut test, Modifiers::COMMAND, Key::Num5);
    assert!(shows(&test, "Positions") && !shows(&test, "G77 and China"));
    press(&mut test, Modifiers::NONE, Key::Escape);
    press(&mut test, Modifiers::COMMAND, Key::E);
    let chosen = |test: &Test, value: &str| {
        test.query_all_by(|n| n.role() == Role::ComboBox && n.value().as_deref() == Some(value))
            .next()
            .is_some()
    };
    assert!(chosen(&test, "none"));
    press(&mut test, Modifiers::NONE, Key::Escape);
    choose(&mut test, "All names");
    assert!(shows(&test, "G77 and China") && shows(&test, "Japan"));
    assert_eq!(*test.state().app().project(), before);
}

/// A compilation that is pasted is read into tracks, in one step that can be undone.
#[test]
fn a_pasted_compilation_is_planned_and_merged() {
    let mut test = open(true);
    go_to(&mut test, "OP1");
    let before = test.state().app().project().clone();
    let base = before.working.text(
        before
            .working
            .metas()
            .position(|m| m.label.as_ref().is_some_and(|l| l.to_string() == "PP6"))
            .expect("PP6"),
    );
    let pasted = format!(
        "PP6 {} [Tuvalu reserves]\n\nPP6 bis [Noting the tide, - Tuvalu, Ruritania add]\n\n",
        base.replacen("a delta sinks", "[a - Palau / every] delta sinks", 1)
    );
    test.event(Event::Paste(pasted));
    test.run();
    // Nobody knows Ruritania: that is asked first.
    click(&mut test, "“Ruritania” is a new actor");
    click(&mut test, "Go on");
    assert!(shows(&test, "Read a compilation"), "the plan is shown");
    assert!(shows(&test, "Tuvalu") && shows(&test, "“Ruritania”"));
    assert_eq!(*test.state().app().project(), before, "nothing is done yet");
    press(&mut test, Modifiers::COMMAND, Key::Enter);
    let said = |test: &Test, actor: &str| {
        let track = test.state().app().project().tracks.get(&ActorId::new(actor)).cloned();
        track.map_or(0, |t| t.proposals().count())
    };
    assert_eq!((said(&test, "Tuvalu"), said(&test, "Ruritania")), (2, 1));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(*test.state().app().project(), before);
}

/// Words in brackets that are no compilation are pasted as words.
#[test]
fn other_words_are_pasted_as_they_are() {
    let mut test = open(true);
    go_to(&mut test, "OP1");
    test.event(Event::Paste("[on the report of the Committee] ".to_owned()));
    test.run();
    assert!(text(&test).contains("[on the report of the Committee] "));
}

#[test]
fn a_dropped_compilation_is_planned() {
    let mut test = open(true);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("all.txt");
    let project = test.state().app().project();
    let text = format!("{}\n\nTuvalu\n\n[delete]\n\nPalau\n\n[delete]\n", project.working.text(12));
    std::fs::write(&path, text).expect("written");
    test.input_mut().dropped_files.push(std::sync::Arc::new(super::word::Dropped(path)));
    test.run();
    assert!(shows(&test, "Read a compilation: all.txt"));
}
