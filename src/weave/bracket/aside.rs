//! What stands in a text beside its words: statuses, sources, placements.
//!
//! A slash and a round bracket are text unless what they hold says otherwise.

use super::Node;
use std::ops::Range;

/// Longer pairs of slashes and longer sources are text; in bytes.
const LONGEST: usize = 300;
/// A longer bracket is no status; in bytes.
const STATUS: usize = 120;

/// Words that make a placement of what stands between slashes; "op" and "pp" count with a number.
const PLACES: [&str; 10] = [
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "section",
    "sections",
    "chapter",
    "chapters",
    "see",
    "preamble",
];

/// How far a text has come, as it is written; those that end in a blank go on.
const STATUSES: [&str; 18] = [
    "agreed",
    "agreed ad ref",
    "agreed ad referendum",
    "agreed ad ref ",
    "agreed ad referendum ",
    "agreed in informals",
    "agreed in informals ",
    "agreed in plenary",
    "agreed in plenary ",
    "agreed in principle",
    "agreed in working group",
    "ad ref",
    "ad referendum",
    "retain",
    "reserved",
    "placeholder",
    "placeholder ",
    "suggested for closure",
];

/// Whether what stands in a bracket says how far the text has come.
pub(super) fn is_status(inner: &str) -> bool {
    if inner.len() > STATUS {
        return false;
    }
    let said = inner.trim().trim_end_matches(['.', ',', ';']).to_lowercase().replace([':', ','], " ");
    STATUSES.iter().any(|s| if s.ends_with(' ') { said.starts_with(s) } else { said == *s })
}

/// Cuts a range without brackets into text, statuses, sources and, outside of brackets,
/// placements.
pub(super) fn texts(text: &str, range: Range<usize>, top: bool, out: &mut Vec<Node>) {
    let mut done = range.start;
    let mut push = |node: Node, done: &mut usize| {
        let span = node.span();
        if span.start > *done {
            out.push(Node::Text(*done..span.start));
        }
        *done = span.end;
        if !span.is_empty() {
            out.push(node);
        }
    };
    let part = text.get(range.clone()).unwrap_or_default();
    for (at, mark) in part.match_indices(['(', '/']) {
        let at = range.start + at;
        if at < done {
            continue;
        }
        let found = match mark {
            "(" => round(text, at, range.end, top),
            _ if top => placement(text, at, &range),
            _ => None,
        };
        if let Some(node) = found {
            push(node, &mut done);
        }
    }
    if range.end > done {
        push(Node::Text(done..range.end), &mut done);
    }
}

/// The text from `at` on, not beyond `end` and not longer than a limit.
fn near(text: &str, at: usize, end: usize) -> &str {
    let mut to = end.min(at + LONGEST);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(at..to).unwrap_or_default()
}

fn round(text: &str, at: usize, end: usize, top: bool) -> Option<Node> {
    let rest = near(text, at + 1, end);
    let first = rest.get(..rest.len().min(12)).unwrap_or(rest).to_lowercase();
    let source = ["based on ", "from ", "cf. ", "cf ", "modified "].iter().any(|s| first.starts_with(s));
    let agreed = first.starts_with("agreed")
        || first.starts_with("ad ref")
        || rest.split(')').next().is_some_and(|inner| inner.len() < rest.len() && is_status(inner));
    if !(source || (top && agreed)) {
        return None;
    }
    let inner = rest.split(')').next().filter(|i| i.len() < rest.len())?;
    let span = at..at + inner.len() + 2;
    if source {
        let symbol =
            inner.split_whitespace().any(|w| w.contains('/') && w.contains(|c: char| c.is_ascii_digit()));
        return symbol.then_some(Node::Source(span));
    }
    is_status(inner).then_some(Node::Status(span))
}

fn placement(text: &str, at: usize, range: &Range<usize>) -> Option<Node> {
    let before = text.get(range.start..at).and_then(|t| t.chars().next_back());
    let opens =
        before.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '”' | '"'));
    let rest = near(text, at + 1, range.end);
    if !opens || rest.starts_with(['/', ' ']) {
        return None;
    }
    let closes = |end: usize| {
        let after = rest.get(end + 1..).and_then(|t| t.chars().next());
        after.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')'))
    };
    let ends = rest.match_indices('/').map(|(end, _)| end).filter(|end| closes(*end)).take(8);
    let ends: Vec<usize> = ends.collect();
    let names = |end: &usize| rest.get(..*end).is_some_and(names_a_place);
    // What the longest does not name none of them names.
    let end = ends.last().filter(|end| names(end)).and_then(|_| ends.iter().find(|end| names(end)))?;
    Some(Node::Placement(at..at + end + 2))
}

/// Whether words name a section, a paragraph or a label: what makes a placement of them.
pub fn names_a_place(text: &str) -> bool {
    let all = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let words: Vec<String> = all.map(str::to_lowercase).collect();
    let next = |i: usize| words.get(i + 1).map(String::as_str).unwrap_or_default();
    words.iter().enumerate().any(|(i, word)| {
        let number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let series = ["op", "pp", "ops", "pps"].iter().any(|s| {
            word.strip_prefix(s).is_some_and(|rest| number(rest) || (rest.is_empty() && number(next(i))))
        });
        series
            || PLACES.contains(&word.as_str())
            || (word == "also" && next(i) == "in")
            || (matches!(word.as_str(), "move" | "moved") && next(i) == "to")
    })
}
