//! Numbers for tokens, so that comparing words is comparing numbers.
//!
//! The numbers mean something only within one comparison and are never stored.

use super::fold::key_of_token;
use super::tokens::Token;
use std::collections::HashMap;

/// Numbers for tokens: equal in comparison, equal number.
#[derive(Default)]
pub(super) struct Interner {
    numbers: HashMap<Box<str>, u32>,
}

impl Interner {
    /// The number of a token or of any other unified string.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(word.into(), number);
        number
    }

    /// The number of a unified string that was numbered before.
    pub(super) fn known(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The numbers of the tokens of a text.
    pub(super) fn all(&mut self, text: &str, tokens: &[Token]) -> Vec<u32> {
        let number = |t: &Token| {
            let word = t.text(text);
            // A grave accent is the one ASCII character that folding changes.
            if word.is_ascii() && word != "`" { self.number(word) } else { self.number(&key_of_token(word)) }
        };
        tokens.iter().map(number).collect()
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}
