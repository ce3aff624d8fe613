//! A text on a base as a Word file, by the program itself: all changes taken give the text, all
//! left the base; and what cannot be written so is refused with a sentence.
//!
//! The source documents are not part of the repository: see `common::seeds`.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Desk, made, seeds};
use roxmltree::{Document, Node};
use std::io::{Cursor, Read};

/// The document of a Word file.
fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn is(node: &Node, names: &[&str]) -> bool {
    names.contains(&node.tag_name().name())
}

/// The words of each paragraph with all changes taken or left; typed labels are left out.
fn words(file: &[u8], taken: bool) -> Vec<String> {
    let body = part(file, "word/document.xml");
    let tree = Document::parse(&body).unwrap();
    let out = if taken { ["del", "moveFrom"] } else { ["ins", "moveTo"] };
    let mut all = Vec::new();
    let mut line = String::new();
    for p in tree.descendants().filter(|n| is(n, &["p"])) {
        for t in p.descendants().filter(|n| is(n, &["t", "delText", "footnoteReference", "fldChar"])) {
            // A typed label, or the number in a field that repeats a note, is no word of the text.
            let run = t.ancestors().find(|n| is(n, &["r"])).unwrap();
            let beside = run
                .descendants()
                .any(|n| is(&n, &["vertAlign"]) || n.attributes().any(|a| a.value() == "ChapeauLabel"));
            if !beside && !t.ancestors().any(|n| is(&n, &out)) {
                line.push_str(t.text().unwrap_or_default());
            }
        }
        let mark =
            p.children().find(|n| is(n, &["pPr"])).and_then(|n| n.children().find(|n| is(n, &["rPr"])));
        if !mark.is_some_and(|n| n.children().any(|m| is(&m, &out))) {
            all.push(std::mem::take(&mut line));
        }
    }
    assert_eq!(line, "");
    all
}

#[test]
fn the_source_documents_on_one_another() {
    let Some(dir) = seeds() else { return };
    let desk = Desk::new();
    let mut names: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    names.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    names.sort();
    for (n, path) in names.iter().enumerate() {
        let out = format!("{n}.chapeau");
        desk.run(["import".as_ref(), path.as_os_str(), "-o".as_ref(), out.as_ref()]).well();
        desk.line(&format!("export {n}.chapeau -o {n}.docx --view original")).well();
    }
    for now in 0..names.len() {
        for was in 0..names.len() {
            desk.line(&format!("export {now}.chapeau -o r.docx --against {was}.chapeau --force")).well();
            let file = desk.bytes("r.docx");
            assert_eq!(
                words(&file, true),
                words(&desk.bytes(&format!("{now}.docx")), true),
                "{now} on {was}"
            );
            assert_eq!(
                words(&file, false),
                words(&desk.bytes(&format!("{was}.docx")), true),
                "{now} on {was}"
            );
        }
    }
}

#[test]
fn a_project_on_its_own_revision() {
    let desk = Desk::new();
    desk.put("a.md", made::SOURCE);
    desk.put("b.md", made::SOURCE.replace("old lamps", "new lamps"));
    desk.line("import a.md -o a.chapeau").well();
    desk.line("track from-copy a.chapeau b.md --as EU -o eu.track").well();
    desk.line("merge a.chapeau eu.track").well();
    desk.line("decide a.chapeau --accept --all").well();
    desk.run(["export", "a.chapeau", "-o", "r.docx", "--against", "a.chapeau@Zero draft"]).well();
    let body = part(&desk.bytes("r.docx"), "word/document.xml");
    assert!(body.contains(">old</w:delText>") && body.contains(">new</w:t>"), "{body}");
    assert!(part(&desk.bytes("r.docx"), "word/settings.xml").contains("w:trackRevisions"));
    // The same against a text that is no project.
    desk.line("export a.chapeau -o again.docx --against a.md").well();
    assert_eq!(words(&desk.bytes("again.docx"), false), words(&desk.bytes("r.docx"), false));
}

#[test]
fn what_cannot_be_a_redline_is_refused() {
    let desk = Desk::new();
    desk.put("a.md", made::SOURCE);
    desk.line("import a.md -o a.chapeau").well();
    for (line, says) in [
        ("export a.chapeau -o r.html --against a.md", "only Word files have"),
        ("export a.chapeau -o r.docx --against a.md --view compilation", "one text"),
        ("export a.chapeau -o r.docx --against missing.md", "missing.md"),
        ("export a.chapeau -o r.md --sheet", "a Word file"),
    ] {
        let ran = desk.line(line).ended(2);
        assert!(ran.err.contains(says), "{line}: {}", ran.err);
    }
    assert_eq!(desk.files(), ["a.chapeau", "a.md"]);
}

#[test]
fn texts_that_go_out_track_what_is_typed() {
    let desk = Desk::new();
    desk.put("a.md", made::SOURCE);
    desk.line("import a.md -o a.chapeau").well();
    for line in ["--view clean", "--view original", "--sheet"] {
        desk.line(&format!("export a.chapeau -o a.docx {line} --force")).well();
        let settings = part(&desk.bytes("a.docx"), "word/settings.xml");
        assert!(settings.contains("w:trackRevisions"), "{line}");
        assert!(part(&desk.bytes("a.docx"), "docProps/core.xml").contains("<dc:creator>Co-Facilitators<"));
    }
}
