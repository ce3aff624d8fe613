//! What was decided, sent and saved stays so: the command line where two returns, two programs or
//! two versions meet.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::{App, Message, NoticeKind};
use common::{Desk, list, number};
use serde_json::Value;

const TEXT: &str = "\
The canal

The General Assembly,

1. Call upon all keepers to maintain the old lamps along the canal in a safe manner;

2. Decide to count the ships in the harbour every year;

3. Request the secretary to report on the lamps.
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.txt", TEXT);
    desk.line("import text.txt -o p.chapeau").well();
    desk
}

/// Makes the return of an actor of the text with these words in place of those.
fn copy(desk: &Desk, actor: &str, was: &str, now: &str, track: &str) {
    desk.put("copy.txt", TEXT.replace(was, now));
    desk.run(["track", "from-copy", "p.chapeau", "copy.txt", "--as", actor, "-o", track, "--force"]).well();
}

fn states(desk: &Desk) -> Vec<String> {
    let shown = desk.show("p.chapeau");
    list(&shown, "proposals").iter().map(|p| p["state"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_was_accepted_is_not_withdrawn_by_the_next_copy() {
    let desk = desk();
    copy(&desk, "EU", "old lamps", "bright lamps", "eu1.track");
    desk.line("merge p.chapeau eu1.track").well();
    desk.line("decide p.chapeau --accept --all").well();
    desk.line("revise p.chapeau --name Rev.1").well();
    // The EU goes on from the zero draft with another wish only.
    copy(&desk, "EU", "every year", "every month", "eu2.track");
    let told: Value = desk.line("merge p.chapeau eu2.track --json").well().json();
    assert_eq!(number(&told, "withdrawn"), 0, "{told}");
    assert!(states(&desk).contains(&"accepted".to_owned()), "{:?}", states(&desk));
    assert!(!states(&desk).contains(&"withdrawn".to_owned()), "{:?}", states(&desk));
    desk.line("revise p.chapeau --name Rev.2").well();
    let args = ["audit", "p.chapeau", "Zero draft", "Rev.2", "--json"];
    let audit = desk.run(args).json();
    assert_eq!(number(&audit, "withdrawn"), 0, "{audit}");
    assert!(list(&audit, "proposals").iter().any(|p| p["outcome"] == "accepted"), "{audit}");
}

#[test]
fn of_two_merges_at_once_none_is_lost() {
    for round in 0..10 {
        let desk = desk();
        copy(&desk, "EU", "old lamps", "bright lamps", "eu.track");
        copy(&desk, "US", "every year", "every month", "us.track");
        let both = std::thread::scope(|s| {
            let lines = ["merge p.chapeau eu.track", "merge p.chapeau us.track"];
            let desk = &desk;
            let all = lines.map(|line| s.spawn(move || desk.line(line)));
            all.map(|one| one.join().unwrap())
        });
        let shown = desk.show("p.chapeau");
        for (ran, actor) in both.iter().zip(["EU", "US"]) {
            let there = list(&shown, "proposals").iter().any(|p| p["actor"] == actor);
            assert_eq!(ran.code == 0, there, "round {round}, {actor}: {ran:?}");
            assert!(there || (ran.code == 2 && ran.err.contains("nothing was")), "{ran:?}");
        }
        assert!(desk.files().iter().all(|f| !f.starts_with('.')), "{:?}", desk.files());
    }
}

#[test]
fn what_another_program_wrote_meanwhile_is_not_replaced() {
    use chapeau::storage::{Overwrite, StorageError, stamp, write};
    let desk = Desk::new();
    let path = desk.put("a", "one");
    let read = stamp(&path).unwrap();
    // As long as before, within the same tick of the clock.
    write(&path, b"two", Overwrite::Yes).unwrap();
    assert!(matches!(write(&path, b"six", Overwrite::Same(read)), Err(StorageError::Changed { .. })));
    assert_eq!(desk.text("a"), "two");
}

#[test]
fn a_comment_without_words_is_refused() {
    let desk = desk();
    desk.run(["track", "comment", "p.chapeau", "--as", "Norway", "OP1", " ", "-o", "N.track"]).ended(2);
    assert!(!desk.path("N.track").exists());
}

#[test]
fn a_project_is_replaced_by_nothing_else() {
    let desk = desk();
    copy(&desk, "Norway", "old lamps", "lamps", "N.track");
    desk.line("merge p.chapeau N.track").well();
    desk.line("note p.chapeau --as Norway OP1 lamps");
    desk.line("revise p.chapeau --name Rev.1").well();
    desk.line("import text.txt -o q.chapeau").well();
    for file in ["p.chapeau", "q.chapeau", "p.Norway.private"] {
        let before = desk.text(file);
        for line in [
            format!("export p.chapeau -o {file} --format txt --force"),
            format!("track export p.chapeau --as Norway -o {file} --force"),
            format!("track from-copy q.chapeau text.txt --as Chile -o {file} --force"),
        ] {
            desk.line(&line).ended(2);
            assert_eq!(desk.text(file), before, "{line}");
        }
    }
    desk.put("other.txt", "1. Calls upon all.");
    desk.line("import other.txt -o q.chapeau --force").well();
    desk.line("export p.chapeau -o other.txt --force").well();
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt;
    use std::process::Command;
    let desk = desk();
    assert!(Command::new("mkfifo").arg(desk.path("pipe")).status().unwrap().success());
    let got = std::fs::File::create(desk.path("got")).unwrap();
    let mut reader = Command::new("cat").arg(desk.path("pipe")).stdout(got).spawn().unwrap();
    let ran = desk.line("export p.chapeau -o pipe --format txt --force");
    let is_pipe = std::fs::symlink_metadata(desk.path("pipe")).unwrap().file_type().is_fifo();
    if ran.code != 0 || !is_pipe {
        reader.kill().unwrap();
    }
    reader.wait().unwrap();
    assert!(is_pipe, "the pipe was replaced by a file");
    assert!(desk.text("got").contains("the canal"), "{ran:?}");
    std::fs::create_dir(desk.path("folder")).unwrap();
    desk.line("export p.chapeau -o folder --format txt --force").ended(2);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_as_private_as_its_owner_wants_it() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    for (mask, mode) in [("077", 0o600), ("022", 0o644), ("002", 0o664)] {
        let program = env!("CARGO_BIN_EXE_chapeau");
        let line = format!("umask {mask}; '{program}' export p.chapeau -o {mask}.txt");
        let mut shell = std::process::Command::new("sh");
        let done = shell.args(["-c", &line]).current_dir(desk.path("")).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        let found = std::fs::metadata(desk.path(&format!("{mask}.txt"))).unwrap().permissions().mode();
        assert_eq!(found & 0o777, mode, "umask {mask}");
    }
}

fn errors(app: &App) -> usize {
    app.notices().iter().filter(|n| n.kind == NoticeKind::Error).count()
}

#[test]
fn a_name_without_its_ending_replaces_nothing() {
    let desk = desk();
    copy(&desk, "EU", "old lamps", "bright lamps", "eu.track");
    desk.line("merge p.chapeau eu.track").well();
    let other = desk.put("other.chapeau", "precious");
    let sent = desk.put("other.track", "precious");
    let mut app = App::seeded(1);
    app.send(Message::Open(desk.path("p.chapeau")));
    app.send(Message::SaveAs(desk.path("other")));
    assert_eq!((errors(&app), std::fs::read_to_string(&other).unwrap()), (1, "precious".to_owned()));
    app.send(Message::SpeakAs(chapeau::record::ActorId::new("EU")));
    app.send(Message::SendReturn(desk.path("other")));
    assert_eq!((errors(&app), std::fs::read_to_string(&sent).unwrap()), (2, "precious".to_owned()));
    // Its own file is no other file; but nothing that came into it meanwhile is lost.
    app.send(Message::SaveAs(desk.path("p")));
    // A save that succeeds settles the one that failed.
    assert_eq!(errors(&app), 1, "{:?}", app.notices());
    desk.line("status p.chapeau OP1 --set agreed").well();
    app.send(Message::SaveAs(desk.path("p.chapeau")));
    assert_eq!(errors(&app), 2, "{:?}", app.notices());
    let shown = desk.show("p.chapeau");
    assert_eq!(common::labelled(&shown, "OP1")["status"], "agreed");
}

/// A project in which the EU says something that was never sent; what it says.
fn said_unsent(desk: &Desk) {
    let mut app = App::seeded(1);
    app.send(Message::Open(desk.path("p.chapeau")));
    app.send(Message::SpeakAs(chapeau::record::ActorId::new("EU")));
    type_in(&mut app, "quickly ");
    app.send(Message::Save);
    assert_eq!(errors(&app), 0, "{:?}", app.notices());
}

/// Types at one place of the last paragraph, always the same.
fn type_in(app: &mut App, words: &str) {
    let paragraph = app.project().working.metas().last().unwrap().id;
    let at = chapeau::app::Place::Text { paragraph, at: 8 };
    app.send(Message::Select(chapeau::app::Selection::at(at)));
    app.send(Message::Write(chapeau::app::Write::Insert(words.to_owned())));
}

fn versions(app: &App) -> Vec<(u32, bool)> {
    let tracks = app.project().tracks.values();
    tracks.flat_map(|t| t.proposals().map(|(_, p)| (p.version, p.sent))).collect()
}

#[test]
fn what_a_track_export_sent_is_sent_in_the_project_too() {
    let desk = desk();
    said_unsent(&desk);
    let ran = desk.line("track export p.chapeau --as EU -o eu.track").well();
    assert!(ran.out.contains("p.chapeau was updated"), "{}", ran.out);
    let mut app = App::seeded(2);
    app.send(Message::Open(desk.path("p.chapeau")));
    assert_eq!(versions(&app), [(1, true)]);
    let again = desk.line("track export p.chapeau --as EU -o eu2.track").well();
    assert!(!again.out.contains("updated"), "{}", again.out);
    assert_eq!(desk.bytes("eu.track"), desk.bytes("eu2.track"));
    desk.line("track export p.chapeau --as EU -o p.chapeau --force").ended(2);
    desk.line("verify p.chapeau").well();
}

#[test]
fn undo_does_not_call_back_what_was_sent() {
    let desk = desk();
    let mut app = App::seeded(1);
    app.send(Message::Open(desk.path("p.chapeau")));
    app.send(Message::SpeakAs(chapeau::record::ActorId::new("EU")));
    type_in(&mut app, "quickly ");
    app.send(Message::Save);
    app.send(Message::SpeakAs(chapeau::record::ActorId::chair()));
    type_in(&mut app, "kindly ");
    app.send(Message::SpeakAs(chapeau::record::ActorId::new("EU")));
    app.send(Message::SendReturn(desk.path("eu.track")));
    assert_eq!((errors(&app), versions(&app)), (0, vec![(1, true)]), "{:?}", app.notices());
    let text = app.project().working.hash();
    // What the chair did after it can be undone, and done again.
    app.send(Message::Undo);
    assert_ne!(app.project().working.hash(), text);
    assert!(app.is_dirty());
    app.send(Message::Undo);
    app.send(Message::Undo);
    assert_eq!((errors(&app), versions(&app)), (0, vec![(1, true)]), "{:?}", app.notices());
    app.send(Message::Redo);
    assert_eq!((errors(&app), app.project().working.hash()), (0, text), "{:?}", app.notices());
    assert!(app.is_dirty(), "the marks are not saved yet");
}

#[test]
fn rivals_are_shown() {
    use chapeau::format::ron::{read_track, write_track};
    let desk = desk();
    said_unsent(&desk);
    desk.line("track export p.chapeau --as EU -o eu.track").well();
    // The same proposal in the same version with other words, as a careless program sends it.
    let mut file = read_track(&desk.text("eu.track")).unwrap();
    let strand = file.track.strands.values_mut().next().unwrap();
    let proposal = strand.proposals.values_mut().next().unwrap();
    let mut other = chapeau::record::Proposal::clone(proposal);
    let chapeau::record::Wish::Replace { with, .. } = &mut other.wish else { panic!("{other:?}") };
    *with = "slowly ".into();
    *proposal = std::sync::Arc::new(other);
    desk.put("rival.track", write_track(&file).unwrap());
    let ran = desk.line("merge p.chapeau rival.track").ended(1);
    assert!(ran.out.contains("“quickly”") && ran.out.contains("“slowly”"), "{}", ran.out);
    let mut states = states(&desk);
    states.sort();
    assert_eq!(states, ["open", "rival"]);
    // Where one was decided before the other came, the merge says which.
    desk.line("import text.txt -o p.chapeau --force").well();
    desk.line("merge p.chapeau eu.track").well();
    desk.line("decide p.chapeau --reject --all").well();
    let ran = desk.line("merge p.chapeau rival.track").ended(1);
    assert!(ran.out.contains("what was rejected before is insert “quickly”"), "{}", ran.out);
}

#[test]
fn an_audit_knows_nothing_of_what_came_after() {
    let desk = desk();
    copy(&desk, "EU", "old lamps", "bright lamps", "eu.track");
    copy(&desk, "US", "every year", "every month", "us.track");
    copy(&desk, "Norway", "the harbour", "all harbours", "no.track");
    desk.line("merge p.chapeau eu.track us.track no.track").well();
    let one = |actor: &str, how: &str| {
        desk.line(&format!("decide p.chapeau --{how} --all --by {actor}")).well();
    };
    let outcomes = |to: &str| {
        let told = desk.run(["audit", "p.chapeau", "Zero draft", to, "--json"]).json();
        let all = list(&told, "proposals").iter();
        let mut all: Vec<String> = all.map(|p| format!("{}: {}", p["actor"], p["outcome"])).collect();
        all.sort();
        (all.join(", ").replace('"', ""), number(&told, "rejected"))
    };
    one("EU", "accept");
    one("US", "reject");
    desk.line("revise p.chapeau --name Rev.1").well();
    let first = ("EU: accepted, Norway: carried over, US: rejected".to_owned(), 1);
    assert_eq!(outcomes("Rev.1"), first);
    // What is decided, edited and proposed later changes nothing of that account.
    one("Norway", "reject");
    assert_eq!(outcomes("Rev.1"), first);
    desk.put("later.txt", TEXT.replace("old lamps", "bright lamps").replace("report", "speak"));
    desk.run(["track", "from-copy", "p.chapeau", "later.txt", "--as", "Japan", "-o", "j.track"]).well();
    desk.line("merge p.chapeau j.track").well();
    assert_eq!(outcomes("Rev.1"), first);
    one("Japan", "accept");
    desk.line("revise p.chapeau --name Rev.2").well();
    assert_eq!(outcomes("Rev.1"), first);
    let (second, _) = outcomes("Rev.2");
    assert_eq!(second, "EU: accepted, Japan: accepted, Norway: rejected, US: rejected");
}

#[test]
fn words_and_a_place_are_not_given_together() {
    let desk = desk();
    let before = desk.bytes("p.chapeau");
    let ran = desk.line("decide p.chapeau X-1 --accept --at OP1 --text words").ended(2);
    assert!(ran.err.contains("cannot be used with"), "{}", ran.err);
    assert_eq!(desk.bytes("p.chapeau"), before);
}

#[test]
fn a_concordance_that_cannot_be_written_leaves_the_project_alone() {
    let desk = desk();
    let before = desk.bytes("p.chapeau");
    desk.put("c.csv", "precious");
    for line in [
        "revise p.chapeau --name Rev.1 --concordance c.csv",
        "revise p.chapeau --name Rev.1 --concordance p.chapeau --force",
    ] {
        desk.line(line).ended(2);
        assert_eq!((desk.bytes("p.chapeau"), desk.text("c.csv")), (before.clone(), "precious".into()));
    }
    // A project that cannot be written leaves no concordance of it.
    desk.put("q.chapeau", "precious");
    desk.line("revise p.chapeau --name Rev.1 --concordance new.csv -o q.chapeau").ended(2);
    assert!(!desk.path("new.csv").exists());
    desk.line("revise p.chapeau --name Rev.1 --concordance c.csv --force").well();
    assert_ne!(desk.text("c.csv"), "precious");
}

#[test]
fn a_first_revision_has_a_name() {
    let desk = desk();
    for name in ["", "  "] {
        desk.run(["import", "text.txt", "-o", "q.chapeau", "--name", name]).ended(2);
        assert!(!desk.path("q.chapeau").exists());
    }
}

#[test]
fn a_track_has_a_limit_of_its_own() {
    let desk = desk();
    let file = std::fs::File::create(desk.path("big.track")).unwrap();
    use std::io::Write;
    (&file).write_all(b"// Chapeau track, format 1\n").unwrap();
    let line = [b' '; 1 << 16];
    (0..=1024).for_each(|_| (&file).write_all(&line).unwrap());
    let ran = desk.line("merge p.chapeau big.track").ended(2);
    assert!(ran.err.contains("larger than"), "{}", ran.err);
}

#[test]
fn one_state_under_two_spellings_is_one_actor() {
    use chapeau::format::ron::read_track;
    let desk = desk();
    copy(&desk, "Ruritania", "old lamps", "bright lamps", "one.track");
    copy(&desk, "RURITANIA", "every year", "every month", "two.track");
    assert_eq!(read_track(&desk.text("two.track")).unwrap().actor.id.as_str(), "RURITANIA");
    desk.line("merge p.chapeau one.track two.track").well();
    let shown = desk.show("p.chapeau");
    assert_eq!(list(&shown, "actors").len(), 1, "{}", shown["actors"]);
    assert!(list(&shown, "proposals").iter().all(|p| p["actor"] == "Ruritania"));
    assert_eq!(list(&shown, "proposals").len(), 2);
    // The same again is known already.
    let told = desk.line("merge p.chapeau two.track --json").well().json();
    assert_eq!((number(&told, "added"), number(&told, "unchanged")), (0, 1), "{told}");
}

#[test]
fn another_copy_says_what_it_says_otherwise() {
    let desk = desk();
    desk.run(["import", "text.txt", "-o", "q.chapeau", "--title", "Another name"]).well();
    desk.line("status q.chapeau OP1 --set agreed").well();
    let ran = desk.line("merge p.chapeau q.chapeau").ended(1);
    assert!(ran.out.contains("Another name"), "{}", ran.out);
    assert!(ran.out.contains("how far"), "{}", ran.out);
}
