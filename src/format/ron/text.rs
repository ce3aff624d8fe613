//! Records of the text layer: words, paragraphs, fragments, changes of the text.

use super::{FileError, label, malformed, place};
use crate::text::{
    Change, ChangeSet, Document, Fragment, Meta, NOTE, NoteId, Op, Paragraph, ParagraphId, Ranges, Words,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words: text, italic and bold ranges, note identities.
#[derive(Serialize, Deserialize, Default, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WordsRecord {
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    italic: Vec<(usize, usize)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bold: Vec<(usize, usize)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

impl WordsRecord {
    pub(super) fn of(words: &Words) -> Self {
        Self {
            text: words.text().to_owned(),
            italic: pairs(words.italic()),
            bold: pairs(words.bold()),
            notes: words.notes().iter().map(NoteId::to_string).collect(),
        }
    }

    pub(super) fn words(&self) -> Result<Words, FileError> {
        let notes: Vec<NoteId> = parse_all(&self.notes)?;
        if self.text.contains(['\n', '\r']) || self.text.matches(NOTE).count() != notes.len() {
            return Err(FileError::Malformed("a paragraph has a line break or a stray note in it".into()));
        }
        Ok(Words::new(&self.text, ranges(&self.italic)?, ranges(&self.bold)?, notes))
    }
}

pub(super) fn parse<T: std::str::FromStr<Err: std::fmt::Display>>(s: &str) -> Result<T, FileError> {
    s.parse().map_err(|e| malformed(&e))
}

fn parse_all<T: std::str::FromStr<Err: std::fmt::Display>>(list: &[String]) -> Result<Vec<T>, FileError> {
    list.iter().map(|s| parse(s)).collect()
}

/// A fragment: lines, and the notes they bring along.
#[derive(Serialize, Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FragmentRecord {
    lines: Vec<WordsRecord>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    notes: BTreeMap<String, String>,
}

impl FragmentRecord {
    pub(super) fn of(fragment: &Fragment) -> Self {
        let notes = fragment.notes().iter().map(|(id, t)| (id.to_string(), t.clone())).collect();
        Self { lines: fragment.lines().iter().map(WordsRecord::of).collect(), notes }
    }

    pub(super) fn fragment(&self) -> Result<Fragment, FileError> {
        let lines = self.lines.iter().map(WordsRecord::words).collect::<Result<_, _>>()?;
        Ok(Fragment::new(lines, read_notes(&self.notes)?))
    }
}

fn read_notes(notes: &BTreeMap<String, String>) -> Result<BTreeMap<NoteId, String>, FileError> {
    notes.iter().map(|(id, t)| Ok((parse(id)?, t.clone()))).collect()
}

/// All of a paragraph but its words.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetaRecord {
    id: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issued: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    masthead: bool,
}

impl MetaRecord {
    pub(super) fn of(meta: &Meta) -> Self {
        Self {
            id: meta.id.to_string(),
            kind: meta.kind.to_string(),
            issued: meta.issued.clone(),
            label: meta.label.as_ref().map(label::write),
            masthead: meta.masthead,
        }
    }

    pub(super) fn meta(&self) -> Result<Meta, FileError> {
        Ok(Meta {
            id: parse(&self.id)?,
            kind: parse(&self.kind)?,
            issued: self.issued.clone(),
            label: self.label.as_deref().map(label::read).transpose()?,
            masthead: self.masthead,
        })
    }
}

/// A paragraph: what it is and its words side by side, as a person reads it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParagraphRecord {
    id: String,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issued: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    masthead: bool,
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    italic: Vec<(usize, usize)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bold: Vec<(usize, usize)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

impl ParagraphRecord {
    fn of(p: &Paragraph) -> Self {
        let MetaRecord { id, kind, issued, label, masthead } = MetaRecord::of(&p.meta);
        let WordsRecord { text, italic, bold, notes } = WordsRecord::of(&p.words);
        Self { id, kind, issued, label, masthead, text, italic, bold, notes }
    }

    fn paragraph(self) -> Result<Paragraph, FileError> {
        let Self { id, kind, issued, label, masthead, text, italic, bold, notes } = self;
        let meta = MetaRecord { id, kind, issued, label, masthead }.meta()?;
        Ok(Paragraph { meta, words: WordsRecord { text, italic, bold, notes }.words()? })
    }
}

/// A whole text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentRecord {
    paragraphs: Vec<ParagraphRecord>,
    notes: BTreeMap<String, String>,
}

impl DocumentRecord {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            paragraphs: document.paragraphs().map(|p| ParagraphRecord::of(&p)).collect(),
            notes: document.notes().map(|(id, t)| (id.to_string(), t.to_owned())).collect(),
        }
    }

    pub(super) fn document(self) -> Result<Document, FileError> {
        if self.paragraphs.len() > crate::limits::PARAGRAPHS {
            return Err(FileError::Malformed("it has more paragraphs than this program reads".into()));
        }
        let list: Vec<Paragraph> =
            self.paragraphs.into_iter().map(ParagraphRecord::paragraph).collect::<Result<_, _>>()?;
        let mut ids: Vec<ParagraphId> = list.iter().map(|p| p.meta.id).collect();
        ids.sort_unstable();
        if ids.windows(2).any(|w| w.first() == w.last()) {
            return Err(FileError::Malformed("two paragraphs have one identity".into()));
        }
        Ok(Document::of(list, read_notes(&self.notes)?))
    }
}

