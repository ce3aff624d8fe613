//! Accepting all of an actor is that actor's text: single cases, each of which once was not.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::View;
use chapeau::app::export::text_of;
use chapeau::format::plain;
use chapeau::project::{Project, decide, merge_track, open_placed};
use chapeau::record::{ActorId, Inside, Origin, Outcome, Proposal, ProposalId, Strand, Track, Wish};
use chapeau::revise::{CopyInput, Parsed, from_copy};
use chapeau::text::{Fragment, Kind, ParagraphId, Source, Words};
use chapeau::weave::{self, Fate};
use common::made::span;
use common::{Desk, cases};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

const TEXT: &str = "1. One;\n\n2. Two;\n\n3. Three;\n\n4. Four;\n\n5. Five shall come;\n";

fn id(project: &Project, at: usize) -> ParagraphId {
    project.working.meta(at).unwrap().id
}

/// The project with these wishes of the EU, in this order.
fn asked(wishes: impl Fn(&Project) -> Vec<Wish>) -> Project {
    let mut project = Project::of(plain::read(TEXT), "Zero draft").unwrap();
    let mut strand = Strand::default();
    for (n, wish) in wishes(&project).into_iter().enumerate() {
        let id = ProposalId(format!("EU-{n}"));
        strand.proposals.insert(id.clone(), Arc::new(Proposal::new(id, project.base(), wish)));
    }
    let mut track = Track::new(ActorId::new("EU"));
    track.strands.insert(Origin::Own, strand);
    merge_track(&project, &track, None).change.apply(&mut project).unwrap();
    project
}

fn moved(project: &Project, at: usize, after: usize) -> Wish {
    let len = project.working.len_of(at);
    Wish::Move { at: span(&project.working, at, 0..len), after: Some(id(project, after)) }
}

/// Accepts one wish by its number, with what hangs together with it.
fn accept(project: &mut Project, n: usize) {
    let name = ProposalId(format!("EU-{n}"));
    let groups = weave::groups(&project.working, &open_placed(project));
    let group = groups.values().find(|g| g.members.iter().any(|(_, id, _)| *id == name)).unwrap();
    let decided = decide(project, std::slice::from_ref(&group.id), Outcome::Accept, None);
    assert!(decided.accepted.contains(&name), "{decided:?}");
    decided.change.apply(project).unwrap();
}

fn accept_all(project: &mut Project) {
    let all: Vec<_> = weave::groups(&project.working, &open_placed(project)).into_keys().collect();
    let decided = decide(project, &all, Outcome::Accept, None);
    assert_eq!((&decided.conflicts, &decided.left), (&vec![], &vec![]));
    decided.change.apply(project).unwrap();
}

fn lines(document: &chapeau::text::Document) -> String {
    (0..document.len()).map(|at| document.text(at)).collect::<Vec<_>>().join(" ")
}

fn last(project: &Project) -> String {
    lines(&text_of(project, &View::Final(ActorId::new("EU"))).0)
}

/// Whichever of the two has the smaller name.
#[test]
fn a_paragraph_that_follows_one_that_moves_goes_with_it() {
    for turned in [false, true] {
        let mut project = asked(|p| {
            let mut all = vec![moved(p, 0, 3), moved(p, 1, 0)];
            if turned {
                all.reverse();
            }
            all
        });
        assert!(open_placed(&project).iter().all(|p| p.fate == Fate::Clean));
        assert_eq!(last(&project), "Three; Four; One; Two; Five shall come;");
        accept_all(&mut project);
        assert_eq!(lines(&project.working), "Three; Four; One; Two; Five shall come;");
    }
}

#[test]
fn paragraphs_that_move_to_one_place_stand_there_in_the_order_of_the_text() {
    for turned in [false, true] {
        let mut project = asked(|p| {
            let mut all = vec![moved(p, 0, 3), moved(p, 1, 3)];
            if turned {
                all.reverse();
            }
            all
        });
        assert_eq!(last(&project), "Three; Four; One; Two; Five shall come;");
        accept_all(&mut project);
        assert_eq!(lines(&project.working), "Three; Four; One; Two; Five shall come;");
    }
}

