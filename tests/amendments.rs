//! Amendments to others' proposals, from the file to the decision: where they stand, what becomes
//! of them, and that none is lost. Where other programs fail they fail here, or not.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::View;
use chapeau::app::export::text_of;
use chapeau::format::plain;
use chapeau::format::ron::{read_project, write_project};
use chapeau::project::{
    Cause, Change, Decided, Project, Put, all_placed, decide, edit, issue, keep_step, open_placed,
};
use chapeau::record::{ActorId, Inside, Origin, Outcome, Proposal, ProposalId, State, Wish};
use chapeau::text::{self, Fragment, Kind};
use chapeau::weave::{self, Fate, GroupId, Site};
use common::cases;
use proptest::prelude::*;
use std::sync::Arc;

const TEXT: &str = "1. Calls upon keepers to light lamps;\n\n2. Decides to count ships;\n";

fn base() -> Project {
    Project::of(plain::read(TEXT), "Zero draft").unwrap()
}

fn put(project: &mut Project, actor: &str, proposal: Proposal) {
    let actor = ActorId::new(actor);
    let was = project.tracks.get(&actor).and_then(|t| t.proposal(&proposal.id)).map(|(_, p)| p.clone());
    let id = proposal.id.clone();
    let put = Put { was, now: Some(Arc::new(proposal)) };
    Change::Proposal(actor, Origin::Own, id, put).apply(project).unwrap();
}

fn held(project: &Project, id: &str) -> Proposal {
    let id = ProposalId(id.to_owned());
    let found = project.tracks.values().find_map(|t| t.proposal(&id)).unwrap();
    Proposal::clone(found.1)
}

fn propose(project: &mut Project, actor: &str, id: &str, wish: Wish) {
    if let Some(step) = keep_step(project) {
        step.apply(project).unwrap();
    }
    let proposal = Proposal { sent: true, ..Proposal::new(ProposalId(id.to_owned()), project.base(), wish) };
    put(project, actor, proposal);
}

fn span(project: &Project, at: usize, old: &str, point: bool) -> chapeau::record::Span {
    let text = project.working.text(at);
    let start = text.find(old).unwrap() + if point { old.len() } else { 0 };
    let end = if point { start } else { start + old.len() };
    chapeau::app::span_of(project, project.working.meta(at).unwrap().id, start..end).unwrap()
}

/// A asks for "in a safe manner" behind "keepers".
fn with_a() -> Project {
    let mut project = base();
    let at = span(&project, 0, "keepers", true);
    propose(&mut project, "A", "A-1", Wish::Replace { at, with: " in a safe manner".into() });
    project
}

/// Other words for the first occurrence of `old` in what a proposal puts in.
fn amend(project: &mut Project, actor: &str, id: &str, of: &str, old: &str, new: &str) {
    let target = held(project, of);
    let words = target.wish.fragment().unwrap().text();
    let start = words[..words.find(old).unwrap()].chars().count();
    let at = Inside::new(&target, start..start + old.chars().count()).unwrap();
    propose(project, actor, id, Wish::Amend { at, with: new.into() });
}

fn fate(project: &Project, id: &str) -> Fate {
    all_placed(project).into_iter().find(|p| p.proposal.id.0 == id).unwrap().fate
}

fn group(project: &Project, id: &str) -> GroupId {
    let groups = weave::groups(&project.working, &open_placed(project));
    groups.into_values().find(|g| g.members.iter().any(|m| m.1.0 == id)).unwrap().id.clone()
}

fn decided(project: &mut Project, ids: &[&str], outcome: Outcome, words: Option<&str>) -> Decided {
    let groups: Vec<GroupId> = ids.iter().map(|id| group(project, id)).collect();
    let out = decide(project, &groups, outcome, words);
    out.change.apply(project).unwrap();
    out
}

fn printed(project: &Project) -> String {
    let (document, placed) = text_of(project, &View::Compilation);
    weave::inline(&weave::compile(&document, &placed).paragraphs[0], &|a| a.to_string())
}

fn newer(project: &mut Project, actor: &str, id: &str, words: &str) {
    let was = held(project, id);
    let wish = match was.wish.clone() {
        Wish::Replace { at, .. } => Wish::Replace { at, with: words.into() },
        Wish::Amend { at, .. } => Wish::Amend { at, with: words.into() },
        other => other,
    };
    put(project, actor, Proposal { version: was.version + 1, wish, ..was });
}

