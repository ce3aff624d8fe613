//! Exact places in the base, and the fragments that a copy puts there.
//!
//! A span holds character positions of the base's words, note references counted. A fragment
//! carries the copy's italics and notes; a note that the base has keeps the base's identity.

use super::intake::Parsed;
use super::noise::squeezed;
use crate::diff::Hunk;
use crate::record::{CONTEXT, Span};
use crate::text::{Document, Fragment, NOTE, NoteId, ParagraphId, Ranges, Words};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// The span of a range of a paragraph's words.
pub(super) fn span(paragraph: ParagraphId, words: &Words, range: Range<usize>) -> Span {
    let len = words.len();
    let (start, end) = (range.start.min(len), range.end.min(len));
    Span {
        paragraph,
        range: start..end,
        quote: words.str(start..end).to_owned(),
        before: words.str(start.saturating_sub(CONTEXT)..start).to_owned(),
        after: words.str(end..end + CONTEXT).to_owned(),
    }
}

/// The notes of a copy in the terms of the base.
pub(super) struct Notes<'a> {
    copy: &'a BTreeMap<NoteId, String>,
    /// For each note of the copy the base's note with the same text.
    known: HashMap<NoteId, NoteId>,
    /// Whether the copy has any references at all: extraction often loses them all.
    kept: bool,
    /// Notes of the copy that some fragment brings along.
    pub brought: BTreeSet<NoteId>,
}

impl<'a> Notes<'a> {
    /// Finds the notes of `copy` in `base` by their texts.
    pub(super) fn new(base: &Document, copy: &'a Parsed) -> Self {
        let mut by_text: HashMap<String, NoteId> = HashMap::new();
        for (id, text) in base.notes() {
            by_text.entry(squeezed(text)).or_insert(id);
        }
        let found = copy.notes.iter().filter_map(|(id, t)| Some((*id, *by_text.get(&squeezed(t))?)));
        let known = found.collect();
        let kept = copy.paragraphs.iter().any(|p| !p.words.notes().is_empty());
        Self { copy: &copy.notes, known, kept, brought: BTreeSet::new() }
    }

    /// Whether the base has this note of the copy.
    pub(super) fn is_known(&self, id: NoteId) -> bool {
        self.known.contains_key(&id)
    }

    fn ours(&self, id: NoteId) -> NoteId {
        self.known.get(&id).copied().unwrap_or(id)
    }

    /// Words of the copy as a fragment, without the notes of `elsewhere`, which stay where they
    /// are in the paragraph.
    fn fragment(&mut self, words: &Words, elsewhere: &[NoteId]) -> Fragment {
        let mut out = Words::default();
        let mut texts = BTreeMap::new();
        let mut notes = words.notes().iter();
        let mut done = 0;
        for (at, _) in words.text().chars().enumerate().filter(|(_, c)| *c == NOTE) {
            let Some(id) = notes.next() else { break };
            let ours = self.ours(*id);
            out.push(&unbold(&words.slice(done..at)));
            done = at + 1;
            self.brought.insert(*id);
            if elsewhere.contains(&ours) {
                continue;
            }
            out.push(&Words::new(&NOTE.to_string(), Ranges::default(), Ranges::default(), vec![ours]));
            if let Some(text) = self.copy.get(id) {
                texts.insert(ours, text.clone());
            }
        }
        out.push(&unbold(&words.slice(done..usize::MAX)));
        Fragment::new(vec![out], texts)
    }

    /// A whole paragraph of the copy.
    pub(super) fn line(&mut self, words: &Words) -> Fragment {
        self.fragment(words, &[])
    }

    /// What replaces a hunk's words of the base. Note references that the copy does not take
    /// out, or has lost with all others, stay.
    pub(super) fn replacement(&mut self, base: &Words, copy: &Words, hunk: &Hunk) -> Fragment {
        let outside = base.replaced(hunk.a.clone(), &Words::default());
        let with = self.fragment(&copy.slice(hunk.b.clone()), outside.notes());
        let gone = base.slice(hunk.a.clone());
        let rest = copy.replaced(hunk.b.clone(), &Words::default());
        let rest: Vec<NoteId> = rest.notes().iter().map(|id| self.ours(*id)).collect();
        let mut words = with.first().clone();
        for id in gone.notes() {
            let lost = !self.kept && !words.is_empty();
            if !words.notes().contains(id) && (lost || rest.contains(id)) {
                words.push(&Words::new(&NOTE.to_string(), Ranges::default(), Ranges::default(), vec![*id]));
            }
        }
        Fragment::new(vec![words], with.notes().clone())
    }
}

fn unbold(words: &Words) -> Words {
    words.restyled(words.italic().clone(), Ranges::default())
}

/// All that makes two fragments one and the same, for identities.
pub(super) fn content(fragment: &Fragment) -> String {
    let line = |w: &Words| format!("{}\u{1}{:?}\u{1}{:?}", w.text(), w.italic(), w.notes());
    fragment.lines().iter().map(line).collect::<Vec<_>>().join("\u{2}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Kind, Source};

    fn noted(text: &str, notes: &[&str]) -> Words {
        let ids = notes.iter().map(|n| NoteId::of(&[n])).collect();
        Words::new(text, Ranges::default(), Ranges::default(), ids)
    }

    fn base() -> Document {
        let words = noted("the sea\u{FFFC} is wide", &["old"]);
        let source = Source { kind: Kind::Operative, issued: None, masthead: false, words };
        Document::imported(vec![source], [(NoteId::of(&["old"]), "See “A”.".to_owned())].into())
    }

    #[test]
    fn a_span_knows_its_surroundings() {
        let document = base();
        let id = document.meta(0).expect("there").id;
        let found = span(id, &document.words(0), 4..8);
        assert_eq!((found.quote.as_str(), found.before.as_str()), ("sea\u{FFFC}", "the "));
        assert_eq!(found.after, " is wide");
    }

    #[test]
    fn lost_references_stay_and_known_notes_keep_their_names() {
        let document = base();
        let mut copy = Parsed::default();
        let hunk = Hunk { a: 4..8, b: 4..9 };
        let mut notes = Notes::new(&document, &copy);
        let with = notes.replacement(&document.words(0), &"the ocean is wide".into(), &hunk);
        assert_eq!((with.bare().as_str(), with.first().notes()), ("ocean", &[NoteId::of(&["old"])][..]));
        let words = noted("the ocean\u{FFFC} is wide", &["new"]);
        copy.notes.insert(NoteId::of(&["new"]), "See \"A\".".to_owned());
        copy.paragraphs.push(Source {
            kind: Kind::Operative,
            issued: None,
            masthead: false,
            words: words.clone(),
        });
        let mut notes = Notes::new(&document, &copy);
        let with = notes.replacement(&document.words(0), &words, &Hunk { a: 4..8, b: 4..10 });
        assert_eq!(with.first().notes(), [NoteId::of(&["old"])]);
    }
}
