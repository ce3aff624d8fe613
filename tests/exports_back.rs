//! What is written as text or Markdown is read back as the same document.
//!
//! The source documents are not part of the repository: without `../shared/seeds` that test
//! says so and passes, unless `CHAPEAU_REQUIRE_SHARED` demands them.

// Helpers of tests may fail as tests do.
#![allow(clippy::expect_used)]

mod common;

use chapeau::format::page::{Front, Labels, sheet};
use chapeau::format::plain;
use chapeau::format::target::Format;
use chapeau::text::{Document, Genre};
use std::path::PathBuf;

const INVENTED: &str = "\
> General Assembly

> Eightieth session

> [on the report of the Lights Committee (A/80/1, para. 7)]

# 80/999. Lighthouses & inland waterways

*The General Assembly,*

*Recalling* its resolution 1/1 of 1 May 2001,[^1]

*Noting with concern* that the set a \\* b \\* c of snake\\_case lamps \\[all\\] is < 3,[^2]

## Lamps

1. *Calls upon* Member States:

    (a) To keep the lamps burning:

        (i) On canals;

        (ii) On lakes;

    (b) To count the ships;

2. *Decides* to meet again in the dark.

*64th plenary meeting*

*15 December 2025*

[^1]: Resolution 1/1.

[^2]: See A/60/687 and “Lamps”.
";

fn read(text: &str) -> (Document, Genre) {
    let parsed = plain::read(text);
    (Document::imported(parsed.paragraphs, parsed.notes), parsed.genre)
}

/// Writes a document and reads it back: in both formats of text, with two kinds of labels.
fn there_and_back(name: &str, source: &str) {
    let (document, genre) = read(source);
    for format in [Format::Txt, Format::Md] {
        for labels in [Labels::Issued, Labels::Negotiation] {
            let front = Front { genre, labels, ..Front::default() };
            let text = format.write_text(&sheet(&document, None, &front)).expect("a format of text");
            let (back, _) = read(&text);
            let how = format!("{name} as {format} with {} labels", labels.name());
            for (a, b) in document.paragraphs().zip(back.paragraphs()) {
                assert_eq!((a.meta.kind, a.words.text()), (b.meta.kind, b.words.text()), "{how}");
                assert_eq!((a.meta.masthead, &a.meta.label), (b.meta.masthead, &b.meta.label), "{how}");
                if labels == Labels::Issued {
                    assert_eq!(a.meta.issued, b.meta.issued, "{how}");
                }
                if format == Format::Md {
                    assert_eq!(a.words.italic(), b.words.italic(), "{how}: {}", a.words.text());
                    assert_eq!(a.words.bold(), b.words.bold(), "{how}: {}", a.words.text());
                }
            }
            assert_eq!(document.hash(), back.hash(), "{how}");
        }
    }
}

#[test]
fn an_invented_resolution() {
    let (document, _) = read(INVENTED);
    assert_eq!(document.len(), 16);
    assert_eq!(document.note_order().len(), 2);
    there_and_back("the invented resolution", INVENTED);
}

#[test]
fn the_source_documents() {
    for path in seeds() {
        let text = std::fs::read_to_string(&path).expect("a source document");
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        there_and_back(&name, &text);
    }
}

fn seeds() -> Vec<PathBuf> {
    let folder = common::seeds();
    let files = folder.into_iter().flat_map(std::fs::read_dir).flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    files
}
