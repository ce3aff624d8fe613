//! Deciding: what the chair does with groups, as one change.
//!
//! Groups that touch another accepted one are left open and listed: a conflict is put to the
//! chair, never settled by order.

use super::change::{Change, Put};
use super::edit::edit;
use super::log::Cause;
use super::project::Project;
use super::stand::{open_placed, place, to_date};
use crate::record::{Decision, DecisionId, Origin, Outcome, ProposalId, Wish};
use crate::text::{self, Fragment, ParagraphId};
use crate::weave::{self, Fate, Group, GroupId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What deciding does.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The change to apply; nothing where all are left open.
    pub change: Change,
    /// The proposals that were accepted.
    pub accepted: Vec<ProposalId>,
    /// The proposals that were rejected.
    pub rejected: Vec<ProposalId>,
    /// The proposals that stay in brackets or were put off.
    pub kept: Vec<ProposalId>,
    /// Groups that touch one another, as the proposals of both: left open.
    pub conflicts: Vec<Vec<ProposalId>>,
    /// Groups that need a person first, with why: placements without a place, damaged anchors.
    pub left: Vec<(ProposalId, String)>,
}

impl Default for Decided {
    /// Nothing decided.
    fn default() -> Self {
        Self {
            change: Change::All(Vec::new()),
            accepted: Vec::new(),
            rejected: Vec::new(),
            kept: Vec::new(),
            conflicts: Vec::new(),
            left: Vec::new(),
        }
    }
}

/// Decides on groups, and on those of the same gestures. `words` replace those of the first
/// group, accepted as modified. Those that touch each other stay open.
pub fn decide(project: &Project, groups: &[GroupId], outcome: Outcome, words: Option<&str>) -> Decided {
    let placed = open_placed(project);
    let known = weave::groups(&project.working, &placed);
    let fates: BTreeMap<&ProposalId, Fate> = placed.iter().map(|p| (&p.proposal.id, p.fate)).collect();
    let fate = |g: &Group| fates.get(&g.printed.id).copied().unwrap_or(Fate::Orphan);
    let gestures = Gestures::new(&known, &placed);
    let chosen: Vec<Arc<Group>> =
        gestures.widened(groups).into_iter().filter_map(|id| known.get(&id).cloned()).collect();
    let mut out = Decided::default();
    let mut taken: Vec<Arc<Group>> = Vec::new();
    match outcome {
        Outcome::Accept | Outcome::AcceptAs => {
            let able: Vec<Arc<Group>> =
                chosen.iter().filter(|g| acceptable(g, fate(g), outcome, &mut out.left)).cloned().collect();
            let refs: Vec<&Group> = able.iter().map(Arc::as_ref).collect();
            let mut touching = BTreeSet::new();
            for (a, b) in touching_pairs(&refs) {
                let both = [&a, &b].into_iter().filter_map(|id| known.get(id)).flat_map(|g| ids(g)).collect();
                out.conflicts.push(both);
                touching.extend([a, b]);
            }
            taken.extend(able.into_iter().filter(|g| !touching.contains(&g.id)));
            without_host(&mut taken, &mut out.left);
            gestures.keep_whole(&chosen, &mut taken, &mut out.left);
            without_host(&mut taken, &mut out.left);
        }
        _ => taken = chosen,
    }
    let words = groups.first().zip(words);
    let changes = record_all(project, &taken, outcome, words, &mut out);
    out.change = Change::All(changes);
    out
}

/// The pairs of groups that are left open when both are chosen: they overlap, put words in at one
/// place, or cut a paragraph up where another changes or joins it.
pub fn touching_pairs(groups: &[&Group]) -> Vec<(GroupId, GroupId)> {
    weave::conflicts(groups).into_iter().chain(at_one_gap(groups)).chain(at_a_cut(groups)).collect()
}

/// Pairs of a wish that cuts a paragraph up and one that joins it to the next, for which part is
/// joined is for a person; or one that changes the words up to the cut, where the space goes.
fn at_a_cut(groups: &[&Group]) -> Vec<(GroupId, GroupId)> {
    let span = |g: &Group| match &g.site {
        weave::Site::Span(id, range) => Some((*id, range.clone())),
        _ => None,
    };
    let mut out = Vec::new();
    for cut in groups {
        let Some((id, range)) = span(cut) else { continue };
        let split = matches!(cut.printed.wish, Wish::Split { .. });
        let lines = matches!(cut.printed.wish, Wish::Replace { .. }) && cut.with.lines().len() > 1;
        for other in groups.iter().filter(|_| split || lines) {
            let touches = match (&other.printed.wish, span(other)) {
                (Wish::Merge { .. }, Some((first, _))) => first == id,
                (Wish::Replace { .. }, Some((there, words))) => {
                    split && there == id && !words.is_empty() && words.end == range.start
                }
                _ => false,
            };
            if touches {
                out.push((cut.id.clone(), other.id.clone()));
            }
        }
    }
    out
}

