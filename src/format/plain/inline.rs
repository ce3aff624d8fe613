//! Marks inside a paragraph: emphasis, highlighting, links, escapes, stray addresses.
//!
//! One pass over the text, and every mark taken out is reported. What only looks like a mark (a
//! bracket of a negotiation, a star between numbers) stays as it is.

use super::block::{Block, Edit};
use super::furniture::introduces;
use super::written::{BOLD, ITALIC, is_sign};
use crate::revise::intake::{Dropped, Why};
use crate::text::Kind;
use std::collections::BTreeMap;
use std::ops::Range;

/// Reads the marks of a block and takes them out.
pub(super) fn read(block: &mut Block, dropped: &mut Vec<Dropped>) {
    let mut scan = Scan { text: &block.text, cuts: Vec::new(), open: BTreeMap::new(), spans: Vec::new() };
    scan.run();
    let Scan { mut cuts, spans, .. } = scan;
    for (range, wide) in spans {
        let list = if wide { &mut block.bold } else { &mut block.italic };
        list.push(range);
    }
    if block.kind == Kind::Closing {
        stray_stars(&block.text, &mut cuts);
    }
    cuts.sort_by_key(|(range, _)| range.start);
    report(block, &cuts, dropped);
    let edits: Vec<Edit> = cuts.into_iter().map(|(range, _)| Edit { range, note: None }).collect();
    block.edit(&edits);
    tidy(block);
    settle(block);
}

/// Takes out the spaces that are left where a mark stood between two of them.
fn tidy(block: &mut Block) {
    let (mut edits, mut last) = (Vec::new(), ' ');
    for (at, c) in block.text.char_indices() {
        if c == ' ' && last == ' ' {
            edits.push(Edit { range: at..at + 1, note: None });
        }
        last = c;
    }
    block.edit(&edits);
    let end = block.text.trim_end().len();
    block.text.truncate(end);
    for range in block.italic.iter_mut().chain(&mut block.bold) {
        *range = range.start.min(end)..range.end.min(end);
    }
}

/// Lists what is taken out: one entry for each line and reason.
fn report(block: &Block, cuts: &[(Range<usize>, Why)], dropped: &mut Vec<Dropped>) {
    let mut lines: BTreeMap<(usize, Why), String> = BTreeMap::new();
    for (range, why) in cuts {
        let text = lines.entry((block.line_of(range.start), *why)).or_default();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(block.text.get(range.clone()).unwrap_or_default().trim());
    }
    dropped.extend(lines.into_iter().map(|((line, why), text)| Dropped { line, text, why }));
}

/// Emphasis of a whole title or heading is how its kind is set, not content; none is bold.
fn settle(block: &mut Block) {
    let set = block.masthead
        || matches!(block.kind, Kind::Title | Kind::Formula | Kind::Heading | Kind::Closing | Kind::Annex);
    if set {
        block.bold.clear();
        let len = block.text.len();
        // The comma of the formula may stand outside the marks.
        block.italic.retain(|r| r.start > 0 || r.end + 1 < len);
    }
}

/// The marks around a closing line, which may have their other half on another line.
fn stray_stars(text: &str, cuts: &mut Vec<(Range<usize>, Why)>) {
    let bare = text.trim_matches('*');
    let start = text.len() - text.trim_start_matches('*').len();
    for (at, _) in text.match_indices('*') {
        let outside = at < start || at >= start + bare.len();
        if outside && !cuts.iter().any(|(r, _)| r.contains(&at)) {
            cuts.push((at..at + 1, Why::EmphasisMark));
        }
    }
}

