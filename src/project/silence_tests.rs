//! A silence procedure from its beginning to each of its endings.

use super::*;
use crate::project::ladder::tests::{done, project, write};
use crate::project::{choose_silence, issue, merge_project, set_status, silence_rivalry};

fn begun(project: &mut Project) {
    let change = begin_silence(project, " 2026-11-25  18:00 ", Standing::AdRef).unwrap();
    done(project, &change);
}

fn objected(project: &mut Project, labels: &[&str], by: Option<&str>) {
    let ids = project.paragraphs_named(labels).unwrap();
    let by = by.map(ActorId::new);
    let change = object(project, &ids, by.as_ref(), "").unwrap();
    done(project, &change);
}

fn standing(project: &Project, label: &str) -> String {
    let (standing, changed) = project.status(project.paragraph(label).unwrap());
    format!("{standing}{}", if changed { ", changed" } else { "" })
}

#[test]
fn nobody_objects_and_all_is_agreed() {
    let mut project = project();
    let pp1 = project.paragraph("PP1").unwrap();
    set_status(&project, pp1, Standing::Agreed).unwrap().apply(&mut project).unwrap();
    begun(&mut project);
    assert_eq!(project.silence_now().unwrap().until, "2026-11-25 18:00");
    assert!(matches!(
        begin_silence(&project, "2026-11-26", Standing::AdRef),
        Err(SilenceError::One(name, SilenceState::Running)) if name == "1"
    ));
    assert!(settle_silence(&project, &[], "").is_err());
    let change = close_silence(&project, "2026-11-26").unwrap();
    done(&mut project, &change);
    assert_eq!(standing(&project, "OP1 (a)"), "agreed ad ref");
    assert_eq!(standing(&project, "PP1"), "agreed", "nothing goes down the ladder");
    assert_eq!(project.progress().ad_ref, 5);
    assert_eq!(project.status_log.len(), 6);
    assert!(project.silence_now().is_none());
    assert_eq!(close_silence(&project, ""), Err(SilenceError::None));
    assert!(begin_silence(&project, "", Standing::AdRef).is_err());
    assert!(begin_silence(&project, "2026-11-26", Standing::Suggested).is_err());
}

#[test]
fn a_break_stops_the_whole_and_the_chair_chooses() {
    let mut project = project();
    let op3 = project.paragraph("OP3").unwrap();
    set_status(&project, op3, Standing::AdRef).unwrap().apply(&mut project).unwrap();
    begun(&mut project);
    objected(&mut project, &["OP2", "OP3"], Some("EU"));
    objected(&mut project, &["OP2", "OP3"], Some("EU"));
    objected(&mut project, &["OP2"], None);
    objected(&mut project, &["OP2"], None);
    objected(&mut project, &[], None);
    let silence = project.silence_now().unwrap();
    assert_eq!(silence.state(), SilenceState::Broken);
    let told: Vec<String> = project.objections_in_order(silence).iter().map(|o| o.told()).collect();
    let one =
        ["the whole text, a delegation", "OP2, a delegation", "OP2, a delegation", "OP2, EU", "OP3, EU"];
    assert_eq!(told, one, "one with a name says it once");
    assert_eq!(project.status_log.len(), 1, "an objection sets nothing");
    assert!(matches!(close_silence(&project, ""), Err(SilenceError::Broken(_))));
    let change = settle_silence(&project, &[op3], "").unwrap();
    done(&mut project, &change);
    assert_eq!(standing(&project, "OP3"), "open");
    assert_eq!(standing(&project, "OP2"), "agreed ad ref");
    let last = project.history_of(op3).last().unwrap().1.told();
    assert_eq!(last, "agreed ad ref → open: reopened after silence procedure 1 was broken");
    let numbers: Vec<u32> = project.status_log.keys().map(|at| at.number).collect();
    assert_eq!(numbers, (1..=7).collect::<Vec<u32>>());
}

