//! What a change touches of the board: the places that are to be computed again, and where the
//! proposals stand that it moved.
//!
//! Nothing is drawn or woven here.

use super::board::{Board, Key};
use crate::project::{Change, Entry, Project, place, place_again};
use crate::record::{ActorId, Proposal, ProposalId};
use crate::text::{self, Hash, ParagraphId};
use crate::weave::Placed;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a change makes necessary to compute again.
pub(super) enum Touched {
    All,
    Some(BTreeSet<Key>),
}

/// How far behind its gap a proposed paragraph is found reflected: as far as `project` looks.
const NEAR: usize = 8;

impl Board {
    pub(super) fn touched(&mut self, project: &Project, change: &Change) -> Touched {
        let mut keys = BTreeSet::new();
        if self.collect(project, change, &mut keys) { Touched::Some(keys) } else { Touched::All }
    }

    /// Adds the keys that a change touches; false where everything is to be computed again.
    fn collect(&mut self, project: &Project, change: &Change, keys: &mut BTreeSet<Key>) -> bool {
        match change {
            Change::Text { changes, was, now, .. } => {
                self.steps_changed(project, was, now, keys);
                self.text_changed(project, changes, keys)
            }
            Change::Proposal(actor, _, id, _) => {
                self.put_again(project, actor, id, keys);
                true
            }
            Change::Comment(..) => {
                self.count_comments(project, keys);
                true
            }
            Change::Position(_, _, about, _) => {
                let about = |p: &Placed| p.proposal.id == *about;
                let those: Vec<Key> =
                    self.placed.iter().filter(|(_, l)| l.iter().any(about)).map(|(key, _)| *key).collect();
                those.into_iter().for_each(|key| self.place_again(project, key, keys));
                true
            }
            Change::Status(id, _) => {
                keys.insert(Key::Paragraph(*id));
                true
            }
            Change::Silence(_, put) => {
                let both = put.was.iter().chain(&put.now).flat_map(|s| &s.objections);
                keys.extend(both.filter_map(|o| o.paragraph).map(Key::Paragraph));
                true
            }
            Change::Actor(..)
            | Change::Author(..)
            | Change::Filed(..)
            | Change::Expected(..)
            | Change::Logged(..)
            | Change::Marking(..) => true,
            Change::All(list) => list.iter().all(|c| self.collect(project, c, keys)),
            _ => false,
        }
    }

    fn text_changed(&mut self, project: &Project, list: &[text::Change], keys: &mut BTreeSet<Key>) -> bool {
        list.iter().all(|change| match change {
            text::Change::Edit { id, .. } => {
                self.edited(project, *id, keys);
                true
            }
            text::Change::Style { id, .. } => {
                keys.insert(Key::Paragraph(*id));
                true
            }
            _ => false,
        })
    }

    /// Finds again where the proposals stand whose base is a step that was kept or given up: an
    /// anchor is followed from the latest state that has its name.
    fn steps_changed(
        &mut self,
        project: &Project,
        was: &[Arc<Entry>],
        now: &[Arc<Entry>],
        keys: &mut BTreeSet<Key>,
    ) {
        let steps = |list: &[Arc<Entry>]| list.iter().filter_map(|e| e.step).collect::<BTreeSet<Hash>>();
        let (was, now) = (steps(was), steps(now));
        if was == now {
            return;
        }
        self.count_comments(project, keys);
        let bases: BTreeSet<Hash> = was.symmetric_difference(&now).copied().collect();
        let mut again = Vec::new();
        for (key, list) in &mut self.placed {
            let before = again.len();
            again.extend(list.extract_if(.., |p| bases.contains(&p.proposal.base)));
            if again.len() > before {
                keys.insert(*key);
            }
        }
        self.placed.retain(|_, list| !list.is_empty());
        self.list_again(project, &again, keys);
    }

    /// Finds again where the proposals stand that an edit of a paragraph may concern: those in
    /// it and those for a new paragraph shortly before it, which the text may now say.
    fn edited(&mut self, project: &Project, id: ParagraphId, keys: &mut BTreeSet<Key>) {
        self.place_again(project, Key::Paragraph(id), keys);
        let at = project.working.place(id).unwrap_or(0);
        for before in at.saturating_sub(NEAR)..=at {
            let after = before.checked_sub(1).and_then(|p| project.working.meta(p)).map(|m| m.id);
            if self.placed.contains_key(&Key::Gap(after)) {
                self.place_again(project, Key::Gap(after), keys);
            }
        }
    }

    fn place_again(&mut self, project: &Project, key: Key, keys: &mut BTreeSet<Key>) {
        keys.insert(key);
        let old = self.placed.remove(&key).unwrap_or_default();
        self.list_again(project, &old, keys);
    }

    /// Takes up a proposal as it is in the project now.
    fn put_again(&mut self, project: &Project, actor: &ActorId, id: &ProposalId, keys: &mut BTreeSet<Key>) {
        // Where its words go, what amends them goes too.
        let amends: BTreeSet<ProposalId> = self.amending(id);
        let mut again = Vec::new();
        self.placed.retain(|key, list| {
            let before = list.len();
            list.retain(|p| p.proposal.id != *id || p.actor != *actor);
            again.extend(list.extract_if(.., |p| amends.contains(&p.proposal.id)));
            if list.len() < before {
                keys.insert(*key);
            }
            !list.is_empty()
        });
        // Of several strands that have it, one counts: another may have said it before.
        let now = project.tracks.get(actor).and_then(|t| t.proposal(id));
        let settled =
            |p: &Proposal| project.decision_on(&p.id, p.version).is_some_and(|d| d.outcome.settles());
        if let Some((origin, now)) = now.filter(|(_, p)| p.is_open() && !settled(p)) {
            let placed = place(project, actor, origin, now);
            self.list(placed, keys);
        }
        self.list_again(project, &again, keys);
    }

    /// The proposals that amend one, those that amend them, and so on.
    fn amending(&self, id: &ProposalId) -> BTreeSet<ProposalId> {
        let mut out = BTreeSet::new();
        let mut next = vec![id.clone()];
        while let Some(of) = next.pop() {
            let all = self.placed().filter(|p| p.proposal.wish.amends() == Some(&of));
            next.extend(all.map(|p| p.proposal.id.clone()).filter(|id| out.insert(id.clone())));
        }
        out
    }

    /// Lists some where they stand now.
    fn list_again(&mut self, project: &Project, old: &[Placed], keys: &mut BTreeSet<Key>) {
        place_again(project, old).into_iter().for_each(|now| self.list(now, keys));
    }

    /// Lists a proposal where it stands. Whatever order they came in, they are listed by actor
    /// and identity.
    fn list(&mut self, placed: Placed, keys: &mut BTreeSet<Key>) {
        let key = Key::of(&placed.site);
        keys.insert(key);
        let list = self.placed.entry(key).or_default();
        list.push(placed);
        list.sort_by(|a, b| (&a.actor, a.origin, &a.proposal.id).cmp(&(&b.actor, b.origin, &b.proposal.id)));
    }
}
