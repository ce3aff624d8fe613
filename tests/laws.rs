//! The laws of merging, deciding and carrying over, on negotiations made at random.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use chapeau::app::View;
use chapeau::app::export::text_of;
use chapeau::format::plain;
use chapeau::format::ron::{read_project, write_project};
use chapeau::project::{
    Change, Project, Put, all_placed, decide, issue, merge_project, merge_track, open_placed, register,
};
use chapeau::record::{
    Actor, ActorId, Answered, ByHand, Comment, CommentId, Filed, FiledKind, Origin, Outcome, Position,
    Proposal, ProposalId, Stance, State, Strand, Track, Wish,
};
use chapeau::revise::Parsed;
use chapeau::text::{Document, Fingerprint, Fragment, Kind, Source, Words};
use chapeau::weave::{self, Fate, Site};
use common::cases;
use common::made::{ACTORS, Act, Made, SOURCE, Said, act, edit_act, parsed, said, span, wish};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn base() -> Project {
    Project::of(plain::read(SOURCE), "Zero draft").unwrap()
}

fn bytes(project: &Project) -> String {
    write_project(project).unwrap()
}

fn merge(project: &mut Project, (about, track): &(Actor, Track)) {
    merge_track(project, track, Some(about)).change.apply(project).unwrap();
    let filed = filed(project, track);
    if let Some(change) = register(project, &filed) {
        change.apply(project).unwrap();
    }
    // What a person said of one of these, in some copy.
    let values = BTreeSet::from([filed.proposals.is_multiple_of(2)]);
    let said = ByHand { version: filed.comments as u32 % 2 + 1, values };
    let was = project.register.expected.get(&track.actor).cloned();
    let mut now = was.clone().unwrap_or_default();
    now.unite(&said);
    Change::Expected(track.actor.clone(), Put { was, now: Some(now) }).apply(project).unwrap();
}

/// What the register could say of a file. Several files have one fingerprint, as if copies of the
/// project knew different things of one.
fn filed(project: &Project, track: &Track) -> Filed {
    let (proposals, comments) = (track.proposals().count(), track.comments().count());
    let number = track.strands.values().map(|s| s.return_number).max().unwrap_or_default();
    let bytes = format!("{} {}", track.actor, number % 2);
    let name = format!("{}-{}.track", track.actor, proposals % 2);
    let kind = FiledKind::ALL[comments % 4];
    let by_hand = |n: usize, of: &str| match n % 4 {
        0 => ByHand::default(),
        n => ByHand { version: n as u32 / 2 + 1, values: BTreeSet::from([of.to_owned()]) },
    };
    let publish = by_hand(proposals, "yes");
    let yes = publish.values.iter().map(|_| comments % 2 == 0).collect();
    let answered = |revision: String| Answered { base: project.revisions[0].hash, revision };
    Filed {
        actors: BTreeSet::from([track.actor.clone()]),
        number,
        answers: BTreeSet::from([answered(format!("Rev.{}", proposals % 3))]),
        date: (comments > 1).then(|| format!("2026-11-{:02}", 1 + comments % 28)),
        proposals,
        comments,
        positions: track.positions().count(),
        publish: ByHand { version: publish.version, values: yes },
        received: by_hand(comments, &format!("2026-11-{:02}", 1 + proposals % 28)),
        ..Filed::new(Fingerprint::of(bytes.as_bytes()), bytes.len() as u64, &name, kind)
    }
}

fn merged(files: &[(Actor, Track)]) -> Project {
    let mut project = base();
    files.iter().for_each(|file| merge(&mut project, file));
    project
}

/// What is drawn for one proposal of a file: which, in which version, what it says and how.
type Drawn = (u8, u32, u8, u8, u8);

/// A proposal that some file could hold. `wild` ones no program of ours writes.
fn proposal(actor: &ActorId, (name, version, says, how, seen): Drawn, number: u32, wild: bool) -> Proposal {
    let project = base();
    let words = Said::plain(["", "new", "other", "third"][says as usize % 4]);
    let id = ProposalId::of(actor.as_str(), &[&name.to_string()]);
    let wish = wish(&project.working, name, (name as usize, 1, 3), &words).unwrap();
    let mut out = Proposal { version, ..Proposal::new(id, project.base(), wish) };
    out.sent = how & 1 > 0;
    if number > 0 {
        (out.derived, out.seen, out.sent, out.version) = (true, number, true, 1);
    } else if how & 2 > 0 {
        out.state = State::Withdrawn;
    }
    if how & 12 == 12 {
        out.rationale = "because".into();
    }
    if wild {
        (out.derived, out.seen, out.version) = (how & 16 > 0, u32::from(seen), version);
        out.bundle = (how & 32 > 0).then(|| "together".to_owned());
        out.state = if how & 2 > 0 { State::Withdrawn } else { State::Open };
    }
    out
}

