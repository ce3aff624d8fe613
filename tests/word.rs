//! Word files through the program: what is written with tracked changes comes back as what its
//! authors want, nobody's words are given to another, and nothing is lost without a line.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::View;
use chapeau::app::export::{Options, default_labels, render_with};
use chapeau::app::files;
use chapeau::app::merge_returned;
use chapeau::app::returns::{Who, from_copy, from_word};
use chapeau::format::plain;
use chapeau::project::{Project, merge_track};
use chapeau::record::{ActorId, known_names};
use chapeau::revise::marked::Marked;
use chapeau::storage::Overwrite;
use common::{Desk, Ran, list, number};
use serde_json::Value;
use std::path::Path;

const TEXT: &str = "\
The canal

The General Assembly,

1. Calls upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decides to count the ships in the harbour every year;

3. Requests the secretary to report on the lamps;

4. Invites the harbour masters to share their books.
";

/// A desk with the project of [`TEXT`], as each side has it.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.txt", TEXT);
    desk.line("import text.txt -o p.chapeau").well();
    desk
}

/// What an actor would change: words by others.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// A Word file in which these authors changed the text, tracked, and remarked on OP3.
fn word(desk: &Desk, file: &str, text: &str, edits: &[Edit], comments: &[&str]) {
    desk.put("base.txt", text);
    desk.line("import base.txt -o w.chapeau --force").well();
    let mut authors: Vec<&str> = edits.iter().map(|(who, ..)| *who).chain(comments.iter().copied()).collect();
    authors.sort_unstable();
    authors.dedup();
    for author in authors {
        let mine = edits.iter().filter(|(who, ..)| *who == author);
        let copy = mine.fold(text.to_owned(), |text, (_, was, now)| text.replacen(was, now, 1));
        desk.put("copy.txt", copy);
        desk.run(["track", "from-copy", "w.chapeau", "copy.txt", "--as", author, "-o", "w.track", "--force"])
            .well();
        if comments.contains(&author) {
            let line =
                ["track", "comment", "w.chapeau", "--as", author, "OP3", "Which lamps?", "-o", "w.track"];
            desk.run(line).well();
        }
        desk.line("merge w.chapeau w.track").well();
    }
    desk.run(["export", "w.chapeau", "-o", file, "--view", "compilation", "--force"]).well();
}

/// The open proposals of a project: who, where, what.
fn open(desk: &Desk, project: &str) -> Vec<(String, String, String, String)> {
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let shown = desk.show(project);
    let open = list(&shown, "proposals").iter().filter(|p| p["state"] == "open");
    let mut out: Vec<_> =
        open.map(|p| (text(&p["actor"]), text(&p["label"]), text(&p["quote"]), text(&p["text"]))).collect();
    out.sort();
    out
}

