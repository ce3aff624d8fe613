//! Who the names in a compilation are, where nobody knows them and a person said so.
//!
//! A name that is no actor's leaves its words in their brackets, as nobody's; a position of
//! nobody is listed. A name of which nothing was said is listed, and taken as a new actor.

use super::maker::Maker;
use crate::record::{ActorId, UNATTRIBUTED};
use crate::weave::bracket::{Action, Ask, What};

/// Why a position is listed that has nobody who holds it.
const NOBODY: &str = "the name that stands by it is no actor’s, and a position needs somebody who holds it";

impl Maker<'_> {
    /// Lists a name that nobody knows, under those that were answered where it was.
    pub(super) fn unknown(&mut self, name: &str, label: &str) {
        let list = match self.input.answers.contains_key(name.trim()) {
            true => &mut self.out.answered,
            false => &mut self.out.unknown,
        };
        let at = list.entry(name.trim().to_owned()).or_default();
        if at.last().map(String::as_str) != Some(label) {
            at.push(label.to_owned());
        }
    }

    /// The actor that a name was said to be; none where it is no actor's.
    fn meant(&self, actor: &ActorId) -> Option<ActorId> {
        match self.input.answers.get(actor.as_str()) {
            Some(said) if said.as_str() == UNATTRIBUTED => None,
            Some(said) => Some(said.clone()),
            None => Some(actor.clone()),
        }
    }

    /// The same actors as they are meant, each once.
    pub(super) fn all_meant(&self, by: &[ActorId]) -> Vec<ActorId> {
        let mut out: Vec<ActorId> = Vec::with_capacity(by.len());
        for actor in by.iter().filter_map(|a| self.meant(a)) {
            if !out.contains(&actor) {
                out.push(actor);
            }
        }
        out
    }

    /// What is asked, by those who are meant. A position that is left without anybody is listed.
    pub(super) fn asks_meant(&mut self, asks: &[Ask], text: &str, label: &str) -> Vec<Ask> {
        let mut out = Vec::with_capacity(asks.len());
        for ask in asks {
            let by = self.all_meant(&ask.by);
            if by.is_empty() && !ask.by.is_empty() && matches!(ask.what, What::Stance { .. }) {
                self.lost(label, text.get(ask.at.clone()).unwrap_or_default(), NOBODY);
                continue;
            }
            let inside = self.asks_meant(&ask.inside, text, label);
            out.push(Ask { by, inside, ..ask.clone() });
        }
        out
    }

    /// Those who stand on an arm, as they are meant. Who is nobody is listed.
    pub(super) fn others_meant(
        &mut self,
        others: Vec<(ActorId, Action)>,
        written: &str,
        label: &str,
    ) -> Vec<(ActorId, Action)> {
        let mut out = Vec::with_capacity(others.len());
        for (actor, action) in others {
            match self.meant(&actor) {
                Some(actor) => out.push((actor, action)),
                None => self.lost(label, written, NOBODY),
            }
        }
        out
    }
}