pub(super) fn ids(group: &Group) -> Vec<ProposalId> {
    group.members.iter().map(|(_, id, _)| id.clone()).collect()
}

/// Leaves open what amends words that are not accepted with it: those have to go in first.
fn without_host(taken: &mut Vec<Arc<Group>>, left: &mut Vec<(ProposalId, String)>) {
    loop {
        let before = taken.len();
        let known: BTreeSet<ProposalId> = taken.iter().flat_map(|g| ids(g)).collect();
        taken.retain(|g| {
            let Some(of) = amended_in_words(g).filter(|of| !known.contains(of)) else { return true };
            let why = format!("it amends {of}, which is not accepted: accept that first, or both together");
            left.extend(ids(g).into_iter().map(|id| (id, why.clone())));
            false
        });
        if taken.len() == before {
            break;
        }
    }
}

/// The proposal that a group amends, where its words are not in the text.
fn amended_in_words(group: &Group) -> Option<ProposalId> {
    match &group.site {
        weave::Site::Within { of, .. } => Some(of.clone()),
        _ => None,
    }
}

/// How deep in words that are only proposed something stands.
fn depth(mut site: &weave::Site) -> usize {
    let mut deep = 0;
    while let weave::Site::Within { host, .. } = site {
        (site, deep) = (host, deep + 1);
    }
    deep
}

/// Groups that hang together: proposals that one gesture made are decided together.
pub struct Gestures<'a> {
    /// The bundles of each group.
    bundles: BTreeMap<&'a GroupId, BTreeSet<&'a str>>,
}

impl<'a> Gestures<'a> {
    /// Those among all groups that are open.
    pub fn new(known: &'a BTreeMap<GroupId, Arc<Group>>, placed: &'a [weave::Placed]) -> Self {
        let named = placed.iter().filter_map(|p| Some((&p.proposal.id, p.proposal.bundle.as_deref()?)));
        let named: BTreeMap<&ProposalId, &str> = named.collect();
        let of = |g: &'a Group| g.members.iter().filter_map(|(_, id, _)| named.get(id).copied()).collect();
        let bundles =
            known.values().map(|g| (&g.id, of(g))).filter(|(_, b): &(_, BTreeSet<_>)| !b.is_empty());
        Self { bundles: bundles.collect() }
    }

    /// These groups and all that hang together with them, in their order.
    pub fn widened(&self, groups: &[GroupId]) -> Vec<GroupId> {
        let mut out: Vec<GroupId> = groups.to_vec();
        let mut at = 0;
        while let Some(bundles) = out.get(at).map(|id| self.bundles.get(id)) {
            at += 1;
            let Some(bundles) = bundles else { continue };
            let tied = self.bundles.iter().filter(|(_, b)| !b.is_disjoint(bundles));
            let tied: Vec<GroupId> =
                tied.map(|(id, _)| (*id).clone()).filter(|id| !out.contains(id)).collect();
            out.extend(tied);
        }
        out
    }

    /// Takes back what hangs together with a group that cannot go.
    fn keep_whole(
        &self,
        chosen: &[Arc<Group>],
        taken: &mut Vec<Arc<Group>>,
        left: &mut Vec<(ProposalId, String)>,
    ) {
        let lost = chosen.iter().filter(|g| !taken.iter().any(|t| t.id == g.id));
        let lost: Vec<GroupId> =
            lost.map(|g| g.id.clone()).filter(|id| self.bundles.contains_key(id)).collect();
        let tied = self.widened(&lost);
        taken.retain(|g| {
            let goes = !tied.contains(&g.id);
            if !goes {
                let why = "it was made in one gesture with a wish that cannot be accepted now";
                left.extend(ids(g).into_iter().map(|id| (id, why.to_owned())));
            }
            goes
        });
    }
}

/// Pairs of insertions at one place. Each can be accepted, but which stands first, and whether
/// both are wanted, is for a person: one after the other, not in one gesture.
fn at_one_gap(groups: &[&Group]) -> Vec<(GroupId, GroupId)> {
    type Gap<'a> = (Option<ParagraphId>, Option<&'a ProposalId>, usize);
    let mut gaps: BTreeMap<Gap, Vec<&GroupId>> = BTreeMap::new();
    let words = |g: &&&Group| matches!(g.printed.wish, Wish::Replace { .. } | Wish::Amend { .. });
    for group in groups.iter().filter(words) {
        let (at, range) = match &group.site {
            weave::Site::Span(id, range) => ((Some(*id), None, range.start), range),
            weave::Site::Within { of, range, .. } => ((None, Some(of), range.start), range),
            _ => continue,
        };
        if range.is_empty() {
            gaps.entry(at).or_default().push(&group.id);
        }
    }
    let pairs = gaps.values().flat_map(|g| g.windows(2));
    pairs.filter_map(|w| Some(((*w.first()?).clone(), (*w.last()?).clone()))).collect()
}

