//! Puts lines together into paragraphs, and says what each one is.
//!
//! A paragraph may be wrapped, cut by the end of a page, or both; a blank line may end it or
//! mean nothing. So every line is asked whether something begins there: a label that is due, a
//! formula, a heading, an opening phrase. If nothing does, it goes on with the paragraph before.

use super::block::Block;
use super::labels::{self, Nest, Shape};
use super::lines::Layout;
use super::shape::{self, Mark, Row};
use crate::lexicon::{Tense, opening};
use crate::text::Kind;

/// The part of a document that a line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    Masthead,
    Preamble,
    Operative,
    Closing,
}

/// What begins on a line.
pub(super) struct Start<'a> {
    pub(super) kind: Kind,
    pub(super) issued: Option<&'a str>,
    pub(super) masthead: bool,
    pub(super) rest: &'a str,
}

impl<'a> Start<'a> {
    pub(super) fn new(kind: Kind, rest: &'a str) -> Self {
        Self { kind, issued: None, masthead: false, rest }
    }
}

pub(super) struct Joiner<'a> {
    /// Whether every row is a paragraph by itself, so that nothing goes on.
    pub(super) whole: bool,
    pub(super) rows: &'a [Row],
    pub(super) layout: Layout,
    pub(super) outcome: bool,
    pub(super) formula: bool,
    /// The first row that is not of the masthead.
    pub(super) body: usize,
    pub(super) zone: Zone,
    pub(super) number: u32,
    pub(super) letter: u16,
    pub(super) nest: Nest,
    /// Whether numbered paragraphs are list items, so that an item without a number goes on.
    pub(super) list: bool,
    /// Whether a heading opened the preamble.
    pub(super) preamble: bool,
    /// Whether a title was found.
    pub(super) titled: bool,
    /// Whether an annex was opened since the last formula.
    pub(super) annexed: bool,
    /// Whether the source says that the line at hand begins a paragraph.
    pub(super) own: bool,
    /// Lines from here to there are one heading.
    pub(super) heading: std::ops::Range<usize>,
    pub(super) out: Vec<Block>,
}

/// Joins rows into paragraphs. `outcome` says that numbered paragraphs are sentences ("We …").
pub(super) fn join(rows: &[Row], layout: Layout, outcome: bool) -> Vec<Block> {
    let mut joiner = Joiner::new(rows, layout, outcome);
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
        let label = labels::find(text)
            .is_some_and(|f| matches!(f.shape, Shape::Number { .. } | Shape::Letter(1) | Shape::Preambular));
        let participle = opening(row.bare()).is_some_and(|o| o.tense == Tense::Participle);
        is_preamble(row)
            || label
            || participle && !shape::may_head(text)
            || matches!(row.mark, Mark::Heading(2..) | Mark::Bullet)
    };
    let titled = rows.first().is_some_and(|r| r.mark == Mark::Heading(1));
    let first = rows.iter().take(60).position(begins);
    match first {
        Some(at) if at >= 2 && !rows.get(at).is_some_and(is_preamble) => {
            let before = rows.get(at - 1).is_some_and(|r| r.mark.is_none() && shape::may_head(&r.line.text));
            if before { at - 1 } else { at }
        }
        Some(at) => at,
        None if titled => {
            rows.iter().take_while(|r| matches!(r.mark, Mark::Heading(1) | Mark::Quote)).count()
        }
        None => 0,
    }
}

impl<'a> Joiner<'a> {
    /// Ready to join rows.
    pub(super) fn new(rows: &'a [Row], layout: Layout, outcome: bool) -> Self {
        let formula = rows.iter().position(|r| shape::is_formula(r.bare()));
        let items = rows.iter().filter(|r| r.mark == Mark::Bullet && labels::find(&r.line.text).is_some());
        Self {
            whole: false,
            rows,
            layout,
            outcome,
            formula: formula.is_some(),
            body: formula.unwrap_or_else(|| body(rows)),
            zone: Zone::Masthead,
            number: 0,
            letter: 0,
            nest: Nest::default(),
            list: items.count() > 2,
            preamble: false,
            titled: false,
            annexed: false,
            own: false,
            heading: 0..0,
            out: Vec::new(),
        }
    }

