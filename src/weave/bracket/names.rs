//! Who says what: names of actors in all their spellings, and the verbs behind them.
//!
//! A name is found greedily, the longest first, so that "G77 and China" is one actor and
//! "EU and UK" are two. Whether a name is known is asked of the caller; nothing is guessed here
//! about who an unknown one is.

use super::{Action, Known, Said};
use crate::record::ActorId;
use std::collections::BTreeMap;
use std::ops::Range;

/// The longest name, in words and in bytes.
const WORDS: usize = 12;
const BYTES: usize = 120;
/// Words of a name that nobody knows.
const UNKNOWN: usize = 5;

/// The verbs, as they are written in lower case. Of two that fit the longer is meant.
const VERBS: [(&str, Action); 44] = [
    ("delete words", Action::DeleteWords),
    ("to delete", Action::Delete),
    ("deletes", Action::Delete),
    ("delete", Action::Delete),
    ("del", Action::Delete),
    ("to add", Action::Add),
    ("adds", Action::Add),
    ("add", Action::Add),
    ("inserts", Action::Add),
    ("insert", Action::Add),
    ("proposes", Action::Words),
    ("proposal", Action::Words),
    ("alternative", Action::Alternative),
    ("alt", Action::Alternative),
    ("replaces by", Action::Words),
    ("replace by", Action::Words),
    ("replaces with", Action::Words),
    ("replace with", Action::Words),
    ("replace", Action::Words),
    ("to retain", Action::Retain),
    ("retains", Action::Retain),
    ("retain", Action::Retain),
    ("keeps", Action::Retain),
    ("keep", Action::Retain),
    ("reserves its position", Action::Reserve),
    ("reserves position", Action::Reserve),
    ("reservation", Action::Reserve),
    ("reserves", Action::Reserve),
    ("reserve", Action::Reserve),
    ("brackets", Action::Doubt),
    ("bracket", Action::Doubt),
    ("supports", Action::Support),
    ("support", Action::Support),
    ("cannot support", Action::Oppose),
    ("does not support", Action::Oppose),
    ("opposes", Action::Oppose),
    ("oppose", Action::Oppose),
    ("objects", Action::Oppose),
    ("moves", Action::Move),
    ("move", Action::Move),
    ("merges", Action::Merge),
    ("merge", Action::Merge),
    ("splits", Action::Split),
    ("split", Action::Split),
];

/// What stands between those who ask for something and those who support it.
const SUPPORTED: [&str; 3] = ["supported by ", "with support of ", "with the support of "];
/// What stands before those who ask for something.
const PROPOSED: [&str; 3] = ["proposed by ", "as proposed by ", "proposal by "];

/// Finds names, and remembers what it asked.
pub(super) struct Names<'a> {
    known: &'a Known<'a>,
    asked: BTreeMap<String, Option<ActorId>>,
}

/// What actors say, and what of it is a guess.
#[derive(Default)]
pub(super) struct Found {
    /// Who says what.
    pub said: Vec<Said>,
    /// Names that nobody knows.
    pub unknown: Vec<Range<usize>>,
    /// Where it ends: behind the names, or behind the colon and the action of a prefix.
    pub end: usize,
}

impl Found {
    fn actors(&self) -> usize {
        self.said.iter().map(|s| s.actors.len()).sum()
    }

    fn acts(&self) -> bool {
        self.said.iter().any(|s| s.action != Action::Words)
    }

    /// Whether it names actors: at least one that is known, or a verb.
    fn is_sure(&self) -> bool {
        self.actors() > self.unknown.len() || self.acts()
    }
}

/// Some actors, where their list ends, and those that nobody knows.
type List = (Vec<ActorId>, usize, Vec<Range<usize>>);

impl<'a> Names<'a> {
    pub fn new(known: &'a Known<'a>) -> Self {
        Self { known, asked: BTreeMap::new() }
    }

    fn lookup(&mut self, name: &str) -> Option<ActorId> {
        let first = name.chars().next()?;
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let short = letters.len() <= 3;
        // "us" is a word and "US" is an actor.
        if first.is_lowercase() || (short && letters.iter().any(|c| c.is_lowercase())) {
            return None;
        }
        if let Some(found) = self.asked.get(name) {
            return found.clone();
        }
        let found = (self.known)(name);
        self.asked.insert(name.to_owned(), found.clone());
        found
    }

