//! What messages do with proposals: decide, comment, withdraw, set a status, issue a revision.

use super::error::AppError;
use super::message::Message;
use super::page::Place;
use super::state::{App, NoticeKind};
use super::writing::{next_version, present, span};
use crate::project::{
    Cause, Change, Put, Saying, Take, accept_placement, decide, edit, issue, say_position, set_status,
};
use crate::record::{
    ActorId, CHAIR, Comment, CommentId, Origin, Outcome, Proposal, ProposalId, Span, Standing,
};
use crate::revise::Report;
use crate::text::{self, Fragment, ParagraphId};
use crate::weave::GroupId;
use std::sync::Arc;

impl App {
    pub(super) fn negotiate(&mut self, message: Message) -> Result<(), AppError> {
        match message {
            Message::Decide { groups, outcome, words } => self.decide(&groups, outcome, words.as_deref()),
            Message::Settle(verdict) => self.settle_desk(&verdict),
            Message::Compromise(verdict) => self.compromise(&verdict),
            Message::AcceptAlike(groups) => self.accept_alike(&groups),
            Message::Place(group, places) => self.place(&group, &places),
            Message::Comment(text) => self.comment(&text),
            Message::Reply(to, text) => self.reply(to, &text),
            Message::Resolve(id, resolved) => self.resolve(&id, resolved),
            Message::Position(group, stance) => self.stand(&group, Take::Stance(stance), None),
            Message::Condition(group, words) => self.condition(&group, &words),
            Message::Withdraw(group) => self.stand(&group, Take::Withdraw, None),
            Message::Explain(group, why) => self.explain(&group, &why),
            Message::SetStatus(standing) => self.set_status(standing),
            Message::SetStatuses(wish) => self.set_statuses(&wish),
            Message::Silence(act) => self.silence(&act),
            Message::EditActor(wish) => self.edit_actor(&wish),
            Message::Retain => self.retain(),
            Message::Brackets => self.bracket(),
            Message::Alternative => self.alternative(),
            Message::UndoRepair(n) => self.undo_repair(n),
            Message::Revise(name) => self.revise(&name),
            Message::ReviseFrom(next, name) => self.revise_from(&next, &name),
            Message::Concordance(path) => self.write_concordance(&path),
            Message::Carry(act) => self.carry(&act),
            _ => Ok(()),
        }
    }

    fn decide(&mut self, groups: &[GroupId], outcome: Outcome, words: Option<&str>) -> Result<(), AppError> {
        if !self.is_chair() {
            return AppError::refuse("Only the chair decides. Speak as the Co-Facilitators to do so.");
        }
        let decided = decide(&self.project, groups, outcome, words);
        let title = match outcome {
            Outcome::Accept | Outcome::AcceptAs => "Accept",
            Outcome::Reject => "Reject",
            Outcome::Bracket => "Keep in brackets",
            Outcome::Defer => "Defer",
        };
        for (id, why) in &decided.left {
            self.tell(NoticeKind::Warning, "Left open", &format!("{id}: {why}."));
        }
        for pair in &decided.conflicts {
            let names: Vec<String> = pair.iter().map(ToString::to_string).collect();
            let text = format!("These touch one another and were left open: {}.", names.join(", "));
            self.tell(NoticeKind::Warning, "Left open", &text);
        }
        self.make(title, decided.change, None)
    }

    fn place(&mut self, id: &GroupId, places: &[ParagraphId]) -> Result<(), AppError> {
        if !self.is_chair() {
            return AppError::refuse("Only the chair decides. Speak as the Co-Facilitators to do so.");
        }
        let group = self.board.group(id).cloned();
        let change = group.and_then(|g| accept_placement(&self.project, &g, places));
        match change {
            Some(change) => self.make("Accept placement", change, None),
            None => AppError::refuse("That placement, or a paragraph it was to go to, is no longer there."),
        }
    }

    /// The span that a comment made now is about: what is selected, or the paragraph.
    pub(super) fn subject(&self) -> Option<Span> {
        let selection = self.selection.as_ref()?;
        let (Place::Text { paragraph, at }, anchor) = (&selection.caret, &selection.anchor) else {
            let paragraph = self.row_paragraph()?;
            return span(&self.project, paragraph, 0..self.project.working.words_of(paragraph)?.len());
        };
        let range = match anchor {
            Place::Text { paragraph: other, at: from } if other == paragraph && from != at => {
                *from.min(at)..*from.max(at)
            }
            _ => 0..self.project.working.words_of(*paragraph)?.len(),
        };
        span(&self.project, *paragraph, range)
    }

