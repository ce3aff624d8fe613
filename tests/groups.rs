//! Groups at work: the return of a group, joint returns, and a member beside its group.

// Helpers of tests may fail as tests do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use chapeau::app::compare::{Fares, compare};
use chapeau::app::{group_return as app_return, span_of};
use chapeau::diff::key;
use chapeau::format::plain;
use chapeau::format::ron::{TrackFile, read_track, write_project, write_track};
use chapeau::project::{
    Cause, Change, GroupAsk, GroupReturn, Project, Put, decide, edit, group_return, merge_track, open_placed,
    set_status,
};
use chapeau::record::{
    ActorId, Comment, CommentId, Inside, Origin, Outcome, Position, Proposal, ProposalId, Stance, Standing,
    Strand, Track, Wish,
};
use chapeau::text::{self, Document, Fragment, Kind, Words};
use chapeau::weave;
use common::made::{Act, Made, act, edit_act, parsed};
use common::{Desk, cases, list, number};
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::sync::Arc;

const TEXT: &str = "# A text\n\n*The General Assembly,*\n\n1. *Asks* all to light old lamps every evening and to keep them;\n\n2. *Decides* to count the lamps;\n\n3. *Decides also* to meet again in spring;\n\n4. *Invites* all to come.\n";

fn base() -> Project {
    Project::of(plain::read(TEXT), "Zero draft").unwrap()
}

fn rows(document: &Document) -> Vec<(Kind, Words)> {
    document.metas().enumerate().map(|(at, m)| (m.kind, document.words(at))).collect()
}

fn group() -> ActorId {
    ActorId::new("Rio Group")
}

/// A project that holds the revision of another and nothing else.
fn fresh(project: &Project) -> Project {
    let last = project.last().unwrap().clone();
    let revisions =
        vec![Arc::new(chapeau::project::Revision::new(&last.name, last.document.clone(), Vec::new()))];
    Project { revisions, working: last.document.clone(), ..Project::default() }
}

fn accept_all(project: &mut Project) {
    let all: Vec<_> = weave::groups(&project.working, &open_placed(project)).into_keys().collect();
    let decided = decide(project, &all, Outcome::Accept, None);
    decided.change.apply(project).unwrap();
}

/// The text that the return gives on the revision when all of it is accepted.
fn taken(project: &Project, made: &GroupReturn) -> Project {
    let mut out = fresh(project);
    merge_track(&out, &made.track, Some(&made.about)).change.apply(&mut out).unwrap();
    assert_eq!(open_placed(&out).iter().filter(|p| p.fate == weave::Fate::Orphan).count(), 0);
    accept_all(&mut out);
    out
}

fn played(parsed: chapeau::revise::Parsed, acts: &[Act]) -> Option<Made> {
    let mut made = Made::new(parsed)?;
    for act in acts {
        made.act(act);
    }
    Some(made)
}

/// Whether new paragraphs of several kinds stand side by side: in which order those of one gap
/// come is the weave's to say; such a return says that it is not exact.
fn is_mixed(project: &Project) -> bool {
    let old = &project.last().unwrap().document;
    let kept = |id| old.place(id).is_some();
    let metas: Vec<_> = project.working.metas().collect();
    // Nor in which order paragraphs move past each other.
    let changes = project.log.iter().flat_map(|e| &e.changes);
    if changes.filter(|c| matches!(c, text::Change::Move { .. })).count() > 1 {
        return true;
    }
    metas.chunk_by(|a, b| !kept(a.id) && !kept(b.id)).any(|run| run.iter().any(|m| m.kind != run[0].kind))
}

/// What a coordinator does: words change, paragraphs come and go.
fn plain_work() -> impl Strategy<Value = Vec<Act>> {
    let decide = (0usize..9, 0u8..2, prop::option::of("[a-d ]{1,9}"))
        .prop_map(|(pick, outcome, words)| Act::Decide { pick, outcome, words });
    let edits = edit_act().prop_filter("kinds stay", |a| matches!(a, Act::Edit { kind: 0..=5, .. }));
    let wishes = act().prop_filter("wishes", |a| matches!(a, Act::Propose { .. }));
    prop::collection::vec(prop_oneof![4 => wishes, 3 => decide, 2 => edits], 0..12)
}

