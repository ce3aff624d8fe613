//! The plan of a merge and the question before it, as a person reads and answers them.

use super::help::*;
use chapeau::app::{Message, PlanKind};
use chapeau::record::ActorId;

const TEXT: &str = "\
The canal

The General Assembly,

Noting that the water is low,

1. Calls upon all keepers to maintain the old lamps along the canal in a safe manner and to report on all of them to the harbour master before the end of every winter;

2. Decides to count the ships in the harbour every year;

3. Requests the harbour master to publish what was counted.
";

#[test]
fn the_lines_of_a_plan_follow_the_text_in_words_a_person_uses() {
    let dir = tempfile::tempdir().expect("a folder");
    let (base, copy) = (dir.path().join("base.txt"), dir.path().join("copy.txt"));
    std::fs::write(&base, TEXT).expect("written");
    let edited = TEXT
        .replace("water is low", "water is very low")
        .replace("safe manner and to", "safe manner;\n\n1 bis. To")
        .replace("every year;", "every year;\n\n2 bis. Thanks all keepers for their patience in the dark;")
        .replace(
            "3. Requests the harbour master to publish what was counted.",
            "Thank you for your attention.",
        );
    std::fs::write(&copy, edited).expect("written");
    let mut test = open(false);
    test.state_mut().app_mut().send(Message::Import(base));
    test.state_mut().app_mut().send(Message::PreviewCopy(copy, ActorId::new("Chile")));
    test.run();
    let lines: Vec<(PlanKind, String)> = {
        let plan = test.state().app().plan().expect("a plan");
        plan.read_first().into_iter().map(|l| (l.kind, l.text.clone())).collect()
    };
    use PlanKind::{Adds, File, Look};
    let kinds: Vec<PlanKind> = lines.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [File, Look, Look, Adds, Adds, Adds], "what wants a look is on top: {lines:?}");
    for (n, words) in [
        (1, "“Thank you for your attention.”"),
        (3, "Chile: PP1, insert “very”"),
        (4, "Chile: OP1, replace “and to” by “; ¶ To”"),
        (5, "Chile: OP2 bis, new paragraph “Thanks all keepers"),
    ] {
        assert!(lines[n].1.contains(words) && shows(&test, words), "{words}: {lines:?}");
    }
    assert!(shows(&test, "3 to come in, 2 to look at"));
}
