//! [`Notes`]: footnotes and endnotes, with the identity that follows from their text.
//!
//! Identities are those that the import of text gives, so that one document read both ways has
//! the same notes. A change inside a note is not taken: the note says what it said before.

use super::tree::{child, children, is, value, word};
use crate::revise::intake::{Dropped, Why};
use crate::text::NoteId;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, HashMap};

/// What names a note in a file: "footnote" or "endnote", and its number.
type Key = (&'static str, String);

/// The notes of a file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    ids: HashMap<Key, NoteId>,
    /// The texts of those that are referred to.
    pub texts: BTreeMap<NoteId, String>,
    /// The note that the reference in a bookmark shows, for fields that show it again.
    again: HashMap<String, NoteId>,
}

/// Which kind of note an element refers to.
fn kind(node: Node) -> Option<&'static str> {
    match word(node)? {
        "footnoteReference" => Some("footnote"),
        "endnoteReference" => Some("endnote"),
        _ => None,
    }
}

impl Notes {
    /// The notes of the parts that `document` refers to.
    pub fn of(document: &Document, parts: [Option<&Document>; 2], dropped: &mut Vec<Dropped>) -> Self {
        let mut texts: BTreeMap<Key, String> = BTreeMap::new();
        for (part, name) in parts.into_iter().zip(["footnote", "endnote"]) {
            for node in part.iter().flat_map(|p| children(p.root_element(), name)) {
                // Lines that part notes from the text have a type.
                if value(node, "type").is_some_and(|t| t != "normal") {
                    continue;
                }
                let Some(id) = value(node, "id") else { continue };
                let (mut text, mut changes) = (String::new(), String::new());
                gather(node, false, &mut text, &mut changes);
                if !changes.is_empty() {
                    dropped.push(Dropped { line: 0, text: changes, why: Why::NoteChange });
                }
                texts.insert((name, id.to_owned()), squeezed(&text));
            }
        }
        let mut out = Self::default();
        let mut seen: HashMap<String, usize> = HashMap::new();
        // Notes of words that stood before all changes count first: theirs do not change.
        for brought in [false, true] {
            for node in document.descendants().filter(|n| kind(*n).is_some() && is_put(*n) == brought) {
                let (Some(kind), Some(id)) = (kind(node), value(node, "id")) else { continue };
                let key = (kind, id.to_owned());
                if out.ids.contains_key(&key) {
                    continue;
                }
                let Some(text) = texts.get(&key) else { continue };
                let count = seen.entry(text.clone()).or_default();
                *count += 1;
                let note = NoteId::of(&["note", text, &count.to_string()]);
                out.texts.insert(note, text.clone());
                out.ids.insert(key, note);
            }
        }
        for (key, text) in texts {
            if !out.ids.contains_key(&key) && !text.is_empty() {
                dropped.push(Dropped { line: 0, text, why: Why::UnusedNote });
            }
        }
        out.name(document);
        out
    }

    /// Remembers the bookmarks that stand round references.
    fn name(&mut self, document: &Document) {
        for node in document.descendants().filter(|n| kind(*n).is_some()) {
            let Some(note) = self.find(node) else { continue };
            let mut before = node.parent().and_then(|run| run.prev_sibling_element());
            while let Some(mark) = before.filter(|n| is(*n, "bookmarkStart") || is(*n, "bookmarkEnd")) {
                if let Some(name) = value(mark, "name") {
                    self.again.entry(name.to_owned()).or_insert(note);
                }
                before = mark.prev_sibling_element();
            }
        }
    }

    /// The note that an element refers to.
    pub fn find(&self, reference: Node) -> Option<NoteId> {
        self.ids.get(&(kind(reference)?, value(reference, "id")?.to_owned())).copied()
    }

    /// The note that a field with this instruction shows again.
    pub fn again(&self, instruction: &str) -> Option<NoteId> {
        let mut words = instruction.split_whitespace();
        words.next().filter(|w| w.eq_ignore_ascii_case("NOTEREF"))?;
        self.again.get(words.next()?).copied()
    }
}

/// Whether a change put an element in.
fn is_put(node: Node) -> bool {
    node.ancestors().any(|n| is(n, "ins") || is(n, "moveTo"))
}

/// The words under a node as they were before all changes; those of changes beside them.
pub(super) fn gather(node: Node, put: bool, out: &mut String, changes: &mut String) {
    for child in node.children().filter(Node::is_element) {
        match word(child) {
            Some("t" | "delText") => {
                let text = super::tree::text(child);
                if put {
                    changes.push_str(&text);
                } else {
                    out.push_str(&text);
                }
            }
            Some("del" | "moveFrom") => {
                let from = out.len();
                gather(child, put, out, changes);
                changes.push_str(out.get(from..).unwrap_or_default());
            }
            Some("ins" | "moveTo") => gather(child, true, out, changes),
            Some("tab" | "br" | "cr") if !put => out.push(' '),
            Some("noBreakHyphen") if !put => out.push('\u{2011}'),
            Some("pPr" | "rPr" | "instrText" | "delInstrText") => {}
            Some("p") => {
                gather(child, put, out, changes);
                out.push(' ');
            }
            _ if child.tag_name().name() == "AlternateContent" => {
                if let Some(one) = alternative(child) {
                    gather(one, put, out, changes);
                }
            }
            _ => gather(child, put, out, changes),
        }
    }
}

/// The one of several versions of a thing that is read.
pub(super) fn alternative<'a, 'i>(node: Node<'a, 'i>) -> Option<Node<'a, 'i>> {
    let named = |name: &'static str| node.children().find(move |n| n.tag_name().name() == name);
    named("Choice").or_else(|| named("Fallback"))
}

/// The text with one space for any white space, none at its ends.
pub(super) fn squeezed(text: &str) -> String {
    let fixed = |c: char| matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}');
    let words = text.split(|c: char| c.is_whitespace() && !fixed(c)).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The words of a part that is furniture of pages: what is no field.
pub(super) fn furniture(part: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for paragraph in part.descendants().filter(|n| is(*n, "p")) {
        let mut text = String::new();
        let mut depth = 0_usize;
        for node in paragraph.descendants().filter(Node::is_element) {
            match word(node) {
                Some("fldChar") => match value(node, "fldCharType") {
                    Some("begin") => depth += 1,
                    Some("end") => depth = depth.saturating_sub(1),
                    _ => {}
                },
                Some("t") if depth == 0 && !node.ancestors().any(|n| is(n, "fldSimple")) => {
                    text.push_str(&super::tree::text(node));
                }
                Some("tab" | "br") => text.push(' '),
                _ => {}
            }
        }
        let text = squeezed(&text);
        // What stands between the numbers of pages is no word.
        if text.chars().any(char::is_alphanumeric) && !out.contains(&text) {
            out.push(text);
        }
    }
    out
}

/// The number of the list that a paragraph or a style counts in, and the level.
pub(super) fn list_of(properties: Node) -> Option<(Option<String>, Option<usize>)> {
    let list = child(properties, "numPr")?;
    let level = super::tree::val(list, "ilvl").and_then(|v| v.parse().ok());
    Some((super::tree::val(list, "numId").map(str::to_owned), level))
}
