//! Reads a PDF as a source: [`read`].
//!
//! A PDF knows no paragraphs, only letters at places. They are put together to lines, and the
//! lines go the way of all text sources, through [`super::plain`]. Nothing outside the file is
//! read, nothing in it is run.

mod annotations;
mod budget;
mod colour;
mod columns;
mod error;
mod file;
mod fonts;
mod letters;
mod lines;
mod margins;
mod marks;
mod matrix;
mod paint;
mod paper;
mod source;
#[cfg(test)]
mod tests;
mod values;

pub use error::PdfError;

use crate::format::plain::read_rich;
use crate::limits;
use crate::revise::intake::Parsed;
use budget::Budget;
use paper::Paper;

/// Understands a PDF. Every word of its pages is in a paragraph, in a note or in the report;
/// comments pinned to the pages are in the report.
pub fn read(bytes: &[u8]) -> Result<Parsed, PdfError> {
    let file = file::open(bytes)?;
    let mut budget = Budget::new();
    let mut fonts = fonts::Fonts::default();
    let mut papers: Vec<Paper> = Vec::new();
    for (number, id) in file.page_iter().enumerate() {
        if number >= limits::PDF_PAGES {
            return Err(PdfError::TooLarge { most: limits::PDF_PAGES, what: "pages" });
        }
        let mut paper = paint::page(&file, id, &mut fonts, &mut budget)?;
        annotations::apply(&file, id, &mut paper);
        papers.push(paper);
    }
    let unknown = papers.iter().map(|p| p.unknown).sum::<usize>();
    let known = papers.iter().map(|p| p.letters.len()).sum::<usize>();
    match (known.saturating_sub(unknown), unknown) {
        (0, 0) if papers.iter().any(|p| p.pictures > 0) => return Err(PdfError::Scan),
        (0, 0) => return Err(PdfError::Empty),
        (known, unknown) if unknown > known => return Err(PdfError::Letters),
        _ => {}
    }
    let parsed = read_rich(source::lines(papers), true);
    if parsed.paragraphs.is_empty() { Err(PdfError::Empty) } else { Ok(parsed) }
}
