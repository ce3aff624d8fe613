//! Random keys by random speakers: the page stays what it would be from scratch, nothing
//! panics, and undoing everything leads back.

use super::Desk;
use crate::app::{App, Message, Place, Selection, Unit, View, Write, sample};
use crate::record::{ActorId, Outcome, Stance, Standing};
use crate::text::Side;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Key(Write),
    /// A caret, by row and character of the page.
    Go(usize, usize, bool),
    /// A selection.
    Select(usize, usize, usize, usize),
    Speak(usize),
    Undo,
    Redo,
    Decide(usize, Outcome),
    Withdraw(usize),
    Stand(usize, Stance),
    Condition(usize),
    Explain(usize),
    Floor(bool),
    Comment,
    Quiet(u8),
    Status,
    View(usize),
    Sent,
    Revise(u8),
    Wait,
}

const SPEAKERS: [&str; 3] = ["EU", "Japan", "Zealandia"];

fn unit() -> impl Strategy<Value = Unit> {
    prop_oneof![4 => Just(Unit::Grapheme), 2 => Just(Unit::Word), 1 => Just(Unit::Paragraph)]
}

fn step() -> impl Strategy<Value = Step> {
    let words =
        prop::sample::select(vec!["a", " ", "the ", "é", "e\u{301}", "م", "👩‍👩‍👧", "x\ny", "\u{FFFC}", "“", ""]);
    let go = (0usize..60, 0usize..80, any::<bool>());
    prop_oneof![
        10 => words.prop_map(|w| Step::Key(Write::Insert(w.into()))),
        6 => unit().prop_map(|u| Step::Key(Write::Backspace(u))),
        4 => unit().prop_map(|u| Step::Key(Write::Delete(u))),
        2 => Just(Step::Key(Write::Break)),
        1 => Just(Step::Key(Write::Italic)),
        6 => go.prop_map(|(row, at, after)| Step::Go(row, at, after)),
        3 => (0usize..60, 0usize..80, 0usize..4, 0usize..80).prop_map(|(r, a, d, b)| Step::Select(r, a, r + d, b)),
        3 => (0usize..4).prop_map(Step::Speak),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        1 => (0usize..40, prop::sample::select(vec![Outcome::Accept, Outcome::Reject, Outcome::Bracket]))
            .prop_map(|(n, o)| Step::Decide(n, o)),
        1 => (0usize..40).prop_map(Step::Withdraw),
        3 => (0usize..40, prop::sample::select(Stance::ALL.to_vec())).prop_map(|(n, s)| Step::Stand(n, s)),
        1 => (0usize..40).prop_map(Step::Condition),
        1 => (0usize..40).prop_map(Step::Explain),
        1 => any::<bool>().prop_map(Step::Floor),
        1 => Just(Step::Comment),
        2 => (0u8..3).prop_map(Step::Quiet),
        1 => Just(Step::Status),
        1 => (0usize..5).prop_map(Step::View),
        1 => Just(Step::Sent),
        1 => (0u8..9).prop_map(Step::Revise),
        1 => Just(Step::Wait),
    ]
}

fn place(app: &App, row: usize, at: usize, side: Side) -> Option<Place> {
    let rows = &app.page().paragraphs;
    let row = rows.get(row % rows.len().max(1))?;
    Some(crate::app::shown::place_at(row, at % (crate::app::shown::total(row) + 1), side))
}

fn take(desk: &mut Desk, step: &Step) {
    let app = &mut desk.app;
    let nth = |app: &App, n: usize| {
        let all: Vec<_> = app.board().groups().map(|g| g.id.clone()).collect();
        all.get(n % all.len().max(1)).cloned()
    };
    match step {
        Step::Key(write) => app.send(Message::Write(write.clone())),
        Step::Go(row, at, after) => {
            let side = if *after { Side::After } else { Side::Before };
            let found = place(app, *row, *at, side).map(Selection::at);
            found.into_iter().for_each(|s| app.send(Message::Select(s)));
        }
        Step::Select(row, at, to, end) => {
            let ends = place(app, *row, *at, Side::After).zip(place(app, *to, *end, Side::Before));
            if let Some((anchor, caret)) = ends {
                app.send(Message::Select(Selection { anchor, caret }));
            }
        }
        Step::Speak(n) => {
            let actor = SPEAKERS.get(*n).map_or_else(ActorId::chair, |s| ActorId::new(s));
            app.send(Message::SpeakAs(actor));
        }
        Step::Undo => app.send(Message::Undo),
        Step::Redo => app.send(Message::Redo),
        Step::Decide(n, outcome) => {
            let groups = nth(app, *n).into_iter().collect();
            app.send(Message::Decide { groups, outcome: *outcome, words: None });
        }
        Step::Withdraw(n) => nth(app, *n).into_iter().for_each(|g| app.send(Message::Withdraw(g))),
        Step::Stand(n, stance) => {
            nth(app, *n).into_iter().for_each(|g| app.send(Message::Position(g, *stance)));
        }
        Step::Condition(n) => {
            nth(app, *n).into_iter().for_each(|g| app.send(Message::Condition(g, "if OP2 goes".into())));
        }
        Step::Explain(n) => {
            nth(app, *n).into_iter().for_each(|g| app.send(Message::Explain(g, "Because.".into())));
        }
        Step::Floor(floor) => app.send(Message::Floor(*floor)),
        Step::Comment => app.send(Message::Comment("Why?".into())),
        Step::Quiet(0) => app.send(Message::Retain),
        Step::Quiet(1) => app.send(Message::Brackets),
        Step::Quiet(_) => app.send(Message::Alternative),
        Step::Status => app.send(Message::SetStatus(Standing::AdRef)),
        Step::View(n) => {
            let eu = || ActorId::new("EU");
            let views = [View::Clean, View::Original, View::Final(eu()), View::Annotated(eu())];
            app.send(Message::SetView(views.get(*n).cloned().unwrap_or_default()));
        }
        Step::Sent if app.project().tracks.contains_key(app.speaker()) => desk.sent(),
        Step::Sent => {}
        Step::Revise(n) => app.send(Message::Revise(format!("Rev.{n}"))),
        Step::Wait => desk.command("wait"),
    }
}

fn run(mut desk: Desk, steps: &[Step]) {
    for step in steps {
        take(&mut desk, step);
        desk.check();
    }
    desk.rewind();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_short_text(steps in prop::collection::vec(step(), 1..60)) {
        run(Desk::new("one two| three\nfour† five\n\nsix seven eight"), &steps);
    }

    #[test]
    fn one_paragraph_and_three_voices(steps in prop::collection::vec(step(), 1..40)) {
        run(Desk::speaking("one two| three", "EU"), &steps);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_sample(steps in prop::collection::vec(step(), 1..25)) {
        let mut app = App::seeded(11);
        app.take(sample::project().unwrap(), None);
        run(Desk::of(app), &steps);
    }
}
