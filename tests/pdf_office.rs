//! PDFs that LibreOffice made from our own files are read as the texts that they were made from.
//!
//! Neither LibreOffice nor the source documents are part of the repository: without them these
//! tests say so and pass, unless `CHAPEAU_REQUIRE_OFFICE=1` or `CHAPEAU_REQUIRE_SHARED=1` demands
//! them.

// Helpers of tests may fail as tests do.
#![allow(clippy::expect_used)]

mod common;

use chapeau::format::page::{Front, sheet};
use chapeau::format::{docx, html, pdf, plain};
use chapeau::record::resolve;
use chapeau::revise::{CopyInput, FromCopy, Parsed, from_copy};
use chapeau::text::{Document, Kind, Source};
use std::ops::Range;
use std::path::Path;
use std::process::{Command, Stdio};

/// The source documents, with how many of their paragraphs the page itself does not tell apart:
/// headings that nothing parts but a line break, a label without a space, a break after a bracket.
const SEEDS: [(&str, usize); 6] = [
    ("000_a50eea9db72ef86d.txt", 0),
    ("001_a671e0a3fb8a7acb.txt", 4),
    ("002_701ea89711f63d3c.txt", 0),
    ("003_dfb8c5732563a7ab.txt", 0),
    ("003_base.txt", 0),
    ("004_b6cbb372e83e4a57.txt", 0),
];

/// The file as LibreOffice sets it; none where LibreOffice is not here.
fn printed(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let desk = common::Desk::new();
    let source = desk.put(name, bytes);
    let profile = format!("-env:UserInstallation=file://{}", desk.path("profile").display());
    let ran = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(desk.path(""))
        .arg(&source)
        .stdin(Stdio::null())
        .output();
    if ran.is_err() {
        let required = std::env::var("CHAPEAU_REQUIRE_OFFICE").is_ok_and(|v| v == "1");
        assert!(!required, "LibreOffice is not here, and CHAPEAU_REQUIRE_OFFICE=1 demands it");
        eprintln!("SKIPPED: LibreOffice (soffice) is not here");
        return None;
    }
    let stem = Path::new(name).file_stem().expect("a name").to_string_lossy().into_owned();
    Some(desk.bytes(&format!("{stem}.pdf")))
}

fn rows(parsed: &Parsed) -> Vec<(Kind, Option<String>, String)> {
    parsed.paragraphs.iter().map(|p| (p.kind, p.issued.clone(), p.words.text().to_owned())).collect()
}

#[test]
fn the_source_documents_as_pdf() {
    for (name, lost) in SEEDS {
        let Some(text) = common::seed(name) else { return };
        let parsed = plain::read(&text);
        let expected = rows(&parsed);
        let document = Document::imported(parsed.paragraphs.clone(), parsed.notes.clone());
        let front = Front { genre: parsed.genre, symbol: "A/RES/80/1".into(), ..Front::default() };
        let file = docx::write(&sheet(&document, None, &front), &docx::Extra::default());
        let Some(printed) = printed("text.docx", &file) else { return };
        let back = pdf::read(&printed).expect("a PDF with text");
        let found = rows(&back);
        let equal = expected.iter().filter(|row| found.contains(row)).count();
        println!("{name}: {equal} of {} paragraphs equal", expected.len());
        for row in expected.iter().filter(|row| !found.contains(row)) {
            println!("  - {row:?}");
        }
        assert!(equal + lost >= expected.len(), "{name}: {equal} of {}", expected.len());
        for note in parsed.notes.values() {
            assert!(back.notes.values().any(|b| b == note), "{name}: {note}");
        }
    }
}

/// The words of a paragraph that the base does not have, from character to character.
fn new_words(paragraph: &Source, base: &[Source]) -> Range<usize> {
    let same = |b: &&Source| b.issued.is_some() && b.issued == paragraph.issued && b.kind == paragraph.kind;
    let words: Vec<char> = paragraph.words.text().chars().collect();
    let Some(before) = base.iter().find(same) else { return 0..0 };
    let before: Vec<char> = before.words.text().chars().collect();
    let head = words.iter().zip(&before).take_while(|(a, b)| a == b).count();
    let most = words.len().min(before.len()) - head;
    let tail = words.iter().rev().zip(before.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    head..words.len() - tail
}

/// A return as a page: words put in are bold on yellow, as its author had them.
fn annotated(copy: &Parsed, base: &[Source]) -> String {
    let mut page = String::from("<html><head><meta charset=\"utf-8\"></head><body>\n");
    for paragraph in &copy.paragraphs {
        let element = if paragraph.kind == Kind::Title { "h1" } else { "p" };
        let new = new_words(paragraph, base);
        let words: Vec<char> = paragraph.words.text().chars().collect();
        let escaped = |range: Range<usize>| html::escape(&words[range].iter().collect::<String>());
        let label = paragraph.issued.as_ref().map(|l| format!("{l} ")).unwrap_or_default();
        let mut text = escaped(0..new.start);
        if !new.is_empty() {
            text += &format!("<b><span style=\"background: #ffff00\">{}</span></b>", escaped(new.clone()));
        }
        text += &escaped(new.end..words.len());
        page += &format!("<{element}>{label}{text}</{element}>\n");
    }
    page + "</body></html>\n"
}

fn wishes(base: &Document, copy: &Parsed) -> FromCopy {
    let actor = resolve("UPU", &[]);
    let input = CopyInput { base, hash: base.hash(), title: "", copy, actor: &actor, return_number: 1 };
    from_copy(&input)
}

#[test]
fn a_return_as_pdf_and_as_page_holds_what_it_holds_as_text() {
    let (Some(base), Some(copy)) = (common::seed("003_base.txt"), common::seed("003_dfb8c5732563a7ab.txt"))
    else {
        return;
    };
    let base = plain::read(&base);
    let sources = base.paragraphs.clone();
    let base = Document::imported(base.paragraphs, base.notes);
    let copy = plain::read(&copy);
    let page = annotated(&copy, &sources);
    assert_eq!(page.matches("<b>").count(), 4, "four paragraphs have new words");
    let expected = wishes(&base, &copy);
    let read = html::read(&page).expect("a page");
    assert_eq!(wishes(&base, &read).strand, expected.strand);
    let Some(printed) = printed("return.html", page.as_bytes()) else { return };
    let read = pdf::read(&printed).expect("a PDF with text");
    let found = wishes(&base, &read);
    for (id, proposal) in &found.strand.proposals {
        if !expected.strand.proposals.contains_key(id) {
            println!("  + {proposal:?}");
        }
    }
    assert_eq!(found.strand, expected.strand);
    assert_eq!((found.deletions, found.absent), (expected.deletions, expected.absent));
    // What is new is seen to be new.
    let bold: usize = read.paragraphs.iter().map(|p| p.words.bold().iter().count()).sum();
    assert_eq!(bold, 4);
}
