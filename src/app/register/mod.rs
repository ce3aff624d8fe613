//! The register of returns: what a merged file adds to it, where the originals lie, what waits in
//! the folder beside the project, and who is missing.
//!
//! Originals are only ever added to the folder `returns` beside the project; none is replaced and
//! none removed. Nothing in the folder is merged without being asked for.

mod given;
mod overview;
mod shelf;
mod waiting;
mod window;

pub use given::{Given, Original, entry, is_date};
pub use overview::{Overview, Row, overview};
pub use shelf::{Lying, Shelf, Whereabouts, folder_of, keep, look};
pub use waiting::{Waiting, waiting};
pub use window::{Look, Looked, Watch, expect_states, no_day};
