//! What the panels show, as plain data: cards, threads, the status line, the import report.

use super::names::{Names, Veil};
use super::page::{Place, View};
use super::state::App;
use crate::project::Progress;
use crate::record::{ActorId, Comment, CommentId, Origin, Outcome, Stance, Wish};
use crate::text::ParagraphId;
use crate::weave::{Fate, Group, GroupId, Of, Site, Voice};
use std::collections::HashMap;

/// A group of proposals as a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Which group.
    pub group: GroupId,
    /// Who backs it.
    pub backers: Vec<ActorId>,
    /// What is asked: insert, delete, replace, …
    pub what: &'static str,
    /// The paragraph it is about, or the label of the new one.
    pub label: String,
    /// The words that would go.
    pub old: String,
    /// The words that would come.
    pub new: String,
    /// Why, by whom.
    pub rationale: Vec<(ActorId, String)>,
    /// Where the words come from.
    pub source: String,
    /// How its anchor fares.
    pub fate: Fate,
    /// What was decided that did not settle it.
    pub outcome: Option<Outcome>,
    /// For a placement: the paragraphs it names.
    pub targets: Vec<(ParagraphId, String)>,
    /// Whether whoever speaks is among the backers.
    pub mine: bool,
    /// Those among the backers whose wish was only recorded from the floor.
    pub floor: Vec<ActorId>,
    /// How others stand on it, with their own names.
    pub voices: Vec<Voice>,
    /// What gives them the names that are shown.
    pub veil: Veil,
    /// How whoever speaks stands on it.
    pub stance: Option<Stance>,
}

impl Card {
    /// Whether whoever speaks could take a position on it: it is another's, and open.
    pub fn takes_positions(&self) -> bool {
        !self.mine && !self.outcome.is_some_and(Outcome::settles)
    }

    /// How others stand on it, in sentences: those who say no more than a stance are named
    /// together.
    pub fn stances(&self) -> Vec<String> {
        stances(&self.voices, &self.veil)
    }
}

/// How others stand, in sentences: those who say no more than a stance are named together.
pub(super) fn stances(voices: &[Voice], veil: &Veil) -> Vec<String> {
    let nobody = veil.names() == Names::None;
    let (plain, rest): (Vec<&Voice>, Vec<&Voice>) =
        voices.iter().partition(|v| v.is_plain() || (nobody && v.current));
    let mut out = Vec::new();
    for stance in Stance::ALL {
        let all = plain.iter().filter(|v| v.stance() == stance).map(|v| v.actor.clone());
        let all: Vec<ActorId> = all.collect();
        let names = crate::format::page::names(&veil.counted(&all));
        match all.len() {
            0 => {}
            1 => out.push(format!("{names} {}", stance.verb())),
            _ => out.push(format!("{names} {}", stance.verbs())),
        }
    }
    let rest = rest.iter().map(|v| veil.voice(v));
    out.extend(rest.map(|v| match v.actor.is_unnamed() {
        true => format!("1 {}", v.told()),
        false => format!("{} {}", v.actor, v.told()),
    }));
    out
}

/// A comment with its replies.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// Which.
    pub id: CommentId,
    /// Who began it, as it is shown.
    pub actor: ActorId,
    /// Whether whoever speaks began it.
    pub mine: bool,
    /// The words it is about; may be empty.
    pub quote: String,
    /// What it says.
    pub text: String,
    /// Whether it is settled.
    pub resolved: bool,
    /// The replies, in the order of their identities.
    pub replies: Vec<(ActorId, String)>,
}

/// What the status line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusLine {
    /// "Saved", "Not saved", "Never saved".
    pub saved: &'static str,
    /// Groups that still stand in brackets.
    pub open_brackets: usize,
    /// Words of the working text.
    pub words: usize,
    /// Placements that nobody settled.
    pub placements: usize,
    /// Anchors whose words were touched.
    pub damaged: usize,
    /// Anchors whose place is gone.
    pub orphans: usize,
    /// How far the paragraphs with a label have come.
    pub progress: Progress,
    /// Whose names are shown, where not everybody's are.
    pub names: &'static str,
}

/// What waits for a person, as cards in the order of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tasks {
    /// Words for which a place was only suggested.
    pub placements: Vec<Card>,
    /// Proposals whose words were touched.
    pub damaged: Vec<Card>,
    /// Proposals whose place is gone.
    pub orphans: Vec<Card>,
}

/// A line of the report on merges and on the import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// The label of the paragraph, or the line of the source.
    pub place: String,
    /// What was done.
    pub text: String,
    /// The number of the repair, where it can be taken back.
    pub repair: Option<usize>,
}

impl App {
    /// The cards of a paragraph of the page, in its order.
    pub fn cards(&self, of: &Of) -> Vec<Card> {
        let row = self.page().paragraphs.iter().find(|p| p.of == *of);
        let ids = row.map(|p| p.groups.as_slice()).unwrap_or_default();
        ids.iter().filter_map(|id| self.board().group(id)).map(|g| self.card(g)).collect()
    }

