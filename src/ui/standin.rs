//! Stand-in for the application while it is being written. To be deleted.
#![allow(missing_docs)]

use crate::app::{Page, PageParagraph, Place, Selection, View};
use crate::record::{ActorId, CommentId, Outcome, Standing};
use crate::text::{Kind, ParagraphId};
use crate::weave::{Fate, From, GroupId, Mark, MarkKind, Of, Run};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub enum Message {
    New,
    OpenSample,
    Open(PathBuf),
    Save,
    SaveAs(PathBuf),
    Import { path: PathBuf },
    Merge(Vec<PathBuf>),
    Export { path: PathBuf },
    SendReturn(PathBuf),
    Undo,
    Redo,
    SetView(View),
    SpeakAs(ActorId),
    AddActor(String),
    Select(Selection),
    Write(Write),
    Decide { groups: Vec<GroupId>, outcome: Outcome, words: Option<String> },
    Comment { text: String },
    Reply { to: CommentId, text: String },
    Resolve { comment: CommentId, resolved: bool },
    WithdrawMine(GroupId),
    SetStatus(Standing),
    Dismiss(usize),
    UndoRepair(usize),
    Drop(Vec<PathBuf>),
    Revise { name: String },
}
pub enum Write {
    Insert(String),
    Paste(String),
    Backspace(Unit),
    Delete(Unit),
    Break,
    Italic,
}
pub enum Unit {
    Grapheme,
    Word,
}
pub struct Card {
    pub group: GroupId,
    pub backers: Vec<ActorId>,
    pub what: String,
    pub label: String,
    pub old: String,
    pub new: String,
    pub rationale: Vec<(ActorId, String)>,
    pub fate: Fate,
    pub outcome: Option<Outcome>,
}
pub struct Thread {
    pub id: CommentId,
    pub actor: ActorId,
    pub quote: String,
    pub text: String,
    pub resolved: bool,
    pub replies: Vec<(ActorId, String)>,
}
#[derive(Default)]
pub struct StatusLine {
    pub saved: String,
    pub open_brackets: usize,
    pub words: usize,
    pub placements: usize,
    pub orphans: usize,
    pub agreed: usize,
    pub total: usize,
}
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum NoticeKind {
    Error,
    Warning,
    Info,
}
pub struct Notice {
    pub kind: NoticeKind,
    pub title: String,
    pub text: String,
}
pub struct ReportLine {
    pub text: String,
    pub undoable: bool,
}

pub struct App {
    page: Page,
    view: View,
    speaker: ActorId,
    selection: Option<Selection>,
    notices: Vec<Notice>,
}

fn run(text: &str, italic: bool, marks: Vec<Mark>, from: From) -> Run {
    Run { text: text.into(), italic, bold: false, note: None, marks, from }
}
fn mark(kind: MarkKind, by: &[&str], g: &str) -> Mark {
    Mark { kind, by: by.iter().map(|a| ActorId::new(a)).collect(), group: Some(GroupId(g.into())) }
}

impl Default for App {
    fn default() -> Self {
        Self::new()
    }
}

