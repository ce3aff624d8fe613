//! Who gets which label: resolution labels computed, negotiation labels allotted.
//!
//! Resolution labels follow the UN's style (preambular unnumbered, 1., (a), (i)) and are never
//! stored. Negotiation labels are allotted once and kept until the next revision.

use super::document::{Document, Meta};
use super::ids::ParagraphId;
use super::kind::Kind;
use super::label::{Label, Series, sub_number};
use std::collections::BTreeSet;

/// Allots labels to a whole document, as at its issue: PP1 …, OP1 …, OP5 (a). Operative
/// paragraphs keep their issued numbers where these are unique and rising.
pub(super) fn allot(document: &mut Document) {
    let labels = fresh(document);
    for (at, label) in labels.into_iter().enumerate() {
        if let Some(meta) = document.meta(at).cloned() {
            document.set_meta(at, Meta { label, ..meta });
        }
    }
}

/// The paragraph of a text that a typed label means: its negotiation label first, then the
/// issued one.
pub fn find_label(document: &Document, typed: &str) -> Option<ParagraphId> {
    let label: Option<Label> = typed.parse().ok();
    let exact = document.metas().find(|m| label.is_some() && m.label == label);
    let issued = |m: &&Meta| {
        m.issued.as_deref().is_some_and(|i| i.trim_end_matches('.') == typed.trim().trim_end_matches('.'))
    };
    exact.or_else(|| document.metas().find(issued)).map(|m| m.id)
}

/// The labels of a document at its issue, one a paragraph.
pub fn fresh(document: &Document) -> Vec<Option<Label>> {
    let mut walk = Walk::default();
    let issued = trusted_numbers(document);
    let mut out = Vec::with_capacity(document.len());
    for (meta, issued) in document.metas().zip(issued) {
        out.push(walk.step(meta.kind, issued));
    }
    out
}

/// Counts through a document in order.
#[derive(Default)]
struct Walk {
    annex: u16,
    preambular: u32,
    operative: u32,
    parent: Option<Label>,
    counts: Vec<u16>,
}

impl Walk {
    fn step(&mut self, kind: Kind, issued: Option<(u32, u16)>) -> Option<Label> {
        match kind {
            Kind::Annex => {
                *self = Walk { annex: self.annex + 1, ..Walk::default() };
                None
            }
            Kind::Preambular => {
                self.preambular += 1;
                self.open(Series::Preambular, self.preambular, 0)
            }
            Kind::Operative => {
                let (number, ordinal) = issued.unwrap_or((self.operative + 1, 0));
                self.operative = number;
                self.open(Series::Operative, number, ordinal)
            }
            Kind::Sub(level) => {
                let depth = usize::from(level.max(1)).min(self.counts.len() + 1);
                self.counts.truncate(depth);
                self.counts.resize(depth, 0);
                if let Some(last) = self.counts.last_mut() {
                    *last += 1;
                }
                let mut label = self.parent.clone()?;
                label.sub = self.counts.iter().map(|n| ((*n).max(1), 0)).collect();
                Some(label)
            }
            _ => None,
        }
    }

    fn open(&mut self, series: Series, number: u32, ordinal: u16) -> Option<Label> {
        self.counts.clear();
        let label = Label { annex: self.annex, ordinal, ..Label::new(series, number) };
        self.parent = Some(label.clone());
        Some(label)
    }
}

/// The issued numbers of operative paragraphs with their bis and ter, where each is larger than
/// the one before it in its part of the text; otherwise none, and they are counted.
fn trusted_numbers(document: &Document) -> Vec<Option<(u32, u16)>> {
    let mut out: Vec<Option<(u32, u16)>> = vec![None; document.len()];
    let mut last = (0, 0);
    for (at, meta) in document.metas().enumerate() {
        if meta.kind == Kind::Annex {
            last = (0, 0);
        }
        if meta.kind != Kind::Operative {
            continue;
        }
        let label = meta.issued.as_deref().and_then(|s| s.parse::<Label>().ok());
        let plain = |l: &Label| l.series == Series::Operative && l.sub.is_empty() && l.alternative == 0;
        match label.filter(plain).map(|l| (l.number, l.ordinal)) {
            Some(number) if number > last && number.0 < 100_000 => {
                last = number;
                if let Some(slot) = out.get_mut(at) {
                    *slot = Some(number);
                }
            }
            _ => return vec![None; document.len()],
        }
    }
    out
}

