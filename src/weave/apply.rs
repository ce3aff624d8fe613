//! Accepting: groups become changes of the text.
//!
//! The document given is never touched; the changes that come back apply to it in order.
//! Groups that overlap are refused as a [`Conflict`], never settled by order.

use super::canon::Base;
use super::compile::Sorted;
use super::conflict::{Conflict, Item, named, pairs};
use super::group::{Group, GroupId};
use super::placed::{Fate, Placed, Site};
use super::plan::plan;
use super::taken::{Name, taken};
use super::wish::{Twins, in_order, keyed, order};
use crate::record::{ActorId, ProposalId};
use crate::text::{Change, Document, Fragment, Hash};
use std::collections::{BTreeMap, BTreeSet};

/// The changes that accept these groups together. `with` is what goes in instead of the
/// words of the group, where there is a single one ("accept as modified"); with it a group
/// whose words were touched can be accepted too. `salt` makes identities of new paragraphs.
pub fn accept(
    document: &Document,
    groups: &[&Group],
    with: Option<&Fragment>,
    salt: &str,
) -> Result<Vec<Change>, Conflict> {
    let groups: BTreeMap<&GroupId, &Group> = groups.iter().map(|g| (&g.id, *g)).collect();
    let with = with.filter(|_| groups.len() == 1);
    let adrift = |g: &&Group| {
        let there = match &g.site {
            Site::Span(id, range) => document.place(*id).is_some_and(|at| range.end <= document.len_of(at)),
            Site::Gap(_) => true,
            // An amendment goes in once the words that it amends are in the text.
            Site::Within { .. } | Site::Nowhere => false,
        };
        !there || !(g.fate == Fate::Clean || (g.fate == Fate::Damaged && with.is_some()))
    };
    let adrift: Vec<GroupId> = groups.values().copied().filter(adrift).map(|g| g.id.clone()).collect();
    let mut items: Vec<Item> = groups.values().map(|g| Item::of(g)).collect();
    let pairs = named(&items, &pairs(&items));
    if !pairs.is_empty() || !adrift.is_empty() {
        return Err(Conflict { pairs, adrift });
    }
    if let (Some(with), Some(item)) = (with, items.first_mut()) {
        item.modify(with);
    }
    Ok(plan(document, &items, salt))
}

/// The text as if all these clean, open proposals were accepted: one actor's, as a rule; what it
/// amends in its own words is in them. Of those that overlap the earliest wins, then the
/// outermost; the others come back, sorted.
pub fn finalize(document: &Document, placed: &[Placed]) -> (Document, Vec<(ActorId, ProposalId)>) {
    let taken = taken(placed);
    let sorted = Sorted::new(document, &taken.placed);
    let mut found = Found { amended: taken.by, ..Found::default() };
    for (id, some) in &sorted.spans {
        let base = document.place(*id).and_then(|at| Base::new(document, at, true));
        found.add(document, base.as_ref(), some);
    }
    sorted.gaps.values().for_each(|some| found.add(document, None, some));
    let (items, names): (Vec<Item>, Vec<_>) = found.items.into_values().unzip();
    let kept = winners(document, &items);
    let mut left = found.left;
    let mut chosen = Vec::new();
    for (n, (item, names)) in items.into_iter().zip(names).enumerate() {
        if kept.contains(&n) { chosen.push(item) } else { left.extend(names) }
    }
    left.sort();
    left.dedup();
    let mut out = document.clone();
    for change in plan(document, &chosen, "final") {
        // Made for this very document; were one not to fit, the others still stand.
        let _ = change.apply(&mut out);
    }
    (out, left)
}

/// A wish, and the proposals that ask for it.
type Asked = (Item, Vec<(ActorId, ProposalId)>);

/// What is to be applied: once what several strands say, but [`Twins`] each.
#[derive(Default)]
struct Found {
    items: BTreeMap<(String, usize), Asked>,
    twins: Twins,
    /// The amendments in the words of each.
    amended: BTreeMap<Name, Vec<Name>>,
    left: Vec<(ActorId, ProposalId)>,
}

impl Found {
    fn add(&mut self, document: &Document, base: Option<&Base>, placed: &[&Placed]) {
        for one in in_order(placed) {
            let applies = one.fate == Fate::Clean && one.proposal.is_open();
            if !applies || !one.proposal.wish.changes_text() {
                continue;
            }
            match one.site {
                // The words that it amends are not in the text: whose they are decides.
                Site::Within { .. } => self.left.push((one.actor.clone(), one.proposal.id.clone())),
                _ => self.take(document, base, one),
            }
        }
    }

    fn take(&mut self, document: &Document, base: Option<&Base>, placed: &Placed) {
        // Words stay where their author put them: what does not overlap does not come to.
        let keyed = keyed(document, base, placed);
        let name = (placed.actor.clone(), placed.proposal.id.clone());
        let mut all = self.amended.remove(&name).unwrap_or_default();
        all.push(name);
        let wish = placed.proposal.wish.clone();
        let nth = self.twins.nth(&keyed, placed);
        let id = GroupId(Hash::of(&[&keyed.key]).to_string());
        let order = order(&wish, &keyed.form);
        let item = Item { id, site: keyed.site, with: keyed.form.with, wish, order };
        match self.items.get_mut(&(keyed.key.clone(), nth)) {
            // Of two spellings the smaller is taken, whatever the order they came in.
            Some((kept, names)) => {
                if item.rank() < kept.rank() {
                    *kept = item;
                }
                names.extend(all);
            }
            None => drop(self.items.insert((keyed.key, nth), (item, all))),
        }
    }
}

/// The numbers of the items that overlap none that comes before them.
fn winners(document: &Document, items: &[Item]) -> BTreeSet<usize> {
    let mut against: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (a, b) in pairs(items) {
        against.entry(a).or_default().push(b);
        against.entry(b).or_default().push(a);
    }
    let place = |item: &Item| {
        let (id, range) = item.span()?;
        Some((document.place(id), range.start, usize::MAX - range.end))
    };
    let mut ranked: Vec<(usize, &Item)> = items.iter().enumerate().collect();
    ranked.sort_by_cached_key(|(_, item)| (place(item), item.order.clone(), item.id.clone()));
    let mut kept = BTreeSet::new();
    for (n, _) in ranked {
        if !against.get(&n).is_some_and(|others| others.iter().any(|m| kept.contains(m))) {
            kept.insert(n);
        }
    }
    kept
}
