//! How much a token counts: by its rarity in two documents, or by its shape alone.
//!
//! Formulaic text is alike everywhere; only its rare words tell paragraphs apart.

use super::tokens::{Shape, Token};

/// Words that carry little by themselves; the texts compared are mostly English.
const LIGHT: [&str; 34] = [
    "a", "an", "and", "any", "as", "at", "be", "but", "by", "for", "from", "has", "have", "in", "into", "is",
    "it", "its", "no", "not", "of", "on", "or", "such", "that", "the", "their", "this", "to", "was", "were",
    "which", "with", "within",
];

/// Adverbs by which only the sequence of paragraphs is marked.
pub(super) const SEQUENCE: [&str; 3] = ["also", "further", "furthermore"];

/// Whether a word is a light one: an article, a conjunction, a preposition.
pub(super) fn is_light(word: &str) -> bool {
    LIGHT.binary_search(&word).is_ok()
}

/// The weight of one token where no document is at hand, from 0.25 to 1.
pub(super) fn plain(token: &Token, text: &str) -> f64 {
    let word = token.text(text);
    match token.shape {
        Shape::Mark => 0.25,
        _ if SEQUENCE.contains(&word) => 0.25,
        _ if is_light(word) => 0.4,
        _ => 1.0,
    }
}

/// Weights by token number.
pub(super) struct Weights(Vec<f64>);

impl Weights {
    /// The plain weights of numbered tokens.
    pub(super) fn plain(count: usize, texts: [(&str, &[Token], &[u32]); 2]) -> Self {
        let mut weights = vec![1.0; count];
        for (text, tokens, numbers) in texts {
            for (token, number) in tokens.iter().zip(numbers) {
                if let Some(weight) = weights.get_mut(*number as usize) {
                    *weight = plain(token, text);
                }
            }
        }
        Self(weights)
    }

    /// The inverse document frequency of numbered tokens: ln(1 + paragraphs / paragraphs that
    /// have it), each counted in the document where it is the larger, so that a word that was
    /// kept is not thought commoner than one that was changed.
    pub(super) fn rarity(count: usize, documents: [&[Vec<u32>]; 2]) -> Self {
        let mut most = vec![0_usize; count];
        let mut paragraphs = 1;
        for document in documents {
            let mut here = vec![0_usize; count];
            let mut last = vec![usize::MAX; count];
            for (i, numbers) in document.iter().enumerate() {
                for number in numbers.iter().map(|n| *n as usize) {
                    if let (Some(n), Some(seen)) = (here.get_mut(number), last.get_mut(number))
                        && *seen != i
                    {
                        *seen = i;
                        *n += 1;
                    }
                }
            }
            paragraphs = paragraphs.max(document.len());
            most.iter_mut().zip(here).for_each(|(most, here)| *most = here.max(*most));
        }
        let rarity = |n: usize| (1.0 + paragraphs as f64 / n.max(1) as f64).ln();
        Self(most.into_iter().map(rarity).collect())
    }

    /// The weight of a token number.
    pub(super) fn of(&self, number: u32) -> f64 {
        self.0.get(number as usize).copied().unwrap_or(1.0)
    }

    /// The weight of several.
    pub(super) fn sum(&self, numbers: &[u32]) -> f64 {
        numbers.iter().map(|n| self.of(*n)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(LIGHT.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn rare_words_weigh_more() {
        let a = [vec![0, 1], vec![0, 2], vec![0, 3]];
        let weights = Weights::rarity(4, [&a, &[]]);
        assert!(weights.of(1) > weights.of(0));
    }
}
