//! The five source documents come in exactly as counted by hand.
//!
//! They are not part of the repository: without `../shared/seeds` these tests say so and pass,
//! unless `CHAPEAU_REQUIRE_SHARED` demands them.

#![allow(clippy::expect_used)] // helpers of tests, outside of test functions

mod common;

use chapeau::format::plain::read;
use chapeau::lexicon::{Tense, opening};
use chapeau::revise::intake::{Parsed, Report};
use chapeau::text::{Genre, Kind, NOTE, Source};
use common::seed as text;
use std::collections::BTreeMap;

const A_80_118: &str = "000_a50eea9db72ef86d.txt";
const CSTD: &str = "001_a671e0a3fb8a7acb.txt";
const A_78_132: &str = "002_701ea89711f63d3c.txt";
const UPU: &str = "003_dfb8c5732563a7ab.txt";
const ZERO: &str = "003_base.txt";
const A_72_200: &str = "004_b6cbb372e83e4a57.txt";

fn of(parsed: &Parsed, kind: Kind) -> Vec<&Source> {
    parsed.paragraphs.iter().filter(|p| p.kind == kind).collect()
}

/// preambular, operative, sub, headings, notes, references
fn counts(parsed: &Parsed) -> [usize; 6] {
    let sub = parsed.paragraphs.iter().filter(|p| matches!(p.kind, Kind::Sub(_))).count();
    let references = parsed.paragraphs.iter().map(|p| p.words.notes().len()).sum();
    [
        of(parsed, Kind::Preambular).len(),
        of(parsed, Kind::Operative).len(),
        sub,
        of(parsed, Kind::Heading).len(),
        parsed.notes.len(),
        references,
    ]
}

#[test]
fn every_document_has_its_counts() {
    for (name, expected) in [
        (A_80_118, [59, 74, 2, 0, 26, 26]),
        (CSTD, [10, 138, 4, 5, 16, 16]),
        (A_78_132, [56, 59, 0, 0, 19, 19]),
        (UPU, [7, 148, 0, 18, 0, 0]),
        (ZERO, [7, 148, 0, 18, 0, 0]),
        (A_72_200, [31, 33, 0, 0, 10, 15]),
    ] {
        let Some(text) = text(name) else { return };
        assert_eq!(counts(&read(&text)), expected, "{name}");
    }
}

