//! The desk: what it shows, what it decides, and that it computes no more than it must.

use super::alike::{Alike, Kind};
use super::*;
use crate::app::tests::project;
use crate::app::{App, Message, Place, Selection};
use crate::project::{Change, Put, Together, settle};
use crate::record::{Origin, Position, Proposal, ProposalId, Stance};
use crate::text::{Fragment, NOTE};

const TEXT: &str = "Urges all to light old lamps, and to count them, every evening;\nNotes women in the sea, and women on land;\nEnds.";

fn id(project: &Project, at: usize) -> ParagraphId {
    project.working.meta(at).unwrap().id
}

fn whole(project: &Project, at: usize) -> crate::record::Span {
    crate::app::span_of(project, id(project, at), 0..usize::MAX / 2).unwrap()
}

/// The span of the nth place where some words stand.
fn span(project: &Project, at: usize, words: &str, nth: usize) -> crate::record::Span {
    let text = project.working.text(at);
    let byte = text.match_indices(words).nth(nth).unwrap().0;
    let start = text[..byte].chars().count();
    crate::app::span_of(project, id(project, at), start..start + words.chars().count()).unwrap()
}

fn ask(project: &mut Project, actor: &str, wish: Wish, bundle: Option<&str>) -> ProposalId {
    let name = ProposalId::of(actor, &[&format!("{wish:?}")]);
    let mut proposal = Proposal::new(name.clone(), project.base(), wish);
    proposal.bundle = bundle.map(str::to_owned);
    let put = Put { was: None, now: Some(Arc::new(proposal)) };
    Change::Proposal(ActorId::new(actor), Origin::Own, name.clone(), put).apply(project).unwrap();
    name
}

fn swap(project: &mut Project, actor: &str, at: usize, old: &str, new: &str) -> ProposalId {
    let at = span(project, at, old, 0);
    ask(project, actor, Wish::Replace { at, with: Fragment::plain(new) }, None)
}

fn put(project: &mut Project, actor: &str, at: usize, (behind, nth): (&str, usize), new: &str) -> ProposalId {
    let found = span(project, at, behind, nth);
    let end = found.range.end;
    let at = crate::app::span_of(project, found.paragraph, end..end).unwrap();
    ask(project, actor, Wish::Replace { at, with: Fragment::plain(new) }, None)
}

fn group(desk: &Desk, name: &ProposalId) -> GroupId {
    let holds = |c: &&Choice| c.group.members.iter().any(|(_, id, _)| id == name);
    desk.choices().iter().find(holds).unwrap().group.id.clone()
}

fn choose(desk: &mut Desk, names: &[&ProposalId]) {
    for name in names {
        let id = group(desk, name);
        desk.toggle(&id);
    }
}

