//! [`Given`]: a file as it was given, with its bytes; and what the register says of it.

use crate::app::answered::{answered, of_marked};
use crate::app::files::{Opened, Source};
use crate::format::docx;
use crate::project::Project;
use crate::record::{Answered, Filed, FiledKind, Origin, Track, plain_name};
use crate::revise::marked::{Marked, Trace};
use crate::text::Fingerprint;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bytes of a file that was read, to be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Original {
    /// Its own name, without a folder.
    pub name: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
    /// Their fingerprint.
    pub hash: Fingerprint,
}

impl Original {
    /// The original of a file that was read.
    pub fn of(path: &Path, bytes: Vec<u8>) -> Self {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let name = name.filter(|n| n != "-").unwrap_or_else(|| "standard-input".to_owned());
        Self { name: plain_name(&name), hash: Fingerprint::of(&bytes), bytes }
    }
}

/// A file as it was given: where it is and, where it could be read and is a return, its bytes.
#[derive(Clone, Debug)]
pub struct Given {
    /// Where it is.
    pub path: PathBuf,
    /// Its bytes; none where it could not be read, and of a copy of the project.
    pub original: Option<Arc<Original>>,
}

impl Deref for Given {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.path
    }
}

impl From<Given> for PathBuf {
    fn from(given: Given) -> PathBuf {
        given.path
    }
}

/// What the register says of a file that brings these tracks. A copy of the project is no return:
/// its own register is united with this one.
pub fn entry(project: &Project, given: &Given, opened: &Opened, tracks: &[&Track]) -> Option<Filed> {
    let original = given.original.as_ref()?;
    let kind = match opened {
        Opened::Track(_) if tracks.iter().all(|t| of_brackets(t)) => FiledKind::Compilation,
        Opened::Track(_) => FiledKind::Track,
        Opened::Marked(_) => FiledKind::Word,
        Opened::Source(_) => FiledKind::Text,
        Opened::Project(_) => return None,
    };
    let mut filed = Filed::new(original.hash, original.bytes.len() as u64, &original.name, kind);
    filed.actors = tracks.iter().map(|t| project.known_as(&t.actor)).collect();
    filed.answers.extend(answers(project, opened));
    for track in tracks {
        let copy = track.strands.get(&Origin::Copy);
        filed.number = filed.number.max(copy.map_or(0, |s| s.return_number));
        filed.proposals += track.proposals().filter(|(_, p)| p.is_open()).count();
        filed.comments += track.comments().filter(|c| !c.withdrawn).count();
        filed.positions += track.positions().filter(|(_, p)| !p.withdrawn).count();
    }
    if let Opened::Marked(copy) = opened {
        filed.date = own_date(&original.bytes, copy);
    }
    Some(filed)
}

fn of_brackets(track: &Track) -> bool {
    !track.strands.is_empty() && track.strands.keys().all(|o| *o == Origin::Brackets)
}

/// The text that a file answers.
fn answers(project: &Project, opened: &Opened) -> Option<Answered> {
    let revision = match opened {
        Opened::Track(file) => {
            let revision = plain_revision(&file.revision);
            return Some(Answered { base: file.base, revision });
        }
        Opened::Marked(copy) => of_marked(project, copy).ok()?.revision,
        Opened::Source(copy) => answered(project, &Source::Text(copy.clone())).ok()?.revision,
        Opened::Project(_) => return None,
    };
    Some(Answered { base: revision.hash, revision: plain_revision(&revision.name) })
}

/// The name of a revision, no longer than one is kept.
fn plain_revision(name: &str) -> String {
    name.chars().take(crate::limits::NAME).collect()
}

/// The date that a Word file gives itself: the later of when it was saved and of its changes and
/// comments.
pub(super) fn own_date(bytes: &[u8], copy: &Marked) -> Option<String> {
    let ends = copy.paragraphs.iter().map(|p| &p.end);
    let tracked = copy.paragraphs.iter().flat_map(|p| &p.runs).map(|r| &r.tracked).chain(ends);
    let traces = tracked.flat_map(|t| [&t.put, &t.gone]).flatten();
    let said = copy.threads.iter().flat_map(|t| &t.said).filter_map(|s| s.date.clone());
    let changed = traces.filter_map(|t: &Trace| t.date.clone());
    docx::saved(bytes).into_iter().chain(changed).chain(said).filter(|d| is_stamp(d)).max()
}

/// Whether this is a date, with a time or without, as Word files have it.
fn is_stamp(text: &str) -> bool {
    let rest = text.get(10..).unwrap_or_default();
    let time = rest.is_empty() || rest.starts_with('T');
    text.get(..10).is_some_and(is_date)
        && time
        && rest.len() <= 30
        && rest.chars().all(|c| c.is_ascii_digit() || "TZ:.+-".contains(c))
}

/// Whether this is a day of the calendar as it is written here: "2026-11-22".
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |s: &str, digits: usize| {
        let plain = s.len() == digits && s.bytes().all(|b| b.is_ascii_digit());
        s.parse::<u32>().ok().filter(|n| plain && *n > 0)
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    day <= crate::record::days_in(year, month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        for day in ["2026-11-22", "2024-02-29", "2000-02-29", "1999-12-31"] {
            assert!(is_date(day) && is_stamp(day) && is_stamp(&format!("{day}T10:00:00Z")), "{day}");
        }
        for none in
            ["", "22 November", "2026-11", "2026-13-01", "2026-02-29", "1900-02-29", "2026-1-2", "0000-01-01"]
        {
            assert!(!is_date(none) && !is_stamp(none), "{none}");
        }
        assert!(!is_stamp("2026-11-22 10:00") && !is_stamp("2026-11-22T<script>") && !is_stamp("2026-11-2é"));
    }
}
