//! What lies in a folder. Links are named and not followed; folders in it are not entered.

use super::door::{Stamp, StorageError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name; what is no text in it is replaced.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What it looks like; none for a link, a folder, and what is no ordinary file.
    pub stamp: Option<Stamp>,
    /// Whether it is a folder.
    pub folder: bool,
}

/// What lies in a folder, by name; nothing where there is no such folder. At most `most` things are
/// looked at: where there are more it is an error.
pub fn list(folder: &Path, most: usize) -> Result<Vec<Listed>, StorageError> {
    let wrong = |cause| StorageError::Read { path: folder.to_owned(), cause };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(wrong(e)),
    };
    let mut out = Vec::new();
    for entry in entries {
        let entry = entry.map_err(wrong)?;
        if out.len() == most {
            let told = format!("more than {most} files lie in it");
            return Err(wrong(std::io::Error::new(ErrorKind::InvalidData, told)));
        }
        // What went away between the two looks is no more there.
        let Ok(about) = entry.metadata() else { continue };
        out.push(Listed {
            name: entry.file_name().to_string_lossy().into_owned(),
            path: entry.path(),
            stamp: about.is_file().then(|| Stamp::of(&about)),
            folder: about.is_dir(),
        });
    }
    out.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_links_and_folders_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(list(&at("none"), 9).unwrap(), []);
        std::fs::write(at("b"), "two").unwrap();
        std::fs::write(at("a"), "one!").unwrap();
        std::fs::create_dir(at("c")).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("a"), at("d")).unwrap();
        let all = list(folder.path(), 9).unwrap();
        let told: Vec<_> =
            all.iter().map(|l| (l.name.as_str(), l.stamp.map(|s| s.bytes()), l.folder)).collect();
        assert_eq!(told[..3], [("a", Some(4), false), ("b", Some(3), false), ("c", None, true)]);
        #[cfg(unix)]
        assert_eq!(told[3..], [("d", None, false)]);
        assert!(list(folder.path(), 2).is_err());
        assert!(list(&at("a"), 2).is_err());
    }
}
