//! What was not carried over as it was, listed and settled in the window; the next revision from a
//! file; the concordance.

use super::help::*;
use chapeau::app::Message;
use chapeau::project::{Cause, edit};
use chapeau::record::{ActorId, Origin};
use chapeau::text::{Fragment, replace};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::path::Path;

const TEXT: &str = "\
The harbour

The General Assembly,

1. Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;

2. Requests the chandlers to report each spring on the strength of hemp ropes and anchors;

3. Notes with concern that herring come later each year to the shallow banks;

4. Decides to review the harbour dues of small vessels at its session in autumn.
";

/// Runs a command of the palette by its title.
fn command(test: &mut Test, title: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(Event::Text(title.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
}

/// A negotiation with a wish of the EU, the US, Kenya and Japan, in a folder.
fn asked(folder: &Path) -> Test {
    let put = |name: &str, text: String| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let mut test = open(false);
    let base = put("base.txt", TEXT.to_owned());
    test.state_mut().app_mut().send(Message::Import(base));
    for (actor, was, now) in [
        ("EU", "hemp ropes", "strong ropes"),
        ("US", "clean oil", "whale oil"),
        ("Kenya", "later each year", "earlier each year"),
        ("Japan", "small vessels", "small and old vessels"),
    ] {
        let copy = put(&format!("{actor}.txt"), TEXT.replace(was, now));
        test.state_mut().app_mut().send(Message::MergeCopy(copy, ActorId::new(actor)));
    }
    while !test.state().app().notices().is_empty() {
        test.state_mut().app_mut().send(Message::Dismiss(0));
    }
    test.run();
    test
}

/// The text that came back from the secretariat.
fn other() -> String {
    let kept = TEXT.replace("clean oil", "whale oil").replace("small vessels", "all craft");
    let lines: Vec<&str> = kept.split("\n\n").filter(|l| !l.contains("herring")).collect();
    lines.join("\n\n").replace("4. Decides", "3. Decides")
}

fn revised(test: &mut Test, folder: &Path) {
    let path = folder.join("rev1.txt");
    std::fs::write(&path, other()).expect("written");
    command(test, "Next revision from a file");
    answer(test, &path);
}

fn answer(test: &mut Test, path: &Path) {
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.set_text_value_accesskit(&path.to_string_lossy());
    test.run();
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.focus();
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
}

#[test]
fn the_next_revision_from_a_file_is_shown_before_it_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut test = asked(folder.path());
    let before = test.state().app().project().clone();
    revised(&mut test, folder.path());
    assert!(shows(&test, "3 as before, 2 edited, 0 moved, 0 split, 0 merged, 0 new, 1 deleted"));
    assert!(shows(&test, "1 clean, 1 the text says already, 1 damaged, 1 without a place"));
    assert_eq!(test.state().app().project(), &before, "nothing is done yet");
    click(&mut test, "Take it as the next revision");
    assert_eq!(test.state().app().revision_name(), "Rev.1");
    assert!(text(&test).contains("whale oil") && !text(&test).contains("herring"));
    // What waits is listed at once.
    for words in
        ["Damaged: look whether it is still wanted", "As Japan saw it: Zero draft", "Kenya", "Re-affirm here"]
    {
        let words = if words.starts_with("Damaged") { words.to_uppercase() } else { words.to_owned() };
        assert!(shows(&test, &words), "{words}");
    }
    press(&mut test, Modifiers::NONE, Key::Escape);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(test.state().app().project(), &before);
}

#[test]
fn each_is_reaffirmed_settled_put_by_hand_or_set_aside_and_undone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut test = asked(folder.path());
    revised(&mut test, folder.path());
    click(&mut test, "Take it as the next revision");
    let revised = test.state().app().project().clone();
    assert_eq!(test.state().app().carried_over(), [1, 1, 1]);
    press(&mut test, Modifiers::ALT, Key::Y);
    assert_eq!(test.state().app().carried_over(), [1, 1, 0], "one key settles what the text says");
    click(&mut test, "Re-affirm here");
    assert_eq!(test.state().app().carried_over(), [0, 1, 0], "{:?}", test.state().app().notices());
    let japan = test.state().app().project().tracks[&ActorId::new("Japan")].clone();
    assert!(japan.proposals().any(|(o, p)| o == Origin::Room && p.version == 2), "recorded by the chair");
    // The orphan has nowhere to go until somebody points: here, where no word is selected.
    click(&mut test, "Put at the caret");
    assert_eq!(test.state().app().carried_over(), [0, 1, 0]);
    assert!(shows(&test, "That was not done"));
    let why = test.get_by_role_and_label(Role::TextInput, "Why, for what is set aside");
    why.set_text_value_accesskit("herring went to the annex");
    test.run();
    click(&mut test, "Set aside");
    assert_eq!(test.state().app().carried_over(), [0, 0, 0]);
    let decisions = &test.state().app().project().decisions;
    assert!(decisions.values().any(|d| d.why == "herring went to the annex"));
    for _ in 0..3 {
        press(&mut test, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(test.state().app().project(), &revised);
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::C);
    assert!(shows(&test, "Carried over"));
}

#[test]
fn its_author_reaffirms_in_its_own_track_or_takes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut test = asked(folder.path());
    // The chair writes the paragraph anew, and issues it.
    let mut project = test.state().app().project().clone();
    let id = project.paragraph("OP4").expect("there");
    let changes = replace(&project.working, id, 11..54, &Fragment::plain("look at all dues"), "x");
    edit(&project, changes, Cause::Chair(String::new())).apply(&mut project).expect("fits");
    let path = folder.path().join("p.chapeau");
    chapeau::app::files::save_project(&project, &path, chapeau::storage::Overwrite::Yes).expect("saved");
    test.state_mut().app_mut().send(Message::Open(path));
    test.run();
    command(&mut test, "Next revision…");
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "As Japan saw it: Zero draft"), "listed when the revision is issued");
    press(&mut test, Modifiers::NONE, Key::Escape);
    speak_as(&mut test, "EU");
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::C);
    assert!(test.query_by_role_and_label(Role::Button, "Re-affirm here").is_none(), "it is Japan's");
    press(&mut test, Modifiers::NONE, Key::Escape);
    speak_as(&mut test, "Japan");
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::C);
    click(&mut test, "Re-affirm here");
    let japan = |test: &Test| test.state().app().project().tracks[&ActorId::new("Japan")].clone();
    assert!(japan(&test).proposals().all(|(o, p)| o == Origin::Copy && p.version == 2));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::C);
    click(&mut test, "Take it back");
    assert!(japan(&test).proposals().all(|(_, p)| !p.is_open()));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    press(&mut test, Modifiers::ALT | Modifiers::SHIFT, Key::C);
    click(&mut test, "Go to OP4");
    assert!(matches!(&caret(&test).caret, chapeau::app::Place::Text { paragraph, .. } if *paragraph == id));
}

