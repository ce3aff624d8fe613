//! `track from-brackets`: a compilation typed by hand becomes the returns of its actors.

use super::args::FromBrackets;
use super::{Done, json, overwrite, report, say_json};
use crate::app::{AppError, brackets, files};
use crate::project::{Merged, merge_track};
use crate::record::ActorId;
use crate::revise::{self, Listed};
use crate::storage;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// More entries of one list than this are only counted, in what is printed for people.
const TOLD: usize = 50;

pub(super) fn from_brackets(args: &FromBrackets) -> Result<Done, AppError> {
    let project = files::open_project(&args.project)?;
    let parsed = brackets::open_compilation(&project, &args.compilation)?;
    let (tracks, made) = brackets::from_brackets(&project, &parsed)?;
    let mut names = BTreeSet::new();
    let paths: Vec<PathBuf> =
        tracks.iter().map(|t| args.output.join(file_name(&t.actor, &mut names))).collect();
    // Nothing is written where something would have to be replaced.
    if let Some(path) = paths.iter().find(|p| !args.force && storage::stamp(p).is_some()) {
        return Err(storage::StorageError::Exists { path: path.clone() }.into());
    }
    storage::folder(&args.output)?;
    let mut merged = Vec::new();
    let mut after = project.clone();
    for (track, path) in tracks.iter().zip(&paths) {
        let file = files::track_file(&project, track.clone());
        files::save_track(&file, path, overwrite(args.force))?;
        merge_track(&after, track, Some(&file.actor)).change.apply(&mut after)?;
        merged.push(merge_track(&project, track, Some(&file.actor)));
    }
    // What one actor amends stands in the track of another.
    merged.iter_mut().for_each(|m: &mut Merged| m.settle(&after));
    if args.json {
        say_json(&told(&merged, &made, &paths));
    } else {
        for ((track, one), path) in tracks.iter().zip(&merged).zip(&paths) {
            report(path, &format!("{}: {}: {}", path.display(), track.actor, one.told()));
        }
        lists(&made).iter().for_each(|line| report(&args.output, line));
    }
    let orphans = merged.iter().any(|m| !m.orphans.is_empty());
    Ok(Done::unless(orphans || made.needs_a_person()))
}

/// The name of an actor's file: its short name, without what a file system may not take.
pub(super) fn file_name(actor: &ActorId, taken: &mut BTreeSet<String>) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, ' ' | '-') { c } else { '-' };
    let name: String = actor.as_str().chars().map(safe).take(80).collect();
    let mut out = format!("{name}.track");
    let mut n = 2;
    while !taken.insert(out.to_lowercase()) {
        out = format!("{name}-{n}.track");
        n += 1;
    }
    out
}

fn told(merged: &[Merged], made: &revise::FromBrackets, paths: &[PathBuf]) -> Value {
    let list = |all: &[Listed]| -> Vec<Value> {
        all.iter().map(|l| json!({"label": l.label, "text": l.text, "why": l.why})).collect()
    };
    let mut out = json::merge(merged, &[]);
    let actors = made.strands.iter().zip(paths).map(|((actor, strand), path)| {
        json!({
            "name": actor.as_str(),
            "proposals": strand.proposals.len(),
            "comments": strand.comments.len(),
            "file": path.display().to_string(),
        })
    });
    let positions = made
        .positions
        .iter()
        .map(|p| {
            let about: Vec<&str> = p.about.iter().map(|id| id.0.as_str()).collect();
            json!({"label": p.label, "actor": p.actor.as_str(), "stance": p.stance, "text": p.text, "about": about})
        });
    let unknown = made.unknown.iter().map(|(name, labels)| json!({"name": name, "labels": labels}));
    let statuses = made.statuses.iter().map(|s| json!({"label": s.label, "status": s.text}));
    let more = json!({
        "actors": actors.collect::<Vec<_>>(),
        "unknown": unknown.collect::<Vec<_>>(),
        "repaired": list(&made.repaired),
        "unplaced": list(&made.unplaced),
        "nameless": list(&made.nameless),
        "statuses": statuses.collect::<Vec<_>>(),
        "stances": positions.collect::<Vec<_>>(),
    });
    if let (Value::Object(out), Value::Object(more)) = (&mut out, more) {
        out.extend(more);
    }
    out
}

/// What a person should know, a line each.
fn lists(made: &revise::FromBrackets) -> Vec<String> {
    let mut out = Vec::new();
    let unknown = made.unknown.iter();
    let unknown = unknown.map(|(name, at)| format!("unknown name: “{name}” ({})", at.join(", ")));
    add(&mut out, unknown.collect());
    let listed = |what: &str, all: &[Listed]| -> Vec<String> {
        let line = |l: &Listed| {
            let why = if l.why.is_empty() { String::new() } else { format!(": {}", l.why) };
            format!("{what}: {} “{}”{why}", l.label, shortened(&l.text))
        };
        all.iter().map(line).collect()
    };
    add(&mut out, listed("mended", &made.repaired));
    add(&mut out, listed("not placed", &made.unplaced));
    add(&mut out, listed("no name", &made.nameless));
    add(&mut out, listed("status", &made.statuses));
    let position = |p: &revise::Stood| {
        let kept = match p.about.is_empty() {
            true => "kept as a comment".to_owned(),
            false => format!("on {}", p.about.iter().map(|id| id.0.as_str()).collect::<Vec<_>>().join(", ")),
        };
        format!("position: {} {} {} “{}” ({kept})", p.label, p.actor, p.stance, shortened(&p.text))
    };
    add(&mut out, made.positions.iter().map(position).collect());
    out
}

fn add(out: &mut Vec<String>, mut lines: Vec<String>) {
    let more = lines.len().saturating_sub(TOLD);
    lines.truncate(TOLD);
    out.extend(lines.into_iter().map(|l| format!("  {l}")));
    if more > 0 {
        out.push(format!("  … and {more} more of these"));
    }
}

fn shortened(text: &str) -> String {
    let short: String = text.chars().take(crate::limits::QUOTE).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}