    /// The known name that begins at a place, the longest.
    fn known_at(&mut self, text: &str, at: usize, end: usize) -> Option<(ActorId, usize)> {
        let rest = text.get(at..end)?;
        let mut ends = Vec::new();
        let mut before = ' ';
        for (i, c) in rest.char_indices() {
            if matches!(c, ';' | ':' | '\n' | '[' | ']') || i > BYTES || ends.len() > 2 * WORDS {
                break;
            }
            if !c.is_alphanumeric() && i > 0 && !before.is_whitespace() {
                ends.push(i);
            }
            before = c;
        }
        let stop = rest.find([';', ':', '\n', '[', ']']).unwrap_or(rest.len());
        if stop <= BYTES && ends.last().is_none_or(|last| *last < stop) && ends.len() <= 2 * WORDS {
            ends.push(stop);
        }
        for to in ends.into_iter().rev() {
            let name = rest.get(..to)?.trim_end();
            // What joins two names is part of neither.
            let ends = name.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '’' | '"'));
            let abbreviated = name.ends_with('.') && name.matches('.').count() > 1;
            let Some(actor) = self.lookup(name).filter(|_| ends || abbreviated) else { continue };
            // "LDCs/Group of 77" are two, whoever "LDCs Group" is; "G77/China" is one.
            let behind = name.find('/').and_then(|slash| self.known_at(text, at + slash + 1, end));
            if behind.is_none_or(|(_, further)| further <= at + to) {
                return Some((actor, at + to));
            }
        }
        None
    }

    /// Words that look like a name that nobody knows: they begin with capitals.
    fn unknown_at(text: &str, at: usize, end: usize) -> Option<usize> {
        let (mut to, mut from) = (at, at);
        for n in 0..=UNKNOWN {
            from = skip(text, from, end);
            let rest = text.get(from..end)?;
            let len = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.')));
            let word = rest.get(..len.unwrap_or(rest.len()))?.trim_end_matches('.');
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let link = n > 0 && matches!(word, "of" | "the" | "de" | "la" | "du" | "and");
            if word.is_empty() || !(capital || link) || verb(text, from, end).is_some() {
                break;
            }
            if n == UNKNOWN {
                return None;
            }
            if word == "and" {
                break;
            }
            from += word.len();
            if capital {
                to = from;
            }
        }
        (to > at).then_some(to)
    }

    /// Behind the article of a name that is known: "the EU".
    fn article(&mut self, text: &str, at: usize, end: usize) -> usize {
        let behind = text.get(at..end).and_then(|t| t.strip_prefix("the ")).map(|t| end - t.len());
        behind.filter(|to| self.known_at(text, *to, end).is_some()).unwrap_or(at)
    }

    /// A list of names from a place on.
    fn list(&mut self, text: &str, at: usize, end: usize) -> Option<List> {
        let (mut actors, mut unknown) = (Vec::new(), Vec::new());
        let mut at = skip(text, at, end);
        loop {
            at = self.article(text, at, end);
            let to = match self.known_at(text, at, end) {
                Some((actor, to)) => {
                    if !actors.contains(&actor) {
                        actors.push(actor);
                    }
                    to
                }
                None => {
                    let Some(to) = Self::unknown_at(text, at, end) else { break };
                    let name = ActorId::new(text.get(at..to)?);
                    if !actors.contains(&name) {
                        unknown.push(at..to);
                        actors.push(name);
                    }
                    to
                }
            };
            let Some(next) = joint(text, to, end) else { return Some((actors, to, unknown)) };
            let next = self.article(text, next, end);
            let more =
                self.known_at(text, next, end).is_some() || Self::unknown_at(text, next, end).is_some();
            if !more {
                return Some((actors, to, unknown));
            }
            at = next;
        }
        None
    }

    /// Those who support what the names before a place ask for: ", supported by US and Japan", also
    /// in round brackets.
    fn supporters(&mut self, text: &str, at: usize, end: usize) -> Option<List> {
        let open = text.get(skip(text, at, end)..end)?;
        let round = open.starts_with('(');
        let from = skip(text, end - open.trim_start_matches(['(', ',']).len(), end);
        let rest = text.get(from..end)?;
        let said = SUPPORTED.iter().find(|s| rest.starts_with(**s))?;
        let close = from + rest.find(')').filter(|_| round).unwrap_or(rest.len());
        let (actors, to, unknown) = self.list(text, from + said.len(), close)?;
        let to = if round && skip(text, to, close) == close { (close + 1).min(end) } else { to };
        Some((actors, to, unknown))
    }

    /// Names and verbs that fill a range: what stands behind a dash.
    pub fn all(&mut self, text: &str, range: Range<usize>) -> Option<Found> {
        let end = range.end;
        let mut out = Found { end, ..Found::default() };
        let mut at = skip(text, range.start, end);
        let by = PROPOSED.iter().find(|by| text.get(at..end).is_some_and(|t| t.starts_with(**by)));
        at += by.map_or(0, |by| by.len());
        while at < end {
            let (actors, to, unknown) = self.list(text, at, end)?;
            out.unknown.extend(unknown);
            let (to, with) = self.seconded(text, to, end, &mut out);
            at = skip(text, to, end);
            let mut said = Said { actors, action: Action::Words, detail: at..at };
            if let Some((action, to)) = verb(text, dash(text, at, end), end) {
                (said.action, at) = (action, skip(text, to, end));
                said.detail = at..at;
                if action.has_detail() || (action.is_quiet() && quotes(text, at, end)) {
                    let to = self.next_item(text, at, end);
                    said.detail = at..at + text.get(at..to)?.trim_end().len();
                    at = to;
                }
            }
            out.said.push(said);
            out.said.extend(with);
            match text.get(at..end)?.chars().next() {
                None => break,
                Some(',' | ';') => at = skip(text, at + 1, end),
                Some('.') if skip(text, at + 1, end) == end => break,
                Some(_) => return None,
            }
        }
        (!out.said.is_empty() && (out.is_sure() || out.actors() <= 2)).then_some(out)
    }

    /// Who supports those who were named, and where that ends.
    fn seconded(&mut self, text: &str, to: usize, end: usize, out: &mut Found) -> (usize, Option<Said>) {
        let Some((actors, to, unknown)) = self.supporters(text, to, end) else { return (to, None) };
        out.unknown.extend(unknown);
        (to, Some(Said { actors, action: Action::Support, detail: to..to }))
    }

    /// The semicolon from a place on behind which somebody else says something.
    fn next_item(&mut self, text: &str, at: usize, end: usize) -> usize {
        let marks = text.get(at..end).unwrap_or_default().match_indices(';');
        let stops: Vec<usize> = marks.map(|(i, _)| at + i).collect();
        let says = |i: &usize| {
            let list = self.list(text, i + 1, end);
            list.is_some_and(|(_, to, _)| verb(text, skip(text, to, end), end).is_some())
        };
        stops.into_iter().find(says).unwrap_or(end)
    }

    /// Names, a colon and perhaps a verb at the start of a range; several, if all have verbs.
    pub fn prefix(&mut self, text: &str, range: Range<usize>) -> Option<Found> {
        let end = range.end;
        let mut out = Found::default();
        let mut at = range.start;
        loop {
            let (actors, to, unknown) = self.list(text, at, end)?;
            out.unknown.extend(unknown);
            let (to, with) = self.seconded(text, to, end, &mut out);
            // "EU proposes: words".
            let before = verb(text, skip(text, to, end), end).filter(|(a, _)| !a.has_detail());
            let colon = skip(text, before.map_or(to, |(_, to)| to), end);
            if !text.get(colon..end)?.starts_with(':') {
                return None;
            }
            out.end = colon + 1;
            let from = skip(text, colon + 1, end);
            let behind = before.map(|(action, _)| (action, out.end)).or_else(|| verb(text, from, end));
            let Some((action, to)) = behind else {
                out.said.push(Said { actors, action: Action::Words, detail: out.end..out.end });
                out.said.extend(with);
                break;
            };
            out.end = to;
            let mut detail = to..to;
            if action.has_detail() {
                let from = skip(text, to, end);
                detail = from..from + text.get(from..end)?.trim_end().len();
                out.end = end;
            }
            out.said.push(Said { actors, action, detail });
            out.said.extend(with);
            let next = skip(text, to, end);
            let more = text.get(next..end)?.starts_with(';');
            if !more || self.list(text, next + 1, end).is_none_or(|l| !is_colon(text, l.1, end)) {
                break;
            }
            at = skip(text, next + 1, end);
        }
        out.is_sure().then_some(out)
    }

    /// Names that nobody knows and a colon at the start of a range, without a verb: "Ruritania:
    /// words". They may as well be words.
    pub fn strangers(&mut self, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
        match self.list(text, range.start, range.end) {
            Some((actors, to, unknown)) if actors.len() == unknown.len() && is_colon(text, to, range.end) => {
                unknown
            }
            _ => Vec::new(),
        }
    }
}

