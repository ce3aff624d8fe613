//! Which reading of a tree gives exactly the words of a paragraph: what of each bracket stands.
//!
//! White space, the kind of quotation marks and of dashes do not count. All readings are followed
//! at once, from left to right; of several that fit the one is taken that needs the least belief.
//! A bracket that the paragraph itself has is text.

use super::super::canon::unify;
use super::{Action, Bracket, Node, Reading};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many readings are followed at once.
const STATES: usize = 12;
/// Arms of one bracket that are tried together as one ("and / or").
const JOINED: usize = 6;
/// Steps of work for one paragraph, for each of its bytes and in any case.
const WORK: usize = 64;

/// What of a bracket, or of an aside, stands in the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// All of it, its marks too: it is ordinary text.
    Literal,
    /// Nothing.
    Nothing,
    /// The words from the first arm to this one; `bare`: without quotation marks round them.
    Arms { last: usize, bare: bool },
    /// The words of this arm.
    Arm { at: usize, bare: bool },
    /// All of this arm: what seemed to be names are words of the paragraph.
    Whole { at: usize },
}

/// A choice, and the glyphs of the paragraph that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub choice: Choice,
    pub glyphs: Range<usize>,
}

/// The choices, by where the node begins in the text.
pub(super) type Choices = BTreeMap<usize, Chosen>;

/// What is known of the choice for a bracket beforehand.
pub(super) type Prefer = BTreeMap<usize, Choice>;

/// The characters of a paragraph that count, each with its place in it.
pub(super) struct Glyphs {
    pub chars: Vec<char>,
    /// The characters that are no white space, unified, with their places.
    pub glyphs: Vec<(char, usize)>,
}

impl Glyphs {
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let glyphs = chars.iter().enumerate().filter(|(_, c)| !c.is_whitespace());
        let glyphs = glyphs.map(|(at, c)| (unify(*c), at)).collect();
        Self { chars, glyphs }
    }

    fn is(&self, at: usize, c: char) -> bool {
        self.glyphs.get(at).is_some_and(|(g, _)| *g == c)
    }
}

/// The part of a bracket that a choice takes for standing words.
pub(super) fn taken(bracket: &Bracket, choice: Choice) -> Option<Range<usize>> {
    let arm = |at: usize, bare: bool| {
        bracket.arms.get(at).map(|a| if bare { a.bare.clone() } else { a.words.clone() })
    };
    match choice {
        Choice::Literal => Some(bracket.inner.clone()),
        Choice::Nothing => None,
        Choice::Arm { at, bare } => arm(at, bare),
        Choice::Whole { at } => bracket.arms.get(at).map(|a| a.all.clone()),
        Choice::Arms { last, bare: _ } => Some(arm(0, false)?.start..arm(last, false)?.end),
    }
}

/// The nodes that lie in a range, text cut to it.
pub(super) fn inside(nodes: &[Node], clip: Range<usize>) -> impl Iterator<Item = (&Node, Range<usize>)> {
    let first = nodes.partition_point(|n| n.span().end <= clip.start);
    let end = clip.end;
    nodes.iter().skip(first).take_while(move |n| n.span().start < end).filter_map(move |n| {
        let span = n.span();
        let cut = span.start.max(clip.start)..span.end.min(clip.end);
        (cut == span || matches!(n, Node::Text(_))).then_some((n, cut))
    })
}

