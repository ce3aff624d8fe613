//! [`decode`]: the bytes of a web page as text.
//!
//! Only the character sets that pages of the field come in: UTF-8, UTF-16 and the Western one of
//! Windows, which is what browsers take for Latin 1 too. Never fails: a byte that is no
//! character becomes U+FFFD.

/// The text of a file that holds a web page, in the character set that it names, or else UTF-8,
/// or else Latin 1.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match (std::str::from_utf8(bytes), named(bytes)) {
            // What is UTF-8 throughout is hardly anything else, whatever the page says.
            (Ok(text), _) => text.to_owned(),
            (Err(_), Some(Named::Utf8)) => String::from_utf8_lossy(bytes).into_owned(),
            (Err(_), _) => bytes.iter().map(|b| western(*b)).collect(),
        },
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Named {
    Utf8,
    Other,
}

/// The character set that the head of a page names.
fn named(bytes: &[u8]) -> Option<Named> {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let name = rest.trim_start_matches([' ', '=', '"', '\'']);
    Some(if name.starts_with("utf-8") || name.starts_with("utf8") { Named::Utf8 } else { Named::Other })
}

fn wide(bytes: &[u8], order: fn([u8; 2]) -> u16) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| order(*pair));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A character of Windows-1252.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or('\u{FFFD}'),
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_characters() {
        for (bytes, text) in [
            (&b"a \xE2\x80\x9Cb"[..], "a “b"),
            (b"\xEF\xBB\xBFa", "a"),
            (b"<meta charset=windows-1252>\x93a\x94 \xE9", "<meta charset=windows-1252>“a” é"),
            (b"na\xEFve", "naïve"),
            (b"<meta charset=\"utf-8\">\xFF", "<meta charset=\"utf-8\">\u{FFFD}"),
            (b"\xFF\xFEa\x00\xAC\x20", "a€"),
            (b"\xFE\xFF\x00a\x20", "a"),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes), text);
        }
    }
}
