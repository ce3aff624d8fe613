//! [`Shown`]: a paragraph as it stands on the screen: words, brackets, names, chips; and the
//! map between its characters and places in the model.
//!
//! Struck words and words put in are places; brackets, names and chips are not. Nothing here
//! knows of fonts, colours or pixels.

use super::build::{self, TIE};
use crate::app::{PageParagraph, Place};
use crate::record::ActorId;
use crate::text::NoteId;
use crate::weave::{From, GroupId, Of};
use std::collections::HashMap;
use std::ops::Range;

/// What a piece of the shown text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Words, one shown character for one character of the model.
    Words(From),
    /// A note reference: one character of the model, shown as its number.
    Note(From),
    /// A square bracket.
    Bracket,
    /// Between the arms of a bracket, or a break inside words put in.
    Join,
    /// The names of those who back the words before it.
    Name(ActorId),
    /// A status or a request without words of its own.
    Chip(Chip),
}

/// What a chip is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chip {
    /// Agreed, or nearly.
    Agreed,
    /// On the way: suggested, or changed since.
    Pending,
    /// Objected to under silence.
    Objected,
    /// Something this actor asks for.
    Asked(ActorId),
}

/// How words are marked.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Look {
    /// Bold in the text itself.
    pub bold: bool,
    /// Italic in the text itself.
    pub italic: bool,
    /// Put in, by this actor first of all.
    pub inserted: Option<ActorId>,
    /// Taken out, by this actor first of all.
    pub deleted: Option<ActorId>,
    /// Whose colour the words have: the innermost mark's.
    pub who: Option<ActorId>,
    /// As part of this group, the innermost.
    pub group: Option<GroupId>,
}

/// A piece: equal look, one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its characters in the shown text.
    pub chars: Range<usize>,
    /// What it is.
    pub what: What,
    /// How its words are marked.
    pub look: Look,
}

/// A paragraph as shown.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Shown {
    /// All of it.
    pub text: String,
    /// Its pieces in order, without gaps.
    pub pieces: Vec<Piece>,
    len: usize,
    of: Option<Of>,
}

impl Shown {
    /// The paragraph as shown, with the numbers of notes.
    pub fn of(par: &PageParagraph, notes: &HashMap<NoteId, usize>) -> Self {
        build::shown(par, notes)
    }

    /// Nothing yet of a paragraph.
    pub(super) fn empty(of: Of) -> Self {
        Self { of: Some(of), ..Self::default() }
    }

    /// Adds a piece.
    pub(super) fn push(&mut self, text: &str, what: What, look: Look) {
        let start = self.len;
        let end = start + text.chars().count();
        self.text.push_str(text);
        self.len = end;
        self.pieces.push(Piece { chars: start..end, what, look });
    }

    /// Characters shown.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether a caret can stand before this character.
    pub fn is_stop(&self, at: usize) -> bool {
        self.piece_for(at).is_some()
    }

    fn piece_for(&self, at: usize) -> Option<&Piece> {
        let from = self.pieces.partition_point(|p| p.chars.end < at);
        let near = self.pieces.get(from..).unwrap_or_default();
        near.iter().take_while(|p| p.chars.start <= at).find(|p| match p.what {
            What::Words(_) => true,
            What::Note(_) => at == p.chars.start || at == p.chars.end,
            _ => false,
        })
    }

    /// The place in the model of a stop.
    pub fn place(&self, at: usize) -> Option<Place> {
        let piece = self.piece_for(at)?;
        let (from, into) = match &piece.what {
            What::Words(from) => (from, at - piece.chars.start),
            What::Note(from) => (from, usize::from(at == piece.chars.end)),
            _ => return None,
        };
        match (from, &self.of) {
            (From::Text(start), Some(Of::Text(paragraph))) => {
                Some(Place::Text { paragraph: *paragraph, at: start + into })
            }
            (From::Proposal(proposal, line, start), _) => {
                Some(Place::Words { proposal: proposal.clone(), line: *line, at: start + into })
            }
            _ => None,
        }
    }

    /// All stops that mean this place, in order; none if it is not in this paragraph.
    pub fn stops_of(&self, place: &Place) -> Vec<usize> {
        let mut out = Vec::new();
        for piece in &self.pieces {
            let (from, len) = match &piece.what {
                What::Words(from) => (from, piece.chars.len()),
                What::Note(from) => (from, 1),
                _ => continue,
            };
            let start = match (from, place) {
                (From::Text(start), Place::Text { paragraph, .. }) => {
                    (self.of == Some(Of::Text(*paragraph))).then_some(*start)
                }
                (From::Proposal(id, l, start), Place::Words { proposal, line, .. }) => {
                    (id == proposal && l == line).then_some(*start)
                }
                _ => None,
            };
            let Some(start) = start else { continue };
            let at = place_at(place);
            if (start..=start + len).contains(&at) {
                let into = at - start;
                let shown = match &piece.what {
                    What::Note(_) if into > 0 => piece.chars.end,
                    _ => piece.chars.start + into,
                };
                if out.last() != Some(&shown) {
                    out.push(shown);
                }
            }
        }
        out
    }

    /// The nearest stop to a character, before it where two are equally near.
    pub fn nearest_stop(&self, at: usize) -> Option<usize> {
        let at = at.min(self.len);
        (0..=self.len).find_map(|d| {
            let before = at.checked_sub(d).filter(|i| self.is_stop(*i));
            before.or_else(|| Some(at + d).filter(|i| *i <= self.len && self.is_stop(*i)))
        })
    }