proptest! {
    #![proptest_config(cases(300))]

    /// The law: the return on the revision, all accepted, is the coordinator's text.
    #[test]
    fn a_return_accepted_whole_is_the_text_of_the_group((parsed, acts) in (parsed(), plain_work())) {
        let Some(made) = played(parsed, &acts) else { return Ok(()) };
        let project = made.project;
        prop_assume!(!is_mixed(&project));
        let sent = group_return(&project, &group(), &GroupAsk::default()).unwrap();
        // Up to the unification of quotation marks, dashes and spaces; then it says so.
        let taken = taken(&project, &sent).working;
        let keys = |d: &Document| rows(d).iter().map(|(k, w)| (*k, key(w.text()))).collect::<Vec<_>>();
        prop_assert_eq!(keys(&taken), keys(&project.working), "{:?}", sent.track);
        if sent.inexact.is_empty() {
            prop_assert_eq!(rows(&taken), rows(&project.working));
        }
        // The same work gives the same bytes; a later number only raises what was sent.
        let again = group_return(&project, &group(), &GroupAsk::default()).unwrap();
        prop_assert_eq!(&again, &sent);
    }

    /// Whatever was done: where a return would not give the very text, it says so.
    #[test]
    fn a_return_never_claims_more_than_it_gives((parsed, acts) in (parsed(), prop::collection::vec(act(), 0..14))) {
        let Some(made) = played(parsed, &acts) else { return Ok(()) };
        let project = made.project;
        let sent = group_return(&project, &group(), &GroupAsk::default()).unwrap();
        if sent.inexact.is_empty() {
            prop_assert_eq!(rows(&taken(&project, &sent).working), rows(&project.working));
        }
    }

    /// A later return takes back what the group no longer asks for, and nothing else.
    #[test]
    fn the_next_return_replaces_the_one_before((parsed, acts, more) in (parsed(), plain_work(), plain_work())) {
        let Some(mut made) = played(parsed, &acts) else { return Ok(()) };
        let first = group_return(&made.project, &group(), &GroupAsk::default()).unwrap();
        let mut theirs = fresh(&made.project);
        merge_track(&theirs, &first.track, Some(&first.about)).change.apply(&mut theirs).unwrap();
        first.change.apply(&mut made.project).unwrap();
        for act in &more {
            made.act(act);
        }
        let second = group_return(&made.project, &group(), &GroupAsk::default()).unwrap();
        let number = |t: &Track| t.strands[&Origin::Copy].return_number;
        prop_assert_eq!((number(&first.track), number(&second.track)), (1, 2));
        merge_track(&theirs, &second.track, Some(&second.about)).change.apply(&mut theirs).unwrap();
        // The order of arrival does not matter.
        let mut turned = fresh(&made.project);
        for one in [&second, &first] {
            merge_track(&turned, &one.track, Some(&one.about)).change.apply(&mut turned).unwrap();
        }
        prop_assert_eq!(write_project(&turned).unwrap(), write_project(&theirs).unwrap());
        accept_all(&mut theirs);
        if second.inexact.is_empty() {
            prop_assert_eq!(rows(&theirs.working), rows(&made.project.working));
        }
    }

    /// Joint returns are merged as any other: in any order, any number of times.
    #[test]
    fn joint_returns_are_a_union((parsed, acts, turns) in
        (parsed(), prop::collection::vec(act(), 0..10), prop::collection::vec(any::<Index>(), 1..6))) {
        let Some(made) = played(parsed, &acts) else { return Ok(()) };
        let files: Vec<TrackFile> = made.project.tracks.keys().map(|id| TrackFile {
            jointly: ["Chile", "Mexico", "ITU"].map(ActorId::new).into_iter()
                .filter(|a| a != id).map(chapeau::record::Actor::new).collect(),
            ..made.track_file(id.as_str())
        }).collect();
        let merged = |order: &[&TrackFile]| {
            let mut out = fresh(&made.project);
            for file in order {
                let back = read_track(&write_track(file).unwrap()).unwrap();
                assert_eq!(&back, *file);
                for (about, track) in back.tracks() {
                    merge_track(&out, &track, Some(about)).change.apply(&mut out).unwrap();
                }
            }
            write_project(&out).unwrap()
        };
        let all: Vec<&TrackFile> = files.iter().collect();
        let mut turned = all.clone();
        turned.extend(turns.iter().filter(|_| !all.is_empty()).map(|t| *t.get(&all)));
        turned.reverse();
        prop_assert_eq!(merged(&turned), merged(&all));
    }
}

