//! Word files in the window: whom their authors speak for, how their changes are imported, how a
//! text is exported.

use super::help::*;
use chapeau::app::export::{Options, default_labels, render_with};
use chapeau::app::returns::from_copy;
use chapeau::app::{App, Message, View, files};
use chapeau::format::plain;
use chapeau::project::merge_track;
use chapeau::record::ActorId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use std::path::{Path, PathBuf};

const TEXT: &str = "\
The canal

The General Assembly,

1. Calls upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decides to count the ships in the harbour every year.
";

/// A Word file in which these authors put words in place of others.
fn word(folder: &Path, name: &str, edits: &[(&str, &str, &str)]) -> PathBuf {
    let mut app = App::seeded(3);
    std::fs::write(folder.join("text.txt"), TEXT).expect("written");
    app.send(Message::Import(folder.join("text.txt")));
    let mut project = app.project().clone();
    for (author, was, now) in edits {
        let source = files::Source::Text(Box::new(plain::read(&TEXT.replace(was, now))));
        let made = from_copy(&project, &source, &ActorId::new(author), None, &Default::default());
        let merged = merge_track(&project, &made.expect("a return").track, None);
        merged.change.apply(&mut project).expect("it fits");
    }
    let path = folder.join(name);
    let labels = default_labels(&project, &View::Compilation);
    let bytes = render_with(&project, &View::Compilation, labels, &path, &Options::default());
    std::fs::write(&path, bytes.expect("a file")).expect("written");
    path
}

fn canal(folder: &Path) -> Test {
    let mut test = open(false);
    std::fs::write(folder.join("text.txt"), TEXT).expect("written");
    test.state_mut().app_mut().send(Message::Import(folder.join("text.txt")));
    test.run();
    test
}

fn merge(test: &mut Test, path: &Path) {
    press(test, Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    answer_path(test, &path.display().to_string(), Modifiers::NONE);
}

fn field<'a>(test: &'a Test, label: &'a str) -> egui_kittest::Node<'a> {
    test.get_by_role_and_label(Role::TextInput, label)
}

/// A file dropped on the window.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|e| e.to_string())
    }
}

const MARIA: (&str, &str, &str) = ("Maria Silva", "old lamps", "bright lamps");
const EU: (&str, &str, &str) = ("EU", "every year", "every month");

#[test]
fn whom_an_author_speaks_for_is_asked_once_and_remembered() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = word(dir.path(), "c.docx", &[MARIA, EU]);
    let mut test = canal(dir.path());
    let before = text(&test);
    merge(&mut test, &path);
    assert!(shows(&test, "Who is who?") && test.state().app().plan().is_none());
    assert_eq!(field(&test, "“EU”: 1 change").value().as_deref(), Some("EU"));
    field(&test, "“Maria Silva”: 1 change").set_text_value_accesskit("Braz");
    test.run();
    click(&mut test, "Brazil");
    click(&mut test, "Go on");
    assert!(shows(&test, "“Maria Silva” speaks for Brazil: 1 change") && shows(&test, "2 to come in"));
    assert_eq!(text(&test), before);
    click(&mut test, "Merge");
    assert!(text(&test).contains("bright") && text(&test).contains("month"));
    let known = |t: &Test| t.state().app().project().authors.get("Maria Silva").cloned();
    assert_eq!(known(&test), Some(ActorId::new("Brazil")));
    press(&mut test, Modifiers::COMMAND, Key::Z);
    assert_eq!((text(&test), known(&test)), (before, None), "all of it is one step");
    press(&mut test, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    // Known now: the plan is there at once, and can still be answered otherwise.
    merge(&mut test, &path);
    assert!(shows(&test, "“Maria Silva” speaks for Brazil, as before"));
    click(&mut test, "Who is who…");
    let label = "“Maria Silva”: 1 change, remembered";
    assert_eq!(field(&test, label).value().as_deref(), Some("Brazil"));
    field(&test, label).set_text_value_accesskit("Chile, Peru");
    test.run();
    click(&mut test, "Go on");
    assert!(shows(&test, "“Maria Silva” speaks for Chile, Peru: 1 change"));
}

