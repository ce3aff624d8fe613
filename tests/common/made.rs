//! Projects made at random, by the changes that the program itself makes.

use chapeau::app::export::{sheet_of, text_of};
use chapeau::app::{View, files, say, span_of};
use chapeau::format::page::Labels;
use chapeau::format::plain;
use chapeau::format::ron::TrackFile;
use chapeau::format::target::Format;
use chapeau::project::{
    Cause, Change, Head, Project, Put, Saying, Take, accept_placement, decide, edit, issue, keep_step,
    open_placed, say_position, set_status,
};
use chapeau::record::{
    Actor, ActorId, Comment, CommentId, Inside, Origin, Outcome, Proposal, ProposalId, Span, Stance,
    Standing, State, Wish,
};
use chapeau::revise::{Parsed, Repair, Report};
use chapeau::text::{
    self, Document, Fragment, Genre, Hash, Kind, Meta, NOTE, NoteId, ParagraphId, Ranges, Source, Words,
};
use chapeau::weave::{self, Group};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text of our own that has one of most things.
pub const SOURCE: &str = "\
# Lamps of the harbour

The General Assembly,

*Recalling* its lamps,[^1]

1. *Calls upon* keepers:

    (a) To light old lamps;

2. *Decides* to count ships;

[^1]: Lamp 1.
";

pub const ACTORS: [&str; 5] = ["EU", "US", "G77 and China", "Côte “d’Azur”", "ITU"];

/// A project, and how many things were said in it.
#[derive(Clone, Debug)]
pub struct Made {
    pub project: Project,
    count: usize,
}

/// Words that somebody types, with what may come along.
#[derive(Clone, Debug)]
pub struct Said {
    pub text: String,
    pub italic: bool,
    pub note: Option<String>,
}

impl Said {
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), italic: false, note: None }
    }

    fn fragment(&self) -> Fragment {
        let mut notes = BTreeMap::new();
        let mut lines: Vec<Words> = self.text.split('\n').map(Words::plain).collect();
        if self.italic {
            let all = |w: &Words| {
                Words::new(w.text(), Ranges::new(vec![0..1, 3..w.len()]), Ranges::new(vec![1..2]), vec![])
            };
            lines = lines.iter().map(all).collect();
        }
        if let (Some(note), Some(last)) = (&self.note, lines.last_mut()) {
            let id = NoteId::of(&[note]);
            let text = last.text().replace(NOTE, "") + &NOTE.to_string();
            *last = Words::new(&text, last.italic().clone(), last.bold().clone(), vec![id]);
            notes.insert(id, note.clone());
        }
        Fragment::new(lines, notes)
    }
}

/// Something that somebody does.
#[derive(Clone, Debug)]
pub enum Act {
    Propose { who: usize, origin: u8, kind: u8, at: usize, from: usize, len: usize, said: Said, early: bool },
    Amend { pick: usize, how: u8, said: Said },
    Inside { who: usize, pick: usize, from: usize, len: usize, said: Said },
    Comment { who: usize, at: Option<usize>, text: String, reply: bool },
    Position { who: usize, pick: usize, stance: u8, floor: bool, text: String },
    Decide { pick: usize, outcome: u8, words: Option<String> },
    Place { pick: usize, at: usize },
    Status { at: usize, standing: u8 },
    Edit { kind: u8, at: usize, from: usize, len: usize, said: Said, why: String },
    Send { who: usize },
    Head { title: String },
    Report { was: String },
    Author { name: String, who: Option<usize> },
    Issue { name: String },
}

impl Made {
    /// A new project.
    pub fn new(parsed: Parsed) -> Option<Self> {
        Project::of(parsed, "Zero draft").ok().map(|project| Self { project, count: 0 })
    }

