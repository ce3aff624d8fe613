//! The change that a [`Draft`] comes to: proposals in the form in which they are kept.

use super::{About, Caret, Draft, Own};
use crate::app::error::AppError;
use crate::app::page::Place;
use crate::app::writing::fragment::{self, Normal, Spot};
use crate::app::writing::{self, Written, span};
use crate::lexicon::opening_length;
use crate::project::{Change, Project, Put};
use crate::record::{Actor, ActorId, Inside, Proposal, State, Wish};
use crate::text::{Fragment, Genre, Hash, Kind, Ranges, Words};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Draft<'_> {
    /// The change that this gesture is, and where the caret goes.
    pub(in crate::app::writing) fn finish(
        self,
        caret: Caret,
        title: &'static str,
    ) -> Result<Written, AppError> {
        let project = self.hand.project;
        let bundle = self.bundle();
        let at = match &caret {
            Caret::At(place) => place.clone(),
            Caret::In(n, spot) => self.place_in(*n, *spot),
        };
        let mut base = None;
        let mut steps = Vec::new();
        let speaker = self.hand.speaker;
        for own in &self.list {
            if own.is_unchanged() {
                continue;
            }
            let now = self.now(own, &mut base, bundle.as_ref());
            if own.was.is_none() && now.is_none() || own.was.as_deref() == now.as_ref() {
                continue;
            }
            let put = Put { was: own.was.clone(), now: now.map(Arc::new) };
            steps.push(Change::Proposal(speaker.clone(), self.hand.origin, own.id.clone(), put));
        }
        if !steps.is_empty() {
            let kept = base.and_then(|(_, step)| step);
            steps.splice(0..0, introduce(project, speaker).into_iter().chain(kept));
        }
        let change = (!steps.is_empty()).then_some(Change::All(steps));
        Ok(Written { change, caret: at, title, key: None })
    }

    /// The common name of proposals that one gesture makes in several paragraphs: they are
    /// decided together.
    fn bundle(&self) -> Option<String> {
        let new = self.list.iter().filter(|o| o.was.is_none() && !o.gone);
        let places: BTreeSet<_> = new
            .filter_map(|o| match &o.about {
                About::Span(id, _) => Some(*id),
                _ => None,
            })
            .collect();
        (places.len() > 1).then(|| format!("{}-{:x}", self.hand.speaker, self.hand.fresh))
    }

    /// The next state of a draft's proposal; none where it goes.
    fn now(
        &self,
        own: &Own,
        base: &mut Option<(Hash, Option<Change>)>,
        bundle: Option<&String>,
    ) -> Option<Proposal> {
        let wish = if own.gone { None } else { self.wish(own) };
        let project = self.hand.project;
        match (&own.was, wish) {
            (Some(was), Some(wish)) if wish == was.wish => Some(Proposal::clone(was)),
            (Some(was), wish) => {
                // Words alone change on the base they have; a new span is made on the present.
                let same = wish.as_ref().is_none_or(|w| same_place(w, &was.wish));
                let hash = if same { was.base } else { present(project, base) };
                let next = writing::next_version(project, was);
                match wish {
                    Some(wish) => Some(Proposal { base: hash, wish, ..next }),
                    None => writing::is_known(project, was)
                        .then_some(Proposal { state: State::Withdrawn, ..next }),
                }
            }
            (None, Some(wish)) => {
                let made = Proposal::new(own.id.clone(), present(project, base), wish);
                Some(Proposal { bundle: bundle.cloned(), ..made })
            }
            (None, None) => None,
        }
    }

    /// What a draft asks for, without words that only say what stands; none if nothing is left.
    fn wish(&self, own: &Own) -> Option<Wish> {
        match &own.about {
            About::Wish(wish) => Some(wish.clone()),
            About::Alternative(at, label) => {
                let meta = self.hand.project.working.meta_of(at.paragraph);
                let words = self.opened(meta.map_or(Kind::Plain, |m| m.kind), &own.with);
                Some(Wish::Alternative { at: at.clone(), label: label.clone(), words })
            }
            About::Inside(of, range) => {
                let at = Inside::new(self.others(of)?, range.clone())?;
                let with = own.with.clone();
                (at.quote() != with.text()).then_some(Wish::Amend { at, with })
            }
            About::New(after, kind, label) => {
                let (label, words) = (label.clone(), self.opened(*kind, &own.with));
                Some(Wish::InsertParagraph { after: *after, kind: *kind, label, words })
            }
            About::Span(id, _) => {
                let (Normal { range, with, .. }, _) = self.forms(own)?;
                let working = &self.hand.project.working;
                let len = working.place(*id).map(|p| working.len_of(p))?;
                if range.is_empty() && with.is_empty() {
                    return None;
                }
                let held = own.was.as_ref().and_then(|w| w.wish.span());
                let stays = own.started.as_ref().is_some_and(|(whole, ..)| *whole == range);
                let at = match held.filter(|_| stays) {
                    Some(at) => at.clone(),
                    None => span(self.hand.project, *id, range.clone())?,
                };
                let whole = with.is_empty() && range == (0..len);
                Some(if whole { Wish::DeleteParagraph { at } } else { Wish::Replace { at, with } })
            }
        }
    }

    /// A new paragraph with its opening phrase in italics, as a resolution is set: an actor
    /// types words, not styles.
    fn opened(&self, kind: Kind, with: &Fragment) -> Fragment {
        let set = self.hand.project.head.genre == Genre::Resolution;
        if !set || !matches!(kind, Kind::Preambular | Kind::Operative) {
            return with.clone();
        }
        let line = |words: &Words| {
            let opening = 0..opening_length(words.text());
            words.restyled(Ranges::new(vec![opening]), words.bold().clone())
        };
        Fragment::new(with.lines().iter().map(line).collect(), with.notes().clone())
    }

    /// The form in which a draft is kept, and that in which it is shown.
    fn forms(&self, own: &Own) -> Option<(Normal, Normal)> {
        let About::Span(id, range) = &own.about else { return None };
        let words = self.hand.project.working.words_of(*id)?;
        let kept = fragment::kept(&words, range.clone(), &own.with, own.free.clone());
        let shown = fragment::shown(&words, kept.range.clone(), &kept.with);
        Some((kept, shown))
    }

    /// The place of a spot in a draft's words or, where they only say what stands, in the text.
    fn place_in(&self, n: usize, spot: Spot) -> Place {
        let Some(own) = self.list.get(n) else { return self.hand.selection.caret.clone() };
        let words = |(line, at): Spot| Place::Words { proposal: own.id.clone(), line, at };
        if let (About::Inside(of, range), None) = (&own.about, self.wish(own)) {
            let there = self.others(of).and_then(|p| p.wish.fragment());
            let (line, at) =
                there.map_or((0, 0), |f| fragment::spot(f, range.start + fragment::flat(&own.with, spot)));
            return Place::Words { proposal: of.clone(), line, at };
        }
        let About::Span(paragraph, all) = &own.about else { return words(spot) };
        let text = |at: usize| Place::Text { paragraph: *paragraph, at };
        if own.gone {
            return text(all.start);
        }
        let Some((kept, shown)) = self.forms(own) else { return words(spot) };
        let at = fragment::flat(&own.with, spot).saturating_add_signed(kept.shift);
        let from = 0_usize.saturating_add_signed(-shown.shift);
        let to = from + shown.with.len();
        if at < from || (at == from && from == to) {
            text(kept.range.start + at)
        } else if at > to {
            text(shown.range.end + at - to)
        } else {
            words(fragment::spot(&kept.with, at))
        }
    }
}

/// Whether two wishes stand in the same place, in positions of the same base.
fn same_place(a: &Wish, b: &Wish) -> bool {
    match (a, b) {
        (Wish::InsertParagraph { after: a, .. }, Wish::InsertParagraph { after: b, .. }) => a == b,
        _ => a.span().is_some() && a.span() == b.span(),
    }
}

/// The hash of the text as it is now, which is kept as a step where it is none yet.
fn present(project: &Project, base: &mut Option<(Hash, Option<Change>)>) -> Hash {
    base.get_or_insert_with(|| writing::present(project)).0
}

/// The first thing an actor says makes it known to the project.
fn introduce(project: &Project, speaker: &ActorId) -> Option<Change> {
    (!project.actors.contains_key(speaker)).then(|| {
        let actor = Actor { id: speaker.clone(), ..project.actor(speaker.as_str()) };
        Change::Actor(speaker.clone(), Put { was: None, now: Some(Arc::new(actor)) })
    })
}
