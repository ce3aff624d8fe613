//! The merge desk: one paragraph with everything that is asked of it, to be tried out.
//!
//! A [`Desk`] holds which wishes are chosen and says what text results; nothing is decided here.
//! It is computed from a project as it was, and again only when something is chosen or typed.
//! Accepting, conflicts and marks are those of `weave` and `project`: the desk has none of its own.

mod acts;
pub mod alike;
mod compromise;
mod edited;
mod outcome;
mod pour;
#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
mod tests;

pub use acts::Verdict;
pub use compromise::compromise;
pub use edited::typed_rows;
pub use outcome::{Count, Outcome, Row, Shape};
pub use pour::{Part, Piece};

use super::names::Veil;
use super::panels::stances;
use crate::project::{Gestures, Project, open_placed, refusal, stands_at};
use crate::record::{ActorId, Wish};
use crate::text::{Document, ParagraphId, Words};
use crate::weave::{self, Fate, Group, GroupId, Placed, Site};
use edited::Edited;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A wish on the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The group, as it is in truth: for deciding, never for showing who backs it.
    pub group: Arc<Group>,
    /// Who backs it, as they are shown.
    pub backers: Vec<ActorId>,
    /// What is asked: insert, delete, replace, …
    pub what: &'static str,
    /// The words that would go.
    pub old: String,
    /// The words that would come, or what is to happen: "after OP4".
    pub new: String,
    /// How others stand on it, in sentences.
    pub stances: Vec<String>,
    /// Why, by whom.
    pub reasons: Vec<(ActorId, String)>,
    /// Why it cannot be chosen; none where it can.
    pub refusal: Option<&'static str>,
    /// Wishes of the same gesture that are decided with it.
    pub tied: Vec<GroupId>,
    /// Where those of them stand that are not on this desk.
    pub elsewhere: Vec<String>,
}

impl Choice {
    /// The wish in a few words, for a list of conflicts: "EU, Japan: “private” → “public”".
    pub fn told(&self) -> String {
        let names: Vec<&str> = self.backers.iter().map(ActorId::as_str).collect();
        let short = |text: &str| match text.trim().chars().count() {
            0..=60 => text.trim().to_owned(),
            _ => text.trim().chars().take(58).chain(['…']).collect(),
        };
        let (old, new) = (short(&self.old), short(&self.new));
        let says = match (self.what, old.is_empty(), new.is_empty()) {
            ("replace", false, false) => format!("“{old}” → “{new}”"),
            (what, _, false) => format!("{} “{new}”", what.replace('-', " ")),
            (what, false, true) => format!("{} “{old}”", what.replace('-', " ")),
            (what, ..) => what.replace('-', " "),
        };
        if names.is_empty() { says } else { format!("{}: {says}", names.join(", ")) }
    }
}

/// A paragraph with all wishes on it, some of them chosen.
#[derive(Clone, Debug)]
pub struct Desk {
    veil: Veil,
    paragraph: ParagraphId,
    label: String,
    base: Words,
    document: Document,
    placed: Vec<Placed>,
    choices: Vec<Choice>,
    chosen: BTreeSet<GroupId>,
    outcome: Outcome,
    edited: Option<Edited>,
    /// Raised whenever what it shows changes, so that a picture of it can be kept.
    stamp: u64,
    #[cfg(test)]
    computed: usize,
}

impl Desk {
    /// The desk of a paragraph, with nothing chosen; none where it is not in the working text.
    pub fn of(project: &Project, paragraph: ParagraphId) -> Option<Desk> {
        Self::veiled(project, paragraph, &Veil::default())
    }

    /// The same with the names that are shown.
    pub fn veiled(project: &Project, paragraph: ParagraphId, veil: &Veil) -> Option<Desk> {
        let document = project.working.clone();
        let label = document.name_of(paragraph)?;
        let base = document.words_of(paragraph)?;
        let placed = open_placed(project);
        let known = weave::groups(&document, &placed);
        let here = known.values().filter(|g| stands_at(&document, g, paragraph));
        let gestures = Gestures::new(&known, &placed);
        let mut choices: Vec<Choice> =
            here.map(|g| choice(project, (&known, &gestures), g, (paragraph, veil))).collect();
        choices.sort_by_cached_key(|c| order(&c.group));
        let own: BTreeSet<_> = choices.iter().flat_map(|c| c.group.members.iter().map(|m| &m.1)).collect();
        let placed: Vec<Placed> = placed.iter().filter(|p| own.contains(&p.proposal.id)).cloned().collect();
        let mut out = Desk {
            veil: veil.clone(),
            paragraph,
            label,
            base,
            document,
            placed,
            choices,
            chosen: BTreeSet::new(),
            outcome: Outcome::default(),
            edited: None,
            stamp: 0,
            #[cfg(test)]
            computed: 0,
        };
        out.compute();
        Some(out)
    }

    /// The paragraph.
    pub fn paragraph(&self) -> ParagraphId {
        self.paragraph
    }

    /// What it is called: OP5 (a).
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Its words as they stand.
    pub fn base(&self) -> &Words {
        &self.base
    }

    /// All wishes on it, in the order of the paragraph; new paragraphs last.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// Whether a wish is chosen.
    pub fn is_chosen(&self, group: &GroupId) -> bool {
        self.chosen.contains(group)
    }

    /// How many wishes on this desk are chosen.
    pub fn chosen(&self) -> usize {
        self.choices.iter().filter(|c| self.is_chosen(&c.group.id)).count()
    }

    /// What results of what is chosen.
    pub fn result(&self) -> &Outcome {
        &self.outcome
    }

