//! [`Document`]: one rope with a table of paragraphs beside it.
//!
//! Paragraphs are the lines of the rope. The document is always whole: as many lines as
//! paragraphs, no line break inside one, one note identity a note character. It changes only
//! through [`super::Change`]; what changed it is not known here.

use super::ids::{Hash, Hasher, NoteId, ParagraphId};
use super::kind::Kind;
use super::label::Label;
use super::ranges::Ranges;
use super::words::Words;
use ropey::Rope;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// All of a paragraph but its words: what a proposal or a change to the words never touches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The stable identity.
    pub id: ParagraphId,
    /// What it is.
    pub kind: Kind,
    /// The label as the source had it ("26.", "A.", "(a)").
    pub issued: Option<String>,
    /// The negotiation label, once allotted.
    pub label: Option<Label>,
    /// Whether a plain paragraph is a line of the masthead.
    pub masthead: bool,
}

impl Meta {
    /// A paragraph of `kind` that no source has issued and that has no label yet.
    pub fn new(id: ParagraphId, kind: Kind) -> Self {
        Self { id, kind, issued: None, label: None, masthead: false }
    }
}

/// A paragraph with its words, as a value of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// All but the words.
    pub meta: Meta,
    /// The words.
    pub words: Words,
}

/// A paragraph as a reader of files hands it over, before it has an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub kind: Kind,
    /// The label in the source, without the space after it.
    pub issued: Option<String>,
    /// Whether it is a line of the masthead.
    pub masthead: bool,
    /// Its words.
    pub words: Words,
}

/// The styles and notes of one line; its text is in the rope.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Line {
    italic: Ranges,
    bold: Ranges,
    notes: Vec<NoteId>,
}

#[derive(Clone, Debug)]
struct Row {
    meta: Arc<Meta>,
    line: Arc<Line>,
}

/// The text of one state of a negotiation. Cloning is cheap: all large parts are shared.
#[derive(Clone, Debug, Default)]
pub struct Document {
    rope: Rope,
    rows: Vec<Row>,
    places: Arc<HashMap<ParagraphId, usize>>,
    notes: Arc<BTreeMap<NoteId, Arc<str>>>,
}

impl Document {
    /// The document of imported paragraphs. Identities follow from ordinal and content: two
    /// imports of one source agree. Negotiation labels are allotted.
    pub fn imported(sources: Vec<Source>, notes: BTreeMap<NoteId, String>) -> Self {
        let paragraphs = sources
            .into_iter()
            .enumerate()
            .map(|(i, s)| {
                let id = ParagraphId::of(&[&i.to_string(), &s.kind.to_string(), s.words.text()]);
                let meta = Meta { id, kind: s.kind, issued: s.issued, label: None, masthead: s.masthead };
                Paragraph { meta, words: s.words }
            })
            .collect();
        let mut document = Self::of(paragraphs, notes);
        super::numbering::allot(&mut document);
        document
    }

    /// The document of these paragraphs. A paragraph whose identity is already there gets a
    /// fresh one, which follows from the old and its place.
    pub fn of(paragraphs: Vec<Paragraph>, notes: BTreeMap<NoteId, String>) -> Self {
        let mut seen = std::collections::HashSet::new();
        let mut text = String::new();
        let mut rows = Vec::with_capacity(paragraphs.len());
        for (i, mut p) in paragraphs.into_iter().enumerate() {
            while !seen.insert(p.meta.id) {
                p.meta.id = ParagraphId::of(&[&p.meta.id.to_string(), &i.to_string()]);
            }
            if i > 0 {
                text.push('\n');
            }
            text.push_str(p.words.text());
            rows.push(row(p));
        }
        let notes = notes.into_iter().map(|(id, t)| (id, Arc::from(t))).collect();
        let mut out =
            Self { rope: Rope::from_str(&text), rows, places: Arc::default(), notes: Arc::new(notes) };
        out.index();
        out
    }

    fn index(&mut self) {
        self.places = Arc::new(self.rows.iter().enumerate().map(|(i, r)| (r.meta.id, i)).collect());
    }

    /// The number of paragraphs.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no paragraph.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rope: the words of all paragraphs, a line each.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    /// The ordinal of a paragraph.
    pub fn place(&self, id: ParagraphId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// All but the words of the paragraph at an ordinal.
    pub fn meta(&self, at: usize) -> Option<&Meta> {
        self.rows.get(at).map(|r| r.meta.as_ref())
    }

    /// All but the words of a paragraph.
    pub fn meta_of(&self, id: ParagraphId) -> Option<&Meta> {
        self.place(id).and_then(|at| self.meta(at))
    }

    /// The label of the paragraph at an ordinal as it is printed: "OP5 bis"; none where it has none
    /// or is not there.
    pub fn label_at(&self, at: usize) -> Option<String> {
        self.meta(at)?.label.as_ref().map(ToString::to_string)
    }

    /// The same of the paragraph of an identity.
    pub fn label_of(&self, id: ParagraphId) -> Option<String> {
        self.place(id).and_then(|at| self.label_at(at))
    }

    /// What a paragraph is called: its label, or its kind where it has none; none where it is not
    /// there.
    pub fn name_of(&self, id: ParagraphId) -> Option<String> {
        self.label_of(id).or_else(|| self.meta_of(id).map(|m| m.kind.name().to_owned()))
    }

    /// All but the words of every paragraph, in order.
    pub fn metas(&self) -> impl ExactSizeIterator<Item = &Meta> + DoubleEndedIterator + Clone {
        self.rows.iter().map(|r| r.meta.as_ref())
    }

    /// The words of the paragraph at an ordinal; empty past the end.
    pub fn words(&self, at: usize) -> Words {
        let Some(row) = self.rows.get(at) else { return Words::default() };
        Words::new(&self.text(at), row.line.italic.clone(), row.line.bold.clone(), row.line.notes.clone())
    }

    /// The words of a paragraph.
    pub fn words_of(&self, id: ParagraphId) -> Option<Words> {
        self.place(id).map(|at| self.words(at))
    }

    /// The text of the paragraph at an ordinal, with its note characters.
    pub fn text(&self, at: usize) -> String {
        if at >= self.rows.len() {
            return String::new();
        }
        let mut text = self.rope.line(at).to_string();
        if text.ends_with('\n') {
            text.pop();
        }
        text
    }

    /// The length of the paragraph at an ordinal, in characters; without making its text.
    pub fn len_of(&self, at: usize) -> usize {
        if at >= self.rows.len() {
            return 0;
        }
        let last = usize::from(at + 1 < self.rows.len());
        self.rope.line(at).len_chars() - last
    }

    /// The paragraph at an ordinal, as a value.
    pub fn paragraph(&self, at: usize) -> Option<Paragraph> {
        let meta = self.meta(at)?.clone();
        Some(Paragraph { meta, words: self.words(at) })
    }

    /// Every paragraph as a value, in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph> + '_ {
        (0..self.len()).filter_map(|at| self.paragraph(at))
    }

