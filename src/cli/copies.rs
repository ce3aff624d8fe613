//! `copies`: what copies of a project made differently of the same paragraphs, silence procedures
//! that they began apart, and choosing.

use super::{Done, Own, open_to_change, report, save, say, say_error, say_json};
use crate::app::veiled::Veiled;
use crate::app::{AppError, Veil, files};
use crate::project::{Project, Rivalry, SilenceRivalry, choose, choose_silence, rivalries, silence_rivalry};
use clap::Args;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `copies`
#[derive(Debug, Args)]
pub struct Copies {
    /// The project.
    pub project: PathBuf,
    /// Take an outcome: the label as it is listed, and the number of the outcome.
    #[arg(long, value_name = "LABEL=N")]
    pub choose: Option<String>,
    /// Leave the words as both copies had them.
    #[arg(long, value_name = "LABEL", conflicts_with = "choose")]
    pub keep: Option<String>,
    /// Where to write; the project itself without it.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn copies(args: &Copies) -> Result<Done, AppError> {
    let (label, which) = match (&args.choose, &args.keep) {
        (Some(typed), _) => {
            let (label, n) = typed.rsplit_once('=').unwrap_or((typed, ""));
            let n: usize = n.trim().parse().ok().filter(|n| *n > 0).ok_or_else(|| {
                AppError::Refused(format!("“{typed}” names no outcome; say --choose \"OP5=1\""))
            })?;
            (label, Some(n - 1))
        }
        (None, Some(label)) => (label.as_str(), None),
        (None, None) => return list(args),
    };
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    if label.trim().eq_ignore_ascii_case(SilenceRivalry::LABEL) {
        let change = choose_silence(&project, which)
            .map_err(|why| AppError::Refused(format!("{why}; nothing was changed")))?;
        change.apply(&mut project)?;
        let what = match which {
            Some(n) => format!("The silence procedure of outcome {} goes on.", n + 1),
            None => "All silence procedures that were open are called off.".to_owned(),
        };
        return chosen(args, &project, &own, &what);
    }
    let all = rivalries(&project);
    let found = all.iter().find(|r| r.label.eq_ignore_ascii_case(label.trim()));
    let found = found.ok_or_else(|| {
        AppError::Refused(format!("there is nothing to choose between at {label}; nothing was changed"))
    })?;
    let change = choose(&project, found, which).map_err(|why| {
        AppError::Refused(format!("{}: {why}. Nothing was changed; edit the text by hand", found.label))
    })?;
    change.apply(&mut project)?;
    let what = match which {
        Some(n) => format!("{} is as outcome {} has it.", found.label, n + 1),
        None => format!("{} stays as both copies had it.", found.label),
    };
    chosen(args, &project, &own, &what)
}

/// Saves what was chosen, and says what is left to choose.
fn chosen(args: &Copies, project: &Project, own: &Own, what: &str) -> Result<Done, AppError> {
    save(project, own)?;
    let left = rivalries(project);
    match (args.json, own.path == Path::new("-")) {
        (true, true) => say_error(&json(args, project, &left).to_string()),
        (true, false) => say_json(&json(args, project, &left)),
        (false, _) => {
            report(&own.path, what);
            lines(args, project, &left).iter().for_each(|line| report(&own.path, line));
        }
    }
    Ok(Done::unless(!left.is_empty() || silence_rivalry(project).is_some()))
}

/// What there is to choose; the project is only read.
fn list(args: &Copies) -> Result<Done, AppError> {
    if args.output.is_some() {
        return AppError::refuse("-o goes with --choose or --keep; nothing was written");
    }
    let project = files::open_project(&args.project)?;
    let all = rivalries(&project);
    if args.json {
        say_json(&json(args, &project, &all));
    } else if all.is_empty() && silence_rivalry(&project).is_none() {
        say("Nothing is to be chosen between copies of this project.");
    } else {
        lines(args, &project, &all).iter().for_each(|line| say(line));
    }
    Ok(Done::unless(!all.is_empty() || silence_rivalry(&project).is_some()))
}

fn lines(args: &Copies, project: &Project, all: &[Rivalry]) -> Vec<String> {
    let veil = Veil::of(project, args.names);
    let veiled = Veiled::of(project, &veil);
    let texts = all.iter().map(|r| veiled.said(&r.told()));
    texts.chain(silence_rivalry(project).map(|r| r.told())).collect()
}

fn json(args: &Copies, project: &Project, all: &[Rivalry]) -> Value {
    let veil = Veil::of(project, args.names);
    let silences = silence_rivalry(project).into_iter().flat_map(|r| r.open);
    let mut out = json!({
        "rivals": all.iter().map(told).collect::<Vec<_>>(),
        "silences": silences.map(|(_, told)| told).collect::<Vec<_>>(),
    });
    Veiled::of(project, &veil).apply(&mut out);
    out
}

fn told(rivalry: &Rivalry) -> Value {
    let versions = rivalry.versions.iter().map(|v| {
        let decisions = v.decisions.iter().map(|d| {
            json!({"outcome": d.outcome.name(), "words": d.words, "about": d.about.iter().map(|(_, id, _)| id.0.as_str()).collect::<Vec<_>>()})
        });
        let words = v.words.iter().map(|(id, words)| json!({"paragraph": id.to_string(), "text": words}));
        json!({"words": words.collect::<Vec<_>>(), "decisions": decisions.collect::<Vec<_>>()})
    });
    json!({"label": rivalry.label, "outcomes": versions.collect::<Vec<_>>()})
}
