//! Who is known in a project: the program's table, and what the project itself says of an actor,
//! which counts before the table.
//!
//! Only those who speak, or of whom a person said something, are kept in the project; listing
//! them all adds nobody to it.

use super::change::{Change, Put};
use super::project::Project;
use crate::lexicon::without_the;
use crate::limits;
use crate::record::{
    Actor, ActorId, Class, class_of, find, groups_of, is_known_spelling, known_names, known_spellings,
    members_of, same_name,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An actor as it is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Names, spellings and members, the table's and the project's.
    pub actor: Actor,
    /// The groups it is a member of.
    pub groups: Vec<ActorId>,
    /// What it is; none where nobody has said so.
    pub class: Option<Class>,
    /// Whether the project keeps an entry of its own.
    pub own: bool,
}

/// What a person says of an actor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amendment {
    /// Another formal name.
    pub name: Option<String>,
    /// More spellings.
    pub aliases: Vec<String>,
    /// More members.
    pub members: Vec<String>,
    /// Spellings and members that go.
    pub drop: Vec<String>,
}

/// A change of what is known of an actor.
#[derive(Clone, Debug, PartialEq)]
pub struct Amended {
    /// Who it is about.
    pub id: ActorId,
    /// The change to apply; none where everything was so already.
    pub change: Option<Change>,
    /// Members whom nobody knows here; they were taken as they were typed.
    pub unknown: Vec<ActorId>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RosterError {
    /// No name, or a very long one.
    #[error("“{0}” is no name for an actor: it is empty or longer than {max} characters", max = limits::NAME)]
    Name(String),
    /// The spelling is of somebody else.
    #[error("“{0}” is a name of {1} already; an alias belongs to one actor")]
    Taken(String, ActorId),
    /// There is no such spelling and no such member.
    #[error("{1} has no alias and no member “{0}”")]
    NotThere(String, ActorId),
    /// The program knows the actor by that spelling.
    #[error(
        "the program’s own table knows {1} as “{0}”; to let the name mean another actor, give it to that one as an alias"
    )]
    Shipped(String, ActorId),
    /// A group of the table needs a member.
    #[error("{0} would have no member left; a group without a list is read as the program’s table has it")]
    LastMember(ActorId),
    /// A group is no member of itself.
    #[error("{0} cannot be a member of itself")]
    Itself(ActorId),
    /// The actor speaks.
    #[error("{0} has spoken in this project, so what is known of them stays")]
    Speaks(ActorId),
    /// The project says nothing of that actor.
    #[error("this project says nothing of its own about “{0}”")]
    NotOwn(String),
}

impl Project {
    /// The members of a group: as this project says, else as the program's table has them.
    pub fn members_of(&self, id: &ActorId) -> Vec<ActorId> {
        let own = self.actors.get(id).map(|a| a.members.clone()).filter(|m| !m.is_empty());
        own.unwrap_or_else(|| members_of(id))
    }

    /// The groups that list this actor, as they are known here.
    pub fn groups_of(&self, id: &ActorId) -> Vec<ActorId> {
        let table = groups_of(id).into_iter().filter(|g| self.members_of(g).contains(id));
        let mut all: Vec<ActorId> = table.collect();
        let own = self.actors.values().filter(|a| a.members.contains(id) && !all.contains(&a.id));
        let own: Vec<ActorId> = own.map(|a| a.id.clone()).collect();
        all.extend(own);
        all
    }

    /// What an actor is: as the table has it; a group where the project gives it members.
    pub fn class_of(&self, id: &ActorId) -> Option<Class> {
        let grouped = self.actors.get(id).is_some_and(|a| !a.members.is_empty());
        class_of(id).or(grouped.then_some(Class::Group))
    }

    /// The actor whom a typed name means, if anybody here is known by it. None: ask.
    pub fn known_actor(&self, name: &str) -> Option<Actor> {
        let found = find(name, self.actors.values().map(Arc::as_ref));
        let spoken = || self.tracks.keys().find(|k| k.meets(&ActorId::new(name)));
        found.or_else(|| spoken().map(|id| Actor::new(id.clone())))
    }

    /// One actor as it is known here.
    pub fn listed(&self, id: &ActorId) -> Listed {
        let own = self.actors.get(id);
        let mut actor = own.map_or_else(|| self.actor(id.as_str()), |a| Actor::clone(a));
        let more =
            known_spellings(id).filter(|s| !actor.answers_to(s)).map(str::to_owned).collect::<Vec<_>>();
        actor.aliases.extend(more);
        // A spelling that the project gave to another is that one's.
        actor.aliases.retain(|alias| self.actor(alias).id == *id);
        actor.members = self.members_of(id);
        Listed { groups: self.groups_of(id), class: self.class_of(id), own: own.is_some(), actor }
    }