/// The result with what each brings: `{+old EU+}`, `{-new US-}`.
fn told(desk: &Desk) -> String {
    let piece = |p: &Piece| {
        let names: Vec<&str> = p.by.iter().map(ActorId::as_str).collect();
        let names = names.join(",");
        match p.part {
            Part::Kept => p.text.clone(),
            Part::New => format!("{{+{} {names}+}}", p.text),
            Part::Gone => format!("{{-{} {names}-}}", p.text),
        }
    };
    let row = |r: &Row| {
        format!(
            "{}{}",
            if r.shape == Shape::New { "> " } else { "" },
            r.pieces.iter().map(piece).collect::<String>()
        )
    };
    desk.result().rows.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn taken(project: &Project, verdict: &Verdict) -> (Project, crate::project::Decided) {
    let mut out = project.clone();
    let words = verdict.words.as_deref();
    let what =
        Together { paragraph: verdict.paragraph, accept: &verdict.accept, words, reject: &verdict.reject };
    let made = settle(project, &what).unwrap();
    made.change.apply(&mut out).unwrap();
    (out, made)
}

#[test]
fn choosing_shows_what_results_and_who_brings_it() {
    let mut p = project(TEXT);
    let bright = swap(&mut p, "EU", 0, "old lamps", "bright lamps");
    let same = swap(&mut p, "Japan", 0, "old", "bright");
    let gone = swap(&mut p, "US", 0, ", and to count them,", "");
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    assert_eq!(desk.choices().len(), 2, "EU and Japan ask for the same");
    assert_eq!(told(&desk), "Urges all to light old lamps, and to count them, every evening;");
    choose(&mut desk, &[&bright]);
    assert_eq!(
        told(&desk),
        "Urges all to light {-old EU,Japan-}{+bright EU,Japan+} lamps, and to count them, every evening;"
    );
    assert!(desk.is_chosen(&group(&desk, &same)));
    choose(&mut desk, &[&gone]);
    let count = desk.count();
    assert_eq!((count.base, count.result, count.added, count.removed), (12, 8, 1, 5));
    assert!(desk.conflicts().is_empty());
    choose(&mut desk, &[&same, &gone]);
    assert_eq!(desk.chosen(), 0);
    let (after, made) = taken(&p, &{
        choose(&mut desk, &[&bright]);
        desk.verdict(true)
    });
    assert_eq!((made.accepted.len(), made.rejected.len()), (2, 1), "the rest is rejected");
    assert_eq!(after.working.text(0), "Urges all to light bright lamps, and to count them, every evening;");
    assert_eq!(after.decisions.len(), 2);
}

#[test]
fn two_that_touch_are_a_conflict_only_when_both_are_chosen() {
    let mut p = project(TEXT);
    let a = swap(&mut p, "EU", 0, "old lamps", "candles");
    let b = swap(&mut p, "US", 0, "lamps", "lights");
    let c = put(&mut p, "UK", 0, ("evening", 0), " and morning");
    let d = put(&mut p, "Kenya", 0, ("evening", 0), " of the year");
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    choose(&mut desk, &[&a, &c]);
    assert!(desk.conflicts().is_empty());
    choose(&mut desk, &[&b]);
    let (x, y) = desk.conflicts()[0].clone();
    let told: BTreeSet<String> = [x, y].iter().map(|id| desk.choice(id).unwrap().told()).collect();
    assert_eq!(
        told.into_iter().collect::<Vec<_>>(),
        ["EU: “old lamps” → “candles”", "US: “lamps” → “lights”"]
    );
    assert_eq!(
        desk.result().words()[0].text(),
        "Urges all to light old lamps, and to count them, every evening and morning;"
    );
    choose(&mut desk, &[&d]);
    assert_eq!(desk.conflicts().len(), 2, "which of two at one place stands first is for a person");
    // A person's own words take the place of all four; each is logged with its backers.
    desk.edit(true);
    desk.type_in(0, "Urges all to light old candles, and to count them, morning and evening;");
    assert!(desk.is_modified());
    let (after, made) = taken(&p, &desk.verdict(false));
    assert!(made.conflicts.is_empty() && made.accepted.len() == 4);
    assert_eq!(
        after.working.text(0),
        "Urges all to light old candles, and to count them, morning and evening;"
    );
    let decision = after.decisions.values().next().unwrap();
    assert_eq!((after.decisions.len(), decision.outcome), (1, crate::record::Outcome::AcceptAs));
    let backers: Vec<&str> = decision.about.iter().map(|(a, ..)| a.as_str()).collect();
    assert_eq!(backers, ["EU", "Kenya", "UK", "US"]);
    assert_eq!(decision.words, "Urges all to light old candles, and to count them, morning and evening;");
}

#[test]
fn modified_words_leave_other_anchors_alone() {
    let mut p = project(TEXT);
    let a = swap(&mut p, "EU", 0, "light", "mend");
    swap(&mut p, "US", 0, "count", "number");
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    choose(&mut desk, &[&a]);
    desk.edit(true);
    desk.type_in(0, "Urges everybody to mend old lamps, and to count them, each evening;");
    let (after, _) = taken(&p, &desk.verdict(false));
    let open = open_placed(&after);
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].fate, Fate::Clean, "between two changes of the chair's");
}

#[test]
fn what_is_not_edited_is_a_plain_acceptance() {
    let mut p = project(TEXT);
    let a = swap(&mut p, "EU", 0, "light", "mend");
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    choose(&mut desk, &[&a]);
    desk.edit(true);
    assert_eq!(desk.lines(), ["Urges all to mend old lamps, and to count them, every evening;"]);
    assert_eq!(desk.verdict(false).words, None);
    desk.type_in(0, "other");
    desk.type_in(0, "Urges all to mend old lamps, and to count them, every evening;");
    assert_eq!(desk.verdict(false).words, None);
    desk.type_in(0, "Other");
    choose(&mut desk, &[&a]);
    assert_eq!(desk.lines(), ["Other"], "what a person typed is kept");
    desk.edit(false);
    assert!(!desk.is_modified() && desk.lines().is_empty());
}

