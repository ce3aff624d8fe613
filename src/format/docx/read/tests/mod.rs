//! Files made by hand, as Word and others write them, and what is read from them.

mod beside;
mod hostile;
mod lists;
mod marks;
mod shapes;

use super::{DocxError, read};
use crate::revise::marked::{Marked, MarkedParagraph};
use crate::text::Kind;
use std::io::{Cursor, Write};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A file in the making: a body, and parts by the end of their relation.
#[derive(Default)]
struct File {
    body: String,
    parts: Vec<(&'static str, String)>,
}

fn file(body: &str) -> File {
    File { body: body.to_owned(), parts: Vec::new() }
}

impl File {
    /// With a part: "styles" with what stands in it.
    fn with(mut self, relation: &'static str, inside: &str) -> Self {
        self.parts.push((relation, inside.to_owned()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let names = format!(
            "xmlns:w=\"{MAIN}\" xmlns:w14=\"w14\" xmlns:w15=\"w15\" xmlns:mc=\"mc\" xmlns:r=\"r\" xmlns:m=\"m\" xmlns:v=\"v\" xmlns:wp=\"wp\""
        );
        let mut all = vec![(
            "word/document.xml".to_owned(),
            format!("<w:document {names}><w:body>{}</w:body></w:document>", self.body),
        )];
        let mut relations = String::new();
        for (relation, inside) in &self.parts {
            let root = match *relation {
                "commentsExtended" => "w15:commentsEx",
                "header" => "w:hdr",
                other => &format!("w:{other}"),
            };
            all.push((format!("word/{relation}.xml"), format!("<{root} {names}>{inside}</{root}>")));
            relations.push_str(&format!(
                "<Relationship Id=\"{relation}\" Type=\"x/{relation}\" Target=\"{relation}.xml\"/>"
            ));
        }
        relations.push_str(
            "<Relationship Id=\"e\" Type=\"x/hyperlink\" Target=\"http://a.b\" TargetMode=\"External\"/>",
        );
        let wrap = |inside: &str| format!("<Relationships xmlns=\"rel\">{inside}</Relationships>");
        all.push(("word/_rels/document.xml.rels".to_owned(), wrap(&relations)));
        let root = wrap("<Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"/word/document.xml\"/>");
        all.push(("_rels/.rels".to_owned(), root));
        packed(&all)
    }

    fn read(&self) -> Marked {
        read(&self.bytes()).expect("a sound file")
    }
}

fn packed(all: &[(String, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in all {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// A paragraph of these runs.
fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A run.
fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run with properties.
fn looking(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A paragraph of a style.
fn styled(style: &str, text: &str) -> String {
    p(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", r(text)))
}

/// A change by somebody.
fn by(element: &str, author: &str, inside: &str) -> String {
    format!(
        "<w:{element} w:id=\"1\" w:author=\"{author}\" w:date=\"2026-05-04T09:30:00Z\">{inside}</w:{element}>"
    )
}

/// The words with who put them in (+) and who took them out (-).
fn said(p: &MarkedParagraph) -> String {
    let mut out = String::new();
    for run in &p.runs {
        let mut signs = String::new();
        for (sign, trace) in [('+', &run.tracked.put), ('-', &run.tracked.gone)] {
            if let Some(trace) = trace {
                let moved = trace.moved.as_deref().map(|m| format!("@{m}")).unwrap_or_default();
                signs.push_str(&format!("{sign}{}{moved}", trace.by));
            }
        }
        if signs.is_empty() {
            out.push_str(&run.text)
        } else {
            out.push_str(&format!("[{}|{signs}]", run.text))
        }
    }
    for (sign, trace) in [('+', &p.end.put), ('-', &p.end.gone)] {
        if let Some(trace) = trace {
            out.push_str(&format!("¶{sign}{}", trace.by));
        }
    }
    out
}

fn all(marked: &Marked) -> Vec<String> {
    marked.paragraphs.iter().map(said).collect()
}

/// Kinds and labels.
fn kinds(marked: &Marked) -> Vec<(Kind, &str)> {
    marked.paragraphs.iter().map(|p| (p.kind, p.issued.as_deref().unwrap_or_default())).collect()
}
