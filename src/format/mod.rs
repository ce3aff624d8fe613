//! Bytes to project and back: every file format is read and written here.
//!
//! A reader parses and repairs; it returns a value and a report and never fails on content.

pub mod plain;
pub mod ron;
