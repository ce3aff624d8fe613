//! From the elements of a page to its lines: [`lines`].
//!
//! A stack of open elements and no tree: whatever the page nests or forgets to close, the stack
//! stays small and the words stay in order. Two passes: the first finds out which elements are
//! notes, the second writes the lines.

use super::HtmlError;
use super::element::{self, Role, role};
use super::list::List;
use super::look::{self, Look};
use crate::format::plain::{RichLine, RichMark, RichSpan, label_of};
use crate::limits;
use crate::revise::intake::Why;
use html5gum::emitters::default::{DefaultEmitter, StartTag};
use html5gum::{Token, Tokenizer};
use std::collections::{BTreeMap, BTreeSet};

/// The lines of a page, in order.
pub(super) fn lines(page: &str) -> Result<Vec<RichLine>, HtmlError> {
    let mut survey = Survey::default();
    for token in tokens(page) {
        survey.token(&token);
    }
    let mut writer = Writer { survey, ..Writer::default() };
    for token in tokens(page) {
        writer.token(token);
        if writer.out.len() > limits::PARAGRAPHS {
            return Err(HtmlError::TooLarge { most: limits::PARAGRAPHS, what: "lines" });
        }
    }
    writer.end_line();
    Ok(writer.out)
}

fn tokens(page: &str) -> impl Iterator<Item = Token> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(page, emitter).map(|token| match token {
        Ok(token) => token,
        Err(never) => match never {},
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| text(value))
}

/// The place on the same page that a link leads to.
fn target(tag: &StartTag<()>) -> Option<String> {
    attribute(tag, "href")?.strip_prefix('#').filter(|t| !t.is_empty()).map(str::to_owned)
}

/// What has to be known before the first line is written.
#[derive(Default)]
struct Survey {
    /// The names of notes: places that a small raised link leads forward to.
    notes: BTreeMap<String, String>,
    /// All names of places so far.
    seen: BTreeSet<String>,
    /// How many raised elements are open, and the link that is open.
    raised: usize,
    link: Option<String>,
    /// How many elements around the text are open, and where headings of the first rank stand.
    around: usize,
    headed: (bool, bool),
}

impl Survey {
    fn token(&mut self, token: &Token) {
        match token {
            Token::StartTag(tag) => self.open(tag),
            Token::EndTag(tag) => match &**tag.name {
                b"sup" => self.raised = self.raised.saturating_sub(1),
                b"a" => self.link = None,
                b"header" => self.around = self.around.saturating_sub(1),
                _ => {}
            },
            _ => {}
        }
    }

    fn open(&mut self, tag: &StartTag<()>) {
        match &**tag.name {
            b"sup" => self.raised += 1,
            b"a" => self.link = target(tag),
            b"header" => self.around += 1,
            b"h1" if self.around > 0 => self.headed.0 = true,
            b"h1" => self.headed.1 = true,
            _ => {}
        }
        let refers = attribute(tag, "role").is_some_and(|r| r == "doc-noteref");
        if (self.raised > 0 || refers)
            && let Some(to) = self.link.clone().filter(|to| !self.seen.contains(to))
        {
            let name = format!("n{}", self.notes.len() + 1);
            self.notes.entry(to).or_insert(name);
        }
        for name in ["id", "name"] {
            self.seen.extend(attribute(tag, name));
        }
    }

    /// Whether a page header holds the only heading of the first rank.
    fn heads(&self) -> bool {
        self.headed == (true, false)
    }
}

/// An element that is open.
struct Open {
    name: String,
    role: Role,
    look: Look,
    /// What lines inside it are.
    mark: RichMark,
    list: Option<List>,
    /// Whether its words are skipped: of a link back, of what nobody sees.
    silent: bool,
    /// Whether it is a version of a paragraph, as our own writer prints one.
    version: bool,
}

/// An element too deep to be held whose words are skipped, known by its name alone.
struct Mute {
    name: String,
    /// How many elements stood open beyond the depth before it.
    below: usize,
    /// How many of its name are open, itself among them.
    same: usize,
}

#[derive(Default)]
struct Writer {
    survey: Survey,
    stack: Vec<Open>,
    /// Elements that were opened too deep to be held.
    beyond: usize,
    /// The first of them whose words are skipped.
    mute: Option<Mute>,
    line: RichLine,
    /// The label of the item whose first line comes next.
    label: Option<String>,
    /// The notes that have begun.
    begun: BTreeSet<String>,
    out: Vec<RichLine>,
}

