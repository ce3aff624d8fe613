//! How many values a file or a drawing has, counted before anything is made of them.
//!
//! A value takes a hundred times the room of its letters in the file, so that what is small when
//! packed could fill all memory. These counts make nothing; where in doubt they are too high.

use super::PdfError;
use super::file::number;
use crate::limits;
use lopdf::{Object, Stream};
use std::cell::Cell;

thread_local! {
    /// What is left of the values of the file that is looked at: a filter of the library has no
    /// place of its own to keep it.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Refuses a file whose letters alone could be too many values. Packed parts count little here.
pub(super) fn written(bytes: &[u8]) -> Result<(), PdfError> {
    let mut before = b' ';
    let mut count = 0usize;
    for byte in bytes {
        count += usize::from(begins(*byte) || (is_regular(*byte) && !is_regular(before)));
        before = *byte;
    }
    if count > limits::PDF_VALUES { Err(full()) } else { Ok(()) }
}

/// Counts the values of all objects by way of [`count`], which `load` is to use as its filter.
pub(super) fn loaded(load: impl FnOnce()) -> Result<(), PdfError> {
    LEFT.set(limits::PDF_VALUES);
    load();
    if LEFT.get() == 0 { Err(full()) } else { Ok(()) }
}

/// Counts the values of an object, with those packed in it, and keeps none of them.
pub(super) fn count(id: (u32, u16), object: &mut Object) -> Option<((u32, u16), Object)> {
    let _ = id;
    let mut left = LEFT.get();
    own(object, &mut left);
    if let Object::Stream(stream) = object {
        packed(stream, &mut left);
    }
    LEFT.set(left);
    None
}

fn full() -> PdfError {
    PdfError::TooLarge { most: limits::PDF_VALUES, what: "values" }
}

fn own(object: &Object, left: &mut usize) {
    *left = left.saturating_sub(1);
    match object {
        Object::Array(list) => list.iter().for_each(|o| own(o, left)),
        Object::Dictionary(dict) => dict.iter().for_each(|(_, o)| own(o, left)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, o)| own(o, left)),
        Object::Name(bytes) | Object::String(bytes, _) => *left = left.saturating_sub(bytes.len() / ROOM),
        _ => {}
    }
}

/// Letters that take about as much room as a value.
const ROOM: usize = 128;

/// The objects packed in a stream, each from where the stream says that it begins: the same
/// letters may be said to be many objects.
fn packed(stream: &Stream, left: &mut usize) {
    if !stream.dict.has_type(b"ObjStm") {
        return;
    }
    let Ok(content) = stream.get_plain_content_with_limit(limits::PDF_STREAM) else { return };
    let first = stream.dict.get(b"First").ok().and_then(number).unwrap_or(0.0) as usize;
    let index = content.get(..first).unwrap_or_default();
    let words = index.split(|b| is_space(*b)).filter(|w| !w.is_empty());
    for place in words.skip(1).step_by(2) {
        let place = std::str::from_utf8(place).ok().and_then(|w| w.parse::<u32>().ok()).unwrap_or(0);
        let at = first.saturating_add(place as usize);
        let mut depth = 0usize;
        for token in (Tokens { rest: content.get(at..).unwrap_or_default() }) {
            *left = left.saturating_sub(1 + token.bytes.len() / ROOM);
            match token.kind {
                Sort::Open => depth += 1,
                Sort::Close => depth = depth.saturating_sub(1),
                Sort::Value | Sort::Word => {}
            }
            if depth == 0 || *left == 0 {
                break;
            }
        }
        *left = left.saturating_sub(1);
    }
}

/// Refuses the content of a drawing if one of its steps has too many values.
pub(super) fn in_steps(content: &[u8]) -> Result<(), PdfError> {
    let mut count = 0usize;
    let mut tokens = Tokens { rest: content };
    while let Some(token) = tokens.next() {
        // "1-1.1.1" may be read as many numbers.
        count += match token.kind {
            Sort::Close => 0,
            Sort::Open => 1,
            Sort::Value | Sort::Word if begins(token.first()) => 1,
            Sort::Value | Sort::Word => 1 + token.bytes.len() / 2,
        };
        if count > limits::PDF_OPERANDS {
            return Err(PdfError::TooLarge {
                most: limits::PDF_OPERANDS,
                what: "values in one drawing step",
            });
        }
        if token.kind == Sort::Word {
            count = 0;
            if token.bytes == b"ID" {
                tokens.picture();
            }
        }
    }
    Ok(())
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Value,
    Open,
    Close,
    /// An operator, or what looks like one.
    Word,
}

struct Token<'a> {
    kind: Sort,
    bytes: &'a [u8],
}

