//! Chapeau: drafting negotiated text. See `docs/ARCHITECTURE.md` for the layers.

pub mod app;
pub mod format;
pub mod record;
pub mod text;
pub mod weave;