    /// Where the first word character from here on begins; brackets and names are no words.
    pub fn words_from(&self, at: usize) -> Option<usize> {
        let piece = self.pieces.iter().find(|p| p.is_words() && p.chars.end > at && !p.chars.is_empty())?;
        match piece.what {
            What::Note(_) if at > piece.chars.start => Some(piece.chars.end),
            _ => Some(at.max(piece.chars.start)),
        }
    }

    /// Where the last word character before here ends.
    pub fn words_to(&self, at: usize) -> Option<usize> {
        let mut back = self.pieces.iter().rev();
        let piece = back.find(|p| p.is_words() && p.chars.start < at && !p.chars.is_empty())?;
        match piece.what {
            What::Note(_) if at < piece.chars.end => Some(piece.chars.start),
            _ => Some(at.min(piece.chars.end)),
        }
    }

    /// The first stop, if there is any.
    pub fn first_stop(&self) -> Option<usize> {
        self.pieces.iter().find(|p| p.is_words()).map(|p| p.chars.start)
    }

    /// The last stop, if there is any.
    pub fn last_stop(&self) -> Option<usize> {
        self.pieces.iter().rev().find(|p| p.is_words()).map(|p| p.chars.end)
    }

    /// The group whose words or marks stand at a character.
    pub fn group_at(&self, at: usize) -> Option<&GroupId> {
        self.piece_for(at).and_then(|p| p.look.group.as_ref())
    }

    /// Whether the mark of a split begins at this character.
    pub fn is_split(&self, at: usize) -> bool {
        let chip = |p: &&Piece| p.chars.start == at && matches!(p.what, What::Chip(_));
        self.pieces.iter().find(chip).is_some_and(|p| p.look.group.is_some())
    }

    /// The words between two characters, without what is struck and without brackets, names
    /// and chips.
    pub fn words_between(&self, range: Range<usize>) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            if !matches!(piece.what, What::Words(_)) || piece.look.deleted.is_some() {
                continue;
            }
            let start = piece.chars.start.max(range.start);
            let end = piece.chars.end.min(range.end);
            out.extend(self.text.chars().skip(start).take(end.saturating_sub(start)));
        }
        out
    }

    /// The same with words in the making before a character.
    pub fn with_preedit(&self, at: usize, text: &str) -> Self {
        let more = text.chars().count();
        let mut out = Self { of: self.of.clone(), len: self.len + more, ..Self::default() };
        let byte = self.text.char_indices().nth(at).map_or(self.text.len(), |(i, _)| i);
        out.text = format!("{}{text}{}", &self.text[..byte], &self.text[byte..]);
        let new = Piece { chars: at..at + more, what: What::Join, look: Look::default() };
        let mut new = Some(new);
        for piece in &self.pieces {
            let (before, after) =
                (piece.chars.start.min(at)..piece.chars.end.min(at), piece.chars.end.max(at));
            if !before.is_empty() {
                out.pieces.push(Piece { chars: before, ..piece.clone() });
            }
            if piece.chars.end >= at {
                out.pieces.extend(new.take());
            }
            let start = piece.chars.start.max(at);
            if start < after {
                out.pieces.push(Piece { chars: start + more..after + more, ..piece.clone() });
            }
        }
        out.pieces.extend(new);
        out
    }

    /// What a screen reader says: words, with what was struck and put in said in words.
    pub fn spoken(&self) -> String {
        self.text.replace(TIE, " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Piece {
    fn is_words(&self) -> bool {
        matches!(self.what, What::Words(_) | What::Note(_))
    }
}

fn place_at(place: &Place) -> usize {
    match place {
        Place::Text { at, .. } | Place::Words { at, .. } => *at,
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn shown(par: &PageParagraph) -> Shown {
        Shown::of(par, &HashMap::new())
    }

    #[test]
    fn brackets_names_and_arms() {
        let par = sample::paragraph();
        let text = shown(&par).text.replace(TIE, " ");
        assert_eq!(
            text,
            "Encourages the sharing of [private  EU, Japan delete ] data, [terms  G77 and China  / \
             deals  US ] for [all some  US ];   agreed ad ref "
        );
    }

    #[test]
    fn every_stop_is_a_place_and_every_place_a_stop() {
        let par = sample::paragraph();
        let shown = shown(&par);
        assert_eq!(shown.text.chars().count(), shown.len());
        let mut seen = 0;
        for at in (0..=shown.len()).filter(|at| shown.is_stop(*at)) {
            let place = shown.place(at).unwrap();
            assert!(shown.stops_of(&place).contains(&at), "{at} {place:?}");
            seen += 1;
        }
        assert!(seen > 40);
        for run in &par.runs {
            if let (From::Text(start), Of::Text(paragraph)) = (&run.from, &par.of) {
                for at in *start..=start + run.text.chars().count() {
                    let place = Place::Text { paragraph: *paragraph, at };
                    let stops = shown.stops_of(&place);
                    assert!(
                        !stops.is_empty() && stops.iter().all(|s| shown.place(*s) == Some(place.clone()))
                    );
                }
            }
        }
    }

    #[test]
    fn an_empty_paragraph_has_one_stop() {
        let par = PageParagraph { runs: Vec::new(), standing: Default::default(), ..sample::paragraph() };
        let shown = shown(&par);
        assert_eq!((shown.first_stop(), shown.last_stop()), (Some(0), Some(0)));
        assert!(shown.place(0).is_some());
    }

    #[test]
    fn copied_words_leave_out_what_is_struck() {
        let shown = shown(&sample::paragraph());
        let words = shown.words_between(0..shown.len());
        assert_eq!(words, "Encourages the sharing of  data, termsdeals for some;");
    }
}
