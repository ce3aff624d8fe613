//! Reads plain text and Markdown: [`read`].
//!
//! Real sources are extractions from PDF: wrapped lines, notes in the middle of paragraphs, page
//! headers, broken words. The steps, in order: lines, furniture, notes, marks of lines, joining,
//! marks inside lines, references, repairs. Every character of the source that is in no
//! paragraph and no note afterwards is in the report. Reading never fails.

mod block;
mod classify;
mod due;
mod furniture;
mod inline;
mod join;
mod labels;
mod lines;
mod mend;
mod notes;
mod refs;
mod rich;
mod shape;
mod whole;
mod written;

pub(in crate::format) use whole::{Class, Whole, label_of, symbol_of, whole};

use crate::revise::intake::{Dropped, Parsed, Report};
use crate::text::Genre;
pub(super) use furniture::is_symbol;
pub(super) use rich::{RichLine, RichMark, RichSpan, read_rich};

/// Understands a text, whatever it is. An empty one has no paragraphs. Takes about linear time.
pub fn read(text: &str) -> Parsed {
    understood(text, false)
}

/// The same of a compilation, whose lines begin and end as no text does: where a blank line stands
/// before every line and none is wrapped, each is a paragraph by itself.
pub fn read_compilation(text: &str) -> Parsed {
    understood(text, true)
}

fn understood(text: &str, compiled: bool) -> Parsed {
    let mut dropped = Vec::new();
    let lines = lines::split(text, &mut dropped);
    let source_symbol = classify::symbol_in(&lines);
    let kept = furniture::remove(lines, &mut dropped);
    let all: Vec<lines::Line> = kept.iter().map(|k| k.line.clone()).collect();
    let layout = lines::layout(&all);
    drop(all);
    let (lines, definitions) = notes::extract(kept, layout.spaced);
    let mut rows = shape::rows(lines, layout.spaced, &mut dropped);
    if compiled && !layout.spaced && rows.iter().skip(1).all(|row| row.line.gap) {
        rows.iter_mut().filter(|row| row.mark.is_none()).for_each(|row| row.mark = shape::Mark::Own);
    }
    if compiled && !layout.spaced {
        let put_in = |row: &&mut shape::Row| row.mark.is_none() && labels::is_put_in(&row.line.text);
        rows.iter_mut().filter(|row| row.line.gap).filter(put_in).for_each(|row| row.mark = shape::Mark::Own);
    }
    let genre = classify::genre(&rows);
    let mut blocks = join::join(&rows, layout, genre == crate::text::Genre::Outcome);
    drop(rows);
    blocks.iter_mut().for_each(|block| inline::read(block, &mut dropped));
    finish(blocks, definitions, genre, source_symbol, dropped, true)
}

/// The last steps, from paragraphs that are put together to the result.
fn finish(
    mut blocks: Vec<block::Block>,
    definitions: Vec<notes::Definition>,
    genre: Genre,
    source_symbol: Option<String>,
    mut dropped: Vec<Dropped>,
    mends: bool,
) -> Parsed {
    let notes = refs::resolve(&mut blocks, definitions, &mut dropped);
    if mends {
        let vocabulary = mend::Vocabulary::of(&blocks);
        blocks.iter_mut().for_each(|block| mend::mend(block, &vocabulary));
    }
    let heading = classify::heading(&mut blocks, source_symbol);
    let mut report = Report { repairs: Vec::new(), dropped };
    let mut paragraphs = Vec::with_capacity(blocks.len());
    for block in blocks.into_iter().filter(|b| !b.text.is_empty() || b.issued.is_some()) {
        let (source, repairs) = block.finish(paragraphs.len());
        paragraphs.push(source);
        report.repairs.extend(repairs);
    }
    report.dropped.sort_by_key(|d| d.line);
    Parsed { title: heading.title, symbol: heading.symbol, genre, paragraphs, notes, report }
}

/// The superscript form of a digit.
fn raise(digit: char) -> char {
    match digit {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        d => d.to_digit(10).and_then(|n| char::from_u32(u32::from('⁰') + n)).unwrap_or(d),
    }
}

#[cfg(test)]
mod tests;
