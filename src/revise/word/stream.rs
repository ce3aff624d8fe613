//! [`Stream`]: all characters of a source with marks in one line, ends of paragraphs among them.
//!
//! Here it is settled which characters make up a paragraph of one side. Nothing is compared.

use crate::revise::marked::{Look, Marked, MarkedPlace, Trace, Tracked};
use crate::text::{Kind, NOTE, NoteId, ParagraphId, Ranges, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands for the end of a paragraph.
pub(super) const END: char = '\n';

/// One change of an atom: the numbers of its author and of the move that it is an end of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Touch {
    pub by: usize,
    pub moved: Option<usize>,
}

/// A character, a note reference or the end of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub c: char,
    pub note: Option<NoteId>,
    pub italic: bool,
    pub look: Look,
    pub put: Option<Touch>,
    pub gone: Option<Touch>,
    /// The paragraph of the source.
    pub from: usize,
    /// Where it stands on the rejected side: the paragraph and the characters before it there.
    pub base: Option<(usize, usize)>,
    /// The same for one that was moved away, which stands there no more.
    pub stood: Option<(usize, usize)>,
}

impl Atom {
    /// Where it stands, or stood before it was moved, on the rejected side.
    pub fn home(&self) -> Option<(usize, usize)> {
        self.base.or(self.stood)
    }

    pub fn is_end(&self) -> bool {
        self.c == END
    }
}

/// A paragraph of one side: which atoms it is made of.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub kind: Kind,
    pub issued: Option<String>,
    pub masthead: bool,
    pub id: Option<ParagraphId>,
    /// Its words.
    pub atoms: Vec<usize>,
    /// Its end; none where the source ends without one.
    pub end: Option<usize>,
}

/// A source in one line.
pub(super) struct Stream {
    pub atoms: Vec<Atom>,
    /// Authors by number.
    pub authors: Vec<String>,
    /// Where each paragraph of the source begins.
    starts: Vec<usize>,
}

impl Stream {
    pub fn new(copy: &Marked) -> Self {
        let mut names = Names::default();
        let mut atoms = Vec::new();
        let mut starts = Vec::with_capacity(copy.paragraphs.len());
        for (from, paragraph) in copy.paragraphs.iter().enumerate() {
            starts.push(atoms.len());
            for run in &paragraph.runs {
                let (put, gone) = names.touches(&run.tracked);
                let made = |c: char, note: Option<NoteId>| Atom {
                    // A reference to no note is no character of a text.
                    c: if c == END || c == '\r' || (c == NOTE && note.is_none()) { ' ' } else { c },
                    note,
                    italic: run.italic,
                    look: run.look,
                    put,
                    gone,
                    from,
                    base: None,
                    stood: None,
                };
                let note = run.note.filter(|_| run.text.contains(NOTE));
                atoms.extend(run.text.chars().map(|c| made(c, note.filter(|_| c == NOTE))));
            }
            let (put, gone) = names.touches(&paragraph.end);
            let (note, italic, look) = (None, false, Look::default());
            atoms.push(Atom { c: END, note, italic, look, put, gone, from, base: None, stood: None });
        }
        Self { atoms, authors: names.authors.1, starts }
    }

    /// The paragraphs of one side: those with words that are there. White space at the ends of
    /// a paragraph is none of its words.
    pub fn side(&self, copy: &Marked, there: impl Fn(&Atom) -> bool) -> Vec<Side> {
        let mut out = Vec::new();
        let mut words: Vec<usize> = Vec::new();
        for (n, atom) in self.atoms.iter().enumerate().filter(|(_, a)| there(a)) {
            if atom.is_end() {
                out.extend(self.paragraph(copy, std::mem::take(&mut words), Some(n)));
            } else {
                words.push(n);
            }
        }
        out.extend(self.paragraph(copy, words, None));
        out
    }

