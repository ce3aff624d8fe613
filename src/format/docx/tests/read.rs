//! Reads files that we wrote: whether they are well made, and their text with all changes taken
//! or left. It knows no more of Word than we write.

use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

/// The parts of a file by name.
pub type Parts = BTreeMap<String, String>;

pub fn parts(bytes: &[u8]) -> Parts {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = Parts::new();
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).expect("an entry");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("UTF-8");
        let name = file.name().expect("a name").into_owned();
        assert!(out.insert(name.clone(), text).is_none(), "two entries {name}");
    }
    out
}

/// Checks all that makes a file well made, and gives its parts.
pub fn sound(bytes: &[u8]) -> Parts {
    let parts = parts(bytes);
    for (name, text) in &parts {
        Document::parse(text).unwrap_or_else(|e| panic!("{name}: {e}\n{text}"));
    }
    relations(&parts, "_rels/.rels", "");
    relations(&parts, "word/_rels/document.xml.rels", "word/");
    types(&parts);
    let document = tree(&parts, "word/document.xml");
    unique(&document, &["ins", "del", "moveFrom", "moveTo"], "id");
    moves(&document);
    unique(&document, &["bookmarkStart"], "id");
    unique(&document, &["bookmarkStart"], "name");
    for (start, end) in [
        ("bookmarkStart", "bookmarkEnd"),
        ("commentRangeStart", "commentRangeEnd"),
        ("moveFromRangeStart", "moveFromRangeEnd"),
        ("moveToRangeStart", "moveToRangeEnd"),
    ] {
        assert_eq!(ids(&document, start), ids(&document, end), "{start}");
    }
    points(&parts, &document, "word/footnotes.xml", "footnote", &["-1", "0"]);
    points(&parts, &document, "word/comments.xml", "comment", &[]);
    styles(&parts, &document);
    people(&parts, &document);
    parts
}

pub fn tree<'a>(parts: &'a Parts, name: &str) -> Document<'a> {
    Document::parse(parts.get(name).expect("a part")).expect("well-formed")
}

pub fn is(node: &Node, name: &str) -> bool {
    node.tag_name().name() == name
}

/// The value of an attribute whatever its namespace.
pub fn value<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

fn ids<'a>(document: &'a Document, element: &str) -> BTreeSet<&'a str> {
    document.descendants().filter(|n| is(n, element)).filter_map(|n| value(&n, "id")).collect()
}

fn relations(parts: &Parts, name: &str, folder: &str) {
    let tree = tree(parts, name);
    let mut seen = BTreeSet::new();
    for one in tree.root_element().children().filter(Node::is_element) {
        let target = format!("{folder}{}", value(&one, "Target").expect("a target"));
        assert!(parts.contains_key(&target), "{target} is missing");
        assert!(seen.insert(value(&one, "Id").expect("an id").to_owned()), "{name}");
    }
    let document = parts.get("word/document.xml").map(|d| Document::parse(d).expect("well-formed"));
    let document = document.filter(|_| folder == "word/");
    let used =
        document.iter().flat_map(|d| d.descendants()).filter(|n| n.tag_name().name().ends_with("Reference"));
    for one in used.filter(|n| value(n, "type").is_some()) {
        assert!(seen.contains(value(&one, "id").expect("an id")));
    }
}

fn types(parts: &Parts) {
    let tree = tree(parts, "[Content_Types].xml");
    let named: BTreeSet<&str> = tree.descendants().filter_map(|n| value(&n, "PartName")).collect();
    for name in parts.keys().filter(|n| !n.ends_with(".rels") && !n.starts_with('[')) {
        assert!(named.contains(format!("/{name}").as_str()), "{name} has no type");
    }
    assert!(named.iter().all(|n| parts.contains_key(n.trim_start_matches('/'))));
}

fn unique(document: &Document, elements: &[&str], attribute: &str) {
    let mut seen = BTreeSet::new();
    for node in document.descendants().filter(|n| elements.iter().any(|e| is(n, e))) {
        let id = value(&node, attribute).expect("an identity");
        assert!(seen.insert(id), "{id} twice");
    }
}

/// Every move has two ends of one name, and what is moved stands inside them.
fn moves(document: &Document) {
    let names = |element: &str| -> Vec<&str> {
        let mut all: Vec<_> =
            document.descendants().filter(|n| is(n, element)).filter_map(|n| value(&n, "name")).collect();
        all.sort_unstable();
        all
    };
    assert_eq!(names("moveFromRangeStart"), names("moveToRangeStart"));
    unique(document, &["moveFromRangeStart"], "name");
    for element in ["moveFrom", "moveTo"] {
        for one in document.descendants().filter(|n| is(n, element)) {
            let p = one.ancestors().find(|n| is(n, "p")).expect("a paragraph");
            assert!(p.children().any(|n| is(&n, &format!("{element}RangeStart"))), "{one:?}");
        }
    }
}

