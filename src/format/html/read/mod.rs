//! Reads a web page as a source: [`read`].
//!
//! The page is turned into the lines that the reader of text understands, and goes its way.
//! Nothing that a page refers to is fetched, no script of it is run.

mod charset;
mod element;
mod error;
mod list;
mod look;
mod page;
#[cfg(test)]
mod tests;

pub use charset::decode;
pub use error::HtmlError;

use crate::format::plain::read_rich;
use crate::limits;
use crate::revise::intake::Parsed;

/// Understands a web page. Every word on it is in a paragraph, in a note or in the report; what
/// a browser does not show (scripts, styles) is no word.
pub fn read(page: &str) -> Result<Parsed, HtmlError> {
    if page.len() as u64 > limits::SOURCE {
        return Err(HtmlError::TooLarge { most: limits::SOURCE as usize, what: "bytes" });
    }
    let lines = page::lines(page)?;
    let parsed = read_rich(lines, false);
    if parsed.paragraphs.is_empty() { Err(HtmlError::Empty) } else { Ok(parsed) }
}
