//! [`cuts`]: the runs of a paragraph as Word's tracked changes need them.
//!
//! Word knows two things of a run: who put it in and who took it out. Marks in marks become
//! just these: words that A puts in where B takes all out were put in by A and taken out by B;
//! what two take out was taken out by both; alternatives take out what stands and put in each
//! version, and so do crossing ones. No name and no word is left out.

use super::ids::author;
use crate::record::ActorId;
use crate::text::NoteId;
use crate::weave::{From, GroupId, Mark, MarkKind, Run};
use std::collections::BTreeSet;
use std::ops::Range;

/// A piece of a paragraph that is written as one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cut {
    pub text: String,
    pub italic: bool,
    pub bold: bool,
    pub note: Option<NoteId>,
    /// Those who put it in; empty for words of the text.
    pub put: Vec<ActorId>,
    /// Those who take it out.
    pub gone: Vec<ActorId>,
    /// The groups that its marks belong to: what belongs to another group is another change.
    pub groups: Vec<GroupId>,
    /// Its first character in the text; none for words that a proposal brings.
    pub at: Option<usize>,
}

impl Cut {
    /// Whether it and another belong to the same change.
    pub fn same_change(&self, other: &Cut) -> bool {
        (&self.put, &self.gone, &self.groups) == (&other.put, &other.gone, &other.groups)
    }

    /// Whether no proposal touches it.
    pub fn stands(&self) -> bool {
        self.put.is_empty() && self.gone.is_empty()
    }
}

/// A piece of a paragraph, or the border of what a thread is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    Words(Cut),
    /// The thread with this number begins or ends here.
    Start(usize),
    End(usize),
}

/// The runs of a paragraph.
pub(super) fn cuts(runs: &[Run]) -> Vec<Cut> {
    let mut rivals = Rivals::default();
    let mut out = Vec::with_capacity(runs.len());
    for (n, run) in runs.iter().enumerate() {
        let mut cut = Cut {
            text: run.text.clone(),
            italic: run.italic,
            bold: run.bold,
            note: run.note,
            ..Cut::default()
        };
        for (depth, mark) in run.marks.iter().enumerate() {
            match mark.kind {
                // Words put in among words put in are those of the inner author alone.
                MarkKind::Inserted if run.marks.iter().take(depth).any(is_put) => {
                    cut.put.clone_from(&mark.by)
                }
                MarkKind::Inserted => add(&mut cut.put, &mark.by),
                MarkKind::Deleted => add(&mut cut.gone, &mark.by),
                MarkKind::Alternative if mark.group.is_some() => add(&mut cut.put, &mark.by),
                MarkKind::Alternative => add(&mut cut.gone, rivals.of(runs, n, depth)),
                MarkKind::Doubt => {}
            }
            cut.groups.extend(mark.group.clone());
        }
        cut.at = match run.from {
            From::Text(at) if cut.put.is_empty() => Some(at),
            _ => None,
        };
        out.push(cut);
    }
    out
}

fn is_put(mark: &Mark) -> bool {
    mark.kind == MarkKind::Inserted || (mark.kind == MarkKind::Alternative && mark.group.is_some())
}

fn add(to: &mut Vec<ActorId>, by: &[ActorId]) {
    to.extend(by.iter().cloned());
    to.sort();
    to.dedup();
}

/// Those who want another version of words that stand, by how deep the alternatives are.
#[derive(Default)]
struct Rivals(Vec<(Range<usize>, Vec<ActorId>)>);

impl Rivals {
    /// Those who want another version of run `n`, whose mark at `depth` says there are some.
    fn of(&mut self, runs: &[Run], n: usize, depth: usize) -> &[ActorId] {
        if self.0.len() <= depth {
            self.0.resize(depth + 1, (0..0, Vec::new()));
        }
        if self.0.get(depth).is_some_and(|(range, _)| !range.contains(&n)) {
            let found = rivals(runs, n, depth);
            if let Some(kept) = self.0.get_mut(depth) {
                *kept = found;
            }
        }
        self.0.get(depth).map_or(&[], |(_, by)| by)
    }
}

