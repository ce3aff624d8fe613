//! Negotiations made at random: what each of two to twelve actors sends, all at one table, on a
//! text that the chair has edited since it was issued.
//!
//! Every kind of wish is among them, on the text as it is and on earlier states of it, in every
//! strand; amendments of others' words and of amendments; what was taken back, said again in other
//! words, made in one gesture; positions, also from the floor; and comments.

use super::made::{SOURCE, Said, said, span, wish};
use chapeau::format::plain;
use chapeau::project::{Cause, Project, edit, keep_step, merge_track};
use chapeau::record::{
    Actor, Comment, CommentId, Inside, Origin, Position, Proposal, ProposalId, Stance, State, Strand, Track,
    Wish,
};
use chapeau::text::{self, Document, Fragment, Hash};
use proptest::prelude::*;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// As many actors as sit at a table; some names hold what brackets are made of.
pub const ACTORS: [&str; 12] = [
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

/// The text, and its earlier states that wishes can be anchored to, the latest last.
struct Base {
    project: Project,
    states: Vec<(Hash, Document)>,
}

static BASE: LazyLock<Base> = LazyLock::new(|| {
    let more = "3. *Decides also* to meet at sea;\n\n4. *Notes* e\u{301}le\u{300}ves, بلا تأخير (A/1/1) – “as ever”;\n";
    let mut project = Project::of(plain::read(&format!("{SOURCE}\n\n{more}")), "Zero draft").unwrap();
    let mut states = vec![(project.base(), project.working.clone())];
    let id = |project: &Project, at: usize| project.working.meta(at).unwrap().id;
    let chair = |project: &mut Project, changes: Vec<text::Change>| {
        edit(project, changes, Cause::Chair("tidied".to_owned())).apply(project).unwrap();
        keep_step(project).unwrap().apply(project).unwrap();
    };
    let (first, more) = (id(&project, 3), Fragment::plain(" all"));
    let changes = text::replace(&project.working, first, 10..10, &more, "all");
    chair(&mut project, changes);
    states.push((project.base(), project.working.clone()));
    let (last, gone) = (id(&project, 7), id(&project, 1));
    let changes = text::move_after(&project.working, last, Some(gone));
    chair(&mut project, changes);
    let second = project.working.metas().position(|m| m.id == last).unwrap();
    let changes = text::replace(&project.working, id(&project, second), 3..9, &Fragment::default(), "words");
    chair(&mut project, changes);
    states.push((project.base(), project.working.clone()));
    Base { project, states }
});

/// The project that everybody has: no track in it yet.
pub fn base() -> &'static Project {
    &BASE.project
}

/// One wish of an actor.
#[derive(Clone, Debug)]
pub struct Asked {
    kind: u8,
    place: (usize, usize, usize),
    said: Said,
    /// On which state of the text: mostly as it is.
    state: u8,
    /// In which strand: mostly the actor's own.
    strand: u8,
    /// Whether it was taken back, made in one gesture with others, or both.
    how: u8,
    /// What the same wish said in an earlier return, if there was one.
    before: Option<Said>,
}

/// An amendment: whose wish, which, where in its words, and other words.
type Amended = (usize, usize, usize, usize, Said);

/// What one actor sends.
#[derive(Clone, Debug)]
pub struct Sent {
    wishes: Vec<Asked>,
    amendments: Vec<Amended>,
    positions: Vec<(usize, usize, usize)>,
    comments: Vec<(Option<usize>, u8, usize)>,
}

/// Words: many say the same, from a short list, beside those from the world's keyboards.
fn words() -> impl Strategy<Value = Said> {
    let few = prop_oneof![Just("new "), Just(" and old"), Just("lamps of oil"), Just("")];
    prop_oneof![3 => few.prop_map(Said::plain), 2 => said()]
}