fn comment(actor: &ActorId, (name, version, says, how, _): Drawn) -> Comment {
    let project = base();
    Comment {
        id: CommentId(format!("{actor}-{name}")),
        version,
        sent: how & 1 > 0,
        base: project.base(),
        at: (how & 2 > 0).then(|| span(&project.working, 3, 0..2)),
        reply_to: None,
        text: ["", "yes", "no"][says as usize % 3].to_owned(),
        resolved: how & 4 > 0,
        withdrawn: how & 8 > 0,
    }
}

/// A position that some file could hold, on a proposal of that file or of another.
fn position(recorded: bool, (name, version, says, how, seen): Drawn) -> Position {
    let about = ProposalId::of(ACTORS[how as usize % ACTORS.len()], &[&name.to_string()]);
    Position {
        version,
        sent: how & 1 > 0,
        condition: ["", "if OP2 goes"][usize::from(how & 2 > 0)].to_owned(),
        recorded_by: (recorded || how & 64 > 0).then(|| "Secretariat".to_owned()),
        after: u32::from(how & 4 > 0),
        withdrawn: how & 24 == 24,
        ..Position::new(about, u32::from(seen), Stance::ALL[says as usize % 4])
    }
}

/// The file of one actor: who it is said to be, and what it says.
fn file(wild: bool) -> impl Strategy<Value = (Actor, Track)> {
    let drawn = || prop::collection::vec((0u8..4, 1u32..4, 0u8..4, any::<u8>(), 0u8..4), 0..4);
    let strand = (0u8..4, 0u32..4, drawn(), drawn(), drawn(), drawn(), drawn());
    let strands = prop::collection::vec(strand, 1..3);
    (0usize..ACTORS.len(), 0u8..4, strands).prop_map(move |(who, named, strands)| {
        let id = ActorId::new(ACTORS[who]);
        let mut about = Actor::new(id.clone());
        if named & 1 > 0 {
            about.name = format!("The {id}");
            about.aliases = vec!["Z".into(), "A".into()];
        }
        if named & 2 > 0 {
            about.aliases.push("M".into());
            about.members = vec![ActorId::new("US"), ActorId::chair()];
        }
        let mut track = Track::new(id.clone());
        for (origin, number, own, rival, comments, positions, others) in strands {
            let origin = [Origin::Own, Origin::Copy, Origin::Brackets, Origin::Room][origin as usize % 4];
            let number = if origin == Origin::Copy { number.max(1) } else { u32::from(wild) * number };
            let read = |list: Vec<Drawn>| {
                let mut strand = Strand { return_number: number, ..Strand::default() };
                for one in list {
                    let made = proposal(&id, one, number, wild);
                    strand.proposals.insert(made.id.clone(), Arc::new(made));
                }
                Track { actor: id.clone(), strands: BTreeMap::from([(origin, strand)]) }
            };
            // Rivals come of a union, as in any file.
            track.unite(&read(own));
            track.unite(&read(rival));
            let strand = track.strands.entry(origin).or_default();
            for one in comments {
                let made = comment(&id, one);
                strand.comments.insert(made.id.clone(), Arc::new(made));
            }
            for one in [positions, others] {
                let mut strand = Strand::default();
                for one in one {
                    let made = position(origin == Origin::Room, one);
                    strand.positions.insert(made.about.clone(), Arc::new(made));
                }
                track.unite(&Track { actor: id.clone(), strands: BTreeMap::from([(origin, strand)]) });
            }
        }
        (about, track)
    })
}

fn files(wild: bool) -> impl Strategy<Value = Vec<(Actor, Track)>> {
    prop::collection::vec(file(wild), 2..7)
}

