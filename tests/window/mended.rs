//! What was found in use and mended.

use super::help::*;
use chapeau::app::{App, Message, Place, Selection};
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

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
    for n in 0..4 {
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
fn what_was_done_goes_by_itself_and_what_was_not_done_stays() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = open(true);
    test.state_mut().app_mut().send(Message::SendReturn(dir.path().join("nowhere/eu.track")));
    test.run();
    let titles = |test: &Test| -> Vec<String> {
        test.state().app().notices().iter().map(|n| n.title.clone()).collect()
    };
    assert_eq!(titles(&test), ["That was not done"]);
    let path = dir.path().join("tasks.csv");
    let printed = chapeau::app::Printed::Tasks(Vec::new(), String::new());
    test.state_mut().app_mut().send(Message::WriteReport(path, Box::new(printed)));
    test.run();
    assert!(shows(&test, "Done: Written"), "it is said");
    for _ in 0..80 {
        test.step();
    }
    assert_eq!(titles(&test), ["That was not done"]);
    assert!(!shows(&test, "Done: Written"));
}

#[test]
fn a_save_that_failed_is_told_until_one_succeeds() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = open(true);
    test.state_mut().app_mut().send(Message::SaveAs(dir.path().join("nowhere/p.chapeau")));
    test.state_mut().app_mut().send(Message::Open(dir.path().join("none.chapeau")));
    for _ in 0..80 {
        test.step();
    }
    assert_eq!(test.state().app().notices().len(), 2, "nothing is solved by waiting");
    test.state_mut().app_mut().send(Message::SaveAs(dir.path().join("p.chapeau")));
    let left = test.state().app().notices();
    assert!(left.len() == 1 && left[0].text.contains("none.chapeau"), "that is solved: {left:?}");
}

#[test]
fn a_status_can_be_set_from_within_proposed_words() {
    let mut test = open(true);
    let in_words = |t: &Test| matches!(caret(t).caret, Place::Words { .. });
    press(&mut test, Modifiers::NONE, Key::F8);
    while !in_words(&test) {
        press(&mut test, Modifiers::NONE, Key::F8);
    }
    let agreed = |t: &Test| t.state().app().status_line().progress.ad_ref;
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
        assert_eq!(now.progress, line.progress, "{view}");
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

/// Rows of a new text and an edited copy of it, the window on the text.
fn with_a_copy(dir: &std::path::Path) -> (Test, std::path::PathBuf) {
    let text = "# Rivers\n\n*The General Assembly,*\n\n1. *Calls upon* Member States to share their data;\n\n2. *Decides* to come back to the matter next year.\n";
    let (base, copy) = (dir.join("base.md"), dir.join("copy.md"));
    std::fs::write(&base, text).expect("a file");
    let edited =
        text.replace("their data", "their public data").replace("\n2.", "\n1 bis. *Notes* it;\n\n2.");
    std::fs::write(&copy, edited).expect("a file");
    let mut test = open(false);
    test.state_mut().app_mut().send(Message::Import(base));
    test.run();
    (test, copy)
}

#[test]
fn the_key_that_answers_a_question_does_not_answer_the_next_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut test, copy) = with_a_copy(dir.path());
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    test.event(eframe::egui::Event::Text("edited copy".to_owned()));
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    test.get_by_role_and_label(Role::TextInput, "Type a path")
        .set_text_value_accesskit(&copy.display().to_string());
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    test.get_by_role_and_label(Role::TextInput, "Name").set_text_value_accesskit("Norway");
    test.run();
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert_eq!(test.state().app().board().groups().count(), 0, "a plan changes nothing");
    assert!(shows(&test, "Merge the edited copy of Norway") && shows(&test, "OP1 bis, new paragraph"));
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert_eq!(test.state().app().board().groups().count(), 2);
    // The room's label, however the copy had it.
    assert!(shows(&test, "OP1 bis (Norway)"));
    let page = test.state().app().page();
    assert!(page.paragraphs.iter().any(|p| p.margin == "1 bis (Norway)"));
}

