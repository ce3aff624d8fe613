//! Tests of the proposals from a copy, on little texts of our own.

use super::*;
use crate::diff::key;
use crate::record::{ActorId, resolve};
use crate::text::{
    Change, Kind, Label, NOTE, NoteId, Ranges, Source, apply_all, delete, insert, move_after, replace,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

const LINES: [&str; 6] = [
    "Welcomes the tide tables that the harbour masters of the northern coast have drawn up;",
    "Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;",
    "Requests the chandlers to report each spring on the strength of hemp ropes and on their price;",
    "Notes with concern that herring come later each year and that nets are hauled in half empty;",
    "Decides to hold the next meeting of salt traders in the market hall of the old town;",
    "Invites ferry owners to post their fares in large letters at both ends of the crossing.",
];

fn source(kind: Kind, issued: &str, text: &str) -> Source {
    let issued = (!issued.is_empty()).then(|| issued.to_owned());
    Source { kind, issued, masthead: false, words: text.into() }
}

/// Paragraphs from "label|text"; without a label a heading.
fn parsed(lines: &[&str]) -> Parsed {
    let each = lines.iter().map(|line| match line.split_once('|') {
        Some((label, text)) => source(Kind::Operative, label, text),
        None => source(Kind::Heading, "", line),
    });
    Parsed { paragraphs: each.collect(), ..Parsed::default() }
}

fn numbered() -> Vec<String> {
    LINES.iter().enumerate().map(|(i, line)| format!("{}.|{line}", i + 1)).collect()
}

fn document(parsed: &Parsed) -> Document {
    Document::imported(parsed.paragraphs.clone(), parsed.notes.clone())
}

fn run(base: &Document, copy: &Parsed) -> FromCopy {
    let actor = resolve("UPU", &[]);
    let input =
        CopyInput { base, hash: base.hash(), title: "Harbours", copy, actor: &actor, return_number: 1 };
    from_copy(&input)
}

fn told(base: &Document, result: &FromCopy) -> Vec<String> {
    let name = |id: &ParagraphId| {
        let meta = base.meta_of(*id);
        meta.map(|m| m.label.as_ref().map_or("-".to_owned(), Label::to_string)).unwrap_or_default()
    };
    let each = result.strand.proposals.values().map(|p| match &p.wish {
        Wish::Replace { at, with } => format!("{}: {:?} > {:?}", name(&at.paragraph), at.quote, with.bare()),
        Wish::InsertParagraph { after, kind, label, words } => {
            let after = after.as_ref().map(name).unwrap_or("start".into());
            format!("after {after}: {kind} {label}: {:?}", words.bare())
        }
        Wish::DeleteParagraph { at } => format!("{}: delete", name(&at.paragraph)),
        Wish::Move { at, after } => {
            format!(
                "{}: move after {}",
                name(&at.paragraph),
                after.as_ref().map(name).unwrap_or("start".into())
            )
        }
        Wish::Split { at } => format!("{}: split before {:?}", name(&at.paragraph), at.after),
        Wish::Merge { at, second } => format!("{}: merge with {}", name(&at.paragraph), name(second)),
        Wish::Placement { at, words, note, targets, copy } => {
            let targets: Vec<String> = targets.iter().map(name).collect();
            format!(
                "{}: {:?} {:?} {note:?} {} {copy}",
                name(&at.paragraph),
                at.quote,
                words.bare(),
                targets.join(" ")
            )
        }
        other => other.name().to_owned(),
    });
    let mut all: Vec<String> = each.collect();
    all.sort();
    all
}

/// What the copy says that comes from the numbered lines by an edit.
fn edited(edit: impl Fn(&mut Vec<String>)) -> (Vec<String>, FromCopy) {
    let lines = numbered();
    let base = document(&parsed(&lines.iter().map(String::as_str).collect::<Vec<_>>()));
    let mut copy = lines;
    edit(&mut copy);
    let result = run(&base, &parsed(&copy.iter().map(String::as_str).collect::<Vec<_>>()));
    (told(&base, &result), result)
}

fn names(list: &[(ParagraphId, String)]) -> Vec<&str> {
    list.iter().map(|(_, name)| name.as_str()).collect()
}

#[test]
fn words_in_their_places() {
    let (told, _) = edited(|c| {
        c[1] = c[1].replace("clean oil", "clean and cheap oil");
        c[3] = c[3].replace(" with concern", "");
        c[5] = c[5].replace("crossing.", "crossing and on board.");
    });
    assert_eq!(
        told,
        [r#"OP2: "" > " and cheap""#, r#"OP4: " with concern" > """#, r#"OP6: "" > " and on board""#]
    );
}

#[test]
fn new_paragraphs() {
    let (told, _) = edited(|c| {
        c.insert(2, "2 bis.|Thanks all pilots for their patience;".into());
        c.insert(5, "|Praises the bakers of ship's biscuit;".into());
        c.insert(6, "|Praises the brewers of small beer too;".into());
    });
    assert_eq!(
        told,
        [
            r#"after OP2: operative 2 bis: "Thanks all pilots for their patience;""#,
            r#"after OP4: operative OP4 bis: "Praises the bakers of ship's biscuit;\nPraises the brewers of small beer too;""#,
        ]
    );
}

#[test]
fn a_copy_numbered_anew_changes_no_label() {
    let (told, result) = edited(|c| {
        c.insert(1, "x|Thanks all pilots for their patience;".into());
        c.push("x|Praises the bakers of ship's biscuit.".into());
        for (i, line) in c.iter_mut().enumerate() {
            let text = line.split_once('|').map(|(_, t)| t.to_owned()).unwrap_or_default();
            *line = format!("{}.|{text}", i + 1);
        }
    });
    assert_eq!(
        told,
        [
            r#"after OP1: operative OP1 bis: "Thanks all pilots for their patience;""#,
            r#"after OP6: operative OP7: "Praises the bakers of ship's biscuit.""#
        ]
    );
    assert_eq!((result.absent.len(), result.deletions.len()), (0, 0));
}

#[test]
fn gone_and_struck() {
    let (told, result) = edited(|c| drop(c.remove(2)));
    assert_eq!((told, names(&result.deletions)), (vec!["OP3: delete".to_owned()], vec!["OP3"]));
    // The last may have been cut off.
    let (told, result) = edited(|c| drop(c.remove(5)));
    assert_eq!((told, names(&result.absent)), (vec![], vec!["OP6"]));
    let (told, _) = edited(|c| c[4] = "5.|[deleted]".into());
    assert_eq!(told, ["OP5: delete"]);
    let (told, _) = edited(|c| c[4] = format!("|~~5. {}~~", LINES[4]));
    assert_eq!(told, ["OP5: delete"]);
    let (told, _) = edited(|c| c[4] = c[4].replace("of salt traders ", "~~of salt traders~~ "));
    assert_eq!(told, [r#"OP5: " of salt traders" > """#]);
}

#[test]
fn an_excerpt() {
    let (told, result) = edited(|c| {
        *c = vec![c[4].replace("old town", "new town"), c[1].clone(), "3 bis.|Thanks all pilots;".into()];
        c.push("3.|~~Requests the chandlers~~".into());
    });
    assert_eq!(
        told,
        [r#"OP3: delete"#, r#"OP5: "old" > "new""#, r#"after OP2: operative 3 bis: "Thanks all pilots;""#]
    );
    assert_eq!(names(&result.absent), ["OP1", "OP4", "OP6"]);
}

#[test]
fn a_mail_is_more_than_its_paragraphs() {
    let (told, result) = edited(|c| {
        let line = c[4].replace("old town", "new town");
        *c = vec!["Dear colleagues, our wishes are below.".into(), line, "With best regards".into()];
    });
    assert_eq!(told, [r#"OP5: "old" > "new""#]);
    assert_eq!(result.furniture.len(), 2);
}

#[test]
fn moves_keep_their_edits() {
    let (told, result) = edited(|c| {
        let line = c.remove(1).replace("clean oil", "good oil");
        c.insert(4, line);
    });
    assert_eq!(told, [r#"OP2: "clean" > "good""#, "OP2: move after OP5"]);
    assert_eq!((result.absent, result.deletions), (vec![], vec![]));
}

#[test]
fn written_anew_under_its_label() {
    let (told, _) = edited(|c| c[2] = "3.|Thanks all pilots for their patience;".into());
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("OP3: ") && told[0].contains("pilots"), "{told:?}");
}

#[test]
fn cut_up_and_joined() {
    let both = format!("4.|{} and {}", LINES[3].trim_end_matches(';'), LINES[4].to_lowercase());
    let apart = [format!("4.|{}", LINES[3]), format!("5.|{}", LINES[4])];
    let around = |middle: &[String]| -> Vec<String> {
        let mut all = numbered();
        all.splice(3..5, middle.iter().cloned());
        all
    };
    let texts = |lines: &[String]| parsed(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let (one, two) = (around(&[both]), around(&apart));
    for (old, new) in [(&one, &two), (&two, &one)] {
        let base = document(&texts(old));
        let result = run(&base, &texts(new));
        let got: Vec<String> = applied(&base, &result).paragraphs().map(|p| key(&p.words.bare())).collect();
        let want: Vec<String> = texts(new).paragraphs.iter().map(|p| key(&p.words.bare())).collect();
        assert_eq!(got, want, "{:?}", told(&base, &result));
        assert!(!told(&base, &result).iter().any(|t| t.contains("herring")), "{:?}", told(&base, &result));
    }
    let plain = format!("4.|{} {}", LINES[3], LINES[4]);
    let base = document(&texts(&around(&[plain])));
    assert_eq!(told(&base, &run(&base, &texts(&two))), [r#"OP4: split before "Decides to hold the next""#]);
}

#[test]
fn what_repeats_words_is_no_part() {
    let (told, _) = edited(|c| {
        c.insert(
            3,
            "3 bis.|Requests the chandlers to report each spring on the strength of hemp ropes;".into(),
        );
    });
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("after OP3: operative 3 bis"), "{told:?}");
    let (told, _) = edited(|c| {
        c.insert(3, "|the strength of hemp ropes and on their price;".into());
    });
    assert!(told.len() == 1 && told[0].starts_with("after OP3"), "{told:?}");
}

#[test]
fn a_placement_note() {
    let (told, _) = edited(|c| {
        c[1] = c[1].replace("dawn;", "dawn, and to trim it; /also in the section on ropes, OP3 or 6/");
        c[4].push_str(" /move to OP1/");
    });
    assert_eq!(
        told,
        [
            r#"OP2: "" ", and to trim it" "also in the section on ropes, OP3 or 6" OP3 OP6 true"#,
            r#"OP2: "" > ", and to trim it""#,
            &format!(r#"OP5: {:?} {:?} "move to OP1" OP1 false"#, LINES[4], LINES[4]),
        ]
    );
}

#[test]
fn lines_about_the_copy() {
    let base = document(&parsed(&["Draft", "1.|Welcomes the tide.", "2.|Notes the ebb."]));
    let copy = parsed(&[
        "Draft - comments by UPU",
        "Harbours",
        "1.|Welcomes the tide.",
        "2.|Notes the ebb.",
        "Page 2 of 2",
    ]);
    let result = run(&base, &copy);
    assert_eq!(told(&base, &result), Vec::<String>::new());
    let texts: Vec<&str> = result.furniture.iter().map(|(t, _)| t.as_str()).collect();
    assert_eq!(texts, ["Harbours", "Page 2 of 2", "Draft - comments by UPU"]);
}

#[test]
fn notes_are_never_lost_without_a_word() {
    let note = |n: &str| NoteId::of(&[n]);
    let words = |text: &str, ids: &[&str]| {
        Words::new(text, Ranges::default(), Ranges::default(), ids.iter().map(|n| note(n)).collect())
    };
    let with = |text: &str, ids: &[(&str, &str)]| Parsed {
        paragraphs: vec![Source {
            words: words(text, &ids.iter().map(|i| i.0).collect::<Vec<_>>()),
            ..source(Kind::Operative, "1.", "")
        }],
        notes: ids.iter().map(|(id, text)| (note(id), (*text).to_owned())).collect(),
        ..Parsed::default()
    };
    let base = document(&with(
        "Notes the old harbour charts\u{FFFC} with thanks.",
        &[("a", "See “Charts”, volume two of five.")],
    ));
    for (copy, warnings, proposals) in [
        (with("Notes the old harbour charts1 with thanks.", &[]), 0, 0),
        (
            with(
                "Notes the old harbour charts\u{FFFC} with thanks.",
                &[("b", "See \"Charts\", volume two of five.")],
            ),
            0,
            0,
        ),
        (
            with(
                "Notes the old harbour charts\u{FFFC} with thanks.",
                &[("b", "See “Charts”, volume three of five.")],
            ),
            1,
            0,
        ),
        (with("Notes the old\u{FFFC} harbour charts with thanks.", &[("b", "On age.")]), 1, 0),
        (with("Notes the old harbour charts with thanks and joy\u{FFFC}.", &[("b", "On joy.")]), 0, 1),
    ] {
        let result = run(&base, &copy);
        let text = copy.paragraphs[0].words.text();
        assert_eq!(result.warnings.len(), warnings, "{text} {:?}", result.warnings);
        assert_eq!(result.strand.proposals.len(), proposals, "{text} {:?}", told(&base, &result));
    }
    assert!(base.text(0).contains(NOTE));
}

#[test]
fn italics_come_along_and_bold_does_not() {
    let base = document(&parsed(&["1.|Welcomes the tide."]));
    let mut copy = parsed(&["1.|Welcomes the tide and ebb."]);
    let all = Ranges::default().with(17..25, true);
    copy.paragraphs[0].words = Words::new("Welcomes the tide and ebb.", all.clone(), all, vec![]);
    let result = run(&base, &copy);
    let proposal = result.strand.proposals.values().next().expect("one");
    let Wish::Replace { with, .. } = &proposal.wish else { panic!("{proposal:?}") };
    assert!(with.first().bold().is_empty() && with.first().italic().covers(&(0..8)));
    assert_eq!(told(&base, &result), [r#"OP1: "" > " and ebb""#]);
    let mut only = parsed(&["1.|Welcomes the tide."]);
    only.paragraphs[0].words =
        Words::new("Welcomes the tide.", Ranges::default().with(0..8, true), Ranges::default(), vec![]);
    assert_eq!(run(&base, &only).strand.proposals.len(), 0);
}

/// All proposals put into the base by hand.
fn applied(base: &Document, result: &FromCopy) -> Document {
    let mut out = base.clone();
    let all: Vec<&Wish> = result.strand.proposals.values().map(|p| &p.wish).collect();
    let mut spans: Vec<(usize, &Wish)> =
        all.iter().filter_map(|w| Some((w.span()?.range.start, *w))).collect();
    spans.sort_by_key(|(start, w)| (*start, matches!(w, Wish::Split { .. })));
    for (n, (_, wish)) in spans.iter().rev().enumerate() {
        let changes: Vec<Change> = match wish {
            Wish::Replace { at, with } => {
                assert_eq!(base.words_of(at.paragraph).expect("there").str(at.range.clone()), at.quote);
                replace(&out, at.paragraph, at.range.clone(), with, &format!("r{n}"))
            }
            Wish::Split { at } => crate::text::split(&out, at.paragraph, at.range.start, &format!("s{n}")),
            _ => Vec::new(),
        };
        apply_all(&mut out, &changes).expect("fits");
    }
    for (n, wish) in all.iter().enumerate() {
        if let Wish::InsertParagraph { after, kind, words, .. } = wish {
            let at = after.map_or(0, |id| out.place(id).expect("there") + 1);
            let changes = insert(&out, at, *kind, words, &format!("i{n}"));
            apply_all(&mut out, &changes).expect("fits");
        }
    }
    // Of joins in a row the last comes first.
    let place = |w: &Wish| w.span().and_then(|s| base.place(s.paragraph));
    let mut whole = all.clone();
    whole.sort_by_key(|w| std::cmp::Reverse(place(w)));
    for wish in whole {
        let changes = match wish {
            Wish::Move { at, after } => move_after(&out, at.paragraph, *after),
            Wish::DeleteParagraph { at } => delete(&out, at.paragraph),
            Wish::Merge { at, .. } => crate::text::join(&out, at.paragraph),
            _ => Vec::new(),
        };
        apply_all(&mut out, &changes).expect("fits");
    }
    out
}

fn sentence() -> impl Strategy<Value = String> {
    let words =
        ["sea", "port", "rope", "lamp", "tide", "and", "oil,", "tar", "12", "the", "of", "net", "mast"];
    prop::collection::vec(prop::sample::select(words.to_vec()), 6..30).prop_map(|w| w.join(" "))
}

#[derive(Clone, Debug)]
enum Hand {
    Keep,
    Word(usize, String),
    Cut(usize, usize),
    New(String),
    Delete,
}

fn hand() -> impl Strategy<Value = Hand> {
    prop_oneof![
        4 => Just(Hand::Keep),
        2 => (0usize..20, sentence()).prop_map(|(at, s)| Hand::Word(at, s)),
        1 => (0usize..20, 1usize..4).prop_map(|(at, n)| Hand::Cut(at, n)),
        1 => sentence().prop_map(Hand::New),
        1 => Just(Hand::Delete),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn accepting_everything_gives_the_copy(all in prop::collection::vec((sentence(), hand()), 1..12)) {
        let base: Vec<Source> = all.iter().map(|(text, _)| source(Kind::Operative, "", text)).collect();
        let mut copy = Vec::new();
        for (text, hand) in &all {
            let mut words: Vec<&str> = text.split(' ').collect();
            match hand {
                Hand::Keep => {}
                Hand::Word(at, new) => words.insert((*at).min(words.len()), new),
                Hand::Cut(at, n) => drop(words.drain((*at).min(words.len() - 1)..(at + n).min(words.len()).max((*at).min(words.len() - 1)))),
                Hand::New(new) => copy.push(source(Kind::Operative, "", new)),
                Hand::Delete => continue,
            }
            copy.push(source(Kind::Operative, "", &words.join(" ")));
        }
        let base = document(&Parsed { paragraphs: base, ..Parsed::default() });
        let copy = Parsed { paragraphs: copy, notes: BTreeMap::new(), ..Parsed::default() };
        let result = run(&base, &copy);
        prop_assert_eq!(&run(&base, &copy), &result);
        let mut out = applied(&base, &result);
        // What an excerpt does not hold stays.
        for (id, _) in &result.absent {
            let changes = delete(&out, *id);
            apply_all(&mut out, &changes).expect("there");
        }
        prop_assume!(!result.warnings.iter().any(|w| w.contains("excerpt")));
        let mut got: Vec<String> = out.paragraphs().map(|p| key(&p.words.bare())).collect();
        let mut want: Vec<String> = copy.paragraphs.iter().map(|p| key(&p.words.bare())).collect();
        if result.strand.proposals.values().any(|p| matches!(p.wish, Wish::Move { .. })) {
            // New and moved paragraphs of one gap have no order among each other.
            got.sort();
            want.sort();
        }
        prop_assert_eq!(got, want, "{:?}", told(&base, &result));
    }
}

#[test]
fn an_actor_of_any_name() {
    let base = document(&parsed(&["1.|Welcomes the tide."]));
    let actor = Actor::new(ActorId::new("Новая Земля"));
    let copy = parsed(&["1.|Welcomes the ebb."]);
    let input =
        CopyInput { base: &base, hash: base.hash(), title: "", copy: &copy, actor: &actor, return_number: 3 };
    let result = from_copy(&input);
    assert_eq!((result.strand.return_number, result.strand.proposals.len()), (3, 1));
}

proptest! {
    /// Whatever stands in a copy: no panic, and every span is exactly where it says.
    #[test]
    fn any_copy_gives_sound_anchors(texts in prop::collection::vec("[a-c ~/\\[\\]OP1-3.\u{FFFC}“é]{0,30}", 0..6), old in prop::collection::vec("[a-c ./OP1-3]{0,30}", 0..5)) {
        let kinds = [Kind::Operative, Kind::Heading, Kind::Sub(1), Kind::Preambular, Kind::Title];
        let make = |texts: &[String]| {
            let each = texts.iter().enumerate().map(|(i, t)| source(kinds[i % 5], "", t));
            Parsed { paragraphs: each.collect(), ..Parsed::default() }
        };
        let base = document(&make(&old));
        let result = run(&base, &make(&texts));
        for proposal in result.strand.proposals.values() {
            if let Some(span) = proposal.wish.span() {
                let words = base.words_of(span.paragraph).expect("in the base");
                prop_assert!(span.range.start <= span.range.end && span.range.end <= words.len());
                prop_assert_eq!(words.str(span.range.clone()), &span.quote);
            }
        }
    }
}

#[test]
fn a_thousand_paragraphs_take_no_time() {
    let line = |i: usize| {
        format!(
            "{i}.|Notes ship {i} of {} and harbour {} with cargo {} in spring",
            i * 7,
            i * 13 % 101,
            i * 31 % 977
        )
    };
    let lines: Vec<String> = (1..1001).map(line).collect();
    let mut copy = lines.clone();
    copy.iter_mut().step_by(3).for_each(|l| l.push_str(" and autumn"));
    let texts = |lines: &[String]| parsed(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    let base = document(&texts(&lines));
    let result = run(&base, &texts(&copy));
    assert_eq!(result.strand.proposals.len(), 334);
    let none = run(&base, &texts(&[]));
    assert_eq!((none.absent.len(), none.strand.proposals.len()), (1000, 0));
}
