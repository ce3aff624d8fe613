//! [`Sheet`]: a text made ready to be written: the common input of the exporters.
//!
//! A sheet is plain data. Whoever writes it decides nothing any more about labels, numbers of
//! notes or whose words are shown; it never reads a project, and it knows no file format.

use crate::record::{ActorId, Ink, Marking, Pattern, SAFE, inks};
use crate::text::{Genre, Kind, NoteId, ParagraphId};
use crate::weave::{CompiledParagraph, GroupId, Run, Tag};
use std::collections::BTreeMap;
use std::sync::Arc;

pub use super::pieces::Order;
pub use super::redline::redlined;
pub use super::sheet::sheet;

/// Which labels are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Labels {
    /// As the source had them.
    #[default]
    Issued,
    /// As the room says them: PP3, OP26 bis; in an outcome document "B.", "26 bis.".
    Negotiation,
    /// As the resolution will have them: 1., (a), (i), counted afresh.
    Resolution,
}

impl Labels {
    /// The name used on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Labels::Issued => "issued",
            Labels::Negotiation => "negotiation",
            Labels::Resolution => "resolution",
        }
    }
}

impl std::str::FromStr for Labels {
    type Err = UnknownLabels;
    fn from_str(s: &str) -> Result<Self, UnknownLabels> {
        let all = [Labels::Issued, Labels::Negotiation, Labels::Resolution];
        all.into_iter().find(|l| l.name() == s).ok_or_else(|| UnknownLabels(s.chars().take(40).collect()))
    }
}

/// A string that names no kind of labels.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is no kind of labels; say issued, negotiation or resolution")]
pub struct UnknownLabels(pub String);

/// How the words of proposals are shown.
#[derive(Clone, Debug, PartialEq, Eq, Default, Hash)]
pub enum Markup {
    /// Not at all: an original, clean or final text.
    #[default]
    None,
    /// Everybody's, in attributed brackets.
    Compilation,
    /// One actor's, bold and highlighted in the whole base.
    Annotated(ActorId),
}

/// What a sheet says besides its paragraphs, and how it is to be labelled.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The title of the project, for where a page needs one.
    pub title: String,
    /// The document symbol, "A/80/L.41"; may be empty.
    pub symbol: String,
    /// The name of the revision, "Rev.1"; may be empty.
    pub revision: String,
    /// Whether the text is a resolution or an outcome document.
    pub genre: Genre,
    /// Which labels are printed.
    pub labels: Labels,
    /// How proposals are shown.
    pub markup: Markup,
    /// Where names stand in brackets.
    pub order: Order,
    /// Formal names by actor; an actor that is missing is called by its short name.
    pub names: BTreeMap<ActorId, String>,
    /// The status to print with a paragraph: "agreed ad ref". Only markup shows it.
    pub statuses: BTreeMap<ParagraphId, String>,
    /// The colours and patterns that a person gave actors.
    pub markings: BTreeMap<ActorId, Marking>,
}

/// A text made ready to be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// The title, for where a page needs one; the title that is printed is a paragraph.
    pub title: String,
    /// The document symbol; may be empty.
    pub symbol: String,
    /// The name of the revision; may be empty.
    pub revision: String,
    /// What stands under the title: "with comments by the Universal Postal Union (UPU)".
    pub subtitle: Option<String>,
    /// The paragraphs, in order.
    pub paragraphs: Vec<SheetParagraph>,
    /// The notes that are referred to, with their numbers, in order.
    pub notes: Vec<(usize, String)>,
    /// What notes said before, by number, where one text stands on another.
    pub notes_before: BTreeMap<usize, String>,
    /// The number of each note.
    pub note_numbers: BTreeMap<NoteId, usize>,
    /// Those who have proposals on the sheet, by short name.
    pub actors: Vec<SheetActor>,
    /// The colours and patterns that a person gave actors.
    pub markings: BTreeMap<ActorId, Marking>,
    /// How proposals are shown.
    pub markup: Markup,
    /// Whether it is one text on another: then what is put in is this text, what is taken out
    /// the other, and every paragraph says which of them it is in.
    pub redline: bool,
    /// Where moves that are proposed want their paragraphs: behind which one, or at the
    /// beginning.
    pub moves: BTreeMap<GroupId, Option<ParagraphId>>,
}

impl Sheet {
    /// The number of the note that a run refers to.
    pub fn number_of(&self, run: &Run) -> Option<usize> {
        run.note.and_then(|id| self.note_numbers.get(&id).copied())
    }

    /// Whether a title is among the paragraphs.
    pub fn has_title(&self) -> bool {
        self.paragraphs.iter().any(|p| p.kind == Kind::Title)
    }

    /// The colour and pattern of each actor: see [`Shade`].
    pub fn shades(&self) -> BTreeMap<&ActorId, Shade> {
        let ids: Vec<&ActorId> = self.actors.iter().map(|a| &a.id).collect();
        let all = inks(&ids, &self.markings).into_iter();
        all.map(|(id, (ink, pattern))| (id, Shade { ink, pattern })).collect()
    }
}

