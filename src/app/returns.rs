//! The return of an actor, derived from an edited copy, and those of all from a compilation.

use super::error::AppError;
use super::files;
use crate::limits;
use crate::project::Project;
use crate::record::{ActorId, Origin, Strand, Track, known_names};
use crate::revise::{BracketsInput, CopyInput, FromBrackets, Parsed};
use crate::revise::{from_brackets as derive_brackets, from_copy as derive};
use crate::text::{Document, Label, Meta, ParagraphId};
use crate::weave::bracket::speakers;
use std::collections::BTreeSet;
use std::path::Path;

/// A return that was derived, and what a person should know of it.
#[derive(Debug)]
pub struct Copied {
    /// The track, with its one strand.
    pub track: Track,
    /// Everything of the copy that is no proposal, and every deletion of a whole paragraph.
    pub remarks: Vec<String>,
}

/// The return of `actor` from an edited copy of the last revision. Without a number, it is the
/// next after those of that actor which the project holds, or the same where nothing differs.
pub fn from_copy(
    project: &Project,
    copy: &Parsed,
    actor: &ActorId,
    number: Option<u32>,
) -> Result<Copied, AppError> {
    let Some(revision) = project.last() else {
        return AppError::refuse("There is no text yet that the copy could answer.");
    };
    let about = crate::record::Actor { id: actor.clone(), ..project.actor(actor.as_str()) };
    let held = project.tracks.get(actor).and_then(|t| t.strands.get(&Origin::Copy));
    let held = held.map_or(0, |s| s.return_number);
    let make = |number| {
        derive(&CopyInput {
            base: &revision.document,
            hash: revision.hash,
            title: &project.head.title,
            copy,
            actor: &about,
            return_number: number,
        })
    };
    let mut made = make(number.unwrap_or(held.max(1)));
    if number.is_none() && held > 0 {
        // The same copy again is the same return; another is the next.
        let mut united =
            project.tracks.get(actor).map(|t| Track::clone(t)).unwrap_or_else(|| Track::new(actor.clone()));
        let before = united.clone();
        let mut again = Track::new(actor.clone());
        again.strands.insert(Origin::Copy, made.strand.clone());
        united.unite(&again);
        let open = |t: &Track| t.proposals().filter(|(o, p)| *o == Origin::Copy && p.is_open()).count();
        if united != before || open(&before) != made.strand.proposals.len() {
            made = make(held + 1);
        }
    }
    let mut track = Track::new(actor.clone());
    let mut remarks = Vec::new();
    for (text, why) in &made.furniture {
        remarks.push(format!("not proposed: “{text}” ({why})"));
    }
    for (_, label) in &made.deletions {
        remarks.push(format!("for a look: the copy leaves {label} out, which is proposed as a deletion"));
    }
    if !made.absent.is_empty() {
        let absent: BTreeSet<_> = made.absent.iter().map(|(id, _)| *id).collect();
        remarks
            .push(format!("not in the copy and left as they are: {}", ranges(&revision.document, &absent)));
    }
    remarks.extend(made.warnings);
    track.strands.insert(Origin::Copy, made.strand);
    Ok(Copied { track, remarks })
}

/// Who a name in a compilation means: an actor of the project, or one that the program knows.
fn known(project: &Project, name: &str) -> Option<ActorId> {
    let id = project.actor(name).id;
    let here = project.actors.contains_key(&id) || project.tracks.contains_key(&id);
    // A comma joins names, and is part of one only in a name of the project.
    let whole = !name.contains(',') || (here && id.as_str() == name);
    (whole && (here || known_names().any(|n| n == id.as_str()))).then_some(id)
}

/// The text of a compilation with the lines that only name an actor or a paragraph marked as
/// headings, so that they are not taken for a part of what stands around them.
pub fn with_heads(project: &Project, text: &str) -> String {
    let known = |name: &str| known(project, name);
    let heads = |line: &str| {
        let line = line.trim();
        let short = !line.is_empty() && line.len() <= limits::NAME;
        let label = || line.starts_with(['O', 'P']) && line.trim_end_matches(':').parse::<Label>().is_ok();
        short && (label() || speakers(line, &known).is_some_and(|(_, start)| start >= line.len()))
    };
    let line = |line: &str| if heads(line) { format!("\n## {}\n\n", line.trim()) } else { line.to_owned() };
    text.split_inclusive('\n').map(line).collect()
}

/// Reads a compilation: any source, and of text with its lines that are names set apart.
pub fn open_compilation(project: &Project, path: &Path) -> Result<Parsed, AppError> {
    files::open_source_with(path, &|text| with_heads(project, text))
}

/// What every actor says in a compilation of the last revision: a track each, with what a person
/// should look at.
pub fn from_brackets(project: &Project, copy: &Parsed) -> Result<(Vec<Track>, FromBrackets), AppError> {
    let Some(revision) = project.last() else {
        return AppError::refuse("There is no text yet that the compilation could be about.");
    };
    let known = |name: &str| known(project, name);
    let made = derive_brackets(&BracketsInput {
        base: &revision.document,
        hash: revision.hash,
        title: &project.head.title,
        copy,
        known: &known,
    });
    let track = |(actor, strand): (&ActorId, &Strand)| {
        let mut track = Track::new(actor.clone());
        track.strands.insert(Origin::Brackets, strand.clone());
        track
    };
    let tracks = made.strands.iter().map(track).collect();
    Ok((tracks, made))
}

/// The labels of these paragraphs, runs of them as "OP3 to OP9"; those without one are counted.
fn ranges(document: &Document, ids: &BTreeSet<ParagraphId>) -> String {
    let metas: Vec<&Meta> = document.metas().filter(|m| m.kind.is_labelled()).collect();
    let label = |m: &&Meta| m.label.as_ref().map(|l| l.to_string()).unwrap_or_default();
    let mut out: Vec<String> = Vec::new();
    for run in metas.chunk_by(|a, b| ids.contains(&a.id) == ids.contains(&b.id)) {
        match run {
            [first, ..] if !ids.contains(&first.id) => {}
            [first, .., last] => out.push(format!("{} to {}", label(first), label(last))),
            [one] => out.push(label(one)),
            [] => {}
        }
    }
    let bare = document.metas().filter(|m| !m.kind.is_labelled() && ids.contains(&m.id)).count();
    match bare {
        0 => {}
        1 => out.push("1 heading or other line".to_owned()),
        n => out.push(format!("{n} headings and other lines")),
    }
    out.join(", ")
}
