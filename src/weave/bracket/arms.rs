//! What stands in one bracket: alternatives, each with its words and who says what of them.
//!
//! A slash parts alternatives where white space stands beside it, and on one side only where
//! names stand before it: "and/or" and "A/80/62-E/2025/12" are text. Marks and spaces that only
//! part things are in no arm's words.

use super::names::{DASHES, Found, Names, skip};
use super::{Action, Arm, Node};
use std::ops::Range;

/// Marks in which words stand that are to be put in.
const QUOTES: [(char, char); 5] = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“'), ('”', '”')];

/// Words behind a name and a colon, so that they read back as they are: in quotation marks where
/// they begin like a verb or are quoted themselves.
pub fn quoted(words: &str) -> String {
    let verb = super::names::verb(words.trim_start(), 0, words.trim_start().len()).is_some();
    let free = QUOTES.iter().find(|(o, c)| !words.contains([*o, *c]));
    match free {
        Some((open, close)) if verb || unquoted(words, &(0..words.len())).is_some() => {
            format!("{open}{words}{close}")
        }
        _ => words.to_owned(),
    }
}

/// How far back names are looked for before a slash that is glued to a word; in bytes.
const NEAR: usize = 200;

pub(super) fn arms(text: &str, inner: &Range<usize>, nodes: &[Node], names: &mut Names) -> Vec<Arm> {
    let cuts = cuts(text, inner, nodes, names);
    let only = cuts.len() == 1;
    cuts.into_iter().map(|range| arm(text, range, nodes, names, only)).collect()
}

/// The ranges between the slashes, each without one space beside its slashes.
fn cuts(text: &str, inner: &Range<usize>, nodes: &[Node], names: &mut Names) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = inner.start;
    for node in nodes {
        let Node::Text(range) = node else { continue };
        for (at, _) in text.get(range.clone()).unwrap_or_default().match_indices('/') {
            let at = range.start + at;
            let blank = |t: Option<&str>, last: bool| {
                let c = t.and_then(|t| if last { t.chars().next_back() } else { t.chars().next() });
                c.is_none_or(char::is_whitespace)
            };
            let before = blank(text.get(inner.start..at), true);
            let behind = blank(text.get(at + 1..inner.end), false);
            let glued = (before || behind) && {
                let from = at.saturating_sub(NEAR).max(start).max(range.start);
                let from = (from..at).find(|i| text.is_char_boundary(*i)).unwrap_or(at);
                suffix(text, from..at, names).is_some()
            };
            if (before && behind) || glued {
                out.push(start..one_less(text, start, at));
                start = one_more(text, at + 1, inner.end);
            }
        }
    }
    out.push(start..inner.end);
    out
}

fn one_less(text: &str, start: usize, at: usize) -> usize {
    let blank = text.get(start..at).is_some_and(|t| t.ends_with([' ', '\n']));
    if blank { at - 1 } else { at }
}

fn one_more(text: &str, at: usize, end: usize) -> usize {
    let blank = text.get(at..end).is_some_and(|t| t.starts_with([' ', '\n']));
    if blank { at + 1 } else { at }
}

