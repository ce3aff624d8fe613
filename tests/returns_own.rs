//! A return holds what its actor says, and nobody else's words.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::{App, Message};
use chapeau::record::ActorId;
use common::{Desk, list};

/// What the others say: none of it may be in the return of the EU.
const OTHERS: [&str; 6] = ["zanzibar", "xylophone", "quicksilver", "marzipan", "jacaranda", "kumquat"];

/// A project in which others propose, comment, give reasons and take positions, and the EU
/// supports one of them, comments and proposes.
fn desk() -> Desk {
    let desk = Desk::new();
    let text = "# Lamps\n\n1. Asks all to light old lamps every evening;\n\n2. Decides to count the lamps;\n";
    desk.put("text.md", text);
    desk.put("all.txt", "1. Asks all to light [old / zanzibar - Tuvalu] lamps every evening;\n\n2. Decides to count the [xylophone - Japan add] lamps;\n\n2 bis. [Invites the quicksilver; - Norway]\n");
    desk.put("eu.md", text.replace("old lamps", "bright lamps"));
    desk.line("import text.md -o p.chapeau").well();
    desk.line("track from-brackets p.chapeau all.txt -o t").well();
    desk.line("track from-copy p.chapeau eu.md --as EU -o eu.track").well();
    desk.line("merge p.chapeau t/Tuvalu.track t/Japan.track t/Norway.track eu.track").well();
    let say = |args: &[&str]| {
        desk.run(args.iter().copied()).well();
        desk.line("merge p.chapeau s.track").well();
        std::fs::remove_file(desk.path("s.track")).unwrap();
    };
    say(&["track", "comment", "p.chapeau", "--as", "Tuvalu", "OP1", "our marzipan", "-o", "s.track"]);
    let shown = desk.show("p.chapeau");
    let id = |actor: &str| {
        let found = list(&shown, "proposals").iter().find(|p| p["actor"] == actor).unwrap();
        found["id"].as_str().unwrap().to_owned()
    };
    let (eu, japan) = (id("EU"), id("Japan"));
    say(&[
        "track",
        "say",
        "p.chapeau",
        "--as",
        "Japan",
        "--condition",
        "jacaranda",
        "oppose",
        &eu,
        "-o",
        "s.track",
    ]);
    say(&["track", "say", "p.chapeau", "--as", "EU", "support", &japan, "-o", "s.track"]);
    say(&["track", "comment", "p.chapeau", "--as", "EU", "OP2", "a remark of its own", "-o", "s.track"]);
    say(&[
        "track",
        "say",
        "p.chapeau",
        "--as",
        "EU",
        "--floor",
        "the chair",
        "live-with",
        &id("Norway"),
        "-o",
        "s.track",
    ]);
    desk
}

fn has_nothing_of_others(text: &str) {
    for word in OTHERS {
        assert!(!text.to_lowercase().contains(word), "“{word}” is another's:\n{text}");
    }
    for name in ["Tuvalu", "Norway"] {
        let said = text.matches(name).count();
        let as_id = text.matches(&format!("{name}-")).count();
        assert_eq!(said, as_id, "{name} is named by the identity of a proposal alone:\n{text}");
    }
    assert!(text.contains("bright") && text.contains("a remark of its own"), "{text}");
    assert!(text.contains("Japan-"), "its position names the proposal it is about:\n{text}");
}

#[test]
fn a_return_holds_nobody_elses_words() {
    let desk = desk();
    assert!(desk.text("p.chapeau").contains("zanzibar"), "the search finds what is there");
    desk.line("track export p.chapeau --as EU -o back.track").well();
    has_nothing_of_others(&desk.text("back.track"));
}

#[test]
fn what_the_window_sends_holds_nobody_elses_words() {
    let desk = desk();
    let mut app = App::seeded(3);
    app.send(Message::Open(desk.path("p.chapeau")));
    app.send(Message::SpeakAs(ActorId::new("EU")));
    app.send(Message::SendReturn(desk.path("sent.track")));
    has_nothing_of_others(&desk.text("sent.track"));
}

/// What its author quotes of another is its own word.
#[test]
fn what_an_author_cites_stays() {
    let desk = desk();
    desk.run(["track", "comment", "p.chapeau", "--as", "EU", "OP1", "not zanzibar", "-o", "s.track"]).well();
    desk.line("merge p.chapeau s.track").well();
    desk.line("track export p.chapeau --as EU -o back.track").well();
    assert!(desk.text("back.track").contains("not zanzibar"));
}

/// A hyphen or a quotation mark that is gone in few places was taken out by somebody; gone all
/// over, copying took it, and that is said.
#[test]
fn marks_that_are_gone_are_asked_for_or_named() {
    let desk = Desk::new();
    let text = "# Lamps\n\n1. Asks all to light “old” lamps for the well-being of all;\n\n2. Decides to count the long-lasting lamps;\n\n3. Calls for “new” oil in wide-open bays.\n";
    desk.put("text.md", text);
    desk.line("import text.md -o p.chapeau").well();
    desk.put("few.md", text.replace("well-being", "well being"));
    let few = desk.line("track from-copy p.chapeau few.md --as EU -o eu.track --json").well().json();
    assert_eq!((&few["added"], list(&few, "warnings").len()), (&1.into(), 0));
    desk.line("merge p.chapeau eu.track").well();
    let shown = desk.line("show p.chapeau").well().out;
    assert!(shown.contains("for the [well-being / well being - EU] of all"), "{shown}");
    desk.put("all.md", text.replace(['“', '”', '-'], ""));
    let all = desk.line("track from-copy p.chapeau all.md --as US -o us.track --json").json();
    assert_eq!(all["added"], 0);
    let told = list(&all, "warnings");
    assert!(told.iter().any(|w| w.as_str().unwrap().starts_with("7 differences in hyphens")), "{told:?}");
}
