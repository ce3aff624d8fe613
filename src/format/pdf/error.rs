//! [`PdfError`]: why a file cannot be read as a PDF.

/// Why a file cannot be read as a PDF. Nothing was changed then.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum PdfError {
    /// It is no PDF at all, or too damaged to find its pages.
    #[error("this is no PDF, or it is too damaged to be read")]
    NotPdf,
    /// A password is needed to open it.
    #[error("this PDF is locked with a password: save a copy without one and read that")]
    Locked,
    /// It has pages and pictures on them, but no text.
    #[error("this PDF holds pictures of pages and no text: a scan must first be turned into text")]
    Scan,
    /// It has no pages, or nothing is on them.
    #[error("there is no text in this PDF")]
    Empty,
    /// Its text is written with signs that say nothing of the letters they show.
    #[error("the letters of this PDF cannot be read: its fonts do not say what their signs mean")]
    Letters,
    /// It is larger than what is read, in one of its measures.
    #[error("this PDF is too large: more than {most} {what}")]
    TooLarge {
        /// The most that is read.
        most: usize,
        /// Of what: "bytes", "pages".
        what: &'static str,
    },
}
