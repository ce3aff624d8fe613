//! Paragraphs that are whole already, as a Word file has them: what each one is.
//!
//! The same rules as for lines of text decide, told that every line is a paragraph. What is
//! known of a paragraph from elsewhere (its style, its list) is believed.

use super::classify;
use super::join::{Joiner, Start, Zone};
use super::labels::{self, Shape};
use super::lines::{Layout, Line};
use super::shape::{self, Mark, Row};
use crate::text::{Genre, Kind, NOTE};

/// A paragraph that is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Whole {
    /// Its text, a typed label with it.
    pub text: String,
    /// The label that its list gives it.
    pub label: Option<String>,
    /// What it is, where that is known, and whether it is a line of the masthead.
    pub known: Option<(Kind, bool)>,
    /// How deep a heading it is, 1 being the title.
    pub heading: Option<usize>,
    /// Whether it is an item of a list without numbers.
    pub bullet: bool,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether all of it is italic.
    pub italic: bool,
}

/// What a paragraph is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Class {
    pub kind: Kind,
    pub masthead: bool,
    /// The label that is typed in the text, and how many characters it takes with all before it
    /// and the space behind it.
    pub typed: Option<(String, usize)>,
    /// Whether the label of its list was taken for one.
    pub labelled: bool,
}

impl Class {
    /// What is known of a paragraph without its text.
    fn of(paragraph: &Whole) -> Self {
        let (kind, masthead) = paragraph.known.unwrap_or_default();
        Self { kind, masthead, ..Self::default() }
    }
}

/// What paragraphs are, and what they are together.
#[derive(Clone, Debug, Default)]
pub(in crate::format) struct Wholes {
    /// One a paragraph; an empty one is plain.
    pub classes: Vec<Class>,
    pub genre: Genre,
    pub title: Option<String>,
    pub symbol: Option<String>,
}

/// The label that a text opens with, and how many characters it takes.
pub(in crate::format) fn label_of(text: &str) -> Option<(String, usize)> {
    let bare = text.trim_start();
    let (mark, length) = shape::mark(bare);
    let bare = if mark == Mark::Bullet { bare.get(length..)?.trim_start() } else { bare };
    let found = labels::find(bare)?;
    let taken = text.len() - found.rest.len();
    Some((found.issued.to_owned(), text.get(..taken)?.chars().count()))
}

/// The symbol that a line ends with, if it does.
pub(in crate::format) fn symbol_of(line: &str) -> Option<&str> {
    line.split_whitespace().next_back().filter(|w| super::furniture::is_symbol(w))
}

/// The label of a list as it would be typed: "26)" is "26.".
fn typed(label: &str) -> String {
    let number = label.trim_matches(|c: char| !c.is_alphanumeric());
    let plain = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    if plain { format!("{number}.") } else { label.to_owned() }
}

/// Says what each paragraph is. `guessed` lets a title be found that nothing marks.
pub(in crate::format) fn whole(paragraphs: &[Whole], guessed: bool) -> Wholes {
    let mut rows = Vec::new();
    let mut of = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.text.chars().any(|c| c != NOTE && !c.is_whitespace()) {
            rows.push(row(paragraph, at));
            of.push(paragraph);
        }
    }
    let lines: Vec<Line> = rows.iter().map(|r| r.line.clone()).collect();
    let symbol = classify::symbol_in(&lines);
    let genre = classify::genre(&rows);
    let mut joiner = Joiner::new(&rows, Layout { spaced: false, width: None }, genre == Genre::Outcome);
    joiner.whole = true;
    let text = |w: &&Whole| w.known.is_some_and(|(kind, masthead)| !masthead && kind != Kind::Title);
    let first = of.iter().position(text).unwrap_or(usize::MAX);
    joiner.body = joiner.body.min(first);
    for (at, (row, paragraph)) in rows.iter().zip(&of).enumerate() {
        match paragraph.known {
            Some((kind, masthead)) => joiner.known(at, row, kind, masthead),
            None => joiner.line(at, row),
        }
    }
    let mut blocks = joiner.out;
    let before: Vec<bool> = blocks.iter().map(|b| b.issued.is_some()).collect();
    let heading = if guessed {
        classify::heading(&mut blocks, symbol)
    } else {
        classify::Heading { title: None, symbol }
    };
    let mut out = Wholes {
        classes: paragraphs.iter().map(Class::of).collect(),
        genre,
        title: heading.title,
        symbol: heading.symbol,
    };
    for (((block, row), paragraph), labelled) in blocks.iter().zip(&rows).zip(&of).zip(before) {
        let mut class = Class { kind: block.kind, masthead: block.masthead, ..Class::default() };
        match &block.issued {
            Some(issued) if labelled => match &paragraph.label {
                Some(label) if typed(label) == *issued => class.labelled = true,
                _ => class.typed = label_of(&paragraph.text).filter(|(label, _)| label == issued),
            },
            Some(issued) => {
                // "80/118." before a title.
                let rest = paragraph.text.split_once(issued.as_str()).map_or("", |(_, r)| r).trim_start();
                let taken = paragraph.text.len() - rest.len();
                let count = paragraph.text.get(..taken).map_or(0, |t| t.chars().count());
                class.typed = Some((issued.clone(), count));
            }
            None => {}
        }
        if let Some(slot) = out.classes.get_mut(row.line.number - 1) {
            *slot = class;
        }
    }
    out
}

