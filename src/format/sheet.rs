//! Makes a [`Sheet`] of a document, or of a compilation of it.
//!
//! Here labels are chosen, notes are numbered in the order of their references, and proposals
//! are counted. Nothing of it is kept: a sheet is made, written and thrown away.

use super::page::{Front, Labels, Markup, Piece, Sheet, SheetActor, SheetParagraph};
use super::pieces;
use crate::record::{ActorId, Wish};
use crate::text::{Document, Genre, Kind, Label, Meta, NoteId, ParagraphId, ordinal, resolution, sub_number};
use crate::weave::{Compilation, CompiledParagraph, Group, GroupId, Of, Run};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The sheet of a document, or, with a compilation of it and markup, of the compilation. Whose
/// proposals are in it is for the caller to say: annotated, those of one actor alone.
pub fn sheet(document: &Document, compilation: Option<&Compilation>, front: &Front) -> Sheet {
    let labels = labels(document, front);
    let compilation = compilation.filter(|_| front.markup != Markup::None);
    let mut out = Sheet {
        title: front.title.clone(),
        symbol: front.symbol.clone(),
        revision: front.revision.clone(),
        markup: front.markup.clone(),
        markings: front.markings.clone(),
        subtitle: subtitle(front),
        ..Sheet::default()
    };
    match compilation {
        Some(compilation) => {
            let maker = Maker { document, compilation, front, labels: &labels };
            out.paragraphs = compilation.paragraphs.iter().map(|p| maker.paragraph(p)).collect();
            out.actors = actors(compilation, front);
            out.moves = moves(compilation);
        }
        None => {
            let each = document.paragraphs().zip(labels);
            out.paragraphs = each.map(|(p, l)| bare(&p.meta, l, pieces::plain(p.words))).collect();
        }
    }
    let mut brought: BTreeMap<NoteId, &str> = document.notes().collect();
    for (id, text) in notes(compilation) {
        brought.entry(id).or_insert(text);
    }
    number(&mut out, &brought);
    out
}

/// Makes the paragraphs of a compilation.
struct Maker<'a> {
    document: &'a Document,
    compilation: &'a Compilation,
    front: &'a Front,
    labels: &'a [Option<String>],
}

impl Maker<'_> {
    fn paragraph(&self, woven: &Arc<CompiledParagraph>) -> SheetParagraph {
        let runs = woven.runs();
        let known = match &woven.of {
            Of::Text(id) => self.document.place(*id).and_then(|at| Some((at, self.document.meta(at)?))),
            Of::Proposed(..) => None,
        };
        let made = match known {
            Some((at, meta)) => SheetParagraph {
                status: self.front.statuses.get(&meta.id).cloned(),
                ..bare(meta, self.labels.get(at).cloned().flatten(), runs)
            },
            None => {
                let nobody = Meta::new(crate::text::ParagraphId::from_number(0), woven.kind);
                SheetParagraph { id: None, ..bare(&nobody, self.proposed_label(woven), runs) }
            }
        };
        let pieces = pieces::woven(woven, self.front.order);
        SheetParagraph { pieces, tags: woven.all_tags(), woven: Some(Arc::clone(woven)), ..made }
    }

    /// The label that its author gave to a proposed paragraph; its further lines have none.
    fn proposed_label(&self, woven: &CompiledParagraph) -> Option<String> {
        let Of::Proposed(id, 0) = &woven.of else { return None };
        let wish = &self.compilation.groups.get(id)?.printed.wish;
        let typed = wish.own_label().filter(|label| !label.is_empty())?;
        match typed.parse::<Label>() {
            Ok(label) => said(&label, woven.kind, self.front),
            Err(_) => Some(typed.to_owned()),
        }
    }
}

/// A paragraph without what only a compilation knows.
fn bare(meta: &Meta, label: Option<String>, runs: Vec<Run>) -> SheetParagraph {
    SheetParagraph {
        id: Some(meta.id),
        masthead: meta.masthead,
        label,
        pieces: runs.iter().cloned().map(Piece::Run).collect(),
        runs,
        ..SheetParagraph::empty(meta.kind)
    }
}

/// The label of every paragraph of the document, as it is printed.
pub(super) fn labels(document: &Document, front: &Front) -> Vec<Option<String>> {
    let counted = match front.labels {
        Labels::Resolution => resolution(document),
        _ => vec![None; document.len()],
    };
    let one = |(meta, counted): (&Meta, Option<String>)| {
        if !meta.kind.is_labelled() {
            // The "I." of a heading is its author's: no labels are computed for it.
            return meta.issued.clone();
        }
        match front.labels {
            Labels::Resolution => counted,
            Labels::Negotiation => label(meta, front).or_else(|| meta.issued.clone()),
            // A paragraph that no source has issued stands among others that one has.
            Labels::Issued => meta.issued.clone().or_else(|| label(meta, front)),
        }
    };
    document.metas().zip(counted).map(one).collect()
}

