//! [`Label`]: how a paragraph is called in the room: PP3, OP26 bis, OP5 (a) (i), OP6 alt.
//!
//! A label is allotted, kept and never typed into the text (design: "Paragraph"). This file
//! reads and prints labels; who gets which is in `numbering`. Grammar: field.md, section 2.

use std::fmt;
use std::str::FromStr;

/// The ordinals of a paragraph put in after another, from 2 on: OP5, OP5 bis, OP5 ter ….
const ORDINALS: [&str; 19] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
    "undecies",
    "duodecies",
    "terdecies",
    "quaterdecies",
    "quindecies",
    "sexdecies",
    "septendecies",
    "octodecies",
    "novodecies",
    "vicies",
];

/// Preambular or operative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Series {
    /// PP.
    Preambular,
    /// OP.
    Operative,
}

/// A negotiation label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// 0 in the text itself, 1 in the first annex, and so on.
    pub annex: u16,
    /// PP or OP.
    pub series: Series,
    /// The number, from 1.
    pub number: u32,
    /// 0, or 1 for bis, 2 for ter ….
    pub ordinal: u16,
    /// 0, or 1 for alt, 2 for alt 2 ….
    pub alternative: u16,
    /// The sub-paragraph: `[1]` is (a), `[1, 2]` is (a) (ii). Each with its own ordinal.
    pub sub: Vec<(u16, u16)>,
}

impl Label {
    /// PP or OP with a number.
    pub fn new(series: Series, number: u32) -> Self {
        Self { annex: 0, series, number, ordinal: 0, alternative: 0, sub: Vec::new() }
    }

    /// The label of a sub-paragraph under this one.
    pub fn under(&self, letter: u16) -> Self {
        let mut out = self.clone();
        out.sub.push((letter, 0));
        out
    }

    /// The next label after this one at the same place: OP5, OP5 bis, OP5 ter; (a), (a) bis.
    pub fn next_ordinal(&self) -> Self {
        let mut out = self.clone();
        match out.sub.last_mut() {
            Some((_, ordinal)) => *ordinal += 1,
            None => out.ordinal += 1,
        }
        out
    }

    /// How the room says it in an outcome document: "B", "26", "26 bis".
    pub fn outcome(&self) -> String {
        let number = match self.series {
            Series::Preambular if self.number <= 26 => letter(self.number as u16).to_uppercase(),
            _ => self.number.to_string(),
        };
        format!("{}{number}{}", annex(self.annex), self.tail())
    }

    /// The label as the room says it, of one that somebody typed: "8 bis" is OP8 bis. What is
    /// no label stays.
    pub fn said(typed: &str) -> String {
        typed.parse::<Label>().map_or_else(|_| typed.to_owned(), |l| l.to_string())
    }

    fn tail(&self) -> String {
        let mut out = String::new();
        if self.ordinal > 0 {
            out.push(' ');
            out.push_str(&ordinal(self.ordinal));
        }
        match self.alternative {
            0 => {}
            1 => out.push_str(" alt"),
            n => out.push_str(&format!(" alt {n}")),
        }
        for (level, (number, ord)) in self.sub.iter().enumerate() {
            out.push_str(&format!(" ({})", sub_number(level + 1, *number)));
            if *ord > 0 {
                out.push(' ');
                out.push_str(&ordinal(*ord));
            }
        }
        out
    }
}

fn annex(n: u16) -> String {
    if n == 0 { String::new() } else { format!("Annex {} ", roman(n).to_uppercase()) }
}

/// "bis" for 1, "ter" for 2 …; past the Latin ones "(22)".
pub fn ordinal(n: u16) -> String {
    match ORDINALS.get(usize::from(n).wrapping_sub(1)) {
        Some(name) => (*name).to_owned(),
        None => format!("({})", n + 1),
    }
}

/// The number of a sub-paragraph at a level: (a), (i), a., i.; by level a, i, a, i ….
pub fn sub_number(level: usize, n: u16) -> String {
    if level % 2 == 1 { letter(n) } else { roman(n) }
}

/// a … z, aa … zz ….
pub fn letter(n: u16) -> String {
    let n = n.max(1) - 1;
    let c = char::from(b'a' + (n % 26) as u8);
    c.to_string().repeat(usize::from(n / 26) + 1)
}

