//! The command `track say`: positions on the proposals of others, and taking back one's own.

use super::args::{Says, TrackSay};
use super::tracks::{existing, nothing};
use super::{Done, overwrite, report, speaker};
use crate::app::{AppError, files};
use crate::project::{Change, Project, Saying, Take, merge_track, open_placed, say_position, unheard};
use crate::record::{ActorId, Origin, ProposalId, Stance};
use crate::weave::{self, GroupId};
use std::collections::BTreeSet;

pub(super) fn say(args: &TrackSay) -> Result<Done, AppError> {
    let mut project = files::open_project(&args.project)?;
    let about = speaker(&project, &args.actor)?;
    // A track of the same actor under that name is added to: it names what is being updated.
    let own = super::Own::hold(&args.output)?;
    let held = existing(&args.output, &about.id, args.force)?;
    if let Some(track) = &held {
        merge_track(&project, track, Some(&about)).change.apply(&mut project)?;
    }
    let take = match args.says {
        Says::Support => Take::Stance(Stance::Support),
        Says::Oppose => Take::Stance(Stance::Oppose),
        Says::Reserve => Take::Stance(Stance::Reserve),
        Says::LiveWith => Take::Stance(Stance::LiveWith),
        Says::Withdraw => Take::Withdraw,
    };
    let saying = Saying {
        actor: about.id.clone(),
        recorded_by: args.floor.as_deref().map(recorder),
        condition: args.condition.clone().unwrap_or_default(),
    };
    let named = named(&project, &about.id, take, &args.ids);
    let change = say_position(&project, &saying, take, &named.ids);
    let mut remarks = named.remarks;
    if take == Take::Withdraw {
        let touched = touched(&change);
        let idle = named.ids.iter().filter(|id| !touched.iter().any(|(_, t)| t == *id));
        remarks
            .extend(idle.map(|id| format!("{} has said nothing on {id} that it could take back", about.id)));
    }
    change.apply(&mut project)?;
    let mut whole = files::sent(&project, &about.id).ok_or_else(|| nothing(&about.id))?;
    let strands: BTreeSet<Origin> = touched(&change).into_iter().map(|(origin, _)| origin).collect();
    // What others keep for the actor, and from the floor what it says itself, stays in the project.
    whole.strands.retain(|origin, _| {
        *origin == saying.origin()
            || strands.contains(origin)
            || held.as_ref().is_some_and(|h| h.strands.contains_key(origin))
    });
    if whole.is_empty() {
        return AppError::refuse(format!("{}; nothing was written", remarks.join("; ")));
    }
    let mode = if held.is_some() { own.mode } else { overwrite(args.force) };
    let mut file = files::track_file(&project, whole);
    file.actor = about;
    files::save_track(&file, &args.output, mode)?;
    let (actor, count) = (&file.actor.id, touched(&change).len());
    let what = crate::lexicon::count(count, "proposal", "proposals");
    let floor = if args.floor.is_some() { " from the floor" } else { "" };
    report(&args.output, &format!("What {actor} says{floor} of {what} is in {}.", args.output.display()));
    remarks.iter().for_each(|r| report(&args.output, &format!("  {r}")));
    Ok(Done::unless(!remarks.is_empty()))
}

/// “recorded by the Secretariat” or just the name.
fn recorder(typed: &str) -> String {
    let typed = typed.trim();
    typed.strip_prefix("recorded by").unwrap_or(typed).trim().to_owned()
}

/// What the typed names mean.
struct Named {
    ids: Vec<ProposalId>,
    /// What a person should look at.
    remarks: Vec<String>,
}

/// The proposals that typed names mean: their own, or those of a group. One that is not known
/// here is kept as it was typed.
fn named(project: &Project, actor: &ActorId, take: Take, typed: &[String]) -> Named {
    let groups = weave::groups(&project.working, &open_placed(project));
    let mut out = Named { ids: Vec::new(), remarks: Vec::new() };
    for name in typed {
        let id = ProposalId(name.clone());
        let mine = |id: &ProposalId| project.tracks.get(actor).is_some_and(|t| t.proposal(id).is_some());
        let ids: Vec<ProposalId> = match groups.get(&GroupId(name.clone())) {
            Some(group) => {
                let all = group.members.iter().map(|(_, id, _)| id.clone());
                // Of a group that it is itself in, an actor takes back its own part.
                let own = take == Take::Withdraw && group.backers.contains(actor);
                all.filter(|id| mine(id) == own).collect()
            }
            None if take != Take::Withdraw && mine(&id) => Vec::new(),
            None => vec![id.clone()],
        };
        if ids.is_empty() {
            out.remarks.push(format!("{name} is {actor}’s own: it backs that already"));
        }
        let known = |id: &ProposalId| project.tracks.values().any(|t| t.proposal(id).is_some());
        for id in ids {
            if !known(&id) {
                out.remarks.push(format!("{id} is not known in this project; what is said of it is kept"));
            }
            if !out.ids.contains(&id) {
                out.ids.push(id);
            }
        }
    }
    out
}

/// The strands and proposals that a change of positions touches.
fn touched(change: &Change) -> Vec<(Origin, ProposalId)> {
    match change {
        Change::All(list) => list.iter().flat_map(touched).collect(),
        Change::Position(_, origin, id, _) | Change::Proposal(_, origin, id, _) => {
            vec![(*origin, id.clone())]
        }
        _ => Vec::new(),
    }
}

/// The positions of these actors on proposals that the project does not hold, in words.
pub(super) fn unknown(project: &Project, actors: &BTreeSet<ActorId>) -> Vec<String> {
    let all = unheard(project).into_iter().filter(|(actor, _)| actors.contains(actor));
    all.map(|(actor, p)| crate::app::not_here_yet(&actor, &p)).collect()
}