/// The runs from `n` on that stand in the first version, and those who want the others.
fn rivals(runs: &[Run], n: usize, depth: usize) -> (Range<usize>, Vec<ActorId>) {
    let at = |i: usize| runs.get(i).and_then(|r| r.marks.get(depth));
    let version = |mark: &Mark| mark.kind == MarkKind::Alternative;
    let first = |i: &usize| at(*i).is_some_and(|m| version(m) && m.group.is_none());
    let end = (n..runs.len()).take_while(first).count() + n;
    let mut by = Vec::new();
    for mark in (end..runs.len()).map_while(at).take_while(|m| version(m) && m.group.is_some()) {
        add(&mut by, &mark.by);
    }
    (n..end, by)
}

/// The runs of a paragraph before one that these put in. Programs that track changes may take
/// words put in at the end and the paragraph behind them for one change, and the end between them
/// for part of it: where old words give way to new ones there, the old ones stand last.
pub(super) fn kept_from(mut cuts: Vec<Cut>, behind: &[ActorId]) -> Vec<Cut> {
    let new = |c: &&Cut| !c.put.is_empty() && c.gone.is_empty() && c.text != "\n";
    let news = cuts.iter().rev().take_while(new).count();
    let old = |c: &&Cut| c.put.is_empty() && !c.gone.is_empty();
    let olds = cuts.iter().rev().skip(news).take_while(old).count();
    let touches = cuts.last().is_some_and(|c| new(&c) && author(&c.put) == author(behind));
    let Some(tail) = cuts.len().checked_sub(news + olds).and_then(|at| cuts.get_mut(at..)) else {
        return cuts;
    };
    let (gone, put) = tail.split_at(olds);
    // What several want there, each in its own words, would no longer be told apart.
    let one = put.iter().zip(put.iter().skip(1)).all(|(a, b)| a.put == b.put)
        && put.first().is_some_and(|c| gone.iter().all(|g| g.gone == c.put));
    if touches && one {
        tail.rotate_left(olds);
    }
    cuts
}

/// The pieces with the borders of threads between them. `threads` are spans of the text with
/// the numbers of what is about them.
pub(super) fn items(cuts: Vec<Cut>, threads: &[(Range<usize>, usize)]) -> Vec<Item> {
    let mut waiting: Vec<&(Range<usize>, usize)> = threads.iter().collect();
    waiting.sort_by_key(|(range, n)| (range.start, std::cmp::Reverse(range.end), *n));
    waiting.reverse();
    let breaks: BTreeSet<usize> = threads.iter().flat_map(|(r, _)| [r.start, r.end]).collect();
    let mut line = Line { out: Vec::new(), open: Vec::new(), waiting };
    line.start(|range| range.start == 0 && range.end > 0);
    for cut in cuts.into_iter().flat_map(|cut| split(cut, &breaks)) {
        if let Some(at) = cut.at {
            line.end(at);
            line.start(|range| range.start <= at);
            line.end(at);
        }
        line.out.push(Item::Words(cut));
    }
    line.start(|_| true);
    line.end(usize::MAX);
    line.out
}

struct Line<'a> {
    out: Vec<Item>,
    open: Vec<&'a (Range<usize>, usize)>,
    /// Last first.
    waiting: Vec<&'a (Range<usize>, usize)>,
}

impl Line<'_> {
    fn start(&mut self, now: impl Fn(&Range<usize>) -> bool) {
        while let Some(one) = self.waiting.pop_if(|one| now(&one.0)) {
            self.out.push(Item::Start(one.1));
            self.open.push(one);
        }
    }

    fn end(&mut self, at: usize) {
        let out = &mut self.out;
        self.open.retain(|(range, n)| {
            let over = range.end <= at;
            out.extend(over.then_some(Item::End(*n)));
            !over
        });
    }
}

/// A piece of the text, cut wherever a thread begins or ends.
fn split(cut: Cut, breaks: &BTreeSet<usize>) -> Vec<Cut> {
    let Some(at) = cut.at else { return vec![cut] };
    let mut out = Vec::new();
    let mut part = Cut { text: String::new(), ..cut.clone() };
    for (n, c) in cut.text.chars().enumerate() {
        if breaks.contains(&(at + n)) && !part.text.is_empty() {
            out.push(part);
            part = Cut { text: String::new(), at: Some(at + n), ..cut.clone() };
        }
        part.text.push(c);
    }
    out.push(part);
    out
}
