//! [`written`]: a line with looks as text with marks, in which nothing else reads as a mark.
//!
//! Stars where Markdown has them, so that all later steps see what they know; signs of our own
//! where a look changes inside a word. What stands there is read back by `inline`.

use super::rich::RichLine;
use super::{furniture, labels, raise};

/// Signs that switch bold on and off where no star may stand, inside a word. They are characters
/// that no text may use.
pub(super) const BOLD: (char, char) = ('\u{FDD0}', '\u{FDD1}');
/// The same for italics.
pub(super) const ITALIC: (char, char) = ('\u{FDD2}', '\u{FDD3}');

/// Whether a character is one of those signs.
pub(super) fn is_sign(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDD3}').contains(&c)
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    bold: bool,
    italic: bool,
    struck: bool,
    raised: bool,
}

impl Look {
    /// What two looks have in common.
    fn both(self, other: Self) -> Self {
        Self {
            bold: self.bold && other.bold,
            italic: self.italic && other.italic,
            struck: self.struck && other.struck,
            raised: self.raised && other.raised,
        }
    }

    fn is_set(self) -> bool {
        self.bold || self.italic
    }
}

/// Characters of one look, or the reference to a note.
struct Piece<'a> {
    look: Look,
    text: String,
    note: Option<&'a str>,
}

/// A line as text with marks.
pub(super) fn written(line: &RichLine) -> String {
    let bare = line.text();
    if furniture::is_rule(bare.trim()) {
        return bare;
    }
    let pieces = pieces(line);
    let mut out = String::with_capacity(bare.len() + 16);
    let mut struck = false;
    for (i, piece) in pieces.iter().enumerate() {
        let (before, after) = (i.checked_sub(1).and_then(|i| pieces.get(i)), pieces.get(i + 1));
        if struck != piece.look.struck {
            out.push_str("~~");
            struck = piece.look.struck;
        }
        match piece.note {
            Some(name) => out.push_str(&format!("[^{name}]")),
            None => put(piece, before, after, &mut out),
        }
    }
    if struck {
        out.push_str("~~");
    }
    out
}

/// A piece in its marks.
fn put(piece: &Piece, before: Option<&Piece>, after: Option<&Piece>, out: &mut String) {
    let text = escape(&piece.text, after);
    let (bold, italic) = (piece.look.bold, piece.look.italic);
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let next = after.filter(|p| p.note.is_none()).and_then(|p| p.text.chars().next());
    let beside = [before, after].into_iter().flatten().any(|p| p.look.is_set());
    // An address takes everything up to the next space.
    let address = text.contains("://") || text.contains("www.");
    let stars = !inside(out.chars().next_back()) && !inside(next) && !beside && !address;
    let mark = match (bold, italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    if stars || mark.is_empty() {
        out.push_str(mark);
        out.push_str(&text);
        out.push_str(mark);
        return;
    }
    out.extend(bold.then_some(BOLD.0));
    out.extend(italic.then_some(ITALIC.0));
    out.push_str(&text);
    out.extend(italic.then_some(ITALIC.1));
    out.extend(bold.then_some(BOLD.1));
}

/// The pieces of a line. White space at the edge of a look has no look, nor has the label of the
/// paragraph, nor the number of a note.
fn pieces(line: &RichLine) -> Vec<Piece<'_>> {
    let bare = line.text();
    let open = bare.len() - bare.trim_start().len();
    let label = labels::find(bare.trim_start()).map_or(0, |f| open + f.issued.len());
    let mut chars: Vec<(char, Look, Option<&str>)> = Vec::with_capacity(bare.len());
    let mut at = 0;
    for span in &line.spans {
        if let Some(name) = &span.note {
            chars.push((' ', Look { struck: span.struck, ..Look::default() }, Some(name)));
            at += span.text.len();
            continue;
        }
        let number = span.raised
            && span.text.contains(|c: char| c.is_ascii_digit())
            && span.text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' '));
        let look = match number {
            true => Look { raised: true, struck: span.struck, ..Look::default() },
            false => Look { bold: span.bold, italic: span.italic, struck: span.struck, raised: false },
        };
        for c in span.text.chars() {
            let own = Look { struck: look.struck, ..Look::default() };
            chars.push((c, if at < label { own } else { look }, None));
            at += c.len_utf8();
        }
    }
    let edges = |chars: &mut Vec<(char, Look, Option<&str>)>| {
        let mut before = Look::default();
        for (c, look, _) in chars.iter_mut() {
            if c.is_whitespace() {
                *look = look.both(before);
            }
            before = *look;
        }
        chars.reverse();
    };
    edges(&mut chars);
    edges(&mut chars);
    let mut out: Vec<Piece> = Vec::new();
    for (c, look, note) in chars {
        match out.last_mut() {
            Some(last) if last.look == look && last.note.is_none() && note.is_none() => last.text.push(c),
            _ if note.is_some() => out.push(Piece { look, text: String::new(), note }),
            _ => out.push(Piece { look, text: c.to_string(), note: None }),
        }
    }
    for piece in out.iter_mut().filter(|p| p.look.raised) {
        piece.text = piece.text.chars().map(raise).collect();
    }
    out
}

