//! Every limit on what comes from outside, in one table. Sizes in bytes unless said otherwise.
//!
//! The size of a file is checked before it is read, what is in it while it is read: no further
//! than to the limit. An error says the number wherever a person can do something with it.

/// The largest text or Markdown source.
pub const SOURCE: u64 = 64 << 20;
/// The largest `.chapeau` project.
pub const PROJECT: u64 = 512 << 20;
/// The largest `.track`.
pub const TRACK: u64 = 64 << 20;
/// Paragraphs in one text.
pub const PARAGRAPHS: usize = 100_000;
/// How deep the elements of a web page are followed; what nests deeper keeps its words.
pub const HTML_DEPTH: usize = 512;
/// The largest PDF.
pub const PDF: u64 = 64 << 20;
/// What the objects packed in one stream of a PDF may unpack to.
pub const PDF_STREAM: usize = 8 << 20;
/// What the drawing of one page of a PDF may unpack to, and any drawing inside it.
pub const PDF_PAGE: usize = 16 << 20;
/// What all pages of a PDF with their fonts may unpack to.
pub const PDF_UNPACKED: usize = 256 << 20;
/// Numbers, names and other values of all objects in a PDF: each takes some hundred bytes.
pub const PDF_VALUES: usize = 8_000_000;
/// Values that one drawing step of a PDF may have; counted with room for those run together.
pub const PDF_OPERANDS: usize = 200_000;
/// Objects in a PDF.
pub const PDF_OBJECTS: usize = 1_000_000;
/// Pages of a PDF.
pub const PDF_PAGES: usize = 5_000;
/// How wide and how high a page of a PDF may be, in points: more than the format itself allows.
pub const PDF_SIDE: f64 = 20_000.0;
/// Drawing steps on all pages of a PDF.
pub const PDF_STEPS: usize = 10_000_000;
/// Letters on one page of a PDF.
pub const PDF_LETTERS: usize = 200_000;
/// How deep drawings in drawings of a PDF are followed.
pub const PDF_DEPTH: usize = 12;
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
/// Files in a folder of returns.
pub const RETURNS: usize = 10_000;
/// The highest number in a label.
pub const LABEL: u32 = 1_000_000;
/// The format number this program writes; a higher one is not read.
pub const FORMAT: u32 = 1;
/// The largest Word file.
pub const WORD: u64 = 128 << 20;
/// Entries in a Word file: parts, pictures and what else is packed in it.
pub const WORD_ENTRIES: usize = 8_000;
/// The largest part of a Word file that is read, unpacked.
pub const WORD_PART: u64 = 64 << 20;
/// All parts of a Word file that are read, unpacked.
pub const WORD_PARTS: u64 = 160 << 20;
/// How many times larger than packed a part may be; a megabyte may come from anything.
pub const WORD_RATIO: u64 = 250;
/// How deep the elements of a part may nest.
pub const WORD_DEPTH: usize = 200;
/// Letters of the text of a Word file, those put in and taken out among them.
pub const WORD_LETTERS: usize = 10_000_000;
/// Authors of a Word file.
pub const WORD_AUTHORS: usize = 2_000;
/// Elements and pieces of text in a part.
pub const WORD_NODES: u32 = 8_000_000;
/// Attributes of one element, and names of vocabularies that hold at one place.
pub const WORD_ATTRIBUTES: usize = 256;
/// Levels of styles that are based on one another.
pub const WORD_STYLES: usize = 32;
