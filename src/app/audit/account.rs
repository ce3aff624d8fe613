//! [`Account`]: all that is told of the way from one text to a later one: every word, every
//! proposal, the wishes of one actor, every other change.

use super::Between;
use super::wishes::{self, Became, Told};
use crate::app::AppError;
use crate::app::names::{Names, Veil};
use crate::app::todo::said;
use crate::app::veiled::Veiled;
use crate::project::{Project, all_placed};
use crate::record::{ActorId, ProposalId, Wish};
use crate::revise::{self, Audit, Finding, TextChange, Weight};
use crate::text::{Document, Label, ParagraphId};
use crate::weave::{Of, Site};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The way from one text to a later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The title of the project.
    pub title: String,
    /// The earlier text.
    pub from: String,
    /// The later text: a revision, or "working".
    pub to: String,
    /// Where every word and every proposal is.
    pub audit: Audit,
    /// For whom it is told; none for the chair.
    pub by: Option<ActorId>,
    /// What became of that actor's wishes.
    pub wishes: Vec<Told>,
    /// Every other change, the verbs first: without those that the actor asked for.
    pub changes: Vec<TextChange>,
    /// The paragraphs of both texts by their labels: whether it is the earlier one, and the label.
    places: BTreeMap<(bool, String), ParagraphId>,
    /// Each proposal: where it stands now, its paragraph and what it asks for.
    sites: BTreeMap<ProposalId, Stands>,
}

/// Tells the way from one text of a project to a later one; for an actor, what became of its
/// wishes first.
pub fn account(project: &Project, from: &str, to: &str, by: Option<&ActorId>) -> Result<Account, AppError> {
    account_with(project, (from, to), by, Names::All)
}

/// The same with the names that are to be shown.
pub fn account_with(
    project: &Project,
    (from, to): (&str, &str),
    by: Option<&ActorId>,
    names: Names,
) -> Result<Account, AppError> {
    let veil = Veil::of(project, names);
    let between = Between::new(project, from, to)?.veiled(veil.clone());
    let mut changes = revise::changes(&between.from.document, between.to);
    let wishes = by.map(|by| wishes::wishes(&between, by, &changes)).unwrap_or_default();
    changes.retain(|c| !wishes.iter().any(|w| w.explains(c, &between.from.document)));
    let made = Account {
        title: project.head.title.clone(),
        from: between.from.name.clone(),
        to: between.to_name.clone(),
        audit: between.audit(),
        by: by.cloned(),
        wishes,
        changes,
        places: places(&between.from.document, true).chain(places(between.to, false)).collect(),
        sites: sites(project, &veil),
    };
    Ok(if veil.is_open() { made } else { made.veiled(&Veiled::of(project, &veil)) })
}

fn places(document: &Document, earlier: bool) -> impl Iterator<Item = ((bool, String), ParagraphId)> + '_ {
    document.metas().filter_map(move |m| Some(((earlier, m.label.as_ref()?.to_string()), m.id)))
}

/// A proposal as a line shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stands {
    of: Option<Of>,
    /// The number of its paragraph in the text, for sorting.
    order: usize,
    place: String,
    asked: String,
}

fn sites(project: &Project, veil: &Veil) -> BTreeMap<ProposalId, Stands> {
    let placed = all_placed(project).into_iter().map(|p| (p.proposal.id.clone(), p.site));
    let placed: BTreeMap<ProposalId, Site> = placed.collect();
    let label = |id: ParagraphId| project.working.name_of(id);
    let all = project.tracks.values().flat_map(|t| t.proposals());
    let stands = all.map(|(_, p)| {
        let id = match placed.get(&p.id) {
            Some(Site::Span(id, _) | Site::Gap(Some(id))) => Some(*id),
            _ => None,
        };
        let id = id.filter(|id| project.working.place(*id).is_some());
        let place = match &p.wish {
            Wish::InsertParagraph { label, .. } if !label.is_empty() => veil.typed_label(&Label::said(label)),
            _ => id.and_then(label).unwrap_or_default(),
        };
        let order = id.and_then(|id| project.working.place(id)).unwrap_or(usize::MAX);
        (p.id.clone(), Stands { of: id.map(Of::Text), order, place, asked: said(&p.wish) })
    });
    stands.collect()
}

/// The order in which outcomes are told.
const ORDER: [&str; 10] = [
    "orphan",
    "moot",
    "damaged",
    "accepted",
    "accepted as modified",
    "rejected",
    "kept in brackets",
    "withdrawn",
    "reflected",
    "carried over",
];

impl Account {
    /// The same with the names that are shown; proposals go by numbers, which say nothing of
    /// their authors. Of an actor's account only its own proposals are left.
    fn veiled(self, veiled: &Veiled) -> Self {
        let veil = veiled.veil();
        let list = |list: Vec<(ProposalId, ActorId, String)>, all: bool| {
            let mine = list.into_iter().filter(|(_, a, _)| all || self.by.as_ref().is_none_or(|by| a == by));
            let shown = mine.map(|(id, a, said)| (ProposalId(veiled.id(&id.0)), veil.one(&a), said));
            let mut out: Vec<_> = shown.collect();
            out.sort();
            out
        };
        let audit = Audit {
            proposals: list(self.audit.proposals, false),
            earlier: list(self.audit.earlier, false),
            lost: list(self.audit.lost, true),
            ..self.audit
        };
        let wishes = self.wishes.into_iter().map(|w| Told { id: ProposalId(veiled.id(&w.id.0)), ..w });
        let sites = self.sites.into_iter().map(|(id, s)| (ProposalId(veiled.id(&id.0)), s));
        let by = self.by.as_ref().map(|by| veil.one(by));
        Self { audit, wishes: wishes.collect(), sites: sites.collect(), by, ..self }
    }

