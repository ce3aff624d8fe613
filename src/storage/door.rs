//! The door to the file system.
//!
//! The recipe of a write: a temporary file in the same folder, all bytes, their length checked,
//! flushed to the disk, renamed over the target, the folder flushed. The old file is untouched
//! until the rename, which is atomic.
//!
//! Two programs on one file: whoever updates a file holds it from reading to writing, and a write
//! that names what was read refuses to replace anything else.

use std::fs::{File, Metadata, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// What went wrong with a file, what is safe, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// It cannot be opened or read.
    #[error("{path} cannot be read: {cause}. Nothing was changed.")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is larger than the limit.
    #[error(
        "{path} is larger than {limit} bytes, which is the most this program reads. Nothing was changed."
    )]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// It holds nothing.
    #[error("{path} is empty. Nothing was changed; check that the right file was given.")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// It is not text.
    #[error(
        "{path} is not text in UTF-8 (byte {at} is the first that does not fit). Nothing was changed; save it as UTF-8 text and try again."
    )]
    NotText {
        /// The file.
        path: PathBuf,
        /// The offset of the first wrong byte.
        at: usize,
    },
    /// It cannot be written.
    #[error("{path} could not be written: {cause}. The file that was there before is untouched.")]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// It is not what was read any more.
    #[error("{path} was changed by another program meanwhile; nothing was written. Run the command again.")]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Another program has been updating it all the time.
    #[error("{path} is being written by another program; nothing was changed. Try again.")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// It is there already.
    #[error("{path} is there already and was not touched. Give another name, or say --force to replace it.")]
    Exists {
        /// The file.
        path: PathBuf,
    },
}

/// Whether a write may replace a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It may.
    Yes,
    /// It may replace the file that looked like this, and no other.
    Same(Stamp),
    /// It may not.
    No,
}

/// What a file looked like when it was read or written, to notice that another program changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Which file it is: every write of ours makes a new one, even within a tick of the clock.
    which: Option<(u64, u64)>,
}

impl Stamp {
    /// How many bytes the file has.
    pub fn bytes(&self) -> u64 {
        self.length
    }

    pub(super) fn of(about: &Metadata) -> Self {
        Self { length: about.len(), modified: about.modified().ok(), which: which(about) }
    }
}

