//! The record of a project.
//!
//! Only the first revision is written whole; the others and the working text follow from it by
//! the log. Reading replays the log and holds every hash against the text that results.

use super::ladder::{LoggedRecord, MarkingRecord, SilenceRecord};
use super::records::{ActorRecord, DecisionRecord, StatusRecord, TrackRecord, actor_id, author};
use super::register::RegisterRecord;
use super::text::{DocumentRecord, TextChangeRecord, parse};
use super::{FileError, number, place};
use crate::project::{Cause, Entry, Head, Meeting, Project, Revision, Twig};
use crate::record::DecisionId;
use crate::revise::{Dropped, Repair, Report, Why};
use crate::text::{Document, Genre, apply_all};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryRecord {
    cause: CauseRecord,
    changes: Vec<TextChangeRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<String>,
}

#[derive(Serialize, Deserialize)]
enum CauseRecord {
    Chair(String),
    Decision(u32),
    Issue,
    Outside(String),
    Copies(MeetingRecord),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MeetingRecord {
    decided: u32,
    twigs: Vec<TwigRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TwigRecord {
    entries: Vec<EntryRecord>,
    decisions: Vec<DecisionRecord>,
    taken: usize,
    undone: Box<EntryRecord>,
}

impl TwigRecord {
    fn of(twig: &Twig) -> Self {
        Self {
            entries: twig.entries.iter().map(|e| EntryRecord::of(e)).collect(),
            decisions: twig.decisions.iter().map(|d| DecisionRecord::of(d)).collect(),
            taken: twig.taken,
            undone: Box::new(EntryRecord::of(&twig.undone)),
        }
    }

    fn twig(self) -> Result<Twig, FileError> {
        Ok(Twig {
            entries: self.entries.into_iter().map(EntryRecord::entry).collect::<Result<_, _>>()?,
            decisions: self.decisions.iter().map(|d| d.decision().map(Arc::new)).collect::<Result<_, _>>()?,
            taken: place(self.taken)?,
            undone: self.undone.entry()?,
        })
    }
}

impl EntryRecord {
    pub(super) fn of(entry: &Entry) -> Self {
        let cause = match &entry.cause {
            Cause::Chair(why) => CauseRecord::Chair(why.clone()),
            Cause::Decision(id) => CauseRecord::Decision(id.0),
            Cause::Issue => CauseRecord::Issue,
            Cause::Outside(source) => CauseRecord::Outside(source.clone()),
            Cause::Copies(t) => {
                let twigs = t.twigs.iter().map(TwigRecord::of).collect();
                CauseRecord::Copies(MeetingRecord { decided: t.decided, twigs })
            }
        };
        let changes = entry.changes.iter().map(TextChangeRecord::of).collect();
        Self { cause, changes, step: entry.step.map(|h| h.to_string()) }
    }

    pub(super) fn entry(self) -> Result<Arc<Entry>, FileError> {
        let cause = match self.cause {
            CauseRecord::Chair(why) => Cause::Chair(why),
            CauseRecord::Decision(id) => Cause::Decision(DecisionId(number(id)?)),
            CauseRecord::Issue => Cause::Issue,
            CauseRecord::Outside(source) => Cause::Outside(source),
            CauseRecord::Copies(t) => {
                let twigs = t.twigs.into_iter().map(TwigRecord::twig).collect::<Result<_, _>>()?;
                Cause::Copies(Meeting { decided: number(t.decided)?, twigs })
            }
        };
        let changes = self.changes.into_iter().map(TextChangeRecord::change).collect::<Result<_, _>>()?;
        Ok(Arc::new(Entry { cause, changes, step: self.step.as_deref().map(parse).transpose()? }))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RevisionRecord {
    name: String,
    hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decided: Option<u32>,
    entries: Vec<EntryRecord>,
}

#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReportRecord {
    repairs: Vec<(usize, usize, String, String)>,
    dropped: Vec<(usize, String, String)>,
}

impl ReportRecord {
    pub(super) fn of(report: &Report) -> Self {
        let repair = |r: &Repair| (r.paragraph, r.start, r.was.clone(), r.now.clone());
        let dropped = |d: &Dropped| (d.line, d.text.clone(), d.why.to_string());
        Self {
            repairs: report.repairs.iter().map(repair).collect(),
            dropped: report.dropped.iter().map(dropped).collect(),
        }
    }

    pub(super) fn report(&self) -> Result<Report, FileError> {
        let why = |s: &str| Why::ALL.into_iter().find(|w| w.to_string() == s);
        let unknown = || FileError::Malformed("the import report gives an unknown reason".into());
        let dropped = self.dropped.iter().map(|(line, text, reason)| {
            Ok(Dropped { line: place(*line)?, text: text.clone(), why: why(reason).ok_or_else(unknown)? })
        });
        let repairs = self.repairs.iter().map(|(paragraph, start, was, now)| {
            let (paragraph, start) = (place(*paragraph)?, place(*start)?);
            Ok(Repair { paragraph, start, was: was.clone(), now: now.clone() })
        });
        Ok(Report {
            repairs: repairs.collect::<Result<_, FileError>>()?,
            dropped: dropped.collect::<Result<_, FileError>>()?,
        })
    }
}

/// Title, symbol, genre.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadRecord {
    title: String,
    symbol: String,
    genre: String,
}

impl HeadRecord {
    pub(super) fn of(head: &Head) -> Self {
        let genre = head.genre.name().to_owned();
        Self { title: head.title.clone(), symbol: head.symbol.clone(), genre }
    }

    pub(super) fn head(&self) -> Result<Head, FileError> {
        let genre = [Genre::Resolution, Genre::Outcome].into_iter().find(|g| g.name() == self.genre);
        let genre = genre.ok_or_else(|| FileError::Malformed("the genre of the text is unknown".into()))?;
        Ok(Head { title: self.title.clone(), symbol: self.symbol.clone(), genre })
    }
}

/// A `.chapeau` file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    format: u32,
    head: HeadRecord,
    actors: Vec<ActorRecord>,
    text: DocumentRecord,
    revisions: Vec<RevisionRecord>,
    log: Vec<EntryRecord>,
    tracks: Vec<TrackRecord>,
    decisions: Vec<DecisionRecord>,
    statuses: BTreeMap<String, StatusRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    status_log: Vec<LoggedRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    silences: Vec<SilenceRecord>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    markings: BTreeMap<String, MarkingRecord>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    authors: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "RegisterRecord::is_empty")]
    register: RegisterRecord,
    report: ReportRecord,
}

