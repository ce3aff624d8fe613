//! The command `audit`: what became of every word and every proposal between two texts.

use super::{Done, actor, say, say_json};
use crate::app::{AppError, audit as auditing, files};
use clap::Args;
use std::path::PathBuf;

/// `audit`
#[derive(Debug, Args)]
pub struct Audit {
    /// The project.
    pub project: PathBuf,
    /// The earlier revision; without it the last one, or the one before it where nothing changed since.
    #[arg(requires = "to")]
    pub from: Option<String>,
    /// The later revision, or “working” for the working text.
    pub to: Option<String>,
    /// What became of each wish of this actor, and all else that changed, the verbs first.
    #[arg(long = "as", value_name = "ACTOR")]
    pub actor: Option<String>,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Print a web page.
    #[arg(long, conflicts_with = "json")]
    pub html: bool,
    /// Print CSV.
    #[arg(long, conflicts_with_all = ["json", "html"])]
    pub csv: bool,
}

pub(super) fn audit(args: &Audit) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let by = args.actor.as_deref().map(|n| actor(&project, n)).transpose()?;
    let (from, to) = match (&args.from, &args.to) {
        (Some(from), Some(to)) => (from.clone(), to.clone()),
        _ => match auditing::defaults(&project) {
            Some(both) => both,
            None => return AppError::refuse("there is no revision in this project yet"),
        },
    };
    let told = auditing::account_with(&project, (&from, &to), by.as_ref(), args.names)?;
    match args {
        Audit { json: true, .. } => say_json(&told.json()),
        Audit { html: true, .. } => say(&told.html()),
        Audit { csv: true, .. } => say(told.csv().trim_end_matches("\r\n")),
        _ => say(&told.text()),
    }
    Ok(Done::unless(!told.is_explained()))
}
