//! The main job on the command line, as a user does it: a draft in, returns, a merge, decisions,
//! a revision, exports.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::files;
use chapeau::project::{Cause, edit, issue};
use chapeau::record::DecisionId;
use chapeau::storage::Overwrite;
use chapeau::text::Fragment;
use common::{Desk, ids, labelled, list, marks, number, paragraphs, seeds};
use serde_json::{Value, json};
use std::path::PathBuf;

const COPY: &str = "003_dfb8c5732563a7ab.txt";
const ZERO: &str = "003_base.txt";
const EARLIER: &str = "002_701ea89711f63d3c.txt";
const LATER: &str = "000_a50eea9db72ef86d.txt";
const TOUCHED: [&str; 4] = ["OP26", "OP31", "OP44", "OP76"];

/// A text of our own, small enough to be edited by hand.
const SMALL: &str = "\
The canal

The General Assembly,

Recalling their earlier meeting on lamps,

1. Call upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decide to count the ships in the harbour every year;

3. Request the secretary to report on the lamps.
";

fn path(folder: &std::path::Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

fn import(desk: &Desk, source: &str, project: &str) -> Value {
    desk.run(["import", source, "-o", project, "--json"]).well().json()
}

fn count(list: &[(String, String, String)], kind: &str) -> usize {
    list.iter().filter(|(_, k, _)| k == kind).count()
}

#[test]
fn the_five_documents_come_in_as_counted() {
    let Some(folder) = seeds() else { return };
    // preambular, operative, lettered, headings, notes, references; first and last paragraph
    let expected = [
        (LATER, [59, 74, 2, 0, 26, 26]),
        ("001_a671e0a3fb8a7acb.txt", [10, 138, 4, 5, 16, 16]),
        (EARLIER, [56, 59, 0, 0, 19, 19]),
        (COPY, [7, 148, 0, 18, 0, 0]),
        (ZERO, [7, 148, 0, 18, 0, 0]),
        ("004_b6cbb372e83e4a57.txt", [31, 33, 0, 0, 10, 15]),
    ];
    for (name, counts) in expected {
        let desk = Desk::new();
        let told = import(&desk, &path(&folder, name), "p.chapeau");
        let of = |kind: &str| told["paragraphs"][kind].as_u64().unwrap_or(0);
        let inside = [of("preambular"), of("operative"), of("sub"), of("heading")];
        // The CSTD report has its chapter and section headings before the resolution.
        let headings_before = u64::from(name.starts_with("001"));
        let shown = desk.show("p.chapeau");
        let all = paragraphs(&shown);
        let formula = all.iter().position(|(_, k, _)| k == "formula").unwrap_or(0);
        let before = all.iter().take(formula).filter(|(_, k, _)| k == "heading").count() as u64;
        assert!(before == 0 || headings_before == 1, "{name}: {before} headings before the text");
        let wanted: [u64; 6] = counts;
        assert_eq!([inside[0], inside[1], inside[2], inside[3] - before], wanted[..4], "{name}");
        assert_eq!([number(&told, "notes"), number(&told, "references")], wanted[4..], "{name}");
        let each = ["preambular", "operative", "sub"].map(|k| count(&all, k) as u64);
        assert_eq!(each, wanted[..3], "{name} shown");
        assert_eq!(list(&shown, "notes").len() as u64, wanted[4], "{name} shown");
        let references: usize = list(&shown, "paragraphs").iter().map(|p| list(p, "notes").len()).sum();
        assert_eq!(references as u64, wanted[5], "{name} shown");
        for (label, kind, text) in &all {
            assert_eq!(text.trim(), text, "{name} {label}");
            assert!(
                !text.contains(['\n', '\u{FFFC}', '*']) && !text.contains("](#)"),
                "{name} {label}: {text}"
            );
            let labelled = matches!(kind.as_str(), "preambular" | "operative" | "sub");
            assert_eq!(labelled, !label.is_empty(), "{name}: {label} {kind}");
        }
        for kind in ["repairs", "dropped"] {
            assert!(told[kind].is_array(), "{name}: {kind}");
        }
    }
}

/// The zero draft, UPU's return on it, and both merged.
fn merged(source: &str) -> Option<(Desk, PathBuf, Value)> {
    let folder = seeds()?;
    let desk = Desk::new();
    import(&desk, source, "p.chapeau");
    let copy = path(&folder, COPY);
    let told = desk.run(["track", "from-copy", "p.chapeau", &copy, "--as", "UPU", "-o", "u.track", "--json"]);
    let told = told.well().json();
    desk.line("merge p.chapeau u.track -o m.chapeau --json").well();
    Some((desk, folder, told))
}

/// Label, kind, quote and words of every proposal; label, words and targets of every placement.
fn asked(shown: &Value) -> Vec<String> {
    let one = |p: &Value| format!("{} {} {} {} {}", p["actor"], p["label"], p["kind"], p["quote"], p["text"]);
    let mut out: Vec<String> = list(shown, "proposals").iter().map(one).collect();
    let placed =
        |p: &Value| format!("{} {} {} {} {}", p["actor"], p["label"], p["text"], p["words"], p["targets"]);
    out.extend(list(shown, "placements").iter().map(placed));
    out.sort();
    out
}

#[test]
fn the_return_of_an_agency_holds_what_it_asks_and_nothing_else() {
    let Some(folder) = seeds() else { return };
    let Some((desk, _, told)) = merged(&path(&folder, ZERO)) else { return };
    assert_eq!([number(&told, "added"), number(&told, "placements")], [4, 1]);
    for none in ["updated", "unchanged", "withdrawn", "comments"] {
        assert_eq!(number(&told, none), 0, "{none}");
    }
    assert!(list(&told, "orphans").is_empty());
    let warnings = list(&told, "warnings");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].as_str().unwrap().contains("with comments by"), "{warnings:?}");

    let shown = desk.show("m.chapeau");
    let mut labels: Vec<&str> =
        list(&shown, "proposals").iter().map(|p| p["label"].as_str().unwrap()).collect();
    labels.sort_unstable();
    assert_eq!(labels, TOUCHED);
    let placements = list(&shown, "placements");
    assert_eq!(placements.len(), 1);
    assert_eq!(placements[0]["label"], "OP31");
    assert_eq!(placements[0]["targets"], json!(["OP68", "OP69"]));
    assert_eq!(placements[0]["text"], "possibly also in the capacity-building section, OP68 or 69");
    // The compilation names UPU at each of the four, and nowhere else.
    for p in list(&shown, "paragraphs") {
        let touched = TOUCHED.iter().any(|l| p["label"] == *l);
        let expected: &[&str] = if touched { &["inserted UPU"] } else { &[] };
        assert_eq!(marks(p), expected, "{}", p["label"]);
    }
    let bracketed = desk.line("export m.chapeau -o c.txt").well();
    assert_eq!(bracketed.err, "");
    let text = desk.text("c.txt");
    assert_eq!(text.matches("UPU add]").count(), 4, "four proposals");
    assert_eq!(text.matches("/UPU: possibly also in").count(), 1, "and the placement");
}

