//! The paragraphs of a compilation before they are held against the base: their trees, labels
//! that stand inside brackets, and lines that only name who speaks.

use super::super::intake::Parsed;
use super::super::rows::{Row, rows};
use super::BracketsInput;
use crate::record::{ActorId, UNATTRIBUTED};
use crate::text::{Document, Label, Words};
use crate::weave::bracket::{Node, Reading, read, speakers, standing, stranger};
use std::collections::BTreeSet;

/// A paragraph of a compilation.
pub(super) struct Line {
    /// As the copy of an actor would have it: `whole` is what stands without any proposal.
    pub row: Row,
    /// Its words, without a label and without who speaks.
    pub words: Words,
    /// The tree of its text.
    pub reading: Reading,
    /// Who speaks in this line alone, or, if `heads`, from it on.
    pub speakers: Vec<ActorId>,
    /// Whether it only says who speaks.
    pub heads: bool,
    /// Its label exactly as it is written.
    pub issued: Option<String>,
    /// The name that nobody knows and that it seems to say who speaks by.
    pub stranger: Option<String>,
}

impl Line {
    /// Whether its label says that it is another wording of a paragraph: "OP6 alt".
    pub fn is_alternative(&self) -> bool {
        self.row.label.as_ref().is_some_and(|l| l.alternative > 0)
    }

    /// Whether a name stands in one of its brackets.
    pub fn is_attributed(&self) -> bool {
        fn named(nodes: &[Node]) -> bool {
            nodes.iter().any(|n| match n {
                Node::Bracket(b) => b.arms.iter().any(|a| !a.said.is_empty()) || named(&b.nodes),
                _ => false,
            })
        }
        named(&self.reading.nodes)
    }
}

/// The lines of a compilation, in order.
pub(super) fn lines(input: &BracketsInput) -> Vec<Line> {
    let split = split(input.copy, input.base);
    let mut out = Vec::with_capacity(split.paragraphs.len());
    let base: BTreeSet<String> =
        (0..input.base.len()).map(|at| crate::diff::key(&input.base.text(at))).collect();
    // A title stands before all labels, and is no name.
    let first = split.paragraphs.iter().position(|p| p.issued.is_some()).unwrap_or(usize::MAX);
    let named = |text: &str| speakers(text, input.known).is_some_and(|(_, start)| start >= text.len());
    let stacked = split.paragraphs.iter().any(|p| named(p.words.text()));
    for (n, (row, source)) in rows(&split).into_iter().zip(&split.paragraphs).enumerate() {
        let mut words = source.words.clone();
        let mut speaks = Vec::new();
        let mut heads = false;
        if let Some((actors, start)) = speakers(words.text(), input.known)
            && !base.contains(&crate::diff::key(words.text()))
        {
            heads = start >= words.text().len();
            let from = words.text().get(..start).map_or(0, |t| t.chars().count());
            words = words.slice(from..usize::MAX);
            speaks = actors;
        }
        let mut strange = None;
        if stacked
            && n > first
            && speaks.is_empty()
            && source.issued.is_none()
            && !source.masthead
            && let Some(name) = stranger(words.text())
            && !base.contains(&crate::diff::key(words.text()))
        {
            let meant = input.answers.get(name).cloned().unwrap_or_else(|| ActorId::new(name));
            strange = Some(name.to_owned());
            if meant.as_str() != UNATTRIBUTED {
                speaks = vec![meant];
                heads = true;
                words = Words::default();
            }
        }
        let reading = read(words.text(), input.known);
        let whole = standing(words.text(), &reading);
        let struck = false;
        let row = Row { words: words.clone(), whole, struck, ..row };
        let issued = source.issued.clone();
        out.push(Line { row, words, reading, speakers: speaks, heads, issued, stranger: strange });
    }
    out
}

