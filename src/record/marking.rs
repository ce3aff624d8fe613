//! [`Marking`]: the colour and the pattern that a person gave an actor in a project.
//!
//! Most actors have none: their colour follows from their name. Colour is never alone, so a
//! pattern goes with it. Nothing here knows a screen or a file format; contrast is arithmetic.

use super::actor::ActorId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// What letters need against the ground they stand on.
pub const CONTRAST: f32 = 4.5;

/// A colour, as red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

/// The palette of Okabe and Ito, told apart by nearly everybody, with grey for black, which is
/// the colour of the text. In the order in which actors take them.
pub const SAFE: [(&str, Colour); 8] = [
    ("orange", Colour(0xe6, 0x9f, 0x00)),
    ("sky blue", Colour(0x56, 0xb4, 0xe9)),
    ("green", Colour(0x00, 0x9e, 0x73)),
    ("yellow", Colour(0xf0, 0xe4, 0x42)),
    ("blue", Colour(0x00, 0x72, 0xb2)),
    ("vermilion", Colour(0xd5, 0x5e, 0x00)),
    ("purple", Colour(0xcc, 0x79, 0xa7)),
    ("grey", Colour(0x99, 0x99, 0x99)),
];

impl Colour {
    /// Which of the safe colours it is.
    pub fn safe(self) -> Option<usize> {
        SAFE.iter().position(|(_, c)| *c == self)
    }

    /// How bright it is, from 0 to 1, as the rules for readable pages reckon.
    fn luminance(self) -> f32 {
        let one = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * one(self.0) + 0.7152 * one(self.1) + 0.0722 * one(self.2)
    }

    /// The contrast with another colour: 1 with itself, 21 between black and white.
    pub fn contrast(self, other: Colour) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// `self` with a share of another, from 0 to 1.
    pub fn mixed(self, other: Colour, share: f32) -> Colour {
        let one = |x: u8, y: u8| (f32::from(x) + (f32::from(y) - f32::from(x)) * share).round() as u8;
        Colour(one(self.0, other.0), one(self.1, other.1), one(self.2, other.2))
    }

    /// The nearest shade of it towards black or white that can be read on all these grounds.
    pub fn readable_on(self, grounds: &[Colour]) -> Colour {
        let enough = |c: Colour| grounds.iter().all(|g| c.contrast(*g) >= CONTRAST);
        let light = grounds.first().is_none_or(|g| g.luminance() > 0.18);
        let end = if light { Colour(0, 0, 0) } else { Colour(255, 255, 255) };
        let shades = (0..=20_u8).map(|n| self.mixed(end, f32::from(n) / 20.0));
        shades.into_iter().find(|c| enough(*c)).unwrap_or(end)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// A string that is no colour.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no colour; say six hexadecimal digits such as #0072b2, or one of: {names}", names = names())]
pub struct NotAColour(pub String);

fn names() -> String {
    SAFE.map(|(name, _)| name).join(", ")
}

impl FromStr for Colour {
    type Err = NotAColour;
    /// Reads #0072B2, 0072b2 and the names of the safe colours.
    fn from_str(s: &str) -> Result<Self, NotAColour> {
        let typed = s.trim().to_lowercase();
        if let Some((_, colour)) = SAFE.iter().find(|(name, _)| *name == typed) {
            return Ok(*colour);
        }
        let digits = typed.strip_prefix('#').unwrap_or(&typed);
        let whole = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| whole);
        let [_, r, g, b] = number.ok_or_else(|| NotAColour(s.chars().take(40).collect()))?.to_be_bytes();
        Ok(Colour(r, g, b))
    }
}

/// The pattern of the line under an actor's words and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pattern {
    /// One line.
    Solid,
    /// Two lines.
    Double,
    /// Dashes.
    Dashes,
    /// Dots.
    Dots,
    /// A wave.
    Wave,
}

impl Pattern {
    /// All of them, in the order in which actors take them.
    pub const ALL: [Pattern; 5] =
        [Pattern::Solid, Pattern::Double, Pattern::Dashes, Pattern::Dots, Pattern::Wave];

