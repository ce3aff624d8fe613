//! What other people do to our Word files in LibreOffice, by a script of its own: what they
//! track comes back as exactly that, and what they accept or reject is what we say it is.
//!
//! LibreOffice is not part of the repository: without it and its Python bridge these tests say so
//! and pass, unless `CHAPEAU_REQUIRE_OFFICE=1` demands them.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Desk, list, number, office};
use serde_json::{Value, json};

/// The text of the sample, which is of our own writing.
const DRAFT: &str = include_str!("../assets/sample/zero-draft.md");

/// A proposal: kind, label, words taken out, words put in.
type Row = (String, String, String, String);

fn row(kind: &str, label: &str, quote: &str, text: &str) -> Row {
    (kind.to_owned(), label.to_owned(), quote.to_owned(), text.to_owned())
}

/// The open proposals, each with its actor, sorted.
fn rows(desk: &Desk, project: &str) -> Vec<(String, Row)> {
    let shown = desk.show(project);
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let row = |p: &Value| (text(&p["kind"]), text(&p["label"]), text(&p["quote"]), text(&p["text"]));
    let mut out: Vec<(String, Row)> = list(&shown, "proposals")
        .iter()
        .inspect(|p| assert_eq!(p["state"], "open", "{p}"))
        .map(|p| (text(&p["actor"]), row(p)))
        .collect();
    out.sort();
    out
}

/// The open proposals of a project of one actor.
fn open(desk: &Desk, project: &str, actor: &str) -> Vec<Row> {
    let all = rows(desk, project);
    assert!(all.iter().all(|(who, _)| who == actor), "{all:?}");
    all.into_iter().map(|(_, row)| row).collect()
}

/// What a delegation does in LibreOffice, and what it then asks for.
fn edits() -> (Value, Vec<Row>) {
    let regrets = "Regrets that too few gauges report “without interruption”;";
    let closing = "Decides to remain seized of the matter.";
    let forecasts = "Also encourages States that share a river to exchange forecasts of floods, droughts and the intrusion of salt water;";
    let budget = "A sediment budget from the source to the mouth, revised at least every five years;";
    let edits = json!([
        {"after": "women, young people", "insert": ", Indigenous Peoples"},
        {"replace": "without undue delay", "with": "in “near real time”, as the Assembly’s panel asks,"},
        {"delete": "private "},
        // On both sides of a note, and where a paragraph begins and ends.
        {"replace": "hydrological data,", "with": "open data,"},
        {"replace": " and the high-level dialogue", "with": ", and the dialogue of ministers"},
        {"replace": "Urges Member States", "with": "Calls upon all States"},
        {"replace": "to report every two years on its gaps;", "with": "to report;"},
        {"paragraph_after": "Also calls upon Member States", "text": regrets},
        {"paragraph_after": "Safeguarding the river deltas of the world”.", "text": closing},
        {"delete_paragraph": "Also encourages States that share a river"},
        {"split_before": "requests the entities"},
        {"join_next": "A sediment budget from the source"},
        {"replace": "30 per cent", "with": "half"}
    ]);
    let mut asked = vec![
        row("replace", "PP10", "", ", Indigenous Peoples"),
        row("replace", "OP2", "without undue delay", "in “near real time”, as the Assembly’s panel asks,"),
        row("replace", "OP3", "private ", ""),
        row("replace", "PP2", "hydrological data,", "open data,"),
        row("replace", "PP1", " and the high-level dialogue", ", and the dialogue of ministers"),
        row("replace", "OP5", "Urges Member States", "Calls upon all States"),
        row("replace", "OP4", "to report every two years on its gaps;", "to report;"),
        row("insert-paragraph", "OP2 bis", "", regrets),
        row("insert-paragraph", "OP17", "", closing),
        row("delete-paragraph", "OP8", forecasts, ""),
        row("split", "OP9", "", ""),
        row("merge", "OP6 (a)", budget, ""),
        row("replace", "OP12", "30 per cent", "half"),
    ];
    asked.sort();
    (edits, asked)
}

/// A desk with the project of the sample's text.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("draft.md", DRAFT);
    desk.line("import draft.md -o p.chapeau").well();
    desk
}

