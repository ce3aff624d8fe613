//! The status dialog, a silence procedure and the dialog of an actor, by role and label.

use super::help::*;
use chapeau::record::{ActorId, Colour, Pattern, Standing};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

fn status(test: &Test, label: &str) -> (Standing, bool) {
    let project = test.state().app().project();
    project.status(project.paragraph(label).expect("it is in the sample"))
}

fn command(test: &mut Test, name: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(Event::Text(name.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
}

fn fill(test: &mut Test, field: &str, text: &str) {
    test.get_by_role_and_label(Role::TextInput, field).set_text_value_accesskit(text);
    test.run();
}

fn choose(test: &mut Test, role: Role, label: &str) {
    test.get_by_role_and_label(role, label).click();
    test.run();
}

#[test]
fn agreed_in_informals_asks_who_is_pending() {
    let mut test = open(true);
    go_to(&mut test, "OP2");
    command(&mut test, "Agreed in informals");
    test.event(Event::Text("EU, AOSIS".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    let names = vec![ActorId::new("EU"), ActorId::new("AOSIS")];
    assert_eq!(status(&test, "OP2"), (Standing::Informals(names), false));
    go_to(&mut test, "OP2");
    assert!(shows(&test, "open → agreed in informals (pending EU, AOSIS)"), "its history is shown");
    command(&mut test, "Mark as open");
    fill(&mut test, "At the request of", "EU");
    fill(&mut test, "Why", "too early");
    click(&mut test, "Set status");
    assert_eq!(status(&test, "OP2").0, Standing::Open);
    assert!(shows(&test, "→ open, at the request of EU: too early"));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(status(&test, "OP2").0, Standing::Open);
    assert!(!test.state().app().is_dirty(), "all is as it was");
}

#[test]
fn a_range_is_set_in_one_step() {
    let mut test = open(true);
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::G);
    fill(&mut test, "Paragraphs", "OP1-OP3, OP99");
    click(&mut test, "Set status");
    assert!(shows(&test, "there is no paragraph OP99"), "nothing is half done");
    fill(&mut test, "Paragraphs", "OP1-OP3, PP1");
    choose(&mut test, Role::RadioButton, "Agreed");
    click(&mut test, "Set status");
    for label in ["OP1", "OP3", "PP1"] {
        assert_eq!(status(&test, label).0, Standing::Agreed, "{label}");
    }
    assert!(shows(&test, "4 agreed"), "the status line counts");
    go_to(&mut test, "OP1");
    type_text(&mut test, "Now ");
    assert!(shows(&test, "changed since agreed"));
    let outline = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::Button
            && n.label().is_some_and(|l| l.starts_with("OP1 ") && l.contains("agreed, changed since agreed"))
    };
    assert_eq!(test.query_all_by(outline).count(), 1);
}

#[test]
fn silence_is_broken_and_the_chair_chooses_what_reopens() {
    let mut test = open(true);
    command(&mut test, "Silence procedure");
    fill(&mut test, "Until", "2026-11-25 18:00");
    click(&mut test, "Begin silence");
    assert!(shows(&test, "Silence until 2026-11-25 18:00"), "a banner");
    go_to(&mut test, "OP2");
    command(&mut test, "Silence procedure");
    fill(&mut test, "By", "EU");
    click(&mut test, "Record the objection");
    command(&mut test, "Silence procedure");
    fill(&mut test, "To", "OP3, OP4");
    click(&mut test, "Record the objection");
    assert!(shows(&test, "was broken: 3 objections"));
    let rows = &test.state().app().page().paragraphs;
    let objected: Vec<&str> =
        rows.iter().filter(|p| !p.objections.is_empty()).map(|p| p.label.as_str()).collect();
    assert_eq!(objected, ["OP2", "OP3", "OP4"]);
    click(&mut test, "Show the procedure");
    assert!(test.query_by_label("Close: nobody objected").is_none(), "it cannot pass");
    choose(&mut test, Role::CheckBox, "Reopen OP3 (a delegation)");
    fill(&mut test, "Also reopen", "PP1");
    click(&mut test, "End: reopen what is chosen");
    for (label, agreed) in [("OP2", false), ("OP3", true), ("OP4", false), ("PP1", false), ("PP2", true)] {
        assert_eq!(status(&test, label).0.is_agreed(), agreed, "{label}");
    }
    assert!(!shows(&test, "was broken"), "the banner is gone");
    for _ in 0..4 {
        press(&mut test, Modifiers::COMMAND, Key::Z);
    }
    assert!(!test.state().app().is_dirty(), "each step is undone");
}

#[test]
fn a_deadline_that_is_not_understood_begins_nothing() {
    let mut test = open(true);
    command(&mut test, "Silence procedure");
    fill(&mut test, "Until", "whenever");
    assert!(shows(&test, "Not understood yet: “whenever”"));
    click(&mut test, "Begin silence");
    assert!(shows(&test, "“whenever” is not understood in a deadline; say a deadline so"));
    fill(&mut test, "Until", "5 December 2026, 6 p.m. New York");
    assert!(shows(&test, "Understood: Saturday 5 December 2026, 18:00, New York."));
    click(&mut test, "Begin silence");
    assert!(shows(&test, "Silence until 5 December 2026, 6 p.m. New York"), "as it was typed");
}

#[test]
fn an_objection_is_taken_back_and_the_break_stays() {
    let mut test = open(true);
    command(&mut test, "Silence procedure");
    fill(&mut test, "Until", "2026-11-25 18:00");
    click(&mut test, "Begin silence");
    go_to(&mut test, "OP2");
    command(&mut test, "Silence procedure");
    fill(&mut test, "By", "EU");
    fill(&mut test, "Reason", "too long");
    click(&mut test, "Record the objection");
    command(&mut test, "Silence procedure");
    choose(&mut test, Role::Button, "Take back the objection OP2, EU: too long");
    fill(&mut test, "Reason", "shortened");
    click(&mut test, "Take the objection back");
    assert!(shows(&test, "was broken: 1 objection, taken back. It does not heal by itself"), "a banner");
    assert!(test.state().app().page().paragraphs.iter().all(|p| p.objections.is_empty()));
    go_to(&mut test, "OP2");
    assert!(shows(&test, "silence procedure 1: EU objects: too long"));
    assert!(shows(&test, "silence procedure 1: EU took the objection back: shortened"));
    click(&mut test, "Show the procedure");
    assert!(test.query_by_label("Close: nobody objected").is_none(), "it cannot pass");
    assert!(test.query_by_label("Reopen OP2 (taken back)").is_some());
    click(&mut test, "End: reopen what is chosen");
    assert!(status(&test, "OP2").0.is_agreed(), "the chair said that nothing reopens");
    for _ in 0..4 {
        press(&mut test, Modifiers::COMMAND, Key::Z);
    }
    assert!(!test.state().app().is_dirty(), "each step is undone");
}

#[test]
fn two_procedures_of_two_copies_are_chosen_between() {
    use chapeau::project::{begin_silence, merge_project};
    let mut test = open(true);
    let begun = |until: &str| {
        let mut copy = test.state().app().project().clone();
        begin_silence(&copy, until, Standing::AdRef).unwrap().apply(&mut copy).unwrap();
        copy
    };
    let (mut one, other) = (begun("2026-11-25"), begun("2026-11-30"));
    merge_project(&one, &other).change.apply(&mut one).unwrap();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("both.chapeau");
    chapeau::app::files::save_project(&one, &path, chapeau::storage::Overwrite::No).unwrap();
    test.state_mut().app_mut().send(chapeau::app::Message::Open(path));
    test.run();
    assert!(shows(&test, "Two copies began silence procedures"), "a banner");
    click(&mut test, "Show the procedure");
    assert!(shows(&test, "procedure 1a, until") && shows(&test, "procedure 1b, until"));
    assert!(test.query_by_label("Call it off").is_none());
    click(&mut test, "Cancel");
    command(&mut test, "Choose between copies");
    assert!(shows(&test, "silence: call all of them off"));
    test.event(Event::Text("until 2026-11-30".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "Silence until 2026-11-30"), "it goes on");
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(shows(&test, "Two copies began silence procedures"), "that can be undone");
}

#[test]
fn writing_under_silence_is_warned_about() {
    let mut test = open(true);
    command(&mut test, "Silence procedure");
    test.event(Event::Text("2026-11-25, noon".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    go_to(&mut test, "OP3");
    type_text(&mut test, "Now ");
    assert!(shows(&test, "The text changes under silence"));
    assert!(shows(&test, "the text changed since silence began: OP3"));
    click(&mut test, "Show the procedure");
    click(&mut test, "Close: nobody objected");
    assert_eq!(status(&test, "OP3"), (Standing::AdRef, true));
    assert_eq!(status(&test, "OP4"), (Standing::AdRef, false));
}

#[test]
fn an_actor_gets_a_colour_and_a_pattern() {
    let mut test = open(true);
    command(&mut test, "Actor…");
    fill(&mut test, "Which actor", "EU");
    choose(&mut test, Role::Button, "Colour yellow");
    assert!(shows(&test, "In the light theme 1.3 to 1, so letters are shown as #"), "contrast is said");
    choose(&mut test, Role::RadioButton, "dots");
    fill(&mut test, "Formal name", "The European Union");
    click(&mut test, "Keep");
    let project = test.state().app().project().clone();
    let marking = project.markings[&ActorId::new("EU")];
    assert_eq!(marking.colour, Some(Colour(0xf0, 0xe4, 0x42)));
    assert_eq!(marking.pattern, Some(Pattern::Dots));
    assert_eq!(project.actor("EU").name, "The European Union");
    command(&mut test, "Legend of colours");
    assert!(shows(&test, "Proposals by"));
    let tag = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::Button && n.label().as_deref() == Some("EU")
    };
    test.get_by(tag).click();
    test.run();
    assert!(shows(&test, "Formal name"), "the legend leads to the actor");
    choose(&mut test, Role::Button, "Automatic colour");
    choose(&mut test, Role::RadioButton, "Automatic pattern");
    click(&mut test, "Keep");
    assert!(test.state().app().project().markings.is_empty());
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(test.state().app().project().markings.len(), 1);
}