    /// A small negotiation, always the same: two actors, a comment, a decision, an edit, a status.
    pub fn sample() -> Self {
        let mut made = Self::new(plain::read(SOURCE)).unwrap();
        let propose = |who, kind, at, from, len, text: &str| {
            let said = Said::plain(text);
            Act::Propose { who, origin: 0, kind, at, from, len, said, early: false }
        };
        let acts = [
            propose(0, 2, 4, 9, 3, "new"),
            propose(0, 0, 2, 0, 0, "Once "),
            propose(1, 1, 5, 3, 9, ""),
            Act::Decide { pick: 0, outcome: 0, words: None },
            Act::Edit { kind: 0, at: 5, from: 0, len: 0, said: Said::plain("Now "), why: "tidy".into() },
            Act::Comment { who: 0, at: Some(4), text: "Which?".into(), reply: false },
            Act::Status { at: 3, standing: 3 },
            Act::Send { who: 0 },
        ];
        for act in &acts {
            made.act(act);
        }
        made
    }

    /// What this actor would send.
    pub fn track_file(&self, actor: &str) -> TrackFile {
        let id = ActorId::new(actor);
        files::track_file(&self.project, files::sent(&self.project, &id).unwrap())
    }

    /// Does something; the change, if it could be done.
    pub fn act(&mut self, act: &Act) -> Option<Change> {
        let change = self.change(act)?;
        change.apply(&mut self.project).unwrap_or_else(|e| panic!("{act:?}: {e}"));
        Some(change)
    }

    /// The change that an act makes, which is not applied.
    pub fn change(&mut self, act: &Act) -> Option<Change> {
        self.count += 1;
        match act {
            Act::Propose { who, origin, kind, at, from, len, said, early } => {
                self.propose(*who, *origin, *kind, (*at, *from, *len), said, *early)
            }
            Act::Amend { pick, how, said } => self.amend(*pick, *how, said),
            Act::Inside { who, pick, from, len, said } => self.inside(*who, *pick, (*from, *len), said),
            Act::Comment { who, at, text, reply } => self.comment(*who, *at, text, *reply),
            Act::Position { who, pick, stance, floor, text } => {
                self.position(*who, *pick, *stance, *floor, text)
            }
            Act::Decide { pick, outcome, words } => self.decide(*pick, *outcome, words.as_deref()),
            Act::Place { pick, at } => self.place(*pick, *at),
            Act::Status { at, standing } => {
                let pending = vec![ActorId::new(ACTORS[at % ACTORS.len()])];
                let all = [
                    Standing::Open,
                    Standing::Suggested,
                    Standing::Informals(pending),
                    Standing::AdRef,
                    Standing::Agreed,
                ];
                set_status(&self.project, self.id(*at)?, all[*standing as usize % all.len()].clone())
            }
            Act::Edit { kind, at, from, len, said, why } => {
                let changes = self.edit(*kind, (*at, *from, *len), said)?;
                Some(edit(&self.project, changes, Cause::Chair(why.clone())))
            }
            Act::Send { who } => self.send(*who),
            Act::Head { title } => {
                let head = Head { title: title.clone(), symbol: title.clone(), genre: Genre::Outcome };
                Some(Change::Head(Put { was: Some(self.project.head.clone()), now: Some(head) }))
            }
            Act::Report { was } => {
                let mut report = Report::clone(&self.project.report);
                report.repairs.push(Repair { paragraph: 1, start: 2, was: was.clone(), now: "now".into() });
                let was = Some(self.project.report.clone());
                Some(Change::Report(Put { was, now: Some(Arc::new(report)) }))
            }
            Act::Author { name, who } => {
                let was = self.project.authors.get(name).cloned();
                let now = who.map(|who| ActorId::new(ACTORS[who % ACTORS.len()]));
                (was != now).then(|| Change::Author(name.clone(), Put { was, now }))
            }
            Act::Issue { name } => {
                let name = format!("{name} {}", self.count);
                Some(issue(&self.project, &name))
            }
        }
    }

    fn id(&self, at: usize) -> Option<ParagraphId> {
        let len = self.project.working.len();
        self.project.working.meta(at % len.max(1)).map(|m| m.id)
    }

