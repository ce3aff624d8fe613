//! Chapeau: drafting negotiated text. See `docs/ARCHITECTURE.md` for the layers.

pub mod app;
pub mod cli;
pub mod diff;
pub mod format;
pub mod lexicon;
pub mod limits;
pub mod project;
pub mod record;
pub mod revise;
pub mod storage;
pub mod text;
pub mod ui;
pub mod weave;
