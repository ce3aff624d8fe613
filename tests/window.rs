//! The window through its accessible names, as a person with a keyboard or a screen reader uses
//! it: no display, no pictures.

#![allow(clippy::expect_used)]

use chapeau::app::{App, Message, Place, Selection};
use chapeau::record::ActorId;
use chapeau::ui::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

type Test = Harness<'static, Window>;

fn open(sample: bool) -> Test {
    let mut app = App::seeded(7);
    if sample {
        app.send(Message::OpenSample);
    }
    let mut test = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_max_steps(40)
        .build_eframe(|cc| Window::new(&cc.egui_ctx, app).without_native_dialogs());
    test.run();
    test
}

fn text(test: &Test) -> String {
    let page = test.state().app().page();
    let runs = page.paragraphs.iter().map(|p| p.runs.iter().map(|r| r.text.as_str()).collect::<String>());
    runs.collect::<Vec<_>>().join("\n")
}

fn caret(test: &Test) -> Selection {
    test.state().app().selection().cloned().expect("a caret")
}

/// Whether something with these words in its name can be found.
fn shows(test: &Test, words: &str) -> bool {
    let has = |s: Option<String>| s.is_some_and(|s| s.contains(words));
    test.query_all_by(move |n| has(n.label()) || has(n.value())).next().is_some()
}

/// Puts the caret at the start of a paragraph, by the outline.
fn go_to(test: &mut Test, label: &str) {
    test.get_by(|n| {
        n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with(&format!("{label} ")))
    })
    .click();
    test.run();
    let page =
        |n: &egui_kittest::kittest::AccessKitNode<'_>| n.label().is_some_and(|l| l.starts_with("Text of "));
    assert!(test.get_by(page).is_focused(), "the page has the keyboard");
}

fn type_text(test: &mut Test, text: &str) {
    test.get_by_role(Role::MultilineTextInput).type_text(text);
    test.run();
}

fn press(test: &mut Test, modifiers: Modifiers, key: Key) {
    test.key_press_modifiers(modifiers, key);
    test.run();
}

fn click(test: &mut Test, label: &str) {
    test.get_by_role_and_label(Role::Button, label).click();
    test.run();
}

fn speak_as(test: &mut Test, actor: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    test.event(eframe::egui::Event::Text(actor.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
    assert_eq!(test.state().app().speaker(), &ActorId::new(actor));
}

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

/// Types a path into the dialog that asks for one, and presses a key.
fn answer_path(test: &mut Test, path: &str, modifiers: Modifiers) {
    test.get_by_role_and_label(Role::MultilineTextInput, "Type a path").set_text_value_accesskit(path);
    test.run();
    press(test, modifiers, Key::Enter);
}

#[test]
fn what_stands_at_the_caret_is_known_while_typing() {
    let mut test = open(true);
    speak_as(&mut test, "EU");
    go_to(&mut test, "PP5");
    for text in ["and", " also", " lakes"] {
        // One frame: the panel must not lag behind the page.
        test.get_by_role(Role::MultilineTextInput).type_text(text);
        test.step();
        assert!(shows(&test, "PP5 · 1 GROUP"), "after {text}");
        let chosen = test.get_all_by(|n| {
            let of_five = n.label().is_some_and(|l| l.starts_with("PP5 "));
            n.role() == Role::Button && of_five && n.toggled() == Some(eframe::egui::accesskit::Toggled::True)
        });
        assert_eq!(chosen.count(), 1, "after {text}");
    }
    // Striking beside one's own words: the caret stays, and so do they.
    for _ in 0..6 {
        press(&mut test, Modifiers::NONE, Key::Delete);
        assert!(shows(&test, "PP5 · "), "{:?}", caret(&test));
    }
    assert!(text(&test).contains("and also lakes"));
}

#[test]
fn every_notice_is_seen_and_esc_dismisses_the_newest() {
    let mut test = open(true);
    let missing = |n: usize| Message::Open(format!("nowhere/{n}.chapeau").into());
    test.state_mut().app_mut().send(Message::Preview(Vec::new()));
    test.state_mut().app_mut().send(Message::TakePlan);
    for n in 0..3 {
        test.state_mut().app_mut().send(missing(n));
        test.run();
    }
    let total = test.state().app().notices().len();
    let screen = eframe::egui::Rect::from_min_size(Default::default(), eframe::egui::vec2(1440.0, 900.0));
    let seen: Vec<_> = test.get_all_by_role_and_label(Role::Button, "Dismiss").map(|n| n.rect()).collect();
    assert_eq!(seen.len(), total);
    assert!(seen.iter().all(|r| screen.contains_rect(*r)), "{seen:?}");
    let oldest = test.state().app().notices()[0].clone();
    for left in (0..total).rev() {
        press(&mut test, Modifiers::NONE, Key::Escape);
        assert_eq!(test.state().app().notices().len(), left);
        assert!(left == 0 || test.state().app().notices()[0] == oldest);
    }
}

#[test]
fn a_status_can_be_set_from_within_proposed_words() {
    let mut test = open(true);
    let in_words = |t: &Test| matches!(caret(t).caret, Place::Words { .. });
    press(&mut test, Modifiers::NONE, Key::F8);
    while !in_words(&test) {
        press(&mut test, Modifiers::NONE, Key::F8);
    }
    let agreed = |t: &Test| t.state().app().status_line().agreed;
    let before = agreed(&test);
    press(&mut test, Modifiers::ALT, Key::G);
    assert_eq!(agreed(&test), before + 1, "{:?}", test.state().app().notices());
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::M);
    test.event(eframe::egui::Event::Text("Which law?".to_owned()));
    test.run();
    click(&mut test, "Add comment");
    assert!(shows(&test, "Which law?"));
}

#[test]
fn a_merge_is_shown_before_it_is_done() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("eu.track");
    let mut other = App::seeded(11);
    other.send(Message::OpenSample);
    other.send(Message::SpeakAs(ActorId::new("EU")));
    let first = other.page().paragraphs.iter().find(|p| p.label == "PP5").expect("PP5");
    let chapeau::weave::Of::Text(paragraph) = first.of.clone() else { panic!("a paragraph of the text") };
    other.send(Message::Select(Selection::at(Place::Text { paragraph, at: 0 })));
    other.send(Message::Write(chapeau::app::Write::Insert("Solemnly ".into())));
    other.send(Message::SendReturn(path.clone()));
    let mut test = open(true);
    let before = text(&test);
    for (modifiers, take) in [(Modifiers::COMMAND, false), (Modifiers::NONE, true)] {
        press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
        answer_path(&mut test, &path.display().to_string(), modifiers);
        assert!(shows(&test, "1 to come in") && shows(&test, "Solemnly"));
        assert_eq!(text(&test), before);
        if take {
            press(&mut test, Modifiers::NONE, Key::Enter);
        } else {
            click(&mut test, "Cancel");
        }
        assert_eq!(text(&test).contains("Solemnly "), take);
        assert!(test.state().app().plan().is_none());
    }
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(text(&test), before);
}

