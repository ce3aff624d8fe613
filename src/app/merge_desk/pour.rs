//! Pouring marked runs over words: who brings which of them.
//!
//! The words are given and never changed. Where the runs do not spell them the words come out
//! without marks, by the caller: a mark is an ornament, the words are not.

use crate::record::ActorId;
use crate::text::{NOTE, NoteId, Words};

/// Whether words stand, go or come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// They stand.
    Kept,
    /// They go.
    Gone,
    /// They come.
    New,
}

/// Words of one author and one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words; a note reference is a piece of its own with one U+FFFC.
    pub text: String,
    /// What becomes of them.
    pub part: Part,
    /// Who asks for that; nobody for words that stand.
    pub by: Vec<ActorId>,
    /// Whether they are italic.
    pub italic: bool,
    /// Whether they are bold in the text itself.
    pub bold: bool,
    /// The note referred to.
    pub note: Option<NoteId>,
}

/// A run to pour.
pub(super) type Source = Piece;

impl Piece {
    /// All words of a paragraph, of one part and by the same.
    pub fn all(words: &Words, part: Part, by: &[ActorId]) -> Vec<Piece> {
        let mut out = Vec::new();
        for (range, italic, bold) in words.styled_runs() {
            let cut = words.slice(range);
            let mut notes = cut.notes().iter();
            let pieces = cut.text().split_inclusive(NOTE).flat_map(|s| match s.strip_suffix(NOTE) {
                Some(before) => vec![before, s.get(before.len()..).unwrap_or_default()],
                None => vec![s],
            });
            for text in pieces.filter(|s| !s.is_empty()) {
                let note = text.starts_with(NOTE).then(|| notes.next().copied()).flatten();
                out.push(Piece { text: text.to_owned(), part, by: by.to_vec(), italic, bold, note });
            }
        }
        out
    }

    fn like(&self, text: String) -> Piece {
        Piece { text, ..self.clone() }
    }

    fn goes_with(&self, other: &Piece) -> bool {
        let style = |p: &Piece| (p.part, p.italic, p.bold);
        style(self) == style(other) && self.by == other.by && self.note.is_none() && other.note.is_none()
    }
}

/// The runs over each of these paragraphs of words, in order; none for those they do not spell.
/// Where a paragraph is cut the space at the cut is in neither part. Words behind the last run
/// stand, whoever wrote them: they were joined from another paragraph.
pub(super) fn pour(runs: &[Source], texts: &[Words]) -> Vec<Option<Vec<Piece>>> {
    let mut left = Left::new(runs);
    let mut out = Vec::new();
    for (n, words) in texts.iter().enumerate() {
        out.push(left.fill(words, n + 1 == texts.len()));
    }
    // Words that no paragraph took: then nothing of it can be trusted.
    if left.rest().any(|(c, run)| run.part != Part::Gone && !c.is_whitespace()) {
        out.iter_mut().for_each(|row| *row = None);
    }
    out
}

/// The characters of the runs that were not poured yet.
struct Left<'a> {
    all: Vec<(char, &'a Source)>,
    at: usize,
}

impl<'a> Left<'a> {
    fn new(runs: &'a [Source]) -> Self {
        let all = runs.iter().flat_map(|run| run.text.chars().map(move |c| (c, run))).collect();
        Self { all, at: 0 }
    }

    fn rest(&self) -> impl Iterator<Item = &(char, &'a Source)> {
        self.all.get(self.at..).unwrap_or_default().iter()
    }

    fn fill(&mut self, words: &Words, last: bool) -> Option<Vec<Piece>> {
        let mut out: Vec<Piece> = Vec::new();
        let text: Vec<char> = words.text().chars().collect();
        let mut done = 0;
        while let Some((c, run)) = self.all.get(self.at).copied() {
            if run.part == Part::Gone {
                put(&mut out, c, run);
            } else if text.get(done) == Some(&c) {
                put(&mut out, c, run);
                done += 1;
            } else if c == '\n' || c.is_whitespace() {
                // The space where two paragraphs part.
                if done < text.len() && c != '\n' {
                    return None;
                }
            } else if done == text.len() && !last {
                break;
            } else {
                return None;
            }
            self.at += 1;
        }
        let behind = words.slice(done..usize::MAX);
        out.extend(Piece::all(&behind, Part::Kept, &[]));
        Some(out)
    }
}

fn put(out: &mut Vec<Piece>, c: char, run: &Source) {
    match out.last_mut() {
        Some(last) if last.goes_with(run) => last.text.push(c),
        _ => out.push(run.like(c.to_string())),
    }
}