    fn paragraph(&self, copy: &Marked, atoms: Vec<usize>, end: Option<usize>) -> Option<Side> {
        let inked = |n: &&usize| self.atoms.get(**n).is_some_and(|a| !a.c.is_whitespace());
        let first = atoms.iter().find(inked).copied()?;
        let last = atoms.iter().rfind(inked).copied()?;
        let from = |n: usize| self.atoms.get(n).map(|a| a.from);
        let holder = end.and_then(from).filter(|p| atoms.iter().filter(inked).any(|n| from(*n) == Some(*p)));
        let opens = copy.paragraphs.get(from(first)?)?;
        // A paragraph takes after the one whose end it has, unless that has none of its words or
        // no number where the other has one; its number is that of the place where it begins.
        let holds =
            |p: &&crate::revise::marked::MarkedParagraph| p.issued.is_some() || opens.issued.is_none();
        let like = holder.and_then(|p| copy.paragraphs.get(p)).filter(holds).unwrap_or(opens);
        let id = atoms.iter().filter(inked).find_map(|n| copy.paragraphs.get(from(*n)?)?.id);
        let issued = opens.issued.clone().or_else(|| like.issued.clone());
        let atoms = atoms.into_iter().filter(|n| (first..=last).contains(n)).collect();
        Some(Side { kind: like.kind, issued, masthead: like.masthead, id, atoms, end })
    }

    /// Tells the atoms of the rejected side where they stand.
    pub fn locate(&mut self, rejected: &[Side]) {
        for (row, side) in rejected.iter().enumerate() {
            for (at, n) in side.atoms.iter().copied().chain(side.end).enumerate() {
                if let Some(atom) = self.atoms.get_mut(n) {
                    atom.base = Some((row, at));
                }
            }
        }
    }

    /// The words that these atoms are.
    pub fn words(&self, atoms: &[usize]) -> Words {
        let mut text = String::with_capacity(atoms.len());
        let (mut italic, mut notes) = (Vec::new(), Vec::new());
        let all = atoms.iter().filter_map(|n| self.atoms.get(*n));
        let all = all.filter(|a| !a.is_end());
        for (at, atom) in all.enumerate() {
            text.push(atom.c);
            notes.extend(atom.note);
            if atom.italic {
                italic.push(at..at + 1);
            }
        }
        Words::new(&text, Ranges::new(italic), Ranges::default(), notes)
    }

    /// The plain text that these atoms are.
    pub fn text(&self, atoms: &[usize]) -> String {
        let all = atoms.iter().filter_map(|n| self.atoms.get(*n));
        all.map(|a| if a.is_end() { ' ' } else { a.c }).filter(|c| *c != NOTE).collect()
    }

    /// The atoms of a paragraph of the source, its end with them.
    pub fn of(&self, paragraph: usize) -> Range<usize> {
        let start = |n: usize| self.starts.get(n).copied().unwrap_or(self.atoms.len());
        start(paragraph)..start(paragraph.saturating_add(1))
    }

    /// The number of the atom at a place of the source; that of an end at most.
    pub fn place(&self, at: MarkedPlace) -> usize {
        let Range { start, end } = self.of(at.paragraph);
        start.saturating_add(at.at).min(end.saturating_sub(1).max(start))
    }
}

/// Numbers for names.
#[derive(Default)]
struct Names {
    authors: (BTreeMap<String, usize>, Vec<String>),
    moves: BTreeMap<String, usize>,
}

impl Names {
    fn touches(&mut self, tracked: &Tracked) -> (Option<Touch>, Option<Touch>) {
        (self.touch(tracked.put.as_ref()), self.touch(tracked.gone.as_ref()))
    }

    fn touch(&mut self, trace: Option<&Trace>) -> Option<Touch> {
        let trace = trace?;
        let next = self.authors.1.len();
        let by = *self.authors.0.entry(trace.by.clone()).or_insert(next);
        if by == next {
            self.authors.1.push(trace.by.clone());
        }
        let moves = self.moves.len();
        let moved = trace.moved.as_ref().map(|name| *self.moves.entry(name.clone()).or_insert(moves));
        Some(Touch { by, moved })
    }
}
