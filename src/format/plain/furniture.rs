//! Takes out what belongs to the page and not to the text: drawn lines, bare addresses, page
//! numbers and running headers. Everything taken out is reported, and the line after it knows
//! that a page ended before it.

use super::lines::Line;
use crate::revise::intake::{Dropped, Why};
use std::collections::{BTreeSet, HashMap};

/// What a line is, seen alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Text,
    Rule,
    Address,
    PageNumber,
}

/// A line that stays, and whether a drawn line stood before it (notes follow such a line).
pub(super) struct Kept {
    /// The line.
    pub line: Line,
    /// Whether a drawn line stood directly before it.
    pub after_rule: bool,
}

/// Splits the lines into what stays and what is reported.
pub(super) fn remove(lines: Vec<Line>, dropped: &mut Vec<Dropped>) -> Vec<Kept> {
    let mut looks = Vec::with_capacity(lines.len());
    let mut before = "";
    for line in &lines {
        looks.push(look(&line.text, before));
        before = &line.text;
    }
    let headers = headers(&lines, &looks);
    let mut out: Vec<Kept> = Vec::with_capacity(lines.len());
    let (mut gap, mut broken, mut rule) = (false, false, false);
    for ((mut line, look), header) in lines.into_iter().zip(looks).zip(headers) {
        let why = match look {
            _ if header => Some(Why::PageFurniture),
            Look::PageNumber => Some(Why::PageFurniture),
            Look::Rule => Some(Why::Rule),
            Look::Address => Some(Why::Address),
            Look::Text => None,
        };
        gap |= line.gap;
        broken |= line.broken;
        match why {
            Some(why) => {
                rule |= why == Why::Rule;
                broken = true;
                dropped.push(Dropped { line: line.number, text: line.text, why });
            }
            None => {
                (line.gap, line.broken) = (gap, broken);
                out.push(Kept { line, after_rule: rule });
                (gap, broken, rule) = (false, false, false);
            }
        }
    }
    out
}

fn look(text: &str, before: &str) -> Look {
    if is_rule(text) {
        Look::Rule
    } else if is_address(text) && !introduces(before) {
        Look::Address
    } else if is_page_number(text) {
        Look::PageNumber
    } else {
        Look::Text
    }
}

/// Whether a line is drawn with one sign.
pub(super) fn is_rule(text: &str) -> bool {
    let drawn = |mark: char| text.chars().count() >= 3 && text.chars().all(|c| c == mark || c == ' ');
    ['_', '-', '*', '=', '–', '—', '─', '~'].into_iter().any(drawn)
}

/// Whether all of `text` is one web address.
pub(super) fn is_address(text: &str) -> bool {
    let lower: String = text.chars().take(8).collect::<String>().to_lowercase();
    let scheme = ["http://", "https://", "www."].iter().any(|s| lower.starts_with(s));
    scheme && !text.contains(char::is_whitespace)
}

/// Whether a sentence that ends so leads to an address: then the address belongs to it.
pub(super) fn introduces(before: &str) -> bool {
    let Some(word) = before.split_whitespace().next_back() else { return false };
    let lower = word.trim_start_matches(['(', '[', '“', '"']).to_lowercase();
    lower.ends_with(':')
        || lower.is_empty()
        || matches!(
            lower.as_str(),
            "at" | "see" | "from" | "via" | "on" | "in" | "website" | "page" | "address" | "visit" | "under"
        )
}

/// "5/15", "5/15 23-25902", "23-25902 5/15", "Page 5 of 15", "- 5 -".
fn is_page_number(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let number = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    let of = |s: &str| s.split_once('/').is_some_and(|(a, b)| number(a) && number(b) && a.len() <= b.len());
    let job = |s: &str| {
        let digits = |s: &str, n| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        s.split_once('-').is_some_and(|(a, b)| digits(a, 2) && digits(b, 5))
    };
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        // A fraction alone may as well be the rest of a wrapped symbol ("70/1"): only "5/15".
        [a] => of(a) && !a.ends_with("/1") && a.split_once('/').is_some_and(|(p, n)| below(p, n)) || job(a),
        [a, b] => {
            (of(a) && job(b))
                || (job(a) && *b == "(e)")
                || (job(a) && of(b))
                || (*a == "page" && (number(b) || of(b)))
        }
        ["page", a, "of", b] => number(a) && number(b),
        ["-" | "–", a, "-" | "–"] => number(a),
        _ => false,
    }
}