#[test]
fn enter_answers_who_is_who() {
    let dir = tempfile::tempdir().expect("a folder");
    let jean = ("Jean Petit", "every year", "every month");
    let path = word(dir.path(), "answers.docx", &[MARIA, jean]);
    let mut test = canal(dir.path());
    merge(&mut test, &path);
    assert!(shows(&test, "In answers.docx"), "it says which file it asks about");
    for (author, actor) in [("Jean Petit", "Chile"), ("Maria Silva", "Brazil")] {
        let label = format!("“{author}”: 1 change");
        assert!(field(&test, &label).is_focused(), "{author}");
        test.event(eframe::egui::Event::Text(actor.to_owned()));
        test.run();
        press(&mut test, Modifiers::NONE, Key::Enter);
    }
    assert!(test.get_by_role_and_label(Role::Button, "Go on").is_focused());
    assert!(test.state().app().plan().is_none(), "the first Enter only goes on");
    press(&mut test, Modifiers::NONE, Key::Enter);
    assert!(shows(&test, "“Maria Silva” speaks for Brazil") && shows(&test, "2 to come in"));
}

#[test]
fn what_nobody_says_is_listed_and_not_taken() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = word(dir.path(), "c.docx", &[MARIA, EU]);
    let mut test = canal(dir.path());
    merge(&mut test, &path);
    click(&mut test, "Go on");
    assert!(shows(&test, "1 to come in") && shows(&test, "not taken"));
    assert!(shows(&test, "“Maria Silva” speaks for nobody here: 1 change"));
    click(&mut test, "Merge");
    assert!(!text(&test).contains("bright") && text(&test).contains("month"));
    assert!(test.state().app().project().authors.is_empty());
}

#[test]
fn a_file_without_marks_is_of_whoever_is_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = word(dir.path(), "c.docx", &[]);
    std::fs::write(dir.path().join("new.txt"), TEXT.replace("old lamps", "new lamps")).expect("written");
    let mut test = open(false);
    test.state_mut().app_mut().send(Message::Import(dir.path().join("new.txt")));
    test.run();
    merge(&mut test, &path);
    assert!(test.get_by_role_and_label(Role::Button, "Go on").accesskit_node().is_disabled());
    field(&test, "What was changed without being tracked is of").set_text_value_accesskit("Kenya");
    test.run();
    click(&mut test, "Go on");
    click(&mut test, "Merge");
    assert!(test.state().app().project().tracks.contains_key(&ActorId::new("Kenya")));
}

#[test]
fn a_word_file_with_changes_is_imported_one_way() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = word(dir.path(), "c.docx", &[MARIA, EU]);
    for (choice, word) in
        [("With everything accepted", "bright lamps"), ("With everything rejected", "old lamps")]
    {
        let mut test = open(false);
        press(&mut test, Modifiers::COMMAND, Key::O);
        test.get_by_role_and_label(Role::TextInput, "Type a path")
            .set_text_value_accesskit(&path.display().to_string());
        test.run();
        click(&mut test, "Open");
        assert!(shows(&test, "2 changes") && shows(&test, "“Maria Silva”: 1 change"));
        test.get_by_role_and_label(Role::RadioButton, choice).click();
        test.run();
        click(&mut test, "Import");
        assert!(text(&test).contains(word), "{choice}");
        assert!(test.state().app().notices().iter().any(|n| n.text.contains("2 changes taken as")));
    }
}

#[test]
fn a_dropped_word_file_can_begin_a_project() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = word(dir.path(), "c.docx", &[MARIA]);
    let mut test = open(true);
    test.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
    test.run();
    assert!(shows(&test, "Who is who?"));
    click(&mut test, "New project with it");
    click(&mut test, "Import");
    assert_eq!(test.state().app().title(), "The canal");
    assert!(text(&test).contains("bright lamps"));
}

