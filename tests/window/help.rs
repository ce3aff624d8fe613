//! What the tests of the window have in common.

use chapeau::app::{App, Message, Selection};
use chapeau::record::ActorId;
use chapeau::ui::Window;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

pub type Test = Harness<'static, Window>;

pub fn open(sample: bool) -> Test {
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

pub fn text(test: &Test) -> String {
    let page = test.state().app().page();
    let runs = page.paragraphs.iter().map(|p| p.runs.iter().map(|r| r.text.as_str()).collect::<String>());
    runs.collect::<Vec<_>>().join("\n")
}

pub fn caret(test: &Test) -> Selection {
    test.state().app().selection().cloned().expect("a caret")
}

/// Whether something with these words in its name can be found.
pub fn shows(test: &Test, words: &str) -> bool {
    let has = |s: Option<String>| s.is_some_and(|s| s.contains(words));
    test.query_all_by(move |n| has(n.label()) || has(n.value())).next().is_some()
}

/// Puts the caret at the start of a paragraph, by the outline.
pub fn go_to(test: &mut Test, label: &str) {
    test.get_by(|n| {
        n.role() == Role::Button && n.label().is_some_and(|l| l.starts_with(&format!("{label} ")))
    })
    .click();
    test.run();
    let page =
        |n: &egui_kittest::kittest::AccessKitNode<'_>| n.label().is_some_and(|l| l.starts_with("Text of "));
    assert!(test.get_by(page).is_focused(), "the page has the keyboard");
}

pub fn type_text(test: &mut Test, text: &str) {
    test.get_by_role(Role::MultilineTextInput).type_text(text);
    test.run();
}

pub fn press(test: &mut Test, modifiers: Modifiers, key: Key) {
    test.key_press_modifiers(modifiers, key);
    test.run();
}

pub fn click(test: &mut Test, label: &str) {
    test.get_by_role_and_label(Role::Button, label).click();
    test.run();
}

pub fn speak_as(test: &mut Test, actor: &str) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    test.event(eframe::egui::Event::Text(actor.to_owned()));
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
    assert_eq!(test.state().app().speaker(), &ActorId::new(actor));
}

/// Types a path into the dialog that asks for one, and presses a key.
pub fn answer_path(test: &mut Test, path: &str, modifiers: Modifiers) {
    test.get_by_role_and_label(Role::MultilineTextInput, "Type a path").set_text_value_accesskit(path);
    test.run();
    press(test, modifiers, Key::Enter);
}

/// The same where one path is asked for.
pub fn answer_one_path(test: &mut Test, path: &str) {
    test.get_by_role_and_label(Role::TextInput, "Type a path").set_text_value_accesskit(path);
    test.run();
    test.get_by_role_and_label(Role::TextInput, "Type a path").focus();
    test.run();
    press(test, Modifiers::NONE, Key::Enter);
}