/// One that asks for nothing but what is so already is not “reflected”: it is to go along.
#[test]
fn a_block_moved_in_a_copy_is_the_copy() {
    let desk = Desk::new();
    let paragraphs: Vec<&str> = vec![
        "The harbour",
        "The General Assembly,",
        "1. Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;",
        "2. Requests the chandlers to report each spring on the strength of hemp ropes and anchors;",
        "3. Notes with concern that herring come later each year to the shallow banks;",
        "4. Encourages pilots to carry slates, chalk and a copy of the signal book at all times;",
        "5. Decides to review the harbour dues of small vessels at its session in autumn;",
        "6. Invites ferry owners to post their fares in large letters at both ends of the pier;",
    ];
    desk.put("text.txt", paragraphs.join("\n\n"));
    let turned: Vec<&str> = [0, 1, 4, 5, 6, 2, 3, 7].iter().map(|at| paragraphs[*at]).collect();
    desk.put("copy.txt", turned.join("\n\n"));
    desk.line("import text.txt -o p.chapeau").well();
    desk.line("track from-copy p.chapeau copy.txt --as EU -o eu.track").well();
    desk.line("merge p.chapeau eu.track").well();
    let words = |view: &str| {
        let shown = desk.run(["show", "p.chapeau", "--view", view, "--json"]).well().json();
        common::paragraphs(&shown).into_iter().map(|(.., text)| text).collect::<Vec<_>>()
    };
    let wanted: Vec<String> =
        turned.iter().map(|t| t.split_once(". ").map_or(*t, |(_, rest)| rest).to_owned()).collect();
    assert_eq!(words("final:EU"), wanted);
    // One gesture: whichever is accepted, all go.
    let project = chapeau::app::files::open_project(&desk.path("p.chapeau")).unwrap();
    let bundles: Vec<_> = open_placed(&project).iter().map(|p| p.proposal.bundle.clone()).collect();
    assert!(bundles.len() == 2 && bundles[0].is_some() && bundles[0] == bundles[1], "{bundles:?}");
    let first = open_placed(&project)[1].proposal.id.to_string();
    desk.run(["decide", "p.chapeau", "--accept", &first]).well();
    assert_eq!(words("clean"), wanted);
}

/// It was accepted, and nothing happened.
#[test]
fn a_move_finds_the_paragraph_behind_which_it_comes_after_that_was_joined_or_cut() {
    let mut project = asked(|p| {
        let first = span(&p.working, 2, 0..6);
        vec![Wish::Merge { at: first, second: id(p, 3) }, moved(p, 0, 3)]
    });
    accept(&mut project, 0);
    assert_eq!(last(&project), "Two; Three; Four; One; Five shall come;");
    accept(&mut project, 1);
    assert_eq!(lines(&project.working), "Two; Three; Four; One; Five shall come;");
    let mut project = asked(|p| vec![Wish::Split { at: span(&p.working, 4, 11..11) }, moved(p, 0, 4)]);
    let wanted = last(&project);
    assert_eq!(wanted, "Two; Three; Four; Five shall come; One;");
    accept(&mut project, 0);
    accept(&mut project, 1);
    assert_eq!(lines(&project.working), wanted);
}

/// The second of two that are joined is cut up as well: what was to stand between the two stands
/// behind what they are together, before the rest.
#[test]
fn a_paragraph_between_two_that_are_joined_stands_behind_them() {
    let mut project = asked(|p| {
        let new = Wish::InsertParagraph {
            after: Some(id(p, 3)),
            kind: Kind::Operative,
            label: String::new(),
            words: Fragment::plain("New;"),
        };
        let first = span(&p.working, 3, 0..5);
        let cut = Wish::Split { at: span(&p.working, 4, 5..5) };
        vec![Wish::Merge { at: first, second: id(p, 4) }, cut, new]
    });
    let wanted = "One; Two; Three; Four; Five New; shall come;";
    assert_eq!(last(&project), wanted);
    accept_all(&mut project);
    assert_eq!(lines(&project.working), wanted);
}