/// A coordinator's desk: members' tracks, a decision of each kind, an edit, notes and ideas.
struct Coordinator {
    project: Project,
}

impl Coordinator {
    fn ask(&mut self, actor: &str, name: &str, wish: Wish, why: &str) {
        let (actor, id) = (ActorId::new(actor), ProposalId(format!("{actor}-{name}")));
        let mut proposal = Proposal::new(id.clone(), self.project.base(), wish);
        proposal.rationale = why.to_owned();
        proposal.source = format!("speech of {actor}");
        proposal.bundle = Some(format!("{actor} bundle {name}"));
        let put = Put { was: None, now: Some(Arc::new(proposal)) };
        Change::Proposal(actor, Origin::Own, id, put).apply(&mut self.project).unwrap();
    }

    fn swap(&self, label: &str, words: &str, with: &str) -> Wish {
        let id = self.project.paragraph(label).unwrap();
        let text = self.project.working.words_of(id).unwrap();
        let start = text.text()[..text.text().find(words).unwrap()].chars().count();
        let at = span_of(&self.project, id, start..start + words.chars().count()).unwrap();
        Wish::Replace { at, with: Fragment::plain(with) }
    }

    fn take(&mut self, name: &str, outcome: Outcome, words: Option<&str>) {
        let groups = weave::groups(&self.project.working, &open_placed(&self.project));
        let holds = |g: &&Arc<weave::Group>| g.members.iter().any(|(_, id, _)| id.0 == name);
        let id = groups.values().find(holds).unwrap().id.clone();
        decide(&self.project, &[id], outcome, words).change.apply(&mut self.project).unwrap();
    }

    fn chair(&mut self, label: &str, words: &str, with: &str) {
        let Wish::Replace { at, .. } = self.swap(label, words, with) else { unreachable!() };
        let changes = text::replace(&self.project.working, at.paragraph, at.range, &with.into(), "chair");
        edit(&self.project, changes, Cause::Chair("mended by Latvia".into()))
            .apply(&mut self.project)
            .unwrap();
    }

    fn at_work() -> Self {
        let mut c = Self { project: base() };
        let wish = c.swap("1", "old lamps", "all lamps and beacons");
        c.ask("France", "one", wish, "Gaulish reasons");
        let wish = c.swap("1", "old lamps", "all lamps and beacons");
        c.ask("Germany", "same", wish, "");
        let wish = c.swap("2", "count", "enumerate");
        c.ask("Germany", "two", wish, "Teutonic reasons");
        let wish = c.swap("4", "come", "dropped-idea");
        c.ask("Poland", "three", wish, "");
        let wish = c.swap("3", "in spring", "never-decided");
        c.ask("Spain", "four", wish, "");
        let after = c.project.paragraph("3").unwrap();
        let words = Fragment::plain("Welcomes the keepers;");
        let label = "OP3 bis (France)".to_owned();
        let wish = Wish::InsertParagraph { after: Some(after), kind: Kind::Operative, label, words };
        c.ask("France", "five", wish, "");
        let wish = c.swap("2", "lamps", "beacons");
        c.ask("EU", "own", wish, "Union reasons");
        let comment = Comment {
            id: CommentId("France-c".into()),
            version: 1,
            sent: false,
            base: c.project.base(),
            at: None,
            reply_to: None,
            text: "a comment kept inside".into(),
            resolved: false,
            withdrawn: false,
        };
        for actor in ["France", "EU"] {
            let id = CommentId(format!("{actor}-c"));
            let now = Some(Arc::new(Comment { id: id.clone(), ..comment.clone() }));
            Change::Comment(ActorId::new(actor), Origin::Own, id, Put { was: None, now })
                .apply(&mut c.project)
                .unwrap();
        }
        for about in ["Spain-four", "US-seven"] {
            let about = ProposalId(about.into());
            let mut position = Position::new(about.clone(), 1, Stance::Oppose);
            position.condition = "if the chair insists".into();
            let put = Put { was: None, now: Some(Arc::new(position)) };
            Change::Position(ActorId::new("EU"), Origin::Own, about, put).apply(&mut c.project).unwrap();
        }
        let wish = c.swap("4", "Invites", "Urges");
        c.ask("US", "seven", wish, "");
        c.take("France-one", Outcome::Accept, None);
        c.take("Germany-two", Outcome::AcceptAs, Some("number"));
        c.take("Poland-three", Outcome::Reject, None);
        c.take("France-five", Outcome::Accept, None);
        c.chair("1", "every evening", "every night");
        let id = c.project.paragraph("2").unwrap();
        set_status(&c.project, id, Standing::Informals(vec![ActorId::new("Malta")]))
            .unwrap()
            .apply(&mut c.project)
            .unwrap();
        c
    }

