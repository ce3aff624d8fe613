//! Who a name means: the actors of a project first, then the table that ships with the program.
//!
//! A name is looked up, never guessed: [`near_names`] are for asking.

use super::actor::{Actor, ActorId};
use crate::lexicon::{
    Class, KnownActor, folded_name as fold, known_actor, known_actors, known_groups, known_short, without_the,
};
use std::collections::BTreeMap;

/// The actor of the table that ships with the program.
impl From<&KnownActor> for Actor {
    /// Without the members of a group: [`members_of`] says who they are, so that no project keeps
    /// a list that has changed since.
    fn from(known: &KnownActor) -> Self {
        Actor {
            id: ActorId::new(known.short),
            name: known.formal.to_owned(),
            aliases: known.aliases.iter().map(|a| (*a).to_owned()).collect(),
            members: Vec::new(),
        }
    }
}

/// The actor that `name` means: one of `present`, else one that the program knows. Short names
/// come before other spellings, so that no file can give its author the name of another. None:
/// nobody known; ask.
pub fn find<'a>(name: &str, present: impl IntoIterator<Item = &'a Actor>) -> Option<Actor> {
    let present: Vec<&Actor> = present.into_iter().collect();
    found(name, &present).or_else(|| found(without_the(name)?, &present))
}

fn found(name: &str, present: &[&Actor]) -> Option<Actor> {
    let typed = ActorId::new(name);
    if let Some(own) = present.iter().find(|a| a.id.meets(&typed)) {
        return Some(Actor::clone(own));
    }
    let reserved = known_short(name).is_some();
    if let Some(own) = present.iter().find(|a| !reserved && a.answers_to(name)) {
        return Some(Actor::clone(own));
    }
    let known = Actor::from(known_actor(name)?);
    // What the project says of that actor counts, whichever spelling was typed.
    let own = present.iter().find(|a| a.id.meets(&known.id));
    Some(own.map_or(known, |own| Actor::clone(own)))
}

/// The actor that `name` means, as [`find`] says; a new one of that name where nobody is known.
pub fn resolve<'a>(name: &str, present: impl IntoIterator<Item = &'a Actor>) -> Actor {
    find(name, present).unwrap_or_else(|| Actor::new(ActorId::new(name)))
}

/// The actor whom these words of a running text name, if they are spelled as a name is there:
/// "US" and "Turkey", not "us" and "turkey".
pub fn named_in_text<'a>(words: &str, present: impl IntoIterator<Item = &'a Actor>) -> Option<Actor> {
    find(words, present).filter(|a| a.matches_in_text(words))
}

/// The short names that the program knows from the start, for completion.
pub fn known_names() -> impl Iterator<Item = &'static str> {
    known_actors().iter().map(|a| a.short)
}

/// Up to five known actors whose names are near to one that nobody bears: to ask who is meant.
/// Nearest first; never taken without asking.
pub fn near_names<'a>(name: &str, present: impl IntoIterator<Item = &'a Actor>) -> Vec<ActorId> {
    let wanted: Vec<char> =
        fold(without_the(name).unwrap_or(name)).chars().take(crate::limits::NAME).collect();
    let table = known_actors().iter().map(Actor::from);
    let all: Vec<Actor> = present.into_iter().cloned().chain(table).collect();
    let mut near: BTreeMap<ActorId, usize> = BTreeMap::new();
    for actor in &all {
        let names = [actor.id.as_str(), actor.name.as_str()].into_iter();
        let apart = |n: &str| letters_apart(&wanted, &fold(n).chars().collect::<Vec<char>>());
        let best =
            names.chain(actor.aliases.iter().map(String::as_str)).map(apart).min().unwrap_or(usize::MAX);
        // One letter in five may be another.
        if best <= wanted.len() / 5 {
            near.entry(actor.id.clone()).and_modify(|n| *n = best.min(*n)).or_insert(best);
        }
    }
    let mut near: Vec<(usize, ActorId)> = near.into_iter().map(|(id, n)| (n, id)).collect();
    near.sort();
    near.into_iter().take(5).map(|(_, id)| id).collect()
}

