//! `silence`: a silence procedure: begun, objected to, ended, shown. It decides nothing: what a
//! break reopens is said by a person.

use super::{Done, open_to_change, report, save, say, say_error, say_json, speaker};
use crate::app::{AppError, Names, SilenceAct, Veil, files, silence};
use crate::project::Project;
use crate::record::Standing;
use clap::{ArgGroup, Args};
use std::path::{Path, PathBuf};

/// `silence`
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("act").args(["until", "object", "take_back", "close", "reopen", "call_off"]))]
pub struct SilenceArgs {
    /// The project.
    pub project: PathBuf,
    /// Put the working text under silence until then: “2026-11-25 18:00 New York”.
    #[arg(long, value_name = "DEADLINE")]
    pub until: Option<String>,
    /// With --until: what its paragraphs become if nobody objects.
    #[arg(long, requires = "until", default_value = "agreed ad ref", value_name = "STATUS")]
    pub then: String,
    /// Object to these paragraphs, or to “all”.
    #[arg(long, num_args = 1.., value_name = "LABEL")]
    pub object: Vec<String>,
    /// Take the objections to these paragraphs back, or the one to “all”: the whole text.
    #[arg(long, num_args = 1.., value_name = "LABEL")]
    pub take_back: Vec<String>,
    /// With --object or --take-back: who objects; without it a delegation that is not named.
    #[arg(long = "as", value_name = "ACTOR", conflicts_with_all = ["until", "close", "reopen", "call_off"])]
    pub actor: Option<String>,
    /// With --object or --take-back: why.
    #[arg(long, conflicts_with_all = ["until", "close", "reopen", "call_off"])]
    pub why: Option<String>,
    /// With --take-back: the reason it was made with, where several without names stand.
    #[arg(long, requires = "take_back", value_name = "REASON")]
    pub given: Option<String>,
    /// Nobody objected: it passed.
    #[arg(long)]
    pub close: bool,
    /// After a break: these paragraphs reopen, or “none”; the others become what was said.
    #[arg(long, num_args = 1.., value_name = "LABEL")]
    pub reopen: Vec<String>,
    /// Call it off.
    #[arg(long)]
    pub call_off: bool,
    /// The date to log, with --close or --reopen.
    #[arg(long, value_name = "DATE", conflicts_with_all = ["until", "object", "take_back", "call_off"])]
    pub on: Option<String>,
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

/// Carries it out.
pub(super) fn run(args: &SilenceArgs) -> Result<Done, AppError> {
    let on = args.on.clone().unwrap_or_default();
    let asked = if let Some(until) = &args.until {
        let then: Standing =
            args.then.parse().map_err(|e: crate::record::UnknownStatus| AppError::Refused(e.to_string()))?;
        SilenceAct::Begin { until: until.clone(), then }
    } else if !args.object.is_empty() {
        let labels = if is(&args.object, "all") { Vec::new() } else { args.object.clone() };
        let (by, why) = (args.actor.clone().unwrap_or_default(), args.why.clone().unwrap_or_default());
        SilenceAct::Object { labels, by, why }
    } else if !args.take_back.is_empty() {
        return take_back(args);
    } else if args.close {
        SilenceAct::Close { on }
    } else if !args.reopen.is_empty() {
        let reopen = if is(&args.reopen, "none") { Vec::new() } else { args.reopen.clone() };
        SilenceAct::Settle { reopen, on }
    } else if args.call_off {
        SilenceAct::CallOff
    } else {
        return show(args);
    };
    carry_out(args, |_| Ok(asked))
}

/// Takes objections back; which, follows from the project.
fn take_back(args: &SilenceArgs) -> Result<Done, AppError> {
    let labels = if is(&args.take_back, "all") { Vec::new() } else { args.take_back.clone() };
    let (by, why) = (args.actor.clone().unwrap_or_default(), args.why.clone().unwrap_or_default());
    carry_out(args, |project| {
        let objections = silence::meant(project, &labels, &by, args.given.as_deref())?;
        Ok(SilenceAct::TakeBack { objections, why })
    })
}

fn is(list: &[String], word: &str) -> bool {
    matches!(list, [one] if one.trim().eq_ignore_ascii_case(word))
}

fn carry_out(
    args: &SilenceArgs,
    asked: impl FnOnce(&Project) -> Result<SilenceAct, AppError>,
) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    if let Some(name) = &args.actor {
        speaker(&project, name)?;
    }
    silence::act(&project, &asked(&project)?)?.apply(&mut project)?;
    save(&project, &own)?;
    let veil = Veil::of(&project, args.names);
    let to_output = own.path == Path::new("-");
    match (args.json, to_output) {
        (true, true) => say_error(&silence::json(&project, &veil).to_string()),
        (true, false) => say_json(&silence::json(&project, &veil)),
        (false, _) => report(&own.path, &last(&project, &veil)),
    }
    Ok(done(&project))
}

fn show(args: &SilenceArgs) -> Result<Done, AppError> {
    if args.output.is_some() || args.on.is_some() || args.actor.is_some() || args.why.is_some() {
        return AppError::refuse("-o, --on, --as and --why go with something to do; nothing was written");
    }
    let project = files::open_project(&args.project)?;
    let veil = Veil::of(&project, args.names);
    if args.json {
        say_json(&silence::json(&project, &veil));
    } else {
        say(&silence::text(&project, &veil));
    }
    Ok(done(&project))
}

/// The procedure that was begun or ended last, with its objections; all where copies began several.
fn last(project: &Project, veil: &Veil) -> String {
    let text = silence::text(project, veil);
    if project.open_silences().len() > 1 {
        return text;
    }
    let end = text
        .match_indices('\n')
        .map(|(at, _)| at)
        .find(|at| text.get(at + 1..).is_some_and(|rest| !rest.starts_with(' ')));
    end.and_then(|end| text.get(..end)).unwrap_or(&text).to_owned()
}

/// A procedure that is broken waits for a person.
fn done(project: &Project) -> Done {
    let open = project.open_silences();
    Done::unless(open.len() > 1 || open.iter().any(|s| s.state().needs_a_person()))
}

/// Says that the text changed while a procedure runs on it.
pub(super) fn warn(project: &Project) {
    if let Some(warning) = silence::warning(project) {
        say_error(&warning);
    }
}

/// Says that a revision was issued before a procedure ended; whether there is one.
pub(super) fn warn_of_issue(project: &Project) -> bool {
    let warning = silence::issued_under(project);
    warning.iter().for_each(|w| say_error(w));
    warning.is_some()
}
