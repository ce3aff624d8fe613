//! Records of the log of statuses, of silence procedures and of the colours of actors. They came
//! later than their neighbours: files without them stay as they were.

use super::records::{actor_id, is_zero};
use super::text::parse;
use super::{FileError, number};
use crate::limits;
use crate::record::{
    ActorId, Ending, How, LogId, Logged, Marking, Objection, Silence, SilenceId, Standing, TakenBack,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A status with those who are pending.
#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(default, deny_unknown_fields)]
struct StepRecord {
    standing: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pending: Vec<String>,
}

impl StepRecord {
    fn of(standing: &Standing) -> Self {
        let (plain, names) = match standing {
            Standing::Informals(names) => (Standing::Informals(Vec::new()), names.as_slice()),
            other => (other.clone(), &[][..]),
        };
        Self { standing: plain.to_string(), pending: names.iter().map(ActorId::to_string).collect() }
    }

    fn standing(&self) -> Result<Standing, FileError> {
        let mut standing: Standing = parse(&self.standing)?;
        if let Standing::Informals(names) = &mut standing {
            *names = self.pending.iter().map(|n| actor_id(n)).collect::<Result<_, _>>()?;
        }
        Ok(standing)
    }
}

/// An entry in the log of statuses.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoggedRecord {
    number: u32,
    paragraph: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
    from: StepRecord,
    to: StepRecord,
    words: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    on: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_request_of: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
}

impl LoggedRecord {
    pub(super) fn of(at: &LogId, l: &Logged) -> Self {
        Self {
            number: at.number,
            paragraph: l.paragraph.to_string(),
            label: l.label.clone(),
            from: StepRecord::of(&l.from),
            to: StepRecord::of(&l.to),
            words: l.words.to_string(),
            on: l.on.clone(),
            at_request_of: l.at_request_of.as_ref().map(ActorId::to_string),
            why: l.why.clone(),
        }
    }

    pub(super) fn logged(&self) -> Result<(LogId, Logged), FileError> {
        let logged = Logged {
            paragraph: parse(&self.paragraph)?,
            label: self.label.clone(),
            from: self.from.standing()?,
            to: self.to.standing()?,
            words: parse(&self.words)?,
            on: said(&self.on)?,
            at_request_of: self.at_request_of.as_deref().map(actor_id).transpose()?,
            why: said(&self.why)?,
        };
        Ok((logged.id(number(self.number)?), logged))
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectionRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paragraph: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    nth: u32,
}

impl ObjectionRecord {
    fn of(o: &Objection) -> Self {
        Self {
            paragraph: o.paragraph.map(|p| p.to_string()),
            label: o.label.clone(),
            by: o.by.as_ref().map(ActorId::to_string),
            why: o.why.clone(),
            nth: o.nth,
        }
    }

    fn objection(&self) -> Result<Objection, FileError> {
        Ok(Objection {
            paragraph: self.paragraph.as_deref().map(parse).transpose()?,
            label: self.label.clone(),
            by: self.by.as_deref().map(actor_id).transpose()?,
            why: said(&self.why)?,
            nth: number(self.nth)?,
        })
    }
}

/// An objection that was taken back.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakenBackRecord {
    objection: ObjectionRecord,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
}

#[derive(Serialize, Deserialize)]
enum HowRecord {
    Passed,
    Reopened(Vec<String>),
    CalledOff,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndingRecord {
    round: u32,
    how: HowRecord,
}

/// A silence procedure.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SilenceRecord {
    number: u32,
    base: String,
    revision: String,
    until: String,
    then: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    objections: Vec<ObjectionRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    taken_back: Vec<TakenBackRecord>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    endings: Vec<EndingRecord>,
}

impl SilenceRecord {
    pub(super) fn of(s: &Silence) -> Self {
        let back = |t: &TakenBack| TakenBackRecord {
            objection: ObjectionRecord::of(&t.objection),
            why: t.why.clone(),
        };
        let ending = |e: &Ending| EndingRecord {
            round: e.round,
            how: match &e.how {
                How::Passed => HowRecord::Passed,
                How::Reopened(ids) => HowRecord::Reopened(ids.iter().map(ToString::to_string).collect()),
                How::CalledOff => HowRecord::CalledOff,
            },
        };
        Self {
            number: s.number,
            base: s.base.to_string(),
            revision: s.revision.clone(),
            until: s.until.clone(),
            then: s.then.to_string(),
            objections: s.objections.iter().map(ObjectionRecord::of).collect(),
            taken_back: s.taken_back.iter().map(back).collect(),
            endings: s.endings.iter().map(ending).collect(),
        }
    }

    pub(super) fn silence(&self) -> Result<(SilenceId, Silence), FileError> {
        let back =
            |t: &TakenBackRecord| Ok(TakenBack { objection: t.objection.objection()?, why: said(&t.why)? });
        let ending = |e: &EndingRecord| {
            let how = match &e.how {
                HowRecord::Passed => How::Passed,
                HowRecord::Reopened(ids) => {
                    How::Reopened(ids.iter().map(|id| parse(id)).collect::<Result<_, _>>()?)
                }
                HowRecord::CalledOff => How::CalledOff,
            };
            Ok(Ending { round: number(e.round)?, how })
        };
        let objections: Result<BTreeSet<_>, FileError> =
            self.objections.iter().map(ObjectionRecord::objection).collect();
        let objections = objections?;
        let taken_back: Result<BTreeSet<_>, FileError> = self.taken_back.iter().map(back).collect();
        let taken_back = taken_back?;
        if !taken_back.iter().all(|t| objections.contains(&t.objection)) {
            return Err(FileError::Malformed("an objection was taken back that was never made".into()));
        }
        let endings: Result<BTreeSet<_>, FileError> = self.endings.iter().map(ending).collect();
        let silence = Silence {
            number: number(self.number)?,
            base: parse(&self.base)?,
            revision: self.revision.clone(),
            until: said(&self.until)?,
            then: parse(&self.then)?,
            objections,
            taken_back,
            endings: endings?,
        };
        Ok((silence.id(), silence))
    }
}

