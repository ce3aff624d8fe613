//! Mends words that an extraction has broken: "fol low-up", "twenty -seventh", "development ,".
//!
//! A repair only takes a space out, and only where the parts are no words and the whole is one:
//! the document's own words and the dictionary decide. Two real words are never joined.

use super::block::{Block, Edit};
use crate::lexicon::Dictionary;
use std::collections::HashMap;

/// The words of a document with how often each occurs, in small letters.
#[derive(Default)]
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    /// Counts the words of all blocks as they stand.
    pub fn of(blocks: &[Block]) -> Self {
        let mut counts = HashMap::new();
        for block in blocks {
            for word in block.text.split(|c: char| !in_word(c)).filter(|w| w.len() < 100 && !w.is_empty()) {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
        Self(counts)
    }

    fn count(&self, word: &str) -> u32 {
        self.0.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// Whether a part may stand alone: a word ("e-trade" too), an acronym, or a name or a term
    /// that the document uses again and again.
    fn stands(&self, part: &str) -> bool {
        let letters = part.chars().count();
        let acronym = letters > 1 && part.chars().all(|c| c.is_uppercase() || c == '-');
        let after = part.char_indices().nth(1).and_then(|(at, _)| part.get(at..)?.strip_prefix('-'));
        let used = letters > 3 && self.count(part) > 2;
        acronym || used || Dictionary.contains_parts(after.unwrap_or(part))
    }

    /// Whether a whole is a word of the document or of the language.
    fn whole(&self, word: &str) -> bool {
        word.len() < 100 && (self.count(word) > 0 || Dictionary.contains_parts(word))
    }
}

fn in_word(c: char) -> bool {
    c.is_alphabetic() || c == '-' || c == '’' || c == '\''
}

/// Mends a block.
pub(super) fn mend(block: &mut Block, vocabulary: &Vocabulary) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut fixes = Vec::new();
    let mut free = 0; // a part of one repair is no part of the next
    for (at, _) in block.text.match_indices(' ') {
        if at < free {
            continue;
        }
        let Some(fix) = space(&block.text, at, vocabulary).filter(|fix| fix.start >= free) else { continue };
        free = fix.end;
        let was = block.text.get(fix.start..fix.end).unwrap_or_default().to_owned();
        fixes.push((fix.start, was.clone(), was.replace(' ', "")));
        for (i, _) in was.match_indices(' ') {
            edits.push(Edit { range: fix.start + i..fix.start + i + 1, note: None });
        }
    }
    block.fixes.extend(fixes);
    block.edit(&edits);
    block.fixes.sort_by_key(|f| f.0);
}

/// Takes out the hyphens that only divided a word at the end of a line: where the parts are no
/// words and the whole is one.
pub(super) fn unhyphenate(block: &mut Block) {
    let (mut edits, mut fixes) = (Vec::new(), Vec::new());
    for (at, _) in &block.lines {
        let (Some(before), Some(after)) = (block.text.get(..*at), block.text.get(*at..)) else { continue };
        if let Some(glue) = glued_over(before, after) {
            let start = at - 1 - glue.len();
            fixes.push((start, format!("{glue} "), glue.to_owned()));
            edits.push(Edit { range: at - 1..*at, note: None });
            continue;
        }
        let Some(hyphen) = before.strip_suffix(['-', '\u{2010}']).map(str::len) else { continue };
        let left = before.get(..hyphen).map(tail).unwrap_or_default();
        let right = head(after);
        let compound = left.contains('-') || right.contains('-');
        let divided = right.starts_with(char::is_lowercase)
            && !compound
            && !(Dictionary.contains(left) && Dictionary.contains(right))
            && Dictionary.contains(&format!("{left}{right}"));
        if divided && !left.is_empty() {
            let start = hyphen - left.len();
            let was = block.text.get(start..at + right.len()).unwrap_or_default().to_owned();
            fixes.push((start, was, format!("{left}{right}")));
            edits.push(Edit { range: hyphen..*at, note: None });
        }
    }
    block.fixes.extend(fixes);
    block.edit(&edits);
}

/// The dash or the stroke at the end of a line that stands between two words without a space:
/// "2022–" and "2025", "and/" and "or".
fn glued_over<'a>(before: &'a str, after: &str) -> Option<&'a str> {
    let line = before.strip_suffix(' ')?;
    let glue = ["–", "—", "/"].into_iter().find(|g| line.ends_with(g))?;
    let tight = line.strip_suffix(glue)?.ends_with(char::is_alphanumeric);
    let at = line.len() - glue.len();
    (tight && after.starts_with(char::is_alphanumeric)).then(|| line.get(at..))?
}

