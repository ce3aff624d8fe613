//! [`Walk`]: goes through the body of a file, paragraph by paragraph.
//!
//! Blocks here; what stands inside a paragraph is in `inline`. Elements that are not known are
//! gone through for their text.

use super::error::DocxError;
use super::inline::Field;
use super::looks::{Letters, change};
use super::notes::{Notes, alternative};
use super::numbering::{Numbering, list_of};
use super::raw::{Border, Edge, Raw};
use super::styles::Styles;
use super::tree::{child, val, value, word};
use crate::limits;
use crate::revise::intake::{Dropped, Why};
use crate::revise::marked::{Trace, Tracked};
use crate::text::ParagraphId;
use roxmltree::Node;
use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

/// The longest name of an author or of a move, in characters; Word has at most 255.
const LONGEST: usize = 300;
/// How many moves may be open at once.
const OPEN: usize = 64;
/// The widest cell, in columns, and how many places all wide cells may take.
const COLUMNS: usize = 63;
const SPANNED: usize = 100_000;

/// A cell of a table: its paragraphs, by their ordinals.
pub(super) type Cell = Range<usize>;

/// What was found on the way.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub paragraphs: Vec<Raw>,
    /// The rows of each table with their cells.
    pub tables: Vec<Vec<Vec<Cell>>>,
    /// What was left out; `line` counts the paragraphs from 1.
    pub dropped: Vec<Dropped>,
}

/// How much of a file is read at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    pub paragraphs: usize,
    pub letters: usize,
    pub authors: usize,
}

impl Default for Most {
    fn default() -> Self {
        let (letters, authors) = (limits::WORD_LETTERS, limits::WORD_AUTHORS);
        Self { paragraphs: limits::PARAGRAPHS, letters, authors }
    }
}

/// Goes through a file and keeps what it finds, until that is too much.
pub(super) struct Walk<'a, 'i> {
    pub styles: &'a Styles,
    pub numbering: &'a Numbering,
    pub notes: &'a Notes,
    pub found: Found,
    /// Who tracked changes.
    pub authors: BTreeSet<String>,
    /// What there is too much of: nothing more is read then.
    pub over: Option<DocxError>,
    most: Most,
    /// Letters so far.
    letters_read: usize,
    /// The paragraph that is read.
    pub(super) now: Raw,
    /// How its letters look by its style.
    pub(super) letters: Letters,
    /// Text boxes that hang in it, which are read behind it.
    pub(super) boxes: Vec<(Node<'a, 'i>, Way)>,
    pub(super) fields: Vec<Field>,
    /// Moves that are open, by number and name: where words leave, and where they come to.
    moves: [VecDeque<(String, String)>; 2],
    /// Names of moves that words leave, and of those that words come to.
    left: BTreeSet<String>,
    reached: BTreeSet<String>,
    /// What stands between paragraphs and belongs to the next one.
    borders: Vec<(String, Edge)>,
    id: Option<ParagraphId>,
    /// Whether a paragraph is open.
    open: bool,
    /// Cells that are part of a wider one, in all tables.
    spanned: usize,
}

/// What holds for all below a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Way {
    pub tracked: Tracked,
    /// Whether it is the text of a link, which looks as links do.
    pub link: bool,
}

impl<'a, 'i> Walk<'a, 'i> {
    /// Ready to go.
    pub fn new(styles: &'a Styles, numbering: &'a Numbering, notes: &'a Notes, most: Most) -> Self {
        Self {
            authors: BTreeSet::new(),
            over: None,
            most,
            letters_read: 0,
            styles,
            numbering,
            notes,
            found: Found::default(),
            now: Raw::default(),
            letters: Letters::default(),
            boxes: Vec::new(),
            fields: Vec::new(),
            moves: Default::default(),
            spanned: 0,
            left: BTreeSet::new(),
            reached: BTreeSet::new(),
            borders: Vec::new(),
            id: None,
            open: false,
        }
    }