fn shuffled<T: Clone>(list: &[T], turns: &[Index]) -> Vec<T> {
    let mut rest = list.to_vec();
    let mut out = Vec::new();
    for turn in turns.iter().cycle() {
        if rest.is_empty() {
            break;
        }
        out.push(rest.remove(turn.index(rest.len())));
    }
    out
}

/// Any order, any repetition, any grouping.
fn is_union(files: &[(Actor, Track)], turns: &[Index]) -> Result<(), TestCaseError> {
    let whole = merged(files);
    let expected = bytes(&whole);
    prop_assert_eq!(&read_project(&expected).unwrap(), &whole);
    prop_assert_eq!(&bytes(&merged(&shuffled(files, turns))), &expected, "another order");
    let twice: Vec<_> = files.iter().chain(files).cloned().collect();
    prop_assert_eq!(&bytes(&merged(&shuffled(&twice, turns))), &expected, "each twice");
    let cut = turns.first().map_or(0, |t| t.index(files.len() + 1));
    let (mut left, right) = (merged(&files[..cut]), merged(&shuffled(&files[cut..], turns)));
    let mut back = right.clone();
    merge_project(&left, &right).change.apply(&mut left).unwrap();
    prop_assert_eq!(&bytes(&left), &expected, "in two groups");
    merge_project(&back, &merged(&files[..cut])).change.apply(&mut back).unwrap();
    prop_assert_eq!(&bytes(&back), &expected, "the groups turned");
    for file in files {
        let one = filed(&base(), &file.1);
        let held = whole.register.returns.get(&one.hash);
        prop_assert!(
            held.is_some_and(|h| h.names.is_superset(&one.names) && h.answers.is_superset(&one.answers))
        );
    }
    let again = merge_project(&whole, &whole);
    prop_assert!(again.change.is_nothing(), "itself: {:?}", again.change);
    prop_assert_eq!((again.added, again.updated, again.withdrawn, again.positions), (0, 0, 0, 0));
    for (_, track) in files {
        let held = whole.tracks.get(&track.actor);
        for (origin, p) in track.proposals() {
            let kept = held.and_then(|t| t.strands.get(&origin)?.proposals.get(&p.id));
            prop_assert!(kept.is_some_and(|k| k.version >= p.version), "{} is lost", p.id);
        }
        for (origin, p) in track.positions() {
            let kept = held.and_then(|t| t.strands.get(&origin)?.positions.get(&p.about));
            prop_assert!(kept.is_some_and(|k| k.version >= p.version), "on {} is lost", p.about);
            let same = |k: &Arc<Position>| Position { sent: p.sent, ..Position::clone(k) } == **p;
            let stays = held.is_some_and(|t| t.positions().any(|(o, k)| o == origin && same(k)));
            prop_assert!(stays || kept.is_some_and(|k| k.version > p.version), "{} is lost", p.told());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(300))]

    /// Who the authors of Word files are: all that any copy knows, whichever comes first; where
    /// two differ, a person is told.
    #[test]
    fn known_authors_are_united(
        known in prop::collection::vec(prop::collection::btree_map("[A-D]", 0usize..5, 0..4), 3)
    ) {
        let copies: Vec<Project> = known.iter().map(|names| {
            let authors = names.iter().map(|(n, who)| (n.clone(), ActorId::new(ACTORS[*who])));
            Project { authors: authors.collect(), ..base().clone() }
        }).collect();
        let merged = |order: [usize; 3]| {
            let mut all = copies[order[0]].clone();
            for next in &order[1..] {
                let one = merge_project(&all, &copies[*next]);
                let differ = all.authors.iter().filter(|(n, a)| {
                    copies[*next].authors.get(*n).is_some_and(|b| b != *a)
                });
                prop_assert_eq!(one.warnings.len(), differ.count(), "{:?}", one.warnings);
                one.change.apply(&mut all).unwrap();
            }
            Ok(bytes(&all))
        };
        let expected = merged([0, 1, 2])?;
        for order in [[1, 0, 2], [2, 1, 0], [0, 2, 1]] {
            prop_assert_eq!(&merged(order)?, &expected);
        }
        for (name, _) in known.iter().flatten() {
            prop_assert!(read_project(&expected).unwrap().authors.contains_key(name));
        }
    }

    #[test]
    fn merging_is_a_union((files, turns) in (files(false), prop::collection::vec(any::<Index>(), 1..9))) {
        is_union(&files, &turns)?;
    }

    #[test]
    fn merging_is_a_union_whatever_a_file_says(
        (files, turns) in (files(true), prop::collection::vec(any::<Index>(), 1..9))
    ) {
        is_union(&files, &turns)?;
    }

    /// What stands after numbered returns is what the highest of them holds.
    #[test]
    fn only_the_latest_return_withdraws(
        (returns, turns) in (
            prop::collection::btree_map(1u32..5, prop::collection::btree_set(0u8..6, 0..5), 1..4),
            prop::collection::vec(any::<Index>(), 1..9),
        )
    ) {
        let actor = ActorId::new("EU");
        let made = |(number, names): (&u32, &BTreeSet<u8>)| {
            let strand = Strand {
                return_number: *number,
                proposals: names
                    .iter()
                    .map(|name| Arc::new(proposal(&actor, (*name, 1, 1, 1, 0), *number, false)))
                    .map(|p| (p.id.clone(), p))
                    .collect(),
                ..Strand::default()
            };
            let track = Track { actor: actor.clone(), strands: BTreeMap::from([(Origin::Copy, strand)]) };
            (Actor::new(actor.clone()), track)
        };
        let all: Vec<_> = returns.iter().map(made).collect();
        let project = merged(&shuffled(&all, &turns));
        let names = |names: &BTreeSet<u8>| -> BTreeSet<ProposalId> {
            names.iter().map(|n| ProposalId::of("EU", &[&n.to_string()])).collect()
        };
        let latest = names(returns.values().next_back().unwrap());
        let ever: BTreeSet<ProposalId> = returns.values().flat_map(names).collect();
        let held = project.tracks.get(&actor).unwrap();
        let open: BTreeSet<_> = held.proposals().filter(|(_, p)| p.is_open()).map(|(_, p)| p.id.clone()).collect();
        let known: BTreeSet<_> = held.proposals().map(|(_, p)| p.id.clone()).collect();
        prop_assert_eq!(open, latest);
        prop_assert_eq!(known, ever, "none is forgotten");
    }

    /// What its author took back by hand stays back, whatever return comes.
    #[test]
    fn what_is_taken_back_stays_back((first, second, turned) in (1u32..4, 1u32..4, any::<bool>())) {
        let actor = ActorId::new("EU");
        let of = |p: Proposal, number| {
            let proposals = BTreeMap::from([(p.id.clone(), Arc::new(p))]);
            let strand = Strand { return_number: number, proposals, ..Strand::default() };
            (Actor::new(actor.clone()), Track { actor: actor.clone(), strands: BTreeMap::from([(Origin::Copy, strand)]) })
        };
        let sent = proposal(&actor, (0, 1, 1, 1, 0), first, false);
        let gone = Proposal { version: 2, state: State::Withdrawn, derived: false, ..sent.clone() };
        let mut all = [of(gone, first), of(proposal(&actor, (0, 1, 1, 1, 0), second, false), second)];
        if turned {
            all.reverse();
        }
        let project = merged(&all);
        prop_assert!(all_placed(&project).is_empty());
    }
}