fn acceptable(group: &Group, fate: Fate, outcome: Outcome, left: &mut Vec<(ProposalId, String)>) -> bool {
    let wordless = matches!(group.printed.wish, Wish::Move { .. } | Wish::Split { .. } | Wish::Merge { .. });
    let why = match refusal(&group.printed.wish, fate) {
        _ if wordless && outcome == Outcome::AcceptAs => "it has no words that could be modified",
        Some(why) => why,
        None => return true,
    };
    left.extend(ids(group).into_iter().map(|id| (id, why.to_owned())));
    false
}

/// Why a wish that fares so cannot be accepted as it is; none where it can.
pub fn refusal(wish: &Wish, fate: Fate) -> Option<&'static str> {
    Some(match (wish, fate) {
        (Wish::Retain { .. } | Wish::Doubt { .. }, _) => {
            "it asks for no other words: it stands until its author withdraws it, or it is rejected"
        }
        (Wish::Reserve { .. }, _) => "a reservation stands until its author withdraws it, or it is rejected",
        (Wish::Placement { .. }, _) => "say in which paragraph its words are to stand",
        (Wish::Amend { .. }, Fate::Damaged) => {
            "the words that it amends were changed since it was written: re-affirm or withdraw it"
        }
        (Wish::Amend { .. }, Fate::Orphan | Fate::Moot) => {
            "the proposal that it amends is not known, or was withdrawn or rejected"
        }
        (_, Fate::Damaged) => "its words were touched since it was written: re-affirm or withdraw it",
        (_, Fate::Orphan | Fate::Moot) => "what it is about is no longer in the text",
        (_, Fate::Reflected) => "the text says it already",
        (_, Fate::Clean) => return None,
    })
}

/// One decision a group, and the change of the text it brings.
fn record_all(
    project: &Project,
    taken: &[Arc<Group>],
    outcome: Outcome,
    words: Option<(&GroupId, &str)>,
    out: &mut Decided,
) -> Vec<Change> {
    let mut scratch = project.clone();
    let mut list = Vec::new();
    let mut order: Vec<&Arc<Group>> = taken.iter().collect();
    let places = places(project);
    // From the last place to the first: of two that go in at one place, the one put in later
    // stands before the other, as the compilation has them. As in `weave`'s acceptance paragraphs
    // move before they are cut up and are joined after; new ones come then, and deletions last.
    // What amends words goes in once those stand in the text, and before they are joined to others.
    let rank = |g: &Group| match (&g.printed.wish, g.site.outermost()) {
        (Wish::Move { .. }, _) => 4,
        (Wish::Merge { .. }, _) => 2,
        (Wish::InsertParagraph { .. }, _) | (Wish::Amend { .. }, weave::Site::Gap(_)) => 1,
        (Wish::DeleteParagraph { .. }, _) => 0,
        _ => 3,
    };
    order.sort_by_key(|g| (rank(g), Reverse(depth(&g.site)), places.get(&g.id), &g.id));
    order.reverse();
    // A paragraph that comes behind one that moves goes after that one.
    let all: Vec<&Group> = taken.iter().map(Arc::as_ref).collect();
    let moves = weave::moves_in_turn(&project.working, &all);
    order.sort_by_key(|g| moves.iter().position(|id| *id == g.id).unwrap_or(moves.len()));
    for group in order {
        let id = scratch.next_decision();
        let words = words.filter(|(id, _)| **id == group.id).map(|(_, words)| words);
        let said = words.map(str::to_owned).unwrap_or_else(|| group.printed.wish.new_words());
        let accepted = matches!(outcome, Outcome::Accept | Outcome::AcceptAs);
        let mut steps = Vec::new();
        if accepted {
            // The site of a later group moves with the changes of those before it.
            let Some(group) = stand_again(&scratch, group, words.is_some()) else {
                let why = "another wish accepted in the same gesture touched its words";
                out.left.extend(ids(group).into_iter().map(|id| (id, why.to_owned())));
                continue;
            };
            let with = words.map(Fragment::plain);
            let salt = format!("decision {}", group.printed.id);
            match weave::accept(&scratch.working, &[&group], with.as_ref(), &salt) {
                Ok(changes) if !changes.is_empty() => {
                    steps.push(edit(&scratch, changes, Cause::Decision(id)));
                }
                Ok(_) => {}
                Err(_) => continue,
            }
            out.accepted.extend(ids(&group));
        } else if outcome == Outcome::Reject {
            out.rejected.extend(ids(group));
        } else {
            out.kept.extend(ids(group));
        }
        let words = if accepted { said } else { String::new() };
        steps.insert(0, decision(id, outcome, group, words));
        let change = Change::All(steps);
        if change.apply(&mut scratch).is_ok() {
            list.push(change);
        }
    }
    list.extend(in_order(project, &scratch));
    list
}

