//! Replays a log of changes on a text and remembers of each character where it comes from.
//!
//! Nothing is taken on trust: a change that does not fit what stands there is not carried out, so
//! that what it claims shows as a difference from the text it should have led to.

use super::elements::{Element, Key, edited, fresh};
use crate::diff::words_exact;
use crate::text::{Change, ChangeSet, Document, NoteId, Op, ParagraphId, Words};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A text and what the log made of it.
pub(super) struct Replay {
    order: Vec<ParagraphId>,
    paragraphs: HashMap<ParagraphId, Vec<Element>>,
    notes: BTreeMap<NoteId, Vec<Element>>,
    /// Each reference to a note in the older text: piece and character.
    references: Vec<(NoteId, usize, usize)>,
    /// The pieces of the older text, by number.
    pub old: Vec<(Key, String)>,
    /// For each piece and character of the older text the step that took it out.
    pub removed: Vec<Vec<Option<usize>>>,
}

impl Replay {
    /// The older text before any step.
    pub(super) fn new(from: &Document) -> Self {
        let mut out = Self {
            order: from.metas().map(|m| m.id).collect(),
            paragraphs: HashMap::new(),
            notes: BTreeMap::new(),
            references: Vec::new(),
            old: Vec::new(),
            removed: Vec::new(),
        };
        for (at, meta) in from.metas().enumerate() {
            let elements = out.adopt(Key::Paragraph(meta.id), from.words(at));
            out.paragraphs.insert(meta.id, elements);
        }
        for id in from.note_order() {
            let text = from.note(id).unwrap_or_default();
            let elements = out.adopt(Key::Note(id), Words::plain(text));
            out.notes.insert(id, elements);
        }
        out
    }

    fn adopt(&mut self, key: Key, words: Words) -> Vec<Element> {
        let piece = self.old.len();
        let mut elements = fresh(&words, None);
        for (at, e) in elements.iter_mut().enumerate() {
            e.from = Some((piece, at));
            self.references.extend(e.note.map(|note| (note, piece, at)));
        }
        self.removed.push(vec![None; elements.len()]);
        self.old.push((key, words.text().to_owned()));
        elements
    }

    /// The pieces after all steps: paragraphs in order, then the notes that are referred to.
    pub(super) fn pieces(&mut self) -> Vec<(Key, Vec<Element>)> {
        let mut out = Vec::new();
        let mut cited = HashSet::new();
        let reordered = self.is_reordered();
        for id in &self.order {
            let mut elements = self.paragraphs.get(id).cloned().unwrap_or_default();
            // What was moved there and back again stands where it stood.
            elements.iter_mut().for_each(|e| e.moved &= reordered);
            cited.extend(elements.iter().filter_map(|e| e.note));
            out.push((Key::Paragraph(*id), elements));
        }
        self.drop_uncited(&cited);
        let notes = self.notes.iter().filter(|(id, _)| cited.contains(id));
        out.extend(notes.map(|(id, elements)| (Key::Note(*id), elements.clone())));
        out
    }

    /// A note goes with the last reference to it, at the same step.
    fn drop_uncited(&mut self, cited: &HashSet<NoteId>) {
        let mut steps: HashMap<NoteId, usize> = HashMap::new();
        for (note, piece, at) in &self.references {
            let slot = self.removed.get(*piece).and_then(|all| all.get(*at)).copied().flatten();
            if let Some(step) = slot.filter(|_| !cited.contains(note)) {
                let last = steps.entry(*note).or_insert(step);
                *last = (*last).max(step);
            }
        }
        for ((key, _), slots) in self.old.iter().zip(&mut self.removed) {
            let Key::Note(id) = key else { continue };
            if let Some(step) = steps.get(id) {
                slots.iter_mut().for_each(|slot| *slot = slot.or(Some(*step)));
            }
        }
    }

    /// Whether the paragraphs that are in both texts stand in another order now.
    fn is_reordered(&self) -> bool {
        let there: HashSet<ParagraphId> = self.order.iter().copied().collect();
        let old: Vec<ParagraphId> = self.old.iter().filter_map(|(key, _)| key.paragraph()).collect();
        let was: HashSet<ParagraphId> = old.iter().copied().collect();
        let before = old.iter().filter(|id| there.contains(*id));
        !before.eq(self.order.iter().filter(|id| was.contains(*id)))
    }

