//! Puts lines together into paragraphs, and says what each one is.
//!
//! A paragraph may be wrapped, cut by the end of a page, or both; a blank line may end it or
//! mean nothing. So every line is asked whether something begins there: a label that is due, a
//! formula, a heading, an opening phrase. If nothing does, it goes on with the paragraph before.

use super::block::Block;
use super::labels::{self, Found, Nest, Shape};
use super::lines::Layout;
use super::shape::{self, Mark, Row};
use crate::lexicon::{Tense, opening};
use crate::text::Kind;

/// The part of a document that a line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Masthead,
    Preamble,
    Operative,
    Closing,
}

/// What begins on a line.
struct Start<'a> {
    kind: Kind,
    issued: Option<&'a str>,
    masthead: bool,
    rest: &'a str,
}

impl<'a> Start<'a> {
    fn new(kind: Kind, rest: &'a str) -> Self {
        Self { kind, issued: None, masthead: false, rest }
    }
}

pub(super) struct Joiner<'a> {
    rows: &'a [Row],
    layout: Layout,
    outcome: bool,
    formula: bool,
    /// The first row that is not of the masthead.
    body: usize,
    zone: Zone,
    number: u32,
    letter: u16,
    nest: Nest,
    /// Whether a title was found.
    titled: bool,
    /// Whether an annex was opened since the last formula.
    annexed: bool,
    /// Lines from here to there are one heading.
    heading: std::ops::Range<usize>,
    out: Vec<Block>,
}

/// Joins rows into paragraphs. `outcome` says that numbered paragraphs are sentences ("We …").
pub(super) fn join(rows: &[Row], layout: Layout, outcome: bool) -> Vec<Block> {
    let formula = rows.iter().position(|r| shape::is_formula(r.bare()));
    let mut joiner = Joiner {
        rows,
        layout,
        outcome,
        formula: formula.is_some(),
        body: formula.unwrap_or_else(|| body(rows)),
        zone: Zone::Masthead,
        number: 0,
        letter: 0,
        nest: Nest::default(),
        titled: false,
        annexed: false,
        heading: 0..0,
        out: Vec::new(),
    };
    for (at, row) in rows.iter().enumerate() {
        joiner.line(at, row);
    }
    joiner.out
}

/// Where the text begins when no formula says so: at the first label, heading or opening phrase,
/// or at the heading before it. Row 0 is the title if anything follows; a text without any of
/// these has no masthead.
fn body(rows: &[Row]) -> usize {
    let begins = |row: &Row| {
        let text = row.line.text.as_str();
        let label = labels::find(text).is_some_and(|f| {
            matches!(f.shape, Shape::Number { .. } | Shape::Letter(1) | Shape::Preambular)
        });
        let participle = opening(row.bare()).is_some_and(|o| o.tense == Tense::Participle);
        label || participle && !shape::may_head(text) || matches!(row.mark, Mark::Heading(2..) | Mark::Bullet)
    };
    let titled = rows.first().is_some_and(|r| r.mark == Mark::Heading(1));
    let first = rows.iter().take(60).position(begins);
    match first {
        Some(at) if at >= 2 => {
            let before = rows.get(at - 1).is_some_and(|r| r.mark == Mark::None && shape::may_head(&r.line.text));
            if before { at - 1 } else { at }
        }
        Some(at) => at,
        None if titled => rows.iter().take_while(|r| matches!(r.mark, Mark::Heading(1) | Mark::Quote)).count(),
        None => 0,
    }
}