    /// A step to anchor to, and its hash.
    fn base(&self) -> (Vec<Change>, Hash) {
        let Some(step) = keep_step(&self.project) else { return (Vec::new(), self.project.base()) };
        let mut kept = self.project.clone();
        step.apply(&mut kept).unwrap();
        (vec![step], kept.base())
    }

    fn introduce(&self, who: usize) -> (ActorId, Vec<Change>) {
        let id = ActorId::new(ACTORS[who % ACTORS.len()]);
        if self.project.actors.contains_key(&id) {
            return (id, Vec::new());
        }
        let actor =
            Actor { id: id.clone(), members: vec![ActorId::chair()], ..self.project.actor(id.as_str()) };
        let put = Put { was: None, now: Some(Arc::new(actor)) };
        (id.clone(), vec![Change::Actor(id, put)])
    }

    fn propose(
        &mut self,
        who: usize,
        origin: u8,
        kind: u8,
        place: (usize, usize, usize),
        said: &Said,
        early: bool,
    ) -> Option<Change> {
        let (id, mut steps) = self.introduce(who);
        let (document, base) = if early {
            let first = self.project.revisions.first()?;
            (first.document.clone(), first.hash)
        } else {
            let (step, base) = self.base();
            steps.extend(step);
            (self.project.working.clone(), base)
        };
        let wish = wish(&document, kind, place, said)?;
        let name = ProposalId::of(id.as_str(), &[&self.count.to_string(), &said.text]);
        let origin =
            [Origin::Own, Origin::Own, Origin::Room, Origin::Brackets, Origin::Copy][origin as usize % 5];
        let mut proposal = Proposal::new(name.clone(), base, wish);
        proposal.rationale = said.note.clone().unwrap_or_default();
        proposal.sent = said.italic;
        proposal.bundle = said.note.clone();
        let put = Put { was: None, now: Some(Arc::new(proposal)) };
        steps.push(Change::Proposal(id, origin, name, put));
        Some(Change::All(steps))
    }

    fn amend(&mut self, pick: usize, how: u8, said: &Said) -> Option<Change> {
        let all = self.project.tracks.iter();
        let all: Vec<_> = all.flat_map(|(a, t)| t.proposals().map(move |(o, p)| (a, o, p))).collect();
        let (actor, origin, was) = *all.get(pick % all.len().max(1))?;
        let version = was.version + u32::from(was.sent);
        let next = Proposal { version, sent: false, ..Proposal::clone(was) };
        let now = match how % 4 {
            0 => Some(Proposal { state: State::Withdrawn, derived: false, ..next }),
            1 => Some(Proposal { rationale: said.text.clone(), ..next }),
            2 if !was.sent => None,
            _ => Some(Proposal { source: said.text.clone(), ..next }),
        };
        let put = Put { was: Some(was.clone()), now: now.map(Arc::new) };
        Some(Change::Proposal(actor.clone(), origin, was.id.clone(), put))
    }

    /// Other words inside those of some proposal, or of one that nobody knows any more.
    fn inside(
        &mut self,
        who: usize,
        pick: usize,
        (from, len): (usize, usize),
        said: &Said,
    ) -> Option<Change> {
        let (id, mut steps) = self.introduce(who);
        let all = self.project.tracks.values().flat_map(|t| t.proposals().map(|(_, p)| p));
        let all: Vec<_> = all.filter(|p| p.wish.fragment().is_some()).collect();
        let mut at = Inside::new(all.get(pick % all.len().max(1))?, from..from + len)?;
        if pick == 7 {
            at.of = ProposalId("US-unknown".to_owned());
        }
        let (step, base) = self.base();
        steps.extend(step);
        let name = ProposalId::of(id.as_str(), &["inside", &self.count.to_string(), &said.text]);
        let proposal = Proposal::new(name.clone(), base, Wish::Amend { at, with: said.fragment() });
        let put = Put { was: None, now: Some(Arc::new(proposal)) };
        steps.push(Change::Proposal(id, Origin::Own, name, put));
        Some(Change::All(steps))
    }

