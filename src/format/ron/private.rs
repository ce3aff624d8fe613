//! The record of private notes: a file of its own, never part of another.

use super::records::{SpanRecord, actor_id};
use super::text::parse;
use super::{FileError, FileKind, number, open, seal};
use crate::record::{PrivateAnchor, PrivateNote, PrivateNotes};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnchorRecord {
    base: String,
    at: SpanRecord,
    label: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoteRecord {
    number: u32,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    anchor: Option<AnchorRecord>,
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PrivateRecord {
    format: u32,
    actor: String,
    next: u32,
    notes: Vec<NoteRecord>,
}

/// Writes private notes.
pub fn write_private(notes: &PrivateNotes) -> Result<String, FileError> {
    let anchor = |a: &PrivateAnchor| AnchorRecord {
        base: a.base.to_string(),
        at: SpanRecord::of(&a.at),
        label: a.label.clone(),
    };
    let note = |n: &PrivateNote| NoteRecord {
        number: n.number,
        kind: n.kind.name().to_owned(),
        anchor: n.anchor.as_ref().map(anchor),
        text: n.text.clone(),
    };
    let record = PrivateRecord {
        format: crate::limits::FORMAT,
        actor: notes.actor.to_string(),
        next: notes.next,
        notes: notes.notes.iter().map(note).collect(),
    };
    seal(FileKind::Private, &record)
}

/// Reads private notes.
pub fn read_private(text: &str) -> Result<PrivateNotes, FileError> {
    let record: PrivateRecord = open(FileKind::Private, text)?;
    super::format_inside(record.format)?;
    let mut out = PrivateNotes::new(actor_id(&record.actor)?);
    out.next = number(record.next)?;
    for note in &record.notes {
        if note.number == 0 || note.number >= out.next || out.notes.iter().any(|n| n.number == note.number) {
            return Err(FileError::Malformed("the numbers of the notes do not fit together".into()));
        }
        let anchor = note.anchor.as_ref().map(|a| {
            let (base, at) = (parse(&a.base)?, a.at.span()?);
            Ok::<_, FileError>(PrivateAnchor { base, at, label: a.label.clone() })
        });
        out.notes.push(PrivateNote {
            number: note.number,
            kind: parse(&note.kind)?,
            anchor: anchor.transpose()?,
            text: note.text.clone(),
        });
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{ActorId, PrivateKind};

    #[test]
    fn notes_are_written_and_read_back() {
        let mut notes = PrivateNotes::new(ActorId::new("Côte d’Ivoire"));
        notes.add(PrivateKind::RedLine, None, "never “shall”\nnot even once");
        notes.add(PrivateKind::Note, None, "");
        notes.delete(1);
        let text = write_private(&notes).unwrap();
        assert_eq!(read_private(&text).unwrap(), notes);
        assert_eq!(read_private(&text.replace("next: 3", "next: 4")), Err(FileError::Checksum));
        assert_eq!(super::super::kind_of(&text), Some(FileKind::Private));
    }
}
