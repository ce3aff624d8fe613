//! [`Project`]: one negotiation: revisions, the working text, tracks, decisions.
//!
//! A project changes only through [`super::Change`]. It holds no order or time of merging, and
//! nothing that is computed: no compilation, no group, no place where an anchor stands now.
//! Cloning is cheap: all large parts are shared.

use super::log::{Cause, Entry, Revision};
use crate::record::{
    Actor, ActorId, Decision, DecisionId, LogId, Logged, Marking, Proposal, ProposalId, Register, Silence,
    SilenceId, Status, Track, resolve,
};
use crate::revise::{Parsed, Report};
use crate::text::{Document, Genre, Hash, ParagraphId, find_label};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a project is called and what genre its text is of.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Head {
    /// The title of the text.
    pub title: String,
    /// Its symbol, "A/RES/80/118"; may be empty.
    pub symbol: String,
    /// Resolution or outcome document.
    pub genre: Genre,
}

/// One negotiation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Title, symbol, genre.
    pub head: Head,
    /// The revisions, at least one in a project that was imported.
    pub revisions: Vec<Arc<Revision>>,
    /// The text that the chair edits towards the next revision.
    pub working: Document,
    /// What happened to it since the last revision.
    pub log: Vec<Arc<Entry>>,
    /// Who is known.
    pub actors: BTreeMap<ActorId, Arc<Actor>>,
    /// What each says.
    pub tracks: BTreeMap<ActorId, Arc<Track>>,
    /// What was decided, in order.
    pub decisions: BTreeMap<DecisionId, Arc<Decision>>,
    /// How far each paragraph has come; those not named are open.
    pub statuses: BTreeMap<ParagraphId, Arc<Status>>,
    /// What was set so far, in order.
    pub status_log: BTreeMap<LogId, Arc<Logged>>,
    /// The silence procedures, in order.
    pub silences: BTreeMap<SilenceId, Arc<Silence>>,
    /// The colours and patterns that a person gave actors.
    pub markings: BTreeMap<ActorId, Marking>,
    /// Who the authors of Word files are, by the name that stands in those files.
    pub authors: BTreeMap<String, ActorId>,
    /// Which files were merged, and who is expected to send one.
    pub register: Register,
    /// What the import of the first revision repaired and left out.
    pub report: Arc<Report>,
}

/// Why a project cannot be made or asked.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ProjectError {
    /// The source had no paragraph.
    #[error("there is no text in it, so no project was made")]
    Empty,
    /// No revision of that name.
    #[error("there is no revision “{0}”; there are: {1}")]
    NoRevision(String, String),
    /// No paragraph of that label.
    #[error("there is no paragraph {0} in this text")]
    NoParagraph(String),
    /// No proposal or group of that name.
    #[error("there is no proposal or group “{0}” in this project")]
    NoProposal(String),
}

impl Project {
    /// A project of a text that was read, as its first revision.
    pub fn of(parsed: Parsed, name: &str) -> Result<Self, ProjectError> {
        if parsed.paragraphs.is_empty() {
            return Err(ProjectError::Empty);
        }
        let document = Document::imported(parsed.paragraphs, parsed.notes);
        let (title, symbol) = (parsed.title.unwrap_or_default(), parsed.symbol.unwrap_or_default());
        let head = Head { title, symbol, genre: parsed.genre };
        let working = document.clone();
        let revisions = vec![Arc::new(Revision::new(name, document, Vec::new()))];
        Ok(Self { head, revisions, working, report: Arc::new(parsed.report), ..Self::default() })
    }

    /// The last revision; none only in an empty project.
    pub fn last(&self) -> Option<&Arc<Revision>> {
        self.revisions.last()
    }

    /// The revision of this name, whatever its case.
    pub fn revision(&self, name: &str) -> Result<&Arc<Revision>, ProjectError> {
        let folded = |name: &str| name.trim().to_lowercase();
        let same = |r: &&Arc<Revision>| folded(&r.name) == folded(name);
        self.revisions.iter().find(same).ok_or_else(|| {
            let names: Vec<&str> = self.revisions.iter().map(|r| r.name.as_str()).collect();
            ProjectError::NoRevision(name.to_owned(), names.join(", "))
        })
    }

    /// The hash by which an anchor made now names its base: of the last revision, or of the
    /// working text where that has changed since.
    pub fn base(&self) -> Hash {
        match (self.log.last(), self.last()) {
            (None, Some(revision)) => revision.hash,
            (Some(entry), _) => entry.step.unwrap_or_else(|| self.working.hash()),
            (None, None) => self.working.hash(),
        }
    }

    /// The actor that a typed name means, known here or not.
    pub fn actor(&self, name: &str) -> Actor {
        let found = resolve(name, self.actors.values().map(Arc::as_ref));
        Actor { id: self.known_as(&found.id), ..found }
    }

    /// The name under which an actor of this name is known here: "TUVALU" is Tuvalu.
    pub fn known_as(&self, id: &ActorId) -> ActorId {
        if self.actors.contains_key(id) || self.tracks.contains_key(id) {
            return id.clone();
        }
        let known = self.actors.keys().chain(self.tracks.keys());
        known.min_by_key(|k| (!k.meets(id), *k)).filter(|k| k.meets(id)).unwrap_or(id).clone()
    }

    /// The track of an actor.
    pub fn track(&self, id: &ActorId) -> Option<&Arc<Track>> {
        self.tracks.get(id)
    }

    /// The paragraph of the working text that a typed label means (26, OP26, B, PP2).
    pub fn paragraph(&self, label: &str) -> Result<ParagraphId, ProjectError> {
        find_label(&self.working, label).ok_or_else(|| ProjectError::NoParagraph(label.to_owned()))
    }

