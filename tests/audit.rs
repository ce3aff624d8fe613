//! The audit through the program: any two texts of a project, planted words and proposals that
//! nothing explains, and what a delegation reads when the next revision lands.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::{audit, files};
use chapeau::diff::{Shape, tokens};
use chapeau::project::{Cause, Change, Project, Put, edit, issue};
use chapeau::record::{ActorId, DecisionId};
use chapeau::storage::Overwrite;
use chapeau::text::{Document, Fragment};
use common::made::{Made, act, parsed};
use common::{Desk, Ran, cases, ids, list, number, seeds};
use proptest::prelude::*;
use serde_json::Value;
use std::sync::Arc;

const TEXT: &str = "\
Lamps of the coast

The General Assembly,

Recalling its earlier meeting on lamps,

1. Calls upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decides that ships shall slow down near every harbour at night;

3. Requests the harbour masters to give 0.7 per cent of their dues to the keepers;

4. Notes that herring come later each year;

5. Also notes the reports of the pilots on the tide.
";

/// A project on [`TEXT`] with what these actors changed in their copies.
fn desk(copies: &[(&str, &[(&str, &str)])]) -> Desk {
    let desk = Desk::new();
    desk.put("text.txt", TEXT);
    desk.run(["import", "text.txt", "-o", "p.chapeau"]).well();
    for (actor, changes) in copies {
        let mut text = TEXT.to_owned();
        for (was, now) in *changes {
            assert!(text.contains(was), "{was}");
            text = text.replace(was, now);
        }
        desk.put("copy.txt", text);
        let track = format!("{actor}.track");
        desk.run(["track", "from-copy", "p.chapeau", "copy.txt", "--as", actor, "-o", &track]).well();
        desk.run(["merge", "p.chapeau", &track]).well();
    }
    desk
}

fn id(desk: &Desk, actor: &str, label: &str) -> String {
    let all = ids(&desk.show("p.chapeau"), actor, label);
    all.first().unwrap_or_else(|| panic!("nothing of {actor} on {label}")).clone()
}

fn decide(desk: &Desk, how: &str, actor: &str, label: &str) {
    let id = id(desk, actor, label);
    desk.run(["decide", "p.chapeau", how, &id]).well();
}

fn audit(desk: &Desk, args: &[&str]) -> Ran {
    desk.run(["audit", "p.chapeau"].iter().chain(args))
}

/// Changes the project in its file.
fn by_hand(desk: &Desk, change: impl FnOnce(&mut Project)) {
    let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
    change(&mut project);
    files::save_project(&project, &desk.path("p.chapeau"), Overwrite::Yes).unwrap();
}

fn chair_edit(project: &mut Project, label: &str, was: &str, now: &str, cause: Cause) {
    let id = project.paragraph(label).unwrap();
    let text = project.working.words_of(id).unwrap();
    let byte = text.text().find(was).unwrap();
    let start = text.text()[..byte].chars().count();
    let changes = chapeau::text::replace(
        &project.working,
        id,
        start..start + was.chars().count(),
        &Fragment::plain(now),
        "by hand",
    );
    edit(project, changes, cause).apply(project).unwrap();
}

fn wishes(told: &Value) -> Vec<String> {
    let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    let one = |w: &Value| {
        let (label, new, outcome) = (text(&w["label"]), text(&w["new_label"]), text(&w["outcome"]));
        format!("{label} {new} {outcome}: {}", text(&w["why"]))
    };
    list(told, "wishes").iter().map(one).collect()
}

fn changes(told: &Value) -> Vec<String> {
    let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    let one = |c: &Value| {
        let (class, new) = (text(&c["class"]), text(&c["new_label"]));
        format!("{class} {new} {}|{}", text(&c["old"]), text(&c["new"]))
    };
    list(told, "changes").iter().map(one).collect()
}