    fn comment(&mut self, who: usize, at: Option<usize>, text: &str, reply: bool) -> Option<Change> {
        let (id, _) = self.introduce(who);
        let at = at.and_then(|at| span_of(&self.project, self.id(at)?, at..at * 2));
        let all: Vec<&Arc<Comment>> = self.project.tracks.values().flat_map(|t| t.comments()).collect();
        let to: Option<CommentId> = all.first().filter(|_| reply).map(|c| c.id.clone());
        say(&self.project, &id, at, to, text, &self.count.to_string()).ok()
    }

    /// A position on some proposal, on one that nobody knows, or taken back.
    fn position(&self, who: usize, pick: usize, stance: u8, floor: bool, text: &str) -> Option<Change> {
        let saying = Saying {
            actor: ActorId::new(ACTORS[who % ACTORS.len()]),
            recorded_by: floor.then(|| text.to_owned()),
            condition: if stance & 8 > 0 { text.to_owned() } else { String::new() },
        };
        let all = self.project.tracks.values().flat_map(|t| t.proposals().map(|(_, p)| p.id.clone()));
        let all: Vec<ProposalId> = all.chain([ProposalId("US-unheard".to_owned())]).collect();
        let take = match stance % 5 {
            4 => Take::Withdraw,
            n => Take::Stance(Stance::ALL[n as usize]),
        };
        let change = say_position(&self.project, &saying, take, &[all[pick % all.len()].clone()]);
        (!change.is_nothing()).then_some(change)
    }

    fn groups(&self) -> Vec<Arc<Group>> {
        weave::groups(&self.project.working, &open_placed(&self.project)).into_values().collect()
    }

    fn decide(&mut self, pick: usize, outcome: u8, words: Option<&str>) -> Option<Change> {
        let groups = self.groups();
        let one = groups.get(pick % groups.len().max(1))?.id.clone();
        let outcome = match (outcome % 5, words) {
            (0, None) => Outcome::Accept,
            (0, _) => Outcome::AcceptAs,
            (1, _) => Outcome::Reject,
            (2, _) => Outcome::Bracket,
            (3, _) => Outcome::Defer,
            _ => {
                let all: Vec<_> = groups.iter().map(|g| g.id.clone()).collect();
                return Some(decide(&self.project, &all, Outcome::Accept, None).change);
            }
        };
        let words = words.filter(|_| outcome == Outcome::AcceptAs);
        Some(decide(&self.project, &[one], outcome, words).change)
    }

    fn place(&mut self, pick: usize, at: usize) -> Option<Change> {
        let placed: Vec<Arc<Group>> =
            self.groups().into_iter().filter(|g| matches!(g.printed.wish, Wish::Placement { .. })).collect();
        let group = placed.get(pick % placed.len().max(1))?;
        accept_placement(&self.project, group, &[self.id(at)?, self.id(at + 1)?])
    }

    fn edit(
        &self,
        kind: u8,
        (at, from, len): (usize, usize, usize),
        said: &Said,
    ) -> Option<Vec<text::Change>> {
        let working = &self.project.working;
        let id = self.id(at)?;
        let most = working.len_of(working.place(id)?);
        let from = from.min(most);
        let salt = self.count.to_string();
        Some(match kind % 9 {
            0..=2 => text::replace(working, id, from..(from + len).min(most), &said.fragment(), &salt),
            3 => text::insert(working, at % working.len(), KINDS[len % KINDS.len()], &said.fragment(), &salt),
            4 if working.len() > 1 => text::delete(working, id),
            5 => text::move_after(working, id, self.id(at + from + 1).filter(|_| len > 0)),
            6 => text::split(working, id, from, &salt),
            7 => text::join(working, id),
            _ => {
                let was = working.meta_of(id)?.clone();
                let now = Meta { kind: KINDS[len % KINDS.len()], masthead: len == 0, ..was.clone() };
                vec![text::Change::SetMeta { was, now }]
            }
        })
    }