/// A paragraph as a line: its label before it, marks of emphasis round it where they tell.
fn row(paragraph: &Whole, at: usize) -> Row {
    let bare = paragraph.text.trim();
    // References say nothing here, and stand behind the sign that ends a paragraph.
    let clean = |text: &str| text.replace('\t', " ").replace(NOTE, "");
    let (mut mark, mut text) = (Mark::None, clean(bare));
    let (sign, length) = shape::mark(bare);
    if let Some(depth) = paragraph.heading {
        mark = Mark::Heading(depth);
    } else if paragraph.bullet {
        mark = Mark::Bullet;
    } else if sign == Mark::Bullet && bare.len() > length {
        mark = Mark::Bullet;
        text = clean(bare.get(length..).unwrap_or_default().trim_start());
    } else if let Some(label) = &paragraph.label {
        text = format!("{} {text}", typed(label));
    } else if paragraph.bold && shape::may_head(&text) && labels::find(&text).is_none() {
        text = format!("**{text}**");
    } else if paragraph.italic && text.len() < 200 && shape::end_mark(&text).is_none() {
        text = format!("*{text}*");
    }
    Row { line: Line { number: at + 1, text, gap: true, broken: false }, mark }
}

impl Joiner<'_> {
    /// Takes a paragraph whose kind is known, and goes on from there.
    fn known(&mut self, at: usize, row: &Row, kind: Kind, masthead: bool) {
        if at >= self.body && self.zone == Zone::Masthead {
            self.zone = Zone::Preamble;
        }
        let text = row.line.text.as_str();
        let found = labels::find(text);
        match kind {
            Kind::Formula | Kind::Annex => self.restart(),
            Kind::Preambular => self.nest.clear(),
            Kind::Operative => {
                self.zone = Zone::Operative;
                self.nest.clear();
                if let Some(Shape::Number { number, .. }) = found.map(|f| f.shape) {
                    self.number = number;
                }
            }
            Kind::Sub(_) => {
                let opens = self.ends_in(&[':']);
                if let Some(label) = found.filter(|f| f.shape == Shape::Sub) {
                    self.nest.level(label.issued, opens);
                }
            }
            Kind::Closing => self.zone = Zone::Closing,
            _ => {}
        }
        self.begin(row, Start { masthead, ..Start::new(kind, text) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(all: &[&str]) -> Vec<(Kind, Option<String>)> {
        let one = |text: &&str| Whole { text: (*text).to_owned(), ..Whole::default() };
        let all: Vec<Whole> = all.iter().map(one).collect();
        let read = whole(&all, true).classes;
        read.into_iter().map(|c| (c.kind, c.typed.map(|t| t.0))).collect()
    }

    #[test]
    fn a_resolution_of_whole_paragraphs() {
        let read = kinds(&[
            "80/118. Lamps",
            "The General Assembly,",
            "Recalling its resolution 1/1,",
            "",
            "Recognizing that lamps burn,",
            "1.\tCalls upon all to:",
            "(a)\tLight the lamps;",
            "(i) On canals;",
            "(b) Count;",
            "- 2. Decides to meet.",
            "64th plenary meeting",
            "15 December 2025",
        ]);
        let label = |l: &str| Some(l.to_owned());
        let expected = vec![
            (Kind::Title, label("80/118.")),
            (Kind::Formula, None),
            (Kind::Preambular, None),
            (Kind::Plain, None),
            (Kind::Preambular, None),
            (Kind::Operative, label("1.")),
            (Kind::Sub(1), label("(a)")),
            (Kind::Sub(1), label("(i)")),
            (Kind::Sub(1), label("(b)")),
            (Kind::Operative, label("2.")),
            (Kind::Closing, None),
            (Kind::Closing, None),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn labels_of_lists_and_known_kinds_count() {
        let numbered = |label: &str, text: &str| Whole {
            text: text.into(),
            label: Some(label.into()),
            ..Whole::default()
        };
        let known = Whole {
            text: "We agree:".into(),
            label: Some("26.".into()),
            known: Some((Kind::Operative, false)),
            ..Whole::default()
        };
        let all = [known, numbered("(a)", "To meet;"), numbered("27.", "We go.")];
        let read = whole(&all, false);
        let read: Vec<_> = read.classes.iter().map(|c| (c.kind, c.labelled, c.typed.is_some())).collect();
        assert_eq!(
            read,
            [(Kind::Operative, false, false), (Kind::Sub(1), true, false), (Kind::Operative, true, false)]
        );
    }

    #[test]
    fn labels_take_what_stands_before_and_behind() {
        assert_eq!(label_of(" - 26.\tWe"), Some(("26.".into(), 7)));
        assert_eq!(label_of("We"), None);
    }
}
