//! [`Shown`]: a paragraph as it stands on the screen: words, brackets, names, chips; and the
//! map between its characters and places in the model.
//!
//! Struck words and words put in are places; brackets, names and chips are not. Nothing here
//! knows of fonts, colours or pixels.

use crate::app::{PageParagraph, Place};
use crate::record::ActorId;
use crate::text::NoteId;
use crate::weave::{From, GroupId, Mark, MarkKind, Of, Run};
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

/// A space that holds together what stands round it.
const TIE: char = '\u{a0}';

impl Shown {
    /// The paragraph as shown, with the numbers of notes.
    pub fn of(par: &PageParagraph, notes: &HashMap<NoteId, usize>) -> Self {
        let mut out = Builder { shown: Shown { of: Some(par.of.clone()), ..Shown::default() }, notes };
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

/// The names to print after an arm.
pub fn names(by: &[ActorId]) -> String {
    const MOST: usize = 4;
    let mut out: Vec<&str> = by.iter().take(MOST).map(ActorId::as_str).collect();
    let more = format!("+{}", by.len().saturating_sub(MOST));
    if by.len() > MOST {
        out.push(&more);
    }
    out.join(", ")
}

struct Builder<'a> {
    shown: Shown,
    notes: &'a HashMap<NoteId, usize>,
}

impl Builder<'_> {
    fn push(&mut self, text: &str, what: What, look: Look) {
        let start = self.shown.len;
        let end = start + text.chars().count();
        self.shown.text.push_str(text);
        self.shown.len = end;
        self.shown.pieces.push(Piece { chars: start..end, what, look });
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
            let verb = if mark.kind == MarkKind::Deleted { " delete" } else { "" };
            self.name(&by, verb);
        }
        self.decor("]", What::Bracket);
    }

    fn name(&mut self, by: &[ActorId], verb: &str) {
        if let Some(first) = by.first() {
            let text = format!("  {}{verb} ", names(by)).replace(' ', "\u{a0}");
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
        self.push(&run.text, What::Words(run.from.clone()), look);
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
        for tag in &par.tags {
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