#[test]
fn what_is_edited_in_libreoffice_is_what_comes_back() {
    if !office::here() {
        return;
    }
    let (edits, asked) = edits();
    for view in ["original", "clean"] {
        let desk = desk();
        desk.line(&format!("export p.chapeau -o out.docx --view {view}")).well();
        office::edit(&desk.path("out.docx"), "EU", &edits, &desk.path("back.docx"));
        let told = desk.line("track from-copy p.chapeau back.docx --as EU -o eu.track --json").well().json();
        assert!(list(&told, "untaken").is_empty() && list(&told, "formatting").is_empty(), "{told}");
        let before = desk.bytes("p.chapeau");
        desk.line("merge p.chapeau eu.track").well();
        assert_eq!(open(&desk, "p.chapeau", "EU"), asked, "{view}");
        // The author is an actor: the file itself is a return.
        desk.put("p.chapeau", before);
        let told = desk.line("merge p.chapeau back.docx --json").well().json();
        assert_eq!(number(&told, "added"), asked.len() as u64, "{told}");
        assert_eq!(open(&desk, "p.chapeau", "EU"), asked, "{view}");
    }
}

#[test]
fn a_second_delegation_in_the_same_file() {
    if !office::here() {
        return;
    }
    let desk = desk();
    desk.line("export p.chapeau -o out.docx --view clean").well();
    let eu = json!([
        {"replace": "without undue delay", "with": "in near real time"},
        {"paragraph_after": "Invites universities", "text": "Decides to remain seized of the matter;"}
    ]);
    office::edit(&desk.path("out.docx"), "EU", &eu, &desk.path("eu.docx"));
    let us = json!([
        {"replace": "half of them women", "with": "two thirds of them women"},
        {"delete": "in good time"},
        {"italic": "30 per cent"}
    ]);
    office::edit(&desk.path("eu.docx"), "US", &us, &desk.path("both.docx"));
    let told = desk.line("merge p.chapeau both.docx --json").well().json();
    assert!(list(&told, "untaken").is_empty() && list(&told, "warnings").is_empty(), "{told}");
    let of = |actor: &str| {
        let mut rows = rows(&desk, "p.chapeau");
        rows.retain(|(who, _)| who == actor);
        rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()
    };
    let seized = "Decides to remain seized of the matter;";
    assert_eq!(
        of("EU"),
        [
            row("insert-paragraph", "OP15 bis", "", seized),
            row("replace", "OP2", "without undue delay", "in near real time")
        ]
    );
    assert_eq!(
        of("US"),
        [
            row("replace", "OP14 (b)", "half of them women", "two thirds of them women"),
            row("replace", "OP7", "in good time", "")
        ]
    );
    assert_eq!(told["authors"], json!({"EU": ["EU"], "US": ["US"]}));
    let looks: Vec<&str> = list(&told, "formatting").iter().filter_map(Value::as_str).collect();
    assert!(looks.len() == 1 && looks[0].contains("30 per cent") && looks[0].contains("US"), "{looks:?}");
}

/// A project with what three delegations ask, all of it in changes and none in comments.
fn negotiated() -> Desk {
    let desk = desk();
    let edits: [(&str, &[(&str, &str)]); 3] = [
        (
            "EU",
            &[
                ("without undue delay", "in near real time"),
                ("private ", ""),
                ("9. *Emphasizes*", "8 bis. Regrets the silence of too many gauges;\n\n9. *Emphasizes*"),
                ("women, young people", "women, young people, Indigenous Peoples"),
            ],
        ),
        (
            "G77 and China",
            &[
                ("without undue delay", "in a timely manner"),
                ("30 per cent", "half"),
                ("    (b) Train observers, forecasters and surveyors, at least half of them women;\n\n", ""),
            ],
        ),
        (
            "US",
            &[
                ("to share the measurements that they hold, on voluntary terms,", "to share measurements"),
                ("private ", ""),
            ],
        ),
    ];
    for (actor, edits) in edits {
        let copy = edits.iter().fold(DRAFT.to_owned(), |text, (was, now)| {
            assert!(text.contains(was), "{was}");
            text.replacen(was, now, 1)
        });
        desk.put("copy.md", copy);
        desk.run(["track", "from-copy", "p.chapeau", "copy.md", "--as", actor, "-o", "a.track", "--force"])
            .well();
        desk.line("merge p.chapeau a.track").well();
    }
    desk
}

/// Label, kind and words of each paragraph.
type Text = Vec<(String, String, String)>;

