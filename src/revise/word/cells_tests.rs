//! Comments typed into tables, on little tables of our own.

use super::super::MarkedInput;
use super::super::from_marked;
use super::super::notation::marked;
use super::super::tests::{document, everybody, take, told};
use super::*;
use crate::revise::marked::{MarkedThread, Remark};

const TWO: [&str; 2] = ["1.|We sail at dawn.", "2.|We row at dusk."];

/// A source whose lines are all in one table; each row says how many lines each cell has.
fn table(lines: &[&str], columns: &[Column], rows: &[&[usize]]) -> Marked {
    let mut at = 0;
    let mut row = |cells: &&[usize]| {
        let mut cell = |n: &usize| {
            at += n;
            at - n..at
        };
        cells.iter().map(&mut cell).collect::<Vec<_>>()
    };
    let rows = rows.iter().map(&mut row).collect();
    Marked { tables: vec![MarkedTable { columns: columns.to_vec(), rows }], ..marked(lines) }
}

/// A sheet of ours as it is read: its heads are gone.
fn sheet(lines: &[&str], rows: &[[usize; 2]]) -> Marked {
    let mut all: Vec<&[usize]> = vec![&[0, 0]];
    all.extend(rows.iter().map(|r| r.as_slice()));
    table(lines, &[Column::Text, Column::Comment], &all)
}

fn all(copy: &Marked, sender: Option<&str>) -> Vec<String> {
    let base = document(&TWO);
    let result = take(&base, copy, sender);
    let mut out = told(&base, &result);
    out.extend(result.untaken.iter().map(|t| format!("untaken {t}")));
    out.extend(result.furniture.iter().map(|(t, why)| format!("furniture {t}: {why}")));
    out.extend(result.absent.iter().chain(&result.deletions).map(|(_, l)| format!("missing {l}")));
    out
}

#[test]
fn what_stands_beside_a_paragraph_is_a_comment_on_it() {
    let lines = ["p|A good text.", "1.|We sail at dawn.", "p|Why so early?", "p|At eight is better.", TWO[1]];
    let copy = sheet(&lines, &[[0, 1], [1, 2], [1, 0]]);
    assert_eq!(
        all(&copy, Some("EU")),
        ["EU: OP1[We sail at dawn.] says Why so early?\nAt eight is better.", "EU: all says A good text."]
    );
    let nobody = all(&copy, None);
    assert!(nobody.len() == 2 && nobody.iter().all(|t| t.contains("nobody is named")), "{nobody:?}");
}

#[test]
fn words_of_the_first_column_are_proposals_as_ever() {
    let lines =
        ["1.|We {-US:sail-}{+US:drift+} at dawn.", "p|Safer.", "2.|We row gladly at dusk.", "p|Fine."];
    assert_eq!(
        all(&sheet(&lines, &[[0, 0], [1, 1], [1, 1]]), Some("EU")),
        [
            "EU: OP1[We sail at dawn.] says Safer.",
            "EU: OP2: “gladly” is put in",
            "EU: OP2[We row at dusk.] says Fine.",
            "US: OP1: “sail” becomes “drift”",
        ]
    );
}

#[test]
fn what_was_tracked_is_its_author_s() {
    let lines = [TWO[0], "p|{+US:Why?+}{-US:Old.-}", "p|{+who?:No.+}", "p|Mine.", TWO[1], "p|{-US:Gone.-}"];
    assert_eq!(
        all(&sheet(&lines, &[[0, 0], [1, 3], [1, 1]]), Some("EU")),
        [
            "EU: OP1[We sail at dawn.] says Mine.",
            "US: OP1[We sail at dawn.] says Why?",
            "untaken Comment in a table, by “who?”, of whom nobody has said who it is: “No.”.",
        ]
    );
}

#[test]
fn a_row_of_new_words_or_of_none() {
    let lines = [TWO[0], TWO[1], "3.|We dance on deck.", "p|Because.", "p|Where?"];
    let told = all(&sheet(&lines, &[[0, 0], [1, 0], [1, 0], [1, 1], [0, 1]]), Some("EU"));
    assert!(told.iter().any(|t| t.contains("says On “We dance on deck.”: Because.")), "{told:?}");
    assert!(told.iter().any(|t| t.starts_with("untaken") && t.contains("Where?")), "{told:?}");
}

#[test]
fn a_foreign_table_names_paragraphs_and_actors() {
    use Column::{Actor, Comment, Paragraph};
    let lines = [
        "p|Para",
        "p|Comment",
        "p|By",
        "p|OP 2",
        "p|Why dusk?",
        "p|EU",
        "p|OP9",
        "p|What?",
        "p|EU",
        "p|1.",
        "p|Nice.",
        "p|Peru",
        "p|General",
        "p|Thanks.",
        "p|EU",
        "p|(a)",
        "p|Which?",
    ];
    let one: &[usize] = &[1, 1, 1];
    let copy = table(&lines, &[Paragraph, Comment, Actor], &[one, one, one, one, one, &[1, 1, 0]]);
    assert_eq!(
        all(&copy, Some("EU")),
        [
            "EU: OP2[We row at dusk.] says Why dusk?",
            "EU: all says Thanks.",
            "untaken Comment in a table, beside “OP9”, which is no paragraph of the text: “What?”.",
            "untaken Comment in a table, of “Peru”, who did not send it: “Nice.”.",
            "untaken Comment in a table, beside “(a)”, which is no paragraph of the text: “Which?”.",
            "furniture Para: the head of a table of comments",
            "furniture Comment: the head of a table of comments",
            "furniture By: the head of a table of comments",
            "missing OP1",
            "missing OP2",
        ]
    );
}

#[test]
fn threads_keep_their_places() {
    let base = document(&TWO);
    let mut copy = sheet(&[TWO[0], "p|Why?", TWO[1], "p|How?"], &[[0, 0], [1, 1], [1, 1]]);
    let place = |paragraph, at| MarkedPlace { paragraph, at };
    let remark = |text: &str| vec![Remark { by: "US".into(), date: None, text: text.into() }];
    let thread =
        |from, to, text: &str| MarkedThread { at: Some((from, to)), resolved: false, said: remark(text) };
    copy.threads =
        vec![thread(place(2, 3), place(2, 6), "Row?"), thread(place(3, 0), place(3, 3), "Indeed, how?")];
    let authors = everybody(&copy);
    let sender = crate::record::resolve("EU", &[]);
    let result = from_marked(&MarkedInput {
        base: &base,
        hash: base.hash(),
        title: "Harbours",
        copy: &copy,
        sender: Some(&sender),
        authors: &authors,
        return_number: 1,
    });
    let said = told(&base, &result);
    assert!(said.contains(&"US: OP2[row] says Row?".to_owned()), "{said:?}");
    assert!(said.contains(&"US: OP2[We row at dusk.] says Indeed, how?".to_owned()), "{said:?}");
}