/// Whether the words that are meant follow: "EU retains on “words”".
fn quotes(text: &str, at: usize, end: usize) -> bool {
    text.get(at..end).is_some_and(|t| t.starts_with("on “"))
}

fn is_colon(text: &str, at: usize, end: usize) -> bool {
    text.get(skip(text, at, end)..end).is_some_and(|t| t.starts_with(':'))
}

/// The place from `at` on where the next word begins.
pub(super) fn skip(text: &str, at: usize, end: usize) -> usize {
    let rest = text.get(at..end).unwrap_or_default();
    end - rest.trim_start().len()
}

/// What people and their word processors type for a dash.
pub(super) const DASHES: [char; 8] =
    ['-', '–', '—', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2015}', '\u{2212}'];

/// Behind a dash, if one stands here.
fn dash(text: &str, at: usize, end: usize) -> usize {
    let rest = text.get(at..end).unwrap_or_default();
    let cut = rest.strip_prefix(',').or_else(|| rest.strip_prefix(DASHES));
    cut.map_or(at, |cut| skip(text, end - cut.len(), end))
}

/// Behind what joins two names: a comma, "and", "&", "+" or a slash.
fn joint(text: &str, at: usize, end: usize) -> Option<usize> {
    let at = skip(text, at, end);
    let rest = text.get(at..end)?;
    let cut = rest.strip_prefix([',', '&', '+', '/']).or_else(|| rest.strip_prefix("and "))?;
    let at = skip(text, end - cut.len(), end);
    // "EU, UK, and US".
    let and = text.get(at..end)?.strip_prefix("and ");
    Some(and.map_or(at, |cut| skip(text, end - cut.len(), end)))
}

