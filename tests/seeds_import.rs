//! The five source documents come in exactly as counted by hand.
//!
//! They are not part of the repository: without `../shared/seeds` these tests say so and pass,
//! unless `CHAPEAU_REQUIRE_SHARED` demands them.

use chapeau::format::plain::read;
use chapeau::lexicon::{Tense, opening};
use chapeau::revise::intake::{Parsed, Report, Why};
use chapeau::text::{Genre, Kind, NOTE, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const A_80_118: &str = "000_a50eea9db72ef86d.txt";
const CSTD: &str = "001_a671e0a3fb8a7acb.txt";
const A_78_132: &str = "002_701ea89711f63d3c.txt";
const UPU: &str = "003_dfb8c5732563a7ab.txt";
const ZERO: &str = "003_base.txt";
const A_72_200: &str = "004_b6cbb372e83e4a57.txt";

/// The folder of the source documents, beside the checkout or one of its parents.
fn seeds() -> Option<PathBuf> {
    let told = std::env::var_os("CHAPEAU_SHARED").map(|dir| PathBuf::from(dir).join("seeds"));
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1).map(|dir| dir.join("shared/seeds"));
    let found = told.into_iter().chain(beside).find(|dir| dir.is_dir());
    if found.is_none() {
        let required = std::env::var("CHAPEAU_REQUIRE_SHARED").is_ok_and(|v| v == "1");
        assert!(!required, "../shared/seeds is not here, and CHAPEAU_REQUIRE_SHARED=1 demands it");
        eprintln!("SKIPPED: ../shared/seeds is not here");
    }
    found
}

/// The text of a document; none where the folder is not here.
fn text(name: &str) -> Option<String> {
    seeds().map(|dir| std::fs::read_to_string(dir.join(name)).expect("a source document"))
}

fn of(parsed: &Parsed, kind: Kind) -> Vec<&Source> {
    parsed.paragraphs.iter().filter(|p| p.kind == kind).collect()
}

fn dump(parsed: &Parsed) {
    eprintln!("{:?} {:?} {:?}", parsed.title, parsed.symbol, parsed.genre);
    for p in &parsed.paragraphs {
        let t = p.words.text();
        let head: String = t.chars().take(50).collect();
        let tail: String = t.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
        eprintln!("{:11} {} {:6} {head} … {tail}  [{}]", p.kind.to_string(), u8::from(p.masthead), p.issued.clone().unwrap_or_default(), p.words.notes().len());
    }
    for r in &parsed.report.repairs {
        eprintln!("repair {} {} {:?} -> {:?}", r.paragraph, r.start, r.was, r.now);
    }
    for d in parsed.report.dropped.iter().filter(|d| !matches!(d.why, Why::EmphasisMark | Why::LinkTarget | Why::BlockMark)) {
        eprintln!("dropped {} {:?} {:?}", d.line, d.why, d.text);
    }
}

#[test]
#[ignore]
fn dump_all() {
    for name in std::env::var("DOC").unwrap_or_default().split(',') {
        if let Some(t) = text(name) { dump(&read(&t)); }
    }
}

/// preambular, operative, sub, headings, notes, references
fn counts(parsed: &Parsed) -> [usize; 6] {
    let sub = parsed.paragraphs.iter().filter(|p| matches!(p.kind, Kind::Sub(_))).count();
    let references = parsed.paragraphs.iter().map(|p| p.words.notes().len()).sum();
    [
        of(parsed, Kind::Preambular).len(),
        of(parsed, Kind::Operative).len(),
        sub,
        of(parsed, Kind::Heading).len(),
        parsed.notes.len(),
        references,
    ]
}

#[test]
fn every_document_has_its_counts() {
    for (name, expected) in [
        (A_80_118, [59, 74, 2, 0, 26, 26]),
        (CSTD, [10, 138, 4, 5, 16, 16]),
        (A_78_132, [56, 59, 0, 0, 19, 19]),
        (UPU, [7, 148, 0, 18, 0, 0]),
        (ZERO, [7, 148, 0, 18, 0, 0]),
        (A_72_200, [31, 33, 0, 0, 10, 15]),
    ] {
        let Some(text) = text(name) else { return };
        assert_eq!(counts(&read(&text)), expected, "{name}");
    }
}
