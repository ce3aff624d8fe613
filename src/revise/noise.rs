//! What printing, copying and extracting do to a text: never a proposal.
//!
//! White space, broken words, quotation marks, dashes, note numbers glued to words and labels
//! left in the text. Everything here only decides; no text is changed.

use crate::diff::{Hunk, Shape, key, tokens};
use crate::text::{Label, NOTE};

/// The differences of a paragraph that are meant, out of all its [`words`]: those that are noise
/// are left out, and noise at the ends of the others is cut off. `notes` is the highest note number
/// there can be. In a faithful copy a hyphen or a quotation mark that is gone was taken out by
/// somebody.
pub(super) fn meant(
    (base, copy): (&str, &str),
    hunks: Vec<Hunk>,
    label: Option<&Label>,
    notes: usize,
    faithful: bool,
) -> Vec<Hunk> {
    if hunks.is_empty() || !faithful && same(base, copy) {
        return Vec::new();
    }
    let (a, b): (Vec<char>, Vec<char>) = (base.chars().collect(), copy.chars().collect());
    let meant = |hunk: Hunk| match faithful && is_faint_hunk(&a, &b, &hunk) {
        true => Some(hunk),
        false if is_glued(&a, &b, &hunk, notes) => None,
        false => trimmed(&a, &b, hunk),
    };
    hunks.into_iter().filter(|h| !is_label(&a, &b, h, label)).filter_map(meant).collect()
}

/// Of the differences of a paragraph those in nothing but hyphens, quotation marks and spaces inside
/// words, which damage makes and which a hand can make: the words on both sides.
pub(super) fn faint(base: &str, copy: &str, hunks: &[Hunk]) -> Vec<(String, String)> {
    if hunks.is_empty() {
        return Vec::new();
    }
    let (a, b): (Vec<char>, Vec<char>) = (base.chars().collect(), copy.chars().collect());
    let faint = hunks.iter().filter(|h| is_faint_hunk(&a, &b, h));
    faint.map(|h| (piece(&a, h.a.clone()), piece(&b, h.b.clone()))).collect()
}

fn is_faint_hunk(a: &[char], b: &[char], hunk: &Hunk) -> bool {
    let (old, new) = (piece(a, hunk.a.clone()), piece(b, hunk.b.clone()));
    same(&old, &new) && key(&old) != key(&new)
}

/// Whether two texts are one but for white space, quotation marks, dashes and note references.
pub(super) fn same(a: &str, b: &str) -> bool {
    squeezed(a) == squeezed(b)
}

/// A text without all that may be noise. A dash between digits is none.
pub(super) fn squeezed(text: &str) -> String {
    let key = key(text);
    let mut out = String::with_capacity(key.len());
    let mut chars = key.chars().filter(|c| !c.is_whitespace()).peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        let digits = last.is_numeric() && chars.peek().is_some_and(|n| n.is_numeric());
        if !is_faint(c) || (c == '-' && digits) {
            out.push(c);
        }
        last = c;
    }
    out
}

/// A mark that gets lost: of the unified ones.
fn is_faint(c: char) -> bool {
    matches!(c, '"' | '\'' | '-')
}

fn piece(chars: &[char], range: std::ops::Range<usize>) -> String {
    chars.get(range).unwrap_or_default().iter().collect()
}

/// A label that the reader of the copy left in the words.
fn is_label(a: &[char], b: &[char], hunk: &Hunk, label: Option<&Label>) -> bool {
    if !hunk.a.is_empty() || hunk.b.start > 0 || hunk.a.start > 0 || a.is_empty() {
        return false;
    }
    let text = piece(b, hunk.b.clone());
    let name = text.trim().trim_end_matches(['.', ')', ':']).trim_start_matches(['-', '–', '•', ' ']);
    label.is_some_and(|own| name.parse::<Label>().is_ok_and(|found| found == *own))
}

/// Note numbers that became digits of the text on one side.
fn is_glued(a: &[char], b: &[char], hunk: &Hunk, notes: usize) -> bool {
    if notes == 0 {
        return false;
    }
    let (old, new) = (piece(a, hunk.a.clone()), piece(b, hunk.b.clone()));
    let bare = |text: &str| text.chars().all(|c| c.is_whitespace() || c == NOTE);
    if bare(&old) {
        return is_number(&new, notes) && follows_a_word(b, hunk.b.start, &new);
    }
    if bare(&new) {
        return is_number(&old, notes) && follows_a_word(a, hunk.a.start, &old);
    }
    squeezed(&unglued(&old, notes)) == squeezed(&new) || squeezed(&old) == squeezed(&unglued(&new, notes))
}

fn follows_a_word(chars: &[char], at: usize, text: &str) -> bool {
    let before = at.checked_sub(1).and_then(|i| chars.get(i));
    let glued = before.is_some_and(|c| !c.is_whitespace() && !c.is_numeric());
    // Raised digits are note numbers wherever they stand.
    (glued && !text.starts_with(char::is_whitespace)) || text.trim().chars().all(is_raised)
}

