//! From pages to the lines that the reader of text understands: [`lines`].
//!
//! What only a page shows is said here: where white space parts paragraphs, what is set in bold
//! or in colour, what is raised, what belongs to the margins.

use super::colour::Ink;
use super::lines::Line;
use super::margins::{self, Page, Place};
use super::paper::{Letter, Paper};
use super::{columns, lines as rows};
use crate::format::plain::{RichLine, RichMark, RichSpan};
use crate::revise::intake::Why;
use std::collections::BTreeMap;

/// What is said of each page beside its lines.
struct Aside {
    comments: Vec<String>,
    unseen: String,
    torn: bool,
}

/// All pages as lines.
pub(super) fn lines(papers: Vec<Paper>) -> Vec<RichLine> {
    let mut pages = Vec::with_capacity(papers.len());
    let mut asides = Vec::with_capacity(papers.len());
    for paper in papers {
        asides.push(Aside { comments: paper.comments, unseen: paper.aside, torn: paper.torn });
        let lines = columns::in_order(rows::lines(paper.letters));
        let lines = lines.into_iter().map(|line| (line, Place::Text)).collect();
        pages.push(Page { lines, bars: paper.bars, size: paper.size });
    }
    let usual = Usual::of(&pages);
    margins::sort(&mut pages, usual.size);
    let mut out = Vec::new();
    let mut before: Option<Before> = None;
    for (number, (page, aside)) in pages.iter().zip(asides).enumerate() {
        let edges = Edges::of(page);
        let mut first = number > 0;
        for (line, place) in &page.lines {
            let mut rich = rich(line, place, &usual);
            if *place != Place::Text {
                out.push(rich);
                continue;
            }
            let parted = before.as_ref().map_or(Parted::Surely, |b| b.parts(line, &edges, &usual, first));
            rich.gap = parted != Parted::No;
            if parted == Parted::Surely && rich.mark == RichMark::None {
                rich.mark = RichMark::Own;
            }
            rich.page = first;
            first = false;
            let head = is_head(line, &usual);
            let on = head && parted == Parted::No && before.as_ref().is_some_and(|b| b.head);
            let (y, size, short) = (line.y, line.size, edges.is_short(line));
            before = Some(Before { y, size, short, head, text: rich.text() });
            match out.last_mut().filter(|_| on) {
                Some(last) => join(last, rich),
                None => out.push(rich),
            }
        }
        said(aside, number + 1, &mut out);
    }
    out
}

/// What is said beside the text of a page, for the report.
fn said(aside: Aside, number: usize, out: &mut Vec<RichLine>) {
    let mut push = |text: String, why: Why| {
        if !text.trim().is_empty() {
            let spans = vec![RichSpan { text, ..RichSpan::default() }];
            out.push(RichLine { spans, mark: RichMark::Out(why), ..RichLine::default() });
        }
    };
    push(aside.unseen, Why::Unseen);
    aside.comments.into_iter().for_each(|comment| push(comment, Why::Comment));
    if aside.torn {
        push(format!("[part of page {number} is damaged]"), Why::Unseen);
    }
}

/// How most letters of a file look; what all have says nothing.
struct Usual {
    size: f64,
    bold: bool,
    italic: bool,
    coloured: bool,
    /// The distance of two lines of a paragraph, in sizes of the letters.
    leading: f64,
}

impl Usual {
    fn of(pages: &[Page]) -> Self {
        let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
        let (mut all, mut bold, mut italic, mut coloured) = (0usize, 0, 0, 0);
        let mut steps = Vec::new();
        for page in pages {
            for (line, _) in &page.lines {
                *sizes.entry((line.size * 4.0).round() as i64).or_default() += line.letters.len();
                for letter in line.inked() {
                    all += 1;
                    bold += usize::from(letter.bold);
                    italic += usize::from(letter.italic);
                    coloured += usize::from(letter.ink == Ink::Coloured);
                }
            }
            for pair in page.lines.windows(2) {
                if let [(a, _), (b, _)] = pair
                    && (a.size - b.size).abs() < 0.1
                {
                    steps.push((a.y - b.y) / a.size.max(0.1));
                }
            }
        }
        steps.retain(|s| (0.9..2.5).contains(s));
        steps.sort_by(f64::total_cmp);
        let size = sizes.iter().max_by_key(|(_, n)| **n).map_or(12.0, |(size, _)| *size as f64 / 4.0);
        let most = |n: usize| n * 10 > all * 6;
        let leading = steps.get(steps.len() / 5).copied().unwrap_or(1.2);
        Self { size, bold: most(bold), italic: most(italic), coloured: most(coloured), leading }
    }
}

/// Where the lines of a page begin and end.
struct Edges {
    left: f64,
    right: f64,
}

