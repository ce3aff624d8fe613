//! The laws of merging on whole negotiations of two to twelve actors: thousands, made at random.
//!
//! Each law is held on the same negotiation, so that what one of them needs is there for all.
//! `PROPTEST_CASES` asks for more or fewer.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::View;
use chapeau::app::export::text_of;
use chapeau::format::plain;
use chapeau::format::ron::write_project;
use chapeau::project::{Project, all_placed, decide, issue, merge_project, merge_track, open_placed};
use chapeau::record::{
    Actor, ActorId, Origin, Outcome, Position, Proposal, ProposalId, Stance, Strand, Track, Wish,
};
use chapeau::text::{Document, Kind};
use chapeau::weave::{self, Fate};
use common::cases;
use common::made::{SOURCE, Said, said, wish};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// As many actors as sit at a table; some names hold what brackets are made of.
const ACTORS: [&str; 12] = [
    "EU",
    "US",
    "G77 and China",
    "Côte “d’Azur”",
    "ITU",
    "UPU",
    "Holy See",
    "Guinea-Bissau",
    "AOSIS",
    "UK",
    "Türkiye",
    "A/B",
];

static BASE: LazyLock<Project> = LazyLock::new(|| {
    Project::of(plain::read(&format!("{SOURCE}\n\n3. *Decides also* to meet at sea;\n")), "Zero draft")
        .unwrap()
});

/// What one actor sends: wishes by kind, place and words; positions on others' by actor and number.
#[derive(Clone, Debug)]
struct Sent {
    wishes: Vec<(u8, (usize, usize, usize), Said)>,
    positions: Vec<(usize, usize, usize)>,
}

fn sent() -> impl Strategy<Value = Sent> {
    let place = (0usize..7, 0usize..16, 0usize..8);
    // Many say the same: words from a short list beside those from the world's keyboards.
    let few = prop_oneof![Just("new "), Just(" and old"), Just("")].prop_map(Said::plain);
    let words = prop_oneof![3 => few, 2 => said()];
    let wishes = prop::collection::vec((0u8..20, place, words), 1..4);
    let positions = prop::collection::vec((0usize..ACTORS.len(), 0usize..3, 0usize..4), 0..3);
    (wishes, positions).prop_map(|(wishes, positions)| Sent { wishes, positions })
}

fn name(actor: usize, n: usize) -> ProposalId {
    ProposalId::of(ACTORS[actor % ACTORS.len()], &[&n.to_string()])
}

fn track(who: usize, sent: &Sent) -> (Actor, Track) {
    let actor = BASE.actor(ACTORS[who]);
    let mut strand = Strand::default();
    for (n, (kind, place, said)) in sent.wishes.iter().enumerate() {
        let Some(wish) = wish(&BASE.working, *kind, *place, said) else { continue };
        let proposal = Proposal { sent: true, ..Proposal::new(name(who, n), BASE.base(), wish) };
        strand.proposals.insert(proposal.id.clone(), Arc::new(proposal));
    }
    for (whose, n, stance) in sent.positions.iter().filter(|(whose, ..)| *whose != who) {
        let position = Position { sent: true, ..Position::new(name(*whose, *n), 1, Stance::ALL[*stance]) };
        strand.positions.insert(position.about.clone(), Arc::new(position));
    }
    let track = Track { actor: actor.id.clone(), strands: BTreeMap::from([(Origin::Own, strand)]) };
    (actor, track)
}

fn merged<'a>(files: impl IntoIterator<Item = &'a (Actor, Track)>) -> Project {
    let mut project = BASE.clone();
    for (about, track) in files {
        merge_track(&project, track, Some(about)).change.apply(&mut project).unwrap();
    }
    project
}

fn bytes(project: &Project) -> String {
    write_project(project).unwrap()
}

fn words(document: &Document) -> Vec<(Kind, String)> {
    document.metas().enumerate().map(|(at, m)| (m.kind, document.text(at))).collect()
}

