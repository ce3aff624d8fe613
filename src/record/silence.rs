//! [`Silence`]: a silence procedure: a text that is agreed unless somebody objects in time.
//!
//! The deadline is a person's word; nothing here knows what time it is. An objection breaks the
//! silence of the whole text, and a person says what follows. Two copies of one procedure are
//! united: all objections of both, and where they ended otherwise both endings.

use super::actor::ActorId;
use super::decision::Standing;
use crate::lexicon::count;
use crate::text::{Hash, ParagraphId};
use std::collections::BTreeSet;

/// The name of a procedure: its number, and a hash of what was put under silence until when, so
/// that those of two copies of a project stand beside one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SilenceId {
    /// From 1, in the order in which a copy began them.
    pub number: u32,
    /// What it is about.
    pub hash: Hash,
}

/// Somebody objects. Its content is its identity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Objection {
    /// To which paragraph; none: to the whole text.
    pub paragraph: Option<ParagraphId>,
    /// Its label when it was said.
    pub label: String,
    /// Who; none: a delegation that is not named.
    pub by: Option<ActorId>,
    /// Why; may be empty.
    pub why: String,
    /// Which of several that say the same, from 0: two delegations without names are two.
    pub nth: u32,
}

impl Objection {
    /// Who objects, in words.
    pub fn who(&self) -> &str {
        self.by.as_ref().map_or("a delegation", ActorId::as_str)
    }

    /// In words: "OP5, EU: why".
    pub fn told(&self) -> String {
        let place = if self.paragraph.is_none() { "the whole text" } else { self.label.as_str() };
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        format!("{place}, {}{why}", self.who())
    }
}

/// An objection that was taken back. That it was made stays, and so does the break.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TakenBack {
    /// The objection.
    pub objection: Objection,
    /// Why; may be empty.
    pub why: String,
}

/// How a procedure ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// Nobody objected.
    Passed,
    /// It was broken, and these paragraphs reopen; the others are agreed.
    Reopened(BTreeSet<ParagraphId>),
    /// The chair called it off.
    CalledOff,
}

/// An ending that a person said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ending {
    /// 1, and higher where two endings had to be settled.
    pub round: u32,
    /// How.
    pub how: How,
}

/// Where a procedure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SilenceState {
    /// Nobody has objected yet.
    Running,
    /// Somebody has, and what reopens is not said yet.
    Broken,
    /// It passed.
    Passed,
    /// It was broken, and what reopens was said.
    Settled,
    /// It was called off.
    CalledOff,
    /// Two copies of it ended otherwise, or one passed that somebody objected to in the other.
    Contested,
}

impl SilenceState {
    /// The name in JSON and in print.
    pub fn name(self) -> &'static str {
        match self {
            SilenceState::Running => "running",
            SilenceState::Broken => "broken",
            SilenceState::Passed => "passed",
            SilenceState::Settled => "broken and settled",
            SilenceState::CalledOff => "called off",
            SilenceState::Contested => "ended otherwise in two copies",
        }
    }

    /// Whether a person has yet to say how it ends.
    pub fn is_open(self) -> bool {
        matches!(self, SilenceState::Running | SilenceState::Broken | SilenceState::Contested)
    }

    /// Whether it needs a person now.
    pub fn needs_a_person(self) -> bool {
        matches!(self, SilenceState::Broken | SilenceState::Contested)
    }
}

/// A silence procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// Its number.
    pub number: u32,
    /// The hash of the text that is under silence.
    pub base: Hash,
    /// The revision that it is, or that it was made from.
    pub revision: String,
    /// The deadline, as a person gave it.
    pub until: String,
    /// What all paragraphs become if nobody objects.
    pub then: Standing,
    /// Who objects to what.
    pub objections: BTreeSet<Objection>,
    /// Which of these were taken back.
    pub taken_back: BTreeSet<TakenBack>,
    /// How it ended; several only where two copies ended otherwise.
    pub endings: BTreeSet<Ending>,
}

