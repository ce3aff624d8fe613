//! Building a [`Shown`]: runs with nested marks become words in brackets with names, and chips.
//!
//! One bracket for each change; what is nested has brackets of its own.

use super::shown::{Chip, Look, Shown, What};
use crate::app::PageParagraph;
use crate::record::{ActorId, CHAIR, UNATTRIBUTED};
use crate::text::NoteId;
use crate::weave::{From, GroupId, Mark, MarkKind, Of, Run, Tag};
use std::collections::HashMap;

/// A space that holds together what stands round it.
pub const TIE: char = '\u{a0}';

/// The paragraph as shown, with the numbers of notes.
pub fn shown(par: &PageParagraph, notes: &HashMap<NoteId, usize>) -> Shown {
    let mut splits: Vec<&Tag> = par.tags.iter().filter(|t| t.what == "split").collect();
    splits.sort_by_key(|t| t.range.start);
    let mut out = Builder { shown: Shown::empty(par.of.clone()), notes, splits };
    let has_text = par.runs.iter().any(|r| matches!(r.from, From::Text(_)));
    if !has_text && matches!(par.of, Of::Text(_)) {
        out.push("", What::Words(From::Text(0)), Look::default());
    }
    if let (Of::Proposed(_, line), Some(id), true) = (&par.of, &par.proposal, par.runs.is_empty()) {
        out.push("", What::Words(From::Proposal(id.clone(), *line, 0)), Look::default());
    }
    out.weave(&par.runs, 0);
    out.chips(par);
    out.shown
}

/// The names to print after an arm.
fn names(by: &[ActorId]) -> String {
    const MOST: usize = 4;
    let by: Vec<&ActorId> = by.iter().filter(|a| !a.is_unnamed()).collect();
    let mut out: Vec<&str> = by.iter().take(MOST).map(|a| a.as_str()).collect();
    let more = format!("+{}", by.len().saturating_sub(MOST));
    if by.len() > MOST {
        out.push(&more);
    }
    out.join(", ")
}

struct Builder<'a> {
    shown: Shown,
    notes: &'a HashMap<NoteId, usize>,
    /// Splits whose place has not come yet, in order.
    splits: Vec<&'a Tag>,
}

