//! Who is known, on the command line: listed, looked up, changed for one project, and never more
//! in its file than was said.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::format::ron::{read_project, read_track};
use chapeau::record::ActorId;
use common::{Desk, Ran, list};
use serde_json::Value;

const TEXT: &str = "\
The canal

The General Assembly,

1. Call upon all keepers to maintain the old lamps along the canal in a safe manner;
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("text.txt", TEXT);
    desk.line("import text.txt -o p.chapeau").well();
    desk
}

fn one(ran: &Ran) -> Value {
    let all = ran.json();
    assert_eq!(list(&all, "actors").len(), 1, "{all}");
    list(&all, "actors")[0].clone()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect()
}

#[test]
fn the_table_is_listed() {
    let desk = desk();
    let all = desk.line("actors --json").well().json();
    let states = list(&all, "actors").iter().filter(|a| a["class"] == "state").count();
    assert_eq!(states, 193);
    assert_eq!(desk.line("actors p.chapeau --json").well().json(), all);
    assert_eq!(desk.line("actors").well().out.lines().count(), list(&all, "actors").len());
    let eu = one(&desk.run(["actors", "--of", "the European Union", "--json"]).well());
    assert_eq!(
        (&eu["name"], &eu["formal"], &eu["own"]),
        (&"EU".into(), &"European Union".into(), &false.into())
    );
    assert_eq!(strings(&eu["members"]).len(), 27);
    let norway = one(&desk.run(["actors", "p.chapeau", "--of", "norway", "--json"]).well());
    assert!(strings(&norway["aliases"]).contains(&"NOR") && strings(&norway["groups"]).contains(&"WEOG"));
}

#[test]
fn an_unknown_name_is_asked_about() {
    let desk = desk();
    let ran = desk.line("actors p.chapeau --of Swizerland").ended(1);
    assert!(ran.out.contains("Did you mean Switzerland?"), "{}", ran.out);
    assert!(list(&desk.line("actors --of Ruritania --json").ended(1).json(), "actors").is_empty());
    // Somebody of a new name may speak; what is near to another's is said.
    desk.put("copy.txt", TEXT.replace("old lamps", "new lamps"));
    let ran = desk.line("track from-copy p.chapeau copy.txt --as Swizerland -o s.track").well();
    assert!(ran.err.contains("Did you mean Switzerland?"), "{}", ran.err);
    let ran = desk.line("track from-copy p.chapeau copy.txt --as Ruritania -o r.track").well();
    assert_eq!(ran.err, "");
    assert_eq!(read_track(&desk.text("r.track")).unwrap().actor.id, ActorId::new("Ruritania"));
}

#[test]
fn a_project_keeps_those_who_speak_and_no_lists() {
    let desk = desk();
    for (n, actor) in ["G-77", "the EU", "CUB"].into_iter().enumerate() {
        desk.put("copy.txt", TEXT.replace("old lamps", &format!("lamps of kind {n}")));
        let track = format!("{n}.track");
        desk.run(["track", "from-copy", "p.chapeau", "copy.txt", "--as", actor, "-o", &track]).well();
        assert!(!desk.text(&track).contains("Afghanistan"));
        desk.run(["merge", "p.chapeau", &track]).well();
    }
    let text = desk.text("p.chapeau");
    let kept: Vec<String> = read_project(&text).unwrap().actors.keys().map(ToString::to_string).collect();
    assert_eq!(kept, ["Cuba", "EU", "G77 and China"]);
    assert!(!text.contains("Afghanistan") && !text.contains("Austria"));
}

#[test]
fn a_project_says_otherwise_and_takes_it_back() {
    let desk = desk();
    let before = desk.bytes("p.chapeau");
    let ran = desk.run([
        "actors",
        "p.chapeau",
        "--add",
        "lmdc",
        "--alias",
        "The Likes",
        "--member",
        "EGY",
        "--member",
        "Cuba",
    ]);
    assert!(ran.well().out.contains("members: Cuba, Egypt"));
    let lmdc = one(&desk.run(["actors", "p.chapeau", "--of", "likes", "--json"]).well());
    assert_eq!((&lmdc["name"], &lmdc["own"]), (&"LMDC".into(), &true.into()));
    assert_eq!(strings(&lmdc["members"]), ["Cuba", "Egypt"]);
    // The new spelling is heard wherever a name is typed.
    desk.put("copy.txt", TEXT.replace("old lamps", "new lamps"));
    desk.line("track from-copy p.chapeau copy.txt --as Likes -o l.track").well();
    let about = read_track(&desk.text("l.track")).unwrap().actor;
    assert_eq!((about.id, about.members.len()), (ActorId::new("LMDC"), 2));
    // A member whom nobody knows is kept, and asked about.
    let ran = desk.line("actors p.chapeau --add LMDC --member Ruritania --drop Cuba").ended(1);
    assert!(
        ran.out.contains("members: Egypt, Ruritania") && ran.out.contains("Nobody is known as “Ruritania”")
    );
    let now = desk.bytes("p.chapeau");
    for line in [
        "actors p.chapeau --add LMDC --alias Norway",
        "actors p.chapeau --add LMDC --drop Iran",
        "actors p.chapeau --add LMDC --drop LMG",
        "actors p.chapeau --add LMDC --member LMDC",
        "actors p.chapeau --add —",
        "actors p.chapeau --remove Norway",
        "actors p.chapeau --add LMDC --alias X --of LMDC",
        "actors p.chapeau -o q.chapeau",
        "actors --add LMDC",
        "actors --alias X",
    ] {
        desk.line(line).ended(2);
        assert_eq!(desk.bytes("p.chapeau"), now, "{line}");
    }
    desk.line("actors p.chapeau --add LMDC --member Egypt").well();
    assert_eq!(desk.bytes("p.chapeau"), now, "nothing new was said");
    desk.line("actors p.chapeau --remove likes").well();
    assert_eq!(desk.bytes("p.chapeau"), before);
}
