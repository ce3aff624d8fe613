//! What messages do besides writing: comments, withdrawals, reasons, status, places, repairs.

use super::{Desk, id};
use crate::app::{Message, Selection};
use crate::record::{ActorId, CommentId, Outcome, Standing};
use crate::revise::{Repair, Report};
use crate::weave::{Fate, GroupId, Of};
use std::sync::Arc;

fn groups(desk: &Desk) -> Vec<GroupId> {
    desk.app.board().groups().map(|g| g.id.clone()).collect()
}

fn comments(desk: &Desk) -> Vec<(CommentId, String, String, bool)> {
    let all = desk.app.project().tracks.values().flat_map(|t| t.comments());
    all.map(|c| {
        let quote = c.at.as_ref().map(|s| s.quote.clone()).unwrap_or_default();
        (c.id.clone(), quote, c.text.clone(), c.resolved)
    })
    .collect()
}

fn open_on(desk: &Desk, line: usize) -> usize {
    desk.app.page().paragraphs[line].comments
}

#[test]
fn comments_are_about_the_selection_or_the_paragraph() {
    let mut desk = Desk::speaking("one [two| three", "EU");
    desk.app.send(Message::Comment(" Why two? ".into()));
    desk.keys("<go o|ne>");
    desk.app.send(Message::Comment("All of it.".into()));
    desk.app.send(Message::Comment("  ".into()));
    desk.check();
    let mut all: Vec<_> = comments(&desk).into_iter().map(|c| (c.1, c.2)).collect();
    all.sort();
    assert_eq!(all, [("one two three".into(), "All of it.".into()), ("two".into(), "Why two?".to_owned())]);
    assert_eq!(open_on(&desk, 0), 2);
    desk.rewind();
}

#[test]
fn a_thread_follows_its_paragraph_and_outlives_it() {
    let mut desk = Desk::speaking("one\n[two| three\nfour", "EU");
    desk.app.send(Message::Comment("Why two?".into()));
    let said = |desk: &Desk, of: Option<&Of>| -> Vec<String> {
        desk.app.threads(of).into_iter().map(|t| t.text).collect()
    };
    let on = |desk: &Desk, line: usize| Of::Text(id(&desk.app, line));
    assert_eq!((open_on(&desk, 1), said(&desk, Some(&on(&desk, 1)))), (1, vec!["Why two?".to_owned()]));
    desk.keys("<chair><go |two><BS>");
    assert_eq!(desk.app.project().working.len(), 2);
    assert_eq!((open_on(&desk, 0), said(&desk, Some(&on(&desk, 0)))), (1, vec!["Why two?".to_owned()]));
    desk.check();
    let project = desk.app.project();
    let gone = crate::text::delete(&project.working, id(&desk.app, 0));
    let change = crate::project::edit(project, gone, crate::project::Cause::Chair(String::new()));
    desk.app.make("Delete", change, None).unwrap();
    assert_eq!(open_on(&desk, 0), 0);
    assert_eq!(said(&desk, None), ["Why two? (its paragraph is gone)"]);
    desk.check();
    desk.rewind();
}

#[test]
fn threads_are_answered_and_settled() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.app.send(Message::Comment("Why?".into()));
    let head = comments(&desk)[0].0.clone();
    desk.keys("<as Japan>");
    desk.app.send(Message::Reply(head.clone(), "Because.".into()));
    assert_eq!(open_on(&desk, 0), 1, "a thread counts once");
    desk.app.send(Message::Resolve(head.clone(), true));
    assert!(desk.notice().contains("Only whoever began"));
    desk.keys("<as EU>");
    desk.app.send(Message::Resolve(head.clone(), true));
    assert_eq!(open_on(&desk, 0), 0);
    assert!(comments(&desk).iter().any(|c| c.0 == head && c.3));
    desk.app.send(Message::Resolve(head, false));
    assert_eq!(open_on(&desk, 0), 1);
    desk.app.send(Message::Reply(CommentId("none".into()), "x".into()));
    assert!(desk.notice().contains("no longer there"));
    desk.check();
    desk.rewind();
}

#[test]
fn withdrawing_and_explaining_ones_own() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new");
    let [group] = groups(&desk).try_into().unwrap();
    desk.app.send(Message::Explain(group.clone(), "For clarity.".into()));
    let proposal = |desk: &Desk| {
        let track = desk.app.project().tracks[&ActorId::new("EU")].clone();
        track.proposals().next().map(|(_, p)| p.clone())
    };
    assert_eq!(proposal(&desk).unwrap().rationale, "For clarity.");
    desk.keys("er");
    assert_eq!(proposal(&desk).unwrap().rationale, "For clarity.", "it stays while words change");
    desk.keys("<sent>");
    let group = groups(&desk)[0].clone();
    desk.keys("<as Japan>");
    desk.app.send(Message::Withdraw(group.clone()));
    assert!(desk.notice().contains("Japan has no proposal"));
    desk.keys("<as EU>");
    desk.app.send(Message::Withdraw(group));
    assert_eq!(desk.asked(), ["EU insert v2 withdrawn"]);
    desk.check();
    desk.rewind();
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new");
    let group = groups(&desk)[0].clone();
    desk.app.send(Message::Withdraw(group));
    assert_eq!(desk.asked(), [""; 0], "one that was never sent is gone");
    desk.rewind();
}

