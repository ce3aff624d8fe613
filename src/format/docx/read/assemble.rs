//! [`assemble`]: what has been gathered from a file becomes a [`Marked`].
//!
//! Here it is decided what each paragraph is: by our own styles where the file is ours, by
//! headings, lists and the rules of the text import everywhere else.

use super::beside;
use super::comments::{Comments, Place};
use super::labels;
use super::notes::Notes;
use super::numbering::{Numbered, Numbering};
use super::own;
use super::raw::{Raw, Side};
use super::styles::Styles;
use super::tables;
use super::walk::Found;
use crate::format::plain::{Class, Whole, label_of, symbol_of, whole};
use crate::revise::intake::{Dropped, Why};
use crate::revise::marked::{Column, Formatting, Marked, MarkedParagraph, MarkedPlace};
use crate::text::{Genre, Kind, Label, NOTE};
use std::collections::{BTreeMap, BTreeSet};

/// A paragraph whose words are being sorted out.
struct Draft {
    raw: Raw,
    /// What our own style says that it is.
    own: Option<own::Style>,
    numbered: Option<Numbered>,
    /// A label that our writer typed.
    typed: Option<String>,
    /// The label that is known of the text with all changes taken.
    after: Option<String>,
    class: Class,
    issued: Option<String>,
}

/// What headers and footers say.
pub(super) struct Pages {
    /// The symbol that our writer put there.
    pub symbol: Option<String>,
    /// Their words.
    pub furniture: Vec<String>,
    /// Whether our writer printed a compilation in brackets.
    pub bracketed: bool,
}

/// All of it.
pub(super) fn assemble(
    mut body: Found,
    styles: &Styles,
    notes: &Notes,
    numbering: &mut Numbering,
    comments: &Comments,
    pages: Pages,
) -> Marked {
    let is_own = styles.is_own();
    let mut dropped = body.dropped;
    let labels = labels::count(&mut body.paragraphs, numbering);
    let mut drafts: Vec<Draft> = body
        .paragraphs
        .into_iter()
        .zip(labels)
        .enumerate()
        .map(|(at, (raw, label))| Draft::new(raw, label, (is_own, pages.bracketed), at, &mut dropped))
        .collect();
    let columns: Vec<Vec<Column>> = body.tables.iter().map(|rows| columns(rows, &drafts)).collect();
    let plain = plain_cells(&body.tables, &columns);
    let wholes: Vec<Whole> = drafts.iter().enumerate().map(|(at, d)| d.whole(plain.contains(&at))).collect();
    let found = whole(&wholes, !is_own);
    for (draft, class) in drafts.iter_mut().zip(found.classes) {
        draft.class = class;
    }
    let counted: BTreeSet<String> = drafts.iter().filter_map(Draft::counts).collect();
    let mut out =
        Marked { genre: found.genre, title: found.title, notes: notes.texts.clone(), ..Marked::default() };
    out.notes_after = notes.after.clone();
    let of_header = pages.symbol.filter(|_| is_own).or(found.symbol);
    out.symbol = of_header.or_else(|| symbol(&pages.furniture));
    let mut places = Vec::with_capacity(drafts.len() + 1);
    let mut borders: BTreeMap<String, Place> = BTreeMap::new();
    let mut open = false;
    // The end of the last paragraph that stays.
    let mut last = MarkedPlace::default();
    for (at, mut draft) in drafts.into_iter().enumerate() {
        places.push(out.paragraphs.len());
        draft.settle(&counted);
        draft.label(out.paragraphs.len(), &mut out.formatting);
        draft.looks();
        let joined = std::mem::replace(&mut open, !draft.raw.end.stands());
        if draft.is_remark() {
            dropped.extend(draft.remark(at + 1));
        }
        let gone = draft.is_remark() || (draft.is_nothing() && !joined);
        for border in &draft.raw.borders {
            let here = MarkedPlace { paragraph: out.paragraphs.len(), at: border.at };
            let here = if gone { last } else { here };
            borders.entry(border.comment.clone()).or_default().put(border.what, here);
        }
        if gone {
            continue;
        }
        last = MarkedPlace { paragraph: out.paragraphs.len(), at: draft.raw.len() };
        for (by, text) in std::mem::take(&mut draft.raw.looks) {
            out.formatting.push(Formatting { paragraph: out.paragraphs.len(), by, text });
        }
        out.paragraphs.push(draft.finish());
    }
    places.push(out.paragraphs.len());
    out.threads = comments.threads(&borders);
    let each = body.tables.iter().zip(columns);
    out.tables = each.map(|(rows, columns)| tables::table(rows, columns, &places)).collect();
    if is_own {
        let title = out.paragraphs.iter().find(|p| p.kind == Kind::Title);
        out.title = title.map(|p| p.text().replace(NOTE, ""));
    }
    // Our own writer puts the symbol there and nothing else.
    let furniture = pages.furniture.into_iter().filter(|text| !is_own || Some(text) != out.symbol.as_ref());
    dropped.extend(furniture.map(|text| Dropped { line: 0, text, why: Why::PageFurniture }));
    dropped.sort_by_key(|d| d.line);
    out.dropped = dropped;
    if out.paragraphs.is_empty() {
        out.genre = Genre::default();
    }
    out
}

