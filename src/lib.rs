//! Chapeau: drafting negotiated text. See `docs/ARCHITECTURE.md` for the layers.

pub mod format;
pub mod lexicon;
pub mod revise;
pub mod text;
