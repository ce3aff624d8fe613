//! Compilations of our own making, in every form.

use super::*;
use crate::record::{Wish, known_names, resolve};
use crate::text::{Kind, Source};

fn known(name: &str) -> Option<ActorId> {
    let found = resolve(name, &[]).id;
    let own = ["EU", "US", "UK", "Iran", "Argentina"].contains(&found.as_str());
    (own || known_names().any(|n| n == found.as_str())).then_some(found)
}

fn source(issued: Option<&str>, kind: Kind, text: &str) -> Source {
    Source { kind, issued: issued.map(str::to_owned), masthead: false, words: text.into() }
}

const BASE: [&str; 3] = [
    "Calls upon all keepers to light their lamps before the evening tide;",
    "Decides to count the ships in the harbour once in every year;",
    "Requests the harbour master to report to the council on its lamps;",
];

fn base() -> Document {
    let labels = ["1.", "2.", "3."];
    let all = BASE.iter().zip(labels).map(|(t, l)| source(Some(l), Kind::Operative, t)).collect();
    Document::imported(all, BTreeMap::new())
}

fn derived(lines: &[(Option<&str>, Kind, &str)]) -> FromBrackets {
    answered(lines, &[])
}

fn answered(lines: &[(Option<&str>, Kind, &str)], answers: &[(&str, &str)]) -> FromBrackets {
    let answers: BTreeMap<String, ActorId> =
        answers.iter().map(|(name, actor)| ((*name).to_owned(), ActorId::new(actor))).collect();
    let heard = |name: &str| {
        let said = answers.get(name).filter(|a| a.as_str() != crate::record::UNATTRIBUTED);
        known(name).or_else(|| said.cloned())
    };
    let base = base();
    let paragraphs = lines.iter().map(|(i, k, t)| source(*i, *k, t)).collect();
    let copy = Parsed { paragraphs, ..Parsed::default() };
    let input = BracketsInput {
        base: &base,
        hash: base.hash(),
        title: "Lamps",
        copy: &copy,
        known: &heard,
        answers: &answers,
    };
    from_brackets(&input)
}

fn said(out: &FromBrackets) -> Vec<String> {
    let base = base();
    let label = |id: &crate::text::ParagraphId| {
        base.meta_of(*id).and_then(|m| m.label.as_ref()).map(|l| l.to_string()).unwrap_or_default()
    };
    let mut lines = Vec::new();
    for (actor, strand) in &out.strands {
        for p in strand.proposals.values() {
            let what = match &p.wish {
                Wish::Replace { at, with } => {
                    format!("{} {}>{}", label(&at.paragraph), at.quote, with.bare())
                }
                Wish::Alternative { at, label: own, words } => {
                    format!("{own} instead of {}: {}", label(&at.paragraph), words.bare())
                }
                Wish::Amend { at, with } => format!("in {} {}>{}", at.words, at.quote(), with.bare()),
                Wish::InsertParagraph { after, label: own, words, kind } => {
                    let after = after.map(|id| label(&id)).unwrap_or_default();
                    format!("new {kind} {own} after {after}: {}", words.bare())
                }
                Wish::Move { at, after } => {
                    format!(
                        "move {} after {}",
                        label(&at.paragraph),
                        after.map(|a| label(&a)).unwrap_or_default()
                    )
                }
                wish => {
                    let at = wish.span().expect("anchored");
                    format!("{} {} {}", wish.name(), label(&at.paragraph), at.quote)
                }
            };
            lines.push(format!("{actor}: {what}"));
        }
    }
    lines.sort();
    lines
}

const O: Kind = Kind::Operative;
const P: Kind = Kind::Plain;

#[test]
fn a_compilation_in_brackets() {
    let out = derived(&[
        (None, P, "Compilation of all proposals as received"),
        (
            Some("1."),
            O,
            "Calls upon [all - EU delete] keepers to light their lamps before the [evening / morning - US; UK oppose] tide; [Agreed ad ref]",
        ),
        (
            Some("1 bis."),
            O,
            "[Calls upon all ships to carry a bell; - Japan, G77 add] (based on A/RES/77/150, OP3)",
        ),
        (None, P, "[2. Decides to count the ships in the harbour once in every year; - EU delete]"),
        (
            Some("3."),
            O,
            "Requests the harbour master to report to [us] the council on its lamps; [UK: move after OP1]",
        ),
    ]);
    assert_eq!(
        said(&out),
        [
            "EU: OP1 all >",
            "EU: delete-paragraph OP2 Decides to count the ships in the harbour once in every year;",
            "G77 and China: new operative 1 bis after OP1: Calls upon all ships to carry a bell;",
            "Japan: new operative 1 bis after OP1: Calls upon all ships to carry a bell;",
            "UK: move OP3 after OP1",
            "US: OP1 evening>morning",
            "Unattributed: OP3 >us ",
        ]
    );
    assert_eq!(out.statuses[0].text, "Agreed ad ref");
    assert_eq!(out.positions.len(), 1);
    assert_eq!((out.positions[0].stance, out.positions[0].text.as_str()), ("oppose", "morning"));
    assert_eq!(out.nameless.len(), 1);
    let lost: Vec<&str> = out.unplaced.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(lost, ["Compilation of all proposals as received"]);
    let japan = out.strands[&ActorId::new("Japan")].proposals.values().next().expect("one");
    assert_eq!(japan.source, "based on A/RES/77/150, OP3");
}

