//! The source documents, written as Word files and read again, are the same.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::format::docx::{Extra, read, write};
use chapeau::format::page::{Front, Labels, Markup, sheet};
use chapeau::format::plain;
use chapeau::revise::marked::{Marked, MarkedParagraph};
use chapeau::text::{Document, Ranges, Words};

const SEEDS: [&str; 6] = [
    "000_a50eea9db72ef86d.txt",
    "001_a671e0a3fb8a7acb.txt",
    "002_701ea89711f63d3c.txt",
    "003_base.txt",
    "003_dfb8c5732563a7ab.txt",
    "004_b6cbb372e83e4a57.txt",
];

/// The words of a paragraph without changes.
fn words(p: &MarkedParagraph) -> Words {
    let (mut at, mut italic) = (0, Vec::new());
    for run in &p.runs {
        let end = at + run.text.chars().count();
        italic.extend(run.italic.then_some(at..end));
        at = end;
    }
    let notes = p.runs.iter().filter_map(|r| r.note).collect();
    Words::new(&p.text(), Ranges::new(italic), Ranges::default(), notes)
}

fn written(name: &str) -> Option<(Document, Marked)> {
    let parsed = plain::read(&common::seed(name)?);
    let front = Front {
        title: parsed.title.clone().unwrap_or_default(),
        symbol: parsed.symbol.clone().unwrap_or_default(),
        genre: parsed.genre,
        labels: Labels::Issued,
        markup: Markup::None,
        ..Front::default()
    };
    let (title, symbol, genre) = (parsed.title.clone(), parsed.symbol.clone(), parsed.genre);
    let document = Document::imported(parsed.paragraphs, parsed.notes);
    let bytes = write(&sheet(&document, None, &front), &Extra::default());
    if let Ok(folder) = std::env::var("CHAPEAU_KEEP") {
        std::fs::write(format!("{folder}/{name}.docx"), &bytes).unwrap();
    }
    let marked = read(&bytes).expect("a file of ours");
    assert_eq!((&marked.title, &marked.symbol, marked.genre), (&title, &symbol, genre), "{name}");
    Some((document, marked))
}

#[test]
fn source_documents_come_back() {
    for name in SEEDS {
        let Some((document, marked)) = written(name) else { return };
        assert_eq!(marked.paragraphs.len(), document.len(), "{name}");
        for (at, p) in marked.paragraphs.iter().enumerate() {
            let meta = document.meta(at).expect("there");
            let told = format!("{name} {at}: {}", p.text());
            assert_eq!((p.kind, p.masthead, p.id), (meta.kind, meta.masthead, Some(meta.id)), "{told}");
            assert_eq!(p.issued, meta.issued, "{told}");
            let (read, wrote) = (words(p), document.words(at));
            assert_eq!((read.text(), read.notes()), (wrote.text(), wrote.notes()), "{told}");
            assert_eq!(read.italic(), wrote.italic(), "{told}");
        }
        for (id, text) in &marked.notes {
            assert_eq!(document.note(*id), Some(text.as_str()), "{name}");
        }
        assert!(marked.dropped.is_empty(), "{name}: {:?}", marked.dropped);
    }
}
