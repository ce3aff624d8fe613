//! The file as a whole: its parts in a zip, their types and relations.
//!
//! Equal parts give equal bytes: entries stand in a fixed order, with one fixed time. Nothing
//! here knows what a part says.

use super::xml::Xml;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// A part of the main document.
pub(super) struct Part {
    /// Its name under `word/`: "styles.xml".
    pub name: &'static str,
    /// The end of the address of its relation: "styles".
    pub relation: &'static str,
    /// Its identity among the relations: what the document calls it by.
    pub id: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The file: the document, the parts it names, and the properties of the file.
pub(super) fn pack(document: Vec<u8>, parts: Vec<Part>, core: Vec<u8>, app: Vec<u8>) -> Vec<u8> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types(&parts)),
        ("_rels/.rels".to_owned(), root()),
        ("docProps/app.xml".to_owned(), app),
        ("docProps/core.xml".to_owned(), core),
        ("word/_rels/document.xml.rels".to_owned(), relations(&parts)),
        ("word/document.xml".to_owned(), document),
    ];
    files.extend(parts.into_iter().map(|p| (format!("word/{}", p.name), p.bytes)));
    zipped(&files)
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // Memory takes everything, and no name stands twice: there is no error to report.
        let _ = zip.start_file(name.as_str(), options);
        let _ = zip.write_all(bytes);
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn types(parts: &[Part]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("Types", &[("xmlns", &format!("{PACKAGE}content-types"))], |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        xml.leaf("Default", &[("Extension", "rels"), ("ContentType", rels)]);
        xml.leaf("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
        let mut part = |name: &str, kind: &str| {
            xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
        };
        part("/word/document.xml", &format!("{WORD}document.main+xml"));
        for one in parts {
            part(&format!("/word/{}", one.name), &format!("{WORD}{}+xml", one.relation));
        }
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        part("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    });
    xml.finish()
}

fn root() -> Vec<u8> {
    list(&[
        ("rId1", &format!("{OFFICE}officeDocument"), "word/document.xml"),
        ("rId2", &format!("{PACKAGE}relationships/metadata/core-properties"), "docProps/core.xml"),
        ("rId3", &format!("{OFFICE}extended-properties"), "docProps/app.xml"),
    ])
}

fn relations(parts: &[Part]) -> Vec<u8> {
    let kinds: Vec<String> = parts.iter().map(|p| address(p.relation)).collect();
    let all: Vec<_> = parts.iter().zip(&kinds).map(|(p, kind)| (p.id, kind.as_str(), p.name)).collect();
    list(&all)
}

/// What Word added after the standard has an address of its own.
fn address(relation: &str) -> String {
    match relation {
        "commentsExtended" | "people" => {
            format!("http://schemas.microsoft.com/office/2011/relationships/{relation}")
        }
        _ => format!("{OFFICE}{relation}"),
    }
}

fn list(relations: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.within("Relationships", &[("xmlns", &format!("{PACKAGE}relationships"))], |xml| {
        for (id, kind, target) in relations {
            xml.leaf("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.finish()
}