/// What LibreOffice makes of a Word file when all changes are taken or left, and what we make of
/// it, paragraph by paragraph: label, kind and words; the notes below.
fn taken(desk: &Desk, file: &str, side: &str) -> [(Text, Value); 2] {
    let all = if side == "accepted" { "accept_all" } else { "reject_all" };
    office::edit(&desk.path(file), "Anybody", &json!([{all: true}]), &desk.path("taken.docx"));
    let told = desk.line("import taken.docx -o theirs.chapeau --force --json").well().json();
    assert_eq!(told["changes"]["authors"], Value::Null, "no change is left: {told}");
    desk.line(&format!("import {file} -o ours.chapeau --force --changes {side}")).well();
    ["theirs.chapeau", "ours.chapeau"].map(|p| {
        let shown = desk.run(["show", p, "--view", "clean", "--json"]).well().json();
        (common::paragraphs(&shown), shown["notes"].clone())
    })
}

#[test]
fn a_compilation_taken_or_left_in_libreoffice() {
    if !office::here() {
        return;
    }
    let desk = negotiated();
    desk.line("export p.chapeau -o c.docx --view compilation").well();
    for side in ["accepted", "rejected"] {
        let [theirs, ours] = taken(&desk, "c.docx", side);
        assert_eq!(theirs, ours, "{side}");
        if side == "rejected" {
            assert_eq!(theirs.0, desk.clean("p.chapeau"), "the base");
        }
    }
}

#[test]
fn a_text_on_its_base_taken_or_left_in_libreoffice() {
    if !office::here() {
        return;
    }
    let desk = negotiated();
    // Two of them touch one another and stay open.
    desk.line("decide p.chapeau --accept --all").ended(1);
    desk.line("export p.chapeau -o r.docx --against draft.md").well();
    desk.line("import draft.md -o b.chapeau").well();
    for (side, project) in [("accepted", "p.chapeau"), ("rejected", "b.chapeau")] {
        let [theirs, ours] = taken(&desk, "r.docx", side);
        assert_eq!(theirs, ours, "{side}");
        // A text that is read afresh counts afresh.
        let words = |all: Text| all.into_iter().map(|(_, k, t)| (k, t)).collect::<Vec<_>>();
        assert_eq!(words(theirs.0), words(desk.clean(project)), "{side}");
    }
}

/// Every kind of file that we write; each is set as pages without a word of complaint.
#[test]
fn every_kind_of_file_opens_in_libreoffice() {
    if !office::here() {
        return;
    }
    let desk = negotiated();
    desk.run(["track", "comment", "p.chapeau", "--as", "EU", "OP2", "Which delay?", "-o", "c.track"]).well();
    desk.line("merge p.chapeau c.track").well();
    let kinds = [
        ("original.docx", "--view original"),
        ("clean.docx", "--view clean"),
        ("compilation.docx", "--view compilation"),
        ("brackets.docx", "--view compilation --brackets"),
        ("final.docx", "--view final:EU"),
        ("annotated.docx", "--view annotated:EU"),
        ("sheet.docx", "--sheet"),
        ("full.docx", "--sheet --view compilation"),
        ("redline.docx", "--against draft.md"),
        ("issued.docx", "--view clean --labels issued"),
        ("resolution.docx", "--view clean --labels resolution"),
        ("compilation.html", "--view compilation"),
        ("clean.txt", "--view clean"),
    ];
    for (name, how) in kinds {
        desk.line(&format!("export p.chapeau -o {name} {how}")).well();
    }
    let files: Vec<_> = kinds.iter().map(|(name, _)| desk.path(name)).collect();
    let folder = desk.path("pdf");
    std::fs::create_dir(&folder).unwrap();
    // Two files of one name would be one page: the web page and the Word file.
    let (word, other) = files.split_at(11);
    let mut pages = office::convert(word, "pdf", &folder);
    std::fs::create_dir(desk.path("other")).unwrap();
    pages.extend(office::convert(other, "pdf", &desk.path("other")));
    for page in pages {
        let bytes = std::fs::read(&page).unwrap_or_else(|e| panic!("{}: {e}", page.display()));
        assert!(bytes.starts_with(b"%PDF") && bytes.len() > 5_000, "{}", page.display());
        let read = chapeau::format::pdf::read(&bytes).unwrap();
        let words = read.paragraphs.iter().map(|p| p.words.text()).collect::<Vec<_>>().join("\n");
        for end in
            ["Safeguarding the river deltas of the world", "the poorest households", "spare parts ready"]
        {
            assert!(words.contains(end), "{}: {end}\n{words}", page.display());
        }
    }
}
