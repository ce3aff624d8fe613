//! The status ladder, silence procedures and the colours of actors, on the command line.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Desk, labelled, list, number};
use serde_json::json;
use std::io::{Cursor, Read};

const TEXT: &str = "# Lamps\n\n*The General Assembly,*\n\n*Recalling* its resolution on lamps,\n\n## Light\n\n1. *Asks* all to light old lamps every evening, namely:\n\n(a) Old lamps;\n\n(b) New lamps;\n\n2. *Decides* to count the lamps;\n\n3. *Decides also* to meet again.\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.md", TEXT);
    desk.line("import text.md -o p.chapeau").well();
    desk
}

/// The document of a Word file.
fn document(file: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// Runs with arguments that may have spaces in them, parted by bars.
fn run(desk: &Desk, args: &str) -> common::Ran {
    desk.run(args.split('|').map(str::trim))
}

fn status(desk: &Desk, label: &str) -> String {
    labelled(&desk.show("p.chapeau"), label)["status"].as_str().unwrap().to_owned()
}

#[test]
fn statuses_are_set_on_ranges_counted_and_logged() {
    let desk = desk();
    let before = desk.text("p.chapeau");
    assert!(!before.contains("status_log") && !before.contains("silences") && !before.contains("markings"));
    let refused = run(&desk, "status|p.chapeau|OP1|--set|agreed|--on|2026-13-45").ended(2);
    assert!(refused.err.contains("no day of the calendar"), "{}", refused.err);
    run(&desk, "status|p.chapeau|OP1-OP2|PP1|--set|agreed ad ref|--on|2026-11-22").well();
    let held = desk.bytes("p.chapeau");
    run(&desk, "status|p.chapeau|OP1 (a)|--set|agreed ad ref").well();
    assert_eq!(desk.bytes("p.chapeau"), held, "the same again is no news");
    assert_eq!(
        run(&desk, "status|p.chapeau").well().out.lines().next(),
        Some("5 of 6 paragraphs agreed ad ref")
    );
    run(&desk, "status|p.chapeau|OP3|--set|agreed in informals|--pending|EU|AOSIS").well();
    run(&desk, "status|p.chapeau|OP2|--set|open|--at-request-of|the EU|--why|it is wrong").well();
    let told = run(&desk, "status|p.chapeau|--log").well().out;
    for line in [
        "4 of 6 paragraphs agreed ad ref, 1 agreed in informals",
        "OP1 (a): agreed ad ref\n  3. open → agreed ad ref, on 2026-11-22",
        "OP2: open\n  5. open → agreed ad ref, on 2026-11-22\n  7. agreed ad ref → open, at the request of EU: it is wrong",
        "OP3: agreed in informals (pending EU, AOSIS)\n  6. open → agreed in informals (pending EU, AOSIS)",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let made = run(&desk, "status|p.chapeau|--json").well().json();
    let counts = json!({"paragraphs": 6, "open": 1, "suggested for closure": 0, "agreed in informals": 1, "agreed ad ref": 4, "agreed": 0, "changed": 0});
    assert_eq!(made["counts"], counts);
    let op3 = list(&made, "paragraphs").iter().find(|p| p["label"] == "OP3").unwrap();
    assert_eq!((&op3["status"], &op3["pending"]), (&json!("agreed in informals"), &json!(["EU", "AOSIS"])));
    assert_eq!(list(op3, "log")[0]["from"], "open");
    let one = run(&desk, "status|p.chapeau|OP2|--json").well().json();
    assert_eq!((list(&one, "paragraphs").len(), list(&list(&one, "paragraphs")[0], "log").len()), (1, 2));
}

#[test]
fn what_has_no_status_is_said() {
    let desk = desk();
    let held = desk.bytes("p.chapeau");
    for (args, says) in [
        ("Light|--set|agreed", "is a heading"),
        ("Lamps|--set|agreed", "is a title"),
        ("OP9|--set|agreed", "there is no paragraph OP9"),
        ("OP1|OP9|--set|agreed", "there is no paragraph OP9"),
        ("OP3-OP1|--set|agreed", "ends before it begins"),
        ("OP1|--set|agreed|--pending|EU", "agreed in informals"),
        ("--set|agreed", "name the paragraphs"),
        ("OP1|-o|q.chapeau", "-o goes with --set"),
    ] {
        let ran = run(&desk, &format!("status|p.chapeau|{args}")).ended(2);
        assert!(ran.err.contains(says), "{args}: {}", ran.err);
    }
    run(&desk, "status|p.chapeau|OP1|--pending|EU").ended(2);
    assert_eq!(desk.bytes("p.chapeau"), held, "nothing was changed");
}

#[test]
fn an_outcome_document_has_letters_and_numbers() {
    let desk = Desk::new();
    desk.put("text.md", "# Pact\n\nA. We meet at a time of change.\n\nB. We are determined.\n\n1. We will act.\n\n2. We decide to:\n\n(a) Count;\n\n(b) Weigh.\n");
    desk.line("import text.md -o p.chapeau").well();
    run(&desk, "status|p.chapeau|B|1|2 (a)|--set|ad ref").well();
    let told = run(&desk, "status|p.chapeau").well().out;
    assert!(told.starts_with("3 of 6 paragraphs agreed ad ref"), "{told}");
    assert_eq!(run(&desk, "status|p.chapeau|B|2 (a)").well().out.lines().count(), 3);
}

#[test]
fn changed_words_are_marked_and_stay_agreed() {
    let desk = desk();
    desk.put("eu.md", TEXT.replace("count the lamps", "count all lamps"));
    desk.line("track from-copy p.chapeau eu.md --as EU -o eu.track").well();
    desk.line("merge p.chapeau eu.track").well();
    run(&desk, "status|p.chapeau|OP2|--set|agreed").well();
    desk.line("decide p.chapeau --accept --all").well();
    let shown = desk.show("p.chapeau");
    let op2 = labelled(&shown, "OP2");
    assert_eq!((&op2["status"], &op2["changed"]), (&json!("agreed, changed since"), &json!(true)));
    let told = run(&desk, "status|p.chapeau").well().out;
    assert!(told.contains("1 changed since agreed") && told.contains("OP2: agreed, changed since agreed"));
}

#[test]
fn silence_passes_when_a_person_closes_it() {
    let desk = desk();
    assert_eq!(run(&desk, "silence|p.chapeau").well().out.trim(), "No silence procedure was begun.");
    run(&desk, "silence|p.chapeau|--close").ended(2);
    let told = run(&desk, "silence|p.chapeau|--until|2026-11-25 18:00").well().out;
    assert!(told.contains("1. Silence until 2026-11-25 18:00 on Zero draft, then agreed ad ref"), "{told}");
    run(&desk, "silence|p.chapeau|--until|2026-11-26").ended(2);
    run(&desk, "silence|p.chapeau|--reopen|OP1").ended(2);
    run(&desk, "silence|p.chapeau|--close|--on|2026-11-26").well();
    assert_eq!(status(&desk, "OP1 (b)"), "agreed ad ref");
    let log = run(&desk, "status|p.chapeau|OP3|--log").well().out;
    assert!(
        log.contains("open → agreed ad ref, on 2026-11-26: silence procedure 1 passed, 2026-11-25 18:00"),
        "{log}"
    );
    run(&desk, "silence|p.chapeau|--until|27 November 2026, 6 p.m. New York|--then|agreed").well();
    run(&desk, "silence|p.chapeau|--call-off").well();
    let made = run(&desk, "silence|p.chapeau|--json").well().json();
    let states: Vec<_> = list(&made, "silences").iter().map(|s| s["state"].clone()).collect();
    assert_eq!(states, ["passed", "called off"]);
    assert_eq!(status(&desk, "OP1 (b)"), "agreed ad ref");
    assert!(
        run(&desk, "silence|p.chapeau|--until|2026-11-28|--then|open").ended(2).err.contains("agreed ad ref")
    );
}

#[test]
fn a_break_stops_the_whole_text() {
    let desk = desk();
    run(&desk, "silence|p.chapeau|--until|2026-11-25 18:00").well();
    run(&desk, "silence|p.chapeau|--object|OP2|OP3|--as|the EU|--why|not agreed").ended(1);
    run(&desk, "silence|p.chapeau|--object|OP2").ended(1);
    run(&desk, "silence|p.chapeau|--object|all").ended(1);
    assert!(run(&desk, "silence|p.chapeau|--close").ended(2).err.contains("4 objections"));
    let shown = desk.show("p.chapeau");
    assert_eq!(labelled(&shown, "OP2")["objections"], json!(["a delegation", "EU"]));
    assert!(labelled(&shown, "OP1").get("objections").is_none());
    let made = run(&desk, "silence|p.chapeau|--json").ended(1).json();
    let one = &list(&made, "silences")[0];
    assert_eq!((&one["state"], list(one, "objections").len()), (&json!("broken"), 4));
    let first = json!({"label": null, "by": null, "why": "", "taken_back": false, "why_taken_back": null});
    assert_eq!(list(one, "objections")[0], first);
    assert_eq!(one["deadline"], json!({"date": "2026-11-25", "time": "18:00", "place": null}));
    run(&desk, "silence|p.chapeau|--reopen|OP9").ended(2);
    let told = run(&desk, "silence|p.chapeau|--reopen|OP2").well().out;
    assert!(told.contains("reopened: OP2") && told.contains("objection: OP3, EU: not agreed"), "{told}");
    assert_eq!((status(&desk, "OP2"), status(&desk, "OP3")), ("open".into(), "agreed ad ref".into()));
    run(&desk, "silence|p.chapeau").well();
}

#[test]
fn a_deadline_is_understood_or_refused() {
    let desk = desk();
    let held = desk.bytes("p.chapeau");
    for (until, why) in [
        ("whenever", "“whenever” is not understood in a deadline"),
        ("5/12/2026", "“5/12/2026” is read in two ways"),
        ("Friday, 5 December 2026", "5 December 2026 is a Saturday, not a Friday"),
        ("5 December", "needs the year"),
        ("", "needs a day"),
    ] {
        let ran = run(&desk, &format!("silence|p.chapeau|--until|{until}")).ended(2);
        assert!(ran.err.contains(why) && ran.err.contains("2026-12-05 18:00 New York"), "{}", ran.err);
    }
    assert_eq!(desk.bytes("p.chapeau"), held);
    let words = "5 December 2026, 6 p.m. New York";
    let told = run(&desk, &format!("silence|p.chapeau|--until|{words}")).well().out;
    assert!(told.contains(&format!("Silence until {words} on")), "as it was typed: {told}");
    let made = run(&desk, "silence|p.chapeau|--json").well().json();
    let one = &list(&made, "silences")[0];
    assert_eq!((&one["until"], &one["deadline"]["time"]), (&json!(words), &json!("18:00")));
}

#[test]
fn an_objection_that_is_taken_back_heals_nothing_by_itself() {
    let desk = desk();
    run(&desk, "silence|p.chapeau|--until|2026-11-25").well();
    run(&desk, "silence|p.chapeau|--take-back|OP2|--as|EU").ended(2);
    run(&desk, "silence|p.chapeau|--object|OP2|OP3|--as|EU|--why|not agreed").ended(1);
    run(&desk, "silence|p.chapeau|--object|OP2|--why|too long").ended(1);
    run(&desk, "silence|p.chapeau|--object|OP2|--why|too short").ended(1);
    let held = desk.bytes("p.chapeau");
    for (args, why) in [
        ("--take-back|OP1|--as|EU", "no objection of EU to OP1"),
        ("--take-back|all", "to the whole text"),
        ("--take-back|OP2|--as|US", "no objection of US to OP2"),
        ("--take-back|OP2", "say which with the reason it gave: “too long”, “too short”"),
        ("--take-back|OP9|--as|EU", "there is no paragraph OP9"),
    ] {
        let ran = run(&desk, &format!("silence|p.chapeau|{args}")).ended(2);
        assert!(ran.err.contains(why), "{args}: {}", ran.err);
    }
    assert_eq!(desk.bytes("p.chapeau"), held);
    run(&desk, "silence|p.chapeau|--take-back|OP2|--given|too long").ended(1);
    let told =
        run(&desk, "silence|p.chapeau|--take-back|OP2-OP2|OP3|--as|the EU|--why|OP7 is settled").ended(1).out;
    for line in [
        "was broken: 4 objections, 3 taken back",
        "objection: OP2, a delegation: too long; taken back\n",
        "objection: OP2, a delegation: too short\n",
        "objection: OP3, EU: not agreed; taken back: OP7 is settled",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert_eq!(labelled(&desk.show("p.chapeau"), "OP2")["objections"], json!(["a delegation"]));
    let told = run(&desk, "silence|p.chapeau|--take-back|OP2").ended(1).out;
    assert!(told.contains("4 objections, all taken back. It does not heal by itself"), "{told}");
    assert!(labelled(&desk.show("p.chapeau"), "OP2").get("objections").is_none());
    assert!(run(&desk, "silence|p.chapeau|--close").ended(2).err.contains("all taken back"));
    // Said again, it is one more.
    let told = run(&desk, "silence|p.chapeau|--object|OP3|--as|EU|--why|not agreed").ended(1).out;
    assert!(told.contains("5 objections, 4 taken back"), "{told}");
    run(&desk, "silence|p.chapeau|--take-back|OP3|--as|EU").ended(1);
    run(&desk, "silence|p.chapeau|--reopen|none").well();
    assert_eq!(
        (status(&desk, "OP2"), status(&desk, "OP3")),
        ("agreed ad ref".into(), "agreed ad ref".into())
    );
}

#[test]
fn two_copies_that_began_one_each_are_told_apart_and_put_to_a_person() {
    let desk = desk();
    desk.put("q.chapeau", desk.bytes("p.chapeau"));
    run(&desk, "silence|p.chapeau|--until|2026-11-25 18:00").well();
    run(&desk, "silence|q.chapeau|--until|2026-11-30").well();
    run(&desk, "silence|q.chapeau|--object|OP3|--as|US").ended(1);
    desk.put("r.chapeau", desk.bytes("q.chapeau"));
    let said = desk.line("merge q.chapeau p.chapeau").ended(1);
    assert!(
        format!("{}{}", said.out, said.err).contains("began procedures apart"),
        "{}{}",
        said.out,
        said.err
    );
    desk.line("merge p.chapeau r.chapeau").ended(1);
    assert_eq!(desk.text("p.chapeau"), desk.text("q.chapeau"), "the same whichever is merged into which");
    let told = run(&desk, "silence|p.chapeau").ended(1).out;
    assert!(told.contains("\n1a. Silence") && told.contains("\n1b. Silence"), "{told}");
    for act in ["--close", "--reopen|OP3", "--call-off"] {
        let err = run(&desk, &format!("silence|p.chapeau|{act}")).ended(2).err;
        assert!(err.contains("1a and 1b are open at once"), "{err}");
    }
    run(&desk, "silence|p.chapeau|--until|2026-12-05").ended(2);
    run(&desk, "silence|p.chapeau|--object|OP1").ended(1);
    let made = run(&desk, "silence|p.chapeau|--json").ended(1).json();
    let all = list(&made, "silences");
    assert_eq!((&all[0]["name"], &all[1]["name"]), (&json!("1a"), &json!("1b")));
    assert!(all.iter().all(|s| list(s, "objections").iter().any(|o| o["label"] == "OP1")), "to each of them");
    assert_eq!(labelled(&desk.show("p.chapeau"), "OP1")["objections"], json!(["a delegation"]), "once");
    let listed = run(&desk, "copies|p.chapeau|--json").ended(1).json();
    let first =
        list(&listed, "silences").iter().position(|t| t.as_str().unwrap().contains("2026-11-25 18:00"));
    run(&desk, "copies|p.chapeau|--choose|silence=3").ended(2);
    let n = first.unwrap() + 1;
    run(&desk, &format!("copies|p.chapeau|--choose|silence={n}")).well();
    let told = run(&desk, "silence|p.chapeau").ended(1).out;
    assert!(
        told.contains("(until 2026-11-25 18:00) was broken: 2 objections"),
        "those of the other too: {told}"
    );
    assert!(told.contains("(until 2026-11-30) was called off"), "{told}");
    // A copy that does not know it brings nothing back.
    let held = desk.text("p.chapeau");
    desk.line("merge p.chapeau r.chapeau");
    assert_eq!(desk.text("p.chapeau"), held);
    run(&desk, "copies|q.chapeau|--keep|silence").well();
    run(&desk, "silence|q.chapeau|--until|2026-12-05").well();
}

#[test]
fn the_text_that_changes_under_silence_is_told() {
    let desk = desk();
    desk.put("eu.md", TEXT.replace("count the lamps", "count all lamps"));
    desk.line("track from-copy p.chapeau eu.md --as EU -o eu.track").well();
    desk.line("merge p.chapeau eu.track").well();
    run(&desk, "silence|p.chapeau|--until|2026-11-25").well();
    let warned = desk.line("decide p.chapeau --accept --all").well().err;
    assert!(warned.contains("the text changed since silence began: OP2"), "{warned}");
    assert!(run(&desk, "silence|p.chapeau").well().out.contains("the text changed since silence began: OP2"));
    run(&desk, "silence|p.chapeau|--close").well();
    assert_eq!(status(&desk, "OP2"), "agreed ad ref, changed since");
}

#[test]
fn a_revision_that_is_issued_under_silence_is_told() {
    let desk = desk();
    run(&desk, "silence|p.chapeau|--until|2026-11-25").well();
    let warned = run(&desk, "revise|p.chapeau|--name|Rev.2").ended(1).err;
    assert!(warned.contains("Silence procedure 1 (until 2026-11-25) is running"), "{warned}");
    run(&desk, "silence|p.chapeau|--close").well();
    assert_eq!(run(&desk, "revise|p.chapeau|--name|Rev.3").well().err, "");
}

#[test]
fn two_copies_of_a_procedure_are_united() {
    let desk = desk();
    run(&desk, "silence|p.chapeau|--until|2026-11-25").well();
    desk.put("q.chapeau", desk.bytes("p.chapeau"));
    run(&desk, "silence|p.chapeau|--object|OP2|--as|EU").ended(1);
    run(&desk, "silence|q.chapeau|--object|OP3|--as|US").ended(1);
    desk.put("r.chapeau", desk.bytes("q.chapeau"));
    desk.line("merge q.chapeau p.chapeau");
    desk.line("merge p.chapeau r.chapeau");
    assert_eq!(desk.text("p.chapeau"), desk.text("q.chapeau"), "the same whichever is merged into which");
    let told = run(&desk, "silence|p.chapeau").ended(1).out;
    assert!(told.contains("objection: OP2, EU") && told.contains("objection: OP3, US"), "{told}");
}

#[test]
fn an_actor_is_given_a_colour_and_a_pattern() {
    let desk = desk();
    desk.put("eu.md", TEXT.replace("count the lamps", "count all lamps"));
    desk.line("track from-copy p.chapeau eu.md --as EU -o eu.track").well();
    desk.line("merge p.chapeau eu.track").well();
    let told = run(&desk, "actors|p.chapeau|--set|EU|--colour|#F0E442|--pattern|dots").well().out;
    assert!(told.contains("colour: #f0e442") && told.contains("pattern: dots"), "{told}");
    assert!(told.contains("letters need 4.5 to 1"), "{told}");
    let made = run(&desk, "actors|p.chapeau|--of|EU|--json").well().json();
    let eu = &list(&made, "actors")[0];
    assert_eq!((&eu["colour"], &eu["pattern"]), (&json!("#f0e442"), &json!("dots")));
    run(&desk, "export|p.chapeau|-o|a.html").well();
    let page = desk.text("a.html");
    assert!(page.contains(".c3 { --actor: #f0e442; }") && page.contains("class=\"c3 p3\""), "a safe colour");
    assert!(page.contains(".p3 { --line: dotted"), "{page}");
    run(&desk, "actors|p.chapeau|--set|EU|--colour|123456").well();
    run(&desk, "export|p.chapeau|-o|b.html").well();
    assert!(desk.text("b.html").contains(".x123456 { --actor: #123456; }"));
    run(&desk, "export|p.chapeau|-o|b.docx|--brackets").well();
    let word = document(&desk.bytes("b.docx"));
    assert!(word.contains("w:val=\"123456\"") && word.contains("<w:u w:val=\"dotted\"/>"), "{word}");
    run(&desk, "actors|p.chapeau|--set|EU|--colour|mauve").ended(2);
    run(&desk, "actors|p.chapeau|--set|EU|--pattern|checks").ended(2);
    run(&desk, "actors|p.chapeau|--set|EU|--colour|auto|--pattern|auto").well();
    assert!(!desk.text("p.chapeau").contains("markings"));
    assert_eq!(number(&desk.line("merge p.chapeau eu.track --json").well().json(), "added"), 0);
}
