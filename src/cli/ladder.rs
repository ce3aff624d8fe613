//! `status`: how far paragraphs have come: set, counted, with the log of what was set.

use super::{Done, open_to_change, report, save, say, say_json, speaker};
use crate::app::ladder::{self, StatusWish};
use crate::app::{AppError, Names, Veil, files};
use crate::record::Standing;
use crate::text::ParagraphId;
use clap::Args;
use std::path::PathBuf;

/// `status`
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// The project.
    pub project: PathBuf,
    /// The paragraphs: 26, OP26, B, PP2, OP5 (a), or ranges of them: OP1-OP7.
    pub labels: Vec<String>,
    /// open, suggested for closure, agreed in informals, agreed ad ref, agreed.
    #[arg(long, value_name = "STATUS")]
    pub set: Option<String>,
    /// With “agreed in informals”: who has yet to agree.
    #[arg(long, num_args = 1.., requires = "set", value_name = "ACTOR")]
    pub pending: Vec<String>,
    /// The date to log.
    #[arg(long, requires = "set", value_name = "DATE")]
    pub on: Option<String>,
    /// Who asked for it, as when a paragraph is reopened.
    #[arg(long, requires = "set", value_name = "ACTOR")]
    pub at_request_of: Option<String>,
    /// Why.
    #[arg(long, requires = "set")]
    pub why: Option<String>,
    /// Show what was set, in order.
    #[arg(long, conflicts_with = "set")]
    pub log: bool,
    /// Where to write; the project itself without it.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Sets a status, or shows how far the text has come.
pub(super) fn status(args: &StatusArgs) -> Result<Done, AppError> {
    let Some(set) = &args.set else { return show(args) };
    if args.labels.is_empty() {
        return AppError::refuse("name the paragraphs: OP5, 26, B, OP5 (a), or a range such as OP1-OP7");
    }
    let standing: Standing =
        set.parse().map_err(|e: crate::record::UnknownStatus| AppError::Refused(e.to_string()))?;
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let actor = |name: &String| speaker(&project, name).map(|a| a.id);
    let wish = StatusWish {
        labels: args.labels.clone(),
        standing,
        pending: args.pending.iter().map(actor).collect::<Result<_, _>>()?,
        on: args.on.clone().unwrap_or_default(),
        at_request_of: args.at_request_of.as_ref().map(actor).transpose()?,
        why: args.why.clone().unwrap_or_default(),
    };
    let set = ladder::set(&project, &wish)?;
    set.change.apply(&mut project)?;
    save(&project, &own)?;
    if args.json {
        let veil = Veil::of(&project, args.names);
        let rungs = ladder::rungs(&project, Some(&set.paragraphs), &veil);
        say_json(&ladder::json(&project, &rungs, &veil));
    } else {
        let standing = Veil::of(&project, args.names).standing(&set.standing);
        report(&own.path, &format!("{}: {standing}", args.labels.join(", ")));
    }
    Ok(Done::Well)
}

fn show(args: &StatusArgs) -> Result<Done, AppError> {
    if args.output.is_some() {
        return AppError::refuse("-o goes with --set; nothing was written");
    }
    let project = files::open_project(&args.project)?;
    let named: Option<Vec<ParagraphId>> = match args.labels.as_slice() {
        [] => None,
        labels => Some(project.paragraphs_named(labels)?),
    };
    let veil = Veil::of(&project, args.names);
    let rungs = ladder::rungs(&project, named.as_deref(), &veil);
    if args.json {
        say_json(&ladder::json(&project, &rungs, &veil));
    } else {
        say(&ladder::text(&project, &rungs, named.is_some(), args.log, &veil));
    }
    Ok(Done::Well)
}