/// The label for a paragraph of `kind` put in at ordinal `at`: the label of the labelled
/// paragraph of its kind before it with the next free ordinal (OP26 bis), or the first free
/// number where none stands before it. None for kinds without labels.
pub fn between(document: &Document, at: usize, kind: Kind) -> Option<Label> {
    if !kind.is_labelled() {
        return None;
    }
    let taken: BTreeSet<&Label> = document.metas().filter_map(|m| m.label.as_ref()).collect();
    let before = document.metas().take(at).rev();
    if let Kind::Sub(level) = kind {
        let depth = usize::from(level.max(1));
        let near = before.clone().find_map(|m| m.label.as_ref())?;
        let mut label = near.clone();
        label.sub.truncate(depth);
        let last = document.metas().skip(at).all(|m| {
            m.label.as_ref().is_none_or(|l| !(same_parent(l, &label, depth) && l.sub.len() >= depth))
        });
        // Where a level between is missing, its first number stands for it.
        while label.sub.len() < depth {
            label.sub.push((u16::from(label.sub.len() + 1 < depth), 0));
        }
        if last || label.sub.last().is_some_and(|(n, _)| *n == 0) {
            while label.sub.last().is_some_and(|(n, _)| *n == 0) || taken.contains(&label) {
                label.sub.last_mut()?.0 += 1;
            }
            return Some(label);
        }
        return free(label, &taken);
    }
    let series = if kind == Kind::Preambular { Series::Preambular } else { Series::Operative };
    let annex = document.metas().take(at).filter(|m| m.kind == Kind::Annex).count() as u16;
    let near = before.filter_map(|m| m.label.as_ref()).find(|l| l.series == series && l.annex == annex);
    let mut label = match near {
        Some(near) => Label { sub: Vec::new(), ..near.clone() },
        None => Label { annex, ..Label::new(series, 1) },
    };
    // At the very end of its series a new paragraph simply takes the next number.
    let mut after = document.metas().skip(at).filter_map(|m| m.label.as_ref());
    if near.is_some() && !after.any(|l| l.series == series && l.annex == annex) {
        let most = taken.iter().filter(|l| l.series == series && l.annex == annex).map(|l| l.number).max();
        return Some(Label { annex, ..Label::new(series, most.unwrap_or(0) + 1) });
    }
    if near.is_none() && taken.contains(&label) {
        // Before the first: PP1 is taken, and "PP0 bis" is not said; the field writes PP1 bis.
        label = label.next_ordinal();
    }
    free(label, &taken)
}

fn same_parent(a: &Label, b: &Label, depth: usize) -> bool {
    let head = |l: &Label| (l.annex, l.series, l.number, l.ordinal, l.alternative);
    head(a) == head(b) && a.sub.get(..depth - 1) == b.sub.get(..depth - 1)
}

fn free(mut label: Label, taken: &BTreeSet<&Label>) -> Option<Label> {
    while taken.contains(&label) {
        label = label.next_ordinal();
    }
    Some(label)
}

/// The resolution labels, one a paragraph: none for preambular paragraphs, "1.", "(a)", "(i)".
pub fn resolution(document: &Document) -> Vec<Option<String>> {
    let mut walk = Walk::default();
    document
        .metas()
        .map(|meta| {
            let label = walk.step(meta.kind, None)?;
            match (meta.kind, label.sub.last()) {
                (Kind::Operative, _) => Some(format!("{}.", label.number)),
                (Kind::Sub(_), Some((n, _))) => Some(format!("({})", sub_number(label.sub.len(), *n))),
                _ => None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::document::Source;
    use std::collections::BTreeMap;

    fn doc(kinds: &[(Kind, Option<&str>)]) -> Document {
        let source = |(kind, issued): &(Kind, Option<&str>)| Source {
            kind: *kind,
            issued: issued.map(str::to_owned),
            masthead: false,
            words: "x".into(),
        };
        Document::imported(kinds.iter().map(source).collect(), BTreeMap::new())
    }

    fn labels(d: &Document) -> Vec<String> {
        d.metas().map(|m| m.label.as_ref().map(|l| l.to_string()).unwrap_or_default()).collect()
    }

    #[test]
    fn a_text_at_its_issue() {
        use Kind::*;
        let d = doc(&[
            (Title, None),
            (Preambular, Some("A.")),
            (Preambular, Some("B.")),
            (Operative, Some("3.")),
            (Operative, Some("5.")),
            (Sub(1), None),
            (Sub(2), None),
            (Sub(1), None),
            (Operative, Some("6.")),
        ]);
        assert_eq!(labels(&d), ["", "PP1", "PP2", "OP3", "OP5", "OP5 (a)", "OP5 (a) (i)", "OP5 (b)", "OP6"]);
        let all: Vec<_> = resolution(&d).into_iter().map(Option::unwrap_or_default).collect();
        assert_eq!(all, ["", "", "", "1.", "2.", "(a)", "(i)", "(b)", "3."]);
        assert_eq!(between(&d, 4, Operative).map(|l| l.to_string()), Some("OP3 bis".into()));
        assert_eq!(between(&d, 9, Operative).map(|l| l.to_string()), Some("OP7".into()));
        assert_eq!(between(&d, 6, Sub(1)).map(|l| l.to_string()), Some("OP5 (a) bis".into()));
        assert_eq!(between(&d, 8, Sub(1)).map(|l| l.to_string()), Some("OP5 (c)".into()));
        assert_eq!(between(&d, 9, Sub(1)).map(|l| l.to_string()), Some("OP6 (a)".into()));
        assert_eq!(between(&d, 9, Sub(2)).map(|l| l.to_string()), Some("OP6 (a) (i)".into()));
        assert_eq!(between(&d, 1, Preambular).map(|l| l.to_string()), Some("PP1 bis".into()));
    }

    #[test]
    fn issued_bis_is_trusted() {
        use Kind::*;
        let d = doc(&[
            (Operative, Some("8.")),
            (Operative, Some("8 bis.")),
            (Sub(1), Some("(a)")),
            (Operative, Some("9.")),
        ]);
        assert_eq!(labels(&d), ["OP8", "OP8 bis", "OP8 bis (a)", "OP9"]);
    }
}