#[test]
fn what_a_decision_names_is_never_forgotten() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new<chair>");
    desk.app.send(Message::Decide { groups: groups(&desk), outcome: Outcome::Bracket, words: None });
    desk.keys("<as EU><go new|>er");
    assert_eq!(desk.render(), "one{+ newer|+EU+} two");
    assert_eq!(desk.asked(), ["EU insert v2"]);
    desk.keys("<C-BS><BS>");
    assert_eq!(desk.asked(), ["EU insert v2 withdrawn"]);
    desk.rewind();
}

#[test]
fn only_the_chair_decides() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new");
    let all = groups(&desk);
    desk.app.send(Message::Decide { groups: all.clone(), outcome: Outcome::Accept, words: None });
    assert!(desk.notice().contains("Only the chair"));
    desk.keys("<chair>");
    let words = Some(" newest".to_owned());
    desk.app.send(Message::Decide { groups: all, outcome: Outcome::AcceptAs, words });
    assert_eq!(desk.render().replace('|', ""), "one newest two");
    desk.check();
    desk.rewind();
}

#[test]
fn a_status_is_of_the_paragraph_at_the_caret() {
    let mut desk = Desk::new("one| two");
    desk.app.send(Message::SetStatus(Standing::AdRef));
    assert_eq!(desk.app.page().paragraphs[0].standing, Standing::AdRef);
    let steps = desk.app.undo_title().map(str::to_owned);
    desk.app.send(Message::SetStatus(Standing::AdRef));
    assert_eq!(desk.app.undo_title().map(str::to_owned), steps);
    desk.keys("x");
    assert!(desk.app.page().paragraphs[0].changed_since);
    desk.keys("<BS>");
    assert!(!desk.app.page().paragraphs[0].changed_since);
    desk.app.send(Message::SetStatus(Standing::Open));
    assert!(desk.app.project().statuses.is_empty());
    desk.rewind();
    let mut desk = Desk::new("one");
    desk.app.send(Message::SetStatus(Standing::Agreed));
    assert!(desk.notice().contains("caret"));
}

#[test]
fn a_revision_needs_a_name_of_its_own() {
    let mut desk = Desk::new("one| two");
    desk.keys("<as EU> new<chair>x<U>");
    desk.app.send(Message::Revise("zero DRAFT".into()));
    assert!(desk.notice().contains("name"));
    desk.app.send(Message::Revise(" Rev.1 ".into()));
    assert_eq!(desk.app.revision_name(), "Rev.1");
    assert!(desk.app.board().placed().all(|p| p.fate == Fate::Clean));
    desk.check();
    desk.rewind();
}

#[test]
fn placements_are_accepted_where_a_person_says() {
    let mut app = crate::app::App::seeded(3);
    app.send(Message::OpenSample);
    let placement = |app: &crate::app::App| {
        app.board().groups().find(|g| g.printed.wish.name() == "placement").map(|g| g.id.clone())
    };
    let group = placement(&app).expect("the sample has one");
    let to = app.project().paragraph("OP2").unwrap();
    let before = super::bytes(&app);
    app.send(Message::SpeakAs(ActorId::new("EU")));
    app.send(Message::Place(group.clone(), vec![to]));
    assert!(app.notices().last().unwrap().text.contains("Only the chair"));
    app.send(Message::SpeakAs(ActorId::chair()));
    app.send(Message::Place(group.clone(), vec![to]));
    assert_eq!(app.undo_title(), Some("Accept placement"));
    assert_ne!(placement(&app), Some(group.clone()));
    app.send(Message::Undo);
    assert_eq!(super::bytes(&app), before);
    app.send(Message::Place(GroupId("g-none".into()), vec![to]));
    assert!(app.notices().last().unwrap().text.contains("no longer there"));
}

#[test]
fn a_repair_of_the_import_is_taken_back() {
    let mut desk = Desk::new("the work| goes on");
    let repair = Repair { paragraph: 0, start: 4, was: "wo rk".into(), now: "work".into() };
    let mut project = desk.app.project().clone();
    project.report = Arc::new(Report { repairs: vec![repair], dropped: Vec::new() });
    desk.app.take(project, None);
    let before = super::bytes(&desk.app);
    desk.app.send(Message::UndoRepair(0));
    assert_eq!(desk.render(), "the wo rk goes on");
    assert!(desk.app.project().report.repairs.is_empty());
    desk.app.send(Message::Undo);
    assert_eq!(super::bytes(&desk.app), before);
    // Words that came before it only move it.
    let to = |desk: &mut Desk, at| {
        let paragraph = id(&desk.app, 0);
        desk.app.send(Message::Select(Selection::at(crate::app::Place::Text { paragraph, at })));
    };
    to(&mut desk, 0);
    desk.keys("Then ");
    desk.app.send(Message::UndoRepair(0));
    assert_eq!(desk.render(), "Then |the wo rk goes on");
    desk.keys("<U>");
    to(&mut desk, 10);
    desk.keys("X");
    desk.app.send(Message::UndoRepair(0));
    assert!(desk.notice().contains("changed since"));
    desk.app.send(Message::UndoRepair(9));
}
