//! A project as a file for others: which text, which marks, which labels, which format.

use super::error::AppError;
use super::names::{Names, Veil};
use super::page::View;
use super::style::Style;
use super::threads;
use crate::format::docx::Extra;
use crate::format::page::{Front, Labels, Markup, Order, Sheet, redlined, sheet};
use crate::format::target::Format;
use crate::project::{Project, open_placed, to_date};
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
            (weave::finalize(&project.working, &to_date(project, mine)).0, Vec::new())
        }
        View::Annotated(actor) => (working(), of(project, actor)),
    }
}

fn of(project: &Project, actor: &ActorId) -> Vec<Placed> {
    open_placed(project).into_iter().filter(|p| p.actor == *actor).collect()
}

/// What a file says besides its paragraphs.
fn front_of(project: &Project, labels: Labels, markup: Markup, veil: &Veil) -> Front {
    let statuses = project.working.metas().filter_map(|m| {
        let (standing, changed) = project.status(m.id);
        let said = veil.status((&standing, changed));
        (standing != crate::record::Standing::Open).then_some((m.id, said))
    });
    Front {
        title: project.head.title.clone(),
        symbol: project.head.symbol.clone(),
        revision: project.last().map(|r| r.name.clone()).unwrap_or_default(),
        genre: project.head.genre,
        labels,
        markings: project
            .markings
            .iter()
            .filter(|(id, _)| veil.shows(id))
            .map(|(id, m)| (id.clone(), *m))
            .collect(),
        names: project
            .actors
            .iter()
            .filter(|(id, _)| veil.shows(id))
            .map(|(id, a)| (id.clone(), a.name.clone()))
            .collect(),
        statuses: if markup == Markup::None { Default::default() } else { statuses.collect() },
        markup,
        order: Order::default(),
    }
}

/// The sheet of a view.
pub fn sheet_of(project: &Project, view: &View, labels: Labels) -> Sheet {
    sheet_with(project, view, labels, &Options::default())
}

/// The sheet of a view, with the names that are to be shown and in the way it is to be printed.
pub fn sheet_with(project: &Project, view: &View, labels: Labels, options: &Options) -> Sheet {
    let veil = Veil::of(project, options.names);
    let (document, placed) = text_of(project, view);
    let markup = match view {
        View::Compilation => Markup::Compilation,
        View::Annotated(actor) => Markup::Annotated(veil.one(actor)),
        _ => Markup::None,
    };
    let mut front = front_of(project, labels, markup, &veil);
    if options.style == Some(Style::Prefix) {
        front.order = Order::Before;
    }
    if options.style == Some(Style::Stacked) && *view == View::Compilation && !placed.is_empty() {
        return super::stacked::sheet_of(project, &document, &placed, &front, &veil);
    }
    let compilation = (!placed.is_empty()).then(|| veil.compilation(weave::compile(&document, &placed)));
    let mut sheet = sheet(&document, compilation.as_ref(), &front);
    if compilation.is_none() {
        sheet.markup = Markup::None;
    }
    sheet
}

/// How a file is to be written beside its view and its labels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// The format, if another than the file's name says.
    pub format: Option<Format>,
    /// How a compilation is printed, if otherwise than the format does without being told.
    pub style: Option<Style>,
    /// Whose names are shown.
    pub names: Names,
    /// In Word, a table with a second column for comments.
    pub table: bool,
    /// In Word, the text as tracked changes on this one.
    pub against: Option<Document>,
    /// In Word, without the comments.
    pub silent: bool,
}

/// The view that an export takes where none is named, and its labels likewise.
pub fn defaults(project: &Project, options: &Options, view: Option<View>) -> (View, Labels) {
    let whole = options.table || options.against.is_some();
    let view = view.unwrap_or_else(|| match options.style {
        _ if whole => View::Clean,
        Some(_) => View::Compilation,
        None => default_view(project),
    });
    // Who answers in a table calls each paragraph by its label.
    let labels = if options.table { Labels::Negotiation } else { default_labels(project, &view) };
    (view, labels)
}

/// The bytes of an export; the format follows from the file's name unless it is named.
pub fn render(
    project: &Project,
    view: &View,
    labels: Labels,
    format: Option<Format>,
    path: &Path,
) -> Result<Vec<u8>, AppError> {
    render_with(project, view, labels, path, &Options { format, ..Options::default() })
}