fn asked() -> impl Strategy<Value = Asked> {
    let place = (0usize..9, 0usize..24, 0usize..8);
    let before = prop_oneof![9 => Just(None), 1 => words().prop_map(Some)];
    (0u8..20, place, words(), 0u8..12, 0u8..12, 0u8..20, before).prop_map(
        |(kind, place, said, state, strand, how, before)| Asked {
            kind,
            place,
            said,
            state,
            strand,
            how,
            before,
        },
    )
}

fn sent() -> impl Strategy<Value = Sent> {
    let amended = (0usize..ACTORS.len(), 0usize..4, 0usize..9, 0usize..5, words());
    (
        prop::collection::vec(asked(), 1..4),
        prop_oneof![1 => Just(Vec::new()), 1 => prop::collection::vec(amended, 1..3)],
        prop::collection::vec((0usize..ACTORS.len(), 0usize..3, 0usize..16), 0..3),
        prop::collection::vec((prop::option::of(0usize..9), 0u8..4, 0usize..4), 0..2),
    )
        .prop_map(|(wishes, amendments, positions, comments)| Sent {
            wishes,
            amendments,
            positions,
            comments,
        })
}

fn name(actor: usize, n: usize) -> ProposalId {
    ProposalId::of(ACTORS[actor % ACTORS.len()], &[&n.to_string()])
}

/// What an actor sends, the return before it first, if there was one.
pub type File = (Actor, Track);

fn proposal(who: usize, n: usize, asked: &Asked, said: &Said) -> Option<Proposal> {
    let state = usize::from(asked.state).min(BASE.states.len() - 1);
    let (hash, document) = &BASE.states[state];
    let wish = wish(document, asked.kind, asked.place, said)?;
    // A change that changes nothing is no wish.
    if matches!(&wish, Wish::Replace { at, with } if at.range.is_empty() && with.is_empty()) {
        return None;
    }
    let mut out = Proposal { sent: true, ..Proposal::new(name(who, n), *hash, wish) };
    out.bundle = (asked.how < 3).then(|| format!("{who} together"));
    out.state = if asked.how == 4 { State::Withdrawn } else { State::Open };
    Some(out)
}

fn origin(strand: u8) -> Origin {
    match strand {
        0 => Origin::Copy,
        1 => Origin::Brackets,
        2 => Origin::Room,
        _ => Origin::Own,
    }
}

/// The files that come to the table.
fn files(table: &[Sent]) -> Vec<File> {
    let mut own: Vec<Track> = Vec::new();
    let mut earlier: Vec<File> = Vec::new();
    for (who, sent) in table.iter().enumerate() {
        let actor = base().actor(ACTORS[who]);
        let (mut track, mut before) = (Track::new(actor.id.clone()), Track::new(actor.id.clone()));
        for (n, asked) in sent.wishes.iter().enumerate() {
            let Some(mut now) = proposal(who, n, asked, &asked.said) else { continue };
            let origin = origin(asked.strand);
            let number = u32::from(origin == Origin::Copy);
            (now.derived, now.seen) = (number > 0, number);
            if let Some(was) = asked.before.as_ref().and_then(|was| proposal(who, n, asked, was)) {
                let strand = before.strands.entry(origin).or_default();
                strand.return_number = number;
                let was = Proposal { derived: now.derived, seen: number, state: State::Open, ..was };
                strand.proposals.insert(was.id.clone(), Arc::new(was));
                now.version = 2;
            }
            let strand = track.strands.entry(origin).or_default();
            strand.return_number = number;
            strand.proposals.insert(now.id.clone(), Arc::new(now));
        }
        if !before.is_empty() {
            earlier.push((actor, before));
        }
        own.push(track);
    }
    for (who, sent) in table.iter().enumerate() {
        for (n, (whose, which, from, len, said)) in sent.amendments.iter().enumerate() {
            let target = own.get(whose % table.len()).and_then(|t| t.proposals().nth(*which % 4));
            let Some(target) = target.map(|(_, p)| p.clone()) else { continue };
            let Some(at) = Inside::new(&target, *from..from + len) else { continue };
            if at.range.is_empty() && said.text.is_empty() {
                continue;
            }
            let id = ProposalId::of(ACTORS[who], &["inside", &n.to_string()]);
            let wish = Wish::Amend { at, with: fragment(said) };
            let made = Proposal { sent: true, ..Proposal::new(id.clone(), base().base(), wish) };
            own[who].strands.entry(Origin::Own).or_default().proposals.insert(id, Arc::new(made));
        }
    }
    for (who, (sent, track)) in table.iter().zip(&mut own).enumerate() {
        say(who, sent, track);
    }
    let actors = (0..table.len()).map(|who| base().actor(ACTORS[who]));
    earlier.into_iter().chain(actors.zip(own)).collect()
}

