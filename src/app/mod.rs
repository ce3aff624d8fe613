//! The application without a window.

mod command;
mod page;

pub use command::{COMMANDS, Command, Entry, Menu, Situation, When};
pub use page::{Page, PageParagraph, Place, Selection, View};
