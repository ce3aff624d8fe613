//! Cases by hand: what stands where, and by whom.

use super::read::{Parts, authors, is, sound, text, tree, value};
use super::*;
use crate::format::docx::{Extra, Said, Thread, write};
use crate::text::Genre;

fn lamps() -> Document {
    document(&[
        (Kind::Title, "", "Lamps"),
        (Kind::Formula, "", "The General Assembly,"),
        (Kind::Preambular, "", "Recalling its resolution 1/1,*"),
        (Kind::Operative, "1.", "Calls upon all to:"),
        (Kind::Sub(1), "(a)", "Light the lamps;*"),
        (Kind::Sub(2), "(i)", "On canals;"),
        (Kind::Sub(1), "(b)", "Count the ships;"),
        (Kind::Operative, "2.", "Decides to meet again.+"),
    ])
}

fn file(sheet: &Sheet) -> Parts {
    sound(&write(sheet, &Extra::default()))
}

fn body(parts: &Parts) -> &str {
    parts.get("word/document.xml").expect("the document")
}

#[test]
fn a_resolution_is_counted_by_word() {
    let parts = file(&clean(&lamps()));
    let tree = tree(&parts, "word/document.xml");
    let levels: Vec<_> =
        tree.descendants().filter(|n| is(n, "ilvl")).filter_map(|n| value(&n, "val")).collect();
    assert_eq!(levels, ["0", "1", "2", "1", "0"]);
    assert!(!body(&parts).contains("\"ChapeauLabel\""));
    assert!(parts["docProps/core.xml"].contains("<dc:title>Lamps &lt;&amp;&gt;</dc:title>"));
    assert!(parts["word/header1.xml"].contains("A/80/L.41") && parts["word/footer1.xml"].contains("PAGE"));
}

#[test]
fn a_note_is_given_once_and_referred_to_again() {
    let parts = file(&clean(&lamps()));
    assert_eq!(parts["word/footnotes.xml"].matches("Resolution * &amp; more.").count(), 1);
    assert_eq!(body(&parts).matches("NOTEREF _RefNote1").count(), 1);
    assert_eq!(body(&parts).matches("<w:footnoteReference").count(), 2);
}

#[test]
fn every_paragraph_carries_its_identity() {
    let d = lamps();
    for parts in [file(&clean(&d)), file(&woven(&d, &[]))] {
        for meta in d.metas() {
            assert!(body(&parts).contains(&format!("w:name=\"p_{}\"", meta.id)));
        }
    }
}

#[test]
fn labels_of_the_room_are_typed() {
    let d = lamps();
    let after = Some(d.meta(3).expect("there").id);
    let (kind, label) = (Kind::Operative, "OP1 bis".to_owned());
    let new = placed(&d, "EU", Wish::InsertParagraph { after, kind, label, words: fragment("Buys oil;") });
    let parts = file(&woven(&d, &[new]));
    assert!(
        body(&parts).contains("OP1 bis</w:t></w:r><w:r><w:tab/>")
            && body(&parts).contains("OP2</w:t></w:r><w:r><w:tab/>")
    );
    let mut outcome = front(Markup::None);
    (outcome.genre, outcome.labels) = (Genre::Outcome, Labels::Issued);
    let d = document(&[(Kind::Preambular, "B.", "Recalling,"), (Kind::Operative, "26 bis.", "We agree.")]);
    let parts = file(&sheet(&d, None, &outcome));
    assert!(
        body(&parts).contains("B.</w:t></w:r><w:r><w:tab/>")
            && body(&parts).contains("26 bis.</w:t></w:r><w:r><w:tab/>")
    );
    assert!(!body(&parts).contains("w:numPr"));
}

#[test]
fn one_author_an_actor() {
    let d = lamps();
    let swap = |by: &str, range: Range<usize>, with: &str| {
        placed(&d, by, Wish::Replace { at: span(&d, 7, range), with: fragment(with) })
    };
    let whole = placed(&d, "US", Wish::DeleteParagraph { at: span(&d, 6, 0..d.len_of(6)) });
    let all = [swap("EU", 0..7, "Invites"), swap("Japan", 0..7, "Invites"), swap("UPU", 0..7, "Asks"), whole];
    let parts = file(&woven(&d, &all));
    assert_eq!(authors(&parts), ["EU, Japan", "EU, Japan, UPU", "UPU", "US"].map(str::to_owned).into());
    assert_eq!(text(&parts, false).get(7).map(String::as_str), Some("Decides to meet again.\u{FFFC}"));
    let taken = text(&parts, true);
    assert_eq!(taken.len(), 7, "a paragraph went: {taken:?}");
    assert!(parts["word/settings.xml"].contains("w:trackRevisions"));
}

#[test]
fn words_put_in_where_others_take_out_are_both() {
    let d = lamps();
    let gone = placed(&d, "EU", Wish::Replace { at: span(&d, 7, 0..20), with: Fragment::default() });
    let put = placed(&d, "UPU", Wish::Replace { at: span(&d, 7, 8..8), with: fragment("once ") });
    let parts = file(&woven(&d, &[gone, put]));
    let tree = tree(&parts, "word/document.xml");
    let both =
        tree.descendants().find(|n| is(n, "del") && n.parent().is_some_and(|p| is(&p, "ins"))).expect("both");
    assert_eq!(value(&both, "author"), Some("EU"));
    assert_eq!(both.parent().and_then(|p| value(&p, "author")), Some("UPU"));
}

