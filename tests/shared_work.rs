//! Shared work without a server: the folder of returns, the register, several writers at once, and
//! Git between them. Nothing is lost and any order gives the same bytes.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::{App, Message};
use chapeau::record::ActorId;
use common::{Desk, list, number};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const TEXT: &str = "\
The canal

The General Assembly,

1. Call upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decide to count the ships in the harbour every year;

3. Request the secretary to report on the lamps.
";

const WISHES: [(&str, &str, &str); 4] = [
    ("EU", "old lamps", "bright lamps"),
    ("Japan", "every year", "every month"),
    ("Kenya", "in a safe manner", "safely"),
    ("Brazil", "the secretary", "the harbour master"),
];

/// A desk with a project and four returns, each named after its actor.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.txt", TEXT);
    desk.line("import text.txt -o p.chapeau").well();
    for (actor, was, now) in WISHES {
        track(&desk, actor, was, now, &format!("{actor}.track"));
    }
    desk
}

fn track(desk: &Desk, actor: &str, was: &str, now: &str, file: &str) {
    desk.put("copy.txt", TEXT.replace(was, now));
    desk.run(["track", "from-copy", "p.chapeau", "copy.txt", "--as", actor, "-o", file, "--force"]).well();
}

fn returns(desk: &Desk, project: &str) -> Value {
    let ran = desk.run(["returns", project, "--json"]);
    assert!(ran.code < 2, "{ran:?}");
    ran.json()
}

fn names<'a>(value: &'a Value, key: &str, of: &str) -> Vec<&'a str> {
    list(value, key).iter().map(|v| if of.is_empty() { v } else { &v[of] }.as_str().unwrap()).collect()
}

fn inside(desk: &Desk, folder: &str) -> Vec<String> {
    let all = std::fs::read_dir(desk.path(folder)).map(|d| d.map(|e| e.unwrap().file_name()));
    let mut names: Vec<String> =
        all.map(|all| all.map(|n| n.to_string_lossy().into_owned()).collect()).unwrap_or_default();
    names.sort();
    names
}

#[test]
fn the_register_says_who_sent_what_and_who_is_missing() {
    let desk = desk();
    desk.line("merge p.chapeau EU.track Japan.track --received 2026-11-22").well();
    let told = returns(&desk, "p.chapeau");
    assert_eq!(names(&told, "returns", "file"), ["EU.track", "Japan.track"]);
    let eu = &list(&told, "returns")[0];
    assert_eq!(number(eu, "bytes"), desk.bytes("EU.track").len() as u64);
    let sum = chapeau::text::Fingerprint::of(&desk.bytes("EU.track")).to_string();
    for (key, value) in [
        ("hash", sum.as_str()),
        ("kind", "track"),
        ("revision", "Zero draft"),
        ("received", "2026-11-22"),
        ("publish", "unknown"),
        ("original", "kept"),
    ] {
        assert_eq!(eu[key], value, "{key}");
    }
    assert_eq!((number(eu, "number"), number(eu, "proposals"), number(eu, "comments")), (1, 1, 0));
    assert_eq!(eu["current"], true);
    assert_eq!(eu["date"], Value::Null);

    // Those who were named are missing; a member of a group that has sent is spoken for.
    let told = desk.line("returns p.chapeau --expect Austria Kenya Ghana --json").ended(1).json();
    assert_eq!(names(&told, "missing", ""), ["Ghana", "Kenya"]);
    assert_eq!(names(&told, "spoken_for", "actor"), ["Austria"]);
    assert_eq!(list(&told, "spoken_for")[0]["by"], "EU");
    let told = desk.line("returns p.chapeau --drop Ghana --json").ended(1).json();
    assert_eq!(names(&told, "missing", ""), ["Kenya"]);
    desk.line("merge p.chapeau Kenya.track").well();
    desk.line("returns p.chapeau").well();

    // By file, by actor and by the first digits of its hash.
    desk.line("returns p.chapeau --publish yes EU.track Japan").well();
    desk.run(["returns", "p.chapeau", "--publish", "no", &sum[..8]]).well();
    let told = returns(&desk, "p.chapeau");
    assert_eq!(names(&told, "returns", "publish"), ["no", "yes", "unknown"]);
    let before = desk.bytes("p.chapeau");
    for wrong in ["--publish maybe EU", "--publish yes Nobody.track"] {
        desk.line(&format!("returns p.chapeau {wrong}")).ended(2);
    }
    desk.line("merge p.chapeau Brazil.track --received 2026-02-30").ended(2);
    assert_eq!(desk.bytes("p.chapeau"), before, "what was refused changed nothing");

    // A new revision: everybody is missing on it, and has sent something before.
    desk.line("decide p.chapeau --accept --all").well();
    desk.line("revise p.chapeau --name Rev.1").well();
    let told = desk.line("returns p.chapeau --json").ended(1).json();
    assert_eq!(names(&told, "missing", ""), ["Austria", "EU", "Japan", "Kenya"]);
    assert_eq!(names(&told, "older", ""), ["EU", "Japan", "Kenya"]);
    assert!(list(&told, "returns").iter().all(|r| r["current"] == false && r["revision"] == "Zero draft"));
    // One that comes late, on the older text, is still taken.
    desk.line("merge p.chapeau Brazil.track").ended(0);
    assert_eq!(
        names(&returns(&desk, "p.chapeau"), "missing", ""),
        ["Austria", "Brazil", "EU", "Japan", "Kenya"]
    );
}

