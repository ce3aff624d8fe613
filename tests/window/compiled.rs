//! A compilation that is opened: merged into the project whose text it compiles, or a project of
//! its own, its brackets as tracks or as words.

use super::help::*;
use super::word::Dropped;
use chapeau::app::{App, Message};
use chapeau::project::Project;
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const TEXT: &str = "\
The canal

The General Assembly,

1. Calls upon all keepers to maintain the old lamps along the canal;

2. Decides to count the ships in the harbour every year.
";

const COMPILED: &str = "\
The canal

The General Assembly,

1. Calls upon all keepers to maintain the [old - EU delete] lamps along the canal [at dusk - Japan];

2. Decides to count the ships in the harbour every [year - EU retain / month - UK].
";

const OTHER: &str = "\
1. Welcomes the [final - EU] report on the weather;

2. Requests the Secretary-General to publish the [whole - Elbonia delete] report.
";

fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

fn open_file(test: &mut Test, path: &Path) {
    press(test, Modifiers::COMMAND, Key::O);
    answer_one_path(test, &path.display().to_string());
}

fn project(test: &Test) -> Project {
    test.state().app().project().clone()
}

fn working(test: &Test) -> Vec<String> {
    let document = &test.state().app().project().working;
    (0..document.len()).map(|at| document.text(at)).collect()
}

fn chosen(test: &Test, begins: &str) -> bool {
    let radios = test
        .query_all_by(|n| n.role() == Role::RadioButton && n.label().is_some_and(|l| l.starts_with(begins)));
    radios.into_iter().any(|n| n.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::True))
}

fn choose(test: &mut Test, begins: &str) {
    test.get_by(|n| n.role() == Role::RadioButton && n.label().is_some_and(|l| l.starts_with(begins)))
        .click();
    test.run();
}

#[test]
fn a_compilation_becomes_a_project_with_tracks() {
    let dir = tempfile::tempdir().expect("a folder");
    let (text, all) = (put(dir.path(), "text.txt", TEXT), put(dir.path(), "all.txt", COMPILED));
    let mut test = open(false);
    open_file(&mut test, &all);
    assert!(shows(&test, "Open a compilation") && chosen(&test, "A new project, brackets into tracks"));
    assert!(shows(&test, "4 paragraphs stand; 4 wishes of 3 actors in brackets"));
    assert!(shows(&test, "Japan: OP1, insert"), "it is shown before anything is done");
    assert!(!test.state().app().has_text());
    click(&mut test, "Go on");
    let mut plain = App::seeded(1);
    plain.send(Message::Import(text));
    assert_eq!(working(&test), (0..4).map(|at| plain.project().working.text(at)).collect::<Vec<_>>());
    let actors: Vec<String> = project(&test).tracks.keys().map(ToString::to_string).collect();
    assert_eq!(actors, ["EU", "Japan", "UK"]);
    assert!(test.state().app().is_dirty(), "it was never saved");
    // The command line makes the same project.
    let args = ["import", "all.txt", "--brackets", "tracks", "-o", "p.chapeau"];
    let out =
        std::process::Command::new(env!("CARGO_BIN_EXE_chapeau")).args(args).current_dir(dir.path()).output();
    assert_eq!(out.expect("it runs").status.code(), Some(0));
    let mut there = App::seeded(1);
    there.send(Message::Open(dir.path().join("p.chapeau")));
    assert_eq!(*there.project(), project(&test));
}

#[test]
fn a_compilation_becomes_a_project_as_it_stands() {
    let dir = tempfile::tempdir().expect("a folder");
    let all = put(dir.path(), "all.txt", COMPILED);
    let mut test = open(false);
    test.input_mut().dropped_files.push(Arc::new(Dropped(all)));
    test.run();
    choose(&mut test, "A new project as it stands");
    click(&mut test, "Go on");
    assert!(working(&test).iter().any(|p| p.contains("[old - EU delete]")));
    assert!(project(&test).tracks.is_empty());
}

#[test]
fn a_compilation_of_the_open_text_is_merged() {
    let dir = tempfile::tempdir().expect("a folder");
    let (text, all) = (put(dir.path(), "text.txt", TEXT), put(dir.path(), "all.txt", COMPILED));
    let mut test = open(false);
    test.state_mut().app_mut().send(Message::Import(text));
    test.state_mut().app_mut().send(Message::SaveAs(dir.path().join("p.chapeau")));
    let before = project(&test);
    open_file(&mut test, &all);
    assert!(chosen(&test, "Merge it into “The canal”"));
    assert!(shows(&test, "It is a compilation of the text that is open."));
    click(&mut test, "Go on");
    assert!(shows(&test, "Read a compilation: all.txt"), "the plan comes first");
    assert_eq!(project(&test), before);
    click(&mut test, "Merge");
    assert!(project(&test).tracks.contains_key(&ActorId::new("Japan")));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(project(&test), before);
}

#[test]
fn a_compilation_of_another_text_begins_a_project_and_unsaved_work_is_asked_about() {
    let dir = tempfile::tempdir().expect("a folder");
    let (text, other) = (put(dir.path(), "text.txt", TEXT), put(dir.path(), "other.txt", OTHER));
    let mut test = open(false);
    test.state_mut().app_mut().send(Message::Import(text));
    test.run();
    test.input_mut().dropped_files.push(Arc::new(Dropped(other)));
    test.run();
    assert!(chosen(&test, "A new project, brackets into tracks"));
    assert!(shows(&test, "Most of its paragraphs are not in the text that is open."));
    click(&mut test, "Go on");
    assert!(shows(&test, "not saved yet"), "the project that is open was never saved");
    click(&mut test, "Discard");
    // Nobody knows Elbonia: that is asked first.
    assert!(shows(&test, "Who is who?"));
    assert_eq!(working(&test).first().map(String::as_str), Some("The canal"), "nothing is done yet");
    click(&mut test, "“Elbonia” is a new actor");
    click(&mut test, "Go on");
    assert!(working(&test).iter().any(|p| p == "Welcomes the report on the weather;"));
    let actors: Vec<String> = project(&test).tracks.keys().map(ToString::to_string).collect();
    assert_eq!(actors, ["EU", "Elbonia"]);
}