#[test]
fn a_wrapped_draft_gives_the_same_return() {
    let Some(folder) = seeds() else { return };
    let Some((plain, _, first)) = merged(&path(&folder, ZERO)) else { return };
    let desk = Desk::new();
    let source = desk.put("wrapped.txt", wrapped(&std::fs::read_to_string(folder.join(ZERO)).unwrap()));
    let Some((wrapped, _, second)) = merged(&source.to_string_lossy()) else { return };
    assert_eq!([&second["added"], &second["placements"]], [&first["added"], &first["placements"]]);
    assert_eq!(asked(&wrapped.show("m.chapeau")), asked(&plain.show("m.chapeau")));
}

/// A text wrapped at 80 characters with a blank line after every line.
fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let mut width = 0;
        for word in line.split(' ') {
            if width > 0 && width + word.chars().count() > 80 {
                out.push_str("\n\n");
                width = 0;
            }
            if width > 0 {
                out.push(' ');
            }
            out.push_str(word);
            width += word.chars().count() + 1;
        }
        out.push_str("\n\n");
    }
    out
}

#[test]
fn merging_again_changes_no_byte() {
    let Some(folder) = seeds() else { return };
    let Some((desk, ..)) = merged(&path(&folder, ZERO)) else { return };
    let first = desk.bytes("m.chapeau");
    let again = desk.line("merge m.chapeau u.track --json").well().json();
    assert_eq!([number(&again, "added"), number(&again, "unchanged")], [0, 5]);
    assert_eq!(desk.bytes("m.chapeau"), first);
    desk.line("merge m.chapeau u.track u.track p.chapeau m.chapeau -o n.chapeau").well();
    assert_eq!(desk.bytes("n.chapeau"), first);
    // A second derivation of the same copy is the same return.
    let copy = path(&folder, COPY);
    desk.run(["track", "from-copy", "m.chapeau", &copy, "--as", "Universal Postal Union", "-o", "v.track"])
        .well();
    assert_eq!(desk.bytes("v.track"), desk.bytes("u.track"));
}