#[test]
fn a_project_and_its_returns_open_together_in_any_order() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, own) = (word(dir.path(), "c.docx", &[MARIA]), dir.path().join("z.chapeau"));
    let mut app = App::seeded(3);
    app.send(Message::Import(dir.path().join("text.txt")));
    app.send(Message::SaveAs(own.clone()));
    for files in [[&own, &path], [&path, &own]] {
        let mut test = open(false);
        let files = files.map(|f| -> std::sync::Arc<dyn eframe::egui::DroppedFile + Send + Sync> {
            std::sync::Arc::new(Dropped(f.clone()))
        });
        test.input_mut().dropped_files.extend(files);
        test.run();
        assert_eq!(test.state().app().path(), Some(own.as_path()), "{:?}", test.state().app().notices());
        assert!(shows(&test, "Who is who?") && test.state().app().notices().is_empty());
        field(&test, "“Maria Silva”: 1 change").set_text_value_accesskit("Brazil");
        test.run();
        click(&mut test, "Go on");
        assert!(shows(&test, "1 to come in"));
        click(&mut test, "Merge");
        assert!(text(&test).contains("bright"));
    }
}

#[test]
fn a_name_alone_is_beside_the_project() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = canal(dir.path());
    test.state_mut().app_mut().send(Message::SaveAs(dir.path().join("z.chapeau")));
    for (key, name, button) in
        [(Key::E, "out.docx", "Export"), (Key::S, "again.chapeau", "Save"), (Key::S, "last", "Save")]
    {
        let shift = if key == Key::S { Modifiers::SHIFT } else { Modifiers::NONE };
        press(&mut test, Modifiers::COMMAND | shift, key);
        field(&test, "Type a path").set_text_value_accesskit(name);
        test.run();
        assert!(shows(&test, &format!("A name alone is in {}", dir.path().display())));
        click(&mut test, button);
        if key == Key::E {
            assert!(shows(&test, &format!("Written to {}.", dir.path().join(name).display())));
        }
    }
    for name in ["out.docx", "again.chapeau", "last.chapeau"] {
        assert!(dir.path().join(name).exists(), "{name}: {:?}", test.state().app().notices());
    }
    press(&mut test, Modifiers::COMMAND, Key::O);
    field(&test, "Type a path").set_text_value_accesskit("z.chapeau");
    test.run();
    click(&mut test, "Open");
    assert_eq!(test.state().app().path(), Some(dir.path().join("z.chapeau").as_path()));
}

#[test]
fn what_is_said_of_files_reads_well() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = canal(dir.path());
    assert!(shows(&test, "no note; no broken word was mended"));
    press(&mut test, Modifiers::COMMAND, Key::E);
    let name = dir.path().join("nowhere").join("a.docx").display().to_string();
    field(&test, "Type a path").set_text_value_accesskit(&name);
    test.run();
    click(&mut test, "Export");
    assert!(shows(&test, &format!("{name} could not be written: there is no such folder.")));
}

