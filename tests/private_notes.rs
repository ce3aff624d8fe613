//! Private notes never leave: a word is planted in the notes of several actors and looked for in
//! everything that the program writes, prints, shows elsewhere or copies.
//!
//! Formats, commands and their switches come from the program's own lists, so that a new export
//! is looked through without anybody thinking of it.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(unix)]

mod common;

use chapeau::app::merge_desk::Desk as MergeDesk;
use chapeau::app::merge_desk::alike::{Alike, Kind};
use chapeau::app::private::{PrivateAct, path_of};
use chapeau::app::{
    App, COMMANDS, Command, Message, Names, Place, Printed, RoomChoices, RoomText, Selection, Style, View,
    audit, compare, files, matrix, overview,
};
use chapeau::format::page::Labels;
use chapeau::format::ron::{FileKind, kind_of, write_project};
use chapeau::format::target::Format;
use chapeau::project::{Cause, edit};
use chapeau::record::{ActorId, PrivateKind};
use chapeau::text;
use chapeau::ui::Window;
use chapeau::weave::Of;
use common::Desk;
use common::made::Made;
use eframe::egui::OutputCommand;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

/// What is planted: whole, it stands in no text; part of it is enough to be found.
const WORD: &str = "zzquince";
const SPEAKERS: [&str; 3] = ["EU", "US", "Co-Facilitators"];

/// A project with something in it for every command, and notes of all speakers.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut made = Made::sample();
    made.act(&common::made::Act::Issue { name: "Rev".into() });
    desk.put("p.chapeau", write_project(&made.project).unwrap());
    desk.put("other.chapeau", write_project(&made.project).unwrap());
    desk.put("source.md", common::made::SOURCE);
    for actor in SPEAKERS {
        for (label, kind) in [("OP1", "red-line"), ("OP2", "fall-back"), ("all", "instruction")] {
            let text = format!("{WORD} of {actor} on {label}");
            desk.run(["note", "p.chapeau", "--as", actor, label, &text, "--kind", kind]).well();
        }
        let held = desk.text(&format!("p.{}.private", chapeau::app::file_name(actor)));
        assert_eq!(held.matches(WORD).count(), 3, "it is planted");
    }
    desk
}

/// Whether bytes hold the word, packed or not, in one byte a letter or two.
fn holds(bytes: &[u8]) -> bool {
    let lower = bytes.to_ascii_lowercase();
    let wide: Vec<u8> = WORD.bytes().flat_map(|b| [b, 0]).collect();
    let has = |all: &[u8], part: &[u8]| all.windows(part.len()).any(|w| w == part);
    if has(&lower, WORD.as_bytes()) || has(&lower, &wide) {
        return true;
    }
    let Ok(mut zip) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return false };
    (0..zip.len()).any(|n| {
        let mut part = Vec::new();
        zip.by_index(n).unwrap().read_to_end(&mut part).unwrap();
        holds(&part)
    })
}

/// Looks through all files on a desk but those of the notes.
fn look(desk: &Desk, after: &str) {
    for name in desk.files().iter().filter(|n| !n.ends_with(".private")) {
        let path = desk.path(name);
        let list = if path.is_dir() {
            std::fs::read_dir(&path).unwrap().map(|e| e.unwrap().path()).collect()
        } else {
            vec![path]
        };
        for file in list.iter().filter(|f| f.is_file()) {
            assert!(!holds(&std::fs::read(file).unwrap()), "{} after {after}", file.display());
        }
    }
}

