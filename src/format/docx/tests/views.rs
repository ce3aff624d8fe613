//! Our redlines, comment sheets and bracketed texts, read back: nothing is lost on the way.

use super::laws::{all, seeds, texts, threads};
use super::redlines::{counted, edited, made, text};
use super::*;
use crate::format::docx::xml::clean as allowed;
use crate::format::docx::{Extra, read, write};
use crate::format::page::redlined;
use crate::revise::marked::{Column, Marked, Side};
use crate::text::{Genre, NOTE};
use proptest::prelude::*;

/// A paragraph as it is read: kind, masthead, label, letters with italics, notes by their texts.
type Told = (Kind, bool, Option<String>, String, Ranges, Vec<String>);

fn back(sheet: &Sheet, extra: &Extra) -> Marked {
    read(&write(sheet, extra)).expect("a file of ours")
}

fn told(marked: &Marked, side: Side) -> Vec<Told> {
    let view = marked.view(side);
    let one = |p: &Source| {
        let notes = p.words.notes().iter().map(|id| view.notes.get(id).cloned().unwrap_or_default());
        let words = (p.words.text().to_owned(), p.words.italic().clone(), notes.collect());
        (p.kind, p.masthead, p.issued.clone(), words.0, words.1, words.2)
    };
    view.paragraphs.iter().map(one).collect()
}

fn plain(d: &Document, labels: Labels, genre: Genre) -> Vec<Told> {
    let sheet = sheet(d, None, &Front { labels, genre, ..front(Markup::None) });
    told(&back(&sheet, &Extra::default()), Side::Accepted)
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn both_texts_of_a_redline_are_read(
        mut was in prop::collection::vec(made(), 0..9),
        edits in prop::collection::vec((0u8..16, 0usize..9, 0usize..40, made()), 0..6),
        (changed, count, labels) in (any::<bool>(), any::<bool>(), 0..3),
    ) {
        let mut now = edited(&was, &edits);
        counted(&mut was, count);
        counted(&mut now, count);
        let (was, now) = (text(&was, false), text(&now, changed));
        let labels = [Labels::Issued, Labels::Negotiation, Labels::Resolution][labels as usize];
        let old = if labels == Labels::Negotiation { labels } else { Labels::Issued };
        let genre = Genre::Resolution;
        let front = Front { labels, genre, ..front(Markup::None) };
        let marked = back(&redlined(&was, &now, &front, &ActorId::chair()), &Extra::default());
        prop_assert_eq!(told(&marked, Side::Rejected), plain(&was, old, genre));
        prop_assert_eq!(told(&marked, Side::Accepted), plain(&now, labels, genre));
    }

    #[test]
    fn the_text_of_a_comment_sheet_is_read((d, seeds, said) in (texts(), seeds(), seeds()), full in any::<bool>()) {
        let placed = all(&d, &seeds);
        let sheet = if full { woven(&d, &placed) } else { clean(&d) };
        let marked = back(&sheet, &Extra { table: true, threads: threads(&d, &said), ..Extra::default() });
        let read: Vec<_> = marked.paragraphs.iter().map(|p| (p.id, p.kind, p.text())).collect();
        let wrote: Vec<_> =
            d.metas().enumerate().map(|(n, m)| (Some(m.id), m.kind, allowed(&d.text(n)))).collect();
        prop_assert_eq!(read, wrote);
        prop_assert!(marked.paragraphs.iter().all(|p| p.runs.iter().all(|r| r.tracked.stands())));
        let [table] = marked.tables.as_slice() else { return Err(TestCaseError::fail("one table")) };
        prop_assert_eq!(&table.columns, &[Column::Text, Column::Comment]);
        // What we print beside the text is told, and is nobody's comment.
        let asked = sheet.paragraphs.iter().filter(|p| p.pieces.len() > p.runs.len() || !p.tags.is_empty());
        prop_assert!(!full || marked.dropped.len() >= asked.count() + 2, "{:?}", marked.dropped);
    }

    #[test]
    fn a_bracketed_text_is_read_with_its_brackets((d, seeds) in (texts(), seeds())) {
        let sheet = woven(&d, &all(&d, &seeds));
        let marked = back(&sheet, &Extra { brackets: true, ..Extra::default() });
        let all: String = marked.paragraphs.iter().map(|p| p.text() + "\n").collect();
        for woven in sheet.paragraphs.iter().filter_map(|p| p.woven.as_ref()).filter(|w| w.tags.is_empty()) {
            let inline = allowed(&crate::weave::inline(woven, &|a| a.to_string())).replace('\n', " ¶ ");
            prop_assert!(all.contains(&inline), "{inline} in {all}");
        }
        let words = marked.paragraphs.iter().flat_map(|p| &p.runs).filter(|r| r.text.contains(NOTE));
        prop_assert!(words.into_iter().all(|r| r.note.is_some_and(|id| marked.notes.contains_key(&id))));
    }
}
