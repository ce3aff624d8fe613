//! Identities and hashes of the text model.
//!
//! An identity is a name that stays with its thing whatever happens to the words; a
//! [`Hash`] names a content. Nothing here draws random numbers: an identity is computed from
//! what it is about, or handed in by the caller.

use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// Bits of an identity: 48, twelve hexadecimal digits, enough for a million paragraphs.
const MASK: u64 = (1 << 48) - 1;

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The identity that follows from `parts`, in their order. Equal parts, equal identity.
            pub fn of(parts: &[&str]) -> Self {
                Self(Hash::of(parts).head())
            }

            /// The identity with this number; bits above the 48th are dropped.
            pub fn from_number(number: u64) -> Self {
                Self(number & MASK)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:012x}", self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:012x})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnIdentity;
            fn from_str(s: &str) -> Result<Self, NotAnIdentity> {
                if s.len() != 12 {
                    return Err(NotAnIdentity(s.chars().take(40).collect()));
                }
                u64::from_str_radix(s, 16)
                    .map(Self)
                    .map_err(|_| NotAnIdentity(s.chars().take(40).collect()))
            }
        }
    };
}

identity! {
    /// Names a paragraph for its whole life, whatever its words and its place.
    ParagraphId
}
identity! {
    /// Names a note (a footnote). Its number is computed from where its references stand.
    NoteId
}

/// A string that should have been twelve hexadecimal digits.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("“{0}” is not an identity (twelve hexadecimal digits)")]
pub struct NotAnIdentity(pub String);

/// The SHA-256 of a content, cut to 16 bytes; printed as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 16]);

impl Hash {
    /// The hash of `parts`; each is preceded by its length, so that no two lists run together.
    pub fn of(parts: &[&str]) -> Self {
        let mut hasher = Hasher::new();
        for part in parts {
            hasher.part(part);
        }
        hasher.finish()
    }

    fn head(self) -> u64 {
        self.0.iter().take(6).fold(0, |n, b| (n << 8) | u64::from(*b))
    }

    /// The first `digits` hexadecimal digits, for short names.
    pub fn short(self, digits: usize) -> String {
        self.to_string().chars().take(digits).collect()
    }
}

/// Feeds parts into a [`struct@Hash`] one by one.
pub struct Hasher(Sha256);

impl Hasher {
    /// An empty hasher.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self(Sha256::new())
    }

    /// Adds one part, with its length in bytes.
    pub fn part(&mut self, part: &str) {
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part.as_bytes());
    }

    /// The hash of all parts so far.
    pub fn finish(self) -> Hash {
        let digest = self.0.finalize();
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(digest) {
            *to = from;
        }
        Hash(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = NotAnIdentity;
    fn from_str(s: &str) -> Result<Self, NotAnIdentity> {
        bytes_of(s).map(Self).ok_or_else(|| NotAnIdentity(s.chars().take(40).collect()))
    }
}

/// The bytes that hexadecimal digits spell, two a byte; none where these are no such digits, or
/// more or fewer of them.
pub(super) fn bytes_of<const N: usize>(s: &str) -> Option<[u8; N]> {
    // A sign would be read as a digit's place.
    if s.len() != 2 * N || !s.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(s.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Hash::of(&["ab", "c"]), Hash::of(&["a", "bc"]));
        assert_ne!(ParagraphId::of(&["ab", "c"]), ParagraphId::of(&["a", "bc"]));
    }

    #[test]
    fn what_is_printed_reads_back() {
        let id = ParagraphId::of(&["x"]);
        assert_eq!(id.to_string().parse(), Ok(id));
        let hash = Hash::of(&["x"]);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert!("xyz".parse::<NoteId>().is_err());
        assert!("é".repeat(16).parse::<Hash>().is_err());
    }
}
