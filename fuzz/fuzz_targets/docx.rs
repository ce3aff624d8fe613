//! The reader of Word files refuses what is damaged and never panics. The input is also the text
//! of a part in a sound file, so that the fuzzer gets past the packing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Write};

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

fn packed(body: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!("<Relationships xmlns=\"{PACKAGE}\"><Relationship Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>")
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("_rels/.rels", relation("officeDocument", "d.xml")),
        ("_rels/d.xml.rels", relation("styles", "d.xml")),
        ("d.xml", format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>")),
    ] {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, options).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fuzz_target!(|data: &[u8]| {
    let _ = chapeau::format::docx::read(data);
    if let Ok(text) = std::str::from_utf8(data) {
        let _ = chapeau::format::docx::read(&packed(text));
    }
});