/// The choices for a bracket with what each costs in belief, the dearest last.
pub(super) fn candidates(bracket: &Bracket, prefer: &Prefer) -> Vec<(Choice, u32)> {
    let mut out = Vec::new();
    let many = bracket.arms.len() > 1;
    let says = |at: usize, of: &[Action]| {
        bracket.arms.get(at).is_some_and(|a| a.said.iter().any(|s| of.contains(&s.action)))
    };
    let stands =
        [Action::Delete, Action::DeleteWords, Action::Retain, Action::Doubt, Action::Reserve, Action::Move];
    let mut nothing = if many { 3 } else { 0 };
    for (at, arm) in bracket.arms.iter().enumerate() {
        if !arm.said.is_empty() {
            let guess = arm.said.iter().map(|s| s.actors.len()).sum::<usize>() == arm.unknown.len();
            out.push((Choice::Whole { at }, if guess { 2 } else { 8 } + 4 * u32::from(at > 0)));
        }
        if arm.words.is_empty() {
            continue;
        }
        let place = if at == 0 { 0 } else { 4 };
        let words = says(at, &[Action::Words, Action::Alternative]);
        let cost = if arm.said.is_empty() {
            place
        } else if says(at, &[Action::Add]) {
            6
        } else if says(at, &stands) && !words {
            0
        } else if many {
            2 + place
        } else {
            1
        };
        if !many && (arm.said.is_empty() || cost == 0) {
            nothing = if arm.said.is_empty() { 1 } else { 6 };
        }
        out.push((Choice::Arm { at, bare: false }, cost));
        if arm.bare != arm.words {
            out.push((Choice::Arm { at, bare: true }, cost));
        }
    }
    let nameless = bracket.arms.iter().take_while(|a| a.said.is_empty()).count();
    for last in 1..bracket.arms.len().min(nameless + 1).min(JOINED) {
        out.push((Choice::Arms { last, bare: false }, 3));
    }
    out.push((Choice::Nothing, nothing));
    if let Some(wanted) = prefer.get(&bracket.span.start) {
        out.iter_mut().filter(|(c, _)| c != wanted).for_each(|(_, cost)| *cost += 100);
    }
    out.sort_by_key(|(_, cost)| *cost);
    out
}

/// The words that stand where nothing is known of the paragraph: what is in no bracket, what is
/// to be deleted or kept, the nameless first of several; what only has a name is put in.
pub fn standing(text: &str, reading: &Reading) -> String {
    standing_by(text, reading, &Prefer::new())
}

/// The same as the pieces of the text of which it is made, in bytes.
pub fn standing_parts(text: &str, reading: &Reading) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    stand(text, &reading.nodes, 0..text.len(), &Prefer::new(), &mut out);
    out
}

/// The words that stand, where something is known of some brackets.
pub(super) fn standing_by(text: &str, reading: &Reading, prefer: &Prefer) -> String {
    let mut out = Vec::new();
    stand(text, &reading.nodes, 0..text.len(), prefer, &mut out);
    let words: String = out.into_iter().filter_map(|at| text.get(at)).collect();
    words.trim().to_owned()
}

fn stand(text: &str, nodes: &[Node], clip: Range<usize>, prefer: &Prefer, out: &mut Vec<Range<usize>>) {
    for (node, cut) in inside(nodes, clip) {
        match node {
            Node::Text(_) => {
                let more = text.get(cut.clone()).unwrap_or_default();
                // What was taken out leaves one space, not two.
                let last = out.iter().rev().find(|at| !at.is_empty()).and_then(|at| text.get(at.clone()));
                let double = last.is_some_and(|t| t.ends_with(' ')) && more.starts_with(' ');
                let blank = if double { more.len() - more.trim_start_matches(' ').len() } else { 0 };
                out.push(cut.start + blank..cut.end);
            }
            Node::Bracket(bracket) => {
                let choice = candidates(bracket, prefer).first().map_or(Choice::Nothing, |c| c.0);
                if let Some(words) = taken(bracket, choice) {
                    stand(text, &bracket.nodes, words, prefer, out);
                }
            }
            _ => {}
        }
    }
}

/// The choices by which the tree says exactly the words of a paragraph; none where none do.
pub(super) fn fit(text: &str, reading: &Reading, base: &Glyphs, prefer: &Prefer) -> Option<Choices> {
    let work = WORK * (text.len() + base.chars.len() + 100);
    let mut fitter = Fitter { text, base, prefer, links: Vec::new(), work };
    let begin = vec![State { at: 0, cost: 0, link: None }];
    let ends = fitter.nodes(&reading.nodes, 0..text.len(), begin);
    let whole = ends.into_iter().filter(|s| s.at == base.glyphs.len());
    let best = whole.min_by_key(|s| s.cost)?;
    Some(fitter.choices(best.link))
}

/// How far a reading has come.
#[derive(Clone, Copy)]
struct State {
    /// Glyphs of the paragraph that are read.
    at: usize,
    cost: u32,
    /// The last of its choices.
    link: Option<usize>,
}

/// A step of a reading. Kept in one table: a chain of boxes could be too long to drop.
struct Link {
    before: Option<usize>,
    node: usize,
    at: usize,
    /// None where the node begins.
    choice: Option<Choice>,
}

