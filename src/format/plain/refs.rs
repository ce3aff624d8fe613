//! Finds the references to notes in the words and gives every note its identity.
//!
//! Superscripts and `[^1]` are certain. A number glued to a word ("issue,1") or parted from it by
//! the extraction ("2005, 6") is a reference only if that note is due on that page.

use super::block::{Block, Edit};
use super::inline;
use super::notes::{Definition, Marker, raised, take_named, take_raised};
use crate::revise::intake::{Dropped, Why};
use crate::text::{Kind, NOTE, NoteId};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Puts the references into the blocks; the texts of the notes that something refers to.
pub(super) fn resolve(
    blocks: &mut [Block],
    definitions: Vec<Definition>,
    dropped: &mut Vec<Dropped>,
) -> BTreeMap<NoteId, String> {
    let notes = texts(&definitions, dropped);
    let index = Index::new(&definitions, &notes);
    let mut used: Vec<bool> = vec![false; notes.len()];
    let plain = plain(blocks, &definitions);
    for (at, block) in blocks.iter_mut().enumerate() {
        let mut edits = Vec::new();
        let marked: Vec<_> = marked(&block.text).into_iter().collect();
        for (range, note) in plain.get(&at).into_iter().flatten() {
            let Some((id, _)) = notes.get(*note) else { continue };
            if let Some(flag) = used.get_mut(*note) {
                *flag = true;
            }
            let was = block.text.get(range.clone()).unwrap_or_default();
            if was.starts_with(' ') {
                // A repair quotes no other reference: that becomes a note of its own.
                let other = marked.iter().map(|(r, _)| r.end).filter(|end| *end <= range.start).max();
                let free = edits.last().map_or(0, |e: &Edit| e.range.end).max(other.unwrap_or(0));
                let (start, word) = word_before(&block.text, free, range.start);
                block.fixes.push((start, format!("{word}{was}"), format!("{word}{NOTE}")));
            }
            edits.push(Edit { range: range.clone(), note: Some(*id) });
        }
        for (range, marker) in marked {
            let Some(note) = index.find(&marker, block.line_of(range.start)) else { continue };
            if let Some(flag) = used.get_mut(note) {
                *flag = true;
            }
            edits.extend(notes.get(note).map(|(id, _)| Edit { range, note: Some(*id) }));
        }
        edits.sort_by_key(|edit| edit.range.start);
        edits.dedup_by(|b, a| b.range.start < a.range.end);
        block.edit(&edits);
    }
    let mut kept = BTreeMap::new();
    for (((id, text), used), definition) in notes.into_iter().zip(used).zip(&definitions) {
        if used {
            kept.insert(id, text);
        } else {
            let text = format!("{} {text}", written(&definition.marker));
            dropped.push(Dropped { line: definition.line, text, why: Why::UnusedNote });
        }
    }
    kept
}

fn written(marker: &Marker) -> String {
    match marker {
        Marker::Raised(n) => n.to_string().chars().map(super::raise).collect(),
        Marker::Plain(n) => n.to_string(),
        Marker::Star => "*".to_owned(),
        Marker::Named(name) => format!("[^{name}]:"),
    }
}

/// The identity and the text of each note, marks taken out. Two notes of one text are two.
fn texts(definitions: &[Definition], dropped: &mut Vec<Dropped>) -> Vec<(NoteId, String)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut out = Vec::with_capacity(definitions.len());
    for definition in definitions {
        let mut block = Block::new(Kind::Plain, None);
        definition.pieces.iter().for_each(|(number, line)| block.push_line(line, *number));
        inline::read(&mut block, dropped);
        let count = seen.entry(block.text.clone()).or_default();
        *count += 1;
        out.push((NoteId::of(&["note", &block.text, &count.to_string()]), block.text));
    }
    out
}

/// Where the notes of each marker are defined.
struct Index(HashMap<Marker, Vec<(usize, usize)>>);

