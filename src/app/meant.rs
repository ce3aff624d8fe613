//! Who the names in a compilation are that nobody knows: what is asked, answered and remembered.
//!
//! The answers are those about authors of Word files, kept in the same place of the project. A
//! name is never guessed at: where nobody said who it is it is a new actor, and that is said.

use super::authors::{Author, Known, Said, quoted, remember};
use super::error::AppError;
use crate::project::{Change, Project};
use crate::record::{ActorId, UNATTRIBUTED, near_names};
use crate::revise::{Authored, FromBrackets};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A name in a compilation of which a person is asked who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub name: String,
    /// The paragraphs where it stands, as far as that is known.
    pub at: Vec<String>,
    /// Actors whose names are nearly the same, the nearest first.
    pub near: Vec<ActorId>,
    /// Who it was said to be before; "Unattributed" for no actor.
    pub known: Option<ActorId>,
}

impl Name {
    /// "“Ruritania” (OP1, OP3)".
    pub fn told(&self) -> String {
        match self.at.is_empty() {
            true => quoted(&self.name),
            false => format!("{} ({})", quoted(&self.name), self.at.join(", ")),
        }
    }

    /// What stands in its field before anything is typed.
    pub fn proposed(&self) -> String {
        let known = self.known.as_ref().filter(|a| a.as_str() != UNATTRIBUTED);
        known.map(ToString::to_string).unwrap_or_default()
    }
}

/// The names that a person is asked about, of what was read of a compilation.
pub fn names_of(project: &Project, made: &FromBrackets) -> Vec<Name> {
    let all = made.unknown.iter().chain(&made.answered).collect::<BTreeMap<_, _>>();
    let near = |name: &str| near_names(name, project.actors.values().map(Arc::as_ref));
    let each = all.into_iter().map(|(name, at)| Name {
        name: name.clone(),
        at: at.clone(),
        near: near(name),
        known: project.authors.get(name).cloned(),
    });
    each.collect()
}

/// Who each name is, by what was said now and before; "Unattributed" for a name that is no
/// actor's. Several actors for one name are refused: which of them wants what could not be told.
pub fn answers(project: &Project, said: &Said) -> Result<BTreeMap<String, ActorId>, AppError> {
    let mut out = project.authors.clone();
    for (name, actors) in said {
        let mut all = actors.iter();
        let one = all.next().cloned().unwrap_or_else(|| ActorId::new(UNATTRIBUTED));
        if all.next().is_some() {
            return AppError::refuse(format!(
                "{} cannot be several actors in a compilation; say one of them.",
                quoted(name)
            ));
        }
        out.insert(name.clone(), one);
    }
    Ok(out.into_iter().map(|(name, actor)| (name, project.known_as(&actor))).collect())
}

/// Refuses names that do not stand in a compilation as ones that nobody knows.
pub fn all_there(said: &Said, made: &FromBrackets) -> Result<(), AppError> {
    let there = |name: &String| made.answered.contains_key(name) || made.unknown.contains_key(name);
    let Some(missing) = said.keys().find(|name| !there(name)) else { return Ok(()) };
    let names: BTreeSet<&str> = made.answered.keys().chain(made.unknown.keys()).map(String::as_str).collect();
    let there = match names.is_empty() {
        true => "there is none in it".to_owned(),
        false => format!("those in it are: {}", names.into_iter().collect::<Vec<_>>().join("; ")),
    };
    AppError::refuse(format!(
        "“{missing}” is no name in the compilation that nobody knows; {there}. Nothing was written."
    ))
}

/// The change that keeps in a project who the names are, made of what was said now; `after` is the
/// project with the compilation merged. A name that means its actor by itself is not kept.
pub fn remember_names(after: &Project, said: &Said, made: &FromBrackets) -> Change {
    let nobody = || BTreeSet::from([ActorId::new(UNATTRIBUTED)]);
    let used = said.iter().filter(|(name, _)| made.answered.contains_key(*name));
    let authors: Vec<Author> = used
        .map(|(name, actors)| Author {
            name: name.clone(),
            has: Authored::default(),
            actors: if actors.is_empty() { nobody() } else { actors.clone() },
            known: Known::Said,
        })
        .collect();
    remember(after, &authors)
}

/// Whom the names that nobody knows are taken for, a line each: those that were answered, and
/// those that were not.
pub fn told(project: &Project, said: &Said, made: &FromBrackets) -> (Vec<String>, Vec<String>) {
    let answers = answers(project, said).unwrap_or_default();
    let known = made.answered.iter().map(|(name, at)| {
        let whole = Name { name: name.clone(), at: at.clone(), near: Vec::new(), known: None }.told();
        match answers.get(name).map(ActorId::as_str) {
            None | Some(UNATTRIBUTED) => {
                format!("{whole} is no actor: what stands by it is nobody’s")
            }
            Some(actor) if !said.contains_key(name) => format!("{whole} is {actor}, as before"),
            Some(actor) if project.known_actor(actor).is_none() => {
                format!("{whole} is a new actor: {actor}")
            }
            Some(actor) => format!("{whole} is {actor}"),
        }
    });
    let near = |name: &str| {
        let near = near_names(name, project.actors.values().map(Arc::as_ref));
        let near: Vec<&str> = near.iter().map(ActorId::as_str).collect();
        if near.is_empty() { String::new() } else { format!(" Near to it: {}.", near.join(", ")) }
    };
    let unknown = made.unknown.iter().map(|(name, at)| {
        let whole = Name { name: name.clone(), at: at.clone(), near: Vec::new(), known: None }.told();
        let taken = match made.strands.contains_key(&ActorId::new(name)) {
            true => "and is taken as a new actor",
            false => "and nothing is taken as said by that name",
        };
        format!("{whole} is nobody known here, {taken}.{}", near(name))
    });
    (known.collect(), unknown.collect())
}