    /// The text of a note.
    pub fn note(&self, id: NoteId) -> Option<&str> {
        self.notes.get(&id).map(AsRef::as_ref)
    }

    /// Every note there is, referred to or not, by identity.
    pub fn notes(&self) -> impl Iterator<Item = (NoteId, &str)> {
        self.notes.iter().map(|(id, text)| (*id, text.as_ref()))
    }

    /// The notes that are referred to, in the order of their first references: note 1, 2 ….
    pub fn note_order(&self) -> Vec<NoteId> {
        let mut seen = std::collections::HashSet::new();
        let all = self.rows.iter().flat_map(|r| r.line.notes.iter().copied());
        all.filter(|id| seen.insert(*id)).collect()
    }

    /// The notes referred to in the paragraph at an ordinal, in order.
    pub fn notes_at(&self, at: usize) -> &[NoteId] {
        self.rows.get(at).map_or(&[], |r| &r.line.notes)
    }

    /// The hash of kinds, text and notes: the name of a revision's content. Identities and
    /// labels do not enter it, so that two imports of one source agree.
    pub fn hash(&self) -> Hash {
        let mut hasher = Hasher::new();
        for (at, meta) in self.metas().enumerate() {
            hasher.part(&meta.kind.to_string());
            hasher.part(&self.text(at));
            for id in self.notes_at(at) {
                hasher.part(self.note(*id).unwrap_or_default());
            }
        }
        hasher.finish()
    }

    // What follows is for `change` and `numbering` only.

    pub(super) fn set_meta(&mut self, at: usize, meta: Meta) {
        let moved = self.rows.get(at).is_some_and(|r| r.meta.id != meta.id);
        if let Some(row) = self.rows.get_mut(at) {
            row.meta = Arc::new(meta);
        }
        if moved {
            self.index();
        }
    }

    /// Replaces the words of one line; only the changed middle touches the rope.
    pub(super) fn set_words(&mut self, at: usize, words: Words) {
        let old = self.text(at);
        let Some(row) = self.rows.get_mut(at) else { return };
        let start = self.rope.line_to_char(at);
        let head = old.chars().zip(words.text().chars()).take_while(|(a, b)| a == b).count();
        let (old_len, new_len) = (old.chars().count(), words.len());
        let most = old_len.min(new_len) - head;
        let tail =
            old.chars().rev().zip(words.text().chars().rev()).take(most).take_while(|(a, b)| a == b).count();
        self.rope.remove(start + head..start + old_len - tail);
        self.rope.insert(start + head, words.str(head..new_len - tail));
        row.line = Arc::new(line(&words));
    }

    pub(super) fn insert_row(&mut self, at: usize, paragraph: Paragraph) {
        let text = paragraph.words.text().to_owned();
        if self.rows.is_empty() {
            self.rope = Rope::from_str(&text);
        } else if at >= self.rows.len() {
            self.rope.insert(self.rope.len_chars(), &format!("\n{text}"));
        } else {
            self.rope.insert(self.rope.line_to_char(at), &format!("{text}\n"));
        }
        self.rows.insert(at.min(self.rows.len()), row(paragraph));
        self.index();
    }

    pub(super) fn remove_row(&mut self, at: usize) {
        let start = self.rope.line_to_char(at);
        if at + 1 < self.rows.len() {
            self.rope.remove(start..self.rope.line_to_char(at + 1));
        } else {
            self.rope.remove(start.saturating_sub(1)..self.rope.len_chars());
        }
        self.rows.remove(at);
        self.index();
    }

    pub(super) fn set_note(&mut self, id: NoteId, text: Option<&str>) {
        let notes = Arc::make_mut(&mut self.notes);
        match text {
            Some(text) => notes.insert(id, Arc::from(text)),
            None => notes.remove(&id),
        };
    }
}

fn line(words: &Words) -> Line {
    Line { italic: words.italic().clone(), bold: words.bold().clone(), notes: words.notes().to_vec() }
}

fn row(p: Paragraph) -> Row {
    Row { line: Arc::new(line(&p.words)), meta: Arc::new(p.meta) }
}

impl PartialEq for Document {
    /// Equal text, styles, kinds, labels, identities and notes.
    fn eq(&self, other: &Self) -> bool {
        self.rope == other.rope
            && self.notes == other.notes
            && self.rows.len() == other.rows.len()
            && self.rows.iter().zip(&other.rows).all(|(a, b)| a.meta == b.meta && a.line == b.line)
    }
}
