//! [`Actor`]: who speaks: a Member State, a group, an observer, an agency, or the chair.
//!
//! An actor is known by its short name. Aliases find it; they never rename it.

use super::known::known_spellings;
use crate::lexicon::{folded_name as fold, heard, without_the};
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
/// Whoever it is, where no names are shown. Printers leave it out; no proposal is stored under it.
pub const UNNAMED: &str = "Unnamed";

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

    /// Whoever it is, where no names are shown.
    pub fn unnamed() -> Self {
        Self::new(UNNAMED)
    }

    /// Whether it stands where no names are shown.
    pub fn is_unnamed(&self) -> bool {
        self.as_str() == UNNAMED
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
    /// The members of a group, where they are said to be others than the program's table lists.
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
        !name.is_empty() && own.any(|n| fold(n) == name)
    }

    /// Whether these words of a running text are one of this actor's names, as a name is spelled
    /// there: abbreviations in capitals, others with a capital first. "us" is not the US.
    pub fn matches_in_text(&self, words: &str) -> bool {
        let words = without_the(words).unwrap_or(words);
        let own = [self.id.as_str(), self.name.as_str()].into_iter();
        let mut own = own.chain(self.aliases.iter().map(String::as_str));
        own.any(|n| heard(n, words)) || known_spellings(&self.id).any(|n| heard(n, words))
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

/// Whether two spellings are one, whatever the case, dots and hyphens.
pub fn same_name(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}
