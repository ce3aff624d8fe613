//! What undecided proposals are carried over as, from revision to revision, made here or come from
//! outside; and the concordance.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::{files, span_of};
use chapeau::diff::similarity;
use chapeau::format::ron::{read_project, write_project};
use chapeau::project::{
    By, Cause, Change, Project, Put, all_placed, edit, issue, issue_from, open_placed, put_by_hand, reaffirm,
};
use chapeau::record::{Actor, ActorId, Origin, Proposal, ProposalId, Span, Wish};
use chapeau::storage::Overwrite;
use chapeau::text::{self, Document, Fragment, Meta};
use chapeau::weave::{Fate, Placed, Site};
use common::made::{Made, act, parsed};
use common::{Desk, list, number, seed, seeds};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

const ZERO: &str = "003_base.txt";

/// A text of our own.
const TEXT: &str = "\
The harbour

The General Assembly,

Recalling the tide tables that the harbour masters of the northern coast have drawn up,

1. Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;

2. Requests the chandlers to report each spring on the strength of hemp ropes and anchors;

3. Notes with concern that herring come later each year to the shallow banks;

4. Encourages pilots to carry slates, chalk and a copy of the signal book at all times;

5. Decides to review the harbour dues of small vessels at its session in autumn.
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.txt", TEXT);
    desk.line("import text.txt -o p.chapeau").well();
    desk
}

/// The return of an actor: the text with these words in place of those.
fn copy(desk: &Desk, actor: &str, pairs: &[(&str, &str)]) -> String {
    let mut text = TEXT.to_owned();
    for (was, now) in pairs {
        assert!(text.contains(was), "{was}");
        text = text.replace(was, now);
    }
    desk.put("copy.txt", text);
    let track = format!("{actor}.track");
    desk.run(["track", "from-copy", "p.chapeau", "copy.txt", "--as", actor, "-o", &track, "--force"]).well();
    track
}

/// Four proposals of four fates, once the chair has edited the text: clean, reflected, damaged, orphan.
fn planted() -> (Desk, Value) {
    let desk = desk();
    for (actor, was, now) in [
        ("EU", "hemp ropes", "strong ropes"),
        ("US", "clean oil", "whale oil"),
        ("Norway", "slates, chalk", "slates, much chalk"),
        ("Tuvalu", "later each year", "earlier each year"),
        ("Japan", "small vessels", "small and old vessels"),
    ] {
        let track = copy(&desk, actor, &[(was, now)]);
        desk.run(["merge", "p.chapeau", &track]).well();
    }
    let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
    for (label, was, now) in [
        ("OP1", "clean", "whale"),
        ("OP5", "small vessels", "all vessels"),
        ("OP2", "each spring", "every spring"),
    ] {
        chair(&mut project, label, was, now);
    }
    let gone = text::delete(&project.working, project.paragraph("OP3").unwrap());
    edit(&project, gone, Cause::Chair("settled elsewhere".into())).apply(&mut project).unwrap();
    files::save_project(&project, &desk.path("p.chapeau"), Overwrite::Yes).unwrap();
    let told = desk.line("revise p.chapeau --name Rev.1 --json").ended(1).json();
    (desk, told)
}

fn chair(project: &mut Project, label: &str, was: &str, now: &str) {
    let id = project.paragraph(label).unwrap();
    let at = project.working.place(id).unwrap();
    let text = project.working.text(at);
    let start = text.split_once(was).unwrap_or_else(|| panic!("{was} in {text}")).0.chars().count();
    let range = start..start + was.chars().count();
    let changes = text::replace(&project.working, id, range, &Fragment::plain(now), label);
    edit(project, changes, Cause::Chair("tidied".into())).apply(project).unwrap();
}

