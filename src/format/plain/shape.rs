//! What one line looks like by itself: formula, closing, annex, list item, end of a sentence.
//!
//! Nothing here knows the lines around it; `join` weighs these looks against each other.

use super::lines::Line;
use super::notes::{raised, take_named};
use super::written::is_sign;
use crate::record::MONTHS;
use crate::revise::intake::{Dropped, Why};

/// The mark that a line opened with in Markdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// `#`, with its depth.
    Heading(usize),
    /// `>`
    Quote,
    /// `-`, `*`, `•`
    Bullet,
    /// None in the line, but its source says that it begins a paragraph.
    Own,
}

impl Mark {
    /// Whether the line itself had no mark.
    pub fn is_none(self) -> bool {
        matches!(self, Self::None | Self::Own)
    }
}

/// A line without its mark.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: Line,
    pub mark: Mark,
}

impl Row {
    /// The text without emphasis marks around it.
    pub fn bare(&self) -> &str {
        self.line.text.trim_matches(['*', '_'])
    }
}

/// Takes the marks off the lines and reports them. A line of nothing but a mark is blank. A dash
/// that a wrapped line happens to begin with is no bullet, unless the text is a list throughout.
pub(super) fn rows(lines: Vec<Line>, spaced: bool, dropped: &mut Vec<Dropped>) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::with_capacity(lines.len());
    let (mut gap, mut broken) = (false, false);
    let labelled = |l: &&Line| l.text.strip_prefix("- ").is_some_and(|t| super::labels::find(t).is_some());
    let list = lines.iter().filter(labelled).take(3).count() == 3;
    for mut line in lines {
        let (mut mark, mut length) = mark(&line.text);
        let begins = (line.gap && !spaced) || out.last().is_none_or(|r| end_mark(&r.line.text).is_some());
        if mark == Mark::Bullet && !begins && !(list && line.text.starts_with('-')) {
            (mark, length) = (Mark::None, 0);
        }
        if length > 0 {
            let text = line.text.get(..length).unwrap_or_default().to_owned();
            let rest = line.text.get(length..).unwrap_or_default().trim().to_owned();
            let why = if rest.is_empty() { Why::Blank } else { Why::BlockMark };
            dropped.push(Dropped { line: line.number, text, why });
            line.text = rest;
        }
        line.gap |= gap;
        line.broken |= broken;
        (gap, broken) = (line.text.is_empty(), line.text.is_empty() && line.broken);
        if !line.text.is_empty() {
            out.push(Row { line, mark });
        }
    }
    out
}

/// The mark of a line and its length in bytes.
pub(super) fn mark(text: &str) -> (Mark, usize) {
    let parted = |n: usize| text.get(n..).is_some_and(|r| r.is_empty() || r.starts_with(char::is_whitespace));
    let depth = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&depth) && parted(depth) {
        return (Mark::Heading(depth), depth);
    }
    for bullet in ["-", "*", "+", "•"] {
        if text.starts_with(bullet) && parted(bullet.len()) {
            return (Mark::Bullet, bullet.len());
        }
    }
    if text.starts_with('>') { (Mark::Quote, 1) } else { (Mark::None, 0) }
}

/// "The General Assembly,": the organ, alone on its line.
pub(super) fn is_formula(text: &str) -> bool {
    const ORGANS: [&str; 9] = [
        "Assembly",
        "Council",
        "Commission",
        "Committee",
        "Conference",
        "Board",
        "Parties",
        "Congress",
        "Plenipotentiary",
    ];
    let Some(name) = text.strip_prefix("The ").and_then(|t| t.strip_suffix(',')) else { return false };
    name.len() < 120
        && !name.contains([',', ';', '.'])
        && ORGANS.iter().any(|organ| name.contains(organ))
        && name.split(' ').all(|w| w.starts_with(char::is_uppercase) || w.len() <= 3)
}

/// "64th plenary meeting".
pub(super) fn is_meeting(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = words.next().unwrap_or_default();
    let digits = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let nth = ["st", "nd", "rd", "th"].iter().any(|s| number.strip_prefix(digits) == Some(s));
    nth && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && text.len() < 60
        && words.next_back() == Some("meeting")
}

/// "15 December 2025".
pub(super) fn is_date(text: &str) -> bool {
    let digits = |s: &str, max| !s.is_empty() && s.len() <= max && s.bytes().all(|b| b.is_ascii_digit());
    let words: Vec<&str> = text.split_whitespace().take(4).collect();
    matches!(words.as_slice(), [d, m, y] if digits(d, 2) && MONTHS.contains(m) && digits(y, 4))
}

