//! Writing as the chair: the working text changes.

use super::extent::{Extent, Stretch};
use super::{Hand, Write, Written, clean};
use crate::app::error::AppError;
use crate::app::page::Place;
use crate::app::shown::{place_at, text_before, text_of};
use crate::project::{Cause, edit};
use crate::text::{self, Change, Document, Fragment, ParagraphId, Side};
use std::ops::Range;

impl Hand<'_> {
    pub(super) fn as_chair(&self, write: &Write) -> Result<Written, AppError> {
        match write {
            Write::Insert(typed) => self.chair_insert(&clean(typed)),
            Write::Break => self.chair_insert("\n"),
            Write::Italic => self.chair_italic(),
            Write::Backspace(_) | Write::Delete(_) if !self.selection.is_caret() => self.chair_insert(""),
            Write::Backspace(unit) => self.chair_delete(self.reached(*unit, false), false),
            Write::Delete(unit) => self.chair_delete(self.reached(*unit, true), true),
        }
    }

    fn chair_insert(&self, typed: &str) -> Result<Written, AppError> {
        let mut changes = Vec::new();
        let mut scratch = self.project.working.clone();
        let (paragraph, at) = if self.selection.is_caret() {
            self.text_place(&self.selection.caret)?
        } else {
            let part = match self.selected() {
                Extent::Pieces(stretches, _) => Part::of(&stretches),
                _ => None,
            };
            match part {
                Some(part) => {
                    let (start, removed) = part.remove(&scratch)?;
                    apply(&mut scratch, &removed)?;
                    changes.extend(removed);
                    start
                }
                // Nothing of the text is selected: there is nothing to go.
                None => self.text_place(&self.selection.caret)?,
            }
        };
        let caret = if typed == "\n" {
            let made = text::split(&scratch, paragraph, at, &self.salt());
            apply(&mut scratch, &made)?;
            changes.extend(made);
            self.after_break(&scratch, paragraph, at)
        } else {
            let with = Fragment::plain(typed);
            let made = text::replace(&scratch, paragraph, at..at, &with, &self.salt());
            apply(&mut scratch, &made)?;
            changes.extend(made);
            let lines = with.lines().len();
            let row = scratch.place(paragraph).unwrap_or(0) + lines - 1;
            let end = with.lines().last().map_or(0, |l| l.len());
            let id = scratch.meta(row).map_or(paragraph, |m| m.id);
            Place::Text { paragraph: id, at: if lines == 1 { at + end } else { end } }
        };
        let title = if typed.is_empty() { "Delete" } else { "Typing" };
        let key = (!typed.contains('\n') && !typed.is_empty()).then(|| format!("type {paragraph}"));
        Ok(self.written(changes, caret, title, key))
    }

    fn chair_italic(&self) -> Result<Written, AppError> {
        let Extent::Pieces(stretches, _) = self.selected() else {
            return AppError::refuse("Select the words that are to be in italics.");
        };
        let working = &self.project.working;
        let parts: Vec<_> = stretches.iter().filter_map(text_range).filter(|(_, r)| !r.is_empty()).collect();
        if parts.is_empty() {
            return AppError::refuse(NOT_YOURS);
        }
        let is_italic = |(id, range): &(ParagraphId, Range<usize>)| {
            working.words_of(*id).is_some_and(|w| w.italic().covers(range))
        };
        let on = !parts.iter().all(is_italic);
        let changes = parts.iter().flat_map(|(id, r)| text::italic(working, *id, r.clone(), on)).collect();
        Ok(self.written(changes, self.selection.caret.clone(), "Italic", None))
    }

    fn after_break(&self, scratch: &Document, paragraph: ParagraphId, at: usize) -> Place {
        if at == 0 {
            return Place::Text { paragraph, at: 0 };
        }
        let next = scratch.place(paragraph).and_then(|p| scratch.meta(p + 1));
        Place::Text { paragraph: next.map_or(paragraph, |m| m.id), at: 0 }
    }

    fn chair_delete(&self, extent: Extent, forward: bool) -> Result<Written, AppError> {
        match extent {
            Extent::Nothing => Ok(self.moved(self.selection.caret.clone())),
            Extent::Pieces(stretches, beyond) => match Part::of(&stretches) {
                Some(part) => {
                    let ((paragraph, at), changes) = part.remove(&self.project.working)?;
                    let key = Some(format!("delete {paragraph} {forward}"));
                    Ok(self.written(changes, Place::Text { paragraph, at }, "Delete", key))
                }
                // Another's words: the caret passes over them.
                None => Ok(self.moved(beyond)),
            },
            Extent::Border(second, first) => {
                let pair = first.as_deref().and_then(text_of).zip(text_of(&second));
                let Some((first, second)) = pair else {
                    // A proposed paragraph stands between: the caret passes into it.
                    let over = match (forward, &first) {
                        (false, Some(first)) => place_at(first, usize::MAX, Side::Before),
                        (false, None) => self.selection.caret.clone(),
                        (true, _) => place_at(&second, 0, Side::After),
                    };
                    return Ok(self.moved(over));
                };
                let working = &self.project.working;
                let follows = working.place(first).map(|p| p + 1) == working.place(second);
                if !follows {
                    return Ok(self.moved(self.selection.caret.clone()));
                }
                let at = working.place(first).map_or(0, |p| working.len_of(p));
                if at == 0 {
                    // An empty paragraph goes; the one with words stays what it is.
                    let changes = text::delete(working, first);
                    return Ok(self.written(changes, Place::Text { paragraph: second, at }, "Delete", None));
                }
                let changes = text::join(working, first);
                Ok(self.written(changes, Place::Text { paragraph: first, at }, "Join paragraphs", None))
            }
        }
    }

    fn text_place(&self, place: &Place) -> Result<(ParagraphId, usize), AppError> {
        match place {
            Place::Text { paragraph, at } if self.project.working.place(*paragraph).is_some() => {
                Ok((*paragraph, *at))
            }
            Place::Text { .. } => AppError::refuse("That paragraph is no longer in the text."),
            Place::Words { .. } => AppError::refuse(NOT_YOURS),
        }
    }

    fn written(
        &self,
        changes: Vec<Change>,
        caret: Place,
        title: &'static str,
        key: Option<String>,
    ) -> Written {
        let change = (!changes.is_empty()).then(|| edit(self.project, changes, Cause::Chair(String::new())));
        Written { change, caret, title, key }
    }

    fn salt(&self) -> String {
        format!("chair {:x}", self.fresh)
    }
}

