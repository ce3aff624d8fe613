//! [`Extra`]: what goes into a Word file beside the sheet. Plain data, filled by the caller.
//!
//! There is no clock here: without a date given, the file says none.

use crate::text::ParagraphId;
use std::ops::Range;

/// What goes into a Word file beside the sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// Comments, with the replies to them.
    pub threads: Vec<Thread>,
    /// When the file was made, "2026-05-04T09:30:00Z"; the date of changes too.
    pub date: Option<String>,
    /// Who made the file, for its properties.
    pub author: Option<String>,
    /// Whether Word is to track what is typed next, as it always is in a compilation.
    pub track: bool,
    /// Whether a compilation is coloured text in brackets, with a legend, and not tracked changes.
    pub brackets: bool,
    /// Whether the text stands in a table with a second column for comments.
    pub table: bool,
}

impl Extra {
    /// The date, if it is one that Word reads.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref().filter(|d| is_date(d))
    }
}

/// A comment and the replies to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    /// The paragraph it is about and the characters in it; none for the whole text.
    pub at: Option<(ParagraphId, Range<usize>)>,
    /// Whether it is settled.
    pub resolved: bool,
    /// What was said, in order: first the comment, then the replies.
    pub said: Vec<Said>,
}

/// One contribution to a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// By whom.
    pub by: String,
    /// What; its lines become paragraphs.
    pub text: String,
    /// When, "2026-05-04T09:30:00Z".
    pub date: Option<String>,
}

/// Whether a text is a date and time as XML Schema has it, in UTC: Word refuses files with others.
pub(super) fn is_date(text: &str) -> bool {
    let shape = text.len() == 20
        && text.chars().zip("dddd-dd-ddTdd:dd:ddZ".chars()).all(|(c, like)| match like {
            'd' => c.is_ascii_digit(),
            sign => c == sign,
        });
    let part = |from: usize| text.get(from..from + 2).and_then(|n| n.parse::<u8>().ok()).unwrap_or(99);
    shape
        && (1..=12).contains(&part(5))
        && (1..=28).contains(&part(8).min(28))
        && part(8) <= 31
        && part(11) < 24
        && part(14) < 60
        && part(17) < 60
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_that_word_reads() {
        for (text, good) in [
            ("2026-05-04T09:30:00Z", true),
            ("2026-13-04T09:30:00Z", false),
            ("2026-05-00T09:30:00Z", false),
            ("2026-05-32T09:30:00Z", false),
            ("2026-05-04", false),
            ("4 May 2026", false),
            ("éééééééééé", false),
        ] {
            assert_eq!(is_date(text), good, "{text}");
        }
    }
}
