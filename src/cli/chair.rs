//! Commands of those who hold the pen: decide.

use super::args::Decide;
use super::{Done, actor, json, open_to_change, report, save, say_json, silence};
use crate::app::AppError;
use crate::app::merge_desk::{self, alike};
use crate::project::{
    Decided, Project, ProjectError, Together, accept_placement, decide as decided, open_placed, settle,
};
use crate::record::{Outcome, Wish};
use crate::text::ParagraphId;
use crate::weave::{self, Group, GroupId};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub(super) fn decide(args: &Decide) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let groups = weave::groups(&project.working, &open_placed(&project));
    let chosen = match (&args.like, args.mechanical, args.all) {
        (Some(name), ..) => {
            let one = named(&project, &groups, std::slice::from_ref(name))?;
            one.into_iter().flat_map(|id| alike::found(&project, &groups, &alike::Kind::Like(id))).collect()
        }
        (_, true, _) => alike::found(&project, &groups, &alike::Kind::Mechanical),
        (.., true) => all(&project, &groups, args.by.as_deref())?,
        _ => named(&project, &groups, &args.ids)?,
    };
    let outcome = match args {
        Decide { accept: true, text: Some(_), .. } => Outcome::AcceptAs,
        Decide { accept: true, .. } => Outcome::Accept,
        Decide { reject: true, .. } => Outcome::Reject,
        Decide { bracket: true, .. } => Outcome::Bracket,
        _ => Outcome::Defer,
    };
    let made = match (&args.text, chosen.len()) {
        (Some(_), 0) => return AppError::refuse("--text gives the words of proposals; name at least one"),
        (Some(text), 2..) => reworded(&project, &chosen, text)?,
        _ if args.at.is_empty() => decided(&project, &chosen, outcome, args.text.as_deref()),
        _ => placed(&project, &groups, &chosen, &args.at)?,
    };
    made.change.apply(&mut project)?;
    save(&project, &own)?;
    silence::warn(&project);
    let target = own.path.as_path();
    match (args.json, target == Path::new("-")) {
        (true, true) => super::say_error(&json::decide(&made).to_string()),
        (true, false) => say_json(&json::decide(&made)),
        (false, _) => report(target, &decided_text(&made)),
    }
    Ok(Done::unless(!made.conflicts.is_empty() || !made.left.is_empty()))
}

fn decided_text(made: &Decided) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}");
    let mut out = [
        count(made.accepted.len(), "accepted"),
        count(made.rejected.len(), "rejected"),
        count(made.kept.len(), "kept open"),
    ]
    .join(", ");
    for pair in &made.conflicts {
        let names: Vec<String> = pair.iter().map(ToString::to_string).collect();
        out.push_str(&format!("\nleft open, they touch one another: {}", names.join(", ")));
    }
    for (id, why) in &made.left {
        out.push_str(&format!("\nleft open: {id}: {why}"));
    }
    out
}

type Groups = BTreeMap<GroupId, Arc<Group>>;

fn all(project: &Project, groups: &Groups, by: Option<&str>) -> Result<Vec<GroupId>, AppError> {
    let by = by.map(|name| actor(project, name)).transpose()?;
    let wanted = groups.values().filter(|g| by.as_ref().is_none_or(|a| g.backers.contains(a)));
    Ok(wanted.map(|g| g.id.clone()).collect())
}

/// The groups that the typed names mean: a group's own, or that of a proposal in it.
fn named(project: &Project, groups: &Groups, names: &[String]) -> Result<Vec<GroupId>, AppError> {
    let mut out: Vec<GroupId> = Vec::new();
    for name in names {
        let found =
            groups.values().find(|g| g.id.0 == *name || g.members.iter().any(|(_, id, _)| id.0 == *name));
        match found {
            Some(group) if !out.contains(&group.id) => out.push(group.id.clone()),
            Some(_) => {}
            None => return Err(not_open(project, name)),
        }
    }
    Ok(out)
}

fn not_open(project: &Project, name: &str) -> AppError {
    let all = project.tracks.values().flat_map(|t| t.proposals());
    match all.into_iter().find(|(_, p)| p.id.0 == name) {
        Some((_, p)) => {
            let how = match project.settled(p).or_else(|| project.decision_on(&p.id, p.version)) {
                Some(d) => d.outcome.name(),
                None => "withdrawn",
            };
            AppError::Refused(format!("{name} is {how} already; nothing was decided"))
        }
        None => ProjectError::NoProposal(name.to_owned()).into(),
    }
}

/// Accepts several groups of one paragraph in words that take the place of all of its words.
fn reworded(project: &Project, ids: &[GroupId], text: &str) -> Result<Decided, AppError> {
    let (paragraph, rows) = merge_desk::typed_rows(project, ids, text)?;
    Ok(settle(project, &Together { paragraph, accept: ids, words: Some(&rows), reject: &[] })?)
}

/// Accepts one placement in the paragraphs of these labels.
fn placed(project: &Project, groups: &Groups, ids: &[GroupId], at: &[String]) -> Result<Decided, AppError> {
    let group = match ids {
        [id] => groups.get(id).filter(|g| matches!(g.printed.wish, Wish::Placement { .. })),
        _ => None,
    };
    let Some(group) = group else {
        return AppError::refuse("--at says where the words of one placement go; name exactly one placement");
    };
    let places: Vec<ParagraphId> = at.iter().map(|l| project.paragraph(l)).collect::<Result<_, _>>()?;
    let Some(change) = accept_placement(project, group, &places) else {
        return AppError::refuse("that placement cannot go there");
    };
    Ok(Decided {
        change,
        accepted: group.members.iter().map(|(_, id, _)| id.clone()).collect(),
        rejected: Vec::new(),
        kept: Vec::new(),
        conflicts: Vec::new(),
        left: Vec::new(),
    })
}
