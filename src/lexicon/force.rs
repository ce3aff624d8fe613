//! Words by which a sentence binds more or less: the verb that a paragraph opens with, and verbs
//! and auxiliaries inside it.
//!
//! There is no order of strength here: no source gives one, so a change is told as old and new.

use super::verbs::{is_verb_form, opening_length};

/// Auxiliaries that say how binding something is.
const AUXILIARIES: [&str; 12] =
    ["can", "cannot", "could", "may", "might", "must", "ought", "shall", "should", "will", "would", "need"];

/// Adverbs that only give the sequence of paragraphs.
const SEQUENCE: [&str; 2] = ["also", "further"];

/// How a paragraph opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The phrase as it stands: "Further calls upon".
    pub phrase: String,
    /// Its length in characters, from the start of the text.
    pub length: usize,
    /// What it says without "also" and "further", in lower case: "calls upon".
    pub core: String,
}

/// The verb that a paragraph opens with: its opening phrase or, in an outcome document, "We" with
/// its verb ("We also commit"). None where it opens otherwise.
pub fn opening_verb(text: &str) -> Option<Verb> {
    let length = match opening_length(text) {
        0 => after_we(text)?,
        n => n,
    };
    let phrase: String = text.chars().take(length).collect();
    let words = phrase.split_whitespace().map(str::to_lowercase);
    let core: Vec<String> = words.filter(|w| !is_sequence(w)).collect();
    Some(Verb { length, core: core.join(" "), phrase })
}

/// The length of "We", an adverb or two, and a verb.
fn after_we(text: &str) -> Option<usize> {
    let mut at = 0;
    for (n, word) in text.split(' ').enumerate().take(4) {
        if n == 0 && word != "We" {
            return None;
        }
        at += word.chars().count() + usize::from(n > 0);
        let bare = word.trim_end_matches(',');
        let adverb = is_sequence(bare) || bare.ends_with("ly");
        if n > 0 && !adverb {
            let verb = !bare.is_empty() && bare.chars().all(char::is_alphabetic);
            return verb.then(|| at - (word.chars().count() - bare.chars().count()));
        }
    }
    None
}

/// Whether a word only gives the sequence of paragraphs: also, further.
pub fn is_sequence(word: &str) -> bool {
    SEQUENCE.iter().any(|s| word.eq_ignore_ascii_case(s))
}

/// Whether a word is an auxiliary that says how binding something is: shall, should, may.
pub fn is_auxiliary(word: &str) -> bool {
    AUXILIARIES.iter().any(|a| word.eq_ignore_ascii_case(a))
}

/// Whether a word is a form of a verb that paragraphs open with, in whatever person.
pub fn is_verb(word: &str) -> bool {
    is_verb_form(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_without_its_sequence() {
        for (text, phrase, core) in [
            ("Further calls upon all keepers", "Further calls upon", "calls upon"),
            ("Recalling also its resolution", "Recalling also", "recalling"),
            ("We also commit to lamps", "We also commit", "we commit"),
            ("We strongly urge, again", "We strongly urge", "we strongly urge"),
            (
                "Notes with great concern also that",
                "Notes with great concern also",
                "notes with great concern",
            ),
        ] {
            let found = opening_verb(text).unwrap();
            assert_eq!((found.phrase.as_str(), found.core.as_str()), (phrase, core), "{text}");
            assert_eq!(found.length, phrase.chars().count());
        }
        for text in ["The lamps of the coast", "We", "Weather and tide", "", "We 40 keepers"] {
            assert_eq!(opening_verb(text), None, "{text}");
        }
    }

    #[test]
    fn verbs_inside_a_sentence() {
        assert!(["encourages", "encourage", "express", "Urging", "calls"].into_iter().all(is_verb));
        assert!(!["lamp", "the", "keepers", ""].into_iter().any(is_verb));
        assert!(is_auxiliary("Shall") && is_auxiliary("may") && !is_auxiliary("lamp"));
    }
}