/// How many letters must be added, left out or changed to make one word of the other.
pub fn letters_apart(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (n, own) in a.iter().enumerate() {
        let mut left = n + 1;
        let mut next = vec![left];
        for (pair, other) in row.windows(2).zip(b) {
            let (corner, above) = (pair.first().copied(), pair.last().copied());
            let changed = corner.unwrap_or(left) + usize::from(own != other);
            left = changed.min(above.unwrap_or(left) + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

/// Every spelling besides the short and the formal name by which the program's table knows an actor.
pub fn known_spellings(id: &ActorId) -> impl Iterator<Item = &'static str> {
    known_short(id.as_str()).into_iter().flat_map(|k| k.aliases.iter().chain(&k.capitals).copied())
}

/// Whether the program's table knows this actor by this spelling.
pub fn is_known_spelling(id: &ActorId, name: &str) -> bool {
    known_actor(name).is_some_and(|k| ActorId::new(k.short).meets(id))
}

/// The members of a group, as the program's table lists them; a project may say otherwise.
pub fn members_of(id: &ActorId) -> Vec<ActorId> {
    let known = known_actor(id.as_str());
    known.map(|a| a.members.iter().map(|m| ActorId::new(m)).collect()).unwrap_or_default()
}

/// The groups that an actor is a member of, as the program's table lists them.
pub fn groups_of(id: &ActorId) -> Vec<ActorId> {
    let groups = known_actor(id.as_str()).map(|a| known_groups(a.short)).unwrap_or_default();
    groups.iter().map(|g| ActorId::new(g)).collect()
}

/// What an actor is; none of those whom the table does not know.
pub fn class_of(id: &ActorId) -> Option<Class> {
    known_actor(id.as_str()).map(|a| a.class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_the_field() {
        for (typed, id) in [
            ("upu", "UPU"),
            ("Universal Postal Union", "UPU"),
            ("G-77 & China", "G77 and China"),
            ("G77", "G77 and China"),
            ("USA", "US"),
            ("U.S.", "US"),
            ("Tuvalu", "Tuvalu"),
            ("the EU", "EU"),
            ("The Gambia", "Gambia"),
            ("RUS", "Russian Federation"),
            ("NOR", "Norway"),
            ("nor", "nor"),
            ("the Ruritanian Group", "the Ruritanian Group"),
            ("  New\nland ", "New land"),
        ] {
            assert_eq!(resolve(typed, &[]).id.as_str(), id);
        }
        let mine = Actor { aliases: vec!["RF".into()], ..Actor::new(ActorId::new("Ruritania")) };
        assert_eq!(resolve("rf", [&mine]).id.as_str(), "Ruritania");
        let bold = Actor { aliases: vec!["EU".into(), "Norway".into()], ..mine };
        assert_eq!(resolve("EU", [&bold]).id.as_str(), "EU");
        let norway = Actor::new(ActorId::new("Norway"));
        assert_eq!(resolve("norway", [&bold, &norway]).id.as_str(), "Norway");
    }

    #[test]
    fn what_a_project_says_counts_before_the_table() {
        let own =
            Actor { name: "Russia, in this room".into(), ..Actor::new(ActorId::new("Russian Federation")) };
        for typed in ["RUS", "RF", "russian federation", "the Russian Federation"] {
            assert_eq!(resolve(typed, [&own]), own, "{typed}");
        }
        assert_eq!(find("Ruritania", [&own]), None);
    }

    #[test]
    fn names_in_a_running_text() {
        let named = |words: &str| named_in_text(words, []).map(|a| a.id.to_string());
        for (words, id) in [
            ("US", "US"),
            ("U.S.", "US"),
            ("the US", "US"),
            ("The EU", "EU"),
            ("NOR", "Norway"),
            ("African Group", "African Group"),
            ("CHINA", "China"),
        ] {
            assert_eq!(named(words).as_deref(), Some(id), "{words}");
        }
        for words in ["us", "Us", "who", "nor", "Nor", "china", "african group", "all", "Ruritania", "the"] {
            assert_eq!(named(words), None, "{words}");
        }
        let own = Actor { aliases: vec!["RUR".into()], ..Actor::new(ActorId::new("Ruritania")) };
        assert_eq!(named_in_text("RUR", [&own]).as_ref(), Some(&own));
        assert_eq!(named_in_text("rur", [&own]), None);
        // As the file of a project keeps it, without the spellings that are words.
        let norway = Actor::new(ActorId::new("Norway"));
        assert!(norway.matches_in_text("NOR") && !norway.matches_in_text("nor"));
    }

    #[test]
    fn near_names_are_asked_about() {
        let near = |name: &str| near_names(name, []).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(near("Swizerland"), ["Switzerland"]);
        assert_eq!(near("the Phillipines"), ["Philippines"]);
        assert_eq!(near("Nigera").first().map(String::as_str), Some("Niger"));
        assert!(near("Ruritania").is_empty() && near("").is_empty() && near("xyz").is_empty());
        let own = Actor::new(ActorId::new("Ruritania"));
        assert_eq!(near_names("Ruritanja", [&own]), std::slice::from_ref(&own.id));
        assert_eq!(letters_apart(&['a', 'b', 'c'], &['b', 'c', 'd']), 2);
        assert_eq!(letters_apart(&[], &['b', 'c']), 2);
    }

    #[test]
    fn groups_members_and_classes() {
        let id = ActorId::new;
        assert_eq!(members_of(&id("EU")).len(), 27);
        assert!(members_of(&id("Norway")).is_empty() && members_of(&id("Ruritania")).is_empty());
        assert_eq!(groups_of(&id("Norway")), [id("WEOG"), id("Nordic countries"), id("NB8")]);
        assert_eq!(class_of(&id("EU")), Some(Class::Group));
        assert_eq!(class_of(&id("Turkey")), Some(Class::State));
        assert_eq!(class_of(&id("Ruritania")), None);
        // A project keeps who speaks, not who belongs together.
        assert!(resolve("G77", &[]).members.is_empty());
    }
}
