//! The words of the field: a dictionary, the openings of UN paragraphs and who speaks there.
//!
//! `lexicon` reads nothing, writes nothing and knows no document: strings in, answers out.

mod actors;
mod count;
mod dictionary;
mod force;
mod places;
mod verbs;

pub use actors::{
    Class, KnownActor, folded_name, heard, known_actor, known_actors, known_groups, known_short, without_the,
};
pub use count::count;
pub use dictionary::Dictionary;
pub use force::{Verb, is_auxiliary, is_sequence, is_verb, opening_verb};
pub use places::{PLACES, ZONES};
pub use verbs::{Opening, Tense, opening, opening_length};