impl Joiner<'_> {
    fn line(&mut self, at: usize, row: &Row) {
        if at >= self.body && self.zone == Zone::Masthead {
            self.zone = Zone::Preamble;
        }
        let found = if self.heading.contains(&at) {
            None
        } else if self.zone == Zone::Masthead {
            self.masthead(row)
        } else {
            self.text(at, row)
        };
        match (found, self.out.last_mut()) {
            (None, Some(block)) => block.push_line(&row.line.text, row.line.number),
            (found, _) => {
                let start = found.unwrap_or(Start::new(Kind::Plain, &row.line.text));
                let mut block = Block::new(start.kind, start.issued.map(str::to_owned));
                block.masthead = start.masthead;
                block.push_line(start.rest, row.line.number);
                self.titled |= block.kind == Kind::Title;
                self.annexed = block.kind == Kind::Annex || (self.annexed && block.kind != Kind::Formula);
                self.out.push(block);
            }
        }
    }

    /// Whether a line begins a block of its own, as the layout has it.
    fn apart(&self, row: &Row) -> bool {
        (row.line.gap && !self.layout.spaced) || row.mark == Mark::Bullet || self.out.is_empty()
    }

    fn ended(&self) -> bool {
        self.out.last().is_none_or(|b| !is_body(b) || shape::end_mark(&b.text).is_some())
    }

    fn ends_in(&self, marks: &[char]) -> bool {
        self.out.last().is_none_or(|b| {
            !is_body(b) || shape::end_mark(&b.text).is_some_and(|mark| marks.contains(&mark))
        })
    }

    fn masthead<'r>(&self, row: &'r Row) -> Option<Start<'r>> {
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
        if block.lines.len() > 6 {
            return false;
        }
        if block.issued.is_some() {
            return shape::end_mark(&block.text).is_none();
        }
        let text = block.text.as_str();
        let last = text.rsplit(' ').next().unwrap_or_default();
        let open = text.matches("**").count() % 2 == 1 || (text.starts_with('[') && !text.ends_with(']'));
        let leads = matches!(last, "of" | "the" | "for" | "and" | "to" | "on" | "by" | "in" | "with" | "at" | "from");
        let start = block.lines.last().map_or(0, |l| l.0);
        let length = text.get(start..).unwrap_or_default().chars().count();
        let full = self.layout.width.is_some_and(|w| length * 100 >= w * 85) && !shape::is_date(row.bare());
        open || leads || full || row.line.text.starts_with(char::is_lowercase)
    }

    fn text<'r>(&mut self, at: usize, row: &'r Row) -> Option<Start<'r>> {
        let text = row.line.text.as_str();
        if let Some(start) = self.marked(row).or_else(|| self.fixed(at, row)) {
            return Some(start);
        }
        if let Some(found) = labels::find(text)
            && let Some(start) = self.label(row, found)
        {
            return Some(start);
        }
        if let Some(lines) = self.heads(at, row) {
            self.heading = at + 1..at + lines;
            return Some(Start::new(Kind::Heading, text));
        }
        self.unlabelled(row)
    }

    /// What Markdown says outright.
    fn marked<'r>(&mut self, row: &'r Row) -> Option<Start<'r>> {
        let text = row.line.text.as_str();
        match row.mark {
            Mark::Quote => Some(Start { masthead: true, ..Start::new(Kind::Plain, text) }),
            Mark::Heading(_) if shape::is_annex(row.bare()) => Some(self.annex(text)),
            Mark::Heading(1) if !self.titled => {
                Some(Start::new(Kind::Title, text))
            }
            Mark::Heading(_) => Some(Start::new(Kind::Heading, text)),
            _ => None,
        }
    }

    fn annex<'r>(&mut self, text: &'r str) -> Start<'r> {
        self.restart();
        Start::new(Kind::Annex, text)
    }

    fn restart(&mut self) {
        (self.zone, self.number, self.letter) = (Zone::Preamble, 0, 0);
        self.nest.clear();
    }

    /// Lines of a fixed wording.
    fn fixed<'r>(&mut self, at: usize, row: &'r Row) -> Option<Start<'r>> {
        let (text, bare) = (row.line.text.as_str(), row.bare());
        if shape::is_formula(bare) && self.ended() {
            self.restart();
            return Some(Start::new(Kind::Formula, text));
        }
        if shape::is_annex(bare) && self.ended() {
            return Some(self.annex(text));
        }
        let last = self.out.last().map(|b| b.kind);
        let italic = text.len() > 2
            && text.starts_with('*')
            && text.ends_with('*')
            && !bare.contains('*')
            && !text.starts_with("**")
            && shape::end_mark(bare).is_none()
            && self.number > 0
            && self.apart(row)
            && self.rows.get(at + 1).is_none_or(|next| labels::find(&next.line.text).is_none());
        let closing = (shape::is_meeting(bare) && self.ended())
            || (last == Some(Kind::Closing) && (shape::is_date(bare) || italic))
            || (italic && self.ended());
        if closing {
            self.zone = Zone::Closing;
            return Some(Start::new(Kind::Closing, text));
        }
        None
    }

    fn label<'r>(&mut self, row: &Row, found: Found<'r>) -> Option<Start<'r>> {
        let (apart, ended, upper) = (self.apart(row), self.ended(), shape::is_upper(found.rest));
        let start = |kind| Some(Start { issued: Some(found.issued), ..Start::new(kind, found.rest) });
        match found.shape {
            Shape::Number { number, said } => {
                let due = number == self.number + 1;
                let near = number > self.number && number <= self.number + 5;
                let fits = if said {
                    apart || ended
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
                (apart || ended).then(|| start(Kind::Preambular))?
            }
            Shape::Sub => {
                let under = self.out.last().is_some_and(|b| {
                    matches!(b.kind, Kind::Operative | Kind::Preambular | Kind::Sub(_))
                });
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
    fn heads(&self, at: usize, row: &Row) -> Option<usize> {
        let text = row.line.text.as_str();
        let apart = self.apart(row) && row.mark == Mark::None;
        if !shape::may_head(text) || row.mark == Mark::Bullet || !(apart || self.ends_in(&['.', ';', ':', ','])) {
            return None;
        }
        if apart && text.starts_with("**") && text.ends_with("**") && text.len() > 4 {
            return Some(1);
        }
        for (i, next) in self.rows.iter().enumerate().skip(at + 1).take(3) {
            if self.begins(next) {
                return Some(i - at);
            }
            if !shape::end_mark(&next.line.text).is_none() || next.mark != Mark::None {
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

    /// A line without a label: does it begin something?
    fn unlabelled<'r>(&mut self, row: &'r Row) -> Option<Start<'r>> {
        let text = row.line.text.as_str();
        let Some(block) = self.out.last() else { return Some(Start::new(Kind::Plain, text)) };
        let opens = opening(row.bare());
        let (apart, lower) = (self.apart(row), shape::is_lower(text));
        let new = if !is_body(block) {
            // Headings and lines of a fixed wording are whole, unless their block goes on.
            apart || self.layout.spaced || block.kind != Kind::Plain || opens.is_some()
        } else if opens.is_some() && self.zone == Zone::Preamble {
            apart || self.ended()
        } else if apart {
            !lower && self.ended()
        } else {
            block.kind == Kind::Plain && self.layout.spaced && self.ends_in(&['.']) && self.is_short(block)
        };
        if !new {
            return None;
        }
        let listed = row.mark == Mark::Bullet && (self.ends_in(&[':']) || matches!(block.kind, Kind::Sub(_)));
        let kind = match (self.zone, opens.map(|o| o.tense)) {
            _ if listed && is_body(block) => Kind::Sub(1),
            (Zone::Preamble, Some(Tense::Participle)) if !self.outcome => Kind::Preambular,
            (Zone::Preamble, Some(Tense::Present)) if self.formula => Kind::Operative,
            (Zone::Preamble, _) if self.formula && !self.outcome && !self.annexed => Kind::Preambular,
            _ => Kind::Plain,
        };
        if kind == Kind::Operative {
            self.zone = Zone::Operative;
        }
        Some(Start::new(kind, text))
    }

    /// Whether the last line of a block is so short that it ends a wrapped paragraph.
    fn is_short(&self, block: &Block) -> bool {
        let start = block.lines.last().map_or(0, |l| l.0);
        let length = block.text.get(start..).unwrap_or_default().chars().count();
        self.layout.width.is_some_and(|w| length * 10 < w * 6)
    }
}

/// Whether a block is running text, which can go on after a page.
fn is_body(block: &Block) -> bool {
    match block.kind {
        Kind::Preambular | Kind::Operative | Kind::Sub(_) => true,
        Kind::Plain => !block.masthead,
        _ => false,
    }
}