/// Every reference points at an entry and every entry is referred to.
fn points(parts: &Parts, document: &Document, part: &str, element: &str, besides: &[&str]) {
    let referred = ids(document, &format!("{element}Reference"));
    let Some(text) = parts.get(part) else { return assert!(referred.is_empty(), "{part} is missing") };
    let tree = Document::parse(text).expect("well-formed");
    unique(&tree, &[element], "id");
    let mut known = ids(&tree, element);
    known.retain(|id| !besides.contains(id));
    assert_eq!(referred, known, "{part}");
}

/// Every style and every list that is named is there.
fn styles(parts: &Parts, document: &Document) {
    let tree_of_styles = tree(parts, "word/styles.xml");
    let known: BTreeSet<_> = tree_of_styles.descendants().filter_map(|n| value(&n, "styleId")).collect();
    let numbering = tree(parts, "word/numbering.xml");
    let lists: BTreeSet<_> =
        numbering.descendants().filter(|n| is(n, "num")).filter_map(|n| value(&n, "numId")).collect();
    for node in document.descendants() {
        if is(&node, "pStyle") || is(&node, "rStyle") {
            assert!(known.contains(value(&node, "val").expect("a style")), "{node:?}");
        }
        if is(&node, "numId") {
            assert!(lists.contains(value(&node, "val").expect("a list")), "{node:?}");
        }
    }
}

/// Every author is somebody, and no longer than Word takes.
fn people(parts: &Parts, document: &Document) {
    let text = parts.get("word/people.xml").map(String::as_str).unwrap_or("<none/>");
    let tree = Document::parse(text).expect("well-formed");
    let known: BTreeSet<_> = tree.descendants().filter_map(|n| value(&n, "author")).collect();
    for author in document.descendants().filter_map(|n| value(&n, "author")) {
        assert!(known.contains(author) && author.chars().count() <= 255, "{author}");
    }
}

/// The text of each paragraph with all changes taken, or all left, as Word does it: a paragraph
/// whose mark goes is joined to the next. Labels with their gaps and statuses are left out; a note is U+FFFC.
pub fn text(parts: &Parts, taken: bool) -> Vec<String> {
    let tree = tree(parts, "word/document.xml");
    let mut out = Vec::new();
    let mut carried: Option<String> = None;
    for p in tree.descendants().filter(|n| is(n, "p")) {
        let mut line = carried.take().unwrap_or_default();
        let mut field = false;
        words(&p, taken, &mut field, &mut line);
        let marks = if taken { ["del", "moveFrom"] } else { ["ins", "moveTo"] };
        let goes = p
            .children()
            .filter(|n| is(n, "pPr"))
            .flat_map(|n| n.children())
            .any(|n| is(&n, "rPr") && n.children().any(|m| marks.iter().any(|mark| is(&m, mark))));
        if goes { carried = Some(line) } else { out.push(line) }
    }
    out.extend(carried.filter(|line| !line.is_empty()));
    out
}

/// Whether a run is the gap behind a typed label.
pub fn is_gap(run: &Node) -> bool {
    let label = |n: &Node| is(n, "rStyle") && value(n, "val") == Some("ChapeauLabel");
    run.prev_sibling_element().is_some_and(|r| is(&r, "r") && r.descendants().any(|n| label(&n)))
}

fn words(node: &Node, taken: bool, field: &mut bool, out: &mut String) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "del" | "moveFrom" if taken => {}
            "ins" | "moveTo" if !taken => {}
            "pPr" | "rPr" => {}
            "r" if is_gap(&child) => {}
            "r" if child.descendants().any(|n| {
                is(&n, "rStyle") && matches!(value(&n, "val"), Some("ChapeauLabel" | "ChapeauStatus"))
            }) => {}
            "fldChar" => {
                let kind = value(&child, "fldCharType");
                *field = kind != Some("end");
                if kind == Some("begin") {
                    out.push('\u{FFFC}');
                }
            }
            "footnoteReference" => out.push('\u{FFFC}'),
            "tab" => out.push('\t'),
            "br" => out.push('\n'),
            "t" | "delText" if !*field => out.push_str(child.text().unwrap_or_default()),
            _ => words(&child, taken, field, out),
        }
    }
}

/// All authors of changes in the document.
pub fn authors(parts: &Parts) -> BTreeSet<String> {
    let tree = tree(parts, "word/document.xml");
    tree.descendants().filter_map(|n| value(&n, "author")).map(str::to_owned).collect()
}
