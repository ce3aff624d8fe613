//! [`Question`]: whom the authors of files that were read speak for, and who the names in a
//! compilation are, as far as that is known.
//!
//! Plain data for a face to show; what is answered is a [`Who`]. Nothing is merged here.

use super::authors::{Author, authors_of, meant, one_sender, united};
use super::brackets::from_brackets;
use super::compiled::compiled;
use super::error::AppError;
use super::files::{Opened, Read};
use super::meant::{Name, answers, names_of};
use super::returns::Who;
use crate::project::Project;
use crate::revise::Parsed;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// A compilation that was read.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// What was read.
    pub copy: Parsed,
    /// Where it came from.
    pub name: String,
    /// Who is to be asked about in it, by name.
    pub names: Vec<Name>,
}

/// Files that were read, and who wrote in them.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The files.
    pub files: Arc<Read>,
    /// The authors of all of them, by name.
    pub authors: Vec<Author>,
    /// Whether it is to be asked who sent it: one file, of nobody or of several.
    pub sender: bool,
    /// Whether nothing can be merged before it is answered.
    pub must: bool,
    /// The compilation that it is about, where it is about one.
    pub compiled: Option<Arc<Compiled>>,
    /// Whether a project is to begin with that compilation.
    pub begins: bool,
}

impl Question {
    /// Who wrote in these files.
    pub fn of(project: &Project, files: Read) -> Self {
        if let [(path, Ok(opened))] = files.as_slice()
            && let Some(Ok(copy)) = compiled(project, path, opened)
            && let Ok(question) = Self::of_compiled(project, copy, &name(path))
        {
            return Self { files: Arc::new(files), ..question };
        }
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
        Self {
            files: Arc::new(files),
            authors: united(copies.into_iter().flatten()),
            sender,
            must,
            ..Self::default()
        }
    }

    /// Who the names in a compilation are; `name` says where it came from.
    pub fn of_compiled(project: &Project, copy: Parsed, name: &str) -> Result<Self, AppError> {
        let (_, made) = from_brackets(project, &copy)?;
        let compiled = Compiled { names: names_of(project, &made), copy, name: name.to_owned() };
        let must = !made.unknown.is_empty();
        Ok(Self { must, compiled: Some(Arc::new(compiled)), ..Self::default() })
    }

    /// The names in a compilation that are asked about.
    pub fn names(&self) -> &[Name] {
        self.compiled.as_ref().map(|c| c.names.as_slice()).unwrap_or_default()
    }

    /// Whether there is anything to ask.
    pub fn asks(&self) -> bool {
        self.sender || !self.authors.is_empty() || !self.names().is_empty()
    }

    /// The one file that is asked about.
    pub fn one(&self) -> Option<&Path> {
        match self.files.as_slice() {
            [(path, _)] => Some(path),
            _ => None,
        }
    }

    /// The answer from what was typed, an actor for each author or name in turn and for the
    /// sender. An empty field is nobody: what that author says is left out, what stands by that
    /// name is nobody’s. Several senders are refused, and several actors for one name.
    pub fn answer(&self, project: &Project, typed: &[String], sender: &str) -> Result<Who, AppError> {
        let sender = one_sender(project, sender)?;
        let mut who = Who { leave: true, sender, ..Who::default() };
        for (author, typed) in self.authors.iter().zip(typed) {
            let actors = meant(project, typed);
            if actors != author.actors {
                who.said.insert(author.name.clone(), actors);
            }
        }
        for (name, typed) in self.names().iter().zip(typed.get(self.authors.len()..).unwrap_or_default()) {
            let actors = meant(project, typed);
            if name.known.is_none() || *typed != name.proposed() {
                who.said.insert(name.name.clone(), actors);
            }
        }
        if self.compiled.is_some() {
            answers(project, &who.said)?;
        }
        Ok(who)
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
