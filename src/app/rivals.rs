//! Choosing between what copies of the project made differently of the same paragraphs, and between
//! silence procedures that they began apart.

use super::error::AppError;
use super::state::App;
use super::veiled::Veiled;
use crate::project::{Rivalry, SilenceRivalry, choose, choose_silence, rivalries, silence_rivalry};

impl App {
    /// What can be chosen: of each rivalry every outcome, then leaving it as both copies had it.
    /// The place of the rivalry, that of the outcome, and what it is.
    pub fn outcomes(&self) -> Vec<(usize, Option<usize>, String)> {
        self.outcomes_of(&rivalries(self.project()))
    }

    /// The same of rivalries that were looked up: that replays what both copies did.
    pub(super) fn outcomes_of(&self, all: &[Rivalry]) -> Vec<(usize, Option<usize>, String)> {
        let veiled = Veiled::of(self.project(), self.board().veil());
        let each = all.iter().enumerate().flat_map(|(n, r)| {
            let told: Vec<String> = r.outcomes().iter().map(|told| veiled.said(told)).collect();
            let told = told.into_iter().enumerate();
            let some = told.map(move |(m, told)| (n, Some(m), format!("{}: {told}", r.label)));
            some.chain([(n, None, format!("{}: leave it as both copies had it", r.label))])
        });
        let mut out: Vec<(usize, Option<usize>, String)> = each.collect();
        // Silence procedures come last: paragraphs keep their places.
        if let Some(rivalry) = silence_rivalry(self.project()) {
            let (at, label) = (all.len(), SilenceRivalry::LABEL);
            let told = rivalry.open.into_iter().enumerate();
            out.extend(told.map(|(m, (_, told))| (at, Some(m), format!("{label}: {told}"))));
            out.push((at, None, format!("{label}: call all of them off")));
        }
        out
    }

    /// Takes an outcome; it can be undone.
    pub(super) fn choose_outcome(&mut self, rivalry: usize, which: Option<usize>) -> Result<(), AppError> {
        let all = rivalries(self.project());
        if rivalry == all.len() {
            let change = choose_silence(self.project(), which)
                .map_err(|why| AppError::Refused(format!("Not chosen: {why}.")))?;
            return self.make("choose between silence procedures", change, None);
        }
        let Some(rivalry) = all.get(rivalry) else {
            return AppError::refuse("There is nothing to choose between any more.");
        };
        let change = choose(self.project(), rivalry, which)
            .map_err(|why| AppError::Refused(format!("{}: {why}. Edit the text by hand.", rivalry.label)))?;
        self.make("choose between copies", change, None)
    }
}