#[test]
fn accepted_and_revised_the_text_is_that_of_the_copy() {
    let Some(folder) = seeds() else { return };
    let Some((desk, ..)) = merged(&path(&folder, ZERO)) else { return };
    let told = desk.line("decide m.chapeau --accept --all --json").ended(1).json();
    assert_eq!(list(&told, "accepted").len(), 4);
    assert!(list(&told, "conflicts").is_empty());
    let left = list(&told, "left");
    assert_eq!(left.len(), 1, "the placement waits for a person: {left:?}");
    desk.line("revise m.chapeau --name Rev.1").well();

    import(&desk, &path(&folder, COPY), "theirs.chapeau");
    let tidy = |all: Vec<(String, String, String)>| {
        let note = "/possibly also in the capacity-building section, OP68 or 69/";
        let one = |(l, k, t): (String, String, String)| (l, k, t.replace(note, "").trim().to_owned());
        let all = all.into_iter().map(one);
        all.filter(|(_, _, text)| !text.starts_with("ZERO DRAFT")).collect::<Vec<_>>()
    };
    let (ours, theirs) = (tidy(desk.clean("m.chapeau")), tidy(desk.clean("theirs.chapeau")));
    assert_eq!(ours.len(), theirs.len());
    for (a, b) in ours.iter().zip(&theirs) {
        assert_eq!(a, b);
    }
    // The earlier revision is still there as it was; so are the four proposals and what became of them.
    let before = desk.run(["show", "m.chapeau", "--revision", "zero draft", "--json"]).well().json();
    assert_eq!(paragraphs(&before), desk.clean("p.chapeau"));
    let shown = desk.show("m.chapeau");
    assert_eq!(shown["revision"], "Rev.1");
    assert!(list(&shown, "proposals").iter().all(|p| p["state"] == "accepted"));
    assert_eq!(list(&shown, "placements")[0]["state"], "open");
    desk.line("verify m.chapeau").well();
}

