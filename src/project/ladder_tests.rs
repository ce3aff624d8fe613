//! Statuses are set on labels and ranges, and every one is logged.

use super::*;
use crate::project::edit;
use crate::revise::Parsed;
use crate::text::{self, Fragment, Kind, Source, Words};

pub(in crate::project) fn project() -> Project {
    let line = |kind, words: &str| Source { kind, issued: None, masthead: false, words: Words::plain(words) };
    let paragraphs = vec![
        line(Kind::Title, "Lamps"),
        line(Kind::Preambular, "Recalling its resolution on lamps,"),
        line(Kind::Heading, "Light"),
        line(Kind::Operative, "Asks all to light lamps, namely:"),
        line(Kind::Sub(1), "Old ones;"),
        line(Kind::Sub(1), "New ones;"),
        line(Kind::Operative, "Decides to count the lamps;"),
        line(Kind::Operative, "Decides also to meet again."),
    ];
    Project::of(Parsed { paragraphs, ..Parsed::default() }, "Rev.1").unwrap()
}

/// Applies a change, and holds that its inverse takes it back.
pub(in crate::project) fn done(project: &mut Project, change: &Change) {
    let before = project.clone();
    change.apply(project).unwrap();
    let after = project.clone();
    change.inverse().apply(project).unwrap();
    assert_eq!(*project, before);
    *project = after;
}

/// Puts words at the end of a paragraph.
pub(in crate::project) fn write(project: &mut Project, label: &str, words: &str) {
    let id = project.paragraph(label).unwrap();
    let len = project.working.words_of(id).unwrap().len();
    let changes = text::replace(&project.working, id, len..len, &Fragment::plain(words), "test");
    done(project, &edit(project, changes, crate::project::Cause::Chair(String::new())));
}

fn labels(project: &Project, typed: &[&str]) -> Result<Vec<String>, LadderError> {
    let ids = project.paragraphs_named(typed)?;
    let label = |id| project.working.meta_of(id).unwrap().label.as_ref().unwrap().to_string();
    Ok(ids.into_iter().map(label).collect())
}

#[test]
fn labels_and_ranges_are_read() {
    let project = project();
    let read = |typed: &[&str]| labels(&project, typed).unwrap().join(" ");
    assert_eq!(read(&["2"]), "OP2");
    assert_eq!(read(&["OP1 (a)", "A"]), "PP1 OP1 (a)");
    assert_eq!(read(&["OP1-OP2"]), "OP1 OP1 (a) OP1 (b) OP2");
    assert_eq!(read(&["PP1 – 1"]), "PP1 OP1", "the heading between is passed over");
    assert_eq!(read(&["1..3", "OP2"]), "OP1 OP1 (a) OP1 (b) OP2 OP3");
    assert_eq!(read(&["OP1 (a)-OP1 (b)"]), "OP1 (a) OP1 (b)");
    assert_eq!(labels(&project, &["OP3-OP1"]), Err(LadderError::Backwards("OP3-OP1".into())));
    assert_eq!(labels(&project, &["light"]), Err(LadderError::Unlabelled("light".into(), "heading")));
    assert_eq!(labels(&project, &["title"]), Err(LadderError::Unlabelled("title".into(), "title")));
    for wrong in ["OP9", "", "-", "OP1-", "–", "OP1-OP9", "\u{2013}\u{2013}"] {
        assert!(matches!(labels(&project, &[wrong]), Err(LadderError::NoParagraph(_))), "{wrong}");
    }
}

#[test]
fn every_status_is_logged_and_only_a_person_reopens() {
    let mut project = project();
    let two = project.paragraphs_named(&["OP2", "OP1 (a)"]).unwrap();
    let set = |project: &Project, standing, ids: &[ParagraphId]| {
        set_standing(project, ids, &Setting { standing, ..Setting::default() }).unwrap()
    };
    let informals = Standing::Informals(vec![ActorId::new("EU")]);
    let change = set(&project, informals.clone(), &two);
    done(&mut project, &change);
    let numbers: Vec<u32> = project.status_log.keys().map(|at| at.number).collect();
    assert_eq!(numbers, [1, 2], "numbered in the order of the text");
    assert!(set(&project, informals.clone(), &two).is_nothing(), "the same again is no news");
    write(&mut project, "OP2", " Now.");
    let op2 = project.paragraph("OP2").unwrap();
    assert_eq!(project.status(op2), (informals.clone(), true), "changed since, and still agreed");
    let change = set(&project, informals.clone(), &[op2]);
    done(&mut project, &change);
    assert_eq!(project.status(op2), (informals.clone(), false));
    let setting = Setting {
        standing: Standing::Open,
        on: " 2026-11-22 ".into(),
        at_request_of: Some(ActorId::new("EU")),
        why: "too many".into(),
    };
    let change = set_standing(&project, &[op2], &setting).unwrap();
    done(&mut project, &change);
    let told: Vec<String> = project.history_of(op2).map(|(n, l)| format!("{n} {}", l.told())).collect();
    assert_eq!(
        told,
        [
            "2 open → agreed in informals (pending EU)",
            "3 agreed in informals (pending EU) again, on other words",
            "4 agreed in informals (pending EU) → open, on 2026-11-22, at the request of EU: too many",
        ]
    );
    assert_eq!(project.progress().told(), "0 of 6 paragraphs agreed ad ref, 1 agreed in informals");
    let long = Setting { why: "x".repeat(limits::REASON + 1), ..setting };
    assert_eq!(set_standing(&project, &[op2], &long), Err(LadderError::Long));
}

#[test]
fn headings_have_no_status() {
    let project = project();
    let heading = project.working.metas().find(|m| m.kind == Kind::Heading).unwrap().id;
    assert_eq!(set_status(&project, heading, Standing::Agreed), None);
}
