//! [`Group`]: proposals with the same canonical form, shown as one with all their backers.
//!
//! Groups are computed, never stored. Proposals of one group say the same; which of their
//! spellings is printed does not depend on the order they came in.

use super::canon::{Base, Form};
use super::compile::Sorted;
use super::placed::{Fate, Placed, Site};
use super::stances::{Voice, voices};
use super::wish::{Keyed, Twins, in_order, keyed};
use crate::record::{ActorId, Proposal, ProposalId};
use crate::text::{Document, Fragment, Hash};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The name of a group: "g-" and twelve digits of the hash of its canonical form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub String);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Proposals that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub id: GroupId,
    /// How its members fare: all alike.
    pub fate: Fate,
    /// Who backs it: sorted, each once.
    pub backers: Vec<ActorId>,
    /// How others stand on it, one voice of each, by actor.
    pub voices: Vec<Voice>,
    /// The proposals: actor, identity, version, sorted.
    pub members: Vec<(ActorId, ProposalId, u32)>,
    /// Where it stands: where the author of the printed form put it, without words common to
    /// both ends.
    pub site: Site,
    /// What the printed form puts in at `site`, without words common to both ends.
    pub with: Fragment,
    /// The printed form: the member smallest in bytes.
    pub printed: Arc<Proposal>,
    /// Other spellings among the members, as words.
    pub variants: Vec<Fragment>,
}

/// A group with the form in which it is woven, and its rank among those of its paragraph.
pub(super) struct Formed {
    pub group: Arc<Group>,
    pub form: Form,
    /// Position, kind and words: the order of everything that is listed.
    pub order: (usize, u8, String),
}

/// The open proposals of one site, grouped, in order of position, kind and key.
pub(super) fn formed(document: &Document, base: Option<&Base>, placed: &[&Placed]) -> Vec<Formed> {
    let mut same: BTreeMap<(String, usize), Vec<(&Placed, Keyed)>> = BTreeMap::new();
    let mut twins = Twins::default();
    for one in in_order(placed).into_iter().filter(|p| p.proposal.is_open()) {
        let wish = keyed(document, base, one);
        let nth = twins.nth(&wish, one);
        same.entry((wish.key.clone(), nth)).or_default().push((one, wish));
    }
    let name = |(key, nth): (String, usize)| if nth == 0 { key } else { format!("{key}\u{1f}{nth}") };
    let mut out: Vec<Formed> =
        same.into_iter().filter_map(|(key, members)| group(&name(key), members)).collect();
    out.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.group.id.cmp(&b.group.id)));
    out
}

fn group(key: &str, mut members: Vec<(&Placed, Keyed)>) -> Option<Formed> {
    members.sort_by_cached_key(|(p, wish)| {
        let words = wish.form.with.bare();
        let bytes = words.len() + wish.form.range.len();
        (wish.untidy, bytes, words, p.actor.clone(), p.proposal.id.clone(), p.proposal.version, p.origin)
    });
    let mut backers: Vec<ActorId> = members.iter().map(|(p, _)| p.actor.clone()).collect();
    backers.sort();
    backers.dedup();
    let name = |(p, _): &(&Placed, Keyed)| (p.actor.clone(), p.proposal.id.clone(), p.proposal.version);
    let mut names: Vec<_> = members.iter().map(name).collect();
    names.sort();
    names.dedup();
    let voices = voices(&members.iter().map(|(p, _)| *p).collect::<Vec<_>>(), &backers);
    let mut others = members.into_iter();
    let (first, wish) = others.next()?;
    let mut variants: Vec<Fragment> = Vec::new();
    for (_, other) in others {
        if other.form.with != wish.form.with && !variants.contains(&other.form.with) {
            variants.push(other.form.with);
        }
    }
    let group = Group {
        id: GroupId(format!("g-{}", Hash::of(&[key]).short(12))),
        fate: first.fate,
        backers,
        voices,
        members: names,
        site: wish.site,
        with: wish.form.with.clone(),
        printed: first.proposal.clone(),
        variants,
    };
    Some(Formed {
        group: Arc::new(group),
        order: (wish.form.range.start, wish.kind, wish.words),
        form: wish.form,
    })
}

/// All groups of the open proposals, by name: those that are not clean, too.
pub fn groups(document: &Document, placed: &[Placed]) -> BTreeMap<GroupId, Arc<Group>> {
    let sorted = Sorted::new(document, placed);
    let mut out = BTreeMap::new();
    let mut take = |all: Vec<Formed>| out.extend(all.into_iter().map(|f| (f.group.id.clone(), f.group)));
    for (id, some) in &sorted.spans {
        let base = document.place(*id).and_then(|at| Base::new(document, at, true));
        take(formed(document, base.as_ref(), some));
    }
    for some in sorted.gaps.values() {
        take(formed(document, None, some));
    }
    take(formed(document, None, &sorted.nowhere));
    out
}
