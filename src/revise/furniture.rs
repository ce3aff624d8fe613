//! Lines of a copy that are about the copy: who comments, on which page.
//!
//! Such a line is listed and never proposed. Nothing with a label is furniture.

use super::rows::Row;
use crate::record::Actor;

/// Why a line is no proposal: it names the commenter.
pub(super) const COMMENTER: &str = "it only names who comments on the text";
/// Why a line is no proposal: it belongs to the masthead.
pub(super) const MASTHEAD: &str = "it is a line of the masthead of the copy, not of the text";
/// Why a line is no proposal: it belongs to the page.
pub(super) const PAGE: &str = "it is a page header or a page number, not text";

/// Why a line is no proposal: it stands around an excerpt.
pub(super) const LETTER: &str = "it stands outside of the paragraphs of an excerpt, without a number";

/// What a copy calls what it is.
const RETURNS: [&str; 20] = [
    "comment",
    "comments",
    "proposal",
    "proposals",
    "input",
    "inputs",
    "amendment",
    "amendments",
    "edit",
    "edits",
    "suggestion",
    "suggestions",
    "submission",
    "remarks",
    "contribution",
    "contributions",
    "changes",
    "redline",
    "feedback",
    "textual",
];

/// Words of a line that names the commenter; a longer one says more than that.
const MOST: usize = 30;

/// Why a row that is in no paragraph of the base is furniture; none where it is a wish.
pub(super) fn why(row: &Row, actor: &Actor, title: &str) -> Option<&'static str> {
    if row.kind.is_labelled() {
        return None;
    }
    let text = row.words.bare();
    if !title.is_empty() && crate::diff::key(&text) == crate::diff::key(title) {
        return Some(MASTHEAD);
    }
    if names_commenter(&text, actor) {
        return Some(COMMENTER);
    }
    if is_page(&text) {
        return Some(PAGE);
    }
    row.masthead.then_some(MASTHEAD)
}

/// Whether words only say that somebody comments.
pub(super) fn names_commenter(text: &str, actor: &Actor) -> bool {
    let words: Vec<String> = words(text);
    if words.is_empty() || words.len() > MOST {
        return false;
    }
    let is_return = |w: &String| RETURNS.contains(&w.as_str());
    let by = words.windows(2).any(|w| matches!(w, [a, b] if is_return(a) && (b == "by" || b == "from")));
    by || names(actor).any(|name| match place(&words, &name) {
        Some(at) => {
            let mut others = words.iter().take(at).chain(words.iter().skip(at + name.len()));
            words.iter().any(is_return) || others.all(|w| is_aside(w) || names(actor).any(|n| n.contains(w)))
        }
        None => false,
    })
}

/// A word that may stand beside a name without saying more: a date, a colour.
fn is_aside(word: &str) -> bool {
    const ASIDES: [&str; 22] = [
        "the",
        "in",
        "bold",
        "yellow",
        "red",
        "blue",
        "green",
        "text",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "version",
        "underlined",
    ];
    ASIDES.contains(&word) || word.chars().all(|c| c.is_ascii_digit())
}

fn names(actor: &Actor) -> impl Iterator<Item = Vec<String>> + '_ {
    let all = [actor.id.as_str(), actor.name.as_str()].into_iter();
    all.chain(actor.aliases.iter().map(String::as_str)).map(words).filter(|w| !w.is_empty())
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

fn place(words: &[String], name: &[String]) -> Option<usize> {
    words.windows(name.len()).position(|w| w == name)
}

/// "3", "3/19", "Page 3 of 19", "- 3 -", "25-12345".
fn is_page(text: &str) -> bool {
    let words = words(text);
    let number = |w: &String| w.chars().all(|c| c.is_ascii_digit());
    !words.is_empty()
        && words.len() <= 4
        && words.iter().any(number)
        && words.iter().all(|w| number(w) || w == "page" || w == "of")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{ActorId, resolve};

    #[test]
    fn lines_about_the_copy() {
        let upu = resolve("UPU", &[]);
        for line in [
            " - with comments by the Universal Postal Union (UPU) in bold yellow",
            "UPU",
            "Comments from a delegation",
            "(Universal Postal Union, 3 March)",
        ] {
            assert!(names_commenter(line, &upu), "{line}");
        }
        assert!(!names_commenter("and invites comments", &upu));
        assert!(!names_commenter("Role of the Universal Postal Union", &upu));
        assert!(!names_commenter("Contribution of tides to trade", &upu));
        assert!(!names_commenter("We sail", &Actor::new(ActorId::new("Norway"))));
        assert!(is_page("3/19") && is_page("Page 3 of 19") && !is_page("25 tides") && !is_page(""));
    }
}
