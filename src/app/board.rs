//! [`Board`]: the page and all that is computed from a project, kept up to date cheaply.
//!
//! A keystroke computes one paragraph again; whatever did not change keeps its `Arc`. Nothing
//! here is saved, and nothing here changes a project.

use super::build;
use super::names::{Names, Veil};
use super::page::{Page, PageParagraph, View};
use super::touched::Touched;
use crate::project::{Change, Project, open_placed, standing_in, to_date};
use crate::record::{ActorId, CommentId, ProposalId, Wish};
use crate::text::ParagraphId;
use crate::weave::{Fate, Group, GroupId, Of, Placed, Site, finalize, proposed, whole};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What is computed from a project for one view.
#[derive(Default)]
pub struct Board {
    /// Open proposals by where they stand.
    pub(super) placed: BTreeMap<Key, Vec<Placed>>,
    /// What is on the page, by the same keys.
    rows: HashMap<Key, Vec<Arc<PageParagraph>>>,
    groups: BTreeMap<Key, Vec<Arc<Group>>>,
    /// The groups of all open proposals, whatever the view shows.
    all: BTreeMap<Key, Vec<Arc<Group>>>,
    /// Where each group is listed, so that none is looked for among all of them.
    keys: HashMap<GroupId, Key>,
    /// Of how many groups each actor is a backer.
    backers: BTreeMap<ActorId, usize>,
    /// Unsettled threads by the paragraph that they are about now.
    comments: HashMap<ParagraphId, usize>,
    /// Where each comment on a paragraph stands; none where its paragraph is gone.
    threads: HashMap<CommentId, Option<ParagraphId>>,
    page: Page,
    /// Whose names are on the page.
    names: Names,
    veil: Veil,
    /// How often something was computed, for tests that count instead of measuring time.
    #[cfg(test)]
    pub(super) computed: usize,
}

/// A place that is computed as one: a paragraph, the gap after one, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    Paragraph(ParagraphId),
    Gap(Option<ParagraphId>),
    Nowhere,
}

impl Key {
    pub fn of(site: &Site) -> Self {
        match site.outermost() {
            Site::Span(id, _) => Key::Paragraph(*id),
            Site::Gap(after) => Key::Gap(*after),
            Site::Within { .. } | Site::Nowhere => Key::Nowhere,
        }
    }
}

impl Board {
    /// The page in the view it was last computed for.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The open, unsettled proposals of everybody, whatever the view shows.
    pub fn placed(&self) -> impl Iterator<Item = &Placed> {
        self.placed.values().flatten()
    }

    /// The groups of the open proposals that the view shows.
    pub fn groups(&self) -> impl Iterator<Item = &Arc<Group>> {
        self.groups.values().flatten()
    }

    /// The groups of all open proposals, whatever the view shows.
    pub fn all_groups(&self) -> impl Iterator<Item = &Arc<Group>> {
        self.all.values().flatten()
    }

    /// The backers of all open proposals, whatever the view shows.
    pub fn backers(&self) -> impl Iterator<Item = &ActorId> {
        self.backers.keys()
    }

    /// How many groups concern a paragraph, whatever the view shows.
    pub fn asked_of(&self, id: ParagraphId) -> usize {
        self.all.get(&Key::Paragraph(id)).map_or(0, Vec::len)
    }

    /// One group by its name.
    pub fn group(&self, id: &GroupId) -> Option<&Arc<Group>> {
        let key = self.keys.get(id)?;
        let here = [&self.groups, &self.all].into_iter().filter_map(|map| map.get(key));
        here.flatten().find(|g| g.id == *id)
    }

    /// Where the proposal stands that a group is printed as.
    pub fn printed(&self, group: &Group) -> Option<&Placed> {
        let here = self.placed.get(self.keys.get(&group.id)?)?;
        here.iter().find(|p| p.proposal.id == group.printed.id)
    }

    /// What gives everybody on the page the name that is shown.
    pub fn veil(&self) -> &Veil {
        &self.veil
    }

    /// Shows these names from the next time on that everything is computed.
    pub fn show_names(&mut self, names: Names) {
        self.names = names;
    }

    /// Computes everything for a view.
    pub fn refresh(&mut self, project: &Project, view: &View) {
        self.veil = Veil::of(project, self.names);
        self.placed.clear();
        for placed in open_placed(project) {
            self.placed.entry(Key::of(&placed.site)).or_default().push(placed);
        }
        self.count_comments(project, &mut BTreeSet::new());
        self.groups.clear();
        self.all.clear();
        self.keys.clear();
        self.backers.clear();
        let old = std::mem::take(&mut self.rows);
        let keys: BTreeSet<Key> = project
            .working
            .metas()
            .flat_map(|m| [Key::Paragraph(m.id), Key::Gap(Some(m.id))])
            .chain([Key::Gap(None), Key::Nowhere])
            .collect();
        self.compute(project, view, &keys, old);
        self.assemble(project, view);
    }