/// The colour and the pattern of an actor.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkingRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    colour: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pattern: Option<String>,
}

impl MarkingRecord {
    pub(super) fn of(m: &Marking) -> Self {
        Self { colour: m.colour.map(|c| c.to_string()), pattern: m.pattern.map(|p| p.name().to_owned()) }
    }

    pub(super) fn marking(&self) -> Result<Marking, FileError> {
        Ok(Marking {
            colour: self.colour.as_deref().map(parse).transpose()?,
            pattern: self.pattern.as_deref().map(parse).transpose()?,
        })
    }
}

/// Words that a person typed, of bounded length.
fn said(words: &str) -> Result<String, FileError> {
    match words.chars().count() <= limits::REASON {
        true => Ok(words.to_owned()),
        false => Err(FileError::Malformed("a date, a deadline or a reason is too long".into())),
    }
}

#[cfg(test)]
mod tests {
    use crate::format::ron::{read_change, read_project, write_change, write_project};
    use crate::project::{
        Change, Project, Put, begin_silence, mark_actor, object, settle_silence, take_back,
    };
    use crate::project::{Setting, set_standing};
    use crate::record::{ActorId, Colour, Marking, Pattern, Standing};
    use crate::revise::Parsed;
    use crate::text::{Kind, Source, Words};

    fn project() -> Project {
        let line = |words: &str| Source {
            kind: Kind::Operative,
            issued: None,
            masthead: false,
            words: Words::plain(words),
        };
        let paragraphs = vec![line("Asks all to light lamps;"), line("Decides to meet again.")];
        Project::of(Parsed { paragraphs, ..Parsed::default() }, "Rev.1").unwrap()
    }

    #[test]
    fn what_was_set_is_written_and_read_and_files_without_it_stay_as_they_were() {
        let mut project = project();
        let bare = write_project(&project).unwrap();
        for key in ["status_log", "silences", "markings"] {
            assert!(!bare.contains(key), "{key}");
        }
        let op1 = project.paragraph("OP1").unwrap();
        let setting = Setting {
            standing: Standing::Informals(vec![ActorId::new("EU")]),
            on: "2026-11-22".into(),
            at_request_of: Some(ActorId::new("US")),
            why: "“why”".into(),
        };
        let marking = Marking { colour: Some(Colour(1, 2, 3)), pattern: Some(Pattern::Wave) };
        type Make = Box<dyn Fn(&Project) -> Change>;
        let makes: Vec<Make> = vec![
            Box::new(move |p| set_standing(p, &[op1], &setting).unwrap()),
            Box::new(|p| begin_silence(p, "5 December 2026, 6 p.m.", Standing::AdRef).unwrap()),
            Box::new(move |p| object(p, &[op1], Some(&ActorId::new("EU")), "no").unwrap()),
            Box::new(|p| object(p, &[], None, "").unwrap()),
            Box::new(|p| {
                let said: Vec<_> = p.silence_now().unwrap().standing().take(1).cloned().collect();
                take_back(p, &said, "it was said too soon").unwrap()
            }),
            Box::new(move |p| settle_silence(p, &[op1], "").unwrap()),
            Box::new(move |p| mark_actor(p, &ActorId::new("EU"), marking).unwrap()),
        ];
        for make in makes {
            let change = make(&project);
            assert_eq!(read_change(&write_change(&change).unwrap()).unwrap(), change);
            change.apply(&mut project).unwrap();
            let text = write_project(&project).unwrap();
            let read = read_project(&text).unwrap();
            assert_eq!(read, project);
            assert_eq!(write_project(&read).unwrap(), text);
        }
    }

    #[test]
    fn what_was_never_said_was_not_taken_back() {
        let mut project = project();
        for make in [
            |p: &Project| begin_silence(p, "2026-12-05", Standing::AdRef).unwrap(),
            |p: &Project| object(p, &[], None, "no").unwrap(),
            |p: &Project| {
                let said: Vec<_> = p.silence_now().unwrap().standing().cloned().collect();
                take_back(p, &said, "").unwrap()
            },
        ] {
            make(&project).apply(&mut project).unwrap();
        }
        let (id, silence) = project.silences.first_key_value().unwrap();
        let odd = crate::record::Silence { objections: Default::default(), ..(**silence).clone() };
        let put = Put { was: None, now: Some(std::sync::Arc::new(odd)) };
        let line = write_change(&Change::Silence(*id, put)).unwrap();
        assert!(read_change(&line).is_err());
    }

    #[test]
    fn words_without_end_are_refused() {
        let mut project = project();
        let change = begin_silence(&project, "2026-12-05", Standing::AdRef).unwrap();
        change.apply(&mut project).unwrap();
        let (id, silence) = project.silences.first_key_value().unwrap();
        let long = crate::record::Silence { until: "x".repeat(100_000), ..(**silence).clone() };
        let put = Put { was: None, now: Some(std::sync::Arc::new(long)) };
        let line = write_change(&Change::Silence(*id, put)).unwrap();
        assert!(read_change(&line).is_err());
    }
}