/// The symbol of the document that a header or footer says.
fn symbol(furniture: &[String]) -> Option<String> {
    furniture.iter().find_map(|line| symbol_of(line)).map(str::to_owned)
}

fn columns(rows: &[Vec<super::walk::Cell>], drafts: &[Draft]) -> Vec<Column> {
    let words = |cell: &super::walk::Cell| {
        let some = drafts.get(cell.clone()).unwrap_or_default();
        some.iter().map(|d| d.raw.text(Side::All)).collect::<Vec<_>>().join(" ")
    };
    let first: Vec<String> = rows.first().into_iter().flatten().map(words).collect();
    if rows.len() < 2 { Vec::new() } else { tables::columns(&first) }
}

/// The paragraphs of compilations that are no text: heads, references, names.
fn plain_cells(tables: &[Vec<Vec<super::walk::Cell>>], columns: &[Vec<Column>]) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    for (rows, columns) in tables.iter().zip(columns).filter(|(_, c)| !c.is_empty()) {
        for (n, row) in rows.iter().enumerate() {
            for (at, cell) in row.iter().enumerate() {
                let text = matches!(columns.get(at), Some(Column::Text | Column::Proposal));
                let above = n.checked_sub(1).and_then(|n| rows.get(n)).and_then(|row| row.get(at));
                if above == Some(cell) {
                    continue;
                }
                if n == 0 || !text {
                    out.extend(cell.clone());
                }
            }
        }
    }
    out
}

impl Draft {
    fn new(
        mut raw: Raw,
        (numbered, counted): (Option<Numbered>, Option<String>),
        (is_own, bracketed): (bool, bool),
        at: usize,
        dropped: &mut Vec<Dropped>,
    ) -> Self {
        let own = raw.own.filter(|_| is_own);
        let (typed, now) = if is_own { beside::typed(&mut raw) } else { (None, None) };
        if own == Some(own::Style::Version) {
            raw.retain(|_, _, manner| !manner.look.struck);
        }
        // In a compilation in brackets they are read with the brackets.
        let beside = is_own && !bracketed;
        for (text, why) in if beside { beside::remarks(&mut raw) } else { Vec::new() } {
            dropped.push(Dropped { line: at + 1, text, why });
        }
        if own.is_none() {
            raw.tidy();
        }
        let after = now.or(counted).filter(|l| !l.is_empty());
        Self { raw, own, numbered, typed, after, class: Class::default(), issued: None }
    }

    /// The label that is known before the words are looked at.
    fn given(&self) -> Option<String> {
        let numbered = self.numbered.as_ref().map(|n| n.label.clone()).filter(|l| !l.is_empty());
        self.typed.clone().or(numbered)
    }

    fn whole(&self, plain: bool) -> Whole {
        let side = self.raw.side();
        let text = self.raw.text(side);
        let of = |test: &dyn Fn(&super::raw::Manner) -> bool| {
            let mut letters = self.raw.each().filter(|(c, _)| !c.is_whitespace()).peekable();
            letters.peek().is_some() && letters.all(|(_, m)| test(m))
        };
        let known = match self.own {
            Some(own::Style::Paragraph(kind, masthead)) => Some((kind, masthead)),
            Some(own::Style::Remark) => Some((Kind::Plain, true)),
            Some(own::Style::Version) => Some((Kind::Plain, false)),
            None if plain => Some((Kind::Plain, false)),
            None => None,
        };
        Whole {
            heading: self.raw.heading.filter(|_| text.chars().count() <= 300),
            label: self.given(),
            known,
            bullet: self.numbered.as_ref().is_some_and(|n| n.bullet),
            bold: of(&|m| m.look.bold),
            italic: of(&|m| m.italic),
            text,
        }
    }

    /// The list, if it numbers operative paragraphs on its first level.
    fn counts(&self) -> Option<String> {
        let (list, level) = self.raw.list.as_ref()?;
        (*level == 0 && self.class.labelled && self.class.kind == Kind::Operative).then(|| list.clone())
    }

