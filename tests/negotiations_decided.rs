//! The laws of merging where a chair decides and edits between one merge and the next, and of what
//! becomes of every proposal when the text that came of it is issued.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::format::ron::{read_project, write_project};
use chapeau::project::{
    Cause, Project, all_placed, carried, decide, edit, issue, merge_project, open_placed, rivalries,
};
use chapeau::record::{Origin, Outcome, Proposal, ProposalId, Strand, Track, Wish};
use chapeau::text::{self, Fragment};
use chapeau::weave::{self, Fate, Placed, Site};
use common::cases;
use common::made::span;
use common::table::{File, base, merged, merged_into, negotiation};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a chair does: decides on a group, or edits a paragraph.
type Done = (Index, u8, usize);

fn work() -> impl Strategy<Value = Vec<Done>> {
    prop::collection::vec((any::<Index>(), 0u8..8, 0usize..24), 1..6)
}

fn chair(project: &mut Project, work: &[Done]) {
    for (pick, what, from) in work {
        let change = if *what < 5 {
            let open = weave::groups(&project.working, &open_placed(project));
            let ids: Vec<_> = open.into_keys().collect();
            if ids.is_empty() {
                continue;
            }
            let outcomes =
                [Outcome::Accept, Outcome::Accept, Outcome::Reject, Outcome::Bracket, Outcome::Defer];
            decide(project, &[pick.get(&ids).clone()], outcomes[usize::from(*what)], None).change
        } else {
            let at = pick.index(project.working.len());
            let id = project.working.meta(at).unwrap().id;
            let from = *from.min(&project.working.len_of(at));
            let made = match what {
                5 => text::replace(&project.working, id, from..from, &Fragment::plain("once "), "chair"),
                6 => text::replace(&project.working, id, from..from + 4, &Fragment::default(), "chair"),
                _ if project.working.len() > 3 => text::delete(&project.working, id),
                _ => continue,
            };
            edit(project, made, Cause::Chair("tidied".to_owned()))
        };
        change.apply(project).unwrap();
    }
}

fn bytes(project: &Project) -> String {
    write_project(project).unwrap()
}

fn joined(ours: &Project, theirs: &Project) -> Project {
    let mut out = ours.clone();
    merge_project(ours, theirs).change.apply(&mut out).unwrap();
    out
}

/// Files of which some came before the chair began, as one cut of the list.
fn parted<'a>(files: &'a [File], cut: &Index) -> (&'a [File], &'a [File]) {
    files.split_at(cut.index(files.len() + 1))
}

/// Changes of the text by decisions that are not there.
fn dangling(project: &Project) -> Vec<Cause> {
    let causes = project.log.iter().map(|e| e.cause.clone());
    causes.filter(|c| matches!(c, Cause::Decision(id) if !project.decisions.contains_key(id))).collect()
}

/// One had the return of a second actor by then, and the other not: the words that both took are
/// in the text by a decision that is there, or a person is asked.
#[test]
fn the_same_words_accepted_for_one_and_for_two_are_two_decisions() {
    let ask = |actor: &str| {
        let at = span(&base().working, 2, 0..0);
        let id = ProposalId::of(actor, &["1"]);
        let wish = Wish::Replace { at, with: Fragment::plain("new ") };
        let mut strand = Strand::default();
        strand.proposals.insert(id.clone(), Arc::new(Proposal::new(id, base().base(), wish)));
        let actor = base().actor(actor);
        (actor.clone(), Track { strands: [(Origin::Own, strand)].into(), ..Track::new(actor.id) })
    };
    let (eu, us) = (ask("EU"), ask("US"));
    let accept = |files: &[&File]| {
        let mut project = merged(files.iter().copied());
        let all: Vec<_> = weave::groups(&project.working, &open_placed(&project)).into_keys().collect();
        decide(&project, &all, Outcome::Accept, None).change.apply(&mut project).unwrap();
        project
    };
    let (a, b) = (accept(&[&eu]), accept(&[&eu, &us]));
    for both in [joined(&a, &b), joined(&b, &a)] {
        assert_eq!(dangling(&both), []);
        let rivals = rivalries(&both);
        assert_eq!((rivals.len(), rivals[0].versions.len()), (1, 2));
    }
    assert_eq!(bytes(&joined(&a, &b)), bytes(&joined(&b, &a)));
}

type Held = Result<(), TestCaseError>;