#[test]
fn all_member_states_can_be_expected() {
    let desk = desk();
    let told = desk.line("returns p.chapeau --all-states --json").ended(1).json();
    assert_eq!(list(&told, "missing").len(), 193);
    desk.line("merge p.chapeau EU.track Japan.track").well();
    let told = returns(&desk, "p.chapeau");
    assert_eq!(list(&told, "missing").len() + list(&told, "spoken_for").len(), 192);
    assert_eq!(list(&told, "spoken_for").len(), 27);
}

#[test]
fn originals_are_kept_and_never_replaced() {
    let desk = desk();
    let all = "merge p.chapeau EU.track Japan.track --no-originals";
    desk.line(all).well();
    assert!(inside(&desk, "returns").is_empty());
    let told = desk.line("returns p.chapeau --json").well().json();
    assert_eq!(names(&told, "returns", "original"), ["elsewhere", "elsewhere"]);
    desk.line("merge p.chapeau EU.track Japan.track").well();
    assert_eq!(inside(&desk, "returns"), ["EU.track", "Japan.track"]);
    // Another file of the same name stands beside it.
    let first = desk.bytes("EU.track");
    track(&desk, "EU", "old lamps", "blue lamps", "EU.track");
    desk.line("merge p.chapeau EU.track").well();
    let sum = chapeau::text::Fingerprint::of(&desk.bytes("EU.track")).short(8);
    assert_eq!(
        inside(&desk, "returns"),
        [format!("EU-{sum}.track"), "EU.track".into(), "Japan.track".into()]
    );
    assert_eq!(desk.bytes("returns/EU.track"), first);
    assert_eq!(desk.bytes(&format!("returns/EU-{sum}.track")), desk.bytes("EU.track"));
    // What is changed or gone is said.
    std::fs::write(desk.path("returns/Japan.track"), "// another").unwrap();
    std::fs::remove_file(desk.path("returns/EU.track")).unwrap();
    std::fs::remove_file(desk.path("Japan.track")).unwrap();
    let told = desk.line("returns p.chapeau --json").ended(1).json();
    let states = names(&told, "returns", "original");
    assert!(
        states.contains(&"changed") && states.contains(&"missing") && states.contains(&"kept"),
        "{states:?}"
    );
    // A folder that cannot be made: the merge is done all the same.
    let desk = self::desk();
    desk.put("returns", "a file");
    let ran = desk.line("merge p.chapeau EU.track --json").ended(1);
    assert!(list(&ran.json(), "warnings")[0].as_str().unwrap().contains("not kept"), "{ran:?}");
    assert_eq!(list(&desk.show("p.chapeau"), "proposals").len(), 1);
    std::fs::remove_file(desk.path("EU.track")).unwrap();
    let told = desk.line("returns p.chapeau --json").ended(1).json();
    assert_eq!(names(&told, "returns", "original"), ["missing"]);
    assert_eq!(list(&told, "waiting").len(), 1, "that the folder cannot be read is said: {told}");
}

