//! What stands in the margins of pages: headers, footers, page numbers, and the notes at the
//! foot. Known by place, by size and by coming back on other pages.

use super::lines::Line;
use super::paper::Bar;
use crate::format::plain::is_symbol;
use std::collections::BTreeMap;

/// What a line of a page is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Text.
    #[default]
    Text,
    /// Part of the page.
    Furniture,
    /// The first line of a note, with its number, or a star where there is none. The letters of
    /// the marker are counted.
    Note(Option<u32>, usize),
    /// A further line of a note.
    More,
}

/// A page as lines in the order they are read.
pub(super) struct Page {
    pub lines: Vec<(Line, Place)>,
    pub bars: Vec<Bar>,
    /// Width and height.
    pub size: (f64, f64),
}

/// Says of every line what it is. `body` is the size of the letters of the text.
pub(super) fn sort(pages: &mut [Page], body: f64) {
    let mut seen: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for page in pages.iter() {
        let mut here: Vec<(bool, String)> = edges(page).map(|(_, top, line)| (top, pattern(line))).collect();
        here.sort();
        here.dedup();
        here.into_iter().for_each(|key| *seen.entry(key).or_default() += 1);
    }
    let raised =
        |line: &Line| line.inked().any(|l| line.is_raised(l) && l.text.bytes().all(|b| b.is_ascii_digit()));
    let referred = pages.iter().flat_map(|p| &p.lines).any(|(line, _)| raised(line));
    for (number, page) in pages.iter_mut().enumerate() {
        let furniture: Vec<usize> = edges(page)
            .filter(|(_, top, line)| {
                let text = line.text();
                let text = text.trim();
                let again = seen.get(&(*top, pattern(line))).is_some_and(|n| *n > 1);
                let symbol = number > 0 && text.split_whitespace().any(is_symbol) && text.len() < 160;
                is_number(text) || ((again || symbol) && !text.ends_with([',', ';', ':', '.']))
            })
            .map(|(i, _, _)| i)
            .collect();
        for i in furniture {
            if let Some((_, place)) = page.lines.get_mut(i) {
                *place = Place::Furniture;
            }
        }
        notes(page, body, referred);
    }
}

/// The lines near the upper and the lower edge of a page: which, whether above, the line.
fn edges(page: &Page) -> impl Iterator<Item = (usize, bool, &Line)> {
    let height = page.size.1;
    page.lines.iter().enumerate().filter_map(move |(i, (line, _))| {
        let (top, bottom) = (line.y > 0.87 * height, line.y < 0.12 * height);
        (top || bottom).then_some((i, top, line))
    })
}

/// The text of a line with all numbers alike.
fn pattern(line: &Line) -> String {
    let text = line.text();
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            c if c.is_ascii_digit() => {
                if !out.ends_with('#') {
                    out.push('#');
                }
            }
            c => out.push(c),
        }
    }
    out
}

