//! Getting about: lists that lead somewhere, who has the keyboard, what lies over what.

use super::help::*;
use chapeau::app::{App, Message, View};
use chapeau::ui::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

fn page_has_keyboard(test: &Test) -> bool {
    test.get_by(|n| n.label().is_some_and(|l| l.starts_with("Text of "))).is_focused()
}

#[test]
fn a_list_leads_to_what_the_view_does_not_show() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND, Key::Num3);
    assert_eq!(test.state().app().view(), &View::Clean);
    press(&mut test, Modifiers::COMMAND, Key::Num5);
    test.get_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with("PP10 bis"))).click();
    test.run();
    assert_eq!(test.state().app().view(), &View::Compilation);
    assert!(shows(&test, "PP10 BIS (AOSIS) · 1 GROUP"));
    assert!(page_has_keyboard(&test));
}

#[test]
fn the_page_of_a_file_that_was_opened_has_the_keyboard() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("sample.chapeau");
    let mut app = App::seeded(7);
    app.send(Message::OpenSample);
    app.send(Message::SaveAs(path.clone()));
    let mut test: Test = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(40)
        .build_eframe(|cc| Window::new(&cc.egui_ctx, App::seeded(7)).without_native_dialogs());
    test.run();
    test.state_mut().app_mut().send(Message::Open(path));
    test.run();
    assert!(page_has_keyboard(&test));
    // The walk through the proposals goes on from the keyboard alone.
    press(&mut test, Modifiers::NONE, Key::F8);
    let before = caret(&test);
    press(&mut test, Modifiers::NONE, Key::ArrowRight);
    assert_ne!(caret(&test), before);
}

#[test]
fn enter_on_a_control_of_a_dialog_is_that_control() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND, Key::Num7);
    test.get_by_role_and_label(Role::Button, "Sort by actor").focus();
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "Tasks") && test.query_by_role_and_label(Role::Button, "Close").is_some());
    press(&mut test, Modifiers::NONE, Key::Escape);
    assert!(test.query_by_role_and_label(Role::Button, "Close").is_none());
    assert!(page_has_keyboard(&test));
}

#[test]
fn notices_lie_under_a_dialog_and_take_no_clicks() {
    let mut test = open(true);
    test.state_mut().app_mut().send(Message::Open("nowhere.chapeau".into()));
    test.run();
    assert_eq!(test.state().app().notices().len(), 1);
    press(&mut test, Modifiers::NONE, Key::F1);
    let under = test.get_by_role_and_label(Role::Button, "Dismiss").rect().center();
    test.hover_at(under);
    test.event(eframe::egui::Event::PointerButton {
        pos: under,
        button: eframe::egui::PointerButton::Primary,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    test.event(eframe::egui::Event::PointerButton {
        pos: under,
        button: eframe::egui::PointerButton::Primary,
        pressed: false,
        modifiers: Modifiers::NONE,
    });
    test.run();
    assert_eq!(test.state().app().notices().len(), 1, "the click went through the dialog");
}

#[test]
fn what_goes_wrong_in_a_dialog_is_said_over_it() {
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F1);
    test.state_mut().app_mut().send(Message::Open("nowhere.chapeau".into()));
    test.run();
    assert!(shows(&test, "Error: That was not done. "));
    press(&mut test, Modifiers::NONE, Key::Escape);
    assert!(!shows(&test, "Error: That was not done. "), "then the notice itself says it");
}

#[test]
fn f6_goes_through_the_panels_and_back() {
    let mut test = open(true);
    go_to(&mut test, "PP5");
    press(&mut test, Modifiers::NONE, Key::F6);
    let row = |n: &egui_kittest::kittest::AccessKitNode<'_>| {
        n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with("PP5 "))
    };
    assert!(test.get_by(row).is_focused());
    press(&mut test, Modifiers::NONE, Key::F6);
    let tab = test.get_by(|n| n.role() == Role::Tab && n.label().is_some_and(|l| l.starts_with("Proposals")));
    assert!(tab.is_focused());
    press(&mut test, Modifiers::NONE, Key::F6);
    assert!(page_has_keyboard(&test));
}

#[test]
fn a_menu_of_many_actors_stays_in_the_window() {
    let mut test = open(true);
    for n in 0..60 {
        test.state_mut().app_mut().send(Message::AddActor(format!("Delegation {n}")));
    }
    test.run();
    test.get_by(|n| n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with("Speaking as")))
        .click();
    test.run();
    let below = test.get_by_role_and_label(Role::Button, "Add an actor…").rect();
    assert!(below.bottom() < 900.0, "{below:?}");
}
