//! Commands of those who hold the pen: decide, status, revise, audit.

use super::args::{Audit, Decide, Revise, Status};
use super::{Done, actor, json, open_to_change, overwrite, report, save, say, say_json};
use crate::app::merge_desk::{self, alike};
use crate::app::{AppError, audit as auditing, files};
use crate::project::{
    Decided, Project, ProjectError, Together, accept_placement, decide as decided, issue, open_placed,
    set_status, settle,
};
use crate::record::{ActorId, Outcome, Standing, Wish};
use crate::storage;
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

pub(super) fn status(args: &Status) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let mut standing: Standing =
        args.set.parse().map_err(|e: crate::record::UnknownStatus| AppError::Refused(e.to_string()))?;
    let pending: Vec<ActorId> = args.pending.iter().map(|n| project.actor(n).id).collect();
    match &mut standing {
        Standing::Informals(names) => *names = pending,
        _ if !pending.is_empty() => {
            return AppError::refuse("--pending goes with “agreed in informals”");
        }
        _ => {}
    }
    for label in &args.labels {
        let id = project.paragraph(label)?;
        if let Some(change) = set_status(&project, id, standing.clone()) {
            change.apply(&mut project)?;
        }
    }
    save(&project, &own)?;
    let target = own.path.as_path();
    report(target, &format!("{}: {standing}", args.labels.join(", ")));
    Ok(Done::Well)
}

pub(super) fn revise(args: &Revise) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let name = args.name.trim();
    if name.is_empty() || project.revision(name).is_ok() {
        return AppError::refuse(format!(
            "a revision needs a name of its own; “{name}” is empty or taken. Nothing was written."
        ));
    }
    let before = project.clone();
    issue(&project, name).apply(&mut project)?;
    let concordance = match &args.concordance {
        Some(path) => {
            // Known before anything is written; written once the revision is.
            free(path, &own.path, args.force)?;
            let from = before.last().map(|r| r.name.clone()).unwrap_or_default();
            Some((path, auditing::concordance_csv(&project, &from, name)?))
        }
        None => None,
    };
    save(&project, &own)?;
    if let Some((path, csv)) = concordance {
        storage::write(path, csv.as_bytes(), overwrite(args.force))?;
    }
    let target = own.path.as_path();
    let fates = json::fates(&project);
    let lost =
        open_placed(&project).iter().any(|p| matches!(p.fate, weave::Fate::Damaged | weave::Fate::Orphan));
    let told = serde_json::json!({"revision": name, "paragraphs": project.working.len(), "carried": fates});
    match (args.json, target == Path::new("-")) {
        (true, true) => super::say_error(&told.to_string()),
        (true, false) => say_json(&told),
        (false, _) => {
            let list = fates.as_object().into_iter().flatten().map(|(k, n)| format!("{n} {k}"));
            let list: Vec<String> = list.collect();
            report(target, &format!("“{name}” is issued. Open proposals carried over: {}.", list.join(", ")));
        }
    }
    Ok(Done::unless(lost))
}

/// Refuses the name of a file that may not be written beside the project.
fn free(path: &Path, project: &Path, force: bool) -> Result<(), AppError> {
    if path != Path::new("-") && storage::same_file(path, project) {
        return AppError::refuse("the concordance needs a file of its own; nothing was written");
    }
    if path.is_file() && !force {
        return Err(storage::StorageError::Exists { path: path.to_owned() }.into());
    }
    Ok(())
}

pub(super) fn audit(args: &Audit) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let by = args.actor.as_deref().map(|n| actor(&project, n)).transpose()?;
    let told = auditing::audit(&project, &args.from, &args.to)?;
    let value = auditing::json(&told, by.as_ref());
    if args.json {
        say_json(&value);
    } else {
        say(&auditing::text(&told, by.as_ref()));
    }
    Ok(Done::unless(!told.unexplained.is_empty()))
}
