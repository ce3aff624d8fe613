//! The arguments of the command line. Names here are fixed; scripts depend on them.

use super::carry::Carry;
use super::returns::Returns;
use super::revise::{Concordance, Revise};
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Drafting negotiated text: nothing lost, every word attributed.
#[derive(Debug, Parser)]
#[command(name = "chapeau", version, about, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// Files to open in the window: a project, returns, or a text to import.
    pub files: Vec<PathBuf>,
    /// What to do without the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do without the window.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the window on the built-in sample negotiation.
    Demo,
    /// Make a project of a text (Word, PDF, web page, plain text or Markdown).
    Import(Import),
    /// Show a project's text, proposals and actors.
    Show(Show),
    /// Make or write what one actor says.
    #[command(subcommand)]
    Track(Track),
    /// Merge returns, Word files with tracked changes, or copies of the project.
    Merge(Merge),
    /// Show who sent what on which revision, who is missing, and what waits to be merged.
    Returns(Returns),
    /// Decide on proposals or groups.
    Decide(Decide),
    /// Show or set how far paragraphs have come, with the log.
    Status(super::ladder::StatusArgs),
    /// Run a silence procedure, or show how it stands.
    Silence(super::silence::SilenceArgs),
    /// Issue the working text, or a text from outside, as the next revision.
    Revise(Revise),
    /// List what was not carried over as it was, and settle it.
    Carry(Carry),
    /// Write which paragraph of one revision became which of another.
    Concordance(Concordance),
    /// Account for every word and proposal between two revisions.
    Audit(super::audit::Audit),
    /// Compare any two texts.
    Diff(Diff),
    /// List who is known, or change what a project says of an actor.
    Actors(Actors),
    /// Show who asks for what where, and who stands how on it.
    Matrix(Matrix),
    /// Show what is still in brackets, by section and by actor, over the revisions.
    Overview(super::overview::Overview),
    /// List what waits for a person.
    Tasks(super::overview::Tasks),
    /// List what merged copies of a project made differently, and choose.
    Copies(super::copies::Copies),
    /// Write or list private notes, which lie beside the project and go nowhere.
    Note(super::notes::Note),
    /// Write a project's text for others (docx, txt, md, html).
    Export(Export),
    /// Make up a negotiation of any size, to try things on and to measure.
    Invent(super::invent::Invent),
    /// Check that a .chapeau or .track is whole.
    Verify {
        /// The file.
        file: PathBuf,
    },
}

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// The text; - is the standard input.
    pub source: PathBuf,
    /// How tracked changes of a Word file are taken.
    #[arg(long, value_parser = ["accepted", "rejected"], default_value = "accepted")]
    pub changes: String,
    /// What brackets with names in them become: words of the text, or proposals of those named.
    #[arg(long, value_parser = ["words", "tracks"], default_value = "words")]
    pub brackets: String,
    /// With --brackets tracks: who a name is that nobody knows; its own name for a new actor,
    /// nothing for no actor; can be said several times.
    #[arg(long = "author", value_name = "NAME=ACTOR")]
    pub authors: Vec<String>,
    /// The project to write.
    #[arg(short, long)]
    pub output: PathBuf,
    /// The name of the first revision.
    #[arg(long, default_value = "Zero draft")]
    pub name: String,
    /// The title, if another than the text's own.
    #[arg(long)]
    pub title: Option<String>,
    /// The symbol, if another than the text's own.
    #[arg(long)]
    pub symbol: Option<String>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `show`
