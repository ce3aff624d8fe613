//! PDFs that LibreOffice made from our own files are read as the texts that they were made from.
//!
//! Neither LibreOffice nor the source documents are part of the repository: without them these
//! tests say so and pass, unless `CHAPEAU_REQUIRE_OFFICE=1` or `CHAPEAU_REQUIRE_SHARED=1` demands
//! them.

// Helpers of tests may fail as tests do.
#![allow(clippy::expect_used)]

mod common;

use chapeau::format::page::{Front, sheet};
use chapeau::format::{docx, pdf, plain};
use chapeau::revise::Parsed;
use chapeau::text::{Document, Kind};
use std::path::Path;
use std::process::{Command, Stdio};

const SEEDS: [&str; 6] = [
    "000_a50eea9db72ef86d.txt",
    "001_a671e0a3fb8a7acb.txt",
    "002_701ea89711f63d3c.txt",
    "003_dfb8c5732563a7ab.txt",
    "003_base.txt",
    "004_b6cbb372e83e4a57.txt",
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
    for name in SEEDS {
        let Some(text) = common::seed(name) else { return };
        let parsed = plain::read(&text);
        let expected = rows(&parsed);
        let notes = parsed.notes.values().cloned().collect::<Vec<_>>();
        let document = Document::imported(parsed.paragraphs.clone(), parsed.notes.clone());
        let front = Front { genre: parsed.genre, symbol: "A/RES/80/1".into(), ..Front::default() };
        let file = docx::write(&sheet(&document, None, &front), &docx::Extra::default());
        let Some(printed) = printed("text.docx", &file) else { return };
        if let Some(keep) = std::env::var_os("CHAPEAU_KEEP_PDF") {
            std::fs::write(Path::new(&keep).join(name.replace(".txt", ".pdf")), &printed).expect("a folder");
        }
        let back = pdf::read(&printed).expect("a PDF with text");
        let found = rows(&back);
        let equal = expected.iter().filter(|row| found.contains(row)).count();
        let kept = notes.iter().filter(|n| back.notes.values().any(|b| b == *n)).count();
        println!("{name}: {equal} of {} paragraphs, {kept} of {} notes equal", expected.len(), notes.len());
        for row in expected.iter().filter(|row| !found.contains(row)).take(6) {
            println!("  - {row:?}");
        }
        for row in found.iter().filter(|row| !expected.contains(row)).take(6) {
            println!("  + {row:?}");
        }
    }
}
