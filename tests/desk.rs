//! The merge desk against deciding, on negotiations made at random: what it shows is what comes.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::merge_desk::{Desk, Part, Shape, compromise};
use chapeau::format::plain;
use chapeau::project::{Project, Together, all_placed, rows_of, settle};
use chapeau::record::{ActorId, Outcome};
use chapeau::text::{NOTE, ParagraphId, Words};
use common::cases;
use common::made::{Act, Made, Said, edit_act, said};
use proptest::prelude::*;
use proptest::sample::Index;

/// Chooses some wishes and leaves those out again that touch another: a set that can go.
fn chosen(desk: &mut Desk, picks: &[Index]) {
    for pick in picks {
        let all = desk.choices();
        if all.is_empty() {
            return;
        }
        let id = all[pick.index(all.len())].group.id.clone();
        let was = desk.is_chosen(&id);
        desk.toggle(&id);
        if !was && !desk.conflicts().is_empty() {
            desk.toggle(&id);
        }
    }
    assert!(desk.conflicts().is_empty());
}

/// The words of a paragraph and of those that are new, after a decision.
fn rows(before: &Project, after: &Project, paragraph: ParagraphId) -> Vec<Words> {
    let ids = rows_of(&before.working, &after.working, paragraph);
    ids.iter().map(|id| after.working.words_of(*id).unwrap()).collect()
}

fn settled(project: &Project, desk: &Desk, words: Option<&[Words]>) -> (Project, chapeau::project::Decided) {
    let verdict = desk.verdict(false);
    let what = Together { paragraph: verdict.paragraph, accept: &verdict.accept, words, reject: &[] };
    let made = settle(project, &what).unwrap();
    let mut after = project.clone();
    made.change.apply(&mut after).unwrap();
    // Undone as one, to the byte.
    let mut back = after.clone();
    made.change.inverse().apply(&mut back).unwrap();
    assert_eq!(&back, project);
    (after, made)
}

/// A text with one paragraph that is long enough for many wishes.
const TEXT: &str = "# Lamps\n\n1. *Calls upon* all keepers of lamps to light old lamps, and to count them,[^1] every evening;\n\n2. *Decides* to meet again.\n\n[^1]: Lamp 1.\n";

/// A project in which many ask for something of one paragraph, and some of its neighbours.
fn crowded() -> impl Strategy<Value = Project> {
    let one =
        (0usize..5, 0u8..12, prop_oneof![6 => Just(1usize), 1 => 0usize..3], 0usize..90, 0usize..9, said());
    let asks = prop::collection::vec(one, 1..12);
    (asks, prop::collection::vec(edit_act(), 0..2)).prop_map(|(asks, edits)| {
        let mut made = Made::new(plain::read(TEXT)).unwrap();
        let propose = |(who, kind, at, from, len, mut said): (usize, u8, usize, usize, usize, Said)| {
            // A note of theirs ties those with the same to one gesture: now and then.
            said.note = said.note.filter(|_| from % 4 == 0);
            Act::Propose { who, origin: 0, kind, at, from, len, said, early: false }
        };
        for (n, act) in asks.into_iter().map(propose).enumerate() {
            made.act(&act);
            if n == 4 {
                edits.iter().for_each(|edit| drop(made.act(edit)));
            }
        }
        made.project
    })
}

/// The desk of its paragraph with most of a random choice on it; none where the paragraph is gone.
fn tried(project: &Project, picks: &[Index]) -> Option<(ParagraphId, Desk)> {
    let paragraph = project.working.meta(1)?.id;
    let mut desk = Desk::of(project, paragraph)?;
    chosen(&mut desk, picks);
    Some((paragraph, desk))
}