#[test]
fn stacked_and_put_in() {
    let out = derived(&[
        (Some("1."), O, BASE[0]),
        (None, P, "Argentina"),
        (None, P, "Calls upon keepers to light their lamps before the evening tide;"),
        (None, P, "EU and UK:"),
        (None, P, "Calls upon all keepers to light their new lamps before the evening tide;"),
        (Some("2."), O, BASE[1]),
        (None, P, "Canada, Government: Decides to count the ships in the harbour twice in every year;"),
        (None, P, "Iran, Government: Invites the gulls to leave every roof of the old town for good;"),
        (Some("26Abis"), O, "[Recalls its lamps; - US]"),
        (Some("OP3 alt"), O, "[Asks the harbour master for a report; - Norway]"),
    ]);
    assert_eq!(
        said(&out),
        [
            "Argentina: OP1  all>",
            "Canada: OP2 once>twice",
            "EU: OP1 > new",
            "Iran: new operative OP2 bis after OP2: Invites the gulls to leave every roof of the old town for good;",
            "Norway: OP3 alt instead of OP3: Asks the harbour master for a report;",
            "UK: OP1 > new",
            "US: new operative 26Abis after OP2: Recalls its lamps;",
        ]
    );
    assert!(!out.needs_a_person(), "{out:?}");
}

#[test]
fn what_needs_a_person() {
    let out = derived(&[
        (
            Some("1."),
            O,
            "Calls upon [all - Ruritania delete] keepers to light their old lamps before the evening tide;]",
        ),
        (Some("2."), O, "Decides to count the ships in the [grand - US] port once in every year;"),
    ]);
    assert_eq!(said(&out), ["Ruritania: OP1 all >"]);
    assert_eq!(out.unknown, [("Ruritania".to_owned(), vec!["OP1".to_owned()])].into());
    assert_eq!(out.repaired.len(), 1);
    let lost: Vec<String> =
        out.unplaced.iter().map(|l| format!("{} {}: {}", l.label, l.text, l.why)).collect();
    assert_eq!(
        lost,
        [
            "OP1 old: the paragraph has “” there, and no bracket stands round it",
            "OP2 [grand - US]: the paragraph has other words there",
            "OP2 port: the paragraph has “harbour” there, and no bracket stands round it",
        ]
    );
}

#[test]
fn what_is_to_be_done_with_a_paragraph_is_no_text_of_it() {
    let first = (Some("1."), Kind::Operative, BASE[0]);
    let out = derived(&[
        first,
        (None, Kind::Plain, "EU: retain"),
        (None, Kind::Plain, "US: Delete the word “all”."),
        (None, Kind::Heading, "Iran"),
        (None, Kind::Plain, "Delete paragraph"),
        (None, Kind::Plain, "UK: replace “their lamps” by “all lamps”"),
        (None, Kind::Plain, "Argentina: reserves its position on this paragraph."),
        (None, Kind::Plain, "Canada: Delete the reference to lamps"),
        (None, Kind::Plain, "Japan: Add “of oil” after “lamps”"),
    ]);
    assert_eq!(
        said(&out),
        [
            "Argentina: reserve OP1 Calls upon all keepers to light their lamps before the evening tide;",
            "EU: retain OP1 Calls upon all keepers to light their lamps before the evening tide;",
            "Iran: delete-paragraph OP1 Calls upon all keepers to light their lamps before the evening tide;",
            "Japan: OP1 > of oil",
            "UK: OP1 their lamps>all lamps",
            "US: OP1  all>",
        ]
    );
    let unplaced: Vec<_> = out.unplaced.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(unplaced, ["Canada: Delete the reference to lamps"]);
}

#[test]
fn a_name_in_round_brackets_behind_a_label_speaks() {
    let first = (Some("1."), Kind::Operative, BASE[0]);
    let bis = (Some("OP1 bis"), Kind::Operative, "(EU) Invites the gulls to leave;");
    assert_eq!(
        said(&derived(&[first, bis])),
        ["EU: new operative OP1 bis after OP1: Invites the gulls to leave;"]
    );
}