const NOT_YOURS: &str = "These words are a delegation’s proposal and stay as it wrote them. Accept them as modified, or speak as that delegation, to change them.";

fn apply(scratch: &mut Document, changes: &[Change]) -> Result<(), AppError> {
    text::apply_all(scratch, changes).map_err(|e| AppError::Apply(e.into()))
}

/// The characters of a paragraph of the text that a stretch of the page covers.
fn text_range(stretch: &Stretch) -> Option<(ParagraphId, Range<usize>)> {
    let id = text_of(&stretch.paragraph)?;
    let at = |shown| text_before(&stretch.paragraph, shown);
    Some((id, at(stretch.shown.start)..at(stretch.shown.end)))
}

/// The part of the text that a selection of the page covers.
struct Part {
    first: (ParagraphId, usize),
    last: (ParagraphId, usize),
}

impl Part {
    /// None where no word and no border between paragraphs of the text is covered.
    fn of(stretches: &[Stretch]) -> Option<Self> {
        let mut rows = stretches.iter().filter_map(text_range);
        let (id, range) = rows.next()?;
        let first = (id, range.start);
        let (id, range) = rows.next_back().unwrap_or((id, range));
        let last = (id, range.end);
        (first != last).then_some(Self { first, last })
    }

    /// The changes that take it out, and where that leaves the caret. Of the first paragraph
    /// what stands before the part stays and takes up what stands behind it in the last; where
    /// nothing stands before it, the last keeps its identity and its label.
    fn remove(&self, document: &Document) -> Result<((ParagraphId, usize), Vec<Change>), AppError> {
        let ((first, start), (last, end)) = (self.first, self.last);
        let nothing = Fragment::default();
        if first == last {
            return Ok(((first, start), text::replace(document, first, start..end, &nothing, "")));
        }
        let places = document.place(first).zip(document.place(last));
        let Some((from, to)) = places.filter(|(from, to)| from < to) else {
            return AppError::refuse("What is selected is no longer in the text.");
        };
        let mut scratch = document.clone();
        let mut out = Vec::new();
        let mut push = |scratch: &mut Document, changes: Vec<Change>| {
            let done = apply(scratch, &changes);
            out.extend(changes);
            done
        };
        let kept = usize::from(start > 0);
        let gone: Vec<ParagraphId> = document.metas().take(to).skip(from + kept).map(|m| m.id).collect();
        for id in gone {
            let made = text::delete(&scratch, id);
            push(&mut scratch, made)?;
        }
        let made = text::replace(&scratch, last, 0..end, &nothing, "");
        push(&mut scratch, made)?;
        if start == 0 {
            return Ok(((last, 0), out));
        }
        let made = text::replace(&scratch, first, start..usize::MAX, &nothing, "");
        push(&mut scratch, made)?;
        if let Some(second) = scratch.meta_of(last).cloned() {
            push(&mut scratch, vec![Change::Join { id: first, at: start, second }])?;
        }
        Ok(((first, start), out))
    }
}