    fn send(&self, who: usize) -> Option<Change> {
        let id = ActorId::new(ACTORS[who % ACTORS.len()]);
        let was = self.project.tracks.get(&id).cloned()?;
        let now = files::sent(&self.project, &id)?;
        Some(Change::Track(id, Put { was: Some(was), now: Some(Arc::new(now)) }))
    }
}

pub const KINDS: [Kind; 9] = [
    Kind::Operative,
    Kind::Preambular,
    Kind::Sub(1),
    Kind::Sub(2),
    Kind::Heading,
    Kind::Formula,
    Kind::Plain,
    Kind::Closing,
    Kind::Title,
];

/// A span of a document, as its author sees it.
pub fn span(document: &Document, at: usize, range: std::ops::Range<usize>) -> Span {
    let words = document.words(at);
    let range = range.start.min(words.len())..range.end.min(words.len());
    Span {
        paragraph: document.meta(at).unwrap().id,
        quote: words.str(range.clone()).to_owned(),
        before: words.str(range.start.saturating_sub(24)..range.start).to_owned(),
        after: words.str(range.end..range.end + 24).to_owned(),
        range,
    }
}

/// A wish of some kind about some place in a document.
pub fn wish(
    document: &Document,
    kind: u8,
    (at, from, len): (usize, usize, usize),
    said: &Said,
) -> Option<Wish> {
    if document.is_empty() {
        return None;
    }
    let at = at % document.len();
    let most = document.len_of(at);
    let from = from.min(most);
    let here = span(document, at, from..(from + len).min(most));
    let point = span(document, at, from..from);
    let whole = span(document, at, 0..most);
    let other = document.meta((at + len + 1) % document.len()).map(|m| m.id);
    Some(match kind % 15 {
        0 => Wish::Replace { at: point, with: said.fragment() },
        1 => Wish::Replace { at: here, with: Fragment::default() },
        2..=4 => Wish::Replace { at: here, with: said.fragment() },
        5 => Wish::InsertParagraph {
            after: document.meta(at).map(|m| m.id).filter(|_| from > 0),
            kind: KINDS[len % KINDS.len()],
            label: format!("OP{len} bis"),
            words: said.fragment(),
        },
        6 => Wish::DeleteParagraph { at: whole },
        7 => Wish::Move { at: whole, after: other.filter(|_| from > 0) },
        8 => Wish::Split { at: point },
        9 => Wish::Merge { at: whole, second: document.meta(at + 1)?.id },
        10 => Wish::Reserve { at: here },
        12 => Wish::Retain { at: here },
        13 => Wish::Doubt { at: here },
        14 => Wish::Alternative { at: whole, label: format!("OP{len} alt"), words: said.fragment() },
        _ => Wish::Placement {
            at: point,
            words: said.fragment(),
            note: said.text.replace('\n', " "),
            targets: other.into_iter().collect(),
            copy: len % 2 == 0,
        },
    })
}

/// Looks at a project in every way there is; none may panic.
pub fn look(project: &Project) {
    let actor = ActorId::new("EU");
    let views =
        [View::Original, View::Clean, View::Compilation, View::Final(actor.clone()), View::Annotated(actor)];
    let matrix = chapeau::app::matrix::matrix(project);
    let _ = (matrix.json(), matrix.csv(), matrix.text(), matrix.html(&project.head.title));
    for view in &views {
        let (document, placed) = text_of(project, view);
        for paragraph in &weave::compile(&document, &placed).paragraphs {
            weave::inline(paragraph, &|a| a.to_string());
        }
        let sheet = sheet_of(project, view, Labels::Negotiation);
        for format in [Format::Txt, Format::Md, Format::Html] {
            assert!(format.write_text(&sheet).is_some());
        }
    }
}

/// Words with what the world's keyboards give, and what they should not.
fn some_words() -> impl Strategy<Value = String> {
    "[a-d ,.;“”’\"\\\\é漢🙂\u{301}\u{202e}\u{a0}\t\u{2028}\u{85}\u{c}\r\u{fffc}(/\\[\\]*<&]{0,12}"
}