#[test]
fn a_delegation_reads_what_became_of_its_wishes() {
    let desk = desk(&[
        (
            "Norway",
            &[
                ("the old lamps", "the old and new lamps"),
                ("slow down", "stop entirely"),
                ("0.7 per cent", "2 per cent"),
                ("herring come later", "cod and herring come later"),
                ("on the tide.", "on the tide and the full moon of spring."),
            ],
        ),
        ("Chile", &[("Calls upon", "Encourages"), ("shall", "should"), ("0.7", "0.5")]),
        ("EU", &[("Recalling its earlier meeting on lamps,", "")]),
    ]);
    decide(&desk, "--accept", "Norway", "OP1");
    decide(&desk, "--accept", "Norway", "OP4");
    decide(&desk, "--reject", "Norway", "OP3");
    decide(&desk, "--bracket", "Norway", "OP2");
    decide(&desk, "--accept", "Chile", "OP3");
    let last = id(&desk, "Norway", "OP5");
    desk.run(["decide", "p.chapeau", "--accept", &last, "--text", " and the moon"]).well();
    for label in ["OP1", "OP2"] {
        decide(&desk, "--accept", "Chile", label);
    }
    desk.line("revise p.chapeau --name Rev.1").well();

    let told = audit(&desk, &["Zero draft", "Rev.1", "--as", "Norway", "--json"]).well().json();
    assert_eq!(
        wishes(&told),
        [
            "OP1 OP1 taken: accepted",
            "OP2 OP2 not taken: kept in brackets",
            "OP3 OP3 not taken: rejected",
            "OP4 OP4 taken: accepted",
            "OP5 OP5 taken in part: accepted as modified",
        ]
        .map(str::to_owned)
    );
    let now = |n: usize| list(&told, "wishes")[n]["now"].as_str().unwrap().to_owned();
    assert!(now(0).contains("old and new lamps"), "{}", now(0));
    assert!(now(2).contains("0.5"), "the words that stand there now: {}", now(2));
    // What others got comes after it, the verbs first; one's own is not told again.
    let all = changes(&told);
    assert_eq!(all[0], "verb OP1 Calls upon|Encourages");
    assert_eq!(all[1], "verb OP2 shall|should");
    assert!(all[2..].contains(&"substance OP3 0.7|0.5".to_owned()), "{all:?}");
    assert!(!all.iter().any(|c| c.contains("cod and")), "{all:?}");
    let classes: Vec<&str> = all.iter().map(|c| c.split(' ').next().unwrap()).collect();
    let mut sorted = classes.clone();
    sorted.sort_by_key(|c| ["verb", "substance", "mechanical"].iter().position(|x| x == c));
    assert_eq!(classes, sorted);

    // The same in words, for somebody tired.
    let text = audit(&desk, &["Zero draft", "Rev.1", "--as", "Norway"]).well().out;
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no “{words}” in\n{text}"));
    assert!(at("5 wishes of Norway: 2 taken, 1 taken in part, 2 not taken") < at("\nTaken\n"), "{text}");
    assert!(at("\nTaken\n") < at("\nNot taken\n"));
    assert!(at("\nNot taken\n") < at("Calls upon → Encourages"));
    assert!(at("Calls upon → Encourages") < at("[shall → should]"));
    assert!(at("[shall → should]") < at("[0.7 → 0.5]"));
    assert!(at("OP3  “0.7”") < at("(rejected)") || text.contains("(rejected)"));
    assert!(text.lines().all(|l| l.chars().count() < 220), "{text}");
    let page = audit(&desk, &["Zero draft", "Rev.1", "--as", "Norway", "--html"]).well().out;
    assert!(
        page.starts_with("<!DOCTYPE html>") && page.contains("<del>Calls upon</del> <ins>Encourages</ins>")
    );
    assert!(!page.contains("http") && !page.contains("src="), "self-contained");
    let csv = audit(&desk, &["Zero draft", "Rev.1", "--as", "Norway", "--csv"]).well().out;
    assert!(csv.lines().any(|l| l.starts_with("wish taken,OP1,OP1,")), "{csv}");
}

#[test]
fn words_that_stand_elsewhere_were_moved() {
    let desk = desk(&[("Chile", &[("each year;", "each year, as old fishermen of the north say;")])]);
    by_hand(&desk, |p| {
        let cause = Cause::Chair("tidied".into());
        chair_edit(p, "OP2", " at night", " at night, as old fishermen of the north say", cause);
    });
    let told = audit(&desk, &["Zero draft", "working", "--as", "Chile", "--json"]).well().json();
    assert_eq!(wishes(&told), ["OP4 OP2 moved: without a decision on it"]);
    assert!(list(&told, "edited").iter().all(|f| f["why"] == "tidied"));
    assert!(!list(&told, "edited").is_empty());
}

