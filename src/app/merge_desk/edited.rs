//! The result as a person types it: one field a paragraph, note references as marks in it.
//!
//! What is typed keeps the italics and the notes of the words it shares with the result. A mark
//! that is typed where no such note was is plain text.

use super::outcome::{Count, Outcome, count};
use super::{Desk, Verdict};
use crate::project::{
    Project, Unfit, is_words, open_placed, refusal, restyled, result_of, spelled, touching_pairs,
};
use crate::text::{NOTE, NoteId, ParagraphId, Ranges, Words};
use crate::weave::{self, Group, GroupId, Site};
use std::collections::BTreeMap;

/// The fields.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edited {
    /// What is typed, a paragraph each.
    pub lines: Vec<String>,
    /// What stood in the fields before anything was typed.
    fresh: Vec<String>,
}

impl Edited {
    fn new(outcome: &Outcome) -> Self {
        let fresh: Vec<String> = outcome.words().into_iter().map(|w| shown(w, &outcome.notes)).collect();
        Self { lines: fresh.clone(), fresh }
    }

    /// Takes over another result, but for the fields in which something was typed.
    pub(super) fn follow(&mut self, outcome: &Outcome) {
        let next = Self::new(outcome);
        let typed = |n: usize| self.lines.get(n).filter(|line| self.fresh.get(n) != Some(line));
        let lines = next.fresh.iter().enumerate().map(|(n, line)| typed(n).unwrap_or(line).clone()).collect();
        *self = Self { lines, fresh: next.fresh };
    }

    fn is_modified(&self) -> bool {
        self.lines != self.fresh
    }
}

impl Desk {
    /// Whether the result is being edited.
    pub fn is_editing(&self) -> bool {
        self.edited.is_some()
    }

    /// Whether the words of the result are another's than `weave`'s: a person's.
    pub fn is_modified(&self) -> bool {
        self.edited.as_ref().is_some_and(Edited::is_modified)
    }

    /// Whether there are words to edit: a paragraph that goes has none.
    pub fn can_edit(&self) -> bool {
        self.outcome.rows.len() == self.outcome.words().len()
    }

    /// Begins to edit the result, or gives up what was typed.
    pub fn edit(&mut self, on: bool) {
        self.edited = (on && self.can_edit()).then(|| Edited::new(&self.outcome));
        self.stamp += 1;
    }

    /// What stands in the fields, a paragraph each; empty while nothing is edited.
    pub fn lines(&self) -> &[String] {
        self.edited.as_ref().map(|e| e.lines.as_slice()).unwrap_or_default()
    }

    /// Types other words for a paragraph of the result.
    pub fn type_in(&mut self, row: usize, text: &str) {
        let line = self.edited.as_mut().and_then(|e| e.lines.get_mut(row));
        if let Some(line) = line.filter(|l| *l != text) {
            // One line a paragraph: a break that is pasted is a space.
            *line = text.replace(['\r', '\n', '\t'], " ");
            self.stamp += 1;
        }
    }

    /// The words before and after, of what is typed where something is.
    pub fn count(&self) -> Count {
        match &self.edited {
            Some(edited) if edited.is_modified() => {
                let typed: Vec<String> = self.typed().iter().map(Words::bare).collect();
                count(&self.base.bare(), &typed.join("\n"))
            }
            _ => self.outcome.count,
        }
    }

    /// The words that are typed.
    fn typed(&self) -> Vec<Words> {
        let rows = self.outcome.words().into_iter().zip(self.lines());
        rows.map(|(was, line)| read(was, line, &self.outcome.notes)).collect()
    }

    /// What a person who agrees to this desk decides: what is chosen, in the words that were typed
    /// if any; `rest`: what is not chosen is rejected.
    pub fn verdict(&self, rest: bool) -> Verdict {
        let able = || self.choices.iter().filter(|c| c.refusal.is_none()).map(|c| c.group.id.clone());
        Verdict {
            paragraph: self.paragraph,
            accept: able().filter(|id| self.is_chosen(id)).collect(),
            words: self.is_modified().then(|| self.typed()),
            reject: able().filter(|id| rest && !self.is_chosen(id)).collect(),
        }
    }

    /// What a compromise says: the result with its words, typed or not.
    pub fn wording(&self) -> Verdict {
        let words = match self.is_modified() {
            true => self.typed(),
            false => self.outcome.words().into_iter().cloned().collect(),
        };
        Verdict { words: Some(words), ..self.verdict(false) }
    }
}

/// The mark of a note reference in a field.
fn mark(number: usize) -> String {
    format!("[^{number}]")
}

fn shown(words: &Words, numbers: &BTreeMap<NoteId, usize>) -> String {
    let mut notes = words.notes().iter();
    let mut out = String::new();
    for c in words.text().chars() {
        match c {
            NOTE => {
                let number = notes.next().and_then(|id| numbers.get(id));
                out.push_str(&mark(number.copied().unwrap_or_default()));
            }
            c => out.push(c),
        }
    }
    out
}

/// What is typed, as words: the marks of the notes that the result refers to are references again.
fn read(was: &Words, line: &str, numbers: &BTreeMap<NoteId, usize>) -> Words {
    let known: Vec<(NoteId, String)> =
        was.notes().iter().map(|id| (*id, mark(numbers.get(id).copied().unwrap_or_default()))).collect();
    let (mut text, mut notes) = (String::new(), Vec::new());
    let mut rest: &str = &line.replace(NOTE, "");
    while let Some(c) = rest.chars().next() {
        match known.iter().find_map(|(id, mark)| Some((id, rest.strip_prefix(mark.as_str())?))) {
            Some((id, more)) => {
                text.push(NOTE);
                notes.push(*id);
                rest = more;
            }
            None => {
                text.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    restyled(was, &Words::new(&text, Ranges::default(), Ranges::default(), notes))
}

/// The paragraph of these groups and the words of what they result in, from words that were typed
/// without note references, a line a paragraph: for a shell.
pub fn typed_rows(
    project: &Project,
    accept: &[GroupId],
    text: &str,
) -> Result<(ParagraphId, Vec<Words>), Unfit> {
    let known = weave::groups(&project.working, &open_placed(project));
    let chosen: Option<Vec<&Group>> = accept.iter().map(|id| known.get(id).map(AsRef::as_ref)).collect();
    let chosen = chosen.ok_or(Unfit::Gone)?;
    let paragraph = chosen.iter().find_map(|g| match g.site {
        Site::Span(id, _) | Site::Gap(Some(id)) => Some(id),
        _ => None,
    });
    let paragraph = paragraph.ok_or(Unfit::Elsewhere)?;
    if chosen.iter().any(|g| !crate::project::stands_at(&project.working, g, paragraph)) {
        return Err(Unfit::Elsewhere);
    }
    // Where their words touch the text as it stands is what the new words are held against.
    let free = touching_pairs(&chosen).is_empty();
    let able = chosen.into_iter().filter(|g| refusal(&g.printed.wish, g.fate).is_none());
    let taken: Vec<&Group> = able.filter(|g| free || !is_words(g)).collect();
    let made = result_of(&project.working, &taken, paragraph, "typed").ok_or(Unfit::Gone)?;
    let (after, _, ids) = made;
    let lines: Vec<&str> = text.split('\n').collect();
    if lines.len() != ids.len() {
        return Err(Unfit::Lines { wanted: ids.len(), given: lines.len() });
    }
    let was = |id: &ParagraphId| after.words_of(*id).unwrap_or_default();
    Ok((paragraph, ids.iter().zip(lines).map(|(id, line)| spelled(&was(id), line)).collect()))
}
