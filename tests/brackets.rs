//! Bracket text goes out and comes back, and the manual's table of examples is what really
//! happens.
//!
//! With `CHAPEAU_BLESS=1` the table is written anew.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::export::{Options, render_with, text_of};
use chapeau::app::{Style, View, brackets, sample};
use chapeau::format::page::Labels;
use chapeau::format::plain;
use chapeau::project::{Project, open_placed};
use chapeau::record::{ActorId, Wish};
use chapeau::revise::Parsed;
use chapeau::text::{Document, Kind, NoteId, Ranges, Source, Words};
use chapeau::weave::{self, CompiledParagraph, Node, Placed};
use common::compiled::{groups, read_into, said};
use proptest::prelude::*;
use std::path::Path;

/// The notes of a paragraph in the order in which its bracket text refers to them.
fn notes(words: &Words, nodes: &[Node], out: &mut Vec<NoteId>) {
    for node in nodes {
        match node {
            Node::Text(range) => out.extend(words.slice(range.clone()).notes()),
            Node::Change(change) => {
                notes(words, &change.old, out);
                for (arm, n) in
                    change.arms.iter().flat_map(|a| (0..a.with.lines().len()).map(move |n| (a, n)))
                {
                    let line = &arm.with.lines()[n];
                    match arm.line(n) {
                        Some(inner) => notes(line, inner, out),
                        None => out.extend(line.notes()),
                    }
                }
            }
        }
    }
}

/// How bracket text is printed.
type Print = fn(&CompiledParagraph, &dyn Fn(&ActorId) -> String) -> String;

/// A compilation as a source: each paragraph in bracket text.
fn source_of(project: &Project, print: Print) -> Parsed {
    let (document, placed) = text_of(project, &View::Compilation);
    let mut parsed = Parsed::default();
    for p in &weave::compile(&document, &placed).paragraphs {
        let mut ids = Vec::new();
        notes(&p.words, &p.nodes, &mut ids);
        let text = print(p, &|a| a.to_string());
        let words = Words::new(&text, Ranges::default(), Ranges::default(), ids);
        let label = match &p.of {
            weave::Of::Text(id) => {
                document.meta_of(*id).and_then(|m| m.label.as_ref()).map(|l| l.to_string())
            }
            weave::Of::Proposed(..) => None,
        };
        parsed.paragraphs.push(Source { kind: p.kind, issued: label, masthead: false, words });
    }
    parsed.notes = document.notes().map(|(id, text)| (id, text.to_owned())).collect();
    for one in &placed {
        if let Some(words) = one.proposal.wish.fragment() {
            parsed.notes.extend(words.notes().clone());
        }
    }
    parsed
}

#[test]
fn the_sample_reads_back_as_the_same_groups() {
    // Everything is on the issued text, and nothing is decided.
    let mut project = sample::project().expect("the sample");
    project.working = project.last().expect("issued").document.clone();
    project.log.clear();
    project.decisions.clear();
    let wanted = groups(&project);
    assert!(wanted.len() > 10, "{wanted:?}");
    for print in [weave::inline, weave::prefix] {
        let (back, made) = read_into(&project, &source_of(&project, print));
        assert_eq!((&made.unknown, &made.repaired, &made.unplaced), (&Default::default(), &vec![], &vec![]));
        assert_eq!(groups(&back), wanted);
    }
}

/// A stacked compilation as a source: names as lines, whole paragraphs under them.
fn stack_of(document: &Document, stacks: &[weave::Stacked]) -> Parsed {
    let line = |kind, issued, words| Source { kind, issued, masthead: false, words };
    let mut out = Vec::new();
    for (at, meta) in document.metas().enumerate() {
        let label = meta.label.as_ref().map(|l| l.to_string());
        out.push(line(meta.kind, label, document.words(at)));
        for version in stacks.iter().filter(|s| s.paragraph == Some(meta.id)).flat_map(|s| &s.versions) {
            let names: Vec<&str> = version.by.iter().map(ActorId::as_str).collect();
            out.push(line(Kind::Plain, None, names.join(", ").as_str().into()));
            out.extend(version.words.iter().map(|w| line(meta.kind, None, w.clone())));
            out.extend(version.deleted.then(|| line(Kind::Plain, None, "[delete]".into())));
            out.extend(version.new.iter().map(|w| line(meta.kind, None, w.clone())));
        }
    }
    let notes = document.notes().map(|(id, text)| (id, text.to_owned())).collect();
    Parsed { paragraphs: out, notes, ..Parsed::default() }
}

