//! What deciding and editing do to wishes that stand near: nothing is taken over, nothing lost.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use chapeau::app::span_of;
use chapeau::format::plain;
use chapeau::project::{Cause, Change, Project, Put, all_placed, decide, edit, open_placed};
use chapeau::record::{ActorId, Origin, Outcome, Proposal, ProposalId, Wish};
use chapeau::text::{self, Fragment, Kind};
use chapeau::weave::{self, Fate, GroupId};
use std::sync::Arc;

const TEXT: &str = "# A text\n\n*The General Assembly,*\n\n1. *Asks* all to light old lamps every evening;\n\n2. *Decides* to count the lamps;\n\n3. *Decides also* to meet again.\n";

fn project() -> Project {
    Project::of(plain::read(TEXT), "Zero draft").unwrap()
}

fn ask(project: &mut Project, actor: &str, name: &str, wish: Wish, bundle: Option<&str>) {
    let id = ActorId::new(actor);
    let name = ProposalId(name.to_owned());
    let mut proposal = Proposal::new(name.clone(), project.base(), wish);
    proposal.bundle = bundle.map(str::to_owned);
    let put = Put { was: None, now: Some(Arc::new(proposal)) };
    Change::Proposal(id, Origin::Own, name, put).apply(project).unwrap();
}

fn span(project: &Project, label: &str, words: &str) -> chapeau::record::Span {
    let id = project.paragraph(label).unwrap();
    let text = project.working.words_of(id).unwrap();
    let byte = text.text().find(words).unwrap();
    let start = text.text()[..byte].chars().count();
    span_of(project, id, start..start + words.chars().count()).unwrap()
}

fn whole(project: &Project, label: &str) -> chapeau::record::Span {
    let id = project.paragraph(label).unwrap();
    let len = project.working.words_of(id).unwrap().len();
    span_of(project, id, 0..len).unwrap()
}

fn swap(project: &Project, label: &str, words: &str, with: &str) -> Wish {
    Wish::Replace { at: span(project, label, words), with: Fragment::plain(with) }
}

fn fate(project: &Project, name: &str) -> Fate {
    all_placed(project).into_iter().find(|p| p.proposal.id.0 == name).unwrap().fate
}

fn group(project: &Project, name: &str) -> GroupId {
    let groups = weave::groups(&project.working, &open_placed(project));
    let holds = |g: &&Arc<weave::Group>| g.members.iter().any(|(_, id, _)| id.0 == name);
    groups.values().find(holds).unwrap().id.clone()
}

fn take(project: &mut Project, name: &str, words: Option<&str>) -> chapeau::project::Decided {
    let outcome = if words.is_some() { Outcome::AcceptAs } else { Outcome::Accept };
    let made = decide(project, &[group(project, name)], outcome, words);
    made.change.apply(project).unwrap();
    made
}

fn line(project: &Project, label: &str) -> String {
    let id = project.paragraph(label).unwrap();
    project.working.words_of(id).unwrap().bare()
}

#[test]
fn a_paragraph_that_was_joined_is_no_longer_the_one_to_delete_or_move() {
    for target in ["OP1", "OP2"] {
        let mut p = project();
        let at = whole(&p, target);
        ask(&mut p, "EU", "gone", Wish::DeleteParagraph { at: at.clone() }, None);
        let after = p.paragraph("OP3").ok();
        ask(&mut p, "US", "away", Wish::Move { at, after }, None);
        let joined = text::join(&p.working, p.paragraph("OP1").unwrap());
        edit(&p, joined, Cause::Chair(String::new())).apply(&mut p).unwrap();
        assert_eq!((fate(&p, "gone"), fate(&p, "away")), (Fate::Damaged, Fate::Damaged), "{target}");
        assert_eq!(take(&mut p, "gone", None).left.len(), 1);
        assert!(line(&p, "OP1").contains("light old lamps") && line(&p, "OP1").contains("count the lamps"));
    }
}

#[test]
fn words_that_came_at_the_end_are_not_deleted_unseen() {
    let mut p = project();
    let at = whole(&p, "OP2");
    ask(&mut p, "EU", "gone", Wish::DeleteParagraph { at }, None);
    let id = p.paragraph("OP2").unwrap();
    let end = line(&p, "OP2").chars().count();
    let more = text::replace(&p.working, id, end..end, &" and the wicks;".into(), "s");
    edit(&p, more, Cause::Chair(String::new())).apply(&mut p).unwrap();
    assert_eq!(fate(&p, "gone"), Fate::Damaged);
}