#[test]
fn whole_paragraphs_are_wishes_too() {
    let more =
        "4. Notes that herring come later each year;\n\n4 bis. Thanks all pilots for their long patience;";
    let desk = desk(&[
        ("Chile", &[("4. Notes that herring come later each year;", more)]),
        ("EU", &[("4. Notes that herring come later each year;\n\n", "")]),
        (
            "Peru",
            &[("4. Notes that herring come later each year;", &more.replace("long patience", "good work"))],
        ),
    ]);
    desk.line("decide p.chapeau --accept --all --by Chile").well();
    desk.line("decide p.chapeau --accept --all --by EU").well();
    // What Peru asked for stands beside a paragraph that is gone.
    desk.line("revise p.chapeau --name Rev.1").ended(1);
    let of = |actor: &str| {
        wishes(&audit(&desk, &["Zero draft", "Rev.1", "--as", actor, "--json"]).well().json()).remove(0)
    };
    assert_eq!(of("Chile"), "OP4 bis OP4 taken: accepted");
    assert_eq!(of("EU"), "OP4 - taken: accepted");
    assert!(of("Peru").starts_with("OP4 bis OP4 taken in part: "), "{}", of("Peru"));
    let told = audit(&desk, &["Zero draft", "Rev.1", "--as", "EU", "--json"]).well().json();
    let all = changes(&told);
    assert!(all[0].starts_with("substance OP4 |Thanks all pilots"), "{all:?}");
    assert!(!all.iter().any(|c| c.contains("herring")), "what it asked for is not told again: {all:?}");
}

#[test]
fn any_two_texts_but_only_forward() {
    let desk = desk(&[("Chile", &[("shall", "should")]), ("EU", &[("0.7", "0.9")])]);
    decide(&desk, "--accept", "Chile", "OP2");
    desk.line("revise p.chapeau --name Rev.1").well();
    desk.line("revise p.chapeau --name Rev.2").well();
    decide(&desk, "--accept", "EU", "OP3");
    // Two revisions apart, and up to the text as it is now.
    let far = audit(&desk, &["zero draft", "Working", "--json"]).well().json();
    assert_eq!(number(&far, "agreed"), 4);
    assert_eq!(far["to"], "working");
    let near = audit(&desk, &["Rev.1", "working", "--json"]).well().json();
    assert_eq!(number(&near, "agreed"), 2);
    let settled: Vec<&Value> = list(&near, "proposals").iter().filter(|p| p["before"] == true).collect();
    assert_eq!(settled.len(), 1, "{near:#}");
    assert_eq!(settled[0]["actor"], "Chile");
    // Without names: since the last revision.
    assert!(audit(&desk, &[]).well().out.starts_with("Rev.2 → the working text\n"));
    desk.line("revise p.chapeau --name Rev.3").well();
    assert!(audit(&desk, &[]).well().out.starts_with("Rev.2 → Rev.3\n"));
    for (from, to, says) in [
        ("Rev.2", "Rev.1", "“Rev.2” does not come before “Rev.1”"),
        ("working", "Rev.1", "“the working text” does not come before “Rev.1”"),
        ("Rev.1", "rev.1", "named twice"),
        ("Rev.9", "working", "there is no revision “Rev.9”"),
    ] {
        let ran = audit(&desk, &[from, to]).ended(2);
        assert!(ran.err.contains(says), "{}", ran.err);
    }
}

#[test]
fn planted_words_and_lost_proposals_come_first() {
    let desk = desk(&[("Chile", &[("shall", "should")]), ("EU", &[("0.7", "0.9")])]);
    decide(&desk, "--accept", "Chile", "OP2");
    by_hand(&desk, |p| {
        // A change that points to no decision, and a proposal that vanished after it was decided.
        chair_edit(p, "OP4", "herring", "sharks", Cause::Decision(DecisionId(77)));
        let chile = ActorId::new("Chile");
        let was = p.tracks.get(&chile).cloned();
        Change::Track(chile, Put { was, now: None }).apply(p).unwrap();
        issue(p, "Rev.1").apply(p).unwrap();
    });
    let ran = audit(&desk, &["Zero draft", "Rev.1", "--json"]).ended(1);
    let told = ran.json();
    let found: Vec<String> = list(&told, "unexplained")
        .iter()
        .map(|f| format!("{} {}", f["label"].as_str().unwrap_or("-"), f["text"].as_str().unwrap()))
        .collect();
    assert!(
        found.contains(&"OP4 sharks".to_owned()) && found.contains(&"OP4 herring".to_owned()),
        "{found:?}"
    );
    assert!(found.iter().any(|f| f.starts_with("- the proposal Chile-")), "{found:?}");
    let text = audit(&desk, &["Zero draft", "Rev.1"]).ended(1).out;
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no “{words}” in\n{text}"));
    assert!(at("2 places are not explained") < at("Words: "));
    assert!(at("no track holds it") < at("Words: "));
    assert!(!text.contains("Every word is explained"));
    // A delegation is told of it too.
    let mine = audit(&desk, &["Zero draft", "Rev.1", "--as", "EU"]).ended(1).out;
    assert!(mine.contains("2 places are not explained"), "{mine}");
    let page = audit(&desk, &["Zero draft", "Rev.1", "--html"]).ended(1).out;
    assert!(page.contains("Not explained") && page.contains("sharks"));
}

