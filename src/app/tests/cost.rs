//! A keystroke computes what it touches and nothing else: counted, not timed.

use super::{Desk, id};
use crate::app::{Message, PageParagraph, Place, Selection};
use crate::text::ParagraphId;
use std::sync::Arc;

/// A desk with 400 paragraphs and the caret in the middle, with proposals of others around.
fn long() -> Desk {
    let lines: Vec<String> = (0..400).map(|n| format!("Paragraph {n} of a long text")).collect();
    let mut desk = Desk::new(&lines.join("\n"));
    for line in [10, 200, 201, 390] {
        let here = place(id(&desk.app, line), 9);
        desk.app.send(Message::Select(here));
        desk.keys("<as Japan>x<as Zealandia>yz<chair>");
    }
    let here = place(id(&desk.app, 200), 3);
    desk.app.send(Message::Select(here));
    desk
}

fn place(paragraph: ParagraphId, at: usize) -> Selection {
    Selection::at(Place::Text { paragraph, at })
}

/// Keys, what they may compute at the most, and how many rows of the page they may make anew.
fn costs(desk: &mut Desk, keys: &str, computed: usize, rows: usize) {
    let before: Vec<Arc<PageParagraph>> = desk.app.page().paragraphs.clone();
    let start = desk.app.board().computed;
    desk.keys(keys);
    let spent = desk.app.board().computed - start;
    assert!(spent <= computed, "{keys}: {spent} computed, {computed} allowed");
    let after = &desk.app.page().paragraphs;
    let new = after.iter().filter(|p| !before.iter().any(|b| Arc::ptr_eq(b, p))).count();
    assert!(new <= rows, "{keys}: {new} new rows, {rows} allowed");
}

#[test]
fn one_key_computes_one_paragraph() {
    let mut desk = long();
    costs(&mut desk, "a", 1, 1);
    costs(&mut desk, "<BS>", 1, 1);
    costs(&mut desk, "<U>", 1, 1);
    desk.keys("<as EU>");
    costs(&mut desk, "b", 1, 1);
    costs(&mut desk, "c", 1, 1);
    costs(&mut desk, "<BS><BS>", 2, 1);
    costs(&mut desk, "<C-BS>", 1, 1);
    costs(&mut desk, "<C-DEL>", 1, 1);
    costs(&mut desk, "x", 1, 1);
    costs(&mut desk, "<U><R>", 2, 1);
}

#[test]
fn a_selection_computes_the_paragraphs_it_covers() {
    let mut desk = long();
    desk.keys("<as EU>");
    let ends = [(200, 3), (202, 5)].map(|(line, at)| place(id(&desk.app, line), at).caret);
    let [anchor, caret] = ends;
    desk.app.send(Message::Select(Selection { anchor, caret }));
    costs(&mut desk, "X", 3, 3);
    costs(&mut desk, "<U>", 3, 3);
}
