//! What a letter says, in the characters that texts are written with.

/// The characters of a sign: ligatures are taken apart, a hyphen that only fonts call soft is a
/// hyphen, and what is no character is left out.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            '\u{AD}' => out.push('-'),
            '\t' | '\n' | '\r' => out.push(' '),
            // Symbol fonts keep their bullets in the area for private use.
            '\u{F0B7}' | '\u{F0A7}' | '\u{2022}' | '\u{25CF}' | '\u{25AA}' => out.push('•'),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs() {
        for (sign, text) in [("ﬁ", "fi"), ("\u{AD}", "-"), ("\u{F0B7}", "•"), ("\u{0}", ""), ("é", "é")]
        {
            assert_eq!(super::plain(sign), text);
        }
    }
}
