//! Reads all that a paragraph of our files says, with all changes taken or all left: its style,
//! its label as Word shows it, its words with their looks, the texts of its notes.

use super::read::{Parts, is, is_gap, tree, value};
use crate::text::sub_number;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// One character: italic, bold, and for a note its text.
pub type Letter = (char, bool, bool, Option<String>);

/// A paragraph as somebody sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    pub style: String,
    pub label: Option<String>,
    pub words: Vec<Letter>,
}

/// All paragraphs. What is empty behind the last mark is no paragraph.
pub fn whole(parts: &Parts, taken: bool) -> Vec<Seen> {
    let document = tree(parts, "word/document.xml");
    let notes = Notes::new(parts, &document, taken);
    let mut counts = Counts::new(parts);
    let mut out = Vec::new();
    let mut carried = Seen::default();
    let mut goes = false;
    for p in document.descendants().filter(|n| is(n, "p")) {
        let mut walk = Walk { taken, notes: &notes, seen: std::mem::take(&mut carried), field: false };
        walk.nodes(&p);
        let mut seen = walk.seen;
        let properties = p.children().find(|n| is(n, "pPr"));
        let marks = if taken { ["del", "moveFrom"] } else { ["ins", "moveTo"] };
        let mark = properties.and_then(|n| n.children().find(|n| is(n, "rPr")));
        goes = mark.is_some_and(|n| n.children().any(|m| marks.iter().any(|name| is(&m, name))));
        if goes {
            carried = seen;
            continue;
        }
        let within = |name: &str| properties.and_then(|n| n.descendants().find(|n| is(n, name)));
        let val = |name: &str| within(name).and_then(|n| value(&n, "val")).map(str::to_owned);
        seen.style = val("pStyle").expect("a style");
        if let (Some(list), Some(level)) = (val("numId"), val("ilvl")) {
            assert_eq!(seen.label, None, "a label beside a number");
            seen.label = Some(counts.next(&list, level.parse().expect("a level")));
        }
        out.push(seen);
    }
    assert!(!goes || carried == Seen::default(), "words behind the last mark: {carried:?}");
    out
}

/// The numbers that Word counts: one counter a scheme, begun afresh by a list's first paragraph.
struct Counts {
    /// The scheme of each list, and whether it begins afresh.
    lists: BTreeMap<String, (String, bool)>,
    used: Vec<String>,
    counts: BTreeMap<String, [u16; 10]>,
}

impl Counts {
    fn new(parts: &Parts) -> Self {
        let numbering = tree(parts, "word/numbering.xml");
        let mut lists = BTreeMap::new();
        for num in numbering.descendants().filter(|n| is(n, "num")) {
            let scheme = num.children().find_map(|n| value(&n, "val")).expect("a scheme").to_owned();
            let fresh = num.descendants().any(|n| is(&n, "startOverride"));
            lists.insert(value(&num, "numId").expect("a list").to_owned(), (scheme, fresh));
        }
        Self { lists, used: Vec::new(), counts: BTreeMap::new() }
    }

    fn next(&mut self, list: &str, level: usize) -> String {
        let (scheme, fresh) = self.lists.get(list).expect("a list");
        let counts = self.counts.entry(scheme.clone()).or_default();
        if *fresh && !self.used.iter().any(|l| l == list) {
            *counts = [0; 10];
        }
        self.used.push(list.to_owned());
        counts[level] += 1;
        counts[level + 1..].fill(0);
        match level {
            0 => format!("{}.", counts[0]),
            _ => format!("({})", sub_number(level, counts[level])),
        }
    }
}

/// The texts of the notes, by the name of what refers to them.
struct Notes {
    by_id: BTreeMap<String, String>,
    /// The note that a bookmark stands round.
    marked: BTreeMap<String, String>,
}

impl Notes {
    fn new(parts: &Parts, document: &Document, taken: bool) -> Self {
        let notes = tree(parts, "word/footnotes.xml");
        let gone = if taken { "del" } else { "ins" };
        let text = |n: &Node| {
            let all = n.descendants().filter(|t| is(t, "t") || is(t, "delText"));
            all.filter(|t| !t.ancestors().any(|a| is(&a, gone))).filter_map(|t| t.text()).collect()
        };
        let all = notes.descendants().filter(|n| is(n, "footnote"));
        let by_id = all.map(|n| (value(&n, "id").expect("an id").to_owned(), text(&n))).collect();
        let mut marked = BTreeMap::new();
        for start in document.descendants().filter(|n| is(n, "bookmarkStart")) {
            let note = start.next_sibling().and_then(|r| r.children().find(|n| is(n, "footnoteReference")));
            if let Some(note) = note {
                let name = value(&start, "name").expect("a name").to_owned();
                marked.insert(name, value(&note, "id").expect("an id").to_owned());
            }
        }
        Self { by_id, marked }
    }

    fn text(&self, id: &str) -> String {
        self.by_id.get(id).expect("a note").trim_start().to_owned()
    }
}

struct Walk<'a> {
    taken: bool,
    notes: &'a Notes,
    seen: Seen,
    field: bool,
}

impl Walk<'_> {
    fn nodes(&mut self, node: &Node) {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "del" | "moveFrom" if self.taken => {}
                "ins" | "moveTo" if !self.taken => {}
                "pPr" => {}
                "r" => self.run(&child),
                _ => self.nodes(&child),
            }
        }
    }

    fn run(&mut self, run: &Node) {
        let has = |name: &str| run.descendants().any(|n| is(&n, name));
        let style = run.descendants().find(|n| is(n, "rStyle")).and_then(|n| value(&n, "val"));
        let look = (has("i"), has("b"));
        let mut text = String::new();
        for child in run.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "tab" => text.push('\t'),
                "br" => text.push('\n'),
                "t" | "delText" if !self.field => text.push_str(child.text().unwrap_or_default()),
                "fldChar" => self.field = value(&child, "fldCharType") != Some("end"),
                "instrText" => {
                    let name = child.text().unwrap_or_default().split_whitespace().nth(1).expect("a name");
                    let id = self.notes.marked.get(name).expect("a bookmark");
                    self.letter('\u{FFFC}', look, Some(self.notes.text(id)));
                }
                "footnoteReference" => {
                    let text = self.notes.text(value(&child, "id").expect("an id"));
                    self.letter('\u{FFFC}', look, Some(text));
                }
                _ => {}
            }
        }
        if style == Some("ChapeauLabel") {
            assert_eq!(self.seen.label.replace(text), None, "two labels");
            return;
        }
        if is_gap(run) {
            return assert!(matches!(text.as_str(), "\t" | " "), "a gap");
        }
        if !matches!(style, Some("ChapeauStatus")) {
            text.chars().for_each(|c| self.letter(c, look, None));
        }
    }

    fn letter(&mut self, letter: char, (italic, bold): (bool, bool), note: Option<String>) {
        self.seen.words.push((letter, italic, bold, note));
    }
}
