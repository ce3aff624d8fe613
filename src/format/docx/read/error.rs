//! [`DocxError`]: why a file cannot be read as a Word file.

/// Why a file cannot be read as a Word file. Nothing was changed then.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum DocxError {
    /// It is no Word file at all.
    #[error("this is no Word file (.docx)")]
    NotWord,
    /// It is a file of Word 2003 or older.
    #[error(
        "this is a Word file of the old kind (.doc): open it in Word or LibreOffice and save it as .docx"
    )]
    Old,
    /// It cannot be read without its password.
    #[error("this Word file is protected with a password: save it without one")]
    Encrypted,
    /// Its packing is broken.
    #[error("this Word file is damaged: it cannot be unpacked")]
    Unpackable,
    /// One of its parts is broken or missing.
    #[error("this Word file is damaged: {0} cannot be read")]
    Damaged(String),
    /// The file itself is too large; the limit in megabytes.
    #[error("this file is larger than {0} MB, which is more than is read")]
    Large(u64),
    /// It has too many entries; the limit.
    #[error("this file has more than {0} entries, which is more than is read")]
    Entries(usize),
    /// A part unpacks to too much; its name and the limit in megabytes.
    #[error("{0} in this file unpacks to more than {1} MB, which is more than is read")]
    Part(String, u64),
    /// A part is far larger than what it was packed in; its name.
    #[error("{0} in this file is packed as no Word file is: it is not read")]
    Ratio(String),
    /// It has too many paragraphs; the limit.
    #[error("this file has more than {0} paragraphs, which is more than is read")]
    Paragraphs(usize),
    /// It has too many letters; the limit.
    #[error("the text of this file has more than {0} letters, which is more than is read")]
    Letters(usize),
    /// It has too many authors; the limit.
    #[error("this file has more than {0} authors of changes and comments, which is more than is read")]
    Authors(usize),
    /// A part nests too deep or has too many elements; its name.
    #[error("{0} in this file nests too deep or has too many elements: it is not read")]
    Shape(String),
}
