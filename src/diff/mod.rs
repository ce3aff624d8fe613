//! Differences: words inside a paragraph, alignment of paragraphs, what is mechanical.
//!
//! `diff` works on plain strings and kinds. It knows nothing of actors, proposals or files,
//! reads no clock and holds no state: the same input gives the same output. U+FFFC, a note
//! reference, takes no part in any comparison but that of [`words_exact`].

mod align;
mod candidates;
mod carried;
mod coarse;
mod cuts;
mod fold;
mod interner;
mod leftovers;
mod matching;
mod mechanical;
mod nearest;
#[cfg(test)]
mod seeds;
mod slide;
mod spine;
mod tokens;
mod units;
mod weights;
mod words;

pub use align::{Alignment, Class, Item, Pair, align};
pub use carried::{Carried, carried};
pub use fold::key;
pub use mechanical::is_mechanical;
pub use nearest::Texts;
pub use tokens::{Shape, Token, tokens};
pub use words::{Hunk, Op, script, similarity, words, words_exact, words_least};
