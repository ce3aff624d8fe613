//! The laws of merging on whole negotiations of two to twelve actors: thousands, made at random.
//!
//! Each law is held on the same negotiation, so that what one of them needs is there for all.
//! `PROPTEST_CASES` asks for more or fewer.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::View;
use chapeau::app::export::text_of;
use chapeau::format::ron::write_project;
use chapeau::project::{Project, all_placed, decide, issue, merge_project, open_placed};
use chapeau::record::{ActorId, Outcome, ProposalId, Wish};
use chapeau::text::{Document, Kind, ParagraphId};
use chapeau::weave::{self, Fate, Placed, Site};
use common::cases;
use common::table::{File, base, merged, negotiation};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{BTreeMap, BTreeSet};

fn bytes(project: &Project) -> String {
    write_project(project).unwrap()
}

fn words(document: &Document) -> Vec<(Kind, String)> {
    document.metas().enumerate().map(|(at, m)| (m.kind, document.text(at))).collect()
}

type Held = Result<(), TestCaseError>;

/// Any order, any grouping, any repetition: the same bytes.
fn merging_is_a_union(files: &[File], whole: &Project, turns: &[Index]) -> Held {
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
    prop_assert_eq!(project.working.hash(), base().working.hash());
    prop_assert!(open_placed(&project).is_empty());
    Ok(())
}

/// What asks for other words, and stands where it can be accepted.
fn is_asked(p: &Placed) -> bool {
    p.fate == Fate::Clean && p.proposal.wish.changes_text()
}

/// All of one actor's accepted is that actor's text: in one gesture, and one by one in any order.
///
/// Left out, because there is no one text: where the actor's own wishes overlap, and
/// where deciding puts a choice to a person and says so (two insertions at one place; a bundle of
/// which a part cannot be accepted).
fn accepting_one_is_its_text(files: &[File], whole: &Project, turns: &[Index]) -> Held {
    let actors: BTreeSet<&ActorId> = files.iter().map(|(about, _)| &about.id).collect();
    for actor in actors {
        let alone = merged(files.iter().filter(|(about, _)| about.id == *actor));
        let open = open_placed(&alone);
        let asked: BTreeMap<&ProposalId, &Placed> =
            open.iter().filter(|p| is_asked(p)).map(|p| (&p.proposal.id, p)).collect();
        // Amendments of others' words are in no text of its own.
        let (_, over) = weave::finalize(&alone.working, &open);
        let all: Vec<&Placed> = asked.values().copied().collect();
        let overlap = all.iter().enumerate().any(|(n, a)| all.iter().skip(n + 1).any(|b| overlap(a, b)));
        if overlap || over.iter().any(|(_, id)| asked.contains_key(id)) {
            continue;
        }
        let last = words(&text_of(whole, &View::Final(actor.clone())).0);
        let groups = weave::groups(&alone.working, &open);
        // Who says the same twice and amends it once leaves open which of the two is amended.
        let amends = asked.values().any(|p| p.proposal.wish.amends().is_some());
        if amends && groups.values().any(|g| g.members.len() > 1) {
            continue;
        }
        let decided = decide(&alone, &groups.keys().cloned().collect::<Vec<_>>(), Outcome::Accept, None);
        if !decided.conflicts.is_empty() || decided.left.iter().any(|(id, _)| asked.contains_key(id)) {
            continue;
        }
        let mut project = alone.clone();
        decided.change.apply(&mut project).unwrap();
        // Of two spellings of a mark or a space that an amendment leaves as it is either may stay.
        let spelled = |all: Vec<(Kind, String)>| match amends {
            true => all.into_iter().map(|(k, t)| (k, t.chars().map(weave::unify).collect())).collect(),
            false => all,
        };
        let last = spelled(last);
        prop_assert_eq!(spelled(words(&project.working)), &last[..], "{}", actor);
        if !depend(&alone.working, &all) {
            let ids = asked.keys().map(|id| (*id).clone()).collect();
            let one = one_by_one(alone, ids, turns);
            prop_assert_eq!(spelled(words(&one.working)), last, "one by one, {}", actor);
        }
    }
    Ok(())
}

/// Whether two wishes about words overlap as their author wrote them: “et ” by “new ” and the
/// space in it by nothing say of that space two things, though what they have not in common with
/// the text does not overlap.
fn overlap(a: &Placed, b: &Placed) -> bool {
    let words = |p: &Placed| matches!(p.proposal.wish, Wish::Replace { .. } | Wish::Amend { .. });
    let place = |p: &Placed| match &p.site {
        Site::Span(id, range) => Some((Some(*id), None, range.clone())),
        Site::Within { of, range, .. } => Some((None, Some(of.clone()), range.clone())),
        _ => None,
    };
    // Whether the space before a cut goes with the words that end there is for a person: deciding
    // says so where what is changed ends there, and here what is written does.
    let at_cut = |cut: &Placed, other: &Placed| match (&cut.proposal.wish, &cut.site, &other.site) {
        (Wish::Split { .. }, Site::Span(id, at), Site::Span(there, range)) => {
            id == there && words(other) && range.start < at.start && at.start <= range.end
        }
        _ => false,
    };
    if at_cut(a, b) || at_cut(b, a) {
        return true;
    }
    match (place(a), place(b)) {
        (Some((at, of, r)), Some((other, inside, s))) if words(a) && words(b) => {
            (at, of) == (other, inside) && r.start < s.end && s.start < r.end
        }
        _ => false,
    }
}