pub fn said() -> impl Strategy<Value = Said> {
    let text = prop_oneof![
        6 => some_words(),
        1 => (some_words(), some_words()).prop_map(|(a, b)| format!("{a}\n{b}")),
        1 => Just(String::new()),
    ];
    let note = prop_oneof![5 => Just(None), 1 => "[a-c \"\\\\]{1,3}".prop_map(Some)];
    (text, any::<bool>(), note).prop_map(|(text, italic, note)| Said { text, italic, note })
}

/// A text to begin with: read from a source, or made of paragraphs of any kind.
pub fn parsed() -> impl Strategy<Value = Parsed> {
    let lines = prop::collection::vec(some_words(), 0..6);
    let source = lines.prop_map(|more| plain::read(&format!("{SOURCE}\n\n3. {}", more.join("\n\n4. "))));
    let one = (0usize..KINDS.len(), said(), any::<bool>(), prop::option::of("[0-9a-c.() ]{1,4}"));
    let made = prop::collection::vec(one, 1..7).prop_map(|all| {
        let mut notes = BTreeMap::new();
        let paragraphs = all.into_iter().map(|(kind, said, masthead, issued)| {
            let fragment = said.fragment();
            notes.extend(fragment.notes().clone());
            let words = fragment.lines().last().cloned().unwrap_or_default();
            Source { kind: KINDS[kind], issued, masthead, words }
        });
        let paragraphs = paragraphs.collect();
        Parsed { paragraphs, notes, title: Some("Made \"up\"".into()), ..Parsed::default() }
    });
    prop_oneof![source, made]
}

pub fn act() -> impl Strategy<Value = Act> {
    let place = || (0usize..9, 0usize..16, 0usize..8);
    prop_oneof![
        8 => (0usize..5, 0u8..5, 0u8..15, place(), said(), any::<bool>()).prop_map(
            |(who, origin, kind, (at, from, len), said, early)| {
                Act::Propose { who, origin, kind, at, from, len, said, early }
            }
        ),
        2 => (0usize..9, 0u8..4, said()).prop_map(|(pick, how, said)| Act::Amend { pick, how, said }),
        3 => (0usize..5, 0usize..9, 0usize..16, 0usize..8, said()).prop_map(
            |(who, pick, from, len, said)| Act::Inside { who, pick, from, len, said }
        ),
        2 => (0usize..5, prop::option::of(0usize..9), some_words(), any::<bool>())
            .prop_map(|(who, at, text, reply)| Act::Comment { who, at, text, reply }),
        3 => (0usize..5, 0usize..9, any::<u8>(), any::<bool>(), some_words()).prop_map(
            |(who, pick, stance, floor, text)| Act::Position { who, pick, stance, floor, text }
        ),
        4 => (0usize..9, 0u8..5, prop::option::of(some_words()))
            .prop_map(|(pick, outcome, words)| Act::Decide { pick, outcome, words }),
        1 => (0usize..9, 0usize..9).prop_map(|(pick, at)| Act::Place { pick, at }),
        2 => (0usize..9, 0u8..5).prop_map(|(at, standing)| Act::Status { at, standing }),
        6 => edit_act(),
        1 => (0usize..5).prop_map(|who| Act::Send { who }),
        1 => some_words().prop_map(|title| Act::Head { title }),
        1 => some_words().prop_map(|was| Act::Report { was }),
        1 => some_words().prop_map(|name| Act::Issue { name }),
        1 => ("[MJ]", prop::option::of(0usize..5)).prop_map(|(name, who)| Act::Author { name, who }),
    ]
}

/// An edit by the chair.
pub fn edit_act() -> impl Strategy<Value = Act> {
    let place = (0usize..9, 0usize..16, 0usize..8);
    (0u8..9, place, said(), "[a ]{0,2}").prop_map(|(kind, (at, from, len), said, why)| Act::Edit {
        kind,
        at,
        from,
        len,
        said,
        why,
    })
}
