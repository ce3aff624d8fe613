//! Tests of the application: what keys and messages do, as text before and text after.
//!
//! A text is given as lines, `|` for the caret and `[` for where a selection began; `†` is a
//! note reference. What is on the page afterwards is printed with marks: `{+words+EU+}`,
//! `{-words-EU-}`, `{~words~EU~}` for crossing versions, `> ` before a proposed paragraph. After
//! every key the page is held against one computed from scratch, and at the end everything is
//! undone and redone, byte for byte.

mod actor;
mod actor_lines;
mod amend;
mod chair;
mod cost;
mod messages;
mod positions;
mod random;
mod todo;
mod undo;

use super::shown::{place_at, shown_of, total};
use super::*;
use crate::format::ron;
use crate::project::{Change, Project, Put};
use crate::record::ActorId;
use crate::revise::Parsed;
use crate::text::{Genre, Kind, NOTE, NoteId, ParagraphId, Ranges, Side, Source, Words};
use crate::weave::{MarkKind, Of};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An application with a text, for tests.
pub(super) struct Desk {
    pub app: App,
    clock: f64,
    first: String,
}

/// A project of these lines, each an operative paragraph.
pub(in crate::app) fn project(lines: &str) -> Project {
    let note = NoteId::of(&["note"]);
    let source = |line: &str| {
        let text = line.replace('†', &NOTE.to_string());
        let notes = vec![note; text.matches(NOTE).count()];
        let words = Words::new(&text, Ranges::default(), Ranges::default(), notes);
        Source { kind: Kind::Operative, issued: None, masthead: false, words }
    };
    let parsed = Parsed {
        title: None,
        symbol: None,
        genre: Genre::Resolution,
        paragraphs: lines.split('\n').map(source).collect(),
        notes: BTreeMap::from([(note, "A note.".to_owned())]),
        report: Default::default(),
    };
    Project::of(parsed, "Zero draft").unwrap()
}

/// A line and a character.
type At = (usize, usize);

/// The text without its caret and its anchor, and where they are: line and character.
fn marked(text: &str) -> (String, Option<At>, Option<At>) {
    let (mut plain, mut caret, mut anchor) = (String::new(), None, None);
    let mut at = (0, 0);
    for c in text.chars() {
        match c {
            '|' => caret = Some(at),
            '[' => anchor = Some(at),
            c => {
                plain.push(c);
                at = if c == '\n' { (at.0 + 1, 0) } else { (at.0, at.1 + 1) };
            }
        }
    }
    (plain, caret, anchor)
}

impl Desk {
    pub fn new(text: &str) -> Self {
        let (plain, caret, anchor) = marked(text);
        let project = project(&plain);
        let mut app = App::seeded(7);
        app.take(project, None);
        let place = |(line, at): (usize, usize)| Place::Text { paragraph: id(&app, line), at };
        let selection =
            caret.map(|caret| Selection { anchor: place(anchor.unwrap_or(caret)), caret: place(caret) });
        selection.into_iter().for_each(|s| app.send(Message::Select(s)));
        Self::of(app)
    }

    pub fn of(app: App) -> Self {
        let first = bytes(&app);
        Self { app, clock: 0.0, first }
    }

    pub fn speaking(text: &str, actor: &str) -> Self {
        let mut desk = Self::new(text);
        desk.app.send(Message::SpeakAs(ActorId::new(actor)));
        desk
    }

    /// Types a script: characters, and commands in angle brackets.
    pub fn keys(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(c) = rest.chars().next() {
            if let Some((command, more)) = rest.strip_prefix('<').and_then(|r| r.split_once('>')) {
                self.command(command);
                rest = more;
            } else {
                self.write(Write::Insert(c.to_string()));
                rest = &rest[c.len_utf8()..];
            }
            self.check();
        }
        self
    }

    fn write(&mut self, write: Write) {
        self.app.send(Message::Write(write));
    }