/// How each command is run. One that is not here fails the test.
fn needs(command: &str) -> Vec<Vec<&'static str>> {
    let lines: &[&'static str] = match command {
        "demo" => return Vec::new(),
        // It prints the notes, to the one who asks; that it writes nothing else is looked at.
        "note" => return Vec::new(),
        "import" => &["source.md -o new.chapeau --force"],
        "track from-copy" => &["p.chapeau source.md --as EU -o out.track --force"],
        "track from-brackets" => &["p.chapeau source.md -o out --force"],
        "track export" => &[
            "p.chapeau --as EU -o out.track --force",
            "p.chapeau --as US --from-decisions -o out.track --force",
            "p.chapeau --as US --jointly Chile -o out.track --force",
        ],
        "track compare" => &["p.chapeau --as EU --with US"],
        "track say" => &["p.chapeau --as Peru support US-nobody -o out.track --force"],
        "track comment" => &["p.chapeau --as EU OP1 Words -o out.track --force"],
        "merge" => &["p.chapeau other.chapeau -o out.chapeau --force", "p.chapeau . -o out.chapeau --force"],
        "decide" => &["p.chapeau --all --accept -o out.chapeau --force"],
        "status" => &["p.chapeau OP1 --set agreed -o out.chapeau --force", "p.chapeau --log"],
        "revise" => &["p.chapeau --name Rev.9 -o out.chapeau --concordance out.csv --force"],
        "audit" => &["p.chapeau FIRST LAST", "p.chapeau FIRST LAST --as EU"],
        "concordance" => &[
            "p.chapeau FIRST LAST -o out.csv --force",
            "p.chapeau FIRST LAST -o out.html --force",
            "p.chapeau FIRST LAST -o -",
        ],
        "overview" | "tasks" | "copies" | "returns" | "carry" | "matrix" => &["p.chapeau"],
        "silence" => &[
            "p.chapeau",
            "p.chapeau --until 2026-11-26 -o out.chapeau --force",
            "out.chapeau --object OP1 --as EU --why Words",
            "out.chapeau",
        ],
        "actors" => &["p.chapeau", "p.chapeau --add Ruritania -o out.chapeau --force"],
        "invent" => &["-o out --actors 2 --seed 1 --force"],
        "show" => &["p.chapeau", "p.chapeau --revision LAST", "p.chapeau --names none"],
        "diff" => &["p.chapeau source.md"],
        "verify" => &["p.chapeau"],
        "export" => &["p.chapeau -o out.docx --force", "p.chapeau -o out.docx --against source.md --force"],
        other => panic!("teach this test how to run `{other}`"),
    };
    lines.iter().map(|l| l.split(' ').collect()).collect()
}

#[test]
fn no_command_writes_or_prints_a_private_note() {
    let desk = desk();
    let last = desk.show("p.chapeau")["revision"].as_str().unwrap().to_owned();
    let all = desk.all_commands();
    assert!(all.len() > 15, "{all:?}");
    for command in &all {
        let path: Vec<&str> = command.iter().map(String::as_str).collect();
        let lines = needs(&path.join(" "));
        let mut ran = lines.is_empty();
        let mut tries: Vec<Vec<String>> = Vec::new();
        for line in lines {
            let line: Vec<String> =
                line.iter().map(|w| w.replace("LAST", &last).replace("FIRST", "Zero draft")).collect();
            tries.push(line.clone());
            let more = desk.switches(&path).into_iter().filter(|s| !line.contains(s));
            tries.extend(more.map(|s| line.iter().cloned().chain([s]).collect()));
        }
        for line in tries {
            let said = desk.run(path.iter().map(|s| (*s).to_owned()).chain(line.clone()));
            ran |= said.code < 2;
            let told = format!("{path:?} {line:?}");
            assert!(!holds(said.out.as_bytes()) && !holds(said.err.as_bytes()), "{told} prints it");
            look(&desk, &told);
        }
        assert!(ran, "teach this test how to run {path:?}");
    }
}

/// Every view there is. A new one does not compile before it stands here.
fn views(actors: &[&str]) -> Vec<View> {
    let mut out = vec![View::Original, View::Compilation, View::Clean];
    for actor in actors {
        out.extend([View::Final(ActorId::new(actor)), View::Annotated(ActorId::new(actor))]);
    }
    for view in &out {
        match view {
            View::Original | View::Compilation | View::Clean | View::Final(_) | View::Annotated(_) => {}
        }
    }
    out
}

fn name_of(view: &View) -> String {
    match view {
        View::Original => "original".into(),
        View::Compilation => "compilation".into(),
        View::Clean => "clean".into(),
        View::Final(a) => format!("final:{a}"),
        View::Annotated(a) => format!("annotated:{a}"),
    }
}

