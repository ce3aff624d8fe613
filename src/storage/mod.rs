//! Bytes on disk: the only place that touches the file system.
//!
//! Reads are bounded before anything is parsed; writes are atomic: whatever happens, a file is
//! the old one or the new one, never half of either.

mod door;
mod list;
mod own;
mod together;

pub use door::{
    Held, Overwrite, Stamp, StorageError, beginning, folder, hold, read, read_by, read_text, same_file,
    settle, stamp, text, write, write_one_of_many,
};
pub use list::{Listed, list};
pub use own::{home_of, in_repository, own_folder};
pub use together::together;
