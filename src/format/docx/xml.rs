//! [`Xml`]: writes one part of the file, element by element.
//!
//! Elements are closed by whoever opened them, text and values are escaped, and characters that
//! XML cannot hold are left out. Nothing here knows Word.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The names and values of an element's attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A part being written.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A part with its declaration and nothing else.
    pub fn new() -> Self {
        let mut out = Self(Writer::new(Vec::new()));
        out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        out
    }

    /// An element around what `inside` writes.
    pub fn within(&mut self, name: &str, attributes: Attributes, inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(element(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn leaf(&mut self, name: &str, attributes: Attributes) {
        self.event(Event::Empty(element(name, attributes)));
    }

    /// An element without content that has one attribute, `w:val`.
    pub fn val(&mut self, name: &str, value: &str) {
        self.leaf(name, &[("w:val", value)]);
    }

    /// An element around a text.
    pub fn words(&mut self, name: &str, attributes: Attributes, text: &str) {
        self.within(name, attributes, |xml| {
            let text = clean(text);
            xml.event(Event::Text(BytesText::new(&text)));
        });
    }

    /// The bytes of the part.
    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn event(&mut self, event: Event) {
        // Memory takes everything: there is no error to report.
        let _ = self.0.write_event(event);
    }
}

fn element<'a>(name: &'a str, attributes: Attributes) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        let value = clean(value).replace(['\t', '\n', '\r'], " ");
        start.push_attribute((*key, value.as_str()));
    }
    start
}

/// The text without the characters that XML 1.0 forbids.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_escaped_or_left_out() {
        let mut xml = Xml::new();
        xml.within("a", &[("b", "\"<&'\u{1}\n")], |xml| xml.words("c", &[], "<&>\u{0}\u{FFFE}]]>é😀"));
        let part = String::from_utf8(xml.finish()).expect("UTF-8");
        let tree = roxmltree::Document::parse(&part).expect("well-formed");
        assert_eq!(tree.root_element().attribute("b"), Some("\"<&' "));
        assert_eq!(tree.root_element().first_child().and_then(|c| c.text()), Some("<&>]]>é😀"));
    }
}
