//! [`Deadline`]: what a person means by a deadline: a day, and where it is said a time and where
//! that time is counted.
//!
//! It is understood or refused, never guessed; it knows no time of its own, so that nothing here
//! is soon or over. The words that were typed are what is kept: this only reads them.

use crate::lexicon::{PLACES, ZONES};
use std::fmt;
use std::str::FromStr;

/// A deadline that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The year, from 1945.
    pub year: u32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
    /// Hour and minute, of 24 hours; none: the whole day.
    pub time: Option<(u32, u32)>,
    /// Where the time is counted: a zone or a place; empty where that was not said.
    pub place: String,
}

/// Why a deadline is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADeadline {
    /// A word that says nothing of a day, a time or a place.
    #[error("“{0}” is not understood in a deadline")]
    Word(String),
    /// No day.
    #[error("a deadline needs a day")]
    NoDay,
    /// A day without its year.
    #[error("a deadline needs the year of its day")]
    NoYear,
    /// Numbers that are read otherwise elsewhere.
    #[error("“{0}” is read in two ways, by the day or by the month first")]
    TwoWays(String),
    /// A day that does not exist.
    #[error("“{0}” is no day of the calendar")]
    Never(String),
    /// A time that does not exist.
    #[error("“{0}” is no time of day")]
    NoTime(String),
    /// Both ends of a day.
    #[error("midnight is the end of one day and the beginning of another: say 23:59 or 00:00")]
    Midnight,
    /// A day of the week that is not the one of the date.
    #[error("{date} is a {is}, not a {said}")]
    Weekday {
        /// The day without its name.
        date: String,
        /// Its name.
        is: &'static str,
        /// The name that was said.
        said: &'static str,
    },
    /// Something that was said already.
    #[error("“{0}” comes after another that says the same")]
    Twice(String),
    /// A place without a time.
    #[error("a place goes with a time")]
    PlaceAlone,
}

/// Deadlines as they can be said.
pub const EXAMPLES: &str =
    "“2026-12-05”, “2026-12-05 18:00 New York” or “5 December 2026, 6 p.m. Geneva time”";

/// The months as they are written out.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// How many days a month has; none for what is no month. Years are those of the calendar in use.
pub fn days_in(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl Deadline {
    /// The day: "2026-12-05".
    pub fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The time: "18:00"; none where only the day was said.
    pub fn clock(&self) -> Option<String> {
        self.time.map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
    }

    /// The day of the week.
    pub fn weekday(&self) -> &'static str {
        // Days since a Sunday, with the years beginning in March.
        let (year, month) = match self.month {
            0..=2 => (self.year.saturating_sub(1), self.month + 12),
            _ => (self.year, self.month),
        };
        let days = self.day + 13 * (month + 1) / 5 + year + year / 4 + year / 400 + 6;
        let at = (days.saturating_sub(year / 100) % 7) as usize;
        DAYS.get(at).copied().unwrap_or_default()
    }

    fn day_in_words(&self) -> String {
        let month = MONTHS.get((self.month as usize).wrapping_sub(1)).copied().unwrap_or_default();
        format!("{} {month} {}", self.day, self.year)
    }
}

impl fmt::Display for Deadline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.weekday(), self.day_in_words())?;
        if let Some(clock) = self.clock() {
            write!(f, ", {clock}")?;
        }
        match self.place.as_str() {
            "" => Ok(()),
            place => write!(f, ", {place}"),
        }
    }
}

impl FromStr for Deadline {
    type Err = NotADeadline;

    fn from_str(typed: &str) -> Result<Self, NotADeadline> {
        let parted = typed.replace([',', ';', '(', ')'], " ");
        let words: Vec<&str> = parted.split_whitespace().flat_map(pieces).collect();
        let mut read = Read::default();
        let mut rest = words.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let taken = read.next(rest)?;
            if taken == 0 {
                return Err(NotADeadline::Word(short(first)));
            }
            rest = rest.get(taken..).unwrap_or(after);
        }
        read.finish()
    }
}

/// What was read so far.
#[derive(Default)]
struct Read {
    weekday: Option<&'static str>,
    day: Option<(Option<u32>, u32, u32, String)>,
    time: Option<(u32, u32)>,
    place: Option<String>,
}

impl Read {
    /// Reads what stands first; how many words that were, 0 where they say nothing.
    fn next(&mut self, words: &[&str]) -> Result<usize, NotADeadline> {
        let Some(first) = words.first() else { return Ok(0) };
        let key = plain(first);
        if ["at", "on", "by", "until", "the", "of"].contains(&key.as_str()) {
            return Ok(1);
        }
        let said = |taken: usize| words.iter().take(taken).copied().collect::<Vec<_>>().join(" ");
        if let Some(name) = named(&DAYS, &key) {
            return keep(&mut self.weekday, name, 1, || said(1));
        }
        if let Some((year, month, day, taken)) = day(words)? {
            return keep(&mut self.day, (year, month, day, said(taken)), taken, || said(taken));
        }
        if let Some((time, taken)) = time(words)? {
            return keep(&mut self.time, time, taken, || said(taken));
        }
        match place(words) {
            Some((place, taken)) => keep(&mut self.place, place, taken, || said(taken)),
            None => Ok(0),
        }
    }

