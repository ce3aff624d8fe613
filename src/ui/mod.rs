//! The window. egui, eframe and rfd are named nowhere else.
//!
//! The window reads the state of the application and sends it messages; it never changes a
//! project itself.

mod acts;
mod answers;
mod around;
mod cards;
mod carried;
mod comments;
mod dialogs;
mod editor;
mod export;
mod files;
mod find_bar;
mod fonts;
mod import;
mod job;
mod keys;
mod mark;
mod matrix;
mod menus;
mod notices;
mod outline;
mod palette;
mod paths;
mod plan;
mod report;
mod returns;
mod side;
mod stands;
mod status;
mod tasks;
mod theme;
mod top;
mod walk;
mod who;
mod widgets;
mod window;

pub use window::{Window, run};