#[test]
fn what_waits_is_counted_in_every_view_and_a_click_goes_there() {
    let mut test = open(true);
    let line = test.state().app().status_line();
    assert!(line.open_brackets > 0 && line.placements > 0);
    for view in ["Original", "Clean", "Compilation"] {
        click(&mut test, view);
        let now = test.state().app().status_line();
        assert_eq!((now.open_brackets, now.placements), (line.open_brackets, line.placements), "{view}");
        assert_eq!(now.agreed, line.agreed, "{view}");
    }
    go_to(&mut test, "OP1");
    click(&mut test, &format!("Placements to settle: {}", line.placements));
    assert!(shows(&test, &format!("PLACEMENTS TO SETTLE · {}", line.placements)));
    go_to(&mut test, "OP2");
    assert!(!shows(&test, "PLACEMENTS TO SETTLE"));
    click(&mut test, "Clean");
    assert!(shows(&test, "not shown in this view"));
}

#[test]
fn a_comment_that_was_begun_is_not_lost() {
    let mut test = open(true);
    go_to(&mut test, "OP2");
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::M);
    test.event(eframe::egui::Event::Text("Half a thou".to_owned()));
    test.run();
    go_to(&mut test, "OP3");
    assert!(!shows(&test, "Half a thou"));
    press(&mut test, Modifiers::COMMAND, Key::N);
    assert!(shows(&test, "A comment is not added yet"));
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(test.state().app().has_text());
    go_to(&mut test, "OP2");
    assert!(shows(&test, "Half a thou"));
    press(&mut test, Modifiers::COMMAND, Key::N);
    click(&mut test, "Leave it out");
    assert!(!test.state().app().has_text());
}

#[test]
fn what_is_proposed_is_replaced_by_typing() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(eframe::egui::Event::Text("next revision".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    test.event(eframe::egui::Event::Text("Rev.7".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert_eq!(test.state().app().revision_name(), "Rev.7");
}

#[test]
fn alt_and_a_letter_never_write() {
    let mut test = open(true);
    go_to(&mut test, "OP1");
    let before = text(&test);
    test.event_modifiers(eframe::egui::Event::Text("n".to_owned()), Modifiers::ALT);
    test.run();
    assert_eq!(text(&test), before);
}

#[test]
fn the_chair_sets_italics() {
    let mut test = open(true);
    let italics = |t: &Test| {
        let page = t.state().app().page();
        let op1 = page.paragraphs.iter().find(|p| p.label == "OP1").expect("OP1").clone();
        op1.runs.iter().filter(|r| r.italic).map(|r| r.text.clone()).collect::<String>()
    };
    go_to(&mut test, "OP1");
    let before = italics(&test);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    press(&mut test, Modifiers::COMMAND, Key::I);
    assert_ne!(italics(&test), before);
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!(italics(&test), before);
}
