//! What the exporters write, on a small invented negotiation.
//!
//! Its compilations are built by hand (`table`), so that the snapshots say what is printed and
//! not how proposals are woven; `woven` holds the two together.

// Helpers of tests may fail as tests do, and a range in a list is meant as one.
#![allow(clippy::expect_used, clippy::single_range_in_vec_init)]

#[path = "exports/table.rs"]
mod table;
#[path = "exports/woven.rs"]
mod woven;

use chapeau::app::export::Options;
use chapeau::app::{View, export, sample};
use chapeau::format::docx::Extra;
use chapeau::format::page::{
    Front, Labels, Markup, Piece, Sheet, SheetActor, SheetParagraph, names, sheet, tag_words,
};
use chapeau::format::target::Format;
use chapeau::record::ActorId;
use chapeau::text::{Document, Genre, Kind, ParagraphId};
use chapeau::weave::inline;
use std::collections::BTreeMap;
use table::{annotation, compilation, resolution, source};

fn front(markup: Markup, labels: Labels) -> Front {
    let names = [("EU", "European Union"), ("UPU", "Universal Postal Union"), ("Japan", "Japan")];
    Front {
        title: "Lighthouses & inland waterways".into(),
        symbol: "A/80/L.41".into(),
        revision: "Rev.1".into(),
        labels,
        markup,
        names: names.map(|(id, name)| (ActorId::new(id), name.to_owned())).into(),
        ..Front::default()
    }
}

fn clean() -> Sheet {
    sheet(&resolution(), None, &front(Markup::None, Labels::Issued))
}

fn compiled() -> Sheet {
    let document = resolution();
    let status = |n: usize| document.meta(n).map(|m| m.id).expect("a paragraph");
    let statuses: BTreeMap<ParagraphId, String> = [(status(4), "agreed ad ref".to_owned())].into();
    let front = Front { statuses, ..front(Markup::Compilation, Labels::Negotiation) };
    sheet(&document, Some(&compilation(&document)), &front)
}

fn annotated() -> Sheet {
    let document = resolution();
    let markup = Markup::Annotated(ActorId::new("UPU"));
    sheet(&document, Some(&annotation(&document)), &front(markup, Labels::Issued))
}

fn written(sheet: &Sheet, format: Format) -> String {
    format.write_text(sheet).expect("a format of text")
}

/// The body of a page: its style is no matter of snapshots.
fn body(page: &str) -> &str {
    page.split_once("<body>").map_or(page, |p| p.1)
}

/// Writes the pages to the folder that `CHAPEAU_PAGES` names, for a person to look at.
#[test]
fn pages_to_look_at() {
    let Some(folder) = std::env::var_os("CHAPEAU_PAGES").map(std::path::PathBuf::from) else { return };
    for (name, sheet) in [("clean", clean()), ("compilation", compiled()), ("annotated", annotated())] {
        std::fs::write(folder.join(name).with_extension("html"), written(&sheet, Format::Html))
            .expect("written");
        let word = Format::Docx.write(&sheet, &Extra::default()).expect("a Word file");
        std::fs::write(folder.join(name).with_extension("docx"), word).expect("written");
    }
    let (view, labels) = (View::Compilation, Labels::Negotiation);
    let extra = Extra { brackets: true, ..Extra::default() };
    let sample = sample::project().expect("the sample");
    let word = Format::Docx.write(&export::sheet_of(&sample, &view, labels), &extra).expect("a Word file");
    std::fs::write(folder.join("sample-brackets.docx"), word).expect("written");
    let actor = sample.tracks.keys().next().expect("an actor").clone();
    let views =
        [("clean", View::Clean), ("compilation", View::Compilation), ("annotated", View::Annotated(actor))];
    for (name, view) in views {
        let name = folder.join(format!("sample-{name}.docx"));
        let labels = export::default_labels(&sample, &view);
        let bytes = export::render(&sample, &view, labels, None, &name).expect("a Word file");
        std::fs::write(name, bytes).expect("written");
    }
    let kept = folder.join("sample.chapeau");
    chapeau::app::files::save_project(&sample, &kept, chapeau::storage::Overwrite::Yes).expect("written");
    let table = || Options { table: true, ..Options::default() };
    let base = sample.last().map(|r| r.document.clone());
    for (name, view, options) in [
        ("sheet", None, table()),
        ("sheet-filled", Some(View::Compilation), table()),
        ("redline", Some(last_text(&sample)), Options { against: base, ..Options::default() }),
    ] {
        let name = folder.join(format!("sample-{name}.docx"));
        let (view, labels) = export::defaults(&sample, &options, view);
        let bytes = export::render_with(&sample, &view, labels, &name, &options).expect("a Word file");
        std::fs::write(name, bytes).expect("written");
    }
}

