//! What the document is as a whole: its genre, its title and its symbol.

use super::block::Block;
use super::furniture::is_symbol;
use super::labels::{self, Shape};
use super::lines::Line;
use super::shape::{self, Row};
use crate::text::{Genre, Kind};

/// The title and the symbol of a document.
#[derive(Debug, Default)]
pub(super) struct Heading {
    pub title: Option<String>,
    pub symbol: Option<String>,
}

/// An outcome document speaks as "We": most of its numbered paragraphs begin so.
pub(super) fn genre(rows: &[Row]) -> Genre {
    let (mut we, mut all) = (0, 0);
    for row in rows {
        if let Some(found) = labels::find(&row.line.text)
            && matches!(found.shape, Shape::Number { .. })
        {
            all += 1;
            let words = found.rest.trim_start_matches(['*', '[']);
            we += usize::from(words.starts_with("We ") || words.starts_with("We, "));
        }
    }
    if we * 2 > all { Genre::Outcome } else { Genre::Resolution }
}

/// A symbol that stands alone on a line or ends a running header: the document's own.
pub(super) fn symbol_in(lines: &[Line]) -> Option<String> {
    let own = |line: &Line| {
        let text = line.text.trim_matches(['*', '_']);
        let last = text.split_whitespace().next_back().filter(|w| is_symbol(w))?;
        let full = !text.ends_with(['.', ',', ';', ')', ']']);
        let alone = text.len() == last.len();
        let named = alone || last.contains("/RES/") || text.starts_with("United Nations ");
        (full && named).then(|| last.to_owned())
    };
    let top = lines.iter().take(40).find_map(own);
    top.or_else(|| {
        let running = lines.iter().filter_map(own).filter(|s| s.contains("/RES/"));
        running.fold(None, |first: Option<String>, s| first.or(Some(s)))
    })
}

/// Finds the title among the blocks, marks it, and takes "80/118." off it as its label.
pub(super) fn heading(blocks: &mut [Block], symbol: Option<String>) -> Heading {
    let formula = blocks.iter().position(|b| b.kind == Kind::Formula);
    let assembly = formula
        .and_then(|at| blocks.get(at))
        .is_some_and(|b| b.text.trim_matches('*') == "The General Assembly,");
    let end = blocks.iter().position(|b| !is_masthead(b)).unwrap_or(0);
    let numbered = blocks.iter().take(end).position(numbered_title);
    let marked = blocks.iter().position(|b| b.kind == Kind::Title);
    let at = marked.or(numbered).or_else(|| guess(blocks, formula, end));
    let Some(block) = at.and_then(|at| blocks.get_mut(at)) else { return Heading { title: None, symbol } };
    block.kind = Kind::Title;
    block.masthead = false;
    block.bold.clear();
    let mut found = None;
    if let Some((length, _)) = shape::numbered_title(&block.text).filter(|_| block.issued.is_none()) {
        let label = block.text.get(..length).unwrap_or_default().to_owned();
        let rest = block.text.get(length..).unwrap_or_default();
        let space = rest.len() - rest.trim_start().len();
        block.edit(&[super::block::Edit { range: 0..length + space, note: None }]);
        let number = label.trim_end_matches('.');
        // The Assembly's resolutions are cited by number; their documents have this symbol.
        found = Some(if assembly { format!("A/RES/{number}") } else { number.to_owned() });
        block.issued = Some(label);
    }
    let title: String = block.text.chars().filter(|c| *c != crate::text::NOTE).collect();
    Heading { title: Some(title), symbol: symbol.or(found) }
}

fn numbered_title(block: &Block) -> bool {
    block.issued.is_none() && shape::numbered_title(&block.text).is_some()
}

fn is_masthead(block: &Block) -> bool {
    block.masthead || block.kind == Kind::Title || (block.kind == Kind::Plain && block.issued.is_some())
}

/// Without a mark: the last line of the masthead before the formula, or the first line of all
/// where there is none.
fn guess(blocks: &[Block], formula: Option<usize>, end: usize) -> Option<usize> {
    let names = |b: &Block| {
        let text = b.text.as_str();
        b.masthead
            && !text.starts_with('[')
            && !text.starts_with("Resolution adopted")
            && !text.starts_with("Agenda item")
            && !text.starts_with("Distr.")
            && !shape::is_date(text)
    };
    match formula {
        Some(at) => blocks.iter().take(at).rposition(names),
        None => blocks.iter().take(end).position(names),
    }
}
