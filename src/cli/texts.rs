//! Commands about texts: import, show, diff, export, verify.

use super::args::{Diff, Export, Import, Show};
use super::{Done, actor, json, labels, overwrite, report, say, say_json, view};
use crate::app::imports::{Marks, import as imported, name as side_name};
use crate::app::{AppError, Side, Style, View, export as exports, files, is_compilation};
use crate::diff::{self, Item, Op};
use crate::format::page::Labels;
use crate::format::target::Format;
use crate::project::{Project, Revision};
use crate::storage;
use crate::text::Document;
use serde_json::{Map, Value, json as value};
use std::path::Path;
use std::sync::Arc;

pub(super) fn import(args: &Import) -> Result<Done, AppError> {
    let name = args.name.trim();
    if name.is_empty() {
        return AppError::refuse("the first revision needs a name; nothing was written");
    }
    if args.brackets == "tracks" {
        return super::brackets::import(args, name);
    }
    if !args.authors.is_empty() {
        return AppError::refuse("--author says who names in brackets are; add --brackets tracks");
    }
    let side = if args.changes == side_name(Side::Rejected) { Side::Rejected } else { Side::Accepted };
    let taken = imported(files::open_source(&args.source)?, side);
    let compiled = is_compilation(&Project::default(), &taken.parsed);
    let mut project = Project::of(taken.parsed, name)?;
    if let Some(title) = &args.title {
        project.head.title = title.clone();
    }
    if let Some(symbol) = &args.symbol {
        project.head.symbol = symbol.clone();
    }
    files::save_project(&project, &args.output, overwrite(args.force))?;
    let told = json::import(&project, &project.report, taken.marks.as_ref());
    if args.json {
        match args.output == Path::new("-") {
            true => super::say_error(&told.to_string()),
            false => say_json(&told),
        }
        return Ok(Done::Well);
    }
    let marks = taken.marks.iter().flat_map(Marks::told);
    report(&args.output, &import_text(&project, &told, marks));
    if compiled {
        let says = "It has brackets with names in them, which are words of the text now; --brackets tracks makes proposals of them.";
        report(&args.output, says);
    }
    Ok(Done::Well)
}

pub(super) fn import_text(project: &Project, told: &Value, marks: impl Iterator<Item = String>) -> String {
    let kinds = told.get("paragraphs").and_then(Value::as_object).into_iter().flatten();
    let kinds: Vec<String> = kinds.map(|(k, n)| format!("{n} {k}")).collect();
    let mut out = format!(
        "Imported “{}”: {}; {} notes, {} references.",
        project.head.title,
        kinds.join(", "),
        told.get("notes").unwrap_or(&Value::Null),
        told.get("references").unwrap_or(&Value::Null)
    );
    for line in marks {
        out.push_str(&format!("\n{line}"));
    }
    for repair in &project.report.repairs {
        let label = project.working.label_at(repair.paragraph);
        let place = label.unwrap_or_else(|| format!("paragraph {}", repair.paragraph + 1));
        let now = repair.now.replace(crate::text::NOTE, "[note]");
        out.push_str(&format!("\nmended in {place}: “{}” to “{now}”", repair.was));
    }
    for (place, text) in crate::app::dropped_lines(&project.report) {
        out.push_str(&format!("\n{place}: {text}"));
    }
    out
}

pub(super) fn show(args: &Show) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let (project, name, old) = at_revision(project, args.revision.as_deref())?;
    let chosen = match &args.view {
        Some(typed) => view(&project, typed)?,
        None if old => View::Original,
        None => exports::default_view(&project),
    };
    if args.json {
        let labels = match &args.labels {
            Some(_) => labels(&project, &chosen, args.labels.as_ref())?,
            None => Labels::Negotiation,
        };
        say_json(&json::show(&project, &chosen, labels, &name, args.names));
        return Ok(Done::Well);
    }
    let labels = labels(&project, &chosen, args.labels.as_ref())?;
    let sheet = exports::sheet_with(
        &project,
        &chosen,
        labels,
        &exports::Options { names: args.names, ..exports::Options::default() },
    );
    say(Format::Txt.write_text(&sheet).unwrap_or_default().trim_end());
    Ok(Done::Well)
}