proptest! {
    #![proptest_config(cases(300))]

    /// What the desk shows for wishes that do not touch is what deciding exactly these gives; in
    /// a person's own words those come, and each of the chosen is in the one decision.
    #[test]
    fn the_desk_shows_what_comes(
        project in crowded(),
        picks in prop::collection::vec(any::<Index>(), 1..9),
        typed in "[a-c ,.]{0,9}",
    ) {
        let Some((paragraph, desk)) = tried(&project, &picks) else { return Ok(()) };
        let shown: Vec<Words> = desk.result().words().into_iter().cloned().collect();
        // The marks spell the words.
        for row in &desk.result().rows {
            let keeps = |p: &&chapeau::app::merge_desk::Piece| p.part != Part::Gone || row.shape == Shape::Gone;
            let text: String = row.pieces.iter().filter(keeps).map(|p| p.text.as_str()).collect();
            prop_assert_eq!(&text, row.words.text());
        }
        // One gesture can tie wishes elsewhere to these, which may not be able to go.
        let away = desk.choices().iter().any(|c| desk.is_chosen(&c.group.id) && !c.elsewhere.is_empty());
        // Of two new paragraphs with the same words the second is said already once the first stands.
        let new = desk.choices().iter().filter(|c| c.what == "insert-paragraph" && desk.is_chosen(&c.group.id));
        let new: Vec<String> = new.map(|c| spelled(&c.new)).collect();
        let twice = new.iter().enumerate().any(|(n, a)| new.iter().skip(n + 1).any(|b| a == b));
        if away || twice || desk.chosen() == 0 {
            return Ok(());
        }
        let (after, decided) = settled(&project, &desk, None);
        prop_assert!(decided.conflicts.is_empty() && decided.left.is_empty(), "{:?}", decided.left);
        prop_assert_eq!(rows(&project, &after, paragraph), shown.clone());
        if !desk.can_edit() {
            return Ok(());
        }
        let words: Vec<Words> = shown.iter().map(|w| {
            let mut out = w.clone();
            out.push(&Words::plain(&typed));
            out
        }).collect();
        let (after, decided) = settled(&project, &desk, Some(&words));
        prop_assert_eq!(rows(&project, &after, paragraph), words);
        let about = &after.decisions.values().next_back().unwrap();
        prop_assert_eq!(about.outcome, Outcome::AcceptAs);
        prop_assert_eq!(about.about.len(), decided.accepted.len());
    }

    /// A compromise changes no word and, accepted, gives the words of the result.
    #[test]
    fn a_compromise_says_what_the_desk_shows(
        project in crowded(),
        picks in prop::collection::vec(any::<Index>(), 1..6),
    ) {
        let Some((paragraph, desk)) = tried(&project, &picks) else { return Ok(()) };
        let says = desk.wording();
        let words = says.words.clone().unwrap();
        let Ok(change) = compromise(&project, paragraph, &says.accept, &words, "x") else { return Ok(()) };
        let mut with = project.clone();
        change.apply(&mut with).unwrap();
        prop_assert_eq!(&with.working, &project.working);
        let chair = ActorId::chair();
        let own: Vec<_> = all_placed(&with).into_iter().filter(|p| p.actor == chair && p.proposal.rationale.starts_with("A compromise")).collect();
        prop_assert!(!own.is_empty());
        let mut desk = Desk::of(&with, paragraph).unwrap();
        let groups: Vec<_> = desk.choices().iter().filter(|c| c.group.backers.contains(&chair)).map(|c| c.group.id.clone()).collect();
        for id in groups {
            if !desk.is_chosen(&id) {
                desk.toggle(&id);
            }
        }
        // What is the same as another's wish joins its group; spellings are then the shortest.
        let plain = |w: &[Words]| w.iter().map(|w| spelled(w.text())).collect::<Vec<_>>();
        let result: Vec<Words> = desk.result().words().into_iter().cloned().collect();
        if desk.conflicts().is_empty() && desk.choices().iter().all(|c| c.elsewhere.is_empty()) {
            prop_assert_eq!(plain(&result), plain(&words));
        }
    }
}

/// Words with one spelling for marks, as groups hold them against each other.
fn spelled(text: &str) -> String {
    text.chars()
        .filter(|c| *c != NOTE)
        .map(chapeau::weave::unify)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
