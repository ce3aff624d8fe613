//! The comment sheet: the text in one column, what is said of it in the other.

use super::read::{Parts, authors, is, sound, tree, value};
use super::*;
use crate::format::docx::{Extra, Said, Thread, write};
use roxmltree::Node;

fn lamps() -> Document {
    document(&[
        (Kind::Title, "", "Lamps"),
        (Kind::Formula, "", "The General Assembly,"),
        (Kind::Operative, "1.", "Calls upon all to:*"),
        (Kind::Sub(1), "(a)", "Light the lamps;"),
        (Kind::Operative, "2.", "Decides to meet again.+"),
    ])
}

/// The texts of the cells, row by row.
fn cells(parts: &Parts) -> Vec<[String; 2]> {
    let tree = tree(parts, "word/document.xml");
    let text = |n: Node| n.descendants().filter_map(|t| is(&t, "t").then(|| t.text()).flatten()).collect();
    let row = |n: Node| {
        let mut both = n.children().filter(|c| is(c, "tc")).map(text);
        [both.next().expect("a text"), both.next().expect("a comment")]
    };
    tree.descendants().filter(|n| is(n, "tr")).map(row).collect()
}

fn table(threads: Vec<Thread>) -> Extra {
    Extra { table: true, threads, ..Extra::default() }
}

#[test]
fn an_empty_sheet_has_the_text_and_room() {
    let d = lamps();
    let front = Front { labels: Labels::Negotiation, ..front(Markup::None) };
    let parts = sound(&write(&sheet(&d, None, &front), &table(Vec::new())));
    let said: Vec<_> = cells(&parts).into_iter().map(|[text, _]| text).collect();
    let all = [
        "Text",
        "The text as a whole",
        "The General Assembly,",
        "OP1Calls upon all to:",
        "Light the lamps;",
        "OP2Decides to meet again.",
    ];
    assert_eq!(said, all);
    assert!(cells(&parts).iter().skip(1).all(|[_, comment]| comment.is_empty()));
    let body = tree(&parts, "word/document.xml");
    assert_eq!(body.descendants().filter(|n| is(n, "tblHeader")).count(), 1);
    for meta in d.metas() {
        let name = format!("p_{}", meta.id);
        let marked = |n: &Node| is(n, "bookmarkStart") && value(n, "name") == Some(&name);
        assert_eq!(body.descendants().filter(marked).count(), 1, "{name}");
    }
}

#[test]
fn what_is_said_stands_beside_the_paragraph() {
    let d = lamps();
    let id = |n: usize| d.meta(n).map(|m| m.id);
    let put = placed(&d, "UPU", Wish::Replace { at: span(&d, 4, 7..7), with: fragment(" once") });
    let (kind, label) = (Kind::Operative, "OP1 bis".to_owned());
    let new =
        placed(&d, "EU", Wish::InsertParagraph { after: id(3), kind, label, words: fragment("Buys oil;*") });
    let said = |by: &str, text: &str| Said { by: by.into(), text: text.into(), date: None };
    let thread = |at: Option<usize>, by: &str, text: &str| Thread {
        at: at.and_then(|n| Some((id(n)?, 0..3))),
        resolved: false,
        said: vec![said(by, text), said("US", "Yes.")],
    };
    let threads = vec![thread(Some(2), "Japan", "Who?"), thread(None, "WMO", "Thanks.")];
    let parts = sound(&write(&woven(&d, &[put, new]), &table(threads)));
    assert!(authors(&parts).is_empty() && !parts.contains_key("word/comments.xml"));
    let rows = cells(&parts);
    let beside = |text: &str| rows.iter().find(|r| r[0] == text).map(|r| r[1].as_str());
    assert_eq!(beside("The text as a whole"), Some("WMO: Thanks.US: Yes."));
    assert_eq!(beside("OP1Calls upon all to:"), Some("Japan: Who?US: Yes."));
    assert_eq!(beside("New"), Some("OP1 bis [Buys oil; - EU add]"));
    assert_eq!(beside("OP2Decides to meet again."), Some("Decides [once - UPU add] to meet again."));
    assert_eq!(beside("(a)Light the lamps;").or(beside("Light the lamps;")), Some(""));
}

#[test]
fn a_sheet_without_a_title_loses_nothing() {
    let d = document(&[(Kind::Operative, "1.", "Lights lamps.")]);
    let said = vec![Said { by: "EU".into(), text: "Good.".into(), date: None }];
    let threads = vec![Thread { at: d.meta(0).map(|m| (m.id, 0..2)), resolved: true, said }];
    let parts = sound(&write(&clean(&d), &table(threads.clone())));
    assert_eq!(cells(&parts).concat().concat().matches("Good. (resolved)").count(), 1);
    let parts = sound(&write(&clean(&document(&[])), &table(threads)));
    assert_eq!(cells(&parts).concat().concat().matches("Good. (resolved)").count(), 1);
}
