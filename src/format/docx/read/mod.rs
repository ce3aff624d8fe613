//! Reads a Word file with all the marks its authors left: [`read`].
//!
//! The steps: the parts are unpacked within bounds, styles, lists and notes are read, the body is
//! gone through, and what each paragraph is gets decided. Nothing outside the file is looked at.

mod assemble;
mod beside;
mod comments;
mod date;
mod error;
mod inline;
mod labels;
mod looks;
mod notes;
mod numbering;
mod own;
mod package;
mod raw;
mod styles;
mod tables;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

pub use date::saved;
pub use error::DocxError;

use crate::revise::marked::Marked;
use package::{Package, Relation};
use roxmltree::Document;
use std::collections::BTreeSet;

/// Understands a Word file. The words of its body, notes and comments are in the result or in its
/// list of what was left out. Neither are the reading aids over words (ruby), tabs and signs among
/// hidden words, results of fields that repeat a note, and that a cell of a table was put in or
/// taken out.
pub fn read(bytes: &[u8]) -> Result<Marked, DocxError> {
    read_most(bytes, walk::Most::default())
}

/// Understands a Word file in which there is no more than `most`.
fn read_most(bytes: &[u8], most: walk::Most) -> Result<Marked, DocxError> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package)?;
    let text = package.part(&main)?.ok_or(DocxError::Damaged(main.clone()))?;
    let relations = package.relations(&main)?;
    let document = tree::parse(&text, &main)?;
    let root = document.root_element();
    if !tree::is(root, "document") {
        return Err(DocxError::NotWord);
    }
    let body = tree::child(root, "body").ok_or(DocxError::Damaged(main.clone()))?;
    let mut parts = Vec::new();
    for kind in ["styles", "numbering", "footnotes", "endnotes", "comments", "commentsExtended"] {
        parts.push(named(&mut package, &relations, kind)?);
    }
    let (mut pages, mut seen) = (Vec::new(), BTreeSet::new());
    for relation in relations.iter().filter(|r| matches!(r.kind.as_str(), "header" | "footer")) {
        if seen.insert(relation.target.clone()) {
            pages.extend(loaded(&mut package, relation)?);
        }
    }
    let parsed: Vec<Option<Document>> = parts
        .iter()
        .map(|part| part.as_ref().map(|(name, text)| tree::parse(text, name)).transpose())
        .collect::<Result<_, _>>()?;
    let [styles, numbering, footnotes, endnotes, comments, extended] = parsed.as_slice() else {
        return Err(DocxError::Unpackable);
    };
    let styles = styles.as_ref().map(styles::Styles::of).unwrap_or_default();
    let styled = |id: &str| styles.list(id);
    let mut numbering = numbering.as_ref().map(|d| numbering::Numbering::of(d, &styled)).unwrap_or_default();
    let comments = comments::Comments::of(comments.as_ref(), extended.as_ref());
    let mut dropped = Vec::new();
    let notes = notes::Notes::of(&document, [footnotes.as_ref(), endnotes.as_ref()], &mut dropped);
    let (mut furniture, mut symbol) = (Vec::new(), None);
    for (name, text) in &pages {
        let page = tree::parse(text, name)?;
        symbol = symbol.or_else(|| notes::symbol(&page));
        furniture.extend(notes::furniture(&page));
    }
    furniture.dedup();
    let mut walk = walk::Walk::new(&styles, &numbering, &notes, most);
    comments.authors().for_each(|by| walk.author(by));
    walk.found.dropped = dropped;
    walk.blocks(body, &walk::Way::default());
    walk.pair();
    if let Some(over) = walk.over {
        return Err(over);
    }
    let pages = assemble::Pages { symbol, furniture };
    let marked = assemble::assemble(walk.found, &styles, &notes, &mut numbering, &comments, pages);
    Ok(Marked { bracketed: own::is_bracketed(body), ..marked })
}

/// The name of the main part.
fn main_part(package: &mut Package) -> Result<String, DocxError> {
    let relations = package.relations("")?;
    let main = relations.into_iter().find(|r| r.kind == "officeDocument").and_then(|r| r.target);
    main.ok_or(DocxError::NotWord)
}

/// The name and the text of the part that a kind of relation names.
fn named(package: &mut Package, all: &[Relation], kind: &str) -> Result<Option<(String, String)>, DocxError> {
    match all.iter().find(|r| r.kind == kind) {
        Some(relation) => loaded(package, relation),
        None => Ok(None),
    }
}

/// The name and the text of a part; none where it is outside the file or missing.
fn loaded(package: &mut Package, relation: &Relation) -> Result<Option<(String, String)>, DocxError> {
    let Some(name) = &relation.target else { return Ok(None) };
    Ok(package.part(name)?.map(|text| (name.clone(), text)))
}
