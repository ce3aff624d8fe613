//! [`from_marked`]: everybody's changes and comments, and what was changed without tracking.
//!
//! Joins the steps of this folder. Each party is read on its own; nothing here looks into words.

use super::cells::{self, Beside};
use super::ground::{Ground, Read, keys, read};
use super::remarks;
use super::said::comments;
use super::tell;
use super::wants::wants;
use super::wishes::{Told, propose};
use super::{FromMarked, MarkedInput};
use crate::record::{Actor, ActorId, Strand, UNATTRIBUTED, Wish, resolve};
use crate::revise::copy::{CopyInput, FromCopy, Maker, made};
use crate::revise::intake::Parsed;
use crate::revise::pairing::Pairing;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody with changes in a source.
struct Party {
    actor: Actor,
    /// The name in the file, where nobody has said who it is.
    unknown: Option<String>,
}

/// The proposals and comments of everybody in a source with marks. Deterministic.
pub fn from_marked(input: &MarkedInput) -> FromMarked {
    match cells::apart(input.copy, input.base) {
        Some(parted) => {
            let mut out = taken(&MarkedInput { copy: &parted.copy, ..*input }, &parted.said);
            out.furniture.extend(parted.furniture);
            out
        }
        None => taken(input, &[]),
    }
}

/// The same of a source without columns of comments, with what stood in them.
fn taken(input: &MarkedInput, said: &[Beside]) -> FromMarked {
    let nobody = Actor::new(ActorId::new(UNATTRIBUTED));
    let sender = input.sender.unwrap_or(&nobody);
    let read = read(input, sender);
    let ground =
        Ground { input, stream: &read.stream, rows: &read.rows, links: &read.links, keys: keys(input) };
    let (parties, who) = parties(input, &read);
    let notes = Parsed { notes: input.copy.notes.clone(), ..read.silent.clone() };
    let mut out = FromMarked::default();
    if input.sender.is_some() {
        out.strands.insert(sender.id.clone(), numbered(input));
    }
    let mut own = Told::default();
    let mut refused: BTreeMap<ActorId, Told> = BTreeMap::new();
    for (n, party) in parties.iter().enumerate() {
        let edits = wants(&read.stream, &read.rows, &read.moved, &who, n);
        let copy = CopyInput { actor: &party.actor, ..plain(input, sender, &notes) };
        let mut maker = Maker::new(&copy, Vec::new(), Pairing::default());
        let told = propose(&ground, &mut maker, &edits);
        let made = maker.out;
        if let Some(name) = &party.unknown {
            tell::unknown(&ground, name, &made, &told, &mut out);
            continue;
        }
        if input.sender.is_some_and(|s| s.id == party.actor.id) {
            own.absorbed.extend(told.absorbed.iter().cloned());
            own.rewritten.extend(told.rewritten.iter().cloned());
        }
        out.untaken.extend(told.lost.iter().map(|text| format!("{}: {text}.", party.actor.id)));
        let strand = out.strands.entry(party.actor.id.clone()).or_insert_with(|| numbered(input));
        strand.proposals.extend(made.strand.proposals.clone());
        take_lists(&mut out, made);
        refused.insert(party.actor.id.clone(), told);
    }
    silent(input, sender, &read, &own, &mut out);
    comments(&ground, &notes, &refused, &mut out);
    cells::comments(&ground, said, &mut out);
    tell::looks(&ground, &mut out);
    let empty = |id: &ActorId, s: &Strand| {
        s.proposals.is_empty() && s.comments.is_empty() && input.sender.is_none_or(|a| a.id != *id)
    };
    out.strands.retain(|id, strand| !empty(id, strand));
    out
}

/// A strand of this return without anything in it.
pub(super) fn numbered(input: &MarkedInput) -> Strand {
    Strand { return_number: input.return_number, ..Strand::default() }
}

