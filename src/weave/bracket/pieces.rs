//! [`With`]: words that somebody asks for, as places of the text they were read in.
//!
//! Places and not words, so that italics and note references can be taken from the source.

use std::ops::Range;

/// A piece of words that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Bytes of the text that was read.
    Source(Range<usize>),
    /// A space that stands beside a bracket.
    Space,
}

/// Words that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct With(pub Vec<Part>);

impl With {
    /// The words, out of the text that was read.
    pub fn text(&self, source: &str) -> String {
        let part = |p: &Part| match p {
            Part::Source(at) => source.get(at.clone()).unwrap_or_default().to_owned(),
            Part::Space => " ".to_owned(),
        };
        self.0.iter().map(part).collect()
    }

    /// How many characters of white space it begins with.
    pub(super) fn begin(&self, source: &str) -> usize {
        self.text(source).chars().take_while(|c| c.is_whitespace()).count()
    }

    /// The first character.
    pub(super) fn first(&self, source: &str) -> Option<char> {
        self.0.iter().find_map(|p| match p {
            Part::Source(at) => source.get(at.clone())?.chars().next(),
            Part::Space => Some(' '),
        })
    }

    /// The last character.
    pub(super) fn last(&self, source: &str) -> Option<char> {
        self.0.iter().rev().find_map(|p| match p {
            Part::Source(at) => source.get(at.clone())?.chars().next_back(),
            Part::Space => Some(' '),
        })
    }

    /// Takes the first or the last character off.
    pub(super) fn drop_end(&mut self, source: &str, first: bool) {
        self.0.retain(|p| !matches!(p, Part::Source(at) if at.start >= at.end));
        let part = if first { self.0.first_mut() } else { self.0.last_mut() };
        let gone = match part {
            Some(Part::Source(at)) => {
                let text = source.get(at.clone()).unwrap_or_default();
                if first {
                    at.start += text.chars().next().map_or(0, char::len_utf8);
                } else {
                    at.end -= text.chars().next_back().map_or(0, char::len_utf8);
                }
                at.start >= at.end
            }
            Some(Part::Space) => true,
            None => return,
        };
        if gone && first {
            self.0.remove(0);
        } else if gone {
            self.0.pop();
        }
    }
}