#[test]
fn notes_are_marks_in_the_field_and_stay() {
    let mut p = project("First† and last†;\nEnds.");
    let a = swap(&mut p, "EU", 0, "last", "lost");
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    choose(&mut desk, &[&a]);
    desk.edit(true);
    assert_eq!(desk.lines(), ["First[^1] and lost[^1];"]);
    desk.type_in(0, "At first[^1] and never lost;");
    let (after, _) = taken(&p, &desk.verdict(false));
    assert_eq!(after.working.text(0), format!("At first{NOTE} and never lost;"));
    let (paragraph, rows) = typed_rows(&p, &[group(&desk, &a)], "At first and never lost;").unwrap();
    assert_eq!((paragraph, rows[0].notes().len()), (id(&p, 0), 2), "typed in a shell, they stay");
}

#[test]
fn new_paragraphs_deletions_moves_splits_and_merges_are_on_the_desk() {
    let mut p = project(TEXT);
    let first = id(&p, 0);
    let kind = crate::text::Kind::Operative;
    let new = |words: &str| Wish::InsertParagraph {
        after: Some(first),
        kind,
        label: "OP1 bis".into(),
        words: words.into(),
    };
    let bis = ask(&mut p, "EU", new("Adds one;"), None);
    let ter = ask(&mut p, "US", new("Brings two;"), None);
    let (at, last) = (whole(&p, 0), id(&p, 2));
    let away = ask(&mut p, "UK", Wish::Move { at: at.clone(), after: Some(last) }, None);
    let gone = ask(&mut p, "Kenya", Wish::DeleteParagraph { at: at.clone() }, None);
    let cut = span(&p, 0, "and to count", 0);
    let cut = crate::app::span_of(&p, first, cut.range.start..cut.range.start).unwrap();
    let split = ask(&mut p, "Chad", Wish::Split { at: cut }, None);
    let second = id(&p, 1);
    let join = ask(&mut p, "Peru", Wish::Merge { at, second }, None);
    let mut desk = Desk::of(&p, first).unwrap();
    assert_eq!(desk.choices().len(), 6);
    choose(&mut desk, &[&bis, &ter, &split, &away]);
    assert_eq!(
        told(&desk),
        "> Urges all to light old lamps,\n> and to count them, every evening;\n> {+Adds one; EU+}\n> {+Brings two; US+}".replacen("> ", "", 1)
    );
    assert!(desk.result().rows[0].said.starts_with("moved after"));
    desk.edit(true);
    desk.type_in(1, "and to number them;");
    desk.type_in(3, "Brings three;");
    let (after, made) = taken(&p, &desk.verdict(false));
    assert_eq!(made.accepted.len(), 4);
    let text: Vec<String> = (0..after.working.len()).map(|at| after.working.text(at)).collect();
    assert!(text.contains(&"and to number them;".to_owned()) && text.contains(&"Brings three;".to_owned()));
    let mut desk = Desk::of(&p, first).unwrap();
    choose(&mut desk, &[&gone]);
    assert_eq!((desk.result().rows[0].shape, desk.can_edit()), (Shape::Gone, false));
    assert_eq!(desk.count().result, 0);
    choose(&mut desk, &[&join]);
    assert_eq!(desk.conflicts().len(), 1);
    choose(&mut desk, &[&gone]);
    assert_eq!(
        desk.result().words()[0].text(),
        "Urges all to light old lamps, and to count them, every evening; Notes women in the sea, and women on land;"
    );
    assert!(compromise(&p, first, &desk.wording().accept, &desk.wording().words.unwrap(), "x").is_err());
}

#[test]
fn one_gesture_is_chosen_whole() {
    let mut p = project(TEXT);
    let (a, b) = (span(&p, 0, "old", 0), span(&p, 1, "sea", 0));
    let one = ask(&mut p, "EU", Wish::Replace { at: a, with: "new".into() }, Some("both"));
    let two = ask(&mut p, "EU", Wish::Replace { at: b, with: "ocean".into() }, Some("both"));
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    assert_eq!(desk.choices()[0].elsewhere, ["OP2"]);
    choose(&mut desk, &[&one]);
    desk.edit(true);
    desk.type_in(0, "Urges all to light newer lamps, and to count them, every evening;");
    let (after, made) = taken(&p, &desk.verdict(false));
    assert_eq!(made.accepted, [one, two]);
    assert!(after.working.text(0).contains("newer lamps") && after.working.text(1).contains("ocean"));
    let before = p.decisions.len();
    assert_eq!((before, after.decisions.len()), (0, 2));
}