    /// Computes what a change that was just applied made necessary.
    pub fn apply(&mut self, project: &Project, view: &View, change: &Change) {
        if matches!(view, View::Original | View::Final(_)) {
            return self.refresh(project, view);
        }
        if self.veil != Veil::of(project, self.names) {
            return self.refresh(project, view);
        }
        let Touched::Some(keys) = self.touched(project, change) else {
            return self.refresh(project, view);
        };
        let old = keys.iter().filter_map(|k| Some((*k, self.rows.remove(k)?))).collect();
        self.compute(project, view, &keys, old);
        self.assemble(project, view);
    }

    fn compute(
        &mut self,
        project: &Project,
        view: &View,
        keys: &BTreeSet<Key>,
        old: HashMap<Key, Vec<Arc<PageParagraph>>>,
    ) {
        #[cfg(test)]
        {
            self.computed += keys.len();
        }
        for key in keys {
            let placed = self.placed.get(key).map_or(&[][..], Vec::as_slice);
            let seen: Vec<&Placed> = placed.iter().filter(|p| shows(view, &p.actor)).collect();
            let (rows, groups) = self.row(project, *key, &seen, &self.veil);
            let kept = old.get(key).filter(|o| o.iter().map(Arc::as_ref).eq(rows.iter()));
            let rows = kept.cloned().unwrap_or_else(|| rows.into_iter().map(Arc::new).collect());
            if !rows.is_empty() {
                self.rows.insert(*key, rows);
            }
            let all = match seen.len() == placed.len() {
                true => groups.clone(),
                false => self.row(project, *key, &placed.iter().collect::<Vec<_>>(), &self.veil).1,
            };
            // What moved elsewhere may be listed there already.
            for old in self.all.get(key).into_iter().flatten() {
                for actor in &old.backers {
                    match self.backers.get_mut(actor) {
                        Some(n) if *n > 1 => *n -= 1,
                        _ => drop(self.backers.remove(actor)),
                    }
                }
                if self.keys.get(&old.id) == Some(key) {
                    self.keys.remove(&old.id);
                }
            }
            self.keys.extend(groups.iter().chain(&all).map(|g| (g.id.clone(), *key)));
            for actor in all.iter().flat_map(|g| &g.backers) {
                match self.backers.get_mut(actor) {
                    Some(n) => *n += 1,
                    None => drop(self.backers.insert(actor.clone(), 1)),
                }
            }
            for (map, list) in [(&mut self.groups, groups), (&mut self.all, all)] {
                match list.is_empty() {
                    true => map.remove(key),
                    false => map.insert(*key, list),
                };
            }
        }
    }

    /// A paragraph, the one before it and the one after it, in another view than the page's or with
    /// other names; nothing where it is not there.
    pub(super) fn rows_round(
        &self,
        project: &Project,
        view: &View,
        of: &Of,
        veil: &Veil,
    ) -> Vec<Arc<PageParagraph>> {
        let document = &project.working;
        let key = match of {
            Of::Text(id) => Some(Key::Paragraph(*id)),
            Of::Proposed(group, _) => self.keys.get(group).copied(),
        };
        let at = match key {
            Some(Key::Paragraph(id) | Key::Gap(Some(id))) => match document.place(id) {
                Some(at) => at,
                None => return Vec::new(),
            },
            Some(Key::Gap(None)) => 0,
            Some(Key::Nowhere) | None => return Vec::new(),
        };
        let near = document.metas().map(|m| m.id).skip(at.saturating_sub(1)).take(3);
        let keys = near.flat_map(|id| [Key::Paragraph(id), Key::Gap(Some(id))]);
        let first = (at <= 1).then_some(Key::Gap(None));
        let rows: Vec<PageParagraph> = first
            .into_iter()
            .chain(keys)
            .flat_map(|key| {
                let placed = self.placed.get(&key).map_or(&[][..], Vec::as_slice);
                let seen: Vec<&Placed> = placed.iter().filter(|p| shows(view, &p.actor)).collect();
                self.row(project, key, &seen, veil).0
            })
            .collect();
        let Some(here) = rows.iter().position(|p| p.of == *of) else { return Vec::new() };
        let near = rows.into_iter().enumerate().filter(|(i, _)| i.abs_diff(here) <= 1);
        near.map(|(_, row)| Arc::new(row)).collect()
    }

    fn row(
        &self,
        project: &Project,
        key: Key,
        seen: &[&Placed],
        veil: &Veil,
    ) -> (Vec<PageParagraph>, Vec<Arc<Group>>) {
        let document = &project.working;
        match key {
            Key::Paragraph(id) => {
                let Some(at) = document.place(id) else { return Default::default() };
                let Some(meta) = document.meta(at) else { return Default::default() };
                let (compiled, groups) = whole(document, at, seen);
                let comments = self.comments.get(&id).copied().unwrap_or(0);
                let named = |of: &Of| match of {
                    Of::Proposed(group, _) => groups.iter().find(|g| g.id == *group),
                    Of::Text(_) => None,
                };
                let rows = compiled.iter().map(|c| {
                    let shown = veil.paragraph(c);
                    match named(&c.of) {
                        Some(group) => build::proposed(project, &shown, &veil.group(group)),
                        None => build::row(project, meta, &shown, comments, veil),
                    }
                });
                (rows.collect(), groups)
            }
            Key::Gap(after) => {
                if seen.is_empty() {
                    return Default::default();
                }
                let (compiled, groups) = proposed(document, after, seen);
                let named = |of: &Of| match of {
                    Of::Proposed(group, _) => groups.iter().find(|g| g.id == *group),
                    Of::Text(_) => None,
                };
                let rows = compiled.iter().filter_map(|c| {
                    let group = veil.group(named(&c.of)?);
                    Some(build::proposed(project, &veil.paragraph(c), &group))
                });
                (rows.collect(), groups)
            }
            Key::Nowhere => {
                let list: Vec<Placed> = seen.iter().map(|p| (*p).clone()).collect();
                (Vec::new(), crate::weave::groups(document, &list).into_values().collect())
            }
        }
    }