#[test]
fn no_export_holds_a_private_note() {
    let desk = desk();
    let mut written = BTreeSet::new();
    for view in views(&["EU", "US"]) {
        for format in Format::ALL {
            for labels in ["issued", "negotiation", "resolution"] {
                assert!(labels.parse::<Labels>().is_ok());
                let (view, format) = (name_of(&view), format.name());
                let args = ["--view", &view, "--labels", labels, "--format", format, "--force"];
                let said = desk.run(["export", "p.chapeau", "-o", "out.file"].into_iter().chain(args));
                if said.code < 2 {
                    written.insert(format.to_owned());
                    assert!(!holds(&desk.bytes("out.file")), "{format} {view} {labels}");
                }
            }
        }
    }
    assert!(written.len() >= 4, "{written:?}");
    let mut styled = 0;
    for style in Style::ALL {
        for format in Format::ALL {
            for names in Names::ALL {
                let (style, format, names) = (style.name(), format.name(), names.name());
                let args = ["--style", style, "--format", format, "--names", names, "--force"];
                let said = desk.run(["export", "p.chapeau", "-o", "out.file"].into_iter().chain(args));
                if said.code < 2 {
                    styled += 1;
                    assert!(!holds(&desk.bytes("out.file")), "{format} {style} {names}");
                }
            }
        }
    }
    assert!(styled > 20, "{styled}");
}

/// An application that speaks as each in turn and has the notes open.
fn app(desk: &Desk) -> App {
    let mut app = App::seeded(3);
    app.send(Message::Open(desk.path("p.chapeau")));
    app
}

/// The tables that the window shows and writes, in every format.
fn tables(app: &mut App) -> Vec<(String, Vec<u8>)> {
    let tasks = app.todo().to_vec();
    let project = app.project();
    let (from, to) = audit::defaults(project).unwrap();
    let by = app.speaker().clone();
    let all = [
        Printed::Matrix(Box::new(matrix::matrix(project)), app.title()),
        Printed::Overview(Box::new(overview::overview(project))),
        Printed::Audit(Box::new(audit::account(project, &from, &to, None).unwrap())),
        Printed::Audit(Box::new(audit::account(project, &from, &to, Some(&by)).unwrap())),
        Printed::Tasks(tasks, app.title()),
    ];
    let of = |one: &Printed| {
        let each = ["csv", "html", "txt", "json"].map(|ending| {
            let name = format!("{}.{ending}", one.name());
            (name.clone(), one.bytes(Path::new(&name)).unwrap())
        });
        each.to_vec()
    };
    all.iter().flat_map(of).collect()
}

#[test]
fn what_the_window_shows_of_the_text_holds_no_private_note() {
    let desk = desk();
    let mut app = app(&desk);
    for actor in SPEAKERS {
        app.send(Message::SpeakAs(ActorId::new(actor)));
        let lines = app.private_lines();
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|l| l.note.text.contains(&format!("of {actor} "))), "only one's own");
        for view in views(&["EU", "US"]) {
            app.send(Message::SetView(view));
            let of: Vec<_> = app.page().paragraphs.iter().map(|p| p.of.clone()).collect();
            let cards: Vec<_> = of.iter().map(|of| (app.cards(of), app.threads(Some(of)))).collect();
            let shown = format!(
                "{:?} {cards:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                app.page().paragraphs,
                app.tasks(),
                app.report(),
                app.status_line(),
                app.notices(),
                app.threads(None),
                app.plan().map(|p| p.lines.clone())
            );
            assert!(!shown.contains(WORD), "{actor}");
            for of in of.iter().map(Some).chain([None]) {
                for text in [RoomText::Screen, RoomText::Brackets, RoomText::Clean] {
                    let mut chosen = RoomChoices::default();
                    (chosen.text, chosen.neighbours) = (text, true);
                    chosen.limit(Names::All);
                    assert!(!format!("{:?}", app.room(&chosen, of)).contains(WORD), "{actor}");
                }
            }
        }
        for (told, bytes) in tables(&mut app) {
            assert!(!holds(&bytes), "{actor}: {told}");
        }
        let of: Vec<_> = app.page().paragraphs.iter().map(|p| p.of.clone()).collect();
        for id in of.iter().filter_map(|of| if let Of::Text(id) = of { Some(*id) } else { None }) {
            let desk = MergeDesk::of(app.project(), id);
            let shown = format!("{desk:?} {:?}", app.history(&Of::Text(id)));
            assert!(!shown.contains(WORD), "{actor}: {id}");
        }
        let shown = format!(
            "{:?} {:?} {:?} {:?}",
            app.overview(),
            app.silence_line(),
            app.outcomes(),
            Alike::of(app.project(), Kind::Mechanical)
        );
        assert!(!shown.contains(WORD), "{actor}");
        let (eu, us) = (ActorId::new("EU"), ActorId::new("US"));
        let more =
            format!("{:?} {:?}", matrix::matrix(app.project()), compare::compare(app.project(), &eu, &us));
        assert!(!more.contains(WORD) && !format!("{:?}", app.project()).contains(WORD));
    }
}

