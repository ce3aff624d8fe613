//! Notes: `footnotes.xml`, and which reference shows which note.
//!
//! A note that is referred to again in words that stand is one note with a second indicator;
//! where a proposal puts in or takes out one of the references it is given again with its
//! text, as the UN does today, so that neither acceptance nor rejection loses it.

use super::runs::{Look, run};
use super::styles::{MAIN, Margin};
use super::words::named;
use super::xml::Xml;
use crate::diff::words_exact;
use crate::format::page::Sheet;
use crate::text::{NOTE, Words};
use std::collections::{BTreeMap, BTreeSet};

/// The notes that the file has so far.
pub(super) struct Notes<'a> {
    sheet: &'a Sheet,
    /// How often each number is referred to.
    wanted: BTreeMap<usize, usize>,
    /// Numbers whose first reference stands, so that it can be gone back to.
    standing: BTreeSet<usize>,
    /// The texts, in the order of the file; the first is note 1. With what a note said before,
    /// where its reference stands in both texts.
    texts: Vec<(&'a str, Option<&'a str>)>,
}

/// How a reference is to be written.
pub(super) enum Reference {
    /// A note of its own; with a bookmark if another reference repeats it.
    Own { id: String, bookmark: Option<String> },
    /// The indicator of an earlier one.
    Again { number: usize, bookmark: String },
}

impl<'a> Notes<'a> {
    /// The notes of a sheet, none of them written.
    pub fn new(sheet: &'a Sheet) -> Self {
        let mut wanted = BTreeMap::new();
        for number in sheet.paragraphs.iter().flat_map(|p| &p.runs).filter_map(|r| sheet.number_of(r)) {
            *wanted.entry(number).or_default() += 1;
        }
        Self { sheet, wanted, standing: BTreeSet::new(), texts: Vec::new() }
    }

    /// The reference to a note; `stands` where no proposal touches it.
    pub fn refer(&mut self, number: usize, stands: bool) -> Reference {
        let bookmark = format!("_RefNote{number}");
        if stands && self.standing.contains(&number) {
            return Reference::Again { number, bookmark };
        }
        let text = self.sheet.notes.iter().find(|(n, _)| *n == number).map_or("", |(_, text)| text);
        let before = self.sheet.notes_before.get(&number).filter(|_| stands).map(String::as_str);
        self.texts.push((text, before.filter(|before| *before != text)));
        let again = stands && self.wanted.get(&number).is_some_and(|n| *n > 1);
        if stands {
            self.standing.insert(number);
        }
        Reference::Own { id: self.texts.len().to_string(), bookmark: again.then_some(bookmark) }
    }

    /// The part. `change` gives the attributes of a change.
    pub fn part(&self, margin: Margin, change: &mut dyn FnMut() -> Change) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.within("w:footnotes", &[("xmlns:w", MAIN)], |xml| {
            for (id, kind, line) in [
                ("-1", "separator", "w:separator"),
                ("0", "continuationSeparator", "w:continuationSeparator"),
            ] {
                xml.within("w:footnote", &[("w:type", kind), ("w:id", id)], |xml| {
                    xml.within("w:p", &[], |xml| {
                        xml.within("w:pPr", &[], |xml| {
                            xml.leaf("w:spacing", &[("w:after", "0")]);
                            xml.leaf("w:ind", &[("w:left", &margin.text())]);
                        });
                        xml.within("w:r", &[], |xml| xml.leaf(line, &[]));
                    });
                });
            }
            for (n, (text, before)) in self.texts.iter().enumerate() {
                xml.within("w:footnote", &[("w:id", &(n + 1).to_string())], |xml| {
                    note(xml, |xml| match before {
                        Some(before) => changed(xml, before, text, change),
                        None => run(xml, text, Look::default(), false),
                    });
                });
            }
        });
        xml.finish()
    }
}

/// The attributes of a change.
pub(super) type Change = Vec<(&'static str, String)>;

fn note(xml: &mut Xml, words: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "FootnoteText"));
        xml.within("w:r", &[], |xml| {
            xml.within("w:rPr", &[], |xml| xml.val("w:rStyle", "FootnoteReference"));
            xml.leaf("w:footnoteRef", &[]);
        });
        run(xml, " ", Look::default(), false);
        words(xml);
    });
}

/// What a note said and what it says.
fn changed(xml: &mut Xml, before: &str, now: &str, change: &mut dyn FnMut() -> Change) {
    let (old, new) = (Words::plain(before), Words::plain(now));
    let mut put = |xml: &mut Xml, element: Option<&str>, words: &str| {
        let gone = element == Some("w:del");
        match element {
            _ if words.is_empty() => {}
            None => run(xml, words, Look::default(), false),
            Some(element) => {
                xml.within(element, &named(&change()), |xml| run(xml, words, Look::default(), gone))
            }
        }
    };
    if [before, now].iter().any(|text| text.contains(['\n', '\r', NOTE])) {
        // Not one line: told as a whole.
        put(xml, Some("w:del"), before);
        put(xml, Some("w:ins"), now);
        return;
    }
    let mut at = 0;
    for hunk in words_exact(old.text(), new.text()) {
        put(xml, None, new.str(at..hunk.b.start));
        put(xml, Some("w:del"), old.str(hunk.a));
        put(xml, Some("w:ins"), new.str(hunk.b.clone()));
        at = hunk.b.end;
    }
    put(xml, None, new.str(at..usize::MAX));
}
