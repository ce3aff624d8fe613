//! `revise` and `concordance`: the next revision, made here or come from outside, and the table of
//! what became of the paragraphs.

use super::{Done, open_to_change, overwrite, report, save, say_error, say_json, silence};
use crate::app::carrying::{self, Next};
use crate::app::{AppError, concordance as table, files};
use crate::project::{FromOutside, Project, issue, open_placed};
use crate::storage;
use crate::weave::Fate;
use clap::Args;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// `revise`
#[derive(Debug, Args)]
pub struct Revise {
    /// The project.
    pub project: PathBuf,
    /// The name of the revision: “Rev.1”.
    #[arg(long)]
    pub name: String,
    /// A text from outside that is the revision: any text, a project, or PROJECT@REVISION.
    #[arg(long, value_name = "SOURCE")]
    pub from: Option<String>,
    /// Write the concordance of old and new paragraphs, as .csv or .html.
    #[arg(long)]
    pub concordance: Option<PathBuf>,
    /// Where to write; the project itself without it.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace existing files.
    #[arg(long)]
    pub force: bool,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `concordance`
#[derive(Debug, Args)]
pub struct Concordance {
    /// The project.
    pub project: PathBuf,
    /// The earlier revision.
    pub from: String,
    /// The later revision.
    pub to: String,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// The file to write, .csv or .html; - is the standard output, as CSV.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
}

pub(super) fn revise(args: &Revise) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let name = args.name.trim();
    if name.is_empty() || project.revision(name).is_ok() {
        return AppError::refuse(format!(
            "a revision needs a name of its own; “{name}” is empty or taken. Nothing was written."
        ));
    }
    let before = project.last().map(|r| r.name.clone()).unwrap_or_default();
    let outside = match &args.from {
        Some(source) => {
            let next = carrying::open_next(source)?;
            let (made, after) = carrying::next_from(&project, &next, name)?;
            project = after;
            Some((next, made))
        }
        None => {
            issue(&project, name).apply(&mut project)?;
            None
        }
    };
    let concordance = match &args.concordance {
        Some(path) => {
            // Known before anything is written; written once the revision is.
            free(path, &own.path, args.force)?;
            files::spare(path)?;
            Some((path, table::file(&project, (&before, name), path, args.names)?))
        }
        None => None,
    };
    save(&project, &own)?;
    if let Some((path, text)) = concordance {
        storage::write(path, text.as_bytes(), overwrite(args.force))?;
    }
    let target = own.path.as_path();
    match (args.json, target == Path::new("-")) {
        (true, true) => say_error(&told(&project, args, outside.as_ref()).to_string()),
        (true, false) => say_json(&told(&project, args, outside.as_ref())),
        (false, _) => report(target, &text(&project, args, outside.as_ref())),
    }
    let silenced = silence::warn_of_issue(&project);
    let lost = open_placed(&project).iter().any(|p| matches!(p.fate, Fate::Damaged | Fate::Orphan));
    Ok(Done::unless(lost || silenced || outside.is_some_and(|(_, made)| !made.undone.is_empty())))
}

fn told(project: &Project, args: &Revise, outside: Option<&(Next, FromOutside)>) -> Value {
    let mut out = Map::new();
    out.insert("revision".into(), args.name.trim().into());
    out.insert("paragraphs".into(), project.working.len().into());
    out.insert("carried".into(), carrying::json(project, args.names));
    if let Some((next, made)) = outside {
        out.insert("source".into(), next.source.clone().into());
        out.insert("met".into(), carrying::met_json(&made.met));
        let undone = made.undone.iter().map(
            |u| serde_json::json!({"decision": u.decision.0, "label": u.label, "text": u.text, "how": u.how}),
        );
        out.insert("undone".into(), undone.collect::<Vec<_>>().into());
        let (repairs, dropped) = carrying::report_json(next);
        out.insert("repairs".into(), repairs);
        out.insert("dropped".into(), dropped);
    }
    Value::Object(out)
}

fn text(project: &Project, args: &Revise, outside: Option<&(Next, FromOutside)>) -> String {
    let (name, carried) = (args.name.trim(), carrying::text(project, args.names));
    let mut out = Vec::new();
    if let Some((next, made)) = outside {
        out.push(format!("“{name}” is issued as it came in {}.", next.source));
        out.push(carrying::met_text(&made.met));
        out.extend(next.marks.iter().cloned());
        let lines = crate::app::dropped_lines(&next.report);
        out.extend(lines.into_iter().map(|(place, text)| format!("{place}: {text}")));
        if !made.undone.is_empty() {
            out.push("Decided here, and not so in it:".to_owned());
            out.extend(carrying::undone_lines(made).into_iter().map(|l| format!("  {l}")));
        }
    }
    match out.is_empty() {
        true => out.push(format!("“{name}” is issued. {carried}")),
        false => out.push(carried),
    }
    out.join("\n")
}

/// Refuses the name of a file that may not be written beside the project.
fn free(path: &Path, project: &Path, force: bool) -> Result<(), AppError> {
    if path != Path::new("-") && storage::same_file(path, project) {
        return AppError::refuse("the concordance needs a file of its own; nothing was written");
    }
    if path.is_file() && !force {
        return Err(storage::StorageError::Exists { path: path.to_owned() }.into());
    }
    Ok(())
}

pub(super) fn concordance(args: &Concordance) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    if storage::same_file(&args.output, &args.project) {
        return AppError::refuse("the concordance needs a file of its own; nothing was written");
    }
    let text = table::file(&project, (&args.from, &args.to), &args.output, args.names)?;
    files::spare(&args.output)?;
    storage::write(&args.output, text.as_bytes(), overwrite(args.force))?;
    if args.output != Path::new("-") {
        report(&args.output, &format!("Written to {}.", args.output.display()));
    }
    Ok(Done::Well)
}
