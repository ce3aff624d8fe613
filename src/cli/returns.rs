//! `returns`: the register of returns: who sent what, who is missing, what waits in the folder; and
//! what `merge` does with that folder. Decides nothing: what may be published a person says.

use super::args::Merge;
use super::{Done, Own, open_to_change, report, save, say, say_error, say_json};
use crate::app::AppError;
use crate::app::files::{self, Opened};
use crate::app::register::{
    Given, Original, Overview, Row, Shelf, Waiting, expect_states, folder_of, is_date, keep, look, no_day,
    overview, waiting,
};
use crate::app::returns::Who;
use crate::format;
use crate::project::{Change, Project, expect, publish, received};
use crate::record::{ActorId, ByHand, Filed};
use crate::text::Fingerprint;
use clap::Args;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// `returns`
#[derive(Debug, Args)]
pub struct Returns {
    /// The project.
    pub project: PathBuf,
    /// Expect a return of these, and say so from now on.
    #[arg(long, value_name = "ACTOR", num_args = 1..)]
    pub expect: Vec<String>,
    /// Expect a return of each of the 193 Member States.
    #[arg(long)]
    pub all_states: bool,
    /// Expect none of these any more.
    #[arg(long, value_name = "ACTOR", num_args = 1..)]
    pub drop: Vec<String>,
    /// Say whether returns may be published: yes, no or unknown, then files or actors.
    #[arg(long, num_args = 2.., value_names = ["YES|NO", "FILE-OR-ACTOR"])]
    pub publish: Vec<String>,
    /// Where to write what was said; the project itself without it.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Whose names are shown: all, groups (delegations are counted) or none. Files go by numbers
    /// where not all are.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

pub(super) fn returns(args: &Returns) -> Result<Done, AppError> {
    let says =
        args.all_states || !(args.expect.is_empty() && args.drop.is_empty() && args.publish.is_empty());
    let project = match says {
        true => told(args)?,
        false if args.output.is_some() => {
            return AppError::refuse(
                "-o goes with --expect, --all-states, --drop or --publish; nothing was written",
            );
        }
        false => files::open_project(&args.project)?,
    };
    let folder = folder_of(&args.project);
    let (shelf, waits) = match folder.as_ref().map(|folder| look(folder, None)) {
        None => (None, Vec::new()),
        Some(Ok(shelf)) => {
            let waits = waiting(&project, &shelf, &Who::default());
            (Some(shelf), waits)
        }
        // The register is shown all the same; no original can be found.
        Some(Err(error)) => {
            let folder = folder.clone().unwrap_or_default();
            let lost = Waiting::unknown("the folder of returns", folder).because(error.to_string());
            (Some(Shelf::default()), vec![lost])
        }
    };
    let made = overview(&project, shelf.as_ref(), &BTreeMap::new(), waits);
    let made = crate::app::Veil::of(&project, args.names).register(made);
    let to_output = says && args.output.as_deref().unwrap_or(&args.project) == Path::new("-");
    match (args.json, to_output) {
        (true, true) => say_error(&listing(&made).to_string()),
        (true, false) => say_json(&listing(&made)),
        (false, true) => say_error(&table(&made)),
        (false, false) => say(&table(&made)),
    }
    Ok(Done::unless(made.wants_a_person()))
}

/// The project after a person has said something of its returns.
fn told(args: &Returns) -> Result<Project, AppError> {
    let (mut project, own) = open_to_change(&args.project, args.output.as_ref(), args.force)?;
    let before = project.clone();
    let make = |change: Option<Change>, project: &mut Project| match change {
        Some(change) => change.apply(project).map_err(AppError::from),
        None => Ok(()),
    };
    if args.all_states {
        make(Some(expect_states(&project)), &mut project)?;
    }
    for (names, expected) in [(&args.expect, true), (&args.drop, false)] {
        for name in names {
            let actor = super::speaker(&project, name)?;
            make(expect(&project, &actor.id, expected), &mut project)?;
        }
    }
    if let Some((says, which)) = args.publish.split_first() {
        let may = match says.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            "unknown" => None,
            _ => {
                return AppError::refuse(
                    "--publish says yes, no or unknown, and then of which files or actors. Nothing was changed.",
                );
            }
        };
        let mut all = BTreeSet::new();
        for name in which {
            all.extend(meant(&project, name)?);
        }
        for hash in all {
            make(publish(&project, hash, may), &mut project)?;
        }
    }
    if project != before || args.output.is_some() {
        save(&project, &own)?;
    }
    Ok(project)
}

/// The returns that a name means: a file, the first digits of a fingerprint, or an actor.
fn meant(project: &Project, name: &str) -> Result<Vec<Fingerprint>, AppError> {
    let all = || project.register.returns.values();
    let digits = name.len() >= 6 && name.bytes().all(|b| b.is_ascii_hexdigit());
    let of = |is: &dyn Fn(&Filed) -> bool| all().filter(|f| is(f)).map(|f| f.hash).collect::<Vec<_>>();
    let actor = project.actor(name).id;
    for found in [
        of(&|f| f.names.contains(name)),
        of(&|f| digits && f.hash.to_string().starts_with(&name.to_lowercase())),
        of(&|f| f.actors.contains(&actor)),
    ] {
        if !found.is_empty() {
            return Ok(found);
        }
    }
    let names: Vec<&str> = all().map(|f| f.name()).collect();
    let there = if names.is_empty() { "none yet".to_owned() } else { names.join(", ") };
    AppError::refuse(format!(
        "there is no return “{name}” in the register; there are: {there}. Nothing was changed."
    ))
}