/// "Annex", "Annex II", "ANNEX 3".
pub(super) fn is_annex(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().is_some_and(|w| matches!(w, "Annex" | "ANNEX" | "Appendix"));
    let number = words.next().is_none_or(|w| {
        crate::text::from_roman(&w.to_lowercase()).is_some() || w.bytes().all(|b| b.is_ascii_digit())
    });
    first && number && words.next().is_none()
}

/// The title behind "80/118. ", with the length of that label in bytes.
pub(super) fn numbered_title(text: &str) -> Option<(usize, &str)> {
    let (label, rest) = text.split_once(". ")?;
    let (session, number) = label.split_once('/')?;
    let digits = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let letter = number.split_once(' ').is_none_or(|(_, l)| l.len() == 1);
    let number = number.split(' ').next().unwrap_or_default();
    (digits(session) && digits(number) && letter).then_some((label.len() + 1, rest.trim()))
}

/// The text before note references, quotation marks, brackets and emphasis marks at its end.
fn before_marks(text: &str) -> &str {
    let mut text = text;
    loop {
        let closing =
            |c: char| raised(c).is_some() || c.is_whitespace() || is_sign(c) || "*_”’\"')]".contains(c);
        let mut next = text.trim_end_matches(closing);
        if let Some(at) = next.len().checked_sub(1).and_then(|_| text.rfind("[^"))
            && take_named(text.get(at..).unwrap_or_default())
                .is_some_and(|(_, r)| r.trim_matches(closing).is_empty())
        {
            next = text.get(..at).unwrap_or_default();
        }
        // "issue,1" and "levels, 9": the number of a note behind the punctuation.
        let number = next.trim_end_matches(|c: char| c.is_ascii_digit());
        if next.len() - number.len() <= 3 && number.trim_end().ends_with([',', ';']) {
            next = number.trim_end();
        }
        for word in [" and", " or"] {
            next = next.strip_suffix(word).filter(|t| t.ends_with([',', ';'])).unwrap_or(next);
        }
        if next.len() == text.len() {
            return text;
        }
        text = next;
    }
}

/// The punctuation that ends a text, marks and notes behind it aside.
pub(super) fn end_mark(text: &str) -> Option<char> {
    // Only the end matters, and texts can be long.
    let mut from = text.len().saturating_sub(200);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let tail = text.get(from..).unwrap_or_default();
    before_marks(tail).chars().next_back().filter(|c| matches!(c, ',' | ';' | ':' | '.' | '?' | '!'))
}

/// Whether the text opens with a small letter, quotation marks and brackets aside.
pub(super) fn is_lower(text: &str) -> bool {
    text.trim_start_matches(['*', '_', '“', '"', '(', '[', '‘']).starts_with(char::is_lowercase)
}

/// Whether the text opens as a sentence does.
pub(super) fn is_upper(text: &str) -> bool {
    let open = text.trim_start_matches(['*', '_', '“', '"', '(', '[', '‘', '/', '~']);
    open.starts_with(char::is_uppercase)
}

/// Whether a line may be a heading: short, and no sentence.
pub(super) fn may_head(text: &str) -> bool {
    text.len() <= 160
        && is_upper(text)
        && !text.ends_with([',', ';', ':', '.', '-', '/'])
        && end_mark(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        for (text, end) in [
            ("on the issue,1", Some(',')),
            ("levels, 9", Some(',')),
            ("Assembly,⁹", Some(',')),
            ("Summit;[^12]", Some(';')),
            ("(E/2025/31).*", Some('.')),
            ("for work”,", Some(',')),
            ("; and", Some(';')),
            ("this and", None),
            ("in 2025", None),
            ("[^1]", None),
            ("", None),
        ] {
            assert_eq!(end_mark(text), end, "{text}");
        }
    }

    #[test]
    fn looks() {
        assert!(is_formula("The Economic and Social Council,") && is_formula("The General Assembly,"));
        assert!(!is_formula("The General Assembly decides,") && !is_formula("The Council, having met,"));
        assert!(is_meeting("64th plenary meeting") && !is_meeting("The meeting") && !is_meeting("4 meeting"));
        assert!(is_date("15 December 2025") && !is_date("15 December 2025, and"));
        assert!(is_annex("Annex I") && is_annex("Annex") && !is_annex("Annex to the report"));
        assert_eq!(numbered_title("80/118. A title"), Some((7, "A title")));
        assert_eq!(numbered_title("57/270 B. A title"), Some((9, "A title")));
        assert_eq!(numbered_title("80. A title"), None);
    }
}