/// The project as it stood when a revision was issued: its text, without what came later.
fn at_revision(project: Project, name: Option<&str>) -> Result<(Project, String, bool), AppError> {
    let last = project.last().map(|r| r.name.clone()).unwrap_or_default();
    let Some(name) = name else { return Ok((project, last, false)) };
    let revision: Arc<Revision> = project.revision(name)?.clone();
    let keep = project.revisions.iter().position(|r| r.name == revision.name).unwrap_or(0);
    let mut old = project;
    old.revisions.truncate(keep + 1);
    old.working = revision.document.clone();
    old.log.clear();
    Ok((old, revision.name.clone(), true))
}

pub(super) fn export(args: &Export) -> Result<Done, AppError> {
    let mut project = files::open_project(&args.project)?;
    if !args.track.is_empty() {
        let chosen: Vec<_> = args.track.iter().map(|n| actor(&project, n)).collect::<Result<_, _>>()?;
        project.tracks.retain(|id, _| chosen.contains(id));
    }
    let format = args.format.as_deref().map(|f| f.parse::<Format>());
    let style = args.style.as_deref().map(|s| s.parse::<Style>());
    let options = exports::Options {
        format: format.transpose().map_err(|e| AppError::Refused(e.to_string()))?,
        style: match args.brackets {
            true => Some(Style::Inline),
            false => style.transpose().map_err(|e| AppError::Refused(e.to_string()))?,
        },
        names: args.names,
        table: args.sheet,
        against: args.against.as_deref().map(files::open_text).transpose()?,
        silent: false,
    };
    let chosen = args.view.as_deref().map(|typed| view(&project, typed)).transpose()?;
    let (chosen, fitting) = exports::defaults(&project, &options, chosen);
    let labels = match &args.labels {
        Some(_) => labels(&project, &chosen, args.labels.as_ref())?,
        None => fitting,
    };
    let bytes = exports::render_with(&project, &chosen, labels, &args.output, &options)?;
    files::spare(&args.output)?;
    storage::write(&args.output, &bytes, overwrite(args.force))?;
    if args.output != Path::new("-") {
        say(&format!("Written to {}.", args.output.display()));
    }
    Ok(Done::Well)
}

pub(super) fn verify(file: &Path) -> Result<Done, AppError> {
    match files::open(file)? {
        files::Opened::Project(project) => {
            let names: Vec<&str> = project.revisions.iter().map(|r| r.name.as_str()).collect();
            say(&format!(
                "{} is whole: a project with {} paragraphs, {} and {} tracks.",
                file.display(),
                project.working.len(),
                names.join(", "),
                project.tracks.len()
            ));
        }
        files::Opened::Track(track) => say(&format!(
            "{} is whole: the return of {} on “{}” ({}); proposals: {}, comments: {}.",
            file.display(),
            track.speaks_for(),
            track.title,
            track.revision,
            track.track.proposals().count(),
            track.track.comments().count()
        )),
        files::Opened::Source(_) | files::Opened::Marked(_) => {
            return AppError::refuse(format!(
                "{} is a text, neither a project nor a return: there is nothing to verify in it.",
                file.display()
            ));
        }
    }
    Ok(Done::Well)
}

pub(super) fn diff(args: &Diff) -> Result<Done, AppError> {
    let (a, b) = (files::open_text(&args.a)?, files::open_text(&args.b)?);
    let rows = compare(&a, &b);
    if args.html {
        say(&html(&args.a, &args.b, &rows));
    } else if args.json {
        let mut counts = Map::new();
        for row in &rows {
            let n = counts.get(row.class).and_then(Value::as_u64).unwrap_or(0);
            counts.insert(row.class.to_owned(), (n + 1).into());
        }
        let pairs: Vec<Value> = rows.iter().map(Row::json).collect();
        say_json(&value!({"pairs": pairs, "counts": counts}));
    } else {
        for row in rows.iter().filter(|r| r.class != "same") {
            say(&row.text());
        }
    }
    Ok(Done::Well)
}