#[test]
fn what_cannot_be_accepted_says_why() {
    let mut p = project(TEXT);
    let at = whole(&p, 0);
    let held = ask(&mut p, "EU", Wish::Reserve { at }, None);
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    choose(&mut desk, &[&held]);
    assert_eq!((desk.chosen(), desk.choices()[0].refusal.is_some()), (0, true));
    desk.choose_all(true);
    assert_eq!(desk.chosen(), 0);
    assert!(desk.verdict(true).reject.is_empty(), "a reservation is not a rival wording");
}

#[test]
fn nothing_is_computed_for_a_look() {
    let mut p = project(TEXT);
    let names: Vec<ProposalId> =
        (0..40).map(|n| put(&mut p, &format!("Actor {n:02}"), 0, ("old", 0), &format!(" word{n}"))).collect();
    let mut desk = Desk::of(&p, id(&p, 0)).unwrap();
    assert_eq!(desk.choices().len(), 40);
    let start = desk.computed;
    let stamp = desk.stamp();
    let _ = (desk.result(), desk.count(), desk.conflicts(), desk.verdict(false), desk.wording());
    assert_eq!((desk.computed, desk.stamp()), (start, stamp));
    choose(&mut desk, &[&names[7]]);
    assert_eq!(desk.computed, start + 1);
    desk.choose_all(true);
    assert_eq!(desk.conflicts().len(), 39);
}

fn app(project: Project) -> App {
    let mut app = App::seeded(3);
    let first = id(&project, 0);
    app.take(project, None);
    app.send(Message::Select(Selection::at(Place::Text { paragraph: first, at: 0 })));
    app
}

#[test]
fn a_compromise_is_a_proposal_of_the_chair() {
    let mut p = project(TEXT);
    let a = swap(&mut p, "EU", 0, "old lamps", "candles");
    swap(&mut p, "US", 0, "lamps", "lights");
    let mut app = app(p);
    let mut desk = app.merge_desk().unwrap();
    choose(&mut desk, &[&a]);
    desk.edit(true);
    desk.type_in(0, "Urges all to light some lights, and to count them, each evening;");
    app.send(Message::Compromise(Box::new(desk.wording())));
    assert!(app.notices().is_empty(), "{:?}", app.notices());
    assert!(
        app.project().decisions.is_empty() && app.project().working.text(0) == TEXT.lines().next().unwrap()
    );
    let desk = app.merge_desk().unwrap();
    let own = desk.choices().iter().find(|c| c.group.backers == [ActorId::chair()]).unwrap();
    assert_eq!(
        (own.old.as_str(), own.new.as_str()),
        ("old lamps, and to count them, every", "some lights, and to count them, each")
    );
    assert_eq!(own.reasons[0].1, "A compromise on the proposal of EU.");
    let mut again = desk.clone();
    again.toggle(&own.group.id);
    app.send(Message::Settle(Box::new(again.verdict(true))));
    assert_eq!(
        app.project().working.text(0),
        "Urges all to light some lights, and to count them, each evening;"
    );
    assert_eq!(app.undo_title(), Some("Accept chosen, reject the rest"));
    app.send(Message::Undo);
    assert_eq!(app.project().decisions.len(), 0, "one step");
    app.send(Message::Withdraw(own.group.id.clone()));
    assert_eq!(app.merge_desk().unwrap().choices().len(), 2, "taken back");
    app.send(Message::SpeakAs(ActorId::new("EU")));
    app.send(Message::Settle(Box::new(again.verdict(false))));
    assert_eq!(app.notices().len(), 1, "only the chair decides");
}

#[test]
fn a_compromise_on_the_shape_is_one_gesture() {
    let mut p = project(TEXT);
    let first = id(&p, 0);
    let kind = crate::text::Kind::Operative;
    let words = "Adds one;".into();
    let bis = ask(
        &mut p,
        "EU",
        Wish::InsertParagraph { after: Some(first), kind, label: "OP1 bis".into(), words },
        None,
    );
    let a = swap(&mut p, "US", 0, "old", "new");
    let mut app = app(p);
    let mut desk = app.merge_desk().unwrap();
    choose(&mut desk, &[&bis, &a]);
    desk.edit(true);
    desk.type_in(1, "Adds two;");
    app.send(Message::Compromise(Box::new(desk.wording())));
    let desk = app.merge_desk().unwrap();
    let own: Vec<&Choice> =
        desk.choices().iter().filter(|c| c.group.backers.contains(&ActorId::chair())).collect();
    let said: Vec<&str> = own.iter().map(|c| c.new.as_str()).collect();
    assert_eq!(said, ["new", "Adds two;"], "the same words as another's join its backers");
    assert_eq!(own[0].tied.len(), 1);
}