    fn comment(&mut self, text: &str) -> Result<(), AppError> {
        let at = self.subject();
        self.say(at, None, text)
    }

    fn reply(&mut self, to: CommentId, text: &str) -> Result<(), AppError> {
        let all = self.project.tracks.values().flat_map(|t| t.comments());
        let about = all.into_iter().find(|c| c.id == to).map(|c| c.at.clone());
        match about {
            Some(at) => self.say(at, Some(to), text),
            None => AppError::refuse("The comment that this answers is no longer there."),
        }
    }

    fn say(&mut self, at: Option<Span>, reply_to: Option<CommentId>, text: &str) -> Result<(), AppError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        let id = format!("{:x}", self.fresh());
        let change = say_in(&self.project, (&self.speaker, self.origin()), at, reply_to, text, &id)?;
        self.make("Comment", change, None)
    }

    fn resolve(&mut self, id: &CommentId, resolved: bool) -> Result<(), AppError> {
        let speaker = self.speaker.clone();
        let found =
            self.project.tracks.get(&speaker).and_then(|t| {
                t.strands.iter().find_map(|(o, s)| s.comments.get(id).map(|c| (*o, c.clone())))
            });
        let Some((origin, was)) = found else {
            return AppError::refuse("Only whoever began a thread can settle it; a reply can say so.");
        };
        let version = if was.sent { was.version + 1 } else { was.version };
        let now = Comment { resolved, version, sent: false, ..Comment::clone(&was) };
        let put = Put { was: Some(was), now: Some(Arc::new(now)) };
        self.make("Settle comment", Change::Comment(speaker, origin, id.clone(), put), None)
    }

    /// Takes a position on a group, or takes it back; the speaker's own proposals are taken back.
    fn stand(&mut self, id: &GroupId, take: Take, condition: Option<&str>) -> Result<(), AppError> {
        let speaker = self.speaker.clone();
        let Some(group) = self.board.group(id).cloned() else {
            return AppError::refuse("That proposal is no longer there.");
        };
        let mine = group.backers.contains(&speaker);
        // A compromise of its own the chair can take back.
        if self.is_chair() && !(mine && take == Take::Withdraw) {
            return AppError::refuse(
                "The chair takes no position. Choose at “Speaking as” whose position it is.",
            );
        }
        if mine && take != Take::Withdraw {
            return AppError::refuse(format!(
                "{speaker} asks for this itself; withdraw it to stand otherwise."
            ));
        }
        let of = |(actor, ..): &&(ActorId, ProposalId, u32)| (*actor == speaker) == mine;
        let ids: Vec<ProposalId> = group.members.iter().filter(of).map(|(_, id, _)| id.clone()).collect();
        let saying = Saying {
            recorded_by: self.is_floor().then(|| CHAIR.to_owned()),
            condition: condition.unwrap_or_default().to_owned(),
            actor: speaker.clone(),
        };
        let change = say_position(&self.project, &saying, take, &ids);
        if take == Take::Withdraw && change.is_nothing() {
            return AppError::refuse(format!(
                "{speaker} has no proposal and no position there to take back."
            ));
        }
        self.make(if take == Take::Withdraw { "Withdraw" } else { "Position" }, change, None)
    }

    fn condition(&mut self, id: &GroupId, words: &str) -> Result<(), AppError> {
        let voice = self.board.group(id).and_then(|g| g.voices.iter().find(|v| v.actor == self.speaker));
        let Some(stance) = voice.map(|v| v.stance()) else {
            return AppError::refuse("Take a position first; then say on what condition.");
        };
        self.stand(id, Take::Stance(stance), Some(words))
    }

    fn explain(&mut self, id: &GroupId, why: &str) -> Result<(), AppError> {
        let speaker = self.speaker.clone();
        let group = self.board.group(id).cloned();
        let track = self.project.tracks.get(&speaker).cloned();
        let members = group.iter().flat_map(|g| &g.members).filter(|(a, ..)| *a == speaker);
        let mut list = Vec::new();
        for (_, id, _) in members {
            if let Some((origin, was)) = track.as_ref().and_then(|t| t.proposal(id)) {
                // What was said from the floor stays as it was recorded: its author says it again.
                let said = self.is_floor() != (origin == Origin::Room);
                let strand = if said { self.origin() } else { origin };
                let mut next = next_version(&self.project, was);
                next.version += u32::from(said && next.version == was.version);
                let now = Some(Arc::new(Proposal { rationale: why.to_owned(), ..next }));
                let held = track.as_ref().and_then(|t| t.strands.get(&strand));
                let put = Put { was: held.and_then(|s| s.proposals.get(id)).cloned(), now };
                list.push(Change::Proposal(speaker.clone(), strand, id.clone(), put));
            }
        }
        if list.is_empty() {
            return AppError::refuse(format!("{speaker} has no proposal there to change."));
        }
        self.make("Rationale", Change::All(list), None)
    }

    fn set_status(&mut self, standing: Standing) -> Result<(), AppError> {
        let Some(paragraph) = self.row_paragraph() else {
            return AppError::refuse(
                "A status belongs to a paragraph of the text. Put the caret into one; a paragraph that is only proposed has none until it is accepted.",
            );
        };
        if self.project.working.meta_of(paragraph).is_some_and(|m| !m.kind.is_labelled()) {
            return AppError::refuse(
                "A heading or a title has no status. Put the caret into a paragraph with a label, or set the status of a range: “Status…”.",
            );
        }
        match set_status(&self.project, paragraph, standing) {
            Some(change) => self.make("Status", change, None),
            None => Ok(()),
        }
    }

    fn revise(&mut self, name: &str) -> Result<(), AppError> {
        let name = name.trim();
        if name.is_empty() || self.project.revision(name).is_ok() {
            return AppError::refuse("A revision needs a name of its own, such as “Rev.1”.");
        }
        self.make("Issue revision", issue(&self.project, name), None)?;
        let carried = super::carrying::text(&self.project, self.names());
        // How many, in a line: the rest stands in the list of what was carried over.
        let carried = carried.lines().next().unwrap_or_default();
        self.tell(NoticeKind::Info, &format!("“{name}” is issued"), carried);
        Ok(())
    }

    fn undo_repair(&mut self, n: usize) -> Result<(), AppError> {
        let Some(repair) = self.project.report.repairs.get(n).cloned() else { return Ok(()) };
        let first = self.project.revisions.first();
        let id = first.and_then(|r| r.document.meta(repair.paragraph)).map(|m| m.id);
        let undo = Report::undo(&repair);
        let entries = self.project.revisions.iter().flat_map(|r| &r.entries).chain(&self.project.log);
        let changes: Vec<&text::Change> = entries.flat_map(|e| &e.changes).collect();
        let now = id.and_then(|id| text::Standing::new(id, undo.range.clone()).after(changes));
        let Some(now) = now.filter(|now| !now.touched) else {
            return AppError::refuse("The words were changed since, so the repair cannot be taken back.");
        };
        let with = Fragment::plain(&undo.with);
        let changes = text::replace(&self.project.working, now.paragraph, now.inner, &with, "repair");
        let cause = Cause::Chair("repair of the import taken back".to_owned());
        let mut report = Report::clone(&self.project.report);
        report.repairs.remove(n);
        let put = Put { was: Some(self.project.report.clone()), now: Some(Arc::new(report)) };
        let change = Change::All(vec![edit(&self.project, changes, cause), Change::Report(put)]);
        self.make("Undo repair", change, None)
    }
}

