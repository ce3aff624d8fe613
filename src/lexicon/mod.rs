//! The words of the field: a dictionary and the openings of UN paragraphs.
//!
//! `lexicon` reads nothing, writes nothing and knows no document: strings in, answers out.

mod dictionary;
mod verbs;

pub use dictionary::Dictionary;
pub use verbs::{Opening, Tense, opening, opening_length};