/// How an actor is told apart: a colour of the palette and a pattern of the line under its
/// words. The colour follows from the name; where two have the same, the later name takes the
/// next free one. Only the name itself, which is always printed, is sure to be its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade {
    /// The colour: one of [`Shade::COLOURS`], unless a person chose another.
    pub ink: Ink,
    /// The pattern.
    pub pattern: Pattern,
}

impl Shade {
    /// The colours of the palette (Okabe and Ito, with grey for black).
    pub const COLOURS: usize = SAFE.len();
    /// Solid, double, dashed, dotted, wavy.
    pub const PATTERNS: usize = Pattern::ALL.len();
}

/// Somebody with proposals on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetActor {
    /// The short name.
    pub id: ActorId,
    /// The formal name.
    pub name: String,
    /// How many proposals it has on the sheet.
    pub proposals: usize,
}

/// A paragraph made ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetParagraph {
    /// The paragraph of the text that it is; none for a proposed one.
    pub id: Option<ParagraphId>,
    /// What it is.
    pub kind: Kind,
    /// Whether it is a line of the masthead.
    pub masthead: bool,
    /// The label as it is printed: "26.", "(a)", "PP3", "B.".
    pub label: Option<String>,
    /// The level of a sub-paragraph; 0 for all others.
    pub level: u8,
    /// The words with their marks, in order.
    pub runs: Vec<Run>,
    /// The words in attributed brackets, with tags: what [`crate::weave::inline`] says. Where
    /// all sides of a bracket begin with a space, one stands before it instead. Without
    /// proposals, the runs alone.
    pub pieces: Vec<Piece>,
    /// What is asked of the paragraph without words of its own, placements among it.
    pub tags: Vec<Tag>,
    /// What the runs were made from, for those who need the tree.
    pub woven: Option<Arc<CompiledParagraph>>,
    /// How far it has come; none if open or not to be shown.
    pub status: Option<String>,
    /// Where it stands in a text on another, and as one end of a move.
    pub passage: Option<Passage>,
    /// Whether it is a version of the paragraph above, or the names over one: see
    /// [`super::stacked`].
    pub version: bool,
}

/// What becomes of a paragraph as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What.
    pub way: Way,
    /// By whom.
    pub by: Vec<ActorId>,
    /// Its label before that, as it is printed.
    pub was: Option<String>,
    /// The number of the move that it is one end of.
    pub moved: Option<usize>,
}

/// What becomes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It stays.
    Stays,
    /// It comes in.
    Comes,
    /// It goes.
    Goes,
}

impl SheetParagraph {
    /// A paragraph of a kind without words.
    pub fn empty(kind: Kind) -> Self {
        Self {
            id: None,
            kind,
            masthead: false,
            label: None,
            level: kind.level(),
            runs: Vec::new(),
            pieces: Vec::new(),
            tags: Vec::new(),
            woven: None,
            status: None,
            passage: None,
            version: false,
        }
    }

    /// What to print: in a compilation the brackets, in the words of one actor the runs with
    /// its tags, whose marks say all.
    pub fn printed(&self, markup: &Markup) -> Vec<Piece> {
        match markup {
            Markup::Annotated(_) => {
                let runs = self.runs.iter().cloned().map(Piece::Run);
                runs.chain(self.tags.iter().cloned().map(Piece::Tag)).collect()
            }
            _ => self.pieces.clone(),
        }
    }
}

/// A part of a printed paragraph.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words of the text or of a proposal.
    Run(Run),
    /// What the printer adds: a bracket, a slash, a dash, " add", " delete".
    Sign(&'static str),
    /// A line that the printer adds: the names over a version.
    Text(String),
    /// The names of those who want what stands before.
    Names(Vec<ActorId>),
    /// Something asked without words of its own, at its place.
    Tag(Tag),
}

/// A tag in words, as the bracket text has it: "[EU reserves]", "[EU: move after OP4]",
/// "/UPU: possibly also in OP8/". Where it is clear who speaks, `named` is false and a
/// placement stands alone between its slashes.
pub fn tag_words(tag: &Tag, named: bool) -> String {
    let by = names(&tag.by);
    let named = named && !by.is_empty();
    match (tag.what, named) {
        (what, _) if by.is_empty() && what != "placement" => format!("[{}]", tag.text),
        ("placement", true) => format!("/{by}: {}/", tag.text),
        ("placement", false) => format!("/{}/", tag.text),
        ("reserve" | "retain" | "doubt", _) => format!("[{by} {}]", tag.text),
        _ => format!("[{by}: {}]", tag.text),
    }
}

/// Short names with commas between them; nothing where no names are shown.
pub fn names(by: &[ActorId]) -> String {
    let named = by.iter().filter(|a| !a.is_unnamed());
    named.map(ActorId::as_str).collect::<Vec<_>>().join(", ")
}