type Held = Result<(), TestCaseError>;

/// Any order, any grouping, any repetition: the same bytes.
fn merging_is_a_union(files: &[(Actor, Track)], whole: &Project, turns: &[Index]) -> Held {
    let expected = bytes(whole);
    let cut = turns.first().map_or(0, |t| t.index(files.len()));
    let turned: Vec<_> = files[cut..].iter().chain(files[..cut].iter().rev()).chain(&files[cut..]).collect();
    prop_assert_eq!(&bytes(&merged(turned)), &expected, "another order, and some twice");
    let (mut left, right) = (merged(&files[..cut]), merged(files[cut..].iter().rev()));
    merge_project(&left, &right).change.apply(&mut left).unwrap();
    prop_assert_eq!(&bytes(&left), &expected, "in two groups");
    Ok(())
}

/// Each proposal is in one group, and every backer of every group is printed.
fn everybody_is_printed(project: &Project, turns: &[Index]) -> Held {
    let mut placed = open_placed(project);
    let woven = weave::compile(&project.working, &placed);
    let members = woven.groups.values().flat_map(|g| g.members.iter().map(|(_, id, _)| id.clone()));
    let members: Vec<ProposalId> = members.collect();
    let all: BTreeSet<ProposalId> = placed.iter().map(|p| p.proposal.id.clone()).collect();
    prop_assert_eq!(members.len(), placed.len(), "each in one group");
    prop_assert_eq!(members.into_iter().collect::<BTreeSet<_>>(), all);
    let full = |a: &ActorId| format!("‹{a}›");
    type Print = fn(&weave::CompiledParagraph, &dyn Fn(&ActorId) -> String) -> String;
    for print in [weave::inline as Print, weave::prefix as Print] {
        // Another wording of a paragraph stands behind it, as a paragraph of its own.
        let mut prints: BTreeMap<&weave::GroupId, String> = BTreeMap::new();
        for paragraph in &woven.paragraphs {
            let text = print(paragraph, &full);
            paragraph.groups.iter().for_each(|id| prints.entry(id).or_default().push_str(&text));
        }
        for group in woven.groups.values().filter(|g| g.fate == Fate::Clean) {
            let text = prints.get(&group.id).cloned().unwrap_or_default();
            for backer in &group.backers {
                prop_assert!(text.contains(&full(backer)), "{} backs {} in {}", backer, group.id, text);
            }
        }
    }
    let shown: BTreeSet<_> = woven.paragraphs.iter().flat_map(|p| &p.groups).collect();
    for (id, group) in woven.groups.iter().filter(|(_, g)| g.fate == Fate::Clean) {
        prop_assert!(shown.contains(id), "{:?} stands nowhere", group);
    }
    // The order in which they come is none of the compilation's business.
    let cut = turns.last().map_or(0, |t| t.index(placed.len().max(1)));
    placed.rotate_left(cut);
    prop_assert_eq!(weave::compile(&project.working, &placed), woven);
    Ok(())
}

/// Rejecting all leaves the text, byte for byte.
fn rejecting_all_is_the_base(project: &Project) -> Held {
    let mut project = project.clone();
    let groups = weave::groups(&project.working, &open_placed(&project));
    let all: Vec<_> = groups.into_keys().collect();
    decide(&project, &all, Outcome::Reject, None).change.apply(&mut project).unwrap();
    prop_assert_eq!(project.working.hash(), BASE.working.hash());
    prop_assert!(open_placed(&project).is_empty());
    Ok(())
}

