//! The window through its accessible names, as a person with a keyboard or a screen reader uses
//! it: no display, no pictures.

#![allow(clippy::expect_used)]

mod amend;
mod audit;
mod carried;
mod compiled;
mod desk;
mod groups;
mod help;
mod looks;
mod mended;
mod names;
mod plan;
mod positions;
mod reach;
mod returns;
mod room;
mod silence;
mod unknown;
mod word;

use chapeau::app::{App, Message, Place};
use chapeau::record::ActorId;
use chapeau::ui::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use help::*;

#[test]
fn an_empty_window_offers_the_sample() {
    let mut test = open(false);
    click(&mut test, "Open the sample negotiation");
    assert!(test.state().app().has_text());
    assert!(shows(&test, "PP1"));
    assert!(!test.state().app().is_dirty());
}

#[test]
fn the_chair_types_undoes_and_redoes() {
    let mut test = open(true);
    let before = text(&test);
    go_to(&mut test, "OP1");
    press(&mut test, Modifiers::NONE, Key::End);
    type_text(&mut test, "Tests ");
    assert!(text(&test).contains("Tests "));
    let after = text(&test);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&test), before);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(text(&test), after);
    for _ in 0..6 {
        press(&mut test, Modifiers::NONE, Key::Backspace);
    }
    assert_eq!(text(&test), before);
}

#[test]
fn a_delegation_proposes_and_the_text_stays() {
    let mut test = open(true);
    let working = |t: &Test| t.state().app().project().working.clone();
    let before = working(&test);
    speak_as(&mut test, "US");
    go_to(&mut test, "OP5");
    for _ in 0..3 {
        press(&mut test, Modifiers::NONE, Key::ArrowRight);
    }
    type_text(&mut test, "kindly");
    type_text(&mut test, " and");
    assert!(text(&test).contains("kindly and"));
    assert!(matches!(caret(&test).caret, Place::Words { at: 10, .. }), "{:?}", caret(&test));
    press(&mut test, Modifiers::NONE, Key::Backspace);
    assert!(text(&test).contains("kindly an"));
    press(&mut test, Modifiers::NONE, Key::ArrowRight);
    press(&mut test, Modifiers::NONE, Key::Delete);
    assert_eq!(working(&test), before, "proposing never touches the text");
    while test.state().app().undo_title().is_some() {
        press(&mut test, Modifiers::COMMAND, Key::Z);
    }
    assert!(!text(&test).contains("kindly"));
}

#[test]
fn a_proposal_is_accepted_from_its_card() {
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F8);
    let groups = |t: &Test| t.state().app().board().groups().count();
    let before = groups(&test);
    test.get_all_by_role_and_label(Role::Button, "Accept").next().expect("a card").click();
    test.run();
    assert!(groups(&test) < before);
    assert!(test.state().app().undo_title().is_some());
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(groups(&test), before);
    press(&mut test, Modifiers::ALT, Key::R);
    assert!(groups(&test) < before);
}

#[test]
fn comment_save_and_reopen() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("deltas.chapeau");
    let mut test = open(true);
    go_to(&mut test, "OP2");
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::M);
    test.event(eframe::egui::Event::Text("Is this agreed language?".to_owned()));
    test.run();
    click(&mut test, "Add comment");
    assert!(shows(&test, "Is this agreed language?"));
    assert!(test.state().app().is_dirty());
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.set_text_value_accesskit(&path.display().to_string());
    test.run();
    click(&mut test, "Save");
    assert!(path.exists() && !test.state().app().is_dirty());
    let mut again = App::seeded(9);
    again.send(Message::Open(path));
    assert_eq!(again.project(), test.state().app().project());
}

#[test]
fn unsaved_work_is_asked_about() {
    let mut test = open(true);
    go_to(&mut test, "OP1");
    type_text(&mut test, "x");
    press(&mut test, Modifiers::COMMAND, Key::N);
    assert!(shows(&test, "not saved yet"));
    click(&mut test, "Cancel");
    assert!(text(&test).contains('x') && test.state().app().is_dirty());
    press(&mut test, Modifiers::COMMAND, Key::N);
    click(&mut test, "Discard");
    assert!(!test.state().app().has_text());
}