/// Groups may be cut otherwise, for they are found by difference; the text of every actor is the
/// same.
#[test]
fn the_sample_stacked_reads_back_as_the_same_texts() {
    let mut project = sample::project().expect("the sample");
    project.working = project.last().expect("issued").document.clone();
    project.log.clear();
    project.decisions.clear();
    let document = project.working.clone();
    let words = |p: &Placed| {
        matches!(
            p.proposal.wish,
            Wish::Replace { .. } | Wish::InsertParagraph { .. } | Wish::DeleteParagraph { .. }
        )
    };
    let (stacks, _) = weave::stacked(&document, &open_placed(&project));
    assert!(stacks.len() > 5);
    let (back, made) = read_into(&project, &stack_of(&document, &stacks));
    assert_eq!((&made.unknown, &made.repaired, &made.unplaced), (&Default::default(), &vec![], &vec![]));
    for actor in project.tracks.keys() {
        let text = |project: &Project| {
            let own: Vec<Placed> =
                open_placed(project).into_iter().filter(|p| p.actor == *actor && words(p)).collect();
            let (text, _) = weave::finalize(&document, &own);
            (0..text.len()).map(|at| text.text(at)).collect::<Vec<_>>()
        };
        assert_eq!(text(&back), text(&project), "{actor}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    /// Whole compilations, with paragraphs put in and taken out, read back as the same groups.
    #[test]
    fn whole_compilations_read_back(seeds in common::compiled::seeds()) {
        let project = said(&seeds);
        for print in [weave::inline, weave::prefix] {
            let (back, made) = read_into(&project, &source_of(&project, print));
            prop_assert!(!made.needs_a_person() && made.nameless.is_empty(), "{:?}", made);
            prop_assert_eq!(groups(&back), groups(&project));
        }
    }
}

#[test]
fn a_megabyte_of_brackets_is_read() {
    for piece in ["[", "]", "[a - ", "/a ", "[ / ", "EU, ", "]["] {
        let text = piece.repeat((1 << 20) / piece.len());
        let known = |name: &str| (name == "EU").then(|| ActorId::new(name));
        let reading = weave::bracket::read(&text, &known);
        let end = reading.nodes.last().expect("something").span().end;
        assert_eq!(end, text.len());
        weave::bracket::asked(&text, &reading, "a base", &known);
    }
}

proptest! {
    /// Whatever a compilation holds, it is read, and every word of a lone bracket is somewhere.
    #[test]
    fn any_compilation_is_read(lines in prop::collection::vec("[\\[\\]/ a-cA-CEU,;:.()-]{0,60}", 0..8)) {
        let project = Project::of(plain::read("1. Calls upon keepers to light lamps;\n\n2. Decides;"), "Rev.1").unwrap();
        let paragraphs = lines.iter().map(|l| Source {
            kind: Kind::Operative, issued: None, masthead: false, words: l.as_str().into(),
        });
        let parsed = Parsed { paragraphs: paragraphs.collect(), ..Parsed::default() };
        let (_, first) = read_into(&project, &parsed);
        let (_, again) = read_into(&project, &parsed);
        prop_assert_eq!(first, again);
        let _ = read_into(&project, &plain::read(&lines.join("\n\n")));
    }
}

fn chapeau(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_chapeau"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (out.status.code(), text(out.stdout), text(out.stderr))
}

/// One track an actor, nothing replaced unasked, and the tracks merge.
#[test]
fn the_command_line_writes_a_track_an_actor() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let write = |name: &str, text: &str| std::fs::write(at.join(name), text).expect("written");
    write("base.txt", "1. Calls upon keepers to light their lamps;\n\n2. Decides to count the ships;\n");
    write(
        "all.txt",
        "1. Calls upon [all - EU, G77 add] keepers to light their lamps [at dusk - US; UK oppose];\n\n2. Decides to count the ships; [Agreed ad ref]\n",
    );
    assert_eq!(chapeau(at, &["import", "base.txt", "-o", "p.chapeau"]).0, Some(0));
    let args = ["track", "from-brackets", "p.chapeau", "all.txt", "-o", "out", "--json"];
    let (code, told, said) = chapeau(at, &args);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    let numbers = [&told["added"], &told["comments"], &told["positions"]];
    assert_eq!(numbers.map(|n| n.as_u64()), [Some(3), Some(0), Some(1)], "{told}");
    assert_eq!(told["stances"][0]["stance"], "oppose");
    assert_eq!(told["stances"][0]["about"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["statuses"][0]["label"], "OP2");
    for empty in ["unknown", "repaired", "unplaced", "nameless", "orphans", "warnings"] {
        assert_eq!(told[empty], serde_json::json!([]), "{empty}");
    }
    let names: Vec<&str> =
        told["actors"].as_array().unwrap().iter().map(|a| a["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["EU", "G77 and China", "UK", "US"]);
    let (code, _, said) = chapeau(at, &args);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("is there already"), "{said}");
    let merge =
        ["merge", "p.chapeau", "out/EU.track", "out/G77 and China.track", "out/US.track", "out/UK.track"];
    assert_eq!(chapeau(at, &merge).0, Some(0));
    let (_, matrix, _) = chapeau(at, &["matrix", "p.chapeau", "--json"]);
    let matrix: serde_json::Value = serde_json::from_str(&matrix).expect("JSON");
    assert_eq!(matrix["paragraphs"][0]["cells"]["UK"]["oppose"], 1, "{matrix}");
    let (_, shown, _) = chapeau(at, &["show", "p.chapeau"]);
    assert!(shown.contains("[at dusk - US add; UK oppose]"), "{shown}");
    // A label that somebody typed begins a paragraph, also where lines are wrapped and the one before
    // has no end of its own.
    let wrapped =
        "1. Calls upon keepers to\nlight their lamps; (agreed)\n\n1Abis [Japan: Invites gulls\nto leave;]\n";
    write("wrapped.txt", wrapped);
    let (code, told, _) =
        chapeau(at, &["track", "from-brackets", "p.chapeau", "wrapped.txt", "-o", "wrapped"]);
    assert!(code == Some(0) && told.contains("Japan: 1 new proposal"), "{told}");
    write("more.txt", "1. Calls upon [all - Ruritania add] keepers to light their lamps;]\n");
    let (code, told, _) = chapeau(at, &["track", "from-brackets", "p.chapeau", "more.txt", "-o", "out"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("unknown name: “Ruritania” (OP1)") && told.contains("mended: OP1"), "{told}");
}

/// A convention, the paragraphs of the base, and the compilation.
const EXAMPLES: &[(&str, &str, &str)] = &[
    (
        "a name after a dash, then the others",
        "1. free humanity from poverty;",
        "1. free humanity from [extreme - US; G77 delete] poverty;",
    ),
    (
        "the same where the words stand",
        "1. free humanity from extreme poverty;",
        "1. free humanity from [extreme - US; G77 delete] poverty;",
    ),
    (
        "punctuation inside; a list of objectors",
        "1. act now, in accordance with responsibilities.",
        "1. act now[, in accordance with responsibilities. -G77; US, Canada, Japan, EU delete.]",
    ),
    (
        "alternatives",
        "1. changing unsustainable patterns;",
        "1. [changing unsustainable - EU, G77 retain / promoting sustainable - US] patterns;",
    ),
    (
        "an arm without a name",
        "1. sustained and equitable and inclusive growth;",
        "1. [sustained and equitable and inclusive / sustained and inclusive - US] growth;",
    ),
    (
        "nested, side by side, unbalanced",
        "1. In pursuit of the objective, principles and provisions of the Convention as set out in Articles 2, 3 and 4, including all,",
        "1. In [furtherance][pursuit] of the objective, [principles and provisions] of the Convention [as set out in Articles 2, 3 and 4], [including all,]]",
    ),
    ("prefix form", "1. free the private sector;", "1. free the [EU, UK: delete private] sector;"),
    (
        "prefix form, without words",
        "1. free the private sector;",
        "1. free the private sector; [EU, UK: delete]",
    ),
    (
        "prefix form, words put in",
        "1. free the private sector;",
        "1. free the private sector[G77: add “ and others”];",
    ),
    (
        "stacked, the name before the paragraph",
        "1. Calls upon keepers to light their lamps before the tide;",
        "1. Calls upon keepers to light their lamps before the tide;\n\nCanada, Government: Calls upon keepers to light all lamps before the tide;",
    ),
    (
        "stacked, the name as a heading",
        "1. Calls upon keepers to light their lamps before the tide;",
        "1. Calls upon keepers to light their lamps before the tide;\n\nJapan\n\nCalls upon keepers to light their lamps;",
    ),
    (
        "a placement",
        "1. Calls upon keepers to light their lamps;\n\n2. Decides to count the ships;",
        "1. Calls upon keepers to light their lamps; /UPU: possibly also in the section on ships, OP2/",
    ),
    (
        "a paragraph put in",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "OP.1quat [Invites all ships; - US]",
    ),
    ("2.bis", "1. Calls upon keepers;\n\n2. Decides to count the ships;", "2.bis [Invites all ships; - US]"),
    ("26Abis", "1. Calls upon keepers;\n\n2. Decides to count the ships;", "2Abis [Invites all ships; - US]"),
    (
        "OP.3quat",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "OP.2quat [Invites all ships; - US]",
    ),
    (
        "OP3 bis",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "OP2 bis [Invites all ships; - US]",
    ),
    (
        "PP4bis",
        "The General Assembly,\n\nRecalling the tide,\n\n1. Decides to count the ships.",
        "PP1bis [Noting the moon, - US]",
    ),
    (
        "OP5 alt 1",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "OP2 alt 1 [Counts the ships; - EU]",
    ),
    (
        "versions of one paragraph, each in brackets",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "[2. Decides to count the ships;] [2 bis. Decides to count the boats; - Norway]",
    ),
    (
        "an alternative paragraph",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "OP2 alt [Counts the ships; - EU]",
    ),
    (
        "a status",
        "1. Calls upon keepers to light their lamps;",
        "1. Calls upon keepers to light their lamps; [Agreed ad ref]",
    ),
    (
        "a source of agreed language",
        "1. Calls upon keepers;",
        "1. Calls upon [all - EU add] (based on A/RES/77/150, OP3) keepers;",
    ),
    (
        "support and opposition behind a wish",
        "1. free the private sector;",
        "1. free the [private - EU delete; US support; G77 oppose] sector;",
    ),
    (
        "suggested for closure",
        "1. Calls upon keepers to light their lamps;",
        "1. Calls upon keepers to light their lamps; [Suggested for closure]",
    ),
    (
        "a placement without a name",
        "1. Calls upon keepers to light their lamps;",
        "1. Calls upon keepers to light their lamps; /possibly also in the capacity-building section, OP1/",
    ),
    (
        "words to be kept",
        "1. free the private sector;",
        "1. free the [private - EU delete; US retain] sector;",
    ),
    (
        "words in doubt, by somebody",
        "1. free the private sector;",
        "1. free the [private - EU bracket] sector;",
    ),
    (
        "an amendment of what another proposes",
        "1. act now;",
        "1. act [in a [secure - UK add] manner - US] now;",
    ),
    (
        "amendments of a new paragraph",
        "1. Calls upon keepers;\n\n2. Decides to count ships;",
        "OP1 bis [Thanks [all / most - UK] keepers [of old lamps - Norway delete]; - EU add]",
    ),
    (
        "an alternative without a label",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "1. Calls upon keepers;\n\n[Thanks keepers; - EU alt]\n\n2. Decides to count the ships;",
    ),
    (
        "PP5alt",
        "The General Assembly,\n\nRecalling the tide,\n\n1. Decides to count the ships.",
        "PP1alt [Noting the moon, - US]",
    ),
    (
        "slashes and brackets of the text",
        "1. The report (A/80/62-E/2025/12) and/or the [sic] note;",
        "1. The report (A/80/62-E/2025/12) and/or the [sic] note;",
    ),
    (
        "stacked, a new paragraph under the name",
        "1. Calls upon keepers to light their lamps;\n\n2. Decides to count the ships;",
        "1. Calls upon keepers to light their lamps;\n\nArgentina\n\nInvites the gulls to leave every roof of the old town for good;\n\n2. Decides to count the ships;",
    ),
    (
        "OP6alt, PP5alt",
        "The General Assembly,\n\nRecalling the tide,\n\n1. Decides to count the ships.",
        "PP1alt [Noting the tide, - US]\n\nOP1alt [Counts the boats. - EU]",
    ),
    (
        "agreed in informals",
        "1. Calls upon keepers to light their lamps;",
        "1. Calls upon keepers to light their lamps; [agreed in informals pending only one delegation]",
    ),
    (
        "other statuses, in either bracket",
        "1. Calls upon keepers;\n\n2. Decides to count;\n\n3. Requests a report;\n\n4. Decides to meet.",
        "1. Calls upon keepers; (agreed)\n\n2. Decides to count; [ad ref]\n\n3. Requests a report; [placeholder]\n\n4. Decides to meet. (reserved)",
    ),
    (
        "other words for a source",
        "1. Calls upon keepers to count;",
        "1. Calls upon [all - EU add] (cf. A/RES/77/150, OP3) keepers [and ships - US add] (modified A/RES/70/1, paragraph 5) to count;",
    ),
    (
        "keep and reserve",
        "1. free the private sector;",
        "1. free the [private - EU delete; US keep; UK reserve] sector;",
    ),
    (
        "move, merge, replace",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;\n\n3. Requests a report;",
        "1. Calls upon keepers; [EU: move after OP2]\n\n2. Decides to count the [ships - US replace / boats - US]; [UK: merge with OP3]\n\n3. Requests a report;",
    ),
    (
        "another dash; wishes parted by a comma",
        "1. free the private sector;",
        "1. free the [private – EU delete, US retain] sector;",
    ),
    ("a colon behind the words", "1. free the private sector;", "1. free the [private: EU delete] sector;"),
    (
        "many spellings of a name",
        "1. free the private sector;",
        "1. free the [private - G-77 and China, USA, RF, Holy See, CANZ, LDCs delete] sector;",
    ),
    (
        "a sub-paragraph",
        "1. Calls upon keepers:\n\n    (a) To light their lamps;\n\n    (b) To count the ships;",
        "1. Calls upon keepers:\n\n    (a) To light [all - EU add] their lamps;\n\n    (b) To count the ships;",
    ),
    (
        "¶ and para before a number",
        "1. Calls upon keepers;\n\n2. Decides to count the ships;",
        "para 2 [Decides to count the ships; - EU delete]",
    ),
    ("the verb first", "1. free the private sector;", "1. free the [private] [Delete – Egypt] sector;"),
    (
        "support that is named with the wish",
        "1. free the private sector;",
        "1. free the [private - EU (supported by US and Japan) delete] sector;",
    ),
    (
        "by whom it is proposed",
        "1. free the private sector;",
        "1. free the private [and public - proposed by the EU] sector [EU proposes: and others];",
    ),
    (
        "what is to be done, behind a name",
        "1. Calls upon keepers to light their lamps;",
        "1. Calls upon keepers to light their lamps;\n\nEU: Delete “their”.\n\n\
         US: Replace “lamps” by “fires”\n\nJapan: reserves its position on this paragraph.\n\n\
         Iran\n\nDelete paragraph",
    ),
    (
        "a name that nobody knows",
        "1. free the private sector;",
        "1. free the [private - Ruritania delete] sector;",
    ),
];

/// A cell of a table in Markdown.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', "<br>").replace('[', "\\[").replace('*', "\\*")
}

fn row((what, base, text): &(&str, &str, &str)) -> String {
    let project = Project::of(plain::read(base), "Rev.1").expect("a text");
    let (back, made) = read_into(&project, &plain::read_compilation(&brackets::with_heads(&project, text)));
    let mut read = Vec::new();
    for (actor, track) in &back.tracks {
        for (_, p) in track.proposals() {
            let quote = p.wish.quote();
            let words = p.wish.new_words();
            let words = [quote.trim(), words.trim()]
                .into_iter()
                .filter(|w| !w.is_empty())
                .collect::<Vec<_>>()
                .join(" → ");
            let source = if p.source.is_empty() { String::new() } else { format!(" ({})", p.source) };
            read.push(format!("{actor}: {} “{words}”{source}", p.wish.name()));
        }
    }
    let on = |p: &chapeau::revise::Stood| if p.about.is_empty() { " (a comment)" } else { "" };
    let stood =
        |p: &chapeau::revise::Stood| format!("{}, a position: {} “{}”{}", p.actor, p.stance, p.text, on(p));
    read.extend(made.positions.iter().map(stood));
    read.extend(made.statuses.iter().map(|s| format!("status: {}", s.text)));
    read.extend(made.unknown.keys().map(|n| format!("listed, unknown name: {n}")));
    read.extend(made.repaired.iter().map(|l| format!("listed, mended: {}", l.why)));
    read.extend(made.unplaced.iter().map(|l| format!("listed, not placed: “{}”: {}", l.text, l.why)));
    if read.is_empty() {
        read.push("nothing is asked".to_owned());
    }
    let woven = weave::compile(&back.working, &open_placed(&back));
    let print = |p: &CompiledParagraph| weave::inline(p, &|a| a.to_string());
    let plain =
        |p: &CompiledParagraph| p.nodes.iter().all(|n| matches!(n, Node::Text(_))) && p.tags.is_empty();
    let changed: Vec<&CompiledParagraph> =
        woven.paragraphs.iter().filter(|p| !plain(p)).map(AsRef::as_ref).collect();
    let lines = |print: &dyn Fn(&CompiledParagraph) -> String| {
        cell(&changed.iter().map(|p| print(p)).collect::<Vec<_>>().join("\n"))
    };
    let before = |p: &CompiledParagraph| weave::prefix(p, &|a| a.to_string());
    let (inline, prefix) = (lines(&print), lines(&before));
    let stacked = if changed.is_empty() { String::new() } else { cell(&stacked(&back)) };
    format!("| {what} | {} | {} | {inline} | {prefix} | {stacked} |\n", cell(text), cell(&read.join("\n")))
}

/// A project printed stacked, a line a paragraph.
fn stacked(project: &Project) -> String {
    let options = Options { style: Some(Style::Stacked), ..Options::default() };
    let bytes = render_with(project, &View::Compilation, Labels::Issued, Path::new("x.txt"), &options);
    let text = String::from_utf8(bytes.expect("it is printed")).expect("text");
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_table_of_the_manual_is_what_happens() {
    let mut page = String::from(HEAD);
    EXAMPLES.iter().for_each(|e| page.push_str(&row(e)));
    page.push_str(TAIL);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual/brackets.md");
    let held = std::fs::read_to_string(&path).unwrap_or_default();
    if held != page && std::env::var_os("CHAPEAU_BLESS").is_some() {
        return std::fs::write(&path, page).expect("the page is written");
    }
    let differs = held.lines().zip(page.lines()).find(|(a, b)| a != b);
    assert!(
        held == page,
        "docs/manual/brackets.md differs: {differs:?}. Run the test with CHAPEAU_BLESS=1 and look."
    );
}

const HEAD: &str = "\
# Compilations in brackets

A compilation that somebody typed by hand, with brackets and names, becomes what each actor asks:

```
chapeau track from-brackets P.chapeau COMPILATION -o FOLDER
```

FOLDER gets one track an actor, which `chapeau merge` takes. What stands in a bracket is held
against the paragraph of the project: words that stand there are deleted, kept or replaced, words
that do not are put in. Who deletes words that do not stand takes a position on somebody else's
words. Positions are taken on the wish that is meant; where the bracket does not say which that
is, they are kept as comments. All are listed. What has no name goes to “Unattributed”: words
that do not stand as proposals, words that do stand as reservations. Nothing is guessed: unknown
names, mended brackets and what fits nowhere are listed, and the exit code is then 1.

To find the paragraph that is meant, and where a text differs outside of its brackets too: what is
in no bracket stands, what is to be deleted or kept stands, of several alternatives the first
without a name stands, and what only has a name, or is to be added, does not.

The last three columns are the ways to print it again: `export --style inline`, `prefix` and
`stacked`. The first two say who wants what, in the third each actor has its own paragraph under its
full name; what such a paragraph cannot say so that it reads back the same, a reservation or a move,
or wishes that touch each other, stands in brackets there too. All three read back as the same
groups, from text, Markdown, a web page or Word. How others stand on a wish is only printed inline.

| convention | as it is written | how it is read | inline | prefix | stacked |
|---|---|---|---|---|---|
";

const TAIL: &str = "
A Word file with a table whose heads say paragraph, proposal and delegation is read row by row: the
name, then the words as that actor would have the paragraph, or “Delete.”. Cells of remarks are listed.

Behind an actor’s name, “Delete.”, “retain”, “reserves its position” and “Replace “x” by “y”” are what is
to be done with the paragraph above. What looks so and cannot be read is listed, and never becomes words
of the text. Words of a Word file that are struck outside of brackets are listed too: nobody’s name says
that they are to go.

Bold yellow words in an edited copy, and notes such as `/possibly also in OP68 or 69/`, are what one
actor says in its own copy: `chapeau track from-copy` reads them.

A name that nobody knows is asked about: `--author \"NAME=ACTOR\"` says who it is, and the project
remembers it. A line that looks like such a name, among others that are names over whole paragraphs,
and such a name before a colon in a bracket are asked about too.

In the window, a compilation that is pasted, dropped or given to “Merge returns…” is read in the same
way: a plan says who asks for what and what was not understood, and it is merged in one step. One
that is opened can begin a project, as with `chapeau import COMPILATION --brackets tracks`: what
stands is its text, and what is in brackets is what each actor asks.

This page is written by a test, from what really happens.
";
