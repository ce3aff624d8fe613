//! [`KnownActor`]: who speaks at the United Nations: names, spellings, members and class, out of
//! the table that ships with the program (`assets/actors/actors.txt`, which says how to read it).
//!
//! The table is read once. It never says who spoke in a project and never guesses: a name that is
//! not in it is nobody known here.

use super::Dictionary;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../../assets/actors/actors.txt")));

/// What an actor is, in the order in which actors are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The chair, the Secretariat, the President.
    Office,
    /// A negotiating or political group.
    Group,
    /// A regional group.
    Regional,
    /// A Member State.
    State,
    /// An observer, or a State that is a member of agencies only.
    Observer,
    /// A part of the United Nations system, or another organization that works beside it.
    Agency,
    /// Civil society, the private sector, a major group.
    Stakeholder,
}

impl Class {
    /// Every class, in order.
    pub const ALL: [Class; 7] = [
        Class::Office,
        Class::Group,
        Class::Regional,
        Class::State,
        Class::Observer,
        Class::Agency,
        Class::Stakeholder,
    ];

    /// "state", "observer", "regional" …
    pub fn name(self) -> &'static str {
        match self {
            Class::Office => "office",
            Class::Group => "group",
            Class::Regional => "regional",
            Class::State => "state",
            Class::Observer => "observer",
            Class::Agency => "agency",
            Class::Stakeholder => "stakeholder",
        }
    }
}

/// One actor of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownActor {
    /// The short name.
    pub short: &'static str,
    /// The formal name.
    pub formal: &'static str,
    /// Other spellings, in whatever case.
    pub aliases: Vec<&'static str>,
    /// Spellings that are English words too: meant in capitals alone (NOR, CAN, AND).
    pub capitals: Vec<&'static str>,
    /// The members of a group, by short name, sorted.
    pub members: Vec<&'static str>,
    /// What it is.
    pub class: Class,
}

/// All actors of the table, in its order.
pub fn known_actors() -> &'static [KnownActor] {
    &TABLE.actors
}

/// The actor of the table that `name` means, typed as a name: whatever its case, dots, hyphens and
/// a leading "the". "CAN" is Canada, "can" nobody.
pub fn known_actor(name: &str) -> Option<&'static KnownActor> {
    let found = |name: &str| {
        let at = TABLE.capitals.get(name).or_else(|| TABLE.spellings.get(&folded_name(name)))?;
        TABLE.actors.get(*at)
    };
    found(name.trim()).or_else(|| found(without_the(name)?))
}

/// The actor of the table with this very short name, whatever its case, dots and hyphens.
pub fn known_short(name: &str) -> Option<&'static KnownActor> {
    let folded = folded_name(name);
    known_actor(name).filter(|a| folded_name(a.short) == folded)
}

/// The groups of the table, by short name, that list `short` among their members.
pub fn known_groups(short: &str) -> &'static [&'static str] {
    TABLE.groups.get(short).map(Vec::as_slice).unwrap_or_default()
}

/// Letters and digits only, in lower case: "G-77 and China" and "G77 & China" meet.
pub fn folded_name(name: &str) -> String {
    name.replace('&', " and ").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What stands behind a leading "the".
pub fn without_the(name: &str) -> Option<&str> {
    let (first, rest) = name.trim().split_once(char::is_whitespace)?;
    first.eq_ignore_ascii_case("the").then(|| rest.trim_start())
}

/// Whether `words`, as they stand in a running text, are this spelling of a name: an abbreviation
/// only in its capitals ("us" is not US, "Who" not WHO), another name only with its first capital
/// ("turkey" is no State).
pub fn heard(spelling: &str, words: &str) -> bool {
    let own = folded_name(spelling);
    if own.is_empty() || own != folded_name(words) {
        return false;
    }
    let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let (own, said) = (letters(spelling), letters(words));
    if is_abbreviation(spelling) {
        return own == said || !said.chars().any(char::is_lowercase);
    }
    let capital = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
    capital(&said) || !capital(&own)
}

/// More capitals than small letters: EU, U.S., LDCs, AfDB.
fn is_abbreviation(spelling: &str) -> bool {
    let small = spelling.chars().filter(|c| c.is_lowercase()).count();
    spelling.chars().filter(|c| c.is_uppercase()).count() > small
}

#[derive(Debug, Default)]
struct Table {
    actors: Vec<KnownActor>,
    /// Each spelling, folded, and whose it is.
    spellings: BTreeMap<String, usize>,
    /// Those that are meant in capitals alone, as they are.
    capitals: BTreeMap<&'static str, usize>,
    /// The groups of each member.
    groups: BTreeMap<&'static str, Vec<&'static str>>,
}

impl Table {
    /// Reads the table. A line that says nothing is passed over; the tests see that there is none.
    fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        let mut section = None;
        let mut joined: Vec<(&str, &str)> = Vec::new();
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            if let Some(heading) = heading(line) {
                section = Some(heading);
            } else if let Some(list) = line.strip_prefix('=') {
                let members = list.split(',').map(str::trim).filter(|m| !m.is_empty());
                if let Some(last) = table.actors.last_mut() {
                    last.members.extend(members);
                }
            } else if let Some((class, group)) = section
                && let Some(actor) = actor(line, class)
            {
                joined.extend((!group.is_empty()).then_some((group, actor.short)));
                table.actors.push(actor);
            }
        }
        for actor in &mut table.actors {
            let here = joined.iter().filter(|(group, _)| *group == actor.short).map(|(_, member)| *member);
            let all: BTreeSet<&str> = actor.members.drain(..).chain(here).collect();
            actor.members = all.into_iter().collect();
        }
        table.indexed()
    }

    fn indexed(mut self) -> Self {
        // Short names come before other spellings.
        for (at, actor) in self.actors.iter().enumerate() {
            self.spellings.entry(folded_name(actor.short)).or_insert(at);
        }
        for (at, actor) in self.actors.iter().enumerate() {
            for name in std::iter::once(&actor.formal).chain(&actor.aliases) {
                self.spellings.entry(folded_name(name)).or_insert(at);
            }
            for name in &actor.capitals {
                self.capitals.entry(name).or_insert(at);
            }
            for member in &actor.members {
                self.groups.entry(member).or_default().push(actor.short);
            }
        }
        self
    }
}

/// "[state] African Group": the class of a section and the group of all who stand in it.
fn heading(line: &'static str) -> Option<(Class, &'static str)> {
    let (class, group) = line.strip_prefix('[')?.split_once(']')?;
    let class = Class::ALL.into_iter().find(|c| c.name() == class.trim())?;
    Some((class, group.trim()))
}

/// "short | formal | spelling; spelling".
fn actor(line: &'static str, class: Class) -> Option<KnownActor> {
    let mut fields = line.split('|').map(str::trim);
    let (short, formal, spelled) = (fields.next()?, fields.next()?, fields.next()?);
    if short.is_empty() || formal.is_empty() || fields.next().is_some() {
        return None;
    }
    let spelled = spelled.split(';').map(str::trim).filter(|s| !s.is_empty());
    let (capitals, aliases) = spelled.partition(|s| is_word_in_capitals(s));
    Some(KnownActor { short, formal, aliases, capitals, members: Vec::new(), class })
}

fn is_word_in_capitals(spelling: &str) -> bool {
    spelling.chars().all(char::is_uppercase) && Dictionary.contains(spelling)
}

#[cfg(test)]
#[path = "actors_tests.rs"]
mod tests;
