//! Every limit on what comes from outside, in one table. Sizes in bytes unless said otherwise.
//!
//! A limit is checked before anything is parsed, and its error says the number.

/// The largest text or Markdown source.
pub const SOURCE: u64 = 64 << 20;
/// The largest `.chapeau` project.
pub const PROJECT: u64 = 512 << 20;
/// The largest `.track`.
pub const TRACK: u64 = 64 << 20;
/// Paragraphs in one text.
pub const PARAGRAPHS: usize = 100_000;
/// How deep the values of a RON file may nest.
pub const RON_DEPTH: usize = 64;
/// Characters of an actor's name.
pub const NAME: usize = 200;
/// Characters of a document's words in an error message or a list.
pub const QUOTE: usize = 80;
/// Brackets in one paragraph of a compilation.
pub const BRACKETS: usize = 5_000;
/// The highest place in a paragraph that a file may name, in characters.
pub const PLACE: usize = u32::MAX as usize;
/// The highest number of a version, a return or a decision: far from where counting on ends.
pub const NUMBER: u32 = 1_000_000_000;
/// The highest number of a return that can be given by hand.
pub const RETURN: i64 = 1_000_000;
/// The highest number in a label.
pub const LABEL: u32 = 1_000_000;
/// The format number this program writes; a higher one is not read.
pub const FORMAT: u32 = 1;
