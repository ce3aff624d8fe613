//! What a compilation asks of words that are themselves only proposed, and other wordings of whole
//! paragraphs.

use super::lines::Line;
use super::maker::Maker;
use super::stood::Wishes;
use crate::record::{Inside, ProposalId, Wish};
use crate::text::Label;
use crate::weave::bracket::{Ask, Own, What};
use std::ops::Range;

impl Maker<'_> {
    /// Lists what was read inside proposed words and fits nowhere.
    pub(super) fn inner(&mut self, text: &str, label: &str, own: &Own) {
        let piece = |at: &Range<usize>| text.get(at.clone()).unwrap_or_default();
        for (at, why) in &own.unplaced {
            self.lost(label, piece(at), why);
        }
        for at in &own.unknown {
            self.unknown(piece(at), label);
        }
        for at in &own.statuses {
            let listed = self.listed(label, piece(at).trim_matches(['[', ']', '(', ')']), "");
            self.out.statuses.push(listed);
        }
    }

    /// What is asked of the words of these proposals, which say the same: amendments of the first.
    pub(super) fn amendments(
        &mut self,
        line: &Line,
        label: &str,
        made: &[ProposalId],
        words: &str,
        asks: &[Ask],
    ) {
        let Some(of) = made.first() else { return };
        let text = line.words.text();
        let len = words.chars().count();
        let mut wishes = Wishes::default();
        for ask in asks {
            let What::Replace { range, with } = &ask.what else { continue };
            if ask.by.is_empty() {
                let listed =
                    self.listed(label, text.get(ask.at.clone()).unwrap_or_default(), "no name stands by it");
                self.out.nameless.push(listed);
            }
            let range = range.start.min(len)..range.end.min(len).max(range.start.min(len));
            let at = Inside { of: of.clone(), version: 1, words: words.to_owned(), range };
            let with = self.fragment(line, with);
            let own = with.text();
            let source = ask.source.as_ref().and_then(|at| text.get(at.clone())).unwrap_or_default();
            let made = self.propose(&ask.by, Wish::Amend { at, with }, source.trim_matches(['(', ')']));
            self.amendments(line, label, &made, &own, &ask.inside);
            wishes.made(ask, made);
        }
        for ask in asks {
            let What::Stance { action, words, on_wish, .. } = &ask.what else { continue };
            let about = wishes.on(ask, *on_wish);
            let words = text.get(words.clone()).unwrap_or_default().trim().to_owned();
            for actor in &ask.by {
                if !self.stood(actor, *action, *on_wish, &about, (label, &words)) {
                    self.lost(label, &words, "it does not say on which proposal it is a position");
                }
            }
        }
    }

    /// The paragraph to which a line is another wording, and the label of that; none for a line
    /// that is none. `said` is whether it says so without a label.
    pub(super) fn alternative(
        &self,
        line: &Line,
        above: Option<usize>,
        said: bool,
    ) -> Option<(usize, String)> {
        let base = self.input.base;
        let issued = line.row.issued.clone().unwrap_or_default();
        if let Some(label) = line.row.label.as_ref().filter(|l| l.alternative > 0) {
            let plain = Label { alternative: 0, ..label.clone() };
            let at = base.metas().position(|m| m.label.as_ref() == Some(&plain))?;
            return Some((at, issued));
        }
        let at = above.filter(|_| said)?;
        let own = base.meta(at).and_then(|m| m.label.as_ref());
        let next = || own.map(|l| Label { alternative: 1, ..l.clone() }.to_string()).unwrap_or_default();
        Some((at, if issued.is_empty() { next() } else { issued }))
    }
}

/// Asks about words of which so many characters at the start are left out.
pub(super) fn shifted(mut asks: Vec<Ask>, by: usize) -> Vec<Ask> {
    for ask in &mut asks {
        if let What::Replace { range, .. } = &mut ask.what {
            *range = range.start.saturating_sub(by)..range.end.saturating_sub(by);
        }
    }
    asks
}