    fn finish(self) -> Result<Deadline, NotADeadline> {
        let (year, month, day, said) = self.day.ok_or(NotADeadline::NoDay)?;
        let year = year.ok_or(NotADeadline::NoYear)?;
        if !(1945..=2999).contains(&year) || day == 0 || day > days_in(year, month) {
            return Err(NotADeadline::Never(short(&said)));
        }
        if self.place.is_some() && self.time.is_none() {
            return Err(NotADeadline::PlaceAlone);
        }
        let place = self.place.unwrap_or_default();
        let made = Deadline { year, month, day, time: self.time, place };
        match self.weekday {
            Some(said) if said != made.weekday() => {
                Err(NotADeadline::Weekday { date: made.day_in_words(), is: made.weekday(), said })
            }
            _ => Ok(made),
        }
    }
}

/// Keeps what is said once.
fn keep<T>(
    held: &mut Option<T>,
    now: T,
    taken: usize,
    said: impl Fn() -> String,
) -> Result<usize, NotADeadline> {
    match held.replace(now) {
        Some(_) => Err(NotADeadline::Twice(short(&said()))),
        None => Ok(taken),
    }
}

fn short(words: &str) -> String {
    words.chars().take(crate::limits::QUOTE).collect()
}

/// In small letters and without points: "P.M." is "pm".
fn plain(word: &str) -> String {
    word.to_lowercase().replace(['.', '’', '\''], "")
}

/// A day and a time that are written in one, "2026-12-05T18:00Z", in their pieces.
fn pieces(word: &str) -> Vec<&str> {
    let clock = match word.split_once('T') {
        Some((day, clock)) if numbers(day, '-').is_some_and(|n| n.len() == 3) => Some((day, clock)),
        _ => None,
    };
    let (mut out, rest) = clock.map_or((Vec::new(), word), |(day, rest)| (vec![day], rest));
    // A zone that is written at the time.
    let timed = rest.contains(':') && rest.starts_with(|c: char| c.is_ascii_digit());
    match rest.find(['+', '-', 'Z', 'z', '−']).filter(|at| timed && *at > 0) {
        Some(at) => out.extend([rest.get(..at), rest.get(at..)].into_iter().flatten()),
        None => out.push(rest),
    }
    out
}

/// Numbers with one sign between them.
fn numbers(word: &str, sign: char) -> Option<Vec<(u32, usize)>> {
    let parts = word.split(sign);
    parts.map(|p| number(p, 4).map(|n| (n, p.len()))).collect()
}

/// A number of at most so many digits, and nothing else.
fn number(word: &str, digits: usize) -> Option<u32> {
    let plain = (1..=digits).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|_| plain)
}

