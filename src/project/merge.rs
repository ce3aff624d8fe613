//! Merging: a union of tracks, as one change and a report of what it did.
//!
//! Nothing here is settled by order: any order, grouping and repetition of merges gives the
//! same project.

use super::change::{Change, Put};
use super::copies;
use super::project::Project;
use super::rivalry::rivalries;
use super::silence_rivals::silence_rivalry;
use super::stand::{Trails, placed, placed_of};
use crate::record::{Actor, ActorId, Comment, Proposal, Tally, Track, Wish};
use crate::weave::Fate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a merge does.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The change to apply.
    pub change: Change,
    /// New proposals, without placements.
    pub added: usize,
    /// New placements.
    pub placements: usize,
    /// New comments.
    pub comments: usize,
    /// New and changed positions on others' proposals.
    pub positions: usize,
    /// Higher versions of known proposals.
    pub updated: usize,
    /// Proposals that were there already.
    pub unchanged: usize,
    /// Proposals that are withdrawn now.
    pub withdrawn: usize,
    /// Proposals whose place is not in this project: who, which, quoted words, why.
    pub orphans: Vec<(ActorId, Arc<Proposal>, String)>,
    /// What a person should look at.
    pub warnings: Vec<String>,
    /// The new and changed proposals, with their authors.
    pub news: Vec<(ActorId, Arc<Proposal>)>,
    /// The new comments, with their authors.
    pub said: Vec<(ActorId, Arc<Comment>)>,
    /// Those that are withdrawn now.
    pub gone: Vec<(ActorId, Arc<Proposal>)>,
    /// Of the new and changed ones those that were written on an older revision, by how they fare
    /// on the text as it is now.
    pub late: BTreeMap<Fate, usize>,
}

impl Merged {
    /// A merge of nothing.
    pub fn nothing() -> Self {
        Self {
            change: Change::All(Vec::new()),
            added: 0,
            placements: 0,
            comments: 0,
            positions: 0,
            updated: 0,
            unchanged: 0,
            withdrawn: 0,
            orphans: Vec::new(),
            warnings: Vec::new(),
            news: Vec::new(),
            said: Vec::new(),
            gone: Vec::new(),
            late: BTreeMap::new(),
        }
    }

    /// This merge, and then another that was made for the project with this one in it.
    pub fn add(&mut self, next: Merged) {
        self.change.push(next.change);
        self.added += next.added;
        self.placements += next.placements;
        self.comments += next.comments;
        self.positions += next.positions;
        self.updated += next.updated;
        self.unchanged += next.unchanged;
        self.withdrawn += next.withdrawn;
        self.orphans.extend(next.orphans);
        self.warnings.extend(next.warnings);
        self.news.extend(next.news);
        self.said.extend(next.said);
        self.gone.extend(next.gone);
        for (fate, n) in next.late {
            *self.late.entry(fate).or_default() += n;
        }
    }

    /// What it does in a few words; what did not happen is not said.
    pub fn told(&self) -> String {
        let counts = [
            (self.added, "new proposal", "new proposals"),
            (self.placements, "new placement", "new placements"),
            (self.comments, "new comment", "new comments"),
            (self.positions, "position", "positions"),
            (self.updated, "changed", "changed"),
            (self.unchanged, "as before", "as before"),
            (self.withdrawn, "withdrawn", "withdrawn"),
        ];
        let said = counts.iter().filter(|(n, ..)| *n > 0);
        let said: Vec<String> =
            said.map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many })).collect();
        let late: Vec<String> = self.late.iter().map(|(fate, n)| format!("{n} {}", fate.name())).collect();
        let late = match late.as_slice() {
            [] => String::new(),
            late => format!("; written on an older revision: {}", late.join(", ")),
        };
        let said = if said.is_empty() { "nothing new".to_owned() } else { said.join(", ") };
        said + &late
    }
}

/// Merges the track of one actor, with what is known of that actor.
pub fn merge_track(project: &Project, track: &Track, about: Option<&Actor>) -> Merged {
    let known = project.known_as(&track.actor);
    let renamed = (known != track.actor).then(|| Track { actor: known, ..track.clone() });
    let track = renamed.as_ref().unwrap_or(track);
    let mut united = match project.tracks.get(&track.actor) {
        Some(ours) => Track::clone(ours),
        None => Track::new(track.actor.clone()),
    };
    let tally = united.unite(track);
    let mut list = Vec::new();
    let was = project.actors.get(&track.actor).cloned();
    let said = about.cloned().unwrap_or_else(|| project.actor(track.actor.as_str()));
    let said = Actor { id: track.actor.clone(), ..said };
    let now = was.as_deref().map_or_else(|| said.clone(), |known| known.united(&said));
    if was.as_deref() != Some(&now) {
        list.push(Change::Actor(track.actor.clone(), Put { was, now: Some(Arc::new(now)) }));
    }
    let was = project.tracks.get(&track.actor).cloned();
    if was.as_deref() != Some(&united) {
        let now = Some(Arc::new(united.clone()));
        list.push(Change::Track(track.actor.clone(), Put { was, now }));
    }
    report(project, &united, &tally, Change::All(list))
}

