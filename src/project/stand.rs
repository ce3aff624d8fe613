//! Where proposals stand now: anchors mapped through all changes since they were made.
//!
//! An anchor is never searched for by its words. One whose base is unknown, or whose paragraph
//! is gone, is an orphan and is listed as one.

use super::amended;
use super::log::{Cause, Entry, Revision};
use super::position::{Voices, voices_on};
use super::project::Project;
use crate::diff::key;
use crate::record::{ActorId, Decision, Origin, Proposal, ProposalId, Span, Wish};
use crate::text::{Change, Course, Document, Fragment, Hash, Kind, ParagraphId, Standing};
use crate::weave::{Fate, Placed, Site, Voice};
use std::collections::HashMap;
use std::sync::Arc;

/// Every open proposal of everybody, with where it stands, in the order of actors and ids.
pub fn all_placed(project: &Project) -> Vec<Placed> {
    let voices = Voices::of(project);
    let mut trails = Trails::new(project);
    let tracks = project.tracks.iter();
    let each = tracks.flat_map(|(a, t)| t.proposals().map(move |(o, p)| (a, t, o, p)));
    let open = each.filter(|(_, t, o, p)| p.is_open() && !t.is_superseded(*o, p));
    open.map(|(a, _, o, p)| placed(&mut trails, a, o, p, voices.on(a, p))).collect()
}

/// Of these, those that no decision has settled.
pub fn open_placed(project: &Project) -> Vec<Placed> {
    // The latest decision on a version counts; there may be thousands of both.
    let about = project.decisions.values().flat_map(|d| d.about.iter().map(move |(_, id, v)| ((id, *v), d)));
    let latest: HashMap<(&ProposalId, u32), &Arc<Decision>> = about.collect();
    let settled =
        |p: &Placed| latest.get(&(&p.proposal.id, p.proposal.version)).is_some_and(|d| d.outcome.settles());
    all_placed(project).into_iter().filter(|p| !settled(p)).collect()
}

/// Where some proposals of one actor stand; how others stand on them is not asked.
pub fn placed_of<'a>(
    project: &Project,
    actor: &ActorId,
    proposals: impl IntoIterator<Item = (Origin, &'a Arc<Proposal>)>,
) -> Vec<Placed> {
    let mut trails = Trails::new(project);
    let each = proposals.into_iter();
    each.map(|(origin, p)| placed(&mut trails, actor, origin, p, Vec::new())).collect()
}

/// Where some that stood somewhere stand now, and how others stand on them.
pub fn place_again(project: &Project, some: &[Placed]) -> Vec<Placed> {
    let mut trails = Trails::new(project);
    let each = some.iter();
    each.map(|p| {
        let voices = voices_on(project, &p.actor, &p.proposal);
        placed(&mut trails, &p.actor, p.origin, &p.proposal, voices)
    })
    .collect()
}

/// Where one proposal stands in the working text, and how others stand on it.
pub fn place(project: &Project, actor: &ActorId, origin: Origin, proposal: &Arc<Proposal>) -> Placed {
    placed(&mut Trails::new(project), actor, origin, proposal, voices_on(project, actor, proposal))
}

/// The same with moves that name the paragraph behind which theirs comes as it is now: what they
/// named may have been cut up or joined to another since.
pub fn to_date(project: &Project, mut placed: Vec<Placed>) -> Vec<Placed> {
    let mut trails = Trails::new(project);
    for one in &mut placed {
        let Wish::Move { at, after: Some(after) } = &one.proposal.wish else { continue };
        let now = trails.from(one.proposal.base, Some(at.paragraph)).and_then(|t| t.target(*after));
        if now.is_some_and(|now| now != *after) {
            let wish = Wish::Move { at: at.clone(), after: now };
            one.proposal = Arc::new(Proposal { wish, ..Proposal::clone(&one.proposal) });
        }
    }
    placed
}

pub(super) fn placed(
    trails: &mut Trails<'_>,
    actor: &ActorId,
    origin: Origin,
    proposal: &Arc<Proposal>,
    voices: Vec<Voice>,
) -> Placed {
    if let Wish::Amend { at, with } = &proposal.wish {
        let (fate, site) = amended::follow(trails, at, with);
        return Placed { actor: actor.clone(), origin, proposal: proposal.clone(), fate, site, voices };
    }
    let about = match &proposal.wish {
        Wish::InsertParagraph { after, .. } => *after,
        wish => wish.span().map(|s| s.paragraph),
    };
    let (fate, site) = match trails.from(proposal.base, about) {
        Some(trail) => trail.follow(&proposal.wish),
        None => (Fate::Orphan, Site::Nowhere),
    };
    Placed { actor: actor.clone(), origin, proposal: proposal.clone(), fate, site, voices }
}

