//! [`Style`]: how a compilation is printed, and in which formats each way can be.

use crate::format::target::Format;
use std::str::FromStr;

/// How a compilation is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// Attributed brackets, the names behind the words.
    Inline,
    /// Attributed brackets, the names before the words.
    Prefix,
    /// Under each paragraph the versions of those who want it otherwise, under their full names.
    Stacked,
    /// A table: paragraphs by actors.
    Matrix,
    /// Tracked changes.
    Tracked,
}

impl Style {
    /// All of them.
    pub const ALL: [Style; 5] = [Style::Inline, Style::Prefix, Style::Stacked, Style::Matrix, Style::Tracked];

    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Style::Inline => "inline",
            Style::Prefix => "prefix",
            Style::Stacked => "stacked",
            Style::Matrix => "matrix",
            Style::Tracked => "tracked",
        }
    }

    /// What a person chooses.
    pub fn title(self) -> &'static str {
        match self {
            Style::Inline => "In brackets, names behind the words",
            Style::Prefix => "In brackets, names before the words",
            Style::Stacked => "Stacked: each actor’s version under its name",
            Style::Matrix => "A table of paragraphs by actors",
            Style::Tracked => "As tracked changes",
        }
    }

    /// How a compilation is printed where nobody said how.
    pub fn of(format: Format) -> Self {
        if format == Format::Docx { Style::Tracked } else { Style::Inline }
    }

    /// Whether a format can show it.
    pub fn fits(self, format: Format) -> bool {
        match self {
            Style::Tracked => format == Format::Docx,
            Style::Matrix => matches!(format, Format::Docx | Format::Html | Format::Md),
            _ => matches!(format, Format::Docx | Format::Html | Format::Md | Format::Txt),
        }
    }

    /// The formats that can show it, as a sentence lists them: "docx, html or md".
    pub fn formats(self) -> String {
        let names: Vec<&str> = Format::ALL.into_iter().filter(|f| self.fits(*f)).map(Format::name).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
            None => String::new(),
        }
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;
    fn from_str(s: &str) -> Result<Self, UnknownStyle> {
        let found = Style::ALL.into_iter().find(|n| n.name() == s);
        found.ok_or_else(|| UnknownStyle(s.chars().take(40).collect()))
    }
}

/// A string that names no style.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no way to print a compilation; say inline, prefix, stacked, matrix or tracked")]
pub struct UnknownStyle(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_has_a_format_and_a_name() {
        for style in Style::ALL {
            assert_eq!(style.name().parse(), Ok(style));
            assert!(!style.formats().is_empty(), "{style:?}");
        }
        assert_eq!(Style::Matrix.formats(), "docx, html or md");
        assert!(Format::ALL.into_iter().all(|f| Style::of(f).fits(f) || !Style::Inline.fits(f)));
    }
}
