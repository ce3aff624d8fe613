//! The comment sheet: a table with the text in one column and room for comments in the other.
//!
//! The first column is the text alone, with the bookmarks that lead back to it; whatever the
//! sheet says of proposals and comments stands in the second one, in words, and is no change.

use super::body::Body;
use super::runs::{Look, run};
use super::styles::{COMMENT, HEAD, SAID, SHEET};
use super::xml::Xml;
use crate::format::page::{Piece, Sheet, SheetParagraph};
use crate::format::pieces;
use crate::text::Kind;
use crate::weave::Of;

/// The widths of the columns: together the page between its margins.
const COLUMNS: [&str; 2] = ["5616", "3900"];

/// How many paragraphs stand above the table: the masthead and the title.
pub(super) fn above(sheet: &Sheet) -> usize {
    sheet.paragraphs.iter().take_while(|p| !is_new(p) && (p.masthead || p.kind == Kind::Title)).count()
}

impl Body<'_> {
    /// The table of the paragraphs from `above` on.
    pub(super) fn table(&mut self, xml: &mut Xml, above: usize) {
        let sheet = self.sheet;
        xml.within("w:tbl", &[], |xml| {
            properties(xml);
            row(xml, true, |xml, column| head(xml, if column == 0 { "Text" } else { "Comments" }));
            // What is about all of the text, or stood at what is above.
            let general: Vec<usize> = (0..above.max(1)).collect();
            row(xml, false, |xml, column| match column {
                0 => head(xml, "The text as a whole"),
                _ => self.said(xml, &general, sheet.paragraphs.get(..above).unwrap_or_default()),
            });
            for (place, paragraph) in sheet.paragraphs.iter().enumerate().skip(above) {
                // Where nothing is above, the first row has what is said of the first paragraph.
                let places = if above == 0 && place == 0 { vec![] } else { vec![place] };
                row(xml, false, |xml, column| match (column, is_new(paragraph)) {
                    (0, false) => self.paragraph(xml, place, &bare(paragraph)),
                    (0, true) => head(xml, "New"),
                    _ => self.said(xml, &places, std::slice::from_ref(paragraph)),
                });
            }
        });
        // Word wants a paragraph behind a table.
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", COMMENT));
        });
    }

    /// What is asked of paragraphs and said of these places, and an empty line to write in.
    fn said(&mut self, xml: &mut Xml, places: &[usize], paragraphs: &[SheetParagraph]) {
        for paragraph in paragraphs.iter().filter(|p| is_asked(p)) {
            let colours = std::mem::take(&mut self.colours);
            line(xml, SAID, |xml| {
                for label in paragraph.label.iter().filter(|_| is_new(paragraph)) {
                    run(xml, &format!("{label} "), Look::default(), false);
                }
                self.pieces(xml, &paragraph.pieces, &colours);
            });
            self.colours = colours;
        }
        let threads = places.iter().flat_map(|place| self.threads.of(*place, &[], &[]));
        for (_, thread) in threads.collect::<Vec<_>>() {
            for (n, said) in thread.said.iter().enumerate() {
                line(xml, SAID, |xml| {
                    run(xml, &format!("{}: ", said.by), Look { bold: true, ..Look::default() }, false);
                    run(xml, &said.text, Look::default(), false);
                    if n == 0 && thread.resolved {
                        run(xml, " (resolved)", Look::default(), false);
                    }
                });
            }
        }
        // Room for whoever answers: what stands in this style comes back as a comment.
        line(xml, COMMENT, |_| {});
    }
}

/// Whether proposals stand in a paragraph.
fn is_asked(paragraph: &SheetParagraph) -> bool {
    paragraph.pieces.iter().any(|p| !matches!(p, Piece::Run(_)))
}

/// Whether a proposal puts the paragraph in.
fn is_new(paragraph: &SheetParagraph) -> bool {
    paragraph.woven.as_ref().is_some_and(|w| matches!(w.of, Of::Proposed(..)))
}

/// A paragraph as it is without proposals.
pub(super) fn bare(paragraph: &SheetParagraph) -> SheetParagraph {
    let Some(woven) = &paragraph.woven else { return paragraph.clone() };
    let runs = pieces::plain(woven.words.clone());
    SheetParagraph { runs, tags: Vec::new(), pieces: Vec::new(), woven: None, ..paragraph.clone() }
}

fn properties(xml: &mut Xml) {
    xml.within("w:tblPr", &[], |xml| {
        xml.val("w:tblStyle", SHEET);
        xml.leaf("w:tblW", &[("w:w", "9516"), ("w:type", "dxa")]);
        xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
    });
    xml.within("w:tblGrid", &[], |xml| {
        COLUMNS.iter().for_each(|width| xml.leaf("w:gridCol", &[("w:w", width)]));
    });
}

/// A row; `cell` writes each of its cells. The first row stands on every page.
fn row(xml: &mut Xml, first: bool, mut cell: impl FnMut(&mut Xml, usize)) {
    xml.within("w:tr", &[], |xml| {
        if first {
            xml.within("w:trPr", &[], |xml| {
                xml.leaf("w:cantSplit", &[]);
                xml.leaf("w:tblHeader", &[]);
            });
        }
        for (column, width) in COLUMNS.iter().enumerate() {
            xml.within("w:tc", &[], |xml| {
                xml.within("w:tcPr", &[], |xml| {
                    xml.leaf("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
                    if first {
                        xml.leaf("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", "E7ECF2")]);
                    }
                });
                cell(xml, column);
            });
        }
    });
}

fn head(xml: &mut Xml, text: &str) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", HEAD));
        run(xml, text, Look::default(), false);
    });
}

fn line(xml: &mut Xml, style: &str, inside: impl FnOnce(&mut Xml)) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", style));
        inside(xml);
    });
}
