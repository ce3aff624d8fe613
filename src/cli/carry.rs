//! `carry`: what was not carried over as it was, and settling it.

use super::{Done, actor, open_to_change, report, save, say, say_error, say_json};
use crate::app::{AppError, carrying, files};
use crate::project::{By, Change, Project, ProjectError, open_placed, reaffirm, set_aside, settle_reflected};
use crate::record::{ActorId, ProposalId};
use crate::weave::Fate;
use clap::{ArgGroup, Args};
use std::path::{Path, PathBuf};

/// `carry`
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["reaffirm", "set_aside", "settle_reflected"]))]
pub struct Carry {
    /// The project.
    pub project: PathBuf,
    /// Put damaged proposals on the text as it is now, where they stand.
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub reaffirm: Vec<String>,
    /// With --reaffirm: as their author; without it they are recorded by the chair.
    #[arg(long = "as", requires = "reaffirm", value_name = "ACTOR")]
    pub actor: Option<String>,
    /// Set proposals aside: they are rejected.
    #[arg(long, num_args = 1.., value_name = "ID")]
    pub set_aside: Vec<String>,
    /// With --set-aside: why.
    #[arg(long, requires = "set_aside", default_value = "")]
    pub why: String,
    /// Settle all that the text says already.
    #[arg(long)]
    pub settle_reflected: bool,
    /// Where to write; the project itself without it.
    #[arg(short, long, requires = "what")]
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

pub(super) fn carry(args: &Carry) -> Result<Done, AppError> {
    if args.reaffirm.is_empty() && args.set_aside.is_empty() && !args.settle_reflected {
        let project = files::open_project(&args.project)?;
        tell(&project, args, None);
        return Ok(needs(&project));
    }
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let change = match args {
        Carry { settle_reflected: true, .. } => settle_reflected(&project),
        Carry { set_aside: ids, .. } if !ids.is_empty() => {
            let ids: Vec<ProposalId> =
                ids.iter().map(|id| open(&project, id).map(|(_, id)| id)).collect::<Result<_, _>>()?;
            set_aside(&project, &ids, args.why.trim())
        }
        _ => Some(affirmed(&project, args)?),
    };
    let change = change.unwrap_or(Change::All(Vec::new()));
    change.apply(&mut project)?;
    save(&project, &own)?;
    tell(&project, args, Some(&own.path));
    Ok(needs(&project))
}

/// Whether a person has something to look at still.
fn needs(project: &Project) -> Done {
    Done::unless(open_placed(project).iter().any(|p| matches!(p.fate, Fate::Damaged | Fate::Orphan)))
}

fn tell(project: &Project, args: &Carry, target: Option<&Path>) {
    let names = args.names;
    match (args.json, target) {
        (true, Some(path)) if path == Path::new("-") => {
            say_error(&carrying::json(project, names).to_string())
        }
        (true, _) => say_json(&carrying::json(project, names)),
        (false, Some(path)) => report(path, &carrying::text(project, names)),
        (false, None) => say(&carrying::text(project, names)),
    }
}

/// The open proposal of this name, and whose it is.
fn open(project: &Project, name: &str) -> Result<(ActorId, ProposalId), AppError> {
    let found = open_placed(project).into_iter().find(|p| p.proposal.id.0 == name);
    found
        .map(|p| (p.actor, p.proposal.id.clone()))
        .ok_or_else(|| ProjectError::NoProposal(name.to_owned()).into())
}

/// All of them or none.
fn affirmed(project: &Project, args: &Carry) -> Result<Change, AppError> {
    let by = args.actor.as_deref().map(|name| actor(project, name)).transpose()?;
    let mut scratch = project.clone();
    let mut list = Vec::new();
    for name in &args.reaffirm {
        let (author, id) = open(&scratch, name)?;
        if by.as_ref().is_some_and(|by| *by != author) {
            return AppError::refuse(format!(
                "{name} is a proposal of {author}; nobody else re-affirms it. Nothing was written."
            ));
        }
        let by = if by.is_some() { By::Author } else { By::Chair };
        let Some(change) = reaffirm(&scratch, &author, &id, by) else {
            return AppError::refuse(format!(
                "{name} is not damaged, or nobody can say where it stands now; nothing was written"
            ));
        };
        change.apply(&mut scratch)?;
        list.push(change);
    }
    Ok(Change::All(list))
}
