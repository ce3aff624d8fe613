//! What several copies of a project make together: the log and the decisions that result.
//!
//! A function of the text that all had and of what each did; nothing else goes in. What collides is
//! set apart with all that hangs together with it, and never taken in part.

use super::copies::Own;
use super::log::{Cause, Entry, Meeting, Twig};
use crate::record::{Decision, DecisionId};
use crate::text::{self, Document, ParagraphId, between, inverse_all};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What several copies make together.
pub(super) struct United {
    pub entries: Vec<Arc<Entry>>,
    pub decisions: Vec<Arc<Decision>>,
}

/// Puts together what copies did on one text; they come sorted.
pub(super) fn unite(start: &Document, decided: u32, all: &[Own]) -> United {
    let mut apart = Apart::new(start, all);
    // Each turn sets at least one paragraph more apart, so it ends.
    loop {
        apart.close(all);
        match apart.build(start, decided, all) {
            Ok(made) => return made,
            Err(paragraphs) => apart.rival.extend(paragraphs),
        }
    }
}

/// What cannot be taken from the copies as it is.
struct Apart {
    /// Paragraphs of which the copies made different things.
    rival: BTreeSet<ParagraphId>,
    /// Decisions that are not in force: the copy's place, and its number there.
    decisions: BTreeSet<(usize, DecisionId)>,
    /// For paragraphs that several copies changed alike: the copy whose changes are taken.
    first: BTreeMap<ParagraphId, usize>,
}

/// The paragraphs that an entry is about; labels alone tie none together.
fn about(entry: &Entry) -> BTreeSet<ParagraphId> {
    match entry.cause {
        Cause::Issue | Cause::Copies(_) => BTreeSet::new(),
        _ => entry.changes.iter().flat_map(text::Change::touched).collect(),
    }
}

/// What became of a paragraph: its kind, its words and, where it was moved, what it follows.
fn outcome(end: &Document, own: &Own, id: ParagraphId) -> String {
    let moved = own.entries.iter().flat_map(|e| &e.changes);
    let moved = moved.into_iter().any(|c| matches!(c, text::Change::Move { id: m, .. } if *m == id));
    let Some(at) = end.place(id) else { return "gone".to_owned() };
    let follows = at.checked_sub(1).filter(|_| moved).and_then(|at| end.meta(at)).map(|m| m.id);
    format!("{:?} {:?} {follows:?}", end.meta(at).map(|m| m.kind), end.words(at))
}

impl Apart {
    fn new(start: &Document, all: &[Own]) -> Self {
        let mut out = Self { rival: BTreeSet::new(), decisions: BTreeSet::new(), first: BTreeMap::new() };
        let mut seen: BTreeMap<ParagraphId, BTreeSet<String>> = BTreeMap::new();
        for (n, own) in all.iter().enumerate() {
            let mut end = start.clone();
            for entry in &own.entries {
                let _ = text::apply_all(&mut end, &entry.changes);
            }
            for id in own.entries.iter().flat_map(|e| about(e)) {
                seen.entry(id).or_default().insert(outcome(&end, own, id));
                out.first.entry(id).or_insert(n);
            }
        }
        out.rival.extend(seen.iter().filter(|(_, o)| o.len() > 1).map(|(id, _)| *id));
        for (n, a) in all.iter().enumerate() {
            for (m, b) in all.iter().enumerate().skip(n + 1) {
                for (x, y) in a.decisions.iter().flat_map(|x| b.decisions.iter().map(move |y| (x, y))) {
                    let meet = x.about.iter().any(|p| y.about.contains(p));
                    if meet && (x.outcome, &x.words, &x.about) != (y.outcome, &y.words, &y.about) {
                        out.decisions.extend([(n, x.id), (m, y.id)]);
                    }
                }
            }
        }
        out
    }

    /// Sets apart what hangs together with what is set apart: all paragraphs of one entry, all
    /// entries of one decision.
    fn close(&mut self, all: &[Own]) {
        loop {
            let before = (self.rival.len(), self.decisions.len());
            for (n, own) in all.iter().enumerate() {
                for entry in &own.entries {
                    let paragraphs = about(entry);
                    let decision = match entry.cause {
                        Cause::Decision(id) => Some((n, id)),
                        _ => None,
                    };
                    let other = |id: &ParagraphId| self.first.get(id) != Some(&n);
                    let split = paragraphs.iter().any(other) && !paragraphs.iter().all(other);
                    let out = !paragraphs.is_disjoint(&self.rival)
                        || decision.is_some_and(|d| self.decisions.contains(&d))
                        || split;
                    if out {
                        self.rival.extend(paragraphs);
                        self.decisions.extend(decision);
                    }
                }
            }
            if before == (self.rival.len(), self.decisions.len()) {
                return;
            }
        }
    }

    fn is_out(&self, entry: &Entry) -> bool {
        !about(entry).is_disjoint(&self.rival)
    }

    /// Whether another copy did the same and is taken for it.
    fn is_twin(&self, n: usize, entry: &Entry) -> bool {
        let paragraphs = about(entry);
        !paragraphs.is_empty() && paragraphs.iter().all(|id| self.first.get(id) != Some(&n))
    }