fn below(page: &str, pages: &str) -> bool {
    matches!((page.parse::<u32>(), pages.parse::<u32>()), (Ok(p), Ok(n)) if p <= n && n < 100)
}

/// Marks the running headers beside page numbers: lines that end in a symbol or stand beside
/// page numbers more than once, and the lines of the title before them.
fn headers(lines: &[Line], looks: &[Look]) -> Vec<bool> {
    let mut marked = vec![false; lines.len()];
    let numbers: Vec<usize> =
        looks.iter().enumerate().filter(|(_, look)| **look == Look::PageNumber).map(|(i, _)| i).collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let around = |at: usize| (at.saturating_sub(3)..at).rev().chain(at + 1..(at + 4).min(lines.len()));
    let near: BTreeSet<usize> = numbers.iter().flat_map(|at| around(*at)).collect();
    for line in near.iter().filter_map(|i| lines.get(*i)) {
        *seen.entry(line.text.as_str()).or_default() += 1;
    }
    let runs = |i: usize| {
        let Some(line) = lines.get(i) else { return false };
        let symbol = line.text.split_whitespace().next_back().is_some_and(is_symbol);
        // What ends as a clause does is text, however often it comes back.
        if line.text.len() > 160 || line.text.ends_with([',', ';', ':', '.', '?', '!']) {
            return false;
        }
        symbol
            || crate::lexicon::opening(&line.text).is_none()
                && seen.get(line.text.as_str()).is_some_and(|n| *n > 1)
    };
    for at in &numbers {
        // Away from the page number, as long as each line is one of a header.
        for i in (at.saturating_sub(3)..*at).rev().take_while(|i| runs(*i)) {
            if let Some(mark) = marked.get_mut(i) {
                *mark = true;
            }
        }
        for i in (at + 1..(at + 4).min(lines.len())).take_while(|i| runs(*i)) {
            if let Some(mark) = marked.get_mut(i) {
                *mark = true;
            }
        }
        mark_title(lines, &mut marked, *at);
    }
    marked
}

/// A header names the title before its symbol, on one or two lines: the words that open the
/// text are known, so a header that stands there only once is known by them.
fn mark_title(lines: &[Line], marked: &mut [bool], at: usize) {
    let Some(first) = (at.saturating_sub(3)..at).find(|i| marked.get(*i) == Some(&true)) else { return };
    let head: Vec<&str> = lines.iter().take(30).map(|l| l.text.as_str()).collect();
    let head = head.join(" ").to_lowercase();
    for i in (first.saturating_sub(2)..first).rev() {
        match (lines.get(i), marked.get_mut(i)) {
            (Some(line), Some(mark))
                if line.text.len() > 12 && head.contains(&line.text.to_lowercase()) && i > 30 =>
            {
                *mark = true;
            }
            _ => return,
        }
    }
}

/// "A/RES/78/132", "E/2025/31", "A/C.2/80/L.15".
pub(in crate::format) fn is_symbol(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', ';', ')', ']']);
    let mut parts = word.split('/');
    let organ = parts.next().unwrap_or_default();
    let organs = ["A", "E", "S", "ST", "TD", "CRC", "CEDAW", "DP", "FCCC", "CBD", "UNEP"];
    let rest: Vec<&str> = parts.collect();
    organs.contains(&organ)
        && rest.len() >= 2
        && rest.iter().all(|p| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'))
        && rest.iter().any(|p| p.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn run(source: &str) -> (Vec<String>, Vec<Why>) {
        let mut dropped = Vec::new();
        let kept = remove(lines::split(source, &mut dropped), &mut dropped);
        (kept.into_iter().map(|k| k.line.text).collect(), dropped.iter().map(|d| d.why).collect())
    }

    #[test]
    fn page_furniture_goes() {
        let (kept, whys) = run(
            "one\n____\nhttps://undocs.org/en/A/1\n\nA title A/RES/78/132\n5/15 23-25902\ntwo\n- 6 -\nthree",
        );
        assert_eq!(kept, ["one", "two", "three"]);
        assert_eq!(
            whys,
            [Why::Rule, Why::Address, Why::PageFurniture, Why::PageFurniture, Why::PageFurniture]
        );
    }

    #[test]
    fn text_that_looks_like_it_stays() {
        let source = "available at\nhttps://example.org/x\nresolution\n70/1\nof 2015\nA/RES/70/1\n2015\n1.5";
        assert_eq!(run(source).0.join("\n"), source);
    }
}
