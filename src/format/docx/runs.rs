//! A run: its letters, breaks and tabs, as `w:r`.
//!
//! Style is all that is decided here; whether the words stand is said by the caller.

use super::xml::{Xml, clean};
use crate::record::Colour;

/// How the letters of a run look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The style of characters, if it has one.
    pub style: Option<&'static str>,
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    /// The colour of the letters.
    pub colour: Option<Colour>,
    /// The line under the letters, as Word calls it.
    pub line: Option<&'static str>,
    /// Yellow behind the letters: one actor's own words.
    pub yellow: bool,
    /// From right to left.
    pub rtl: bool,
    /// Raised, as the second indicator of a note.
    pub raised: bool,
}

impl Look {
    /// The properties, in the order that the schema asks for.
    pub fn write(&self, xml: &mut Xml) {
        if *self == Look::default() {
            return;
        }
        xml.within("w:rPr", &[], |xml| {
            if let Some(style) = self.style {
                xml.val("w:rStyle", style);
            }
            for (on, names) in [(self.bold, ["w:b", "w:bCs"]), (self.italic, ["w:i", "w:iCs"])] {
                if on {
                    names.iter().for_each(|n| xml.leaf(n, &[]));
                }
            }
            if self.struck {
                xml.leaf("w:strike", &[]);
            }
            if let Some(Colour(r, g, b)) = self.colour {
                xml.val("w:color", &format!("{r:02X}{g:02X}{b:02X}"));
            }
            if self.yellow {
                xml.val("w:highlight", "yellow");
            }
            if let Some(line) = self.line {
                xml.val("w:u", line);
            }
            if self.raised {
                xml.val("w:vertAlign", "superscript");
            }
            if self.rtl {
                xml.leaf("w:rtl", &[]);
            }
        });
    }
}

/// A run of text; `gone` where a change takes it out.
pub(super) fn run(xml: &mut Xml, text: &str, look: Look, gone: bool) {
    xml.within("w:r", &[], |xml| {
        look.write(xml);
        preserved(xml, if gone { "w:delText" } else { "w:t" }, text);
    });
}

/// Text with its tabs and line breaks, inside a run.
pub(super) fn preserved(xml: &mut Xml, element: &str, text: &str) {
    let text = clean(text);
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['\t', '\n', '\r']) {
        let (words, sign) = rest.split_at(at);
        piece(xml, element, words);
        xml.leaf(if sign.starts_with('\t') { "w:tab" } else { "w:br" }, &[]);
        rest = sign.get(1..).unwrap_or_default();
    }
    piece(xml, element, rest);
}

fn piece(xml: &mut Xml, element: &str, words: &str) {
    if !words.is_empty() {
        xml.words(element, &[("xml:space", "preserve")], words);
    }
}

/// Whether the first letter that has a direction is read from right to left.
pub(super) fn is_rtl(text: &str) -> bool {
    let right = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}');
    text.chars().find(|c| c.is_alphabetic()).is_some_and(right)
}
