//! Writes a [`Sheet`] as a Word file: a UN page, proposals as tracked changes, notes, threads.
//!
//! A pure function: equal sheets and extras give equal bytes, and the only dates are those
//! given. One author an actor; several who want the same are one author ("EU, Japan"). Every
//! paragraph of the text stands in a bookmark that carries its identity, so that a file that
//! comes back finds its places. Nothing is read here, and nothing asked for is left out.

mod body;
mod brackets;
mod comments;
mod extra;
mod furniture;
mod ids;
mod mark;
mod marks;
mod matrix;
mod moves;
mod notes;
mod numbering;
mod package;
mod read;
mod recount;
mod runs;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod threads;
mod words;
mod xml;

pub use extra::{Extra, Said, Thread};
pub use matrix::write_table;
pub use read::{DocxError, read, saved};

use super::page::Sheet;
use package::Part;

/// The sheet as a Word file.
pub fn write(sheet: &Sheet, extra: &Extra) -> Vec<u8> {
    let sheet = &*moves::shown(sheet, extra);
    let margin = styles::Margin::new(extra.table);
    let plan = numbering::plan(sheet);
    let mut body = body::Body::new(sheet, extra, &plan);
    let document = body.part();
    let mut parts = parts(&mut body, &plan, margin, (sheet, extra));
    parts.extend(body.comments.parts(&body.ids.people));
    package::pack(document, parts, furniture::core(sheet, extra), furniture::app())
}

/// The parts that every file has beside its document.
fn parts(
    body: &mut body::Body,
    plan: &numbering::Plan,
    margin: styles::Margin,
    (sheet, extra): (&Sheet, &Extra),
) -> Vec<Part> {
    let mut parts = vec![
        Part { name: "styles.xml", relation: "styles", id: "rId1", bytes: styles::part(margin) },
        Part {
            name: "numbering.xml",
            relation: "numbering",
            id: "rId2",
            bytes: numbering::part(plan, margin),
        },
        Part { name: "footnotes.xml", relation: "footnotes", id: "rId4", bytes: body.footnotes(margin) },
    ];
    parts.extend(furniture::parts(sheet, extra));
    parts
}
