//! [`todo()`]: all that waits for a person in a project, as one list.
//!
//! Computed, never stored. What a merge only said while it was done is not in the project: the
//! window adds that.

use super::names::{Names, Veil};
use super::veiled::Veiled;
use crate::format::html::{END, begin, table};
use crate::project::{Project, SilenceRivalry, open_placed, rivalries, silence_rivalry, standing_in};
use crate::record::{ActorId, Proposal, ProposalId, Wish};
use crate::revise::csv_line;
use crate::text::{Label, ParagraphId};
use crate::weave::{self, Fate, Group, GroupId, Of, Placed, Site};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Why something waits for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TodoKind {
    /// Words for which a place was only suggested.
    Placement,
    /// A proposal whose words were touched.
    Damaged,
    /// A proposal whose place is gone.
    Orphan,
    /// Two contents under one identity and version.
    Rival,
    /// What two copies of the project made differently of one place.
    Copies,
    /// A paragraph whose words changed since it was agreed.
    Changed,
    /// What a merge could not place.
    Warning,
    /// A comment that nobody settled.
    Comment,
}

impl TodoKind {
    /// All, in the order in which they are listed.
    pub const ALL: [TodoKind; 8] = [
        TodoKind::Placement,
        TodoKind::Damaged,
        TodoKind::Orphan,
        TodoKind::Rival,
        TodoKind::Copies,
        TodoKind::Changed,
        TodoKind::Warning,
        TodoKind::Comment,
    ];

    /// The name on screen and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            TodoKind::Placement => "placement",
            TodoKind::Damaged => "damaged",
            TodoKind::Orphan => "orphan",
            TodoKind::Rival => "rival versions",
            TodoKind::Copies => "copies to choose between",
            TodoKind::Changed => "changed since agreed",
            TodoKind::Warning => "warning",
            TodoKind::Comment => "open comment",
        }
    }
}

impl fmt::Display for TodoKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// Why.
    pub kind: TodoKind,
    /// The paragraph it is about; empty for what stands nowhere.
    pub place: String,
    /// Where to go; none for what stands nowhere.
    pub of: Option<Of>,
    /// Its number in the text, for sorting.
    pub order: usize,
    /// Whose it is.
    pub actors: Vec<ActorId>,
    /// What it says.
    pub text: String,
    /// The proposal or the comment; empty where there is none.
    pub id: String,
}

/// All that waits for a person, by kind and then in the order of the text.
pub fn todo(project: &Project) -> Vec<Todo> {
    todo_with(project, Names::All)
}

/// The same with the names that are to be shown.
pub fn todo_with(project: &Project, names: Names) -> Vec<Todo> {
    let placed = open_placed(project);
    let groups = weave::groups(&project.working, &placed);
    todo_of(project, &Veil::of(project, names), placed.iter(), groups.values())
}

/// The same of open proposals and groups that are known already: nothing is placed or grouped.
pub(super) fn todo_of<'a>(
    project: &Project,
    veil: &Veil,
    placed: impl Iterator<Item = &'a Placed>,
    groups: impl Iterator<Item = &'a Arc<Group>>,
) -> Vec<Todo> {
    let mut list = List { project, veil, out: Vec::new() };
    let groups: Vec<&Arc<Group>> = groups.collect();
    let astray = placed.filter(|p| matches!(p.fate, Fate::Damaged | Fate::Orphan | Fate::Moot));
    let fates: HashMap<_, Fate> = astray.map(|p| (&p.proposal.id, p.fate)).collect();
    for group in &groups {
        let kind = match fates.get(&group.printed.id) {
            Some(Fate::Damaged) => TodoKind::Damaged,
            Some(Fate::Orphan | Fate::Moot) => TodoKind::Orphan,
            _ if matches!(group.printed.wish, Wish::Placement { .. }) => TodoKind::Placement,
            _ => continue,
        };
        let (place, of) = list.site(&group.site, &group.id, &group.printed);
        list.push(
            kind,
            place,
            of,
            group.backers.clone(),
            said(&group.printed.wish),
            group.printed.id.to_string(),
        );
    }
    list.rivals(&groups);
    list.copies();
    list.changed();
    list.comments();
    let mut out = list.out;
    // The identities of all are numbered: that is left where none is shown otherwise.
    let veiled = (!veil.is_open() && !out.is_empty()).then(|| Veiled::of(project, veil));
    for one in &mut out {
        one.actors = veil.list(&one.actors);
        one.actors.retain(|a| !a.is_unnamed());
        if let Some(veiled) = &veiled {
            one.id = veiled.id(&one.id);
        }
    }
    out.sort_by(|a, b| (a.kind, a.order, &a.id).cmp(&(b.kind, b.order, &b.id)));
    out
}