fn is_raised(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

fn is_number(text: &str, most: usize) -> bool {
    let text: String = text.chars().filter(|c| *c != NOTE).collect();
    let text = text.trim();
    let raised = !text.is_empty() && text.chars().all(is_raised);
    raised || text.parse::<usize>().is_ok_and(|n| n > 0 && n <= most)
}

/// Words that end in a note number, without it: "issue12". "SDG4" is no such word.
fn unglued(text: &str, notes: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for token in tokens(text).iter().filter(|t| t.shape == Shape::Word) {
        let word = token.text(text);
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = word.get(stem.len()..).unwrap_or_default();
        if stem.ends_with(char::is_lowercase) && is_number(digits, notes) {
            out.push_str(text.get(done..token.bytes.start + stem.len()).unwrap_or_default());
            done = token.bytes.end;
        }
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// A hunk without the noise at its ends; none where nothing is left.
fn trimmed(a: &[char], b: &[char], hunk: Hunk) -> Option<Hunk> {
    let (old, new) = (piece(a, hunk.a.clone()), piece(b, hunk.b.clone()));
    if same(&old, &new) {
        return None;
    }
    if hunk.a.is_empty() || hunk.b.is_empty() {
        return Some(hunk);
    }
    let (skip_a, skip_b) = common(a, b, &hunk);
    let front = Hunk { a: hunk.a.start + skip_a..hunk.a.end, b: hunk.b.start + skip_b..hunk.b.end };
    let (left, right): (Vec<char>, Vec<char>) =
        (a.iter().rev().copied().collect(), b.iter().rev().copied().collect());
    let back = Hunk {
        a: a.len() - front.a.end..a.len() - front.a.start,
        b: b.len() - front.b.end..b.len() - front.b.start,
    };
    let (skip_a, skip_b) = common(&left, &right, &back);
    Some(Hunk { a: front.a.start..front.a.end - skip_a, b: front.b.start..front.b.end - skip_b })
}

/// How far both sides of a hunk begin alike but for noise: up to the last place that is a border
/// of words in both. In characters of each.
fn common(a: &[char], b: &[char], hunk: &Hunk) -> (usize, usize) {
    let quiet = |c: char| c.is_whitespace() || c == NOTE;
    let unified = |c: char| key(&c.to_string());
    let (mut i, mut j, mut best) = (hunk.a.start, hunk.b.start, (0, 0));
    loop {
        let (mut x, mut y) = (i, j);
        while x < hunk.a.end && a.get(x).is_some_and(|c| quiet(*c)) {
            x += 1;
        }
        while y < hunk.b.end && b.get(y).is_some_and(|c| quiet(*c)) {
            y += 1;
        }
        let (Some(p), Some(q)) = (a.get(x), b.get(y)) else { return best };
        if x >= hunk.a.end || y >= hunk.b.end || unified(*p) != unified(*q) {
            return best;
        }
        (i, j) = (x + 1, y + 1);
        if is_border(a, i) && is_border(b, j) {
            best = (i - hunk.a.start, j - hunk.b.start);
        }
    }
}

fn is_border(chars: &[char], at: usize) -> bool {
    let word = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphanumeric());
    !(word(at.checked_sub(1)) && word(Some(at)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::words;

    /// What is left: "old>new".
    fn left(a: &str, b: &str, notes: usize) -> Vec<String> {
        let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        let label = "OP7".parse().ok();
        let hunks = meant((a, b), words(a, b), label.as_ref(), notes, false);
        hunks.into_iter().map(|h| format!("{}>{}", piece(&x, h.a), piece(&y, h.b))).collect()
    }

    #[test]
    fn noise_is_nothing() {
        for (a, b) in [
            ("the follow-up of the tide", "the fol low-up  of the tide"),
            ("the “open” sea – wide", "the open sea wide"),
            ("the well-known bay", "the wellknown bay"),
            ("an issue\u{FFFC}, and more", "an issue,2 and more"),
            ("an issue,\u{FFFC} and more", "an issue2, and more"),
            ("an issue and more", "an issue² and more"),
            ("We sail at dawn", "7. We sail at dawn"),
        ] {
            assert_eq!(left(a, b, 3), Vec::<String>::new(), "{a} / {b}");
            assert_eq!(left(&b.replace("7. ", ""), a, 3), Vec::<String>::new(), "{b} / {a}");
        }
    }

    #[test]
    fn what_is_meant_stays() {
        assert_eq!(left("goal SDG4 here", "goal SDG5 here", 9), ["SDG4>SDG5"]);
        assert_eq!(left("an issue and", "an issue 2 and", 3), ["> 2"]);
        assert_eq!(left("an issue and", "an issue,4 and", 0).len(), 1);
        assert_eq!(left("pages 10-12 of", "pages 1012 of", 0), ["10-12>1012"]);
        assert_eq!(left("We sail", "8. We sail", 3), ["8. >"].map(|_| ">8. "));
    }

    #[test]
    fn in_a_faithful_copy_marks_are_meant() {
        let meant = |a: &str, b: &str| {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let hunks = meant((a, b), words(a, b), None, 3, true).into_iter();
            hunks.map(|h| format!("{}>{}", piece(&x, h.a), piece(&y, h.b))).collect::<Vec<_>>()
        };
        assert_eq!(
            meant("the policy-making of it", "the policy making of it"),
            ["policy-making>policy making"]
        );
        assert_eq!(meant("the “open” sea", "the open sea"), ["“>", "”>"]);
        assert_eq!(meant("the “open” sea –  wide", "the \"open\" sea - wide"), [""; 0]);
        let faint = |a: &str, b: &str| faint(a, b, &words(a, b)).len();
        assert_eq!(faint("the “open” well-known sea", "the open wellknown sea"), 2);
        assert_eq!(faint("the low sea", "the high sea"), 0);
    }

    #[test]
    fn noise_at_the_ends_is_cut_off() {
        assert_eq!(
            left("with the fol low-up of it", "with the follow-up and review of it", 0),
            ["> and review"]
        );
    }
}