/// “should” in the place of “shall”, and “also” behind it, whichever comes first.
#[test]
fn words_behind_words_that_are_replaced_come_behind_the_new_ones() {
    for order in [[0, 1], [1, 0]] {
        let mut project = asked(|p| {
            let at = |range| span(&p.working, 4, range);
            vec![
                Wish::Replace { at: at(5..10), with: Fragment::plain("should") },
                Wish::Replace { at: at(10..10), with: Fragment::plain(" also") },
            ]
        });
        let wanted = last(&project);
        assert!(wanted.ends_with("Five should also come;"), "{wanted}");
        order.iter().for_each(|n| accept(&mut project, *n));
        assert_eq!(lines(&project.working), wanted);
    }
}

/// What an actor asks of words of its own is in its text; before they are joined to others.
#[test]
fn amendments_of_ones_own_words_are_in_ones_text() {
    let mut project = asked(|p| {
        let with = Fragment::plain(" and more ");
        let at = span(&p.working, 3, 5..5);
        let words = Wish::Replace { at, with };
        let target = Proposal::new(ProposalId("EU-0".into()), p.base(), words.clone());
        let inside = |range| Inside::new(&target, range).unwrap();
        vec![
            words,
            Wish::Amend { at: inside(9..10), with: Fragment::default() },
            Wish::Amend { at: inside(5..9), with: Fragment::plain("less") },
            Wish::Merge { at: span(&p.working, 3, 0..5), second: id(p, 4) },
        ]
    });
    let wanted = "One; Two; Three; Four; and less Five shall come;";
    assert_eq!(last(&project), wanted);
    accept_all(&mut project);
    assert_eq!(lines(&project.working), wanted);
}

/// Paragraphs that no difference could mistake for one another.
const PARAGRAPHS: [&str; 9] = [
    "Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;",
    "Requests the chandlers to report each spring on the strength of hemp ropes and anchors;",
    "Notes with concern that herring come later each year to the shallow banks;",
    "Encourages pilots to carry slates, chalk and a copy of the signal book at all times;",
    "Decides to review the harbour dues of small vessels at its session in autumn;",
    "Invites ferry owners to post their fares in large letters at both ends of the pier;",
    "Stresses that tide tables shall be printed before the first storm of the winter;",
    "Thanks the widows of the southern port for the blankets which they wove;",
    "Urges masters of barges not to anchor where the divers look for sponges;",
];

fn document(paragraphs: &[String]) -> Parsed {
    let source = |words: &String| Source {
        kind: Kind::Operative,
        issued: None,
        masthead: false,
        words: Words::plain(words),
    };
    Parsed { paragraphs: paragraphs.iter().map(source).collect(), ..Parsed::default() }
}

proptest! {
    #![proptest_config(cases(400))]

    /// A copy in which blocks were moved about, and a word added here and there, is what is shown
    /// as the text of its author, and what accepting all of it gives.
    #[test]
    fn a_copy_with_moved_blocks_is_its_authors_text(
        moves in prop::collection::vec((0usize..9, 1usize..4, 0usize..9), 1..4),
        words in prop::collection::vec(0usize..9, 0..3),
    ) {
        let base: Vec<String> = PARAGRAPHS.iter().map(|p| (*p).to_owned()).collect();
        let mut copy = base.clone();
        for (from, len, to) in moves {
            let block: Vec<String> = copy.drain(from..(from + len).min(9)).collect();
            let to = to.min(copy.len());
            copy.splice(to..to, block);
        }
        for at in words {
            copy[at] = copy[at].replacen(" the ", " the old ", 1);
        }
        let mut project = Project::of(document(&base), "Zero draft").unwrap();
        let actor = project.actor("EU");
        let made = from_copy(&CopyInput {
            base: &project.working,
            hash: project.base(),
            title: "",
            copy: &document(&copy),
            actor: &actor,
            return_number: 1,
        });
        let track = Track { strands: BTreeMap::from([(Origin::Copy, made.strand)]), ..Track::new(actor.id) };
        merge_track(&project, &track, None).change.apply(&mut project).unwrap();
        prop_assert_eq!(last(&project), copy.join(" "), "{:?}", made.warnings);
        accept_all(&mut project);
        prop_assert_eq!(lines(&project.working), copy.join(" "));
    }
}