    fn command(&mut self, command: &str) {
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        match name {
            "BS" => self.write(Write::Backspace(Unit::Grapheme)),
            "C-BS" => self.write(Write::Backspace(Unit::Word)),
            "P-BS" => self.write(Write::Backspace(Unit::Paragraph)),
            "DEL" => self.write(Write::Delete(Unit::Grapheme)),
            "C-DEL" => self.write(Write::Delete(Unit::Word)),
            "P-DEL" => self.write(Write::Delete(Unit::Paragraph)),
            "CR" => self.write(Write::Break),
            "I" => self.write(Write::Italic),
            "paste" => self.write(Write::Insert(rest.to_owned())),
            "U" => self.app.send(Message::Undo),
            "R" => self.app.send(Message::Redo),
            "chair" => self.app.send(Message::SpeakAs(ActorId::chair())),
            "retain" => self.app.send(Message::Retain),
            "brackets" => self.app.send(Message::Brackets),
            "alternative" => self.app.send(Message::Alternative),
            "as" => self.app.send(Message::SpeakAs(ActorId::new(rest))),
            "go" => self.go(rest, Side::Before),
            "at" => self.go(rest, Side::After),
            "wait" => {
                self.clock += 2.0;
                self.app.logic(self.clock);
            }
            "floor" => self.app.send(Message::Floor(rest != "off")),
            "sent" => self.sent(),
            "view" => self.app.send(Message::SetView(view(rest))),
            other => panic!("no command {other}"),
        }
    }

    /// Puts the caret where its words stand on the page, in the first paragraph that shows them.
    pub fn go(&mut self, marked_words: &str, side: Side) {
        let (words, caret, anchor) = marked(&marked_words.replace('†', &NOTE.to_string()));
        let caret = caret.expect("a caret").1;
        for row in self.app.page().paragraphs.clone() {
            let shown: String = row.runs.iter().map(|r| r.text.as_str()).collect();
            let Some(byte) = shown.find(&words) else { continue };
            let start = shown[..byte].chars().count();
            let place = |at: usize, side| place_at(&row, start + at, side);
            let from = anchor.map_or(place(caret, side), |a| place(a.1, Side::After));
            let selection = Selection { anchor: from, caret: place(caret, side) };
            return self.app.send(Message::Select(selection));
        }
        panic!("“{words}” is not on the page:\n{}", self.render());
    }

    /// Marks all that the speaker says as sent.
    fn sent(&mut self) {
        let speaker = self.app.speaker().clone();
        let was = self.app.project().tracks.get(&speaker).cloned();
        let now = files::sent(self.app.project(), &speaker).map(Arc::new);
        self.app.make("Send return", Change::Track(speaker, Put { was, now }), None).unwrap();
    }

    /// The page is as if it were computed from scratch, and the text is whole.
    pub fn check(&self) {
        let project = self.app.project();
        let mut fresh = Board::default();
        fresh.refresh(project, self.app.view());
        let page = |b: &Board| b.page().paragraphs.iter().map(|p| (**p).clone()).collect::<Vec<_>>();
        assert_eq!(page(self.app.board()), page(&fresh), "the page differs from a fresh one");
        let placed = |b: &Board| b.placed().cloned().collect::<Vec<_>>();
        assert_eq!(placed(self.app.board()), placed(&fresh), "places differ from fresh ones");
        let groups = |b: &Board| b.groups().map(|g| (**g).clone()).collect::<Vec<_>>();
        assert_eq!(groups(self.app.board()), groups(&fresh), "groups differ from fresh ones");
        assert_eq!(project.working.rope().len_lines(), project.working.len().max(1));
        if let Some(selection) = self.app.selection() {
            let held = |p: &Place| self.app.page().paragraphs.iter().any(|r| shown_of(r, p).is_some());
            assert!(held(&selection.caret), "the caret is not on the page: {selection:?}");
        }
    }

    /// Undoes everything and does it again: the first bytes, then the last.
    pub fn rewind(&mut self) {
        let last = bytes(&self.app);
        let mut n = 0;
        while self.app.undo_title().is_some() {
            self.app.send(Message::Undo);
            self.check();
            n += 1;
        }
        assert_eq!(bytes(&self.app), self.first, "undo does not lead back");
        for _ in 0..n {
            self.app.send(Message::Redo);
            self.check();
        }
        assert_eq!(bytes(&self.app), last, "redo does not lead there again");
    }

    pub fn render(&self) -> String {
        let rows = self.app.page().paragraphs.iter();
        let mut caret = self.app.selection().cloned();
        rows.map(|row| print(row, &mut caret)).collect::<Vec<_>>().join("\n")
    }

    /// The open proposals: actor, kind, version.
    pub fn asked(&self) -> Vec<String> {
        let all = self.app.project().tracks.iter().flat_map(|(a, t)| t.proposals().map(move |p| (a, p.1)));
        all.map(|(a, p)| {
            let open = if p.is_open() { "" } else { " withdrawn" };
            format!("{a} {} v{}{open}", p.wish.name(), p.version)
        })
        .collect()
    }

