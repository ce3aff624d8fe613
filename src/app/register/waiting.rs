//! [`Waiting`]: what lies in the folder of returns and is in no register: what could be merged,
//! and what not, and why. Nothing is merged here.

use super::given::own_date;
use super::shelf::{Lying, Shelf};
use crate::app::error::AppError;
use crate::app::files::{self, Opened};
use crate::app::plan::merge_opened;
use crate::app::returns::Who;
use crate::project::Project;
use crate::record::ActorId;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file that lies in the folder and was not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its name.
    pub file: String,
    /// Where it is.
    pub path: PathBuf,
    /// Whom it speaks for, as far as it says so.
    pub actors: BTreeSet<ActorId>,
    /// "track", "word", "text", "project"; none where that is not known.
    pub kind: Option<&'static str>,
    /// Why it cannot be merged as it is; none where it can.
    pub why: Option<String>,
    /// Whether it could be once somebody says whom its authors speak for.
    pub asks: bool,
    /// The date that stands in it.
    date: Option<String>,
}

impl Waiting {
    /// Something of which no more is known than its name.
    pub fn unknown(file: &str, path: PathBuf) -> Self {
        let actors = BTreeSet::new();
        Self { file: file.to_owned(), path, actors, kind: None, why: None, asks: false, date: None }
    }

    /// The same, which turned out not to be merged, for this reason.
    pub fn because(self, why: String) -> Self {
        Self { why: Some(why), asks: false, ..self }
    }
}

/// What waits in the folder: what can be merged first, in the order of the dates in the files and
/// of their names, whatever the order in which they came; then the rest. `who`: whom the authors of
/// Word files speak for, as far as somebody said so.
pub fn waiting(project: &Project, shelf: &Shelf, who: &Who) -> Vec<Waiting> {
    let mut all: Vec<Waiting> =
        shelf.unregistered(&project.register).map(|lying| one(project, lying, who)).collect();
    all.sort_by(|a, b| {
        let key = |w: &Waiting| (w.why.is_some(), w.date.clone(), w.file.clone(), w.path.clone());
        key(a).cmp(&key(b))
    });
    all
}

fn one(project: &Project, lying: &Lying, who: &Who) -> Waiting {
    let mut out = Waiting::unknown(&lying.name, lying.path.clone());
    if let Some(why) = unfinished(&lying.name) {
        return Waiting { why: Some(why.to_owned()), ..out };
    }
    if lying.is_empty() {
        return out.because("it is empty; it may still be coming in".to_owned());
    }
    if let Err(why) = &lying.hash {
        return Waiting { why: Some(why.clone()), ..out };
    }
    let (given, opened) = files::given(&lying.path);
    let why = match &opened {
        Err(error) => Some(error.to_string()),
        Ok(Opened::Project(_)) => {
            out.kind = Some("project");
            Some("a copy of the project; merge it by its own name".to_owned())
        }
        Ok(Opened::Source(_)) => {
            out.kind = Some("text");
            let told = "a text, and nobody knows whose; make a return of it with `chapeau track from-copy`, or “Merge an edited copy…” in the window";
            Some(told.to_owned())
        }
        Ok(Opened::Track(file)) => {
            out.kind = Some("track");
            out.actors.insert(project.known_as(&file.track.actor));
            (!project.knows(file.base)).then(|| {
                format!("it answers “{}”, a text that this project does not hold; if it belongs here, merge it by its own name", file.revision)
            })
        }
        Ok(marked @ Opened::Marked(copy)) => {
            out.kind = Some("word");
            out.date = given.original.as_ref().and_then(|o| own_date(&o.bytes, copy));
            match merge_opened(project, &given, marked, who) {
                Err(error) => {
                    out.asks = matches!(error, AppError::UnknownAuthors { .. });
                    Some(error.to_string())
                }
                Ok(found) => {
                    let authors = found.into_iter().flat_map(|(_, told)| told.authors);
                    out.actors.extend(authors.flat_map(|a| a.actors));
                    None
                }
            }
        }
    };
    // Which file it is stands before it already.
    let own = format!("{}: ", lying.path.display());
    out.why = why.map(|why| why.strip_prefix(&own).unwrap_or(&why).to_owned());
    out
}

/// Why a file is not to be touched yet: its name says that a program has not finished with it, or
/// that two people wrote it at once.
fn unfinished(name: &str) -> Option<&'static str> {
    let small = name.to_lowercase();
    let ends = |list: &[&str]| list.iter().any(|e| small.ends_with(e));
    let holds = |list: &[&str]| list.iter().any(|e| small.contains(e));
    if holds(&[
        "sync-conflict",
        "conflicted copy",
        "conflict copy",
        "(conflict",
        "_conflict-",
        "case conflict",
    ]) {
        return Some(
            "a conflict copy of a shared folder: two wrote this file at once; look which is meant, and give it a name of its own",
        );
    }
    let temporary = ends(&[".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", "~"]);
    (temporary || small.starts_with("~$") || small.starts_with(".~lock"))
        .then_some("a temporary file of another program; it may still be coming in")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_finished_is_told_by_its_name() {
        for name in [
            "EU.track.tmp",
            "~$EU.docx",
            ".~lock.EU.docx#",
            "EU.sync-conflict-20261122-101010-ABCDEFG.track",
            "EU (Maria's conflicted copy 2026-11-22).track",
            "EU.track.crdownload",
            ".syncthing.EU.track.tmp",
        ] {
            assert!(unfinished(name).is_some(), "{name}");
        }
        for name in ["EU.track", "Conflict and peace.docx", "G77.docx", "temp.track"] {
            assert!(unfinished(name).is_none(), "{name}");
        }
    }
}