    /// Reads all below a node that holds paragraphs.
    pub fn blocks(&mut self, node: Node<'a, 'i>, way: &Way) {
        for child in node.children().filter(Node::is_element) {
            self.block(child, way);
        }
    }

    fn block(&mut self, node: Node<'a, 'i>, way: &Way) {
        if self.over.is_some() || self.mark(node) {
            return;
        }
        match word(node) {
            Some("p") => self.paragraph(node, way),
            Some("tbl") => self.table(node, way),
            Some("sdt") => child(node, "sdtContent").into_iter().for_each(|n| self.blocks(n, way)),
            Some("ins" | "del" | "moveFrom" | "moveTo") => {
                let inside = self.changed(node, way);
                self.blocks(node, &inside);
            }
            Some("sectPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sdtPr" | "customXmlPr") => {}
            Some("altChunk") => self.lose("altChunk".to_owned(), Why::Unread),
            Some("r" | "t") => {
                // Words outside a paragraph stand in one of their own.
                self.begin(way);
                self.inline(node, way);
                self.finish();
            }
            _ if node.tag_name().name() == "AlternateContent" => {
                alternative(node).into_iter().for_each(|n| self.blocks(n, way));
            }
            _ => self.blocks(node, way),
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>, way: &Way) {
        self.begin(way);
        let properties = child(node, "pPr");
        let style = self.styles.paragraph(properties.and_then(|p| val(p, "pStyle")));
        self.letters = self.styles.letters(style);
        (self.now.own, self.now.heading) = (style.own, style.heading);
        let outline = properties.and_then(|p| val(p, "outlineLvl")).and_then(|v| v.parse::<usize>().ok());
        let outline = outline.or(style.outline).filter(|level| *level < 9);
        self.now.heading = self.now.heading.or(outline.map(|level| level + 2));
        let id = properties.and_then(|p| val(p, "pStyle")).unwrap_or_default();
        let (list, level) = properties.and_then(list_of).unwrap_or_default();
        let list = list.or_else(|| style.list.clone()).filter(|l| l != "0");
        self.now.list = list.map(|list| {
            let styled = || self.numbering.level_of(&list, id);
            let level = level.or(style.level).or_else(styled).unwrap_or(0);
            (list, level)
        });
        let list = properties.and_then(|p| child(p, "numPr")).and_then(change);
        if let Some(by) = properties.and_then(change).or(list) {
            self.now.looks.push((by.to_owned(), String::new()));
        }
        for inside in node.children().filter(Node::is_element) {
            if word(inside) != Some("pPr") {
                self.inline(inside, way);
            }
        }
        // A move that takes the end along begins behind the properties that say so.
        if let Some(properties) = properties {
            self.end(properties, way);
        }
        self.finish();
    }

    /// What happened to the end of the paragraph.
    fn end(&mut self, properties: Node<'a, 'i>, way: &Way) {
        let mut inside = way.clone();
        if let Some(letters) = child(properties, "rPr") {
            for name in ["ins", "moveTo", "del", "moveFrom"] {
                if let Some(node) = child(letters, name) {
                    inside = self.changed(node, &inside);
                }
            }
        }
        self.now.end = inside.tracked;
    }

    fn begin(&mut self, way: &Way) {
        self.now = Raw::default();
        (self.now.end, self.now.id) = (way.tracked.clone(), self.id.take());
        self.letters = Letters::default();
        let borders = std::mem::take(&mut self.borders);
        self.now.borders =
            borders.into_iter().map(|(comment, what)| Border { comment, what, at: 0 }).collect();
        self.open = true;
    }

    fn finish(&mut self) {
        self.open = false;
        if self.found.paragraphs.len() >= self.most.paragraphs {
            self.over.get_or_insert(DocxError::Paragraphs(self.most.paragraphs));
        }
        // An instruction or a note in a field ends with its paragraph at the latest.
        self.fields.retain(Field::is_open);
        self.found.paragraphs.push(std::mem::take(&mut self.now));
        for (node, way) in std::mem::take(&mut self.boxes) {
            // A field that is open round a box does not swallow it.
            let fields = std::mem::take(&mut self.fields);
            self.blocks(node, &way);
            self.fields = fields;
        }
    }

    fn table(&mut self, node: Node<'a, 'i>, way: &Way) {
        let mut rows = Vec::new();
        self.rows(node, way, &mut rows);
        if !rows.is_empty() {
            self.found.tables.push(rows);
        }
    }

    fn rows(&mut self, node: Node<'a, 'i>, way: &Way, out: &mut Vec<Vec<Cell>>) {
        for inside in node.children().filter(Node::is_element) {
            if self.mark(inside) {
                continue;
            }
            match word(inside) {
                Some("tr") => {
                    let mut way = way.clone();
                    let properties = child(inside, "trPr");
                    for name in ["ins", "del"] {
                        if let Some(change) = properties.and_then(|p| child(p, name)) {
                            way = self.changed(change, &way);
                        }
                    }
                    let mut row = Vec::new();
                    self.cells(inside, &way, out.last(), &mut row);
                    out.push(row);
                }
                Some("tblPr" | "tblGrid") => {}
                _ => self.rows(inside, way, out),
            }
        }
    }

    fn cells(&mut self, node: Node<'a, 'i>, way: &Way, above: Option<&Vec<Cell>>, out: &mut Vec<Cell>) {
        for inside in node.children().filter(Node::is_element) {
            if self.mark(inside) {
                continue;
            }
            match word(inside) {
                Some("tc") => {
                    let properties = child(inside, "tcPr");
                    let from = self.found.paragraphs.len();
                    self.blocks(inside, way);
                    let merged = properties.and_then(|p| child(p, "vMerge"));
                    let goes_on = merged.is_some_and(|m| value(m, "val") != Some("restart"));
                    let above = above.and_then(|row| row.get(out.len())).filter(|_| goes_on);
                    out.push(above.cloned().unwrap_or(from..self.found.paragraphs.len()));
                    let span =
                        properties.and_then(|p| val(p, "gridSpan")).and_then(|v| v.parse::<usize>().ok());
                    let end = self.found.paragraphs.len();
                    let more = span.unwrap_or(1).saturating_sub(1).min(COLUMNS);
                    self.spanned += more;
                    if self.spanned < SPANNED {
                        out.extend(std::iter::repeat_n(end..end, more));
                    }
                }
                Some("trPr" | "tblPrEx") => {}
                _ => self.cells(inside, way, above, out),
            }
        }
    }

    /// Takes marks that stand between words or paragraphs; whether it was one.
    pub(super) fn mark(&mut self, node: Node<'a, 'i>) -> bool {
        let id = || value(node, "id").unwrap_or_default().to_owned();
        match word(node) {
            Some("bookmarkStart") => {
                let name = value(node, "name").and_then(|n| n.strip_prefix("p_"));
                if let Some(id) = name.and_then(|n| n.parse().ok()) {
                    if self.open {
                        self.now.id.get_or_insert(id)
                    } else {
                        self.id.get_or_insert(id)
                    };
                }
            }
            Some("commentRangeStart") => self.border(id(), Edge::Start),
            Some("commentRangeEnd") => self.border(id(), Edge::End),
            Some(name @ ("moveFromRangeStart" | "moveToRangeStart")) => {
                let to = name.starts_with("moveTo");
                let name: String = value(node, "name").unwrap_or_default().chars().take(LONGEST).collect();
                if to {
                    self.reached.insert(name.clone())
                } else {
                    self.left.insert(name.clone())
                };
                let (id, open) = (id(), self.moves_of(to));
                if open.len() >= OPEN {
                    open.pop_front();
                }
                open.push_back((id, name));
            }
            Some(name @ ("moveFromRangeEnd" | "moveToRangeEnd")) => {
                let (id, to) = (id(), name.starts_with("moveTo"));
                self.moves_of(to).retain(|m| m.0 != id);
            }
            Some(
                "bookmarkEnd"
                | "proofErr"
                | "permStart"
                | "permEnd"
                | "customXmlInsRangeStart"
                | "customXmlInsRangeEnd"
                | "customXmlDelRangeStart"
                | "customXmlDelRangeEnd",
            ) => {}
            _ => return false,
        }
        true
    }

    fn moves_of(&mut self, to: bool) -> &mut VecDeque<(String, String)> {
        let [from, there] = &mut self.moves;
        if to { there } else { from }
    }

    pub(super) fn border(&mut self, comment: String, what: Edge) {
        if self.open {
            let at = self.now.len();
            self.now.borders.push(Border { comment, what, at });
        } else if what == Edge::Start || self.found.paragraphs.is_empty() {
            self.borders.push((comment, what));
        } else if let Some(last) = self.found.paragraphs.last_mut() {
            let at = last.len();
            last.borders.push(Border { comment, what, at });
        }
    }

    /// Counts letters; whether they may be read.
    pub(super) fn room(&mut self, letters: usize) -> bool {
        self.letters_read = self.letters_read.saturating_add(letters);
        if self.letters_read > self.most.letters {
            self.over.get_or_insert(DocxError::Letters(self.most.letters));
        }
        self.over.is_none()
    }

    /// Counts an author.
    pub fn author(&mut self, by: &str) {
        if !self.authors.contains(by) && self.over.is_none() {
            self.authors.insert(by.to_owned());
        }
        if self.authors.len() > self.most.authors {
            self.over.get_or_insert(DocxError::Authors(self.most.authors));
        }
    }

    /// The way inside a change.
    pub(super) fn changed(&mut self, node: Node<'a, 'i>, way: &Way) -> Way {
        let name = word(node).unwrap_or_default();
        let to = name == "moveTo";
        let moved = matches!(name, "moveTo" | "moveFrom")
            .then(|| self.moves_of(to).back().map(|m| m.1.clone()).unwrap_or_default());
        let short = |key: &str| value(node, key).map(|v| v.chars().take(LONGEST).collect::<String>());
        let trace = Trace { by: short("author").unwrap_or_default(), date: short("date"), moved };
        self.author(&trace.by);
        let mut way = way.clone();
        match name {
            "ins" | "moveTo" => way.tracked.put.get_or_insert(trace),
            _ => way.tracked.gone.get_or_insert(trace),
        };
        way
    }

    /// Lists something that is left out here.
    pub(super) fn lose(&mut self, text: String, why: Why) {
        self.found.dropped.push(Dropped { line: self.found.paragraphs.len() + 1, text, why });
    }

    /// A move of which one end is missing is none.
    pub fn pair(&mut self) {
        let both: BTreeSet<String> = self.left.intersection(&self.reached).cloned().collect();
        let settle = |tracked: &mut Tracked| {
            for trace in [&mut tracked.put, &mut tracked.gone].into_iter().flatten() {
                trace.moved = trace.moved.take().filter(|name| !name.is_empty() && both.contains(name));
            }
        };
        for raw in &mut self.found.paragraphs {
            settle(&mut raw.end);
            raw.restyle(|manner| settle(&mut manner.tracked));
        }
        for (comment, what) in std::mem::take(&mut self.borders) {
            if let Some(last) = self.found.paragraphs.last_mut() {
                let at = last.len();
                last.borders.push(Border { comment, what, at });
            }
        }
    }

    /// The text boxes under a node, each once.
    pub(super) fn boxed(node: Node<'a, 'i>, out: &mut Vec<Node<'a, 'i>>) {
        for inside in node.children().filter(Node::is_element) {
            if word(inside) == Some("txbxContent") {
                out.push(inside);
            } else if inside.tag_name().name() == "AlternateContent" {
                alternative(inside).into_iter().for_each(|n| Self::boxed(n, out));
            } else {
                Self::boxed(inside, out);
            }
        }
    }
}
