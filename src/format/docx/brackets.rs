//! A compilation as coloured text in attributed brackets, with a legend: for those who read on
//! paper, or whose program knows no tracked changes.
//!
//! The signs are those of the bracketed text; colour only repeats what the names say.

use super::runs::{Look, is_rtl, run};
use super::styles::{LEGEND, SIGN, TAG};
use super::xml::Xml;
use crate::format::page::{Piece, Shade, Sheet, tag_words};
use crate::record::{ActorId, Colour, Ink, Pattern};
use crate::weave::{Mark, MarkKind, Run};
use std::collections::BTreeMap;

/// What the printer adds to the words.
const SIGNED: Look = Look {
    style: Some(SIGN),
    bold: false,
    italic: false,
    struck: false,
    colour: None,
    line: None,
    yellow: false,
    rtl: false,
    raised: false,
};

/// The palette of Okabe and Ito, dark enough for letters.
const PALETTE: [Colour; Shade::COLOURS] = [
    Colour(0x9a, 0x6a, 0x00),
    Colour(0x1f, 0x78, 0xa8),
    Colour(0x00, 0x79, 0x5a),
    Colour(0x85, 0x7a, 0x00),
    Colour(0x00, 0x72, 0xb2),
    Colour(0xb3, 0x47, 0x00),
    Colour(0xa3, 0x4f, 0x7c),
    Colour(0x66, 0x66, 0x66),
];

/// The colour of each actor.
#[derive(Default)]
pub(super) struct Colours<'a>(BTreeMap<&'a ActorId, Shade>);

impl<'a> Colours<'a> {
    /// The colours of a sheet.
    pub fn new(sheet: &'a Sheet) -> Self {
        Self(sheet.shades())
    }

    fn of(&self, by: &[ActorId]) -> Option<Colour> {
        match by.first().and_then(|a| self.0.get(a))?.ink {
            Ink::Safe(n) => PALETTE.get(n).copied(),
            Ink::Own(colour) => Some(colour.readable_on(&[Colour(255, 255, 255)])),
        }
    }

    /// The line under a name: what tells apart those who share a colour. One line is no pattern.
    fn line(&self, actor: &ActorId) -> Option<&'static str> {
        match self.0.get(actor)?.pattern {
            Pattern::Solid => None,
            Pattern::Double => Some("double"),
            Pattern::Dashes => Some("dash"),
            Pattern::Dots => Some("dotted"),
            Pattern::Wave => Some("wave"),
        }
    }

    /// The look of a run: that of the innermost mark that somebody made.
    pub fn run(&self, run: &Run) -> Look {
        let own = |m: &&Mark| m.group.is_some();
        let put =
            |m: &Mark| m.kind == MarkKind::Inserted || (m.kind == MarkKind::Alternative && m.group.is_some());
        Look {
            bold: run.bold || run.marks.iter().any(put),
            italic: run.italic,
            struck: run.marks.iter().any(|m| m.kind == MarkKind::Deleted),
            colour: run.marks.iter().rfind(own).and_then(|m| self.of(&m.by)),
            rtl: is_rtl(&run.text),
            ..Look::default()
        }
    }

    /// A bracket, names or a tag.
    pub fn sign(&self, xml: &mut Xml, piece: &Piece) {
        match piece {
            Piece::Run(_) => {}
            Piece::Text(text) => run(xml, text, Look::default(), false),
            Piece::Sign(sign) => run(xml, sign, SIGNED, false),
            Piece::Names(by) => {
                for (n, actor) in by.iter().enumerate() {
                    if n > 0 {
                        run(xml, ", ", SIGNED, false);
                    }
                    self.name(xml, actor);
                }
            }
            Piece::Tag(tag) => {
                let look = Look { style: Some(TAG), colour: self.of(&tag.by), ..Look::default() };
                run(xml, &format!(" {}", tag_words(tag, true)), look, false);
            }
        }
    }

    fn name(&self, xml: &mut Xml, actor: &ActorId) {
        let colour = self.of(std::slice::from_ref(actor));
        let line = self.line(actor);
        run(xml, actor.as_str(), Look { bold: true, colour, line, ..SIGNED }, false);
    }

    /// Who is who, in one line.
    pub fn legend(&self, xml: &mut Xml, sheet: &Sheet) {
        if sheet.actors.is_empty() {
            return;
        }
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", LEGEND));
            for (n, actor) in sheet.actors.iter().enumerate() {
                self.name(xml, &actor.id);
                let name = if actor.name == actor.id.as_str() { "" } else { &actor.name };
                let gap = if name.is_empty() { "" } else { " " };
                let end = if n + 1 == sheet.actors.len() { "" } else { "; " };
                run(xml, &format!("{gap}{name}{end}"), Look::default(), false);
            }
        });
    }
}
