//! What stands inside a paragraph: runs with their looks, changes, fields, notes, pictures.
//!
//! The second half of [`Walk`].

use super::looks::Letters;
use super::notes::alternative;
use super::raw::{Edge, Manner, Role};
use super::tree::{child, switch, text, val, value, word};
use super::walk::{Walk, Way};
use crate::revise::intake::Why;
use crate::text::{NOTE, NoteId};
use roxmltree::Node;

/// How many fields may be open at once; of more, the oldest counts as closed.
const NESTED: usize = 64;

/// A field that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Whether its result has begun.
    result: bool,
    /// Whether the result was given by a note in its place.
    shown: bool,
}

impl Field {
    /// Whether the result is being read, which may go on in the next paragraph.
    pub(super) fn is_open(&self) -> bool {
        self.result && !self.shown
    }
}

impl<'a, 'i> Walk<'a, 'i> {
    /// Reads a node inside a paragraph.
    pub(super) fn inline(&mut self, node: Node<'a, 'i>, way: &Way) {
        if self.over.is_some() || self.mark(node) {
            return;
        }
        match word(node) {
            Some("r") => self.run(node, way),
            Some("ins" | "del" | "moveFrom" | "moveTo") => {
                let inside = self.changed(node, way);
                self.inlines(node, &inside);
            }
            Some("hyperlink") => self.inlines(node, &Way { link: true, ..way.clone() }),
            Some("sdt") => child(node, "sdtContent").into_iter().for_each(|n| self.inlines(n, way)),
            Some("fldSimple") => self.simple(node, way),
            Some("pPr" | "rPr" | "sdtPr" | "smartTagPr" | "customXmlPr") => {}
            Some("subDoc") => self.lose("subDoc".to_owned(), Why::Unread),
            _ if node.tag_name().name() == "AlternateContent" => {
                alternative(node).into_iter().for_each(|n| self.inlines(n, way));
            }
            // The letters of a formula.
            _ if node.tag_name().name() == "t" => self.words(&text(node), &self.plain(way)),
            _ => self.inlines(node, way),
        }
    }

    fn inlines(&mut self, node: Node<'a, 'i>, way: &Way) {
        node.children().filter(Node::is_element).for_each(|n| self.inline(n, way));
    }

    fn plain(&self, way: &Way) -> Manner {
        Manner { tracked: way.tracked.clone(), ..Manner::default() }
    }

    fn run(&mut self, node: Node<'a, 'i>, way: &Way) {
        let properties = child(node, "rPr");
        let style = properties.and_then(|p| val(p, "rStyle")).and_then(|id| self.styles.characters(id));
        let name = style.map(|s| s.name.as_str()).unwrap_or_default();
        let mut letters = self.letters.clone();
        if let Some(style) = style {
            letters = letters.toggled(&style.letters);
        }
        letters = properties.map(|p| letters.under(&Letters::of(p))).unwrap_or(letters);
        let (mut italic, mut look) = letters.beyond(&self.letters);
        if self.styles.is_own() {
            // Our writer says of the words themselves what is italic, whatever their style says.
            italic |= properties.is_some_and(|p| switch(p, "i") == Some(true));
        }
        if way.link
            || name.eq_ignore_ascii_case("hyperlink")
            || name.eq_ignore_ascii_case("followedhyperlink")
        {
            (look.underlined, look.coloured) = (false, false);
        }
        let role = match name {
            "Chapeau Label" => Role::Label,
            "Chapeau Status" => Role::Status,
            "Chapeau Tag" => Role::Tag,
            _ => Role::Words,
        };
        let manner = Manner { italic, look, note: None, tracked: way.tracked.clone(), role };
        let from = self.now.len();
        if letters.is_hidden() {
            return self.hide(node);
        }
        for inside in node.children().filter(Node::is_element) {
            self.piece(inside, way, &manner);
        }
        if let Some(by) = properties.and_then(super::looks::change) {
            let words: String = self.now.each().skip(from).map(|(c, _)| c).collect();
            match self.now.looks.last_mut() {
                Some((last, text)) if last == by && !text.is_empty() => text.push_str(&words),
                _ if words.is_empty() => {}
                _ => self.now.looks.push((by.to_owned(), words)),
            }
        }
    }

    /// What stands in a run.
    fn piece(&mut self, node: Node<'a, 'i>, way: &Way, manner: &Manner) {
        match word(node) {
            Some("t" | "delText") => self.words(&text(node), manner),
            Some("tab" | "ptab") => self.words("\t", manner),
            Some("br") if !matches!(value(node, "type"), Some("page" | "column")) => self.words(" ", manner),
            Some("cr") => self.words(" ", manner),
            Some("noBreakHyphen") => self.words("\u{2011}", manner),
            Some("sym") => self.symbol(node, manner),
            Some("footnoteReference" | "endnoteReference") => {
                if let Some(note) = self.notes.find(node) {
                    self.note(note, manner);
                }
            }
            Some("commentReference") => {
                self.border(value(node, "id").unwrap_or_default().to_owned(), Edge::Anchor);
            }
            Some("fldChar") => self.field(value(node, "fldCharType").unwrap_or_default(), manner),
            Some("instrText") => {
                if let Some(field) = self.fields.last_mut().filter(|f| !f.result) {
                    field.instruction.push_str(node.text().unwrap_or_default());
                }
            }
            Some("drawing" | "pict" | "object") => self.picture(node, way),
            Some("ruby") => {
                child(node, "rubyBase").into_iter().for_each(|n| self.inlines(n, way));
            }
            Some(
                "rPr"
                | "br"
                | "softHyphen"
                | "delInstrText"
                | "annotationRef"
                | "footnoteRef"
                | "endnoteRef"
                | "separator"
                | "continuationSeparator"
                | "lastRenderedPageBreak"
                | "pgNum",
            ) => {}
            _ if node.tag_name().name() == "AlternateContent" => {
                for inside in alternative(node).iter().flat_map(|n| n.children().filter(Node::is_element)) {
                    self.piece(inside, way, manner);
                }
            }
            _ => self.inline(node, way),
        }
    }