    /// Its kind, where its list says more than its words.
    fn settle(&mut self, counted: &BTreeSet<String>) {
        if self.own.is_some() {
            return;
        }
        let Some(numbered) = self.numbered.as_ref().filter(|n| !n.label.is_empty()) else { return };
        let sub = u8::try_from(numbered.level).unwrap_or(9).min(9);
        let known = self.raw.list.as_ref().is_some_and(|(list, _)| counted.contains(list));
        match self.class.kind {
            Kind::Sub(_) if known && sub > 0 && self.class.labelled => self.class.kind = Kind::Sub(sub),
            Kind::Plain if !self.class.labelled && !self.class.masthead => {
                self.class.kind = if sub == 0 { Kind::Operative } else { Kind::Sub(sub) };
            }
            _ => {}
        }
    }

    /// Finds the label and takes a typed one off the words of both sides.
    fn label(&mut self, ordinal: usize, formatting: &mut Vec<Formatting>) {
        if let Some((label, count)) = self.bis() {
            self.raw.behead(self.raw.side(), count);
            self.after = Some(label.clone());
            self.issued = Some(label);
            return;
        }
        self.issued = self.given();
        if self.issued.is_some() || (self.own.is_some() && self.raw.id.is_some()) {
            return;
        }
        let side = self.raw.side();
        let typed = match self.own {
            Some(own::Style::Paragraph(kind, _)) if kind.is_labelled() => label_of(&self.raw.text(side)),
            Some(_) => None,
            None => self.class.typed.clone(),
        };
        let Some((label, count)) = typed else { return };
        // The other side may have another number, which is no change of words.
        if side == Side::Before {
            let after = self.raw.text(Side::After);
            let changed = self.raw.each().take(count + 8).find_map(|(_, m)| m.tracked.put.as_ref()).cloned();
            if let (Some(trace), Some((new, more))) = (changed, label_of(&after)) {
                if new != label {
                    formatting.push(Formatting {
                        paragraph: ordinal,
                        by: trace.by,
                        text: format!("{label} {new}"),
                    });
                }
                self.after = Some(new);
                self.raw.behead_both(count, more);
            } else {
                self.raw.behead(Side::Before, count);
            }
        } else {
            self.raw.behead(side, count);
        }
        self.issued = Some(label);
    }

    /// "4 bis." typed into a new paragraph that Word numbers as those around it: what its author
    /// calls it counts, not the number that came with the line.
    fn bis(&self) -> Option<(String, usize)> {
        if self.typed.is_some() || self.raw.id.is_some() || self.numbered.is_none() {
            return None;
        }
        let (label, count) = label_of(&self.raw.text(self.raw.side()))?;
        let named: Label = label.parse().ok()?;
        (named.ordinal > 0 || named.alternative > 0).then_some((label, count))
    }

    /// Emphasis of a whole title or heading is how its kind is set, and nobody's mark.
    fn looks(&mut self) {
        let set = self.own.is_none()
            && (self.class.masthead
                || matches!(
                    self.class.kind,
                    Kind::Title | Kind::Formula | Kind::Heading | Kind::Closing | Kind::Annex
                ));
        if !set {
            return;
        }
        let all = |test: &dyn Fn(&super::raw::Manner) -> bool| {
            self.raw.each().filter(|(c, _)| c.is_alphanumeric()).all(|(_, m)| test(m))
        };
        let (bold, italic) = (all(&|m| m.look.bold), all(&|m| m.italic));
        self.raw.restyle(|m| {
            m.look.bold &= !bold;
            m.italic &= !italic;
        });
    }

    fn is_remark(&self) -> bool {
        self.own == Some(own::Style::Remark)
    }

    /// What our writer printed beside the text, and what somebody put into it.
    fn remark(&self, line: usize) -> impl Iterator<Item = Dropped> {
        let put: String = self.raw.each().filter(|(_, m)| m.tracked.put.is_some()).map(|(c, _)| c).collect();
        let all = [(self.raw.text(Side::Before), Why::Remark), (put, Why::Comment)];
        let said = all.into_iter().filter(|(text, _)| !text.trim().is_empty());
        said.map(move |(text, why)| Dropped { line, text, why })
    }

    /// Whether it is an empty line that no change is about.
    fn is_nothing(&self) -> bool {
        self.raw.len() == 0
            && self.raw.end.stands()
            && (self.own.is_none() || self.raw.id.is_none())
            && self.typed.is_none()
    }

    /// The label of the text with all changes taken, where it is another one.
    fn relabelled(&self) -> Option<String> {
        let known = self.after.is_some() || self.given().is_some();
        (known && self.after != self.issued).then(|| self.after.clone().unwrap_or_default())
    }

    fn finish(self) -> MarkedParagraph {
        MarkedParagraph {
            kind: self.class.kind,
            relabelled: self.relabelled(),
            issued: self.issued,
            masthead: self.class.masthead,
            id: self.raw.id,
            runs: self.raw.runs(),
            end: self.raw.end,
        }
    }
}