#[test]
fn it_nests_and_is_kept_in_files() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "in a", "in a secure and");
    amend(&mut project, "C", "C-1", "A-1", "a ", "a secure and ");
    let line = "Calls upon keepers [in a [secure and - B, C add] safe manner - A add] to light lamps;";
    assert_eq!(printed(&project), line);
    let file = write_project(&project).unwrap();
    assert_eq!(read_project(&file).unwrap(), project);
    issue(&project, "Rev.1").apply(&mut project).unwrap();
    assert_eq!(printed(&project), line, "and stands in the next revision");
}

#[test]
fn both_accepted_give_the_amended_words_and_both_keep_their_backers() {
    for together in [true, false] {
        let mut project = with_a();
        amend(&mut project, "B", "B-1", "A-1", "safe", "secure");
        amend(&mut project, "C", "C-1", "A-1", "manner", "way");
        let ids: &[&[&str]] =
            if together { &[&["B-1", "C-1", "A-1"]] } else { &[&["A-1"], &["C-1"], &["B-1"]] };
        for some in ids {
            let out = decided(&mut project, some, Outcome::Accept, None);
            assert_eq!((out.accepted.len(), out.left), (some.len(), vec![]));
        }
        assert_eq!(project.working.text(0), "Calls upon keepers in a secure way to light lamps;");
        let about: Vec<_> =
            project.decisions.values().flat_map(|d| &d.about).map(|a| a.0.to_string()).collect();
        assert_eq!(about.len(), 3, "{about:?}");
        assert!(open_placed(&project).is_empty());
    }
}

#[test]
fn alone_it_is_left_with_a_sentence_and_without_it_the_words_are_its_targets() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "safe", "secure");
    let out = decided(&mut project, &["B-1"], Outcome::Accept, None);
    assert_eq!(out.accepted, []);
    assert!(out.left[0].1.contains("it amends A-1, which is not accepted"), "{:?}", out.left);
    assert_eq!(project.working.text(0), base().working.text(0));
    decided(&mut project, &["A-1"], Outcome::Accept, None);
    assert_eq!(project.working.text(0), "Calls upon keepers in a safe manner to light lamps;");
    // Where the words went in, the amendment stands in the text and can still be accepted.
    let line = "Calls upon keepers in a [safe / secure - B] manner to light lamps;";
    assert_eq!(printed(&project), line);
    assert_eq!(fate(&project, "B-1"), Fate::Clean);
    issue(&project, "Rev.1").apply(&mut project).unwrap();
    assert_eq!(printed(&project), line);
}

#[test]
fn in_the_text_it_goes_the_way_of_any_anchor() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "safe", "secure");
    decided(&mut project, &["A-1"], Outcome::Accept, None);
    let write = |project: &mut Project, old: &str, new: &str| {
        let at = span(project, 0, old, false);
        let changes = text::replace(&project.working, at.paragraph, at.range, &Fragment::plain(new), "s");
        edit(project, changes, Cause::Chair(String::new())).apply(project).unwrap();
    };
    write(&mut project, "Calls", "Now calls");
    assert_eq!(fate(&project, "B-1"), Fate::Clean);
    let mut said = project.clone();
    write(&mut said, "safe", "secure");
    assert_eq!(fate(&said, "B-1"), Fate::Reflected);
    write(&mut project, "safe", "good");
    assert_eq!(fate(&project, "B-1"), Fate::Damaged);
    let gone = text::delete(&project.working, project.working.meta(0).unwrap().id);
    edit(&project, gone, Cause::Chair(String::new())).apply(&mut project).unwrap();
    assert_eq!(fate(&project, "B-1"), Fate::Orphan);
}

#[test]
fn accepted_as_modified_it_is_followed_as_far_as_it_can_be_known() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "manner", "way");
    amend(&mut project, "C", "C-1", "A-1", "safe", "secure");
    decided(&mut project, &["A-1"], Outcome::AcceptAs, Some(" in a good manner"));
    assert_eq!(fate(&project, "B-1"), Fate::Clean);
    assert_eq!(fate(&project, "C-1"), Fate::Damaged);
    assert!(printed(&project).contains("in a good [manner / way - B] to"), "{}", printed(&project));
}

#[test]
fn a_newer_version_of_its_target_carries_it_along() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "manner", "way");
    newer(&mut project, "A", "A-1", " in a very safe manner at all times");
    assert_eq!(held(&project, "A-1").version, 2);
    assert!(printed(&project).contains("[in a very safe [manner / way - B] at all times - A add]"));
    let mut said = project.clone();
    newer(&mut said, "A", "A-1", " in a safe way");
    assert_eq!(fate(&said, "B-1"), Fate::Reflected);
    newer(&mut project, "A", "A-1", " in a very safe order at all times");
    assert_eq!(fate(&project, "B-1"), Fate::Damaged, "its words were touched, and it is not guessed where");
    assert!(weave::groups(&project.working, &open_placed(&project)).len() == 2, "and it is listed");
}