impl Merged {
    /// Takes off the list of orphans what stands in the project once more was merged: an amendment
    /// may come before what it amends.
    pub fn settle(&mut self, after: &Project) {
        let mut trails = Trails::new(after);
        self.orphans.retain(|(actor, p, _)| {
            let held = after.tracks.get(actor).and_then(|t| t.proposal(&p.id));
            held.is_none_or(|(origin, p)| {
                placed(&mut trails, actor, origin, p, Vec::new()).fate == Fate::Orphan
            })
        });
        for (_, proposal, why) in &mut self.orphans {
            if proposal.wish.amends().is_some_and(|of| super::amended::find(after, of).is_some()) {
                TOO_DEEP.clone_into(why);
            }
        }
    }
}

/// Why an amendment whose proposal is there has no place.
const TOO_DEEP: &str = "it lies too deep in amendments of amendments, or in a circle of them";

fn report(project: &Project, united: &Track, tally: &Tally, change: Change) -> Merged {
    let found = |id: &crate::record::ProposalId| united.proposal(id).map(|(_, p)| p);
    let is_placement = |p: &&Arc<Proposal>| matches!(p.wish, Wish::Placement { .. });
    let placements = tally.added.iter().filter_map(found).filter(is_placement).count();
    let named = |p: &Arc<Proposal>| (united.actor.clone(), p.clone());
    let mut orphans = Vec::new();
    let open = united.proposals().filter(|(_, p)| p.is_open() && project.settled(p).is_none());
    let open = placed_of(project, &united.actor, open).into_iter();
    for proposal in open.filter(|p| p.fate == Fate::Orphan).map(|p| p.proposal) {
        let why = if let Some(of) = proposal.wish.amends() {
            match found(of).is_some() || super::amended::find(project, of).is_some() {
                true => TOO_DEEP,
                false => "the proposal that it amends is not in the project",
            }
        } else if project.knows(proposal.base) {
            "the paragraph it is about is no longer in the text"
        } else {
            "it was written on a text that this project does not hold"
        };
        orphans.push((united.actor.clone(), proposal, why.to_owned()));
    }
    let news: BTreeSet<_> = tally.added.iter().chain(&tally.updated).collect();
    let is_late = |p: &Arc<Proposal>| news.contains(&p.id) && project.is_older(p.base);
    let mut late = BTreeMap::new();
    if united.proposals().any(|(_, p)| is_late(p)) {
        let mut after = project.clone();
        after.tracks.insert(united.actor.clone(), Arc::new(united.clone()));
        let open = united.proposals().filter(|(o, p)| p.is_open() && !united.is_superseded(*o, p));
        let open = open.filter(|(_, p)| is_late(p) && after.settled(p).is_none());
        let placed = placed_of(&after, &united.actor, open);
        placed.iter().for_each(|p| *late.entry(p.fate).or_default() += 1);
    }
    // What was decided stays decided: a return that no longer holds it withdraws nothing.
    let gone: Vec<_> =
        tally.withdrawn.iter().filter_map(found).filter(|p| project.settled(p).is_none()).collect();
    let warnings = tally.rivals.iter().map(|id| {
            let shown = united.proposal(id).map(|(_, p)| brief(p)).unwrap_or_default();
            let rivals = united.rivals().filter(|(_, p)| p.id == *id).map(|(_, p)| brief(p));
            let mut told = format!(
                "{id} came with two different contents under one version; both are kept: {shown} is shown, {} stands beside it",
                rivals.collect::<Vec<_>>().join(" and ")
            );
            // The decision names the proposal and its version, which both contents bear.
            let before = project.tracks.get(&united.actor).and_then(|t| t.proposal(id));
            if let Some((_, p)) = before
                && let Some(decision) = project.settled(p)
            {
                told.push_str(&format!("; what was {} before is {}", decision.outcome.name(), brief(p)));
            }
            told
        });
    let warnings = warnings.chain(rival_positions(united, tally)).collect();
    Merged {
        change,
        added: tally.added.len() - placements,
        placements,
        comments: tally.comments.len(),
        positions: tally.positions.len() + tally.rival_positions.len(),
        updated: tally.updated.len(),
        unchanged: tally.unchanged.len(),
        withdrawn: gone.len(),
        orphans,
        warnings,
        news: [&tally.added, &tally.updated, &tally.rivals]
            .into_iter()
            .flatten()
            .filter_map(found)
            .map(named)
            .collect(),
        said: united
            .comments()
            .filter(|c| tally.comments.contains(&c.id))
            .map(|c| (united.actor.clone(), c.clone()))
            .collect(),
        gone: gone.into_iter().map(named).collect(),
        late,
    }
}

