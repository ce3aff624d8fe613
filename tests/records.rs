//! What was decided, sent and saved stays so: the command line where two returns, two programs or
//! two versions meet.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

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