    /// Carries out one change of step `step`; false, and nothing happens, where it does not fit.
    pub(super) fn apply(&mut self, step: usize, change: &Change) -> bool {
        match change {
            Change::Edit { id, set } => self.edit(step, *id, set),
            Change::Insert { at, paragraph } => {
                let id = paragraph.meta.id;
                if *at > self.order.len() || self.paragraphs.contains_key(&id) {
                    return false;
                }
                self.order.insert(*at, id);
                self.paragraphs.insert(id, fresh(&paragraph.words, Some(step)));
                true
            }
            Change::Delete { at, paragraph } => {
                let id = paragraph.meta.id;
                if self.order.get(*at) != Some(&id) {
                    return false;
                }
                self.order.remove(*at);
                let gone = self.paragraphs.remove(&id).unwrap_or_default();
                gone.iter().for_each(|e| self.remove(step, e));
                true
            }
            Change::Move { id, from, to } => {
                if self.order.get(*from) != Some(id) || *to >= self.order.len() {
                    return false;
                }
                let id = self.order.remove(*from);
                self.order.insert(*to, id);
                self.paragraphs.get_mut(&id).into_iter().flatten().for_each(|e| e.moved = true);
                true
            }
            Change::Split { id, at, second } => self.split(step, *id, *at, second.id),
            Change::Join { id, at, second } => self.join(step, *id, *at, second.id),
            Change::SetMeta { .. } => true,
            Change::Style { id, .. } => self.paragraphs.contains_key(id),
            Change::Note { id, was, now } => self.note(step, *id, was.as_deref(), now.as_deref()),
        }
    }

    fn remove(&mut self, step: usize, element: &Element) {
        let Some((piece, at)) = element.from else { return };
        if let Some(slot) = self.removed.get_mut(piece).and_then(|all| all.get_mut(at)) {
            *slot = Some(step);
        }
    }

    fn edit(&mut self, step: usize, id: ParagraphId, set: &ChangeSet) -> bool {
        let Some(old) = self.paragraphs.get(&id) else { return false };
        let Some((new, gone)) = edited(old, set, step) else { return false };
        gone.iter().for_each(|e| self.remove(step, e));
        self.paragraphs.insert(id, new);
        true
    }

    fn split(&mut self, step: usize, id: ParagraphId, at: usize, second: ParagraphId) -> bool {
        let Some(place) = self.order.iter().position(|p| *p == id) else { return false };
        let Some(elements) = self.paragraphs.get_mut(&id).filter(|e| at <= e.len()) else { return false };
        let mut rest = elements.split_off(at);
        elements.last_mut().into_iter().chain(rest.first_mut()).for_each(|e| e.edge = Some(step));
        self.order.insert(place + 1, second);
        self.paragraphs.insert(second, rest);
        true
    }

    fn join(&mut self, step: usize, id: ParagraphId, at: usize, second: ParagraphId) -> bool {
        let Some(place) = self.order.iter().position(|p| *p == id) else { return false };
        let fits = self.paragraphs.get(&id).is_some_and(|e| e.len() == at);
        if !fits || self.order.get(place + 1) != Some(&second) {
            return false;
        }
        self.order.remove(place + 1);
        let mut rest = self.paragraphs.remove(&second).unwrap_or_default();
        rest.iter_mut().for_each(|e| e.joined = true);
        rest.first_mut().into_iter().for_each(|e| e.edge = Some(step));
        self.paragraphs.entry(id).or_default().extend(rest);
        true
    }

    fn note(&mut self, step: usize, id: NoteId, was: Option<&str>, now: Option<&str>) -> bool {
        let old = self.notes.get(&id).cloned().unwrap_or_default();
        let text: String = old.iter().map(|e| e.c).collect();
        if was.is_some_and(|was| Words::plain(was).text() != text) || (was.is_none() && !text.is_empty()) {
            return false;
        }
        let Some(now) = now else {
            old.iter().for_each(|e| self.remove(step, e));
            self.notes.remove(&id);
            return true;
        };
        let (before, after) = (Words::plain(&text), Words::plain(now));
        let mut set = ChangeSet::new();
        let mut done = 0;
        for hunk in words_exact(before.text(), after.text()) {
            set.push(Op::Retain(hunk.a.start - done));
            set.push(Op::Delete(before.slice(hunk.a.clone())));
            set.push(Op::Insert(after.slice(hunk.b)));
            done = hunk.a.end;
        }
        set.push(Op::Retain(before.len() - done));
        let Some((new, gone)) = edited(&old, &set, step) else { return false };
        gone.iter().for_each(|e| self.remove(step, e));
        self.notes.insert(id, new);
        true
    }
}
