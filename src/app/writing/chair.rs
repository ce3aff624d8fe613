//! Writing as the chair: the working text changes.

use super::extent::{Extent, Stretch};
use super::{Hand, Write, Written, clean};
use crate::app::error::AppError;
use crate::app::page::Place;
use crate::app::shown::text_of;
use crate::project::{Cause, edit};
use crate::text::{self, Change, Document, Fragment, ParagraphId};

impl Hand<'_> {
    pub(super) fn as_chair(&self, write: &Write) -> Result<Written, AppError> {
        match write {
            Write::Insert(typed) => self.chair_insert(&clean(typed)),
            Write::Break => self.chair_insert("\n"),
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
            let Extent::Pieces(stretches, _) = self.selected() else {
                return AppError::refuse("Nothing is selected in this text.");
            };
            let (start, removed) =
                remove(&scratch, &stretches).ok_or_else(|| AppError::Refused(NOT_YOURS.to_owned()))?;
            apply(&mut scratch, &removed)?;
            changes.extend(removed);
            start
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
            Extent::Pieces(stretches, beyond) => match remove(&self.project.working, &stretches) {
                Some(((paragraph, at), changes)) => {
                    let key = Some(format!("delete {paragraph} {forward}"));
                    Ok(self.written(changes, Place::Text { paragraph, at }, "Delete", key))
                }
                // Another's words: the caret passes over them.
                None => Ok(self.moved(beyond)),
            },
            Extent::Border(second, first) => {
                let pair = first.as_deref().and_then(text_of).zip(text_of(&second));
                let Some((first, second)) = pair else { return Ok(self.moved(self.selection.caret.clone())) };
                let working = &self.project.working;
                let follows = working.place(first).map(|p| p + 1) == working.place(second);
                if !follows {
                    return Ok(self.moved(self.selection.caret.clone()));
                }
                let at = working.place(first).map_or(0, |p| working.len_of(p));
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

/// Takes the text's own words out of the stretches: where that leaves the caret, and how. None
/// where none of the words are the text's.
fn remove(document: &Document, stretches: &[Stretch]) -> Option<((ParagraphId, usize), Vec<Change>)> {
    let mut parts: Vec<(ParagraphId, usize, usize)> = Vec::new();
    for stretch in stretches {
        let Some(id) = text_of(&stretch.paragraph) else { continue };
        let own = stretch.pieces.iter().filter_map(|p| match &p.place {
            Place::Text { at, .. } => Some((*at, *at + p.shown.len())),
            Place::Words { .. } => None,
        });
        let range = own.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let empty = document.place(id).is_some_and(|p| document.len_of(p) == 0);
        match range {
            Some((start, end)) => parts.push((id, start, end)),
            None if empty && stretches.len() > 1 => parts.push((id, 0, 0)),
            None => {}
        }
    }
    let (first, start, end) = parts.first().copied()?;
    let mut scratch = document.clone();
    let mut out = Vec::new();
    let mut push = |scratch: &mut Document, changes: Vec<Change>| {
        // Each is made for this very state.
        if text::apply_all(scratch, &changes).is_ok() {
            out.extend(changes);
        }
    };
    let nothing = Fragment::default();
    let whole_to_end = stretches.len() > 1;
    let last = parts.last().copied().filter(|(id, ..)| *id != first);
    let made = text::replace(&scratch, first, start..end, &nothing, "");
    push(&mut scratch, made);
    for (id, ..) in parts.iter().skip(1).take(parts.len().saturating_sub(2)) {
        let made = text::delete(&scratch, *id);
        push(&mut scratch, made);
    }
    if let Some((id, from, to)) = last {
        let made = text::replace(&scratch, id, from..to, &nothing, "");
        push(&mut scratch, made);
        let adjacent = scratch.place(first).map(|p| p + 1) == scratch.place(id);
        let second = scratch.place(id).and_then(|p| scratch.meta(p)).cloned();
        if let (true, true, Some(second)) = (whole_to_end, adjacent, second) {
            let len = scratch.place(first).map_or(0, |p| scratch.len_of(p));
            push(&mut scratch, vec![Change::Join { id: first, at: len, second }]);
        }
    }
    Some(((first, start), out))
}