fn who<'a>(actors: impl IntoIterator<Item = &'a ActorId>) -> String {
    actors.into_iter().map(ActorId::as_str).collect::<Vec<_>>().join(", ")
}

/// What a person said, or that copies of the project differ.
fn by_hand<T: Ord + Clone>(said: &ByHand<T>, told: impl Fn(&T) -> String) -> String {
    said.values.iter().map(told).collect::<Vec<_>>().join(" or ")
}

fn may(yes: &bool) -> String {
    if *yes { "yes" } else { "no" }.to_owned()
}

/// The register for a person.
fn table(made: &Overview) -> String {
    let mut out = Vec::new();
    if made.rows.is_empty() {
        out.push("No return has been merged yet.".to_owned());
    } else {
        let head =
            ["from", "file", "no.", "answers", "holds", "file’s date", "received", "publish", "original"];
        let mut lines = vec![head.map(str::to_owned).to_vec()];
        lines.extend(made.rows.iter().map(cells));
        out.extend(columns(&lines));
    }
    for (actor, groups) in &made.absent.spoken_for {
        out.push(format!("{actor}: spoken for by {}", who(groups)));
    }
    if made.missing > 0 {
        out.push(format!("Missing on “{}”: {}", made.last, made.missing));
    }
    for actor in &made.absent.missing {
        let late = if made.late(actor) { " (sent something on an older revision)" } else { "" };
        out.push(format!("  {actor}{late}"));
    }
    let ready: Vec<&Waiting> = made.ready().collect();
    if !ready.is_empty() {
        out.push(format!(
            "Waiting in the folder, to be merged with `chapeau merge P --returns`: {}",
            ready.len()
        ));
        out.extend(ready.iter().map(|w| format!("  {}{}", w.file, from(w))));
    }
    out.extend(made.waiting.iter().filter(|w| w.why.is_some()).map(left));
    out.join("\n")
}

fn from(w: &Waiting) -> String {
    if w.actors.is_empty() { String::new() } else { format!(", from {}", who(&w.actors)) }
}

/// A file that was left where it lies.
fn left(w: &Waiting) -> String {
    format!("not merged: {}{}: {}", w.file, from(w), w.why.as_deref().unwrap_or_default())
}

fn cells(row: &Row) -> Vec<String> {
    let f = &row.filed;
    let older = if row.current { "" } else { " (older)" };
    vec![
        who(&f.actors),
        f.name().to_owned(),
        if f.number > 0 { f.number.to_string() } else { String::new() },
        format!("{}{older}", row.revision),
        f.holds(),
        f.date.clone().unwrap_or_default(),
        by_hand(&f.received, String::clone),
        by_hand(&f.publish, may),
        row.original.to_string(),
    ]
}

/// Lines in columns; one in which nothing stands but its head is left out.
fn columns(lines: &[Vec<String>]) -> Vec<String> {
    let body = lines.get(1..).unwrap_or_default();
    let head = lines.first().map_or(0, Vec::len);
    let at = |line: &Vec<String>, n: usize| line.get(n).cloned().unwrap_or_default();
    let used: Vec<usize> = (0..head).filter(|n| body.iter().any(|l| !at(l, *n).is_empty())).collect();
    let shown = lines.iter().map(|l| used.iter().map(|n| at(l, *n)).collect());
    format::columns(&shown.collect::<Vec<Vec<String>>>())
}

/// The register for a script.
fn listing(made: &Overview) -> Value {
    let names = |ids: &BTreeSet<ActorId>| ids.iter().map(ActorId::to_string).collect::<Vec<_>>();
    let row = |r: &Row| {
        let f = &r.filed;
        json!({
            "file": f.name(),
            "hash": f.hash.to_string(),
            "bytes": f.bytes,
            "kind": f.kind.to_string(),
            "actors": names(&f.actors),
            "number": (f.number > 0).then_some(f.number),
            "revision": r.revision,
            "current": r.current,
            "date": f.date,
            "received": if f.received.values.is_empty() { Value::Null } else { by_hand(&f.received, String::clone).into() },
            "publish": match &f.publish {
                said if said.differs() => "yes or no".to_owned(),
                said => said.value().map_or_else(|| "unknown".to_owned(), may),
            },
            "proposals": f.proposals,
            "comments": f.comments,
            "positions": f.positions,
            "original": r.original.to_string(),
        })
    };
    let spoken = |(actor, groups): &(ActorId, Vec<ActorId>)| {
        let all: Vec<String> = groups.iter().map(ActorId::to_string).collect();
        json!({"actor": actor.as_str(), "by": all.first(), "groups": all})
    };
    json!({
        "revision": made.last,
        "returns": made.rows.iter().map(row).collect::<Vec<_>>(),
        "missing_count": made.missing,
        "missing": made.absent.missing.iter().map(ActorId::to_string).collect::<Vec<_>>(),
        "older": names(&made.absent.late),
        "spoken_for": made.absent.spoken_for.iter().map(spoken).collect::<Vec<_>>(),
        "waiting": made.waiting.iter().map(waits).collect::<Vec<_>>(),
    })
}