impl Token<'_> {
    fn first(&self) -> u8 {
        self.bytes.first().copied().unwrap_or(b' ')
    }
}

/// The tokens of a drawing or of an object, one after the other.
struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn skip(&mut self, over: impl Fn(u8) -> bool) {
        let end = self.rest.iter().position(|b| !over(*b)).unwrap_or(self.rest.len());
        self.take(end);
    }

    /// Passes over the data of a picture in a drawing.
    fn picture(&mut self) {
        let ends = |w: &[u8]| matches!(w, [a, b'E', b'I', z] if is_space(*a) && is_space(*z));
        let end = self.rest.windows(4).position(ends).unwrap_or(self.rest.len());
        self.take(end.saturating_add(3));
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        self.skip(is_space);
        while self.rest.first() == Some(&b'%') {
            self.skip(|b| b != b'\n' && b != b'\r');
            self.skip(is_space);
        }
        let (kind, length) = match *self.rest {
            [] => return None,
            [b'(', ..] => (Sort::Value, string(self.rest)),
            [b'<', b'<', ..] => (Sort::Open, 2),
            [b'>', b'>', ..] => (Sort::Close, 2),
            [b'<', ..] => {
                (Sort::Value, self.rest.iter().position(|b| *b == b'>').map_or(usize::MAX, |n| n + 1))
            }
            [b'[', ..] => (Sort::Open, 1),
            [b'/', ref name @ ..] => (Sort::Value, 1 + regular(name)),
            [b, ..] if is_regular(b) => {
                let length = regular(self.rest);
                let word = self.rest.get(..length).unwrap_or_default();
                (if is_word(word) { Sort::Word } else { Sort::Value }, length)
            }
            _ => (Sort::Close, 1),
        };
        Some(Token { kind, bytes: self.take(length) })
    }
}

/// Whether letters are, or end in, an operator: "Tj", "f*", "0rg".
fn is_word(word: &[u8]) -> bool {
    let value = ["true", "false", "null"].iter().any(|v| word.ends_with(v.as_bytes())) || word == b"R";
    !value && word.last().is_some_and(|b| b.is_ascii_alphabetic() || b"*'\"".contains(b))
}

fn regular(bytes: &[u8]) -> usize {
    bytes.iter().position(|b| !is_regular(*b)).unwrap_or(bytes.len())
}

/// The length of a string in round brackets.
fn string(bytes: &[u8]) -> usize {
    let (mut depth, mut escaped) = (0usize, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth <= 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
    }
    bytes.len()
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
}

/// Whether a value begins with this sign, whatever stands before it.
fn begins(byte: u8) -> bool {
    matches!(byte, b'(' | b'<' | b'[' | b'/')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_one_by_one() {
        let most = limits::PDF_OPERANDS;
        let many = |part: &str, n: usize| part.repeat(n / part.len() + 1).into_bytes();
        for part in ["1 1 1 1 TJ ", "[(a)-20(b)] TJ\n", "0 0 0rg ", "(BT \\) (() ) Tj ", "BI /W 1 ID ( EI "] {
            assert_eq!(in_steps(&many(part, most * 2)), Ok(()), "{part}");
        }
        for part in
            ["1 ", "1-", ".1", "()", "( BT )", "[", "/a/b", "true ", "1 0 R ", "<< >>", "<ab>", "% BT\n1 "]
        {
            assert!(in_steps(&many(part, most * 8)).is_err(), "{part}");
        }
        for part in ["", "(", "<", "[", "\\", "(\\", "%", "/", "ID", "ID EI", "BI ID (", ">>", ")", "}"] {
            assert_eq!(in_steps(part.as_bytes()), Ok(()), "{part}");
        }
    }

    #[test]
    fn one_place_may_not_be_many_objects() {
        let open = |pairs: usize| {
            let index: String = (0..pairs).map(|i| format!("{} 0 ", i + 10)).collect();
            let content = format!("{index}[{}]", "1 ".repeat(5_000));
            let dict = lopdf::dictionary! {
                "Type" => "ObjStm", "N" => pairs as i64, "First" => index.len() as i64
            };
            let mut object = Object::Stream(Stream::new(dict, content.into_bytes()));
            loaded(|| drop(count((1, 0), &mut object)))
        };
        assert_eq!(open(1_000), Ok(()));
        assert_eq!(open(2_000), Err(full()));
    }

    #[test]
    fn values_of_a_file_are_counted_as_they_are_written() {
        assert_eq!(written(&b"1 0 obj [1 1 1] endobj ".repeat(100_000)), Ok(()));
        assert_eq!(written(&b"1 ".repeat(limits::PDF_VALUES + 1)), Err(full()));
    }
}