struct Fitter<'a> {
    text: &'a str,
    base: &'a Glyphs,
    prefer: &'a Prefer,
    links: Vec<Link>,
    /// Steps that are left; without any, nothing fits.
    work: usize,
}

impl Fitter<'_> {
    fn spend(&mut self, steps: usize) -> bool {
        self.work = self.work.saturating_sub(steps + 1);
        self.work > 0
    }

    fn nodes(&mut self, nodes: &[Node], clip: Range<usize>, mut states: Vec<State>) -> Vec<State> {
        for (node, cut) in inside(nodes, clip) {
            if states.is_empty() || !self.spend(cut.len() * states.len()) {
                return Vec::new();
            }
            states = match node {
                Node::Text(_) => self.words(cut, &states),
                Node::Bracket(bracket) => self.bracket(bracket, &states),
                _ => self.aside(cut, &states),
            };
        }
        states
    }

    fn words(&self, range: Range<usize>, states: &[State]) -> Vec<State> {
        let text = self.text.get(range).unwrap_or_default();
        let read = |s: &State| {
            let mut at = s.at;
            for c in text.chars().filter(|c| !c.is_whitespace()) {
                if !self.base.is(at, unify(c)) {
                    return None;
                }
                at += 1;
            }
            Some(State { at, ..*s })
        };
        states.iter().filter_map(read).collect()
    }

    fn step(&mut self, state: State, node: usize, choice: Option<Choice>, cost: u32) -> State {
        self.links.push(Link { before: state.link, node, at: state.at, choice });
        State { link: Some(self.links.len() - 1), cost: state.cost + cost, ..state }
    }

    /// Something that the paragraph may have as text and that else is no part of it.
    fn aside(&mut self, range: Range<usize>, states: &[State]) -> Vec<State> {
        let node = range.start;
        let begun: Vec<State> = states.iter().map(|s| self.step(*s, node, None, 0)).collect();
        let mut out = self.words(range, &begun);
        out = out.into_iter().map(|s| self.step(s, node, Some(Choice::Literal), 0)).collect();
        out.extend(begun.iter().map(|s| self.step(*s, node, Some(Choice::Nothing), 1)).collect::<Vec<_>>());
        pruned(out)
    }

    fn bracket(&mut self, bracket: &Bracket, states: &[State]) -> Vec<State> {
        let node = bracket.span.start;
        let begun: Vec<State> = states.iter().map(|s| self.step(*s, node, None, 0)).collect();
        let mut out = Vec::new();
        let literal: Vec<State> = begun.iter().filter(|s| self.base.is(s.at, '[')).copied().collect();
        if !literal.is_empty() && bracket.inner.end < bracket.span.end {
            let opened = literal.into_iter().map(|s| State { at: s.at + 1, ..s }).collect();
            let read = self.nodes(&bracket.nodes, bracket.inner.clone(), opened);
            let closed = read.into_iter().filter(|s| self.base.is(s.at, ']'));
            let closed: Vec<State> = closed.map(|s| State { at: s.at + 1, ..s }).collect();
            out.extend(closed.into_iter().map(|s| self.step(s, node, Some(Choice::Literal), 0)));
        }
        for (choice, cost) in candidates(bracket, self.prefer) {
            let ends = match taken(bracket, choice) {
                Some(words) => self.nodes(&bracket.nodes, words, begun.clone()),
                None => begun.clone(),
            };
            out.extend(ends.into_iter().map(|s| self.step(s, node, Some(choice), cost)).collect::<Vec<_>>());
        }
        pruned(out)
    }

    fn choices(&self, mut link: Option<usize>) -> Choices {
        let mut out = Choices::new();
        let mut open: Vec<(usize, Choice, usize)> = Vec::new();
        while let Some(found) = link.and_then(|at| self.links.get(at)) {
            match found.choice {
                Some(choice) => open.push((found.node, choice, found.at)),
                None => {
                    if let Some((node, choice, end)) = open.pop() {
                        out.insert(node, Chosen { choice, glyphs: found.at..end });
                    }
                }
            }
            link = found.before;
        }
        out
    }
}

/// The cheapest for each place, and not too many.
fn pruned(mut states: Vec<State>) -> Vec<State> {
    states.sort_by_key(|s| (s.at, s.cost));
    states.dedup_by_key(|s| s.at);
    states.sort_by_key(|s| (s.cost, s.at));
    states.truncate(STATES);
    states
}
