//! `actors`: who is known here, and what a project says of them. Lists and changes; it never
//! decides who somebody is: an unknown name is said to be one.

use super::args::Actors;
use super::{Done, open_to_change, report, save, say, say_error, say_json};
use crate::app::roster::marking;
use crate::app::{AppError, files};
use crate::project::{
    Amended, Amendment, Listed, Project, RosterError, amend_actor, forget_actor, mark_actor,
};
use crate::record::{ActorId, CONTRAST, Colour, Marking, near_names};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn actors(args: &Actors) -> Result<Done, AppError> {
    match (&args.project, &args.add, &args.remove) {
        (Some(path), Some(name), _) => add(args, path, name),
        (Some(path), None, Some(name)) => remove(args, path, name),
        (path, ..) => {
            if args.output.is_some() {
                return AppError::refuse("-o goes with --add or --remove; nothing was written");
            }
            let project = path.as_deref().map(files::open_project).transpose()?.unwrap_or_default();
            list(args, &project)
        }
    }
}

fn list(args: &Actors, project: &Project) -> Result<Done, AppError> {
    let Some(name) = &args.of else {
        let roster = project.roster();
        match args.json {
            true => say_json(&listing(project, &roster)),
            false => roster.iter().for_each(|l| say(&line(l))),
        }
        return Ok(Done::Well);
    };
    let found: Vec<Listed> = project.known_actor(name).iter().map(|a| project.listed(&a.id)).collect();
    if args.json {
        say_json(&listing(project, &found));
    } else if found.is_empty() {
        say(&unknown(project, name));
    }
    if !args.json {
        found.iter().for_each(|l| say(&told(project, l)));
    }
    Ok(Done::unless(found.is_empty()))
}

fn add(args: &Actors, path: &Path, name: &str) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(path, args.output.as_ref(), args.force)?;
    let amendment = Amendment {
        name: args.name.clone(),
        aliases: args.alias.clone(),
        members: args.member.clone(),
        drop: args.drop.clone(),
    };
    let near: Vec<String> = args.member.iter().filter_map(|m| asked(&project, m)).collect();
    let Amended { id, change, unknown } = amend_actor(&project, name, &amendment).map_err(refused)?;
    let held = project.markings.get(&id).copied().unwrap_or_default();
    let marking = marking(held, args.colour.as_deref(), args.pattern.as_deref())?;
    // Of a colour alone the project need not say anything else about the actor.
    let bare = amendment == Amendment::default() && marking != held;
    let mut changes: Vec<_> = change.filter(|_| !bare).into_iter().collect();
    changes.extend(mark_actor(&project, &id, marking));
    if changes.is_empty() {
        report(&own.path, &format!("Nothing new: {id} was known so already."));
    }
    changes.iter().try_for_each(|change| change.apply(&mut project))?;
    if !changes.is_empty() || args.output.is_some() {
        save(&project, &own)?;
    }
    let listed = project.listed(&id);
    match (args.json, own.path == Path::new("-")) {
        (true, true) => say_error(&listing(&project, &[listed]).to_string()),
        (true, false) => say_json(&listing(&project, &[listed])),
        (false, _) => {
            report(&own.path, &told(&project, &listed));
            contrast(marking).iter().for_each(|line| report(&own.path, line));
            near.iter().for_each(|line| report(&own.path, line));
        }
    }
    Ok(Done::unless(!unknown.is_empty()))
}

fn remove(args: &Actors, path: &Path, name: &str) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(path, args.output.as_ref(), args.force)?;
    let (id, change) = forget_actor(&project, name).map_err(refused)?;
    change.apply(&mut project)?;
    save(&project, &own)?;
    report(&own.path, &format!("The project says nothing of its own about {id} any more."));
    Ok(Done::Well)
}

fn refused(error: RosterError) -> AppError {
    AppError::Refused(format!("{error}. Nothing was changed."))
}

/// A member whom nobody knows is taken as typed, and asked about.
fn asked(project: &Project, member: &str) -> Option<String> {
    project
        .known_actor(member)
        .is_none()
        .then(|| format!("Taken as it was typed. {}", unknown(project, member)))
}

/// That nobody bears a name, and whose are near to it.
pub(super) fn unknown(project: &Project, name: &str) -> String {
    let near = near_names(name, project.actors.values().map(AsRef::as_ref));
    let meant = match near.is_empty() {
        true => String::new(),
        false => format!(" Did you mean {}?", names(&near)),
    };
    format!("Nobody is known as “{}”.{meant}", ActorId::new(name))
}

fn names(ids: &[ActorId]) -> String {
    ids.iter().map(ActorId::as_str).collect::<Vec<_>>().join(", ")
}

/// One actor in one line.
fn line(listed: &Listed) -> String {
    let mut out = listed.actor.id.to_string();
    if listed.actor.name != out {
        out.push_str(&format!(" ({})", listed.actor.name));
    }
    out.push_str(&format!(": {}", class(listed)));
    match listed.actor.members.len() {
        0 => {}
        1 => out.push_str(", 1 member"),
        n => out.push_str(&format!(", {n} members")),
    }
    if listed.own {
        out.push_str(", in this project");
    }
    out
}

/// All that is known of one actor.
fn told(project: &Project, listed: &Listed) -> String {
    let mut out = line(listed);
    let groups = names(&listed.groups);
    let marked = project.markings.get(&listed.actor.id).copied().unwrap_or_default();
    for (what, said) in [
        ("colour", marked.colour.map(|c| c.to_string()).unwrap_or_default()),
        ("pattern", marked.pattern.map(|p| p.name().to_owned()).unwrap_or_default()),
        ("also", listed.actor.aliases.join("; ")),
        ("members", names(&listed.actor.members)),
        ("member of", groups),
    ] {
        if !said.is_empty() {
            out.push_str(&format!("\n  {what}: {said}"));
        }
    }
    out
}

fn class(listed: &Listed) -> &'static str {
    listed.class.map_or("of no known class", |c| c.name())
}

/// How a colour that was chosen fares on paper.
fn contrast(marking: Marking) -> Option<String> {
    let (colour, paper) = (marking.colour?, Colour(255, 255, 255));
    let has = colour.contrast(paper);
    (has < CONTRAST).then(|| {
        format!(
            "{colour} has a contrast of {has:.1} to 1 on white, and letters need {CONTRAST} to 1: they are shown in a darker shade of it."
        )
    })
}

fn listing(project: &Project, all: &[Listed]) -> Value {
    let ids = |ids: &[ActorId]| ids.iter().map(ActorId::to_string).collect::<Vec<_>>();
    let one = |l: &Listed| {
        json!({
            "name": l.actor.id.as_str(),
            "formal": l.actor.name,
            "aliases": l.actor.aliases,
            "class": l.class.map(|c| c.name()),
            "members": ids(&l.actor.members),
            "groups": ids(&l.groups),
            "own": l.own,
            "colour": project.markings.get(&l.actor.id).and_then(|m| m.colour).map(|c| c.to_string()),
            "pattern": project.markings.get(&l.actor.id).and_then(|m| m.pattern).map(|p| p.name()),
        })
    };
    json!({"actors": all.iter().map(one).collect::<Vec<_>>()})
}
