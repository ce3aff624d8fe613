//! [`read_rich`]: lines whose source says more than their letters: a page, a printed sheet.
//!
//! What such a source says outright (this is a note, this is a heading, these words are bold) is
//! taken as said; everything else goes the way of plain text. Signs that plain text would take
//! for marks are words here and stay words.

use super::lines::Line;
use super::notes::{Definition, Marker};
use super::shape::{Mark, Row};
use super::written::{is_sign, written};
use super::{classify, finish, furniture, inline, join, lines, mend, notes};
use crate::revise::intake::{Dropped, Parsed, Why};
use crate::text::{Genre, NOTE};
use std::collections::BTreeMap;

/// Words of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct RichSpan {
    /// The words; never a line break.
    pub text: String,
    /// Marked as new or important: bold, coloured, highlighted.
    pub bold: bool,
    /// In italics.
    pub italic: bool,
    /// Struck through.
    pub struck: bool,
    /// Set small above the line: a number there refers to a note.
    pub raised: bool,
    /// The note that it refers to, by the name its definition has; `text` is not used then.
    pub note: Option<String>,
}

/// What a line is, where the source says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) enum RichMark {
    /// The source does not say.
    #[default]
    None,
    /// The first line of a paragraph, whatever stands before it.
    Own,
    /// A heading with its depth from 1.
    Heading(usize),
    /// A line of the masthead.
    Masthead,
    /// An item of a list without numbers.
    Bullet,
    /// The first line of the note with this name.
    Note(String),
    /// The first line of the note with this number.
    Numbered(u32),
    /// The first line of the note with a star.
    Star,
    /// It goes on with the note before.
    More,
    /// It belongs to the page, not to the text.
    Out(Why),
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct RichLine {
    /// Its words.
    pub spans: Vec<RichSpan>,
    /// What it is.
    pub mark: RichMark,
    /// Whether white space stands above it.
    pub gap: bool,
    /// Whether a page ended before it.
    pub page: bool,
}

impl RichLine {
    /// Its words without looks.
    pub fn text(&self) -> String {
        self.spans.iter().map(|s| s.text.as_str()).collect()
    }
}

/// Understands lines, as [`super::read`] does; their numbers in the report count from 1.
/// `mends` says that the source may have broken its words.
pub(in crate::format) fn read_rich(source: Vec<RichLine>, mends: bool) -> Parsed {
    let mut dropped = Vec::new();
    let sorted = Sorted::new(source, &mut dropped);
    let symbol = classify::symbol_in(&sorted.all);
    let kept = furniture::remove(sorted.lines, &mut dropped);
    let all: Vec<Line> = kept.iter().map(|k| k.line.clone()).collect();
    let layout = lines::Layout { spaced: false, ..lines::layout(&all) };
    drop(all);
    let (lines, more) = notes::extract(kept, false);
    let mut definitions = sorted.notes;
    definitions.extend(more);
    definitions.sort_by_key(|d| d.line);
    let mut marks = sorted.marks;
    let rows: Vec<Row> = lines
        .into_iter()
        .map(|line| Row { mark: marks.remove(&line.number).unwrap_or(Mark::None), line })
        .collect();
    let genre = classify::genre(&rows);
    let mut blocks = join::join(&rows, layout, genre == Genre::Outcome);
    for block in &mut blocks {
        inline::read(block, &mut dropped);
        block.mend_looks();
        if mends {
            mend::unhyphenate(block);
        }
    }
    let mut parsed = finish(blocks, definitions, genre, symbol, dropped, mends);
    // These marks are ours: the source has other means.
    parsed.report.dropped.retain(|d| !matches!(d.why, Why::EmphasisMark | Why::EscapeMark));
    parsed
}

/// The lines by what they are.
#[derive(Default)]
struct Sorted {
    /// All of them as text, for the symbol.
    all: Vec<Line>,
    /// Those of the text.
    lines: Vec<Line>,
    marks: BTreeMap<usize, Mark>,
    notes: Vec<Definition>,
}

impl Sorted {
    fn new(source: Vec<RichLine>, dropped: &mut Vec<Dropped>) -> Self {
        let mut out = Self::default();
        let (mut gap, mut broken) = (true, false);
        for (at, mut rich) in source.into_iter().enumerate() {
            let number = at + 1;
            clean(&mut rich, number, dropped);
            let bare = rich.text();
            gap |= rich.gap;
            broken |= rich.page;
            if bare.trim().is_empty() && rich.spans.iter().all(|s| s.note.is_none()) {
                gap = true;
                continue;
            }
            out.all.push(Line { number, text: bare.trim().to_owned(), gap: true, broken: false });
            let note = |marker| Definition {
                marker,
                line: number,
                pieces: vec![(number, written(&rich).trim().to_owned())],
            };
            let mark = match &rich.mark {
                RichMark::Out(why) => {
                    dropped.push(Dropped { line: number, text: bare.trim().to_owned(), why: *why });
                    broken |= *why == Why::PageFurniture;
                    continue;
                }
                RichMark::Note(name) => {
                    out.notes.push(note(Marker::Named(name.clone())));
                    continue;
                }
                RichMark::Numbered(n) => {
                    out.notes.push(note(Marker::Raised(*n)));
                    continue;
                }
                RichMark::Star => {
                    out.notes.push(note(Marker::Star));
                    continue;
                }
                RichMark::More => {
                    if let Some(last) = out.notes.last_mut() {
                        last.pieces.push((number, written(&rich).trim().to_owned()));
                        continue;
                    }
                    Mark::None
                }
                RichMark::None => Mark::None,
                RichMark::Own => Mark::Own,
                RichMark::Heading(depth) => Mark::Heading(*depth),
                RichMark::Masthead => Mark::Quote,
                RichMark::Bullet => Mark::Bullet,
            };
            if mark != Mark::None {
                out.marks.insert(number, mark);
            }
            out.lines.push(Line { number, text: written(&rich).trim().to_owned(), gap, broken });
            (gap, broken) = (false, false);
        }
        out
    }
}

/// Takes out of a line what no text can hold, and reports it.
fn clean(line: &mut RichLine, number: usize, dropped: &mut Vec<Dropped>) {
    let wrong = |c: char| c == NOTE || is_sign(c) || lines::is_command(c);
    for span in line.spans.iter_mut().filter(|s| s.text.contains(|c| wrong(c) || c.is_whitespace())) {
        for (why, object) in [(Why::ObjectCharacter, true), (Why::Control, false)] {
            // Line breaks and tabs are white space, whatever they are called elsewhere.
            let text: String = span
                .text
                .chars()
                .filter(|c| wrong(*c) && (*c == NOTE) == object && !c.is_whitespace())
                .collect();
            if !text.is_empty() {
                dropped.push(Dropped { line: number, text, why });
            }
        }
        let kept = span.text.chars().filter(|c| !wrong(*c) || c.is_whitespace());
        span.text = kept.map(|c| if lines::is_command(c) || c == '\t' { ' ' } else { c }).collect();
    }
}
