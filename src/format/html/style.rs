//! The style of the page: what is always the same, and what follows from the sheet.

use super::escape::css;
use crate::format::page::{Shade, Sheet};
use crate::record::{Colour, Ink, SAFE};
use std::collections::BTreeSet;

/// All that does not follow from the sheet.
const PAGE: &str = include_str!("../../../assets/html/page.css");

/// What tells apart those who share a colour.
const PATTERNS: [&str; Shade::PATTERNS] = ["solid", "double", "dashed", "dotted", "wavy"];

/// The class of a shade: `c4 p0`; of a colour that somebody chose beside the palette `x1f2e3d p0`.
pub(super) fn class(shade: Shade) -> String {
    format!("{} p{}", colour(shade.ink), shade.pattern.number())
}

fn colour(ink: Ink) -> String {
    match ink {
        Ink::Safe(n) => format!("c{n}"),
        Ink::Own(colour) => colour.to_string().replace('#', "x"),
    }
}

/// The whole style sheet.
pub(super) fn sheet(sheet: &Sheet) -> String {
    let mut out = PAGE.to_owned();
    let mut used: Vec<Shade> = sheet.shades().into_values().collect();
    used.sort();
    let inks: BTreeSet<Ink> = used.iter().map(|s| s.ink).collect();
    for ink in inks {
        let shown = match ink {
            Ink::Safe(n) => SAFE.get(n).map_or(Colour(0, 0, 0), |(_, c)| *c),
            Ink::Own(colour) => colour,
        };
        out.push_str(&format!(".{} {{ --actor: {shown}; }}\n", colour(ink)));
    }
    for (n, line) in
        PATTERNS.iter().enumerate().filter(|(n, _)| used.iter().any(|s| s.pattern.number() == *n))
    {
        // The edge of a box knows no waves.
        let edge = if *line == "wavy" { "groove" } else { line };
        out.push_str(&format!(".p{n} {{ --line: {line}; --edge: {edge}; }}\n"));
    }
    let head: Vec<&str> =
        [&sheet.symbol, &sheet.revision].into_iter().map(|s| s.trim()).filter(|s| !s.is_empty()).collect();
    if !head.is_empty() {
        let text = css(&head.join("  "));
        out.push_str(&format!("@page {{ @top-right {{ content: \"{text}\"; font: 9pt serif; }} }}\n"));
    }
    out
}
