//! [`Shelf`]: what lies in the folder of returns beside a project; keeping originals there.
//!
//! A file there is known by its bytes, whatever its name. Nothing is replaced, renamed or removed.

use super::given::Original;
use crate::app::error::AppError;
use crate::limits;
use crate::record::{Filed, Register};
use crate::storage::{self, Overwrite, Stamp, StorageError};
use crate::text::Fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

/// The folder of returns beside a project.
const FOLDER: &str = "returns";

/// The folder of returns of a project; none for one from the standard input.
pub fn folder_of(project: &Path) -> Option<PathBuf> {
    (project != Path::new("-")).then(|| project.parent().unwrap_or(Path::new("")).join(FOLDER))
}

/// Something that lies in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lying {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    stamp: Option<Stamp>,
    /// The fingerprint of its bytes, or why it could not be read.
    pub hash: Result<Fingerprint, String>,
}

impl Lying {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.stamp.is_some_and(|s| s.bytes() == 0)
    }
}

/// What lies in the folder of returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
    /// The files, by name.
    pub files: Vec<Lying>,
}

/// Where the original of a return is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// In the folder, byte for byte.
    Kept,
    /// It will be put there when the project is saved.
    OnSave,
    /// Not in the folder, but beside the project.
    Elsewhere,
    /// A file of its name is there, with other bytes.
    Changed,
    /// Nowhere to be found.
    Missing,
}

impl Whereabouts {
    /// Whether a person has to see to it.
    pub fn is_wrong(self) -> bool {
        matches!(self, Self::Changed | Self::Missing)
    }
}

impl fmt::Display for Whereabouts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kept => "kept",
            Self::OnSave => "kept on saving",
            Self::Elsewhere => "elsewhere",
            Self::Changed => "changed",
            Self::Missing => "missing",
        })
    }
}

/// Looks what lies in a folder. What looks as it did `before` is not read again.
pub fn look(folder: &Path, before: Option<&Shelf>) -> Result<Shelf, AppError> {
    let known: BTreeMap<&Path, &Lying> =
        before.iter().flat_map(|s| &s.files).map(|l| (l.path.as_path(), l)).collect();
    let listed = storage::list(folder, limits::RETURNS)?;
    let files = listed.into_iter().filter(|l| !l.folder && !is_system(&l.name));
    let files = files.map(|l| match known.get(l.path.as_path()) {
        Some(same) if same.stamp.is_some() && same.stamp == l.stamp => (*same).clone(),
        _ => {
            let hash = match l.stamp {
                Some(_) => read(&l.path).map(|bytes| Fingerprint::of(&bytes)).map_err(|e| e.to_string()),
                None => Err("it is a link or no ordinary file; links are not followed".to_owned()),
            };
            Lying { name: l.name, path: l.path, stamp: l.stamp, hash }
        }
    });
    Ok(Shelf { folder: folder.to_owned(), files: files.collect() })
}

/// The bytes of a return, no more than of any file that is read.
fn read(path: &Path) -> Result<Vec<u8>, StorageError> {
    storage::read(path, limits::PROJECT)
}

/// What systems and programs leave in every folder; no return, and not worth a word.
fn is_system(name: &str) -> bool {
    let begun = name.ends_with(".tmp") || name.ends_with(".part") || name.starts_with(".~lock");
    (name.starts_with('.') && !begun)
        || ["desktop.ini", "Thumbs.db", "Icon\r", "README", "README.md", "README.txt"].contains(&name)
}

impl Shelf {
    /// Where the original of a return is.
    pub fn original(&self, filed: &Filed) -> Whereabouts {
        if self.files.iter().any(|l| l.hash == Ok(filed.hash)) {
            return Whereabouts::Kept;
        }
        let beside = self.folder.parent();
        let is = |name: &String| {
            let path = beside?.join(name);
            // Its size says first whether it is worth reading.
            storage::stamp(&path).filter(|s| s.bytes() == filed.bytes)?;
            read(&path).ok().filter(|bytes| Fingerprint::of(bytes) == filed.hash)
        };
        if filed.names.iter().any(|name| is(name).is_some()) {
            return Whereabouts::Elsewhere;
        }
        match filed.names.iter().any(|name| self.files.iter().any(|l| l.name == *name)) {
            true => Whereabouts::Changed,
            false => Whereabouts::Missing,
        }
    }

    /// What lies here and is in no register.
    pub fn unregistered<'a>(&'a self, register: &'a Register) -> impl Iterator<Item = &'a Lying> {
        let known = |l: &&Lying| l.hash.as_ref().is_ok_and(|hash| register.returns.contains_key(hash));
        self.files.iter().filter(move |l| !known(l))
    }

    /// The originals of these returns that lie here, read again.
    pub fn originals(&self, wanted: &BTreeSet<Fingerprint>) -> Vec<Original> {
        let lying = self.files.iter().filter(|l| l.hash.as_ref().is_ok_and(|h| wanted.contains(h)));
        let found = lying.filter_map(|l| Some(Original::of(&l.path, read(&l.path).ok()?)));
        found.filter(|o| wanted.contains(&o.hash)).collect()
    }
}

