//! Parts of pages that are tables of a project, not its text: their beginning, a table, their end.
//!
//! As with the text nothing outside the page is referred to, and every word is escaped here.

use super::escape;

/// How such a page ends.
pub const END: &str = "</body>\n</html>";

/// How such a page begins: what the window of a browser is called, its look, and its heading.
pub fn begin(window: &str, style: &str, heading: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        escape(window),
        escape(heading)
    )
}

/// A table; the first cell of a row names it.
pub fn table<S: AsRef<str>>(out: &mut String, heads: &[&str], rows: impl IntoIterator<Item = Vec<S>>) {
    out.push_str("<table>\n<thead><tr>");
    out.extend(heads.iter().map(|h| format!("<th scope=\"col\">{}</th>", escape(h))));
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (n, cell) in row.iter().enumerate() {
            let cell = escape(cell.as_ref()).replace('\n', "<br>");
            match n {
                0 => out.push_str(&format!("<th scope=\"row\">{cell}</th>")),
                _ => out.push_str(&format!("<td>{cell}</td>")),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_a_tag() {
        let mut page = begin("<b>", "p{}\n", "a & b");
        table(&mut page, &["<i>"], [vec!["<u>", "x\n<y>"]]);
        page.push_str(END);
        for tag in ["<b>", "<i>", "<u>", "<y>"] {
            assert!(!page.contains(tag), "{page}");
        }
        assert!(page.contains("x<br>&lt;y&gt;") && page.ends_with("</html>"), "{page}");
    }
}
