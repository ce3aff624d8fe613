//! What stands in a paragraph: its label, its words with their changes, notes, threads, remarks.
//!
//! The second half of [`Body`]; it writes what `body` has laid out and decides nothing more.

use super::body::{Body, Line};
use super::brackets::Colours;
use super::mark::Mark;
use super::marks::{Cut, Item};
use super::notes::Reference;
use super::runs::{Look, is_rtl, run};
use super::styles::{LABEL, SIGN, STATUS, TAG};
use super::xml::{Xml, clean};
use crate::format::page::{Markup, Passage, Piece, SheetParagraph, Way, tag_words};
use crate::text::{Kind, NOTE};

impl Body<'_> {
    /// A paragraph in brackets; its threads are about all of it.
    pub(super) fn bracketed(&mut self, xml: &mut Xml, line: &Line) {
        let sheet = self.sheet;
        let colours = std::mem::take(&mut self.colours);
        let border = |n: &usize, start: bool| if start { Item::Start(*n) } else { Item::End(*n) };
        let threads = |start: bool| line.comments.keys().map(|n| border(n, start)).collect::<Vec<_>>();
        xml.within("w:p", &[], |xml| {
            self.properties(xml, line, &Mark::default(), true);
            self.label(xml, line);
            if let Some((id, name)) = &line.bookmark {
                xml.leaf("w:bookmarkStart", &[("w:id", id), ("w:name", name)]);
            }
            self.items(xml, line, &threads(true));
            self.pieces(xml, &line.paragraph.printed(&sheet.markup), &colours);
            if let Some((id, _)) = &line.bookmark {
                xml.leaf("w:bookmarkEnd", &[("w:id", id)]);
            }
            self.items(xml, line, &threads(false));
            self.remarks(xml, line);
        });
        self.colours = colours;
    }

    /// Words in brackets. A note among them that the text has too is given again in a comment.
    pub(super) fn pieces(&mut self, xml: &mut Xml, pieces: &[Piece], colours: &Colours) {
        for piece in pieces {
            let Piece::Run(one) = piece else {
                colours.sign(xml, piece);
                continue;
            };
            let look = colours.run(one);
            match self.sheet.number_of(one) {
                Some(number) => self.reference(xml, number, one.marks.is_empty() && !self.extra.table, look),
                None if one.text == "\n" => run(xml, " ¶ ", Look { style: Some(SIGN), ..look }, false),
                None => run(xml, &one.text.replace(NOTE, ""), look, false),
            }
        }
    }

    /// A label that Word does not count.
    pub(super) fn label(&mut self, xml: &mut Xml, line: &Line) {
        if line.number.is_some() {
            return;
        }
        let changed = |p: &&Passage| p.way == Way::Stays && p.was != line.paragraph.label;
        if let Some(passage) = line.paragraph.passage.as_ref().filter(changed) {
            return self.relabelled(xml, line, passage);
        }
        let Some(label) = line.paragraph.label.as_deref() else { return };
        let gap = gap(line.paragraph.kind);
        let own = !line.mark.put.is_empty() && matches!(self.sheet.markup, Markup::Annotated(_));
        let look = Look { style: Some(LABEL), bold: own, yellow: own, ..Look::default() };
        self.tracked(xml, &line.mark, |_, xml, gone| labelled(xml, label, gap, look, gone));
    }

    /// The labels of a paragraph that had another one in the older text.
    fn relabelled(&mut self, xml: &mut Xml, line: &Line, passage: &Passage) {
        let gone = Mark { gone: passage.by.clone(), ..Mark::default() };
        let put = Mark { put: passage.by.clone(), ..Mark::default() };
        for (label, mark) in [(&passage.was, gone), (&line.paragraph.label, put)] {
            let Some(label) = label else { continue };
            let look = Look { style: Some(LABEL), ..Look::default() };
            let gap = gap(line.paragraph.kind);
            self.tracked(xml, &mark, |_, xml, gone| labelled(xml, label, gap, look, gone));
        }
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
                let element = if mark.moved.is_some() { "w:moveTo" } else { "w:ins" };
                xml.within(element, &named(&change), |xml| inside(self, xml, false));
            }
            (true, false) => {
                let change = self.change(gone);
                match mark.moved {
                    // Words that are moved away are written as words, not as deleted ones.
                    Some(_) => xml.within("w:moveFrom", &named(&change), |xml| inside(self, xml, false)),
                    None => xml.within("w:del", &named(&change), |xml| inside(self, xml, true)),
                }
            }
            (false, false) => {
                let (outer, inner) = (self.change(put), self.change(gone));
                xml.within("w:ins", &named(&outer), |xml| {
                    xml.within("w:del", &named(&inner), |xml| inside(self, xml, true));
                });
            }
        }
    }

    pub(super) fn items(&mut self, xml: &mut Xml, line: &Line, items: &[Item]) {
        let same = |a: &Item, b: &Item| match (a, b) {
            (Item::Words(a), Item::Words(b)) => a.same_change(b),
            _ => false,
        };
        for some in items.chunk_by(same) {
            match some.first() {
                Some(Item::Words(cut)) => {
                    let mark = Mark { put: cut.put.clone(), gone: cut.gone.clone(), moved: line.mark.moved };
                    self.tracked(xml, &mark, |body, xml, gone| {
                        for item in some {
                            if let Item::Words(cut) = item {
                                body.words(xml, cut, gone);
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

    fn words(&mut self, xml: &mut Xml, cut: &Cut, gone: bool) {
        // Said of the words themselves, even where the style of the paragraph says it too: what
        // comes back is then what went out.
        let (bold, italic) = (cut.bold, cut.italic);
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
    pub(super) fn remarks(&mut self, xml: &mut Xml, line: &Line) {
        let Some(status) = self.shown(line.paragraph) else { return };
        if let Markup::Annotated(_) = self.sheet.markup {
            for tag in &line.paragraph.tags {
                let look = Look { style: Some(TAG), bold: true, yellow: true, ..Look::default() };
                run(xml, &format!(" {}", tag_words(tag, false)), look, false);
            }
        }
        if !status.is_empty() {
            let look = Look { style: Some(STATUS), ..Look::default() };
            let text = format!(" [{status}]");
            self.tracked(xml, &line.mark, |_, xml, gone| run(xml, &text, look, gone));
        }
    }

    /// The status to print, perhaps an empty one; none where nothing is printed at all.
    fn shown<'p>(&self, paragraph: &'p SheetParagraph) -> Option<&'p str> {
        (self.sheet.markup != Markup::None).then(|| paragraph.status.as_deref().unwrap_or_default())
    }
}

/// A label and its gap. The gap has no style: what is typed behind it would take the style on.
fn labelled(xml: &mut Xml, label: &str, gap: &str, look: Look, gone: bool) {
    let label = clean(label).replace(['\t', '\n', '\r'], " ");
    if !label.trim().is_empty() {
        run(xml, label.trim(), look, gone);
        run(xml, gap, Look::default(), gone);
    }
}

/// What stands between a label and the words.
fn gap(kind: Kind) -> &'static str {
    if kind == Kind::Title { " " } else { "\t" }
}

/// A change's attributes as they are written.
pub(super) fn named<'v>(change: &'v [(&'static str, String)]) -> Vec<(&'static str, &'v str)> {
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
