//! The return of an actor, derived from an edited copy.

use super::error::AppError;
use crate::project::Project;
use crate::record::{ActorId, Origin, Track};
use crate::revise::{CopyInput, Parsed, from_copy as derive};

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
        let labels: Vec<&str> =
            made.absent.iter().map(|(_, l)| l.as_str()).filter(|l| !l.is_empty()).collect();
        remarks.push(format!("not in the copy and left as they are: {}", labels.join(", ")));
    }
    remarks.extend(made.warnings);
    track.strands.insert(Origin::Copy, made.strand);
    Ok(Copied { track, remarks })
}