/// Lower-case Roman numerals, 1 to 3999.
pub fn roman(mut n: u16) -> String {
    const STEPS: [(u16, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, digits) in STEPS {
        while n >= value {
            out.push_str(digits);
            n -= value;
        }
    }
    out
}

/// A number as lists write it: `a`, `A` in letters, `i`, `I` in Roman numerals, each from 1 to
/// 3999; none for other numbers and styles, which are written in figures.
pub fn counted(number: u32, style: char) -> Option<String> {
    let n = u16::try_from(number).ok().filter(|n| (1..4000).contains(n))?;
    match style {
        'a' => Some(letter(n)),
        'A' => Some(letter(n).to_uppercase()),
        'i' => Some(roman(n)),
        'I' => Some(roman(n).to_uppercase()),
        _ => None,
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let series = match self.series {
            Series::Preambular => "PP",
            Series::Operative => "OP",
        };
        write!(f, "{}{series}{}{}", annex(self.annex), self.number, self.tail())
    }
}

/// A string that is no label.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no label; write OP26, 26, PP2, B, OP5 (a) or OP26 bis")]
pub struct NotALabel(pub String);

impl FromStr for Label {
    type Err = NotALabel;

    /// Reads PP2, OP26, OP 26, 26, 26., B, para 5, ¶5, OP.3quat, 2.bis, 26 bis, OP6alt,
    /// OP5 alt 2, 70 (a) (ii), Annex I OP3. Case does not matter, but a letter alone (B) is
    /// a lettered preambular paragraph.
    fn from_str(s: &str) -> Result<Self, NotALabel> {
        let wrong = || NotALabel(s.chars().take(40).collect());
        let lower = s.trim().to_lowercase();
        let mut rest = lower.as_str();
        let mut annex = 0;
        if let Some(after) = rest.strip_prefix("annex") {
            let (digits, tail) = split_while(after.trim_start(), |c| c.is_ascii_alphabetic());
            annex = from_roman(digits).ok_or_else(wrong)?;
            rest = tail.trim_start();
        }
        let mut series = None;
        for (prefix, which) in [
            ("pp", Series::Preambular),
            ("op", Series::Operative),
            ("paragraph", Series::Operative),
            ("para", Series::Operative),
            ("¶", Series::Operative),
        ] {
            if let Some(after) = rest.strip_prefix(prefix) {
                series = Some(which);
                rest = after.trim_start_matches(['.', ' ', '\u{a0}']);
                break;
            }
        }
        let (digits, tail) = split_while(rest, |c| c.is_ascii_digit());
        let mut label = if digits.is_empty() {
            let mut chars = rest.chars();
            let first = chars.next().filter(char::is_ascii_lowercase).ok_or_else(wrong)?;
            if series == Some(Series::Operative) {
                return Err(wrong());
            }
            rest = chars.as_str();
            if rest.starts_with(|c: char| c.is_alphanumeric()) {
                return Err(wrong());
            }
            Label::new(Series::Preambular, u32::from(first as u8 - b'a') + 1)
        } else {
            rest = tail;
            let possible = |n: &u32| (1..=crate::limits::LABEL).contains(n);
            let number = digits.parse().ok().filter(possible).ok_or_else(wrong)?;
            Label::new(series.unwrap_or(Series::Operative), number)
        };
        label.annex = annex;
        loop {
            rest = rest.trim_start_matches(['.', ' ', '\u{a0}', '-']);
            if rest.is_empty() {
                return Ok(label);
            }
            rest = suffix(&mut label, rest).ok_or_else(wrong)?;
        }
    }
}

/// Reads one of: an ordinal, alt N, (a), (i).
fn suffix<'a>(label: &mut Label, rest: &'a str) -> Option<&'a str> {
    if let Some(after) = rest.strip_prefix('(') {
        let (name, tail) = after.split_once(')')?;
        let level = label.sub.len() + 1;
        let letters = from_letters(name);
        let number = if level % 2 == 1 { letters.or_else(|| from_roman(name)) } else { from_roman(name) }?;
        label.sub.push((number, 0));
        return Some(tail);
    }
    if let Some(after) = rest.strip_prefix("alt") {
        let (digits, tail) = split_while(after.trim_start(), |c| c.is_ascii_digit());
        label.alternative =
            if digits.is_empty() { 1 } else { digits.parse().ok().filter(|n| *n <= 10_000)? };
        return Some(tail);
    }
    let (name, tail) = split_while(rest, |c| c.is_ascii_alphabetic());
    let name = if name == "quat" { "quater" } else { name };
    let at = ORDINALS.iter().position(|o| *o == name)? as u16 + 1;
    match label.sub.last_mut() {
        Some((_, ordinal)) => *ordinal = at,
        None => label.ordinal = at,
    }
    Some(tail)
}