/// The notes of the one who speaks are open on the screen, and the projector shows each paragraph.
#[test]
fn the_projector_shows_no_private_note() {
    use eframe::egui::accesskit::Role;
    use eframe::egui::{Key, Modifiers};
    let desk = desk();
    for actor in SPEAKERS {
        let mut app = app(&desk);
        app.send(Message::SpeakAs(ActorId::new(actor)));
        let mut test = Harness::builder()
            .with_size([1440.0, 900.0])
            .with_max_steps(40)
            .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
        test.run();
        test.get_by_role_and_label(Role::Tab, "Private").click();
        test.run();
        test.key_press_modifiers(Modifiers::NONE, Key::F5);
        test.run();
        test.get_by_role_and_label(Role::CheckBox, "Neighbours").click();
        test.run();
        let rows = test.state().app().page().paragraphs.clone();
        let mut read = 0;
        for row in &rows {
            let Of::Text(paragraph) = row.of else { continue };
            let place = Place::Text { paragraph, at: 0 };
            test.state_mut().app_mut().send(Message::Select(Selection::at(place)));
            test.run();
            let has = |s: Option<String>| s.is_some_and(|s| s.contains(WORD));
            let whole = test.query_all_by(|n| has(n.label()) || has(n.value())).count();
            assert!(whole > 0, "they are on screen");
            let room = test.get_by_role_and_label(Role::Window, "Projector · Chapeau");
            assert_eq!(room.query_all_by(|n| has(n.label()) || has(n.value())).count(), 0, "{actor}");
            let said = |s: Option<String>| s.is_some_and(|s| s.starts_with("In the room, "));
            read += room.query_all_by(|n| said(n.value())).count();
        }
        assert!(read > 3, "the room reads the paragraphs: {read}");
    }
}

#[test]
fn nothing_is_copied_from_the_window_that_holds_a_private_note() {
    let desk = desk();
    let app = app(&desk);
    let mut test = Harness::builder().with_size([1440.0, 900.0]).with_max_steps(40).build_eframe(|cc| {
        let mut window = Window::new(&cc.egui_ctx, app).without_native_dialogs();
        window.app_mut().send(Message::SpeakAs(ActorId::new("EU")));
        window
    });
    test.run();
    test.get_by_role_and_label(eframe::egui::accesskit::Role::Tab, "Private").click();
    test.run();
    let has = |s: Option<String>| s.is_some_and(|s| s.contains(WORD));
    assert!(test.query_all_by(move |n| has(n.label()) || has(n.value())).next().is_some(), "it is on screen");
    for keys in ["Ctrl+A", "Ctrl+C", "Ctrl+X"] {
        assert!(COMMANDS.iter().any(|e| e.keys.contains(&keys)), "{keys}");
        use eframe::egui::{Event, Key, Modifiers};
        match keys {
            "Ctrl+A" => test.key_press_modifiers(Modifiers::COMMAND, Key::A),
            "Ctrl+C" => test.event(Event::Copy),
            _ => test.event(Event::Cut),
        }
        test.run();
        for command in &test.output().platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                assert!(!text.contains(WORD), "{keys}");
            }
        }
    }
    // Another speaks: nothing of it is on screen any more.
    test.state_mut().app_mut().send(Message::SpeakAs(ActorId::new("Peru")));
    test.run();
    let has = |s: Option<String>| s.is_some_and(|s| s.contains(WORD));
    assert!(test.query_all_by(move |n| has(n.label()) || has(n.value())).next().is_none());
    look(&desk, "the window");
    assert!(COMMANDS.iter().any(|e| e.command == Command::PrivateNotes));
}