    /// The decision in force on a proposal in this version: the latest that names it.
    pub fn decision_on(&self, id: &ProposalId, version: u32) -> Option<&Arc<Decision>> {
        let names = |d: &&Arc<Decision>| d.about.iter().any(|(_, p, v)| p == id && *v == version);
        self.decisions.values().rev().find(names)
    }

    /// The decision that settled a proposal, withdrawn since or not: what was decided stays
    /// decided, even where its author's next return no longer holds it.
    pub fn settled(&self, proposal: &Proposal) -> Option<&Arc<Decision>> {
        let on = |version| self.decision_on(&proposal.id, version).filter(|d| d.outcome.settles());
        let now = on(proposal.version);
        // Taking a sent one back raises its version and changes nothing else.
        now.or_else(|| if proposal.is_open() { None } else { on(proposal.version.checked_sub(1)?) })
    }

    /// The project as it was when a revision was issued: its text, the decisions taken until then,
    /// and what was said on the texts before it. What came later and answers one of those texts is
    /// in it too: no times are kept.
    pub fn until(&self, revision: usize) -> Project {
        let mut out = self.clone();
        out.revisions.truncate(revision + 1);
        out.log.clear();
        let Some(last) = out.revisions.last().cloned() else { return out };
        out.working = last.document.clone();
        let later = self.revisions.get(revision + 1..).unwrap_or_default();
        match revision {
            // Nothing was decided before there was a text.
            0 => out.decisions.clear(),
            _ => {
                if let Some(after) = self.decided_after(&last, later) {
                    out.decisions.retain(|id, _| *id < after);
                }
            }
        }
        // What was said on the issued text itself, or on a later one, came after it was issued.
        let before = Project {
            revisions: out.revisions.get(..revision).unwrap_or_default().to_vec(),
            log: last.entries.clone(),
            ..Project::default()
        };
        let later = |p: &Proposal| !before.knows(p.base) && self.knows(p.base);
        let mut tracks = self.tracks.clone();
        for track in tracks.values_mut() {
            let mut kept = Track::clone(track);
            for strand in kept.strands.values_mut() {
                strand.proposals.retain(|_, p| !later(p));
            }
            *track = Arc::new(kept);
        }
        let there: std::collections::BTreeSet<ProposalId> =
            tracks.values().flat_map(|t| t.proposals().map(|(_, p)| p.id.clone())).collect();
        let all = self.tracks.values().flat_map(|t| t.proposals());
        let gone: std::collections::BTreeSet<&ProposalId> =
            all.map(|(_, p)| &p.id).filter(|id| !there.contains(*id)).collect();
        for track in tracks.values_mut().filter(|t| t.positions().next().is_some()) {
            for strand in Arc::make_mut(track).strands.values_mut() {
                strand.positions.retain(|id, _| !gone.contains(id));
                strand.rival_positions.retain(|id, _| !gone.contains(id));
            }
        }
        out.tracks = tracks;
        out
    }

    /// The number of the first decision that was taken after a revision; none where there is none.
    fn decided_after(&self, last: &Revision, later: &[Arc<Revision>]) -> Option<DecisionId> {
        if let Some(decided) = last.decided {
            return Some(DecisionId(decided.0 + 1));
        }
        // Not written down: the first decision that changed the text afterwards is surely later.
        let entries = later.iter().flat_map(|r| &r.entries).chain(&self.log);
        let numbers = entries.filter_map(|e| match e.cause {
            Cause::Decision(id) => Some(id),
            _ => None,
        });
        numbers.min()
    }

    /// The number of the next decision.
    pub fn next_decision(&self) -> DecisionId {
        DecisionId(self.decisions.keys().next_back().map_or(1, |d| d.0 + 1))
    }

    /// How far a paragraph has come, and whether its words changed since that was set.
    pub fn status(&self, id: ParagraphId) -> (crate::record::Standing, bool) {
        let Some(status) = self.statuses.get(&id) else { return Default::default() };
        let words = self.working.words_of(id).map(|w| words_hash(&w.bare()));
        (status.standing.clone(), status.standing.is_agreed() && words != Some(status.words))
    }
}

/// The hash of a paragraph's words by which a status knows that they changed in substance:
/// quotation marks, dashes and spaces do not count.
pub fn words_hash(text: &str) -> Hash {
    Hash::of(&[&crate::diff::key(text)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Change, Put, issue};
    use crate::record::Outcome;

    #[test]
    fn before_the_first_text_nothing_was_decided() {
        let mut p = Project::of(crate::format::plain::read("1. Calls upon all."), "Zero draft").unwrap();
        let decide = |p: &mut Project| {
            let (id, words, why) = (p.next_decision(), String::new(), String::new());
            let decision = Decision { id, outcome: Outcome::Reject, about: Vec::new(), words, why };
            let put = Put { was: None, now: Some(Arc::new(decision)) };
            Change::Decision(id, put).apply(p).unwrap();
        };
        decide(&mut p);
        issue(&p, "Rev.1").apply(&mut p).unwrap();
        decide(&mut p);
        let known = [0, 1].map(|n| p.until(n).decisions.len());
        assert_eq!(known, [0, 1], "what changed no word has its place too");
    }

    #[test]
    fn a_revision_is_found_whatever_its_case_and_spaces() {
        let p = Project::of(crate::format::plain::read("1. Calls upon all."), " Révision 1 ").unwrap();
        for name in ["révision 1", " RÉVISION 1", "Révision 1"] {
            assert!(p.revision(name).is_ok(), "{name}");
        }
        assert!(p.revision("Révision").is_err());
    }
}