impl Writer {
    fn token(&mut self, token: Token) {
        match token {
            Token::StartTag(tag) => self.open(&tag),
            Token::EndTag(tag) => self.close(&text(&tag.name)),
            Token::String(words) => self.words(&text(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }

    fn look(&self) -> Look {
        self.stack.last().map_or(Look::default(), |open| open.look)
    }

    fn mark(&self) -> RichMark {
        self.stack.last().map_or(RichMark::None, |open| open.mark.clone())
    }

    fn is_silent(&self) -> bool {
        self.mute.is_some() || self.stack.last().is_some_and(|open| open.silent)
    }

    fn open(&mut self, tag: &StartTag<()>) {
        let name = text(&tag.name);
        self.end_implied(&name);
        let mut role = role(&name);
        let class = attribute(tag, "class").unwrap_or_default();
        let has = |word: &str| class.split_whitespace().any(|c| c == word);
        let within = self.stack.iter().any(|o| matches!(o.name.as_str(), "main" | "article"));
        if role == Role::Around && name == "header" && (has("masthead") || within || self.survey.heads()) {
            role = Role::Block;
        }
        // What our own writer sets over a text without a title is no part of it.
        if has("subtitle") || has("chapeau-title") {
            role = Role::Around;
        }
        if role == Role::Break {
            return self.end_line_inside(name == "hr");
        }
        if role == Role::Empty {
            return self.picture(tag);
        }
        // A drawing that is closed at once has nothing in it; other elements cannot be closed so.
        if tag.self_closing && matches!(name.as_str(), "svg" | "math") {
            return;
        }
        if !in_line(role) {
            self.end_line();
        }
        let style = attribute(tag, "style");
        let mut look = look::inside(self.look(), &name, style.as_deref(), attribute(tag, "color").as_deref());
        look.italic |= has("closing") || has("formula");
        let version = has("version");
        let mut open =
            Open { role, look, mark: self.mark(), list: None, silent: self.is_silent(), version, name };
        open.silent |=
            matches!(role, Role::Hidden | Role::Title) || style.is_some_and(|s| look::is_hidden(&s));
        match role {
            Role::Heading(depth) => open.mark = outer(open.mark, RichMark::Heading(depth)),
            Role::Around => open.mark = RichMark::Out(Why::PageFurniture),
            Role::List(ordered) => {
                let (start, style) = (attribute(tag, "start"), attribute(tag, "type"));
                open.list = Some(List::new(ordered, start.as_deref(), style.as_deref()));
            }
            Role::Item => open.mark = self.item(open.mark, attribute(tag, "value").as_deref()),
            _ if has("masthead-line") => open.mark = outer(open.mark, RichMark::Masthead),
            _ => {}
        }
        for place in ["id", "name"].into_iter().filter_map(|a| attribute(tag, a)) {
            self.begin_note(&place, &mut open);
        }
        // What a version of a paragraph strikes, our own writer prints beside what it says.
        let version = || self.stack.iter().rev().take(4).any(|o| o.version);
        open.silent |= open.look.struck && version();
        open.silent |= self.link(tag, &open);
        if self.stack.len() < limits::HTML_DEPTH {
            self.stack.push(open);
        } else {
            self.open_beyond(open);
        }
    }

    fn open_beyond(&mut self, open: Open) {
        match &mut self.mute {
            Some(mute) => mute.same += usize::from(mute.name == open.name),
            None if open.silent => self.mute = Some(Mute { name: open.name, below: self.beyond, same: 1 }),
            None => {}
        }
        self.beyond += 1;
    }

    fn close_beyond(&mut self, name: &str) {
        self.beyond -= 1;
        let Some(mute) = &mut self.mute else { return };
        mute.same -= usize::from(mute.name == name);
        if mute.same == 0 {
            self.beyond = mute.below;
            self.mute = None;
        } else {
            self.beyond = self.beyond.max(mute.below + 1);
        }
    }

    /// The mark of an item, whose label is kept for its first line.
    fn item(&mut self, around: RichMark, value: Option<&str>) -> RichMark {
        let depth = self.stack.iter().filter(|o| o.list.as_ref().is_some_and(|l| l.ordered)).count();
        let list = self.stack.iter_mut().rev().find_map(|o| o.list.as_mut());
        let bullet = list.as_ref().is_none_or(|l| !l.ordered);
        self.label = list.and_then(|l| l.label(value, depth));
        outer(around, if bullet { RichMark::Bullet } else { RichMark::None })
    }

    /// Makes an element the note that it is.
    fn begin_note(&mut self, place: &str, open: &mut Open) {
        let Some(name) = self.survey.notes.get(place).cloned() else { return };
        if !self.begun.insert(place.to_owned()) {
            return;
        }
        self.label = None;
        match open.role {
            Role::Inline if self.line.text().trim().is_empty() => {
                self.line.mark = RichMark::Note(name);
            }
            Role::Inline => {}
            _ => open.mark = RichMark::Note(name),
        }
    }

    /// Writes the reference that a link is. Whether its words are to be skipped.
    fn link(&mut self, tag: &StartTag<()>, open: &Open) -> bool {
        let Some(to) = target(tag).filter(|_| open.name == "a" && !open.silent) else { return false };
        match self.survey.notes.get(&to) {
            Some(name) if !self.begun.contains(&to) => {
                let note = Some(name.clone());
                self.line.spans.push(RichSpan { note, ..RichSpan::default() });
                true
            }
            _ => {
                // From a note back to where it is referred to.
                let note =
                    matches!(open.mark, RichMark::Note(_)) || matches!(self.line.mark, RichMark::Note(_));
                note && self.survey.seen.contains(&to)
            }
        }
    }

    fn close(&mut self, name: &str) {
        if matches!(role(name), Role::Break) {
            return;
        }
        if self.beyond > 0 {
            return self.close_beyond(name);
        }
        let held = |o: &Open| element::holds(&o.name, name) && o.name != name;
        let depth = self.stack.iter().rev().take_while(|o| !held(o)).position(|o| o.name == name);
        let Some(depth) = depth else { return };
        for _ in 0..=depth {
            self.pop();
        }
    }

    fn end_implied(&mut self, opened: &str) {
        let stop = |o: &Open| element::ends(opened, &o.name);
        let apart = |o: &Open| matches!(o.name.as_str(), "noscript" | "template");
        let inner = self.stack.iter().rev().take_while(|o| !element::holds(&o.name, opened) && !apart(o));
        let inner: Vec<bool> = inner.map(stop).collect();
        if let Some(last) = inner.iter().rposition(|ends| *ends) {
            for _ in 0..=last {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        let Some(open) = self.stack.last() else { return };
        if !in_line(open.role) {
            self.end_line();
        }
        self.stack.pop();
    }

    fn words(&mut self, words: &str) {
        // Words begin the body of a page, whether its head was ended or not.
        if self.stack.last().is_some_and(|o| o.name == "head") && !words.trim().is_empty() {
            self.pop();
        }
        if self.is_silent() || words.is_empty() {
            return;
        }
        let Look { bold, italic, struck, raised, .. } = self.look();
        if self.line.spans.is_empty() {
            if words.trim().is_empty() {
                return;
            }
            self.begin_line(words);
        }
        let text = words.replace(['\n', '\r', '\t', '\u{C}'], " ");
        self.line.spans.push(RichSpan { text, bold, italic, struck, raised, note: None });
    }

    /// The first words of a line: it gets what its element is.
    fn begin_line(&mut self, words: &str) {
        if self.line.mark == RichMark::None {
            self.line.mark = self.mark();
        }
        // An item that has its label typed gets no second one.
        let typed = label_of(&format!("{words} …")).is_some();
        if let Some(label) = self.label.take().filter(|_| !typed) {
            self.line.spans.push(RichSpan { text: format!("{label} "), ..RichSpan::default() });
        }
    }

    /// A picture: the words that stand for it are in the report.
    fn picture(&mut self, tag: &StartTag<()>) {
        let words = attribute(tag, "alt").filter(|w| !w.trim().is_empty() && !self.is_silent());
        if let Some(text) = words {
            let spans = vec![RichSpan { text, ..RichSpan::default() }];
            self.out.push(RichLine { spans, mark: RichMark::Out(Why::Picture), ..RichLine::default() });
        }
    }

    /// A line break: the same paragraph goes on, unless there are two of them.
    fn end_line_inside(&mut self, parts: bool) {
        let empty = self.line.spans.is_empty();
        self.push_line();
        self.line.gap |= parts || empty;
    }

    fn end_line(&mut self) {
        self.push_line();
        self.line.gap = true;
    }

    fn push_line(&mut self) {
        if self.line.spans.is_empty() {
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        // White space above a line of running text is the edge of an element: that is certain.
        if line.mark == RichMark::None && line.gap {
            line.mark = RichMark::Own;
        }
        // The first line of a note names it, all others of its element go on with it.
        if let RichMark::Note(_) = &line.mark {
            for open in self.stack.iter_mut().filter(|o| o.mark == line.mark) {
                open.mark = RichMark::More;
            }
        }
        self.out.push(line);
    }
}

/// Whether an element stands in the line, or has no words that could part it.
fn in_line(role: Role) -> bool {
    matches!(role, Role::Inline | Role::Title | Role::Hidden)
}

/// What a line is inside two elements: notes and what stands around the text go before all.
fn outer(around: RichMark, inside: RichMark) -> RichMark {
    match around {
        RichMark::None | RichMark::Bullet | RichMark::Heading(_) => inside,
        around => around,
    }
}
