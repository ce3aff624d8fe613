//! A table of words as a Word file: what stands in its head, and rows under it.
//!
//! For tables about a text, not for the text: nothing in it is read back as one.

use super::extra::Extra;
use super::runs::{Look, run};
use super::styles::{self, HEAD, MAIN, SAID, SHEET};
use super::xml::Xml;
use super::{furniture, numbering, package};
use crate::format::page::Sheet;
use crate::text::Kind;

/// The width of the page between its margins.
const WIDTH: usize = 9516;

/// A table under a title. Every row has as many cells as the head, or is filled up.
pub fn write_table(title: &str, head: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let sheet = Sheet { title: title.to_owned(), ..Sheet::default() };
    let extra = Extra::default();
    let margin = styles::Margin::new(false);
    let plan = numbering::plan(&sheet);
    let mut body = super::body::Body::new(&sheet, &extra, &plan);
    let mut xml = Xml::new();
    xml.within("w:document", &[("xmlns:w", MAIN), ("xmlns:r", super::body::RELATIONS)], |xml| {
        xml.within("w:body", &[], |xml| {
            let style = styles::of(&crate::format::page::SheetParagraph::empty(Kind::Title), false);
            line(xml, &style, title);
            table(xml, head, rows);
            line(xml, SAID, "");
            furniture::section(xml);
        });
    });
    let parts = super::parts(&mut body, &plan, margin, (&sheet, &extra));
    package::pack(xml.finish(), parts, furniture::core(&sheet, &extra), furniture::app())
}

fn table(xml: &mut Xml, head: &[String], rows: &[Vec<String>]) {
    let width = (WIDTH / head.len().max(1)).to_string();
    xml.within("w:tbl", &[], |xml| {
        xml.within("w:tblPr", &[], |xml| {
            xml.val("w:tblStyle", SHEET);
            xml.leaf("w:tblW", &[("w:w", &WIDTH.to_string()), ("w:type", "dxa")]);
        });
        xml.within("w:tblGrid", &[], |xml| {
            head.iter().for_each(|_| xml.leaf("w:gridCol", &[("w:w", &width)]));
        });
        for (n, row) in std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).enumerate() {
            xml.within("w:tr", &[], |xml| {
                if n == 0 {
                    xml.within("w:trPr", &[], |xml| xml.leaf("w:tblHeader", &[]));
                }
                for column in 0..head.len() {
                    xml.within("w:tc", &[], |xml| {
                        xml.within("w:tcPr", &[], |xml| {
                            xml.leaf("w:tcW", &[("w:w", &width), ("w:type", "dxa")])
                        });
                        let style = if n == 0 { HEAD } else { SAID };
                        line(xml, style, row.get(column).map_or("", String::as_str));
                    });
                }
            });
        }
    });
}

fn line(xml: &mut Xml, style: &str, text: &str) {
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", style));
        if !text.is_empty() {
            run(xml, text, Look::default(), false);
        }
    });
}
