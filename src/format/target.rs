//! [`Format`]: the formats that a text can be exported to, and the names they go by.
//!
//! A format is chosen from the name of the file unless a person says otherwise. Nothing is
//! opened or written here.

use super::page::Sheet;
use super::{docx, html, md, txt};
use std::fmt;
use std::str::FromStr;

/// A format that a text can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Word.
    Docx,
    /// Pages as they are printed.
    Pdf,
    /// One self-contained web page.
    Html,
    /// AKN4UN.
    Xml,
    /// Plain text.
    Txt,
    /// Markdown.
    Md,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] =
        [Format::Docx, Format::Pdf, Format::Html, Format::Xml, Format::Txt, Format::Md];

    /// The name used on the command line, which is also the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
            Format::Html => "html",
            Format::Xml => "xml",
            Format::Txt => "txt",
            Format::Md => "md",
        }
    }

    /// The format that the name of a file asks for; case does not matter.
    pub fn of_name(file: &str) -> Option<Format> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let (stem, extension) = name.rsplit_once('.')?;
        if stem.is_empty() { None } else { extension.parse().ok() }
    }

    /// The sheet in this format, where it can be written. Only Word takes more than the sheet.
    pub fn write(self, sheet: &Sheet, extra: &docx::Extra) -> Option<Vec<u8>> {
        match self {
            Format::Docx => Some(docx::write(sheet, extra)),
            _ => self.write_text(sheet).map(String::into_bytes),
        }
    }

    /// The sheet in this format, where it is one of text.
    pub fn write_text(self, sheet: &Sheet) -> Option<String> {
        match self {
            Format::Html => Some(html::write(sheet)),
            Format::Txt => Some(txt::write(sheet)),
            Format::Md => Some(md::write(sheet)),
            Format::Docx | Format::Pdf | Format::Xml => None,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(s: &str) -> Result<Self, UnknownFormat> {
        Ok(match s.to_lowercase().as_str() {
            "docx" => Format::Docx,
            "pdf" => Format::Pdf,
            "html" | "htm" => Format::Html,
            "xml" | "akn" => Format::Xml,
            "txt" | "text" => Format::Txt,
            "md" | "markdown" => Format::Md,
            _ => return Err(UnknownFormat(s.chars().take(40).collect())),
        })
    }
}

/// A string that names no format.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no format to export to; say docx, pdf, html, xml, txt or md")]
pub struct UnknownFormat(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        for (name, format) in [
            ("x.html", Some(Format::Html)),
            ("a.b/Rev.1.HTM", Some(Format::Html)),
            ("draft.Markdown", Some(Format::Md)),
            ("x.txt", Some(Format::Txt)),
            ("folder.md/x", None),
            (".md", None),
            ("x.chapeau", None),
            ("", None),
        ] {
            assert_eq!(Format::of_name(name), format, "{name}");
        }
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
    }
}
