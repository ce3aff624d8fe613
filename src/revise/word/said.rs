//! Threads become comments of those who wrote them, each at its place in the base.
//!
//! What stands at words that somebody put in is said at the place of those words, with the
//! words. Identities follow from author, place and text.

use super::ground::Ground;
use super::remarks::{self, Remarked};
use super::stream::Stream;
use super::take::{actor, numbered, plain};
use super::wishes::Told;
use super::{FromMarked, tell};
use crate::record::{ActorId, Comment, CommentId, ProposalId, Span};
use crate::revise::copy::Maker;
use crate::revise::intake::Parsed;
use crate::revise::marked::{MarkedPlace, MarkedThread};
use crate::revise::pairing::Pairing;
use crate::revise::spans::span;
use crate::text::Kind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// The most characters of a passage that is not in the base which a comment on it quotes.
const MOST: usize = 1_000;

/// Where something is said.
#[derive(Clone, Default)]
pub(super) struct Anchor {
    /// In the base; none for the text as a whole.
    pub at: Option<Span>,
    /// Words that are not in the base.
    pub new: String,
}

/// How many comments there are of each identity, so that equal ones stay apart.
pub(super) type Counts = BTreeMap<CommentId, usize>;

/// Which atoms are of the text, so that a thread finds the nearest without a search.
pub(super) struct Places {
    /// For each atom the last one before it, or it, that stands in the base; for ends too.
    before: Vec<Option<usize>>,
    /// The next one at it or behind.
    behind: Vec<Option<usize>>,
    /// The same without ends of paragraphs.
    words_before: Vec<Option<usize>>,
    words_behind: Vec<Option<usize>>,
}

impl Places {
    pub(super) fn of(stream: &Stream) -> Self {
        let is = |n: &usize, ends: bool| {
            stream.atoms.get(*n).is_some_and(|a| a.home().is_some() && (ends || !a.is_end()))
        };
        let len = stream.atoms.len();
        let near = |ends: bool| {
            move |last: &mut Option<usize>, n: usize| {
                *last = Some(n).filter(|n| is(n, ends)).or(*last);
                Some(*last)
            }
        };
        let before = |ends: bool| (0..len).scan(None, near(ends)).collect();
        let behind = |ends: bool| {
            let mut all: Vec<_> = (0..len).rev().scan(None, near(ends)).collect();
            all.reverse();
            all
        };
        Self {
            before: before(true),
            behind: behind(true),
            words_before: before(false),
            words_behind: behind(false),
        }
    }

    fn at(list: &[Option<usize>], n: usize) -> Option<usize> {
        list.get(n).copied().flatten()
    }
}

/// Adds all comments: those of threads, and refusals of others' words.
pub(super) fn comments(
    ground: &Ground,
    notes: &Parsed,
    refused: &BTreeMap<ActorId, Told>,
    out: &mut FromMarked,
) {
    let mut counts = Counts::new();
    for (actor, told) in refused {
        for (row, at, words, by) in &told.refused {
            let by = ground.stream.authors.get(*by).map(String::as_str).unwrap_or_default();
            let text = format!("Delete “{}” ({by}).", words.trim());
            let place = Anchor { at: place(ground, *row, *at..*at), new: String::new() };
            add(ground, out, &mut counts, actor, &place, (None, &text, false));
        }
    }
    if ground.input.copy.threads.is_empty() {
        return;
    }
    let places = Places::of(ground.stream);
    for thread in &ground.input.copy.threads {
        let anchor = anchor(ground, &places, thread.at);
        self::thread(ground, notes, thread, anchor, &mut counts, out);
    }
}