    /// Whose proposal it is, as it is printed before its name; nothing where nobody is named.
    pub(super) fn whose(actor: &ActorId) -> String {
        if actor.is_unnamed() { String::new() } else { format!("{actor} ") }
    }

    /// For whom it is told, in words: "EU", "a delegation", "one participant".
    pub fn for_whom(&self) -> Option<String> {
        let by = self.by.as_ref()?;
        Some(if by.is_unnamed() { "one participant".to_owned() } else { by.to_string() })
    }

    /// The proposals that are told of: an actor's own, or everybody's.
    pub fn proposals(&self) -> impl Iterator<Item = &(ProposalId, ActorId, String)> {
        self.audit.proposals.iter().filter(|(_, a, _)| self.by.as_ref().is_none_or(|by| a == by))
    }

    /// The outcomes of proposals with how many have each: what was decided first, what goes on
    /// as it was last.
    pub fn outcomes(&self) -> Vec<(String, usize)> {
        let mut all = BTreeMap::<&str, usize>::new();
        for (_, _, outcome) in self.proposals() {
            *all.entry(outcome).or_default() += 1;
        }
        let mut out: Vec<(String, usize)> = all.into_iter().map(|(o, n)| (o.to_owned(), n)).collect();
        let rank = |outcome: &str| ORDER.iter().position(|o| *o == outcome).unwrap_or(ORDER.len());
        out.sort_by_key(|(outcome, _)| rank(outcome));
        out
    }

    /// How many wishes became this.
    pub fn count(&self, became: Became) -> usize {
        self.wishes.iter().filter(|w| w.became == became).count()
    }

    /// The changes of substance, the weightiest first; and how many only follow from others.
    pub fn of_substance(&self) -> (Vec<&TextChange>, usize) {
        let (some, rest): (Vec<_>, Vec<_>) =
            self.changes.iter().partition(|c| c.weight != Weight::Mechanical);
        (some, rest.len())
    }

    /// The paragraph that some words stand in or stood in.
    pub fn place(&self, finding: &Finding) -> Option<ParagraphId> {
        let label = finding.label.as_ref()?;
        let at = |earlier: bool| self.places.get(&(earlier, label.clone())).copied();
        at(finding.removed).or_else(|| at(!finding.removed))
    }

    /// Where a proposal stands now.
    pub fn site(&self, id: &ProposalId) -> Option<Of> {
        self.sites.get(id).and_then(|s| s.of.clone())
    }

    /// Where a proposal stands in the order of the text.
    pub fn order(&self, id: &ProposalId) -> usize {
        self.sites.get(id).map_or(usize::MAX, |s| s.order)
    }

    /// The paragraph of a proposal, empty where it stands nowhere now, and what it asks for.
    pub fn said(&self, id: &ProposalId) -> (String, String) {
        self.sites.get(id).map(|s| (s.place.clone(), s.asked.clone())).unwrap_or_default()
    }

    /// Whether nothing needs a person.
    pub fn is_explained(&self) -> bool {
        self.audit.is_explained()
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let told = &self.audit;
        let finding =
            |f: &Finding| json!({"label": f.label, "text": f.text, "why": f.why, "removed": f.removed});
        let mut unexplained: Vec<Value> = told.unexplained.iter().map(finding).collect();
        unexplained.extend(told.lost.iter().map(|(id, actor, why)| {
            let of = if actor.is_unnamed() { String::new() } else { format!(" of {actor}") };
            let text = format!("the proposal {id}{of}");
            json!({"label": null, "text": text, "why": why, "removed": true, "proposal": id.to_string()})
        }));
        let of = |list: &[(ProposalId, ActorId, String)], before: bool| {
            let mine = list.iter().filter(|(_, a, _)| self.by.as_ref().is_none_or(|by| a == by));
            let one = mine.map(|(id, a, o)| {
                let mut value = json!({"id": id.to_string(), "actor": (!a.is_unnamed()).then_some(a.as_str()), "outcome": o});
                if let (Some(map), true) = (value.as_object_mut(), before) {
                    map.insert("before".to_owned(), Value::Bool(true));
                }
                value
            });
            one.collect::<Vec<_>>()
        };
        let proposals: Vec<Value> =
            of(&told.proposals, false).into_iter().chain(of(&told.earlier, true)).collect();
        let wishes = self.wishes.iter().map(|w| {
            json!({"id": w.id.to_string(), "label": w.label, "new_label": w.new_label,
                "outcome": w.became.name(), "why": w.why, "asked": w.asked, "now": w.now})
        });
        let changes = self.changes.iter().map(|c| {
            json!({"label": c.old_label, "new_label": c.new_label, "class": c.weight.class(),
                "what": c.what, "old": c.old, "new": c.new, "before": c.before, "after": c.after})
        });
        json!({
            "from": self.from,
            "to": self.to,
            "kept": told.kept,
            "agreed": told.agreed,
            "moved": told.moved,
            "merged": told.merged,
            "withdrawn": told.withdrawn,
            "rejected": told.rejected,
            "edited": told.edited.iter().map(finding).collect::<Vec<_>>(),
            "unexplained": unexplained,
            "proposals": proposals,
            "wishes": wishes.collect::<Vec<_>>(),
            "changes": changes.collect::<Vec<_>>(),
        })
    }
}