/// The verb at a place, with where it ends.
pub(super) fn verb(text: &str, at: usize, end: usize) -> Option<(Action, usize)> {
    let rest = text.get(at..end)?;
    let fits = |(name, _): &&(&str, Action)| {
        let head = rest.get(..name.len()).is_some_and(|h| h.eq_ignore_ascii_case(name));
        head && rest
            .get(name.len()..)
            .is_some_and(|t| !t.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    };
    let (name, action) = VERBS.iter().filter(fits).max_by_key(|(name, _)| name.len())?;
    Some((*action, at + name.len()))
}

/// The name that nobody knows and that fills a line, as it looks like one: "Ruritania", "Group of
/// Friends:".
pub fn stranger(line: &str) -> Option<&str> {
    let line = line.trim();
    let name = line.strip_suffix(':').unwrap_or(line).trim_end();
    let whole = Names::unknown_at(name, 0, name.len()) == Some(name.len());
    (whole && name.parse::<crate::text::Label>().is_err()).then_some(name)
}

/// What an office is called behind the name of a State: "Canada, Government: …".
const OFFICES: [&str; 4] = ["Government", "Delegation", "Mission", "Secretariat"];

/// The actors that a line begins with, all of them known, and where its text begins: behind
/// "EU:", "EU and UK:", "Canada, Government:"; at the end of a line that only names them.
pub fn speakers(text: &str, known: &Known) -> Option<(Vec<ActorId>, usize)> {
    let mut names = Names::new(known);
    let round = text.starts_with('(');
    let stop = if round { text.find(')')? } else { text.len() };
    let (mut actors, to, unknown) = names.list(text, usize::from(round), stop)?;
    for at in unknown {
        let name = text.get(at)?;
        if !OFFICES.contains(&name) {
            return None;
        }
        actors.retain(|a| a.as_str() != name);
    }
    let behind = skip(text, to, text.len());
    let rest = text.get(behind..)?;
    if round {
        let words = rest.strip_prefix(')')?.trim_start();
        let words = words.strip_prefix(':').unwrap_or(words).trim_start();
        let own = !actors.is_empty() && !words.is_empty();
        return own.then(|| (actors, text.len() - words.len()));
    }
    let named = rest.trim_end_matches(['.', ' ']).is_empty() || rest.starts_with(':');
    let start = if rest.starts_with(':') { skip(text, behind + 1, text.len()) } else { text.len() };
    (named && !actors.is_empty()).then_some((actors, start))
}