    fn sent(&self, reasons: bool) -> app_return::GroupFile {
        let ask = GroupAsk { reasons, ..GroupAsk::default() };
        app_return::group_return(&self.project, &ActorId::new("EU"), &ask).unwrap()
    }
}

#[test]
fn a_group_return_holds_what_was_decided_in_the_spans_that_members_chose() {
    let c = Coordinator::at_work();
    let made = c.sent(false);
    assert!(made.inexact.is_empty());
    let wishes: Vec<(String, String)> = made
        .file
        .track
        .proposals()
        .map(|(_, p)| (p.wish.span().map(|s| s.quote.clone()).unwrap_or_default(), p.wish.new_words()))
        .collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    for one in [
        pair("old lamps", "all lamps and beacons"),
        pair("count", "number"),
        pair("evening", "night"),
        pair("", "Welcomes the keepers;"),
        pair("lamps", "beacons"),
    ] {
        assert!(wishes.contains(&one), "{one:?} in {wishes:?}");
    }
    assert_eq!(wishes.len(), 5, "{wishes:?}");
    assert_eq!(made.decided, 4);
    assert!(made.file.track.proposals().all(|(_, p)| p.base == c.project.last().unwrap().hash));
}

#[test]
fn nothing_of_a_member_leaves_in_a_group_return() {
    let c = Coordinator::at_work();
    let kept = [
        "France",
        "Germany",
        "Poland",
        "Spain",
        "Latvia",
        "Malta",
        "Italy",
        "speech",
        "comment kept inside",
        "dropped-idea",
        "never-decided",
        "enumerate",
        "Gaulish",
        "Teutonic",
        "Union reasons",
        "bundle",
        "France-one",
        "Spain-four",
    ];
    let bytes = write_track(&c.sent(false).file).unwrap();
    for word in kept {
        assert!(!bytes.contains(word), "{word} in\n{bytes}");
    }
    assert!(bytes.contains("US-seven") && bytes.contains("if the chair insists"), "{bytes}");
    let asked = write_track(&c.sent(true).file).unwrap();
    assert!(asked.contains("Gaulish reasons") && asked.contains("Union reasons"));
    for word in ["Poland", "Latvia", "Malta", "dropped-idea", "never-decided", "comment kept inside"] {
        assert!(!asked.contains(word), "{word}");
    }
}

#[test]
fn what_cannot_go_with_a_group_return_is_listed() {
    let mut c = Coordinator::at_work();
    // On words that only this project has.
    let step = chapeau::project::keep_step(&c.project).unwrap();
    step.apply(&mut c.project).unwrap();
    let wish = c.swap("1", "beacons", "lighthouses");
    c.ask("EU", "late", wish, "");
    // On words that the revision has too, after the text was changed before it.
    let wish = c.swap("1", "keep them", "keep all of them");
    c.ask("EU", "clean", wish, "");
    let made = c.sent(false);
    assert!(made.left.iter().any(|l| l.contains("EU-late")), "{:?}", made.left);
    assert!(made.left.iter().any(|l| l.contains("Spain-four")), "{:?}", made.left);
    assert!(made.file.track.proposals().any(|(_, p)| p.wish.new_words() == "keep all of them"));
    let mut theirs = base();
    merge_track(&theirs, &made.file.track, Some(&made.file.actor)).change.apply(&mut theirs).unwrap();
    assert!(open_placed(&theirs).iter().all(|p| p.fate == weave::Fate::Clean));
}

