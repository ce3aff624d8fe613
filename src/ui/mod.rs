//! The window. egui, eframe and rfd are named nowhere else.
//!
//! The window reads the state of the application and sends it messages; it never changes a
//! project itself.

mod actor;
mod acts;
mod alike;
mod answers;
mod around;
mod audit;
mod cards;
mod carried;
mod choose;
mod comments;
mod compare;
mod compiled;
mod dialogs;
mod editor;
mod export;
mod files;
mod find_bar;
mod fonts;
mod import;
mod job;
mod keys;
mod ladder;
mod legend;
mod lines;
mod mark;
mod matrix;
mod menus;
mod merge_desk;
mod notices;
mod outline;
mod overview;
mod palette;
mod paths;
mod patterns;
mod plan;
mod private;
mod report;
mod returns;
mod room;
mod side;
mod silence;
mod stands;
mod status;
mod tasks;
mod theme;
mod todo;
mod top;
mod walk;
mod who;
mod widgets;
mod window;

pub use window::{Window, run};