    /// Its name on the command line, on screen and in files.
    pub fn name(self) -> &'static str {
        match self {
            Pattern::Solid => "solid",
            Pattern::Double => "double",
            Pattern::Dashes => "dashes",
            Pattern::Dots => "dots",
            Pattern::Wave => "wave",
        }
    }

    /// The pattern of this number; they begin again after the last.
    pub fn numbered(n: usize) -> Pattern {
        Self::ALL.get(n % Self::ALL.len()).copied().unwrap_or(Pattern::Solid)
    }

    /// Its number.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|p| *p == self).unwrap_or(0)
    }
}

/// A string that is no pattern.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no pattern; say solid, double, dashes, dots or wave")]
pub struct NotAPattern(pub String);

impl FromStr for Pattern {
    type Err = NotAPattern;
    fn from_str(s: &str) -> Result<Self, NotAPattern> {
        let typed = s.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|p| p.name() == typed);
        found.ok_or_else(|| NotAPattern(s.chars().take(40).collect()))
    }
}

/// What a person said of the looks of an actor; what is not said follows from the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marking {
    /// The colour.
    pub colour: Option<Colour>,
    /// The pattern.
    pub pattern: Option<Pattern>,
}

impl Marking {
    /// Whether nothing is said.
    pub fn is_nothing(&self) -> bool {
        *self == Marking::default()
    }
}

/// A colour of the palette by its number, or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// A safe one.
    Safe(usize),
    /// One that a person chose beside them.
    Own(Colour),
}