/// The text as one of the sample's actors wants it.
fn last_text(sample: &chapeau::project::Project) -> View {
    let asks = |id: &&ActorId| export::tally(sample, id).0;
    View::Final(sample.tracks.keys().max_by_key(asks).expect("an actor").clone())
}

/// The parts of a Word file that speak of others, by a plain search of its directory.
fn has_part(file: &[u8], name: &str) -> bool {
    file.windows(name.len()).any(|w| w == name.as_bytes())
}

#[test]
fn word_files_of_a_project() {
    let sample = sample::project().expect("the sample");
    let file = |view: &View| {
        let labels = export::default_labels(&sample, view);
        export::render(&sample, view, labels, None, "x.docx".as_ref()).expect("a Word file")
    };
    let speaker = sample.tracks.keys().next().expect("an actor").clone();
    for (view, comments) in [
        (View::Clean, false),
        (View::Original, false),
        (View::Final(speaker), false),
        (View::Compilation, true),
    ] {
        let bytes = file(&view);
        assert!(bytes.starts_with(b"PK") && has_part(&bytes, "word/document.xml"));
        assert_eq!(has_part(&bytes, "word/comments.xml"), comments, "comments in {view:?}");
        assert!(bytes == file(&view), "{view:?} differs from one time to the next");
    }
}

#[test]
fn clean_text() {
    insta::assert_snapshot!("clean_txt", written(&clean(), Format::Txt));
    insta::assert_snapshot!("clean_md", written(&clean(), Format::Md));
    insta::assert_snapshot!("clean_html", body(&written(&clean(), Format::Html)));
}

#[test]
fn a_compilation() {
    insta::assert_snapshot!("compilation_txt", written(&compiled(), Format::Txt));
    insta::assert_snapshot!("compilation_md", written(&compiled(), Format::Md));
    insta::assert_snapshot!("compilation_html", body(&written(&compiled(), Format::Html)));
}

#[test]
fn an_annotated_text() {
    insta::assert_snapshot!("annotated_txt", written(&annotated(), Format::Txt));
    insta::assert_snapshot!("annotated_md", written(&annotated(), Format::Md));
    insta::assert_snapshot!("annotated_html", body(&written(&annotated(), Format::Html)));
}

#[test]
fn labels_of_an_outcome_document() {
    let sources = vec![
        source(Kind::Title, "", "Outcome", 0, &[]),
        source(Kind::Preambular, "A.", "We, the keepers:", 0, &[]),
        source(Kind::Preambular, "B.", "Recalling the sea,", 0, &[]),
        source(Kind::Operative, "26.", "We commit to:", 0, &[]),
        source(Kind::Sub(1), "(a)", "Light.", 0, &[]),
        source(Kind::Operative, "27.", "We go on.", 0, &[]),
    ];
    let document = Document::imported(sources, BTreeMap::new());
    let labels = |labels, genre| -> Vec<String> {
        let front = Front { genre, labels, ..Front::default() };
        let sheet = sheet(&document, None, &front);
        sheet.paragraphs.into_iter().map(|p| p.label.unwrap_or_default()).collect()
    };
    let issued = ["", "A.", "B.", "26.", "(a)", "27."];
    assert_eq!(labels(Labels::Issued, Genre::Outcome), issued);
    assert_eq!(labels(Labels::Negotiation, Genre::Outcome), issued);
    assert_eq!(labels(Labels::Negotiation, Genre::Resolution), ["", "PP1", "PP2", "OP26", "(a)", "OP27"]);
    assert_eq!(labels(Labels::Resolution, Genre::Outcome), ["", "", "", "1.", "(a)", "2."]);
}