#[test]
fn selections_cross_paragraphs_and_are_copied() {
    let mut test = open(true);
    go_to(&mut test, "PP3");
    press(&mut test, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut test, Modifiers::SHIFT, Key::ArrowDown);
    assert!(!caret(&test).is_caret());
    test.event(eframe::egui::Event::Copy);
    test.step();
    let copied = test.output().platform_output.commands.iter().any(
        |c| matches!(c, eframe::egui::OutputCommand::CopyText(t) if t.starts_with("Recalling further") && t.contains('\n')),
    );
    assert!(copied);
    press(&mut test, Modifiers::COMMAND, Key::A);
    press(&mut test, Modifiers::NONE, Key::ArrowLeft);
    assert!(caret(&test).is_caret());
}

#[test]
fn the_palette_finds_paragraphs_and_views() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND, Key::G);
    test.event(eframe::egui::Event::Text("op14".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    let app = test.state().app();
    let Place::Text { paragraph, at: 0 } = caret(&test).caret else { panic!("the start of a paragraph") };
    let label = app.project().working.meta_of(paragraph).and_then(|m| m.label.clone());
    assert_eq!(label.map(|l| l.to_string()).as_deref(), Some("OP14"));
    click(&mut test, "Clean");
    assert_eq!(test.state().app().view(), &chapeau::app::View::Clean);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(eframe::egui::Event::Text("about".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "nothing lost"));
}

#[test]
fn an_idle_window_asks_for_no_frames() {
    let mut test = open(true);
    let steps = test.run();
    assert!(steps <= 2, "{steps}");
}

#[test]
fn paragraphs_are_named_nodes() {
    let test = open(true);
    let page = test.get_by_role(Role::MultilineTextInput);
    assert!(page.accesskit_node().label().is_some_and(|l| l.starts_with("Text of ")));
    let named =
        test.get_all_by(|n| n.role() == Role::Label && n.value().is_some_and(|l| l.starts_with("PP1: ")));
    assert_eq!(named.count(), 1);
}

#[test]
fn striking_beside_ones_own_words() {
    let mut test = open(true);
    speak_as(&mut test, "US");
    go_to(&mut test, "OP2");
    for _ in 0..3 {
        press(&mut test, Modifiers::COMMAND, Key::ArrowRight);
    }
    type_text(&mut test, "swiftly ");
    // Out of the bracket, then a word of the text: one's own words are not part of it.
    press(&mut test, Modifiers::COMMAND, Key::ArrowRight);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    press(&mut test, Modifiers::NONE, Key::Delete);
    assert!(text(&test).contains("swiftly "));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    // The same with the caret alone, on both sides of the bracket.
    for (motions, key) in [(vec![], Key::Delete), (vec![Key::ArrowLeft], Key::Backspace)] {
        go_to(&mut test, "OP2");
        for _ in 0..4 {
            press(&mut test, Modifiers::COMMAND, Key::ArrowRight);
        }
        for motion in motions {
            press(&mut test, Modifiers::NONE, motion);
        }
        press(&mut test, Modifiers::NONE, key);
        let own = text(&test).contains("swiftly ");
        assert_eq!(own, key == Key::Delete, "{}", text(&test));
        press(&mut test, Modifiers::COMMAND, Key::Z);
        assert!(text(&test).contains("swiftly "));
    }
}

#[test]
fn words_in_the_making_are_not_written_until_they_are_made() {
    use eframe::egui::{Event, ImeEvent};
    let mut test = open(true);
    let before = text(&test);
    go_to(&mut test, "OP1");
    let making = |s: &str| Event::Ime(ImeEvent::Preedit { text: s.into(), active_range_chars: None });
    test.event(making("né"));
    test.run();
    assert_eq!(text(&test), before);
    assert!(shows(&test, "OP1: néCalls upon"));
    test.event(making(""));
    test.event(Event::Ime(ImeEvent::Commit("née ".into())));
    test.run();
    assert!(text(&test).contains("née Calls upon"));
}

#[test]
fn a_file_is_never_replaced_unasked() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("there.chapeau");
    std::fs::write(&path, "somebody else’s").expect("a file");
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.set_text_value_accesskit(&path.display().to_string());
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), Some("somebody else’s"));
    click(&mut test, "Replace the file");
    assert!(std::fs::read_to_string(&path).is_ok_and(|s| s != "somebody else’s"));
}

