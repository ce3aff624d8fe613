//! The chair writes: the working text changes.

use super::{Desk, chair};

#[test]
fn typing() {
    chair("Calls upon| States", " all", "Calls upon all| States");
    chair("|States", "All ", "All |States");
    chair("States|", " act", "States act|");
    chair("|", "New", "New|");
    chair("one [two| three", "2", "one 2| three");
    chair("one |two[ three", "2", "one 2| three");
    chair("one| two", "<paste \t2\r\n>", "one 2\n| two");
}

#[test]
fn deleting_by_unit() {
    chair("Member States|", "<BS><BS>", "Member Stat|");
    chair("Member| States", "<DEL><DEL>", "Member|tates");
    chair("all Member States| act", "<C-BS>", "all Member | act");
    chair("all Member States | act", "<C-BS>", "all Member | act");
    chair("all |Member States", "<C-DEL>", "all |States");
    chair("all Member| States", "<P-BS>", "| States");
    chair("all Member| States", "<P-DEL>", "all Member|");
    chair("|a", "<BS>", "|a");
    chair("a|", "<DEL>", "a|");
}

#[test]
fn graphemes() {
    chair("cafe\u{301}| x", "<BS>", "caf| x");
    chair("|e\u{301}a", "<DEL>", "|a");
    chair("a👩‍👩‍👧|b", "<BS>", "a|b");
    chair("a|🇫🇷b", "<DEL>", "a|b");
    chair("السلام| عليكم", "<BS><BS>م", "السلم| عليكم");
    chair("تَ|ب", "<BS>", "|ب");
    chair("a| b", "é漢", "aé漢| b");
}

#[test]
fn notes() {
    chair("one†| two", "<BS>", "one| two");
    chair("one|† two", "<DEL>", "one| two");
    chair("one|† two", "x", "onex|† two");
    chair("one†| two", "x", "one†x| two");
    chair("o[ne† t|wo", "x", "ox|wo");
    chair("one†| two", "<CR>", "one†\n| two");
}

#[test]
fn across_paragraphs() {
    chair("one t[wo\nthree f|our", "<BS>", "one t|our");
    chair("one t|wo\nthree f[our", "<DEL>", "one t|our");
    chair("one t[wo\nmiddle\n\nlast\nthree f|our", "X", "one tX|our");
    chair("one[\ntwo\n|three", "<BS>", "one|three");
    chair("one[\n|two", "<BS>", "one|two");
    chair("[one\n|two\nthree", "<BS>", "|two\nthree");
    chair("[one\ntwo|\nthree", "<BS>", "|\nthree");
    chair("[one\ntwo|", "New", "New|");
    chair("a[b\ncd\ne|f", "<CR>", "a\n|f");
    chair("a[b\ncd\ne|f", "<paste x\ny>", "ax\ny|f");
}

#[test]
fn breaking_and_joining() {
    chair("one |two", "<CR>", "one \n|two");
    chair("|one", "<CR>", "\n|one");
    chair("one|\ntwo", "<CR>", "one\n|\ntwo");
    chair("one|", "<CR>two<CR>three", "one\ntwo\nthree|");
    chair("one\n|two", "<BS>", "one| two");
    chair("one|\ntwo", "<DEL>", "one| two");
    chair("one \n|two", "<BS>", "one |two");
    chair("\n|two", "<BS>", "|two");
    chair("one\n|", "<BS>", "one|");
    chair("one|\n\ntwo", "<DEL>", "one|\ntwo");
    chair("one| end", "<paste  a\nb\nc>", "one a\nb\nc| end");
    chair("|", "<paste a\nb>", "a\nb|");
}

#[test]
fn italics_are_set_and_taken_away() {
    let italic = |desk: &Desk| {
        let rows = desk.app.page().paragraphs.iter().flat_map(|p| &p.runs);
        rows.filter(|r| r.italic).map(|r| r.text.clone()).collect::<Vec<_>>()
    };
    let mut desk = Desk::new("one [two three| four");
    desk.keys("<I>");
    assert_eq!(italic(&desk), ["two three"]);
    assert_eq!(desk.render(), "one [two three| four");
    desk.keys("<go t[wo thr|ee><I>");
    assert_eq!(italic(&desk), ["t", "ee"]);
    desk.keys("<go [two| three><I>");
    assert_eq!(italic(&desk), ["two", "ee"], "partly italic becomes all italic");
    assert_eq!(desk.app.undo_title(), Some("Italic"));
    desk.keys("<go t|w>x<as EU><go  |four>new <go [three|><I>");
    assert!(desk.notice().contains("set by the chair"));
    desk.keys("<chair><go  [four|><I>");
    assert!(desk.app.board().placed().all(|p| p.fate == crate::weave::Fate::Clean));
    let saved = super::bytes(&desk.app);
    let read = crate::format::ron::read_project(&saved).unwrap();
    assert!(read == *desk.app.project(), "a file keeps it");
    desk.rewind();
    let mut desk = Desk::new("one t[wo\nthree| four");
    desk.keys("<I>");
    assert_eq!(italic(&desk), ["wo", "three"]);
    desk.keys("<I>");
    assert_eq!(italic(&desk), [""; 0]);
    desk.rewind();
    chair("one| two", "<I>", "one| two");
}

#[test]
fn what_has_words_keeps_its_identity() {
    let mut desk = Desk::new("[one\nt|wo");
    let second = super::id(&desk.app, 1);
    desk.keys("<BS>");
    assert_eq!((desk.render().as_str(), super::id(&desk.app, 0)), ("|wo", second));
    let mut desk = Desk::new("\n|two");
    let second = super::id(&desk.app, 1);
    desk.keys("<BS>");
    assert_eq!(super::id(&desk.app, 0), second);
    let mut desk = Desk::new("|one");
    let first = super::id(&desk.app, 0);
    desk.keys("<CR>");
    assert_eq!(super::id(&desk.app, 1), first);
}

#[test]
fn proposals_are_never_touched() {
    chair("one| two", "<as EU> new<chair><go w|><go new|>x", "one{+ new|+EU+} two");
    chair("one| two", "<as EU> new<chair><BS>", "one{+ ne|w+EU+} two");
    chair("one| two", "<as EU> new<chair><go e n|ew tw><go [one new t|wo><BS>", "|wo");
    let mut desk = Desk::new("one| two");
    desk.keys("<as EU> new<chair>x");
    assert!(desk.notice().contains("delegation"), "{}", desk.notice());
    // Selecting only what another wants put in leaves nothing of the text to go.
    chair("one| two", "<as EU> new<chair><go  [ne|w><BS>", "one{+ [ne|w+EU+} two");
}

#[test]
fn views_for_reading_are_read_only() {
    for view in ["original", "final EU"] {
        let mut desk = Desk::new("one| two");
        desk.keys(&format!("<view {view}>x<BS><DEL><CR>"));
        assert_eq!(desk.render(), "one| two");
        assert!(desk.notice().contains("for reading"));
    }
    chair("one| two", "<view clean> and", "one and| two");
    chair("one| two", "<view only EU> and", "one and| two");
}
