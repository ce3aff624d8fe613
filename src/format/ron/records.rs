//! Records of what is said: actors, proposals, comments, tracks, decisions, status.

use super::inside::InsideRecord;
use super::position::PositionRecord;
use super::text::{FragmentRecord, parse};
use super::{FileError, TrackFile, number, place};
use crate::record::{
    Actor, ActorId, Comment, CommentId, Decision, DecisionId, Outcome, Proposal, ProposalId, Span, Standing,
    State, Status, Strand, Track, Wish,
};
use crate::text::ParagraphId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Serialize, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct ActorRecord {
    short: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    members: Vec<String>,
}

impl ActorRecord {
    pub(super) fn of(actor: &Actor) -> Self {
        Self {
            short: actor.id.to_string(),
            name: actor.name.clone(),
            aliases: actor.aliases.clone(),
            members: actor.members.iter().map(ActorId::to_string).collect(),
        }
    }

    pub(super) fn actor(&self) -> Result<Actor, FileError> {
        Ok(Actor {
            id: actor_id(&self.short)?,
            name: self.name.clone(),
            aliases: self.aliases.clone(),
            members: self.members.iter().map(|m| actor_id(m)).collect::<Result<_, _>>()?,
        })
    }
}

pub(super) fn actor_id(name: &str) -> Result<ActorId, FileError> {
    let id = ActorId::new(name);
    if id.as_str().is_empty() || id.as_str() != name || name.chars().count() > crate::limits::NAME {
        return Err(FileError::Malformed("an actor has no proper name".into()));
    }
    Ok(id)
}