impl Silence {
    /// Its name.
    pub fn id(&self) -> SilenceId {
        let (number, base, then) = (self.number.to_string(), self.base.to_string(), self.then.to_string());
        let hash = Hash::of(&[&number, &base, &self.revision, &self.until, &then]);
        SilenceId { number: self.number, hash }
    }

    /// Where it stands.
    pub fn state(&self) -> SilenceState {
        let mut endings = self.endings.iter().map(|e| &e.how);
        match (endings.next(), endings.next()) {
            (None, _) if self.objections.is_empty() => SilenceState::Running,
            (None, _) => SilenceState::Broken,
            (Some(_), Some(_)) => SilenceState::Contested,
            (Some(How::Passed), None) if self.objections.is_empty() => SilenceState::Passed,
            (Some(How::Passed), None) => SilenceState::Contested,
            (Some(How::Reopened(_)), None) => SilenceState::Settled,
            (Some(How::CalledOff), None) => SilenceState::CalledOff,
        }
    }

    /// The round of the next ending.
    pub fn round(&self) -> u32 {
        self.endings.iter().map(|e| e.round).max().unwrap_or(0).saturating_add(1)
    }

    /// Whether an objection was made and not taken back.
    pub fn stands(&self, objection: &Objection) -> bool {
        self.objections.contains(objection) && !self.taken_back.iter().any(|t| t.objection == *objection)
    }

    /// The objections that were not taken back.
    pub fn standing(&self) -> impl Iterator<Item = &Objection> {
        self.objections.iter().filter(|o| self.stands(o))
    }

    /// The reasons for which an objection was taken back; none where it stands.
    pub fn back(&self, objection: &Objection) -> Option<String> {
        let mut all = self.taken_back.iter().filter(|t| t.objection == *objection).peekable();
        all.peek()?;
        let why: Vec<&str> = all.map(|t| t.why.as_str()).filter(|w| !w.is_empty()).collect();
        Some(why.join("; "))
    }

    /// How many objected, in words: "3 objections, 1 taken back".
    pub fn heard(&self) -> String {
        let (all, standing) = (self.objections.len(), self.standing().count());
        let heard = count(all, "objection", "objections");
        match all - standing {
            0 => heard,
            1 if all == 1 => format!("{heard}, taken back"),
            _ if standing == 0 => format!("{heard}, all taken back"),
            back => format!("{heard}, {back} taken back"),
        }
    }

    /// The same with an objection; one that says the same as others is one more of them.
    pub fn with(&self, objection: Objection) -> Silence {
        let mut objection = Objection { nth: 0, ..objection };
        while self.objections.contains(&objection) {
            objection.nth += 1;
        }
        let mut out = self.clone();
        out.objections.insert(objection);
        out
    }

    /// The same with an objection taken back: the break stays, until a person says what follows.
    pub fn without(&self, objection: &Objection, why: &str) -> Silence {
        let mut out = self.clone();
        out.taken_back.insert(TakenBack { objection: objection.clone(), why: why.to_owned() });
        out
    }

    /// The same, ended. What was said before is settled by it.
    pub fn ended(&self, how: How) -> Silence {
        Silence { endings: BTreeSet::from([Ending { round: self.round(), how }]), ..self.clone() }
    }

