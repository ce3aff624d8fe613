//! [`Raw`]: a paragraph of the file letter by letter, before it is known what it is.
//!
//! Letters can be taken out, and what stands between letters (the borders of comments) stays in
//! its place. Nothing here knows XML.

use super::own;
use crate::revise::marked::{Look, MarkedRun, Tracked};
use crate::text::{NoteId, ParagraphId};
use std::collections::{BTreeMap, BTreeSet};

/// What words in a file of ours are beside text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Words,
    /// A label that is typed.
    Label,
    /// How far the paragraph has come, behind the words.
    Status,
    /// Something asked without words, behind them.
    Tag,
}

/// What letters have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    pub italic: bool,
    pub look: Look,
    pub note: Option<NoteId>,
    pub tracked: Tracked,
    pub role: Role,
}

/// One border of what a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Border {
    /// The number of the comment in the file.
    pub comment: String,
    pub what: Edge,
    /// Letters before it.
    pub at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
    /// Where the comment hangs.
    Anchor,
}

/// A paragraph of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Raw {
    letters: Vec<(char, usize)>,
    manners: Vec<Manner>,
    pub borders: Vec<Border>,
    /// What happened to its end.
    pub end: Tracked,
    /// The name that a bookmark of ours gives it.
    pub id: Option<ParagraphId>,
    /// What its style is for, if it is one of ours.
    pub own: Option<own::Style>,
    /// How deep a heading it is, 1 being the title.
    pub heading: Option<usize>,
    /// The list that it counts in, and the level.
    pub list: Option<(String, usize)>,
    /// Whether it was no paragraph before all changes, but the rest of the one before it.
    pub tail: bool,
    /// Whether a change of the end of the one before it joins the two.
    pub joined: bool,
    /// Changes of looks: by whom, on which words; on all of it where there are none.
    pub looks: Vec<(String, String)>,
}

/// Which words of a paragraph are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Those that stood before all changes.
    Before,
    /// Those that stand after all changes.
    After,
    All,
}

impl Side {
    fn has(self, tracked: &Tracked) -> bool {
        match self {
            Side::Before => tracked.put.is_none(),
            Side::After => tracked.gone.is_none(),
            Side::All => true,
        }
    }
}

impl Raw {
    /// Appends words.
    pub fn push(&mut self, text: &str, manner: &Manner) {
        let known = self.manners.last().is_some_and(|m| m == manner);
        if !known {
            self.manners.push(manner.clone());
        }
        let of = self.manners.len().saturating_sub(1);
        self.letters.extend(text.chars().map(|c| (c, of)));
    }

    /// How many letters it has.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// The letters with their manners.
    pub fn each(&self) -> impl Iterator<Item = (char, &Manner)> {
        self.letters.iter().filter_map(|(c, of)| Some((*c, self.manners.get(*of)?)))
    }

    /// The words of one side.
    pub fn text(&self, side: Side) -> String {
        self.each().filter(|(_, m)| side.has(&m.tracked)).map(|(c, _)| c).collect()
    }

    /// The side that says what the paragraph is: as it was, or, if it was not, as it will be.
    pub fn side(&self) -> Side {
        let said = |side: &Side| !self.text(*side).trim().is_empty();
        let first = if self.tail { [Side::After, Side::Before] } else { [Side::Before, Side::After] };
        first.into_iter().find(said).unwrap_or(Side::All)
    }

    /// Takes out every letter that `keep` does not want; gives what was taken out.
    pub fn retain(&mut self, mut keep: impl FnMut(usize, char, &Manner) -> bool) -> String {
        let mut out = String::new();
        let mut kept = Vec::with_capacity(self.letters.len());
        // For each letter, how many stay before it.
        let mut places = Vec::with_capacity(self.letters.len() + 1);
        for (at, (c, of)) in self.letters.iter().enumerate() {
            places.push(kept.len());
            match self.manners.get(*of) {
                Some(manner) if !keep(at, *c, manner) => out.push(*c),
                _ => kept.push((*c, *of)),
            }
        }
        places.push(kept.len());
        for border in &mut self.borders {
            border.at = places.get(border.at).copied().unwrap_or(kept.len());
        }
        self.letters = kept;
        out
    }

    /// Takes out the first letters of one side; of what was the rest of another paragraph only
    /// those that were put in.
    pub fn behead(&mut self, side: Side, count: usize) {
        let (mut seen, tail) = (0, self.tail);
        self.retain(|_, _, manner| {
            let here = side.has(&manner.tracked);
            seen += usize::from(here);
            !here || seen > count || (tail && manner.tracked.put.is_none())
        });
    }

