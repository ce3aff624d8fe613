//! Two copies of a project come together: nothing is lost, neither side is preferred, and the
//! order does not matter.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use chapeau::app::todo::{TodoKind, todo};
use chapeau::format::ron::{read_project, write_project};
use chapeau::project::{Cause, Project, choose, merge_project, rivalries};
use chapeau::record::{Decision, DecisionId};
use chapeau::text;
use common::made::{Act, Made, Said, act, look, parsed};
use common::{Desk, cases};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn bytes(project: &Project) -> String {
    write_project(project).unwrap()
}

fn merged(ours: &Project, theirs: &Project) -> Project {
    let mut out = ours.clone();
    merge_project(ours, theirs).change.apply(&mut out).unwrap();
    out
}

/// Nothing where two projects are the same in their files; else where they begin to differ.
fn differ(a: &Project, b: &Project) -> Option<(String, String)> {
    let (a, b) = (bytes(a), bytes(b));
    let lines = a.lines().zip(b.lines()).enumerate().skip(2).find(|(_, (x, y))| x != y);
    let around = |text: &str, at: usize| {
        text.lines().skip(at.saturating_sub(6)).take(22).collect::<Vec<_>>().join("\n")
    };
    (a != b).then(|| lines.map_or((a.clone(), b.clone()), |(at, _)| (around(&a, at), around(&b, at))))
}

/// What somebody does on a copy; the title is no matter of a merge.
fn work() -> impl Strategy<Value = Vec<Act>> {
    let one = act().prop_filter("no revision, no title", |a| {
        !matches!(a, Act::Issue { .. } | Act::Head { .. } | Act::Report { .. })
    });
    prop::collection::vec(one, 0..7)
}

/// Copies of one project that went their own ways.
fn copies(parsed: chapeau::revise::Parsed, first: &[Act], each: &[Vec<Act>]) -> Option<Vec<Project>> {
    let mut made = Made::new(parsed)?;
    first.iter().for_each(|act| drop(made.act(act)));
    let one = |acts: &Vec<Act>| {
        let mut copy = made.clone();
        acts.iter().for_each(|act| drop(copy.act(act)));
        copy.project
    };
    Some(each.iter().map(one).collect())
}

/// A decision without its number.
fn bare(d: &Decision) -> Decision {
    Decision { id: DecisionId(0), ..d.clone() }
}

/// All decisions that a project holds, in force or beside.
fn held(project: &Project) -> Vec<Decision> {
    let mut out: Vec<Decision> = project.decisions.values().map(|d| bare(d)).collect();
    for entry in &project.log {
        if let Cause::Copies(t) = &entry.cause {
            out.extend(t.twigs.iter().flat_map(|t| &t.decisions).map(|d| bare(d)));
        }
    }
    out
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn two_copies_merge_the_same_either_way(
        (parsed, first, a, b) in (parsed(), prop::collection::vec(act(), 0..8), work(), work())
    ) {
        let Some(all) = copies(parsed, &first, &[a, b]) else { return Ok(()) };
        let (a, b) = (&all[0], &all[1]);
        let both = merged(a, b);
        look(&both);
        prop_assert_eq!(differ(&both, &merged(b, a)), None);
        prop_assert_eq!(differ(&merged(&both, b), &both), None, "b again");
        prop_assert_eq!(differ(&merged(&both, a), &both), None, "a again");
        prop_assert_eq!(differ(&merged(b, &both), &both), None, "into b");
        prop_assert_eq!(differ(&merged(a, &both), &both), None, "into a");
        prop_assert_eq!(&read_project(&bytes(&both)).unwrap(), &both);
        // Every decision of both is there, and every paragraph that only one touched is as there.
        for one in [a, b] {
            for d in one.decisions.values() {
                prop_assert!(held(&both).contains(&bare(d)), "{:?}", d);
            }
        }
        let touched = |p: &Project| p.log.iter().flat_map(|e| &e.changes).flat_map(text::Change::touched).collect::<BTreeSet<_>>();
        let rivals = rivalries(&both);
        let of_versions = rivals.iter().flat_map(|r| &r.versions).flat_map(|v| v.words.iter().map(|(id, _)| *id));
        let rival: BTreeSet<_> = rivals.iter().flat_map(|r| r.paragraphs.clone()).chain(of_versions).collect();
        for (one, other) in [(a, b), (b, a)] {
            for id in touched(one).difference(&touched(other)).filter(|id| !rival.contains(id)) {
                let words = |p: &Project| p.working.words_of(*id);
                prop_assert_eq!(words(&both), words(one));
            }
        }
        // What is rival can be chosen, either of it, and undone.
        for (n, rivalry) in rivalries(&both).iter().enumerate() {
            for which in 0..rivalry.versions.len() {
                let mut chosen = both.clone();
                // What another copy put between two paragraphs that are joined is in the way: then
                // it is said, and nothing is done.
                let Ok(change) = choose(&both, rivalry, Some(which)) else { continue };
                change.apply(&mut chosen).unwrap();
                look(&chosen);
                prop_assert!(!rivalries(&chosen).contains(rivalry), "{} {}", n, which);
                for (id, words) in &rivalry.versions[which].words {
                    prop_assert_eq!(&chosen.working.words_of(*id).map(|w| w.bare()), words);
                }
                change.inverse().apply(&mut chosen).unwrap();
                prop_assert_eq!(&chosen, &both);
            }
        }
    }

    #[test]
    fn three_copies_merge_in_any_grouping(
        (parsed, first, a, b, c) in (parsed(), prop::collection::vec(act(), 0..5), work(), work(), work())
    ) {
        // Each is a copy of the same state: none begins with what another began with by chance.
        let begun = |n: usize, acts: Vec<Act>| {
            let (said, why) = (Said::plain("x"), format!("copy {n}"));
            let first = Act::Edit { kind: 0, at: n, from: 0, len: 0, said, why };
            std::iter::once(first).chain(acts).collect::<Vec<_>>()
        };
        let Some(all) = copies(parsed, &first, &[begun(0, a), begun(1, b), begun(2, c)]) else { return Ok(()) };
        let (a, b, c) = (&all[0], &all[1], &all[2]);
        let one = merged(&merged(a, b), c);
        prop_assert_eq!(differ(&one, &merged(a, &merged(b, c))), None);
        prop_assert_eq!(differ(&one, &merged(&merged(c, a), b)), None);
    }
}

