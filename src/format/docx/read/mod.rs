//! Reads a Word file with all the marks its authors left: [`read`].

mod error;

pub use error::DocxError;

use crate::revise::marked::Marked;

/// Understands a Word file. Every word of its body, notes and comments is in the result or in
/// its list of what was left out.
pub fn read(_bytes: &[u8]) -> Result<Marked, DocxError> {
    Err(DocxError::NotWord)
}