/// An operation of a change set.
#[derive(Serialize, Deserialize)]
pub(super) enum OpRecord {
    Keep(usize),
    Cut(WordsRecord),
    Put(WordsRecord),
}

/// A change of the text.
#[derive(Serialize, Deserialize)]
pub(super) enum TextChangeRecord {
    Edit { id: String, ops: Vec<OpRecord> },
    Insert { at: usize, paragraph: ParagraphRecord },
    Delete { at: usize, paragraph: ParagraphRecord },
    Move { id: String, from: usize, to: usize },
    Split { id: String, at: usize, second: MetaRecord },
    Join { id: String, at: usize, second: MetaRecord },
    SetMeta { was: MetaRecord, now: MetaRecord },
    Style { id: String, was: StyleRecord, now: StyleRecord },
    Note { id: String, was: Option<String>, now: Option<String> },
}

/// What is italic and what is bold.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StyleRecord {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    italic: Vec<(usize, usize)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bold: Vec<(usize, usize)>,
}

impl StyleRecord {
    fn of((italic, bold): &(Ranges, Ranges)) -> Self {
        Self { italic: pairs(italic), bold: pairs(bold) }
    }

    fn styles(&self) -> Result<(Ranges, Ranges), FileError> {
        Ok((ranges(&self.italic)?, ranges(&self.bold)?))
    }
}

fn pairs(ranges: &Ranges) -> Vec<(usize, usize)> {
    ranges.iter().map(|r| (r.start, r.end)).collect()
}

fn ranges(pairs: &[(usize, usize)]) -> Result<Ranges, FileError> {
    let list = pairs.iter().map(|(a, b)| Ok(place(*a)?..place(*b)?)).collect::<Result<_, FileError>>()?;
    Ok(Ranges::new(list))
}

impl TextChangeRecord {
    pub(super) fn of(change: &Change) -> Self {
        match change {
            Change::Edit { id, set } => Self::Edit { id: id.to_string(), ops: ops(set) },
            Change::Insert { at, paragraph } => {
                Self::Insert { at: *at, paragraph: ParagraphRecord::of(paragraph) }
            }
            Change::Delete { at, paragraph } => {
                Self::Delete { at: *at, paragraph: ParagraphRecord::of(paragraph) }
            }
            Change::Move { id, from, to } => Self::Move { id: id.to_string(), from: *from, to: *to },
            Change::Split { id, at, second } => {
                Self::Split { id: id.to_string(), at: *at, second: MetaRecord::of(second) }
            }
            Change::Join { id, at, second } => {
                Self::Join { id: id.to_string(), at: *at, second: MetaRecord::of(second) }
            }
            Change::SetMeta { was, now } => {
                Self::SetMeta { was: MetaRecord::of(was), now: MetaRecord::of(now) }
            }
            Change::Style { id, was, now } => {
                Self::Style { id: id.to_string(), was: StyleRecord::of(was), now: StyleRecord::of(now) }
            }
            Change::Note { id, was, now } => {
                Self::Note { id: id.to_string(), was: was.clone(), now: now.clone() }
            }
        }
    }

    pub(super) fn change(self) -> Result<Change, FileError> {
        Ok(match self {
            Self::Edit { id, ops } => Change::Edit { id: parse(&id)?, set: set(&ops)? },
            Self::Insert { at, paragraph } => {
                Change::Insert { at: place(at)?, paragraph: paragraph.paragraph()? }
            }
            Self::Delete { at, paragraph } => {
                Change::Delete { at: place(at)?, paragraph: paragraph.paragraph()? }
            }
            Self::Move { id, from, to } => {
                Change::Move { id: parse(&id)?, from: place(from)?, to: place(to)? }
            }
            Self::Split { id, at, second } => {
                Change::Split { id: parse(&id)?, at: place(at)?, second: second.meta()? }
            }
            Self::Join { id, at, second } => {
                Change::Join { id: parse(&id)?, at: place(at)?, second: second.meta()? }
            }
            Self::SetMeta { was, now } => Change::SetMeta { was: was.meta()?, now: now.meta()? },
            Self::Style { id, was, now } => {
                Change::Style { id: parse(&id)?, was: was.styles()?, now: now.styles()? }
            }
            Self::Note { id, was, now } => Change::Note { id: parse(&id)?, was, now },
        })
    }
}

fn ops(set: &ChangeSet) -> Vec<OpRecord> {
    let record = |op: &Op| match op {
        Op::Retain(n) => OpRecord::Keep(*n),
        Op::Delete(w) => OpRecord::Cut(WordsRecord::of(w)),
        Op::Insert(w) => OpRecord::Put(WordsRecord::of(w)),
    };
    set.ops().iter().map(record).collect()
}

fn set(ops: &[OpRecord]) -> Result<ChangeSet, FileError> {
    let mut out = ChangeSet::new();
    for op in ops {
        out.push(match op {
            OpRecord::Keep(n) => Op::Retain(place(*n)?),
            OpRecord::Cut(w) => Op::Delete(w.words()?),
            OpRecord::Put(w) => Op::Insert(w.words()?),
        });
    }
    Ok(out)
}
