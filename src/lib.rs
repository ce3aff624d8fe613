//! Chapeau: drafting negotiated text. See `docs/ARCHITECTURE.md` for the layers.

pub mod record;
pub mod text;
pub mod weave;
