//! Bytes and project.

pub mod ron;
