//! Choosing between what copies of the project made differently of the same paragraphs.

use super::error::AppError;
use super::state::App;
use super::veiled::Veiled;
use crate::project::{choose, rivalries};

impl App {
    /// What can be chosen: of each rivalry every outcome, then leaving it as both copies had it.
    /// The place of the rivalry, that of the outcome, and what it is.
    pub fn outcomes(&self) -> Vec<(usize, Option<usize>, String)> {
        let all = rivalries(self.project());
        let veiled = Veiled::of(self.project(), self.board().veil());
        let each = all.iter().enumerate().flat_map(|(n, r)| {
            let told: Vec<String> = r.outcomes().iter().map(|told| veiled.said(told)).collect();
            let told = told.into_iter().enumerate();
            let some = told.map(move |(m, told)| (n, Some(m), format!("{}: {told}", r.label)));
            some.chain([(n, None, format!("{}: leave it as both copies had it", r.label))])
        });
        each.collect()
    }

    /// Takes an outcome; it can be undone.
    pub(super) fn choose_outcome(&mut self, rivalry: usize, which: Option<usize>) -> Result<(), AppError> {
        let all = rivalries(self.project());
        let Some(rivalry) = all.get(rivalry) else {
            return AppError::refuse("There is nothing to choose between any more.");
        };
        let change = choose(self.project(), rivalry, which)
            .map_err(|why| AppError::Refused(format!("{}: {why}. Edit the text by hand.", rivalry.label)))?;
        self.make("choose between copies", change, None)
    }
}
