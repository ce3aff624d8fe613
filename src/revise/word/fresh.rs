//! New paragraphs, and paragraphs that are not in the base and were changed all the same.
//!
//! The second half of [`Work`]. Labels and kinds are made as for an edited copy.

use super::wishes::Work;
use crate::record::Wish;
use crate::revise::rows::{Row, rows};
use crate::revise::spans::span;
use crate::revise::{furniture, intake, structure};
use crate::text::{Fragment, Kind, Source, Words};

impl Work<'_, '_, '_> {
    /// Paragraphs that somebody put in without tracking and the party changed: all of each as the
    /// party wants it.
    pub(super) fn rewrite(&mut self) {
        for (row, mut edits) in std::mem::take(&mut self.adrift) {
            edits.sort_by_key(|(range, _)| (range.start, range.end));
            let all = self.ground.rows.get(row).map(|r| r.atoms.clone()).unwrap_or_default();
            let mut out: Vec<Vec<usize>> = vec![Vec::new()];
            let mut done = 0;
            let add = |out: &mut Vec<Vec<usize>>, atoms: &[usize]| {
                out.last_mut().into_iter().for_each(|last| last.extend_from_slice(atoms));
            };
            for (range, lines) in edits {
                add(&mut out, all.get(done..range.start).unwrap_or_default());
                done = range.end.max(done);
                let mut lines = lines.into_iter();
                add(&mut out, &lines.next().unwrap_or_default());
                out.extend(lines);
            }
            add(&mut out, all.get(done..).unwrap_or_default());
            let own = self.ground.input.sender.is_some_and(|s| s.id == self.maker.input.actor.id);
            if !own {
                let text = self.ground.stream.text(&all);
                let from = all.first().and_then(|n| self.ground.stream.atoms.get(*n)).map_or(0, |a| a.from);
                let lines: Vec<_> = out.iter().map(|l| (l.clone(), from)).collect();
                if out.iter().all(|l| self.ground.stream.text(l).trim().is_empty()) {
                    self.told.lost.push(format!("“{}” taken out, which is not in the text", text.trim()));
                } else {
                    self.paragraphs(row.checked_sub(1), &lines);
                }
            }
            self.told.rewritten.push((row, out));
        }
    }

    /// Proposes new paragraphs after a row: those of one kind in a row as one.
    pub(super) fn paragraphs(&mut self, after: Option<usize>, lines: &[(Vec<usize>, usize)]) {
        let at = self.at_or_before(after);
        let mut made: Vec<(Kind, Row, Vec<Words>)> = Vec::new();
        for (atoms, like) in lines {
            let Some(like) = self.ground.input.copy.paragraphs.get(*like) else { continue };
            let words = trimmed(&self.ground.stream.words(atoms));
            let (issued, masthead) = (like.issued.clone(), like.masthead);
            let source = Source { kind: like.kind, issued, masthead, words: words.clone() };
            let copy = intake::Parsed { paragraphs: vec![source], ..Default::default() };
            let Some(row) = rows(&copy).into_iter().next() else { continue };
            if let Some(why) = furniture::why(&row, self.maker.input.actor, self.maker.input.title) {
                self.maker.out.furniture.push((words.bare(), why.to_owned()));
                continue;
            }
            let kind = structure::meant_kind(self.maker, like.kind, words.text(), at);
            match made.last_mut() {
                Some((last, _, all)) if *last == kind => all.push(words),
                _ => made.push((kind, row, vec![words])),
            }
        }
        for (kind, row, lines) in made {
            let (words, notes) = self.fragment(lines);
            let found = at.and_then(|at| self.maker.base(at));
            if !words.bare().trim().is_empty() {
                let label = structure::free_label(self.maker, Some(&row), kind, at);
                let after = found.as_ref().map(|(id, _)| *id);
                self.wish(Wish::InsertParagraph { after, kind, label, words: words.clone() });
            }
            let Some((id, base)) = found.or_else(|| self.maker.base(0)) else { continue };
            for note in notes {
                let about =
                    if words.bare().trim().is_empty() { Fragment::from(base.clone()) } else { words.clone() };
                self.maker.placement(&note, span(id, &base, base.len()..base.len()), about);
            }
        }
    }
}

/// Words without white space at their ends.
fn trimmed(words: &Words) -> Words {
    let blank = |c: &char| c.is_whitespace();
    let head = words.text().chars().take_while(blank).count();
    let tail = words.text().chars().rev().take_while(blank).count();
    words.slice(head..words.len().saturating_sub(tail).max(head))
}
