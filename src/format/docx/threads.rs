//! Which threads stand at which paragraph: those given, and what proposals ask without words.
//!
//! In a compilation a reservation, a move, a split, a merge or a placement is a comment by
//! those who ask for it. A thread whose paragraph is not on the sheet stands at the title.

use super::extra::{Extra, Said, Thread};
use super::ids::{author, is_cut};
use super::marks::Cut;
use crate::format::page::{Markup, Sheet, SheetParagraph, names, tag_words};
use crate::record::ActorId;
use crate::revise::list_in_full;
use crate::weave::Tag;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The threads of a file.
pub(super) struct Threads<'a> {
    sheet: &'a Sheet,
    given: &'a [Thread],
    /// Whether what is asked without words is printed among them.
    printed: bool,
    /// Numbers of given threads and what they are about, by the ordinal of their paragraph.
    at: BTreeMap<usize, Vec<(Range<usize>, usize)>>,
}

impl<'a> Threads<'a> {
    /// Finds the place of every thread that is given.
    pub fn new(sheet: &'a Sheet, extra: &'a Extra) -> Self {
        let all = sheet.paragraphs.iter().enumerate();
        let known: BTreeMap<_, usize> = all.clone().filter_map(|(n, p)| Some((p.id?, n))).collect();
        let home = all.clone().find(|(_, p)| p.kind == crate::text::Kind::Title).map_or(0, |(n, _)| n);
        let mut at: BTreeMap<usize, Vec<(Range<usize>, usize)>> = BTreeMap::new();
        for (number, thread) in extra.threads.iter().enumerate().filter(|(_, t)| !t.said.is_empty()) {
            let found = thread.at.as_ref().and_then(|(id, range)| Some((*known.get(id)?, range.clone())));
            // What is said of the whole text stands before its title, and is about no word of it.
            let (place, range) = found.unwrap_or((home, 0..if thread.at.is_some() { usize::MAX } else { 0 }));
            at.entry(place).or_default().push((range, number));
        }
        Self { sheet, given: &extra.threads, printed: extra.brackets || extra.table, at }
    }

    /// The threads of a paragraph with what they are about. `kept` are those who want all of
    /// the paragraph gone although others want words in it.
    pub fn of(&self, place: usize, cuts: &[Cut], kept: &[ActorId]) -> Vec<(Range<usize>, Thread)> {
        let given = self.at.get(&place).into_iter().flatten();
        let mut out: Vec<(Range<usize>, Thread)> =
            given.filter_map(|(range, n)| Some((range.clone(), self.given.get(*n)?.clone()))).collect();
        let Some(paragraph) = self.sheet.paragraphs.get(place) else { return out };
        if self.sheet.markup == Markup::Compilation && !self.printed {
            out.extend(paragraph.tags.iter().map(|tag| (tag.range.clone(), asked(tag))));
            if !kept.is_empty() {
                out.push((0..usize::MAX, said(kept, "Delete this paragraph.".to_owned())));
            }
            out.extend(unnamed(paragraph, cuts));
        }
        out
    }
}

fn asked(tag: &Tag) -> Thread {
    let text = if tag.what == "placement" { tag_words(tag, false) } else { tag.text.clone() };
    said(&tag.by, text)
}

/// A list of names that was cut short for Word, in full.
fn unnamed(paragraph: &SheetParagraph, cuts: &[Cut]) -> Vec<(Range<usize>, Thread)> {
    let lists = cuts.iter().flat_map(|c| [&c.put, &c.gone]).chain(paragraph.tags.iter().map(|t| &t.by));
    let long: BTreeSet<&Vec<ActorId>> = lists.filter(|by| is_cut(by)).collect();
    long.into_iter().map(|by| (0..usize::MAX, said(by, list_in_full(&names(by))))).collect()
}

fn said(by: &[ActorId], text: String) -> Thread {
    Thread { said: vec![Said { by: author(by), text, date: None }], ..Thread::default() }
}
