//! The log of the status ladder: every status that a person set, in order.
//!
//! An entry is never changed. It holds no time of its own: a date only where a person gave one.

use super::actor::ActorId;
use super::decision::Standing;
use crate::text::{Hash, ParagraphId};

/// The place of an entry in the log: its number, and a hash of what it says, so that the logs of
/// two copies of a project stand beside one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId {
    /// From 1, in the order in which a copy set them.
    pub number: u32,
    /// What it says.
    pub hash: Hash,
}

/// One status that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Of which paragraph.
    pub paragraph: ParagraphId,
    /// Its label then: the paragraph may be gone since.
    pub label: String,
    /// What it was.
    pub from: Standing,
    /// What it became, with those who were pending.
    pub to: Standing,
    /// The hash of the words it was set on.
    pub words: Hash,
    /// The date, as a person gave it; may be empty.
    pub on: String,
    /// Who asked for it, where somebody did.
    pub at_request_of: Option<ActorId>,
    /// Why; may be empty.
    pub why: String,
}

impl Logged {
    /// Its place under a number.
    pub fn id(&self, number: u32) -> LogId {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        let (paragraph, words) = (self.paragraph.to_string(), self.words.to_string());
        let by = self.at_request_of.as_ref().map_or("", ActorId::as_str);
        let number_said = number.to_string();
        let said =
            [&number_said, &paragraph, &self.label, &from, &to, &words, &self.on, by, self.why.as_str()];
        LogId { number, hash: Hash::of(&said) }
    }

    /// In words: "open → agreed ad ref, on 2026-11-22, at the request of EU: why".
    pub fn told(&self) -> String {
        let mut out = format!("{} → {}", self.from, self.to);
        if self.from == self.to {
            out = format!("{} again, on other words", self.to);
        }
        if !self.on.is_empty() {
            out.push_str(&format!(", on {}", self.on));
        }
        if let Some(actor) = &self.at_request_of {
            out.push_str(&format!(", at the request of {actor}"));
        }
        if !self.why.is_empty() {
            out.push_str(&format!(": {}", self.why));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_told_in_one_line() {
        let entry = Logged {
            paragraph: ParagraphId::of(&["x"]),
            label: "OP5".into(),
            from: Standing::AdRef,
            to: Standing::Open,
            words: Hash::of(&["words"]),
            on: "2026-11-22".into(),
            at_request_of: Some(ActorId::new("EU")),
            why: "the numbers are old".into(),
        };
        let said = "agreed ad ref → open, on 2026-11-22, at the request of EU: the numbers are old";
        assert_eq!(entry.told(), said);
        assert_eq!(entry.id(1), entry.clone().id(1));
        assert_ne!(entry.id(1), entry.id(2));
        let other = Logged { why: String::new(), ..entry.clone() };
        assert_ne!(entry.id(1).hash, other.id(1).hash);
        let again = Logged { from: Standing::Open, on: String::new(), at_request_of: None, ..other };
        assert_eq!(again.told(), "open again, on other words");
    }
}