/// All of one actor's accepted is that actor's text, where its own wishes do not overlap.
fn accepting_one_is_its_text(files: &[(Actor, Track)], whole: &Project) -> Held {
    for (actor, track) in files {
        // In which order paragraphs of one author move past each other is not said.
        let moves = |p: &&Arc<Proposal>| matches!(p.wish, Wish::Move { .. } | Wish::Merge { .. });
        if track.proposals().map(|(_, p)| p).filter(moves).count() > 1 {
            continue;
        }
        let own: Vec<_> = open_placed(whole).into_iter().filter(|p| p.actor == actor.id).collect();
        // Wishes that overlap as their author wrote them have no one text.
        if !weave::finalize(&whole.working, &own).1.is_empty() {
            continue;
        }
        let replaced = track.proposals().filter(|(_, p)| matches!(p.wish, Wish::Replace { .. }));
        let spans: Vec<_> = replaced.filter_map(|(_, p)| p.wish.span()).collect();
        let meet = |a: &chapeau::record::Span, b: &chapeau::record::Span| {
            a.paragraph == b.paragraph && a.range.start < b.range.end && b.range.start < a.range.end
        };
        if spans.iter().enumerate().any(|(n, a)| spans.iter().skip(n + 1).any(|b| meet(a, b))) {
            continue;
        }
        // Of words put in where their author cuts it is not said whether their space goes with the cut.
        let wishes: Vec<&Wish> = track.proposals().map(|(_, p)| &p.wish).collect();
        let cuts = wishes.iter().filter_map(|w| if let Wish::Split { at } = w { Some(at) } else { None });
        let at_cut = |cut: &chapeau::record::Span, w: &Wish| {
            let replaces = matches!(w, Wish::Replace { .. });
            let span = w.span().filter(|s| replaces && s.paragraph == cut.paragraph);
            span.is_some_and(|s| s.range.start <= cut.range.start && cut.range.start <= s.range.end)
        };
        if cuts.into_iter().any(|cut| wishes.iter().any(|w| at_cut(cut, w))) {
            continue;
        }
        let last = text_of(whole, &View::Final(actor.id.clone())).0;
        let mut alone = merged([&(actor.clone(), track.clone())]);
        let groups = weave::groups(&alone.working, &open_placed(&alone));
        let all: Vec<_> = groups.keys().cloned().collect();
        let decided = decide(&alone, &all, Outcome::Accept, None);
        let left = |id: &ProposalId| {
            let found = groups.values().find(|g| g.members.iter().any(|(_, m, _)| m == id));
            found.is_some_and(|g| {
                matches!(g.printed.wish, Wish::Placement { .. }) || g.fate == Fate::Reflected
            })
        };
        if !decided.conflicts.is_empty() || !decided.left.iter().all(|(id, _)| left(id)) {
            continue;
        }
        decided.change.apply(&mut alone).unwrap();
        prop_assert_eq!(words(&alone.working), words(&last), "{}", actor.id);
    }
    Ok(())
}

/// Carrying a revision to itself changes nothing.
fn carrying_to_itself_changes_nothing(project: &Project) -> Held {
    let mut project = project.clone();
    let before = all_placed(&project);
    issue(&project, "Rev.1").apply(&mut project).unwrap();
    prop_assert_eq!(all_placed(&project), before);
    prop_assert_eq!(words(&project.working), words(&BASE.working));
    Ok(())
}

/// A negotiation: what each sends, and all of it merged.
fn negotiation() -> impl Strategy<Value = (Vec<(Actor, Track)>, Project)> {
    prop::collection::vec(sent(), 2..=ACTORS.len()).prop_map(|said| {
        let files: Vec<_> = said.iter().enumerate().map(|(who, sent)| track(who, sent)).collect();
        let whole = merged(&files);
        (files, whole)
    })
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn merging_and_printing((files, whole) in negotiation(), turns in prop::collection::vec(any::<Index>(), 2)) {
        merging_is_a_union(&files, &whole, &turns)?;
        everybody_is_printed(&whole, &turns)?;
    }

    #[test]
    fn deciding_and_carrying((files, whole) in negotiation()) {
        rejecting_all_is_the_base(&whole)?;
        accepting_one_is_its_text(&files, &whole)?;
        carrying_to_itself_changes_nothing(&whole)?;
    }
}