/// A file that waits, for a script.
pub(super) fn waits(w: &Waiting) -> Value {
    let actors: Vec<String> = w.actors.iter().map(ActorId::to_string).collect();
    json!({"file": w.file, "actors": actors, "kind": w.kind, "why": w.why})
}

/// A file that is to be merged; what it was in its folder, where it was not named itself.
pub(super) type One = (Given, Opened, Option<Waiting>);

/// The files that a merge was given, those in folders among them, and what was left in these.
pub(super) struct Gathered {
    /// What is to be merged.
    pub files: Vec<One>,
    /// What lies in the folders and cannot be merged.
    pub left: Vec<Waiting>,
}

/// Reads everything that a merge was given. A file that was named itself must be readable; one in a
/// folder that is not is left there.
pub(super) fn gather(project: &Project, args: &Merge, who: &Who) -> Result<Gathered, AppError> {
    if let Some(date) = args.received.as_deref().filter(|date| !is_date(date)) {
        return AppError::refuse(no_day(date));
    }
    let mut out = Gathered { files: Vec::new(), left: Vec::new() };
    let own = match (args.returns, folder_of(&args.project)) {
        (true, None) => {
            return AppError::refuse("a project from the standard input has no folder of returns");
        }
        (wanted, folder) => folder.filter(|_| wanted),
    };
    for path in args.tracks.iter().chain(own.as_ref()) {
        if !path.is_dir() && Some(path) != own.as_ref() {
            let (given, opened) = files::given(path);
            out.files.push((given, opened?, None));
            continue;
        }
        let shelf = look(path, None)?;
        if shelf.files.is_empty() && Some(path) != own.as_ref() {
            return AppError::refuse(format!(
                "{}: there is nothing in this folder. Nothing was changed.",
                path.display()
            ));
        }
        for one in waiting(project, &shelf, who) {
            let (given, opened) = files::given(&one.path);
            match (&one.why, opened) {
                (None, Ok(opened)) => out.files.push((given, opened, Some(one))),
                (None, Err(error)) => out.left.push(one.because(error.to_string())),
                (Some(_), _) => out.left.push(one),
            }
        }
    }
    Ok(out)
}

/// Says when the files were received, where a person gave a day.
pub(super) fn receive(project: &mut Project, args: &Merge, files: &[One]) -> Result<(), AppError> {
    let originals = files.iter().filter_map(|(given, ..)| given.original.as_ref());
    for (date, original) in originals.filter_map(|o| Some((args.received.as_ref()?, o))) {
        if let Some(change) = received(project, original.hash, Some(date)) {
            change.apply(project)?;
        }
    }
    Ok(())
}

/// Keeps the originals beside the project that was written; what could not be kept. Of a merged copy
/// of the project the originals that lie beside it are kept too.
pub(super) fn keep_originals(project: &Project, own: &Own, files: &[One]) -> Vec<String> {
    let Some(folder) = folder_of(&own.path) else { return Vec::new() };
    let mut all: Vec<Arc<Original>> = files.iter().filter_map(|(given, ..)| given.original.clone()).collect();
    for (given, opened, _) in files {
        let Opened::Project(other) = opened else { continue };
        let theirs = folder_of(given).filter(|f| *f != folder && !other.register.is_empty());
        let shelf: Option<Shelf> = theirs.and_then(|f| look(&f, None).ok());
        let wanted: BTreeSet<Fingerprint> = other.register.returns.keys().copied().collect();
        all.extend(shelf.into_iter().flat_map(|s| s.originals(&wanted)).map(Arc::new));
    }
    all.retain(|original| project.register.returns.contains_key(&original.hash));
    keep(&folder, all.iter().map(AsRef::as_ref))
}

/// Says what was left in folders, and what could not be kept; `merged` files were merged.
pub(super) fn report_left(target: &Path, merged: usize, all: &[Waiting], failed: &[String]) {
    if merged == 0 {
        report(target, "Nothing waits in the folder that could be merged.");
    }
    all.iter().map(left).chain(failed.iter().cloned()).for_each(|line| report(target, &line));
}

/// The same for a script: what could not be kept is a warning.
pub(super) fn add_left(out: &mut Value, all: &[Waiting], failed: &[String]) {
    if let Some(warnings) = out.get_mut("warnings").and_then(Value::as_array_mut) {
        warnings.extend(failed.iter().map(|text| Value::from(text.as_str())));
    }
    if let Some(map) = out.as_object_mut().filter(|_| !all.is_empty()) {
        map.insert("waiting".to_owned(), all.iter().map(waits).collect::<Vec<_>>().into());
    }
}