#[test]
fn without_its_target_it_is_moot_and_comes_back() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "safe", "secure");
    let open = project.clone();
    let was = held(&project, "A-1");
    put(&mut project, "A", Proposal { version: 2, state: State::Withdrawn, ..was.clone() });
    assert_eq!(fate(&project, "B-1"), Fate::Moot);
    assert_eq!(printed(&project), project.working.text(0));
    put(&mut project, "A", Proposal { version: 3, ..was });
    assert_eq!(fate(&project, "B-1"), Fate::Clean);
    let mut project = open;
    let rejected = decide(&project, &[group(&project, "A-1")], Outcome::Reject, None).change;
    rejected.apply(&mut project).unwrap();
    assert_eq!(fate(&project, "B-1"), Fate::Moot);
    let out = decided(&mut project.clone(), &["B-1"], Outcome::Accept, None);
    assert!(out.accepted.is_empty() && out.left.len() == 1);
    rejected.inverse().apply(&mut project).unwrap();
    assert_eq!(fate(&project, "B-1"), Fate::Clean, "once the rejection is undone");
}

#[test]
fn of_an_unknown_proposal_it_is_an_orphan_until_that_comes() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "safe", "secure");
    let track = project.tracks.get(&ActorId::new("B")).unwrap();
    let mut other = base();
    let merged = chapeau::project::merge_track(&other, track, None);
    assert_eq!(merged.orphans.len(), 1);
    assert!(merged.orphans[0].2.contains("the proposal that it amends is not in the project"));
    merged.change.apply(&mut other).unwrap();
    let placed = &all_placed(&other)[0];
    assert_eq!((placed.fate, &placed.site), (Fate::Orphan, &Site::Nowhere));
    let track = project.tracks.get(&ActorId::new("A")).unwrap();
    chapeau::project::merge_track(&other, track, None).change.apply(&mut other).unwrap();
    assert_eq!(fate(&other, "B-1"), Fate::Clean);
    assert_eq!(printed(&other), printed(&project), "in any order");
}

#[test]
fn amending_in_a_circle_or_too_deep_loses_nothing() {
    let mut project = with_a();
    for n in 1..30 {
        if n == 20 {
            let placed = all_placed(&project);
            assert!(placed.iter().all(|p| p.fate != Fate::Orphan), "so deep they are followed");
        }
        let of = if n == 1 { "A-1".to_owned() } else { format!("B-{}", n - 1) };
        let new = ["good", "light lamp"][n % 2];
        let old = held(&project, &of).wish.new_words().trim().split(' ').next().unwrap().to_owned();
        amend(&mut project, "B", &format!("B-{n}"), &of, &old, new);
    }
    let placed = all_placed(&project);
    assert_eq!(placed.len(), 30);
    assert!(placed.iter().filter(|p| p.fate == Fate::Orphan).count() > 0);
    printed(&project);
    let mut round = base();
    let wish = |of: &str| {
        let at = Inside { of: ProposalId(of.to_owned()), version: 1, words: "a".into(), range: 0..1 };
        Wish::Amend { at, with: "b".into() }
    };
    propose(&mut round, "A", "A-1", wish("B-1"));
    propose(&mut round, "B", "B-1", wish("A-1"));
    assert!(all_placed(&round).iter().all(|p| p.fate == Fate::Orphan));
    assert_eq!(weave::compile(&round.working, &open_placed(&round)).groups.len(), 2);
}

#[test]
fn two_that_touch_are_put_to_the_chair() {
    let mut project = with_a();
    amend(&mut project, "B", "B-1", "A-1", "safe", "secure");
    amend(&mut project, "C", "C-1", "A-1", "a safe manner", "safety");
    let out = decided(&mut project, &["A-1", "B-1", "C-1"], Outcome::Accept, None);
    assert_eq!(out.accepted, [ProposalId("A-1".into())]);
    assert_eq!(out.conflicts.len(), 1);
    assert_eq!(project.working.text(0), "Calls upon keepers in a safe manner to light lamps;");
}

#[test]
fn amendments_of_a_new_paragraph_go_into_it() {
    let mut project = base();
    let after = project.working.meta(0).map(|m| m.id);
    let words = Fragment::plain("Thanks all keepers;");
    let wish = Wish::InsertParagraph { after, kind: Kind::Operative, label: "OP1 bis".into(), words };
    propose(&mut project, "A", "A-1", wish);
    amend(&mut project, "B", "B-1", "A-1", "all", "all good");
    amend(&mut project, "C", "C-1", "B-1", "good", "very good");
    let out = decided(&mut project, &["A-1", "B-1", "C-1"], Outcome::Accept, None);
    assert_eq!((out.accepted.len(), out.left), (3, vec![]));
    assert_eq!(project.working.text(1), "Thanks all very good keepers;");
}

