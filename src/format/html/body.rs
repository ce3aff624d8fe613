//! The text of the page: paragraphs, their words with marks, notes.

use super::escape::escape;
use super::style::class;
use crate::format::page::{Markup, Piece, Shade, Sheet, SheetParagraph, tag_words};
use crate::record::ActorId;
use crate::text::{Kind, NOTE};
use crate::weave::{Mark, MarkKind, Run};
use std::collections::{BTreeMap, BTreeSet};

/// The text of a sheet. Without a title in it, the page is headed by `title`.
pub(super) fn write(sheet: &Sheet, title: &str) -> String {
    let annotated = matches!(sheet.markup, Markup::Annotated(_));
    let mut body = Body {
        sheet,
        annotated,
        shades: sheet.shades(),
        out: String::new(),
        seen: BTreeSet::new(),
        titled: false,
    };
    let first = sheet.paragraphs.iter().take_while(|p| p.masthead).count();
    let (masthead, rest) = sheet.paragraphs.split_at(first);
    if !masthead.is_empty() {
        body.out.push_str("<header class=\"masthead\">\n");
        masthead.iter().for_each(|p| body.paragraph(p));
        body.out.push_str("</header>\n");
    }
    if !sheet.has_title() {
        body.out.push_str(&format!("<h1 id=\"title\" class=\"chapeau-title\">{}</h1>\n", escape(title)));
        body.subtitle();
    }
    rest.iter().for_each(|p| body.paragraph(p));
    body.notes();
    body.out
}

struct Body<'a> {
    sheet: &'a Sheet,
    annotated: bool,
    shades: BTreeMap<&'a ActorId, Shade>,
    out: String,
    /// Notes whose first reference is written: only that one can be gone back to.
    seen: BTreeSet<usize>,
    titled: bool,
}

