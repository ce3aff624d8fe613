//! What a redline says, on small texts; that it is both texts is held where it is written.

use super::*;
use crate::text::{Kind, Ranges, Source};
use std::collections::BTreeMap;

fn document(all: &[&str], italic: usize) -> Document {
    let source = |text: &&str| Source {
        kind: Kind::Operative,
        issued: None,
        masthead: false,
        words: Words::new(text, Ranges::new(vec![0..italic]), Ranges::default(), Vec::new()),
    };
    Document::imported(all.iter().map(source).collect(), BTreeMap::new())
}

fn told(was: &Document, now: &Document) -> Vec<String> {
    let one = |s: &Stretch| match s.side {
        Side::Both => s.words.text().to_owned(),
        Side::Was => format!("[-{}-]", s.words.text()),
        Side::Now => format!("[+{}+]", s.words.text()),
    };
    redline(was, now).rows.iter().map(|r| r.words.iter().map(one).collect()).collect()
}

#[test]
fn words_that_only_look_different_are_told_apart() {
    let (was, now) = (document(&["Recalls it"], 7), document(&["Recalls it"], 0));
    assert_eq!(told(&was, &now), ["[-Recalls-][+Recalls+] it"]);
    assert_eq!(told(&was, &was), ["Recalls it"]);
}

#[test]
fn what_is_gone_stands_before_what_is_new() {
    let was = document(&["Lights the lamps", "Counts ships at night"], 0);
    let now = document(&["Lights the lamps", "Buys more oil for keepers"], 0);
    let told = told(&was, &now);
    assert_eq!(told[0], "Lights the lamps");
    assert_eq!(told.concat().matches("[-").count(), 1, "{told:?}");
}