/// The way from a state of the text to the working text.
pub(super) struct Trail<'a> {
    working: &'a Document,
    /// The revision it starts from or, for a step, the one before that.
    start: &'a Document,
    /// What was done between that revision and the base.
    prior: Vec<&'a Entry>,
    /// What was done since the base.
    since: Vec<&'a Entry>,
    /// The same by paragraph.
    course: Course<'a>,
}

/// The ways to the working text from all states that proposals were made on, each made once.
pub(super) struct Trails<'a> {
    pub project: &'a Project,
    by: HashMap<Hash, Vec<Trail<'a>>>,
}

impl<'a> Trails<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, by: HashMap::new() }
    }

    /// None where no revision and no kept step has this hash. Two states can have the same
    /// words in other paragraphs: then the latest in which the paragraph `about` stands counts.
    fn from(&mut self, base: Hash, about: Option<ParagraphId>) -> Option<&Trail<'a>> {
        let all = self.by.entry(base).or_insert_with(|| Trail::all(self.project, base));
        all.iter().find(|t| about.is_none_or(|id| t.known(id))).or(all.first())
    }
}

impl<'a> Trail<'a> {
    fn new(working: &'a Document, start: &'a Document, prior: Vec<&'a Entry>, since: Vec<&'a Entry>) -> Self {
        let course = Course::of(since.iter().flat_map(|e| &e.changes));
        Self { working, start, prior, since, course }
    }

    /// From every state of the text that has this hash, the latest first.
    fn all(project: &'a Project, base: Hash) -> Vec<Self> {
        let mut out = Vec::new();
        let mut since: Vec<&Entry> = Vec::new();
        let mut log: &[Arc<Entry>] = &project.log;
        for revision in project.revisions.iter().rev() {
            let steps =
                (1..=log.len()).rev().filter(|cut| log.get(cut - 1).is_some_and(|e| e.step == Some(base)));
            for cut in steps.chain((revision.hash == base).then_some(0)) {
                let (prior, later) = log.split_at(cut);
                let since: Vec<&Entry> = later.iter().map(Arc::as_ref).chain(since.iter().copied()).collect();
                let prior = prior.iter().map(Arc::as_ref).collect();
                out.push(Self::new(&project.working, &revision.document, prior, since));
            }
            out.extend(Self::from_copies(project, revision, log, &since, base));
            since.splice(0..0, log.iter().map(Arc::as_ref));
            log = &revision.entries;
        }
        out
    }

