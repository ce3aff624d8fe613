//! [`Notes`]: footnotes and endnotes, with the identity that follows from their text.
//!
//! Identities are those that the import of text gives, so that one document read both ways has
//! the same notes. A change inside a note is not taken: the note says what it said before. A note
//! that was put in with its reference says what it will say.

use super::tree::{children, is, value, word};
use crate::format::docx::furniture::SYMBOL;
use crate::revise::intake::{Dropped, Why};
use crate::text::NoteId;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many bookmarks before a reference are looked at.
const MARKS: usize = 16;

/// What names a note in a file: "footnote" or "endnote", and its number.
type Key = (&'static str, String);

/// The notes of a file.
#[derive(Debug, Default)]
pub(super) struct Notes {
    ids: HashMap<Key, NoteId>,
    /// The texts of those that are referred to.
    pub texts: BTreeMap<NoteId, String>,
    /// What they say behind all changes, where that is something else.
    pub after: BTreeMap<NoteId, String>,
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
        let mut changed: BTreeMap<Key, String> = BTreeMap::new();
        let old = document.descendants().filter(|n| kind(*n).is_some() && !is_put(*n));
        let old: BTreeSet<Key> = old.filter_map(|n| Some((kind(n)?, value(n, "id")?.to_owned()))).collect();
        for (part, name) in parts.into_iter().zip(["footnote", "endnote"]) {
            for node in part.iter().flat_map(|p| children(p.root_element(), name)) {
                // Lines that part notes from the text have a type.
                if value(node, "type").is_some_and(|t| t != "normal") {
                    continue;
                }
                let Some(id) = value(node, "id") else { continue };
                let key = (name, id.to_owned());
                let mut all = Gathered { is_new: !old.contains(&key), ..Gathered::default() };
                all.gather(node, Told::default());
                let (before, after) = (squeezed(&all.before), squeezed(&all.after));
                // A note that is new says what was put into it.
                let text = if all.is_new { after.clone() } else { before };
                if after != text {
                    changed.insert(key.clone(), after);
                }
                if !all.changes.is_empty() {
                    dropped.push(Dropped { line: 0, text: all.changes, why: Why::NoteChange });
                }
                texts.insert(key, text);
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
                out.after.extend(changed.remove(&key).map(|after| (note, after)));
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
            let run = node.parent().into_iter().flat_map(|run| run.prev_siblings().skip(1));
            let elements = run.filter(Node::is_element).take(MARKS);
            for mark in elements.take_while(|n| is(*n, "bookmarkStart") || is(*n, "bookmarkEnd")) {
                if let Some(name) = value(mark, "name") {
                    self.again.entry(name.to_owned()).or_insert(note);
                }
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

/// What changes words stand in.
#[derive(Clone, Copy, Default)]
struct Told {
    put: bool,
    gone: bool,
}

/// The words of a note: as they were before all changes, behind all of them, and those of changes.
#[derive(Default)]
struct Gathered {
    /// Whether nothing refers to the note that stood before all changes.
    is_new: bool,
    before: String,
    after: String,
    changes: String,
}

impl Gathered {
    fn put(&mut self, told: Told, text: &str) {
        if !told.put {
            self.before.push_str(text);
        }
        if !told.gone {
            self.after.push_str(text);
        }
    }

    /// All words under a node.
    fn gather(&mut self, node: Node, told: Told) {
        for child in node.children().filter(Node::is_element) {
            match word(child) {
                Some("t" | "delText") => {
                    let text = super::tree::text(child);
                    // Of a new note, what was put in is no change of it.
                    if told.gone || (told.put && !self.is_new) {
                        self.changes.push_str(&text);
                    }
                    self.put(told, &text);
                }
                Some("del" | "moveFrom") => self.gather(child, Told { gone: true, ..told }),
                Some("ins" | "moveTo") => self.gather(child, Told { put: true, ..told }),
                Some("tab" | "br" | "cr") => self.put(told, " "),
                Some("noBreakHyphen") => self.put(told, "\u{2011}"),
                Some("pPr" | "rPr" | "instrText" | "delInstrText") => {}
                Some("p") => {
                    self.gather(child, told);
                    self.before.push(' ');
                    self.after.push(' ');
                }
                _ if child.tag_name().name() == "AlternateContent" => {
                    if let Some(one) = alternative(child) {
                        self.gather(one, told);
                    }
                }
                _ => self.gather(child, told),
            }
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

/// Whether a node is a paragraph in no other one.
pub(super) fn outermost(node: Node) -> bool {
    is(node, "p") && !node.ancestors().skip(1).any(|n| is(n, "p"))
}

/// The symbol that our writer put into a header, which a bookmark of ours names.
pub(super) fn symbol(part: &Document) -> Option<String> {
    let mark = |n: &Node| is(*n, "bookmarkStart") && value(*n, "name") == Some(SYMBOL);
    let paragraph = part.descendants().find(mark)?.parent()?;
    let words = paragraph.descendants().filter(|n| is(*n, "t")).map(super::tree::text);
    Some(squeezed(&words.collect::<String>())).filter(|s| !s.is_empty())
}

/// The words of a part that is furniture of pages: what is no field.
pub(super) fn furniture(part: &Document) -> Vec<String> {
    let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
    for paragraph in part.descendants().filter(|n| outermost(*n)) {
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
        if text.chars().any(char::is_alphanumeric) && seen.insert(text.clone()) {
            out.push(text);
        }
    }
    out
}
