//! `track from-brackets`: a compilation typed by hand becomes the returns of its actors; `import
//! --brackets tracks`: it becomes a project.

use super::args::{FromBrackets, Import};
use super::{Done, json, open_to_change, overwrite, report, save, say_json};
use crate::app::authors::Said;
use crate::app::begun::begin_compiled;
use crate::app::imports::name as side_name;
use crate::app::{AppError, Side, brackets, files, meant, track_name};
use crate::project::{Merged, Project, merge_track};
use crate::revise::{self, Listed};
use crate::storage;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// More entries of one list than this are only counted, in what is printed for people.
const TOLD: usize = 50;

pub(super) fn from_brackets(args: &FromBrackets) -> Result<Done, AppError> {
    // Only who names are is kept in the project.
    let (mut project, own) = match args.authors.is_empty() {
        true => (files::open_project(&args.project)?, None),
        false => {
            let (project, own) = open_to_change(&args.project, None, false)?;
            (project, Some(own))
        }
    };
    let parsed = brackets::open_compilation(&project, &args.compilation)?;
    let said = said(&project, &args.authors)?;
    let (tracks, made) = brackets::from_brackets_with(&project, &parsed, &said)?;
    meant::all_there(&said, &made)?;
    let mut names = BTreeSet::new();
    let paths: Vec<PathBuf> =
        tracks.iter().map(|t| args.output.join(track_name(&t.actor, &mut names))).collect();
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
    let (known, unknown) = meant::told(&project, &said, &made);
    // A project from the standard input has no place where that could be kept.
    let keep = meant::remember_names(&after, &said, &made);
    let own = own.filter(|_| args.project != Path::new("-") && !keep.is_nothing());
    if let Some(own) = &own {
        keep.apply(&mut project)?;
        save(&project, own)?;
    }
    if args.json {
        say_json(&told(&merged, &made, &paths));
    } else {
        for ((track, one), path) in tracks.iter().zip(&merged).zip(&paths) {
            report(path, &format!("{}: {}: {}", path.display(), track.actor, one.told()));
        }
        report_lists(&args.output, (known, unknown), &made);
        if own.is_some() {
            let name = args.project.display();
            report(&args.output, &format!("{name} was updated: it knows now who these names are."));
        }
    }
    let orphans = merged.iter().any(|m| !m.orphans.is_empty());
    Ok(Done::unless(orphans || made.needs_a_person()))
}

/// Who names in a compilation were said to be: "Ruritannia=Ruritania", "Table 2=" for no actor.
pub(super) fn said(project: &Project, typed: &[String]) -> Result<Said, AppError> {
    let mut out = Said::new();
    for one in typed {
        match one.rsplit_once('=') {
            Some((name, actor)) if actor.trim().is_empty() => {
                out.insert(name.trim().to_owned(), BTreeSet::new());
            }
            _ => out.extend(super::tracks::said(project, std::slice::from_ref(one))?),
        }
    }
    Ok(out)
}

/// `import --brackets tracks`: what stands becomes the text, what the brackets ask becomes what each
/// actor says.
pub(super) fn import(args: &Import, name: &str) -> Result<Done, AppError> {
    if args.changes != side_name(Side::Accepted) {
        return AppError::refuse(
            "--brackets tracks reads a file with its tracked changes accepted; leave --changes out",
        );
    }
    let copy = brackets::open_compilation(&Project::default(), &args.source)?;
    let said = said(&Project::default(), &args.authors)?;
    let mut begun = begin_compiled(&copy, name, &said)?;
    meant::all_there(&said, &begun.made)?;
    if let Some(title) = &args.title {
        begun.project.head.title = title.clone();
    }
    if let Some(symbol) = &args.symbol {
        begun.project.head.symbol = symbol.clone();
    }
    files::save_project(&begun.project, &args.output, overwrite(args.force))?;
    let merged: Vec<Merged> = begun.tracks.iter().map(|(_, m)| m.clone()).collect();
    let mut out = json::import(&begun.project, &begun.project.report, None);
    if args.json {
        if let Value::Object(map) = &mut out {
            map.insert("brackets".to_owned(), told(&merged, &begun.made, &[]));
        }
        match args.output == Path::new("-") {
            true => super::say_error(&out.to_string()),
            false => say_json(&out),
        }
        return Ok(Done::unless(begun.needs_a_person()));
    }
    let head = super::texts::import_text(&begun.project, &out, begun.mended.iter().cloned());
    report(&args.output, &head);
    for (track, one) in &begun.tracks {
        report(&args.output, &format!("{}: {}", track.actor, one.told()));
    }
    report_lists(&args.output, begun.names.clone(), &begun.made);
    Ok(Done::unless(begun.needs_a_person()))
}

/// What a person should know of a compilation that was read.
fn report_lists(target: &Path, (known, unknown): (Vec<String>, Vec<String>), made: &revise::FromBrackets) {
    let names = unknown.into_iter().map(|line| format!("  unknown name: {line}"));
    for line in names.chain(known.into_iter().map(|line| format!("  name: {line}"))).chain(lists(made)) {
        report(target, &line);
    }
}

fn told(merged: &[Merged], made: &revise::FromBrackets, paths: &[PathBuf]) -> Value {
    let list = |all: &[Listed]| -> Vec<Value> {
        all.iter().map(|l| json!({"label": l.label, "text": l.text, "why": l.why})).collect()
    };
    let mut out = json::merge(merged, &[]);
    let actors = made.strands.iter().enumerate().map(|(n, (actor, strand))| {
        let mut one = json!({
            "name": actor.as_str(),
            "proposals": strand.proposals.len(),
            "comments": strand.comments.len(),
        });
        if let (Value::Object(one), Some(path)) = (&mut one, paths.get(n)) {
            one.insert("file".to_owned(), path.display().to_string().into());
        }
        one
    });
    let positions = made
        .positions
        .iter()
        .map(|p| {
            let about: Vec<&str> = p.about.iter().map(|id| id.0.as_str()).collect();
            json!({"label": p.label, "actor": p.actor.as_str(), "stance": p.stance, "text": p.text, "about": about})
        });
    let unknown = made.unknown.iter().map(|(name, labels)| json!({"name": name, "labels": labels}));
    let answered = made.answered.iter().map(|(name, labels)| json!({"name": name, "labels": labels}));
    let statuses = made.statuses.iter().map(|s| json!({"label": s.label, "status": s.text}));
    let more = json!({
        "actors": actors.collect::<Vec<_>>(),
        "unknown": unknown.collect::<Vec<_>>(),
        "answered": answered.collect::<Vec<_>>(),
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
