//! Whose names the window shows: every command of the list is carried out where names are not to be
//! shown, and all that is on screen then, by its accessible names, is searched.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::{App, COMMANDS, Command, Message, Names, Place, Selection, View};
use chapeau::ui::Window;
use common::planted::{GROUPS, MEMBERS, leaks, whole};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::Path;

/// What is on screen once the lists and tables with names are open.
fn opens(command: Command) -> Option<&'static str> {
    Some(match command {
        Command::Matrix => "Positions",
        Command::Returns => "Missing on “Rev.2”: 14",
        Command::Overview => "By actor",
        Command::Tasks => "Placements to settle",
        Command::Audit => "by decision",
        Command::Carried => "Nothing is put anywhere by guess",
        Command::MergeDesk => "Merge desk",
        Command::AcceptAlike => "Accept all of a kind",
        Command::Silence => "Reopen OP1",
        Command::Legend => "Proposals by",
        Command::Projector | Command::HoldProjector => "In the room, ",
        _ => return None,
    })
}

type Test = Harness<'static, Window>;

/// Commands that have to name people, and why; and those after which there is no project to look at.
fn names_people(command: Command) -> bool {
    match command {
        // Whoever speaks or is changed is chosen by name.
        Command::SpeakAs | Command::AddActor | Command::EditActor | Command::ViewActor => true,
        // Whose names are shown is what they change.
        Command::NamesAll | Command::NamesGroups | Command::NamesNone => true,
        // Merging is the chair's own: what came from whom.
        Command::Merge | Command::MergeCopy | Command::MergeWaiting => true,
        Command::New | Command::Open | Command::OpenSample | Command::Import | Command::Quit => true,
        _ => false,
    }
}

fn open(path: &Path, names: Names) -> Test {
    let mut app = App::seeded(7);
    app.send(Message::Open(path.to_owned()));
    app.send(Message::SetNames(names));
    let mut test = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(60)
        .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
    test.run();
    test
}

fn press(test: &mut Test, modifiers: Modifiers, key: Key) {
    test.key_press_modifiers(modifiers, key);
    test.run();
}

/// Carries a command out by its name in the palette.
fn choose(test: &mut Test, title: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(Event::Text(title.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
    // What is counted and compared is done on a thread.
    std::thread::sleep(std::time::Duration::from_millis(30));
    test.run();
}

/// All that can be read on screen.
fn seen(test: &Test) -> String {
    let said = |n: egui_kittest::Node<'_>| {
        let node = n.accesskit_node();
        format!("{}\n{}\n", node.label().unwrap_or_default(), node.value().unwrap_or_default())
    };
    test.query_all_by(|_| true).map(said).collect()
}

#[test]
fn no_command_shows_a_name_that_is_not_to_be_shown() {
    let desk = whole();
    let everybody: Vec<&str> = MEMBERS.into_iter().chain(GROUPS).collect();
    let mut found_open = 0;
    for (names, needles) in
        [(Names::Groups, &MEMBERS[..]), (Names::None, &everybody[..]), (Names::All, &everybody[..])]
    {
        for entry in COMMANDS.iter().filter(|e| !names_people(e.command)) {
            let mut test = open(&desk.path("p.chapeau"), names);
            // Where much is asked for.
            press(&mut test, Modifiers::NONE, Key::F8);
            choose(&mut test, entry.title);
            let mut all = seen(&test);
            if let Some(words) = opens(entry.command) {
                assert!(all.contains(words), "{} shows “{words}”: {all}", entry.id);
            }
            if let Some(by) = test.query_by_label("By actor") {
                by.click();
                test.run();
                all.push_str(&seen(&test));
            }
            for tab in ["Proposals", "Comments", "Report"] {
                if let Some(tab) = test.query_by_role_and_label(Role::Tab, tab) {
                    tab.click();
                    test.run();
                    all.push_str(&seen(&test));
                }
            }
            let found = leaks(all.as_bytes(), needles);
            match names {
                Names::All => found_open += usize::from(!found.is_empty()),
                _ => assert!(found.is_empty(), "{names:?} {}: {found:?}\n{all}", entry.id),
            }
        }
    }
    assert!(found_open > 30, "the search finds what is there: {found_open}");
}

/// All that can be read in the window for the projector.
fn projected(test: &Test) -> String {
    let said = |n: egui_kittest::Node<'_>| {
        let node = n.accesskit_node();
        format!("{}\n{}\n", node.label().unwrap_or_default(), node.value().unwrap_or_default())
    };
    let room = test.get_by_role_and_label(Role::Window, "Projector · Chapeau");
    room.query_all_by(|_| true).map(said).collect()
}

/// The screen shows all names, the room fewer: every paragraph in every text, with its neighbours.
#[test]
fn the_projector_shows_no_name_that_is_not_for_the_room() {
    let desk = whole();
    let everybody: Vec<&str> = MEMBERS.into_iter().chain(GROUPS).collect();
    for (choice, needles) in [
        ("All names in the room", &[][..]),
        ("Names of groups only in the room", &MEMBERS[..]),
        ("No names in the room", &everybody[..]),
    ] {
        let mut test = open(&desk.path("p.chapeau"), Names::All);
        press(&mut test, Modifiers::NONE, Key::F5);
        test.get_by_role_and_label(Role::CheckBox, "Neighbours").click();
        test.get_by_role_and_label(Role::RadioButton, choice).click();
        test.run();
        let mut all = String::new();
        for text in ["With brackets", "Clean text", "As on screen"] {
            test.get_by_role_and_label(Role::RadioButton, text).click();
            test.run();
            for view in
                [View::Compilation, View::Original, View::Final(chapeau::record::ActorId::new("Malta"))]
            {
                test.state_mut().app_mut().send(Message::SetView(view.clone()));
                test.run();
                let rows = test.state().app().page().paragraphs.clone();
                for row in &rows {
                    let place = match (&row.of, &row.proposal) {
                        (chapeau::weave::Of::Text(id), _) => Place::Text { paragraph: *id, at: 0 },
                        (chapeau::weave::Of::Proposed(_, line), Some(id)) => {
                            Place::Words { proposal: id.clone(), line: *line, at: 0 }
                        }
                        _ => continue,
                    };
                    test.state_mut().app_mut().send(Message::Select(Selection::at(place)));
                    test.run();
                    let seen = projected(&test);
                    assert!(seen.contains("In the room, "), "{seen}");
                    let found = leaks(seen.as_bytes(), needles);
                    assert!(found.is_empty(), "{choice} {text} {view:?}: {found:?}\n{seen}");
                    all.push_str(&seen);
                }
            }
        }
        let found = leaks(all.as_bytes(), &everybody);
        let (members, groups) =
            (found.contains(&"Uzbekistan".to_owned()), found.contains(&"AOSIS".to_owned()));
        assert_eq!(members, needles.is_empty(), "the search finds what is there: {choice}");
        assert_eq!(groups, needles.len() < everybody.len(), "{choice}");
        assert!(all.contains("objection: ") && all.contains("Silence on Rev.2"), "{choice}");
    }
}