#[test]
fn all_of_a_kind_are_found_wherever_they_stand() {
    let mut p = project(TEXT);
    let one = put(&mut p, "EU", 1, ("women", 0), " and girls");
    let other = span(&p, 1, "women on", 0).range;
    let at = crate::app::span_of(&p, id(&p, 1), other.start + 6..other.start + 6).unwrap();
    ask(&mut p, "US", Wish::Replace { at, with: "and girls ".into() }, None);
    put(&mut p, "UK", 1, ("sea", 0), " and girls");
    let known = weave::groups(&p.working, &open_placed(&p));
    let like = known.values().find(|g| g.members.iter().any(|m| m.1 == one)).unwrap().id.clone();
    let mut list = Alike::of(&p, Kind::Like(like));
    let told: Vec<(&str, &str)> = list.lines.iter().map(|l| (l.label.as_str(), l.new.trim())).collect();
    assert_eq!(told, [("OP2", "and girls"), ("OP2", "and girls")]);
    assert_eq!(list.able(), 2);
    let mut app = app(p);
    app.send(Message::AcceptAlike(list.chosen()));
    assert_eq!(
        app.project().working.text(1),
        "Notes women and girls in the sea, and women and girls on land;"
    );
    app.send(Message::Undo);
    assert_eq!(app.project().working.text(1), "Notes women in the sea, and women on land;");
    list.toggle(0);
    assert_eq!(list.chosen().len(), 1);
    list.choose_all(false);
    assert!(list.chosen().is_empty());
    let mut by = Alike::of(app.project(), Kind::By(ActorId::new("UK")));
    assert_eq!((by.lines.len(), by.able()), (1, 1));
    by.choose_all(true);
    assert_eq!(by.able(), 1);
}

#[test]
fn slips_are_told_from_substance() {
    let text =
        "Welcomes the goverment of 25 States, its “rôle” and resolution 70/1, of May;\nNotes the States.";
    for (old, new, slip) in [
        ("goverment", "government", true),
        ("Welcomes", "Welcomes also", true),
        (", of May;", " of May;", true),
        ("goverment", "people", false),
        ("25", "26", false),
        ("70/1", "70/2", false),
        ("States", "Member States", false),
        ("the goverment", "a government", false),
        ("the", "thee", false),
        ("of May;", "of May.", true),
    ] {
        let mut p = project(text);
        swap(&mut p, "EU", 0, old, new);
        let found = Alike::of(&p, Kind::Mechanical);
        assert_eq!(found.lines.len() == 1, slip, "{old} → {new}");
    }
    // A letter put into a word stands inside of it.
    let mut p = project(text);
    put(&mut p, "EU", 0, ("gover", 0), "n");
    put(&mut p, "US", 0, ("2", 0), "2");
    assert_eq!(Alike::of(&p, Kind::Mechanical).lines.len(), 1);
}

#[test]
fn of_a_kind_that_touch_stay_open() {
    let mut p = project(TEXT);
    let all = Wish::Replace { at: span(&p, 0, "old lamps, and to", 0), with: "lamps".into() };
    ask(&mut p, "EU", all, None);
    swap(&mut p, "EU", 0, "lamps", "lights");
    swap(&mut p, "EU", 1, "sea", "ocean");
    let list = Alike::of(&p, Kind::By(ActorId::new("EU")));
    assert_eq!((list.lines.len(), list.able()), (3, 1));
    let mut app = app(p);
    app.send(Message::AcceptAlike(list.chosen()));
    assert!(app.project().working.text(1).contains("ocean"));
    assert_eq!((app.project().decisions.len(), app.notices().len()), (1, 1));
}

#[test]
fn positions_are_on_the_desk() {
    let mut p = project(TEXT);
    let a = swap(&mut p, "EU", 0, "old", "new");
    let position = Position::new(a.clone(), 1, Stance::Oppose);
    let put = Put { was: None, now: Some(Arc::new(position)) };
    Change::Position(ActorId::new("US"), Origin::Own, a, put).apply(&mut p).unwrap();
    let desk = Desk::of(&p, id(&p, 0)).unwrap();
    assert_eq!(desk.choices()[0].stances, ["US opposes"]);
}
