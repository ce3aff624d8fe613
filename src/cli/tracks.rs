//! Commands about what actors say: from-copy, track export, comment, merge.

use super::args::{FromCopy, Merge, TrackComment, TrackExport};
use super::{Done, actor, groups, json, open_to_change, overwrite, report, save, say_json, speaker};
use crate::app::authors::{Said, meant, one_sender};
use crate::app::returns::{Told, Who};
use crate::app::{AppError, files, joint, merge_opened, returns, say as comment_change, span_of};
use crate::project::{Merged, Project, merge_track};
use crate::record::{ActorId, Track};
use crate::storage;
use std::path::Path;

pub(super) fn from_copy(args: &FromCopy) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let source = files::open_source(&args.edited)?;
    one_sender(&project, &args.actor)?;
    let about = speaker(&project, &args.actor)?;
    let said = said(&project, &args.authors)?;
    let copied = returns::from_copy(&project, &source, &about.id, args.number, &said)?;
    in_file(&said, &[&copied.told])?;
    let merged = merge_track(&project, &copied.track, Some(&about));
    let mut file = files::track_file(&project, copied.track.clone());
    file.actor = about;
    files::save_track(&file, &args.output, overwrite(args.force))?;
    let told = json::merge(std::slice::from_ref(&merged), &[&copied.told]);
    if args.json {
        match args.output == Path::new("-") {
            true => super::say_error(&told.to_string()),
            false => say_json(&told),
        }
    } else {
        report(&args.output, &line(&args.edited, &merged, &copied.told));
    }
    Ok(Done::unless(!merged.orphans.is_empty() || !copied.told.untaken.is_empty()))
}

/// Who was said to speak for whom: "Maria Silva=Brazil".
pub(super) fn said(project: &Project, typed: &[String]) -> Result<Said, AppError> {
    let mut out = Said::new();
    for one in typed {
        let Some((name, actor)) = one.rsplit_once('=') else {
            return AppError::refuse(format!(
                "--author “{one}” does not say whom the author speaks for; say --author \"NAME=ACTOR\""
            ));
        };
        speaker(project, actor.trim())?;
        out.insert(name.trim().to_owned(), meant(project, actor));
    }
    Ok(out)
}

/// Refuses names that no file has: a slip of the pen would leave the author unknown.
fn in_file(said: &Said, told: &[&Told]) -> Result<(), AppError> {
    let names: Vec<&str> = told.iter().flat_map(|t| &t.authors).map(|a| a.name.trim()).collect();
    let Some(missing) = said.keys().find(|name| !names.contains(&name.as_str())) else { return Ok(()) };
    let there = match names.is_empty() {
        true => "nobody tracked a change or commented there".to_owned(),
        false => format!("the authors there are: {}", names.join("; ")),
    };
    AppError::refuse(format!("no author “{missing}” in what was given; {there}. Nothing was written."))
}

pub(super) fn export(args: &TrackExport) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, None, false)?;
    if args.together.from_decisions {
        return groups::export(args, project, &own);
    }
    let id = actor(&project, &args.actor)?;
    let jointly = groups::senders(&project, &id, args.together.jointly.as_deref())?;
    if storage::same_file(&args.output, &args.project) {
        return AppError::refuse("a return needs a file of its own; nothing was written");
    }
    let track = files::sent(&project, &id).ok_or_else(|| nothing(&id))?;
    let file = joint::return_file(&project, &track, jointly);
    files::save_track(&file, &args.output, overwrite(args.force))?;
    let mut told = format!("The return of {} is in {}.", file.speaks_for(), args.output.display());
    // A project from the standard input has no place where that could be kept.
    let kept = args.project != Path::new("-");
    if let Some(change) = files::mark_sent(&project, track).filter(|_| kept) {
        change.apply(&mut project)?;
        save(&project, &own)?;
        let name = args.project.display();
        told.push_str(&format!(" {name} was updated: what {id} said is marked as sent there."));
    }
    report(&args.output, &told);
    Ok(Done::Well)
}

pub(super) fn nothing(id: &ActorId) -> AppError {
    AppError::Refused(format!("{id} has said nothing in this project, so there is nothing to write"))
}

pub(super) fn comment(args: &TrackComment) -> Result<Done, AppError> {
    if args.text.trim().is_empty() {
        return AppError::refuse("the comment says nothing; nothing was written");
    }
    let mut project = files::open_project(&args.project)?;
    let about = speaker(&project, &args.actor)?;
    let id = project.paragraph(&args.label)?;
    let words = project.working.words_of(id).unwrap_or_default();
    let at = span_of(&project, id, 0..words.len());
    // A track of the same actor under that name is added to: it names what is being updated.
    let own = super::Own::hold(&args.output)?;
    let held = existing(&args.output, &about.id, args.force)?;
    let count = held.as_ref().map_or(0, |t| t.comments().count());
    if let Some(track) = &held {
        merge_track(&project, track, Some(&about)).change.apply(&mut project)?;
    }
    let change = comment_change(&project, &about.id, at, None, &args.text, &format!("{count} {id}"))?;
    change.apply(&mut project)?;
    let whole = files::sent(&project, &about.id).ok_or_else(|| nothing(&about.id))?;
    let mut file = files::track_file(&project, only_new(whole, held.as_ref()));
    file.actor = about;
    let mode = if held.is_some() { own.mode } else { overwrite(args.force) };
    files::save_track(&file, &args.output, mode)?;
    report(&args.output, &format!("The comment of {} is in {}.", file.actor.id, args.output.display()));
    Ok(Done::Well)
}