#[test]
fn a_position_is_on_the_alternative_beside_it() {
    let text = "Decides to count the [ships / boats - EU / barges - UK; US oppose] in the harbour once in every year;";
    let out = derived(&[(Some("2."), Kind::Operative, text)]);
    let uk = out.strands[&ActorId::new("UK")].proposals.keys().next().unwrap();
    let about: Vec<_> = out.positions.iter().map(|p| (p.actor.as_str(), p.stance, &p.about[..])).collect();
    assert_eq!(about, [("US", "oppose", std::slice::from_ref(uk))]);
}

#[test]
fn a_status_behind_a_paragraph_is_not_of_who_spoke_before() {
    let second = format!("{} [Agreed ad ref]", BASE[1]);
    let out = derived(&[
        (Some("1."), Kind::Operative, BASE[0]),
        (None, Kind::Heading, "Argentina"),
        (None, Kind::Plain, "Invites the gulls to leave every roof of the old town for good;"),
        (Some("2."), Kind::Operative, &second),
        (None, Kind::Plain, "Note by the penholder"),
    ]);
    assert_eq!(
        said(&out),
        [
            "Argentina: new operative OP1 bis after OP1: Invites the gulls to leave every roof of the old town for good;"
        ]
    );
    assert_eq!(out.statuses.len(), 1);
    assert_eq!(out.unplaced.len(), 1, "{:?}", out.unplaced);
}

/// What a name that nobody knows means follows from what a person said; nothing is dropped.
#[test]
fn names_that_nobody_knows_are_listed_and_answered() {
    let keepers = "Calls upon all [good - Ruritannia, EU add] keepers to light [their - Uk delete] lamps before the evening tide; [Table Two: moves after OP3]";
    let lines = [(Some("1."), Kind::Operative, keepers)];
    let out = derived(&lines);
    assert_eq!(out.unknown.keys().collect::<Vec<_>>(), ["Ruritannia", "Table Two", "Uk"], "{out:?}");
    assert!(out.answered.is_empty() && out.strands.contains_key(&ActorId::new("Ruritannia")));
    let out = answered(&lines, &[("Ruritannia", "EU"), ("Uk", "UK"), ("Table Two", "Unattributed")]);
    assert!(out.unknown.is_empty(), "{:?}", out.unknown);
    let actors: Vec<&str> = out.strands.keys().map(ActorId::as_str).collect();
    assert_eq!(actors, ["EU", "UK", "Unattributed"]);
    assert_eq!(out.strands[&ActorId::new("EU")].proposals.len(), 1, "one actor says a thing once");
    assert_eq!(out.nameless.len(), 1, "{:?}", out.nameless);
}

/// A position of somebody who is no actor is listed, and so is what may be a name before a colon.
#[test]
fn nobody_takes_no_position_and_a_name_before_a_colon_is_asked_about() {
    let one = "Calls upon all keepers to light their lamps [at dusk - EU; Table Two oppose] before the evening tide;";
    let out = answered(&[(Some("1."), Kind::Operative, one)], &[("Table Two", "Unattributed")]);
    assert_eq!(out.unplaced.len(), 1, "{out:?}");
    assert!(out.positions.is_empty());
    let two = "Calls upon all keepers to light their [Elbonia: bright] lamps before the evening tide;";
    let lines = [(Some("1."), Kind::Operative, two)];
    let out = derived(&lines);
    assert_eq!(out.unknown.keys().collect::<Vec<_>>(), ["Elbonia"]);
    assert!(!out.strands.contains_key(&ActorId::new("Elbonia")));
    let out = answered(&lines, &[("Elbonia", "Elbonia")]);
    assert_eq!(said(&out), ["Elbonia: OP1 >bright "]);
}

/// A line that looks like a name among those that are says who speaks from there on.
#[test]
fn a_stacked_compilation_may_have_names_that_nobody_knows() {
    let dusk = "Calls upon all keepers to light their lamps at dusk;";
    let noon = "Calls upon all keepers to light their lamps at noon;";
    let lines = [
        (Some("1."), Kind::Operative, BASE[0]),
        (None, Kind::Plain, "EU"),
        (None, Kind::Plain, dusk),
        (None, Kind::Plain, "Republic of Elbonia:"),
        (None, Kind::Plain, noon),
        (Some("2."), Kind::Operative, BASE[1]),
    ];
    let out = derived(&lines);
    let actors: Vec<&str> = out.strands.keys().map(ActorId::as_str).collect();
    assert_eq!(actors, ["EU", "Republic of Elbonia"], "{out:?}");
    assert_eq!(out.unknown.get("Republic of Elbonia"), Some(&vec!["OP1".to_owned()]));
    let words = |actor: &str| format!("{:?}", out.strands[&ActorId::new(actor)].proposals);
    assert!(words("EU").contains("dusk") && !words("EU").contains("noon"));
    let out = answered(&lines, &[("Republic of Elbonia", "UK")]);
    assert_eq!(out.strands.keys().map(ActorId::as_str).collect::<Vec<_>>(), ["EU", "UK"]);
}
