//! Whole texts through [`read`]: our own Markdown, the genres, and properties of any text.

use super::*;
use crate::revise::intake::Why;
use crate::text::{Genre, Kind};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DRAFT: &str = "\
> General Assembly
> Agenda item 7

# Safe rivers for everyone

*The General Assembly,*

*Recalling* its resolution 77/1 of 1 May 2023,[^1] and *inter alia* the report,[^2]

*Deeply concerned* that floods\\* grow,

## Warning people

1. *Calls upon* all States to **share** data[^1] and:

    (a) To warn early;

    (b) To warn well, including:

        (i) At night;

        (ii) By day;

    (c) To listen;

2. *Also calls upon* the Secretary-General to [report](https://example.org/a) again.

*12th plenary meeting*

*3 May 2024*

## Annex I

### Rules

1. The first rule is this.

2. The second rule is that.

[^1]: Resolution 77/1.
[^2]: See *The Blue Report*,
    part two.
";

fn rows(parsed: &Parsed) -> Vec<(String, String, String)> {
    let row =
        |p: &crate::text::Source| (p.kind.to_string(), p.issued.clone().unwrap_or_default(), p.words.bare());
    parsed.paragraphs.iter().map(row).collect()
}

#[test]
fn a_draft_of_our_own_in_markdown() {
    let parsed = read(DRAFT);
    let expected = [
        ("plain", "", "General Assembly"),
        ("plain", "", "Agenda item 7"),
        ("title", "", "Safe rivers for everyone"),
        ("formula", "", "The General Assembly,"),
        ("preambular", "", "Recalling its resolution 77/1 of 1 May 2023, and inter alia the report,"),
        ("preambular", "", "Deeply concerned that floods* grow,"),
        ("heading", "", "Warning people"),
        ("operative", "1.", "Calls upon all States to share data and:"),
        ("sub", "(a)", "To warn early;"),
        ("sub", "(b)", "To warn well, including:"),
        ("sub 2", "(i)", "At night;"),
        ("sub 2", "(ii)", "By day;"),
        ("sub", "(c)", "To listen;"),
        ("operative", "2.", "Also calls upon the Secretary-General to report again."),
        ("closing", "", "12th plenary meeting"),
        ("closing", "", "3 May 2024"),
        ("annex", "", "Annex I"),
        ("heading", "", "Rules"),
        ("operative", "1.", "The first rule is this."),
        ("operative", "2.", "The second rule is that."),
    ];
    let expected: Vec<_> =
        expected.iter().map(|(k, l, t)| (k.to_string(), l.to_string(), t.to_string())).collect();
    assert_eq!(rows(&parsed), expected);
    assert_eq!(parsed.title.as_deref(), Some("Safe rivers for everyone"));
    assert_eq!(parsed.genre, Genre::Resolution);
    let notes: Vec<_> =
        parsed.paragraphs.iter().flat_map(|p| p.words.notes()).map(|n| parsed.notes[n].as_str()).collect();
    assert_eq!(notes, ["Resolution 77/1.", "See The Blue Report, part two.", "Resolution 77/1."]);
    assert_eq!(parsed.paragraphs[4].words.italic(), &crate::text::Ranges::new(vec![0..9, 50..60]));
    assert_eq!(parsed.paragraphs[7].words.bold(), &crate::text::Ranges::default().with(25..30, true));
    assert!(
        parsed.paragraphs[3].words.italic().is_empty() && parsed.paragraphs[14].words.italic().is_empty()
    );
    assert!(parsed.paragraphs[0].masthead && parsed.paragraphs[1].masthead && !parsed.paragraphs[2].masthead);
}

#[test]
fn an_outcome_in_plain_text_without_blank_lines() {
    let text = "A draft of the rivers\nPreamble\nA. We, the people of the rivers, have met:\nB. Recalling what was\nsaid before,\nBanks and bridges\n1. We build bridges. They\nare needed in\n2025. We said so.\n2. We keep banks.\nThe way ahead\n3. We go on.\n";
    let parsed = read(text);
    let kinds: Vec<_> = rows(&parsed).into_iter().map(|(k, l, _)| format!("{k} {l}")).collect();
    let expected = [
        "title ",
        "heading ",
        "preambular A.",
        "preambular B.",
        "heading ",
        "operative 1.",
        "operative 2.",
        "heading ",
        "operative 3.",
    ];
    assert_eq!(kinds, expected);
    assert_eq!(parsed.paragraphs[5].words.text(), "We build bridges. They are needed in 2025. We said so.");
}

#[test]
fn labels_of_the_room_and_paragraphs_put_in() {
    let text = "The General Assembly,\n\nPP1 Recalling one,\n\nOP1. Notes two;\n\nOP1 bis. Welcomes three;\n\n5. Decides four.\n";
    let labels: Vec<_> = rows(&read(text)).into_iter().map(|(k, l, _)| format!("{k} {l}")).collect();
    assert_eq!(
        labels,
        ["formula ", "preambular PP1", "operative OP1.", "operative OP1 bis.", "operative 5."]
    );
}

#[test]
fn plain_prose_and_nothing() {
    assert!(read("").paragraphs.is_empty() && read(" \n\u{FEFF}\t\r\n\u{C}").paragraphs.is_empty());
    let parsed = read("Dear colleagues,\n\nThis is a letter.\n\nIt has three paragraphs.\n");
    assert_eq!(parsed.paragraphs.len(), 3);
    assert!(parsed.paragraphs.iter().all(|p| p.kind == Kind::Plain && !p.masthead));
}

#[test]
fn negotiation_brackets_are_content() {
    let text = "The General Assembly,\n\n1. Notes [the [big - EU] report](A/80/1) [agreed ad ref];\n\n2. [Decides - G77; US delete] to stay.";
    let parsed = read(text);
    assert_eq!(parsed.paragraphs[1].words.text(), "Notes [the [big - EU] report](A/80/1) [agreed ad ref];");
    assert_eq!(parsed.paragraphs[2].words.text(), "[Decides - G77; US delete] to stay.");
    assert!(parsed.report.is_empty());
}

#[test]
fn lists_stars_and_a_preamble_without_letters() {
    let text = "Notes on banks\n\nPreamble\n\nWe, the people, have met,\n\n1. We decide:\n\n- to build;\n- to keep.\n\n2. We close.\n";
    let kinds: Vec<_> = rows(&read(text)).into_iter().map(|(k, l, _)| format!("{k} {l}")).collect();
    assert_eq!(kinds, ["title ", "heading ", "preambular ", "operative 1.", "sub ", "sub ", "operative 2."]);
    let text = "United Nations A/C.2/80/L.15\n\nIraq:* draft resolution\n\nSafe banks\n\nThe General Assembly,\n\n1. Notes it.\n\n____\n* On behalf of the Group.\n";
    let parsed = read(text);
    assert_eq!(
        (parsed.symbol.as_deref(), parsed.title.as_deref()),
        (Some("A/C.2/80/L.15"), Some("Safe banks"))
    );
    assert_eq!(parsed.notes.values().collect::<Vec<_>>(), ["On behalf of the Group."]);
    assert_eq!(parsed.paragraphs[1].words.bare(), "Iraq: draft resolution");
}

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    text.chars().filter(|c| c.is_alphabetic()).for_each(|c| *counts.entry(c).or_default() += 1);
    counts
}

