//! [`Package`]: the parts of a Word file, unpacked within bounds.
//!
//! Sizes are counted while unpacking; what a header says of them is never believed. Only what
//! the relations of the file name is read, and nothing outside the file.

use super::error::DocxError;
use super::tree;
use crate::limits;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The first bytes of the files of old Word, and of files with a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// A relation of a part to another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// The end of its address: "styles".
    pub kind: String,
    /// The part it names, from the root of the file; none where it leads outside.
    pub target: Option<String>,
}

/// A Word file whose parts can be asked for.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The entries by name in small letters: the names of parts do not differ in case.
    names: BTreeMap<String, usize>,
    /// Bytes unpacked so far.
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens a file.
    pub fn open(bytes: &'a [u8]) -> Result<Self, DocxError> {
        if bytes.len() as u64 > limits::WORD {
            return Err(DocxError::Large(limits::WORD >> 20));
        }
        if bytes.starts_with(&OLE) {
            return Err(if is_locked(bytes) { DocxError::Encrypted } else { DocxError::Old });
        }
        if !bytes.starts_with(b"PK") {
            return Err(DocxError::NotWord);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::Unpackable)?;
        if zip.len() > limits::WORD_ENTRIES {
            return Err(DocxError::Entries(limits::WORD_ENTRIES));
        }
        let name = |n: usize| Some(zip.name_for_index(n)?.ok()?.replace('\\', "/").to_ascii_lowercase());
        let names = (0..zip.len()).filter_map(|n| Some((name(n)?, n))).collect();
        Ok(Self { zip, names, unpacked: 0 })
    }

    /// The text of a part; none if the file has no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, DocxError> {
        let Some(index) = self.names.get(&name.to_ascii_lowercase()).copied() else { return Ok(None) };
        let damaged = || DocxError::Damaged(name.to_owned());
        let mut file = self.zip.by_index(index).map_err(|e| match e {
            zip::result::ZipError::UnsupportedArchive(m) if m.contains("assword") => DocxError::Encrypted,
            _ => damaged(),
        })?;
        let packed = file.compressed_size();
        let most = limits::WORD_PART.min(limits::WORD_PARTS.saturating_sub(self.unpacked));
        let fair = packed.saturating_mul(limits::WORD_RATIO).max(1 << 20);
        let mut bytes = Vec::new();
        let read = file.by_ref().take(most.min(fair) + 1).read_to_end(&mut bytes);
        let length = bytes.len() as u64;
        if length > most {
            return Err(DocxError::Part(name.to_owned(), limits::WORD_PART >> 20));
        }
        if length > fair {
            return Err(DocxError::Ratio(name.to_owned()));
        }
        read.map_err(|_| damaged())?;
        self.unpacked += length;
        tree::decoded(bytes).map(Some).ok_or_else(damaged)
    }

    /// The relations of a part; of the file as a whole for "".
    pub fn relations(&mut self, of: &str) -> Result<Vec<Relation>, DocxError> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let within = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let name = format!("{within}_rels/{file}.rels");
        let Some(text) = self.part(&name)? else { return Ok(Vec::new()) };
        let document = tree::parse(&text, &name)?;
        let mut out = Vec::new();
        for node in document.root_element().children().filter(|n| n.tag_name().name() == "Relationship") {
            let value = |key: &str| node.attribute(key).unwrap_or_default();
            let outside = value("TargetMode").eq_ignore_ascii_case("external");
            let kind = value("Type").trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            out.push(Relation {
                kind: kind.to_owned(),
                target: (!outside).then(|| resolved(folder, value("Target"))).flatten(),
            });
        }
        Ok(out)
    }
}

/// The name of a part as a relation of something in `folder` gives it; none above the root.
fn resolved(folder: &str, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let (from, rest) = match target.strip_prefix('/') {
        Some(rest) => ("", rest),
        None => (folder, target),
    };
    let mut out: Vec<&str> = from.split('/').filter(|s| !s.is_empty()).collect();
    for step in rest.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(out.pop()?),
            name => out.push(name),
        }
    }
    (!out.is_empty()).then(|| out.join("/"))
}

/// Whether a file of the old kind is a locked box around a new one: it names the box.
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
    bytes.windows(name.len()).any(|w| w == name.as_slice())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_and_never_outside() {
        assert_eq!(resolved("word", "styles.xml").as_deref(), Some("word/styles.xml"));
        assert_eq!(resolved("word", "/word/./a.xml#b").as_deref(), Some("word/a.xml"));
        assert_eq!(resolved("word", "../x/a.xml").as_deref(), Some("x/a.xml"));
        assert_eq!(resolved("word", "../../a.xml"), None);
        assert_eq!(resolved("", ""), None);
    }
}
