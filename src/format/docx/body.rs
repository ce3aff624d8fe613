//! `document.xml`: the paragraphs with their labels, words, notes, changes and threads.
//!
//! What stands in brackets on paper is a tracked change here; nothing is decided about it.

use super::comments::Comments;
use super::extra::Extra;
use super::ids::Ids;
use super::marks::{Cut, Item, cuts, items};
use super::notes::{Notes, Reference};
use super::numbering::Plan;
use super::runs::{Look, is_rtl, run};
use super::styles::{self, MAIN};
use super::threads::Threads;
use super::xml::Xml;
use super::{furniture, mark::Mark};
use crate::format::page::{Markup, Sheet, SheetParagraph, tag_words};
use crate::text::{Kind, NOTE};
use std::collections::BTreeMap;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Writes the paragraphs, and gathers on the way what other parts need.
pub(super) struct Body<'a> {
    sheet: &'a Sheet,
    extra: &'a Extra,
    plan: &'a Plan,
    threads: Threads<'a>,
    pub ids: Ids,
    pub notes: Notes<'a>,
    pub comments: Comments,
}

/// A paragraph while it is written.
struct Line<'a> {
    paragraph: &'a SheetParagraph,
    style: String,
    number: Option<(usize, u8)>,
    rtl: bool,
    /// The number of its bookmark and its name.
    bookmark: Option<(String, String)>,
    /// What happens to the paragraph as a whole.
    mark: Mark,
    /// The numbers of the comments of each thread.
    comments: BTreeMap<usize, Vec<String>>,
}

impl<'a> Body<'a> {
    /// Ready to write a sheet.
    pub fn new(sheet: &'a Sheet, extra: &'a Extra, plan: &'a Plan) -> Self {
        Self {
            sheet,
            extra,
            plan,
            threads: Threads::new(sheet, extra),
            ids: Ids::default(),
            notes: Notes::new(sheet),
            comments: Comments::default(),
        }
    }

