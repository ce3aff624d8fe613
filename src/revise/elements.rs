//! Characters with their history, and what a change set does to them.
//!
//! A change set that does not fit is refused whole.

use crate::text::{ChangeSet, NOTE, NoteId, Op, ParagraphId, Words};

/// Where a piece of text stands: in a paragraph or in a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// The words of a paragraph.
    Paragraph(ParagraphId),
    /// The text of a note that is referred to.
    Note(NoteId),
}

/// One character with its history.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// The character.
    pub c: char,
    /// The note that it refers to.
    pub note: Option<NoteId>,
    /// Where it stood in the older text: piece and character.
    pub from: Option<(usize, usize)>,
    /// The step that put it in; none for one of the older text.
    pub put: Option<usize>,
    /// The last step that changed something right beside it.
    pub edge: Option<usize>,
    /// Whether its paragraph was moved.
    pub moved: bool,
    /// Whether its paragraph was joined to another.
    pub joined: bool,
}

impl Key {
    /// The paragraph; none for a note.
    pub(super) fn paragraph(self) -> Option<ParagraphId> {
        match self {
            Key::Paragraph(id) => Some(id),
            Key::Note(_) => None,
        }
    }
}

/// Words as elements that a step put in, or that were there.
pub(super) fn fresh(words: &Words, put: Option<usize>) -> Vec<Element> {
    let mut notes = words.notes().iter();
    let each = words.text().chars().map(|c| Element {
        c,
        note: if c == NOTE { notes.next().copied() } else { None },
        from: None,
        put,
        edge: None,
        moved: false,
        joined: false,
    });
    each.collect()
}

/// Elements after a change set, and those that it took out; none where it does not fit.
pub(super) fn edited(old: &[Element], set: &ChangeSet, step: usize) -> Option<(Vec<Element>, Vec<Element>)> {
    if set.len_before() != old.len() {
        return None;
    }
    let (mut out, mut gone) = (Vec::with_capacity(set.len_after()), Vec::new());
    let (mut at, mut beside) = (0, false);
    for op in set.ops() {
        if let (Op::Delete(_) | Op::Insert(_), Some(last)) = (op, out.last_mut()) {
            let last: &mut Element = last;
            last.edge = Some(step);
        }
        match op {
            Op::Retain(n) => {
                let kept = old.get(at..at + n)?;
                let first = out.len();
                out.extend_from_slice(kept);
                if let Some(element) = out.get_mut(first).filter(|_| beside) {
                    element.edge = Some(step);
                }
                at += n;
                beside = false;
            }
            Op::Delete(words) => {
                let taken = old.get(at..at + words.len())?;
                if !taken.iter().map(|e| e.c).eq(words.text().chars()) {
                    return None;
                }
                gone.extend_from_slice(taken);
                at += words.len();
                beside = true;
            }
            Op::Insert(words) => {
                out.extend(fresh(words, Some(step)));
                beside = true;
            }
        }
    }
    Some((out, gone))
}
