//! Names in a compilation that nobody knows: they are asked about before anything is merged, and
//! not twice; and returns that several actors send.

use super::help::*;
use super::word::Dropped;
use chapeau::app::{App, Message};
use chapeau::project::Project;
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use std::sync::Arc;

const TEXT: &str = "\
The canal

The General Assembly,

1. Calls upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decides to count the ships in the harbour every year.
";

const COMPILED: &str = "\
1. Calls upon [all - EU retain] keepers to maintain the [old - Ruritannia delete] lamps along the canal in a [very - Elbonia] safe manner;

2. Decides to count the ships in the [small - Table Two] harbour every [year - Elbonia / month - EU].
";

fn canal(folder: &std::path::Path) -> Test {
    let mut test = open(false);
    std::fs::write(folder.join("text.txt"), TEXT).expect("written");
    test.state_mut().app_mut().send(Message::Import(folder.join("text.txt")));
    test.state_mut().app_mut().send(Message::AddActor("Ruritania".into()));
    test.run();
    test
}

fn project(test: &Test) -> Project {
    test.state().app().project().clone()
}

fn paste(test: &mut Test) {
    press(test, Modifiers::NONE, Key::Escape);
    go_to(test, "OP1");
    test.event(Event::Paste(COMPILED.to_owned()));
    test.run();
}

fn said(test: &Test, actor: &str) -> usize {
    project(test).tracks.get(&ActorId::new(actor)).map_or(0, |t| t.proposals().count())
}

#[test]
fn an_unknown_name_is_asked_about_and_remembered() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = canal(dir.path());
    let before = project(&test);
    paste(&mut test);
    assert!(shows(&test, "Who is who?") && shows(&test, "In what was pasted"));
    assert!(test.state().app().plan().is_none(), "nothing is planned before it is answered");
    for label in ["“Elbonia” (OP1, OP2)", "“Ruritannia” (OP1)", "“Table Two” (OP2)"] {
        assert!(test.query_by_role_and_label(Role::TextInput, label).is_some(), "{label}");
    }
    click(&mut test, "“Elbonia” is a new actor");
    test.get_by_role_and_label(Role::TextInput, "“Ruritannia” (OP1)").set_text_value_accesskit("EU, Japan");
    test.run();
    click(&mut test, "Go on");
    assert!(shows(&test, "cannot be several actors"), "one name is one actor");
    test.get_by_role_and_label(Role::TextInput, "“Ruritannia” (OP1)").set_text_value_accesskit("Brazil");
    test.run();
    click(&mut test, "Go on");
    assert!(shows(&test, "“Elbonia” (OP1, OP2) is a new actor"));
    assert!(shows(&test, "“Ruritannia” (OP1) is Brazil") && shows(&test, "“Table Two” (OP2) is no actor"));
    assert_eq!(project(&test), before, "nothing is merged yet");
    press(&mut test, Modifiers::COMMAND, Key::Enter);
    assert_eq!(["Brazil", "Elbonia", "Ruritannia", "Table Two"].map(|a| said(&test, a)), [1, 1, 0, 0]);
    // What stood by a name that is no actor's is kept, as nobody's.
    assert_eq!(said(&test, "Unattributed"), 1);
    let known: Vec<(String, String)> =
        project(&test).authors.iter().map(|(n, a)| (n.clone(), a.to_string())).collect();
    let pair = |name: &str, actor: &str| (name.to_owned(), actor.to_owned());
    assert_eq!(known, [pair("Ruritannia", "Brazil"), pair("Table Two", "Unattributed")]);
    let merged = project(&test);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(project(&test), before, "all of it is one step");
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    // The same again is not asked about, and can still be answered otherwise.
    paste(&mut test);
    assert!(test.state().app().plan().is_some() && !shows(&test, "Who is who?"));
    assert!(shows(&test, "is Brazil, as before"));
    click(&mut test, "Who is who…");
    let field = test.get_by_role_and_label(Role::TextInput, "“Ruritannia” (OP1), remembered");
    assert_eq!(field.value().as_deref(), Some("Brazil"));
    click(&mut test, "Cancel");
    assert_eq!(project(&test), merged);
}

