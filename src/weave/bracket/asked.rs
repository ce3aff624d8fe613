//! [`asked`]: what a tree asks of the words of a paragraph.
//!
//! What an arm says is told apart by whether its words stand in the paragraph: who deletes words
//! that stand proposes a deletion, who deletes words that do not stand opposes them. Nothing is
//! guessed: what fits nowhere is listed with why.

use super::fit::{Choice, Choices, Glyphs, Prefer, fit, inside, taken};
use super::inner::{Own, own_words};
use super::loose;
use super::names::Names;
use super::pieces::{Part, With};
use super::place::{Flat, Place};
use super::{Action, Arm, Bracket, Known, Node, Reading, Said};
use crate::record::ActorId;
use std::ops::Range;

/// All that a paragraph's bracket text says of the paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is asked, in the order of the text.
    pub asks: Vec<Ask>,
    /// What fits nowhere, in bytes of the text, and why.
    pub unplaced: Vec<(Range<usize>, String)>,
    /// Names that stand where actors stand and that nobody knows, in bytes of the text.
    pub unknown: Vec<Range<usize>>,
    /// How far the paragraph has come, as it is written.
    pub statuses: Vec<Range<usize>>,
    /// Words outside of brackets that the paragraph does not have, with what it has instead.
    pub differs: Vec<(String, String)>,
}

/// Something that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// By whom; by nobody where there is no name.
    pub by: Vec<ActorId>,
    /// What.
    pub what: What,
    /// Where it is written, in bytes of the text.
    pub at: Range<usize>,
    /// Where the alternative begins that it is about, of several in one bracket.
    pub arm: usize,
    /// Where its words come from, as it is written.
    pub source: Option<Range<usize>>,
    /// What is asked of its words in turn: ranges are characters of those.
    pub inside: Vec<Ask>,
}

/// What is asked. Ranges of the paragraph in characters, those of the text in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Other words for a range of the paragraph.
    Replace {
        /// The range.
        range: Range<usize>,
        /// The words.
        with: With,
    },
    /// That the paragraph goes.
    DeleteParagraph,
    /// That words are kept.
    Retain {
        /// Which.
        range: Range<usize>,
    },
    /// Words in brackets, as a rule without a name.
    Doubt {
        /// Which.
        range: Range<usize>,
    },
    /// A reservation.
    Reserve {
        /// On what.
        range: Range<usize>,
    },
    /// That the paragraph moves: "after OP4", "to the beginning".
    Move {
        /// The words that say where.
        to: Range<usize>,
    },
    /// That it is merged: "with OP4".
    Merge {
        /// The words that say with what.
        with: Range<usize>,
    },
    /// That it is cut in two.
    Split {
        /// Before this character.
        at: usize,
    },
    /// That words may stand elsewhere too.
    Placement {
        /// What is said of it.
        note: Range<usize>,
    },
    /// Only a stance on words that somebody else asks for, or that stand.
    Stance {
        /// Which.
        action: Action,
        /// Where it is said.
        range: Range<usize>,
        /// The words, in the text; empty for the whole paragraph.
        words: Range<usize>,
        /// Whether it is about the wish before it, and not about words that stand.
        on_wish: bool,
    },
}

/// What a tree asks of a paragraph of these words.
pub fn asked(text: &str, reading: &Reading, base: &str, known: &Known) -> Asked {
    let glyphs = Glyphs::new(base);
    // Twice, for a stray mark costs as much as a bracket.
    if text.bytes().filter(|b| matches!(b, b'[' | b']')).count() > 2 * crate::limits::BRACKETS {
        let why = format!("it has more than {} brackets", crate::limits::BRACKETS);
        return Asked { unplaced: vec![(0..text.len(), why)], ..Asked::default() };
    }
    match fit(text, reading, &glyphs, &Prefer::new()) {
        Some(choices) => Asker::new(text, reading, &glyphs, choices, known).run(reading),
        None => loose::asked(text, reading, base, known),
    }
}

/// Whether nobody's name stands in a bracket.
fn is_nameless(bracket: &Bracket) -> bool {
    bracket.arms.iter().all(|a| a.said.is_empty())
}

