//! An actor writes across paragraphs: breaks, joins, new paragraphs, selections over several.

use super::{Desk, eu};

#[test]
fn a_break_at_an_end_is_a_new_paragraph() {
    let desk = eu("one|\ntwo", "<CR>New", "one\n> {+New|+EU+}\ntwo");
    assert_eq!(desk.asked(), ["EU insert-paragraph v1"]);
    eu("|one", "<CR>New", "> {+New|+EU+}\none");
    eu("one|", "<CR>", "one\n> |");
    // The same again is the same.
    let desk = eu("one|", "<CR><go one|><CR>", "one\n> |");
    assert_eq!(desk.asked().len(), 1);
    let desk = eu("one|", "<CR>New<CR>Next", "one\n> {+New+EU+}\n> {+Next|+EU+}");
    assert_eq!(desk.asked(), ["EU insert-paragraph v1"]);
    eu("one|", "<CR><paste a\nb>", "one\n> {+a+EU+}\n> {+b|+EU+}");
    eu("one|", "<CR>ab<go a|b><CR>", "one\n> {+a+EU+}\n> {+|b+EU+}");
}

#[test]
fn an_own_new_paragraph_is_taken_back() {
    let desk = eu("one|", "<CR><BS>", "one|");
    assert_eq!(desk.asked(), [""; 0]);
    let desk = eu("one|", "<CR>a<BS><BS>", "one|");
    assert_eq!(desk.asked(), [""; 0]);
    let desk = eu("one|", "<CR>a<sent><BS><BS>", "one|");
    assert_eq!(desk.asked(), ["EU insert-paragraph v2 withdrawn"]);
    eu("one|", "<CR>a<CR>b<BS><BS>", "one\n> {+a|+EU+}");
    eu("one|", "<CR>a<CR>b<go a|><DEL>", "one\n> {+a|b+EU+}");
    eu("one|\ntwo", "<CR>a<go |a><BS>", "one|\n> {+a+EU+}\ntwo");
    eu("one|\ntwo", "<CR>a<go |two><BS>", "one\n> {+a|+EU+}\ntwo");
    eu("one|\ntwo", "<CR><go one|><DEL>", "one|\ntwo");
}

#[test]
fn a_break_inside_is_a_split() {
    let desk = eu("one |two", "<CR>", "one |two <split EU 4..4>");
    assert_eq!(desk.asked(), ["EU split v1"]);
    let desk = eu("one |two", "<CR><CR>", "one |two <split EU 4..4>");
    assert_eq!(desk.asked().len(), 1);
}

#[test]
fn a_break_in_own_words_is_another_line() {
    let desk = eu("one| two", " a<CR>b", "one{+ a⏎b|+EU+} two");
    assert_eq!(desk.asked(), ["EU insert v1"]);
    eu("one| two", " a<CR><BS>", "one{+ a|+EU+} two");
    eu("one| two", " a<CR>b<go a|\n><DEL>", "one{+ a|b+EU+} two");
    eu("one| two", "<paste a\nb\nc>", "one{+a⏎b⏎c|+EU+} two");
    eu("one [two| three", "<paste a\nb>", "one {-two-EU-}{+a⏎b|+EU+} three");
    eu("one [two| three", "<CR>", "one {-two-EU-}{+⏎|+EU+} three");
}

#[test]
fn a_backspace_at_a_start_is_a_merge() {
    let desk = eu("one\n|two", "<BS>", "one <merge EU 0..3>\n|two");
    assert_eq!(desk.asked(), ["EU merge v1"]);
    let desk = eu("one\n|two", "<BS><BS>", "one| <merge EU 0..3>\ntwo");
    assert_eq!(desk.asked(), ["EU merge v1"]);
    eu("one|\ntwo", "<DEL>", "one| <merge EU 0..3>\ntwo");
    eu("one|\ntwo", "<DEL><DEL>", "one <merge EU 0..3>\n|two");
    eu("|one", "<BS>", "|one");
    eu("one|", "<DEL>", "one|");
}

#[test]
fn anothers_new_paragraph_is_passed() {
    let with = |keys: &str, after: &str| {
        let mut desk = Desk::new("one|\ntwo");
        desk.keys("<as Japan><CR>New<as EU>").keys(keys);
        assert_eq!(desk.render(), after, "{keys}");
        desk.rewind();
        desk.notice()
    };
    with("<go one|><DEL>", "one\n> {+|New+Japan+}\ntwo");
    with("<go |New><BS>", "one|\n> {+New+Japan+}\ntwo");
    assert!(with("<go N|ew><CR>", "one\n> {+N|ew+Japan+}\ntwo").contains("Japan"));
    with("<go N|ew>x", "one\n> {+N{+x|+EU+}ew+Japan+}\ntwo");
    with("<go one|><CR>Mine", "one\n> {+Mine|+EU+}\n> {+New+Japan+}\ntwo");
    with("<go one|><CR>New", "one\n> {+New|+EU,Japan+}\ntwo");
    with("<go one|><CR>New<BS>", "one\n> {+Ne|+EU+}\n> {+New+Japan+}\ntwo");
}

#[test]
fn selections_across_paragraphs() {
    let desk =
        eu("one t[wo\nmiddle\nthree f|our", "<BS>", "one t|{-wo-EU-}\n{-middle-EU-}\n{-three f-EU-}our");
    assert_eq!(desk.asked(), sorted(["EU delete v1", "EU delete-paragraph v1", "EU delete v1"], &desk));
    let bundles: Vec<_> = {
        let track = desk.app.project().tracks.values().next().unwrap();
        track.proposals().map(|(_, p)| p.bundle.clone()).collect()
    };
    assert!(bundles.iter().all(|b| b.is_some() && *b == bundles[0]), "{bundles:?}");
    eu("one t[wo\nthree f|our", "X", "one t{-wo-EU-}{+X|+EU+}\n{-three f-EU-}our");
    eu("one [two\nthree |four", "X", "one {-two-EU-}{+X|+EU+}\n{-three -EU-}four");
    eu("[one\n\ntwo|", "<BS>", "{-|one-EU-}\n\n{-two-EU-}");
    let desk = eu("one|\ntwo", "<CR>New<go o|ne>", "o|ne\n> {+New+EU+}\ntwo");
    assert_eq!(desk.asked().len(), 1);
}

/// The same, in the order of the desk, whose identities are as good as random.
fn sorted(all: [&str; 3], desk: &Desk) -> Vec<String> {
    let mut left: Vec<&str> = all.to_vec();
    let asked = desk.asked();
    let mut out = Vec::new();
    for one in &asked {
        if let Some(at) = left.iter().position(|l| l == one) {
            out.push(left.remove(at).to_owned());
        }
    }
    out.extend(left.into_iter().map(str::to_owned));
    out
}

#[test]
fn own_new_paragraphs_inside_a_selection_go() {
    let mut desk = Desk::speaking("one|\ntwo", "EU");
    desk.keys("<CR>New<CR>Next");
    let place = |line, at| crate::app::Place::Text { paragraph: super::id(&desk.app, line), at };
    let selection = crate::app::Selection { anchor: place(0, 1), caret: place(1, 2) };
    desk.app.send(crate::app::Message::Select(selection));
    desk.keys("<BS>");
    assert_eq!(desk.render(), "o|{-ne-EU-}\n{-tw-EU-}o");
    desk.rewind();
}