    pub fn notice(&self) -> String {
        self.app.notices().last().map(|n| n.text.clone()).unwrap_or_default()
    }
}

fn view(name: &str) -> View {
    match name.split_once(' ') {
        Some(("final", actor)) => View::Final(ActorId::new(actor)),
        Some(("only", actor)) => View::Annotated(ActorId::new(actor)),
        _ if name == "clean" => View::Clean,
        _ if name == "original" => View::Original,
        _ => View::Compilation,
    }
}

pub(super) fn id(app: &App, line: usize) -> ParagraphId {
    app.project().working.meta(line).expect("a paragraph").id
}

pub(super) fn bytes(app: &App) -> String {
    ron::write_project(app.project()).unwrap()
}

/// A row with the caret where its place is first shown; then it is taken, so that it is printed
/// once.
fn print(row: &PageParagraph, caret: &mut Option<Selection>) -> String {
    let mut out = String::new();
    let mut cuts: Vec<(usize, usize, char)> = Vec::new();
    if let Some(selection) = caret.clone() {
        let mut one = |place: &Place, sign: char| {
            let found = row.runs.iter().enumerate().find_map(|(n, run)| {
                let alone = PageParagraph { runs: vec![run.clone()], ..row.clone() };
                shown_of(&alone, place).filter(|_| held(row, run, place)).map(|at| (n, at, sign))
            });
            let empty = total(row) == 0 && shown_of(row, place).is_some();
            cuts.extend(found.or(empty.then_some((0, 0, sign))));
        };
        if !selection.is_caret() {
            one(&selection.anchor, '[');
        }
        one(&selection.caret, '|');
    }
    if cuts.iter().any(|c| c.2 == '|') {
        *caret = None;
    }
    let mut marks: Vec<crate::weave::Mark> = Vec::new();
    for (n, run) in row.runs.iter().enumerate() {
        if run.marks != marks {
            let common = marks.iter().zip(&run.marks).take_while(|(a, b)| a == b).count();
            close(&mut out, &marks[common..]);
            run.marks[common..].iter().for_each(|m| out.push_str(&format!("{{{}", sign(m.kind))));
            marks = run.marks.clone();
        }
        let chars: Vec<char> = run.text.chars().collect();
        for at in 0..=chars.len() {
            out.extend(cuts.iter().filter(|c| c.0 == n && c.1 == at).map(|c| c.2));
            out.extend(chars.get(at).map(|c| match *c {
                NOTE => '†',
                '\n' => '⏎',
                c => c,
            }));
        }
    }
    close(&mut out, &marks);
    if row.runs.is_empty() {
        out.extend(cuts.iter().map(|c| c.2));
    }
    for tag in &row.tags {
        out.push_str(&format!(" <{} {} {:?}>", tag.what, names(&tag.by), tag.range));
    }
    if matches!(row.of, Of::Proposed(..)) { format!("> {out}") } else { out }
}

/// Whether a place that one run alone would hold is in that run.
fn held(row: &PageParagraph, run: &crate::weave::Run, place: &Place) -> bool {
    let of_text = matches!(run.from, crate::weave::From::Text(_));
    matches!((place, of_text, &row.of), (Place::Text { .. }, true, _) | (Place::Words { .. }, false, _))
}

fn close(out: &mut String, marks: &[crate::weave::Mark]) {
    for mark in marks.iter().rev() {
        let sign = sign(mark.kind);
        out.push_str(&format!("{sign}{}{sign}}}", names(&mark.by)));
    }
}

fn names(by: &[ActorId]) -> String {
    by.iter().map(ActorId::as_str).collect::<Vec<_>>().join(",")
}

fn sign(kind: MarkKind) -> char {
    match kind {
        MarkKind::Inserted => '+',
        MarkKind::Deleted => '-',
        MarkKind::Alternative => '~',
        MarkKind::Doubt => '?',
    }
}

/// Keys of the chair, from a text to a text.
#[track_caller]
pub(super) fn chair(before: &str, keys: &str, after: &str) {
    let mut desk = Desk::new(before);
    desk.keys(keys);
    assert_eq!(desk.render(), after, "{before:?} {keys}: {}", desk.notice());
    desk.rewind();
}

/// Keys of the EU, from a text to a page.
#[track_caller]
pub(super) fn eu(before: &str, keys: &str, after: &str) -> Desk {
    let mut desk = Desk::speaking(before, "EU");
    desk.keys(keys);
    assert_eq!(desk.render(), after, "{before:?} {keys}: {}", desk.notice());
    desk.rewind();
    desk
}
