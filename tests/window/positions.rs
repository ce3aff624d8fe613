//! Positions in the window: by key, on a card, from the floor, and as a table.

use super::help::*;
use chapeau::record::{ActorId, Origin};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// What an actor has said about proposals: strand and stance. On a group it is said of each member.
fn said(test: &Test, actor: &str) -> Vec<String> {
    let track = test.state().app().project().tracks.get(&ActorId::new(actor)).cloned();
    let mut all: Vec<String> =
        track.iter().flat_map(|t| t.positions().map(|(o, p)| format!("{o} {}", p.stance))).collect();
    all.dedup();
    all
}

/// Speaks as somebody who has asked for nothing, at the first proposal.
fn at_a_proposal(test: &mut Test) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    test.event(eframe::egui::Event::Text("Tuvalu".to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
    press(test, Modifiers::NONE, Key::F8);
}

#[test]
fn a_position_takes_one_key_and_undo_takes_it_back() {
    let mut test = open(true);
    at_a_proposal(&mut test);
    for (key, stance, shown) in [
        (Key::S, "own support", "Tuvalu supports"),
        (Key::O, "own oppose", "Tuvalu opposes"),
        (Key::E, "own reserve", "Tuvalu reserves its position"),
        (Key::L, "own live-with", "Tuvalu can live with it"),
    ] {
        press(&mut test, Modifiers::ALT, key);
        assert_eq!(said(&test, "Tuvalu"), [stance]);
        assert!(shows(&test, shown), "{shown}");
    }
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(said(&test, "Tuvalu"), ["own reserve"]);
    press(&mut test, Modifiers::ALT, Key::W);
    assert!(said(&test, "Tuvalu").is_empty());
    for _ in 0..4 {
        press(&mut test, Modifiers::COMMAND, Key::Z);
    }
    assert!(!test.state().app().is_dirty(), "all is as it was");
}

#[test]
fn a_card_has_buttons_for_positions() {
    let mut test = open(true);
    go_to(&mut test, "PP5");
    assert!(test.query_by_role_and_label(Role::Button, "Support").is_none(), "the chair takes no position");
    at_a_proposal(&mut test);
    let first = |test: &mut Test, label: &str| {
        test.get_all_by_role_and_label(Role::Button, label).next().expect("a button").click();
        test.run();
    };
    first(&mut test, "Can live with");
    assert_eq!(said(&test, "Tuvalu"), ["own live-with"]);
    first(&mut test, "On condition…");
    test.event(eframe::egui::Event::Text("OP5 if OP12 goes".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "Tuvalu can live with it, on condition: OP5 if OP12 goes"));
    first(&mut test, "Withdraw");
    assert!(said(&test, "Tuvalu").is_empty());
}

#[test]
fn what_is_said_from_the_floor_is_recorded_in_two_keystrokes() {
    let mut test = open(true);
    at_a_proposal(&mut test);
    test.get_by_role_and_label(Role::CheckBox, "From the floor").click();
    test.run();
    assert!(test.state().app().is_floor());
    press(&mut test, Modifiers::NONE, Key::F8);
    press(&mut test, Modifiers::ALT, Key::S);
    assert_eq!(said(&test, "Tuvalu"), ["room support"]);
    assert!(shows(&test, "Tuvalu supports (from the floor, recorded by Co-Facilitators)"));
    go_to(&mut test, "PP5");
    type_text(&mut test, "Solemnly ");
    let track = test.state().app().project().tracks[&ActorId::new("Tuvalu")].clone();
    assert!(track.proposals().all(|(o, _)| o == Origin::Room));
    assert!(shows(&test, "from the floor"));
    press(&mut test, Modifiers::ALT, Key::F);
    assert!(!test.state().app().is_floor());
}

#[test]
fn the_table_of_positions_leads_to_the_paragraph() {
    let mut test = open(true);
    at_a_proposal(&mut test);
    press(&mut test, Modifiers::ALT, Key::O);
    for label in ["OP2", "OP6 (b)", "PP7"] {
        press(&mut test, Modifiers::COMMAND, Key::Num5);
        assert!(shows(&test, "Positions") && shows(&test, "1 oppose"));
        test.get_all_by_role_and_label(Role::Button, label).last().expect("a line").click();
        test.run();
        let app = test.state().app();
        let there = app.project().paragraph(label).expect("it is in the sample");
        let caret = app.selection().expect("a caret").caret.clone();
        assert_eq!(caret, chapeau::app::Place::Text { paragraph: there, at: 0 }, "{label}");
    }
}

#[test]
fn only_a_name_that_nobody_knows_is_new() {
    let mut test = open(true);
    for (typed, says) in [
        ("Peru", "is known, and has said nothing yet"),
        ("Ruritania", "a new actor"),
        ("United States", "is meant by “United States”"),
    ] {
        press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
        test.event(eframe::egui::Event::Text(typed.to_owned()));
        test.run();
        assert!(shows(&test, says), "{typed}");
        press(&mut test, Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn the_table_keeps_its_head_and_its_paragraphs_in_sight() {
    let mut test = open(true);
    for n in 0..16 {
        speak_as(&mut test, &format!("Delegation {n:02}"));
        press(&mut test, Modifiers::NONE, Key::F8);
        press(&mut test, Modifiers::ALT, Key::S);
    }
    press(&mut test, Modifiers::COMMAND, Key::Num5);
    let at = |test: &Test, label: &'static str| {
        test.get_all_by(move |n| n.label().or_else(|| n.value()).as_deref() == Some(label))
            .last()
            .map(|n| n.rect())
            .expect("it is there")
    };
    let (head, name) = (at(&test, "Paragraph"), at(&test, "Delegation 15"));
    assert!(name.left() > 1440.0, "more actors than there is room for: {name:?}");
    let wheel = |test: &mut Test, delta| {
        test.hover_at(head.center() + eframe::egui::vec2(20.0, 80.0));
        test.event(eframe::egui::Event::MouseWheel {
            unit: eframe::egui::MouseWheelUnit::Point,
            delta,
            phase: eframe::egui::TouchPhase::Move,
            source: eframe::egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        test.run();
    };
    let row = test.get_all_by_role_and_label(Role::Button, "OP2").last().expect("a line").rect();
    wheel(&mut test, eframe::egui::vec2(-4000.0, 0.0));
    assert!(at(&test, "Delegation 15").right() < 1440.0, "scrolled sideways");
    assert_eq!(at(&test, "Paragraph"), head);
    let now = test.get_all_by_role_and_label(Role::Button, "OP2").last().expect("a line").rect();
    assert_eq!(now.left(), row.left(), "its paragraph is still beside it");
    wheel(&mut test, eframe::egui::vec2(0.0, -60.0));
    assert_eq!(at(&test, "Paragraph"), head, "the head stays above");
}
