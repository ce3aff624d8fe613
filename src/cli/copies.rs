//! `copies`: what copies of a project made differently of the same paragraphs, and choosing.

use super::{Done, open_to_change, report, save, say, say_json};
use crate::app::veiled::Veiled;
use crate::app::{AppError, Veil};
use crate::project::{Rivalry, choose, rivalries};
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

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
    #[arg(long, default_value = "all", value_parser = crate::cli::names)]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn copies(args: &Copies) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let wanted = match (&args.choose, &args.keep) {
        (Some(typed), _) => {
            let (label, n) = typed.rsplit_once('=').unwrap_or((typed, ""));
            let n: usize = n.trim().parse().ok().filter(|n| *n > 0).ok_or_else(|| {
                AppError::Refused(format!("“{typed}” names no outcome; say --choose \"OP5=1\""))
            })?;
            Some((label, Some(n - 1)))
        }
        (None, Some(label)) => Some((label.as_str(), None)),
        (None, None) => None,
    };
    if let Some((label, which)) = wanted {
        let all = rivalries(&project);
        let found = all.iter().find(|r| r.label.eq_ignore_ascii_case(label.trim()));
        let found = found.ok_or_else(|| {
            AppError::Refused(format!("there is nothing to choose between at {label}; nothing was changed"))
        })?;
        let change = choose(&project, found, which).map_err(|why| {
            AppError::Refused(format!("{}: {why}. Nothing was changed; edit the text by hand", found.label))
        })?;
        change.apply(&mut project)?;
        save(&project, &own)?;
        if !args.json {
            let what = which.map_or("stays as both copies had it".to_owned(), |n| {
                format!("is as outcome {} has it", n + 1)
            });
            report(&own.path, &format!("{} {what}.", found.label));
        }
    }
    let left = rivalries(&project);
    let veil = Veil::of(&project, args.names);
    let veiled = Veiled::of(&project, &veil);
    if args.json {
        let mut out = json!({"rivals": left.iter().map(told).collect::<Vec<_>>()});
        veiled.apply(&mut out);
        say_json(&out);
    } else if left.is_empty() && wanted.is_none() {
        say("Nothing is to be chosen between copies of this project.");
    } else {
        left.iter().for_each(|r| report(&own.path, &veiled.said(&r.told())));
    }
    Ok(Done::unless(!left.is_empty()))
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
