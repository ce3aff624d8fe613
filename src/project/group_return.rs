//! [`group_return`]: what a coordinator's private project sends as the group.
//!
//! The text that was decided here, as wishes on the revision that everybody has, and what the
//! group itself still asks for. Nothing of a member goes out: no name, no comment, no identity,
//! no idea that was dropped. The wishes are a numbered return: a later one takes back what the
//! group no longer asks for.

use super::change::{Change, Put};
use super::decide::decide;
use super::log::{Cause, Entry, Revision};
use super::merge::merge_track;
use super::project::Project;
use super::stand::open_placed;
use crate::record::{
    Actor, ActorId, Decision, Origin, Outcome, Position, Proposal, ProposalId, State, Strand, Track, Wish,
    members_of,
};
use crate::revise::{Asked, Piece, Way, between};
use crate::text::{self, Document, Hash, ParagraphId, Standing};
use crate::weave;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is wanted of a return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupAsk {
    /// The name of the revision it answers; the last one where none is named.
    pub on: Option<String>,
    /// Whether the reasons and sources of what was decided go with it.
    pub reasons: bool,
    /// Its number, if another than the next.
    pub number: Option<u32>,
}

/// The return of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupReturn {
    /// What the group says.
    pub track: Track,
    /// The group, without its members.
    pub about: Actor,
    /// The hash of the revision that it answers.
    pub base: Hash,
    /// The name of that revision.
    pub revision: String,
    /// How many of its wishes come from what was decided here.
    pub decided: usize,
    /// What the group itself said that is not in it, a sentence each.
    pub left: Vec<String>,
    /// Paragraphs that accepting all of it would not make what they are here.
    pub inexact: Vec<String>,
    /// What the project remembers of having sent it.
    pub change: Change,
}

/// The return of a group on a revision; an error names the revisions where there is none of that
/// name.
pub fn group_return(
    project: &Project,
    group: &ActorId,
    ask: &GroupAsk,
) -> Result<GroupReturn, super::ProjectError> {
    let revision = match (&ask.on, project.last()) {
        (Some(name), _) => project.revision(name)?.clone(),
        (None, Some(last)) => last.clone(),
        (None, None) => return Err(super::ProjectError::Empty),
    };
    let held = project.tracks.get(group);
    let sent_before = held.and_then(|t| t.strands.get(&Origin::Copy)).map_or(0, |s| s.return_number);
    let number = ask.number.unwrap_or(sent_before + 1);
    let maker = Maker { project, group, revision: &revision, ask, number };
    let (mut copy, inexact) = maker.decided();
    let decided = copy.len();
    let mut left = Vec::new();
    let mut own = Strand::default();
    maker.own_wishes(&mut copy, &mut own, &mut left);
    maker.own_positions(&mut own, &mut left);
    let mut track = Track::new(group.clone());
    track
        .strands
        .insert(Origin::Copy, Strand { return_number: number, proposals: copy, ..Strand::default() });
    if own != Strand::default() {
        track.strands.insert(Origin::Own, own);
    }
    let about = Actor { members: Vec::new(), aliases: Vec::new(), ..project.actor(group.as_str()) };
    Ok(GroupReturn {
        change: remembered(project, &track),
        about: Actor { id: group.clone(), ..about },
        base: revision.hash,
        revision: revision.name.clone(),
        decided,
        left,
        inexact,
        track,
    })
}

/// What the project keeps of a return: its number, and what it held before, as sent. What was
/// decided stands in its text already.
fn remembered(project: &Project, track: &Track) -> Change {
    let was = project.tracks.get(&track.actor).cloned();
    let mut kept = track.clone();
    let before = was.as_deref();
    for (origin, strand) in &mut kept.strands {
        let there = before.and_then(|t| t.strands.get(origin));
        strand.proposals.retain(|id, _| there.is_some_and(|s| s.proposals.contains_key(id)));
    }
    let mut now = before.cloned().unwrap_or_else(|| Track::new(track.actor.clone()));
    now.unite(&kept);
    match before == Some(&now) {
        true => Change::All(Vec::new()),
        false => Change::Track(track.actor.clone(), Put { was, now: Some(Arc::new(now)) }),
    }
}

struct Maker<'a> {
    project: &'a Project,
    group: &'a ActorId,
    revision: &'a Revision,
    ask: &'a GroupAsk,
    number: u32,
}

