//! Positions on the command line: said, merged, listed, counted; nothing that was said is lost.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Desk, ids, list, number};
use serde_json::{Value, json};

const TEXT: &str = "# Lamps\n\n*The General Assembly,*\n\n1. *Asks* all to light old lamps every evening;\n\n2. *Decides* to count the lamps;\n\n3. *Decides also* to meet again.\n";

/// A project in which the EU asks for something in OP1 and the US in OP2 and for OP2 bis.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.md", TEXT);
    desk.put("eu.md", TEXT.replace("old lamps", "bright lamps"));
    let us = TEXT.replace("count the lamps", "count all lamps");
    desk.put("us.md", us.replace("\n3.", "\n2 bis. *Invites* the harbours to help;\n\n3."));
    desk.line("import text.md -o p.chapeau").well();
    for actor in ["eu", "us"] {
        desk.line(&format!("track from-copy p.chapeau {actor}.md --as {actor} -o {actor}.track")).well();
    }
    desk.line("merge p.chapeau eu.track us.track").well();
    desk
}

fn id(desk: &Desk, actor: &str, label: &str) -> String {
    ids(&desk.show("p.chapeau"), actor, label)[0].clone()
}

fn of(desk: &Desk, id: &str) -> Value {
    let shown = desk.show("p.chapeau");
    list(&shown, "proposals").iter().find(|p| p["id"] == id).unwrap()["positions"].clone()
}

fn cell(desk: &Desk, label: &str, actor: &str) -> Value {
    let made = desk.line("matrix p.chapeau --json").well().json();
    let row = list(&made, "paragraphs").iter().find(|p| p["label"] == label).unwrap().clone();
    row["cells"][actor].clone()
}

#[test]
fn a_position_is_said_merged_and_counted() {
    let desk = desk();
    let (eu, us) = (id(&desk, "EU", "OP1"), id(&desk, "US", "OP2"));
    let before = desk.bytes("p.chapeau");
    assert!(!String::from_utf8_lossy(&before).contains("position"), "without positions a file is as it was");
    desk.line(&format!("track say p.chapeau --as Japan support {eu} {us} -o j.track")).well();
    desk.line(&format!("track say p.chapeau --as japan oppose {us} -o j.track")).well();
    assert_eq!(desk.bytes("p.chapeau"), before, "saying writes the track alone");
    let told = desk.line("merge p.chapeau j.track --json").well().json();
    assert_eq!((number(&told, "positions"), number(&told, "added")), (2, 0), "{told}");
    assert_eq!(of(&desk, &eu)["support"], json!(["Japan"]));
    assert_eq!(
        (of(&desk, &us)["support"].clone(), of(&desk, &us)["oppose"].clone()),
        (json!([]), json!(["Japan"]))
    );
    let one = cell(&desk, "OP2", "Japan");
    assert_eq!((number(&one, "proposals"), number(&one, "oppose"), number(&one, "support")), (0, 1, 0));
    assert_eq!(number(&cell(&desk, "OP2 bis (US)", "US"), "proposals"), 1);
    // The same again changes nothing.
    let held = desk.bytes("p.chapeau");
    let told = desk.line("merge p.chapeau j.track --json").well().json();
    assert_eq!((number(&told, "positions"), desk.bytes("p.chapeau")), (0, held));
    let shown = desk.line("show p.chapeau").well();
    assert!(shown.out.contains("[old / bright - EU; Japan support]"), "{}", shown.out);
    assert!(shown.out.contains("US; Japan oppose]"), "{}", shown.out);
}

