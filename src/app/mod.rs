//! The application without a window: state, messages, files; joins format and storage.
//!
//! The window and the command line are two faces of this. Nothing here draws or parses
//! arguments.

mod board;
mod build;
mod error;
pub mod files;
mod page;
pub mod shown;
mod writing;

pub use board::Board;
pub use error::AppError;
pub use page::{Page, PageParagraph, Place, Selection, View};
pub use writing::{Hand, Unit, Write, Written};
