//! `styles.xml`: a UN page in styles, one a kind of paragraph, so that a reader knows the kind.
//!
//! What a file says beside its text has a style whose identity begins with `Chapeau`, so that a
//! reader can tell it from words: of letters `ChapeauLabel` (a typed label, without the gap
//! behind it), `ChapeauTag` (something asked without words, behind a paragraph), `ChapeauStatus` (how far
//! a paragraph has come), `ChapeauSign` (brackets, names and verbs round proposed words); of
//! paragraphs `ChapeauSubtitle` (whose comments these are), `ChapeauLegend` (who is who),
//! `ChapeauHead` (heads a column or a row of a comment sheet), `ChapeauComment` (what stands in
//! its second column); of tables `ChapeauSheet`. None of them is ever part of the text.
//!
//! Measures are twentieths of a point. Nothing here looks at a text.

use super::xml::Xml;
use crate::format::page::SheetParagraph;
use crate::text::Kind;

/// The address of the main names of WordprocessingML.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The style of a label that is typed.
pub(super) const LABEL: &str = "ChapeauLabel";
/// The style of what is printed of a proposal without words: a tag behind the paragraph.
pub(super) const TAG: &str = "ChapeauTag";
/// The style of a status behind the paragraph.
pub(super) const STATUS: &str = "ChapeauStatus";
/// The style of brackets, names and verbs round the words of a proposal.
pub(super) const SIGN: &str = "ChapeauSign";
/// The style of the line under the title that says whose comments these are.
pub(super) const SUBTITLE: &str = "ChapeauSubtitle";
/// The style of the line that says who is who.
pub(super) const LEGEND: &str = "ChapeauLegend";
/// A paragraph as some would have it.
pub(super) const VERSION: &str = "ChapeauVersion";
/// The style of a table for comments.
pub(super) const SHEET: &str = "ChapeauSheet";
/// The style of what heads the columns of such a table, and of rows that are no paragraph.
pub(super) const HEAD: &str = "ChapeauHead";
/// The style of what stands in its second column.
pub(super) const COMMENT: &str = "ChapeauComment";
/// What we print there ourselves.
pub(super) const SAID: &str = "ChapeauSaid";
/// The indent of a first line, and of each further level.
pub(super) const STEP: usize = 475;
/// The deepest level of sub-paragraphs that has a style.
const DEEPEST: u8 = 9;

/// How far the text stands inside the margins of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Margin(usize);

impl Margin {
    /// That of a page, or that of a column of a table.
    pub fn new(table: bool) -> Self {
        Self(if table { 0 } else { 1267 })
    }

    /// As it is written.
    pub fn text(self) -> String {
        self.0.to_string()
    }

    /// Where the words begin behind a label.
    fn labelled(self) -> usize {
        self.0 + 2 * STEP
    }

    /// Where the words of a sub-paragraph hang that is deeper than (a).
    fn hung(self, level: u8) -> usize {
        self.labelled() + STEP * usize::from(level.saturating_sub(1))
    }

    /// The indents of a numbered paragraph: (a) as its paragraph, (i) and deeper hanging.
    pub fn indent(self, xml: &mut Xml, level: u8) {
        let (step, text) = (STEP.to_string(), self.text());
        if level < 2 {
            xml.leaf("w:ind", &[("w:left", &text), ("w:right", &text), ("w:firstLine", &step)]);
        } else {
            let left = self.hung(level).to_string();
            xml.leaf("w:ind", &[("w:left", &left), ("w:right", &text), ("w:hanging", &step)]);
        }
    }

    /// Words behind a typed label that is long begin at the second place.
    pub fn wide(self, xml: &mut Xml) {
        xml.within("w:tabs", &[], |xml| {
            xml.leaf("w:tab", &[("w:val", "clear"), ("w:pos", &self.labelled().to_string())]);
        });
    }

    /// Spacing, indents and how lines are set, in the order that the schema asks for.
    fn set(self, xml: &mut Xml, space: (&str, &str), first: Option<&str>, align: &str) {
        xml.leaf("w:spacing", &[("w:before", space.0), ("w:after", space.1)]);
        let text = self.text();
        let mut ind = vec![("w:left", text.as_str()), ("w:right", &text)];
        ind.extend(first.map(|f| ("w:firstLine", f)));
        xml.leaf("w:ind", &ind);
        xml.val("w:jc", align);
    }
}

/// The style of a paragraph.
pub(super) fn of(paragraph: &SheetParagraph, last_of_masthead: bool) -> String {
    match paragraph.kind {
        Kind::Plain if paragraph.version => VERSION.to_owned(),
        _ if paragraph.masthead && last_of_masthead => "MastheadEnd".to_owned(),
        _ if paragraph.masthead => "Masthead".to_owned(),
        Kind::Title => "Title".to_owned(),
        Kind::Formula => "Formula".to_owned(),
        Kind::Heading => "Heading1".to_owned(),
        Kind::Preambular => "Preambular".to_owned(),
        Kind::Operative => "Operative".to_owned(),
        Kind::Sub(level) => format!("Sub{}", level.clamp(1, DEEPEST)),
        Kind::Annex => "Annex".to_owned(),
        Kind::Closing => "Closing".to_owned(),
        Kind::Plain => "Text".to_owned(),
    }
}