#[test]
fn a_group_can_be_named_and_a_condition_given() {
    let desk = desk();
    let shown = desk.show("p.chapeau");
    let group = list(&shown, "proposals").iter().find(|p| p["label"] == "OP1").unwrap()["group"].clone();
    let group = group.as_str().unwrap().to_owned();
    let args = ["track", "say", "p.chapeau", "--as", "UK", "--condition", "OP1 if OP2 goes"];
    desk.run(args.into_iter().chain(["live-with", &group, "-o", "uk.track"])).well();
    desk.line("merge p.chapeau uk.track").well();
    let shown = desk.show("p.chapeau");
    let said = &list(&shown, "positions")[0];
    assert_eq!(said["condition"], "OP1 if OP2 goes");
    assert_eq!((said["stance"].clone(), said["counts"].clone()), (json!("live-with"), json!(true)));
    assert!(!desk.line("show p.chapeau").well().out.contains("UK"), "brackets cannot say the condition");
    // Nobody takes a position on what is its own.
    let ran = desk.line(&format!("track say p.chapeau --as EU oppose {group} -o eu2.track")).ended(2);
    assert!(ran.err.contains("EU’s own") && !desk.path("eu2.track").exists(), "{}", ran.err);
}

#[test]
fn what_nobody_knows_yet_is_kept_and_listed() {
    let desk = desk();
    desk.line("import text.md -o empty.chapeau").well();
    let eu = id(&desk, "EU", "OP1");
    let ran = desk.line(&format!("track say empty.chapeau --as Japan support {eu} -o j.track")).ended(1);
    assert!(ran.out.contains(&eu) && ran.out.contains("not known"), "{}", ran.out);
    let ran = desk.line("merge empty.chapeau j.track").ended(1);
    assert!(ran.out.contains(&eu) && ran.out.contains("not in this project"), "{}", ran.out);
    assert_eq!(list(&desk.show("empty.chapeau"), "positions")[0]["known"], false);
    // In whichever order they come: in one merge nothing is unknown.
    desk.line("import text.md -o both.chapeau").well();
    desk.line("merge both.chapeau j.track eu.track").well();
    desk.line("merge empty.chapeau eu.track").well();
    assert_eq!(desk.bytes("empty.chapeau"), desk.bytes("both.chapeau"));
    let shown = desk.show("empty.chapeau");
    let p = list(&shown, "proposals").iter().find(|p| p["id"] == eu.as_str()).unwrap().clone();
    assert_eq!(p["positions"]["support"], json!(["Japan"]));
}

#[test]
fn the_floor_is_a_strand_of_its_own() {
    let desk = desk();
    let eu = id(&desk, "EU", "OP1");
    let args = ["track", "say", "p.chapeau", "--as", "Japan", "--floor", "recorded by the Secretariat"];
    desk.run(args.into_iter().chain(["oppose", &eu, "-o", "room.track"])).well();
    desk.line("merge p.chapeau room.track").well();
    let said = |desk: &Desk| {
        let shown = desk.show("p.chapeau");
        let all = list(&shown, "positions").iter();
        let all = all.map(|p| {
            let by = p["recorded_by"].as_str().unwrap_or("-");
            format!(
                "{} {} {by} {}",
                p["origin"].as_str().unwrap(),
                p["stance"].as_str().unwrap(),
                p["counts"]
            )
        });
        all.collect::<Vec<_>>()
    };
    assert_eq!(said(&desk), ["room oppose the Secretariat true"]);
    // Its own return counts from then on, and nothing is forgotten.
    desk.line("import text.md -o home.chapeau").well();
    desk.line("merge home.chapeau eu.track").well();
    desk.line(&format!("track say home.chapeau --as Japan support {eu} -o own.track")).well();
    desk.line("merge p.chapeau own.track").well();
    assert_eq!(said(&desk), ["own support - true", "room oppose the Secretariat false"]);
    assert_eq!(of(&desk, &eu)["support"], json!(["Japan"]));
    assert_eq!(of(&desk, &eu)["oppose"], json!([]));
}

