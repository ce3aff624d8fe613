//! The merge desk in the window, by role and label: wishes tried out, settled, undone.

use super::help::*;
use chapeau::record::{ActorId, Outcome};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

const LAW: &str = "African Group, G77 and China: insert “, consistent with national law,”";
const DAY: &str = "WMO: “without undue delay” → “within 24 hours”";
const SOON: &str = "Japan: “without undue delay” → “as soon as practicable”";

fn desk(test: &mut Test, label: &str) {
    go_to(test, label);
    press(test, Modifiers::ALT, Key::M);
    assert!(shows(test, &format!("Merge desk: {label}")));
}

fn toggle(test: &mut Test, label: &str) {
    test.get_by_role_and_label(Role::CheckBox, label).click();
    test.run();
}

fn is_on(test: &Test, label: &str) -> bool {
    let node = test.get_by_role_and_label(Role::CheckBox, label);
    node.accesskit_node().toggled() == Some(Toggled::True)
}

fn line(test: &Test, label: &str) -> String {
    let project = test.state().app().project();
    project.working.words_of(project.paragraph(label).expect("it is there")).expect("words").bare()
}

fn decisions(test: &Test) -> Vec<(Outcome, Vec<String>)> {
    let all = test.state().app().project().decisions.values();
    all.map(|d| (d.outcome, d.about.iter().map(|(a, ..)| a.to_string()).collect())).collect()
}

#[test]
fn wishes_are_tried_out_accepted_and_undone() {
    let mut test = open(true);
    let before = line(&test, "OP2");
    desk(&mut test, "OP2");
    toggle(&mut test, LAW);
    assert!(is_on(&test, LAW));
    assert!(shows(&test, "funded observations, consistent with national law, available without charge"));
    assert!(!shows(&test, "These touch one another"));
    toggle(&mut test, DAY);
    toggle(&mut test, SOON);
    assert!(shows(&test, "These touch one another") && shows(&test, &format!("{DAY}  ×  {SOON}")));
    toggle(&mut test, SOON);
    assert!(!shows(&test, "These touch one another") && shows(&test, "within 24 hours and in the open"));
    assert_eq!(line(&test, "OP2"), before, "nothing is decided yet");
    click(&mut test, "Accept chosen");
    assert!(line(&test, "OP2").contains("law, available without charge, within 24 hours"));
    assert_eq!(decisions(&test).len(), 2);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!((line(&test, "OP2"), decisions(&test).len()), (before, 0), "one step");
}

#[test]
fn keys_choose_and_settle_and_the_rest_is_rejected() {
    let mut test = open(true);
    desk(&mut test, "OP2");
    press(&mut test, Modifiers::NONE, Key::Num1);
    press(&mut test, Modifiers::NONE, Key::Num3);
    assert_eq!([is_on(&test, LAW), is_on(&test, DAY) || is_on(&test, SOON)], [true, true]);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::Enter);
    assert!(!shows(&test, "Merge desk: OP2"), "it is closed");
    let outcomes: Vec<Outcome> = decisions(&test).into_iter().map(|(o, _)| o).collect();
    assert_eq!(outcomes, [Outcome::Accept, Outcome::Accept, Outcome::Reject, Outcome::Reject]);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(decisions(&test).is_empty());
    desk(&mut test, "OP2");
    press(&mut test, Modifiers::NONE, Key::Escape);
    assert!(!shows(&test, "Merge desk: OP2"));
}

/// Edits the result of two wishes that touch.
fn bridged(test: &mut Test, words: &str) {
    desk(test, "OP2");
    toggle(test, DAY);
    toggle(test, SOON);
    click(test, "Edit the result…");
    let field = test.get_by_role_and_label(Role::MultilineTextInput, "Words of OP2");
    let text = field.value().expect("words").replace("without undue delay", words);
    field.set_text_value_accesskit(&text);
    test.run();
}