fn split_while(s: &str, keep: impl Fn(char) -> bool) -> (&str, &str) {
    s.split_at(s.find(|c| !keep(c)).unwrap_or(s.len()))
}

/// The number of "a", "b", "aa"; none for anything else.
pub fn from_letters(s: &str) -> Option<u16> {
    let first = s.chars().next().filter(char::is_ascii_lowercase)?;
    if s.len() > 4 || s.chars().any(|c| c != first) {
        return None;
    }
    Some(u16::from(first as u8 - b'a') + 1 + 26 * (s.len() as u16 - 1))
}

/// The value of a lower-case Roman numeral in its normal form; none for anything else.
pub fn from_roman(s: &str) -> Option<u16> {
    let value = |c| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            'd' => 500,
            'm' => 1000,
            _ => return None,
        })
    };
    let values: Vec<i32> = s.chars().take(16).map(value).collect::<Option<_>>()?;
    let signed = |(i, v): (usize, &i32)| if values.get(i + 1).is_some_and(|next| next > v) { -v } else { *v };
    let total = u16::try_from(values.iter().enumerate().map(signed).sum::<i32>()).ok()?;
    (total > 0 && total < 4000 && roman(total) == s).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spellings_of_the_field() {
        for (typed, printed) in [
            ("26", "OP26"),
            ("26.", "OP26"),
            ("OP26", "OP26"),
            ("OP 26", "OP26"),
            ("B", "PP2"),
            ("b.", "PP2"),
            ("PP2", "PP2"),
            ("2.bis", "OP2 bis"),
            ("OP3 bis", "OP3 bis"),
            ("OP.3quat", "OP3 quater"),
            ("PP4bis", "PP4 bis"),
            ("OP6alt", "OP6 alt"),
            ("OP5 alt 2", "OP5 alt 2"),
            ("70 (a)", "OP70 (a)"),
            ("op70(a)(ii)", "OP70 (a) (ii)"),
            ("OP5 (a) bis", "OP5 (a) bis"),
            ("Annex II OP3", "Annex II OP3"),
            ("¶ 7", "OP7"),
            ("para 12", "OP12"),
            ("OP5 (i)", "OP5 (i)"),
        ] {
            assert_eq!(typed.parse::<Label>().map(|l| l.to_string()), Ok(printed.to_owned()), "{typed}");
        }
        for wrong in ["", "OP", "0", "OP0", "Open", "12 monkeys", "(a)", "OP5 (", "annex", "é"] {
            assert!(wrong.parse::<Label>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_printed_reads_back() {
        for number in [1, 26, 27, 148] {
            for ord in [0, 1, 5, 19] {
                for sub in [vec![], vec![(3, 0)], vec![(27, 1), (4, 0)]] {
                    let label = Label { ordinal: ord, sub, ..Label::new(Series::Operative, number) };
                    assert_eq!(label.to_string().parse(), Ok(label));
                }
            }
        }
    }

    #[test]
    fn numerals() {
        let written = ['a', 'A', 'i', 'I', '1'].map(|style| counted(28, style));
        assert_eq!(
            written,
            [Some("bb".into()), Some("BB".into()), Some("xxviii".into()), Some("XXVIII".into()), None]
        );
        assert_eq!([0, 4000, u32::MAX].map(|n| counted(n, 'i')), [None, None, None]);
        assert_eq!((1..=400).filter(|n| from_roman(&roman(*n)) != Some(*n)).count(), 0);
        assert_eq!((1..=60).filter(|n| from_letters(&letter(*n)) != Some(*n)).count(), 0);
        assert_eq!(from_roman("iiii"), None);
        assert_eq!(Label::new(Series::Preambular, 2).outcome(), "B");
    }
}