/// Keeps originals in a folder, each under its own name; where that is taken by other bytes, with
/// the first digits of its fingerprint. What is there already is not written again. Returns what
/// could not be kept, a sentence each.
pub fn keep<'a>(folder: &Path, originals: impl IntoIterator<Item = &'a Original>) -> Vec<String> {
    let mut originals = originals.into_iter().peekable();
    if originals.peek().is_none() {
        return Vec::new();
    }
    let lying = storage::folder(folder).map_err(AppError::from).and_then(|()| look(folder, None));
    let lying = match lying {
        Ok(shelf) => shelf.files,
        Err(error) => return vec![format!("the originals were not kept: {error}")],
    };
    let mut taken: BTreeSet<String> = lying.iter().map(|l| l.name.clone()).collect();
    let mut there: BTreeSet<Fingerprint> = lying.into_iter().filter_map(|l| l.hash.ok()).collect();
    // The names are given first, so that they do not depend on which file is written first.
    let mut wanted: Vec<(&Original, Vec<String>)> = Vec::new();
    for original in originals.filter(|o| there.insert(o.hash)) {
        let names: Vec<String> = names(original).into_iter().skip_while(|n| taken.contains(n)).collect();
        taken.extend(names.first().cloned());
        wanted.push((original, names));
    }
    let done = storage::together(&wanted, |(original, names)| put(folder, original, names));
    storage::settle(folder);
    let failed = wanted.iter().zip(done).filter_map(|((original, _), done)| Some((original, done.err()?)));
    failed
        .map(|(original, error)| format!("the original of {} was not kept: {error}", original.name))
        .collect()
}

fn put(folder: &Path, original: &Original, names: &[String]) -> Result<(), StorageError> {
    let mut last = None;
    for name in names {
        let path = folder.join(name);
        match storage::write_one_of_many(&path, &original.bytes, Overwrite::No) {
            Ok(_) => return Ok(()),
            // Another program may have put the same there a moment ago.
            Err(StorageError::Exists { .. }) if read(&path).is_ok_and(|b| b == original.bytes) => {
                return Ok(());
            }
            Err(taken @ StorageError::Exists { .. }) => last = Some(taken),
            Err(other) => return Err(other),
        }
    }
    Err(last.unwrap_or_else(|| StorageError::Exists { path: folder.join(&original.name) }))
}

/// The names under which an original can be kept: "EU.track", "EU-1a2b3c4d.track" …
fn names(original: &Original) -> Vec<String> {
    let name = &original.name;
    let cut = name.rfind('.').filter(|at| *at > 0).unwrap_or(name.len());
    let (stem, ending) = name.split_at(cut);
    let digits = [8, 16, 64].map(|n| format!("{stem}-{}{ending}", original.hash.short(n)));
    [name.clone()].into_iter().chain(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::FiledKind;

    fn original(name: &str, bytes: &[u8]) -> Original {
        Original::of(Path::new(name), bytes.to_vec())
    }

    #[test]
    fn an_original_is_kept_byte_for_byte_and_never_replaced() {
        let beside = tempfile::tempdir().unwrap();
        let folder = folder_of(&beside.path().join("p.chapeau")).unwrap();
        let (one, two) = (original("x/EU.track", b"one"), original("EU.track", b"two"));
        assert_eq!(keep(&folder, [&one, &two, &one]), Vec::<String>::new());
        assert_eq!(keep(&folder, [&two, &one]), Vec::<String>::new());
        let shelf = look(&folder, None).unwrap();
        let names: Vec<&str> = shelf.files.iter().map(|l| l.name.as_str()).collect();
        let other = format!("EU-{}.track", two.hash.short(8));
        assert_eq!(names, [other.as_str(), "EU.track"]);
        assert_eq!(read(&folder.join("EU.track")).unwrap(), b"one");
        assert_eq!(shelf.originals(&BTreeSet::from([two.hash])).len(), 1);
        let filed = |o: &Original| Filed::new(o.hash, o.bytes.len() as u64, &o.name, FiledKind::Track);
        assert_eq!(shelf.original(&filed(&one)), Whereabouts::Kept);
        std::fs::write(folder.join("EU.track"), "ONE").unwrap();
        let shelf = look(&folder, Some(&shelf)).unwrap();
        assert_eq!(shelf.original(&filed(&one)), Whereabouts::Changed);
        assert_eq!(shelf.original(&filed(&two)), Whereabouts::Kept);
        assert_eq!(shelf.original(&filed(&original("US.track", b"three"))), Whereabouts::Missing);
        std::fs::write(beside.path().join("US.track"), "three").unwrap();
        assert_eq!(shelf.original(&filed(&original("US.track", b"three"))), Whereabouts::Elsewhere);
    }

    #[test]
    fn a_folder_that_is_none_is_said() {
        let beside = tempfile::tempdir().unwrap();
        std::fs::write(beside.path().join("returns"), "a file").unwrap();
        let told = keep(&beside.path().join("returns"), [&original("EU.track", b"one")]);
        assert!(told.len() == 1 && told[0].contains("not kept"), "{told:?}");
        assert!(folder_of(Path::new("-")).is_none());
        assert_eq!(folder_of(Path::new("p.chapeau")), Some(PathBuf::from("returns")));
    }
}