impl Edges {
    fn of(page: &Page) -> Self {
        let text = || page.lines.iter().filter(|(_, p)| *p == Place::Text);
        let mut left: Vec<f64> = text().map(|(l, _)| l.left()).collect();
        let mut right: Vec<f64> = text().map(|(l, _)| l.right()).collect();
        left.sort_by(f64::total_cmp);
        right.sort_by(f64::total_cmp);
        let at = |list: &[f64], part: usize| list.get(list.len() * part / 100).copied().unwrap_or(0.0);
        Self { left: at(&left, 10), right: at(&right, 90) }
    }

    /// Whether a line ends well before the others do.
    fn is_short(&self, line: &Line) -> bool {
        line.right() < self.right - 0.12 * (self.right - self.left)
    }
}

/// Whether a line is set as headings are: all of it bold, or larger than the text.
fn is_head(line: &Line, usual: &Usual) -> bool {
    line.size > 1.1 * usual.size || (!usual.bold && line.inked().all(|l| l.bold))
}

/// Appends the next line of a heading.
fn join(line: &mut RichLine, next: RichLine) {
    if let Some(last) = line.spans.last_mut().filter(|s| !s.text.ends_with('-')) {
        last.text.push(' ');
    }
    line.spans.extend(next.spans);
}

/// Whether white space parts two lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    No,
    Perhaps,
    Surely,
}

/// The line of text before.
struct Before {
    y: f64,
    size: f64,
    short: bool,
    /// Whether it is set as headings are.
    head: bool,
    text: String,
}

impl Before {
    /// Whether white space, or the look of the edges, parts it from the next line.
    fn parts(&self, line: &Line, edges: &Edges, usual: &Usual, turned: bool) -> Parted {
        let ended = self.text.trim_end().ends_with([',', ';', ':', '.', '?', '!', '”', ')']);
        let text = line.text();
        let begins = text.trim_start().starts_with(|c: char| !c.is_lowercase());
        let perhaps = |yes: bool| if yes { Parted::Perhaps } else { Parted::No };
        if turned || line.y >= self.y {
            // A new page or a new column.
            return perhaps(self.short || (line.left() > edges.left + 0.8 * line.size && ended));
        }
        let size = self.size.max(line.size).max(0.1);
        let step = (self.y - line.y) / size;
        let other = (self.size - line.size).abs() > 0.12 * size;
        if step > usual.leading * 1.4 + 0.04 {
            return Parted::Surely;
        }
        let wide = step > usual.leading * 1.18 + 0.04;
        perhaps(wide || other || (self.short && ended && begins))
    }
}

/// A line with its looks.
fn rich(line: &Line, place: &Place, usual: &Usual) -> RichLine {
    let mut spans: Vec<RichSpan> = Vec::new();
    let marker = match place {
        Place::Note(_, letters) => *letters,
        _ => 0,
    };
    let start = line.letters.get(marker).map_or(f64::MIN, |l| l.x.0);
    let mut before: Option<RichSpan> = None;
    // The arrow back from a note of a web page is no word of it.
    let note = matches!(place, Place::Note(..) | Place::More);
    let words = line.spaced().filter(|(l, _)| (marker == 0 || l.x.0 >= start) && !(note && l.text == "↩"));
    for (letter, space) in words {
        let look = look(letter, line, usual);
        if let Some(space) = space {
            let same = before.as_ref().is_some_and(|b| *b == look);
            let look = if same { look.clone() } else { RichSpan::default() };
            push(&mut spans, look, &space.to_string());
        }
        push(&mut spans, look.clone(), &letter.text);
        before = Some(look);
    }
    let mark = match place {
        Place::Text => bullet(&mut spans),
        Place::Furniture => RichMark::Out(Why::PageFurniture),
        Place::Note(Some(number), _) => RichMark::Numbered(*number),
        Place::Note(None, _) => RichMark::Star,
        Place::More => RichMark::More,
    };
    RichLine { spans, mark, ..RichLine::default() }
}

fn push(spans: &mut Vec<RichSpan>, look: RichSpan, text: &str) {
    match spans.last_mut() {
        Some(last) if RichSpan { text: String::new(), ..last.clone() } == look => last.text.push_str(text),
        _ => spans.push(RichSpan { text: text.to_owned(), ..look }),
    }
}

/// How a letter looks, without its text.
fn look(letter: &Letter, line: &Line, usual: &Usual) -> RichSpan {
    let new = (letter.bold && !usual.bold)
        || (letter.ink == Ink::Coloured && !usual.coloured && !letter.linked)
        || letter.highlighted
        || (letter.underlined && !letter.linked);
    RichSpan {
        text: String::new(),
        bold: new,
        italic: letter.italic && !usual.italic,
        struck: letter.struck,
        raised: line.is_raised(letter),
        note: None,
    }
}

/// Takes the bullet of a list off a line.
fn bullet(spans: &mut [RichSpan]) -> RichMark {
    let Some(first) = spans.first_mut() else { return RichMark::None };
    match first.text.strip_prefix('•') {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
            first.text = rest.to_owned();
            RichMark::Bullet
        }
        _ => RichMark::None,
    }
}