#[test]
fn an_alternative_keeps_the_paragraph_and_touches_all_of_it() {
    let mut project = base();
    let alternative = |project: &mut Project, actor: &str, id: &str, words: &str| {
        let at = span(project, 0, &project.working.text(0), false);
        propose(project, actor, id, Wish::Alternative { at, label: "OP1 alt".into(), words: words.into() });
    };
    alternative(&mut project, "A", "A-1", "Thanks keepers;");
    alternative(&mut project, "B", "B-1", "Thanks keepers;");
    let at = span(&project, 0, "lamps", false);
    propose(&mut project, "C", "C-1", Wish::Replace { at, with: "lights".into() });
    amend(&mut project, "D", "D-1", "A-1", "keepers", "all keepers");
    let id = project.working.meta(0).unwrap().id;
    assert_eq!(project.working.text(0), "Calls upon keepers to light lamps;");
    let out = decided(&mut project.clone(), &["A-1", "C-1"], Outcome::Accept, None);
    assert_eq!((out.accepted.len(), out.conflicts.len()), (0, 1));
    let out = decided(&mut project, &["A-1", "D-1"], Outcome::Accept, None);
    assert_eq!(out.accepted.len(), 3, "{:?}", out.left);
    assert_eq!(project.working.text(0), "Thanks all keepers;");
    assert_eq!(project.working.meta(0).unwrap().id, id);
    assert_eq!(project.working.meta(0).unwrap().label.as_ref().unwrap().to_string(), "OP1");
    assert_eq!(fate(&project, "C-1"), Fate::Damaged);
    alternative(&mut project, "E", "E-1", "Thanks nobody;");
    let at = span(&project, 0, "Thanks", false);
    let changes = text::replace(&project.working, id, at.range, &"Greets".into(), "s");
    edit(&project, changes, Cause::Chair(String::new())).apply(&mut project).unwrap();
    assert_eq!(fate(&project, "E-1"), Fate::Damaged);
}

proptest! {
    #![proptest_config(cases(300))]

    /// The words of one amended by another, accepted together or one after the other, are what
    /// cutting and pasting by hand gives; and the words of the one alone are its own.
    #[test]
    fn accepted_amendments_are_what_they_would_be_by_hand(
        (at, len, words, from, much, with, kind) in (
            0usize..34, 0usize..9, "[ab]{1,4}( [abc]{1,4}){0,4}", 0usize..20, 0usize..8, "[xy]{0,3}( [xy]{1,3})?", 0u8..3
        )
    ) {
        let mut project = base();
        let text = project.working.text(0);
        let chars = |t: &str, r: std::ops::Range<usize>| t.chars().skip(r.start).take(r.len()).collect::<String>();
        let id = project.working.meta(0).unwrap().id;
        let range = at..(at + len).min(text.len());
        let here = chapeau::app::span_of(&project, id, range.clone()).unwrap();
        let all = chapeau::app::span_of(&project, id, 0..text.len()).unwrap();
        let fragment = Fragment::plain(&words);
        let (wish, range) = match kind {
            0 => (Wish::Alternative { at: all, label: String::new(), words: fragment }, 0..text.len()),
            _ => (Wish::Replace { at: here, with: fragment }, range),
        };
        propose(&mut project, "A", "A-1", wish);
        let most = words.chars().count();
        let part = from.min(most)..(from + much).min(most);
        prop_assume!(chars(&words, part.clone()) != with && chars(&text, range.clone()) != words);
        let amended = chars(&words, 0..part.start) + &with + &chars(&words, part.end..most);
        let inside = Inside::new(&held(&project, "A-1"), part).unwrap();
        propose(&mut project, "B", "B-1", Wish::Amend { at: inside, with: Fragment::plain(&with) });
        let by_hand = |words: &str| chars(&text, 0..range.start) + words + &chars(&text, range.end..text.len());
        let mut alone = project.clone();
        decided(&mut alone, &["A-1"], Outcome::Accept, None);
        prop_assert_eq!(alone.working.text(0), by_hand(&words));
        let told = decided(&mut project, &["A-1", "B-1"], Outcome::Accept, None);
        prop_assert_eq!(told.accepted.len(), 2, "{:?}", told.left);
        prop_assert_eq!(project.working.text(0), by_hand(&amended));
        decided(&mut alone, &["B-1"], Outcome::Accept, None);
        prop_assert_eq!(alone.working.text(0), by_hand(&amended));
    }
}