#[test]
fn silence_is_on_the_text_as_it_was() {
    let mut project = project();
    write(&mut project, "OP1", " Quickly.");
    begun(&mut project);
    assert!(project.knows(project.silence_now().unwrap().base), "a step is kept");
    assert!(project.since(project.silence_now().unwrap()).is_nothing());
    write(&mut project, "OP2", " Twice.");
    let silence = project.silence_now().unwrap().clone();
    assert_eq!(project.since(&silence).told(), "the text changed since silence began: OP2");
    issue(&project, "Rev.2").apply(&mut project).unwrap();
    assert_eq!(project.since(&silence).changed, ["OP2"]);
    let change = close_silence(&project, "").unwrap();
    done(&mut project, &change);
    assert_eq!(standing(&project, "OP1"), "agreed ad ref");
    assert_eq!(standing(&project, "OP2"), "agreed ad ref, changed");
    let change = begin_silence(&project, "26 November 2026", Standing::Agreed).unwrap();
    done(&mut project, &change);
    assert_eq!(project.silence_now().unwrap().number, 2);
    let change = call_off_silence(&project).unwrap();
    done(&mut project, &change);
    assert!(project.silence_now().is_none());
}

#[test]
fn two_copies_are_united() {
    let mut one = project();
    begun(&mut one);
    let mut two = one.clone();
    objected(&mut two, &["OP2"], Some("EU"));
    close_silence(&one, "").unwrap().apply(&mut one).unwrap();
    let merged = |a: &Project, b: &Project| {
        let (mut out, made) = (a.clone(), merge_project(a, b));
        made.change.apply(&mut out).unwrap();
        (out, made.warnings)
    };
    let (ab, said) = merged(&one, &two);
    let (ba, _) = merged(&two, &one);
    assert_eq!((&ab.silences, &ab.status_log), (&ba.silences, &ba.status_log));
    assert_eq!(ab.silence_now().unwrap().state(), SilenceState::Contested);
    assert!(said.iter().any(|w| w.contains("1 objection")) && said.iter().any(|w| w.contains("two copies")));
    let (again, _) = merged(&ab, &two);
    assert_eq!(again.silences, ab.silences);
    let mut settled = ab.clone();
    let op2 = ab.paragraph("OP2").unwrap();
    settle_silence(&ab, &[op2], "").unwrap().apply(&mut settled).unwrap();
    assert_eq!(merged(&settled, &one).0.silences, settled.silences, "the later word counts");
    assert_eq!(standing(&settled, "OP2"), "open");
}

#[test]
fn procedures_that_two_copies_began_are_told_apart_in_any_order() {
    let start = project();
    let copy = |until: &str, labels: &[&str]| {
        let mut out = start.clone();
        begin_silence(&out, until, Standing::AdRef).unwrap().apply(&mut out).unwrap();
        if !labels.is_empty() {
            objected(&mut out, labels, Some("EU"));
        }
        out
    };
    let copies = [copy("2026-11-25", &["OP2"]), copy("2026-11-26", &[]), copy("2026-11-27", &["OP3"])];
    let merged = |order: [usize; 4]| {
        let mut out = copies[order[0]].clone();
        for n in &order[1..] {
            let change = merge_project(&out, &copies[*n]).change;
            change.apply(&mut out).unwrap();
        }
        out
    };
    let all = merged([0, 1, 2, 0]);
    for order in [[1, 0, 2, 2], [2, 1, 0, 1], [2, 0, 1, 0]] {
        assert_eq!(merged(order).silences, all.silences);
    }
    let names: Vec<String> = all.open_silences().iter().map(|s| all.silence_name(s)).collect();
    assert_eq!(names, ["1a", "1b", "1c"]);
    let rivalry = silence_rivalry(&all).unwrap();
    assert_eq!(close_silence(&all, ""), Err(SilenceError::Several("1a and 1b and 1c".into())));
    let which = all.open_silences().iter().position(|s| s.until == "2026-11-26").unwrap();
    assert!(rivalry.open[which].1.contains("until 2026-11-26"));
    let mut chosen = all.clone();
    let change = choose_silence(&all, Some(which)).unwrap();
    done(&mut chosen, &change);
    let now = chosen.silence_now().unwrap();
    assert_eq!((now.until.as_str(), now.objections.len()), ("2026-11-26", 2), "none is lost by choosing");
    assert!(silence_rivalry(&chosen).is_none() && choose_silence(&chosen, Some(0)).is_err());
    let again = merge_project(&chosen, &copies[0]).change;
    again.apply(&mut chosen).unwrap();
    assert_eq!(chosen.open_silences().len(), 1, "a copy that does not know it brings none back");
    let mut none = all.clone();
    done(&mut none, &choose_silence(&all, None).unwrap());
    assert!(none.silence_now().is_none());
}