#[cfg(unix)]
fn which(about: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn which(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// A file that is held: no other program that asks can hold it until this goes.
#[derive(Debug)]
pub struct Held {
    _file: File,
}

/// Holds a file for an update, waiting for another program that holds it. None where there is no
/// such file or the system cannot hold it; then only the stamp guards.
pub fn hold(path: &Path, wait: Duration) -> Result<Option<Held>, StorageError> {
    // Elsewhere a held file cannot be read by anybody, not even by its holder.
    if !cfg!(unix) {
        return Ok(None);
    }
    let until = Instant::now() + wait;
    loop {
        let about = std::fs::metadata(path).ok().filter(Metadata::is_file);
        let Some(Ok(file)) = about.map(|_| File::open(path)) else { return Ok(None) };
        match file.try_lock() {
            Ok(()) => {
                // Whoever held it has put another file in its place: that one is to be held.
                let held = file.metadata().ok().and_then(|m| which(&m));
                let named = std::fs::metadata(path).ok().and_then(|m| which(&m));
                if held == named {
                    return Ok(Some(Held { _file: file }));
                }
            }
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => return Err(StorageError::Busy { path: path.to_owned() }),
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// How many bytes of a file say how much of it may be read.
const HEAD: u64 = 1024;

/// The bytes of a file of at most `limit` bytes; `-` is the standard input.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, StorageError> {
    read_by(path, &|_| limit)
}

/// The bytes of a file of at most as many bytes as `limit` gives for its first thousand; no more
/// than those are read of a larger file. `-` is the standard input.
pub fn read_by(path: &Path, limit: &dyn Fn(&[u8]) -> u64) -> Result<Vec<u8>, StorageError> {
    let wrong = |cause| StorageError::Read { path: path.to_owned(), cause };
    if path == Path::new("-") {
        return bounded(path, io::stdin().lock(), None, limit);
    }
    let file = File::open(path).map_err(wrong)?;
    let about = file.metadata().map_err(wrong)?;
    if about.is_dir() {
        return Err(wrong(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")));
    }
    bounded(path, file, Some(about.len()), limit)
}

/// The bytes of a source, which says perhaps how many they are.
fn bounded(
    path: &Path,
    mut source: impl Read,
    size: Option<u64>,
    limit: &dyn Fn(&[u8]) -> u64,
) -> Result<Vec<u8>, StorageError> {
    let wrong = |cause| StorageError::Read { path: path.to_owned(), cause };
    let mut bytes = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut bytes).map_err(wrong)?;
    let limit = limit(&bytes);
    let too_large = || StorageError::TooLarge { path: path.to_owned(), limit };
    if size.is_some_and(|size| size > limit) {
        return Err(too_large());
    }
    let rest = (limit + 1).saturating_sub(bytes.len() as u64);
    source.take(rest).read_to_end(&mut bytes).map_err(wrong)?;
    if bytes.len() as u64 > limit {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The first bytes of an ordinary file, at most `count`; none where there is none to be read.
pub fn beginning(path: &Path, count: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::metadata(path).ok().filter(Metadata::is_file)?;
    File::open(path).ok()?.take(count).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The text of a file of at most `limit` bytes. Empty files and other encodings are errors.
pub fn read_text(path: &Path, limit: u64) -> Result<String, StorageError> {
    text(path, read(path, limit)?)
}

/// The text that the bytes of a file are. None at all and other encodings are errors.
pub fn text(path: &Path, bytes: Vec<u8>) -> Result<String, StorageError> {
    if bytes.is_empty() {
        return Err(StorageError::Empty { path: path.to_owned() });
    }
    // A zero byte is valid UTF-8 and in no text: the mark of a binary file.
    let zero = bytes.iter().position(|b| *b == 0);
    match (String::from_utf8(bytes), zero) {
        (Ok(text), None) => Ok(text),
        (Ok(_), Some(at)) => Err(StorageError::NotText { path: path.to_owned(), at }),
        (Err(e), _) => Err(StorageError::NotText { path: path.to_owned(), at: e.utf8_error().valid_up_to() }),
    }
}

/// Makes a folder, if it is not there.
pub fn folder(path: &Path) -> Result<(), StorageError> {
    let wrong = |cause| StorageError::Write { path: path.to_owned(), cause };
    std::fs::create_dir_all(path).map_err(wrong)
}

/// Writes a file atomically, and says what it looks like then; `-` is the standard output. Pipes
/// and terminals are written to as they are.
pub fn write(path: &Path, bytes: &[u8], overwrite: Overwrite) -> Result<Option<Stamp>, StorageError> {
    let written = write_one_of_many(path, bytes, overwrite)?;
    if written.is_some() {
        let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        settle(folder_of(&target));
    }
    Ok(written)
}

/// Waits until the names in a folder are on disk; not every system can. Many files that are written
/// into one folder need it once.
pub fn settle(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// The folder that a file is named in; the working folder where none is named.
pub(super) fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// As [`write()`], for a file among many in one folder: its words are on disk afterwards, and its name
/// is once [`settle`] was called on the folder.
pub fn write_one_of_many(
    path: &Path,
    bytes: &[u8],
    overwrite: Overwrite,
) -> Result<Option<Stamp>, StorageError> {
    let wrong = |cause| StorageError::Write { path: path.to_owned(), cause };
    if path == Path::new("-") {
        let mut out = io::stdout().lock();
        return out.write_all(bytes).and_then(|()| out.flush()).map(|()| None).map_err(wrong);
    }
    let before = std::fs::metadata(path).ok();
    if let Some(about) = before.as_ref().filter(|m| !m.is_file()) {
        return straight(path, about, bytes).map(|()| None).map_err(wrong);
    }
    if overwrite == Overwrite::No && path.exists() {
        return Err(StorageError::Exists { path: path.to_owned() });
    }
    // A link keeps pointing where it points: what it names is what is replaced.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".chapeau-").suffix(".part");
    #[cfg(unix)]
    if before.is_none() {
        use std::os::unix::fs::PermissionsExt;
        // Less what the person's own mask takes away, as for any new file.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder).map_err(|e| {
        // The name of a file that nobody asked for says nothing to a person.
        wrong(match folder.is_dir() {
            true => io::Error::from(e.kind()),
            false => io::Error::new(io::ErrorKind::NotFound, "there is no such folder"),
        })
    })?;
    file.write_all(bytes).map_err(wrong)?;
    file.as_file().sync_all().map_err(wrong)?;
    if file.as_file().metadata().map_err(wrong)?.len() != bytes.len() as u64 {
        return Err(wrong(io::Error::new(io::ErrorKind::WriteZero, "the disk kept only part of it")));
    }
    if let Some(about) = &before {
        file.as_file().set_permissions(about.permissions()).map_err(wrong)?;
    }
    let written = file.as_file().metadata().ok().map(|m| Stamp::of(&m));
    match overwrite {
        Overwrite::Same(read) if stamp(&target) != Some(read) => {
            return Err(StorageError::Changed { path: path.to_owned() });
        }
        Overwrite::Yes | Overwrite::Same(_) => file.persist(&target).map_err(|e| wrong(e.error))?,
        Overwrite::No => file.persist_noclobber(&target).map_err(|e| match e.error.kind() {
            io::ErrorKind::AlreadyExists => StorageError::Exists { path: path.to_owned() },
            _ => wrong(e.error),
        })?,
    };
    Ok(written)
}

/// Writes to what is no ordinary file: a pipe or a terminal takes the bytes, anything else is left
/// alone. None of them is ever replaced.
fn straight(path: &Path, about: &Metadata, bytes: &[u8]) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = about.file_type();
        if kind.is_fifo() || kind.is_char_device() {
            let mut out = std::fs::OpenOptions::new().write(true).open(path)?;
            return out.write_all(bytes).and_then(|()| out.flush());
        }
    }
    let _ = (path, bytes);
    let why = if about.is_dir() { "it is a folder" } else { "it is no ordinary file" };
    Err(io::Error::new(io::ErrorKind::InvalidInput, why))
}

/// Whether two paths name one file; where one is not there yet, whether they would.
pub fn same_file(a: &Path, b: &Path) -> bool {
    let whole = |p: &Path| std::fs::canonicalize(p).or_else(|_| std::path::absolute(p));
    match (whole(a), whole(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

/// What a file looks like now; none if it is not there.
pub fn stamp(path: &Path) -> Option<Stamp> {
    std::fs::metadata(path).ok().map(|about| Stamp::of(&about))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_replaces_only_when_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, b"one", Overwrite::No).unwrap();
        assert!(matches!(write(&path, b"two", Overwrite::No), Err(StorageError::Exists { .. })));
        assert_eq!(read(&path, 10).unwrap(), b"one");
        write(&path, b"two", Overwrite::Yes).unwrap();
        assert_eq!(read(&path, 10).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no part left behind");
    }

    #[test]
    fn reads_are_bounded_and_checked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        for (bytes, ok) in
            [(&b"abc"[..], true), (b"", false), (b"a\xff", false), (b"a\0b", false), (b"abcdef", false)]
        {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(read_text(&path, 5).is_ok(), ok, "{bytes:?}");
        }
        assert!(read(folder.path(), 5).is_err());
        assert!(read(Path::new("/nowhere/at/all"), 5).is_err());
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("missing").join("a");
        assert!(matches!(write(&path, b"x", Overwrite::Yes), Err(StorageError::Write { .. })));
    }
}