/// What is written with spaces in it and should not be, around the space at `at`.
fn space(text: &str, at: usize, vocabulary: &Vocabulary) -> Option<std::ops::Range<usize>> {
    let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
    let left = tail(before);
    let start = at - left.len();
    if after.starts_with([',', ';'])
        && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '”' | '’'))
    {
        let next = after.chars().nth(1).unwrap_or(' ');
        let start = if left.is_empty() { at - before.chars().next_back()?.len_utf8() } else { start };
        return (next.is_whitespace() || next == crate::text::NOTE).then_some(start..at + 2);
    }
    let right = head(after);
    let end = at + 1 + right.len();
    if left.is_empty()
        || right.is_empty()
        || left.len() + right.len() > 60
        || glued(before, left, after, right)
    {
        return None;
    }
    if left == "-" {
        return None; // seen from the space before it
    }
    if right == "-" {
        // "public - private": only if the document writes "public-private" elsewhere.
        let second = head(after.get(2..).filter(|_| after.starts_with("- "))?);
        let lower = second.starts_with(char::is_lowercase);
        let known = vocabulary.count(&format!("{left}-{second}")) > 0;
        return (lower && known).then_some(start..end + 1 + second.len());
    }
    let whole = format!("{left}{right}");
    if let Some(second) = right.strip_prefix('-') {
        let lower = second.starts_with(char::is_lowercase) && left.ends_with(char::is_alphabetic);
        return (lower && vocabulary.whole(&whole)).then_some(start..end);
    }
    broken(left, right, &whole, vocabulary).then_some(start..end)
}

/// Whether two parts are one broken word.
fn broken(left: &str, right: &str, whole: &str, vocabulary: &Vocabulary) -> bool {
    if !right.starts_with(char::is_lowercase) || !left.ends_with(char::is_alphabetic) {
        return false;
    }
    let (l, r) = (vocabulary.stands(left), vocabulary.stands(right));
    if l && r || !vocabulary.whole(whole) {
        return false;
    }
    // A letter alone before a word is more often a name ("option b and") than a broken word.
    !(r && left.chars().count() == 1) || vocabulary.count(whole) > 1
}

/// Whether a part touches a digit or a dot: then it is not all of its word.
fn glued(before: &str, left: &str, after: &str, right: &str) -> bool {
    let touches =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '/' | '@' | '&' | '_'));
    let dotted = before.strip_suffix(left).is_some_and(|b| b.ends_with('.'));
    touches(before.strip_suffix(left).and_then(|b| b.chars().next_back()))
        || touches(after.strip_prefix(right).and_then(|a| a.chars().next()))
        || dotted
}

/// The word at the end of a text, looking back no further than a word is long.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().take(70).take_while(|(_, c)| in_word(*c)).last().map(|(i, _)| i);
    start.and_then(|s| text.get(s..)).unwrap_or_default()
}

/// The word at the start of a text.
fn head(text: &str) -> &str {
    let end = text.char_indices().take(70).find(|(_, c)| !in_word(*c)).map(|(i, _)| i);
    let end = end.unwrap_or_else(|| text.char_indices().nth(70).map_or(text.len(), |(i, _)| i));
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Kind;

    fn run(text: &str) -> (String, usize) {
        let mut block = Block::new(Kind::Operative, None);
        block.push_line(text, 1);
        let vocabulary = Vocabulary::of(std::slice::from_ref(&block));
        mend(&mut block, &vocabulary);
        for (at, _, now) in &block.fixes {
            assert!(block.text.get(*at..).is_some_and(|t| t.starts_with(now.as_str())), "{now}");
        }
        let fixes = block.fixes.len();
        (block.text, fixes)
    }

    #[test]
    fn broken_words_are_mended() {
        for (text, mended, fixes) in [
            ("the fol low-up to it", "the follow-up to it", 1),
            ("for Deve lopment, which", "for Development, which", 1),
            ("in acces s to and d o not", "in access to and do not", 2),
            ("equ itable, an d noting the governan ce of", "equitable, and noting the governance of", 3),
            ("63 per cen t of women", "63 per cent of women", 1),
            ("development , its and connectivity ;", "development, its and connectivity;", 2),
            ("the twenty -seventh and high -level", "the twenty-seventh and high-level", 2),
            ("public-private and public - private", "public-private and public-private", 1),
        ] {
            assert_eq!(run(text), (mended.to_owned(), fixes));
        }
    }

    #[test]
    fn words_are_never_joined() {
        for text in [
            "per cent, may be, in to, some times, can not, a bout, on line",
            "option b and option c an",
            "for all and the e-trade readiness, a x-ray",
            "Kyoto to Lillestrøm in Addis Ababa",
            "section A, annex I, COVID-19 s",
            "the text - which is long - and so",
            "[extreme -US; G77 delete] poverty",
            "ICT s and 5 G x",
        ] {
            assert_eq!(run(text), (text.to_owned(), 0));
        }
    }
}
