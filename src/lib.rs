//! Chapeau: drafting negotiated text. See `docs/ARCHITECTURE.md` for the layers.

pub mod diff;
pub mod text;