/// Accepts these one after the other, in some order; what amends another once that is accepted.
fn one_by_one(mut project: Project, mut ids: Vec<ProposalId>, turns: &[Index]) -> Project {
    for (at, turn) in turns.iter().cycle().take(ids.len()).enumerate() {
        let other = turn.index(ids.len());
        ids.swap(at, other);
    }
    let mut before = ids.len() + 1;
    while ids.len() < before {
        before = ids.len();
        ids.retain(|id| {
            let groups = weave::groups(&project.working, &open_placed(&project));
            let group = groups.values().find(|g| g.members.iter().any(|(_, m, _)| m == id));
            // It may be decided already, with another of its gesture or group.
            let Some(group) = group else { return false };
            let decided = decide(&project, std::slice::from_ref(&group.id), Outcome::Accept, None);
            decided.change.apply(&mut project).unwrap();
            !decided.accepted.contains(id)
        });
    }
    assert!(ids.is_empty(), "{ids:?} cannot be accepted");
    project
}

/// Whether the text that comes of these depends on which of them is accepted first, as a person
/// who takes one after the other sees: two come to stand in one gap, at one point or where a paragraph is broken; or one
/// cuts up, joins, moves or takes away the very paragraph that another names; or one says already
/// what another adds beside it.
fn depend(document: &Document, all: &[&Placed]) -> bool {
    let mut named: BTreeMap<ParagraphId, usize> = BTreeMap::new();
    let mut points: BTreeMap<(ParagraphId, usize), usize> = BTreeMap::new();
    let next = |id: Option<ParagraphId>| {
        let at = id.map_or(Some(0), |id| document.place(id).map(|at| at + 1));
        at.and_then(|at| document.meta(at)).map(|m| m.id)
    };
    for one in all {
        let (mut whole, mut inside): (BTreeSet<Option<ParagraphId>>, _) = (BTreeSet::new(), None);
        match (&one.proposal.wish, &one.site) {
            (Wish::Move { after, .. }, Site::Span(id, _)) => {
                whole.extend([Some(*id), *after, next(*after), next(Some(*id))]);
            }
            (Wish::Merge { second, .. }, Site::Span(id, _)) => {
                whole.extend([Some(*id), Some(*second)]);
            }
            (Wish::DeleteParagraph { .. }, Site::Span(id, _)) => {
                let before = document.place(*id).and_then(|at| document.meta(at.checked_sub(1)?));
                whole.extend([Some(*id), before.map(|m| m.id)]);
            }
            (Wish::InsertParagraph { .. }, Site::Gap(after)) => {
                whole.extend([*after, next(*after)]);
            }
            (wish, site) => {
                let Site::Span(id, range) = site.outermost() else { continue };
                let lines = wish.fragment().is_some_and(|f| f.lines().len() > 1);
                let cuts = lines || matches!(wish, Wish::Split { .. } | Wish::Alternative { .. });
                inside = Some((*id, range.clone(), cuts));
            }
        }
        for id in whole.into_iter().flatten() {
            *named.entry(id).or_default() += 1;
        }
        if let Some((id, range, cuts)) = inside {
            // A cut of what moves or is joined, and words at an end that something is joined to.
            let len = document.place(id).map_or(0, |at| document.len_of(at));
            let ends = range.start == 0 || range.end >= len;
            let met = all.iter().any(|p| joins(p, id) && (cuts || ends) || cuts && moves(p, id));
            *named.entry(id).or_default() += if met { 2 } else { 0 };
            let point = range.is_empty() && one.proposal.wish.amends().is_none();
            let ends = BTreeSet::from([range.start, range.end]);
            for at in ends.into_iter().filter(|_| point || cuts) {
                *points.entry((id, at)).or_default() += 1;
            }
        }
    }
    named.values().chain(points.values()).any(|n| *n > 1)
        || all.iter().any(|a| all.iter().any(|b| says(a, b)))
}

/// Whether words say at their end what another puts in right behind them: it counts as said.
fn says(one: &Placed, other: &Placed) -> bool {
    let (Site::Span(a, words), Site::Span(b, point)) = (&one.site, &other.site) else { return false };
    let text = |p: &Placed| p.proposal.wish.fragment().map(|f| f.bare()).unwrap_or_default();
    let touch =
        a == b && !words.is_empty() && point.is_empty() && [words.start, words.end].contains(&point.start);
    touch && text(one).contains(text(other).trim())
}

/// Whether a wish joins this paragraph to another.
fn joins(placed: &Placed, id: ParagraphId) -> bool {
    match (&placed.proposal.wish, &placed.site) {
        (Wish::Merge { second, .. }, Site::Span(first, _)) => *first == id || *second == id,
        _ => false,
    }
}

fn moves(placed: &Placed, id: ParagraphId) -> bool {
    matches!((&placed.proposal.wish, &placed.site), (Wish::Move { .. }, Site::Span(moved, _)) if *moved == id)
}

/// Carrying a revision to itself changes nothing.
fn carrying_to_itself_changes_nothing(project: &Project) -> Held {
    let mut project = project.clone();
    let before = all_placed(&project);
    issue(&project, "Rev.1").apply(&mut project).unwrap();
    prop_assert_eq!(all_placed(&project), before);
    prop_assert_eq!(words(&project.working), words(&base().working));
    Ok(())
}

fn turns() -> impl Strategy<Value = Vec<Index>> {
    prop::collection::vec(any::<Index>(), 3)
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn merging_printing_and_carrying(made in negotiation(), turns in turns()) {
        merging_is_a_union(&made.files, &made.whole, &turns)?;
        everybody_is_printed(&made.whole, &turns)?;
        rejecting_all_is_the_base(&made.whole)?;
        carrying_to_itself_changes_nothing(&made.whole)?;
    }

    #[test]
    fn accepting(made in negotiation(), turns in turns()) {
        accepting_one_is_its_text(&made.files, &made.whole, &turns)?;
    }
}
