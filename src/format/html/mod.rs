//! Writes a [`Sheet`] as one self-contained web page, set like a UN document.
//!
//! Nothing outside the page is referred to and no script is run. Every word of the text goes
//! through [`escape`]; elements and attributes are only ever ours.

mod body;
mod escape;
mod legend;
mod read;
mod report;
mod style;

use super::page::{Markup, Sheet};
pub use escape::escape;
pub use read::{HtmlError, decode, read};
pub use report::{END, begin, table};

/// The sheet as a web page.
pub fn write(sheet: &Sheet) -> String {
    let title = page_title(sheet);
    let mut out = String::with_capacity(16 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.push_str(&format!("<title>{}</title>\n", escape(&title)));
    out.push_str(&format!("<style>\n{}</style>\n</head>\n<body>\n", style::sheet(sheet)));
    out.push_str("<main class=\"page\" aria-labelledby=\"title\">\n");
    out.push_str(&body::write(sheet, &title));
    out.push_str("</main>\n");
    if sheet.markup != Markup::None && !sheet.actors.is_empty() {
        out.push_str(&legend::write(sheet));
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// What the window of a browser is called: the title of the project, its symbol and revision.
fn page_title(sheet: &Sheet) -> String {
    let parts = [&sheet.title, &sheet.symbol, &sheet.revision];
    let said: Vec<&str> = parts.into_iter().map(|s| s.trim()).filter(|s| !s.is_empty()).collect();
    if said.is_empty() { "Draft".to_owned() } else { said.join(" · ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::page::Front;
    use crate::text::{Document, Kind, Source};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn page(text: &str) -> String {
        let source =
            |kind| Source { kind, issued: Some(text.to_owned()), masthead: false, words: text.into() };
        let kinds = [Kind::Title, Kind::Operative, Kind::Sub(1), Kind::Closing];
        let document = Document::imported(kinds.map(source).into(), BTreeMap::new());
        let front = Front {
            title: text.to_owned(),
            symbol: text.to_owned(),
            revision: text.to_owned(),
            ..Front::default()
        };
        write(&crate::format::page::sheet(&document, None, &front))
    }

    /// The page without the words that a text put into it: its elements in order.
    fn elements(page: &str) -> Vec<String> {
        let body = page.split_once("</style>").map_or("", |p| p.1);
        body.split('<').skip(1).map(|e| e.split('>').next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn a_script_is_only_words() {
        let page = page("<script>alert(\"x\")</script></style> & 'q'");
        assert!(!page.contains("<script"));
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(
            page.contains(
                "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&lt;/style&gt; &amp; &#39;q&#39;"
            )
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_an_element(text in "[<>&\"'/a-z!-]{1,30}|\\PC{1,30}") {
            prop_assume!(!text.trim().is_empty());
            let found = page(&text);
            prop_assert_eq!(elements(&found), elements(&page("words")));
            prop_assert_eq!(found.clone(), page(&text));
            prop_assert_eq!(found.matches("</style").count(), 1);
        }
    }
}
