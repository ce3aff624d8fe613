//! The audit, the overview, the tasks and the tables that are saved, in the window.

use super::help::*;
use chapeau::app::Place;
use chapeau::record::Standing;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// The first button whose name begins so.
fn press_first(test: &mut Test, start: &str) {
    let start = start.to_owned();
    test.get_all_by(move |n| n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with(&start)))
        .next()
        .expect("a line")
        .click();
    test.run();
}

fn at(test: &Test, label: &str) -> bool {
    let app = test.state().app();
    let there = app.project().paragraph(label).expect("it is there");
    matches!(&caret(test).caret, Place::Text { paragraph, .. } if *paragraph == there)
}

/// Writes the table that is shown under this name; what is in the file.
fn saved(test: &mut Test, name: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    click(test, "Save as a file…");
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.set_text_value_accesskit(&path.display().to_string());
    test.run();
    click(test, "Write the table");
    // The notice lies over what is opened next.
    click(test, "Dismiss");
    std::fs::read_to_string(path).expect("it was written")
}

#[test]
fn the_audit_says_what_became_of_every_word() {
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F8);
    press(&mut test, Modifiers::ALT, Key::A);
    go_to(&mut test, "OP1");
    type_text(&mut test, "Zebra ");
    press(&mut test, Modifiers::COMMAND, Key::Num8);
    assert!(shows(&test, "Every word is explained."));
    assert!(shows(&test, "Edited by the chair without a decision"), "no reason was given");
    assert!(shows(&test, "Proposals accepted: "));
    press_first(&mut test, "OP1: new: “Zebra");
    assert!(at(&test, "OP1"), "a line leads to its paragraph");

    press(&mut test, Modifiers::COMMAND, Key::Num8);
    let page = saved(&mut test, "audit.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Every word is explained"));
    press(&mut test, Modifiers::COMMAND, Key::Num8);
    assert!(saved(&mut test, "audit.csv").lines().any(|l| l.starts_with("edited,,OP1,")));
}

#[test]
fn a_delegation_sees_its_wishes_first() {
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F8);
    press(&mut test, Modifiers::ALT, Key::A);
    let taken = test.state().app().project().decisions.values().next().expect("one").about[0].0.clone();
    speak_as(&mut test, taken.as_str());
    press(&mut test, Modifiers::COMMAND, Key::Num8);
    assert!(shows(&test, "Wishes taken: 1"), "for whoever speaks");
    assert!(shows(&test, "Wishes not taken: "));
    // For everybody instead.
    let list = test.get_by(|n| n.role() == Role::ComboBox && n.label().is_some_and(|l| l == "for"));
    list.click();
    test.run();
    click(&mut test, "everybody");
    assert!(!shows(&test, "Wishes taken: 1"), "what was told was of another choice");
    click(&mut test, "Compare");
    assert!(shows(&test, "Proposals accepted: "));
    press(&mut test, Modifiers::NONE, Key::Escape);
}

#[test]
fn the_overview_names_every_bar_and_leads_on() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND, Key::Num6);
    assert!(shows(&test, "paragraphs agreed ad ref"));
    assert!(
        shows(&test, "Observation and open data, now: ")
            && shows(&test, "Preamble, Zero draft: 0 brackets, 0 words")
    );
    click(&mut test, "By actor");
    let actors = test.state().app().actors();
    let one = actors.iter().find(|a| shows(&test, &format!("{a}, now: "))).expect("an actor").to_string();
    click(&mut test, "Words in brackets");
    click(&mut test, &one);
    assert!(test.query_by_role_and_label(Role::Button, "By actor").is_none(), "it went there");
    press(&mut test, Modifiers::COMMAND, Key::Num6);
    test.get_all_by_role_and_label(Role::Button, "Observation and open data").last().expect("a line").click();
    test.run();
    let first = caret(&test).caret.clone();
    let app = test.state().app();
    let Place::Text { paragraph, .. } = first else { panic!("{first:?}") };
    let words = app.project().working.words_of(paragraph).expect("there");
    assert_eq!(words.text(), "Observation and open data");
    press(&mut test, Modifiers::COMMAND, Key::Num6);
    assert!(saved(&mut test, "o.html").contains("<svg role=\"img\""));
}

#[test]
fn tasks_are_listed_sorted_and_reached_by_keyboard() {
    let mut test = open(true);
    // Agreed, and then changed.
    go_to(&mut test, "OP2");
    test.state_mut().app_mut().send(chapeau::app::Message::SetStatus(Standing::AdRef));
    test.run();
    type_text(&mut test, "Zebra ");
    click(&mut test, "All tasks…");
    assert!(shows(&test, "Changed since agreed: 1"));
    let count = |test: &Test| test.query_all_by(|n| n.label().is_some_and(|l| l.contains("Zebra"))).count();
    let _ = count(&test);
    click(&mut test, "Sort by paragraph");
    assert!(shows(&test, "OP2: changed since agreed"));
    // By Tab to the first line, by the arrow to the next, and by Enter there.
    let line = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with("OP2: changed since agreed"))
    };
    for _ in 0..40 {
        if test.query_by(line).is_some_and(|n| n.is_focused()) {
            break;
        }
        press(&mut test, Modifiers::NONE, Key::Tab);
    }
    assert!(test.get_by(line).is_focused());
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(at(&test, "OP2"));
    press(&mut test, Modifiers::COMMAND, Key::Num7);
    assert!(saved(&mut test, "t.csv").contains("changed since agreed,OP2,"));
}

#[test]
fn the_table_of_positions_is_saved_from_the_window() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND, Key::Num5);
    assert!(saved(&mut test, "m.csv").starts_with("Paragraph,Status,"));
    press(&mut test, Modifiers::COMMAND, Key::Num5);
    let page = saved(&mut test, "m.html");
    assert!(page.contains(&test.state().app().title()), "{}", &page[..200]);
}