/// A row of a comparison.
struct Row {
    a: Option<String>,
    b: Option<String>,
    class: &'static str,
    similarity: f64,
    words: Vec<Op>,
}

impl Row {
    fn json(&self) -> Value {
        let words: Vec<Value> = self
            .words
            .iter()
            .map(|op| match op {
                Op::Equal(t) => value!({"op": "=", "text": t}),
                Op::Delete(t) => value!({"op": "-", "text": t}),
                Op::Insert(t) => value!({"op": "+", "text": t}),
            })
            .collect();
        let similarity = (self.similarity * 1000.0).round() / 1000.0;
        value!({"a": self.a, "b": self.b, "class": self.class, "similarity": similarity, "words": words})
    }

    fn heading(&self) -> String {
        let name = |l: &Option<String>| l.clone().unwrap_or_else(|| "–".to_owned());
        format!("{} → {} {}", name(&self.a), name(&self.b), self.class)
    }

    fn text(&self) -> String {
        let words: String = self
            .words
            .iter()
            .map(|op| match op {
                Op::Equal(t) => t.clone(),
                Op::Delete(t) => format!("[-{t}-]"),
                Op::Insert(t) => format!("{{+{t}+}}"),
            })
            .collect();
        format!("{}\n  {words}", self.heading())
    }
}

fn compare(a: &Document, b: &Document) -> Vec<Row> {
    let texts = |d: &Document| (0..d.len()).map(|at| d.words(at).bare()).collect::<Vec<_>>();
    let (left, right) = (texts(a), texts(b));
    let items = |d: &Document| d.metas().map(|m| m.kind).collect::<Vec<_>>();
    let (kinds_a, kinds_b) = (items(a), items(b));
    let ia: Vec<Item> = kinds_a.iter().zip(&left).map(|(kind, text)| Item { kind: *kind, text }).collect();
    let ib: Vec<Item> = kinds_b.iter().zip(&right).map(|(kind, text)| Item { kind: *kind, text }).collect();
    let label = |d: &Document, at: Option<usize>| at.and_then(|at| d.label_at(at));
    let text =
        |list: &[String], at: Option<usize>| at.and_then(|at| list.get(at)).cloned().unwrap_or_default();
    diff::align(&ia, &ib)
        .pairs
        .iter()
        .map(|pair| Row {
            a: label(a, pair.a),
            b: label(b, pair.b),
            class: pair.class.name(),
            similarity: pair.similarity,
            words: diff::script(&text(&left, pair.a), &text(&right, pair.b)),
        })
        .collect()
}

/// The look of the page.
const STYLE: &str = "body{font-family:'Times New Roman','Liberation Serif',serif;max-width:44rem;margin:2rem auto;padding:0 1rem;line-height:1.4}
h2{font:600 .8rem sans-serif;color:#555;margin:1.2rem 0 .2rem}
p{margin:0}
ins{font-weight:bold;text-decoration:underline;color:#005a8c}
del{color:#a63d00}
";

/// The comparison as one self-contained page.
fn html(a: &str, b: &str, rows: &[Row]) -> String {
    use crate::format::html::{END, begin, escape};
    let title = format!("{a} and {b}");
    let mut out = begin(&title, STYLE, &title);
    for row in rows {
        out.push_str(&format!("<h2>{}</h2>\n<p>", escape(&row.heading())));
        for op in &row.words {
            out.push_str(&match op {
                Op::Equal(t) => escape(t),
                Op::Delete(t) => format!("<del>{}</del>", escape(t)),
                Op::Insert(t) => format!("<ins>{}</ins>", escape(t)),
            });
        }
        out.push_str("</p>\n");
    }
    out.push_str(END);
    out
}
