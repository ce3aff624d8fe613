//! [`Question`]: whom the authors of files that were read speak for, as far as that is known.
//!
//! Plain data for a face to show; what is answered is a [`Who`]. Nothing is merged here.

use super::authors::{Author, authors_of, meant, one_sender, united};
use super::error::AppError;
use super::files::{Opened, Read};
use super::returns::Who;
use crate::project::Project;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Files that were read, and who wrote in them.
#[derive(Clone, Debug)]
pub struct Question {
    /// The files.
    pub files: Arc<Read>,
    /// The authors of all of them, by name.
    pub authors: Vec<Author>,
    /// Whether it is to be asked who sent it: one file, of nobody or of several.
    pub sender: bool,
    /// Whether nothing can be merged before it is answered.
    pub must: bool,
}

impl Question {
    /// Who wrote in these files.
    pub fn of(project: &Project, files: Read) -> Self {
        let copies = files.iter().filter_map(|(_, opened)| match opened {
            Ok(Opened::Marked(copy)) if !copy.bracketed => {
                Some(authors_of(project, copy, None, &Default::default()))
            }
            _ => None,
        });
        let copies: Vec<Vec<Author>> = copies.collect();
        let actors: BTreeSet<_> = copies.iter().flatten().flat_map(|a| &a.actors).collect();
        let sender = files.len() == 1 && copies.len() == 1 && actors.len() != 1;
        let must = copies.iter().any(|c| c.is_empty() || c.iter().any(|a| a.actors.is_empty()));
        Self { files: Arc::new(files), authors: united(copies.into_iter().flatten()), sender, must }
    }

    /// Whether there is anything to ask.
    pub fn asks(&self) -> bool {
        self.sender || !self.authors.is_empty()
    }

    /// The one file that is asked about.
    pub fn one(&self) -> Option<&Path> {
        match self.files.as_slice() {
            [(path, _)] => Some(path),
            _ => None,
        }
    }

    /// The answer from what was typed, an actor for each author in turn and for the sender. An
    /// empty field is nobody: what that author says is left out. Several senders are refused.
    pub fn answer(&self, project: &Project, typed: &[String], sender: &str) -> Result<Who, AppError> {
        let sender = one_sender(project, sender)?;
        let mut who = Who { leave: true, sender, ..Who::default() };
        for (author, typed) in self.authors.iter().zip(typed) {
            let actors = meant(project, typed);
            if actors != author.actors {
                who.said.insert(author.name.clone(), actors);
            }
        }
        Ok(who)
    }
}
