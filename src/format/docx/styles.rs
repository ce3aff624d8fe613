//! `styles.xml`: a UN page in styles, one a kind of paragraph, so that a reader knows the kind.
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
/// The margin of the text inside that of the page.
pub(super) const TEXT: &str = "1267";
/// The indent of a first line, and of each further level.
pub(super) const STEP: usize = 475;
/// Where the words begin behind a label.
const LABELLED: usize = 2217;
/// The deepest level of sub-paragraphs that has a style.
const DEEPEST: u8 = 9;

/// The style of a paragraph.
pub(super) fn of(paragraph: &SheetParagraph, last_of_masthead: bool) -> String {
    match paragraph.kind {
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
pub(super) fn part() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("w:styles", &[("xmlns:w", MAIN)], |xml| {
        defaults(xml);
        paragraphs(xml);
        subs(xml);
        furniture(xml);
        characters(xml);
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

/// Spacing, indents and how lines are set, in the order that the schema asks for.
fn set(xml: &mut Xml, space: (&str, &str), first: Option<&str>, align: &str) {
    xml.leaf("w:spacing", &[("w:before", space.0), ("w:after", space.1)]);
    let mut ind = vec![("w:left", TEXT), ("w:right", TEXT)];
    ind.extend(first.map(|f| ("w:firstLine", f)));
    xml.leaf("w:ind", &ind);
    xml.val("w:jc", align);
}

/// Words behind a typed label that is long begin at the second of these places.
pub(super) fn wide(xml: &mut Xml) {
    xml.within("w:tabs", &[], |xml| {
        xml.leaf("w:tab", &[("w:val", "clear"), ("w:pos", &LABELLED.to_string())]);
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

fn paragraphs(xml: &mut Xml) {
    let none = |_: &mut Xml| {};
    let step = STEP.to_string();
    paragraph(xml, ("Normal", "Normal", ""), none, none);
    paragraph(xml, ("Text", "UN Text", "Text"), |xml| set(xml, ("0", "120"), None, "both"), none);
    paragraph(
        xml,
        ("Title", "Title", "Formula"),
        |xml| {
            xml.leaf("w:keepNext", &[]);
            set(xml, ("360", "240"), None, "left");
        },
        |xml| {
            bold(xml);
            size(xml, "28");
        },
    );
    paragraph(
        xml,
        (SUBTITLE, "Chapeau Subtitle", "Formula"),
        |xml| set(xml, ("0", "240"), None, "left"),
        bold,
    );
    paragraph(xml, (LEGEND, "Chapeau Legend", "Formula"), |xml| set(xml, ("0", "240"), None, "left"), none);
    paragraph(
        xml,
        ("Formula", "UN Formula", "Preambular"),
        |xml| {
            xml.leaf("w:keepNext", &[]);
            set(xml, ("0", "120"), Some(&step), "both");
        },
        italic,
    );
    let lettered = |xml: &mut Xml| {
        stops(xml, LABELLED);
        set(xml, ("0", "120"), Some(&step), "both");
    };
    paragraph(xml, ("Preambular", "UN Preambular", "Preambular"), lettered, none);
    paragraph(xml, ("Operative", "UN Operative", "Operative"), lettered, none);
    headings(xml);
    paragraph(xml, ("Closing", "UN Closing", "Closing"), |xml| set(xml, ("120", "0"), None, "right"), italic);
}

fn headings(xml: &mut Xml) {
    let heading = |xml: &mut Xml, after: &str, level: &str| {
        xml.leaf("w:keepNext", &[]);
        xml.leaf("w:keepLines", &[]);
        stops(xml, 1742);
        set(xml, ("240", after), None, "left");
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

fn subs(xml: &mut Xml) {
    for level in 1..=DEEPEST {
        let (id, name) = (format!("Sub{level}"), format!("UN Sub-paragraph {level}"));
        let layout = |xml: &mut Xml| {
            stops(xml, if level == 1 { LABELLED } else { hung(level) });
            xml.leaf("w:spacing", &[("w:after", "120")]);
            indent(xml, level);
            xml.val("w:jc", "both");
        };
        paragraph(xml, (&id, &name, &id), layout, |_| {});
    }
}

/// Where the words of a sub-paragraph hang that is deeper than (a).
fn hung(level: u8) -> usize {
    LABELLED + STEP * usize::from(level.saturating_sub(1))
}

/// The indents of a numbered paragraph: (a) as its paragraph, (i) and deeper hanging.
pub(super) fn indent(xml: &mut Xml, level: u8) {
    let step = STEP.to_string();
    if level < 2 {
        xml.leaf("w:ind", &[("w:left", TEXT), ("w:right", TEXT), ("w:firstLine", &step)]);
    } else {
        let left = hung(level).to_string();
        xml.leaf("w:ind", &[("w:left", &left), ("w:right", TEXT), ("w:hanging", &step)]);
    }
}

fn rule(xml: &mut Xml) {
    xml.within("w:pBdr", &[], |xml| {
        xml.leaf("w:bottom", &[("w:val", "single"), ("w:sz", "8"), ("w:space", "4"), ("w:color", "auto")]);
    });
}

fn furniture(xml: &mut Xml) {
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
        xml.leaf("w:ind", &[("w:left", TEXT), ("w:right", TEXT)]);
    };
    paragraph(xml, ("FootnoteText", "footnote text", "FootnoteText"), note, |xml| size(xml, "17"));
    paragraph(xml, ("CommentText", "annotation text", "CommentText"), |xml| tight(xml, "0"), none);
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
