//! The register of returns and what waits in the folder, by role and label.

use super::help::*;
use chapeau::app::{App, Message, Place, Selection};
use chapeau::record::ActorId;
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::Path;

/// A saved sample, and the returns of two actors in the folder beside it.
fn shared(dir: &Path) -> Test {
    let project = dir.join("deltas.chapeau");
    let mut app = App::seeded(3);
    app.send(Message::OpenSample);
    std::fs::create_dir(dir.join("returns")).expect("a folder");
    for actor in ["EU", "Norway"] {
        app.send(Message::SpeakAs(ActorId::new(actor)));
        let paragraph = app.project().working.metas().nth(9).expect("a paragraph").id;
        app.send(Message::Select(Selection::at(Place::Text { paragraph, at: 0 })));
        app.send(Message::Comment(format!("{actor} wonders.")));
        app.send(Message::SendReturn(dir.join(format!("returns/{actor}.track"))));
    }
    app.send(Message::OpenSample);
    app.send(Message::SaveAs(project.clone()));
    let mut test = open(false);
    test.state_mut().app_mut().send(Message::Open(project));
    test.run();
    test
}

const ALT: Modifiers = Modifiers { ctrl: true, command: true, alt: true, ..Modifiers::NONE };

#[test]
fn what_waits_in_the_folder_is_previewed_and_merged() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = shared(dir.path());
    assert!(shows(&test, "2 returns wait in the folder"));
    click(&mut test, "Look at them…");
    assert!(test.state().app().plan().is_some());
    assert!(shows(&test, "EU.track") && shows(&test, "Norway.track"));
    click(&mut test, "Merge");
    assert_eq!(test.state().app().project().register.returns.len(), 2);
    assert!(!shows(&test, "wait in the folder"));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    // Where the folder was looked at in between, the next look tells, on its own thread.
    for _ in 0..400 {
        if shows(&test, "2 returns wait in the folder") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        test.step();
    }
    assert!(shows(&test, "2 returns wait in the folder"), "a merge that was undone waits again");
    // By the keyboard alone.
    press(&mut test, ALT, Key::W);
    assert!(test.state().app().plan().is_some());
}

#[test]
fn of_a_word_file_in_the_folder_it_is_asked_who_wrote_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = shared(dir.path());
    let word = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual/examples/brazil.docx");
    std::fs::copy(word, dir.path().join("returns/brazil.docx")).expect("copied");
    let project = test.state().app().path().expect("a path").to_path_buf();
    test.state_mut().app_mut().send(Message::Open(project));
    test.run();
    assert!(shows(&test, "3 returns wait in the folder"));
    press(&mut test, ALT, Key::W);
    assert!(shows(&test, "Maria Silva"), "it is asked who she is");
}

#[test]
fn the_register_is_shown_and_what_may_be_published_is_set() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = shared(dir.path());
    press(&mut test, ALT, Key::W);
    click(&mut test, "Merge");
    press(&mut test, ALT, Key::R);
    assert!(shows(&test, "EU.track") && shows(&test, "Missing on"));
    let chosen = |test: &Test, name: &str| {
        let node = test.get_by_role_and_label(Role::RadioButton, name);
        node.accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(chosen(&test, "EU.track may be published: Unknown"));
    test.get_by_role_and_label(Role::RadioButton, "EU.track may be published: No").click();
    test.run();
    assert!(chosen(&test, "EU.track may be published: No"), "the table is still there");
    assert!(chosen(&test, "Norway.track may be published: Unknown"));
    test.get_by_role_and_label(Role::TextInput, "Expect a return of").set_text_value_accesskit("Tuvalu");
    test.run();
    click(&mut test, "Expect");
    assert!(shows(&test, "Tuvalu"));
    click(&mut test, "Expect nothing of Tuvalu");
    click(&mut test, "Go to the first proposal of EU");
    let app = test.state().app();
    let caret = app.selection().expect("a caret").caret.clone();
    let row = app.page().paragraphs.iter().find(|p| chapeau::app::shown::holds(p, &caret)).expect("a row");
    let eu = ActorId::new("EU");
    assert!(row.groups.iter().any(|g| app.board().group(g).is_some_and(|g| g.backers.contains(&eu))));
    let register = &app.project().register;
    assert!(register.returns.values().any(|f| f.publish.value() == Some(&false)));
    for _ in 0..3 {
        press(&mut test, Modifiers::COMMAND, Key::Z);
    }
    let register = &test.state().app().project().register;
    assert!(register.expected.is_empty() && register.returns.values().all(|f| f.publish.is_empty()));
}

#[test]
fn the_day_of_receipt_is_given_changed_and_taken_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = shared(dir.path());
    press(&mut test, ALT, Key::W);
    click(&mut test, "Merge");
    let days = |test: &Test| -> Vec<String> {
        let returns = test.state().app().project().register.returns.values();
        returns.flat_map(|f| f.received.values.clone()).collect()
    };
    let fill = |test: &mut Test, day: &str| {
        let field = test.get_by_role_and_label(Role::TextInput, "EU.track was received on");
        field.set_text_value_accesskit(day);
        test.run();
    };
    press(&mut test, ALT, Key::R);
    click(&mut test, "Say when EU.track was received");
    fill(&mut test, "2026-02-30");
    click(&mut test, "Keep");
    assert!(shows(&test, "“2026-02-30” is no day of the calendar") && days(&test).is_empty());
    fill(&mut test, "2026-11-22");
    click(&mut test, "Keep");
    assert!(shows(&test, "received 2026-11-22"), "the table is still there");
    assert_eq!(days(&test), ["2026-11-22"]);
    click(&mut test, "Say when EU.track was received");
    fill(&mut test, "2026-11-23");
    click(&mut test, "Leave");
    assert_eq!(days(&test), ["2026-11-22"], "it is left as it was");
    click(&mut test, "Say when EU.track was received");
    fill(&mut test, "");
    click(&mut test, "Keep");
    assert!(days(&test).is_empty(), "nobody says");
    click(&mut test, "Close");
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(days(&test), ["2026-11-22"]);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(days(&test).is_empty());
}