    /// The cards of what stands nowhere any more.
    pub fn orphans(&self) -> Vec<Card> {
        self.tasks().orphans
    }

    /// What waits for a person, whatever the view shows.
    pub fn tasks(&self) -> Tasks {
        let astray = self.board().astray();
        let mut out = Tasks::default();
        for group in self.board().all_groups() {
            let list = match astray.get(&group.printed.id) {
                Some(Fate::Orphan) => &mut out.orphans,
                Some(Fate::Damaged) => &mut out.damaged,
                _ if matches!(group.printed.wish, Wish::Placement { .. }) => &mut out.placements,
                _ => continue,
            };
            list.push(self.card(group));
        }
        let rows = self.page().paragraphs.iter().enumerate();
        let order: HashMap<&GroupId, usize> =
            rows.flat_map(|(i, p)| p.groups.iter().map(move |g| (g, i))).collect();
        for list in [&mut out.placements, &mut out.damaged, &mut out.orphans] {
            list.sort_by_key(|c| (order.get(&c.group).copied().unwrap_or(usize::MAX), c.group.clone()));
        }
        out
    }

    /// How many groups stand in a paragraph that the view does not show.
    pub fn hidden_in(&self, of: &Of) -> usize {
        match of {
            Of::Text(id) => {
                let row = self.page().paragraphs.iter().find(|p| p.of == *of);
                self.board().asked_of(*id).saturating_sub(row.map_or(0, |p| p.groups.len()))
            }
            Of::Proposed(..) => 0,
        }
    }

    /// The paragraph of the working text whose row on the page holds the caret: in proposed
    /// words too; none in a paragraph that is only proposed.
    pub(super) fn row_paragraph(&self) -> Option<ParagraphId> {
        match &self.selection()?.caret {
            Place::Text { paragraph, .. } => Some(*paragraph),
            caret => {
                let row = self.page().paragraphs.iter().find(|p| super::shown::holds(p, caret))?;
                super::shown::text_of(row)
            }
        }
    }

    fn card(&self, group: &Group) -> Card {
        let (project, veil) = (self.project(), self.board().veil());
        let shown = veil.group(group);
        let wish = &shown.printed.wish;
        let label_of = |id: ParagraphId| project.working.label_of(id).unwrap_or_default();
        let label = match wish {
            Wish::Amend { .. } => match group.site.outermost() {
                Site::Span(id, _) => label_of(*id),
                _ => String::new(),
            },
            wish => match wish.own_label() {
                Some(label) => crate::text::Label::said(label),
                None => wish.span().map(|s| label_of(s.paragraph)).unwrap_or_default(),
            },
        };
        let said = group.members.iter().filter_map(|(actor, id, _)| {
            let (_, p) = project.tracks.get(actor)?.proposal(id)?;
            (!p.rationale.is_empty()).then(|| (actor.clone(), p.rationale.clone()))
        });
        let placed = self.board().printed(group);
        let floor = group.backers.iter().filter(|actor| {
            let members = group.members.iter().filter(|(a, ..)| a == *actor);
            let mut held = members
                .filter_map(|(a, id, _)| project.tracks.get(a)?.proposal(id))
                .map(|(o, _)| o)
                .peekable();
            held.peek().is_some() && held.all(|o| o == Origin::Room)
        });
        let targets = match wish {
            Wish::Placement { targets, .. } => targets.iter().map(|t| (*t, label_of(*t))).collect(),
            _ => Vec::new(),
        };
        let new = match wish {
            Wish::Placement { note, words, .. } => format!("{note}: {}", words.bare()),
            Wish::Split { .. } => self.tag_of(&group.id),
            Wish::Move { after, .. } => {
                format!("after {}", after.map(label_of).unwrap_or_else(|| "the beginning".to_owned()))
            }
            _ => wish.new_words(),
        };
        Card {
            group: group.id.clone(),
            backers: veil.list(&group.backers),
            what: wish.name(),
            label,
            old: wish.quote().replace(crate::text::NOTE, ""),
            new,
            rationale: said.map(|(actor, why)| (veil.one(&actor), why)).collect(),
            source: group.printed.source.clone(),
            fate: placed.map_or(Fate::Orphan, |p| p.fate),
            outcome: project.decision_on(&group.printed.id, group.printed.version).map(|d| d.outcome),
            targets,
            mine: group.backers.contains(self.speaker()),
            floor: veil.list(&floor.cloned().collect::<Vec<_>>()),
            stance: group.voices.iter().find(|v| v.actor == *self.speaker()).map(Voice::stance),
            voices: group.voices.clone(),
            veil: veil.clone(),
        }
    }

