//! The command line: the same engine as the window, for scripts and for those who live in a
//! shell. Reads arguments, calls the application, prints; decides nothing itself.
//!
//! Exit codes: 0 done; 1 done, but something needs a person; 2 wrong usage or unreadable input.

mod actors;
mod args;
mod audit;
mod brackets;
mod carry;
mod chair;
mod copies;
mod groups;
mod invent;
mod json;
mod ladder;
mod matrix;
mod notes;
mod overview;
mod positions;
mod returns;
mod revise;
mod silence;
mod texts;
mod tracks;

use crate::app::{AppError, View, files};
use crate::format::page::Labels;
use crate::project::Project;
use crate::record::{ActorId, near_names};
use crate::storage::{self, Overwrite};
use args::{Cli, Command, Track};
use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// What a command leaves to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// Nothing.
    Well,
    /// Something needs a person.
    NeedsAPerson,
}

impl Done {
    fn unless(needs: bool) -> Self {
        if needs { Done::NeedsAPerson } else { Done::Well }
    }
}

/// What the window is to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// These files, perhaps none.
    Files(Vec<PathBuf>),
    /// The sample.
    Demo,
}

/// Reads the arguments and carries the command out; `window` opens the window and says how it
/// ended.
pub fn run(window: impl FnOnce(Start) -> ExitCode) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let Some(command) = cli.command else { return window(Start::Files(cli.files)) };
    if let Command::Demo = command {
        return window(Start::Demo);
    }
    match carry_out(command) {
        Ok(Done::Well) => ExitCode::SUCCESS,
        Ok(Done::NeedsAPerson) => ExitCode::from(1),
        Err(error) => {
            say_error(&error.to_string());
            ExitCode::from(2)
        }
    }
}

fn carry_out(command: Command) -> Result<Done, AppError> {
    match command {
        Command::Demo => Ok(Done::Well),
        Command::Import(args) => texts::import(&args),
        Command::Show(args) => texts::show(&args),
        Command::Track(Track::FromCopy(args)) => tracks::from_copy(&args),
        Command::Track(Track::FromBrackets(args)) => brackets::from_brackets(&args),
        Command::Track(Track::Export(args)) => tracks::export(&args),
        Command::Track(Track::Comment(args)) => tracks::comment(&args),
        Command::Track(Track::Compare(args)) => groups::compare(&args),
        Command::Track(Track::Say(args)) => positions::say(&args),
        Command::Merge(args) => tracks::merge(&args),
        Command::Returns(args) => returns::returns(&args),
        Command::Decide(args) => chair::decide(&args),
        Command::Status(args) => ladder::status(&args),
        Command::Silence(args) => silence::run(&args),
        Command::Revise(args) => revise::revise(&args),
        Command::Carry(args) => carry::carry(&args),
        Command::Concordance(args) => revise::concordance(&args),
        Command::Audit(args) => audit::audit(&args),
        Command::Diff(args) => texts::diff(&args),
        Command::Actors(args) => actors::actors(&args),
        Command::Matrix(args) => matrix::show(&args),
        Command::Overview(args) => overview::show(&args),
        Command::Tasks(args) => overview::tasks(&args),
        Command::Copies(args) => copies::copies(&args),
        Command::Note(args) => notes::note(&args),
        Command::Export(args) => texts::export(&args),
        Command::Invent(args) => invent::invent(&args),
        Command::Verify { file } => texts::verify(&file),
    }
}

/// Prints a line; a reader that went away is no error of ours.
fn say(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn say_error(text: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "chapeau: {text}");
}

fn say_json(value: &serde_json::Value) {
    say(&serde_json::to_string_pretty(value).unwrap_or_default());
}

/// Where a command's result is said: beside a file that goes to the standard output, on the
/// standard error.
fn report(output: &Path, text: &str) {
    if output == Path::new("-") { say_error(text) } else { say(text) }
}

fn overwrite(force: bool) -> Overwrite {
    if force { Overwrite::Yes } else { Overwrite::No }
}

/// A file that a command updates: what it looked like when it was read, held until it is written.
struct Own {
    path: PathBuf,
    /// How it may be replaced.
    mode: Overwrite,
    _held: Option<storage::Held>,
}

impl Own {
    /// Takes hold of a file that is updated in place, before it is read.
    fn hold(path: &Path) -> Result<Self, AppError> {
        let own = Self { path: path.to_owned(), mode: Overwrite::Yes, _held: None };
        if path == Path::new("-") {
            return Ok(own);
        }
        let held = storage::hold(path, Duration::from_secs(10))?;
        let mode = storage::stamp(path).map_or(Overwrite::Yes, Overwrite::Same);
        Ok(Self { mode, _held: held, ..own })
    }
}

/// Opens a project that a command changes, and says where the result goes: into the project
/// itself, or under another name.
fn open_to_change(path: &Path, output: Option<&PathBuf>, force: bool) -> Result<(Project, Own), AppError> {
    let own = match output {
        Some(other) if !storage::same_file(other, path) => {
            Own { path: other.clone(), mode: overwrite(force), _held: None }
        }
        _ => Own::hold(path)?,
    };
    Ok((files::open_project(path)?, own))
}

/// Saves a changed project where it goes.
fn save(project: &Project, own: &Own) -> Result<(), AppError> {
    files::save_project(project, &own.path, own.mode)?;
    Ok(())
}

/// The view that was typed.
fn view(project: &Project, typed: &str) -> Result<View, AppError> {
    let of = |name: &str| actor(project, name);
    Ok(match typed.split_once(':') {
        None => match typed {
            "original" => View::Original,
            "compilation" => View::Compilation,
            "clean" => View::Clean,
            _ => return unknown_view(typed),
        },
        Some(("final", name)) => View::Final(of(name)?),
        Some(("annotated", name)) => View::Annotated(of(name)?),
        Some(_) => return unknown_view(typed),
    })
}

fn unknown_view<T>(typed: &str) -> Result<T, AppError> {
    AppError::refuse(format!(
        "“{typed}” is no view; say original, compilation, clean, final:ACTOR or annotated:ACTOR"
    ))
}

/// An actor of the project.
fn actor(project: &Project, name: &str) -> Result<ActorId, AppError> {
    let actor = project.actor(name);
    if project.tracks.contains_key(&actor.id) || project.actors.contains_key(&actor.id) {
        return Ok(actor.id);
    }
    let names: Vec<&str> = project.tracks.keys().map(ActorId::as_str).collect();
    let there = if names.is_empty() { "nobody yet".to_owned() } else { names.join(", ") };
    AppError::refuse(format!("“{name}” has said nothing in this project; those who have: {there}"))
}

/// An actor who may be new to the project.
fn speaker(project: &Project, name: &str) -> Result<crate::record::Actor, AppError> {
    let actor = project.actor(name);
    if actor.id.as_str().is_empty() || name.chars().count() > crate::limits::NAME {
        return AppError::refuse("the name of the actor is empty or too long");
    }
    let near = near_names(name, project.actors.values().map(AsRef::as_ref));
    if project.known_actor(name).is_none() && !near.is_empty() {
        say_error(&format!("{} It was taken as it was typed.", actors::unknown(project, name)));
    }
    Ok(actor)
}

fn labels(project: &Project, view: &View, typed: Option<&String>) -> Result<Labels, AppError> {
    match typed {
        None => Ok(crate::app::export::default_labels(project, view)),
        Some(typed) => {
            typed.parse().map_err(|e: crate::format::page::UnknownLabels| AppError::Refused(e.to_string()))
        }
    }
}