/// `only`: it is alone in its bracket.
fn arm(text: &str, range: Range<usize>, nodes: &[Node], names: &mut Names, only: bool) -> Arm {
    let first = nodes.partition_point(|n| n.span().end <= range.start);
    let inside: Vec<&Node> = nodes.iter().skip(first).take_while(|n| n.span().start < range.end).collect();
    // Names stand in one piece, at an end.
    let head = match inside.first() {
        Some(Node::Text(at)) => range.start..at.end.min(range.end),
        _ => range.start..range.start,
    };
    let mut tail = range.end..range.end;
    let mut source = None;
    for node in inside.iter().rev() {
        match node {
            Node::Text(at) if text.get(at.clone()).is_some_and(|t| t.trim().is_empty()) => continue,
            Node::Source(at) if source.is_none() => source = Some(at.clone()),
            Node::Text(at) => {
                tail = at.start.max(range.start)..at.end.min(range.end);
                break;
            }
            _ => break,
        }
    }
    let none = |at: &Range<usize>| at.end..at.end;
    let mut quoted = false;
    let (words, said, unknown) = if let Some(found) = names.prefix(text, head.clone()) {
        quoted = true;
        // "[EU: delete]" has no words.
        let words = one_more(text, found.end, range.end).min(range.end)..range.end;
        (words, found.said, found.unknown)
    } else if let Some((end, mut found)) = suffix(text, tail.clone(), names) {
        let bare = found.said.iter().all(|s| s.action == Action::Words);
        match lone_verb(text, &(range.start..end)).filter(|_| only && bare) {
            Some(action) => {
                found.said.iter_mut().for_each(|s| s.action = action);
                (none(&range), found.said, found.unknown)
            }
            None => (range.start..end, found.said, found.unknown),
        }
    } else if let Some(found) = wordless(text, &range, &inside, names, only) {
        (none(&range), found.said, found.unknown)
    } else {
        (range.clone(), Vec::new(), names.strangers(text, head))
    };
    // A source that stands behind the words is not part of them.
    let words = match &source {
        Some(at) if at.start >= words.start && at.end <= words.end && blank(text, &(at.end..words.end)) => {
            words.start..words.start + text.get(words.start..at.start).unwrap_or_default().trim_end().len()
        }
        _ => words,
    };
    let bare = unquoted(text, &words).filter(|_| quoted).unwrap_or_else(|| words.clone());
    Arm { all: range, words, bare, said, unknown, source }
}

fn blank(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_none_or(|t| t.trim().is_empty())
}

fn wordless(
    text: &str,
    range: &Range<usize>,
    inside: &[&Node],
    names: &mut Names,
    only: bool,
) -> Option<Found> {
    let one = inside.iter().all(|n| matches!(n, Node::Text(_)));
    let found = names.all(text, range.clone()).filter(|_| one)?;
    let acts = found.said.iter().any(|s| s.action != Action::Words);
    // "[EU, US]": nobody puts names into a text like that.
    (acts || (only && found.unknown.is_empty())).then_some(found)
}

/// What is asked in "[Delete – Egypt]": a verb stands where words stand as a rule.
fn lone_verb(text: &str, words: &Range<usize>) -> Option<Action> {
    let said = text.get(words.clone())?.trim();
    let (action, end) = super::names::verb(said, 0, said.len())?;
    let lone = matches!(
        action,
        Action::Delete | Action::Retain | Action::Reserve | Action::Support | Action::Oppose
    );
    (lone && end == said.len()).then_some(action)
}

/// Names behind a dash or a colon at the end of a range: where the words before it end, and who.
fn suffix(text: &str, range: Range<usize>, names: &mut Names) -> Option<(usize, Found)> {
    let part = text.get(range.clone())?;
    for (at, mark) in part.match_indices(|c| c == ':' || DASHES.contains(&c)) {
        let at = range.start + at;
        let behind = at + mark.len();
        let before = text.get(range.start..at).and_then(|t| t.chars().next_back());
        let next = text.get(behind..range.end).and_then(|t| t.chars().next());
        let spaced = next.is_none_or(char::is_whitespace);
        let free = before.is_none_or(|c| !c.is_alphanumeric());
        if next.is_none() || !(spaced || (free && mark != ":")) {
            continue;
        }
        let from = skip(text, behind, range.end);
        if let Some(found) = names.all(text, from..range.end) {
            return Some((one_less(text, range.start, at), found));
        }
    }
    None
}

/// Words that stand in quotation marks as a whole, without them.
fn unquoted(text: &str, words: &Range<usize>) -> Option<Range<usize>> {
    let all = text.get(words.clone())?;
    let start = words.start + all.len() - all.trim_start().len();
    let all = all.trim();
    let (open, close) = QUOTES.iter().find(|(o, c)| all.starts_with(*o) && all.ends_with(*c))?;
    let inner = all.get(open.len_utf8()..all.len().checked_sub(close.len_utf8())?)?;
    let one = !inner.contains([*open, *close]);
    let start = start + open.len_utf8();
    (one && !inner.trim().is_empty()).then(|| start..start + inner.len())
}