/// The bytes of an export with more said about how to write it.
pub fn render_with(
    project: &Project,
    view: &View,
    labels: Labels,
    path: &Path,
    options: &Options,
) -> Result<Vec<u8>, AppError> {
    let name = path.to_string_lossy();
    let Some(format) = options.format.or_else(|| Format::of_name(&name)) else {
        return AppError::refuse(format!(
            "{name}: its name does not say in which format to write. Use .docx, .html, .md or .txt, or name the format."
        ));
    };
    let word = format == Format::Docx;
    let style = options.style.unwrap_or_else(|| Style::of(format));
    fitting(&name, view, format, options)?;
    if style == Style::Matrix {
        let made = super::matrix::matrix_with(project, options.names);
        let title = &project.head.title;
        let (head, rows) = made.table();
        return Ok(match format {
            Format::Docx => crate::format::docx::write_table(title, &head, &rows),
            Format::Md => made.markdown().into_bytes(),
            _ => made.html(title).into_bytes(),
        });
    }
    if options.table && !word {
        return AppError::refuse(format!(
            "{name}: a comment sheet is a Word file; give it a name that ends in .docx. Nothing was written."
        ));
    }
    let sheet = match &options.against {
        None => sheet_with(project, view, labels, options),
        Some(_) if !word => {
            return AppError::refuse(format!(
                "{name}: a text on another is tracked changes, which only Word files have; give it a name that ends in .docx, or use “diff --html”. Nothing was written."
            ));
        }
        Some(base) => redline_of(project, view, labels, base, &Veil::of(project, options.names))?,
    };
    let chair = ActorId::chair();
    let veil = Veil::of(project, options.names);
    let extra = Extra {
        threads: match options.silent {
            true => Vec::new(),
            false => threads::of(project, view, &text_of(project, view).0, &veil),
        },
        // What a project calls its chair may be the name of a person.
        author: Some(match project.actors.get(&chair).filter(|_| veil.is_open()) {
            Some(own) => own.name.clone(),
            None => chair.to_string(),
        }),
        // What a delegation types into such a text is to come back as its proposals.
        track: options.table || matches!(view, View::Original | View::Clean),
        brackets: style != Style::Tracked,
        table: options.table,
        date: None,
    };
    format.write(&sheet, &extra).ok_or_else(|| {
        AppError::Refused(format!(
            "{name}: {} cannot be written yet. Use .docx, .html, .md or .txt. Nothing was written.",
            format.name().to_uppercase()
        ))
    })
}

/// Refuses a way of printing that the format cannot show, or that goes with other views alone.
fn fitting(name: &str, view: &View, format: Format, options: &Options) -> Result<(), AppError> {
    let Some(style) = options.style else { return Ok(()) };
    if !style.fits(format) {
        return AppError::refuse(format!(
            "{name}: {} cannot be written as {}; use {}. Nothing was written.",
            style.name(),
            format.name(),
            style.formats()
        ));
    }
    if options.table || options.against.is_some() {
        return AppError::refuse(
            "a comment sheet and a text on another have a form of their own: leave --style out. Nothing was written.",
        );
    }
    let marks = matches!(style, Style::Inline | Style::Tracked);
    if *view != View::Compilation && !marks {
        return AppError::refuse(format!(
            "{} is a way to print the compilation; another view is printed in one way alone. Nothing was written.",
            style.name()
        ));
    }
    Ok(())
}

/// The text of a view on another text, as changes by the chair.
fn redline_of(
    project: &Project,
    view: &View,
    labels: Labels,
    base: &Document,
    veil: &Veil,
) -> Result<Sheet, AppError> {
    if matches!(view, View::Compilation | View::Annotated(_)) {
        return AppError::refuse(
            "a text on another shows one text: say original, clean or final:ACTOR. Nothing was written.",
        );
    }
    let front = front_of(project, labels, Markup::None, veil);
    Ok(redlined(base, &text_of(project, view).0, &front, &ActorId::chair()))
}

/// How many open wishes of an actor there are in words or places: proposals, placements apart.
pub fn tally(project: &Project, actor: &ActorId) -> (usize, usize) {
    let mine = project.tracks.get(actor).into_iter().flat_map(|t| t.proposals().map(move |(o, p)| (t, o, p)));
    let open = mine.filter(|(t, o, p)| p.is_open() && !t.is_superseded(*o, p));
    let open: Vec<_> = open.map(|(.., p)| p).collect();
    let placements = open.iter().filter(|p| matches!(p.wish, Wish::Placement { .. })).count();
    (open.len() - placements, placements)
}