#[test]
fn words_are_found_round_and_round() {
    let mut test = open(true);
    go_to(&mut test, "OP1");
    press(&mut test, Modifiers::COMMAND, Key::F);
    test.event(eframe::egui::Event::Text("member states".to_owned()));
    test.run();
    let first = caret(&test);
    assert!(!first.is_caret());
    let mut seen = 1;
    loop {
        press(&mut test, Modifiers::NONE, Key::Enter);
        if caret(&test) == first {
            break;
        }
        seen += 1;
        assert!(seen < 40);
    }
    assert!(shows(&test, &format!("of {seen}")), "{seen}");
    press(&mut test, Modifiers::NONE, Key::Escape);
    assert!(test.get_by_role(Role::MultilineTextInput).is_focused());
}

#[test]
fn the_walk_through_the_proposals_comes_round() {
    let mut test = open(true);
    press(&mut test, Modifiers::NONE, Key::F8);
    let first = caret(&test);
    let of = |t: &Test| {
        let has =
            |n: &egui_kittest::kittest::AccessKitNode<'_>| n.value().filter(|v| v.contains(" OF ")).is_some();
        let node = t.get_all_by(has).next().expect("where the walk stands");
        node.value().and_then(|v| v.rsplit("· ").next().map(str::to_owned)).expect("a count")
    };
    let total: usize = of(&test).rsplit(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    for n in 2..=total {
        press(&mut test, Modifiers::NONE, Key::F8);
        assert_eq!(of(&test), format!("{n} OF {total}"));
    }
    press(&mut test, Modifiers::NONE, Key::F8);
    assert_eq!(caret(&test), first);
    press(&mut test, Modifiers::SHIFT, Key::F8);
    assert_eq!(of(&test), format!("{total} OF {total}"));
}

#[test]
fn an_edited_copy_becomes_proposals() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "# Rivers\n\n*The General Assembly,*\n\n1. *Calls upon* Member States to share their data;\n\n2. *Decides* to come back to the matter next year.\n";
    let (base, copy) = (dir.path().join("base.md"), dir.path().join("copy.md"));
    std::fs::write(&base, text).expect("a file");
    std::fs::write(&copy, text.replace("their data", "their public data")).expect("a file");
    let mut app = App::seeded(5);
    app.send(Message::Import(base));
    let mut test = Harness::builder()
        .with_size([1440.0, 900.0])
        // A thread that ends asks for a frame more.
        .with_max_steps(40)
        .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(eframe::egui::Event::Text("edited copy".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    let field = test.get_by_role_and_label(Role::TextInput, "Type a path");
    field.set_text_value_accesskit(&copy.display().to_string());
    test.run();
    click(&mut test, "Go on");
    test.get_by_role_and_label(Role::TextInput, "Name").set_text_value_accesskit("upu");
    test.run();
    click(&mut test, "Merge");
    assert!(shows(&test, "Merge the edited copy of UPU") && shows(&test, "1 to come in"));
    assert_eq!(test.state().app().board().groups().count(), 0, "a plan changes nothing");
    click(&mut test, "Merge");
    let app = test.state().app();
    assert!(app.actors().contains(&ActorId::new("UPU")), "{:?}", app.notices());
    assert_eq!(app.board().groups().count(), 1);
    assert!(shows(&test, "public"));
}
