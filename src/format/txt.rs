//! Writes a [`Sheet`] as plain text, set like a resolution: a block a paragraph.
//!
//! No line is wrapped, so that reading it back gives the same paragraphs. Plain text has no
//! bold: whatever markup a sheet has is shown in attributed brackets, never left out.

use super::page::{Markup, Piece, Sheet, SheetParagraph, names, tag_words};
use crate::text::{Kind, NOTE};
use crate::weave::{MarkKind, Run};

/// The line that notes stand under.
const RULE: &str = "__________________";
/// What a sub-paragraph is set in by, a level.
const INDENT: &str = "    ";

/// The sheet as plain text.
pub fn write(sheet: &Sheet) -> String {
    let mut blocks: Vec<String> = Vec::with_capacity(sheet.paragraphs.len() + sheet.notes.len() + 2);
    let mut subtitle = sheet.subtitle.as_deref();
    if !sheet.has_title() {
        blocks.extend(subtitle.take().map(str::to_owned));
    }
    for paragraph in &sheet.paragraphs {
        blocks.push(block(sheet, paragraph));
        if paragraph.kind == Kind::Title {
            blocks.extend(subtitle.take().map(str::to_owned));
        }
    }
    if !sheet.notes.is_empty() {
        blocks.push(RULE.to_owned());
        blocks.extend(sheet.notes.iter().map(|(n, text)| format!("{} {}", raised(*n), one_line(text))));
    }
    blocks.join("\n\n") + "\n"
}

fn block(sheet: &Sheet, paragraph: &SheetParagraph) -> String {
    let mut out = INDENT.repeat(usize::from(paragraph.level.min(9)));
    if let Some(label) = &paragraph.label {
        out.push_str(label);
        out.push(' ');
    }
    let named = sheet.markup == Markup::Compilation;
    for piece in &paragraph.pieces {
        match piece {
            // What plain text cannot strike is not in a version.
            Piece::Run(run) if paragraph.version && is_gone(run) => {}
            Piece::Text(text) => out.push_str(&one_line(text)),
            Piece::Run(run) if run.note.is_some() || run.text.contains(NOTE) => {
                out.extend(sheet.number_of(run).map(raised));
            }
            Piece::Run(run) if run.text == "\n" => out.push_str(" ¶ "),
            Piece::Run(run) => out.push_str(&one_line(&run.text)),
            Piece::Sign(sign) => out.push_str(sign),
            Piece::Names(by) => out.push_str(&names(by)),
            Piece::Tag(tag) => {
                spaced(&mut out);
                out.push_str(&one_line(&tag_words(tag, named)));
            }
        }
    }
    if let Some(status) = paragraph.status.as_deref().filter(|_| sheet.markup != Markup::None) {
        spaced(&mut out);
        out.push_str(&format!("[{}]", one_line(status)));
    }
    out
}

/// Whether somebody takes the words out.
fn is_gone(run: &Run) -> bool {
    run.marks.iter().any(|m| m.kind == MarkKind::Deleted)
}

/// Ends what is written with a space, unless it does already.
fn spaced(out: &mut String) {
    if !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

/// Text without line breaks: a break would begin a paragraph.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

/// A number in superscript digits: ¹²
fn raised(number: usize) -> String {
    let digit = |c| match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        _ => '⁹',
    };
    number.to_string().chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_numbers() {
        assert_eq!(raised(1023), "¹⁰²³");
        assert_eq!(raised(456_789), "⁴⁵⁶⁷⁸⁹");
    }

    #[test]
    fn an_empty_sheet() {
        assert_eq!(write(&Sheet::default()), "\n");
    }
}