    /// Everybody who is known here, by class; those of no class come last.
    pub fn roster(&self) -> Vec<Listed> {
        let mut seen = BTreeSet::new();
        let ids = known_names().map(ActorId::new).map(|id| self.known_as(&id));
        let ids = ids.chain(self.actors.keys().cloned()).chain(self.tracks.keys().cloned());
        let mut all: Vec<Listed> =
            ids.filter(|id| seen.insert(id.clone())).map(|id| self.listed(&id)).collect();
        // Stable: within a class the order of the table.
        all.sort_by_key(|l| (l.class.is_none(), l.class));
        all
    }
}

/// Changes what the project says of an actor, who may be new.
pub fn amend_actor(project: &Project, name: &str, amendment: &Amendment) -> Result<Amended, RosterError> {
    let named = proper(name)?;
    let mut actor = project.actor(&named);
    let was = project.actors.get(&actor.id).cloned();
    let id = actor.id.clone();
    if let Some(formal) = &amendment.name {
        actor.name = free(project, &id, formal)?;
    }
    for typed in &amendment.aliases {
        let alias = free(project, &id, without_the(typed).unwrap_or(typed))?;
        if !actor.answers_to(&alias) {
            actor.aliases.push(alias);
        }
    }
    let mut unknown = Vec::new();
    let listed = project.members_of(&id);
    let mut members = listed.clone();
    for typed in &amendment.members {
        let member = project.actor(&proper(typed)?).id;
        if member == id {
            return Err(RosterError::Itself(id));
        }
        if project.known_actor(member.as_str()).is_none() {
            unknown.push(member.clone());
        }
        if !members.contains(&member) {
            members.push(member);
        }
    }
    for typed in &amendment.drop {
        drop_one(project, &mut actor, &mut members, typed)?;
    }
    if members != listed {
        if members.is_empty() && !members_of(&id).is_empty() {
            return Err(RosterError::LastMember(id));
        }
        members.sort();
        actor.members = members;
    }
    let change = (was.as_deref() != Some(&actor))
        .then(|| Change::Actor(id.clone(), Put { was, now: Some(Arc::new(actor)) }));
    Ok(Amended { id, change, unknown })
}

/// Takes back what the project says of an actor who has said nothing in it.
pub fn forget_actor(project: &Project, name: &str) -> Result<(ActorId, Change), RosterError> {
    let id = project.actor(name).id;
    if project.tracks.contains_key(&id) {
        return Err(RosterError::Speaks(id));
    }
    match project.actors.get(&id).cloned() {
        Some(was) => Ok((id.clone(), Change::Actor(id, Put { was: Some(was), now: None }))),
        None => Err(RosterError::NotOwn(name.to_owned())),
    }
}

/// A name without line breaks and outer spaces.
fn proper(typed: &str) -> Result<String, RosterError> {
    let name = ActorId::new(typed).to_string();
    // Something that can be typed again: a sign alone would meet every other sign.
    let says = name.chars().any(char::is_alphanumeric);
    if !says || name.chars().count() > limits::NAME {
        let shown = name.chars().take(limits::QUOTE).collect();
        return Err(RosterError::Name(shown));
    }
    Ok(name)
}

/// A spelling for `id` that is no short name of another and no spelling that the project gives one.
fn free(project: &Project, id: &ActorId, typed: &str) -> Result<String, RosterError> {
    let name = proper(typed)?;
    let meant = project.known_actor(&name).filter(|other| other.id != *id);
    match meant {
        // The table's other spellings give way to what a person says.
        Some(other) if other.id.meets(&ActorId::new(&name)) || project.actors.contains_key(&other.id) => {
            Err(RosterError::Taken(name, other.id))
        }
        _ => Ok(name),
    }
}

fn drop_one(
    project: &Project,
    actor: &mut Actor,
    members: &mut Vec<ActorId>,
    typed: &str,
) -> Result<(), RosterError> {
    let member = project.actor(typed).id;
    if let Some(at) = members.iter().position(|m| *m == member) {
        members.remove(at);
        return Ok(());
    }
    if is_known_spelling(&actor.id, typed) {
        return Err(RosterError::Shipped(typed.to_owned(), actor.id.clone()));
    }
    let alias = without_the(typed).unwrap_or(typed);
    let Some(at) = actor.aliases.iter().position(|a| same_name(a, alias)) else {
        return Err(RosterError::NotThere(typed.to_owned(), actor.id.clone()));
    };
    actor.aliases.remove(at);
    Ok(())
}

#[cfg(test)]
#[path = "roster_tests.rs"]
mod tests;