#[test]
fn accepted_as_modified_takes_the_place_of_all_that_was_chosen() {
    let mut p = project();
    let wish = swap(&p, "OP1", "light old lamps", "light bright lamps");
    ask(&mut p, "EU", "bright", wish, None);
    take(&mut p, "bright", Some("light bright new lamps"));
    assert_eq!(line(&p, "OP1"), "Asks all to light bright new lamps every evening;");
}

#[test]
fn a_move_has_no_words_to_modify() {
    let mut p = project();
    let at = whole(&p, "OP1");
    let after = p.paragraph("OP2").ok();
    ask(&mut p, "EU", "away", Wish::Move { at, after }, None);
    assert_eq!(take(&mut p, "away", Some("words")).left.len(), 1);
    assert!(p.decisions.is_empty());
}

#[test]
fn reflected_means_all_of_it() {
    let mut p = project();
    let new = |words: &str| Wish::InsertParagraph {
        after: p.paragraph("OP1").ok(),
        kind: Kind::Operative,
        label: "OP1 bis".into(),
        words: Fragment::plain(words),
    };
    let (one, two) = (new("Urges peace;"), new("Urges peace;\nAlso urges quiet;"));
    ask(&mut p, "EU", "one", one, None);
    take(&mut p, "one", None);
    ask(&mut p, "US", "two", two.clone(), None);
    // Asked on the text as it was, it comes late.
    let base = p.revisions[0].hash;
    let mut proposal = Proposal::new(ProposalId("late".into()), base, two);
    proposal.version = 1;
    let put = Put { was: None, now: Some(Arc::new(proposal)) };
    Change::Proposal(ActorId::new("UK"), Origin::Own, ProposalId("late".into()), put).apply(&mut p).unwrap();
    assert_eq!(fate(&p, "late"), Fate::Clean, "the second line is not in the text");
    assert_eq!(fate(&p, "one"), Fate::Reflected);
}

#[test]
fn words_of_several_lines_are_reflected_once_they_stand() {
    let mut p = project();
    let wish = swap(&p, "OP1", " every evening", " at dusk;\nAsks all to rest");
    ask(&mut p, "EU", "first", wish.clone(), None);
    ask(&mut p, "US", "second", wish, None);
    let made = take(&mut p, "first", None);
    assert_eq!(made.accepted.len(), 2, "one group");
    assert_eq!((fate(&p, "first"), fate(&p, "second")), (Fate::Reflected, Fate::Reflected));
}

#[test]
fn a_deletion_is_not_reflected_where_other_words_came() {
    let mut p = project();
    let (gone, other) = (swap(&p, "OP1", "old lamps", ""), swap(&p, "OP1", "old lamps", "all beacons"));
    ask(&mut p, "US", "gone", gone, None);
    ask(&mut p, "EU", "other", other, None);
    take(&mut p, "other", None);
    assert_eq!(fate(&p, "gone"), Fate::Damaged);
}

#[test]
fn what_one_gesture_made_is_decided_together() {
    let start = {
        let mut p = project();
        let (a, b) = (swap(&p, "OP1", "old ", ""), swap(&p, "OP2", " the lamps", ""));
        ask(&mut p, "EU", "a", a, Some("both"));
        ask(&mut p, "EU", "b", b, Some("both"));
        p
    };
    let mut p = start.clone();
    assert_eq!(take(&mut p, "a", None).accepted.len(), 2);
    assert_eq!(line(&p, "OP2"), "Decides to count;");

    // One of the two cannot go: neither goes.
    let mut p = start;
    let touching = swap(&p, "OP2", "count the lamps", "rest");
    ask(&mut p, "US", "c", touching, None);
    let all = [group(&p, "a"), group(&p, "c")];
    let made = decide(&p, &all, Outcome::Accept, None);
    assert!(made.accepted.is_empty() && !made.conflicts.is_empty() && !made.left.is_empty());
}

#[test]
fn two_insertions_at_one_gap_are_put_to_the_chair() {
    let mut p = project();
    let here = |words: &str| Wish::Replace {
        at: {
            let s = span(&p, "OP1", "lamps");
            span_of(&p, s.paragraph, s.range.end..s.range.end).unwrap()
        },
        with: Fragment::plain(words),
    };
    let (a, b) = (here(" and torches"), here(" and beacons"));
    ask(&mut p, "EU", "a", a, None);
    ask(&mut p, "US", "b", b, None);
    let both = [group(&p, "a"), group(&p, "b")];
    let made = decide(&p, &both, Outcome::Accept, None);
    assert!(made.accepted.is_empty() && made.conflicts.len() == 1);
    take(&mut p, "a", None);
    take(&mut p, "b", None);
    assert!(line(&p, "OP1").contains("and torches") && line(&p, "OP1").contains("and beacons"));
}