#[test]
fn an_acceptance_that_did_nothing_is_told() {
    let desk = desk(&[("EU", &[("0.7", "0.9")])]);
    let name = id(&desk, "EU", "OP3");
    by_hand(&desk, |p| {
        let about = vec![(ActorId::new("EU"), chapeau::record::ProposalId(name.clone()), 1)];
        let decision = chapeau::record::Decision {
            id: DecisionId(1),
            outcome: chapeau::record::Outcome::Accept,
            about,
            words: "0.9".into(),
            why: String::new(),
        };
        let put = Put { was: None, now: Some(Arc::new(decision)) };
        Change::Decision(DecisionId(1), put).apply(p).unwrap();
    });
    let ran = audit(&desk, &["Zero draft", "working"]).ended(1);
    assert!(ran.out.contains("nothing was done for it"), "{}", ran.out);
}

#[test]
fn an_agency_reads_the_revision_of_a_real_draft() {
    let Some(folder) = seeds() else { return };
    let desk = Desk::new();
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    desk.run(["import", &path("003_base.txt"), "-o", "p.chapeau"]).well();
    let copy = path("003_dfb8c5732563a7ab.txt");
    desk.run(["track", "from-copy", "p.chapeau", &copy, "--as", "UPU", "-o", "u.track"]).well();
    desk.line("merge p.chapeau u.track").well();
    decide(&desk, "--accept", "UPU", "OP26");
    decide(&desk, "--reject", "UPU", "OP44");
    by_hand(&desk, |p| {
        let id = p.paragraph("OP12").unwrap();
        let words = p.working.words_of(id).unwrap();
        let (was, _) = words.bare().split_once(' ').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        chair_edit(p, "OP12", &was, "Perhaps", Cause::Chair("a slip".into()));
    });
    desk.line("revise p.chapeau --name Rev.1").well();
    let told = audit(&desk, &["Zero draft", "Rev.1", "--as", "UPU", "--json"]).well().json();
    let all = wishes(&told);
    assert_eq!(all.len(), 5, "{all:?}");
    assert!(all.contains(&"OP26 OP26 taken: accepted".to_owned()), "{all:?}");
    assert!(all.contains(&"OP44 OP44 not taken: rejected".to_owned()), "{all:?}");
    assert_eq!(all.iter().filter(|w| w.ends_with("not taken: not decided")).count(), 3, "{all:?}");
    let others = changes(&told);
    assert_eq!(others.len(), 1, "{others:?}");
    assert!(others[0].contains("OP12") && others[0].ends_with("Perhaps"), "{others:?}");
}