#[test]
fn what_waits_in_the_folder_is_merged_in_any_order_with_the_same_bytes() {
    let desk = desk();
    std::fs::create_dir(desk.path("returns")).unwrap();
    let put = |name: &str| std::fs::copy(desk.path(name), desk.path("returns").join(name)).unwrap();
    let start = desk.bytes("p.chapeau");
    WISHES.iter().for_each(|(actor, ..)| assert!(put(&format!("{actor}.track")) > 0));
    let whole = desk.bytes("EU.track");
    for (name, bytes) in [
        ("half.track", &whole[..whole.len() / 2]),
        ("empty.track", b"".as_slice()),
        ("Norway.track.tmp", &whole),
        ("~$EU.docx", b"x"),
        ("EU.sync-conflict-20261122-101010-ABC.track", &whole),
        ("Norway (Maria's conflicted copy 2026-11-22).track", b"x"),
        ("letter.txt", b"Dear all, we thank you."),
        ("copy.chapeau", &start),
        (".gitkeep", b""),
    ] {
        desk.put(&format!("returns/{name}"), bytes);
    }
    let told = desk.line("returns p.chapeau --json").well().json();
    let ready: Vec<&Value> = list(&told, "waiting").iter().filter(|w| w["why"].is_null()).collect();
    assert_eq!(ready.len(), 4, "{told}");
    assert!(ready.iter().all(|w| w["kind"] == "track" && list(w, "actors").len() == 1));
    assert_eq!(list(&told, "waiting").len(), 12, "{told}");
    desk.put("one.chapeau", &start);
    let ran = desk.line("merge p.chapeau --returns --json").ended(1).json();
    assert_eq!(number(&ran, "added"), 4);
    assert!(names(&ran, "waiting", "file").contains(&"half.track"), "{ran}");
    assert!(inside(&desk, "returns").len() >= 13, "nothing was removed");
    let all = desk.bytes("p.chapeau");
    // One by one, backwards, and the folder by its name.
    for name in ["Brazil", "Kenya", "Japan", "EU", "EU"] {
        desk.line(&format!("merge one.chapeau {name}.track")).well();
    }
    assert_eq!(desk.bytes("one.chapeau"), all);
    desk.put("two.chapeau", &start);
    desk.line("merge two.chapeau Japan.track returns").ended(1);
    assert_eq!(desk.bytes("two.chapeau"), all);
    // Again: nothing waits, nothing changes.
    desk.line("merge p.chapeau --returns").ended(1);
    assert_eq!(desk.bytes("p.chapeau"), all);
}