/// Text in which nothing reads as a mark inside a line.
fn escape(text: &str, after: Option<&Piece>) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let left = rest.as_str();
        let next = left
            .chars()
            .next()
            .or_else(|| after.filter(|p| p.note.is_none()).and_then(|p| p.text.chars().next()));
        match c {
            '\\' | '*' | '_' => out.extend(['\\', c]),
            '[' if next == Some('^') => out.push_str("\\["),
            ']' if next == Some('(') => out.push_str("\\]"),
            '<' if left.starts_with("mark>") || left.starts_with("/mark>") => out.push_str("\\<"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::rich::{RichSpan, read_rich};
    use super::*;
    use crate::text::Ranges;
    use proptest::prelude::*;

    fn span(text: &str, look: &str) -> RichSpan {
        let has = |c| look.contains(c);
        RichSpan {
            text: text.to_owned(),
            bold: has('b'),
            italic: has('i'),
            struck: has('s'),
            raised: has('r'),
            note: None,
        }
    }

    fn line(spans: &[(&str, &str)]) -> RichLine {
        RichLine { spans: spans.iter().map(|(t, l)| span(t, l)).collect(), ..RichLine::default() }
    }

    #[test]
    fn looks_become_marks() {
        for (spans, expected) in [
            (vec![("We ", ""), ("new ", "b"), ("words", "")], "We **new** words"),
            (vec![("12. ", "b"), ("We", "b")], "12. **We**"),
            (vec![("Assembly,", ""), ("12", "r"), (" and m", ""), ("th", "r")], "Assembly,¹² and mth"),
            (vec![("a ", ""), ("gone ", "s"), ("too", "sb"), (" b", "")], "a ~~gone **too**~~ b"),
            (vec![("a * b_c [^1] [x](y) <mark>", "")], "a \\* b\\_c \\[^1] [x\\](y) \\<mark>"),
            (vec![("state", ""), ("s", "b")], "state\u{FDD0}s\u{FDD1}"),
            (vec![("________", "")], "________"),
        ] {
            assert_eq!(written(&line(&spans)), expected);
        }
    }

    fn looks() -> impl Strategy<Value = Vec<(String, String)>> {
        prop::collection::vec(("[a-d ,*_\\[\\]^(<>#\\\\-]{1,6}", "[bi]{0,2}"), 1..8)
    }

    proptest! {
        /// What is written is read back: the words, and what of them is bold and italic.
        #[test]
        fn looks_come_back(spans in looks()) {
            let spans: Vec<(String, String)> =
                spans.into_iter().chain([("end of it.".to_owned(), String::new())]).collect();
            let source = RichLine {
                spans: std::iter::once(span("We ", "")).chain(spans.iter().map(|(t, l)| span(t, l))).collect(),
                ..RichLine::default()
            };
            let parsed = read_rich(vec![source], true);
            let words = &parsed.paragraphs[0].words;
            // What stands there after white space is evened out, with its looks.
            let mut text = String::from("We ");
            let (mut bold, mut italic) = (Vec::new(), Vec::new());
            for (t, l) in &spans {
                for c in t.chars() {
                    if c == ' ' && text.ends_with(' ') {
                        continue;
                    }
                    let at = text.chars().count();
                    bold.extend((l.contains('b') && c != ' ').then_some(at..at + 1));
                    italic.extend((l.contains('i') && c != ' ').then_some(at..at + 1));
                    text.push(c);
                }
            }
            // A repair takes a space out before a comma; that is another matter.
            prop_assume!(parsed.report.repairs.is_empty());
            prop_assert_eq!(words.text(), &text);
            let inked = |ranges: &Ranges| -> Vec<usize> {
                let all = ranges.iter().flat_map(|r| r.clone());
                all.filter(|i| words.text().chars().nth(*i) != Some(' ')).collect()
            };
            let wanted = |list: Vec<std::ops::Range<usize>>| list.into_iter().map(|r| r.start).collect::<Vec<_>>();
            prop_assert_eq!(inked(words.bold()), wanted(bold));
            prop_assert_eq!(inked(words.italic()), wanted(italic));
            prop_assert!(parsed.report.dropped.is_empty());
        }
    }
}
