//! Undo and redo: what is one step, where the caret is afterwards, saved or not.

use super::{Desk, bytes, chair, eu};
use crate::app::{Message, View};
use crate::record::{ActorId, Outcome, Standing};
use crate::storage;

#[test]
fn typing_is_undone_by_word_and_pause() {
    chair("one|", " two three<U>", "one two |");
    chair("one|", " two three<U><U>", "one |");
    chair("one|", " two three<U><U><U>", "one|");
    chair("one|", " two three<U><U><U><R><R>", "one two |");
    chair("one|", " two<wait>x<U>", "one two|");
    chair("one|", " two<go |one>x<U>", "|one two");
    chair("one two|", "<BS><BS><BS><U>", "one two|");
    chair("one two|", "<BS>x<U>", "one tw|");
    chair("one|", "ab<U>c", "onec|");
    chair("one [two| three", "2<U>", "one [two| three");
}

#[test]
fn proposals_are_undone_by_word_and_pause() {
    eu("one| two", " big new<U>", "one{+ big |+EU+} two");
    eu("one| two", " big new<U><U><U>", "one| two");
    eu("one two|", "<BS><BS><U>", "one two|");
    eu("one two|", "<BS><BS><U><R>", "one t|{-wo-EU-}");
    eu("one [two| three", "2<U>", "one [two| three");
    eu("one|", "<CR>New<U>", "one\n> |");
    eu("one|", "<CR>New<U><U>", "one|");
    eu("one| two", "a<sent>b<U>", "one{+a|+EU+} two");
}

#[test]
fn a_new_step_forgets_what_was_undone() {
    let mut desk = Desk::new("one|");
    desk.keys("ab<U>c<R>");
    assert_eq!(desk.render(), "onec|");
    assert_eq!((desk.app.undo_title(), desk.app.redo_title()), (Some("Typing"), None));
}

#[test]
fn many_keys_without_a_pause_are_one_flat_step() {
    let mut desk = Desk::new("|");
    for _ in 0..3000 {
        desk.app.send(Message::Write(crate::app::Write::Insert("a".into())));
    }
    desk.keys("<U>");
    assert_eq!(desk.render(), "|");
    assert_eq!(desk.app.undo_title(), None);
}

#[test]
fn saved_or_not_follows_undo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.chapeau");
    let mut desk = Desk::new("one|");
    assert!(desk.app.is_dirty(), "a new project was never saved");
    desk.keys("a");
    desk.app.send(Message::SaveAs(path.clone()));
    assert!(!desk.app.is_dirty());
    desk.keys("b");
    assert!(desk.app.is_dirty());
    desk.keys("<U>");
    assert!(!desk.app.is_dirty(), "back to what was saved");
    desk.keys("<U>");
    assert!(desk.app.is_dirty());
    desk.keys("<R>");
    assert!(!desk.app.is_dirty());
    desk.keys("<U>x");
    assert!(desk.app.is_dirty(), "another way to as many steps is not the saved state");
    desk.keys("<U>");
    assert!(desk.app.is_dirty());
    assert!(storage::read_text(&path, 1 << 20).is_ok());
    desk.app.send(Message::Open(path));
    assert!(!desk.app.is_dirty() && desk.app.undo_title().is_none());
}

#[test]
fn decisions_have_their_titles() {
    for (outcome, title) in [
        (Outcome::Accept, "Accept"),
        (Outcome::Reject, "Reject"),
        (Outcome::Bracket, "Keep in brackets"),
        (Outcome::Defer, "Defer"),
    ] {
        let mut desk = Desk::new("one| two");
        desk.keys("<as EU> new<chair>");
        let before = bytes(&desk.app);
        let groups = desk.app.board().groups().map(|g| g.id.clone()).collect();
        desk.app.send(Message::Decide { groups, outcome, words: None });
        assert_eq!(desk.app.undo_title(), Some(title));
        desk.check();
        desk.keys("<U>");
        assert_eq!(bytes(&desk.app), before);
        assert_eq!(desk.app.redo_title(), Some(title));
        desk.rewind();
    }
}

#[test]
fn merging_is_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("eu.track");
    let mut theirs = Desk::speaking("one| two", "EU");
    theirs.keys(" new<go tw|o>x");
    theirs.app.send(Message::SendReturn(path.clone()));
    let mut desk = Desk::new("one| two");
    desk.app.send(Message::Merge(vec![path.clone()]));
    assert_eq!(
        (desk.render().as_str(), desk.app.undo_title()),
        ("one|{+ new+EU+} tw{+x+EU+}o", Some("Merge returns"))
    );
    desk.check();
    desk.rewind();
    // The same again changes nothing and is no step.
    desk.app.send(Message::Merge(vec![path]));
    desk.keys("<U>");
    assert_eq!(desk.render(), "one| two");
}

#[test]
fn issuing_and_status_are_undone() {
    let mut desk = Desk::new("one| two\nthree");
    desk.keys("<as EU> new<chair><go th|ree>x");
    desk.app.send(Message::SetStatus(Standing::AdRef));
    desk.check();
    assert_eq!(desk.app.undo_title(), Some("Status"));
    desk.app.send(Message::Revise("Rev.1".into()));
    desk.check();
    assert_eq!(desk.app.revision_name(), "Rev.1");
    desk.keys("y");
    assert!(desk.app.page().paragraphs[1].changed_since);
    desk.rewind();
}

#[test]
fn views_follow_undo() {
    for view in
        [View::Clean, View::Original, View::Final(ActorId::new("EU")), View::Annotated(ActorId::new("EU"))]
    {
        let mut desk = Desk::new("one| two");
        desk.keys("<as EU> new<as Japan>er<chair><go tw|o>x");
        desk.app.send(Message::SetView(view));
        desk.check();
        desk.rewind();
    }
}
