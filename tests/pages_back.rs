//! The source documents as web pages of ours are read back as the same texts.
//!
//! They are not part of the repository: without `../shared/seeds` this test says so and passes,
//! unless `CHAPEAU_REQUIRE_SHARED` demands them.

// Helpers of tests may fail as tests do.
#![allow(clippy::expect_used)]

mod common;

use chapeau::format::page::{Front, sheet};
use chapeau::format::{html, plain};
use chapeau::text::Document;

const SEEDS: [&str; 6] = [
    "000_a50eea9db72ef86d.txt",
    "001_a671e0a3fb8a7acb.txt",
    "002_701ea89711f63d3c.txt",
    "003_dfb8c5732563a7ab.txt",
    "003_base.txt",
    "004_b6cbb372e83e4a57.txt",
];

#[test]
fn a_page_of_ours_is_the_same_text() {
    for name in SEEDS {
        let Some(text) = common::seed(name) else { return };
        let parsed = plain::read(&text);
        let document = Document::imported(parsed.paragraphs, parsed.notes);
        let front = Front { genre: parsed.genre, ..Front::default() };
        let page = html::write(&sheet(&document, None, &front));
        let back = html::read(&html::decode(page.as_bytes())).expect("a page of ours");
        let back = Document::imported(back.paragraphs, back.notes);
        for (a, b) in document.paragraphs().zip(back.paragraphs()) {
            assert_eq!((a.meta.kind, a.words.text()), (b.meta.kind, b.words.text()), "{name}");
            assert_eq!((a.meta.masthead, &a.meta.label), (b.meta.masthead, &b.meta.label), "{name}");
            assert_eq!(a.words.italic(), b.words.italic(), "{name}: {}", a.words.text());
            assert_eq!(a.words.bold(), b.words.bold(), "{name}: {}", a.words.text());
        }
        assert_eq!(document.hash(), back.hash(), "{name}");
    }
}
