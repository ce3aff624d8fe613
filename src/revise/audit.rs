//! [`audit`]: the proof that nothing vanished between two revisions.
//!
//! The log is replayed on the older text and held against the newer one: it is evidence, never
//! the proof. Every word of the newer text and every word that is gone from the older one is in
//! exactly one class; what nothing explains is listed with its words.

use super::account::{Fate, Stretch, account};
use super::replay::Replay;
use crate::diff::{Shape, tokens};
use crate::record::{ActorId, Outcome, ProposalId, State};
use crate::text::{Change, Document};
use crate::weave;

/// Why a step of the log changed the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepWhy {
    /// A decision: its number, and who backed what was decided.
    Decision(u32, Vec<String>),
    /// The chair, for this reason; it may be empty.
    Chair(String),
    /// The issue of a revision, which only gives labels.
    Issue,
}

/// A step of the log between the two texts.
#[derive(Clone, Debug)]
pub struct AuditStep<'a> {
    /// Why.
    pub why: StepWhy,
    /// What, in order.
    pub changes: &'a [Change],
}

/// A proposal that stood between the two texts, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditProposal {
    /// Which one.
    pub id: ProposalId,
    /// Whose.
    pub actor: ActorId,
    /// Open or withdrawn.
    pub state: State,
    /// What was decided; none where nothing was.
    pub outcome: Option<Outcome>,
    /// How its anchor fares in the newer text.
    pub fate: weave::Fate,
    /// The words that it puts in.
    pub words: String,
    /// The words that it takes out.
    pub quote: String,
}

/// What [`audit`] works on.
pub struct AuditInput<'a> {
    /// The older text.
    pub from: &'a Document,
    /// The newer text.
    pub to: &'a Document,
    /// The log from one to the other, in order; empty where the newer one came from outside.
    pub steps: Vec<AuditStep<'a>>,
    /// All proposals, withdrawn ones too.
    pub proposals: Vec<AuditProposal>,
}

/// Words that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The label of their paragraph ("OP26", "note 3"), in the older text where they are gone;
    /// none for headings, titles and mastheads.
    pub label: Option<String>,
    /// The words.
    pub text: String,
    /// Why they changed, or what nothing explains.
    pub why: String,
    /// Whether they are gone; otherwise they are new, or stand elsewhere.
    pub removed: bool,
}

/// The account. Numbers count words: of the newer text, and those gone from the older one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Where they were.
    pub kept: usize,
    /// Put in or taken out by a decision.
    pub agreed: usize,
    /// In a paragraph that was moved.
    pub moved: usize,
    /// In a paragraph that was joined to another.
    pub merged: usize,
    /// Words of proposals that were withdrawn.
    pub withdrawn: usize,
    /// Words of proposals that were rejected.
    pub rejected: usize,
    /// Put in or taken out by the chair without a decision.
    pub edited: Vec<Finding>,
    /// What nothing explains.
    pub unexplained: Vec<Finding>,
    /// Every proposal with its author and what became of it.
    pub proposals: Vec<(ProposalId, ActorId, String)>,
    /// Those that were settled before the older text was issued.
    pub earlier: Vec<(ProposalId, ActorId, String)>,
    /// Proposals of which nothing explains what became of them, and why not.
    pub lost: Vec<(ProposalId, ActorId, String)>,
}

impl Audit {
    /// Whether every word and every proposal is explained.
    pub fn is_explained(&self) -> bool {
        self.unexplained.is_empty() && self.lost.is_empty()
    }
}

/// Accounts for every word and every proposal. Takes the time of one word difference.
pub fn audit(input: &AuditInput) -> Audit {
    let mut replay = Replay::new(input.from);
    let mut out = Audit::default();
    for (number, step) in input.steps.iter().enumerate() {
        for change in step.changes {
            // One that does not fit is left out: what it claims then shows as a difference.
            replay.apply(number, change);
        }
    }
    for stretch in account(input.from, input.to, replay) {
        out.enter(&input.steps, stretch);
    }
    for proposal in &input.proposals {
        out.propose(proposal);
    }
    out
}

impl Audit {
    fn enter(&mut self, steps: &[AuditStep], stretch: Stretch) {
        let unexplained = match stretch.fate {
            Fate::Kept => return self.kept += stretch.words,
            Fate::Moved => return self.moved += stretch.words,
            Fate::Merged => return self.merged += stretch.words,
            Fate::Step(number) => match steps.get(number).map(|s| &s.why) {
                Some(StepWhy::Decision(..)) => return self.agreed += stretch.words,
                Some(StepWhy::Chair(why)) => {
                    let why = if why.is_empty() { "No reason was given.".to_owned() } else { why.clone() };
                    return self.edited.push(finding(stretch, why));
                }
                _ => "Issuing a revision gives labels; it changes no words.",
            },
            Fate::Appeared => "It is in the newer text, and nothing put it there.",
            Fate::Vanished => "It is not in the newer text, and nothing took it out.",
            Fate::Claimed => "The log put it in, and it is not in the newer text.",
            Fate::Displaced => "It stands elsewhere, and nothing moved it.",
        };
        self.unexplained.push(finding(stretch, unexplained.to_owned()));
    }

    fn propose(&mut self, proposal: &AuditProposal) {
        let said = if proposal.words.trim().is_empty() { &proposal.quote } else { &proposal.words };
        match (proposal.outcome, proposal.state) {
            (Some(Outcome::Reject), _) => self.rejected += count(said),
            (Some(Outcome::Accept | Outcome::AcceptAs), _) => {}
            (_, State::Withdrawn) => self.withdrawn += count(said),
            _ => {}
        }
        self.proposals.push((proposal.id.clone(), proposal.actor.clone(), became(proposal).to_owned()));
    }
}

fn finding(stretch: Stretch, why: String) -> Finding {
    Finding { label: stretch.label, text: stretch.text, why, removed: stretch.removed }
}

/// The words of a text; marks are none.
fn count(text: &str) -> usize {
    tokens(text).iter().filter(|t| t.shape != Shape::Mark).count()
}

/// What became of a proposal, in the words of the JSON. What settled it comes first: a later
/// return that no longer holds it takes nothing back.
fn became(proposal: &AuditProposal) -> &'static str {
    match (proposal.state, proposal.outcome, proposal.fate) {
        (_, Some(outcome), _) if outcome.settles() => outcome.name(),
        (State::Withdrawn, ..) => "withdrawn",
        (_, Some(Outcome::Bracket), _) => Outcome::Bracket.name(),
        (_, _, weave::Fate::Clean) => "carried over",
        (_, _, fate) => fate.name(),
    }
}

#[cfg(test)]
#[path = "audit_tests.rs"]
mod tests;
