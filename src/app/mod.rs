//! The application without a window: state, messages, files; joins format and storage.
//!
//! The window and the command line are two faces of this. Nothing here draws or parses
//! arguments.

mod answered;
pub mod audit;
pub mod authors;
mod board;
pub mod brackets;
mod build;
mod caret;
mod command;
mod desk;
mod echoes;
mod error;
pub mod export;
pub mod files;
pub mod imports;
pub mod matrix;
mod message;
mod negotiate;
mod page;
mod panels;
mod plan;
mod plan_words;
mod question;
mod quiet;
pub mod returns;
pub mod sample;
pub mod shown;
mod state;
mod tables;
mod threads;
mod typing;
mod writing;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;

pub use crate::revise::marked::Side;
pub use board::Board;
pub use command::{COMMANDS, Command, Entry, Menu, Situation, When};
pub use error::AppError;
pub use message::Message;
pub use negotiate::say;
pub use page::{Page, PageParagraph, Place, Selection, View};
pub use panels::{Card, ReportLine, StatusLine, Tasks, Thread, dropped_lines};
pub use plan::{Plan, PlanKind, PlanLine, merge_opened, merge_returned, not_here_yet};
pub use question::Question;
pub use state::{App, Notice, NoticeKind};
pub use writing::{Hand, Unit, Write, Written, span as span_of};