#[derive(Debug, Args)]
pub struct Show {
    /// The project.
    pub project: PathBuf,
    /// A revision as it was issued, instead of the working text.
    #[arg(long)]
    pub revision: Option<String>,
    /// original, compilation, clean, final:ACTOR or annotated:ACTOR.
    #[arg(long)]
    pub view: Option<String>,
    /// issued, negotiation or resolution.
    #[arg(long)]
    pub labels: Option<String>,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `track`
#[derive(Debug, Subcommand)]
pub enum Track {
    /// Turn an edited copy into the return of an actor, by its differences.
    FromCopy(FromCopy),
    /// Turn a compilation in attributed brackets into the returns of its actors.
    FromBrackets(FromBrackets),
    /// Write the return of an actor out of a project.
    Export(TrackExport),
    /// Take a position on proposals as an actor, or take it back.
    Say(TrackSay),
    /// Comment on a paragraph as an actor.
    Comment(TrackComment),
    /// See where the wishes of a member depart from the return of its group.
    Compare(super::groups::Compare),
}

/// `track from-copy`
#[derive(Debug, Args)]
pub struct FromCopy {
    /// The project that the copy answers.
    pub project: PathBuf,
    /// The edited copy.
    pub edited: PathBuf,
    /// Whose it is.
    #[arg(long = "as")]
    pub actor: String,
    /// The track to write.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Whom an author of a Word file speaks for; can be said several times.
    #[arg(long = "author", value_name = "NAME=ACTOR")]
    pub authors: Vec<String>,
    /// The number of the return, if another than the next.
    #[arg(long = "return", value_parser = clap::value_parser!(u32).range(1..=crate::limits::RETURN))]
    pub number: Option<u32>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `track from-brackets`
#[derive(Debug, Args)]
pub struct FromBrackets {
    /// The project that the compilation is about.
    pub project: PathBuf,
    /// The compilation: bracketed, attributed text.
    pub compilation: PathBuf,
    /// The folder for the tracks, one an actor.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Who a name is that nobody knows; its own name for a new actor, nothing for no actor; can
    /// be said several times.
    #[arg(long = "author", value_name = "NAME=ACTOR")]
    pub authors: Vec<String>,
    /// Replace existing files.
    #[arg(long)]
    pub force: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `track export`
#[derive(Debug, Args)]
pub struct TrackExport {
    /// The project.
    pub project: PathBuf,
    /// Whose return.
    #[arg(long = "as")]
    pub actor: String,
    /// As a group, or of several.
    #[command(flatten)]
    pub together: super::groups::Together,
    /// The track to write.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
}

/// `track comment`
#[derive(Debug, Args)]
pub struct TrackComment {
    /// The project.
    pub project: PathBuf,
    /// Who comments.
    #[arg(long = "as")]
    pub actor: String,
    /// The paragraph: 26, OP26, B, PP2.
    pub label: String,
    /// What to say.
    pub text: String,
    /// The track to write; an existing one of the same actor is added to.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Replace an existing file that is no track of this actor.
    #[arg(long)]
    pub force: bool,
}

/// What an actor says of proposals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Says {
    /// Supports them.
    Support,
    /// Opposes them.
    Oppose,
    /// Reserves its position on them.
    Reserve,
    /// Can live with them.
    LiveWith,
    /// Takes its position back, or its own proposals.
    Withdraw,
}

/// `track say`
#[derive(Debug, Args)]
pub struct TrackSay {
    /// The project.
    pub project: PathBuf,
    /// Who says it.
    #[arg(long = "as")]
    pub actor: String,
    /// It was said from the floor: who recorded it.
    #[arg(long)]
    pub floor: Option<String>,
    /// On what condition: “OP5 if OP12 goes”.
    #[arg(long)]
    pub condition: Option<String>,
    /// What is said.
    #[arg(value_enum)]
    pub says: Says,
    /// Proposals or groups, by their names.
    #[arg(required = true)]
    pub ids: Vec<String>,
    /// The track to write; an existing one of the same actor is added to.
    #[arg(short, long)]
    pub output: PathBuf,
    /// Replace an existing file that is no track of this actor.
    #[arg(long)]
    pub force: bool,
}

/// `matrix`
#[derive(Debug, Args)]
pub struct Matrix {
    /// The project.
    pub project: PathBuf,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// Print JSON.
    #[arg(long, conflicts_with_all = ["csv", "html"])]
    pub json: bool,
    /// Print CSV.
    #[arg(long, conflicts_with = "html")]
    pub csv: bool,
    /// Print a page.
    #[arg(long)]
    pub html: bool,
}

/// `merge`
#[derive(Debug, Args)]
pub struct Merge {
    /// The project.
    pub project: PathBuf,
    /// Returns, Word files with tracked changes, copies of the project, or folders of returns.
    #[arg(required_unless_present = "returns")]
    pub tracks: Vec<PathBuf>,
    /// Merge what waits in the folder “returns” beside the project.
    #[arg(long)]
    pub returns: bool,
    /// Do not keep a copy of each file in that folder.
    #[arg(long)]
    pub no_originals: bool,
    /// The day on which the files were received, to be kept in the register: 2026-11-22.
    #[arg(long, value_name = "DAY")]
    pub received: Option<String>,
    /// Whom an author of a Word file speaks for; can be said several times, and is remembered.
    #[arg(long = "author", value_name = "NAME=ACTOR")]
    pub authors: Vec<String>,
    /// Where to write; the project itself without it.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `decide`
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("outcome").required(true).args(["accept", "reject", "bracket", "defer"]))]
#[command(group = ArgGroup::new("which").required(true).args(["ids", "all", "like", "mechanical"]))]
pub struct Decide {
    /// The project.
    pub project: PathBuf,
    /// Proposals or groups, by their names.
    pub ids: Vec<String>,
    /// Accept.
    #[arg(long)]
    pub accept: bool,
    /// Reject.
    #[arg(long)]
    pub reject: bool,
    /// Keep in brackets.
    #[arg(long)]
    pub bracket: bool,
    /// Put off.
    #[arg(long)]
    pub defer: bool,
    /// All that is open; what touches another stays open and is listed.
    #[arg(long)]
    pub all: bool,
    /// With --all: only what this actor backs.
    #[arg(long, requires = "all")]
    pub by: Option<String>,
    /// With --accept: all that ask for the same old words by the same new ones as this proposal.
    #[arg(long, value_name = "ID", requires = "accept", conflicts_with_all = ["all", "ids", "text", "at"])]
    pub like: Option<String>,
    /// With --accept: typing errors, also and further, punctuation and quotation marks; no numbers.
    #[arg(long, requires = "accept", conflicts_with_all = ["all", "like", "ids", "text", "at"])]
    pub mechanical: bool,
    /// With --accept: the words as modified; of several on one paragraph, its new words.
    #[arg(long, requires = "accept", conflicts_with_all = ["all", "at"])]
    pub text: Option<String>,
    /// With --accept of a placement: the paragraphs where its words are to stand.
    #[arg(long, requires = "accept", conflicts_with = "all")]
    pub at: Vec<String>,
    /// Where to write; the project itself without it.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// A text, a project, or PROJECT@REVISION.
    pub a: String,
    /// Another.
    pub b: String,
    /// Print JSON.
    #[arg(long, conflicts_with = "html")]
    pub json: bool,
    /// Print a page.
    #[arg(long)]
    pub html: bool,
}

/// `actors`
#[derive(Debug, Args)]
pub struct Actors {
    /// The project whose word counts before the program's own table.
    pub project: Option<PathBuf>,
    /// Only this one, by any spelling.
    #[arg(long, value_name = "ACTOR")]
    pub of: Option<String>,
    /// Add an actor to the project, or change what it says of one.
    #[arg(long, visible_alias = "set", value_name = "ACTOR", requires = "project", conflicts_with = "of")]
    pub add: Option<String>,
    /// The formal name, with --add.
    #[arg(long, requires = "add")]
    pub name: Option<String>,
    /// Another spelling, with --add; may be repeated.
    #[arg(long, requires = "add")]
    pub alias: Vec<String>,
    /// A member of the group, with --add; may be repeated.
    #[arg(long, requires = "add", value_name = "ACTOR")]
    pub member: Vec<String>,
    /// An alias or a member that goes, with --add; may be repeated.
    #[arg(long, requires = "add", value_name = "NAME")]
    pub drop: Vec<String>,
    /// Its colour, with --add: #0072b2, or orange, sky blue, green, yellow, blue, vermilion,
    /// purple, grey; “auto” for the one that follows from its name.
    #[arg(long, requires = "add")]
    pub colour: Option<String>,
    /// Its pattern, with --add: solid, double, dashes, dots, wave or auto.
    #[arg(long, requires = "add")]
    pub pattern: Option<String>,
    /// Take back what the project says of an actor who has said nothing in it.
    #[arg(long, value_name = "ACTOR", requires = "project", conflicts_with_all = ["add", "of"])]
    pub remove: Option<String>,
    /// Where to write; the project itself without it.
    #[arg(short, long, requires = "project")]
    pub output: Option<PathBuf>,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `export`
#[derive(Debug, Args)]
pub struct Export {
    /// The project.
    pub project: PathBuf,
    /// The file to write; - is the standard output.
    #[arg(short, long)]
    pub output: PathBuf,
    /// docx, txt, md or html, if another than the file's name says.
    #[arg(long)]
    pub format: Option<String>,
    /// original, compilation, clean, final:ACTOR or annotated:ACTOR.
    #[arg(long)]
    pub view: Option<String>,
    /// issued, negotiation or resolution.
    #[arg(long)]
    pub labels: Option<String>,
    /// Only the proposals of these actors.
    #[arg(long, num_args = 1..)]
    pub track: Vec<String>,
    /// Whose names are shown: all, groups (delegations are counted) or none.
    #[arg(long, default_value = "all")]
    pub names: crate::app::Names,
    /// How the compilation is printed: inline, prefix, stacked, matrix or tracked.
    #[arg(long, conflicts_with = "brackets")]
    pub style: Option<String>,
    /// In Word, as --style inline.
    #[arg(long)]
    pub brackets: bool,
    /// In Word, the text as tracked changes on another: any text, a project, or PROJECT@REVISION.
    #[arg(long, value_name = "BASE", conflicts_with_all = ["brackets", "track"])]
    pub against: Option<String>,
    /// In Word, a table with an empty column for comments; with --view, filled with what was said.
    #[arg(long, conflicts_with_all = ["brackets", "against"])]
    pub sheet: bool,
    /// Replace an existing file.
    #[arg(long)]
    pub force: bool,
}
