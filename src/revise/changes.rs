//! [`changes`]: all that differs between two texts, the verbs first.
//!
//! Paragraphs are held against each other as [`super::links`] pairs them; the log is not asked.
//! Nothing is left out: what only follows from other changes comes last.

use super::links::Links;
use super::worded::{Numbers, Weight, Worded, worded};
use crate::diff::key;
use crate::text::{Document, NOTE, ParagraphId, Series};
use std::collections::BTreeMap;
use std::ops::Range;

/// One difference between two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// How much it matters.
    pub weight: Weight,
    /// What it is: opening, auxiliary, verb; new, gone, moved, split, merged; figure, words;
    /// sequence, number, marks, end, label.
    pub what: &'static str,
    /// The label of the paragraph in the older text, or "note 3"; none for headings, titles and
    /// new paragraphs.
    pub old_label: Option<String>,
    /// The same in the newer text.
    pub new_label: Option<String>,
    /// The paragraph of the older text; none where it is new, and for notes.
    pub was: Option<ParagraphId>,
    /// The paragraph of the newer text; none where it is gone, and for notes.
    pub now: Option<ParagraphId>,
    /// Where in the newer paragraph, in characters; none where that cannot be said.
    pub place: Option<Range<usize>>,
    /// The words that went.
    pub old: String,
    /// The words that came.
    pub new: String,
    /// Some words that stand before it.
    pub before: String,
    /// Some words that stand after it.
    pub after: String,
}

/// All differences, by weight and then in the order of the newer text, what is gone last.
pub fn changes(from: &Document, to: &Document) -> Vec<TextChange> {
    let mut links = Links::new(from, to, &BTreeMap::new(), &BTreeMap::new());
    cut_off(from, to, &mut links);
    let mut all = All { from, to, numbers: numbers(from, to, &links), out: Vec::new() };
    for new in 0..to.len() {
        all.paragraph(&links, new);
    }
    for old in 0..from.len() {
        if links.new_of.get(old).copied().flatten().is_none() {
            let (text, label, was) = (from.text(old), from.label_at(old), id(from, old));
            all.whole("gone", Change { old_label: label, was, old: bare(&text), ..Change::default() });
        }
    }
    all.notes();
    all.out.sort_by_key(|c| c.weight);
    all.out
}

/// A paragraph that is the end of the one before it as that was, is a part of it: it was cut off.
fn cut_off(from: &Document, to: &Document, links: &mut Links) {
    for new in 1..to.len() {
        let free = links.old_of.get(new).is_some_and(Vec::is_empty) && !links.parts.contains_key(&new);
        let old = links.old_of.get(new - 1).and_then(|olds| olds.first()).copied();
        let (Some(old), true) = (old, free) else { continue };
        let (end, before) = (key(&to.text(new)), key(&to.text(new - 1)));
        if !end.is_empty() && key(&from.text(old)).ends_with(&end) && !before.ends_with(&end) {
            links.parts.insert(new, old);
        }
    }
}

/// What of a change is known before it is weighed.
#[derive(Default)]
struct Change {
    old_label: Option<String>,
    new_label: Option<String>,
    was: Option<ParagraphId>,
    now: Option<ParagraphId>,
    old: String,
    new: String,
}

struct All<'a> {
    from: &'a Document,
    to: &'a Document,
    numbers: Numbers,
    out: Vec<TextChange>,
}