/// The part.
pub(super) fn part(margin: Margin) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:styles", &[("xmlns:w", MAIN)], |xml| {
        defaults(xml);
        paragraphs(xml, margin);
        subs(xml, margin);
        furniture(xml, margin);
        characters(xml);
        table(xml);
    });
    xml.finish()
}

fn defaults(xml: &mut Xml) {
    xml.within("w:docDefaults", &[], |xml| {
        xml.within("w:rPrDefault", &[], |xml| {
            xml.within("w:rPr", &[], |xml| {
                let face = "Times New Roman";
                xml.leaf("w:rFonts", &[("w:ascii", face), ("w:hAnsi", face), ("w:cs", face)]);
                size(xml, "20");
                xml.leaf("w:lang", &[("w:val", "en-GB"), ("w:eastAsia", "zh-CN"), ("w:bidi", "ar-SA")]);
            });
        });
        xml.within("w:pPrDefault", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                // Ten on twelve, but taller where signs are.
                xml.leaf("w:spacing", &[("w:after", "120"), ("w:line", "240"), ("w:lineRule", "atLeast")]);
            });
        });
    });
}

fn size(xml: &mut Xml, half_points: &str) {
    xml.val("w:sz", half_points);
    xml.val("w:szCs", half_points);
}

fn bold(xml: &mut Xml) {
    xml.leaf("w:b", &[]);
    xml.leaf("w:bCs", &[]);
}

fn italic(xml: &mut Xml) {
    xml.leaf("w:i", &[]);
    xml.leaf("w:iCs", &[]);
}

/// A style of paragraphs: identity, name, what follows it, and its properties.
fn paragraph(
    xml: &mut Xml,
    (id, name, next): (&str, &str, &str),
    layout: impl FnOnce(&mut Xml),
    letters: impl FnOnce(&mut Xml),
) {
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", id)];
    if id == "Normal" {
        attributes.push(("w:default", "1"));
    } else if name.starts_with("UN ") || name.starts_with("Chapeau ") {
        attributes.push(("w:customStyle", "1"));
    }
    xml.within("w:style", &attributes, |xml| {
        xml.val("w:name", name);
        if id != "Normal" {
            xml.val("w:basedOn", "Normal");
            xml.val("w:next", next);
        }
        xml.leaf("w:qFormat", &[]);
        xml.within("w:pPr", &[], layout);
        xml.within("w:rPr", &[], letters);
    });
}

/// The places to which the words go on behind a label.
fn stops(xml: &mut Xml, from: usize) {
    xml.within("w:tabs", &[], |xml| {
        for n in 0..3 {
            let at = (from + n * STEP).to_string();
            xml.leaf("w:tab", &[("w:val", "left"), ("w:pos", &at)]);
        }
    });
}

fn paragraphs(xml: &mut Xml, margin: Margin) {
    let none = |_: &mut Xml| {};
    let step = STEP.to_string();
    paragraph(xml, ("Normal", "Normal", ""), none, none);
    let text = |xml: &mut Xml| {
        stops(xml, margin.0 + STEP);
        margin.set(xml, ("0", "120"), None, "both");
    };
    paragraph(xml, ("Text", "UN Text", "Text"), text, none);
    paragraph(
        xml,
        ("Title", "Title", "Formula"),
        |xml| {
            xml.leaf("w:keepNext", &[]);
            margin.set(xml, ("360", "240"), None, "left");
        },
        |xml| {
            bold(xml);
            size(xml, "28");
        },
    );
    paragraph(
        xml,
        (SUBTITLE, "Chapeau Subtitle", "Formula"),
        |xml| margin.set(xml, ("0", "240"), None, "left"),
        bold,
    );
    paragraph(
        xml,
        (VERSION, "Chapeau Version", "Text"),
        |xml| margin.set(xml, ("0", "120"), Some(&step), "both"),
        none,
    );
    paragraph(
        xml,
        (LEGEND, "Chapeau Legend", "Formula"),
        |xml| margin.set(xml, ("0", "240"), None, "left"),
        none,
    );
    paragraph(
        xml,
        ("Formula", "UN Formula", "Preambular"),
        |xml| {
            xml.leaf("w:keepNext", &[]);
            margin.set(xml, ("0", "120"), Some(&step), "both");
        },
        italic,
    );
    let lettered = |xml: &mut Xml| {
        stops(xml, margin.labelled());
        margin.set(xml, ("0", "120"), Some(&step), "both");
    };
    paragraph(xml, ("Preambular", "UN Preambular", "Preambular"), lettered, none);
    paragraph(xml, ("Operative", "UN Operative", "Operative"), lettered, none);
    headings(xml, margin);
    paragraph(
        xml,
        ("Closing", "UN Closing", "Closing"),
        |xml| margin.set(xml, ("120", "0"), None, "right"),
        italic,
    );
}

