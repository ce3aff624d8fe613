//! Which revision an edited copy answers: a return can be late, and made on an older text.
//!
//! The copy does not say so. It is the revision most of whose words stand in it unchanged,
//! paragraph by paragraph; of equal ones the latest. Nothing is taken from the copy here.

use super::error::AppError;
use super::files::Source;
use crate::diff::key;
use crate::project::{Project, Revision};
use crate::revise::Parsed;
use crate::revise::marked::{Marked, Side};
use crate::text::Document;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The revision that a copy answers, and what a person should know where it is not the last.
pub(super) struct Answered<'a> {
    /// The revision.
    pub revision: &'a Arc<Revision>,
    /// A sentence, where it is an older one.
    pub remark: Option<String>,
}

/// The revision that a source answers.
pub(super) fn answered<'a>(project: &'a Project, copy: &Source) -> Result<Answered<'a>, AppError> {
    match copy {
        Source::Text(parsed) => of_text(project, parsed),
        Source::Marked(marked) => of_marked(project, marked),
    }
}

/// The revision that a Word file answers: by what stood before its changes.
pub(super) fn of_marked<'a>(project: &'a Project, copy: &Marked) -> Result<Answered<'a>, AppError> {
    if project.revisions.len() < 2 {
        return among(project, &BTreeSet::new());
    }
    of_text(project, &copy.view(Side::Rejected))
}

fn of_text<'a>(project: &'a Project, copy: &Parsed) -> Result<Answered<'a>, AppError> {
    among(project, &copy.paragraphs.iter().map(|p| key(&p.words.bare())).collect())
}

fn among<'a>(project: &'a Project, words: &BTreeSet<String>) -> Result<Answered<'a>, AppError> {
    let Some(last) = project.last() else {
        return AppError::refuse("There is no text yet that the copy could answer.");
    };
    if project.revisions.len() < 2 {
        return Ok(Answered { revision: last, remark: None });
    }
    // The last of equal ones, as `max_by_key` has it.
    let best = project.revisions.iter().max_by_key(|r| held(&r.document, words)).unwrap_or(last);
    let remark = (best.hash != last.hash)
        .then(|| format!("it answers “{}”, not “{}”: read against that text", best.name, last.name));
    Ok(Answered { revision: best, remark })
}

/// How much of a text stands in a copy unchanged, in characters of whole paragraphs.
fn held(document: &Document, words: &BTreeSet<String>) -> usize {
    let texts = (0..document.len()).map(|at| key(&document.words(at).bare()));
    texts.filter(|text| words.contains(text)).map(|text| text.len()).sum()
}
