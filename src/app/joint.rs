//! A return that several actors send as theirs: who they are, and the file.

use super::error::AppError;
use super::files;
use crate::format::ron::TrackFile;
use crate::project::Project;
use crate::record::{Actor, ActorId, Track};

/// The names in what was typed: "Chile, Mexico" are two, "Iran, Islamic Republic of" is one.
pub fn names_in<'a>(project: &Project, typed: &'a str) -> Vec<&'a str> {
    match project.known_actor(typed) {
        Some(_) => vec![typed.trim()],
        None => typed.split([',', ';']).map(str::trim).filter(|n| !n.is_empty()).collect(),
    }
}

/// Who else sends the return of an actor, by the names that were typed; nobody for nothing.
pub fn senders(project: &Project, lead: &ActorId, typed: &str) -> Result<Vec<Actor>, AppError> {
    let mut out: Vec<Actor> = Vec::new();
    for name in names_in(project, typed) {
        let one = project.actor(name);
        if one.id.as_str().is_empty() || name.chars().count() > crate::limits::NAME {
            return AppError::refuse("the name of a sender is empty or too long; nothing was written");
        }
        if one.id.meets(lead) || out.iter().any(|other| other.id.meets(&one.id)) {
            return AppError::refuse(format!(
                "{} is named twice among the senders; nothing was written",
                one.id
            ));
        }
        out.push(one);
    }
    if out.is_empty() && !typed.trim().is_empty() {
        return AppError::refuse(format!("“{}” names nobody; nothing was written", typed.trim()));
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(out)
}

/// The file of a return, with who else sends it.
pub fn return_file(project: &Project, track: &Track, jointly: Vec<Actor>) -> TrackFile {
    TrackFile { jointly, ..files::track_file(project, track.clone()) }
}
