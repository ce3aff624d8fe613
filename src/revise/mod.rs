//! Proposals from a copy, import plans, carrying over, concordance, audit.
//!
//! Plain functions over texts and records. Nothing here changes a project or reads a file, and
//! nothing remembers anything: the same input gives the same result.

mod account;
mod apart;
mod asides;
mod audit;
mod between;
mod brackets;
mod changes;
mod concordance;
mod copy;
mod elements;
mod furniture;
pub mod intake;
mod links;
pub mod marked;
mod noise;
mod origins;
mod outside;
mod outside_notes;
mod outside_order;
mod pairing;
mod placement;
mod redline;
mod replay;
mod reshape;
mod rows;
mod spans;
mod structure;
mod word;
mod worded;

pub use audit::{Audit, AuditInput, AuditProposal, AuditStep, Finding, StepWhy, audit};
pub use between::{Asked, Piece, Way, between};
pub use brackets::{BracketsInput, FromBrackets, Listed, Stood, from_brackets, standing_text};
pub use changes::{TextChange, changes};
pub use concordance::{Contribution, Known, Row, concordance, csv, csv_line};
pub use copy::{CopyInput, FromCopy, from_copy};
pub use intake::{Dropped, Parsed, Repair, Report, Undo, Why};
pub use outside::{Met, Outside, outside};
pub use redline::{RedRow, Redline, Side, Stretch, redline};
pub use word::{Authored, FromMarked, MarkedInput, authors, from_marked};
pub use word::{cut_list, is_cut_list, list_in_full, whole_list};
pub use worded::Weight;
