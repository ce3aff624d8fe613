//! Which paragraph of one revision became which of another.
//!
//! A paragraph that keeps its identity is itself, whatever its words; the others are found by
//! their words. Nothing is found by its label.

use crate::diff::{Class, Item, align};
use crate::text::{Document, ParagraphId};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Into which paragraph another went, by identity.
pub(super) type Became = BTreeMap<ParagraphId, ParagraphId>;

/// Which paragraph became which; ordinals.
pub(super) struct Links {
    /// For each of the newer text those of the older one that it holds, the first its own.
    pub old_of: Vec<Vec<usize>>,
    /// For each of the older text the one that holds it.
    pub new_of: Vec<Option<usize>>,
    /// Paragraphs of the newer text that are a further part of a split one.
    pub parts: HashMap<usize, usize>,
    /// Paragraphs of the newer text out of the order of the others.
    pub moved: Vec<bool>,
}

impl Links {
    /// `joined` and `cut` say by identity into which paragraph another went, and of which one
    /// another was cut off.
    pub(super) fn new(from: &Document, to: &Document, joined: &Became, cut: &Became) -> Self {
        let texts = |d: &Document| (0..d.len()).map(|at| d.text(at)).collect::<Vec<_>>();
        let (old, new) = (texts(from), texts(to));
        let (a, b) = (labelled(from), labelled(to));
        let mut out = Self {
            old_of: vec![Vec::new(); to.len()],
            new_of: vec![None; from.len()],
            parts: HashMap::new(),
            moved: vec![false; to.len()],
        };
        out.by_identity(from, to);
        out.by_log(from, to, joined, cut);
        let (left, right) = (items(from, &a, &old), items(to, &b, &new));
        for pair in align(&left, &right).pairs {
            let (Some(x), Some(y)) = (pair.a.and_then(|i| a.get(i)), pair.b.and_then(|i| b.get(i))) else {
                continue;
            };
            out.by_words(*x, *y, pair.class);
        }
        out
    }

    /// A paragraph that has its identity still is itself, whatever its words.
    fn by_identity(&mut self, from: &Document, to: &Document) {
        for (new, meta) in to.metas().enumerate() {
            if let Some(old) = from.place(meta.id) {
                self.link(old, new);
            }
        }
    }

    /// What was joined or cut up stands in the log; the words need not show it.
    fn by_log(&mut self, from: &Document, to: &Document, joined: &Became, cut: &Became) {
        let end = |all: &Became, id: ParagraphId| {
            let mut seen = HashSet::from([id]);
            let mut last = id;
            while let Some(next) = all.get(&last).filter(|next| seen.insert(**next)) {
                last = *next;
            }
            last
        };
        for id in joined.keys() {
            if let (Some(old), None, Some(new)) = (from.place(*id), to.place(*id), to.place(end(joined, *id)))
            {
                self.link(old, new);
            }
        }
        for id in cut.keys() {
            if let (None, Some(new), Some(old)) = (from.place(*id), to.place(*id), from.place(end(cut, *id)))
            {
                self.parts.insert(new, old);
            }
        }
        self.old_of.iter_mut().for_each(|olds| olds.sort_unstable());
    }

    fn link(&mut self, old: usize, new: usize) {
        if let (Some(a), Some(b)) = (self.new_of.get_mut(old), self.old_of.get_mut(new)) {
            *a = Some(new);
            b.push(old);
        }
    }

    fn by_words(&mut self, old: usize, new: usize, class: Class) {
        let free_old = self.new_of.get(old).is_some_and(Option::is_none);
        let free_new = self.old_of.get(new).is_some_and(Vec::is_empty) && !self.parts.contains_key(&new);
        match class {
            Class::Split if free_new && !free_old => drop(self.parts.insert(new, old)),
            Class::Merged if free_old && !free_new => self.link(old, new),
            Class::Same | Class::Edited | Class::Moved | Class::MovedEdited => {
                if free_old && free_new {
                    self.link(old, new);
                }
                let here = self.new_of.get(old).copied().flatten() == Some(new);
                if let Some(slot) = self.moved.get_mut(new).filter(|_| here) {
                    *slot = matches!(class, Class::Moved | Class::MovedEdited);
                }
            }
            _ => {}
        }
    }
}

/// The ordinals of the numbered paragraphs.
fn labelled(document: &Document) -> Vec<usize> {
    let numbered = document.metas().enumerate().filter(|(_, m)| m.kind.is_labelled());
    numbered.map(|(at, _)| at).collect()
}

fn items<'a>(document: &Document, ordinals: &[usize], texts: &'a [String]) -> Vec<Item<'a>> {
    let item = |at: &usize| Some(Item { kind: document.meta(*at)?.kind, text: texts.get(*at)? });
    ordinals.iter().filter_map(item).collect()
}
