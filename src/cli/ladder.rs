//! `status`: how far paragraphs have come: set, counted, with the log of what was set.

use super::args::Status;
use super::{Done, open_to_change, report, save, say, say_json, speaker};
use crate::app::ladder::{self, StatusWish};
use crate::app::{AppError, files};
use crate::record::Standing;
use crate::text::ParagraphId;

/// Sets a status, or shows how far the text has come.
pub(super) fn status(args: &Status) -> Result<Done, AppError> {
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
        say_json(&ladder::json(&project, &ladder::rungs(&project, Some(&set.paragraphs))));
    } else {
        report(&own.path, &format!("{}: {}", args.labels.join(", "), set.standing));
    }
    Ok(Done::Well)
}

fn show(args: &Status) -> Result<Done, AppError> {
    if args.output.is_some() {
        return AppError::refuse("-o goes with --set; nothing was written");
    }
    let project = files::open_project(&args.project)?;
    let named: Option<Vec<ParagraphId>> = match args.labels.as_slice() {
        [] => None,
        labels => Some(project.paragraphs_named(labels)?),
    };
    let rungs = ladder::rungs(&project, named.as_deref());
    if args.json {
        say_json(&ladder::json(&project, &rungs));
    } else {
        say(&ladder::text(&project, &rungs, named.is_some(), args.log));
    }
    Ok(Done::Well)
}