fn thread(
    ground: &Ground,
    notes: &Parsed,
    thread: &MarkedThread,
    anchor: Anchor,
    counts: &mut Counts,
    out: &mut FromMarked,
) {
    let mut parent: Option<CommentId> = None;
    let place = || {
        anchor.at.as_ref().map_or("the text".to_owned(), |at| tell::called(ground.input.base, at.paragraph))
    };
    let settled = if thread.resolved { ", marked as settled" } else { "" };
    for (n, said) in thread.said.iter().enumerate() {
        let known = ground.input.authors.get(&said.by).filter(|all| !all.is_empty());
        let Some(actors) = known else {
            let known = ground.input.authors.contains_key(&said.by);
            let why = if known { "" } else { ", of whom nobody has said who it is" };
            let settled = if n == 0 { settled } else { "" };
            let place = place();
            out.untaken.push(format!("Comment by “{}” on {place}{why}{settled}: “{}”.", said.by, said.text));
            continue;
        };
        if n == 0 && remark(ground, notes, &anchor, (&said.by, actors), &said.text, out) {
            if thread.resolved && super::lists::listed(&said.by, &said.text).is_none() {
                let (by, text, place) = (&said.by, said.text.trim(), place());
                out.warnings.push(format!(
                    "“{text}” by {by} on {place} was marked as settled; it is a wish and stays open."
                ));
            }
            continue;
        }
        let resolved = thread.resolved && n == 0;
        let mut own = None;
        // What is answered may be no comment here: then the answer says what it answers.
        let text = match thread.said.first().filter(|_| n > 0 && parent.is_none()) {
            Some(first) => {
                format!("In answer to “{}” ({}): {}", first.text.trim(), first.by, said.text.trim())
            }
            None => said.text.clone(),
        };
        for actor in actors {
            let id = add(ground, out, counts, actor, &anchor, (parent.clone(), &text, resolved));
            own.get_or_insert(id);
        }
        if n == 0 {
            parent = own;
        }
    }
}

/// Takes what the program itself writes for a wish without words back as that wish.
fn remark(
    ground: &Ground,
    notes: &Parsed,
    anchor: &Anchor,
    (by, actors): (&str, &BTreeSet<ActorId>),
    text: &str,
    out: &mut FromMarked,
) -> bool {
    let Some(found) = remarks::read(ground.input.base, anchor.at.as_ref(), by, text) else { return false };
    for id in actors {
        let actor = actor(ground.input, id);
        let copy = plain(ground.input, &actor, notes);
        let mut maker = Maker::new(&copy, Vec::new(), Pairing::default());
        let strand = out.strands.entry(id.clone()).or_insert_with(|| numbered(ground.input));
        match &found {
            Remarked::Nothing => {}
            Remarked::Wish(wish) => maker.propose(wish.clone()),
            Remarked::Placement(at, note) => remarks::placement(&mut maker, strand, at, note),
        }
        strand.proposals.extend(maker.out.strand.proposals);
        out.warnings.extend(maker.out.warnings);
    }
    true
}

/// Where a thread stands.
pub(super) fn anchor(ground: &Ground, places: &Places, at: Option<(MarkedPlace, MarkedPlace)>) -> Anchor {
    let Some((start, end)) = at else { return Anchor::default() };
    let stream = ground.stream;
    let (start, end) = (stream.place(start), stream.place(end));
    let home = |n: usize| stream.atoms.get(n).and_then(|a| a.home());
    let first = Places::at(&places.words_behind, start).filter(|n| *n < end).and_then(home);
    let last = end.checked_sub(1).and_then(|n| Places::at(&places.words_before, n));
    let last = last.filter(|n| start <= *n).and_then(home);
    if let (Some((row, from)), Some((last, to))) = (first, last) {
        let len = ground.rows.get(row).map_or(0, |r| r.atoms.len());
        let to = if last == row { to + 1 } else { len };
        let at = place(ground, row, from..to.max(from));
        let new = if at.is_none() { quote(stream, start..end, |_| true) } else { String::new() };
        return Anchor { at, new };
    }
    let anchor = between(ground, places, start, end);
    match anchor.at.as_ref().is_some_and(|at| is_home(ground, at)) && anchor.new.is_empty() {
        true => Anchor::default(),
        false => anchor,
    }
}

