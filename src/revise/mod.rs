//! Proposals from a copy, import plans, carrying over, concordance, audit.

pub mod intake;

pub use intake::{Dropped, Parsed, Repair, Report, Undo, Why};