    /// What the page says of a group without words of its own: "split before “care for”".
    fn tag_of(&self, group: &GroupId) -> String {
        let mut tags = self.page().paragraphs.iter().flat_map(|p| &p.tags);
        let text = tags.find(|t| t.group == *group).map(|t| t.text.as_str());
        text.map(|t| t.trim_start_matches("split ").to_owned()).unwrap_or_default()
    }

    /// The threads on a paragraph, or on the whole text; there too those whose paragraph is gone.
    pub fn threads(&self, of: Option<&Of>) -> Vec<Thread> {
        let wanted = match of {
            Some(Of::Text(id)) => Some(*id),
            Some(Of::Proposed(..)) => return Vec::new(),
            None => None,
        };
        let veil = self.board().veil();
        let tracks = &self.project().tracks;
        let strands = || tracks.iter().flat_map(|(a, t)| t.strands.iter().map(move |(o, s)| (a, *o, s)));
        let all = || strands().flat_map(|(a, o, s)| s.comments.values().map(move |c| (a, o, c)));
        let live = || all().filter(|(.., c)| !c.withdrawn);
        let said = |origin: Origin, text: &str| match origin {
            Origin::Room => format!("{text} (from the floor)"),
            _ => text.to_owned(),
        };
        let place = |c: &Comment| self.board().comment_place(&c.id);
        let heads = live().filter(|(.., c)| c.reply_to.is_none() && place(c) == wanted);
        let gone = |c: &Comment| c.at.is_some() && place(c).is_none();
        heads
            .map(|(actor, origin, c)| Thread {
                id: c.id.clone(),
                actor: veil.one(actor),
                mine: actor == self.speaker(),
                quote: c.at.as_ref().map(|at| at.quote.clone()).unwrap_or_default(),
                text: match gone(c) {
                    true => said(origin, &format!("{} (its paragraph is gone)", c.text)),
                    false => said(origin, &c.text),
                },
                resolved: c.resolved,
                replies: live()
                    .filter(|(.., r)| r.reply_to.as_ref() == Some(&c.id))
                    .map(|(a, o, r)| (veil.one(a), said(o, &r.text)))
                    .collect(),
            })
            .collect()
    }

    /// The status line.
    pub fn status_line(&self) -> StatusLine {
        let names = self.names().told();
        let mut out = StatusLine { saved: self.saved(), names, ..StatusLine::default() };
        for row in &self.page().paragraphs {
            out.words += row.words;
            if let (Of::Text(id), true) = (&row.of, row.kind.is_labelled()) {
                match self.view() {
                    View::Original => {
                        let (standing, changed) = self.project().status(*id);
                        out.progress.count(&standing, changed);
                    }
                    _ => out.progress.count(&row.standing, row.changed_since),
                }
            }
        }
        (out.placements, out.damaged, out.orphans) = self.board().tasks();
        out.open_brackets = self.board().all_groups().filter(|g| g.printed.wish.changes_text()).count();
        out
    }

    /// The report: what was merged since the project was opened; what the import mended and
    /// what it left out.
    pub fn report(&self) -> Vec<ReportLine> {
        let project = self.project();
        let first = project.revisions.first();
        let repairs = project.report.repairs.iter().enumerate().map(|(n, r)| {
            let label = first.and_then(|f| f.document.label_at(r.paragraph));
            let now = r.now.replace(crate::text::NOTE, "[note]");
            ReportLine {
                place: label.unwrap_or_else(|| format!("paragraph {}", r.paragraph + 1)),
                text: format!("“{}” was mended to “{now}”", r.was),
                repair: Some(n),
            }
        });
        let dropped = dropped_lines(&project.report).into_iter().map(|(place, text)| ReportLine {
            place,
            text,
            repair: None,
        });
        let named = self.board().veil().is_open();
        let merged = self.merged.iter().filter(|(state, _)| !self.unmade.contains(state));
        let merged = merged.map(|(_, text)| ReportLine {
            place: "merged".to_owned(),
            text: if named { text.clone() } else { super::reports::UNNAMED.to_owned() },
            repair: None,
        });
        merged.chain(repairs).chain(dropped).collect()
    }
}

/// What an import left out, as (where, what): each piece with words in it by itself; marks
/// without any, by reason, with the number of their lines.
pub fn dropped_lines(report: &crate::revise::Report) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut marks: std::collections::BTreeMap<String, Vec<usize>> = Default::default();
    for d in &report.dropped {
        if d.text.chars().any(char::is_alphanumeric) {
            out.push((format!("line {}", d.line), format!("left out: “{}” ({})", d.text.trim(), d.why)));
        } else {
            marks.entry(d.why.to_string()).or_default().push(d.line);
        }
    }
    for (why, lines) in marks {
        let place = match lines.as_slice() {
            [one] => format!("line {one}"),
            [first, .., last] => format!("lines {first} to {last}"),
            [] => continue,
        };
        let marks = if lines.len() == 1 { "a mark".to_owned() } else { format!("{} marks", lines.len()) };
        out.push((place, format!("{marks} without words left out ({why})")));
    }
    out
}