fn everything(parsed: &Parsed) -> String {
    let mut all = String::new();
    for p in &parsed.paragraphs {
        all.push_str(p.words.text());
        all.push_str(p.issued.as_deref().unwrap_or_default());
    }
    parsed.notes.values().for_each(|n| all.push_str(n));
    parsed.report.dropped.iter().for_each(|d| all.push_str(&d.text));
    all
}

fn sound(parsed: &Parsed) -> Result<(), TestCaseError> {
    for p in &parsed.paragraphs {
        let text = p.words.text();
        prop_assert!(!text.contains(['\n', '\r']) && !text.contains("  "), "{:?}", text);
        prop_assert_eq!(text.matches(crate::text::NOTE).count(), p.words.notes().len());
        prop_assert!(p.words.notes().iter().all(|n| parsed.notes.contains_key(n)));
    }
    for r in &parsed.report.repairs {
        let end = r.start + r.now.chars().count();
        prop_assert_eq!(parsed.paragraphs[r.paragraph].words.str(r.start..end), r.now.as_str());
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "\\PC{0,80}(\n\\PC{0,40}){0,6}") {
        sound(&read(&text))?;
    }

    #[test]
    fn no_word_is_lost(pieces in prop::collection::vec(prop_oneof![
        "[A-Z]?[a-z]{1,9}[,;.:]?", "[a-z]{1,3} ?-[a-z]{2,5}", "[0-9]{1,3}\\.?", "\\([a-iv]{1,2}\\)", "[*_]{1,3}",
        "[\\[\\]()#>\\\\`-]{1,3}", "[¹²³⁰]{1,2}", "\\[\\^[0-9]\\]:?", "\\[ab\\]\\(#c\\)", "https://[a-z/]{1,9}",
        Just("____".to_owned()), Just("\n".to_owned()), Just("\n\n".to_owned()), Just("\r\n".to_owned()), Just("\n- ".to_owned()),
        Just("\n1. ".to_owned()), Just("\n2. We ".to_owned()), Just("\nA. We ".to_owned()), Just("\n(a) ".to_owned()),
        Just("\nThe General Assembly,\n".to_owned()), Just("\nRecalling ".to_owned()), Just("\nAnnex I\n".to_owned()),
        Just("\n____\n\n 1  Resolution".to_owned()), Just("issue,1 ".to_owned()), Just("\u{FFFC}".to_owned()), Just("\nOP5. ".to_owned()),
        Just("\n____\n* On behalf".to_owned()), Just("Iraq:* ".to_owned()), Just("\nPreamble\n".to_owned()),
            Just("64th plenary meeting".to_owned()), Just("\u{C}".to_owned()), Just("5/15 23-25902".to_owned()), Just("80/118. ".to_owned()),
    ], 0..40)) {
        let text = pieces.join(" ");
        let parsed = read(&text);
        sound(&parsed)?;
        prop_assert_eq!(letters(&everything(&parsed)), letters(&text));
    }
}