    /// The pairs of chosen wishes that cannot both be accepted as they are.
    pub fn conflicts(&self) -> &[(GroupId, GroupId)] {
        &self.outcome.conflicts
    }

    /// Changes whenever anything that is shown does.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// The wish of a group.
    pub fn choice(&self, group: &GroupId) -> Option<&Choice> {
        self.choices.iter().find(|c| c.group.id == *group)
    }

    /// Chooses a wish, or no longer, and with it those of the same gesture.
    pub fn toggle(&mut self, group: &GroupId) {
        let Some(choice) = self.choice(group).filter(|c| c.refusal.is_none()) else { return };
        let all: Vec<GroupId> = choice.tied.iter().chain([group]).cloned().collect();
        if self.is_chosen(group) {
            self.chosen.retain(|id| !all.contains(id));
        } else {
            self.chosen.extend(all);
        }
        self.compute();
    }

    /// Chooses all wishes that can be chosen, or none.
    pub fn choose_all(&mut self, all: bool) {
        let able = self.choices.iter().filter(|c| all && c.refusal.is_none());
        self.chosen = able.flat_map(|c| c.tied.iter().chain([&c.group.id])).cloned().collect();
        self.compute();
    }

    fn compute(&mut self) {
        self.outcome = outcome::of(self);
        if let Some(edited) = &mut self.edited {
            edited.follow(&self.outcome);
        }
        self.stamp += 1;
        #[cfg(test)]
        {
            self.computed += 1;
        }
    }
}

/// The order on the desk: by place; what asks for the paragraph as a whole after its words, new
/// paragraphs last.
fn order(group: &Group) -> (u8, usize, usize, GroupId) {
    let id = group.id.clone();
    match (&group.printed.wish, group.site.outermost()) {
        (Wish::Replace { .. } | Wish::Amend { .. } | Wish::Split { .. }, Site::Span(_, range)) => {
            (1, range.start, range.end, id)
        }
        (_, Site::Span(_, range)) => (2, range.start, range.end, id),
        (_, Site::Gap(None)) => (0, 0, 0, id),
        (_, Site::Gap(_)) => (3, 0, 0, id),
        (_, Site::Nowhere | Site::Within { .. }) => (4, 0, 0, id),
    }
}

fn choice(
    project: &Project,
    (known, gestures): (&BTreeMap<GroupId, Arc<Group>>, &Gestures),
    group: &Arc<Group>,
    (paragraph, veil): (ParagraphId, &Veil),
) -> Choice {
    let wish = &group.printed.wish;
    let mates = gestures.widened(std::slice::from_ref(&group.id));
    let mates: Vec<GroupId> = mates.into_iter().filter(|id| *id != group.id).collect();
    let away = mates.iter().filter_map(|id| known.get(id));
    let away = away.filter(|g| !stands_at(&project.working, g, paragraph));
    let elsewhere: BTreeSet<String> = away.map(|g| place_of(&project.working, &veil.group(g))).collect();
    let reasons = group.members.iter().filter_map(|(actor, id, _)| {
        let (_, p) = project.tracks.get(actor)?.proposal(id)?;
        (!p.rationale.is_empty()).then(|| (veil.one(actor), p.rationale.clone()))
    });
    let (old, new) = words_of(&project.working, group);
    Choice {
        what: wish.name(),
        old,
        new,
        stances: stances(&group.voices, veil),
        reasons: reasons.collect(),
        refusal: refusal(wish, group.fate),
        tied: mates,
        elsewhere: elsewhere.into_iter().collect(),
        backers: veil.named_list(&group.backers),
        group: group.clone(),
    }
}

/// The words that a group takes out and those that it puts in, or what is to happen.
fn words_of(document: &Document, group: &Group) -> (String, String) {
    let wish = &group.printed.wish;
    let quote = || wish.quote().replace(crate::text::NOTE, "");
    match (wish, &group.site) {
        (Wish::Replace { .. }, Site::Span(id, range)) if group.fate == Fate::Clean => {
            let words = document.words_of(*id).unwrap_or_default();
            (words.slice(range.clone()).bare(), group.with.bare())
        }
        (Wish::Move { after, .. }, _) => {
            let place = after.map_or_else(|| "the beginning".to_owned(), |id| called(document, id));
            (String::new(), format!("after {place}"))
        }
        (Wish::Split { at }, _) => (String::new(), format!("before {}", at.after.trim())),
        (Wish::Merge { second, .. }, _) => (String::new(), format!("with {}", called(document, *second))),
        (Wish::Placement { note, words, .. }, _) => (String::new(), format!("{note}: {}", words.bare())),
        _ => (quote(), wish.new_words()),
    }
}

/// A paragraph as it is called, or by its first words.
fn called(document: &Document, id: ParagraphId) -> String {
    document.label_of(id).unwrap_or_else(|| {
        let words = document.words_of(id).unwrap_or_default().bare();
        words.split_whitespace().take(5).collect::<Vec<_>>().join(" ")
    })
}

/// Where a group stands: the label of its paragraph, or of the one that it follows.
pub(super) fn place_of(document: &Document, group: &Group) -> String {
    match (group.printed.wish.own_label(), group.site.outermost()) {
        (Some(label), _) if !label.is_empty() => crate::text::Label::said(label),
        (_, Site::Span(id, _)) => called(document, *id),
        (_, Site::Gap(Some(id))) => format!("after {}", called(document, *id)),
        (_, Site::Gap(None)) => "the beginning".to_owned(),
        (_, Site::Nowhere | Site::Within { .. }) => "no place".to_owned(),
    }
}
