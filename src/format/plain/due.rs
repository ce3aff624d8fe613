//! Which label or heading is due on a line, and what the lines of a masthead are.
//!
//! The other half of `join`: a number begins a paragraph where it is the next one, or where a
//! block of its own leaves no doubt; everywhere else it is a number in a sentence.

use super::block::Block;
use super::join::{Joiner, Start, Zone, is_preamble};
use super::labels::{self, Found, Shape};
use super::shape::{self, Mark, Row};
use crate::lexicon::{Tense, opening};
use crate::text::Kind;

impl Joiner<'_> {
    pub(super) fn masthead<'r>(&self, row: &'r Row) -> Option<Start<'r>> {
        let text = row.line.text.as_str();
        let line = |kind, masthead| Some(Start { masthead, ..Start::new(kind, text) });
        match row.mark {
            Mark::Heading(1) if !self.titled => return line(Kind::Title, false),
            Mark::Heading(_) | Mark::Quote => return line(Kind::Plain, true),
            _ => {}
        }
        if let Some(Found { shape: Shape::Number { .. }, issued, rest }) = labels::find(text) {
            return Some(Start { issued: Some(issued), ..Start::new(Kind::Plain, rest) });
        }
        if self.out.last().is_some_and(|block| self.masthead_goes_on(block, row)) {
            return None;
        }
        line(Kind::Plain, true)
    }

    /// Masthead lines stand close together; only what cannot stand alone is joined.
    fn masthead_goes_on(&self, block: &Block, row: &Row) -> bool {
        let stands = row.line.text.starts_with('[') || shape::numbered_title(&row.line.text).is_some();
        if self.own || block.lines.len() > 6 || stands || block.text.ends_with(']') {
            return false;
        }
        if block.issued.is_some() {
            return shape::end_mark(&block.text).is_none();
        }
        let text = block.text.as_str();
        let last = text.rsplit(' ').next().unwrap_or_default();
        let open = text.matches("**").count() % 2 == 1 || (text.starts_with('[') && !text.ends_with(']'));
        let leads =
            matches!(last, "of" | "the" | "for" | "and" | "to" | "on" | "by" | "in" | "with" | "at" | "from");
        let start = block.lines.last().map_or(0, |l| l.0);
        let length = text.get(start..).unwrap_or_default().chars().count();
        let word = row.line.text.split(' ').next().unwrap_or_default().chars().count();
        // A wrapped line is full when the next word would not have fitted on it.
        let full = self.layout.width.is_some_and(|w| length + 1 + word > w) && !shape::is_date(row.bare());
        open || leads || full || row.line.text.starts_with(char::is_lowercase)
    }

    pub(super) fn label<'r>(&mut self, row: &Row, found: Found<'r>) -> Option<Start<'r>> {
        let (apart, ended, upper) = (self.apart(row), self.ended(), shape::is_upper(found.rest));
        let start = |kind| Some(Start { issued: Some(found.issued), ..Start::new(kind, found.rest) });
        match found.shape {
            Shape::Number { number, said } => {
                let due = number == self.number + 1;
                let near = number > self.number && number <= self.number + 5;
                let fits = if said {
                    apart || (ended && upper)
                } else if due {
                    upper || apart
                } else {
                    (apart && (upper || ended)) || (ended && upper && near)
                };
                if !fits {
                    return None;
                }
                (self.zone, self.number) = (Zone::Operative, number);
                self.nest.clear();
                start(Kind::Operative)
            }
            Shape::Letter(letter) => {
                let lettered = self.outcome && self.zone == Zone::Preamble && self.number == 0;
                if !(lettered && letter == self.letter + 1 && upper) {
                    return None;
                }
                self.letter = letter;
                self.nest.clear();
                start(Kind::Preambular)
            }
            Shape::Preambular => {
                self.nest.clear();
                (apart || (ended && upper)).then(|| start(Kind::Preambular))?
            }
            Shape::Sub => {
                let under = self
                    .out
                    .last()
                    .is_some_and(|b| matches!(b.kind, Kind::Operative | Kind::Preambular | Kind::Sub(_)));
                let opens = self.ends_in(&[':']);
                let due = self.nest.expects(found.issued, opens);
                if !(under && ((apart && (ended || due)) || (ended && due))) {
                    return None;
                }
                start(Kind::Sub(self.nest.level(found.issued, opens).0))
            }
        }
    }

    /// How many lines of a heading begin here: what is no sentence and stands before a label that
    /// is due, an opening phrase or another heading.
    pub(super) fn heads(&self, at: usize, row: &Row) -> Option<usize> {
        let text = row.line.text.as_str();
        let apart = self.apart(row) && row.mark.is_none();
        if !shape::may_head(text)
            || row.mark == Mark::Bullet
            || !(apart || self.ends_in(&['.', ';', ':', ',']))
        {
            return None;
        }
        if is_preamble(row) {
            return Some(1);
        }
        if apart && text.starts_with("**") && text.ends_with("**") && text.len() > 4 {
            return Some(1);
        }
        for (i, next) in self.rows.iter().enumerate().skip(at + 1).take(3) {
            if self.begins(next) {
                return Some(i - at);
            }
            if shape::end_mark(&next.line.text).is_some() || !next.mark.is_none() {
                return None;
            }
            if next.line.gap && !self.layout.spaced {
                // A block of its own: a heading only if it is one too, which it will be asked.
                let another = shape::may_head(&next.line.text)
                    && self.rows.get(i + 1).is_some_and(|after| self.begins(after));
                return another.then_some(1);
            }
        }
        None
    }

    /// Whether the paragraph that is due begins on this row.
    fn begins(&self, row: &Row) -> bool {
        let text = row.line.text.as_str();
        match labels::find(text).map(|f| (f.shape, shape::is_upper(f.rest))) {
            Some((Shape::Number { number, .. }, true)) => {
                return number == self.number + 1 || (self.apart(row) && number > self.number);
            }
            Some((Shape::Letter(letter), true)) => return self.outcome && letter == self.letter + 1,
            _ => {}
        }
        let participle = self.zone == Zone::Preamble
            && !shape::may_head(text)
            && opening(row.bare()).is_some_and(|o| o.tense == Tense::Participle);
        participle || shape::is_formula(row.bare()) || matches!(row.mark, Mark::Heading(_))
    }
}