#[test]
fn exports_of_the_revision_read_back_equal() {
    let Some(folder) = seeds() else { return };
    let Some((desk, ..)) = merged(&path(&folder, ZERO)) else { return };
    desk.line("decide m.chapeau --accept --all").ended(1);
    desk.line("revise m.chapeau --name Rev.1").well();
    let clean = desk.clean("m.chapeau");
    for format in ["txt", "md", "html"] {
        let name = format!("clean.{format}");
        desk.run(["export", "m.chapeau", "--view", "clean", "-o", &name]).well();
        assert!(desk.text(&name).contains("Leverage the reach"), "{format}");
    }
    for format in ["txt", "md"] {
        let (source, back) = (format!("clean.{format}"), format!("{format}.chapeau"));
        import(&desk, &source, &back);
        let again = desk.clean(&back);
        assert_eq!(again.len(), clean.len(), "{format}");
        for (a, b) in clean.iter().zip(&again) {
            assert_eq!(a, b, "{format}");
        }
    }
    let html = desk.text("clean.html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
    assert!(!html.contains("http://") && !html.contains("src="), "self-contained");
}

#[test]
fn the_annotated_copy_is_what_the_agency_sent() {
    let Some(folder) = seeds() else { return };
    let Some((desk, ..)) = merged(&path(&folder, ZERO)) else { return };
    desk.line("export m.chapeau --view annotated:UPU -o a.md").well();
    desk.line("export m.chapeau --view annotated:UPU -o a.html").well();
    // Derived anew from the annotated copy, the return is the same.
    let told = desk.line("track from-copy p.chapeau a.md --as UPU -o b.track --json").well().json();
    assert_eq!([number(&told, "added"), number(&told, "placements")], [4, 1], "{told:#}");
    desk.line("merge p.chapeau b.track -o b.chapeau").well();
    assert_eq!(asked(&desk.show("b.chapeau")), asked(&desk.show("m.chapeau")));
    // As if all of UPU's were accepted: the same words as once they are.
    let last =
        desk.run(["show", "m.chapeau", "--view", "final:Universal Postal Union", "--json"]).well().json();
    desk.line("decide m.chapeau --accept --all").ended(1);
    let texts = |all: Vec<(String, String, String)>| all.into_iter().map(|p| p.2).collect::<Vec<_>>();
    assert_eq!(texts(paragraphs(&last)), texts(desk.clean("m.chapeau")));
}

#[test]
fn two_resolutions_pair_as_a_person_pairs_them() {
    let Some(folder) = seeds() else { return };
    let desk = Desk::new();
    let (a, b) = (path(&folder, EARLIER), path(&folder, LATER));
    let told = desk.run(["diff", &a, &b, "--json"]).well().json();
    let of = |class: &str| told["counts"][class].as_u64().unwrap_or(0);
    let total: u64 = told["counts"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
    assert_eq!(total, list(&told, "pairs").len() as u64);
    let labelled = |p: &&Value| p["a"].is_string() || p["b"].is_string();
    let pairs: Vec<&Value> = list(&told, "pairs").iter().filter(labelled).collect();
    let class = |names: &[&str]| pairs.iter().filter(|p| names.iter().any(|n| p["class"] == *n)).count();
    // The truth: 41 same, 58 edited in order, one arguable move, 8 deleted, 29 new. Title, masthead
    // and closing lines come on top.
    let together = class(&["same", "edited", "moved", "moved+edited", "split", "merged"]);
    assert!((98..=106).contains(&together), "{}", told["counts"]);
    assert!((38..=46).contains(&class(&["same"])), "{}", told["counts"]);
    assert!(class(&["moved", "moved+edited"]) <= 2, "{}", told["counts"]);
    assert!(class(&["deleted"]) <= 16 && class(&["new"]) <= 36, "{}", told["counts"]);
    assert!(of("new") > 0 && of("deleted") > 0);
    for pair in &pairs {
        let words = |ops: &[&str]| {
            let all = list(pair, "words").iter().filter(|w| ops.iter().any(|op| w["op"] == *op));
            all.map(|w| w["text"].as_str().unwrap()).collect::<String>()
        };
        assert!(!pair["a"].is_null() || pair["class"] == "new", "{pair}");
        assert!(!words(&["=", "-"]).is_empty() || pair["a"].is_null(), "{pair}");
    }
    let same = desk.run(["diff", &a, &a, "--json"]).well().json();
    assert_eq!(same["counts"].as_object().unwrap().keys().collect::<Vec<_>>(), ["same"]);
    let page = desk.run(["diff", &a, &b, "--html"]).well().out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<ins>") && page.contains("<del>"));
}

fn small() -> Desk {
    let desk = Desk::new();
    desk.put("small.txt", SMALL);
    import(&desk, "small.txt", "p.chapeau");
    desk
}

/// A return on the small text by this actor: the text with words replaced.
fn answer(desk: &Desk, actor: &str, was: &str, now: &str) -> String {
    assert!(SMALL.contains(was));
    let name: String = actor.chars().filter(|c| c.is_alphanumeric()).collect();
    desk.put(&format!("{name}.txt"), SMALL.replace(was, now));
    let (copy, track) = (format!("{name}.txt"), format!("{name}.track"));
    let ran = desk.run(["track", "from-copy", "p.chapeau", &copy, "--as", actor, "-o", &track, "--json"]);
    assert_eq!(number(&ran.well().json(), "added"), 1, "{actor}");
    track
}

#[test]
fn the_small_text_is_what_the_tests_take_it_for() {
    let desk = small();
    let labels: Vec<String> =
        desk.clean("p.chapeau").into_iter().map(|(l, k, _)| format!("{k} {l}")).collect();
    assert_eq!(
        labels,
        ["title ", "formula ", "preambular PP1", "operative OP1", "operative OP2", "operative OP3"]
    );
}

/// Two delete the same words, a third puts words inside them.
#[test]
fn three_returns_on_one_paragraph_merge_in_any_order() {
    let desk = small();
    let clause = " along the canal in a safe manner";
    let eu = answer(&desk, "EU", clause, "");
    let uk = answer(&desk, "UK", clause, "");
    let us = answer(&desk, "US", "in a safe manner", "in a secure and safe manner");
    let all = [&eu, &uk, &us];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mut first: Option<Vec<u8>> = None;
    let mut same = |desk: &Desk, name: &str, how: &str| {
        let bytes = desk.bytes(name);
        assert_eq!(first.get_or_insert(bytes.clone()), &bytes, "{how}");
    };
    for (n, order) in orders.iter().enumerate() {
        let [a, b, c] = order.map(|at| all[at].as_str());
        let name = format!("at-once-{n}.chapeau");
        desk.run(["merge", "p.chapeau", a, b, c, "-o", &name]).well();
        same(&desk, &name, "at once");
        // One after another, the first twice.
        let name = format!("in-turn-{n}.chapeau");
        desk.run(["merge", "p.chapeau", a, "-o", &name]).well();
        for track in [b, a, c] {
            desk.run(["merge", &name, track]).well();
        }
        same(&desk, &name, "in turn");
        // Two by one colleague, the third by another; then the two projects.
        let (left, right) = (format!("left-{n}.chapeau"), format!("right-{n}.chapeau"));
        desk.run(["merge", "p.chapeau", a, b, "-o", &left]).well();
        desk.run(["merge", "p.chapeau", c, "-o", &right]).well();
        desk.run(["merge", &left, &right]).well();
        same(&desk, &left, "grouped");
    }
    let shown = desk.show("at-once-0.chapeau");
    assert_eq!(list(&shown, "proposals").len(), 3);
    let all = marks(labelled(&shown, "OP1")).join("; ");
    assert!(all.contains("deleted EU, UK") && all.contains("inserted US"), "{all}");
    desk.line("export at-once-0.chapeau -o c.txt").well();
    let text = desk.text("c.txt");
    for name in ["EU", "UK", "US"] {
        assert!(text.contains(name), "{name} in\n{text}");
    }
    // Together they are a conflict, put to the chair: nothing is accepted by order.
    let told = desk.line("decide at-once-0.chapeau --accept --all --json").ended(1).json();
    assert!(list(&told, "accepted").is_empty());
    assert_eq!(list(&told, "conflicts").len(), 1, "{told:#}");
    // One by one it can be decided; the outer deletion leaves no words of the inner one behind.
    let id = ids(&shown, "UK", "OP1").remove(0);
    desk.run(["decide", "at-once-0.chapeau", "--accept", &id]).well();
    let text = &desk.clean("at-once-0.chapeau")[3].2;
    assert_eq!(text, "Call upon all keepers to maintain the old lamps;");
}

#[test]
fn every_outcome_of_a_decision() {
    let desk = small();
    let eu = answer(&desk, "EU", "every year", "every second year");
    let us = answer(&desk, "US", "old lamps", "lamps");
    desk.run(["merge", "p.chapeau", &eu, &us]).well();
    let shown = desk.show("p.chapeau");
    let (mine, other) = (ids(&shown, "EU", "OP2").remove(0), ids(&shown, "US", "OP1").remove(0));
    let state = |project: &str, id: &str| {
        let shown = desk.show(project);
        let found = list(&shown, "proposals").iter().find(|p| p["id"] == id).cloned().unwrap();
        found["state"].as_str().unwrap().to_owned()
    };
    let decide = |how: &[&str], name: &str| desk.run([&["decide", "p.chapeau"], how, &["-o", name]].concat());
    let before = desk.clean("p.chapeau");
    for (how, said) in [("--reject", "rejected"), ("--bracket", "kept in brackets"), ("--defer", "deferred")]
    {
        let name = format!("{}.chapeau", &how[2..]);
        decide(&[how, &mine], &name).well();
        assert_eq!(state(&name, &mine), said);
        assert_eq!(state(&name, &other), "open");
        assert_eq!(desk.clean(&name), before, "{how} changes no word");
        let marked = !marks(labelled(&desk.show(&name), "OP2")).is_empty();
        assert_eq!(marked, how != "--reject", "{how}: still in brackets or not");
    }
    decide(&["--accept", &mine, "--text", "every third year"], "as.chapeau").well();
    assert_eq!(state("as.chapeau", &mine), "accepted as modified");
    let op2 = |name: &str| desk.clean(name)[4].2.clone();
    assert!(op2("as.chapeau").contains("third year"), "{}", op2("as.chapeau"));
    // By the name of the group as well as by that of the proposal.
    let group = list(&shown, "proposals").iter().find(|p| p["id"] == mine.as_str()).unwrap()["group"].clone();
    decide(&["--accept", group.as_str().unwrap()], "group.chapeau").well();
    assert_eq!(op2("group.chapeau"), "Decide to count the ships in the harbour every second year;");
    decide(&["--accept", "--all", "--by", "European Union"], "by.chapeau").well();
    assert_eq!([state("by.chapeau", &mine), state("by.chapeau", &other)], ["accepted", "open"]);
    decide(&["--accept", "--all"], "all.chapeau").well();
    assert_eq!(
        desk.clean("all.chapeau")[3].2,
        "Call upon all keepers to maintain the lamps along the canal in a safe manner;"
    );
    // What cannot be done is said, and nothing is written.
    for wrong in [
        vec!["--accept", "EU-00000000"],
        vec!["--accept", "--all", "--by", "Atlantis"],
        vec!["--accept", &mine, &other, "--text", "one"],
        vec!["--accept", "--reject", &mine],
        vec!["--accept"],
        vec!["--accept", &mine, "--at", "OP1"],
    ] {
        let ran = decide(&wrong, "wrong.chapeau").ended(2);
        assert!(!ran.err.is_empty() && ran.out.is_empty(), "{wrong:?}");
        assert!(!desk.path("wrong.chapeau").exists(), "{wrong:?}");
    }
    let twice = desk.run(["decide", "group.chapeau", "--accept", &mine]).ended(2);
    assert!(twice.err.contains("accepted already"), "{}", twice.err);
}

#[test]
fn a_placement_is_accepted_where_a_person_says() {
    let desk = small();
    let copy = SMALL.replace("every year;", "every year; Paint the lamps. /possibly also in OP3/");
    desk.put("copy.txt", copy);
    let told = desk.line("track from-copy p.chapeau copy.txt --as ITU -o i.track --json").well().json();
    assert_eq!([number(&told, "added"), number(&told, "placements")], [1, 1], "{told:#}");
    desk.line("merge p.chapeau i.track").well();
    let shown = desk.show("p.chapeau");
    let placement = &list(&shown, "placements")[0];
    assert_eq!(placement["targets"], json!(["OP3"]));
    let id = placement["id"].as_str().unwrap();
    desk.run(["decide", "p.chapeau", "--accept", id]).ended(1);
    desk.run(["decide", "p.chapeau", "--accept", id, "--at", "3."]).well();
    assert_eq!(
        desk.clean("p.chapeau")[5].2,
        "Request the secretary to report on the lamps. Paint the lamps."
    );
    let shown = desk.show("p.chapeau");
    assert_eq!(list(&shown, "placements")[0]["state"], "accepted");
    assert_eq!(list(&shown, "proposals")[0]["state"], "open");
}

#[test]
fn labels_are_understood_as_they_are_typed() {
    let Some(folder) = seeds() else { return };
    let desk = Desk::new();
    import(&desk, &path(&folder, ZERO), "p.chapeau");
    let agreed = |name: &str| {
        let shown = desk.show(name);
        let set = list(&shown, "paragraphs").iter().filter(|p| p["status"] != "open");
        set.map(|p| format!("{} {}", p["label"].as_str().unwrap(), p["status"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    for typed in ["26", "26.", "OP26", "OP 26", "op26"] {
        desk.run(["status", "p.chapeau", typed, "--set", "agreed ad ref", "-o", "s.chapeau", "--force"])
            .well();
        assert_eq!(agreed("s.chapeau"), ["OP26 agreed ad ref"], "{typed}");
    }
    for typed in ["B", "B.", "PP2", "PP 2"] {
        desk.run(["status", "p.chapeau", typed, "--set", "agreed", "-o", "s.chapeau", "--force"]).well();
        assert_eq!(agreed("s.chapeau"), ["PP2 agreed"], "{typed}");
    }
    let ran = desk.run(["status", "p.chapeau", "26", "999", "--set", "agreed", "-o", "t.chapeau"]).ended(2);
    assert!(ran.err.contains("999") && !desk.path("t.chapeau").exists());
    let ran = desk.run(["status", "p.chapeau", "26", "--set", "nearly", "-o", "t.chapeau"]).ended(2);
    assert!(ran.err.contains("nearly"));
}

#[test]
fn a_status_follows_the_words_it_was_set_on() {
    let desk = small();
    let eu = answer(&desk, "EU", "every year", "every second year");
    desk.run(["status", "p.chapeau", "2", "3", "--set", "agreed ad ref"]).well();
    desk.run(["status", "p.chapeau", "1", "--set", "agreed in informals", "--pending", "USA", "G-77"]).well();
    desk.run(["merge", "p.chapeau", &eu]).well();
    desk.line("decide p.chapeau --accept --all").well();
    let shown = desk.show("p.chapeau");
    let status = |label: &str| labelled(&shown, label)["status"].as_str().unwrap().to_owned();
    assert_eq!(status("OP2"), "agreed ad ref, changed since");
    assert_eq!(status("OP3"), "agreed ad ref");
    assert_eq!(status("OP1"), "agreed in informals (pending US, G77 and China)");
    desk.run(["status", "p.chapeau", "2", "--set", "open"]).well();
    assert_eq!(labelled(&desk.show("p.chapeau"), "OP2")["status"], "open");
}

#[test]
fn comments_and_returns_out_of_a_project() {
    let desk = small();
    let eu = answer(&desk, "European Union", "every year", "every second year");
    desk.run(["track", "comment", "p.chapeau", "--as", "EU", "OP1", "Which lamps?", "-o", "c.track"]).well();
    desk.run(["track", "comment", "p.chapeau", "--as", "EU", "B2", "No.", "-o", "d.track"]).ended(2);
    desk.run(["track", "comment", "p.chapeau", "--as", "EU", "3", "Who reports?", "-o", "c.track"]).well();
    let told = desk.run(["merge", "p.chapeau", "c.track", &eu, "--json"]).well().json();
    assert_eq!([number(&told, "comments"), number(&told, "added")], [2, 1]);
    let shown = desk.show("p.chapeau");
    let actor = &list(&shown, "actors")[0];
    assert_eq!(
        [&actor["name"], &actor["proposals"], &actor["comments"]],
        [&json!("EU"), &json!(1), &json!(2)]
    );
    // The return that comes out of the project holds all of it, and merging it changes nothing.
    desk.line("track export p.chapeau --as eu -o out.track").well();
    desk.line("verify out.track").well();
    let before = desk.said("p.chapeau");
    let again = desk.line("merge p.chapeau out.track --json").well().json();
    assert_eq!([number(&again, "added"), number(&again, "comments")], [0, 0]);
    desk.line("track export p.chapeau --as EU -o again.track").well();
    assert_eq!(desk.bytes("again.track"), desk.bytes("out.track"));
    desk.line("merge p.chapeau out.track").well();
    let fresh = small();
    std::fs::copy(desk.path("out.track"), fresh.path("out.track")).unwrap();
    fresh.line("merge p.chapeau out.track").well();
    assert_eq!(fresh.said("p.chapeau"), desk.said("p.chapeau"));
    assert_eq!(desk.said("p.chapeau"), before, "nothing new came");
    desk.line("track export p.chapeau --as Atlantis -o none.track").ended(2);
}

#[test]
fn a_second_return_keeps_adds_and_withdraws() {
    let desk = small();
    let first = SMALL.replace("old lamps", "lamps").replace("every year", "every second year");
    let second = SMALL.replace("old lamps", "lamps").replace("on the lamps.", "on the lamps and the ships.");
    desk.put("one.txt", first);
    desk.put("two.txt", second);
    desk.line("track from-copy p.chapeau one.txt --as EU -o one.track").well();
    desk.line("merge p.chapeau one.track -o first.chapeau").well();
    let told = desk.line("track from-copy first.chapeau two.txt --as EU -o two.track --json").well().json();
    let of = |told: &Value| ["added", "unchanged", "withdrawn"].map(|key| number(told, key));
    assert_eq!(of(&told), [1, 1, 1], "{told:#}");
    desk.line("merge first.chapeau two.track -o both.chapeau").well();
    let shown = desk.show("both.chapeau");
    let states: Vec<String> =
        list(&shown, "proposals").iter().map(|p| format!("{} {}", p["label"], p["state"])).collect();
    for wanted in ["\"OP1\" \"open\"", "\"OP2\" \"withdrawn\"", "\"OP3\" \"open\""] {
        assert!(states.iter().any(|s| s == wanted), "{wanted} in {states:?}");
    }
    // The later one first, then the earlier: the same.
    desk.line("merge p.chapeau two.track one.track -o turned.chapeau").well();
    assert_eq!(desk.bytes("turned.chapeau"), desk.bytes("both.chapeau"));
    desk.line("merge both.chapeau one.track").well();
    assert_eq!(desk.bytes("turned.chapeau"), desk.bytes("both.chapeau"));
}

#[test]
fn a_project_goes_through_the_standard_streams() {
    let desk = small();
    let ran = desk.line("import small.txt -o -").well();
    assert_eq!(ran.out.as_bytes(), desk.bytes("p.chapeau"));
    let text = desk.line("export p.chapeau -o - --format txt").well();
    assert!(text.out.contains("The General Assembly,"));
    let shown = desk.line("show p.chapeau").well();
    assert!(shown.out.contains("count the ships"));
    // A revision by name on either side of a comparison.
    let eu = answer(&desk, "EU", "every year", "every second year");
    desk.run(["merge", "p.chapeau", &eu]).well();
    desk.line("decide p.chapeau --accept --all").well();
    desk.line("revise p.chapeau --name Rev.1").well();
    let told = desk.run(["diff", "p.chapeau@Zero draft", "p.chapeau@Rev.1", "--json"]).well().json();
    assert_eq!([&told["counts"]["same"], &told["counts"]["edited"]], [&json!(5), &json!(1)]);
    desk.run(["revise", "p.chapeau", "--name", "rev.1"]).ended(2);
}

#[test]
fn the_audit_of_the_revision_explains_every_word() {
    let Some(folder) = seeds() else { return };
    let Some((desk, ..)) = merged(&path(&folder, ZERO)) else { return };
    desk.line("decide m.chapeau --accept --all").ended(1);
    desk.line("revise m.chapeau --name Rev.1 --concordance c.csv").well();
    let told = desk.run(["audit", "m.chapeau", "Zero draft", "Rev.1", "--json"]).well().json();
    assert!(list(&told, "unexplained").is_empty() && list(&told, "edited").is_empty(), "{told:#}");
    let words = |text: &str| text.split_whitespace().count() as u64;
    let added: u64 =
        list(&desk.show("m.chapeau"), "proposals").iter().map(|p| words(p["text"].as_str().unwrap())).sum();
    assert_eq!(number(&told, "agreed"), added);
    for none in ["moved", "merged", "withdrawn", "rejected"] {
        assert_eq!(number(&told, none), 0, "{none}");
    }
    let of = |told: &Value| -> Vec<String> {
        let all = list(told, "proposals").iter();
        all.map(|p| format!("{} {}", p["actor"].as_str().unwrap(), p["outcome"].as_str().unwrap())).collect()
    };
    let all = of(&told);
    assert_eq!(all.len(), 5);
    assert_eq!(all.iter().filter(|o| *o == "UPU accepted").count(), 4, "{all:?}");
    let mine = ["audit", "m.chapeau", "zero draft", "rev.1", "--as", "Universal Postal Union", "--json"];
    assert_eq!(of(&desk.run(mine).well().json()), all);
    // One line for each paragraph that has a label, under a heading.
    let csv = desk.text("c.csv");
    assert_eq!(csv.lines().filter(|l| l.starts_with("OP") || l.starts_with("PP")).count(), 155);
    assert!(csv.lines().any(|l| l.starts_with("OP26,OP26,") && l.contains("UPU")));
    desk.run(["audit", "m.chapeau", "Zero draft", "Rev.7"]).ended(2);
}

#[test]
fn the_audit_trusts_no_log() {
    let desk = small();
    let eu = answer(&desk, "EU", "every year", "every second year");
    let us = answer(&desk, "US", "old lamps", "lamps");
    desk.run(["merge", "p.chapeau", &eu, &us]).well();
    let id = ids(&desk.show("p.chapeau"), "US", "OP1").remove(0);
    desk.run(["decide", "p.chapeau", "--reject", &id]).well();
    desk.line("decide p.chapeau --accept --all").well();
    desk.line("revise p.chapeau --name Rev.1").well();
    let told = desk.run(["audit", "p.chapeau", "Zero draft", "Rev.1", "--json"]).well().json();
    assert_eq!([&told["unexplained"], &told["edited"]], [&json!([]), &json!([])]);
    assert!(number(&told, "agreed") > 0);
    // An edit with a reason is listed with it; a change that points to no decision is unexplained.
    for (cause, key) in
        [(Cause::Chair("tidied".into()), "edited"), (Cause::Decision(DecisionId(99)), "unexplained")]
    {
        let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
        let id = project.paragraph("OP3").unwrap();
        let with = Fragment::plain("Kindly request");
        let changes = chapeau::text::replace(&project.working, id, 0..7, &with, "test");
        edit(&project, changes, cause).apply(&mut project).unwrap();
        issue(&project, "Rev.2").apply(&mut project).unwrap();
        files::save_project(&project, &desk.path("q.chapeau"), Overwrite::Yes).unwrap();
        let ran = desk.run(["audit", "q.chapeau", "Rev.1", "Rev.2", "--json"]);
        let told = ran.ended(i32::from(key == "unexplained")).json();
        let found = list(&told, key);
        assert!(!found.is_empty() && found.iter().all(|f| f["label"] == "OP3"), "{key}: {told:#}");
        assert!(key != "edited" || found.iter().all(|f| f["why"] == "tidied"), "{told:#}");
        let other = if key == "edited" { "unexplained" } else { "edited" };
        assert!(list(&told, other).is_empty(), "{told:#}");
    }
}