    /// The part.
    pub fn part(&mut self) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.within("w:document", &[("xmlns:w", MAIN), ("xmlns:r", RELATIONS)], |xml| {
            xml.within("w:body", &[], |xml| {
                self.all(xml);
                furniture::section(xml);
            });
        });
        xml.finish()
    }

    fn all(&mut self, xml: &mut Xml) {
        let sheet = self.sheet;
        let mut subtitle = sheet.subtitle.as_deref();
        if !sheet.has_title() {
            written(xml, subtitle.take());
        }
        if sheet.paragraphs.is_empty() {
            // A body wants a paragraph, and threads want a place.
            self.paragraph(xml, 0, &SheetParagraph::empty(Kind::Plain));
        }
        for (place, paragraph) in sheet.paragraphs.iter().enumerate() {
            self.paragraph(xml, place, paragraph);
            if paragraph.kind == Kind::Title {
                written(xml, subtitle.take());
            }
        }
    }

    fn paragraph(&mut self, xml: &mut Xml, place: usize, paragraph: &SheetParagraph) {
        let cuts = cuts(&paragraph.runs);
        let (mark, kept) = Mark::of(paragraph, &cuts);
        let mut comments = BTreeMap::new();
        let mut about = Vec::new();
        for (n, (range, thread)) in self.threads.of(place, &cuts, &kept).into_iter().enumerate() {
            comments.insert(n, self.comments.add(&thread));
            about.push((range, n));
        }
        let next = self.sheet.paragraphs.get(place + 1);
        let end = paragraph.masthead && next.is_none_or(|p| !p.masthead);
        let text: String = paragraph.runs.iter().map(|r| r.text.as_str()).collect();
        let line = Line {
            paragraph,
            style: styles::of(paragraph, end),
            number: self.plan.of.get(place).copied().flatten(),
            rtl: is_rtl(&text),
            bookmark: paragraph.id.and_then(|id| self.ids.bookmark(id)),
            mark,
            comments,
        };
        let items = items(cuts, &about);
        let is_break = |item: &Item| matches!(item, Item::Words(c) if c.text == "\n" && c.at.is_none());
        let mut lines: Vec<Vec<Item>> = vec![Vec::new()];
        for item in items {
            let over = is_break(&item);
            if let Some(last) = lines.last_mut() {
                last.push(item);
            }
            if over {
                lines.push(Vec::new());
            }
        }
        let count = lines.len();
        for (n, mut items) in lines.into_iter().enumerate() {
            let last = n + 1 == count;
            let end = if last { None } else { items.pop() };
            self.line(xml, &line, &items, end.as_ref(), (n == 0, last));
        }
    }

    /// One line of a paragraph, as a rule all of it; `end` is the break that a proposal puts
    /// behind it.
    fn line(
        &mut self,
        xml: &mut Xml,
        line: &Line,
        items: &[Item],
        end: Option<&Item>,
        (first, last): (bool, bool),
    ) {
        let mark = match end {
            Some(Item::Words(cut)) => Mark { put: cut.put.clone(), gone: cut.gone.clone() },
            _ => line.mark.clone(),
        };
        xml.within("w:p", &[], |xml| {
            self.properties(xml, line, &mark, first);
            if first {
                self.label(xml, line);
                if let Some((id, name)) = &line.bookmark {
                    xml.leaf("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
                }
            }
            self.items(xml, line, items);
            if last {
                if let Some((id, _)) = &line.bookmark {
                    xml.leaf("w:bookmarkEnd", &[("w:id", id)]);
                }
                self.remarks(xml, line);
            }
        });
    }

    fn properties(&mut self, xml: &mut Xml, line: &Line, mark: &Mark, first: bool) {
        xml.within("w:pPr", &[], |xml| {
            xml.val("w:pStyle", &line.style);
            if let Some((list, level)) = line.number.filter(|_| first) {
                xml.within("w:numPr", &[], |xml| {
                    xml.val("w:ilvl", &level.to_string());
                    xml.val("w:numId", &list.to_string());
                });
            }
            let top = matches!(line.paragraph.kind, Kind::Preambular | Kind::Operative);
            if self.plan.wide && top && first && line.number.is_none() && line.paragraph.label.is_some() {
                styles::wide(xml);
            }
            if line.rtl {
                xml.leaf("w:bidi", &[]);
            }
            if self.is_tracked() && !mark.stands() {
                xml.within("w:rPr", &[], |xml| {
                    for (element, by) in [("w:ins", &mark.put), ("w:del", &mark.gone)] {
                        if !by.is_empty() {
                            let change = self.change(by);
                            xml.leaf(element, &named(&change));
                        }
                    }
                });
            }
        });
    }

    fn is_tracked(&self) -> bool {
        self.sheet.markup == Markup::Compilation
    }

    /// The number, author and date of a change.
    fn change(&mut self, by: &[crate::record::ActorId]) -> Vec<(&'static str, String)> {
        let mut out = vec![("w:id", self.ids.next()), ("w:author", self.ids.author(by))];
        out.extend(self.extra.date().map(|d| ("w:date", d.to_owned())));
        out
    }

    /// A label that Word does not count.
    fn label(&mut self, xml: &mut Xml, line: &Line) {
        let Some(label) = line.paragraph.label.as_deref().filter(|_| line.number.is_none()) else { return };
        let gap = if line.paragraph.kind == Kind::Title { " " } else { "\t" };
        let own = !line.mark.put.is_empty() && !self.is_tracked();
        let look = Look { style: Some("Label"), bold: own, yellow: own, ..Look::default() };
        let text = format!("{label}{gap}");
        self.tracked(xml, &line.mark, |_, xml, gone| run(xml, &text, look, gone));
    }

    /// What `inside` writes, as a change if the mark says so and changes are tracked.
    fn tracked(&mut self, xml: &mut Xml, mark: &Mark, inside: impl FnOnce(&mut Self, &mut Xml, bool)) {
        let (put, gone) = match self.is_tracked() {
            true => (mark.put.as_slice(), mark.gone.as_slice()),
            false => (&[][..], &[][..]),
        };
        match (put.is_empty(), gone.is_empty()) {
            (true, true) => inside(self, xml, false),
            (false, true) => {
                let change = self.change(put);
                xml.within("w:ins", &named(&change), |xml| inside(self, xml, false));
            }
            (true, false) => {
                let change = self.change(gone);
                xml.within("w:del", &named(&change), |xml| inside(self, xml, true));
            }
            (false, false) => {
                let (outer, inner) = (self.change(put), self.change(gone));
                xml.within("w:ins", &named(&outer), |xml| {
                    xml.within("w:del", &named(&inner), |xml| inside(self, xml, true));
                });
            }
        }
    }

    fn items(&mut self, xml: &mut Xml, line: &Line, items: &[Item]) {
        let same = |a: &Item, b: &Item| match (a, b) {
            (Item::Words(a), Item::Words(b)) => a.same_change(b),
            _ => false,
        };
        for some in items.chunk_by(same) {
            match some.first() {
                Some(Item::Words(cut)) => {
                    let mark = Mark { put: cut.put.clone(), gone: cut.gone.clone() };
                    self.tracked(xml, &mark, |body, xml, gone| {
                        for item in some {
                            if let Item::Words(cut) = item {
                                body.words(xml, line, cut, gone);
                            }
                        }
                    });
                }
                Some(Item::Start(n)) => border(xml, "w:commentRangeStart", line.comments.get(n)),
                Some(Item::End(n)) => {
                    border(xml, "w:commentRangeEnd", line.comments.get(n));
                    let ids = line.comments.get(n).cloned().unwrap_or_default();
                    self.tracked(xml, &line.mark, |_, xml, _| ids.iter().for_each(|id| anchor(xml, id)));
                }
                None => {}
            }
        }
    }

    fn words(&mut self, xml: &mut Xml, line: &Line, cut: &Cut, gone: bool) {
        // The style of these kinds says what their words look like.
        let (bold, italic) = match line.paragraph.kind {
            Kind::Title | Kind::Heading | Kind::Annex | Kind::Formula | Kind::Closing => (false, false),
            _ => (cut.bold, cut.italic),
        };
        let own = !self.is_tracked() && !cut.stands();
        let look = Look {
            bold: bold || (own && cut.gone.is_empty()),
            italic,
            struck: !self.is_tracked() && !cut.gone.is_empty(),
            yellow: own,
            rtl: is_rtl(&cut.text),
            ..Look::default()
        };
        match cut.note.and_then(|id| self.sheet.note_numbers.get(&id).copied()) {
            Some(number) => self.reference(xml, number, cut.stands(), look),
            None => run(xml, &cut.text.replace(NOTE, ""), look, gone),
        }
    }

    fn reference(&mut self, xml: &mut Xml, number: usize, stands: bool, look: Look) {
        match self.notes.refer(number, stands) {
            Reference::Own { id, bookmark } => {
                let bookmark = bookmark.map(|name| (self.ids.next(), name));
                if let Some((id, name)) = &bookmark {
                    xml.leaf("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
                }
                xml.within("w:r", &[], |xml| {
                    Look { style: Some("FootnoteReference"), rtl: false, ..look }.write(xml);
                    xml.leaf("w:footnoteReference", &[("w:id", &id)]);
                });
                if let Some((id, _)) = &bookmark {
                    xml.leaf("w:bookmarkEnd", &[("w:id", id)]);
                }
            }
            Reference::Again { number, bookmark } => again(xml, number, &bookmark, look),
        }
    }

    /// What is printed behind the words: the status, and one actor's tags.
    fn remarks(&mut self, xml: &mut Xml, line: &Line) {
        let Some(status) = self.shown(line.paragraph) else { return };
        if let Markup::Annotated(_) = self.sheet.markup {
            for tag in &line.paragraph.tags {
                let look = Look { bold: true, yellow: true, ..Look::default() };
                run(xml, &format!(" {}", tag_words(tag, false)), look, false);
            }
        }
        if !status.is_empty() {
            let look = Look { style: Some("Status"), ..Look::default() };
            let text = format!(" [{status}]");
            self.tracked(xml, &line.mark, |_, xml, gone| run(xml, &text, look, gone));
        }
    }

    /// The status to print, perhaps an empty one; none where nothing is printed at all.
    fn shown<'p>(&self, paragraph: &'p SheetParagraph) -> Option<&'p str> {
        (self.sheet.markup != Markup::None).then(|| paragraph.status.as_deref().unwrap_or_default())
    }
}

