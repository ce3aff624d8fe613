//! The word difference of two paragraphs, and how alike they are.
//!
//! Changes come out as a reader would mark them: whole words, insertions at clause borders, no
//! islands of one or two words; a text with little in common is replaced as a whole.

use super::cuts::{Cut, Cutter};
use super::fold::key;
use super::interner::Interner;
use super::matching::{Edit, Numbered, difference, edits, kept};
use super::slide::clean;
use super::tokens::tokens;
use super::weights::Weights;
use std::ops::Range;

/// Likeness below which one text simply replaces the other.
const BLOCK: f64 = 0.35;

/// A difference: characters `a` of the older text became characters `b` of the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where in the older text, in characters; empty for an insertion.
    pub a: Range<usize>,
    /// Where in the newer text, in characters; empty for a deletion.
    pub b: Range<usize>,
}

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// In both; spelled as in the newer text.
    Equal(String),
    /// Only in the older text.
    Delete(String),
    /// Only in the newer text.
    Insert(String),
}

/// The words that differ, in order and disjoint, both ranges increasing. Replacing each range of
/// `a` by its words of `b` gives a text with the [`key`] of `b`: what differs only in quotation
/// marks, dashes, white space or note references is no difference. None where the keys are equal.
pub fn words(a: &str, b: &str) -> Vec<Hunk> {
    hunks(&cuts(a, b, false))
}

/// As [`words`], but every byte counts: replacing gives exactly `b`.
pub fn words_exact(a: &str, b: &str) -> Vec<Hunk> {
    hunks(&cuts(a, b, true))
}

/// The difference as a list of steps: equal and inserted ones together are `b` exactly.
pub fn script(a: &str, b: &str) -> Vec<Op> {
    let mut out = Vec::new();
    let mut done = 0;
    let mut push = |text: Option<&str>, op: fn(String) -> Op| {
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            out.push(op(text.to_owned()));
        }
    };
    for cut in cuts(a, b, false) {
        push(b.get(done..cut.b.0.byte), Op::Equal);
        push(a.get(cut.a.0.byte..cut.a.1.byte), Op::Delete);
        push(b.get(cut.b.0.byte..cut.b.1.byte), Op::Insert);
        done = cut.b.1.byte;
    }
    push(b.get(done..), Op::Equal);
    out
}

/// How alike two texts are, 0 to 1: the weight of their common words, taken twice, over that of
/// all their words; light words and marks count less. 1 where their keys are equal.
pub fn similarity(a: &str, b: &str) -> f64 {
    if key(a) == key(b) {
        return 1.0;
    }
    let (a, b, weights) = numbered(a, b);
    let edits = difference(&a.numbers, &b.numbers);
    likeness(&a, &b, &edits, &weights).0
}

fn numbered<'a>(a: &'a str, b: &'a str) -> (Numbered<'a>, Numbered<'a>, Weights) {
    let mut interner = Interner::default();
    let mut number = |text: &'a str| {
        let tokens = tokens(text);
        let numbers = interner.all(text, &tokens);
        Numbered { text, tokens, numbers }
    };
    let (a, b) = (number(a), number(b));
    let weights =
        Weights::plain(interner.len(), [(a.text, &a.tokens, &a.numbers), (b.text, &b.tokens, &b.numbers)]);
    (a, b, weights)
}

/// The likeness that an edit list leaves, and the share that it leaves of the smaller side.
fn likeness(a: &Numbered, b: &Numbered, edits: &[Edit], weights: &Weights) -> (f64, f64) {
    let pairs = kept(edits, a.numbers.len(), b.numbers.len());
    let common: f64 = pairs.filter_map(|(i, _)| a.numbers.get(i)).map(|n| weights.of(*n)).sum();
    let (left, right) = (weights.sum(&a.numbers), weights.sum(&b.numbers));
    let share = |common: f64, all: f64| if all > 0.0 { (common / all).min(1.0) } else { 0.0 };
    (share(2.0 * common, left + right), share(common, left.min(right)))
}

fn cuts(a: &str, b: &str, exact: bool) -> Vec<Cut> {
    if a == b || (!exact && key(a) == key(b)) {
        return Vec::new();
    }
    let (a, b, weights) = numbered(a, b);
    let found = edits(&a, &b, &weights);
    let (alike, part) = likeness(&a, &b, &found, &weights);
    // A short text that was only added to is alike by its share, however much was added.
    let block = alike < BLOCK && part < 0.5 && !a.tokens.is_empty() && !b.tokens.is_empty();
    let found =
        if block { vec![Edit { a: 0..a.tokens.len(), b: 0..b.tokens.len() }] } else { clean(&a, &b, found) };
    Cutter { a: &a, b: &b, exact }.cuts(found)
}

fn hunks(cuts: &[Cut]) -> Vec<Hunk> {
    cuts.iter().map(|c| Hunk { a: c.a.0.at..c.a.1.at, b: c.b.0.at..c.b.1.at }).collect()
}

#[cfg(test)]
mod tests {
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
        assert_eq!(
            shown("in a safe and secure manner", "in a safe manner"),
            "in a safe[- and secure-] manner"
        );
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
        assert_eq!(
            shown("Ports, and rafts", "Ports, wide quays, and rafts"),
            "Ports,{+ wide quays,+} and rafts"
        );
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
}