/// "5", "5/12", "Page 5 of 12", "- 5 -".
fn is_number(text: &str) -> bool {
    let bare = text.trim_matches(['-', '–', '—', ' ']);
    let bare = bare.strip_prefix("Page ").or_else(|| bare.strip_prefix("page ")).unwrap_or(bare);
    let parts: Vec<&str> = bare.split(['/', ' ']).filter(|p| !p.is_empty() && *p != "of").collect();
    (1..=2).contains(&parts.len())
        && parts.iter().all(|p| p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
}

/// Finds the notes at the foot of a page: below a rule, or in smaller letters.
fn notes(page: &mut Page, body: f64, referred: bool) {
    let text = |place: &Place| *place == Place::Text;
    let lines: Vec<usize> =
        page.lines.iter().enumerate().filter(|(_, (_, p))| text(p)).map(|(i, _)| i).collect();
    let line = |i: usize| page.lines.get(i).map(|(line, _)| line);
    let small = |i: &usize| line(*i).is_some_and(|l| l.size < 0.93 * body);
    // Small text that nothing refers to by a raised number is an annex or a table.
    let tail = lines.iter().rev().take_while(|i| small(i)).count();
    let mut from = lines.len() - if referred { tail } else { 0 };
    // A rule above the first line that begins a note.
    let rule = page
        .bars
        .iter()
        .filter(|bar| bar.is_rule() && (40.0..0.75 * page.size.0).contains(&(bar.x.1 - bar.x.0)));
    for rule in rule {
        let below = lines.iter().rev().take_while(|i| line(**i).is_some_and(|l| l.y < rule.y.0)).count();
        let first = lines.len() - below;
        let apart = lines.get(first).and_then(|i| line(*i)).is_some_and(|l| rule.y.0 - l.y < 4.0 * l.size);
        // Text of full size below a rule begins no note by a plain number.
        let small =
            |l: &Line| l.size < 0.97 * body || l.inked().next().is_some_and(|first| l.is_raised(first));
        let begins =
            lines.get(first).and_then(|i| line(*i)).is_some_and(|l| small(l) && marker(l, None).is_some());
        if apart && begins && first < from {
            from = first;
        }
    }
    let mut last: Option<u32> = None;
    let mut places: Vec<(usize, Place)> = Vec::new();
    for i in lines.iter().skip(from) {
        let Some(line) = line(*i) else { continue };
        match marker(line, last) {
            Some((number, letters)) => {
                last = number.or(last);
                places.push((*i, Place::Note(number, letters)));
            }
            None => places.push((*i, Place::More)),
        }
    }
    // Small letters at the end of a page that begin no note are text.
    if !places.iter().any(|(_, place)| matches!(place, Place::Note(..))) {
        return;
    }
    for (i, place) in places {
        if let Some(slot) = page.lines.get_mut(i) {
            slot.1 = place;
        }
    }
}

/// Whether a number comes next after `last`; after none any does.
fn is_next(number: u32, last: Option<u32>) -> bool {
    last.is_none_or(|last| last.checked_add(1) == Some(number))
}

/// The marker that begins a note, and how many letters it has. After note `last` a plain number
/// is one only if it is the next.
fn marker(line: &Line, last: Option<u32>) -> Option<(Option<u32>, usize)> {
    let first = line.letters.iter().position(|l| !l.text.trim().is_empty())?;
    let inked = line.letters.get(first..)?;
    let digits = inked.iter().take_while(|l| l.text.chars().all(|c| c.is_ascii_digit())).count();
    // No note has a number of five digits, however it is set.
    if digits > 4 {
        return None;
    }
    if digits == 0 {
        let star = inked.first().is_some_and(|l| l.text == "*")
            && inked.get(1).is_some_and(|l| l.text.trim() != "*");
        return star.then_some((None, first + 1));
    }
    let number: u32 = inked.iter().take(digits).map(|l| l.text.as_str()).collect::<String>().parse().ok()?;
    let raised = inked.first().is_some_and(|l| line.is_raised(l));
    let next = inked.get(digits)?;
    // "1." in small letters: the notes of a printed web page are a list.
    if next.text == "." && is_next(number, last.or(Some(0))) && digits <= 3 {
        let after = inked.get(digits + 1)?;
        let parted = after.text.trim().is_empty() || after.x.0 - next.x.1 > 0.2 * line.size;
        return parted.then_some((Some(number), first + digits + 1));
    }
    let end = inked.get(digits - 1)?;
    let parted = next.text.trim().is_empty() || next.x.0 - end.x.1 > 0.2 * line.size;
    let due = is_next(number, last);
    (raised || (parted && due && digits <= 3)).then_some((Some(number), first + digits))
}

#[cfg(test)]
mod tests {
    use super::super::paper::Letter;
    use super::*;

    /// A line of small letters, the first `raised` of them above it.
    fn line(text: &str, raised: usize) -> Line {
        let letter = |(i, c): (usize, char)| Letter {
            text: c.to_string(),
            x: (5.0 * i as f64, 5.0 * i as f64 + 5.0),
            y: if i < raised { 84.0 } else { 80.0 },
            size: if i < raised { 6.0 } else { 9.0 },
            ..Letter::default()
        };
        Line::new(text.chars().enumerate().map(letter).collect(), 80.0, 9.0)
    }

    #[test]
    fn no_number_of_a_note_is_too_high_to_count_on_from() {
        assert_eq!(marker(&line("9999See", 4), None), Some((Some(9999), 4)));
        assert_eq!(marker(&line("4294967295See", 10), None), None);
        for text in ["2 See", "2. See"] {
            assert_eq!(marker(&line(text, 0), Some(u32::MAX)), None, "{text}");
            assert!(marker(&line(text, 0), Some(1)).is_some(), "{text}");
        }
    }

    #[test]
    fn numbers_of_pages() {
        for text in ["5", "5/12", "Page 5 of 12", "- 5 -", "12"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "5.", "Annex 5", "2015 and 16", "A/RES/1"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
