//! The window. egui, eframe and rfd are named nowhere else.
//!
//! The window reads the state of the application and sends it messages; it never changes a
//! project itself.

mod door;
mod editor;
mod fonts;
mod standin;
mod theme;
mod window;

pub use window::{Window, run};
