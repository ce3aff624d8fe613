//! [`Actor`]: who speaks: a Member State, a group, an observer, an agency, or the chair.
//!
//! An actor is known by its short name. Aliases find it; they never rename it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// The short name of an actor: "EU", "UPU", "Co-Facilitators". Its identity everywhere.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(Arc<str>);

/// Those who hold the pen.
pub const CHAIR: &str = "Co-Facilitators";
/// The office that issues the text.
pub const SECRETARIAT: &str = "Secretariat";
/// Words that nobody has put a name to.
pub const UNATTRIBUTED: &str = "Unattributed";

impl ActorId {
    /// The actor with this short name; line breaks and outer spaces are removed.
    pub fn new(name: &str) -> Self {
        let name: Vec<&str> = name.split_whitespace().collect();
        Self(Arc::from(name.join(" ")))
    }

    /// The co-facilitators.
    pub fn chair() -> Self {
        Self::new(CHAIR)
    }

    /// The short name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are one name, whatever the case, dots and hyphens.
    pub fn meets(&self, other: &ActorId) -> bool {
        let own = fold(&self.0);
        self == other || (!own.is_empty() && own == fold(&other.0))
    }

    /// A number under `shades` that follows from the name alone: its colour in a palette.
    pub fn shade(&self, shades: usize) -> usize {
        let sum = self.0.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
        (sum ^ (sum >> 15)) as usize % shades.max(1)
    }
}

/// A colour and a pattern for each actor, of so many: the colour follows from the name; where
/// two have the same, the later name takes the next free one. All colours are given before the
/// next pattern is begun. The same wherever the same actors are shown.
pub fn shades<'a>(
    ids: &[&'a ActorId],
    colours: usize,
    patterns: usize,
) -> BTreeMap<&'a ActorId, (usize, usize)> {
    let (colours, patterns) = (colours.max(1), patterns.max(1));
    let ids: BTreeSet<&ActorId> = ids.iter().copied().collect();
    let mut taken = BTreeSet::new();
    let mut out = BTreeMap::new();
    for (seat, id) in ids.into_iter().enumerate() {
        let pattern = seat / colours;
        let wish = id.shade(colours);
        let mut tries = (0..colours).map(|n| (wish + n) % colours);
        let colour = tries.find(|c| !taken.contains(&(pattern, *c))).unwrap_or(wish);
        taken.insert((pattern, colour));
        out.insert(id, (colour, pattern % patterns));
    }
    out
}

impl fmt::Display for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ActorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActorId({})", self.0)
    }
}

/// What is known of an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The short name.
    pub id: ActorId,
    /// The formal name; the short one where none is known.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The members of a group.
    pub members: Vec<ActorId>,
}

impl Actor {
    /// An actor of whom only the name is known.
    pub fn new(id: ActorId) -> Self {
        Self { name: id.to_string(), id, aliases: Vec::new(), members: Vec::new() }
    }

    /// Whether `name` is one of this actor's, whatever its case, dots and hyphens.
    pub fn answers_to(&self, name: &str) -> bool {
        let name = fold(name);
        let mut own = std::iter::once(self.id.as_str())
            .chain(std::iter::once(self.name.as_str()))
            .chain(self.aliases.iter().map(String::as_str));
        own.any(|n| fold(n) == name)
    }
}

impl Actor {
    /// What two files know of one actor, together; the same whichever comes first.
    pub fn united(&self, other: &Actor) -> Actor {
        if self == other {
            return self.clone();
        }
        let known = |a: &Actor| (a.name != self.id.as_str()).then(|| a.name.clone());
        let names: BTreeSet<String> = [self, other].into_iter().filter_map(known).collect();
        let name = names.first().cloned().unwrap_or_else(|| self.name.clone());
        let spelled = self.aliases.iter().chain(&other.aliases).chain(names.iter().skip(1));
        let aliases: BTreeSet<String> = spelled.cloned().collect();
        let members: BTreeSet<ActorId> = self.members.iter().chain(&other.members).cloned().collect();
        let (aliases, members) = (aliases.into_iter().collect(), members.into_iter().collect());
        Actor { id: self.id.clone(), name, aliases, members }
    }
}