    /// Begins a paragraph with a row, or goes on with the last one.
    pub(super) fn line(&mut self, at: usize, row: &Row) {
        if at >= self.body && self.zone == Zone::Masthead {
            self.zone = Zone::Preamble;
        }
        self.own = row.mark == Mark::Own;
        let found = if self.heading.contains(&at) {
            None
        } else if self.zone == Zone::Masthead {
            self.masthead(row)
        } else {
            self.text(at, row)
        };
        match (found, self.out.last_mut()) {
            (None, Some(block)) if !self.whole => block.push_line(&row.line.text, row.line.number),
            (found, _) => {
                let masthead = self.whole && self.zone == Zone::Masthead;
                let other = Start { masthead, ..Start::new(Kind::Plain, &row.line.text) };
                self.begin(row, found.unwrap_or(other));
            }
        }
    }

    /// Begins a paragraph.
    pub(super) fn begin(&mut self, row: &Row, start: Start) {
        let mut block = Block::new(start.kind, start.issued.map(str::to_owned));
        block.masthead = start.masthead;
        block.push_line(start.rest, row.line.number);
        self.preamble = match block.kind {
            Kind::Heading => is_preamble(row),
            _ => self.preamble,
        };
        self.titled |= block.kind == Kind::Title;
        self.annexed = block.kind == Kind::Annex || (self.annexed && block.kind != Kind::Formula);
        self.out.push(block);
    }

    /// Whether a line begins a block of its own, as the layout has it.
    pub(super) fn apart(&self, row: &Row) -> bool {
        (row.line.gap && !self.layout.spaced)
            || matches!(row.mark, Mark::Bullet | Mark::Own)
            || self.out.is_empty()
    }

    pub(super) fn ended(&self) -> bool {
        self.own || self.out.last().is_none_or(|b| !is_body(b) || shape::end_mark(&b.text).is_some())
    }

    pub(super) fn ends_in(&self, marks: &[char]) -> bool {
        self.out
            .last()
            .is_none_or(|b| !is_body(b) || shape::end_mark(&b.text).is_some_and(|mark| marks.contains(&mark)))
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
            Mark::Heading(1) if !self.titled => Some(Start::new(Kind::Title, text)),
            Mark::Heading(_) => Some(Start::new(Kind::Heading, text)),
            _ => None,
        }
    }

    fn annex<'r>(&mut self, text: &'r str) -> Start<'r> {
        self.restart();
        Start::new(Kind::Annex, text)
    }

    pub(super) fn restart(&mut self) {
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
            let item = row.mark == Mark::Bullet && !self.list;
            self.own || (item || !lower) && self.ended()
        } else {
            block.kind == Kind::Plain && self.layout.spaced && self.ends_in(&['.']) && self.is_short(block)
        };
        if !new && !self.whole {
            return None;
        }
        let listed = row.mark == Mark::Bullet && (self.ends_in(&[':']) || matches!(block.kind, Kind::Sub(_)));
        let kind = match (self.zone, opens.map(|o| o.tense)) {
            _ if listed && is_body(block) => Kind::Sub(1),
            (Zone::Preamble, Some(Tense::Participle)) if !self.outcome => Kind::Preambular,
            (Zone::Preamble, Some(Tense::Present)) if self.formula => Kind::Operative,
            (Zone::Preamble, _) if self.preamble || (self.formula && !self.outcome && !self.annexed) => {
                Kind::Preambular
            }
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

/// Whether a line is the heading "Preamble".
pub(super) fn is_preamble(row: &Row) -> bool {
    row.bare().eq_ignore_ascii_case("preamble")
}

/// Whether a block is running text, which can go on after a page.
fn is_body(block: &Block) -> bool {
    match block.kind {
        Kind::Preambular | Kind::Operative | Kind::Sub(_) => true,
        Kind::Plain => !block.masthead,
        _ => false,
    }
}
