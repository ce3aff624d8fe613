//! Writes a [`Sheet`] as Markdown.
//!
//! `> masthead`, `# title`, `*The General Assembly,*`, `## heading`, `1. *Calls upon* …`,
//! sub-paragraphs set in by four spaces a level, `[^1]` with its note at the end. Whatever in
//! the text would read as Markdown is escaped, so that only we set marks: words put in are
//! `**bold**`, words taken out `~~struck~~`, one actor's own `<mark>**highlighted**</mark>`.

use super::page::{Markup, Piece, Sheet, SheetParagraph, names, tag_words};
use super::pieces::joined;
use crate::text::{Kind, NOTE};
use crate::weave::{MarkKind, Run};

/// The sheet as Markdown.
pub fn write(sheet: &Sheet) -> String {
    let mut blocks: Vec<String> = Vec::with_capacity(sheet.paragraphs.len() + sheet.notes.len() + 1);
    let mut subtitle = sheet.subtitle.as_deref().map(|s| format!("**{}**", escape(s)));
    if !sheet.has_title() {
        blocks.extend(subtitle.take());
    }
    for paragraph in &sheet.paragraphs {
        blocks.push(block(sheet, paragraph));
        if paragraph.kind == Kind::Title {
            blocks.extend(subtitle.take());
        }
    }
    blocks.extend(sheet.notes.iter().map(|(n, text)| format!("[^{n}]: {}", escape(text))));
    blocks.join("\n\n") + "\n"
}

fn block(sheet: &Sheet, paragraph: &SheetParagraph) -> String {
    let mut text = words(sheet, paragraph);
    if let Some(status) = paragraph.status.as_deref().filter(|_| sheet.markup != Markup::None) {
        text.push_str(&escape(&format!(" [{status}]")));
    }
    let indent = "    ".repeat(usize::from(paragraph.level.min(9)));
    let opening = match paragraph.kind {
        Kind::Title => "# ",
        Kind::Heading | Kind::Annex => "## ",
        _ if paragraph.masthead => "> ",
        _ => "",
    };
    match &paragraph.label {
        Some(label) => format!("{indent}{opening}{} {text}", escape(label)),
        None if opening.is_empty() => indent + &line_start(text),
        None => format!("{opening}{text}"),
    }
}

/// The words of a paragraph with their marks.
fn words(sheet: &Sheet, paragraph: &SheetParagraph) -> String {
    // Their style is said by their place.
    let italic = match paragraph.kind {
        Kind::Formula | Kind::Closing => Some(true),
        Kind::Title | Kind::Heading | Kind::Annex => Some(false),
        _ => None,
    };
    let styled = paragraph.printed(&sheet.markup).into_iter().map(|piece| match (piece, italic) {
        (Piece::Run(run), Some(italic)) => Piece::Run(Run { italic, bold: false, ..run }),
        (piece, _) => piece,
    });
    let annotated = matches!(sheet.markup, Markup::Annotated(_));
    let mut out = String::new();
    for piece in joined(styled) {
        match piece {
            Piece::Run(run) if paragraph.version && is_gone(&run) => {}
            Piece::Run(run) => out.push_str(&marked(sheet, &run, annotated)),
            Piece::Text(text) => out.push_str(&escape(&text)),
            Piece::Sign(sign) => out.push_str(&escape(sign)),
            Piece::Names(by) => out.push_str(&escape(&names(&by))),
            Piece::Tag(tag) => {
                if !out.ends_with(char::is_whitespace) && !out.is_empty() {
                    out.push(' ');
                }
                let said = escape(&tag_words(&tag, !annotated));
                out.push_str(&if annotated { wrapped(&said, "<mark>**", "**</mark>") } else { said });
            }
        }
    }
    out
}

/// Whether somebody takes the words out. A version has none of them: words that are struck in
/// Markdown are read as words.
fn is_gone(run: &Run) -> bool {
    run.marks.iter().any(|m| m.kind == MarkKind::Deleted)
}

/// A run in its marks.
fn marked(sheet: &Sheet, run: &Run, annotated: bool) -> String {
    if run.note.is_some() || run.text.contains(NOTE) {
        return sheet.number_of(run).map(|n| format!("[^{n}]")).unwrap_or_default();
    }
    if run.text == "\n" {
        return " ¶ ".to_owned();
    }
    let new = run.marks.iter().any(|m| match m.kind {
        MarkKind::Inserted => true,
        MarkKind::Alternative => m.group.is_some(),
        _ => false,
    });
    let gone = is_gone(run);
    let mut text = escape(&run.text);
    if run.italic {
        text = wrapped(&text, "*", "*");
    }
    if new || run.bold {
        text = wrapped(&text, "**", "**");
    }
    if gone {
        text = wrapped(&text, "~~", "~~");
    }
    if new && annotated {
        text = wrapped(&text, "<mark>", "</mark>");
    }
    text
}

/// Text between marks. White space stays outside: Markdown does not know marks beside it.
fn wrapped(text: &str, open: &str, close: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_owned();
    }
    let lead = text.len() - text.trim_start().len();
    let tail = text.trim_end().len();
    let (before, after) = (text.get(..lead), text.get(tail..));
    format!("{}{open}{inner}{close}{}", before.unwrap_or_default(), after.unwrap_or_default())
}

/// Text in which nothing reads as Markdown. Taking each backslash off that stands before a
/// sign of punctuation gives the text again, with its line breaks as spaces.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let special = match c {
            '\\' | '*' | '_' | '[' | '`' | '~' => true,
            '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => next.is_some_and(|n| n.is_ascii_alphabetic() || n == '#'),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(if matches!(c, '\n' | '\r') { ' ' } else { c });
    }
    out
}

/// A line whose start does not read as a heading, a list, a quotation or a rule.
fn line_start(line: String) -> String {
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    let (number, rest) = line.split_at(digits);
    if !number.is_empty() && rest.starts_with(['.', ')']) {
        return format!("{number}\\{rest}");
    }
    if line.starts_with(['#', '>', '+', '-', '=']) { format!("\\{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unescape(text: &str) -> String {
        let mut out = String::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            match (c, chars.peek()) {
                ('\\', Some(n)) if n.is_ascii_punctuation() => out.extend(chars.next()),
                _ => out.push(c),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_back(text in "[a-z*_\\[\\]\\\\`~<>&#/!. -]{0,40}|\\PC{0,40}") {
            prop_assert_eq!(unescape(&escape(&text)), text.clone());
            prop_assert_eq!(unescape(&line_start(escape(&text))), text);
        }

        #[test]
        fn no_sign_is_left_bare(text in "\\PC{0,40}") {
            let bare = escape(&text).replace("\\\\", "").replace("\\*", "").replace("\\_", "").replace("\\[", "");
            prop_assert!(!bare.contains(['*', '_', '[']));
        }
    }

    #[test]
    fn starts_of_lines() {
        for (text, safe) in [
            ("1. One", "1\\. One"),
            ("2025 was", "2025 was"),
            ("# x", "\\# x"),
            ("- x", "\\- x"),
            ("(a) x", "(a) x"),
            ("", ""),
        ] {
            assert_eq!(line_start(text.to_owned()), safe);
        }
    }

    #[test]
    fn marks_keep_off_white_space() {
        assert_eq!(wrapped(" new words ", "**", "**"), " **new words** ");
        assert_eq!(wrapped("  ", "**", "**"), "  ");
    }
}