/// "[of the / - EU]": a version that has a name and no words.
fn is_empty_version(arm: &Arm) -> bool {
    let all = |action| arm.said.iter().all(|s| s.action == action);
    arm.words.is_empty() && !arm.said.is_empty() && (all(Action::Words) || all(Action::Alternative))
}

pub(super) struct Asker<'a> {
    text: &'a str,
    base: &'a Glyphs,
    choices: Choices,
    flat: Flat,
    known: &'a Known<'a>,
    /// Where the arm begins that is being looked at.
    arm: usize,
    out: Asked,
}

impl<'a> Asker<'a> {
    pub fn new(
        text: &'a str,
        reading: &Reading,
        base: &'a Glyphs,
        choices: Choices,
        known: &'a Known<'a>,
    ) -> Self {
        let flat = Flat::new(text, reading, &choices);
        Self { text, base, choices, flat, known, arm: 0, out: Asked::default() }
    }

    pub fn run(mut self, reading: &Reading) -> Asked {
        self.nodes(&reading.nodes, 0..self.text.len(), true);
        self.out
    }

    fn choice(&self, node: &Node) -> Option<Choice> {
        self.choices.get(&node.span().start).map(|c| c.choice)
    }

    fn nodes(&mut self, nodes: &[Node], clip: Range<usize>, top: bool) {
        let mut before: Option<&Bracket> = None;
        let all: Vec<(&Node, Range<usize>)> = inside(nodes, clip).collect();
        for (n, (node, cut)) in all.iter().enumerate() {
            let choice = self.choice(node);
            match node {
                Node::Text(_) if self.is_blank(cut) => continue,
                Node::Bracket(bracket) => {
                    let rest = all.get(n + 1..).unwrap_or_default();
                    let last = top && rest.iter().all(|(n, cut)| self.is_beside(n, cut));
                    let alone = top && all.iter().all(|(n, cut)| self.is_beside(n, cut));
                    let touched = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
                    let beside = touched.filter_map(|n| all.get(n)).find_map(|(n, _)| self.rival(n, bracket));
                    self.bracket(bracket, before, beside, last || alone);
                    before = Some(bracket);
                    continue;
                }
                Node::Status(at) if choice == Some(Choice::Nothing) => self.out.statuses.push(at.clone()),
                Node::Source(at) if choice == Some(Choice::Nothing) => self.source(at, before),
                Node::Placement(at) if choice == Some(Choice::Nothing) => self.placement(at),
                _ => {}
            }
            before = None;
        }
    }

    fn is_blank(&self, range: &Range<usize>) -> bool {
        self.text.get(range.clone()).is_none_or(|t| t.trim().is_empty())
    }

    /// Whether a node is no words of the paragraph: white space, or a tag.
    fn is_beside(&self, node: &Node, cut: &Range<usize>) -> bool {
        match node {
            Node::Text(_) => self.is_blank(cut),
            Node::Bracket(b) => b.arms.iter().all(|a| a.words.is_empty()),
            node => self.choice(node) == Some(Choice::Nothing),
        }
    }

    fn ask(&mut self, by: &[ActorId], what: What, at: &Range<usize>, source: Option<Range<usize>>) {
        let (by, at, arm) = (by.to_vec(), at.clone(), self.arm);
        self.out.asks.push(Ask { by, what, at, arm, source, inside: Vec::new() });
    }

    fn lost(&mut self, at: &Range<usize>, why: &str) {
        self.out.unplaced.push((at.clone(), why.to_owned()));
    }

    /// A source outside of brackets belongs to the bracket before it.
    fn source(&mut self, at: &Range<usize>, before: Option<&Bracket>) {
        let own = before.map(|b| b.span.clone());
        let mut found = false;
        for ask in self.out.asks.iter_mut().filter(|a| Some(&a.at) == own.as_ref()) {
            ask.source = Some(at.clone());
            found = true;
        }
        if !found {
            self.lost(at, "it names a source, but not of which words");
        }
    }

    fn placement(&mut self, at: &Range<usize>) {
        let inner = at.start + 1..at.end - 1;
        let found = Names::new(self.known).prefix(self.text, inner.clone());
        let (by, note) = match found.as_ref().and_then(|f| Some((f.said.first()?.actors.clone(), f.end))) {
            Some((by, end)) => (by, end..inner.end),
            None => (Vec::new(), inner),
        };
        self.ask(&by, What::Placement { note }, at, None);
    }

