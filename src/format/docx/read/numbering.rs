//! [`Numbering`]: the labels that Word counts, from `numbering.xml`.
//!
//! Word shows inserted and deleted paragraphs together and counts both, so that what it shows is
//! the label neither of the text before nor of that after. Here two counts run side by side: a
//! paragraph that stood before all changes has the label that it had then; one that was put in
//! has the label that it gets when everything is accepted.

use super::tree::{child, children, switch, val, value};
use crate::text::counted;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// The deepest level of a list.
const LEVELS: usize = 9;

/// The longest text of a level that is read, and the longest name of a list, in characters.
const LONGEST: usize = 60;

/// How one level of a list counts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    start: u32,
    format: String,
    /// "%1." with the number of the level in its place.
    text: String,
    /// The level whose step makes this one begin again, from 1; 0 is none, nothing said is any.
    restart: Option<usize>,
    /// Whether all numbers in it are decimal.
    legal: bool,
    /// The style of paragraphs that count on this level.
    style: Option<String>,
}

/// A list: the scheme that it counts by and the levels it changes.
#[derive(Clone, Debug, Default)]
struct List {
    scheme: String,
    levels: BTreeMap<usize, Level>,
    starts: BTreeMap<usize, u32>,
}

/// How far one scheme has counted.
#[derive(Clone, Debug, Default)]
struct Count {
    /// The number of each level; none where it has not begun.
    at: [Option<u32>; LEVELS],
    /// Lists whose overriding starts have been used, with the level.
    begun: std::collections::BTreeSet<(String, usize)>,
}

/// Which of the two counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Before,
    After,
}

/// A label that Word counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The label; empty for a bullet.
    pub label: String,
    /// The level in the list, from 0.
    pub level: usize,
    /// Whether it is a sign and no number.
    pub bullet: bool,
}

/// The lists of a file, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    schemes: BTreeMap<String, BTreeMap<usize, Level>>,
    lists: BTreeMap<String, List>,
    before: BTreeMap<String, Count>,
    after: BTreeMap<String, Count>,
}

impl Numbering {
    /// The lists of a part. `styled` gives the list that a style of lists names.
    pub fn of(part: &Document, styled: &dyn Fn(&str) -> Option<String>) -> Self {
        let root = part.root_element();
        let mut out = Self::default();
        let mut links = Vec::new();
        for node in children(root, "abstractNum") {
            let Some(id) = value(node, "abstractNumId") else { continue };
            out.schemes.insert(id.to_owned(), levels(node));
            links.extend(val(node, "numStyleLink").map(|style| (id.to_owned(), style.to_owned())));
        }
        for node in children(root, "num") {
            let Some(id) = value(node, "numId") else { continue };
            let mut list =
                List { scheme: val(node, "abstractNumId").unwrap_or_default().to_owned(), ..List::default() };
            for change in children(node, "lvlOverride") {
                let Some(at) = value(change, "ilvl").and_then(|v| v.parse::<usize>().ok()) else { continue };
                list.levels.extend(child(change, "lvl").map(|l| (at, level(l))));
                list.starts.extend(val(change, "startOverride").and_then(|v| Some((at, v.parse().ok()?))));
            }
            out.lists.insert(id.to_owned(), list);
        }
        // A scheme may be that of a style, which names a list, which has a scheme.
        for (id, style) in links {
            let scheme = styled(&style).and_then(|list| Some(out.lists.get(&list)?.scheme.clone()));
            if let Some(levels) = scheme.filter(|s| *s != id).and_then(|s| out.schemes.get(&s).cloned()) {
                out.schemes.insert(id, levels);
            }
        }
        out
    }

