//! Amending what others propose, other wordings of a paragraph, words to be kept and in brackets.

use super::{Desk, eu};

/// What Japan has put in, and what keys of the EU make of it.
#[track_caller]
fn with(keys: &str, after: &str) -> Desk {
    let mut desk = Desk::new("one| two");
    desk.keys("<as Japan> in a manner<as EU>").keys(keys);
    assert_eq!(desk.render(), after, "{keys}: {}", desk.notice());
    desk.rewind();
    desk
}

#[test]
fn typing_inside_anothers_words_amends_them() {
    let desk = with("<go in a |m>secure ", "one{+ in a {+secure |+EU+}manner+Japan+} two");
    assert_eq!(desk.asked(), ["EU amend v1", "Japan insert v1"]);
    with("<go in a |m>secure <go sec|ure>X", "one{+ in a {+secX|ure +EU+}manner+Japan+} two");
    with(
        "<go in a |m>secure <as Kenya><go sec|ure>X",
        "one{+ in a {+sec{+X|+Kenya+}ure +EU+}manner+Japan+} two",
    );
    let desk = with("<go [manner|>way", "one{+ in a {-manner-EU-}{+way|+EU+}+Japan+} two");
    assert_eq!(desk.asked(), ["EU amend v1", "Japan insert v1"]);
    let desk = with("<go in a |m>x<BS>", "one{+ in a |manner+Japan+} two");
    assert_eq!(desk.asked(), ["Japan insert v1"], "one's own words are taken back");
}

#[test]
fn two_who_amend_alike_are_shown_as_one_and_a_newer_version_carries_them() {
    let mut desk =
        with("<go in a |m>new <as Kenya><go in a |n>new ", "one{+ in a {+new |+EU,Kenya+}manner+Japan+} two");
    assert_eq!(desk.asked(), ["EU amend v1", "Japan insert v1", "Kenya amend v1"]);
    desk.keys("<as Japan><sent><go in| a>side");
    assert_eq!(desk.render(), "one{+ inside| a {+new +EU,Kenya+}manner+Japan+} two");
    assert_eq!(desk.asked(), ["EU amend v1", "Japan insert v2", "Kenya amend v1"]);
}

#[test]
fn another_wording_begins_with_the_words_of_the_paragraph() {
    let mut desk = Desk::speaking("one| two\nthree", "EU");
    desk.keys("<alternative>");
    assert_eq!(desk.render(), "one two\n> {~one two|~EU~}\nthree");
    desk.keys("!<go |one two!>No ");
    assert_eq!(desk.asked(), ["EU alternative v1"]);
    desk.rewind();
    let desk = eu("one| two", "<alternative><C-BS><BS>", "one two\n> {~one|~EU~}");
    assert_eq!(desk.app.page().paragraphs[1].label, "OP1 alt (EU)");
}

#[test]
fn words_are_kept_and_put_in_brackets_and_no_longer() {
    let desk = eu("[one| two", "<brackets>", "{?[one|?EU?} two");
    assert_eq!(desk.asked(), ["EU doubt v1"]);
    eu("[one| two", "<brackets><brackets>", "[one| two");
    eu("[one| two", "<retain>", "[one| two <retain EU 0..3>");
    eu("[one| two", "<retain><retain>", "[one| two");
    let mut desk = Desk::new("[one| two");
    desk.keys("<brackets>");
    assert_eq!(desk.asked(), ["Co-Facilitators doubt v1"]);
    desk.keys("<retain>");
    assert!(desk.notice().contains("Choose at “Speaking as”"), "{}", desk.notice());
    desk.keys("<alternative>");
    assert!(desk.notice().contains("Choose at “Speaking as”"), "{}", desk.notice());
}
