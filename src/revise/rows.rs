//! [`Row`]: a paragraph of an edited copy as it is understood, before it is held against the base.
//!
//! Struck words (`~~…~~`, "[deleted]") are set apart here and bold goes: in a return it says who
//! wrote the words, not how they are to be printed. Nothing is compared here.

use super::intake::Parsed;
use crate::text::{Kind, Label, Ranges, Words, from_letters, from_roman};

/// What a return writes instead of a paragraph, or after one, that it wants out.
const DELETED: [&str; 6] = ["[deleted]", "(deleted)", "[delete]", "(delete)", "[deleted.]", "[delete.]"];

/// A paragraph of the copy.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What the reader took it for.
    pub kind: Kind,
    /// Whether it is a line of the masthead.
    pub masthead: bool,
    /// The label in the copy as it is written there, without the full stop.
    pub issued: Option<String>,
    /// The same as a label, where it is one.
    pub label: Option<Label>,
    /// The words that are to stand: without struck ones, never bold.
    pub words: Words,
    /// The text with the struck words still in it, for finding its paragraph in the base.
    pub whole: String,
    /// Whether all of it is struck.
    pub struck: bool,
}

/// The rows of a copy, in order.
pub(super) fn rows(copy: &Parsed) -> Vec<Row> {
    let mut parent: Option<Label> = None;
    let mut out = Vec::with_capacity(copy.paragraphs.len());
    for source in &copy.paragraphs {
        let mut row = unmarked(&source.words);
        row.kind = source.kind;
        row.masthead = source.masthead;
        row.issued = source.issued.as_deref().map(|s| s.trim().trim_end_matches('.').to_owned());
        if row.issued.is_none() && row.struck {
            label_inside(&mut row);
        }
        row.label = row.issued.as_deref().and_then(|issued| label(issued, row.kind, parent.as_ref()));
        if row.label.as_ref().is_some_and(|l| l.sub.is_empty()) {
            parent.clone_from(&row.label);
        }
        out.push(row);
    }
    out
}

/// The label that an issued one stands for; a sub-paragraph's follows from its parent's.
fn label(issued: &str, kind: Kind, parent: Option<&Label>) -> Option<Label> {
    let Kind::Sub(level) = kind else {
        let mut label: Label = issued.parse().ok()?;
        // "3" before a preambular paragraph counts preambular paragraphs.
        if kind == Kind::Preambular && label.sub.is_empty() {
            label.series = crate::text::Series::Preambular;
        }
        return Some(label);
    };
    let name = issued.trim_matches(['(', ')', '.']).to_lowercase();
    let number = if level == 1 { from_letters(&name) } else { from_roman(&name) }?;
    // Deeper ones would need the whole chain of parents; their text alone finds them.
    (level == 1).then(|| parent.map(|p| p.under(number)))?
}

/// A wholly struck paragraph hides its label from the reader: it is still inside the text.
fn label_inside(row: &mut Row) {
    let Some((head, tail)) = row.whole.split_once(' ') else { return };
    let name = head.trim_end_matches(['.', ')']);
    if head.len() > name.len() && name.parse::<Label>().is_ok() {
        let (name, tail) = (name.to_owned(), tail.trim_start().to_owned());
        row.issued = Some(name);
        row.whole = tail;
    }
}

/// Takes the marks of struck words out, and the words with them.
fn unmarked(words: &Words) -> Row {
    let chars: Vec<char> = words.text().chars().collect();
    let marks: Vec<usize> = (0..chars.len().saturating_sub(1)).filter(|i| is_mark(&chars, *i)).collect();
    let mut kept = words.restyled(words.italic().clone(), Ranges::default());
    let mut whole = kept.clone();
    for pair in marks.chunks_exact(2).rev() {
        let [from, to] = pair else { continue };
        kept = cut(&kept, *from, to + 2);
        whole = whole.replaced(*to..to + 2, &Words::default());
        whole = whole.replaced(*from..from + 2, &Words::default());
    }
    let mut struck = marks.len() > 1 && kept.bare().trim().is_empty();
    let lower = whole.text().trim_end().to_lowercase();
    if let Some(mark) = DELETED.iter().find(|m| lower.ends_with(**m)) {
        let all = whole.text().trim_end().chars().count();
        let end = all.saturating_sub(mark.chars().count());
        whole = whole.slice(0..end);
        kept = Words::default();
        struck = true;
    }
    let whole = whole.text().trim().to_owned();
    Row { kind: Kind::Plain, masthead: false, issued: None, label: None, words: kept, whole, struck }
}

fn is_mark(chars: &[char], at: usize) -> bool {
    let tilde = |i: usize| chars.get(i) == Some(&'~');
    tilde(at) && tilde(at + 1) && !(at > 0 && tilde(at - 1)) && !tilde(at + 2)
}

/// Words without a range, and without the second of two spaces that would meet.
fn cut(words: &Words, from: usize, to: usize) -> Words {
    let blank = |at: usize| words.str(at..at + 1).chars().all(char::is_whitespace);
    let closes = |at: usize| words.str(at..at + 1).chars().all(|c| c.is_whitespace() || ",.;:)".contains(c));
    let from = if from > 0 && blank(from - 1) && closes(to) { from - 1 } else { from };
    words.replaced(from..to, &Words::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn one(kind: Kind, issued: Option<&str>, text: &str) -> Row {
        let source = Source { kind, issued: issued.map(str::to_owned), masthead: false, words: text.into() };
        let copy = Parsed { paragraphs: vec![source], ..Parsed::default() };
        rows(&copy).remove(0)
    }

    #[test]
    fn struck_words_go_and_the_text_keeps_them() {
        let row = one(Kind::Operative, Some("4."), "We keep ~~all of~~ this ~~here~~.");
        assert_eq!((row.words.text(), row.whole.as_str()), ("We keep this.", "We keep all of this here."));
        assert!(!row.struck);
        assert_eq!(row.label, "4".parse().ok());
    }

    #[test]
    fn whole_paragraphs_are_struck() {
        let row = one(Kind::Plain, None, "~~2. We sail at dawn.~~");
        assert!(row.struck && row.words.is_empty());
        assert_eq!((row.label, row.whole.as_str()), ("2".parse().ok(), "We sail at dawn."));
        assert!(one(Kind::Operative, Some("3."), "[deleted]").struck);
        assert_eq!(one(Kind::Operative, Some("3."), "We sail. [Deleted]").whole, "We sail.");
        assert!(!one(Kind::Operative, Some("3."), "The word ~~~ stays ~~ here").struck);
    }
}