    /// Takes out the first letters of both sides, so many of each; letters of both count twice.
    pub fn behead_both(&mut self, before: usize, after: usize) {
        let (mut was, mut is) = (0, 0);
        self.retain(|_, _, manner| {
            let (old, new) = (Side::Before.has(&manner.tracked), Side::After.has(&manner.tracked));
            was += usize::from(old);
            is += usize::from(new);
            !((old && was <= before) || (new && is <= after))
        });
    }

    /// One space where there were several of one change, none at the ends, unless words of another
    /// paragraph stood or will stand there.
    pub fn tidy(&mut self) {
        for letter in &mut self.letters {
            if is_space(letter.0) {
                letter.0 = ' ';
            }
        }
        let mut last: Option<Manner> = None;
        self.retain(|_, c, manner| {
            if c != ' ' {
                last = None;
                return true;
            }
            let again = last.as_ref().is_some_and(|l| l.tracked == manner.tracked);
            if !again {
                last = Some(manner.clone());
            }
            !again
        });
        let standing = |(c, m): (char, &Manner)| c == ' ' && m.tracked.stands();
        let all: Vec<bool> = self.each().map(standing).collect();
        let from = all.iter().take_while(|s| **s && !self.joined).count();
        let to = all.len() - all.iter().rev().take_while(|s| **s && self.end.stands()).count();
        self.retain(|at, _, _| at >= from && at < to);
    }

    /// Changes how letters look.
    pub fn restyle(&mut self, change: impl Fn(&mut Manner)) {
        self.manners.iter_mut().for_each(change);
    }

    /// Makes words of the letters at these places, without the looks of what they stood in.
    pub fn recast(&mut self, places: &BTreeSet<usize>) {
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        for at in places {
            let Some((_, of)) = self.letters.get_mut(*at) else { continue };
            let Some(manner) = self.manners.get(*of).cloned() else { continue };
            *of = *known.entry(*of).or_insert_with(|| {
                self.manners.push(Manner { role: Role::Words, look: Look::default(), ..manner });
                self.manners.len().saturating_sub(1)
            });
        }
    }

    /// The finished runs.
    pub fn runs(&self) -> Vec<MarkedRun> {
        let mut out: Vec<MarkedRun> = Vec::new();
        for (c, manner) in self.each() {
            let same = |r: &MarkedRun| {
                (r.italic, r.look, r.note) == (manner.italic, manner.look, manner.note)
                    && manner.note.is_none()
                    && r.tracked == manner.tracked
            };
            match out.last_mut().filter(|r| same(r)) {
                Some(run) => run.text.push(c),
                None => out.push(MarkedRun {
                    text: c.to_string(),
                    note: manner.note,
                    italic: manner.italic,
                    look: manner.look,
                    tracked: manner.tracked.clone(),
                }),
            }
        }
        out
    }
}

/// White space that says nothing; spaces of a fixed width are typography and stay.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::revise::marked::Trace;

    fn raw(all: &[(&str, bool)]) -> Raw {
        let mut raw = Raw::default();
        for (text, put) in all {
            let trace = put.then(|| Trace { by: "EU".into(), ..Trace::default() });
            raw.push(text, &Manner { tracked: Tracked { put: trace, gone: None }, ..Manner::default() });
        }
        raw
    }

    #[test]
    fn borders_stay_where_they_are() {
        let mut raw = raw(&[("  a \t b", false), (" ", true), (" c  ", false)]);
        raw.borders.push(Border { comment: "1".into(), what: Edge::Start, at: 6 });
        raw.tidy();
        assert_eq!((raw.text(Side::All).as_str(), raw.text(Side::Before).as_str()), ("a b  c", "a b c"));
        assert_eq!(raw.borders.first().map(|b| b.at), Some(2));
        raw.behead(Side::Before, 2);
        assert_eq!(raw.text(Side::All), "b  c");
        assert_eq!(raw.borders.first().map(|b| b.at), Some(0));
    }

    #[test]
    fn a_paragraph_that_was_put_in_speaks_for_itself() {
        assert_eq!(raw(&[(" ", false), ("a", true)]).side(), Side::After);
        assert_eq!(raw(&[("b", false), ("a", true)]).side(), Side::Before);
    }
}
