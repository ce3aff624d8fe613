//! `invent`: a made-up negotiation of any size, as a project and the returns to merge into it.

use super::{Done, overwrite, say};
use crate::app::invented::{Size, invent as make};
use crate::app::track_name;
use crate::app::{AppError, files};
use crate::storage;
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// `invent`
#[derive(Debug, Args)]
pub struct Invent {
    /// The folder for negotiation.chapeau and returns/*.track.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Paragraphs of the zero draft that have a label.
    #[arg(long, default_value_t = Size::default().paragraphs)]
    pub paragraphs: usize,
    /// Actors: the Member States first, then groups and agencies.
    #[arg(long, default_value_t = Size::default().actors)]
    pub actors: usize,
    /// Proposals in each return.
    #[arg(long, default_value_t = Size::default().proposals)]
    pub proposals: usize,
    /// Another number, another negotiation; the same number, the same files.
    #[arg(long, default_value_t = Size::default().seed)]
    pub seed: u64,
    /// Replace existing files.
    #[arg(long)]
    pub force: bool,
}

pub(super) fn invent(args: &Invent) -> Result<Done, AppError> {
    let (paragraphs, actors, proposals) = (args.paragraphs, args.actors, args.proposals);
    let made = make(&Size { paragraphs, actors, proposals, seed: args.seed })?;
    let project = args.output.join("negotiation.chapeau");
    let folder = args.output.join("returns");
    let mut names = BTreeSet::new();
    let paths: Vec<PathBuf> =
        made.returns.iter().map(|file| folder.join(track_name(&file.actor.id, &mut names))).collect();
    // Nothing is written where something would have to be replaced.
    let there = paths.iter().chain([&project]).find(|p| !args.force && storage::stamp(p).is_some());
    if let Some(path) = there {
        return Err(storage::StorageError::Exists { path: path.clone() }.into());
    }
    storage::folder(&folder)?;
    files::save_project(&made.project, &project, overwrite(args.force))?;
    for (file, path) in made.returns.iter().zip(&paths) {
        files::save_track(file, path, overwrite(args.force))?;
    }
    let files = made.returns.len();
    say(&format!(
        "{}: {paragraphs} paragraphs, and {files} returns of {proposals} proposals in {}.",
        project.display(),
        folder.display()
    ));
    Ok(Done::Well)
}
