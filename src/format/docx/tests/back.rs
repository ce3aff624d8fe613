//! What we write is read back: paragraphs, labels, words, notes, changes, comments.

use super::laws::{all, seeds, texts, threads};
use super::*;
use crate::format::docx::xml::clean as allowed;
use crate::format::docx::{Extra, read, write};
use crate::revise::marked::{Marked, MarkedParagraph, Trace};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A letter with all that is known of it: what it is, italic, put in by, taken out by.
type Letter = (String, bool, Option<String>, Option<String>);

fn letters(p: &MarkedParagraph, notes: &BTreeMap<NoteId, String>) -> Vec<Letter> {
    let by = |t: &Option<Trace>| t.as_ref().map(|t| t.by.clone());
    let mut out = Vec::new();
    for run in &p.runs {
        for c in run.text.chars() {
            let what = match run.note {
                Some(id) => notes.get(&id).cloned().unwrap_or_else(|| "no note".to_owned()),
                None => c.to_string(),
            };
            out.push((what, run.italic, by(&run.tracked.put), by(&run.tracked.gone)));
        }
    }
    out
}

/// The letters of a paragraph as it stands on the sheet, line by line.
fn expected(sheet: &Sheet, at: usize) -> Vec<Vec<Letter>> {
    let Some(p) = sheet.paragraphs.get(at) else { return Vec::new() };
    let name = |by: &[ActorId]| (!by.is_empty()).then(|| crate::format::docx::ids::author(by));
    let mut out = vec![Vec::new()];
    let cuts = crate::format::docx::marks::cuts(&p.runs);
    for cut in crate::format::docx::mark::kept_apart(sheet, at, cuts) {
        if cut.text == "\n" && cut.at.is_none() {
            out.push(Vec::new());
            continue;
        }
        for c in allowed(&cut.text).chars() {
            let note = cut.note.and_then(|id| sheet.note_numbers.get(&id));
            let what = match note {
                Some(n) => {
                    sheet.notes.iter().find(|(m, _)| m == n).map(|(_, t)| t.clone()).unwrap_or_default()
                }
                None if c == crate::text::NOTE => continue,
                None => c.to_string(),
            };
            let italic = cut.italic && note.is_none();
            if let Some(last) = out.last_mut() {
                last.push((what, italic, name(&cut.put), name(&cut.gone)));
            }
        }
    }
    out
}

fn back(sheet: &Sheet, extra: &Extra) -> Marked {
    read(&write(sheet, extra)).expect("a file of ours")
}

/// The words with all changes taken, or all left.
fn words(marked: &Marked, taken: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut carried: Option<String> = None;
    for p in &marked.paragraphs {
        let mut line = carried.take().unwrap_or_default();
        for run in &p.runs {
            let gone = if taken { &run.tracked.gone } else { &run.tracked.put };
            if gone.is_none() {
                line.push_str(&run.text);
            }
        }
        let goes = if taken { &p.end.gone } else { &p.end.put };
        if goes.is_some() { carried = Some(line) } else { out.push(line) }
    }
    out.extend(carried.filter(|line| !line.is_empty()));
    out
}