impl All<'_> {
    fn paragraph(&mut self, links: &Links, new: usize) {
        let olds = links.old_of.get(new).map(Vec::as_slice).unwrap_or_default();
        let (new_label, now) = (self.to.label_at(new), id(self.to, new));
        let Some(first) = olds.first().copied() else {
            let known = Change { new_label, now, new: bare(&self.to.text(new)), ..Change::default() };
            let part = links.parts.get(&new).copied();
            return self.whole(
                if part.is_some() { "split" } else { "new" },
                Change { old_label: part.and_then(|old| self.from.label_at(old)), ..known },
            );
        };
        // A paragraph that was cut up is held against all its parts.
        let mut parts: Vec<usize> =
            links.parts.iter().filter(|(_, o)| **o == first).map(|(n, _)| *n).collect();
        parts.sort_unstable();
        let join =
            |d: &Document, all: &[usize]| all.iter().map(|at| d.text(*at)).collect::<Vec<_>>().join(" ");
        let all: Vec<usize> = [new].into_iter().chain(parts).collect();
        let (old_text, new_text) = (join(self.from, olds), join(self.to, &all));
        let (old_label, was) = (self.from.label_at(first), id(self.from, first));
        for one in worded(&old_text, &new_text, &self.numbers) {
            let single = olds.len() == 1 && all.len() == 1;
            let (a, b) = (old_label.clone(), new_label.clone());
            self.out.push(TextChange { was, now, old_label: a, new_label: b, ..of_words(one, single) });
        }
        let known = || Change {
            old_label: old_label.clone(),
            new_label: new_label.clone(),
            was,
            now,
            ..Change::default()
        };
        for old in olds.iter().skip(1) {
            let (label, was) = (self.from.label_at(*old), id(self.from, *old));
            self.whole("merged", Change { old_label: label, was, ..known() });
        }
        let moved = links.moved.get(new).copied().unwrap_or_default();
        if moved {
            self.whole("moved", known());
        } else if old_label != new_label && olds.len() == 1 {
            let (old, new) = (old_label.clone().unwrap_or_default(), new_label.clone().unwrap_or_default());
            self.push(Weight::Mechanical, "label", Change { old, new, ..known() });
        }
    }

    fn whole(&mut self, what: &'static str, known: Change) {
        self.push(Weight::Paragraph, what, known);
    }

    fn push(&mut self, weight: Weight, what: &'static str, known: Change) {
        let Change { old_label, new_label, was, now, old, new } = known;
        let (before, after, place) = (String::new(), String::new(), None);
        self.out.push(TextChange {
            weight,
            what,
            old_label,
            new_label,
            was,
            now,
            place,
            old,
            new,
            before,
            after,
        });
    }

    /// Notes are themselves by their identity, else by their words.
    fn notes(&mut self) {
        let order = |d: &Document| {
            let ids = d.note_order().into_iter().enumerate();
            let told = ids.map(|(n, id)| (id, (n + 1, d.note(id).unwrap_or_default().to_owned())));
            told.collect::<BTreeMap<_, _>>()
        };
        let (mut old, new) = (order(self.from), order(self.to));
        let named = |n: usize| Some(format!("note {n}"));
        let mut fresh = Vec::new();
        for (id, (n, text)) in new {
            let Some((was, before)) = old.remove(&id) else {
                fresh.push((n, text));
                continue;
            };
            for one in worded(&before, &text, &self.numbers) {
                let labels = (named(was), named(n));
                self.out.push(TextChange {
                    old_label: labels.0,
                    new_label: labels.1,
                    ..of_words(one, false)
                });
            }
            if was != n {
                let known = Change { old_label: named(was), new_label: named(n), ..Change::default() };
                self.push(Weight::Mechanical, "label", known);
            }
        }
        for (n, text) in fresh {
            let same = old.iter().find(|(_, (_, t))| key(t) == key(&text)).map(|(id, (was, _))| (*id, *was));
            if let Some((id, was)) = same {
                old.remove(&id);
                if was != n {
                    let known = Change { old_label: named(was), new_label: named(n), ..Change::default() };
                    self.push(Weight::Mechanical, "label", known);
                }
            } else {
                let known = Change { new_label: named(n), new: text, ..Change::default() };
                self.push(Weight::Words, "words", known);
            }
        }
        for (n, text) in old.into_values() {
            let known = Change { old_label: named(n), old: text, ..Change::default() };
            self.push(Weight::Words, "words", known);
        }
    }
}

fn of_words(one: Worded, placed: bool) -> TextChange {
    TextChange {
        weight: one.weight,
        what: one.what,
        old_label: None,
        new_label: None,
        was: None,
        now: None,
        place: placed.then_some(one.place),
        old: one.old,
        new: one.new,
        before: one.before,
        after: one.after,
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| *c != NOTE).collect::<String>().trim().to_owned()
}