    /// The level of a list that counts paragraphs of a style.
    pub fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.schemes.get(&self.lists.get(list)?.scheme)?;
        levels.iter().find(|(_, l)| l.style.as_deref() == Some(style)).map(|(at, _)| *at)
    }

    /// Counts a paragraph and gives its label.
    pub fn step(&mut self, view: View, list: &str, level: usize) -> Option<Numbered> {
        let level = level.min(LEVELS - 1);
        let found = self.lists.get(list)?;
        let scheme = self.schemes.get(&found.scheme)?;
        let of = |at: usize| found.levels.get(&at).or_else(|| scheme.get(&at));
        let own = of(level)?;
        let counts = match view {
            View::Before => &mut self.before,
            View::After => &mut self.after,
        };
        let count = counts.entry(found.scheme.clone()).or_default();
        let starts = |at: usize| of(at).map_or(1, |l| l.start);
        let forced = found.starts.get(&level).filter(|_| count.begun.insert((list.to_owned(), level)));
        let next = match (forced, count.at.get(level).copied().flatten()) {
            (Some(start), _) => *start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => found.starts.get(&level).copied().unwrap_or_else(|| starts(level)),
        };
        for (at, number) in count.at.iter_mut().enumerate() {
            match at.cmp(&level) {
                // A level that was jumped over counts as begun.
                std::cmp::Ordering::Less => drop(number.get_or_insert_with(|| starts(at))),
                std::cmp::Ordering::Equal => *number = Some(next),
                std::cmp::Ordering::Greater => {
                    let again = of(at).and_then(|l| l.restart).is_none_or(|r| r > level);
                    if again {
                        *number = None;
                    }
                }
            }
        }
        if matches!(own.format.as_str(), "bullet" | "none") && !own.text.contains('%') {
            let label = if own.format == "bullet" { String::new() } else { own.text.trim().to_owned() };
            return Some(Numbered { bullet: label.is_empty(), label, level });
        }
        let mut label = String::new();
        let mut rest = own.text.as_str();
        while let Some((words, after)) = rest.split_once('%') {
            label.push_str(words);
            let digit = after.chars().next().and_then(|c| c.to_digit(10)).filter(|d| *d > 0);
            let Some(at) = digit.map(|d| d as usize - 1) else {
                label.push('%');
                rest = after;
                continue;
            };
            let format = if own.legal { "decimal" } else { of(at).map_or("decimal", |l| l.format.as_str()) };
            let number = count.at.get(at).copied().flatten().unwrap_or_else(|| starts(at));
            label.push_str(&written(number, format));
            rest = after.get(1..).unwrap_or_default();
        }
        label.push_str(rest);
        Some(Numbered { label: label.trim().to_owned(), level, bullet: false })
    }
}

/// The list that properties or a style name, and the level.
pub(super) fn list_of(properties: Node) -> Option<(Option<String>, Option<usize>)> {
    let list = child(properties, "numPr")?;
    let level = val(list, "ilvl").and_then(|v| v.parse().ok());
    Some((val(list, "numId").filter(|id| id.len() <= LONGEST).map(str::to_owned), level))
}

fn levels(scheme: Node) -> BTreeMap<usize, Level> {
    let at = |n: Node| value(n, "ilvl").and_then(|v| v.parse().ok());
    children(scheme, "lvl").filter_map(|n| Some((at(n).filter(|at| *at < LEVELS)?, level(n)))).collect()
}

fn level(node: Node) -> Level {
    let number = |name: &str| val(node, name).and_then(|v| v.parse::<u32>().ok());
    Level {
        start: number("start").unwrap_or(0),
        format: val(node, "numFmt").unwrap_or("decimal").to_owned(),
        text: val(node, "lvlText").unwrap_or_default().chars().take(LONGEST).collect(),
        restart: number("lvlRestart").map(|n| n as usize),
        legal: switch(node, "isLgl") == Some(true),
        style: val(node, "pStyle").map(str::to_owned),
    }
}

/// A number as a format writes it; one that is not known is written in figures.
fn written(number: u32, format: &str) -> String {
    let figures = || number.to_string();
    match format {
        "lowerLetter" => counted(number, 'a').unwrap_or_else(figures),
        "upperLetter" => counted(number, 'A').unwrap_or_else(figures),
        "lowerRoman" => counted(number, 'i').unwrap_or_else(figures),
        "upperRoman" => counted(number, 'I').unwrap_or_else(figures),
        "decimalZero" => format!("{number:02}"),
        "ordinal" => {
            let end = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{number}{end}")
        }
        "none" => String::new(),
        _ => figures(),
    }
}