/// Kinds and words of a text.
fn words(document: &Document) -> Vec<(Kind, String)> {
    document.metas().enumerate().map(|(at, m)| (m.kind, document.text(at))).collect()
}

fn played(parsed: Parsed, acts: &[Act]) -> Option<Made> {
    let mut made = Made::new(parsed)?;
    for act in acts {
        made.act(act);
    }
    Some(made)
}

/// Proposals by one actor, on the text as it is.
fn wishes() -> impl Strategy<Value = Vec<Act>> {
    let one = (0u8..15, (0usize..9, 0usize..16, 0usize..8), said(), any::<bool>());
    // Words alone: among insertions at one place those of a note alone have no order of their own.
    let plain = |said: Said| Said { note: None, ..said };
    let act = one.prop_map(move |(kind, (at, from, len), said, sent)| Act::Propose {
        who: 0,
        origin: u8::from(sent),
        kind,
        at,
        from,
        len,
        said: plain(said),
        early: false,
    });
    prop::collection::vec(act, 1..5)
}

proptest! {
    #![proptest_config(cases(300))]

    /// All of one actor's accepted is the text that “final” shows, where they do not overlap.
    #[test]
    /// What others want inside its words changes nothing of that.
    fn accepting_all_of_one_actor_is_its_final_text(
        (parsed, wishes, others) in (
            parsed(),
            wishes(),
            prop::collection::vec((0usize..5, 0usize..16, 0usize..8, said()), 0..3),
        )
    ) {
        let Some(mut made) = played(parsed, &wishes) else { return Ok(()) };
        for (pick, from, len, said) in others {
            made.act(&Act::Inside { who: 1, pick, from, len, said });
        }
        let actor = ActorId::new(ACTORS[0]);
        // In which order paragraphs of one author move past each other is not said.
        let moves = |p: &&weave::Placed| matches!(p.proposal.wish, Wish::Move { .. } | Wish::Merge { .. });
        prop_assume!(open_placed(&made.project).iter().filter(moves).count() < 2);
        let last = words(&text_of(&made.project, &View::Final(actor.clone())).0);
        let groups = weave::groups(&made.project.working, &open_placed(&made.project));
        let own = groups.values().filter(|g| g.backers.contains(&actor));
        let all: Vec<_> = own.map(|g| g.id.clone()).collect();
        let decided = decide(&made.project, &all, Outcome::Accept, None);
        let left = |id: &ProposalId| {
            let found = groups.values().find(|g| g.members.iter().any(|(_, m, _)| m == id));
            let stands = |w: &Wish| matches!(w, Wish::Placement { .. } | Wish::Retain { .. } | Wish::Doubt { .. });
            found.is_some_and(|g| stands(&g.printed.wish) || g.fate == Fate::Reflected)
        };
        prop_assume!(decided.conflicts.is_empty() && decided.left.iter().all(|(id, _)| left(id)));
        decided.change.apply(&mut made.project).unwrap();
        prop_assert_eq!(words(&made.project.working), last);
    }

    /// Rejecting all leaves the text, byte for byte, and nothing marked in it.
    #[test]
    fn rejecting_all_is_the_text_as_it_was((parsed, acts) in (parsed(), prop::collection::vec(act(), 0..12))) {
        let Some(mut made) = played(parsed, &acts) else { return Ok(()) };
        let before = made.project.working.clone();
        let all: Vec<_> = weave::groups(&before, &open_placed(&made.project)).into_keys().collect();
        let decided = decide(&made.project, &all, Outcome::Reject, None);
        let rejected: BTreeSet<_> = decided.rejected.iter().collect();
        prop_assert!(open_placed(&made.project).iter().all(|p| rejected.contains(&p.proposal.id)));
        decided.change.apply(&mut made.project).unwrap();
        prop_assert_eq!(made.project.working.hash(), before.hash());
        prop_assert!(open_placed(&made.project).is_empty());
        let (document, placed) = text_of(&made.project, &View::Compilation);
        for paragraph in &weave::compile(&document, &placed).paragraphs {
            prop_assert!(paragraph.runs().iter().all(|r| r.marks.is_empty()));
        }
    }

    /// A revision issued without a change leaves every proposal where and as it was.
    #[test]
    fn a_revision_to_itself_changes_nothing((parsed, acts) in (parsed(), prop::collection::vec(act(), 0..12))) {
        let Some(mut made) = played(parsed, &acts) else { return Ok(()) };
        // Edits that came back to an earlier state make its hash mean two: what was damaged on
        // the way stands cleanly in the later one.
        let now = made.project.working.hash();
        prop_assume!(made.project.log.is_empty() || made.project.revisions.iter().all(|r| r.hash != now));
        let before = (words(&made.project.working), all_placed(&made.project));
        for name in ["Rev.1", "Rev.2"] {
            issue(&made.project, name).apply(&mut made.project).unwrap();
            prop_assert_eq!(&(words(&made.project.working), all_placed(&made.project)), &before, "{}", name);
        }
    }

    /// A decision is about what it names and nothing else: with every group decided on alone, in
    /// turn, no other loses its place in a paragraph that was not touched.
    #[test]
    fn deciding_never_loses_a_proposal((parsed, acts) in (parsed(), prop::collection::vec(act(), 0..14))) {
        let Some(made) = played(parsed, &acts) else { return Ok(()) };
        let known: usize = made.project.tracks.values().map(|t| t.proposals().count()).sum();
        let groups = weave::groups(&made.project.working, &open_placed(&made.project));
        let mut project = made.project.clone();
        for id in groups.keys() {
            let decided = decide(&project, std::slice::from_ref(id), Outcome::Accept, None);
            let named = [&decided.accepted, &decided.rejected, &decided.kept].into_iter().flatten().count();
            let open = weave::groups(&project.working, &open_placed(&project)).get(id).map_or(0, |g| g.members.len());
            let left: BTreeSet<_> = decided.left.iter().map(|(id, _)| id).chain(decided.conflicts.iter().flatten()).collect();
            // What one gesture made is decided together: then more than the one group.
            let tied = |p: &chapeau::weave::Placed| p.proposal.bundle.is_some();
            if open_placed(&project).iter().any(tied) {
                prop_assert!(named + left.len() >= open, "each is accounted for");
            } else {
                prop_assert_eq!(named + left.len(), open, "each is accounted for");
            }
            decided.change.apply(&mut project).unwrap();
        }
        prop_assert_eq!(project.tracks.values().map(|t| t.proposals().count()).sum::<usize>(), known);
        prop_assert_eq!(read_project(&bytes(&project)).unwrap(), project);
    }
}