/// The name of an author of Word files; any that Word takes, of bounded length.
pub(super) fn author(name: &str) -> Result<String, FileError> {
    match name.chars().count() <= crate::limits::NAME {
        true => Ok(name.to_owned()),
        false => Err(FileError::Malformed("the name of an author is too long".into())),
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SpanRecord {
    paragraph: String,
    range: (usize, usize),
    quote: String,
    before: String,
    after: String,
}

impl SpanRecord {
    pub(super) fn of(span: &Span) -> Self {
        Self {
            paragraph: span.paragraph.to_string(),
            range: (span.range.start, span.range.end),
            quote: span.quote.clone(),
            before: span.before.clone(),
            after: span.after.clone(),
        }
    }

    pub(super) fn span(&self) -> Result<Span, FileError> {
        let (start, end) = (place(self.range.0)?, place(self.range.1)?);
        if start > end || end - start != self.quote.chars().count() {
            return Err(FileError::Malformed("an anchor does not fit the words it quotes".into()));
        }
        Ok(Span {
            paragraph: parse(&self.paragraph)?,
            range: start..end,
            quote: self.quote.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
        })
    }
}

#[derive(Serialize, Deserialize)]
enum WishRecord {
    Replace { at: SpanRecord, with: FragmentRecord },
    InsertParagraph { after: Option<String>, kind: String, label: String, words: FragmentRecord },
    DeleteParagraph { at: SpanRecord },
    Move { at: SpanRecord, after: Option<String> },
    Split { at: SpanRecord },
    Merge { at: SpanRecord, second: String },
    Alternative { at: SpanRecord, label: String, words: FragmentRecord },
    Amend { at: InsideRecord, with: FragmentRecord },
    Retain { at: SpanRecord },
    Doubt { at: SpanRecord },
    Reserve { at: SpanRecord },
    Placement { at: SpanRecord, words: FragmentRecord, note: String, targets: Vec<String>, copy: bool },
}

fn id_of(id: &Option<ParagraphId>) -> Option<String> {
    id.map(|id| id.to_string())
}

impl WishRecord {
    fn of(wish: &Wish) -> Self {
        match wish {
            Wish::Replace { at, with } => {
                Self::Replace { at: SpanRecord::of(at), with: FragmentRecord::of(with) }
            }
            Wish::InsertParagraph { after, kind, label, words } => Self::InsertParagraph {
                after: id_of(after),
                kind: kind.to_string(),
                label: label.clone(),
                words: FragmentRecord::of(words),
            },
            Wish::DeleteParagraph { at } => Self::DeleteParagraph { at: SpanRecord::of(at) },
            Wish::Move { at, after } => Self::Move { at: SpanRecord::of(at), after: id_of(after) },
            Wish::Split { at } => Self::Split { at: SpanRecord::of(at) },
            Wish::Merge { at, second } => Self::Merge { at: SpanRecord::of(at), second: second.to_string() },
            Wish::Alternative { at, label, words } => Self::Alternative {
                at: SpanRecord::of(at),
                label: label.clone(),
                words: FragmentRecord::of(words),
            },
            Wish::Amend { at, with } => {
                Self::Amend { at: InsideRecord::of(at), with: FragmentRecord::of(with) }
            }
            Wish::Retain { at } => Self::Retain { at: SpanRecord::of(at) },
            Wish::Doubt { at } => Self::Doubt { at: SpanRecord::of(at) },
            Wish::Reserve { at } => Self::Reserve { at: SpanRecord::of(at) },
            Wish::Placement { at, words, note, targets, copy } => Self::Placement {
                at: SpanRecord::of(at),
                words: FragmentRecord::of(words),
                note: note.clone(),
                targets: targets.iter().map(ParagraphId::to_string).collect(),
                copy: *copy,
            },
        }
    }

    fn wish(&self) -> Result<Wish, FileError> {
        let id = |id: &Option<String>| id.as_deref().map(parse).transpose();
        Ok(match self {
            Self::Replace { at, with } => Wish::Replace { at: at.span()?, with: with.fragment()? },
            Self::InsertParagraph { after, kind, label, words } => Wish::InsertParagraph {
                after: id(after)?,
                kind: parse(kind)?,
                label: label.clone(),
                words: words.fragment()?,
            },
            Self::DeleteParagraph { at } => Wish::DeleteParagraph { at: at.span()? },
            Self::Move { at, after } => Wish::Move { at: at.span()?, after: id(after)? },
            Self::Split { at } => Wish::Split { at: at.span()? },
            Self::Merge { at, second } => Wish::Merge { at: at.span()?, second: parse(second)? },
            Self::Alternative { at, label, words } => {
                Wish::Alternative { at: at.span()?, label: label.clone(), words: words.fragment()? }
            }
            Self::Amend { at, with } => Wish::Amend { at: at.inside()?, with: with.fragment()? },
            Self::Retain { at } => Wish::Retain { at: at.span()? },
            Self::Doubt { at } => Wish::Doubt { at: at.span()? },
            Self::Reserve { at } => Wish::Reserve { at: at.span()? },
            Self::Placement { at, words, note, targets, copy } => Wish::Placement {
                at: at.span()?,
                words: words.fragment()?,
                note: note.clone(),
                targets: targets.iter().map(|t| parse(t)).collect::<Result<_, _>>()?,
                copy: *copy,
            },
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposalRecord {
    id: String,
    version: u32,
    base: String,
    wish: WishRecord,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    rationale: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    source: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sent: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    withdrawn: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    derived: bool,
    #[serde(default, skip_serializing_if = "is_zero")]
    seen: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bundle: Option<String>,
}

pub(super) fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl ProposalRecord {
    pub(super) fn of(p: &Proposal) -> Self {
        Self {
            id: p.id.to_string(),
            version: p.version,
            base: p.base.to_string(),
            wish: WishRecord::of(&p.wish),
            rationale: p.rationale.clone(),
            source: p.source.clone(),
            sent: p.sent,
            withdrawn: p.state == State::Withdrawn,
            derived: p.derived,
            seen: p.seen,
            bundle: p.bundle.clone(),
        }
    }

    pub(super) fn proposal(&self) -> Result<Proposal, FileError> {
        if self.id.is_empty() || self.version == 0 {
            return Err(FileError::Malformed("a proposal has no identity or no version".into()));
        }
        Ok(Proposal {
            id: ProposalId(self.id.clone()),
            version: number(self.version)?,
            sent: self.sent,
            base: parse(&self.base)?,
            wish: self.wish.wish()?,
            rationale: self.rationale.clone(),
            source: self.source.clone(),
            state: if self.withdrawn { State::Withdrawn } else { State::Open },
            derived: self.derived,
            seen: number(self.seen)?,
            bundle: self.bundle.clone(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommentRecord {
    id: String,
    version: u32,
    base: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<SpanRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reply_to: Option<String>,
    text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    sent: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    resolved: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    withdrawn: bool,
}

impl CommentRecord {
    pub(super) fn of(c: &Comment) -> Self {
        Self {
            id: c.id.to_string(),
            version: c.version,
            base: c.base.to_string(),
            at: c.at.as_ref().map(SpanRecord::of),
            reply_to: c.reply_to.as_ref().map(CommentId::to_string),
            text: c.text.clone(),
            sent: c.sent,
            resolved: c.resolved,
            withdrawn: c.withdrawn,
        }
    }

    pub(super) fn comment(&self) -> Result<Comment, FileError> {
        Ok(Comment {
            id: CommentId(self.id.clone()),
            version: number(self.version)?,
            sent: self.sent,
            base: parse(&self.base)?,
            at: self.at.as_ref().map(SpanRecord::span).transpose()?,
            reply_to: self.reply_to.clone().map(CommentId),
            text: self.text.clone(),
            resolved: self.resolved,
            withdrawn: self.withdrawn,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StrandRecord {
    origin: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    return_number: u32,
    proposals: Vec<ProposalRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rivals: Vec<ProposalRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    comments: Vec<CommentRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    positions: Vec<PositionRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rival_positions: Vec<PositionRecord>,
}

/// All that one actor says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrackRecord {
    actor: String,
    strands: Vec<StrandRecord>,
}

impl TrackRecord {
    pub(super) fn of(track: &Track) -> Self {
        let strand = |(origin, s): (&crate::record::Origin, &Strand)| StrandRecord {
            origin: origin.to_string(),
            return_number: s.return_number,
            proposals: s.proposals.values().map(|p| ProposalRecord::of(p)).collect(),
            rivals: s.rivals.values().flatten().map(|p| ProposalRecord::of(p)).collect(),
            comments: s.comments.values().map(|c| CommentRecord::of(c)).collect(),
            positions: s.positions.values().map(|p| PositionRecord::of(p)).collect(),
            rival_positions: s.rival_positions.values().flatten().map(|p| PositionRecord::of(p)).collect(),
        };
        Self { actor: track.actor.to_string(), strands: track.strands.iter().map(strand).collect() }
    }

    pub(super) fn track(&self) -> Result<Track, FileError> {
        let mut track = Track::new(actor_id(&self.actor)?);
        for record in &self.strands {
            let mut strand = Strand { return_number: number(record.return_number)?, ..Strand::default() };
            for p in &record.proposals {
                let p = Arc::new(p.proposal()?);
                if strand.proposals.insert(p.id.clone(), p).is_some() {
                    return Err(FileError::Malformed("a proposal stands twice in one strand".into()));
                }
            }
            for p in &record.rivals {
                let p = Arc::new(p.proposal()?);
                strand.rivals.entry(p.id.clone()).or_default().push(p);
            }
            for c in &record.comments {
                let c = Arc::new(c.comment()?);
                strand.comments.insert(c.id.clone(), c);
            }
            for p in &record.positions {
                let p = Arc::new(p.position()?);
                if strand.positions.insert(p.about.clone(), p).is_some() {
                    return Err(FileError::Malformed("two positions on one proposal in one strand".into()));
                }
            }
            for p in &record.rival_positions {
                let p = Arc::new(p.position()?);
                strand.rival_positions.entry(p.about.clone()).or_default().push(p);
            }
            if track.strands.insert(parse(&record.origin)?, strand).is_some() {
                return Err(FileError::Malformed("a strand stands twice in one track".into()));
            }
        }
        Ok(track)
    }
}

/// A `.track` file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrackFileRecord {
    format: u32,
    title: String,
    revision: String,
    base: String,
    actor: ActorRecord,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    jointly: Vec<ActorRecord>,
    track: TrackRecord,
}

impl TrackFileRecord {
    pub(super) fn of(file: &TrackFile) -> Self {
        Self {
            format: crate::limits::FORMAT,
            title: file.title.clone(),
            revision: file.revision.clone(),
            base: file.base.to_string(),
            actor: ActorRecord::of(&file.actor),
            jointly: file.jointly.iter().map(ActorRecord::of).collect(),
            track: TrackRecord::of(&file.track),
        }
    }

    pub(super) fn into_file(self) -> Result<TrackFile, FileError> {
        super::format_inside(self.format)?;
        let (actor, track) = (self.actor.actor()?, self.track.track()?);
        if actor.id != track.actor {
            let (a, b) = (actor.id, track.actor);
            return Err(FileError::Malformed(format!("it is {a}’s file but speaks for {b}")));
        }
        let jointly = self.jointly.iter().map(ActorRecord::actor).collect::<Result<Vec<_>, _>>()?;
        for (n, one) in jointly.iter().enumerate() {
            if one.id.meets(&actor.id) || jointly.iter().skip(n + 1).any(|other| other.id.meets(&one.id)) {
                return Err(FileError::Malformed(format!("it names {} twice among its senders", one.id)));
            }
        }
        let base = parse(&self.base)?;
        Ok(TrackFile { title: self.title, revision: self.revision, base, actor, jointly, track })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionRecord {
    number: u32,
    outcome: String,
    about: Vec<(String, String, u32)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    words: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
}

const OUTCOMES: [Outcome; 5] =
    [Outcome::Accept, Outcome::AcceptAs, Outcome::Reject, Outcome::Bracket, Outcome::Defer];

impl DecisionRecord {
    pub(super) fn of(d: &Decision) -> Self {
        Self {
            number: d.id.0,
            outcome: d.outcome.name().to_owned(),
            about: d.about.iter().map(|(a, p, v)| (a.to_string(), p.to_string(), *v)).collect(),
            words: d.words.clone(),
            why: d.why.clone(),
        }
    }

    pub(super) fn decision(&self) -> Result<Decision, FileError> {
        let outcome = OUTCOMES.into_iter().find(|o| o.name() == self.outcome);
        let about = self.about.iter();
        Ok(Decision {
            id: DecisionId(number(self.number)?),
            outcome: outcome.ok_or_else(|| FileError::Malformed("a decision has no outcome".into()))?,
            about: about
                .map(|(a, p, v)| Ok((actor_id(a)?, ProposalId(p.clone()), number(*v)?)))
                .collect::<Result<_, FileError>>()?,
            words: self.words.clone(),
            why: self.why.clone(),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusRecord {
    standing: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pending: Vec<String>,
    words: String,
}

impl StatusRecord {
    pub(super) fn of(status: &Status) -> Self {
        let (standing, pending) = match &status.standing {
            Standing::Informals(names) => (Standing::Informals(Vec::new()), names.clone()),
            other => (other.clone(), Vec::new()),
        };
        Self {
            standing: standing.to_string(),
            pending: pending.iter().map(ActorId::to_string).collect(),
            words: status.words.to_string(),
        }
    }

    pub(super) fn status(&self) -> Result<Status, FileError> {
        let mut standing: Standing = parse(&self.standing)?;
        if let Standing::Informals(names) = &mut standing {
            *names = self.pending.iter().map(|n| actor_id(n)).collect::<Result<_, _>>()?;
        }
        Ok(Status { standing, words: parse(&self.words)? })
    }
}