impl Record {
    pub(super) fn of(project: &Project) -> Self {
        let entries = |list: &[Arc<Entry>]| list.iter().map(|e| EntryRecord::of(e)).collect();
        let revision = |r: &Arc<Revision>| RevisionRecord {
            name: r.name.clone(),
            hash: r.hash.to_string(),
            decided: r.decided.map(|d| d.0),
            entries: entries(&r.entries),
        };
        let first = project.revisions.first().map_or(&project.working, |r| &r.document);
        let status = |(id, s): (&crate::text::ParagraphId, &Arc<crate::record::Status>)| {
            (id.to_string(), StatusRecord::of(s))
        };
        Self {
            format: crate::limits::FORMAT,
            head: HeadRecord::of(&project.head),
            actors: project.actors.values().map(|a| ActorRecord::of(a)).collect(),
            text: DocumentRecord::of(first),
            revisions: project.revisions.iter().map(revision).collect(),
            log: entries(&project.log),
            tracks: project.tracks.values().map(|t| TrackRecord::of(t)).collect(),
            decisions: project.decisions.values().map(|d| DecisionRecord::of(d)).collect(),
            statuses: project.statuses.iter().map(status).collect(),
            status_log: project.status_log.iter().map(|(at, l)| LoggedRecord::of(at, l)).collect(),
            silences: project.silences.values().map(|s| SilenceRecord::of(s)).collect(),
            markings: project.markings.iter().map(|(a, m)| (a.to_string(), MarkingRecord::of(m))).collect(),
            authors: project.authors.iter().map(|(n, a)| (n.clone(), a.to_string())).collect(),
            register: RegisterRecord::of(&project.register),
            report: ReportRecord::of(&project.report),
        }
    }

    pub(super) fn into_project(self) -> Result<Project, FileError> {
        super::format_inside(self.format)?;
        let mut working = self.text.document()?;
        let mut revisions = Vec::new();
        for record in self.revisions {
            let entries = replay(&mut working, record.entries)?;
            let decided = record.decided.map(number).transpose()?.map(DecisionId);
            let revision = Revision { decided, ..Revision::new(&record.name, working.clone(), entries) };
            if revision.hash != parse(&record.hash)? {
                let name = &record.name;
                return Err(FileError::Malformed(format!("the text of “{name}” is not what its hash says")));
            }
            revisions.push(Arc::new(revision));
        }
        let log = replay(&mut working, self.log)?;
        let mut out = Project { head: self.head.head()?, revisions, working, log, ..Project::default() };
        for record in &self.actors {
            let actor = record.actor()?;
            out.actors.insert(actor.id.clone(), Arc::new(actor));
        }
        for record in &self.tracks {
            let track = record.track()?;
            out.tracks.insert(track.actor.clone(), Arc::new(track));
        }
        for record in &self.decisions {
            let decision = record.decision()?;
            out.decisions.insert(decision.id, Arc::new(decision));
        }
        for (id, record) in &self.statuses {
            out.statuses.insert(parse(id)?, Arc::new(record.status()?));
        }
        for record in &self.status_log {
            let (at, logged) = record.logged()?;
            out.status_log.insert(at, Arc::new(logged));
        }
        for record in &self.silences {
            let (id, silence) = record.silence()?;
            out.silences.insert(id, Arc::new(silence));
        }
        for (actor, record) in &self.markings {
            out.markings.insert(actor_id(actor)?, record.marking()?);
        }
        for (name, actor) in &self.authors {
            out.authors.insert(author(name)?, actor_id(actor)?);
        }
        out.register = self.register.register()?;
        out.report = Arc::new(self.report.report()?);
        Ok(out)
    }
}

fn replay(working: &mut Document, entries: Vec<EntryRecord>) -> Result<Vec<Arc<Entry>>, FileError> {
    let mut out = Vec::with_capacity(entries.len());
    for record in entries {
        let entry = record.entry()?;
        apply_all(working, &entry.changes).map_err(|e| super::malformed(&e))?;
        if entry.step.is_some_and(|step| step != working.hash()) {
            return Err(FileError::Malformed("a kept step is not what its hash says".into()));
        }
        out.push(entry);
    }
    Ok(out)
}
