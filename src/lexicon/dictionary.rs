//! [`Dictionary`]: which strings are English words.
//!
//! The list is embedded, sorted by bytes, one word a line, lower case, British and American
//! spellings together; possessives are left out of it and answered here. A lookup walks the
//! text itself and builds nothing. It never judges spelling: it only says what is a word.

use std::cmp::Ordering;

static WORDS: &str = include_str!("../../assets/words/en.txt");

/// The embedded list of English words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dictionary;

impl Dictionary {
    /// Whether `word` is a word: as it stands, as a possessive or as a regular plural, in any
    /// case. Of single letters only "a" and "I" are. A hyphen makes it no word: ask for the parts.
    pub fn contains(self, word: &str) -> bool {
        let lower = word.to_lowercase().replace('’', "'");
        let stem = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(&lower);
        if stem.chars().count() < 2 {
            return matches!(stem, "a" | "i");
        }
        listed(stem) || listed(&lower) || singular(stem).is_some_and(|s| listed(&s))
    }

    /// Whether `word` is a word, or a hyphenated whole all of whose parts are.
    pub fn contains_parts(self, word: &str) -> bool {
        !word.is_empty() && word.split('-').all(|part| self.contains(part))
    }
}

/// What a regular plural in "s" or "es" would be the plural of; longer than three letters only,
/// so that "ths" is not taken for the plural of "th".
fn singular(word: &str) -> Option<String> {
    let stem = word.strip_suffix('s').filter(|s| s.chars().count() > 3 && !s.ends_with('s'))?;
    match stem.strip_suffix("ie") {
        Some(y) => Some(format!("{y}y")),
        None => Some(stem.to_owned()),
    }
}

/// Binary search over the lines of the list, by byte offset.
fn listed(word: &str) -> bool {
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let bytes = WORDS.as_bytes();
        let head = bytes.get(low..middle).unwrap_or_default();
        let start = head.iter().rposition(|b| *b == b'\n').map_or(low, |at| low + at + 1);
        let tail = bytes.get(middle..high).unwrap_or_default();
        let end = tail.iter().position(|b| *b == b'\n').map_or(high, |at| middle + at);
        match bytes.get(start..end).unwrap_or_default().cmp(word.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_every_word_is_found() {
        let words: Vec<&str> = WORDS.lines().collect();
        assert!(words.windows(2).all(|w| w[0].as_bytes() < w[1].as_bytes()));
        assert!(words.iter().all(|w| listed(w)));
    }

    #[test]
    fn words_and_no_words() {
        let d = Dictionary;
        for word in
            ["follow", "Development", "programme", "organization", "organisation", "women’s", "a", "I"]
        {
            assert!(d.contains(word), "{word}");
        }
        for word in ["fol", "acces", "partnersh", "lopment", "d", "s", "", "-", "'s", "zzzz", "\n", "a\nb"] {
            assert!(!d.contains(word), "{word}");
        }
        assert!(d.contains_parts("follow-up") && !d.contains_parts("fol-up") && !d.contains_parts("-"));
    }
}