/// Ten megabytes (a tenth of it unoptimized) in one paragraph, of every mark that could make a
/// reader look back: a reader that looks back does not come to its end in any useful time.
#[test]
fn long_paragraphs_take_linear_time() {
    for unit in
        ["word *of* it, [x](#) acces s 1 ", "[[[*a _b ", "a) (b [^1] \\( ¹ ", "-x - - _ __ ** [", "long"]
    {
        let text = unit.repeat(10_000_000 / unit.len() / if cfg!(debug_assertions) { 10 } else { 1 });
        let parsed = read(&text);
        assert!(!parsed.paragraphs.is_empty(), "{unit}");
    }
}

#[test]
fn a_definition_twice_and_a_note_of_the_page_lose_nothing() {
    let text = "[^0]: \n1.  \u{FFFC} \n [^0]: a \n____\n\n 1  Resolution";
    let parsed = read(text);
    assert!(sound(&parsed).is_ok());
    assert_eq!(letters(&everything(&parsed)), letters(text));
}

#[test]
fn what_is_left_out_says_why() {
    let parsed = read(
        "The General Assembly,\n\n1. *Notes* [70/1](#);\n\n____\n\nPage 2 of 9\n\n2. Ends \u{FFFC}here.",
    );
    let whys: Vec<_> = parsed.report.dropped.iter().map(|d| (d.line, d.why)).collect();
    let expected = [
        (3, Why::LinkTarget),
        (3, Why::EmphasisMark),
        (5, Why::Rule),
        (7, Why::PageFurniture),
        (9, Why::ObjectCharacter),
    ];
    assert_eq!(whys, expected);
}