    /// `before` is the bracket that it follows, `beside` the place of the nameless one that it
    /// touches and that stands; `last`: nothing follows but tags.
    fn bracket(&mut self, bracket: &Bracket, before: Option<&Bracket>, beside: Option<Place>, last: bool) {
        let choice = self.choices.get(&bracket.span.start).map(|c| c.choice);
        let Some(choice) = choice.filter(|c| *c != Choice::Literal) else {
            if choice.is_some() {
                self.nodes(&bracket.nodes, bracket.inner.clone(), false);
            }
            return;
        };
        let rival = beside.filter(|_| choice == Choice::Nothing && is_nameless(bracket));
        let Some(place) = rival.or_else(|| self.place(bracket)) else { return };
        let standing = match choice {
            Choice::Arm { at, .. } => Some(at),
            Choice::Arms { last, .. } => Some(last),
            _ => None,
        };
        for (n, arm) in bracket.arms.iter().enumerate() {
            if choice == (Choice::Whole { at: n }) {
                if bracket.arms.len() == 1 {
                    self.ask(&[], What::Doubt { range: place.words(self.base) }, &bracket.span, None);
                }
                continue;
            }
            // Words that stand are words, whatever stands before a colon in them.
            let stands = standing.is_some_and(|at| n <= at);
            if !(arm.said.is_empty() && stands) {
                self.out.unknown.extend(arm.unknown.iter().cloned());
            }
            self.arm = arm.all.start;
            match (standing, choice) {
                (Some(_), _) if is_empty_version(arm) => self.emptied(bracket, arm, &place),
                _ if arm.words.is_empty() && !arm.said.is_empty() => {
                    self.wordless(bracket, arm, standing.map(|_| &place).cloned(), before, last);
                }
                (Some(at), _) if n == at => self.stands(bracket, arm, &place),
                (Some(at), Choice::Arms { .. }) if n < at => {}
                _ => self.comes(bracket, arm, &place),
            }
        }
        if let Some(words) = taken(bracket, choice) {
            self.nodes(&bracket.nodes, words, false);
        }
    }

    /// Of "[furtherance][pursuit]" the one that stands: without names and without a space between
    /// them they are alternatives.
    fn rival(&self, node: &Node, bracket: &Bracket) -> Option<Place> {
        let Node::Bracket(other) = node else { return None };
        let touches = other.span.end == bracket.span.start || bracket.span.end == other.span.start;
        let stands = matches!(self.choice(node), Some(Choice::Arm { .. }));
        (touches && stands && is_nameless(other)).then(|| self.place(other))?
    }

    fn place(&self, bracket: &Bracket) -> Option<Place> {
        let chosen = self.choices.get(&bracket.span.start)?;
        let mut place = self.flat.place(bracket.span.start, chosen.glyphs.clone(), self.base)?;
        // Brackets round a space alone: it is all of the space there.
        if let Some(words) = taken(bracket, chosen.choice) {
            place.blank = place.is_empty() && !words.is_empty() && self.is_blank(&words);
            place.holds(self.text.get(words).unwrap_or_default());
        }
        Some(place)
    }

    /// An arm whose words stand in the paragraph.
    fn stands(&mut self, bracket: &Bracket, arm: &Arm, place: &Place) {
        let span = &bracket.span;
        let range = place.words(self.base);
        if arm.said.is_empty() && bracket.arms.len() == 1 {
            self.ask(&[], What::Doubt { range: range.clone() }, span, None);
        }
        let mut wished = false;
        for said in &arm.said {
            let what = match said.action {
                // "[private - EU delete; US support]": the US support what the EU asks for.
                action @ (Action::Support | Action::Oppose | Action::Reserve) if wished => {
                    What::Stance { action, range: range.clone(), words: arm.words.clone(), on_wish: true }
                }
                Action::Delete if place.is_all(self.base) => What::DeleteParagraph,
                Action::Delete | Action::DeleteWords => place.replace(self.base, self.text, With::default()),
                Action::Reserve => What::Reserve { range: range.clone() },
                Action::Retain => What::Retain { range: range.clone() },
                Action::Doubt => What::Doubt { range: range.clone() },
                Action::Move => What::Move { to: said.detail.clone() },
                Action::Merge => What::Merge { with: said.detail.clone() },
                action => {
                    What::Stance { action, range: range.clone(), words: arm.words.clone(), on_wish: false }
                }
            };
            wished |= !matches!(
                what,
                What::Stance { .. } | What::Reserve { .. } | What::Retain { .. } | What::Doubt { .. }
            );
            let source = arm.source.clone();
            self.ask(&said.actors, what, span, source);
        }
    }