    /// The log and the decisions; the paragraphs of an entry that does not fit after all.
    fn build(&self, start: &Document, decided: u32, all: &[Own]) -> Result<United, BTreeSet<ParagraphId>> {
        let (decisions, numbers) = self.numbered(decided, all);
        let mut scratch = start.clone();
        let mut entries: Vec<Arc<Entry>> = Vec::new();
        let mut twigs = Vec::new();
        for (n, own) in all.iter().enumerate() {
            let mut there = start.clone();
            let mut undone: Vec<text::Change> = Vec::new();
            let from = entries.len();
            for entry in &own.entries {
                let (out, twin) = (self.is_out(entry), self.is_twin(n, entry));
                let mut changes = Vec::new();
                for change in &entry.changes {
                    let labels = entry.cause == Cause::Issue;
                    let alone = change.touched().iter().any(|id| self.rival.contains(id));
                    if !(out || twin || labels && alone) {
                        let now = rebased(change, &there, &scratch, labels);
                        if let Some(one) = now {
                            one.apply(&mut scratch).map_err(|_| about(entry))?;
                            changes.push(one);
                        }
                    }
                    let _ = change.apply(&mut there);
                }
                if out {
                    undone.extend(entry.changes.iter().cloned());
                } else if !(twin || changes.is_empty() && entry.cause == Cause::Issue) {
                    let cause = match &entry.cause {
                        Cause::Decision(id) => {
                            Cause::Decision(numbers.get(&(n, *id)).copied().unwrap_or(*id))
                        }
                        other => other.clone(),
                    };
                    entries.push(Arc::new(Entry { cause, changes, step: None }));
                }
            }
            let undone = Entry { cause: Cause::Issue, changes: inverse_all(&undone), step: None };
            twigs.push(Twig {
                entries: own.entries.clone(),
                decisions: own.decisions.clone(),
                taken: entries.len() - from,
                undone: Arc::new(undone),
            });
        }
        let cause = Cause::Copies(Meeting { decided, twigs });
        entries.push(Arc::new(Entry { cause, changes: Vec::new(), step: None }));
        Ok(United { entries, decisions })
    }

    /// The decisions in force, numbered on, each once; and the new number of each.
    #[allow(clippy::type_complexity)]
    fn numbered(
        &self,
        decided: u32,
        all: &[Own],
    ) -> (Vec<Arc<Decision>>, BTreeMap<(usize, DecisionId), DecisionId>) {
        let mut out: Vec<Arc<Decision>> = Vec::new();
        let mut numbers = BTreeMap::new();
        for (n, own) in all.iter().enumerate() {
            for d in own.decisions.iter().filter(|d| !self.decisions.contains(&(n, d.id))) {
                let same = |x: &&Arc<Decision>| **x == Arc::new(Decision { id: x.id, ..Decision::clone(d) });
                let known = out.iter().find(same).map(|x| x.id);
                let id = known.unwrap_or(DecisionId(decided + 1 + out.len() as u32));
                if known.is_none() {
                    out.push(Arc::new(Decision { id, ..Decision::clone(d) }));
                }
                numbers.insert((n, d.id), id);
            }
        }
        (out, numbers)
    }
}

/// A change of one text as a change of another in which other paragraphs may have come and gone:
/// ordinals are counted anew, labels that are taken are allotted anew.
pub(super) fn rebased(
    change: &text::Change,
    there: &Document,
    here: &Document,
    labels: bool,
) -> Option<text::Change> {
    use text::Change as C;
    let after = |at: usize, without: Option<ParagraphId>| {
        let before = (0..at).rev().filter_map(|n| there.meta(n)).map(|m| m.id);
        let mut before = before.filter(|id| Some(*id) != without);
        before.find_map(|id| here.place(id)).map_or(0, |place| place + 1)
    };
    let free = |meta: &text::Meta, at: usize| {
        let taken = meta.label.is_some() && here.metas().any(|m| m.label == meta.label);
        match taken {
            true => text::Meta { label: between(here, at, meta.kind), ..meta.clone() },
            false => meta.clone(),
        }
    };
    match change {
        C::Insert { at, paragraph } => {
            let at = after(*at, None);
            let paragraph = text::Paragraph { meta: free(&paragraph.meta, at), ..paragraph.clone() };
            Some(C::Insert { at, paragraph })
        }
        C::Delete { paragraph, .. } => {
            let at = here.place(paragraph.meta.id)?;
            Some(C::Delete { at, paragraph: here.paragraph(at)? })
        }
        C::Move { id, from, to } => {
            let mut then = there.clone();
            C::Move { id: *id, from: *from, to: *to }.apply(&mut then).ok()?;
            let before = (0..*to).rev().filter_map(|n| then.meta(n)).find_map(|m| here.place(m.id));
            let (from, gap) = (here.place(*id)?, before.map_or(0, |place| place + 1));
            let to = if gap > from { gap - 1 } else { gap };
            (from != to).then_some(C::Move { id: *id, from, to })
        }
        C::Split { id, at, second } => {
            let place = here.place(*id).map_or(0, |p| p + 1);
            Some(C::Split { id: *id, at: *at, second: free(second, place) })
        }
        C::Join { id, at, second } => {
            let second = here.meta_of(second.id).unwrap_or(second).clone();
            Some(C::Join { id: *id, at: *at, second })
        }
        C::SetMeta { was, now } => {
            let own = here.meta_of(was.id)?.clone();
            // A label that was put in order among its neighbours is in another order here.
            let now = if labels { free(now, here.place(was.id)?) } else { now.clone() };
            (own != now).then_some(C::SetMeta { was: own, now })
        }
        C::Note { id, now, .. } => {
            let was = here.note(*id).map(str::to_owned);
            (was != *now).then(|| C::Note { id: *id, was, now: now.clone() })
        }
        other => Some(other.clone()),
    }
}