fn refused(ran: Ran, words: &[&str]) {
    let ran = ran.ended(2);
    assert!(ran.out.is_empty() && ran.err.starts_with("chapeau: "), "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
}

const EU: Edit = ("EU", "old lamps", "bright lamps");
const JAPAN: Edit = ("Japan", "every year", "every month");
const MARIA: Edit = ("Maria Silva", "the secretary", "the secretariat");

#[test]
fn a_compilation_comes_back_as_the_same_groups() {
    let desk = desk();
    let both = ("Japan", "old lamps", "bright lamps");
    word(&desk, "c.docx", TEXT, &[EU, both, JAPAN], &["EU"]);
    let told = desk.line("merge p.chapeau c.docx --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "comments")), (3, 1), "{told}");
    assert!(list(&told, "untaken").is_empty() && list(&told, "formatting").is_empty(), "{told}");
    assert_eq!(told["authors"]["EU"], serde_json::json!(["EU"]), "{told}");
    let said = &desk.show("p.chapeau")["comments"][0];
    assert_eq!(
        (&said["actor"], &said["label"], &said["text"]),
        (&"EU".into(), &"OP3".into(), &"Which lamps?".into())
    );
    let shown = |name: &str| desk.run(["show", name]).well().out;
    assert_eq!(shown("p.chapeau"), shown("w.chapeau"));
    assert_eq!(open(&desk, "p.chapeau"), open(&desk, "w.chapeau"));
    // Once more changes nothing.
    let before = desk.bytes("p.chapeau");
    let told = desk.line("merge p.chapeau c.docx --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "unchanged")), (0, 3), "{told}");
    assert_eq!(desk.bytes("p.chapeau"), before);
    // Where the comment was typed and not derived, it is still the same comment when it is mailed back.
    let told = desk.line("merge w.chapeau c.docx --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "comments")), (0, 0), "{told}");
    assert_eq!(shown("p.chapeau"), shown("w.chapeau"));
}

#[test]
fn a_compilation_mailed_back_says_nothing_twice() {
    let desk = desk();
    // One replaces a whole word where Word shows a part, one puts a paragraph in under its own label.
    let (eu, us) = (("EU", "lamps along", "lanterns along"), ("US", "old lamps", "olden lamps"));
    let bis = ("US", "year;", "year;\n\n2 bis. Decides to count the boats;");
    word(&desk, "c.docx", TEXT, &[eu, us, bis, JAPAN], &[]);
    let many = list(&desk.show("w.chapeau"), "proposals").len();
    let before = desk.said("w.chapeau");
    let told = desk.line("merge w.chapeau c.docx --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "unchanged")), (0, many as u64), "{told}");
    assert_eq!(desk.said("w.chapeau"), before);
}

#[test]
fn a_compilation_in_brackets_is_nobodys_copy() {
    let desk = desk();
    word(&desk, "c.docx", TEXT, &[EU, JAPAN], &[]);
    desk.line("export w.chapeau -o b.docx --brackets").well();
    let before = desk.bytes("p.chapeau");
    refused(
        desk.line("track from-copy p.chapeau b.docx --as Peru -o x.track"),
        &["brackets", "from-brackets"],
    );
    refused(desk.line("merge p.chapeau b.docx"), &["brackets", "from-brackets"]);
    assert_eq!(desk.bytes("p.chapeau"), before);
    let told = desk.line("track from-brackets p.chapeau b.docx -o out --json").well().json();
    assert_eq!(number(&told, "added"), 2, "{told}");
}

#[test]
fn a_late_return_is_read_against_the_text_it_answers() {
    let desk = desk();
    word(&desk, "eu.docx", TEXT, &[EU], &[]);
    word(&desk, "jp.docx", TEXT, &[JAPAN], &[]);
    desk.put("late.txt", TEXT.replace("their books", "all their books"));
    desk.line("merge p.chapeau eu.docx").well();
    desk.line("decide p.chapeau --accept --all").well();
    desk.line("revise p.chapeau --name Rev.1").well();
    // What has become of the text since is nobody's wish.
    let told = desk.line("merge p.chapeau jp.docx --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "withdrawn")), (1, 0), "{told}");
    let told = desk.line("track from-copy p.chapeau late.txt --as Peru -o peru.track --json").well().json();
    assert_eq!((number(&told, "added"), list(&told, "orphans").len()), (1, 0), "{told}");
    assert!(
        told["warnings"].to_string().contains("answers “Text”, not “Rev.1”")
            || told["warnings"].to_string().contains("not “Rev.1”"),
        "{told}"
    );
    let again = desk.line("merge p.chapeau eu.docx --json").well().json();
    assert_eq!(number(&again, "added"), 0, "{again}");
}

#[test]
fn a_compilation_in_a_table_is_what_each_row_asks() {
    let desk = Desk::new();
    desk.put(
        "text.txt",
        "1. Calls upon all keepers to burn oil;\n\n2. Decides to count the ships;\n\n3. Invites the masters;\n\n\
         4. Requests the harbour masters to report.\n",
    );
    desk.line("import text.txt -o p.chapeau").well();
    desk.put("table.docx", std::fs::read("tests/fixtures/word/tables.docx").unwrap());
    let told = desk.line("track from-brackets p.chapeau table.docx -o out --json").ended(1).json();
    let actors: Vec<&str> = list(&told, "actors").iter().map(|a| a["name"].as_str().unwrap()).collect();
    // What is struck in the file is accepted as struck: the row of the US on OP3 is gone.
    assert_eq!(actors, ["EU", "G77 and China", "US"], "{told}");
    // Two lines around the table and four remarks beside its rows are listed, each.
    assert_eq!(list(&told, "unplaced").len(), 6, "{told}");
    assert!(list(&told, "unplaced").iter().any(|l| l["text"] == "Too dear."), "{told}");
    desk.run(["merge", "p.chapeau", "out/EU.track", "out/G77 and China.track", "out/US.track"]).well();
    let all = open(&desk, "p.chapeau");
    let says = |who: &str, label: &str, old: &str, new: &str| {
        let one = (who.to_owned(), label.to_owned(), old.to_owned(), new.to_owned());
        assert!(all.contains(&one), "{one:?} in {all:#?}");
    };
    says("EU", "OP1", "keepers", "guardians");
    says("EU", "OP1", "", " bright");
    says("US", "OP1", "", " clean");
    says("EU", "OP2", "", " every year");
}

#[test]
fn a_drafter_speaks_for_whoever_sent_the_copy() {
    let desk = desk();
    word(&desk, "c.docx", TEXT, &[MARIA, ("Maria Silva", "their books", "the books")], &["Maria Silva"]);
    let line = "track from-copy p.chapeau c.docx --as Brazil -o b.track";
    let told = desk.line(&format!("{line} --json")).well().json();
    assert_eq!((number(&told, "added"), number(&told, "comments")), (2, 1), "{told}");
    assert_eq!(told["authors"]["Maria Silva"], serde_json::json!(["Brazil"]), "{told}");
    let said = list(&told, "warnings").iter().map(|w| w.as_str().unwrap()).collect::<Vec<_>>().join("\n");
    assert!(said.contains("“Maria Silva” was taken for Brazil: 2 changes, 1 comment"), "{said}");
    desk.line("merge p.chapeau b.track").well();
    let all = open(&desk, "p.chapeau");
    assert!(all.len() == 2 && all.iter().all(|(actor, ..)| actor == "Brazil"), "{all:?}");
    // The same copy again is the same return.
    desk.line(&format!("{line} --force")).well();
    let told = desk.line("merge p.chapeau b.track --json").well().json();
    assert_eq!((number(&told, "unchanged"), number(&told, "withdrawn")), (2, 0), "{told}");
}

#[test]
fn what_others_say_in_a_copy_is_listed_and_not_taken() {
    let desk = desk();
    word(&desk, "c.docx", TEXT, &[EU, JAPAN, MARIA], &["Japan"]);
    let told = desk.line("track from-copy p.chapeau c.docx --as EU -o eu.track --json").ended(1).json();
    assert_eq!(number(&told, "added"), 2, "the EU’s own and its drafter’s: {told}");
    let untaken: Vec<&str> = list(&told, "untaken").iter().map(|u| u.as_str().unwrap()).collect();
    let all = untaken.join("\n");
    assert!(all.contains("“Japan” (1 change, 1 comment) speaks for Japan"), "{all}");
    assert!(all.contains("“year” becomes “month”") && all.contains("Which lamps?"), "each is listed: {all}");
    assert!(!all.contains("nobody has said"), "{all}");
    // Somebody may know better who the drafter is.
    let line = ["track", "from-copy", "p.chapeau", "c.docx", "--as", "EU", "-o", "eu.track", "--force"];
    let args = line.iter().copied().chain(["--json", "--author", "Maria Silva=Brazil"]);
    let told = desk.run(args).ended(1).json();
    assert_eq!(number(&told, "added"), 1, "{told}");
    let args = line.iter().copied().chain(["--author", "Mara Silva=Brazil"]);
    refused(desk.run(args), &["Mara Silva", "Maria Silva"]);
}

#[test]
fn unknown_authors_are_asked_for_once() {
    let desk = desk();
    word(&desk, "c.docx", TEXT, &[EU, MARIA, ("J. Tanaka", "every year", "every day")], &["Maria Silva"]);
    let before = desk.bytes("p.chapeau");
    refused(
        desk.line("merge p.chapeau c.docx"),
        &[
            "c.docx",
            "“Maria Silva” (1 change, 1 comment)",
            "“J. Tanaka” (1 change)",
            "--author \"J. Tanaka=ACTOR\"",
        ],
    );
    refused(desk.run(["merge", "p.chapeau", "c.docx", "--author", "Maria Silva=Brazil"]), &["J. Tanaka"]);
    refused(desk.run(["merge", "p.chapeau", "c.docx", "--author", "Maria Silva"]), &["NAME=ACTOR"]);
    let two = ["track", "from-copy", "p.chapeau", "c.docx", "--as", "EU, Japan", "-o", "two.track"];
    refused(desk.run(two), &["“EU, Japan” are several actors"]);
    assert_eq!(desk.bytes("p.chapeau"), before);
    let line =
        ["merge", "p.chapeau", "c.docx", "--author", "Maria Silva=Brazil", "--author", "J. Tanaka=Japan"];
    desk.run(line).well();
    let who: Vec<String> = open(&desk, "p.chapeau").into_iter().map(|(who, ..)| who).collect();
    assert_eq!(who, ["Brazil", "EU", "Japan"]);
    // It is remembered, for them alone, and can be said otherwise later.
    let held = files::open_project(&desk.path("p.chapeau")).unwrap().authors;
    let held: Vec<(&str, &str)> = held.iter().map(|(n, a)| (n.as_str(), a.as_str())).collect();
    assert_eq!(held, [("J. Tanaka", "Japan"), ("Maria Silva", "Brazil")]);
    word(&desk, "d.docx", TEXT, &[("Maria Silva", "harbour masters", "masters")], &[]);
    desk.line("merge p.chapeau d.docx").well();
    desk.run(["merge", "p.chapeau", "d.docx", "--author", "Maria Silva=Chile"]).well();
    let held = files::open_project(&desk.path("p.chapeau")).unwrap().authors;
    assert_eq!(held["Maria Silva"], ActorId::new("Chile"));
}

#[test]
fn what_was_not_tracked_is_of_the_only_actor_or_of_nobody() {
    let silent = TEXT.replace("share their books", "share their books and charts");
    for (edits, taken) in [(vec![EU], true), (vec![EU, JAPAN], false)] {
        let desk = desk();
        word(&desk, "c.docx", &silent, &edits, &[]);
        let ran = desk.line("merge p.chapeau c.docx --json");
        let told = ran.json();
        let charts = open(&desk, "p.chapeau").into_iter().find(|(.., text)| text.contains("charts"));
        assert_eq!(charts.map(|(who, ..)| who), taken.then(|| "EU".to_owned()), "{told}");
        assert_eq!(
            list(&told, "untaken").iter().any(|u| u.as_str().unwrap().contains("charts")),
            !taken,
            "{told}"
        );
        assert_eq!(ran.code, i32::from(!taken), "{told}");
    }
}

#[test]
fn a_file_that_nobody_marked_is_a_copy_of_whoever_sent_it() {
    let desk = desk();
    word(&desk, "c.docx", &TEXT.replace("old lamps", "new lamps"), &[], &[]);
    refused(desk.line("merge p.chapeau c.docx"), &["c.docx", "track from-copy"]);
    desk.line("track from-copy p.chapeau c.docx --as EU -o eu.track").well();
    desk.line("merge p.chapeau eu.track").well();
    let all = open(&desk, "p.chapeau");
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].2.contains("old") && all[0].3.contains("new"), "{all:?}");
}

#[test]
fn what_others_mail_back_takes_nothing_back() {
    let desk = desk();
    word(&desk, "old.docx", TEXT, &[EU, JAPAN], &[]);
    word(&desk, "eu1.docx", TEXT, &[EU], &[]);
    word(&desk, "eu2.docx", TEXT, &[("EU", "their books", "all books")], &[]);
    desk.line("merge p.chapeau eu1.docx").well();
    let told = desk.line("merge p.chapeau eu2.docx --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "withdrawn")), (1, 1), "its next return: {told}");
    let told = desk.line("merge p.chapeau old.docx --json").ended(1).json();
    assert_eq!((number(&told, "added"), number(&told, "withdrawn")), (1, 0), "{told}");
    let untaken = list(&told, "untaken");
    assert_eq!(untaken.len(), 1, "what was taken back is not lost without a line: {told}");
    assert!(
        untaken[0]
            .as_str()
            .is_some_and(|line| line.contains("taken back before") && line.contains("EU: OP1")),
        "{told}"
    );
    let who: Vec<(String, String)> =
        open(&desk, "p.chapeau").into_iter().map(|(who, label, ..)| (who, label)).collect();
    assert_eq!(who, [("EU".into(), "OP4".into()), ("Japan".into(), "OP2".into())]);
}

#[test]
fn a_thread_settled_in_word_is_settled_by_its_author_or_told() {
    let desk = desk();
    word(&desk, "c.docx", TEXT, &[EU], &["EU", "Japan"]);
    let project = files::open_project(&desk.path("w.chapeau")).unwrap();
    let mut copy = chapeau::format::docx::read(&desk.bytes("c.docx")).unwrap();
    assert_eq!(copy.threads.len(), 2, "{:?}", copy.threads);
    let read = |copy: &Marked, sender: Option<&str>| {
        let who = Who { sender: sender.map(ActorId::new), ..Who::default() };
        let returned = from_word(&project, Path::new("c.docx"), copy, &who).unwrap();
        let mut after = project.clone();
        merge_returned(&project, &returned).unwrap().change.apply(&mut after).unwrap();
        let all = after.tracks.values().flat_map(|t| t.comments().map(|c| (t.actor.to_string(), c.clone())));
        let all: Vec<_> = all.map(|(by, c)| (by, c.version, c.resolved)).collect();
        let told = returned.told.remarks.iter().filter(|r| r.contains("settled in the file")).count();
        (all, told, after)
    };
    let (eu, japan) = (("EU".to_owned(), 1, false), ("Japan".to_owned(), 1, false));
    let (all, told, before) = read(&copy, None);
    assert_eq!((all, told), (vec![eu.clone(), japan.clone()], 0));
    copy.threads.iter_mut().for_each(|t| t.resolved = true);
    // Nobody knows who did it: both only have old words in the file.
    let (all, told, after) = read(&copy, None);
    assert_eq!((all, told), (vec![eu.clone(), japan.clone()], 2));
    assert_eq!(after, before);
    let (all, told, _) = read(&copy, Some("EU"));
    assert_eq!((all, told), (vec![("EU".into(), 2, true), japan], 1));
    let source = files::Source::Marked(Box::new(copy.clone()));
    let copied = from_copy(&project, &source, &ActorId::new("EU"), None, &Default::default()).unwrap();
    let mut after = project.clone();
    merge_track(&project, &copied.track, None).change.apply(&mut after).unwrap();
    let eu = after.tracks[&ActorId::new("EU")].comments().map(|c| (c.version, c.resolved));
    assert_eq!(eu.collect::<Vec<_>>(), [(2, true)]);
    assert!(copied.told.untaken.iter().any(|l| l.contains("Japan") && l.contains("marked as settled")));
}

#[test]
fn comments_that_come_again_take_nothing_back() {
    let desk = desk();
    word(&desk, "eu1.docx", TEXT, &[EU], &[]);
    word(&desk, "eu2.docx", TEXT, &[], &["EU"]);
    desk.line("merge p.chapeau eu1.docx").well();
    desk.line("merge p.chapeau eu2.docx").well();
    let (before, wants) = (desk.bytes("p.chapeau"), open(&desk, "p.chapeau"));
    assert_eq!(wants.len(), 1, "{wants:?}");
    desk.line("merge p.chapeau eu2.docx").well();
    assert_eq!((desk.bytes("p.chapeau"), open(&desk, "p.chapeau")), (before, wants));
}

#[test]
fn a_word_file_is_a_text_with_its_changes_taken_one_way() {
    let desk = desk();
    word(
        &desk,
        "c.docx",
        TEXT,
        &[EU, ("EU", "the lamps;", "the lamps every month;")],
        &["EU", "Maria Silva"],
    );
    let words = |project: &str, view: &str| -> Vec<(String, String)> {
        let shown = desk.run(["show", project, "--view", view, "--json"]).well().json();
        common::paragraphs(&shown).into_iter().map(|(_, kind, text)| (kind, text)).collect()
    };
    let report = desk.line("import c.docx -o a.chapeau").well().out;
    assert!(report.contains("2 changes taken as accepted: “EU” 2"), "{report}");
    assert!(
        report.contains("2 comments not imported") && report.contains("Maria Silva: Which lamps?"),
        "{report}"
    );
    assert_eq!(words("a.chapeau", "clean"), words("w.chapeau", "final:EU"));
    let told = desk.line("import c.docx -o r.chapeau --changes rejected --json").well().json();
    assert_eq!(told["changes"]["taken"], "rejected", "{told}");
    assert_eq!(told["changes"]["authors"]["EU"]["changes"], 2, "{told}");
    assert_eq!(words("r.chapeau", "clean"), words("w.chapeau", "original"));
    assert_eq!(desk.text("r.chapeau").matches("This is a comment, not text.").count(), 2);
    // Where a text is asked for, a Word file is one.
    let pairs = desk.line("diff c.docx text.txt --json").well().json();
    assert_eq!(pairs["counts"]["edited"], 2, "{pairs}");
    desk.line("import c.docx -o x.chapeau --changes both").ended(2);
    for line in ["show c.docx", "verify c.docx", "decide c.docx --accept --all"] {
        refused(desk.line(line), &["c.docx"]);
    }
}

#[test]
fn a_web_page_is_a_text() {
    let desk = desk();
    desk.line("export p.chapeau -o p.html --view clean").well();
    desk.put("page", desk.bytes("p.html"));
    for page in ["p.html", "page"] {
        let pairs = desk.run(["diff", page, "text.txt", "--json"]).well().json();
        assert_eq!(pairs["counts"]["same"], list(&pairs, "pairs").len(), "{page}: {pairs}");
    }
}

/// Every Member State answers on one base; all come in with one command.
#[test]
fn returns_of_193_in_one_command() {
    let desk = desk();
    let project = Project::of(plain::read(TEXT), "Zero draft").unwrap();
    files::save_project(&project, &desk.path("p.chapeau"), Overwrite::Yes).unwrap();
    let actors: Vec<&str> =
        known_names().filter(|n| !n.contains(',') && !n.contains('-')).take(193).collect();
    assert_eq!(actors.len(), 193);
    let mut names = Vec::new();
    for (n, actor) in actors.iter().enumerate() {
        let copy = TEXT.replacen("every year", ["every month", "each year", "twice a year"][n % 3], 1);
        let copy = copy.replacen("their books", &format!("{n} books"), 1);
        let id = ActorId::new(actor);
        let source = files::Source::Text(Box::new(plain::read(&copy)));
        let track = from_copy(&project, &source, &id, None, &Default::default()).unwrap().track;
        let mut own = project.clone();
        merge_track(&project, &track, None).change.apply(&mut own).unwrap();
        let name = format!("{n:03}.docx");
        let labels = default_labels(&own, &View::Compilation);
        let bytes = render_with(&own, &View::Compilation, labels, Path::new(&name), &Options::default());
        desk.put(&name, bytes.unwrap());
        names.push(name);
    }
    let told = desk.run(["merge", "p.chapeau", "--json"].into_iter().chain(names.iter().map(String::as_str)));
    let told = told.well().json();
    assert_eq!((number(&told, "added"), number(&told, "unchanged")), (2 * 193, 0));
    assert_eq!(told["authors"].as_object().unwrap().len(), 193);
    let merged = files::open_project(&desk.path("p.chapeau")).unwrap();
    assert_eq!(merged.tracks.len(), 193);
    let shown = desk.show("p.chapeau");
    let groups: std::collections::BTreeSet<&str> =
        list(&shown, "proposals").iter().filter_map(|p| p["group"].as_str()).collect();
    assert_eq!(groups.len(), 193 + 3, "those who want the same are together");
}