    /// An arm whose words do not stand in the paragraph.
    fn comes(&mut self, bracket: &Bracket, arm: &Arm, place: &Place) {
        if arm.words.is_empty() && bracket.arms.len() == 1 {
            return;
        }
        let proposes = |s: &&Said| s.action.proposes();
        let backs = |s: &&Said| proposes(s) || s.action == Action::Support;
        let mut by: Vec<ActorId> = arm.said.iter().filter(proposes).flat_map(|s| s.actors.clone()).collect();
        let led = !by.is_empty();
        if !led {
            by = arm.said.iter().filter(backs).flat_map(|s| s.actors.clone()).collect();
        }
        let mut own = self.words(bracket, arm);
        let first = own.with.begin(self.text);
        let what = place.replace(self.base, self.text, std::mem::take(&mut own.with));
        let same = matches!(&what, What::Replace { range, with } if range.is_empty() && with.0.is_empty());
        let range = place.words(self.base);
        if !same {
            let inside = match &what {
                What::Replace { with, .. } => own.moved(self.text, first, with),
                _ => Vec::new(),
            };
            let (at, arm, source) = (bracket.span.clone(), self.arm, arm.source.clone());
            self.out.asks.push(Ask { by, what, at, arm, source, inside });
        }
        for said in arm.said.iter().filter(|s| same || !(proposes(s) || (!led && backs(s)))) {
            let (action, words) = (said.action, arm.words.clone());
            let what = What::Stance { action, range: range.clone(), words, on_wish: !same };
            self.ask(&said.actors, what, &bracket.span, None);
        }
    }

    /// A version without words: a space at most stands instead of those that go.
    fn emptied(&mut self, bracket: &Bracket, arm: &Arm, place: &Place) {
        let what = place.replace(self.base, self.text, With(vec![Part::Space]));
        for said in &arm.said {
            self.ask(&said.actors, what.clone(), &bracket.span, arm.source.clone());
        }
    }

    /// The words of an arm as they are asked for, with what is asked of them in turn.
    fn words(&mut self, bracket: &Bracket, arm: &Arm) -> Own {
        let mut own = own_words(self.text, &bracket.nodes, arm.bare.clone(), self.known);
        self.out.unplaced.append(&mut own.unplaced);
        self.out.unknown.append(&mut own.unknown);
        self.out.statuses.append(&mut own.statuses);
        own
    }

