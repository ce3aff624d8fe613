//! [`DocxError`]: why a file cannot be read as a Word file.

/// Why a file cannot be read as a Word file. Nothing was changed then.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum DocxError {
    /// It is no Word file at all.
    #[error("this is no Word file (.docx)")]
    NotWord,
}
