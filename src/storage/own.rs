//! A folder that is the user's own, and whether another is one that goes to others.
//!
//! Asks the system where things are; reads and writes no file.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The folder for what is the user's alone, as the system has it; none where it does not say. It
/// need not be there yet.
pub fn own_folder() -> Option<PathBuf> {
    let said = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let system = match () {
        () if cfg!(windows) => said("LOCALAPPDATA"),
        () if cfg!(target_os = "macos") => {
            std::env::home_dir().map(|home| home.join("Library").join("Application Support"))
        }
        () => said("XDG_DATA_HOME")
            .filter(|p| p.is_absolute())
            .or_else(|| std::env::home_dir().map(|home| home.join(".local").join("share"))),
    };
    system.filter(|p| p.is_absolute()).map(|p| p.join("chapeau"))
}

/// The folder in which a file lies, by its whole path; as it was given where that is not known.
pub fn home_of(file: &Path) -> PathBuf {
    let folder = super::door::folder_of(file);
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// Whether what lies in a folder goes with a Git repository: it or one above it is one.
pub fn in_repository(folder: &Path) -> bool {
    folder.ancestors().any(|f| f.join(OsStr::new(".git")).exists())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_repository_is_seen_from_below_it() {
        let desk = tempfile::tempdir().unwrap();
        let below = desk.path().join("a").join("b");
        std::fs::create_dir_all(&below).unwrap();
        assert!(!in_repository(&below));
        std::fs::create_dir(desk.path().join(".git")).unwrap();
        assert!(in_repository(&below) && in_repository(desk.path()));
        assert!(home_of(Path::new("x.chapeau")).is_absolute());
    }
}