impl Builder<'_> {
    fn push(&mut self, text: &str, what: What, look: Look) {
        self.shown.push(text, what, look);
    }

    fn decor(&mut self, text: &str, what: What) {
        self.push(text, what, Look::default());
    }

    fn weave(&mut self, runs: &[Run], depth: usize) {
        let mut rest = runs;
        while let Some(first) = rest.first() {
            if first.marks.len() <= depth {
                self.run(first);
                rest = &rest[1..];
                continue;
            }
            let len = rest.iter().take_while(|r| r.marks.len() > depth).count();
            self.cluster(&rest[..len], depth);
            rest = &rest[len..];
        }
    }

    /// Marked runs next to each other: one bracket for each change among them.
    fn cluster(&mut self, runs: &[Run], depth: usize) {
        let mut arms: Vec<(&Mark, &[Run])> = Vec::new();
        for chunk in runs.chunk_by(|a, b| a.marks.get(depth) == b.marks.get(depth)) {
            if let Some(mark) = chunk.first().and_then(|r| r.marks.get(depth)) {
                arms.push((mark, chunk));
            }
        }
        let mut rest = arms.as_slice();
        while !rest.is_empty() {
            let len = change_length(rest, depth);
            self.bracket(&rest[..len], depth);
            rest = &rest[len..];
        }
    }

    fn bracket(&mut self, arms: &[(&Mark, &[Run])], depth: usize) {
        self.decor("[", What::Bracket);
        for (i, (mark, runs)) in arms.iter().enumerate() {
            if let Some((before, _)) = i.checked_sub(1).and_then(|i| arms.get(i)) {
                let join = if before.kind == MarkKind::Deleted { " " } else { " / " };
                self.decor(join, What::Join);
            }
            let stack = stacked(runs, depth);
            self.weave(runs, depth + stack.len());
            let replaced = |m: &&Mark| {
                m.kind == MarkKind::Deleted
                    && arms.iter().any(|(a, _)| a.kind == MarkKind::Inserted && a.group == m.group)
            };
            let mut by: Vec<ActorId> =
                stack.iter().filter(|m| !replaced(m)).flat_map(|m| m.by.iter().cloned()).collect();
            by.dedup();
            let verb = match mark.kind {
                MarkKind::Deleted => " delete",
                MarkKind::Doubt => " bracket",
                _ => "",
            };
            // Brackets of nobody in particular have no name.
            let plain = |a: &ActorId| matches!(a.as_str(), UNATTRIBUTED | CHAIR);
            if mark.kind != MarkKind::Doubt || !by.iter().all(plain) {
                self.name(&by, verb);
            }
        }
        self.decor("]", What::Bracket);
    }

    fn name(&mut self, by: &[ActorId], verb: &str) {
        if let Some(first) = by.first() {
            let names = names(by);
            if names.is_empty() && verb.is_empty() {
                return;
            }
            let text = format!("  {} ", format!("{names}{verb}").trim_start()).replace(' ', "\u{a0}");
            self.decor(&text, What::Name(first.clone()));
        }
    }

    fn run(&mut self, run: &Run) {
        let who =
            |kind: MarkKind| run.marks.iter().rev().find(|m| m.kind == kind).map(|m| m.by.first().cloned());
        let inserted = who(MarkKind::Inserted).or_else(|| who(MarkKind::Alternative)).flatten();
        let look = Look {
            bold: run.bold,
            italic: run.italic,
            inserted,
            deleted: who(MarkKind::Deleted).flatten(),
            who: run.marks.last().and_then(|m| m.by.first().cloned()),
            group: run.marks.last().and_then(|m| m.group.clone()),
        };
        if run.text == "\n" {
            return self.line_break(run, look);
        }
        if let Some(note) = run.note {
            let number = self.notes.get(&note).map_or_else(|| "*".to_owned(), usize::to_string);
            return self.push(&number, What::Note(run.from.clone()), look);
        }
        match &run.from {
            From::Text(start) => self.text(run, *start, &look),
            from => self.push(&run.text, What::Words(from.clone()), look),
        }
    }

    /// Words of the text, with the splits that stand among them. Words put in at a split belong
    /// to the second part: its mark stands before them.
    fn text(&mut self, run: &Run, start: usize, look: &Look) {
        let (mut rest, mut at) = (run.text.as_str(), start);
        let end = start + rest.chars().count();
        while let Some(place) = self.splits.first().map(|t| t.range.start)
            && (place < end || (place == end && run.marks.is_empty()))
        {
            let byte = rest.char_indices().nth(place.saturating_sub(at)).map_or(rest.len(), |(i, _)| i);
            let (before, after) = rest.split_at(byte);
            if !before.is_empty() {
                self.push(before, What::Words(From::Text(at)), look.clone());
            }
            (rest, at) = (after, at.max(place));
            let tag = self.splits.remove(0);
            self.split(tag);
        }
        if !rest.is_empty() || run.text.is_empty() {
            self.push(rest, What::Words(From::Text(at)), look.clone());
        }
    }

    /// Where a second part is asked for: "¶ split EU".
    fn split(&mut self, tag: &Tag) {
        let who = tag.by.first().cloned().unwrap_or_else(ActorId::chair);
        let text = format!("{TIE}{TIE}¶ split  {}{TIE}", names(&tag.by)).replace(' ', "\u{a0}");
        let look = Look { group: Some(tag.group.clone()), ..Look::default() };
        self.push(&text, What::Chip(Chip::Asked(who)), look);
        self.decor(" ", What::Join);
    }

    /// A break inside words put in: a caret stands at the end of the one line and at the start
    /// of the next, even where they are empty.
    fn line_break(&mut self, run: &Run, look: Look) {
        let From::Proposal(id, line, at) = &run.from else { return };
        let end = From::Proposal(id.clone(), *line, *at);
        self.push("", What::Words(end), look.clone());
        self.decor("\n", What::Join);
        self.push("", What::Words(From::Proposal(id.clone(), line + 1, 0)), look);
    }

    fn chips(&mut self, par: &PageParagraph) {
        if par.standing != crate::record::Standing::Open {
            let chip = if par.standing.is_agreed() { Chip::Agreed } else { Chip::Pending };
            self.chip(&par.standing.to_string(), chip);
        }
        if par.changed_since {
            self.chip("changed since agreed", Chip::Pending);
        }
        if !par.objections.is_empty() {
            self.chip(&format!("objection: {}", par.objections.join(", ")), Chip::Objected);
        }
        let later = std::mem::take(&mut self.splits);
        let rest = par.tags.iter().filter(|t| t.what != "split").chain(later);
        for tag in rest {
            let said = if tag.text.is_empty() { tag.what } else { tag.text.as_str() };
            let by = names(&tag.by);
            let text = if by.is_empty() { said.to_owned() } else { format!("{by}: {said}") };
            let who = tag.by.first().cloned().unwrap_or_else(ActorId::chair);
            self.chip(&text, Chip::Asked(who));
        }
    }

    fn chip(&mut self, text: &str, chip: Chip) {
        self.decor(" ", What::Join);
        let short = text.chars().count() <= 48;
        let text = if short { text.replace(' ', "\u{a0}") } else { text.to_owned() };
        self.decor(&format!("{TIE}{TIE}{text}{TIE}"), What::Chip(chip));
    }
}

/// How many arms belong to the first change: arms of one group, and words put in side by side.
fn change_length(arms: &[(&Mark, &[Run])], depth: usize) -> usize {
    let mut groups: Vec<&GroupId> = Vec::new();
    let mut len = 0;
    for (i, (mark, runs)) in arms.iter().enumerate() {
        let own: Vec<&GroupId> = stacked(runs, depth).into_iter().filter_map(|m| m.group.as_ref()).collect();
        let side_by_side = i.checked_sub(1).and_then(|i| arms.get(i)).is_some_and(|(before, _)| {
            before.kind != MarkKind::Deleted
                && mark.kind != MarkKind::Deleted
                && before.kind != MarkKind::Doubt
                && mark.kind != MarkKind::Doubt
        });
        let joins = i == 0 || side_by_side || own.iter().any(|g| groups.contains(g));
        if !joins {
            break;
        }
        groups.extend(own);
        len = i + 1;
    }
    len.max(1)
}

/// The mark at this depth and, for words taken out, those further in that all runs share.
fn stacked(runs: &[Run], depth: usize) -> Vec<&Mark> {
    let Some(first) = runs.first() else { return Vec::new() };
    let mut out: Vec<&Mark> = first.marks.get(depth).into_iter().collect();
    while out.last().is_some_and(|m| m.kind == MarkKind::Deleted) {
        let next = depth + out.len();
        match first.marks.get(next) {
            Some(mark)
                if mark.kind == MarkKind::Deleted && runs.iter().all(|r| r.marks.get(next) == Some(mark)) =>
            {
                out.push(mark);
            }
            _ => break,
        }
    }
    out
}
