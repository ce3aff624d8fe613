//! What copies of the project made differently of the same places, with all words and with what
//! each decided: to be read before one chooses.
//!
//! Nothing is chosen here; what can be chosen, and its numbers, are those of [`App::outcomes`].

use super::plan_words::said;
use super::state::App;
use super::veiled::Veiled;
use crate::diff::{Op, script};
use crate::project::{Rivalry, Version, rivalries};
use crate::record::Decision;
use crate::text::NOTE;
use crate::weave::Of;
use std::collections::BTreeMap;

/// Different outcomes of one place, as they are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Apart {
    /// What it is about: the label of the first paragraph.
    pub label: String,
    /// Where to go for it; none where nothing of it stands in the text.
    pub of: Option<Of>,
    /// What each copy made of it, by the number that takes it.
    pub outcomes: BTreeMap<usize, Made>,
    /// What it is to take none of them.
    pub none: String,
}

/// What one copy made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// What that copy decided, a line each: "accepted: Norway: OP5, insert “jointly and”".
    pub decided: Vec<String>,
    /// Each paragraph against the words that both copies had: no words for one that is in neither.
    pub words: Vec<Vec<Op>>,
}

impl App {
    /// What can be chosen, by the number of the place.
    pub fn apart(&self) -> BTreeMap<usize, Apart> {
        let all = rivalries(self.project());
        let mut out: BTreeMap<usize, Apart> = BTreeMap::new();
        for (place, outcome, told) in self.outcomes_of(&all) {
            let (label, told) = told.split_once(": ").unwrap_or(("", &told));
            let rivalry = all.get(place);
            let one = out.entry(place).or_insert_with(|| Apart {
                label: label.to_owned(),
                of: rivalry.and_then(|r| self.where_of(r)),
                ..Apart::default()
            });
            let Some(outcome) = outcome else {
                one.none = told.to_owned();
                continue;
            };
            let made = match rivalry.and_then(|r| r.versions.get(outcome)) {
                Some(version) => self.made_of(version),
                None => Made { decided: vec![told.to_owned()], words: Vec::new() },
            };
            one.outcomes.insert(outcome, made);
        }
        out
    }

    fn where_of(&self, rivalry: &Rivalry) -> Option<Of> {
        let working = &self.project().working;
        let stands = rivalry.paragraphs.iter().copied().filter_map(|id| Some((working.place(id)?, id)));
        stands.min().map(|(_, id)| Of::Text(id))
    }

    fn made_of(&self, version: &Version) -> Made {
        // While nobody has chosen it stands as both copies had it.
        let before = |id| self.project().working.words_of(id).map(|w| w.bare()).unwrap_or_default();
        let words = version.words.iter().map(|(id, words)| {
            let after = words.as_deref().unwrap_or_default();
            script(&before(*id).replace(NOTE, ""), &after.replace(NOTE, ""))
        });
        Made { decided: version.decisions.iter().map(|d| self.decided(d)).collect(), words: words.collect() }
    }

    /// A decision in a line: what it was, on whose wish, and which.
    fn decided(&self, decision: &Decision) -> String {
        let (project, veil) = (self.project(), self.board().veil());
        let authors: Vec<_> = decision.about.iter().map(|(actor, ..)| actor.clone()).collect();
        let names = veil.list(&authors);
        let names: Vec<&str> = names.iter().filter(|a| !a.is_unnamed()).map(|a| a.as_str()).collect();
        let asked = decision.about.iter().find_map(|(actor, id, _)| {
            let (_, proposal) = project.tracks.get(actor)?.proposal(id)?;
            let told = said(project, actor, &proposal.wish);
            told.strip_prefix(&format!("{actor}: ")).map(str::to_owned)
        });
        let parts = [decision.outcome.name().to_owned(), names.join(", "), asked.unwrap_or_default()];
        let told: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        Veiled::of(project, veil).said(&told.join(": "))
    }
}