#[test]
fn a_split_stands_where_the_second_part_begins() {
    let mut test = open(true);
    speak_as(&mut test, "EU");
    go_to(&mut test, "OP1");
    for _ in 0..2 {
        press(&mut test, Modifiers::COMMAND, Key::ArrowRight);
    }
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "OP1: Calls upon ¶ split EU"), "the mark stands at its place");
    assert!(shows(&test, "before “"), "the card says where");
    type_text(&mut test, "Also ");
    assert!(shows(&test, "¶ split EU [Also"), "words put in there begin the second part");
}

#[test]
fn keys_of_digits_work_whatever_they_write() {
    let mut test = open(true);
    let outline = |t: &Test| shows(t, "OUTLINE");
    assert!(outline(&test));
    let strike = |test: &mut Test, key, place, modifiers| {
        for pressed in [true, false] {
            test.event(eframe::egui::Event::Key {
                key,
                physical_key: Some(place),
                pressed,
                repeat: false,
                modifiers,
            });
        }
        test.run();
    };
    strike(&mut test, Key::Exclamationmark, Key::Num1, Modifiers::COMMAND | Modifiers::SHIFT);
    assert!(!outline(&test));
    strike(&mut test, Key::Num1, Key::Num1, Modifiers::COMMAND | Modifiers::SHIFT);
    assert!(outline(&test));
    // A French keyboard writes a quotation mark there.
    strike(&mut test, Key::Quote, Key::Num3, Modifiers::COMMAND);
    assert_eq!(test.state().app().view(), &chapeau::app::View::Clean);
}

#[test]
fn a_speaker_that_is_not_in_the_list_can_be_added() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    test.event(eframe::egui::Event::Text("Ruritania".to_owned()));
    test.run();
    assert!(shows(&test, "Add “Ruritania”"));
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert_eq!(test.state().app().speaker(), &ActorId::new("Ruritania"));
}

#[test]
fn back_to_the_comment_is_back_in_its_field() {
    let mut test = open(true);
    go_to(&mut test, "OP2");
    press(&mut test, Modifiers::COMMAND | Modifiers::ALT, Key::M);
    test.event(eframe::egui::Event::Text("Which law".to_owned()));
    test.run();
    go_to(&mut test, "OP5");
    press(&mut test, Modifiers::COMMAND, Key::N);
    click(&mut test, "Back to the comment");
    test.event(eframe::egui::Event::Text("?".to_owned()));
    test.run();
    assert!(shows(&test, "Which law?"));
}

#[test]
fn the_report_says_what_was_merged() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut test, copy) = with_a_copy(dir.path());
    test.state_mut().app_mut().send(Message::MergeCopy(copy, ActorId::new("Norway")));
    test.run();
    test.get_by(|n| n.role() == Role::Tab && n.label().is_some_and(|l| l.starts_with("Report"))).click();
    test.run();
    assert!(shows(&test, "MERGED") && shows(&test, "copy.md: 2 new proposals"));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert!(!shows(&test, "MERGED"), "what was undone is not reported");
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(shows(&test, "MERGED"));
}

#[test]
fn undo_goes_to_where_it_happened() {
    let mut test = open(true);
    go_to(&mut test, "OP5");
    type_text(&mut test, "Hear ");
    let there = caret(&test);
    go_to(&mut test, "PP1");
    let Place::Text { paragraph: first, .. } = caret(&test).caret else { panic!("in the text") };
    press(&mut test, Modifiers::COMMAND, Key::Z);
    let Place::Text { paragraph, .. } = caret(&test).caret else { panic!("in the text") };
    assert_ne!(paragraph, first);
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(caret(&test), there);
}

#[test]
fn enter_with_the_last_letter_takes_what_was_typed() {
    let mut test = open(true);
    press(&mut test, Modifiers::COMMAND, Key::G);
    test.event(eframe::egui::Event::Text("PP5".to_owned()));
    test.key_press_modifiers(Modifiers::NONE, Key::Enter);
    test.run();
    let app = test.state().app();
    let there = app.project().paragraph("PP5").expect("PP5 is in the sample");
    let caret = app.selection().expect("a caret").caret.clone();
    assert_eq!(caret, chapeau::app::Place::Text { paragraph: there, at: 0 });
}