    fn assemble(&mut self, project: &Project, view: &View) {
        self.page.stamp += 1;
        match view {
            View::Original => {
                let document = project.last().map_or(&project.working, |r| &r.document);
                self.page.paragraphs = build::issued(project, document, &self.veil);
                return;
            }
            View::Final(actor) => {
                let mine: Vec<Placed> = self.placed().filter(|p| p.actor == *actor).cloned().collect();
                let (document, _) = finalize(&project.working, &to_date(project, mine));
                self.page.paragraphs = build::plain(project, &document, &self.veil);
                return;
            }
            _ => {}
        }
        let mut all = Vec::with_capacity(project.working.len());
        let none = Vec::new();
        all.extend(self.rows.get(&Key::Gap(None)).unwrap_or(&none).iter().cloned());
        for meta in project.working.metas() {
            for key in [Key::Paragraph(meta.id), Key::Gap(Some(meta.id))] {
                all.extend(self.rows.get(&key).unwrap_or(&none).iter().cloned());
            }
        }
        self.page.paragraphs = all;
    }

    /// The paragraph that a comment is about now; none where it is about the whole text, or where
    /// its paragraph is gone.
    pub fn comment_place(&self, id: &CommentId) -> Option<ParagraphId> {
        self.threads.get(id).copied().flatten()
    }

    /// Finds where the comments stand, and adds the paragraphs that have other numbers of them.
    pub(super) fn count_comments(&mut self, project: &Project, keys: &mut BTreeSet<Key>) {
        let old = std::mem::take(&mut self.comments);
        let all = project.tracks.values().flat_map(|t| t.comments());
        // A thread stands, and counts once, by the comment that began it.
        let heads: Vec<_> = all
            .filter(|c| !c.withdrawn && c.reply_to.is_none())
            .filter_map(|c| Some((c, c.at.as_ref()?)))
            .collect();
        let places = standing_in(project, heads.iter().map(|(c, at)| (c.base, *at)));
        self.threads.clear();
        for ((comment, _), place) in heads.iter().zip(places) {
            self.threads.insert(comment.id.clone(), place);
            if let Some(id) = place.filter(|_| !comment.resolved) {
                *self.comments.entry(id).or_default() += 1;
            }
        }
        let ids: BTreeSet<ParagraphId> = old.keys().chain(self.comments.keys()).copied().collect();
        keys.extend(ids.into_iter().filter(|id| old.get(id) != self.comments.get(id)).map(Key::Paragraph));
    }

    /// The own open proposals of an actor in a paragraph, as they stand.
    pub fn own(&self, actor: &ActorId, id: ParagraphId) -> Vec<&Placed> {
        let here = self.placed.get(&Key::Paragraph(id)).into_iter().flatten();
        here.filter(|p| p.actor == *actor && p.fate == Fate::Clean).collect()
    }

    /// The own open proposals of an actor in a gap, as they stand.
    pub fn own_in_gap(&self, actor: &ActorId, after: Option<ParagraphId>) -> impl Iterator<Item = &Placed> {
        let here = self.placed.get(&Key::Gap(after)).into_iter().flatten();
        here.filter(move |p| p.actor == *actor && p.fate == Fate::Clean)
    }

    /// The proposals whose words were touched or whose place is gone.
    pub fn astray(&self) -> HashMap<&ProposalId, Fate> {
        let astray = self.placed().filter(|p| matches!(p.fate, Fate::Orphan | Fate::Damaged));
        astray.map(|p| (&p.proposal.id, p.fate)).collect()
    }

    /// Groups that wait for a person: placements, damaged, orphans.
    pub fn tasks(&self) -> (usize, usize, usize) {
        let astray = self.astray();
        let mut out = (0, 0, 0);
        for group in self.all_groups() {
            match astray.get(&group.printed.id) {
                Some(Fate::Orphan) => out.2 += 1,
                Some(Fate::Damaged) => out.1 += 1,
                _ if matches!(group.printed.wish, Wish::Placement { .. }) => out.0 += 1,
                _ => {}
            }
        }
        out
    }
}

fn shows(view: &View, actor: &ActorId) -> bool {
    match view {
        View::Compilation => true,
        View::Annotated(one) => one == actor,
        View::Original | View::Clean | View::Final(_) => false,
    }
}