/// Paragraphs in which no two characters are the same, nor the same as any that is typed.
fn distinct() -> Parsed {
    let letters: Vec<char> = ('\u{ac00}'..).take(60).collect();
    let paragraph = |some: &[char]| Source {
        kind: Kind::Operative,
        issued: None,
        masthead: false,
        words: Words::plain(&some.iter().collect::<String>()),
    };
    Parsed { paragraphs: letters.chunks(12).map(paragraph).collect(), ..Parsed::default() }
}

proptest! {
    #![proptest_config(cases(600))]

    /// Random edits by the chair: an anchor's words are its words for as long as nobody touched
    /// them, wherever they went; it is an orphan only when they are gone.
    #[test]
    fn anchors_hold_their_words((places, edits) in (
        prop::collection::vec((0usize..5, 0usize..12, 1usize..9), 1..6),
        prop::collection::vec(edit_act(), 0..12),
    )) {
        let mut made = Made::new(distinct()).unwrap();
        let first = made.project.revisions[0].clone();
        for (n, (at, from, len)) in places.iter().enumerate() {
            let actor = ActorId::new("EU");
            let at = span(&first.document, *at, *from..from + len);
            let wish = Wish::Replace { at, with: Fragment::plain("\u{e000}") };
            let id = ProposalId(format!("EU-{n}"));
            let put = chapeau::project::Put { was: None, now: Some(Arc::new(Proposal::new(id.clone(), first.hash, wish))) };
            Change::Proposal(actor, Origin::Own, id, put).apply(&mut made.project).unwrap();
        }
        let cuts = |c: &Change| format!("{c:?}").contains("Split {");
        let mut split = false;
        for act in &edits {
            split |= made.act(act).is_some_and(|c| cuts(&c));
        }
        let texts: Vec<String> = words(&made.project.working).into_iter().map(|(_, t)| t).collect();
        for placed in all_placed(&made.project) {
            let span = placed.proposal.wish.span().unwrap();
            let stands = texts.iter().any(|t| t.contains(&span.quote));
            let left = span.quote.chars().any(|c| texts.iter().any(|t| t.contains(c)));
            match (placed.fate, &placed.site) {
                (Fate::Clean, Site::Span(id, range)) => {
                    let words = made.project.working.words_of(*id).unwrap();
                    prop_assert_eq!(words.str(range.clone()), span.quote.as_str());
                }
                (Fate::Damaged, _) => prop_assert!(!stands || split, "untouched but damaged: {:?}", span),
                (Fate::Orphan, _) => prop_assert!(!left || split, "lost though {:?} still stands", span),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}

/// The words that a wish and the text share at its ends stay, however the decision is made.
#[test]
fn accepting_keeps_the_words_at_both_ends() {
    let mut made = Made::new(plain::read(SOURCE)).unwrap();
    let at = made.project.working.metas().position(|m| m.kind == Kind::Sub(1)).unwrap();
    let said = Said::plain("light new lamps");
    let act = Act::Propose { who: 0, origin: 0, kind: 2, at, from: 3, len: 15, said, early: false };
    made.act(&act).unwrap();
    assert_eq!(made.project.working.text(at), "To light old lamps;");
    made.act(&Act::Decide { pick: 0, outcome: 0, words: None }).unwrap();
    assert_eq!(made.project.working.text(at), "To light new lamps;");
}