/// The same with every "[5 bis. …]" a paragraph of its own, its label outside of the bracket.
fn split(copy: &Parsed, base: &Document) -> Parsed {
    let mut out = Parsed { paragraphs: Vec::new(), ..copy.clone() };
    for source in &copy.paragraphs {
        let text = source.words.text();
        if source.issued.is_some() || !text.starts_with('[') {
            let end = match source.issued {
                None => label(text, 0).or_else(|| lettered(text, base)),
                Some(_) => None,
            };
            out.paragraphs.push(end.map_or_else(|| source.clone(), |end| headed(source, end)));
            continue;
        }
        let reading = read(text, &|_| None);
        let mut parts = Vec::new();
        for node in &reading.nodes {
            let span = node.span();
            match node {
                Node::Bracket(b) => match label(text, b.inner.start) {
                    Some(end) => parts.push((b.inner.start, Some(end))),
                    None => parts.push((span.start, None)),
                },
                Node::Text(at) if text.get(at.clone()).is_some_and(|t| t.trim().is_empty()) => {}
                _ => parts.push((span.start, None)),
            }
        }
        let labelled = parts.iter().filter(|p| p.1.is_some()).count();
        let first = parts.first().is_some_and(|p| p.1.is_some());
        if !first || (parts.len() > 1 && labelled < 2) {
            out.paragraphs.push(one(source, &parts, first));
            continue;
        }
        // A paragraph begins at each bracket that begins with a label.
        let starts: Vec<(usize, usize)> = parts.iter().filter_map(|p| Some((p.0, p.1?))).collect();
        for (n, (start, end)) in starts.iter().enumerate() {
            let next = starts.get(n + 1).map_or(text.len(), |s| s.0 - 1);
            out.paragraphs.push(cut(source, *start, *end, next));
        }
    }
    out
}

fn one(
    source: &crate::text::Source,
    parts: &[(usize, Option<usize>)],
    labelled: bool,
) -> crate::text::Source {
    match parts.first() {
        Some((start, Some(end))) if labelled => cut(source, *start, *end, source.words.text().len()),
        _ => source.clone(),
    }
}

/// A paragraph whose label the reader left in its words, up to a byte.
fn headed(source: &crate::text::Source, end: usize) -> crate::text::Source {
    let text = source.words.text();
    let issued = text.get(..end).unwrap_or_default().trim().trim_end_matches(':').to_owned();
    let from = text.get(..end).map_or(0, |t| t.chars().count());
    crate::text::Source {
        issued: Some(issued),
        words: source.words.slice(from..usize::MAX),
        ..source.clone()
    }
}

/// The paragraph whose label stands from byte `start`, behind its bracket, to `end`, and which
/// goes on to `next`.
fn cut(source: &crate::text::Source, start: usize, end: usize, next: usize) -> crate::text::Source {
    let text = source.words.text();
    let count = |at: usize| text.get(..at).map_or(0, |t| t.chars().count());
    let issued = text.get(start..end).unwrap_or_default().trim().to_owned();
    let mut words = source.words.slice(count(start) - 1..count(start));
    words.push(&source.words.slice(count(end)..count(next)));
    let blank = words.text().chars().rev().take_while(|c| c.is_whitespace()).count();
    let words = words.slice(0..words.len() - blank);
    crate::text::Source { issued: Some(issued), words, ..source.clone() }
}

/// Where the label of a sub-paragraph ends that a reader left in the words: "(c) ", where the base
/// has a paragraph of that label.
fn lettered(text: &str, base: &Document) -> Option<usize> {
    let end = text.strip_prefix('(')?.find(") ").filter(|at| *at < 8)? + 2;
    let label = text.get(..end)?;
    base.metas().any(|m| m.issued.as_deref() == Some(label)).then_some(end + 1)
}

/// Where the label that stands at a byte ends, with the space behind it: "5. ", "OP.3quat ",
/// "2.bis ", "26Abis ". A number alone is none.
fn label(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let mut found = None;
    let mut end = 0;
    for word in rest.split_inclusive(' ').take(4) {
        end += word.len();
        let name = rest.get(..end)?.trim_end().trim_end_matches(':');
        let number = name.starts_with(|c: char| c.is_ascii_digit());
        let said = ["OP", "PP", "para ", "¶"].iter().any(|series| name.starts_with(series))
            || (number && name.ends_with('.'));
        let is = name.parse::<Label>().map_or_else(
            |_| is_lettered(name),
            |l| {
                said || (name.starts_with(|c: char| c.is_ascii_digit())
                    && (l.ordinal > 0 || l.alternative > 0))
            },
        );
        if is && (word.ends_with(' ') || end == rest.len()) {
            found = Some(at + end);
        }
    }
    found
}

/// "26Abis": a paragraph that was put in among those that were put in.
fn is_lettered(name: &str) -> bool {
    let rest = name.trim_start_matches("OP").trim_start_matches("PP");
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let letter = tail.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    let digits = rest.strip_suffix(tail).unwrap_or_default();
    let ordinal = tail.get(1..).unwrap_or_default();
    letter
        && !digits.is_empty()
        && !ordinal.is_empty()
        && format!("{digits}{ordinal}").parse::<Label>().is_ok()
}
