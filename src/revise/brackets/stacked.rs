//! Stacked compilations: an actor's name, then its whole paragraph as it would have it.
//!
//! Such a paragraph is a copy of one paragraph of the base, and is read like any edited copy: by
//! its differences. A line that says exactly what the base says ends what an actor says.

use super::super::noise::{meant, squeezed};
use super::super::spans::span;
use super::lines::Line;
use super::maker::Maker;
use crate::diff::{Texts, similarity, words as differing};
use crate::record::{ActorId, Wish};
use std::collections::BTreeSet;

/// Likeness from which a paragraph is a version of the one above it, or of any other.
const HERE: f64 = 0.3;
const ANYWHERE: f64 = 0.5;

/// For each line who speaks in it, if it is a version of a paragraph.
pub(super) fn speakers(maker: &Maker, lines: &[Line]) -> Vec<Vec<ActorId>> {
    let base = maker.input.base;
    let mut now: Vec<ActorId> = Vec::new();
    let stands: BTreeSet<String> = (0..base.len()).map(|at| squeezed(&base.text(at))).collect();
    // A status behind its words is nobody's.
    let is_base = |line: &Line| {
        stands.contains(&squeezed(line.words.text())) || stands.contains(&squeezed(&line.row.whole))
    };
    let each = lines.iter().map(|line| {
        if line.heads {
            now.clone_from(&line.speakers);
            return Vec::new();
        }
        if !line.speakers.is_empty() {
            return line.speakers.clone();
        }
        if !now.is_empty() && (line.is_attributed() || is_base(line)) {
            now.clear();
        }
        now.clone()
    });
    each.collect()
}

/// For each line whether it is a paragraph of the text itself, where no base says so: what has a
/// plain label of its own, or is unlike the paragraph above those who speak. The first line under
/// a name is always theirs.
pub(super) fn own_paragraphs(lines: &[Line]) -> Vec<bool> {
    let mut now = false;
    let mut fresh = false;
    let mut above = String::new();
    let each = lines.iter().map(|line| {
        if line.heads {
            (now, fresh) = (true, true);
            return false;
        }
        if !line.speakers.is_empty() || line.is_alternative() {
            return false;
        }
        let labelled = line.row.label.as_ref().is_some_and(|l| l.ordinal == 0 && l.alternative == 0);
        let first = std::mem::take(&mut fresh);
        let theirs = !labelled && (first || similarity(&above, &line.row.whole) >= HERE);
        now = now && !line.is_attributed() && theirs;
        if !now {
            above.clone_from(&line.row.whole);
        }
        !now && !line.row.whole.trim().is_empty()
    });
    each.collect()
}

impl Maker<'_> {
    /// A paragraph as some actors would have it; `above` is the paragraph of the base above it.
    pub(super) fn version(&mut self, line: &Line, by: &[ActorId], above: Option<usize>) {
        let base = self.input.base;
        let text = line.words.text();
        let alike = |at: usize| similarity(&base.text(at), text);
        let label = line.row.label.as_ref();
        let named = label.and_then(|l| base.metas().position(|m| m.label.as_ref() == Some(l)));
        if self.instruction(line, by, if label.is_some() { named } else { above }) {
            return;
        }
        let near = above.filter(|at| alike(*at) >= HERE && label.is_none());
        let all = || self.texts.get_or_init(|| Texts::new((0..base.len()).map(|at| base.text(at))));
        let best = || all().nearest(text, ANYWHERE).filter(|_| label.is_none());
        let Some(at) = named.or(near).or_else(best) else {
            return self.new_paragraph(line, by, above);
        };
        let Some((id, words)) = base.meta(at).map(|m| (m.id, base.words(at))) else { return };
        let label = base.meta(at).and_then(|m| m.label.as_ref());
        let notes = base.notes().count().max(self.input.copy.notes.len());
        for hunk in meant((words.text(), text), differing(words.text(), text), label, notes, false) {
            let with = self.notes.replacement(&words, &line.words, &hunk);
            self.propose(by, Wish::Replace { at: span(id, &words, hunk.a), with }, "");
        }
    }
}
