//! Makes text safe to stand in a web page or in its style sheet.
//!
//! One way for all places: what is escaped may stand between tags and inside quotation marks.

/// Text for HTML: never a tag, an entity or the end of an attribute. Characters that a page
/// cannot hold are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Text for a string of a style sheet: all but letters, digits and spaces as numbers.
pub(super) fn css(text: &str) -> String {
    let one = |c: char| match c {
        c if c.is_ascii_alphanumeric() || c == ' ' => c.to_string(),
        c if c.is_control() => String::new(),
        c => format!("\\{:x} ", u32::from(c)),
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs() {
        assert_eq!(escape("a<b> & \"c\" 'd'\u{0}"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
        assert_eq!(css("A/80\"</style>"), "A\\2f 80\\22 \\3c \\2f style\\3e ");
    }
}