/// What a copy without marks would be worked on with.
pub(super) fn plain<'a>(input: &'a MarkedInput, actor: &'a Actor, copy: &'a Parsed) -> CopyInput<'a> {
    CopyInput {
        base: input.base,
        hash: input.hash,
        title: input.title,
        copy,
        actor,
        return_number: input.return_number,
    }
}

/// All parties of a source, and for each of its authors the parties that it speaks for.
fn parties(input: &MarkedInput, read: &Read) -> (Vec<Party>, Vec<BTreeSet<usize>>) {
    let known = |name: &String| input.authors.get(name).filter(|all| !all.is_empty());
    let all: BTreeSet<&ActorId> = read.stream.authors.iter().filter_map(known).flatten().collect();
    let mut parties: Vec<Party> =
        all.iter().map(|id| Party { actor: actor(input, id), unknown: None }).collect();
    let places: BTreeMap<&ActorId, usize> = all.into_iter().enumerate().map(|(n, id)| (id, n)).collect();
    let mut who = Vec::new();
    for name in &read.stream.authors {
        who.push(match known(name) {
            Some(all) => all.iter().filter_map(|id| places.get(id).copied()).collect(),
            None => {
                let actor = Actor::new(ActorId::new(name));
                parties.push(Party { actor, unknown: Some(name.clone()) });
                BTreeSet::from([parties.len() - 1])
            }
        });
    }
    (parties, who)
}

/// What is known of an actor.
pub(super) fn actor(input: &MarkedInput, id: &ActorId) -> Actor {
    match input.sender.filter(|s| s.id == *id) {
        Some(sender) => sender.clone(),
        None => Actor { id: id.clone(), ..resolve(id.as_str(), &[]) },
    }
}

fn take_lists(out: &mut FromMarked, made: FromCopy) {
    fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
        for one in more {
            if !to.contains(&one) {
                to.push(one);
            }
        }
    }
    add(&mut out.furniture, made.furniture);
    add(&mut out.deletions, made.deletions);
    add(&mut out.absent, made.absent);
    add(&mut out.warnings, made.warnings);
}

/// What was changed without tracking: the sender's, by difference. What the sender's tracked
/// changes hold already is not said again.
fn silent(input: &MarkedInput, sender: &Actor, read: &Read, own: &Told, out: &mut FromMarked) {
    let (mut rows, notes, pairing) = read.found.clone();
    for (row, lines) in &own.rewritten {
        if let Some(row) = rows.get_mut(*row) {
            row.words = read.stream.words(&lines.join(&[] as &[usize]));
        }
    }
    let copy = plain(input, sender, &read.silent);
    let mut maker = Maker::new(&copy, Vec::new(), Pairing::default());
    for (n, row) in rows.iter_mut().enumerate() {
        if let [at] = pairing.bases(n).as_slice() {
            remarks::behind(input.base, *at, sender, row).into_iter().for_each(|wish| maker.propose(wish));
        }
    }
    let remarked = maker.out.strand.proposals;
    let mut made = made(&copy, rows, notes, pairing);
    let held = |wish: &Wish| match wish {
        Wish::Replace { at, .. } | Wish::DeleteParagraph { at } => own.absorbed.iter().any(|(n, range)| {
            let here = input.base.meta(*n).is_some_and(|m| m.id == at.paragraph);
            here && range.start <= at.range.start && at.range.end <= range.end
        }),
        _ => false,
    };
    made.strand.proposals.retain(|_, p| !held(&p.wish));
    made.strand.proposals.extend(remarked);
    if input.sender.is_some() {
        let strand = out.strands.entry(sender.id.clone()).or_insert_with(|| numbered(input));
        strand.proposals.extend(made.strand.proposals.clone());
    } else {
        made.deletions.clear();
        for proposal in made.strand.proposals.values() {
            let text = tell::wish(input.base, &proposal.wish);
            out.untaken.push(format!("Changed without tracking, and nobody is named as the sender: {text}."));
        }
    }
    take_lists(out, made);
}
