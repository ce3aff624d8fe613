//! A project as a file for others: which text, which marks, which labels, which format.

use super::error::AppError;
use super::page::View;
use super::threads;
use crate::format::docx::Extra;
use crate::format::page::{Front, Labels, Markup, Sheet, sheet};
use crate::format::target::Format;
use crate::project::{Project, open_placed};
use crate::record::{ActorId, Wish};
use crate::text::{Document, Genre};
use crate::weave::{self, Placed};
use std::path::Path;

/// The view that an export and `show` take where none is named: the compilation where there
/// are proposals, else the clean text.
pub fn default_view(project: &Project) -> View {
    if open_placed(project).is_empty() { View::Clean } else { View::Compilation }
}

/// The labels that fit a view where none are named: those of the room, but in a clean or final
/// resolution those that it will be issued with.
pub fn default_labels(project: &Project, view: &View) -> Labels {
    match (view, project.head.genre) {
        (View::Original, _) => Labels::Issued,
        (View::Clean | View::Final(_), Genre::Resolution) => Labels::Resolution,
        _ => Labels::Negotiation,
    }
}

/// The text of a view, and the proposals that are woven into it.
pub fn text_of(project: &Project, view: &View) -> (Document, Vec<Placed>) {
    let working = || project.working.clone();
    match view {
        View::Original => (project.last().map_or_else(working, |r| r.document.clone()), Vec::new()),
        View::Clean => (working(), Vec::new()),
        View::Compilation => (working(), open_placed(project)),
        View::Final(actor) => {
            let mine = of(project, actor);
            (weave::finalize(&project.working, &mine).0, Vec::new())
        }
        View::Annotated(actor) => (working(), of(project, actor)),
    }
}

fn of(project: &Project, actor: &ActorId) -> Vec<Placed> {
    open_placed(project).into_iter().filter(|p| p.actor == *actor).collect()
}

/// The sheet of a view.
pub fn sheet_of(project: &Project, view: &View, labels: Labels) -> Sheet {
    let (document, placed) = text_of(project, view);
    let markup = match view {
        View::Compilation => Markup::Compilation,
        View::Annotated(actor) => Markup::Annotated(actor.clone()),
        _ => Markup::None,
    };
    let statuses = project.working.metas().filter_map(|m| {
        let (standing, changed) = project.status(m.id);
        let said = if changed { format!("{standing}, changed since") } else { standing.to_string() };
        (standing != crate::record::Standing::Open).then_some((m.id, said))
    });
    let front = Front {
        title: project.head.title.clone(),
        symbol: project.head.symbol.clone(),
        revision: project.last().map(|r| r.name.clone()).unwrap_or_default(),
        genre: project.head.genre,
        labels,
        names: project.actors.iter().map(|(id, a)| (id.clone(), a.name.clone())).collect(),
        statuses: if markup == Markup::None { Default::default() } else { statuses.collect() },
        markup,
    };
    let compilation = (!placed.is_empty()).then(|| weave::compile(&document, &placed));
    let mut sheet = sheet(&document, compilation.as_ref(), &front);
    if compilation.is_none() {
        sheet.markup = Markup::None;
    }
    sheet
}

/// The bytes of an export; the format follows from the file's name unless it is named.
pub fn render(
    project: &Project,
    view: &View,
    labels: Labels,
    format: Option<Format>,
    path: &Path,
) -> Result<Vec<u8>, AppError> {
    render_with(project, view, labels, format, path, &Extra::default())
}

/// The bytes of an export with more said about a Word file; its threads are added here.
pub fn render_with(
    project: &Project,
    view: &View,
    labels: Labels,
    format: Option<Format>,
    path: &Path,
    extra: &Extra,
) -> Result<Vec<u8>, AppError> {
    let name = path.to_string_lossy();
    let Some(format) = format.or_else(|| Format::of_name(&name)) else {
        return AppError::refuse(format!(
            "{name}: its name does not say in which format to write. Use .docx, .html, .md or .txt, or name the format."
        ));
    };
    let threads = threads::of(project, view, &text_of(project, view).0);
    let extra = Extra { threads, ..extra.clone() };
    format.write(&sheet_of(project, view, labels), &extra).ok_or_else(|| {
        AppError::Refused(format!(
            "{name}: {} cannot be written yet. Use .docx, .html, .md or .txt. Nothing was written.",
            format.name().to_uppercase()
        ))
    })
}

/// How many open wishes of an actor there are in words or places: proposals, placements apart.
pub fn tally(project: &Project, actor: &ActorId) -> (usize, usize) {
    let mine = project.tracks.get(actor).into_iter().flat_map(|t| t.proposals().map(move |(o, p)| (t, o, p)));
    let open = mine.filter(|(t, o, p)| p.is_open() && !t.is_superseded(*o, p));
    let open: Vec<_> = open.map(|(.., p)| p).collect();
    let placements = open.iter().filter(|p| matches!(p.wish, Wish::Placement { .. })).count();
    (open.len() - placements, placements)
}