impl Body<'_> {
    fn paragraph(&mut self, paragraph: &SheetParagraph) {
        let (element, mut class) = element(paragraph);
        if paragraph.version {
            class.push_str(" version");
        }
        let shows_status = self.sheet.markup != Markup::None;
        if shows_status && paragraph.status.as_deref().is_some_and(|s| s.starts_with("agreed")) {
            class.push_str(" agreed");
        }
        let id = if paragraph.kind == Kind::Title && !self.titled { " id=\"title\"" } else { "" };
        self.out.push_str(&format!("<{element}{id} class=\"{class}\">"));
        if let Some(label) = &paragraph.label {
            self.out.push_str(&format!("<span class=\"label\">{}</span> ", escape(label)));
        }
        self.pieces(&paragraph.printed(&self.sheet.markup));
        if let Some(status) = paragraph.status.as_deref().filter(|_| shows_status) {
            self.out.push_str(&format!(" <span class=\"status\">[{}]</span>", escape(status)));
        }
        self.out.push_str(&format!("</{element}>\n"));
        if !id.is_empty() {
            self.titled = true;
            self.subtitle();
        }
    }

    fn subtitle(&mut self) {
        if let Some(subtitle) = &self.sheet.subtitle {
            self.out.push_str(&format!("<p class=\"subtitle\">{}</p>\n", escape(subtitle)));
        }
    }

    /// Pieces, with elements open for as long as the marks of the runs stay the same.
    fn pieces(&mut self, pieces: &[Piece]) {
        let mut open: Vec<&Mark> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Run(run) => {
                    self.open(&mut open, &run.marks);
                    self.run(run);
                }
                other => {
                    self.open(&mut open, &[]);
                    self.sign(other);
                }
            }
        }
        self.open(&mut open, &[]);
    }

    /// Closes and opens elements until just `marks` are open.
    fn open<'m>(&mut self, open: &mut Vec<&'m Mark>, marks: &'m [Mark]) {
        let same = open.iter().zip(marks).take_while(|(a, b)| **a == *b).count();
        for mark in open.drain(same..).rev() {
            self.out.push_str(close(mark, self.annotated));
        }
        for mark in marks.iter().skip(same) {
            self.out.push_str(&self.opening(mark));
            open.push(mark);
        }
    }

    fn opening(&self, mark: &Mark) -> String {
        let class = mark.by.first().map(|a| self.class(a)).unwrap_or_default();
        let names = escape(&crate::format::page::names(&mark.by));
        let by = |what: &str| if names.is_empty() { what.to_owned() } else { format!("{what} by {names}") };
        match (mark.kind, self.annotated) {
            (MarkKind::Inserted, true) => {
                format!("<mark><ins class=\"{class}\" title=\"{}\">", by("put in"))
            }
            (MarkKind::Inserted, false) => format!("<ins class=\"{class}\" title=\"{}\">", by("put in")),
            (MarkKind::Deleted, _) => format!("<del class=\"{class}\" title=\"{}\">", by("taken out")),
            (MarkKind::Alternative, _) if mark.by.is_empty() => "<span class=\"alternative\">".to_owned(),
            (MarkKind::Alternative, _) => {
                let title = if names.is_empty() {
                    "alternative".to_owned()
                } else {
                    format!("alternative of {names}")
                };
                format!("<span class=\"alternative new {class}\" title=\"{title}\">")
            }
            (MarkKind::Doubt, _) => "<span class=\"doubt\">".to_owned(),
        }
    }

    fn class(&self, actor: &ActorId) -> String {
        self.shades.get(actor).map(|s| class(*s)).unwrap_or_default()
    }

    fn run(&mut self, run: &Run) {
        if run.note.is_some() || run.text.contains(NOTE) {
            return self.reference(run);
        }
        if run.text == "\n" {
            return self.out.push_str("<br>");
        }
        let mut text = escape(&run.text);
        if run.bold {
            text = format!("<strong>{text}</strong>");
        }
        if run.italic {
            text = format!("<em>{text}</em>");
        }
        self.out.push_str(&text);
    }

    fn reference(&mut self, run: &Run) {
        let Some(n) = self.sheet.number_of(run) else { return };
        let id = if self.seen.insert(n) { format!(" id=\"ref-{n}\"") } else { String::new() };
        self.out.push_str(&format!(
            "<sup class=\"ref\"{id}><a href=\"#note-{n}\" aria-label=\"Note {n}\">{n}</a></sup>"
        ));
    }

    fn sign(&mut self, piece: &Piece) {
        match piece {
            Piece::Run(_) => {}
            Piece::Text(text) => self.out.push_str(&escape(text)),
            Piece::Sign(" ") => self.out.push(' '),
            Piece::Sign(sign) => self.out.push_str(&format!("<span class=\"sign\">{}</span>", escape(sign))),
            Piece::Names(by) => {
                for (i, actor) in by.iter().enumerate() {
                    let comma = if i > 0 { ", " } else { "" };
                    let (class, name) = (self.class(actor), escape(actor.as_str()));
                    self.out.push_str(&format!("{comma}<b class=\"by {class}\">{name}</b>"));
                }
            }
            Piece::Tag(tag) => {
                let class = tag.by.first().map(|a| self.class(a)).unwrap_or_default();
                let said = escape(&tag_words(tag, !self.annotated));
                let (open, close) = if self.annotated { ("<mark>", "</mark>") } else { ("", "") };
                self.out.push_str(&format!(" {open}<span class=\"tag {class}\">{said}</span>{close}"));
            }
        }
    }

    fn notes(&mut self) {
        if self.sheet.notes.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"notes\" aria-label=\"Notes\">\n<ol>\n");
        for (n, text) in &self.sheet.notes {
            self.out.push_str(&format!(
                "<li id=\"note-{n}\" value=\"{n}\">{} <a class=\"back\" href=\"#ref-{n}\" aria-label=\"Back to where note {n} stands\">↩</a></li>\n",
                escape(text)
            ));
        }
        self.out.push_str("</ol>\n</section>\n");
    }
}

/// The element of a paragraph and its class.
fn element(paragraph: &SheetParagraph) -> (&'static str, String) {
    let name = paragraph.kind.name();
    match paragraph.kind {
        _ if paragraph.masthead => ("p", "masthead-line".to_owned()),
        Kind::Title => ("h1", name.to_owned()),
        Kind::Heading | Kind::Annex => ("h2", name.to_owned()),
        Kind::Sub(level) => ("p", format!("{name} level{}", level.clamp(1, 4))),
        _ if paragraph.label.is_some() => ("p", format!("{name} labelled")),
        _ => ("p", name.to_owned()),
    }
}

fn close(mark: &Mark, annotated: bool) -> &'static str {
    match (mark.kind, annotated) {
        (MarkKind::Inserted, true) => "</ins></mark>",
        (MarkKind::Inserted, false) => "</ins>",
        (MarkKind::Deleted, _) => "</del>",
        (MarkKind::Alternative | MarkKind::Doubt, _) => "</span>",
    }
}