struct List<'a> {
    project: &'a Project,
    veil: &'a Veil,
    out: Vec<Todo>,
}

impl List<'_> {
    fn push(
        &mut self,
        kind: TodoKind,
        place: String,
        of: Option<Of>,
        actors: Vec<ActorId>,
        text: String,
        id: String,
    ) {
        let order = match &of {
            Some(Of::Text(id)) => self.project.working.place(*id),
            _ => None,
        };
        let order = order.unwrap_or(usize::MAX);
        self.out.push(Todo { kind, place, of, order, actors, text, id });
    }

    fn label(&self, id: ParagraphId) -> String {
        self.project.working.name_of(id).unwrap_or_default()
    }

    fn site(&self, site: &Site, group: &GroupId, proposal: &Proposal) -> (String, Option<Of>) {
        match (site, &proposal.wish) {
            (Site::Span(id, _), _) if self.project.working.place(*id).is_some() => {
                (self.label(*id), Some(Of::Text(*id)))
            }
            (Site::Gap(_), Wish::InsertParagraph { label, .. }) => {
                (self.veil.typed_label(&Label::said(label)), Some(Of::Proposed(group.clone(), 0)))
            }
            _ => (String::new(), None),
        }
    }

    fn rivals(&mut self, groups: &[&Arc<Group>]) {
        let project = self.project;
        // The first by its name, in whatever order they came.
        let holds = |id: &ProposalId| {
            let held = groups.iter().filter(|g| g.members.iter().any(|(_, other, _)| other == id));
            held.min_by_key(|g| &g.id)
        };
        for (actor, track) in &project.tracks {
            for (_, rival) in track.rivals() {
                let held = holds(&rival.id);
                let (place, of) = held.map(|g| self.site(&g.site, &g.id, &g.printed)).unwrap_or_default();
                let text =
                    format!("two contents of version {}; the other: {}", rival.version, said(&rival.wish));
                self.push(TodoKind::Rival, place, of, vec![actor.clone()], text, rival.id.to_string());
            }
            for (about, rivals) in track.strands.values().flat_map(|s| &s.rival_positions) {
                let held = holds(about);
                let (place, of) = held.map(|g| self.site(&g.site, &g.id, &g.printed)).unwrap_or_default();
                for rival in rivals {
                    let text =
                        format!("two positions on it; the other: {}", self.veil.position(rival).told());
                    let (place, of) = (place.clone(), of.clone());
                    self.push(TodoKind::Rival, place, of, vec![actor.clone()], text, about.to_string());
                }
            }
        }
    }

    fn copies(&mut self) {
        for rivalry in rivalries(self.project) {
            let of = rivalry.paragraphs.iter().copied().find(|id| self.project.working.place(*id).is_some());
            let text = "the copies of the project made different things of it".to_owned();
            self.push(TodoKind::Copies, rivalry.label, of.map(Of::Text), Vec::new(), text, String::new());
        }
        if silence_rivalry(self.project).is_some() {
            let (place, text) = (SilenceRivalry::LABEL.to_owned(), "the copies began one each".to_owned());
            self.push(TodoKind::Copies, place, None, Vec::new(), text, String::new());
        }
    }

    fn changed(&mut self) {
        let project = self.project;
        for meta in project.working.metas() {
            let (standing, changed) = project.status(meta.id);
            if changed {
                let standing = self.veil.standing(&standing);
                let text = format!("its words are not those that were {standing}");
                let (place, of) = (self.label(meta.id), Some(Of::Text(meta.id)));
                self.push(TodoKind::Changed, place, of, Vec::new(), text, String::new());
            }
        }
    }

    fn comments(&mut self) {
        let project = self.project;
        let all = project.tracks.iter().flat_map(|(a, t)| t.comments().map(move |c| (a, c)));
        let open: Vec<_> = all.filter(|(_, c)| !c.withdrawn && !c.resolved && c.reply_to.is_none()).collect();
        // All at once: the way from a state of the text to the text of now is made once for all.
        let anchored = open.iter().filter_map(|(_, c)| Some((c.base, c.at.as_ref()?)));
        let mut places = standing_in(project, anchored).into_iter();
        for (actor, comment) in open {
            let at = comment.at.as_ref();
            let now = at.and_then(|_| places.next().flatten());
            let place = match (now, at) {
                (Some(id), _) => self.label(id),
                (None, None) => "whole text".to_owned(),
                (None, Some(_)) => String::new(),
            };
            let text = comment.text.clone();
            self.push(
                TodoKind::Comment,
                place,
                now.map(Of::Text),
                vec![actor.clone()],
                text,
                comment.id.to_string(),
            );
        }
    }
}

