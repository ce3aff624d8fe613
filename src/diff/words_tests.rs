//! Tests of word differences: sentences of our own and random texts in several scripts.

use super::*;
use proptest::prelude::*;

fn apply(a: &str, b: &str, hunks: &[Hunk]) -> String {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (mut out, mut done) = (String::new(), (0, 0));
    for h in hunks {
        assert!(done.0 <= h.a.start && h.a.start <= h.a.end && done.1 <= h.b.start, "{hunks:?}");
        out.extend(&a[done.0..h.a.start]);
        out.extend(&b[h.b.clone()]);
        done = (h.a.end, h.b.end);
    }
    out.extend(&a[done.0..]);
    out
}

/// [-deleted-]{+inserted+}
fn shown(a: &str, b: &str) -> String {
    let show = |op| match op {
        Op::Equal(s) => s,
        Op::Delete(s) => format!("[-{s}-]"),
        Op::Insert(s) => format!("{{+{s}+}}"),
    };
    script(a, b).into_iter().map(show).collect()
}

#[test]
fn insertions_begin_with_their_space() {
    assert_eq!(
        shown("in a safe manner.", "in a safe and secure manner."),
        "in a safe{+ and secure+} manner."
    );
    assert_eq!(shown("safe manner.", "a safe manner."), "{+a +}safe manner.");
    assert_eq!(shown("better links.", "better links for all."), "better links{+ for all+}.");
    assert_eq!(
        shown("Ports matter. We act.", "Ports matter. We act. We also pay."),
        "Ports matter. We act.{+ We also pay.+}"
    );
    assert_eq!(shown("so (early) on", "so (very early) on"), "so ({+very +}early) on");
    assert_eq!(shown("", "new words"), "{+new words+}");
}

#[test]
fn deletions_take_one_space() {
    assert_eq!(shown("in a safe and secure manner", "in a safe manner"), "in a safe[- and secure-] manner");
    assert_eq!(shown("very good", "good"), "[-very -]good");
    assert_eq!(shown("good, so far", "good"), "good[-, so far-]");
    assert_eq!(
        shown("the deep sea bed lies far off", "the deep sea, wide and cold, lies far off"),
        "the deep sea[- bed-]{+, wide and cold,+} lies far off"
    );
}

#[test]
fn equal_places_have_one_name() {
    let long = "ships and boats and rafts";
    assert_eq!(shown("ships and rafts", long), "ships{+ and boats+} and rafts");
    assert_eq!(shown(long, "ships and rafts"), "ships[- and boats-] and rafts");
    assert_eq!(shown("Ports, and rafts", "Ports, wide quays, and rafts"), "Ports,{+ wide quays,+} and rafts");
}

#[test]
fn no_islands() {
    let hunks = words(
        "Urges harbour towns to share slow old charts of the northern coast with every crew",
        "Urges harbour towns to publish new clear maps of the northern coast with every crew",
    );
    assert_eq!(hunks.len(), 1);
    assert_eq!(
        shown("calls on all towns to act soon for crews", "calls on all harbours and ports for crews"),
        "calls on all [-towns to act soon-]{+harbours and ports+} for crews"
    );
    assert_eq!(words("The cat sat.", "Seven lamps burn tonight!").len(), 1);
}

#[test]
fn printing_is_no_difference() {
    assert_eq!(words("the “open” sea – wide ,", "the \"open\" sea — wide,"), vec![]);
    assert_eq!(words("issue\u{FFFC}, so", "issue, so"), vec![]);
    assert_eq!(words_exact("issue, so", "issue\u{FFFC}, so"), vec![Hunk { a: 5..5, b: 5..6 }]);
    assert_eq!(
        shown("the “open” sea is wide", "the \"open\" bay is wide"),
        "the \"open\" [-sea-]{+bay+} is wide"
    );
}

#[test]
fn long_paragraphs_go_by_sentences() {
    let sentence =
        |n: usize| format!("Boat number {n} carries salt, rope and lamp oil to harbour {n} in spring. ");
    let a: String = (0..30).map(sentence).collect();
    let b: String = (0..30).filter(|n| *n != 12).map(sentence).collect();
    let hunks = words(&a, &b);
    assert_eq!(hunks.len(), 1, "{}", shown(&a, &b));
    assert_eq!(apply(&a, &b, &hunks).trim(), b.trim());
}

#[test]
fn alike() {
    assert!((similarity("a “b” c", "a \"b\"  c") - 1.0).abs() < 1e-9);
    assert!(similarity("Notes the tide.", "Calls every harbour today!") < 0.2);
    assert!(similarity("", "x") < 1e-9);
}

/// Texts of several scripts that share many pieces.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "safe",
        "and",
        "secure",
        " ",
        " ",
        " ",
        ",",
        ".",
        ". ",
        "“",
        "”",
        "\"",
        " – ",
        "-",
        "—",
        "(",
        ")",
        "/",
        "70/125",
        "12",
        "море",
        "и",
        "سفينة",
        "و",
        "发展",
        "权",
        "。",
        "e\u{301}",
        "\u{301}",
        "👩\u{200D}💻",
        "🇫🇷",
        "\u{FFFC}",
        "\u{A0}",
        "  ",
        "\u{200B}",
        "’",
        "'",
        "\u{AD}",
        "\u{200D}",
        "\u{600}",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]
    #[test]
    fn applying_gives_the_target(a in text(), b in text()) {
        prop_assert_eq!(apply(&a, &b, &words_exact(&a, &b)), b.clone());
        prop_assert_eq!(key(&apply(&a, &b, &words(&a, &b))), key(&b));
        let new: String = script(&a, &b).into_iter().map(|op| match op {
            Op::Equal(s) | Op::Insert(s) => s,
            Op::Delete(_) => String::new(),
        }).collect();
        prop_assert_eq!(new, b);
    }

    #[test]
    fn clean_texts_stay_clean(a in text(), b in text()) {
        // No glued words, no double spaces, no space before a comma.
        let (a, b) = (key(&a), key(&b));
        prop_assert_eq!(apply(&a, &b, &words(&a, &b)), b);
    }

    #[test]
    fn applying_holds_for_any_text(a in "\\PC{0,30}", b in "\\PC{0,30}") {
        prop_assert_eq!(apply(&a, &b, &words_exact(&a, &b)), b.clone());
        prop_assert_eq!(key(&apply(&a, &b, &words(&a, &b))), key(&b));
        let s = similarity(&a, &b);
        prop_assert!((0.0..=1.0).contains(&s));
    }
}
