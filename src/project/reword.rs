//! Other words for a paragraph: the least change that leads to them.
//!
//! Only the words that differ are touched, so that what is anchored to the others stays where it
//! is. Nothing here knows groups or decisions.

use crate::diff::{Hunk, words_least};
use crate::text::{self, Change, Document, Fragment, NOTE, NoteId, ParagraphId, Ranges, Words};
use std::collections::BTreeMap;

/// The changes that make the words of a paragraph these, to be applied in order. `notes` has the
/// texts of notes that the document does not know. Nothing for a paragraph that is not there.
pub(super) fn reword(
    document: &Document,
    id: ParagraphId,
    now: &Words,
    notes: &BTreeMap<NoteId, String>,
) -> Vec<Change> {
    let Some(was) = document.words_of(id) else { return Vec::new() };
    let mut scratch = document.clone();
    let mut out = Vec::new();
    let mut push = |changes: Vec<Change>, scratch: &mut Document| {
        for change in changes {
            // Made for this very state, so it fits.
            if change.apply(scratch).is_ok() {
                out.push(change);
            }
        }
    };
    // From right to left, so that the places before hold.
    for Hunk { a, b } in words_least(was.text(), now.text()).into_iter().rev() {
        let changes = text::replace(&scratch, id, a, &fragment(now.slice(b), notes), "");
        push(changes, &mut scratch);
    }
    let made = scratch.words_of(id).unwrap_or_default();
    if made.notes() != now.notes() {
        // Another note in the same place: no character tells them apart.
        let all = text::replace(&scratch, id, 0..made.len(), &fragment(now.clone(), notes), "");
        push(all, &mut scratch);
    } else if made != *now {
        let style = |w: &Words| (w.italic().clone(), w.bold().clone());
        push(vec![Change::Style { id, was: style(&made), now: style(now) }], &mut scratch);
    }
    out
}

fn fragment(words: Words, notes: &BTreeMap<NoteId, String>) -> Fragment {
    let used = words.notes().iter().filter_map(|id| Some((*id, notes.get(id)?.clone()))).collect();
    Fragment::new(vec![words], used)
}

/// `text` with the italic and bold that the words it shares with `was` have there.
pub fn restyled(was: &Words, text: &Words) -> Words {
    let (mut italic, mut bold) = (Ranges::default(), Ranges::default());
    let (mut from, mut to) = (0, 0);
    let end = Hunk { a: was.len()..was.len(), b: text.len()..text.len() };
    for hunk in words_least(was.text(), text.text()).into_iter().chain([end]) {
        let kept = from..hunk.a.start;
        italic.extend(&was.italic().slice(kept.clone()), to);
        bold.extend(&was.bold().slice(kept), to);
        (from, to) = (hunk.a.end, hunk.b.end);
    }
    Words::new(text.text(), italic, bold, text.notes().to_vec())
}

/// Words typed without note references in the place of `was`: its references stay behind the words
/// they followed, and go only where nothing takes the place of those.
pub fn spelled(was: &Words, typed: &str) -> Words {
    let typed: String = typed.chars().filter(|c| *c != NOTE).collect();
    let hunks = words_least(&was.bare(), &typed);
    let mut kept: Vec<(usize, NoteId)> = Vec::new();
    let mut ids = was.notes().iter();
    let mut before = 0;
    for c in was.text().chars() {
        if c != NOTE {
            before += 1;
        } else if let (Some(id), Some(at)) = (ids.next(), moved(before, &hunks)) {
            kept.push((at, *id));
        }
    }
    let mut out = String::new();
    let mut next = kept.iter().peekable();
    for (at, c) in typed.chars().chain(['\n']).enumerate() {
        while next.next_if(|(place, _)| *place <= at).is_some() {
            out.push(NOTE);
        }
        out.push(c);
    }
    out.pop();
    let ids = kept.into_iter().map(|(_, id)| id).collect();
    restyled(was, &Words::new(&out, Ranges::default(), Ranges::default(), ids))
}

/// Where what stood behind so many characters stands after these changes.
fn moved(at: usize, hunks: &[Hunk]) -> Option<usize> {
    let mut last = (0, 0);
    for hunk in hunks {
        if at <= hunk.a.start {
            break;
        }
        if at <= hunk.a.end {
            return (!hunk.b.is_empty()).then_some(hunk.b.end);
        }
        last = (hunk.a.end, hunk.b.end);
    }
    Some(at - last.0 + last.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Kind, Source};
    use proptest::prelude::*;

    fn note(c: char) -> NoteId {
        NoteId::of(&[&c.to_string()])
    }

    /// Words in which * and + are references to two notes, the first `italic` characters italic.
    fn words(text: &str, italic: usize) -> Words {
        let notes = text.chars().filter(|c| "*+".contains(*c)).map(note).collect();
        let text = text.replace(['*', '+'], "\u{FFFC}");
        Words::new(&text, Ranges::new(vec![0..italic]), Ranges::default(), notes)
    }

    fn doc(words: Words) -> Document {
        let source = Source { kind: Kind::Operative, issued: None, masthead: false, words };
        Document::imported(vec![source], [(note('*'), "One.".to_owned())].into())
    }

    #[test]
    fn only_what_differs_is_touched() {
        let d = doc(words("Urges all to light old lamps every day;", 5));
        let id = d.meta(0).unwrap().id;
        let now = words("Urges all to mend old lamps each day;", 5);
        let edits = reword(&d, id, &now, &BTreeMap::new());
        assert_eq!(edits.len(), 2, "{edits:?}");
        let old = crate::text::Standing::new(id, 19..28).after(&edits).unwrap();
        assert!(!old.touched, "“old lamps” was between the two: {old:?}");
    }

    #[test]
    fn notes_stay_with_their_words() {
        let was = words("its resolution* of May+ on seas;", 0);
        for (typed, expected) in [
            ("its first resolution of May on seas;", "its first resolution* of May+ on seas;"),
            ("its resolution on seas;", "its resolution* on seas;"),
            ("its decision of June on seas;", "its decision* of June+ on seas;"),
            ("", ""),
        ] {
            assert_eq!(spelled(&was, typed), words(expected, 0), "{typed}");
        }
    }

    proptest! {
        /// Whatever is typed comes out, with its notes and styles.
        #[test]
        fn rewording_gives_the_words(
            a in "[ab* ,]{0,12}", b in "[ab*+ ,]{0,12}", italic in 0usize..6, other in 0usize..6,
        ) {
            let (was, now) = (words(&a, italic), words(&b, other));
            let mut d = doc(was.clone());
            let id = d.meta(0).unwrap().id;
            let notes = BTreeMap::from([(note('*'), "One.".to_owned()), (note('+'), "Two.".to_owned())]);
            let changes = reword(&d, id, &now, &notes);
            text::apply_all(&mut d, &changes).unwrap();
            prop_assert_eq!(d.words_of(id).unwrap(), now.clone());
            prop_assert!(now.notes().iter().all(|n| d.note(*n).is_some()));
            prop_assert_eq!(spelled(&was, &now.bare()).bare(), now.bare());
            prop_assert_eq!(restyled(&was, &now).text().to_owned(), now.text().to_owned());
            prop_assert_eq!(spelled(&was, &was.bare()), was.clone());
            prop_assert_eq!(restyled(&was, &was), was);
        }
    }
}
