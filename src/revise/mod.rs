//! Proposals from a copy, import plans, carrying over, concordance, audit.

pub mod intake;