#[test]
fn positions_and_proposals_are_withdrawn_by_name() {
    let desk = desk();
    let (eu, us) = (id(&desk, "EU", "OP1"), id(&desk, "US", "OP2"));
    desk.line(&format!("track say p.chapeau --as Japan support {eu} -o j.track")).well();
    desk.line("merge p.chapeau j.track").well();
    desk.line(&format!("track say p.chapeau --as Japan withdraw {eu} -o j2.track")).well();
    desk.line("merge p.chapeau j2.track j.track").well();
    assert_eq!(of(&desk, &eu), Value::Null);
    assert_eq!(list(&desk.show("p.chapeau"), "positions")[0]["withdrawn"], true);
    desk.line(&format!("track say p.chapeau --as US withdraw {us} -o us2.track")).well();
    let told = desk.line("merge p.chapeau us2.track us.track --json").well().json();
    assert_eq!(number(&told, "withdrawn"), 1, "{told}");
    assert_eq!(cell(&desk, "OP2", "US"), Value::Null);
    // There has to be something to take back.
    let ran = desk.line(&format!("track say p.chapeau --as Kenya withdraw {eu} -o k.track")).ended(2);
    assert!(!desk.path("k.track").exists(), "{}", ran.err);
}

#[test]
fn a_position_on_an_earlier_version_is_shown_as_such() {
    use chapeau::format::ron::{read_track, write_track};
    let desk = desk();
    let eu = id(&desk, "EU", "OP1");
    desk.line(&format!("track say p.chapeau --as Japan support {eu} -o j.track")).well();
    let mut file = read_track(&desk.text("eu.track")).unwrap();
    let strand = file.track.strands.values_mut().next().unwrap();
    let held = strand.proposals.values_mut().next().unwrap();
    let next = chapeau::record::Proposal { version: 2, derived: false, seen: 0, ..(**held).clone() };
    *held = std::sync::Arc::new(next);
    desk.put("eu2.track", write_track(&file).unwrap());
    desk.line("merge p.chapeau j.track eu2.track").well();
    assert_eq!(
        (of(&desk, &eu)["support"].clone(), of(&desk, &eu)["outdated"].clone()),
        (json!([]), json!(["Japan"]))
    );
    assert_eq!(list(&desk.show("p.chapeau"), "positions")[0]["outdated"], true);
    assert_eq!(number(&cell(&desk, "OP1", "Japan"), "outdated"), 1);
    assert!(desk.line("show p.chapeau").well().out.contains("[old / bright - EU]"));
}

#[test]
fn a_matrix_is_a_table_a_sheet_and_a_page() {
    let desk = desk();
    let eu = id(&desk, "EU", "OP1");
    desk.line("track say p.chapeau --as Japan oppose US-none -o j.track").ended(1);
    let evil = ["track", "say", "p.chapeau", "--as", "=<b>\"A\"&", "oppose", &eu, "-o", "x.track"];
    desk.run(evil).well();
    desk.line("merge p.chapeau x.track").well();
    desk.line("status p.chapeau OP1 --set agreed").well();
    let text = desk.line("matrix p.chapeau").well().out;
    let row = text.lines().find(|l| l.starts_with("OP1 ")).unwrap();
    assert_eq!(row.split_whitespace().collect::<Vec<_>>(), ["OP1", "agreed", "-1", "1"], "{text}");
    let csv = desk.line("matrix p.chapeau --csv").well().out;
    assert!(csv.starts_with("Paragraph,Status,\"'=<b>\"\"A\"\"&\",EU,US\r\n"), "{csv}");
    assert!(csv.contains("\r\nOP1,agreed,1 oppose,1 proposal,\r\n"), "{csv}");
    let page = desk.line("matrix p.chapeau --html").well().out;
    assert!(page.contains("=&lt;b&gt;&quot;A&quot;&amp;") && !page.contains("<b>"), "{page}");
    assert!(!page.contains("http") && !page.contains("<script"));
    desk.line("matrix p.chapeau --html --csv").ended(2);
    let made = desk.line("matrix p.chapeau --json").well().json();
    let labels: Vec<&str> = list(&made, "paragraphs").iter().filter_map(|p| p["label"].as_str()).collect();
    assert_eq!(labels, ["OP1", "OP2", "OP2 bis (US)", "OP3"]);
}
