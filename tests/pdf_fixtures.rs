//! PDFs of one invented resolution, as three programs print it, are read as its text.
//!
//! The files are in `tests/fixtures/pdf` with the script that makes them.

// Helpers of tests may fail as tests do.
#![allow(clippy::expect_used)]

use chapeau::format::{pdf, plain};
use chapeau::revise::Parsed;
use chapeau::text::Kind;
use std::path::Path;

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf");
    std::fs::read(folder.join(name)).expect("a fixture")
}

fn source() -> Parsed {
    plain::read(&String::from_utf8(fixture("rivers.md")).expect("a text"))
}

fn rows(parsed: &Parsed) -> Vec<(Kind, Option<String>, bool, String)> {
    let all = parsed.paragraphs.iter();
    all.map(|p| (p.kind, p.issued.clone(), p.masthead, p.words.text().to_owned())).collect()
}

/// The texts of the notes in the order of their references.
fn notes(parsed: &Parsed) -> Vec<&str> {
    let all = parsed.paragraphs.iter().flat_map(|p| p.words.notes());
    all.filter_map(|id| parsed.notes.get(id)).map(String::as_str).collect()
}

#[test]
fn a_word_file_as_an_office_prints_it() {
    for name in ["office.pdf", "cairo.pdf"] {
        let (expected, found) = (source(), pdf::read(&fixture(name)).expect("a PDF with text"));
        assert_eq!(rows(&found), rows(&expected), "{name}");
        assert_eq!(notes(&found), notes(&expected), "{name}");
        assert_eq!((found.genre, &found.symbol), (expected.genre, &expected.symbol), "{name}");
        for (a, b) in expected.paragraphs.iter().zip(&found.paragraphs) {
            assert_eq!(a.words.italic(), b.words.italic(), "{name}: {}", a.words.text());
            assert!(b.words.bold().is_empty(), "{name}: {}", b.words.text());
        }
        assert!(found.report.repairs.is_empty(), "{:?}", found.report.repairs);
    }
}

#[test]
fn a_page_as_a_browser_prints_it() {
    let (expected, found) = (source(), pdf::read(&fixture("browser.pdf")).expect("a PDF with text"));
    assert_eq!(rows(&found), rows(&expected));
    assert_eq!(notes(&found), notes(&expected));
}

#[test]
fn a_damaged_fixture_is_no_panic() {
    for name in ["office.pdf", "browser.pdf"] {
        let whole = fixture(name);
        for i in 0..40 {
            let at = i * whole.len() / 40;
            let _ = pdf::read(&whole[..at]);
            let mut flipped = whole.clone();
            flipped[at] ^= 1 << (i % 8);
            let _ = pdf::read(&flipped);
        }
    }
}
