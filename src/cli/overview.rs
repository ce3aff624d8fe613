//! The commands `overview` and `tasks`: how far a text has come, and what waits for a person.

use super::{Done, say, say_json};
use crate::app::overview::overview_with;
use crate::app::{AppError, files, todo};
use clap::Args;
use std::path::PathBuf;

/// `overview`
#[derive(Debug, Args)]
pub struct Overview {
    /// The project.
    pub project: PathBuf,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Print CSV.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// Print a web page with a drawing.
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub html: bool,
}

/// `tasks`
#[derive(Debug, Args)]
pub struct Tasks {
    /// The project.
    pub project: PathBuf,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// Print CSV.
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
}

pub(super) fn show(args: &Overview) -> Result<Done, AppError> {
    let made = overview_with(&files::open_project(&args.project)?, args.names);
    match args {
        Overview { json: true, .. } => say_json(&made.json()),
        Overview { csv: true, .. } => say(made.csv().trim_end_matches("\r\n")),
        Overview { html: true, .. } => say(&made.html()),
        _ => say(&made.text()),
    }
    Ok(Done::Well)
}

pub(super) fn tasks(args: &Tasks) -> Result<Done, AppError> {
    let list = todo::todo_with(&files::open_project(&args.project)?, args.names);
    match args {
        Tasks { json: true, .. } => say_json(&todo::json(&list)),
        Tasks { csv: true, .. } => say(todo::csv(&list).trim_end_matches("\r\n")),
        _ => say(&todo::text(&list)),
    }
    Ok(Done::unless(!list.is_empty()))
}
