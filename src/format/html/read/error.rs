//! [`HtmlError`]: why a web page cannot be read.

/// Why a web page cannot be read. Nothing was changed then.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum HtmlError {
    /// There is no text on it.
    #[error("there is no text on this web page")]
    Empty,
    /// It is larger than what is read, in one of its measures.
    #[error("this web page is too large: more than {most} {what}")]
    TooLarge {
        /// The most that is read.
        most: usize,
        /// Of what: "bytes", "lines".
        what: &'static str,
    },
}