impl Maker<'_> {
    /// What happened to the text since the revision.
    fn entries(&self) -> Vec<&Entry> {
        let at = self.project.revisions.iter().rposition(|r| r.hash == self.revision.hash);
        let later = self.project.revisions.get(at.map_or(0, |at| at + 1)..).unwrap_or_default();
        let all = later.iter().flat_map(|r| &r.entries).chain(&self.project.log);
        all.map(Arc::as_ref).collect()
    }

    /// The wishes that make the revision what the text is here, and the paragraphs where they
    /// would not. First as the members wrote them; where that does not come out, more coarsely.
    fn decided(&self) -> (BTreeMap<ProposalId, Arc<Proposal>>, Vec<String>) {
        let entries = self.entries();
        let mut reasons: Vec<&Decision> = Vec::new();
        let mut way = self.way(&entries, &mut reasons);
        let (was, now) = (&self.revision.document, &self.project.working);
        let mut out = BTreeMap::new();
        let mut wrong = Vec::new();
        for attempt in 0..4 {
            let asked = between(was, now, &way);
            out = asked.into_iter().map(|a| self.proposal(a, &reasons)).collect();
            wrong = self.differing(&out);
            if wrong.is_empty() {
                break;
            }
            way.coarse.extend(wrong.iter().flatten());
            way.whole |= attempt > 0 || wrong.contains(&None);
        }
        let name = |id: &Option<ParagraphId>| {
            id.and_then(|id| now.label_of(id)).unwrap_or_else(|| "a heading or title".to_owned())
        };
        let mut names: Vec<String> = wrong.iter().map(name).collect();
        names.dedup();
        (out, names)
    }

    /// The spans that members asked to change and the chair accepted, and what stands there now.
    fn way<'e>(&'e self, entries: &[&'e Entry], reasons: &mut Vec<&'e Decision>) -> Way {
        let mut way = Way::default();
        for entry in entries {
            let Cause::Decision(id) = &entry.cause else { continue };
            let Some(decision) = self.project.decisions.get(id) else { continue };
            let by = reasons.len();
            reasons.push(decision);
            for change in &entry.changes {
                match change {
                    text::Change::Insert { paragraph, .. } | text::Change::Delete { paragraph, .. } => {
                        way.by.insert(paragraph.meta.id, by);
                    }
                    text::Change::Split { second: meta, .. } | text::Change::Join { second: meta, .. } => {
                        way.by.insert(meta.id, by);
                    }
                    text::Change::Move { id, .. } => drop(way.by.insert(*id, by)),
                    _ => {}
                }
            }
            let Some((paragraph, piece)) = self.piece(entries, decision, by) else { continue };
            way.pieces.entry(paragraph).or_default().push(piece);
        }
        way
    }

    /// The span of an accepted wish as its author wrote it; of several that say the same, the one
    /// whose words stand there, then the shortest.
    fn piece(&self, entries: &[&Entry], decision: &Decision, by: usize) -> Option<(ParagraphId, Piece)> {
        let spans = decision.about.iter().filter_map(|(actor, id, version)| {
            let (_, p) = self.project.tracks.get(actor)?.proposal(id)?;
            let Wish::Replace { at, with } = &p.wish else { return None };
            if p.version < *version || p.base != self.revision.hash || with.lines().len() > 1 {
                return None;
            }
            self.revision.document.meta_of(at.paragraph)?;
            let changes = entries.iter().flat_map(|e| &e.changes);
            let now = Standing::new(at.paragraph, at.range.clone()).after(changes)?;
            let words = self.project.working.words_of(now.paragraph)?;
            (now.paragraph == at.paragraph).then(|| {
                let stands = words.slice(now.outer.clone()) == *with.first();
                let piece = Piece { was: at.range.clone(), now: now.outer, by };
                (!stands, at.range.len(), at.range.start, (at.paragraph, piece))
            })
        });
        let rank = |s: &(bool, usize, usize, (ParagraphId, Piece))| (s.0, s.1, s.2);
        spans.min_by_key(rank).map(|s| s.3)
    }

    fn proposal(&self, asked: Asked, reasons: &[&Decision]) -> (ProposalId, Arc<Proposal>) {
        let mut made = self.made(asked.wish);
        if let Some(decision) = asked.by.and_then(|by| reasons.get(by)).filter(|_| self.ask.reasons) {
            (made.rationale, made.source) = self.reasons(decision);
        }
        (made.id.clone(), Arc::new(made))
    }

    /// A wish of this return: its identity follows from the group, the text and the wish.
    fn made(&self, wish: Wish) -> Proposal {
        let base = self.revision.hash;
        let said = format!("{wish:?}");
        let id = ProposalId::of(self.group.as_str(), &["as decided", &base.to_string(), &said]);
        let new = Proposal::new(id, base, wish);
        Proposal { sent: true, derived: true, seen: self.number, ..new }
    }

    /// Why something was decided, as the decision or its backers say, and where the words come
    /// from.
    fn reasons(&self, decision: &Decision) -> (String, String) {
        let said = decision.about.iter().filter_map(|(actor, id, _)| {
            let (_, p) = self.project.tracks.get(actor)?.proposal(id)?;
            Some((p.rationale.as_str(), p.source.as_str()))
        });
        let (mut why, from): (BTreeSet<&str>, BTreeSet<&str>) = said.unzip();
        if !decision.why.is_empty() {
            why = BTreeSet::from([decision.why.as_str()]);
        }
        let one =
            |all: BTreeSet<&str>| all.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ");
        (one(why), one(from))
    }

    /// The paragraphs that differ from the text here when all of this is merged on the revision
    /// and accepted; none in a place where a whole paragraph does.
    fn differing(&self, wishes: &BTreeMap<ProposalId, Arc<Proposal>>) -> Vec<Option<ParagraphId>> {
        let strand = Strand { return_number: self.number, proposals: wishes.clone(), ..Strand::default() };
        let track = Track { actor: self.group.clone(), strands: BTreeMap::from([(Origin::Copy, strand)]) };
        let accepted = accepted(self.revision, &track);
        let (a, b) = (&accepted, &self.project.working);
        let row = |d: &Document, at: usize| d.meta(at).map(|m| (m.kind, d.words(at)));
        if a.len() != b.len() {
            return vec![None];
        }
        let wrong = (0..b.len()).filter(|at| row(a, *at) != row(b, *at));
        let kept = |at: usize| {
            let id = b.meta(at).map(|m| m.id)?;
            self.revision.document.place(id).map(|_| id).filter(|id| a.place(*id) == Some(at))
        };
        wrong.map(kept).collect()
    }

    /// What the group itself asks for and nobody settled here. What went out before goes out as
    /// it is, or as taken back where it was settled; the rest becomes part of this return.
    fn own_wishes(
        &self,
        copy: &mut BTreeMap<ProposalId, Arc<Proposal>>,
        own: &mut Strand,
        left: &mut Vec<String>,
    ) {
        let Some(track) = self.project.tracks.get(self.group) else { return };
        for (origin, p) in track.proposals().filter(|(o, p)| !track.is_superseded(*o, p)) {
            let settled = self.project.settled(p).is_some();
            match origin {
                Origin::Copy if p.is_open() && !settled => {
                    let again = Proposal { seen: self.number, sent: true, ..Proposal::clone(p) };
                    copy.insert(p.id.clone(), Arc::new(again));
                }
                Origin::Copy => {}
                Origin::Own if p.sent && p.is_open() && settled => {
                    let back =
                        Proposal { version: p.version + 1, state: State::Withdrawn, ..Proposal::clone(p) };
                    own.proposals.insert(p.id.clone(), Arc::new(back));
                }
                Origin::Own if p.sent => drop(own.proposals.insert(p.id.clone(), p.clone())),
                _ if settled || !p.is_open() => {}
                Origin::Own if p.wish.amends().is_some_and(|id| self.is_internal(id)) => left.push(format!(
                    "{} (amend) stays here: it is about a member’s wish, or one that was decided here",
                    p.id
                )),
                Origin::Own => match self.on_the_revision(p) {
                    Some(wish) => {
                        let mut made = self.made(wish);
                        if self.ask.reasons {
                            (made.rationale, made.source) = (p.rationale.clone(), p.source.clone());
                        }
                        copy.entry(made.id.clone()).or_insert_with(|| Arc::new(made));
                    }
                    None => left.push(format!(
                        "{} ({}) is on words that {} does not have",
                        p.id,
                        p.wish.name(),
                        self.revision.name
                    )),
                },
                Origin::Room | Origin::Brackets => left.push(format!(
                    "{} ({}) was written down by others ({origin}): the group has not said it itself",
                    p.id,
                    p.wish.name()
                )),
            }
        }
    }

    /// A wish as one on the revision; none where it is about what came later.
    fn on_the_revision(&self, p: &Proposal) -> Option<Wish> {
        // An amendment has its place in the words of another proposal, whatever the text.
        if p.base == self.revision.hash || p.wish.amends().is_some() {
            return Some(p.wish.clone());
        }
        let entries = self.entries();
        let at = entries.iter().rposition(|e| e.step == Some(p.base))?;
        let changes = entries.get(..=at)?.iter().flat_map(|e| e.changes.iter().cloned());
        let back = text::inverse_all(&changes.collect::<Vec<_>>());
        let there = |id: ParagraphId| self.revision.document.meta_of(id).map(|_| id);
        let span = |at: &crate::record::Span| {
            let was = Standing::new(at.paragraph, at.range.clone()).after(&back)?;
            let words = self.revision.document.words_of(there(was.paragraph)?)?;
            let same = !was.touched && words.str(was.inner.clone()) == at.quote;
            (same && was.inner == was.outer).then(|| crate::record::Span {
                paragraph: was.paragraph,
                before: words
                    .str(was.inner.start.saturating_sub(crate::record::CONTEXT)..was.inner.start)
                    .into(),
                after: words.str(was.inner.end..was.inner.end + crate::record::CONTEXT).into(),
                range: was.inner,
                quote: at.quote.clone(),
            })
        };
        Some(match &p.wish {
            Wish::Replace { at, with } => Wish::Replace { at: span(at)?, with: with.clone() },
            Wish::DeleteParagraph { at } => Wish::DeleteParagraph { at: span(at)? },
            Wish::Reserve { at } => Wish::Reserve { at: span(at)? },
            Wish::InsertParagraph { after, kind, label, words } => {
                let (kind, label, words) = (*kind, label.clone(), words.clone());
                // What stands first there may not stand first in the revision.
                let after = Some(there((*after)?)?);
                Wish::InsertParagraph { after, kind, label, words }
            }
            Wish::Alternative { at, label, words } => {
                Wish::Alternative { at: span(at)?, label: label.clone(), words: words.clone() }
            }
            Wish::Retain { at } => Wish::Retain { at: span(at)? },
            Wish::Doubt { at } => Wish::Doubt { at: span(at)? },
            Wish::Amend { .. } => p.wish.clone(),
            Wish::Move { .. } | Wish::Split { .. } | Wish::Merge { .. } | Wish::Placement { .. } => {
                return None;
            }
        })
    }

    /// Whether a proposal is a member's, or was decided here: nothing that names it goes out.
    fn is_internal(&self, id: &ProposalId) -> bool {
        let tracks = &self.project.tracks;
        let author = tracks.iter().find(|(_, t)| t.proposal(id).is_some()).map(|(a, _)| a);
        let own = self.project.actors.get(self.group).into_iter().flat_map(|a| a.members.clone());
        let members: BTreeSet<ActorId> = members_of(self.group).into_iter().chain(own).collect();
        let inside = |a: &ActorId| members.is_empty() || members.iter().any(|m| m.meets(a));
        let mut decided = self.project.decisions.values().flat_map(|d| &d.about);
        author.is_none_or(|a| a == self.group || inside(a)) || decided.any(|(_, about, _)| about == id)
    }

    /// The group's positions on what others than its members ask for.
    fn own_positions(&self, own: &mut Strand, left: &mut Vec<String>) {
        let strand = self.project.tracks.get(self.group).and_then(|t| t.strands.get(&Origin::Own));
        for position in strand.iter().flat_map(|s| s.positions.values()) {
            if self.is_internal(&position.about) {
                let what =
                    format!("the position on {} stays here: it is about a member’s wish", position.about);
                left.push(what);
                continue;
            }
            let sent = Position { sent: true, ..Position::clone(position) };
            own.positions.insert(sent.about.clone(), Arc::new(sent));
        }
    }
}

/// The text that results when a return is merged on a revision alone and all of it is accepted.
fn accepted(revision: &Revision, track: &Track) -> Document {
    let only = Arc::new(Revision::new(&revision.name, revision.document.clone(), Vec::new()));
    let working = revision.document.clone();
    let mut fresh = Project { revisions: vec![only], working, ..Project::default() };
    // Made for this very state.
    let _ = merge_track(&fresh, track, None).change.apply(&mut fresh);
    let groups: Vec<_> = weave::groups(&fresh.working, &open_placed(&fresh)).into_keys().collect();
    let _ = decide(&fresh, &groups, Outcome::Accept, None).change.apply(&mut fresh);
    fresh.working
}