/// That each is one of the five, and stands where such a one can.
fn stands(project: &Project, p: &Placed) -> Held {
    let len = |id| project.working.place(id).map(|at| project.working.len_of(at));
    let there = match p.site.outermost() {
        Site::Span(id, range) => len(*id).is_some_and(|len| range.start <= range.end && range.end <= len),
        Site::Gap(after) => after.is_none_or(|id| len(id).is_some()),
        Site::Within { .. } | Site::Nowhere => false,
    };
    match p.fate {
        Fate::Clean => prop_assert!(there, "{:?}", p),
        // What is gone because somebody wanted it gone stands nowhere, and the text says so.
        Fate::Orphan => prop_assert!(!there || p.proposal.wish.amends().is_some(), "{:?}", p),
        Fate::Reflected | Fate::Damaged | Fate::Moot => {}
    }
    if let (Fate::Clean, Site::Span(id, range), Wish::Replace { at, .. }) =
        (p.fate, &p.site, &p.proposal.wish)
    {
        let words = project.working.words_of(*id).unwrap();
        let plain = |t: &str| t.chars().map(weave::unify).filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(plain(words.str(range.clone())), plain(&at.quote), "{:?}", p);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    /// What comes after decisions comes to the same in any order, in one file or through another
    /// copy; and what came before them may come again.
    #[test]
    fn merging_after_decisions_is_a_union(made in negotiation(), cut in any::<Index>(), work in work()) {
        let (early, late) = parted(&made.files, &cut);
        let mut decided = merged(early);
        chair(&mut decided, &work);
        let whole = merged_into(decided.clone(), late);
        let expected = bytes(&whole);
        prop_assert_eq!(&read_project(&expected).unwrap(), &whole);
        let turned = merged_into(decided.clone(), late.iter().rev().chain(early).chain(late));
        prop_assert_eq!(&bytes(&turned), &expected, "another order, and all again");
        prop_assert_eq!(&bytes(&joined(&decided, &merged(late))), &expected, "through a copy");
        prop_assert_eq!(&bytes(&joined(&made.whole, &decided)), &expected, "into one that decided nothing");
        prop_assert_eq!(&bytes(&joined(&whole, &made.whole)), &expected, "nothing new in it");
    }

    /// Copies that decided differently, on what each had by then.
    #[test]
    fn copies_that_decided_come_together(
        made in negotiation(),
        cuts in prop::collection::vec(any::<Index>(), 3),
        works in prop::collection::vec(work(), 3),
    ) {
        let copies: Vec<Project> = cuts.iter().zip(&works).enumerate().map(|(n, (cut, work))| {
            // Each has what came to it, and not all the same.
            let (some, others) = parted(&made.files, cut);
            let mut copy = merged(if n == 1 { others } else { some });
            // None begins with what another began with by chance: that would be what both had before.
            let id = copy.working.meta(n).unwrap().id;
            let begun = text::replace(&copy.working, id, 0..0, &Fragment::plain("x"), "begun");
            edit(&copy, begun, Cause::Chair(format!("copy {n}"))).apply(&mut copy).unwrap();
            chair(&mut copy, work);
            copy
        }).collect();
        let [a, b, c] = &copies[..] else { unreachable!() };
        let both = joined(a, b);
        let expected = bytes(&both);
        prop_assert_eq!(&bytes(&joined(b, a)), &expected, "the other way");
        prop_assert_eq!(&bytes(&joined(&both, a)), &expected, "a again");
        prop_assert_eq!(&bytes(&joined(b, &both)), &expected, "into b");
        let all = bytes(&joined(&both, c));
        prop_assert_eq!(&bytes(&joined(a, &joined(b, c))), &all, "in another grouping");
        prop_assert_eq!(&bytes(&joined(&joined(c, a), b)), &all, "in a third");
        let whole = joined(&both, c);
        prop_assert!(dangling(&whole).is_empty(), "{:?}", dangling(&whole));
        let known = |p: &Project| p.tracks.values().flat_map(|t| t.proposals().map(|(o, p)| (o, p.id.clone())).collect::<Vec<_>>()).collect::<BTreeSet<_>>();
        let each: BTreeSet<_> = copies.iter().flat_map(known).collect();
        prop_assert_eq!(known(&whole), each, "no proposal is lost");
    }

    /// Each undecided proposal is carried over as one of the five, none is lost, and issuing the
    /// text changes nothing of how they fare.
    #[test]
    fn every_proposal_is_carried_over(made in negotiation(), cut in any::<Index>(), works in prop::collection::vec(work(), 2)) {
        let (early, late) = parted(&made.files, &cut);
        let mut project = merged(early);
        chair(&mut project, &works[0]);
        issue(&project, "Rev.1").apply(&mut project).unwrap();
        // Returns on the text as it was before.
        let mut project = merged_into(project, late);
        chair(&mut project, &works[1]);
        let before = open_placed(&project);
        let all = all_placed(&project);
        issue(&project, "Rev.2").apply(&mut project).unwrap();
        prop_assert_eq!(&open_placed(&project), &before);
        prop_assert_eq!(&all_placed(&project), &all);
        let (clean, others) = carried(&project);
        prop_assert_eq!(clean + others.len(), before.len());
        for p in &before {
            stands(&project, p)?;
        }
        // All that was ever said is there: open, or settled by a decision.
        let ids = |all: &[Placed]| all.iter().map(|p| (p.proposal.id.clone(), p.origin)).collect::<BTreeSet<_>>();
        let settled: BTreeSet<ProposalId> = project.decisions.values().flat_map(|d| d.about.iter().map(|(_, id, _)| id.clone())).collect();
        for (id, origin) in ids(&all_placed(&made.whole)) {
            let open = before.iter().any(|p| p.proposal.id == id && p.origin == origin);
            prop_assert!(open || settled.contains(&id), "{} is neither open nor decided", id);
        }
    }
}