    /// "[EU: delete]", "[EU reserves]": what is said without words.
    fn wordless(
        &mut self,
        bracket: &Bracket,
        arm: &Arm,
        place: Option<Place>,
        before: Option<&Bracket>,
        last: bool,
    ) {
        let all = 0..self.base.chars.len();
        let place = place.or_else(|| before.and_then(|b| self.place(b)).filter(|p| !p.is_empty()));
        let (mut wished, mut lost) = (false, false);
        for said in &arm.said {
            // Who supports what could not be placed is listed with it.
            if lost && matches!(said.action, Action::Support | Action::Oppose) {
                continue;
            }
            let detail = self.text.get(said.detail.clone()).unwrap_or_default();
            let rest = detail.trim_start_matches("on ").trim_start_matches("before ");
            let what = match (said.action, &place) {
                (Action::Reserve, _) if detail.is_empty() => Ok(What::Reserve { range: all.clone() }),
                (Action::Reserve, _) => self.found(rest).map(|range| What::Reserve { range }),
                (Action::Split, _) if detail == "here" => Ok(What::Split { at: all.end }),
                (Action::Split, _) => self.found(rest).map(|range| What::Split { at: range.start }),
                (Action::Move, _) => Ok(What::Move { to: said.detail.clone() }),
                (Action::Merge, _) => Ok(What::Merge { with: said.detail.clone() }),
                (Action::Delete, Some(place)) if !place.is_all(self.base) => {
                    Ok(place.replace(self.base, self.text, With::default()))
                }
                (Action::Delete, _) if last => Ok(What::DeleteParagraph),
                (Action::DeleteWords, _) if last => {
                    Ok(What::Replace { range: all.clone(), with: With::default() })
                }
                (Action::Retain | Action::Doubt, _) => {
                    let all = || place.as_ref().map_or(all.clone(), |p| p.words(self.base));
                    let range = if detail.is_empty() { Ok(all()) } else { self.found(rest) };
                    let quiet = |range| match said.action {
                        Action::Retain => What::Retain { range },
                        _ => What::Doubt { range },
                    };
                    range.map(quiet)
                }
                (Action::Support | Action::Oppose, _) => {
                    let range = place.as_ref().map_or(all.clone(), |p| p.words(self.base));
                    Ok(What::Stance { action: said.action, range, words: arm.words.clone(), on_wish: wished })
                }
                _ => Err("it does not say which words are meant"),
            };
            match what {
                Ok(what) => {
                    wished |=
                        !matches!(what, What::Stance { .. } | What::Reserve { .. } | What::Retain { .. });
                    self.ask(&said.actors, what, &bracket.span, None);
                }
                Err(why) => {
                    self.lost(&bracket.span, why);
                    lost = true;
                }
            }
        }
    }

    /// Where quoted words stand, if in one place only.
    fn found(&self, quote: &str) -> Result<Range<usize>, &'static str> {
        let quote = quote.trim().trim_end_matches(['.', ';']);
        let marks = ['“', '”', '"', '„', '«', '»'];
        let bare = quote.strip_prefix(marks).and_then(|q| q.strip_suffix(marks)).unwrap_or(quote);
        found(self.base, bare, false)
    }
}

/// Whether glyphs are whole words of a paragraph: no letter is glued to them.
fn is_apart(base: &Glyphs, glyphs: &[&(char, usize)]) -> bool {
    let letter =
        |at: Option<usize>| at.and_then(|at| base.chars.get(at)).is_some_and(|c| c.is_alphanumeric());
    let (first, last) = (glyphs.first().map(|g| g.1), glyphs.last().map(|g| g.1));
    let glued = |own: Option<usize>, beside: Option<usize>| letter(own) && letter(beside);
    !glued(first, first.and_then(|at| at.checked_sub(1))) && !glued(last, last.map(|at| at + 1))
}

/// Where whole words that somebody quotes stand in a paragraph: its characters, if they stand in one place only, or why not.
pub fn quoted_words(base: &str, quote: &str) -> Result<Range<usize>, &'static str> {
    found(&Glyphs::new(base), quote, true)
}

fn found(base: &Glyphs, quote: &str, whole: bool) -> Result<Range<usize>, &'static str> {
    let wanted = Glyphs::new(quote);
    let wanted: Vec<char> = wanted.glyphs.iter().map(|g| g.0).collect();
    // A quotation has no note references.
    let own: Vec<&(char, usize)> = base.glyphs.iter().filter(|g| g.0 != crate::text::NOTE).collect();
    let first = wanted.first().ok_or("it does not say which words are meant")?;
    let mut found = None;
    let mut work = 0;
    for (at, _) in own.iter().enumerate().filter(|(_, g)| g.0 == *first) {
        let here = own.get(at..at + wanted.len());
        work += wanted.len();
        if work > 10_000_000 {
            return Err("the paragraph is too long to look for the words in it");
        }
        if here.is_some_and(|h| {
            h.iter().map(|g| g.0).eq(wanted.iter().copied()) && (!whole || is_apart(base, h))
        }) {
            if found.is_some() {
                return Err("the words that it quotes stand in several places");
            }
            let end = own.get(at + wanted.len() - 1).map_or(0, |g| g.1 + 1);
            found = Some(own.get(at).map_or(0, |g| g.1)..end);
        }
    }
    found.ok_or("the words that it quotes do not stand in the paragraph")
}