#[test]
fn what_was_sent_and_is_settled_in_the_group_is_taken_back() {
    let mut c = Coordinator::at_work();
    let eu = ActorId::new("EU");
    let before = chapeau::app::files::sent(&c.project, &eu).unwrap();
    chapeau::app::files::mark_sent(&c.project, before.clone()).unwrap().apply(&mut c.project).unwrap();
    c.take("EU-own", Outcome::Reject, None);
    let made = c.sent(false);
    let mut theirs = base();
    for track in [&before, &made.file.track] {
        merge_track(&theirs, track, None).change.apply(&mut theirs).unwrap();
    }
    let (_, own) = theirs.tracks[&eu].proposal(&ProposalId("EU-own".into())).unwrap();
    assert!(!own.is_open());
    // Sent again, the same is said, and the project it came from agrees.
    made.change.apply(&mut c.project).unwrap();
    let again = c.sent(false);
    merge_track(&c.project, &again.file.track, None).change.apply(&mut c.project).unwrap();
    assert!(c.project.tracks[&eu].rivals().next().is_none());
}

fn strand(project: &Project, actor: &str) -> Strand {
    project.tracks[&ActorId::new(actor)].strands[&Origin::Own].clone()
}

#[test]
fn a_joint_return_gives_each_sender_the_same_wishes_in_one_group() {
    let mut c = Coordinator { project: base() };
    let wish = c.swap("2", "count", "enumerate");
    c.ask("Brazil", "one", wish, "because");
    let desk = Desk::new();
    desk.put("p.chapeau", write_project(&c.project).unwrap());
    desk.put("q.chapeau", write_project(&base()).unwrap());
    let told = desk.line("track export p.chapeau --as Brazil --jointly Mexico,Chile -o joint.track").well();
    assert!(told.out.contains("Brazil, Chile and Mexico"), "{}", told.out);
    let told = desk.line("verify joint.track").well();
    assert!(told.out.contains("Brazil, Chile and Mexico"), "{}", told.out);
    let merged = desk.line("merge q.chapeau joint.track --json").well().json();
    assert_eq!(number(&merged, "added"), 3);
    let mut project = chapeau::app::files::open_project(&desk.path("q.chapeau")).unwrap();
    let groups = weave::groups(&project.working, &open_placed(&project));
    let names: Vec<&str> = groups.values().next().unwrap().backers.iter().map(ActorId::as_str).collect();
    assert_eq!((groups.len(), names), (1, vec!["Brazil", "Chile", "Mexico"]));
    // A higher version of one is that one's alone.
    let own = strand(&project, "Mexico").proposals.values().next().unwrap().clone();
    assert!(own.id.0.starts_with("Mexico-"));
    let next = Proposal { version: 2, rationale: "other".into(), ..Proposal::clone(&own) };
    let mut track = Track::new(ActorId::new("Mexico"));
    let proposals = BTreeMap::from([(own.id.clone(), Arc::new(next))]);
    track.strands.insert(Origin::Own, Strand { proposals, ..Strand::default() });
    merge_track(&project, &track, None).change.apply(&mut project).unwrap();
    let chapeau::app::files::Opened::Track(file) =
        chapeau::app::files::open(&desk.path("joint.track")).unwrap()
    else {
        panic!("a track")
    };
    for (about, track) in file.tracks() {
        merge_track(&project, &track, Some(about)).change.apply(&mut project).unwrap();
    }
    assert_eq!(strand(&project, "Mexico").proposals[&own.id].version, 2);
    assert_eq!(strand(&project, "Chile").proposals.values().next().unwrap().version, 1);
}

#[test]
fn a_joint_return_names_each_sender_once_and_speaks_for_nobody_else() {
    let desk = Desk::new();
    desk.put("p.chapeau", write_project(&Coordinator::at_work().project).unwrap());
    desk.line("track export p.chapeau --as France --jointly France -o j.track").ended(2);
    desk.line("track export p.chapeau --as France --jointly , -o j.track").ended(2);
    let file = TrackFile {
        jointly: vec![chapeau::record::Actor::new(ActorId::new("EU"))],
        ..Made::sample().track_file("EU")
    };
    assert!(read_track(&write_track(&file).unwrap()).is_err(), "the author is among the others");
}

