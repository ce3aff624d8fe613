//! Words as they read with the amendments of them taken in.
//!
//! For the text of one actor: what it asks of words that it asks for itself. Nothing is looked
//! for here; where an amendment stands is known.

use super::flat;
use super::placed::{Fate, Placed, Site};
use crate::record::{ActorId, ProposalId, Wish};
use crate::text::Fragment;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// A proposal and whose it is.
pub(super) type Name = (ActorId, ProposalId);

/// How deep amendments of amendments are taken in.
const DEEPEST: usize = 24;

/// Proposals with what amends them.
#[derive(Default)]
pub(super) struct Taken {
    /// The proposals: the words of those that are amended as they read then. Amendments of what
    /// is not among them, and those that overlap another, are left as they are.
    pub placed: Vec<Placed>,
    /// The amendments that were taken into the words of each proposal.
    pub by: BTreeMap<Name, Vec<Name>>,
}

type Amending<'a> = BTreeMap<(&'a ActorId, &'a ProposalId), Vec<(&'a Placed, Range<usize>)>>;

/// Takes each actor's amendments of its own words into them.
pub(super) fn taken(placed: &[Placed]) -> Taken {
    let mut amending = Amending::new();
    for one in placed.iter().filter(|p| p.fate == Fate::Clean && p.proposal.is_open()) {
        if let (Some(of), Site::Within { range, .. }) = (one.proposal.wish.amends(), &one.site) {
            amending.entry((&one.actor, of)).or_default().push((one, range.clone()));
        }
    }
    let mut out = Taken::default();
    let mut gone: BTreeSet<Name> = BTreeSet::new();
    for one in placed {
        let direct = !matches!(one.site, Site::Within { .. }) && one.fate == Fate::Clean;
        let mut names = Vec::new();
        let wish = direct.then(|| amended(one, &amending, &mut names, 0)).flatten();
        gone.extend(names.iter().cloned());
        match wish {
            Some(wish) => {
                out.by.insert(name(one), names);
                let proposal = Arc::new(crate::record::Proposal { wish, ..(*one.proposal).clone() });
                out.placed.push(Placed { proposal, ..one.clone() });
            }
            None => out.placed.push(one.clone()),
        }
    }
    out.placed.retain(|p| !gone.contains(&name(p)));
    out
}

fn name(placed: &Placed) -> Name {
    (placed.actor.clone(), placed.proposal.id.clone())
}

/// The wish with what amends it; none where nothing does.
fn amended(one: &Placed, amending: &Amending, names: &mut Vec<Name>, depth: usize) -> Option<Wish> {
    let all = amending.get(&(&one.actor, &one.proposal.id)).filter(|_| depth < DEEPEST)?;
    let mut all = all.clone();
    all.sort_by_key(|(p, r)| (r.start, !r.is_empty(), r.end, &p.proposal.id, p.origin));
    let mut out = one.proposal.wish.fragment()?.clone();
    let mut kept: Vec<(Range<usize>, Fragment)> = Vec::new();
    for (p, range) in all {
        let mut own = vec![name(p)];
        let wish = amended(p, amending, &mut own, depth + 1);
        let Some(with) = wish.as_ref().unwrap_or(&p.proposal.wish).fragment().cloned() else { continue };
        // What two strands say is said once.
        let known = kept.iter().any(|(r, w)| (r, w) == (&range, &with));
        let clear = kept.last().is_none_or(|(r, _)| r.end <= range.start);
        if !known && clear {
            kept.push((range, with));
        }
        if known || clear {
            names.extend(own);
        }
    }
    for (range, with) in kept.into_iter().rev() {
        let mut words = flat::cut(&out, 0..range.start);
        flat::glue(&mut words, &with);
        flat::glue(&mut words, &flat::cut(&out, range.end..usize::MAX));
        out = words;
    }
    let mut wish = one.proposal.wish.clone();
    match &mut wish {
        Wish::Replace { with, .. } | Wish::Amend { with, .. } => *with = out,
        Wish::InsertParagraph { words, .. } | Wish::Alternative { words, .. } => *words = out,
        _ => return None,
    }
    Some(wish)
}
