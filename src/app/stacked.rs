//! The compilation stacked by actor: under each paragraph its versions, under full names.
//!
//! What is printed is to be read back as what was asked. Whatever a version cannot say so, a
//! reservation, a move, wishes that overlap or run together, stands in attributed brackets in the
//! paragraph itself. Which that is, is found by reading: nothing is left out, and nothing is
//! guessed. Positions on the wishes of others are not printed.

use super::brackets::{Listener, from_brackets};
use super::names::Veil;
use crate::format::page::{Front, Sheet, sheet};
use crate::format::stacked::{Stack, StackLine, stacked};
use crate::project::{Project, Revision, merge_track};
use crate::record::{ActorId, ProposalId, Wish};
use crate::revise::Parsed;
use crate::text::{Document, Kind, NoteId, ParagraphId, Ranges, Source, Words};
use crate::weave::{
    self, Change, CompiledParagraph, GroupId, MarkKind, Node, Of, Placed, Run, Site, Version,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The sheet of a compilation, stacked.
pub(super) fn sheet_of(
    project: &Project,
    document: &Document,
    placed: &[Placed],
    front: &Front,
    veil: &Veil,
) -> Sheet {
    let listener = Listener::new(project);
    let split = Split::readable(&listener, document, placed);
    let inline = veil.compilation(weave::compile(document, &split.inline));
    let mut out = sheet(document, Some(&inline), front);
    // All who ask for something, not only those in brackets.
    let all = veil.compilation(weave::compile(document, placed));
    out.actors = sheet(document, Some(&all), front).actors;
    let stacks = split.stacks.iter().flat_map(|s| s.versions.iter().map(move |v| (s.paragraph, v)));
    let stacks = stacks.map(|(under, version)| Stack {
        under,
        head: heading(&listener, veil, &version.by),
        lines: split.lines(document, under, version, veil),
    });
    stacked(out, stacks.collect(), &notes(document, placed))
}

/// What stands in versions and what in brackets.
struct Split {
    stacks: Vec<weave::Stacked>,
    /// The proposals in the versions.
    whole: Vec<Placed>,
    /// The proposals in brackets.
    inline: Vec<Placed>,
}

impl Split {
    /// Everything in versions that reads back from there.
    fn readable(listener: &Listener, document: &Document, placed: &[Placed]) -> Self {
        let wanted = groups(document, placed);
        let mut apart = BTreeSet::new();
        for _ in 0..3 {
            let split = Self::without(document, placed, &apart);
            let Some(found) = split.read(listener, document) else { break };
            let strange: BTreeSet<Key> = wanted
                .iter()
                .filter(|(id, g)| found.get(*id) != Some(*g))
                .chain(found.iter().filter(|(id, g)| wanted.get(*id) != Some(*g)))
                .map(|(_, (key, _))| *key)
                .collect();
            if strange.iter().all(|key| apart.contains(key)) {
                return split;
            }
            apart.extend(strange);
        }
        Self { stacks: Vec::new(), whole: Vec::new(), inline: placed.to_vec() }
    }

    /// Everything in versions but for what stands in some places.
    fn without(document: &Document, placed: &[Placed], apart: &BTreeSet<Key>) -> Self {
        let (inline, whole): (Vec<_>, Vec<_>) =
            placed.iter().cloned().partition(|p| apart.contains(&key(&p.site)));
        let (stacks, left) = weave::stacked(document, &whole);
        let left: BTreeSet<(ActorId, ProposalId)> = left.into_iter().collect();
        let is = |p: &Placed| left.contains(&(p.actor.clone(), p.proposal.id.clone()));
        let (more, whole): (Vec<_>, Vec<_>) = whole.into_iter().partition(is);
        Self { stacks, whole, inline: inline.into_iter().chain(more).collect() }
    }

    /// The groups that a reader finds in what would be printed; none where it cannot be read.
    fn read(&self, listener: &Listener, document: &Document) -> Option<Groups> {
        let mut fresh = listener.project.clone();
        // A reader holds it against the text that is printed, as if that had just been issued.
        fresh.tracks.clear();
        fresh.decisions.clear();
        fresh.log.clear();
        fresh.working = document.clone();
        fresh.revisions = vec![Arc::new(Revision::new("printed", document.clone(), Vec::new()))];
        let copy = self.parsed(listener, document);
        let (tracks, made) = from_brackets(&fresh, &copy).ok()?;
        if !made.unknown.is_empty() {
            return None;
        }
        for track in tracks {
            merge_track(&fresh, &track, None).change.apply(&mut fresh).ok()?;
        }
        Some(groups(document, &crate::project::open_placed(&fresh)))
    }

    /// What would be printed, as it is read.
    fn parsed(&self, listener: &Listener, document: &Document) -> Parsed {
        let mut out = Parsed { notes: notes(document, &self.whole), ..Parsed::default() };
        let line = |kind, issued, words| Source { kind, issued, masthead: false, words };
        let mut stacks: BTreeMap<Option<ParagraphId>, &weave::Stacked> =
            self.stacks.iter().map(|s| (s.paragraph, s)).collect();
        let mut under = |id: Option<ParagraphId>, out: &mut Parsed| {
            for version in stacks.remove(&id).into_iter().flat_map(|s| &s.versions) {
                let head = heading(listener, &Veil::default(), &version.by);
                out.paragraphs.push(line(Kind::Heading, None, head.as_str().into()));
                out.paragraphs.extend(version.words.iter().map(|w| line(Kind::Plain, None, w.clone())));
                out.paragraphs.extend(version.deleted.then(|| line(Kind::Plain, None, "[delete]".into())));
                out.paragraphs.extend(version.new.iter().map(|w| line(Kind::Plain, None, w.clone())));
            }
        };
        under(None, &mut out);
        for paragraph in &weave::compile(document, &self.inline).paragraphs {
            let id = match &paragraph.of {
                Of::Text(id) => Some(*id),
                Of::Proposed(..) => None,
            };
            let label = id.and_then(|id| document.label_of(id));
            out.paragraphs.push(line(paragraph.kind, label, printed(paragraph)));
            if id.is_some() {
                under(id, &mut out);
            }
        }
        out
    }

    /// What a version says, with what differs marked as its actors asked for it.
    fn lines(
        &self,
        document: &Document,
        under: Option<ParagraphId>,
        version: &Version,
        veil: &Veil,
    ) -> Vec<StackLine> {
        let by = veil.list(&version.by);
        let mut out = Vec::new();
        if let (Some(words), Some(at)) = (&version.words, under.and_then(|id| document.place(id))) {
            let own = self
                .whole
                .iter()
                .filter(|p| Some(&p.actor) == version.by.first() && key(&p.site) == Key::Paragraph(under));
            let (woven, _) = weave::paragraph(document, at, &own.collect::<Vec<_>>());
            let mut runs = woven.runs();
            runs.iter_mut().flat_map(|r| &mut r.marks).for_each(|m| m.by.clone_from(&by));
            let stands = |r: &&Run| r.marks.iter().all(|m| m.kind != MarkKind::Deleted);
            let said: String = runs.iter().filter(stands).map(|r| r.text.as_str()).collect();
            // Wishes that cross show no one text: then its words stand without marks.
            out.push(StackLine::Words(if said == words.text() { runs } else { bare(words, &by, None) }));
        }
        out.extend(version.deleted.then_some(StackLine::Delete));
        out.extend(version.new.iter().map(|w| StackLine::New(bare(w, &by, Some(MarkKind::Inserted)))));
        out
    }
}

/// Words as runs with one mark, or none.
fn bare(words: &Words, by: &[ActorId], kind: Option<MarkKind>) -> Vec<Run> {
    let nodes = vec![Node::Text(0..words.len())];
    let of = Of::Text(ParagraphId::from_number(0));
    let woven = CompiledParagraph {
        of,
        kind: Kind::Plain,
        words: words.clone(),
        nodes,
        tags: Vec::new(),
        groups: Vec::new(),
    };
    let mut runs = woven.runs();
    if let Some(kind) = kind {
        let group = Some(GroupId(String::new()));
        let mark = weave::Mark { kind, by: by.to_vec(), group };
        runs.iter_mut().for_each(|r| r.marks.push(mark.clone()));
    }
    runs
}

/// Full names, as the line over a version has them: "European Union, Japan". Where a full name has
/// a comma in it the short one stands, so that it is read as one.
fn heading(listener: &Listener, veil: &Veil, by: &[ActorId]) -> String {
    let full = |id: &ActorId| {
        let own = listener.project.actors.get(id).map(|a| a.name.clone());
        let name = own.unwrap_or_else(|| listener.project.actor(id.as_str()).name);
        let read = listener.known(&name).is_some_and(|found| found == *id);
        if read && !name.contains(',') { name } else { id.to_string() }
    };
    let shown = veil.list(by);
    let names = shown.iter().filter(|a| !a.is_unnamed());
    let names: Vec<String> = names.map(|a| if by.contains(a) { full(a) } else { a.to_string() }).collect();
    match (names.join(", "), by.len()) {
        (names, _) if !names.is_empty() => names,
        (_, 1) => "A version".to_owned(),
        (_, n) => format!("A version ({n})"),
    }
}

/// Where something stands, as versions are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Paragraph(Option<ParagraphId>),
    Gap(Option<ParagraphId>),
}