    fn words(&mut self, text: &str, manner: &Manner) {
        if !self.room(text.chars().count()) {
            return;
        }
        if !self.fields.iter().all(Field::is_open) {
            if !self.fields.iter().any(|f| f.shown) && !text.trim().is_empty() {
                self.lose(text.to_owned(), Why::Unread);
            }
            return;
        }
        let clean: String = text.chars().filter(|c| *c != NOTE && *c != '\u{AD}').collect();
        if text.contains(NOTE) {
            self.lose(NOTE.to_string(), Why::ObjectCharacter);
        }
        self.now.push(&clean, manner);
    }

    fn note(&mut self, note: NoteId, manner: &Manner) {
        // References are raised and often have a style: none of it is a look.
        let manner = Manner { note: Some(note), look: Default::default(), italic: false, ..manner.clone() };
        self.now.push(&NOTE.to_string(), &manner);
    }

    fn symbol(&mut self, node: Node, manner: &Manner) {
        let code = value(node, "char").and_then(|c| u32::from_str_radix(c, 16).ok()).unwrap_or(0);
        let found = match code {
            0xF0B7 | 0xF06C | 0xF09F => Some('•'),
            0xF0A7 | 0xF06E => Some('▪'),
            0xF0D8 => Some('➢'),
            0xF0FC => Some('✓'),
            0xF0E0 => Some('→'),
            0xF0A3 => Some('≤'),
            0xF0B3 => Some('≥'),
            0xF0B0 => Some('°'),
            0xF0B1 => Some('±'),
            0xF02D => Some('−'),
            0xE000..=0xF8FF => None,
            other => char::from_u32(other).filter(|c| !c.is_control()),
        };
        match found {
            Some(c) => self.words(&c.to_string(), manner),
            None => self.lose(format!("U+{code:04X}"), Why::Symbol),
        }
    }

    fn field(&mut self, kind: &str, manner: &Manner) {
        match kind {
            "begin" => {
                if self.fields.len() >= NESTED {
                    self.fields.remove(0);
                }
                self.fields.push(Field::default());
            }
            "separate" => {
                self.show(manner);
                if let Some(field) = self.fields.last_mut() {
                    field.result = true;
                }
            }
            "end" => {
                if self.fields.last().is_some_and(|f| !f.result) {
                    self.show(manner);
                }
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Gives the note that a field repeats, if it does.
    fn show(&mut self, manner: &Manner) {
        let Some((field, others)) = self.fields.split_last_mut() else { return };
        let found = self.notes.again(&field.instruction);
        field.shown = found.is_some();
        if let Some(note) = found.filter(|_| others.iter().all(Field::is_open)) {
            self.note(note, manner);
        }
    }

    fn simple(&mut self, node: Node<'a, 'i>, way: &Way) {
        match value(node, "instr").and_then(|i| self.notes.again(i)) {
            Some(note) => self.note(note, &self.plain(way)),
            None => self.inlines(node, way),
        }
    }

    /// Text boxes are read; of all else it is said that it was there.
    fn picture(&mut self, node: Node<'a, 'i>, way: &Way) {
        let mut boxes = Vec::new();
        Self::boxed(node, &mut boxes);
        if !boxes.is_empty() {
            let way = Way { link: false, ..way.clone() };
            self.boxes.extend(boxes.into_iter().map(|b| (b, way.clone())));
            return;
        }
        let said = |n: &Node<'a, 'i>| {
            ["descr", "title", "name", "alt", "ProgID"]
                .iter()
                .find_map(|k| value(*n, k).filter(|v| !v.is_empty()))
        };
        let text = node
            .descendants()
            .filter(Node::is_element)
            .find_map(|n| said(&n))
            .unwrap_or("picture")
            .to_owned();
        self.lose(text, Why::Picture);
    }

    fn hide(&mut self, run: Node<'a, 'i>) {
        let mut hidden = String::new();
        for inside in run.children().filter(Node::is_element) {
            match word(inside) {
                Some("t" | "delText") => hidden.push_str(&text(inside)),
                Some("fldChar") => {
                    self.field(value(inside, "fldCharType").unwrap_or_default(), &Manner::default())
                }
                Some("instrText") => {
                    if let Some(field) = self.fields.last_mut().filter(|f| !f.result) {
                        field.instruction.push_str(inside.text().unwrap_or_default());
                    }
                }
                Some("commentReference") => {
                    self.border(value(inside, "id").unwrap_or_default().to_owned(), Edge::Anchor);
                }
                _ => {}
            }
        }
        if !hidden.trim().is_empty() {
            self.lose(hidden, Why::Hidden);
        }
    }
}