    /// The ways from a state that a copy was in before it came together with others.
    fn from_copies(
        project: &'a Project,
        revision: &'a Revision,
        log: &'a [Arc<Entry>],
        later: &[&'a Entry],
        base: Hash,
    ) -> Vec<Self> {
        let mut out = Vec::new();
        for (at, entry) in log.iter().enumerate() {
            let Cause::Copies(together) = &entry.cause else { continue };
            let mut from = at.saturating_sub(together.taken());
            let before = log.get(..from).unwrap_or_default();
            let joined = log.get(from..at).unwrap_or_default();
            for twig in &together.twigs {
                let own = from..from.saturating_add(twig.taken);
                let others = joined.iter().zip(at.saturating_sub(together.taken())..);
                let others = others.filter(|(_, n)| !own.contains(n)).map(|(e, _)| e.as_ref());
                let cuts = (1..=twig.entries.len()).rev();
                for cut in cuts.filter(|c| twig.entries.get(c - 1).is_some_and(|e| e.step == Some(base))) {
                    let (prior, rest) = twig.entries.split_at(cut);
                    let prior = before.iter().chain(prior).map(Arc::as_ref).collect();
                    let since = rest
                        .iter()
                        .map(Arc::as_ref)
                        .chain([twig.undone.as_ref()])
                        .chain(others.clone())
                        .chain(log.get(at..).unwrap_or_default().iter().map(Arc::as_ref))
                        .chain(later.iter().copied());
                    out.push(Self::new(&project.working, &revision.document, prior, since.collect()));
                }
                from = own.end;
            }
        }
        out
    }

    /// How a wish fares for other words than `quote`, which stood at `at` before the last of what
    /// was done to the text.
    pub(super) fn after(
        project: &'a Project,
        at: Standing,
        done: impl IntoIterator<Item = &'a Change>,
        quote: &str,
        with: &Fragment,
    ) -> (Fate, Site) {
        let Some(now) = at.after(done) else { return (Fate::Orphan, Site::Nowhere) };
        let (working, start) = (&project.working, &project.working);
        Self::new(working, start, Vec::new(), Vec::new()).replaced(now, quote, with)
    }

    fn changes(&self) -> impl Iterator<Item = &'a Change> + '_ {
        self.since.iter().flat_map(|e| e.changes.iter())
    }

    fn stand(&self, span: &Span) -> Option<Standing> {
        let made = Standing::new(span.paragraph, span.range.clone());
        self.known(span.paragraph).then(|| self.course.follow(made))?
    }

    /// Whether the paragraph was there at the base.
    fn known(&self, id: ParagraphId) -> bool {
        let mut there = self.start.place(id).is_some();
        for change in self.prior.iter().flat_map(|e| &e.changes) {
            match change {
                Change::Insert { paragraph, .. } if paragraph.meta.id == id => there = true,
                Change::Split { second, .. } if second.id == id => there = true,
                Change::Delete { paragraph, .. } if paragraph.meta.id == id => there = false,
                Change::Join { second, .. } if second.id == id => there = false,
                _ => {}
            }
        }
        there
    }

    fn follow(&self, wish: &Wish) -> (Fate, Site) {
        match wish {
            Wish::Replace { at, with } => self.replace(at, with),
            Wish::InsertParagraph { after, kind, words, .. } => self.gap(*after, *kind, words),
            Wish::DeleteParagraph { at } => match self.stand(at) {
                None if self.known(at.paragraph) => (Fate::Reflected, Site::Nowhere),
                None => (Fate::Orphan, Site::Nowhere),
                // Words that came at its ends are words that its author did not see either.
                Some(now) if now.touched || now.reshaped || now.outer != now.inner => {
                    (Fate::Damaged, Site::Span(now.paragraph, now.inner))
                }
                Some(now) => (Fate::Clean, self.whole(&now)),
            },
            Wish::Move { at, after } => self.moved(at, *after),
            Wish::Split { at } => self.split(at),
            Wish::Merge { at, second } => self.merged(at, *second),
            Wish::Alternative { at, words, .. } => match self.replace(at, words) {
                // It is about all of the paragraph, and words at its ends are part of that.
                (Fate::Clean, Site::Span(id, range)) if !self.is_all(id, &range) => {
                    (Fate::Damaged, Site::Span(id, range))
                }
                stands => stands,
            },
            // It stands in the words of a proposal, not on the way that the text went.
            Wish::Amend { .. } => (Fate::Orphan, Site::Nowhere),
            // What was to be kept, or was in doubt, is not there any more.
            Wish::Retain { at } | Wish::Doubt { at } => match self.stand(at) {
                None => (Fate::Orphan, Site::Nowhere),
                Some(now) if now.touched => (Fate::Damaged, Site::Span(now.paragraph, now.inner)),
                Some(now) => (Fate::Clean, Site::Span(now.paragraph, now.inner)),
            },
            Wish::Reserve { at } | Wish::Placement { at, .. } => match self.stand(at) {
                None => (Fate::Orphan, Site::Nowhere),
                Some(now) => (Fate::Clean, Site::Span(now.paragraph, now.inner)),
            },
        }
    }

    fn is_all(&self, id: ParagraphId, range: &std::ops::Range<usize>) -> bool {
        self.working.place(id).is_some_and(|at| *range == (0..self.working.len_of(at)))
    }

    fn whole(&self, now: &Standing) -> Site {
        let len = self.working.place(now.paragraph).map_or(0, |at| self.working.len_of(at));
        Site::Span(now.paragraph, 0..len)
    }

    fn words(&self, now: &Standing, outer: bool) -> String {
        let range = if outer { now.outer.clone() } else { now.inner.clone() };
        let words = self.working.words_of(now.paragraph).unwrap_or_default();
        words.slice(range).bare()
    }

    fn replace(&self, at: &Span, with: &Fragment) -> (Fate, Site) {
        let Some(now) = self.stand(at) else { return (Fate::Orphan, Site::Nowhere) };
        self.replaced(now, &at.quote, with)
    }

    /// How a wish for other words than `quote` fares where these stand now.
    fn replaced(&self, now: Standing, quote: &str, with: &Fragment) -> (Fate, Site) {
        if !now.touched && now.outer == now.inner {
            let stands = self.words(&now, false);
            let fate = if key(&stands) == key(&bare(quote)) { Fate::Clean } else { Fate::Damaged };
            return (fate, Site::Span(now.paragraph, now.inner));
        }
        let stands = key(&self.words(&now, true));
        let wanted = key(&with.bare());
        let says = if with.lines().len() > 1 {
            self.says_lines(&now, with)
        } else if with.is_empty() {
            // Gone, and nothing took the place.
            now.inner.is_empty() && stands.is_empty()
        } else if quote.is_empty() {
            has_words(&stands, &wanted)
        } else {
            now.touched && stands == wanted
        };
        // Only its quotation marks, dashes or spaces, or there and back again.
        let as_seen = || !quote.is_empty() && key(&self.words(&now, false)) == key(&bare(quote));
        match (says, now.touched && !as_seen()) {
            (true, _) => (Fate::Reflected, Site::Span(now.paragraph, now.outer)),
            (false, true) => (Fate::Damaged, Site::Span(now.paragraph, now.inner)),
            (false, false) => (Fate::Clean, Site::Span(now.paragraph, now.inner)),
        }
    }

    /// Whether the text says all lines of a fragment from a place on: the first at the place,
    /// the last at the start of the paragraph after those between.
    fn says_lines(&self, now: &Standing, with: &Fragment) -> bool {
        let ([first, middle @ ..], Some(at)) = (with.lines(), self.working.place(now.paragraph)) else {
            return false;
        };
        let Some((last, middle)) = middle.split_last() else { return false };
        let line = |at: usize| key(&self.working.words(at).bare());
        let between = middle.iter().zip(at + 1..).all(|(words, at)| line(at) == key(&words.bare()));
        let end = line(at + 1 + middle.len());
        key(&self.words(now, true)).ends_with(&key(&first.bare()))
            && between
            && end.starts_with(&key(&last.bare()))
            && (!last.is_empty() || self.working.len() > at + 1 + middle.len())
    }

    /// A gap follows the end of the paragraph before it, or of the nearest one before that
    /// still stands.
    fn gap(&self, after: Option<ParagraphId>, kind: Kind, words: &Fragment) -> (Fate, Site) {
        let mut before = after;
        let mut kept = true;
        let stands = loop {
            let Some(id) = before else { break None };
            if !self.known(id) {
                return (Fate::Orphan, Site::Nowhere);
            }
            let end = Standing::new(id, usize::MAX / 2..usize::MAX / 2);
            if let Some(now) = self.course.follow(end) {
                break Some(now.paragraph);
            }
            // Its paragraph is gone: the gap is still between its neighbours.
            kept = false;
            before = self.before(id);
        };
        let asked: Vec<String> = words.lines().iter().map(|line| key(&line.bare())).collect();
        let from = stands.and_then(|id| self.working.place(id)).map_or(0, |at| at + 1);
        // Only what came to stand in this very gap: the same words elsewhere are elsewhere.
        let moved = |id| self.changes().any(|c| matches!(c, Change::Move { id: m, .. } if *m == id));
        let here = self.working.metas().enumerate().skip(from);
        let here = here.take_while(|(_, m)| self.start.place(m.id).is_none() || moved(m.id));
        let new = here.filter(|(_, m)| m.kind == kind && self.start.place(m.id).is_none());
        let stand: Vec<String> = new.map(|(at, _)| key(&self.working.words(at).bare())).collect();
        let says = stand.windows(asked.len()).any(|w| w == asked);
        match (says, kept) {
            (true, _) => (Fate::Reflected, Site::Gap(stands)),
            (false, true) => (Fate::Clean, Site::Gap(stands)),
            (false, false) => (Fate::Damaged, Site::Gap(stands)),
        }
    }

    fn before(&self, id: ParagraphId) -> Option<ParagraphId> {
        let at = self.start.place(id)?.checked_sub(1)?;
        self.start.meta(at).map(|m| m.id)
    }

    fn moved(&self, at: &Span, after: Option<ParagraphId>) -> (Fate, Site) {
        let Some(now) = self.stand(at) else { return (Fate::Orphan, Site::Nowhere) };
        let place = self.working.place(now.paragraph);
        let target = after.and_then(|id| self.target(id)).and_then(|id| self.working.place(id));
        let there = match (after, target) {
            (None, _) => place == Some(0),
            (Some(_), Some(target)) => place == Some(target + 1),
            (Some(_), None) => return (Fate::Damaged, self.whole(&now)),
        };
        if now.reshaped {
            return (Fate::Damaged, Site::Span(now.paragraph, now.inner));
        }
        // One that stood there from the beginning is to go with the other wherever that goes.
        let says = there && !self.stays(at.paragraph, after);
        (if says { Fate::Reflected } else { Fate::Clean }, self.whole(&now))
    }

    /// Whether a paragraph stood behind another at the base already, and was not moved since.
    fn stays(&self, id: ParagraphId, after: Option<ParagraphId>) -> bool {
        let mut base = self.start.clone();
        for change in self.prior.iter().flat_map(|e| &e.changes) {
            // The log was made by applying them.
            let _ = change.apply(&mut base);
        }
        let stood = base.place(id) == after.map_or(Some(0), |id| base.place(id).map(|at| at + 1));
        stood && !self.changes().any(|c| matches!(c, Change::Move { id: moved, .. } if *moved == id))
    }

    /// The paragraph behind which one is to come now: the last part of one that was cut up, the
    /// whole of one that was joined to another.
    fn target(&self, after: ParagraphId) -> Option<ParagraphId> {
        let end = Standing::new(after, usize::MAX / 2..usize::MAX / 2);
        self.course.follow(end).map(|now| now.paragraph)
    }

    fn split(&self, at: &Span) -> (Fate, Site) {
        let Some(now) = self.stand(at) else { return (Fate::Orphan, Site::Nowhere) };
        let len = self.working.place(now.paragraph).map_or(0, |p| self.working.len_of(p));
        let fate = match now.touched {
            true => Fate::Damaged,
            false if now.inner.start == 0 || now.inner.start >= len => Fate::Reflected,
            false => Fate::Clean,
        };
        (fate, Site::Span(now.paragraph, now.inner))
    }

    fn merged(&self, at: &Span, second: ParagraphId) -> (Fate, Site) {
        let Some(now) = self.stand(at) else { return (Fate::Orphan, Site::Nowhere) };
        let fate = match self.course.follow(Standing::new(second, 0..0)) {
            Some(other) if other.paragraph == now.paragraph => Fate::Reflected,
            Some(_) if now.reshaped => Fate::Damaged,
            // Joined to a third one it is no longer the paragraph that was asked for.
            Some(other) if other.paragraph != second => Fate::Damaged,
            Some(other) if self.follows(now.paragraph, other.paragraph) => Fate::Clean,
            Some(_) => Fate::Damaged,
            None => Fate::Moot,
        };
        (fate, self.whole(&now))
    }

    fn follows(&self, first: ParagraphId, second: ParagraphId) -> bool {
        self.working.place(first).map(|at| at + 1) == self.working.place(second)
    }
}

/// Whether some words hold others, as words: “within” does not hold “in”.
fn has_words(all: &str, some: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (part(some.chars().next()), part(some.chars().next_back()));
    !some.is_empty()
        && all.match_indices(some).any(|(at, _)| {
            let before = all.get(..at).and_then(|s| s.chars().next_back());
            let after = all.get(at + some.len()..).and_then(|s| s.chars().next());
            !(first && part(before) || last && part(after))
        })
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| *c != crate::text::NOTE).collect()
}

/// The paragraphs in which spans stand now, each with the state of the text it was made on; none
/// for a span whose paragraph is gone. One whose base is not known here keeps its paragraph.
pub fn standing_in<'a>(
    project: &Project,
    spans: impl IntoIterator<Item = (Hash, &'a Span)>,
) -> Vec<Option<ParagraphId>> {
    let mut trails = Trails::new(project);
    let each = spans.into_iter().map(|(base, span)| {
        match trails.from(base, Some(span.paragraph)) {
            Some(trail) => trail.stand(span).map(|now| now.paragraph),
            None => Some(span.paragraph),
        }
        .filter(|id| project.working.place(*id).is_some())
    });
    each.collect()
}

/// The words of the working text that stand where the span of a proposal stood, with what was put
/// in at its borders, in characters; none for a new paragraph, and where the paragraph is gone.
pub fn stretch(project: &Project, proposal: &Proposal) -> Option<(ParagraphId, std::ops::Range<usize>)> {
    let span = proposal.wish.span()?;
    let now = Trails::new(project).from(proposal.base, Some(span.paragraph))?.stand(span)?;
    Some((now.paragraph, now.outer))
}