/// The name that begins so, in at least three letters.
fn named(names: &[&'static str], key: &str) -> Option<&'static str> {
    let mut found = names.iter().filter(|n| key.len() >= 3 && n.to_lowercase().starts_with(key));
    found.next().copied().filter(|_| key.bytes().all(|b| b.is_ascii_lowercase()))
}

fn month(word: &str) -> Option<u32> {
    let name = named(&MONTHS, &plain(word))?;
    MONTHS.iter().zip(1..).find(|(m, _)| **m == name).map(|(_, n)| n)
}

/// The year if it is said, the month, the day, and how many words they are.
type Day = (Option<u32>, u32, u32, usize);

fn day(words: &[&str]) -> Result<Option<Day>, NotADeadline> {
    let Some(first) = words.first() else { return Ok(None) };
    if let Some([(year, 4), (month, 2), (day, 2)]) = numbers(first, '-').as_deref() {
        return Ok(Some((Some(*year), *month, *day, 1)));
    }
    for sign in ['/', '.', '-'] {
        let parts = numbers(first.trim_end_matches('.'), sign).map_or(0, |n| n.len());
        let year = numbers(first, sign).and_then(|n| n.first().map(|(_, digits)| *digits > 2));
        if year != Some(true) && (parts == 3 || (parts == 2 && sign != '.')) {
            return Err(NotADeadline::TwoWays(short(first)));
        }
    }
    let ordinal = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let ending = word.get(digits.len()..).unwrap_or_default().to_lowercase();
        number(digits, 2).filter(|_| ["", "st", "nd", "rd", "th"].contains(&ending.as_str()))
    };
    let rest = words.get(1..).unwrap_or_default();
    let of = usize::from(rest.first().is_some_and(|w| plain(w) == "of"));
    let (month, day, taken) = match (ordinal(first), rest.get(of).and_then(|w| month(w))) {
        (Some(day), Some(month)) => (month, day, 2 + of),
        _ => match (month(first), rest.first().and_then(|w| ordinal(w))) {
            (Some(month), Some(day)) => (month, day, 2),
            _ => return Ok(None),
        },
    };
    let year = words.get(taken).filter(|w| w.len() == 4).and_then(|w| number(w, 4));
    Ok(Some((year, month, day, taken + usize::from(year.is_some()))))
}

/// Hour and minute, and how many words they are.
type Time = ((u32, u32), usize);

/// A time of day.
fn time(words: &[&str]) -> Result<Option<Time>, NotADeadline> {
    let Some(first) = words.first() else { return Ok(None) };
    let key = first.to_lowercase();
    if plain(first) == "midnight" {
        return Err(NotADeadline::Midnight);
    }
    if plain(first) == "noon" {
        return Ok(Some(((12, 0), 1)));
    }
    let digits = key.trim_end_matches(|c: char| c.is_alphabetic() || c == '.');
    let ending = plain(key.get(digits.len()..).unwrap_or_default());
    // "6 p.m.", "6pm", "18 h", "18:00 hrs", "12 noon"
    let (half, taken) = match (ending.as_str(), words.get(1).map(|w| plain(w))) {
        ("", Some(next)) if is_half(&next) => (next, 2),
        (ending, _) if is_half(ending) => (ending.to_owned(), 1),
        ("", _) => (String::new(), 1),
        _ => (String::new(), 0),
    };
    let french = numbers(digits, 'h').filter(|n| n.len() == 2);
    let colon = [':', '.'].into_iter().find_map(|s| numbers(digits, s).filter(|n| n.len() == 2));
    let (hour, minute) = match (french.or(colon).as_deref(), number(digits, 2)) {
        (Some([(hour, _), (minute, 2)]), _) => (*hour, *minute),
        // A mere number is no time.
        (None, Some(hour)) if !half.is_empty() => (hour, 0),
        _ => return Ok(None),
    };
    if taken == 0 {
        return Ok(None);
    }
    let said = || short(&words.iter().take(taken).copied().collect::<Vec<_>>().join(" "));
    let hour = match (half.as_str(), hour) {
        ("am", 12) => 0,
        ("am", 1..=11) | ("noon", 12) => hour,
        ("pm", 12) => 12,
        ("pm", 1..=11) => hour + 12,
        ("am" | "pm" | "noon", _) => return Err(NotADeadline::NoTime(said())),
        (_, 24) => return Err(NotADeadline::Midnight),
        _ => hour,
    };
    if hour > 23 || minute > 59 {
        return Err(NotADeadline::NoTime(said()));
    }
    Ok(Some(((hour, minute), taken)))
}

/// What stands behind the number of an hour.
fn is_half(key: &str) -> bool {
    ["am", "pm", "noon", "h", "hrs", "hours"].contains(&key)
}

/// A zone or a place, as it was typed, and how many words it is.
fn place(words: &[&str]) -> Option<(String, usize)> {
    let first = words.first()?;
    let timed = |taken: usize| {
        let time = words.get(taken).is_some_and(|w| plain(w) == "time");
        (words.iter().take(taken).copied().collect::<Vec<_>>().join(" "), taken + usize::from(time))
    };
    if is_offset(first) || ZONES.contains(&plain(first).as_str()) || is_area(first) {
        return Some(timed(1));
    }
    // The longest name first: "New York" is not "New".
    for taken in (1..=4.min(words.len())).rev() {
        let name: Vec<String> = words.iter().take(taken).map(|w| plain(w)).collect();
        if PLACES.contains(&name.join(" ").as_str()) {
            return Some(timed(taken));
        }
    }
    // Any other place says that it is one: "Belém time".
    let end = words.iter().take(6).position(|w| plain(w) == "time").filter(|end| *end > 0)?;
    let is_name = |w: &&str| {
        let letters = w.chars().all(|c| c.is_alphabetic() || "-’'.".contains(c));
        letters
            && w.starts_with(char::is_uppercase)
            && month(w).is_none()
            && named(&DAYS, &plain(w)).is_none()
    };
    words.iter().take(end).all(is_name).then(|| timed(end))
}

/// "UTC+2", "GMT", "Z", "+05:30".
fn is_offset(word: &str) -> bool {
    let upper = word.to_uppercase().replace('−', "-");
    let rest = ["UTC", "GMT"].into_iter().find_map(|zone| upper.strip_prefix(zone));
    let signed = rest.unwrap_or(&upper);
    let Some(number_of) = signed.strip_prefix(['+', '-']) else {
        return rest == Some("") || upper == "Z";
    };
    let (hours, minutes) = match number_of.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if number_of.len() == 4 => number_of.split_at_checked(2).unwrap_or_default(),
        None => (number_of, "00"),
    };
    let far = number(hours, 2).zip(number(minutes, 2).filter(|_| minutes.len() == 2));
    far.is_some_and(|(hours, minutes)| hours <= 14 && minutes <= 59)
}

/// "America/New_York".
fn is_area(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let name = |p: &&str| {
        p.starts_with(|c: char| c.is_ascii_uppercase())
            && p.chars().all(|c| c.is_ascii_alphabetic() || c == '_' || c == '-')
    };
    (2..=3).contains(&parts.len()) && parts.iter().all(name)
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
