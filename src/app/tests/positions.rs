//! Positions and what is said from the floor: in which strand, in which version, and what counts.

use super::Desk;
use crate::app::Message;
use crate::record::{ActorId, Origin, Stance};
use crate::weave::GroupId;

fn group(desk: &Desk) -> GroupId {
    desk.app.board().all_groups().next().unwrap().id.clone()
}

fn stand(desk: &mut Desk, stance: Stance) {
    let group = group(desk);
    desk.app.send(Message::Position(group, stance));
    desk.check();
}

/// What is said of the one group: in words, by actor.
fn voices(desk: &Desk) -> Vec<String> {
    let group = desk.app.board().all_groups().next().unwrap();
    group.voices.iter().map(|v| format!("{} {}", v.actor, v.told())).collect()
}

/// Every position: actor, strand, version.
fn held(desk: &Desk) -> Vec<String> {
    let all = desk.app.project().tracks.iter().flat_map(|(a, t)| t.positions().map(move |p| (a, p)));
    let gone = |p: &crate::record::Position| if p.withdrawn { " withdrawn" } else { "" };
    all.map(|(a, (o, p))| format!("{a} {o} {} v{}{}", p.stance, p.version, gone(p))).collect()
}

#[test]
fn an_actor_stands_on_the_words_of_another() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new<as Japan>");
    stand(&mut desk, Stance::Support);
    assert_eq!(voices(&desk), ["Japan supports"]);
    stand(&mut desk, Stance::Reserve);
    assert_eq!(held(&desk), ["Japan own reserve v1"], "nobody has heard the first one");
    desk.keys("<sent>");
    stand(&mut desk, Stance::LiveWith);
    assert_eq!(held(&desk), ["Japan own live-with v2"]);
    let of = group(&desk);
    desk.app.send(Message::Condition(of.clone(), "if OP2 goes".into()));
    assert_eq!(voices(&desk), ["Japan can live with it, on condition: if OP2 goes"]);
    desk.app.send(Message::Withdraw(of.clone()));
    assert_eq!(held(&desk), ["Japan own live-with v2 withdrawn"]);
    assert!(voices(&desk).is_empty());
    desk.app.send(Message::Withdraw(of));
    assert!(desk.notice().contains("no position there"));
    desk.rewind();
}

#[test]
fn what_was_never_sent_leaves_nothing_when_it_is_taken_back() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new<as Japan>");
    stand(&mut desk, Stance::Oppose);
    let of = group(&desk);
    desk.app.send(Message::Withdraw(of));
    assert!(held(&desk).is_empty());
    desk.rewind();
}

#[test]
fn the_chair_and_the_author_take_no_position() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new");
    stand(&mut desk, Stance::Support);
    assert!(desk.notice().contains("asks for this itself"));
    desk.keys("<chair>");
    stand(&mut desk, Stance::Support);
    assert!(desk.notice().contains("chair takes no position") && held(&desk).is_empty());
}

#[test]
fn words_that_somebody_took_a_position_on_change_in_a_new_version() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new<as Japan>");
    stand(&mut desk, Stance::Support);
    desk.keys("<as EU><go new|>er");
    assert_eq!(desk.asked(), ["EU insert v2"]);
    assert_eq!(voices(&desk), ["Japan supports, on its first version"]);
    desk.keys("<as Japan>");
    stand(&mut desk, Stance::Support);
    assert_eq!(voices(&desk), ["Japan supports"]);
    desk.rewind();
}

#[test]
fn the_floor_counts_until_the_actor_speaks_for_itself() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new<as Japan><floor>");
    stand(&mut desk, Stance::Oppose);
    assert_eq!(held(&desk), ["Japan room oppose v1"]);
    let recorded = "Japan opposes (from the floor, recorded by Co-Facilitators)";
    assert_eq!(voices(&desk), [recorded]);
    // Its own return supersedes it.
    desk.keys("<floor off>");
    stand(&mut desk, Stance::Support);
    desk.keys("<sent>");
    assert_eq!(voices(&desk), ["Japan supports"]);
    // What it says aloud after that counts again, until it sends something later.
    desk.keys("<floor>");
    stand(&mut desk, Stance::Oppose);
    assert_eq!(voices(&desk), [recorded]);
    desk.keys("<floor off>");
    stand(&mut desk, Stance::Support);
    assert_eq!(voices(&desk), ["Japan supports"]);
    assert_eq!(held(&desk), ["Japan own support v2", "Japan room oppose v2"]);
    desk.rewind();
}

#[test]
fn all_that_is_said_from_the_floor_stands_in_the_room() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys("<floor> new");
    desk.app.send(Message::Comment("Said aloud.".into()));
    desk.check();
    let eu = ActorId::new("EU");
    let strands = |desk: &Desk| desk.app.project().tracks[&eu].strands.keys().copied().collect::<Vec<_>>();
    assert_eq!(strands(&desk), [Origin::Room]);
    let of = desk.app.page().paragraphs[0].of.clone();
    let threads = desk.app.threads(Some(&of));
    assert_eq!(threads[0].text, "Said aloud. (from the floor)");
    // The same words go on in the room; as itself the EU cannot type into them.
    desk.keys("er");
    assert_eq!(desk.render(), "one{+ newer|+EU+} two");
    desk.keys("<floor off>x");
    assert!(!desk.notice().is_empty() && strands(&desk) == [Origin::Room]);
    // What the chair recorded is withdrawn by its author in its own strand, and counts no more.
    desk.keys("<sent>");
    let of = group(&desk);
    desk.app.send(Message::Withdraw(of));
    desk.check();
    assert_eq!(strands(&desk), [Origin::Own, Origin::Room]);
    assert_eq!(desk.render(), "one| two");
    desk.rewind();
}

#[test]
fn a_proposal_can_be_taken_back_aloud() {
    let mut desk = Desk::speaking("one| two", "EU");
    desk.keys(" new<sent><floor>");
    let of = group(&desk);
    desk.app.send(Message::Withdraw(of));
    desk.check();
    assert_eq!(desk.asked(), ["EU insert v1", "EU insert v2 withdrawn"]);
    assert_eq!(desk.render(), "one| two");
    desk.rewind();
}
