//! Words that somebody asks for, in which others ask for other words again: "[in a [secure - UK
//! add] manner - US]".
//!
//! What stands in the inner brackets is held against the words of the outer one as those of a
//! paragraph are held against the paragraph, so that both are read alike.

use super::asked::{Ask, Asked, What, asked};
use super::fit::{Prefer, candidates, inside, taken};
use super::pieces::{Part, With};
use super::{Bracket, Known, Node, read};
use std::ops::Range;

/// The words that somebody asks for, and what is asked of them.
#[derive(Default)]
pub struct Own {
    /// The words.
    pub with: With,
    /// What others ask of them; ranges are characters of the words.
    pub asks: Vec<Ask>,
    /// What fits nowhere, in bytes of the text, and why.
    pub unplaced: Vec<(Range<usize>, String)>,
    /// Names that nobody knows, in bytes of the text.
    pub unknown: Vec<Range<usize>>,
    /// How far something has come, as it is written.
    pub statuses: Vec<Range<usize>>,
}

/// The words at bytes `clip` of a text as their author has them: of brackets in them what stands
/// without any proposal.
pub fn own_words(text: &str, nodes: &[Node], clip: Range<usize>, known: &Known) -> Own {
    let mut out = Own::default();
    let bracketed = collect(text, nodes, clip.clone(), &mut out);
    if !bracketed {
        return out;
    }
    // A space before what is not there, at the end, came with that.
    let all: Vec<&Node> = inside(nodes, clip.clone()).map(|(node, _)| node).collect();
    let gone = |b: &Bracket| {
        let all = candidates(b, &Prefer::new());
        all.first().is_none_or(|c| taken(b, c.0).is_none())
    };
    if matches!(all.last(), Some(Node::Bracket(b)) if gone(b)) {
        while out.with.last(text) == Some(' ') {
            out.with.drop_end(text, false);
        }
    }
    let sub = text.get(clip.clone()).unwrap_or_default();
    let reading = read(sub, known);
    // White space at the ends is that of the words, and no place for others.
    let words = out.with.text(text);
    let found = asked(sub, &reading, words.trim(), known);
    out.take(found, clip.start);
    let before = out.with.begin(text);
    out.shift(|at| at.saturating_add(before));
    out
}

/// Adds the words that stand, as places of the text; whether there are brackets among them.
fn collect(text: &str, nodes: &[Node], clip: Range<usize>, out: &mut Own) -> bool {
    let mut bracketed = false;
    for (node, cut) in inside(nodes, clip) {
        match node {
            Node::Text(_) => {
                let more = text.get(cut.clone()).unwrap_or_default();
                // What is not there leaves one space, not two.
                let open = out.with.last(text).is_none_or(|c| c == ' ');
                let double = bracketed && open && more.starts_with(' ');
                let start = if double { cut.end - more.trim_start_matches(' ').len() } else { cut.start };
                if start < cut.end {
                    out.with.0.push(Part::Source(start..cut.end));
                }
            }
            Node::Bracket(b) => {
                bracketed = true;
                let all = candidates(b, &Prefer::new());
                if let Some(words) = all.first().and_then(|c| taken(b, c.0)) {
                    collect(text, &b.nodes, words, out);
                }
            }
            Node::Status(at) => out.statuses.push(at.clone()),
            Node::Source(at) | Node::Placement(at) => {
                out.unplaced.push((at.clone(), "it stands inside words that are only proposed".into()));
            }
            Node::Stray(_) => {}
        }
    }
    bracketed
}

impl Own {
    /// Takes over what was read in a part of the text that begins at byte `from`.
    fn take(&mut self, found: Asked, from: usize) {
        let moved = |at: &Range<usize>| at.start + from..at.end + from;
        let known: Vec<Range<usize>> = self.unplaced.iter().map(|(at, _)| at.clone()).collect();
        let unplaced = found.unplaced.iter().map(|(at, why)| (moved(at), why.clone()));
        self.unplaced.extend(unplaced.filter(|(at, _)| !known.contains(at)));
        self.unknown.extend(found.unknown.iter().map(moved));
        for ask in found.asks {
            let at = moved(&ask.at);
            match changes(ask, from) {
                Some(ask) => self.asks.push(ask),
                None => {
                    let why = "it is about words that are themselves only proposed, and asks for no others";
                    self.unplaced.push((at, why.to_owned()));
                }
            }
        }
    }

    /// What is asked of the words once white space at their ends came or went: `before` is how much
    /// of it they began with, `now` are the words as they are to be.
    pub fn moved(&self, text: &str, before: usize, now: &With) -> Vec<Ask> {
        let (shift, len) = (now.begin(text) as isize - before as isize, now.text(text).chars().count());
        let mut own = Own { asks: self.asks.clone(), ..Own::default() };
        own.shift(|at| at.saturating_add_signed(shift).min(len));
        own.asks
    }

    fn shift(&mut self, place: impl Fn(usize) -> usize) {
        for ask in &mut self.asks {
            if let What::Replace { range, .. } | What::Stance { range, .. } = &mut ask.what {
                *range = place(range.start)..place(range.end);
            }
        }
    }
}

/// An ask about words that are only proposed, in bytes of the whole text; none for one that those
/// cannot carry.
fn changes(ask: Ask, from: usize) -> Option<Ask> {
    let moved = |at: &Range<usize>| at.start + from..at.end + from;
    let parts = |with: &With| {
        let part = |p: &Part| match p {
            Part::Source(at) => Part::Source(moved(at)),
            Part::Space => Part::Space,
        };
        With(with.0.iter().map(part).collect())
    };
    let what = match &ask.what {
        What::Replace { range, with } => What::Replace { range: range.clone(), with: parts(with) },
        What::DeleteParagraph => What::Replace { range: 0..usize::MAX, with: With::default() },
        What::Stance { action, range, words, on_wish: true } => {
            let (action, range, words) = (*action, range.clone(), moved(words));
            What::Stance { action, range, words, on_wish: true }
        }
        _ => return None,
    };
    let inside = ask.inside.into_iter().filter_map(|inner| changes(inner, from));
    Some(Ask {
        by: ask.by,
        what,
        at: moved(&ask.at),
        arm: ask.arm + from,
        source: ask.source.as_ref().map(moved),
        inside: inside.collect(),
    })
}