/// The same Word file, saved last on a day of its own.
fn dated(word: &[u8]) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let mut old = zip::ZipArchive::new(Cursor::new(word)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for n in 0..old.len() {
        let mut part = old.by_index(n).unwrap();
        let (name, mut bytes) = (part.name().unwrap().to_string(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name != "docProps/core.xml" {
            new.start_file(name, options).unwrap();
            new.write_all(&bytes).unwrap();
        }
    }
    new.start_file("docProps/core.xml", options).unwrap();
    new.write_all(
        b"<cp:coreProperties xmlns:cp='urn:cp' xmlns:dcterms='http://purl.org/dc/terms/'>\
          <dcterms:modified>2026-11-20T18:04:00Z</dcterms:modified></cp:coreProperties>",
    )
    .unwrap();
    new.finish().unwrap().into_inner()
}

#[test]
fn word_files_texts_and_compilations_are_told_apart() {
    let desk = Desk::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    desk.put("zero.md", std::fs::read(root.join("assets/sample/zero-draft.md")).unwrap());
    desk.put("brazil.docx", dated(&std::fs::read(root.join("docs/manual/examples/brazil.docx")).unwrap()));
    desk.put("norway.md", std::fs::read(root.join("docs/manual/examples/norway.md")).unwrap());
    desk.line("import zero.md -o p.chapeau").well();
    desk.run(["merge", "p.chapeau", "brazil.docx", "--author", "Maria Silva=Brazil"]).well();
    desk.put(
        "all.txt",
        "OP11 Also calls for the [full, - Japan] equal and meaningful participation of women;\n",
    );
    assert!(desk.line("track from-brackets p.chapeau all.txt -o tracks").code < 2);
    desk.line("merge p.chapeau tracks").well();
    let mut app = App::seeded(7);
    app.send(Message::Open(desk.path("p.chapeau")));
    app.send(Message::MergeCopy(desk.path("norway.md"), ActorId::new("Norway")));
    app.send(Message::Save);
    let told = returns(&desk, "p.chapeau");
    assert_eq!(names(&told, "returns", "kind"), ["word", "compilation", "text"], "{told}");
    assert_eq!(names(&told, "returns", "original"), ["kept"; 3]);
    let brazil = &list(&told, "returns")[0];
    assert_eq!((number(brazil, "proposals"), number(brazil, "comments")), (2, 1), "{brazil}");
    // The date that stands in the file, and none for the others.
    assert_eq!(brazil["date"], "2026-11-20T18:04:00Z");
    assert!(list(&told, "returns")[1..].iter().all(|r| r["date"].is_null()));
    // Bytes that were kept are the bytes that came.
    assert_eq!(desk.bytes("returns/brazil.docx"), desk.bytes("brazil.docx"));
    assert_eq!(desk.bytes("returns/norway.md"), desk.bytes("norway.md"));
}

#[test]
fn the_window_keeps_what_the_command_line_keeps() {
    let desk = desk();
    desk.put("q.chapeau", desk.bytes("p.chapeau"));
    desk.line("merge p.chapeau EU.track Japan.track --no-originals").well();
    let mut app = App::seeded(7);
    app.send(Message::Open(desk.path("q.chapeau")));
    app.send(Message::Merge(vec![desk.path("Japan.track"), desk.path("EU.track")]));
    assert!(inside(&desk, "returns").is_empty(), "what is not saved is not kept yet");
    app.send(Message::Undo);
    app.send(Message::Save);
    assert!(inside(&desk, "returns").is_empty(), "what was undone is not kept");
    app.send(Message::Redo);
    app.send(Message::Save);
    assert_eq!(inside(&desk, "returns"), ["EU.track", "Japan.track"]);
    assert_eq!(desk.bytes("q.chapeau"), desk.bytes("p.chapeau"));
    // Saved in another folder, the originals go with it.
    std::fs::create_dir(desk.path("other")).unwrap();
    app.send(Message::SaveAs(desk.path("other/q.chapeau")));
    assert_eq!(inside(&desk, "other/returns"), ["EU.track", "Japan.track"]);
    desk.line("returns other/q.chapeau").well();
}

#[test]
fn of_two_that_merge_at_once_nothing_is_lost() {
    for round in 0..6 {
        let desk = desk();
        std::thread::scope(|s| {
            for (actor, ..) in WISHES {
                let desk = &desk;
                s.spawn(move || {
                    // One who finds the project busy comes again, as the message says.
                    let line = format!("merge p.chapeau {actor}.track");
                    let done = (0..20).any(|_| desk.line(&line).code == 0);
                    assert!(done, "round {round}, {actor}");
                });
            }
        });
        let told = desk.line("returns p.chapeau --json").well().json();
        assert_eq!(names(&told, "returns", "file").len(), 4, "round {round}");
        assert!(names(&told, "returns", "original").iter().all(|o| *o == "kept"));
        assert_eq!(list(&desk.show("p.chapeau"), "proposals").len(), 4);
        desk.put("alone.chapeau", {
            desk.line("import text.txt -o alone.chapeau").well();
            desk.line("merge alone.chapeau EU.track Kenya.track Japan.track Brazil.track").well();
            desk.bytes("alone.chapeau")
        });
        assert_eq!(desk.bytes("p.chapeau"), desk.bytes("alone.chapeau"), "round {round}");
    }
}

/// Runs git in a folder; what it printed.
fn git(folder: &Path, args: &[&str]) -> String {
    let names = ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"];
    let done = Command::new("git")
        .args(args)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs(names.map(|name| (name, "chapeau")))
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "git {args:?}: {out}{}", String::from_utf8_lossy(&done.stderr));
    out
}

#[test]
fn two_clones_add_returns_and_come_to_the_same_bytes() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no git here");
        return;
    }
    let desk = desk();
    let at = |name: &str| desk.path(name);
    git(&at(""), &["init", "-q", "--bare", "-b", "main", "shared.git"]);
    git(&at(""), &["init", "-q", "-b", "main", "a"]);
    desk.put("a/p.chapeau", desk.bytes("p.chapeau"));
    desk.put("a/.gitattributes", "*.chapeau -text -merge\n*.track -text -merge\n");
    git(&at("a"), &["add", "."]);
    git(&at("a"), &["commit", "-qm", "Zero draft"]);
    git(&at("a"), &["remote", "add", "origin", "../shared.git"]);
    git(&at("a"), &["push", "-qu", "origin", "main"]);
    git(&at(""), &["clone", "-q", "shared.git", "b"]);
    let send = |clone: &str, actor: &str| {
        std::fs::create_dir_all(at(clone).join("returns")).unwrap();
        let name = format!("{actor}.track");
        desk.put(&format!("{clone}/returns/{name}"), desk.bytes(&name));
        git(&at(clone), &["add", "returns"]);
        git(&at(clone), &["commit", "-qm", actor]);
    };
    send("a", "EU");
    send("a", "Kenya");
    send("b", "Japan");
    git(&at("a"), &["push", "-q"]);
    git(&at("b"), &["pull", "-q", "--rebase"]);
    git(&at("b"), &["push", "-q"]);
    git(&at("a"), &["pull", "-q", "--rebase"]);
    // Both merge what lies there: the same bytes, so that Git has nothing to settle.
    for clone in ["a", "b"] {
        desk.line(&format!("merge {clone}/p.chapeau --returns")).well();
        git(&at(clone), &["commit", "-qam", "Merged"]);
    }
    assert_eq!(desk.bytes("a/p.chapeau"), desk.bytes("b/p.chapeau"));
    git(&at("a"), &["push", "-q"]);
    git(&at("b"), &["pull", "-q", "--no-rebase", "--no-edit"]);
    assert_eq!(desk.bytes("a/p.chapeau"), desk.bytes("b/p.chapeau"));
    // Each takes in another return: now the two projects differ, and are merged by ourselves.
    for (clone, actor) in [("a", "Brazil"), ("b", "EU")] {
        if actor == "EU" {
            track(&desk, "EU", "old lamps", "blue lamps", "EU.track");
        }
        desk.line(&format!("merge {clone}/p.chapeau {actor}.track")).well();
        desk.line(&format!("returns {clone}/p.chapeau --publish yes {actor}.track"));
    }
    let (a, b) = (desk.bytes("a/p.chapeau"), desk.bytes("b/p.chapeau"));
    assert_ne!(a, b);
    desk.line("merge a/p.chapeau b/p.chapeau").well();
    desk.put("old-a.chapeau", a);
    desk.line("merge b/p.chapeau old-a.chapeau").well();
    assert_eq!(desk.bytes("a/p.chapeau"), desk.bytes("b/p.chapeau"));
    // The originals beside the other copy came along.
    let told = desk.line("returns a/p.chapeau --json").well().json();
    assert_eq!(names(&told, "returns", "original"), vec!["kept"; 5], "{told}");
    // Brazil's, and both files that are called EU.track.
    assert_eq!(names(&told, "returns", "publish").iter().filter(|p| **p == "yes").count(), 3);
}