fn label(meta: &Meta, front: &Front) -> Option<String> {
    meta.label.as_ref().and_then(|label| said(label, meta.kind, front))
}

/// A negotiation label as it is printed: PP3, OP26 bis, (a); "B.", "26 bis." in an outcome
/// document and among numbers that a source issued. A sub-paragraph stands under its paragraph
/// and need not repeat its number.
fn said(label: &Label, kind: Kind, front: &Front) -> Option<String> {
    if let Some((number, ord)) = label.sub.last() {
        let name = format!("({})", sub_number(label.sub.len(), *number));
        return Some(if *ord == 0 { name } else { format!("{name} {}", ordinal(*ord)) });
    }
    match (front.genre, front.labels) {
        (Genre::Resolution, Labels::Negotiation) => Some(label.to_string()),
        (Genre::Resolution, _) if kind == Kind::Preambular => None,
        _ => Some(format!("{}.", label.outcome())),
    }
}

/// Words in the names of agencies, groups and some States that take the article.
const ARTICLE: [&str; 18] = [
    "Union",
    "Organization",
    "Programme",
    "Group",
    "Fund",
    "Commission",
    "Conference",
    "Community",
    "Alliance",
    "United ",
    "States",
    "Kingdom",
    "Federation",
    "Republic",
    "Countries",
    "countries",
    "See",
    "Secretariat",
];

/// "with comments by the Universal Postal Union (UPU)", over what one actor has to say.
fn subtitle(front: &Front) -> Option<String> {
    let Markup::Annotated(actor) = &front.markup else { return None };
    let name = front.names.get(actor).map_or(actor.as_str(), String::as_str);
    let short = format!("({})", actor.as_str());
    let article = if ARTICLE.iter().any(|w| name.contains(w)) { "the " } else { "" };
    let tail =
        if name == actor.as_str() || name.ends_with(&short) { String::new() } else { format!(" {short}") };
    Some(format!("with comments by {article}{name}{tail}"))
}

/// Those whose groups stand in the compilation, with the number of their proposals.
fn actors(compilation: &Compilation, front: &Front) -> Vec<SheetActor> {
    let mut counts: BTreeMap<&ActorId, usize> = BTreeMap::new();
    for group in compilation.groups.values() {
        for (actor, ..) in &group.members {
            *counts.entry(actor).or_default() += 1;
        }
    }
    let name = |id: &ActorId| front.names.get(id).cloned().unwrap_or_else(|| id.to_string());
    counts
        .into_iter()
        .map(|(id, proposals)| SheetActor { id: id.clone(), name: name(id), proposals })
        .collect()
}

/// Where proposed moves want their paragraphs.
fn moves(compilation: &Compilation) -> BTreeMap<GroupId, Option<ParagraphId>> {
    let target = |group: &Group| match &group.printed.wish {
        Wish::Move { after, .. } => Some(*after),
        _ => None,
    };
    compilation.groups.iter().filter_map(|(id, group)| Some((id.clone(), target(group)?))).collect()
}

/// The notes that proposals bring along.
fn notes(compilation: Option<&Compilation>) -> BTreeMap<NoteId, &str> {
    let mut brought: BTreeMap<NoteId, &str> = BTreeMap::new();
    for group in compilation.iter().flat_map(|c| c.groups.values()) {
        brought.extend(group.with.notes().iter().map(|(id, text)| (*id, text.as_str())));
        let wish = &group.printed.wish;
        let words = match wish {
            Wish::Placement { words, .. } => Some(words),
            wish => wish.fragment(),
        };
        let notes = words.into_iter().flat_map(|w| w.notes());
        brought.extend(notes.map(|(id, text)| (*id, text.as_str())));
    }
    brought
}

/// Numbers the notes in the order of their first references, those of proposals among them.
pub(super) fn number(out: &mut Sheet, texts: &BTreeMap<NoteId, &str>) {
    for run in out.paragraphs.iter().flat_map(|p| &p.runs) {
        let Some(id) = run.note.filter(|id| !out.note_numbers.contains_key(id)) else { continue };
        let number = out.notes.len() + 1;
        let text = texts.get(&id).copied().unwrap_or_default();
        out.note_numbers.insert(id, number);
        out.notes.push((number, text.to_owned()));
    }
}