impl Index {
    fn new(definitions: &[Definition], notes: &[(NoteId, String)]) -> Self {
        let mut map: HashMap<Marker, Vec<(usize, usize)>> = HashMap::new();
        for (at, definition) in definitions.iter().enumerate().take(notes.len()) {
            map.entry(definition.marker.clone()).or_default().push((definition.line, at));
        }
        Self(map)
    }

    /// The note of this marker that a reference on `line` means: the next one printed, since
    /// numbers may begin again on every page, or else the last.
    fn find(&self, marker: &Marker, line: usize) -> Option<usize> {
        let list = self.0.get(marker)?;
        let next = list.partition_point(|(l, _)| *l < line);
        list.get(next).or(list.last()).map(|(_, at)| *at)
    }
}

/// The superscripts, the `[^1]` and the stars behind words of a text.
fn marked(text: &str) -> Vec<(Range<usize>, Marker)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) =
        text.get(from..).and_then(|t| t.find(|c| c == '[' || c == '*' || raised(c).is_some()))
    {
        let at = from + found;
        let rest = text.get(at..).unwrap_or_default();
        if let Some((number, tail)) = take_raised(rest) {
            from = text.len() - tail.len();
            out.push((at..from, Marker::Raised(number)));
        } else if let Some((name, tail)) = take_named(rest) {
            from = text.len() - tail.len();
            out.push((at..from, Marker::Named(name.to_owned())));
        } else if let Some(tail) = rest.strip_prefix('*') {
            let before = text.get(..at).and_then(|t| t.chars().next_back()).unwrap_or(' ');
            let behind = !before.is_whitespace() && before != '*';
            from = at + 1;
            if behind && (tail.is_empty() || tail.starts_with(char::is_whitespace)) {
                out.push((at..from, Marker::Star));
            }
        } else {
            from = at + rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    out
}

/// A number that may be a reference.
struct Candidate {
    block: usize,
    line: usize,
    range: Range<usize>,
    /// 3 glued to a word, 2 parted but at the end of a clause, 1 parted.
    strength: u8,
}

/// The references by plain numbers: for each block, the range and the definition.
fn plain(blocks: &[Block], definitions: &[Definition]) -> HashMap<usize, Vec<(Range<usize>, usize)>> {
    let mut out: HashMap<usize, Vec<(Range<usize>, usize)>> = HashMap::new();
    let wanted: HashMap<u32, usize> = definitions
        .iter()
        .enumerate()
        .filter_map(|(at, d)| match d.marker {
            Marker::Plain(n) => Some((n, at)),
            _ => None,
        })
        .collect();
    if wanted.is_empty() {
        return out;
    }
    let mut candidates: HashMap<u32, Vec<Candidate>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate() {
        for (number, range, strength) in numbers(&block.text) {
            if wanted.contains_key(&number) {
                let line = block.line_of(range.end.saturating_sub(1));
                let candidate = Candidate { block: at, line, range, strength };
                candidates.entry(number).or_default().push(candidate);
            }
        }
    }
    let mut page = 0; // the line on which the notes of the page before ended
    let mut page_end = 0;
    let mut after = (0, 0);
    for (at, definition) in definitions.iter().enumerate() {
        let Marker::Plain(number) = definition.marker else { continue };
        // Another block of notes: the page before it is read.
        if definition.line > page_end + 3 {
            page = page_end;
        }
        page_end = definition.pieces.last().map_or(definition.line, |p| p.0);
        let list = candidates.get(&number).map(Vec::as_slice).unwrap_or_default();
        let fits =
            |c: &&Candidate| c.line > page && c.line < definition.line && (c.block, c.range.start) >= after;
        let best = list.iter().filter(fits).min_by_key(|c| (3 - c.strength, c.block, c.range.start));
        if let Some(best) = best {
            after = (best.block, best.range.end);
            out.entry(best.block).or_default().push((best.range.clone(), at));
        }
    }
    out
}

/// The numbers of a text that may be references, with how likely each is.
fn numbers(text: &str) -> Vec<(u32, Range<usize>, u8)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|b| b.iter().position(u8::is_ascii_digit)) {
        let start = at + found;
        let length = bytes.get(start..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
        let end = start + length;
        at = end;
        let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        if let Some(strength) = strength(before, after, length)
            && let Ok(number) = text.get(start..end).unwrap_or_default().parse()
        {
            let start = start - usize::from(before.ends_with(' '));
            out.push((number, start..end, strength));
        }
    }
    out
}

