//! What is one and the same for comparison: quotation marks, dashes, spaces.
//!
//! Nothing here changes a text; the folded form is only held against another folded form.
//! Letters are not folded: neither case nor composed and decomposed accents.

/// A character that takes no part in comparison: note references, soft hyphens, zero-width
/// spaces, direction marks. The joiners U+200C and U+200D are letters of their scripts and stay.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{FFFC}')
}

/// One character in its unified form.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201B}' | '\u{2032}' | '\u{2BC}' | '`' | '\u{B4}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{2033}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        c => c,
    }
}

/// A mark before which a space says nothing.
pub(super) fn closes(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '،' | '؛' | '؟' | '。' | '，' | '；')
}

/// A mark after which a space says nothing.
pub(super) fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

/// Whether a white space between these two characters counts in comparison. Never at an end of
/// the text.
pub(super) fn space_counts(before: Option<char>, after: Option<char>) -> bool {
    matches!((before, after), (Some(b), Some(a)) if !opens(fold(b)) && !closes(fold(a)))
}

/// The unified form for comparison, and the base of canonical keys: quotation marks `'` and
/// `"`, dashes `-`, any white space one space and none at the ends, before a closing mark or
/// after an opening bracket; note references and invisible characters left out.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = None;
    let mut gap = false;
    for c in text.chars() {
        if is_ignored(c) {
            continue;
        }
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        let c = fold(c);
        if gap && space_counts(last, Some(c)) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
        last = Some(c);
    }
    out
}

/// The unified form of one token, which holds no white space.
pub(super) fn key_of_token(text: &str) -> String {
    text.chars().filter(|c| !is_ignored(*c)).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unifies_what_printers_change() {
        assert_eq!(key("  The “well\u{2011}known”\u{A0}aim\u{FFFC} , too "), "The \"well-known\" aim, too");
        assert_eq!(key("( a )"), "(a)");
        assert_eq!(key("l’eau — vive"), key("l'eau – vive"));
        assert_ne!(key("Also"), key("also"));
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,40}") {
            let once = key(&text);
            prop_assert_eq!(key(&once), once);
        }
    }
}
