//! The application without a window: state, messages, files; joins format and storage.
//!
//! The window and the command line are two faces of this. Nothing here draws or parses
//! arguments.

mod answered;
pub mod apart;
pub mod audit;
pub mod authors;
pub mod begun;
mod board;
pub mod brackets;
mod build;
mod caret;
mod carry_acts;
pub mod carrying;
mod command;
pub mod compare;
mod compiled;
pub mod concordance;
mod desk;
mod echoes;
mod error;
pub mod export;
mod file_names;
pub mod files;
pub mod group_return;
pub mod imports;
pub mod invented;
pub mod joint;
pub mod ladder;
pub mod matrix;
pub mod meant;
pub mod merge_desk;
mod message;
pub mod names;
mod negotiate;
mod notices;
pub mod overview;
mod page;
mod panels;
mod plan;
mod plan_words;
pub mod private;
mod question;
mod quiet;
pub mod register;
mod reports;
pub mod returns;
mod rivals;
mod room;
pub mod roster;
pub mod sample;
pub mod shown;
pub mod silence;
mod stacked;
mod state;
mod style;
mod tables;
mod threads;
pub mod todo;
mod touched;
mod typing;
mod veil_lists;
pub mod veiled;
mod writing;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
mod tests;

pub use crate::revise::marked::Side;
pub use board::Board;
pub use carry_acts::CarryAct;
pub use command::{COMMANDS, Command, Entry, Menu, Situation, When};
pub use compiled::{is_compilation, is_compiled};
pub use error::AppError;
pub use file_names::{file_name, track_name};
pub use message::Message;
pub use names::{Names, Veil};
pub use negotiate::say;
pub use page::{Page, PageParagraph, Place, Selection, View};
pub use panels::{Card, ReportLine, StatusLine, Tasks, Thread, dropped_lines};
pub use plan::{Plan, PlanKind, PlanLine, merge_opened, merge_returned, not_here_yet};
pub use question::Question;
pub use reports::Printed;
pub use room::{RoomChoices, RoomPage, RoomText, RoomTone};
pub use silence::SilenceAct;
pub use state::{App, Notice, NoticeKind};
pub use style::{Style, UnknownStyle};
pub use veil_lists::Heard;
pub use writing::{Hand, Unit, Write, Written, span as span_of};