#[test]
fn labels_of_a_proposed_paragraph() {
    let document = resolution();
    let shown = |labels, genre| {
        let front = Front { genre, ..front(Markup::Compilation, labels) };
        let sheet = sheet(&document, Some(&compilation(&document)), &front);
        let new = sheet.paragraphs.iter().find(|p| p.runs.iter().any(|r| r.text.starts_with("Also decides")));
        new.and_then(|p| p.label.clone()).unwrap_or_default()
    };
    assert_eq!(shown(Labels::Negotiation, Genre::Resolution), "OP1 bis");
    assert_eq!(shown(Labels::Negotiation, Genre::Outcome), "1 bis.");
    assert_eq!(shown(Labels::Issued, Genre::Resolution), "1 bis.");
}

#[test]
fn nothing_is_lost_in_any_format() {
    let sheet = compiled();
    let runs: Vec<&str> = sheet.paragraphs.iter().flat_map(|p| &p.runs).map(|r| r.text.trim()).collect();
    for word in ["requests", "begs", "Calls upon", "and <postmen>", "Count the boats", "Weigh the ships"] {
        assert!(runs.iter().any(|r| r.contains(word)), "{word}");
        assert!(written(&sheet, Format::Txt).contains(word), "{word}");
    }
    for format in [Format::Txt, Format::Md, Format::Html] {
        let text = written(&sheet, format);
        for name in ["EU", "Japan", "US", "LDCs", "UPU", "Holy See", "reserves", "possibly also in OP2"] {
            assert!(text.contains(name), "{name} in {format}");
        }
        assert_eq!(text, written(&compiled(), format), "{format} is the same every time");
    }
}

/// The pieces of a paragraph, put end to end.
fn bracketed(paragraph: &SheetParagraph) -> String {
    let mut text = String::new();
    for piece in &paragraph.pieces {
        match piece {
            Piece::Run(run) => text.push_str(&run.text),
            Piece::Sign(sign) => text.push_str(sign),
            Piece::Text(said) => text.push_str(said),
            Piece::Names(by) => text.push_str(&names(by)),
            Piece::Tag(tag) => {
                let space = if text.is_empty() || text.ends_with(' ') { "" } else { " " };
                text.push_str(&format!("{space}{}", tag_words(tag, true)));
            }
        }
    }
    text
}

/// What a sheet prints in brackets is what the bracket text says, character for character.
#[test]
fn brackets_are_those_of_weave() {
    for sheet in [compiled(), annotated()] {
        for paragraph in &sheet.paragraphs {
            let woven = paragraph.woven.as_ref().expect("a woven paragraph");
            assert_eq!(bracketed(paragraph), inline(woven, &|actor| actor.to_string()));
        }
    }
}

#[test]
fn a_page_stands_alone() {
    for sheet in [clean(), compiled(), annotated()] {
        let page = written(&sheet, Format::Html);
        for foreign in ["http", "<script", "<link", "@import", "url(", "src="] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|p| p.split('"').next()).collect();
        let once: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), once.len());
        for to in page.split("href=\"#").skip(1).filter_map(|p| p.split('"').next()) {
            assert!(ids.contains(&to), "{to} is somewhere on the page");
        }
    }
}

#[test]
fn shades_are_apart() {
    let mut sheet = compiled();
    let actor = sheet.actors[0].clone();
    for n in 0..30 {
        let id = ActorId::new(&format!("Actor {n}"));
        sheet.actors.push(SheetActor { id, ..actor.clone() });
    }
    let shades = sheet.shades();
    let apart: std::collections::BTreeSet<_> = shades.values().collect();
    assert_eq!(apart.len(), shades.len());
}
