//! How long notices stay.

use super::*;

fn app() -> App {
    let mut app = App::seeded(1);
    app.logic(100.0);
    app
}

/// Frames, a quarter of a second each.
fn wait(app: &mut App, seconds: f64) {
    for _ in 0..(seconds * 4.0) as usize {
        let now = app.now + 0.25;
        app.logic(now);
    }
}

fn titles(app: &App) -> Vec<&str> {
    app.notices().iter().map(|n| n.title.as_str()).collect()
}

#[test]
fn what_was_done_goes_when_it_was_read_and_what_failed_stays() {
    let mut app = app();
    app.tell(NoticeKind::Error, "error", "");
    app.tell(NoticeKind::Info, "short", "");
    app.tell(NoticeKind::Warning, "warning", "");
    app.tell(NoticeKind::Info, "long", &"word ".repeat(100));
    wait(&mut app, 7.5);
    assert_eq!(titles(&app), ["error", "short", "warning", "long"]);
    wait(&mut app, 1.0);
    assert_eq!(titles(&app), ["error", "warning", "long"], "the longer is read longer");
    wait(&mut app, 300.0);
    assert_eq!(titles(&app), ["error", "warning"]);
    app.send(Message::Dismiss(0));
    assert_eq!(titles(&app), ["warning"]);
}

#[test]
fn going_on_makes_it_go_sooner_but_never_at_once() {
    let mut app = app();
    app.tell(NoticeKind::Info, "done", "");
    for _ in 0..3 {
        app.send(Message::Undo);
        wait(&mut app, 0.25);
    }
    assert_eq!(titles(&app), ["done"], "nobody has read it yet");
    wait(&mut app, 3.0);
    assert!(titles(&app).is_empty());
    app.tell(NoticeKind::Info, "done", "");
    wait(&mut app, 4.0);
    app.send(Message::Undo);
    wait(&mut app, 0.5);
    assert_eq!(titles(&app), ["done"], "one step may be a slip");
    app.send(Message::Undo);
    wait(&mut app, 0.25);
    assert!(titles(&app).is_empty());
}

#[test]
fn time_in_which_nothing_is_drawn_does_not_pass() {
    let mut app = app();
    app.tell(NoticeKind::Info, "done", "");
    app.logic(100.5);
    app.logic(5000.0);
    assert_eq!(titles(&app), ["done"], "the window was out of sight");
    app.logic(4000.0);
    wait(&mut app, 5.0);
    app.reading();
    wait(&mut app, 7.0);
    assert_eq!(titles(&app), ["done"], "it was pointed at");
    app.tell(NoticeKind::Info, "done", "");
    assert_eq!((titles(&app).len(), app.told()), (1, 2));
    wait(&mut app, 7.0);
    assert_eq!(titles(&app), ["done"], "what is said again has its time again");
    wait(&mut app, 2.0);
    assert!(titles(&app).is_empty());
}