/// A colour and a pattern for each actor, as [`super::shades`] gives them, where a person has
/// not said otherwise. Those who were given a colour have it first; of two with the same one
/// the later name takes the next pattern. Without markings it is the same as `shades`.
pub fn inks<'a>(
    ids: &[&'a ActorId],
    markings: &BTreeMap<ActorId, Marking>,
) -> BTreeMap<&'a ActorId, (Ink, Pattern)> {
    let ids: BTreeSet<&ActorId> = ids.iter().copied().collect();
    let said = |id: &ActorId| markings.get(id).copied().unwrap_or_default();
    let (given, rest): (Vec<&ActorId>, Vec<&ActorId>) =
        ids.into_iter().partition(|id| said(id).colour.is_some());
    let mut taken: BTreeSet<(usize, Ink)> = BTreeSet::new();
    let mut out = BTreeMap::new();
    for id in given {
        let Marking { colour: Some(colour), pattern } = said(id) else { continue };
        let ink = colour.safe().map_or(Ink::Own(colour), Ink::Safe);
        let free = Pattern::ALL.into_iter().find(|p| !taken.contains(&(p.number(), ink)));
        let pattern = pattern.or(free).unwrap_or(Pattern::Solid);
        taken.insert((pattern.number(), ink));
        out.insert(id, (ink, pattern));
    }
    // While there are other colours, nobody else has a given one, in whichever pattern.
    let given: BTreeSet<Ink> = taken.iter().map(|(_, ink)| *ink).collect();
    taken.extend(given.into_iter().map(|ink| (0, ink)));
    let mut round = 0;
    for id in rest {
        let wish = id.shade(SAFE.len());
        let free = |round: usize| {
            let mut tries = (0..SAFE.len()).map(|n| (wish + n) % SAFE.len());
            tries.find(|c| !taken.contains(&(round, Ink::Safe(*c))))
        };
        let next = (round..round + Pattern::ALL.len() + 1).find_map(|r| Some((r, free(r)?)));
        let colour = next.map_or(wish, |(_, colour)| colour);
        round = next.map_or(round, |(round, _)| round);
        taken.insert((round, Ink::Safe(colour)));
        let pattern = said(id).pattern.unwrap_or_else(|| Pattern::numbered(round));
        out.insert(id, (Ink::Safe(colour), pattern));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_patterns_read_back() {
        for (name, colour) in SAFE {
            assert_eq!(name.parse(), Ok(colour));
            assert_eq!(colour.to_string().parse(), Ok(colour));
        }
        assert_eq!("0072B2".parse(), Ok(Colour(0, 0x72, 0xb2)));
        for wrong in ["", "#", "#12345", "#1234567", "azure", "#00+2b2", "é0072b"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
        for pattern in Pattern::ALL {
            assert_eq!(pattern.name().parse(), Ok(pattern));
            assert_eq!(Pattern::numbered(pattern.number()), pattern);
        }
        assert!("checks".parse::<Pattern>().is_err());
    }

    #[test]
    fn any_colour_can_be_made_readable() {
        let (paper, night) = (Colour(255, 255, 253), Colour(0x24, 0x27, 0x2c));
        for colour in SAFE.map(|(_, c)| c).into_iter().chain([Colour(255, 255, 255), Colour(0, 0, 0)]) {
            for ground in [paper, night] {
                assert!(colour.readable_on(&[ground]).contrast(ground) >= CONTRAST, "{colour} on {ground}");
            }
        }
        let blue = Colour(0, 0, 0x99);
        assert_eq!(blue.readable_on(&[paper]), blue, "what can be read is left as it is");
    }

    #[test]
    fn without_markings_all_is_as_it_follows_from_the_names() {
        let ids: Vec<ActorId> = (0..30).map(|n| ActorId::new(&format!("Delegation {n}"))).collect();
        let refs: Vec<&ActorId> = ids.iter().collect();
        let plain = crate::record::shades(&refs, SAFE.len(), Pattern::ALL.len());
        for (id, (ink, pattern)) in inks(&refs, &BTreeMap::new()) {
            let (colour, number) = plain[id];
            assert_eq!((ink, pattern), (Ink::Safe(colour), Pattern::numbered(number)));
        }
    }

    #[test]
    fn a_given_colour_is_nobody_elses() {
        let ids: Vec<ActorId> = ["EU", "Japan", "Kenya", "US"].into_iter().map(ActorId::new).collect();
        let refs: Vec<&ActorId> = ids.iter().collect();
        let wanted = inks(&refs, &BTreeMap::new())[&ids[0]].0;
        let Ink::Safe(n) = wanted else { panic!("a colour of the palette") };
        let same = Marking { colour: Some(SAFE[n].1), pattern: None };
        let own = Marking { colour: Some(Colour(1, 2, 3)), pattern: Some(Pattern::Dots) };
        let markings = BTreeMap::from([(ids[3].clone(), same), (ids[1].clone(), own), (ids[2].clone(), own)]);
        let made = inks(&refs, &markings);
        assert_eq!(made[&ids[3]], (wanted, Pattern::Solid));
        assert_ne!(made[&ids[0]].0, wanted, "the other one takes the next");
        assert_eq!(made[&ids[1]], (Ink::Own(Colour(1, 2, 3)), Pattern::Dots));
        let many: Vec<ActorId> = (0..8).map(|n| ActorId::new(&format!("Delegation {n}"))).collect();
        let refs: Vec<&ActorId> = many.iter().collect();
        let wave = Marking { colour: Some(SAFE[2].1), pattern: Some(Pattern::Wave) };
        let made = inks(&refs, &BTreeMap::from([(many[5].clone(), wave)]));
        let colours: BTreeSet<Ink> = made.values().map(|(ink, _)| *ink).collect();
        assert_eq!(colours.len(), 8, "eight actors have eight colours, whatever one was given");
        let thirty: Vec<ActorId> = (0..30).map(|n| ActorId::new(&format!("Delegation {n}"))).collect();
        let refs: Vec<&ActorId> = thirty.iter().collect();
        for marked in &thirty {
            let made = inks(&refs, &BTreeMap::from([(marked.clone(), wave)]));
            let all: BTreeSet<(Ink, Pattern)> = made.into_values().collect();
            assert_eq!(all.len(), 30, "colour and pattern together are each one’s own");
        }
    }
}