/// Whether a place is where we write what is said of the whole text: before the title.
fn is_home(ground: &Ground, at: &Span) -> bool {
    let base = ground.input.base;
    let home = base.metas().find(|m| m.kind == Kind::Title).or(base.meta(0));
    at.range == (0..0) && home.is_some_and(|m| m.id == at.paragraph)
}

/// Where a thread stands that is about no words of the text.
fn between(ground: &Ground, places: &Places, start: usize, end: usize) -> Anchor {
    let stream = ground.stream;
    let near = |n: usize| stream.atoms.get(n).and_then(|a| a.home().map(|base| (base, a.is_end(), a.from)));
    let own = stream.atoms.get(start).map(|a| a.from);
    let before = start.checked_sub(1).and_then(|n| Places::at(&places.before, n)).and_then(near);
    let behind = Places::at(&places.behind, end).and_then(near);
    let at = match (before, behind) {
        (Some(((row, at), false, _)), _) => place(ground, row, at + 1..at + 1),
        (_, Some(((row, at), _, from))) if Some(from) == own => place(ground, row, at..at),
        (Some(((row, at), ..)), _) => place(ground, row, at..at),
        (None, Some(((row, at), ..))) => place(ground, row, at..at),
        (None, None) => None,
    };
    let new = quote(stream, start..end, |n| stream.atoms.get(n).is_some_and(|a| a.home().is_none()));
    Anchor { at, new }
}

/// Words that a comment is about and that are not in the base; no more of a long passage than
/// shows which it is.
fn quote(stream: &Stream, range: Range<usize>, is: impl Fn(usize) -> bool) -> String {
    let all: Vec<usize> = range.clone().take(MOST).filter(|n| is(*n)).collect();
    let more = if range.len() > MOST { "…" } else { "" };
    format!("{}{more}", stream.text(&all))
}

/// A place of the rejected side in the base.
pub(super) fn place(ground: &Ground, row: usize, range: Range<usize>) -> Option<Span> {
    let spot = ground.links.get(row)?.as_ref()?.spot(range);
    let (at, range) = spot.pieces.first()?;
    let base = ground.input.base;
    Some(span(base.meta(*at)?.id, &base.words(*at), range.clone()))
}

/// Adds a comment of an actor; its identity.
pub(super) fn add(
    ground: &Ground,
    out: &mut FromMarked,
    counts: &mut Counts,
    actor: &ActorId,
    anchor: &Anchor,
    (reply_to, text, resolved): (Option<CommentId>, &str, bool),
) -> CommentId {
    let new = anchor.new.trim();
    let quoted = !new.is_empty() && reply_to.is_none();
    let text = if quoted { format!("On “{new}”: {}", text.trim()) } else { text.trim().to_owned() };
    let place = anchor.at.as_ref().map(|at| format!("{} {:?}", at.paragraph, at.range)).unwrap_or_default();
    let parent = reply_to.as_ref().map(ToString::to_string).unwrap_or_default();
    let base = ground.input.hash.to_string();
    let strand = out.strands.entry(actor.clone()).or_insert_with(|| numbered(ground.input));
    let id = |n: usize| {
        let fresh = [base.as_str(), place.as_str(), parent.as_str()].join(" ");
        let count = n.to_string();
        let mut parts = vec!["comment", fresh.as_str(), text.as_str()];
        if n > 0 {
            parts.push(&count);
        }
        CommentId(ProposalId::of(actor.as_str(), &parts).0)
    };
    let count = counts.entry(id(0)).or_default();
    while strand.comments.contains_key(&id(*count)) {
        *count += 1;
    }
    let id = id(*count);
    let comment = Comment {
        id: id.clone(),
        version: 1,
        sent: true,
        base: ground.input.hash,
        at: anchor.at.clone(),
        reply_to,
        text: text.clone(),
        resolved,
        withdrawn: false,
    };
    strand.comments.insert(id.clone(), Arc::new(comment));
    id
}