/// A comment of an actor by its own hand, as a change. `fresh` makes its identity.
pub fn say(
    project: &crate::project::Project,
    actor: &ActorId,
    at: Option<Span>,
    reply_to: Option<CommentId>,
    text: &str,
    fresh: &str,
) -> Result<Change, AppError> {
    say_in(project, (actor, Origin::Own), at, reply_to, text, fresh)
}

/// The same in any strand of the actor's.
fn say_in(
    project: &crate::project::Project,
    (actor, origin): (&ActorId, Origin),
    at: Option<Span>,
    reply_to: Option<CommentId>,
    text: &str,
    fresh: &str,
) -> Result<Change, AppError> {
    let (base, step) = present(project);
    let mut steps = Vec::from_iter(step);
    if !project.actors.contains_key(actor) {
        let about = crate::record::Actor { id: actor.clone(), ..project.actor(actor.as_str()) };
        let put = Put { was: None, now: Some(Arc::new(about)) };
        steps.push(Change::Actor(actor.clone(), put));
    }
    let id = CommentId(crate::record::ProposalId::of(actor.as_str(), &["comment", fresh, text]).0);
    let text = text.trim().to_owned();
    let comment = Comment {
        id: id.clone(),
        version: 1,
        sent: false,
        base,
        at,
        reply_to,
        text,
        resolved: false,
        withdrawn: false,
    };
    let put = Put { was: None, now: Some(Arc::new(comment)) };
    steps.push(Change::Comment(actor.clone(), origin, id, put));
    Ok(Change::All(steps))
}