fn fragment(said: &Said) -> Fragment {
    // As a wish has it.
    match wish(base_text(), 0, (0, 0, 0), said) {
        Some(Wish::Replace { with, .. }) => with,
        _ => Fragment::default(),
    }
}

fn base_text() -> &'static Document {
    &BASE.project.working
}

/// Positions and comments.
fn say(who: usize, sent: &Sent, track: &mut Track) {
    for (whose, n, how) in sent.positions.iter().filter(|(whose, ..)| *whose != who) {
        let floor = how & 12 == 12;
        let origin = if floor { Origin::Room } else { Origin::Own };
        let position = Position {
            sent: true,
            recorded_by: floor.then(|| "Secretariat".to_owned()),
            condition: if how & 4 > 0 { "if OP2 goes".to_owned() } else { String::new() },
            ..Position::new(name(*whose, *n), 1, Stance::ALL[how % 4])
        };
        let strand = track.strands.entry(origin).or_default();
        strand.positions.insert(position.about.clone(), Arc::new(position));
    }
    for (n, (at, how, to)) in sent.comments.iter().enumerate() {
        let comment = Comment {
            id: CommentId(format!("{}-{n}", ACTORS[who])),
            version: 1,
            sent: true,
            base: base().base(),
            at: at.map(|at| span(base_text(), at % base_text().len(), 0..2)),
            reply_to: (how & 1 > 0 && *to != who).then(|| CommentId(format!("{}-0", ACTORS[*to]))),
            text: "Which?".to_owned(),
            resolved: how & 2 > 0,
            withdrawn: false,
        };
        let strand: &mut Strand = track.strands.entry(Origin::Own).or_default();
        strand.comments.insert(comment.id.clone(), Arc::new(comment));
    }
}

/// All that is merged of these files.
pub fn merged<'a>(files: impl IntoIterator<Item = &'a File>) -> Project {
    merged_into(base().clone(), files)
}

/// A project with these files merged into it.
pub fn merged_into<'a>(mut project: Project, files: impl IntoIterator<Item = &'a File>) -> Project {
    for (about, track) in files {
        merge_track(&project, track, Some(about)).change.apply(&mut project).unwrap();
    }
    project
}

/// A negotiation: the files that came to the table, and all of them merged.
pub struct Negotiation {
    pub files: Vec<File>,
    pub whole: Project,
}

/// What is asked, and nothing else: a project has too much in it to be read.
impl fmt::Debug for Negotiation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (_, track) in &self.files {
            for (origin, p) in track.proposals() {
                let document = BASE.states.iter().find(|(hash, _)| *hash == p.base).map(|(_, d)| d);
                let at = p.wish.span().and_then(|s| document?.place(s.paragraph));
                let gone = if p.is_open() { "" } else { ", taken back" };
                let bundle = p.bundle.as_deref().unwrap_or_default();
                writeln!(f, "{} {} {origin:?}{gone} {bundle} in {at:?}: {:?}", p.id, p.version, p.wish)?;
            }
        }
        Ok(())
    }
}

/// Negotiations of two to twelve actors.
pub fn negotiation() -> impl Strategy<Value = Negotiation> {
    prop::collection::vec(sent(), 2..=ACTORS.len()).prop_map(|table| {
        let files = files(&table);
        let whole = merged(&files);
        Negotiation { files, whole }
    })
}