    /// The procedure of two copies: all that was said in either. The same whichever comes first,
    /// and however often.
    pub fn united(&self, other: &Silence) -> Silence {
        let objections = self.objections.union(&other.objections).cloned().collect();
        let taken_back = self.taken_back.union(&other.taken_back).cloned().collect();
        let last = self.round().max(other.round()).saturating_sub(1);
        let endings = self.endings.union(&other.endings).filter(|e| e.round == last).cloned().collect();
        Silence { objections, taken_back, endings, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn silence() -> Silence {
        Silence {
            number: 1,
            base: Hash::of(&["text"]),
            revision: "Rev.4".into(),
            until: "2026-11-25 18:00".into(),
            then: Standing::AdRef,
            objections: BTreeSet::new(),
            taken_back: BTreeSet::new(),
            endings: BTreeSet::new(),
        }
    }

    fn objection(n: u8) -> Objection {
        Objection {
            paragraph: (!n.is_multiple_of(3)).then(|| ParagraphId::of(&[&(n % 3).to_string()])),
            label: format!("OP{}", n % 3),
            by: n.is_multiple_of(2).then(|| ActorId::new("EU")),
            why: String::new(),
            nth: 0,
        }
    }

    #[test]
    fn an_objection_breaks_the_whole_and_a_person_settles_it() {
        let running = silence();
        assert_eq!(running.state(), SilenceState::Running);
        assert_eq!(running.ended(How::Passed).state(), SilenceState::Passed);
        let broken = running.with(objection(1)).with(objection(1));
        assert_eq!(broken.state(), SilenceState::Broken);
        assert_eq!(broken.objections.len(), 2, "two delegations without names are two");
        assert_eq!(broken.ended(How::Reopened(BTreeSet::new())).state(), SilenceState::Settled);
        assert_eq!(broken.ended(How::CalledOff).state(), SilenceState::CalledOff);
        assert_eq!(broken.id(), running.id());
    }

    #[test]
    fn an_objection_that_is_taken_back_was_made_and_the_break_stays() {
        let broken = silence().with(objection(2));
        let back = broken.without(&objection(2), "settled in the corridor");
        assert_eq!((back.state(), back.standing().count()), (SilenceState::Broken, 0));
        assert_eq!(back.heard(), "1 objection, taken back");
        assert_eq!(back.back(&objection(2)).as_deref(), Some("settled in the corridor"));
        let again = back.with(objection(2));
        assert_eq!((again.standing().count(), again.heard().as_str()), (1, "2 objections, 1 taken back"));
        assert_eq!(broken.united(&back), back, "a copy that does not know it brings nothing back");
        let passed = silence().ended(How::Passed).united(&back);
        assert_eq!(passed.state(), SilenceState::Contested, "it was made, so it had not passed");
    }

    #[test]
    fn two_copies_that_ended_otherwise_are_put_to_a_person() {
        let (passed, off) = (silence().ended(How::Passed), silence().ended(How::CalledOff));
        let both = passed.united(&off);
        assert_eq!((both.state(), both.endings.len()), (SilenceState::Contested, 2));
        let heard = passed.united(&silence().with(objection(2)));
        assert_eq!(heard.state(), SilenceState::Contested, "it passed where the objection was not known");
        let settled = heard.ended(How::Reopened(BTreeSet::new()));
        assert_eq!(settled.united(&both).state(), SilenceState::Settled, "a later word counts");
    }

    prop_compose! {
        fn any_silence()(said in prop::collection::vec(0u8..6, 0..5), back in prop::collection::vec(0u8..6, 0..3), ends in prop::collection::vec(0u8..3, 0..3)) -> Silence {
            let mut out = said.into_iter().fold(silence(), |s, n| s.with(objection(n)));
            for said in back.into_iter().map(objection) {
                out = if out.stands(&said) { out.without(&said, "") } else { out };
            }
            for end in ends {
                out = out.ended(match end {
                    0 => How::Passed,
                    1 => How::CalledOff,
                    _ => How::Reopened(BTreeSet::from([ParagraphId::of(&["1"])])),
                });
            }
            out
        }
    }

    proptest! {
        #[test]
        fn uniting_is_a_union(a in any_silence(), b in any_silence(), c in any_silence()) {
            prop_assert_eq!(a.united(&b), b.united(&a));
            prop_assert_eq!(a.united(&b).united(&c), a.united(&b.united(&c)));
            prop_assert_eq!(a.united(&a), a.clone());
            prop_assert!(a.united(&b).objections.is_superset(&a.objections));
            prop_assert!(a.taken_back.iter().all(|t| !a.united(&b).stands(&t.objection)));
        }
    }
}
