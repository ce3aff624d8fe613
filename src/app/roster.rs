//! Editing an actor for both faces: names, members, colour and pattern, as one change.

use super::error::AppError;
use super::ladder::named;
use super::state::App;
use crate::project::{Amendment, Change, Project, amend_actor, mark_actor};
use crate::record::{ActorId, Colour, Marking, Pattern, same_name};

/// What is to be known of an actor, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorWish {
    /// Who.
    pub id: ActorId,
    /// The formal name.
    pub name: String,
    /// All other spellings, with semicolons between them.
    pub aliases: String,
    /// All members, with commas or semicolons between them.
    pub members: String,
    /// The colour and the pattern.
    pub marking: Marking,
}

impl ActorWish {
    /// An actor as it is.
    pub fn of(project: &Project, id: &ActorId) -> Self {
        let listed = project.listed(id);
        let members: Vec<&str> = listed.actor.members.iter().map(ActorId::as_str).collect();
        Self {
            id: id.clone(),
            name: listed.actor.name,
            aliases: listed.actor.aliases.join("; "),
            members: members.join("; "),
            marking: project.markings.get(id).copied().unwrap_or_default(),
        }
    }
}

/// The change of what is known of an actor; none where it is so already.
pub fn edited(project: &Project, wish: &ActorWish) -> Result<Option<Change>, AppError> {
    let now = ActorWish::of(project, &wish.id);
    let split = |typed: &str| -> Vec<String> {
        let parts = typed.split(';').map(str::trim).filter(|s| !s.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (old, new) = (split(&now.aliases), split(&wish.aliases));
    let without = |list: &[String], others: &[String]| -> Vec<String> {
        list.iter().filter(|a| !others.iter().any(|b| same_name(a, b))).cloned().collect()
    };
    let were = project.members_of(&wish.id);
    let members = named(project, &wish.members);
    let came = members.iter().filter(|m| !were.contains(m)).map(ToString::to_string);
    let mut drop = without(&old, &new);
    drop.extend(were.iter().filter(|m| !members.contains(m)).map(ToString::to_string));
    let name = wish.name.trim();
    let amendment = Amendment {
        name: (!name.is_empty() && name != now.name).then(|| name.to_owned()),
        aliases: without(&new, &old),
        members: came.collect(),
        drop,
    };
    let mut list = Vec::new();
    if amendment != Amendment::default() {
        let refused = |e| AppError::Refused(format!("{e}. Nothing was changed."));
        list.extend(amend_actor(project, wish.id.as_str(), &amendment).map_err(refused)?.change);
    }
    list.extend(mark_actor(project, &wish.id, wish.marking));
    Ok((!list.is_empty()).then_some(Change::All(list)))
}

/// What was typed of a colour and a pattern: “auto” takes it back.
pub fn marking(now: Marking, colour: Option<&str>, pattern: Option<&str>) -> Result<Marking, AppError> {
    let auto = |s: &&str| !s.trim().eq_ignore_ascii_case("auto");
    let mut out = now;
    if let Some(typed) = colour {
        let read = Some(typed).filter(auto).map(str::parse::<Colour>).transpose();
        out.colour = read.map_err(|e| AppError::Refused(format!("{e}. Nothing was changed.")))?;
    }
    if let Some(typed) = pattern {
        let read = Some(typed).filter(auto).map(str::parse::<Pattern>).transpose();
        out.pattern = read.map_err(|e| AppError::Refused(format!("{e}. Nothing was changed.")))?;
    }
    Ok(out)
}

impl App {
    /// Changes what is known of an actor.
    pub(super) fn edit_actor(&mut self, wish: &ActorWish) -> Result<(), AppError> {
        match edited(&self.project, wish)? {
            Some(change) => self.make("Actor", change, None),
            None => Ok(()),
        }
    }
}
