//! [`Group`]: proposals with the same canonical form, shown as one with all their backers.
//!
//! Groups are computed, never stored. Proposals of one group say the same; which of their
//! spellings is printed does not depend on the order they came in.

use super::canon::{Base, Form};
use super::compile::Sorted;
use super::inside::{self, Amended, Inside};
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
    /// The proposals of the group, each with where the words of its form begin among all its own
    /// and with those words: only where somebody amends one of them.
    pub spelled: Vec<(ProposalId, usize, String)>,
    /// What others ask of its words.
    pub inside: Vec<Inside>,
    /// What others ask of its words that cannot be shown in them.
    pub beside: Vec<Formed>,
}

impl Formed {
    /// Whether it stands in no words that it could be woven into.
    pub fn is_adrift(&self) -> bool {
        self.order.1 == u8::MAX
    }

    /// The group and all that stand in its words.
    pub fn groups(&self) -> Vec<Arc<Group>> {
        let inner = self.inside.iter().flat_map(|i| &i.all).chain(&self.beside);
        std::iter::once(self.group.clone()).chain(inner.flat_map(Formed::groups)).collect()
    }
}

/// The open proposals of one site, grouped, in order of position, kind and key; amendments in the
/// words of what they amend.
pub(super) fn formed(document: &Document, base: Option<&Base>, placed: &[&Placed]) -> Vec<Formed> {
    let amends = |p: &&Placed| matches!(p.site, Site::Within { .. }) && p.fate == Fate::Clean;
    let (within, mut direct): (Vec<&Placed>, Vec<&Placed>) = placed.iter().copied().partition(amends);
    if within.is_empty() {
        return flat(document, base, &direct, &BTreeMap::new());
    }
    let amended = inside::by_target(within);
    // What amends a proposal that is not among these stands alone.
    direct.extend(inside::without_host(&amended, &direct));
    let mut out = flat(document, base, &direct, &amended);
    out.iter_mut().for_each(|one| inside::nest(document, one, &amended, 0));
    out
}

/// The same without what stands in the words of another; `amended` are those somebody amends.
pub(super) fn flat(
    document: &Document,
    base: Option<&Base>,
    placed: &[&Placed],
    amended: &Amended,
) -> Vec<Formed> {
    let mut same: BTreeMap<(String, usize), Vec<(&Placed, Keyed)>> = BTreeMap::new();
    let mut twins = Twins::default();
    for one in in_order(placed).into_iter().filter(|p| p.proposal.is_open()) {
        let wish = keyed(document, base, one);
        let nth = twins.nth(&wish, one);
        same.entry((wish.key.clone(), nth)).or_default().push((one, wish));
    }
    let name = |(key, nth): (String, usize)| if nth == 0 { key } else { format!("{key}\u{1f}{nth}") };
    let mut out: Vec<Formed> =
        same.into_iter().filter_map(|(key, members)| group(&name(key), members, amended)).collect();
    out.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.group.id.cmp(&b.group.id)));
    out
}

fn group(key: &str, mut members: Vec<(&Placed, Keyed)>, amended: &Amended) -> Option<Formed> {
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
    let any = members.iter().any(|(p, _)| amended.contains_key(&p.proposal.id));
    let spelled = members.iter().filter(|_| any).map(|(p, wish)| inside::spelled(&p.proposal, &wish.form));
    let spelled = spelled.collect();
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
        spelled,
        inside: Vec::new(),
        beside: Vec::new(),
    })
}

/// All groups of the open proposals, by name: those that are not clean, too.
pub fn groups(document: &Document, placed: &[Placed]) -> BTreeMap<GroupId, Arc<Group>> {
    let sorted = Sorted::new(document, placed);
    let mut out = BTreeMap::new();
    let mut take = |all: Vec<Formed>| {
        out.extend(all.iter().flat_map(Formed::groups).map(|g| (g.id.clone(), g)));
    };
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