#[test]
fn notes_are_kept_edited_deleted_and_taken_back_at_once() {
    let desk = desk();
    let mut app = app(&desk);
    let before = app.project().clone();
    app.send(Message::SpeakAs(ActorId::new("EU")));
    let on = app.project().paragraph("OP1").unwrap();
    let texts = |app: &App| app.private_lines().into_iter().map(|l| l.note.text).collect::<Vec<_>>();
    let first = texts(&app);
    let act = |app: &mut App, act| app.send(Message::Private(act));
    act(&mut app, PrivateAct::Add { kind: PrivateKind::RedLine, text: "new".into(), on: Some(on) });
    assert_eq!(app.private_lines().iter().filter(|l| l.on == Some(on)).count(), 2);
    let path = path_of(&desk.path("p.chapeau"), &ActorId::new("EU"));
    assert!(std::fs::read_to_string(&path).unwrap().contains("\"new\""), "it is on disk");
    act(&mut app, PrivateAct::Edit(4, PrivateKind::Note, "other".into()));
    assert!(texts(&app).contains(&"other".to_owned()));
    act(&mut app, PrivateAct::Delete(4));
    assert_eq!(texts(&app), first);
    act(&mut app, PrivateAct::Back);
    assert!(texts(&app).contains(&"other".to_owned()));
    assert!(!app.is_dirty() && *app.project() == before, "the project knows nothing of it");
    // Two windows on one file: neither overwrites the other.
    let mut second = App::seeded(9);
    second.send(Message::Open(desk.path("p.chapeau")));
    second.send(Message::SpeakAs(ActorId::new("EU")));
    act(&mut second, PrivateAct::Delete(1));
    act(&mut app, PrivateAct::Delete(2));
    assert!(
        app.notices().iter().any(|n| n.text.contains("changed by another program")),
        "{:?}",
        app.notices()
    );
}

#[test]
fn a_note_follows_its_paragraph_and_is_an_orphan_without_it() {
    let desk = desk();
    let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
    let (one, two) = (project.paragraph("OP1").unwrap(), project.paragraph("OP2").unwrap());
    let moved = text::move_after(&project.working, two, None);
    edit(&project, moved, Cause::Chair(String::new())).apply(&mut project).unwrap();
    let gone = text::delete(&project.working, one);
    edit(&project, gone, Cause::Chair(String::new())).apply(&mut project).unwrap();
    desk.put("p.chapeau", write_project(&project).unwrap());
    let said = desk.line("note p.chapeau --as EU --json").ended(1).json();
    let note = |label: &str| {
        let all = said["notes"].as_array().unwrap();
        all.iter().find(|n| n["text"].as_str().unwrap().ends_with(label)).unwrap().clone()
    };
    assert_eq!(note("OP1")["orphan"], true);
    assert_eq!(
        (note("OP2")["orphan"].clone(), note("OP2")["label"].as_str().unwrap()),
        (false.into(), "OP2")
    );
    assert!(note("all")["label"].is_null());
}

#[test]
fn the_command_line_lists_edits_and_deletes_notes() {
    let desk = desk();
    let before = desk.bytes("p.chapeau");
    let listed = desk.line("note p.chapeau --as EU").well().out;
    assert!(listed.contains("1 red line on OP1: zzquince of EU on OP1"), "{listed}");
    let edited = desk.line("note p.chapeau --as EU OP2 Else --edit 1").well().out;
    assert!(edited.contains("1 red line on OP2: Else"), "{edited}");
    desk.line("note p.chapeau --as EU --delete 1").well();
    desk.line("note p.chapeau --as EU --delete 1").ended(2);
    desk.line("note p.chapeau --as EU OP99 Words").ended(2);
    desk.line("note p.chapeau --as EU OP1").ended(2);
    desk.line("note p.chapeau --as EU OP1 Words --kind purple").ended(2);
    assert!(desk.line("note p.chapeau --as Peru").well().out.contains("no private notes"));
    assert!(!desk.path("p.Peru.private").exists(), "listing makes no file");
    assert_eq!(desk.bytes("p.chapeau"), before, "the project is only read");
}

#[test]
fn a_file_of_private_notes_is_taken_in_nowhere() {
    let desk = desk();
    let held = desk.text("p.EU.private");
    assert_eq!(kind_of(&held), Some(FileKind::Private));
    for line in [
        "merge p.chapeau p.EU.private",
        "import p.EU.private -o x.chapeau",
        "track from-copy p.chapeau p.EU.private --as EU -o x.track",
        "track from-brackets p.chapeau p.EU.private -o x",
        "diff p.chapeau p.EU.private",
        "show p.EU.private",
    ] {
        let said = desk.line(line).ended(2);
        assert!(!holds(said.err.as_bytes()) && said.err.contains("private notes"), "{line}: {}", said.err);
    }
    let mut app = app(&desk);
    app.send(Message::Drop(vec![desk.path("p.EU.private")]));
    app.send(Message::Preview(vec![desk.path("p.EU.private")]));
    assert!(!format!("{:?} {:?}", app.plan().map(|p| p.lines.clone()), app.notices()).contains(WORD));
    desk.put("p.US.private", &held);
    let said = desk.line("note p.chapeau --as US").ended(2);
    assert!(said.err.contains("of EU, not of US"), "{}", said.err);
}

