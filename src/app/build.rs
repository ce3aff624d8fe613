//! Makes page paragraphs out of compiled ones: labels for the margin, runs, status.

use super::names::Veil;
use super::page::PageParagraph;
use crate::project::Project;
use crate::record::Standing;
use crate::text::{Document, Genre, Kind, Label, Meta, Words};
use crate::weave::{CompiledParagraph, Group, Of, Tag};
use std::sync::Arc;

/// What stands in the margin beside a paragraph of the text: "PP3", "26.", "(a)", "B.".
pub fn margin(label: &Label, kind: Kind, genre: Genre) -> String {
    match (kind, genre) {
        (Kind::Sub(_), _) => {
            let text = label.to_string();
            text.rfind('(').and_then(|at| text.get(at..)).unwrap_or(&text).to_owned()
        }
        (_, Genre::Outcome) => format!("{}.", label.outcome()),
        (Kind::Preambular, Genre::Resolution) => label.to_string(),
        (_, Genre::Resolution) => format!("{}.", label.to_string().replace("OP", "")),
    }
}

/// A paragraph of the text on the page.
pub fn row(
    project: &Project,
    meta: &Meta,
    compiled: &CompiledParagraph,
    comments: usize,
    veil: &Veil,
) -> PageParagraph {
    let (standing, changed_since) = project.status(meta.id);
    let genre = project.head.genre;
    PageParagraph {
        of: compiled.of.clone(),
        kind: meta.kind,
        masthead: meta.masthead,
        margin: meta.label.as_ref().map(|l| margin(l, meta.kind, genre)).unwrap_or_default(),
        label: meta.label.as_ref().map(|l| l.to_string()).unwrap_or_default(),
        runs: compiled.runs(),
        tags: tags(compiled),
        groups: compiled.groups.clone(),
        standing: veil.standing(&standing),
        changed_since,
        objections: veil.objectors(project, meta.id),
        comments,
        proposal: None,
        words: count(&compiled.words),
    }
}

/// A proposed paragraph on the page, under its author's label: "OP2 bis (EU)"; in the margin of
/// a resolution "2 bis (EU)".
pub fn proposed(project: &Project, compiled: &CompiledParagraph, group: &Group) -> PageParagraph {
    let line = match &compiled.of {
        Of::Proposed(_, line) => *line,
        Of::Text(_) => 0,
    };
    let typed = group.printed.wish.own_label().unwrap_or_default();
    let named = |label: &str| match line {
        0 => super::names::beside(label, &group.backers),
        _ => String::new(),
    };
    let beside = typed.parse::<Label>().map_or_else(
        |_| typed.to_owned(),
        |label| margin(&label, compiled.kind, project.head.genre).trim_end_matches('.').to_owned(),
    );
    PageParagraph {
        of: compiled.of.clone(),
        kind: compiled.kind,
        masthead: false,
        label: named(&Label::said(typed)),
        margin: named(&beside),
        runs: compiled.runs(),
        tags: tags(compiled),
        groups: compiled.groups.clone(),
        standing: Standing::Open,
        changed_since: false,
        objections: Vec::new(),
        comments: 0,
        proposal: Some(group.printed.id.clone()),
        words: 0,
    }
}

/// The page of a text without any proposal.
pub fn plain(project: &Project, document: &Document, veil: &Veil) -> Vec<Arc<PageParagraph>> {
    let rows = document.metas().enumerate().map(|(at, meta)| {
        let (compiled, _) = crate::weave::paragraph(document, at, &[]);
        Arc::new(row(project, meta, &compiled, 0, veil))
    });
    rows.collect()
}

/// The page of a text as it was issued: what became of its paragraphs since is not shown.
pub fn issued(project: &Project, document: &Document, veil: &Veil) -> Vec<Arc<PageParagraph>> {
    let rows = plain(project, document, veil).into_iter();
    let bare = |p: Arc<PageParagraph>| {
        let bare =
            PageParagraph { standing: Standing::Open, changed_since: false, ..PageParagraph::clone(&p) };
        Arc::new(PageParagraph { objections: Vec::new(), ..bare })
    };
    rows.map(bare).collect()
}

/// What is said beside the words. Brackets that are seen in them are not said again.
fn tags(compiled: &CompiledParagraph) -> Vec<Tag> {
    let seen = |t: &Tag| t.what == "doubt" && !compiled.tags.contains(t);
    compiled.all_tags().into_iter().filter(|t| !seen(t)).collect()
}

/// Words of a text, as a person counts them.
fn count(words: &Words) -> usize {
    words.text().split_whitespace().count()
}
