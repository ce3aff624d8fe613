//! Notes: `footnotes.xml`, and which reference shows which note.
//!
//! A note that is referred to again in words that stand is one note with a second indicator;
//! where a proposal puts in or takes out one of the references it is given again with its
//! text, as the UN does today, so that neither acceptance nor rejection loses it.

use super::runs::preserved;
use super::styles::{MAIN, Margin};
use super::xml::Xml;
use crate::format::page::Sheet;
use std::collections::{BTreeMap, BTreeSet};

/// The notes that the file has so far.
pub(super) struct Notes<'a> {
    sheet: &'a Sheet,
    /// How often each number is referred to.
    wanted: BTreeMap<usize, usize>,
    /// Numbers whose first reference stands, so that it can be gone back to.
    standing: BTreeSet<usize>,
    /// The texts, in the order of the file; the first is note 1.
    texts: Vec<&'a str>,
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
        self.texts.push(text);
        let again = stands && self.wanted.get(&number).is_some_and(|n| *n > 1);
        if stands {
            self.standing.insert(number);
        }
        Reference::Own { id: self.texts.len().to_string(), bookmark: again.then_some(bookmark) }
    }

    /// The part.
    pub fn part(&self, margin: Margin) -> Vec<u8> {
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
            for (n, text) in self.texts.iter().enumerate() {
                xml.within("w:footnote", &[("w:id", &(n + 1).to_string())], |xml| note(xml, text));
            }
        });
        xml.finish()
    }
}

fn note(xml: &mut Xml, text: &str) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "FootnoteText"));
        xml.within("w:r", &[], |xml| {
            xml.within("w:rPr", &[], |xml| xml.val("w:rStyle", "FootnoteReference"));
            xml.leaf("w:footnoteRef", &[]);
        });
        xml.within("w:r", &[], |xml| {
            xml.words("w:t", &[("xml:space", "preserve")], " ");
            preserved(xml, "w:t", text);
        });
    });
}