fn headings(xml: &mut Xml, margin: Margin) {
    let heading = |xml: &mut Xml, after: &str, level: &str| {
        xml.leaf("w:keepNext", &[]);
        xml.leaf("w:keepLines", &[]);
        stops(xml, margin.0 + STEP);
        margin.set(xml, ("240", after), None, "left");
        xml.val("w:outlineLvl", level);
    };
    paragraph(xml, ("Heading1", "heading 1", "Operative"), |xml| heading(xml, "120", "1"), bold);
    paragraph(
        xml,
        ("Annex", "UN Annex", "Text"),
        |xml| heading(xml, "240", "0"),
        |xml| {
            bold(xml);
            size(xml, "28");
        },
    );
}

fn subs(xml: &mut Xml, margin: Margin) {
    for level in 1..=DEEPEST {
        let (id, name) = (format!("Sub{level}"), format!("UN Sub-paragraph {level}"));
        let layout = |xml: &mut Xml| {
            stops(xml, if level == 1 { margin.labelled() } else { margin.hung(level) });
            xml.leaf("w:spacing", &[("w:after", "120")]);
            margin.indent(xml, level);
            xml.val("w:jc", "both");
        };
        paragraph(xml, (&id, &name, &id), layout, |_| {});
    }
}

fn rule(xml: &mut Xml) {
    xml.within("w:pBdr", &[], |xml| {
        xml.leaf("w:bottom", &[("w:val", "single"), ("w:sz", "8"), ("w:space", "4"), ("w:color", "auto")]);
    });
}

fn furniture(xml: &mut Xml, margin: Margin) {
    let none = |_: &mut Xml| {};
    let tight = |xml: &mut Xml, after: &str| xml.leaf("w:spacing", &[("w:after", after)]);
    paragraph(xml, ("Masthead", "UN Masthead", "Masthead"), |xml| tight(xml, "20"), none);
    let end = |xml: &mut Xml| {
        rule(xml);
        tight(xml, "120");
    };
    paragraph(xml, ("MastheadEnd", "UN Masthead End", "Text"), end, none);
    let header = |xml: &mut Xml| {
        rule(xml);
        tight(xml, "240");
    };
    let small = |xml: &mut Xml| {
        bold(xml);
        size(xml, "17");
    };
    paragraph(xml, ("Header", "header", "Header"), header, small);
    let footer = |xml: &mut Xml| {
        tight(xml, "0");
        xml.val("w:jc", "right");
    };
    paragraph(xml, ("Footer", "footer", "Footer"), footer, small);
    let note = |xml: &mut Xml| {
        xml.leaf("w:spacing", &[("w:after", "0"), ("w:line", "200"), ("w:lineRule", "atLeast")]);
        let text = margin.text();
        xml.leaf("w:ind", &[("w:left", &text), ("w:right", &text)]);
    };
    paragraph(xml, ("FootnoteText", "footnote text", "FootnoteText"), note, |xml| size(xml, "17"));
    paragraph(xml, ("CommentText", "annotation text", "CommentText"), |xml| tight(xml, "0"), none);
    paragraph(xml, (COMMENT, "Chapeau Comment", COMMENT), |xml| tight(xml, "60"), none);
    paragraph(xml, (SAID, "Chapeau Said", COMMENT), |xml| tight(xml, "60"), none);
    paragraph(xml, (HEAD, "Chapeau Head", COMMENT), |xml| tight(xml, "60"), bold);
}

fn characters(xml: &mut Xml) {
    let mut style = |id: &str, name: &str, custom: bool, letters: &dyn Fn(&mut Xml)| {
        let mut attributes = vec![("w:type", "character"), ("w:styleId", id)];
        attributes.extend(custom.then_some(("w:customStyle", "1")));
        xml.within("w:style", &attributes, |xml| {
            xml.val("w:name", name);
            xml.within("w:rPr", &[], |xml| letters(xml));
        });
    };
    style("FootnoteReference", "footnote reference", false, &|xml| xml.val("w:vertAlign", "superscript"));
    style("CommentReference", "annotation reference", false, &|xml| size(xml, "16"));
    style(LABEL, "Chapeau Label", true, &|_| {});
    style(STATUS, "Chapeau Status", true, &|xml| xml.val("w:color", "2E7D32"));
    style(TAG, "Chapeau Tag", true, &|_| {});
    style(SIGN, "Chapeau Sign", true, &|_| {});
}

/// A table with thin lines and air in its cells.
fn table(xml: &mut Xml) {
    let attributes = [("w:type", "table"), ("w:styleId", SHEET), ("w:customStyle", "1")];
    xml.within("w:style", &attributes, |xml| {
        xml.val("w:name", "Chapeau Sheet");
        xml.within("w:tblPr", &[], |xml| {
            let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "A6A6A6")];
            xml.within("w:tblBorders", &[], |xml| {
                for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                    xml.leaf(&format!("w:{side}"), &line);
                }
            });
            xml.within("w:tblCellMar", &[], |xml| {
                for (side, width) in [("top", "60"), ("left", "115"), ("bottom", "0"), ("right", "115")] {
                    xml.leaf(&format!("w:{side}"), &[("w:w", width), ("w:type", "dxa")]);
                }
            });
        });
    });
}
