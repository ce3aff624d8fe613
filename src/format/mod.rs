//! Bytes to project and back: every file format is read and written here.
//!
//! A reader parses and repairs; it returns a value and a report and never fails on content.
//! A writer of text is a pure function of a [`page::Sheet`]: equal sheets give equal bytes.

mod columns;
pub mod docx;
pub mod html;
pub mod md;
pub mod page;
pub mod pdf;
mod pieces;
pub mod plain;
mod redline;
pub mod ron;
mod sheet;
pub mod stacked;
pub mod target;
pub mod txt;

pub use columns::columns;