#[test]
fn what_is_open_and_what_waits_is_told() {
    let desk = desk(&[("Chile", &[("shall", "should")]), ("EU", &[("shall slow down", "may stop")])]);
    let told = desk.run(["overview", "p.chapeau", "--json"]).well().json();
    assert_eq!(told["states"], serde_json::json!(["Zero draft", "now"]));
    let now = &list(&told, "progress")[1];
    assert_eq!([number(now, "brackets"), number(now, "bracketed"), number(now, "agreed")], [2, 1, 0]);
    assert_eq!(number(now, "paragraphs"), 6);
    let text = desk.line("overview p.chapeau").well().out;
    assert!(text.contains("now: 0 of 6 paragraphs agreed ad ref, 1 containing bracketed text;"), "{text}");
    let csv = desk.line("overview p.chapeau --csv").well().out;
    assert!(csv.lines().any(|l| l.starts_with("Actor,Chile,now,1,")), "{csv}");
    let page = desk.line("overview p.chapeau --html").well().out;
    assert!(page.contains("<svg role=\"img\"") && !page.contains("http"), "{page}");

    assert_eq!(desk.line("tasks p.chapeau").well().out, "Nothing waits for a person.\n");
    decide(&desk, "--accept", "Chile", "OP2");
    desk.run(["status", "p.chapeau", "OP1", "--set", "agreed ad ref"]).well();
    by_hand(&desk, |p| chair_edit(p, "OP1", "canal", "river", Cause::Chair(String::new())));
    desk.run(["track", "comment", "p.chapeau", "--as", "EU", "OP4", "Which herring?", "-o", "c.track"])
        .well();
    desk.line("merge p.chapeau c.track").well();
    let tasks = desk.line("tasks p.chapeau --json").ended(1).json();
    let all: Vec<String> =
        list(&tasks, "tasks").iter().map(|t| format!("{} {}", t["kind"], t["label"])).collect();
    assert_eq!(all, [r#""damaged" "OP2""#, r#""changed since agreed" "OP1""#, r#""open comment" "OP4""#]);
    let text = desk.line("tasks p.chapeau").ended(1).out;
    assert!(text.contains("open comment: 1\n  OP4  EU: Which herring?"), "{text}");
}

fn count(text: &str) -> usize {
    tokens(text).iter().filter(|t| t.shape != Shape::Mark).count()
}

/// Words of a text and of the notes that it refers to.
fn words_in(document: &Document) -> usize {
    let notes = document.note_order();
    let notes = notes.iter().map(|id| count(document.note(*id).unwrap_or_default()));
    (0..document.len()).map(|at| count(&document.text(at))).sum::<usize>() + notes.sum::<usize>()
}

proptest! {
    #![proptest_config(cases(120))]

    /// Between any two texts of any negotiation, each word is in exactly one class: those of both
    /// texts once, those that went and those that came once each. Nothing is unexplained.
    #[test]
    fn every_word_is_in_one_class(parsed in parsed(), acts in prop::collection::vec(act(), 0..30)) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        for act in &acts {
            made.act(act);
        }
        let project = &made.project;
        let texts: Vec<(&str, &Document)> = project
            .revisions
            .iter()
            .map(|r| (r.name.as_str(), &r.document))
            .chain([("working", &project.working)])
            .collect();
        for (a, from) in &texts {
            for (b, to) in texts.iter().skip_while(|(b, _)| b != a).skip(1) {
                let told = audit::account(project, a, b, Some(&ActorId::new("EU"))).unwrap();
                let sum = |list: &[chapeau::revise::Finding], removed: bool| {
                    list.iter().filter(|f| f.removed == removed).map(|f| count(&f.text)).sum::<usize>()
                };
                let t = &told.audit;
                prop_assert_eq!(&t.unexplained, &vec![]);
                // Some acts take a proposal away that was decided on: then that is told.
                let held = |id| project.tracks.values().any(|t| t.proposal(id).is_some());
                let wrong: Vec<_> = t.lost.iter().filter(|(id, ..)| held(id)).collect();
                prop_assert!(wrong.is_empty(), "{:?}", wrong);
                let both = t.kept + t.moved + t.merged;
                let all = both + t.agreed + sum(&t.edited, false) + sum(&t.edited, true);
                prop_assert_eq!(all, words_in(from) + words_in(to) - both, "{} {}", a, b);
                // What came and what went make one text of the other.
                let ours: Vec<_> = project.tracks.get(&ActorId::new("EU")).into_iter().flat_map(|t| t.proposals()).collect();
                prop_assert!(told.wishes.len() <= ours.len());
                let _ = (told.text(), told.html(), told.csv(), told.json());
            }
        }
    }

    /// A word that was planted beside the log is found, whatever the negotiation did.
    #[test]
    fn a_planted_word_is_found(acts in prop::collection::vec(act(), 0..20), at in 0usize..6) {
        let mut made = Made::sample();
        for act in &acts {
            made.act(act);
        }
        let mut project = made.project;
        prop_assume!(!project.working.is_empty());
        let id = project.working.meta(at % project.working.len()).unwrap().id;
        let end = project.working.len_of(project.working.place(id).unwrap());
        let changes = chapeau::text::replace(&project.working, id, end..end, &Fragment::plain(" zebra"), "x");
        edit(&project, changes, Cause::Decision(DecisionId(4000))).apply(&mut project).unwrap();
        let first = project.revisions[0].name.clone();
        let told = audit::account(&project, &first, "working", None).unwrap();
        prop_assert!(told.audit.unexplained.iter().any(|f| f.text.contains("zebra")), "{:?}", told.audit.unexplained);
        prop_assert!(!told.is_explained());
    }
}