fn clean_label(label: &Option<String>) -> Option<String> {
    let signs = ['\t', '\n', '\r'];
    label.as_deref().map(|l| allowed(l).replace(signs, " ").trim().to_owned()).filter(|l| !l.is_empty())
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_clean_text_comes_back((d, said) in (texts(), seeds())) {
        let sheet = clean(&d);
        let extra = Extra { threads: threads(&d, &said), ..Extra::default() };
        let marked = back(&sheet, &extra);
        prop_assert_eq!(marked.paragraphs.len(), sheet.paragraphs.len());
        for (at, (read, wrote)) in marked.paragraphs.iter().zip(&sheet.paragraphs).enumerate() {
            prop_assert_eq!((read.kind, read.masthead, read.id), (wrote.kind, wrote.masthead, wrote.id));
            prop_assert_eq!(read.issued.clone(), clean_label(&wrote.label));
            prop_assert!(read.end.stands());
            let lines = expected(&sheet, at);
            prop_assert_eq!(Some(letters(read, &marked.notes)), lines.first().cloned());
            prop_assert!(read.runs.iter().all(|r| r.look == Default::default()), "{:?}", read.runs);
        }
        prop_assert_eq!(marked.symbol.as_deref(), Some("A/80/L.41"));
        let wanted: Vec<_> = extra.threads.iter().filter(|t| !t.said.is_empty()).collect();
        prop_assert_eq!(marked.threads.len(), wanted.len());
        for thread in wanted {
            let lines = |t: &str| allowed(t).lines().map(|l| l.replace('\r', "\n")).collect::<Vec<_>>().join("\n");
            let same = |m: &crate::revise::marked::MarkedThread| {
                m.resolved == thread.resolved
                    && m.said.len() == thread.said.len()
                    && m.said.iter().zip(&thread.said).all(|(a, b)| a.by == b.by && a.text == lines(&b.text))
            };
            prop_assert!(marked.threads.iter().any(same), "{:?} in {:?}", thread, marked.threads);
        }
    }

    #[test]
    fn changes_come_back((d, seeds) in (texts(), seeds())) {
        let sheet = woven(&d, &all(&d, &seeds));
        let marked = back(&sheet, &Extra::default());
        if d.is_empty() {
            return Ok(());
        }
        let base: Vec<String> = (0..d.len()).map(|at| allowed(&d.text(at))).collect();
        prop_assert_eq!(words(&marked, false), base);
        let taken = super::read::text(&super::read::parts(&write(&sheet, &Extra::default())), true);
        prop_assert_eq!(words(&marked, true), taken);
        // A paragraph that moves stands twice in the file and once on the sheet.
        let moves = |p: &Placed| matches!(p.proposal.wish, Wish::Move { .. });
        if all(&d, &seeds).iter().any(moves) {
            return Ok(());
        }
        let mut read = marked.paragraphs.iter();
        for (at, wrote) in sheet.paragraphs.iter().enumerate() {
            for (n, line) in expected(&sheet, at).into_iter().enumerate() {
                let Some(read) = read.next() else { return Err(TestCaseError::fail("a paragraph is missing")) };
                prop_assert_eq!(read.kind, wrote.kind);
                prop_assert_eq!(letters(read, &marked.notes), line);
                if n == 0 {
                    prop_assert_eq!(read.id, wrote.id);
                    prop_assert_eq!(read.issued.clone(), clean_label(&wrote.label));
                }
            }
        }
        prop_assert!(read.next().is_none());
    }

    #[test]
    fn what_is_printed_for_reading_is_read((d, seeds) in (texts(), seeds())) {
        let sheet = woven(&d, &all(&d, &seeds));
        let marked = back(&sheet, &Extra { brackets: true, ..Extra::default() });
        prop_assert!(marked.paragraphs.iter().all(|p| p.runs.iter().all(|r| r.tracked.stands())));
    }
}

#[test]
fn threads_stand_where_they_stood() {
    let d = document(&[
        (Kind::Operative, "1.", "Calls upon all;"),
        (Kind::Operative, "2.", "Decides to meet again."),
    ]);
    let said = |text: &str| crate::format::docx::Said { by: "EU".into(), text: text.into(), date: None };
    let at = d.meta(1).map(|m| (m.id, 8..15));
    let thread = crate::format::docx::Thread { at, resolved: true, said: vec![said("When?"), said("Soon.")] };
    let marked = back(&clean(&d), &Extra { threads: vec![thread], ..Extra::default() });
    let place = |at| crate::revise::marked::MarkedPlace { paragraph: 1, at };
    let read = marked.threads.first().expect("a thread");
    assert_eq!((read.at, read.resolved, read.said.len()), (Some((place(8), place(15))), true, 2));
}