impl App {
    pub fn new() -> Self {
        use Kind::{Formula, Heading, Operative, Preambular, Sub, Title};
        use MarkKind::{Deleted, Inserted};
        let mut paragraphs = Vec::new();
        let mut add = |kind: Kind, margin: &str, runs: Vec<(&str, bool, Vec<Mark>)>, standing: Standing| {
            let id = ParagraphId::of(&[&paragraphs.len().to_string()]);
            let mut at = 0;
            let runs: Vec<Run> = runs
                .into_iter()
                .enumerate()
                .map(|(i, (text, italic, marks))| {
                    let own = marks.first().is_some_and(|m: &Mark| m.kind == Inserted);
                    let from = if own {
                        From::Proposal(crate::record::ProposalId(format!("{id}-{i}")), 0, 0)
                    } else {
                        From::Text(at)
                    };
                    if !own {
                        at += text.chars().count();
                    }
                    run(text, italic, marks, from)
                })
                .collect();
            let mut groups: Vec<GroupId> =
                runs.iter().flat_map(|r| r.marks.iter().filter_map(|m| m.group.clone())).collect();
            groups.dedup();
            paragraphs.push(Arc::new(PageParagraph {
                of: Of::Text(id),
                kind,
                masthead: false,
                margin: margin.into(),
                label: margin.into(),
                runs,
                tags: Vec::new(),
                groups,
                standing,
                changed_since: false,
                comments: usize::from(margin == "2."),
            }));
        };
        let open = Standing::Open;
        add(Title, "", vec![("Safeguarding the ocean data commons", false, vec![])], open.clone());
        add(Formula, "", vec![("The General Assembly,", false, vec![])], open.clone());
        add(
            Preambular,
            "PP2",
            vec![
                ("Recognizing", true, vec![]),
                (
                    " that observations of the ocean are a public good on which early warning, fisheries and navigation alike depend,",
                    false,
                    vec![],
                ),
            ],
            Standing::AdRef,
        );
        add(
            Preambular,
            "PP3",
            vec![
                ("Deeply concerned", true, vec![]),
                (" that fewer than ", false, vec![]),
                ("one tenth", false, vec![mark(Deleted, &["US"], "g1")]),
                ("one fifth", false, vec![mark(Inserted, &["US"], "g1")]),
                (" of the measuring stations in the ", false, vec![]),
                ("developing countries of the ", false, vec![mark(Inserted, &["G77 and China"], "g2")]),
                ("tropics report without interruption,", false, vec![]),
            ],
            open.clone(),
        );
        add(Heading, "", vec![("Open data", false, vec![])], open.clone());
        add(
            Operative,
            "1.",
            vec![
                ("Calls upon", true, vec![]),
                (
                    " Member States to publish the data of publicly funded ocean observations without charge;",
                    false,
                    vec![],
                ),
            ],
            Standing::Agreed,
        );
        add(
            Operative,
            "2.",
            vec![
                ("Encourages", true, vec![]),
                (" the sharing of ", false, vec![]),
                ("private", false, vec![mark(Deleted, &["EU", "Japan"], "g3")]),
                (" data gathered by vessels and platforms, ", false, vec![]),
                ("on mutually agreed terms, ", false, vec![mark(Inserted, &["G77 and China"], "g4")]),
                ("on voluntary terms, ", false, vec![mark(Inserted, &["US"], "g5")]),
                ("in formats that can be read by all", false, vec![]),
                (
                    ", and in near real time wherever safety of life is at stake",
                    false,
                    vec![mark(Inserted, &["EU"], "g6")],
                ),
                (";", false, vec![]),
            ],
            open.clone(),
        );
        add(
            Operative,
            "2 bis (EU)",
            vec![(
                "Invites the regional fisheries bodies to make their catch statistics available through the same catalogue;",
                false,
                vec![mark(Inserted, &["EU"], "g7")],
            )],
            open.clone(),
        );
        add(
            Operative,
            "3.",
            vec![
                ("Requests", true, vec![]),
                (" the Secretary-General, within existing resources, to establish:", false, vec![]),
            ],
            open.clone(),
        );
        add(Sub(1), "(a)", vec![("A common catalogue of ocean observations;", false, vec![])], open.clone());
        add(
            Sub(1),
            "(b)",
            vec![
                ("A fund for ", false, vec![]),
                (
                    "the maintenance of stations in ",
                    false,
                    vec![mark(Inserted, &["Japan", "New Zealand"], "g8")],
                ),
                ("small island developing States;", false, vec![]),
            ],
            open.clone(),
        );
        let many = std::env::var("CHAPEAU_MANY").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
        for i in 4..many {
            add(
                Operative,
                &format!("{i}."),
                vec![
                    ("Recalls", true, vec![]),
                    (
                        " the words of a paragraph that is only here so that there is enough text to scroll through, and some more of it so that it takes more than one line;",
                        false,
                        vec![],
                    ),
                ],
                open.clone(),
            );
        }
        Self {
            page: Page { paragraphs, stamp: 1 },
            view: View::Compilation,
            speaker: ActorId::chair(),
            selection: None,
            notices: Vec::new(),
        }
    }
    pub fn page(&self) -> &Page {
        &self.page
    }
    pub fn view(&self) -> &View {
        &self.view
    }
    pub fn speaker(&self) -> &ActorId {
        &self.speaker
    }
    pub fn is_chair(&self) -> bool {
        self.speaker == ActorId::chair()
    }
    pub fn actors(&self) -> Vec<ActorId> {
        ["Co-Facilitators", "EU", "G77 and China", "Japan", "New Zealand", "US"].map(ActorId::new).to_vec()
    }
    pub fn title(&self) -> String {
        "Ocean data commons".into()
    }
    pub fn revision_name(&self) -> String {
        "Zero draft".into()
    }
    pub fn is_dirty(&self) -> bool {
        self.page.stamp > 1
    }
    pub fn path(&self) -> Option<&Path> {
        None
    }
    pub fn selection(&self) -> Option<&Selection> {
        self.selection.as_ref()
    }
    pub fn cards(&self, of: &Of) -> Vec<Card> {
        let Some(par) = self.page.paragraphs.iter().find(|p| p.of == *of) else { return Vec::new() };
        let card = |g: &GroupId| {
            let runs: Vec<&Run> =
                par.runs.iter().filter(|r| r.marks.iter().any(|m| m.group.as_ref() == Some(g))).collect();
            let with = |kind| {
                runs.iter()
                    .filter(|r| r.marks.iter().any(|m| m.kind == kind))
                    .map(|r| r.text.as_str())
                    .collect()
            };
            Card {
                group: g.clone(),
                backers: runs.iter().flat_map(|r| &r.marks).take(1).flat_map(|m| m.by.clone()).collect(),
                what: "insert".into(),
                label: par.label.clone(),
                old: with(MarkKind::Deleted),
                new: with(MarkKind::Inserted),
                rationale: vec![(ActorId::new("EU"), "Public data are covered as well.".into())],
                fate: Fate::Clean,
                outcome: None,
            }
        };
        par.groups.iter().map(card).collect()
    }
    pub fn threads(&self, _of: Option<&Of>) -> Vec<Thread> {
        vec![Thread {
            id: CommentId("c1".into()),
            actor: ActorId::new("Japan"),
            quote: "vessels".into(),
            text: "Does this include fishing vessels?".into(),
            resolved: false,
            replies: vec![(ActorId::new("EU"), "It does.".into())],
        }]
    }
    pub fn status_line(&self) -> StatusLine {
        StatusLine {
            saved: "Not saved yet".into(),
            open_brackets: 8,
            words: 212,
            agreed: 2,
            total: 9,
            ..StatusLine::default()
        }
    }
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }
    pub fn undo_title(&self) -> Option<String> {
        Some("typing".into())
    }
    pub fn redo_title(&self) -> Option<String> {
        None
    }
    pub fn report(&self) -> Vec<ReportLine> {
        Vec::new()
    }
    pub fn send(&mut self, message: Message) {
        match message {
            Message::Select(s) => self.selection = Some(s),
            Message::SetView(v) => self.view = v,
            Message::SpeakAs(a) => self.speaker = a,
            Message::Write(Write::Insert(text)) => self.insert(&text),
            Message::Dismiss(i) => {
                self.notices.remove(i);
            }
            Message::Save => self.notices.push(Notice {
                kind: NoticeKind::Error,
                title: "The project was not saved".into(),
                text: "Nothing is lost: the text is still here. Choose a file with Save as….".into(),
            }),
            _ => {}
        }
    }
    pub fn logic(&mut self, _now: f64) {}

    fn insert(&mut self, text: &str) {
        let Some(Place::Text { paragraph, at }) = self.selection.as_ref().map(|s| s.caret.clone()) else {
            return;
        };
        for par in &mut self.page.paragraphs {
            if par.of != Of::Text(paragraph) {
                continue;
            }
            let mut new = PageParagraph::clone(par);
            let mut done = false;
            for r in &mut new.runs {
                if let From::Text(start) = &mut r.from {
                    let len = r.text.chars().count();
                    if !done && at >= *start && at <= *start + len {
                        let byte = r.text.char_indices().nth(at - *start).map_or(r.text.len(), |(i, _)| i);
                        r.text.insert_str(byte, text);
                        done = true;
                    } else if done {
                        *start += text.chars().count();
                    }
                }
            }
            *par = Arc::new(new);
        }
        self.page.stamp += 1;
        self.selection = Some(Selection::at(Place::Text { paragraph, at: at + text.chars().count() }));
    }
}