#[test]
fn an_edited_result_is_one_decision_about_all_that_was_chosen() {
    let mut test = open(true);
    bridged(&mut test, "within a week");
    assert!(shows(&test, "your words take the place of both"));
    press(&mut test, Modifiers::NONE, Key::Escape);
    assert!(shows(&test, "Merge desk: OP2"), "typed words are not lost by a key");
    click(&mut test, "Accept as modified");
    assert!(line(&test, "OP2").contains("without charge, within a week and in the open formats"));
    assert_eq!(decisions(&test), [(Outcome::AcceptAs, vec!["Japan".to_owned(), "WMO".to_owned()])]);
    let project = test.state().app().project();
    let id = project.paragraph("OP2").expect("it is there");
    assert_eq!(project.working.words_of(id).expect("words").notes().len(), 1, "its note is still there");
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(line(&test, "OP2").contains("without undue delay") && decisions(&test).is_empty());
}

#[test]
fn a_compromise_of_the_chair_is_a_group_like_others() {
    let mut test = open(true);
    let before = line(&test, "OP2");
    bridged(&mut test, "within a week");
    click(&mut test, "Chair’s compromise");
    assert_eq!((line(&test, "OP2"), decisions(&test).len()), (before, 0), "nothing is decided");
    let tracks = &test.state().app().project().tracks;
    assert_eq!(tracks[&ActorId::chair()].proposals().count(), 1);
    desk(&mut test, "OP2");
    toggle(&mut test, "Co-Facilitators: “without undue delay” → “within a week”");
    press(&mut test, Modifiers::COMMAND, Key::Enter);
    assert!(line(&test, "OP2").contains("within a week"));
    assert_eq!(decisions(&test), [(Outcome::Accept, vec!["Co-Facilitators".to_owned()])]);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(!test.state().app().is_dirty(), "all is as it was");
}

#[test]
fn the_desk_opens_from_a_card_and_a_delegation_only_looks() {
    let mut test = open(true);
    go_to(&mut test, "OP2");
    click(&mut test, "Merge desk…");
    assert!(shows(&test, "Merge desk: OP2"));
    press(&mut test, Modifiers::NONE, Key::Escape);
    speak_as(&mut test, "EU");
    desk(&mut test, "OP2");
    toggle(&mut test, DAY);
    assert!(shows(&test, "within 24 hours and in the open") && shows(&test, "Only the chair decides"));
    press(&mut test, Modifiers::COMMAND, Key::Enter);
    assert!(shows(&test, "Merge desk: OP2") && decisions(&test).is_empty());
}

#[test]
fn all_of_a_kind_are_listed_first_and_accepted_in_one_step() {
    let mut test = open(true);
    // Two delegations put the same words in after the same word in two paragraphs.
    for (actor, label, words) in [("US", "OP11", "participation of women"), ("Tuvalu", "PP10", "that women")]
    {
        speak_as(&mut test, actor);
        let text = line(&test, label);
        let at = text.find(words).expect("there") + words.len();
        let at = text.get(..at).expect("a border").chars().count();
        let app = test.state_mut().app_mut();
        let paragraph = app.project().paragraph(label).expect("it is there");
        let place = chapeau::app::Place::Text { paragraph, at };
        app.send(chapeau::app::Message::Select(chapeau::app::Selection::at(place)));
        test.run();
        type_text(&mut test, " and girls");
    }
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    test.event(eframe::egui::Event::Text("Co-Fac".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(test.state().app().is_chair());
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::A);
    click(&mut test, "One actor");
    assert!(shows(&test, "backs; "), "any actor's can be listed");
    click(&mut test, "The same words");
    assert!(shows(&test, "2 groups with the same change of words; 2 chosen."));
    let label = "OP11 (US):  →  and girls";
    toggle(&mut test, label);
    assert!(shows(&test, "1 chosen"));
    toggle(&mut test, label);
    click(&mut test, "Accept 2");
    assert!(line(&test, "OP11").contains("women and girls and young"));
    assert!(line(&test, "PP10").contains("women and girls, young"));
    assert_eq!(test.state().app().undo_title(), Some("Accept all of a kind"));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(!line(&test, "OP11").contains("girls") && decisions(&test).is_empty());
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::A);
    click(&mut test, "Slips and punctuation");
    assert!(shows(&test, "with typing errors"));
    click(&mut test, "Close");
}