#[test]
fn a_paragraph_stays_where_others_want_words_in_it() {
    let d = lamps();
    let gone = placed(&d, "US", Wish::DeleteParagraph { at: span(&d, 6, 0..d.len_of(6)) });
    let all = span(&d, 6, 0..d.len_of(6));
    let new = placed(&d, "EU", Wish::Replace { at: all, with: fragment("Weigh no boat.") });
    let parts = file(&woven(&d, &[gone, new]));
    assert_eq!(text(&parts, true).get(6).map(String::as_str), Some("Weigh no boat."));
    assert!(parts["word/comments.xml"].contains("Delete this paragraph."));
}

#[test]
fn a_move_is_shown_where_nothing_else_is_asked() {
    let d = lamps();
    let id = |n: usize| d.meta(n).map(|m| m.id);
    let moved = |by: &str| placed(&d, by, Wish::Move { at: span(&d, 6, 0..d.len_of(6)), after: id(7) });
    let parts = file(&woven(&d, &[moved("EU"), moved("Japan")]));
    assert_eq!(authors(&parts), ["EU, Japan".to_owned()].into());
    assert!(body(&parts).contains("w:moveFromRangeStart") && !parts.contains_key("word/comments.xml"));
    let names = |taken| text(&parts, taken).into_iter().map(|t| t[..5].to_owned()).collect::<Vec<_>>();
    assert_eq!(names(false)[5..], ["On ca", "Count", "Decid"]);
    assert_eq!(names(true)[5..], ["On ca", "Decid", "Count"]);
    let put = placed(&d, "US", Wish::Replace { at: span(&d, 6, 0..5), with: fragment("Weigh") });
    let parts = file(&woven(&d, &[moved("EU"), put]));
    assert!(!body(&parts).contains("w:move") && parts["word/comments.xml"].contains("move after OP2"));
}

#[test]
fn threads_stand_at_their_words() {
    let d = lamps();
    let said = |by: &str, text: &str| Said {
        by: by.into(),
        text: text.into(),
        date: Some("2026-05-04T09:30:00Z".into()),
    };
    let id = |n: usize| d.meta(n).expect("there").id;
    let threads = vec![
        Thread {
            at: Some((id(4), 6..9)),
            resolved: true,
            said: vec![said("EU", "Which?"), said("UPU", "All.\nAll!")],
        },
        Thread { at: None, resolved: false, said: vec![said("Holy See", "Thanks.")] },
        Thread {
            at: Some((crate::text::ParagraphId::from_number(9), 0..2)),
            resolved: false,
            said: vec![said("US", "Lost?")],
        },
    ];
    let parts = sound(&write(&clean(&d), &Extra { threads, ..Extra::default() }));
    let (_, rest) = body(&parts).split_once("ht </w:t></w:r>").expect("cut before");
    assert!(rest.starts_with("<w:commentRangeStart"), "{rest}");
    let (inside, _) = rest.split_once("<w:commentRangeEnd").expect("an end");
    assert!(inside.contains(">the<"), "{inside}");
    let tree = tree(&parts, "word/commentsExtended.xml");
    let all: Vec<_> = tree
        .root_element()
        .children()
        .map(|n| (value(&n, "paraIdParent").is_some(), value(&n, "done")))
        .collect();
    assert_eq!(all.iter().filter(|a| a.0).count(), 1);
    assert_eq!(all.iter().filter(|a| a.1 == Some("1")).count(), 2);
}

#[test]
fn one_actor_in_bold_and_yellow() {
    let d = lamps();
    let put = placed(&d, "UPU", Wish::Replace { at: span(&d, 7, 7..7), with: fragment(" once") });
    let front = front(Markup::Annotated(ActorId::new("UPU")));
    let parts = file(&sheet(&d, Some(&compile(&d, &[put])), &front));
    let own = "<w:b/><w:bCs/><w:highlight w:val=\"yellow\"/>";
    assert!(body(&parts).contains(own) && body(&parts).contains("with comments by UPU"), "{}", body(&parts));
}

#[test]
fn dates_are_those_given() {
    let d = lamps();
    let put = placed(&d, "UPU", Wish::Replace { at: span(&d, 7, 7..7), with: fragment(" once") });
    let sheet = woven(&d, &[put]);
    let date = |d: &str| Extra { date: Some(d.to_owned()), ..Extra::default() };
    let good = sound(&write(&sheet, &date("2026-05-04T09:30:00Z")));
    assert!(body(&good).contains("w:date=\"2026-05-04T09:30:00Z\""));
    let bad = sound(&write(&sheet, &date("yesterday")));
    assert!(!body(&bad).contains("w:date") && !bad["docProps/core.xml"].contains("created"));
}

#[test]
fn new_words_at_an_end_are_kept_apart_from_the_paragraph_behind() {
    let d = document(&[(Kind::Operative, "1.", "Lights lamps."), (Kind::Operative, "2.", "Counts ships.")]);
    let after = d.meta(0).map(|m| m.id);
    let (kind, label) = (Kind::Operative, "1 bis.".to_owned());
    let wish = Wish::InsertParagraph { after, kind, label, words: fragment("Buys oil.") };
    let words = Wish::Replace { at: span(&d, 0, 7..13), with: fragment("fires;") };
    let order = |by: &str, of: &str| {
        let all = [placed(&d, by, wish.clone()), placed(&d, of, words.clone())];
        let parts = sound(&write(&woven(&d, &all), &Extra::default()));
        let body = &parts["word/document.xml"];
        (text(&parts, false), body.find(">fir<") < body.find(">lamps.<"))
    };
    let base = vec!["Lights lamps.".to_owned(), "Counts ships.".to_owned()];
    // A program may take new words and a new paragraph of one author for one change.
    assert_eq!(order("EU", "EU"), (base.clone(), true));
    assert_eq!(order("EU", "US"), (base, false));
}
