//! A compilation as coloured text in attributed brackets, with a legend: for those who read on
//! paper, or whose program knows no tracked changes.
//!
//! The signs are those of the bracketed text; colour only repeats what the names say.

use super::runs::{Look, is_rtl, run};
use super::styles::{LEGEND, SIGN, TAG};
use super::xml::Xml;
use crate::format::page::{Piece, Shade, Sheet, tag_words};
use crate::record::ActorId;
use crate::weave::{Mark, MarkKind, Run};
use std::collections::BTreeMap;

/// What the printer adds to the words.
const SIGNED: Look = Look {
    style: Some(SIGN),
    bold: false,
    italic: false,
    struck: false,
    colour: None,
    yellow: false,
    rtl: false,
    raised: false,
};

/// The palette of Okabe and Ito, dark enough for letters.
const PALETTE: [&str; Shade::COLOURS] =
    ["9A6A00", "1F78A8", "00795A", "857A00", "0072B2", "B34700", "A34F7C", "666666"];

/// The colour of each actor.
#[derive(Default)]
pub(super) struct Colours<'a>(BTreeMap<&'a ActorId, Shade>);

impl<'a> Colours<'a> {
    /// The colours of a sheet.
    pub fn new(sheet: &'a Sheet) -> Self {
        Self(sheet.shades())
    }

    fn of(&self, by: &[ActorId]) -> Option<&'static str> {
        let shade = by.first().and_then(|a| self.0.get(a))?;
        PALETTE.get(shade.colour).copied()
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
        run(xml, actor.as_str(), Look { bold: true, colour, ..SIGNED }, false);
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