#[test]
fn a_member_sees_where_its_wishes_depart_from_its_group() {
    let mut c = Coordinator { project: base() };
    let asks: [(&str, &str, &str, &str, &str); 9] = [
        ("France", "same", "2", "count", "enumerate"),
        ("EU", "same", "2", "count", "enumerate"),
        ("France", "part", "1", "old lamps", "old and new lamps"),
        ("EU", "part", "1", "old", "old or new"),
        ("France", "missing", "4", "come", "stay"),
        ("France", "against", "3", "in spring", "in autumn"),
        ("EU", "against", "3", "in spring", ""),
        ("EU", "more", "1", "keep", "guard"),
        ("US", "else", "4", "Invites", "Urges"),
    ];
    for (actor, name, label, words, with) in asks {
        let wish = c.swap(label, words, with);
        c.ask(actor, name, wish, "");
    }
    let made = compare(&c.project, &ActorId::new("France"), &ActorId::new("EU"));
    let fares: BTreeMap<&str, Fares> = made.wishes.iter().map(|(f, l, _)| (l.id.0.as_str(), *f)).collect();
    let expected = [
        ("France-against", Fares::Opposite),
        ("France-missing", Fares::Missing),
        ("France-part", Fares::InPart),
        ("France-same", Fares::Same),
    ];
    assert_eq!(fares, BTreeMap::from(expected));
    let more: Vec<&str> = made.more.iter().map(|l| l.id.0.as_str()).collect();
    assert_eq!(more, ["EU-more", "EU-against"]);
    assert_eq!(made.departing(), 3);
    assert!(made.text().starts_with("3 of 4 wishes of France depart"), "{}", made.text());
    let desk = Desk::new();
    desk.put("p.chapeau", write_project(&c.project).unwrap());
    let told = desk.line("track compare p.chapeau --as France --with EU --json").ended(1).json();
    assert_eq!(list(&told, "wishes").len(), 4);
    desk.line("track compare p.chapeau --as US --with US").ended(2);
}

#[test]
fn an_amendment_of_a_member_s_wish_stays_in_the_group() {
    let mut c = Coordinator::at_work();
    for (name, of, with) in [("inner", "Spain-four", "well-kept"), ("outer", "US-seven", "strongly")] {
        let id = ProposalId(of.into());
        let held = c.project.tracks.values().find_map(|t| t.proposal(&id)).unwrap().1.clone();
        let at = Inside::new(&held, 0..0).unwrap();
        c.ask("EU", name, Wish::Amend { at, with: Fragment::plain(with) }, "");
    }
    let made = group_return(&c.project, &ActorId::new("EU"), &GroupAsk::default()).unwrap();
    let amended: Vec<&str> =
        made.track.proposals().filter_map(|(_, p)| p.wish.amends()).map(|id| id.0.as_str()).collect();
    assert_eq!(amended, ["US-seven"]);
    assert!(made.left.iter().any(|l| l.contains("EU-inner")), "{:?}", made.left);
    assert!(!format!("{:?}", made.track).contains("Spain"));
}

#[test]
fn the_command_line_sends_the_return_of_a_group() {
    let desk = Desk::new();
    let c = Coordinator::at_work();
    desk.put("p.chapeau", write_project(&c.project).unwrap());
    desk.put("q.chapeau", write_project(&base()).unwrap());
    let told = desk.line("track export p.chapeau --as EU --from-decisions -o eu.track").ended(1);
    assert!(told.out.contains("4 wishes from what was decided"), "{}", told.out);
    assert!(told.out.contains("Spain-four"), "what stays here is listed: {}", told.out);
    desk.line("merge q.chapeau eu.track").ended(1);
    desk.line("track export p.chapeau --as EU --from-decisions -o eu2.track --with-reasons").ended(1);
    assert!(desk.text("eu2.track").contains("return_number: 2"));
    desk.line("track export p.chapeau --as EU --with-reasons -o x.track").ended(2);
    desk.line("track export p.chapeau --as EU --from-decisions --on Rev.9 -o x.track").ended(2);
}