#[test]
fn an_export_is_chosen() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = open(true);
    let field = |t: &mut Test, name: &str| {
        let path = dir.path().join(name).display().to_string();
        t.get_by_role_and_label(Role::TextInput, "Type a path").set_text_value_accesskit(&path);
        t.run();
    };
    let radio = |t: &mut Test, name: &str| {
        t.get_by_role_and_label(Role::RadioButton, name).click();
        t.run();
    };
    let part = |name: &str, part: &str| -> String {
        use std::io::Read;
        let bytes = std::fs::read(dir.path().join(name)).expect("written");
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
        let mut out = String::new();
        let _ = zip.by_name(part).map(|mut file| file.read_to_string(&mut out));
        out
    };
    for (name, choice, has, has_not) in [
        ("tracked.docx", "Proposals as tracked changes", "<w:ins ", "<w:tbl>"),
        ("brackets.docx", "Proposals as coloured text in brackets", "ChapeauSign", "<w:ins "),
        ("table.docx", "A table with a column for comments", "<w:tbl>", "<w:ins "),
        ("redline.docx", "The text as tracked changes on a revision", "<w:body>", "<w:tbl>"),
    ] {
        press(&mut test, Modifiers::COMMAND, Key::E);
        field(&mut test, name);
        radio(&mut test, choice);
        click(&mut test, "Export");
        let written = part(name, "word/document.xml");
        assert!(written.contains(has) && !written.contains(has_not), "{name}");
    }
    // Without the comments; another format changes the ending.
    press(&mut test, Modifiers::COMMAND, Key::E);
    field(&mut test, "silent.docx");
    test.get_by_role_and_label(Role::CheckBox, "With the comments").click();
    test.run();
    click(&mut test, "Export");
    // Wishes without words of their own are said as comments too.
    let comments = |name: &str| part(name, "word/comments.xml").matches("<w:comment ").count();
    assert!(comments("tracked.docx") > comments("silent.docx"));
    press(&mut test, Modifiers::COMMAND, Key::E);
    field(&mut test, "page.docx");
    radio(&mut test, "Web page");
    assert!(test.query_by_label("With the comments").is_none(), "only Word has them");
    test.get_by_role_and_label(Role::ComboBox, "Text").click();
    test.run();
    // Drawn last: the list lies over the page.
    test.get_all_by_label("Original").last().expect("it is offered").click();
    test.run();
    click(&mut test, "Export");
    let page = std::fs::read_to_string(dir.path().join("page.html")).expect("written");
    assert!(page.contains("<html") && !page.contains("<ins"));
}

#[test]
fn a_chosen_text_stays_chosen_while_other_kinds_of_export_are_looked_at() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut test = open(true);
    let radio = |t: &mut Test, name: &str| {
        t.get_by_role_and_label(Role::RadioButton, name).click();
        t.run();
    };
    let chosen = |t: &Test| t.get_by_role_and_label(Role::ComboBox, "Text").value();
    press(&mut test, Modifiers::COMMAND, Key::E);
    assert_eq!(chosen(&test).as_deref(), Some("Compilation"));
    radio(&mut test, "The text as tracked changes on a revision");
    assert_eq!(chosen(&test).as_deref(), Some("Clean"));
    assert!(shows(&test, "This shows one text"));
    radio(&mut test, "A table with a column for comments");
    assert_eq!(chosen(&test).as_deref(), Some("Clean"));
    test.get_by_role_and_label(Role::ComboBox, "Text").click();
    test.run();
    test.get_all_by_label("Compilation").last().expect("it is offered").click();
    test.run();
    radio(&mut test, "Proposals as tracked changes");
    assert_eq!(chosen(&test).as_deref(), Some("Compilation"));
    assert!(shows(&test, "The proposals are in it"));
    radio(&mut test, "A table with a column for comments");
    assert_eq!(chosen(&test).as_deref(), Some("Compilation"), "a filled sheet is chosen once");
    radio(&mut test, "Proposals as tracked changes");
    test.get_by_role_and_label(Role::ComboBox, "Text").click();
    test.run();
    test.get_all_by_label("Clean").last().expect("it is offered").click();
    test.run();
    assert!(shows(&test, "none will be in the file"));
    radio(&mut test, "The text as tracked changes on a revision");
    radio(&mut test, "Proposals as tracked changes");
    assert_eq!(chosen(&test).as_deref(), Some("Clean"), "what was chosen, whatever it was");
    test.get_by_role_and_label(Role::ComboBox, "Text").click();
    test.run();
    test.get_all_by_label("Compilation").last().expect("it is offered").click();
    test.run();
    let path = dir.path().join("all.docx");
    let name = path.display().to_string();
    test.get_by_role_and_label(Role::TextInput, "Type a path").set_text_value_accesskit(&name);
    test.run();
    click(&mut test, "Export");
    let Ok(files::Opened::Marked(copy)) = files::open(&path) else { panic!("a Word file") };
    assert!(!chapeau::revise::authors(&copy).is_empty(), "the proposals are in it");
}