/// The track that stands under the output's name, if it is this actor's.
pub(super) fn existing(path: &Path, actor: &ActorId, force: bool) -> Result<Option<Track>, AppError> {
    // What is no ordinary file is written to, never read.
    if path == Path::new("-") || !path.is_file() {
        return Ok(None);
    }
    match files::open(path) {
        Ok(files::Opened::Track(file)) if file.track.actor == *actor && file.jointly.is_empty() => {
            Ok(Some(file.track))
        }
        _ if force => Ok(None),
        _ => Err(crate::storage::StorageError::Exists { path: path.to_owned() }.into()),
    }
}

/// What the actor says of its own; strands that others keep for it stay in the project.
fn only_new(mut track: Track, held: Option<&Track>) -> Track {
    let keep = |o: &crate::record::Origin| {
        *o == crate::record::Origin::Own || held.is_some_and(|h| h.strands.contains_key(o))
    };
    track.strands.retain(|origin, _| keep(origin));
    track
}

pub(super) fn merge(args: &Merge) -> Result<Done, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let who = Who { said: said(&project, &args.authors)?, ..Who::default() };
    // Everything is read before anything is merged.
    let mut gathered = super::returns::gather(&project, args, &who)?;
    let mut all = Vec::new();
    for (path, file, waited) in &gathered.files {
        let found = match (merge_opened(&project, path, file, &who), waited) {
            (Err(error), Some(one)) => {
                // In a folder one that cannot be merged never holds the others up.
                gathered.left.push(one.clone().because(error.to_string()));
                continue;
            }
            (found, _) => found?,
        };
        let (merged, told) = found.ok_or_else(|| AppError::WrongKind {
            path: path.to_path_buf(),
            found: "text",
            wanted: "merged by itself; make a return of it with `chapeau track from-copy`",
        })?;
        merged.change.apply(&mut project)?;
        all.push((path, merged, told));
    }
    super::returns::receive(&mut project, args, &gathered.files)?;
    // What one file amends may have come in a later one.
    all.iter_mut().for_each(|(_, merged, _)| merged.settle(&project));
    let told: Vec<&Told> = all.iter().map(|(_, _, told)| told).collect();
    in_file(&who.said, &told)?;
    save(&project, &own)?;
    let keeps = !args.no_originals;
    let failed =
        if keeps { super::returns::keep_originals(&project, &own, &gathered.files) } else { Vec::new() };
    let target = own.path.as_path();
    let mut list: Vec<Merged> = all.iter().map(|(_, m, _)| m.clone()).collect();
    // Known only when all is merged, so that the order of the files does not matter.
    let unknown = super::positions::unknown(&project, &project.tracks.keys().cloned().collect());
    let unknown = if list.iter().any(|m| m.positions > 0) { unknown } else { Vec::new() };
    if let Some(last) = list.last_mut() {
        last.warnings.extend(unknown.iter().cloned());
    }
    if args.json {
        let mut out = json::merge(&list, &told);
        super::returns::add_left(&mut out, &gathered.left, &failed);
        match target == Path::new("-") {
            true => super::say_error(&out.to_string()),
            false => say_json(&out),
        }
    } else {
        all.iter().for_each(|(path, m, told)| report(target, &line(path, m, told)));
        unknown.iter().for_each(|text| report(target, &format!("  {text}")));
        super::returns::report_left(target, all.len(), &gathered.left, &failed);
    }
    let look = !failed.is_empty() || !gathered.left.is_empty();
    let look = look || list.iter().any(|m| !m.orphans.is_empty() || !m.warnings.is_empty());
    Ok(Done::unless(look || told.iter().any(|t| !t.untaken.is_empty())))
}

fn line(path: &Path, m: &Merged, told: &Told) -> String {
    let mut out = format!("{}: {}", path.display(), m.told());
    for (actor, proposal, why) in &m.orphans {
        let quote: String = proposal.wish.quote().chars().take(60).collect();
        out.push_str(&format!("\n  not placed: {actor} {} “{quote}”: {why}", proposal.id));
    }
    let warnings = m.warnings.iter().chain(&told.remarks).cloned();
    let untaken = told.untaken.iter().map(|line| format!("not taken: {line}"));
    let looks = told.formatting.iter().map(|line| format!("only looks: {line}"));
    for line in warnings.chain(untaken).chain(looks) {
        out.push_str(&format!("\n  {line}"));
    }
    out
}