fn strength(before: &str, after: &str, length: usize) -> Option<u8> {
    let next = after.chars().next().unwrap_or(' ');
    if length > 2 || next.is_alphanumeric() || matches!(next, '/' | '-' | '–' | '%' | '’') {
        return None;
    }
    let decimal = matches!(next, '.' | ',')
        && after.get(1..).is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()));
    let last = before.chars().next_back()?;
    let clause = |c: char| matches!(c, ',' | ';' | '.' | ':' | '”' | '’' | ')');
    if !last.is_whitespace() {
        let fraction = last == '.'
            && before.strip_suffix('.').is_some_and(|b| b.ends_with(|c: char| c.is_ascii_digit()));
        return ((last.is_lowercase() || clause(last)) && !fraction && !decimal).then_some(3);
    }
    let word = before.strip_suffix(' ')?.chars().next_back()?;
    let goes_on = next == ' ' && after.get(1..).is_some_and(|a| a.starts_with(char::is_lowercase));
    let ends = after.trim().is_empty() || matches!(next, ',' | ';' | '.');
    match clause(word) {
        true if ends || goes_on => Some(2),
        false if word.is_lowercase() && (goes_on || ends) => Some(1),
        _ => None,
    }
}

/// The word that ends at `at`, and where it begins; not before `free`.
fn word_before(text: &str, free: usize, at: usize) -> (usize, &str) {
    let head = text.get(free..at).unwrap_or_default();
    let start = head.rfind(' ').map_or(0, |space| space + 1);
    (free + start, head.get(start..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, line: usize) -> Block {
        let mut b = Block::new(Kind::Operative, None);
        b.push_line(text, line);
        b
    }

    fn note(marker: Marker, line: usize, text: &str) -> Definition {
        Definition { marker, line, pieces: vec![(line, text.into())] }
    }

    #[test]
    fn plain_numbers_on_their_page() {
        let mut blocks = vec![
            block("on 7 June 2023, held on the issue,1 and 2 of 2005, 2 and endorsed,", 1),
            block("Goals 3 and further 17 Goals by 3 June;", 20),
        ];
        let defs = vec![
            note(Marker::Plain(1), 10, "See one."),
            note(Marker::Plain(2), 11, "See two."),
            note(Marker::Plain(3), 30, "See three."),
        ];
        let notes = resolve(&mut blocks, defs, &mut Vec::new());
        assert_eq!(notes.len(), 3);
        assert_eq!(
            blocks[0].text,
            "on 7 June 2023, held on the issue,\u{FFFC} and 2 of 2005,\u{FFFC} and endorsed,"
        );
        assert_eq!(blocks[0].fixes.len(), 1);
        assert_eq!(blocks[1].text, "Goals\u{FFFC} and further 17 Goals by 3 June;");
    }

    #[test]
    fn one_note_for_two_references_and_two_notes_of_one_text() {
        let mut blocks = vec![block("one¹ two² three¹ four³ m²⁷", 1)];
        let defs = (1..=4).map(|n| note(Marker::Raised(n), 9, if n == 4 { "Unused." } else { "Same." }));
        let mut dropped = Vec::new();
        let notes = resolve(&mut blocks, defs.collect(), &mut dropped);
        assert_eq!((notes.len(), blocks[0].notes.len()), (3, 4));
        assert_eq!(blocks[0].notes[0], blocks[0].notes[2]);
        assert!(blocks[0].text.ends_with("m²⁷"));
        assert_eq!(dropped.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(), ["⁴ Unused."]);
    }
}
