//! Commands of groups at work: the return of a group or of several, and how a member's wishes
//! stand beside it.

use super::args::TrackExport;
use super::{Done, Own, actor, overwrite, report, save, say, say_json, speaker};
use crate::app::{AppError, compare as comparing, files, group_return, joint};
use crate::project::{GroupAsk, Project};
use crate::record::{Actor, ActorId};
use crate::storage;
use clap::Args;
use std::path::{Path, PathBuf};

/// Whose return it is, where it is not of one alone.
#[derive(Debug, Args)]
pub struct Together {
    /// As a group: what was decided and edited in this project, without who asked for it.
    #[arg(long, conflicts_with = "jointly")]
    pub from_decisions: bool,
    /// With --from-decisions: the reasons and sources too.
    #[arg(long, requires = "from_decisions")]
    pub with_reasons: bool,
    /// With --from-decisions: the revision that it answers, if another than the last.
    #[arg(long, requires = "from_decisions", value_name = "REVISION")]
    pub on: Option<String>,
    /// With --from-decisions: the number of the return, if another than the next.
    #[arg(long = "return", requires = "from_decisions", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=crate::limits::RETURN))]
    pub number: Option<u32>,
    /// Who else sends it as theirs: "Chile, Mexico".
    #[arg(long, value_name = "ACTORS")]
    pub jointly: Option<String>,
}

/// `track compare`
#[derive(Debug, Args)]
pub struct Compare {
    /// The project that holds what both say.
    pub project: PathBuf,
    /// The member.
    #[arg(long = "as")]
    pub actor: String,
    /// The group.
    #[arg(long)]
    pub with: String,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Writes the return of a group out of its private project.
pub(super) fn export(args: &TrackExport, mut project: Project, own: &Own) -> Result<Done, AppError> {
    let group = speaker(&project, &args.actor)?.id;
    if storage::same_file(&args.output, &args.project) {
        return AppError::refuse("a return needs a file of its own; nothing was written");
    }
    let how = &args.together;
    let ask = GroupAsk { on: how.on.clone(), reasons: how.with_reasons, number: how.number };
    let made = group_return::group_return(&project, &group, &ask)?;
    files::save_track(&made.file, &args.output, overwrite(args.force))?;
    let mut told = made.told(&args.output.display().to_string());
    // A project from the standard input has no place where that could be kept.
    if args.project != Path::new("-") && !made.change.is_nothing() {
        made.change.apply(&mut project)?;
        save(&project, own)?;
        told.push_str(&format!(
            " {} was updated: it knows the number of the return.",
            args.project.display()
        ));
    }
    for line in made.lines() {
        told.push_str(&format!("\n  {line}"));
    }
    report(&args.output, &told);
    Ok(Done::unless(!made.inexact.is_empty() || !made.left.is_empty()))
}

/// Who else sends a return, by the names that were typed.
pub(super) fn senders(
    project: &Project,
    lead: &ActorId,
    typed: Option<&str>,
) -> Result<Vec<Actor>, AppError> {
    let Some(typed) = typed else { return Ok(Vec::new()) };
    let names = joint::names_in(project, typed);
    if names.is_empty() {
        return AppError::refuse("--jointly names nobody; say --jointly \"Chile, Mexico\"");
    }
    names.iter().try_for_each(|name| speaker(project, name).map(drop))?;
    joint::senders(project, lead, typed)
}

/// How the wishes of a member stand beside the return of its group.
pub(super) fn compare(args: &Compare) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let (member, group) = (actor(&project, &args.actor)?, actor(&project, &args.with)?);
    if member == group {
        return AppError::refuse(format!("{member} cannot be compared with itself"));
    }
    let made = comparing::compare(&project, &member, &group);
    match args.json {
        true => say_json(&made.json()),
        false => say(&made.text()),
    }
    Ok(Done::unless(made.departing() > 0))
}
