//! What a paragraph is in a resolution or an outcome document.

use std::fmt;
use std::str::FromStr;

/// The kind of a paragraph (design: "Words").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// The title of the text.
    Title,
    /// "The General Assembly,".
    Formula,
    /// An unnumbered or Roman heading inside the text.
    Heading,
    /// A preambular paragraph (PP): unnumbered, or lettered in an outcome document.
    Preambular,
    /// An operative paragraph (OP): numbered.
    Operative,
    /// A sub-paragraph; level 1 is (a), level 2 is (i).
    Sub(u8),
    /// The heading that opens an annex.
    Annex,
    /// "64th plenary meeting" and its date.
    Closing,
    /// Anything else; masthead lines are plain and marked so on the paragraph.
    #[default]
    Plain,
}

impl Kind {
    /// The name used in JSON and files: `preambular`, `sub`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Title => "title",
            Kind::Formula => "formula",
            Kind::Heading => "heading",
            Kind::Preambular => "preambular",
            Kind::Operative => "operative",
            Kind::Sub(_) => "sub",
            Kind::Annex => "annex",
            Kind::Closing => "closing",
            Kind::Plain => "plain",
        }
    }

    /// The level of a sub-paragraph, 0 for every other kind.
    pub fn level(self) -> u8 {
        match self {
            Kind::Sub(level) => level,
            _ => 0,
        }
    }

    /// Whether paragraphs of this kind carry a label (PP3, OP26, OP5 (a)).
    pub fn is_labelled(self) -> bool {
        matches!(self, Kind::Preambular | Kind::Operative | Kind::Sub(_))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Sub(level) if *level != 1 => write!(f, "sub {level}"),
            kind => f.write_str(kind.name()),
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;
    /// Reads what [`Kind`] prints: `operative`, `sub`, `sub 2`.
    fn from_str(s: &str) -> Result<Self, UnknownKind> {
        Ok(match s {
            "title" => Kind::Title,
            "formula" => Kind::Formula,
            "heading" => Kind::Heading,
            "preambular" => Kind::Preambular,
            "operative" => Kind::Operative,
            "sub" => Kind::Sub(1),
            "annex" => Kind::Annex,
            "closing" => Kind::Closing,
            "plain" => Kind::Plain,
            _ => match s.strip_prefix("sub ").and_then(|n| n.parse().ok()) {
                Some(level @ 1..=9) => Kind::Sub(level),
                _ => return Err(UnknownKind(s.chars().take(40).collect())),
            },
        })
    }
}

/// A string that names no kind of paragraph.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no kind of paragraph")]
pub struct UnknownKind(pub String);

/// The two genres of negotiated text (field.md, section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Genre {
    /// One sentence of preambular and operative paragraphs.
    #[default]
    Resolution,
    /// "We …" paragraphs of whole sentences, numbered on through all headings.
    Outcome,
}

impl Genre {
    /// `resolution` or `outcome`.
    pub fn name(self) -> &'static str {
        match self {
            Genre::Resolution => "resolution",
            Genre::Outcome => "outcome",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back() {
        for kind in [Kind::Title, Kind::Operative, Kind::Sub(1), Kind::Sub(2), Kind::Plain] {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert!("sub 0".parse::<Kind>().is_err());
        assert!("".parse::<Kind>().is_err());
    }
}