fn fate_of(told: &Value, fate: &str) -> Vec<String> {
    list(&told["carried"], fate).iter().map(|p| p["actor"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_undecided_proposal_is_shown_with_what_became_of_it() {
    let (desk, told) = planted();
    let carried = &told["carried"];
    // Norway's, and the EU's beside another edit.
    assert_eq!(number(carried, "clean"), 2, "{told:#}");
    assert_eq!(fate_of(&told, "reflected"), ["US"]);
    assert_eq!(fate_of(&told, "orphan"), ["Tuvalu"]);
    assert_eq!(fate_of(&told, "damaged"), ["Japan"]);
    let damaged = &carried["damaged"][0];
    assert_eq!(damaged["label"], "OP4", "renumbered since");
    assert!(damaged["was"].as_str().unwrap().contains("harbour dues of small"), "{damaged:#}");
    assert!(damaged["now"].as_str().unwrap().contains("all"), "{damaged:#}");
    assert!(damaged["asks"].as_str().unwrap().contains("old"), "{damaged:#}");
    assert!(carried["orphan"][0]["quote"].as_str().is_some());
    let said = desk.line("carry p.chapeau").ended(1).out;
    for words in ["2 clean, 1 reflected, 1 damaged, 0 moot, 1 orphan", "Zero draft: ", "now: "] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(desk.line("carry p.chapeau --json").ended(1).json(), *carried);
}

#[test]
fn what_was_damaged_is_reaffirmed_by_its_author_or_the_chair() {
    let (desk, told) = planted();
    let damaged = told["carried"]["damaged"][0]["id"].as_str().unwrap();
    let before = desk.bytes("p.chapeau");
    for wrong in [
        format!("carry p.chapeau --reaffirm {damaged} --as EU"),
        "carry p.chapeau --reaffirm EU-00000000".to_owned(),
        format!("carry p.chapeau --reaffirm {}", told["carried"]["orphan"][0]["id"].as_str().unwrap()),
    ] {
        desk.line(&wrong).ended(2);
        assert_eq!(desk.bytes("p.chapeau"), before, "{wrong}");
    }
    for (by, strand) in [("", "room"), (" --as Japan", "copy")] {
        let line = format!("carry p.chapeau --reaffirm {damaged}{by} --json -o q.chapeau --force");
        let told = desk.line(&line).ended(1).json();
        assert_eq!((number(&told, "clean"), list(&told, "damaged").len()), (3, 0), "{told:#}");
        let shown = desk.show("q.chapeau");
        let all = list(&shown, "proposals").iter().filter(|p| p["id"] == damaged && p["state"] == "open");
        let all: Vec<&Value> = all.collect();
        assert_eq!(all.len(), 1, "{all:#?}");
        assert_eq!(
            (&all[0]["origin"], &all[0]["version"], &all[0]["anchor"]),
            (&strand.into(), &2.into(), &"clean".into())
        );
        // The version that its author wrote is kept as it was.
        let project = files::open_project(&desk.path("q.chapeau")).unwrap();
        let versions = project.tracks[&ActorId::new("Japan")].proposals().map(|(_, p)| p.version).max();
        assert_eq!(versions, Some(2));
    }
}

#[test]
fn what_is_reflected_is_settled_at_once_and_an_orphan_set_aside_with_why() {
    let (desk, told) = planted();
    let told_then = desk.line("carry p.chapeau --settle-reflected --json").ended(1).json();
    assert!(list(&told_then, "reflected").is_empty());
    let orphan = told["carried"]["orphan"][0]["id"].as_str().unwrap();
    let text = desk.clean("p.chapeau");
    desk.run(["carry", "p.chapeau", "--set-aside", orphan, "--why", "OP3 went to the annex"]).ended(1);
    assert_eq!(desk.clean("p.chapeau"), text, "no word changed");
    let project = files::open_project(&desk.path("p.chapeau")).unwrap();
    let last = project.decisions.values().next_back().unwrap();
    assert_eq!(last.why, "OP3 went to the annex");
    let shown = desk.show("p.chapeau");
    let states: BTreeMap<&str, &str> = list(&shown, "proposals")
        .iter()
        .map(|p| (p["actor"].as_str().unwrap(), p["state"].as_str().unwrap()))
        .collect();
    assert_eq!((states["US"], states["Tuvalu"]), ("accepted", "rejected"));
}

#[test]
fn a_return_on_an_older_revision_is_taken_two_revisions_later() {
    let (desk, _) = planted();
    let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
    chair(&mut project, "PP1", "northern coast", "northern and southern coasts");
    issue(&project, "Rev.2").apply(&mut project).unwrap();
    files::save_project(&project, &desk.path("late.chapeau"), Overwrite::Yes).unwrap();
    // Made on the zero draft, before anybody had heard of Rev.1.
    desk.line("import text.txt -o zero.chapeau").well();
    desk.put("late.txt", {
        let pairs = [
            ("dusk until dawn", "dusk until noon"),
            ("clean oil", "whale oil"),
            ("northern coast", "eastern coast"),
            ("shallow banks", "deep banks"),
        ];
        pairs.iter().fold(TEXT.to_owned(), |text, (was, now)| text.replace(was, now))
    });
    desk.line("track from-copy zero.chapeau late.txt --as Kenya -o late.track").well();
    let ran = desk.line("merge late.chapeau late.track --json -o done.chapeau").ended(1);
    let told = ran.json();
    let fates = ["clean", "reflected", "damaged", "orphan"].map(|f| number(&told["late"], f));
    assert_eq!(fates, [1, 1, 1, 1], "{told:#}");
    assert_eq!(list(&told, "orphans").len(), 1, "{told:#}");
    let said = desk.line("merge late.chapeau late.track").ended(1).out;
    assert!(
        said.contains("written on an older revision: 1 clean, 1 reflected, 1 damaged, 1 orphan"),
        "{said}"
    );
    // A return on the text as it is says nothing of the kind.
    let now = desk.line("merge zero.chapeau late.track").well().out;
    assert!(!now.contains("older"), "{now}");
    assert_eq!(desk.text("late.chapeau"), desk.text("done.chapeau"));
}

/// A project with one proposal in the middle of each longer numbered paragraph.
fn asked(text: &Document, mut project: Project) -> Project {
    let actor = ActorId::new("EU");
    let about = Actor { id: actor.clone(), ..project.actor("EU") };
    Change::Actor(actor.clone(), Put { was: None, now: Some(Arc::new(about)) }).apply(&mut project).unwrap();
    let base = project.base();
    for (at, meta) in text.metas().enumerate().filter(|(_, m)| m.kind.is_labelled()) {
        let Some(span) = middle(&project, text, at, meta) else { continue };
        let with = Fragment::plain("ENTIRELY OTHER WORDS");
        let id = ProposalId(format!("EU-{at:08}"));
        let proposal = Proposal::new(id.clone(), base, Wish::Replace { at: span, with });
        let put = Put { was: None, now: Some(Arc::new(proposal)) };
        Change::Proposal(actor.clone(), Origin::Own, id, put).apply(&mut project).unwrap();
    }
    project
}

/// Two words in the middle of a paragraph.
fn middle(project: &Project, text: &Document, at: usize, meta: &Meta) -> Option<Span> {
    let words = text.text(at);
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() < 14 || words.contains(text::NOTE) {
        return None;
    }
    let half = all.len() / 2;
    let start = all[..half].iter().map(|w| w.chars().count() + 1).sum::<usize>();
    let len = all[half].chars().count() + 1 + all[half + 1].chars().count();
    span_of(project, meta.id, start..start + len)
}

fn by_id(placed: Vec<Placed>) -> BTreeMap<String, Placed> {
    placed.into_iter().map(|p| (p.proposal.id.0.clone(), p)).collect()
}

/// The zero draft with known edits: the project with its proposals, the other text, and the fate that
/// was planted for each.
fn zero_with_edits() -> Option<(Project, Project, BTreeMap<String, Fate>)> {
    let parsed = chapeau::format::plain::read(&seed(ZERO)?);
    let fresh = Project::of(parsed, "Zero draft").unwrap();
    let project = asked(&fresh.working, fresh.clone());
    let mut other = fresh;
    let mut fates = BTreeMap::new();
    for (n, placed) in open_placed(&project).into_iter().enumerate() {
        let span = placed.proposal.wish.span().unwrap().clone();
        let (id, len) = (span.paragraph, other.working.words_of(span.paragraph).unwrap().len());
        let put =
            |range, words: &str, d: &Document| text::replace(d, id, range, &Fragment::plain(words), "x");
        let d = &other.working;
        let end = span.range.end;
        let (changes, fate) = match n % 8 {
            0 => (put(end + 1..end + 1, "and also ", d), Fate::Clean),
            1 => (put(span.range.start..span.range.start + 1, "Zebra", d), Fate::Damaged),
            2 => (put(span.range, "ENTIRELY OTHER WORDS", d), Fate::Reflected),
            3 => (text::delete(d, id), Fate::Orphan),
            4 => (text::move_after(d, id, d.meta((n * 37) % d.len()).map(|m| m.id)), Fate::Clean),
            5 => (put(0..0, "Recalling what was said before, ", d), Fate::Clean),
            6 => (put(len - 1..len, " and in all other places where this is needed.", d), Fate::Clean),
            _ => (Vec::new(), Fate::Clean),
        };
        fates.insert(placed.proposal.id.0.clone(), fate);
        edit(&other, changes, Cause::Chair(String::new())).apply(&mut other).unwrap();
    }
    Some((project, other, fates))
}

#[test]
fn every_proposal_has_the_fate_that_was_planted() {
    let Some((project, other, fates)) = zero_with_edits() else { return };
    let made = issue_from(&project, &other.working, "other.docx", "Rev.1");
    let mut after = project.clone();
    made.change.apply(&mut after).unwrap();
    let texts = |d: &Document| (0..d.len()).map(|at| d.text(at)).collect::<Vec<_>>();
    assert_eq!(texts(&after.working), texts(&other.working));
    let placed = by_id(all_placed(&after));
    let wrong: Vec<String> = fates
        .iter()
        .filter(|(id, fate)| placed[*id].fate != **fate)
        .map(|(id, fate)| format!("{id}: {} instead of {}", placed[id].fate.name(), fate.name()))
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), fates.len());
    assert!(fates.len() > 120, "{}", fates.len());
    // What stands, stands in the paragraph that it was written on, however that was found.
    for p in placed.values() {
        let id = p.proposal.wish.span().unwrap().paragraph;
        assert!(matches!(&p.site, Site::Nowhere) || matches!(&p.site, Site::Span(s, _) if *s == id), "{p:?}");
    }
    made.change.inverse().apply(&mut after).unwrap();
    assert_eq!(after, project);
}

#[test]
fn the_same_whatever_kind_of_file_it_comes_in() {
    let Some((project, other, fates)) = zero_with_edits() else { return };
    let desk = Desk::new();
    files::save_project(&project, &desk.path("p.chapeau"), Overwrite::No).unwrap();
    files::save_project(&other, &desk.path("other.chapeau"), Overwrite::No).unwrap();
    for ending in ["docx", "md", "html", "txt", "chapeau"] {
        let source = format!("other.{ending}");
        if ending != "chapeau" {
            desk.run(["export", "other.chapeau", "-o", &source, "--view", "clean"]).well();
        }
        let line = format!("revise p.chapeau --name Rev.1 --from {source} -o {ending}.chapeau --json");
        let told = desk.line(&line).ended(1).json();
        let after = files::open_project(&desk.path(&format!("{ending}.chapeau"))).unwrap();
        let placed = by_id(all_placed(&after));
        let wrong: Vec<String> = fates
            .iter()
            .filter(|(id, fate)| placed[*id].fate != **fate)
            .map(|(id, fate)| format!("{id}: {} instead of {}", placed[id].fate.name(), fate.name()))
            .collect();
        assert!(wrong.is_empty(), "{ending}: {} of {}: {wrong:#?}", wrong.len(), fates.len());
        assert_eq!(
            list(&told["carried"], "orphan").len(),
            fates.values().filter(|f| **f == Fate::Orphan).count()
        );
        let audit =
            desk.run(["audit", &format!("{ending}.chapeau"), "Zero draft", "Rev.1", "--json"]).well().json();
        assert!(list(&audit, "unexplained").is_empty(), "{ending}");
        let edited = list(&audit, "edited");
        assert!(!edited.is_empty());
        assert!(edited.iter().all(|e| e["why"].as_str().unwrap().contains("from outside")), "{ending}");
    }
}

#[test]
fn from_one_real_resolution_to_the_next_nothing_lands_in_a_wrong_paragraph() {
    let (Some(was), Some(now)) = (seed("002_701ea89711f63d3c.txt"), seed("000_a50eea9db72ef86d.txt")) else {
        return;
    };
    let fresh = Project::of(chapeau::format::plain::read(&was), "78/132").unwrap();
    let project = asked(&fresh.working, fresh.clone());
    let later = chapeau::format::plain::read(&now);
    let later = Document::imported(later.paragraphs, later.notes);
    let mut after = project.clone();
    let made = issue_from(&project, &later, "80/118", "80/118");
    made.change.apply(&mut after).unwrap();
    assert_eq!(after.working.hash(), later.hash());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for p in all_placed(&after) {
        *counts.entry(p.fate.name()).or_default() += 1;
        let Site::Span(id, range) = &p.site else { continue };
        let span = p.proposal.wish.span().unwrap();
        let (old, new) =
            (fresh.working.words_of(span.paragraph).unwrap(), after.working.words_of(*id).unwrap());
        let alike = similarity(old.text(), new.text());
        // No paragraph of the later text is more alike to the one that it was written on.
        let best = (0..later.len()).map(|at| similarity(old.text(), &later.text(at))).fold(0.0, f64::max);
        assert!(
            alike >= best - 0.05,
            "{}: {alike} where {best} is: {} / {}",
            p.proposal.id,
            old.text(),
            new.text()
        );
        if p.fate == Fate::Clean {
            assert!(alike >= 0.6, "{}: {alike}", p.proposal.id);
            assert_eq!(chapeau::diff::key(new.str(range.clone())), chapeau::diff::key(&span.quote));
        }
    }
    eprintln!("78/132 to 80/118: {counts:?}; {:?}", made.met);
    assert!(counts["clean"] >= 50 && counts["orphan"] >= 5, "{counts:?}");
}

#[test]
fn what_was_decided_and_is_not_in_the_other_text_is_listed() {
    let desk = desk();
    let pairs = [("hemp ropes", "strong ropes"), ("clean oil", "whale oil"), (", chalk", "")];
    let track = copy(&desk, "EU", &pairs);
    desk.run(["merge", "p.chapeau", &track]).well();
    desk.line("decide p.chapeau --accept --all").well();
    let before = desk.bytes("p.chapeau");
    // The secretariat took in one of the two and a sentence of its own.
    desk.put(
        "rev.txt",
        TEXT.replace("hemp ropes", "strong ropes").replace("all times", "all times and places"),
    );
    let told = desk.line("revise p.chapeau --name Rev.1 --from rev.txt --json").ended(1).json();
    let undone: Vec<String> = list(&told, "undone")
        .iter()
        .map(|u| {
            format!(
                "{} {} {}",
                u["label"].as_str().unwrap(),
                u["text"].as_str().unwrap(),
                u["how"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(undone, ["OP4 , chalk its words are back", "OP1 whale its words are not in it"], "{told:#}");
    assert_eq!(number(&told["met"], "edited"), 2, "{told:#}");
    // Accepted stays accepted; what came without a decision is listed as such.
    let audit = desk.run(["audit", "p.chapeau", "Zero draft", "Rev.1", "--json"]).well().json();
    let edited: Vec<&str> = list(&audit, "edited").iter().map(|e| e["label"].as_str().unwrap()).collect();
    assert!(edited.contains(&"OP4"), "{audit:#}");
    assert!(number(&audit, "agreed") > 0);
    // Refused: a name that is taken, a file that is no text, a project without text.
    desk.put("p.chapeau", before);
    for line in
        ["revise p.chapeau --name zero --from nothing.txt", "revise p.chapeau --name Rev.1 --from EU.track"]
    {
        desk.line(line).ended(2);
    }
    desk.run(["revise", "p.chapeau", "--name", "Zero draft", "--from", "rev.txt"]).ended(2);
    // A revision of a project by name.
    desk.line("revise p.chapeau --name Rev.1").well();
    let told =
        desk.run(["revise", "p.chapeau", "--name", "Rev.2", "--from", "p.chapeau@Zero draft", "--json"]);
    assert_eq!(number(&told.well().json()["met"], "same"), 5);
    assert_eq!(desk.clean("p.chapeau").len(), 8);
}

#[test]
fn an_orphan_stands_again_only_where_a_person_puts_it() {
    let (desk, told) = planted();
    let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
    let orphan = ProposalId(told["carried"]["orphan"][0]["id"].as_str().unwrap().to_owned());
    let (tuvalu, to) = (ActorId::new("Tuvalu"), project.paragraph("OP3").unwrap());
    assert!(reaffirm(&project, &tuvalu, &orphan, By::Chair).is_none());
    let nowhere = put_by_hand(&project, &tuvalu, &orphan, (to, 3..3), By::Chair);
    assert!(nowhere.is_none(), "words are to be taken out, and none was pointed at");
    let change = put_by_hand(&project, &tuvalu, &orphan, (to, 0..10), By::Chair).unwrap();
    let before = project.clone();
    change.apply(&mut project).unwrap();
    let placed = by_id(open_placed(&project)).remove(&orphan.0).unwrap();
    assert_eq!((placed.fate, placed.origin), (Fate::Clean, Origin::Room));
    assert_eq!(placed.site, Site::Span(to, 0..10));
    assert_eq!(read_project(&write_project(&project).unwrap()).unwrap(), project);
    change.inverse().apply(&mut project).unwrap();
    assert_eq!(project, before);
}

#[test]
fn the_concordance_says_what_was_done_with_whose_words_and_why() {
    let (desk, _) = planted();
    let shown = desk.show("p.chapeau");
    let ropes = list(&shown, "proposals").iter().find(|p| p["actor"] == "EU").unwrap();
    desk.run(["decide", "p.chapeau", "--accept", ropes["id"].as_str().unwrap()]).well();
    let mut project = files::open_project(&desk.path("p.chapeau")).unwrap();
    let joined = text::join(&project.working, project.paragraph("OP3").unwrap());
    edit(&project, joined, Cause::Chair("=one subject".into())).apply(&mut project).unwrap();
    issue(&project, "Rev.2").apply(&mut project).unwrap();
    files::save_project(&project, &desk.path("p.chapeau"), Overwrite::Yes).unwrap();
    desk.run(["concordance", "p.chapeau", "Rev.1", "Rev.2", "-o", "c.csv"]).well();
    let csv = desk.text("c.csv");
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows[0], "Old,New,Contributors,What,Why");
    assert!(rows.contains(&"PP1,PP1,,kept,"), "{csv}");
    assert!(rows.iter().any(|r| r.starts_with("OP2,OP2,EU,edited,")), "{csv}");
    let merged = "\"OP3, OP4\",OP3,Co-Facilitators,\"merged with OP4, without the addition or subtraction of words\",'=one subject";
    assert!(rows.contains(&merged), "{csv}");
    // Between any two, and as a page.
    desk.run(["concordance", "p.chapeau", "Zero draft", "rev.2", "-o", "c.html"]).well();
    let page = desk.text("c.html");
    for words in [
        "<th scope=\"col\">Zero draft</th>",
        "<th scope=\"row\">OP3</th><td>–</td><td>deleted</td>",
        "settled elsewhere",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    desk.run(["concordance", "p.chapeau", "Zero draft", "Rev.2", "-o", "c.html"]).ended(2);
    desk.run(["concordance", "p.chapeau", "Rev.2", "Rev.1", "-o", "d.csv"]).ended(2);
    desk.run(["concordance", "p.chapeau", "Rev.1", "Rev.2", "-o", "d.docx"]).ended(2);
    desk.line("revise p.chapeau --name Rev.3 --concordance three.html").ended(1);
    assert!(desk.text("three.html").contains("<td>kept</td>"));
}

proptest! {
    #![proptest_config(common::cases(120))]

    /// A text from outside that is the text as it is leaves every proposal where and as it was.
    #[test]
    fn the_same_text_from_outside_changes_nothing((parsed, acts) in (parsed(), prop::collection::vec(act(), 0..12))) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        acts.iter().for_each(|act| drop(made.act(act)));
        let now = made.project.working.hash();
        prop_assume!(made.project.log.is_empty() || made.project.revisions.iter().all(|r| r.hash != now));
        let before = all_placed(&made.project);
        let from = issue_from(&made.project, &made.project.working, "itself", "Rev.X");
        prop_assert!(from.undone.is_empty());
        from.change.apply(&mut made.project).unwrap();
        prop_assert_eq!(all_placed(&made.project), before);
    }

    /// What is re-affirmed stands cleanly on the text as it is, whoever does it; the version that was
    /// written before is kept where it was written, and undo takes it back.
    #[test]
    fn what_is_reaffirmed_stands(
        (parsed, acts) in (parsed(), prop::collection::vec(act(), 4..16)), chair in any::<bool>(),
    ) {
        let Some(mut made) = Made::new(parsed) else { return Ok(()) };
        acts.iter().for_each(|act| drop(made.act(act)));
        let by = if chair { By::Chair } else { By::Author };
        for placed in open_placed(&made.project) {
            let (actor, id) = (&placed.actor, &placed.proposal.id);
            let Some(change) = reaffirm(&made.project, actor, id, by) else { continue };
            prop_assert_eq!(placed.fate, Fate::Damaged);
            let before = made.project.clone();
            change.apply(&mut made.project).unwrap();
            let now = open_placed(&made.project).into_iter().find(|p| p.actor == *actor && p.proposal.id == *id).unwrap();
            prop_assert!(matches!(now.fate, Fate::Clean | Fate::Reflected), "{now:?}");
            prop_assert_eq!(now.proposal.version, placed.proposal.version + 1);
            prop_assert_eq!(now.proposal.wish.new_words(), placed.proposal.wish.new_words());
            let mut back = made.project.clone();
            change.inverse().apply(&mut back).unwrap();
            prop_assert_eq!(back, before);
        }
        prop_assert_eq!(read_project(&write_project(&made.project).unwrap()).unwrap(), made.project);
    }

    /// Whatever comes from outside, the text is that text, the file reads back, nobody's proposal is
    /// lost, and undo takes all of it back.
    #[test]
    fn any_text_from_outside_can_be_taken(
        (mine, acts) in (parsed(), prop::collection::vec(act(), 0..10)),
        (theirs, others) in (parsed(), prop::collection::vec(act(), 0..6)),
        same in any::<bool>(),
    ) {
        let other = if same { mine.clone() } else { theirs };
        let (Some(mut made), Some(mut other)) = (Made::new(mine), Made::new(other)) else { return Ok(()) };
        acts.iter().for_each(|act| drop(made.act(act)));
        others.iter().for_each(|act| drop(other.act(act)));
        let before = made.project.clone();
        let from = issue_from(&made.project, &other.project.working, "other.txt", "Rev.X");
        from.change.apply(&mut made.project).unwrap();
        prop_assert_eq!(made.project.working.hash(), other.project.working.hash());
        prop_assert_eq!(all_placed(&made.project).len(), all_placed(&before).len());
        prop_assert_eq!(read_project(&write_project(&made.project).unwrap()).unwrap(), made.project.clone());
        from.change.inverse().apply(&mut made.project).unwrap();
        prop_assert_eq!(made.project, before);
    }
}

#[test]
fn the_seeds_are_looked_for() {
    // Says loudly where they are not.
    let _ = seeds();
}