fn id(document: &Document, at: usize) -> Option<ParagraphId> {
    document.meta(at).map(|m| m.id)
}

/// What the numbers of operative paragraphs have become.
fn numbers(from: &Document, to: &Document, links: &Links) -> Numbers {
    let number = |d: &Document, at: usize| {
        let label = d.meta(at)?.label.as_ref()?;
        let plain = label.series == Series::Operative && label.sub.is_empty() && label.ordinal == 0;
        (plain && label.alternative == 0 && label.annex == 0).then_some(label.number)
    };
    let each = links.new_of.iter().enumerate();
    each.filter_map(|(old, new)| Some((number(from, old)?, number(to, (*new)?)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Kind, Source, apply_all, delete, insert, join, move_after, replace, split};

    const LINES: [&str; 4] = [
        "Welcomes the tide tables that the harbour masters of the northern coast have drawn up;",
        "Calls upon lighthouse keepers to burn clean oil in every lamp from dusk until dawn;",
        "Requests the chandlers to report each spring on the strength of hemp ropes;",
        "Notes with concern that herring come later each year, as paragraph 2 above says.",
    ];

    fn document(lines: &[&str]) -> Document {
        let source =
            |t: &&str| Source { kind: Kind::Operative, issued: None, masthead: false, words: (*t).into() };
        Document::imported(lines.iter().map(source).collect(), BTreeMap::new())
    }

    fn told(from: &Document, to: &Document) -> Vec<String> {
        let name = |l: &Option<String>| l.clone().unwrap_or("-".into());
        let one = |c: &TextChange| {
            format!(
                "{} {} {}>{} {}|{}",
                c.weight.class(),
                c.what,
                name(&c.old_label),
                name(&c.new_label),
                c.old,
                c.new
            )
        };
        changes(from, to).iter().map(one).collect()
    }

    #[test]
    fn verbs_first_and_mechanical_last() {
        let from = document(&LINES);
        let other = [
            "Thanks all pilots for their patience;".to_owned(),
            LINES[0].replace("Welcomes", "Also welcomes"),
            LINES[1].replace("Calls upon", "Encourages"),
            LINES[2].replace("each spring", "every spring"),
            LINES[3].replace("paragraph 2", "paragraph 3"),
        ];
        let lines: Vec<&str> = other.iter().map(String::as_str).collect();
        let all = told(&from, &document(&lines));
        assert_eq!(all[0], "verb opening OP2>OP3 Calls upon|Encourages");
        assert_eq!(all[1], "substance new ->OP1 |Thanks all pilots for their patience;");
        assert_eq!(all[2], "substance words OP3>OP4 each|every");
        let rest = &all[3..];
        assert!(rest.iter().all(|t| t.starts_with("mechanical")), "{rest:?}");
        assert!(rest.contains(&"mechanical number OP4>OP5 2|3".to_owned()), "{rest:?}");
        assert_eq!(told(&from, &from), Vec::<String>::new());
    }

    #[test]
    fn whole_paragraphs() {
        let from = document(&LINES);
        let id = |at: usize| from.meta(at).expect("there").id;
        let edit = |make: &dyn Fn(&Document) -> Vec<crate::text::Change>| {
            let mut to = from.clone();
            apply_all(&mut to, &make(&from)).expect("fits");
            told(&from, &to)
        };
        let has = |all: Vec<String>, what: &str| {
            assert!(all.iter().any(|t| t.starts_with(&format!("substance {what} "))), "{what}: {all:?}");
        };
        has(edit(&|d| delete(d, id(1))), "gone");
        has(edit(&|d| insert(d, 2, Kind::Operative, &"Urges peace on all coasts;".into(), "s")), "new");
        has(edit(&|d| move_after(d, id(3), None)), "moved");
        has(edit(&|d| join(d, id(1))), "merged");
        has(edit(&|d| split(d, id(1), 47, "s")), "split");
        let words = edit(&|d| replace(d, id(0), 0..8, &"Notes".into(), "s"));
        assert_eq!(words, ["verb opening OP1>OP1 Welcomes|Notes"]);
    }
}
