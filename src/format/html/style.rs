//! The style of the page: what is always the same, and what follows from the sheet.

use super::escape::css;
use crate::format::page::{Shade, Sheet};

/// All that does not follow from the sheet.
const PAGE: &str = include_str!("../../../assets/html/page.css");

/// The palette of Okabe and Ito, told apart by nearly everybody; grey stands for black, which
/// is the colour of the text.
const PALETTE: [&str; Shade::COLOURS] =
    ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#999999"];

/// What tells apart those who share a colour.
const PATTERNS: [&str; Shade::PATTERNS] = ["solid", "double", "dashed", "dotted", "wavy"];

/// The class of a shade: `c4 p0`.
pub(super) fn class(shade: Shade) -> String {
    format!("c{} p{}", shade.colour, shade.pattern)
}

/// The whole style sheet.
pub(super) fn sheet(sheet: &Sheet) -> String {
    let mut out = PAGE.to_owned();
    let mut used: Vec<Shade> = sheet.shades().into_values().collect();
    used.sort();
    for (n, colour) in PALETTE.iter().enumerate().filter(|(n, _)| used.iter().any(|s| s.colour == *n)) {
        out.push_str(&format!(".c{n} {{ --actor: {colour}; }}\n"));
    }
    for (n, line) in PATTERNS.iter().enumerate().filter(|(n, _)| used.iter().any(|s| s.pattern == *n)) {
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