struct Scan<'a> {
    text: &'a str,
    cuts: Vec<(Range<usize>, Why)>,
    /// The last unclosed mark of each character and length.
    open: BTreeMap<(char, usize), usize>,
    /// What is emphasized, marks included, and whether it is bold.
    spans: Vec<(Range<usize>, bool)>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let (mut at, mut before) = (0, ' ');
        while let Some(rest) = self.text.get(at..)
            && let Some(c) = rest.chars().next()
        {
            let step = match c {
                '\\' => self.escape(at, rest),
                '*' | '_' => self.emphasis(at, rest, c, before),
                '[' => self.link(at, rest),
                '<' => self.highlight(at, rest),
                c if is_sign(c) => self.sign(at, c),
                'h' | 'H' | 'w' if !before.is_alphanumeric() => self.address(at, rest, before),
                _ => c.len_utf8(),
            };
            before = rest.get(..step).and_then(|s| s.chars().next_back()).unwrap_or(c);
            at += step;
        }
        // The ends of links were found ahead of what stands inside them.
        self.cuts.sort_by_key(|(range, _)| range.start);
    }

    fn escape(&mut self, at: usize, rest: &str) -> usize {
        match rest.chars().nth(1).filter(char::is_ascii_punctuation) {
            Some(c) => {
                self.cuts.push((at..at + 1, Why::EscapeMark));
                1 + c.len_utf8()
            }
            None => 1,
        }
    }

    fn emphasis(&mut self, at: usize, rest: &str, mark: char, before: char) -> usize {
        let tail = rest.trim_start_matches(mark);
        let run = rest.len() - tail.len();
        let after = tail.chars().next().unwrap_or(' ');
        let opens = !after.is_whitespace() && !before.is_alphanumeric();
        let closes = !before.is_whitespace() && !after.is_alphanumeric();
        if run > 3 {
            return run;
        }
        if closes && let Some(start) = self.open.remove(&(mark, run)) {
            self.cuts.push((start..start + run, Why::EmphasisMark));
            self.cuts.push((at..at + run, Why::EmphasisMark));
            let inside = start + run..at;
            if run != 2 {
                self.spans.push((inside.clone(), false));
            }
            if run > 1 {
                self.spans.push((inside, true));
            }
        } else if opens {
            self.open.insert((mark, run), at);
        }
        run
    }

    /// The signs of a source that has no stars: they may stand inside words.
    fn sign(&mut self, at: usize, sign: char) -> usize {
        let length = sign.len_utf8();
        for ((on, off), wide) in [(BOLD, true), (ITALIC, false)] {
            if sign == on {
                self.open.insert((on, 0), at);
            } else if sign == off
                && let Some(start) = self.open.remove(&(on, 0))
            {
                self.cuts.push((start..start + length, Why::EmphasisMark));
                self.cuts.push((at..at + length, Why::EmphasisMark));
                self.spans.push((start + length..at, wide));
            }
        }
        length
    }

    /// The tags of highlighted words, as an annotated copy in Markdown has them: only in pairs.
    fn highlight(&mut self, at: usize, rest: &str) -> usize {
        const OPEN: &str = "<mark>";
        const CLOSE: &str = "</mark>";
        if rest.starts_with(CLOSE) && self.open.remove(&('<', OPEN.len())).is_some() {
            self.cuts.push((at..at + CLOSE.len(), Why::EmphasisMark));
            return CLOSE.len();
        }
        if rest.starts_with(OPEN) && rest.contains(CLOSE) {
            self.open.insert(('<', OPEN.len()), at);
            self.cuts.push((at..at + OPEN.len(), Why::EmphasisMark));
            return OPEN.len();
        }
        1
    }

    /// `[text](target)`: only a target that is one makes a link; in a negotiation square
    /// brackets are content.
    fn link(&mut self, at: usize, rest: &str) -> usize {
        let Some(length) = closing(rest, '[', ']', 400) else { return 1 };
        let Some(target) = rest.get(length..).filter(|t| t.starts_with('(')) else { return 1 };
        let Some(end) = closing(target, '(', ')', 2000) else { return 1 };
        let inner = target.get(1..end - 1).unwrap_or_default();
        let leads =
            inner.starts_with(['#', '/', '.']) || inner.contains("://") || inner.starts_with("mailto:");
        if !leads || inner.contains(char::is_whitespace) {
            return 1;
        }
        self.cuts.push((at..at + 1, Why::LinkTarget));
        self.cuts.push((at + length - 1..at + length + end, Why::LinkTarget));
        self.inside(at + 1, at + length - 1);
        length + end
    }

    /// Escapes in the text of a link; emphasis there is left to the eye.
    fn inside(&mut self, from: usize, to: usize) {
        let text = self.text.get(from..to).unwrap_or_default();
        let mut skip = false;
        for (i, pair) in text.as_bytes().windows(2).enumerate() {
            match pair {
                _ if skip => skip = false,
                [b'\\', c] if c.is_ascii_punctuation() => {
                    self.cuts.push((from + i..from + i + 1, Why::EscapeMark));
                    skip = true;
                }
                _ => {}
            }
        }
    }

    /// An address that no sentence leads to is left out with the space before it.
    fn address(&mut self, at: usize, rest: &str, before: char) -> usize {
        let lower: String = rest.chars().take(8).collect::<String>().to_lowercase();
        if !["http://", "https://", "www."].iter().any(|s| lower.starts_with(s)) {
            return 1;
        }
        let end = rest.find(|c: char| c.is_whitespace() || is_sign(c)).unwrap_or(rest.len());
        let address =
            rest.get(..end).unwrap_or(rest).trim_end_matches([',', ';', '.', ')', ']', '”', '"', '>']);
        let from = self.text.get(..at).unwrap_or_default();
        // A few words before are enough to see what leads to it.
        let mut near = at.saturating_sub(60);
        while !from.is_char_boundary(near) {
            near += 1;
        }
        let leads = introduces(from.get(near..).unwrap_or_default());
        if before.is_whitespace() && !leads && !from.is_empty() {
            self.cuts.push((at - before.len_utf8()..at + address.len(), Why::Address));
        }
        address.len().max(1)
    }
}