/// New paragraphs side by side get their labels in the order in which they stand: the first
/// bis, the second ter.
pub(super) fn in_order(before: &Project, after: &Project) -> Option<Change> {
    let metas: Vec<&text::Meta> = after.working.metas().collect();
    let new = |m: &&text::Meta| before.working.place(m.id).is_none() && m.label.is_some();
    let mut changes = Vec::new();
    for run in metas.chunk_by(|a, b| new(a) && new(b) && a.kind == b.kind) {
        let mut labels: Vec<_> = run.iter().filter(|m| new(m)).map(|m| m.label.clone()).collect();
        labels.sort();
        for (was, label) in run.iter().zip(labels).filter(|(was, label)| was.label != *label) {
            changes.push(text::Change::SetMeta {
                was: (*was).clone(),
                now: text::Meta { label, ..(*was).clone() },
            });
        }
    }
    (!changes.is_empty()).then(|| edit(after, changes, Cause::Issue))
}

/// Where in the compilation each open group stands.
fn places(project: &Project) -> BTreeMap<GroupId, usize> {
    let compiled = weave::compile(&project.working, &open_placed(project));
    let all = compiled.paragraphs.iter().flat_map(|p| p.groups.iter().cloned());
    all.zip(0..).collect()
}

/// The group where it stands after the decisions before it; none once its words were touched.
/// It is formed anew, as its site and its words go together: both without what they share with
/// the text. Words of the chair's take the place of all that the author chose.
fn stand_again(project: &Project, group: &Group, modified: bool) -> Option<Group> {
    let (actor, ..) = group.members.first()?;
    let placed = to_date(project, vec![place(project, actor, Origin::Own, &group.printed)]).pop()?;
    let clean = placed.fate == Fate::Clean;
    if modified && clean {
        return Some(Group { site: placed.site, ..group.clone() });
    }
    let formed = weave::groups(&project.working, &[placed]).into_values().find(|_| clean)?;
    let (site, with, printed) = (formed.site.clone(), formed.with.clone(), formed.printed.clone());
    Some(Group { site, with, printed, ..group.clone() })
}

pub(super) fn decision(id: DecisionId, outcome: Outcome, group: &Group, words: String) -> Change {
    let about = group.members.clone();
    let decision = Decision { id, outcome, about, words, why: String::new() };
    Change::Decision(id, Put { was: None, now: Some(Arc::new(decision)) })
}

/// Words that begin with one space, or with none where they come first.
fn spaced(words: &Fragment, first: bool) -> Fragment {
    let mut lines = words.lines().to_vec();
    if let Some(line) = lines.first_mut() {
        let blank = line.text().chars().take_while(|c| c.is_whitespace()).count();
        let mut out = text::Words::plain(if first { "" } else { " " });
        out.push(&line.slice(blank..usize::MAX));
        *line = out;
    }
    Fragment::new(lines, words.notes().clone())
}

/// Whether the words of a placement are a paragraph that its author asks for.
fn is_paragraph(project: &Project, group: &Group, words: &Fragment) -> bool {
    let tracks = group.members.iter().filter_map(|(actor, ..)| project.tracks.get(actor));
    let mut wishes = tracks.flat_map(|t| t.proposals().map(|(_, p)| &p.wish));
    wishes.any(
        |w| matches!(w, Wish::InsertParagraph { words: own, .. } if own.bare().trim() == words.bare().trim()),
    )
}

/// Accepts a placement in the paragraphs that a person named: its words are put at the end of
/// each, after one space; words that are a paragraph of their own, as one after it.
pub fn accept_placement(project: &Project, group: &Group, places: &[ParagraphId]) -> Option<Change> {
    let Wish::Placement { words, .. } = &group.printed.wish else { return None };
    let id = project.next_decision();
    let mut scratch = project.working.clone();
    let mut changes = Vec::new();
    let whole = is_paragraph(project, group, words);
    for (n, place) in places.iter().enumerate() {
        let at = scratch.place(*place)?;
        let salt = format!("{id:?} {n}");
        let more = if whole {
            let kind = scratch.meta(at)?.kind;
            text::insert(&scratch, at + 1, kind, words, &salt)
        } else {
            let len = scratch.len_of(at);
            text::replace(&scratch, *place, len..len, &spaced(words, len == 0), &salt)
        };
        text::apply_all(&mut scratch, &more).ok()?;
        changes.extend(more);
    }
    let mut steps = vec![decision(id, Outcome::Accept, group, words.bare())];
    if !changes.is_empty() {
        steps.push(edit(project, changes, Cause::Decision(id)));
    }
    Some(Change::All(steps))
}