/// Where two positions on one proposal came under one version.
fn rival_positions<'a>(united: &'a Track, tally: &'a Tally) -> impl Iterator<Item = String> + 'a {
    tally.rival_positions.iter().map(|id| {
        let all = united.positions().filter(|(_, p)| p.about == *id).map(|(_, p)| p.told());
        format!(
            "{} took different positions on {id} under one version; all are kept, the first is shown: {}",
            united.actor,
            all.collect::<Vec<_>>().join("; ")
        )
    })
}

/// What a proposal asks for, in a few words.
fn brief(p: &Proposal) -> String {
    let words = match p.wish.new_words() {
        new if new.trim().is_empty() => p.wish.quote(),
        new => new,
    };
    let cut: String = words.replace(crate::text::NOTE, "").chars().take(crate::limits::QUOTE).collect();
    format!("{} “{}”", p.wish.name(), cut.trim())
}

/// Merges another copy of the project: its tracks, and what it decided and edited on its own. Where
/// the two made different things of one paragraph both are kept and listed, for a person to choose.
pub fn merge_project(project: &Project, other: &Project) -> Merged {
    let mut scratch = project.clone();
    let mut all = Merged::nothing();
    for (id, track) in &other.tracks {
        let one = merge_track(&scratch, track, other.actors.get(id).map(Arc::as_ref));
        // Made for this very state.
        let _ = one.change.apply(&mut scratch);
        all.add(one);
    }
    // Who is known there and has said nothing.
    for (id, theirs) in other.actors.iter().filter(|(id, _)| !other.tracks.contains_key(*id)) {
        let known = scratch.known_as(id);
        let was = scratch.actors.get(&known).cloned();
        let said = Actor { id: known.clone(), ..Actor::clone(theirs) };
        let now = was.as_deref().map_or_else(|| said.clone(), |ours| ours.united(&said));
        if was.as_deref() != Some(&now) {
            let change = Change::Actor(known, Put { was, now: Some(Arc::new(now)) });
            // Made for this very state.
            let _ = change.apply(&mut scratch);
            all.change.push(change);
        }
    }
    for (name, theirs) in &other.authors {
        let (theirs, ours) = (scratch.known_as(theirs), project.authors.get(name));
        let Some(now) = known_author(name, ours, &theirs, &mut all.warnings) else { continue };
        let put = Put { was: ours.cloned(), now: Some(now) };
        all.change.push(Change::Author(name.clone(), put));
    }
    super::register::unite(project, &scratch, other, &mut all);
    super::silence_rivals::unite_silences(&scratch, other, &mut all);
    super::looks::unite_markings(&scratch, other, &mut all);
    let joined = copies::join(project, other);
    all.change.push(Change::All(joined.changes));
    all.warnings.extend(joined.warnings);
    let mut after = project.clone();
    // Made for this very state.
    if all.change.apply(&mut after).is_ok() {
        let known = rivalries(project);
        all.warnings.extend(rivalries(&after).iter().filter(|r| !known.contains(r)).map(|r| r.told()));
        let (before, now) = (silence_rivalry(project), silence_rivalry(&after));
        all.warnings.extend(now.filter(|now| before.as_ref() != Some(now)).map(|now| now.told()));
    }
    if other.head != project.head {
        all.warnings.push(format!(
            "the other copy is called “{}” {}; that was not taken over",
            other.head.title, other.head.symbol
        ));
    }
    all
}

/// Who an author is from now on; none where that is known. Of two the earlier name: the same
/// whichever copy is merged into which.
fn known_author(
    name: &str,
    ours: Option<&ActorId>,
    theirs: &ActorId,
    warnings: &mut Vec<String>,
) -> Option<ActorId> {
    let now = ours.map_or(theirs, |ours| ours.min(theirs));
    if ours.is_some_and(|ours| ours.meets(theirs)) {
        return None;
    }
    if let Some(ours) = ours {
        warnings.push(format!(
            "“{name}” is {ours} in this project and {theirs} in the other copy; {now} is kept. Say who it is when the next file of “{name}” is merged"
        ));
    }
    (ours != Some(now)).then(|| now.clone())
}

impl Project {
    /// Whether this is the hash of a text before the last revision.
    pub fn is_older(&self, base: crate::text::Hash) -> bool {
        let now =
            self.last().is_some_and(|r| r.hash == base) || self.log.iter().any(|e| e.step == Some(base));
        !now && self.knows(base)
    }

    /// Whether a revision or a kept step has this hash.
    pub fn knows(&self, base: crate::text::Hash) -> bool {
        let mut entries = self.revisions.iter().flat_map(|r| &r.entries).chain(&self.log);
        let step = |e: &Arc<super::log::Entry>| e.step == Some(base);
        let apart = |e: &Arc<super::log::Entry>| match &e.cause {
            super::log::Cause::Copies(t) => t.twigs.iter().any(|t| t.entries.iter().any(step)),
            _ => false,
        };
        self.revisions.iter().any(|r| r.hash == base) || entries.any(|e| step(e) || apart(e))
    }
}