/// Letters and digits only, in lower case: "G-77 and China" and "G77 & China" meet.
fn fold(name: &str) -> String {
    name.replace('&', " and ").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Short name, formal name, other spellings.
const KNOWN: &[(&str, &str, &[&str])] = &[
    (CHAIR, "The Co-Facilitators", &["Cofacilitators", "Co-Facs", "Chair", "Co-Chairs"]),
    (SECRETARIAT, "United Nations Secretariat", &["UN Secretariat"]),
    (UNATTRIBUTED, "Unattributed", &["Unknown"]),
    ("EU", "European Union", &["EU and its Member States", "European Union and its member States"]),
    ("G77 and China", "Group of 77 and China", &["G77", "G-77", "Group of 77", "G77/China"]),
    ("African Group", "Group of African States", &["Africa Group"]),
    ("Arab Group", "Group of Arab States", &[]),
    ("AOSIS", "Alliance of Small Island States", &["Alliance of Small Island States (AOSIS)"]),
    ("SIDS", "Small island developing States", &[]),
    ("LDCs", "Least developed countries", &["LDC", "LDC Group"]),
    ("LLDCs", "Landlocked developing countries", &["LLDC"]),
    ("LMDC", "Like-minded developing countries", &["LMDCs", "Like-Minded Group"]),
    ("GRULAC", "Group of Latin American and Caribbean States", &[]),
    ("CARICOM", "Caribbean Community", &[]),
    ("CANZ", "Canada, Australia and New Zealand", &[]),
    ("JUSCANZ", "Japan, United States, Canada, Australia and New Zealand", &["JUSCANNZ"]),
    ("US", "United States of America", &["USA", "United States", "U.S."]),
    ("UK", "United Kingdom of Great Britain and Northern Ireland", &["United Kingdom", "U.K.", "GBR"]),
    ("Russian Federation", "Russian Federation", &["RF", "Russia"]),
    ("China", "People’s Republic of China", &["CHN"]),
    ("Japan", "Japan", &["JPN"]),
    ("Switzerland", "Switzerland", &["CHE"]),
    ("Norway", "Norway", &["NOR"]),
    ("Canada", "Canada", &["CAN"]),
    ("Australia", "Australia", &["AUS"]),
    ("New Zealand", "New Zealand", &["NZL", "Aotearoa New Zealand"]),
    ("Holy See", "Holy See", &[]),
    ("UPU", "Universal Postal Union", &["Universal Postal Union (UPU)"]),
    ("ITU", "International Telecommunication Union", &[]),
    ("UNESCO", "United Nations Educational, Scientific and Cultural Organization", &[]),
    ("UNCTAD", "United Nations Conference on Trade and Development", &[]),
    ("UNDP", "United Nations Development Programme", &[]),
    ("WMO", "World Meteorological Organization", &[]),
    ("WHO", "World Health Organization", &[]),
    ("FAO", "Food and Agriculture Organization of the United Nations", &[]),
    ("ICAO", "International Civil Aviation Organization", &[]),
    ("WIPO", "World Intellectual Property Organization", &[]),
];

/// The actor that `name` means: one of `present`, else one that the program knows, else a new
/// one of that name. Short names come before other spellings, so that no file can give its author
/// the name of another.
pub fn resolve<'a>(name: &str, present: impl IntoIterator<Item = &'a Actor>) -> Actor {
    let present: Vec<&Actor> = present.into_iter().collect();
    let folded = fold(name);
    let short = |id: &str| fold(id) == folded;
    if let Some(found) = present.iter().find(|a| short(a.id.as_str())) {
        return Actor::clone(found);
    }
    let reserved = KNOWN.iter().any(|(id, ..)| short(id));
    if let Some(found) = present.iter().find(|a| !reserved && a.answers_to(name)) {
        return Actor::clone(found);
    }
    let known = KNOWN.iter().map(|(id, formal, aliases)| Actor {
        id: ActorId::new(id),
        name: (*formal).to_owned(),
        aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
        members: Vec::new(),
    });
    let found = known.clone().find(|a| short(a.id.as_str()));
    found
        .or_else(|| known.clone().find(|a| a.answers_to(name)))
        .unwrap_or_else(|| Actor::new(ActorId::new(name)))
}

/// The short names that the program knows from the start, for completion.
pub fn known_names() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(|(id, ..)| *id)
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
}