fn key(site: &Site) -> Key {
    match site.outermost() {
        Site::Span(id, _) => Key::Paragraph(Some(*id)),
        Site::Gap(after) => Key::Gap(*after),
        Site::Nowhere | Site::Within { .. } => Key::Paragraph(None),
    }
}

/// Groups by name: where they stand and whose they are.
type Groups = BTreeMap<GroupId, (Key, Vec<ActorId>)>;

/// Placements are read by the words between their slashes, not by what they are about.
fn groups(document: &Document, placed: &[Placed]) -> Groups {
    let all = weave::groups(document, placed).into_iter();
    all.filter(|(_, g)| !matches!(g.printed.wish, Wish::Placement { .. }))
        .map(|(id, g)| (id, (key(&g.site), g.backers.clone())))
        .collect()
}

/// A paragraph in brackets, with its notes.
fn printed(paragraph: &CompiledParagraph) -> Words {
    fn of(words: &Words, nodes: &[Node], out: &mut Vec<NoteId>) {
        for node in nodes {
            match node {
                Node::Text(range) => out.extend(words.slice(range.clone()).notes()),
                Node::Change(Change { old, arms, .. }) => {
                    of(words, old, out);
                    arms.iter().flat_map(|a| a.with.lines()).for_each(|l| out.extend(l.notes()));
                }
            }
        }
    }
    let mut ids = Vec::new();
    of(&paragraph.words, &paragraph.nodes, &mut ids);
    let text = weave::inline(paragraph, &|a| a.to_string());
    Words::new(&text, Ranges::default(), Ranges::default(), ids)
}

/// The texts of all notes.
fn notes(document: &Document, placed: &[Placed]) -> BTreeMap<NoteId, String> {
    let mut out: BTreeMap<NoteId, String> =
        document.notes().map(|(id, text)| (id, text.to_owned())).collect();
    for one in placed {
        if let Wish::Replace { with: words, .. }
        | Wish::InsertParagraph { words, .. }
        | Wish::Placement { words, .. } = &one.proposal.wish
        {
            out.extend(words.notes().clone());
        }
    }
    out
}