#[test]
fn a_late_return_is_listed_when_it_comes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut test = asked(folder.path());
    let zero = test.state().app().project().clone();
    revised(&mut test, folder.path());
    click(&mut test, "Take it as the next revision");
    press(&mut test, Modifiers::NONE, Key::Escape);
    // Tuvalu wrote it on the zero draft.
    let mut app = chapeau::app::App::seeded(3);
    let (old, copy) = (folder.path().join("zero.chapeau"), folder.path().join("Tuvalu.txt"));
    let late = folder.path().join("Tuvalu.track");
    chapeau::app::files::save_project(&zero, &old, chapeau::storage::Overwrite::Yes).expect("saved");
    std::fs::write(&copy, TEXT.replace("shallow banks", "deep banks").replace("dawn", "noon"))
        .expect("written");
    app.send(Message::Open(old));
    app.send(Message::MergeCopy(copy, ActorId::new("Tuvalu")));
    app.send(Message::SpeakAs(ActorId::new("Tuvalu")));
    app.send(Message::SendReturn(late.clone()));
    test.state_mut().app_mut().send(Message::Preview(vec![late]));
    test.run();
    assert!(shows(&test, "written on an older revision: 1 clean, 1 orphan"));
    click(&mut test, "Merge");
    assert_eq!(test.state().app().carried_over(), [1, 2, 1]);
    assert!(shows(&test, "As Tuvalu saw it: Zero draft"), "listed at once");
}

#[test]
fn a_concordance_is_written_of_the_last_two_revisions() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut test = asked(folder.path());
    let path = folder.path().join("c.html");
    command(&mut test, "Concordance");
    answer(&mut test, &path);
    assert!(!path.exists() && shows(&test, "There is one revision only"));
    revised(&mut test, folder.path());
    click(&mut test, "Take it as the next revision");
    press(&mut test, Modifiers::NONE, Key::Escape);
    command(&mut test, "Concordance");
    answer(&mut test, &path);
    let page = std::fs::read_to_string(&path).expect("written");
    assert!(page.contains("<th scope=\"row\">OP4</th><td>OP3</td><td>edited</td>"), "{page}");
}