/// A change's attributes as they are written.
fn named<'v>(change: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
    change.iter().map(|(key, value)| (*key, value.as_str())).collect()
}

fn border(xml: &mut Xml, element: &str, ids: Option<&Vec<String>>) {
    ids.into_iter().flatten().for_each(|id| xml.leaf(element, &[("w:id", id)]));
}

fn anchor(xml: &mut Xml, id: &str) {
    xml.within("w:r", &[], |xml| {
        Look { style: Some("CommentReference"), ..Look::default() }.write(xml);
        xml.leaf("w:commentReference", &[("w:id", id)]);
    });
}

/// The indicator of an earlier note, as a field that follows its number.
fn again(xml: &mut Xml, number: usize, bookmark: &str, look: Look) {
    let look = Look { raised: true, rtl: false, ..look };
    let field = |xml: &mut Xml, kind: &str| {
        xml.within("w:r", &[], |xml| {
            look.write(xml);
            xml.leaf("w:fldChar", &[("w:fldCharType", kind)]);
        });
    };
    field(xml, "begin");
    xml.within("w:r", &[], |xml| {
        look.write(xml);
        let code = format!(" NOTEREF {bookmark} \\h ");
        xml.words("w:instrText", &[("xml:space", "preserve")], &code);
    });
    field(xml, "separate");
    run(xml, &number.to_string(), look, false);
    field(xml, "end");
}

/// The line under the title.
fn written(xml: &mut Xml, subtitle: Option<&str>) {
    let Some(subtitle) = subtitle else { return };
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", "Subtitle"));
        run(xml, subtitle, Look::default(), false);
    });
}