/// The window and the command line make the same project.
#[test]
fn the_command_line_answers_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = dir.path();
    let mut test = canal(at);
    std::fs::write(at.join("all.txt"), COMPILED).expect("written");
    test.input_mut().dropped_files.push(Arc::new(Dropped(at.join("all.txt"))));
    test.run();
    click(&mut test, "“Elbonia” is a new actor");
    test.get_by_role_and_label(Role::TextInput, "“Ruritannia” (OP1)").set_text_value_accesskit("Brazil");
    test.run();
    click(&mut test, "Go on");
    press(&mut test, Modifiers::COMMAND, Key::Enter);
    let run = |args: &[&str]| {
        let out =
            std::process::Command::new(env!("CARGO_BIN_EXE_chapeau")).args(args).current_dir(at).output();
        let out = out.expect("it runs");
        (out.status.code(), String::from_utf8_lossy(&out.stdout).into_owned())
    };
    assert_eq!(run(&["import", "text.txt", "-o", "p.chapeau"]).0, Some(0));
    let (code, told) = run(&["track", "from-brackets", "p.chapeau", "all.txt", "-o", "out"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("unknown name: “Elbonia” (OP1, OP2) is nobody known here, and is taken as a new actor")
    );
    let answers = ["--author", "Ruritannia=Brazil", "--author", "Elbonia=Elbonia", "--author", "Table Two="];
    let wrong =
        [&["track", "from-brackets", "p.chapeau", "all.txt", "-o", "no"], &["--author", "Nobody=EU"][..]];
    assert_eq!(run(&wrong.concat()).0, Some(2), "a slip of the pen is refused");
    let all = [&["track", "from-brackets", "p.chapeau", "all.txt", "-o", "in"], &answers[..]].concat();
    let (code, told) = run(&all);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("name: “Ruritannia” (OP1) is Brazil") && told.contains("p.chapeau was updated"));
    let tracks = ["EU", "Brazil", "Elbonia", "Unattributed"].map(|a| format!("in/{a}.track"));
    let merge: Vec<&str> =
        ["merge", "p.chapeau"].into_iter().chain(tracks.iter().map(String::as_str)).collect();
    assert_eq!(run(&merge).0, Some(0));
    let mut there = App::seeded(1);
    there.send(Message::Open(at.join("p.chapeau")));
    assert_eq!(there.project().tracks, project(&test).tracks);
    assert_eq!(there.project().authors, project(&test).authors);
    assert_eq!(there.project().actors, project(&test).actors);
    // What is remembered is used without being said again.
    let (code, told) = run(&["track", "from-brackets", "p.chapeau", "all.txt", "-o", "again"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("“Ruritannia” (OP1) is Brazil, as before"), "{told}");
}

/// A joint return is the same file, written in the window or by the command line.
#[test]
fn several_send_one_return() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = dir.path();
    let mut test = canal(at);
    speak_as(&mut test, "Kenya");
    go_to(&mut test, "OP1");
    press(&mut test, Modifiers::NONE, Key::End);
    type_text(&mut test, "and at dusk ");
    test.state_mut().app_mut().send(Message::SaveAs(at.join("p.chapeau")));
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    let others = "Sent jointly with";
    test.get_by_role_and_label(Role::TextInput, others).set_text_value_accesskit("Ugan");
    test.run();
    click(&mut test, "Uganda");
    let typed = test.get_by_role_and_label(Role::TextInput, others).value();
    assert_eq!(typed.as_deref(), Some("Uganda"));
    test.get_by_role_and_label(Role::TextInput, others).set_text_value_accesskit("Uganda, Rwanda");
    test.run();
    answer_one_path(&mut test, &at.join("window.track").display().to_string());
    assert!(shows(&test, "The return of Kenya, Rwanda and Uganda was written to"));
    let args =
        ["track", "export", "p.chapeau", "--as", "Kenya", "--jointly", "Rwanda, Uganda", "-o", "shell.track"];
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_chapeau")).args(args).current_dir(at).output();
    assert!(out.expect("it runs").status.success());
    let read = |name: &str| std::fs::read(at.join(name)).expect("written");
    assert_eq!(read("window.track"), read("shell.track"));
    // Who sends it anyway is not named again.
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    test.get_by_role_and_label(Role::TextInput, others).set_text_value_accesskit("Kenya");
    test.run();
    answer_one_path(&mut test, &at.join("no.track").display().to_string());
    assert!(shows(&test, "Kenya is named twice among the senders") && !at.join("no.track").exists());
}