/// Every paragraph is whole: it opens and ends as its kind does.
#[test]
fn every_paragraph_is_whole() {
    for name in [A_80_118, CSTD, A_78_132, A_72_200] {
        let Some(text) = text(name) else { return };
        let parsed = read(&text);
        let last = of(&parsed, Kind::Operative).len();
        for p in &parsed.paragraphs {
            let words = p.words.bare();
            let opens = opening(&words).map(|o| o.tense);
            let end = words.chars().last().expect("words");
            match p.kind {
                Kind::Preambular => {
                    assert_eq!((opens, end), (Some(Tense::Participle), ','), "{name}: {words}");
                }
                Kind::Operative => {
                    assert_eq!(opens, Some(Tense::Present), "{name}: {words}");
                    let number = p.issued.as_deref().unwrap_or_default();
                    let expected = if number == format!("{last}.") { "." } else { ";:" };
                    assert!(expected.contains(end), "{name} {number}: {words}");
                }
                Kind::Sub(_) => {
                    assert!(words.starts_with(char::is_uppercase) && end == ';', "{name}: {words}")
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_paragraph_of_the_zero_draft_is_whole() {
    // As the source has them: three end without a full stop, one in a placement note.
    let odd = [("23.", '0'), ("23.", 't'), ("31.", '/'), ("99.", 'e')];
    for name in [UPU, ZERO] {
        let Some(text) = text(name) else { return };
        let parsed = read(&text);
        assert_eq!(parsed.genre, Genre::Outcome);
        for p in of(&parsed, Kind::Operative) {
            let words = p.words.bare();
            let label = p.issued.clone().unwrap_or_default();
            let end = words.chars().last().expect("words");
            assert!(words.starts_with("We ") || words.starts_with("To this end, we "), "{words}");
            assert!(end == '.' || odd.contains(&(label.as_str(), end)), "{name} {label} {words}");
        }
        let letters: Vec<_> = of(&parsed, Kind::Preambular).iter().filter_map(|p| p.issued.clone()).collect();
        assert_eq!(letters, ["A.", "B.", "C.", "D.", "E.", "F.", "G."]);
        let heading = |n: usize| of(&parsed, Kind::Heading).get(n).map(|h| h.words.bare());
        assert_eq!(heading(0).as_deref(), Some("Preamble"));
        assert_eq!(heading(17).as_deref(), Some("Follow-up and review"));
    }
}

#[test]
fn operative_paragraphs_are_numbered_without_a_gap() {
    for (name, last) in [(A_80_118, 74), (CSTD, 138), (A_78_132, 59), (UPU, 148), (A_72_200, 33)] {
        let Some(text) = text(name) else { return };
        let parsed = read(&text);
        let issued: Vec<_> = of(&parsed, Kind::Operative).iter().filter_map(|p| p.issued.clone()).collect();
        assert_eq!(issued, (1..=last).map(|n| format!("{n}.")).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn mastheads_titles_and_closings() {
    let title = "Information and communications technologies for sustainable development";
    for (name, symbol, issued, masthead, closing) in [
        (A_80_118, "A/RES/80/118", "80/118.", 8, "64th plenary meeting"),
        (A_78_132, "A/RES/78/132", "78/132.", 0, "49th plenary meeting"),
        (A_72_200, "A/RES/72/200", "72/200.", 4, "74th plenary meeting"),
    ] {
        let Some(text) = text(name) else { return };
        let parsed = read(&text);
        assert_eq!(parsed.title.as_deref(), Some(title));
        assert_eq!(parsed.symbol.as_deref(), Some(symbol));
        assert_eq!(parsed.genre, Genre::Resolution);
        let titles = of(&parsed, Kind::Title);
        assert_eq!((titles.len(), titles[0].issued.as_deref()), (1, Some(issued)));
        assert_eq!(parsed.paragraphs.iter().filter(|p| p.masthead).count(), masthead, "{name}");
        assert_eq!(of(&parsed, Kind::Formula)[0].words.bare(), "The General Assembly,");
        let closings = of(&parsed, Kind::Closing);
        assert_eq!((closings.len(), closings[0].words.bare().as_str()), (2, closing));
    }
    let Some(text) = text(CSTD) else { return };
    let parsed = read(&text);
    assert!(parsed.title.as_deref().is_some_and(|t| t.starts_with("Assessment of the progress made")));
    let report: Vec<_> = parsed.paragraphs.iter().filter(|p| p.kind == Kind::Plain && !p.masthead).collect();
    assert_eq!((report.len(), report[0].issued.as_deref()), (1, Some("1.")));
    assert_eq!(parsed.paragraphs.iter().filter(|p| p.masthead).count(), 4);
}

#[test]
fn no_mark_is_left() {
    for name in [A_80_118, CSTD, A_78_132, UPU, A_72_200] {
        let Some(text) = text(name) else { return };
        let parsed = read(&text);
        let words = parsed.paragraphs.iter().map(|p| p.words.text().to_owned());
        for text in words.chain(parsed.notes.values().cloned()) {
            for mark in ["*", "](", "\\", "http", "  ", " ,", "____", "\n"] {
                assert!(!text.contains(mark), "{name}: {mark:?} in {text}");
            }
            assert_eq!(text.trim(), text, "{name}");
        }
    }
}

#[test]
fn notes_are_where_they_are_referred_to() {
    let Some(text) = text(A_72_200) else { return };
    let parsed = read(&text);
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for p in &parsed.paragraphs {
        assert_eq!(p.words.text().matches(NOTE).count(), p.words.notes().len());
        p.words.notes().iter().for_each(|n| *counts.entry(*n).or_default() += 1);
    }
    let mut often: Vec<_> =
        counts.iter().filter(|(_, n)| **n > 1).map(|(id, n)| (parsed.notes[id].clone(), *n)).collect();
    often.sort();
    let expected = [
        ("A/72/64-E/2017/12.", 2),
        ("Resolution 70/125.", 2),
        ("See A/60/687.", 3),
        ("See A/C.2/59/3, annex.", 2),
    ];
    assert_eq!(often, expected.map(|(t, n)| (t.to_owned(), n)));
    let text = self::text(A_80_118).expect("here");
    let parsed = read(&text);
    let p =
        parsed.paragraphs.iter().find(|p| p.words.text().contains("15 and 16 December 2015")).expect("PP");
    assert_eq!(
        p.words.notes().iter().map(|n| parsed.notes[n].as_str()).collect::<Vec<_>>(),
        ["Resolution 70/125."]
    );
    let text = self::text(A_78_132).expect("here");
    let parsed = read(&text);
    let p = parsed.paragraphs.iter().find(|p| p.words.text().contains("Tunis from 16 to 18")).expect("PP");
    let notes: Vec<_> = p.words.notes().iter().map(|n| parsed.notes[n].as_str()).collect();
    assert_eq!(
        notes,
        ["See A/C.2/59/3, annex.", "See resolution 59/220.", "See A/60/687.", "See resolution 60/252."]
    );
}

#[test]
fn italics_are_as_in_the_source() {
    let Some(text) = text(A_80_118) else { return };
    let parsed = read(&text);
    for p in of(&parsed, Kind::Operative) {
        let first = p.words.italic().iter().next().expect("italic verb");
        assert_eq!(first.start, 0, "{}", p.words.text());
        assert!(p.words.bold().is_empty());
    }
    let plain = of(&parsed, Kind::Preambular).iter().filter(|p| p.words.italic().is_empty()).count();
    assert!(plain > 50, "{plain}");
}

/// The characters of a text that are not white space, counted.
fn tally(counts: &mut BTreeMap<char, i64>, text: &str, by: i64) {
    for c in text.chars().filter(|c| !c.is_whitespace() && *c != NOTE) {
        *counts.entry(c).or_default() += by;
    }
}

/// What is in the source and not in the result, or the other way round.
fn balance(source: &str, parsed: &Parsed, raised: bool) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    tally(&mut counts, source, 1);
    let mut numbers: Vec<chapeau::text::NoteId> = Vec::new();
    let mut number = |counts: &mut BTreeMap<char, i64>, id| {
        let at = numbers.iter().position(|n| *n == id).unwrap_or_else(|| {
            numbers.push(id);
            numbers.len() - 1
        });
        let digits = (at + 1).to_string();
        let raise = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(c as usize - '0' as usize).expect("digit");
        let marker: String = if raised { digits.chars().map(raise).collect() } else { digits };
        tally(counts, &marker, -1);
    };
    for p in &parsed.paragraphs {
        tally(&mut counts, p.words.text(), -1);
        tally(&mut counts, p.issued.as_deref().unwrap_or_default(), -1);
        p.words.notes().iter().for_each(|id| number(&mut counts, *id));
    }
    parsed.notes.iter().for_each(|(id, text)| {
        tally(&mut counts, text, -1);
        number(&mut counts, *id);
    });
    parsed.report.dropped.iter().for_each(|d| tally(&mut counts, &d.text, -1));
    counts.retain(|_, n| *n != 0);
    counts
}

#[test]
fn every_character_is_accounted_for() {
    for name in [A_80_118, CSTD, A_78_132, UPU, ZERO, A_72_200] {
        let Some(text) = text(name) else { return };
        let parsed = read(&text);
        assert_eq!(balance(&text, &parsed, name != A_78_132), BTreeMap::new(), "{name}");
        let lines: Vec<&str> = text.lines().collect();
        for d in &parsed.report.dropped {
            for piece in d.text.split_whitespace() {
                assert!(lines[d.line - 1].contains(piece), "{name} {d:?}");
            }
        }
    }
}

#[test]
fn every_repair_can_be_taken_back() {
    let Some(text) = text(A_78_132) else { return };
    let parsed = read(&text);
    let mended: Vec<_> = parsed.report.repairs.iter().map(|r| r.was.as_str()).collect();
    for was in [
        "fol low-up",
        "Deve lopment",
        "partnersh ips",
        "an d",
        "acces s",
        "d o",
        "equ itable",
        "cen t",
        "development ,",
        "2005, 6",
    ] {
        assert!(mended.contains(&was), "{was}");
    }
    assert_eq!(mended.len(), 22, "{mended:?}");
    for r in &parsed.report.repairs {
        let undo = Report::undo(r);
        let words = &parsed.paragraphs[undo.paragraph].words;
        assert_eq!(words.str(undo.range.clone()), r.now);
        assert_eq!(
            words
                .replaced(undo.range, &undo.with.as_str().into())
                .str(r.start..r.start + r.was.chars().count()),
            r.was
        );
    }
    for name in [A_80_118, CSTD, UPU, ZERO, A_72_200] {
        let repairs = read(&self::text(name).expect("here")).report.repairs;
        assert!(repairs.is_empty(), "{name}: {repairs:?}");
    }
}

/// The text wrapped at `width` columns, with its blank lines where they were.
fn hard_wrapped(text: &str, width: usize) -> String {
    text.split('\n').map(|line| wrapped(line, width, "\n").trim_end().to_owned() + "\n").collect()
}

/// The text wrapped at `width` columns with `end` after each line.
fn wrapped(text: &str, width: usize, end: &str) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let mut column = 0;
        for word in line.split_whitespace() {
            if column > 0 && column + 1 + word.chars().count() > width {
                out.push_str(end);
                column = 0;
            } else if column > 0 {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += word.chars().count();
        }
        out.push_str(end);
    }
    out
}

fn assert_same(name: &str, a: &Parsed, b: &Parsed) {
    for (a, b) in a.paragraphs.iter().zip(&b.paragraphs) {
        assert_eq!((a.kind, &a.issued, a.words.bare()), (b.kind, &b.issued, b.words.bare()), "{name}");
        assert_eq!(a, b, "{name}");
    }
    assert_eq!(a.paragraphs.len(), b.paragraphs.len(), "{name}");
    assert_eq!((&a.title, &a.symbol, a.genre, &a.notes), (&b.title, &b.symbol, b.genre, &b.notes), "{name}");
}

#[test]
fn wrapped_and_damaged_it_is_the_same() {
    for name in [ZERO, UPU, A_80_118, A_72_200, CSTD] {
        let Some(text) = text(name) else { return };
        let whole = read(&text);
        for width in [60, 72, 80, 100] {
            let spaced = wrapped(&text, width, "\n\n");
            assert_same(&format!("{name} at {width}, spaced"), &whole, &read(&spaced));
            assert_same(&format!("{name} at {width}"), &whole, &read(&hard_wrapped(&text, width)));
            let damaged = format!("\u{FEFF}{}", spaced.replace('\n', " \t\r\n"));
            assert_same(&format!("{name} at {width}, damaged"), &whole, &read(&damaged));
        }
    }
}

#[test]
fn line_breaks_of_other_systems_change_nothing() {
    for name in [A_80_118, CSTD, A_78_132, UPU, A_72_200] {
        let Some(text) = text(name) else { return };
        let whole = read(&text);
        for (how, other) in [
            ("CRLF", text.replace('\n', "\r\n")),
            ("spaces", text.replace('\n', "   \n")),
            ("BOM", format!("\u{FEFF}{text}")),
            ("CR", text.replace('\n', "\r")),
            ("form feed", text.replacen("\n\n\n", "\n\u{C}\n\n", 3)),
        ] {
            assert_same(&format!("{name} {how}"), &whole, &read(&other));
        }
    }
}

/// Real lines in orders that make no sense: still no letter is lost.
#[test]
fn torn_documents_lose_nothing() {
    for name in [A_80_118, CSTD, A_78_132, UPU, A_72_200] {
        let Some(text) = text(name) else { return };
        let lines: Vec<&str> = text.lines().collect();
        let every = |k: usize| lines.iter().step_by(k).copied().collect::<Vec<_>>().join("\n");
        let cut = |s: &str| s.chars().map(|c| if c == ',' { '\n' } else { c }).collect::<String>();
        let back = lines.iter().rev().copied().collect::<Vec<_>>().join("\n");
        for torn in [every(2), every(3), every(7), cut(&text), back, text.replace(' ', "\n")] {
            let parsed = read(&torn);
            let mut counts = BTreeMap::new();
            tally(&mut counts, &torn, 1);
            for p in &parsed.paragraphs {
                tally(&mut counts, p.words.text(), -1);
                tally(&mut counts, p.issued.as_deref().unwrap_or_default(), -1);
            }
            parsed.notes.values().for_each(|n| tally(&mut counts, n, -1));
            parsed.report.dropped.iter().for_each(|d| tally(&mut counts, &d.text, -1));
            // The markers of notes are the only thing that became something else.
            counts.retain(|c, n| *n != 0 && !c.is_numeric());
            assert_eq!(counts, BTreeMap::new(), "{name}");
        }
    }
}