#[test]
fn what_was_put_off_before_the_copies_parted_is_still_to_be_chosen_between_them() {
    let parsed = chapeau::format::plain::read(common::made::SOURCE);
    let said = Said::plain("One\nTwo");
    let first = [
        Act::Propose { who: 0, origin: 0, kind: 5, at: 0, from: 0, len: 0, said, early: false },
        Act::Decide { pick: 0, outcome: 2, words: None },
    ];
    let accepted = vec![Act::Decide { pick: 0, outcome: 0, words: None }];
    let modified = vec![Act::Decide { pick: 0, outcome: 0, words: Some("Three".into()) }];
    let all = copies(parsed, &first, &[accepted, modified]).unwrap();
    let both = merged(&all[0], &all[1]);
    let rivals = rivalries(&both);
    assert_eq!((rivals.len(), rivals[0].versions.len()), (1, 2));
    // It waits for a person until one chooses.
    let waits = |project: &Project| todo(project).iter().filter(|t| t.kind == TodoKind::Copies).count();
    assert_eq!((waits(&all[0]), waits(&both)), (0, 1));
    let mut chosen = both.clone();
    choose(&both, &rivals[0], Some(0)).unwrap().apply(&mut chosen).unwrap();
    assert_eq!(waits(&chosen), 0);
}

/// A group's own project that is merged by mistake brings what its members said: that it is a whole
/// project is said before, in the plan, and after.
#[test]
fn a_whole_project_is_said_to_be_one() {
    let desk = Desk::new();
    desk.put("text.md", "# Lamps\n\n*The General Assembly,*\n\n1. *Asks* all to light old lamps;\n");
    desk.put("fiji.md", "# Lamps\n\n*The General Assembly,*\n\n1. *Asks* all to light new lamps;\n");
    for project in ["chair.chapeau", "group.chapeau"] {
        desk.run(["import", "text.md", "-o", project]).well();
    }
    desk.line("track from-copy group.chapeau fiji.md --as Fiji -o fiji.track").well();
    desk.line("merge group.chapeau fiji.track").well();
    let paths = [desk.path("group.chapeau")];
    let project = chapeau::app::files::open_project(&desk.path("chair.chapeau")).unwrap();
    let plan = chapeau::app::Plan::of_files(&project, &paths).unwrap();
    let says = "a whole project, not a return, with the track of 1 actor; new here: Fiji. If it is a group’s own, do not take it in";
    assert!(plan.lines.iter().any(|l| l.text.contains(says)), "{:?}", plan.lines);
    let said = desk.line("merge chair.chapeau group.chapeau").well();
    assert!(said.out.contains(says), "{}", said.out);
    let again = desk.line("merge chair.chapeau group.chapeau --json").well().json();
    let told = again.to_string();
    assert!(
        told.contains("a whole project, not a return, with the track of 1 actor")
            && !told.contains("new here"),
        "{told}"
    );
}
