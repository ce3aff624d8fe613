//! What stands round the text: settings, headers, the footer, the properties of the file.
//!
//! Nothing here looks at a paragraph.

use super::extra::Extra;
use super::package::Part;
use super::styles::MAIN;
use super::xml::Xml;
use crate::format::page::{Markup, Sheet};

/// The bookmark round the symbol in the header: a file that only has our styles is not ours.
pub(super) const SYMBOL: &str = "chapeau_symbol";

/// The settings, headers and the footer.
pub(super) fn parts(sheet: &Sheet, extra: &Extra) -> Vec<Part> {
    let masthead = sheet.paragraphs.iter().filter(|p| p.masthead);
    let said = |p: &crate::format::page::SheetParagraph| {
        !sheet.symbol.is_empty() && p.runs.iter().any(|r| r.text.contains(&sheet.symbol))
    };
    // On the first page the masthead says it, where there is one that does.
    let first = if masthead.into_iter().any(said) { "" } else { &sheet.symbol };
    vec![
        Part { name: "settings.xml", relation: "settings", id: "rId3", bytes: settings(sheet, extra) },
        Part { name: "header1.xml", relation: "header", id: "rId5", bytes: header(&sheet.symbol, true) },
        Part { name: "header2.xml", relation: "header", id: "rId6", bytes: header(first, false) },
        Part { name: "footer1.xml", relation: "footer", id: "rId7", bytes: footer() },
    ]
}

/// The page, and which header and footer it has: the last element of the body.
pub(super) fn section(xml: &mut Xml) {
    xml.within("w:sectPr", &[], |xml| {
        for (name, kind, id) in [
            ("w:headerReference", "default", "rId5"),
            ("w:headerReference", "first", "rId6"),
            ("w:footerReference", "default", "rId7"),
            ("w:footerReference", "first", "rId7"),
        ] {
            xml.leaf(name, &[("w:type", kind), ("r:id", id)]);
        }
        xml.leaf("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        xml.leaf(
            "w:pgMar",
            &[
                ("w:top", "1418"),
                ("w:right", "1195"),
                ("w:bottom", "1418"),
                ("w:left", "1195"),
                ("w:header", "576"),
                ("w:footer", "720"),
                ("w:gutter", "0"),
            ],
        );
        xml.leaf("w:titlePg", &[]);
    });
}

fn settings(sheet: &Sheet, extra: &Extra) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:settings", &[("xmlns:w", MAIN)], |xml| {
        if extra.track || (sheet.markup == Markup::Compilation && !extra.brackets) {
            xml.leaf("w:trackRevisions", &[]);
        }
        xml.val("w:defaultTabStop", &super::styles::STEP.to_string());
        xml.within("w:footnotePr", &[], |xml| {
            xml.leaf("w:footnote", &[("w:id", "-1")]);
            xml.leaf("w:footnote", &[("w:id", "0")]);
        });
        xml.within("w:compat", &[], |xml| {
            xml.leaf(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
    });
    xml.finish()
}

/// A header; `named` for the one that has the bookmark, which a file has once.
fn header(symbol: &str, named: bool) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:hdr", &[("xmlns:w", MAIN)], |xml| {
        xml.within("w:p", &[], |xml| {
            let style = if symbol.is_empty() { "Normal" } else { "Header" };
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", style));
            if !symbol.is_empty() {
                // The numbers of bookmarks in the text are counted from 1.
                let id = ("w:id", "0");
                if named {
                    xml.leaf("w:bookmarkStart", &[id, ("w:name", SYMBOL)]);
                }
                xml.within("w:r", &[], |xml| xml.words("w:t", &[("xml:space", "preserve")], symbol));
                if named {
                    xml.leaf("w:bookmarkEnd", &[id]);
                }
            }
        });
    });
    xml.finish()
}

/// "2/9".
fn footer() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:ftr", &[("xmlns:w", MAIN)], |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "Footer"));
            let number = |xml: &mut Xml, field: &str| {
                xml.within("w:fldSimple", &[("w:instr", field)], |xml| {
                    xml.within("w:r", &[], |xml| xml.words("w:t", &[], "1"));
                });
            };
            number(xml, "PAGE");
            xml.within("w:r", &[], |xml| xml.words("w:t", &[], "/"));
            number(xml, "NUMPAGES");
        });
    });
    xml.finish()
}

/// The title, the symbol and the date of the file.
pub(super) fn core(sheet: &Sheet, extra: &Extra) -> Vec<u8> {
    let package = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let mut xml = Xml::new();
    let names = [
        ("xmlns:cp", package),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.within("cp:coreProperties", &names, |xml| {
        xml.words("dc:title", &[], &sheet.title);
        let subject = [sheet.symbol.as_str(), sheet.revision.as_str()];
        let subject: Vec<&str> = subject.into_iter().filter(|s| !s.is_empty()).collect();
        xml.words("dc:subject", &[], &subject.join(", "));
        if let Some(author) = &extra.author {
            xml.words("dc:creator", &[], author);
        }
        if let Some(date) = extra.date() {
            xml.words("dcterms:created", &[("xsi:type", "dcterms:W3CDTF")], date);
            xml.words("dcterms:modified", &[("xsi:type", "dcterms:W3CDTF")], date);
        }
    });
    xml.finish()
}

/// The program that wrote the file.
pub(super) fn app() -> Vec<u8> {
    let name = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Xml::new();
    xml.within("Properties", &[("xmlns", name)], |xml| xml.words("Application", &[], "Chapeau"));
    xml.finish()
}
