//! `document.xml`: the paragraphs with their labels, words, notes, changes and threads.
//!
//! What stands in brackets on paper is a tracked change here; nothing is decided about it.

use super::brackets::Colours;
use super::comments::Comments;
use super::extra::Extra;
use super::ids::Ids;
use super::marks::{Item, cuts, items};
use super::notes::Notes;
use super::numbering::Plan;
use super::runs::{Look, is_rtl, run};
use super::styles::{self, MAIN};
use super::threads::Threads;
use super::words::named;
use super::xml::Xml;
use super::{furniture, mark, mark::Mark, table};
use crate::format::page::{Markup, Sheet, SheetParagraph};
use crate::text::Kind;
use std::collections::BTreeMap;

pub(super) const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The time that stands where one has to stand and none is given: that of the parts of the file.
const UNDATED: &str = "1980-01-01T00:00:00Z";

/// Writes the paragraphs, and gathers on the way what other parts need.
pub(super) struct Body<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) extra: &'a Extra,
    pub(super) plan: &'a Plan,
    pub(super) threads: Threads<'a>,
    /// Whether the legend is written.
    pub(super) explained: bool,
    pub(super) colours: Colours<'a>,
    pub ids: Ids,
    pub notes: Notes<'a>,
    pub comments: Comments,
}

/// A paragraph while it is written.
pub(super) struct Line<'a> {
    pub paragraph: &'a SheetParagraph,
    pub style: String,
    pub number: Option<(usize, u8)>,
    pub rtl: bool,
    /// The number of its bookmark and its name.
    pub bookmark: Option<(String, String)>,
    /// What happens to the paragraph as a whole.
    pub mark: Mark,
    /// The numbers of the comments of each thread.
    pub comments: BTreeMap<usize, Vec<String>>,
}

impl<'a> Body<'a> {
    /// Ready to write a sheet.
    pub fn new(sheet: &'a Sheet, extra: &'a Extra, plan: &'a Plan) -> Self {
        Self {
            sheet,
            extra,
            plan,
            threads: Threads::new(sheet, extra),
            explained: false,
            colours: Colours::new(sheet),
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

    /// `footnotes.xml`, when the document is written.
    pub fn footnotes(&mut self, margin: styles::Margin) -> Vec<u8> {
        let notes = std::mem::replace(&mut self.notes, Notes::new(self.sheet));
        let by: Vec<_> = self.sheet.actors.iter().map(|a| a.id.clone()).collect();
        notes.part(margin, &mut || self.change(&by))
    }

    fn all(&mut self, xml: &mut Xml) {
        let sheet = self.sheet;
        let mut subtitle = sheet.subtitle.as_deref();
        if !sheet.has_title() {
            self.under(xml, subtitle.take());
        }
        if sheet.paragraphs.is_empty() {
            // A body wants a paragraph, and threads want a place.
            self.paragraph(xml, 0, &SheetParagraph::empty(Kind::Plain));
        }
        let above = if self.extra.table { table::above(sheet) } else { usize::MAX };
        for (place, paragraph) in sheet.paragraphs.iter().enumerate().take(above) {
            match self.extra.table {
                true => self.paragraph(xml, place, &table::bare(paragraph)),
                false => self.paragraph(xml, place, paragraph),
            }
            if paragraph.kind == Kind::Title {
                self.under(xml, subtitle.take());
            }
        }
        if self.extra.table {
            self.table(xml, above);
        }
    }

    /// What stands under the title, where that has not been written.
    fn under(&mut self, xml: &mut Xml, subtitle: Option<&str>) {
        written(xml, subtitle);
        if self.is_bracketed() && !std::mem::replace(&mut self.explained, true) {
            self.colours.legend(xml, self.sheet);
        }
    }

    pub(super) fn paragraph(&mut self, xml: &mut Xml, place: usize, paragraph: &SheetParagraph) {
        let mut cuts = cuts(&paragraph.runs);
        if self.is_tracked() {
            cuts = mark::kept_apart(self.sheet, place, cuts);
        }
        let (mark, kept) = Mark::of(paragraph, &cuts);
        let mut comments = BTreeMap::new();
        let mut about = Vec::new();
        let threads = match self.extra.table {
            // There they stand in the second column.
            true => Vec::new(),
            false => self.threads.of(place, &cuts, &kept),
        };
        for (n, (range, thread)) in threads.into_iter().enumerate() {
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
        if self.is_bracketed() {
            return self.bracketed(xml, &line);
        }
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
        let mut range = None;
        let mark = match end {
            Some(Item::Words(cut)) => Mark { put: cut.put.clone(), gone: cut.gone.clone(), moved: None },
            _ => line.mark.clone(),
        };
        xml.within("w:p", &[], |xml| {
            self.properties(xml, line, &mark, first);
            range = self.range(xml, &mark);
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
        if let Some((element, id)) = range {
            xml.leaf(element, &[("w:id", &id)]);
        }
    }

    /// Where what is moved begins: both ends of a move have one name. What closes it.
    fn range(&mut self, xml: &mut Xml, mark: &Mark) -> Option<(&'static str, String)> {
        let moved = mark.moved?;
        let [start, end] = match mark.gone.is_empty() {
            true => ["w:moveToRangeStart", "w:moveToRangeEnd"],
            false => ["w:moveFromRangeStart", "w:moveFromRangeEnd"],
        };
        let by = if mark.gone.is_empty() { &mark.put } else { &mark.gone };
        let mut change = self.change(by);
        if self.extra.date().is_none() {
            // The schema wants a date here, which nobody is shown.
            change.push(("w:date", UNDATED.to_owned()));
        }
        change.push(("w:name", format!("move{}", moved + 1)));
        xml.leaf(start, &named(&change));
        let id = change.first().map(|(_, id)| id.clone()).unwrap_or_default();
        Some((end, id))
    }

    pub(super) fn properties(&mut self, xml: &mut Xml, line: &Line, mark: &Mark, first: bool) {
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
                styles::Margin::new(self.extra.table).wide(xml);
            }
            if line.rtl {
                xml.leaf("w:bidi", &[]);
            }
            if self.is_tracked() && !mark.stands() {
                xml.within("w:rPr", &[], |xml| {
                    let [put, gone] = match mark.moved {
                        Some(_) => ["w:moveTo", "w:moveFrom"],
                        None => ["w:ins", "w:del"],
                    };
                    for (element, by) in [(put, &mark.put), (gone, &mark.gone)] {
                        if !by.is_empty() {
                            let change = self.change(by);
                            xml.leaf(element, &named(&change));
                        }
                    }
                });
            }
        });
    }

    pub(super) fn is_tracked(&self) -> bool {
        self.sheet.markup == Markup::Compilation && !self.extra.brackets && !self.extra.table
    }

    fn is_bracketed(&self) -> bool {
        self.sheet.markup == Markup::Compilation && self.extra.brackets && !self.extra.table
    }

    /// The number, author and date of a change.
    pub(super) fn change(&mut self, by: &[crate::record::ActorId]) -> Vec<(&'static str, String)> {
        let mut out = vec![("w:id", self.ids.next()), ("w:author", self.ids.author(by))];
        out.extend(self.extra.date().map(|d| ("w:date", d.to_owned())));
        out
    }
}

/// The line under the title.
fn written(xml: &mut Xml, subtitle: Option<&str>) {
    let Some(subtitle) = subtitle else { return };
    xml.within("w:p", &[], |xml| {
        xml.within("w:pPr", &[], |xml| xml.val("w:pStyle", styles::SUBTITLE));
        run(xml, subtitle, Look::default(), false);
    });
}
