//! Parts as trees: parsed within bounds, asked by the names of Word.
//!
//! No DTD is taken, nothing nests deeper than the limit, and nothing is fetched. Both
//! namespaces of WordprocessingML count as one.

use super::error::DocxError;
use crate::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use roxmltree::{Document, Node, ParsingOptions};

/// The names of Word: as Word writes them, and as the strict standard has them.
const WORD: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// The text of a part: UTF-8, or UTF-16 with a mark.
pub(super) fn decoded(bytes: Vec<u8>) -> Option<String> {
    let wide = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.chunks_exact(2).filter_map(|c| c.try_into().ok().map(unit));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.ok()
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// The tree of a part.
pub(super) fn parse<'a>(text: &'a str, name: &str) -> Result<Document<'a>, DocxError> {
    let damaged = || DocxError::Damaged(name.to_owned());
    if !is_fair(text).ok_or_else(damaged)? {
        return Err(DocxError::Shape(name.to_owned()));
    }
    let options = ParsingOptions { nodes_limit: limits::WORD_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|e| match e {
        roxmltree::Error::NodesLimitReached => DocxError::Shape(name.to_owned()),
        _ => damaged(),
    })
}

/// Whether depth and attributes keep to the limits; none where it is no XML or has a DTD. Those
/// who walk the tree walk no deeper than this.
fn is_fair(text: &str) -> Option<bool> {
    let mut reader = Reader::from_str(text);
    // How many names of vocabularies each open element brings.
    let mut open: Vec<usize> = Vec::new();
    let mut names = 0_usize;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let (all, new) = counted(&start)?;
                names += new;
                open.push(new);
                if open.len() > limits::WORD_DEPTH.max(1)
                    || all > limits::WORD_ATTRIBUTES
                    || names > limits::WORD_ATTRIBUTES
                {
                    return Some(false);
                }
            }
            Event::Empty(start) => {
                let (all, new) = counted(&start)?;
                if all > limits::WORD_ATTRIBUTES || names + new > limits::WORD_ATTRIBUTES {
                    return Some(false);
                }
            }
            Event::End(_) => names = names.saturating_sub(open.pop()?),
            Event::DocType(_) => return None,
            Event::Eof => return open.is_empty().then_some(true),
            _ => {}
        }
    }
}

/// The attributes of an element, and how many of them name a vocabulary.
fn counted(start: &BytesStart) -> Option<(usize, usize)> {
    let (mut all, mut names) = (0, 0);
    for attribute in start.attributes().with_checks(false).take(limits::WORD_ATTRIBUTES + 1) {
        all += 1;
        names += usize::from(attribute.ok()?.key.as_ref().starts_with(b"xmlns"));
    }
    Some((all, names))
}

/// Whether a node is the element of Word with this name.
pub(super) fn is(node: Node, name: &str) -> bool {
    word(node) == Some(name)
}

/// The name of an element of Word; none for what is not Word's.
pub(super) fn word<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let tag = node.tag_name();
    (node.is_element() && tag.namespace().is_some_and(|n| WORD.contains(&n))).then(|| tag.name())
}

/// The first child element of Word with this name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|n| is(*n, name))
}

/// All child elements of Word with this name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |n| is(*n, name))
}

/// The value of an attribute, whoever's name it has.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|a| a.name() == name).map(|a| a.value())
}

/// The `w:val` of a child.
pub(super) fn val<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    value(child(node, name)?, "val")
}

/// A switch: none if it is not there, on unless it says off.
pub(super) fn switch(node: Node, name: &str) -> Option<bool> {
    let node = child(node, name)?;
    Some(!matches!(value(node, "val"), Some("0" | "false" | "off" | "none")))
}

/// The text of an element of text, as Word shows it.
pub(super) fn text(node: Node) -> String {
    let all: String = node.children().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
    let all: String = all.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let kept = node.attributes().any(|a| a.name() == "space" && a.value() == "preserve");
    if kept { all } else { all.trim_matches([' ', '\t']).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_parts_are_refused() {
        let deep = "<a>".repeat(100_000);
        assert_eq!(parse(&deep, "x").unwrap_err(), DocxError::Shape("x".into()));
        let closed = format!("{deep}{}", "</a>".repeat(100_000));
        assert_eq!(parse(&closed, "x").unwrap_err(), DocxError::Shape("x".into()));
        let wide: String = (0..1000).map(|n| format!(" a{n}=\"1\"")).collect();
        assert_eq!(parse(&format!("<a{wide}/>"), "x").unwrap_err(), DocxError::Shape("x".into()));
        for bad in [
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "<!DOCTYPE a><a/>",
            "",
            "<a>",
            "<a></b>",
            "<a b=1/>",
        ] {
            assert_eq!(parse(bad, "x").unwrap_err(), DocxError::Damaged("x".into()), "{bad}");
        }
        assert!(parse("<a/>", "x").is_ok());
    }

    #[test]
    fn both_widths_are_read() {
        let wide: Vec<u8> = "\u{FEFF}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(wide).as_deref(), Some("<a/>"));
        assert_eq!(decoded("\u{FEFF}é".into()).as_deref(), Some("é"));
        assert_eq!(decoded(vec![0xC3]), None);
    }
}