/// What a wish asks for, in some words.
pub(super) fn said(wish: &Wish) -> String {
    let quote = wish.span().map(|s| s.quote.replace(crate::text::NOTE, "")).unwrap_or_default();
    let (old, new) = (quote.trim().to_owned(), wish.new_words().trim().to_owned());
    let words = match (old.is_empty(), new.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!(" “{new}”"),
        (false, true) => format!(" “{old}”"),
        (false, false) => format!(" “{old}” → “{new}”"),
    };
    let note = match wish {
        Wish::Placement { note, .. } => format!(" ({note})"),
        _ => String::new(),
    };
    format!("{}{words}{note}", wish.name().replace('-', " "))
}

/// The list as JSON.
pub fn json(list: &[Todo]) -> Value {
    let one = |t: &Todo| {
        let actors: Vec<&str> = t.actors.iter().map(ActorId::as_str).collect();
        let label = (!t.place.is_empty()).then_some(&t.place);
        json!({"kind": t.kind.name(), "label": label, "actors": actors, "text": t.text, "id": t.id})
    };
    json!({"tasks": list.iter().map(one).collect::<Vec<_>>()})
}

/// The list for a person at a terminal.
pub fn text(list: &[Todo]) -> String {
    if list.is_empty() {
        return "Nothing waits for a person.".to_owned();
    }
    let mut out = Vec::new();
    for kind in TodoKind::ALL {
        let those: Vec<&Todo> = list.iter().filter(|t| t.kind == kind).collect();
        if those.is_empty() {
            continue;
        }
        out.push(format!("{}: {}", kind.name(), those.len()));
        for t in those {
            out.push(format!("  {}", t.line()));
        }
    }
    out.join("\n")
}

impl Todo {
    /// Place, who and what, in a line.
    pub fn line(&self) -> String {
        let place = if self.place.is_empty() { "no place" } else { &self.place };
        let names = self.names();
        let by = if names.is_empty() { String::new() } else { format!("{names}: ") };
        let id = if self.id.is_empty() { String::new() } else { format!(" [{}]", self.id) };
        format!("{place}  {by}{}{id}", self.text.replace('\n', " ¶ "))
    }

    /// Whose it is.
    pub fn names(&self) -> String {
        self.actors.iter().map(ActorId::as_str).collect::<Vec<_>>().join(", ")
    }
}

/// The list as CSV (RFC 4180).
pub fn csv(list: &[Todo]) -> String {
    let mut out = csv_line(["Task", "Paragraph", "Actors", "What", "Id"]);
    for t in list {
        out.push_str(&csv_line([t.kind.name(), &t.place, &t.names(), &t.text, &t.id]));
    }
    out
}

/// The list as one self-contained web page.
pub fn html(list: &[Todo], title: &str) -> String {
    let title = if title.trim().is_empty() { "Tasks" } else { title.trim() };
    let mut out = begin(&format!("{title}: tasks"), STYLE, title);
    let row = |t: &Todo| vec![t.kind.name().to_owned(), t.place.clone(), t.names(), t.text.clone()];
    table(&mut out, &["Task", "Paragraph", "Actors", "What"], list.iter().map(row));
    out.push_str(END);
    out
}

/// The look of the page.
const STYLE: &str = "body{font:14px/1.4 'Liberation Sans',Arial,sans-serif;margin:2rem}
table{border-collapse:collapse}
th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;vertical-align:top}
";