/// The length up to and with the bracket that closes the one at the start, looking no further
/// than `most` bytes.
fn closing(text: &str, open: char, close: char, most: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < most) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> (Block, Vec<String>) {
        let mut block = Block::new(Kind::Operative, None);
        block.push_line(text, 7);
        let mut dropped = Vec::new();
        read(&mut block, &mut dropped);
        assert!(dropped.iter().all(|d| d.line == 7));
        (block, dropped.into_iter().map(|d| d.text).collect())
    }

    #[test]
    fn emphasis_becomes_ranges() {
        let (block, dropped) = run("*Notes* that **all** of _it_");
        assert_eq!(block.text, "Notes that all of it");
        assert_eq!(block.italic, [0..5, 18..20]);
        assert_eq!((block.bold.len(), block.bold.first()), (1, Some(&(11..14))));
        assert_eq!(dropped, ["* * ** ** _ _"]);
    }

    #[test]
    fn highlighted_words_keep_no_tags() {
        let (block, dropped) = run("to keep <mark>**new words**</mark> <mark>**/also in OP2/**</mark>");
        assert_eq!(block.text, "to keep new words /also in OP2/");
        assert_eq!(block.bold, [8..17, 18..31]);
        assert_eq!(dropped.len(), 1);
        for text in ["a <mark> b", "a </mark> b", "a < b", "<"] {
            assert_eq!(run(text).0.text, text);
        }
    }

    #[test]
    fn links_and_escapes_go() {
        let (block, dropped) = run("resolution [217 A \\(III\\)](#) and [*x*](https://a.b/c(d))");
        assert_eq!(block.text, "resolution 217 A (III) and *x*");
        assert_eq!(dropped, ["[ ](#) [ ](https://a.b/c(d))", "\\ \\"]);
    }

    #[test]
    fn stray_addresses_go_and_others_stay() {
        assert_eq!(run("Goals, https://a.b/c_d.pdf 78/160 of").0.text, "Goals, 78/160 of");
        for text in ["available at https://a.b/c_d_e.", "(see www.a.org)", "at: https://a.b"] {
            assert_eq!(run(text).0.text, text);
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_stays() {
        for text in [
            "2 * 3 * 4",
            "a*b*c",
            "[furtherance][pursuit] of",
            "[a - US](EU, UK)",
            "[x](y)",
            "C:\\dir",
            "snake_case_name",
            "*open",
            "____",
            "[",
            "[[[",
            "\\",
        ] {
            let (block, dropped) = run(text);
            assert_eq!((block.text.as_str(), dropped.len()), (text, 0));
        }
    }
}