#[test]
fn notes_go_along_when_the_project_is_saved_under_another_name() {
    let desk = desk();
    let mut app = app(&desk);
    app.send(Message::SaveAs(desk.path("q.chapeau")));
    app.send(Message::SpeakAs(ActorId::new("US")));
    assert_eq!(app.private_lines().len(), 3);
    assert!(desk.path("q.US.private").exists() && desk.path("p.US.private").exists());
    assert_eq!(app.private_path(), Some(Path::new(&desk.path("q.US.private"))));
}

/// What lies in a Git repository goes to others: notes lie in the user's own folder then.
#[test]
fn in_a_repository_notes_lie_in_the_users_own_folder() {
    let desk = Desk::new();
    let made = Made::sample();
    let shared = desk.path("shared");
    let own = desk.path("own");
    std::fs::create_dir_all(shared.join("deep")).unwrap();
    std::fs::create_dir_all(shared.join(".git")).unwrap();
    let project = shared.join("deep").join("p.chapeau");
    std::fs::write(&project, write_project(&made.project).unwrap()).unwrap();
    let run = |args: &[&str]| {
        let program = env!("CARGO_BIN_EXE_chapeau");
        let done = std::process::Command::new(program)
            .args(args)
            .current_dir(shared.join("deep"))
            .env("XDG_DATA_HOME", &own)
            .env("HOME", &own)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    fn files_in(folder: &Path) -> Vec<std::path::PathBuf> {
        let Ok(list) = std::fs::read_dir(folder) else { return Vec::new() };
        let paths = list.map(|e| e.unwrap().path());
        paths.flat_map(|p| if p.is_dir() { files_in(&p) } else { vec![p] }).collect()
    }
    let planted =
        |folder: &Path| files_in(folder).iter().filter(|f| holds(&std::fs::read(f).unwrap())).count();
    let (said, warned) = run(&["note", "p.chapeau", "--as", "EU", "OP1", WORD]);
    assert!(said.contains(WORD) && said.contains("own") && warned.is_empty(), "{said} {warned}");
    assert_eq!((planted(&shared), planted(&own)), (0, 1));
    assert!(run(&["note", project.to_str().unwrap(), "--as", "EU"]).0.contains(WORD), "found from anywhere");
    // One that lay beside the project before stays where it is, and it is said what to do.
    let beside = path_of(&project, &ActorId::new("US"));
    std::fs::remove_dir(shared.join(".git")).unwrap();
    run(&["note", "p.chapeau", "--as", "US", "OP1", WORD]);
    assert!(beside.exists());
    assert!(run(&["note", "p.chapeau", "--as", "EU"]).0.contains(WORD), "what lies there already is found");
    std::fs::create_dir(shared.join(".git")).unwrap();
    let (said, warned) = run(&["note", "p.chapeau", "--as", "US", "OP2", "another"]);
    assert!(said.contains(WORD) && warned.contains(".gitignore"), "{said} {warned}");
    // Beside a folder of returns it is said too, once, of a new file.
    std::fs::remove_dir(shared.join(".git")).unwrap();
    std::fs::create_dir(shared.join("deep").join("returns")).unwrap();
    assert!(run(&["note", "p.chapeau", "--as", "Peru", "OP2", "one"]).1.contains("folder of returns"));
    assert_eq!(run(&["note", "p.chapeau", "--as", "Peru", "OP2", "two"]).1, "", "it is said once");
    let mut app = App::seeded(3);
    app.send(Message::Open(project));
    app.send(Message::SpeakAs(ActorId::new("Chile")));
    for text in ["first", "second"] {
        app.send(Message::Private(PrivateAct::Add { kind: PrivateKind::Note, text: text.into(), on: None }));
    }
    let told = app.notices().iter().filter(|n| n.title.contains("private notes")).count();
    assert_eq!(told, 1, "{:?}", app.notices());
}
