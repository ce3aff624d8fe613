//! How the window looks where it can be told: menus whole and truthful, high contrast, the system's
//! clipboard.

use super::help::*;
use chapeau::app::{COMMANDS, Menu};
use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::kittest::{NodeT, Queryable};

fn open_menu(test: &mut Test, menu: Menu) {
    test.get_by_role_and_label(Role::Button, menu.title()).click();
    test.run();
}

#[test]
fn every_menu_is_in_sight_as_a_whole() {
    let mut test = open(true);
    for menu in Menu::ALL {
        open_menu(&mut test, menu);
        for entry in COMMANDS.iter().filter(|e| e.menu == menu) {
            let all = test.query_all_by(|n| n.label().is_some_and(|l| l.starts_with(entry.title)));
            // The lowest of that name: buttons of the top bar may have it too.
            let rect = all.map(|n| n.rect()).max_by(|a, b| a.top().total_cmp(&b.top()));
            assert!(rect.is_some(), "{} is not in its menu", entry.id);
            let rect = rect.expect("an entry");
            assert!(rect.bottom() < 900.0 && rect.height() > 10.0, "{}: {rect:?}", entry.id);
        }
        press(&mut test, Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn a_menu_is_whole_and_says_what_is_on() {
    let mut test = open(true);
    let on = |test: &Test, title: &str| {
        let all = test.get_all_by(|n| n.label().is_some_and(|l| l == title));
        all.filter(|n| n.accesskit_node().toggled() == Some(Toggled::True)).count() > 0
    };
    open_menu(&mut test, Menu::View);
    assert!(on(&test, "Outline") && on(&test, "All names"));
    assert!(!on(&test, "Legend of colours") && !on(&test, "High contrast"));
    // By the pointer: what is cut off at the end of the menu could not be hit.
    let pos = test.get_by(|n| n.label().is_some_and(|l| l == "High contrast")).rect().center();
    test.event(Event::PointerMoved(pos));
    test.run();
    for pressed in [true, false] {
        let modifiers = Modifiers::NONE;
        test.event(Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers });
        test.run();
    }
    test.event(Event::PointerMoved(eframe::egui::pos2(700.0, 890.0)));
    press(&mut test, Modifiers::NONE, Key::Escape);
    open_menu(&mut test, Menu::View);
    assert!(on(&test, "High contrast"));
}

#[test]
fn an_alternative_is_shown_once_on_its_card() {
    let mut test = open(true);
    speak_as(&mut test, "EU");
    go_to(&mut test, "OP2");
    press(&mut test, Modifiers::ALT, Key::T);
    test.event(Event::Text(" soon".to_owned()));
    test.run();
    let words = "publicly funded observations available without charge";
    assert!(shows(&test, words));
    let twice = |s: Option<String>| s.is_some_and(|s| s.matches(words).count() > 1);
    let twice = test.query_all_by(|n| n.role() == Role::Label && (twice(n.label()) || twice(n.value())));
    assert_eq!(twice.count(), 0);
}

#[test]
fn a_position_that_is_taken_by_key_is_seen() {
    let mut test = open(true);
    speak_as(&mut test, "EU");
    go_to(&mut test, "OP1");
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::N);
    assert!(!shows(&test, "EU supports"));
    press(&mut test, Modifiers::NONE, Key::F8);
    press(&mut test, Modifiers::ALT, Key::S);
    assert!(shows(&test, "EU supports"));
}

#[test]
fn the_next_revision_has_a_name_that_is_free_and_is_told_of() {
    let mut test = open(true);
    for name in ["Rev.1", "Rev.2"] {
        press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        test.event(Event::Text("Next revision".to_owned()));
        test.run();
        press(&mut test, Modifiers::NONE, Key::Enter);
        press(&mut test, Modifiers::NONE, Key::Enter);
        assert_eq!(test.state().app().revision_name(), name);
        assert!(shows(&test, &format!("“{name}” is issued")));
    }
}

/// Without this feature what is copied stays in the program, and nothing else can be pasted.
#[test]
fn the_clipboard_of_the_system_is_used() {
    let manifest = include_str!("../../Cargo.toml");
    let line = manifest.lines().find(|l| l.starts_with("eframe = ")).expect("eframe");
    assert!(line.contains("\"clipboard\""), "{line}");
}

/// "**Revision › Audit…** (`Ctrl+8`)" in the manual is an entry of that menu with that key.
#[test]
fn the_manual_names_entries_that_are_there() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).expect("the manual").flatten() {
        if file.path().extension().is_none_or(|e| e != "md") {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).expect("a page");
        for (at, _) in text.match_indices(" › ") {
            let menu = text[..at].rsplit("**").next().unwrap_or_default();
            let Some(menu) = Menu::ALL.into_iter().find(|m| m.title() == menu) else { continue };
            let rest = &text[at + " › ".len()..];
            let Some((title, after)) = rest.split_once("**") else { continue };
            if title == "Options › User name" {
                continue; // That is in another program.
            }
            let entry = COMMANDS.iter().find(|e| e.menu == menu && e.title == title);
            let place = format!("{:?}: {} › {title}", file.file_name(), menu.title());
            assert!(entry.is_some(), "{place}: no such entry");
            if let (Some(entry), Some(keys)) = (entry, after.strip_prefix(" (`"))
                && let Some((keys, _)) = keys.split_once('`')
            {
                assert!(entry.keys.contains(&keys), "{place}: its keys are {:?}, not {keys}", entry.keys);
            }
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
}
